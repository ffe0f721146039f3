//! Notices, discussion, penalties, the decision.

use super::super::value::Value;
use super::super::view::{AttendeeView, DecisionView, DiscussionView, ItemView, NonEmpty, NoticeView, PenaltyView};
use super::inspection::number_for;
use super::{facts, kit};
use crate::case::events::{Attendee, Event, LegalReview};
use crate::case::values::Text;
use crate::document::Origin;
use crate::dossier::penalty::{self, Item, Kind};
use crate::dossier::step;
use crate::dossier::{Dossier, Standing};
use crate::text::money;
use crate::writ::Predicate;
use chrono::NaiveDate;

fn item_values(items: &[Item]) -> Vec<Value> {
    items.iter().map(|item| kit::given(&item.text, &item.at)).collect()
}

fn item_views(items: &[Item]) -> Vec<ItemView> {
    item_values(items).into_iter().enumerate().map(|(i, v)| facts::item(i + 1, v)).collect()
}

/// Items in one phrase with the fines added up, as a decision totals them; a gap when there are none.
pub fn summed(items: &[Item]) -> Value {
    if items.is_empty() {
        return Value::gap("处罚");
    }
    let (sum, has_total) = total(items);
    if !has_total {
        return joined_plain(items);
    }
    let mut others: Vec<Value> = items.iter().filter(|item| item.kind != Kind::Fine).map(|item| kit::given(&item.text, &item.at)).collect();
    others.push(kit::fixed("罚款合计").then(sum));
    Value::join(others, "、")
}

fn joined_plain(items: &[Item]) -> Value {
    if items.is_empty() { Value::gap("处罚") } else { Value::join(item_values(items), "、") }
}

fn total(items: &[Item]) -> (Value, bool) {
    let fines = items.iter().filter(|item| item.kind == Kind::Fine).count();
    (Value::computed(money::print(penalty::fines(items)), "各项罚款之和"), fines > 1)
}

/// The notice to a party.
pub fn notice(dossier: &Dossier, party: Option<usize>, on: Option<NaiveDate>) -> NoticeView {
    let fallback = Standing::default();
    let standing = party.and_then(|p| dossier.standing(p)).unwrap_or(&fallback);
    let items = &standing.intended;
    let (sum, has_total) = total(items);
    let on = on.or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let views = item_views(items);
    let is_own = dossier.case.notices.iter().any(|n| step::concerns(&n.parties, party) && n.intended.is_some()) && *items != standing.items;
    let is_single = dossier.violations_of(party).len() < 2;
    NoticeView {
        penalties: NonEmpty::or_gap(views, "告知.拟处罚"),
        text: joined_plain(items),
        has_several: items.len() > 1,
        is_own,
        is_listed: if is_single { items.len() > 1 } else { is_own },
        total: sum,
        has_total,
        statement_period: statement_period(dossier, on),
        hearing_period: limit_words(dossier, "hearing-request-period", on).unwrap_or_else(|| Value::gap("听证要求期限")),
        hearing_reason: Value::computed(standing.hearing.ground.clone(), "按拟处罚和听证标准判断"),
    }
}

fn limit_words(dossier: &Dossier, id: &str, on: NaiveDate) -> Option<Value> {
    let words = dossier.law.limit(id, on)?.in_words()?;
    Some(Value::text(words, Origin::Law { source: format!("limits/{id}") }))
}

/// The period for statement and defence: the law's, else the agency's own (before 2026-02-01 the law named none).
fn statement_period(dossier: &Dossier, on: NaiveDate) -> Value {
    limit_words(dossier, "statement-period", on).unwrap_or_else(|| match &dossier.agency.statement_days {
        Some(days) => Value::text(format!("{}个工作日", days.text), Origin::Agency { path: "机关档案.陈述申辩期限".into() }),
        None => Value::gap("机关档案.陈述申辩期限"),
    })
}

/// The penalties decided for a party.
pub fn penalty(dossier: &Dossier, party: Option<usize>, on: Option<NaiveDate>) -> PenaltyView {
    let fallback = Standing::default();
    let standing = party.and_then(|p| dossier.standing(p)).unwrap_or(&fallback);
    let items = &standing.items;
    let (sum, has_total) = total(items);
    let on = on.or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let merge = dossier.law.basis("merge-penalties", on).map(|row| dossier.law.cite(&row.basis));
    let views = item_views(items);
    PenaltyView {
        items: NonEmpty::or_gap(views, "处罚"),
        text: joined_plain(items),
        has_several: items.len() > 1,
        has_performance: items.iter().any(is_performed),
        performance: performance(dossier, party),
        has_fine: standing.fines > 0 || items.is_empty(),
        total: sum,
        has_total,
        merge_basis: merge.map_or_else(
            || Value::gap("分别裁量、合并处罚的依据"),
            |text| Value::text(text, Origin::Law { source: "bases/merge-penalties".into() }),
        ),
    }
}

