//! The only reader of embedded assets and of the disk.

mod beside;

use crate::diag::{Diagnostic, Place, Pos};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::io::{ErrorKind, Read};
use std::path::Path;

pub use beside::read_beside;

#[derive(RustEmbed)]
#[folder = "law"]
struct Law;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "fonts"]
struct FontFiles;

/// The rooms of embedded assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// `law/`
    Law,
    /// `templates/`
    Templates,
    /// `fonts/`
    Fonts,
}

/// Names of all embedded files of a room, sorted, with `/` between folders.
pub fn embedded_names(room: Room) -> Vec<String> {
    let mut names: Vec<String> = match room {
        Room::Law => Law::iter().map(Cow::into_owned).collect(),
        Room::Templates => Templates::iter().map(Cow::into_owned).collect(),
        Room::Fonts => FontFiles::iter().map(Cow::into_owned).collect(),
    };
    names.sort();
    names
}

/// A sample case that is part of the program: its form and the agency file that belongs to it.
pub fn example() -> (&'static str, &'static str) {
    (include_str!("../cases/welder-company.yaml"), include_str!("../cases/agencies/太仓.yaml"))
}

/// The bytes of an embedded file.
pub fn embedded(room: Room, name: &str) -> Option<Cow<'static, [u8]>> {
    match room {
        Room::Law => Law::get(name),
        Room::Templates => Templates::get(name),
        Room::Fonts => FontFiles::get(name),
    }
    .map(|file| file.data)
}

/// The text of an embedded file; these files are UTF-8 by construction.
pub fn embedded_text(room: Room, name: &str) -> Option<String> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|odd| String::from_utf8_lossy(odd.as_bytes()).into_owned());
    embedded(room, name).map(|bytes| text(bytes.into_owned()))
}

/// Forms larger than this are refused; ten thousand items of evidence take about one megabyte.
pub const MAX_FORM_BYTES: u64 = 8 * 1024 * 1024;

/// The text of a file a user wrote. Everything that is no such file is refused in Chinese: a folder, a pipe or device
/// (which is never opened), a broken link, no permission, too large, not UTF-8. A byte order mark is taken off.
pub fn read_form(path: &Path) -> Result<String, Diagnostic> {
    form_text(read_file(path, "表单", "Y20", MAX_FORM_BYTES)?, &path.display().to_string())
}

/// A register of writ numbers may be larger than a form: a hundred thousand rows take about fifteen megabytes.
const MAX_REGISTER_BYTES: u64 = 256 * 1024 * 1024;

/// The text of a register of writ numbers, refused as in [`read_form`].
pub fn read_register(path: &Path) -> Result<String, Diagnostic> {
    let mut bytes = read_file(path, "文号登记", "N00", MAX_REGISTER_BYTES)?;
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // a character cut off in the last line was never written whole
    if std::str::from_utf8(&bytes[end..]).is_err() {
        bytes.truncate(end);
    }
    form_text(bytes, &path.display().to_string())
}

/// A small file of the program's own; `None` when it is not there or no text.
pub fn read_small(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

/// SHA-256 of a file; `None` when there is none.
pub fn hash_of(path: &Path) -> Option<String> {
    crate::text::hash::sha256_of(std::fs::File::open(path).ok()?).ok()
}

/// How long a file is; `None` when it is not there.
pub fn length_of(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().map(|meta| meta.len())
}

/// The bytes of a file a user named, at most `limit` of them. Everything that is no ordinary file is refused in Chinese
/// under `code`, and called `what` it should have been.
pub fn read_file(path: &Path, what: &str, code: &'static str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    let refuse = |message: String, remedy: &str| {
        let mut finding = Diagnostic::refuse(code, message).remedy(remedy);
        finding.place = Some(Place { file: name.as_str().into(), pos: Pos { line: 1, column: 1 } });
        finding
    };
    let meta = std::fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound if path.is_symlink() => refuse(format!("“{name}”是断开的链接，所指的文件不存在"), "重新选择文件"),
        ErrorKind::NotFound => refuse(format!("没有“{name}”这个文件"), "核对文件名和所在文件夹"),
        ErrorKind::PermissionDenied => refuse(format!("没有权限读取“{name}”"), "请文件的主人开放读取权限"),
        _ => refuse(format!("读不到“{name}”的信息"), "检查磁盘和路径"),
    })?;
    if meta.is_dir() {
        return Err(refuse(format!("“{name}”是文件夹，不是{what}文件"), "写明文件夹里的哪一个文件；可以一次写几个"));
    }
    if !meta.is_file() {
        return Err(refuse(format!("“{name}”是管道或者设备，不是普通文件"), "先存成普通文件"));
    }
    let too_large = || refuse(format!("“{name}”超过{}兆字节，不像是{what}", limit / 1024 / 1024), "拆成几份，或者核对是否选错了文件");
    if meta.len() > limit {
        return Err(too_large());
    }
    let file = open_regular(path).map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied => refuse(format!("没有权限读取“{name}”"), "请文件的主人开放读取权限"),
        _ => refuse(format!("打不开“{name}”"), "检查是否正被别的程序占用"),
    })?;
    let mut bytes = Vec::new();
    // The file may have grown, or be one whose length says nothing (as under /proc).
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| refuse(format!("“{name}”读到一半出错"), "检查磁盘后重试"))?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Opens without waiting, should the file have been replaced by a pipe after it was looked at.
fn open_regular(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        const O_NONBLOCK: i32 = 0o4000;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, O_NONBLOCK);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::InvalidInput.into()) }
}

