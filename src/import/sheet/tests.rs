//! The readers of lists, held against texts and workbooks made here.

use super::*;

fn texts(book: &Book) -> Vec<Vec<String>> {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => text.to_string(),
        other => format!("{other:?}"),
    };
    book.sheets[0].rows.iter().map(|row| row.cells.iter().map(|(_, c)| cell(c)).collect()).collect()
}

fn numbers(book: &Book) -> Vec<u32> {
    book.sheets[0].rows.iter().map(|row| row.number).collect()
}

fn csv(bytes: &[u8]) -> Book {
    read(bytes, "名单.csv").unwrap_or_else(|finding| panic!("{finding:?}"))
}

fn code(bytes: &[u8], file: &str) -> String {
    match read(bytes, file) {
        Ok(_) => "ok".to_string(),
        Err(finding) => format!("{} {}", finding.code, finding.message),
    }
}

const TEXT: &str = "单位名称,罚款\n太仓市某某公司,20000\n";

#[test]
fn a_text_is_read_in_every_encoding() {
    let (gb, _, _) = encoding_rs::GB18030.encode(TEXT);
    let utf16 = |big: bool, text: &str| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let expected = texts(&csv(TEXT.as_bytes()));
    assert_eq!(expected, [["单位名称", "罚款"], ["太仓市某某公司", "20000"]]);
    for bytes in [format!("\u{FEFF}{TEXT}").into_bytes(), gb.into_owned(), utf16(false, TEXT), utf16(true, TEXT)] {
        assert_eq!(texts(&csv(&bytes)), expected);
    }
    // a rare character takes four bytes in GB 18030
    let (gb, _, _) = encoding_rs::GB18030.encode("单位名称,罚款\n𬭎公司,1\n");
    assert_eq!(texts(&csv(&gb))[1][0], "𬭎公司");
}

#[test]
fn what_is_in_no_encoding_is_refused_with_its_line() {
    let mut broken = TEXT.repeat(3).into_bytes();
    let at = TEXT.len() * 2 + 1;
    broken[at] = 0xFF;
    let rows: [(&[u8], u32); 4] =
        [(&broken, 5), (b"a,b\n\x81\x20,c\n", 2), (&[&b"\xEF\xBB\xBF"[..], b"a\nb\n\xC4\xE3"].concat(), 3), (b"a\x00,\x00b\x00", 1)];
    for (bytes, line) in rows {
        let finding = read(bytes, "名单.csv").expect_err("refused");
        assert_eq!((finding.code, finding.place.map(|place| place.pos.line)), ("S05", Some(line)), "{bytes:?}");
    }
}

#[test]
fn delimiters_quotes_and_blank_lines() {
    for (text, expected) in [
        ("a,b,c\n1,2,3\n", vec![vec!["a", "b", "c"], vec!["1", "2", "3"]]),
        ("a\tb\n甲,乙\t丙\n", vec![vec!["a", "b"], vec!["甲,乙", "丙"]]),
        ("a;b\n甲,乙;丙\n", vec![vec!["a", "b"], vec!["甲,乙", "丙"]]),
        ("a,b\n\"一\n二\",\"说\"\"好\"\"\"\n", vec![vec!["a", "b"], vec!["一\n二", "说\"好\""]]),
        ("a,b\r5寸管\",x\r", vec![vec!["a", "b"], vec!["5寸管\"", "x"]]),
        ("单位名称\n甲公司\n", vec![vec!["单位名称"], vec!["甲公司"]]),
    ] {
        assert_eq!(texts(&csv(text.as_bytes())), expected, "{text}");
    }
    // blank lines and line breaks in quotes do not shift the numbers of rows
    let book = csv(b"a,b\n\n\n\"1\n2\n3\",x\n\n,\ny,z\n");
    assert_eq!(numbers(&book), [1, 4, 7]);
    assert!(code(b"a,b\nc,\"d\ne,f\n", "x.csv").starts_with("S06 “x.csv”第2行"));
}