/// A penalty that the party (or the agency) must still carry out; fines have their own sentence.
fn is_performed(item: &Item) -> bool {
    !matches!(item.kind, Kind::Fine | Kind::Warning | Kind::Criticism)
}

/// How the penalties other than fines are performed, as the form says it of each violation.
fn performance(dossier: &Dossier, party: Option<usize>) -> Value {
    let Some(party) = party else { return Value::gap("处罚.履行") };
    let violations = dossier.violations_of(Some(party));
    let asking = violations.iter().filter(|v| v.items_of(party).iter().any(is_performed));
    let said = asking.map(|v| sentence_gap(v.form.penalty_of(party).and_then(|p| p.performance.as_ref()), "处罚.履行"));
    Value::join(said, "；")
}

/// Someone attending, with the opinion recorded.
pub fn attendee(person: &Attendee) -> AttendeeView {
    AttendeeView {
        name: kit::text(&person.name),
        post: kit::or_gap(person.post.as_ref(), &format!("{}的职务", person.name.text())),
        has_opinion: person.opinion.is_some(),
        opinion: sentence_gap(person.opinion.as_ref(), &format!("{}的意见", person.name.text())),
    }
}

/// The collective discussion.
pub fn discussion(dossier: &Dossier) -> DiscussionView {
    let event = dossier.case.discussion.as_ref();
    let day = event.and_then(step::day_of);
    let start = event.and_then(|e| e.time.as_ref()).and_then(|t| t.start.as_ref());
    let attendees: Vec<AttendeeView> = event.iter().flat_map(|e| e.attendees.iter()).map(attendee).collect();
    let with_post = |a: &AttendeeView| a.name.clone().then(kit::fixed("（")).then(a.post.clone()).then(kit::fixed("）"));
    let names = match attendees.is_empty() {
        true => Value::gap("集体讨论.出席人员"),
        false => Value::join(attendees.iter().map(with_post), "、"),
    };
    let conclusion = event.and_then(|e| e.conclusion.as_ref());
    DiscussionView {
        start: kit::moment(start, day.as_ref(), "集体讨论.时间"),
        end: kit::end(event.and_then(|e| e.end()), day.as_ref().map(|d| d.date), "集体讨论.时间.结束"),
        has_end: event.and_then(|e| e.end()).is_some_and(|end| end.time.is_some()),
        place: kit::or_gap(event.and_then(|e| e.place.as_ref()), "集体讨论.地点"),
        chair: kit::or_gap(event.and_then(|e| e.chair.as_ref()).map(|c| &*c.name), "集体讨论.主持人"),
        reporter: kit::or_gap(event.and_then(|e| e.reporter.as_deref()), "集体讨论.汇报人"),
        recorder: kit::or_gap(event.and_then(|e| e.recorder.as_deref()), "集体讨论.记录人"),
        attendees: NonEmpty::or_gap(attendees, "集体讨论.出席人员"),
        attendee_names: names,
        proposal: proposal(dossier, day.as_ref().map(|d| d.date)),
        has_conclusion: conclusion.is_some(),
        conclusion: sentence_gap(conclusion, "集体讨论.结论"),
    }
}

/// What the discussion is asked to agree to: before a party is told, what it is to be told.
fn proposal(dossier: &Dossier, on: Option<NaiveDate>) -> Value {
    super::closing::result(dossier, |party, standing| {
        let told = dossier.case.notices.iter().find(|n| step::concerns(&n.parties, Some(party))).and_then(|n| n.day());
        if on.zip(told).is_some_and(|(on, told)| told < on) { &standing.items } else { &standing.intended }
    })
}

/// A text without its final full stop (templates add it), its paragraphs run together, or a gap.
pub fn sentence_gap(text: Option<&Text>, field: &str) -> Value {
    text.map_or_else(|| Value::gap(field), |t| kit::given(t.paragraphs().concat().trim_end_matches('。'), &t.at))
}

/// The conclusion of a legal review, with the opinion behind it when both are given.
fn review_words(review: &LegalReview) -> Value {
    match (&review.conclusion, &review.opinion) {
        (Some(conclusion), Some(opinion)) => {
            let reasons = kit::fixed("（审核意见：").then(sentence_gap(Some(opinion), "法制审核.意见")).then(kit::fixed("）"));
            sentence_gap(Some(conclusion), "法制审核.结论").then(reasons)
        }
        (either, other) => sentence_gap(either.as_ref().or(other.as_ref()), "法制审核.结论"),
    }
}

