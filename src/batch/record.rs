//! A made case → the record the batch keeps of it.

use super::clashes;
use super::digest::{Charge, Digest, Finding, Limit, Party, Photo, Slot, Spot, Step, TextPrint, Writ};
use super::track;
use crate::case::Case;
use crate::case::values::At;
use crate::diag::Diagnostic;
use crate::dossier::number::Number;
use crate::dossier::penalty::Kind;
use crate::dossier::{Dossier, PlannedWrit};
use crate::dossier::{agenda, ledger};
use crate::output::manifest::Manifest;
use crate::pipeline::{Built, BuiltWrit, LoadedCase};
use crate::rules::{self, acts, waiver};

/// What is known of a case before its writs are built; `built` adds those.
pub fn of_dossier(loaded: &LoadedCase, dossier: &Dossier) -> Digest {
    let case = dossier.case;
    Digest {
        case: dossier.id.clone(),
        agency: dossier.agency.acting_name().text().to_string(),
        team: case.team.as_ref().map(|team| team.text().to_string()),
        parties: (0..case.parties.len()).map(|index| party(dossier, index)).collect(),
        charges: charges(dossier),
        limits: dossier.agenda.entries.iter().map(limit).collect(),
        steps: steps(case),
        slots: slots(dossier),
        photos: photos(loaded, case),
        texts: texts(dossier),
        waived: waived(case),
        ..Digest::default()
    }
}

/// Adds the writs as they were built, and what was found.
pub fn add_built(digest: &mut Digest, case: &Case, built: &Built, manifest: &Manifest, numbers: &[(usize, Spot)]) {
    digest.writs = built.writs.iter().map(|writ| of_writ(built, manifest, writ)).collect();
    for (writ, (_, spot)) in digest.writs.iter_mut().zip(numbers) {
        writ.spot = spot.clone();
    }
    digest.findings = built.findings.iter().map(|found| finding(case, found)).collect();
}

/// Where the number of each planned writ stands.
pub fn number_spots(dossier: &Dossier) -> Vec<(usize, Spot)> {
    let spot_of = |planned: &PlannedWrit| match &planned.number {
        Number::Given(_, at) | Number::Computed(_, at) => spot(at),
        Number::None | Number::Missing(_) => Spot::default(),
    };
    dossier.writs.iter().map(spot_of).enumerate().collect()
}

fn spot(at: &At) -> Spot {
    Spot { field: at.path.to_string(), line: at.pos.line }
}

fn party(dossier: &Dossier, index: usize) -> Party {
    let party = &dossier.case.parties[index];
    let standing = dossier.standing(index);
    let text = |value: Option<&str>| value.unwrap_or_default().to_string();
    let code = party.uscc.as_ref().map(|code| code.text()).or(party.id_number.as_ref().map(|number| number.text()));
    let address = if party.is_person() { party.home.as_ref() } else { party.address.as_ref() };
    let words: Vec<&str> = standing.into_iter().flat_map(|s| &s.items).map(|item| item.text.as_str()).collect();
    Party {
        name: party.name().text().to_string(),
        code: text(code),
        person: party.is_person(),
        head: text(party.head().map(|head| head.name.text())),
        address: text(address.map(|address| address.text())),
        fine: standing.map_or(0, |s| s.fines),
        penalty: words.join("；"),
        paid: ledger::ledger(dossier, index, None).paid,
    }
}

fn charges(dossier: &Dossier) -> Vec<Charge> {
    let mut out = Vec::new();
    for violation in &dossier.violations {
        let discretion = violation.form.discretion.as_ref();
        let said = |pick: fn(&crate::case::Discretion) -> Option<&crate::case::values::Text>| {
            discretion.and_then(pick).map(|text| text.text().to_string()).unwrap_or_default()
        };
        let written = violation.form.cause.as_ref().map(|cause| cause.text().to_string()).unwrap_or_default();
        for party in &violation.parties {
            let fine = violation.intended_of(*party).iter().find(|item| item.kind == Kind::Fine);
            let person = dossier.case.parties.get(*party).is_some_and(|p| p.is_person());
            let income = dossier.case.parties.get(*party).and_then(|p| p.income.as_ref()).map(|amount| amount.fen);
            let gains = violation.form.gains.as_ref().and_then(|gains| gains.amount.as_ref()).map(|amount| amount.fen);
            out.push(Charge {
                party: *party,
                cause: violation.cause.as_ref().map_or(written.clone(), |cause| cause.id.clone()),
                cause_name: violation.cause.as_ref().map_or(written.clone(), |cause| cause.wording.clone()),
                basis: violation.basis.text.clone().unwrap_or_default(),
                summary: dossier.case.procedure.as_ref().is_some_and(|p| p.value == crate::case::Procedure::Summary),
                benchmark: [said(|d| d.standard.as_ref()), said(|d| d.number.as_ref())].join(" ").trim().to_string(),
                tier: said(|d| d.tier.as_ref()),
                fine: fine.and_then(|item| item.fen),
                base: if person { income } else { gains },
                circumstances: discretion
                    .into_iter()
                    .flat_map(|d| d.circumstances.iter())
                    .map(|c| (c.factor.text().to_string(), !c.evidence.is_empty()))
                    .collect(),
                reason: said(|d| d.reason.as_ref()),
                spot: fine.map(|item| spot(&item.at)).unwrap_or_default(),
            });
        }
    }
    out
}

