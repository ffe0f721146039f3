//! R58: a fine whose weighing is not said, or that leaves the step of the standard it names.

use super::charge::{Charge, charges, is_told};
use crate::case::{Discretion, values::Text};
use crate::diag::{Diagnostic, Rank};
use crate::law::discretion::{Band, Standard, Standing, Tier, TierCoverage};
use crate::law::{When, Who};
use crate::rules::Review;
use crate::text::money;
use chrono::NaiveDate;

/// Findings about the weighing.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    charges(review).iter().filter(|charge| is_told(review, charge.party)).flat_map(|charge| weighed(review, charge)).collect()
}

fn weighed(review: &Review, charge: &Charge) -> Vec<Diagnostic> {
    let Some((_, item)) = charge.fine().filter(|_| !charge.is_fixed()) else { return Vec::new() };
    let given = charge.violation.form.discretion.as_ref();
    let Some(given) = given.filter(|given| given.reason.is_some() || given.tier.is_some() || !given.circumstances.is_empty()) else {
        let finding = Diagnostic::deduct("R58", "罚款没有写裁量的情节、阶次或者理由").found(&item.text);
        return vec![item.at.finding(finding.remedy("在违法行为的“裁量”里写情节和证据，或者基准、序号、阶次"))];
    };
    let Some(named) = &given.standard else { return Vec::new() };
    let on = review.dossier.reference_day().unwrap_or(NaiveDate::MAX);
    let mut out = Vec::new();
    if given.tier.is_none() && given.ratio.is_none() {
        let finding = Diagnostic::deduct("R58", "写了裁量基准，没有写阶次").found(named.text());
        out.push(named.at.finding(finding.remedy("写明“阶次”；基准没有相应阶次的，写“理由”")));
    }
    let standards: Vec<&Standard> = review.law().standards().filter(|standard| standard.title.0 == named.text()).collect();
    let usable = standards.iter().find(|standard| standard.usable(on));
    match usable {
        Some(standard) => out.extend(step(standard, given, charge)),
        None => out.extend(standards.first().map(|standard| unusable(standard, named))),
    }
    out
}

fn unusable(standard: &Standard, named: &Text) -> Diagnostic {
    let (rank, why) = match standard.standing {
        Standing::Repealed => (Rank::Deduct, "已经失效"),
        Standing::InForce => (Rank::Deduct, "在作出决定时没有施行或者已经失效"),
        Standing::Unknown => (Rank::Remind, "是否现行没有查到"),
    };
    let finding = Diagnostic::new(rank, "R58", format!("裁量基准“{}”{why}", standard.title)).found(named.text());
    named.at.finding(finding.remedy("改用作出决定时有效的裁量基准"))
}

/// The step named, and whether the fine stays within it.
fn step(standard: &Standard, given: &Discretion, charge: &Charge) -> Option<Diagnostic> {
    let cause = charge.violation.cause.as_ref()?;
    let entry = standard.entries.iter().find(|entry| entry.cause == cause.id.as_str())?;
    let typed = given.tier.as_ref()?;
    let Some(tier) = entry.tiers.iter().find(|tier| tier.tier == typed.text().trim()) else {
        let known: Vec<&str> = entry.tiers.iter().map(|tier| tier.tier.0.as_str()).collect();
        return (entry.coverage == TierCoverage::Full).then(|| {
            let finding = Diagnostic::deduct("R58", format!("裁量基准“{}”没有阶次“{}”", standard.title, typed.text()));
            typed.at.finding(finding.found(typed.text()).expected(known.join("、")).remedy("改为基准里的阶次"))
        });
    };
    let (fen, item) = charge.fine()?;
    let band = band(tier, charge)?;
    if (band.min.0 <= fen && fen <= band.max.0) || given.reason.is_some() {
        return None;
    }
    let (rank, note) = if tier.verified.0 { (Rank::Deduct, "") } else { (Rank::Remind, "（这一档的数额没有核对过原文）") };
    let message = format!("罚款不在裁量基准“{}”阶次{}的幅度内，也没有写理由{note}", standard.title, tier.tier);
    let range = format!("{}元至{}元", money::digits(band.min.0), money::digits(band.max.0));
    let finding = Diagnostic::new(rank, "R58", message).found(money::print(fen)).expected(range);
    let finding = finding.related(typed.at.place(), format!("阶次{}", tier.tier));
    Some(item.at.finding(finding.remedy("改为阶次内的数额；确需高于或者低于的，在“理由”里写明事实和证据")))
}

/// The band of a tier for who is punished and at which stage.
fn band<'t>(tier: &'t Tier, charge: &Charge) -> Option<&'t Band> {
    let when = charge.stage()?;
    match (charge.who, when) {
        (Who::Unit, When::First) => tier.unit.as_ref(),
        (Who::Person, When::First) => tier.person.as_ref(),
        (Who::Unit, When::Overdue) => tier.overdue_unit.as_ref(),
        (Who::Person, When::Overdue) => tier.overdue_person.as_ref(),
    }
}
