//! Statement and defence; the hearing.

use super::super::value::Value;
use super::super::view::{AgentView, AttendeeView, HearingView, NonEmpty, PartyView, StatementView};
use super::{decision, facts, kit, people};
use crate::case::Party;
use crate::case::events::{Attendee, Event, Hearing};
use crate::case::values::Text;
use crate::document::Origin;
use crate::dossier::{Dossier, Subject, hearing as window, step};
use crate::text::date;
use chrono::NaiveDate;

/// The statement of a party, or its written waiver.
pub fn statement(dossier: &Dossier, subject: &Subject, on: Option<NaiveDate>) -> StatementView {
    let case = dossier.case;
    let own = subject.party.or(if case.parties.is_empty() { None } else { Some(0) });
    let party = own.and_then(|index| case.parties.get(index));
    let event = case.statements.iter().find(|s| !s.is_abandoned() && step::concerns(&s.parties, subject.party));
    let waived = case.statements.iter().find(|s| s.is_abandoned() && step::concerns(&s.parties, subject.party));
    let day = event.and_then(step::day_of);
    let start = event.and_then(|e| e.time.as_ref()).and_then(|t| t.start.as_ref());
    let content: Vec<Value> = event.and_then(|e| e.content.as_ref()).map(facts::paragraphs).unwrap_or_default();
    let speaker = event.and_then(|e| e.speaker.as_deref());
    let person = Speaker::find(party, speaker);
    let seen = party.map(|p| people::party(p, on)).unwrap_or_default();
    let gap = |field: &str| Value::gap(format!("陈述申辩人的{field}"));
    let offered = own.and_then(|p| dossier.standing(p)).is_some_and(|s| s.hearing.required);
    let rights = if offered { "陈述、申辩和要求听证" } else { "陈述、申辩" };
    StatementView {
        start: kit::moment(start, day.as_ref(), "陈述申辩.时间"),
        end: kit::end(event.and_then(|e| e.end()), day.as_ref().map(|d| d.date), "陈述申辩.时间.结束"),
        has_end: event.and_then(|e| e.end()).is_some_and(|end| end.time.is_some()),
        place: kit::or_gap(event.and_then(|e| e.place.as_ref()), "陈述申辩.地点"),
        name: match (speaker, party) {
            (Some(name), _) => kit::text(name),
            (None, Some(party)) if party.is_person() => kit::text(party.name()),
            (None, _) => Value::gap("陈述申辩.陈述申辩人"),
        },
        sex: if person == Speaker::Party { seen.sex.clone() } else { gap("性别") },
        post: match person {
            Speaker::Party => seen.post.clone(),
            Speaker::Head => seen.head_post.clone(),
            Speaker::Agent => kit::or_gap(party.and_then(|p| p.agent.as_ref()).and_then(|a| a.post.as_ref()), "委托代理人.职务"),
            Speaker::Other => gap("职务"),
        },
        workplace: match (person, party) {
            (Speaker::Party, _) => seen.workplace.clone(),
            (Speaker::Head, _) => seen.name.clone(),
            (Speaker::Agent, Some(party)) => {
                let own = party.agent.as_ref().and_then(|a| a.workplace.as_ref());
                own.map_or_else(|| gap("工作单位"), kit::text)
            }
            (Speaker::Agent | Speaker::Other, _) => gap("工作单位"),
        },
        phone: match person {
            Speaker::Agent => kit::or_gap(party.and_then(|p| p.agent.as_ref()).and_then(|a| a.phone.as_ref()), "委托代理人.电话"),
            Speaker::Party | Speaker::Head => seen.phone.clone(),
            Speaker::Other => gap("电话"),
        },
        address: if seen.is_person { seen.home.clone() } else { seen.address.clone() },
        postcode: seen.postcode.clone(),
        recorder: kit::or_gap(event.and_then(|e| e.recorder.as_deref()), "陈述申辩.记录人"),
        has_content: !content.is_empty(),
        content: NonEmpty::or_gap(content, "陈述申辩.内容"),
        waived_on: kit::event_day(waived, "陈述申辩.日期"),
        waived_rights: Value::computed(rights, "按是否应当告知听证选定"),
    }
}

/// Who speaks for a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    /// The person punished.
    Party,
    /// The head of the unit.
    Head,
    /// The agent.
    Agent,
    /// Someone the form does not know otherwise.
    Other,
}

