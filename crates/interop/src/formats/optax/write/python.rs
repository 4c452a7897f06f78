//! Numbers in Python.

use glidepath_schedules::StepCount;

/// An expression of Python, or why there is none.
pub(super) type Expression = Result<String, String>;

/// A number, a decimal point or an exponent with it.
pub(super) fn float(number: f64) -> String {
    format!("{number:?}")
}

/// A number of steps: whole where it is.
pub(super) fn steps(steps: StepCount) -> String {
    steps.whole().map_or_else(|| float(steps.to_f64()), |whole| whole.to_string())
}

/// A function of the step.
pub(super) fn lambda(body: &str) -> String {
    format!("lambda step: {body}")
}

/// A function at a time.
pub(super) fn called(function: &str, time: &str) -> String {
    format!("({function})({time})")
}

pub(super) fn truth(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// A list.
pub(super) fn list(numbers: &[f64]) -> String {
    let numbers: Vec<_> = numbers.iter().copied().map(float).collect();
    format!("[{}]", numbers.join(", "))
}
