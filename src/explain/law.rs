//! Statutes, provisions and limits: which versions there are, how they are built, and what rests on them.

use super::{checked, joined};
use crate::law::statute::Article;
use crate::law::{Citation, Coverage, Dated, LawBook, Limit, Resolved, Statute};
use crate::text::{date, numeral};
use chrono::NaiveDate;
use std::fmt::Write;

/// A limit's value with its unit; a law may name a period without a number.
pub fn quantity(limit: &Limit) -> String {
    limit.in_words().unwrap_or_else(|| format!("未定数（{}）", limit.unit.word()))
}

/// The printed basis of a limit.
pub fn basis_of(law: &LawBook, limit: &Limit) -> String {
    match (&limit.basis, &limit.basis_text) {
        (Some(citation), _) => law.cite(std::slice::from_ref(citation)),
        (None, Some(text)) => text.0.clone(),
        (None, None) => "—".to_string(),
    }
}

/// The page of a limit: its rows, the one of the day marked.
pub fn limit(law: &LawBook, id: &str, on: NaiveDate) -> String {
    let mut out = String::new();
    for row in law.limit_rows(id) {
        if out.is_empty() {
            let _ = writeln!(out, "期限与数额　{}（{id}）", row.name);
        }
        let _ = writeln!(out, "\n{}{}　{}", row.life(), in_force(row, on), checked(row.verified.0));
        let _ = writeln!(out, "  数值：{}　性质：{}", quantity(row), row.kind.word());
        let from = row.counted_from.as_ref().map_or("—", |word| word.0.as_str());
        let direction = row.direction.map_or("", |direction| direction.word());
        let _ = writeln!(out, "  起算：{from}{}", if direction.is_empty() { String::new() } else { format!("（{direction}）") });
        let _ = writeln!(out, "  依据：{}", basis_of(law, row));
        if !row.also.is_empty() {
            let _ = writeln!(out, "  并见：{}", law.cite(&row.also));
        }
        let _ = writeln!(out, "  按哪一天的法律：{}", row.governed_by.word());
        if let Some(note) = &row.note {
            let _ = writeln!(out, "  说明：{note}");
        }
    }
    out
}

/// A mark for the row of the day.
pub fn in_force(row: &impl Dated, on: NaiveDate) -> String {
    if row.in_force(on) { format!("（{}适用）", date::print(on)) } else { String::new() }
}

/// The page of a title: its versions, then the page of the one meant.
pub fn statutes(law: &LawBook, versions: &[&Statute], current: &Statute, on: NaiveDate) -> String {
    let mut out = format!("{}的版本\n", current.cited_title());
    for version in versions {
        let _ = writeln!(out, "  {}　{}　{}{}", version.id, version.cited_title(), version.life(), in_force(*version, on));
    }
    if !current.in_force(on) {
        let _ = writeln!(out, "  {}没有有效的版本", date::print(on));
    }
    out + "\n" + &statute(law, current)
}

/// The page of one version.
pub fn statute(law: &LawBook, statute: &Statute) -> String {
    let mut out = format!("法律文件　{}（{}）\n", statute.cited_title(), statute.id);
    let _ = writeln!(out, "简称：{}　又称：{}", statute.short_title, joined(statute.aliases.iter().map(|word| word.0.as_str())));
    let number = statute.document_number.as_ref().map_or("—", |word| word.0.as_str());
    let _ = writeln!(out, "种类：{}　发布机关：{}　文号：{number}", statute.kind.word(), statute.issuer);
    let _ = writeln!(out, "施行：{}　公布：{}", statute.life(), date::print(*statute.promulgated));
    if let Some(note) = &statute.status_note {
        let _ = writeln!(out, "效力说明：{note}");
    }
    let _ = writeln!(out, "核对：{}　来源：{}", checked(statute.verified.0), statute.source);
    let paragraphs = || statute.articles.iter().flat_map(|article| &article.paragraphs);
    let items: u32 = paragraphs().map(|paragraph| paragraph.items).sum();
    let extent = match statute.coverage {
        Coverage::Full => "全部条文",
        Coverage::Partial => "部分条文",
    };
    let count = statute.articles.iter().count();
    let _ = writeln!(out, "结构：收录{extent}，共{count}条、{}款、{items}项", paragraphs().count());
    out + &uses(law, |citation| citation.statute == statute.id.0)
}

