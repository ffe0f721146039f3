//! 期限和日期.

mod limits;

crate::rules::family! {
    checked {
        "R26" r26_times_of_records,
        "R27" r27_order_on_another_day,
        "R31" r31_seizure_period,
        "R32" r32_decision_period,
        "R34" r34_payment_period,
        "R35" r35_surcharge_cap,
        "R39" r39_suspension_too_long,
        "R41" r41_court_application,
        "R43" r43_summary_procedure,
        "R45" r45_limitation,
        "R46" r46_rest_day,
        "R48" r48_date_incomplete,
    }
    limit {
        "R25" r25_filing_late,
        "R28" r28_decided_too_soon,
        "R30" r30_registered_evidence,
        "R33" r33_decision_served_late,
        "R36" r36_closed_late,
        "R37" r37_recheck_late,
        "R38" r38_extension_of_correction,
        "R40" r40_power_cut_unannounced,
        "R42" r42_record_late,
        "R44" r44_publicity_late,
    }
    reading {
        "R29" r29_hearing_period,
    }
}
