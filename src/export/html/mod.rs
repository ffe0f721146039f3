//! Pages for a browser: one self-contained file each, read from disk, without scripts and without network. What they say
//! is made elsewhere.

pub mod diff;
pub mod escape;
