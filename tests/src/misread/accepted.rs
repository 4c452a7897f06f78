//! Which keys a format's reader takes itself at a place, and which places take no others.

use glidepath_interop::formats;
use glidepath_serde::describe;
use serde_json::Value;

use super::corpus::Example;
use super::form::Form;
use super::place::{Step, display, fits, get, keys};

/// Whether a format's own list passes a key at a place over, or a branch that the place is in.
pub(super) fn is_passed_over(example: &Example, path: &[Step], key: &str) -> bool {
    let Some(format) = formats().into_iter().find(|format| format.name() == example.format) else {
        return false;
    };
    if format.harmless_keys().contains(&key) {
        return true;
    }
    let mut keys = keys(path);
    keys.push(key);
    let is_in_branch = |branch: &str| (1..=keys.len()).any(|length| fits(branch, &keys[..length]));
    format.passed_over().iter().any(|branch| is_in_branch(branch))
        || is_beside_what_counts(example, path, &keys)
}

/// What no pattern says, because it depends on the place of what is read: a saved model's layers stand under
/// `config` beside `compile_config`; in a checkpoint the state of the scheduler (or the configuration of the
/// engine) is what counts, and the rest of it are weights, states and arguments of programs.
fn is_beside_what_counts(example: &Example, path: &[Step], keys: &[&str]) -> bool {
    let root = &example.tree;
    match example.format {
        "transformers" if [Form::TrainingArguments, Form::Torch, Form::Pickle].contains(&example.form) => {
            keys == ["gamma"]
        }
        "keras" => root.get("compile_config").is_some() && keys.first() == Some(&"config"),
        // A reference to a function, which has no keys that a reader could know.
        "torch" if keys.contains(&"_scale_fn_ref") => true,
        "torch" | "timm" => !display(path).starts_with(&example.imported.path),
        "deepspeed" => root.get("ds_config").is_some() && keys.first() != Some(&"ds_config"),
        "mmengine" => root.get("param_schedulers").is_some() && keys.first() != Some(&"param_schedulers"),
        _ => false,
    }
}

/// Whether the reader takes a key at a place itself, so that the rates are those that it implies.
pub(super) fn is_taken(example: &Example, path: &[Step], key: &str) -> bool {
    let place = keys(path);
    let has = |keys: &[&str]| keys.contains(&key);
    match example.format {
        "keras" | "glidepath" => {
            is_parameter(&example.tree, path, key) || is_of_optimizer(example, path, key)
        }
        "transformers" => match place.as_slice() {
            [] | ["training"] => has(&["warmup_steps", "warmup_ratio"]),
            ["lr_scheduler_kwargs", ..] if has_no_parameters(&example.tree) => true,
            ["lr_scheduler_kwargs"] => has(&["num_cycles", "min_lr", "min_lr_ratio", "lr_end", "decay_type"]),
            ["deepspeed"] => key == "scheduler",
            _ => false,
        },
        "axolotl" => match place.as_slice() {
            [] => has(&["lr_scheduler", "warmup_steps", "warmup_ratio"]),
            ["lr_scheduler_kwargs"] => has(&["num_cycles", "min_lr", "lr_end", "decay_type"]),
            _ => false,
        },
        "torch" => match place.as_slice() {
            // A state does not name its class: that of an `ExponentialLR` with milestones is one of a
            // `MultiStepLR`, and with a step size one of a `StepLR`.
            [] | ["lr_scheduler"] | [.., "_schedulers", "*"] => {
                has(&["milestones", "step_size"])
                    && get(&example.tree, path).is_some_and(|state| state.get("gamma").is_some())
            }
            [.., "kwargs"] => is_of_torch(&example.tree, path, key),
            _ => false,
        },
        "deepspeed" => match place.as_slice() {
            [.., "scheduler", "params"] => is_of_torch(&example.tree, path, key),
            _ => false,
        },
        "torch-config" => is_named(example, path) && is_of_torch_class(&example.tree, path, key),
        "mmengine" => {
            place.first() == Some(&"param_scheduler") && is_of_torch_class(&example.tree, path, key)
        }
        // The parameters of a kind that is not chosen do not count.
        "model-garden" => place.last() == Some(&"learning_rate") && key == "cosine",
        "optax" | "flax" => {
            place.last() == Some(&"kwargs") && has(&["decay_rate", "decay_steps", "warmup_steps"])
                || place.last() == Some(&"cosine_kwargs")
                || place.len() > 1 && place[place.len() - 2] == "cosine_kwargs"
        }
        _ => is_taken_of_run(example.format, &place, key),
    }
}

