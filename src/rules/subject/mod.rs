//! 主体: the parties and the organ.

mod alike;

crate::rules::family! {
    checked {
        "R01" r01_name_varies,
        "R02" r02_short_name,
        "R04" r04_sole_trader,
        "R05" r05_party_elements,
        "R06" r06_identity_proof,
        "R07" r07_person_apart,
        "R08" r08_agent,
        "R09" r09_competence,
        "R10" r10_own_name,
        "R11" r11_seal_owner,
        "R12" r12_suspension_term,
    }
    reading {
        "R03" r03_code_check,
    }
}
