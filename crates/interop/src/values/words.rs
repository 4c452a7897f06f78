//! Names that speak of a learning rate or of its schedule, in any spelling: `warmup_steps`, `warmup-steps`, `warmupSteps`.

/// Words that no other parameter has.
const OF_A_SCHEDULE: [&str; 36] = [
    "anneal",
    "annealing",
    "anneals",
    "cooldown",
    "cos",
    "cosine",
    "cycle",
    "cycles",
    "cyclic",
    "cyclical",
    "lrf",
    "milestone",
    "milestones",
    "noam",
    "onecycle",
    "plateau",
    "rampdown",
    "rampup",
    "restart",
    "restarts",
    "rewarm",
    "rewarmup",
    "sched",
    "schedule",
    "scheduled",
    "scheduler",
    "schedulers",
    "schedules",
    "sgdr",
    "staircase",
    "warmdown",
    "warmup",
    "warmups",
    "wsd",
    "rsqrt",
    "invsqrt",
];

/// What a schedule or a decay may be of beside the rate.
const OF_SOMETHING_ELSE: [&str; 24] = [
    "beta",
    "betas",
    "checkpoint",
    "curriculum",
    "dropout",
    "ema",
    "entropy",
    "epsilon",
    "eval",
    "kl",
    "l1",
    "l2",
    "logging",
    "loss",
    "momentum",
    "noise",
    "profile",
    "profiler",
    "sampling",
    "save",
    "teacher",
    "temperature",
    "wd",
    "weight",
];

/// What makes a parameter of the rate one of its schedule.
const BESIDE_LR: [&str; 51] = [
    "base",
    "boundaries",
    "config",
    "curve",
    "cut",
    "cutoff",
    "decay",
    "decayed",
    "decaying",
    "drop",
    "drops",
    "end",
    "eta",
    "factor",
    "final",
    "finish",
    "floor",
    "gamma",
    "high",
    "init",
    "initial",
    "kwargs",
    "lambda",
    "last",
    "low",
    "lower",
    "max",
    "maximum",
    "min",
    "minimum",
    "mode",
    "mult",
    "multiplier",
    "peak",
    "phase",
    "phases",
    "policy",
    "power",
    "range",
    "ratio",
    "reduce",
    "reduction",
    "scale",
    "shape",
    "start",
    "step",
    "steps",
    "stop",
    "strategy",
    "target",
    "type",
];

/// What makes a decay one of the rate.
const BESIDE_DECAY: [&str; 35] = [
    "boundaries",
    "end",
    "epoch",
    "epochs",
    "every",
    "exp",
    "factor",
    "fn",
    "frac",
    "fraction",
    "freq",
    "frequency",
    "function",
    "gamma",
    "interval",
    "iter",
    "iters",
    "iterations",
    "learning",
    "lr",
    "method",
    "mode",
    "policy",
    "power",
    "rate",
    "rates",
    "ratio",
    "start",
    "step",
    "steps",
    "strategy",
    "style",
    "type",
    "until",
    "linear",
];

/// Names that say nothing of the rate, whatever they are set to.
const HARMLESS: [&str; 52] = [
    "amsgrad",
    "batch_size",
    "beta_1",
    "beta_2",
    "betas",
    "bf16",
    "clip_norm",
    "clipnorm",
    "comment",
    "data",
    "dataset",
    "description",
    "device",
    "dropout",
    "dtype",
    "early_stopping_patience",
    "ema_decay",
    "ema_momentum",
    "eps",
    "epsilon",
    "eval_steps",
    "experiment",
    "fp16",
    "grad_clip",
    "gradient_accumulation_steps",
    "hidden_size",
    "image_size",
    "label_smoothing",
    "logging_steps",
    "loss",
    "max_grad_norm",
    "metrics",
    "micro_batch_size",
    "model",
    "momentum",
    "name",
    "nesterov",
    "notes",
    "num_layers",
    "num_workers",
    "output_dir",
    "path",
    "precision",
    "project",
    "run_name",
    "save_steps",
    "seed",
    "tags",
    "title",
    "version",
    "vocab_size",
    "weight_decay",
];

/// Whether a name says nothing of the rate, whatever it is set to.
pub(crate) fn is_harmless(name: &str) -> bool {
    HARMLESS.contains(&words(name).join("_").as_str())
}

/// Whether a name is that of a learning rate itself.
pub(crate) fn is_rate(name: &str) -> bool {
    matches!(
        &words(name).iter().map(String::as_str).collect::<Vec<_>>()[..],
        ["lr" | "lr0" | "lrate" | "eta"] | ["learning", "rate"] | ["learningrate"]
    )
}

