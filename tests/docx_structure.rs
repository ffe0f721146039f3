//! What a DOCX must be beside its text: valid order, whole references, grids that add up, the features a writ relies on.

#[path = "support/docx_samples.rs"]
mod samples;
#[path = "support/docx_schema.rs"]
mod schema;

use roxmltree::{Document as Xml, Node};
use samples::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use wenshu::document::*;
use wenshu::export::docx::write;
use wenshu::style::Profile;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

type Parts = BTreeMap<String, String>;

fn unzip(bytes: &[u8]) -> Parts {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip file");
    let mut parts = Parts::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("an entry");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("UTF-8");
        let name = file.name().expect("a UTF-8 name").into_owned();
        assert!(parts.insert(name.clone(), text).is_none(), "{name} twice");
    }
    parts
}

fn parts(document: &Document, profile: Profile) -> Parts {
    unzip(&write(document, profile).expect("sample can be written"))
}

/// Every sample in both profiles, with a name for messages.
fn every() -> Vec<(String, Parts)> {
    all()
        .iter()
        .flat_map(|(name, document)| {
            [Profile::Form, Profile::Gongwen].map(|profile| (format!("{name} {profile:?}"), parts(document, profile)))
        })
        .collect()
}

fn elements<'a>(xml: &'a Xml, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    xml.descendants().filter(move |node| node.has_tag_name((W, name)))
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name((W, name)))
}

fn val<'a>(node: Node<'a, 'a>) -> &'a str {
    node.attribute((W, "val")).unwrap_or_default()
}

fn paragraph_text(paragraph: Node) -> String {
    paragraph.descendants().filter(|node| node.has_tag_name((W, "t"))).filter_map(|node| node.text()).collect()
}

#[test]
fn children_stand_in_schema_order() {
    for (name, parts) in every() {
        for (part, xml) in parts.iter().filter(|(part, _)| part.starts_with("word/") && part.ends_with(".xml")) {
            assert_eq!(schema::faults(xml), Vec::<String>::new(), "{name} {part}");
        }
    }
}

