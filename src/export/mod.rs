//! Writers of finished files. DOCX is made from the document model, PDF from laid-out pages, HTML from what other rooms
//! found.

pub mod docx;
pub mod html;
pub mod pdf;
