//! Typed values by name, out of an object of JSON.

use std::num::NonZeroU64;

use glidepath_schedules::StepCount;
use glidepath_serde::instead_of;
use serde_json::Number;

use super::words::is_harmless;
use super::{Object, Value, lookup, path, text, token};
use crate::model::InteropError;

/// The keyword arguments of a call, or another object whose names are known in advance.
///
/// Every value is asked for by its name and as the type that it must have; [`finish`](Self::finish) then
/// refuses what nobody asked for. Errors name the place in the file, the rule, and the value.
#[derive(Debug)]
pub(crate) struct Arguments<'v> {
    object: &'v Object,
    path: String,
    known: Vec<&'static str>,
}

impl<'v> Arguments<'v> {
    /// The arguments in `value`, which stands in the file at `path`.
    pub(crate) fn new(value: &'v Value, path: &str) -> Result<Self, InteropError> {
        let object = expect(value.as_object(), "an object", value, path)?;
        Ok(Self { object, path: path.to_owned(), known: Vec::new() })
    }

    /// The arguments in an object that stands in the file at `path`.
    pub(crate) fn of(object: &'v Object, path: &str) -> Self {
        Self { object, path: path.to_owned(), known: Vec::new() }
    }

    /// A value that must be there.
    pub(crate) fn required<T: Argument<'v>>(&mut self, name: &'static str) -> Result<T, InteropError> {
        match self.value(name) {
            Some(value) => T::read(value, &self.path_of(name)),
            None => Err(InteropError::invalid(&self.path, format!("missing field `{name}`"))),
        }
    }

    /// A value whose default in Python is not `None`, so `null` is an error.
    pub(crate) fn or<T: Argument<'v>>(&mut self, name: &'static str, default: T) -> Result<T, InteropError> {
        match self.value(name) {
            Some(value) => T::read(value, &self.path_of(name)),
            None => Ok(default),
        }
    }

    /// A value that may be left out, or be Python's `None`.
    pub(crate) fn optional<T: Argument<'v>>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, InteropError> {
        match self.value(name) {
            Some(Value::Null) | None => Ok(None),
            Some(value) => T::read(value, &self.path_of(name)).map(Some),
        }
    }

    /// As [`optional`](Self::optional), also where a number is written as a text, as command lines leave it.
    pub(crate) fn optional_number<T: for<'t> Argument<'t>>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, InteropError> {
        let number = match self.value(name) {
            Some(Value::String(text)) => text.trim().parse::<Number>().ok(),
            _ => None,
        };
        match number {
            Some(number) => T::read(&Value::Number(number), &self.path_of(name)).map(Some),
            None => self.optional(name),
        }
    }

    /// Accepts names that do not affect the rate.
    pub(crate) fn ignore(&mut self, names: &[&'static str]) {
        for name in names {
            self.value(name);
        }
    }

    /// Whether there is a value of that name, which may be `null`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.object.contains_key(name)
    }

    /// The place of the object.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The place of a value.
    pub(crate) fn path_of(&self, name: &str) -> String {
        path::join(&self.path, name)
    }

    /// The error for a value that breaks a rule: `` must be …, got … ``.
    pub(crate) fn refuse(&self, name: &str, problem: impl Into<String>) -> InteropError {
        InteropError::invalid(self.path_of(name), problem)
    }

    /// Refuses the names that were not asked for: the arguments of a call, which takes no others.
    pub(crate) fn finish(self) -> Result<(), InteropError> {
        self.finish_but(|_| false)
    }

    /// As [`finish`](Self::finish), for an object that may have names that do not affect the rate.
    pub(crate) fn finish_object(self) -> Result<(), InteropError> {
        self.finish_but(is_harmless)
    }

    fn finish_but(self, is_harmless: fn(&str) -> bool) -> Result<(), InteropError> {
        let is_unknown = |key: &&String| !self.known.contains(&key.as_str()) && !is_harmless(key);
        let Some(unknown) = self.object.keys().find(is_unknown) else {
            return Ok(());
        };
        let hint = instead_of(unknown, self.known.iter().copied());
        Err(self.refuse(unknown, format!("unknown field `{}`{hint}", text::shortened(unknown))))
    }

    fn value(&mut self, name: &'static str) -> Option<&'v Value> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        self.object.take(name)
    }
}

/// What a value may be read as.
pub(crate) trait Argument<'v>: Sized {
    /// Reads the value that stands in the file at `path`.
    fn read(value: &'v Value, path: &str) -> Result<Self, InteropError>;
}

