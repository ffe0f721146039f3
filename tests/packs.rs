//! Print packs of an action, read back with another reader: every sheet once, copies on fresh sheets, in the order of
//! signing, split where asked, the same bytes each time; what is not printed is said.

#[path = "support/digests.rs"]
mod digests;
#[path = "support/pdf_reader.rs"]
mod pdf_reader;

use digests::{Finished, finished};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use wenshu::batch::digest::{Digest, Party, Step, Writ};
use wenshu::batch::packs::{LIST, Options, Packs, Report};
use wenshu::diag::Diagnostic;
use wenshu::output::sha256_hex;

/// Cases of three organs; one of two companies, one of drafts mostly.
static CASES: LazyLock<Vec<Finished>> = LazyLock::new(|| {
    ["welder-company", "two-companies", "minimal", "inspection-clean"].iter().map(|name| finished(name, &format!("{name}-案"))).collect()
});

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("packs-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What was made of an action.
struct Made {
    report: Report,
    list: String,
    /// Files by path below the packs.
    packs: BTreeMap<String, Vec<u8>>,
}

impl Made {
    fn pack(&self, part: &str) -> &[u8] {
        let found: Vec<&String> = self.packs.keys().filter(|path| path.contains(part)).collect();
        assert_eq!(found.len(), 1, "{part} in {:?}", self.packs.keys());
        &self.packs[found[0]]
    }
    fn texts(&self) -> Vec<Vec<String>> {
        self.packs.values().map(|pdf| texts(pdf)).collect()
    }
}

fn made_of(name: &str, cases: &[Finished], options: Options) -> Made {
    made_reading(name, cases, options, &|folder, file| digests::read(cases, folder, file))
}

fn made_reading(name: &str, cases: &[Finished], options: Options, read: &wenshu::batch::packs::Reader<'_>) -> Made {
    let out = scratch(name);
    let mut packs = Packs::new(options);
    cases.iter().for_each(|case| packs.add(&case.digest));
    let report = packs.make("春季行动", &out, read).expect("made");
    let beside: Vec<_> = fs::read_dir(&out).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(beside, ["packs"], "nothing half-made stays");
    let mut files = BTreeMap::new();
    walk(&out.join("packs"), "", &mut files);
    let list = String::from_utf8(files.remove(LIST).expect("a list")).expect("UTF-8");
    assert_eq!(files.keys().cloned().collect::<Vec<_>>(), sorted(report.packs.iter().map(|pack| pack.path.to_string()).collect()));
    for pack in &report.packs {
        assert_eq!(files[&*pack.path].len() as u64, pack.bytes);
        assert_eq!(page_count(&files[&*pack.path]), pack.sum.sides, "{}", pack.path);
    }
    Made { report, list, packs: files }
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

fn walk(folder: &Path, below: &str, out: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), out);
        } else {
            out.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
}

fn texts(pdf: &[u8]) -> Vec<String> {
    pdf_reader::page_texts(pdf).into_iter().map(|page| page.into_iter().collect()).collect()
}

fn page_count(pdf: &[u8]) -> usize {
    Document::load_mem(pdf).expect("a readable PDF").get_pages().len()
}

/// Bookmarks: path of titles, page from 0.
fn bookmarks(pdf: &[u8]) -> Vec<(Vec<String>, usize)> {
    fn below(
        document: &Document,
        parent: &Dictionary,
        path: &[String],
        pages: &BTreeMap<ObjectId, usize>,
        out: &mut Vec<(Vec<String>, usize)>,
    ) {
        let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
        while let Some(id) = next {
            let item = document.get_dictionary(id).expect("a bookmark");
            let bytes = item.get(b"Title").and_then(Object::as_str).expect("words");
            let units: Vec<u16> = bytes.chunks_exact(2).skip(1).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            let path: Vec<String> = [path, &[String::from_utf16(&units).expect("UTF-16")]].concat();
            let page = item.get(b"Dest").and_then(Object::as_array).expect("a target")[0].as_reference().expect("a page");
            if item.has(b"First") {
                below(document, item, &path, pages, out);
            } else {
                out.push((path, pages[&page]));
            }
            next = item.get(b"Next").and_then(Object::as_reference).ok();
        }
    }
    let document = Document::load_mem(pdf).expect("a readable PDF");
    let pages = document.get_pages().into_iter().map(|(number, id)| (id, number as usize - 1)).collect();
    let root = document.catalog().and_then(|c| c.get(b"Outlines")).and_then(Object::as_reference).expect("bookmarks");
    let mut out = Vec::new();
    below(&document, document.get_dictionary(root).expect("bookmarks"), &[], &pages, &mut out);
    out
}

