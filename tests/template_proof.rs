//! Templates under proof, as a user meets them: overrides of region and agency, approvals, comparison, expected texts.
#![cfg(unix)]

#[path = "support/command.rs"]
#[allow(dead_code)]
mod command;

use command::{Ran, Scratch, run, tree, wenshu};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn built_in(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join("templates").join(name)).expect("a built-in template")
}

/// An office with its own folder: two forms, its agency file, and room for templates and approvals.
fn office(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let agency = fs::read_to_string(Path::new(ROOT).join("cases/agencies/太仓.yaml")).expect("an agency");
    scratch.file("agency.yaml", &agency);
    for case in ["minimal", "summary-stall"] {
        let form = fs::read_to_string(Path::new(ROOT).join(format!("cases/{case}.yaml"))).expect("a form");
        scratch.file(&format!("{case}.yaml"), &form.replace("机关: 太仓\n", ""));
    }
    scratch
}

/// Puts a template beside the agency file, or into another folder.
fn template(scratch: &Scratch, name: &str, text: &str) -> String {
    let path = scratch.0.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, text).expect("a template");
    path.display().to_string()
}

fn said(arguments: &[&str]) -> Ran {
    run(wenshu(arguments), "")
}

/// The text of the only file of a dump whose name contains `title`.
fn dumped(scratch: &Scratch, form: &str, title: &str, more: &[&str]) -> String {
    let out = scratch.path("dump");
    let (form_path, out_path) = (scratch.path(&format!("{form}.yaml")), out.as_str());
    let ran = said(&[&["dump", form_path.as_str(), "-o", out_path], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.said());
    let files = tree(&Path::new(&out).join(form));
    let (_, bytes) = files.iter().find(|(name, _)| name.contains(title)).unwrap_or_else(|| panic!("{title}: {:?}", files.keys()));
    String::from_utf8(bytes.clone()).expect("text")
}

const ON_SPOT: &str = "on_spot_decision_person.xml";

#[test]
fn region_then_agency_replace_a_built_in_template() {
    let office = office("chain");
    let copies = |word: &str| built_in("service_receipt.xml").replace("</title>", &format!("</title>\n<p>{word}</p>"));
    let law = office.path("law");
    let more = ["--law", law.as_str()];
    template(&office, "law/regions/320000/templates/service_receipt.xml", &copies("本省印制"));
    assert!(dumped(&office, "summary-stall", "送达回执", &more).contains("本省印制"));
    template(&office, "law/regions/320500/templates/service_receipt.xml", &copies("本市印制"));
    template(&office, "law/regions/330000/templates/service_receipt.xml", &copies("外省印制"));
    assert!(dumped(&office, "summary-stall", "送达回执", &more).contains("本市印制"));
    let own = template(&office, "templates/service_receipt.xml", &copies("本局印制"));
    let text = dumped(&office, "summary-stall", "送达回执", &more);
    assert!(text.contains("本局印制") && !text.contains("本市印制"));
    let agency = office.path("agency.yaml");
    let listed = said(&["list", "writs", "--agency", &agency, "--law", &law]).out;
    let row = listed.lines().find(|line| line.contains("\tservice_receipt\t")).expect("the row");
    assert!(row.ends_with("模板：机关（替换地区320500）"), "{row}");
    assert!(listed.lines().any(|line| line.ends_with("模板：内置")));
    let explained = said(&["explain", "文书送达回执", "--agency", &agency, "--law", &law]).out;
    assert!(explained.contains("模板：机关（替换地区320500）"), "{explained}");
    // without region and agency the program's own is used
    fs::remove_file(own).expect("taken away");
    assert!(!dumped(&office, "summary-stall", "送达回执", &[]).contains("印制"));
}

#[test]
fn parts_and_new_writs_of_an_office_are_used_and_stand_in_the_manifest() {
    let office = office("own");
    template(&office, "templates/parts/contact.xml", &(built_in("parts/contact.xml") + "<p flush=\"yes\">本局传真：见公示</p>\n"));
    let own = built_in(ON_SPOT).replace("题名: 行政（当场）处罚决定书（个人）", "题名: 当场处罚登记卡").replace("序号: ", "序号: P");
    let own = own.lines().filter(|line| !line.starts_with("字:")).collect::<Vec<_>>().join("\n");
    template(&office, "templates/on_spot_card.xml", &own);
    assert!(dumped(&office, "minimal", "行政处罚告知书", &[]).contains("本局传真：见公示"));
    assert!(dumped(&office, "summary-stall", "当场处罚登记卡", &[]).contains("汤惠芳"));
    let out = office.path("out");
    let ran = said(&["render", &office.path("summary-stall.yaml"), "-o", &out, "--format", "pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.said());
    let manifest: serde_json::Value = serde_json::from_slice(&tree(Path::new(&out))["summary-stall/manifest.json"]).expect("a manifest");
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let hash = |kind: &str, name: &str| inputs.iter().find(|i| i["kind"] == kind && i["name"] == name).map(|i| i["sha256"].clone());
    let digest = |path: &str| {
        let out = std::process::Command::new("sha256sum").arg(office.path(path)).output().expect("sha256sum").stdout;
        String::from_utf8(out).expect("hex").split_whitespace().next().expect("hex").to_string()
    };
    assert_eq!(hash("模板（机关）", "on_spot_card.xml").expect("the own writ"), digest("templates/on_spot_card.xml"));
    assert!(hash("模板", ON_SPOT).is_some() && hash("模板", "penalty_notice.xml").is_none(), "only what was used");
    assert!(hash("模板（机关）", "parts/contact.xml").is_none(), "no writ of this case includes it");
    let planned = said(&["plan", &office.path("summary-stall.yaml")]);
    assert!(planned.out.contains("当场处罚登记卡"), "{}", planned.out);
    let listed = said(&["list", "writs", "--agency", &office.path("agency.yaml")]).out;
    assert!(
        listed
            .lines()
            .any(|line| line.contains("\tpenalty_notice\t") && line.ends_with("模板：内置，共用段落 parts/contact.xml：机关（替换内置）")),
        "{listed}"
    );
}

#[test]
fn a_fault_of_an_override_is_told_with_file_and_line_by_every_command() {
    let office = office("fault");
    let broken = built_in("service_receipt.xml").replace("<title>", "<p>{{ party.nmae }}</p>\n<title>");
    let line = broken.lines().position(|line| line.contains("nmae")).expect("the fault") + 1;
    let path = template(&office, "templates/service_receipt.xml", &broken);
    let place = format!("{path} 第{line}行");
    let (form, agency, out) = (office.path("minimal.yaml"), office.path("agency.yaml"), office.path("out"));
    for arguments in [
        &["check", form.as_str()][..],
        &["plan", &form],
        &["render", &form, "-o", &out],
        &["dump", &form, "-o", &out],
        &["template", "check", "--agency", &agency],
    ] {
        let ran = said(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {}", ran.said());
        assert!(ran.said().contains(&place) && ran.said().contains("T11"), "{arguments:?}: {}", ran.said());
    }
    assert!(!Path::new(&out).exists(), "nothing is written");
    // a fault that shows only when the writ is made names the own file too
    let bent = built_in("service_receipt.xml").replace("</title>", "</title>\n<p>{% if is_charged %}{% else %}　{% endif %}</p>");
    template(&office, "templates/service_receipt.xml", &bent);
    let ran = said(&["check", &form]);
    assert_eq!(ran.code, 1, "{}", ran.said());
    assert!(ran.said().contains(&path) && ran.said().contains("T22"), "{}", ran.said());
}

#[test]
fn template_check_tells_each_kind_of_fault() {
    let scratch = Scratch::new("check");
    let receipt = built_in("service_receipt.xml");
    let put = |text: &str| receipt.replace("</title>", &format!("</title>\n{text}"));
    let planted = [
        ("unknown", put("<p>{{ party.nmae }}</p>"), "T11", 1),
        ("banned", put("<p>{{ party.name | safe }}</p>"), "T10", 1),
        ("arithmetic", put("{% set x = 1 %}"), "T10", 1),
        ("spans", put("<table cols=\"1 1\"><tr><td>甲</td></tr></table>"), "T22", 1),
        ("tag", put("<b>甲</b>"), "T21", 1),
        ("part", put("{% include \"parts/none.xml\" %}"), "T14", 1),
        ("step", receipt.replace("步骤: 送达", "步骤: 送到"), "F15", 1),
        ("dead", put("{% if is_charged and not is_charged %}<p>甲</p>{% endif %}"), "T17", 0),
        ("provision", put("<p>依据第三十六条</p>"), "T18", 0),
        ("left over", put("<p>联系人××</p>"), "T18", 0),
    ];
    for (name, text, code, exit) in planted {
        template(&scratch, "t/service_receipt.xml", &text);
        let ran = said(&["template", "check", &scratch.path("t")]);
        assert!(ran.out.contains(&format!(" {code}：")), "{name}: {}", ran.said());
        assert!(ran.out.contains("t/service_receipt.xml 第"), "{name}: {}", ran.out);
        assert_eq!(ran.code, exit, "{name}: {}", ran.said());
    }
    template(&scratch, "t/service_receipt.xml", &receipt);
    template(&scratch, "t/parts/mine.xml", "<p>甲</p>");
    let ran = said(&["template", "check", &scratch.path("t")]);
    assert!(ran.out.contains("T16") && ran.out.contains("parts/mine.xml"), "{}", ran.said());
    assert_eq!(said(&["template", "check"]).err.trim_end().rsplit('：').next(), Some("没有问题"));
}

#[test]
fn finals_of_an_agency_that_demands_approval_need_it() {
    let office = office("approve");
    let agency = fs::read_to_string(office.path("agency.yaml")).expect("agency");
    office.file("agency.yaml", &agency.replace("  保存期限:", "  须批准模板: 是\n  保存期限:"));
    let (form, file, out) = (office.path("summary-stall.yaml"), office.path("agency.yaml"), office.path("out"));
    let only = ["--only", "文书送达回执", "--format", "pdf"];
    let render = |more: &[&str]| said(&[&["render", &form, "-o", &out, "--force"], &only[..], more].concat());
    let ran = render(&[]);
    assert_eq!(ran.code, 0, "drafts print: {}", ran.said());
    assert!(ran.err.contains("定稿0份，稿1份") && ran.err.contains("1处否决"), "{}", ran.err);
    assert_eq!(render(&["--final"]).code, 1);
    let checked = said(&["check", &form]);
    assert_eq!(checked.code, 1);
    assert!(
        checked.out.contains("否决 T40：《文书送达回执》的模板没有批准") && checked.out.contains("wenshu template approve service_receipt"),
        "{}",
        checked.out
    );
    assert!(checked.out.contains("agency.yaml 第"), "{}", checked.out);

    for wrong in [
        &["template", "approve", "文书送达回执"][..],
        &["template", "approve", "--reviewer", "王某"],
        &["template", "approve", "没有的", "--reviewer", "王某"],
        &["template", "approve", "--all", "--reviewer", " "],
    ] {
        let ran = said(&[wrong, &["--agency", &file]].concat());
        assert_eq!(ran.code, 2, "{wrong:?}: {}", ran.said());
    }
    assert!(!Path::new(&office.path("approvals.yaml")).exists(), "nothing is written by a wrong call");
    let approve = |name: &str, reviewer: &str, day: &str| {
        said(&["template", "approve", name, "--reviewer", reviewer, "--date", day, "--agency", &file])
    };
    assert_eq!(approve("文书送达回执", "沈国平", "2026-03-01").code, 0);
    assert_eq!(approve("case_catalogue", "沈国平", "2026-03-02").code, 0);
    let text = fs::read_to_string(office.path("approvals.yaml")).expect("approvals");
    assert!(text.find("case_catalogue").expect("one") < text.find("service_receipt").expect("two"), "{text}");
    let ran = render(&["--final"]);
    assert_eq!(ran.code, 0, "{}", ran.said());

    // the wording of a part, of the template and of the law all count; a comment of the reviewer stays where it is
    office.file("approvals.yaml", &text.replace("批准:", "# 第一批\n批准:"));
    template(&office, "templates/service_receipt.xml", &built_in("service_receipt.xml").replace("</title>", "</title>\n<p>本局印制</p>"));
    let listed = said(&["template", "approvals", "--agency", &file]);
    let row = |id: &str| listed.out.lines().find(|line| line.contains(&format!("\t{id}\t"))).unwrap_or_default().to_string();
    assert_eq!(row("service_receipt"), "已变更\t文书送达回执\tservice_receipt\t沈国平\t2026-03-01");
    assert!(row("case_catalogue").starts_with("已批准") && row("penalty_notice").starts_with("未批准"), "{}", listed.out);
    assert!(listed.err.contains("已批准1份，已变更1份"), "{}", listed.err);
    let checked = said(&["check", &form]);
    assert!(checked.out.contains("在批准（沈国平，2026年3月1日）以后改过"), "{}", checked.out);
    assert_eq!(approve("文书送达回执", "周敏", "2026-04-01").code, 0);
    let text = fs::read_to_string(office.path("approvals.yaml")).expect("approvals");
    assert!(text.contains("# 第一批\n") && text.contains("2026-03-02") && !text.contains("2026-03-01"), "{text}");
    assert_eq!(render(&["--final"]).code, 0);
    assert!(approve("文书送达回执", "沈国平", "2026-05-01").err.contains("没有变"));
    assert_eq!(fs::read_to_string(office.path("approvals.yaml")).expect("approvals"), text, "what is approved is not written again");

    // elsewhere, waived, spoilt
    let elsewhere = office.path("法制/批准.yaml");
    fs::create_dir_all(office.path("法制")).expect("folder");
    assert_eq!(said(&["template", "approve", "--all", "--reviewer", "周敏", "--agency", &file, "--approvals", &elsewhere]).code, 0);
    assert_eq!(said(&["check", &form, "--approvals", &elsewhere]).code, 0);
    assert_eq!(said(&["check", &form]).code, 1, "the file beside the agency file is another");
    office.file("approvals.yaml", &text.replace("校验值: ", "校验值: 0"));
    let ran = said(&["check", &form]);
    assert!(ran.code == 1 && ran.said().contains("T41"), "{}", ran.said());
    fs::remove_file(office.path("approvals.yaml")).expect("gone");
    let waived = fs::read_to_string(&form).expect("form") + "豁免: [{规则: T40, 理由: 急需, 批准人: 陆建华}]\n";
    office.file("summary-stall.yaml", &waived);
    assert_eq!(render(&["--final"]).code, 0, "{}", render(&["--final"]).said());
}

#[test]
fn a_comparison_shows_what_changes_as_text_and_as_a_page() {
    let office = office("diff");
    let form = office.path("summary-stall.yaml");
    let folder = office.path("新");
    let same = template(&office, "新/service_receipt.xml", &built_in("service_receipt.xml"));
    let page = office.path("diff.html");
    let diff = |old: &str, new: &str, more: &[&str]| said(&[&["template", "diff", old, new], more].concat());
    let ran = diff("内置", &folder, &[&form]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.said());
    let notice = built_in(ON_SPOT).replace("</doc>", "<p>联系人：{{ agency.contact }}。请妥善保管&amp;备查。</p>\n</doc>");
    template(&office, &format!("新/{ON_SPOT}"), &notice);
    template(&office, "新/penalty_notice.xml", &built_in("penalty_notice.xml").replace("陈述、申辩意见", "陈述、申辩的意见"));
    fs::remove_file(same).expect("taken away");
    let ran = diff("内置", &folder, &[&form, "--html", &page]);
    assert_eq!(ran.code, 1, "{}", ran.said());
    assert!(ran.out.contains("行政（当场）处罚决定书（个人）：2处不同") && ran.out.contains("＋ 请妥善保管&备查。"), "{}", ran.out);
    assert!(!ran.out.contains("送达回执"), "{}", ran.out);
    assert!(ran.err.contains("没有用到的：penalty_notice.xml") && ran.err.contains("1个案件中1个有变化"), "{}", ran.err);
    let html = fs::read_to_string(&page).expect("the page");
    assert!(html.contains("<ins>请妥善保管&amp;备查。</ins>") && !html.contains("<script"), "{html}");
    let back = diff(&folder, "内置", &[&form]);
    assert!(back.code == 1 && back.out.contains("－ 请妥善保管&备查。"), "{}", back.out);
    let both = diff("内置", &folder, &[&form, &office.path("minimal.yaml")]);
    assert!(both.out.contains("陈述、申辩［的］意见"), "{}", both.out);

    // the sample of the program when there is no folder of cases
    let mut at_sample = wenshu(["template", "diff", "内置", &folder]);
    at_sample.current_dir(&office.0);
    let ran = run(at_sample, "");
    assert!(ran.out.contains("内置的示例案件") && ran.code == 1, "{}", ran.said());
    fs::create_dir_all(office.path("cases")).expect("folder");
    fs::rename(&form, office.path("cases/summary-stall.yaml")).expect("moved");
    fs::rename(office.path("agency.yaml"), office.path("cases/agency.yaml")).expect("moved");
    let mut at_cases = wenshu(["template", "diff", "内置", &folder]);
    at_cases.current_dir(&office.0);
    let ran = run(at_cases, "");
    assert!(ran.out.contains("cases/summary-stall.yaml") && ran.code == 1, "{}", ran.said());

    // what cannot be compared is neither equal nor different
    assert_eq!(diff("内置", &office.path("没有"), &[]).code, 2);
    template(&office, "新/penalty_notice.xml", "<doc/>");
    assert_eq!(diff("内置", &folder, &[&office.path("minimal.yaml")]).code, 2);
}

#[test]
fn expected_texts_are_kept_and_compared_without_code() {
    let office = office("golden");
    let form = office.path("summary-stall.yaml");
    let verify = || said(&["template", "verify", &form]);
    let ran = verify();
    assert!(ran.code == 1 && ran.err.contains("没有期望的文字"), "{}", ran.said());
    assert_eq!(said(&["template", "accept", &form]).code, 0);
    let expected = tree(&office.0.join("summary-stall.expected"));
    assert!(dumped(&office, "summary-stall", "送达回执", &[]).as_bytes() == expected["08-文书送达回执.txt"], "as dump writes it");
    assert_eq!(verify().code, 0, "{}", verify().said());
    template(&office, "templates/service_receipt.xml", &built_in("service_receipt.xml").replace("</title>", "</title>\n<p>本局印制。</p>"));
    let ran = verify();
    assert!(ran.code == 1 && ran.out.contains("＋ 本局印制。") && ran.err.contains("1份不同"), "{}", ran.said());
    assert_eq!(said(&["template", "accept", &form]).code, 0);
    assert_eq!(verify().code, 0);
    office.file("summary-stall.expected/99-多的.txt", "甲\n");
    assert!(verify().out.contains("99-多的.txt：新的一方没有这份文书"));
    assert_eq!(said(&["template", "accept", &form]).code, 0);
    assert!(!Path::new(&office.path("summary-stall.expected/99-多的.txt")).exists());
    // a folder with anything else is somebody's
    office.file("summary-stall.expected/笔记.md", "甲\n");
    assert_eq!(said(&["template", "accept", &form]).code, 2);
    assert!(Path::new(&office.path("summary-stall.expected/笔记.md")).exists());
    // a form that is refused leaves its texts alone
    let broken = office.file("summary-stall.yaml", "机关: 太仓\n不对: 1\n");
    assert_eq!(said(&["template", "accept", &broken]).code, 1);
    assert_eq!(said(&["template", "verify", &broken]).code, 1);
}

/// The samples whose expected texts stand beside them. `UPDATE=1` accepts the texts of now.
#[test]
fn samples_say_what_is_expected_of_them() {
    let mut accept = wenshu(["template", "accept"]);
    let mut verify = wenshu(["template", "verify"]);
    let listed = fs::read_dir(Path::new(ROOT).join("cases")).expect("cases").flatten().map(|entry| entry.path());
    let forms: Vec<_> = listed.filter(|p| p.extension().is_some_and(|e| e == "expected")).map(|p| p.with_extension("yaml")).collect();
    assert!(!forms.is_empty(), "at least one sample has expected texts");
    if std::env::var_os("UPDATE").is_some() {
        accept.args(&forms);
        assert_eq!(run(accept, "").code, 0);
    }
    verify.current_dir(ROOT);
    let ran = run(verify, "");
    assert_eq!(ran.code, 0, "{}（UPDATE=1 cargo test --test template_proof 重写）", ran.said());
    assert!(ran.err.starts_with(&format!("{}份表单", forms.len())), "{}", ran.err);
}
