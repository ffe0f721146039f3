//! Limits around the decision: the period from filing, the time for statement and hearing request, service, report,
//! publicity and filing upward.

use super::count::{Start, basis, entry, kept_by, until, with_row};
use super::opening::{filing_mark, goes_on};
use super::{Bar, Binds, Entry, Mark, Span};
use crate::case::events::{Event, Service};
use crate::case::{Procedure, Tier};
use crate::dossier::penalty::Kind;
use crate::dossier::{Dossier, ledger, paths, period, plan, step};
use crate::law::Due;
use crate::text::date;
use chrono::{Days, NaiveDate};

/// Limits up to the hearing.
pub(super) fn before(dossier: &Dossier) -> Vec<Entry> {
    let mut out = Vec::new();
    for party in 0..dossier.case.parties.len() {
        out.extend(decision_period(dossier, party));
        if goes_on(dossier, party) && !plan::is_summary(dossier) {
            out.extend(statement(dossier, party));
            out.extend(hearing_request(dossier, party));
        }
    }
    out
}

/// Limits from the decision on.
pub(super) fn after(dossier: &Dossier) -> Vec<Entry> {
    let mut out = Vec::new();
    for party in (0..dossier.case.parties.len()).filter(|party| goes_on(dossier, *party)) {
        let summary = plan::is_summary(dossier);
        out.extend(if summary { report(dossier, party) } else { service(dossier, party) });
        if summary {
            cash(dossier, party, &mut out);
        }
        out.extend(publicity(dossier, party));
        if !summary {
            out.extend(upward(dossier, party));
        }
    }
    out
}

/// The decision against a party.
pub(super) fn decided(dossier: &Dossier, party: usize) -> Option<Mark> {
    let own = dossier.case.decisions.iter().find(|event| !event.is_abandoned() && step::concerns(&event.parties, Some(party)));
    own.and_then(|event| Mark::event("处罚决定", event))
}

fn decided_or_missing(dossier: &Dossier, party: usize) -> Start {
    decided(dossier, party).ok_or_else(|| "还没有作出处罚决定".into())
}

/// What ends the period for the decision: a decision, or another end of the case.
fn ended(dossier: &Dossier, party: usize) -> Option<Mark> {
    let case = dossier.case;
    let spared = case.no_penalty.iter().find(|event| !event.is_abandoned() && step::concerns(&event.parties, Some(party)));
    decided(dossier, party)
        .or_else(|| spared.and_then(|event| Mark::event("不予处罚决定", event)))
        .or_else(|| case.withdrawal.as_ref().and_then(|event| Mark::event("撤销案件", event)))
        .or_else(|| case.termination.as_ref().and_then(|event| Mark::event("终止案件", event)))
}

fn decision_period(dossier: &Dossier, party: usize) -> Option<Entry> {
    if dossier.case.violations.is_empty() || plan::is_summary(dossier) || dossier.case.transfer.is_some() && ended(dossier, party).is_none()
    {
        return None;
    }
    let start = filing_mark(dossier);
    let extension = dossier
        .case
        .extension
        .iter()
        .filter(|event| !event.is_abandoned())
        .max_by_key(|event| event.until.as_ref().map(|until| until.date));
    let on = period::governing_day(dossier, extension);
    let periods = period::periods(dossier, on);
    let (Ok(filed), Some(first)) = (&start, periods.first()) else {
        let own = entry(dossier, "decision-period", Binds::Agency, start)?;
        return Some(own.met_by("决定", ended(dossier, party)).of_party(dossier, party));
    };
    let granted = extension.and_then(|event| Some((event, period::granted(dossier, Some(event))?)));
    let (row, mut span, note) = match granted {
        Some((event, granted)) => {
            let last = event.until.as_ref().map_or(granted.due.raw, |until| until.date);
            let approved = event.day().map(date::print).unwrap_or_default();
            let why = format!("{}{}，{approved}批准延期至{}", granted.limit.name, of(&first.due), date::print(last));
            (granted.limit, Span { rolled: Ok(last), ..until(last, why) }, String::new())
        }
        None => {
            let due = &first.due;
            let why = format!("{}，{}", filed.what, due.explanation);
            let span = kept_by(Binds::Agency, Span { opens: None, last: due.raw, time: None, rolled: due.last, why });
            let longer = periods.iter().filter(|period| period.level > 0);
            let longer = longer.map(|p| format!("{}{}（{}）", p.limit.name, date::print(p.due.raw), basis(dossier, p.limit)));
            (first.limit, span, longer.collect::<Vec<_>>().join("；"))
        }
    };
    let left_out = testing(dossier, filed.day);
    let days = left_out.iter().map(|(_, from, to)| (*to - *from).num_days()).sum::<i64>();
    if days > 0
        && let Some(last) = span.last.checked_add_days(Days::new(days.unsigned_abs()))
    {
        let named: Vec<String> =
            left_out.iter().map(|(what, from, to)| format!("{what}{}至{}", date::print(*from), date::print(*to))).collect();
        span.why = format!("{}；不计入{}，共{days}日，到{}", span.why, named.join("、"), date::print(last));
        (span.last, span.rolled) = (last, Ok(last));
    }
    let unknown = dossier.case.appraisal.iter().any(|event| !event.is_abandoned() && event.concluded_on.is_none());
    let note = if unknown { join(note, "鉴定没有写结论日期，所用的时间没有扣除") } else { note };
    let mut own = with_row(dossier, "decision-period", row, Binds::Agency, start, Ok(span));
    own.name = first.limit.name.0.clone();
    Some(own.met_by("决定", ended(dossier, party)).noting(note).of_party(dossier, party))
}

