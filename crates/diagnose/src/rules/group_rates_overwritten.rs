//! The parameter groups lose their own rates.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "group-rates-overwritten",
    summary: "The optimizer gives its parameter groups different rates, and the schedule sets one for all.",
    explanation: "A scheduler with a single rate writes it into every group, so the rates that the groups were given are \
                  never used. Give the scheduler one rate for each group, or scale one schedule by a factor for each.",
    needs_length: false,
    check,
};

fn check(_: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let rates = &facts.group_rates;
    let Some(first) = rates.first() else { return Vec::new() };
    let Some(other) = rates.iter().find(|other| other.value != first.value) else { return Vec::new() };
    let message = format!(
        "the parameter groups have different rates, such as {} and {}, but the schedule overwrites them",
        rate(first.value),
        rate(other.value),
    );
    let help = "give the scheduler one rate for each group";
    vec![Finding::warning(RULE.name, message).with_help(help).at(&other.path)]
}
