//! The files that `torch.save` and `pickle.dump` write.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::vec::IntoIter;

use zip::ZipArchive;

use super::archive::{self, MemberError};
use super::container::Container;
use super::pickle::{self, Graph, Legacy, Storages, Wanted};
use crate::model::InteropError;
use crate::values::Value;

/// The largest storage that is read, and the most bytes of all. A rate has 8.
const MAX_STORAGE: u64 = 64 << 10;
const MAX_STORAGES: usize = 4 << 20;

/// Reads a file of either kind, of which it is known that it is one.
pub(crate) fn read<R: Read + Seek>(mut reader: R, wanted: &Wanted) -> Result<Value, InteropError> {
    let mut start = Vec::new();
    (&mut reader).take(archive::SIGNATURE_LENGTH).read_to_end(&mut start)?;
    reader.rewind()?;
    if !archive::is_zip(&start) {
        return from_stream(reader, wanted).map(|(value, _)| value);
    }
    let archive = archive::open(reader)?;
    match archive::pickle_name(&archive) {
        Some(name) => from_archive(archive, &name, wanted),
        None => Err(archive::unknown()),
    }
}

/// Reads the pickle in an archive. Of the weights nothing is read.
pub(crate) fn from_archive<R: Read + Seek>(
    mut archive: ZipArchive<R>,
    pickle_name: &str,
    wanted: &Wanted,
) -> Result<Value, InteropError> {
    let bytes = archive::read_member(&mut archive, pickle_name, pickle::LIMIT).map_err(|error| {
        let problem = match error {
            MemberError::Damaged(problem) => problem,
            MemberError::TooLarge => format!("inflates to more than {} MiB", pickle::LIMIT >> 20),
        };
        InteropError::new(format!("damaged PyTorch archive: `{pickle_name}`: {problem}"))
    })?;
    let (graph, root, _) = pickle::read(&bytes, 0, wanted)?;
    let folder = pickle_name.strip_suffix("data.pkl").unwrap_or_default().to_owned();
    let is_reversed = archive::read_member(&mut archive, &format!("{folder}byteorder"), 16)
        .is_ok_and(|order| order.starts_with(b"big"));
    let mut storages =
        Members { archive, folder, is_reversed, read: HashMap::new(), bytes_left: MAX_STORAGES };
    pickle::tree(&graph, root, &mut storages, wanted.marks)
}

/// Reads a pickle, or the several of a file of `torch.save` from before 1.6.
pub(crate) fn from_stream<R: Read + Seek>(
    mut reader: R,
    wanted: &Wanted,
) -> Result<(Value, Container), InteropError> {
    let mut bytes = Vec::new();
    (&mut reader).take(pickle::LIMIT).read_to_end(&mut bytes)?;
    let read = |bytes: &[u8], start| pickle::read(bytes, start, wanted);
    let Some(legacy) = Legacy::read(&bytes, &read) else {
        if reader.read(&mut [0])? > 0 {
            let problem = format!("goes on; at most {} MiB are read", pickle::LIMIT >> 20);
            return Err(pickle::damaged(bytes.len(), problem));
        }
        let (graph, root, _) = pickle::read(&bytes, 0, wanted)?;
        return Ok((pickle::tree(&graph, root, &mut NoStorages, wanted.marks)?, Container::Pickle));
    };
    let Legacy { graph, root, end, is_reversed } = legacy?;
    let value = if is_reversed {
        pickle::tree(&graph, root, &mut NoStorages, wanted.marks)?
    } else {
        pickle::tree(&graph, root, &mut Stream::new(reader, &graph, &bytes, end, wanted)?, wanted.marks)?
    };
    Ok((value, Container::TorchLegacy))
}

/// A file without tensors, or with some that cannot be read.
struct NoStorages;

impl Storages for NoStorages {
    fn bytes(&mut self, _key: &str, _start: u64, _length: usize) -> Option<Vec<u8>> {
        None
    }
}

/// The storages in an archive: a member each.
struct Members<R> {
    archive: ZipArchive<R>,
    folder: String,
    is_reversed: bool,
    read: HashMap<String, Option<Vec<u8>>>,
    bytes_left: usize,
}

impl<R: Read + Seek> Storages for Members<R> {
    fn bytes(&mut self, key: &str, start: u64, length: usize) -> Option<Vec<u8>> {
        if self.is_reversed {
            return None;
        }
        if !self.read.contains_key(key) {
            let name = format!("{}data/{key}", self.folder);
            let size = self.archive.by_name(&name).map(|member| member.size()).unwrap_or(u64::MAX);
            let limit = MAX_STORAGE.min(self.bytes_left.try_into().unwrap_or(u64::MAX));
            let bytes = (size <= limit).then(|| archive::read_member(&mut self.archive, &name, limit).ok());
            let bytes = bytes.flatten();
            self.bytes_left -= bytes.as_ref().map_or(0, Vec::len).min(self.bytes_left);
            self.read.insert(key.to_owned(), bytes);
        }
        let start = usize::try_from(start).ok()?;
        let bytes = self.read.get(key)?.as_ref()?;
        bytes.get(start..start.checked_add(length)?).map(<[u8]>::to_vec)
    }
}

/// The storages after the pickles of a stream, one after the other: a count of numbers, and the numbers.
struct Stream<R> {
    reader: R,
    /// The keys of those that were not come to yet, and the size of their numbers.
    ahead: IntoIter<(String, u64)>,
    /// Where the next of them begins.
    position: u64,
    /// Where the numbers of the others lie.
    places: HashMap<String, Range<u64>>,
}

impl<R: Read + Seek> Stream<R> {
    /// Reads the list of keys that ends the pickles.
    fn new(
        reader: R,
        graph: &Graph,
        bytes: &[u8],
        end: usize,
        wanted: &Wanted,
    ) -> Result<Self, InteropError> {
        let (list, root, end) = pickle::read(bytes, end, wanted)?;
        let sizes = graph.storage_sizes();
        let keys = list.elements(root).unwrap_or_default().iter().map_while(|&key| {
            let key = list.text(key)?;
            Some((key.to_owned(), *sizes.get(key)?))
        });
        let ahead = keys.collect::<Vec<_>>().into_iter();
        let position = u64::try_from(end).unwrap_or(u64::MAX);
        Ok(Self { reader, ahead, position, places: HashMap::new() })
    }

    /// Goes on to the next storage.
    fn advance(&mut self) -> Option<()> {
        let (key, size) = self.ahead.next()?;
        let mut count = [0; 8];
        self.reader.seek(SeekFrom::Start(self.position)).ok()?;
        self.reader.read_exact(&mut count).ok()?;
        let begin = self.position.checked_add(8)?;
        let end = begin.checked_add(u64::from_le_bytes(count).checked_mul(size)?)?;
        self.places.insert(key, begin..end);
        self.position = end;
        Some(())
    }
}

impl<R: Read + Seek> Storages for Stream<R> {
    fn bytes(&mut self, key: &str, start: u64, length: usize) -> Option<Vec<u8>> {
        while !self.places.contains_key(key) {
            self.advance()?;
        }
        let place = self.places.get(key)?;
        let begin = place.start.checked_add(start)?;
        let is_within = begin.checked_add(u64::try_from(length).ok()?)? <= place.end;
        if !is_within {
            return None;
        }
        let mut bytes = Vec::new();
        self.reader.seek(SeekFrom::Start(begin)).ok()?;
        (&mut self.reader).take(length.try_into().ok()?).read_to_end(&mut bytes).ok()?;
        (bytes.len() == length).then_some(bytes)
    }
}
