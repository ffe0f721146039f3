//! Causes, thresholds, evidence, wording: the questions other rooms ask.

use super::{book, day};
use crate::law::inquiry::Role;
use crate::law::load::{self, LawFile};
use crate::law::{LawBook, Weight, When, Who};

#[test]
fn causes_are_found_by_what_people_type() {
    let cases = [
        ("special-op-cert", "special-op-cert"),
        ("特种作业人员无证上岗", "special-op-cert"),
        ("特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业", "special-op-cert"),
        ("特种作业人员未按照规定经专门的安全作业培训并取得相应资格,上岗作业", "special-op-cert"),
        (" 无证电焊 ", "special-op-cert"),
        ("“无证上岗”", "special-op-cert"),
        ("未采取措施消除事故隐患", "hazard-not-eliminated"),
        ("主要负责人未履职", "principal-duty"),
        ("有限空间未监护", "cs-no-guardian"),
        ("未签订安全生产管理协议", "lease-agreement"),
        ("粉尘未清理", "dust-cleaning"),
        ("拒不执行监管指令", "general-refuse-order"),
    ];
    for (name, id) in cases {
        assert_eq!(book().cause(name).map(|cause| cause.id.0.as_str()).map_err(|e| e.typed), Ok(id), "{name}");
    }
    let unknown = book().cause("焊工没有证").expect_err("not a name");
    assert_eq!(unknown.near.first().map(|cause| cause.id.0.as_str()), Some("special-op-cert"), "{}", unknown.suggestions());
    assert!(book().cause("量子纠缠").expect_err("not a name").near.is_empty());
    assert_eq!(book().cause("special-op-cert").ok().and_then(|cause| book().group_of(cause)), Some("A 特种作业、人员、培训"));
}

#[test]
fn a_row_gives_articles_ranges_and_orders() {
    let cause = book().cause("special-op-cert").expect("the cause");
    let row = cause.row_on(day("2026-03-05")).expect("a row");
    assert_eq!(book().cite(&row.violated), "《中华人民共和国安全生产法》第三十条第一款");
    assert_eq!(book().cite(&row.penalty), "《中华人民共和国安全生产法》第九十七条第（七）项");
    let range = |who, when| row.fine(who, when).and_then(|fine| fine.min.zip(fine.max)).map(|(min, max)| (min.0, max.0));
    assert_eq!(range(Who::Unit, When::First), Some((0, 10_000_000)));
    assert_eq!(range(Who::Person, When::First), None);
    assert_eq!(range(Who::Unit, When::Overdue), Some((10_000_000, 20_000_000)));
    assert_eq!(range(Who::Person, When::Overdue), Some((2_000_000, 5_000_000)));
    assert_eq!(row.orders, ["责令限期改正"]);
    let fine = row.fine(Who::Unit, When::First).expect("a fine");
    assert_eq!((fine.contains(2_000_000), fine.contains(10_000_000), fine.contains(10_000_001)), (Some(true), Some(true), Some(false)));
    assert!(!row.must_choose_violated());
    assert!(cause.row_on(day("2021-08-31")).is_none(), "before the law there is no row");
    // 第二十一条第（一）项至第（七）项 is a choice, not a citation.
    let duty = book().cause("principal-duty").expect("the cause");
    assert!(duty.row_on(day("2026-03-05")).expect("a row").must_choose_violated());
}

#[test]
fn the_newer_row_is_shown_with_its_weight() {
    let applicable = |id: &str, act: &str, decided: &str| {
        let cause = book().cause(id).expect("the cause");
        let both = cause.applicable(day(act), day(decided), &[]).expect("a row");
        (both.newer.map(|(_, weight)| weight), both.default_row().from.0)
    };
    // The 2025 measure raised the fines of its general article: an act before it keeps the old row.
    assert_eq!(applicable("general-refuse-order", "2026-01-20", "2026-04-01"), (Some(Weight::Heavier), day("2015-05-01")));
    assert_eq!(applicable("general-refuse-order", "2026-02-01", "2026-04-01"), (None, day("2026-02-01")));
    assert_eq!(applicable("special-op-cert", "2026-01-20", "2026-04-01"), (None, day("2021-09-01")));
}

