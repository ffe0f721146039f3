//! What a party owes; surcharge, deferral, application to the court.

use super::super::value::Value;
use super::super::view::{ArrearsView, DeferralView, EnforcementView, InstalmentView, ItemView, NonEmpty, OnSpotView, SurchargeView};
use super::decision::sentence_gap;
use super::{facts, kit};
use crate::case::events::{Event, Instalment, PaymentDeferral};
use crate::document::Origin;
use crate::dossier::ledger::{self, Ledger};
use crate::dossier::penalty::Kind;
use crate::dossier::{Dossier, PlannedWrit, Subject, follow_up, instalment_name, step};
use crate::text::{date, money};
use crate::writ::{Audience, Step, bare_title};
use chrono::NaiveDate;

/// An amount the program worked out.
fn sum(fen: i64, how: &str) -> Value {
    Value::computed(money::print(fen), how)
}

fn reckoned(day: Option<NaiveDate>, how: &str, field: &str) -> Value {
    day.map_or_else(|| Value::gap(field), |day| Value::computed(date::print(day), how))
}

/// A decision on the spot.
pub fn on_spot(dossier: &Dossier, party: Option<usize>) -> OnSpotView {
    let event = dossier.case.decisions.iter().find(|d| step::concerns(&d.parties, party));
    let start = event.and_then(|e| e.time.as_ref()).and_then(|t| t.start.as_ref());
    let inspected = dossier.case.inspection.as_ref().and_then(|i| i.place.as_ref().or(i.scene.as_ref()));
    OnSpotView {
        time: kit::moment(start, event.and_then(step::day_of).as_ref(), "决定.时间"),
        place: kit::or_gap(event.and_then(|e| e.place.as_ref()).or(inspected), "决定.地点"),
        is_collected: event.and_then(|e| e.collected.as_ref()).is_some_and(|flag| flag.value),
    }
}

/// What the party of a writ owes on its day.
pub fn arrears(dossier: &Dossier, subject: &Subject, on: Option<NaiveDate>) -> ArrearsView {
    let Some(party) = subject.party else { return ArrearsView::default() };
    let Ledger { decided, served, due, fine, paid, .. } = ledger::ledger(dossier, party, on);
    let account = ledger::ledger(dossier, party, on);
    let demand = subject.event.and_then(|i| dossier.case.demands.get(i));
    let given = demand.and_then(|d| d.unpaid.as_ref());
    let unpaid = given.map_or(account.unpaid(), |a| a.fen);
    let left = (account.surcharge.unwrap_or(0) - account.surcharge_paid).max(0);
    let ends = served.as_ref().and_then(|day| ledger::challenge_ends(dossier, day.date));
    let writ = ledger::decision_writ(dossier, party);
    // the court takes a surcharge only when its own time to challenge it is over
    let charged = ledger::surcharges_by(dossier, party, on).last().filter(|_| left > 0);
    let charge_served = charged.and_then(|event| ledger::surcharge_served(dossier, event, party));
    let charge_ends = charge_served.as_ref().and_then(|day| ledger::surcharge_challenge_ends(dossier, day.date));
    let charge_writ = charged.and_then(|event| {
        let own = |w: &&PlannedWrit| w.writ.is_of(Step::Surcharge) && w.subject.event == Some(event) && w.subject.party == Some(party);
        dossier.writs.iter().find(own)
    });
    let duties: Vec<&str> = dossier.standing(party).map_or_else(Vec::new, |standing| {
        let others = standing.items.iter().filter(|item| !matches!(item.kind, Kind::Fine | Kind::Warning | Kind::Criticism));
        others.map(|item| item.text.as_str()).collect()
    });
    ArrearsView {
        decided_on: kit::day(decided.as_ref(), "决定.日期"),
        decision_title: writ.map_or_else(|| Value::gap("处罚决定书"), |w| Value::computed(bare_title(w.writ.title()), "本案的处罚决定书")),
        decision_number: writ.map_or_else(|| Value::gap("决定书文号"), |w| super::number(&w.number)),
        served_on: kit::day(served.as_ref(), "处罚决定书送达日期"),
        fine: sum(fine, "各项罚款之和"),
        due_on: reckoned(due, "自送达之日起计算，或者按批准的期限", "缴款期限（处罚决定书送达日期）"),
        unpaid: given.map_or_else(|| sum(unpaid, "罚款减去已缴的数额"), |a| kit::given(&money::print(a.fen), &a.at)),
        paid: sum(paid, "已缴罚款之和"),
        has_unpaid: unpaid > 0,
        is_partly_paid: paid > 0,
        surcharge: sum(left, "加处罚款减去已缴的数额"),
        has_surcharge: left > 0,
        surcharge_decided_on: reckoned(
            charged.and_then(|event| dossier.case.surcharges.get(event)?.day()),
            "表单的“加处罚款”",
            "加处罚款.日期",
        ),
        surcharge_number: charge_writ.map_or_else(|| Value::gap("加处罚款决定书文号"), |w| super::number(&w.number)),
        surcharge_served_on: kit::day(charge_served.as_ref(), "加处罚款决定书送达日期"),
        surcharge_challenge_ended_on: reckoned(charge_ends, "自加处罚款决定书送达之日起计算", "加处罚款决定的复议、起诉期限届满日"),
        total: sum(unpaid + left, "尚未缴纳的罚款与加处罚款之和"),
        is_money_due: unpaid + left > 0,
        has_duty: !duties.is_empty(),
        duty: if duties.is_empty() { Value::struck() } else { Value::computed(duties.join("、"), "处罚决定中罚款以外的各项") },
        pay_by: match demand.and_then(|d| d.due.as_ref()) {
            Some(due) => kit::dated(due.date, &due.at),
            None => Value::gap("催告.期限"),
        },
        is_challenge_over: ends.zip(on).is_some_and(|(ends, on)| on > ends),
        challenge_ended_on: reckoned(ends, "自处罚决定书送达之日起计算", "复议、起诉期限届满日"),
    }
}

