//! Reading: the library (law, templates) once, then cases with the agency file that belongs to each.

use super::photos;
use super::registers::Registers;
use super::shelf::{self, Shelf, hashed};
use super::templates::{APPROVALS, Chains, beside_agency, built_in_templates};
use crate::case::{self, Agency, Case};
use crate::diag::{Diagnostic, Pos, refused};
use crate::files;
use crate::law::{LawBook, load as law_files};
use crate::output::manifest::Hashed;
use crate::output::sha256_hex;
use crate::photo::Photos;
use crate::template::Templates;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Law and templates, loaded once for all cases.
#[derive(Debug)]
pub struct Library {
    /// The law.
    pub law: LawBook,
    /// The built-in templates; those of an agency are given by `templates_of`.
    pub templates: Arc<Templates>,
    pub(super) chains: Chains,
    pub(super) registers: Registers,
    files: Vec<law_files::LawFile>,
    has_overlay: bool,
    inputs: OnceLock<Vec<Hashed>>,
}

/// Where inputs come from besides the case file itself.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Agency file, when named on the command line.
    pub agency: Option<PathBuf>,
    /// Folder of further law data.
    pub law: Option<PathBuf>,
    /// File of template approvals, when named on the command line.
    pub approvals: Option<PathBuf>,
    /// Register of writ numbers, when named on the command line.
    pub register: Option<PathBuf>,
    /// What was read for one case and serves the others.
    pub shelf: Arc<Shelf>,
}

impl Library {
    /// The built-in library, with law data of a folder laid over it. All faults of all files are reported at once.
    pub fn load(sources: &Sources) -> Result<Library, Vec<Diagnostic>> {
        Library::read(sources, Chains::new(sources, false)?)
    }

    /// The library with the templates of a folder laid over the built-in ones, or with those alone, for the cases of any
    /// agency: neither regions nor agencies replace any.
    pub fn fixed(sources: &Sources, folder: Option<&Path>) -> Result<Library, Vec<Diagnostic>> {
        Library::read(sources, Chains::fixed(folder)?)
    }

    /// The same library, but its templates remember which of their branches the cases take (`template::coverage`).
    pub fn probed(sources: &Sources) -> Result<Library, Vec<Diagnostic>> {
        Library::read(sources, Chains::new(sources, true)?)
    }

    fn read(sources: &Sources, chains: Chains) -> Result<Library, Vec<Diagnostic>> {
        let mut files = law_files::embedded();
        if let Some(folder) = &sources.law {
            let over = files::folder_texts(folder, "yaml").map_err(|fault| vec![fault])?;
            // the templates of a region may be all there is
            if over.is_empty() {
                files::asked_texts(folder, "xml", "法律数据").map_err(|fault| vec![fault])?;
            }
            files = law_files::overlay(files, over.into_iter().map(|(name, text)| law_files::LawFile { name, text }).collect());
        }
        let ((law, mut findings), templates) = rayon::join(|| LawBook::load(&files), || chains.base());
        let templates = match templates {
            Ok(templates) => templates,
            Err(faults) => {
                findings.extend(faults);
                return Err(findings);
            }
        };
        if sources.law.is_some() {
            // the built-in data is checked by the tests
            findings.extend(law.read_inquiries());
            findings.extend(law.check());
        }
        if refused(&findings) {
            return Err(findings);
        }
        Ok(Library {
            law,
            templates,
            chains,
            registers: Registers::default(),
            files,
            has_overlay: sources.law.is_some(),
            inputs: OnceLock::new(),
        })
    }

    /// What law and templates were made from; reckoned when a manifest first asks.
    pub fn inputs(&self) -> &[Hashed] {
        self.inputs.get_or_init(|| {
            // pages for readers beside the data make no writ
            let law = self.files.iter().filter(|f| f.name.ends_with(".yaml"));
            let law = hash_all(law.map(|f| (f.name.as_str(), f.text.as_str())));
            let templates = hash_all(built_in_templates().iter().map(|(n, t)| (n.as_str(), t.as_str())));
            let law_name = if self.has_overlay { "内置法律数据，加追加的文件夹" } else { "内置法律数据" };
            vec![
                Hashed { kind: "法律数据".into(), name: law_name.into(), sha256: law },
                Hashed { kind: "模板".into(), name: "内置模板".into(), sha256: templates },
            ]
        })
    }
}

fn hash_all<'t>(parts: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    let mut all = String::new();
    for (name, text) in parts {
        all.push_str(&format!("{name}\u{0}{}\u{0}", text.len()));
        all.push_str(text);
    }
    sha256_hex(all.as_bytes())
}

