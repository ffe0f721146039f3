//! From the end of the investigation to the end of the case.

use super::super::value::Value;
use super::super::view::{EndingView, ErratumView, InvestigationView, NonEmpty, NoticePlanView, PeriodExtensionView, ReviewView};
use super::{closing, decision, kit};
use crate::case::Citation;
use crate::case::events::{Event, NoPenaltyGround};
use crate::document::Origin;
use crate::dossier::{Dossier, PlannedWrit, Subject, paths, period, step};
use crate::text::date;
use crate::writ::{Predicate, Step};
use chrono::NaiveDate;

/// The end of the investigation and what is proposed.
pub fn investigation(dossier: &Dossier) -> InvestigationView {
    let case = dossier.case;
    let event = case.investigation_end.as_ref();
    let notices: Vec<NoticePlanView> = (0..case.parties.len()).map(|party| notice_plan(dossier, party)).collect();
    let notices = NonEmpty::or_gap(notices, "处罚");
    let proposal = match &*notices {
        [] => Value::gap("处罚"),
        [only] => {
            kit::fixed("对").then(only.party.clone()).then(kit::fixed("拟作出")).then(only.proposal.clone()).then(kit::fixed("的处理"))
        }
        several => {
            let each = |n: &NoticePlanView| kit::fixed("对").then(n.party.clone()).then(kit::fixed("：")).then(n.proposal.clone());
            Value::join(several.iter().map(each), "；")
        }
    };
    let advice = match &*notices {
        [only] => {
            kit::fixed("建议对").then(only.party.clone()).then(kit::fixed("作出")).then(only.proposal.clone()).then(kit::fixed("的处理"))
        }
        [] | [_, ..] => kit::fixed("建议作出下列处理：").then(proposal.clone()),
    };
    let rectification = closing::rectification(dossier);
    InvestigationView {
        ended_on: kit::event_day(event, "调查终结.日期"),
        course: course(dossier),
        opinion: match event.and_then(|e| e.opinion.as_ref()) {
            Some(text) => decision::sentence_gap(Some(text), "调查终结.意见"),
            None => kit::fixed("违法事实清楚，证据确实、充分，").then(advice),
        },
        proposal,
        notices,
        has_rectification: rectification.is_some(),
        rectification: rectification.unwrap_or_else(|| Value::gap("复查.结果")),
    }
}

fn notice_plan(dossier: &Dossier, party: usize) -> NoticePlanView {
    let case = dossier.case;
    let standing = dossier.standing(party);
    let spared = paths::is_spared(case, Some(party)) && standing.is_none_or(|s| s.intended.is_empty());
    let planned = dossier
        .writs
        .iter()
        .find(|w| ["hearing_rights_notice", "penalty_notice"].contains(&w.writ.id.as_str()) && w.subject.party == Some(party));
    NoticePlanView {
        party: case.parties.get(party).map_or_else(|| Value::gap("当事人"), |p| kit::text(p.name())),
        proposal: match standing {
            _ if spared => Value::computed("不予行政处罚", "表单的“不予处罚”"),
            Some(standing) => decision::summed(&standing.intended),
            None => Value::gap("处罚"),
        },
        has_writ: planned.is_some(),
        writ: match planned {
            Some(planned) => Value::computed(planned.writ.title(), "按是否应当告知听证选定"),
            None => Value::struck(),
        },
        reason: match (planned, standing) {
            (Some(_), Some(standing)) => Value::computed(standing.hearing.reason.clone(), "按拟处罚和听证标准判断"),
            (Some(_), None) | (None, _) => Value::computed("不拟作出行政处罚", "表单的“不予处罚”“撤销”“终止”"),
        },
    }
}

/// What was done, in the order of its dates; each step once.
fn course(dossier: &Dossier) -> NonEmpty<Value> {
    let case = dossier.case;
    let mut steps: Vec<(NaiveDate, Value)> = Vec::new();
    let mut push = |event: Option<step::Day>, text: Value| {
        if let Some(day) = event {
            steps.push((day.date, kit::dated(day.date, &day.at).then(text)));
        }
    };
    push(case.inspection.as_ref().and_then(step::day_of), kit::fixed("进行现场检查"));
    push(case.measures.as_ref().filter(|e| !e.is_abandoned()).and_then(step::day_of), kit::fixed("采取现场处理措施"));
    push(case.correction.as_ref().filter(|e| !e.is_abandoned()).and_then(step::day_of), kit::fixed("责令限期整改"));
    push(case.filing.as_ref().and_then(step::day_of), kit::fixed("立案"));
    for inquiry in &case.inquiries {
        let name = inquiry.respondent.as_ref().map_or_else(|| Value::gap("询问.被询问人"), |r| kit::text(&r.name));
        push(step::day_of(inquiry), kit::fixed("询问").then(name));
    }
    push(case.scene_examination.as_ref().and_then(step::day_of), kit::fixed("进行勘验"));
    for sampling in &case.sampling {
        push(step::day_of(sampling), kit::fixed("抽样取证"));
    }
    for appraisal in &case.appraisal {
        push(step::day_of(appraisal), kit::fixed("委托鉴定"));
    }
    push(case.preservation.as_ref().and_then(step::day_of), kit::fixed("先行登记保存证据"));
    push(case.seizure.as_ref().and_then(step::day_of), kit::fixed("查封、扣押"));
    for recheck in &case.rechecks {
        push(step::day_of(recheck), kit::fixed("进行整改复查"));
    }
    push(case.investigation_end.as_ref().and_then(step::day_of), kit::fixed("调查终结"));
    steps.sort_by_key(|(day, _)| *day);
    NonEmpty::or_gap(steps.into_iter().map(|(_, text)| text).collect(), "调查经过")
}

