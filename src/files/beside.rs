//! Files that a form names. They stand in the form's folder or below it and nowhere else: a form from somebody else must not
//! be able to print what lies on this machine.

use super::open_regular;
use crate::diag::Diagnostic;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Names looked through for one that was meant.
const NAMES_COMPARED: usize = 2000;

/// How alike a name must be to be asked for.
const ALIKE: f64 = 0.8;

/// The bytes of a file named relative to a form's folder, at most `most` of them. `what` is the Chinese word for it in
/// findings (照片). The finding has no place yet; it stands where the form names the file.
///
/// # Errors
/// F61: not a name inside the folder. F62: not to be read. F64: too large.
pub fn read_beside(folder: &Path, name: &str, most: u64, what: &str) -> Result<Vec<u8>, Diagnostic> {
    let refuse = |code, message: String, remedy: &str| {
        let finding = Diagnostic::refuse(code, message).found(name).remedy(remedy);
        Err(Box::new(finding.expected(format!("表单所在文件夹里的{what}文件，写相对路径，如 {what}/01.jpg"))))
    };
    let read = || {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let path = match inside(folder, name) {
            Ok(path) => path,
            Err(why) => return refuse("F61", format!("“{name}”{why}"), &format!("把{what}放进表单所在的文件夹，写相对路径")),
        };
        let meta = match std::fs::metadata(&path) {
            Ok(meta) => meta,
            Err(error) => {
                return match error.kind() {
                    ErrorKind::PermissionDenied => refuse("F62", format!("没有权限读取{what}“{name}”"), "请文件的主人开放读取权限"),
                    _ if path.is_symlink() => refuse("F62", format!("{what}“{name}”是断开的链接，所指的文件不存在"), "换成文件本身"),
                    _ => {
                        let near = near(&path).map_or_else(|| "核对文件名和所在文件夹".into(), |near| format!("是不是“{near}”？"));
                        refuse("F62", format!("没有{what}“{name}”这个文件"), &near)
                    }
                };
            }
        };
        if meta.is_dir() {
            return refuse("F62", format!("{what}“{name}”是文件夹"), "写明文件夹里的哪一个文件；几个文件写成列表");
        }
        if !meta.is_file() {
            return refuse("F62", format!("{what}“{name}”是管道或者设备，不是普通文件"), "先存成普通文件");
        }
        let within = std::fs::canonicalize(folder).and_then(|root| Ok(std::fs::canonicalize(&path)?.starts_with(root)));
        if !matches!(within, Ok(true)) {
            return refuse("F61", format!("“{name}”经链接指到表单所在的文件夹以外"), &format!("把{what}文件本身放进表单所在的文件夹"));
        }
        let too_large = || {
            let limit = most / 1024 / 1024;
            refuse("F64", format!("{what}“{name}”超过{limit}兆字节"), "用看图软件另存为小一些的 JPEG")
        };
        if meta.len() > most {
            return too_large();
        }
        let Ok(file) = open_regular(&path) else {
            return refuse("F62", format!("打不开{what}“{name}”"), "检查读取权限，以及是否正被别的程序占用");
        };
        let mut bytes = Vec::with_capacity(meta.len() as usize);
        match file.take(most + 1).read_to_end(&mut bytes) {
            Err(_) => refuse("F62", format!("{what}“{name}”读到一半出错"), "检查磁盘后重试"),
            Ok(_) if bytes.len() as u64 > most => too_large(),
            Ok(_) => Ok(bytes),
        }
    };
    read().map_err(|finding| *finding)
}

