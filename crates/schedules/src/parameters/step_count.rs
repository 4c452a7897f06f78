//! A number of steps, whole or not.

use core::cmp::Ordering;
use core::fmt;

use crate::arithmetic::Fraction;

/// A number of steps: a length of time, or a moment, in optimizer updates.
///
/// Whole numbers are held exactly up to [`u64::MAX`]. Others are real too: an epoch of 937.5 steps is common.
/// Every constructor takes `impl Into<StepCount>`, so integers and floats are given as they are, and says
/// which numbers it accepts; `StepCount` itself refuses none.
///
/// In a file `1000`, `1000.0` and `1e3` are the same, and a whole number is written as an integer.
///
/// ```
/// use glidepath::prelude::*;
///
/// assert_eq!(StepCount::from(1_000), StepCount::from(1e3));
/// assert_eq!(StepCount::from(937.5).to_string(), "937.5");
/// assert_eq!(StepCount::from(u64::MAX).to_string(), "18446744073709551615");
/// ```
///
/// The default is 0.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct StepCount(Number);

#[derive(Clone, Copy, PartialEq)]
enum Number {
    Whole(u64),
    /// Everything that `Whole` cannot hold: fractions, negative numbers, NaN, and 2^64 and more.
    Real(f64),
}

/// 2^64, the first whole number that is not a `u64`.
const TWO_POW_64: f64 = 18_446_744_073_709_551_616.0;

impl Default for Number {
    fn default() -> Self {
        Self::Whole(0)
    }
}

impl StepCount {
    /// The number as a double, rounded to the nearest where it is whole and above 2^53.
    #[expect(clippy::cast_precision_loss, reason = "rounding is what the documentation says")]
    pub const fn to_f64(self) -> f64 {
        match self.0 {
            Number::Whole(steps) => steps as f64,
            Number::Real(steps) => steps,
        }
    }

    /// The number if it is whole and not negative.
    pub const fn whole(self) -> Option<u64> {
        match self.0 {
            Number::Whole(steps) => Some(steps),
            Number::Real(_) => None,
        }
    }

    /// The first step that is not before this moment, if there is one.
    pub(crate) fn first_step_from_here(self) -> Option<u64> {
        self.whole().or_else(|| self.next_step())
    }

    /// The first step that is not before the sum of moments that are not negative, if there is one.
    pub(crate) fn first_step_from_sum(counts: &[Self]) -> Option<u64> {
        let sum = counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(count.whole()?));
        sum.or_else(|| {
            let start = Fraction::whole(0);
            let sum = counts.iter().fold(start, |sum, count| &sum + &count.to_fraction());
            sum.first_step_from_here()
        })
    }

    /// The number, exactly.
    pub(crate) fn to_fraction(self) -> Fraction {
        self.whole().map_or_else(|| Fraction::from_f64(self.to_f64()), Fraction::whole)
    }

    /// The first step after this moment, if there is one.
    pub(crate) fn next_step(self) -> Option<u64> {
        match self.0 {
            Number::Whole(steps) => steps.checked_add(1),
            Number::Real(steps) if steps < 0.0 => Some(0),
            Number::Real(steps) if steps < TWO_POW_64 => Some(truncate(steps) + 1),
            Number::Real(_) => None,
        }
    }
}

/// The whole part of a number in 0..2^64.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the caller checks the range")]
const fn truncate(number: f64) -> u64 {
    number as u64
}

impl From<f64> for StepCount {
    #[expect(clippy::cast_precision_loss, reason = "compared with the original right after")]
    fn from(steps: f64) -> Self {
        if (0.0..TWO_POW_64).contains(&steps) && truncate(steps) as f64 == steps {
            Self(Number::Whole(truncate(steps)))
        } else {
            Self(Number::Real(steps))
        }
    }
}

impl From<u64> for StepCount {
    fn from(steps: u64) -> Self {
        Self(Number::Whole(steps))
    }
}

