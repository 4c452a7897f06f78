//! Groups of variables, each with its own schedule.

use candle_nn::{Optimizer, SGD};
use glidepath::prelude::*;
use glidepath_candle::{ParameterGroups, Scheduled};
use glidepath_core::schedule_fn;

use crate::common::{Recorder, bits, gradients, loss, pair};

type Groups = ParameterGroups<Scheduled<SGD, BoxSchedule>>;

fn group(var: &candle_core::Var, schedule: BoxSchedule) -> Scheduled<SGD, BoxSchedule> {
    Scheduled::wrap(SGD::new(vec![var.clone()], 0.0).unwrap(), schedule)
}

fn schedules() -> [BoxSchedule; 2] {
    [
        BoxSchedule::new(OneCycle::new(0.1, 20).unwrap()),
        BoxSchedule::new(ExponentialDecay::new(0.2, 5, 0.5).unwrap()),
    ]
}

#[test]
fn every_group_follows_its_own_schedule() {
    let [a, b] = [pair(), pair()];
    let [one_cycle, exponential] = schedules();
    let mut optimizer = Groups::of(group(&a, one_cycle)).with_group(group(&b, exponential));
    for _ in 0..20 {
        optimizer.backward_step(&(loss(&a) + loss(&b)).unwrap()).unwrap();
    }
    for (together, schedule) in [a, b].iter().zip(schedules()) {
        let alone = pair();
        let mut optimizer = group(&alone, schedule);
        for _ in 0..20 {
            optimizer.backward_step(&loss(&alone)).unwrap();
        }
        assert_eq!(bits(together), bits(&alone));
    }
}

#[test]
fn rates_are_read_and_set() {
    let rate = |rate: f64| Scheduled::wrap(Recorder::default(), schedule_fn(move |_| rate));
    let mut optimizer = ParameterGroups::of(rate(0.25)).with_group(rate(0.5)).with_group(rate(0.125));
    let rates = |optimizer: &ParameterGroups<_>| -> Vec<f64> {
        optimizer.groups().map(Optimizer::learning_rate).collect()
    };
    assert_eq!(optimizer.learning_rate(), 0.25);
    assert_eq!(rates(&optimizer), [0.25, 0.5, 0.125]);
    optimizer.set_learning_rate(3.0);
    assert_eq!(rates(&optimizer), [3.0; 3]);
    optimizer.groups_mut().for_each(Scheduled::follow_schedule);
    assert_eq!(rates(&optimizer), [0.25, 0.5, 0.125]);
}

#[test]
fn built_from_a_configuration_there_is_one_group() {
    let groups = ParameterGroups::<Recorder>::new(vec![pair(), pair()], 0.5).unwrap();
    assert_eq!(groups.groups().map(|group| group.vars).collect::<Vec<_>>(), [2]);
    assert_eq!(groups.learning_rate(), 0.5);
}

#[test]
fn a_group_that_fails_stops_the_step() {
    let failing = Recorder { fails: true, ..Recorder::default() };
    let mut groups =
        ParameterGroups::of(Recorder::default()).with_group(failing).with_group(Recorder::default());
    assert!(groups.step(&gradients(&pair())).is_err());
    assert_eq!(groups.groups().map(|group| group.rates.len()).collect::<Vec<_>>(), [1, 0, 0]);
}

#[test]
fn positions_are_saved_and_restored() {
    let [a, b] = [pair(), pair()];
    let [one_cycle, exponential] = schedules();
    let mut optimizer = Groups::of(group(&a, one_cycle)).with_group(group(&b, exponential));
    for _ in 0..7 {
        optimizer.backward_step(&(loss(&a) + loss(&b)).unwrap()).unwrap();
    }
    let positions: Vec<&Scheduler<BoxSchedule>> = optimizer.groups().map(Scheduled::scheduler).collect();
    let saved = serde_json::to_string(&positions).unwrap();

    let restored: Vec<Scheduler<BoxSchedule>> = serde_json::from_str(&saved).unwrap();
    let rates: Vec<f64> = restored.iter().map(Scheduler::learning_rate).collect();
    assert_eq!(rates, optimizer.groups().map(Optimizer::learning_rate).collect::<Vec<_>>());
    assert!(restored.iter().all(|scheduler| scheduler.step() == 7));
}
