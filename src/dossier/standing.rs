//! Where each party stands: all its penalty items, the sum of its fines, and whether a hearing must be offered
//! (《中华人民共和国行政处罚法》第六十三条、《安全生产违法行为行政处罚办法》第五十五条).

use super::penalty::{self, Item, Kind};
use super::{Dossier, step};
use crate::text::money;
use chrono::NaiveDate;

/// Whether a hearing must be offered, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HearingPosition {
    /// It must.
    pub required: bool,
    /// Why, or why not.
    pub reason: String,
    /// What of the penalty makes it so, as a notice prints it; empty when no hearing is required.
    pub ground: String,
    /// The figures it rests on were read in a rule known to be current.
    pub verified: bool,
    /// What a person should check.
    pub note: Option<String>,
}

/// A party's penalties.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing {
    /// Items decided, violation by violation.
    pub items: Vec<Item>,
    /// Items told in the notice (拟处罚), the decided ones when the notice names none.
    pub intended: Vec<Item>,
    /// Sum of fines in 分.
    pub fines: i64,
    /// Hearing.
    pub hearing: HearingPosition,
}

/// The standing of every party.
pub fn all(dossier: &Dossier) -> Vec<Standing> {
    (0..dossier.case.parties.len()).map(|party| one(dossier, party)).collect()
}

fn one(dossier: &Dossier, party: usize) -> Standing {
    let items: Vec<Item> = dossier.violations.iter().flat_map(|v| v.items_of(party).to_vec()).collect();
    let notice = dossier.case.notices.iter().find(|n| step::concerns(&n.parties, Some(party)));
    let told = notice.and_then(|n| n.intended.as_ref()).and_then(|p| p.of(party).map(|own| penalty::items(own, &p.at)));
    let intended = told.unwrap_or_else(|| dossier.violations.iter().flat_map(|v| v.intended_of(party).to_vec()).collect());
    let on = notice.and_then(step::day_of).map(|d| d.date).or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let forced = notice.and_then(|n| n.hearing.as_ref()).is_some_and(|flag| flag.value);
    let mut hearing = hearing(dossier, party, &intended, on);
    if forced && !hearing.required {
        let ground = intended.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join("、");
        hearing = HearingPosition { required: true, reason: "表单写明告知听证权".into(), ground, ..hearing };
    }
    Standing { fines: penalty::fines(&items), hearing, intended, items }
}

fn hearing(dossier: &Dossier, party: usize, items: &[Item], on: NaiveDate) -> HearingPosition {
    let is_person = dossier.case.parties.get(party).is_some_and(|p| p.is_person());
    let who = if is_person { "个人" } else { "单位" };
    let law = dossier.law;
    if let Some(item) = items.iter().find(|item| law.always_needs_hearing(item.kind.name(), on)) {
        let basis = law.hearing_kinds(on).map(|kinds| law.cite(&kinds.basis)).unwrap_or_default();
        let reason = format!("拟作出“{}”，须告知听证权（{basis}）", item.kind.name());
        let ground = format!("拟作出“{}”", item.kind.name());
        return HearingPosition { required: true, reason, ground, verified: true, note: None };
    }
    let own = dossier.agency.hearing.as_ref();
    let own_figure = own.and_then(|t| if is_person { t.person.as_ref() } else { t.unit.as_ref() });
    let region = dossier.agency.region.as_ref().map_or("000000", |r| r.text());
    let rule = law.hearing_rule(region, on);
    let sum = |kind: Kind| items.iter().filter(|item| item.kind == kind).filter_map(|item| item.fen).sum::<i64>();
    for (kind, verb) in [(Kind::Fine, "拟罚款"), (Kind::ConfiscatedGains, "拟没收违法所得")] {
        let fen = sum(kind);
        if fen == 0 {
            continue;
        }
        let (line, reached, basis) = match (own_figure, &rule) {
            (Some(figure), _) => {
                let basis = own.and_then(|t| t.basis.as_ref()).map_or("机关档案的听证标准", |b| b.text()).to_string();
                (figure.fen, fen >= figure.fen, basis)
            }
            (None, Some(rule)) => (if is_person { rule.person } else { rule.unit }, rule.reached(is_person, fen), rule.basis.clone()),
            (None, None) => continue,
        };
        if reached {
            let reason = format!("{verb}{}元，达到对{who}{}元的标准，须告知听证权（{basis}）", yuan(fen), yuan(line));
            let ground = format!("{verb}{}元，达到对{who}{}元的听证标准", yuan(fen), yuan(line));
            return HearingPosition { required: true, reason, ground, verified: verified(own_figure.is_some(), &rule), note: note(&rule) };
        }
    }
    let line = own_figure.map(|f| f.fen).or(rule.as_ref().map(|r| if is_person { r.person } else { r.unit }));
    let reason = match line {
        Some(line) => format!("拟罚款{}元，未达到对{who}{}元的听证标准", yuan(sum(Kind::Fine)), yuan(line)),
        None => "没有查到听证标准".to_string(),
    };
    HearingPosition { required: false, reason, ground: String::new(), verified: verified(own_figure.is_some(), &rule), note: note(&rule) }
}

fn verified(own: bool, rule: &Option<crate::law::HearingRule>) -> bool {
    own || rule.as_ref().is_some_and(|r| r.verified)
}

fn note(rule: &Option<crate::law::HearingRule>) -> Option<String> {
    rule.as_ref().and_then(|r| r.note.clone())
}

fn yuan(fen: i64) -> String {
    money::digits(fen).trim_end_matches(".00").to_string()
}
