//! All routes to a rate, held against exact numbers: whatever a route decides must be right.
//!
//! `GLIDEPATH_ROUTES=1000000 cargo test --release -p glidepath-schedules routes` tries that many schedules of
//! each class.

use alloc::vec;

use super::estimate::Estimate;
use super::lanes::Vectors;
use super::number::Number;
use super::piece::{Fit, steps_from_middle};
use super::quick::Quick;
use super::smooth::{self, CachedFormula};
use super::taylor::Taylor;
use crate::{
    CosineAnnealing, CosineDecay, CosineDecayRestarts, CosineHardRestarts, Curve, Cyclic, CyclicMode,
    ExponentialDecay, Interpolated, Interpolation, InverseSquareRoot, InverseTimeDecay, LinearCosineDecay,
    Noam, OneCycle, PolynomialDecay, PowerLaw, ScheduleError, TransitionRestarts, WarmupStableDecay,
};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.bits() % end
    }

    /// From 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits")]
    fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// A number of any digits, or of few, from `10^low` to `10^high`.
    fn size(&mut self, low: f64, high: f64) -> f64 {
        let number = libm::pow(10.0, low + (high - low) * self.share());
        match self.below(4) {
            0 => alloc::format!("{number:.1e}").parse().unwrap_or(number),
            1 => libm::exp2(libm::rint(libm::log2(number))),
            _ => number,
        }
    }

    /// A rate, now and then one of the smallest or greatest that there are.
    fn rate(&mut self) -> f64 {
        match self.below(16) {
            0 | 1 => 0.0,
            2 => self.size(-323.0, 308.0),
            3 => self.size(-323.0, -300.0),
            _ => self.size(-8.0, 1.0),
        }
    }

    /// An exponent, now and then a tiny or a huge one.
    fn exponent(&mut self) -> f64 {
        match self.below(8) {
            0 => self.size(-320.0, -20.0),
            1 => self.size(5.0, 300.0),
            _ => self.size(-1.0, 1.0),
        }
    }

    /// What one period is multiplied by to give the next.
    fn factor(&mut self) -> f64 {
        match self.below(8) {
            0 => 1.0,
            1 => [0.5, 1.5, 2.0, 4.0][usize::try_from(self.below(4)).unwrap_or(0)],
            2 => 1.0 + self.size(-15.0, -1.0),
            3 => 1.0 - self.size(-15.0, -1.0),
            4 => self.size(-300.0, 300.0),
            _ => self.size(-0.5, 0.5),
        }
    }

    /// A number of steps, often whole, now and then tiny or huge.
    fn steps(&mut self) -> f64 {
        let steps = match self.below(16) {
            0 => self.size(-300.0, 0.0),
            1 => self.size(7.0, 20.0),
            _ => self.size(0.0, 7.0),
        };
        if self.below(3) == 0 { steps } else { libm::ceil(steps) }
    }

    fn curve(&mut self) -> Curve {
        match self.below(9) {
            0 => Curve::Linear,
            1 => Curve::Polynomial { power: self.exponent() },
            2 => Curve::Power { power: self.exponent() },
            3 => Curve::Cosine { exponent: 1.0 },
            4 => Curve::Cosine { exponent: self.exponent() },
            5 => Curve::Exponential { base: self.size(-3.0, 3.0) },
            6 => Curve::Rational { beta: 1.0 - self.size(-2.0, 2.0) },
            7 => Curve::Logarithmic { base: 1.0 + self.size(-2.0, 4.0) },
            _ => {
                let lower = 10.0 * self.share() - 8.0;
                Curve::Tanh { lower, upper: lower + self.size(-1.0, 1.0) }
            }
        }
    }
}

