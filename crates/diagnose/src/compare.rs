//! Compares a log with a schedule and explains the difference.

use glidepath_core::LearningRateSchedule;

use crate::alternatives::Alternatives;
use crate::finding::{Finding, Severity, Story};
use crate::log::Log;
use crate::map::Map;
use crate::rates::Rates;
use crate::rule::Description;
use crate::stories::nearest::nearest;
use crate::stories::others::Others;
use crate::stories::proof::Proof;
use crate::stories::scaled;
use crate::stories::search::{pairs, singles};
use crate::view::{Arithmetic, Trial, View};
use crate::words::{self, Closest};

/// The rule that is checked on logs.
pub const LOG_DIFFERS: Description = Description {
    name: "log-differs",
    summary: "The log of the run has other rates than its schedule.",
    explanation: "The run did not follow its schedule. glidepath tries the known causes, the simplest first: the log is a \
                  step ahead or behind; the scheduler steps several times per update, or only once in several updates; \
                  the rates are scaled by a factor; the schedule starts again at a step; the log is behind since a step, \
                  because updates were skipped; the log is that of another parameter group; the run has another length; \
                  then combinations of two. It reports the first one that explains every point of the log. If the log \
                  has too few rows or digits to prove it, it says what may be the cause. If none does, it reports the \
                  first step that differs and the closest explanation.",
};

/// Compares a log with a schedule. Returns no finding if they agree, else one for each part of the
/// explanation.
///
/// Two rates agree if they are equal within the rounding to 32-bit floats or within the printed digits of the
/// logged number. A log without points agrees.
///
/// ```
/// use glidepath_core::schedule_fn;
/// use glidepath_diagnose::{Alternatives, Log, Point, Story, compare};
///
/// let halving = schedule_fn(|step| 0.5_f64.powi(step as i32 / 100));
/// let log = Log::new((0..500).map(|step| Point::new(step, 0.5_f64.powi(4 * step as i32 / 100))));
/// let findings = compare(&halving, &log, &Alternatives::new());
/// assert_eq!(findings[0].story, Some(Story::Faster { factor: 4.0 }));
/// ```
pub fn compare(
    schedule: &dyn LearningRateSchedule,
    log: &Log,
    alternatives: &Alternatives<'_>,
) -> Vec<Finding> {
    let Some(last) = log.points.last().map(|point| point.step) else { return Vec::new() };
    let rates = Rates::new(schedule, last.saturating_add(1));
    let trial = Trial::new(log, &rates);
    let view = View::of(&rates);
    let Some(first) = trial.first_that_differs(&view, Map::Same) else { return Vec::new() };
    let others = Others::new(alternatives, last);
    let (recursive, single) = (trial.with(Arithmetic::Recursive), trial.with(Arithmetic::Single));
    let mut proof = Proof::new(&rates, &others);
    let exact = proof.first(&trial, singles(&trial, &rates, &others));
    if exact.is_none() && single.first_that_differs(&view, Map::Same).is_none() {
        return Vec::new();
    }
    let told = exact
        .or_else(|| proof.first(&recursive, singles(&recursive, &rates, &others)))
        .or_else(|| proof.first(&trial, pairs(&trial, &rates, &others)))
        .or_else(|| proof.first(&recursive, pairs(&recursive, &rates, &others)))
        .or_else(|| proof.first(&single, singles(&single, &rates, &others)));
    let Some(stories) = told else { return vec![unexplained(&trial, &rates, &proof, first, last)] };
    let other = scaled::always(&trial, &view, Map::Same).map(|fit| fit.story);
    let other = other.filter(|other| !stories.contains(other));
    let mut findings: Vec<_> =
        stories.into_iter().map(|story| finding(story, &|story| words::told(story, last), last)).collect();
    for further in findings.iter_mut().skip(1) {
        further.message.insert_str(0, "in addition, ");
    }
    if let (Some(other), [only]) = (other, findings.as_mut_slice()) {
        only.message += &format!("; another cause fits as well: {}", words::told(&other, last).0);
    }
    findings
}

fn finding(story: Story, words: &dyn Fn(&Story) -> (String, String), last: u64) -> Finding {
    let (message, help) = words(&story);
    let since = match story {
        Story::Restarted { since }
        | Story::Scaled { since, .. }
        | Story::Behind { since, .. }
        | Story::Extended { since, .. }
        | Story::Unexplained { since, .. } => since,
        _ => 0,
    };
    Finding::new(LOG_DIFFERS.name, Severity::Error, message)
        .with_help(help)
        .with_steps(since.min(last), last)
        .with_story(story)
}

fn unexplained(trial: &Trial<'_>, rates: &Rates<'_>, proof: &Proof<'_>, first: usize, last: u64) -> Finding {
    let agreeing = trial.count(&View::of(rates), Map::Same, 1);
    let point = trial.log.points[first];
    let closest = if proof.is_open {
        Closest::Unproven(proof.possible.as_deref())
    } else {
        Closest::Leaving(nearest(trial, rates, agreeing))
    };
    let constant = trial.log.points.iter().all(|other| other.rate == trial.log.points[0].rate);
    let words =
        |story: &Story| words::unexplained(story, point, rates.at(point.step), &closest, last, constant);
    let (differing, points) = (trial.len() - agreeing, trial.len());
    finding(Story::Unexplained { since: point.step, differing, points }, &words, last)
}
