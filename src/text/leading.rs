//! Whether a question put to a respondent leads: it hands over the answer, takes for granted what the inquiry is to
//! establish, or presses. Pure words; only forms that lead in nearly every context are found, so silence proves nothing.

/// Why a question leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leading {
    /// A statement that is only to be confirmed: 是不是……、……对吧、难道…….
    Confirmation,
    /// A yes-or-no question about a denial: 你没有操作证吗.
    NegativeYesNo,
    /// An absence or a lack taken for granted: 为什么没有……、缺哪几份. Fair once an earlier answer has said so.
    AbsenceAssumed,
    /// The respondent is to judge the law: 你知道这样违法吗、你是否承认.
    LegalConclusion,
    /// Another's instruction taken for granted: 谁叫你…….
    InstigationAssumed,
    /// Reproach or pressure: 老实交代、明明、既然.
    Reproach,
}

impl Leading {
    /// What is wrong with the question, for the officer.
    pub fn reason(self) -> &'static str {
        match self {
            Leading::Confirmation => "把答案放进了问题，只让对方确认",
            Leading::NegativeYesNo => "先作了否定，再问“吗”",
            Leading::AbsenceAssumed => "把“没有、缺少”当作已经查明",
            Leading::LegalConclusion => "要对方作法律判断或者承认",
            Leading::InstigationAssumed => "预先认定有人指使",
            Leading::Reproach => "带有指责或者施压的话",
        }
    }

    /// How to ask instead.
    pub fn remedy(self) -> &'static str {
        match self {
            Leading::Confirmation => "改问谁、什么、什么时候、在哪里、怎样，让对方自己说",
            Leading::NegativeYesNo => "改问“是怎样做的”“有哪些”",
            Leading::AbsenceAssumed => "先问“做过哪些、什么时候做的”，答了没有，再问经过",
            Leading::LegalConclusion => "改问对方从哪里、什么时候了解有关规定，是怎样理解的",
            Leading::InstigationAssumed => "改问这件事是怎样安排的、由谁安排",
            Leading::Reproach => "只问事实，删去评价的话",
        }
    }
}

/// A leading question: why, and the words that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Why it leads.
    pub kind: Leading,
    /// The words as they stand in the question.
    pub words: String,
}

/// Why a question leads, the first reason found; `None` says only that no known form was found. Quoted words are the words
/// of others and do not count.
pub fn leading(question: &str) -> Option<Found> {
    let own = without_quotes(question);
    own.split_inclusive(['？', '?', '。', '；', ';', '！', '!', '\n']).find_map(|sentence| {
        let sentence = sentence.trim().trim_end_matches(['？', '?', '。', '；', ';', '！', '!']).trim_end();
        let found = |kind: Leading, words: Option<String>| words.map(|words| Found { kind, words });
        found(Leading::Reproach, any_of(sentence, REPROACH))
            .or_else(|| found(Leading::LegalConclusion, legal_conclusion(sentence)))
            .or_else(|| found(Leading::Confirmation, confirmation(sentence)))
            .or_else(|| found(Leading::InstigationAssumed, instigation(sentence)))
            .or_else(|| found(Leading::AbsenceAssumed, absence(sentence)))
            .or_else(|| found(Leading::NegativeYesNo, negative_yes_no(sentence)))
    })
}

const REPROACH: &[&str] =
    &["老实", "坦白", "狡辩", "抵赖", "撒谎", "说谎", "从宽", "后果自负", "既然", "明明", "明知", "居然", "竟然", "还敢", "凭什么"];
const ASIDE: &[&str] = &["难道", "莫非", "岂不", "是不是", "不就是"];
const TAGS: &[&str] = &["吧", "对吗", "对不对", "对不", "是吗", "是不", "没错", "不是吗"];
const WHY: &[&str] = &["为什么", "为何", "为啥"];
const HOW_COME: &[&str] = &["怎么不", "怎么没", "怎么未", "怎么还", "怎么能", "怎么就"];
const LACK: &[&str] = &["缺哪", "缺什么", "缺几", "缺了", "缺谁", "缺少哪", "缺少什么", "缺少几", "少了哪", "少了什么", "少了几"];
const BREACH: &[&str] = &["违法", "犯法", "犯罪", "违规", "违章", "不合法", "违反"];
const KNOWS: &[&str] = &["知道", "知不知道", "清楚", "明白", "认识到", "意识到", "晓得", "是否"];
const INSTRUCTS: &[&str] = &["叫", "让", "逼", "指使", "授意", "唆使"];
/// What opens a condition, and what closes one: a denial inside it is supposed, not stated.
const IF: &[&str] = &["如果", "如", "若", "假如", "万一", "遇", "对"];
const WHEN: &[&str] = &["时", "时候", "的", "的话", "后", "前", "的情况下"];

