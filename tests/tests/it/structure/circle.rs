//! Circles in a graph of files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The names by which one file uses another.
pub(crate) type Arrows = BTreeMap<(String, String), BTreeSet<String>>;

/// Files each of which leads to all others.
pub(crate) struct Group {
    pub(crate) files: usize,
    /// The arrows of the smallest circle.
    pub(crate) circle: Vec<(String, String)>,
}

/// The smallest circle of each group, the smallest first.
pub(crate) fn smallest_circles(arrows: &Arrows) -> Vec<Group> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows.keys() {
        next.entry(from).or_default().push(to);
    }
    let mut left: BTreeSet<&str> = next.keys().copied().collect();
    let mut groups = Vec::new();
    while let Some(file) = left.pop_first() {
        let reached = reachable(&next, file);
        let mut group: BTreeSet<&str> =
            reached.into_iter().filter(|other| reachable(&next, other).contains(file)).collect();
        if group.is_empty() {
            continue;
        }
        group.insert(file);
        left.retain(|file| !group.contains(file));
        let circles = group.iter().filter_map(|file| shortest_circle(&next, file));
        let circle = circles.min_by_key(Vec::len).unwrap_or_default();
        groups.push(Group { files: group.len(), circle });
    }
    groups.sort_by_key(|group| group.circle.len());
    groups
}

/// What can be reached from a file by one arrow or more.
fn reachable<'a>(next: &BTreeMap<&str, Vec<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = next.get(from).cloned().unwrap_or_default();
    while let Some(file) = open.pop() {
        if reached.insert(file) {
            open.extend(next.get(file).into_iter().flatten());
        }
    }
    reached
}

fn shortest_circle(next: &BTreeMap<&str, Vec<&str>>, start: &str) -> Option<Vec<(String, String)>> {
    let mut previous: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(file) = open.pop_front() {
        for &other in next.get(file).into_iter().flatten() {
            if other == start {
                let mut circle = vec![(file.to_owned(), start.to_owned())];
                let mut to = file;
                while let Some(&from) = previous.get(to) {
                    circle.push((from.to_owned(), to.to_owned()));
                    to = from;
                }
                circle.reverse();
                return Some(circle);
            }
            if !previous.contains_key(other) {
                previous.insert(other, file);
                open.push_back(other);
            }
        }
    }
    None
}