#[test]
fn hearing_thresholds_follow_province_and_date() {
    let rule = |code: &str, on: &str| book().hearing_rule(code, day(on)).expect("a rule");
    let national = rule("320585", "2026-03-05");
    assert_eq!((national.unit, national.person, national.inclusive), (10_000_000, 2_000_000, true));
    assert!(!national.verified && national.note.is_some(), "Jiangsu has a rule whose figures nobody read");
    assert!(national.reached(false, 10_000_000) && !national.reached(false, 9_999_999) && national.reached(true, 2_000_000));

    let plain = rule("330400", "2026-03-05");
    assert_eq!((plain.unit, plain.person, plain.verified, plain.note), (10_000_000, 2_000_000, true, None));
    assert_eq!(plain.basis, "《安全生产违法行为行政处罚办法》第五十五条第二款");

    let jiangxi = rule("360100", "2026-03-05");
    assert_eq!((jiangxi.unit, jiangxi.person, jiangxi.verified), (2_000_000, 300_000, true));
    let henan = rule("410100", "2026-03-05");
    assert_eq!((henan.unit, henan.person), (10_000_000, 2_000_000), "Henan yields to the ministry");
    let chongqing = rule("500101", "2026-03-05");
    assert_eq!((chongqing.unit, chongqing.person, chongqing.verified), (5_000_000, 500_000, false), "unread: the lower figure");
    let before = rule("330400", "2026-01-05");
    assert_eq!((before.unit, before.verified), (5_000_000, false));

    let on = day("2026-03-05");
    assert!(book().always_needs_hearing("责令停产停业整顿", on) && book().always_needs_hearing("责令停止建设", on));
    assert!(book().always_needs_hearing("停产停业整顿", on) && book().always_needs_hearing("吊销许可证", on));
    assert!(!book().always_needs_hearing("", on) && !book().always_needs_hearing("没收违法所得", on));
    assert!(!book().always_needs_hearing("罚款", on) && !book().always_needs_hearing("警告", on));
}

#[test]
fn every_kind_of_penalty_is_known_to_the_hearing_rule() {
    let on = day("2026-08-01");
    let kinds = book().hearing_kinds(on).expect("a row");
    for cause in book().causes() {
        for kind in cause.rows.iter().flat_map(|row| &row.kinds) {
            assert!(kinds.always.contains(kind) || kinds.by_amount.contains(kind) || *kind == "警告", "{}: {kind}", cause.id);
        }
    }
}

#[test]
fn limits_speak_in_words() {
    let words = |id: &str, on: &str| book().limit(id, day(on)).and_then(|limit| limit.in_words());
    assert_eq!(words("statement-period", "2026-03-05").as_deref(), Some("五个工作日"));
    assert_eq!(words("statement-period", "2025-03-05"), None, "the law fixed no number then");
    assert_eq!(words("payment", "2026-03-05").as_deref(), Some("十五日"));
    assert_eq!(words("suit-direct", "2026-03-05").as_deref(), Some("六个月"));
    assert_eq!(words("surcharge-rate", "2026-03-05").as_deref(), Some("每日百分之三"));
    assert_eq!(book().limit("decision-period", day("2026-01-31")).and_then(|l| l.value).map(|v| v.0), Some(30));
    assert_eq!(book().limit("decision-period", day("2026-02-01")).and_then(|l| l.value).map(|v| v.0), Some(90));
    let merge = |on: &str| book().basis("merge-penalties", day(on)).map(|basis| book().cite(&basis.basis));
    assert_eq!(merge("2026-03-05").as_deref(), Some("《安全生产违法行为行政处罚办法》第七十二条"));
    assert_eq!(merge("2024-05-10").as_deref(), Some("《安全生产违法行为行政处罚办法》第五十三条"));
}

#[test]
fn evidence_tiers_hazards_and_questions() {
    let cause = book().cause("special-op-cert").expect("the cause");
    let names: Vec<&str> = book().evidence_for(cause).iter().map(|item| item.name.0.as_str()).collect();
    assert!(names.first() == Some(&"营业执照（统一社会信用代码）复印件") && names.contains(&"特种作业操作证查询截图（平台、时间）"));
    assert_eq!(book().evidence_kinds().count(), 8);
    let entries = book().entries("special-op-cert", day("2026-03-05"));
    assert_eq!(entries.iter().map(|(standard, _)| standard.id.0.as_str()).collect::<Vec<_>>(), ["ministry-2024"]);
    assert!(book().entries("special-op-cert", day("2024-10-31")).is_empty(), "not yet in force");
    assert_eq!(book().hazards_for("special-op-cert").iter().map(|(article, item)| (*article, item.item.0)).collect::<Vec<_>>(), [(3, 2)]);
}

