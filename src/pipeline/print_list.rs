//! `print-list.txt`: what to put into the printer, how often, which seal goes on it and who signs it; and what a person
//! looks at before the file leaves the office.

use super::built::{Built, BuiltWrit, State};
use crate::rules::sign_off;
use crate::writ::Writ;
use std::fmt::Write;

/// The print list of a built case. A writ that is still a draft is listed and counted apart: it is not to be sealed.
pub fn print_list(built: &Built) -> String {
    let mut out = format!("{}　打印份数单\n\n", built.id);
    out.push_str("双面打印；每份另起一张，页数是单数的，末张背面空白。\n");
    let mut ready = Total::default();
    let mut drafts = Total::default();
    for printed in &built.writs {
        let Some(writ) = built.templates.writs().iter().find(|writ| writ.id == printed.id) else { continue };
        let total = if printed.state == State::Final { &mut ready } else { &mut drafts };
        total.add(printed, writ);
        out.push_str(&row(printed, writ));
    }
    let _ = writeln!(out, "\n合计（定稿）：{}", ready.words());
    if drafts.writs > 0 {
        let _ = writeln!(out, "另有稿：{}；补齐缺项后再打印，稿上不盖章、不签名", drafts.words());
    }
    out.push_str("\n签发前由人核对\n\n");
    for line in sign_off::checklist() {
        let _ = writeln!(out, "□ {}（{}）", line.text, line.code);
    }
    out
}

#[derive(Default)]
struct Total {
    writs: usize,
    copies: usize,
    sides: usize,
    sheets: usize,
}

impl Total {
    fn add(&mut self, built: &BuiltWrit, writ: &Writ) {
        let (pages, copies) = (built.pages.pages.len(), writ.front.copies.0 as usize);
        self.writs += 1;
        self.copies += copies;
        self.sides += pages * copies;
        self.sheets += sheets(pages) * copies;
    }
    fn words(&self) -> String {
        format!("文书{}件，打印{}份，{}面，用纸{}张", self.writs, self.copies, self.sides, self.sheets)
    }
}

/// Sheets of one copy printed on both sides.
fn sheets(pages: usize) -> usize {
    pages.div_ceil(2)
}

fn row(built: &BuiltWrit, writ: &Writ) -> String {
    let (pages, copies) = (built.pages.pages.len(), writ.front.copies.0 as usize);
    let blank = if pages % 2 == 1 { "，末张背面空白" } else { "" };
    let seal = writ.front.seal.word();
    format!(
        "\n{}\n    {pages}页，{copies}份，每份{}张，共{}张{blank}\n    印章：{seal}；签名：{}\n",
        built.file_stem,
        sheets(pages),
        sheets(pages) * copies,
        signatures(writ)
    )
}

/// Who signs, each role once with the number of places it has: 承办人2人、审核人.
fn signatures(writ: &Writ) -> String {
    let mut roles: Vec<(&str, usize)> = Vec::new();
    for role in &writ.front.signatures {
        match roles.iter_mut().find(|(known, _)| *known == role.0) {
            Some((_, count)) => *count += 1,
            None => roles.push((&role.0, 1)),
        }
    }
    let words = roles.iter().map(|(role, count)| if *count > 1 { format!("{role}{count}人") } else { role.to_string() });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "无".to_string() } else { words.join("、") }
}
