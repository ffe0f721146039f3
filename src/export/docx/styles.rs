//! The fixed parts that give a writ its look: named styles, fonts with alternates, settings. Every size comes from
//! `style.rs`; the style names are Chinese, so that an office finds and changes them in Word.

use super::Sheet;
use super::paragraph::jc;
use super::xml::{NAMESPACES, PROLOG, half_points, twips};
use crate::document::{Align, Role};
use crate::style::{self, Face, ParagraphStyle};
use std::fmt::Write;

/// Character style of filled values.
pub(super) const FILL: &str = "Fill";
/// Character style of blanks with a rule.
pub(super) const BLANK: &str = "Blank";
/// Character style of blanks without one.
pub(super) const ROOM: &str = "Room";
/// Character style of gaps.
pub(super) const GAP: &str = "Gap";
/// Character style of check boxes.
pub(super) const BOX: &str = "Box";
/// Agency and date of the 落款.
pub(super) const SEAL: &str = "Seal";
/// A line to write on.
pub(super) const WRITING_LINE: &str = "WritingLine";
/// A rule that stands by itself.
pub(super) const RULE: &str = "RuleLine";
/// The lowest paragraph that Word needs between and after tables.
pub(super) const SPACER: &str = "Spacer";
/// A photograph; its line is as high as it.
pub(super) const PICTURE: &str = "Picture";
/// Foot line of each page.
pub(super) const FOOT: &str = "FootLine";
/// Title and number on continuation pages.
pub(super) const RUNNING_HEAD: &str = "RunningHead";
/// 稿 on each page.
pub(super) const DRAFT: &str = "DraftMark";
/// Line pitch of 稿, in points.
pub(super) const DRAFT_LINE: f32 = style::DRAFT_SIZE * 1.1;

/// Every role, in the order of the style list.
const ROLES: [Role; 14] = [
    Role::Heading,
    Role::Title,
    Role::Number,
    Role::Body,
    Role::Flush,
    Role::Question,
    Role::Answer,
    Role::Signature,
    Role::Note,
    Role::Label,
    Role::Cell,
    Role::CellSign,
    Role::CoverAgency,
    Role::CoverTitle,
];

/// Style id and Chinese style name of a role.
fn names(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Heading => ("WritHeading", "文书眉题"),
        Role::Title => ("WritTitle", "文书标题"),
        Role::Number => ("WritNumber", "文书文号"),
        Role::Body => ("WritBody", "文书正文"),
        Role::Flush => ("WritFlush", "文书顶格"),
        Role::Question => ("Question", "笔录问话"),
        Role::Answer => ("Answer", "笔录答话"),
        Role::Signature => ("Signatures", "文书签名"),
        Role::Note => ("WritNote", "文书附注"),
        Role::Label => ("CellLabel", "表格栏名"),
        Role::Cell => ("CellText", "表格内容"),
        Role::CellSign => ("CellSign", "表格签名"),
        Role::CoverAgency => ("CoverAgency", "封面机关"),
        Role::CoverTitle => ("CoverTitle", "封面题名"),
    }
}

/// Style id of a role.
pub(super) fn id(role: Role) -> &'static str {
    names(role).0
}

/// Whether a role's lines stand on the document grid, if there is one.
pub(super) fn on_grid(role: Role) -> bool {
    match role {
        Role::Heading | Role::Title | Role::Number | Role::Body | Role::Flush | Role::Question | Role::Answer | Role::Signature => true,
        Role::Note | Role::Label | Role::Cell | Role::CellSign | Role::CoverAgency | Role::CoverTitle => false,
    }
}

/// Headings are never the last line of a page, nor is a question without its answer.
fn stays_with_next(role: Role) -> bool {
    match role {
        Role::Heading | Role::Title | Role::Number | Role::Question | Role::CoverAgency => true,
        Role::Body | Role::Flush | Role::Answer | Role::Signature | Role::Note => false,
        Role::Label | Role::Cell | Role::CellSign | Role::CoverTitle => false,
    }
}

/// Font name of a face, as it stands on officers' machines.
fn font(face: Face) -> &'static str {
    match face {
        Face::Title => "方正小标宋简体",
        Face::Body => "仿宋_GB2312",
        Face::Kai => "楷体_GB2312",
        Face::Hei => "黑体",
        Face::Song => "宋体",
    }
}

