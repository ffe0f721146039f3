//! What a spreadsheet made of a value: it comes back, or the cell is refused.

use crate::sheets::{Put, bare, rows, said, workbook};
use wenshu::diag::Rank;
use wenshu::import::sheet;

/// Heading, cell, and what the form says or the refusal.
fn one_cell(heading: &'static str, put: Put) -> String {
    let head = vec![Put::Text("单位名称"), Put::Text(heading)];
    let rows = rows(&workbook(&[head, vec![Put::Text("甲公司"), put]]), "名单.xlsx");
    match rows.forms.first() {
        Some(form) => form.text.lines().skip(3).map(str::trim).collect::<Vec<_>>().join("|"),
        None => {
            let finding = &rows.findings[0];
            assert!(finding.rank == Rank::Refuse && finding.expected.is_some() && finding.remedy.is_some(), "{finding:#?}");
            assert!(finding.field.as_ref().is_some_and(|field| field.contains(heading)), "{finding:#?}");
            assert_eq!(finding.place.as_ref().map(|p| (&*p.file, p.pos.line, p.pos.column)), Some(("名单.xlsx 表“案件” 单元格B2", 2, 2)));
            finding.code.to_string()
        }
    }
}

#[test]
fn every_kind_of_cell_comes_back_or_is_refused() {
    for (heading, put, expected) in [
        ("检查日期", Put::Day(2026, 3, 5), "检查:|日期: 2026-03-05"),
        ("检查日期", Put::Number(46086.0), "检查:|日期: 2026-03-05"),
        ("检查日期", Put::Formatted(46086.395833333336, "yyyy/m/d h:mm"), "检查:|时间: 2026-03-05 09:30"),
        ("检查日期", Put::Formatted(46086.0, "[$-804]yyyy\"年\"m\"月\"d\"日\""), "检查:|日期: 2026-03-05"),
        ("检查日期", Put::Text("2026年3月5日"), "检查:|日期: 2026年3月5日"),
        ("检查日期", Put::Number(20000.0), "S23"),
        ("整改期限", Put::Formatted(46101.5, "yyyy-mm-dd hh:mm"), "S22"),
        ("罚款", Put::Number(20000.0), "罚款: 20000"),
        ("罚款", Put::Number(20000.5), "罚款: 20000.5"),
        ("罚款", Put::Formatted(20000.0, "\"¥\"#,##0.00"), "罚款: 20000"),
        ("罚款", Put::Day(2026, 3, 5), "S22"),
        ("罚款", Put::Number(0.0), ""),
        ("罚款（万元）", Put::Number(4.5), "罚款: 4.5万"),
        ("统一社会信用代码", Put::Number(9.1320585123456e17), "S20"),
        ("统一社会信用代码", Put::Text("9.13206E+17"), "S20"),
        ("统一社会信用代码", Put::Text("91320585MA1X6C5D27"), "统一社会信用代码: 91320585MA1X6C5D27"),
        ("电话", Put::Number(13812345678.0), "电话: 13812345678"),
        ("电话", Put::Number(51253521234.0), "S21"),
        ("邮编", Put::Number(41000.0), "S21"),
        ("邮编", Put::Formatted(41000.0, "000000"), "邮编: 041000"),
        ("违法行为.裁量.比例", Put::Formatted(0.3, "0%"), "违法行为:|裁量:|比例: '30%'"),
        ("编号", Put::Day(2026, 3, 5), "S22"),
        ("备注", Put::Text("#N/A"), "S24"),
        ("备注", Put::Bool(true), "S25"),
        ("备注", Put::Text("=1+1"), "备注: '=1+1'"),
        ("备注", Put::Text("{{ 7*7 }} # : [a] '"), "备注: '{{ 7*7 }} # : [a] '''"),
        ("现场负责人", Put::Number(12.0), "S22"),
        ("当事人.小微企业", Put::Bool(true), "小微企业: 是"),
        ("当事人.从业人数", Put::Number(35.0), "从业人数: 35"),
    ] {
        assert_eq!(one_cell(heading, put), expected, "{heading}");
    }
}

#[test]
fn errors_formulas_old_epochs_and_locale_formats_are_read() {
    let head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>单位名称</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>检查日期</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>罚款</t></is></c></row>";
    let row = |day: &str, fine: &str| format!("{head}<row r=\"2\"><c r=\"A2\" t=\"str\"><f>B9</f><v>甲公司</v></c>{day}{fine}</row>");
    // 1904: the same serial number is another day
    let cells = row("<c r=\"B2\"><v>44624</v></c>", "<c r=\"C2\" t=\"e\"><v>#REF!</v></c>");
    let book = bare("<workbookPr date1904=\"1\"/>", &cells);
    let found = rows(&book, "a.xlsx");
    assert_eq!(said(&found.findings), ["S24 a.xlsx 表“案件” 单元格C2：这一格是错误值“#REF!”，公式没有算出结果"]);
    let book = bare("<workbookPr date1904=\"true\"/>", &row("<c r=\"B2\"><v>44624</v></c>", ""));
    assert!(rows(&book, "a.xlsx").forms[0].text.contains("日期: 2026-03-05"));
    // a cell that nobody can read refuses the sheet, and says where
    let finding = sheet::read(&bare("", &row("", "<c r=\"C2\" t=\"zz\"><v>1</v></c>")), "a.xlsx").expect_err("refused");
    assert!(finding.code == "S02" && finding.message.contains("表“案件”单元格A2以后"), "{finding:?}");
}
