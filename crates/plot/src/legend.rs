//! The legend: which curves it names and how its entries flow into rows.

use crate::label::shorten;
use crate::plot::Curve;

/// An entry of the legend, placed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// From the left end of the row.
    pub(crate) x: f64,
    /// The curve, unless the entry stands for the rest.
    pub(crate) curve: Option<usize>,
    pub(crate) label: String,
}

/// The room for a legend, in pixels or in columns.
pub(crate) struct Room<F> {
    pub(crate) width: f64,
    pub(crate) rows: usize,
    /// The width of the piece of curve before a label, with the space after it.
    pub(crate) swatch: f64,
    /// Between entries.
    pub(crate) gap: f64,
    pub(crate) text_width: F,
}

/// Places as many entries as there is room for; one more says how many are left out. A single curve without a
/// label has no legend.
pub(crate) fn flow<F: Fn(&str) -> f64>(curves: &[Curve], room: &Room<F>) -> Vec<Vec<Entry>> {
    let mut rows = vec![Vec::new()];
    if curves.is_empty() || (curves.len() == 1 && curves[0].label.is_empty()) {
        return Vec::new();
    }
    let more = |count: usize| format!("+{count} more");
    let reserved = |count: usize| if count == 0 { 0.0 } else { room.gap + (room.text_width)(&more(count)) };
    let longest = room.width - room.swatch - reserved(curves.len() - 1);
    let mut x = 0.0;
    for (i, curve) in curves.iter().enumerate() {
        let label = if curve.label.is_empty() { format!("curve {}", i + 1) } else { curve.label.clone() };
        let label = shorten(&label, longest, &room.text_width);
        let width = room.swatch + (room.text_width)(&label);
        let left = curves.len() - i;
        if x > 0.0 && rows.len() < room.rows && x + width > room.width {
            rows.push(Vec::new());
            x = 0.0;
        }
        let after = if rows.len() < room.rows { 0.0 } else { reserved(left - 1) };
        if x > 0.0 && x + width + after > room.width {
            push(&mut rows, Entry { x, curve: None, label: more(left) });
            break;
        }
        push(&mut rows, Entry { x, curve: Some(i), label });
        x += width + room.gap;
    }
    rows
}

fn push(rows: &mut [Vec<Entry>], entry: Entry) {
    if let Some(row) = rows.last_mut() {
        row.push(entry);
    }
}
