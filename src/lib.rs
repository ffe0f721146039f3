//! 文书: from one case form to the whole set of work-safety enforcement writs, as PDF and DOCX.
//! The rooms and their one direction of imports are described in ARCHITECTURE.md.

pub mod approval;
pub mod batch;
pub mod case;
pub mod cli;
pub mod compare;
pub mod diag;
pub mod document;
pub mod dossier;
pub mod explain;
pub mod export;
pub mod files;
pub mod fonts;
pub mod import;
pub mod law;
pub mod layout;
pub mod output;
pub mod photo;
pub mod pipeline;
pub mod redact;
pub mod register;
pub mod rules;
pub mod style;
pub mod template;
pub mod text;
pub mod writ;
pub mod yaml;
