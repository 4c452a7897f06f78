//! Recorded runs of the frameworks, step by step and bit for bit: the rate, the counters, the best metric.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, ReduceOnPlateau};

use crate::metric::recorded::{self, Run, check_rate};

fn check<S: MetricSchedule + Clone>(run: &Run<S>, check_state: impl Fn(&S, usize)) {
    let mut schedule = run.schedule.clone();
    for (k, (&metric, &rate)) in run.metrics.iter().zip(&run.rates).enumerate() {
        check_rate(&run.place, k, schedule.observe(metric), rate);
        check_rate(&run.place, k, schedule.learning_rate(), rate);
        check_state(&schedule, k);
    }
}

fn check_pytorch_state(run: &Run<ReduceOnPlateau>, schedule: &ReduceOnPlateau, k: usize) {
    let place = &run.place;
    assert_eq!(schedule.num_bad(), run.counter("num_bad_epochs", k), "{place}, metric {k}");
    assert_eq!(schedule.cooldown_left(), run.counter("cooldown_counter", k), "{place}, metric {k}");
    assert_eq!(schedule.best(), run.best_if_any(schedule.mode(), k), "{place}, metric {k}");
}

#[test]
fn pytorch_plateau() {
    for run in recorded::pytorch_plateaus() {
        check(&run, |schedule, k| check_pytorch_state(&run, schedule, k));
    }
}

#[test]
fn transformers_plateau() {
    for run in recorded::transformers_plateaus() {
        check(&run, |schedule, k| check_pytorch_state(&run, schedule, k));
    }
}

#[test]
fn timm_plateau_behind_its_warmup() {
    for run in recorded::timm_plateaus() {
        check(&run, |_, _| {});
    }
}

#[test]
fn keras_plateau() {
    for run in recorded::keras_plateaus() {
        let place = &run.place;
        check(&run, |schedule, k| {
            assert_eq!(schedule.num_bad(), run.counter("wait", k), "{place}, metric {k}");
            assert_eq!(schedule.cooldown_left(), run.counter("cooldown_counter", k), "{place}, metric {k}");
            assert_eq!(schedule.best(), Some(run.best(k)), "{place}, metric {k}");
        });
    }
}

pub(crate) fn check_greedy_state(run: &Run<Greedy>, schedule: &Greedy, k: usize) {
    let place = &run.place;
    assert_eq!(schedule.num_good(), run.counter("num_good_epochs", k), "{place}, metric {k}");
    assert_eq!(schedule.num_bad(), run.counter("num_bad_epochs", k), "{place}, metric {k}");
    assert_eq!(schedule.cooldown_left(), run.counter("cooldown_counter", k), "{place}, metric {k}");
    assert_eq!(schedule.warmup_left(), run.counter("warmup_counter", k), "{place}, metric {k}");
    assert_eq!(schedule.reset_left(), run.counter("reset_start", k), "{place}, metric {k}");
    assert_eq!(schedule.best(), run.best_if_any(schedule.mode(), k), "{place}, metric {k}");
}

#[test]
fn transformers_greedy() {
    for run in recorded::transformers_greedy() {
        check(&run, |schedule, k| check_greedy_state(&run, schedule, k));
    }
}
