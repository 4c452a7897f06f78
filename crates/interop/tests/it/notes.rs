//! The rules of the notes: their names are stable, and each is that of one note.

use std::fs;
use std::path::Path;

/// All rules, in order. Programs know them by these names: one that is renamed or taken away breaks them.
const RULES: [&str; 116] = [
    "auto-length",
    "auto-parameter",
    "bias-group",
    "card-without-parameters",
    "chained-cosine",
    "class-by-parameters",
    "computes-in-32-bits",
    "constant-not-written",
    "cut-decay",
    "cut-warmup",
    "cycles-written-out",
    "decay-ends",
    "decay-in-warmup",
    "decay-of-momentum",
    "deepspeed-file",
    "default-argument",
    "default-learning-rate",
    "default-warmup",
    "divides-by-zero",
    "early-milestones",
    "empty-phase",
    "end-of-cycle",
    "end-of-zero-peak",
    "epoch-from-checkpoint",
    "epoch-late",
    "factor-zero",
    "first-group",
    "first-rate-lost",
    "first-rate-zero",
    "formula-not-in-state",
    "fractional-epochs",
    "height-overflow",
    "initial-rate",
    "initial-rate-replaced",
    "integer-rate",
    "last-rate",
    "late-steps",
    "late-warmup",
    "latest-checkpoint",
    "length-from-epochs",
    "logged-one-step-later",
    "logged-rate-differs",
    "logged-rates-agree",
    "longer-warmup",
    "max-steps-of-schedule",
    "max-steps-of-state",
    "milestone-zero",
    "missed-restarts",
    "mixed-values",
    "momentum-not-read",
    "negative-begin",
    "negative-milestones",
    "nested-ahead",
    "newest-checkpoint",
    "no-decay",
    "no-iterations",
    "no-max-steps",
    "no-scheduler",
    "no-transition",
    "null-name",
    "older-warmup",
    "one-cycle-momentum",
    "optimizer-decay",
    "optimizer-rate",
    "other-base-rates",
    "other-decay-steps",
    "other-length",
    "other-noise",
    "other-parameter-rates",
    "other-rates",
    "other-schedulers",
    "overwritten-chain",
    "own-schedule",
    "part-never-runs",
    "peak-not-reached",
    "period-by-logarithm",
    "power-of-zero",
    "rate-breaks-down",
    "rate-of-optimizer",
    "rises-after-run",
    "rises-again",
    "rounded-swing",
    "saved-at",
    "saved-rate-agrees",
    "saved-rate-differs",
    "scale-function",
    "scaled-by-optimizer",
    "scaled-by-worker",
    "scheduler-counts-epochs",
    "scheduler-epochs",
    "scheduler-steps",
    "several-optimizers",
    "share-rounded-down",
    "share-rounded-up",
    "short-warmup",
    "skipped-updates",
    "steps-are-batches",
    "steps-are-epochs",
    "steps-per-process",
    "stretched",
    "swa-start",
    "swa-start-lost",
    "swings-on",
    "uneven-cycles",
    "unknown-step",
    "unknown-warmup-type",
    "unread-scheduler",
    "unused-parameter",
    "unused-parameters",
    "unused-rate",
    "unused-warmup",
    "warmup-jump",
    "warmup-of-one",
    "warmup-of-transformers",
    "warmup-rounded-down",
    "warmup-without-target",
];

#[test]
fn every_rule_is_the_name_of_one_note() {
    let mut rules = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut rules);
    rules.sort_unstable();
    assert_eq!(rules, RULES);
}

#[test]
fn rules_are_lower_case_words_with_hyphens() {
    for rule in RULES {
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(rule.split('-').all(is_word), "{rule}");
    }
}

/// The rules with which the files of a folder make notes.
fn collect(folder: &Path, rules: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, rules);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        rules.extend(text.split("Note::new(").skip(1).map(|arguments| rule(&text, arguments)));
    }
}

/// The rule that the arguments of a note begin with: a string, or a constant of the same file.
fn rule(text: &str, arguments: &str) -> String {
    let (first, _) = arguments.split_once(',').unwrap();
    let constant = format!("const {}: &str = ", first.trim());
    let literal = text.split_once(&constant).map_or(first, |(_, value)| value);
    literal.split('"').nth(1).unwrap_or_else(|| panic!("{first} is not found")).to_owned()
}
