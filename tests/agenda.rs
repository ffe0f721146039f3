//! The limits of a case: which are there, from which event and day, to which day and why, whether they were met; between
//! which days a writ can be made; what cannot be said. Near-misses are made by changing one line of a sample.

#[allow(dead_code)] // shared with the test of packs
#[path = "support/digests.rs"]
mod digests;

use chrono::NaiveDate;
use std::path::Path;
use std::sync::LazyLock;
use wenshu::dossier::agenda::{Entry, State};
use wenshu::output::ics;
use wenshu::pipeline::{Built, BuiltWrit, Library, Selection, Sources, build, case_text};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::load(&Sources::default()).expect("built-in law and templates"));

/// A sample with `(old, new)` replaced, each exactly once.
fn changed(name: &str, changes: &[(&str, &str)]) -> Built {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut source = std::fs::read_to_string(folder.join(format!("{name}.yaml")))
        .or_else(|_| std::fs::read_to_string(folder.join(format!("../tests/pending/{name}.yaml"))))
        .expect("sample");
    for (old, new) in changes {
        assert_eq!(source.matches(old).count(), 1, "{old}");
        source = source.replace(old, new);
    }
    let loaded = case_text(&source, name, name, &folder, &Sources::default());
    build(&LIBRARY, &loaded, &Selection::default()).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn entry<'b>(built: &'b Built, limit: &str) -> &'b Entry {
    let known: Vec<&str> = built.agenda.entries.iter().map(|entry| entry.limit).collect();
    built.agenda.get(limit, None).unwrap_or_else(|| panic!("{limit} is not in {known:?}"))
}

/// The limit of a case ends on a day, and is met (`None`: open) in time or late by so many days.
fn check(built: &Built, limit: &str, from: &str, last: &str, done: Option<(&str, i64)>) {
    let entry = entry(built, limit);
    let start = entry.start.as_ref().unwrap_or_else(|missing| panic!("{limit}: {missing}"));
    assert_eq!((start.day, entry.last_day()), (day(from), Some(day(last))), "{limit}: {}", entry.why());
    let met = entry.done.as_ref().map(|done| (done.day, entry.late().map_or(0, |late| late.days)));
    assert_eq!(met, done.map(|(on, late)| (day(on), late)), "{limit}");
    assert!(entry.why().contains(&start.what) && !entry.basis.is_empty(), "{limit}: {} {}", entry.why(), entry.basis);
}

fn writ<'b>(built: &'b Built, id: &str) -> &'b BuiltWrit {
    built.writs.iter().find(|writ| writ.id == id).unwrap_or_else(|| panic!("no {id}"))
}

// ---- each limit, met and missed ----

#[test]
fn filing_order_recheck_and_decision() {
    let built = changed("unpaid-enforced", &[]);
    check(&built, "filing-decision", "2026-03-02", "2026-03-09", Some(("2026-03-05", 0)));
    check(&built, "recheck", "2026-03-16", "2026-03-30", Some(("2026-03-17", 0)));
    check(&built, "decision-period", "2026-03-05", "2026-06-03", Some(("2026-04-01", 0)));
    check(&built, "statement-period", "2026-03-23", "2026-03-30", Some(("2026-03-30", 0)));
    check(&built, "service-decision", "2026-04-01", "2026-04-13", Some(("2026-04-02", 0)));
    check(&built, "publicity", "2026-04-01", "2026-04-13", Some(("2026-04-08", 0)));
    check(&built, "closing", "2026-11-26", "2026-12-10", Some(("2026-11-27", 0)));
    check(&built, "limitation", "2026-03-02", "2028-03-02", Some(("2026-03-02", 0)));
    assert_eq!(built.agenda.of("hearing-request-period").count(), 0, "no hearing is offered");
    let late = changed(
        "unpaid-enforced",
        &[
            ("立案: {日期: 2026-03-05}", "立案: {日期: 2026-03-10}"),
            ("公示: {日期: 2026-04-08", "公示: {日期: 2026-04-14"),
            ("结案: {日期: 2026-11-27", "结案: {日期: 2026-12-11"),
            ("归档: {日期: 2026-11-30", "归档: {日期: 2026-12-12"),
            ("复查:\n  日期: 2026-03-17", "复查:\n  日期: 2026-03-31"),
        ],
    );
    check(&late, "filing-decision", "2026-03-02", "2026-03-09", Some(("2026-03-10", 1)));
    check(&late, "publicity", "2026-04-01", "2026-04-13", Some(("2026-04-14", 1)));
    check(&late, "closing", "2026-11-26", "2026-12-10", Some(("2026-12-11", 1)));
    check(&late, "recheck", "2026-03-16", "2026-03-30", Some(("2026-03-31", 1)));
}

