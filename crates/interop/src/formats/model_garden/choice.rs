//! What a configuration chooses by its `type`.

use crate::model::InteropError;
use crate::values::arguments::Arguments;
use crate::values::{Object, Value, text};

/// A kind and its parameters.
#[derive(Debug)]
pub(super) struct Choice<'v> {
    pub(super) kind: &'static str,
    pub(super) own: Arguments<'v>,
}

/// What a configuration at `path` chooses of these kinds; `None` if it chooses nothing. The parameters of the
/// other kinds do not count; a kind without any has those of `nothing`.
pub(super) fn chosen<'v>(
    config: &'v Value,
    path: &str,
    kinds: &[&'static str],
    nothing: &'v Object,
) -> Result<Option<Choice<'v>>, InteropError> {
    let mut arguments = Arguments::new(config, path)?;
    let chosen: Option<&str> = arguments.optional("type")?;
    let others = kinds.iter().filter(|&&kind| Some(kind) != chosen);
    others.filter_map(|kind| config.take(kind)).for_each(Value::settle);
    let Some(chosen) = chosen else {
        // The defaults of an experiment, over which the file is laid, have the type then.
        let told = kinds.iter().find(|&&kind| config.get(kind).is_some_and(|own| !own.is_null()));
        return told.map_or(Ok(None), |kind| {
            let problem = format!("is missing beside `{kind}`: write the type that the experiment has");
            Err(arguments.refuse("type", problem))
        });
    };
    let Some(&kind) = kinds.iter().find(|&&kind| kind == chosen) else {
        return Err(arguments.refuse("type", text::must_be_one_of(kinds.iter().copied(), chosen)));
    };
    let own: Option<Arguments<'v>> = arguments.optional(kind)?;
    let own = own.unwrap_or_else(|| Arguments::of(nothing, &arguments.path_of(kind)));
    Ok(Some(Choice { kind, own }))
}
