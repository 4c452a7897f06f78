//! The first update has the rate 0.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "first-update-zero",
    summary: "The first update has the rate 0, so it changes nothing.",
    explanation: "A linear warmup from 0 gives step 0 the rate 0: a batch is spent on an update without effect, except on \
                  the moments of the optimizer. This does little harm in a long run, but much in a run of a few \
                  updates. Start the warmup above 0, for example at `peak / warmup_steps`.",
    needs_length: false,
    check,
};

fn check(course: &Course<'_>, _: &Facts) -> Vec<Finding> {
    let zeros = course.samples.iter().take_while(|&&(_, rate)| rate == 0.0).count();
    let (before, after) = course.samples.split_at(zeros);
    let (Some(&(last, _)), Some(&(next, above))) = (before.last(), after.first()) else { return Vec::new() };
    let message = match last {
        0 => "the first update has the rate 0 and changes nothing".to_owned(),
        _ => format!("the first {} updates have the rate 0 and change nothing", last + 1),
    };
    let help = format!("start the warmup above 0, for example at {}, the rate of step {next}", rate(above));
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(0, last)]
}
