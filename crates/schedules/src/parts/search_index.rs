//! A search in an ascending list that reads few lines of the cache.

use alloc::vec::Vec;

/// The number of entries in a block: two lines of a cache.
const BLOCK: usize = 16;

/// The most entries that are searched without a level above them. They stay in the fastest cache.
const TOP: usize = 1_024;

/// The upper levels of a search tree over an ascending list, which is itself the lowest level.
///
/// Each level holds the first entry of every block of the level below, except for the first block. A binary
/// search in a million entries waits for a dozen reads of memory, one after the other; here it waits for two.
/// Layout: a static B+ tree (Khuong and Morin, "Array layouts for comparison-based searching", 2017), with
/// the list itself unmoved.
#[derive(Clone)]
pub(crate) struct SearchIndex {
    /// From the top down.
    levels: Vec<Vec<u64>>,
}

impl SearchIndex {
    /// The index of an ascending list.
    pub(crate) fn new(ascending: &[u64]) -> Self {
        let mut levels = Vec::new();
        let mut below = ascending;
        while below.len() > TOP {
            levels.push(below.iter().copied().step_by(BLOCK).skip(1).collect::<Vec<_>>());
            below = levels.last().map_or(&[], Vec::as_slice);
        }
        levels.reverse();
        Self { levels }
    }

    /// The number of entries that are not above `value`, in the list that the index was made of.
    pub(crate) fn count_up_to(&self, value: u64, ascending: &[u64]) -> usize {
        let Some((top, rest)) = self.levels.split_first() else {
            return ascending.partition_point(|&entry| entry <= value);
        };
        let block = top.partition_point(|&entry| entry <= value);
        rest.iter().map(Vec::as_slice).chain([ascending]).fold(block, |block, level| {
            let begin = block * BLOCK;
            let entries = &level[begin..];
            // A block of a known length is searched without a loop.
            begin
                + match entries.first_chunk::<BLOCK>() {
                    Some(entries) => entries.partition_point(|&entry| entry <= value),
                    None => entries.partition_point(|&entry| entry <= value),
                }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lengths around those where a level or a block is added, every entry and its neighbours.
    #[test]
    fn it_finds_what_a_binary_search_finds() {
        for length in
            (0..40).chain(1_020..1_060).chain([16_383, 16_384, 16_385, 16_400, 16_401, 70_000, 270_000])
        {
            let list: Vec<u64> = (0..length).map(|index| 3 * index + index % 2 + 1).collect();
            let index = SearchIndex::new(&list);
            let steps = list.iter().flat_map(|&entry| [entry - 1, entry, entry + 1]);
            for step in steps.chain([0, u64::MAX]) {
                let want = list.partition_point(|&entry| entry <= step);
                assert_eq!(index.count_up_to(step, &list), want, "step {step} of {length} entries");
            }
        }
    }
}