#[test]
fn payment_dunning_and_the_court() {
    let built = changed("unpaid-enforced", &[]);
    check(&built, "payment", "2026-04-02", "2026-04-17", None);
    check(&built, "review-apply", "2026-04-02", "2026-06-01", None);
    // the last day is a day of the National Day; a party has until the next working day
    check(&built, "suit-direct", "2026-04-02", "2026-10-08", None);
    check(&built, "dunning-before-court", "2026-10-09", "2026-10-22", None);
    check(&built, "court-accept", "2026-11-24", "2026-12-01", Some(("2026-11-26", 0)));
    check(&built, "court-application", "2026-10-08", "2027-01-08", Some(("2026-11-24", 0)));
    let early: Vec<&str> = built.agenda.entries.iter().flat_map(Entry::early).map(|(bar, _)| bar.step).collect();
    assert_eq!(early, Vec::<&str>::new());
    let hasty = changed("unpaid-enforced", &[("强制执行: {日期: 2026-11-24", "强制执行: {日期: 2026-10-22")]);
    let early: Vec<(&str, &str)> = hasty.agenda.entries.iter().flat_map(|e| e.early().map(|(bar, _)| (e.limit, bar.step))).collect();
    let own = [("dunning-before-court", "强制执行"), ("suit-direct", "强制执行")];
    assert!(own.iter().all(|bar| early.contains(bar)), "the last of the ten working days is still the party's: {early:?}");
    // 2026年11月22日是星期日，加处罚款决定的起诉期限顺延到23日
    let charged = built.agenda.of("suit-direct").nth(1).expect("the surcharge has its own time for a suit");
    assert_eq!((charged.start.as_ref().unwrap().day, charged.last_day()), (day("2026-05-22"), Some(day("2026-11-23"))));
    let sooner = changed("unpaid-enforced", &[("强制执行: {日期: 2026-11-24", "强制执行: {日期: 2026-11-23")]);
    let early: Vec<&str> = sooner.agenda.entries.iter().filter(|e| e.early().next().is_some()).map(|e| e.limit).collect();
    assert_eq!(early, ["suit-direct"], "only the surcharge holds the application back");
}

#[test]
fn a_surcharge_grows_to_its_cap() {
    let built = changed("unpaid-enforced", &[]);
    let accrual = built.agenda.accruals.first().expect("a surcharge");
    let at = |on: &str| accrual.on(day(on));
    assert_eq!((at("2026-04-17").days, at("2026-04-17").fen), (0, 0));
    assert_eq!((at("2026-04-18").days, at("2026-04-18").fen), (1, 60_000));
    assert_eq!((at("2026-05-20").fen, at("2026-05-20").capped), (1_980_000, false));
    assert_eq!((at("2026-05-21").fen, at("2026-05-21").capped), (2_000_000, true));
    assert_eq!(at("2030-01-01").fen, 2_000_000, "never above the fine");
    assert_eq!(accrual.cap_day, Some(day("2026-05-21")));
    // half paid after ten days: the rest bears the surcharge
    let part = "缴款: {日期: 2026-04-27, 金额: 10000, 项目: 罚款}\n公示: {";
    let paid = changed("unpaid-enforced", &[("公示: {", part)]);
    let accrual = paid.agenda.accruals.first().expect("a surcharge");
    assert_eq!(accrual.on(day("2026-04-29")).fen, 10 * 60_000 + 2 * 30_000);
    // a suit stops it
    let stopped = changed("unpaid-enforced", &[("截至: 2026-05-21}", "截至: 2026-05-21, 停算: {起: 2026-04-20, 止: 2026-04-29}}")]);
    assert_eq!(stopped.agenda.accruals.first().expect("a surcharge").on(day("2026-05-01")).days, 4);
}

