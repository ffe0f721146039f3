//! Published cases as they were published: facts, numbers and provisions print as given, though the law has changed since
//! (findings are expected). `tests/published/<case>.expect.txt` lists what must stand in the writs, one text a line.

#[path = "support/cases.rs"]
mod cases;

use wenshu::document::text_blocks;

/// The lines of an expectation that stand in none of the texts.
fn missing(expected: &str, blocks: &[String]) -> Vec<String> {
    let lines = expected.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter(|line| !blocks.iter().any(|block| block.contains(line))).map(str::to_string).collect()
}

#[test]
fn published_facts_numbers_and_provisions_print_as_given() {
    let mut problems = Vec::new();
    for sample in cases::of_folder("tests/published") {
        let file = cases::path(&format!("tests/published/{}.expect.txt", sample.name()));
        let expected = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is there", file.display()));
        let blocks: Vec<String> = sample.built.writs.iter().flat_map(|w| text_blocks(&w.document)).map(|block| block.text).collect();
        assert!(missing(&expected, &blocks).len() < expected.lines().count(), "{}", sample.name());
        problems.extend(missing(&expected, &blocks).into_iter().map(|line| format!("{}：没有印出“{line}”", sample.name())));
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn a_line_that_is_not_printed_is_noticed() {
    let blocks = ["罚款人民币贰万元整（¥20000.00）".to_string()];
    assert!(missing("# 说明\n人民币贰万元整\n", &blocks).is_empty());
    assert_eq!(missing("人民币叁万元整\n", &blocks), ["人民币叁万元整"]);
}
