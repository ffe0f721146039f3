//! Approvals of templates (`approvals.yaml`): who read which template in which state. The file is kept by a program and
//! read by people: entries stand in order of template ids, and an update touches only the lines of the entries it changes.

use crate::diag::{Diagnostic, Place, refused};
use crate::record;
use crate::text::date;
use crate::writ::Word;
use crate::yaml::record::Decode;
use crate::yaml::{self, Reader};
use chrono::NaiveDate;
use std::fmt::Write;

record! {
    /// 一份模板的批准
    pub struct Approval "批准" {
        /// 模板编号（文件名，不带扩展名）
        pub template: Word => "模板" | "template",
        /// 文书题名，供人阅读
        pub title: Option<Word> => "题名" | "title",
        /// 批准时的校验值（SHA-256）
        pub sha256: Word => "校验值" | "sha256",
        /// 审核人
        pub reviewer: Word => "审核人" | "reviewer",
        /// 批准日期
        pub date: Word => "日期" | "date",
        /// 备注
        pub note: Option<Word> => "备注" | "note",
    }
}

record! {
    /// 模板批准记录
    struct ApprovalFile "模板批准记录" {
        /// 批准
        rows: Vec<Approval> => "批准" | "approvals",
    }
}

impl Approval {
    /// An approval to be written.
    pub fn new(template: &str, title: &str, sha256: &str, reviewer: &str, on: NaiveDate, note: Option<&str>) -> Approval {
        Approval {
            template: Word(template.into()),
            title: Some(Word(title.into())),
            sha256: Word(sha256.into()),
            reviewer: Word(reviewer.into()),
            date: Word(on.format("%Y-%m-%d").to_string()),
            note: note.map(|note| Word(note.into())),
            pos: Default::default(),
        }
    }
    /// Reviewer and day in words: 王某，2026年3月5日.
    pub fn signature(&self) -> String {
        let day = date::parse(&self.date.0).map_or_else(|| self.date.0.clone(), date::print);
        format!("{}，{day}", self.reviewer.0)
    }
    fn lines(&self, indent: &str) -> Vec<String> {
        let mut out = vec![format!("{indent}- 模板: {}", scalar(&self.template.0))];
        let mut line = |key: &str, value: &Word| out.push(format!("{indent}  {key}: {}", scalar(&value.0)));
        self.title.iter().for_each(|title| line("题名", title));
        line("校验值", &self.sha256);
        line("审核人", &self.reviewer);
        line("日期", &self.date);
        self.note.iter().for_each(|note| line("备注", note));
        out
    }
}

/// A text as a YAML scalar of one line, quoted when it must be.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '（' | '）' | '，' | '。' | '、' | '·' | '〔' | '〕');
    let dashed = |c: char| plain(c) || c == '-' || c == ' ';
    if text.starts_with(plain) && text.chars().all(dashed) && !text.ends_with(' ') && !text.chars().all(|c| c.is_ascii_digit()) {
        return text.to_string();
    }
    let mut out = String::from("\"");
    for ch in text.chars() {
        match ch {
            '"' | '\\' => out.extend(['\\', ch]),
            ch if ch.is_control() => out.push(' '),
            ch => out.push(ch),
        }
    }
    out.push('"');
    out
}

/// What a file of approvals says of a template.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// Approved as it is.
    Approved(Approval),
    /// Approved once, changed since.
    Changed(Approval),
    /// Never approved.
    Unapproved,
}

impl Standing {
    /// The word in lists.
    pub fn word(&self) -> &'static str {
        match self {
            Standing::Approved(_) => "已批准",
            Standing::Changed(_) => "已变更",
            Standing::Unapproved => "未批准",
        }
    }
}

/// A file of approvals.
#[derive(Debug, Clone, Default)]
pub struct Approvals {
    rows: Vec<Approval>,
    text: String,
}

