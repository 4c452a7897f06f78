//! Recognizes configurations that name classes of PyTorch.

use crate::formats::torch;
use crate::values::path::{element, join};
use crate::values::{Object, Value};

/// A scheduler in a document.
#[derive(Clone, Debug)]
pub(super) struct Found<'v> {
    pub(super) scheduler: &'v Value,
    pub(super) path: String,
    /// The key that names its class.
    pub(super) name: &'static str,
    /// The objects that it stands in, from the outermost on, each with its place and the key that leads
    /// further.
    pub(super) above: Vec<(&'v Object, String, &'v str)>,
}

/// How many are looked for, and how deep.
const MOST: usize = 8;
const DEPTH: usize = 12;

/// The modules of PyTorch's classes, of which there may be one that is not known.
const MODULES: [&str; 2] = ["torch.optim.lr_scheduler.", "torch.optim.swa_utils."];

/// The packages of the other classes.
const PACKAGES: [&str; 3] = ["cosine_annealing_warmup.", "pl_bolts.", "warmup_scheduler."];

/// The schedulers of a document that do not stand within another.
pub(super) fn schedulers(root: &Value) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    search(root, String::new(), &mut Vec::new(), &mut found);
    found
}

/// The mark of a document.
pub(super) fn mark(root: &Value) -> Option<String> {
    let found = schedulers(root);
    let found = found.first()?;
    let class = found.scheduler.get(found.name).and_then(Value::as_str)?;
    Some(format!("`{}`, which is `{class}`", join(&found.path, found.name)))
}

fn search<'v>(
    value: &'v Value,
    path: String,
    above: &mut Vec<(&'v Object, String, &'v str)>,
    found: &mut Vec<Found<'v>>,
) {
    if found.len() == MOST || above.len() == DEPTH {
        return;
    }
    match value {
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                search(value, element(&path, index), above, found);
            }
        }
        Value::Object(object) => {
            let key = above.last().map_or("", |(_, _, key)| *key);
            if let Some(name) = name_of(object, key, &path) {
                return found.push(Found { scheduler: value, path, name, above: above.clone() });
            }
            for (key, value) in object {
                above.push((object, path.clone(), key));
                search(value, join(&path, key), above, found);
                above.pop();
            }
        }
        _ => {}
    }
}

/// The key by which an object that stands under another key names a class of schedulers.
fn name_of(object: &Object, key: &str, path: &str) -> Option<&'static str> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let begins = |name: &str, modules: &[&str]| modules.iter().any(|module| name.starts_with(module));
    let is_path = |key: &&str| {
        text(key)
            .is_some_and(|name| begins(name, &MODULES) || (begins(name, &PACKAGES) && torch::is_class(name)))
    };
    if let Some(name) = ["_target_", "class_path", "name", "type"].into_iter().find(is_path) {
        return Some(name);
    }
    // mmengine has classes of the same names.
    if key == "param_scheduler" {
        return None;
    }
    let is_class = |key: &&str| text(key).is_some_and(|name| !name.contains('.') && torch::is_class(name));
    let name = ["class_path", "name", "type"].into_iter().find(is_class)?;
    // So does DeepSpeed name classes of PyTorch.
    let is_of_deepspeed = path == "scheduler" && name == "type" && object.contains_key("params");
    (!is_of_deepspeed).then_some(name)
}
