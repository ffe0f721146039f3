//! The public copy: the decisions of a built case that are published, masked and laid out anew.

use super::built::{Built, BuiltWrit};
use super::load::LoadedCase;
use crate::diag::Diagnostic;
use crate::dossier::agenda::{Agenda, Lawful};
use crate::fonts::Fonts;
use crate::layout;
use crate::output::manifest::Hashed;
use crate::output::names;
use crate::redact::{Counts, People, redact};

/// A case as it is published, with the inputs its manifest may name.
#[derive(Debug)]
pub struct PublicCopy {
    /// The masked decisions; its only finding says what was masked.
    pub built: Built,
    /// The load without the form's text and findings, and with masked file names.
    pub loaded: LoadedCase,
}

/// The public copy of a built case: the writs whose front matter says 公开. `None` when the case has none of them.
///
/// # Errors
/// The findings of a document that could not be laid out.
pub fn public_copy(loaded: &LoadedCase, built: &Built) -> Result<Option<PublicCopy>, Vec<Diagnostic>> {
    let (Some(case), Some(agency)) = (&loaded.case, &loaded.agency) else { return Err(loaded.findings.clone()) };
    let people = People::of(case, agency);
    let is_public = |writ: &&BuiltWrit| built.templates.writs().iter().any(|known| known.id == writ.id && known.is_public());
    let mut counts = Counts::new();
    let mut writs = Vec::new();
    for (index, writ) in built.writs.iter().filter(is_public).enumerate() {
        let (document, masked) = redact(&writ.document, &people);
        masked.into_iter().for_each(|(kind, count)| *counts.entry(kind).or_default() += count);
        let pages = layout::lay_out(&document, built.profile, Fonts::bundled()).map_err(|missing| {
            let refuse =
                |found: &layout::MissingGlyph| Diagnostic::refuse("O20", format!("内置字体没有字符“{}”", found.ch)).field(&writ.title);
            missing.iter().map(refuse).collect::<Vec<_>>()
        })?;
        let label = writ.label.as_deref().map(|label| people.text(label));
        let title = format!("{}（公开版）", writ.title);
        writs.push(BuiltWrit {
            id: writ.id.clone(),
            title: writ.title.clone(),
            file_stem: names::writ_stem(index + 1, &title, label.as_deref(), document.draft),
            label,
            number: writ.number.as_deref().map(|number| people.text(number)),
            reason: String::new(),
            volume: None,
            date: writ.date,
            state: writ.state,
            grows: writ.grows,
            gaps: writ.gaps.clone(),
            lawful: Lawful::default(),
            document,
            pages,
        });
    }
    if writs.is_empty() {
        return Ok(None);
    }
    let mut meta = built.meta.clone();
    meta.title = people.text(&meta.title);
    meta.subject = people.text(&meta.subject);
    // no photograph is in the public copy, and what its file is called may name a person
    let kept = loaded.inputs.iter().filter(|input| input.kind != "照片");
    let inputs = kept.map(|input| Hashed { name: people.text(&input.name), ..input.clone() }).collect();
    let built = Built {
        id: people.text(&built.id),
        writs,
        // the limits of a case are not published
        agenda: Agenda::default(),
        findings: vec![reminder(&counts)],
        profile: built.profile,
        meta,
        templates: built.templates.clone(),
    };
    let loaded = LoadedCase { stem: loaded.stem.clone(), inputs, ..LoadedCase::default() };
    Ok(Some(PublicCopy { built, loaded }))
}

/// What was masked, and that a person must read the copy: the form does not say who every name in a text belongs to.
fn reminder(counts: &Counts) -> Diagnostic {
    let masked: Vec<String> = counts.iter().map(|(kind, count)| format!("{}{count}处", kind.word())).collect();
    let masked = if masked.is_empty() { "没有要遮盖的内容".to_string() } else { format!("遮盖了{}", masked.join("、")) };
    Diagnostic::remind("O40", format!("公开版{masked}；公开以前须由人通读"))
        .remedy("只在违法事实等文字里出现、表单没有单列的人名不会遮盖；商业秘密、未成年人和其他不宜公开的内容也由人处理")
}
