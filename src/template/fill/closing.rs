//! The case as a whole: its name and result; service, closing, the catalogue.

use super::super::value::Value;
use super::super::view::{CaseView, ClosingView, EntryView, NonEmpty, ServiceView};
use super::{decision, facts, kit};
use crate::case::events::{Event, PaymentItem, Service, ServiceMethod, Verdict};
use crate::case::values::{Name, Text};
use crate::dossier::penalty::Item;
use crate::dossier::receipt::{self, Addressee};
use crate::dossier::{Dossier, PlannedWrit, Standing, Subject, discovery, paths, step};
use crate::text::{date, money};
use crate::writ::{Audience, Per, Predicate};

/// A row of the catalogue as the pipeline counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Title of the writ or paper.
    pub title: String,
    /// Number.
    pub number: Option<String>,
    /// Printed date.
    pub date: Option<String>,
    /// The volume it lies in, when the file has volumes.
    pub volume: Option<String>,
    /// First and last page in the volume; `None` when pages are not known.
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
    let charged = !dossier.violations.is_empty();
    let opinion = case.filing.as_ref().and_then(|f| f.opinion.as_ref());
    // 事故以后的案件没有检查：批复的调查报告使机关知道违法行为
    let replied = || case.accident.as_ref()?.reply.as_ref()?.date.as_ref().map(|d| step::Day { date: d.date, at: d.at.clone() });
    let found = discovery::found(case).or_else(|| replied().filter(|_| case.inspection.is_none()));
    let filed = dossier.statement(Predicate::Filed, None).holds;
    CaseView {
        name: match charged {
            true => names.clone().then(kit::fixed("涉嫌")).then(subject.clone()).then(kit::fixed("案")),
            false => names.clone().then(kit::fixed("安全生产检查")),
        },
        closed_name: match (charged, paths::is_without_penalty(case)) {
            (true, true) => names.then(kit::fixed("涉嫌")).then(subject).then(kit::fixed("案")),
            (true, false) => names.then(subject).then(kit::fixed("案")),
            (false, _) => names.then(kit::fixed("安全生产检查")),
        },
        cause: if causes.is_empty() { Value::gap("案由") } else { Value::join(causes, "；") },
        source: kit::or_gap(case.source.as_ref(), "案件来源"),
        found_on: kit::day(found.as_ref(), if case.inspection.is_some() { "发现日期" } else { "检查.时间" }),
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
        summary: match case.filing.as_ref().and_then(|f| f.summary.as_ref()) {
            Some(summary) => NonEmpty::or_gap(facts::paragraphs(summary), "立案.案情"),
            None => facts::all_facts(dossier, None),
        },
        has_opinion: opinion.is_some(),
        opinion: decision::sentence_gap(opinion, "立案.意见"),
        // 只有检查的，没有处理结果
        result: if charged { result(dossier, decided) } else { Value::struck() },
    }
}

fn decided(_: usize, standing: &Standing) -> &[Item] {
    &standing.items
}

/// What every party was punished with: 对某某公司：罚款……；对张三：……
pub fn result(dossier: &Dossier, pick: impl Fn(usize, &Standing) -> &[Item]) -> Value {
    let case = dossier.case;
    let several = case.parties.len() > 1;
    let ended = [(case.withdrawal.is_some(), "撤销案件"), (case.termination.is_some(), "终止案件")];
    if let Some((_, words)) = ended.into_iter().find(|(holds, _)| *holds) {
        return Value::computed(words, "表单的“撤销”“终止”");
    }
    if let Some(transfer) = dossier.case.transfer.as_ref().filter(|_| !dossier.statement(Predicate::Kept, None).holds) {
        return kit::fixed("移送").then(kit::or_gap(transfer.to.as_ref(), "移送.受移送机关"));
    }
    let parts: Vec<Value> = dossier
        .standings
        .iter()
        .enumerate()
        .map(|(index, standing)| (paths::is_spared(case, Some(index)), pick(index, standing)))
        .zip(&case.parties)
        .filter(|((spared, items), _)| *spared || !items.is_empty())
        .map(|((spared, items), party)| {
            let items = match spared {
                true => Value::computed("不予行政处罚", "表单的“不予处罚”"),
                false => decision::summed(items),
            };
            if several { kit::fixed("对").then(kit::text(party.name())).then(kit::fixed("：")).then(items) } else { items }
        })
        .collect();
    if parts.is_empty() { Value::gap("处罚") } else { Value::join(parts, "；") }
}

/// Whose receipt it is.
pub fn receiver(dossier: &Dossier, subject: &Subject) -> Value {
    match Addressee::of_receipt(subject) {
        Some(Addressee::Other(name)) => Value::computed(name, "文书写明的收件单位、被询问人"),
        Some(Addressee::Party(index)) => {
            dossier.case.parties.get(index).map_or_else(|| Value::gap("当事人"), |party| kit::text(party.name()))
        }
        None => Value::join(dossier.case.parties.iter().map(|party| kit::text(party.name())), "、"),
    }
}

