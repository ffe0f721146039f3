use super::*;

fn scratch(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("wenshu-folder-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&dir);
    dir
}

fn file(name: &str, text: &str, is_final: bool) -> OutputFile {
    OutputFile { name: name.into(), bytes: text.into(), is_final }
}

fn with_manifest(text: &str, state: &str) -> Vec<OutputFile> {
    let entry = serde_json::json!({"files": [{"name": "a.pdf", "state": state, "sha256": crate::output::sha256_hex(text.as_bytes())}]});
    vec![file("a.pdf", text, state == "定稿"), file("manifest.json", &entry.to_string(), false)]
}

#[test]
fn a_folder_is_replaced_whole_and_leaves_nothing_beside_it() {
    let out = scratch("whole");
    write(&out, "案", &with_manifest("一", "稿"), false).expect("first");
    write(&out, "案", &[file("manifest.json", "{}", false)], false).expect("second");
    let names: Vec<_> = fs::read_dir(&out).expect("dir").map(|e| e.expect("entry").file_name()).collect();
    assert_eq!(names, ["案"]);
    assert!(!out.join("案/a.pdf").exists());
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn a_final_writ_is_not_overwritten_without_force() {
    let out = scratch("final");
    write(&out, "案", &with_manifest("一", "定稿"), false).expect("first");
    write(&out, "案", &with_manifest("一", "定稿"), false).expect("same content is no change");
    let refused = write(&out, "案", &with_manifest("二", "定稿"), false).expect_err("changed");
    assert_eq!(refused.code, "O03");
    assert_eq!(fs::read_to_string(out.join("案/a.pdf")).expect("kept"), "一");
    write(&out, "案", &with_manifest("二", "定稿"), true).expect("forced");
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn what_a_killed_program_left_is_put_right() {
    let out = scratch("recover");
    for (name, file) in
        [(".案1.77.tmp", "半"), (".案2.77.old", "旧"), (".案3.77.old", "旧"), ("案3", "新"), (".x.y.tmp", "别人的"), (".bin", "z")]
    {
        fs::create_dir_all(out.join(name)).expect("dir");
        fs::write(out.join(name).join("a"), file).expect("file");
    }
    assert_eq!(recover(&out, |_| true), []);
    let mut names: Vec<String> =
        fs::read_dir(&out).expect("dir").map(|e| e.expect("entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, [".bin", ".x.y.tmp", "案2", "案3"]);
    assert_eq!(fs::read_to_string(out.join("案2/a")).expect("file"), "旧");
    assert_eq!(fs::read_to_string(out.join("案3/a")).expect("file"), "新");
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn a_whole_folder_has_every_file_of_its_manifest() {
    let out = scratch("is-whole");
    let manifest = r#"{"version":"1","case":"案","inputs":[],"files":[{"name":"a.pdf","sha256":"x"}]}"#;
    let hash = crate::output::sha256_hex(manifest.as_bytes());
    let folder = write(&out, "案", &[file("a.pdf", "甲", true), file("manifest.json", manifest, false)], false).expect("written");
    assert!(is_whole(&folder, &hash) && !is_whole(&folder, "other"));
    fs::remove_file(folder.join("a.pdf")).expect("removed");
    assert!(!is_whole(&folder, &hash) && !is_whole(&out.join("无"), &hash));
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn a_final_writ_may_get_another_number_and_a_catalogue_may_grow() {
    let out = scratch("grows");
    let of = |catalogue: &str, decision: &str| {
        let row = |name: &str, text: &str, grows: bool| serde_json::json!({"name": name, "state": "定稿", "grows": grows, "sha256": crate::output::sha256_hex(text.as_bytes())});
        let manifest = serde_json::json!({"files": [row("02-目录.pdf", catalogue, true), row(decision, "决定", false)]});
        vec![file("02-目录.pdf", catalogue, false), file(decision, "决定", true), file("manifest.json", &manifest.to_string(), false)]
    };
    write(&out, "案", &of("一项", "03-决定.pdf"), false).expect("first");
    write(&out, "案", &of("两项", "04-决定.pdf"), false).expect("renumbered");
    assert_eq!(fs::read_to_string(out.join("案/02-目录.pdf")).expect("kept"), "两项");
    assert!(!out.join("案/03-决定.pdf").exists());
    let refused = write(&out, "案", &of("两项", "04-决定.pdf")[..1], false).expect_err("the decision is gone");
    assert_eq!(refused.code, "O03");
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn a_file_that_was_cut_off_makes_a_folder_no_longer_whole() {
    let out = scratch("cut-off");
    let manifest =
        r#"{"version":"1","case":"案","inputs":[],"files":[{"name":"a.pdf","sha256":"x","bytes":3},{"name":"b.pdf","sha256":"x"}]}"#;
    let hash = crate::output::sha256_hex(manifest.as_bytes());
    let files = [file("a.pdf", "甲", true), file("b.pdf", "乙", true), file("manifest.json", manifest, false)];
    let folder = write(&out, "案", &files, false).expect("written");
    assert!(is_whole(&folder, &hash));
    fs::write(folder.join("a.pdf"), "").expect("cut off");
    assert!(!is_whole(&folder, &hash));
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn what_people_changed_or_put_into_a_folder_is_not_lost() {
    let out = scratch("by-hand");
    let paper = "PK\u{3}\u{4}原文PK\u{5}\u{6}";
    let of = |text: &str, name: &str| {
        let manifest = serde_json::json!({"files": [{"name": name, "sha256": crate::output::sha256_hex(text.as_bytes())}]});
        vec![file(name, text, false), file("manifest.json", &manifest.to_string(), false)]
    };
    let folder = write(&out, "案", &of(paper, "a.docx"), false).expect("first");
    fs::create_dir(folder.join("扫描")).expect("a folder of the officer");
    fs::write(folder.join("扫描/1.jpg"), "照片").expect("a file of the officer");
    write(&out, "案", &of(paper, "a.docx"), false).expect("the same again");
    assert_eq!(fs::read_to_string(folder.join("扫描/1.jpg")).expect("kept"), "照片");
    // a file the machine cut off is nobody's work
    fs::write(folder.join("a.docx"), "PK\u{3}\u{4}原").expect("cut off");
    write(&out, "案", &of(paper, "a.docx"), false).expect("mended");
    assert_eq!(fs::read_to_string(folder.join("a.docx")).expect("whole"), paper);
    // one that was edited is
    fs::write(folder.join("a.docx"), paper.replace("原文", "改过")).expect("edited");
    let refused = write(&out, "案", &of(paper, "a.docx"), false).expect_err("edited by hand");
    assert_eq!((refused.code, refused.found.as_deref()), ("O04", Some("a.docx")));
    let renamed = write(&out, "案", &of("别的", "b.docx"), false).expect_err("gone with another name");
    assert_eq!(renamed.code, "O04");
    write(&out, "案", &of(paper, "a.docx"), true).expect("forced");
    assert_eq!(fs::read_to_string(folder.join("a.docx")).expect("made anew"), paper);
    // a file in the place of a new one
    fs::write(folder.join("b.docx"), "自己的").expect("a file of the officer");
    assert_eq!(write(&out, "案", &of(paper, "b.docx"), false).expect_err("taken").code, "O04");
    assert_eq!(fs::read_to_string(folder.join("b.docx")).expect("kept"), "自己的");
    // a manifest nobody can read, or of another program, is not ours to replace
    for manifest in ["{", "{}", r#"{"name": "my web app"}"#, r#"{"files": ["a.js"]}"#] {
        fs::write(folder.join("manifest.json"), manifest).expect("damaged");
        for force in [false, true] {
            assert_eq!(write(&out, "案", &of(paper, "a.docx"), force).expect_err("unknown").code, "O02", "{manifest}");
        }
    }
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn a_folder_that_was_moved_aside_is_put_back() {
    let out = scratch("restore");
    fs::create_dir_all(out.join(".案.77.old")).expect("dir");
    fs::create_dir_all(out.join(".案2.77.old")).expect("dir");
    assert_eq!(restore(&out, "案"), []);
    assert!(out.join("案").is_dir() && !out.join(".案.77.old").exists() && out.join(".案2.77.old").exists());
    fs::create_dir_all(out.join(".案.78.old")).expect("dir");
    assert_eq!(restore(&out, "案"), []);
    assert!(out.join(".案.78.old").exists(), "the place is taken");
    fs::remove_dir_all(&out).expect("clean");
}

#[test]
fn foreign_places_are_refused() {
    let out = scratch("foreign");
    fs::create_dir_all(out.join("案")).expect("dir");
    fs::write(out.join("案/私人.txt"), "x").expect("file");
    assert_eq!(write(&out, "案", &[], false).expect_err("foreign").code, "O02");
    fs::write(out.join("文件"), "x").expect("file");
    assert_eq!(write(&out, "文件", &[], false).expect_err("file").code, "O02");
    assert_eq!(write(&out.join("文件"), "案", &[], false).expect_err("file in path").code, "O01");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/tmp", out.join("链接")).expect("link");
        assert_eq!(write(&out, "链接", &[], false).expect_err("link").code, "O02");
    }
    fs::remove_dir_all(&out).expect("clean");
}
