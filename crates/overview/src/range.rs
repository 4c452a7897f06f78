//! Which steps to show when nobody says.

use glidepath_core::LearningRateSchedule;
use serde_json::Value;

use crate::course::Course;

/// The range of a schedule that has no parameter to tell, and whose rate does not move.
const UNKNOWN: u64 = 1_000;

/// The share of its change that a curve may still have before it after the range.
const LEFT: f64 = 0.1;

/// How many times as long as half of its change a slow curve is shown.
const MOST_HALVES: u64 = 10;

/// How many times as long as all but a tenth of the change a range may be, to end where the rate rests.
const MOST_TO_REST: u64 = 16;

/// Up, down: three cycles.
const TURNS_OF_CYCLES: usize = 6;

/// A curve that turns more often than this before it settles is shown in some of its cycles.
const FEW_TURNS: usize = 3;

/// A picture of cycles has no more turns than this.
const MOST_TURNS: usize = 24;

/// What grows by more than this, and beyond it, has no limit that could be a learning rate.
const UNLIMITED: f64 = 1e3;

/// Chooses the last step of a range from 0 in which a schedule does what it does. `value` is the schedule, or
/// its configuration, as JSON; a number tells nothing.
///
/// The rates tell it, at steps that lie ever further apart. The range ends where the rate comes to rest, or a
/// quarter later if it has only risen. If it rests late or never, the range ends where it has made nine
/// tenths of its change: a rate that falls to 0 is then at a tenth of its peak. A slow curve, as an inverse
/// square root, ends at ten times the length of the first half of its change. What goes up and down without
/// end is shown for three cycles.
///
/// The range is at least as long as the parameters tell: the sum of those that count steps, and a little more
/// than the last boundary; of nested schedules the longest is added. What goes on falling is shown for two
/// such lengths.
pub fn suggested_last(value: &Value, schedule: &dyn LearningRateSchedule) -> u64 {
    let course = Course::new(schedule);
    let length = own_length(value);
    let last = course_range(&course, length, schedule.learning_rate(0));
    last.or(length).unwrap_or(UNKNOWN)
}

/// Where the range ends, as the rates tell, if they move at all.
fn course_range(course: &Course<'_>, length: Option<u64>, first: f64) -> Option<u64> {
    let own = length.unwrap_or(0);
    if course.last() > UNLIMITED && course.last() > UNLIMITED * first {
        // Grows without end.
        return course.reaches(10.0 * first).filter(|&step| step > 0).map(|step| rounded_up(step).max(own));
    }
    let Some(end) = course.settles(LEFT) else { return cycles(course, length) };
    let rest = course.settles(0.0);
    let end = end.min(course.settles(0.5)?.saturating_mul(MOST_HALVES));
    if let Some(rest) = rest.filter(|&rest| rest <= end.saturating_mul(MOST_TO_REST).max(own)) {
        let risen = course.last() > first && course.turns(rest) == 0;
        let held = if risen { rest / 4 } else { 0 };
        return Some(rest.saturating_add(held).max(own)).filter(|&last| last > 0);
    }
    if course.turns(end) > FEW_TURNS {
        return cycles(course, length);
    }
    Some(rounded_up(end).max(own.saturating_mul(2)))
}

/// A few cycles of what goes up and down: three lengths if there are some in it.
fn cycles(course: &Course<'_>, length: Option<u64>) -> Option<u64> {
    // The step at three lengths may be the first of something new.
    let lengths = length.map(|length| length.saturating_mul(3) - 1);
    lengths
        .filter(|&last| (2..=MOST_TURNS).contains(&course.turns(last)))
        .or_else(|| course.until_turn(TURNS_OF_CYCLES))
        .or(lengths)
}

/// The next number with two digits that are not 0.
fn rounded_up(step: u64) -> u64 {
    let unit = 10_u64.pow(step.checked_ilog10().unwrap_or(0).saturating_sub(1));
    step.div_ceil(unit).saturating_mul(unit)
}

/// The length that the parameters tell, if any does.
pub fn own_length(value: &Value) -> Option<u64> {
    whole(length(value))
}

/// The longest number of steps among the parameters; 0 if there is none.
fn length(value: &Value) -> f64 {
    let longest = |values: &mut dyn Iterator<Item = &Value>| values.map(length).fold(0.0, f64::max);
    match value {
        Value::Array(elements) => longest(&mut elements.iter()),
        Value::Object(entries) => {
            if let Some(last) = value.get("boundaries").and_then(last_boundary) {
                return last + after_boundary(value, last);
            }
            let counts = entries.iter().filter(|(key, _)| *key == "steps" || key.ends_with("_steps"));
            let own: f64 = counts.filter_map(|(_, value)| value.as_f64()).sum();
            own + longest(&mut entries.iter().map(|(_, value)| value))
        }
        _ => 0.0,
    }
}

fn last_boundary(boundaries: &Value) -> Option<f64> {
    match boundaries {
        Value::Array(boundaries) => boundaries.last()?.as_f64(),
        _ => None,
    }
}

/// The length of the schedule that begins at the last boundary, or a quarter more.
fn after_boundary(config: &Value, last: f64) -> f64 {
    let last_part = match config.get("schedules") {
        Some(Value::Array(schedules)) => schedules.last().map_or(0.0, length),
        _ => 0.0,
    };
    if last_part > 0.0 { last_part } else { last / 4.0 }
}

/// Rounded up to a step; `None` for 0 and for anything but a number of steps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positive, and saturation is right"
)]
fn whole(length: f64) -> Option<u64> {
    (length > 0.0).then(|| length.ceil() as u64)
}