/// The decision against a party.
pub fn decision(dossier: &Dossier, party: Option<usize>) -> DecisionView {
    let case = dossier.case;
    let offered = party
        .map_or_else(|| dossier.standings.iter().any(|s| s.hearing.required), |p| dossier.standing(p).is_some_and(|s| s.hearing.required));
    let notice_id = if offered { "hearing_rights_notice" } else { "penalty_notice" };
    let notice = dossier.writs.iter().find(|w| w.writ.id == notice_id && (party.is_none() || w.subject.party == party));
    let notice_title = notice.map(|w| w.writ.title().to_string());
    let served = notice_title.as_ref().and_then(|title| {
        case.services.iter().find(|s| step::served_on(case, s, party) && s.writs.iter().any(|w| w.text() == title)).and_then(step::day_of)
    });
    let statement = case.statements.iter().find(|s| step::concerns(&s.parties, party));
    let waived = statement.filter(|s| s.is_abandoned());
    let stated = statement.filter(|s| !s.is_abandoned());
    let review = stated.and_then(|s| s.review.as_ref());
    let outcome = review.and_then(|r| r.outcome.as_ref());
    let mut outcome_value = outcome.map_or_else(|| Value::gap("陈述申辩.复核"), |o| kit::given(o.value.word(), &o.at));
    if let (Some(_), Some(reason)) = (outcome, review.and_then(|r| r.reason.as_ref())) {
        outcome_value = outcome_value.then(kit::fixed("，理由是：")).then(sentence_gap(Some(reason), "陈述申辩.复核.理由"));
    }
    let hearing = case.hearing.iter().find(|h| step::concerns(&h.parties, party));
    let session = hearing.and_then(|h| h.session.as_ref());
    let held = session.and_then(|s| s.time.as_ref()).and_then(|t| t.start.as_ref());
    let report = hearing.and_then(|h| h.report.as_ref());
    let review_event = case.legal_review.iter().rfind(|r| !r.is_abandoned());
    let discussion = case.discussion.as_ref().filter(|d| !d.is_abandoned());
    let number = dossier.writs.iter().find(|w| w.writ.id.starts_with("penalty_decision") && (party.is_none() || w.subject.party == party));
    DecisionView {
        date: kit::event_day(case.decisions.iter().find(|d| step::concerns(&d.parties, party)), "决定.日期"),
        number: number.map_or_else(|| Value::gap("决定书文号"), |w| super::number(&w.number)),
        notice_title: notice_title.map_or_else(|| Value::gap("告知书"), |t| Value::computed(t, "按是否应当告知听证选定")),
        notice_number: number_for(dossier, notice_id, party),
        notice_served_on: kit::day(served.as_ref(), "送达（告知书）.日期"),
        has_statement: stated.is_some(),
        statement: sentence_gap(stated.and_then(|s| s.content.as_ref()), if stated.is_some() { "陈述申辩.内容" } else { "陈述申辩" }),
        statement_outcome: outcome_value,
        statement_on: kit::event_day(stated, "陈述申辩.日期"),
        is_waived: waived.is_some(),
        is_waived_in_writing: waived.is_some_and(|s| s.method.as_ref().is_some_and(|m| m.text().contains("书面")) && s.day().is_some()),
        waived_on: kit::event_day(waived, "陈述申辩.日期"),
        has_hearing: session.is_some(),
        hearing_on: held.map_or_else(|| Value::gap("听证.举行.时间"), |m| kit::moment_day(m, "听证.举行.时间")),
        hearing_outcome: sentence_gap(
            report.and_then(|r| r.conclusion.as_ref()),
            if hearing.is_some() { "听证.报告.结论" } else { "听证" },
        ),
        is_hearing_waived: hearing.is_some_and(|h| h.is_abandoned()) || (hearing.is_none() && waived.is_some()),
        is_hearing_offered: offered,
        is_review_waived: session.is_none() && case.legal_review.iter().any(|r| r.is_abandoned()),
        has_legal_review: review_event.is_some(),
        legal_review_on: kit::event_day(review_event, "法制审核.日期"),
        legal_review_conclusion: match review_event {
            Some(review) => review_words(review),
            None => Value::gap("法制审核"),
        },
        is_discussion_needed: dossier.statement(Predicate::DiscussionNeeded, party).holds,
        is_discussed: discussion.is_some(),
        discussed_on: kit::event_day(discussion, "集体讨论.日期"),
        discussion_conclusion: sentence_gap(
            discussion.and_then(|d| d.conclusion.as_ref()),
            if discussion.is_some() { "集体讨论.结论" } else { "集体讨论" },
        ),
    }
}
