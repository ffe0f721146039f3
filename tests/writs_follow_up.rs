//! What follows a decision, and the paths without one: dunning, surcharge, deferral, enforcement, transfer, on-the-spot
//! decisions, talks and points, townships. Each test changes a sample form and reads the set or the text of the writs.

use std::path::Path;
use wenshu::pipeline::{Built, Library, Selection, Sources, build, case_text, dump};

fn built(sample: &str, only: &[&str], changes: &[(&str, &str)]) -> Built {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut form = std::fs::read_to_string(folder.join(sample)).unwrap();
    for (from, to) in changes {
        assert!(form.contains(from), "{sample} 里没有：{from}");
        form = form.replace(from, to);
    }
    let sources = Sources::default();
    let library = Library::load(&sources).unwrap();
    let loaded = case_text(&form, sample, "案件", &folder, &sources);
    build(&library, &loaded, &Selection { only: only.iter().map(|o| o.to_string()).collect(), due: false }).unwrap()
}

fn text(sample: &str, title: &str, changes: &[(&str, &str)]) -> String {
    built(sample, &[title], changes).writs.iter().map(dump).collect()
}

fn titles(sample: &str) -> Vec<String> {
    built(sample, &[], &[]).writs.into_iter().map(|w| w.title).collect()
}

fn has(titles: &[String], title: &str) -> bool {
    titles.iter().any(|t| t == title)
}

fn codes(sample: &str, changes: &[(&str, &str)]) -> Vec<&'static str> {
    built(sample, &["现场检查记录"], changes).findings.iter().map(|f| f.code).collect()
}

const FOLLOW_UP: [&str; 13] = [
    "行政（当场）处罚决定书（单位）",
    "行政（当场）处罚决定书（个人）",
    "缴纳罚款催告书",
    "加处罚款决定书",
    "延期（分期）缴纳罚款审批表",
    "延期（分期）缴纳罚款批准书",
    "行政强制执行事先催告书",
    "强制执行申请书",
    "案件移送审批表",
    "案件移送书",
    "警示约谈通知书",
    "安全生产记分清单",
    "隐患清单",
];

#[test]
fn follow_up_papers_need_their_event() {
    for sample in ["minimal.yaml", "welder-company.yaml", "confined-space.yaml", "person-in-charge.yaml"] {
        let titles = titles(sample);
        assert!(FOLLOW_UP.iter().all(|title| !has(&titles, title)), "{sample}：{titles:?}");
    }
}

#[test]
fn a_surcharge_runs_by_the_day_and_stops_at_the_fine() {
    let capped = text("unpaid-enforced.yaml", "加处罚款决定书", &[]);
    assert!(capped.contains("共34日") && capped.contains("加处罚款人民币贰万元整（¥20000.00）") && capped.contains("不再增加"));
    let earlier = text("unpaid-enforced.yaml", "加处罚款决定书", &[("截至: 2026-05-21", "截至: 2026-05-07")]);
    assert!(earlier.contains("共20日") && earlier.contains("加处罚款人民币壹万贰仟元整（¥12000.00）") && !earlier.contains("不再增加"));
    // 复议期间（含首尾10日）不计算
    let under_review = [("截至: 2026-05-21", "截至: 2026-05-17, 停算: {起: 2026-04-25, 止: 2026-05-04}")];
    let shorter = text("unpaid-enforced.yaml", "加处罚款决定书", &under_review);
    assert!(shorter.contains("扣除行政复议、行政诉讼期间10日，共20日") && shorter.contains("人民币壹万贰仟元整（¥12000.00）"));
    let partly = text("sole-trader.yaml", "加处罚款决定书", &[]);
    assert!(partly.contains("以人民币壹万元整（¥10000.00）为基数") && partly.contains("加处罚款人民币叁仟元整（¥3000.00）"));
    assert!(codes("unpaid-enforced.yaml", &[("截至: 2026-05-21", "截至: 2026-05-21, 金额: 20400")]).contains(&"R35"));
    assert!(!codes("unpaid-enforced.yaml", &[]).contains(&"R35"));
}

#[test]
fn a_surcharge_waits_for_the_day_of_service() {
    let unserved = text("unpaid-enforced.yaml", "加处罚款决定书", &[("文书: 行政处罚决定书（单位）", "文书: 案件处理呈批表")]);
    assert!(unserved.contains("【缺：处罚决定书送达日期】") && unserved.contains("【缺：加处罚款"));
}