/// Whether a name speaks of a schedule. Some do so only beside a rate, as `gamma`.
pub(crate) fn is_of_schedule(name: &str, is_beside_rate: bool) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let is_of_lr = has(&["lr", "lrs", "lr0", "lrate", "eta"])
        || words.windows(2).any(|pair| pair == ["learning", "rate"]);
    let is_of_something_else = has(&OF_SOMETHING_ELSE) && !is_of_lr;
    if has(&OF_A_SCHEDULE) && !is_of_something_else {
        return true;
    }
    if is_of_lr && has(&BESIDE_LR) {
        return true;
    }
    match words.as_slice() {
        ["gamma" | "decay" | "power"] | ["total" | "totals", "steps"] | ["decay", "factor"] => is_beside_rate,
        ["step", "size"] | ["step", "size", "up" | "down"] | ["pct", "start"] | ["anneal", ..] => true,
        ["t", "max" | "0" | "mult" | "mul" | "i" | "up" | "cur"] | ["tmax" | "t0"] => true,
        ["one", "cycle", ..] | [.., "inverse" | "inv", "sqrt"] | ["inverse" | "inv", "sqrt", ..] => true,
        ["warm", "up", ..] | ["ramp", "up" | "down", ..] | ["cool", "down", ..] => true,
        [.., "min", "eta"] | ["div", "factor"] | ["final", "div", "factor"] => true,
        words => words.contains(&"decay") && has(&BESIDE_DECAY) && !is_of_something_else,
    }
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
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that were found in configurations of public repositories.
    const SPEAKING: &str = "scheduler lr_scheduler lr_schedule schedule sched lr_config lr_policy lr_decay lr_decay_style \
        lr_decay_method lr_decay_iters decay_lr decay_type decay_steps decay_rate decay_ratio lr_decay_rate \
        learning_rate_decay anneal annealing anneal_lr anneal_steps cosine cos_lr onecycle one_cycle cyclic warmup \
        warmup_steps warmup_ratio warmup_epochs warmup_iters warmup_fraction num_warmup_steps lr_warmup_steps \
        lr_warmup_epoch lr_warmup_init warmup_init_lr warmup_lr warmup_bias_lr rewarm cooldown cooldown_steps min_lr \
        max_lr base_lr peak_lr end_lr final_lr lr_end lr_final lrf eta_min min_lr_ratio stop_lr T_max T_0 T_mult \
        step_size milestones lr_steps lr_drop first_lr_drop_epoch restarts num_cycles plateau reduce_on_plateau_patience \
        lr_lambda poly_lr_power noam inverse_sqrt lr_mult param_scheduler";

    const HARMLESS: &str = "weight_decay momentum beta_1 beta_2 betas eps epsilon amsgrad nesterov ema_decay ema_momentum \
        dropout batch_size micro_batch_size gradient_accumulation_steps seed name device dtype precision fp16 bf16 \
        eval_steps save_steps logging_steps num_workers output_dir run_name model dataset data loss metrics clip_norm \
        clipnorm max_grad_norm grad_clip early_stopping_patience label_smoothing image_size hidden_size num_layers \
        vocab_size description tags max_steps epochs num_epochs weight_decay_rate decoupled_weight_decay noise_schedule";

    fn camel(name: &str) -> String {
        let words = words(name);
        let capital = |word: &String| word[..1].to_uppercase() + &word[1..];
        words
            .iter()
            .enumerate()
            .map(|(index, word)| if index == 0 { word.clone() } else { capital(word) })
            .collect()
    }

    #[test]
    fn names_speak_in_every_spelling() {
        for name in SPEAKING.split_whitespace() {
            for spelling in [name.to_owned(), name.replace('_', "-"), camel(name), name.to_uppercase()] {
                assert!(is_of_schedule(&spelling, false), "{spelling}");
            }
        }
    }

    #[test]
    fn harmless_names_say_nothing() {
        for name in HARMLESS.split_whitespace() {
            for spelling in [name.to_owned(), name.replace('_', "-"), camel(name)] {
                assert!(!is_of_schedule(&spelling, true), "{spelling}");
            }
        }
    }

    #[test]
    fn some_speak_beside_a_rate_only() {
        for name in ["gamma", "total_steps", "decay"] {
            assert!(is_of_schedule(name, true) && !is_of_schedule(name, false), "{name}");
        }
    }

    #[test]
    fn rates_are_told_from_other_names() {
        assert!(
            ["lr", "learning_rate", "learning-rate", "learningRate", "LR", "lr0"].into_iter().all(is_rate)
        );
        assert!(!["lr_scheduler", "rate", "step_size", "learning_rate_decay"].into_iter().any(is_rate));
    }
}