/// Tries a formula at some steps, and counts what was decided by each route.
#[track_caller]
fn check<F: CachedFormula + core::fmt::Debug>(
    formula: &F,
    random: &mut Random,
    end: f64,
    decided: &mut [u64; 4],
) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "steps")]
    let far = ((end * 1.2) as u64).saturating_add(2);
    let first = match random.below(8) {
        0 | 1 => 0,
        2 => random.bits() >> random.below(64),
        _ => random.below(far),
    };
    let half = 1 << random.below(12);
    let stretch = formula.stretch(first);
    let holds = stretch.holds;
    let exact = |step| {
        // A few near ties, as those of a warmup of 1e-260 steps, need the most.
        let rate = |bits| formula.value(&stretch.part, Number::step(step, bits)).nearest();
        let rate = [192, 384, 768, 3_072].into_iter().find_map(rate);
        rate.unwrap_or_else(|| panic!("step {step} is not decided\n{formula:?}"))
    };
    let compare = |step: u64, rate: f64, route: &str| {
        let want = exact(step);
        assert!(
            rate.to_bits() == want.to_bits(),
            "{route}, step {step}: got {rate:?}, want {want:?}\n{formula:?}"
        );
    };
    let at = holds.unwrap_or(first);
    decided[0] += 1;
    if let Some(rate) = formula.value(&stretch.part, Quick::step(at)).nearest() {
        decided[3] += 1;
        compare(at, rate, "quick double-doubles");
    }
    if let Some(rate) = formula.value(&stretch.part, Estimate::step(at)).nearest() {
        decided[1] += 1;
        compare(at, rate, "double-doubles");
    }
    if holds.is_some() {
        return;
    }
    if first.checked_add(2 * half).is_none() {
        return;
    }
    let last = (first + 2 * half - 1).min(stretch.last);
    let width = super::double_double::small_whole(half);
    if let Some(fit) = Fit::new(&formula.value(&stretch.part, Taylor::steps(first + half, width)), width) {
        for step in [first, last, first + random.below(last - first + 1)] {
            if let Some(rate) = fit.piece.at(steps_from_middle(step, first, width)) {
                decided[2] += 1;
                compare(step, rate, "polynomial");
            }
        }
    }
    // Steps that jump about: the second may leave a piece of a line for all others.
    for _ in 0..4 {
        let step = first + random.below((stretch.last - first).min(far / 2) + 1);
        compare(step, smooth::rate(formula, step), "a rate of its own");
    }
    check_fill(formula, first, 1 + usize::try_from(random.below(150)).unwrap_or(0));
    if random.below(8) == 0 {
        // More than one lot, and more than one block.
        let [mut rates, mut others] = [const { [0.0; 2_000] }; 2];
        smooth::fill_by(Vectors::Baseline, formula, first, &mut rates);
        for vectors in Vectors::all() {
            smooth::fill_by(vectors, formula, first, &mut others);
            let differs = (0..).zip(rates.iter().zip(&others)).find(|(_, (a, b))| a.to_bits() != b.to_bits());
            assert!(differs.is_none(), "{vectors:?}, {differs:?} from {first}\n{formula:?}");
        }
    }
}

/// Holds `fill` against single rates.
#[track_caller]
fn check_fill<F: CachedFormula + core::fmt::Debug>(formula: &F, first: u64, length: usize) {
    // From outside: filled with each instruction set, one by one, and alone.
    for vectors in Vectors::all() {
        let mut rates = vec![0.0; length];
        smooth::fill_by(vectors, formula, first, &mut rates);
        for (index, rate) in (0..).zip(rates) {
            let step = first.saturating_add(index);
            let one = smooth::rate(formula, step);
            assert!(
                rate.to_bits() == one.to_bits(),
                "filled by {vectors:?}, step {step}: {rate:?}, {one:?}\n{formula:?}"
            );
        }
    }
}

/// How many schedules of each class are tried.
fn tries() -> u64 {
    option_env!("GLIDEPATH_ROUTES").and_then(|tries| tries.parse().ok()).unwrap_or(150)
}

/// Tries many schedules of one class.
fn check_class<F: CachedFormula + core::fmt::Debug>(
    seed: u64,
    make: impl Fn(&mut Random) -> Result<(F, f64), ScheduleError>,
) {
    let mut random = Random(seed);
    let mut decided = [0; 4];
    for _ in 0..tries() {
        if let Ok((formula, end)) = make(&mut random) {
            check(&formula, &mut random, end, &mut decided);
        }
    }
    // Routes that decide nothing would pass, too.
    assert!(2 * decided[1] > decided[0], "{decided:?}");
    assert!(decided[2] > decided[0] / 8, "{decided:?}");
    assert!(decided[3] > decided[0] / 3, "{decided:?}");
}

