//! Fractal heaps: where the links and attributes are of objects that have many, or long ones.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{Read, Seek};

use super::btree_v2::{self, Kind};
use super::bytes::{Block, Bytes};
use super::doubling_table::DoublingTable;
use super::fields::Fields;
use super::{Hdf5Error, Result, checksum};

/// A fractal heap.
#[derive(Debug)]
pub(super) struct FractalHeap {
    address: u64,
    /// How many bytes the number of an object has, and how many of them are its place and its size.
    id_length: usize,
    offset_length: u8,
    size_length: u8,
    table: DoublingTable,
    root: Option<u64>,
    /// How many rows the table has at the root; 0 if there is one block only.
    rows: u64,
    has_checksums: bool,
    /// The B-tree of the objects that are too large for a block.
    huge_objects: Option<u64>,
    /// What was read of blocks and tables.
    pieces: BTreeMap<(u64, u64), Block>,
}

impl FractalHeap {
    pub(super) fn open<R: Read + Seek>(bytes: &mut Bytes<R>, address: u64) -> Result<Self> {
        let sizes = bytes.sizes;
        let block = bytes.block(address, 26 + 3 * u64::from(sizes.address) + 12 * u64::from(sizes.length))?;
        let mut fields = checksum::verified(block.fields(), "fractal heap")?;
        fields.signature(*b"FRHP", "fractal heap")?;
        fields.version(&[0], "a fractal heap")?;
        let at = fields;
        let id_length = fields.u16()?.into();
        if fields.u16()? != 0 {
            return Err(at.error("a fractal heap with filters, which is not read"));
        }
        let has_checksums = fields.u8()? & 2 != 0;
        let largest_object = fields.u32()?;
        fields.length()?;
        let huge_objects = fields.address()?;
        // What is free, and how many objects there are of each kind.
        fields.skip(9 * usize::from(sizes.length) + usize::from(sizes.address))?;
        let (columns, first, largest, bits) =
            (fields.u16()?, fields.length()?, fields.length()?, fields.u16()?);
        let table = DoublingTable::new(columns, first, largest, bits)
            .ok_or_else(|| at.error("a fractal heap of an impossible shape"))?;
        // How many rows it had at first.
        fields.skip(2)?;
        Ok(Self {
            address,
            id_length,
            offset_length: table.offset_length(),
            size_length: table.size_length(largest_object),
            table,
            root: fields.address()?,
            rows: fields.u16()?.into(),
            has_checksums,
            huge_objects,
            pieces: BTreeMap::new(),
        })
    }

    /// Reads the object whose number is next in a record.
    pub(super) fn object<R: Read + Seek>(
        &mut self,
        bytes: &mut Bytes<R>,
        mut record: Fields<'_>,
    ) -> Result<Block> {
        let mut id = record.take(self.id_length)?;
        match id.u8()? {
            0x00 => {
                let offset = id.unsigned(self.offset_length.into())?;
                let length = id.unsigned(self.size_length.into())?;
                self.managed(bytes, offset, length)
            }
            0x10 => {
                let number = id.unsigned(id.len().min(bytes.sizes.length.into()))?;
                self.huge(bytes, number)
            }
            // So small that it is in the number itself.
            kind @ 0x20..0x30 => bytes.copy(id.take(usize::from(kind & 0x0f) + 1)?),
            kind => Err(record.error(format!("an object of kind {kind:#04x}, which is not read"))),
        }
    }

    /// An object in a block.
    fn managed<R: Read + Seek>(&mut self, bytes: &mut Bytes<R>, offset: u64, length: u64) -> Result<Block> {
        let heap = self.address;
        let missing = || Hdf5Error::at(heap, format!("the fractal heap has no byte {offset}"));
        let mut address = self.root.ok_or_else(missing)?;
        let (mut rows, mut size, mut within) = (self.rows, self.table.first, offset);
        while rows > 0 {
            let place = self.table.place(within);
            let below = self.table.rows_at(place).filter(|_| place.row < rows).ok_or_else(missing)?;
            let index = place.row * self.table.columns + place.column;
            address = self.child(bytes, address, rows, index)?.ok_or_else(missing)?;
            (rows, size, within) = (below, place.size, place.offset);
        }
        let mut fields = self.block(bytes, address, size)?.fields();
        fields.skip(to_usize(within))?;
        bytes.copy(fields.take(to_usize(length))?)
    }

    /// The address that a table has at an index.
    fn child<R: Read + Seek>(
        &mut self,
        bytes: &mut Bytes<R>,
        table: u64,
        rows: u64,
        index: u64,
    ) -> Result<Option<u64>> {
        let width = u64::from(bytes.sizes.address);
        let prefix = 5 + width + u64::from(self.offset_length);
        let length = rows * self.table.columns * width + prefix + 4;
        let piece = match self.pieces.entry((table, length)) {
            Entry::Occupied(piece) => piece.into_mut(),
            Entry::Vacant(place) => {
                let piece = bytes.block(table, length)?;
                checksum::verified(piece.fields(), "table of a fractal heap")?
                    .signature(*b"FHIB", "table of a fractal heap")?;
                place.insert(piece)
            }
        };
        let mut fields = piece.fields();
        fields.skip(to_usize(prefix + index * width))?;
        fields.address()
    }

    fn block<R: Read + Seek>(&mut self, bytes: &mut Bytes<R>, address: u64, size: u64) -> Result<&Block> {
        let prefix = 5 + usize::from(bytes.sizes.address) + usize::from(self.offset_length);
        match self.pieces.entry((address, size)) {
            Entry::Occupied(piece) => Ok(piece.into_mut()),
            Entry::Vacant(place) => {
                let piece = bytes.block(address, size)?;
                piece.fields().signature(*b"FHDB", "block of a fractal heap")?;
                if self.has_checksums {
                    checksum::verify_within(piece.fields(), prefix, "block of a fractal heap")?;
                }
                Ok(place.insert(piece))
            }
        }
    }

    /// An object that is too large for a block.
    fn huge<R: Read + Seek>(&self, bytes: &mut Bytes<R>, number: u64) -> Result<Block> {
        let missing = || Hdf5Error::at(self.address, format!("the fractal heap has no huge object {number}"));
        let tree = self.huge_objects.ok_or_else(missing)?;
        for mut record in btree_v2::records(bytes, tree, Kind::HugeObjects)?.iter() {
            let (address, length) = (record.defined_address("a huge object")?, record.length()?);
            if record.length()? == number {
                return bytes.block(address, length);
            }
        }
        Err(missing())
    }
}

/// What is too large for this machine is too large for any piece as well.
fn to_usize(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}
