//! What a plot is drawn to.

#[cfg(feature = "png")]
use crate::PngOptions;
use crate::{Frame, Plot, PlotError, SvgOptions, TextOptions, scene, svg, text};

impl Plot<'_> {
    /// Draws to a terminal, with braille dots. Every line ends in a line feed.
    ///
    /// # Errors
    ///
    /// [`PlotError::OutOfRange`] if the size is too small or too large.
    pub fn to_text(&self, options: &TextOptions) -> Result<String, PlotError> {
        text::draw(self, options)
    }

    /// Draws an SVG picture. The same plot gives the same bytes on every machine.
    ///
    /// # Errors
    ///
    /// [`PlotError::OutOfRange`] if the size is too small or too large.
    pub fn to_svg(&self, options: &SvgOptions) -> Result<String, PlotError> {
        self.to_svg_and_frame(options).map(|(svg, _)| svg)
    }

    /// Draws an SVG picture, and tells where its axes lie.
    ///
    /// # Errors
    ///
    /// As [`to_svg`](Self::to_svg).
    pub fn to_svg_and_frame(&self, options: &SvgOptions) -> Result<(String, Frame), PlotError> {
        let scene = scene::lay_out(self, options)?;
        Ok((svg::write(&scene, options.style), scene.frame))
    }

    /// Draws a PNG picture, looking as [`to_svg`](Self::to_svg) does. Its font has Latin, Greek and Cyrillic
    /// letters; any other character is a box.
    ///
    /// # Errors
    ///
    /// [`PlotError::OutOfRange`] if the size is too small or too large, [`PlotError::Png`] if the encoder
    /// fails.
    #[cfg(feature = "png")]
    pub fn to_png(&self, options: &PngOptions) -> Result<Vec<u8>, PlotError> {
        crate::error::check("pixel_ratio", options.pixel_ratio, 1, 4)?;
        let size = SvgOptions::default().with_size(options.width, options.height);
        crate::png::encode(&scene::lay_out(self, &size)?, options)
    }
}
