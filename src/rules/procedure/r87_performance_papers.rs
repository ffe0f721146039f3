//! R87: the papers of performance: vouchers, approvals of deferrals, lists of things; and nobody collects a fine himself.

use crate::case::events::{Event, Payment, PaymentItem};
use crate::case::values::{Amount, At};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::{ledger, step};
use crate::rules::{Review, progress};
use crate::text::{date, money};

/// Findings about performance.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    [payments(review), deferrals(review), confiscated(review), collected(review), unpaid(review), overpaid(review)].concat()
}

fn deduct(at: &At, message: &str, remedy: &str) -> Diagnostic {
    at.finding(Diagnostic::deduct("R87", message).remedy(remedy))
}

fn payments(review: &Review) -> Vec<Diagnostic> {
    let paid = review.case().payments.iter().filter(|event| !event.is_abandoned() && event.voucher.is_none());
    let at = |event: &crate::case::events::Payment| event.amount.as_ref().map(|amount| amount.at.clone()).or_else(|| step::day_of(event).map(|day| day.at));
    paid.filter_map(|event| Some(deduct(&at(event)?, "缴款没有写票据的号码", "补上“缴款.凭证号”，把票据附卷"))).collect()
}

fn deferrals(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for event in review.case().deferrals.iter().filter(|event| !event.is_abandoned()) {
        let granted = event.until.as_ref().map(|until| until.at.clone()).or_else(|| event.instalments.first().map(|part| part.until.at.clone()));
        let Some(at) = granted else { continue };
        if event.approval.as_ref().is_none_or(|step| step.date.is_none()) && event.date.is_none() {
            out.push(deduct(&at, "延期（分期）缴纳罚款没有批准的日期", "补上“延期分期.批准”"));
        }
        let asked = event.request.as_ref().and_then(|step| step.date.as_ref());
        match asked {
            None => out.push(deduct(&at, "延期（分期）缴纳罚款没有当事人的申请", "补上“延期分期.申请”的日期和理由")),
            Some(asked) => {
                let approved = event.approval.as_ref().and_then(|step| step.date.as_ref()).filter(|approved| approved.date < asked.date);
                out.extend(approved.map(|approved| {
                    let finding = Diagnostic::deduct("R87", "批准延期（分期）的日期早于申请").found(date::print(approved.date)).expected(format!("不早于{}", date::print(asked.date)));
                    approved.at.finding(finding.remedy("核对两处日期").related(asked.at.place(), "申请的日期"))
                }));
            }
        }
    }
    out
}

fn confiscated(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    if progress::first_decision(case).is_none() {
        return Vec::new();
    }
    let penalties = case.violations.iter().filter_map(|violation| violation.penalty.as_ref());
    let each = penalties.flat_map(|penalty| penalty.all.iter().chain(penalty.by_party.iter().map(|(_, own)| own)));
    let things = each.flat_map(|penalty| penalty.confiscated_goods.iter()).filter(|thing| thing.quantity.is_none());
    things.map(|thing| deduct(&thing.name.at, &format!("没收的“{}”没有写数量，开不出清单", thing.name.text()), "补上没收物品的数量、单位")).collect()
}

/// Fines collected by the officers: small ones on the spot, others only where the law lets them.
fn collected(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out = Vec::new();
    for event in &case.decisions {
        let Some(flag) = event.collected.as_ref().filter(|flag| flag.value) else { continue };
        let parties = (0..case.parties.len()).filter(|party| step::concerns(&event.parties, Some(*party)));
        let fine = parties.filter_map(|party| review.dossier.standing(party)).map(|standing| standing.fines).max().unwrap_or(0);
        let limit = event.day().and_then(|on| review.law().limit("on-spot-collect", on)).and_then(|limit| limit.value).map(|yuan| yuan.0 * 100);
        let finding = match (progress::is_summary(case), limit) {
            (false, _) => Diagnostic::new(Rank::Veto, "R87", "普通程序的罚款由执法人员当场收缴：作出罚款决定的机关应当与收缴罚款的机构分离"),
            (true, Some(limit)) if fine > limit => {
                Diagnostic::new(Rank::Remind, "R87", format!("当场收缴罚款{}，超过{}：只限事后难以执行等情形", money::print(fine), money::print(limit)))
            }
            (true, _) => continue,
        };
        out.push(flag.at.finding(finding.found("当场收缴：是").expected("由当事人到银行或者通过电子支付系统缴纳").remedy("核对；确有法定情形的，在卷中说明并附专用票据")));
    }
    out
}