/// The same of the configuration of a run.
fn is_taken_of_run(format: &str, place: &[&str], key: &str) -> bool {
    let taken: &[&str] = match (format, place) {
        ("ultralytics", []) => &["cos_lr", "lrf", "warmup_bias_lr", "warmup_epochs"],
        ("torchtune", ["lr_scheduler"]) => &["num_cycles", "num_warmup_steps"],
        ("torchtitan", ["training"]) => &["warmup_steps"],
        ("torchtitan", ["lr_scheduler"]) => &["decay_ratio", "decay_type", "total_steps", "warmup_steps"],
        ("levanter", ["optimizer"]) => &[
            "cooldown",
            "cycle_length",
            "cycles",
            "decay",
            "lr_schedule",
            "min_lr_ratio",
            "rewarmup",
            "warmup",
        ],
        ("mlx-lm", []) => &["lr_schedule"],
        ("mlx-lm", ["lr_schedule"]) => &["warmup", "warmup_init"],
        // PaddleSpeech's files have it beside `warmuplr`, which passes it over.
        ("espnet", ["scheduler_conf"]) => &["lr_decay"],
        ("deepmd", ["learning_rate"]) => {
            &["decay_rate", "decay_steps", "decay_type", "stop_lr", "warmup_ratio", "warmup_steps"]
        }
        ("detectron2", ["SOLVER"]) => &[
            "BASE_LR_END",
            "GAMMA",
            "LR_SCHEDULER_NAME",
            "NUM_DECAYS",
            "POLY_LR_POWER",
            "STEPS",
            "WARMUP_FACTOR",
            "WARMUP_ITERS",
            "WARMUP_METHOD",
        ],
        ("timm", []) => &["decay_rate", "min_lr", "sched", "warmup_epochs", "warmup_lr"],
        _ => &[],
    };
    taken.contains(&key)
}

/// Whether a type of transformers takes no parameters, so that those in `lr_scheduler_kwargs` say nothing
/// there either.
fn has_no_parameters(root: &Value) -> bool {
    let name = root.get("lr_scheduler_type").and_then(Value::as_str).unwrap_or_default();
    ["constant", "constant_with_warmup"].contains(&name)
}

/// Whether a class of a schedule has such a parameter.
fn is_parameter(root: &Value, path: &[Step], key: &str) -> bool {
    let Some((Step::Key(last), around)) = path.split_last() else { return false };
    let class = get(root, around).and_then(|object| object.get("class_name")).and_then(Value::as_str);
    let class = class.and_then(describe).filter(|_| last == "config");
    class.is_some_and(|class| class.parameters.iter().any(|parameter| parameter.name == key))
}

/// What optimizers of Keras have that makes a schedule of their own.
fn is_of_optimizer(example: &Example, path: &[Step], key: &str) -> bool {
    let Some(config) = get(&example.tree, path) else { return false };
    let has_rate = ["learning_rate", "lr"].iter().any(|key| config.get(key).is_some());
    let class =
        path.split_last().and_then(|(_, around)| get(&example.tree, around)?.get("class_name")?.as_str());
    let name = class.or_else(|| config.get("name")?.as_str()).unwrap_or_default();
    has_rate && name.contains("RectifiedAdam") && ["total_steps", "min_lr"].contains(&key)
        || has_rate && name.to_lowercase().contains("schedulefree") && key == "warmup_steps"
}

