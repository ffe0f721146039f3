//! The document model: what a writ says, in blocks, tables and inlines with roles. It knows no law, no fonts and no
//! file format; DOCX, PDF and the review page are all made from this one value, so they cannot disagree.

pub mod changes;
mod text;

use crate::photo::Photo;
use chrono::NaiveDate;
use std::sync::Arc;

pub use text::{TextBlock, inline_rows, inline_text, pictures, text_blocks};

/// The look a writ has; picks the style of every role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LayoutKind {
    /// 书信式：running text, filled values underlined.
    Letter,
    /// 表格式：a form of merged cells.
    Form,
    /// 笔录：head fields, then text or questions and answers, signed on every page.
    Record,
    /// 清单：a list running over pages.
    List,
    /// 案卷封面.
    Cover,
}

/// One writ.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// English id of the writ, e.g. `penalty_decision_unit`.
    pub writ: String,
    /// What stands in file properties.
    pub meta: Meta,
    /// Look.
    pub kind: LayoutKind,
    /// 稿 on every page.
    pub draft: bool,
    /// The body.
    pub blocks: Vec<Block>,
    /// What repeats on pages and is not body text.
    pub furniture: Furniture,
}

/// Document properties.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Official title of the writ.
    pub title: String,
    /// The agency.
    pub author: String,
    /// Case name and writ number.
    pub subject: String,
    /// Date used for created/modified; never the clock.
    pub date: Option<NaiveDate>,
}

/// Page furniture: removed before texts are compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Furniture {
    /// Foot of each page, left: the copies sentence.
    pub copies: Vec<Inline>,
    /// 共 x 页 第 y 页 at the foot.
    pub page_numbers: bool,
    /// Signature lines above the foot of every page (询问笔录 …).
    pub page_signatures: Vec<Paragraph>,
    /// Title and number repeated on continuation pages.
    pub running_head: Vec<Inline>,
}

/// A block of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// Ruled lines to write on, each the full width.
    Lines(RuledLines),
    /// A photograph.
    Picture(Picture),
    /// The double rule under 安全生产行政执法文书, or a single one.
    Rule(RuleKind),
    /// Agency, seal place and date at the lower right.
    Seal(Seal),
    /// Blocks that stay on one page.
    Keep(Vec<Block>),
    /// A new page begins.
    PageBreak,
}

impl Block {
    /// A signature line or a seal.
    pub fn signs(&self) -> bool {
        match self {
            Block::Paragraph(paragraph) => paragraph.role == Role::Signature,
            Block::Seal(_) => true,
            Block::Table(_) | Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::Keep(_) | Block::PageBreak => false,
        }
    }
}

/// A horizontal rule of full width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// Two thin lines.
    Double,
    /// One thin line.
    Single,
}

/// Lines for handwriting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuledLines {
    /// How many.
    pub count: u32,
    /// Template line.
    pub line: u32,
}

/// A photograph in its place. It is never cut and keeps its proportions.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The photograph, shared by all writs that show it.
    pub photo: Arc<Photo>,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// At most this high, in millimetres.
    pub height: f32,
    /// Its number in the document, from 1.
    pub number: u32,
    /// Template line.
    pub line: u32,
}

/// 落款: the agency's name, room for the seal over it, and the date. Never alone on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Seal {
    /// Agency name, with （印章） after it.
    pub agency: Vec<Inline>,
    /// Date, or a blank for the hand.
    pub date: Vec<Inline>,
    /// Template line.
    pub line: u32,
}

/// What a paragraph is; the style sheet maps it to font, size and spacing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// 安全生产行政执法文书.
    Heading,
    /// The writ's title.
    Title,
    /// The number line.
    Number,
    /// Running text, first line indented by two characters.
    Body,
    /// A line without indent: head fields, salutation.
    Flush,
    /// 问：… hanging.
    Question,
    /// 答：… hanging.
    Answer,
    /// Signature line outside a table.
    Signature,
    /// Small remark.
    Note,
    /// Label cell (`th`).
    Label,
    /// Text in a cell.
    Cell,
    /// Signature or date line in a cell.
    CellSign,
    /// Large agency line of the cover.
    CoverAgency,
    /// Large title of the cover.
    CoverTitle,
}

/// Horizontal alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// Both edges flush, last line left.
    Justify,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Overrides the style's alignment.
    pub align: Option<Align>,
    /// Stays on the page of the next block.
    pub keep_next: bool,
    /// Content.
    pub inlines: Vec<Inline>,
    /// Line of the template it came from.
    pub line: u32,
}

/// Content of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text with its origin.
    Text(Text),
    /// A blank for the hand.
    Blank(Blank),
    /// Struck out: nothing belongs here; prints ／.
    Struck,
    /// A value the writ needs and the case does not have; prints 【缺：field】 and keeps the writ a draft.
    Gap(String),
    /// Forced line break.
    Break,
    /// A box: ☑ or □.
    Check(bool),
}

/// A run of text of one origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The characters; no line breaks, no control characters.
    pub text: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Drawn with a rule below.
    pub underline: bool,
}

/// Empty space for handwriting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blank {
    /// Width in characters (em) of the paragraph's size.
    pub em: f32,
    /// With a rule to write on.
    pub ruled: bool,
}

/// Where a piece of text comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Fixed wording of the template.
    Template,
    /// A field of the case form: path in Chinese keys and position in file `file`.
    Form { path: String, file: String, line: u32, column: u32 },
    /// A field of the agency file.
    Agency { path: String },
    /// A dated row of law data, e.g. a citation or a cause name.
    Law { source: String },
    /// A dated wording row (its own values have their own origin).
    Wording { id: String },
    /// Computed; says from what.
    Computed { how: String },
}

impl Origin {
    /// Whether this is a filled-in value (underlined in letters) rather than fixed wording.
    pub fn is_fill(&self) -> bool {
        match self {
            Origin::Template | Origin::Wording { .. } => false,
            Origin::Form { .. } | Origin::Agency { .. } | Origin::Law { .. } | Origin::Computed { .. } => true,
        }
    }
}

/// A table of full width.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Relative column widths; their sum is the full width.
    pub columns: Vec<f32>,
    /// Rows repeated at the top of each page.
    pub head_rows: usize,
    /// Frame and grid are drawn.
    pub ruled: bool,
    /// Rows.
    pub rows: Vec<Row>,
    /// Template line.
    pub line: u32,
}

/// A table row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// At least this high, in millimetres; 0 for as high as its text.
    pub min_height: f32,
    /// May break across pages (long text rows); otherwise only if it is higher than a page.
    pub split: bool,
    /// Cells that start in this row, left to right.
    pub cells: Vec<Cell>,
    /// Template line.
    pub line: u32,
}

/// Vertical alignment in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VAlign {
    /// Top.
    Top,
    /// Middle.
    Middle,
}

/// A cell. Its column is where it starts, spans included.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// First column, from 0.
    pub column: usize,
    /// Columns covered.
    pub colspan: usize,
    /// Rows covered.
    pub rowspan: usize,
    /// Vertical alignment of `blocks`.
    pub valign: VAlign,
    /// Content: paragraphs, ruled lines and pictures only.
    pub blocks: Vec<Block>,
    /// Signature and date lines kept at the bottom of the cell.
    pub foot: Vec<Paragraph>,
    /// Template line.
    pub line: u32,
}
