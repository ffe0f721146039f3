//! Writers of finished files. DOCX is made from the document model, PDF from laid-out pages.

pub mod docx;
pub mod pdf;
