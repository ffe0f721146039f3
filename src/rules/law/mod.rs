//! 法律适用和裁量: provisions, kinds and amounts of penalties, weighing.

crate::rules::family! {}
