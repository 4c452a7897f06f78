//! A class and its arguments, in the forms of configuration files.

use super::class::{self, Class};
use crate::model::InteropError;
use crate::values::arguments::Arguments;
use crate::values::{Value, lookup};

/// The keys that name a class: ours, Hydra's, Lightning's, and those of many programs.
pub(crate) const NAMES: [&str; 5] = ["class", "_target_", "class_path", "name", "type"];

/// The keys that hold its arguments. Without one of them they stand beside the name.
pub(crate) const ARGUMENTS: [&str; 4] = ["kwargs", "init_args", "args", "params"];

/// What Hydra has beside the arguments.
const OF_HYDRA: [&str; 3] = ["_partial_", "_convert_", "_recursive_"];

/// What MONAI has there: a reference to the optimizer.
const OPTIMIZER: &str = "optimizer";

/// A class and its arguments.
#[derive(Debug)]
pub(crate) struct Named<'v> {
    pub(super) class: &'static Class,
    pub(super) arguments: Arguments<'v>,
}

impl<'v> Named<'v> {
    /// Reads any of the forms. `beside` are keys that may stand beside the name and are no arguments.
    pub(crate) fn read(value: &'v Value, path: &str, beside: &[&'static str]) -> Result<Self, InteropError> {
        let mut object = Arguments::new(value, path)?;
        let text = |key: &&str| value.get(key).and_then(Value::as_str);
        let is_known = |key: &&str| text(key).is_some_and(|name| class::find(name).is_some());
        let mut names = NAMES.into_iter();
        let key = names.clone().find(is_known).or_else(|| names.find(|key| text(key).is_some()));
        let key = key.unwrap_or("class");
        let class = class::named(object.required(key)?, &object.path_of(key))?;
        let holder = ARGUMENTS.into_iter().find(|key| value.get(key).is_some());
        if key != "class" {
            object.ignore(&OF_HYDRA);
            object.ignore(beside);
            if text(&OPTIMIZER).is_some_and(lookup::is_of_monai) {
                object.ignore(&[OPTIMIZER]);
            }
        }
        let arguments = match holder {
            Some(holder) => {
                let own = object.required(holder)?;
                object.finish()?;
                own
            }
            None if key == "class" => object.required("kwargs")?,
            None => object,
        };
        Ok(Self { class, arguments })
    }

    /// Whether the class has its rates among its arguments, so that the optimizer's does not matter.
    pub(crate) fn sets_rate(&self) -> bool {
        ["OneCycleLR", "CyclicLR"].contains(&self.class.name)
    }
}