/// 2027 has no calendar of holidays: a term that may roll is not guessed, and what rests on it stays a gap.
#[test]
fn a_year_without_a_calendar_leaves_a_gap_and_no_sum() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let source = std::fs::read_to_string(folder.join("unpaid-enforced.yaml")).expect("sample").replace("2026", "2027");
    let loaded = case_text(&source, "later", "later", &folder, &Sources::default());
    let built = build(&LIBRARY, &loaded, &Selection::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let surcharge = writ(&built, "surcharge_decision");
    assert_ne!(surcharge.state, wenshu::pipeline::State::Final);
    assert!(surcharge.gaps.iter().any(|gap| gap.field.contains("加处罚款")), "{:?}", surcharge.gaps);
    assert!(built.agenda.accruals.iter().all(|accrual| accrual.due != day("2027-04-17")));
}

#[test]
fn instalments_have_their_own_days() {
    let built = changed("instalments", &[]);
    let last: Vec<(Option<usize>, Option<NaiveDate>)> = built.agenda.of("payment").map(|entry| (entry.event, entry.last_day())).collect();
    assert_eq!(
        last,
        [
            (None, Some(day("2026-10-20"))),
            (Some(0), Some(day("2026-05-15"))),
            (Some(1), Some(day("2026-06-30"))),
            (Some(2), Some(day("2026-10-20")))
        ]
    );
    assert!(built.agenda.of("payment").all(|entry| entry.done.is_some() && entry.late().is_none()));
    let late = changed("instalments", &[("{日期: 2026-06-25, 金额: 10000", "{日期: 2026-07-02, 金额: 10000")]);
    let late: Vec<Option<usize>> = late.agenda.of("payment").filter(|entry| entry.late().is_some()).map(|entry| entry.event).collect();
    assert_eq!(late, [Some(1)]);
}

#[test]
fn things_secured() {
    let kept = changed("preservation-sampling", &[]);
    let entry_of = entry(&kept, "registered-evidence");
    assert!(entry_of.done.is_some() && entry_of.late().is_none(), "{entry_of:?}");
    let seized = changed("seizure-hazchem", &[]);
    // the decision named a shorter period than the law allows
    check(&seized, "seizure-period", "2026-05-12", "2026-06-10", Some(("2026-06-08", 0)));
    check(&seized, "seizure-extension", "2026-06-10", "2026-07-09", Some(("2026-07-07", 0)));
    // no time of day in the form: the same day is within the hours, the next day cannot be said
    assert_eq!(entry(&seized, "seizure-urgent-report").state(day("2026-06-01")), State::Done);
    let next_day = changed("seizure-hazchem", &[("  批准日期: 2026-05-12", "  批准日期: 2026-05-13")]);
    assert!(matches!(entry(&next_day, "seizure-urgent-report").state(day("2026-06-01")), State::Unknown(_)));
    let forgotten = changed("seizure-hazchem", &[("  处理:\n    日期: 2026-07-07", "  处理:\n    日期: 2026-07-10")]);
    check(&forgotten, "seizure-extension", "2026-06-10", "2026-07-09", Some(("2026-07-10", 1)));
}

#[test]
fn hours_need_a_time_of_day() {
    let built = changed("power-cut", &[]);
    let cut = entry(&built, "power-cut-notice");
    let span = cut.span.as_ref().expect("a span");
    assert_eq!((span.last, span.time.map(|time| (time.hour, time.minute))), (day("2026-04-15"), Some((14, 0))));
    assert!(cut.late().is_none(), "served on that day, at a time the form does not say");
    let late = changed("power-cut", &[("起始时间: 2026-04-16 14:00", "起始时间: 2026-04-15 14:00")]);
    assert_eq!(entry(&late, "power-cut-notice").late().map(|late| late.days), Some(1));
    let urgent = changed("power-cut", &[("起始时间: 2026-04-16 14:00", "起始时间: 2026-04-16 14:00\n  紧急: 是")]);
    assert_eq!(urgent.agenda.of("power-cut-notice").count(), 0);
    let untimed = changed("power-cut", &[("起始时间: 2026-04-16 14:00", "起始时间: 2026-04-16")]);
    let unknown = entry(&untimed, "power-cut-notice");
    assert!(unknown.last_day().is_none() && unknown.why().contains("没有写时分"), "{}", unknown.why());
}

