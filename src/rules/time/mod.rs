//! 期限和日期.

crate::rules::family! {
    checked {
        "R32" r32_decision_period,
        "R35" r35_surcharge_cap,
        "R45" r45_limitation,
        "R46" r46_rest_day,
    }
}