#[test]
fn the_order_check_sees_faults() {
    let body = |content: &str| format!(r#"<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>"#);
    for (content, fault) in [
        ("<w:p><w:pPr><w:jc/><w:ind/></w:pPr></w:p>", "pPr/ind: out of order"),
        ("<w:p><w:r/><w:pPr/></w:p>", "p/pPr: out of order"),
        ("<w:p><w:r><w:rPr><w:sz/><w:rFonts/></w:rPr></w:r></w:p>", "rPr/rFonts: out of order"),
        ("<w:p><w:pPr><w:keepNext/><w:keepNext/></w:pPr></w:p>", "pPr/keepNext: twice"),
        ("<w:p><w:b/></w:p>", "p/b: not allowed"),
        ("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl><w:p/>", "tc: must end with a paragraph"),
        ("<w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:sectPr/>", "body: must not end with a table"),
        ("<w:sectPr><w:pgSz/><w:footerReference/></w:sectPr>", "sectPr/footerReference: out of order"),
    ] {
        assert_eq!(schema::faults(&body(content)), [fault]);
    }
    assert_eq!(schema::faults("<w:p>").len(), 1, "not well-formed");
}

#[test]
fn references_are_whole() {
    for (name, parts) in every() {
        let styles = Xml::parse(&parts["word/styles.xml"]).unwrap();
        let ids: Vec<&str> = elements(&styles, "style").filter_map(|style| style.attribute((W, "styleId"))).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: style ids are unique");
        let names: BTreeSet<&str> = elements(&styles, "name").map(val).collect();
        assert_eq!(names.len(), ids.len(), "{name}: style names are unique");
        for (part, xml) in parts.iter().filter(|(part, _)| part.starts_with("word/") && part.ends_with(".xml")) {
            let xml = Xml::parse(xml).unwrap();
            for tag in ["pStyle", "rStyle", "basedOn"] {
                for used in elements(&xml, tag).map(val) {
                    assert!(ids.contains(&used), "{name} {part}: no style {used}");
                }
            }
        }
        let fonts = Xml::parse(&parts["word/fontTable.xml"]).unwrap();
        let known: BTreeSet<&str> = elements(&fonts, "font").filter_map(|font| font.attribute((W, "name"))).collect();
        for part in ["word/styles.xml", "word/document.xml"] {
            let xml = Xml::parse(&parts[part]).unwrap();
            for font in elements(&xml, "rFonts").filter_map(|fonts| fonts.attribute((W, "eastAsia"))) {
                assert!(known.contains(font), "{name} {part}: font {font} is not in the font table");
            }
        }

        let relationships = Xml::parse(&parts["word/_rels/document.xml.rels"]).unwrap();
        let targets: BTreeMap<&str, &str> =
            relationships.descendants().filter_map(|node| Some((node.attribute("Id")?, node.attribute("Target")?))).collect();
        let body = Xml::parse(&parts["word/document.xml"]).unwrap();
        for reference in body.descendants().filter_map(|node| Some((node.tag_name().name().to_string(), node.attribute((R, "id"))?))) {
            let kind = reference.0.trim_end_matches("Reference");
            assert!(targets[reference.1].starts_with(kind), "{name}: {reference:?}");
        }
        let types = Xml::parse(&parts["[Content_Types].xml"]).unwrap();
        let typed: BTreeSet<&str> = types.descendants().filter_map(|node| node.attribute("PartName")).collect();
        let present: BTreeSet<String> =
            parts.keys().filter(|part| part.ends_with(".xml") && !part.starts_with('[')).map(|part| format!("/{part}")).collect();
        assert_eq!(typed, present.iter().map(String::as_str).collect(), "{name}: content types");
        for target in targets.values() {
            assert!(parts.contains_key(&format!("word/{target}")), "{name}: {target}");
        }
    }
}

#[test]
fn tables_fill_their_grid_and_the_page() {
    for (name, parts) in every() {
        let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
        let number = |node: Node, attribute: &str| node.attribute((W, attribute)).and_then(|text| text.parse::<i32>().ok()).unwrap();
        let (size, margin) = (elements(&xml, "pgSz").next().unwrap(), elements(&xml, "pgMar").next().unwrap());
        let live = number(size, "w") - number(margin, "left") - number(margin, "right");
        for table in elements(&xml, "tbl") {
            let grid: Vec<i32> =
                table.descendants().filter(|node| node.has_tag_name((W, "gridCol"))).map(|column| number(column, "w")).collect();
            assert!((grid.iter().sum::<i32>() - live).abs() <= 2, "{name}: {grid:?} against {live}");
            let mut open = vec![false; grid.len()];
            for row in table.children().filter(|node| node.has_tag_name((W, "tr"))) {
                let mut column = 0;
                for cell in row.children().filter(|node| node.has_tag_name((W, "tc"))) {
                    let properties = child(cell, "tcPr").unwrap();
                    let span = child(properties, "gridSpan").map_or(1, |span| val(span).parse::<usize>().unwrap());
                    assert_eq!(number(child(properties, "tcW").unwrap(), "w"), grid[column..column + span].iter().sum::<i32>(), "{name}");
                    match child(properties, "vMerge") {
                        Some(merge) if val(merge) == "restart" => open[column] = true,
                        Some(_) => assert!(open[column], "{name}: a cell continues nothing"),
                        None => open[column] = false,
                    }
                    column += span;
                }
                assert_eq!(column, grid.len(), "{name}: a row does not fill its grid");
            }
        }
    }
}

#[test]
fn nasty_text_stands_in_the_file_to_the_letter() {
    let nasty = "  &amp; &lt;w:t> ]]> <b>\"'“”　𬭎䶮㛃·×𠮷  ";
    let document = Document { blocks: vec![bp(Role::Body, vec![t(nasty)])], ..cover() };
    let parts = parts(&document, Profile::Form);
    let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
    assert_eq!(elements(&xml, "p").map(paragraph_text).collect::<Vec<_>>(), [nasty]);
    let space = ("http://www.w3.org/XML/1998/namespace", "space");
    assert!(elements(&xml, "t").all(|text| text.attribute(space) == Some("preserve")));
}

#[test]
fn packages_carry_no_clock_and_are_compressed() {
    let bytes = write(&letter(), Profile::Form).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.as_slice())).unwrap();
    assert_eq!(zip.by_index(0).unwrap().name().unwrap(), "[Content_Types].xml");
    for at in 0..zip.len() {
        let file = zip.by_index(at).unwrap();
        assert_eq!(file.last_modified(), Some(zip::DateTime::DEFAULT), "{:?}", file.name());
        assert_eq!(file.compression(), zip::CompressionMethod::Deflated, "{:?}", file.name());
    }
}

