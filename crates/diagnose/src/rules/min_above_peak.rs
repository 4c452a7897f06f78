//! The minimum rate is above the peak rate.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "min-above-peak",
    summary: "The minimum rate of the schedule is above the rate that it decays from.",
    explanation: "The curve rises where it should decay, or a lower bound keeps the rate above its peak. Most often the \
                  minimum rate was kept from a schedule with a higher peak, or the two were swapped. In Keras, \
                  `alpha` is a share of the initial rate, not a rate. Choose a minimum rate below the peak.",
    needs_length: false,
    check,
};

fn check(_: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let above = facts.floors.iter().filter(|floor| floor.min > floor.peak);
    let finding = above.map(|floor| {
        let message = format!(
            "the minimum rate is {}, above {}, from which the schedule should decay",
            rate(floor.min),
            rate(floor.peak)
        );
        Finding::warning(RULE.name, message).with_help("choose a minimum rate below the peak").at(&floor.path)
    });
    finding.collect()
}