/// The surcharge of a writ.
pub fn surcharge(dossier: &Dossier, subject: &Subject) -> SurchargeView {
    let (Some(event), Some(party)) = (subject.event, subject.party) else { return SurchargeView::default() };
    let charged = ledger::surcharge(dossier, event, party);
    let given = dossier.case.surcharges.get(event).and_then(|s| s.amount.as_ref());
    let charged = charged.as_ref();
    let rate = charged.and_then(|c| dossier.law.limit("surcharge-rate", c.until)).and_then(|l| l.in_words());
    let missing = || Value::gap("加处罚款（处罚决定书送达日期、截至）");
    SurchargeView {
        base: charged.map_or_else(missing, |c| sum(c.base, "尚未缴纳的罚款")),
        due_on: reckoned(charged.map(|c| c.due), "自送达之日起计算，或者按批准的期限", "缴款期限（处罚决定书送达日期）"),
        until: reckoned(charged.map(|c| c.until), "计算加处罚款的最后一日", "加处罚款.截至"),
        days: charged.map_or_else(missing, |c| Value::computed(c.lawful.days_late.to_string(), "缴款期限届满次日至截至日")),
        rate: rate.map_or_else(missing, |words| Value::text(words, Origin::Law { source: "limits/surcharge-rate".into() })),
        amount: match (given, charged) {
            (Some(given), _) => kit::given(&money::print(given.fen), &given.at),
            (None, Some(c)) => sum(c.amount, "按日计算，以罚款数额为限"),
            (None, None) => missing(),
        },
        has_suspended: charged.is_some_and(|c| c.suspended > 0),
        suspended: charged.map_or_else(Value::struck, |c| Value::computed(c.suspended.to_string(), "表单写明的停算期间")),
        is_capped: charged.is_some_and(|c| c.lawful.capped),
    }
}

fn rest_after(deferral: &PaymentDeferral, owed: i64, index: usize) -> i64 {
    (owed - deferral.instalments.iter().take(index + 1).map(|i| i.amount.fen).sum::<i64>()).max(0)
}

fn instalment(deferral: &PaymentDeferral, owed: i64, index: usize, own: &Instalment) -> InstalmentView {
    let rest = rest_after(deferral, owed, index);
    InstalmentView {
        name: Value::computed(instalment_name(index), "各期的顺序"),
        until: kit::dated(own.until.date, &own.until.at),
        until_capitals: kit::given(&date::print_capitals(own.until.date), &own.until.at),
        amount: kit::given(&money::print(own.amount.fen), &own.amount.at),
        rest: sum(rest, "尚未缴纳的罚款减去本期和以前各期"),
        has_rest: rest > 0,
    }
}

