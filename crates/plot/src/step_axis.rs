//! The axis of steps: its ticks.

use std::ops::Range;

use crate::number::to_f64;

/// No axis has more ticks than this.
const MOST: u128 = 16;
/// Units of labels from `10_000` on, by the powers of 1000.
const UNITS: [&str; 7] = ["", "k", "M", "G", "T", "P", "E"];

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StepTick {
    /// Where in the range, from 0 to 1.
    pub(crate) across: f64,
    pub(crate) label: String,
}

/// Ticks at the multiples of a step count of 1, 2, 2.5 or 5 times a power of ten: the smallest for which they
/// fit. The end of the range can have a tick too.
pub(crate) fn ticks(steps: &Range<u64>, fits: impl Fn(&[StepTick]) -> bool) -> Vec<StepTick> {
    let (start, end) = (u128::from(steps.start), u128::from(steps.end));
    let length = to_f64(end - start);
    let at = |step: u128, label| StepTick { across: to_f64(step - start) / length, label };
    for distance in (0..20).flat_map(distances) {
        let (first, last) = (start.div_ceil(distance), end / distance);
        if last < first {
            break;
        }
        if last - first >= MOST {
            continue;
        }
        let places: Vec<u128> = (first..=last).map(|k| k * distance).collect();
        let ticks: Vec<_> =
            places.iter().zip(labels(&places)).map(|(&step, label)| at(step, label)).collect();
        if fits(&ticks) {
            return ticks;
        }
    }
    let only = vec![at(start, grouped(start))];
    if fits(&only) { only } else { Vec::new() }
}

fn distances(exponent: u32) -> impl Iterator<Item = u128> {
    let power = 10_u128.pow(exponent);
    [Some(power), Some(2 * power), (exponent > 0).then_some(power / 2 * 5), Some(5 * power)]
        .into_iter()
        .flatten()
}

/// `0`, `2500`; from 10 000 on `250k`, `1.25M`; where that takes more than two decimals all digits.
fn labels(steps: &[u128]) -> Vec<String> {
    let is_large = steps.last().is_some_and(|&last| last >= 10_000);
    let short: Option<Vec<String>> = steps.iter().map(|&step| with_unit(step)).collect();
    match short {
        Some(labels) if is_large => labels,
        _ => steps.iter().map(|&step| grouped(step)).collect(),
    }
}

fn with_unit(step: u128) -> Option<String> {
    let mut unit = 1;
    let mut name = UNITS[0];
    for next in &UNITS[1..] {
        if step / unit < 1_000 {
            break;
        }
        unit *= 1_000;
        name = next;
    }
    let hundredths = step * 100 / unit;
    if hundredths * unit != step * 100 {
        return None;
    }
    let (whole, fraction) = (hundredths / 100, hundredths % 100);
    Some(match (fraction, fraction % 10) {
        (0, _) => format!("{whole}{name}"),
        (_, 0) => format!("{whole}.{}{name}", fraction / 10),
        _ => format!("{whole}.{fraction:02}{name}"),
    })
}

/// With thousands separators from five digits on.
pub(crate) fn grouped(step: u128) -> String {
    let digits = step.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(steps: Range<u64>, most: usize, expected: &[&str]) {
        let found: Vec<_> =
            ticks(&steps, |ticks| ticks.len() <= most).into_iter().map(|tick| tick.label).collect();
        assert_eq!(found, expected, "{steps:?}");
    }

    #[test]
    fn labels_are_short() {
        check(0..1_000_000, 5, &["0", "250k", "500k", "750k", "1M"]);
        check(0..1_250_000, 6, &["0", "250k", "500k", "750k", "1M", "1.25M"]);
        check(0..10_000, 3, &["0", "5k", "10k"]);
        check(0..9_000, 4, &["0", "2500", "5000", "7500"]);
        check(0..1_000_000_000_000_000, 3, &["0", "500T", "1P"]);
        check(0..u64::MAX, 4, &["0", "5E", "10E", "15E"]);
    }

    #[test]
    fn a_short_range_far_out_has_all_digits() {
        check(1_000_000_000..1_000_000_010, 3, &["1,000,000,000", "1,000,000,005", "1,000,000,010"]);
        check(u64::MAX - 1..u64::MAX, 2, &["18,446,744,073,709,551,614", "18,446,744,073,709,551,615"]);
        check(u64::MAX - 1..u64::MAX, 1, &["18,446,744,073,709,551,614"]);
        check(7..8, 2, &["7", "8"]);
    }

    #[test]
    fn where_nothing_fits_there_is_nothing() {
        check(0..10, 0, &[]);
    }
}
