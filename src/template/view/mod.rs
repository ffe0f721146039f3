//! The vocabulary of templates: every name a template may use, what it means and an example. `docs/fields.md` and the
//! template lint are made from these declarations, so a name that is not here cannot be printed.
//!
//! Values carry no closing punctuation, templates add it; only `facts`, `summary` and `wording` are whole sentences.
//! Plain values are always printable (a missing one is a gap); `has_…`/`is_…` names are true or false and are the only
//! ones allowed in conditions; lists are for loops.

use super::value::{Origins, Value};
use super::wanted::Wanted;
use std::ops::{Deref, DerefMut};
use tera::Map;
use tera::Value as Encoded;
use tera::value::Key;

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
    Groups(Vec<FieldDoc>, Least),
    /// A list of printable values.
    Values(Least),
}

/// How many items a list has at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    /// It may be empty.
    None,
    /// It always has one (`NonEmpty`).
    One,
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
    /// As a value of tera, texts marked with their origins; of groups the names that are wanted.
    fn encode(&self, wanted: &Wanted, origins: &mut Origins) -> Encoded;
    /// Its shape.
    fn shape() -> Shape;
    /// What stands in the place of one that the case does not have: every value a gap of that name.
    fn missing(field: &str) -> Self;
}

impl View for Value {
    fn encode(&self, _: &Wanted, origins: &mut Origins) -> Encoded {
        Encoded::from(origins.encode(self))
    }
    fn shape() -> Shape {
        Shape::Value
    }
    fn missing(field: &str) -> Self {
        Value::gap(field)
    }
}

impl View for bool {
    fn encode(&self, _: &Wanted, _: &mut Origins) -> Encoded {
        Encoded::from(*self)
    }
    fn shape() -> Shape {
        Shape::Flag
    }
    fn missing(_: &str) -> Self {
        false
    }
}

impl<T: View> View for Vec<T> {
    fn encode(&self, wanted: &Wanted, origins: &mut Origins) -> Encoded {
        Encoded::from(self.iter().map(|item| item.encode(wanted, origins)).collect::<Vec<_>>())
    }
    fn shape() -> Shape {
        list_of(T::shape(), Least::None)
    }
    fn missing(_: &str) -> Self {
        Vec::new()
    }
}

fn list_of(item: Shape, least: Least) -> Shape {
    match item {
        Shape::Group(fields) => Shape::Groups(fields, least),
        Shape::Value | Shape::Flag | Shape::Groups(..) | Shape::Values(_) => Shape::Values(least),
    }
}

/// A list that is never empty: where the case has nothing, one item of gaps stands in it, so that a loop over it cannot
/// print nothing. A loop over such a list has no way of being passed over, and `coverage` counts none.
#[derive(Debug, Clone)]
pub struct NonEmpty<T>(Vec<T>);

impl<T: View> NonEmpty<T> {
    /// The items; when there are none, one that is missing under that name.
    pub fn or_gap(items: Vec<T>, field: &str) -> Self {
        NonEmpty(if items.is_empty() { vec![T::missing(field)] } else { items })
    }
}

impl<T: Default> Default for NonEmpty<T> {
    fn default() -> Self {
        NonEmpty(vec![T::default()])
    }
}

impl<T> Deref for NonEmpty<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for NonEmpty<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T: View> View for NonEmpty<T> {
    fn encode(&self, wanted: &Wanted, origins: &mut Origins) -> Encoded {
        self.0.encode(wanted, origins)
    }
    fn shape() -> Shape {
        list_of(T::shape(), Least::One)
    }
    fn missing(field: &str) -> Self {
        NonEmpty(vec![T::missing(field)])
    }
}

/// Declares a view: its struct, its encoding for tera, and its documentation.
macro_rules! view {
    ($(#[doc = $doc:literal])* $name:ident { $( #[doc = $fdoc:literal] $field:ident : $ty:ty, )* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name { $( #[doc = $fdoc] pub $field: $ty, )* }
        impl View for $name {
            fn encode(&self, wanted: &Wanted, origins: &mut Origins) -> Encoded {
                let mut map = Map::new();
                $(
                    if let Some(wanted) = wanted.within(stringify!($field)) {
                        map.insert(Key::Str(stringify!($field)), self.$field.encode(wanted, origins));
                    }
                )*
                Encoded::from(map)
            }
            fn shape() -> Shape {
                Shape::Group(vec![ $( FieldDoc { name: stringify!($field), doc: $fdoc, shape: <$ty as View>::shape() } ),* ])
            }
            fn missing(field: &str) -> Self {
                $name { $( $field: <$ty as View>::missing(field), )* }
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
