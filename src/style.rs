//! Every size of the printed page: role → face, size, spacing; page geometry. DOCX and layout both read it.
//! Points throughout (1 pt = 1/72 inch) unless a name says otherwise.

use crate::document::{Align, LayoutKind, Picture, Role};

/// The five faces of a writ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// 小标宋 (titles).
    Title,
    /// 仿宋 (body).
    Body,
    /// 楷体.
    Kai,
    /// 黑体.
    Hei,
    /// 宋体; also Latin letters, digits and rare characters.
    Song,
}

/// Layout profiles (agency file: 版式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// The national writs' own look: body 小四.
    #[default]
    Form,
    /// GB/T 9704: 三号, 22 lines of 28 characters.
    Gongwen,
}

/// Sheet and margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageGeometry {
    /// Sheet width.
    pub width: f32,
    /// Sheet height.
    pub height: f32,
    /// Left margin.
    pub left: f32,
    /// Right margin.
    pub right: f32,
    /// Top margin.
    pub top: f32,
    /// Bottom margin; the foot stands inside it.
    pub bottom: f32,
    /// Distance from the lower edge of the sheet to the baseline of the foot line.
    pub foot: f32,
    /// Size of the foot's text.
    pub foot_size: f32,
    /// Line pitch of the document grid; `None` without a grid.
    pub grid: Option<f32>,
}

impl PageGeometry {
    /// Width of the text area.
    pub fn live_width(&self) -> f32 {
        self.width - self.left - self.right
    }
    /// Height of the text area.
    pub fn live_height(&self) -> f32 {
        self.height - self.top - self.bottom
    }
}

/// How a paragraph of a role looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParagraphStyle {
    /// Face of Chinese text.
    pub face: Face,
    /// Size.
    pub size: f32,
    /// Line pitch (exact).
    pub line: f32,
    /// Space above.
    pub before: f32,
    /// Space below.
    pub after: f32,
    /// First-line indent in characters.
    pub first_indent: f32,
    /// Hanging indent of the following lines in characters.
    pub hang: f32,
    /// Alignment unless the paragraph says otherwise.
    pub align: Align,
    /// Subtracted from each full-width advance so that 28 characters fit (gongwen); negative numbers tighten.
    pub tracking: f32,
}

const A4: (f32, f32) = (595.28, 841.89);

/// Geometry of a profile.
pub fn page(profile: Profile) -> PageGeometry {
    match profile {
        Profile::Form => PageGeometry {
            width: A4.0,
            height: A4.1,
            // 版心420磅：小四35字、五号40字，正好一格一字
            left: 87.64,
            right: 87.64,
            top: 72.0,
            bottom: 72.0,
            foot: 42.0,
            foot_size: 9.0,
            grid: None,
        },
        // 天头37mm 订口28mm 版心156×225mm；行距按22行均分
        Profile::Gongwen => PageGeometry {
            width: A4.0,
            height: A4.1,
            left: 79.37,
            right: 73.7,
            top: 104.88,
            bottom: 99.21,
            foot: 70.0,
            foot_size: 14.0,
            grid: Some(28.95),
        },
    }
}

