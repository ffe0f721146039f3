//! Colours, fonts and number formats of sheets.

use super::{Column, Kind, Tone};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::BTreeMap;

const FONT: &str = "微软雅黑";
const SIZE: f64 = 10.0;
const LINE: Color = Color::RGB(0xBFC7D1);
/// Groups take these in turn: the band above and the head below it.
const BANDS: [(Color, Color); 2] = [(Color::RGB(0x2F4B6E), Color::RGB(0xDCE5F0)), (Color::RGB(0x4A6A8F), Color::RGB(0xE9EFF6))];
const EDITABLE_HEAD: Color = Color::RGB(0xFFE08A);
const EDITABLE: Color = Color::RGB(0xFFF9E3);
const INK: Color = Color::RGB(0x1F2933);

/// What decides the format of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: Kind,
    tone: Tone,
    editable: bool,
    wrap: bool,
}

/// The formats made so far; a workbook needs a few dozen.
#[derive(Default)]
pub struct Looks {
    made: BTreeMap<Key, Format>,
}

impl Looks {
    /// The format of a cell of `column` that holds something of `kind`.
    pub fn cell(&mut self, column: &Column, kind: Kind, tone: Tone) -> &Format {
        let key = Key { kind, tone, editable: column.editable, wrap: column.wrap };
        self.made.entry(key).or_insert_with(|| cell(key))
    }
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE).set_font_color(INK).set_align(FormatAlign::VerticalCenter)
}

fn lined(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

fn cell(key: Key) -> Format {
    let mut format = lined(base());
    format = match key.kind {
        // "@" keeps what is typed later as it was typed
        Kind::Text => format.set_num_format("@").set_align(FormatAlign::Left),
        Kind::Amount => format.set_num_format("#,##0.00").set_align(FormatAlign::Right),
        Kind::Whole => format.set_num_format("0").set_align(FormatAlign::Center),
        Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
    };
    if key.wrap {
        format = format.set_text_wrap();
    }
    if key.editable {
        format = format.set_unlocked().set_background_color(EDITABLE);
    }
    match key.tone {
        Tone::Plain => format,
        Tone::Good => format.set_font_color(Color::RGB(0x1D6B3A)),
        Tone::Caution => format.set_font_color(Color::RGB(0x8A5A00)),
        Tone::Alarm => format.set_font_color(Color::RGB(0xB3261E)).set_bold(),
        Tone::Faint => format.set_font_color(Color::RGB(0x7B8794)),
        Tone::Strong => format.set_bold().set_background_color(Color::RGB(0xEEF2F6)),
    }
}

/// The band above a group; `turn` alternates between neighbours.
pub fn band(turn: usize) -> Format {
    lined(base()).set_bold().set_font_color(Color::White).set_align(FormatAlign::Center).set_background_color(BANDS[turn % 2].0)
}

/// The head of a column.
pub fn head(column: &Column, turn: usize) -> Format {
    let colour = if column.editable { EDITABLE_HEAD } else { BANDS[turn % 2].1 };
    lined(base()).set_bold().set_text_wrap().set_align(FormatAlign::Center).set_background_color(colour)
}

/// A day that has passed, and one that is near.
pub fn passed_and_near() -> [Format; 2] {
    let format = |ink, paper| Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper));
    [format(0x9C0006, 0xFFC7CE), format(0x7F6000, 0xFFEB9C)]
}
