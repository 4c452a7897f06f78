//! Numbers of steps in other units.

use glidepath_schedules::StepCount;
use serde_json::Value;

use crate::nearest::instead_of;
use crate::{Horizon, SerdeError};

/// A unit of time in a run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    Epochs,
    Share,
    Tokens,
    Samples,
    Steps,
}

/// The units by what stands for them in a file.
const UNITS: [(&str, Unit); 5] = [
    ("ep", Unit::Epochs),
    ("dur", Unit::Share),
    ("tok", Unit::Tokens),
    ("sp", Unit::Samples),
    ("ba", Unit::Steps),
];

/// What people write instead.
const WORDS: [(&str, &str); 10] = [
    ("batch", "ba"),
    ("batches", "ba"),
    ("epoch", "ep"),
    ("epochs", "ep"),
    ("sample", "sp"),
    ("samples", "sp"),
    ("step", "ba"),
    ("steps", "ba"),
    ("token", "tok"),
    ("tokens", "tok"),
];

/// The end of the message for an unknown unit.
fn meant(unit: &str) -> String {
    let word = unit.trim().to_lowercase();
    if word == "%" {
        return "; a share of the run is written as \"0.1dur\", which is 10 %".to_owned();
    }
    let names = UNITS.map(|(name, _)| name);
    let known = names.into_iter().map(|name| (name, name)).chain(WORDS);
    match known.into_iter().find(|(known, _)| *known == word) {
        Some((_, name)) => format!("; did you mean `{name}`?"),
        None => instead_of(unit, names),
    }
}

/// How the pattern ends that a schema has for text with a unit; only of such text a string is a count.
#[cfg(feature = "schema")]
pub(crate) const PATTERN_END: &str = "(ba|dur|ep|sp|tok)$";

/// 2^63.
const TWO_POW_63: f64 = 9_223_372_036_854_775_808.0;

/// A number with a unit, as `10ep`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quantity {
    negative: bool,
    size: f64,
    unit: Unit,
}

impl Quantity {
    /// Reads text, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (number, unit) = unsigned.split_at(number_length(unsigned));
        let Ok(size) = number.parse() else {
            return Err(format!("must be a number of steps, as 500 or \"10ep\", got the string {text:?}"));
        };
        if unit.is_empty() {
            return Err(format!(
                "{text:?} has no unit; write {text} without quotation marks, or \"{text}ba\""
            ));
        }
        match UNITS.iter().find(|&&(name, _)| name == unit) {
            Some(&(_, unit)) => Ok(Self { negative, size, unit }),
            None => Err(format!("unknown unit `{unit}` in {text:?}{}", meant(unit))),
        }
    }

    /// The number of steps that the `text` at a path, which this was read from, is in a run.
    pub(crate) fn steps(self, horizon: &Horizon, text: &str, path: &str) -> Result<Value, SerdeError> {
        let fact = |fact: &'static str, length: Option<f64>| {
            length.ok_or_else(|| SerdeError::NeedsLength {
                path: path.to_owned(),
                text: text.to_owned(),
                fact,
            })
        };
        #[expect(clippy::cast_precision_loss, reason = "the documentation says doubles")]
        let exact = match self.unit {
            Unit::Epochs => self.size * fact("steps_per_epoch", horizon.steps_per_epoch())?,
            Unit::Share => self.size * fact("total_steps", horizon.total_steps().map(|steps| steps as f64))?,
            Unit::Tokens => self.size / fact("tokens_per_step", horizon.tokens_per_step())?,
            Unit::Samples => self.size / fact("samples_per_step", horizon.samples_per_step())?,
            Unit::Steps => self.size,
        };
        let whole = exact.ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared right here")]
        match self.negative {
            false if whole < 2.0 * TWO_POW_63 => Ok((whole as u64).into()),
            true if whole <= TWO_POW_63 => Ok((-whole as i64).into()),
            _ => {
                let problem =
                    format!("{text:?} is too many steps: a count is below 2^64, a shift below 2^63");
                Err(SerdeError::Invalid { path: path.to_owned(), problem })
            }
        }
    }
}

impl Horizon {
    /// The number of steps that a text such as `"10ep"` is in this run.
    ///
    /// # Errors
    ///
    /// If the text is no number with a unit, the horizon lacks what the unit needs, or the number is negative
    /// or 2^64 or more.
    pub fn steps(&self, text: &str) -> Result<StepCount, SerdeError> {
        let problem = |problem: String| SerdeError::Invalid { path: String::new(), problem };
        let quantity = Quantity::parse(text).map_err(problem)?;
        let steps = quantity.steps(self, text, "")?;
        steps.as_u64().map(StepCount::from).ok_or_else(|| problem(format!("{text:?} is negative")))
    }
}

/// The length of the number that the text begins with, in the notation of JSON; 0 if it does not.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(0);
    if length == 0 {
        return 0;
    }
    if text[length..].starts_with('.') && digits(length + 1) > 0 {
        length += 1 + digits(length + 1);
    }
    if text[length..].starts_with(['e', 'E']) {
        let sign = usize::from(text[length + 1..].starts_with(['+', '-']));
        let exponent = digits(length + 1 + sign);
        if exponent > 0 {
            length += 1 + sign + exponent;
        }
    }
    length
}
