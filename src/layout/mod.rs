//! Layout: Document → Pages. Line breaking, paragraphs, tables, pages.

pub mod pages;
