//! The forms that schedules are written in.

use glidepath_interop::{ExportOptions, Imported, InteropError, Target, end_with_run, export};
use glidepath_serde::LearningRate;

/// The forms that are counted.
pub(crate) const TARGETS: [Target; 6] =
    [Target::Keras2, Target::Keras3, Target::Torch, Target::Transformers, Target::DeepSpeed, Target::Burn];

/// A schedule in a form.
pub(crate) struct Written {
    pub(crate) text: String,
    /// The last step at which the rates are the same.
    pub(crate) last_step: u64,
    /// Whether only Python can read it.
    pub(crate) has_formula: bool,
    /// Whether the rates differ after the last step.
    pub(crate) ends_with_run: bool,
}

/// Writes a schedule for all steps or, if that cannot be, for those of its run.
pub(crate) fn write(imported: &Imported, target: Target) -> Option<Written> {
    let total_steps = imported.total_steps;
    if let Ok(written) = written(&imported.learning_rate, target, total_steps) {
        return Some(written);
    }
    let in_run = end_with_run(&imported.learning_rate, total_steps?).ok()?;
    let written = written(&in_run, target, total_steps).ok()?;
    Some(Written { last_step: total_steps?, ends_with_run: true, ..written })
}

fn written(rate: &LearningRate, target: Target, total_steps: Option<u64>) -> Result<Written, InteropError> {
    let options = ExportOptions::new();
    let options = total_steps.map_or(options, |total_steps| options.with_total_steps(total_steps));
    let written = export(std::slice::from_ref(rate), target, &options)?;
    let json = written.json().expect("these targets are JSON");
    let ends_with_run = written.notes().iter().any(|note| note.to_string().contains("rises again"));
    let max_steps = json.get("max_steps").and_then(|steps| steps.to_string().parse().ok());
    let text = json.to_string();
    let has_formula = text.contains("LambdaLR");
    Ok(Written {
        has_formula,
        text,
        last_step: max_steps.filter(|_| ends_with_run).unwrap_or(u64::MAX),
        ends_with_run,
    })
}
