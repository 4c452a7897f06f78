//! JSON text to a value, without losing anything on the way.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::{JsonBudget, SerdeError};

/// The most memory that the values of a text may take. The log of a run with 100 000 entries has somewhat
/// less.
const LIMIT: usize = 96 << 20;

/// Parses JSON text. Unlike `serde_json::from_str`, it refuses an object with the same key twice, and
/// values that would take more than 96 MiB of memory, or keys of more than 4 KiB.
///
/// # Errors
///
/// If the text is not JSON, nests deeper than 128 levels, or repeats a key: with line and column. If it is
/// too large.
pub fn parse_json(text: &str) -> Result<Value, SerdeError> {
    parse_json_slice(text.as_bytes())
}

/// Like [`parse_json`], from bytes.
///
/// # Errors
///
/// As [`parse_json`], and if the bytes are not UTF-8.
pub fn parse_json_slice(bytes: &[u8]) -> Result<Value, SerdeError> {
    let mut budget = JsonBudget::new(LIMIT);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let parsed = Bounded(&mut budget).deserialize(&mut deserializer);
    let parsed = parsed.and_then(|value| deserializer.end().map(|()| value));
    budget.check()?;
    parsed.map_err(|error| SerdeError::syntax(&error))
}

/// Reads a value within a budget.
struct Bounded<'b>(&'b mut JsonBudget);

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.0.text(text).map_err(E::custom)?;
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(Bounded(self.0))? {
            self.0.element(array.len()).map_err(A::Error::custom)?;
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if key.len() > JsonBudget::LONGEST_KEY {
                let (length, longest) = (key.len(), JsonBudget::LONGEST_KEY);
                return Err(A::Error::custom(format_args!(
                    "a key of {length} bytes, where {longest} are read"
                )));
            }
            self.0.entry(object.len(), &key).map_err(A::Error::custom)?;
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
            }
            object.insert(key, entries.next_value_seed(Bounded(self.0))?);
        }
        Ok(Value::Object(object))
    }
}
