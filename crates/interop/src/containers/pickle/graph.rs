//! What a pickle holds.

use std::collections::HashMap;

use super::damaged;
use super::dtype::Dtype;
use super::tensor::{Storage, Tensor};
use crate::model::InteropError;

/// The most values that a pickle may make: five times what the largest checkpoints have.
const MAX_NODES: usize = 1 << 20;

/// A value of a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(u32);

/// The values of a pickle. They refer to each other, perhaps in a circle.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    nodes: Vec<Node>,
}

/// A value.
#[derive(Debug)]
pub(crate) enum Node {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Box<str>),
    Bytes(Box<[u8]>),
    /// A list, tuple or set.
    List(Vec<Id>),
    /// The entries of a dictionary as they were set: a later one of the same key counts.
    Dict(Vec<(Id, Id)>),
    /// The name of a class or function.
    Global(Box<str>),
    Storage(Box<Storage>),
    Tensor(Box<Tensor>),
    /// The type of a NumPy number.
    NumpyDtype(Dtype),
    /// An array of NumPy whose state has not come yet.
    NumpyArray,
    /// Anything else: what it is, in words.
    Opaque(Box<str>),
}

impl Graph {
    pub(super) fn add(&mut self, node: Node, offset: usize) -> Result<Id, InteropError> {
        match u32::try_from(self.nodes.len()) {
            Ok(index) if self.nodes.len() < MAX_NODES => {
                self.nodes.push(node);
                Ok(Id(index))
            }
            _ => Err(damaged(offset, format!("makes more than {MAX_NODES} values"))),
        }
    }

    pub(crate) fn get(&self, id: Id) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn get_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// How many bytes the numbers of each storage have, where that is known.
    pub(crate) fn storage_sizes(&self) -> HashMap<&str, u64> {
        let storages = self.nodes.iter().filter_map(|node| match node {
            Node::Storage(storage) => storage.key_and_size(),
            _ => None,
        });
        storages.collect()
    }

    /// The elements, if the value is a list.
    pub(crate) fn elements(&self, id: Id) -> Option<&[Id]> {
        match self.get(id) {
            Node::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// The text, if the value is one.
    pub(crate) fn text(&self, id: Id) -> Option<&str> {
        match self.get(id) {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if the value is a whole one from 0.
    pub(crate) fn whole(&self, id: Id) -> Option<u64> {
        match *self.get(id) {
            Node::Int(number) => number.try_into().ok(),
            _ => None,
        }
    }
}
