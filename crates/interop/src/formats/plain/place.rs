//! The rates of a document, and what their places say of them.

use crate::containers::Document;
use crate::model::InteropError;
use crate::values::path::{Way, children};
use crate::values::text::shortened;
use crate::values::words::{is_of_some_parameters, is_rate};
use crate::values::{Value, compose};

/// The keys that name a class whose arguments follow.
const CLASSES: [&str; 2] = ["_target_", "class_path"];

/// Parts of the names of optimizers.
const OPTIMIZERS: [&str; 24] = [
    "adabelief",
    "adadelta",
    "adafactor",
    "adagrad",
    "adam",
    "adan",
    "adopt",
    "apollo",
    "lamb",
    "lars",
    "lbfgs",
    "lion",
    "madgrad",
    "muon",
    "novograd",
    "optim",
    "prodigy",
    "ranger",
    "rmsprop",
    "rprop",
    "sgd",
    "shampoo",
    "soap",
    "sophia",
];

/// A rate of a document.
pub(super) struct Rate<'v> {
    pub(super) value: &'v Value,
    pub(super) path: String,
    depth: usize,
    is_of_some_parameters: bool,
    /// The class that is named last on the way to it.
    class: Option<&'v str>,
}

/// The rates of a document, the outermost first.
pub(super) fn rates(root: &Value) -> Vec<Rate<'_>> {
    let mut rates = Vec::new();
    collect(root, &Way::ROOT, None, &mut rates);
    rates.sort_by_key(|rate| rate.depth);
    rates
}

fn collect<'v>(value: &'v Value, way: &Way<'_>, class: Option<&'v str>, rates: &mut Vec<Rate<'v>>) {
    let class = CLASSES.into_iter().find_map(|key| value.get(key)?.as_str()).or(class);
    for (child, way) in children(value, way) {
        let key = way.key().filter(|key| is_rate(key) && !child.is_object() && !child.is_null());
        if key.and_then(|key| value.take(key)).is_none() {
            collect(child, &way, class, rates);
            continue;
        }
        rates.push(Rate {
            value: child,
            path: way.text(),
            depth: way.keys().count(),
            is_of_some_parameters: way.keys().any(is_of_some_parameters),
            class,
        });
    }
}

/// Refuses the rate at a place where a program may make a schedule of it that is not in the file: in a part
/// of a configuration, as an argument of a class of its own, or of some parameters only.
pub(super) fn check(document: &Document<'_>, rate: &Rate<'_>) -> Result<(), InteropError> {
    if rate.is_of_some_parameters {
        let problem = "is the rate of some parameters only; that of the others is not in the file";
        return Err(InteropError::invalid(&*rate.path, problem).needs_format());
    }
    if let Some(class) = rate.class.filter(|class| !is_optimizer(class)) {
        let problem = format!("is an argument of `{}`, which may make a schedule of it", shortened(class));
        return Err(InteropError::invalid(&*rate.path, problem).needs_format());
    }
    if let Some(key) = compose::other_files(&document.values) {
        return Err(InteropError::invalid(key, compose::IN_PARTS).needs_format());
    }
    if document.is_part {
        let problem = "`# @package` makes it a part of a configuration of Hydra, where a schedule may stand; give the one \
                       that Hydra makes of all parts";
        return Err(InteropError::new(problem).needs_format());
    }
    Ok(())
}

fn is_optimizer(class: &str) -> bool {
    let class = class.to_lowercase();
    OPTIMIZERS.iter().any(|part| class.contains(part))
}
