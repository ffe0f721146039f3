//! 执法人员和签名: who acted, with which certificate, and what is signed.

pub mod acts;

crate::rules::family! {
    checked {
        "R13" r13_one_officer,
        "R14" r14_certificate,
        "R15" r15_signature_lines,
        "R16" r16_record_confirmed,
        "R17" r17_refusal,
        "R18" r18_recorder,
        "R19" r19_two_places,
        "R20" r20_not_apart,
        "R21" r21_certificate_shown,
        "R22" r22_rights_told,
    }
}
