//! Groups of HDF5 before 1.8: a B-tree of symbol tables, and a local heap with the names.

use std::io::{Read, Seek};

use super::Result;
use super::bytes::{Block, Bytes};
use super::fields::Fields;
use super::link::Link;

/// Reads the links of a group from its symbol table message.
pub(super) fn links<R: Read + Seek>(bytes: &mut Bytes<R>, mut message: Fields<'_>) -> Result<Vec<Link>> {
    let tree = message.defined_address("a B-tree")?;
    let names = names(bytes, message.defined_address("a local heap")?)?;
    let mut links = Vec::new();
    for table in tables(bytes, tree)? {
        read_table(bytes, table, &names, &mut links)?;
    }
    Ok(links)
}

/// The data of a local heap.
fn names<R: Read + Seek>(bytes: &mut Bytes<R>, address: u64) -> Result<Block> {
    let length = 8 + 2 * u64::from(bytes.sizes.length) + u64::from(bytes.sizes.address);
    let block = bytes.block(address, length)?;
    let mut fields = block.fields();
    fields.signature(*b"HEAP", "local heap")?;
    fields.version(&[0], "a local heap")?;
    fields.skip(3)?;
    let length = fields.length()?;
    // The list of what is free.
    fields.length()?;
    bytes.block(fields.defined_address("the names")?, length)
}

/// Where the symbol tables are, the leaves of the B-tree.
fn tables<R: Read + Seek>(bytes: &mut Bytes<R>, root: u64) -> Result<Vec<u64>> {
    let prefix = 8 + 2 * u64::from(bytes.sizes.address);
    let entry = u64::from(bytes.sizes.length) + u64::from(bytes.sizes.address);
    let mut tables = Vec::new();
    let mut nodes = vec![(root, None)];
    while let Some((address, wanted)) = nodes.pop() {
        let start = bytes.block(address, prefix)?;
        let mut fields = start.fields();
        fields.signature(*b"TREE", "B-tree")?;
        if fields.u8()? != 0 {
            return Err(start.fields().error("a B-tree of chunks, expected one of a group"));
        }
        let level = fields.u8()?;
        if wanted.is_some_and(|wanted| wanted != level) {
            return Err(start.fields().error("a B-tree whose levels do not go down by one"));
        }
        let count = fields.u16()?;
        let block = bytes.block(address.saturating_add(prefix), u64::from(count) * entry)?;
        let mut fields = block.fields();
        for _ in 0..count {
            // The key: the first name of the child.
            fields.length()?;
            let child = fields.defined_address("a node of a B-tree")?;
            match level.checked_sub(1) {
                Some(below) => nodes.push((child, Some(below))),
                None => tables.push(child),
            }
        }
    }
    Ok(tables)
}

fn read_table<R: Read + Seek>(
    bytes: &mut Bytes<R>,
    address: u64,
    names: &Block,
    links: &mut Vec<Link>,
) -> Result<()> {
    let start = bytes.block(address, 8)?;
    let mut fields = start.fields();
    fields.signature(*b"SNOD", "symbol table")?;
    fields.version(&[1], "a symbol table")?;
    fields.skip(1)?;
    let count = fields.u16()?;
    let entry = 2 * u64::from(bytes.sizes.address) + 24;
    let block = bytes.block(address.saturating_add(8), u64::from(count) * entry)?;
    let mut fields = block.fields();
    for _ in 0..count {
        let mut name = names.fields();
        let place = fields.unsigned(bytes.sizes.address.into())?;
        name.skip(usize::try_from(place).unwrap_or(usize::MAX))?;
        let target = fields.address()?;
        fields.skip(24)?;
        // Without an address it is a link to a name.
        if let Some(target) = target {
            links.push(Link::new(bytes, name.until_zero()?, target)?);
        }
    }
    Ok(())
}
