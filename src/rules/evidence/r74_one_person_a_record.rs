//! R74: one record of inquiry a person, with the person's place in the case; a minor not alone.

use crate::case::events::{Event, Inquiry, Respondent};
use crate::diag::{Diagnostic, Rank};
use crate::rules::Review;
use chrono::{Datelike, NaiveDate};

/// Row of `law/limits.yaml`: the age from which a person is asked alone.
const ADULT: &str = "adult-age";

/// Findings about records of inquiry.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let inquiries: Vec<&Inquiry> = review.case().inquiries.iter().filter(|inquiry| !inquiry.is_abandoned()).collect();
    let mut out = Vec::new();
    for (index, inquiry) in inquiries.iter().enumerate() {
        let Some(asked) = &inquiry.respondent else { continue };
        let name = &asked.name;
        let deduct = |message: String| Diagnostic::deduct("R74", message).found(name.text());
        // several names in full are refused where a name is read
        if name.text().ends_with('等') || name.text().contains("等人") {
            out.push(name.at.finding(deduct("一份询问笔录问了几个人".into()).expected("一人一份").remedy("分开询问，各写一项“询问”")));
        }
        let round = |inquiry: &Inquiry| inquiry.round.as_ref().and_then(|round| round.value).unwrap_or(1);
        let same = |other: &&&Inquiry| other.respondent.as_ref().is_some_and(|other| *other.name == **name) && round(other) == round(inquiry);
        if inquiries[..index].iter().any(|other| same(&other)) {
            let at = inquiry.round.as_ref().map_or(&name.at, |round| &round.at);
            out.push(at.finding(deduct(format!("{}有两份第{}次询问笔录", name.text(), round(inquiry))).remedy("写明“次”，或者删去重复的一份")));
        }
        out.extend(place(inquiry, asked));
        out.extend(minor(review, inquiry, asked));
    }
    out
}

/// What the record says of the person; before the inquiry it may still be written by hand.
fn place(inquiry: &Inquiry, asked: &Respondent) -> Option<Diagnostic> {
    inquiry.day()?;
    let missing: Vec<&str> = [("角色或者职务", asked.role.is_none() && asked.post.is_none()), ("单位", asked.workplace.is_none())]
        .into_iter()
        .filter_map(|(key, absent)| absent.then_some(key))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let finding = Diagnostic::new(Rank::Remind, "R74", format!("{}的询问笔录没有写{}", asked.name.text(), missing.join("、")));
    Some(asked.name.at.finding(finding.found(asked.name.text()).expected("在本案中的角色、工作单位、职务").remedy("补上，或者在笔录上手写")))
}

fn minor(review: &Review, inquiry: &Inquiry, asked: &Respondent) -> Option<Diagnostic> {
    let on = inquiry.day()?;
    let said = asked.age.as_ref().and_then(|age| age.text().trim_end_matches(['岁', '周']).trim().parse::<i64>().ok());
    let age = asked.id_number.as_ref().and_then(|number| number.birth).map(|birth| years(birth, on)).or(said)?;
    let adult = review.law().limit(ADULT, on)?.value?.0;
    if age >= adult || inquiry.present.is_some() {
        return None;
    }
    let finding = Diagnostic::deduct("R74", format!("{}{age}岁，询问时没有监护人或者其他合适的成年人在场", asked.name.text()));
    Some(asked.name.at.finding(finding.found(format!("{age}岁")).expected("写明在场人").remedy("通知监护人到场，补上“在场人”")))
}

fn years(birth: NaiveDate, on: NaiveDate) -> i64 {
    i64::from(on.year() - birth.year()) - i64::from((on.month(), on.day()) < (birth.month(), birth.day()))
}