/// Bytes of a form as text: UTF-8 with or without a byte order mark, else a refusal saying where and what it looks like.
pub fn form_text(bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    let refuse = |message: &str, pos: Pos, remedy: &str| {
        let mut finding = Diagnostic::refuse("Y21", message).expected("UTF-8 编码的文本").remedy(remedy);
        finding.place = Some(Place { file: name.into(), pos });
        Err(finding)
    };
    let start = Pos { line: 1, column: 1 };
    let zeros = bytes.iter().take(400).filter(|byte| **byte == 0).count();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || zeros * 4 > bytes.len().min(400) {
        return refuse("文件是 UTF-16 编码（记事本里叫“Unicode”）", start, "用记事本打开，“另存为”时编码选 UTF-8");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return refuse("这是 Word、Excel 或者压缩文件，不是表单", start, "表单是文本文件，用 new 命令生成一份空表");
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_string(),
            None => text,
        }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let before = String::from_utf8_lossy(&bytes[..valid]).into_owned();
            let line = before.matches('\n').count() as u32 + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
            let guess = if looks_like_gbk(&bytes) { "，像是 GBK（ANSI）编码" } else { "" };
            let message = format!("文件不是 UTF-8 编码{guess}：第{line}行第{column}列起读不懂");
            refuse(&message, Pos { line, column }, "用记事本打开，“另存为”时编码选 UTF-8；或者运行 iconv -f GBK -t UTF-8 原文件 > 新文件")
        }
    }
}

/// Whether every byte above 0x7F is half of a two-byte GBK character.
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        let sound = match byte {
            0..=0x7F => true,
            0x81..=0xFE => rest.next().is_some_and(|next| (0x40..=0xFE).contains(next) && *next != 0x7F),
            0x80 | 0xFF => false,
        };
        if !sound {
            return false;
        }
    }
    true
}

/// Folders below each other that are still read; a link that leads back to a folder above would have no end.
const DEEPEST: usize = 8;

/// The texts of all files with an extension in a folder and its subfolders, by name relative to the folder, sorted.
pub fn folder_texts(folder: &Path, extension: &str) -> Result<Vec<(String, String)>, Diagnostic> {
    let mut out = Vec::new();
    let mut open = vec![(folder.to_path_buf(), 0)];
    while let Some((current, depth)) = open.pop() {
        if depth > DEEPEST {
            let finding = Diagnostic::refuse("Y20", format!("文件夹“{}”套得太深", folder.display()));
            return Err(finding.remedy("看看里面有没有指回上级文件夹的链接"));
        }
        let listed = std::fs::read_dir(&current)
            .map_err(|_| Diagnostic::refuse("Y20", format!("不能打开文件夹“{}”", current.display())).remedy("核对路径和权限"))?;
        for entry in listed.flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push((path, depth + 1));
            } else if path.extension().is_some_and(|e| e == extension) {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                out.push((name, read_form(&path)?));
            }
        }
    }
    out.sort();
    Ok(out)
}

