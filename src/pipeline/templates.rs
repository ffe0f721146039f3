//! The templates of an agency: built-in, then the region's, then those beside the agency file. A chain is read and
//! compiled once; all cases of one agency share it.

use super::approved::Standings;
use super::load::{LoadedCase, Sources};
use crate::approval::Approvals;
use crate::case::Agency;
use crate::diag::{Diagnostic, refused};
use crate::files::{self, Room};
use crate::law::widening;
use crate::output::manifest::Hashed;
use crate::template::Templates;
use crate::template::source::{Layer, Placed, Source};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What tells chains apart: the region's codes that have templates, and the agency's folder.
type Key = (Vec<String>, Option<PathBuf>);
type Standing = Result<Arc<Standings>, Vec<Diagnostic>>;
type Chain = Result<Arc<Templates>, Vec<Diagnostic>>;

/// All chains of a run.
#[derive(Debug)]
pub(super) struct Chains {
    built_in: Vec<Source>,
    /// By region code.
    regions: BTreeMap<String, Vec<Source>>,
    probed: bool,
    /// Whether every agency has the same templates.
    fixed: bool,
    made: Mutex<HashMap<Key, Chain>>,
    standings: Mutex<HashMap<(usize, PathBuf), Standing>>,
}

impl Chains {
    /// The built-in files, those of regions in the program and in a folder of law data.
    pub fn new(sources: &Sources, probed: bool) -> Result<Chains, Vec<Diagnostic>> {
        let mut regions: BTreeMap<String, Vec<Source>> = BTreeMap::new();
        let mut add = |name: &str, shown: String, text: String| {
            if let Some((code, name)) = of_region(name) {
                let source = Source { name: name.into(), shown: shown.into(), layer: Layer::Region(code.into()), text };
                regions.entry(code.to_string()).or_default().push(source);
            }
        };
        for name in files::embedded_names(Room::Law).into_iter().filter(|name| of_region(name).is_some()) {
            if let Some(text) = files::embedded_text(Room::Law, &name) {
                add(&name, format!("law/{name}"), text);
            }
        }
        if let Some(folder) = &sources.law {
            for (name, text) in files::folder_texts(folder, "xml").map_err(|fault| vec![fault])? {
                add(&name, folder.join(&name).display().to_string(), text);
            }
        }
        let built_in = built_in_templates().into_iter().map(|(name, text)| Source::built_in(name, text)).collect();
        Ok(Chains { built_in, regions, probed, fixed: false, made: Mutex::default(), standings: Mutex::default() })
    }

    /// The built-in files with those of a folder laid over them, whatever the agency.
    pub fn fixed(folder: Option<&Path>) -> Result<Chains, Vec<Diagnostic>> {
        let mut sources: Vec<Source> = built_in_templates().into_iter().map(|(name, text)| Source::built_in(name, text)).collect();
        if let Some(folder) = folder {
            sources.extend(folder_templates(folder)?);
        }
        let (made, standings) = Default::default();
        Ok(Chains { built_in: sources, regions: BTreeMap::new(), probed: false, fixed: true, made, standings })
    }

    /// The templates without region and agency.
    pub fn base(&self) -> Chain {
        self.of(Vec::new(), None)
    }

    /// The templates of an agency; `home` is the folder of its file.
    pub fn of_agency(&self, agency: &Agency, home: Option<&Path>) -> Chain {
        if self.fixed {
            return self.base();
        }
        let code = agency.region.as_ref().map_or("", |code| code.text());
        self.of(self.codes(code), home.map(|home| home.join(FOLDER)).filter(|folder| folder.is_dir()))
    }

    fn of(&self, codes: Vec<String>, folder: Option<PathBuf>) -> Chain {
        let key = (codes, folder);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(chain) = made.get(&key) {
            return chain.clone();
        }
        let chain = self.read(&key);
        made.insert(key, chain.clone());
        chain
    }

    fn read(&self, (codes, folder): &Key) -> Chain {
        let regional = codes.iter().filter_map(|code| self.regions.get(code)).flatten();
        let mut sources: Vec<Source> = self.built_in.iter().chain(regional).cloned().collect();
        if let Some(folder) = folder {
            sources.extend(folder_templates(folder)?);
        }
        let (templates, findings) = if self.probed { Templates::probed(sources) } else { Templates::of_run(sources) };
        if refused(&findings) { Err(findings) } else { Ok(Arc::new(templates)) }
    }

    /// Province, city and county of a code, as far as they have templates.
    fn codes(&self, code: &str) -> Vec<String> {
        let mut codes = widening(code);
        codes.retain(|code| self.regions.contains_key(code));
        codes
    }

