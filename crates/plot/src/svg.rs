//! A scene as SVG.

use crate::SvgStyle;
use crate::curve_style::{COLORS, COLORS_ON_DARK, DASHES, color_and_pattern};
use crate::number::to_i64;
use crate::scene::{Anchor, Scene, Shape, Stroke, TEXT};
use crate::simplify::Pixel;

const FONTS: &str = "Roboto,Helvetica,Arial,sans-serif";

/// No line of the file is blank, and the first is the start tag alone: so Markdown takes it for HTML.
pub(crate) fn write(scene: &Scene, style: SvgStyle) -> String {
    let Scene { width, height, description, shapes, .. } = scene;
    let description = escape(description);
    let color = match style {
        SvgStyle::Standalone => "#333",
        SvgStyle::Dark => "#c9d1d9",
        SvgStyle::Inline | SvgStyle::Classed => "currentColor",
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{description}\" \
         font-family=\"{FONTS}\" font-size=\"{TEXT}\" fill=\"{color}\""
    );
    match style {
        SvgStyle::Standalone | SvgStyle::Dark => {
            let ground = if style == SvgStyle::Dark { "#0d1117" } else { "#fff" };
            svg.push_str(">\n<title>");
            svg.push_str(&description);
            svg.push_str(&format!("</title>\n<path fill=\"{ground}\" d=\"M0 0h{width}v{height}H0z\"/>\n"));
        }
        SvgStyle::Classed => svg.push_str(">\n"),
        SvgStyle::Inline => svg.push_str(" style=\"max-width:100%;height:auto\">\n"),
    }
    for shape in shapes {
        match shape {
            Shape::Lines { stroke, lines } => {
                let path: String = lines.iter().map(|line| path(line)).collect();
                if !path.is_empty() {
                    svg.push_str(&format!(
                        "<path fill=\"none\" {} d=\"{path}\"/>\n",
                        stroke_attributes(*stroke, style)
                    ));
                }
            }
            Shape::Text { at, anchor, size, text } => {
                let anchor = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                let size = if *size == TEXT { String::new() } else { format!(" font-size=\"{size}\"") };
                let (x, y) = (tenths(to_tenths(at.0)), tenths(to_tenths(at.1)));
                svg.push_str(&format!("<text x=\"{x}\" y=\"{y}\"{anchor}{size}>{}</text>\n", escape(text)));
            }
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn stroke_attributes(stroke: Stroke, style: SvgStyle) -> String {
    match (stroke, style) {
        (Stroke::Grid, SvgStyle::Standalone) => "stroke=\"#e4e4e4\"".to_owned(),
        (Stroke::Grid, SvgStyle::Dark) => "stroke=\"#262c36\"".to_owned(),
        (Stroke::Grid, SvgStyle::Inline) => "stroke=\"currentColor\" stroke-opacity=\".15\"".to_owned(),
        (Stroke::Frame, SvgStyle::Standalone) => "stroke=\"#777\"".to_owned(),
        (Stroke::Frame, SvgStyle::Dark) => "stroke=\"#8b949e\"".to_owned(),
        (Stroke::Frame, SvgStyle::Inline) => "stroke=\"currentColor\" stroke-opacity=\".6\"".to_owned(),
        (Stroke::Grid, SvgStyle::Classed) => "class=\"grid\"".to_owned(),
        (Stroke::Frame, SvgStyle::Classed) => "class=\"frame\"".to_owned(),
        (Stroke::Curve(curve), SvgStyle::Classed) => {
            let (color, pattern) = color_and_pattern(curve, COLORS.len(), DASHES.len());
            format!("class=\"curve curve-{color}\" stroke-linejoin=\"round\"{}", dash_attribute(pattern))
        }
        (Stroke::Curve(curve), style) => {
            let colors = if style == SvgStyle::Inline { 1 } else { COLORS.len() };
            let (color, pattern) = color_and_pattern(curve, colors, DASHES.len());
            let hex = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
            let color = match style {
                SvgStyle::Standalone => hex(COLORS[color]),
                SvgStyle::Dark => hex(COLORS_ON_DARK[color]),
                SvgStyle::Inline | SvgStyle::Classed => "currentColor".to_owned(),
            };
            let dashes = dash_attribute(pattern);
            format!("stroke=\"{color}\" stroke-width=\"2\" stroke-linejoin=\"round\"{dashes}")
        }
    }
}

fn dash_attribute(pattern: usize) -> String {
    let dashes: Vec<String> = DASHES[pattern].iter().map(ToString::to_string).collect();
    match dashes.join(" ") {
        dashes if dashes.is_empty() => dashes,
        dashes => format!(" stroke-dasharray=\"{dashes}\""),
    }
}

/// Path commands: absolute to the first point, relative from then on, all in tenths of a pixel, so that no
/// rounding adds up.
fn path(line: &[Pixel]) -> String {
    let mut points = line.iter().map(|&(x, y)| (to_tenths(x), to_tenths(y)));
    let Some(mut at) = points.next() else { return String::new() };
    let mut path = format!("M{} {}", tenths(at.0), tenths(at.1));
    let mut command = 'M';
    for point in points {
        let (dx, dy) = (point.0 - at.0, point.1 - at.1);
        at = point;
        let next = match (dx, dy) {
            (0, 0) => continue,
            (_, 0) => 'h',
            (0, _) => 'v',
            _ => 'l',
        };
        if next != command {
            path.push(next);
        } else if dx > 0 || (next == 'v' && dy > 0) {
            path.push(' ');
        }
        command = next;
        if dx != 0 {
            path.push_str(&tenths(dx));
        }
        if dx != 0 && dy > 0 {
            path.push(' ');
        }
        if dy != 0 {
            path.push_str(&tenths(dy));
        }
    }
    path
}

fn to_tenths(x: f64) -> i64 {
    to_i64(x * 10.0)
}

fn tenths(x: i64) -> String {
    let sign = if x < 0 { "-" } else { "" };
    let (whole, fraction) = (x.unsigned_abs() / 10, x.unsigned_abs() % 10);
    match (whole, fraction) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{fraction}"),
        _ => format!("{sign}{whole}.{fraction}"),
    }
}

/// For text and for attributes in double quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_short_and_exact() {
        let line = [(0.5, 10.0), (0.54, 10.0), (3.0, 10.0), (3.0, 2.26), (4.0, 1.0), (5.5, 0.5), (5.5, 9.0)];
        assert_eq!(path(&line), "M.5 10h2.5v-7.7l1-1.3 1.5-.5v8.5");
        assert_eq!(path(&[]), "");
    }
}
