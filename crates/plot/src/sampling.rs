//! From a schedule to points: bounded work, however long the range.

use std::ops::Range;

use glidepath_core::LearningRateSchedule;

use crate::number::to_f64;

/// The most rates asked of one schedule.
const MOST_PER_CURVE: usize = 200_000;
/// The most rates asked in all, as long as each column of each curve still gets `FEWEST_PER_COLUMN`.
const MOST_IN_ALL: usize = 8_000_000;
const FEWEST_PER_COLUMN: usize = 4;

/// How many rates may be asked of each schedule.
pub(crate) fn budget(curves: usize) -> usize {
    (MOST_IN_ALL / curves.max(1)).min(MOST_PER_CURVE)
}

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    /// Where in the range, from 0 to 1.
    pub(crate) across: f64,
    pub(crate) rate: f64,
}

/// A curve as lines through points, from left to right; between two lines there is a gap.
pub(crate) type Sampled = Vec<Vec<Point>>;

/// Asks at most `budget` rates (or 4 for each column, if that is more).
pub(crate) fn sample(
    schedule: &dyn LearningRateSchedule,
    steps: &Range<u64>,
    columns: usize,
    budget: usize,
) -> Sampled {
    let columns = columns.max(1);
    let mut lines = Lines::new(steps);
    let length = steps.end - steps.start;
    if let Some(count) = usize::try_from(length).ok().filter(|&count| count <= columns) {
        let mut rates = vec![0.0; count];
        schedule.fill(steps.start, &mut rates);
        for (step, rate) in steps.clone().zip(rates) {
            lines.stair(step, rate);
        }
    } else {
        let mut column =
            Column { schedule, most: (budget / columns).max(FEWEST_PER_COLUMN), rates: Vec::new() };
        let mut first = steps.start;
        for end in (1..=columns).map(|i| edge(steps, i, columns)) {
            match column.extremes(first, end - 1) {
                Some(points) => lines.column(points),
                None => lines.cut(),
            }
            first = end;
        }
    }
    lines.finish()
}

/// The step at which column `i` of `columns` starts.
fn edge(steps: &Range<u64>, i: usize, columns: usize) -> u64 {
    let length = u128::from(steps.end - steps.start);
    let offset = length * i as u128 / columns as u128;
    steps.start + u64::try_from(offset).unwrap_or(u64::MAX - steps.start)
}

/// The samples of one column after another.
struct Column<'a> {
    schedule: &'a dyn LearningRateSchedule,
    most: usize,
    rates: Vec<f64>,
}

impl Column<'_> {
    /// The first, smallest, largest and last finite rate among the steps `first..=last`, in the order of
    /// steps.
    fn extremes(&mut self, first: u64, last: u64) -> Option<[(u64, f64); 4]> {
        let mut found = Extremes(None);
        match usize::try_from(last - first) {
            Ok(rest) if rest < self.most => {
                self.rates.resize(rest + 1, 0.0);
                self.schedule.fill(first, &mut self.rates);
                for (step, &rate) in (first..=last).zip(&self.rates) {
                    found.add(step, rate);
                }
            }
            _ => {
                let mut ask = |step| found.add(step, self.schedule.learning_rate(step));
                ask(first);
                spread(first + 1, last, self.most - 2).for_each(&mut ask);
                ask(last);
            }
        }
        found.in_order()
    }
}

/// `count` steps in `first..end`, one in each of as many equal parts. Where in its part a step lies is taken
/// from a hash: at equal distances a schedule that repeats itself could look constant.
fn spread(first: u64, end: u64, count: usize) -> impl Iterator<Item = u64> {
    let range = first..end;
    (0..count).map(move |i| {
        let (low, high) = (edge(&range, i, count), edge(&range, i + 1, count));
        low + hash(low) % (high - low).max(1)
    })
}

/// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
fn hash(step: u64) -> u64 {
    let z = step.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// First, smallest, largest, last.
struct Extremes(Option<[(u64, f64); 4]>);

impl Extremes {
    fn add(&mut self, step: u64, rate: f64) {
        if !rate.is_finite() {
            return;
        }
        let [_, smallest, largest, last] = self.0.get_or_insert([(step, rate); 4]);
        if rate < smallest.1 {
            *smallest = (step, rate);
        }
        if rate > largest.1 {
            *largest = (step, rate);
        }
        *last = (step, rate);
    }

    fn in_order(self) -> Option<[(u64, f64); 4]> {
        let mut points = self.0?;
        points.sort_by_key(|&(step, _)| step);
        Some(points)
    }
}

/// Collects points into lines.
struct Lines<'a> {
    steps: &'a Range<u64>,
    done: Sampled,
    line: Vec<Point>,
}

