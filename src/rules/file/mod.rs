//! 格式、文号和案卷: what is printed, numbered and filed.

crate::rules::family! {
    checked {
        "R88" r88_placeholder_left,
    }
}
