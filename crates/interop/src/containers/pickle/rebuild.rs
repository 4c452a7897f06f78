//! Storages and tensors, from what a pickle tells of them.

use super::dtype::Dtype;
use super::graph::{Graph, Id, Node};
use super::legacy::{Legacy, Read};
use super::tensor::{Storage, Tensor};

/// The most bytes of a file within a pickle. One of a single number has 300.
pub(super) const LONGEST_FILE: usize = 1024;

/// The longest name of a storage, which is a number; every tensor has a copy.
const LONGEST_KEY: usize = 64;

/// Reads what Python's own `pickle` has of a storage: a whole file of `torch.save` from before 1.6.
pub(super) fn storage_of_file(bytes: &[u8], read: &Read<'_>) -> Option<Storage> {
    let file = Legacy::read(bytes, read)?.ok().filter(|file| !file.is_reversed)?;
    let Node::Storage(storage) = file.graph.get(file.root) else { return None };
    let (_keys, _root, end) = read(bytes, file.end).ok()?;
    // Their count comes first.
    let numbers = bytes.get(end.checked_add(8)?..)?;
    Some(Storage { numbers: Some(numbers.into()), ..(**storage).clone() })
}

/// Reads what PyTorch writes of a storage: `("storage", type, key, device, size)`, in files from before 1.6
/// with `(key, begin, size)` for a part of another storage.
pub(super) fn storage(graph: &Graph, id: Id) -> Option<Storage> {
    let [kind, storage_type, key, _device, _size, view @ ..] = graph.elements(id)? else { return None };
    if graph.text(*kind) != Some("storage") {
        return None;
    }
    let dtype = match graph.get(*storage_type) {
        Node::Global(name) => Dtype::of_storage(name.strip_prefix("torch.")?),
        _ => None,
    };
    let begin = match view.first().and_then(|&view| graph.elements(view)) {
        Some([_key, begin, _size]) => graph.whole(*begin)?,
        _ => 0,
    };
    let key = graph.text(*key).filter(|key| key.len() <= LONGEST_KEY)?.into();
    Some(Storage { dtype, key, begin, numbers: None })
}

/// Reads the arguments of `_rebuild_tensor_v2`: storage, offset, shape, strides, and more.
pub(super) fn tensor(graph: &Graph, arguments: &[Id]) -> Option<Tensor> {
    let [storage, offset, shape, strides, ..] = arguments else { return None };
    let Node::Storage(storage) = graph.get(*storage) else { return None };
    let numbers = |id: Id| {
        let elements = graph.elements(id).filter(|elements| elements.len() <= 64)?;
        elements.iter().map(|&element| graph.whole(element)).collect::<Option<Vec<_>>>()
    };
    let (shape, strides) = (numbers(*shape)?, numbers(*strides)?);
    let offset = graph.whole(*offset)?;
    Some(Tensor { storage: (**storage).clone(), offset, shape, strides })
}
