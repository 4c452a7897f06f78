//! The objects of which more is taken than that they are there: the training arguments of transformers.
//!
//! They are told by what they hold, as programs have classes of their own for them. Of enums only the two that say
//! something about the rate are read.

use super::graph::{Graph, Id, Node};

/// What the training arguments of every version since 4.0 have.
pub(crate) const TRAINING_ARGUMENTS: [&str; 5] =
    ["learning_rate", "lr_scheduler_type", "max_steps", "num_train_epochs", "warmup_steps"];

/// The enums, whatever module they are in: their values are texts.
const SCHEDULER_TYPE: &str = "SchedulerType";
const OPTIMIZER_NAMES: &str = "OptimizerNames";

/// Whether a class is one of the enums that are read, by its full name.
pub(super) fn is_enum(class: &str) -> bool {
    class.rsplit('.').next().is_some_and(|name| [SCHEDULER_TYPE, OPTIMIZER_NAMES].contains(&name))
}

/// The member of an enum, by its name in Python, as some releases write it. That of an optimizer does not tell its
/// value.
pub(super) fn member(class: &str, name: &str) -> Node {
    if !class.ends_with(SCHEDULER_TYPE) {
        return Node::None;
    }
    match name {
        "REDUCE_ON_PLATEAU" => Node::Text("reduce_lr_on_plateau".into()),
        name => Node::Text(name.to_ascii_lowercase().into()),
    }
}

/// The entries of an object's state, if they are training arguments.
pub(super) fn training_arguments(graph: &Graph, state: &[(Id, Id)]) -> Option<Vec<(Id, Id)>> {
    let has = |name| state.iter().any(|&(key, _)| graph.text(key) == Some(name));
    TRAINING_ARGUMENTS.into_iter().all(has).then(|| state.to_vec())
}
