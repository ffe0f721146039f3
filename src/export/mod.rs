//! Writers of finished files. DOCX is made from the document model, PDF from laid-out pages, HTML from what other rooms
//! found, XLSX from rows.

pub mod docx;
pub mod html;
pub mod pdf;
pub mod xlsx;
