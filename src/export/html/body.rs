//! The document as HTML. Each text block of the model is one element with `data-b`, its number; nothing but its text is
//! inside, so that the page can be compared with PDF, DOCX and model. What is said about it stands beside it.

use super::escape::text;
use super::notes::{Note, Target};
use super::origins::{Origins, class, describe};
use super::{finding, picture};
use crate::document::{
    Align, Block, Cell, Document, Inline, Paragraph, Picture, Role, Row, RuleKind, RuledLines, Seal, Table, Text, VAlign, inline_text,
};
use std::fmt::Write;

/// Share of the text in the width of text and margin together; the look has the same number.
const TEXT_SHARE: f32 = 64.0;

/// What marks a word that a finding is about.
#[derive(Debug, Default)]
struct Flags {
    class: &'static str,
    codes: String,
}

/// A document being written.
pub struct Body<'d> {
    /// Origins of the words so far.
    pub origins: Origins<'d>,
    notes: Vec<Note<'d>>,
    /// Fields of the gaps so far, each with the number of its first place.
    pub gaps: Vec<(&'d str, usize)>,
    /// Notes that belong to what was written last.
    beside: Vec<Note<'d>>,
    /// Where each note stands: its number and the id of the word.
    pub placed: Vec<(usize, String)>,
    blocks: usize,
    places_of_gaps: usize,
    room: usize,
}

impl<'d> Body<'d> {
    /// `notes` are the findings that stand beside a word or a gap.
    pub fn new(notes: &[Note<'d>]) -> Self {
        Body {
            origins: Origins::default(),
            notes: notes.iter().filter(|note| note.target != Target::Writ).copied().collect(),
            gaps: Vec::new(),
            beside: Vec::new(),
            placed: Vec::new(),
            blocks: 0,
            places_of_gaps: 0,
            room: picture::MAX_PAGE_BYTES,
        }
    }

    /// The body of a document.
    pub fn write(&mut self, document: &'d Document) -> String {
        document.blocks.iter().map(|block| self.top(block)).collect()
    }

    /// What repeats on pages, once.
    pub fn furniture(&mut self, document: &'d Document) -> String {
        let furniture = &document.furniture;
        let mut out = String::new();
        let mut part = |label: &str, said: String| {
            let _ = writeln!(out, "<div><dt>{label}</dt><dd>{said}</dd></div>");
        };
        if !furniture.running_head.is_empty() {
            part("续页页眉", format!("<p data-f>{}</p>", self.inlines(&furniture.running_head)));
        }
        if !furniture.page_signatures.is_empty() {
            let lines = furniture.page_signatures.iter();
            part("每页签名处", lines.map(|line| format!("<p data-f>{}</p>", self.inlines(&line.inlines))).collect());
        }
        if !furniture.copies.is_empty() {
            part("页脚", format!("<p data-f>{}</p>", self.inlines(&furniture.copies)));
        }
        if furniture.page_numbers {
            part("页码", "<p>共几页、第几页，由 PDF 和 DOCX 编</p>".to_string());
        }
        if document.draft {
            part("右上角", "<p>“稿”字</p>".to_string());
        }
        let notes = self.margin();
        match out.is_empty() {
            true => String::new(),
            false => format!("<div class=\"row\">{notes}<dl class=\"furniture\">\n{out}</dl></div>\n"),
        }
    }

    /// A block of the body, with its notes in the margin.
    fn top(&mut self, block: &'d Block) -> String {
        match block {
            Block::Keep(blocks) => {
                format!("<div class=\"keep\">\n{}</div>\n", blocks.iter().map(|block| self.top(block)).collect::<String>())
            }
            Block::Table(table) => self.table(table),
            Block::PageBreak => "<div class=\"page-break\" role=\"separator\" aria-label=\"换页\"></div>\n".to_string(),
            Block::Paragraph(_) | Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::Seal(_) => {
                let inner = self.inner(block);
                let notes = self.margin();
                // before the line: a note floats at the height where it stands in the page
                format!("<div class=\"row\">{notes}<div class=\"line\">{inner}</div></div>\n")
            }
        }
    }

    /// A block without its margin.
    fn inner(&mut self, block: &'d Block) -> String {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
            Block::Lines(lines) => ruled_lines(lines),
            Block::Picture(picture) => self.picture(picture),
            Block::Rule(RuleKind::Double) => "<hr class=\"double\">\n".to_string(),
            Block::Rule(RuleKind::Single) => "<hr>\n".to_string(),
            Block::Seal(seal) => self.seal(seal),
            Block::Keep(blocks) => blocks.iter().map(|block| self.inner(block)).collect(),
            Block::PageBreak => String::new(),
        }
    }

