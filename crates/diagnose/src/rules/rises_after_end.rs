//! The rate rises again after the end of the decay.

use super::cycles_in_run::SHARE;
use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "rises-after-end",
    summary: "The decay is over before the run ends, and then the rate rises again.",
    explanation: "The cosine of PyTorch and of transformers does not hold its end rate: it rises again. A run that is \
                  longer than the schedule ends with a rising rate. Most often the scheduler steps more often than \
                  its length was computed for, for example once per process. Give the schedule the length of the \
                  run, or use a schedule that holds its end rate.",
    needs_length: true,
    check,
};

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let Some(total_steps) = course.total_steps else { return Vec::new() };
    let lows = course.lows(SHARE);
    let &[(low, bottom)] = lows.as_slice() else { return Vec::new() };
    if facts.has_cycle_at(low) {
        return Vec::new();
    }
    let rises = course.samples.iter().filter(|&&(step, _)| step > low);
    let (top_step, top) =
        rises.fold((low, bottom), |top, &sample| if sample.1 > top.1 { sample } else { top });
    let message = format!(
        "the rate falls to {} at step {low} and rises again, to {} at step {top_step} of {total_steps}",
        rate(bottom),
        rate(top),
    );
    let help =
        format!("give the schedule the length of the run, {total_steps} steps, or let it hold its end rate");
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(low, total_steps - 1)]
}