impl<'a> Lines<'a> {
    fn new(steps: &'a Range<u64>) -> Self {
        Self { steps, done: Vec::new(), line: Vec::new() }
    }

    fn push(&mut self, step: u64, rate: f64) {
        let length = to_f64(u128::from(self.steps.end - self.steps.start));
        let across = to_f64(u128::from(step - self.steps.start)) / length;
        let point = Point { across, rate };
        if self.line.last() != Some(&point) {
            self.line.push(point);
        }
    }

    /// One step, as wide as it is.
    fn stair(&mut self, step: u64, rate: f64) {
        if rate.is_finite() {
            self.push(step, rate);
            self.push(step + 1, rate);
        } else {
            self.cut();
        }
    }

    fn column(&mut self, points: [(u64, f64); 4]) {
        for (step, rate) in points {
            self.push(step, rate);
        }
    }

    fn cut(&mut self) {
        if !self.line.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
    }

    /// The last rate holds to the end of the range.
    fn finish(mut self) -> Sampled {
        if let Some(last) = self.line.last().copied() {
            self.push(self.steps.end, last.rate);
        }
        self.cut();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use glidepath_core::schedule_fn;

    use super::*;

    fn extent(curve: &Sampled) -> (f64, f64) {
        let rates = || curve.iter().flatten().map(|point| point.rate);
        (rates().fold(f64::INFINITY, f64::min), rates().fold(f64::NEG_INFINITY, f64::max))
    }

    #[test]
    fn the_work_is_bounded() {
        for end in [1, 1_000, 200_000, 200_001, 1_000_000, 1_000_000_000_000_000, u64::MAX] {
            let asked = Cell::new(0_usize);
            let schedule = schedule_fn(|_| {
                asked.set(asked.get() + 1);
                0.1
            });
            sample(&schedule, &(0..end), 1_440, budget(1));
            assert!(asked.get() <= MOST_PER_CURVE, "0..{end}: {}", asked.get());
        }
    }

    #[test]
    fn up_to_the_budget_no_spike_is_missed() {
        for spike in [0, 1, 99_999, 123_456, 199_999] {
            let schedule = schedule_fn(|step| if step == spike { 1.0 } else { 0.1 });
            assert_eq!(extent(&sample(&schedule, &(0..200_000), 160, budget(1))), (0.1, 1.0), "{spike}");
        }
    }

    #[test]
    fn a_period_far_below_a_column_is_seen_in_every_column() {
        for period in [100, 1_024, 1_000_000] {
            let schedule = schedule_fn(|step| to_f64(u128::from(step % period)));
            let curve = sample(&schedule, &(0..1_000_000_000_000_000), 100, budget(1));
            let top = to_f64(u128::from(period));
            for i in 0..100_u32 {
                // The extremes may be the very first and last step of the column.
                let (start, end) = (f64::from(i) / 100.0 - 1e-9, f64::from(i + 1) / 100.0 + 1e-9);
                let column = |p: &&Point| (start..end).contains(&p.across);
                let rates: Vec<f64> = curve[0].iter().filter(column).map(|p| p.rate).collect();
                assert!(rates.iter().any(|&rate| rate < 0.02 * top), "{period}, column {i}: {rates:?}");
                assert!(rates.iter().any(|&rate| rate > 0.98 * top), "{period}, column {i}: {rates:?}");
            }
        }
    }

    #[test]
    fn few_steps_are_stairs() {
        let schedule = schedule_fn(|step| to_f64(u128::from(step)));
        let point = |across, rate| Point { across, rate };
        assert_eq!(
            sample(&schedule, &(2..4), 80, budget(1)),
            [[point(0.0, 2.0), point(0.5, 2.0), point(0.5, 3.0), point(1.0, 3.0)]]
        );
    }

    #[test]
    fn what_is_not_finite_leaves_a_gap() {
        let schedule = schedule_fn(|step| if step == 1 { f64::NAN } else { 1.0 });
        assert_eq!(sample(&schedule, &(0..3), 80, budget(1)).len(), 2);
        let never = schedule_fn(|_| f64::INFINITY);
        assert!(sample(&never, &(0..1_000_000), 80, budget(1)).is_empty());
    }
}