#[test]
fn the_dunning_before_enforcement_says_what_is_true_on_its_day() {
    let late = text("unpaid-enforced.yaml", "行政强制执行事先催告书", &[]);
    assert!(late.contains("没有申请行政复议") && late.contains("合计人民币肆万元整（¥40000.00）"));
    let duty = [("处罚: {罚款: 20000}", "处罚: {罚款: 20000, 其他: [责令限期拆除违法设施]}")];
    assert!(text("unpaid-enforced.yaml", "行政强制执行事先催告书", &duty).contains("立即履行：责令限期拆除违法设施"));
    let early =
        text("unpaid-enforced.yaml", "行政强制执行事先催告书", &[("日期: 2026-10-09, 种类: 强制执行", "日期: 2026-09-09, 种类: 强制执行")]);
    assert!(!early.contains("没有申请行政复议") && early.contains("至今没有履行"));
}

#[test]
fn the_court_is_asked_after_both_periods_only() {
    let application = text("unpaid-enforced.yaml", "强制执行申请书", &[]);
    assert!(
        application.contains("2026年10月8日届满")
            && application.contains("2026年11月23日届满")
            && application.contains("《加处罚款决定书》")
            && !application.contains("沈国平")
    );
    assert!(!codes("unpaid-enforced.yaml", &[]).contains(&"R41"));
    // 加处罚款决定书2026年5月22日送达，六个月的末日是星期日
    assert!(codes("unpaid-enforced.yaml", &[("强制执行: {日期: 2026-11-24", "强制执行: {日期: 2026-11-23")]).contains(&"R41"));
    // 催告书2026年10月9日送达，十个工作日至10月22日
    assert!(codes("unpaid-enforced.yaml", &[("强制执行: {日期: 2026-11-24", "强制执行: {日期: 2026-10-22")]).contains(&"R41"));
    assert!(!codes("unpaid-enforced.yaml", &[("强制执行: {日期: 2026-11-24", "强制执行: {日期: 2026-11-25")]).contains(&"R41"));
    assert!(codes("unpaid-enforced.yaml", &[("强制执行: {日期: 2026-11-24", "强制执行: {日期: 2027-01-20")]).contains(&"R41"));
}

#[test]
fn each_instalment_has_its_paper_in_capitals() {
    let permits = built("instalments.yaml", &["延期（分期）缴纳罚款批准书"], &[]).writs;
    let labels: Vec<&str> = permits.iter().filter_map(|w| w.label.as_deref()).collect();
    assert_eq!(labels, ["第一期", "第二期", "第三期"]);
    let last = dump(&permits[2]);
    assert!(last.contains("62-3号") && last.contains("贰零贰陆年零壹拾月零贰拾日") && last.contains("全部缴清"));
    assert!(dump(&permits[0]).contains("尚未缴纳的罚款为人民币贰万伍仟元整"));
    assert!(codes("instalments.yaml", &[("金额: 15000}\n缴款", "金额: 14000}\n缴款")]).contains(&"R60"));
    let first = "  期数:\n    - {至: 2026-05-15, 金额: 10000}\n    - {至: 2026-06-30, 金额: 10000}\n    - {至: 2026-10-20, 金额: 15000}\n";
    let postponed = text("instalments.yaml", "延期（分期）缴纳罚款批准书", &[(first, "  延期至: 2026-10-20\n")]);
    assert!(postponed.contains("延期缴纳罚款：至贰零贰陆年零壹拾月零贰拾日") && postponed.contains("人民币叁万伍仟元整"));
}

#[test]
fn a_fine_on_the_spot_goes_to_reconsideration_first() {
    let titles = titles("summary-unit.yaml");
    assert!(has(&titles, "行政（当场）处罚决定书（单位）"));
    for ordinary in ["立案审批表", "行政处罚告知书", "案件处理呈批表", "行政处罚决定书（单位）", "结案审批表"]
    {
        assert!(!has(&titles, ordinary), "{ordinary}");
    }
    let decision = text("summary-unit.yaml", "行政（当场）处罚决定书（单位）", &[]);
    assert!(decision.contains("先向太仓市人民政府申请行政复议") && decision.contains("第二十三条第一款第（一）项"));
    assert!(!decision.contains("六个月内"));
}

