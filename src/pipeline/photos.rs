//! The photographs a form names: each file read and decoded once, all that is wrong with any of them said at once.

use crate::case::Case;
use crate::case::values::Text;
use crate::diag::Diagnostic;
use crate::files;
use crate::output::manifest::Hashed;
use crate::photo::{self, Fault, Photo, Photos};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// Reads the photographs of a case, with their findings and hashes in the order of the form. They are looked for in the
/// form's folder, then in that of its action.
pub fn read(case: &Case, folders: &[&Path]) -> (Photos, Vec<Diagnostic>, Vec<Hashed>) {
    let named: Vec<&Text> = case.photos().collect();
    let mut distinct: Vec<&Text> = Vec::new();
    for name in &named {
        if !distinct.iter().any(|known| known.text() == name.text()) {
            distinct.push(name);
        }
    }
    if distinct.len() > photo::MAX_COUNT {
        let first_over = distinct[photo::MAX_COUNT];
        let finding = Diagnostic::refuse("F64", format!("一案的照片有{}张，超过{}张", distinct.len(), photo::MAX_COUNT));
        let finding = finding.found(first_over.text()).remedy("只留证明违法事实所需的照片，其余刻盘入卷");
        return (Photos::new(), vec![first_over.at.finding(finding)], Vec::new());
    }
    let results: Vec<Result<(Photo, u64), Diagnostic>> = distinct.par_iter().map(|name| one(folders, name)).collect();
    let (mut photos, mut findings, mut inputs) = (Photos::new(), Vec::new(), Vec::new());
    let mut total = 0;
    for (name, result) in distinct.iter().zip(results) {
        match result {
            Ok((photo, size)) => {
                let within = total <= photo::MAX_CASE_BYTES;
                total += size;
                if within && total > photo::MAX_CASE_BYTES {
                    let limit = photo::MAX_CASE_BYTES / photo::MEGABYTE;
                    let finding = Diagnostic::refuse("F64", format!("一案的照片合计超过{limit}兆字节")).found(name.text());
                    findings.push(name.at.finding(finding.remedy("用看图软件把照片另存为小一些的 JPEG")));
                }
                inputs.push(Hashed { kind: "照片".into(), name: name.text().to_string(), sha256: photo.sha256.clone() });
                photos.insert(name.text().to_string(), Arc::new(photo));
            }
            // a file named twice is said to be wrong at both places
            Err(finding) => {
                findings.extend(named.iter().filter(|n| n.text() == name.text()).map(|n| n.at.finding(finding.clone())));
            }
        }
    }
    (photos, findings, inputs)
}

/// A photograph and the size of its file.
fn one(folders: &[&Path], name: &Text) -> Result<(Photo, u64), Diagnostic> {
    let read = |folder: &&Path| files::read_beside(folder, name.text(), photo::MAX_BYTES, "照片");
    let there = folders.iter().find(|folder| folder.join(name.text().replace('\\', "/")).exists()).or(folders.first());
    let bytes = there.map_or_else(|| read(&Path::new(".")), read)?;
    let photo = Photo::read(&bytes).map_err(|fault| finding(name.text(), &fault))?;
    Ok((photo, bytes.len() as u64))
}

/// What a fault is called, and how it is mended.
fn finding(name: &str, fault: &Fault) -> Diagnostic {
    let (code, message, remedy) = match fault {
        Fault::Empty => ("F63", format!("照片“{name}”是空文件"), "重新从手机或者相机取一次"),
        Fault::Foreign(word) => ("F63", format!("“{name}”不是 JPEG 或者 PNG 照片，内容是{word}"), "用看图软件另存为 JPEG，不要只改扩展名"),
        Fault::Truncated(format) => {
            let message = format!("照片“{name}”不完整：{}文件没有结尾", format.word());
            ("F63", message, "多半没有传完，重新从手机或者相机取一次")
        }
        Fault::Damaged(format, why) => {
            let message = format!("照片“{name}”已经损坏：{}画面解不出来（{}）", format.word(), one_line(why));
            ("F63", message, "重新从手机或者相机取一次；只有这一份的，用看图软件打开后另存为 JPEG，看清画面是否完整")
        }
        Fault::Unusual(word) => ("F63", format!("照片“{name}”是{word}"), "用看图软件另存为普通 JPEG（RGB 颜色）"),
        Fault::TooManyPixels(columns, rows) => {
            let limit = photo::MAX_PIXELS / photo::TEN_THOUSAND;
            let message = format!("照片“{name}”有{columns}×{rows}像素，超过{limit}万像素");
            ("F64", message, "用看图软件缩小后另存为 JPEG")
        }
    };
    Diagnostic::refuse(code, message).found(name).expected("完整的 JPEG 或者 PNG 照片").remedy(remedy)
}

/// A decoder's words on one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
