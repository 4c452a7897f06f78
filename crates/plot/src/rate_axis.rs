//! The axis of rates: where it starts and ends, its ticks, and where on it a rate lies.

use crate::Scale;
use crate::decimal::{self, Decimal};
use crate::number::to_i64;
use crate::sampling::Sampled;

/// How many powers of ten the logarithmic axis has at most.
const MOST_DECADES: i32 = 12;
/// Powers of ten between ticks of the logarithmic axis; the last is enough for two intervals.
const STRIDES: [i32; 6] = [1, 2, 3, 4, 5, 6];

#[derive(Clone, Debug)]
pub(crate) struct RateAxis {
    scale: Scale,
    /// On the logarithmic axis these are logarithms to base 10.
    low: f64,
    high: f64,
    pub(crate) ticks: Vec<Tick>,
    /// What the reader must know about rates off the axis.
    pub(crate) note: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    /// From 0 at the lower end of the axis to 1 at the upper.
    pub(crate) position: f64,
    pub(crate) label: String,
}

/// The rates that the axis has to show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    low: f64,
    high: f64,
    /// The smallest positive rate.
    positive: f64,
}

impl Extent {
    pub(crate) fn of(curves: &[Sampled]) -> Self {
        let mut extent = Self { low: f64::INFINITY, high: f64::NEG_INFINITY, positive: f64::INFINITY };
        for rate in curves.iter().flatten().flatten().map(|point| point.rate) {
            extent.low = extent.low.min(rate);
            extent.high = extent.high.max(rate);
            if rate > 0.0 {
                extent.positive = extent.positive.min(rate);
            }
        }
        if extent.low > extent.high { Self { low: 0.0, high: 1.0, positive: 1.0 } } else { extent }
    }

    /// The smallest rate that a logarithmic axis shows, and whether some rate lies below it.
    fn floor(self) -> (f64, bool) {
        let floor = self.positive.max(power_of_ten(exponent_up(self.high) - MOST_DECADES).to_f64());
        (floor, self.low < floor)
    }

    /// Whether the axis will have a note.
    pub(crate) fn needs_note(self, scale: Scale) -> bool {
        scale == Scale::Logarithmic && self.floor().1
    }
}

impl RateAxis {
    /// An axis with about `intervals` intervals between ticks at most, and at least 2.
    pub(crate) fn new(extent: Extent, scale: Scale, intervals: usize) -> Self {
        let intervals = i64::try_from(intervals.max(2)).unwrap_or(2);
        match scale {
            Scale::Linear => Self::linear(extent, intervals),
            Scale::Logarithmic => Self::logarithmic(extent, intervals),
        }
    }

    /// The rates at the lower and at the upper end.
    pub(crate) fn ends(&self) -> (f64, f64) {
        match self.scale {
            Scale::Linear => (self.low, self.high),
            Scale::Logarithmic => (libm::exp10(self.low), libm::exp10(self.high)),
        }
    }

    /// Where a rate lies, from 0 at the lower end to 1 at the upper.
    pub(crate) fn position(&self, rate: f64) -> f64 {
        let at = match self.scale {
            Scale::Linear => rate,
            Scale::Logarithmic if rate > 0.0 => libm::log10(rate),
            Scale::Logarithmic => return 0.0,
        };
        // By shares of the larger end: the difference of the ends may be more than a double can hold.
        let unit = self.low.abs().max(self.high.abs());
        ((at / unit - self.low / unit) / (self.high / unit - self.low / unit)).clamp(0.0, 1.0)
    }

    fn linear(extent: Extent, intervals: i64) -> Self {
        let Extent { low, high, .. } = extent;
        let is_narrow = low > 0.8 * high && high - low > 1e-4 * high;
        let (low, high) = match (low, high) {
            (0.0, 0.0) => (0.0, 1.0),
            (low, high) if is_narrow => (low, high),
            (low, high) => (low.min(0.0), high.max(0.0)),
        };
        let (first, last, step) = linear_ticks(low, high, intervals);
        let ticks = (first..=last).map(|k| Decimal { mantissa: k * step.mantissa, exponent: step.exponent });
        let ticks: Vec<_> = ticks.filter(|tick| tick.to_f64().is_finite()).collect();
        // The outermost ticks are the ends, unless they are too large for a double.
        let end = |k: i64, rate: f64| {
            let value = Decimal { mantissa: k * step.mantissa, exponent: step.exponent }.to_f64();
            if value.is_finite() { value } else { rate }
        };
        let axis = Self {
            scale: Scale::Linear,
            low: end(first, low),
            high: end(last, high),
            ticks: vec![],
            note: None,
        };
        axis.with_ticks(&ticks, decimal::labels(&ticks))
    }

