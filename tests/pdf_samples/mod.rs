//! Pages set by hand, line by line, for the tests of the PDF writer.

use chrono::NaiveDate;
use wenshu::document::Meta;
use wenshu::fonts::Fonts;
use wenshu::layout::pages::{Bookmark, GlyphRun, Item, NO_BLOCK, Page, Pages, PlacedGlyph};
use wenshu::style::Face;

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const LEFT: f32 = 84.0;

/// Sets lines one below the other.
pub struct Sheet {
    pages: Vec<Page>,
    y: f32,
}

impl Default for Sheet {
    fn default() -> Self {
        Sheet { pages: vec![Page::default()], y: 90.0 }
    }
}

impl Sheet {
    /// A line of text, characters routed to the faces that have them.
    pub fn line(&mut self, face: Face, size: f32, text: &str) {
        let runs = runs(face, size, LEFT, self.y, 0.0, text);
        self.page().body.extend(runs);
        self.y += size * 1.75;
    }

    /// A line filled to a width: the space left over goes between the characters.
    pub fn filled(&mut self, face: Face, size: f32, text: &str, width: f32) {
        let natural: f32 = text.chars().filter_map(|ch| Fonts::bundled().glyph(face, ch)).map(|glyph| glyph.advance * size).sum();
        let gap = (width - natural) / (text.chars().count() as f32 - 1.0);
        let runs = runs(face, size, LEFT, self.y, gap, text);
        self.page().body.extend(runs);
        self.y += size * 1.75;
    }

    /// A line in which every character is forced to come from the face itself.
    pub fn own_line(&mut self, face: Face, text: &str) {
        let mut dx = 0.0;
        let mut glyphs = Vec::new();
        for ch in text.chars() {
            let (gid, units) = Fonts::bundled().own(face, ch).expect("the face has it");
            glyphs.push(PlacedGlyph { gid, ch, dx });
            dx += f32::from(units) * 0.012;
        }
        let y = self.y;
        self.page().body.push(Item::Glyphs(GlyphRun { face, size: 12.0, grey: 0.0, x: LEFT, y, block: NO_BLOCK, glyphs }));
        self.y += 21.0;
    }

    pub fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("a page")
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = 90.0;
    }

    pub fn finish(self, meta: Meta) -> Pages {
        Pages { width: WIDTH, height: HEIGHT, pages: self.pages, outline: Vec::new(), meta }
    }
}

/// Runs of one face each.
pub fn runs(face: Face, size: f32, x: f32, y: f32, gap: f32, text: &str) -> Vec<Item> {
    let mut out: Vec<GlyphRun> = Vec::new();
    let mut pen = 0.0;
    for ch in text.chars() {
        let glyph = Fonts::bundled().glyph(face, ch).unwrap_or_else(|| panic!("no glyph for {ch}"));
        if out.last().is_none_or(|run| run.face != glyph.face) {
            out.push(GlyphRun { face: glyph.face, size, grey: 0.0, x: x + pen, y, block: NO_BLOCK, glyphs: Vec::new() });
        }
        let run = out.last_mut().expect("a run");
        run.glyphs.push(PlacedGlyph { gid: glyph.gid, ch, dx: x + pen - run.x });
        pen += glyph.advance * size + gap;
    }
    out.into_iter().map(Item::Glyphs).collect()
}

/// Properties of the samples; the title holds what XML must escape.
pub fn meta() -> Meta {
    Meta {
        title: "行政处罚决定书（单位）<甲&乙>".to_string(),
        author: "沅陵县应急管理局".to_string(),
        subject: "无证上岗案 沅应急罚〔2026〕9号".to_string(),
        date: NaiveDate::from_ymd_opt(2026, 5, 20),
    }
}

const TEXT: [&str; 9] = [
    "被处罚单位：沅陵县某某机械有限公司　　法定代表人：䶮𬭎㛃　　职务：总经理",
    "2026年3月5日9时30分，本机关执法人员对你单位进行现场检查，发现电焊工周某",
    "未取得《中华人民共和国特种作业操作证》，在一车间从事焊接作业，面积12.5㎡。",
    "以上事实有下列证据证明：①现场检查记录1份；②询问笔录2份；③照片3张，",
    "均经当事人核对无误。“安全第一、预防为主”——生产经营单位应当遵守……",
    "买买提·吐尔逊（身份证号：43122219900101123X）☑陈述申辩 □不陈述申辩",
    "依据《中华人民共和国安全生产法》第九十七条第（七）项的规定，决定给予罚款",
    "人民币贰万元整（¥20,000.00）的行政处罚。气温≥37℃时，浓度×2，误差±0.5。",
    "如不服本决定，可以在60日内申请行政复议，或者在6个月内提起行政诉讼。㼆𠅤",
];

/// Two pages in all five faces: filled and ragged lines, rules, a seal place, foot lines, 稿, three bookmarks.
pub fn decision() -> Pages {
    let mut sheet = Sheet::default();
    sheet.line(Face::Title, 22.0, "行政处罚决定书");
    sheet.line(Face::Kai, 14.0, "沅应急罚〔2026〕9号");
    sheet.line(Face::Hei, 12.0, "一、违法事实和证据");
    for line in TEXT {
        sheet.filled(Face::Body, 12.0, line, WIDTH - 2.0 * LEFT);
    }
    let y = sheet.y;
    sheet.page().body.push(Item::Line { x1: LEFT, y1: y, x2: WIDTH - LEFT, y2: y, width: 0.5 });
    sheet.page().body.push(Item::Line { x1: LEFT, y1: y, x2: LEFT, y2: y + 60.0, width: 0.5 });
    sheet.new_page();
    for line in TEXT.iter().rev() {
        sheet.line(Face::Body, 12.0, line);
    }
    sheet.line(Face::Song, 10.5, "附：涉案物品清单，共1页，2026年5月20日");
    let y = sheet.y + 60.0;
    sheet.page().body.push(Item::SealPlace { x: 400.0, y, radius: 59.5 });
    sheet.page().body.extend(runs(Face::Body, 12.0, 340.0, y, 0.0, "沅陵县应急管理局"));
    sheet.page().body.extend(runs(Face::Body, 12.0, 340.0, y + 21.0, 0.0, "2026年5月20日"));
    let mut pages = sheet.finish(meta());
    let count = pages.pages.len();
    for (index, page) in pages.pages.iter_mut().enumerate() {
        page.furniture.extend(runs(Face::Song, 9.0, 260.0, 800.0, 0.0, &format!("共{count}页 第{}页", index + 1)));
        for mut mark in runs(Face::Hei, 300.0, 150.0, 420.0, 0.0, "稿") {
            if let Item::Glyphs(run) = &mut mark {
                run.grey = 0.85;
            }
            page.furniture.push(mark);
        }
    }
    let mark = |title: &str, page, y| Bookmark { title: title.to_string(), page, y };
    pages.outline = vec![mark("行政处罚决定书", 0, 90.0), mark("附：违法事实", 0, 60.0), mark("履行方式", 1, 90.0)];
    pages
}