impl Speaker {
    fn find(party: Option<&Party>, named: Option<&Text>) -> Speaker {
        let Some(party) = party else { return Speaker::Other };
        let is = |name: Option<&str>| named.is_some() && name == named.map(|n| n.text());
        if party.is_person() && (named.is_none() || is(Some(party.name().text()))) {
            Speaker::Party
        } else if is(party.head().map(|h| h.name.text())) {
            Speaker::Head
        } else if is(party.agent.as_ref().map(|a| a.name.text())) {
            Speaker::Agent
        } else {
            Speaker::Other
        }
    }
}

/// The agent of a party; every place a gap when it has none.
pub fn agent(party: Option<&Party>) -> AgentView {
    let found = party.and_then(|p| p.agent.as_ref());
    let gap = |value: Option<&Text>, field: &str| kit::or_gap(value, &format!("委托代理人.{field}"));
    AgentView {
        name: gap(found.map(|a| &*a.name), "姓名"),
        principal: party.map_or_else(|| Value::gap("当事人"), |p| kit::text(p.name())),
        workplace: gap(found.and_then(|a| a.workplace.as_ref()), "单位"),
        post: gap(found.and_then(|a| a.post.as_ref()), "职务"),
        phone: gap(found.and_then(|a| a.phone.as_ref()), "电话"),
        id_number: match found.and_then(|a| a.id_number.as_ref()) {
            Some(number) => kit::given(number.text(), &number.at),
            None => Value::gap("委托代理人.身份证号"),
        },
        power: gap(found.and_then(|a| a.power.as_ref()), "权限"),
    }
}

fn named(person: Option<&Attendee>, field: &str) -> (Value, Value) {
    let name = kit::or_gap(person.map(|p| &*p.name), &format!("听证.举行.{field}"));
    (name, kit::or_gap(person.and_then(|p| p.post.as_ref()), &format!("听证.举行.{field}.职务")))
}

/// The hearing of a writ.
pub fn hearing(dossier: &Dossier, subject: &Subject, on: Option<NaiveDate>) -> HearingView {
    let case = dossier.case;
    let event = step::hearing_of(case, subject).filter(|h| !h.is_abandoned());
    let session = event.and_then(|h| h.session.as_ref());
    let report = event.and_then(|h| h.report.as_ref());
    let start = session.and_then(|s| s.time.as_ref()).and_then(|t| t.start.as_ref());
    let end = session.and_then(|s| s.time.as_ref()).and_then(|t| t.end.as_ref());
    let (chair, chair_post) = named(session.and_then(|s| s.chair.as_ref()), "主持人");
    let (clerk, clerk_post) = named(session.and_then(|s| s.clerk.as_ref()), "书记员");
    let members: Vec<AttendeeView> = session.iter().flat_map(|s| s.members.iter()).map(decision::attendee).collect();
    let participants: Vec<AttendeeView> = session.iter().flat_map(|s| s.participants.iter()).map(decision::attendee).collect();
    let record: Vec<Value> = session.iter().flat_map(|s| s.record.iter()).flat_map(facts::paragraphs).collect();
    let parties = applicants(dossier, event);
    let agents: Vec<AgentView> = parties.iter().filter(|p| p.agent.is_some()).map(|p| agent(Some(p))).collect();
    let on = start.and_then(|m| m.date).or(on);
    let views: Vec<PartyView> = parties.iter().map(|p| people::party(p, on)).collect();
    HearingView {
        requested_on: dated(event.and_then(|h| h.request.as_ref()).and_then(|r| r.date.as_ref()), "听证.申请.日期"),
        is_held: session.is_some(),
        notified_on: dated(event.and_then(|h| h.notice.as_ref()).and_then(|n| n.date.as_ref()), "听证.通知.日期"),
        start: kit::moment(start, None, "听证.举行.时间"),
        end: kit::end(end, start.and_then(|m| m.date), "听证.举行.时间.结束"),
        has_end: end.is_some_and(|end| end.time.is_some()),
        place: kit::or_gap(session.and_then(|s| s.place.as_ref()), "听证.举行.地点"),
        manner: match session.and_then(|s| s.public.as_ref()) {
            Some(public) => kit::given(if public.value { "公开" } else { "不公开" }, &public.at),
            None => Value::gap("听证.举行.公开"),
        },
        chair,
        chair_post,
        has_members: !members.is_empty(),
        member_names: if session.is_none() {
            Value::gap("听证.举行.听证员")
        } else if members.is_empty() {
            Value::struck()
        } else {
            Value::join(members.iter().map(|m| m.name.clone()), "、")
        },
        members: NonEmpty::or_gap(members, "听证.举行.听证员"),
        clerk,
        clerk_post,
        applicant_names: if views.is_empty() { Value::gap("当事人") } else { Value::join(views.iter().map(|v| v.name.clone()), "、") },
        applicants: NonEmpty::or_gap(views, "听证.当事人"),
        has_agents: !agents.is_empty(),
        agents: NonEmpty::or_gap(agents, "委托代理人"),
        has_participants: !participants.is_empty(),
        participants: NonEmpty::or_gap(participants, "听证.举行.参加人"),
        has_record: !record.is_empty(),
        record: NonEmpty::or_gap(record, "听证.举行.记录"),
        has_summary: report.is_some_and(|r| r.summary.is_some()),
        summary: decision::sentence_gap(report.and_then(|r| r.summary.as_ref()), "听证.报告.摘要"),
        has_opinion: report.is_some_and(|r| r.conclusion.is_some()),
        opinion: decision::sentence_gap(report.and_then(|r| r.conclusion.as_ref()), "听证.报告.结论"),
        timing: timing(dossier, event),
        postponements: limit_words(dossier, "hearing-postpone", on),
    }
}

