//! YAML and TOML.
//!
//! YAML is read by serde-saphyr, which is safe Rust and bounds depth, events and what aliases multiply.

use serde::de::DeserializeSeed;
use serde_saphyr::UserMessageFormatter;
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};

use super::language::Language;
use super::tree::{Bounds, Left, Tree};
use crate::model::InteropError;
use crate::values::Value;

/// How deep values may be nested, which is as deep as schedules within schedules are; how many there may be;
/// how many bytes of text they may have.
pub(crate) const BOUNDS: Bounds = Bounds { depth: 48, values: 1 << 16, text: 4 << 20, memory: 96 << 20 };

/// The most bytes that a text may have. Configurations have a few thousand; TOML is held whole, at a few
/// hundred times its size.
const fn limit(language: Language) -> usize {
    match language {
        Language::Toml => 1 << 18,
        _ => 1 << 20,
    }
}

/// The language of a text, by its first line that is neither blank nor a comment: `key: …`, or `key = …` and
/// `[table]`. No JSON begins like this.
pub(crate) fn language(text: &str) -> Option<Language> {
    let says_nothing =
        |line: &str| line.is_empty() || ["#", "---", "%"].iter().any(|start| line.starts_with(start));
    let line = text.lines().map(str::trim).find(|line| !says_nothing(line))?;
    if is_table(line) {
        return Some(Language::Toml);
    }
    let rest = after_key(line)?.trim_start();
    match rest.strip_prefix(':') {
        Some(value) => (value.is_empty() || value.starts_with([' ', '\t'])).then_some(Language::Yaml),
        // A line of a list, as `- key=value`, is none of a table.
        None => (rest.starts_with('=') && !line.starts_with("- ")).then_some(Language::Toml),
    }
}

/// Whether a comment at the beginning says where in another configuration this text belongs.
pub(crate) fn is_part(text: &str) -> bool {
    let comments = text.lines().map(str::trim).take_while(|line| line.is_empty() || line.starts_with('#'));
    comments.into_iter().any(|line| line.trim_start_matches('#').trim_start().starts_with("@package"))
}

/// Reads the values of a text.
pub(crate) fn parse(language: Language, text: &str) -> Result<Value, InteropError> {
    let (name, limit) = (language.name(), limit(language));
    if text.len() > limit {
        return Err(InteropError::new(format!("too large: {name} may have {} KiB", limit >> 10)));
    }
    let left = Left::new(&BOUNDS);
    let value = match language {
        Language::Toml => toml(text, left.seed()),
        _ => yaml(text, left.seed()),
    };
    value.map_err(|problem| InteropError::new(format!("not valid {name}: {problem}")))
}

fn is_table(line: &str) -> bool {
    let Some((name, after)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) else {
        return false;
    };
    let name = name.strip_prefix('[').unwrap_or(name);
    let is_name = |character: char| character.is_ascii_alphanumeric() || "_-. \"'".contains(character);
    let after = after.trim_start_matches(']').trim_start();
    name.contains(|character: char| character.is_ascii_alphabetic())
        && name.chars().all(is_name)
        && (after.is_empty() || after.starts_with('#'))
}

/// The rest of a line after the key that it begins with.
fn after_key(line: &str) -> Option<&str> {
    if let Some(quote @ ('"' | '\'')) = line.chars().next() {
        return line[1..].split_once(quote).map(|(_, rest)| rest);
    }
    let is_of_key = |character: char| character.is_alphanumeric() || "_-. /<$".contains(character);
    let end = line.find(|character| !is_of_key(character))?;
    (end > 0).then(|| &line[end..])
}

fn yaml(text: &str, seed: Tree<'_>) -> Result<Value, String> {
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
        // A second limit: `Tree` checks first, with clearer errors.
        budget: serde_saphyr::budget! {
            max_depth: 2 * BOUNDS.depth,
            flow_nesting_limit: 2 * BOUNDS.depth,
            max_events: 4 * BOUNDS.values,
            max_nodes: 2 * BOUNDS.values,
        },
    };
    let value = serde_saphyr::with_deserializer_from_str_with_options(text, options, |deserializer| {
        seed.deserialize(deserializer)
    });
    value.map_err(|error| error.render_with_formatter(&UserMessageFormatter))
}

fn toml(text: &str, seed: Tree<'_>) -> Result<Value, String> {
    let value = toml::Deserializer::parse(text).and_then(|deserializer| seed.deserialize(deserializer));
    value.map_err(|error| {
        let message = error.message().trim_end();
        let Some(before) = error.span().and_then(|span| text.get(..span.start)) else {
            return message.to_owned();
        };
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1) + 1;
        format!("{message} at line {line}, column {column}")
    })
}
