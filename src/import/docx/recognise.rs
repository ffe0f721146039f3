//! What a file is that is no DOCX, from its first bytes, so that the refusal can say what to do.

use crate::diag::Diagnostic;

/// The refusal of bytes that are no zip archive.
pub fn refuse(bytes: &[u8], name: &str) -> Diagnostic {
    let save_as = "用 Word 或者 WPS 打开，“另存为”时选 DOCX（Word 文档）";
    let ends = |extension: &str| name.to_lowercase().ends_with(extension);
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (what, remedy) = match head {
        [] => ("空文件", "重新保存或者重新取得这个文件"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] if holds(bytes, "EncryptedPackage") => ("加了密码的文件", "打开后取消密码，再保存"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] if ends(".wps") || ends(".wpt") => ("WPS 文字的旧格式（.wps）", save_as),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ("旧的二进制格式（如 .doc）", save_as),
        [b'%', b'P', b'D', b'F', ..] => ("PDF", "用生成它的 DOCX；PDF 不能比较"),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("RTF", save_as),
        [b'P', b'K', ..] => ("损坏的压缩包", "重新取得这个文件；传输时可能没有传完"),
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => ("压缩文件", "解压后选里面的 DOCX"),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] => ("图片", "图片里的文字不能比较，用 DOCX"),
        [b'<', ..] => ("网页或者 XML 文本", save_as),
        _ => ("别的文件", save_as),
    };
    Diagnostic::refuse("C01", format!("“{name}”不是 DOCX，像是{what}")).expected("Word、WPS 保存的 .docx 文件").remedy(remedy)
}

/// Whether a name stands in the directory of a compound file (in UTF-16). The directory may be anywhere in the file.
fn holds(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
