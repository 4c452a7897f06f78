//! Constructors and builder methods as Rust.

use glidepath_schedules::StepCount;

/// The longest expression that is written as a part of another.
const LONGEST: usize = 70;

/// An expression that builds a schedule, as it grows.
pub(super) struct Call(String);

impl Call {
    /// `Class::new(…)?`.
    pub(super) fn new(class: &str, arguments: &[String]) -> Self {
        Self(format!("{class}::new({})?", arguments.join(", ")))
    }

    /// `Class::new(…)` of a class all of whose arguments fit.
    pub(super) fn infallible(class: &str, arguments: &[String]) -> Self {
        Self(format!("{class}::new({})", arguments.join(", ")))
    }

    /// A method that may fail, where the value is not the default.
    pub(super) fn with<T: PartialEq>(
        self,
        method: &str,
        value: T,
        default: T,
        text: impl Fn(T) -> String,
    ) -> Self {
        if value == default { self } else { Self(format!("{}.{method}({})?", self.0, text(value))) }
    }

    /// A method that cannot fail, where the value is not the default.
    pub(super) fn set<T: PartialEq>(
        self,
        method: &str,
        value: T,
        default: T,
        text: impl Fn(T) -> String,
    ) -> Self {
        if value == default { self } else { Self(format!("{}.{method}({})", self.0, text(value))) }
    }

    pub(super) fn named(self, name: Option<&str>) -> Self {
        match name {
            Some(name) => Self(format!("{}.with_name({name:?})", self.0)),
            None => self,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// Whether the expression is short enough to stand within another.
    pub(super) fn is_short(&self) -> bool {
        self.0.len() <= LONGEST
    }
}

/// A number as Rust writes it, a decimal point with it.
pub(super) fn float(number: f64) -> String {
    format!("{number:?}")
}

/// A number of steps: whole where it is.
pub(super) fn steps(steps: StepCount) -> String {
    match steps.whole() {
        Some(whole) => integer(whole),
        None => float(steps.to_f64()),
    }
}

/// A whole number, which without a suffix is an `i32`.
pub(super) fn integer(number: u64) -> String {
    let suffix = if i32::try_from(number).is_ok() { "" } else { "_u64" };
    format!("{number}{suffix}")
}

/// A whole number where the type is given.
pub(super) fn told(number: u64) -> String {
    number.to_string()
}

/// `[a, b, c]`.
pub(super) fn list<T: Copy>(values: &[T], text: impl Fn(T) -> String) -> String {
    let values: Vec<_> = values.iter().map(|&value| text(value)).collect();
    format!("[{}]", values.join(", "))
}
