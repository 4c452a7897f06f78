//! Arguments that may be one for all parameter groups, or a list of one for each.

use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::Argument;

/// A value for all groups, or a list of a single group's.
#[derive(Debug)]
pub(super) struct OneValue<T>(pub(super) T);

impl<'v, T: Argument<'v>> Argument<'v> for OneValue<T> {
    fn read(value: &'v Value, path: &str) -> Result<Self, InteropError> {
        match value.as_array().map(Vec::as_slice) {
            None => T::read(value, path).map(Self),
            Some([only]) => T::read(only, &crate::values::path::element(path, 0)).map(Self),
            Some(elements) => Err(InteropError::invalid(
                path,
                format!("must be the value of one parameter group, got a list of {}", elements.len()),
            )),
        }
    }
}