    fn logarithmic(extent: Extent, intervals: i64) -> Self {
        let (floor, is_clipped) = extent.floor();
        let (floor, high) = if floor <= extent.high { (floor, extent.high) } else { (1.0, 1.0) };
        let ticks = logarithmic_ticks(floor, high, intervals);
        let labels = decimal::labels_scientific(&ticks);
        let end = |tick: Option<&Decimal>| tick.map_or(0.0, |&tick| log10(tick));
        let axis = Self {
            scale: Scale::Logarithmic,
            low: end(ticks.first()),
            high: end(ticks.last()),
            note: is_clipped.then(|| format!("rates below {} lie on the lower edge", labels[0])),
            ticks: vec![],
        };
        axis.with_ticks(&ticks, labels)
    }

    fn with_ticks(mut self, ticks: &[Decimal], labels: Vec<String>) -> Self {
        let position = |tick: &Decimal| match self.scale {
            Scale::Linear => self.position(tick.to_f64()),
            Scale::Logarithmic => (log10(*tick) - self.low) / (self.high - self.low),
        };
        self.ticks = ticks
            .iter()
            .map(position)
            .zip(labels)
            .map(|(position, label)| Tick { position, label })
            .collect();
        self
    }
}

/// The first and the last tick as multiples of the third: the smallest step of 1, 2 or 5 times a power of ten
/// that covers `low` to `high` with at most `intervals` intervals.
fn linear_ticks(low: f64, high: f64, intervals: i64) -> (i64, i64, Decimal) {
    // Two powers below the span, so that every step worth trying is tried; none finer than a double can be.
    let span = (high - low).min(f64::MAX);
    let start = exponent(span).saturating_sub(2).max(-323);
    let mut best = (0, 1, Decimal { mantissa: 1, exponent: start });
    for exponent in start..=308 {
        for mantissa in [1, 2, 5] {
            let step = Decimal { mantissa, exponent };
            let size = step.to_f64();
            if !size.is_finite() {
                return best;
            }
            // A hair of tolerance: 0.7 / 0.1 is not 7.
            let first = to_i64((low / size + 1e-9).floor());
            let last = to_i64((high / size - 1e-9).ceil()).max(first + 1);
            best = (first, last, step);
            if last - first <= intervals {
                return best;
            }
        }
    }
    best
}

/// Ticks at 1, 2 and 5 times each power of ten if that is not too many, else at every n-th power.
fn logarithmic_ticks(low: f64, high: f64, intervals: i64) -> Vec<Decimal> {
    let fine = fine_ticks(low, high);
    if i64::try_from(fine.len()).is_ok_and(|count| (3..=intervals.min(8) + 1).contains(&count)) {
        return fine;
    }
    let first = exponent(low);
    let last = exponent_up(high).max(first + 1);
    let fits = |stride: &&i32| i64::from((last - first + **stride - 1) / **stride) <= intervals;
    let stride = *STRIDES.iter().find(fits).unwrap_or(&STRIDES[5]);
    let count = (last - first + stride - 1) / stride;
    (0..=count).rev().map(|k| power_of_ten(last - k * stride)).collect()
}

/// The ticks at 1, 2 and 5 times a power of ten from the last at or below `low` to the first at or above
/// `high`.
fn fine_ticks(low: f64, high: f64) -> Vec<Decimal> {
    let all = (exponent(low) - 1..=exponent(high) + 1)
        .flat_map(|exponent| [1, 2, 5].map(|mantissa| Decimal { mantissa, exponent }));
    let mut ticks: Vec<Decimal> = Vec::new();
    for tick in all {
        let value = tick.to_f64();
        if value <= low {
            ticks.clear();
        }
        ticks.push(tick);
        if value >= high && ticks.len() > 1 {
            break;
        }
    }
    ticks
}

