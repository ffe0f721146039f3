//! Branches no case can take: a condition that contradicts the conditions around it, or what the front matter of every
//! writ that has the branch says. Names are taken as independent of each other, but for the few facts that follow from
//! the front matter (`facts`), so a branch that is not reported may still be dead.

use super::Templates;
use super::source::Source;
use super::stamp;
use super::syntax::{self, Condition, Placed, Tag};
use crate::diag::{Diagnostic, Pos};
use crate::writ::{Per, Predicate, Writ};
use std::collections::{BTreeMap, BTreeSet};

/// What holds in every copy of a writ, by its 条件 and 对象. Facts of optional writs do not bind: they are made unasked.
pub fn facts(writ: &Writ) -> Vec<(&'static str, bool)> {
    let mut out = Vec::new();
    if writ.is_optional() {
        return out;
    }
    for predicate in &writ.front.when {
        for (known, path) in FOLLOWS {
            if known == predicate {
                out.push((*path, true));
            }
        }
    }
    match writ.front.per {
        Per::Unit => out.push(("party.is_unit", true)),
        Per::Person => out.push(("party.is_unit", false)),
        Per::Case | Per::Party | Per::EachUnit | Per::Inquiry | Per::Event | Per::Instalment => {}
    }
    out
}

/// Conditions of the front matter with the name of the vocabulary that is the same statement.
const FOLLOWS: &[(Predicate, &str)] = &[
    (Predicate::Inspected, "is_inspected"),
    (Predicate::Charged, "is_charged"),
    (Predicate::Ordering, "is_ordering"),
    (Predicate::Measured, "has_measure"),
    (Predicate::Scored, "has_scoring"),
];

/// More names than this in one place are not tried out.
const MOST_NAMES: usize = 14;

/// A condition that must hold or fail on the way to a place.
#[derive(Clone)]
struct Clause {
    condition: Condition,
    holds: bool,
}

/// An arm of a condition: file, place, whether it is the arm where the condition holds.
type Arm = (String, Pos, bool);

struct Walk<'t> {
    templates: &'t Templates,
    loops: usize,
    /// Each arm with its words, and whether some writ can take it.
    arms: BTreeMap<Arm, (String, bool)>,
}

/// A finding for each arm that no writ can take.
pub fn unreachable(templates: &Templates) -> Vec<Diagnostic> {
    let mut walk = Walk { templates, loops: 0, arms: BTreeMap::new() };
    for writ in templates.writs() {
        let Some(file) = templates.file(&format!("{}.xml", writ.id)) else { continue };
        let given = facts(writ)
            .into_iter()
            .map(|(path, holds)| Clause { condition: Condition { ways: vec![vec![(path.to_string(), true)]] }, holds });
        walk.file(&file.source, &mut given.collect(), &mut Vec::new(), &mut Vec::new());
    }
    let dead = walk.arms.into_iter().filter(|(_, (_, reached))| !reached);
    dead.map(|((file, pos, holds), (words, _))| {
        let shown = templates.file(&file).map_or_else(|| file.as_str().into(), |placed| placed.source.shown.clone());
        let said = if holds { "不会成立，下面的内容印不出来" } else { "总是成立，else 的内容印不出来" };
        let finding = Diagnostic::remind("T17", format!("条件“{words}”在这里{said}")).at(&shown, pos);
        finding.remedy("它与外面的条件，或者与用到这一段的文书说明里的“条件”“对象”矛盾；改条件，或者删去")
    })
    .collect()
}

type Scopes = Vec<(String, String)>;

