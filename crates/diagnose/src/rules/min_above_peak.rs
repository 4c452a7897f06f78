//! The least rate is above the peak.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "min-above-peak",
    summary: "The least rate of the schedule is above the rate that it comes down from.",
    explanation: "The curve rises where it should decay, or a lower bound holds the rate above its peak. Most often the \
                  least rate was left at the default of a schedule with a higher peak, or the two were swapped; in \
                  Keras, `alpha` is a share of the initial rate, not a rate. Choose a least rate below the peak.",
    needs_length: false,
    check,
};

fn check(_: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let above = facts.floors.iter().filter(|floor| floor.min > floor.peak);
    let finding = above.map(|floor| {
        let message = format!(
            "the least rate is {}, above {}, from which the schedule should come down",
            rate(floor.min),
            rate(floor.peak)
        );
        Finding::warning(RULE.name, message).with_help("choose a least rate below the peak").at(&floor.path)
    });
    finding.collect()
}
