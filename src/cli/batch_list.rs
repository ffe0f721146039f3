//! The list of a batch: read, its columns shown, its rows made into forms beside it.

use super::say;
use crate::batch::entry::{self, Entries};
use crate::batch::forms::{Forms, Rows};
use crate::batch::list::{self, List, Mapping, PhotoIndex, RowKey, Settings};
use crate::diag::{Diagnostic, refused};
use crate::files;
use crate::import::sheet;
use crate::output::file;
use crate::pipeline;
use std::path::Path;

/// The file of the mapping, beside the list.
pub const MAPPING: &str = "mapping.yaml";

/// What a list is read with.
pub struct Asked<'a> {
    /// The list.
    pub path: &'a Path,
    /// The sheet, when named.
    pub sheet: Option<&'a str>,
    /// The day of the action.
    pub day: Option<chrono::NaiveDate>,
    /// The organ of the action.
    pub organ: Option<&'a str>,
    /// Files are written.
    pub writes: bool,
    /// The mapping is shown.
    pub shows: bool,
}

/// A list that was read.
pub struct Read {
    /// The cases.
    pub entries: Entries,
    /// Their forms.
    pub forms: Forms,
    /// What is wrong with the rows that are no cases.
    pub faults: Vec<Diagnostic>,
    /// What should be known about the list.
    pub notes: Vec<Diagnostic>,
}

/// Whether a path names a list rather than a folder of forms.
pub fn is_list(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    path.is_file() || matches!(extension.as_str(), "xlsx" | "xlsm" | "csv" | "xls" | "et" | "ods")
}

/// Reads a list. The mapping of its columns is shown first and kept beside it; what is not clear stops here.
///
/// # Errors
/// What keeps every row from being read.
pub fn read(asked: &Asked) -> Result<Read, Vec<Diagnostic>> {
    let one = |fault: Diagnostic| vec![fault];
    let shown = asked.path.display().to_string();
    let bytes = files::read_file(asked.path, "名单", "S01", sheet::MAX_FILE_BYTES).map_err(one)?;
    let book = sheet::read(&bytes, &shown).map_err(one)?;
    let beside = asked.path.with_file_name(MAPPING);
    let kept = match beside.exists() {
        true => {
            let text = files::read_form(&beside).map_err(one)?;
            let (kept, findings) = Mapping::read(&text, &beside.display().to_string());
            Some(kept.ok_or(findings)?)
        }
        false => None,
    };
    let table = list::find(&book, asked.sheet, kept.as_ref()).map_err(one)?;
    drop(book);
    let is_new = kept.is_none();
    let mapping = kept.unwrap_or_else(|| Mapping::propose(&table));
    if asked.shows {
        say::line(&format!("{shown} 的列：\n{}", mapping.describe(&table).trim_end()));
    }
    if is_new && asked.writes {
        file::write(&beside, &mapping.write()).map_err(one)?;
        say::line(&format!("列与表单各项的对应记在 {}，可以改", beside.display()));
    }
    let (used, findings) = mapping.settle(&table);
    if refused(&findings) {
        let is_there = asked.writes || !is_new;
        return Err(if is_there { findings } else { findings.into_iter().map(not_written).collect() });
    }
    let home = asked.path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let photos = PhotoIndex::new(files::files_below(home, files::PICTURES, &[]).map_err(one)?);
    let list = List::new(table, used, Settings { day: asked.day, ..Settings::default() });
    let survey = list.survey(&|name| photos.find(name));
    let rows = Rows { list, keys: survey.cases, photos, folder: pipeline::forms_of_a_list(asked.path) };
    let mut notes = [findings, survey.notes].concat();
    if asked.writes {
        write_forms(&rows).map_err(one)?;
        notes.extend(stale(&rows));
    }
    let texts = rows.keys.iter().enumerate().filter_map(|(place, key)| Some((&*key.stem, rows.form(place)?.text)));
    let entries = entry::of_list(&rows.folder, texts, asked.organ);
    Ok(Read { entries, forms: Forms::List(Box::new(rows)), faults: survey.findings, notes })
}

/// A remedy in a file that a run without output did not write says how to come by it.
fn not_written(mut finding: Diagnostic) -> Diagnostic {
    if let Some(remedy) = finding.remedy.as_mut().filter(|remedy| remedy.contains(MAPPING)) {
        remedy.push_str(&format!("（试运行没有写出 {MAPPING}，不加 --dry-run 运行一次就有）"));
    }
    finding
}

/// Writes the forms that are new or have changed.
fn write_forms(rows: &Rows) -> Result<(), Diagnostic> {
    crate::output::folder::make(&rows.folder)?;
    for (place, key) in rows.keys.iter().enumerate() {
        let Some(form) = rows.form(place) else { continue };
        let path = rows.folder.join(format!("{}.yaml", key.stem));
        if files::read_small(&path).is_none_or(|text| text != form.text) {
            file::write(&path, &form.text)?;
        }
    }
    Ok(())
}

/// Forms of rows that are no longer in the list: their cases stay, and are not made again.
fn stale(rows: &Rows) -> Option<Diagnostic> {
    let known = |name: &str| rows.keys.iter().any(|key: &RowKey| name == format!("{}.yaml", key.stem));
    let there = files::files_below(&rows.folder, files::YAML, &[]).unwrap_or_default();
    let left: Vec<String> = there.into_iter().filter(|name| !name.ends_with(".events.yaml") && !known(name)).collect();
    let first = left.first()?;
    let more = if left.len() > 1 { format!("等{}份", left.len()) } else { String::new() };
    let finding = Diagnostic::remind("B31", format!("“{}”里有名单已经没有的表单，没有再生成：{first}{more}", rows.folder.display()));
    Some(finding.remedy("编号或者名称改过的，看看是不是同一个案件；不要的，移走表单和它的输出文件夹"))
}
