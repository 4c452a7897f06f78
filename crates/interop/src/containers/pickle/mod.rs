//! Pickles, read as data alone: no class is looked up and no function called.
//!
//! Python's containers and numbers, PyTorch's tensors and the objects that the caller [wants](Wanted) become
//! what they stand for. Whatever else a pickle would construct is opaque: it can be passed over, but holds no
//! value. Size, depth, work and memory are bounded.
//!
//! The crate `serde-pickle` is not used because it does not know persistent objects, which PyTorch's tensors
//! are made of, and does not bound how values multiply that refer to each other.

mod cursor;
mod damage;
mod dtype;
mod globals;
mod graph;
mod legacy;
mod machine;
mod numbers;
mod numpy;
mod opcode;
mod rebuild;
mod scalar;
mod signature;
mod store;
mod tensor;
mod tree;
mod wanted;

pub(crate) use damage::damaged;

pub(crate) use graph::Graph;
pub(crate) use legacy::Legacy;
pub(crate) use machine::read;
pub(crate) use signature::{LIMIT, is_old_pickle, is_pickle};
pub(crate) use tensor::Storages;
pub(crate) use tree::tree;
pub(crate) use wanted::{Enum, Wanted};
