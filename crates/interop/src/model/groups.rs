//! The schedules of several parameter groups.

use crate::model::{Built, Imported, InteropError, Note, Source};
use crate::values::Value;
use glidepath_serde::BoxSchedule;

/// The most values that may be read, over all parameter groups.
const MAX_WORK: usize = 1 << 18;

/// The schedule of each parameter group. Notes are about the first.
#[derive(Debug)]
pub(crate) struct Groups {
    pub(crate) first: Built,
    further: Vec<BoxSchedule>,
}

impl From<Built> for Groups {
    fn from(first: Built) -> Self {
        Self { first, further: Vec::new() }
    }
}

impl Groups {
    /// Builds the schedule of each of `count` groups.
    pub(crate) fn build(
        count: usize,
        build: impl Fn(usize) -> Result<Built, InteropError>,
    ) -> Result<Self, InteropError> {
        let further = (1..count).map(|group| build(group).map(|built| built.schedule));
        Ok(Self { first: build(0)?, further: further.collect::<Result<_, _>>()? })
    }

    /// That of the first alone, with a note if there are more.
    pub(crate) fn into_first(self) -> Built {
        let Self { mut first, further } = self;
        if !further.is_empty() {
            first.notes.push(Note::new(
                "first-group",
                format!(
                    "there are {} parameter groups; this is the schedule of the first",
                    further.len() + 1
                ),
            ));
        }
        first
    }

    /// All of them, from such a file.
    pub(crate) fn imported(self, source: Source) -> Imported {
        let Built { schedule, notes } = self.first;
        let further_groups = self.further.into_iter().map(Into::into).collect();
        Imported { further_groups, ..Imported::new(schedule, source, notes) }
    }
}

/// Refuses a number of groups, the elements of a list at `place`, that is 0, or so great that reading all of
/// `value` for each of them would take long.
pub(crate) fn check_count(count: usize, value: &Value, place: &str) -> Result<usize, InteropError> {
    match count.checked_mul(size(value)) {
        Some(1..=MAX_WORK) => Ok(count),
        Some(0) => Err(InteropError::invalid(place, "must have at least 1 element, got 0")),
        _ => Err(InteropError::invalid(
            place,
            format!("must have fewer elements, because the file has so many other values, got {count}"),
        )),
    }
}

/// The number of values.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(elements) => elements.iter().map(size).sum::<usize>().saturating_add(1),
        Value::Object(entries) => entries.values().map(size).sum::<usize>().saturating_add(1),
        _ => 1,
    }
}
