//! One diagnostic for everything the program says about a file: what is wrong, where, and how to mend it.
//! Nothing here prints; `cli` and the JSON writer render these values.

use std::fmt;
use std::sync::Arc;
use unicode_width::UnicodeWidthChar;

/// What a finding does to the case (FORM: three outcomes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 提醒：listed, holds nothing up.
    Remind,
    /// 扣分：a review standard would deduct points.
    Deduct,
    /// 否决：the writs stay drafts until mended or waived.
    Veto,
    /// 拒绝：the file cannot be understood; nothing of this case is written.
    Refuse,
}

impl Rank {
    /// The word officers see.
    pub fn word(self) -> &'static str {
        match self {
            Rank::Remind => "提醒",
            Rank::Deduct => "扣分",
            Rank::Veto => "否决",
            Rank::Refuse => "拒绝",
        }
    }
}

/// A position in a source file, 1-based; columns count characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Pos {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
}

/// A position together with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// File name as the user gave it.
    pub file: Arc<str>,
    /// Where in it.
    pub pos: Pos,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 第{}行第{}列", self.file, self.pos.line, self.pos.column)
    }
}

/// One finding. Only `rank`, `code` and `message` are always there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it does to the case.
    pub rank: Rank,
    /// Stable code: `Y..` YAML, `F..` form, `L..` law data, `T..` template, `R..` review rules, `O..` output,
    /// `C..` comparison with an edited file, `S..` lists of cases, `A..` a ledger that comes back, `B..` a batch, `N..` the
    /// register of writ numbers.
    pub code: &'static str,
    /// One Chinese sentence without a final full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// Path of the field in Chinese keys, e.g. `当事人.名称`.
    pub field: Option<String>,
    /// The writ it is about, as its title in lists; `None` for the case as a whole.
    pub writ: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What is expected instead.
    pub expected: Option<String>,
    /// The provisions it rests on, as printed: 《…》第…条.
    pub basis: Option<String>,
    /// How to mend it.
    pub remedy: Option<String>,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding with rank, code and message; add the rest with the `with_` methods.
    pub fn new(rank: Rank, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            rank,
            code,
            message: message.into(),
            place: None,
            field: None,
            writ: None,
            found: None,
            expected: None,
            basis: None,
            remedy: None,
            related: Vec::new(),
        }
    }
    /// A refusal.
    pub fn refuse(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Rank::Refuse, code, message)
    }
    /// A reminder.
    pub fn remind(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Rank::Remind, code, message)
    }
    /// What a review standard would deduct points for.
    pub fn deduct(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Rank::Deduct, code, message)
    }
    /// What voids the case or the writ.
    pub fn veto(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Rank::Veto, code, message)
    }
    /// Sets the place.
    pub fn at(mut self, file: &Arc<str>, pos: Pos) -> Self {
        self.place = Some(Place { file: file.clone(), pos });
        self
    }
    /// Sets the field path.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
    /// Sets the writ.
    pub fn writ(mut self, writ: impl Into<String>) -> Self {
        self.writ = Some(writ.into());
        self
    }
    /// Sets the provisions.
    pub fn basis(mut self, basis: impl Into<String>) -> Self {
        self.basis = Some(basis.into());
        self
    }
    /// Sets what was found.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }
    /// Sets what is expected.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }
    /// Sets how to mend it.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
    /// Adds another place that belongs to the finding.
    pub fn related(mut self, place: Place, why: impl Into<String>) -> Self {
        self.related.push((place, why.into()));
        self
    }
}

/// Whether any finding refuses the file.
pub fn refused(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|d| d.rank == Rank::Refuse)
}

/// The finding as Chinese text: what, the place with the line and a caret below it, what was found, what is expected,
/// how to mend it. `source` is the text of the file it stands in, when at hand. Ends with a line break.
pub fn render(finding: &Diagnostic, source: Option<&str>) -> String {
    let word = match finding.rank {
        Rank::Refuse => "错误",
        Rank::Veto | Rank::Deduct | Rank::Remind => finding.rank.word(),
    };
    let mut out = format!("{word} {}：{}\n", finding.code, finding.message);
    let number = finding.place.as_ref().map_or(String::new(), |place| place.pos.line.to_string());
    let margin = " ".repeat(number.len());
    if let Some(place) = &finding.place {
        out.push_str(&format!("{margin} ┌─ {place}\n"));
        if let Some(line) = source.and_then(|text| line_of(text, place.pos.line)) {
            excerpt(&mut out, &line, &number, place.pos.column, finding.found.as_deref());
        }
    }
    let notes = [
        ("文书", &finding.writ),
        ("字段", &finding.field),
        ("发现", &finding.found),
        ("应为", &finding.expected),
        ("依据", &finding.basis),
        ("提示", &finding.remedy),
    ];
    for (label, note) in notes {
        if let Some(note) = note {
            out.push_str(&format!("{margin} = {label}：{}\n", note.replace('\n', "⏎")));
        }
    }
    for (place, why) in &finding.related {
        out.push_str(&format!("{margin} = 参见：{place}，{why}\n"));
    }
    out
}

