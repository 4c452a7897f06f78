//! The run ends during the warmup.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::{rate, steps};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "warmup-longer-than-run",
    summary: "The run ends before the warmup does, so it never trains at the peak rate.",
    explanation: "The rate still rises at the last update. Most often the warmup was copied from a longer run, or it \
                  counts samples or micro-batches where the run counts updates. Shorten the warmup; a few percent of \
                  the run is usual.",
    needs_length: true,
    check,
};

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    let Some(total_steps) = course.total_steps.filter(|_| course.ends_in_warmup(facts)) else {
        return Vec::new();
    };
    let (reached, peak) = (course.rate(total_steps - 1), course.warmup_peak());
    let message = format!(
        "the warmup takes {}, the run has {total_steps}: the rate ends at {} and never reaches {}",
        steps(course.warmup_end),
        rate(reached),
        rate(peak),
    );
    let help = format!("make the warmup shorter than the {total_steps} steps of the run, or train longer");
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(0, total_steps - 1)]
}