fn printed(cases: &[Finished]) -> impl Iterator<Item = (&Finished, &Writ)> {
    cases.iter().flat_map(|case| case.digest.writs.iter().filter(|writ| writ.state == "定稿").map(move |writ| (case, writ)))
}

/// Cover and catalogue wait until the case has no drafts.
fn waits(case: &Digest, writ: &Writ) -> bool {
    let filed = writ.signatures.is_empty() && writ.audience == "案卷";
    filed && case.writs.iter().any(|writ| writ.state != "定稿")
}

#[test]
fn every_final_comes_out_once_with_its_copies_and_nothing_else_does() {
    let made = made_of("once", &CASES, Options::default());
    let mut expected: Vec<String> = Vec::new();
    let mut count = 0;
    for (case, writ) in printed(&CASES).filter(|(case, writ)| !waits(&case.digest, writ)) {
        let receipt = writ.step == "送达" && !case.digest.writs.iter().any(|w| w.state == "定稿" && w.audience == "送达");
        if receipt {
            continue;
        }
        let pages = texts(&case.files[&format!("{}.pdf", writ.stem)]);
        assert_eq!(pages.len(), writ.pages);
        count += 1;
        (0..writ.copies).for_each(|_| expected.extend(pages.clone()));
    }
    let mut found: Vec<String> = Vec::new();
    for pack in made.packs.values() {
        let (pages, marks) = (texts(pack), bookmarks(pack));
        let front = marks[1].1;
        assert_eq!(marks[0], (vec!["目录".to_string()], 0));
        found.extend(pages.into_iter().skip(front).filter(|page| !page.is_empty()));
    }
    assert!(count > 20, "the samples hold finals");
    assert_eq!(made.report.sum.writs, count);
    assert_eq!(made.report.sum.pages, expected.len());
    assert!(sorted(found) == sorted(expected), "the pages printed are those of the finals, each as often as it is needed");
    assert_eq!((made.report.faulty, &made.report.findings), (0, &Vec::new()));
}

#[test]
fn every_copy_begins_on_a_front_and_backs_are_blank() {
    let made = made_of("fronts", &CASES, Options::default());
    for (path, pack) in &made.packs {
        let pages = texts(pack);
        assert_eq!(pages.len() % 2, 0, "{path}");
        assert!(pages.iter().step_by(2).all(|page| !page.is_empty()), "{path}: a blank page only ever is a back");
        for (title, page) in bookmarks(pack) {
            assert_eq!(page % 2, 0, "{path}: {title:?}");
        }
        let document = Document::load_mem(pack).expect("a readable PDF");
        let sizes: Vec<Object> = document
            .get_pages()
            .into_values()
            .map(|id| document.get_dictionary(id).and_then(|p| p.get(b"MediaBox")).expect("a size").clone())
            .collect();
        assert!(sizes.iter().all(|size| *size == sizes[0]), "{path}: a blank back has the size of its front");
    }
}

/// One sample as several cases of one action.
fn again(name: &str, folders: &[&str]) -> Vec<Finished> {
    let first = finished(name, folders[0]);
    let of = |folder: &&str| {
        let mut case = first.clone();
        (case.digest.folder, case.digest.case) = (folder.to_string(), folder.to_string());
        case
    };
    folders.iter().map(of).collect()
}

#[test]
fn a_signer_gets_kind_after_kind_and_case_after_case() {
    let cases = again("welder-company", &["案10", "案2", "案1"]);
    let made = made_of("order", &cases, Options::default());
    let marks = bookmarks(made.pack("签批（审批人）.pdf"));
    let mut kinds: Vec<&str> = marks.iter().skip(1).map(|(path, _)| path[1].as_str()).collect();
    kinds.dedup();
    assert_eq!(
        kinds,
        ["行政检查审批表", "现场检查方案", "立案审批表", "案件告知审批表", "案件处理呈批表", "结案审批表"],
        "in the order of the procedure"
    );
    for kind in kinds {
        let of_kind = marks.iter().filter(|(path, _)| path.get(1).is_some_and(|own| own == kind));
        let order: Vec<&str> = of_kind.map(|(path, _)| path[2].split('　').next().expect("a case")).collect();
        assert_eq!(order, ["案1", "案2", "案10"], "{kind}");
    }
    assert!(marks.iter().skip(1).all(|(path, _)| path[0] == cases[0].digest.agency));
}

