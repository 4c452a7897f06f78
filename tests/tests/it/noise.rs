//! The noise of `NoisyLinearCosineDecay` is a sample of the normal distribution, in the order of steps and of
//! seeds.
//!
//! Every bound is 4.5 standard deviations of what a true sample would give, which some 150 comparisons pass
//! with a probability of 99.9 %. The noise is a function of seed and step, so the result is always the same.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::NoisyLinearCosineDecay;

/// How many numbers a sample has.
const COUNT: u32 = 50_000;

const BOUND: f64 = 4.5;

/// A rate of which all but the noise is known: `OFFSET + (1 - step / u64::MAX) + noise`.
fn schedule(seed: i64) -> NoisyLinearCosineDecay {
    let schedule = NoisyLinearCosineDecay::new(1.0, u64::MAX).expect("valid parameters").with_seed(seed);
    let schedule = schedule.with_variance_decay(0.0).and_then(|schedule| schedule.with_num_periods(0.0));
    let schedule = schedule.and_then(|schedule| schedule.with_alpha(OFFSET));
    schedule.and_then(|schedule| schedule.with_beta(0.0)).expect("valid parameters")
}

/// So much that no rate is cut off at 0, and so little that the noise keeps 13 digits.
const OFFSET: f64 = 64.0;

#[expect(clippy::cast_precision_loss, reason = "an error of 2^-53 of the line")]
fn noise(schedule: &NoisyLinearCosineDecay, step: u64) -> f64 {
    schedule.learning_rate(step) - OFFSET - (1.0 - step as f64 / u64::MAX as f64)
}

fn noise_of(seed: i64, steps: impl IntoIterator<Item = u64>) -> Vec<f64> {
    let schedule = schedule(seed);
    steps.into_iter().map(|step| noise(&schedule, step)).collect()
}

/// Compares a statistic with what it is for a normal distribution, in standard deviations.
#[track_caller]
fn near(what: &str, sample: &str, got: f64, want: f64, deviation: f64) {
    let distance = (got - want) / deviation;
    assert!(
        distance.abs() < BOUND,
        "{what} of {sample}: {got}, which is {distance:.1} deviations from {want}"
    );
}

fn mean(numbers: impl ExactSizeIterator<Item = f64>) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of some 50,000")]
    let count = numbers.len() as f64;
    numbers.sum::<f64>() / count
}

/// The moments, the tails, and the shares between the deciles of the normal distribution.
#[track_caller]
fn check(sample: &str, numbers: &[f64]) {
    /// How many of all numbers are farther from 0 than 1, 2, 3, 4.
    const TAILS: [(f64, f64); 4] =
        [(1.0, 0.317_310_507_9), (2.0, 0.045_500_263_9), (3.0, 0.002_699_796_1), (4.0, 6.334_248e-5)];
    /// The numbers below which 60, 70, 80 and 90 % lie.
    const DECILES: [f64; 4] = [0.253_347_103_1, 0.524_400_512_7, 0.841_621_233_6, 1.281_551_565_5];
    /// The least number beyond which a sample has none, but for one of 10,000 samples.
    const FARTHEST: f64 = 6.0;

    let n = f64::from(COUNT);
    let moment = |power: i32| mean(numbers.iter().map(|number| number.powi(power)));
    near("mean", sample, moment(1), 0.0, n.sqrt().recip());
    near("second moment", sample, moment(2), 1.0, (2.0 / n).sqrt());
    near("third moment", sample, moment(3), 0.0, (15.0 / n).sqrt());
    near("fourth moment", sample, moment(4), 3.0, (96.0 / n).sqrt());
    let share =
        |is_in: &dyn Fn(f64) -> bool| mean(numbers.iter().map(|&number| f64::from(u8::from(is_in(number)))));
    for (distance, want) in TAILS {
        let what = format!("share beyond {distance}");
        near(&what, sample, share(&|number| number.abs() > distance), want, (want * (1.0 - want) / n).sqrt());
    }
    for (index, decile) in (6_u8..).zip(DECILES) {
        let want = f64::from(index) / 10.0;
        let deviation = (want * (1.0 - want) / n).sqrt();
        near(&format!("share below {decile}"), sample, share(&|number| number < decile), want, deviation);
        near(&format!("share above -{decile}"), sample, share(&|number| number > -decile), want, deviation);
    }
    let farthest = numbers.iter().copied().fold(0.0, |farthest: f64, number| farthest.max(number.abs()));
    assert!(farthest < FARTHEST, "{sample} has {farthest}");
}

