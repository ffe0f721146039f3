//! Which follow-up papers a case has and for whom: the summary decision, dunning, surcharge, deferral, enforcement,
//! transfer, talks and points. Each answer carries its reason.

use super::plan::is_summary;
use super::scoring::{self, Measure};
use super::{Dossier, Subject, instalment_name, ledger, step};
use crate::case::Case;
use crate::case::events::{DemandKind, Event};
use crate::case::values::Reference;
use crate::diag::{Diagnostic, Rank};
use crate::text::{date, money};
use crate::writ::{Step, Writ};
use chrono::NaiveDate;

/// A statement: whether, and why.
type Answer = (bool, String);

/// The limit of a fine on the spot for a party, in 分, and its basis.
pub fn on_spot_limit(dossier: &Dossier, party: usize) -> Option<(i64, String)> {
    let decision = dossier.case.decisions.iter().find(|d| step::concerns(&d.parties, Some(party)));
    let on = decision.and_then(|d| d.day()).or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let is_person = dossier.case.parties.get(party).is_some_and(|p| p.is_person());
    let row = dossier.law.limit(if is_person { "summary-fine-person" } else { "summary-fine-unit" }, on)?;
    let basis = row.basis.as_ref().map(|b| dossier.law.cite(std::slice::from_ref(b))).unwrap_or_default();
    Some((row.value?.0 * 100, basis))
}

/// The summary procedure (《中华人民共和国行政处罚法》第五十一条).
pub fn summary(dossier: &Dossier, party: Option<usize>) -> Answer {
    if !is_summary(dossier) {
        return (false, "适用普通程序".into());
    }
    let parties = (0..dossier.case.parties.len()).filter(|p| party.is_none_or(|own| own == *p));
    let limits = parties.filter_map(|p| Some((dossier.standing(p)?.fines, on_spot_limit(dossier, p)?)));
    let over = |fine: i64, limit: i64| if fine > limit { "超过" } else { "不超过" };
    let reasons: Vec<String> =
        limits.map(|(fine, (limit, basis))| format!("罚款{}元，{}{}元（{basis}）", yuan(fine), over(fine, limit), yuan(limit))).collect();
    (true, format!("适用简易程序：{}", reasons.join("；")))
}

/// Whether the case stays here: it was not transferred as a whole before a decision.
pub fn kept(dossier: &Dossier) -> Answer {
    match (&dossier.case.transfer, dossier.case.decisions.is_empty()) {
        (Some(transfer), true) if !transfer.is_abandoned() => (false, "案件已整案移送".into()),
        (_, false) => (true, "作出处罚决定".into()),
        (_, true) => (true, "案件由本机关处理".into()),
    }
}

/// Transfer.
pub fn transferred(dossier: &Dossier) -> Answer {
    let Some(transfer) = dossier.case.transfer.as_ref().filter(|t| !t.is_abandoned()) else { return (false, "没有移送".into()) };
    let to = transfer.to.as_ref().map_or("有管辖权的机关", |to| to.text());
    let crime = transfer.crime.as_ref().is_some_and(|flag| flag.value);
    (true, if crime { format!("涉嫌犯罪，向{to}移送") } else { format!("不属于本机关管辖，向{to}移送") })
}

/// Dunning of a kind.
pub fn demanded(dossier: &Dossier, kind: DemandKind, party: Option<usize>) -> Answer {
    let count = demands(dossier.case, kind).filter(|(_, own)| party.is_none_or(|p| own.is_none_or(|o| o == p))).count();
    match (count > 0, kind) {
        (false, _) => (false, "没有催告".into()),
        (true, DemandKind::Payment) => (true, overdue(dossier, party)),
        (true, DemandKind::Execution) => (true, "申请人民法院强制执行前应当催告".into()),
    }
}

fn overdue(dossier: &Dossier, party: Option<usize>) -> String {
    match ledger::ledger(dossier, party.unwrap_or(0), None).due {
        Some(due) => format!("缴款期限{}届满，没有缴清罚款", date::print(due)),
        None => "没有按期缴清罚款".into(),
    }
}

/// Surcharge.
pub fn surcharged(dossier: &Dossier, party: Option<usize>) -> Answer {
    if dossier.case.surcharges.is_empty() {
        return (false, "没有加处罚款".into());
    }
    (true, overdue(dossier, party))
}

