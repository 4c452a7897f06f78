//! A rate that no run has.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "implausible-rate",
    summary: "The rate goes above 10, which is hardly a learning rate.",
    explanation: "Most often two arguments were swapped, so that a number of steps stands in the place of a rate; or \
                  the schedule grows without end. Check the order of the arguments.",
    needs_length: false,
    check,
};

/// The greatest rate that may be meant.
const GREATEST: f64 = 10.0;

fn check(course: &Course<'_>, _: &Facts) -> Vec<Finding> {
    let Some(&(first, _)) = course.samples.iter().find(|&&(_, rate)| rate > GREATEST) else {
        return Vec::new();
    };
    let (step, peak) = course.peak;
    let message =
        format!("the rate is {} at step {step}: a learning rate above 10 is hardly meant", rate(peak));
    let help = "check whether a number of steps stands in the place of a rate";
    let last = course.samples.iter().rfind(|&&(_, rate)| rate > GREATEST).map_or(first, |&(step, _)| step);
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(first, last)]
}
