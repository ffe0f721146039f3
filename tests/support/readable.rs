//! A writ as readable text for goldens: one line a paragraph, one a table row. `____` is a ruled blank, `␣` room without
//! a rule, ［ ］ frames a cell, ⏎ parts its paragraphs, ⊥ its foot; furniture comes last, after `~`.

use wenshu::document::*;
use wenshu::pipeline::BuiltWrit;

/// The text of a writ with its state.
pub fn readable(writ: &BuiltWrit) -> String {
    let mut out = format!("# {}　{}　{}页\n", writ.title, writ.state.word(), writ.pages.pages.len());
    if !writ.gaps.is_empty() {
        let fields: Vec<&str> = writ.gaps.iter().map(|gap| gap.field.as_str()).collect();
        out.push_str(&format!("# 缺：{}\n", fields.join("、")));
    }
    out.push('\n');
    writ.document.blocks.iter().for_each(|b| block(b, "", &mut out));
    let furniture = &writ.document.furniture;
    for line in [&furniture.copies, &furniture.running_head] {
        if !line.is_empty() {
            out.push_str(&format!("~ {}\n", inlines(line)));
        }
    }
    for signature in &furniture.page_signatures {
        out.push_str(&format!("~ 每页：{}\n", inlines(&signature.inlines)));
    }
    out
}

fn block(block_: &Block, margin: &str, out: &mut String) {
    match block_ {
        Block::Paragraph(paragraph) => out.push_str(&format!("{margin}{}{}\n", mark(paragraph.role), inlines(&paragraph.inlines))),
        Block::Table(table) => {
            for (index, row) in table.rows.iter().enumerate() {
                let head = if index < table.head_rows { "［表头］" } else { "" };
                let cells: String = row.cells.iter().map(cell).collect();
                out.push_str(&format!("{margin}{head}{cells}\n"));
            }
        }
        Block::Lines(lines) => out.push_str(&format!("{margin}{}\n", "____ ".repeat(lines.count as usize).trim_end())),
        Block::Rule(RuleKind::Double) => out.push_str("════\n"),
        Block::Rule(RuleKind::Single) => out.push_str("────\n"),
        Block::Seal(seal) => out.push_str(&format!("{margin}〖落款〗{} / {}\n", inlines(&seal.agency), inlines(&seal.date))),
        Block::Picture(picture) => {
            let (width, height) = picture.photo.upright();
            out.push_str(&format!("{margin}〔照片：{}，{width}×{height}〕\n", picture.alt));
        }
        Block::PageBreak => out.push_str("────换页────\n"),
        Block::Keep(blocks) => blocks.iter().for_each(|b| block(b, "▏", out)),
    }
}

fn cell(cell: &Cell) -> String {
    let mut parts = Vec::new();
    for inner in &cell.blocks {
        let mut text = String::new();
        block(inner, "", &mut text);
        parts.push(text.trim_end().to_string());
    }
    let foot: String = cell.foot.iter().map(|paragraph| format!("⊥{}", inlines(&paragraph.inlines))).collect();
    format!("［{}{foot}］", parts.join("⏎"))
}

fn mark(role: Role) -> &'static str {
    match role {
        Role::Heading | Role::Number | Role::Flush | Role::Question | Role::Answer | Role::Cell | Role::CellSign => "",
        Role::Title | Role::CoverTitle | Role::CoverAgency => "〖题〗",
        Role::Body => "　　",
        Role::Signature => "〖签〗",
        Role::Note => "〖注〗",
        Role::Label => "",
    }
}

fn inlines(list: &[Inline]) -> String {
    list.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.text.clone(),
            Inline::Blank(blank) if blank.ruled => "____".to_string(),
            Inline::Blank(_) => "␣".to_string(),
            Inline::Struck => "／".to_string(),
            Inline::Gap(field) => format!("【缺：{field}】"),
            Inline::Break => "⏎".to_string(),
            Inline::Check(true) => "☑".to_string(),
            Inline::Check(false) => "□".to_string(),
        })
        .collect()
}