#[test]
fn a_firm_gets_all_its_papers_together_and_only_its_own() {
    let made = made_of("firms", &CASES, Options::default());
    let two = &CASES[1].digest;
    assert_eq!(two.parties.len(), 2);
    for (party, other) in [(0, 1), (1, 0)].map(|(a, b)| (&two.parties[a].name, &two.parties[b].name)) {
        let pack = made.pack(&format!("-{party}.pdf"));
        let marks = bookmarks(pack);
        assert!(marks.iter().skip(1).all(|(path, _)| path[0] == two.agency && path[1] == *party && !path[2].contains(other)), "{marks:?}");
        let expected: Vec<String> = two
            .writs
            .iter()
            .filter(|writ| writ.state == "定稿" && writ.label.as_ref().is_some_and(|label| label == party))
            .filter(|writ| matches!(writ.audience.as_str(), "送达" | "当事人签字") || writ.step == "送达")
            .map(|writ| format!("{}（{party}）", writ.title))
            .collect();
        let titles: Vec<String> = marks.iter().skip(1).map(|(path, _)| path[2].clone()).collect();
        for title in &expected {
            assert!(titles.contains(title), "{title} in {titles:?}");
        }
    }
}

#[test]
fn papers_that_name_no_party_go_to_the_unit_or_stay_together() {
    // a company and its head: what concerns the site is the company's, what concerns both is nobody's alone
    let made = made_of("unnamed", &[finished("hearing-held", "案1")], Options::default());
    let titles = |part: &str| -> Vec<String> { bookmarks(made.pack(part)).into_iter().skip(1).map(|(path, _)| path[2].clone()).collect() };
    let (unit, head, both) = (titles("木业有限公司.pdf"), titles("陈景泰.pdf"), titles("（全案）.pdf"));
    for title in ["现场检查记录", "责令限期整改指令书"] {
        assert!(unit.iter().any(|own| own == title) && !both.iter().any(|own| own == title), "{title}: {unit:?} {both:?}");
    }
    assert!(both.contains(&"听证笔录".to_string()) && head.iter().all(|title| title.contains("陈景泰")), "{both:?} {head:?}");
}

#[test]
fn one_firm_in_two_cases_has_one_pack_and_two_of_one_name_have_two() {
    let cases = again("welder-company", &["案1", "案2"]);
    let firms = |made: &Made| made.packs.keys().filter(|path| path.contains("当事人/")).count();
    assert_eq!(firms(&made_of("same-firm", &cases, Options::default())), 1);
    let mut cases = cases;
    cases[1].digest.parties[0].code = "另一家".into();
    assert_eq!(firms(&made_of("same-name", &cases, Options::default())), 2);
}

#[test]
fn organs_never_mix() {
    let made = made_of("organs", &CASES, Options::default());
    for pack in &made.report.packs {
        assert!(pack.path.starts_with(&format!("{}/", pack.organ)));
        let marks = bookmarks(&made.packs[&*pack.path]);
        assert!(marks.iter().skip(1).all(|(path, _)| path[0] == *pack.organ), "{}: {marks:?}", pack.path);
    }
    let organs: std::collections::BTreeSet<&str> = made.report.packs.iter().map(|pack| &*pack.organ).collect();
    assert!(organs.len() >= 2, "{organs:?}");
}

#[test]
fn the_index_says_where_each_writ_begins_and_who_signs() {
    let made = made_of("index", &CASES, Options::default());
    for (path, pack) in &made.packs {
        let marks = bookmarks(pack);
        let index: String = texts(pack)[..marks[1].1].concat();
        for (number, (_, page)) in marks.iter().skip(1).enumerate() {
            assert!(index.contains(&format!("{}", page + 1)) && index.contains(&format!("{}", number + 1)), "{path}");
        }
        // the last row ends with its number of pages and its beginning
        let (_, begins) = marks.last().expect("a bookmark");
        assert!(index.contains(&(begins + 1).to_string()), "{path}: {index}");
        assert!(index.contains("双面打印") && index.contains("机　关："), "{index}");
    }
    let signed = made.packs.iter().find(|(path, _)| path.contains("签批（审批人）")).expect("a pile").1;
    assert!(texts(signed)[0].contains("签名：承办人2人、审核人、审批人"), "{}", texts(signed)[0]);
}

