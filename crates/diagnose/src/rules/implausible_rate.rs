//! A rate that is too high to be intended.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "implausible-rate",
    summary: "The rate rises above 10, which is not a plausible learning rate.",
    explanation: "Most often two arguments were swapped, so that a number of steps is used as a rate, or the schedule grows \
                  without bound. Check the order of the arguments.",
    needs_length: false,
    check,
};

/// The highest plausible rate.
const GREATEST: f64 = 10.0;

fn check(course: &Course<'_>, _: &Facts) -> Vec<Finding> {
    let Some(&(first, _)) = course.samples.iter().find(|&&(_, rate)| rate > GREATEST) else {
        return Vec::new();
    };
    let (step, peak) = course.peak;
    let message =
        format!("the rate is {} at step {step}; a learning rate above 10 is not plausible", rate(peak));
    let help = "check whether a number of steps is used as a rate";
    let last = course.samples.iter().rfind(|&&(_, rate)| rate > GREATEST).map_or(first, |&(step, _)| step);
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(first, last)]
}
