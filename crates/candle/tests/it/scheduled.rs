//! An optimizer whose rate follows a schedule.

use candle_nn::{AdamW, Optimizer, ParamsAdamW, SGD};
use glidepath::prelude::*;
use glidepath_candle::Scheduled;
use glidepath_core::schedule_fn;

use crate::common::{Recorder, bits, gradients, loss, pair};

/// 1, 1/2, 1/4, …
fn halving() -> impl LearningRateSchedule + std::fmt::Debug {
    schedule_fn(|step| 0.5_f64.powi(i32::try_from(step).unwrap_or(i32::MAX)))
}

#[test]
fn each_step_has_its_rate() {
    let grads = gradients(&pair());
    let mut optimizer = Scheduled::wrap(Recorder::default(), halving());
    for (step, rate) in (0..).zip([1.0, 0.5, 0.25, 0.125]) {
        assert_eq!(optimizer.scheduler().step(), step);
        assert_eq!(optimizer.learning_rate(), rate);
        optimizer.step(&grads).unwrap();
    }
    assert_eq!(optimizer.optimizer().rates, [1.0, 0.5, 0.25, 0.125]);
}

#[test]
fn the_rate_of_the_optimizer_within_has_no_effect() {
    let grads = gradients(&pair());
    let recorder = Recorder { learning_rate: 7.0, ..Recorder::default() };
    let mut optimizer = Scheduled::wrap(recorder, halving());
    optimizer.step(&grads).unwrap();
    optimizer.optimizer_mut().set_learning_rate(8.0);
    optimizer.step(&grads).unwrap();
    assert_eq!(optimizer.optimizer().rates, [1.0, 0.5]);
}

#[test]
fn a_step_that_fails_does_not_count() {
    let grads = gradients(&pair());
    let mut optimizer = Scheduled::wrap(Recorder::default(), halving());
    optimizer.step(&grads).unwrap();
    optimizer.optimizer_mut().fails = true;
    assert!(optimizer.step(&grads).unwrap_err().to_string().starts_with("out of memory"));
    assert_eq!(optimizer.scheduler().step(), 1);
    optimizer.step(&grads).unwrap();
    assert_eq!(optimizer.optimizer().rates, [1.0, 0.5]);
}

#[test]
fn a_rate_set_by_hand_stays_until_the_schedule_is_followed_again() {
    let grads = gradients(&pair());
    let mut optimizer = Scheduled::wrap(Recorder::default(), halving());
    optimizer.step(&grads).unwrap();
    optimizer.set_learning_rate(3.0);
    assert_eq!(optimizer.learning_rate(), 3.0);
    optimizer.step(&grads).unwrap();
    optimizer.step(&grads).unwrap();
    assert_eq!(optimizer.learning_rate(), 3.0);
    optimizer.follow_schedule();
    assert_eq!(optimizer.learning_rate(), 0.125);
    optimizer.step(&grads).unwrap();
    assert_eq!(optimizer.optimizer().rates, [1.0, 3.0, 3.0, 0.125]);
}

#[test]
fn it_goes_on_from_any_step() {
    let grads = gradients(&pair());
    let mut optimizer = Scheduled::resume(Recorder::default(), Scheduler::resume(halving(), 3));
    optimizer.step(&grads).unwrap();
    optimizer.set_step(1);
    optimizer.step(&grads).unwrap();
    let (recorder, scheduler) = optimizer.into_parts();
    assert_eq!(recorder.rates, [0.125, 0.5]);
    assert_eq!(scheduler.step(), 2);
}

#[test]
fn it_is_built_from_variables_and_a_configuration() {
    type Optimizers<S> = Scheduled<Recorder, S>;
    let var = pair();
    let config = || (0.0, Scheduler::resume(halving(), 2));
    let vars = |optimizer: Optimizers<_>| optimizer.optimizer().vars;

    let optimizer = Optimizers::new(vec![var.clone()], config()).unwrap();
    assert_eq!(optimizer.learning_rate(), 0.25);
    assert_eq!(vars(optimizer), 1);
    assert_eq!(vars(Optimizers::from_slice(&[&var, &var], config()).unwrap()), 2);
    assert_eq!(vars(Optimizers::empty(config()).unwrap()), 0);

    let error = Optimizers::empty((-1.0, Scheduler::new(halving()))).unwrap_err();
    assert!(error.to_string().starts_with("no recorder with -1"));
}

#[test]
fn a_backward_step_is_that_of_the_optimizer_within() {
    let mut optimizer = Scheduled::wrap(Recorder::default(), halving());
    optimizer.backward_step(&loss(&pair())).unwrap();
    assert_eq!(optimizer.optimizer().backward_steps, 1);
    assert_eq!(optimizer.optimizer().rates, [1.0]);
    assert_eq!(optimizer.scheduler().step(), 1);
}

/// Trains with the rates set by hand, and scheduled, and compares the weights.
#[track_caller]
fn check_by_hand<O: Optimizer>(config: O::Config, other: O::Config) {
    let schedule = OneCycle::new(0.1, 50).unwrap();
    let [by_hand, scheduled] = [pair(), pair()];
    let mut optimizer = O::from_slice(&[&by_hand], config).unwrap();
    for step in 0..50 {
        optimizer.set_learning_rate(schedule.learning_rate(step));
        optimizer.backward_step(&loss(&by_hand)).unwrap();
    }
    let mut optimizer = Scheduled::wrap(O::from_slice(&[&scheduled], other).unwrap(), &schedule);
    for step in 0..50 {
        match step % 2 {
            0 => optimizer.backward_step(&loss(&scheduled)).unwrap(),
            _ => optimizer.step(&gradients(&scheduled)).unwrap(),
        }
    }
    assert_ne!(bits(&by_hand), bits(&pair()));
    assert_eq!(bits(&by_hand), bits(&scheduled));
}

#[test]
fn weights_are_those_of_rates_set_by_hand() {
    check_by_hand::<SGD>(0.0, 0.0);
    check_by_hand::<AdamW>(ParamsAdamW::default(), ParamsAdamW::default());
}

#[test]
fn a_scheduler_drives_any_candle_optimizer() {
    let mut sgd = SGD::new(vec![pair()], 0.0).unwrap();
    Scheduler::resume(halving(), 2).apply_to(&mut |rate| sgd.set_learning_rate(rate));
    assert_eq!(sgd.learning_rate(), 0.25);
}

#[test]
fn sgd_resumes_to_the_same_bits() {
    let schedule = CosineDecay::new(0.1, 40).unwrap().with_warmup_target(0.3, 10).unwrap();
    let whole = pair();
    let mut optimizer = Scheduled::wrap(SGD::new(vec![whole.clone()], 0.0).unwrap(), &schedule);
    for _ in 0..40 {
        optimizer.backward_step(&loss(&whole)).unwrap();
    }
    for interruption in [0, 1, 13, 39] {
        let var = pair();
        let mut optimizer = Scheduled::wrap(SGD::new(vec![var.clone()], 0.0).unwrap(), &schedule);
        for _ in 0..interruption {
            optimizer.backward_step(&loss(&var)).unwrap();
        }
        let saved = serde_json::to_string(optimizer.scheduler()).unwrap();
        drop(optimizer);

        let scheduler: Scheduler<CosineDecay> = serde_json::from_str(&saved).unwrap();
        let mut optimizer = Scheduled::resume(SGD::new(vec![var.clone()], 0.0).unwrap(), scheduler);
        for _ in interruption..40 {
            optimizer.backward_step(&loss(&var)).unwrap();
        }
        assert_eq!(bits(&var), bits(&whole), "interrupted at {interruption}");
    }
}
