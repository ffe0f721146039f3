//! What can be said of a writ without its case: `rules::text_lint` as findings.

use crate::diag::{Diagnostic, Rank};
use crate::law::LawBook;
use crate::rules::text_lint::{amounts, blanks, citations, dates, hearing, periods};
use crate::text::{date, money};

/// A text with the places of its paragraphs.
pub struct Lines<'t> {
    /// Paragraphs.
    pub texts: Vec<&'t str>,
    /// Their places, one each.
    pub places: Vec<&'t str>,
}

/// Everything that is wrong with a text whatever its case; `region` is the agency's, when known.
pub fn findings(lines: &Lines, law: &LawBook, region: Option<&str>) -> Vec<Diagnostic> {
    let texts = lines.texts.as_slice();
    let at = |block: usize| lines.places.get(block).copied().unwrap_or("全文");
    let mut out = Vec::new();
    for spot in blanks::find(texts) {
        let message = format!("{}：有没填的空处", at(spot.block));
        out.push(Diagnostic::new(Rank::Veto, "C50", message).found(spot.found).remedy("填上；不需要填的画“／”"));
    }
    for fault in amounts::check(texts) {
        let finding = match (fault.said, fault.digits) {
            (Some(said), Some(digits)) => Diagnostic::new(Rank::Veto, "C51", format!("{}：大写金额与数字不一致", at(fault.block)))
                .found(format!("{}；数字是{}", fault.words, money::digits(digits)))
                .expected(format!("{}，或者数字{}", money::capitals(digits), money::digits(said))),
            (Some(_), None) => continue,
            (None, digits) => {
                let finding = Diagnostic::new(Rank::Veto, "C52", format!("{}：大写金额读不通", at(fault.block))).found(fault.words);
                match digits {
                    Some(digits) => finding.expected(money::capitals(digits)),
                    None => finding,
                }
            }
        };
        out.push(finding.remedy("核对金额，大写和数字写成一样"));
    }
    let Some(on) = dates::of_writ(texts) else {
        out.push(Diagnostic::remind("C58", "没有找到落款日期，条款、期限、听证没有核对").remedy("写上日期；手写日期的文书，自己核对条款"));
        return out;
    };
    for note in citations::check(texts, law, on, &dates::all(texts)) {
        let at = at(note.block);
        out.push(match note.verdict {
            citations::Verdict::Dead(fault, None) => {
                Diagnostic::new(Rank::Veto, "C53", format!("{at}：{}", fault.message())).remedy(fault.remedy())
            }
            citations::Verdict::Dead(fault, Some(day)) => {
                let message = format!("{at}：{}；{}的法律有", fault.message(), date::print(day));
                Diagnostic::remind("C53", message).remedy("违法行为在那一天的可以引用；程序上的条款按办理之日的法律")
            }
            citations::Verdict::Unknown(fault) => {
                Diagnostic::remind("C54", format!("{at}：{}，没有核对", fault.message())).remedy(fault.remedy())
            }
            citations::Verdict::NoParagraph(provision) => {
                Diagnostic::remind("C55", format!("{at}：条文分款，没有写明第几款")).found(provision).remedy("写明第几款；指全条的不用改")
            }
        });
    }
    for missing in hearing::check(texts, law, region, on) {
        let told = "写明要求听证的权利和期限；或者改用行政处罚听证告知书";
        out.push(match missing {
            hearing::Missing::TitleOnly { title } => {
                Diagnostic::new(Rank::Veto, "C56", "题名是听证告知书，正文没有告知要求听证的权利").found(title).remedy(told)
            }
            hearing::Missing::Amount { block, fine, line, sure } => {
                let rank = if sure { Rank::Veto } else { Rank::Deduct };
                let finding = Diagnostic::new(rank, "C56", format!("{}：拟处罚款达到听证数额，没有告知听证权利", at(block)));
                let unsure = if sure { "" } else { "；本地区另有数额的按本地区的" };
                finding.found(fine).expected(format!("听证数额{line}{unsure}")).remedy(told)
            }
            hearing::Missing::Kind { block, kind } => {
                Diagnostic::new(Rank::Veto, "C56", format!("{}：拟作的处罚应当告知听证，没有告知", at(block))).found(kind).remedy(told)
            }
        });
    }
    for fault in periods::check(texts, law, on) {
        let rank = if fault.verified { Rank::Veto } else { Rank::Remind };
        let finding = Diagnostic::new(rank, "C57", format!("{}：{}与{}的法律不同", at(fault.block), fault.name, date::print(on)));
        out.push(finding.found(fault.found).expected(format!("{}（{}）", fault.expected, fault.basis)));
    }
    out
}
