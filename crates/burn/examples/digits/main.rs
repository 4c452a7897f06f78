//! Trains a small model on handwritten digits with burn's learner, with the learning rate of a JSON file;
//! goes on from its checkpoints after it was killed.
//!
//!     cargo run --release --features serde --example digits -- --help

mod arguments;
mod checkpoint;
mod data;
mod loader;
mod model;
mod progress;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use burn::optim::AdamConfig;
use burn::prelude::*;
use burn::train::checkpoint::KeepLastNCheckpoints;
use burn::train::metric::{AccuracyMetric, LearningRateMetric, LossMetric};
use burn::train::{Learner, SupervisedTraining};
use glidepath_burn::BurnScheduler;

use crate::arguments::Arguments;
use crate::loader::{EpochLoader, Order};
use crate::model::Perceptron;
use crate::progress::{Figures, Progress};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/digits/digits.csv");
/// Four fifths; what comes after is held out.
const TRAINING_IMAGES: usize = 1437;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(arguments) = arguments::parse()? else {
        print!("{}", arguments::USAGE);
        return Ok(());
    };
    let (model, figures) = train(&arguments)?;
    println!(
        "held-out accuracy {:.2} %, loss {:.4}, weights {:016x}",
        figures.held_out_accuracy,
        figures.held_out_loss,
        model::fingerprint(&model)?
    );
    Ok(())
}

fn train(arguments: &Arguments) -> Result<(Perceptron, Figures), Box<dyn Error>> {
    let text = fs::read_to_string(&arguments.schedule)
        .map_err(|error| format!("{}: {error}", arguments.schedule.display()))?;
    let scheduler = BurnScheduler::from_json(&text)?;
    let epochs = arguments.epochs.get();
    let done = checkpoint::epochs_done(&arguments.directory, epochs, arguments.resume, &scheduler)?;
    let (training, held_out) = data::read(Path::new(DATA), TRAINING_IMAGES)?;

    let device = Device::flex().autodiff();
    device.seed(arguments.seed);
    let learner = Learner::new(Perceptron::new(&device), AdamConfig::new().init(), scheduler);

    let order = Order::Shuffled { seed: arguments.seed };
    let training = EpochLoader::new(training, order, done as u64, &device);
    let held_out = EpochLoader::new(held_out, Order::AsGiven, 0, &device);

    let figures = Arc::new(Mutex::new(Figures::default()));
    let mut run = SupervisedTraining::new(&arguments.directory, Arc::new(training), Arc::new(held_out))
        .metric_train_numeric(LossMetric::new())
        .metric_train_numeric(LearningRateMetric::new())
        .metric_valid_numeric(LossMetric::new())
        .metric_valid_numeric(AccuracyMetric::new())
        .with_default_checkpointers()
        .with_checkpointing_strategy(KeepLastNCheckpoints::new(3))
        .renderer(Box::new(Progress::new(Arc::clone(&figures))))
        .num_epochs(epochs);
    if done > 0 {
        run = run.checkpoint(done);
    }
    let result = run.launch(learner);
    if let Some(error) = result.error {
        return Err(error.to_string().into());
    }
    let figures = *figures.lock().expect("no thread panicked");
    Ok((result.model, figures))
}
