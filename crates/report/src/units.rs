//! What the steps of a log may count other than updates.

use glidepath_diagnose::{Finding, Log, Story};
use glidepath_interop::LogSteps;

use crate::options::ReportOptions;

/// Adds to the help of a log that is slower than its schedule that its steps may be samples, tokens or
/// micro-batches, if the log fits that as well.
pub(crate) fn add_hint(
    differences: &mut [Finding],
    log: &Log,
    total_steps: Option<u64>,
    options: &ReportOptions,
) {
    let [Finding { story: Some(Story::Slower { factor }), help, .. }] = differences else { return };
    let (Some(last), LogSteps::Updates) = (log.points().last(), options.log_steps) else { return };
    let per_update = rounded(*factor);
    if per_update > last.step() {
        return;
    }
    let unit = format!("samples, tokens or micro-batches, {per_update} per update");
    match total_steps {
        Some(total_steps) if last.step() > total_steps => {
            *help = format!(
                "the log goes on to step {} in a run of {total_steps} updates, so it probably counts {unit}: set the unit of \
                 its steps, and how many make an update",
                last.step()
            );
        }
        None if log.points().iter().all(|point| point.step() % per_update == 0) => {
            *help += &format!(
                "; or, if the log counts {unit}, set the unit of its steps, and how many make an update"
            );
        }
        _ => {}
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 2 on")]
fn rounded(factor: f64) -> u64 {
    factor as u64
}
