//! 执法人员和签名.

crate::rules::family! {}
