//! What is said of a story, and what to do about it.

use crate::finding::Story;
use crate::log::Point;
use crate::numbers::{rate, steps};
use crate::stories::nearest::Nearest;

/// The sentence and the help of a story that explains all points.
pub(crate) fn told(story: &Story) -> (String, String) {
    let (sentence, help) = match story {
        Story::Shifted { steps: ahead } => (
            format!("the log is {} the schedule", distance(*ahead)),
            "check whether the rate is logged before or after the scheduler makes its step, and whether the scheduler \
             makes one step too many or too few at the start",
        ),
        Story::Faster { factor } => (
            format!("the log goes through the schedule {factor} times as fast"),
            "the scheduler makes several steps per update, as one per process or per micro-batch: let it make one, or \
             multiply the lengths of the schedule",
        ),
        Story::Slower { factor } => (
            format!("the log goes through the schedule {factor} times as slowly"),
            "the scheduler makes one step in several updates, as one per epoch: let it make one per update, or divide the \
             lengths of the schedule",
        ),
        Story::Scaled { factor, since } => (
            match since {
                0 => format!("the rates of the log are {} times those of the schedule", rate(*factor)),
                _ => format!(
                    "since step {since} the rates of the log are {} times those of the schedule",
                    rate(*factor)
                ),
            },
            "look for a factor by which the rate is multiplied: the number of processes, a scaled batch size, the factor of a \
             parameter group, or, since a resume, a checkpoint's rate that was taken for the initial one",
        ),
        Story::Restarted { since } => (
            format!("the schedule begins again at step {since}: the log has the rate of step 0 there"),
            "the counter of the scheduler was lost, as on a resume: save and load its state, or set its step",
        ),
        Story::Behind { since, steps: ahead, changes } => {
            let times = match changes.len() {
                0 | 1 => String::new(),
                count => format!(", in {count} places up to step {}", changes[count - 1].0),
            };
            (
                format!("the log is {} the schedule since step {since}{times}", distance(*ahead)),
                if *ahead < 0 {
                    "the scheduler makes no step where the optimizer skips an update, as after an overflow in 16 bits, or \
                     it was resumed from an earlier step"
                } else {
                    "the scheduler makes steps without an update, as when a resume makes its last step again"
                },
            )
        }
        Story::OtherGroup { group } => (
            format!("the log has the rates of parameter group {group}"),
            "choose that group, or the metric of the other one",
        ),
        Story::Extended { since, end } => (
            match since {
                0 => format!("the log follows the same schedule with its end at step {end}"),
                _ => {
                    format!("since step {since} the log follows the same schedule with its end at step {end}")
                }
            },
            "the run was planned for another length; give the schedule the length that the run has",
        ),
        Story::Unexplained { .. } => (String::new(), ""),
    };
    (sentence, help.to_owned())
}

/// The sentence and the help where no story explains all points.
pub(crate) fn unexplained(
    story: &Story,
    point: Point,
    scheduled: f64,
    nearest: Option<&Nearest>,
    constant: bool,
) -> (String, String) {
    let Story::Unexplained { since, differing, points } = story else { return told(story) };
    let by = if scheduled == 0.0 {
        String::new()
    } else {
        format!(" ({:+.2} %)", 100.0 * (point.rate() - scheduled) / scheduled)
    };
    let mut sentence = format!(
        "at step {since} the log has the rate {}, where the schedule gives {}{by}; {differing} of {points} points differ, \
         and no story explains them",
        rate(point.rate()),
        rate(scheduled),
    );
    if let Some(Nearest { story, left }) = nearest {
        sentence += &format!("; the nearest is that {}, which leaves {left} unexplained", told(story).0);
    }
    let help = if constant {
        "the logged rate never changes: check that the scheduler makes its steps"
    } else {
        "look at what happened at the first step that differs, and at what the log counts as a step"
    };
    (sentence, help.to_owned())
}

fn distance(ahead: i64) -> String {
    let side = if ahead < 0 { "behind" } else { "ahead of" };
    format!("{} {side}", steps(ahead.unsigned_abs()))
}
