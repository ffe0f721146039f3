//! The files the program brings along are plain YAML, and the fast reader gives the tree the parser gives.

use wenshu::files::{Room, embedded_names, embedded_text};
use wenshu::yaml::{Node, Reader, parse, parse_plain};

fn by_parser(source: &str) -> Option<Node> {
    let mut reader = Reader::new("甲.yaml");
    parse(source, &mut reader).filter(|_| reader.findings.is_empty())
}

/// The last line of the shortest head of a text that is not plain.
fn first_odd_line(yaml: &str) -> Option<&str> {
    let lines: Vec<&str> = yaml.lines().collect();
    (1..=lines.len()).find(|count| parse_plain(&(lines[..*count].join("\n") + "\n")).is_none()).map(|count| lines[count - 1])
}

#[test]
fn law_and_front_matter_are_plain_and_read_as_the_parser_reads_them() {
    let mut seen = 0;
    for room in [Room::Law, Room::Templates] {
        for name in embedded_names(room) {
            let text = embedded_text(room, &name).expect("a file");
            let yaml = match (name.rsplit_once('.'), text.split("---\n").nth(1)) {
                (Some((_, "yaml")), _) if room == Room::Law => text.as_str(),
                (Some((_, "xml")), Some(front)) if !name.starts_with("parts/") => front,
                _ => continue,
            };
            let plain = parse_plain(yaml);
            assert!(plain.is_some(), "{name} is not plain and read slowly: {:?}", first_odd_line(yaml));
            assert_eq!(plain, by_parser(yaml), "{name}");
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen}");
}
