//! The registers of writ numbers of the offices whose cases are made: each read once, shared by all its cases.

use super::load::LoadedCase;
use crate::case::values::At;
use crate::diag::{Diagnostic, Pos, refused};
use crate::dossier::Dossier;
use crate::dossier::number::{Number, Registered};
use crate::files;
use crate::register::{Gap, Register};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A register that is read, or what is wrong with it.
pub type Shared = Result<Arc<Mutex<Register>>, Vec<Diagnostic>>;

/// The registers read so far.
#[derive(Debug, Default)]
pub struct Registers(Mutex<HashMap<PathBuf, Shared>>);

impl Registers {
    /// The register in a file; one that is not there is empty.
    ///
    /// # Errors
    /// The faults of the file.
    pub fn of(&self, path: &Path) -> Shared {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(path.to_path_buf()).or_insert_with(|| read(path)).clone()
    }
}

fn read(path: &Path) -> Shared {
    let name = path.display().to_string();
    let text = match path.exists() || path.is_symlink() {
        true => files::read_register(path).map_err(|fault| vec![fault])?,
        false => String::new(),
    };
    if path.exists() && text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        let finding = Diagnostic::refuse("N01", "文号登记是空的：发过的号都丢了").at(&name.as_str().into(), Pos { line: 1, column: 1 });
        return Err(vec![finding.expected("表头和发过的号").remedy("从备份恢复；确实没有发过号的，删去这个文件")]);
    }
    let (register, mut findings) = Register::read(&text, &name);
    if !refused(&findings) {
        return Ok(Arc::new(Mutex::new(register)));
    }
    if findings.len() > MOST_FAULTS {
        let rest = findings.len() - MOST_FAULTS;
        findings.truncate(MOST_FAULTS);
        let more =
            Diagnostic::refuse("N01", format!("文号登记里还有{rest}处这样的错误")).at(&name.as_str().into(), Pos { line: 1, column: 1 });
        findings.push(more.remedy("从备份恢复，或者改正以后再运行"));
    }
    Err(findings)
}

/// A register with more faults was saved wrongly as a whole.
const MOST_FAULTS: usize = 25;

/// The numbers a case was given.
pub(super) fn of_case(register: &Register, agency: &str, case: &str) -> Vec<Registered> {
    let at = |line| At { path: "文号登记".into(), file: register.name().clone(), pos: Pos { line, column: 1 } };
    let given = register.of_case(agency, case).into_iter();
    given
        .map(|given| Registered { number: given.number.into(), writ: given.writ.into(), subject: given.subject.into(), at: at(given.line) })
        .collect()
}

/// A number of the form that the register gave to another case: R100.
pub(super) fn clashes(register: &Register, dossier: &Dossier) -> Vec<Diagnostic> {
    let agency = dossier.agency.acting_name().text();
    let taken = |number: &str| register.is_of_another(agency, &dossier.id, number);
    let mut out = Vec::new();
    for planned in &dossier.writs {
        if let Number::Given(text, at) | Number::Computed(text, at) = &planned.number
            && taken(text)
        {
            let message = format!("文号“{text}”在登记里属于另一个案件");
            let finding = Diagnostic::veto("R100", message).writ(crate::rules::name_of(planned)).found(text);
            out.push(at.finding(finding.expected("一个文号只用于一件文书").remedy("核对登记簿；写错的改正，确属本案的，查明那一案用的号")));
        }
    }
    out
}

impl super::Library {
    /// The serials skipped in every register that was read.
    pub fn register_gaps(&self) -> Vec<Gap> {
        let known = self.registers.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sound: Vec<_> = known.iter().filter_map(|(path, read)| Some((path, read.as_ref().ok()?))).collect();
        sound.sort_by_key(|(path, _)| *path);
        sound.iter().flat_map(|(_, register)| register.lock().unwrap_or_else(PoisonError::into_inner).gaps()).collect()
    }

    /// The register of a loaded case.
    ///
    /// # Errors
    /// The faults of the file.
    pub fn register_of(&self, loaded: &LoadedCase) -> Shared {
        self.registers.of(&loaded.register)
    }
}
