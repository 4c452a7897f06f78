//! The numbers of tensors.

use super::graph::Node;
use super::scalar::decode;
use super::tensor::{Storages, Tensor};

/// The most numbers of a tensor that are looked up.
const MAX_NUMBERS: u64 = 64;

/// The numbers of a tensor.
#[derive(Debug)]
pub(super) enum Numbers {
    One(Node),
    Row(Vec<Node>),
}

/// The numbers, if they are few, in a row, and to be had.
pub(super) fn numbers(tensor: &Tensor, storages: &mut dyn Storages) -> Option<Numbers> {
    let dtype = tensor.storage.dtype?;
    let (count, stride) = match (&*tensor.shape, &*tensor.strides) {
        ([], []) => (1, 1),
        (&[count], &[stride]) if count <= MAX_NUMBERS => (count, stride),
        _ => return None,
    };
    let size = dtype.size();
    let mut number = |index: u64| {
        let place =
            tensor.storage.begin.checked_add(tensor.offset)?.checked_add(index.checked_mul(stride)?)?;
        let start = place.checked_mul(u64::try_from(size).ok()?)?;
        decode(dtype, &tensor.storage.bytes(storages, start, size)?)
    };
    if tensor.shape.is_empty() {
        return number(0).map(Numbers::One);
    }
    (0..count).map(number).collect::<Option<_>>().map(Numbers::Row)
}
