//! R86: service: every outward writ has its receipt, which names a writ of the case, and each way of service its papers.
//! The receipt of the notice itself is for R102, its day and that of the decision for R23.

use crate::case::Case;
use crate::case::events::{Event, Service, ServiceMethod};
use crate::case::values::{At, Text};
use crate::diag::Diagnostic;
use crate::dossier::receipt::{self, is_titled};
use crate::dossier::{PlannedWrit, step};
use crate::rules::{Review, name_of, progress};
use crate::text::date;
use crate::writ::{Audience, Per};

/// Findings about service.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = unserved(review);
    for service in review.case().services.iter().filter(|service| !service.is_abandoned()) {
        out.extend(titles(review, service));
        out.extend(manner(review, service));
        out.extend(relation(review, service));
    }
    out
}

/// Whether a service handed over a writ.
fn concerns(review: &Review, service: &Service, title: &Text, planned: &PlannedWrit) -> bool {
    receipt::meant(review.case(), &review.dossier.writs, service, title).into_iter().any(|meant| std::ptr::eq(meant, planned))
}

/// Outward writs of a finished case that no receipt names.
fn unserved(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(finished) = progress::finished(case) else { return Vec::new() };
    let outward = review.dossier.writs.iter().filter(|planned| planned.writ.front.audience == Audience::Served && planned.happened);
    let outward = outward.filter(|planned| !progress::NOTICES.contains(&planned.writ.id.as_str()));
    let served = |planned: &PlannedWrit| {
        let mut services = case.services.iter().filter(|service| !service.is_abandoned());
        services.any(|service| service.writs.iter().any(|title| concerns(review, service, title, planned)))
    };
    let missing = outward.filter(|planned| !served(planned));
    missing
        .map(|planned| {
            let finding = Diagnostic::deduct("R86", "案件已经办结，这份文书没有送达回执").found("没有送达的记录").expected("送达的日期、方式、收件人");
            let at = planned.day.as_ref().map_or_else(|| finished.at.clone(), |day| day.at.clone());
            at.finding(finding.writ(name_of(planned)).remedy("补上“送达”；没有送达的文书对当事人不发生效力"))
        })
        .collect()
}

/// Titles of no writ of the case, and days before that of the writ.
fn titles(review: &Review, service: &Service) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out = Vec::new();
    for title in &service.writs {
        let named: Vec<&PlannedWrit> = review.dossier.writs.iter().filter(|planned| is_titled(planned, title)).collect();
        if named.is_empty() {
            let near = review.dossier.writs.iter().map(|planned| planned.writ.title()).find(|own| own.contains(title.text()) || title.text().contains(*own));
            let finding = Diagnostic::deduct("R86", format!("送达回执上的“{}”不是本案的文书", title.text())).found(title.text());
            let finding = match near {
                Some(near) => finding.expected(near),
                None => finding.expected("本案文书的题名（wenshu plan 列出全部）"),
            };
            out.push(title.at.finding(finding.remedy("写文书的题名，一字不差")));
        }
        let is_inward = named.iter().any(|planned| planned.writ.front.audience != Audience::Sent);
        if is_inward && receipt::meant(case, &review.dossier.writs, service, title).is_empty() {
            let finding = Diagnostic::remind("R86", format!("《{}》不是写给这次送达的人的，哪一份回执也没有登记", title.text())).found(title.text());
            out.push(title.at.finding(finding.remedy("改“当事人”“收件人”，或者写实际送达的文书")));
        }
        // 告知书、决定书的先后见 R23
        let judged = named.into_iter().filter(|planned| !planned.writ.title().contains("告知书") && !planned.writ.title().contains("处罚决定书"));
        let made = judged.filter(|planned| concerns(review, service, title, planned)).filter_map(|planned| planned.day.as_ref()).min_by_key(|day| day.date);
        if let (Some(made), Some(day)) = (made, step::day_of(service))
            && day.date < made.date
        {
            let finding = Diagnostic::deduct("R86", format!("《{}》送达（{}）早于文书的日期（{}）", title.text(), date::print(day.date), date::print(made.date)))
                .found(date::print(day.date))
                .expected(format!("不早于{}", date::print(made.date)))
                .related(made.at.place(), "文书的日期");
            out.push(day.at.finding(finding.remedy("核对两处日期，改正写错的一处")));
        }
    }
    out
}

