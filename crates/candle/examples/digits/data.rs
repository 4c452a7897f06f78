//! The images and what they show.

use candle_core::{Device, Tensor};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use crate::Result;

const CSV: &str = include_str!("../../../../tests/data/digits/digits.csv");

/// The pixels of an image, each from 0 to 16.
pub(crate) const PIXELS: usize = 64;

/// The digits from 0 to 9.
pub(crate) const CLASSES: usize = 10;

/// The images after this one are held out. They were written by other people.
const TRAINING_IMAGES: usize = 1_297;

const BATCH: usize = 32;

/// Updates in which every training image is seen once, but for the few that fill no batch.
pub(crate) const STEPS_PER_EPOCH: u64 = (TRAINING_IMAGES / BATCH) as u64;

/// Images and their labels.
pub(crate) struct Images {
    pub(crate) pixels: Tensor,
    pub(crate) labels: Tensor,
}

/// The data set in two parts.
pub(crate) struct Digits {
    pub(crate) training: Images,
    pub(crate) held_out: Images,
}

impl Digits {
    pub(crate) fn load() -> Result<Self> {
        let mut pixels = Vec::new();
        let mut labels = Vec::new();
        for (index, line) in CSV.lines().enumerate() {
            let row = line.split(',').map(str::parse::<u8>).collect::<std::result::Result<Vec<_>, _>>();
            let row = row.map_err(|error| format!("digits.csv, line {}: {error}", index + 1))?;
            let [image @ .., label] = row.as_slice() else { continue };
            pixels.extend(image.iter().map(|&pixel| f32::from(pixel) / 16.0));
            labels.push(u32::from(*label));
        }
        let count = labels.len();
        let pixels = Tensor::from_vec(pixels, (count, PIXELS), &Device::Cpu)?;
        let labels = Tensor::from_vec(labels, count, &Device::Cpu)?;
        let part = |start, length| -> Result<Images> {
            Ok(Images { pixels: pixels.narrow(0, start, length)?, labels: labels.narrow(0, start, length)? })
        };
        Ok(Self {
            training: part(0, TRAINING_IMAGES)?,
            held_out: part(TRAINING_IMAGES, count - TRAINING_IMAGES)?,
        })
    }

    /// The images of one update. Which these are follows from seed and step alone, so a resumed run sees the
    /// same.
    pub(crate) fn batch(&self, seed: u64, step: u64) -> Result<Images> {
        let epoch = step / STEPS_PER_EPOCH;
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&epoch.to_le_bytes());
        let mut order: Vec<u32> = (0..).take(TRAINING_IMAGES).collect();
        order.shuffle(&mut StdRng::from_seed(key));

        let first = usize::try_from(step % STEPS_PER_EPOCH)? * BATCH;
        let chosen = Tensor::new(&order[first..first + BATCH], &Device::Cpu)?;
        Ok(Images {
            pixels: self.training.pixels.index_select(&chosen, 0)?,
            labels: self.training.labels.index_select(&chosen, 0)?,
        })
    }
}
