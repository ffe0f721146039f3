//! Readers of files that were made elsewhere and cannot be trusted to be what their names say. They know no case and no
//! law: bytes in, what stands in them out, or a refusal.

pub mod docx;
pub mod sheet;
