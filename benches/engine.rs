//! How long a document takes: model → DOCX, and model → pages → PDF, on the two documents of `benches/peers`, with other
//! words in every iteration. Building the model from the case counts; reading the case does not.
//!
//! `cargo bench --bench engine` prints medians. `engine KIND FORMAT FIRST COUNT OUT` prints one line `cpu_ms bytes` for
//! each iteration, as the peers do, and leaves the last file in OUT (`benches/peers/run.sh` calls it so).

use cpu_time::ProcessTime;
use serde_json::Value;
use wenshu::document::{
    Align, Block, Cell, Document, Furniture, Inline, LayoutKind, Meta, Origin, Paragraph, Role, Row, Seal, Table, Text, VAlign,
};
use wenshu::export::pdf::{PdfOptions, PdfSink, PrintPdf};
use wenshu::fonts::Fonts;
use wenshu::style::Profile;
use wenshu::{export, layout};

const CASE: &str = include_str!("peers/case.json");
const PROFILE: Profile = Profile::Form;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let case: Value = serde_json::from_str(CASE).expect("benches/peers/case.json");
    if let [kind, format, first, count, out] = arguments.as_slice() {
        let first: usize = first.parse().expect("FIRST");
        for number in first..first + count.parse::<usize>().expect("COUNT") {
            let (milliseconds, bytes) = once(&case, kind, format, PdfOptions::default(), number);
            println!("{milliseconds} {}", bytes.len());
            std::fs::write(out, bytes).expect("OUT can be written");
        }
        return;
    }
    let levels = (1..=9).map(|level| ("pdf", PdfOptions { level }, format!("level {level}")));
    let formats = [("docx", PdfOptions::default(), String::new()), ("pages", PdfOptions::default(), String::new())];
    for (format, options, note) in formats.into_iter().chain(levels) {
        for kind in ["decision", "filing"] {
            let mut runs: Vec<(f64, usize)> =
                (100..160).map(|n| once(&case, kind, format, options, n)).map(|(ms, b)| (ms, b.len())).collect();
            runs.drain(..5);
            runs.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (milliseconds, bytes) = runs[runs.len() / 2];
            println!("{kind:<9} {format:<5} {note:<7} {milliseconds:>7.3} ms CPU {:>7.1} KB", bytes as f64 / 1000.0);
        }
    }
}

/// One document of one format: CPU milliseconds and bytes. Format `pages` stops after the layout.
fn once(case: &Value, kind: &str, format: &str, options: PdfOptions, number: usize) -> (f64, Vec<u8>) {
    let words = vary(case, number);
    let begin = ProcessTime::now();
    let document = match kind {
        "decision" => decision(&words),
        "filing" => filing(&words),
        other => panic!("no document {other}"),
    };
    let bytes = match format {
        "docx" => export::docx::write(&document, PROFILE).expect("DOCX"),
        "pages" | "pdf" => {
            let pages = layout::lay_out(&document, PROFILE, Fonts::bundled()).expect("every character has a glyph");
            if format == "pages" { Vec::new() } else { PrintPdf::default().render(&pages, options).expect("PDF") }
        }
        other => panic!("no format {other}"),
    };
    (begin.elapsed().as_secs_f64() * 1000.0, bytes)
}

/// Each text of twelve characters or more gets the number after it, as in `peers/vary.py`.
fn vary(value: &Value, number: usize) -> Value {
    match value {
        Value::String(text) if text.chars().count() >= 12 => Value::String(format!("{text}{number}")),
        Value::Array(items) => Value::Array(items.iter().map(|item| vary(item, number)).collect()),
        Value::Object(map) => Value::Object(map.iter().map(|(key, item)| (key.clone(), vary(item, number))).collect()),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn text<'v>(case: &'v Value, key: &str) -> &'v str {
    case[key].as_str().unwrap_or_else(|| panic!("case.json: {key}"))
}

fn items<'v>(case: &'v Value, key: &str) -> &'v Vec<Value> {
    case[key].as_array().unwrap_or_else(|| panic!("case.json: {key}"))
}

fn fixed(words: &str) -> Inline {
    Inline::Text(Text { text: words.to_string(), origin: Origin::Template, underline: false })
}

fn filled(words: &str, underline: bool) -> Inline {
    let origin = Origin::Form { path: "违法行为[1].事实".to_string(), file: "case.yaml".to_string(), line: 9, column: 3 };
    Inline::Text(Text { text: words.to_string(), origin, underline })
}

fn paragraph(role: Role, inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { role, align: None, keep_next: false, inlines, line: 1 })
}

fn head_field(label: &str, value: &str) -> Vec<Inline> {
    vec![fixed(label), filled(value, true)]
}

