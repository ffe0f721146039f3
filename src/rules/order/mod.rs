//! 次序: steps in the order the law has them.

crate::rules::family! {
    checked {
        "R23" r23_reversed_steps,
        "R47" r47_same_day,
    }
}