/// The exponent of a number in scientific notation.
fn exponent(x: f64) -> i32 {
    let text = format!("{x:e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// The exponent of the first power of ten at or above a number.
fn exponent_up(x: f64) -> i32 {
    exponent(x) + i32::from(power_of_ten(exponent(x)).to_f64() < x)
}

fn power_of_ten(exponent: i32) -> Decimal {
    Decimal { mantissa: 1, exponent }
}

/// Even where the number itself would be too small or too large for a double.
fn log10(tick: Decimal) -> f64 {
    let mantissa = Decimal { mantissa: tick.mantissa, exponent: 0 };
    libm::log10(mantissa.to_f64()) + f64::from(tick.exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::Point;

    fn axis(rates: &[f64], scale: Scale, intervals: usize) -> RateAxis {
        let line = rates.iter().map(|&rate| Point { across: 0.0, rate }).collect();
        RateAxis::new(Extent::of(&[vec![line]]), scale, intervals)
    }

    #[track_caller]
    fn check(rates: &[f64], scale: Scale, intervals: usize, expected: &[&str]) {
        let axis = axis(rates, scale, intervals);
        let labels: Vec<_> = axis.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, expected);
        for tick in &axis.ticks {
            assert!((0.0..=1.0).contains(&tick.position), "{axis:?}");
        }
        for &rate in rates {
            assert!((0.0..=1.0).contains(&axis.position(rate)), "{axis:?}");
        }
    }

    #[test]
    fn linear_axes_start_at_zero_and_end_at_a_tick() {
        check(&[0.0, 1e-4], Scale::Linear, 5, &["0", "2e-5", "4e-5", "6e-5", "8e-5", "1e-4"]);
        check(&[0.1, 0.7], Scale::Linear, 7, &["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"]);
        check(&[3e-4, 3e-4], Scale::Linear, 4, &["0", "0.0001", "0.0002", "0.0003"]);
        check(&[0.0], Scale::Linear, 2, &["0", "0.5", "1.0"]);
        check(&[], Scale::Linear, 2, &["0", "0.5", "1.0"]);
    }

    #[test]
    fn nearly_equal_rates_are_looked_at_closely() {
        check(&[0.099, 0.1], Scale::Linear, 3, &["0.0990", "0.0995", "0.1000"]);
    }

    #[test]
    fn the_ends_of_the_doubles_have_ticks() {
        check(&[0.0, f64::MAX], Scale::Linear, 4, &["0", "5.0e307", "1.0e308", "1.5e308"]);
        check(&[-f64::MAX, f64::MAX], Scale::Linear, 2, &["-1e308", "0", "1e308"]);
        check(&[5e-324], Scale::Linear, 4, &["0", "1e-323"]);
        check(&[1e-300], Scale::Linear, 2, &["0", "5e-301", "1e-300"]);
        check(&[5e-324, f64::MAX], Scale::Logarithmic, 4, &["1e297", "1e300", "1e303", "1e306", "1e309"]);
    }

    #[test]
    fn logarithmic_axes_have_powers_of_ten_or_parts_of_them() {
        check(&[1e-5, 0.1], Scale::Logarithmic, 5, &["1e-5", "1e-4", "1e-3", "1e-2", "1e-1"]);
        check(&[1e-5, 0.1], Scale::Logarithmic, 2, &["1e-5", "1e-3", "1e-1"]);
        check(&[0.02, 0.1], Scale::Logarithmic, 5, &["2e-2", "5e-2", "1e-1"]);
        check(&[0.3], Scale::Logarithmic, 5, &["1e-1", "1e0"]);
        check(&[0.0], Scale::Logarithmic, 5, &["1e0", "1e1"]);
    }

    #[test]
    fn what_a_logarithmic_axis_leaves_out_is_said() {
        assert_eq!(axis(&[1e-3, 1e-5], Scale::Logarithmic, 5).note, None);
        let note = axis(&[0.0, 1e-3, 1e-5], Scale::Logarithmic, 5).note;
        assert_eq!(note.as_deref(), Some("rates below 1e-5 lie on the lower edge"));
        let note = axis(&[1e-300, 1.0], Scale::Logarithmic, 5).note;
        assert_eq!(note.as_deref(), Some("rates below 1e-12 lie on the lower edge"));
    }
}
