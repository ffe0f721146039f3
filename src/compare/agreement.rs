//! Changed words that other writs of the case print too: names, amounts, numbers, dates, provisions. One writ edited by
//! hand no longer agrees with the rest.

use super::expected::{Expected, Piece, Placed, body, squeeze};
use super::find::called;
use super::words::Hunk;
use crate::document::Origin;
use crate::pipeline::Built;
use crate::rules::text_lint::amounts;
use crate::text::date;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 名称、姓名
    Name,
    /// 金额
    Amount,
    /// 文号
    Number,
    /// 日期
    Date,
    /// 条款
    Article,
    /// 其他
    Other,
}

impl Kind {
    /// Code and word of the finding.
    pub fn said(self) -> (&'static str, &'static str) {
        match self {
            Kind::Name => ("C20", "名称、姓名"),
            Kind::Amount => ("C21", "金额"),
            Kind::Number => ("C22", "文号"),
            Kind::Date => ("C23", "日期"),
            Kind::Article => ("C24", "条款"),
            Kind::Other => ("C25", "内容"),
        }
    }
}

/// A value that was changed in the edited file and stands unchanged in others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// What it is.
    pub kind: Kind,
    /// As the case prints it.
    pub old: String,
    /// As the file says; empty when it was deleted.
    pub new: String,
    /// Where the case has it from.
    pub origin: Origin,
    /// The other writs that print it.
    pub others: Vec<String>,
}

/// Last words of the paths of names.
const NAMES: [&str; 11] = ["名称", "姓名", "法定代表人", "负责人", "经营者", "投资人", "执法人员", "全称", "当事人", "被询问人", "主持人"];

/// All values the case prints, writ by writ.
pub struct Values {
    writs: Vec<(String, Vec<(Origin, String)>)>,
}

impl Values {
    /// Of the whole case but one writ.
    pub fn of_others(built: &Built, but: usize) -> Values {
        let others = built.writs.iter().enumerate().filter(|(at, _)| *at != but);
        let values = |expected: &[Expected]| expected.iter().flat_map(fills).map(|(p, origin)| (origin, p)).collect();
        Values { writs: others.map(|(_, writ)| (called(writ), values(&body(&writ.document)))).collect() }
    }
    /// The writs that print a value: from the same place of the form, or, where it cannot be a coincidence, in the same words.
    fn holders(&self, origin: &Origin, text: &str, kind: Kind) -> Vec<String> {
        let telling = match kind {
            Kind::Name | Kind::Amount | Kind::Number | Kind::Article => text.chars().count() >= 4,
            Kind::Date | Kind::Other => false,
        };
        let same = |(other, words): &(Origin, String)| words == text && (telling || other == origin);
        self.writs.iter().filter(|(_, values)| values.iter().any(same)).map(|(name, _)| name.clone()).collect()
    }
}

/// The filled values of a paragraph, neighbours of one origin joined.
fn fills(expected: &Expected) -> Vec<(String, Origin)> {
    expected
        .pieces
        .iter()
        .filter_map(|placed| fill(placed).map(|origin| (expected.words(placed), origin.clone())))
        .filter(|(t, _)| !t.is_empty())
        .collect()
}

fn fill(placed: &Placed) -> Option<&Origin> {
    match &placed.piece {
        Piece::Words(origin) if origin.is_fill() => Some(origin),
        Piece::Words(_) | Piece::Room | Piece::Gap | Piece::Mark => None,
    }
}

/// The values that the differences of a paragraph touch and that others print as the case has them.
pub fn broken(expected: &Expected, new: &[char], hunks: &[Hunk], others: &Values) -> Vec<Broken> {
    let mut out = Vec::new();
    for placed in &expected.pieces {
        let Some(origin) = fill(placed) else { continue };
        // Words put beside a value leave it what it was.
        let touches = |hunk: &&Hunk| hunk.old.start < placed.to && hunk.old.end > placed.from || inside(hunk, placed);
        if !hunks.iter().any(|hunk| touches(&hunk)) {
            continue;
        }
        let old = expected.words(placed);
        let (from, to) = (across(hunks, placed.from, false), across(hunks, placed.to, true));
        let said: String = new.get(from..to.max(from)).unwrap_or_default().iter().collect();
        let kind = kind(&old, origin);
        let holders = others.holders(origin, &old, kind);
        if !holders.is_empty() && said != old {
            out.push(Broken { kind, old, new: said, origin: origin.clone(), others: holders });
        }
    }
    out
}

fn inside(hunk: &Hunk, placed: &Placed) -> bool {
    hunk.old.is_empty() && hunk.old.start > placed.from && hunk.old.start < placed.to
}

/// Where a place of the expected text lies in the found one; at the edge of a difference, before it or behind.
fn across(hunks: &[Hunk], at: usize, behind: bool) -> usize {
    let mut shift = 0isize;
    for hunk in hunks {
        if hunk.old.end < at || (hunk.old.end == at && !hunk.old.is_empty()) {
            if hunk.old.end == at {
                return hunk.new.end;
            }
            shift = hunk.new.end as isize - hunk.old.end as isize;
        } else if hunk.old.start < at {
            // Within a difference that reaches past the value: all of it is the value's.
            return if behind { hunk.new.end } else { hunk.new.start };
        }
    }
    (at as isize + shift).max(0) as usize
}

/// What a value is, from its words and the path of its field.
pub fn kind(text: &str, origin: &Origin) -> Kind {
    let last = |path: &str| {
        let word = path.rsplit('.').next().unwrap_or_default();
        let word = word.split('[').next().unwrap_or_default();
        NAMES.contains(&word)
            || NAMES.iter().any(|name| path.split('.').any(|step| step.split('[').next() == Some(name)) && !path.contains("证"))
    };
    let squeezed: String = squeeze(text).into_iter().collect();
    if squeezed.contains(['〔', '[']) && squeezed.ends_with('号') {
        return Kind::Number;
    }
    if date::parse(&squeezed).is_some() || date::parse_moment(&squeezed).is_some() {
        return Kind::Date;
    }
    if squeezed.contains('《') && squeezed.contains('条') {
        return Kind::Article;
    }
    if !amounts::all(&squeezed).is_empty() && squeezed.chars().count() < 60 {
        return Kind::Amount;
    }
    match origin {
        Origin::Form { path, .. } | Origin::Agency { path } if last(path) => Kind::Name,
        Origin::Form { .. } | Origin::Agency { .. } | Origin::Law { .. } | Origin::Computed { .. } => Kind::Other,
        Origin::Template | Origin::Wording { .. } => Kind::Other,
    }
}