impl From<usize> for StepCount {
    fn from(steps: usize) -> Self {
        // No target has a `usize` wider than 64 bits.
        Self(Number::Whole(steps as u64))
    }
}

impl From<i64> for StepCount {
    #[expect(clippy::cast_precision_loss, reason = "a negative number is refused everywhere")]
    fn from(steps: i64) -> Self {
        Self(u64::try_from(steps).map_or(Number::Real(steps as f64), Number::Whole))
    }
}

impl From<u32> for StepCount {
    fn from(steps: u32) -> Self {
        Self::from(u64::from(steps))
    }
}

impl From<i32> for StepCount {
    fn from(steps: i32) -> Self {
        Self::from(i64::from(steps))
    }
}

impl PartialOrd for StepCount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.0, other.0) {
            (Number::Whole(a), Number::Whole(b)) => a.partial_cmp(&b),
            (Number::Whole(_), Number::Real(real)) if real >= TWO_POW_64 => Some(Ordering::Less),
            (Number::Real(real), Number::Whole(_)) if real >= TWO_POW_64 => Some(Ordering::Greater),
            // One of them is below 0 or a fraction below 2^53: rounding cannot reorder them.
            _ => self.to_f64().partial_cmp(&other.to_f64()),
        }
    }
}

impl fmt::Display for StepCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Number::Whole(steps) => write!(f, "{steps}"),
            Number::Real(steps) if !(1e-5..1e16).contains(&steps.abs()) => write!(f, "{steps:?}"),
            Number::Real(steps) => write!(f, "{steps}"),
        }
    }
}

/// As one would write it: `1000`, `937.5`.
impl fmt::Debug for StepCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "serde")]
mod format {
    use core::fmt;

    use serde::de::{Unexpected, Visitor};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Number, StepCount};

    impl Serialize for StepCount {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                Number::Whole(steps) if serializer.is_human_readable() => serializer.serialize_u64(steps),
                // A binary format knows the type when it is read, so it always holds a double.
                Number::Whole(steps) if StepCount::from(self.to_f64()) != *self => Err(S::Error::custom(
                    format_args!("a binary format holds step counts as doubles, which {steps} is not"),
                )),
                _ => serializer.serialize_f64(self.to_f64()),
            }
        }
    }

    impl<'de> Deserialize<'de> for StepCount {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            if deserializer.is_human_readable() {
                deserializer.deserialize_any(StepCountVisitor)
            } else {
                deserializer.deserialize_f64(StepCountVisitor)
            }
        }
    }

    /// Whether the text is a number and letters, as `10ep`.
    fn has_unit(text: &str) -> bool {
        let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        number.len() < text.len() && number.parse::<f64>().is_ok()
    }

    struct StepCountVisitor;

    impl Visitor<'_> for StepCountVisitor {
        type Value = StepCount;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number of steps")
        }

        fn visit_u64<E: serde::de::Error>(self, steps: u64) -> Result<StepCount, E> {
            Ok(StepCount::from(steps))
        }

        fn visit_i64<E: serde::de::Error>(self, steps: i64) -> Result<StepCount, E> {
            Ok(StepCount::from(steps))
        }

        fn visit_u128<E: serde::de::Error>(self, steps: u128) -> Result<StepCount, E> {
            u64::try_from(steps)
                .map(StepCount::from)
                .map_err(|_| E::custom(format_args!("a number of steps must be below 2^64, got {steps}")))
        }

        fn visit_f64<E: serde::de::Error>(self, steps: f64) -> Result<StepCount, E> {
            Ok(StepCount::from(steps))
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<StepCount, E> {
            if !has_unit(text) {
                return Err(E::invalid_type(Unexpected::Str(text), &self));
            }
            Err(E::custom(format_args!(
                "{text:?} has a unit, which only a run of known length resolves: see glidepath's `Horizon`"
            )))
        }
    }
}
