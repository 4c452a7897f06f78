//! JSON Schemas of parameters: one for each rule of [`check`](crate::parameters::check), and those of step
//! counts.
//!
//! A field of a `Config` names its own as `schemars(with = "crate::schema::…")`. What is written here as text
//! with a unit, [`StepCount`] and [`StepShift`], is what a horizon resolves.

use alloc::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::StepCount;

/// Names schemas that stand where they are used, without a definition of their own.
macro_rules! inline {
    ($($(#[$doc:meta])* $name:ident => $schema:expr,)+) => {$(
        $(#[$doc])*
        pub(crate) enum $name {}

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let schema: fn(&mut SchemaGenerator) -> Schema = $schema;
                schema(generator)
            }
        }
    )+};
}

inline! {
    /// Any number; JSON has no others than finite ones.
    Finite => |_| json_schema!({"type": "number"}),
    NonNegative => |_| json_schema!({"type": "number", "minimum": 0}),
    Positive => |_| json_schema!({"type": "number", "exclusiveMinimum": 0}),
    Fraction => |_| json_schema!({"type": "number", "minimum": 0, "maximum": 1}),
    Moderate => |_| json_schema!({"type": "number", "minimum": 0, "maximum": 1e100}),
    /// Of a curve that is a straight line for 1.
    Base => |_| json_schema!({"type": "number", "exclusiveMinimum": 0, "not": {"const": 1}}),
    /// The same of a logarithm.
    LogarithmBase => |_| {
        json_schema!({"type": "number", "minimum": 1e-100, "maximum": 1e100, "not": {"const": 1}})
    },
    Divisor => |_| json_schema!({"type": "number", "minimum": 1e-100, "maximum": 1e100}),
    /// Of a cosine: at most 2^53.
    Periods => |_| json_schema!({"type": "number", "minimum": 0, "maximum": 9_007_199_254_740_992_u64}),
    /// Of a factor that makes nothing smaller.
    AtLeastOne => |_| json_schema!({"type": "number", "minimum": 1}),
    /// Of restarts: at most 2^53.
    Cycles => |_| json_schema!({"type": "number", "exclusiveMinimum": 0, "maximum": 9_007_199_254_740_992_u64}),
    /// Of [`PowerLaw`](crate::PowerLaw): none, or one that no power underflows with.
    ZeroOrModerate => |_| json_schema!({"anyOf": [
        {"const": 0},
        {"type": "number", "minimum": 1e-100, "maximum": 1e100},
    ]}),
    /// An exponent of any sign.
    SmallPower => |_| json_schema!({"type": "number", "minimum": -100, "maximum": 100}),
    InnerPower => |_| json_schema!({"type": "number", "exclusiveMinimum": 0, "maximum": 100}),
    /// How often something is done.
    Count => |_| json_schema!({"type": "integer", "minimum": 1}),
    /// Of the stairs of a curve: a `u32`.
    Stairs => |_| json_schema!({"type": "integer", "minimum": 1, "maximum": u32::MAX}),
    /// Of [`Curve::Tanh`](crate::Curve::Tanh).
    TanhArgument => |_| json_schema!({"type": "number", "minimum": -300, "maximum": 300}),
    /// Of [`Curve::Rational`](crate::Curve::Rational).
    Beta => |_| json_schema!({"type": "number", "minimum": -1e100, "exclusiveMaximum": 1}),
    /// Of a model: a `u32`.
    Size => |_| json_schema!({"type": "integer", "minimum": 1, "maximum": u32::MAX}),
    NonNegativeSteps => |generator| steps(generator, "minimum", 0),
    PositiveSteps => |generator| steps(generator, "exclusiveMinimum", 0),
    /// A positive number of steps that is no fraction.
    WholeSteps => |generator| whole_steps(generator, 1),
    /// The same, or 0.
    WholeStepsOrNone => |generator| whole_steps(generator, 0),
}

/// A step count within a bound, which concerns numbers only: text with a unit is checked once it is resolved.
fn steps(generator: &mut SchemaGenerator, bound: &str, number: u64) -> Schema {
    let mut schema = generator.subschema_for::<StepCount>();
    schema.insert(bound.into(), number.into());
    schema
}

fn whole_steps(generator: &mut SchemaGenerator, least: u64) -> Schema {
    let mut schema = steps(generator, "minimum", least);
    schema.insert("multipleOf".into(), 1.into());
    schema
}

impl JsonSchema for StepCount {
    fn schema_name() -> Cow<'static, str> {
        "StepCount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number of steps, or text with a number and a unit: `10ep` (epochs), `0.06dur` (a \
                            share of the run), `2e9tok` (tokens), `64e3sp` (samples) or `500ba` (steps).",
            "anyOf": [
                {"type": "number"},
                {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?(ba|dur|ep|sp|tok)$"},
            ],
        })
    }
}

/// A number of steps ahead or behind.
pub(crate) enum StepShift {}

impl JsonSchema for StepShift {
    fn schema_name() -> Cow<'static, str> {
        "StepShift".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A whole number of steps of either sign, or text with a number and a unit, as `-1ep`.",
            "anyOf": [
                {"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX},
                {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?(ba|dur|ep|sp|tok)$"},
            ],
        })
    }
}
