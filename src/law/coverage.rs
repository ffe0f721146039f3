//! `docs/coverage/`: each statute's articles with what the law data makes of them: causes, limits, standing bases,
//! wording and the writs that print it. What nothing refers to is left to people, and said so.

use super::statute::Statute;
use super::{Citation, Coverage, LawBook};
use crate::text::{date, numeral};
use std::collections::BTreeMap;

/// An article: 第几条, 之几.
type Key = (u32, Option<u32>);

/// What refers to an article, each thing once, in the order of the law data.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Uses {
    causes: Vec<String>,
    limits: Vec<String>,
    bases: Vec<String>,
    wording: Vec<String>,
    others: Vec<String>,
}

impl Uses {
    fn columns(&self) -> [String; 5] {
        [&self.causes, &self.limits, &self.bases, &self.wording, &self.others].map(|all| all.join("、"))
    }
}

/// The pages of all statutes that something refers to: (statute id, page). `writs` names the writs that print a wording.
pub fn pages(law: &LawBook, writs: impl Fn(&str) -> Vec<String>) -> Vec<(String, String)> {
    let uses = uses(law, writs);
    let of = |statute: &Statute| uses.get(statute.id.0.as_str()).map(|articles| page(statute, articles));
    law.statutes().filter_map(|statute| of(statute).map(|text| (statute.id.0.clone(), text))).collect()
}

fn uses(law: &LawBook, writs: impl Fn(&str) -> Vec<String>) -> BTreeMap<&str, BTreeMap<Key, Uses>> {
    let mut out: BTreeMap<&str, BTreeMap<Key, Uses>> = BTreeMap::new();
    let mut add = |citation: &'_ Citation, pick: fn(&mut Uses) -> &mut Vec<String>, what: String| {
        let Some(statute) = law.statute(&citation.statute) else { return };
        let articles = out.entry(statute.id.0.as_str()).or_default();
        let list = pick(articles.entry((citation.article, citation.sub)).or_default());
        if !list.contains(&what) {
            list.push(what);
        }
    };
    for cause in law.causes() {
        for row in &cause.rows {
            for citation in row.violated.iter().chain(&row.penalty) {
                add(citation, |uses| &mut uses.causes, format!("`{}` {}", cause.id, cause.short));
            }
        }
    }
    for limit in law.limits() {
        for citation in limit.basis.iter().chain(&limit.also) {
            add(citation, |uses| &mut uses.limits, format!("`{}`", limit.id));
        }
    }
    for basis in law.bases.iter() {
        for citation in basis.basis.iter().chain(&basis.also) {
            add(citation, |uses| &mut uses.bases, format!("`{}`", basis.id));
        }
    }
    for wording in law.wordings() {
        let users = writs(&wording.id.0);
        let users = if users.is_empty() { String::new() } else { format!("（{}）", users.join("、")) };
        for citation in &wording.basis {
            add(citation, |uses| &mut uses.wording, format!("`{}`{users}", wording.id));
        }
    }
    for region in law.regions.iter() {
        let hearing = region.hearing.iter().flat_map(|row| &row.basis).chain(region.hearing_kinds.iter().flat_map(|row| &row.basis));
        for citation in hearing {
            add(citation, |uses| &mut uses.others, format!("听证标准（{}）", region.name));
        }
        for citation in region.filing_kinds.iter().flat_map(|row| &row.basis) {
            add(citation, |uses| &mut uses.others, format!("备案种类（{}）", region.name));
        }
    }
    out
}

fn page(statute: &Statute, uses: &BTreeMap<Key, Uses>) -> String {
    let until = statute.to.map_or_else(|| "至今".to_string(), |day| format!("至{}", date::print(*day)));
    let listed = match statute.coverage {
        Coverage::Full => "结构收录全部条文。",
        Coverage::Partial => "结构只收录部分条文。",
    };
    let mut out = format!(
        "# {}（`{}`）\n\n自{}{until}。{listed}\n\n本页由程序生成，不要手改：`cargo test` 比对，`UPDATE=1 cargo test --test coverage` 更新。哪一条用在哪里：案由（违反的规定和处罚依据）、期限和数额、步骤的依据、固定用语（括号里是印它的文书）、其他数据。留给人：没有数据引用，程序不代为判断。\n\n| 条 | 案由 | 期限和数额 | 步骤的依据 | 固定用语 | 其他 |\n| --- | --- | --- | --- | --- | --- |\n",
        statute.full_title,
        statute.id,
        date::print(*statute.from)
    );
    let mut keys: Vec<Key> = statute.articles.iter().map(|article| (article.number, article.sub)).chain(uses.keys().copied()).collect();
    let last = statute.last_article.as_ref().and_then(|last| u32::try_from(last.0).ok());
    keys.extend((1..=last.unwrap_or(0)).map(|number| (number, None)));
    keys.sort();
    keys.dedup();
    for run in keys.chunk_by(|a, b| !uses.contains_key(a) && !uses.contains_key(b)) {
        let (Some(first), Some(end)) = (run.first(), run.last()) else { continue };
        let name = |key: &Key| numeral::article(key.0, key.1);
        let names = if first == end { name(first) } else { format!("{}至{}", name(first), name(end)) };
        match uses.get(first) {
            Some(uses) => out.push_str(&format!("| {names} | {} |\n", uses.columns().join(" | "))),
            None => out.push_str(&format!("| {names} | 留给人 | | | | |\n")),
        }
    }
    let used = keys.iter().filter(|key| uses.contains_key(key)).count();
    out.push_str(&format!("\n列出{}条，其中{used}条有数据引用，{}条留给人。\n", keys.len(), keys.len() - used));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::load;

    #[test]
    fn articles_lead_to_causes_limits_and_wording_or_to_people() {
        let (law, _) = LawBook::load(&load::embedded());
        let pages = pages(&law, |id| if id == "remedy_decision" { vec!["甲书".to_string()] } else { Vec::new() });
        let page = |id: &str| pages.iter().find(|(known, _)| known == id).map(|(_, page)| page.as_str()).unwrap_or_default();
        let safety = page("aqscf-2021");
        let row = |name: &str| safety.lines().find(|line| line.starts_with(&format!("| {name} |"))).unwrap_or_default();
        assert!(row("第三十条").contains("`special-op-cert` 特种作业人员无证上岗"), "{safety}");
        assert!(safety.lines().any(|line| line.contains("留给人 |") && line.contains('至')), "{safety}");
        assert!(pages.iter().any(|(_, page)| page.contains("`remedy_decision`（甲书）")));
        let law_has = |id: &str| law.causes().any(|c| c.rows.iter().any(|r| r.violated.iter().any(|v| v.statute == id)));
        assert!(law.statutes().filter(|s| law_has(&s.id.0)).all(|s| !page(&s.id.0).is_empty()), "a statute with causes has a page");
    }
}
