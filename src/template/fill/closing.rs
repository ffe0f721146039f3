//! The case as a whole: its name and result; service, closing, the catalogue.

use super::super::value::Value;
use super::super::view::{CaseView, ClosingView, EntryView, ServiceView};
use super::{decision, facts, kit};
use crate::case::events::{Event, PaymentItem, Service, ServiceMethod, Verdict};
use crate::case::values::{Name, Word};
use crate::dossier::{Dossier, PlannedWrit, Subject, step};
use crate::text::{date, money};
use crate::writ::{Audience, Predicate};

/// A row of the catalogue as the pipeline counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Title of the writ or paper.
    pub title: String,
    /// Number.
    pub number: Option<String>,
    /// Printed date.
    pub date: Option<String>,
    /// First and last page in the file; `None` when pages are not known.
    pub pages: Option<(usize, usize)>,
    /// Remark.
    pub remark: Option<String>,
}

/// The case.
pub fn case(dossier: &Dossier) -> CaseView {
    let case = dossier.case;
    let names = Value::join(case.parties.iter().map(|p| kit::text(p.name())), "、");
    let causes: Vec<Value> = dossier.violations.iter().map(facts::cause).collect();
    let mut shorts: Vec<Value> = Vec::new();
    for violation in &dossier.violations {
        let short = match &violation.cause {
            Some(cause) => Value::text(cause.short.clone(), crate::document::Origin::Law { source: format!("案由 {}", cause.id) }),
            None => facts::cause(violation),
        };
        if !shorts.iter().any(|known| known.plain() == short.plain()) {
            shorts.push(short);
        }
    }
    let subject = if shorts.is_empty() { Value::gap("案由") } else { Value::join(shorts, "、") };
    let inspected = case.inspection.as_ref().and_then(step::day_of);
    let filed = dossier.statement(Predicate::Filed, None).holds;
    CaseView {
        name: names.clone().then(kit::fixed("涉嫌")).then(subject.clone()).then(kit::fixed("案")),
        closed_name: names.then(subject).then(kit::fixed("案")),
        cause: if causes.is_empty() { Value::gap("案由") } else { Value::join(causes, "；") },
        source: kit::or_gap(case.source.as_ref(), "案件来源"),
        found_on: kit::day(inspected.as_ref(), "发现时间"),
        // 简易程序没有立案，也没有结案审批
        filed_on: if filed { kit::event_day(case.filing.as_ref(), "立案.日期") } else { Value::struck() },
        closed_on: match &case.closing {
            None if !filed => Value::struck(),
            event => kit::event_day(event.as_ref(), "结案.日期"),
        },
        archived_on: kit::event_day(case.archiving.as_ref(), "归档.日期"),
        archive_number: kit::or_gap(case.archiving.as_ref().and_then(|a| a.number.as_ref()), "归档.归档号"),
        retention: match case.archiving.as_ref().and_then(|a| a.term.as_ref()) {
            Some(term) => kit::text(term),
            None => kit::agency(dossier.agency.retention.as_ref(), "保存期限"),
        },
        result: result(dossier),
    }
}

/// What every party was punished with: 对某某公司：罚款……；对张三：……
fn result(dossier: &Dossier) -> Value {
    if let Some(transfer) = dossier.case.transfer.as_ref().filter(|_| !dossier.statement(Predicate::Kept, None).holds) {
        return kit::fixed("移送").then(kit::or_gap(transfer.to.as_ref(), "移送.受移送机关"));
    }
    let several = dossier.case.parties.len() > 1;
    let parts: Vec<Value> = dossier
        .standings
        .iter()
        .zip(&dossier.case.parties)
        .filter(|(standing, _)| !standing.items.is_empty())
        .map(|(standing, party)| {
            let items = decision::joined(&standing.items);
            if several { kit::fixed("对").then(kit::text(party.name())).then(kit::fixed("：")).then(items) } else { items }
        })
        .collect();
    if parts.is_empty() { Value::gap("处罚") } else { Value::join(parts, "；") }
}

