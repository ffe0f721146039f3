//! Writers of finished files. Each format has its own room; none of them knows law, cases or templates.

pub mod docx;
