//! The classes of glidepath-schedules: their registration, and the enum of all of them.
//!
//! A class joins with one line of the list. It derives `JsonSchema` twice, for itself with a sentence as its
//! `description`, and for its `Config`, whose fields have a comment each and, where a rule of `check` binds
//! them, a type of `glidepath_schedules::schema`. The test `every_built_in_class_has_a_schema` names what is
//! missing.

use glidepath_schedules as schedules;

use crate::{BoxSchedule, register_schedule};

/// Registers the classes of a list, and makes the enum of the same list.
macro_rules! built_in_classes {
    (
        single: { $($single:ident = $single_name:literal),+ $(,)? }
        composite: { $($composite:ident = $composite_name:literal),+ $(,)? }
    ) => {
        $(register_schedule!(schedules::$single, $single_name, schema);)+
        $(register_schedule!(@class schedules::$composite<BoxSchedule>, $composite_name, with_schema);)+

        /// A schedule of one of the classes of this library, as the type that it is.
        ///
        /// It has a variant for each class that glidepath-serde registers itself. Code that handles every
        /// class, such as a writer of another framework's files, matches on it without a wildcard, so that
        /// the compiler names the code that does not handle a new class. For this reason the enum is not
        /// `#[non_exhaustive]`: a new class is a breaking change to it. Where one class matters, use
        /// [`BoxSchedule::downcast_ref`] instead.
        ///
        /// ```
        /// use glidepath_schedules::{CosineDecay, ScheduleExt};
        /// use glidepath_serde::{BuiltIn, IntoBoxSchedule};
        ///
        /// let schedule = CosineDecay::new(0.1, 1_000)?.with_warmup(100).boxed();
        /// let Some(BuiltIn::Warmup(warmup)) = BuiltIn::of(&schedule) else { panic!("a Warmup") };
        /// assert_eq!(warmup.warmup_steps(), 100);
        /// assert!(matches!(BuiltIn::of(warmup.schedule()), Some(BuiltIn::CosineDecay(_))));
        /// # Ok::<(), glidepath_schedules::ScheduleError>(())
        /// ```
        #[derive(Clone, Copy, Debug)]
        pub enum BuiltIn<'a> {
            $(
                #[doc = concat!("A [`", $single_name, "`](glidepath_schedules::", stringify!($single), ").")]
                $single(&'a schedules::$single),
            )+
            $(
                #[doc = concat!("A [`", $composite_name, "`](glidepath_schedules::", stringify!($composite), ").")]
                $composite(&'a schedules::$composite<BoxSchedule>),
            )+
        }

        impl<'a> BuiltIn<'a> {
            /// Returns the schedule as the built-in type that it is; `None` if its class is registered
            /// elsewhere.
            pub fn of(schedule: &'a BoxSchedule) -> Option<Self> {
                None
                    $(.or_else(|| schedule.downcast_ref().map(Self::$single)))+
                    $(.or_else(|| schedule.downcast_ref().map(Self::$composite)))+
            }
        }
    };
}

built_in_classes! {
    single: {
        Constant = "Constant",
        CosineAnnealing = "CosineAnnealing",
        CosineDecay = "CosineDecay",
        CosineDecayRestarts = "CosineDecayRestarts",
        CosineHardRestarts = "CosineHardRestarts",
        Cyclic = "Cyclic",
        ExponentialDecay = "ExponentialDecay",
        Interpolated = "Interpolated",
        InverseSquareRoot = "InverseSquareRoot",
        InverseTimeDecay = "InverseTimeDecay",
        LinearCosineDecay = "LinearCosineDecay",
        Noam = "Noam",
        NoisyLinearCosineDecay = "NoisyLinearCosineDecay",
        OneCycle = "OneCycle",
        OneCycleMomentum = "OneCycleMomentum",
        PiecewiseConstantDecay = "PiecewiseConstantDecay",
        PolynomialDecay = "PolynomialDecay",
        PowerLaw = "PowerLaw",
        Table = "Table",
        Transition = "Transition",
        TransitionRestarts = "TransitionRestarts",
        WarmupStableDecay = "WarmupStableDecay",
    }
    composite: {
        Clamped = "Clamped",
        Product = "Product",
        Repeated = "Repeated",
        Scaled = "Scaled",
        Sequential = "Sequential",
        Shifted = "Shifted",
        Stretched = "Stretched",
        Sum = "Sum",
        Warmup = "Warmup",
    }
}