/// A legal review.
pub fn review(dossier: &Dossier, subject: &Subject) -> ReviewView {
    let case = dossier.case;
    let event = subject.event.and_then(|index| case.legal_review.get(index)).or(case.legal_review.last());
    let requested = case.hearing.iter().any(|h| !h.is_abandoned());
    let held = case.hearing.iter().filter_map(|h| h.session.as_ref()?.time.as_ref()?.start.as_ref()?.date).max();
    // 听证之前的审核不写听证；听证还没有举行、审核也没有进行的，是听证之后的审核
    let has_hearing = match (held, event.and_then(|e| e.day())) {
        (Some(held), Some(day)) => day >= held,
        (None, Some(_)) => false,
        (Some(_), None) | (None, None) => requested,
    };
    let report = case.hearing.iter().find_map(|h| h.report.as_ref()).and_then(|r| r.conclusion.as_ref());
    ReviewView {
        date: kit::event_day(event, "法制审核.日期"),
        has_opinion: event.is_some_and(|e| e.opinion.is_some()),
        opinion: decision::sentence_gap(event.and_then(|e| e.opinion.as_ref()), "法制审核.意见"),
        has_conclusion: event.is_some_and(|e| e.conclusion.is_some()),
        conclusion: decision::sentence_gap(event.and_then(|e| e.conclusion.as_ref()), "法制审核.结论"),
        is_required: has_hearing,
        has_hearing,
        hearing_outcome: decision::sentence_gap(report, "听证.报告.结论"),
    }
}

/// An extension of the period for the decision.
pub fn extension(dossier: &Dossier, subject: &Subject) -> PeriodExtensionView {
    let event = dossier.case.extension.get(subject.event.unwrap_or(0));
    let on = period::governing_day(dossier, event);
    let ordinary = period::periods(dossier, on).into_iter().find(|period| period.level == 0);
    let granted = period::granted(dossier, event);
    let law = |id: &str| Origin::Law { source: format!("limits/{id}") };
    let words = |found: Option<&period::Period>, field: &str| match found.and_then(|p| Some((p, p.limit.in_words()?))) {
        Some((period, words)) => Value::text(words, law(&period.limit.id.0)),
        None => Value::gap(field),
    };
    let last = |found: Option<&period::Period>, field: &str| match found {
        Some(period) => Value::text(date::print(period.due.raw), law(&period.limit.id.0)),
        None => Value::gap(field),
    };
    PeriodExtensionView {
        original_due: last(ordinary.as_ref(), "立案.日期"),
        original_period: words(ordinary.as_ref(), "立案.日期"),
        period: words(granted.as_ref(), "案件延期.延期至"),
        until: match event.and_then(|e| e.until.as_ref()) {
            Some(until) => kit::dated(until.date, &until.at),
            None => last(granted.as_ref(), "案件延期.延期至"),
        },
        reason: decision::sentence_gap(event.and_then(|e| e.reason.as_ref()), "案件延期.理由"),
        basis: match granted.as_ref().and_then(|p| Some((p, p.limit.basis.as_ref()?))) {
            Some((period, basis)) => Value::text(dossier.law.cite(std::slice::from_ref(basis)), law(&period.limit.id.0)),
            None => Value::gap("案件延期的依据"),
        },
        is_superior: granted.is_some_and(|period| period.level == 2),
    }
}

/// The row of `law/bases.yaml` and the words of a ground.
fn ground(ground: NoPenaltyGround) -> (&'static str, &'static str) {
    match ground {
        NoPenaltyGround::Minor => ("no-penalty-minor", "违法行为轻微并及时改正，没有造成危害后果"),
        NoPenaltyGround::FirstTime => ("no-penalty-first", "初次违法且危害后果轻微并及时改正"),
        NoPenaltyGround::NoFault => ("no-penalty-no-fault", "有证据足以证明没有主观过错"),
        NoPenaltyGround::NotEstablished => ("no-penalty-not-established", "违法事实不能成立"),
    }
}