/// Whether a place holds a scheduler that a configuration names, or its arguments.
fn is_named(example: &Example, path: &[Step]) -> bool {
    display(path).starts_with(&example.imported.path)
}

/// Whether a class that is named here, or in the object around, has such an argument.
fn is_of_torch_class(root: &Value, path: &[Step], key: &str) -> bool {
    is_argument(root, path, key) || is_of_torch(root, path, key)
}

/// Whether a class of PyTorch has such an argument.
fn is_of_torch(root: &Value, path: &[Step], key: &str) -> bool {
    path.split_last().is_some_and(|(_, around)| is_argument(root, around, key))
}

/// Whether the class that an object names has such an argument.
fn is_argument(root: &Value, path: &[Step], key: &str) -> bool {
    let Some(object) = get(root, path) else { return false };
    let names = ["class", "_target_", "class_path", "name", "type"];
    let class = names.iter().find_map(|key| object.get(key)?.as_str()).unwrap_or_default();
    let arguments: &[&str] = match class.rsplit('.').next().unwrap_or_default() {
        "StepLR" => &["step_size", "gamma"],
        "MultiStepLR" => &["milestones", "gamma"],
        "ExponentialLR" => &["gamma"],
        "CosineAnnealingLR" => &["T_max", "eta_min"],
        "CosineAnnealingWarmRestarts" => &["T_0", "T_mult", "eta_min"],
        "CyclicLR" => &["base_lr", "max_lr", "gamma"],
        "OneCycleLR" => &["max_lr", "total_steps"],
        "SequentialLR" => &["milestones"],
        _ => &[],
    };
    arguments.contains(&key)
}

/// Whether a place holds the parameters of a class or of a call, which take no others, or the state of a
/// scheduler: what is not known there is refused, as the program itself refuses it.
pub(super) fn takes_no_others(example: &Example, path: &[Step]) -> bool {
    let place = keys(path);
    let names: &[&str] = match example.format {
        "torch" | "timm" | "optax" | "flax" => &["kwargs", "cosine_kwargs"],
        "transformers" | "axolotl" => &["lr_scheduler_kwargs", "params"],
        "deepspeed" => &["params"],
        "composer" => &["scheduler"],
        "torchtune" | "torchtitan" => &["lr_scheduler"],
        "levanter" | "mlx-lm" => &["lr_schedule"],
        "deepmd" => &["learning_rate"],
        "detectron2" => &["SOLVER"],
        "espnet" => &["scheduler_conf"],
        _ => &[],
    };
    if place.iter().any(|key| names.contains(key)) {
        return true;
    }
    match example.format {
        "torch" | "timm" if example.tree.get("class").is_none() => {
            display(path).starts_with(&example.imported.path)
        }
        "torch" | "timm" => place.first() == Some(&"state_dict"),
        "keras" | "glidepath" => is_of_schedule(&example.tree, path),
        "torch-config" | "burn" => is_named(example, path),
        "mmengine" => place.first().is_some_and(|key| key.starts_with("param_scheduler")),
        "model-garden" => place.iter().any(|key| ["learning_rate", "warmup"].contains(key)),
        _ => false,
    }
}

/// Whether a place is in the `config` of a schedule's class.
fn is_of_schedule(root: &Value, path: &[Step]) -> bool {
    (1..=path.len()).any(|length| {
        let (Some((Step::Key(last), around)), true) = (path[..length].split_last(), length > 0) else {
            return false;
        };
        let class = get(root, around).and_then(|object| object.get("class_name")).and_then(Value::as_str);
        let is_of_package = |class: &str| class == "WarmUp" || class.ends_with("CyclicalLearningRate");
        last == "config" && class.is_some_and(|class| describe(class).is_some() || is_of_package(class))
    })
}
