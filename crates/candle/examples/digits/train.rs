//! The command `train`.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use glidepath::Scheduler;
use indicatif::{ProgressBar, ProgressStyle};

use crate::data::{Digits, STEPS_PER_EPOCH};
use crate::run::Run;
use crate::{Result, checkpoint, read_rate};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A file with a schedule or a number.
    #[arg(long)]
    schedule: PathBuf,
    /// The number of updates.
    #[arg(long, default_value_t = 200)]
    steps: u64,
    /// What the weights and the order of the images are drawn from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder for checkpoints.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Updates from one checkpoint to the next.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..))]
    checkpoint_every: u64,
    /// Go on from the newest checkpoint, if there is one.
    #[arg(long, requires = "out")]
    resume: bool,
    /// Where to write step, rate and loss of every update, as CSV.
    #[arg(long)]
    log: Option<PathBuf>,
}

pub(crate) fn train(digits: &Digits, args: &Args) -> Result<()> {
    let mut run = Run::new(digits, Scheduler::new(read_rate(&args.schedule)?), args.seed)?;
    if let Some(folder) = &args.out {
        if args.resume {
            checkpoint::resume(&mut run, folder)?;
        } else if !checkpoint::all(folder)?.is_empty() {
            return Err(
                format!("{} has checkpoints: give --resume or another folder", folder.display()).into()
            );
        }
        fs::create_dir_all(folder)?;
    }
    let mut log = args.log.as_ref().map(File::create).transpose()?;
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}")?;
    let bar = ProgressBar::new(args.steps).with_style(style).with_position(run.step());

    bar.suspend(|| println!("epoch  learning rate  training loss  held-out accuracy"));
    while run.step() < args.steps {
        let update = run.update()?;
        if let Some(log) = &mut log {
            writeln!(log, "{},{:?},{:?}", update.step, update.learning_rate, update.loss)?;
        }
        bar.set_position(run.step());
        bar.set_message(format!("loss {:.4}, rate {:.3e}", update.loss, update.learning_rate));

        let is_last = run.step() == args.steps;
        if is_last || run.step().is_multiple_of(STEPS_PER_EPOCH) {
            let (loss, accuracy) = (run.training_loss()?, run.held_out_accuracy()?);
            let epoch = run.step().div_ceil(STEPS_PER_EPOCH);
            let rate = update.learning_rate;
            bar.suspend(|| println!("{epoch:>5}  {rate:>13.6}  {loss:>13.4}  {:>16.1}%", 100.0 * accuracy));
        }
        if let Some(folder) = &args.out
            && (is_last || run.step().is_multiple_of(args.checkpoint_every))
        {
            checkpoint::save(&run, folder)?;
        }
    }
    bar.finish_and_clear();
    Ok(())
}
