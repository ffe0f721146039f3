//! CSV as spreadsheet programs and office systems write it: UTF-8 with or without a mark, UTF-16 with one, or GB 18030;
//! comma, tab or semicolon; line breaks inside quotes.

use super::{Book, Gather, Sheet, damaged};
use crate::diag::{Diagnostic, Pos};
use encoding_rs::{DecoderResult, GB18030, UTF_16BE, UTF_16LE};

/// Reads a text of comma-separated (or otherwise separated) values.
pub fn read(bytes: &[u8], file: &str) -> Result<Book, Diagnostic> {
    let text = decode(bytes, file)?.replace("\r\n", "\n").replace('\r', "\n");
    let delimiter = delimiter(&text);
    if let Some(line) = open_quote(&text, delimiter) {
        let finding = Diagnostic::refuse("S06", format!("“{file}”第{line}行的引号没有配对，后面的内容会连成一格"));
        return Err(finding.at(&file.into(), Pos { line, column: 1 }).remedy("补上缺的引号（半角），或者用表格软件重新保存"));
    }
    let mut gather = Gather::new(file, "");
    // The reader passes over blank lines; the spreadsheet program counts them.
    let (mut row, mut next_line) = (0u32, 1u64);
    let mut reader = builder(delimiter).from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|_| damaged(file, "有一行读不出来"))?;
        let line = record.position().map_or(next_line, csv::Position::line);
        row += 1 + line.saturating_sub(next_line) as u32;
        next_line = line + 1 + record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        for (column, field) in record.iter().enumerate() {
            let cell = gather.text(field);
            gather.put(row, column, cell)?;
        }
    }
    Ok(Book { file: file.into(), sheets: vec![Sheet { name: "".into(), hidden: false, rows: gather.finish() }], from_1904: false })
}

fn builder(delimiter: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder
}

/// The text, whatever it was saved as. The error names the line of the first byte that fits nothing.
fn decode(bytes: &[u8], file: &str) -> Result<String, Diagnostic> {
    let refuse = |line: u32, what: &str| {
        Diagnostic::refuse("S05", format!("“{file}”第{line}行的文字编码认不出：{what}"))
            .at(&file.into(), Pos { line, column: 1 })
            .expected("UTF-8、UTF-16（带 BOM）或者 GB 18030（GBK）")
            .remedy("用 WPS 表格或者 Excel 打开，另存为 .xlsx，或者“CSV UTF-8（逗号分隔）”")
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => UTF_16LE
            .decode_without_bom_handling_and_without_replacement(rest)
            .ok_or_else(|| refuse(1, "开头是 UTF-16 的标记，内容却不是"))?
            .into_owned(),
        [0xFE, 0xFF, rest @ ..] => UTF_16BE
            .decode_without_bom_handling_and_without_replacement(rest)
            .ok_or_else(|| refuse(1, "开头是 UTF-16 的标记，内容却不是"))?
            .into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => match std::str::from_utf8(rest) {
            Ok(text) => text.to_string(),
            Err(error) => return Err(refuse(line_of(rest, error.valid_up_to()), "开头是 UTF-8 的标记，这里却不是 UTF-8")),
        },
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(error) if is_mostly_utf8(bytes) => {
                return Err(refuse(line_of(bytes, error.valid_up_to()), "别处是 UTF-8，这里有不合 UTF-8 的字节，文件可能没有传完"));
            }
            Err(_) => gb18030(bytes).map_err(|at| refuse(line_of(bytes, at), "既不是 UTF-8，也不是 GB 18030"))?,
        },
    };
    if let Some(at) = text.find('\0') {
        return Err(refuse(line_of(text.as_bytes(), at), "有零字节，像是没有标记的 UTF-16，或者不是文本"));
    }
    Ok(text)
}

/// The 1-based line of a byte.
fn line_of(bytes: &[u8], at: usize) -> u32 {
    1 + bytes[..at.min(bytes.len())].iter().filter(|b| **b == b'\n').count() as u32
}

/// Whether a text that is not quite UTF-8 was meant to be: Chinese characters take three bytes there, and such triples
/// are very rare in GB 18030. Read as GB 18030, it would silently become other characters.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken * 4
}

/// The text of GB 18030 bytes, or the place of the first byte that is none.
fn gb18030(bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 2));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(length, after) => Err(read.saturating_sub(usize::from(length) + usize::from(after))),
        DecoderResult::OutputFull => Err(read),
    }
}

/// The sign that separates the cells: of comma, tab and semicolon the one that makes the widest rows, by the row in the
/// middle of the first rows; commas in a sentence do not make every row wide.
fn delimiter(text: &str) -> u8 {
    let width = |delimiter: u8| {
        let mut reader = builder(delimiter).from_reader(text.as_bytes());
        let mut widths: Vec<usize> = reader.records().take(40).filter_map(Result::ok).map(|record| record.len()).collect();
        widths.sort_unstable();
        widths.get(widths.len().saturating_sub(1) / 2).copied().unwrap_or(0)
    };
    let mut best = (width(b','), b',');
    for other in [b'\t', b';'] {
        let found = width(other);
        if found > best.0 {
            best = (found, other);
        }
    }
    best.1
}

/// The line where a quoted cell starts that never ends.
fn open_quote(text: &str, delimiter: u8) -> Option<u32> {
    let delimiter = char::from(delimiter);
    let (mut line, mut opened, mut start) = (1u32, None, true);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += u32::from(c == '\n');
        match (opened, c) {
            (Some(_), '"') => {
                if chars.next_if_eq(&'"').is_none() {
                    opened = None;
                }
            }
            (Some(_), _) => {}
            (None, '"') if start => opened = Some(line),
            (None, _) => {}
        }
        start = opened.is_none() && (c == delimiter || c == '\n');
    }
    opened
}
