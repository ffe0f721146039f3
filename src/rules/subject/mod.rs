//! 主体: the parties and the organ.

crate::rules::family! {}
