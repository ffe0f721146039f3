//! Talks, points, the list of hazards.

use super::super::value::Value;
use super::super::view::{HazardListView, HazardView, InterviewView, NonEmpty, ScoreView, ScoringView};
use super::decision::sentence_gap;
use super::kit;
use crate::case::Hazard;
use crate::case::events::CorrectionMode;
use crate::case::values::Text;
use crate::dossier::{Dossier, Subject, hazard, scoring, site, step};
use crate::text::date;

fn joined<'t>(texts: impl IntoIterator<Item = &'t Text>, separator: &str, field: &str) -> Value {
    let values: Vec<Value> = texts.into_iter().map(kit::text).collect();
    if values.is_empty() { Value::gap(field) } else { Value::join(values, separator) }
}

/// The talk of a writ.
pub fn interview(dossier: &Dossier, subject: &Subject) -> InterviewView {
    let event = subject.event.and_then(|i| dossier.case.interview.get(i));
    let scored = dossier.case.scoring.as_ref().and_then(|s| s.basis.as_ref());
    let basis = event.and_then(|e| e.basis.as_ref()).or(scored);
    let bring = event.map(|e| e.bring.items.as_slice()).unwrap_or_default();
    InterviewView {
        respondents: joined(event.iter().flat_map(|e| e.respondent.iter()).map(|n| &**n), "、", "约谈.被约谈人"),
        time: kit::moment(event.and_then(|e| e.appointment.as_ref()), None, "约谈.约谈时间"),
        place: kit::or_gap(event.and_then(|e| e.place.as_ref()), "约谈.地点"),
        matter: sentence_gap(event.and_then(|e| e.matter.as_ref()), "约谈.事项"),
        has_basis: basis.is_some(),
        basis: kit::or_gap(basis, "约谈.依据"),
        has_bring: !bring.is_empty(),
        bring: joined(bring, "；", "约谈.携带材料"),
    }
}

/// The points of the case.
pub fn scoring(dossier: &Dossier) -> ScoringView {
    let Some(event) = dossier.case.scoring.as_ref() else { return ScoringView::default() };
    let account = scoring::account(dossier);
    let day = step::day_of(event);
    let gap = || Value::gap("记分.日期");
    let computed = |text: Option<String>, how: &str| text.map_or_else(gap, |text| Value::computed(text, how));
    let of = |pick: fn(&scoring::Account) -> String| account.as_ref().map(pick);
    let items = event.items.iter().enumerate().map(|(index, item)| ScoreView {
        index: kit::index(index + 1),
        conduct: kit::text(&item.conduct),
        date: item.date.as_ref().map_or_else(|| kit::day(day.as_ref(), "记分.日期"), |d| kit::dated(d.date, &d.at)),
        points: kit::given(&item.points.value.to_string(), &item.points.at),
    });
    ScoringView {
        items: NonEmpty::or_gap(items.collect(), "记分.项"),
        from: computed(of(|a| date::print(a.from)), "记分年度的起日"),
        to: computed(of(|a| date::print(a.to)), "记分年度的止日"),
        date: kit::day(day.as_ref(), "记分.日期"),
        has_carried: event.carried.is_some(),
        carried: event.carried.as_ref().map_or_else(Value::struck, |c| kit::given(&c.value.to_string(), &c.at)),
        sum: computed(of(|a| a.sum.to_string()), "本记分年度各项之和，加结转的分"),
        full: computed(of(|a| a.full.to_string()), "一个记分年度的满分"),
        has_line: account.as_ref().is_some_and(|a| a.line.is_some()),
        line: account.as_ref().and_then(|a| a.line).map_or_else(Value::struck, |l| Value::computed(l.to_string(), "累计达到的分数线")),
        measure: computed(of(|a| a.measure.words().to_string()), "按累计的分确定"),
        basis: kit::or_gap(event.basis.as_ref(), "记分.依据"),
    }
}

/// The list of hazards, numbered as everywhere; for one of several units only its own.
pub fn hazards(dossier: &Dossier, site: Option<usize>) -> HazardListView {
    let all = site::hazards(dossier.case, site).into_iter().enumerate();
    let own: Vec<(usize, &Hazard)> = all.filter(|(_, (_, own))| *own).map(|(place, (hazard, _))| (place, hazard)).collect();
    let major: Vec<usize> = own.iter().enumerate().filter(|(_, (_, h))| hazard::is_major(dossier, h)).map(|(i, _)| i + 1).collect();
    HazardListView {
        count: Value::computed(own.len().to_string(), "隐患的处数"),
        items: NonEmpty::or_gap(
            own.iter()
                .enumerate()
                .map(|(index, (place, h))| HazardView { index: kit::index(index + 1), ..one(dossier, *place, h) })
                .collect(),
            "隐患",
        ),
        has_major: !major.is_empty(),
        major: if major.is_empty() { Value::struck() } else { kit::item_list(&major) },
    }
}

fn one(dossier: &Dossier, index: usize, own: &Hazard) -> HazardView {
    let order = dossier.case.correction.as_ref();
    let number = (index + 1).to_string();
    let item = order.and_then(|o| o.items.iter().find(|i| i.hazard.text() == number || i.hazard.text() == own.description.text()));
    let immediate = item.and_then(|i| i.mode.as_ref()).filter(|m| m.value == CorrectionMode::Immediately);
    let due = item.and_then(|i| i.due.as_ref()).or_else(|| order.and_then(|o| o.due.as_ref()));
    let recheck = dossier.case.rechecks.last();
    let result = recheck.and_then(|r| {
        let exact = r.results.iter().find(|x| x.item.as_ref().and_then(|i| i.value).is_some_and(|n| n as usize == index + 1));
        exact.or_else(|| r.results.iter().find(|x| x.item.is_none()))
    });
    let gap = |key: &str| Value::gap(format!("隐患[{}].{key}", index + 1));
    HazardView {
        index: kit::index(index + 1),
        place: own.place.as_ref().map_or_else(|| gap("地点"), kit::text),
        description: kit::text(&own.description),
        standard: match (&own.standard, hazard::provisions(dossier, own)) {
            (Some(text), Some(printed)) => kit::given(&printed, &text.at),
            (Some(text), None) => kit::text(text),
            (None, _) => gap("标准条款"),
        },
        advice: own.advice.as_ref().map_or_else(|| gap("建议"), |a| kit::given(a.text().trim_end_matches('。'), &a.at)),
        due: match (immediate, due) {
            (Some(mode), _) => kit::given(mode.value.word(), &mode.at),
            (None, Some(due)) => kit::dated(due.date, &due.at),
            (None, None) => gap("期限"),
        },
        is_major: hazard::is_major(dossier, own),
        verdict: result.map_or_else(|| gap("复查结论"), |r| kit::given(r.verdict.value.word(), &r.verdict.at)),
    }
}
