//! The objects of which more is taken than that they are there.

use super::graph::{Graph, Id, Node};

/// What the caller wants of a pickle.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// The state of an object is kept if it has all keys of one of these lists, whatever its class is:
    /// programs derive classes of their own.
    pub(crate) state_with: &'static [&'static [&'static str]],
    /// The enums whose members are read; those of others are opaque.
    pub(crate) enums: &'static [Enum],
    /// The numbers of tensors are looked up in dictionaries that have one of these keys, and in what these
    /// hold.
    pub(crate) marks: &'static [&'static str],
}

/// An enum of Python whose values are texts.
#[derive(Debug)]
pub(crate) struct Enum {
    /// Its name, whatever module it is in.
    pub(crate) name: &'static str,
    /// The value of a member, by its name in Python, if the name implies it.
    pub(crate) value: fn(&str) -> Option<String>,
}

impl Wanted {
    /// The enum that a class is, by its full name.
    pub(super) fn enumeration(&self, class: &str) -> Option<&Enum> {
        let name = class.rsplit('.').next()?;
        self.enums.iter().find(|wanted| wanted.name == name)
    }

    /// The entries of an object's state, if they are wanted.
    pub(super) fn state(&self, graph: &Graph, state: &[(Id, Id)]) -> Option<Vec<(Id, Id)>> {
        let has = |name| state.iter().any(|&(key, _)| graph.text(key) == Some(name));
        self.state_with.iter().any(|keys| keys.iter().all(|&name| has(name))).then(|| state.to_vec())
    }
}

impl Enum {
    /// A member, by its name.
    pub(super) fn member(&self, name: &str) -> Node {
        (self.value)(name).map_or(Node::None, |value| Node::Text(value.into()))
    }
}