/// A line of a text by its 1-based number, whatever its line ends.
fn line_of(text: &str, line: u32) -> Option<String> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').nth((line as usize).checked_sub(1)?).map(str::to_string)
}

/// Columns of a terminal the excerpt may take.
const EXCERPT_WIDTH: usize = 96;

/// One line of source with carets under the place, both aligned by display width; long lines show the part around it.
fn excerpt(out: &mut String, line: &str, number: &str, column: u32, found: Option<&str>) {
    let chars: Vec<char> = line.chars().collect();
    let at = (column as usize).saturating_sub(1).min(chars.len());
    let rest: String = chars[at..].iter().collect();
    let quoted = |found: &str| ['"', '\''].iter().any(|q| rest.starts_with(&format!("{q}{found}{q}")));
    let marked = match found {
        Some(found) if !found.is_empty() && quoted(found) => found.chars().count() + 2,
        _ if chars.get(at).is_some_and(|c| c.is_whitespace()) => chars[at..].iter().take_while(|c| c.is_whitespace()).count(),
        Some(found) if !found.is_empty() && !found.contains('\n') && rest.starts_with(found) => found.chars().count(),
        Some(_) | None => rest.split(['#', '\n']).next().unwrap_or_default().trim_end().chars().count(),
    };
    let start = if width(&chars[..at]) > EXCERPT_WIDTH / 2 { at.saturating_sub(12) } else { 0 };
    let (mut shown, mut below, mut columns) = (String::new(), String::new(), 0);
    if start > 0 {
        shown.push('…');
        below.push(' ');
    }
    for (index, c) in chars.iter().enumerate().skip(start) {
        let visible = match c {
            '\t' => '→',
            c if c.is_control() || UnicodeWidthChar::width(*c).unwrap_or(0) == 0 => '·',
            c => *c,
        };
        let wide = UnicodeWidthChar::width(visible).unwrap_or(1);
        columns += wide;
        if columns > EXCERPT_WIDTH {
            shown.push('…');
            break;
        }
        shown.push(visible);
        let mark = if index >= at && index < at + marked.max(1) { "^" } else { " " };
        below.push_str(&mark.repeat(wide));
    }
    if at >= chars.len() {
        below.push('^');
    }
    let margin = " ".repeat(number.len());
    out.push_str(&format!("{number} │ {shown}\n{margin} │ {}\n", below.trim_end()));
}

fn width(chars: &[char]) -> usize {
    chars.iter().map(|c| UnicodeWidthChar::width(*c).unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_shows_its_line_and_place() {
        let source = "案由: x\n当事人:\n  住址: 工业大道88号\n";
        let finding = Diagnostic::refuse("F01", "当事人里没有“住趾”这一项")
            .at(&"案件.yaml".into(), Pos { line: 3, column: 3 })
            .found("住址")
            .remedy("是不是想写“地址”？");
        let expected = "错误 F01：当事人里没有“住趾”这一项\n  ┌─ 案件.yaml 第3行第3列\n3 │   住址: 工业大道88号\n  │   ^^^^\n  = 发现：住址\n  = 提示：是不是想写“地址”？\n";
        assert_eq!(render(&finding, Some(source)), expected);
    }

    #[test]
    fn an_excerpt_of_a_long_line_stays_short() {
        let source = format!("事实: {}甲\u{202E}乙", "字".repeat(5000));
        let finding = Diagnostic::remind("F30", "看不见的字符").at(&"a".into(), Pos { line: 1, column: 5003 });
        for line in render(&finding, Some(&source)).lines() {
            assert!(line.chars().count() < 120, "{line}");
            assert!(!line.contains('\u{202E}'));
        }
    }
}