/// What was read, or the error that says what must be there.
pub(crate) fn expect<T>(
    read: Option<T>,
    expected: &str,
    value: &Value,
    path: &str,
) -> Result<T, InteropError> {
    read.ok_or_else(|| {
        if let Some(problem) = lookup::problem(value) {
            return InteropError::invalid(path, problem);
        }
        let not_finite = any_number(value).filter(|number| !number.is_finite()).map(token);
        let got = not_finite.map_or_else(|| text::kind(value), str::to_owned);
        InteropError::invalid(path, format!("must be {expected}, got {got}"))
    })
}

/// Refuses numbers that are not finite: elsewhere in the file they do no harm, in a learning rate they do.
pub(crate) fn refuse_not_finite(value: &Value, path: &str) -> Result<(), InteropError> {
    path::refuse(value, path, &|value, way| match value {
        Value::NotFinite(token) => {
            Some(InteropError::invalid(way.text(), format!("must be a finite number, got {token}")))
        }
        _ => None,
    })
}

/// A number that may be infinite or NaN; JSON writes such a one as a string, as Python calls it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnyNumber(pub(crate) f64);

/// A learning rate, or another number that is finite and not negative.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NonNegative(pub(crate) f64);

/// A finite number above 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Positive(pub(crate) f64);

/// A number of steps above 0, whole or not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PositiveSteps(pub(crate) StepCount);

impl<'v> Argument<'v> for &'v Value {
    fn read(value: &'v Value, _path: &str) -> Result<Self, InteropError> {
        Ok(value)
    }
}

impl<'v> Argument<'v> for Arguments<'v> {
    fn read(value: &'v Value, path: &str) -> Result<Self, InteropError> {
        Self::new(value, path)
    }
}

impl<'v> Argument<'v> for &'v str {
    fn read(value: &'v Value, path: &str) -> Result<Self, InteropError> {
        expect(value.as_str(), "a string", value, path)
    }
}

impl Argument<'_> for bool {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        expect(value.as_bool(), "true or false", value, path)
    }
}

impl Argument<'_> for AnyNumber {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        expect(any_number(value).map(Self), "a number", value, path)
    }
}

impl Argument<'_> for f64 {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        expect(value.as_f64(), "a finite number", value, path)
    }
}

impl NonNegative {
    /// The same of a number that is in no file.
    pub(crate) fn new(number: f64, path: &str) -> Result<Self, InteropError> {
        Self::read(&number.into(), path)
    }
}

impl Argument<'_> for NonNegative {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        // -0.0 is what Python gives for a product with a negative factor.
        let read = value.as_f64().filter(|&number| number >= 0.0).map(|number| Self(number + 0.0));
        expect(read, "a finite number, at least 0", value, path)
    }
}

impl Argument<'_> for Positive {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let number = f64::read(value, path)?;
        if number > 0.0 {
            Ok(Self(number))
        } else {
            Err(InteropError::invalid(path, format!("must be greater than 0, got {number:?}")))
        }
    }
}

impl Argument<'_> for u64 {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        expect(whole(value), "a whole number from 0", value, path)
    }
}

impl Argument<'_> for NonZeroU64 {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        expect(whole(value).and_then(Self::new), "a whole number above 0", value, path)
    }
}

impl Argument<'_> for PositiveSteps {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let steps = value.as_u64().map(StepCount::from).or_else(|| value.as_f64().map(StepCount::from));
        let read = steps.filter(|&steps| steps > StepCount::default()).map(Self);
        expect(read, "a number above 0", value, path)
    }
}

impl Argument<'_> for i64 {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let negative =
            || whole(&Value::from(-value.as_f64()?)).and_then(|number| 0_i64.checked_sub_unsigned(number));
        let read = value.as_i64().or_else(|| whole(value)?.try_into().ok()).or_else(negative);
        expect(read, "a whole number", value, path)
    }
}

impl<'v, T: Argument<'v>> Argument<'v> for Vec<T> {
    fn read(value: &'v Value, path: &str) -> Result<Self, InteropError> {
        let elements = expect(value.as_array(), "a list", value, path)?.iter().enumerate();
        elements.map(|(index, element)| T::read(element, &path::element(path, index))).collect()
    }
}

/// Python's JSON has texts for these in the state of some classes.
fn any_number(value: &Value) -> Option<f64> {
    let token = match value {
        Value::NotFinite(token) => token,
        Value::String(text) => text.as_str(),
        other => return other.as_f64(),
    };
    match token {
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ => None,
    }
}

/// `1000`, `1000.0` and `1e3` are the same.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| StepCount::from(value.as_f64()?).whole())
}
