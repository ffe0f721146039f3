//! 程序文书: the papers each stage must have.

crate::rules::family! {
    checked {
        "R78" r78_stage_skipped,
        "R79" r79_inspection_unapproved,
        "R80" r80_hearing_not_told,
        "R81" r81_not_discussed,
        "R82" r82_not_reviewed,
        "R83" r83_notice_incomplete,
        "R84" r84_decision_incomplete,
        "R85" r85_remedies_wrong,
        "R86" r86_service_receipt,
        "R87" r87_performance_papers,
        "R103" r103_measure_not_released,
    }
}
