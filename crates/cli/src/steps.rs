//! Steps on the command line.

use std::fmt;
use std::str::FromStr;

/// How steps are given, for the help of every command that takes them.
pub(crate) const STEPS_HELP: &str = "\
Steps are counted from 0, the first optimizer update. `0..1000` ends before 1000, `0..=1000` with it; \
`0..1000:10` is every tenth; a comma joins several, as in `0..100,100..=1000:100`. Numbers may have \
underscores, or be short, as 1e6.";

/// Steps in the order given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Steps(Vec<Span>);

/// Every so-many-th step from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) first: u64,
    /// The end, which is a step of the span if the stride leads there.
    pub(crate) last: u64,
    /// Not 0.
    pub(crate) stride: u64,
}

impl Steps {
    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().flat_map(|span| span.iter())
    }

    /// The last step, if these are all steps from 0 to it.
    pub(crate) fn all_from_0(&self) -> Option<u64> {
        match *self.0 {
            [Span { first: 0, last, stride: 1 }] => Some(last),
            _ => None,
        }
    }

    /// The greatest step.
    pub(crate) fn max(&self) -> u64 {
        self.0.iter().map(|span| span.last).max().unwrap_or(0)
    }
}

impl From<Span> for Steps {
    fn from(span: Span) -> Self {
        Self(vec![span])
    }
}

impl Span {
    /// Every step from `first` to `last`.
    pub(crate) fn all(first: u64, last: u64) -> Self {
        Self { first, last, stride: 1 }
    }

    /// Does not overflow at the greatest step of all.
    pub(crate) fn iter(self) -> impl Iterator<Item = u64> {
        let further = (self.last - self.first) / self.stride;
        (0..=further).map(move |index| self.first + index * self.stride)
    }

    /// How far it reaches.
    pub(crate) fn length(self) -> u64 {
        (self.last - self.first).saturating_add(1)
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, span) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            span.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self { first, last, .. } if first == last => write!(f, "{first}"),
            Self { first, last, stride: 1 } => write!(f, "{first}..={last}"),
            Self { first, last, stride } => write!(f, "{first}..={last}:{stride}"),
        }
    }
}

impl FromStr for Steps {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',').map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((first, rest)) = text.split_once("..") else {
            let step = number(text)?;
            return Ok(Self::all(step, step));
        };
        let (end, stride) = match rest.split_once(':') {
            Some((end, stride)) => (end, number(stride)?),
            None => (rest, 1),
        };
        if stride == 0 {
            return Err(format!("the stride of `{text}` must be greater than 0"));
        }
        let first = number(first)?;
        let last = match end.strip_prefix('=') {
            Some(last) => Some(number(last)?),
            None => number(end)?.checked_sub(1),
        };
        match last {
            Some(last) if last >= first => Ok(Self { first, last, stride }),
            _ => Err(format!("`{text}` has no steps")),
        }
    }
}

/// A range of steps without gaps.
pub(crate) fn parse_range(text: &str) -> Result<Span, String> {
    let span: Span = text.parse()?;
    if span.stride == 1 && span.first < span.last {
        Ok(span)
    } else {
        Err(format!("`{text}` must be a range of two steps or more, as 0..1000"))
    }
}

/// A whole number: `1000`, `1_000` or `1e3`.
pub(crate) fn number(text: &str) -> Result<u64, String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let wrong = || {
        if text.split_once([':', '-']).is_some_and(|(first, last)| is_number(first) && is_number(last)) {
            return format!(
                "`{text}` is not a step; a range is written as 0..1000, or 0..1000:10 for every tenth step"
            );
        }
        format!("`{text}` is not a step: a whole number from 0 on, as 1000, 1_000 or 1e3")
    };
    let digits = text.trim().replace('_', "");
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((&digits, "0"));
    if !is_number(mantissa) || !is_number(exponent) {
        return Err(wrong());
    }
    let value = exponent
        .parse()
        .ok()
        .and_then(|exponent| 10_u64.checked_pow(exponent))
        .and_then(|power| mantissa.parse::<u64>().ok()?.checked_mul(power));
    value.ok_or_else(|| format!("`{text}` is more than the greatest step, {}", u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[u64]) {
        let steps: Steps = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(steps.iter().collect::<Vec<_>>(), want, "{text}");
    }

    #[track_caller]
    fn check_error(text: &str, want: &str) {
        assert_eq!(text.parse::<Steps>(), Err(want.to_owned()), "{text}");
    }

    #[test]
    fn steps_are_parsed() {
        check("7", &[7]);
        check("0,5,10", &[0, 5, 10]);
        check("0..3", &[0, 1, 2]);
        check("0..=3", &[0, 1, 2, 3]);
        check("0..10:4", &[0, 4, 8]);
        check("0..=8:4", &[0, 4, 8]);
        check("5..6:100", &[5]);
        check("10, 0..2 ,1_000,1e3,2E2", &[10, 0, 1, 1_000, 1_000, 200]);
        check("18446744073709551614..=18446744073709551615", &[u64::MAX - 1, u64::MAX]);
    }

    #[test]
    fn wrong_steps_are_refused() {
        let not_a_step =
            |text: &str| format!("`{text}` is not a step: a whole number from 0 on, as 1000, 1_000 or 1e3");
        check_error("", &not_a_step(""));
        check_error("1,,2", &not_a_step(""));
        check_error("ten", &not_a_step("ten"));
        check_error("-1", &not_a_step("-1"));
        check_error("1.5", &not_a_step("1.5"));
        check_error("..5", &not_a_step(""));
        check_error("1e-5", &not_a_step("1e-5"));
        let range = "is not a step; a range is written as 0..1000, or 0..1000:10 for every tenth step";
        check_error("10:20", &format!("`10:20` {range}"));
        check_error("10-20", &format!("`10-20` {range}"));
        check_error("5..", &not_a_step(""));
        check_error("5..5", "`5..5` has no steps");
        check_error("5..=4", "`5..=4` has no steps");
        check_error("0..0", "`0..0` has no steps");
        check_error("0..10:0", "the stride of `0..10:0` must be greater than 0");
        check_error(
            "18446744073709551616",
            "`18446744073709551616` is more than the greatest step, 18446744073709551615",
        );
        check_error("1e20", "`1e20` is more than the greatest step, 18446744073709551615");
    }

    #[test]
    fn steps_print_as_they_are_parsed() {
        for text in ["7", "0..=3", "0..=8:4", "1,5..=9"] {
            assert_eq!(text.parse::<Steps>().map(|steps| steps.to_string()), Ok(text.to_owned()));
        }
    }
}
