//! Writers: each turns one value (a document, or its laid-out pages) into the bytes of a file.

pub mod pdf;
