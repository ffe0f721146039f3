//! Templates: the vocabulary they may use, the engine, the markup they yield, and the lints that prove them.
//! The only user of tera. A writ is rendered in three steps: view → tera (marked strings) → markup → document.

mod compile;
pub mod coverage;
pub mod docs;
pub mod fill;
pub mod fingerprint;
pub mod lint;
pub mod marks;
pub mod markup;
pub mod reach;
pub mod review;
pub mod source;
mod spans;
pub mod stamp;
pub mod syntax;
pub mod value;
pub mod view;
pub mod wanted;

use crate::diag::{Diagnostic, Pos};
use crate::document::{Document, Meta, Origin};
use crate::writ::Writ;
use compile::Lints;
use source::{Placed, Source};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tera::value::Key;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};
use value::{BLANK, CLOSE, GAP, Origins, STRUCK, Value};
use view::{Root, View};
use wanted::Wanted;

/// All writ templates, ready to render.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    writs: Vec<Writ>,
    files: Vec<Placed>,
    usage: HashMap<String, lint::Usage>,
    probe: Option<coverage::Probe>,
}

/// A dated wording row chosen for a writ.
#[derive(Debug, Clone)]
pub struct Wording<'a> {
    /// Its id: a field of `wording` in the vocabulary.
    pub id: Cow<'a, str>,
    /// Template text with marks for its citations (`〔依据1〕`); `None` where the law data have none for the day, which is a gap.
    pub text: Option<&'a str>,
    /// Each mark with the citation it prints.
    pub marks: Vec<(String, String)>,
}

impl Templates {
    /// Compiles built-in templates: `(name, source)` with names like `penalty_notice.xml` or `parts/heading.xml`; a later
    /// file of the same name replaces an earlier one. Every fault of every file is reported.
    pub fn load(files: impl IntoIterator<Item = (String, String)>) -> (Templates, Vec<Diagnostic>) {
        compile::compile(files.into_iter().map(|(name, text)| Source::built_in(name, text)), None, Lints::All)
    }

    /// Compiles a chain of sources: the last file of a name is used.
    pub fn of(sources: impl IntoIterator<Item = Source>) -> (Templates, Vec<Diagnostic>) {
        compile::compile(sources, None, Lints::All)
    }

    /// The same for a run that is to make writs: a release build takes the markup of its own files as the tests found it.
    /// A debug build reads them from the disk, where somebody may be changing them.
    pub fn of_run(sources: impl IntoIterator<Item = Source>) -> (Templates, Vec<Diagnostic>) {
        compile::compile(sources, None, if cfg!(debug_assertions) { Lints::All } else { Lints::Users })
    }

    /// Templates that remember which of their branches were taken (`coverage`); what they render is the same.
    pub fn probed(sources: impl IntoIterator<Item = Source>) -> (Templates, Vec<Diagnostic>) {
        compile::compile(sources, Some(coverage::Probe::default()), Lints::All)
    }

    /// The branches and whether they were taken; empty unless the templates are `probed`.
    pub fn coverage(&self) -> Vec<coverage::Point> {
        self.probe.as_ref().map(coverage::Probe::points).unwrap_or_default()
    }

    /// The files in use, parts included, in order of names.
    pub fn files(&self) -> &[Placed] {
        &self.files
    }

    /// A file in use by its name (`penalty_notice.xml`).
    pub fn file(&self, name: &str) -> Option<&Placed> {
        self.files.iter().find(|placed| placed.source.name == name)
    }

    /// The files a writ is printed from: its own, then the parts it includes, in order of names.
    pub fn files_of(&self, id: &str) -> Vec<&Placed> {
        let own = format!("{id}.xml");
        let parts = self.parts_of(&own);
        std::iter::once(&own).chain(&parts).filter_map(|name| self.file(name)).collect()
    }

