//! The rate goes up and down many times.

use super::epochs::updates_in_epoch;
use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::real;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "cycles-in-run",
    summary: "The rate goes up and down many times although no cycles are intended, or far more often than usual.",
    explanation: "A cosine that does not hold its end rate rises again: a length in epochs with a step per update gives \
                  hundreds of cycles. Intended cycles and restarts are reported only if there are more than 100. Give \
                  the schedule the length of the run, in the unit in which the scheduler steps.",
    needs_length: true,
    check,
};

/// The minimum height of a cycle, as a share of the range of all rates.
pub(super) const SHARE: f64 = 0.05;

/// More cycles than this are reported even where cycles are intended.
const MOST: usize = 100;

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let Some(total_steps) = course.total_steps else { return Vec::new() };
    let lows = course.lows(SHARE);
    let unintended = lows.iter().filter(|&&(step, _)| !facts.has_cycle_at(step)).count();
    let (Some(&(first, _)), true) = (lows.first(), unintended > 1 || lows.len() > MOST) else {
        return Vec::new();
    };
    let count = lows.len();
    let message = format!(
        "the rate goes up again {count} times in the {total_steps} steps of the run, first at step {first}: every {:.0} \
         steps on average",
        real(total_steps) / real(count as u64)
    );
    let help = match course.end.and_then(|end| updates_in_epoch(end, total_steps, facts)) {
        Some(times) => {
            format!(
                "the schedule seems to count epochs while its steps are updates; multiply its length by {times}"
            )
        }
        None => format!("give the schedule the length of the run, {total_steps} steps"),
    };
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(first, total_steps - 1)]
}