/// Style of a role.
pub fn paragraph(profile: Profile, kind: LayoutKind, role: Role) -> ParagraphStyle {
    let base = ParagraphStyle {
        face: Face::Body,
        size: 12.0,
        line: 21.0,
        before: 0.0,
        after: 0.0,
        first_indent: 0.0,
        hang: 0.0,
        align: Align::Justify,
        tracking: 0.0,
    };
    let style = match role {
        Role::Heading => ParagraphStyle { face: Face::Title, size: 18.0, line: 27.0, align: Align::Center, ..base },
        Role::Title => ParagraphStyle { face: Face::Title, size: 18.0, line: 28.0, before: 12.0, after: 6.0, align: Align::Center, ..base },
        Role::Number => ParagraphStyle { size: 15.0, line: 24.0, after: 8.0, align: Align::Center, ..base },
        Role::Body => ParagraphStyle { first_indent: 2.0, ..base },
        Role::Flush => base,
        Role::Question | Role::Answer => ParagraphStyle { hang: 2.0, ..base },
        Role::Signature => ParagraphStyle { align: Align::Left, ..base },
        Role::Note => ParagraphStyle { size: 10.5, line: 16.0, ..base },
        Role::Label => ParagraphStyle { size: 10.5, line: 16.0, align: Align::Center, ..base },
        Role::Cell => ParagraphStyle { size: 10.5, line: 16.0, ..base },
        Role::CellSign => ParagraphStyle { size: 10.5, line: 18.0, align: Align::Right, ..base },
        Role::CoverAgency => ParagraphStyle { face: Face::Title, size: 26.0, line: 40.0, before: 60.0, align: Align::Center, ..base },
        Role::CoverTitle => {
            ParagraphStyle { face: Face::Title, size: 26.0, line: 44.0, before: 12.0, after: 12.0, align: Align::Center, ..base }
        }
    };
    match (profile, kind, role) {
        (Profile::Form, LayoutKind::Cover, Role::Cell | Role::Label) => ParagraphStyle { size: 14.0, line: 24.0, ..style },
        (Profile::Gongwen, _, Role::Body | Role::Flush | Role::Question | Role::Answer | Role::Signature | Role::Number) => {
            ParagraphStyle { size: 16.0, line: 28.95, before: 0.0, after: 0.0, tracking: -0.25, ..style }
        }
        (Profile::Gongwen, _, Role::Title | Role::Heading) => ParagraphStyle { size: 22.0, line: 28.95, ..style },
        _ => style,
    }
}

/// Padding inside a table cell, left and right.
pub const CELL_PADDING_X: f32 = 5.0;
/// The same of a label cell, whose text is short and centred.
pub const LABEL_PADDING_X: f32 = 3.0;
/// Padding inside a table cell, above and below.
pub const CELL_PADDING_Y: f32 = 3.0;
/// Width of table rules and fill-in underlines.
pub const RULE_WIDTH: f32 = 0.5;
/// Distance of a cell's signature lines from its right padding.
pub const CELL_SIGN_INDENT: f32 = 8.0;
/// Space between a Chinese character and a neighbouring letter or digit, in em. Below a tenth of an em, which readers of
/// PDF text take for a space.
pub const LATIN_GAP: f32 = 0.08;
/// Distance of a ruled line above the lower edge of its pitch.
pub const RULED_LINE_DEPTH: f32 = 5.0;
/// Distance of an underline below the baseline, in em of the text.
pub const UNDERLINE_DEPTH: f32 = 0.2;
/// Diameter of the place left for a seal: 42 mm.
pub const SEAL_DIAMETER: f32 = 119.0;
/// Distance of the agency line and date of the 落款 from the right margin, in characters.
pub const SEAL_INDENT: f32 = 2.0;
/// Space above and below a table.
pub const TABLE_GAP: f32 = 4.0;
/// Face of the foot.
pub const FOOT_FACE: Face = Face::Song;
/// Line pitch of the foot, in its size.
pub const FOOT_PITCH: f32 = 1.35;
/// Distance between the foot rule and the text below it.
pub const FOOT_GAP: f32 = 4.0;
/// Size of the 稿 mark in the upper right corner of a draft's pages.
pub const DRAFT_SIZE: f32 = 36.0;
/// Its grey level.
pub const DRAFT_GREY: f32 = 0.75;
/// Size of the running head of continuation pages.
pub const RUNNING_SIZE: f32 = 10.5;
/// Height the running head takes, with its rule and the space below.
pub const RUNNING_HEIGHT: f32 = 28.0;
/// Space above a full-width rule.
pub const RULE_GAP: f32 = 4.0;
/// Distance between the two lines of the double rule.
pub const DOUBLE_RULE_GAP: f32 = 2.0;
/// Pitch of ruled lines for handwriting.
pub const RULED_LINE_PITCH: f32 = 24.0;

/// Pixels of a picture to an inch, at the least: a small one is not blown up until it shows its pixels.
const PICTURE_LEAST_DPI: f32 = 96.0;

/// Width and height of a picture in a column: as large as column and frame allow, in its own proportions.
pub fn picture_size(picture: &Picture, column: f32) -> (f32, f32) {
    let (columns, rows) = picture.photo.upright();
    let (columns, rows) = (columns.max(1) as f32, rows.max(1) as f32);
    let height = picture.height.max(1.0) * 72.0 / 25.4;
    let scale = (column / columns).min(height / rows).min(72.0 / PICTURE_LEAST_DPI);
    (columns * scale, rows * scale)
}
