//! From the steps of a scheduler to updates.

use glidepath_schedules::{StepCount, Stretched};
use glidepath_serde::{Horizon, IntoBoxSchedule, LearningRate};

use crate::model::{Imported, InteropError, Note, Remedy, StepUnit};

/// The file does not tell when a scheduler makes a step.
pub(crate) fn unknown() -> Note {
    Note::new(
        "scheduler-steps",
        "a step here is one of the scheduler's own; whether the program makes one after each update or after each \
         epoch is not in the file",
    )
}

/// The rule of the note.
const EPOCHS: &str = "scheduler-epochs";

/// A step is an epoch. `source` goes on after "as".
pub(crate) fn epochs(source: &str) -> Note {
    Note::new(EPOCHS, format!("a step here is an epoch, as {source}"))
}

/// Makes updates of the steps of a schedule, where the file or the caller says what they are.
pub(crate) fn apply(
    imported: &mut Imported,
    told: Option<StepUnit>,
    horizon: &Horizon,
) -> Result<(), InteropError> {
    let is_told = told == Some(StepUnit::Epoch);
    if let (Some(file), Some(told)) = (imported.step_unit, told)
        && file != told
    {
        let [file, told] = [file, told].map(in_words);
        let problem = format!("the file says that its steps are {file}, so they cannot be {told}");
        return Err(InteropError::invalid(&*imported.path, problem));
    }
    let Some(unit) = imported.step_unit.or(told) else { return Ok(()) };
    let stretched = match (unit, horizon.steps_per_epoch()) {
        (StepUnit::Update, _) => None,
        (StepUnit::Epoch, Some(steps_per_epoch)) => Some(steps_per_epoch),
        (StepUnit::Epoch, None) if is_told => {
            let problem =
                "a step of the scheduler is an epoch, and the number of updates per epoch is unknown";
            return Err(InteropError::invalid(&*imported.path, problem).with_remedy(Remedy::StepsPerEpoch));
        }
        (StepUnit::Epoch, None) => return Ok(()),
    };
    imported.notes.retain(|note| ![unknown().rule(), EPOCHS].contains(&note.rule()));
    if let Some(factor) = stretched {
        stretch(imported, factor)?;
    }
    imported.step_unit = Some(StepUnit::Update);
    Ok(())
}

fn in_words(unit: StepUnit) -> &'static str {
    match unit {
        StepUnit::Update => "updates",
        StepUnit::Epoch => "epochs",
    }
}

fn stretch(imported: &mut Imported, factor: f64) -> Result<(), InteropError> {
    let unfit = InteropError::unfit(&imported.path);
    let groups = imported.further_groups.iter_mut().chain([&mut imported.learning_rate]);
    for group in groups {
        *group = LearningRate::from(Stretched::new(group.to_schedule(), factor).map_err(&unfit)?.boxed());
    }
    imported.step = imported.step.and_then(|step| first_update(step, factor));
    let text = format!("each step of the scheduler lasts an epoch of {factor:?} steps");
    imported.notes.push(Note::new("stretched", text));
    Ok(())
}

/// The first update of the run at which a scheduler has made `step` steps, one each epoch.
fn first_update(step: u64, factor: f64) -> Option<u64> {
    StepCount::from((StepCount::from(step).to_f64() * factor).ceil()).whole()
}