fn any_of(text: &str, words: &[&str]) -> Option<String> {
    words.iter().find(|word| text.contains(**word)).map(|word| (*word).to_string())
}

/// The clauses of a sentence.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(['，', ',', '：', ':']).map(str::trim).filter(|clause| !clause.is_empty())
}

/// A question that asks for yes to what it says.
fn confirmation(sentence: &str) -> Option<String> {
    any_of(sentence, ASIDE).or_else(|| TAGS.iter().find(|tag| sentence.ends_with(**tag)).map(|tag| (*tag).to_string()))
}

/// 知道这样违法, 是否违反, 承认.
fn legal_conclusion(sentence: &str) -> Option<String> {
    if sentence.contains("承认") && !sentence.contains("承认书") {
        return Some("承认".to_string());
    }
    clauses(sentence).find_map(|clause| {
        let after = KNOWS.iter().filter_map(|know| clause.find(know).map(|at| (at, at + know.len()))).min_by_key(|(at, _)| *at)?;
        let rest = clause.get(after.1..)?;
        let (at, breach) = BREACH.iter().filter_map(|word| rest.find(word).map(|at| (at, *word))).min_by_key(|(at, _)| *at)?;
        // 违反规定会受什么处理, 违法行为怎样举报: what is asked is not whether this breaks the law
        let asks_rule = ["什么", "哪", "怎样", "如何", "多少"].iter().any(|word| rest.contains(word));
        if asks_rule || rest[..at].chars().count() > 20 {
            return None;
        }
        clause.get(after.0..after.1 + at + breach.len()).map(str::to_string)
    })
}

/// 谁叫你, 老板让你: an instruction nobody has spoken of yet.
fn instigation(sentence: &str) -> Option<String> {
    for by in ["谁", "老板", "领导", "主管", "哪个人"] {
        for verb in INSTRUCTS {
            for whom in ["你", "他", "她", "工人"] {
                let words = format!("{by}{verb}{whom}");
                if sentence.contains(&words) {
                    return Some(words);
                }
            }
        }
    }
    any_of(sentence, &["受谁指使", "受谁授意", "谁指使", "谁授意", "谁唆使"])
}

/// 为什么没有, 没有……的原因, 缺哪几份, 从什么时候开始没有.
fn absence(sentence: &str) -> Option<String> {
    if let Some(words) = any_of(sentence, HOW_COME).or_else(|| any_of(sentence, LACK)) {
        return Some(words);
    }
    clauses(sentence).find_map(|clause| {
        let why = WHY.iter().find_map(|why| {
            let at = clause.find(why)?;
            let rest = &clause[at + why.len()..];
            let end = denial(rest).or_else(|| rest.find("仍").map(|i| (i, i + "仍".len()))).or_else(|| go_on(rest))?.1;
            Some(format!("{why}{}", &rest[..end]))
        });
        let reason = || {
            let (start, end) = denial(clause)?;
            let cause = ["的原因", "的理由"].iter().find_map(|word| clause[end..].find(word).map(|at| end + at + word.len()))?;
            Some(clause[start..cause].to_string())
        };
        let since = || {
            ["什么时候起", "什么时候开始", "哪天起", "哪天开始"].iter().find_map(|since| {
                let at = clause.find(since)?;
                let rest = &clause[at + since.len()..];
                let (start, end) = denial(rest)?;
                (start <= "就".len()).then(|| format!("{since}{}", &rest[..end]))
            })
        };
        why.or_else(reason).or_else(since)
    })
}

/// 为什么还在生产, 为什么继续使用: that it went on is taken for granted.
fn go_on(rest: &str) -> Option<(usize, usize)> {
    ["继续", "还在", "还要", "擅自"].iter().find_map(|word| rest.find(word).map(|at| (at, at + word.len())))
}

/// A denial, then 吗: 你没有操作证吗. Not 有不同意见吗, not a supposed case before it.
fn negative_yes_no(sentence: &str) -> Option<String> {
    if !sentence.ends_with('吗') || sentence.contains("有没有") || sentence.contains("是否") {
        return None;
    }
    let all: Vec<&str> = clauses(sentence).collect();
    all.iter().enumerate().find_map(|(index, clause)| {
        let is_supposed =
            index + 1 < all.len() && (IF.iter().any(|word| clause.starts_with(word)) || WHEN.iter().any(|word| clause.ends_with(word)));
        if is_supposed {
            return None;
        }
        denial(clause).map(|(start, end)| format!("{}……吗", &clause[start..end]))
    })
}

