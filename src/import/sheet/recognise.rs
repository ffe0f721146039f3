//! What a file is, from its first bytes and, for archives, from the names in it.

use super::damaged;
use crate::diag::Diagnostic;

/// The two forms that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A zip archive; whether it is a workbook is told when it is opened.
    Workbook,
    /// Plain text.
    Text,
}

const SAVE_AS: &str = "用 WPS 表格或者 Excel 打开，“另存为”时选“Excel 工作簿（.xlsx）”";

/// Tells workbook and text apart and refuses everything else by its name.
pub fn recognise(bytes: &[u8], file: &str) -> Result<Form, Diagnostic> {
    let lower = file.to_lowercase();
    let named_workbook = [".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods"].iter().any(|end| lower.ends_with(end));
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start: String = head.iter().take(256).map(|b| b.to_ascii_lowercase() as char).collect();
    let markup = ["<!doctype", "<html", "<table", "<meta", "<head", "<script"].iter().any(|tag| start.trim_start().starts_with(tag));
    let (what, remedy) = match head {
        [] => ("空文件", "重新保存或者重新取得这个文件"),
        [b'P', b'K', 3, 4, ..] => return Ok(Form::Workbook),
        [b'P', b'K', 5, 6, ..] => ("空的压缩包", "重新取得这个文件"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] if holds(bytes, "EncryptedPackage") => ("加了密码的表格", "打开后取消密码，再保存"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ("旧的二进制格式（.xls、.et）", SAVE_AS),
        [b'%', b'P', b'D', b'F', ..] => ("PDF", "用生成它的表格；PDF 里的表读不准"),
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => ("压缩文件", "解压后选里面的表格"),
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] => ("图片", "图片里的表读不准，用表格文件"),
        _ if markup => ("网页（HTML）改了扩展名，有些系统导出的“Excel”是这样", SAVE_AS),
        [b'<', b'?', b'x', b'm', b'l', ..] => ("XML 文本（如“XML 电子表格 2003”）", SAVE_AS),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("RTF", SAVE_AS),
        [b'P', b'K', ..] => return Err(damaged(file, "压缩包的开头不完整")),
        _ if named_workbook => ("纯文本改了扩展名", "是 CSV 的，把扩展名改成 .csv；不是的，用 WPS 表格或者 Excel 打开，另存为 .xlsx"),
        _ => return Ok(Form::Text),
    };
    Err(not_a_list(file, what, remedy))
}

/// The refusal of a file that is something else.
pub fn not_a_list(file: &str, what: &str, remedy: &str) -> Diagnostic {
    Diagnostic::refuse("S01", format!("“{file}”不是能读的名单，是{what}")).expected("XLSX（Excel 工作簿）或者 CSV").remedy(remedy)
}

/// What an archive without a workbook is, from a name in it.
pub fn other_archive(file: &str, names: &[String]) -> Diagnostic {
    let has = |part: &str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
    let (what, remedy) = if has("xl/workbook.bin") {
        ("二进制工作簿（.xlsb）", SAVE_AS)
    } else if has("content.xml") && has("mimetype") {
        ("OpenDocument 表格（.ods）或者文档", SAVE_AS)
    } else if has("word/document.xml") {
        ("Word 文档（DOCX）", "把里面的表复制到表格里，存成 .xlsx")
    } else if has("ppt/presentation.xml") {
        ("演示文稿", "用表格文件")
    } else {
        ("普通的压缩文件", "解压后选里面的表格")
    };
    not_a_list(file, what, remedy)
}

/// Whether a name stands in the directory of a compound file (in UTF-16). The directory may be anywhere in the file.
fn holds(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
