//! A number of steps below 1.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "implausible-steps",
    summary: "A number of steps is between 0 and 1, which is not plausible.",
    explanation: "Most often two arguments were swapped, so that a rate is used as a number of steps, or a share of the run \
                  was given instead of a number of steps.",
    needs_length: false,
    check,
};

fn check(_: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let small = facts.counts.iter().filter(|count| 0.0 < count.value && count.value < 1.0);
    let finding = small.map(|count| {
        let message = format!("{:?} is less than one step", count.value);
        let help = "check whether a rate or a share of the run is used as a number of steps";
        Finding::warning(RULE.name, message).with_help(help).at(&count.path)
    });
    finding.collect()
}