/// 行政处罚决定书: about 1,700 printed characters and a table of seven rows.
fn decision(case: &Value) -> Document {
    let body = |inlines| paragraph(Role::Body, inlines);
    let mut blocks = vec![
        paragraph(Role::Title, vec![fixed("行政处罚决定书（单位）")]),
        paragraph(Role::Number, vec![filled(text(case, "number"), false)]),
        paragraph(Role::Flush, head_field("被处罚单位：", text(case, "party"))),
        paragraph(Role::Flush, head_field("地址：", text(case, "address"))),
        paragraph(Role::Flush, head_field("统一社会信用代码：", text(case, "uscc"))),
        paragraph(
            Role::Flush,
            [head_field("法定代表人：", text(case, "representative")), head_field("　　联系电话：", text(case, "phone"))].concat(),
        ),
        body(vec![fixed("违法事实及证据：")]),
    ];
    blocks.extend(items(case, "facts").iter().map(|fact| body(vec![filled(fact.as_str().unwrap_or_default(), false)])));
    blocks.push(body(vec![fixed("以上事实有下列证据证明：")]));
    blocks.push(Block::Table(evidence(case)));
    blocks.push(body(vec![filled(text(case, "statement"), false)]));
    blocks.push(body(vec![filled(text(case, "reasons"), false)]));
    blocks.push(body(vec![fixed("决定给予你单位以下行政处罚：")]));
    for (index, penalty) in items(case, "penalties").iter().enumerate() {
        blocks.push(body(vec![fixed(&format!("{}．", index + 1)), filled(penalty.as_str().unwrap_or_default(), false)]));
    }
    blocks.push(body(vec![fixed("以上罚款合计"), filled(text(case, "total"), false), fixed("。")]));
    blocks.push(body(vec![
        fixed("处以罚款的，罚款自接到本决定书之日起15日内缴至"),
        filled(text(case, "bank"), false),
        fixed("，账号"),
        filled(text(case, "account"), false),
        fixed("，到期不缴的，每日按罚款数额的3%加处罚款。"),
    ]));
    blocks.push(body(vec![
        fixed("如果不服本处罚决定，可以依法在60日内向"),
        filled(text(case, "review_body"), false),
        fixed("申请行政复议，或者在6个月内依法向"),
        filled(text(case, "court"), false),
        fixed(
            "提起行政诉讼，但本决定不停止执行，法律另有规定的除外。逾期不申请行政复议、不提起行政诉讼又不履行的，\
             本机关将依法申请人民法院强制执行或者依照有关规定强制执行。",
        ),
    ]));
    let agency = vec![filled(text(case, "agency"), false)];
    blocks.push(Block::Seal(Seal { agency, date: vec![filled(text(case, "decided_on"), false)], line: 1 }));
    document("penalty_decision_unit", LayoutKind::Letter, "行政处罚决定书（单位）", blocks)
}

fn evidence(case: &Value) -> Table {
    let row = |cells: Vec<Cell>| Row { min_height: 0.0, split: false, cells, line: 1 };
    let label = |(column, words): (usize, &str)| cell(column, 1, 1, Role::Label, fixed(words));
    let mut rows = vec![row(["序号", "证据名称", "数量", "证明对象"].into_iter().enumerate().map(label).collect())];
    for item in items(case, "evidence") {
        let values = ["no", "name", "count", "proves"].into_iter().enumerate();
        rows.push(row(values.map(|(column, key)| cell(column, 1, 1, Role::Cell, filled(text(item, key), false))).collect()));
    }
    Table { columns: vec![9.0, 41.0, 18.0, 32.0], head_rows: 1, ruled: true, rows, line: 1 }
}

/// 立案审批表: nine rows over six columns, with cells merged both ways.
fn filing(case: &Value) -> Document {
    let label = |column, rowspan, words| cell(column, 1, rowspan, Role::Label, fixed(words));
    let value = |column, colspan, key| cell(column, colspan, 1, Role::Cell, filled(text(case, key), false));
    let row = |millimetres, cells| Row { min_height: millimetres, split: false, cells, line: 1 };
    let wide = |millimetres, words, key| row(millimetres, vec![label(0, 1, words), value(1, 5, key)]);
    let rows = vec![
        wide(16.0, "案由", "cause"),
        row(12.0, vec![label(0, 1, "案件来源"), value(1, 2, "source"), label(3, 1, "案发时间"), value(4, 2, "found_at")]),
        wide(12.0, "案发地点", "found_in"),
        row(
            12.0,
            vec![
                label(0, 2, "当事人"),
                label(1, 1, "名称"),
                value(2, 2, "party"),
                label(4, 1, "法定代表人"),
                value(5, 1, "representative"),
            ],
        ),
        row(12.0, vec![label(1, 1, "地址"), value(2, 2, "address"), label(4, 1, "联系电话"), value(5, 1, "phone")]),
        wide(64.0, "案情简介", "brief"),
        wide(21.0, "承办人意见", "opinion_officer"),
        wide(21.0, "审核意见", "opinion_unit"),
        wide(21.0, "审批意见", "opinion_head"),
    ];
    let table = Table { columns: vec![16.0, 19.0, 16.0, 17.0, 15.0, 17.0], head_rows: 0, ruled: true, rows, line: 1 };
    let blocks = vec![paragraph(Role::Title, vec![fixed("立案审批表")]), Block::Table(table)];
    document("filing_approval", LayoutKind::Form, "立案审批表", blocks)
}

fn cell(column: usize, colspan: usize, rowspan: usize, role: Role, content: Inline) -> Cell {
    let align = (role == Role::Cell).then_some(Align::Left);
    let block = Block::Paragraph(Paragraph { role, align, keep_next: false, inlines: vec![content], line: 1 });
    Cell { column, colspan, rowspan, valign: VAlign::Middle, blocks: vec![block], foot: Vec::new(), line: 1 }
}

fn document(writ: &str, kind: LayoutKind, title: &str, blocks: Vec<Block>) -> Document {
    Document {
        writ: writ.to_string(),
        meta: Meta { title: title.to_string(), author: "云川市青禾区应急管理局".to_string(), ..Meta::default() },
        kind,
        draft: false,
        blocks,
        furniture: Furniture { page_numbers: true, ..Furniture::default() },
    }
}
