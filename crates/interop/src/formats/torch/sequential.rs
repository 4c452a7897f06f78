//! `SequentialLR`.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::Sequential;
use glidepath_serde::BoxSchedule;

use super::notes;
use super::part::Part;
use super::scheduler::{Effect, Scheduler, Start, State, not_restorable};
use crate::model::{InteropError, Note};
use crate::values::arguments::Arguments;

/// Schedulers one after the other, each from its own beginning.
#[derive(Debug)]
pub(super) struct SequentialLr {
    parts: Vec<Part>,
    milestones: Vec<u64>,
    notes: Vec<Note>,
}

impl SequentialLr {
    pub(super) fn from_arguments(
        arguments: &mut Arguments<'_>,
        parts: Vec<Part>,
    ) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self::of_parts(parts, arguments, "milestones")?))
    }

    pub(super) fn from_state(
        state: &mut State<'_>,
        parts: Vec<Part>,
    ) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self::of_parts(parts, &mut state.arguments, "_milestones")?))
    }

    fn of_parts(
        parts: Vec<Part>,
        arguments: &mut Arguments<'_>,
        name: &'static str,
    ) -> Result<Self, InteropError> {
        let milestones: Vec<u64> = arguments.required(name)?;
        if milestones.len() + 1 != parts.len() {
            let rule = format!("must have one element fewer than there are schedulers, {}", parts.len());
            return Err(arguments.refuse(name, format!("{rule}, got {}", milestones.len())));
        }
        if let Some(pair) = milestones.windows(2).find(|pair| pair[0] > pair[1]) {
            let problem = format!("must not decrease, got {} before {}", pair[0], pair[1]);
            return Err(arguments.refuse(name, problem));
        }
        refuse_composites(&parts)?;
        let mut notes: Vec<_> = parts.iter().flat_map(|part| part.scheduler.notes()).collect();
        if milestones.first() == Some(&0) {
            notes.push(notes::milestone_zero());
        }
        notes.extend(Self::new_initial_rate(&parts).map(|(class, _)| notes::initial_rate_within(class)));
        Ok(Self { parts, milestones, notes })
    }

    /// The last of the initial rates that schedulers write into the optimizer, and the class of that
    /// scheduler.
    fn new_initial_rate(parts: &[Part]) -> Option<(&'static str, f64)> {
        let mut rates = parts.iter().enumerate().filter_map(|(index, part)| {
            part.scheduler.new_initial_rate(index == 0).map(|rate| (part.class, rate))
        });
        rates.next_back()
    }
}

/// Refuses composites, which PyTorch 2.15 runs otherwise than alone (`SequentialLR.__init__` and `step`).
fn refuse_composites(parts: &[Part]) -> Result<(), InteropError> {
    let is_composite = |part: &Part| matches!(part.class, "SequentialLR" | "ChainedScheduler");
    let Some(index) = parts.iter().position(is_composite) else { return Ok(()) };
    let reason = if index == 0 {
        "as the first of a `SequentialLR` PyTorch runs a composite one step ahead, in each release otherwise"
    } else {
        "within a `SequentialLR` PyTorch raises an error at the milestone where a composite begins"
    };
    Err(not_restorable(&parts[index].path, parts[index].class, reason))
}

impl Scheduler for SequentialLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let mut schedules: Vec<BoxSchedule> = Vec::new();
        let mut boundaries = Vec::new();
        let mut begin = 0;
        let mut rate_before = start.rate_before;
        let mut base = start.base;
        let ends = self.milestones.iter().copied().map(Some).chain([None]);
        for (index, (part, end)) in self.parts.iter().zip(ends).enumerate() {
            let mut part_base = part.base.or(base);
            base = part.scheduler.new_initial_rate(index == 0).or(base);
            // Between two equal milestones there is no step.
            if end == Some(begin) {
                continue;
            }
            // The first goes on from the rate in the optimizer, the others begin with a rate of their own.
            if schedules.is_empty() && part.scheduler.effect() != Effect::Overwrites {
                part_base = Self::new_initial_rate(&self.parts).map(|(_, rate)| rate).or(part_base);
            }
            let part_start = Start { base: part_base, rate_before, path: &part.path };
            let schedule = part.scheduler.schedule(&part_start)?;
            if let Some(end) = end {
                rate_before = Some(schedule.learning_rate(end - begin - 1));
                boundaries.push(end);
                begin = end;
            }
            schedules.push(schedule);
        }
        match schedules.len() {
            1 => Ok(schedules.remove(0)),
            _ => start.build(Sequential::new(schedules, boundaries)),
        }
    }

    fn effect(&self) -> Effect {
        Effect::Mixes("it sets the rate anew at each milestone")
    }

    fn notes(&self) -> Vec<Note> {
        self.notes.clone()
    }
}
