//! From the learning rates of parameter groups to the form of a target.

use glidepath_serde::LearningRate;

use crate::formats::writers::{Writer, writer};
use crate::model::{ExportOptions, InteropError, Target, Written};

/// Writes a learning rate, or those of several parameter groups, in the form of a target.
///
/// The form has the same rate at every step. Where this holds for the run only, a note says so.
///
/// ```
/// use glidepath_interop::{ExportOptions, Target, export};
///
/// let text = r#"{"class_name": "CosineDecay", "config":
///     {"initial_learning_rate": 0.0, "decay_steps": 900, "warmup_target": 0.1, "warmup_steps": 100}}"#;
/// let learning_rate = glidepath_serde::from_json(text)?.into();
/// let written = export(&[learning_rate], Target::TorchPython, &ExportOptions::new())?;
/// assert_eq!(
///     written.to_string(),
///     "\
/// import torch
/// from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, MultiStepLR, SequentialLR
///
/// optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
/// scheduler = SequentialLR(
///     optimizer,
///     schedulers=[
///         LambdaLR(optimizer, lr_lambda=lambda step: step / 100),
///         CosineAnnealingLR(optimizer, T_max=900, eta_min=0.0),
///         MultiStepLR(optimizer, milestones=[0], gamma=0.0),  # stays there
///     ],
///     milestones=[100, 1000],
/// )
/// "
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A target that is JSON gives its value as well. Some targets take the place in the run:
///
/// ```
/// use glidepath_interop::{ExportOptions, Target, export, import_bytes};
/// use glidepath_schedules::ExponentialDecay;
/// use glidepath_serde::IntoBoxSchedule;
///
/// let decay = ExponentialDecay::new(0.1, 100, 0.5)?.boxed().into();
/// let options = ExportOptions::new().with_step(40);
/// let written = export(std::slice::from_ref(&decay), Target::Glidepath, &options)?;
/// assert_eq!(written.json().and_then(|json| json.get("step")).and_then(|step| step.as_f64()), Some(40.0));
///
/// let imported = import_bytes(written.to_string().as_bytes())?;
/// assert_eq!((imported.learning_rate, imported.step), (decay, Some(40)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If there are no groups, if the target cannot express the rates or would compute something else, if it
/// holds one rate and there are several groups, or if it cannot hold the step that the options set.
pub fn export(
    groups: &[LearningRate],
    target: Target,
    options: &ExportOptions,
) -> Result<Written, InteropError> {
    let refuse = |reason: String| InteropError::not_writable(target, "", reason);
    if groups.is_empty() {
        return Err(refuse("an optimizer has at least one parameter group".to_owned()));
    }
    if let (Some(step), Some(keeper)) = (options.step(), target.keeper_of_step()) {
        return Err(refuse(format!("the step {step} has no place in this form: it belongs to {keeper}")));
    }
    match (writer(target), groups) {
        (Writer::Groups(write), groups) => write(groups, options),
        (Writer::One(write), [learning_rate]) => write(learning_rate, options),
        (Writer::One(_), groups) => {
            let count = groups.len();
            Err(refuse(format!("this form holds the rate of one parameter group, got {count} groups")))
        }
    }
}
