//! Notices of inquiry and inquiries; without questions in the form, the outline of the cause.

use super::super::value::Value;
use super::super::view::{InquiryNoticeView, InquiryView, QuestionView};
use super::{kit, people};
use crate::case::Party;
use crate::case::events::{Event, Respondent};
use crate::case::values::Text;
use crate::document::Origin;
use crate::dossier::step;
use crate::dossier::{Dossier, Subject};
use crate::law::inquiry::Role;

/// The notice of inquiry.
pub fn notice(dossier: &Dossier, subject: &Subject) -> InquiryNoticeView {
    let event = subject.notice.and_then(|i| dossier.case.inquiry_notices.get(i));
    let asked = subject.inquiry.and_then(|i| dossier.case.inquiries.get(i));
    let inquiry_start = asked.and_then(|a| a.start());
    let time = event.and_then(|e| e.appointment.as_ref()).or(inquiry_start.as_ref());
    let place = event.and_then(|e| e.place.as_ref()).or(asked.and_then(|a| a.place.as_ref()));
    let bring: Vec<(&Text, Vec<Paper>)> = event.iter().flat_map(|e| e.bring.iter()).map(|text| (text, boxes(text.text()))).collect();
    let has = |wanted: Paper| bring.iter().any(|(_, boxes)| boxes.contains(&wanted));
    let other: Vec<Value> = bring.iter().filter(|(_, boxes)| boxes.is_empty()).map(|(text, _)| kit::text(text)).collect();
    // 只请单位的负责人带执照和身份证明，不向员工要
    let unit = subject.party.and_then(|i| dossier.case.parties.get(i)).filter(|p| !p.is_person());
    let is_head = unit.is_some_and(|p| subject.person.is_none() || p.head().map(|h| h.name.text()) == subject.person.as_deref());
    InquiryNoticeView {
        addressee: person_name(dossier, subject),
        time: kit::moment(time, None, "询问通知.询问时间"),
        place: place.map_or_else(|| kit::agency(dossier.agency.address.as_ref(), "地址"), kit::text),
        is_bring_id: bring.is_empty() || has(Paper::Identity),
        is_bring_licence: if bring.is_empty() { is_head } else { has(Paper::Licence) },
        is_bring_proxy: if bring.is_empty() { is_head } else { has(Paper::Proxy) },
        has_other: !other.is_empty(),
        other: if other.is_empty() { Value::struck() } else { Value::join(other, "、") },
    }
}

/// The papers the notice has a box for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    Identity,
    Licence,
    Proxy,
}

/// The boxes of what is to be brought; none when it says anything more than the boxes do, and then it is printed as written.
fn boxes(text: &str) -> Vec<Paper> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')')).collect();
    plain.split(['、', '，', ',', '和', '及']).map(paper).collect::<Option<Vec<Paper>>>().unwrap_or_default()
}

fn paper(words: &str) -> Option<Paper> {
    let mut rest = words;
    while let Some(shorter) = ["本人", "有效", "居民", "你", "单位", "公司"].iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    match rest {
        "身份证" => Some(Paper::Identity),
        "营业执照" => Some(Paper::Licence),
        words if is_proxy(words) => Some(Paper::Proxy),
        _ => None,
    }
}

/// 法定代表人（负责人）身份证明或者授权委托书, or one of the two.
fn is_proxy(words: &str) -> bool {
    let proof = |part: &str| {
        let head = part.strip_suffix("身份证明").map(|head| head.trim_end_matches("的"));
        head.is_some_and(|head| ["", "法定代表人", "负责人", "法定代表人负责人", "主要负责人"].contains(&head))
    };
    let power = |part: &str| ["委托书", "授权委托书"].contains(&part);
    !words.is_empty() && words.replace("或者", "或").split('或').all(|part| proof(part) || power(part))
}

fn person_name(dossier: &Dossier, subject: &Subject) -> Value {
    let asked = subject.inquiry.and_then(|i| dossier.case.inquiries.get(i)).and_then(|i| i.respondent.as_ref());
    let noticed = subject.notice.and_then(|i| dossier.case.inquiry_notices.get(i)).and_then(|n| n.respondent.as_ref());
    match asked.or(noticed) {
        Some(respondent) => kit::text(&respondent.name),
        None => match subject.party.and_then(|i| dossier.case.parties.get(i)) {
            Some(party) if party.is_person() => kit::text(party.name()),
            Some(party) => kit::or_gap(party.head().map(|h| &*h.name), "询问.被询问人"),
            None => Value::gap("询问.被询问人"),
        },
    }
}

