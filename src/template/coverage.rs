//! Which branches of the templates a set of cases takes. Each arm of a condition, each count of a loop (none, one, more; for a
//! list that is never empty one and more)
//! and both fates of a filtered value are a point. Probed templates (`Templates::probed`) print an invisible mark where a
//! point is passed; the marks are read and taken out again before the markup is parsed. Templates as they are normally
//! loaded hold no marks.

use super::lint;
use super::syntax::{self, Tag};
use super::value::{BLANK, CLOSE, STRUCK};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Opens a mark; its kind and number follow, `CLOSE` ends it.
const MARK: char = '\u{10FFF8}';

/// How a branch can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The condition holds.
    Holds,
    /// It does not.
    Fails,
    /// The loop has nothing to go through.
    Never,
    /// The loop is passed once.
    Once,
    /// The loop is passed more than once.
    More,
    /// The filtered value is there.
    Filled,
    /// The filter put room or a stroke in its place.
    Replaced,
}

impl Outcome {
    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Holds => "成立",
            Outcome::Fails => "不成立",
            Outcome::Never => "零次",
            Outcome::Once => "一次",
            Outcome::More => "多次",
            Outcome::Filled => "有值",
            Outcome::Replaced => "无值",
        }
    }
}

/// One way a branch of a template can go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The template's file name, e.g. `parts/law.xml`.
    pub template: String,
    /// Line in that file.
    pub line: u32,
    /// The bracket as written; the second of the same words in a template ends in ` #2`, and so on.
    pub bracket: String,
    /// Which way.
    pub outcome: Outcome,
    /// Whether a case went that way.
    pub covered: bool,
}

impl Point {
    /// The point without its line, stable when lines move: `penalty_notice.xml：{% if has_x %}：不成立`.
    pub fn key(&self) -> String {
        format!("{}：{}：{}", self.template, self.bracket, self.outcome.word())
    }
}

/// The points of all templates and which of them were passed.
#[derive(Debug, Default)]
pub struct Probe {
    points: Vec<Point>,
    hits: Mutex<Vec<usize>>,
}

/// A bracket that is still open.
enum Open {
    /// A condition: the bracket whose `else` is to come, and whether it came.
    If { bracket: String, line: u32, has_else: bool },
    /// A loop: the kind of mark that ends it, and its first point.
    For(char, usize),
}