/// The correlation of two samples, which is 0 if they have nothing to do with each other.
#[track_caller]
fn check_apart(what: &str, left: &[f64], right: &[f64]) {
    let products = left.iter().zip(right).map(|(left, right)| left * right);
    near("correlation", what, mean(products), 0.0, f64::from(COUNT).sqrt().recip());
}

const SEEDS: [i64; 8] = [0, 1, 2, 42, -1, 1_234_567_890_123, i64::MIN, i64::MAX];

#[test]
fn the_steps_of_a_seed_are_a_normal_sample() {
    for seed in SEEDS {
        let sample = format!("seed {seed}");
        let numbers = noise_of(seed, 0..u64::from(COUNT));
        check(&sample, &numbers);
        for lag in [1, 2, 3, 1_000] {
            // The last are paired with the first, to have as many.
            let later: Vec<f64> = numbers[lag..].iter().chain(&numbers[..lag]).copied().collect();
            check_apart(&format!("{sample} at a distance of {lag}"), &numbers, &later);
        }
    }
}

#[test]
fn late_and_rare_steps_are_a_normal_sample() {
    let count = u64::from(COUNT);
    check("the last steps", &noise_of(0, (0..count).map(|back| u64::MAX - back)));
    check("steps around 2^53", &noise_of(0, (0..count).map(|step| (1 << 53) - count / 2 + step)));
    check("multiples of 2^40", &noise_of(0, (0..count).map(|step| step << 40)));
}

#[test]
fn a_step_of_all_seeds_is_a_normal_sample() {
    let seeds = |offset: i64| (0..i64::from(COUNT)).map(move |seed| seed + offset);
    for step in [0, 1, 1_000, 1 << 53] {
        let first: Vec<f64> = seeds(0).map(|seed| noise(&schedule(seed), step)).collect();
        let sample = format!("step {step}");
        check(&sample, &first);
        let next: Vec<f64> = seeds(1).map(|seed| noise(&schedule(seed), step)).collect();
        check_apart(&format!("{sample} and the next seed"), &first, &next);
        let later: Vec<f64> = seeds(0).map(|seed| noise(&schedule(seed), step + 1)).collect();
        check_apart(&format!("{sample} and the next step"), &first, &later);
    }
}

/// What many runs begin with: beyond 4 lies one of 16,000 numbers.
#[test]
fn step_0_of_common_seeds_is_an_ordinary_number() {
    for seed in [0, 1, 2, 3, 7, 42, 123, 1_234, 2_024, -1] {
        let number = noise(&schedule(seed), 0);
        assert!(number.abs() < 4.0, "seed {seed} begins with {number}");
        assert!(number != 0.0, "seed {seed} begins with no noise");
    }
}

#[test]
fn seeds_differ_at_every_step() {
    let some: Vec<Vec<f64>> = SEEDS.iter().map(|&seed| noise_of(seed, 0..u64::from(COUNT))).collect();
    for (index, left) in some.iter().enumerate() {
        for (other, right) in some.iter().enumerate().skip(index + 1) {
            check_apart(&format!("seeds {} and {}", SEEDS[index], SEEDS[other]), left, right);
        }
    }
}

/// The least rate is cut off at 0, which has no sign.
#[test]
fn no_rate_is_negative_not_even_zero() {
    for seed in SEEDS {
        for initial in [5e-324, 1e-310, 0.1, 1e300, f64::MAX] {
            let schedule =
                NoisyLinearCosineDecay::new(initial, 1_000).expect("valid parameters").with_seed(seed);
            let schedule = schedule.with_beta(0.0).and_then(|schedule| schedule.with_initial_variance(25.0));
            let schedule = schedule.expect("valid parameters");
            for step in (0..2_000).chain([u64::MAX]) {
                let rate = schedule.learning_rate(step);
                assert!(rate.is_sign_positive() && rate.is_finite(), "seed {seed}, step {step}: {rate:?}");
            }
        }
    }
}
