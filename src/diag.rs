//! One diagnostic for everything the program says about a file: what is wrong, where, and how to mend it.
//! Nothing here prints; `cli` and the JSON writer render these values.

use std::fmt;
use std::sync::Arc;

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
    /// Stable code: `Y..` YAML, `F..` form, `L..` law data, `T..` template, `R..` review rules, `O..` output.
    pub code: &'static str,
    /// One Chinese sentence without a final full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// Path of the field in Chinese keys, e.g. `当事人.名称`.
    pub field: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What is expected instead.
    pub expected: Option<String>,
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
            found: None,
            expected: None,
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
