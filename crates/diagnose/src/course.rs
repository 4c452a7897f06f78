//! The rates of a schedule during a run, and where they peak, fall, jump and end.

use glidepath_core::LearningRateSchedule;

use crate::facts::Facts;

/// The maximum number of sampled steps. Of a longer run, this many steps are sampled.
const MOST_SAMPLES: u64 = 1 << 17;

/// The number of probes between a power of two and the next.
const PER_OCTAVE: u64 = 64;

/// Steps up to here are all probed.
const DENSE: u64 = 2 * PER_OCTAVE;

/// A rate that still changes from here on never settles.
const FAR: u64 = 1 << 61;

/// The number of steps that are sampled if no length is known.
const UNKNOWN: u64 = 1_000;

/// A curve that has made all but this share of its change before this part of its length has no end: it
/// settles only because doubles underflow.
const LEFT: f64 = 0.05;
const EARLIEST: f64 = 0.1;

/// The course of a schedule during a run.
pub(crate) struct Course<'s> {
    schedule: &'s dyn LearningRateSchedule,
    /// The number of steps of the run, if it is known.
    pub(crate) total_steps: Option<u64>,
    /// Steps of the run and their rates, in order; all of them in a run that is not too long.
    pub(crate) samples: Vec<(u64, f64)>,
    /// The peak rate among the samples, and its first step.
    pub(crate) peak: (u64, f64),
    /// The step where the curve settles, if it has an end.
    pub(crate) end: Option<u64>,
    /// The first step after the warmup; 0 if there is none.
    pub(crate) warmup_end: u64,
}

impl<'s> Course<'s> {
    pub(crate) fn new(schedule: &'s dyn LearningRateSchedule, facts: &Facts) -> Self {
        let probes: Vec<_> = probes().map(|step| (step, schedule.learning_rate(step))).collect();
        let rest = if facts.never_settles { None } else { rests(schedule, &probes) };
        let end = facts.curve_end.or(rest);
        let unknown = || end.map_or(UNKNOWN, |end| end.saturating_add(end / 4).saturating_add(1));
        let steps = facts.total_steps.or(facts.extent).unwrap_or_else(unknown);
        let samples = samples(schedule, steps, facts);
        let peak =
            samples.iter().fold((0, 0.0), |peak, &sample| if sample.1 > peak.1 { sample } else { peak });
        let warmup_end = facts.warmup_end.unwrap_or_else(|| rise(&probes, schedule));
        Self { schedule, total_steps: facts.total_steps, samples, peak, end, warmup_end }
    }

    pub(crate) fn rate(&self, step: u64) -> f64 {
        self.schedule.learning_rate(step)
    }

    /// The last sampled step.
    pub(crate) fn last(&self) -> u64 {
        self.samples.last().map_or(0, |&(step, _)| step)
    }

    /// Whether the run ends before the warmup does.
    pub(crate) fn ends_in_warmup(&self, facts: &Facts) -> bool {
        let Some(total_steps) = self.total_steps else { return false };
        let at_rest = self.end.is_some_and(|end| end <= self.warmup_end);
        let is_late = self.warmup_end > total_steps || (self.warmup_end == total_steps && !at_rest);
        is_late && !facts.rises_by_design && self.warmup_peak() > self.rate(0)
    }

    /// The rate at the end of the warmup. What follows may start lower.
    pub(crate) fn warmup_peak(&self) -> f64 {
        self.rate(self.warmup_end).max(self.rate(self.warmup_end.saturating_sub(1)))
    }

    /// Changes of more than `least` between neighbouring samples, each at its exact step if it is a jump.
    pub(crate) fn jumps(&self, least: f64) -> impl Iterator<Item = Jump> {
        let far = self.samples.windows(2).filter(move |pair| (pair[1].1 - pair[0].1).abs() > least);
        far.filter_map(move |pair| self.jump_between(pair[0].0, pair[1].0, least))
    }

    fn jump_between(&self, mut low: u64, mut high: u64, least: f64) -> Option<Jump> {
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let rate = self.rate(middle);
            let (before, after) = ((rate - self.rate(low)).abs(), (self.rate(high) - rate).abs());
            if before.max(after) <= least {
                return None;
            }
            if before > after { high = middle } else { low = middle }
        }
        let jump = Jump { step: high, from: self.rate(low), to: self.rate(high) };
        ((jump.to - jump.from).abs() > least).then_some(jump)
    }

    /// The larger of the changes of the rate just before and just after a jump at this step.
    pub(crate) fn change_beside(&self, step: u64) -> f64 {
        let change =
            |step: u64| step.checked_sub(1).map_or(0.0, |before| (self.rate(step) - self.rate(before)).abs());
        change(step.saturating_sub(1)).max(change(step.saturating_add(1)))
    }

    /// The lows between a fall and a rise of the rate, each by at least this share of the range of all rates.
    pub(crate) fn lows(&self, share: f64) -> Vec<(u64, f64)> {
        let least = self.samples.iter().map(|&(_, rate)| rate).fold(f64::INFINITY, f64::min);
        let enough = share * (self.peak.1 - least);
        let mut lows = Vec::new();
        let Some(&first) = self.samples.first() else { return lows };
        let (mut low, mut high) = (first, first);
        let mut falls = false;
        for &sample in &self.samples {
            if falls {
                if sample.1 < low.1 {
                    low = sample;
                } else if sample.1 - low.1 > enough {
                    lows.push(low);
                    (falls, high) = (false, sample);
                }
            } else if sample.1 > high.1 {
                high = sample;
            } else if high.1 - sample.1 > enough {
                (falls, low) = (true, sample);
            }
        }
        lows
    }
}