/// A case read from disk, with everything said about it.
#[derive(Debug, Default)]
pub struct LoadedCase {
    /// File stem: names the output folder.
    pub stem: String,
    /// The form's name as the user gave it.
    pub shown: String,
    /// The form's text, for messages.
    pub source: String,
    /// The case, unless refused.
    pub case: Option<Case>,
    /// The agency, unless refused or not found.
    pub agency: Option<Arc<Agency>>,
    /// Findings of both files.
    pub findings: Vec<Diagnostic>,
    /// The photographs the form names.
    pub photos: Photos,
    /// Form, agency file and photographs with their hashes.
    pub inputs: Vec<Hashed>,
    /// The folder of the agency file: its own templates and approvals stand there.
    pub home: Option<PathBuf>,
    /// The file of template approvals.
    pub approvals: PathBuf,
    /// The register its writ numbers stand in: named in the command, else beside the agency file.
    pub register: PathBuf,
    /// Where the form itself was made from.
    pub origin: Origin,
}

/// Where a form was made from, when nobody wrote it: findings on it are moved there, to what a person can mend.
#[derive(Clone, Default)]
pub struct Origin(Option<Mover>);

type Mover = Arc<dyn Fn(Diagnostic) -> Diagnostic + Send + Sync>;

impl Origin {
    /// `mover` moves a finding on the form; others it gives back as they are.
    pub fn new(mover: impl Fn(Diagnostic) -> Diagnostic + Send + Sync + 'static) -> Origin {
        Origin(Some(Arc::new(mover)))
    }
    /// The findings where a person can mend them.
    pub fn located(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        match &self.0 {
            Some(mover) => findings.into_iter().map(|finding| mover(finding)).collect(),
            None => findings,
        }
    }
}

impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Origin").field(&self.0.is_some()).finish()
    }
}

/// Loads a case form and the agency file that belongs to it.
pub fn case_file(path: &Path, sources: &Sources) -> LoadedCase {
    let shown = path.display().to_string();
    let stem = path.file_stem().map_or_else(|| "案件".to_string(), |s| s.to_string_lossy().into_owned());
    match files::read_form(path) {
        Ok(source) => case_at(path, &source, sources),
        Err(fault) => LoadedCase { stem, shown, findings: vec![fault], ..LoadedCase::default() },
    }
}

/// Loads a case form whose text is known as if it stood in a file: with the sidecar, agency and action file beside it.
pub fn case_at(path: &Path, source: &str, sources: &Sources) -> LoadedCase {
    let shown = path.display().to_string();
    let stem = path.file_stem().map_or_else(|| "案件".to_string(), |s| s.to_string_lossy().into_owned());
    let events_path = path.with_file_name(format!("{stem}.events.yaml"));
    let events = events_path.exists().then(|| (files::read_form(&events_path), events_path.display().to_string()));
    load(source, &shown, &stem, events, path.parent().unwrap_or(Path::new(".")), sources)
}

/// The sample case that is part of the program.
pub fn example() -> LoadedCase {
    let (form, agency) = files::example();
    let (case, mut findings) = case::load(form, "示例.yaml");
    let (agency, said) = case::load_agency(agency, "示例机关档案.yaml");
    findings.extend(said);
    LoadedCase {
        stem: "示例".into(),
        shown: "示例.yaml".into(),
        source: form.into(),
        case,
        agency: agency.map(Arc::new),
        findings,
        ..LoadedCase::default()
    }
}

/// Loads a case form given as text, e.g. from standard input; `folder` is where its agency file is looked for.
pub fn case_text(source: &str, shown: &str, stem: &str, folder: &Path, sources: &Sources) -> LoadedCase {
    load(source, shown, stem, None, folder, sources)
}

type Events = (Result<String, Diagnostic>, String);

