#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod braille;
mod curve_style;
mod decimal;
mod draw;
mod error;
#[cfg(feature = "png")]
mod font;
mod frame;
mod label;
mod legend;
mod number;
mod options;
mod plot;
#[cfg(feature = "png")]
mod png;
mod rate_axis;
mod sampling;
mod scene;
mod simplify;
mod step_axis;
mod svg;
mod text;
mod text_width;

pub use error::PlotError;
pub use frame::Frame;
#[cfg(feature = "png")]
pub use options::PngOptions;
pub use options::{Scale, SvgOptions, SvgStyle, TextOptions};
pub use plot::Plot;