#[test]
fn what_is_no_list_is_refused_by_its_name() {
    let compound = |directory: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(directory.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    for (bytes, file, expected) in [
        (b"".to_vec(), "a.xlsx", "S01 “a.xlsx”不是能读的名单，是空文件"),
        (compound("Workbook"), "a.xls", "旧的二进制格式"),
        (compound("EncryptedPackage"), "a.xlsx", "加了密码"),
        (b"<html><table>".to_vec(), "a.xls", "网页（HTML）"),
        (b"\xEF\xBB\xBF\r\n <TABLE border=1>".to_vec(), "a.xlsx", "网页（HTML）"),
        (b"<?xml version=\"1.0\"?><Workbook>".to_vec(), "a.xls", "XML"),
        (b"%PDF-1.7".to_vec(), "a.xlsx", "PDF"),
        (b"a,b\n".to_vec(), "a.xlsx", "纯文本改了扩展名"),
        (b"PK\x03\x04 no archive".to_vec(), "a.xlsx", "S02"),
        (b"PK\x05\x06".to_vec(), "a.xlsx", "空的压缩包"),
        (b"Rar!\x1a\x07".to_vec(), "a.csv", "压缩文件"),
    ] {
        let found = code(&bytes, file);
        assert!(found.contains(expected), "{expected}: {found}");
    }
}

#[test]
fn bounds_are_said() {
    let wide = vec!["x"; MAX_COLUMNS + 1].join(",");
    assert!(code(wide.as_bytes(), "a.csv").contains("超过256列"));
    let long = format!("a,b\n{},c\n", "字".repeat(MAX_CELL_CHARS + 1));
    assert!(code(long.as_bytes(), "a.csv").contains("单元格A2"));
    let many = "a,b\n".repeat(MAX_ROWS + 1);
    assert!(code(many.as_bytes(), "a.csv").contains("超过100000行"));
    let huge = vec![b'a'; MAX_FILE_BYTES as usize + 1];
    assert!(code(&huge, "a.csv").starts_with("S03"));
}

#[test]
fn columns_have_letters_and_numbers_their_digits() {
    for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (16383, "XFD")] {
        assert_eq!(column_name(column), expected);
    }
    for (value, expected) in [
        (20000.0, "20000"),
        (-4.5, "-4.5"),
        (0.1 + 0.2, "0.3"),
        (434.99999999999994, "435"),
        (0.000_012, "0.000012"),
        (123_456_789_012_345.0, "123456789012345"),
        (1e20, "100000000000000000000"),
        (-0.0, "0"),
    ] {
        assert_eq!(Number(value).text(), expected);
    }
    assert!(Number(999_999_999_999_999.0).keeps_digits() && !Number(1e15).keeps_digits() && !Number(f64::NAN).keeps_digits());
}

#[test]
fn serial_numbers_are_days() {
    let shown = |value: f64, from_1904: bool| {
        serial(value, from_1904).map(|when| (when.day.map(|day| day.to_string()).unwrap_or_default(), when.time))
    };
    let day = |text: &str| text.to_string();
    for (value, from_1904, expected) in [
        (46086.0, false, Some((day("2026-03-05"), None))),
        (44624.0, true, Some((day("2026-03-05"), None))),
        (46086.395833333336, false, Some((day("2026-03-05"), Some((9, 30))))),
        (0.5, false, Some((day(""), Some((12, 0))))),
        (46086.999999, false, Some((day("2026-03-06"), None))),
        (1.0, false, Some((day("1900-01-01"), None))),
        (59.0, false, Some((day("1900-02-28"), None))),
        (60.0, false, None),
        (61.0, false, Some((day("1900-03-01"), None))),
        (-1.0, false, None),
        (3e6, false, None),
        (f64::NAN, false, None),
    ] {
        assert_eq!(shown(value, from_1904), expected, "{value}");
    }
}