fn load(source: &str, shown: &str, stem: &str, events: Option<Events>, folder: &Path, sources: &Sources) -> LoadedCase {
    let mut inputs = vec![hashed("表单", shown, source)];
    let mut findings = Vec::new();
    let mut readable = true;
    let events = events.and_then(|(text, name)| match text {
        Ok(text) => {
            inputs.push(hashed("事件", &name, &text));
            Some((text, name))
        }
        Err(fault) => {
            findings.push(fault);
            readable = false;
            None
        }
    });
    let action = shelf::find_action(folder).map(|path| sources.shelf.action(&path));
    if let Some(action) = &action {
        inputs.extend(action.input.clone());
        findings.extend(action.findings.iter().cloned());
        readable &= !refused(&action.findings);
    }
    let beside = case::Beside {
        events: events.as_ref().map(|(text, name)| (text.as_str(), name.as_str())),
        action: action.as_ref().and_then(|action| action.value.as_ref()),
    };
    let case = readable.then(|| case::load_with(source, shown, beside)).and_then(|(case, said)| {
        findings.extend(said);
        case
    });
    let root = action.as_ref().and_then(|action| action.path.parent());
    let mut agency = None;
    let mut home = None;
    let mut found_photos = Photos::new();
    if let Some(case) = &case {
        // the forms of a list stand in a folder of their own, beside it
        let list = folder.parent().filter(|_| shelf::holds_forms_of_a_list(folder));
        let folders: Vec<&Path> = [Some(folder), list, root].into_iter().flatten().collect();
        match find_agency(case, shown, &folders, sources) {
            Ok(path) => {
                let read = sources.shelf.agency(&path);
                inputs.extend(read.input.clone());
                findings.extend(read.findings.iter().cloned());
                agency = read.value.clone();
                home = read.value.is_some().then(|| path.parent().map(Path::to_path_buf)).flatten();
            }
            Err(fault) => findings.push(*fault),
        }
        let (read, said, hashes) = photos::read(case, &folders);
        found_photos = read;
        findings.extend(said);
        inputs.extend(hashes);
    }
    let approvals = beside_agency(sources.approvals.as_deref(), home.as_deref(), APPROVALS);
    let register = beside_agency(sources.register.as_deref(), home.as_deref(), REGISTER);
    let (stem, shown, source) = (stem.to_string(), shown.to_string(), source.to_string());
    let origin = Origin::default();
    LoadedCase { stem, shown, source, case, agency, findings, photos: found_photos, inputs, home, approvals, register, origin }
}

/// The register of writ numbers beside an agency file.
pub const REGISTER: &str = "register.csv";

/// An agency file on its own.
pub fn agency_file(path: &Path) -> (Option<Agency>, String, Vec<Diagnostic>) {
    match files::read_form(path) {
        Ok(text) => {
            let (agency, findings) = case::load_agency(&text, &path.display().to_string());
            (agency, text, findings)
        }
        Err(fault) => (None, String::new(), vec![fault]),
    }
}

/// `--agency` wins; `机关: 太仓` means `agencies/太仓.yaml` beside the form or in a folder above; else `agency.yaml`
/// in one of the `folders`: the form's own first.
fn find_agency(case: &Case, shown: &str, folders: &[&Path], sources: &Sources) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(path) = &sources.agency {
        return Ok(path.clone());
    }
    let Some(named) = &case.agency else {
        if let Some(beside) = folders.iter().map(|place| place.join("agency.yaml")).find(|beside| beside.is_file()) {
            return Ok(beside);
        }
        let finding = Diagnostic::refuse("F50", "没有写明机关，旁边也没有机关档案")
            .at(&shown.into(), Pos { line: 1, column: 1 })
            .field("机关")
            .expected("“机关: 名称”（表单里、行动文件的“共同”里，或者名单的“机关”一列）并有 agencies/名称.yaml；或者表单旁边有 agency.yaml")
            .remedy("写明机关；没有机关档案的，用 wenshu new --agency > agency.yaml 写一份，或者用 --agency 指定");
        return Err(Box::new(finding));
    };
    let name = named.text();
    if name.contains(['/', '\\', '\0']) || name.starts_with('.') {
        let finding = Diagnostic::refuse("F51", format!("“{name}”不是机关档案的名称"))
            .found(name)
            .expected("agencies 文件夹里的文件名，不带路径和扩展名");
        return Err(Box::new(named.at.finding(finding)));
    }
    let folder = folders.first().copied().unwrap_or(Path::new("."));
    named_agency(folder, name).ok_or_else(|| {
        let file = format!("{name}.yaml");
        let finding = Diagnostic::refuse("F50", format!("没有找到机关档案“agencies/{file}”"))
            .found(name)
            .expected("表单所在文件夹或者上级文件夹里的 agencies/名称.yaml")
            .remedy("核对名称；或者用 --agency 指定文件");
        Box::new(named.at.finding(finding))
    })
}

/// The agency file a form in a folder means by `机关: 名称`.
pub fn named_agency(folder: &Path, name: &str) -> Option<PathBuf> {
    let start = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let file = format!("{name}.yaml");
    let sound = !name.contains(['/', '\\', '\0']) && !name.starts_with('.');
    start.ancestors().map(|above| above.join("agencies").join(&file)).find(|candidate| sound && candidate.is_file())
}
