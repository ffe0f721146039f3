//! 程序文书: the papers each stage must have.

crate::rules::family! {}