#[test]
fn cosine_decay() {
    check_class(1, |random| {
        let (steps, warmup) = (random.steps(), random.steps());
        let schedule = CosineDecay::new(random.rate(), steps)?.with_alpha(random.share())?;
        if random.below(2) == 0 {
            return Ok((schedule, steps));
        }
        Ok((schedule.with_warmup_target(random.rate(), warmup)?, warmup + steps))
    });
}

#[test]
fn rates_that_come_again() -> Result<(), ScheduleError> {
    // After a cycle fill copies; up to the last step of all, and not where cycles differ or end.
    for first in [0, 1, 9, 100, u64::MAX - 300, u64::MAX - 4] {
        for steps in [1.0, 2.0, 7.0, 7.5, 0.25, 1e4] {
            check_fill(&CosineAnnealing::new(0.1, steps)?.with_end_learning_rate(0.01)?, first, 321);
            for m_mul in [1.0, 0.999] {
                check_fill(
                    &CosineDecayRestarts::new(0.1, steps)?.with_t_mul(1.0)?.with_m_mul(m_mul)?,
                    first,
                    321,
                );
                let schedule = TransitionRestarts::new(0.1, 0.01, steps)?.with_m_mul(m_mul)?;
                check_fill(&schedule, first, 321);
                check_fill(&schedule.clone().with_end_m_mul(0.999)?, first, 321);
                check_fill(&schedule.with_cycle_limit(3)?, first, 321);
            }
        }
        for mode in [CyclicMode::Triangular, CyclicMode::Triangular2, CyclicMode::ExpRange] {
            let schedule = Cyclic::new(0.01, 0.1, 5)?.with_step_size_down(9)?.with_mode(mode);
            check_fill(&schedule.with_gamma(0.999)?, first, 321);
        }
    }
    Ok(())
}

#[test]
fn cosine_decay_restarts() {
    check_class(2, |random| {
        let steps = random.steps();
        let schedule = CosineDecayRestarts::new(random.rate(), steps)?.with_t_mul(random.factor())?;
        let alpha = if random.below(2) == 0 { random.share() } else { 0.75 };
        Ok((schedule.with_m_mul(random.factor())?.with_alpha(alpha)?, 8.0 * steps))
    });
}

#[test]
fn cosine_annealing() {
    check_class(3, |random| {
        let steps = random.steps();
        let schedule = CosineAnnealing::new(random.rate(), steps)?;
        Ok((schedule.with_end_learning_rate(random.rate())?, 6.0 * steps))
    });
}

#[test]
fn cosine_hard_restarts() {
    check_class(4, |random| {
        let steps = random.steps();
        Ok((CosineHardRestarts::new(random.rate(), steps, random.size(-1.0, 1.0))?, steps))
    });
}

#[test]
fn exponential_decay() {
    check_class(5, |random| {
        let steps = random.steps();
        Ok((ExponentialDecay::new(random.rate(), steps, random.size(-2.0, 0.3))?, 20.0 * steps))
    });
}

#[test]
fn inverse_time_decay() {
    check_class(6, |random| {
        let steps = random.steps();
        let rate = random.size(-2.0, 2.0) * if random.below(4) == 0 { -1.0 } else { 1.0 };
        Ok((InverseTimeDecay::new(random.rate(), steps, rate)?, 5.0 * steps))
    });
}

#[test]
fn linear_cosine_decay() {
    check_class(7, |random| {
        let steps = random.steps();
        let schedule =
            LinearCosineDecay::new(random.rate(), steps)?.with_num_periods(random.size(-1.0, 1.0))?;
        Ok((schedule.with_alpha(random.share())?.with_beta(random.rate())?, steps))
    });
}

#[test]
fn polynomial_decay() {
    check_class(8, |random| {
        let steps = random.steps();
        let schedule = PolynomialDecay::new(random.rate(), steps, random.rate())?;
        let power = if random.below(3) == 0 { 1.0 } else { random.size(-1.0, 1.0) };
        let cycle = random.below(3) == 0;
        let end = if cycle { 5.0 * steps } else { steps };
        Ok((schedule.with_power(power)?.with_cycle(cycle), end))
    });
}

