//! Checkpoints: a folder of three files for each.
//!
//! A checkpoint is written under another name and then renamed, so one that is there is whole, whenever the
//! program was killed.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use candle_core::{Device, Tensor, Var, safetensors};
use glidepath::{LearningRate, Scheduler};
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::run::Run;

const WEIGHTS: &str = "model.safetensors";
const VELOCITIES: &str = "optimizer.safetensors";
const POSITION: &str = "position.json";

/// What is not a tensor.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    seed: u64,
    /// The schedule and the step.
    scheduler: Scheduler<LearningRate>,
}

/// Saves a run as `step-000123` in a folder, and removes the checkpoints before.
pub(crate) fn save(run: &Run<'_>, folder: &Path) -> Result<()> {
    let partial = folder.join("partial");
    if partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    fs::create_dir_all(&partial)?;
    safetensors::save(&by_name(run, &run.model.vars()), partial.join(WEIGHTS))?;
    safetensors::save(&by_name(run, run.optimizer.optimizer().velocities()), partial.join(VELOCITIES))?;
    let position = Position { seed: run.seed, scheduler: run.optimizer.scheduler().clone() };
    fs::write(partial.join(POSITION), serde_json::to_string_pretty(&position)?)?;

    let earlier = all(folder)?;
    fs::rename(&partial, folder.join(format!("step-{:06}", run.step())))?;
    for checkpoint in earlier {
        fs::remove_dir_all(checkpoint)?;
    }
    Ok(())
}

/// Puts a fresh run where the newest checkpoint of a folder was saved, if there is one.
pub(crate) fn resume(run: &mut Run<'_>, folder: &Path) -> Result<()> {
    let Some(checkpoint) = all(folder)?.pop() else { return Ok(()) };
    let position: Position = serde_json::from_str(&fs::read_to_string(checkpoint.join(POSITION))?)?;
    if position.seed != run.seed || position.scheduler.schedule() != run.optimizer.scheduler().schedule() {
        return Err(format!("{} is of another seed or schedule", checkpoint.display()).into());
    }
    run.model.load(&safetensors::load(checkpoint.join(WEIGHTS), &Device::Cpu)?)?;
    let velocities = safetensors::load(checkpoint.join(VELOCITIES), &Device::Cpu)?;
    for (name, velocity) in run.model.names().zip(run.optimizer.optimizer().velocities()) {
        velocity.set(velocities.get(&name).ok_or_else(|| format!("the checkpoint has no `{name}`"))?)?;
    }
    run.optimizer.set_step(position.scheduler.step());
    Ok(())
}

/// The whole checkpoints of a folder, the newest last.
pub(crate) fn all(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let step = |path: &Path| path.file_name()?.to_str()?.strip_prefix("step-")?.parse::<u64>().ok();
    let mut checkpoints: Vec<_> = paths.into_iter().filter_map(|path| Some((step(&path)?, path))).collect();
    checkpoints.sort();
    Ok(checkpoints.into_iter().map(|(_, path)| path).collect())
}

fn by_name(run: &Run<'_>, vars: &[Var]) -> HashMap<String, Tensor> {
    run.model.names().zip(vars.iter().map(|var| var.as_tensor().clone())).collect()
}
