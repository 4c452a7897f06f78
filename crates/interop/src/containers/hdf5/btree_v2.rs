//! B-trees of version 2: the records of all nodes, in no order.

use std::io::{Read, Seek};

use super::bytes::Bytes;
use super::fields::{Fields, Sizes};
use super::{Result, checksum};

/// What the records of a tree are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Objects of a fractal heap that are larger than its blocks.
    HugeObjects = 1,
    /// The links of a group, by the hash of their names.
    LinkNames = 5,
    /// The attributes of an object, by the hash of their names.
    AttributeNames = 8,
}

/// The deepest tree that is read; one of a million records has a depth of 4.
const DEPTH: u16 = 16;

/// The size of what surrounds the records of a node: signature, version and kind; checksum.
const FRAME: u64 = 6 + 4;

/// The records of a tree.
#[derive(Debug)]
pub(super) struct Records {
    content: Vec<u8>,
    size: usize,
    address: u64,
    sizes: Sizes,
}

impl Records {
    pub(super) fn iter(&self) -> impl Iterator<Item = Fields<'_>> {
        self.content.chunks_exact(self.size).map(|record| Fields::new(record, self.address, self.sizes))
    }
}

/// The widths of what a tree stores.
struct Shape {
    kind: Kind,
    record: u16,
    /// How many bytes a node of this depth has for each of its children; leaves have the depth 0.
    pointers: Vec<u64>,
    /// How many of them are the number of records in the child.
    count: u64,
}

/// Reads all records of a tree.
pub(super) fn records<R: Read + Seek>(bytes: &mut Bytes<R>, address: u64, kind: Kind) -> Result<Records> {
    let length = 16 + u64::from(bytes.sizes.address) + 2 + u64::from(bytes.sizes.length) + 4;
    let block = bytes.block(address, length)?;
    let mut fields = checksum::verified(block.fields(), "B-tree")?;
    fields.signature(*b"BTHD", "B-tree of version 2")?;
    fields.version(&[0], "a B-tree of version 2")?;
    let at = fields;
    if fields.u8()? != kind as u8 {
        return Err(at.error("a B-tree of another kind than expected"));
    }
    let node = u64::from(fields.u32()?);
    let record = fields.u16()?;
    let depth = fields.u16()?;
    // At which filling nodes are split and merged.
    fields.skip(2)?;
    let root = fields.address()?;
    let count = fields.u16()?;
    let shape = Shape::new(kind, node, record, depth, bytes.sizes).ok_or_else(|| {
        at.error(format!("a B-tree of {node} bytes a node, {record} a record, {depth} deep"))
    })?;

    let mut records = Records { content: Vec::new(), size: record.into(), address, sizes: bytes.sizes };
    let mut nodes: Vec<_> = root.map(|root| (root, u64::from(count), depth)).into_iter().collect();
    while let Some((address, count, depth)) = nodes.pop() {
        let children = shape.read_node(bytes, address, count, depth, &mut records.content)?;
        nodes.extend(children.into_iter().map(|(address, count)| (address, count, depth - 1)));
    }
    Ok(records)
}

impl Shape {
    /// The shape follows from what the header says; `None` if nothing fits into a node.
    fn new(kind: Kind, node: u64, record: u16, depth: u16, sizes: Sizes) -> Option<Self> {
        if record == 0 || depth > DEPTH {
            return None;
        }
        let record_size = u64::from(record);
        let in_leaf = (node.checked_sub(FRAME)? / record_size).checked_sub(1)? + 1;
        let count = bytes_for(in_leaf);
        let mut pointers = vec![0];
        // How many records there are at most in a child with all that is below it.
        let mut below = in_leaf;
        for level in 1..=depth {
            let total = if level == 1 { 0 } else { bytes_for(below) };
            let pointer = u64::from(sizes.address) + count + total;
            let in_node = node.checked_sub(FRAME + pointer)? / (record_size + pointer);
            below = below.saturating_mul(in_node + 1).saturating_add(in_node);
            pointers.push(pointer);
        }
        Some(Self { kind, record, pointers, count })
    }

    /// Appends the records of a node, and says where its children are and how many records they have.
    fn read_node<R: Read + Seek>(
        &self,
        bytes: &mut Bytes<R>,
        address: u64,
        count: u64,
        depth: u16,
        records: &mut Vec<u8>,
    ) -> Result<Vec<(u64, u64)>> {
        let pointer = self.pointers[usize::from(depth)];
        let length = count * u64::from(self.record);
        let children = if depth == 0 { 0 } else { count + 1 };
        let block = bytes.block(address, FRAME + length + children * pointer)?;
        let mut fields = checksum::verified(block.fields(), "node of a B-tree")?;
        let signature = if depth == 0 { *b"BTLF" } else { *b"BTIN" };
        fields.signature(signature, "node of a B-tree")?;
        fields.version(&[0], "a node of a B-tree")?;
        let at = fields;
        if fields.u8()? != self.kind as u8 {
            return Err(at.error("a node of another kind than its B-tree"));
        }
        records.extend(fields.take(usize::try_from(length).unwrap_or(usize::MAX))?.rest());
        let mut found = Vec::new();
        for _ in 0..children {
            let mut child = fields.take(usize::try_from(pointer).unwrap_or(usize::MAX))?;
            let address = child.defined_address("a node of a B-tree")?;
            found.push((address, child.unsigned(usize::try_from(self.count).unwrap_or(8))?));
        }
        Ok(found)
    }
}

/// How many bytes a number up to this one needs.
fn bytes_for(limit: u64) -> u64 {
    u64::from(limit.checked_ilog2().unwrap_or(0)) / 8 + 1
}
