//! `piecewise_constant_schedule`, `piecewise_interpolate_schedule`.

use super::exact::Exact;
use crate::formats::call::{Context, checked};
use crate::model::InteropError;
use crate::parts::rates_from_steps::RatesFromSteps;
use crate::values::arguments::{Argument, Arguments, NonNegative, expect};
use crate::values::{Value, path};
use glidepath_schedules::{Interpolated, Interpolation};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

pub(super) fn constant(
    arguments: &mut Arguments<'_>,
    _context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    pieces(arguments)?.constant(arguments.path())
}

pub(super) fn interpolate(
    arguments: &mut Arguments<'_>,
    _context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let interpolation = match arguments.required("interpolate_type")? {
        "linear" => Interpolation::Linear,
        "cosine" => Interpolation::Cosine,
        other => {
            let problem = format!("must be \"linear\" or \"cosine\", got {other:?}");
            return Err(arguments.refuse("interpolate_type", problem));
        }
    };
    let pieces = pieces(arguments)?;
    let curve = checked(Interpolated::new(pieces.starts, pieces.rates), arguments.path())?;
    Ok(curve.with_interpolation(interpolation).boxed())
}

/// `init_value`, times one more of the scales from each boundary on.
fn pieces(arguments: &mut Arguments<'_>) -> Result<RatesFromSteps, InteropError> {
    const SCALES: &str = "boundaries_and_scales";
    let NonNegative(initial) = arguments.required("init_value")?;
    let scales: Option<Scales> = arguments.optional(SCALES)?;
    let mut pieces = RatesFromSteps::new(initial);
    let mut product = Exact::new(initial);
    for (boundary, scale) in scales.map_or_else(Vec::new, |Scales(scales)| scales) {
        product = product.times(scale);
        if !product.rounded().is_finite() {
            let problem = format!("the product of the scales up to {boundary} is too great");
            return Err(arguments.refuse(SCALES, problem));
        }
        pieces.push(boundary, product.rounded());
    }
    Ok(pieces)
}

/// Boundaries and scales, by boundary.
struct Scales(Vec<(u64, f64)>);

impl Argument<'_> for Scales {
    fn read(value: &Value, at: &str) -> Result<Self, InteropError> {
        let object = expect(value.as_object(), "an object of scales by boundary", value, at)?;
        let entry = |(key, value): (&String, &Value)| {
            let boundary = key.parse().map_err(|_| {
                InteropError::invalid(at, format!("a boundary must be a whole number from 0, got {key:?}"))
            })?;
            let NonNegative(scale) = Argument::read(value, &path::join(at, key))?;
            Ok((boundary, scale))
        };
        let mut scales = object.iter().map(entry).collect::<Result<Vec<(u64, f64)>, InteropError>>()?;
        scales.sort_by_key(|&(boundary, _)| boundary);
        match scales.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(InteropError::invalid(at, format!("the boundary {} stands twice", pair[0].0))),
            None => Ok(Self(scales)),
        }
    }
}
