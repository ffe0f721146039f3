//! 事实和证据: what is found, by what it is proved, and that all papers tell it alike.

crate::rules::family! {
    checked {
        "R65" r65_facts_incomplete,
        "R66" r66_evidence_unused,
        "R67" r67_evidence_minimum,
        "R68" r68_copy_unattested,
        "R69" r69_electronic_data,
        "R70" r70_photographs,
        "R71" r71_evidence_lists,
        "R72" r72_counts,
        "R73" r73_facts_differ,
        "R74" r74_one_person_a_record,
        "R75" r75_copied_answers,
        "R76" r76_leading_questions,
        "R77" r77_statement_unanswered,
    }
}
