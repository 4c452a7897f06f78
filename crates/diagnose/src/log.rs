//! A log: the rates that a run has recorded.

use crate::digits::Digits;
use crate::sixteen_bits::SixteenBits;

/// One row of a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub(crate) step: u64,
    pub(crate) rate: f64,
    /// The digits of the number, if it was printed.
    digits: Option<Digits>,
}

impl Point {
    /// A rate that was logged as a number of 32 or 64 bits.
    pub const fn new(step: u64, rate: f64) -> Self {
        Self { step, rate, digits: None }
    }

    /// A rate that was logged as text, such as `5e-05` or `0.000050`; `None` if it is not a finite number.
    ///
    /// ```
    /// use glidepath_diagnose::Point;
    ///
    /// assert_eq!(Point::printed(7, "1.25e-3").map(|point| point.rate()), Some(0.00125));
    /// assert_eq!(Point::printed(7, "nan"), None);
    /// ```
    pub fn printed(step: u64, text: &str) -> Option<Self> {
        let rate = text.trim().parse().ok().filter(|rate: &f64| rate.is_finite())?;
        Some(Self { step, rate, digits: Some(Digits::of(text.trim())) })
    }

    /// The step in the log.
    pub const fn step(&self) -> u64 {
        self.step
    }

    /// The rate.
    pub const fn rate(&self) -> f64 {
        self.rate
    }

    /// The same row at another step.
    #[must_use]
    pub const fn at(self, step: u64) -> Self {
        Self { step, ..self }
    }
}

/// The rates that a run has recorded, by step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    pub(crate) points: Vec<Point>,
    /// The maximum rounding error of each rate, by its printed digits and by the format of 16-bit floats.
    pub(crate) tolerances: Vec<f64>,
    replaced: usize,
}

impl Log {
    /// A log of these rows, in any order. Of several rows with the same step, the last one is used: a run
    /// that is resumed from a checkpoint writes the steps after it again.
    pub fn new(rows: impl IntoIterator<Item = Point>) -> Self {
        let mut rows: Vec<_> = rows.into_iter().collect();
        let count = rows.len();
        rows.sort_by_key(|row| row.step);
        let mut points: Vec<Point> = Vec::with_capacity(count);
        for row in rows {
            match points.last_mut() {
                Some(last) if last.step == row.step => *last = row,
                _ => points.push(row),
            }
        }
        let printed = || points.iter().filter_map(|point| Some((point.rate, point.digits?)));
        let unit = Digits::unit(printed());
        let half = |point: &Point| point.digits.map_or(0.0, |digits| unit.half(point.rate, digits));
        let mut tolerances: Vec<_> = points.iter().map(half).collect();
        let rates = points.iter().map(|point| point.rate).zip(tolerances.iter().copied());
        if let Some(format) = SixteenBits::of(rates) {
            for (tolerance, point) in tolerances.iter_mut().zip(&points) {
                *tolerance += format.spacing(point.rate);
            }
        }
        let replaced = count - points.len();
        Self { points, tolerances, replaced }
    }

    /// The rows that are used, by step.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The number of rows that were replaced by a later one with the same step.
    pub const fn replaced(&self) -> usize {
        self.replaced
    }
}