#[test]
fn the_summary_procedure_has_limits_of_its_own() {
    let built = changed("summary-unit", &[]);
    check(&built, "summary-report", "2026-03-10", "2026-03-17", Some(("2026-03-12", 0)));
    assert_eq!(built.agenda.of("decision-period").count() + built.agenda.of("suit-direct").count(), 0, "reconsideration comes first");
    assert_eq!(built.agenda.of("on-spot-cash-officer").count(), 0, "paid at the bank");
    let late = changed("summary-unit", &[("备案: {日期: 2026-03-12", "备案: {日期: 2026-03-18")]);
    check(&late, "summary-report", "2026-03-10", "2026-03-17", Some(("2026-03-18", 1)));
    let cash = changed("summary-stall", &[]);
    check(&cash, "on-spot-cash-officer", "2026-03-10", "2026-03-12", None);
    assert!(entry(&cash, "on-spot-cash-bank").start.is_err(), "the form does not say when the office got the money");
}

#[test]
fn extensions_of_a_rectification() {
    let built = changed("extension-of-rectification", &[]);
    let window = entry(&built, "rectify-extension-request");
    let opens = window.span.as_ref().expect("a window").opens.expect("its first day");
    assert!(window.done.as_ref().is_some_and(|asked| asked.day >= opens) && matches!(window.state(opens), State::Done), "{window:?}");
    let reply = entry(&built, "rectify-extension-reply");
    assert!(reply.done.is_some() && reply.late().is_none());
}

#[test]
fn an_extension_and_testing_lengthen_the_period_of_the_decision() {
    let built = changed("case-extended", &[]);
    check_period(&built, "2026-07-03", "批准延期至2026年7月3日");
    let plain = changed("unpaid-enforced", &[]);
    let note = entry(&plain, "decision-period").note.clone().unwrap_or_default();
    assert!(note.contains("2026年7月3日") && note.contains("2026年9月1日"), "{note}");
    let tested = changed("preservation-sampling", &[]);
    let own = entry(&tested, "decision-period");
    assert!(own.why().contains("不计入鉴定2026年3月25日至2026年4月13日，共19日"), "{}", own.why());
    let unsaid = changed("preservation-sampling", &[("    结论日期: 2026-04-13\n", "")]);
    let unsaid = entry(&unsaid, "decision-period");
    assert_eq!((own.last_day().expect("a day") - unsaid.last_day().expect("a day")).num_days(), 19);
    assert!(unsaid.note.as_ref().is_some_and(|note| note.contains("没有扣除")), "{:?}", unsaid.note);
}

fn check_period(built: &Built, last: &str, why: &str) {
    let own = entry(built, "decision-period");
    assert_eq!(own.last_day(), Some(day(last)));
    assert!(own.why().contains(why), "{}", own.why());
}

// ---- hearings ----

#[test]
fn a_hearing_between_its_limits() {
    let built = changed("hearing-held", &[]);
    check(&built, "hearing-hold", "2026-06-12", "2026-06-27", Some(("2026-06-26", 0)));
    check(&built, "hearing-notice", "2026-06-26", "2026-06-16", Some(("2026-06-15", 0)));
    assert!(built.agenda.conflicts.is_empty());
    let record = &writ(&built, "hearing_record").lawful;
    assert_eq!(record.earliest.as_ref().map(|bound| bound.day), Some(day("2026-06-25")));
    assert_eq!(record.latest.as_ref().map(|bound| bound.day), Some(day("2026-06-27")));
    assert_eq!(record.impossible, None);
}

/// The pending hearing moved before the National Day: within 15 days of the request there is no day that leaves seven
/// working days for the notice. The periods of that day are law and calendar, nothing is smoothed over.
#[test]
fn an_impossible_hearing_over_the_national_day_is_said() {
    let moved = |request: &str| {
        changed(
            "hearing-window",
            &[
                ("  申请: {日期: 2026-02-11}", &format!("  申请: {{日期: {request}}}")),
                (
                    "陈述申辩: {当事人: 嘉善虚构金属制品有限公司, 日期: 2026-02-11",
                    "陈述申辩: {当事人: 嘉善虚构金属制品有限公司, 日期: 2026-02-12",
                ),
            ],
        )
    };
    let built = moved("2026-09-24");
    let [conflict] = &built.agenda.conflicts[..] else { panic!("{:?}", built.agenda.conflicts) };
    for words in ["2026年9月24日收到听证申请", "最早也要到2026年10月12日", "10月1日至7日国庆节放假", "没有一天能同时满足"]
    {
        let found =
            conflict.message.contains(words) || built.agenda.entries.iter().flat_map(|e| &e.bars).any(|bar| bar.why.contains(words));
        assert!(found, "{words}: {}", conflict.message);
    }
    let lawful = &writ(&built, "hearing_record").lawful;
    assert!(lawful.impossible.is_some(), "{lawful:?}");
    assert_eq!(lawful.earliest.as_ref().map(|bound| bound.day), Some(day("2026-10-12")));
    assert_eq!(lawful.latest.as_ref().map(|bound| bound.day), Some(day("2026-10-09")));
    // a request in an ordinary week leaves a window
    let possible = moved("2026-08-19");
    assert!(possible.agenda.conflicts.is_empty() && writ(&possible, "hearing_record").lawful.impossible.is_none());
}

