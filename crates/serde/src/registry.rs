//! Which classes there are.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

#[cfg(feature = "schema")]
use crate::fields::fields_of;
use crate::foreign_names;
use crate::nearest::nearest_of;

/// What is known of one class. A second list beside typetag's own, which cannot be read.
#[derive(Debug)]
pub struct Class {
    pub(crate) name: &'static str,
    /// The names of the parameters in the order of their declaration.
    #[cfg(feature = "schema")]
    pub(crate) fields: fn() -> &'static [&'static str],
    #[cfg(feature = "schema")]
    pub(crate) schema: Option<ConfigSchema>,
}

/// The JSON Schema of a class's configuration.
#[cfg(feature = "schema")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConfigSchema {
    /// As a part of a larger schema.
    pub(crate) part: fn(&mut SchemaGenerator) -> Schema,
    /// As a schema of its own.
    pub(crate) whole: fn(SchemaGenerator) -> Schema,
}

impl Class {
    /// A class whose configuration may be any object, as far as is known before it is read.
    pub const fn new<S: DeserializeOwned>(name: &'static str) -> Self {
        Self {
            name,
            #[cfg(feature = "schema")]
            fields: fields_of::<S>,
            #[cfg(feature = "schema")]
            schema: None,
        }
    }

    /// A class with the schema of its configuration.
    #[cfg(feature = "schema")]
    pub const fn with_schema<S: DeserializeOwned + JsonSchema>(name: &'static str) -> Self {
        let schema = ConfigSchema {
            part: SchemaGenerator::subschema_for::<S>,
            whole: SchemaGenerator::into_root_schema_for::<S>,
        };
        Self { name, fields: fields_of::<S>, schema: Some(schema) }
    }

    /// A class of glidepath-schedules, with its schema where the feature `schema` is on.
    #[cfg(feature = "schema")]
    pub(crate) const fn built_in<S: DeserializeOwned + JsonSchema>(name: &'static str) -> Self {
        Self::with_schema::<S>(name)
    }

    /// A class of glidepath-schedules, with its schema where the feature `schema` is on.
    #[cfg(not(feature = "schema"))]
    pub(crate) const fn built_in<S: DeserializeOwned>(name: &'static str) -> Self {
        Self::new::<S>(name)
    }
}

inventory::collect!(Class);

/// All classes, sorted by name.
pub(crate) fn classes() -> Vec<&'static Class> {
    let mut classes: Vec<_> = inventory::iter::<Class>().collect();
    classes.sort_unstable_by_key(|class| class.name);
    classes
}

/// The class of that name.
pub(crate) fn class(class_name: &str) -> Option<&'static Class> {
    inventory::iter::<Class>().find(|class| class.name == class_name)
}

/// The names of all classes that this program can read, sorted. A name that two classes claim stands twice.
///
/// ```
/// assert!(glidepath::class_names().contains(&"CosineDecay"));
/// ```
pub fn class_names() -> Vec<&'static str> {
    classes().into_iter().map(|class| class.name).collect()
}

/// Whether this program can read a class of that name.
pub fn is_registered(class_name: &str) -> bool {
    class(class_name).is_some()
}

/// The registered names that someone who wrote `class_name` may have meant, the nearest first. If another
/// framework has that name, the class that does the same comes before all others.
///
/// ```
/// assert_eq!(glidepath_serde::near_names("cosine_decay")[0], "CosineDecay");
/// assert_eq!(glidepath_serde::near_names("StepLR")[0], "ExponentialDecay"); // what PyTorch calls its staircase
/// ```
pub fn near_names(class_name: &str) -> Vec<&'static str> {
    let elsewhere = foreign_names::class_of(class_name);
    let near = nearest_of(class_name, class_names());
    let others = near.into_iter().filter(|&name| Some(name) != elsewhere);
    elsewhere.into_iter().chain(others).take(3).collect()
}
