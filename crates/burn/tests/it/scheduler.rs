//! The sequence of rates, as burn sees it through its trait.

use std::sync::Arc;

use burn::lr_scheduler::module_lr_scheduler::ModuleLrScheduler;
use burn::lr_scheduler::{DynLrScheduler, LrScheduler};
use glidepath_burn::BurnScheduler;
use glidepath_core::{LearningRateSchedule, schedule_fn};
use glidepath_schedules::{CosineDecay, PolynomialDecay};

fn falling() -> PolynomialDecay {
    PolynomialDecay::new(0.5, 4, 0.0).unwrap()
}

#[test]
fn the_first_step_gives_the_rate_of_step_0() {
    let mut scheduler = BurnScheduler::new(falling());
    let rates: Vec<f64> = (0..6).map(|_| scheduler.step()).collect();
    assert_eq!(rates, [0.5, 0.375, 0.25, 0.125, 0.0, 0.0]);
    assert_eq!(scheduler.next_step(), 6);
}

#[test]
fn rates_are_the_bits_of_the_schedule() {
    let schedule = CosineDecay::new(0.1, 997).unwrap();
    let mut scheduler = BurnScheduler::new(schedule.clone());
    for step in 0..1_000 {
        assert_eq!(scheduler.step().to_bits(), schedule.learning_rate(step).to_bits(), "step {step}");
    }
}

#[test]
fn resuming_gives_the_rate_of_that_step() {
    let mut scheduler = BurnScheduler::resume(falling(), 3);
    assert_eq!(scheduler.step(), 0.125);
}

#[test]
fn the_last_step_is_held() {
    let mut scheduler = BurnScheduler::resume(falling(), u64::MAX);
    assert_eq!([scheduler.step(), scheduler.step()], [0.0, 0.0]);
    assert_eq!(scheduler.next_step(), u64::MAX);
}

#[test]
fn a_clone_counts_for_itself() {
    let mut original: DynLrScheduler = BurnScheduler::new(falling()).into();
    original.step();
    let mut clone = original.clone();
    assert_eq!(original.step(), 0.375);
    assert_eq!(clone.step(), 0.375);
}

#[test]
fn closures_and_shared_schedules_are_schedules_too() {
    let shared: Arc<dyn LearningRateSchedule + Send + Sync> = Arc::new(schedule_fn(|_| 2.0));
    assert_eq!(BurnScheduler::new(shared).step(), 2.0);
}

#[test]
fn it_is_a_module_scheduler() {
    let mut module: ModuleLrScheduler = BurnScheduler::new(falling()).into();
    assert_eq!([module.step().base(), module.step().base()], [0.5, 0.375]);
}