/// The same of a folder the user named for what is in it: there must be something.
///
/// # Errors
/// The folder cannot be listed, a file cannot be read, or there is none.
pub fn asked_texts(folder: &Path, extension: &str, what: &str) -> Result<Vec<(String, String)>, Diagnostic> {
    let texts = folder_texts(folder, extension)?;
    if texts.is_empty() {
        let finding = Diagnostic::refuse("Y20", format!("文件夹“{}”里没有{what}", folder.display()));
        return Err(finding.remedy("核对路径"));
    }
    Ok(texts)
}

/// The text of a form given on standard input, with the same limits as a file.
pub fn read_stdin() -> Result<String, Diagnostic> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().take(MAX_FORM_BYTES + 1).read_to_end(&mut bytes);
    if read.is_err() {
        return Err(Diagnostic::refuse("Y20", "标准输入读不出来"));
    }
    if bytes.len() as u64 > MAX_FORM_BYTES {
        return Err(Diagnostic::refuse("Y21", "标准输入的内容太大").expected(format!("不超过{}MB", MAX_FORM_BYTES / 1024 / 1024)));
    }
    form_text(bytes, "标准输入")
}

/// Extensions of forms.
pub const YAML: &[&str] = &["yaml", "yml"];
/// Extensions of photographs.
pub const PICTURES: &[&str] = &["jpg", "jpeg", "png"];

/// The files of some extensions in a folder and below, as paths from the folder with `/`, sorted: hidden ones, `skipped`
/// folders and folders that hold finished cases are passed over.
///
/// # Errors
/// The folder cannot be listed.
pub fn files_below(folder: &Path, extensions: &[&str], skipped: &[&str]) -> Result<Vec<String>, Diagnostic> {
    let mut out = Vec::new();
    let mut open = vec![(folder.to_path_buf(), 0)];
    while let Some((current, depth)) = open.pop() {
        if depth > DEEPEST {
            let finding = Diagnostic::refuse("Y20", format!("文件夹“{}”套得太深", folder.display()));
            return Err(finding.remedy("看看里面有没有指回上级文件夹的链接"));
        }
        let listed = std::fs::read_dir(&current)
            .map_err(|_| Diagnostic::refuse("Y20", format!("不能打开文件夹“{}”", current.display())).remedy("核对路径和权限"))?;
        for entry in listed.flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if name.starts_with('.') {
                continue;
            }
            let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
            let is_wanted = extension.is_some_and(|extension| extensions.contains(&extension.as_str()));
            // a folder called like a form is reported as none
            if path.is_dir() && !is_wanted {
                if !skipped.contains(&name.as_str()) && !path.join("manifest.json").exists() {
                    open.push((path, depth + 1));
                }
            } else if is_wanted {
                out.push(path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/"));
            }
        }
    }
    out.sort();
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf8_are_named() {
        for (bytes, part) in [
            (&b"\xB0\xB8\xD3\xC9: x\n"[..], "GBK"),
            (b"a: 1\nb: \xFF\xFFz", "第2行第4列"),
            (b"\xFF\xFEa\0:\0", "UTF-16"),
            (b"a\0:\0 \0x\0", "UTF-16"),
            (b"PK\x03\x04....", "Excel"),
        ] {
            let finding = form_text(bytes.to_vec(), "a.yaml").unwrap_err();
            assert_eq!(finding.rank, crate::diag::Rank::Refuse);
            assert!(finding.message.contains(part), "{}", finding.message);
        }
        assert_eq!(form_text(b"\xEF\xBB\xBFa: 1".to_vec(), "a").unwrap(), "a: 1");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_ordinary_file_is_refused_without_waiting() {
        let folder = std::env::temp_dir().join(format!("wenshu-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let pipe = folder.join("p.yaml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let link = folder.join("l.yaml");
        std::os::unix::fs::symlink("/nonexistent", &link).unwrap();
        let large = folder.join("big.yaml");
        std::fs::File::create(&large).unwrap().set_len(MAX_FORM_BYTES + 1).unwrap();
        for (path, part) in [
            (folder.as_path(), "文件夹"),
            (&pipe, "管道"),
            (Path::new("/dev/zero"), "设备"),
            (&link, "断开的链接"),
            (&folder.join("none.yaml"), "没有"),
            (&large, "兆字节"),
        ] {
            let finding = read_form(path).unwrap_err();
            assert!(finding.message.contains(part), "{}: {}", path.display(), finding.message);
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
