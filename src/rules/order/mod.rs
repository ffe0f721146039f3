//! 次序: steps in the order the law has them.

mod conduct;
pub(super) mod summons;
mod unheard;

crate::rules::family! {
    checked {
        "R23" r23_reversed_steps,
        "R24" r24_before_filing,
        "R47" r47_same_day,
        "R101" r101_approval_dates,
        "R102" r102_notice_unserved,
    }
}
