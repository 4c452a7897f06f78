//! The letters of PNG pictures, as outlines.

use tiny_skia::{Path, PathBuilder, Transform};
use unicode_width::UnicodeWidthChar;

use crate::number::to_f32;
use crate::scene::Anchor;

/// See `assets/README.md`.
const ROBOTO: &str = include_str!("../assets/roboto.txt");
const UNITS: f32 = 2048.0;
/// What is drawn for a character that is not in the table: a box.
const MISSING: Glyph =
    Glyph { advance: 1_250.0, outline: "M150 0L950 0L0 1456L-950 0ZM120 -1336L0 1216L710 0L0 -1216Z" };

/// A character of the table.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    advance: f32,
    outline: &'static str,
}

impl Glyph {
    /// The table is sorted by code point, but its lines differ in length; there are few enough to go through.
    fn find(c: char) -> Option<Self> {
        let code = format!("{:04X} ", u32::from(c));
        let line = ROBOTO.lines().find_map(|line| line.strip_prefix(&code))?;
        let (advance, outline) = line.split_once(' ').unwrap_or((line, ""));
        Some(Self { advance: advance.parse().ok()?, outline })
    }

    /// Appends the outline, moved to the right. A command that cannot be read is left out.
    fn draw(self, right: f32, path: &mut PathBuilder) {
        let (mut x, mut y) = (right, 0.0);
        for command in commands(self.outline) {
            let numbers: Vec<f32> =
                command[1..].split(' ').filter_map(|number| number.parse().ok()).collect();
            match (&command[..1], numbers.as_slice()) {
                ("M", [dx, dy]) => {
                    (x, y) = (x + dx, y + dy);
                    path.move_to(x, y);
                }
                ("L", [dx, dy]) => {
                    (x, y) = (x + dx, y + dy);
                    path.line_to(x, y);
                }
                ("Q", [cx, cy, dx, dy]) => {
                    let control = (x + cx, y + cy);
                    (x, y) = (x + dx, y + dy);
                    path.quad_to(control.0, control.1, x, y);
                }
                ("Z", _) => path.close(),
                _ => {}
            }
        }
    }
}

/// Splits an outline before each letter.
fn commands(outline: &str) -> impl Iterator<Item = &str> {
    let is_letter = |c: char| c.is_ascii_uppercase();
    let mut rest = outline;
    std::iter::from_fn(move || {
        let end = rest.get(1..)?.find(is_letter).map_or(rest.len(), |end| end + 1);
        let (command, after) = rest.split_at(end);
        rest = after;
        Some(command)
    })
}

/// The outline of a text; none if there is nothing to see.
pub(crate) fn outline(text: &str, at: (f64, f64), anchor: Anchor, size: f64) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut width = 0.0;
    for c in text.chars().filter(|c| c.width().unwrap_or(0) > 0) {
        let glyph = Glyph::find(c).unwrap_or(MISSING);
        glyph.draw(width, &mut path);
        width += glyph.advance;
    }
    let offset = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    // Outlines have the y axis upwards, pictures downwards.
    let scale = to_f32(size) / UNITS;
    let place = Transform::from_row(scale, 0.0, 0.0, -scale, to_f32(at.0) - offset * scale, to_f32(at.1));
    path.finish()?.transform(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_width::advance;

    #[test]
    fn the_widths_are_those_of_the_layout() {
        for c in ' '..='~' {
            let glyph = Glyph::find(c).expect("ASCII is in the table");
            assert_eq!(f64::from(glyph.advance / UNITS), advance(c), "{c:?}");
        }
    }

    #[test]
    fn every_line_of_the_table_can_be_read() {
        for line in ROBOTO.lines() {
            let code = line.split(' ').next().and_then(|code| u32::from_str_radix(code, 16).ok());
            let glyph =
                code.and_then(char::from_u32).and_then(Glyph::find).expect("a code point and an advance");
            assert_eq!(commands(glyph.outline).collect::<String>(), glyph.outline, "{line}");
            for command in commands(glyph.outline) {
                let numbers = command[1..].split(' ').filter(|number| number.parse::<f32>().is_ok()).count();
                assert!(matches!((&command[..1], numbers), ("M" | "L", 2) | ("Q", 4) | ("Z", 0)), "{line}");
            }
        }
    }

    #[test]
    fn letters_stay_in_their_boxes() {
        for c in ('!'..='~').chain(['学']) {
            let bounds =
                outline(&c.to_string(), (0.0, 0.0), Anchor::Start, 1.0).expect("something to see").bounds();
            let advance = Glyph::find(c).unwrap_or(MISSING).advance / UNITS;
            assert!(bounds.left() > -0.05 && bounds.right() < advance + 0.05, "{c:?} {bounds:?}");
            assert!(bounds.top() > -0.85 && bounds.bottom() < 0.23, "{c:?} {bounds:?}");
        }
    }

    #[test]
    fn a_letter_stands_on_the_line_at_its_place() {
        let bounds = |anchor| outline("I", (100.0, 50.0), anchor, 20.0).expect("something to see").bounds();
        let start = bounds(Anchor::Start);
        assert!(
            (start.bottom() - 50.0).abs() < 0.01 && start.top() < 40.0 && start.left() > 100.0,
            "{start:?}"
        );
        assert!(bounds(Anchor::Middle).left() < 100.0 && bounds(Anchor::Middle).right() > 100.0);
        assert!(bounds(Anchor::End).right() < 100.0);
    }

    #[test]
    fn what_is_not_in_the_table_is_a_box() {
        assert!(outline("学", (0.0, 20.0), Anchor::Start, 12.0).is_some());
        assert!(outline("", (0.0, 20.0), Anchor::Start, 12.0).is_none());
    }
}
