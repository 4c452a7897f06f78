//! Handwritten digits, images of 8 by 8 pixels, from CSV.

use std::error::Error;
use std::path::Path;

pub(crate) const PIXELS: usize = 64;
pub(crate) const CLASSES: usize = 10;
const DARKEST: u8 = 16;

/// An image, its pixels from 0 to 1, and the digit that it shows.
#[derive(Clone, Debug)]
pub(crate) struct Digit {
    pub(crate) pixels: [f32; PIXELS],
    pub(crate) label: u8,
}

/// Reads the images, 64 pixels from 0 to 16 and the digit in each line: the first `training` of them, and the
/// others.
pub(crate) fn read(path: &Path, training: usize) -> Result<(Vec<Digit>, Vec<Digit>), Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let mut digits = Vec::new();
    for (index, row) in reader.deserialize().enumerate() {
        let row: Vec<u8> = row?;
        digits.push(digit(&row).ok_or_else(|| {
            let line = index + 1;
            format!("line {line}: expected {PIXELS} pixels from 0 to {DARKEST} and a digit, got {row:?}")
        })?);
    }
    if digits.len() <= training {
        return Err(format!("expected more than {training} images, got {}", digits.len()).into());
    }
    let held_out = digits.split_off(training);
    Ok((digits, held_out))
}

fn digit(row: &[u8]) -> Option<Digit> {
    let (&label, pixels) = row.split_last()?;
    let pixels: [u8; PIXELS] = pixels.try_into().ok()?;
    let valid = usize::from(label) < CLASSES && pixels.iter().all(|&pixel| pixel <= DARKEST);
    valid.then(|| Digit { pixels: pixels.map(|pixel| f32::from(pixel) / f32::from(DARKEST)), label })
}
