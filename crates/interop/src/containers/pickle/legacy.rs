//! The pickles that a file of `torch.save` from before 1.6 begins with. What Python's own `pickle` writes of
//! a storage is such a file as well.

use super::graph::{Graph, Id, Node};
use super::is_pickle;
use crate::model::InteropError;

/// The number that the files begin with, as all protocols from 2 on pickle it.
const MAGIC: [u8; 13] = *b"\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.";

/// What the protocols from 4 on put before it: its length.
const FRAME: [u8; 9] = *b"\x95\r\0\0\0\0\0\0\0";

/// What was saved, without the numbers of its storages.
pub(crate) struct Legacy {
    pub(crate) graph: Graph,
    pub(crate) root: Id,
    /// Where the list of storages begins.
    pub(crate) end: usize,
    /// Whether the highest byte of each number comes first.
    pub(crate) is_reversed: bool,
}

/// Reads a pickle that begins at a place.
pub(crate) type Read<'r> = dyn Fn(&[u8], usize) -> Result<(Graph, Id, usize), InteropError> + 'r;

impl Legacy {
    /// Reads them; `None` if the file is another one.
    pub(crate) fn read(bytes: &[u8], read: &Read<'_>) -> Option<Result<Self, InteropError>> {
        begin(bytes).map(|begin| Self::read_from(bytes, begin, read))
    }

    fn read_from(bytes: &[u8], begin: usize, read: &Read<'_>) -> Result<Self, InteropError> {
        let (version, root, end) = read(bytes, begin)?;
        if version.whole(root) != Some(1001) {
            let problem = "is of another version of PyTorch's old format than 1001".to_owned();
            return Err(super::damaged(begin, problem));
        }
        let (system, root, end) = read(bytes, end)?;
        let is_reversed = is_reversed(&system, root);
        let (graph, root, end) = read(bytes, end)?;
        Ok(Self { graph, root, end, is_reversed })
    }
}

/// Where the pickle of the number ends.
fn begin(bytes: &[u8]) -> Option<usize> {
    let after_protocol = bytes.get(2..).filter(|_| is_pickle(bytes))?;
    let number = after_protocol.strip_prefix(&FRAME).unwrap_or(after_protocol);
    number.strip_prefix(&MAGIC).map(|rest| bytes.len() - rest.len())
}

fn is_reversed(system: &Graph, root: Id) -> bool {
    match system.get(root) {
        Node::Dict(entries) => entries.iter().any(|&(key, value)| {
            system.text(key) == Some("little_endian") && matches!(system.get(value), Node::Bool(false))
        }),
        _ => false,
    }
}
