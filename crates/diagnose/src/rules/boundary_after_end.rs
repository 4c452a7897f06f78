//! A boundary that the run does not reach.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::steps;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "boundary-after-end",
    summary: "A boundary lies after the end of the run, so the rate never changes there.",
    explanation: "The schedule changes the rate at a step that the run does not reach. Most often the boundaries count \
                  something other than updates, or were copied from a longer run.",
    needs_length: true,
    check,
};

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let Some(total_steps) = course.total_steps else { return Vec::new() };
    let is_warmup = |step: u64| step == course.warmup_end && course.ends_in_warmup(facts);
    let after = facts.boundaries.iter().filter(|place| place.value > total_steps && !is_warmup(place.value));
    let after: Vec<_> = after.collect();
    let (Some(first), Some(last)) = (after.first(), after.last()) else { return Vec::new() };
    let message = match after.len() {
        1 => format!(
            "the boundary at step {} lies after the end of the run, which has {}",
            first.value,
            steps(total_steps)
        ),
        count => format!(
            "{count} boundaries, from step {} on, lie after the end of the run, which has {}",
            first.value,
            steps(total_steps)
        ),
    };
    let help = "give the boundaries in the unit of the run, or remove those that it does not reach";
    vec![
        Finding::warning(RULE.name, message)
            .with_help(help)
            .at(&first.path)
            .with_steps(first.value, last.value),
    ]
}