/// The path of a name inside a folder, by its words alone; `Err` says what the name is instead. Windows' `\` separates as
/// well.
fn inside(folder: &Path, name: &str) -> Result<PathBuf, &'static str> {
    let mut letters = name.chars();
    let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':');
    if name.contains("://") {
        return Err("是网址，不是文件");
    }
    if name.starts_with(['/', '\\']) || drive {
        return Err("是绝对路径，换一台电脑就找不到");
    }
    if name.chars().any(char::is_control) {
        return Err("里有换行或者控制字符，不是文件名");
    }
    let mut path = folder.to_path_buf();
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.contains(&"..") {
        return Err("里有“..”，指到表单所在的文件夹以外");
    }
    if parts.is_empty() {
        return Err("不是文件名");
    }
    path.extend(parts);
    Ok(path)
}

/// A file beside the one that is missing with a name like it: 01.JPG for 01.jpg.
fn near(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let listed = std::fs::read_dir(path.parent()?).ok()?;
    let names = listed.flatten().take(NAMES_COMPARED).map(|entry| entry.file_name().to_string_lossy().into_owned());
    let alike = names.map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &wanted), name));
    // the last word makes the choice the same whatever order the folder is listed in
    alike.filter(|(score, _)| *score >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1))).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("wenshu-beside-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("照片/里")).unwrap();
        std::fs::write(folder.join("照片/01.JPG"), b"abc").unwrap();
        folder
    }

    #[test]
    fn names_inside_the_folder_are_read() {
        let folder = folder("read");
        for name in ["照片/01.JPG", "./照片/01.JPG", "照片\\01.JPG", "照片//01.JPG"] {
            assert_eq!(read_beside(&folder, name, 3, "照片").unwrap(), b"abc", "{name}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn everything_else_is_refused_with_a_remedy() {
        let folder = folder("refuse");
        let own = folder.join("照片/01.JPG").display().to_string();
        for (name, code, part) in [
            ("照片/01.jpeg", "F62", "没有"),
            ("/etc/passwd", "F61", "绝对路径"),
            (own.as_str(), "F61", "绝对路径"),
            ("C:\\照片\\01.JPG", "F61", "绝对路径"),
            ("\\\\server\\01.JPG", "F61", "绝对路径"),
            ("照片/../01.JPG", "F61", ".."),
            ("..\\01.JPG", "F61", ".."),
            ("照片/../照片/01.JPG", "F61", ".."),
            ("http://example.invalid/01.JPG", "F61", "网址"),
            ("照片/\n01.JPG", "F61", "换行"),
            ("/", "F61", "绝对路径"),
            (".", "F61", "不是文件名"),
            ("照片/里", "F62", "文件夹"),
            ("照片/01.JPG/x", "F62", "没有"),
        ] {
            let finding = read_beside(&folder, name, 100, "照片").unwrap_err();
            assert_eq!((finding.code, finding.message.contains(part)), (code, true), "{name}: {}", finding.message);
            assert!(finding.remedy.is_some() && finding.found.as_deref() == Some(name), "{name}");
        }
        assert!(read_beside(&folder, "照片/01.jpeg", 9, "照片").unwrap_err().remedy.unwrap().contains("01.JPG"));
        assert_eq!(read_beside(&folder, "照片/01.JPG", 2, "照片").unwrap_err().code, "F64");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside_and_pipes_are_not_waited_for() {
        use std::os::unix::fs::symlink;
        let folder = folder("links");
        symlink("照片/01.JPG", folder.join("inside.jpg")).unwrap();
        symlink("/etc/hostname", folder.join("outside.jpg")).unwrap();
        symlink("/etc", folder.join("above")).unwrap();
        symlink("/nonexistent", folder.join("broken.jpg")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe.jpg")).status().unwrap().success());
        assert_eq!(read_beside(&folder, "inside.jpg", 9, "照片").unwrap(), b"abc");
        for (name, code, part) in
            [("outside.jpg", "F61", "以外"), ("above/hostname", "F61", "以外"), ("broken.jpg", "F62", "断开"), ("pipe.jpg", "F62", "管道")]
        {
            let finding = read_beside(&folder, name, 1 << 20, "照片").unwrap_err();
            assert_eq!((finding.code, finding.message.contains(part)), (code, true), "{name}: {}", finding.message);
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