/// Where a clause denies: the bytes of its 没有, 没, 未 or 不. A choice (能不能), 有不同, 不同 and the like deny nothing.
fn denial(clause: &str) -> Option<(usize, usize)> {
    clause.char_indices().find_map(|(at, ch)| {
        let before = clause[..at].chars().next_back();
        let rest = &clause[at + ch.len_utf8()..];
        let after = rest.chars().next();
        let is_choice = before.is_some() && before == after;
        if is_choice || before == Some('有') {
            return None;
        }
        let idle = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
        match ch {
            '没' if idle(&["收", "事", "关系"]) => None,
            '没' => Some((at, at + ch.len_utf8() + if rest.starts_with('有') { "有".len() } else { 0 })),
            '未' if idle(&["成年", "来", "必", "婚"]) => None,
            '不' if idle(&["同", "仅", "但", "论", "锈", "过", "久", "少", "一致", "良", "动产", "合格", "足", "符"]) => {
                None
            }
            '未' | '不' => Some((at, at + ch.len_utf8())),
            _ => None,
        }
    })
}

/// The question without what stands in quotation marks.
fn without_quotes(text: &str) -> String {
    let mut depth = 0usize;
    text.chars()
        .filter(|ch| {
            match ch {
                '“' | '「' | '『' => depth += 1,
                '”' | '」' | '』' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(question: &str) -> Option<Leading> {
        leading(question).map(|found| found.kind)
    }

    #[test]
    fn leading_forms_are_found_and_named() {
        let wrong = [
            ("你是不是没有操作证？", Leading::Confirmation),
            ("出口是你锁的，对吧？", Leading::Confirmation),
            ("难道没有人提醒过你？", Leading::Confirmation),
            ("当天没人监护，是吗？", Leading::Confirmation),
            ("你应该看到了吧？", Leading::Confirmation),
            ("你没有操作证吗？", Leading::NegativeYesNo),
            ("作业前没有交底，你知道吗？", Leading::NegativeYesNo),
            ("你不知道要审批吗", Leading::NegativeYesNo),
            ("现场的这几处为什么没有列入台账？", Leading::AbsenceAssumed),
            ("为什么你们当时不停下来？", Leading::AbsenceAssumed),
            ("指令下达以后为什么继续生产？", Leading::AbsenceAssumed),
            ("怎么没人监护？", Leading::AbsenceAssumed),
            ("没有按期完成的原因是什么？", Leading::AbsenceAssumed),
            ("登记本缺哪几天、缺哪些品名？", Leading::AbsenceAssumed),
            ("报警器从什么时候开始不响？", Leading::AbsenceAssumed),
            ("你是否知道这样违法？", Leading::LegalConclusion),
            ("你知道无证上岗是违法的吗？", Leading::LegalConclusion),
            ("以上事实你承认吗？", Leading::LegalConclusion),
            ("谁叫你把报警关掉，怎样关的？", Leading::InstigationAssumed),
            ("老板让你怎样说？", Leading::InstigationAssumed),
            ("你老实交代，钱去了哪里？", Leading::Reproach),
            ("你明知要审批，当时怎样想？", Leading::Reproach),
        ];
        for (question, expected) in wrong {
            assert_eq!(kind(question), Some(expected), "{question}");
        }
        let found = leading("请说明经过。现场的这几处为什么没有列入台账？").expect("the second sentence leads");
        assert_eq!(found.words, "为什么没有");
        assert!(found.kind.reason().contains("没有") && found.kind.remedy().contains("做过哪些"));
    }

    #[test]
    fn open_and_plain_questions_pass() {
        let right = [
            "",
            "请说明你的姓名、工作单位和职务。",
            "以上告知你听清楚了吗？是否申请有关人员回避？",
            "你有操作证吗？",
            "你有没有操作证？",
            "你对笔录有不同意见吗？",
            "风机不转时，由谁来修，有记录吗？",
            "如果没有持证人员，单位有别的安排吗？",
            "有未完成的，请说明各项的进度和原因。",
            "怎么处理不合格的容器？",
            "台账上的结论“为什么没有”由谁写？",
            "单位规定对违反规程的怎样处理，你知道吗？",
            "你是否知道违反操作规程会受到什么处理？",
            "检查时各出口是什么状态，什么时候形成？",
            "你对他的资格了解到什么程度？依据是什么？",
            "改造过哪些部位，由谁批准、为什么改？",
            "未成年工由谁管理？",
            "能不能说明当天的经过？",
        ];
        for question in right {
            assert_eq!(leading(question), None, "{question}");
        }
    }
}
