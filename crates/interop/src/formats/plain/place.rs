//! Where a rate stands: what that says of it.

use crate::containers::Document;
use crate::model::InteropError;
use crate::values::text::shortened;
use crate::values::words::is_of_some_parameters;
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

/// Refuses the rate at a place where a program may make a schedule of it that is not in the file: in a part
/// of a configuration, as an argument of a class of its own, or of some parameters only.
pub(super) fn check(document: &Document<'_>, place: &str) -> Result<(), InteropError> {
    let root = &document.values;
    if place.split(['.', '[']).any(is_of_some_parameters) {
        let problem = "is the rate of some parameters only; that of the others is not in the file";
        return Err(InteropError::invalid(place, problem).needs_format());
    }
    if let Some(class) = class_of(root, place).filter(|class| !is_optimizer(class)) {
        let problem = format!("is an argument of `{}`, which may make a schedule of it", shortened(class));
        return Err(InteropError::invalid(place, problem).needs_format());
    }
    if let Some(key) = compose::other_files(root) {
        return Err(InteropError::invalid(key, compose::IN_PARTS).needs_format());
    }
    if document.is_part {
        let problem = "`# @package` makes it a part of a configuration of Hydra, where a schedule may stand; give the one \
                       that Hydra makes of all parts";
        return Err(InteropError::new(problem).needs_format());
    }
    Ok(())
}

/// The class that is named last on the way to a place.
fn class_of<'v>(root: &'v Value, place: &str) -> Option<&'v str> {
    let name = |value: &'v Value| CLASSES.into_iter().find_map(|key| value.get(key)?.as_str());
    let mut value = root;
    let mut class = name(root);
    for key in place.split(['.', '[']).map(|key| key.trim_end_matches(']')) {
        let inner = match value {
            Value::Array(elements) => key.parse().ok().and_then(|index: usize| elements.get(index)),
            other => other.get(key),
        };
        let Some(inner) = inner else { break };
        value = inner;
        class = name(value).or(class);
    }
    class
}

fn is_optimizer(class: &str) -> bool {
    let class = class.to_lowercase();
    OPTIMIZERS.iter().any(|part| class.contains(part))
}
