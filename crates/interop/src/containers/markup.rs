//! YAML and TOML, as the JSON of the same values.
//!
//! YAML is read by serde-saphyr, which is safe Rust and bounds depth, events and what aliases multiply. `.nan` and `.inf`
//! become what [`text::parse`](crate::values::text::parse) makes of Python's `NaN` and `Infinity`.

use std::cell::Cell;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::UserMessageFormatter;
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};

use crate::model::InteropError;
use crate::values::text;

/// How deep values may be nested, which is as deep as schedules within schedules are; how many there may be, and how many bytes of text they may have; what aliases repeat
/// counts each time.
const MAX_DEPTH: usize = 48;
const MAX_VALUES: usize = 1 << 16;
const MAX_TEXT: usize = 4 << 20;

/// A language that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    Yaml,
    Toml,
}

impl Markup {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
        }
    }

    /// The most bytes that a text may have. Configurations have a few thousand; TOML is held whole, at a few hundred times
    /// its size.
    const fn limit(self) -> usize {
        match self {
            Self::Yaml => 1 << 20,
            Self::Toml => 1 << 18,
        }
    }

    /// The language of a text, told by its first line that says something: `key: …`, or `key = …` and `[table]`. No JSON
    /// begins so.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let says_nothing =
            |line: &str| line.is_empty() || ["#", "---", "%"].iter().any(|start| line.starts_with(start));
        let line = text.lines().map(str::trim).find(|line| !says_nothing(line))?;
        if is_table(line) {
            return Some(Self::Toml);
        }
        let rest = after_key(line)?.trim_start();
        match rest.strip_prefix(':') {
            Some(value) => (value.is_empty() || value.starts_with([' ', '\t'])).then_some(Self::Yaml),
            None => rest.starts_with('=').then_some(Self::Toml),
        }
    }

    /// Reads the values of a text.
    pub(crate) fn parse(self, text: &str) -> Result<Value, InteropError> {
        if text.len() > self.limit() {
            return Err(InteropError::MarkupTooLarge { language: self.name(), limit: self.limit() });
        }
        let left = Left { values: Cell::new(MAX_VALUES), text: Cell::new(MAX_TEXT) };
        let seed = Tree { left: &left, depth: 0 };
        let value = match self {
            Self::Yaml => yaml(text, seed),
            Self::Toml => toml(text, seed),
        };
        value.map_err(|problem| InteropError::Markup { language: self.name(), problem })
    }
}

fn is_table(line: &str) -> bool {
    let Some((name, after)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) else {
        return false;
    };
    let name = name.strip_prefix('[').unwrap_or(name);
    let is_name = |character: char| character.is_ascii_alphanumeric() || "_-. \"'".contains(character);
    let after = after.trim_start_matches(']').trim_start();
    name.contains(|character: char| character.is_ascii_alphabetic())
        && name.chars().all(is_name)
        && (after.is_empty() || after.starts_with('#'))
}

/// What comes behind the key that a line begins with.
fn after_key(line: &str) -> Option<&str> {
    if let Some(quote @ ('"' | '\'')) = line.chars().next() {
        return line[1..].split_once(quote).map(|(_, rest)| rest);
    }
    let is_of_key = |character: char| character.is_alphanumeric() || "_-. /<$".contains(character);
    let end = line.find(|character| !is_of_key(character))?;
    (end > 0).then(|| &line[end..])
}

fn yaml(text: &str, seed: Tree<'_>) -> Result<Value, String> {
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
        // Behind the bounds of `Tree`, whose errors are for people.
        budget: serde_saphyr::budget! {
            max_depth: 2 * MAX_DEPTH,
            flow_nesting_limit: 2 * MAX_DEPTH,
            max_events: 4 * MAX_VALUES,
            max_nodes: 2 * MAX_VALUES,
        },
    };
    let value = serde_saphyr::with_deserializer_from_str_with_options(text, options, |deserializer| {
        seed.deserialize(deserializer)
    });
    value.map_err(|error| error.render_with_formatter(&UserMessageFormatter))
}

fn toml(text: &str, seed: Tree<'_>) -> Result<Value, String> {
    let value = toml::Deserializer::parse(text).and_then(|deserializer| seed.deserialize(deserializer));
    value.map_err(|error| {
        let message = error.message().trim_end();
        let Some(before) = error.span().and_then(|span| text.get(..span.start)) else {
            return message.to_owned();
        };
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1) + 1;
        format!("{message} at line {line}, column {column}")
    })
}

/// What may still come.
struct Left {
    values: Cell<usize>,
    text: Cell<usize>,
}

impl Left {
    fn take<E: Error>(left: &Cell<usize>, count: usize, most: fmt::Arguments<'_>) -> Result<(), E> {
        let rest =
            left.get().checked_sub(count).ok_or_else(|| E::custom(format_args!("more than {most}")))?;
        left.set(rest);
        Ok(())
    }

    fn value<E: Error>(&self) -> Result<(), E> {
        Self::take(&self.values, 1, format_args!("{MAX_VALUES} values"))
    }

    fn text<E: Error>(&self, text: &str) -> Result<(), E> {
        Self::take(&self.text, text.len(), format_args!("{} MiB of text", MAX_TEXT >> 20))
    }
}

/// Builds one value.
#[derive(Clone, Copy)]
struct Tree<'l> {
    left: &'l Left,
    depth: usize,
}

impl Tree<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!("nested deeper than {MAX_DEPTH}")));
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
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
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
        Ok(Number::from_f64(value).map_or_else(|| text::mask(value).into(), Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.left.text(text)?;
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        self.left.text(&text)?;
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(seed)? {
            list.push(element);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key_seed(seed)? {
            let key = match key {
                Value::String(key) => key,
                Value::Null | Value::Bool(_) | Value::Number(_) => key.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    return Err(A::Error::custom("a key must be a text, a number or a truth value"));
                }
            };
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
            }
            object.insert(key, entries.next_value_seed(seed)?);
        }
        Ok(object.into())
    }
}