#[test]
fn properties_come_from_the_document() {
    let core = &parts(&letter(), Profile::Form)["docProps/core.xml"];
    for text in [
        "<dc:title>行政处罚决定书（单位）</dc:title>",
        "<dc:creator>太仓市应急管理局</dc:creator>",
        "（苏太）应急罚〔2026〕18号</dc:subject>",
        ">2026-04-20T00:00:00Z</dcterms:created>",
        ">2026-04-20T00:00:00Z</dcterms:modified>",
    ] {
        assert!(core.contains(text), "{text} in {core}");
    }
    let bare = &parts(&cover(), Profile::Form)["docProps/core.xml"];
    assert!(!bare.contains("dcterms:created") && !bare.contains("dc:creator"), "{bare}");
}

#[test]
fn heads_and_feet_follow_the_furniture() {
    let letter = parts(&letter(), Profile::Form);
    let (first, other) = (&letter["word/header2.xml"], &letter["word/header1.xml"]);
    assert!(other.contains("应急罚〔2026〕18号") && !first.contains("应急罚"), "running head on continuation pages only");
    assert!(letter["word/document.xml"].contains("<w:titlePg/>"));
    for part in ["word/footer1.xml", "word/footer2.xml"] {
        for text in ["本文书一式两份", " NUMPAGES ", " PAGE "] {
            assert!(letter[part].contains(text), "{part}: {text}");
        }
    }
    assert!(letter.iter().all(|(_, xml)| !xml.contains('稿') || xml.contains("w:styles")), "a final carries no 稿");
    let record = parts(&record(), Profile::Form);
    for part in ["word/header1.xml", "word/header2.xml"] {
        assert!(record[part].contains(">稿</w:t>"), "{part}");
    }
    for part in ["word/footer1.xml", "word/footer2.xml"] {
        assert!(record[part].contains("被询问人（签名、捺印）："), "{part}");
    }
    let cover = parts(&cover(), Profile::Form);
    assert!(!cover["word/footer1.xml"].contains("PAGE") && !cover.contains_key("word/header2.xml"));
}

#[test]
fn head_rows_repeat_and_rows_split_only_when_asked() {
    let parts = parts(&list(), Profile::Form);
    let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
    let table = elements(&xml, "tbl").next().unwrap();
    let rows: Vec<Node> = table.children().filter(|node| node.has_tag_name((W, "tr"))).collect();
    let having = |tag: &str| -> Vec<usize> {
        (0..rows.len()).filter(|at| rows[*at].descendants().any(|node| node.has_tag_name((W, tag)))).collect()
    };
    assert_eq!(having("tblHeader"), [0]);
    assert_eq!(having("cantSplit"), (0..rows.len()).filter(|at| *at != 7).collect::<Vec<_>>());
    assert_eq!(having("keepNext"), [0], "the head stays with the first row");
}

/// The text of every paragraph with whether it stays on the next one's page.
fn kept(document: &Document) -> Vec<(String, bool)> {
    let parts = parts(document, Profile::Form);
    let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
    elements(&xml, "p")
        .map(|paragraph| (paragraph_text(paragraph), paragraph.descendants().any(|node| node.has_tag_name((W, "keepNext")))))
        .collect()
}

#[test]
fn a_seal_is_never_alone_on_a_page() {
    let text = |kept: &[(String, bool)]| kept.iter().map(|(text, keep)| format!("{}{}", &text[..3], u8::from(*keep))).collect::<Vec<_>>();
    let seal = Block::Seal(Seal { agency: vec![t("局")], date: vec![t("日")], line: 3 });
    let long = "长".repeat(100);
    let of = |blocks: Vec<Block>| kept(&Document { blocks, ..cover() });
    let line = |text: &str| bp(Role::Body, vec![t(text)]);
    assert_eq!(text(&of(vec![line("甲"), line("乙"), line("丙"), seal.clone()])), ["甲0", "乙1", "丙1", "局1", "日0"]);
    assert_eq!(text(&of(vec![line("甲"), line("乙"), line(&long), seal.clone()])), ["甲0", "乙0", "长1", "局1", "日0"]);
    let signatures = vec![line("甲"), line(&long), bp(Role::Signature, vec![t("签")]), bp(Role::Signature, vec![t("期")])];
    assert_eq!(text(&of(signatures)), ["甲0", "长1", "签1", "期0"]);
    let kept_together = vec![line("甲"), Block::Keep(vec![line("乙"), line("丙"), line("丁")]), line("戊")];
    assert_eq!(text(&of(kept_together)), ["甲0", "乙1", "丙1", "丁0", "戊0"]);
}