/// A change of the rate from one step to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Jump {
    /// The first step with the new rate.
    pub(crate) step: u64,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

/// The steps of a run that are sampled: all, or evenly spaced ones and those around the boundaries.
fn samples(schedule: &dyn LearningRateSchedule, steps: u64, facts: &Facts) -> Vec<(u64, f64)> {
    if steps <= MOST_SAMPLES {
        let mut rates = vec![0.0; usize::try_from(steps).unwrap_or(0)];
        schedule.fill(0, &mut rates);
        return (0..).zip(rates).collect();
    }
    let last = steps - 1;
    let stride = steps.div_ceil(MOST_SAMPLES);
    let boundaries =
        facts.boundaries.iter().map(|boundary| boundary.value).chain(facts.warmup_end).chain(facts.curve_end);
    let beside = boundaries.flat_map(|step| step.saturating_sub(2)..=step.saturating_add(2));
    let mut chosen: Vec<_> = (0..steps.div_ceil(stride)).map(|index| index * stride).collect();
    chosen.extend(beside.chain(0..DENSE).chain([last]).filter(|&step| step <= last));
    chosen.sort_unstable();
    chosen.dedup();
    chosen.into_iter().map(|step| (step, schedule.learning_rate(step))).collect()
}

/// The step from which on the rate is constant, if the curve has an end.
fn rests(schedule: &dyn LearningRateSchedule, probes: &[(u64, f64)]) -> Option<u64> {
    let end = settles(schedule, probes, 0.0)?;
    let nearly = settles(schedule, probes, LEFT)?;
    (crate::numbers::real(nearly) >= EARLIEST * crate::numbers::real(end)).then_some(end)
}

/// The step from which on the rate stays within a share of its maximum distance from the last rate.
fn settles(schedule: &dyn LearningRateSchedule, probes: &[(u64, f64)], share: f64) -> Option<u64> {
    let &(_, last) = probes.last()?;
    let greatest = probes.iter().map(|&(_, rate)| (rate - last).abs()).fold(0.0, f64::max);
    let is_away = |rate: f64| (rate - last).abs() > share * greatest;
    let Some(away) = probes.iter().rposition(|&(_, rate)| is_away(rate)) else { return Some(0) };
    let (mut low, _) = probes[away];
    let (mut high, _) = *probes.get(away + 1)?;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if is_away(schedule.learning_rate(middle)) { low = middle } else { high = middle }
    }
    (high < FAR).then_some(high)
}

/// The step of the first peak; 0 if the rate does not rise at first, or rises forever.
fn rise(probes: &[(u64, f64)], schedule: &dyn LearningRateSchedule) -> u64 {
    let Some(fall) = probes.windows(2).position(|pair| pair[1].1 < pair[0].1) else {
        return settles(schedule, probes, 0.0)
            .filter(|_| probes.iter().any(|probe| probe.1 > probes[0].1))
            .unwrap_or(0);
    };
    let (top, first) = (probes[fall].1, probes[0].1);
    if top <= first {
        return 0;
    }
    // The peak lies between the probe before the highest one and the first lower one.
    let reached = probes.iter().position(|probe| probe.1 >= top).unwrap_or(fall);
    let from = probes[reached.saturating_sub(1)].0;
    let to = probes[fall + 1].0;
    let mut best = (from, schedule.learning_rate(from));
    let stride = (to - from).div_ceil(4_096).max(1);
    let mut look = |first: u64, last: u64, stride: u64| {
        let mut step = first;
        while step <= last {
            let rate = schedule.learning_rate(step);
            if rate > best.1 {
                best = (step, rate);
            }
            step += stride;
        }
        best.0
    };
    let near = look(from, to, stride);
    look(near.saturating_sub(stride).max(from), near.saturating_add(stride).min(to), (stride / 4_096).max(1))
}

/// Step 0 and its neighbours, then the same number of steps in every octave. They are not evenly spaced, so
/// that they do not coincide with a cycle.
fn probes() -> impl Iterator<Item = u64> {
    let later = (DENSE.ilog2()..u64::BITS).flat_map(|power| {
        let stride = (1 << power) / PER_OCTAVE;
        (0..PER_OCTAVE).map(move |index| {
            let scattered = (u64::from(power) * PER_OCTAVE + index).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (1 << power) + index * stride + scattered % stride
        })
    });
    (0..DENSE).chain(later)
}