    /// The parts a file includes, and those they include in turn.
    fn parts_of(&self, name: &str) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut open = vec![name.to_string()];
        while let Some(usage) = open.pop().and_then(|name| self.usage.get(name.trim_end_matches(".xml"))) {
            open.extend(usage.includes.iter().filter(|part| found.insert((*part).clone())).cloned());
        }
        found
    }

    /// The catalogue in file order.
    pub fn writs(&self) -> &[Writ] {
        &self.writs
    }

    /// A writ by id or official title.
    pub fn writ(&self, name: &str) -> Option<&Writ> {
        self.writs.iter().find(|w| w.id == name || w.title() == name)
    }

    /// What a template uses, its parts included.
    pub fn usage(&self, id: &str) -> lint::Usage {
        let mut usage = self.usage.get(id).cloned().unwrap_or_default();
        for part in self.parts_of(id) {
            if let Some(part) = self.usage.get(part.trim_end_matches(".xml")) {
                usage.paths.extend(part.paths.iter().cloned());
            }
        }
        usage
    }

    /// The names a writ prints or tests, those of its wording included.
    pub fn wanted(&self, writ: &Writ, wording: &[Wording]) -> Wanted {
        let usage = self.usage(&writ.id);
        let mut wanted = Wanted::of(usage.paths.iter().map(String::as_str));
        if writ.has_letterhead() {
            wanted.add("agency.letterhead");
        }
        for text in wording.iter().filter_map(|row| row.text) {
            match lint::usage_of(text) {
                Some(usage) => usage.paths.iter().for_each(|path| wanted.add(path)),
                // only wording of a user, which nobody lints, can say more than a template may
                None => return Wanted::ALL,
            }
        }
        wanted
    }

    /// Renders one writ from its view, in which the names of `wanted` are filled in. Findings name template and line.
    pub fn render(
        &self,
        writ: &Writ,
        (root, wanted): (&Root, &Wanted),
        wording: &[Wording],
        meta: Meta,
    ) -> Result<Document, Vec<Diagnostic>> {
        self.document(writ, (root, wanted), wording, meta)
            .map_err(|findings| findings.into_iter().map(|finding| self.located(finding)).collect())
    }

    /// A finding with the file's name as the user knows it.
    fn located(&self, mut finding: Diagnostic) -> Diagnostic {
        if let Some(place) = &mut finding.place
            && let Some(file) = self.file(&place.file)
        {
            place.file = file.source.shown.clone();
        }
        finding
    }

    fn document(
        &self,
        writ: &Writ,
        (root, wanted): (&Root, &Wanted),
        wording: &[Wording],
        meta: Meta,
    ) -> Result<Document, Vec<Diagnostic>> {
        let file: Arc<str> = format!("{}.xml", writ.id).into();
        let mut origins = Origins::default();
        let letterhead = writ.has_letterhead().then(|| root.agency.letterhead.plain());
        let mut context = Context::new();
        for (name, value) in root.encode(wanted, &mut origins).into_map().unwrap_or_default() {
            if let Key::Str(name) = name {
                context.insert_value(name, value);
            }
        }
        if !wording.is_empty() {
            let mut rows = context.remove("wording").and_then(tera::Value::into_map).unwrap_or_default();
            for row in wording {
                let Some(text) = row.text else {
                    let gap = Value::gap(format!("固定用语 {}（办理日期的没有收录）", row.id));
                    rows.insert(Key::String(row.id.to_string().into()), origins.encode(&gap).into());
                    continue;
                };
                let text = self.tera.render_str(text, &context, false).map_err(|error| vec![failure(&file, &error)])?;
                let origin = Origin::Wording { id: row.id.to_string() };
                let mut marked = String::from(origins.mark(&origin));
                marked.push_str(text.trim());
                marked.push(CLOSE);
                for (mark, citation) in &row.marks {
                    let source = Origin::Law { source: format!("wording/{}", row.id) };
                    marked = marked.replace(mark, &origins.encode(&Value::text(citation.clone(), source)));
                }
                rows.insert(Key::String(row.id.to_string().into()), marked.into());
            }
            context.insert_value("wording", rows.into());
        }
        let xml = self.tera.render(&file, &context).map_err(|error| vec![failure(&file, &error)])?;
        let xml = self.probe.as_ref().map(|probe| probe.read(&xml)).unwrap_or(xml);
        let frame = markup::Frame { writ: writ.id.clone(), file, kind: writ.front.look.into(), letterhead, meta };
        markup::to_document(&xml, &frame, &origins)
    }
}

fn failure(file: &Arc<str>, error: &tera::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::RenderingError(report) => {
            let span = report.span();
            Diagnostic::refuse("T30", format!("模板执行出错：{}", report.message()))
                .at(&report.filename().into(), Pos { line: span.start_line as u32, column: span.start_col as u32 + 1 })
        }
        _ => Diagnostic::refuse("T30", format!("模板执行出错：{error}")).at(file, Pos { line: 1, column: 1 }),
    }
}

/// `hand(w=n)`: gaps become ruled room for the hand.
fn hand(marked: Cow<'_, str>, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let width: f64 = arguments.must_get("w")?;
    Ok(replace_gaps(&marked, &format!("{BLANK}{:.0}{CLOSE}", width * 10.0)))
}

/// `strike`: gaps become ／.
fn strike(marked: Cow<'_, str>, _: Kwargs, _: &State) -> String {
    replace_gaps(&marked, &STRUCK.to_string())
}

fn replace_gaps(marked: &str, with: &str) -> String {
    let mut out = String::with_capacity(marked.len());
    let mut rest = marked;
    while let Some(start) = rest.find(GAP) {
        out.push_str(&rest[..start]);
        out.push_str(with);
        rest = rest[start..].split_once(CLOSE).map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_step_is_refused_with_the_nearest_word() {
        let source = |step: &str| {
            format!(
                "---\n题名: 甲\n序号: H9\n卷内顺序: 1\n用途: 内部\n印章: 无\n份数: 1\n版式: 书信式\n对象: 全案\n步骤: {step}\n来源: 自拟\n---\n<doc><p>甲</p></doc>"
            )
        };
        let load = |step: &str| Templates::load([("own.xml".to_string(), source(step))]);
        let (templates, findings) = load("责令改正");
        assert!(findings.is_empty() && templates.writs().len() == 1, "{findings:?}");
        let (templates, findings) = load("责令整正");
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert!(templates.writs().is_empty() && finding.rank == crate::diag::Rank::Refuse);
        assert!(finding.remedy.as_deref().is_some_and(|said| said.contains("责令改正")), "{finding:?}");
        assert_eq!(finding.place.as_ref().map(|place| place.pos.line), Some(10));
    }
}
