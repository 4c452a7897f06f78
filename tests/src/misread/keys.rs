//! The keys that are put into files, with plausible values.

use serde_json::{Value, json};

/// Names that speak of a schedule wherever they stand, as found in configurations of public repositories.
pub const SPEAKING: &[&str] = &[
    "scheduler",
    "lr_scheduler",
    "lr_schedule",
    "schedule",
    "sched",
    "lr_config",
    "lr_policy",
    "lr_decay",
    "lr_decay_style",
    "lr_decay_method",
    "lr_decay_iters",
    "decay_lr",
    "decay_type",
    "decay_steps",
    "decay_rate",
    "decay_ratio",
    "lr_decay_rate",
    "learning_rate_decay",
    "anneal",
    "annealing",
    "anneal_lr",
    "anneal_steps",
    "cosine",
    "cos_lr",
    "onecycle",
    "one_cycle",
    "cyclic",
    "warmup",
    "warmup_steps",
    "warmup_ratio",
    "warmup_epochs",
    "warmup_iters",
    "warmup_fraction",
    "num_warmup_steps",
    "lr_warmup_steps",
    "lr_warmup_epoch",
    "lr_warmup_init",
    "warmup_init_lr",
    "warmup_lr",
    "warmup_bias_lr",
    "rewarm",
    "cooldown",
    "cooldown_steps",
    "min_lr",
    "max_lr",
    "base_lr",
    "peak_lr",
    "end_lr",
    "final_lr",
    "lr_end",
    "lr_final",
    "lrf",
    "eta_min",
    "min_lr_ratio",
    "stop_lr",
    "T_max",
    "T_0",
    "T_mult",
    "step_size",
    "milestones",
    "lr_steps",
    "lr_drop",
    "first_lr_drop_epoch",
    "restarts",
    "num_cycles",
    "plateau",
    "reduce_on_plateau_patience",
    "lr_lambda",
    "poly_lr_power",
    "noam",
    "inverse_sqrt",
    "lr_mult",
    "param_scheduler",
    "gamma",
    "total_steps",
];

/// Of these, the ones that do so only beside a rate.
pub(super) const BESIDE_A_RATE: &[&str] = &["gamma", "total_steps"];

/// Names that say nothing of the rate, wherever they stand.
pub const HARMLESS: &[&str] = &[
    "weight_decay",
    "momentum",
    "beta_1",
    "beta_2",
    "betas",
    "eps",
    "epsilon",
    "amsgrad",
    "nesterov",
    "ema_decay",
    "ema_momentum",
    "dropout",
    "batch_size",
    "micro_batch_size",
    "gradient_accumulation_steps",
    "seed",
    "name",
    "device",
    "dtype",
    "precision",
    "fp16",
    "bf16",
    "eval_steps",
    "save_steps",
    "logging_steps",
    "num_workers",
    "output_dir",
    "run_name",
    "model",
    "dataset",
    "data",
    "loss",
    "metrics",
    "clip_norm",
    "clipnorm",
    "max_grad_norm",
    "grad_clip",
    "early_stopping_patience",
    "label_smoothing",
    "image_size",
    "hidden_size",
    "num_layers",
    "vocab_size",
    "description",
    "tags",
];

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `warmup_steps`
    Snake,
    /// `warmup-steps`
    Kebab,
    /// `warmupSteps`
    Camel,
    /// `warmupsteps`
    Glued,
}

impl Spelling {
    /// A name in this spelling.
    #[must_use]
    pub fn of(self, name: &str) -> String {
        match self {
            Self::Snake => name.to_owned(),
            Self::Kebab => name.replace('_', "-"),
            Self::Glued => name.replace('_', ""),
            Self::Camel => {
                let mut words = name.split('_');
                let first = words.next().unwrap_or_default().to_lowercase();
                let rest = words.map(|word| {
                    let (head, tail) = word.split_at(1);
                    head.to_uppercase() + tail
                });
                std::iter::once(first).chain(rest).collect()
            }
        }
    }
}

/// A name in all spellings.
#[must_use]
pub fn spellings(name: &str) -> Vec<String> {
    let all = [Spelling::Snake, Spelling::Kebab, Spelling::Camel, Spelling::Glued];
    let mut all: Vec<_> = all.iter().map(|spelling| spelling.of(name)).collect();
    all.dedup();
    all
}

/// What people set such a name to.
#[must_use]
pub fn values() -> [Value; 6] {
    [
        json!(0.1),
        json!(100),
        json!("cosine"),
        json!({"type": "cosine", "T_max": 100}),
        json!([100, 200]),
        json!(true),
    ]
}

/// What people set a harmless name to.
#[must_use]
pub fn harmless_value(name: &str) -> Value {
    match name {
        "betas" => json!([0.9, 0.999]),
        "metrics" | "tags" => json!(["accuracy"]),
        "amsgrad" | "nesterov" | "fp16" | "bf16" => json!(true),
        "name" | "run_name" | "description" => json!("first try"),
        "device" => json!("cuda"),
        "dtype" | "precision" => json!("bfloat16"),
        "output_dir" => json!("out/first"),
        "model" => json!("resnet50"),
        "dataset" | "data" => json!({"path": "data/train", "shuffle": true}),
        "loss" => json!("mse"),
        "seed" | "num_workers" | "image_size" | "hidden_size" | "num_layers" | "vocab_size" => json!(42),
        name if name.ends_with("_steps") || name.ends_with("batch_size") || name.ends_with("patience") => {
            json!(8)
        }
        _ => json!(0.01),
    }
}
