//! Trains a small network on handwritten digits, with a learning rate from a file. `README.md` beside this
//! file says what it shows.

mod checkpoint;
mod compare;
mod data;
mod find_rate;
mod model;
mod momentum;
mod run;
mod train;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use glidepath::LearningRate;

use data::Digits;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Trains a small network on handwritten digits, with a learning rate from a file.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train once, with checkpoints.
    Train(train::Args),
    /// Train with several schedules and seeds, and compare.
    Compare {
        /// Files with a schedule or a number.
        #[arg(required = true)]
        schedules: Vec<PathBuf>,
        /// The number of updates.
        #[arg(long, default_value_t = 200)]
        steps: u64,
        /// The number of seeds.
        #[arg(long, default_value_t = 3)]
        seeds: u64,
    },
    /// Find a good rate: train for a few steps while it grows.
    FindRate {
        /// Where to write a picture, as SVG.
        #[arg(long)]
        plot: Option<PathBuf>,
        /// What the weights and the order of the images are drawn from.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let digits = Digits::load()?;
    match command {
        Command::Train(args) => train::train(&digits, &args),
        Command::Compare { schedules, steps, seeds } => compare::compare(&digits, &schedules, steps, seeds),
        Command::FindRate { plot, seed } => find_rate::find_rate(&digits, seed, plot.as_deref()),
    }
}

/// Reads a number or a schedule, in Keras's form.
fn read_rate(path: &Path) -> Result<LearningRate> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    LearningRate::from_value(&value).map_err(|error| format!("{}: {error}", path.display()).into())
}