impl Walk<'_> {
    fn file(&mut self, source: &Source, given: &mut Vec<Clause>, scopes: &mut Scopes, inside: &mut Vec<String>) {
        if inside.contains(&source.name) {
            return;
        }
        inside.push(source.name.clone());
        let body = match source.name.starts_with("parts/") {
            true => source.text.clone(),
            false => stamp::split_front_matter(&source.text).map(|(_, body)| body).unwrap_or_default(),
        };
        let (tags, _) = syntax::read(&body);
        self.tags(&tags, &source.name, given, scopes, inside);
        inside.pop();
    }

    fn tags(&mut self, tags: &[Placed], file: &str, given: &mut Vec<Clause>, scopes: &mut Scopes, inside: &mut Vec<String>) {
        // for each open condition: how many clauses stood before it
        let mut open: Vec<usize> = Vec::new();
        for Placed { tag, pos } in tags {
            match tag {
                Tag::If { condition } => {
                    open.push(given.len());
                    let condition = resolved(condition, scopes);
                    self.arm(file, *pos, &condition, true, given);
                }
                Tag::Elif { condition } => {
                    if let Some(last) = given.last_mut() {
                        last.holds = false;
                    }
                    let condition = resolved(condition, scopes);
                    self.arm(file, *pos, &condition, true, given);
                }
                Tag::Else => {
                    if let Some(last) = given.pop() {
                        self.arm(file, *pos, &last.condition, false, given);
                    }
                }
                Tag::EndIf => given.truncate(open.pop().unwrap_or_default()),
                Tag::For { name, path } => {
                    self.loops += 1;
                    scopes.push((name.clone(), format!("{}#{}", lookup(path, scopes), self.loops)));
                }
                Tag::EndFor => {
                    scopes.pop();
                }
                Tag::Include { name } => {
                    if let Some(part) = self.templates.file(name) {
                        self.file(&part.source, given, scopes, inside);
                    }
                }
                Tag::Output { .. } => {}
            }
        }
    }

    /// Enters an arm: notes whether it can be taken, unless the place around it cannot be reached at all.
    fn arm(&mut self, file: &str, pos: Pos, condition: &Condition, holds: bool, given: &mut Vec<Clause>) {
        let around = can_hold(given);
        given.push(Clause { condition: condition.clone(), holds });
        if around {
            let entry = self.arms.entry((file.to_string(), pos, holds)).or_insert_with(|| (words(condition), false));
            entry.1 |= can_hold(given);
        }
    }
}

fn resolved(condition: &Condition, scopes: &Scopes) -> Condition {
    let way = |way: &Vec<(String, bool)>| way.iter().map(|(path, holds)| (lookup(path, scopes), *holds)).collect();
    Condition { ways: condition.ways.iter().map(way).collect() }
}

/// A name that tells loops apart: two loops over one list have two items.
fn lookup(path: &str, scopes: &Scopes) -> String {
    let (head, tail) = path.split_once('.').unwrap_or((path, ""));
    let scope = match head {
        "loop" => scopes.last(),
        _ => scopes.iter().rev().find(|(name, _)| name == head),
    };
    scope.map_or_else(|| path.to_string(), |(_, item)| format!("{item}.{tail}"))
}

fn words(condition: &Condition) -> String {
    let name = |path: &str| {
        path.rsplit_once('#')
            .map_or(path.to_string(), |(_, tail)| tail.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('.').to_string())
    };
    let word = |(path, holds): &(String, bool)| format!("{}{}", if *holds { "" } else { "not " }, name(path));
    let way = |way: &Vec<(String, bool)>| way.iter().map(word).collect::<Vec<_>>().join(" and ");
    condition.ways.iter().map(way).collect::<Vec<_>>().join(" or ")
}

