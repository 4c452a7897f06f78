//! The same formulas as one would write them, with `cos`, `exp` and `powf` of the system.

use std::f64::consts::PI;
use std::hint::black_box;

use crate::measure::{MILLION, Measurements};

/// Half a cosine from 1 to 0.
fn fall(share: f64) -> f64 {
    0.5 * (1.0 + (PI * share).cos())
}

fn cosine(step: u64) -> f64 {
    let share = (step as f64).min(1e6) / 1e6;
    0.1 * ((1.0 - 0.1) * fall(share) + 0.1)
}

fn exponential(step: u64) -> f64 {
    0.1 * 0.96f64.powf(step as f64 / 10_000.0)
}

fn power(step: u64) -> f64 {
    (0.1 - 0.0001) * (1.0 - (step as f64).min(1e6) / 1e6).powf(0.9) + 0.0001
}

fn warmup_cosine(step: u64) -> f64 {
    let step = step as f64;
    if step < 10_000.0 {
        0.1 * step / 10_000.0
    } else {
        0.1 * fall((step - 10_000.0).min(990_000.0) / 990_000.0)
    }
}

fn restarts(step: u64) -> f64 {
    let turns = step as f64 / 1_000.0;
    let period = (turns + 1.0).log2().floor();
    let length = period.exp2();
    0.1 * fall((turns - (length - 1.0)) / length)
}

fn one_cycle(step: u64) -> f64 {
    let way = |from: f64, to: f64, share: f64| to + (from - to) * fall(share);
    let step = (step as f64).min(999_999.0);
    if step <= 299_999.0 {
        way(0.004, 0.1, step / 299_999.0)
    } else {
        way(0.1, 4e-7, (step - 299_999.0) / 700_000.0)
    }
}

fn linear_cosine(step: u64) -> f64 {
    let share = (step as f64).min(1e6) / 1e6;
    0.1 * ((1.0 - share) * fall(share) + 0.001)
}

fn inverse_time(step: u64) -> f64 {
    0.1 / (1.0 + 0.5 * step as f64 / 10_000.0)
}

fn inverse_square_root(step: u64) -> f64 {
    let step = step as f64;
    if step < 10_000.0 { 0.1 * step / 10_000.0 } else { 0.1 * (10_000.0 / step).sqrt() }
}

fn tanh(step: u64) -> f64 {
    let share = step as f64 / 1e6;
    if share >= 1.0 {
        return 0.0001;
    }
    0.1 + (0.0001 - 0.1) * 0.5 * (1.0 + (-6.0 * (1.0 - share) + 3.0 * share).tanh())
}

fn geometric(step: u64) -> f64 {
    0.1 * (0.0001f64 / 0.1).powf((step as f64).min(1e6) / 1e6)
}

fn line(step: u64) -> f64 {
    (0.1 - 0.0001) * (1.0 - (step as f64).min(1e6) / 1e6) + 0.0001
}

fn pieces(step: u64) -> f64 {
    match step {
        0..=300_000 => 0.1,
        300_001..=600_000 => 0.01,
        600_001..=900_000 => 0.001,
        _ => 0.0001,
    }
}

fn constant(_: u64) -> f64 {
    0.1
}

/// Measures one formula. It is a type parameter, so that the loop of a million is made for it alone.
fn measure(
    measurements: &mut Measurements,
    rates: &mut [f64],
    name: &str,
    formula: impl Fn(u64) -> f64 + 'static,
) {
    measurements.million(name, || {
        for (step, rate) in (0..).zip(black_box(&mut *rates)) {
            *rate = formula(step);
        }
    });
    // As far away as a method of a trait object.
    let formula: Box<dyn Fn(u64) -> f64> = Box::new(formula);
    measurements.one_by_one(name, |step| black_box(&*formula)(step));
}

pub(crate) fn round() -> impl FnMut(&mut Measurements) {
    let mut rates = vec![0.0; MILLION];
    move |measurements: &mut Measurements| {
        measure(measurements, &mut rates, "cosine", cosine);
        measure(measurements, &mut rates, "exponential", exponential);
        measure(measurements, &mut rates, "power 0.9", power);
        measure(measurements, &mut rates, "warmup + cosine", warmup_cosine);
        measure(measurements, &mut rates, "restarts", restarts);
        measure(measurements, &mut rates, "one-cycle", one_cycle);
        measure(measurements, &mut rates, "linear cosine", linear_cosine);
        measure(measurements, &mut rates, "inverse time", inverse_time);
        measure(measurements, &mut rates, "inverse square root", inverse_square_root);
        measure(measurements, &mut rates, "tanh", tanh);
        measure(measurements, &mut rates, "geometric", geometric);
        measure(measurements, &mut rates, "line", line);
        measure(measurements, &mut rates, "pieces", pieces);
        measure(measurements, &mut rates, "constant", constant);
        measurements.million("writing memory", || black_box(&mut rates).fill(0.1));
    }
}