impl Approvals {
    /// Reads the text of a file called `file`.
    ///
    /// # Errors
    /// Everything wrong in it: keys, check values, days, a template approved twice.
    pub fn read(text: &str, file: &str) -> Result<Approvals, Vec<Diagnostic>> {
        let mut reader = Reader::new(file);
        let blank = text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
        let rows = match blank {
            true => Vec::new(),
            false => yaml::parse(text, &mut reader)
                .and_then(|node| ApprovalFile::decode(&node, &mut reader))
                .map_or(Vec::new(), |file| file.rows),
        };
        let mut findings = std::mem::take(&mut reader.findings);
        for (index, row) in rows.iter().enumerate() {
            let refuse = |message: String| Diagnostic::refuse("T41", message).at(&reader.file, row.pos);
            let hex = row.sha256.0.len() == 64 && row.sha256.0.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
            if !hex {
                let finding = refuse(format!("“{}”的校验值不对", row.template.0)).found(&row.sha256.0).expected("64个小写十六进制字符");
                findings.push(finding.remedy("不要手改；重新运行 wenshu template approve"));
            }
            if date::parse(&row.date.0).is_none() {
                findings.push(refuse(format!("“{}”的批准日期不对", row.template.0)).found(&row.date.0).expected("日期，如 2026-03-05"));
            }
            if row.reviewer.0.trim().is_empty() {
                findings.push(refuse(format!("“{}”没有写审核人", row.template.0)).field("审核人"));
            }
            if let Some(first) = rows[..index].iter().find(|first| first.template == row.template) {
                let place = Place { file: reader.file.clone(), pos: first.pos };
                findings.push(refuse(format!("“{}”批准了两次", row.template.0)).related(place, "另一处在这里").remedy("留下一处"));
            }
        }
        if refused(&findings) { Err(findings) } else { Ok(Approvals { rows, text: text.to_string() }) }
    }

    /// All approvals, in order of the file.
    pub fn rows(&self) -> &[Approval] {
        &self.rows
    }

    /// What the file says of a template whose check value is `sha256`.
    pub fn standing(&self, template: &str, sha256: &str) -> Standing {
        match self.rows.iter().find(|row| row.template.0 == template) {
            Some(row) if row.sha256.0 == sha256 => Standing::Approved(row.clone()),
            Some(row) => Standing::Changed(row.clone()),
            None => Standing::Unapproved,
        }
    }

    /// The text of the file with these approvals put in: an entry of the same template is replaced where it stands, a new
    /// one goes before the first entry of a later id. All other lines stay as they are.
    pub fn with(&self, approvals: &[Approval]) -> String {
        let end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut lines: Vec<String> = self.text.lines().map(str::to_string).collect();
        if self.rows.is_empty() && !approvals.is_empty() {
            // nothing but comments, or an empty list
            lines.retain(|line| line.trim_start().starts_with('#'));
            if lines.is_empty() {
                lines.push(HEAD.to_string());
            }
            lines.push("批准:".to_string());
        }
        let first = self.rows.iter().map(|row| row.pos.line as usize - 1).min();
        let indent = first
            .and_then(|line| lines.get(line))
            .map_or_else(|| "  ".to_string(), |line| line.chars().take_while(|c| *c == ' ').collect());
        // from the last place to the first, so that the numbers of earlier lines hold
        let mut edits: Vec<(usize, usize, Vec<String>)> = Vec::new();
        for approval in approvals {
            let block = approval.lines(&indent);
            match self.rows.iter().position(|row| row.template == approval.template) {
                Some(index) => {
                    let (start, end) = self.block(index, &lines);
                    edits.push((start, end, block));
                }
                None => {
                    let later = (0..self.rows.len()).filter(|index| self.rows[*index].template.0 > approval.template.0);
                    let at = match later.map(|index| self.block(index, &lines).0).min() {
                        Some(start) => start,
                        None => (0..self.rows.len()).map(|index| self.block(index, &lines).1).max().unwrap_or(lines.len()),
                    };
                    edits.push((at, at, block));
                }
            }
        }
        edits.sort_by(|a, b| (a.0, &a.2).cmp(&(b.0, &b.2)));
        for (start, end, block) in edits.into_iter().rev() {
            lines.splice(start..end, block);
        }
        let mut out = String::new();
        for line in lines {
            let _ = write!(out, "{line}{end}");
        }
        out
    }