/// The page of provisions as typed: what exists, how it is built, what rests on it; then what does not exist.
pub fn provisions(law: &LawBook, resolved: &Resolved, on: NaiveDate) -> String {
    let mut out = String::new();
    for cited in &resolved.cited {
        let citation = &cited.citation;
        // a version listed in part does not tell what else it holds
        let said = if law.shape(citation).is_some() { "有这一条款" } else { "这一条没有收录，有没有要查原文" };
        let _ = writeln!(out, "{}　{said}（{}的法律）", law.cite(std::slice::from_ref(citation)), date::print(on));
        if let Some(statute) = law.statute(&citation.statute) {
            let _ = writeln!(out, "版本：{}（{}）", statute.version(), statute.id);
            let others: Vec<String> =
                law.versions(&statute.full_title).into_iter().filter(|other| other.id != statute.id).map(Statute::version).collect();
            if !others.is_empty() {
                let _ = writeln!(out, "其他版本：{}", others.join("；"));
            }
        }
        let _ = writeln!(out, "本条结构：{}", law.shape(citation).map_or_else(|| "没有收录".to_string(), structure));
        let _ = writeln!(out, "核对：{}", checked(!cited.unverified));
        if cited.lacks_paragraph {
            let _ = writeln!(out, "提示：本条不止一款，引用时应当写明第几款");
        }
        if cited.inferred_paragraph {
            let _ = writeln!(out, "提示：没有写款，取唯一分项的一款");
        }
        out += &uses(law, |other| overlaps(citation, other));
        out.push('\n');
    }
    for fault in &resolved.faults {
        let _ = writeln!(out, "{}。\n  {}", fault.message(), fault.remedy());
    }
    format!("{}\n", out.trim_end())
}

/// 共二款：第一款四项，第二款不分项.
fn structure(article: &Article) -> String {
    let shape = |items: u32| if items == 0 { "不分项".to_string() } else { format!("{}项", numeral::chinese(items)) };
    match &article.paragraphs[..] {
        [only] => format!("一款，{}", shape(only.items)),
        all => {
            let each: Vec<String> =
                (1..).zip(all).map(|(n, paragraph)| format!("{}{}", numeral::paragraph(n), shape(paragraph.items))).collect();
            format!("{}款：{}", numeral::chinese(all.len() as u32), each.join("，"))
        }
    }
}

/// Whether one provision lies within the other: a place that one of them leaves open is no difference.
fn overlaps(asked: &Citation, other: &Citation) -> bool {
    let open = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
    let run = |c: &Citation| c.item.map(|first| (first, c.item_to.unwrap_or(first)));
    let meets = match (run(asked), run(other)) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        (None, _) | (_, None) => true,
    };
    (&asked.statute, asked.article, asked.sub) == (&other.statute, other.article, other.sub)
        && open(asked.paragraph, other.paragraph)
        && meets
        && open(asked.subitem, other.subitem)
}

/// What rests on the provisions that `rests` accepts: causes, limits, wording, major hazards.
fn uses(law: &LawBook, rests: impl Fn(&Citation) -> bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    for cause in law.causes() {
        let on = |list: fn(&crate::law::CauseRow) -> &Vec<Citation>| cause.rows.iter().any(|row| list(row).iter().any(&rests));
        let places: Vec<&str> = [(on(|row| &row.violated), "违反"), (on(|row| &row.penalty), "处罚依据")]
            .into_iter()
            .filter_map(|(holds, place)| holds.then_some(place))
            .collect();
        if !places.is_empty() {
            lines.push(format!("案由　{}（{}）：{}", cause.short, cause.id, places.join("、")));
        }
    }
    for limit in law.limits().filter(|limit| limit.basis.iter().chain(&limit.also).any(&rests)) {
        lines.push(format!("期限与数额　{}（{}）：{}，{}", limit.name, limit.id, quantity(limit), limit.life()));
    }
    for wording in law.wordings().filter(|wording| wording.basis.iter().any(&rests)) {
        lines.push(format!("固定用语　{}：{}", wording.id, wording.life()));
    }
    for book in law.hazard_books() {
        for article in &book.articles {
            let number = |n: i64| u32::try_from(n).ok();
            for item in &article.items {
                let own = number(article.article.0)
                    .map(|n| Citation { item: number(item.item.0), ..Citation::article(book.statute.0.as_str(), n) });
                if own.is_some_and(|own| rests(&own)) {
                    lines.push(format!("重大事故隐患　{}：{}", super::lists::place(article.article.0, item.item.0), item.label));
                }
            }
        }
    }
    if lines.is_empty() {
        return "用到它的：没有\n".to_string();
    }
    format!("用到它的（{}处）\n  {}\n", lines.len(), lines.join("\n  "))
}
