//! The vocabulary of templates: every name a template may use, what it means and an example. `docs/fields.md` and the
//! template lint are made from these declarations, so a name that is not here cannot be printed.
//!
//! Values carry no closing punctuation, templates add it; only `facts`, `summary` and `wording` are whole sentences.
//! Plain values are always printable (a missing one is a gap); `has_…`/`is_…` names are true or false and are the only
//! ones allowed in conditions; lists are for loops.

use super::value::{Origins, Value};
use serde_json::{Map, Value as Json};

/// A kind of view field.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A printable value.
    Value,
    /// True or false.
    Flag,
    /// A group of fields.
    Group(Vec<FieldDoc>),
    /// A list of groups.
    Groups(Vec<FieldDoc>),
    /// A list of printable values.
    Values,
}

/// A documented field.
#[derive(Debug, Clone)]
pub struct FieldDoc {
    /// Name in templates.
    pub name: &'static str,
    /// Meaning.
    pub doc: &'static str,
    /// Kind.
    pub shape: Shape,
}

/// Something that can stand in a view.
pub trait View {
    /// As JSON for tera, values marked with their origins.
    fn encode(&self, origins: &mut Origins) -> Json;
    /// Its shape.
    fn shape() -> Shape;
}

impl View for Value {
    fn encode(&self, origins: &mut Origins) -> Json {
        Json::String(origins.encode(self))
    }
    fn shape() -> Shape {
        Shape::Value
    }
}

impl View for bool {
    fn encode(&self, _: &mut Origins) -> Json {
        Json::Bool(*self)
    }
    fn shape() -> Shape {
        Shape::Flag
    }
}

impl<T: View> View for Vec<T> {
    fn encode(&self, origins: &mut Origins) -> Json {
        Json::Array(self.iter().map(|item| item.encode(origins)).collect())
    }
    fn shape() -> Shape {
        match T::shape() {
            Shape::Group(fields) => Shape::Groups(fields),
            Shape::Value | Shape::Flag | Shape::Groups(_) | Shape::Values => Shape::Values,
        }
    }
}

/// Declares a view: its struct, its encoding for tera, and its documentation.
macro_rules! view {
    ($(#[doc = $doc:literal])* $name:ident { $( #[doc = $fdoc:literal] $field:ident : $ty:ty, )* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name { $( #[doc = $fdoc] pub $field: $ty, )* }
        impl View for $name {
            fn encode(&self, origins: &mut Origins) -> Json {
                let mut map = Map::new();
                $( map.insert(stringify!($field).into(), self.$field.encode(origins)); )*
                Json::Object(map)
            }
            fn shape() -> Shape {
                Shape::Group(vec![ $( FieldDoc { name: stringify!($field), doc: $fdoc, shape: <$ty as View>::shape() } ),* ])
            }
        }
    };
}

mod checking;
mod closing;
mod compulsion;
mod decision;
mod ending;
mod guidance;
mod hearing;
mod inquiry;
mod inspection;
mod matter;
mod papers;
mod people;
mod performance;
mod root;
mod securing;
mod transfer;

pub use checking::*;
pub use closing::*;
pub use compulsion::*;
pub use decision::*;
pub use ending::*;
pub use guidance::*;
pub use hearing::*;
pub use inquiry::*;
pub use inspection::*;
pub use matter::*;
pub use papers::*;
pub use people::*;
pub use performance::*;
pub use root::*;
pub use securing::*;
pub use transfer::*;
