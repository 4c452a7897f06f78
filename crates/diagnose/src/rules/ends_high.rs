//! The run ends long before the curve has come down.

use super::epochs::updates_in_epoch;
use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "ends-high",
    summary: "The run ends long before the curve has come down.",
    explanation: "Most of the decay never happens, and with it the fall of the loss at the end of a run. Most often the \
                  length of the schedule counts something other than steps of the scheduler: updates where it steps \
                  once per epoch, micro-batches where it steps once per update, or the updates of all processes \
                  together. Give the schedule the length of the run.",
    needs_length: true,
    check,
};

/// The share of the way down that is left at the end of the run.
const LEFT: f64 = 0.5;

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let (Some(total_steps), Some(end)) = (course.total_steps, course.end) else { return Vec::new() };
    if end <= total_steps || course.ends_in_warmup(facts) || facts.has_jump_at(end) {
        return Vec::new();
    }
    let (last, bottom) = (course.rate(total_steps - 1), course.rate(end));
    if last - bottom <= LEFT * (course.peak.1 - bottom) {
        return Vec::new();
    }
    let message = format!(
        "the run ends after {total_steps} steps at the rate {}; the curve comes down to {} at step {end}",
        rate(last),
        rate(bottom),
    );
    let help = match updates_in_epoch(total_steps, end, facts) {
        Some(times) => format!(
            "{end} is {times} times {total_steps}: the schedule seems to count updates and the run epochs, or the \
             schedule micro-batches and the run updates; give both in the same unit"
        ),
        None => format!("give the schedule the length of the run, {total_steps} steps"),
    };
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(total_steps - 1, end)]
}