impl Probe {
    /// Puts marks into a template's source. Adds no line breaks.
    pub(super) fn instrument(&mut self, template: &str, source: &str) -> String {
        let mut out = String::with_capacity(source.len() * 3 / 2);
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut open: Vec<Open> = Vec::new();
        let mut scopes: Vec<(String, Option<String>)> = Vec::new();
        let (mut line, mut rest) = (1u32, source);
        while let Some(start) = ["{{", "{%", "{#"].iter().filter_map(|o| rest.find(o)).min() {
            let closer = match &rest[start..start + 2] {
                "{{" => "}}",
                "{%" => "%}",
                _ => "#}",
            };
            let end = rest[start..].find(closer).map_or(rest.len(), |at| start + at + 2);
            let (text, bracket) = (&rest[..start], &rest[start..end]);
            out.push_str(text);
            line += breaks(text);
            let (tags, _) = syntax::read(bracket);
            let mut named = || {
                let count = seen.entry(bracket.to_string()).or_default();
                *count += 1;
                if *count == 1 { bracket.to_string() } else { format!("{bracket} #{count}") }
            };
            let mut point = |bracket: &str, line: u32, outcome: Outcome| {
                let point = Point { template: template.into(), line, bracket: bracket.into(), outcome, covered: false };
                self.points.push(point);
                self.points.len() - 1
            };
            match tags.into_iter().next().map(|placed| placed.tag) {
                Some(Tag::If { .. }) => {
                    let bracket_name = named();
                    out.push_str(bracket);
                    out.push_str(&mark('a', point(&bracket_name, line, Outcome::Holds)));
                    open.push(Open::If { bracket: bracket_name, line, has_else: false });
                }
                Some(Tag::Elif { .. }) => {
                    let bracket_name = named();
                    out.push_str(bracket);
                    out.push_str(&mark('a', point(&bracket_name, line, Outcome::Holds)));
                    open.pop();
                    open.push(Open::If { bracket: bracket_name, line, has_else: false });
                }
                Some(Tag::Else) => {
                    out.push_str(bracket);
                    if let Some(Open::If { bracket, line, has_else }) = open.last_mut() {
                        *has_else = true;
                        out.push_str(&mark('a', point(bracket, *line, Outcome::Fails)));
                    }
                }
                Some(Tag::EndIf) => {
                    if let Some(Open::If { bracket, line, has_else: false }) = open.pop() {
                        out.push_str("{% else %}");
                        out.push_str(&mark('a', point(&bracket, line, Outcome::Fails)));
                    }
                    out.push_str(bracket);
                }
                Some(Tag::For { name, path }) => {
                    let bracket_name = named();
                    // a list that always has an item leaves no way past the loop
                    let (never_empty, items) = lint::never_empty(&path, &scopes);
                    scopes.push((name, items));
                    let never = if never_empty { None } else { Some(point(&bracket_name, line, Outcome::Never)) };
                    let once = point(&bracket_name, line, Outcome::Once);
                    point(&bracket_name, line, Outcome::More);
                    let (kind, first) = never.map_or(('l', once), |never| ('e', never));
                    out.push_str(&mark('s', first));
                    out.push_str(bracket);
                    out.push_str(&mark('i', first));
                    open.push(Open::For(kind, first));
                }
                Some(Tag::EndFor) => {
                    out.push_str(bracket);
                    scopes.pop();
                    if let Some(Open::For(kind, first)) = open.pop() {
                        out.push_str(&mark(kind, first));
                    }
                }
                Some(Tag::Output { filter: Some(_), .. }) => {
                    let bracket_name = named();
                    let first = point(&bracket_name, line, Outcome::Filled);
                    point(&bracket_name, line, Outcome::Replaced);
                    out.push_str(&mark('f', first));
                    out.push_str(bracket);
                    out.push_str(&mark('g', first));
                }
                Some(Tag::Output { filter: None, .. } | Tag::Include { .. }) | None => out.push_str(bracket),
            }
            line += breaks(bracket);
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    /// Reads the marks of a rendered writ, remembers the points they stand for, and gives the text without them.
    pub(super) fn read(&self, xml: &str) -> String {
        let mut out = String::with_capacity(xml.len());
        let mut passes: HashMap<usize, usize> = HashMap::new();
        let mut hits: Vec<usize> = Vec::new();
        let mut filtered = 0;
        let mut rest = xml;
        while let Some((before, after)) = rest.split_once(MARK) {
            out.push_str(before);
            let (body, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            rest = after;
            let mut chars = body.chars();
            let (Some(kind), Ok(number)) = (chars.next(), chars.as_str().parse::<usize>()) else { continue };
            match kind {
                's' => drop(passes.insert(number, 0)),
                'i' => *passes.entry(number).or_default() += 1,
                'e' => hits.push(number + passes.get(&number).copied().unwrap_or(0).min(2)),
                'l' => hits.push(number + passes.get(&number).map_or(0, |passes| passes.saturating_sub(1)).min(1)),
                'f' => filtered = out.len(),
                'g' => hits.push(number + usize::from(out[filtered..].contains([BLANK, STRUCK]))),
                _ => hits.push(number),
            }
        }
        out.push_str(rest);
        self.hits.lock().unwrap_or_else(PoisonError::into_inner).extend(hits);
        out
    }

    /// All points in order of templates and lines, each with whether it was passed so far.
    pub fn points(&self) -> Vec<Point> {
        let mut points = self.points.clone();
        for hit in self.hits.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if let Some(point) = points.get_mut(*hit) {
                point.covered = true;
            }
        }
        points.sort();
        points
    }
}

/// How many of the points were passed, and how many there are.
pub fn count(points: &[Point]) -> (usize, usize) {
    (points.iter().filter(|point| point.covered).count(), points.len())
}

/// A line for each template with its counts, below it the points that no case passed.
pub fn report(points: &[Point]) -> String {
    let mut out = String::new();
    for of_one in points.chunk_by(|a, b| a.template == b.template) {
        let (covered, total) = count(of_one);
        let name = of_one.first().map_or("", |point| point.template.as_str());
        out.push_str(&format!("{name}\t{covered}/{total}\n"));
        for point in of_one.iter().filter(|point| !point.covered) {
            out.push_str(&format!("  第{}行　{}：{}\n", point.line, point.bracket, point.outcome.word()));
        }
    }
    out
}

fn mark(kind: char, number: usize) -> String {
    format!("{MARK}{kind}{number}{CLOSE}")
}

fn breaks(text: &str) -> u32 {
    text.matches('\n').count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(probe: &Probe) -> Vec<String> {
        probe.points().iter().filter(|p| p.covered).map(|p| format!("{} {}", p.bracket, p.outcome.word())).collect()
    }

    #[test]
    fn every_way_of_a_template_is_a_point() {
        let mut probe = Probe::default();
        let source = "<doc>\n{% if has_a %}甲{% endif %}{% for x in xs %}{{ x.y | strike }}{% endfor %}\n{% if has_a %}乙{% else %}丙{% endif %}</doc>";
        let marked = probe.instrument("t.xml", source);
        assert_eq!(breaks(&marked), 2);
        let keys: Vec<String> = probe.points().iter().map(|p| format!("{}{}", p.line, p.key())).collect();
        assert_eq!(keys.len(), 9, "{keys:#?}");
        assert!(keys.contains(&"2t.xml：{% if has_a %}：不成立".to_string()), "{keys:#?}");
        assert!(keys.contains(&"3t.xml：{% if has_a %} #2：成立".to_string()), "{keys:#?}");
        assert_eq!(count(&probe.points()), (0, 9));
        assert_eq!(report(&probe.points()).lines().count(), 10);
    }

    #[test]
    fn a_list_that_is_never_empty_has_no_way_past_its_loop() {
        let mut probe = Probe::default();
        probe.instrument(
            "t.xml",
            "{% for v in violations %}{% for f in v.facts %}{{ f }}{% endfor %}{% endfor %}{% for s in services %}{% endfor %}",
        );
        let of = |variable: &str| -> Vec<&str> {
            let lead = format!("{{% for {variable} ");
            probe.points().iter().filter(|p| p.bracket.starts_with(&lead)).map(|p| p.outcome.word()).collect()
        };
        assert_eq!((of("v"), of("f"), of("s")), (vec!["一次", "多次"], vec!["一次", "多次"], vec!["零次", "一次", "多次"]));
        let loops = |times: usize| format!("{}{}{}", mark('s', 0), mark('i', 0).repeat(times), mark('l', 0));
        probe.read(&loops(1));
        assert_eq!(taken(&probe), ["{% for v in violations %} 一次"]);
        probe.read(&loops(3));
        assert_eq!(taken(&probe).len(), 2);
    }

    #[test]
    fn marks_are_read_and_leave_no_trace() {
        let mut probe = Probe::default();
        probe.instrument("t.xml", "{% for x in xs %}{{ x | strike }}{% endfor %}");
        let pass = |value: &str| format!("{}{}{value}{}", mark('i', 0), mark('f', 3), mark('g', 3));
        let xml = format!("<p>{}{}{}{}</p>", mark('s', 0), pass("甲"), pass(&STRUCK.to_string()), mark('e', 0));
        assert_eq!(probe.read(&xml), format!("<p>甲{STRUCK}</p>"));
        let taken = taken(&probe);
        assert_eq!(taken, ["{% for x in xs %} 多次", "{{ x | strike }} 有值", "{{ x | strike }} 无值"]);
    }
}