#[test]
fn an_outline_asks_each_role_its_own_questions() {
    let own = "案由: special-op-cert\n提纲:\n  - {角色: 作业人员, 问题: [{问: 丙}]}\n  - {角色: 主要负责人, 问题: [{问: 己}]}\n";
    let over = vec![LawFile { name: "inquiry/special-op-cert.yaml".into(), text: own.into() }];
    let (book, findings) = LawBook::load(&load::overlay(load::embedded(), over));
    assert_eq!(findings, Vec::new());
    let asked = |cause: &str, role: Role| book.questions(cause, role).map(|q| q.question.0.as_str()).collect::<String>();
    assert_eq!(asked("special-op-cert", Role::Worker), "丙");
    assert_eq!(asked("special-op-cert", Role::Principal), "己");
    assert_eq!(asked("training-none-such", Role::Worker), "");
}

#[test]
fn wording_carries_its_citations() {
    let text = "用语:\n  - {编号: x, 自: 2026-02-01, 依据: [{法: xzcff-2021, 条: 44}, {法: cfbf-2025, 条: 18, 款: 2}], 正文: 根据〔依据1〕和〔依据2〕的规定, 已核: 是}\n  - {编号: y, 自: 2026-02-01, 正文: 根据〔依据1〕, 已核: 是}\n";
    let over = vec![LawFile { name: "wording/x.yaml".into(), text: text.into() }];
    let (book, findings) = LawBook::load(&load::overlay(load::embedded(), over));
    assert_eq!(findings, Vec::new());
    let row = book.wording("x", day("2026-03-05")).expect("a row");
    assert_eq!(book.wording_text(row), "根据《中华人民共和国行政处罚法》第四十四条和《安全生产违法行为行政处罚办法》第十八条第二款的规定");
    assert!(!book.is_wording_unverified(row));
    let messages: Vec<String> = book.check().into_iter().map(|finding| finding.message).collect();
    assert!(messages.len() == 1 && messages[0].contains("用语“y”"), "{messages:?}");
}

#[test]
fn an_overlay_replaces_by_name_and_adds_by_new_name() {
    let file = |name: &str, text: &str| LawFile { name: name.into(), text: text.into() };
    let calendar = "年: 2027\n通知: 测试\n发布: 2026-11-04\n已核: 否\n放假:\n  - {名称: 元旦, 日: [2027-01-01]}\n调休上班: []\n";
    let wording = "- {编号: x, 自: 2026-02-01, 正文: 甲, 已核: 否}\n";
    let over = vec![file("calendar/2027.yaml", calendar), file("wording/local.yaml", wording), file("README.md", "# 说明")];
    let (added, findings) = LawBook::load(&load::overlay(load::embedded(), over));
    assert_eq!(findings, Vec::new());
    assert_eq!(added.calendar().years().collect::<Vec<_>>(), [2024, 2025, 2026, 2027]);
    assert_eq!(added.wording("x", day("2026-03-05")).map(|row| row.text.0.as_str()), Some("甲"));
    assert!(added.wording("x", day("2026-01-31")).is_none());
    let due = added.due("statement-period", day("2026-12-28")).expect("a row").1.expect("a date");
    assert_eq!(due.raw, day("2027-01-05"));

    let (replaced, findings) =
        LawBook::load(&load::overlay(load::embedded(), vec![file("calendar/2026.yaml", &calendar.replace("2027", "2026"))]));
    assert_eq!((findings.len(), replaced.calendar().is_working_day(day("2026-10-01"))), (0, Ok(true)));
}

#[test]
fn a_share_fixed_for_each_grade_leaves_no_range() {
    let fine = |cause: &str, who: Who, when: When| {
        let row = book().cause(cause).ok().and_then(|cause| cause.rows.last());
        row.and_then(|row| row.fine(who, when)).unwrap_or_else(|| panic!("{cause} has a fine"))
    };
    assert!(fine("principal-duty-accident", Who::Person, When::First).is_without_range());
    assert!(!fine("principal-duty", Who::Person, When::First).is_without_range());
    assert!(!fine("other-managers", Who::Person, When::First).is_without_range(), "a range, and a share if there was an accident");
    assert!(!fine("special-op-cert", Who::Unit, When::First).is_without_range());
}
