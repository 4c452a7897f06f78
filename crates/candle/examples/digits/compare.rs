//! The command `compare`.

use std::path::PathBuf;

use glidepath::{LearningRate, Scheduler};
use indicatif::{ProgressBar, ProgressStyle};

use crate::data::Digits;
use crate::run::Run;
use crate::{Result, read_rate};

pub(crate) fn compare(digits: &Digits, schedules: &[PathBuf], steps: u64, seeds: u64) -> Result<()> {
    let rates: Vec<LearningRate> = schedules.iter().map(|path| read_rate(path)).collect::<Result<_>>()?;
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}")?;
    let bar = ProgressBar::new(steps.saturating_mul(seeds)).with_style(style);

    println!("held-out accuracy in % after {steps} updates, for seeds 1 to {seeds}; training loss");
    for (path, rate) in schedules.iter().zip(rates) {
        let mut accuracies = Vec::new();
        let mut losses = Vec::new();
        bar.reset();
        for seed in 1..=seeds {
            let mut run = Run::new(digits, Scheduler::new(rate.clone()), seed)?;
            while run.step() < steps {
                run.update()?;
                bar.inc(1);
            }
            accuracies.push(100.0 * run.held_out_accuracy()?);
            losses.push(f64::from(run.training_loss()?));
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let each: Vec<String> = accuracies.iter().map(|accuracy| format!("{accuracy:.1}")).collect();
        bar.suspend(|| {
            println!(
                "{name:<16} {}  mean {:.2}  loss {:.5}",
                each.join(" "),
                mean(&accuracies),
                mean(&losses)
            );
        });
    }
    bar.finish_and_clear();
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "there are a few seeds")]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
