//! Schedules for AdamW's parameters.

use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use glidepath::prelude::*;
use glidepath_candle::{AdamWSchedules, Scheduled};
use glidepath_core::schedule_fn;

use crate::common::{bits, gradients, loss, pair};

fn adamw() -> AdamW {
    let params = ParamsAdamW { beta1: 0.8, beta2: 0.98, weight_decay: 0.1, ..ParamsAdamW::default() };
    AdamW::new(vec![pair()], params).unwrap()
}

/// `first` at step 0, and `difference` more at each step.
#[expect(clippy::cast_precision_loss, reason = "the tests make a few steps")]
fn line(first: f64, difference: f64) -> Box<dyn LearningRateSchedule> {
    Box::new(schedule_fn(move |step| first + difference * step as f64))
}

#[test]
fn each_step_has_its_parameters() {
    let schedules =
        AdamWSchedules::new(line(0.5, 0.25)).with_beta1(line(0.5, 0.125)).with_weight_decay(line(2.0, 1.0));
    let mut optimizer = Scheduled::wrap(adamw(), schedules);
    for step in 0..3_u8 {
        let step = f64::from(step);
        assert_eq!(optimizer.learning_rate(), 0.5 + 0.25 * step);
        optimizer.step(&gradients(&pair())).unwrap();
        let params = optimizer.optimizer().params();
        assert_eq!(params.lr, 0.5 + 0.25 * step);
        assert_eq!(params.beta1, 0.5 + 0.125 * step);
        assert_eq!(params.weight_decay, 2.0 + step);
        assert_eq!((params.beta2, params.eps), (0.98, 1e-8));
    }
}

#[test]
fn what_has_no_schedule_stays() {
    let mut optimizer = Scheduled::wrap(adamw(), AdamWSchedules::new(line(0.5, 0.25)));
    optimizer.step(&gradients(&pair())).unwrap();
    let params = optimizer.optimizer().params();
    assert_eq!((params.lr, params.beta1, params.weight_decay), (0.5, 0.8, 0.1));
}

#[test]
fn a_rate_set_by_hand_leaves_the_other_schedules_alone() {
    let mut optimizer =
        Scheduled::wrap(adamw(), AdamWSchedules::new(line(0.5, 0.0)).with_beta1(line(0.25, 0.0)));
    optimizer.set_learning_rate(3.0);
    optimizer.step(&gradients(&pair())).unwrap();
    let params = optimizer.optimizer().params();
    assert_eq!((params.lr, params.beta1), (3.0, 0.25));
}

#[test]
fn a_beta1_of_1_is_refused_before_it_does_harm() {
    let var = pair();
    let adamw = AdamW::new(vec![var.clone()], ParamsAdamW::default()).unwrap();
    let mut optimizer =
        Scheduled::wrap(adamw, AdamWSchedules::new(line(0.1, 0.0)).with_beta1(line(0.0, 1.0)));
    optimizer.backward_step(&loss(&var)).unwrap();
    let before = bits(&var);
    let error = optimizer.backward_step(&loss(&var)).unwrap_err().to_string();
    assert!(error.starts_with("`beta1` must be less than 1, got 1.0 at step 1"), "{error}");
    assert_eq!(bits(&var), before);
    assert_eq!(optimizer.scheduler().step(), 1);
}

#[cfg(feature = "serde")]
mod files {
    use super::*;
    use glidepath::LearningRate;

    const TEXT: &str = concat!(
        r#"{"schedule":{"learning_rate":{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"#,
        r#""decay_steps":70,"decay_rate":1.0,"staircase":false,"name":null}},"beta1":0.85,"weight_decay":null},"#,
        r#""step":70}"#
    );

    #[test]
    fn a_position_is_read_and_written() {
        let scheduler: Scheduler<AdamWSchedules<LearningRate>> = serde_json::from_str(TEXT).unwrap();
        assert_eq!(serde_json::to_string(&scheduler).unwrap(), TEXT);

        let mut optimizer = Scheduled::resume(adamw(), scheduler);
        optimizer.step(&gradients(&pair())).unwrap();
        let params = optimizer.optimizer().params();
        assert_eq!((params.lr, params.beta1, params.weight_decay), (0.05, 0.85, 0.1));
    }

    #[test]
    fn the_rate_is_all_that_a_file_must_have() {
        let schedules: AdamWSchedules<LearningRate> =
            serde_json::from_str(r#"{"learning_rate":0.1}"#).unwrap();
        assert_eq!(schedules, AdamWSchedules::new(LearningRate::constant(0.1).unwrap()));

        let read = serde_json::from_str::<AdamWSchedules<LearningRate>>;
        let error = read(r#"{"beta1":0.9}"#).unwrap_err().to_string();
        assert!(error.starts_with("missing field `learning_rate`"), "{error}");
        let error = read(r#"{"learning_rate":0.1,"beta2":0.9}"#).unwrap_err().to_string();
        assert!(error.starts_with("unknown field `beta2`"), "{error}");
    }
}
