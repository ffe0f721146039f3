//! A text without what differs from case to case even when it was copied: names, dates, numbers, marks.

use super::hash::fold;

/// Chinese figures, as in 三名, 二十分; 半 and 几 are words.
const FIGURES: &str = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟";
/// What stands between and after the figures of a date or a time.
const UNITS: &str = "年月日号时点分秒";

/// The text as it is compared with those of other cases: without the names given (parties, persons, officers, organ,
/// addresses), figures, dates, masked names (周某, 张某某), spaces and punctuation; letters in one width and case.
pub fn bare(text: &str, names: &[&str]) -> String {
    let mut chars: Vec<char> = text.chars().filter_map(fold).filter(|c| c.is_alphanumeric()).collect();
    let mut names: Vec<Vec<char>> =
        names.iter().map(|name| name.chars().filter_map(fold).filter(|c| c.is_alphanumeric()).collect()).collect();
    // the longest first: a firm's name may hold its owner's
    names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    for name in names.iter().filter(|name| name.len() > 1) {
        remove(&mut chars, name);
    }
    without_figures(&without_masks(&chars))
}

fn remove(chars: &mut Vec<char>, name: &[char]) {
    let mut out = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        if chars[at..].starts_with(name) {
            at += name.len();
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    *chars = out;
}

/// Without 周某, 张某某, 李某甲.
fn without_masks(chars: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        if chars[at] != '某' {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        out.pop();
        while chars.get(at) == Some(&'某') {
            at += 1;
        }
        at += usize::from(chars.get(at).is_some_and(|c| "甲乙丙丁戊己庚辛".contains(*c)));
    }
    out
}

fn without_figures(chars: &[char]) -> String {
    let figure = |c: char| c.is_numeric() || FIGURES.contains(c);
    let mut out = String::with_capacity(chars.len() * 3);
    let mut after_figure = false;
    for c in chars.iter().copied() {
        after_figure = figure(c) || (after_figure && UNITS.contains(c));
        if !after_figure {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_copy_with_other_names_dates_and_numbers_is_bare_the_same() {
        let one = bare(
            "2026年3月5日9时30分，我局执法人员李卫东、王晓明检查太仓市甲机械有限公司时，电焊工周某无证焊接，共三名员工。",
            &["太仓市甲机械有限公司", "李卫东", "王晓明"],
        );
        let other = bare(
            "２０２６年11月21日10：05，我局执法人员赵振海、孙晓蕾检查昆山乙五金厂时，电焊工吴某某无证焊接，共 12 名员工。",
            &["昆山乙五金厂", "赵振海", "孙晓蕾"],
        );
        assert_eq!(one, "我局执法人员检查时电焊工无证焊接共名员工");
        assert_eq!(other, one);
        assert_eq!(bare("", &[""]), "");
        assert_eq!(bare("张", &["张"]), "张");
    }

    proptest! {
        #[test]
        fn what_is_bare_stays_so(text in "[张三李四某甲年月日0-9０-９a-zA-Z，。\n 检查]{0,40}", name in "[张三李四检查]{0,3}") {
            let once = bare(&text, &[&name]);
            prop_assert!(!once.chars().any(|c| c.is_numeric() || c.is_whitespace() || c == '，'));
            prop_assert!(once.chars().count() <= text.chars().count());
        }
    }
}
