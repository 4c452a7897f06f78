//! Which checkpoint to go on from.

use std::error::Error;
use std::path::Path;

use burn::lr_scheduler::LrSchedulerRecord;
use glidepath_burn::BurnScheduler;
use glidepath_serde::LearningRate;

/// The number of epochs that the directory has a checkpoint of; 0, if it has none.
pub(crate) fn epochs_done(
    directory: &Path,
    epochs: usize,
    resume: bool,
    scheduler: &BurnScheduler<LearningRate>,
) -> Result<usize, Box<dyn Error>> {
    let Some(epoch) = newest(directory, epochs) else { return Ok(0) };
    let directory_name = directory.display();
    if !resume {
        return Err(format!("{directory_name}: has checkpoints; give --resume or another --directory").into());
    }
    if epoch == epochs {
        return Err(format!("{directory_name}: has all {epochs} epochs").into());
    }
    // Burn would load the record of another schedule without a word. Its learner keeps a single scheduler as
    // group 0.
    let record =
        LrSchedulerRecord::load(directory.join(format!("checkpoint/scheduler-{epoch}.bpk")))?.record("0");
    let step = scheduler.check_record(&record)?;
    println!("goes on after epoch {epoch}, at step {step}");
    Ok(epoch)
}

/// The newest epoch of which all three files are there.
///
/// Burn writes each file whole or not at all, but the three one after another: a process that is killed may
/// leave one or two of them.
fn newest(directory: &Path, epochs: usize) -> Option<usize> {
    (1..=epochs).rev().find(|epoch| {
        ["model", "optim", "scheduler"]
            .iter()
            .all(|part| directory.join(format!("checkpoint/{part}-{epoch}.bpk")).is_file())
    })
}
