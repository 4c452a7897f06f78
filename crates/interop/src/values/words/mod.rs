//! Names that are about a learning rate or its schedule, in any spelling: `warmup_steps`, `warmup-steps`,
//! `warmupSteps`.

mod lists;

use std::collections::HashSet;
use std::iter;
use std::sync::LazyLock;

use lists::{
    ABOVE_SOMETHING_ELSE, BESIDE_DECAY, BESIDE_SCALING, FREE_TEXTS, HARMLESS, HARMLESS_OF_LR, IN_GLUED_NAMES,
    NOT_OF_LR, OF_A_SCHEDULE, OF_SOMETHING_ELSE, SCALED_OTHERWISE, WITHIN_WORDS,
};

/// Whether a name is not about the rate, whatever it is set to.
pub(crate) fn is_harmless(name: &str) -> bool {
    HARMLESS.contains(&&*words(name).joined())
}

/// Whether a name is that of a text that may name a class as well as anything else.
pub(crate) fn is_free_text(name: &str) -> bool {
    FREE_TEXTS.contains(&&*words(name).joined())
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
    match *words(name).list() {
        [.., "dir"] => true,
        [.., files, "path"] => FILES.contains(&files),
        _ => false,
    }
}

/// Whether a name is that of things that a program calls while it trains.
pub(crate) fn is_of_callbacks(name: &str) -> bool {
    words(name).has(&["callback", "callbacks", "hook", "hooks"])
}

/// Whether what stands under a name is of something other than the learning rate, so that a schedule there
/// is.
pub(crate) fn is_above_something_else(name: &str) -> bool {
    words(name).has(ABOVE_SOMETHING_ELSE)
}

/// Whether a name is that of a learning rate itself.
pub(crate) fn is_rate(name: &str) -> bool {
    // Walks ask this of every key, and taking names apart takes time.
    let letters = name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase);
    let may_be = |rate: &str| letters.clone().eq(rate.chars());
    ["lr", "lrate", "eta", "learningrate"].into_iter().any(may_be) && is_words_of_rate(&words(name).list())
}

fn is_words_of_rate(words: &[&str]) -> bool {
    matches!(words, ["lr" | "lrate" | "eta"] | ["learning", "rate"] | ["learningrate"])
}

/// Whether a name is that of a learning rate, or has one in it.
pub(crate) fn is_of_rate(name: &str) -> bool {
    is_of_lr(&words(name).list())
}

/// Whether a name is that of a learning rate among others, as `vision_lr` and `min_learning_rate`.
pub(crate) fn is_another_rate(name: &str) -> bool {
    matches!(*words(name).list(), [_, .., "lr"] | [_, .., "learning", "rate"])
}

/// Whether a name is about a schedule. Some are so only beside a rate, as `gamma`. A name of another rate
/// does as well: `unet_lr` is one for some parameters, `min_lr` one at some step.
pub(crate) fn is_of_schedule(name: &str, is_beside_rate: bool) -> bool {
    let words = words(name);
    let list = words.list();
    if is_of_lr(&list) && !is_words_of_rate(&list) {
        return !HARMLESS_OF_LR.contains(&&*words.joined());
    }
    let is_of_something_else = words.has(OF_SOMETHING_ELSE);
    let is_spoken = words.has(OF_A_SCHEDULE) || list.iter().any(|word| speaks_within(word));
    if is_spoken && !is_of_something_else {
        return true;
    }
    match *list {
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
        _ => list.contains(&"decay") && words.has(BESIDE_DECAY) && !is_of_something_else,
    }
}

/// Whether a name says that the rate is multiplied by the size of the batch or the number of processes, as
/// `linear_scaling`, and as `base_batch_size` beside a rate.
pub(crate) fn is_of_scaling(name: &str, is_beside_rate: bool) -> bool {
    let words = words(name);
    let has_pair = |first: &[&str], second: &str| {
        words.list().windows(2).any(|pair| first.contains(&pair[0]) && pair[1] == second)
    };
    if words.has(OF_SOMETHING_ELSE) || words.has(SCALED_OTHERWISE) || has_pair(&["find", "scale"], "batch") {
        return false;
    }
    let is_base = words.has(&["base", "nominal", "ref", "reference"])
        && (has_pair(&["batch"], "size") || words.has(&["batchsize"]));
    let is_scaled = words.has(&["rescale", "scale", "scaled", "scaling"]) && words.has(BESIDE_SCALING);
    (is_base && is_beside_rate) || is_scaled
}

/// Whether a number of this name may be the logarithm of a rate; anything else is a switch of what is logged.
pub(crate) fn may_be_logarithm(name: &str) -> bool {
    matches!(*words(name).list(), ["log", "learning", "rate"] | ["log", "lr"])
}

/// Whether what stands under a name is of some of the parameters only.
pub(crate) fn is_of_some_parameters(name: &str) -> bool {
    let words = words(name);
    let is_of_parameters = words.has(&["param", "parameter", "parameters", "params"]);
    is_of_parameters && words.has(&["config", "configs", "group", "groups", "wise"])
        || words.has(&["paramwise"])
        || matches!(*words.list(), ["custom", "keys"])
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
    words(name).ends_with(&["policy", "sched", "schedule", "scheduler", "style", "type"])
}

