//! Layout: Document → Pages. Line breaking, paragraphs, tables, pages. It knows no file format; the PDF writer sees only
//! what is in `pages`.
//!
//! A paragraph is shaped into atoms (`shape`), broken into lines (`breaker`, with the rules of `kinsoku`) and set (`line`,
//! `paragraph`). Tables become groups of rows (`table`, `rows`, `grid`). Both become units (`units`) that `flow` puts on pages, in
//! the room `furniture` leaves.

mod breaker;
mod dump;
mod fit;
mod flow;
mod furniture;
mod grid;
mod kinsoku;
mod line;
pub mod pages;
mod paragraph;
mod rows;
mod shape;
mod table;
mod units;

use crate::document::{Document, LayoutKind, Origin};
use crate::fonts::Fonts;
use crate::style::Profile;
use pages::{Bookmark, Pages};
use paragraph::Setter;

pub use dump::dump;

/// A character that no face can print, and where its text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub ch: char,
    /// Origin of the text it stands in.
    pub origin: Origin,
}

/// Lays out a writ. All characters that cannot be printed are returned together, each once per origin.
pub fn lay_out(document: &Document, profile: Profile, fonts: &Fonts) -> Result<Pages, Vec<MissingGlyph>> {
    let geometry = crate::style::page(profile);
    let mut setter = Setter::new(profile, document.kind, fonts);
    let furniture = furniture::measure(document, &mut setter);
    let mut units = units::collect(document, geometry.live_width(), &mut setter);
    if !setter.missing.is_empty() {
        return Err(setter.missing);
    }
    let live = furniture.live();
    if document.kind == LayoutKind::Form {
        fit::shrink_to_one_page(&mut units, live);
    }
    let (mut pages, mut outline) = flow::fill(units, live);
    furniture.draw(&mut pages, document.draft, &mut setter);
    if outline.is_empty() {
        outline.push(Bookmark { title: document.meta.title.clone(), page: 0, y: geometry.top });
    }
    Ok(Pages { width: geometry.width, height: geometry.height, pages, outline, meta: document.meta.clone() })
}