/// Whether some choice of names satisfies all clauses.
fn can_hold(clauses: &[Clause]) -> bool {
    let names: BTreeSet<&String> = clauses.iter().flat_map(|clause| clause.condition.paths()).collect();
    let names: Vec<&String> = names.into_iter().collect();
    if names.len() > MOST_NAMES {
        return true;
    }
    let number = |path: &String| names.iter().position(|name| *name == path).unwrap_or_default();
    (0u32..1 << names.len()).any(|choice| {
        let is = |(path, holds): &(String, bool)| (choice >> number(path) & 1 == 1) == *holds;
        clauses.iter().all(|clause| clause.condition.ways.iter().any(|way| way.iter().all(is)) == clause.holds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRONT: &str = "---\n题名: 甲\n序号: X99\n卷内顺序: 1\n用途: 内部\n印章: 无\n份数: 1\n版式: 笔录\n对象: 全案\n条件: [inspected]\n签名: []\n来源: 自拟\n---\n";

    fn found(front: &str, body: &str, part: &str) -> Vec<String> {
        let files = [("a.xml", format!("{front}<doc><p>甲</p>\n{body}</doc>")), ("parts/b.xml", part.to_string())];
        let (templates, findings) = Templates::load(files.map(|(name, text)| (name.to_string(), text)));
        assert_eq!(findings, vec![]);
        let line = |f: &Diagnostic| f.place.as_ref().map(|p| format!("{}:{}", p.file, p.pos.line)).unwrap_or_default();
        unreachable(&templates)
            .iter()
            .map(|f| format!("{} {} {}", f.code, line(f), f.message.split('”').next().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn contradictions_are_found_and_what_can_be_is_not() {
        let p = "<p>乙</p>";
        for (body, expected) in [
            (format!("{{% if has_evidence %}}{{% if not has_evidence %}}{p}{{% endif %}}{{% endif %}}"), 1),
            (format!("{{% if has_evidence and not has_evidence %}}{p}{{% endif %}}"), 1),
            (format!("{{% if has_evidence %}}{p}{{% elif has_evidence %}}{p}{{% endif %}}"), 1),
            (format!("{{% if has_evidence or has_scoring %}}{p}{{% elif has_scoring %}}{p}{{% else %}}{p}{{% endif %}}"), 1),
            (format!("{{% if is_inspected %}}{p}{{% else %}}{p}{{% endif %}}"), 1),
            (format!("{{% if not is_inspected %}}{p}{{% endif %}}"), 1),
            (format!("{{% if is_inspected %}}{p}{{% endif %}}"), 0),
            (format!("{{% if has_evidence %}}{p}{{% else %}}{{% if has_scoring %}}{p}{{% endif %}}{{% endif %}}"), 0),
            (
                format!(
                    "{{% for v in violations %}}{{% if v.is_fixed %}}{p}{{% endif %}}{{% endfor %}}{{% for v in violations %}}{{% if not v.is_fixed %}}{p}{{% endif %}}{{% endfor %}}"
                ),
                0,
            ),
            (
                format!(
                    "{{% for v in violations %}}{{% if v.is_fixed %}}{{% if not v.is_fixed %}}{p}{{% endif %}}{{% endif %}}{{% endfor %}}"
                ),
                1,
            ),
        ] {
            assert_eq!(found(FRONT, &body, "<p>丙</p>").len(), expected, "{body}");
        }
        let dead = found(FRONT, "{% if not is_inspected %}<p>乙</p>{% endif %}", "<p>丙</p>");
        assert_eq!(dead, ["T17 a.xml:15 条件“not is_inspected"]);
    }

    #[test]
    fn a_part_is_judged_by_the_writs_that_include_it() {
        let part = "{% if party.is_unit %}<p>乙</p>{% else %}<p>丙</p>{% endif %}";
        let include = "{% include \"parts/b.xml\" %}";
        assert_eq!(found(FRONT, include, part), Vec::<String>::new());
        let unit = FRONT.replace("对象: 全案", "对象: 单位当事人");
        assert_eq!(found(&unit, include, part), ["T17 parts/b.xml:1 条件“party.is_unit"]);
        let chosen = unit.replace("来源:", "可选: 是\n来源:");
        assert_eq!(found(&chosen, "{% if not is_inspected %}<p>乙</p>{% endif %}", "<p>丙</p>"), Vec::<String>::new());
    }
}