/// Whether a name is that of the whole schedule, so its value may say that there is no schedule.
pub(crate) fn is_switch(name: &str) -> bool {
    const SCHEDULES: &[&str] = &["sched", "schedule", "scheduler", "schedulers", "schedules", "scheduling"];
    const BESIDE: &[&str] = &[
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
    const CHANGES: &[&str] = &["anneal", "annealing", "decay", "policy"];
    let words = words(name);
    let is_known = |word: &&str| [SCHEDULES, BESIDE, CHANGES].iter().any(|list| list.contains(word));
    let is_of_schedule = words.has(SCHEDULES) || (words.has(CHANGES) && words.has(&["lr", "rate"]));
    is_of_schedule && words.list().iter().all(is_known)
}

/// Whether a name is that of a length of a run, at which a program may end a decay by default.
pub(crate) fn is_of_length(name: &str) -> bool {
    const UNITS: [&str; 10] =
        ["epoch", "epochs", "iter", "iteration", "iterations", "iters", "step", "steps", "update", "updates"];
    const OF_A_LENGTH: [&str; 8] = ["max", "nb", "num", "number", "of", "total", "train", "training"];
    let words = words(name);
    let words = words.list();
    if matches!(*words, ["max", "duration"] | ["nepoch" | "nepochs"]) {
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
    const COUNTS: &[&str] = &[
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
    let is_alone = matches!(*words.list(), [only] if OF_A_SCHEDULE.contains(&only));
    is_alone || words.ends_with(COUNTS)
}

/// Whether a name ties its value to something other than the learning rate.
pub(crate) fn is_of_something_else(name: &str) -> bool {
    words(name).has(OF_SOMETHING_ELSE)
}

/// Whether a list of this name has steps at which something changes, beside a rate.
pub(crate) fn is_of_boundaries(name: &str) -> bool {
    let words = words(name);
    words.ends_with(&["boundaries", "epoch", "epochs", "iters", "step", "steps"])
        && !words.has(OF_SOMETHING_ELSE)
}

/// Whether 0 means no decay: the value is what is subtracted, as Keras's `decay`.
pub(crate) fn is_of_decay(name: &str) -> bool {
    matches!(*words(name).list(), ["decay"] | ["lr", "decay"] | ["learning", "rate", "decay"])
}

/// The words of a name, with a space after each.
struct Words(String);

impl Words {
    fn list(&self) -> Vec<&str> {
        self.0.split_terminator(' ').collect()
    }

    fn joined(&self) -> String {
        self.list().join("_")
    }

    fn has(&self, wanted: &[&str]) -> bool {
        self.0.split_terminator(' ').any(|word| wanted.contains(&word))
    }

    fn ends_with(&self, wanted: &[&str]) -> bool {
        self.0.split_terminator(' ').next_back().is_some_and(|last| wanted.contains(&last))
    }
}

/// The words of a name in lower case: at `_`, `-`, `.` and spaces, and where a capital letter begins a word.
fn words(name: &str) -> Words {
    let mut words = String::with_capacity(name.len() + 1);
    let mut word = String::new();
    let mut before = None;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let is_after = |is: fn(char) -> bool| before.is_some_and(is);
        let is_before_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let begins = character.is_uppercase()
            && (is_after(|before| before.is_lowercase() || before.is_numeric())
                || (is_after(char::is_uppercase) && is_before_lower));
        if begins || !character.is_alphanumeric() {
            add(&word, &mut words);
            word.clear();
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        before = Some(character);
    }
    add(&word, &mut words);
    Words(words)
}

/// The words that a name without separators, as `warmupsteps`, may be made of.
static IN_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lists = [OF_A_SCHEDULE, OF_SOMETHING_ELSE, BESIDE_DECAY, IN_GLUED_NAMES];
    let words = lists.into_iter().flatten().copied();
    words.filter(|word| word.len() > 2 || *word == "lr").collect()
});

/// Adds a word, or the words that it is made of.
fn add(word: &str, words: &mut String) {
    if word.is_empty() {
        return;
    }
    let mut start = 0;
    for end in boundaries(word).into_iter().rev().chain([word.len()]) {
        words.push_str(&word[start..end]);
        words.push(' ');
        start = end;
    }
}

/// The places within a word between the known words that it is made of, from the last one on; none if it is
/// not made of such.
fn boundaries(word: &str) -> Vec<usize> {
    // What is longer is no name.
    const LONGEST: usize = 64;
    if word.len() > LONGEST || IN_NAMES.contains(word) {
        return Vec::new();
    }
    // For every length the beginning of the last word, if that much is made of known ones.
    let mut lasts: Vec<Option<usize>> = vec![None; word.len() + 1];
    for end in 1..=word.len() {
        lasts[end] = (0..end).find(|&start| {
            (start == 0 || lasts[start].is_some())
                && word.get(start..end).is_some_and(|part| IN_NAMES.contains(part))
        });
    }
    iter::successors(lasts[word.len()], |&start| lasts[start]).filter(|&start| start > 0).collect()
}

#[cfg(test)]
mod tests;
