//! The rows of the register as CSV, which spreadsheet programs open and save.

use crate::diag::{Diagnostic, Pos};
use std::sync::Arc;

/// What a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 号段：serials kept for a team, a word or a year.
    Range,
    /// 已发：given out by the program.
    Issued,
    /// 手填：an officer gave it in the form.
    ByHand,
    /// 停用：used up outside the program, or spoilt.
    Void,
}

impl Status {
    const ALL: [Status; 4] = [Status::Range, Status::Issued, Status::ByHand, Status::Void];
    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Status::Range => "号段",
            Status::Issued => "已发",
            Status::ByHand => "手填",
            Status::Void => "停用",
        }
    }
}

/// A row. What a status does not need is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 状态
    pub status: Status,
    /// 机关
    pub agency: String,
    /// 小组
    pub team: String,
    /// 字
    pub word: String,
    /// 年
    pub year: Option<i32>,
    /// 序号: the serial, the first of a range.
    pub serial: Option<u32>,
    /// 至: the last of a range.
    pub until: Option<u32>,
    /// 文号
    pub number: String,
    /// 案件
    pub case: String,
    /// 文书
    pub writ: String,
    /// 对象
    pub subject: String,
}

/// The columns.
pub const COLUMNS: [&str; 11] = ["状态", "机关", "小组", "字", "年", "序号", "至", "文号", "案件", "文书", "对象"];

/// The head of a new register. The mark at its start tells spreadsheet programs that the text is UTF-8.
pub const HEADER: &str = "\u{FEFF}状态,机关,小组,字,年,序号,至,文号,案件,文书,对象\n";

impl Row {
    /// The row as a line of the file.
    pub fn line(&self) -> String {
        let number = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        let (serial, until) = (number(self.serial), number(self.until));
        let fields: [&str; COLUMNS.len()] = [
            self.status.word(),
            &self.agency,
            &self.team,
            &self.word,
            &year,
            &serial,
            &until,
            &self.number,
            &self.case,
            &self.writ,
            &self.subject,
        ];
        let quoted: Vec<String> = fields.iter().map(|field| quote(field)).collect();
        quoted.join(",") + "\n"
    }
}

/// A field, quoted where commas, quotes or line breaks ask for it. A line break becomes a space: one row, one line.
fn quote(field: &str) -> String {
    let field = field.replace(['\n', '\r'], " ");
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

/// The fields of a line.
fn split(line: &str) -> Option<Vec<String>> {
    let mut fields = vec![String::new()];
    let mut chars = line.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let field = fields.last_mut()?;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            ',' if !quoted => fields.push(String::new()),
            c => field.push(c),
        }
    }
    (!quoted).then_some(fields)
}

/// The rows of a text with their lines, and how many lines it has. The text begins after line `before`; the first line of
/// a file is its head. A last line without its end may have been cut off while it was written, then it was never used; it
/// is passed over when it is no row, and else taken as it stands: a number too many is lost, none is given twice.
pub(super) fn parse(text: &str, name: &Arc<str>, before: u32, findings: &mut Vec<Diagnostic>) -> (Vec<(u32, Row)>, u32) {
    let mut rows = Vec::new();
    let mut count = 0;
    let lines = text.split_inclusive('\n');
    for line in lines {
        count += 1;
        let number = before + count;
        let mut torn = Vec::new();
        let findings: &mut Vec<Diagnostic> = if line.ends_with('\n') { &mut *findings } else { &mut torn };
        let line = line.trim_end_matches('\n');
        let line = line.trim_start_matches('\u{FEFF}');
        if line.trim_matches([',', ' ', '\t', '\r']).is_empty() {
            continue;
        }
        let fields = split(line.trim_end_matches('\r'));
        let mut refuse = |code, column: usize, message: String, expected: &str| {
            let at = Pos { line: number, column: column as u32 + 1 };
            findings.push(Diagnostic::refuse(code, message).at(name, at).found(line).expected(expected));
        };
        if line.len() > LONGEST_LINE {
            refuse("N02", 0, "这一行太长".into(), "一行不超过两千字");
            continue;
        }
        let Some(mut fields) = fields else {
            refuse("N01", 0, "引号没有配对".into(), &COLUMNS.join(","));
            continue;
        };
        if number == 1 {
            if fields.iter().map(|field| field.trim()).take(COLUMNS.len()).ne(COLUMNS) {
                refuse("N01", 0, "第一行不是文号登记的表头".into(), &COLUMNS.join(","));
                return (rows, count);
            }
            continue;
        }
        fields.resize(COLUMNS.len().max(fields.len()), String::new());
        let mut fields = fields.into_iter().map(|field| field.trim().to_string());
        let mut next = || fields.next().unwrap_or_default();
        let word = next();
        let Some(status) = Status::ALL.into_iter().find(|status| status.word() == word) else {
            refuse("N02", 0, format!("状态“{word}”不认识"), "号段、已发、手填、停用");
            continue;
        };
        let (agency, team, kind) = (next(), next(), next());
        let numbers = [next(), next(), next()];
        let mut sound = true;
        let mut read = |at: usize| -> Option<u32> {
            let text = &numbers[at];
            let value = text.parse::<u32>().ok();
            if value.is_none() && !text.is_empty() {
                refuse("N02", 4 + at, format!("“{text}”不是整数"), "阿拉伯数字");
                sound = false;
            }
            value
        };
        let (year, serial, until) = (read(0), read(1), read(2));
        if let (Some(from), Some(to)) = (serial, until)
            && (to < from || to - from > LONGEST_RANGE)
        {
            refuse("N02", 6, format!("号段{from}至{to}不对"), "起不大于止，一段不超过一百万号");
            sound = false;
        }
        let row = Row {
            status,
            agency,
            team,
            word: kind,
            year: year.and_then(|year| i32::try_from(year).ok()),
            serial,
            until,
            number: next(),
            case: next(),
            writ: next(),
            subject: next(),
        };
        if matches!(status, Status::Issued | Status::ByHand) && (row.number.is_empty() || row.case.is_empty() || row.writ.is_empty()) {
            refuse("N02", 7, format!("{}的行缺文号、案件或者文书", status.word()), "三样都写");
            sound = false;
        }
        if sound {
            rows.push((number, row));
        }
    }
    (rows, count)
}

/// Whether a last line without its end is a whole row all the same (a program that saves files without it).
pub fn is_row(line: &str) -> bool {
    let mut findings = Vec::new();
    let (rows, _) = parse(&format!("{line}\n"), &"".into(), 1, &mut findings);
    findings.is_empty() && rows.len() == 1
}

/// A longer line is no row.
const LONGEST_LINE: usize = 6000;
/// A longer range is a slip of the pen.
pub(super) const LONGEST_RANGE: u32 = 1_000_000;