/// The rows of the receipt: what was served, or — before service — the served writs of the case with room for the hand.
pub fn services(dossier: &Dossier, subject: &Subject) -> Vec<ServiceView> {
    let mut rows: Vec<ServiceView> = Vec::new();
    for service in dossier.case.services.iter().filter(|s| step::concerns(&s.parties, subject.party)) {
        for title in &service.writs {
            let planned: Vec<&PlannedWrit> =
                dossier.writs.iter().filter(|w| w.writ.title() == title.text() && concerns(w, service, subject)).collect();
            let number = planned.iter().find_map(|w| w.number.text().map(|_| super::number(&w.number)));
            let unnumbered = planned.iter().any(|w| w.number == crate::dossier::number::Number::None);
            rows.push(ServiceView {
                writ: kit::text(title),
                number: number.unwrap_or_else(|| if unnumbered { Value::struck() } else { Value::gap("文号") }),
                recipient: recipients(service),
                place: kit::or_gap(service.place.as_ref(), "送达.地点"),
                date: kit::event_day(Some(service), "送达.日期"),
                method: service.method.as_ref().map_or_else(|| Value::gap("送达.方式"), |m| kit::given(&method(m.value), &m.at)),
                has_remark: remark(service).is_some(),
                remark: remark(service).unwrap_or_else(Value::struck),
            });
        }
    }
    let served: Vec<String> = rows.iter().map(|r| r.writ.plain()).collect();
    for planned in dossier.writs.iter().filter(|w| w.writ.front.audience == Audience::Served && mine(w, subject)) {
        if served.iter().any(|title| title == planned.writ.title()) {
            continue;
        }
        rows.push(ServiceView {
            writ: Value::computed(planned.writ.title(), "本案应送达的文书"),
            number: super::number(&planned.number),
            recipient: Value::gap("送达.收件人"),
            place: Value::gap("送达.地点"),
            date: Value::gap("送达.日期"),
            method: Value::gap("送达.方式"),
            remark: Value::struck(),
            has_remark: false,
        });
    }
    rows
}

fn mine(planned: &PlannedWrit, subject: &Subject) -> bool {
    subject.party.is_none() || planned.subject.party.is_none() || planned.subject.party == subject.party
}

fn concerns(planned: &PlannedWrit, service: &Service, subject: &Subject) -> bool {
    let named = |person: &String| service.recipients.iter().any(|r| r.text() == person);
    mine(planned, subject) && planned.subject.person.as_ref().is_none_or(named)
}

fn recipients(service: &Service) -> Value {
    let names: Vec<Value> = service.recipients.iter().map(|n: &Name| kit::text(n)).collect();
    if names.is_empty() { Value::gap("送达.收件人") } else { Value::join(names, "、") }
}

fn method(method: ServiceMethod) -> String {
    format!("{}送达", method.word())
}

fn remark(service: &Service) -> Option<Value> {
    let mut parts = Vec::new();
    if let Some(relation) = &service.relation {
        parts.push(kit::fixed("收件人系").then(kit::text(relation)));
    }
    if !service.witness.is_empty() {
        parts.push(kit::fixed("见证人：").then(Value::join(service.witness.iter().map(|n| kit::text(n)), "、")));
    }
    if let Some(tracking) = &service.tracking {
        parts.push(kit::fixed("邮件单号：").then(kit::text(tracking)));
    }
    if let Some(published) = &service.published_on {
        parts.push(kit::fixed("公告日期：").then(kit::dated(published.date, &published.at)));
    }
    if let Some(note) = &service.note {
        parts.push(kit::text(note));
    }
    if parts.is_empty() { None } else { Some(Value::join(parts, "；")) }
}