#[test]
fn a_pack_is_split_at_sides_and_bytes_and_never_within_a_writ() {
    let cases = again("welder-company", &["案1", "案2", "案3"]);
    let whole = made_of("unsplit", &cases, Options::default());
    let part = |made: &Made| -> Vec<(String, usize, u64)> {
        let parts = made.report.packs.iter().filter(|pack| pack.path.contains("当事人/"));
        parts.map(|pack| (pack.path.to_string(), pack.sum.writs, pack.bytes)).collect()
    };
    let bytes = part(&whole)[0].2;
    for (name, options) in [
        ("sides", Options { pages: 12, ..Options::default() }),
        ("bytes", Options { bytes: bytes / 3, ..Options::default() }),
        ("tiny", Options { pages: 1, ..Options::default() }),
    ] {
        let made = made_of(&format!("split-{name}"), &cases, options);
        let parts = part(&made);
        assert!(parts.len() > 1, "{name}: {parts:?}");
        for (number, (path, _, _)) in (1..).zip(&parts) {
            assert!(path.ends_with(&format!("-{number}.pdf")), "{path}");
        }
        assert_eq!(parts.iter().map(|(_, writs, _)| writs).sum::<usize>(), part(&whole)[0].1);
        assert_eq!(made.report.sum.pages, whole.report.sum.pages);
        for pack in &made.report.packs {
            let front = bookmarks(&made.packs[&*pack.path])[1].1;
            let small = pack.sum.sides - front <= options.pages && pack.bytes <= options.bytes + 150_000;
            assert!(small || pack.sum.writs == 1, "{name}: {} has {} sides", pack.path, pack.sum.sides);
        }
        assert!(made.texts().iter().all(|pages| pages.len() % 2 == 0));
    }
}

#[test]
fn drafts_are_left_out_and_said_or_printed_as_drafts() {
    let made = made_of("drafts", &CASES[2..3], Options::default());
    let minimal = &CASES[2].digest;
    let drafts = minimal.writs.iter().filter(|writ| writ.state != "定稿").count();
    assert!(drafts > 5 && made.report.left_out >= drafts);
    assert!(made.list.contains(&format!("没有打印的（{}件）", made.report.left_out)), "{}", made.list);
    for writ in minimal.writs.iter().filter(|writ| writ.state != "定稿") {
        assert!(made.list.contains(&writ.title), "{} in {}", writ.title, made.list);
    }
    assert!(made.list.contains("稿：") && made.list.contains("缺文号"), "{}", made.list);
    let all = made_of("drafts-too", &CASES[2..3], Options { drafts: true, ..Options::default() });
    assert_eq!(all.report.sum.writs, minimal.writs.len() - 2, "everything is printed but cover and catalogue, which still change");
    let filed = minimal.writs.iter().filter(|writ| writ.audience == "案卷" && writ.signatures.is_empty() && writ.state != "定稿").count();
    assert_eq!((all.report.sum.drafts, all.report.left_out), (drafts - filed, 2));
    for pack in all.packs.values() {
        assert!(texts(pack)[0].contains("（稿）") && texts(pack)[0].contains("不签名、不盖章"), "{}", texts(pack)[0]);
    }
    assert!(all.list.contains("其中稿"), "{}", all.list);
}

