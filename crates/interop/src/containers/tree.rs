//! From a deserializer of any language to values, within bounds.

use std::cell::{Cell, RefCell};
use std::fmt;

use glidepath_serde::{JsonBudget, SerdeError};
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use crate::values::{Object, Value};

/// What a text may have.
#[derive(Debug)]
pub(crate) struct Bounds {
    /// How deep values may be nested.
    pub(crate) depth: usize,
    /// How many values there may be; what aliases repeat counts each time.
    pub(crate) values: usize,
    /// How many bytes of text they may have.
    pub(crate) text: usize,
    /// How many bytes of memory they may take.
    pub(crate) memory: usize,
}

/// What may still come.
#[derive(Debug)]
pub(crate) struct Left<'b> {
    bounds: &'b Bounds,
    values: Cell<usize>,
    text: Cell<usize>,
    budget: RefCell<JsonBudget>,
    /// The text that stands for a number which is not finite, if there is such a text.
    not_finite: fn(&str) -> Option<&'static str>,
}

impl<'b> Left<'b> {
    pub(crate) fn new(bounds: &'b Bounds) -> Self {
        Self::with_not_finite(bounds, |_| None)
    }

    /// As [`new`](Self::new), for a language in which some texts stand for numbers.
    pub(crate) fn with_not_finite(bounds: &'b Bounds, not_finite: fn(&str) -> Option<&'static str>) -> Self {
        Self {
            bounds,
            values: Cell::new(bounds.values),
            text: Cell::new(bounds.text),
            budget: RefCell::new(JsonBudget::new(bounds.memory)),
            not_finite,
        }
    }

    /// Reads a value.
    pub(crate) fn seed(&self) -> Tree<'_> {
        Tree { left: self, depth: 0 }
    }

    /// The error, if more memory was asked for than there was.
    pub(crate) fn check_memory(&self) -> Result<(), SerdeError> {
        self.budget.borrow().check()
    }

    fn count<E: Error>(left: &Cell<usize>, count: usize, most: fmt::Arguments<'_>) -> Result<(), E> {
        let rest =
            left.get().checked_sub(count).ok_or_else(|| E::custom(format_args!("more than {most}")))?;
        left.set(rest);
        Ok(())
    }

    fn value<E: Error>(&self) -> Result<(), E> {
        Self::count(&self.values, 1, format_args!("{} values", self.bounds.values))
    }

    fn text<E: Error>(&self, text: &str) -> Result<(), E> {
        self.bytes(text.len())?;
        self.budget.borrow_mut().text(text).map_err(E::custom)
    }

    fn bytes<E: Error>(&self, count: usize) -> Result<(), E> {
        Self::count(&self.text, count, format_args!("{} MiB of text", self.bounds.text >> 20))
    }
}

/// Builds one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tree<'l> {
    left: &'l Left<'l>,
    depth: usize,
}

impl Tree<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        let most = self.left.bounds.depth;
        if self.depth == most {
            return Err(E::custom(format_args!("nested deeper than {most}")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.left.value()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    #[expect(clippy::cast_precision_loss, reason = "as JSON, whose larger numbers are doubles")]
    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    #[expect(clippy::cast_precision_loss, reason = "as JSON, whose larger numbers are doubles")]
    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.left.text(text)?;
        Ok(text.into())
    }

    /// What stands for a number has no escapes, so that it is borrowed.
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Value, E> {
        match (self.left.not_finite)(text) {
            Some(token) => Ok(Value::NotFinite(token)),
            None => self.visit_str(text),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(seed)? {
            self.left.budget.borrow_mut().element(list.len()).map_err(A::Error::custom)?;
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut object = Object::default();
        while let Some(key) = entries.next_key_seed(Key)? {
            self.left.value()?;
            if key.len() > JsonBudget::LONGEST_KEY {
                let (length, longest) = (key.len(), JsonBudget::LONGEST_KEY);
                return Err(A::Error::custom(format_args!(
                    "a key of {length} bytes, where {longest} are read"
                )));
            }
            self.left.bytes(key.len())?;
            self.left.budget.borrow_mut().entry(object.len(), &key).map_err(A::Error::custom)?;
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
            }
            let value = entries.next_value_seed(seed)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

/// A key, as text whatever it was.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key: a text, a number or a truth value")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(Number::from_f64(value).map_or_else(|| value.to_string(), |number| number.to_string()))
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_none<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(A::Error::custom("a key must be a text, a number or a truth value"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(A::Error::custom("a key must be a text, a number or a truth value"))
    }
}
