//! Errors that name the place.

use serde_json::Value;

use crate::SerdeError;
use crate::error::join_path;
use crate::named_class::CLASS_NAME;
use crate::nearest::instead_of;
use crate::unit::Quantity;

/// Turns what serde says of a value into an error that names the place.
pub(crate) fn explain(root: &Value, error: &serde_path_to_error::Error<serde_json::Error>) -> SerdeError {
    let problem = with_near_name(in_plain_words(error.inner().to_string()));
    let (path, node) = locate(root, error.path());
    let Some(node) = node else { return invalid(&path, &problem) };
    if let Some(class_name) = node.as_str().filter(|_| problem.starts_with("unknown class `")) {
        return SerdeError::unknown_class(&path, class_name);
    }
    if problem.ends_with("expected dyn SerializableSchedule") {
        return not_a_schedule(&path, node);
    }
    if problem.ends_with(CLASS_NAME) {
        return wrong_kind(&path, "a string", node);
    }
    if let Some(problem) = unit_problem(node, &problem).or_else(|| bare_variant_problem(node, &problem)) {
        return invalid(&path, &problem);
    }
    if node.get("class_name").is_some() && node.get("config").is_none() {
        return invalid(&path, "missing field `config`, which holds the parameters");
    }
    // A class says which field broke its rule, serde only which object: put them together.
    match quoted_field(&problem) {
        Some(field) if node.get(name_of(field)).is_some() => invalid(&join_path(&path, field), &problem),
        _ => invalid(&path, &problem),
    }
}

/// The error for a step count whose unit is not resolved.
fn unit_problem(node: &Value, problem: &str) -> Option<String> {
    let of_another_type = problem.starts_with("invalid type: string") || problem.contains(" has a unit, ");
    let text = node.as_str().filter(|_| of_another_type)?;
    Quantity::parse(text).ok()?;
    Some(format!("{text:?} has a unit; a `Horizon` resolves units, and only where a step count stands"))
}

/// The message for a choice that has parameters, as a curve, and was written without them.
fn bare_variant_problem(node: &Value, problem: &str) -> Option<String> {
    let name = node.as_str().filter(|_| problem.starts_with("invalid type: unit variant"))?;
    Some(format!("`{name}` needs its parameters, as {{\"{name}\": {{…}}}}"))
}

/// Says in words of the file what serde says in words of Rust.
fn in_plain_words(problem: String) -> String {
    const ENDS: [(&str, &str); 9] = [
        ("expected f64", "expected a number"),
        ("expected u64", "expected a whole number from 0"),
        ("expected u32", "expected a whole number from 0"),
        ("expected i64", "expected a whole number"),
        ("expected struct Config", "expected an object"),
        ("expected a sequence", "expected a list"),
        ("expected unit", "expected no parameters"),
        ("expected map with a single key", "expected an object with a single key"),
        ("expected string or map", "expected a string or an object"),
    ];
    const BEGINNINGS: [(&str, &str); 2] = [
        ("invalid type: map", "invalid type: an object"),
        ("invalid type: sequence", "invalid type: a list"),
    ];
    if let Some(name) = problem.strip_prefix("non-unique tag of dyn SerializableSchedule: ") {
        return format!("two registered classes are named {name}");
    }
    let end = ENDS.iter().find_map(|&(rust, plain)| Some(problem.strip_suffix(rust)?.to_owned() + plain));
    let problem = end.unwrap_or(problem);
    let beginning =
        BEGINNINGS.iter().find_map(|&(rust, plain)| Some(plain.to_owned() + problem.strip_prefix(rust)?));
    beginning.unwrap_or(problem)
}

/// Says which of the names that serde expects may have been meant, if one is near.
fn with_near_name(problem: String) -> String {
    let unknown =
        ["unknown field `", "unknown variant `"].iter().find_map(|&unknown| problem.strip_prefix(unknown));
    let Some((wanted, expected)) = unknown.and_then(|name| name.split_once("`, expected ")) else {
        return problem;
    };
    let hint = instead_of(wanted, expected.split('`').skip(1).step_by(2));
    let beginning = problem.len() - "`, expected ".len() - expected.len();
    format!("{}`{hint}", &problem[..beginning])
}

/// The path as text, and the value there if the path leads to one.
fn locate<'v>(root: &'v Value, path: &serde_path_to_error::Path) -> (String, Option<&'v Value>) {
    use serde_path_to_error::Segment;

    let mut text = String::new();
    let mut node = Some(root);
    for segment in path {
        let name = segment.to_string();
        node = match segment {
            Segment::Seq { index } => {
                text = join_path(&text, &name);
                node.and_then(|node| node.get(index))
            }
            Segment::Map { key } => {
                text = join_path(&text, &name);
                node.and_then(|node| node.get(key))
            }
            Segment::Enum { variant } if node.is_some_and(|node| node.get(variant).is_some()) => {
                text = join_path(&text, variant);
                node.and_then(|node| node.get(variant))
            }
            Segment::Enum { .. } | Segment::Unknown => node,
        };
    }
    (text, node)
}

/// The field that a message begins with, as in `` `decay_steps` must be … ``.
fn quoted_field(problem: &str) -> Option<&str> {
    problem.strip_prefix('`')?.split_once('`').map(|(field, _)| field)
}

/// The field without the index of its element, or the name of its part.
fn name_of(field: &str) -> &str {
    field.split(['[', '.']).next().unwrap_or(field)
}

pub(crate) fn invalid(path: &str, problem: &str) -> SerdeError {
    SerdeError::Invalid { path: path.to_owned(), problem: problem.to_owned() }
}

pub(crate) fn not_a_schedule(path: &str, value: &Value) -> SerdeError {
    wrong_kind(path, "a schedule, an object with `class_name` and `config`", value)
}

pub(crate) fn wrong_kind(path: &str, expected: &str, got: &Value) -> SerdeError {
    let got = match got {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => format!("the number {value}"),
        Value::String(value) => format!("the string {value:?}"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    };
    invalid(path, &format!("must be {expected}, got {got}"))
}
