//! Supporting papers: address for service, proof of the head, proxy, copied evidence, vouchers.

use super::super::value::Value;
use super::super::view::{CopyView, NonEmpty, PapersView, VoucherView};
use super::{decision, facts, hearing, inspection, kit};
use crate::case::events::PaymentItem;
use crate::dossier::penalty::Kind;
use crate::dossier::{Dossier, Subject};
use crate::text::money;

/// What the papers of a party need.
pub fn papers(dossier: &Dossier, subject: &Subject) -> PapersView {
    let case = dossier.case;
    let own = subject.party.or(if case.parties.is_empty() { None } else { Some(0) });
    let party = own.and_then(|index| case.parties.get(index));
    let address = party.and_then(|p| p.service_address.as_ref());
    let electronic = address.and_then(|a| a.electronic.as_ref());
    let head = party.and_then(|p| p.head());
    let fines: Vec<_> = own
        .and_then(|p| dossier.standing(p))
        .map(|s| s.items.iter().filter(|i| i.kind == Kind::Fine).cloned().collect())
        .unwrap_or_default();
    let vouchers = vouchers(dossier, own);
    let decision_id = if party.is_some_and(|p| p.is_person()) { "penalty_decision_person" } else { "penalty_decision_unit" };
    PapersView {
        service_address: kit::or_gap(
            address.and_then(|a| a.address.as_ref()).or(party.and_then(|p| p.address.as_ref().or(p.home.as_ref()))),
            "当事人.送达地址.地址",
        ),
        service_recipient: kit::or_gap(address.and_then(|a| a.recipient.as_deref()), "当事人.送达地址.收件人"),
        service_phone: kit::or_gap(address.and_then(|a| a.phone.as_ref()), "当事人.送达地址.电话"),
        mailbox: kit::or_gap(electronic.and_then(|e| e.mailbox.as_ref()), "当事人.送达地址.电子送达.邮箱"),
        is_electronic: electronic.is_some(),
        head_id: match head.and_then(|h| h.id_number.as_ref()) {
            Some(number) => kit::given(number.text(), &number.at),
            None => Value::gap("法定代表人（负责人）的身份证号"),
        },
        head_phone: kit::or_gap(head.and_then(|h| h.phone.as_ref()), "法定代表人（负责人）的电话"),
        agent: hearing::agent(party),
        copies: copies(dossier),
        has_vouchers: !vouchers.is_empty(),
        vouchers: NonEmpty::or_gap(vouchers, "缴款"),
        decision_number: inspection::number_for(dossier, decision_id, own),
        fine: decision::summed(&fines),
    }
}

/// The copied items of evidence; one gap when the form names none.
fn copies(dossier: &Dossier) -> NonEmpty<CopyView> {
    let items = facts::evidence(dossier);
    let copied = dossier.case.evidence.iter().zip(items.iter()).filter(|(item, _)| item.original_at.is_some());
    let rows: Vec<CopyView> = copied
        .enumerate()
        .map(|(index, (item, view))| CopyView {
            index: kit::index(index + 1),
            name: view.name.clone(),
            quantity: view.quantity.clone(),
            original_at: kit::or_gap(item.original_at.as_ref(), "证据.原件存放"),
            obtained_on: view.obtained_on.clone(),
            source: view.source.clone(),
        })
        .collect();
    NonEmpty::or_gap(rows, "证据.原件存放")
}

fn vouchers(dossier: &Dossier, party: Option<usize>) -> Vec<VoucherView> {
    let several = dossier.case.parties.len() > 1;
    let mine = |payer: Option<usize>| !several || payer.is_none() || payer == party;
    let payments = dossier.case.payments.iter().filter(|p| mine(p.party.as_ref().and_then(|r| r.index)));
    payments
        .map(|payment| VoucherView {
            date: kit::event_day(Some(payment), "缴款.日期"),
            item: match &payment.item {
                Some(item) => kit::given(item.value.word(), &item.at),
                None => kit::fixed(PaymentItem::Fine.word()),
            },
            amount: match &payment.amount {
                Some(amount) => kit::given(&money::print(amount.fen), &amount.at),
                None => Value::gap("缴款.金额"),
            },
            voucher: kit::or_gap(payment.voucher.as_ref(), "缴款.凭证号"),
        })
        .collect()
}
