//! What a class has by its configuration alone: getters, its name, `Debug`, equality, its file and its
//! schema.

use core::fmt::{self, Debug, Formatter, Write};

/// Writes what follows from the `Config` of a class, which has a field `name`.
///
/// The text describes the class in its JSON Schema. The fields are those whose value a method of that name
/// returns.
macro_rules! class {
    (
        $class:ident $(<$inner:ident $(: $bound:ident)?>)?, $description:literal
        $(, { $($(#[$attribute:meta])* $field:ident: $type:ty,)+ })?
    ) => {
        impl $(<$inner>)? $class $(<$inner>)? {
            $($(
                $(#[$attribute])*
                pub fn $field(&self) -> $type {
                    self.config.$field
                }
            )+)?

            /// Gives the schedule a name, which pictures show.
            #[must_use]
            pub fn with_name(mut self, name: impl Into<alloc::string::String>) -> Self {
                self.config.name = Some(name.into());
                self
            }

            /// The name, if there is one.
            pub fn name(&self) -> Option<&str> {
                self.config.name.as_deref()
            }
        }

        impl $(<$inner: PartialEq>)? PartialEq for $class $(<$inner>)? {
            fn eq(&self, other: &Self) -> bool {
                self.config == other.config
            }
        }

        impl $(<$inner: core::fmt::Debug>)? core::fmt::Debug for $class $(<$inner>)? {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::parameters::glue::debug(stringify!($class), &self.config, f)
            }
        }

        #[cfg(feature = "serde")]
        impl $(<$inner: serde::Serialize>)? serde::Serialize for $class $(<$inner>)? {
            fn serialize<Out: serde::Serializer>(&self, serializer: Out) -> Result<Out::Ok, Out::Error> {
                self.config.serialize(serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de $(, $inner: serde::Deserialize<'de> $(+ $bound)?)?> serde::Deserialize<'de> for $class $(<$inner>)? {
            fn deserialize<In: serde::Deserializer<'de>>(deserializer: In) -> Result<Self, In::Error> {
                let config = Config::deserialize(deserializer)?;
                Self::try_from(config).map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "schema")]
        impl $(<$inner: schemars::JsonSchema>)? schemars::JsonSchema for $class $(<$inner>)? {
            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                stringify!($class).into()
            }

            fn schema_id() -> alloc::borrow::Cow<'static, str> {
                let class = alloc::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($class)));
                [class $(, $inner::schema_id())?].join(" of ").into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = <Config $(<$inner>)? as schemars::JsonSchema>::json_schema(generator);
                schema.insert("description".into(), $description.into());
                schema
            }
        }
    };
}

/// Answers a step with the [`Formula`](crate::arithmetic::Formula) of a class.
macro_rules! rates_by_formula {
    ($class:ident) => {
        impl glidepath_core::LearningRateSchedule for $class {
            fn learning_rate(&self, step: u64) -> f64 {
                $crate::arithmetic::smooth::rate(self, step)
            }

            fn fill(&self, first_step: u64, rates: &mut [f64]) {
                $crate::arithmetic::smooth::fill(self, first_step, rates);
            }
        }
    };
}

/// Writes `OneCycle { max_learning_rate: 0.1, … }` for a configuration that calls itself `Config { … }`.
pub(crate) fn debug(class_name: &'static str, config: &impl Debug, f: &mut Formatter<'_>) -> fmt::Result {
    let alternate = f.alternate();
    let mut renamed = Renamed { class_name: Some(class_name), out: f };
    if alternate { write!(renamed, "{config:#?}") } else { write!(renamed, "{config:?}") }
}

/// Writes the name of a class in place of the first word.
struct Renamed<'f, 'o> {
    class_name: Option<&'static str>,
    out: &'f mut Formatter<'o>,
}

impl Write for Renamed<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.class_name.take() {
            Some(class_name) => {
                self.out.write_str(class_name)?;
                self.out.write_str(text.strip_prefix("Config").unwrap_or(text))
            }
            None => self.out.write_str(text),
        }
    }
}

pub(crate) use {class, rates_by_formula};