#[test]
fn what_was_served_or_is_older_is_not_printed_again() {
    let mut cases = again("welder-company", &["案1"]);
    let first = made_of("unserved", &cases, Options::default());
    let digest = &mut cases[0].digest;
    let (title, day) = digest
        .writs
        .iter()
        .find(|w| w.title.starts_with("行政处罚告知书") && w.state == "定稿")
        .map(|w| (w.title.clone(), w.day.expect("a day")))
        .expect("a notice");
    digest.steps.push(Step { step: "送达".into(), writ: Some(title.clone()), day, ..Step::default() });
    let second = made_of("served", &cases, Options::default());
    assert_eq!(second.report.sum.writs + 1, first.report.sum.writs);
    assert!(second.list.contains(&format!("已经送达，不再打印：{title}")), "{}", second.list);
    assert_eq!(made_of("served-too", &cases, Options { served: true, ..Options::default() }).report.sum, first.report.sum);
    let from = Some(day.succ_opt().expect("a day"));
    let late = made_of("from", &cases, Options { from, ..Options::default() });
    assert!(
        late.report.sum.writs > 0 && late.report.sum.writs < second.report.sum.writs && late.list.contains("早于起始日期"),
        "{}",
        late.list
    );
    // once everything is served, a receipt has no use
    let titles: Vec<String> = cases[0].digest.writs.iter().filter(|writ| writ.audience == "送达").map(|writ| writ.title.clone()).collect();
    let far: chrono::NaiveDate = "2099-01-01".parse().expect("a day");
    cases[0].digest.steps.extend(titles.into_iter().map(|writ| Step {
        step: "送达".into(),
        writ: Some(writ),
        day: far,
        ..Step::default()
    }));
    let done = made_of("all-served", &cases, Options::default());
    assert!(done.list.contains("没有要送达的文书，不打印：文书送达回执"), "{}", done.list);
}

#[test]
fn a_service_counts_for_the_party_it_names_only() {
    let mut cases = vec![finished("two-companies", "案1")];
    let day = "2099-01-01".parse().expect("a day");
    let first = made_of("two-unserved", &cases, Options::default());
    for (party, left) in [(None, 0), (Some(1), 1)] {
        cases[0].digest.steps =
            vec![Step { step: "送达".into(), party, writ: Some("行政处罚决定书".into()), day, ..Step::default() }];
        let made = made_of("two-served", &cases, Options::default());
        assert_eq!(made.report.sum.writs + left, first.report.sum.writs, "{}", made.list);
        let second = &cases[0].digest.parties[1].name;
        assert_eq!(made.list.contains(&format!("已经送达，不再打印：行政处罚决定书（单位）（{second}）")), left == 1, "{}", made.list);
    }
}

#[test]
fn same_cases_same_bytes_in_any_order_and_with_any_threads() {
    let first = made_of("same", &CASES, Options::default());
    let mut turned = CASES.clone();
    turned.reverse();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let second = pool.install(|| made_of("turned", &turned, Options::default()));
    assert_eq!(first.packs.keys().collect::<Vec<_>>(), second.packs.keys().collect::<Vec<_>>());
    for (path, pack) in &first.packs {
        assert!(*pack == second.packs[path], "{path} differs");
    }
    assert_eq!(first.list, second.list);
    assert_eq!(first.report.packs.len(), second.report.packs.len());
}

#[test]
fn a_missing_damaged_or_changed_pdf_is_reported_and_no_pack_is_torn() {
    let cases = again("welder-company", &["案1", "案2"]);
    let victim = cases[0].digest.writs.iter().find(|w| w.id == "filing_approval" && w.state == "定稿").expect("a final");
    let file = format!("{}.pdf", victim.stem);
    let good = made_of("good", &cases, Options::default());
    let sound = cases[0].files[&file].clone();
    let other = cases[0]
        .files
        .values()
        .find(|bytes| bytes.starts_with(b"%PDF") && page_count(bytes) != victim.pages)
        .expect("a PDF of other length")
        .clone();
    let halves = sound[..sound.len() / 2].to_vec();
    let faults: [(&str, Option<Vec<u8>>, bool, &str); 6] = [
        ("missing", None, true, "不存在"),
        ("changed", Some([sound.clone(), b"\n".to_vec()].concat()), true, "与生成时不同"),
        ("half", Some(halves.clone()), false, "不是完好的 PDF"),
        ("empty", Some(Vec::new()), false, "不是完好的 PDF"),
        ("other", Some(other), false, "页，应为"),
        ("text", Some("改过".as_bytes().to_vec()), false, "不是完好的 PDF"),
    ];
    for (name, bytes, hashed, words) in faults {
        let mut cases = cases.clone();
        if !hashed {
            // without a hash only the file itself can tell
            cases.iter_mut().flat_map(|case| &mut case.digest.writs).for_each(|writ| writ.pdf = String::new());
        }
        match bytes {
            Some(bytes) => drop(cases[0].files.insert(file.clone(), bytes)),
            None => drop(cases[0].files.remove(&file)),
        }
        let made = made_of(&format!("fault-{name}"), &cases, Options::default());
        assert_eq!((made.report.faulty, made.report.findings.len()), (1, 1), "{name}: {:?}", made.report.findings);
        let finding = &made.report.findings[0];
        assert!(finding.message.contains(words) && finding.message.contains("案1/"), "{name}: {}", finding.message);
        assert_eq!(made.report.sum.writs + 1, good.report.sum.writs, "{name}: everything else is printed");
        assert!(made.list.contains("PDF 缺失或者损坏：立案审批表"), "{name}: {}", made.list);
        let pile = bookmarks(made.pack("签批（审批人）"));
        assert!(!pile.iter().any(|(path, _)| path.len() == 3 && path[1] == "立案审批表" && path[2].starts_with("案1")), "{name}");
        let front: String = texts(made.pack("签批（审批人）"))[..pile[1].1].concat();
        assert!(front.contains("没有印入的"), "{name}: {front}");
    }
}