/// No penalty, withdrawal, termination.
pub fn ending(dossier: &Dossier, planned: &PlannedWrit, on: Option<NaiveDate>) -> EndingView {
    let case = dossier.case;
    let party = planned.subject.party;
    let event = case.no_penalty.iter().find(|e| !e.is_abandoned() && step::concerns(&e.parties, party));
    let chosen = event.and_then(|e| e.ground.as_ref());
    let day = event.and_then(|e| e.day()).or(on).or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let (id, words) = chosen.map(|c| ground(c.value)).unzip();
    let basis = id.and_then(|id| Some((id, dossier.law.basis(id, day)?)));
    let is_withdrawal = planned.writ.is_of(Step::Withdrawal);
    let end = if is_withdrawal {
        case.withdrawal.as_ref().map(|e| (step::day_of(e), e.reason.as_ref(), e.opinion.as_ref(), &e.basis))
    } else {
        case.termination.as_ref().map(|e| (step::day_of(e), e.reason.as_ref(), e.opinion.as_ref(), &e.basis))
    };
    let name = if is_withdrawal { "撤销" } else { "终止" };
    let cited: &[Citation] = end.as_ref().map_or(&[], |(_, _, _, basis)| basis.items.as_slice());
    let end_basis = dossier.cite_form(cited, end.as_ref().and_then(|(day, ..)| day.as_ref()).map(|d| d.date));
    let number = dossier.writs.iter().find(|w| w.writ.id == "no_penalty_decision" && w.subject.party == party);
    EndingView {
        is_spared: match party {
            Some(_) => event.is_some(),
            None => event.is_some() && paths::is_without_penalty(case),
        },
        is_untold: !dossier.statement(Predicate::Noticed, party).holds,
        is_established: chosen.is_none_or(|c| c.value != NoPenaltyGround::NotEstablished),
        ground: match (chosen, words) {
            (Some(chosen), Some(words)) => kit::given(words, &chosen.at),
            (Some(_) | None, _) => Value::gap("不予处罚.情形"),
        },
        basis: match basis {
            Some((id, row)) => Value::text(dossier.law.cite(&row.basis), Origin::Law { source: format!("bases/{id}") }),
            None => Value::gap("不予处罚.情形"),
        },
        has_reason: event.is_some_and(|e| e.reason.is_some()),
        reason: decision::sentence_gap(event.and_then(|e| e.reason.as_ref()), "不予处罚.理由"),
        has_corrected: event.is_some_and(|e| e.corrected.is_some()),
        corrected: decision::sentence_gap(event.and_then(|e| e.corrected.as_ref()), "不予处罚.改正情况"),
        education: decision::sentence_gap(event.and_then(|e| e.education.as_ref()), "不予处罚.教育"),
        number: number.map_or_else(|| Value::gap("不予行政处罚决定书文号"), |w| super::number(&w.number)),
        ended_on: kit::day(end.as_ref().and_then(|(day, ..)| day.as_ref()), &format!("{name}.日期")),
        end_reason: decision::sentence_gap(end.as_ref().and_then(|(_, reason, ..)| *reason), &format!("{name}.理由")),
        has_end_basis: end_basis.text.is_some(),
        end_basis: super::facts::cited(&end_basis, &format!("{name}.依据")),
        has_end_opinion: end.as_ref().is_some_and(|(_, _, opinion, _)| opinion.is_some()),
        end_opinion: decision::sentence_gap(end.as_ref().and_then(|(_, _, opinion, _)| *opinion), &format!("{name}.意见")),
    }
}

/// A slip put right.
pub fn erratum(dossier: &Dossier, subject: &Subject) -> ErratumView {
    let case = dossier.case;
    let event = case.errata.get(subject.event.unwrap_or(0));
    let addressed = case.parties.iter().enumerate().filter(|(index, _)| event.is_some_and(|e| step::concerns(&e.parties, Some(*index))));
    let names: Vec<Value> = addressed.map(|(_, party)| kit::text(party.name())).collect();
    let title = event.and_then(|e| e.writ.as_ref());
    let own = event.and_then(|e| e.parties.first()).and_then(|reference| reference.index);
    let planned = dossier.writs.iter().find(|w| {
        let same = title.is_some_and(|t| w.writ.title() == t.text() || w.writ.title().starts_with(&format!("{}（", t.text())));
        same && (own.is_none() || w.subject.party.is_none() || w.subject.party == own)
    });
    let numbered = planned.filter(|w| w.number != crate::dossier::number::Number::None);
    let given = event.and_then(|e| e.number.as_ref());
    ErratumView {
        addressees: if names.is_empty() { Value::gap("当事人") } else { Value::join(names, "、") },
        writ: kit::or_gap(title, "更正.文书"),
        has_number: given.is_some() || numbered.is_some(),
        number: match (given, numbered) {
            (Some(given), _) => kit::text(given),
            (None, Some(planned)) => super::number(&planned.number),
            (None, None) => Value::gap("更正.文号"),
        },
        original: kit::or_gap(event.and_then(|e| e.original.as_ref()), "更正.原文"),
        corrected: kit::or_gap(event.and_then(|e| e.corrected.as_ref()), "更正.更正为"),
        has_reason: event.is_some_and(|e| e.reason.is_some()),
        reason: decision::sentence_gap(event.and_then(|e| e.reason.as_ref()), "更正.理由"),
    }
}
