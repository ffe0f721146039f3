//! Transfer to another body.

use super::super::value::Value;
use super::super::view::{ItemView, NonEmpty, TransferView};
use super::decision::sentence_gap;
use super::{facts, kit};
use crate::case::events::Event;
use crate::dossier::Dossier;

/// The transfer of the case.
pub fn transfer(dossier: &Dossier) -> TransferView {
    let event = dossier.case.transfer.as_ref();
    let given = event.map(|e| e.basis.items.as_slice()).unwrap_or_default();
    let materials: Vec<ItemView> =
        event.iter().flat_map(|e| e.materials.iter()).enumerate().map(|(index, text)| facts::item(index + 1, kit::text(text))).collect();
    TransferView {
        to: kit::or_gap(event.and_then(|e| e.to.as_ref()), "移送.受移送机关"),
        is_crime: event.and_then(|e| e.crime.as_ref()).is_some_and(|flag| flag.value),
        offence: kit::or_gap(event.and_then(|e| e.offence.as_ref()), "移送.罪名"),
        has_basis: !given.is_empty(),
        basis: facts::cited(&dossier.cite_form(given, event.and_then(|e| e.day())), "移送.依据"),
        reason: sentence_gap(event.and_then(|e| e.reason.as_ref()), "移送.理由"),
        count: Value::computed(materials.len().to_string(), "材料的项数"),
        materials: NonEmpty::or_gap(materials, "移送.材料"),
    }
}