#[test]
fn packs_that_cannot_be_written_leave_nothing_and_former_ones_stay() {
    let out = scratch("unwritable");
    let mut packs = Packs::new(Options::default());
    packs.add(&CASES[0].digest);
    fs::create_dir_all(out.join("packs")).expect("a folder");
    fs::write(out.join("packs/我的.pdf"), "x").expect("a file");
    let refused = packs.make("行动", &out, &|folder, file| digests::read(&CASES, folder, file)).expect_err("not ours");
    assert_eq!(refused.code, "O02");
    assert_eq!(fs::read_dir(&out).expect("a folder").count(), 1);
    assert_eq!(fs::read_to_string(out.join("packs/我的.pdf")).expect("kept"), "x");
}

#[test]
fn nothing_to_print_is_said() {
    let made = made_of("nothing", &[], Options::default());
    assert!(made.packs.is_empty() && made.list.contains("没有可以打印的文书"), "{}", made.list);
}

#[test]
fn names_of_people_and_folders_never_lead_out_of_the_packs() {
    let mut case = finished("inspection-clean", "案1");
    case.digest.agency = "../../局/分局".into();
    case.digest.case = "案🀄1".into();
    case.digest.parties = vec![Party { name: "../甲\u{202E}公司/厂".into(), ..Party::default() }];
    let made = made_of("names", &[case], Options::default());
    assert!(made.packs.keys().all(|path| path.split('/').all(|part| part != ".." && !part.is_empty())), "{:?}", made.packs.keys());
    assert!(made.report.sum.writs > 0);
}

#[test]
fn a_reader_of_another_disk_says_its_own_words() {
    let made = made_reading("reader", &CASES[..1], Options::default(), &|folder, file| {
        Err(Diagnostic::refuse("O70", format!("“{folder}/{file}”没有权限")))
    });
    assert_eq!((made.report.faulty, made.packs.len()), (printed(&CASES[..1]).filter(|(case, writ)| !waits(&case.digest, writ)).count(), 0));
    assert!(made.report.findings.iter().all(|finding| finding.message.contains("没有权限")));
    assert!(made.list.contains("没有可以打印的文书"), "{}", made.list);
}

/// Leaves packs and their sources for `tests/validate` in the folder for temporary files of the build.
#[test]
fn packs_are_written_for_the_validators() {
    let out = scratch("sample");
    let mut cases = CASES.clone();
    cases.push(finished("hearing-held", "hearing-held"));
    let mut packs = Packs::new(Options { pages: 40, ..Options::default() });
    for case in &cases {
        let folder = out.join(&case.digest.folder);
        fs::create_dir_all(&folder).expect("a folder");
        for (name, bytes) in case.files.iter().filter(|(name, _)| name.ends_with(".pdf")) {
            fs::write(folder.join(name), bytes).expect("written");
        }
        packs.add(&case.digest);
    }
    let report = packs.make("春季行动", &out, &|folder, file| digests::read(&cases, folder, file)).expect("made");
    assert!(report.packs.iter().all(|pack| pack.archival), "every source claims PDF/A-2b, and so does the pack");
    assert_eq!(cases[0].digest.writs[0].pdf, sha256_hex(&cases[0].files[&format!("{}.pdf", cases[0].digest.writs[0].stem)]));
}
