//! The empty list that `batch --template` writes.

use crate::csv;
use crate::sheets::{rows_with, table};
use wenshu::batch::list::{self, Mapping, Settings, template};
use wenshu::case::load;
use wenshu::diag::Rank;
use wenshu::import::sheet;

#[test]
fn the_empty_list_maps_without_a_question_and_a_filled_row_loads() {
    let law = wenshu::law::LawBook::embedded().0;
    let bytes = template::xlsx(&law).expect("workbook");
    assert_eq!(bytes, template::xlsx(&law).expect("workbook"), "the same bytes each time");
    let empty = table(&bytes, "空表.xlsx");
    let mapping = Mapping::propose(&empty);
    let (used, findings) = mapping.settle(&empty);
    assert!(findings.is_empty() && used.len() > 30, "{findings:#?}");
    assert!(!mapping.lines.iter().any(|line| line.target == list::OPEN));
    assert_eq!(empty.rows.len(), 0);
    assert_eq!(&*empty.at.sheet, "案件");
    let from_text = csv(&template::csv());
    assert_eq!(from_text.headings.iter().map(|h| &h.text).collect::<Vec<_>>(), empty.headings.iter().map(|h| &h.text).collect::<Vec<_>>());

    // fill in the examples of the page of guidance, for a unit and for a person
    let book = sheet::read(&bytes, "空表.xlsx").expect("read");
    let guide = book.sheets.iter().find(|sheet| &*sheet.name == "说明").expect("guidance");
    let shown = |cell: &sheet::Cell| match cell {
        sheet::Cell::Text(text) => text.to_string(),
        _ => String::new(),
    };
    let example = |heading: &str| {
        let row = guide.rows.iter().find(|row| shown(row.cell(0)) == heading).unwrap_or_else(|| panic!("no guidance for {heading}"));
        shown(row.cell(3))
    };
    let personal = ["姓名", "性别", "身份证号", "所在单位", "职务"];
    let unit = ["类型", "单位名称", "统一社会信用代码", "法定代表人", "地址", "邮编", "电话"];
    let clean = ["检查情况"];
    let line = |left_out: &[&str]| {
        let cells = empty.headings.iter().map(|heading| {
            let text = if left_out.contains(&heading.text.as_str()) || clean.contains(&heading.text.as_str()) {
                String::new()
            } else {
                example(&heading.text)
            };
            format!("\"{}\"", text.replace('"', "\"\""))
        });
        cells.collect::<Vec<_>>().join(",")
    };
    let text = format!("{}{}\n{}\n", template::csv(), line(&personal), line(&unit).replace("2026-101", "2026-102"));
    let rows = rows_with(text.as_bytes(), "填好.csv", &|name| vec![format!("照片/{name}")], Settings::default());
    assert!(rows.findings.is_empty(), "{:#?}", rows.findings);
    assert_eq!(rows.forms.len(), 2);
    for form in &rows.forms {
        let (case, findings) = load(&form.text, &form.file());
        assert!(case.is_some(), "{findings:#?}\n{}", form.text);
        assert!(findings.iter().all(|finding| matches!(finding.rank, Rank::Remind)), "{findings:#?}\n{}", form.text);
        let cause = case.and_then(|case| Some(case.violations.first()?.cause.as_ref()?.text().to_string())).unwrap_or_default();
        assert!(law.cause(&cause).is_ok(), "{cause}");
    }
}

/// A second reader of the workbook: its own XML.
#[test]
fn the_empty_list_keeps_digits_and_offers_the_causes() {
    let law = wenshu::law::LawBook::embedded().0;
    let bytes = template::xlsx(&law).expect("workbook");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("archive");
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(name).expect("part"), &mut text).expect("text");
        text
    };
    let (sheet, styles) = (part("xl/worksheets/sheet1.xml"), part("xl/styles.xml"));
    let sheet = roxmltree::Document::parse(&sheet).expect("XML");
    let styles = roxmltree::Document::parse(&styles).expect("XML");
    let tagged = |document: &roxmltree::Document, tag: &str| {
        document.descendants().filter(|node| node.has_tag_name(("http://schemas.openxmlformats.org/spreadsheetml/2006/main", tag))).count()
    };
    assert!(tagged(&sheet, "pane") == 1 && tagged(&sheet, "autoFilter") == 1);
    let lists: Vec<String> = sheet
        .descendants()
        .filter(|node| node.tag_name().name() == "formula1")
        .filter_map(|node| node.text())
        .map(str::to_string)
        .collect();
    let causes = law.causes().count();
    assert!(
        lists.contains(&format!("'案由'!$A$2:$A${}", causes + 1)) || lists.contains(&format!("案由!$A$2:$A${}", causes + 1)),
        "{lists:?}"
    );
    assert!(lists.iter().any(|list| list.contains("男,女")));
    // the columns of codes, telephones and postcodes are text
    let formats: Vec<&str> = {
        let xfs = styles.descendants().find(|node| node.tag_name().name() == "cellXfs").expect("formats");
        xfs.children().filter(|node| node.is_element()).map(|xf| xf.attribute("numFmtId").unwrap_or_default()).collect()
    };
    let table = table(&bytes, "空表.xlsx");
    for heading in table.headings.iter().filter(|h| ["统一社会信用代码", "电话", "邮编", "身份证号"].contains(&h.text.as_str()))
    {
        let number = (heading.column + 1).to_string();
        let column = sheet.descendants().find(|node| {
            let edge = |key: &str| node.attribute(key).and_then(|at| at.parse::<u32>().ok()).unwrap_or(0);
            let own: u32 = number.parse().unwrap_or(0);
            node.tag_name().name() == "col" && edge("min") <= own && own <= edge("max")
        });
        let style: usize = column.and_then(|node| node.attribute("style")).and_then(|style| style.parse().ok()).expect("a style");
        let own =
            styles.descendants().find(|node| node.attribute("numFmtId") == Some(formats[style]) && node.attribute("formatCode").is_some());
        let code = own.and_then(|node| node.attribute("formatCode"));
        assert!(formats[style] == "49" || code == Some("@"), "{} is not text", heading.text);
    }
    // every cause that is offered is found again by its name
    let book = wenshu::import::sheet::read(&bytes, "空表.xlsx").expect("read");
    let offered = book.sheets.iter().find(|sheet| &*sheet.name == "案由").expect("causes");
    for row in offered.rows.iter().skip(1) {
        let wenshu::import::sheet::Cell::Text(name) = row.cell(0) else { panic!("row {}", row.number) };
        assert!(law.cause(name).is_ok(), "{name}");
    }
    assert_eq!(offered.rows.len(), causes + 1);
}
