//! The story that makes a log.

use glidepath_core::LearningRateSchedule;
use glidepath_report::{Finding, Story};
use glidepath_serde::BoxSchedule;
use serde_json::Value;

use super::random::Random;

pub(super) const KINDS: [&str; 12] = [
    "same",
    "shifted",
    "faster",
    "slower",
    "scaled",
    "restarted",
    "behind",
    "skips",
    "extended",
    "faster, shifted",
    "scaled, restarted",
    "unexplained",
];

/// From a step of the log to its rate.
pub(super) type Course = Box<dyn Fn(u64) -> f64>;

/// The place of a story in the order in which they are told.
pub(super) fn rank(name: &str) -> usize {
    let single =
        ["same", "shifted", "faster", "slower", "scaled", "restarted", "behind", "skips", "extended"];
    let ranks = [0, 1, 2, 2, 3, 4, 5, 5, 7];
    single
        .iter()
        .position(|single| *single == name)
        .map_or(if name == "unexplained" { 9 } else { 8 }, |at| ranks[at])
}

/// The course of a log of that kind, or `None` if the schedule has no such story.
pub(super) fn course(kind: &str, json: &Value, last: u64, random: &mut Random) -> Option<Course> {
    let schedule: BoxSchedule = glidepath_serde::deserialize(json).unwrap();
    let times = random.pick(&[2, 3, 4, 6, 8, 16, 32, 64]);
    let since = random.between(last / 5 + 1, (4 * last / 5).max(last / 5 + 1));
    let factor = random.pick(&[0.5, 2.0, 8.0, 0.125, 0.1, 1.5, 0.37]);
    Some(match kind {
        "same" => scheduled(json),
        "shifted" if random.chance(0.5) => Box::new(move |step| schedule.learning_rate(step + 1)),
        "shifted" => Box::new(move |step| schedule.learning_rate(step.saturating_sub(1))),
        "faster" => Box::new(move |step| schedule.learning_rate(times * step)),
        "slower" => Box::new(move |step| schedule.learning_rate(step / times)),
        "scaled" => Box::new(move |step| factor * schedule.learning_rate(step)),
        "restarted" => {
            Box::new(move |step| schedule.learning_rate(if step >= since { step - since } else { step }))
        }
        "behind" => {
            let steps = random.between(1, since.min(1_000));
            Box::new(move |step| schedule.learning_rate(if step >= since { step - steps } else { step }))
        }
        "skips" => {
            // As the scale of 16-bit floats is found: several at first, then now and then.
            let mut skipped: Vec<u64> = (0..random.between(1, 8)).collect();
            skipped.extend((0..random.between(0, 3)).map(|_| random.between(8.min(last), last)));
            skipped.sort_unstable();
            Box::new(move |step| {
                let before = skipped.iter().filter(|&&skip| skip < step).count() as u64;
                schedule.learning_rate(step.saturating_sub(before))
            })
        }
        "extended" => {
            let extended = longer(json, random)?;
            let since = random.pick(&[0, 0, since]);
            Box::new(
                move |step| {
                    if step >= since { extended.learning_rate(step) } else { schedule.learning_rate(step) }
                },
            )
        }
        "faster, shifted" => Box::new(move |step| schedule.learning_rate(times * (step + 1))),
        "scaled, restarted" => Box::new(move |step| {
            factor * schedule.learning_rate(if step >= since { step - since } else { step })
        }),
        _ => {
            let phase = random.unit();
            Box::new(move |step| schedule.learning_rate(step) * (1.5 + (phase + step as f64 / 7.0).sin()))
        }
    })
}

/// The same schedule for a longer or shorter run.
fn longer(json: &Value, random: &mut Random) -> Option<BoxSchedule> {
    let mut json = json.clone();
    let by = random.pick(&[0.5, 0.8, 1.25, 1.5, 2.0, 3.0]);
    let field = match json["class_name"].as_str()? {
        "CosineDecay" | "PolynomialDecay" | "CosineAnnealing" | "LinearCosineDecay" => "decay_steps",
        "OneCycle" => "total_steps",
        "WarmupStableDecay" => "stable_steps",
        _ => return None,
    };
    let old = json["config"][field].as_u64()?;
    json["config"][field] = Value::from(((old as f64 * by) as u64).max(2));
    glidepath_serde::deserialize(&json).ok()
}

/// The course of a run that follows its schedule.
pub(super) fn scheduled(json: &Value) -> Course {
    let schedule: BoxSchedule = glidepath_serde::deserialize(json).unwrap();
    Box::new(move |step| schedule.learning_rate(step))
}

/// The first step that differs, of a log that is not explained.
pub(super) fn unexplained_since(findings: &[Finding]) -> Option<u64> {
    findings.iter().find_map(|finding| match finding.story {
        Some(Story::Unexplained { since, .. }) => Some(since),
        _ => None,
    })
}

/// What was told, as a kind.
pub(super) fn told(findings: &[Finding]) -> String {
    let stories: Vec<_> = findings.iter().filter_map(|finding| finding.story.as_ref()).collect();
    match stories.as_slice() {
        [] => "same".to_owned(),
        [Story::Behind { changes, .. }] if changes.len() > 1 => "skips".to_owned(),
        stories => stories.iter().map(|story| story.name()).collect::<Vec<_>>().join(", "),
    }
}

/// The rates that the stories that were told give; `None` if they are not told by numbers.
pub(super) fn predicted(
    findings: &[Finding],
    json: &Value,
    ends: &dyn Fn(u64) -> Option<BoxSchedule>,
) -> Option<Course> {
    let stories = findings.iter().filter_map(|finding| finding.story.clone());
    stories.into_iter().try_fold(scheduled(json), |course, story| {
        let told: Course = match story {
            Story::Shifted { steps } => Box::new(move |step| course(step.saturating_add_signed(steps))),
            Story::Faster { factor } => Box::new(move |step| course(step * factor as u64)),
            Story::Slower { factor } => Box::new(move |step| course(step / factor as u64)),
            Story::Scaled { factor, since } => {
                Box::new(move |step| if step >= since { factor * course(step) } else { course(step) })
            }
            Story::Restarted { since } => {
                Box::new(move |step| course(if step >= since { step - since } else { step }))
            }
            Story::Behind { changes, .. } => Box::new(move |step| {
                let ahead = changes.iter().rev().find(|change| change.0 <= step).map_or(0, |change| change.1);
                course(step.saturating_add_signed(ahead))
            }),
            Story::Extended { since, end } => {
                let extended = ends(end)?;
                Box::new(move |step| if step >= since { extended.learning_rate(step) } else { course(step) })
            }
            _ => return None,
        };
        Some(told)
    })
}