/// What the outline calls someone of this post.
fn role(respondent: Option<&Respondent>, party: Option<&Party>) -> Role {
    let words: String =
        [respondent.and_then(|r| r.role.as_ref()), respondent.and_then(|r| r.post.as_ref()), party.and_then(|p| p.liable_as.as_ref())]
            .into_iter()
            .flatten()
            .map(|t| t.text())
            .collect();
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    if has(&["安全员", "安全管理", "安全总监", "安全主管", "安管"]) {
        Role::SafetyManager
    } else if has(&["法定代表人", "主要负责人", "总经理", "董事长", "经营者", "厂长", "矿长"]) {
        Role::Principal
    } else if has(&["主任", "班长", "组长", "队长", "现场负责", "主管", "车间"]) {
        Role::SiteLead
    } else if words.is_empty() && respondent.is_none() {
        // 没有写被询问人：询问的是单位的负责人或者当事人本人
        Role::Principal
    } else {
        Role::Worker
    }
}

/// The inquiry.
pub fn inquiry(dossier: &Dossier, subject: &Subject) -> InquiryView {
    let event = subject.inquiry.and_then(|i| dossier.case.inquiries.get(i));
    let noticed = subject.notice.and_then(|i| dossier.case.inquiry_notices.get(i)).and_then(|n| n.respondent.as_ref());
    let respondent = event.and_then(|e| e.respondent.as_ref()).or(noticed);
    let party = subject.party.and_then(|i| dossier.case.parties.get(i));
    let as_party = party.filter(|p| p.is_person() && Some(p.name().text()) == subject.person.as_deref());
    let head = party.and_then(|p| p.head()).filter(|h| Some(h.name.text()) == subject.person.as_deref());
    let day = event.and_then(step::day_of);
    let on = day.as_ref().map(|d| d.date);
    let id_number = respondent
        .and_then(|r| r.id_number.as_ref())
        .or(as_party.and_then(|p| p.id_number.as_ref()))
        .or(head.and_then(|h| h.id_number.as_ref()));
    let identity = respondent
        .and_then(|r| r.identity.as_ref())
        .or(as_party.and_then(|p| p.identity.as_ref()))
        .or(head.and_then(|h| h.identity.as_ref()));
    let (id_label, id_value) = people::identity(id_number, identity, "询问.被询问人.身份证号");
    let birth = people::birth(id_number).or(as_party.and_then(|p| p.birth.as_ref()).map(|b| b.date));
    let unit_name = || dossier.case.parties.iter().find(|p| !p.is_person()).map(|p| p.name());
    let start = event.and_then(|e| e.time.as_ref()).and_then(|t| t.start.as_ref());
    let inquirers = people::officers(dossier, event.map(|e| if e.inquirers.is_empty() { &e.officers } else { &e.inquirers }));
    let recorder = event.and_then(|e| e.recorder.as_ref()).map(|r| people::officer(dossier, r));
    let questions: Vec<QuestionView> = event
        .iter()
        .flat_map(|e| e.questions.iter())
        .map(|q| QuestionView {
            question: kit::text(&q.question),
            has_answer: q.answer.is_some(),
            answer: kit::or_gap(q.answer.as_ref(), "询问.问答.答"),
        })
        .collect();
    let is_outline = questions.is_empty();
    let field = |name: &str| format!("询问.被询问人.{name}");
    InquiryView {
        start: kit::moment(start, day.as_ref(), "询问.时间"),
        end: kit::end(event.and_then(|e| e.end()), on, "询问.时间.结束"),
        has_end: event.and_then(|e| e.end()).is_some_and(|end| end.time.is_some()),
        round: match event.and_then(|e| e.round.as_ref()) {
            Some(round) => kit::given(&round.text, &round.at),
            None => Value::computed(round_of(dossier, subject).to_string(), "同一被询问人的第几次询问"),
        },
        place: kit::or_gap(event.and_then(|e| e.place.as_ref()), "询问.地点"),
        name: person_name(dossier, subject),
        sex: people::sex(respondent.and_then(|r| r.sex.as_ref()).or(as_party.and_then(|p| p.sex.as_ref())), id_number, &field("性别")),
        age: people::age(respondent.and_then(|r| r.age.as_ref()).or(as_party.and_then(|p| p.age.as_ref())), birth, on, &field("年龄")),
        id_label,
        id_number: id_value,
        workplace: kit::or_gap(
            respondent
                .and_then(|r| r.workplace.as_ref())
                .or(as_party.and_then(|p| p.workplace.as_ref()))
                .or_else(|| unit_name().filter(|_| head.is_some())),
            &field("单位"),
        ),
        post: kit::or_gap(
            respondent.and_then(|r| r.post.as_ref()).or(as_party.and_then(|p| p.post.as_ref())).or(head.and_then(|h| h.post.as_ref())),
            &field("职务"),
        ),
        home: kit::or_gap(respondent.and_then(|r| r.home.as_ref()).or(as_party.and_then(|p| p.home.as_ref())), &field("住址")),
        phone: kit::or_gap(
            respondent.and_then(|r| r.phone.as_ref()).or(as_party.and_then(|p| p.phone.as_ref())).or(head.and_then(|h| h.phone.as_ref())),
            &field("电话"),
        ),
        inquirer_names: people::names(inquirers.iter().map(|o| &o.name), "执法人员"),
        inquirers,
        recorder: recorder.as_ref().map_or_else(|| Value::gap("询问.记录人"), |r| r.name.clone()),
        recorder_post: recorder.map_or_else(|| Value::gap("询问.记录人"), |r| r.post),
        // 问过了而没有写在场人，就是没有；还没有问的留给现场填
        present: match event {
            Some(event) => event.present.as_deref().map_or_else(Value::struck, kit::text),
            None => Value::gap("询问.在场人"),
        },
        questions: if is_outline { outline(dossier, role(respondent, party)) } else { questions },
        is_outline,
    }
}

