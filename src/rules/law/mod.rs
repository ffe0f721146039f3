//! 法律适用和裁量: provisions, kinds and amounts of penalties, weighing.

mod charge;
mod printed;

crate::rules::family! {
    checked {
        "R49" r49_not_in_force,
        "R50" r50_paragraph_missing,
        "R51" r51_no_such_article,
        "R52" r52_provisions_unpaired,
        "R53" r53_title_abbreviated,
        "R54" r54_no_power_to_punish,
        "R55" r55_outside_measure,
        "R56" r56_order_as_penalty,
        "R57" r57_measures_left_out,
        "R58" r58_discretion_unsaid,
        "R59" r59_factor_unproven,
        "R60" r60_one_act_one_fine,
        "R61" r61_value_unestablished,
        "R62" r62_heavier_than_told,
        "R63" r63_case_name,
        "R64" r64_crime_not_transferred,
    }
}