fn of(due: &Due) -> String {
    format!("（原期限{}）", due.explanation)
}

fn join(before: String, more: &str) -> String {
    if before.is_empty() { more.to_string() } else { format!("{before}；{more}") }
}

/// The time of expert opinions that does not count, after the filing of the case; spans that overlap are one. A day is
/// left out from the day after the request to the day of the opinion.
fn testing(dossier: &Dossier, filed: NaiveDate) -> Vec<(&'static str, NaiveDate, NaiveDate)> {
    let live = dossier.case.appraisal.iter().filter(|event| !event.is_abandoned());
    let mut spans: Vec<(NaiveDate, NaiveDate)> = live
        .filter_map(|event| Some((event.day()?.max(filed), event.concluded_on.as_ref()?.date)))
        .filter(|(from, to)| from < to)
        .collect();
    spans.sort();
    let mut out: Vec<(&'static str, NaiveDate, NaiveDate)> = Vec::new();
    for (from, to) in spans {
        match out.last_mut() {
            Some((_, _, last)) if from <= *last => *last = to.max(*last),
            Some(_) | None => out.push(("鉴定", from, to)),
        }
    }
    out
}

/// The service of the notice of a penalty on a party.
fn told(dossier: &Dossier, party: usize) -> Start {
    let is_notice = |title: &str| title.contains("告知书") && !title.contains("检查结果");
    let named = |service: &&Service| service.writs.iter().any(|title| is_notice(title.text()));
    let own = dossier.case.services.iter().filter(|service| step::served_on(dossier.case, service, Some(party))).filter(named);
    let dated = own.filter_map(|service| served(dossier, "告知书送达", service)).max_by_key(|mark| mark.day);
    dated.ok_or_else(|| "告知书还没有送达（表单“送达”里没有告知书的送达日期）".into())
}

/// The day of a service: as given; a public notice without a day is deemed served when its period has run.
fn served(dossier: &Dossier, what: &str, service: &Service) -> Option<Mark> {
    if let Some(mark) = Mark::event(what, service) {
        return Some(mark);
    }
    let published = service.published_on.as_ref()?;
    let (_, due) = dossier.law.due("service-public-notice", published.date)?;
    let due = due.ok()?;
    let what = format!("{what}（{}公告，{}视为送达）", date::print(published.date), date::print(due.raw));
    Some(Mark { what, day: due.raw, time: None, at: published.at.clone() })
}

/// A waiver in writing ends the wait.
fn waived(dossier: &Dossier, party: usize) -> Option<Mark> {
    let waivers = dossier.case.statements.iter().filter(|event| event.is_abandoned() && paths::is_written(event));
    waivers.filter(|event| step::concerns(&event.parties, Some(party))).find_map(|event| Mark::event("书面放弃", event))
}

/// Puts a decision behind the limit, or behind a waiver in writing.
fn bar_decision(dossier: &Dossier, party: usize, own: Entry) -> Entry {
    let mut own = own.bars("决定", decided(dossier, party));
    if let (Some(waived), Some(Bar { first, why, .. })) = (waived(dossier, party), own.bars.last_mut()) {
        *why = format!("当事人{}书面放弃陈述、申辩和听证", date::print(waived.day));
        *first = Ok(waived.day);
    }
    own
}

fn statement(dossier: &Dossier, party: usize) -> Option<Entry> {
    let start = told(dossier, party);
    let mut own = entry(dossier, "statement-period", Binds::Right, start.clone())?;
    // before the law named a number the office's own one holds
    let by_law =
        start.as_ref().ok().and_then(|mark| dossier.law.limit("statement-period", mark.day)).is_some_and(|row| row.value.is_some());
    if let (false, Ok(mark), Some(days)) = (by_law, &start, dossier.agency.statement_days.as_ref().and_then(|days| days.value)) {
        own.span = dossier.law.calendar().add_working_days(mark.day, days).map_err(|error| error.to_string()).map(|due| Span {
            opens: None,
            last: due.raw,
            time: None,
            rolled: due.last,
            why: format!("{}，按机关档案的期限{}", mark.what, due.explanation),
        });
    }
    let said = dossier.case.statements.iter().find(|event| step::concerns(&event.parties, Some(party)));
    let said = said.and_then(|event| Mark::event(if event.is_abandoned() { "放弃陈述、申辩" } else { "陈述、申辩" }, event));
    Some(bar_decision(dossier, party, own.met_by("陈述申辩", said)).of_party(dossier, party))
}

fn hearing_request(dossier: &Dossier, party: usize) -> Option<Entry> {
    if !dossier.standing(party)?.hearing.required {
        return None;
    }
    let own = entry(dossier, "hearing-request-period", Binds::Right, told(dossier, party))?;
    let asked = dossier.case.hearing.iter().find(|event| !event.is_abandoned() && step::concerns(&event.parties, Some(party)));
    let asked = Mark::date("提出听证申请", asked.and_then(|event| event.request.as_ref()).and_then(|request| request.date.as_ref()));
    Some(bar_decision(dossier, party, own.met_by("", asked)).of_party(dossier, party))
}

fn service(dossier: &Dossier, party: usize) -> Option<Entry> {
    let own = entry(dossier, "service-decision", Binds::Agency, decided_or_missing(dossier, party))?;
    let served = Mark::day("决定书送达", ledger::ledger(dossier, party, None).served);
    Some(own.met_by("送达", served).of_party(dossier, party))
}

/// The report of a decision on the spot.
fn report(dossier: &Dossier, party: usize) -> Option<Entry> {
    let own = entry(dossier, "summary-report", Binds::Agency, decided_or_missing(dossier, party))?;
    let done = dossier.case.registration.as_ref().filter(|event| !event.is_abandoned()).and_then(|event| Mark::event("备案", event));
    Some(own.met_by("", done).of_party(dossier, party))
}

/// A fine taken on the spot. The form does not say when the money went on.
fn cash(dossier: &Dossier, party: usize, out: &mut Vec<Entry>) {
    let own = dossier.case.decisions.iter().find(|event| !event.is_abandoned() && step::concerns(&event.parties, Some(party)));
    if !own.is_some_and(|event| event.collected.as_ref().is_some_and(|flag| flag.value)) {
        return;
    }
    let taken = decided_or_missing(dossier, party).map(|mark| Mark { what: "当场收缴".into(), ..mark });
    let officer = entry(dossier, "on-spot-cash-officer", Binds::Agency, taken);
    out.extend(officer.map(|own| own.noting("表单不记载交款的日期，凭交款凭证核对").of_party(dossier, party)));
    let bank = entry(dossier, "on-spot-cash-bank", Binds::Agency, Err("表单不记载本部门收到罚款的日期".into()));
    out.extend(bank.map(|own| own.of_party(dossier, party)));
}

/// Penalties of units are shown to the public (《中华人民共和国安全生产法》第七十八条第二款).
fn publicity(dossier: &Dossier, party: usize) -> Option<Entry> {
    if dossier.case.parties.get(party)?.is_person() {
        return None;
    }
    let own = entry(dossier, "publicity", Binds::Agency, decided_or_missing(dossier, party))?;
    let done = dossier.case.publication.as_ref().filter(|event| !event.is_abandoned()).and_then(|event| Mark::event("公示", event));
    Some(own.met_by("", done).of_party(dossier, party))
}

/// The row of the sum from which an office of a level reports its decision to the level above.
fn threshold(dossier: &Dossier) -> Option<&'static str> {
    match dossier.agency.tier()? {
        Tier::County => Some("record-county"),
        Tier::City => Some("record-city"),
        Tier::Province => Some("record-province"),
        Tier::Township => None,
    }
}

