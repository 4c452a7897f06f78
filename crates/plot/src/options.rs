//! How big and in which style.

use crate::PlotError;
use crate::error::check;

/// How rates lie on the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scale {
    /// Evenly. The axis starts at 0, unless all rates lie within 20 % of the largest.
    #[default]
    Linear,
    /// By their logarithm. The axis reaches down to the smallest positive rate, but at most 12 powers of ten
    /// below the largest; what is smaller, 0 included, is drawn on the lower edge, and the plot says so.
    Logarithmic,
}

/// How [`Plot::to_text`](crate::Plot::to_text) draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOptions {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) color: bool,
}

impl TextOptions {
    /// The columns, 32 to 1000. Default: 80. No line is longer.
    #[must_use]
    pub const fn with_width(mut self, width: u32) -> Self {
        self.width = width;
        self
    }

    /// The lines, 8 to 1000, title and legend included. Default: 20.
    #[must_use]
    pub const fn with_height(mut self, height: u32) -> Self {
        self.height = height;
        self
    }

    /// Whether curves differ in colour, by ANSI escapes. Default: `false`; they then differ in the pattern of
    /// their dots.
    #[must_use]
    pub const fn with_color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }

    pub(crate) fn check(self) -> Result<(), PlotError> {
        check("width", self.width, 32, 1_000)?;
        check("height", self.height, 8, 1_000)
    }
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 80, height: 20, color: false }
    }
}

/// Where an SVG picture is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SvgStyle {
    /// On its own: a white background and colours that the colour-blind can tell apart.
    #[default]
    Standalone,
    /// On its own, for a dark page: the same with a dark background.
    Dark,
    /// Inside a page, light or dark: no background, everything in the colour of the surrounding text, curves
    /// distinguished by their dashes. It has no ids and no blank lines, so that any number of such pictures
    /// can be put into one page and into Markdown, and it is kept small: a ragged curve is drawn more
    /// coarsely.
    Inline,
    /// Inside a page that styles it: shapes have classes and no colours. The background is the page's; the
    /// lines of the grid are `grid`, the axes `frame`, and each curve is `curve` and `curve-0`, `curve-1` and
    /// so on, over and over. There is no legend: the page has one that can be clicked. Nothing needs inline
    /// styles, which a strict Content Security Policy forbids.
    Classed,
}

/// How [`Plot::to_svg`](crate::Plot::to_svg) draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SvgOptions {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) style: SvgStyle,
}

impl SvgOptions {
    /// The size in CSS pixels: width 160 to 4096, height 100 to 4096. Default: 720 by 400.
    #[must_use]
    pub const fn with_size(mut self, width: u32, height: u32) -> Self {
        self.width = width;
        self.height = height;
        self
    }

    /// The style. Default: [`SvgStyle::Standalone`].
    #[must_use]
    pub const fn with_style(mut self, style: SvgStyle) -> Self {
        self.style = style;
        self
    }
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self { width: 720, height: 400, style: SvgStyle::Standalone }
    }
}

/// How [`Plot::to_png`](crate::Plot::to_png) draws.
#[cfg(feature = "png")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PngOptions {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pixel_ratio: u32,
}

#[cfg(feature = "png")]
impl PngOptions {
    /// The size before [`with_pixel_ratio`](Self::with_pixel_ratio): width 160 to 4096, height 100 to 4096.
    /// Default: 720 by 400.
    #[must_use]
    pub const fn with_size(mut self, width: u32, height: u32) -> Self {
        self.width = width;
        self.height = height;
        self
    }

    /// Pixels of the file for each pixel of the size, 1 to 4. Default: 2, so that text and lines are sharp on
    /// dense screens and in print.
    #[must_use]
    pub const fn with_pixel_ratio(mut self, pixel_ratio: u32) -> Self {
        self.pixel_ratio = pixel_ratio;
        self
    }
}

#[cfg(feature = "png")]
impl Default for PngOptions {
    fn default() -> Self {
        Self { width: 720, height: 400, pixel_ratio: 2 }
    }
}
