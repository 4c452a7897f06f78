//! Pickles, read as data alone: no class is looked up and no function called.
//!
//! Python's containers and numbers, PyTorch's tensors and the training arguments of transformers become what they stand
//! for. Whatever else a pickle would construct is opaque: it can be passed over, but holds no value. Size, depth, work
//! and memory are bounded.
//!
//! The crate `serde-pickle` is not used because it does not know persistent objects, which PyTorch's tensors are made of,
//! and does not bound how values multiply that refer to each other.

mod cursor;
mod globals;
mod graph;
mod legacy;
mod machine;
mod numpy;
mod objects;
mod opcode;
mod scalar;
mod tensor;
mod tree;

use crate::model::InteropError;

pub(crate) use graph::Graph;
use graph::Node;
pub(crate) use legacy::Legacy;
pub(crate) use machine::read;
pub(crate) use objects::TRAINING_ARGUMENTS;
pub(crate) use tensor::Storages;
pub(crate) use tree::{MAX_MEMORY, tree};

/// The most bytes that pickles in a file may have. Their tensors are elsewhere.
pub(crate) const LIMIT: u64 = 32 << 20;

/// Reads the pickles of a file of `torch.save` from before 1.6; `None` if the file is another one.
pub(crate) fn legacy(bytes: &[u8]) -> Option<Result<Legacy, InteropError>> {
    Legacy::read(bytes, read)
}

/// Whether a file that begins so is a pickle of protocol 2 or later.
pub(crate) fn is_pickle(start: &[u8]) -> bool {
    matches!(start, [opcode::PROTO, 2..=5, ..])
}

/// Whether a file may be a pickle of the protocols 0 and 1, which have no signature: it begins with what makes a
/// container or names a class, and JSON does not begin so.
pub(crate) fn is_old_pickle(bytes: &[u8]) -> bool {
    let begins = match bytes {
        [b'(' | b']' | b'}', ..] => true,
        [b'c', names @ ..] => {
            let mut lines = names.splitn(3, |&byte| byte == b'\n');
            let mut is_name =
                || lines.next().is_some_and(|line| !line.is_empty() && line.iter().all(is_of_name));
            is_name() && is_name() && lines.next().is_some()
        }
        _ => false,
    };
    begins && bytes.ends_with(&[opcode::STOP])
}

fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

/// What is wrong with a pickle, and where.
fn damaged(offset: usize, problem: impl Into<String>) -> InteropError {
    InteropError::Pickle { offset, problem: problem.into() }
}