fn upward(dossier: &Dossier, party: usize) -> Option<Entry> {
    let start = decided_or_missing(dossier, party);
    let on = start.as_ref().ok().map(|mark| mark.day).or_else(|| dossier.reference_day())?;
    let row = dossier.law.limit(threshold(dossier)?, on)?;
    let standing = dossier.standing(party)?;
    let line = row.value?.0.checked_mul(100)?;
    let sum = |kind: Kind| standing.items.iter().filter(|item| item.kind == kind).filter_map(|item| item.fen).sum::<i64>();
    let by_sum = sum(Kind::Fine) >= line || sum(Kind::ConfiscatedGains) >= line;
    let by_kind = standing.items.iter().find(|item| dossier.law.is_always_filed(item.kind.name(), on));
    if !by_sum && by_kind.is_none() {
        return None;
    }
    let why = match by_kind {
        Some(item) => format!("作出“{}”的应当备案", item.kind.name()),
        None => format!("{}：达到{}元", row.name, line / 100),
    };
    let done = dossier.case.registration.as_ref().filter(|event| !event.is_abandoned()).and_then(|event| Mark::event("备案", event));
    Some(entry(dossier, "record-period", Binds::Agency, start)?.met_by("", done).noting(why).of_party(dossier, party))
}

/// Whether the decision was made on the spot.
pub(super) fn is_on_spot(dossier: &Dossier) -> bool {
    dossier.case.procedure.as_ref().is_some_and(|procedure| procedure.value == Procedure::Summary)
}
