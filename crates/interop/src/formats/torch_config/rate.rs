//! The rate of the optimizer that a scheduler belongs to.

use super::marks::Found;
use super::monai;
use crate::formats::torch::ARGUMENTS;
use crate::model::InteropError;
use crate::values::arguments::{Argument, NonNegative};
use crate::values::path::{Way, children, join};
use crate::values::text::shortened;
use crate::values::{Object, Value, lookup};

/// What optimizers call their rate.
const RATES: [&str; 2] = ["lr", "learning_rate"];

/// A rate and its place.
#[derive(Debug)]
struct Base<'v> {
    value: &'v Value,
    path: String,
    /// The class of the optimizer.
    class: Option<&'v str>,
}

impl Base<'_> {
    fn read(&self) -> Result<Optimizer, InteropError> {
        let NonNegative(lr) = NonNegative::read(self.value, &self.path)?;
        Ok(Optimizer { lr: Some(lr), class: self.class.map(str::to_owned) })
    }
}

/// The base rate and the class of the optimizer.
#[derive(Debug, Default)]
pub(super) struct Optimizer {
    pub(super) lr: Option<f64>,
    pub(super) class: Option<String>,
}

/// The keys that name the class of an optimizer.
const CLASSES: [&str; 4] = ["_target_", "class_path", "name", "type"];

/// The optimizer that a scheduler refers to, or that stands beside it, or else in the nearest object around
/// it.
pub(super) fn of(root: &Value, found: &Found<'_>) -> Result<Optimizer, InteropError> {
    match monai::optimizer(found) {
        Some(reference) => referred(reference, root, found),
        None => nearest(found),
    }
}

fn referred(reference: &str, root: &Value, found: &Found<'_>) -> Result<Optimizer, InteropError> {
    let Some((Value::Object(optimizer), path)) = lookup::take(reference, root) else {
        let problem = format!(
            "must be an optimizer of this file by its place from the root, as `@optimizer`, got `{}`",
            shortened(reference)
        );
        return Err(InteropError::invalid(join(&found.path, monai::OPTIMIZER), problem));
    };
    monai::refuse_disabled(optimizer, &path, "there is no optimizer")?;
    match of_optimizer(optimizer, &path) {
        Some(base) => base.read(),
        None => Ok(Optimizer { lr: None, class: class(optimizer).map(str::to_owned) }),
    }
}

fn nearest(found: &Found<'_>) -> Result<Optimizer, InteropError> {
    for (object, path, _) in found.above.iter().rev() {
        let bases = bases(object, path);
        let Some(first) = bases.first() else { continue };
        bases.iter().try_for_each(|base| lookup::refuse(base.value, &base.path))?;
        if let Some(other) = bases.iter().find(|other| other.value != first.value) {
            let problem = format!(
                "is another rate than `{}`; which of them `{}` has is not known",
                first.path, found.path
            );
            return Err(InteropError::invalid(&*other.path, problem));
        }
        return first.read();
    }
    Ok(Optimizer::default())
}

/// The places of the optimizers with a rate, in the whole document.
pub(super) fn places(value: &Value, way: &Way<'_>) -> Vec<String> {
    let mut places = Vec::new();
    for (child, way) in children(value, way) {
        let is_optimizer = || way.key().is_some_and(|key| key.to_lowercase().contains("optim"));
        let has_rate = |object: &Value| RATES.iter().any(|rate| object.get(rate).is_some());
        let holds_rate = || ARGUMENTS.into_iter().any(|holder| child.get(holder).is_some_and(has_rate));
        if is_optimizer() && (has_rate(child) || holds_rate()) {
            places.push(way.text());
        } else {
            places.extend(self::places(child, &way));
        }
    }
    places
}

/// The rates in an object: its own, and those of the optimizers in it.
fn bases<'v>(object: &'v Object, path: &str) -> Vec<Base<'v>> {
    let own = rate(object, path, None);
    let optimizers = object.iter().filter(|(key, _)| key.to_lowercase().contains("optim"));
    let within = optimizers.filter_map(|(key, optimizer)| {
        let found = of_optimizer(optimizer.as_object()?, &join(path, key))?;
        object.take(key);
        Some(found)
    });
    own.into_iter().chain(within).collect()
}

/// The rate of an optimizer, which stands in it or with its arguments.
fn of_optimizer<'v>(optimizer: &'v Object, path: &str) -> Option<Base<'v>> {
    let class = class(optimizer);
    let holder = ARGUMENTS.into_iter().find_map(|holder| Some((holder, optimizer.get(holder)?.as_object()?)));
    let found = holder.and_then(|(holder, arguments)| rate(arguments, &join(path, holder), class));
    let found = found.or_else(|| rate(optimizer, path, class))?;
    holder.map(|(holder, _)| optimizer.take(holder));
    Some(found)
}

fn class(optimizer: &Object) -> Option<&str> {
    CLASSES.into_iter().find_map(|name| optimizer.get(name)?.as_str())
}

/// The rate that stands in an object itself.
fn rate<'v>(object: &'v Object, path: &str, class: Option<&'v str>) -> Option<Base<'v>> {
    let key = RATES.into_iter().find(|key| object.get(key).is_some_and(|value| !value.is_object()))?;
    Some(Base { value: object.take(key)?, path: join(path, key), class })
}
