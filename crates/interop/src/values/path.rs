//! Places in a file.

use std::iter;

use super::Value;
pub(crate) use glidepath_serde::join_path as join;

/// `outer[index]`.
pub(crate) fn element(outer: &str, index: usize) -> String {
    join(outer, &format!("[{index}]"))
}

/// The way from a place in a document to a value within it, for walks over many values: it becomes text only
/// where it is told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way<'p> {
    /// The place where the way begins, as text.
    From(&'p str),
    Key(&'p Self, &'p str),
    Element(&'p Self, usize),
}

impl<'p> Way<'p> {
    pub(crate) const ROOT: Self = Self::From("");

    /// The place.
    pub(crate) fn text(&self) -> String {
        match *self {
            Self::From(place) => place.to_owned(),
            Self::Key(outer, key) => join(&outer.text(), key),
            Self::Element(outer, index) => element(&outer.text(), index),
        }
    }

    /// The last key on the way, `*` for the index of an element.
    pub(crate) fn key(&self) -> Option<&'p str> {
        self.keys().next()
    }

    /// The keys on the way, from the last one on, `*` for the index of an element.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'p str> {
        let outer = |way: &Self| match *way {
            Self::From(_) => None,
            Self::Key(outer, _) | Self::Element(outer, _) => Some(*outer),
        };
        iter::successors(Some(*self), outer).filter_map(|way| match way {
            Self::From(_) => None,
            Self::Key(_, key) => Some(key),
            Self::Element(..) => Some("*"),
        })
    }
}

/// The values in a list or an object, and the ways to them.
pub(crate) fn children<'w, 'v: 'w>(
    value: &'v Value,
    way: &'w Way<'w>,
) -> impl Iterator<Item = (&'v Value, Way<'w>)> {
    let elements = value.as_array().into_iter().flatten().enumerate();
    let entries = value.as_object().into_iter().flatten();
    let elements = elements.map(|(index, element)| (element, Way::Element(way, index)));
    elements.chain(entries.map(|(key, entry)| (entry, Way::Key(way, key))))
}

/// The first that `look` finds at a value, or at one within it.
pub(crate) fn find_map<'v, T>(
    value: &'v Value,
    way: &Way<'_>,
    look: &impl Fn(&'v Value, &Way<'_>) -> Option<T>,
) -> Option<T> {
    look(value, way).or_else(|| children(value, way).find_map(|(child, way)| find_map(child, &way, look)))
}

/// Refuses a value for the first error that `look` finds at it, or at one within it.
pub(crate) fn refuse<E>(
    value: &Value,
    path: &str,
    look: &impl Fn(&Value, &Way<'_>) -> Option<E>,
) -> Result<(), E> {
    find_map(value, &Way::From(path), look).map_or(Ok(()), Err)
}