    /// The lines of an entry: from its dash to its last line that is neither empty nor a comment.
    fn block(&self, index: usize, lines: &[String]) -> (usize, usize) {
        let start = self.rows[index].pos.line as usize - 1;
        let next = self.rows.iter().map(|row| row.pos.line as usize - 1).filter(|line| *line > start).min().unwrap_or(lines.len());
        let said = |line: &String| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let length = lines[start..next].iter().rposition(said).map_or(1, |last| last + 1);
        (start, start + length)
    }
}

const HEAD: &str = "# 模板批准记录，由 wenshu template approve 写；校验值覆盖模板文件、它引入的共用段落和它用到的固定用语。";

#[cfg(test)]
mod tests {
    use super::*;

    fn approval(template: &str, digit: char, reviewer: &str) -> Approval {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        Approval::new(template, "告知书（一）", &digit.to_string().repeat(64), reviewer, day, None)
    }

    fn read(text: &str) -> Approvals {
        Approvals::read(text, "approvals.yaml").expect("sound")
    }

    #[test]
    fn a_new_file_can_be_read_back_and_is_sorted() {
        let text = read("").with(&[approval("b", '1', "王某"), approval("a", '2', "李某: \"甲\"")]);
        let held = read(&text);
        let ids: Vec<&str> = held.rows().iter().map(|row| row.template.0.as_str()).collect();
        assert_eq!(ids, ["a", "b"], "{text}");
        assert_eq!(held.rows()[0].reviewer.0, "李某: \"甲\"");
        assert!(matches!(held.standing("b", &"1".repeat(64)), Standing::Approved(_)));
        assert!(matches!(held.standing("b", &"2".repeat(64)), Standing::Changed(_)));
        assert_eq!(held.standing("c", &"1".repeat(64)), Standing::Unapproved);
    }

    #[test]
    fn an_update_touches_only_its_own_lines() {
        let text = format!(
            "# 我局的说明\n批准:\n# 第一批\n- {{模板: b, 校验值: {}, 审核人: 王某, 日期: 2026-01-05}}\n\n# 第二批\n- 模板: d\n  校验值: {}\n  审核人: 王某   # 处长\n  日期: 2026年1月6日\n# 完\n",
            "1".repeat(64),
            "2".repeat(64)
        );
        assert_eq!(read(&text).with(&[]), text);
        let added = read(&text).with(&[approval("c", '3', "李某"), approval("e", '4', "李某"), approval("b", '5', "李某")]);
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains("模板: b")).collect();
        let mut rest = added.lines();
        assert!(kept.iter().all(|line| rest.any(|other| other == *line)), "{added}");
        let held = read(&added);
        let ids: Vec<&str> = held.rows().iter().map(|row| row.template.0.as_str()).collect();
        assert_eq!(ids, ["b", "c", "d", "e"], "{added}");
        assert_eq!(held.rows()[2].signature(), "王某，2026年1月6日");
        assert!(added.ends_with("# 完\n"));
        let windows = text.replace('\n', "\r\n");
        assert_eq!(read(&windows).with(&[]), windows);
    }

    #[test]
    fn faults_are_told_together() {
        let text = "批准:\n- {模板: a, 校验值: 12, 审核人: 王某, 日期: 昨天}\n- {模板: a, 校验值: 12, 审核人: 王某, 日期: 2026-01-05}\n";
        let findings = Approvals::read(text, "x").expect_err("faults");
        assert_eq!(findings.iter().filter(|f| f.code == "T41").count(), 4, "{findings:?}");
        assert!(Approvals::read("批准:\n- {模板: a}\n", "x").is_err());
        assert!(Approvals::read("不对", "x").is_err());
    }
}
