//! Most of the run has the end rate.

use super::epochs::updates_in_epoch;
use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::{rate, real};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "ends-early",
    summary: "Most of the run is spent at the end rate of the curve.",
    explanation: "The decay is over long before the run ends, so most updates have the minimum rate; if that is 0, they \
                  change nothing. Most often the length of the schedule counts epochs while the scheduler steps once \
                  per update, or the scheduler steps once per process or per micro-batch. Give the schedule the \
                  length of the run, in the unit in which the scheduler steps.",
    needs_length: true,
    check,
};

/// The share of the run at the end rate.
const MOST: f64 = 0.5;

/// The same for stairs, which people let end early.
const MOST_OF_STAIRS: f64 = 0.9;

/// The end rate is at most this share of the peak.
const LOW: f64 = 0.5;

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let (Some(total_steps), Some(end)) = (course.total_steps, course.end) else { return Vec::new() };
    if end == 0 || end >= total_steps {
        return Vec::new();
    }
    let bottom = course.rate(end);
    let held = real(total_steps - end) / real(total_steps);
    let most = if facts.has_jump_at(end) { MOST_OF_STAIRS } else { MOST };
    // A cosine that rises again does not hold its end rate.
    let rests =
        course.rate(total_steps - 1) == bottom && course.rate(end + (total_steps - end) / 2) == bottom;
    if held <= most || bottom > LOW * course.peak.1 || course.peak.1 == 0.0 || !rests {
        return Vec::new();
    }
    let percent = (100.0 * held).floor();
    let message = format!(
        "the curve reaches its end rate {} at step {end} of {total_steps}: {percent} % of the run is spent at that rate",
        rate(bottom),
    );
    let help = match updates_in_epoch(end, total_steps, facts) {
        Some(times) => format!(
            "{total_steps} is {times} times {end}: the schedule seems to count epochs while its steps are updates; \
             multiply its length by {times}, or step the scheduler once per epoch"
        ),
        None => format!("give the schedule the length of the run, {total_steps} steps"),
    };
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(end, total_steps - 1)]
}
