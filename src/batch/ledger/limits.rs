//! The sheet 期限: the open limits of all cases by day. Only a key of each is kept; the rest is read again from the
//! journal, a bounded number of rows at a time.

use crate::batch::digest::{Digest, Limit};
use crate::export::xlsx::{Cell, Column, Kind, Tone};
use chrono::{Datelike, NaiveDate};

/// Rows held at a time.
const CHUNK: usize = 20_000;

/// Whether a limit still runs or was missed: it has a last day and was not met, and is not a right that ended unused.
pub fn is_open(digest: &Digest, limit: &Limit) -> bool {
    let Some(last) = limit.last.filter(|_| limit.done.is_none()) else { return false };
    // by the case's own last day, since no clock is read here
    !(limit.binds == RIGHT && digest.last_step().is_some_and(|now| last < now))
}

const RIGHT: &str = "当事人的权利";

/// The open limit with the earliest last day that somebody must keep; what a party only may do stands in the sheet 期限.
pub fn nearest(digest: &Digest, wanted: impl Fn(&Limit) -> bool) -> Option<&Limit> {
    let duties = digest.limits.iter().filter(|limit| limit.binds != RIGHT && is_open(digest, limit));
    duties.filter(|limit| wanted(limit)).min_by_key(|limit| limit.last)
}

/// Where each open limit is found: day, case, index in the case.
#[derive(Default)]
pub struct Keys(Vec<(i32, u32, u16)>);

impl Keys {
    /// Takes in the open limits of a case.
    pub fn add(&mut self, index: usize, digest: &Digest) {
        for (at, limit) in digest.limits.iter().enumerate().filter(|(_, limit)| is_open(digest, limit)) {
            if let (Some(last), Ok(index), Ok(at)) = (limit.last, u32::try_from(index), u16::try_from(at)) {
                self.0.push((last.num_days_from_ce(), index, at));
            }
        }
    }
    /// Puts them in order.
    pub fn sort(&mut self) {
        self.0.sort_unstable();
    }
}

/// The columns.
pub fn columns() -> Vec<Column> {
    let column = |heading: &str, width: f64| Column::new(heading, width);
    vec![
        column("届满日", 12.0).kind(Kind::Date).due().note("最后一天；过了的显示红色，三天以内的显示黄色"),
        column("期限", 26.0).wrap(),
        column("由谁遵守", 13.0),
        column("对象", 24.0).wrap(),
        column("案件编号", 18.0).wrap(),
        column("当事人", 28.0).wrap(),
        column("机关", 18.0).wrap(),
        column("小组", 9.0),
        column("为什么是这一天", 60.0).wrap(),
        column("案卷文件夹", 24.0).wrap(),
    ]
}

/// The rows in the order of the keys, which are sorted: the journal is read once for each chunk.
pub fn rows<'a, I: Iterator<Item = Digest>>(keys: &'a Keys, journal: &'a mut impl FnMut() -> I) -> impl Iterator<Item = Vec<Cell>> + 'a {
    keys.0.chunks(CHUNK).flat_map(move |chunk| {
        // of each case, the places in the chunk its limits go to
        let mut wanted: Vec<(u32, u16, usize)> = chunk.iter().enumerate().map(|(place, (_, case, at))| (*case, *at, place)).collect();
        wanted.sort_unstable();
        let mut found: Vec<Vec<Cell>> = vec![Vec::new(); chunk.len()];
        let mut next = wanted.into_iter().peekable();
        for (index, digest) in journal().enumerate() {
            if next.peek().is_none() {
                break;
            }
            while let Some((_, at, place)) = next.next_if(|(case, _, _)| *case as usize == index) {
                if let Some(limit) = digest.limits.get(usize::from(at)) {
                    found[place] = row(&digest, limit);
                }
            }
        }
        found
    })
}

fn row(digest: &Digest, limit: &Limit) -> Vec<Cell> {
    let names: Vec<&str> = digest.parties.iter().map(|party| party.name.as_str()).collect();
    let last: Option<NaiveDate> = limit.last;
    vec![
        Cell::date(last),
        Cell::text(&limit.name),
        Cell::text(&limit.binds).tone(if limit.binds == RIGHT { Tone::Faint } else { Tone::Plain }),
        Cell::text(limit.whom.as_deref().unwrap_or_default()),
        Cell::text(&digest.case),
        Cell::text(names.join("、")),
        Cell::text(&digest.agency),
        Cell::text(digest.team.as_deref().unwrap_or_default()),
        Cell::text(&limit.why),
        Cell::text(&digest.folder),
    ]
}
