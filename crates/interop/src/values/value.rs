//! A tree of values that remembers which keys were taken out of it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::fmt;

use serde_json::Number;

/// A value of a document: what JSON, YAML, TOML, Python and pickles have in common.
///
/// [`Value::get`] looks at a key without any effect. [`Value::take`] also remembers it, so that what nobody
/// took can be found afterwards (see [`account`](super::account)).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    /// `NaN`, `Infinity` or `-Infinity`, which do harm only where a rate needs the number.
    NotFinite(&'static str),
    String(String),
    Array(Vec<Self>),
    Object(Object),
}

/// Keys and values, sorted by key.
#[derive(Debug, Default)]
pub(crate) struct Object {
    entries: BTreeMap<String, Value>,
    /// Most objects of a checkpoint are never asked for anything, so that this is mostly empty.
    #[expect(clippy::box_collection, reason = "a value is a third larger otherwise")]
    account: RefCell<Option<Box<BTreeSet<String>>>>,
    /// Whether all keys were taken, which needs no memory for each.
    is_all_taken: Cell<bool>,
    is_settled: Cell<bool>,
}

impl Value {
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it says that there is nothing: `null`, `false`, an empty text or list, or an object of such
    /// values.
    pub(crate) fn is_none(&self) -> bool {
        match self {
            Self::Null | Self::Bool(false) => true,
            Self::String(text) => ["", "none", "None", "null"].contains(&text.as_str()),
            Self::Array(elements) => elements.is_empty(),
            Self::Object(object) => object.values().all(Self::is_none),
            Self::Bool(true) | Self::Number(_) | Self::NotFinite(_) => false,
        }
    }

    pub(crate) fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    pub(crate) fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    pub(crate) fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    pub(crate) fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&Vec<Self>> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Looks at the value of a key; `None` also where this is no object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// Takes the value of a key; `None` also where this is no object.
    pub(crate) fn take(&self, key: &str) -> Option<&Self> {
        self.as_object()?.take(key)
    }

    /// Looks at what stands at the end of these keys.
    pub(crate) fn at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// Takes what stands at the end of these keys, and each on the way to it.
    pub(crate) fn take_at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |value, key| value.take(key))
    }

    /// Says that all keys in here are accounted for: they were read strictly, or are not about the rate.
    pub(crate) fn settle(&self) {
        match self {
            Self::Array(elements) => elements.iter().for_each(Self::settle),
            Self::Object(object) => object.is_settled.set(true),
            _ => {}
        }
    }

    /// The same as a value of serde_json.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Number(number) => number.clone().into(),
            Self::NotFinite(token) => (*token).into(),
            Self::String(text) => text.as_str().into(),
            Self::Array(elements) => elements.iter().map(Self::to_json).collect(),
            Self::Object(object) => {
                object.iter().map(|(key, value)| (key.clone(), value.to_json())).collect()
            }
        }
    }
}

/// As JSON.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_json().fmt(f)
    }
}

impl Object {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn contains_key(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Whether there is a key that says something.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| !value.is_none())
    }

    pub(crate) fn iter(&self) -> btree_map::Iter<'_, String, Value> {
        self.entries.iter()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &String> {
        self.entries.keys()
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.entries.values()
    }

    /// Adds an entry, in place of one with the same key.
    pub(crate) fn insert(&mut self, key: String, value: Value) {
        self.entries.insert(key, value);
    }

    /// Drops the entries whose keys are not wanted.
    pub(crate) fn retain(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.entries.retain(|key, _| is_wanted(key));
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.entries.get_mut(key)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&String, &mut Value)> {
        self.entries.iter_mut()
    }

    /// Looks at the value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(key)
    }

    /// Takes the value of a key. A key that is not there is remembered as well: a misspelt one may be meant
    /// for it.
    pub(crate) fn take(&self, key: &str) -> Option<&Value> {
        self.account.borrow_mut().get_or_insert_default().insert(key.to_owned());
        self.entries.get(key)
    }

    /// Takes all keys, but not those of the values.
    pub(crate) fn take_all(&self) {
        self.is_all_taken.set(true);
    }

    /// Whether somebody took this key.
    pub(crate) fn is_taken(&self, key: &str) -> bool {
        self.is_all_taken.get() || self.account.borrow().as_ref().is_some_and(|asked| asked.contains(key))
    }

    /// Whether [`settle`](Value::settle) was called.
    pub(crate) fn is_settled(&self) -> bool {
        self.is_settled.get()
    }

    /// The keys that somebody asked for.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.account.borrow().iter().flat_map(|asked| asked.iter().cloned()).collect()
    }
}

/// A copy is a document of its own: nothing was taken out of it.
impl Clone for Object {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone(), ..Self::default() }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<'o> IntoIterator for &'o Object {
    type Item = (&'o String, &'o Value);
    type IntoIter = btree_map::Iter<'o, String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl FromIterator<(String, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(entries: I) -> Self {
        Self { entries: entries.into_iter().collect(), ..Self::default() }
    }
}

impl FromIterator<(String, Self)> for Value {
    fn from_iter<I: IntoIterator<Item = (String, Self)>>(entries: I) -> Self {
        Self::Object(entries.into_iter().collect())
    }
}

impl FromIterator<Self> for Value {
    fn from_iter<I: IntoIterator<Item = Self>>(elements: I) -> Self {
        Self::Array(elements.into_iter().collect())
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(number),
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(elements) => elements.into_iter().map(Self::from).collect(),
            serde_json::Value::Object(object) => {
                object.into_iter().map(|(key, value)| (key, Self::from(value))).collect()
            }
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<Vec<Self>> for Value {
    fn from(elements: Vec<Self>) -> Self {
        Self::Array(elements)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Number::from_f64(number).map_or_else(|| Self::NotFinite(token(number)), Self::Number)
    }
}

/// What Python calls a number that is not finite.
pub(crate) fn token(number: f64) -> &'static str {
    match number {
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}