/// A case closed as performed though a fine is not paid, with no court to enforce it.
fn unpaid(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(closed) = case.closing.as_ref().and_then(step::day_of) else { return Vec::new() };
    let enforced = case.enforcement.iter().any(|event| event.accepted.is_some());
    let decided = (0..case.parties.len()).filter(|party| progress::decision_day(case, *party).is_some());
    let open = decided.filter(|_| !enforced).map(|party| (party, ledger::ledger(review.dossier, party, None).unpaid())).filter(|(_, fen)| *fen > 0);
    open.map(|(party, fen)| {
        let name = case.parties.get(party).map(|party| party.name().text()).unwrap_or_default();
        let finding = Diagnostic::deduct("R87", format!("已经结案，{name}还有罚款{}没有缴款的记录", money::print(fen)));
        closed.at.finding(finding.found(format!("未缴{}", money::print(fen))).expected("缴清罚款的票据，或者法院受理强制执行申请").remedy("补上“缴款”；没有缴清的不能以履行完毕结案"))
    })
    .collect()
}

/// More paid on fines than was decided: by a party, or by all together where a payment does not say whose it is.
fn overpaid(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let of_fine = |event: &&Payment| !event.is_abandoned() && event.item.as_ref().is_none_or(|item| item.value == PaymentItem::Fine);
    let paid = |whose: &dyn Fn(&Payment) -> bool| -> (i64, Option<&Amount>) {
        let amounts: Vec<&Amount> = case.payments.iter().filter(of_fine).filter(|event| whose(event)).filter_map(|event| event.amount.as_ref()).collect();
        (amounts.iter().map(|amount| amount.fen).sum(), amounts.last().copied())
    };
    let alone = case.parties.len() == 1;
    let fine = |party: usize| ledger::ledger(review.dossier, party, None).fine;
    let decided: Vec<usize> = (0..case.parties.len()).filter(|party| progress::decision_day(case, *party).is_some()).collect();
    let own = |party: usize| move |event: &Payment| alone || event.party.as_ref().is_some_and(|of| of.index == Some(party));
    // a case without a fine is said to be without one elsewhere
    let exceeds = |(_, fine, sum, _): &(String, i64, i64, &Amount)| *fine > 0 && sum > fine;
    let mut over: Vec<(String, i64, i64, &Amount)> = Vec::new();
    for party in &decided {
        let (sum, last) = paid(&own(*party));
        let name = case.parties.get(*party).map(|party| party.name().text().to_string()).unwrap_or_default();
        over.extend(last.map(|last| (name, fine(*party), sum, last)).filter(exceeds));
    }
    if over.is_empty() && !decided.is_empty() {
        let (sum, last) = paid(&|_| true);
        let fines = (0..case.parties.len()).map(fine).sum();
        over.extend(last.map(|last| ("各当事人".to_string(), fines, sum, last)).filter(exceeds));
    }
    over.into_iter()
        .map(|(name, fine, sum, last)| {
            let finding = Diagnostic::veto("R87", format!("{name}的罚款是{}，缴款的记录合计{}，多了{}", money::print(fine), money::print(sum), money::print(sum - fine)));
            let finding = finding.found(money::print(sum)).expected(format!("不多于{}", money::print(fine)));
            last.at.finding(finding.remedy("对照票据核对金额；重复写的一笔删去；缴的是没收款、加处罚款的，写明“项目”；确实多缴的，办理退还"))
        })
        .collect()
}
