//! The rate drops where the warmup ends.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "drop-after-warmup",
    summary: "The rate drops where the warmup ends.",
    explanation: "The warmup rises to one rate and the schedule continues with a lower one. Most often the decay counts \
                  from step 0 and has already fallen during the warmup, or the warmup has a target of its own. The \
                  peak then lasts for one update only. Start the decay where the warmup ends, or lower the target of \
                  the warmup to the rate that the decay has there.",
    needs_length: false,
    check,
};

/// The least drop, as a share of the rate before it.
const LEAST: f64 = 0.01;

/// The minimum ratio of a drop to the changes just after it.
const STEEPER: f64 = 5.0;

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    drop(course, facts).into_iter().collect()
}

/// The step of the drop, if there is one.
pub(crate) fn drops_at(course: &Course<'_>, facts: &Facts) -> Option<u64> {
    drop(course, facts)?.steps.map(|(_, step)| step)
}

fn drop(course: &Course<'_>, facts: &Facts) -> Option<Finding> {
    // If the end of the warmup was found from the rates, its last step is the one with the peak rate.
    let found = |step: &u64| *step > 1 && *step <= course.last() && !facts.has_jump_at(*step);
    let step =
        [course.warmup_end, course.warmup_end.saturating_add(1)].into_iter().filter(found).find(|&step| {
            let (before, after) = (course.rate(step - 1), course.rate(step));
            let next = (course.rate(step) - course.rate(step.saturating_add(1))).abs();
            before - after > LEAST * before && before - after > STEEPER * next && before > course.rate(0)
        })?;
    let (before, after) = (course.rate(step - 1), course.rate(step));
    let percent = 100.0 * (before - after) / before;
    let message = format!(
        "the rate drops by {percent:.1} % where the warmup ends, from {} at step {} to {} at step {step}",
        rate(before),
        step - 1,
        rate(after),
    );
    let help = "start the decay where the warmup ends, at the target of the warmup";
    Some(Finding::warning(RULE.name, message).with_help(help).with_steps(step - 1, step))
}
