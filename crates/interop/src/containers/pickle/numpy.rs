//! Numbers of NumPy, alone or as arrays without a dimension, whose bytes are in the pickle.

use super::graph::{Graph, Id, Node};
use super::scalar::decode;

/// A number: its type, and its bytes.
pub(super) fn scalar(graph: &Graph, arguments: &[Id]) -> Option<Node> {
    let &[dtype, bytes] = arguments else { return None };
    match (graph.get(dtype), graph.get(bytes)) {
        (Node::NumpyDtype(dtype), Node::Bytes(bytes)) if bytes.len() == dtype.size() => decode(*dtype, bytes),
        _ => None,
    }
}

/// An array by the arguments of `_frombuffer`, as protocol 5 has it: bytes, type, shape, order.
pub(super) fn of_buffer(graph: &Graph, arguments: &[Id]) -> Option<Node> {
    let &[bytes, dtype, shape, _order] = arguments else { return None };
    Some(array(graph, dtype, shape, bytes))
}

/// An array by the state that other protocols give it: version, shape, type, order, bytes.
pub(super) fn of_state(graph: &Graph, state: &[Id]) -> Option<Node> {
    let &[_version, shape, dtype, _is_fortran, bytes] = state else { return None };
    Some(array(graph, dtype, shape, bytes))
}

fn array(graph: &Graph, dtype: Id, shape: Id, bytes: Id) -> Node {
    let number = match graph.elements(shape) {
        Some([]) => scalar(graph, &[dtype, bytes]),
        _ => None,
    };
    number.unwrap_or_else(|| Node::Opaque("a NumPy array".into()))
}
