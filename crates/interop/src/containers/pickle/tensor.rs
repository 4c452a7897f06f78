//! Tensors, whose numbers mostly stand outside of the pickle.

use std::rc::Rc;

use super::dtype::Dtype;

/// Where the numbers of tensors are.
pub(crate) trait Storages {
    /// Some bytes of a storage, the lowest of each number first; `None` if they are not to be had.
    fn bytes(&mut self, key: &str, start: u64, length: usize) -> Option<Vec<u8>>;
}

/// The memory that tensors share.
#[derive(Clone, Debug)]
pub(crate) struct Storage {
    /// `None` if the type is not known.
    pub(super) dtype: Option<Dtype>,
    pub(super) key: Box<str>,
    /// At which number of the storage in the file this one begins.
    pub(super) begin: u64,
    /// The numbers, if they are in the pickle.
    pub(super) numbers: Option<Rc<[u8]>>,
}

impl Storage {
    /// Some bytes of the numbers, from where the pickle has them or from elsewhere.
    pub(super) fn bytes(&self, elsewhere: &mut dyn Storages, start: u64, length: usize) -> Option<Vec<u8>> {
        let Some(numbers) = &self.numbers else { return elsewhere.bytes(&self.key, start, length) };
        let start = usize::try_from(start).ok()?;
        numbers.get(start..start.checked_add(length)?).map(<[u8]>::to_vec)
    }

    /// What it is called in the file, and how many bytes a number of it has.
    pub(super) fn key_and_size(&self) -> Option<(&str, u64)> {
        Some((&self.key, self.dtype?.size().try_into().ok()?))
    }
}

/// A tensor.
#[derive(Debug)]
pub(crate) struct Tensor {
    pub(super) storage: Storage,
    pub(super) offset: u64,
    pub(super) shape: Vec<u64>,
    pub(super) strides: Vec<u64>,
}

impl Tensor {
    /// What it is, in words.
    pub(super) fn description(&self) -> String {
        let shape: Vec<_> = self.shape.iter().map(ToString::to_string).collect();
        let dtype = self.storage.dtype.map_or("unknown type", Dtype::name);
        format!("a tensor of {dtype}, shape [{}]", shape.join(", "))
    }
}
