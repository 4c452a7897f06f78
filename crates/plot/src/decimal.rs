//! Tick values as decimal numbers, so that a label says exactly where its tick is.

/// `mantissa * 10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) mantissa: i64,
    pub(crate) exponent: i32,
}

impl Decimal {
    /// The nearest double; infinite where there is none.
    pub(crate) fn to_f64(self) -> f64 {
        format!("{}e{}", self.mantissa, self.exponent).parse().unwrap_or(f64::NAN)
    }

    /// The same number with a mantissa that does not end in 0.
    fn normalized(mut self) -> Self {
        if self.mantissa == 0 {
            return Self { mantissa: 0, exponent: 0 };
        }
        while self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.exponent += 1;
        }
        self
    }

    fn digits(self) -> String {
        self.mantissa.unsigned_abs().to_string()
    }

    /// The exponent in scientific notation.
    fn magnitude(self) -> i32 {
        self.exponent + length(&self.digits()) - 1
    }
}

fn length(digits: &str) -> i32 {
    i32::try_from(digits.len()).unwrap_or(i32::MAX)
}

/// Labels for the ticks of one axis, all with the same number of decimals: plain (`0.002`) where four
/// decimals are enough and no number reaches a million, else scientific (`2.5e-5`). Zero is `0`.
pub(crate) fn labels(ticks: &[Decimal]) -> Vec<String> {
    let ticks: Vec<_> = ticks.iter().map(|tick| tick.normalized()).collect();
    let decimals = ticks.iter().map(|tick| -tick.exponent).max().unwrap_or(0).max(0);
    if decimals <= 4 && ticks.iter().all(|tick| tick.magnitude() < 6) {
        ticks.iter().map(|tick| plain(*tick, decimals)).collect()
    } else {
        labels_scientific(&ticks)
    }
}

/// Labels for the ticks of one axis: scientific, with the same number of decimals.
pub(crate) fn labels_scientific(ticks: &[Decimal]) -> Vec<String> {
    let ticks: Vec<_> = ticks.iter().map(|tick| tick.normalized()).collect();
    let decimals = ticks.iter().map(|tick| tick.digits().len() - 1).max().unwrap_or(0);
    ticks.iter().map(|tick| scientific(*tick, decimals)).collect()
}

fn sign(tick: Decimal) -> &'static str {
    if tick.mantissa < 0 { "-" } else { "" }
}

fn plain(tick: Decimal, decimals: i32) -> String {
    if tick.mantissa == 0 {
        return "0".to_owned();
    }
    let decimals = usize::try_from(decimals).unwrap_or(0);
    let zeros = usize::try_from(tick.exponent).unwrap_or(0);
    let present = usize::try_from(-tick.exponent).unwrap_or(0);
    let mut digits = tick.digits();
    digits.push_str(&"0".repeat(zeros + decimals - present));
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{whole}{point}{fraction}", sign(tick))
}

fn scientific(tick: Decimal, decimals: usize) -> String {
    if tick.mantissa == 0 {
        return "0".to_owned();
    }
    let digits = tick.digits();
    let (whole, fraction) = digits.split_at(1);
    let point = if decimals == 0 { "" } else { "." };
    format!("{}{whole}{point}{fraction:0<decimals$}e{}", sign(tick), tick.magnitude())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ticks: &[(i64, i32)], expected: &[&str]) {
        let ticks: Vec<_> =
            ticks.iter().map(|&(mantissa, exponent)| Decimal { mantissa, exponent }).collect();
        assert_eq!(labels(&ticks), expected);
    }

    #[test]
    fn small_rates_are_scientific_with_the_same_decimals() {
        check(&[(0, -5), (5, -5), (10, -5), (15, -5)], &["0", "5.0e-5", "1.0e-4", "1.5e-4"]);
        check(&[(0, -5), (2, -5), (4, -5), (10, -5)], &["0", "2e-5", "4e-5", "1e-4"]);
    }

    #[test]
    fn everyday_rates_are_plain() {
        check(&[(0, -1), (5, -1), (10, -1)], &["0", "0.5", "1.0"]);
        check(&[(2, -4), (10, -4)], &["0.0002", "0.0010"]);
        check(&[(991, -4), (1000, -4)], &["0.0991", "0.1000"]);
        check(&[(0, 0), (50, 0), (1, 2)], &["0", "50", "100"]);
        check(&[(-5, -1), (5, 0)], &["-0.5", "5.0"]);
    }

    #[test]
    fn large_rates_are_scientific() {
        check(&[(0, 6), (5, 5), (1, 6)], &["0", "5e5", "1e6"]);
        check(&[(-15, 307), (5, 307)], &["-1.5e308", "5.0e307"]);
    }
}
