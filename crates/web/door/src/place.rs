//! Places in a value, as errors name them: `config.schedules[1].config.decay_steps`.

use serde_json::Value;

/// A step into a value.
enum Part<'p> {
    Key(&'p str),
    Index(usize),
}

/// The value at a place.
pub(crate) fn find<'v>(root: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    parts(path)?.into_iter().try_fold(root, |value, part| match part {
        Part::Key(key) => value.as_object_mut()?.get_mut(key),
        Part::Index(index) => value.as_array_mut()?.get_mut(index),
    })
}

fn parts(path: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    for name in path.split('.').filter(|name| !name.is_empty()) {
        let mut pieces = name.split('[');
        parts.extend(pieces.next().filter(|key| !key.is_empty()).map(Part::Key));
        for index in pieces {
            parts.push(Part::Index(index.strip_suffix(']')?.parse().ok()?));
        }
    }
    Some(parts)
}
