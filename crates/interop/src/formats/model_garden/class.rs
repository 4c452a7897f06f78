//! The class `WarmUp` in a file of Keras.

use glidepath_serde::Horizon;

use crate::containers::{Container, Document};
use crate::formats::format::Reading;
use crate::formats::keras;
use crate::formats::keras::packages::{MODEL_GARDEN, WARM_UP};
use crate::model::{Import, InteropError};
use crate::values::path::{self, Way};
use crate::values::{Value, account};

/// Whether there is one.
pub(super) fn is_in(value: &Value) -> bool {
    path::find_map(value, &Way::ROOT, &|value, _| is_warm_up(value).then_some(())).is_some()
}

/// Whether this is one.
fn is_warm_up(value: &Value) -> bool {
    let names = ["class_name", "registered_name"].into_iter().filter_map(|key| value.get(key)?.as_str());
    value.get("config").is_some() && names.into_iter().any(|name| name.rsplit('>').next() == Some(WARM_UP))
}

/// Reads a text as Keras's, in which each is Model Garden's.
pub(super) fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let (Container::Text(_), Reading::By(read)) = (document.container, keras::FORMAT.reading) else {
        return Err(InteropError::new("a `WarmUp` is read as Model Garden's in a text only, as JSON"));
    };
    let mut values = document.values.clone();
    name_module(&mut values);
    let named = Document { is_forced: document.is_forced, ..Document::new(values, document.container) };
    let import = read(&named, horizon)?;
    account::check(&named.values, keras::FORMAT.harmless)?;
    // What was not taken of the copy has been accounted for.
    document.values.settle();
    Ok(import)
}

fn name_module(value: &mut Value) {
    let is_warm_up = is_warm_up(value);
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(name_module),
        Value::Object(object) => {
            if is_warm_up {
                object.insert("module".to_owned(), MODEL_GARDEN.into());
            }
            object.iter_mut().for_each(|(_, value)| name_module(value));
        }
        _ => {}
    }
}
