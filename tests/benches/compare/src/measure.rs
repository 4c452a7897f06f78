//! Taking the time.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

/// The number of rates of a `fill`.
pub(crate) const MILLION: usize = 1_000_000;

/// What was measured, in nanoseconds.
#[derive(Default)]
pub(crate) struct Measurements(pub(crate) BTreeMap<String, f64>);

impl Measurements {
    /// A million rates at once.
    pub(crate) fn million(&mut self, name: &str, mut fill: impl FnMut()) {
        self.0.insert(format!("million/{name}"), least(5, &mut fill));
    }

    /// One rate after the other, at consecutive steps and at steps that jump about.
    pub(crate) fn one_by_one(&mut self, name: &str, rate: impl Fn(u64) -> f64) {
        const COUNT: u64 = 1_024;
        let jumping: Vec<u64> = (0..COUNT).map(|index| (index * 611_953) % 1_000_003).collect();
        // Each run goes on where the last one ended, in the middle of the schedule.
        let mut first = 300_000;
        let consecutive = least(60, &mut || {
            first += COUNT;
            (first..first + COUNT).for_each(|step| {
                black_box(rate(black_box(step)));
            });
        });
        let jumping = least(60, &mut || {
            jumping.iter().for_each(|&step| {
                black_box(rate(black_box(step)));
            });
        });
        self.0.insert(format!("consecutive/{name}"), consecutive / COUNT as f64);
        self.0.insert(format!("jumping/{name}"), jumping / COUNT as f64);
    }

    /// Anything that is done so many times in a run.
    pub(crate) fn each(&mut self, name: &str, count: u32, mut run: impl FnMut()) {
        self.0.insert(name.to_owned(), least(20, &mut run) / f64::from(count));
    }
}

/// The least time of so many runs, in nanoseconds.
fn least(runs: usize, run: &mut dyn FnMut()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e9
    };
    (0..runs).map(time).fold(f64::INFINITY, f64::min)
}
