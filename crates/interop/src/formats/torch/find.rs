//! Where in a file the schedulers and optimizers are.

use crate::values::path::{self, Way, children};
use crate::values::{Object, Value};

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Found<'v> {
    pub(super) value: &'v Value,
    pub(super) path: String,
    /// How far its keys are from the likeliest one, and how deep it stands.
    rank: (usize, usize),
}

/// What a file has of PyTorch's.
#[derive(Debug, Default)]
pub(super) struct Contents<'v> {
    pub(super) schedulers: Vec<Found<'v>>,
    /// The `param_groups` of each optimizer.
    pub(super) optimizers: Vec<Found<'v>>,
}

/// What programs call the scheduler of the run, in the order in which they are preferred.
const SCHEDULER_KEYS: [&[&str]; 3] = [&["scheduler"], &["lr_scheduler"], &["lr_schedulers", "schedulers"]];

/// The most of each kind that are kept.
const MAX_FOUND: usize = 64;

impl<'v> Contents<'v> {
    /// Looks through a whole file.
    pub(super) fn of(root: &'v Value) -> Self {
        let mut contents = Self::default();
        contents.search(root, &Way::ROOT);
        contents
    }

    fn search(&mut self, value: &'v Value, way: &Way<'_>) {
        if let Value::Object(object) = value {
            if is_scheduler(object) {
                return keep(&mut self.schedulers, value, way);
            }
            if let Some(groups) = object.get("param_groups").filter(|groups| is_param_groups(groups)) {
                return keep(&mut self.optimizers, groups, &Way::Key(way, "param_groups"));
            }
        }
        for (child, way) in children(value, way) {
            self.search(child, &way);
        }
    }

    /// The number of the scheduler that is meant: the first under the key that is most likely the only one,
    /// or else the first.
    pub(super) fn main_scheduler(&self) -> Option<usize> {
        let numbers = 0..self.schedulers.len();
        numbers.min_by_key(|&number| self.schedulers[number].rank)
    }

    /// The place of the scheduler that is meant.
    pub(super) fn main_path(&self) -> Option<&str> {
        self.main_scheduler().map(|number| self.schedulers[number].path.as_str())
    }

    /// The optimizer of the scheduler of that number: one with its initial rates, or else the one of the same
    /// number, or the only one.
    pub(super) fn optimizer_of(&self, index: usize) -> Option<&Found<'v>> {
        let base_rates = self.schedulers.get(index)?.value.get("base_lrs");
        let fits =
            |optimizer: &&Found<'v>| base_rates.is_some() && optimizer.initial_rates().as_ref() == base_rates;
        let of_same_number =
            self.optimizers.get(index).filter(|_| self.schedulers.len() == self.optimizers.len());
        let only = self.optimizers.first().filter(|_| self.optimizers.len() == 1);
        let fitting = of_same_number.filter(fits).or_else(|| self.optimizers.iter().find(fits));
        fitting.or(of_same_number).or(only)
    }
}

impl<'v> Found<'v> {
    pub(super) fn new(value: &'v Value, way: &Way<'_>) -> Self {
        let likeliest = SCHEDULER_KEYS.iter().position(|names| way.keys().any(|key| names.contains(&key)));
        let rank = (likeliest.unwrap_or(SCHEDULER_KEYS.len()), way.keys().count());
        Self { value, path: way.text(), rank }
    }

    /// The `initial_lr` of all parameter groups, if they have one.
    fn initial_rates(&self) -> Option<Value> {
        let groups = self.value.as_array()?.iter();
        groups.map(|group| group.get("initial_lr").cloned()).collect()
    }
}

/// The modules of classes of schedulers.
const MODULES: [&str; 4] =
    ["torch.optim.lr_scheduler.", "torch.optim.swa_utils.", "timm.scheduler.", "accelerate.scheduler."];

/// The place and the class of the first scheduler that was pickled as an object.
pub(super) fn object(root: &Value) -> Option<(String, &str)> {
    path::find_map(root, &Way::ROOT, &|value, way| {
        let class = value.as_str()?.strip_prefix("<an object of ")?.strip_suffix('>')?;
        MODULES.iter().any(|module| class.starts_with(module)).then(|| (way.text(), class))
    })
}

fn keep<'v>(found: &mut Vec<Found<'v>>, value: &'v Value, way: &Way<'_>) {
    if found.len() < MAX_FOUND {
        found.push(Found::new(value, way));
    }
}

/// All states have these keys, but for composites.
fn is_scheduler(object: &Object) -> bool {
    let has = |key: &str| object.contains_key(key);
    object.get("_schedulers").is_some_and(Value::is_array)
        || has("last_epoch") && (has("base_lrs") || has("_last_lr") || has("num_bad_epochs"))
}

fn is_param_groups(groups: &Value) -> bool {
    let Some(groups) = groups.as_array() else { return false };
    !groups.is_empty() && groups.iter().all(|group| group.get("lr").is_some())
}
