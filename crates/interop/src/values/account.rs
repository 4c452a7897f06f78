//! Every key is accounted for: a file is refused if the reader did not take a key that is about a schedule.

use glidepath_serde::nearest_of;

use super::path::{Way, children};
use super::text::{kind, shortened};
use super::words::{
    is_above_something_else, is_another_rate, is_of_boundaries, is_of_callbacks, is_of_count, is_of_decay,
    is_of_kind, is_of_rate, is_of_scaling, is_of_schedule, is_rate, is_switch, may_be_logarithm,
};
use super::{Object, Value, lookup};
use crate::model::InteropError;

/// What a format knows of keys that its reader does not take.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Harmless {
    /// Keys that only sound like a schedule, wherever they stand.
    pub(crate) keys: &'static [&'static str],
    /// Branches that are not the format's business: keys from the root, `*` for any key or index.
    /// A branch that begins with `**.` may begin anywhere.
    pub(crate) branches: &'static [&'static str],
}

/// Refuses a document with a key that no reader took and that is about a schedule, or that is another rate
/// than the one that was taken.
pub(crate) fn check(root: &Value, harmless: Harmless) -> Result<(), InteropError> {
    Walk::new(root, harmless, false).check(root)
}

/// Refuses a document in which a key that no reader took says that there is no schedule, though a schedule
/// was read from it.
pub(crate) fn check_switches(root: &Value, harmless: Harmless) -> Result<(), InteropError> {
    Walk { is_scheduled: true, ..Walk::new(root, harmless, false) }.check(root)
}

/// As [`check`], for a document of an unknown program: keys that count only beside a rate count anywhere.
pub(crate) fn check_unknown(root: &Value, harmless: Harmless) -> Result<(), InteropError> {
    Walk::new(root, harmless, true).check(root)
}

/// The place of the first key of a document of an unknown program that is about a rate or its schedule.
pub(crate) fn first_about_rate(root: &Value, harmless: Harmless) -> Option<String> {
    // Beside no such key a list of steps, or a callback, is about something else.
    if !has_key_about_rate(root) {
        return None;
    }
    Walk::new(root, harmless, true).first(root).map(|found| found.path)
}

fn has_key_about_rate(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(has_key_about_rate),
        Value::Object(object) => object.iter().any(|(key, value)| {
            is_of_rate(key)
                || is_of_schedule(key, true)
                || is_of_scaling(key, true)
                || has_key_about_rate(value)
        }),
        _ => false,
    }
}

/// A key that nobody took: where it stands, and why that matters.
struct Unaccounted {
    path: String,
    problem: String,
}

struct Walk<'v> {
    harmless: Harmless,
    /// The values of the rates that were taken.
    rates: Vec<&'v Value>,
    is_unknown: bool,
    /// A schedule was read.
    is_scheduled: bool,
    /// A key on the way says that what stands below is of something else than the rate.
    is_aside: bool,
    /// The first key that is about a schedule only beside a rate, as `gamma`.
    uncertain: Option<Unaccounted>,
}

impl<'v> Walk<'v> {
    fn new(root: &'v Value, harmless: Harmless, is_unknown: bool) -> Self {
        let mut rates = Vec::new();
        collect_rates(root, &mut rates);
        Self { harmless, rates, is_unknown, is_scheduled: false, is_aside: false, uncertain: None }
    }

    fn check(mut self, root: &'v Value) -> Result<(), InteropError> {
        match self.first(root) {
            Some(Unaccounted { path, problem }) => Err(InteropError::invalid(path, problem)),
            None => Ok(()),
        }
    }

    /// The first key that nobody took: one that is about a schedule anywhere, or else one that is so beside a
    /// rate, as `gamma`.
    fn first(&mut self, root: &'v Value) -> Option<Unaccounted> {
        self.value(root, &Way::ROOT, false).or_else(|| self.uncertain.take())
    }

    fn value(&mut self, value: &'v Value, way: &Way<'_>, is_of_optimizer: bool) -> Option<Unaccounted> {
        match value {
            Value::Array(_) => {
                children(value, way).find_map(|(child, way)| self.value(child, &way, is_of_optimizer))
            }
            Value::Object(object) if !object.is_settled() => self.object(object, way, is_of_optimizer),
            _ => None,
        }
    }

    fn object(&mut self, object: &'v Object, way: &Way<'_>, is_of_optimizer: bool) -> Option<Unaccounted> {
        let is_beside_rate = is_of_optimizer || object.keys().any(|key| is_rate(key));
        let is_beside_steps = object.keys().any(|key| is_of_boundaries(key));
        object.iter().find_map(|(key, value)| {
            // `gamma` and `power` are parameters of much else.
            let is_of_much = ["gamma", "power"].contains(&key.as_str());
            let may_be_beside = is_beside_rate || (self.is_unknown && (!is_of_much || is_beside_steps));
            self.key(object, key, value, &Way::Key(way, key), may_be_beside)
        })
    }

    fn key(
        &mut self,
        object: &Object,
        key: &str,
        value: &'v Value,
        way: &Way<'_>,
        may_be_beside: bool,
    ) -> Option<Unaccounted> {
        if self.is_in_branch(way) {
            return None;
        }
        if self.is_off(object, key, value) {
            return Some(Unaccounted { path: way.text(), problem: off(key, value) });
        }
        if !object.is_taken(key) && !is_absent(key, value) {
            if let Some(problem) = self.problem(object, key, value, way, false) {
                return Some(Unaccounted { path: way.text(), problem });
            }
            if may_be_beside && self.uncertain.is_none() {
                let problem = self.problem(object, key, value, way, true);
                self.uncertain = problem.map(|problem| Unaccounted { path: way.text(), problem });
            }
        }
        let was_aside = self.is_aside;
        // What has a rate of its own is a training, whatever is trained.
        self.is_aside |= !was_aside && is_above_something_else(key) && !has_rate(value);
        let found = self.value(value, way, key.to_lowercase().contains("optim"));
        self.is_aside = was_aside;
        found
    }

