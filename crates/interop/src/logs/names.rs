//! Which column of a log has the rate, and which the steps.

use super::request::{LogRequest, LogSteps};
use crate::model::{InteropError, Remedy};

/// The most names in one message.
const LISTED: usize = 12;

/// Words beside `lr` that make it something else than the rate.
const OTHER: [&str; 12] = [
    "min", "max", "base", "initial", "init", "final", "scale", "factor", "mult", "decay", "momentum",
    "warmup",
];

/// The column of the rate, by its index.
pub(super) fn rate<'n>(names: &[&'n str], request: &LogRequest) -> Result<Found<'n>, InteropError> {
    if let Some(metric) = &request.metric {
        let index = names.iter().position(|name| name == metric).or_else(|| by_number(names, metric));
        let missing = || InteropError::new(format!("the log has no `{metric}`: it has {}", listed(names)));
        return index.map(|index| Found::new(names, index, &[])).ok_or_else(missing);
    }
    let candidates: Vec<_> = (0..names.len()).filter(|&index| is_rate(names[index])).collect();
    let plain: Vec<_> = candidates.iter().copied().filter(|&index| is_plain(names[index])).collect();
    match (plain.as_slice(), candidates.as_slice()) {
        (&[index], _) | (_, &[index]) => Ok(Found::new(names, index, &candidates)),
        ([], []) => {
            let problem =
                format!("no column of the log is named as a learning rate: it has {}", listed(names));
            Err(InteropError::new(problem).with_remedy(Remedy::Metric))
        }
        (_, several) => of_group(names, several, request.group),
    }
}

/// A column and what to say of the choice.
pub(super) struct Found<'n> {
    pub(super) index: usize,
    pub(super) name: &'n str,
    /// The other columns that have a learning rate.
    pub(super) others: Vec<&'n str>,
}

impl<'n> Found<'n> {
    fn new(names: &[&'n str], index: usize, candidates: &[usize]) -> Self {
        let others = candidates.iter().filter(|&&other| other != index).map(|&other| names[other]).collect();
        Self { index, name: names[index], others }
    }
}

/// Columns that differ in a number alone are those of the parameter groups.
fn of_group<'n>(names: &[&'n str], columns: &[usize], group: usize) -> Result<Found<'n>, InteropError> {
    let split = |index: usize| {
        let stem = names[index].trim_end_matches(|letter: char| letter.is_ascii_digit());
        (stem, names[index][stem.len()..].parse::<usize>())
    };
    let first = split(columns[0]);
    let mut numbered: Vec<_> =
        columns.iter().filter_map(|&index| Some((split(index).1.ok()?, index))).collect();
    let are_groups =
        numbered.len() == columns.len() && columns.iter().all(|&index| split(index).0 == first.0);
    numbered.sort_unstable();
    match numbered.get(group).filter(|_| are_groups) {
        Some(&(_, index)) => Ok(Found::new(names, index, columns)),
        None => {
            let several: Vec<_> = columns.iter().map(|&index| names[index]).collect();
            let problem =
                format!("several columns of the log may be the learning rate: {}", listed(&several));
            Err(InteropError::new(problem).with_remedy(Remedy::Metric))
        }
    }
}

/// The column of the steps, by its index, and whether it has the name of the unit that was asked for. If none
/// has, the one that is named as steps is taken to count in this unit.
pub(super) fn steps(names: &[&str], request: &LogRequest) -> Result<(usize, bool), InteropError> {
    let is = |name: &str, wanted: &str| {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        name == wanted || name.rsplit('/').next() == Some(wanted)
    };
    let index = |unit: LogSteps| {
        columns(unit).iter().find_map(|wanted| names.iter().position(|name| is(name, wanted)))
    };
    let named = index(request.steps).map(|index| (index, true));
    named.or_else(|| Some((index(LogSteps::Updates)?, false))).ok_or_else(|| {
        let what = request.steps.in_words();
        let error = InteropError::new(format!(
            "no column of the log counts {what}, such as `{}`: it has {}",
            columns(request.steps)[0],
            listed(names)
        ));
        let other = [
            (LogSteps::Epochs, Remedy::LogSteps),
            (LogSteps::Samples, Remedy::LogSamples),
            (LogSteps::Tokens, Remedy::LogTokens),
        ];
        let other = other.into_iter().find(|&(unit, _)| index(unit).is_some());
        match other.filter(|_| request.steps == LogSteps::Updates) {
            Some((_, remedy)) => error.with_remedy(remedy),
            None => error,
        }
    })
}

/// The names of columns that count in this unit, the most certain one first.
fn columns(unit: LogSteps) -> &'static [&'static str] {
    match unit {
        LogSteps::Updates => &[
            "global_step",
            "step",
            "steps",
            "_step",
            "current_steps",
            "update",
            "updates",
            "num_updates",
            "train_num_updates",
            "iteration",
            "iterations",
            "iter",
            "batch",
        ],
        LogSteps::Samples => &[
            "samples",
            "sample",
            "num_samples",
            "consumed_samples",
            "samples_seen",
            "consumed_train_samples",
        ],
        LogSteps::Tokens => {
            &["tokens", "token", "num_tokens", "consumed_tokens", "tokens_seen", "num_input_tokens_seen"]
        }
        LogSteps::Epochs => &["epoch", "epochs", "current_epoch"],
    }
}

/// A column by its number, from 1.
fn by_number(names: &[&str], metric: &str) -> Option<usize> {
    let number: usize = metric.parse().ok()?;
    number.checked_sub(1).filter(|&index| index < names.len())
}

/// Whether a name is that of a rate, and of nothing else.
pub(super) fn is_rate(name: &str) -> bool {
    let words = words(name);
    let is_rate = words.iter().any(|word| word == "lr" || word == "learningrate")
        || words.windows(2).any(|pair| pair[0] == "learning" && pair[1].starts_with("rate"));
    is_rate && !words.iter().any(|word| OTHER.contains(&word.as_str()))
}

/// A name without more than the place where it was logged, as `train/lr`.
fn is_plain(name: &str) -> bool {
    let last = name.rsplit(['/', '.']).next().unwrap_or(name);
    matches!(
        last.trim().to_lowercase().replace([' ', '-'], "_").as_str(),
        "lr" | "learning_rate" | "learningrate"
    )
}

/// The words of a name, in lower case: `trainLearningRate/pg1` has `train`, `learning`, `rate`, `pg`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    let mut upper = true;
    for letter in name.chars() {
        if !letter.is_alphabetic() {
            (joins, upper) = (false, true);
            continue;
        }
        match words.last_mut() {
            Some(word) if joins && (upper || !letter.is_uppercase()) => word.extend(letter.to_lowercase()),
            _ => words.push(letter.to_lowercase().collect()),
        }
        (joins, upper) = (true, letter.is_uppercase());
    }
    words
}

pub(super) fn listed(names: &[&str]) -> String {
    // What is not to be read has lost its name.
    let named = || names.iter().filter(|name| !name.is_empty());
    let shown: Vec<_> = named().take(LISTED).map(|name| format!("`{name}`")).collect();
    match named().count().saturating_sub(LISTED) {
        0 if shown.is_empty() => "none".to_owned(),
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