fn limit_words(dossier: &Dossier, id: &str, on: Option<NaiveDate>) -> Value {
    let words = dossier.law.limit(id, on.unwrap_or(NaiveDate::MAX)).and_then(|limit| limit.in_words());
    words.map_or_else(|| Value::gap("听证延期次数"), |words| Value::text(words, Origin::Law { source: format!("limits/{id}") }))
}

fn dated(found: Option<&crate::case::values::Date>, field: &str) -> Value {
    found.map_or_else(|| Value::gap(field), |day| kit::dated(day.date, &day.at))
}

/// The parties that asked for a hearing.
fn applicants<'d>(dossier: &'d Dossier, event: Option<&Hearing>) -> Vec<&'d Party> {
    let Some(event) = event else { return Vec::new() };
    let all = dossier.case.parties.iter().enumerate();
    let asked = all.filter(|(index, _)| {
        // 不写当事人的是全体；其中未达到听证标准的没有听证权利，不列
        step::concerns(&event.parties, Some(*index))
            && (!event.parties.is_empty() || dossier.standing(*index).is_some_and(|standing| standing.hearing.required))
    });
    asked.map(|(_, party)| party).collect()
}

/// Request, notice and hearing with the lawful days they are measured by.
fn timing(dossier: &Dossier, event: Option<&Hearing>) -> Value {
    let Some(hearing) = event else { return Value::gap("听证") };
    let request = hearing.request.as_ref().and_then(|r| r.date.as_ref());
    let mut value = kit::fixed("当事人于").then(dated(request, "听证.申请.日期")).then(kit::fixed("要求听证"));
    if let Some(Ok(window)) = window::window(dossier, hearing) {
        let law = |id: &str| Origin::Law { source: format!("limits/{id}") };
        value = value.then(kit::fixed("，应当不晚于")).then(Value::text(date::print(window.last.raw), law(window::HOLD)));
        value = value.then(kit::fixed("举行"));
    }
    let told = window::notified(dossier, hearing);
    let told = told.map_or_else(|| Value::gap("听证.通知.日期"), |(day, at)| kit::dated(day, &at));
    value = value.then(kit::fixed("；听证会通知书于")).then(told).then(kit::fixed("送达"));
    let start = hearing.session.as_ref().and_then(|s| s.time.as_ref()).and_then(|t| t.start.as_ref());
    let held = start.map_or_else(|| Value::gap("听证.举行.时间"), |m| kit::moment_day(m, "听证.举行.时间"));
    if let Some(day) = start.and_then(|m| m.date)
        && let Some((limit, Ok(due))) = dossier.law.due(window::NOTICE, day)
    {
        let source = || Origin::Law { source: format!("limits/{}", window::NOTICE) };
        let words = limit.in_words().unwrap_or_default();
        value = value.then(kit::fixed("（提前")).then(Value::text(words, source()));
        value = value.then(kit::fixed("通知，应当不晚于")).then(Value::text(date::print(due.raw), source())).then(kit::fixed("）"));
    }
    value.then(kit::fixed("；听证于")).then(held).then(kit::fixed("举行"))
}