fn of_writ(built: &Built, manifest: &Manifest, writ: &BuiltWrit) -> Writ {
    let pdf = manifest.files.iter().find(|file| file.name.strip_suffix(".pdf") == Some(&writ.file_stem));
    let front = built.templates.writs().iter().find(|known| known.id == writ.id).map(|known| &known.front);
    Writ {
        id: writ.id.clone(),
        title: writ.title.clone(),
        label: writ.label.clone(),
        stem: writ.file_stem.clone(),
        step: front.and_then(|front| front.step).map_or("", crate::writ::Step::word).to_string(),
        order: front.map_or(0, |front| front.order.0),
        pdf: pdf.map(|file| file.sha256.clone()).unwrap_or_default(),
        number: writ.number.clone(),
        spot: Spot::default(),
        day: writ.date,
        state: writ.state.word().to_string(),
        lacks: writ.gaps.iter().map(|gap| gap.field.clone()).collect(),
        pages: writ.pages.pages.len(),
        copies: front.map_or(1, |front| front.copies.0 as usize),
        signatures: front.map(|front| front.signatures.iter().map(|role| role.0.clone()).collect()).unwrap_or_default(),
        seal: front.map_or("", |front| front.seal.word()).to_string(),
        audience: front.map_or("", |front| front.audience.word()).to_string(),
    }
}

fn limit(entry: &agenda::Entry) -> Limit {
    let why = match (&entry.start, &entry.span) {
        (Err(missing), _) => missing.clone(),
        (Ok(_), Err(reason)) => reason.clone(),
        (Ok(_), Ok(span)) => span.why.clone(),
    };
    Limit {
        id: entry.limit.to_string(),
        name: entry.name.clone(),
        party: entry.party,
        event: entry.event,
        time: entry.span.as_ref().ok().and_then(|span| span.time).map(|time| (time.hour, time.minute)),
        whom: entry.whom.clone(),
        binds: entry.binds.word().to_string(),
        last: entry.last_day(),
        why,
        done: entry.done.as_ref().map(|mark| mark.day),
    }
}

fn steps(case: &Case) -> Vec<Step> {
    let happened = case.events().into_iter().filter(|event| !event.is_abandoned());
    let mut out: Vec<Step> = Vec::new();
    for event in happened {
        let Some(day) = event.day() else { continue };
        // told party by party below, as the ledger wants them
        if ![track::SERVICE, track::PAYMENT, track::RECHECK].contains(&event.name()) {
            out.push(Step { step: event.name().into(), day, ..Step::default() });
        }
    }
    out.extend(track::steps(case));
    out
}

fn slots(dossier: &Dossier) -> Vec<Slot> {
    let mut out = Vec::new();
    for act in acts(dossier.case) {
        let Some((start, end)) = act.span else { continue };
        for officer in act.officers {
            let known = dossier.agency.officers.iter().find(|known| known.name.text() == officer.name.text());
            let certificate = officer.certificate.as_ref().or(known.and_then(|known| known.certificate.as_ref()));
            out.push(Slot {
                officer: officer.name.text().to_string(),
                certificate: certificate.map(|number| number.text().to_string()).unwrap_or_default(),
                step: act.name.clone(),
                start,
                end,
                place: act.place.map(|place| place.text().to_string()).unwrap_or_default(),
                spot: spot(&act.at),
            });
        }
    }
    out
}

fn photos(loaded: &LoadedCase, case: &Case) -> Vec<Photo> {
    let of = |name: &crate::case::values::Text| {
        let photo = loaded.photos.get(name.text())?;
        Some(Photo { name: name.text().to_string(), sha256: photo.sha256.clone(), spot: spot(&name.at) })
    };
    case.photos().filter_map(of).collect()
}

/// The rules across cases that the form waives; the others are looked at within the case.
fn waived(case: &Case) -> Vec<String> {
    let across = |code: &&str| rules::rule(code).is_some_and(|rule| matches!(rule.check, rules::Check::Batch));
    case.waivers.iter().map(|waiver| waiver.rule.text()).filter(across).map(str::to_string).collect()
}

fn texts(dossier: &Dossier) -> Vec<TextPrint> {
    let case = dossier.case;
    let names = names(dossier);
    let print = |what: String, text: &str, at: &At| TextPrint { what, bare: clashes::bare(text, &names), spot: spot(at) };
    let facts = case.violations.iter().filter_map(|violation| violation.facts.as_ref());
    let mut out: Vec<TextPrint> = facts.map(|facts| print("违法事实".into(), facts.text(), &facts.at)).collect();
    for inquiry in &case.inquiries {
        let Some(respondent) = &inquiry.respondent else { continue };
        let answers: Vec<&str> = inquiry.questions.iter().filter_map(|q| q.answer.as_ref()).map(|answer| answer.text()).collect();
        if !answers.is_empty() {
            out.push(print(format!("询问（{}）", respondent.name.text()), &answers.join("\n"), &respondent.name.at));
        }
    }
    out
}

/// The names a copied text would have changed: parties and their heads, persons asked, officers, organ, addresses.
fn names<'d>(dossier: &'d Dossier) -> Vec<&'d str> {
    let case = dossier.case;
    let mut out: Vec<&str> = vec![dossier.agency.acting_name().text()];
    for party in &case.parties {
        out.push(party.name().text());
        out.extend(party.head().map(|head| head.name.text()));
        out.extend(party.address.iter().chain(&party.home).map(|address| address.text()));
    }
    for respondent in case.inquiries.iter().filter_map(|inquiry| inquiry.respondent.as_ref()) {
        out.push(respondent.name.text());
        out.extend(respondent.workplace.iter().chain(&respondent.home).map(|text| text.text()));
    }
    out.extend(acts(case).iter().flat_map(|act| act.officers).map(|officer| officer.name.text()));
    out
}

fn finding(case: &Case, found: &Diagnostic) -> Finding {
    Finding {
        code: found.code.to_string(),
        rank: found.rank.word().to_string(),
        message: found.message.clone(),
        writ: found.writ.clone(),
        waived: waiver::is_waived(case, found),
    }
}
