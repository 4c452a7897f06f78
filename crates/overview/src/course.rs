//! The course of a schedule over all steps, found by probing its rates.

use glidepath_core::LearningRateSchedule;

/// Probes between a power of two and the next.
const PER_OCTAVE: u64 = 64;

/// Steps up to here are all probed.
const DENSE: u64 = 2 * PER_OCTAVE;

/// A rate that still moves from here on does not settle.
const FAR: u64 = 1 << 61;

/// How many samples are taken where turns are counted.
const SAMPLES: u64 = 1 << 12;

/// A turn counts where the rate goes back by this share of the difference between the greatest and the least.
const TURN: f64 = 0.1;

/// Rates at steps that lie ever further apart, over the whole domain.
pub(crate) struct Course<'s> {
    schedule: &'s dyn LearningRateSchedule,
    rates: Vec<(u64, f64)>,
}

impl<'s> Course<'s> {
    pub(crate) fn new(schedule: &'s dyn LearningRateSchedule) -> Self {
        Self { schedule, rates: probes().map(|step| (step, schedule.learning_rate(step))).collect() }
    }

    /// The rate at the last probe: the limit of a schedule that settles.
    pub(crate) fn last(&self) -> f64 {
        self.rates.last().map_or(0.0, |&(_, rate)| rate)
    }

    /// From which step on the rate stays within a share of its greatest distance from the last rate; with 0,
    /// from which step on it does not change at all. `None` if it never settles.
    pub(crate) fn settles(&self, share: f64) -> Option<u64> {
        let last = self.last();
        let greatest = self.rates.iter().map(|&(_, rate)| (rate - last).abs()).fold(0.0, f64::max);
        let is_away = |rate: f64| (rate - last).abs() > share * greatest;
        let Some(away) = self.rates.iter().rposition(|&(_, rate)| is_away(rate)) else { return Some(0) };
        let (mut low, _) = self.rates[away];
        let (mut high, _) = *self.rates.get(away + 1)?;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if is_away(self.schedule.learning_rate(middle)) { low = middle } else { high = middle }
        }
        (high < FAR).then_some(high)
    }

    /// The first step whose rate is at least this.
    pub(crate) fn reaches(&self, rate: f64) -> Option<u64> {
        self.rates.iter().find(|&&(_, probed)| probed >= rate).map(|&(step, _)| step)
    }

    /// How often the rate turns from up to down or from down to up.
    pub(crate) fn turns(&self, last: u64) -> usize {
        turns(self.schedule, last).len()
    }

    /// The step before the rate turns for that many-th time.
    pub(crate) fn until_turn(&self, count: usize) -> Option<u64> {
        (3..u64::BITS).find_map(|power| {
            let last = 1 << power;
            let turn = *turns(self.schedule, last).get(count - 1)?;
            Some(self.exact_turn(turn, last.div_ceil(SAMPLES)) - 1)
        })
    }

    /// The step of the turn, near one that was found among samples.
    fn exact_turn(&self, turn: Turn, stride: u64) -> u64 {
        let first = turn.step.saturating_sub(stride).max(1);
        let finer = (2 * stride).div_ceil(SAMPLES);
        let steps = (0..=2 * stride / finer).map(|index| first + index * finer);
        let height = |step| turn.direction * self.schedule.learning_rate(step);
        let higher = |best, step| if height(step) > height(best) { step } else { best };
        steps.reduce(higher).unwrap_or(turn.step)
    }
}

/// A place where the rate turns.
#[derive(Clone, Copy)]
struct Turn {
    step: u64,
    /// 1 at a peak, -1 at a low.
    direction: f64,
}

fn turns(schedule: &dyn LearningRateSchedule, last: u64) -> Vec<Turn> {
    let stride = last.div_ceil(SAMPLES).max(1);
    let rates: Vec<_> =
        (0..=last / stride).map(|index| (index * stride, schedule.learning_rate(index * stride))).collect();
    let least = rates.iter().map(|&(_, rate)| rate).fold(f64::INFINITY, f64::min);
    let greatest = rates.iter().map(|&(_, rate)| rate).fold(0.0, f64::max);
    let enough = TURN * (greatest - least);
    let mut turns = Vec::new();
    let (mut low, mut high) = (rates[0], rates[0]);
    let mut direction = 0.0;
    for rate in rates {
        if rate.1 > high.1 {
            high = rate;
        }
        if rate.1 < low.1 {
            low = rate;
        }
        if direction >= 0.0 && high.1 - rate.1 > enough {
            if direction > 0.0 {
                turns.push(Turn { step: high.0, direction });
            }
            (direction, low) = (-1.0, rate);
        } else if direction <= 0.0 && rate.1 - low.1 > enough {
            if direction < 0.0 {
                turns.push(Turn { step: low.0, direction });
            }
            (direction, high) = (1.0, rate);
        }
    }
    turns
}

/// Step 0 and its neighbours, then as many steps in every octave. They are not evenly spaced, so that they do
/// not keep time with a cycle.
pub fn probes() -> impl Iterator<Item = u64> {
    let later = (DENSE.ilog2()..u64::BITS).flat_map(|power| {
        let stride = (1 << power) / PER_OCTAVE;
        (0..PER_OCTAVE).map(move |index| {
            let scattered = (u64::from(power) * PER_OCTAVE + index).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (1 << power) + index * stride + scattered % stride
        })
    });
    (0..DENSE).chain(later)
}
