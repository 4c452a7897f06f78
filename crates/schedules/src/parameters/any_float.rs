//! Doubles that need not be finite, in files.

use core::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A double that any format holds.
///
/// JSON has neither infinities nor NaN, so a format that people read gets them as text, spelled as JavaScript
/// spells them. A binary format holds doubles as they are.
#[derive(Clone, Copy)]
pub(crate) struct AnyFloat(pub(crate) f64);

const INFINITY: &str = "Infinity";
const NEGATIVE_INFINITY: &str = "-Infinity";
const NAN: &str = "NaN";

impl Serialize for AnyFloat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_finite() || !serializer.is_human_readable() {
            serializer.serialize_f64(self.0)
        } else if self.0.is_nan() {
            serializer.serialize_str(NAN)
        } else {
            serializer.serialize_str(if self.0 > 0.0 { INFINITY } else { NEGATIVE_INFINITY })
        }
    }
}

impl<'de> Deserialize<'de> for AnyFloat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(AnyFloatVisitor)
        } else {
            deserializer.deserialize_f64(AnyFloatVisitor)
        }
    }
}

struct AnyFloatVisitor;

impl Visitor<'_> for AnyFloatVisitor {
    type Value = AnyFloat;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number, or one of {INFINITY:?}, {NEGATIVE_INFINITY:?} and {NAN:?}")
    }

    #[expect(clippy::cast_precision_loss, reason = "a file may write a double without its decimal point")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<AnyFloat, E> {
        Ok(AnyFloat(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "a file may write a double without its decimal point")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<AnyFloat, E> {
        Ok(AnyFloat(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<AnyFloat, E> {
        Ok(AnyFloat(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<AnyFloat, E> {
        match text {
            INFINITY => Ok(AnyFloat(f64::INFINITY)),
            NEGATIVE_INFINITY => Ok(AnyFloat(f64::NEG_INFINITY)),
            NAN => Ok(AnyFloat(f64::NAN)),
            _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
}
