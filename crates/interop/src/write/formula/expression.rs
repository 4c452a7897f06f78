//! Pieces of Python.

use glidepath_schedules::StepCount;

/// A number as Python reads it back to the same bits.
pub(in crate::write) fn number(number: f64) -> String {
    format!("{number:?}")
}

/// An expression as an operand: in parentheses, unless it is a name, a number or a call.
pub(super) fn operand(expression: &str) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || "._".contains(letter);
    let is_atom = !expression.is_empty() && expression.chars().all(is_word);
    if is_atom { expression.to_owned() } else { format!("({expression})") }
}

/// A time after another; the first is an operand, and so is the sum.
pub(super) fn plus(time: &str, offset: StepCount) -> String {
    if offset == StepCount::default() { time.to_owned() } else { operand(&format!("{time} + {offset}")) }
}

/// The product of a number and an operand, where a factor of 1 is left out.
pub(super) fn times(factor: f64, expression: &str) -> String {
    if factor == 1.0 { expression.to_owned() } else { format!("{} * {}", number(factor), operand(expression)) }
}

/// From one share to another, with an operand that goes from 1 to 0.
pub(super) fn between(from: f64, to: f64, weight: &str) -> String {
    match (from, to) {
        (_, 0.0) => times(from, weight),
        _ => format!("{} + {}", number(to), signed_product(from - to, weight)),
    }
}

fn signed_product(factor: f64, expression: &str) -> String {
    let expression = operand(expression);
    if factor < 0.0 {
        format!("({}) * {expression}", number(factor))
    } else {
        format!("{} * {expression}", number(factor))
    }
}
