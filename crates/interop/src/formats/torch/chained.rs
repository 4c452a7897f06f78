//! `ChainedScheduler`.

use glidepath_schedules::Product;
use glidepath_serde::BoxSchedule;

use super::notes;
use super::part::Part;
use super::position;
use super::scheduler::{Effect, Scheduler, Start, State, not_restorable};
use crate::model::{InteropError, Note};
use crate::values::arguments::Arguments;

const CLASS: &str = "ChainedScheduler";

/// Schedulers that change the same rate, one after the other at each step.
#[derive(Debug)]
pub(super) struct Chained {
    parts: Vec<Part>,
}

impl Chained {
    pub(super) fn from_arguments(
        _: &mut Arguments<'_>,
        parts: Vec<Part>,
    ) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self { parts }))
    }

    /// A state tells also whether the run has left the steps in which the chain is a product.
    pub(super) fn from_state(
        state: &mut State<'_>,
        parts: Vec<Part>,
    ) -> Result<Box<dyn Scheduler>, InteropError> {
        let chained = Self { parts };
        let Effect::MultipliesUntil(end) = chained.effect() else { return Ok(Box::new(chained)) };
        let step = position::step(state.value, state.arguments.path())?;
        if chained.parts.len() == 1 || step <= end {
            return Ok(Box::new(chained));
        }
        Err(not_restorable(
            state.arguments.path(),
            CLASS,
            format!(
                "it is no product of rates after step {end}, from where its CosineAnnealingLR rises by an amount of \
                 its own, and the run is at step {step}"
            ),
        ))
    }

    /// The last scheduler that puts its own rate in the place of the others'.
    fn overwriting(&self) -> Option<usize> {
        self.parts.iter().rposition(|part| part.scheduler.effect() == Effect::Overwrites)
    }

    /// The product of the rate of the first and the factors of the others.
    fn product(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let mut factors = Vec::with_capacity(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            if let Effect::Mixes(reason) = part.scheduler.effect() {
                return Err(Start { path: &part.path, ..*start }
                    .refuse(part.class, format!("in a ChainedScheduler, {reason}")));
            }
            let base = if index == 0 { part.base.or(start.base) } else { Some(1.0) };
            factors.push(part.scheduler.factor(&Start { base, rate_before: None, path: &part.path })?);
        }
        start.build(Product::new(factors))
    }
}

impl Scheduler for Chained {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let alone = |part: &Part| {
            let base = part.base.or(start.base);
            part.scheduler.schedule(&Start { base, path: &part.path, ..*start })
        };
        match (&*self.parts, self.overwriting()) {
            ([only], _) => alone(only),
            (parts, Some(index)) if index + 1 == parts.len() => alone(&parts[index]),
            (parts, Some(index)) => {
                let class = parts[index].class;
                let reason = format!(
                    "its {class} sets the rate anew at every step, so that those after it have an effect within \
                     that step only"
                );
                Err(start.refuse(CLASS, reason))
            }
            (_, None) => self.product(start),
        }
    }

    fn effect(&self) -> Effect {
        let effects = self.parts.iter().map(|part| part.scheduler.effect());
        effects.fold(Effect::Multiplies, |all, effect| match (all, effect) {
            (mixes @ Effect::Mixes(_), _) | (_, mixes @ Effect::Mixes(_)) => mixes,
            (_, Effect::Overwrites) => Effect::Overwrites,
            (all, Effect::Multiplies) => all,
            (Effect::MultipliesUntil(a), Effect::MultipliesUntil(b)) => Effect::MultipliesUntil(a.min(b)),
            (Effect::Overwrites, Effect::MultipliesUntil(_)) => Effect::Overwrites,
            (Effect::Multiplies, until) => until,
        })
    }

    fn factor(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        if self.overwriting().is_some() { self.schedule(start) } else { self.product(start) }
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes: Vec<_> = self.parts.iter().flat_map(|part| part.scheduler.notes()).collect();
        if self.parts.len() > 1 {
            match (self.overwriting(), self.effect()) {
                (Some(index), _) => notes.push(notes::overwrites(self.parts[index].class)),
                (None, Effect::MultipliesUntil(step)) => notes.push(notes::chained_cosine(step)),
                _ => {}
            }
        }
        notes
    }
}
