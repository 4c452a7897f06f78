//! The rate jumps where no jump is intended.

use super::drop_after_warmup;
use crate::course::{Course, Jump};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::numbers::rate;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    name: "jump",
    summary: "The rate jumps from one step to the next where the curve should be smooth.",
    explanation: "Two parts of the schedule do not meet: one ends at a different rate than the next starts with. \
                  Staircases, restarts and tables jump by design and are not reported. Let the parts meet at the \
                  same rate.",
    needs_length: false,
    check,
};

/// The minimum height of a jump, as a share of the peak.
const LEAST: f64 = 0.05;

/// The minimum ratio of a jump to the changes next to it.
const STEEPER: f64 = 8.0;

fn check(course: &Course<'_>, facts: &Facts) -> Vec<Finding> {
    if course.peak.1 == 0.0 {
        return Vec::new();
    }
    let drop = drop_after_warmup::drops_at(course, facts);
    let is_jump = |jump: &Jump| {
        let height = (jump.to - jump.from).abs();
        jump.step > 1
            && Some(jump.step) != drop
            && !(jump.from == 0.0 && is_start(course, jump.step))
            && !facts.has_jump_at(jump.step)
            && height > STEEPER * course.change_beside(jump.step)
    };
    let mut jumps = course.jumps(LEAST * course.peak.1).filter(is_jump);
    let Some(Jump { step, from, to }) = jumps.next() else { return Vec::new() };
    let further = match jumps.count() {
        0 => String::new(),
        1 => ", and one more time later".to_owned(),
        count => format!(", and {count} more times later"),
    };
    let message = format!(
        "the rate jumps from {} at step {} to {} at step {step}{further}",
        rate(from),
        step - 1,
        rate(to)
    );
    let help = "let the parts of the schedule meet at the same rate";
    vec![Finding::warning(RULE.name, message).with_help(help).with_steps(step - 1, step)]
}

/// Whether the rate is constant up to this step: a warmup of one step looks like this.
fn is_start(course: &Course<'_>, step: u64) -> bool {
    course.samples.iter().take_while(|sample| sample.0 < step).all(|sample| sample.1 == course.samples[0].1)
}
