//! Batches in an order that follows from the seed and the number of the epoch alone.
//!
//! The shuffling loader of burn's `DataLoaderBuilder` draws each epoch's order from a generator that no
//! checkpoint holds: a resumed run would see the first epoch's order again, and end with other weights.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use burn::data::dataloader::{DataLoader, DataLoaderIterator, Progress};
use burn::data::dataset::transform::{PartialDataset, ShuffledDataset};
use burn::data::dataset::{Dataset, DatasetError, InMemDataset};
use burn::prelude::*;

use crate::data::{Digit, PIXELS};

pub(crate) const BATCH_SIZE: usize = 64;

/// Some images and the digits that they show.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    pub(crate) images: Tensor<2>,
    pub(crate) labels: Tensor<1, Int>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Order {
    AsGiven,
    Shuffled { seed: u64 },
}

/// Gives all images once an epoch. The order of an epoch is the same in every run with the same seed.
pub(crate) struct EpochLoader {
    digits: Arc<dyn Dataset<Digit>>,
    order: Order,
    next_epoch: AtomicU64,
    device: Device,
}

impl EpochLoader {
    /// `first_epoch` is the number of epochs made before.
    pub(crate) fn new(digits: Vec<Digit>, order: Order, first_epoch: u64, device: &Device) -> Self {
        Self {
            digits: Arc::new(InMemDataset::new(digits)),
            order,
            next_epoch: AtomicU64::new(first_epoch),
            device: device.clone(),
        }
    }
}

impl DataLoader<Batch> for EpochLoader {
    fn iter<'a>(&'a self) -> Box<dyn DataLoaderIterator<Batch> + 'a> {
        let epoch = self.next_epoch.fetch_add(1, Ordering::Relaxed);
        let digits: Arc<dyn Dataset<Digit>> = match self.order {
            Order::AsGiven => self.digits.clone(),
            // The generator turns seeds that are near each other into streams that are not.
            Order::Shuffled { seed } => {
                Arc::new(ShuffledDataset::new(self.digits.clone(), (seed << 32) ^ epoch))
            }
        };
        Box::new(Batches { digits, device: &self.device, next: 0 })
    }

    fn num_items(&self) -> usize {
        self.digits.len()
    }

    fn to_device(&self, device: &Device) -> Arc<dyn DataLoader<Batch>> {
        Arc::new(Self {
            digits: self.digits.clone(),
            order: self.order,
            next_epoch: AtomicU64::new(self.next_epoch.load(Ordering::Relaxed)),
            device: device.clone(),
        })
    }

    fn slice(&self, start: usize, end: usize) -> Arc<dyn DataLoader<Batch>> {
        Arc::new(Self {
            digits: Arc::new(PartialDataset::new(self.digits.clone(), start, end)),
            order: self.order,
            next_epoch: AtomicU64::new(self.next_epoch.load(Ordering::Relaxed)),
            device: self.device.clone(),
        })
    }
}

struct Batches<'a> {
    digits: Arc<dyn Dataset<Digit>>,
    device: &'a Device,
    next: usize,
}

impl Batches<'_> {
    fn batch(&self, indexes: Range<usize>) -> Result<Batch, DatasetError> {
        let digits = self.digits.get_many(indexes.collect())?;
        let pixels: Vec<f32> = digits.iter().flat_map(|digit| digit.pixels).collect();
        let labels: Vec<i64> = digits.iter().map(|digit| i64::from(digit.label)).collect();
        Ok(Batch {
            images: Tensor::from_data(TensorData::new(pixels, [digits.len(), PIXELS]), self.device),
            labels: Tensor::from_data(TensorData::new(labels, [digits.len()]), self.device),
        })
    }
}

impl Iterator for Batches<'_> {
    type Item = Result<Batch, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        let end = self.digits.len().min(self.next + BATCH_SIZE);
        let batch = (self.next < end).then(|| self.batch(self.next..end));
        self.next = end;
        batch
    }
}

impl DataLoaderIterator<Batch> for Batches<'_> {
    fn progress(&self) -> Progress {
        Progress::new(self.next, self.digits.len(), Some("items".to_owned()))
    }
}