/// A paragraph style on top of what `style.rs` says of sizes.
struct Named {
    id: &'static str,
    name: &'static str,
    style: ParagraphStyle,
    keep_next: bool,
    border: String,
    off_grid: bool,
    /// Lines grow with what stands in them.
    grows: bool,
    outline: bool,
    run: String,
}

/// The part `word/styles.xml`.
pub(super) fn part(sheet: &Sheet) -> String {
    let mut out = String::with_capacity(12_000);
    let _ = write!(
        out,
        r#"{PROLOG}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="{body}" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/><w:jc w:val="both"/></w:pPr></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>"#,
        body = font(Face::Body),
    );
    for role in ROLES {
        let (id, name) = names(role);
        named(
            &mut out,
            &Named {
                id,
                name,
                style: sheet.style(role),
                keep_next: stays_with_next(role),
                border: String::new(),
                off_grid: sheet.has_grid() && !on_grid(role),
                grows: false,
                outline: matches!(role, Role::Title | Role::CoverTitle),
                run: String::new(),
            },
        );
    }
    for style in &furniture(sheet) {
        named(&mut out, style);
    }
    for (id, name, run) in [
        (FILL, "填写内容", r#"<w:u w:val="single"/>"#),
        // No-break spaces of Times are a quarter em wide; those of Chinese faces differ.
        (BLANK, "手填横线", r#"<w:rFonts w:eastAsia="Times New Roman"/><w:spacing w:val="0"/><w:u w:val="single"/>"#),
        (ROOM, "手填空白", r#"<w:rFonts w:eastAsia="Times New Roman"/><w:spacing w:val="0"/>"#),
        (GAP, "缺项", r#"<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>"#),
        (
            BOX,
            "选项框",
            r#"<w:rFonts w:ascii="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>"#,
        ),
    ] {
        let _ = write!(
            out,
            r#"<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>"#
        );
    }
    out.push_str("</w:styles>");
    out
}

/// Styles that no role of the model has: 落款, lines, page furniture.
fn furniture(sheet: &Sheet) -> [Named; 8] {
    let flush = ParagraphStyle { first_indent: 0.0, hang: 0.0, before: 0.0, after: 0.0, ..sheet.style(Role::Flush) };
    let foot_size = sheet.page.foot_size;
    let small = ParagraphStyle {
        face: style::FOOT_FACE,
        size: foot_size,
        line: foot_size * style::FOOT_PITCH,
        tracking: 0.0,
        align: Align::Left,
        ..flush
    };
    let running_line = style::RUNNING_SIZE * 1.5;
    let running_after = (style::RUNNING_HEIGHT - running_line - RUNNING_GAP).max(0.0);
    let base = || Named {
        id: "",
        name: "",
        style: flush,
        keep_next: false,
        border: String::new(),
        off_grid: sheet.has_grid(),
        grows: false,
        outline: false,
        run: String::new(),
    };
    [
        Named { id: SEAL, name: "文书落款", style: ParagraphStyle { align: Align::Right, ..flush }, off_grid: false, ..base() },
        Named {
            id: WRITING_LINE,
            name: "书写线",
            style: ParagraphStyle { line: style::RULED_LINE_PITCH, align: Align::Left, tracking: 0.0, ..flush },
            ..base()
        },
        Named { id: RULE, name: "分隔线", style: ParagraphStyle { size: 1.0, line: 2.0, ..small }, ..base() },
        Named { id: SPACER, name: "表间空行", style: ParagraphStyle { size: 1.0, line: 1.0, ..small }, ..base() },
        Named {
            id: PICTURE,
            name: "照片",
            style: ParagraphStyle { size: 1.0, line: 1.0, align: Align::Center, ..small },
            grows: true,
            ..base()
        },
        Named { id: FOOT, name: "文书页脚", style: small, border: border("top", style::FOOT_GAP), ..base() },
        Named {
            id: RUNNING_HEAD,
            name: "续页眉",
            style: ParagraphStyle { size: style::RUNNING_SIZE, line: running_line, after: running_after, align: Align::Center, ..small },
            border: border("bottom", RUNNING_GAP),
            ..base()
        },
        Named {
            id: DRAFT,
            name: "稿字",
            style: ParagraphStyle { face: Face::Title, size: style::DRAFT_SIZE, line: DRAFT_LINE, align: Align::Right, ..small },
            run: format!(r#"<w:color w:val="{0:02X}{0:02X}{0:02X}"/>"#, (style::DRAFT_GREY * 255.0).round() as u8),
            ..base()
        },
    ]
}

/// Distance between the running head and its rule.
const RUNNING_GAP: f32 = 2.0;

/// A thin rule at one side of a paragraph, so many points away.
fn border(side: &str, gap: f32) -> String {
    format!(r#"<w:{side} w:val="single" w:sz="4" w:space="{}" w:color="auto"/>"#, gap.round() as i32)
}

/// Appends one paragraph style; children in the order the schema wants.
fn named(out: &mut String, named: &Named) {
    let Named { id, name, style, .. } = named;
    let _ = write!(
        out,
        r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>"#
    );
    if named.keep_next {
        out.push_str("<w:keepNext/>");
    }
    if !named.border.is_empty() {
        let _ = write!(out, "<w:pBdr>{}</w:pBdr>", named.border);
    }
    if named.off_grid {
        out.push_str(r#"<w:snapToGrid w:val="0"/>"#);
    }
    let _ = write!(
        out,
        r#"<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="{}"/>"#,
        twips(style.before),
        twips(style.after),
        twips(style.line),
        if named.grows { "atLeast" } else { "exact" }
    );
    indent(out, style);
    let _ = write!(out, r#"<w:jc w:val="{}"/>"#, jc(style.align));
    if named.outline {
        out.push_str(r#"<w:outlineLvl w:val="0"/>"#);
    }
    let _ = write!(
        out,
        r#"</w:pPr><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="Times New Roman" w:eastAsia="{}" w:hAnsi="Times New Roman"/>{}"#,
        font(style.face),
        named.run
    );
    if style.tracking != 0.0 {
        let _ = write!(out, r#"<w:spacing w:val="{}"/>"#, twips(style.tracking));
    }
    let size = half_points(style.size);
    let _ = write!(out, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#);
}

/// Indents in characters, with twips beside them for readers that know no characters.
fn indent(out: &mut String, style: &ParagraphStyle) {
    let hundredths = |characters: f32| (characters * 100.0).round() as i32;
    let size = style.size + style.tracking;
    if style.hang > 0.0 {
        let (chars, wide) = (hundredths(style.hang), twips(style.hang * size));
        let _ = write!(out, r#"<w:ind w:leftChars="{chars}" w:left="{wide}" w:hangingChars="{chars}" w:hanging="{wide}"/>"#);
    } else if style.first_indent > 0.0 {
        let (chars, wide) = (hundredths(style.first_indent), twips(style.first_indent * size));
        let _ = write!(out, r#"<w:ind w:firstLineChars="{chars}" w:firstLine="{wide}"/>"#);
    }
}

/// The part `word/fontTable.xml`: what a machine without a font may take for it.
pub(super) fn font_table() -> String {
    let fonts = [
        ("Times New Roman", "", "00", "roman", "variable"),
        ("方正小标宋简体", "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,宋体", "86", "script", "fixed"),
        ("仿宋_GB2312", "仿宋,FangSong,华文仿宋,STFangsong", "86", "modern", "fixed"),
        ("楷体_GB2312", "楷体,KaiTi,华文楷体,STKaiti", "86", "modern", "fixed"),
        ("黑体", "SimHei", "86", "modern", "fixed"),
        ("宋体", "SimSun", "86", "auto", "variable"),
        ("SimSun-ExtB", "宋体-ExtB,宋体-方正超大字符集", "86", "modern", "fixed"),
        ("Segoe UI Symbol", "MS Gothic,宋体", "00", "swiss", "variable"),
    ];
    let mut out = format!("{PROLOG}<w:fonts {NAMESPACES}>");
    for (name, alternates, charset, family, pitch) in fonts {
        let _ = write!(out, r#"<w:font w:name="{name}">"#);
        if !alternates.is_empty() {
            let _ = write!(out, r#"<w:altName w:val="{alternates}"/>"#);
        }
        let _ = write!(out, r#"<w:charset w:val="{charset}"/><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>"#);
    }
    out.push_str("</w:fonts>");
    out
}

/// The part `word/settings.xml`. The compatibility list is the one Chinese Word writes itself; `ulTrailSpace` keeps the
/// rule under a blank at the end of a line.
pub(super) fn settings() -> String {
    format!(
        r#"{PROLOG}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/><w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/><w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/><w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#
    )
}
