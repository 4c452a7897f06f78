//! Whole numbers of steps as files hold them: `1000`, `1000.0` and `1e3` are the same for people's formats.
//!
//! A field asks for it by `deserialize_with`; a binary format, which knows the type, holds the integer
//! itself.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::StepCount;

/// A whole number, or more or none of them, and what it is read as before it is known to be whole.
pub(crate) trait Whole<'de>: Deserialize<'de> {
    type Read: Deserialize<'de>;

    /// The number, or what is wrong with it.
    fn checked(read: Self::Read) -> Result<Self, String>;
}

/// Reads numbers that must be whole.
pub(crate) fn deserialize<'de, T: Whole<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    if !deserializer.is_human_readable() {
        return T::deserialize(deserializer);
    }
    T::checked(T::Read::deserialize(deserializer)?).map_err(D::Error::custom)
}

impl Whole<'_> for u64 {
    type Read = StepCount;

    fn checked(read: StepCount) -> Result<Self, String> {
        read.whole().ok_or_else(|| format!("must be a whole number from 0, got {read}"))
    }
}

impl Whole<'_> for Option<u64> {
    type Read = Option<StepCount>;

    fn checked(read: Option<StepCount>) -> Result<Self, String> {
        read.map(u64::checked).transpose()
    }
}

impl Whole<'_> for Vec<u64> {
    type Read = Vec<WholeSteps>;

    fn checked(read: Vec<WholeSteps>) -> Result<Self, String> {
        Ok(read.into_iter().map(|steps| steps.0).collect())
    }
}

/// An element of a list, which is checked itself, so that an error has its place.
pub(crate) struct WholeSteps(u64);

impl<'de> Deserialize<'de> for WholeSteps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

impl Whole<'_> for i64 {
    type Read = Signed;

    fn checked(read: Signed) -> Result<Self, String> {
        read.0
    }
}

/// A number of either sign, of which a [`StepCount`] would lose digits below 0.
pub(crate) struct Signed(Result<i64, String>);

impl<'de> Deserialize<'de> for Signed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SignedVisitor;

        impl Visitor<'_> for SignedVisitor {
            type Value = Signed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Signed, E> {
                Ok(Signed(Ok(number)))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Signed, E> {
                let signed = i64::try_from(number);
                Ok(Signed(signed.map_err(|_| format!("must be a whole number below 2^63, got {number}"))))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Signed, E> {
                let length =
                    StepCount::from(number.abs()).whole().and_then(|length| i64::try_from(length).ok());
                let signed = length.map(|length| if number < 0.0 { -length } else { length });
                Ok(Signed(signed.ok_or_else(|| format!("must be a whole number below 2^63, got {number:?}"))))
            }
        }

        deserializer.deserialize_any(SignedVisitor)
    }
}