    /// What is wrong with a key that nobody took, if it is beside a rate or not.
    fn problem(
        &self,
        object: &Object,
        key: &str,
        value: &'v Value,
        way: &Way<'_>,
        is_beside: bool,
    ) -> Option<String> {
        let is_leaf = !matches!(value, Value::Array(_) | Value::Object(_));
        if is_leaf && is_rate(key) && !self.rates.contains(&value) {
            return lookup::problem(value)
                .or_else(|| Some("is another rate than the one that was read".to_owned()));
        }
        if value.is_number() && may_be_logarithm(key) {
            return Some("may be the logarithm of another rate than the one that was read".to_owned());
        }
        if let Some(class) = callback(key, value, way) {
            return Some(format!("`{}` changes the rate and is not read here", shortened(class)));
        }
        if self.is_aside && !is_of_rate(key) {
            return None;
        }
        if is_of_scaling(key, is_beside) && !self.harmless.keys.contains(&key) {
            return Some(format!(
                "`{}` scales the rate by the size of the batch or the number of processes, which is not read here",
                shortened(key)
            ));
        }
        let is_boundaries = is_beside && value.is_array() && is_of_boundaries(key);
        if !(is_boundaries || is_of_schedule(key, is_beside)) || self.harmless.keys.contains(&key) {
            return None;
        }
        let asked = object.asked();
        let nearest = nearest_of(key, asked.iter().map(String::as_str)).first().map(|&near| near.to_owned());
        let key = shortened(key);
        Some(match nearest.filter(|near| *near != key) {
            Some(nearest) => format!("unknown field `{key}`; did you mean `{nearest}`?"),
            None if value.is_number() && is_another_rate(&key) => format!(
                "`{key}` may be another rate, of some parameters or at some steps, and is not read here, so the rates may differ"
            ),
            None => format!("`{key}` belongs to a schedule and is not read here, so the rates may differ"),
        })
    }

    /// Whether a key that nobody took says that there is no schedule, where one was read.
    fn is_off(&self, object: &Object, key: &str, value: &Value) -> bool {
        let is_said = !matches!(value, Value::Null | Value::Array(_) | Value::Object(_));
        let is_unheard = self.is_scheduled && !object.is_taken(key) && !self.harmless.keys.contains(&key);
        is_unheard && is_said && is_absent(key, value) && is_switch(key)
    }

    fn is_in_branch(&self, way: &Way<'_>) -> bool {
        self.harmless.branches.iter().any(|branch| {
            let (branch, is_anywhere) =
                branch.strip_prefix("**.").map_or((*branch, false), |end| (end, true));
            let mut keys = way.keys();
            let mut wanted = branch.rsplit('.');
            wanted.all(|wanted| keys.next().is_some_and(|key| wanted == "*" || wanted == key))
                && (is_anywhere || keys.next().is_none())
        })
    }
}

/// The class of a callback that changes the rate, as `ReduceLROnPlateau`.
fn callback<'v>(key: &str, value: &'v Value, way: &Way<'_>) -> Option<&'v str> {
    const CLASSES: [&str; 6] = ["_target_", "class", "class_name", "class_path", "name", "type"];
    let changes = |class: &&str| {
        let name = class.rsplit(['.', '>', ':']).next().unwrap_or_default();
        is_of_rate(name) && is_of_schedule(name, false)
    };
    let class = match value {
        Value::String(class) if CLASSES.contains(&key) => Some(class.as_str()).filter(changes),
        Value::Array(elements) => elements.iter().filter_map(Value::as_str).find(changes),
        _ => None,
    };
    class.filter(|_| way.keys().any(is_of_callbacks))
}

/// The problem of a key that says that there is no schedule, where one is written all the same.
pub(crate) fn off(key: &str, value: &Value) -> String {
    format!(
        "`{}` is {}, which says that there is no schedule, but the file has one; take out what does not hold",
        shortened(key),
        kind(value)
    )
}

/// Whether there is a rate anywhere in a value.
pub(crate) fn has_rate(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(has_rate),
        Value::Object(object) => object.iter().any(|(key, value)| is_rate(key) || has_rate(value)),
        _ => false,
    }
}

/// The values of the rates that were taken.
fn collect_rates<'v>(value: &'v Value, rates: &mut Vec<&'v Value>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|value| collect_rates(value, rates)),
        Value::Object(object) if !object.is_settled() => {
            for (key, value) in object {
                if object.is_taken(key) && is_rate(key) {
                    rates.push(value);
                }
                collect_rates(value, rates);
            }
        }
        _ => {}
    }
}

/// Whether the value of a key sets nothing: none, a count of steps that is not above 0, a decay by 0, or a
/// schedule that is constant.
pub(crate) fn is_absent(key: &str, value: &Value) -> bool {
    match value {
        Value::Number(number) if is_of_count(key) => number.as_f64().is_some_and(|number| number <= 0.0),
        Value::Number(number) => number.as_f64() == Some(0.0) && is_of_decay(key),
        Value::String(text) if text == "constant" => is_of_kind(key),
        Value::Object(object) if is_of_kind(key) => object.iter().all(|(key, value)| {
            let names = ["kind", "name", "policy", "type"].contains(&key.as_str());
            value.is_none() || (names && value.as_str() == Some("constant"))
        }),
        value => value.is_none(),
    }
}
