//! Tensors, whose numbers mostly stand outside of the pickle.

use std::rc::Rc;

use super::graph::{Graph, Id, Node};
use super::legacy::Legacy;
use super::machine::read_inner;
use super::scalar::Dtype;

/// The most numbers of a tensor that are looked up.
const MAX_NUMBERS: u64 = 64;

/// Where the numbers of tensors are.
pub(crate) trait Storages {
    /// Some bytes of a storage, the lowest of each number first; `None` if they are not to be had.
    fn bytes(&mut self, key: &str, start: u64, length: usize) -> Option<Vec<u8>>;
}

/// The memory that tensors share.
#[derive(Clone, Debug)]
pub(crate) struct Storage {
    /// `None` if the type is not known.
    dtype: Option<Dtype>,
    key: Box<str>,
    /// At which number of the storage in the file this one begins.
    begin: u64,
    /// The numbers, if they are in the pickle.
    numbers: Option<Rc<[u8]>>,
}

impl Storage {
    /// The most bytes of a file within a pickle. One of a single number has 300.
    pub(super) const LONGEST_FILE: usize = 1024;

    /// Reads what Python's own `pickle` has of a storage: a whole file of `torch.save` from before 1.6.
    pub(super) fn of_file(bytes: &[u8]) -> Option<Self> {
        let file = Legacy::read(bytes, read_inner)?.ok().filter(|file| !file.is_reversed)?;
        let Node::Storage(storage) = file.graph.get(file.root) else { return None };
        let (_keys, _root, end) = read_inner(bytes, file.end).ok()?;
        // Their count comes first.
        let numbers = bytes.get(end.checked_add(8)?..)?;
        Some(Self { numbers: Some(numbers.into()), ..(**storage).clone() })
    }

    /// Some bytes of the numbers, from where the pickle has them or from elsewhere.
    fn bytes(&self, elsewhere: &mut dyn Storages, start: u64, length: usize) -> Option<Vec<u8>> {
        let Some(numbers) = &self.numbers else { return elsewhere.bytes(&self.key, start, length) };
        let start = usize::try_from(start).ok()?;
        numbers.get(start..start.checked_add(length)?).map(<[u8]>::to_vec)
    }

    /// Reads what PyTorch writes of a storage: `("storage", type, key, device, size)`, in files from before 1.6 with
    /// `(key, begin, size)` for a part of another storage.
    pub(super) fn read(graph: &Graph, id: Id) -> Option<Self> {
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
        Some(Self { dtype, key, begin, numbers: None })
    }

    /// What it is called in the file, and how many bytes a number of it has.
    pub(super) fn key_and_size(&self) -> Option<(&str, u64)> {
        Some((&self.key, self.dtype?.size().try_into().ok()?))
    }
}

/// The longest name of a storage, which is a number; every tensor has a copy.
const LONGEST_KEY: usize = 64;

/// A tensor.
#[derive(Debug)]
pub(crate) struct Tensor {
    storage: Storage,
    offset: u64,
    shape: Vec<u64>,
    strides: Vec<u64>,
}

impl Tensor {
    /// Reads the arguments of `_rebuild_tensor_v2`: storage, offset, shape, strides, and more.
    pub(super) fn read(graph: &Graph, arguments: &[Id]) -> Option<Self> {
        let [storage, offset, shape, strides, ..] = arguments else { return None };
        let Node::Storage(storage) = graph.get(*storage) else { return None };
        let numbers = |id: Id| {
            let elements = graph.elements(id).filter(|elements| elements.len() <= 64)?;
            elements.iter().map(|&element| graph.whole(element)).collect::<Option<Vec<_>>>()
        };
        let (shape, strides) = (numbers(*shape)?, numbers(*strides)?);
        let offset = graph.whole(*offset)?;
        Some(Self { storage: (**storage).clone(), offset, shape, strides })
    }

    /// The numbers, if they are few, in a row, and to be had.
    pub(super) fn numbers(&self, storages: &mut dyn Storages) -> Option<Numbers> {
        let dtype = self.storage.dtype?;
        let (count, stride) = match (&*self.shape, &*self.strides) {
            ([], []) => (1, 1),
            (&[count], &[stride]) if count <= MAX_NUMBERS => (count, stride),
            _ => return None,
        };
        let size = dtype.size();
        let mut number = |index: u64| {
            let place =
                self.storage.begin.checked_add(self.offset)?.checked_add(index.checked_mul(stride)?)?;
            let start = place.checked_mul(u64::try_from(size).ok()?)?;
            dtype.decode(&self.storage.bytes(storages, start, size)?)
        };
        if self.shape.is_empty() {
            return number(0).map(Numbers::One);
        }
        (0..count).map(number).collect::<Option<_>>().map(Numbers::Row)
    }

    /// What it is, in words.
    pub(super) fn description(&self) -> String {
        let shape: Vec<_> = self.shape.iter().map(ToString::to_string).collect();
        let dtype = self.storage.dtype.map_or("unknown type", Dtype::name);
        format!("a tensor of {dtype}, shape [{}]", shape.join(", "))
    }
}

/// The numbers of a tensor.
#[derive(Debug)]
pub(super) enum Numbers {
    One(Node),
    Row(Vec<Node>),
}
