//! Names that are about a learning rate or its schedule, in any spelling: `warmup_steps`, `warmup-steps`,
//! `warmupSteps`.

mod lists;

use lists::{
    ABOVE_SOMETHING_ELSE, BESIDE_DECAY, BESIDE_SCALING, FREE_TEXTS, HARMLESS, HARMLESS_OF_LR, IN_GLUED_NAMES,
    NOT_OF_LR, OF_A_SCHEDULE, OF_SOMETHING_ELSE, SCALED_OTHERWISE, WITHIN_WORDS,
};

/// Whether a name is not about the rate, whatever it is set to.
pub(crate) fn is_harmless(name: &str) -> bool {
    HARMLESS.contains(&words(name).join("_").as_str())
}

/// Whether a name is that of a text that may name a class as well as anything else.
pub(crate) fn is_free_text(name: &str) -> bool {
    FREE_TEXTS.contains(&words(name).join("_").as_str())
}

/// Whether a name is that of a place where files are, whose own names say nothing.
pub(crate) fn is_of_files(name: &str) -> bool {
    const FILES: [&str; 12] = [
        "checkpoint",
        "ckpt",
        "data",
        "dataset",
        "load",
        "log",
        "model",
        "or",
        "output",
        "pretrained",
        "save",
        "weights",
    ];
    match words(name).as_slice() {
        [.., last] if last == "dir" => true,
        [.., files, last] => last == "path" && FILES.contains(&files.as_str()),
        _ => false,
    }
}

/// Whether a name is that of things that a program calls while it trains.
pub(crate) fn is_of_callbacks(name: &str) -> bool {
    words(name).iter().any(|word| ["callback", "callbacks", "hook", "hooks"].contains(&word.as_str()))
}

/// Whether what stands under a name is of something other than the learning rate, so that a schedule there
/// is.
pub(crate) fn is_above_something_else(name: &str) -> bool {
    words(name).iter().any(|word| ABOVE_SOMETHING_ELSE.contains(&word.as_str()))
}

/// Whether a name is that of a learning rate itself.
pub(crate) fn is_rate(name: &str) -> bool {
    matches!(
        &words(name).iter().map(String::as_str).collect::<Vec<_>>()[..],
        ["lr" | "lrate" | "eta"] | ["learning", "rate"] | ["learningrate"]
    )
}

