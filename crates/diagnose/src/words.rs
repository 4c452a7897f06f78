//! The message and the help of each story.

use crate::finding::Story;
use crate::log::Point;
use crate::numbers::{rate, real, steps};
use crate::stories::nearest::Nearest;

/// The message and the help of a story that explains all points.
pub(crate) fn told(story: &Story, last: u64) -> (String, String) {
    match story {
        Story::Shifted { steps: ahead } => (
            format!("the log is {} the schedule", distance(*ahead)),
            if ahead.unsigned_abs() > 1 {
                "check what the log counts as a step, and at which step the scheduler starts: a missing warmup, the step of a \
                 checkpoint, or a rate that is logged at the end of each epoch"
            } else {
                "check whether the rate is logged before or after the scheduler steps, and whether the scheduler steps once \
                 too often or too rarely at the start"
            }
            .to_owned(),
        ),
        Story::Faster { factor } => (
            format!("the log goes through the schedule {factor} times as fast"),
            format!(
                "the scheduler seems to step {factor} times per update, for example once per process or per micro-batch: \
                 step it once per update, or multiply the lengths in the schedule by {factor}"
            ),
        ),
        Story::Slower { factor } if *factor > real(last) => (
            "the rate in the log never changes: it is that of step 0".to_owned(),
            "the scheduler does not seem to step at all: step it once per update".to_owned(),
        ),
        Story::Slower { factor } => (
            format!("the log goes through the schedule {factor} times as slow"),
            format!(
                "the scheduler seems to step once in {factor} updates, for example once per epoch: step it once per \
                 update, or divide the lengths in the schedule by {factor}"
            ),
        ),
        Story::Scaled { factor, since } => (
            match since {
                0 => format!("the rates in the log are {} times those of the schedule", rate(*factor)),
                _ => format!(
                    "since step {since} the rates in the log are {} times those of the schedule",
                    rate(*factor)
                ),
            },
            "look for what multiplies the rate: the number of processes, a scaled batch size, the factor of a parameter \
             group, or a resume that takes the rate of the checkpoint as the initial rate"
                .to_owned(),
        ),
        Story::Restarted { since } => (
            format!("the schedule starts again at step {since}: the log has the rate of step 0 there"),
            "the scheduler has lost its state, probably on a resume: save its state with the checkpoint and load it"
                .to_owned(),
        ),
        Story::Behind { since, steps: ahead, changes } => {
            let sentence = match changes.as_slice() {
                [.., (last, _)] if changes.len() > 1 => format!(
                    "the log falls behind the schedule at {} places from step {since} to step {last}; since then it is \
                     {} the schedule",
                    changes.len(),
                    distance(*ahead)
                ),
                _ => format!("since step {since} the log is {} the schedule", distance(*ahead)),
            };
            let help = if *ahead < 0 {
                "the scheduler does not step when an update is skipped, for example after an overflow in 16-bit \
                 floats, or it was resumed from an earlier step"
            } else {
                "the scheduler steps without an update, for example when a resume repeats its last step"
            };
            (sentence, help.to_owned())
        }
        Story::OtherGroup { group } => (
            format!("the log has the rates of parameter group {group}"),
            "check that group instead, or choose the metric of this group".to_owned(),
        ),
        Story::Extended { since, end } => (
            match since {
                0 => format!("the log follows the same schedule, but with its end at step {end}"),
                _ => {
                    format!("since step {since} the log follows the same schedule, but with its end at step {end}")
                }
            },
            "the run was started or resumed with another length: give the schedule the length of the run".to_owned(),
        ),
        Story::Unexplained { .. } => (String::new(), String::new()),
    }
}

/// What is closest to an explanation if none is proven.
pub(crate) enum Closest<'a> {
    /// Some fit all points, but there is too little evidence. One of them may be true.
    Unproven(Option<&'a [Story]>),
    /// None fits all points. One leaves some of them.
    Leaving(Option<Nearest>),
}

/// The message and the help if no story is proven.
pub(crate) fn unexplained(
    story: &Story,
    point: Point,
    scheduled: f64,
    closest: &Closest<'_>,
    last: u64,
    constant: bool,
) -> (String, String) {
    let Story::Unexplained { since, differing, points } = story else { return told(story, last) };
    let by = if scheduled == 0.0 {
        String::new()
    } else {
        format!(" ({:+.2} %)", 100.0 * (point.rate() - scheduled) / scheduled)
    };
    let differ = if *points == 1 {
        "this is the only point".to_owned()
    } else {
        format!("{differing} of {points} points differ")
    };
    let sentence = format!(
        "at step {since} the log has the rate {}, but the schedule gives {}{by}; {differ}, and {}",
        rate(point.rate()),
        rate(scheduled),
        but(closest, last),
    );
    let help = match closest {
        _ if constant && *points > 1 => "the logged rate never changes: check that the scheduler steps",
        Closest::Unproven(_) => {
            "log the rate at more steps, or with more digits, so that the cause can be told"
        }
        Closest::Leaving(_) => {
            "look at what happened at the first step that differs, and check what the log counts as a step"
        }
    };
    (sentence, help.to_owned())
}

/// What is known of the cause.
fn but(closest: &Closest<'_>, last: u64) -> String {
    match closest {
        Closest::Unproven(None) => "there is too little evidence to tell the cause".to_owned(),
        Closest::Unproven(Some(stories)) => {
            let told: Vec<_> = stories.iter().map(|story| told(story, last).0).collect();
            format!("there is too little evidence to be sure of the cause; perhaps {}", told.join(", and "))
        }
        Closest::Leaving(None) => "no known cause explains all of them".to_owned(),
        Closest::Leaving(Some(Nearest { story, left })) => format!(
            "no known cause explains all of them; the closest, which leaves {left} unexplained: {}",
            told(story, last).0
        ),
    }
}

fn distance(ahead: i64) -> String {
    let side = if ahead < 0 { "behind" } else { "ahead of" };
    format!("{} {side}", steps(ahead.unsigned_abs()))
}