    /// All chains made so far that could be used.
    pub fn all(&self) -> Vec<Arc<Templates>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).values().filter_map(|chain| chain.clone().ok()).collect()
    }

    /// What a file of approvals says of a chain, reckoned once; a file that is not there approves nothing.
    pub fn standings(&self, templates: &Arc<Templates>, path: &Path, reckon: impl Fn(&Approvals) -> Standings) -> Standing {
        // a chain is never given up while it is known here
        let key = (Arc::as_ptr(templates) as usize, path.to_path_buf());
        let mut known = self.standings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&key) {
            return found.clone();
        }
        let found = read_approvals(path).map(|read| Arc::new(reckon(&read)));
        known.insert(key, found.clone());
        found
    }
}

/// The folder of templates beside an agency file.
pub const FOLDER: &str = "templates";

/// `regions/<code>/templates/<name>.xml` → code and name.
fn of_region(name: &str) -> Option<(&str, &str)> {
    let (code, name) = name.strip_prefix("regions/")?.split_once("/templates/")?;
    (name.ends_with(".xml") && !code.contains('/')).then_some((code, name))
}

/// The templates of a folder of the user.
///
/// # Errors
/// A file that cannot be read.
pub fn folder_templates(folder: &Path) -> Result<Vec<Source>, Vec<Diagnostic>> {
    let texts = files::folder_texts(folder, "xml").map_err(|fault| vec![fault])?;
    let source = |(name, text): (String, String)| Source {
        shown: folder.join(&name).display().to_string().into(),
        name,
        layer: Layer::Agency,
        text,
    };
    Ok(texts.into_iter().map(source).collect())
}

/// The built-in template files.
pub fn built_in_templates() -> Vec<(String, String)> {
    let names = files::embedded_names(Room::Templates).into_iter().filter(|name| name.ends_with(".xml"));
    names.filter_map(|name| files::embedded_text(Room::Templates, &name).map(|text| (name, text))).collect()
}

/// Reads a file of approvals; one that does not exist is empty.
///
/// # Errors
/// What is wrong in the file.
pub fn read_approvals(path: &Path) -> Result<Approvals, Vec<Diagnostic>> {
    if !path.exists() && !path.is_symlink() {
        return Ok(Approvals::default());
    }
    let text = files::read_form(path).map_err(|fault| vec![fault])?;
    Approvals::read(&text, &path.display().to_string())
}

/// Where a file is that an office keeps for all its cases: named in the command, else beside the agency file.
pub fn beside_agency(named: Option<&Path>, home: Option<&Path>, name: &str) -> PathBuf {
    match (named, home) {
        (Some(path), _) => path.to_path_buf(),
        (None, Some(home)) => home.join(name),
        (None, None) => PathBuf::from(name),
    }
}

/// The file of approvals beside an agency file.
pub const APPROVALS: &str = "approvals.yaml";

/// The template files some writs were made from, for the manifest.
pub(super) fn used<'w>(templates: &Templates, ids: impl Iterator<Item = &'w str>) -> Vec<Hashed> {
    let mut files: BTreeMap<&str, &Placed> = BTreeMap::new();
    for id in ids {
        files.extend(templates.files_of(id).into_iter().map(|placed| (placed.source.name.as_str(), placed)));
    }
    let row = |placed: &Placed| Hashed {
        kind: match &placed.source.layer {
            Layer::BuiltIn => "模板".to_string(),
            layer @ (Layer::Region(_) | Layer::Agency) => format!("模板（{}）", layer.word()),
        },
        name: placed.source.name.clone(),
        sha256: placed.sha256().to_string(),
    };
    files.into_values().map(row).collect()
}

impl super::Library {
    /// The templates of a loaded case's agency.
    ///
    /// # Errors
    /// The faults of the region's or the agency's own templates.
    pub fn templates_of(&self, loaded: &LoadedCase) -> Result<Arc<Templates>, Vec<Diagnostic>> {
        match &loaded.agency {
            Some(agency) => self.templates_of_agency(agency, loaded.home.as_deref()),
            None => Ok(self.templates.clone()),
        }
    }

    /// The templates of an agency; `home` is the folder of its file.
    ///
    /// # Errors
    /// The faults of the region's or the agency's own templates.
    pub fn templates_of_agency(&self, agency: &Agency, home: Option<&Path>) -> Result<Arc<Templates>, Vec<Diagnostic>> {
        self.chains.of_agency(agency, home)
    }

    /// The branches that cases took, over all chains used; empty unless the library is probed.
    pub fn coverage(&self) -> Vec<crate::template::coverage::Point> {
        let mut points: Vec<_> = self.chains.all().iter().flat_map(|templates| templates.coverage()).collect();
        points.sort();
        points.dedup_by(|later, kept| {
            let same =
                (&later.template, later.line, &later.bracket, later.outcome) == (&kept.template, kept.line, &kept.bracket, kept.outcome);
            kept.covered |= same && later.covered;
            same
        });
        points
    }
}
