//! Burn's own training loop: its learner, its checkpoints, its logs.
//!
//! Not in `it`: the loop takes the one place of a logger in this process, which the tests of records need.

use std::fs;
use std::path::Path;

use burn::data::dataloader::DataLoaderBuilder;
use burn::data::dataloader::batcher::Batcher;
use burn::data::dataset::InMemDataset;
use burn::module::Param;
use burn::optim::SgdConfig;
use burn::prelude::*;
use burn::train::checkpoint::KeepLastNCheckpoints;
use burn::train::metric::{LearningRateMetric, LossMetric};
use burn::train::{InferenceStep, Learner, RegressionOutput, SupervisedTraining, TrainOutput, TrainStep};
use glidepath_burn::BurnScheduler;
use glidepath_core::LearningRateSchedule;
use glidepath_schedules::CosineDecay;

const BATCHES: usize = 4;

/// A weight whose gradient is always 1, so that it ends at minus the sum of the rates.
#[derive(Module, Debug)]
struct Weight {
    weight: Param<Tensor<1>>,
}

impl Weight {
    fn output(&self) -> RegressionOutput {
        // Each forward pass needs a graph of its own.
        let loss = self.weight.val().mul_scalar(1.0);
        RegressionOutput::new(loss.clone(), loss.clone().unsqueeze(), loss.unsqueeze())
    }
}

impl TrainStep for Weight {
    type Input = ();
    type Output = RegressionOutput;

    fn step(&self, (): ()) -> TrainOutput<RegressionOutput> {
        let output = self.output();
        TrainOutput::new(self, output.loss.backward(), output)
    }
}

impl InferenceStep for Weight {
    type Input = ();
    type Output = RegressionOutput;

    fn step(&self, (): ()) -> RegressionOutput {
        self.output()
    }
}

struct Nothing;

impl Batcher<(), ()> for Nothing {
    fn batch(&self, _items: Vec<()>, _device: &Device) {}
}

fn schedule() -> CosineDecay {
    CosineDecay::new(0.1, 10).unwrap()
}

fn training(directory: &Path) -> SupervisedTraining<Weight> {
    let batches =
        || DataLoaderBuilder::new(Nothing).batch_size(1).build(InMemDataset::new(vec![(); BATCHES]));
    SupervisedTraining::new(directory, batches(), batches())
        .metric_train_numeric(LearningRateMetric::new())
        .metric_valid_numeric(LossMetric::new())
        .with_checkpointing_strategy(KeepLastNCheckpoints::new(9))
        .with_application_logger(None)
}

fn weight_after(training: SupervisedTraining<Weight>, scheduler: BurnScheduler<CosineDecay>) -> f32 {
    let device = Device::flex().autodiff();
    let model = Weight { weight: Param::from_tensor(Tensor::zeros([1], &device)) };
    let result = training.launch(Learner::new(model, SgdConfig::new().init(), scheduler));
    result.model.weight.val().into_scalar()
}

/// The weight after the first `updates`, by hand.
#[expect(clippy::cast_possible_truncation, reason = "burn turns the rate into the type of the weights")]
fn expected(updates: u64) -> f32 {
    (0..updates).fold(0.0, |weight, step| weight - schedule().learning_rate(step) as f32)
}

/// What burn logged as the rate of each update of an epoch.
fn logged_rates(directory: &Path, epoch: usize) -> Vec<f64> {
    let log = fs::read_to_string(directory.join(format!("train/epoch-{epoch}/Learning_Rate.log"))).unwrap();
    let updates = log.lines().filter_map(|line| line.strip_suffix(",1"));
    updates.map(|rate| rate.parse().unwrap()).collect()
}

#[test]
fn update_k_takes_the_rate_of_step_k() {
    let directory = tempfile::tempdir().unwrap();
    let weight = weight_after(training(directory.path()).num_epochs(3), BurnScheduler::new(schedule()));
    assert_eq!(weight, expected(12));
    let rates: Vec<f64> = (1..=3).flat_map(|epoch| logged_rates(directory.path(), epoch)).collect();
    let scheduled: Vec<f64> = (0..12).map(|step| schedule().learning_rate(step)).collect();
    assert_eq!(rates, scheduled);
}

#[test]
fn accumulated_gradients_make_one_update() {
    let directory = tempfile::tempdir().unwrap();
    let training = training(directory.path()).num_epochs(3).grads_accumulation(2);
    // Two gradients of 1 in each of six updates.
    assert_eq!(weight_after(training, BurnScheduler::new(schedule())), 2.0 * expected(6));
}

#[test]
fn a_checkpoint_goes_on_where_it_was_written() {
    let directory = tempfile::tempdir().unwrap();
    let with_checkpoints = || training(directory.path()).with_default_checkpointers();
    assert_eq!(weight_after(with_checkpoints().num_epochs(2), BurnScheduler::new(schedule())), expected(8));

    let resumed = with_checkpoints().checkpoint(2).num_epochs(3);
    assert_eq!(weight_after(resumed, BurnScheduler::new(schedule())), expected(12));
    assert_eq!(logged_rates(directory.path(), 3)[0], schedule().learning_rate(8));
}

/// Burn skips the epochs, but without checkpointers it loads nothing.
#[test]
fn without_checkpointers_a_checkpoint_is_not_loaded() {
    let directory = tempfile::tempdir().unwrap();
    let resumed = training(directory.path()).checkpoint(2).num_epochs(3);
    assert_eq!(weight_after(resumed, BurnScheduler::new(schedule())), expected(4));
    assert_eq!(logged_rates(directory.path(), 3)[0], schedule().learning_rate(0));
}