#[test]
fn a_notice_on_a_rest_day_gains_nothing() {
    let notice = |told: &str| {
        let built = changed(
            "hearing-held",
            &[("收件人: 全体当事人, 方式: 直接, 日期: 2026-06-15", &format!("收件人: 全体当事人, 方式: 直接, 日期: {told}"))],
        );
        let own = entry(&built, "hearing-notice");
        own.bars.first().and_then(|bar| bar.first.clone().ok()).expect("a first day")
    };
    // 2026-06-14 is a Sunday: seven whole working days begin on Monday
    assert_eq!((notice("2026-06-14"), notice("2026-06-15")), (day("2026-06-25"), day("2026-06-25")));
    assert_eq!(notice("2026-06-12"), day("2026-06-24"));
}

// ---- what is planned, and what cannot be said ----

#[test]
fn a_decision_waits_for_the_statement_over_the_holidays() {
    let built = changed(
        "unpaid-enforced",
        &[
            (
                "{文书: 行政处罚告知书, 收件人: 太仓市某某五金喷涂厂, 方式: 直接, 日期: 2026-03-23",
                "{文书: 行政处罚告知书, 收件人: 太仓市某某五金喷涂厂, 方式: 直接, 日期: 2026-09-24",
            ),
            ("立案: {日期: 2026-03-05}", "立案: {日期: 2026-09-01}"),
        ],
    );
    let decision = &writ(&built, "penalty_decision_unit").lawful;
    let earliest = decision.earliest.as_ref().expect("a first day");
    assert_eq!(earliest.day, day("2026-10-10"));
    for words in [
        "告知书送达，自2026年9月24日次日起算5个工作日",
        "9月25日至27日中秋节、10月1日至7日国庆节放假",
        "《安全生产违法行为行政处罚办法》第十八条第二款",
    ] {
        assert!(earliest.why.contains(words), "{words}: {}", earliest.why);
    }
    assert_eq!(decision.latest.as_ref().map(|bound| bound.day), Some(day("2026-11-30")));
}

#[test]
fn a_waiver_in_writing_ends_the_wait_and_silence_does_not() {
    let first = |name: &str| {
        let built = changed(name, &[]);
        entry(&built, "statement-period").bars.first().and_then(|bar| bar.first.clone().ok())
    };
    assert_eq!(first("case-extended"), Some(day("2026-06-15")), "the day of the waiver, not of the end of the period");
    assert_eq!(first("unpaid-enforced"), Some(day("2026-03-31")), "not in writing");
}

#[test]
fn what_is_missing_is_named() {
    let built = changed("minimal", &[]);
    let missing = |limit: &str| entry(&built, limit).start.clone().expect_err("not started");
    assert!(missing("decision-period").contains("还没有立案"));
    assert!(missing("statement-period").contains("告知书还没有送达"));
    assert!(missing("payment").contains("处罚决定书还没有送达"));
    assert!(missing("limitation").contains("行为日期"));
    let decision = &writ(&built, "penalty_decision_unit").lawful;
    assert!(decision.earliest.is_none() && decision.latest.is_none());
    assert!(decision.unknown.iter().any(|said| said.starts_with("最早") && said.contains("告知书还没有送达")), "{:?}", decision.unknown);
    assert!(decision.unknown.iter().any(|said| said.starts_with("最迟") && said.contains("还没有立案")), "{:?}", decision.unknown);
}