#[test]
fn transition_restarts() {
    check_class(9, |random| {
        let steps = random.steps();
        let schedule = TransitionRestarts::new(random.rate(), random.rate(), steps)?;
        let schedule = schedule.with_curve(random.curve())?.with_k_decay(if random.below(2) == 0 {
            1.0
        } else {
            random.exponent()
        })?;
        let schedule =
            schedule.with_t_mul(if random.below(2) == 0 { 1.0 } else { random.factor().max(1.0) })?;
        let schedule = schedule.with_m_mul(random.factor())?.with_end_m_mul(random.factor())?;
        Ok((schedule, 5.0 * steps))
    });
}

#[test]
fn interpolated() {
    check_class(10, |random| {
        let (begin, steps) = (random.steps(), random.steps());
        let rates = [random.rate(), random.rate(), random.rate()];
        let schedule = Interpolated::new([begin, begin + steps, begin + 3.0 * steps], rates)?;
        let way = if random.below(2) == 0 { Interpolation::Linear } else { Interpolation::Cosine };
        Ok((schedule.with_interpolation(way), begin + 3.0 * steps))
    });
}

#[test]
fn power_law() {
    check_class(11, |random| {
        let steps = random.steps();
        let power = 4.0 * random.share() - 2.0;
        let schedule = PowerLaw::new(random.rate(), steps, power)?;
        let schedule =
            schedule.with_offset(if random.below(2) == 0 { 0.0 } else { random.size(-1.0, 1.0) })?;
        Ok((
            schedule.with_inner_power(if random.below(2) == 0 { 1.0 } else { random.size(-0.5, 0.5) })?,
            5.0 * steps,
        ))
    });
}

#[test]
fn square_roots() {
    check_class(12, |random| {
        let steps = random.steps();
        Ok((InverseSquareRoot::new(random.rate(), steps)?.with_timescale(random.steps())?, 5.0 * steps))
    });
    check_class(13, |random| {
        let steps = random.steps();
        Ok((Noam::new(512, steps)?.with_factor(random.rate())?, 5.0 * steps))
    });
}

#[test]
fn one_cycle() {
    check_class(14, |random| {
        let steps = 2 + random.below(1_000_000);
        let schedule = OneCycle::new(random.rate(), steps)?.with_pct_start(random.share())?;
        let way = if random.below(2) == 0 { Interpolation::Linear } else { Interpolation::Cosine };
        let schedule = schedule.with_anneal_strategy(way).with_three_phase(random.below(2) == 0);
        Ok((schedule.with_div_factor(random.size(0.0, 2.0))?, super::double_double::small_whole(steps)))
    });
}

#[test]
fn cyclic() {
    check_class(15, |random| {
        let steps = 1 + random.below(10_000);
        let mode = [CyclicMode::Triangular, CyclicMode::Triangular2, CyclicMode::ExpRange]
            [usize::try_from(random.below(3)).unwrap_or(0)];
        let schedule = Cyclic::new(random.rate(), random.rate(), steps)?.with_mode(mode);
        let schedule = schedule.with_step_size_down(1 + random.below(10_000))?;
        Ok((
            schedule.with_gamma(1.0 - random.size(-6.0, -2.0))?,
            5.0 * super::double_double::small_whole(steps),
        ))
    });
}

#[test]
fn curves() {
    check_class(16, |random| {
        let (steps, warmup) = (random.steps(), random.steps());
        let (initial, peak, end) = (random.rate(), random.rate(), random.rate());
        let schedule = WarmupStableDecay::new(peak, warmup, 10.0, steps)?;
        let schedule = schedule.with_initial_learning_rate(initial)?.with_end_learning_rate(end)?;
        let schedule = schedule.with_warmup_curve(random.curve())?;
        let geometric = random.below(8) == 0 && peak > 0.0 && end > 0.0;
        let curve = if geometric { Curve::Geometric } else { random.curve() };
        Ok((schedule.with_decay_curve(curve)?, warmup + 10.0 + steps))
    });
}
