//! Curves as SVG.

use glidepath_plot::{Frame, Plot, PlotError, Scale, SvgOptions, SvgStyle};
use serde::{Deserialize, Serialize};

use crate::answer::Problem;
use crate::rate::Rate;

/// The rates that a picture asks for while a slider moves.
const BRIEF: usize = 16_000;

/// What to draw.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Picture {
    curves: Vec<Curve>,
    first: u64,
    last: u64,
    log: bool,
    width: u32,
    height: u32,
    /// Whether the picture stands alone, with a title and colours of its own. Else the page styles it.
    alone: bool,
    /// Whether it is one of many that follow a slider. Then not every rate of a long range is asked for.
    #[serde(default)]
    brief: bool,
    #[serde(default)]
    title: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Curve {
    label: String,
    rate: String,
}

/// A picture, and where its axes lie.
#[derive(Debug, Serialize)]
pub(crate) struct Drawn {
    svg: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    lowest: f64,
    highest: f64,
}

pub(crate) fn draw(picture: &Picture) -> Result<Drawn, Problem> {
    let style = if picture.alone { SvgStyle::Standalone } else { SvgStyle::Classed };
    let options = SvgOptions::default().with_size(picture.width, picture.height).with_style(style);
    let (svg, frame) = picture.plotted(|plot| plot.to_svg_and_frame(&options))?;
    let Frame { left, top, right, bottom, lowest_rate: lowest, highest_rate: highest, .. } = frame;
    Ok(Drawn { svg, left, top, right, bottom, lowest, highest })
}

/// The same as PNG, with twice as many pixels as it has units.
#[cfg(feature = "readers")]
pub(crate) fn png(picture: &Picture) -> Result<Vec<u8>, Problem> {
    let options = glidepath_plot::PngOptions::default().with_size(picture.width, picture.height);
    picture.plotted(|plot| plot.to_png(&options))
}

impl Picture {
    fn plotted<T>(&self, draw: impl FnOnce(&Plot<'_>) -> Result<T, PlotError>) -> Result<T, Problem> {
        let rates =
            self.curves.iter().map(|curve| Rate::parse(&curve.rate)).collect::<Result<Vec<_>, _>>()?;
        let scale = if self.log { Scale::Logarithmic } else { Scale::Linear };
        let steps = self.first..self.last.saturating_add(1);
        let mut plot = Plot::new(steps).map_err(Problem::new)?.with_scale(scale).with_title(&self.title);
        if self.brief {
            plot = plot.with_most_rates(BRIEF);
        }
        for (curve, rate) in self.curves.iter().zip(&rates) {
            plot = plot.with_curve(&curve.label, &rate.learning_rate);
        }
        draw(&plot).map_err(Problem::new)
    }
}
