//! Says what an unknown class may have meant, in every format: typetag lists all classes instead.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::CowStrDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use crate::SerdeError;
use crate::registry::is_registered;

/// What a class name that is not a string should be.
pub(crate) const CLASS_NAME: &str = "the name of a class";

/// Looks at the class name on its way from the format to typetag, which asks for a struct.
pub(crate) struct NamedClass<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for NamedClass<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, Looking(visitor))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Looking(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Looking<T>(T);

impl<'de, V: Visitor<'de>> Visitor<'de> for Looking<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Entries { map, is_class_name: false })
    }

    /// Without keys: the class name comes first.
    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(sequence)
    }
}

/// The entries of a schedule.
struct Entries<A> {
    map: A,
    /// Whether the next value is that of `class_name`.
    is_class_name: bool,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some(Key(key)) = self.map.next_key()? else { return Ok(None) };
        self.is_class_name = key == "class_name";
        let key: CowStrDeserializer<'_, A::Error> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        if self.is_class_name {
            self.map.next_value_seed(ClassName(seed))
        } else {
            self.map.next_value_seed(seed)
        }
    }
}

/// A key, which RON writes as an identifier.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(Text { expected: "the name of a field" }).map(Self)
    }
}

/// Takes a string, borrowed if it can be.
struct Text {
    expected: &'static str,
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// Takes the name of a registered class.
struct ClassName<T>(T);

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for ClassName<T> {
    type Value = T::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Value, D::Error> {
        let name = deserializer.deserialize_str(Text { expected: CLASS_NAME })?;
        if !is_registered(&name) {
            return Err(D::Error::custom(SerdeError::unknown_class("", &name)));
        }
        let name: CowStrDeserializer<'_, D::Error> = name.into_deserializer();
        self.0.deserialize(name)
    }
}
