//! What a class has by its configuration alone: getters, its name, `Debug`, equality, its file and its
//! schema.

/// Declares the `Config` of a class, which is what a file holds, and writes what follows from it.
///
/// The text above it describes the class in its JSON Schema. A `pub` field has a method of its name, which
/// returns its value, or a reference of the type after `=>`; a `priv` field has none. `serde` and `schemars`
/// attributes apply only with the features `serde` and `schema`. Each `Config` has a `name`, which comes last
/// in a file or before the fields `after name`.
///
/// Every configuration, of a constructor or a file, goes through the class's `checked`. Where a class has a
/// `build`, that prepares a configuration known to be right.
macro_rules! class {
    (
        $(#[$about:meta])+
        struct Config $(<$inner:ident $(: $bound:ident)?>)? for $class:ident { $($field:tt)* }
        $(after name { $($later:tt)* })?
    ) => {
        $crate::parameters::glue::config! {
            $(#[$about])+
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            struct Config $(<$inner>)? for $class {
                $($field)*
                /// The name that pictures show. It has no influence on the rates.
                #[serde(default)]
                priv name: Option<alloc::string::String>,
                $($($later)*)?
            }
        }

        impl $(<$inner>)? $class $(<$inner>)? {
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
                self.config.fmt(f)
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
                Self::checked(Config::deserialize(deserializer)?).map_err(serde::de::Error::custom)
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
                <Config $(<$inner>)? as schemars::JsonSchema>::json_schema(generator)
            }
        }
    };
}

/// Writes a `Config` with all its fields, and the methods that return them.
macro_rules! config {
    (
        $(#[$about:meta])+
        struct Config $(<$inner:ident>)? for $class:ident {$(
            $(#[doc $($doc:tt)+])+
            $(#[serde $serde:tt])?
            $(#[schemars $schemars:tt])?
            $(pub $public:ident)? $(priv $private:ident)?: $type:ty $(=> $returned:ty)?,
        )+}
    ) => {
        $(#[$about])+
        #[derive(Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
        struct Config $(<$inner>)? {$(
            $(#[doc $($doc)+])+
            $(#[cfg_attr(feature = "serde", serde $serde)])?
            $(#[cfg_attr(feature = "schema", schemars $schemars)])?
            $($public)? $($private)?: $type,
        )+}

        /// As one writes the class itself.
        impl $(<$inner: core::fmt::Debug>)? core::fmt::Debug for Config $(<$inner>)? {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let mut fields = f.debug_struct(stringify!($class));
                $(fields.field(stringify!($($public)? $($private)?), &self.$($public)? $($private)?);)+
                fields.finish()
            }
        }

        impl $(<$inner>)? $class $(<$inner>)? {
            $($crate::parameters::glue::getter! { $(#[doc $($doc)+])+ $($public)?: $type $(=> $returned)? })+
        }
    };
}

/// Writes the method that returns a field, if the field is public.
macro_rules! getter {
    ($(#[$doc:meta])+ : $type:ty) => {};
    ($(#[$doc:meta])+ $field:ident: $type:ty) => {
        $(#[$doc])+
        pub fn $field(&self) -> $type {
            self.config.$field
        }
    };
    ($(#[$doc:meta])+ $field:ident: $type:ty => $returned:ty) => {
        $(#[$doc])+
        pub fn $field(&self) -> $returned {
            &self.config.$field
        }
    };
}

/// Answers a step with the [`Formula`](crate::arithmetic::Formula) of a class, which has a field `cache`.
macro_rules! rates_by_formula {
    ($class:ident) => {
        impl $crate::arithmetic::CachedFormula for $class {
            fn cache(&self) -> &$crate::arithmetic::Cache {
                &self.cache
            }
        }

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

pub(crate) use {class, config, getter, rates_by_formula};
