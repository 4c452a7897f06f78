//! The classes of glidepath-schedules: their registration, and the enum of all of them.
//!
//! A class joins with one line of the list. Its `Config` derives `JsonSchema`; each field has a comment and,
//! where a rule of `check` binds it, a type of `glidepath_schedules::schema`. The test
//! `every_built_in_class_has_a_schema` names what is missing.

use glidepath_schedules as schedules;

use crate::into_box::Boxable;
use crate::{BoxSchedule, IntoBoxSchedule, register_schedule};

/// Registers the classes of a list, and makes the enum of the same list.
macro_rules! built_in_classes {
    (
        single: { $($single:ident = $single_name:literal),+ $(,)? }
        around_one: { $($around_one:ident = $around_one_name:literal),+ $(,)? }
        of_many: { $($of_many:ident = $of_many_name:literal),+ $(,)? }
    ) => {
        $(
            register_schedule!(@class schedules::$single, $single_name, built_in);
            register_schedule!(@boxed schedules::$single);
        )+
        $(
            register_schedule!(@class schedules::$around_one<BoxSchedule>, $around_one_name, built_in);

            impl<S: IntoBoxSchedule> Boxable for schedules::$around_one<S> {
                fn into_box_schedule(self) -> BoxSchedule {
                    BoxSchedule::new(self.map_schedule(S::boxed))
                }
            }
        )+
        $(
            register_schedule!(@class schedules::$of_many<BoxSchedule>, $of_many_name, built_in);

            impl<S: IntoBoxSchedule> Boxable for schedules::$of_many<S> {
                fn into_box_schedule(self) -> BoxSchedule {
                    BoxSchedule::new(self.map_schedules(S::boxed))
                }
            }
        )+

        /// A schedule of one of the classes of this library, as the type that it is.
        ///
        /// It has a variant for each class that glidepath-serde registers itself. Code that
        /// must know every class, such as a writer of Rust code, matches on it without a wildcard, so that
        /// the compiler names the code that does not handle a new class. For this reason the enum is not
        /// `#[non_exhaustive]`: a new class is a breaking change to it. Where one class matters, use
        /// [`BoxSchedule::downcast_ref`] instead.
        ///
        /// ```
        /// use glidepath::prelude::*;
        /// use glidepath::BuiltIn;
        ///
        /// let schedule = CosineDecay::new(0.1, 1_000)?.with_warmup(100)?.boxed();
        /// let Some(BuiltIn::Warmup(warmup)) = BuiltIn::of(&schedule) else { panic!("a Warmup") };
        /// assert_eq!(warmup.warmup_steps(), 100);
        /// assert!(matches!(BuiltIn::of(warmup.schedule()), Some(BuiltIn::CosineDecay(_))));
        /// # Ok::<(), glidepath::ScheduleError>(())
        /// ```
        #[derive(Clone, Copy, Debug)]
        pub enum BuiltIn<'a> {
            $(
                #[doc = concat!("A [`", $single_name, "`](glidepath_schedules::", stringify!($single), ").")]
                $single(&'a schedules::$single),
            )+
            $(
                #[doc = concat!("A [`", $around_one_name, "`](glidepath_schedules::", stringify!($around_one), ").")]
                $around_one(&'a schedules::$around_one<BoxSchedule>),
            )+
            $(
                #[doc = concat!("A [`", $of_many_name, "`](glidepath_schedules::", stringify!($of_many), ").")]
                $of_many(&'a schedules::$of_many<BoxSchedule>),
            )+
        }

        impl<'a> BuiltIn<'a> {
            /// The names of these classes, as they stand in a file.
            pub const CLASS_NAMES: &'static [&'static str] =
                &[$($single_name,)+ $($around_one_name,)+ $($of_many_name,)+];

            /// Returns the schedule as the built-in type that it is; `None` if its class is registered
            /// elsewhere.
            pub fn of(schedule: &'a BoxSchedule) -> Option<Self> {
                None
                    $(.or_else(|| schedule.downcast_ref().map(Self::$single)))+
                    $(.or_else(|| schedule.downcast_ref().map(Self::$around_one)))+
                    $(.or_else(|| schedule.downcast_ref().map(Self::$of_many)))+
            }

            /// Returns the schedules that this one is directly made of; none for a class that has no parts.
            pub fn schedules(self) -> &'a [BoxSchedule] {
                match self {
                    $(Self::$single(_) => &[],)+
                    $(Self::$around_one(schedule) => std::slice::from_ref(schedule.schedule()),)+
                    $(Self::$of_many(schedule) => schedule.schedules(),)+
                }
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
    around_one: {
        Clamped = "Clamped",
        Repeated = "Repeated",
        Scaled = "Scaled",
        Shifted = "Shifted",
        Stretched = "Stretched",
        Warmup = "Warmup",
    }
    of_many: {
        Product = "Product",
        Sequential = "Sequential",
        Sum = "Sum",
    }
}