/// Whether a name is that of a learning rate, or has one in it.
pub(crate) fn is_of_rate(name: &str) -> bool {
    let words = words(name);
    is_of_lr(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether a name is that of a learning rate among others, as `vision_lr` and `min_learning_rate`.
pub(crate) fn is_another_rate(name: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(words.as_slice(), [_, .., "lr"] | [_, .., "learning", "rate"])
}

/// Whether a name is about a schedule. Some are so only beside a rate, as `gamma`. A name of another rate
/// does as well: `unet_lr` is one for some parameters, `min_lr` one at some step.
pub(crate) fn is_of_schedule(name: &str, is_beside_rate: bool) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if is_of_lr(&words) && !is_rate(name) {
        return !HARMLESS_OF_LR.contains(&words.join("_").as_str());
    }
    let is_of_something_else = has(OF_SOMETHING_ELSE);
    let is_spoken = has(OF_A_SCHEDULE) || words.iter().any(|word| speaks_within(word));
    if is_spoken && !is_of_something_else {
        return true;
    }
    match words.as_slice() {
        ["gamma" | "decay" | "power" | "factor" | "policy"]
        | ["total" | "totals", "steps"]
        | ["t", "total"]
        | ["decay", "factor"]
        | ["layer" | "layerwise", "decay"]
        | ["layer", "wise", "decay"]
        | ["llrd" | "burnin"]
        | ["burn", "in", ..]
        | ["drop" | "reduce" | "shrink", "factor"]
        | ["drop", "every" | "epoch" | "epochs" | "step" | "steps"]
        | ["hold", "epochs" | "iters" | "steps"]
        | ["slow", "start", ..]
        | ["relative", "step"] => is_beside_rate,
        ["step", "size"] | ["step", "size", "up" | "down"] | ["pct", "start"] | ["half", "life", ..] => true,
        ["t", "max" | "0" | "mult" | "mul" | "i" | "initial" | "up" | "cur"] => true,
        ["tmax" | "t0" | "tmult" | "tmul" | "tinitial"] => true,
        ["one", "cycle", ..] | [.., "inverse" | "inv", "sqrt"] | ["inverse" | "inv", "sqrt", ..] => true,
        ["warm", "up" | "epochs" | "steps" | "iters" | "ratio", ..] | ["ramp", "up" | "down", ..] => true,
        ["cool", "down", ..] | ["div", "factor"] | ["final", "div", "factor"] => true,
        words => words.contains(&"decay") && has(BESIDE_DECAY) && !is_of_something_else,
    }
}

/// Whether a name says that the rate is multiplied by the size of the batch or the number of processes, as
/// `linear_scaling`, and as `base_batch_size` beside a rate.
pub(crate) fn is_of_scaling(name: &str, is_beside_rate: bool) -> bool {
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let has_pair = |first: &[&str], second: &str| {
        words.windows(2).any(|pair| first.contains(&pair[0].as_str()) && pair[1] == second)
    };
    if has(OF_SOMETHING_ELSE) || has(SCALED_OTHERWISE) || has_pair(&["find", "scale"], "batch") {
        return false;
    }
    let is_base = has(&["base", "nominal", "ref", "reference"])
        && (has_pair(&["batch"], "size") || has(&["batchsize"]));
    (is_base && is_beside_rate) || (has(&["rescale", "scale", "scaled", "scaling"]) && has(BESIDE_SCALING))
}

/// Whether a number of this name may be the logarithm of a rate; anything else is a switch of what is logged.
pub(crate) fn may_be_logarithm(name: &str) -> bool {
    ["log_learning_rate", "log_lr"].contains(&words(name).join("_").as_str())
}

/// Whether what stands under a name is of some of the parameters only.
pub(crate) fn is_of_some_parameters(name: &str) -> bool {
    const PARAMETERS: [&str; 4] = ["param", "parameter", "parameters", "params"];
    let words = words(name);
    let is_group = |word: &String| ["config", "configs", "group", "groups", "wise"].contains(&word.as_str());
    words.iter().any(|word| PARAMETERS.contains(&word.as_str())) && words.iter().any(is_group)
        || words.first().is_some_and(|word| word == "paramwise")
        || words == ["custom", "keys"]
}

/// Whether a word that could not be taken apart has one of a schedule in it, and none of something else.
fn speaks_within(word: &str) -> bool {
    WITHIN_WORDS.iter().any(|part| word.contains(part))
        && !OF_SOMETHING_ELSE.iter().any(|other| other.len() > 3 && word.contains(other))
}

/// Whether one of these words is the rate, or begins or ends with `lr`, as in `minlr` and `lrsched`.
fn is_of_lr(words: &[&str]) -> bool {
    let is_glued =
        |word: &&str| word.starts_with("lr") || word.ends_with("lr") || word.starts_with("learningrate");
    let is_glued = |word: &&str| is_glued(word) && !NOT_OF_LR.contains(word);
    words.iter().any(|word| is_glued(word) || ["eta", "lrs"].contains(word))
        || words.windows(2).any(|pair| pair[0] == "learning" && pair[1].starts_with("rate"))
}

/// Whether a name is that of a schedule's kind, of which `constant` is one without parameters.
pub(crate) fn is_of_kind(name: &str) -> bool {
    let last = words(name).pop();
    ["policy", "sched", "schedule", "scheduler", "style", "type"]
        .iter()
        .any(|word| last.as_deref() == Some(word))
}

/// Whether a name is that of the whole schedule, so its value may say that there is no schedule.
pub(crate) fn is_switch(name: &str) -> bool {
    const SCHEDULES: [&str; 6] = ["sched", "schedule", "scheduler", "schedulers", "schedules", "scheduling"];
    const BESIDE: [&str; 17] = [
        "apply",
        "class",
        "do",
        "enable",
        "enabled",
        "is",
        "kind",
        "learning",
        "lr",
        "name",
        "optim",
        "optimizer",
        "policy",
        "rate",
        "type",
        "use",
        "with",
    ];
    const CHANGES: [&str; 4] = ["anneal", "annealing", "decay", "policy"];
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let is_all_of = |word: &String| {
        let word = word.as_str();
        SCHEDULES.contains(&word) || BESIDE.contains(&word) || CHANGES.contains(&word)
    };
    words.iter().all(is_all_of) && (has(&SCHEDULES) || (has(&CHANGES) && has(&["lr", "rate"])))
}

/// Whether a name is that of a length of a run, at which a program may end a decay by default.
pub(crate) fn is_of_length(name: &str) -> bool {
    const UNITS: [&str; 10] =
        ["epoch", "epochs", "iter", "iteration", "iterations", "iters", "step", "steps", "update", "updates"];
    const OF_A_LENGTH: [&str; 8] = ["max", "nb", "num", "number", "of", "total", "train", "training"];
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if matches!(words.as_slice(), ["max", "duration"] | ["nepoch" | "nepochs"]) {
        return true;
    }
    let Some((unit, before)) = words.split_last() else { return false };
    // `n_steps` are those of a rollout.
    let is_of_epochs = |word: &str| ["end", "n"].contains(&word) && unit.starts_with("epoch");
    UNITS.contains(unit)
        && !before.is_empty()
        && before.iter().all(|word| OF_A_LENGTH.contains(word) || is_of_epochs(word))
}

/// Whether what this counts may be none, where it is 0: steps, but not a rate.
pub(crate) fn is_of_count(name: &str) -> bool {
    const COUNTS: [&str; 13] = [
        "cycles",
        "epoch",
        "epochs",
        "fraction",
        "iter",
        "iters",
        "num",
        "period",
        "proportion",
        "ratio",
        "restarts",
        "steps",
        "t",
    ];
    let words = words(name);
    let is_alone = words.len() == 1 && OF_A_SCHEDULE.contains(&words[0].as_str());
    is_alone || words.last().is_some_and(|word| COUNTS.contains(&word.as_str()))
}

/// Whether a name ties its value to something other than the learning rate.
pub(crate) fn is_of_something_else(name: &str) -> bool {
    words(name).iter().any(|word| OF_SOMETHING_ELSE.contains(&word.as_str()))
}

/// Whether a list of this name has steps at which something changes, beside a rate.
pub(crate) fn is_of_boundaries(name: &str) -> bool {
    let words = words(name);
    if words.iter().any(|word| OF_SOMETHING_ELSE.contains(&word.as_str())) {
        return false;
    }
    let last = words.last().map(String::as_str);
    ["boundaries", "epoch", "epochs", "iters", "step", "steps"].iter().any(|word| last == Some(word))
}

/// Whether 0 means no decay: the value is what is subtracted, as Keras's `decay`.
pub(crate) fn is_of_decay(name: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(words.as_slice(), ["decay"] | ["lr", "decay"] | ["learning", "rate", "decay"])
}

/// The words of a name in lower case: at `_`, `-`, `.` and spaces, and where a capital letter begins a word.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let characters: Vec<char> = name.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            words.push(String::new());
            continue;
        }
        let before = index.checked_sub(1).map(|before| characters[before]);
        let begins = character.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || (before.is_uppercase()
                        && characters.get(index + 1).is_some_and(|next| next.is_lowercase()))
            });
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    words.into_iter().filter(|word| !word.is_empty()).flat_map(taken_apart).collect()
}

/// The words of a name without separators, as `warmupsteps`, if it is made of words that are known here.
fn taken_apart(word: String) -> Vec<String> {
    let lists = [OF_A_SCHEDULE, OF_SOMETHING_ELSE, BESIDE_DECAY, IN_GLUED_NAMES];
    let is_known =
        |part: &str| (part.len() > 2 || part == "lr") && lists.iter().any(|list| list.contains(&part));
    // What is longer is no name.
    const LONGEST: usize = 64;
    if word.len() > LONGEST || is_known(&word) {
        return vec![word];
    }
    // For every length the last word of a beginning that is made of known ones.
    let mut lasts: Vec<Option<usize>> = vec![None; word.len() + 1];
    for end in 1..=word.len() {
        lasts[end] = (0..end).find(|&start| {
            (start == 0 || lasts[start].is_some()) && word.get(start..end).is_some_and(is_known)
        });
    }
    let mut parts = Vec::new();
    let mut end = word.len();
    while let Some(start) = lasts[end] {
        parts.push(word[start..end].to_owned());
        end = start;
    }
    if parts.is_empty() {
        return vec![word];
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests;
