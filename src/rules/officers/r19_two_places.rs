//! R19: one officer in two acts at one time.

use super::acts::{Act, acts};
use crate::diag::{Diagnostic, Rank};
use crate::rules::Review;
use crate::text::date;
use chrono::NaiveDateTime;

/// Findings about overlapping acts within the case. Acts at the scene run side by side and are not compared.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let acts = acts(review.case());
    let mut out = Vec::new();
    for (index, later) in acts.iter().enumerate() {
        for earlier in acts.iter().take(index).filter(|earlier| !(earlier.on_scene && later.on_scene)) {
            let (Some(one), Some(other)) = (earlier.span, later.span) else { continue };
            let both: Vec<&str> = people(earlier).into_iter().filter(|name| people(later).contains(name)).collect();
            if one.0 < other.1 && other.0 < one.1 && !both.is_empty() {
                out.push(overlap((earlier, one), (later, other), &both));
            }
        }
    }
    out
}

/// Officers and recorder.
fn people<'c>(act: &Act<'c>) -> Vec<&'c str> {
    let mut names: Vec<&str> = act.officers.iter().map(|officer| officer.name.text()).collect();
    names.extend(act.recorder.map(|recorder| recorder.text()));
    names.sort_unstable();
    names.dedup();
    names
}

type Span = (NaiveDateTime, NaiveDateTime);

fn words((start, end): Span) -> String {
    format!("{}至{}", date::print_moment(start), date::print_moment(end))
}

fn overlap((earlier, one): (&Act, Span), (later, other): (&Act, Span), both: &[&str]) -> Diagnostic {
    // two inquiries cannot be one occasion; an inquiry during an inspection can be a slip of the record
    let rank = if earlier.on_scene || later.on_scene { Rank::Deduct } else { Rank::Veto };
    let message = format!("{}同时在{}和{}，两段时间重叠", both.join("、"), earlier.name, later.name);
    let finding = Diagnostic::new(rank, "R19", message)
        .found(words(other))
        .expected(format!("不与{}重叠", words(one)))
        .related(earlier.at.place(), format!("{}的时间在这里", earlier.name));
    later.at.finding(finding.remedy("对照执法记录仪核对时间；写错的改正，确实同时的，笔录不能作为证据，重新制作"))
}
