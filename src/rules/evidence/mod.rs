//! 事实和证据.

crate::rules::family! {}
