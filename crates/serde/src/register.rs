//! The macro by which schedules get the names that files have of them.

/// Makes a schedule readable and writable by name, in every program that links the crate of this call.
///
/// The name is what stands in the file as `class_name`. Keras's custom for classes that are not its own is
/// `package>Name`. The type needs `Clone`, `Debug`, `Send`, `Sync`, `Serialize` and `Deserialize`; its crate
/// needs no dependency on typetag.
///
/// ```
/// use glidepath::prelude::*;
/// use glidepath::register_schedule;
///
/// #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
/// #[serde(try_from = "HalvingConfig")]
/// struct Halving {
///     initial_learning_rate: f64,
///     half_life: u64,
/// }
///
/// /// What a file holds, before it is checked.
/// #[derive(serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct HalvingConfig {
///     initial_learning_rate: f64,
///     half_life: u64,
/// }
///
/// impl TryFrom<HalvingConfig> for Halving {
///     type Error = String;
///
///     fn try_from(config: HalvingConfig) -> Result<Self, String> {
///         let HalvingConfig { initial_learning_rate, half_life } = config;
///         if !(initial_learning_rate >= 0.0 && initial_learning_rate.is_finite()) {
///             return Err(format!("`initial_learning_rate` must be at least 0, got {initial_learning_rate:?}"));
///         }
///         if half_life == 0 {
///             return Err("`half_life` must be greater than 0, got 0".to_owned());
///         }
///         Ok(Self { initial_learning_rate, half_life })
///     }
/// }
///
/// impl LearningRateSchedule for Halving {
///     fn learning_rate(&self, step: u64) -> f64 {
///         let halvings = i32::try_from(step / self.half_life).unwrap_or(i32::MAX);
///         self.initial_learning_rate * 0.5_f64.powi(halvings)
///     }
/// }
///
/// register_schedule!(Halving, "my_package>Halving");
///
/// let text = r#"{"class_name":"my_package>Halving","config":{"initial_learning_rate":0.1,"half_life":10}}"#;
/// let schedule = glidepath::from_json(text)?;
/// assert_eq!(schedule.learning_rate(20), 0.025);
/// assert_eq!(glidepath::to_json(&schedule)?, text);
///
/// let error = glidepath::from_json(&text.replace("10}", "0}")).unwrap_err();
/// assert_eq!(error.to_string(), "config.half_life: `half_life` must be greater than 0, got 0");
/// # Ok::<(), glidepath::SerdeError>(())
/// ```
///
/// # Check what comes from a file
///
/// A schedule answers every step with a finite rate, so its parameters are checked before it exists. With
/// `#[serde(try_from = "…")]`, as above, reading passes the same check as building, and the error names the
/// place. A plain `derive(Deserialize)` checks nothing.
///
/// The test kit `glidepath::testing` (feature `testing`) holds a schedule to the whole contract.
///
/// # With a schema
///
/// With `schema` as a third argument the class describes its parameters, as the built-in ones do: to
/// [`describe`](crate::describe), to the JSON Schema of a file, and to a [`Horizon`](crate::Horizon), which
/// thereby knows which of them are step counts that may have a unit. The type has to implement
/// [`JsonSchema`](schemars::JsonSchema), best by `derive`, which needs `schemars` in scope; fields of type
/// [`StepCount`](glidepath_schedules::StepCount) are step counts by themselves. Without `schema`, the
/// configuration may be any object until it is read.
///
/// ```
/// use glidepath::prelude::*;
/// use glidepath::schemars::{self, JsonSchema};
/// use glidepath::register_schedule;
///
/// /// Halves the rate again and again.
/// #[derive(Clone, Debug, serde::Serialize, serde::Deserialize, JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct Halving {
///     /// The rate at step 0.
///     initial_learning_rate: f64,
///     /// The number of steps in which the rate is halved.
///     #[schemars(with = "glidepath::StepCount")]
///     half_life: u64,
/// }
/// # impl LearningRateSchedule for Halving {
/// #     fn learning_rate(&self, step: u64) -> f64 {
/// #         let halvings = step.checked_div(self.half_life).unwrap_or(u64::MAX);
/// #         self.initial_learning_rate * 0.5_f64.powi(i32::try_from(halvings).unwrap_or(i32::MAX))
/// #     }
/// # }
///
/// register_schedule!(Halving, "other_package>Halving", schema);
///
/// let class = glidepath::describe("other_package>Halving").expect("a class");
/// assert_eq!(class.parameters[1].description, "The number of steps in which the rate is halved.");
///
/// let text = r#"{"class_name":"other_package>Halving","config":{"initial_learning_rate":0.1,"half_life":"2ep"}}"#;
/// let schedule = Horizon::new().with_steps_per_epoch(50.0)?.read_json(text)?;
/// assert_eq!(schedule.learning_rate(100), 0.05);
/// # Ok::<(), glidepath::SerdeError>(())
/// ```
///
/// # When a class is not found
///
/// The linker leaves out a crate that the program lists in its `Cargo.toml` but never names in its code, and
/// with it the registration. One line in the program cures that: `use my_schedules as _;`.
///
/// Two classes of one name are an error when that name is read, not when the program is built.
#[macro_export]
macro_rules! register_schedule {
    ($schedule:ty, $class_name:literal) => {
        $crate::register_schedule!(@class $schedule, $class_name, new);
        $crate::register_schedule!(@boxed $schedule);
    };
    ($schedule:ty, $class_name:literal, schema) => {
        $crate::register_schedule!(@class $schedule, $class_name, with_schema);
        $crate::register_schedule!(@boxed $schedule);
    };
    (@boxed $schedule:ty) => {
        impl $crate::__private::Boxable for $schedule {
            fn into_box_schedule(self) -> $crate::BoxSchedule {
                $crate::BoxSchedule::new(self)
            }
        }
    };
    // A composite is `boxed` whatever its parts are, not only as the type that files name.
    (@class $schedule:ty, $class_name:literal, $class:ident) => {
        const _: () = {
            use $crate::__private::typetag;
            #[typetag::serde(name = $class_name)]
            impl $crate::SerializableSchedule for $schedule {}

            $crate::__private::inventory::submit! {
                $crate::__private::Class::$class::<$schedule>($class_name)
            }
        };
    };
}
