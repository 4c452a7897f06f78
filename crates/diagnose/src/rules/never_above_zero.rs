//! Every rate is 0.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "never-above-zero",
    summary: "Every update has the rate 0, so nothing is trained.",
    explanation: "The rate is 0 from the first step on. Most often the peak rate was not set, a factor is 0, or the run \
                  ends before the schedule starts to rise.",
    needs_length: false,
    check,
};

fn check(course: &Course<'_>, _: &Facts) -> Vec<Finding> {
    if course.peak.1 > 0.0 {
        return Vec::new();
    }
    let last = course.last();
    let message = match course.total_steps {
        Some(total_steps) => {
            format!("the rate is 0 at all {total_steps} steps of the run: nothing is trained")
        }
        None => format!("the rate is 0 at every step up to {last}: nothing is trained"),
    };
    vec![Finding::warning(RULE.name, message).with_help("set a peak rate above 0").with_steps(0, last)]
}
