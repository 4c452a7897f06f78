//! A scene as PNG.

use tiny_skia::{Color, FillRule, LineJoin, Paint, PathBuilder, Pixmap, StrokeDash, Transform};

use crate::curve_style::{COLORS, DASHES, color_and_pattern};
use crate::font::outline;
use crate::number::to_f32;
use crate::scene::{Scene, Shape, Stroke};
use crate::simplify::Pixel;
use crate::{PlotError, PngOptions};

pub(crate) fn encode(scene: &Scene, options: &PngOptions) -> Result<Vec<u8>, PlotError> {
    let failed = |reason: String| PlotError::Png { reason };
    let ratio = options.pixel_ratio;
    let pixmap = Pixmap::new(scene.width * ratio, scene.height * ratio);
    let mut pixmap = pixmap.ok_or_else(|| failed("no room for the pixels".to_owned()))?;
    pixmap.fill(Color::WHITE);
    let scale = to_f32(f64::from(ratio));
    let transform = Transform::from_scale(scale, scale);
    for shape in &scene.shapes {
        match shape {
            Shape::Lines { stroke, lines } => {
                if let Some(path) = path(lines) {
                    let (color, pen) = pen(*stroke);
                    pixmap.stroke_path(&path, &paint(color), &pen, transform, None);
                }
            }
            Shape::Text { at, anchor, size, text } => {
                if let Some(path) = outline(text, *at, *anchor, *size) {
                    pixmap.fill_path(&path, &paint([0x33; 3]), FillRule::Winding, transform, None);
                }
            }
        }
    }
    pixmap.encode_png().map_err(|error| failed(error.to_string()))
}

fn paint([r, g, b]: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, 255);
    paint
}

fn pen(stroke: Stroke) -> ([u8; 3], tiny_skia::Stroke) {
    let thin = tiny_skia::Stroke { width: 1.0, ..Default::default() };
    match stroke {
        Stroke::Grid => ([0xe4; 3], thin),
        Stroke::Frame => ([0x77; 3], thin),
        Stroke::Curve(curve) => {
            let (color, pattern) = color_and_pattern(curve, COLORS.len(), DASHES.len());
            let dash = StrokeDash::new(DASHES[pattern].iter().map(|&length| to_f32(length)).collect(), 0.0);
            (
                COLORS[color],
                tiny_skia::Stroke { width: 2.0, line_join: LineJoin::Round, dash, ..Default::default() },
            )
        }
    }
}

fn path(lines: &[Vec<Pixel>]) -> Option<tiny_skia::Path> {
    let mut path = PathBuilder::new();
    for line in lines {
        let mut points = line.iter().map(|&(x, y)| (to_f32(x), to_f32(y)));
        let Some((x, y)) = points.next() else { continue };
        path.move_to(x, y);
        points.for_each(|(x, y)| path.line_to(x, y));
    }
    path.finish()
}
