//! R70: photographs: how many, when, by whom; and no fewer in the list than the case has files.

use crate::diag::Diagnostic;
use crate::dossier::hazard;
use crate::rules::{Review, progress};

/// Findings about photographs, once the party was told.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    if progress::told(case).is_none() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let items: Vec<_> = case.evidence.iter().filter(|item| item.name.text().contains("照片") || !item.photos.is_empty()).collect();
    for item in &items {
        let name = item.name.text();
        let mut say = |what: &str, key: &str| {
            let finding = Diagnostic::deduct("R70", format!("照片“{name}”没有写{what}")).found(name).expected(what);
            out.push(item.name.at.finding(finding.remedy(format!("补上“{key}”"))));
        };
        if item.sheets.is_none() && item.copies.is_none() && item.pages.is_none() {
            say("张数", "张数");
        }
        if item.obtained_on.is_none() {
            say("拍摄的时间", "取得时间");
        }
        if item.obtained_by.is_empty() {
            say("拍摄人", "取证人");
        }
    }
    let mut files: Vec<&str> = items.iter().flat_map(|item| item.photos.iter()).map(|file| file.text()).collect();
    files.extend(hazard::all(case).into_iter().flat_map(|hazard| hazard.photos.iter()).map(|file| file.text()));
    files.sort_unstable();
    files.dedup();
    let counts: Option<u32> = items.iter().map(|item| item.sheets.as_ref().and_then(|sheets| sheets.value)).sum();
    if let (Some(first), Some(count)) = (items.first(), counts)
        && (count as usize) < files.len()
    {
        let finding = Diagnostic::remind("R70", format!("证据清单的照片共{count}张，案件列出的照片文件有{}个", files.len()));
        let finding = finding.found(format!("{count}张")).expected(format!("{}张", files.len()));
        out.push(first.name.at.finding(finding.remedy("核对张数，使清单和照片页一致")));
    }
    out
}
