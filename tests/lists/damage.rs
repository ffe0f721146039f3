//! Lists that were damaged on their way, or made to do damage.

use super::sheets::{Put, archive, bare, bare_parts, workbook};
use proptest::prelude::*;
use wenshu::batch::list::{self, Mapping, Settings};
use wenshu::case::load;
use wenshu::diag::refused;
use wenshu::import::sheet;

#[test]
fn archives_that_lie_or_swell_are_refused() {
    let good = bare("", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert!(sheet::read(&good, "a.xlsx").is_ok());
    let with = |name: &'static str, bytes: Vec<u8>| {
        let mut parts = bare_parts("", "");
        parts.retain(|(held, _)| *held != name);
        parts.push((name, bytes));
        archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
    };
    let refusal = |bytes: &[u8], file: &str| sheet::read(bytes, file).map(|_| ()).expect_err("refused").message;
    // 300 MB of spaces pack into 300 KB
    let bomb = with("xl/sharedStrings.xml", vec![b' '; 300 << 20]);
    assert!(bomb.len() < 1 << 20 && refusal(&bomb, "a.xlsx").contains("解压后超过256兆字节"));
    assert!(refusal(&with("xl/styles.xml", vec![b' '; 9 << 20]), "a.xlsx").contains("styles.xml 解压后超过8兆字节"));
    // a cell in the last corner must not fill the memory
    let corner = bare("", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    assert!(refusal(&corner, "a.xlsx").contains("超过256列"));
    let backwards = bare("", "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert!(refusal(&backwards, "a.xlsx").contains("次序颠倒"));
    for (names, expected) in [
        (vec!["xl/workbook.bin"], "二进制工作簿"),
        (vec!["mimetype", "content.xml"], "OpenDocument"),
        (vec!["word/document.xml"], "Word 文档"),
        (vec!["a.txt"], "普通的压缩文件"),
    ] {
        let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x"[..])).collect();
        assert!(refusal(&archive(&parts), "a.xlsx").contains(expected), "{expected}");
    }
    // a workbook with macros is read, and its macros are not
    assert!(sheet::read(&with("xl/vbaProject.bin", vec![0; 64]), "a.xlsm").is_ok());
    // the same name twice in the directory
    let twice: Vec<u8> = {
        let mut parts = bare_parts("", "");
        parts.push(("xl/worksheets/sheet2.xml", b"<worksheet/>".to_vec()));
        let bytes = archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>());
        let (from, to) = (b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml");
        let mut bytes = bytes;
        while let Some(at) = bytes.windows(from.len()).position(|window| window == from) {
            bytes[at..at + from.len()].copy_from_slice(to);
        }
        bytes
    };
    assert!(refusal(&twice, "a.xlsx").contains("同名"));
}

/// A good workbook for mutations.
fn good() -> Vec<u8> {
    let head = ["单位名称", "地址", "罚款", "检查日期"].map(Put::Text).to_vec();
    let row = vec![Put::Text("甲公司"), Put::Text("某路1号"), Put::Number(20000.0), Put::Day(2026, 3, 5)];
    workbook(&[head, row.clone(), vec![Put::Nothing], row])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever happens to a file on its way, it is read or refused in Chinese.
    #[test]
    fn a_damaged_workbook_never_panics(cut in 0usize..20_000, flips in proptest::collection::vec((0usize..20_000, any::<u8>()), 0..6)) {
        let mut bytes = good();
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let cut = if cut % 3 == 0 { cut % bytes.len() } else { bytes.len() };
        if let Err(finding) = sheet::read(&bytes[..cut], "a.xlsx") {
            prop_assert!(finding.code.starts_with('S') && finding.message.contains("a.xlsx"), "{:?}", finding);
        }
    }

    /// The same for the parts inside, where damage is not found by the archive's checksums.
    #[test]
    fn damaged_parts_never_panic(part in 0usize..5, cut in 0usize..4000, flips in proptest::collection::vec((0usize..4000, proptest::sample::select(b"<>\"/=rRA9 s&;\x00\xFF".to_vec())), 0..5)) {
        let cells = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>单位名称</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\"><v>1.5</v></c></row>";
        let mut parts = bare_parts("<workbookPr date1904=\"0\"/>", cells);
        let bytes = &mut parts[part].1;
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let keep = if cut % 4 == 0 { cut % bytes.len() } else { bytes.len() };
        bytes.truncate(keep);
        let bytes = archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>());
        if let Ok(book) = sheet::read(&bytes, "a.xlsx") {
            let _ = list::find(&book, None, None);
        }
    }

    /// Any text of cells becomes forms that load or are refused, and nothing but Chinese refusals.
    #[test]
    fn any_text_is_a_list_or_is_refused(cells in proptest::collection::vec("[\\PC\n\t\"]{0,12}", 0..24)) {
        let mut text = String::from("单位名称,隐患,检查日期,罚款,电话,照片\n");
        for row in cells.chunks(6) {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text.push_str(&quoted.join(","));
            text.push('\n');
        }
        if let Ok(book) = sheet::read(text.as_bytes(), "a.csv")
            && let Ok(table) = list::find(&book, None, None)
        {
            let (used, findings) = Mapping::propose(&table).settle(&table);
            prop_assert!(!refused(&findings), "{:?}", findings);
            let rows = list::List::new(table, used, Settings::default()).rows(&|name| vec![name.to_string()]);
            for form in &rows.forms {
                let (_, findings) = load(&form.text, &form.file());
                prop_assert!(!findings.iter().any(|f| f.code == "Y01"), "{:?}\n{}", findings, form.text);
                for finding in findings {
                    let moved = form.at_cell(finding);
                    prop_assert!(moved.place.is_some_and(|place| place.pos.line >= 2 && place.file.starts_with("a.csv")));
                }
            }
        }
    }
}
