//! The hidden key of a row of the ledger: which case and party it is, and what the row showed when it was written, so
//! that only what was changed by hand is taken back.

use super::digest::{Digest, ListRow};
use super::track::{Record, SLOTS, Slot};
use crate::text::date;
use crate::text::hash::sha256_hex;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// The form, as a path from the folder of the action.
    pub form: String,
    /// The row of a list the form was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListRow>,
    /// Case id.
    pub case: String,
    /// Index of the party.
    pub party: usize,
    /// Check value of the names of all parties.
    pub parties: String,
    /// Title of the notice served on the party, when the case has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// Title of its decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// What the row shows: for each kind of record day, word, amount, voucher.
    pub shown: Vec<[String; 4]>,
}

impl Key {
    /// The key of the row that shows the `line`-th record of each kind for a party.
    pub fn of(digest: &Digest, party: usize, records: &[Record; 4]) -> Key {
        Key {
            form: digest.form.clone(),
            list: digest.row.clone(),
            case: digest.case.clone(),
            party,
            parties: fingerprint(digest.parties.iter().map(|party| party.name.as_str())),
            notice: title(digest, party, Slot::Notice),
            decision: title(digest, party, Slot::Decision),
            shown: records.iter().map(pack).collect(),
        }
    }
    /// What the row showed, in the order of [`SLOTS`].
    pub fn records(&self) -> Option<[Record; 4]> {
        let records: Vec<Record> = self.shown.iter().map(unpack).collect::<Option<_>>()?;
        records.try_into().ok()
    }
    /// As the text of a cell.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    /// From the text of a cell.
    pub fn parse(text: &str) -> Option<Key> {
        let key: Key = serde_json::from_str(text).ok()?;
        (key.shown.len() == SLOTS.len()).then_some(key)
    }
}

/// A short check value of names in order.
pub fn fingerprint<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = names.collect();
    sha256_hex(all.join("\u{0}").as_bytes())[..8].to_string()
}

/// The title of the paper that is served on a party.
fn title(digest: &Digest, party: usize, slot: Slot) -> Option<String> {
    let name = digest.parties.get(party).map(|party| party.name.as_str()).unwrap_or_default();
    let own = |label: &Option<String>| label.as_ref().is_none_or(|label| label == name || label.contains(name));
    let mut titles = digest.writs.iter().filter(|writ| slot.is_served(&writ.title) && own(&writ.label)).map(|writ| writ.title.clone());
    let first = titles.next()?;
    // a notice of the right to a hearing comes beside the notice of the penalty
    Some(if first.contains("听证告知") { titles.find(|title| !title.contains("听证告知")).unwrap_or(first) } else { first })
}

fn pack(record: &Record) -> [String; 4] {
    let day = record.day.map_or_else(String::new, |day| day.to_string());
    [day, record.word.clone(), record.amount.map_or_else(String::new, |fen| fen.to_string()), record.voucher.clone()]
}

fn unpack([day, word, amount, voucher]: &[String; 4]) -> Option<Record> {
    let read_day = |text: &str| -> Option<Option<NaiveDate>> { if text.is_empty() { Some(None) } else { date::parse(text).map(Some) } };
    let amount = if amount.is_empty() { None } else { Some(amount.parse().ok()?) };
    Some(Record { day: read_day(day)?, word: word.clone(), amount, voucher: voucher.clone() })
}