/// The rows of the receipt: what was served, or — before service — the served writs of the addressee with room for the
/// hand.
pub fn services(dossier: &Dossier, subject: &Subject) -> Vec<ServiceView> {
    let case = dossier.case;
    let addressee = Addressee::of_receipt(subject);
    let mut rows: Vec<ServiceView> = Vec::new();
    for service in &case.services {
        for (title, planned) in service.writs.iter().flat_map(|title| served(dossier, service, title, addressee.as_ref())) {
            rows.push(ServiceView {
                writ: match planned.and_then(|w| w.subject.person.as_ref().filter(|_| w.writ.front.per == Per::Inquiry)) {
                    Some(person) => kit::text(title).then(kit::fixed(format!("（{person}）"))),
                    None => kit::text(title),
                },
                number: planned.map_or_else(|| Value::gap("文号"), |w| super::number(&w.number)),
                recipient: recipients(service),
                place: kit::or_gap(service.place.as_ref(), "送达.地点"),
                date: kit::event_day(Some(service), "送达.日期"),
                method: service.method.as_ref().map_or_else(|| Value::gap("送达.方式"), |m| kit::given(&method(m.value), &m.at)),
                has_remark: remark(service).is_some(),
                remark: remark(service).unwrap_or_else(Value::struck),
            });
        }
    }
    let handed = |w: &PlannedWrit, service: &Service| {
        service
            .writs
            .iter()
            .any(|title| receipt::meant(case, &dossier.writs, service, title).into_iter().any(|meant| std::ptr::eq(meant, w)))
    };
    let told = |w: &PlannedWrit| case.services.iter().any(|service| handed(w, service));
    let own = |w: &&PlannedWrit| w.writ.front.audience == Audience::Served && receipt::is_to(case, w, addressee.as_ref()) && !told(w);
    let mut due: Vec<&PlannedWrit> = dossier.writs.iter().filter(own).collect();
    due.sort_by_key(|w| w.day.as_ref().map_or(chrono::NaiveDate::MAX, |d| d.date));
    for planned in due {
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

/// The addressee's writs that a service's title means, with the title: of several notices of inquiry each its own row.
/// A title of no writ of the case stays, without a writ.
fn served<'d, 't>(
    dossier: &'d Dossier,
    service: &Service,
    title: &'t Text,
    addressee: Option<&Addressee>,
) -> Vec<(&'t Text, Option<&'d PlannedWrit<'d>>)> {
    let case = dossier.case;
    if !dossier.writs.iter().any(|planned| receipt::is_titled(planned, title)) {
        let own = addressee.is_none_or(|addressee| receipt::is_on_receipt(case, service, addressee));
        return if own { vec![(title, None)] } else { Vec::new() };
    }
    let meant = receipt::meant(case, &dossier.writs, service, title).into_iter();
    meant.filter(|planned| receipt::is_to(case, planned, addressee)).map(|planned| (title, Some(planned))).collect()
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
        result: result(dossier, decided),
        execution: match event.and_then(|e| e.execution.as_ref()) {
            Some(text) => decision::sentence_gap(Some(text), "结案.执行情况"),
            None if paths::is_without_penalty(case) => Value::computed("没有作出行政处罚，没有需要执行的内容", "本案的处理结果"),
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
            None => kit::fixed("当事人于"),
        };
        phrase = phrase.then(kit::given(&date::print(day.date), &day.at)).then(kit::fixed(format!("缴纳{what}")));
        phrase = phrase.then(kit::given(&money::print(amount.fen), &amount.at));
        if let Some(voucher) = &payment.voucher {
            phrase = phrase.then(kit::fixed("（凭证号：")).then(kit::text(voucher)).then(kit::fixed("）"));
        }
        parts.push(phrase);
    }
    let is_fined = dossier.standings.iter().any(|s| s.fines > 0);
    if parts.is_empty() { Value::gap(if is_fined { "缴款" } else { "结案.执行情况" }) } else { Value::join(parts, "；") }
}

/// What the last re-check found, when there was one.
pub fn rectification(dossier: &Dossier) -> Option<Value> {
    let last = dossier.case.rechecks.last()?;
    let day = step::day_of(last)?;
    let verdict = last.results.iter().map(|r| r.verdict.value).reduce(|a, b| if a == b { a } else { Verdict::PartlyCorrected })?;
    let at = last.results.first().map(|r| r.verdict.at.clone()).unwrap_or_default();
    Some(kit::given(&date::print(day.date), &day.at).then(kit::fixed("复查，")).then(kit::given(verdict.word(), &at)))
}

/// The catalogue's rows.
pub fn entries(rows: &[Entry]) -> NonEmpty<EntryView> {
    let computed = |text: &str| Value::computed(text, "由案卷内各件得出");
    let views = rows
        .iter()
        .enumerate()
        // each volume is bound and numbered on its own
        .map(|(index, row)| (rows.iter().take(index).filter(|before| before.volume == row.volume).count(), row))
        .map(|(place, row)| EntryView {
            has_volume: row.volume.is_some() && place == 0,
            volume: row.volume.as_deref().map_or_else(Value::struck, |volume| Value::computed(volume, "按案卷顺序")),
            index: kit::index(place + 1),
            title: computed(&match &row.number {
                Some(number) => format!("{}{number}", row.title),
                None => row.title.clone(),
            }),
            date: row.date.as_deref().map_or_else(|| Value::gap("日期"), computed),
            pages: match row.pages {
                Some((first, last)) if first == last => computed(&first.to_string()),
                Some((first, last)) => computed(&format!("{first}-{last}")),
                None => Value::gap("页号"),
            },
            remark: row.remark.as_deref().map_or_else(Value::struck, computed),
            has_remark: row.remark.is_some(),
        })
        .collect();
    NonEmpty::or_gap(views, "卷内目录")
}