/// What each way of service needs.
fn manner(review: &Review, service: &Service) -> Vec<Diagnostic> {
    let Some(method) = &service.method else { return Vec::new() };
    let deduct = |message: String, remedy: &str| Some(method.at.finding(Diagnostic::deduct("R86", message).found(format!("{}送达", method.value.word())).remedy(remedy)));
    let found = match method.value {
        ServiceMethod::Left if service.witness.is_empty() && service.note.is_none() => {
            deduct("留置送达没有见证人，也没有拍照、录像的说明".into(), "补上“见证人”；没有见证人的，在备注写明拒收的事由和拍照、录像的情况")
        }
        ServiceMethod::Mail if service.tracking.is_none() => deduct("邮寄送达没有邮件单号".into(), "补上“单号”，把回执附卷"),
        ServiceMethod::PublicNotice => return public_notice(review, service, &method.at).into_iter().collect(),
        ServiceMethod::Electronic => return electronic(review.case(), service, &method.at),
        ServiceMethod::Entrusted if service.note.is_none() => deduct("委托送达没有写受委托的部门".into(), "在备注写明受委托的部门和委托函，把回证附卷"),
        ServiceMethod::Direct | ServiceMethod::Left | ServiceMethod::Mail | ServiceMethod::Entrusted => None,
    };
    found.into_iter().collect()
}

fn public_notice(review: &Review, service: &Service, at: &At) -> Option<Diagnostic> {
    let Some(published) = &service.published_on else {
        return Some(at.finding(Diagnostic::deduct("R86", "公告送达没有公告日期").found("公告送达").remedy("补上“公告日期”，把公告和原因附卷")));
    };
    let (_, due) = review.law().due("service-public-notice", published.date)?;
    let due = due.ok()?;
    let day = step::day_of(service).filter(|day| day.date < due.raw)?;
    let finding = Diagnostic::deduct("R86", format!("公告送达的日期太早：{}", due.explanation)).found(date::print(day.date));
    let finding = finding.expected(format!("不早于{}", date::print(due.raw))).related(published.at.place(), "公告日期");
    Some(day.at.finding(finding.remedy("送达日期写公告期满之日")))
}

/// Electronic service rests on the confirmation the party signed before.
fn electronic(case: &Case, service: &Service, at: &At) -> Vec<Diagnostic> {
    let served = case.parties.iter().enumerate().filter(|(index, _)| step::served_on(case, service, Some(*index)));
    let mut out = Vec::new();
    for (_, party) in served {
        let agreed = party.service_address.as_ref().and_then(|address| address.electronic.as_ref());
        let name = party.name().text();
        match agreed.map(|agreed| (agreed.agreed_on.as_ref(), step::day_of(service))) {
            None | Some((None, _)) => {
                let finding = Diagnostic::deduct("R86", format!("电子送达没有{name}签订的送达地址确认书")).found("电子送达");
                out.push(at.finding(finding.expected("送达地址.电子送达.同意日期").remedy("补上确认书的日期；没有确认的，改用其他方式送达")));
            }
            Some((Some(agreed), Some(day))) if day.date < agreed.date => {
                let finding = Diagnostic::deduct("R86", format!("电子送达（{}）早于{name}同意的日期", date::print(day.date)));
                let finding = finding.found(date::print(day.date)).expected(format!("不早于{}", date::print(agreed.date)));
                out.push(day.at.finding(finding.related(agreed.at.place(), "同意电子送达的日期").remedy("核对两处日期")));
            }
            Some((Some(_), _)) => {}
        }
    }
    out
}

/// Who signed for a unit is the unit itself, its head, its agent or whoever it named; of anybody else the role is given.
fn relation(review: &Review, service: &Service) -> Vec<Diagnostic> {
    let case = review.case();
    // what is sent to other bodies, and notices to the person asked, are signed for by those they are for
    let own = |planned: &&PlannedWrit| planned.writ.front.audience != Audience::Sent && planned.writ.front.per != Per::Inquiry;
    let to_party = |title: &Text| review.dossier.writs.iter().filter(|planned| is_titled(planned, title)).any(|planned| own(&planned));
    if service.relation.is_some() || !service.writs.iter().any(to_party) {
        return Vec::new();
    }
    let known = |name: &str| {
        case.parties.iter().any(|party| {
            let address = party.service_address.as_ref().and_then(|address| address.recipient.as_ref());
            let own = [party.head().map(|head| &*head.name), party.agent.as_ref().map(|agent| &*agent.name), address.map(|name| &**name)];
            party.workplace.as_ref().is_some_and(|place| place.text() == name)
                || party.name().text() == name
                || party.operator.as_ref().is_some_and(|head| head.name.text() == name) || own.into_iter().flatten().any(|own| own.text() == name)
        })
    };
    let strangers = service.recipients.iter().filter(|name| !known(name.text()) && name.text() != "全体当事人");
    strangers
        .map(|name| {
            let finding = Diagnostic::deduct("R86", format!("收件人{}不是当事人，没有写与受送达人的关系", name.text())).found(name.text());
            name.at.finding(finding.expected("与受送达人关系：如 安全管理员、同住成年家属").remedy("补上“与受送达人关系”"))
        })
        .collect()
}