/// A request to pay later or by instalments.
pub fn deferral_requested(dossier: &Dossier) -> Answer {
    let asked = !dossier.case.deferrals.is_empty();
    (asked, if asked { "当事人申请延期（分期）缴纳罚款".into() } else { "没有申请延期（分期）缴纳罚款".into() })
}

/// An approved deferral: one that names a day or instalments.
pub fn deferred(dossier: &Dossier) -> Answer {
    let approved = dossier.case.deferrals.iter().any(|d| !d.is_abandoned() && (d.until.is_some() || !d.instalments.is_empty()));
    (approved, if approved { "批准延期（分期）缴纳罚款".into() } else { "没有批准延期（分期）缴纳罚款".into() })
}

/// The application to the court.
pub fn enforced(dossier: &Dossier, party: Option<usize>) -> Answer {
    if dossier.case.enforcement.is_empty() {
        return (false, "没有申请强制执行".into());
    }
    let served = ledger::ledger(dossier, party.unwrap_or(0), None).served;
    let ends = served.and_then(|day| ledger::challenge_ends(dossier, day.date));
    let applied = dossier.case.enforcement.iter().filter(|e| ledger::of(&e.party, party.unwrap_or(0))).find_map(|e| e.day());
    let charges = ledger::surcharges_by(dossier, party.unwrap_or(0), applied);
    let charged = charges.filter_map(|event| ledger::surcharge_served(dossier, event, party.unwrap_or(0)));
    let ends = charged.filter_map(|day| ledger::surcharge_challenge_ends(dossier, day.date)).chain(ends).max();
    let when = ends.map(|day| format!("（{}届满）", date::print(day))).unwrap_or_default();
    (true, format!("法定期限内{when}不申请复议、不起诉，经催告仍不履行"))
}

/// A talk.
pub fn interviewed(dossier: &Dossier) -> Answer {
    if dossier.case.interview.is_empty() {
        return (false, "没有约谈".into());
    }
    let by_points = scoring::account(dossier).filter(|a| a.measure >= Measure::Interview);
    (true, by_points.map_or("警示约谈".into(), |a| format!("本记分年度累计{}分，达到{}分", a.sum, a.line.unwrap_or(a.sum))))
}

/// Points.
pub fn scored(dossier: &Dossier) -> Answer {
    let scored = dossier.case.scoring.is_some();
    (scored, if scored { "对发现的行为记分".into() } else { "没有记分".into() })
}

/// The list of hazards, of agencies that use it for every inspection (可选文书).
pub fn hazards_listed(dossier: &Dossier) -> Answer {
    let chosen = dossier.agency.optional_writs.iter().any(|w| w.text() == HAZARD_LIST);
    match (chosen, super::hazard::all(dossier.case).is_empty()) {
        (true, false) => (true, "机关档案的可选文书有隐患清单".into()),
        (true, true) => (false, "没有列出隐患".into()),
        (false, _) => (false, "机关档案的可选文书没有隐患清单".into()),
    }
}

/// The optional writ as the agency file names it.
const HAZARD_LIST: &str = "隐患清单";

fn demands(case: &Case, kind: DemandKind) -> impl Iterator<Item = (usize, Option<usize>)> {
    let wanted = move |d: &&crate::case::events::Demand| d.kind.as_ref().map_or(DemandKind::Payment, |k| k.value) == kind;
    let own = |reference: &Option<Reference>| reference.as_ref().and_then(|r| r.index);
    case.demands.iter().enumerate().filter(move |(_, d)| wanted(d)).map(move |(i, d)| (i, own(&d.party)))
}

/// The events of a step, each with the party it names.
fn events(case: &Case, step: Step) -> Vec<(usize, Option<usize>)> {
    fn each<E>(events: &[E], party: fn(&E) -> &Option<Reference>) -> Vec<(usize, Option<usize>)> {
        events.iter().enumerate().map(|(index, event)| (index, party(event).as_ref().and_then(|reference| reference.index))).collect()
    }
    let of = [
        (Step::PaymentDemand, demands(case, DemandKind::Payment).collect()),
        (Step::ExecutionDemand, demands(case, DemandKind::Execution).collect()),
        (Step::Surcharge, each(&case.surcharges, |event| &event.party)),
        (Step::Deferral, each(&case.deferrals, |event| &event.party)),
        (Step::Enforcement, each(&case.enforcement, |event| &event.party)),
        (Step::Interview, each(&case.interview, |_| &None)),
    ];
    of.into_iter().find(|(known, _)| *known == step).map(|(_, events)| events).unwrap_or_default()
}

