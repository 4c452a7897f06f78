//! What a rate does to weights, update by update, in a loop of one's own.

use burn::lr_scheduler::LrScheduler;
use burn::lr_scheduler::module_lr_scheduler::ModuleLrScheduler;
use burn::module::{Param, ParamGroup};
use burn::optim::{AdamWConfig, GradientsParams, ModuleOptimizer, SgdConfig};
use burn::prelude::*;
use glidepath_burn::BurnScheduler;
use glidepath_core::schedule_fn;
use glidepath_schedules::{PolynomialDecay, Scaled};

/// Two weights whose gradient is always 1, so that each update takes the rate away from them.
#[derive(Module, Debug)]
struct Weights {
    body: Param<Tensor<1>>,
    head: Param<Tensor<1>>,
}

impl Weights {
    fn new(start: f32) -> Self {
        let device = Device::flex().autodiff();
        let weight = || Param::from_tensor(Tensor::from_floats([start], &device));
        Self { body: weight(), head: weight() }
    }

    fn gradients(&self) -> GradientsParams {
        let loss = (self.body.val() + self.head.val()).sum();
        GradientsParams::from_grads(loss.backward(), self)
    }

    fn values(&self) -> [f32; 2] {
        [&self.body, &self.head].map(|weight| weight.val().into_scalar())
    }
}

/// The weights after one update at `rate`.
fn updated(rate: f64, start: f32, mut optimizer: ModuleOptimizer) -> f32 {
    let mut scheduler = BurnScheduler::new(schedule_fn(move |_| rate));
    let weights = Weights::new(start);
    let gradients = weights.gradients();
    optimizer.step(scheduler.step(), weights, gradients).values()[0]
}

#[test]
fn update_k_takes_the_rate_of_step_k() {
    let mut scheduler = BurnScheduler::new(PolynomialDecay::new(0.5, 4, 0.0).unwrap());
    let mut optimizer = SgdConfig::new().init();
    let mut weights = Weights::new(2.0);
    for expected in [1.5, 1.125, 0.875, 0.75, 0.75] {
        let gradients = weights.gradients();
        weights = optimizer.step(scheduler.step(), weights, gradients);
        assert_eq!(weights.values(), [expected; 2]);
    }
}

#[test]
fn a_rate_of_0_freezes() {
    assert_eq!(updated(0.0, 0.3, SgdConfig::new().init()), 0.3);
    assert_eq!(updated(0.0, 0.3, AdamWConfig::new().init()), 0.3);
}

#[test]
fn rates_above_1_are_taken() {
    assert_eq!(updated(1e10, 0.0, SgdConfig::new().init()), -1e10);
}

#[test]
fn rates_reach_the_weights_as_f32() {
    let smallest = f32::from_bits(1);
    assert_eq!(updated(7.1e-46, 0.0, SgdConfig::new().init()), -smallest);
    assert_eq!(updated(7.0e-46, 0.0, SgdConfig::new().init()), 0.0);
    assert_eq!(updated(3.4e38, 0.0, SgdConfig::new().init()), -3.4e38);
    assert_eq!(updated(3.5e38, 0.0, SgdConfig::new().init()), f32::NEG_INFINITY);
}

fn grouped() -> ModuleLrScheduler {
    let body = PolynomialDecay::new(0.5, 4, 0.0).unwrap();
    let head = Scaled::new(body.clone(), 2.0).unwrap();
    ModuleLrScheduler::new(BurnScheduler::new(body))
        .with_group(ParamGroup::from_predicate("head"), BurnScheduler::new(head))
}

#[test]
fn each_group_takes_its_own_rate() {
    let mut scheduler = grouped();
    let mut optimizer = SgdConfig::new().init();
    let mut weights = Weights::new(2.0);
    for expected in [[1.5, 1.0], [1.125, 0.25], [0.875, -0.25]] {
        let gradients = weights.gradients();
        weights = optimizer.step(scheduler.step(), weights, gradients);
        assert_eq!(weights.values(), expected);
    }
}

#[test]
fn groups_go_on_from_one_record() {
    let mut scheduler = grouped();
    scheduler.step();
    let mut resumed = grouped().load_record(scheduler.to_record());
    let rates = resumed.step();
    let body = rates.base();
    let head = rates.lr_from_param(burn::module::ParamId::new(), Some("head"));
    assert_eq!([body, head], [0.375, 0.75]);
}

/// Burn numbers the groups: the record of the one is not there for a group that came later.
#[test]
fn a_group_that_the_record_does_not_know_starts_where_it_was_put() {
    let mut alone = ModuleLrScheduler::new(BurnScheduler::new(PolynomialDecay::new(0.5, 4, 0.0).unwrap()));
    alone.step();
    let mut resumed = grouped().load_record(alone.to_record());
    let rates = resumed.step();
    let head = rates.lr_from_param(burn::module::ParamId::new(), Some("head"));
    assert_eq!([rates.base(), head], [0.375, 1.0]);
}
