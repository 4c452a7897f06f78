//! What a scheduler can drive.

use glidepath_core::{Scheduler, SetLearningRate};
use glidepath_schedules::PiecewiseConstantDecay;

/// An optimizer that notes its rates.
#[derive(Default)]
struct Recorder(Vec<f64>);

impl SetLearningRate for Recorder {
    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.0.push(learning_rate);
    }
}

fn scheduler() -> Scheduler<PiecewiseConstantDecay> {
    Scheduler::new(PiecewiseConstantDecay::new(vec![1_u64, 2], vec![0.5, 0.25, 0.125]).unwrap())
}

#[test]
fn applying_a_rate_does_not_advance() {
    let mut recorder = Recorder::default();
    let mut scheduler = scheduler();
    for advances in [0, 0, 1, 1, 1] {
        (0..advances).for_each(|_| scheduler.advance());
        scheduler.apply_to(&mut recorder);
    }
    assert_eq!(recorder.0, [0.5, 0.5, 0.5, 0.25, 0.125]);
}

#[test]
fn trait_objects_and_closures_are_driven() {
    let mut recorder = Recorder::default();
    let optimizer: &mut dyn SetLearningRate = &mut recorder;
    scheduler().apply_to(optimizer);

    let mut boxed: Box<dyn SetLearningRate> = Box::new(recorder);
    scheduler().apply_to(&mut *boxed);

    let mut sum = 0.0;
    let mut add: Box<dyn FnMut(f64) + '_> = Box::new(|rate| sum += rate);
    scheduler().apply_to(&mut add);
    scheduler().apply_to(&mut *add);
    drop(add);
    scheduler().apply_to(&mut |rate| sum += rate);
    assert_eq!(sum, 1.5);
}