/// Closing.
pub fn closing(dossier: &Dossier) -> ClosingView {
    let case = dossier.case;
    let event = case.closing.as_ref();
    let rectification = rectification(dossier);
    let publication = case.publication.as_ref().and_then(|p| Some((p, p.day()?)));
    ClosingView {
        result: result(dossier),
        execution: match event.and_then(|e| e.execution.as_ref()) {
            Some(text) => decision::sentence_gap(Some(text), "结案.执行情况"),
            None => payments(dossier),
        },
        has_rectification: rectification.is_some(),
        rectification: rectification.unwrap_or_else(|| Value::gap("复查.结果")),
        has_publicity: publication.is_some(),
        publicity: match publication {
            Some((event, day)) => {
                let at = event.date.as_ref().map(|d| d.at.clone()).unwrap_or_default();
                let on = kit::given(&date::print(day), &at);
                match &event.platform {
                    Some(platform) => on.then(kit::fixed("在")).then(kit::text(platform)).then(kit::fixed("公示")),
                    None => on.then(kit::fixed("公示")),
                }
            }
            None => Value::gap("公示"),
        },
        reason: decision::sentence_gap(event.and_then(|e| e.reason.as_ref().or(e.manner.as_ref())), "结案.理由"),
    }
}

/// The payments of the case in one phrase.
fn payments(dossier: &Dossier) -> Value {
    let several = dossier.case.parties.len() > 1;
    let mut parts: Vec<Value> = Vec::new();
    for payment in &dossier.case.payments {
        let (Some(amount), Some(day)) = (&payment.amount, step::day_of(payment)) else { continue };
        let what = payment.item.as_ref().map_or(PaymentItem::Fine, |i| i.value).word();
        let payer = payment.party.as_ref().and_then(|r| r.index).and_then(|i| dossier.case.parties.get(i));
        let mut phrase = match payer.filter(|_| several) {
            Some(party) => kit::text(party.name()).then(kit::fixed("于")),
            None => kit::fixed("于"),
        };
        phrase = phrase.then(kit::given(&date::print(day.date), &day.at)).then(kit::fixed(format!("缴纳{what}")));
        phrase = phrase.then(kit::given(&money::print(amount.fen), &amount.at));
        if let Some(voucher) = &payment.voucher {
            phrase = phrase.then(kit::fixed("（凭证号：")).then(kit::text(voucher)).then(kit::fixed("）"));
        }
        parts.push(phrase);
    }
    if parts.is_empty() { Value::gap("缴款") } else { Value::join(parts, "；") }
}

fn rectification(dossier: &Dossier) -> Option<Value> {
    let last = dossier.case.rechecks.last()?;
    let day = step::day_of(last)?;
    let verdict = last.results.iter().map(|r| r.verdict.value).reduce(|a, b| if a == b { a } else { Verdict::PartlyCorrected })?;
    let at = last.results.first().map(|r| r.verdict.at.clone()).unwrap_or_default();
    Some(kit::given(&date::print(day.date), &day.at).then(kit::fixed("复查，")).then(kit::given(verdict.word(), &at)))
}

/// The catalogue's rows.
pub fn entries(rows: &[Entry]) -> Vec<EntryView> {
    let computed = |text: &str| Value::computed(text, "由案卷内各件得出");
    rows.iter()
        .enumerate()
        .map(|(index, row)| EntryView {
            index: kit::index(index + 1),
            title: computed(&match &row.number {
                Some(number) => format!("{}{number}", row.title),
                None => row.title.clone(),
            }),
            date: row.date.as_deref().map_or_else(Value::struck, computed),
            pages: match row.pages {
                Some((first, last)) if first == last => computed(&first.to_string()),
                Some((first, last)) => computed(&format!("{first}-{last}")),
                None => Value::gap("页号"),
            },
            remark: row.remark.as_deref().map_or_else(Value::struck, computed),
            has_remark: row.remark.is_some(),
        })
        .collect()
}