#[test]
fn the_limit_on_the_spot_follows_the_party() {
    assert!(!codes("summary-unit.yaml", &[("罚款: 2000}", "罚款: 3000}")]).contains(&"R43"));
    assert!(codes("summary-unit.yaml", &[("罚款: 2000}", "罚款: 3001}")]).contains(&"R43"));
    assert!(codes("summary-stall.yaml", &[("罚款: 100}", "罚款: 201}")]).contains(&"R43"));
    // 有字号的个体工商户按单位
    assert!(
        !codes(
            "summary-stall.yaml",
            &[("罚款: 100}", "罚款: 201}"), ("类型: 个体工商户", "类型: 个体工商户\n  名称: 某某切割店\n  地址: 虚构市场12号")]
        )
        .contains(&"R43")
    );
}

#[test]
fn a_transferred_case_is_not_decided_here() {
    for sample in ["transfer-crime.yaml", "transfer-fire.yaml"] {
        let titles = titles(sample);
        assert!(has(&titles, "案件移送审批表") && has(&titles, "案件移送书"));
        assert!(!titles.iter().any(|t| t.contains("处罚")), "{titles:?}");
    }
    let crime = text("transfer-crime.yaml", "案件移送书", &[]);
    assert!(crime.contains("涉嫌危险作业罪") && crime.contains("《行政执法机关移送涉嫌犯罪案件的规定》第三条第一款"));
    let fire = text("transfer-fire.yaml", "案件移送书", &[]);
    assert!(fire.contains("太仓市消防救援大队：") && fire.contains("《中华人民共和国安全生产法》第六十九条") && !fire.contains("犯罪"));
    let nowhere = text("transfer-fire.yaml", "案件移送书", &[("  受移送机关: 太仓市消防救援大队\n", "")]);
    assert!(nowhere.contains("【缺：移送.受移送机关】"));
}

#[test]
fn points_of_the_year_call_for_their_measure() {
    let six = text("interview-scoring.yaml", "安全生产记分清单", &[]);
    assert!(six.contains("2025年10月1日至2026年9月30日") && six.contains("累计6分，达到6分，应当对主要负责人警示约谈"));
    let three = text("interview-scoring.yaml", "安全生产记分清单", &[("结转: 1", "结转: 0"), ("分: 3,", "分: 1,")]);
    assert!(three.contains("累计3分，达到3分，应当由属地镇（街道）增加检查频次"));
    let ten = text("interview-scoring.yaml", "安全生产记分清单", &[("结转: 1", "结转: 5")]);
    assert!(ten.contains("累计10分，达到10分，应当列入执法检查") && ten.contains("上一记分年度结转"));
    // 上一年度发现的不计入
    let older = text("interview-scoring.yaml", "安全生产记分清单", &[("分: 3, 日期: 2026-03-02", "分: 3, 日期: 2025-09-30")]);
    assert!(older.contains("累计3分"));
}

#[test]
fn an_item_of_the_criteria_makes_a_hazard_major() {
    let list = text("interview-scoring.yaml", "隐患清单", &[]);
    assert!(list.contains("其中第1项属于重大事故隐患") && list.contains("《工贸企业重大事故隐患判定标准》第三条第（二）项"));
    assert!(text("interview-scoring.yaml", "责令限期整改指令书", &[]).contains("第1项属于重大事故隐患"));
    let unknown = [("判定标准 第三条第二项", "判定标准 第三条第九项")];
    assert!(codes("interview-scoring.yaml", &unknown).contains(&"R51"));
    assert!(!text("interview-scoring.yaml", "隐患清单", &unknown).contains("属于重大事故隐患"));
}

#[test]
fn a_delegate_and_a_township_sign_as_the_law_says() {
    let delegated = text("delegated-town.yaml", "行政处罚决定书（单位）", &[]);
    assert!(
        delegated.contains("向杭州市富阳区人民政府申请行政复议") && delegated.contains("受本机关委托（富应急委〔2026〕3号行政执法委托书）")
    );
    assert!(delegated.contains("安全生产行政执法文书") && !delegated.contains("场口镇应急消防管理站文书"));
    let empowered = text("empowered-town.yaml", "行政处罚决定书（单位）", &[]);
    assert!(empowered.contains("向中山市人民政府申请行政复议") && empowered.contains("三角镇综合行政执法文书"));
}

#[test]
fn a_sole_trader_with_a_trade_name_has_the_units_decision() {
    let titles = titles("sole-trader.yaml");
    assert!(has(&titles, "行政处罚决定书（单位）") && !has(&titles, "行政处罚决定书（个人）"));
    let decision = text("sole-trader.yaml", "行政处罚决定书（单位）", &[]);
    assert!(decision.contains("经营者：吴海峰") && decision.contains("经营者身份证号：320522********5518"));
}