    fn picture(&mut self, picture: &Picture) -> String {
        picture::figure(picture, &mut self.room)
    }

    fn seal(&mut self, seal: &'d Seal) -> String {
        let lines = [&seal.agency, &seal.date].map(|inlines| self.block("", "", inlines));
        format!("<div class=\"seal\">{}</div>\n", lines.concat())
    }

    fn paragraph(&mut self, paragraph: &'d Paragraph) -> String {
        let style = match paragraph.align {
            None => "",
            Some(Align::Justify) => " style=\"text-align:justify\"",
            Some(Align::Left) => " style=\"text-align:left\"",
            Some(Align::Center) => " style=\"text-align:center\"",
            Some(Align::Right) => " style=\"text-align:right\"",
        };
        self.block(role(paragraph.role), style, &paragraph.inlines)
    }

    /// One text block.
    fn block(&mut self, class: &str, style: &str, inlines: &'d [Inline]) -> String {
        let mut number = String::new();
        if !inline_text(inlines).trim().is_empty() {
            self.blocks += 1;
            number = format!(" data-b=\"{}\"", self.blocks);
        }
        format!("<p class=\"{class}\"{style}{number}>{}</p>\n", self.inlines(inlines))
    }

    fn table(&mut self, table: &'d Table) -> String {
        // notes of what stood before the table are taken by then
        let rows: Vec<(String, String)> = table
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let cells = self.cells(row, index < table.head_rows);
                (cells, self.margin())
            })
            .collect();
        let noted = rows.iter().any(|(_, notes)| !notes.is_empty());
        let mut classes = String::from(if table.ruled { "ruled" } else { "plain" });
        if noted {
            classes.push_str(" noted");
        }
        let mut out = format!("<table class=\"{classes}\">\n<colgroup>");
        let sum: f32 = table.columns.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let full = if noted { TEXT_SHARE } else { 100.0 };
        for column in &table.columns {
            let _ = write!(out, "<col style=\"width:{:.2}%\">", column / sum * full);
        }
        out.push_str(if noted { "<col class=\"margin\"></colgroup>\n" } else { "</colgroup>\n" });
        let parts = [("thead", 0, table.head_rows.min(rows.len())), ("tbody", table.head_rows.min(rows.len()), rows.len())];
        for (part, from, to) in parts.into_iter().filter(|(_, from, to)| from < to) {
            let _ = writeln!(out, "<{part}>");
            for ((cells, notes), row) in rows[from..to].iter().zip(&table.rows[from..to]) {
                let height = if row.min_height > 0.0 { format!(" style=\"height:{}mm\"", row.min_height) } else { String::new() };
                let margin = if noted { format!("<td class=\"margin\">{notes}</td>") } else { String::new() };
                let _ = writeln!(out, "<tr{height}>{cells}{margin}</tr>");
            }
            let _ = writeln!(out, "</{part}>");
        }
        out.push_str("</table>\n");
        out
    }

    fn cells(&mut self, row: &'d Row, head: bool) -> String {
        row.cells.iter().map(|cell| self.cell(cell, head)).collect()
    }

    fn cell(&mut self, cell: &'d Cell, head: bool) -> String {
        let is_label = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.role == Role::Label);
        let label = !cell.blocks.is_empty() && cell.blocks.iter().all(is_label) && cell.foot.is_empty();
        let (tag, scope) = match (label, head) {
            (true, true) => ("th", " scope=\"col\""),
            (true, false) => ("th", " scope=\"row\""),
            (false, _) => ("td", ""),
        };
        let mut spans = String::new();
        if cell.colspan > 1 {
            let _ = write!(spans, " colspan=\"{}\"", cell.colspan);
        }
        if cell.rowspan > 1 {
            let _ = write!(spans, " rowspan=\"{}\"", cell.rowspan);
        }
        let class = match cell.valign {
            VAlign::Top => "top",
            VAlign::Middle => "middle",
        };
        let mut inner: String = cell.blocks.iter().map(|block| self.inner(block)).collect();
        if !cell.foot.is_empty() {
            let foot: String = cell.foot.iter().map(|paragraph| self.paragraph(paragraph)).collect();
            let _ = write!(inner, "<div class=\"foot\">{foot}</div>");
        }
        format!("<{tag}{scope}{spans} class=\"{class}\">{inner}</{tag}>")
    }

    fn inlines(&mut self, inlines: &'d [Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &'d Inline) -> String {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Blank(blank) => {
                let class = if blank.ruled { "blank rule" } else { "blank" };
                format!("<span class=\"{class}\" role=\"img\" aria-label=\"留空，手写\" style=\"width:{}em\"></span>", blank.em)
            }
            Inline::Struck => "<span class=\"struck\" role=\"img\" aria-label=\"不需要填写\">／</span>".to_string(),
            Inline::Gap(field) => self.gap(field),
            Inline::Break => "<br>".to_string(),
            Inline::Check(true) => "<span role=\"img\" aria-label=\"已选\">☑</span>".to_string(),
            Inline::Check(false) => "<span role=\"img\" aria-label=\"未选\">□</span>".to_string(),
        }
    }

    fn text(&mut self, run: &'d Text) -> String {
        let Some(class) = class(&run.origin) else {
            return if run.underline { format!("<u>{}</u>", text(&run.text)) } else { text(&run.text) };
        };
        let (value, origin) = self.origins.using(&run.origin, &run.text);
        let Flags { class: noted, codes } = self.take(Target::Value(&run.origin), &format!("v{value}"));
        format!(
            "<a class=\"v {class}{noted}\" id=\"v{value}\" href=\"#o{origin}\" aria-describedby=\"o{origin}\" data-n=\"{origin}\"{codes} data-from=\"{}\">{}</a>",
            text(&describe(&run.origin)),
            text(&run.text)
        )
    }

    fn gap(&mut self, field: &'d str) -> String {
        self.places_of_gaps += 1;
        let number = self.places_of_gaps;
        if !self.gaps.iter().any(|(known, _)| *known == field) {
            self.gaps.push((field, number));
        }
        let Flags { class: noted, codes } = self.take(Target::Gap(field), &format!("g{number}"));
        format!("<mark class=\"gap{noted}\" id=\"g{number}\" tabindex=\"0\"{codes}>【缺：{}】</mark>", text(field))
    }

    /// Takes the notes of a target, the first time it is written, to be shown beside it.
    /// Gives the end of its class and the codes that a printed page has beside its flag.
    fn take(&mut self, target: Target<'d>, id: &str) -> Flags {
        let (here, later): (Vec<Note>, Vec<Note>) = self.notes.iter().partition(|note| note.target == target);
        if here.is_empty() {
            return Flags::default();
        }
        let mut codes: Vec<&str> = here.iter().map(|note| note.finding.code).collect();
        codes.dedup();
        let codes = format!(" data-flags=\"{}\"", text(&codes.join(" ")));
        self.placed.extend(here.iter().map(|note| (note.number, id.to_string())));
        self.beside.extend(here);
        self.notes = later;
        Flags { class: " noted", codes }
    }

    /// The notes that stand beside what was written since the last call.
    fn margin(&mut self) -> String {
        let mut out = String::new();
        for note in self.beside.drain(..) {
            let _ = write!(
                out,
                "<div class=\"note {}\" role=\"note\">{}<p class=\"back\"><a href=\"#f{}\">问题清单</a></p></div>",
                finding::class(note.finding.rank),
                finding::said(note.finding),
                note.number,
            );
        }
        if out.is_empty() { out } else { format!("<div class=\"notes\">{out}</div>") }
    }
}

/// Class of a role.
fn role(role: Role) -> &'static str {
    match role {
        Role::Heading => "r-heading",
        Role::Title => "r-title",
        Role::Number => "r-number",
        Role::Body => "r-body",
        Role::Flush => "r-flush",
        Role::Question => "r-question",
        Role::Answer => "r-answer",
        Role::Signature => "r-signature",
        Role::Note => "r-note",
        Role::Label => "r-label",
        Role::Cell => "r-cell",
        Role::CellSign => "r-cellsign",
        Role::CoverAgency => "r-coveragency",
        Role::CoverTitle => "r-covertitle",
    }
}

fn ruled_lines(lines: &RuledLines) -> String {
    let each = "<span></span>".repeat(lines.count as usize);
    format!("<div class=\"lines\" role=\"img\" aria-label=\"手写横线{}行\">{each}</div>\n", lines.count)
}
