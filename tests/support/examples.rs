//! The examples on the pages of the rules: a sample, edits to it, and what is then found. Blocks of ```例 below 反例 (the
//! rule finds something) and 正例 (it does not).

use std::collections::BTreeMap;
use wenshu::document::{Block, Document, Inline, Paragraph};
use wenshu::rules::{Paper, Rule};

/// One example.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// `R23::反例1`
    pub name: String,
    /// The rule.
    pub code: &'static str,
    /// Whether the rule must find something.
    pub hit: bool,
    /// File name in `cases/`.
    pub sample: String,
    /// Edits to the form, in order.
    pub form: Vec<String>,
    /// Edits to the agency file, in order.
    pub agency: Vec<String>,
    /// Edits to printed texts: title of the writ, text, what it becomes.
    pub papers: Vec<(String, String, String)>,
    /// The day of the review.
    pub today: Option<String>,
    /// Words the finding must hold, message and values taken together.
    pub words: String,
    /// Other codes that may come with it.
    pub companions: Vec<String>,
}

/// The examples of a rule's page; panics on a line that is not understood.
pub fn of_rule(rule: &Rule) -> Vec<Example> {
    let page = rule.read_page().unwrap_or_else(|fault| panic!("{}：{fault}", rule.stem));
    let mut out = Vec::new();
    for (heading, hit) in [("反例", true), ("正例", false)] {
        let section = page.section(heading).unwrap_or_default();
        for (index, block) in section.split("```例\n").skip(1).enumerate() {
            let block = block.split("```").next().unwrap_or_default();
            out.push(read(rule.code, hit, &format!("{}::{heading}{}", rule.code, index + 1), block));
        }
    }
    out
}

fn read(code: &'static str, hit: bool, name: &str, block: &str) -> Example {
    let mut out = Example { name: name.to_string(), code, hit, ..Example::default() };
    let mut said = false;
    for line in block.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(sample) = line.strip_prefix("样例：") {
            out.sample = sample.to_string();
        } else if let Some(rest) = line.strip_prefix("文书 ") {
            let parts = rest.split_once("：改 ").and_then(|(title, edit)| Some((title, edit.split_once(" ⇒ ")?)));
            let (title, (from, to)) = parts.unwrap_or_else(|| panic!("{name}：{line}"));
            out.papers.push((title.to_string(), from.to_string(), to.to_string()));
        } else if let Some(edit) = line.strip_prefix("机关：") {
            out.agency.push(edit.to_string());
        } else if let Some(day) = line.strip_prefix("今天：") {
            out.today = Some(day.to_string());
        } else if let Some(found) = line.strip_prefix("发现：") {
            said = true;
            match found.strip_prefix(code) {
                Some(words) => out.words = words.trim().to_string(),
                None => assert_eq!(found, "无", "{name}"),
            }
            assert_eq!(found != "无", hit, "{name}：反例要有发现，正例写“发现：无”");
        } else if let Some(codes) = line.strip_prefix("伴随：") {
            out.companions = codes.split('、').map(str::to_string).collect();
        } else {
            out.form.push(line.to_string());
        }
    }
    assert!(said && !out.sample.is_empty(), "{name}：要写“样例：”和“发现：”");
    out
}

/// How often each code stands in findings.
pub fn tally<'c>(codes: impl IntoIterator<Item = &'c str>) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for code in codes {
        *out.entry(code.to_string()).or_default() += 1;
    }
    out
}

/// What is wrong with the codes an example came to, against those of its sample.
pub fn judge(example: &Example, before: &BTreeMap<String, usize>, after: &BTreeMap<String, usize>) -> Vec<String> {
    let more = |code: &str| after.get(code).copied().unwrap_or(0) > before.get(code).copied().unwrap_or(0);
    let mut out = Vec::new();
    if more(example.code) != example.hit {
        out.push(format!("{}{}", example.code, if example.hit { "没有发现" } else { "不该有发现" }));
    }
    for companion in &example.companions {
        if !more(companion) {
            out.push(format!("写了伴随{companion}，但没有"));
        }
    }
    let declared = |code: &String| *code == example.code || example.companions.contains(code);
    out.extend(after.keys().filter(|code| more(code) && !declared(code)).map(|code| format!("没有写明的伴随{code}")));
    out
}

/// Changes printed text; returns how many paragraphs changed.
pub fn alter(papers: &mut [Paper], title: &str, from: &str, to: &str) -> usize {
    let mut changed = 0;
    for paper in papers.iter_mut().filter(|paper| paper.planned.writ.title() == title || paper.name() == title) {
        changed += alter_document(&mut paper.document, from, to);
        paper.reread();
    }
    changed
}

fn alter_document(document: &mut Document, from: &str, to: &str) -> usize {
    let body: usize = document.blocks.iter_mut().map(|block| alter_block(block, from, to)).sum();
    let furniture = &mut document.furniture;
    let mut rest = alter_inlines(&mut furniture.copies, from, to) + alter_inlines(&mut furniture.running_head, from, to);
    rest += furniture.page_signatures.iter_mut().map(|paragraph| alter_inlines(&mut paragraph.inlines, from, to)).sum::<usize>();
    body + rest
}

fn alter_block(block: &mut Block, from: &str, to: &str) -> usize {
    let paragraph = |paragraph: &mut Paragraph| alter_inlines(&mut paragraph.inlines, from, to);
    match block {
        Block::Paragraph(one) => paragraph(one),
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells
                .map(|cell| {
                    let body: usize = cell.blocks.iter_mut().map(|inner| alter_block(inner, from, to)).sum();
                    body + cell.foot.iter_mut().map(|one| alter_inlines(&mut one.inlines, from, to)).sum::<usize>()
                })
                .sum()
        }
        Block::Seal(seal) => alter_inlines(&mut seal.agency, from, to) + alter_inlines(&mut seal.date, from, to),
        Block::Keep(blocks) => blocks.iter_mut().map(|inner| alter_block(inner, from, to)).sum(),
        Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::PageBreak => 0,
    }
}

/// A text that runs over several inlines is joined in the first of them.
fn alter_inlines(inlines: &mut Vec<Inline>, from: &str, to: &str) -> usize {
    let mut changed = 0;
    for inline in inlines.iter_mut() {
        if let Inline::Text(text) = inline
            && text.text.contains(from)
        {
            text.text = text.text.replace(from, to);
            changed += 1;
        }
    }
    let whole: String = inlines.iter().map(|inline| if let Inline::Text(text) = inline { text.text.as_str() } else { "" }).collect();
    if changed > 0 || !whole.contains(from) {
        return changed;
    }
    let mut joined = Some(whole.replace(from, to));
    inlines.retain_mut(|inline| match inline {
        Inline::Text(text) => joined.take().map(|whole| text.text = whole).is_some(),
        _ => true,
    });
    1
}