#[test]
fn a_year_without_a_calendar_is_not_guessed() {
    let built = changed("hearing-held", &[]);
    let suit = entry(&built, "suit-direct");
    assert_eq!(suit.last_day(), None, "whether a day of January 2027 is a rest day is not known");
    assert!(suit.why().contains("2027年的放假安排，尚未收录"), "{}", suit.why());
    assert!(suit.bars.iter().all(|bar| bar.first.is_err()), "no first day for the court either");
    assert!(matches!(suit.state(day("2027-01-09")), State::Running(0)) && matches!(suit.state(day("2027-01-10")), State::Unknown(_)));
    let working = changed("unpaid-enforced", &[("强制执行: {日期: 2026-11-24", "强制执行: {日期: 2026-12-29")]);
    let accept = entry(&working, "court-accept");
    assert!(accept.last_day().is_none() && accept.why().contains("没有2027年的放假安排"), "{}", accept.why());
}

#[test]
fn a_state_depends_on_the_day_one_looks() {
    let built = changed("unpaid-enforced", &[]);
    let payment = entry(&built, "payment");
    assert_eq!(payment.state(day("2026-04-10")), State::Running(7));
    assert_eq!(payment.state(day("2026-04-17")), State::Running(0));
    assert_eq!(payment.state(day("2026-04-18")), State::Over(1));
    assert_eq!(entry(&built, "review-apply").state_words(day("2026-06-02")), "已届满", "a right that ended is no fault");
    assert_eq!(entry(&built, "closing").state(day("2027-01-01")), State::Done);
}

// ---- the calendar ----

#[test]
fn a_calendar_holds_what_is_open() {
    let built = changed("minimal", &[]);
    let stamp = built.meta.date.expect("a day");
    let text = ics::calendar(&built.id, &built.agenda, stamp, stamp).replace("\r\n ", "");
    assert!(text.contains("DTSTAMP:20260305T000000Z\r\nDTSTART;VALUE=DATE:20260312\r\nDTEND;VALUE=DATE:20260313\r\nSUMMARY:最后一日：初步核查后决定是否立案"), "{text}");
    assert!(text.contains("检查发现，自2026年3月5日次日起算5个工作日，届满日2026年3月12日\\n起算："), "{text}");
    assert_eq!((ics::count(&text), text.matches("TRIGGER:-P2D").count()), (1, 1));
    assert_eq!(ics::count(&ics::calendar(&built.id, &built.agenda, stamp, day("2026-03-13"))), 0, "what is past is not announced");
    let filed = changed("minimal", &[("罚款: 20000", "罚款: 20000\n立案: {日期: 2026-03-06}")]);
    let text = ics::calendar(&filed.id, &filed.agenda, stamp, stamp);
    assert!(!text.contains("20260312") && text.contains("20260604"), "filed; the decision is next: {text}");
    let unpaid = changed("unpaid-enforced", &[]);
    let text = ics::calendar(&unpaid.id, &unpaid.agenda, day("2026-04-02"), day("2026-04-02")).replace("\r\n ", "");
    for words in ["开始加处罚款", "加处罚款达到上限", "最后一日：缴纳罚款", "最后一日：申请行政复议"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("UID:")).collect();
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len());
}

#[test]
fn the_calendar_of_an_action_has_the_entries_and_ids_of_its_cases() {
    use wenshu::batch::calendar::{ActionCalendar, Since};
    let names = ["unpaid-enforced", "instalments", "power-cut"];
    let mut calendar = ActionCalendar::begin(Vec::new(), "春季行动", day("2026-12-31"), Since::Ever).expect("begun");
    let mut expected: Vec<(String, String)> = Vec::new();
    // id and beginning of each entry that is a last day
    let entries = |text: &str| -> Vec<(String, String)> {
        let text = text.replace("\r\n ", "");
        let events = text.split("BEGIN:VEVENT").skip(1).filter(|event| event.contains("SUMMARY:最后一日"));
        let line = |event: &str, name: &str| event.lines().find(|line| line.starts_with(name)).expect("a line").to_string();
        events.map(|event| (line(event, "UID"), line(event, "DTSTART"))).collect()
    };
    for name in names {
        let case = digests::finished(name, name);
        let built = changed(name, &[]);
        expected.extend(entries(&ics::calendar(&built.id, &built.agenda, day("2026-12-31"), NaiveDate::MIN)));
        calendar.add(&case.digest).expect("added");
    }
    let (bytes, count) = calendar.end().expect("ended");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(entries(&text), expected);
    assert!(count == expected.len() && count > 5, "{count}");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    // for tests/validate/ics.py
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calendar-sample");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("deadlines.ics"), text).expect("written");
}