#[test]
fn the_three_empty_places_look_different() {
    let inlines = vec![b(2.0), Inline::Gap("职务".into()), Inline::Struck, s(1.0), t("。")];
    let document = Document { blocks: vec![bp(Role::Cell, inlines)], ..cover() };
    let parts = parts(&document, Profile::Form);
    let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
    let runs: Vec<(&str, String)> = elements(&xml, "r")
        .map(|run| (run.descendants().find(|node| node.has_tag_name((W, "rStyle"))).map_or("", val), paragraph_text(run)))
        .collect();
    assert_eq!(runs, [("Blank", "\u{a0}".repeat(8)), ("Gap", "【缺：职务】".to_string()), ("", "／\u{3000}。".to_string())]);
    let styles = Xml::parse(&parts["word/styles.xml"]).unwrap();
    let style = |id: &str| elements(&styles, "style").find(|style| style.attribute((W, "styleId")) == Some(id)).unwrap();
    let has = |id: &str, tag: &str| style(id).descendants().any(|node| node.has_tag_name((W, tag)));
    assert!(has("Blank", "u") && has("Fill", "u") && has("Gap", "shd") && !has("Room", "u"));
}

#[test]
fn sizes_come_from_the_style_sheet() {
    for (profile, size, line, indent, grid) in
        [(Profile::Form, "24", "420", "480", None), (Profile::Gongwen, "32", "579", "630", Some("579"))]
    {
        let parts = parts(&letter(), profile);
        let styles = Xml::parse(&parts["word/styles.xml"]).unwrap();
        let body = elements(&styles, "style").find(|style| style.attribute((W, "styleId")) == Some("WritBody")).unwrap();
        let at = |tag: &str, attribute: &str| {
            body.descendants()
                .filter(|node| node.has_tag_name((W, tag)))
                .find_map(|node| node.attribute((W, attribute)))
                .unwrap_or_default()
        };
        assert_eq!((at("sz", "val"), at("spacing", "line"), at("spacing", "lineRule")), (size, line, "exact"), "{profile:?}");
        assert_eq!((at("ind", "firstLineChars"), at("ind", "firstLine")), ("200", indent), "{profile:?}");
        assert_eq!((at("rFonts", "eastAsia"), at("name", "val")), ("仿宋_GB2312", "文书正文"), "{profile:?}");
        let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
        let pitch = elements(&xml, "docGrid").next().and_then(|grid| grid.attribute((W, "linePitch")));
        assert_eq!(pitch, grid, "{profile:?}");
    }
}

#[test]
fn the_foot_of_a_cell_stands_low_but_never_makes_the_row_grow() {
    let before = |content: &str, height: f32| -> i32 {
        let foot = vec![p(Role::CellSign, vec![t("签名")])];
        let cells = vec![Cell { foot, valign: VAlign::Top, ..cell(0, 1, 1, Role::Cell, content) }];
        let table = Table { columns: vec![1.0], head_rows: 0, ruled: true, rows: vec![row(height, cells)], line: 9 };
        let parts = parts(&Document { blocks: vec![Block::Table(table)], ..form() }, Profile::Form);
        let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
        let foot = elements(&xml, "p").find(|paragraph| paragraph_text(*paragraph) == "签名").unwrap();
        let spacing = foot.descendants().find(|node| node.has_tag_name((W, "spacing")));
        spacing.and_then(|spacing| spacing.attribute((W, "before"))?.parse().ok()).unwrap_or(0)
    };
    // 50 mm less padding 6 pt, one line of 16 pt, the foot's 18 pt.
    assert_eq!(before("甲", 50.0), ((50.0f32 * 72.0 / 25.4 - 40.0) * 20.0).round() as i32);
    assert!(before(&"字".repeat(100), 50.0) < before("甲", 50.0));
    assert_eq!(before(&"字".repeat(2000), 50.0), 0);
    assert_eq!(before("甲", 0.0), 0);
}
