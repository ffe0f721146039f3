//! The print list of a case folder: every writ of the folder with its pages, copies, seal and signers, sums that add up,
//! and a place in the manifest.

use std::path::Path;
use std::sync::LazyLock;
use wenshu::pipeline::{self, Built, Formats, Library, Made, Selection, Sources, State};
use wenshu::rules::sign_off;
use wenshu::writ::Writ;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::load(&Sources::default()).expect("built-in law and templates"));

fn made(name: &str, only: &[&str]) -> (Built, Made, String) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("cases/{name}.yaml"));
    let loaded = pipeline::case_file(&file, &Sources::default());
    let selection = Selection { only: only.iter().map(|id| id.to_string()).collect(), due: false };
    let built = pipeline::build(&LIBRARY, &loaded, &selection).expect("built");
    let made = pipeline::make(&LIBRARY, &loaded, &built, Formats { pdf: false, docx: false, html: false, whole: true }).expect("made");
    let list = made.files.iter().find(|file| file.name == "print-list.txt").expect("a print list");
    let text = String::from_utf8(list.bytes.clone()).expect("UTF-8");
    (built, made, text)
}

fn writ(id: &str) -> &'static Writ {
    LIBRARY.templates.writs().iter().find(|writ| writ.id == id).expect("a writ of the catalogue")
}

/// The two lines below a file name.
fn lines<'t>(text: &'t str, stem: &str) -> (&'t str, &'t str) {
    let mut rest = text.lines().skip_while(|line| *line != stem).skip(1);
    (rest.next().expect("pages").trim(), rest.next().expect("seal").trim())
}

#[test]
fn every_writ_is_listed_with_pages_copies_seal_and_signers() {
    for name in ["hearing-held", "minimal"] {
        let (built, _, text) = made(name, &[]);
        let named: Vec<&str> = text.lines().filter(|line| line.chars().next().is_some_and(|c| c.is_ascii_digit())).collect();
        let mut sums = [[0usize; 4]; 2];
        for writ_built in &built.writs {
            let front = &writ(&writ_built.id).front;
            assert!(named.contains(&writ_built.file_stem.as_str()), "{name}: {} in {text}", writ_built.file_stem);
            let (pages, copies) = (writ_built.pages.pages.len(), front.copies.0 as usize);
            let sheets = pages / 2 + pages % 2;
            let (paper, seal) = lines(&text, &writ_built.file_stem);
            assert!(paper.starts_with(&format!("{pages}页，{copies}份，每份{sheets}张，共{}张", sheets * copies)), "{paper}");
            assert_eq!(paper.contains("末张背面空白"), pages % 2 == 1, "{paper}");
            assert!(seal.starts_with(&format!("印章：{}；签名：", front.seal.word())), "{seal}");
            for role in &front.signatures {
                assert!(seal.contains(&role.0), "{} in {seal}", role.0);
            }
            let sum = &mut sums[usize::from(writ_built.state != State::Final)];
            for (sum, add) in sum.iter_mut().zip([1, copies, pages * copies, sheets * copies]) {
                *sum += add;
            }
        }
        let words = |[writs, copies, sides, sheets]: [usize; 4]| format!("文书{writs}件，打印{copies}份，{sides}面，用纸{sheets}张");
        assert!(text.contains(&format!("合计（定稿）：{}", words(sums[0]))), "{name}: {text}");
        assert_eq!(text.contains(&format!("另有稿：{}", words(sums[1]))), sums[1][0] > 0, "{name}: {text}");
    }
}

#[test]
fn signers_of_one_role_are_counted_and_none_is_said() {
    let (built, _, text) = made("hearing-held", &["filing_approval", "penalty_decision_unit", "case_cover"]);
    assert_eq!(built.writs.len(), 3);
    let of = |id: &str| {
        let stem = &built.writs.iter().find(|w| w.id == id).expect("wanted").file_stem;
        lines(&text, stem).1
    };
    assert_eq!(of("filing_approval"), "印章：无；签名：承办人2人、审核人、审批人");
    assert_eq!(of("penalty_decision_unit"), "印章：公章；签名：无");
    assert!(text.starts_with(&built.id) && text.contains("打印份数单"));
}

#[test]
fn the_checklist_of_the_rules_ends_the_list() {
    let (_, _, text) = made("minimal", &["filing_approval"]);
    let (_, list) = text.split_once("\n签发前由人核对\n\n").expect("a heading");
    let expected: Vec<String> = sign_off::checklist().iter().map(|line| format!("□ {}（{}）", line.text, line.code)).collect();
    assert!(!expected.is_empty());
    assert_eq!(list.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn the_list_is_in_the_manifest_and_the_same_each_time() {
    let (_, first, text) = made("minimal", &[]);
    let (_, _, again) = made("minimal", &[]);
    assert_eq!(text, again);
    let manifest = first.files.last().expect("a manifest");
    assert_eq!(manifest.name, "manifest.json");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest.bytes).expect("JSON");
    let listed = manifest["files"].as_array().expect("files").iter().filter(|file| file["name"] == "print-list.txt").count();
    assert_eq!(listed, 1);
}
