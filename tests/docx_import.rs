//! Reading foreign DOCX files: nothing that holds words is lost, whatever docx-rs makes of it, and what is no sound DOCX is
//! refused in Chinese, in bounded time and memory.

#[path = "support/docx_edit.rs"]
mod edit;

use edit::*;
use wenshu::import::docx::{self, Docx, Veil, independent_reading, read};

fn seen(docx: &Docx) -> String {
    docx.paragraphs.iter().map(|p| p.text.trim().to_string()).collect::<Vec<_>>().join("|")
}

fn veils(docx: &Docx) -> Vec<(Veil, String)> {
    docx.veiled.iter().map(|v| (v.veil, v.text.clone())).collect()
}

/// Name, XML, what stands on the paper, what is veiled, whether docx-rs sees it.
type Construct = (&'static str, String, &'static str, Vec<(Veil, &'static str)>, bool);

/// Each construct: what stands on the paper, what is veiled, and whether docx-rs sees the word 词.
#[test]
fn every_construct_gives_up_its_words() {
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let r = |inner: &str| format!("<w:r>{inner}</w:r>");
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let boxed = |inner: &str| format!("<w:txbxContent>{inner}</w:txbxContent>");
    let choice = |word: &str| {
        format!(
            r#"<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"#,
            boxed(&p(&t(word)))
        )
    };
    let fallback = |word: &str| {
        format!("<mc:Fallback><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></mc:Fallback>", boxed(&p(&t(word))))
    };
    let field = |code: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            t(result)
        )
    };
    let rows: Vec<Construct> = vec![
        ("text", p(&t("词")), "词", vec![], true),
        ("parted by a comment", p("<w:r><w:t>甲<!-- x -->词</w:t></w:r>"), "甲词", vec![], true),
        ("CDATA", p("<w:r><w:t><![CDATA[词]]></w:t></w:r>"), "词", vec![], true),
        ("entity", p("<w:r><w:t>&#35789;</w:t></w:r>"), "词", vec![], true),
        (
            "another prefix",
            r#"<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r><x:t>词</x:t></x:r></x:p>"#.into(),
            "词",
            vec![],
            false,
        ),
        ("insertion", p(&format!(r#"<w:ins w:author="甲">{}</w:ins>"#, t("词"))), "词", vec![(Veil::Inserted, "词")], true),
        ("deletion", p(r#"<w:del w:author="甲"><w:r><w:delText>词</w:delText></w:r></w:del>"#), "", vec![(Veil::Deleted, "词")], false),
        ("move", p(&format!("<w:moveFrom>{}</w:moveFrom>", t("词"))), "", vec![(Veil::Moved, "词")], false),
        ("moved here", p(&format!("<w:moveTo>{}</w:moveTo>", t("词"))), "词", vec![(Veil::Inserted, "词")], false),
        (
            "deleted row",
            format!("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&t("词"))),
            "",
            vec![(Veil::Deleted, "词")],
            true,
        ),
        (
            "box in two versions",
            p(&r(&format!("<mc:AlternateContent>{}{}</mc:AlternateContent>", choice("词"), fallback("词")))),
            "词",
            vec![(Veil::Box, "词")],
            false,
        ),
        (
            "box in two minds",
            p(&r(&format!("<mc:AlternateContent>{}{}</mc:AlternateContent>", choice("词"), fallback("别")))),
            "词",
            vec![(Veil::Box, "词"), (Veil::Alternative, "别")],
            false,
        ),
        (
            "version nobody knows",
            p(&r(&format!(
                "<mc:AlternateContent>{}{}</mc:AlternateContent>",
                choice("别").replace("Requires=\"wps\"", "xmlns:q=\"urn:q\" Requires=\"q\""),
                fallback("词")
            ))),
            "词",
            vec![(Veil::Box, "词"), (Veil::Alternative, "别")],
            false,
        ),
        (
            "VML box",
            p(&r(&format!("<w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict>", boxed(&p(&t("词")))))),
            "词",
            vec![(Veil::Box, "词")],
            false,
        ),
        (
            "letters as a picture",
            p(&r(r#"<w:pict><v:shape><v:textpath string="词"/></v:shape></w:pict>"#)),
            "词",
            vec![(Veil::Box, "词")],
            false,
        ),
        ("content control", format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p(&t("词"))), "词", vec![], true),
        ("control in a line", p(&format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", t("词"))), "词", vec![], true),
        (
            "bound control",
            format!("<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(&t("词"))),
            "词",
            vec![(Veil::Changing, "内容控件“词”绑定了文件里另存的数据")],
            true,
        ),
        (
            "simple field",
            p(&format!(r#"<w:fldSimple w:instr=" REF a ">{}</w:fldSimple>"#, t("词"))),
            "词",
            vec![(Veil::Changing, "域 REF a")],
            true,
        ),
        ("field", p(&field("DATE", "词")), "词", vec![(Veil::Changing, "域 DATE")], true),
        ("page number", p(&field("PAGE", "7")), "#", vec![], true),
        (
            "text in a field's code",
            p(&field("REF</w:instrText></w:r><w:r><w:t>词</w:t></w:r><w:r><w:instrText>", "文")),
            "文",
            vec![(Veil::Hidden, "词"), (Veil::Changing, "域 REF")],
            true,
        ),
        ("hidden font", p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>词</w:t></w:r>"), "", vec![(Veil::Hidden, "词")], true),
        ("not hidden after all", p(r#"<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>词</w:t></w:r>"#), "词", vec![], true),
        ("white", p(r#"<w:r><w:rPr><w:color w:val="ffffff"/></w:rPr><w:t>词</w:t></w:r>"#), "", vec![(Veil::Hidden, "词")], true),
        (
            "white on black",
            p(r#"<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="000000"/></w:rPr><w:t>词</w:t></w:r>"#),
            "词",
            vec![],
            true,
        ),
        ("tiny", p(r#"<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>词</w:t></w:r>"#), "", vec![(Veil::Hidden, "词")], true),
        ("struck", p("<w:r><w:rPr><w:strike/></w:rPr><w:t>词</w:t></w:r>"), "词", vec![(Veil::Struck, "词")], true),
        (
            "below a merged cell",
            format!(r#"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc></w:tr></w:tbl>"#, p(&t("词"))),
            "",
            vec![(Veil::Hidden, "词")],
            true,
        ),
        (
            "numbered",
            p(&format!(r#"<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>{}"#, t("词"))),
            "词",
            vec![(Veil::Numbered, "自动编号或者项目符号")],
            true,
        ),
        ("tick of a picture font", p(&r(r#"<w:sym w:font="Wingdings" w:char="F0FE"/>"#)), "☑", vec![], false),
        ("hyphens", p("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>词</w:t><w:noBreakHyphen/></w:r>"), "甲词-", vec![], true),
        ("zero width", p(&t("词\u{200B}")), "词", vec![(Veil::Invisible, "U+200B")], true),
        ("embedded file", r#"<w:altChunk r:id="rId9"/>"#.into(), "", vec![(Veil::Unread, "嵌入的另一份文件")], false),
        ("picture", p(&r(r#"<w:drawing><a:blip r:embed="rId9"/></w:drawing>"#)), "", vec![(Veil::Unread, "图片")], false),
        ("formula", p("<m:oMath><m:r><m:t>词</m:t></m:r></m:oMath>"), "词", vec![], false),
        ("link", p(&format!("<w:hyperlink>{}</w:hyperlink>", t("词"))), "词", vec![], true),
        (
            "ruby",
            p("<w:r><w:ruby><w:rt><w:r><w:t>音</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>词</w:t></w:r></w:rubyBase></w:ruby></w:r>"),
            "音词",
            vec![],
            true,
        ),
        ("unknown element", p(&format!(r#"<q:new xmlns:q="urn:q">{}</q:new>"#, t("词"))), "词", vec![], true),
        (
            "table in a table",
            format!("<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>", p(&t("词"))),
            "词",
            vec![],
            true,
        ),
    ];
    let mut wrong = Vec::new();
    for (name, body, paper, veiled, crate_sees) in rows {
        let file = minimal(&body);
        let docx = read(&file, "a.docx").unwrap_or_else(|found| panic!("{name}: {found:?}"));
        let veiled: Vec<(Veil, String)> = veiled.into_iter().map(|(veil, text)| (veil, text.to_string())).collect();
        if (seen(&docx), veils(&docx)) != (paper.to_string(), veiled.clone()) {
            wrong.push(format!("{name}: {} {:?}, not {paper} {veiled:?}", seen(&docx), veils(&docx)));
        }
        let theirs = independent_reading(&format!("{OPEN}{body}</w:body></w:document>")).map(|all| all.concat());
        let has = theirs.as_ref().is_ok_and(|text| text.contains(if name == "page number" { '7' } else { '词' }));
        if has != crate_sees {
            wrong.push(format!("{name}: docx-rs reads {theirs:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn comments_notes_heads_and_feet_are_read() {
    let w = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let file = of_lines(&["正文"]);
    let with = |kind: &str, name: &str, content: String| read(&with_relation(&file, kind, name, &content), "a.docx").expect("readable");
    let comments = with(
        "comments",
        "comments.xml",
        format!(r#"<w:comments {w}><w:comment w:id="0" w:author="某甲">{}</w:comment></w:comments>"#, p("改成三万")),
    );
    assert_eq!(veils(&comments), [(Veil::Comment, "改成三万".to_string())]);
    assert_eq!(comments.veiled[0].author.as_deref(), Some("某甲"));
    let notes = with(
        "footnotes",
        "footnotes.xml",
        format!(
            r#"<w:footnotes {w}><w:footnote w:type="separator" w:id="0">{}</w:footnote><w:footnote w:id="1">{}</w:footnote></w:footnotes>"#,
            p("线"),
            p("脚注里的话")
        ),
    );
    assert_eq!(seen(&notes), "正文|脚注里的话");
    let head = with_relation(&file, "header", "header9.xml", &format!("<w:hdr {w}>{}</w:hdr>", p("页眉里的话")));
    assert_eq!(seen(&read(&head, "a").expect("readable")), "正文", "no section shows it");
    for (kind, title, expected) in
        [("default", "", "正文|页眉里的话"), ("first", "", "正文"), ("first", "<w:titlePg/>", "正文|页眉里的话"), ("even", "", "正文")]
    {
        let section = format!(r#"<w:sectPr><w:headerReference w:type="{kind}" r:id="rIdNew"/>{title}</w:sectPr></w:body>"#);
        let file = with_part(&head, "word/document.xml", |text| text.replace("</w:body>", &section));
        assert_eq!(seen(&read(&file, "a").expect("readable")), expected, "{kind} {title}");
    }
}

#[test]
fn a_style_hides_as_well_as_a_run() {
    let styles = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:type="character" w:styleId="ring"><w:basedOn w:val="ring"/></w:style></w:styles>"#;
    let file = minimal(
        r#"<w:p><w:r><w:rPr><w:rStyle w:val="b"/></w:rPr><w:t>词</w:t></w:r><w:r><w:rPr><w:rStyle w:val="ring"/></w:rPr><w:t>文</w:t></w:r></w:p>"#,
    );
    let docx = read(&with_relation(&file, "styles", "styles.xml", styles), "a.docx").expect("readable");
    assert_eq!((seen(&docx), veils(&docx)), ("文".to_string(), vec![(Veil::Hidden, "词".to_string())]));
}

#[test]
fn places_say_where_on_the_paper() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let body = format!("{}<w:p/>{}<w:tbl><w:tr>{}{}</w:tr></w:tbl>{}", p("一"), p("二"), cell("三"), cell("四"), p("五"));
    let docx = read(&minimal(&body), "a.docx").expect("readable");
    let places: Vec<&str> = docx.paragraphs.iter().map(|p| p.place.as_str()).collect();
    assert_eq!(places, ["正文第1段", "正文第2段", "第1个表格第1行第1格", "第1个表格第1行第2格", "正文第3段"]);
}

#[test]
fn what_is_no_sound_docx_is_refused() {
    let good = of_lines(&["词"]);
    let without = |part: &str| pack(&parts(&good).into_iter().filter(|(name, _)| name != part).collect());
    let body = |text: &str| with_part(&good, "word/document.xml", |_| text.to_string());
    let utf16: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ole = |inside: &[u8]| [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 64], inside].concat();
    let deep = format!("{OPEN}{}{}</w:body></w:document>", "<w:p>".repeat(5000), "</w:p>".repeat(5000));
    let other_type = |to: &str| with_part(&good, "[Content_Types].xml", |text| text.replace("wordprocessingml.document.main", to));
    let cases: Vec<(&str, &str, Vec<u8>, &str, &str)> = vec![
        ("empty", "a.docx", Vec::new(), "C01", "空文件"),
        ("text", "a.docx", b"hello".to_vec(), "C01", "不是 DOCX"),
        ("pdf", "a.docx", b"%PDF-1.7".to_vec(), "C01", "PDF"),
        ("rtf", "a.docx", b"{\\rtf1".to_vec(), "C01", "RTF"),
        ("html", "a.docx", b"<html>".to_vec(), "C01", "网页"),
        ("doc", "a.doc", ole(b""), "C01", ".doc"),
        ("wps", "a.wps", ole(b""), "C01", "WPS"),
        ("encrypted", "a.docx", ole(&utf16), "C01", "密码"),
        ("zip", "a.docx", pack(&vec![("a.txt".to_string(), b"x".to_vec())]), "C01", "压缩文件"),
        ("odt", "a.docx", pack(&vec![("mimetype".to_string(), b"application/vnd.oasis.opendocument.text".to_vec())]), "C01", "ODT"),
        ("xlsx", "a.docx", other_type("spreadsheetml.sheet.main"), "C01", "电子表格"),
        (
            "macros",
            "a.docx",
            with_part(&good, "[Content_Types].xml", |text| {
                text.replace(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    "application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            }),
            "C01",
            "宏",
        ),
        ("cut short", "a.docx", good[..good.len() / 2].to_vec(), "C02", "损坏"),
        ("two of a name", "a.docx", twice(&good), "C02", "同名"),
        (
            "two in other letters",
            "a.docx",
            pack(&[parts(&good), vec![("word/Document.xml".to_string(), b"<a/>".to_vec())]].concat()),
            "C02",
            "两份",
        ),
        ("bomb", "a.docx", body(&format!("{OPEN}{}", " ".repeat(30 << 20))), "C03", "兆字节"),
        ("too many nodes", "a.docx", body(&format!("{OPEN}{}</w:body></w:document>", "<w:p/>".repeat(700_000))), "C03", "过多"),
        ("too deep", "a.docx", body(&deep), "C03", "套得太深"),
        ("too long", "a.docx", of_lines(&["字".repeat(500_000).as_str()]), "C03", "个字"),
        ("no body", "a.docx", without("word/document.xml"), "C04", "没有正文"),
        ("no relations", "a.docx", without("_rels/.rels"), "C04", "没有正文"),
        ("broken", "a.docx", body("<w:document"), "C05", "XML"),
        (
            "not UTF-8",
            "a.docx",
            pack(
                &parts(&good)
                    .into_iter()
                    .map(|(name, bytes)| if name == "word/document.xml" { (name, vec![0xFF, 0xFE, 0x3C, 0]) } else { (name, bytes) })
                    .collect(),
            ),
            "C05",
            "UTF-8",
        ),
        ("external entity", "a.docx", body(r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#), "C05", "外部实体"),
        (
            "laughing entities",
            "a.docx",
            body(r#"<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>"#),
            "C05",
            "外部实体",
        ),
    ];
    for (name, file, bytes, code, part) in cases {
        let finding = read(&bytes, file).err().unwrap_or_else(|| panic!("{name} was read"));
        assert_eq!(finding.code, code, "{name}: {}", finding.message);
        assert!(finding.message.contains(part), "{name}: {}", finding.message);
        assert!(finding.remedy.is_some(), "{name} says no remedy");
        assert!(!finding.message.contains("error") && !finding.message.contains("Error"), "{name}: {}", finding.message);
    }
    assert!(docx::read(&good, "a.docx").is_ok());
}

/// A package whose directory names an entry twice.
fn twice(docx: &[u8]) -> Vec<u8> {
    let mut all = parts(docx);
    all.push(("word/documenu.xml".to_string(), b"<a/>".to_vec()));
    let mut bytes = pack(&all);
    let name = b"word/documenu.xml";
    for at in 0..bytes.len() - name.len() {
        if &bytes[at..at + name.len()] == name {
            bytes[at + 12] = b't';
        }
    }
    bytes
}

#[test]
fn damaged_bytes_never_stop_the_program() {
    let good = of_lines(&["行政处罚决定书", "词"]);
    let mut seed = 0x2545_F491_4F6C_DD1Du64;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize
    };
    for _ in 0..300 {
        let mut bytes = good.clone();
        for _ in 0..1 + random() % 4 {
            let at = random() % bytes.len();
            bytes[at] = random() as u8;
        }
        bytes.truncate(bytes.len() - random() % 3);
        let _ = read(&bytes, "a.docx");
    }
    // The XML itself, mutilated but repacked.
    for _ in 0..300 {
        let bytes = with_part(&good, "word/document.xml", |text| {
            let mut bytes = text.into_bytes();
            let at = random() % bytes.len();
            bytes[at] = b"<>/&;\"=w:tp "[random() % 12];
            String::from_utf8(bytes).unwrap_or_default()
        });
        let _ = read(&bytes, "a.docx");
    }
}
