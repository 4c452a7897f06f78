//! The form that this crate writes, told from others by one walk that takes no memory for values.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use crate::budget::SCHEDULE_TEXT;

/// The most entries of an object: each key is compared with those before it.
const MOST_ENTRIES: usize = 64;

/// How deep schedules are nested in a value that has the form that this crate writes; `None` if it has
/// another form, or repeats a key, or has texts or objects longer than any that are written.
///
/// In this form a schedule is an object of `class_name` and `config`, in this order. The classes can read it
/// directly, where other forms have to be [normalized](crate::normalize::normalize), as a tree of values.
pub(crate) fn written_depth<'de, D: Deserializer<'de>>(value: D) -> Option<usize> {
    Walk(&mut Vec::new()).deserialize(value).ok().map(|part| part.depth)
}

/// What a part of a value is.
struct Part {
    kind: Kind,
    /// How deep schedules are nested in it.
    depth: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    List,
    Object,
    Other,
}

/// A walk, and the keys of all objects around, those of the innermost last.
struct Walk<'w, 'de>(&'w mut Vec<&'de str>);

impl<'de> DeserializeSeed<'de> for Walk<'_, 'de> {
    type Value = Part;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Part, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, 'de> {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value in the form that is written")
    }

    fn visit_unit<E: Error>(self) -> Result<Part, E> {
        Ok(Part { kind: Kind::Other, depth: 0 })
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Part, E> {
        self.visit_unit()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Part, E> {
        self.visit_unit()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Part, E> {
        self.visit_unit()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Part, E> {
        self.visit_unit()
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Part, E> {
        if text.len() > SCHEDULE_TEXT {
            return Err(E::custom("a long text"));
        }
        Ok(Part { kind: Kind::Text, depth: 0 })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Part, A::Error> {
        let (mut depth, mut first) = (0, None);
        while let Some(part) = elements.next_element_seed(Walk(self.0))? {
            // What may be meant as a name and a configuration.
            if first == Some(Kind::Text) && matches!(part.kind, Kind::List | Kind::Object) {
                return Err(A::Error::custom("a text before a list or an object"));
            }
            first = first.or(Some(part.kind));
            depth = depth.max(part.depth);
        }
        Ok(Part { kind: Kind::List, depth })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Part, A::Error> {
        let start = self.0.len();
        let (mut depth, mut is_schedule) = (0, false);
        while let Some(key) = entries.next_key::<&'de str>()? {
            let before = &self.0[start..];
            let is_written = match key {
                "class_name" => before.is_empty(),
                "config" => before == ["class_name"],
                "registered_name" => false,
                _ => before.len() < MOST_ENTRIES && before.first() != Some(&"class_name"),
            };
            if !is_written || before.contains(&key) || key.len() > SCHEDULE_TEXT {
                return Err(A::Error::custom("another form"));
            }
            self.0.push(key);
            let part = entries.next_value_seed(Walk(self.0))?;
            let is_expected = match key {
                "class_name" => part.kind == Kind::Text,
                "config" => part.kind == Kind::Object,
                _ => true,
            };
            if !is_expected {
                return Err(A::Error::custom("another form"));
            }
            is_schedule = key == "config";
            depth = depth.max(part.depth);
        }
        if self.0.get(start) == Some(&"class_name") && !is_schedule {
            return Err(A::Error::custom("a class without a configuration"));
        }
        self.0.truncate(start);
        Ok(Part { kind: Kind::Object, depth: depth + usize::from(is_schedule) })
    }
}
