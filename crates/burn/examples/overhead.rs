//! How long a step of the scheduler takes, alone and within a training step.
//!
//!     cargo run --release --features serde --example overhead

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use burn::lr_scheduler::LrScheduler;
use burn::lr_scheduler::cosine::CosineAnnealingLrSchedulerConfig;
use burn::lr_scheduler::module_lr_scheduler::ModuleLrScheduler;
use burn::nn::{Linear, LinearConfig};
use burn::optim::{AdamConfig, GradientsParams};
use burn::prelude::*;
use burn::tensor::Distribution;
use glidepath_burn::BurnScheduler;

/// Longer than all rounds together: past its end a schedule is cheaper.
const SCHEDULE: &str = r#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.0, "decay_steps": 90000000,
    "warmup_target": 0.01, "warmup_steps": 1000}}"#;
const ROUNDS: usize = 7;
const SCHEDULER_STEPS: u32 = 1_000_000;
const TRAINING_STEPS: u32 = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let ours = BurnScheduler::from_json(SCHEDULE)?;
    let burns = CosineAnnealingLrSchedulerConfig::new(0.01, 90_000_000).init()?;

    let mut scheduler = ours.clone();
    report("step() of warmup and cosine from JSON", || scheduler.step());
    let mut scheduler = ModuleLrScheduler::from(ours.clone());
    report("  the same within a ModuleLrScheduler", || scheduler.step());
    let mut scheduler = burns.clone();
    report("  burn's own cosine within one", || scheduler.step());
    report("to_record()", || ours.to_record());

    let fixed = ModuleLrScheduler::from(0.01);
    println!("training step at a fixed rate           {:>9.2?}", median(|| train(fixed.clone())));
    println!("training step with the schedule         {:>9.2?}", median(|| train(ours.clone().into())));
    Ok(())
}

fn report<T>(what: &str, mut step: impl FnMut() -> T) {
    let time = median(|| {
        let start = Instant::now();
        for _ in 0..SCHEDULER_STEPS {
            black_box(step());
        }
        start.elapsed() / (SCHEDULER_STEPS / 1_000)
    });
    println!("{what:<39} {:>6.1} ns", time.as_secs_f64() * 1e6);
}

fn median(mut measure: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| measure()).collect();
    times.sort();
    times[ROUNDS / 2]
}

/// The time of one update of the perceptron of the example `digits`, on a batch of 64 random images.
fn train(mut scheduler: ModuleLrScheduler) -> Duration {
    let device = Device::flex().autodiff();
    let images = Tensor::random([64, 64], Distribution::Default, &device);
    let mut model: [Linear; 2] =
        [LinearConfig::new(64, 64).init(&device), LinearConfig::new(64, 10).init(&device)];
    let mut optimizer = AdamConfig::new().init();
    let start = Instant::now();
    for _ in 0..TRAINING_STEPS {
        let loss = loss(&model, &images);
        let gradients = GradientsParams::from_grads(loss.backward(), &model);
        model = optimizer.step(scheduler.step(), model, gradients);
    }
    start.elapsed() / TRAINING_STEPS
}

fn loss([hidden, output]: &[Linear; 2], images: &Tensor<2>) -> Tensor<1> {
    let hidden = burn::tensor::activation::relu(hidden.forward(images.clone()));
    output.forward(hidden).powi_scalar(2).mean()
}
