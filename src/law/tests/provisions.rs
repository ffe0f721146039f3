//! Citations: printed, typed, resolved on a date.

use super::{book, day};
use crate::law::{Citation, CitationFault, Resolved};
use proptest::prelude::*;

fn resolve(text: &str, on: &str) -> Resolved {
    book().resolve(text, day(on))
}

fn reprinted(text: &str, on: &str) -> String {
    let resolved = resolve(text, on);
    assert_eq!(resolved.faults, Vec::new(), "{text}");
    book().cite(&resolved.citations())
}

#[test]
fn what_people_type_prints_as_writs_cite() {
    let cases = [
        ("安全生产法第九十七条第七项", "《中华人民共和国安全生产法》第九十七条第（七）项"),
        ("《安全生产法》97条7项", "《中华人民共和国安全生产法》第九十七条第（七）项"),
        ("《中华人民共和国安全生产法》第九十七条第一款第（七）项", "《中华人民共和国安全生产法》第九十七条第（七）项"),
        ("该单位的行为违反了安全生产法第30条第1款的规定", "《中华人民共和国安全生产法》第三十条第一款"),
        ("安全生产法第三十条第一款、第四十一条第二款", "《中华人民共和国安全生产法》第三十条第一款、第四十一条第二款"),
        ("《安全生产法》第二十八条第一款、第二款", "《中华人民共和国安全生产法》第二十八条第一款、第二款"),
        ("《安全生产违法行为行政处罚办法》第七十三条第（七）项", "《安全生产违法行为行政处罚办法》第七十三条第（七）项"),
        ("危险化学品安全法第101条第10项", "《中华人民共和国危险化学品安全法》第一百零一条第一款第（十）项"),
        ("《刑法》第134条之一", "《中华人民共和国刑法》第一百三十四条之一"),
        (
            "安全生产法第九十七条第七项和《工贸企业有限空间作业安全规定》第二十一条第一项",
            "《中华人民共和国安全生产法》第九十七条第（七）项、《工贸企业有限空间作业安全规定》第二十一条第（一）项",
        ),
        ("《工贸企业重大事故隐患判定标准》第七条第三项、第四项", "《工贸企业重大事故隐患判定标准》第七条第（三）项、第（四）项"),
        ("重大事故隐患判定标准第五条第六至十项", "《工贸企业重大事故隐患判定标准》第五条第（六）项至第（十）项"),
    ];
    for (typed, printed) in cases {
        assert_eq!(reprinted(typed, "2026-06-05"), printed, "{typed}");
        assert_eq!(reprinted(printed, "2026-06-05"), printed, "{printed}");
    }
}

#[test]
fn the_date_chooses_the_version() {
    let id = |text: &str, on: &str| resolve(text, on).citations().first().map(|c| c.statute.clone());
    assert_eq!(id("安全生产法第九十四条", "2020-01-01").as_deref(), Some("aqscf-2014"));
    assert_eq!(id("安全生产法第九十四条", "2021-09-01").as_deref(), Some("aqscf-2021"));
    assert_eq!(id("《安全生产违法行为行政处罚办法》第四十五条第（一）项", "2026-01-31").as_deref(), Some("cfbf-2015"));
    assert_eq!(id("《安全生产违法行为行政处罚办法》第七十三条第一项", "2026-02-01").as_deref(), Some("cfbf-2025"));
    assert_eq!(id("《安全生产法》（2014年修正）第九十四条", "2020-01-01").as_deref(), Some("aqscf-2014"));
}