/// One subject for each event of a step; an event that names no party means the only one.
pub fn subjects(case: &Case, step: Step) -> Vec<Subject> {
    let first = if case.parties.is_empty() { None } else { Some(0) };
    let of = |(event, party): (usize, Option<usize>)| Subject { event: Some(event), party: party.or(first), ..Subject::default() };
    events(case, step).into_iter().map(of).collect()
}

/// One subject for each instalment of each deferral, one for a plain deferral.
pub fn instalments(case: &Case) -> Vec<Subject> {
    let mut out = Vec::new();
    for subject in subjects(case, Step::Deferral) {
        let deferral = subject.event.and_then(|i| case.deferrals.get(i));
        match deferral.map_or(0, |d| d.instalments.len()) {
            0 => out.push(subject),
            count => out.extend((0..count).map(|i| Subject { instalment: Some(i), ..subject.clone() })),
        }
    }
    out
}

/// What tells several papers of one kind apart: the party, 第一期, 第2次.
pub fn label(dossier: &Dossier, writ: &Writ, subject: &Subject) -> Option<String> {
    let case = dossier.case;
    let party = subject.party.filter(|_| case.parties.len() > 1).and_then(|i| case.parties.get(i)).map(|p| p.name().text().to_string());
    let same: Vec<usize> = writ
        .front
        .step
        .map_or_else(Vec::new, |step| subjects(case, step))
        .into_iter()
        .filter(|s| s.party == subject.party)
        .filter_map(|s| s.event)
        .collect();
    let time = same.iter().position(|event| Some(*event) == subject.event).filter(|_| same.len() > 1);
    let parts = [party, time.map(|i| format!("第{}次", i + 1)), subject.instalment.map(instalment_name)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

/// What cannot stand: instalments that do not add up, an event that does not say which of several parties it means.
pub fn faults(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    instalment_sums(dossier, &mut out);
    nobody_named(dossier, &mut out);
    out
}

fn instalment_sums(dossier: &Dossier, out: &mut Vec<Diagnostic>) {
    for deferral in &dossier.case.deferrals {
        let Some(first) = deferral.instalments.first() else { continue };
        let party = deferral.party.as_ref().and_then(|r| r.index).unwrap_or(0);
        let approved = step::deferred_on(deferral).map(|d| d.date);
        let owed = ledger::ledger(dossier, party, approved).unpaid();
        let sum: i64 = deferral.instalments.iter().map(|i| i.amount.fen).sum();
        if sum != owed {
            let message = format!("各期合计{}元，与尚未缴纳的罚款{}元不符", yuan(sum), yuan(owed));
            out.push(first.amount.at.finding(Diagnostic::new(Rank::Veto, "R60", message).remedy("核对各期的金额")));
        }
    }
}

/// The day the dunning before enforcement was served: by the receipt, else its own day.
pub fn demand_served(dossier: &Dossier, event: usize, party: usize) -> Option<NaiveDate> {
    let own = dossier.case.demands.get(event)?.day();
    let services = dossier.case.services.iter().filter(|s| step::served_on(dossier.case, s, Some(party)));
    let named = services.filter(|s| s.writs.iter().any(|title| title.text().contains("强制执行事先催告书")));
    named.filter_map(|s| s.day()).filter(|day| own.is_none_or(|own| *day >= own)).min().or(own)
}

fn nobody_named(dossier: &Dossier, out: &mut Vec<Diagnostic>) {
    let case = dossier.case;
    if case.parties.len() < 2 {
        return;
    }
    let mut check = |event: &dyn Event, party: &Option<Reference>| {
        if party.is_none() {
            let at = event.date().map(|d| d.at.clone()).unwrap_or_default();
            let message = format!("有几个当事人，“{}”没有写明是哪一个", event.name());
            out.push(at.finding(Diagnostic::new(Rank::Refuse, "F20", message).expected("当事人的序号或者名称")));
        }
    };
    case.demands.iter().for_each(|e| check(e, &e.party));
    case.surcharges.iter().for_each(|e| check(e, &e.party));
    case.deferrals.iter().for_each(|e| check(e, &e.party));
    case.enforcement.iter().for_each(|e| check(e, &e.party));
}

fn yuan(fen: i64) -> String {
    money::digits(fen).trim_end_matches(".00").to_string()
}
