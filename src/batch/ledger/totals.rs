//! The sheet 汇总: what the action has come to, by organ, by team, by cause, and altogether.

use super::limits::is_open;
use crate::batch::digest::{Charge, Digest};
use crate::export::xlsx::{Cell, Column, Kind, Tone};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted.
#[derive(Default)]
struct Count {
    cases: usize,
    parties: usize,
    fined: i64,
    paid: i64,
    finals: usize,
    drafts: usize,
    coming: usize,
    vetoed: usize,
    limits: usize,
}

/// The groups of counts in the order of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    All,
    Agency,
    Team,
    Cause,
}

impl By {
    fn word(self) -> &'static str {
        match self {
            By::All => "合计",
            By::Agency => "按机关",
            By::Team => "按小组",
            By::Cause => "按案由",
        }
    }
}

/// Counts by group and name.
#[derive(Default)]
pub struct Totals(BTreeMap<(By, String), Count>);

impl Totals {
    /// Counts a case.
    pub fn add(&mut self, digest: &Digest) {
        let team = digest.team.clone().unwrap_or_else(|| "（没有分组）".into());
        for (by, name) in [(By::All, "全部案件".to_string()), (By::Agency, digest.agency.clone()), (By::Team, team)] {
            let count = self.0.entry((by, name)).or_default();
            count.parties += digest.parties.len();
            count.fined += digest.parties.iter().map(|party| party.fine).sum::<i64>();
            count.paid += digest.parties.iter().map(|party| party.paid).sum::<i64>();
            count.case(digest);
        }
        // a case of two causes counts under both; its fines under the cause they are for
        let causes: BTreeSet<&str> = digest.charges.iter().map(|charge| charge.cause_name.as_str()).collect();
        for cause in causes {
            let charges: Vec<&Charge> = digest.charges.iter().filter(|charge| charge.cause_name == cause).collect();
            let count = self.0.entry((By::Cause, cause.to_string())).or_default();
            count.parties += charges.iter().map(|charge| charge.party).collect::<BTreeSet<_>>().len();
            count.fined += charges.iter().filter_map(|charge| charge.fine).sum::<i64>();
            count.case(digest);
        }
    }

    /// The rows, each group below its own first; below the sum of all cases how many are not among them.
    pub fn rows(&self, unmade: usize) -> Vec<Vec<Cell>> {
        let mut rows: Vec<Vec<Cell>> = self.0.iter().map(|((by, name), count)| row(*by, name, count)).collect();
        if unmade > 0 {
            let all = self.0.keys().filter(|(by, _)| *by == By::All).count();
            let name = "没有生成的案件（不在台账里，哪些、为什么见 batch-summary.json）";
            let mut cells = vec![Cell::text(By::All.word()), Cell::text(name), Cell::whole(unmade)];
            cells.resize_with(columns().len(), Cell::empty);
            rows.insert(all, cells.into_iter().map(|cell| cell.tone(Tone::Strong)).collect());
        }
        rows
    }
}

impl Count {
    fn case(&mut self, digest: &Digest) {
        self.cases += 1;
        for writ in &digest.writs {
            match writ.state.as_str() {
                "定稿" => self.finals += 1,
                "稿" => self.drafts += 1,
                _ => self.coming += 1,
            }
        }
        self.vetoed += usize::from(digest.findings.iter().any(|finding| finding.rank == "否决" && !finding.waived));
        self.limits += digest.limits.iter().filter(|limit| is_open(digest, limit)).count();
    }
}

/// The columns.
pub fn columns() -> Vec<Column> {
    let count = |heading: &str| Column::new(heading, 11.0).kind(Kind::Whole);
    vec![
        Column::new("分类", 9.0),
        Column::new("名称", 46.0).wrap(),
        count("案件").note("一案有几个案由的，在各案由下都计一件"),
        count("当事人"),
        Column::new("罚款（元）", 16.0).kind(Kind::Amount),
        Column::new("已缴（元）", 16.0).kind(Kind::Amount).note("按案由不分已缴数"),
        count("定稿文书"),
        count("稿"),
        count("未到"),
        count("有否决的案件"),
        count("未了的期限"),
    ]
}

fn row(by: By, name: &str, count: &Count) -> Vec<Cell> {
    let cells = vec![
        Cell::text(by.word()),
        Cell::text(name),
        Cell::whole(count.cases),
        Cell::whole(count.parties),
        Cell::amount(count.fined),
        if by == By::Cause { Cell::empty() } else { Cell::amount(count.paid) },
        Cell::whole(count.finals),
        Cell::whole(count.drafts),
        Cell::whole(count.coming),
        Cell::whole(count.vetoed),
        Cell::whole(count.limits),
    ];
    let tone = if by == By::All { Tone::Strong } else { Tone::Plain };
    cells.into_iter().map(|cell| cell.tone(tone)).collect()
}