/// Which inquiry of the same person this is, by order in the form.
fn round_of(dossier: &Dossier, subject: &Subject) -> usize {
    let Some(index) = subject.inquiry else { return 1 };
    let name = |i: &crate::case::events::Inquiry| i.respondent.as_ref().map(|r| r.name.text().to_string());
    let own = dossier.case.inquiries.get(index).and_then(name);
    dossier.case.inquiries.iter().take(index + 1).filter(|i| name(i) == own).count().max(1)
}

/// Questions of the causes' outlines for a role.
fn outline(dossier: &Dossier, role: Role) -> Vec<QuestionView> {
    let mut out: Vec<QuestionView> = Vec::new();
    for cause in dossier.violations.iter().filter_map(|v| v.cause.as_ref()) {
        for question in dossier.law.questions(&cause.id, role) {
            let source = Origin::Law { source: format!("询问提纲 {}", cause.id) };
            let text = Value::text(question.question.0.clone(), source);
            if !out.iter().any(|known| known.question.plain() == text.plain()) {
                out.push(QuestionView { question: text, answer: Value::gap("询问.问答.答"), has_answer: false });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Paper, boxes};

    #[test]
    fn a_box_is_ticked_only_for_its_own_paper() {
        for (text, of) in [
            ("身份证", vec![Paper::Identity]),
            ("本人有效身份证", vec![Paper::Identity]),
            ("居民身份证", vec![Paper::Identity]),
            ("营业执照", vec![Paper::Licence]),
            ("身份证、营业执照", vec![Paper::Identity, Paper::Licence]),
            ("法定代表人身份证明或者委托书", vec![Paper::Proxy]),
            ("法定代表人（负责人）身份证明或者授权委托书", vec![Paper::Proxy]),
            ("授权委托书", vec![Paper::Proxy]),
            ("法定代表人身份证明", vec![Paper::Proxy]),
            ("身份证甲丑", vec![]),
            ("身份证和劳动合同", vec![]),
            ("营业执照复印件", vec![]),
            ("特种作业操作证", vec![]),
            ("委托书的公证书", vec![]),
        ] {
            assert_eq!(boxes(text), of, "{text}");
        }
    }
}