/// The deferral of a writ.
pub fn deferral(dossier: &Dossier, subject: &Subject) -> DeferralView {
    let Some((deferral, party)) = subject.event.and_then(|i| dossier.case.deferrals.get(i)).zip(subject.party) else {
        return DeferralView::default();
    };
    let owed = ledger::ledger(dossier, party, step::deferred_on(deferral).map(|d| d.date)).unpaid();
    let request = deferral.request.as_ref();
    let until = deferral.until.as_ref();
    let missing = || InstalmentView { name: Value::gap("延期分期.期数"), ..InstalmentView::default() };
    let views: Vec<InstalmentView> = deferral.instalments.iter().enumerate().map(|(i, own)| instalment(deferral, owed, i, own)).collect();
    DeferralView {
        requested_on: match request.and_then(|r| r.date.as_ref()) {
            Some(day) => kit::dated(day.date, &day.at),
            None => Value::gap("延期分期.申请.日期"),
        },
        reason: sentence_gap(request.and_then(|r| r.reason.as_ref()), "延期分期.申请.理由"),
        is_instalments: !views.is_empty(),
        until_capitals: until.map_or_else(|| Value::gap("延期分期.延期至"), |d| kit::given(&date::print_capitals(d.date), &d.at)),
        until: until.map_or_else(|| Value::gap("延期分期.延期至"), |d| kit::dated(d.date, &d.at)),
        unpaid: sum(owed, "罚款减去已缴的数额"),
        instalment: subject.instalment.and_then(|i| views.get(i).cloned()).unwrap_or_else(missing),
        instalments: NonEmpty::or_gap(views, "延期分期.期数"),
    }
}

/// The application to the court of a writ.
pub fn enforcement(dossier: &Dossier, subject: &Subject) -> EnforcementView {
    let Some((event, party)) = subject.event.and_then(|i| dossier.case.enforcement.get(i)).zip(subject.party) else {
        return EnforcementView::default();
    };
    let demand = dossier.writs.iter().rfind(|w| w.writ.is_of(Step::ExecutionDemand) && w.subject.party == Some(party));
    let served = demand.and_then(|w| w.subject.event).and_then(|i| follow_up::demand_served(dossier, i, party));
    let given: Vec<ItemView> = event.materials.iter().enumerate().map(|(i, text)| facts::item(i + 1, kit::text(text))).collect();
    EnforcementView {
        court: match &event.court {
            Some(court) => kit::text(court),
            None => kit::agency(dossier.agency.court.as_ref(), "法院"),
        },
        demand_title: demand.map_or_else(|| Value::gap("行政强制执行事先催告书"), |w| Value::computed(w.writ.title(), "本案的催告书")),
        demand_number: demand.map_or_else(|| Value::gap("催告书文号"), |w| super::number(&w.number)),
        demand_served_on: reckoned(served, "催告书的送达日期", "催告书送达日期"),
        has_opinion: event.opinion.is_some(),
        opinion: sentence_gap(event.opinion.as_ref(), "强制执行.当事人意见"),
        target: sentence_gap(event.target.as_ref(), "强制执行.标的情况"),
        materials: NonEmpty::or_gap(if given.is_empty() { materials(dossier, party) } else { given }, "强制执行.材料"),
    }
}

/// What the law wants with an application (《中华人民共和国行政强制法》第五十五条第一款), named by the papers of the case.
fn materials(dossier: &Dossier, party: usize) -> Vec<ItemView> {
    let steps = [Step::Decision, Step::Surcharge, Step::PaymentDemand, Step::ExecutionDemand];
    let mine = dossier.writs.iter().filter(|w| w.subject.party == Some(party) || w.subject.party.is_none());
    let plain = |name: String| Value::computed(name, "由案卷内各件得出");
    // a paper without a number says so
    let numbered = |title: &str, writ: &PlannedWrit| {
        let mut name = plain(format!("《{title}》"));
        name.pieces.extend(super::number(&writ.number).pieces);
        name
    };
    let mut names: Vec<Value> = Vec::new();
    for step in steps {
        let served = mine.clone().filter(|w| w.writ.is_of(step));
        for writ in served.filter(|w| w.writ.front.audience == Audience::Served) {
            names.push(numbered(bare_title(writ.writ.title()), writ));
        }
    }
    let receipt = mine.clone().find(|w| w.writ.is_of(Step::Service));
    names.extend(receipt.map(|w| numbered(w.writ.title(), w)));
    if dossier.case.statements.iter().any(|s| step::concerns(&s.parties, Some(party)) && !s.is_abandoned()) {
        names.push(plain("当事人的陈述、申辩材料及复核情况".to_string()));
    }
    if !dossier.case.evidence.is_empty() {
        names.push(plain(format!("认定违法事实的证据材料{}件", dossier.case.evidence.len())));
    }
    names.into_iter().enumerate().map(|(i, name)| facts::item(i + 1, name)).collect()
}
