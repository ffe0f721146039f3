//! The surcharge of a fine not paid in time (《中华人民共和国行政处罚法》第七十二条第一款第（一）项): from when it runs, what it
//! comes to on a day, and when it reaches its cap.

use super::opening::goes_on;
use crate::case::events::{Event, PaymentItem};
use crate::dossier::{Dossier, ledger};
use crate::text::{date, money};
use chrono::{Days, NaiveDate};

/// The surcharge of one party.
#[derive(Debug, Clone, PartialEq)]
pub struct Accrual {
    /// The party.
    pub party: usize,
    /// Its name, where a case has several.
    pub whom: Option<String>,
    /// The fines, in 分.
    pub fine: i64,
    /// The last day for payment; the surcharge runs from the next.
    pub due: NaiveDate,
    /// Percent of the unpaid fine for each day.
    pub rate: i64,
    /// At most so much, in 分.
    pub cap: i64,
    /// The day on which nothing more is added, as far as the payments of the form go; `None` when they end it sooner, or a
    /// suspension puts it off for more than a year.
    pub cap_day: Option<NaiveDate>,
    /// 《…》第…条
    pub basis: String,
    /// Payments on the fine: day and 分.
    payments: Vec<(NaiveDate, i64)>,
    /// Days of reconsideration and suit, not counted (《中华人民共和国行政处罚法》第七十三条第三款).
    suspended: Vec<(NaiveDate, NaiveDate)>,
}

/// What a surcharge comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accrued {
    /// Days on which it ran.
    pub days: i64,
    /// In 分, never above the cap.
    pub fen: i64,
    /// Whether the cap is reached.
    pub capped: bool,
}

impl Accrual {
    /// What it comes to at the end of a day.
    pub fn on(&self, today: NaiveDate) -> Accrued {
        let (mut days, mut weighted, mut day) = (0i64, 0i64, self.due);
        // the sum of each day's unpaid balance; the cap ends the walk
        while let Some(next) = day.succ_opt().filter(|next| *next <= today) {
            day = next;
            // a payment still bears the day on which it is made
            let paid: i64 = self.payments.iter().filter(|(on, _)| *on < day).map(|(_, fen)| fen).sum();
            let balance = (self.fine - paid).max(0);
            if balance == 0 {
                break;
            }
            if self.suspended.iter().any(|(from, to)| (*from..=*to).contains(&day)) {
                continue;
            }
            days += 1;
            weighted = weighted.saturating_add(balance);
            if money::portion(weighted, self.rate, 100).is_none_or(|fen| fen >= self.cap) {
                break;
            }
        }
        let fen = money::portion(weighted, self.rate, 100).unwrap_or(self.cap).min(self.cap);
        Accrued { days, fen, capped: fen >= self.cap && days > 0 }
    }

    /// Whether anything of the fine is unpaid, as far as the form goes.
    pub fn is_open(&self) -> bool {
        self.payments.iter().map(|(_, fen)| fen).sum::<i64>() < self.fine
    }

    /// In words, on a day.
    pub fn words(&self, today: NaiveDate) -> String {
        let now = self.on(today);
        let cap = match self.cap_day {
            Some(day) => format!("以{}为限，{}达到", money::print(self.cap), date::print(day)),
            None => format!("以{}为限", money::print(self.cap)),
        };
        let rate = format!("每日按未缴罚款的百分之{}", crate::text::numeral::chinese(u32::try_from(self.rate).unwrap_or_default()));
        match now.days {
            0 => format!("到{}没有逾期；{}以后不缴的，{rate}加处，{cap}（{}）", date::print(today), date::print(self.due), self.basis),
            days => {
                let reached = if now.capped { "，已到上限" } else { "" };
                format!("到{}逾期{days}日，{rate}，加处{}{reached}；{cap}（{}）", date::print(today), money::print(now.fen), self.basis)
            }
        }
    }
}

/// The surcharges that run, or would, for every party with a fine and a last day for payment.
pub(super) fn all(dossier: &Dossier) -> Vec<Accrual> {
    (0..dossier.case.parties.len()).filter(|party| goes_on(dossier, *party)).filter_map(|party| one(dossier, party)).collect()
}

fn one(dossier: &Dossier, party: usize) -> Option<Accrual> {
    let case = dossier.case;
    let account = ledger::ledger(dossier, party, None);
    let due = account.due.filter(|_| account.fine > 0)?;
    let begins = due.succ_opt()?;
    let (rate, cap) = (dossier.law.limit("surcharge-rate", begins)?, dossier.law.limit("surcharge-cap", begins)?);
    let is_fine = |item: Option<PaymentItem>| item.is_none_or(|item| item == PaymentItem::Fine);
    let own = case.payments.iter().filter(|p| ledger::of(&p.party, party) && is_fine(p.item.as_ref().map(|item| item.value)));
    let payments = own.filter_map(|p| Some((p.day()?, p.amount.as_ref()?.fen))).collect();
    let ranges = case.surcharges.iter().filter(|event| ledger::of(&event.party, party)).flat_map(|event| event.suspended.iter());
    let suspended = ranges.map(|range| {
        let from = range.from.as_ref().map_or(begins, |from| from.date);
        (from, range.to.as_ref().map_or(NaiveDate::MAX, |to| to.date))
    });
    let mut accrual = Accrual {
        party,
        whom: case.parties.get(party).filter(|_| case.parties.len() > 1).map(|party| party.name().text().to_string()),
        fine: account.fine,
        due,
        rate: rate.value?.0,
        cap: money::portion(account.fine, cap.value?.0, 100)?,
        cap_day: None,
        basis: super::count::basis(dossier, rate),
        payments,
        suspended: suspended.collect(),
    };
    accrual.cap_day = cap_day(&accrual);
    Some(accrual)
}

/// The day on which the cap is reached when nothing more is paid; a year covers every rate above a third of a percent.
fn cap_day(accrual: &Accrual) -> Option<NaiveDate> {
    let is_reached = |day: &NaiveDate| accrual.on(*day).capped;
    let days = (1..=366u64).filter_map(|days| accrual.due.checked_add_days(Days::new(days)));
    days.into_iter().find(is_reached)
}