#[test]
fn each_fault_has_its_name() {
    let fault = |text: &str, on: &str| resolve(text, on).faults.first().cloned().map(|f| (f.message(), f.remedy())).unwrap_or_default();
    let cases = [
        ("安全生产", "2026-03-05", "“安全生产”里没有认出法律条款", "写成“《安全生产法》第九十七条第七项”这样"),
        ("第九十七条第七项", "2026-03-05", "“第九十七条第（七）项”没有写是哪一部法", "在条号前写上法的名称，如“《安全生产法》第九十七条”"),
        ("《安全产生法》第九十七条", "2026-03-05", "法律数据里没有《安全产生法》", "是不是想写《安全生产法》"),
        (
            "《危险化学品安全法》第一百条",
            "2026-04-30",
            "《危险化学品安全法》在2026年4月30日没有有效的版本",
            "已收录的版本：《中华人民共和国危险化学品安全法》（2026年5月1日起）",
        ),
        (
            "《安全生产法》第一百一十九条",
            "2020-03-05",
            "没有第一百一十九条（全文到第一百一十四条）",
            "该条见于《中华人民共和国安全生产法》（2021年9月1日起）",
        ),
        (
            "安全生产法第120条",
            "2026-03-05",
            "《中华人民共和国安全生产法》（2021年9月1日起）没有第一百二十条（全文到第一百一十九条）",
            "核对条号",
        ),
        ("安全生产法第三十条第三款", "2026-03-05", "《中华人民共和国安全生产法》第三十条没有第三款（只有二款）", "核对款、项"),
        ("安全生产法第九十七条第八项", "2026-03-05", "《中华人民共和国安全生产法》第九十七条没有第（八）项（只有七项）", "核对款、项"),
        ("安全生产法第三十条第一款第一项", "2026-03-05", "第三十条第一款不分项，没有第（一）项", "核对款、项"),
    ];
    for (text, on, message, remedy) in cases {
        let found = fault(text, on);
        assert!(found.0.contains(message) && found.1.contains(remedy), "{text}: {found:?}");
    }
    // One unknown statute is said once; what is sound beside it is kept.
    let both = resolve("《某法》第一条、第二条，《安全生产法》第三十条第一款", "2026-03-05");
    assert_eq!((both.faults.len(), both.cited.len()), (1, 1));
}

#[test]
fn what_nobody_read_is_marked() {
    let marks = |text: &str, on: &str| {
        let cited = resolve(text, on).cited;
        cited.iter().map(|c| (c.unverified, c.lacks_paragraph, c.inferred_paragraph)).collect::<Vec<_>>()
    };
    assert_eq!(marks("安全生产法第九十七条第七项", "2026-03-05"), [(false, false, false)]);
    assert_eq!(marks("安全生产法第三十条", "2026-03-05"), [(false, true, false)]);
    assert_eq!(marks("危险化学品安全法第101条第10项", "2026-06-05"), [(false, false, true)]);
    assert_eq!(marks("《安全生产违法行为行政处罚办法》第四十五条第（一）项", "2025-03-05"), [(true, false, false)]);
    assert_eq!(marks("《安全生产违法行为行政处罚办法》第六十条第二款", "2025-03-05"), [(true, false, false)], "not listed is unknown");
    assert_eq!(marks("《安全生产违法行为行政处罚办法》第五十二条第一项", "2025-03-05"), [(false, false, false)], "this one was read");
}

#[test]
fn structured_citations_are_held_to_the_structure() {
    let citation = |article, item| Citation { item, ..Citation::article("aqscf-2021", article) };
    assert!(book().verify(&citation(97, Some(7))).is_ok());
    assert!(matches!(book().verify(&citation(97, Some(8))), Err(CitationFault::NoSuchItem { has: 7, .. })));
    assert!(matches!(book().verify(&Citation::article("nothing", 1)), Err(CitationFault::UnknownStatute { .. })));
}

proptest! {
    /// Any provision that exists prints to a text that reads back to the same provision.
    #[test]
    fn printing_and_reading_agree(pick in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..5)) {
        let on = day("2026-08-01");
        let statutes: Vec<_> = book().statutes().filter(|s| crate::law::Dated::in_force(*s, on)).collect();
        let mut citations: Vec<Citation> = Vec::new();
        for (statute, article, paragraph, item) in pick {
            let statute = statute.get(&statutes);
            let articles: Vec<_> = statute.articles.iter().collect();
            let article = article.get(&articles);
            let mut citation = Citation { sub: article.sub, ..Citation::article(statute.id.0.clone(), article.number) };
            let at = paragraph.index(article.paragraphs.len());
            if article.paragraphs.len() > 1 {
                citation.paragraph = Some(at as u32 + 1);
            }
            let items = article.paragraphs[at].items;
            citation.item = (items > 0).then(|| item.index(items as usize) as u32 + 1);
            citations.push(citation);
        }
        let printed = book().cite(&citations);
        let resolved = book().resolve(&printed, on);
        prop_assert_eq!(&resolved.faults, &Vec::new(), "{}", printed);
        prop_assert_eq!(resolved.citations(), citations, "{}", printed);
    }
}
