//! Expressions of Python.

use glidepath_schedules::StepCount;

/// A number as Python reads it back to the same bits.
pub(crate) fn number(number: f64) -> String {
    format!("{number:?}")
}

/// An expression as an operand: in parentheses, unless it is a name, a number or a call, or has them already.
pub(crate) fn operand(expression: &str) -> String {
    let behind_word =
        expression.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "._".contains(letter));
    if behind_word.is_empty() || is_enclosed(behind_word) {
        expression.to_owned()
    } else {
        format!("({expression})")
    }
}

/// Whether the first parenthesis is closed by the last letter.
fn is_enclosed(expression: &str) -> bool {
    let mut depth = 0_usize;
    for (index, letter) in expression.bytes().enumerate() {
        match letter {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return letter == b')' && index + 1 == expression.len();
        }
    }
    false
}

/// The sum of a time, an operand, and an offset; it is an operand.
pub(crate) fn plus(time: &str, offset: StepCount) -> String {
    if offset == StepCount::default() { time.to_owned() } else { operand(&format!("{time} + {offset}")) }
}

/// The length of a period in steps, for whole numbers of periods. In Python `1 // 0.1` is 9, because of the
/// doubles; here it is 10, as the digits say.
pub(crate) struct Period {
    steps: StepCount,
    /// The length as a whole number of these parts of a step, if its digits are few.
    fraction: Option<(u64, u64)>,
}

impl Period {
    pub(crate) fn new(steps: StepCount) -> Self {
        let fraction = match steps.whole() {
            Some(_) => None,
            None => fraction(&steps.to_f64().to_string()),
        };
        Self { steps, fraction }
    }

    /// The number of periods that have passed, for an operand.
    pub(crate) fn quotient(&self, step: &str) -> String {
        match self.fraction {
            Some((length, parts)) => format!("{step} * {parts} // {length}"),
            None if self.steps.whole().is_some() => format!("{step} // {}", self.steps),
            None => format!("int({step} // {})", self.steps),
        }
    }

    /// The time that has passed in a period, for an operand.
    pub(crate) fn remainder(&self, step: &str) -> String {
        match self.fraction {
            Some((length, parts)) => format!("{step} * {parts} % {length} / {parts}"),
            None => format!("{step} % {}", self.steps),
        }
    }
}

/// A decimal number with a point as a numerator and a denominator.
fn fraction(digits: &str) -> Option<(u64, u64)> {
    let (before, behind) = digits.split_once('.')?;
    let denominator = 10_u64.checked_pow(behind.len().try_into().ok()?)?;
    Some((format!("{before}{behind}").parse().ok()?, denominator))
}

/// A power that stays a little below the greatest double. Beyond it Python raises an error, while growth that
/// is bounded elsewhere goes on.
pub(crate) fn power(base: f64, exponent: &str) -> String {
    const LARGEST_LOGARITHM: f64 = 700.0;
    if base > 1.0 {
        let largest = number(LARGEST_LOGARITHM / base.ln());
        return format!("{} ** min({exponent}, {largest})", number(base));
    }
    format!("{} ** {}", number(base), operand(exponent))
}

/// The product of a number and an operand; a factor of 1 is left out.
pub(crate) fn times(factor: f64, expression: &str) -> String {
    if factor == 1.0 {
        expression.to_owned()
    } else {
        format!("{} * {}", number(factor), operand(expression))
    }
}

/// A change from one share to another.
#[derive(Clone, Copy)]
pub(crate) struct Between {
    pub(crate) from: f64,
    pub(crate) to: f64,
}

/// The progress along a ramp, as an expression.
pub(crate) enum Progress {
    /// It goes from 1 to 0.
    Left(String),
    /// It goes from 0 to 1.
    Gone(String),
}

impl Between {
    pub(crate) fn along(self, progress: &Progress) -> String {
        match progress {
            Progress::Left(left) => from_to(self.to, self.from, left),
            Progress::Gone(gone) => from_to(self.from, self.to, gone),
        }
    }
}

/// An expression that is one number where `expression` is 0 and another where it is 1.
fn from_to(at_zero: f64, at_one: f64, expression: &str) -> String {
    if at_zero == 0.0 {
        return times(at_one, expression);
    }
    let difference = times((at_one - at_zero).abs(), &operand(expression));
    let sign = if at_one < at_zero { '-' } else { '+' };
    format!("{} {sign} {difference}", number(at_zero))
}
