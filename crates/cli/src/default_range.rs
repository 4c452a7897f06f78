//! Which steps to show when nobody says.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;

use crate::steps::Span;

/// The range of a schedule that has no parameter to tell.
const UNKNOWN: u64 = 1_000;

/// The most that a schedule without an end is shown, in lengths of its own.
const MOST_LENGTHS: u64 = 32;

/// Chooses a range in which a schedule does what it does.
///
/// The parameters tell a length: the sum of those that count steps, and a little more than the last boundary;
/// of nested schedules the longest is added. If the rate rests from there on, the range ends there. If it goes on rising
/// and falling, the range is three lengths, without the step at which the fourth begins. If it only falls, the range ends
/// where the rate is a tenth of its peak.
pub(crate) fn default_range(json: &Json, schedule: &dyn LearningRateSchedule) -> Span {
    let Some(length) = own_length(json) else { return Span::all(0, UNKNOWN) };
    let part = |eighths: u64| schedule.learning_rate(length.saturating_mul(eighths) / 8);

    let end = part(8);
    let later: Vec<f64> = (8..=40).chain([8 * 64, 8 * 1024]).map(part).collect();
    let last = if later.iter().all(|&rate| same(rate, end)) {
        length
    } else if later.windows(2).any(|pair| pair[1] > pair[0] && !same(pair[1], pair[0])) {
        // The step at three lengths may be the first of something new.
        length.saturating_mul(3) - 1
    } else {
        let peak = (0..=8).map(part).fold(0.0, f64::max);
        let is_low = |lengths: &u64| part(8 * lengths) <= peak / 10.0;
        length.saturating_mul((2..MOST_LENGTHS).find(is_low).unwrap_or(MOST_LENGTHS))
    };
    Span::all(0, last)
}

/// The length that the parameters tell, if any does.
pub(crate) fn own_length(json: &Json) -> Option<u64> {
    whole(length(json))
}

/// Equal but for rounding.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.max(b)
}

/// How many steps the parameters speak of; 0 if none does.
fn length(json: &Json) -> f64 {
    let longest = |values: &mut dyn Iterator<Item = &Json>| values.map(length).fold(0.0, f64::max);
    match json {
        Json::Array(elements) => longest(&mut elements.iter()),
        Json::Object(entries) => {
            if let Some(last) = json.get("boundaries").and_then(last_boundary) {
                return last + after_boundary(json, last);
            }
            let counts = entries.iter().filter(|(key, _)| key == "steps" || key.ends_with("_steps"));
            let own: f64 = counts.filter_map(|(_, value)| value.as_f64()).sum();
            own + longest(&mut entries.iter().map(|(_, value)| value))
        }
        _ => 0.0,
    }
}

fn last_boundary(boundaries: &Json) -> Option<f64> {
    match boundaries {
        Json::Array(boundaries) => boundaries.last()?.as_f64(),
        _ => None,
    }
}

/// The length of the schedule that begins at the last boundary, or a quarter more.
fn after_boundary(config: &Json, last: f64) -> f64 {
    let last_part = match config.get("schedules") {
        Some(Json::Array(schedules)) => schedules.last().map_or(0.0, length),
        _ => 0.0,
    };
    if last_part > 0.0 { last_part } else { last / 4.0 }
}

/// Rounded up to a step; `None` for 0 and what is no number of steps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positive, and saturation is right"
)]
fn whole(length: f64) -> Option<u64> {
    (length > 0.0).then(|| length.ceil() as u64)
}
