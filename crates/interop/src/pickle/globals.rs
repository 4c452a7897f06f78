//! What the classes and functions that a pickle names stand for.

use super::graph::{Graph, Id, Node};
use super::machine::Machine;
use super::scalar::Dtype;
use super::tensor::{Storage, Tensor};
use crate::InteropError;

/// What a call makes.
pub(super) enum Made {
    /// A value that is there already.
    Old(Id),
    New(Node),
}

/// The longest name that is kept; longer ones are of nothing that is known.
const MAX_NAME: usize = 256;

/// The node for a name.
pub(super) fn global(module: &[u8], name: &[u8]) -> Node {
    if module.len() + name.len() > MAX_NAME {
        return Node::Opaque("an object with a very long name".into());
    }
    let name = format!("{}.{}", String::from_utf8_lossy(module), String::from_utf8_lossy(name));
    Node::Global(name.into())
}

/// What a call of an unknown name makes.
pub(super) fn opaque(graph: &Graph, callee: Id) -> Node {
    Node::Opaque(match graph.get(callee) {
        Node::Global(name) => format!("an object of {name}").into(),
        Node::Opaque(what) => what.clone(),
        _ => "an object".into(),
    })
}

/// Calls a class or function. Only what is named here is known; of it, only the data are taken.
pub(super) fn call(machine: &mut Machine<'_>, callee: Id, arguments: &[Id]) -> Result<Made, InteropError> {
    let graph = &machine.graph;
    let Node::Global(name) = graph.get(callee) else { return Ok(Made::New(opaque(graph, callee))) };
    let first = arguments.first().copied();
    let made = match &**name {
        "collections.OrderedDict" | "collections.Counter" | "builtins.dict" | "__builtin__.dict" => {
            return dict(machine, callee, first);
        }
        "collections.defaultdict" => Some(Made::New(Node::Dict(Vec::new()))),
        "builtins.list"
        | "builtins.tuple"
        | "builtins.set"
        | "builtins.frozenset"
        | "__builtin__.list"
        | "__builtin__.tuple"
        | "__builtin__.set"
        | "__builtin__.frozenset"
        | "torch.Size" => match first {
            None => Some(Made::New(Node::List(Vec::new()))),
            Some(first) => graph.elements(first).map(|_| Made::Old(first)),
        },
        // A method of an object: the name is enough.
        "builtins.getattr" | "__builtin__.getattr" => {
            let method =
                arguments.get(1).and_then(|&name| graph.text(name)).filter(|name| name.len() <= MAX_NAME);
            method.map(|name| Made::New(Node::Opaque(format!("a method {name}").into())))
        }
        "torch._utils._rebuild_tensor_v2" | "torch._utils._rebuild_tensor" => {
            Tensor::read(graph, arguments).map(|tensor| Made::New(Node::Tensor(tensor.into())))
        }
        "torch._utils._rebuild_parameter" => first.map(Made::Old),
        // How protocols below 3 write bytes.
        "_codecs.encode" => first.and_then(|text| graph.text(text)).and_then(latin1).map(Made::New),
        "numpy.dtype" => {
            let dtype = first.and_then(|name| graph.text(name)).and_then(Dtype::of_numpy);
            dtype.map(|dtype| Made::New(Node::NumpyDtype(dtype)))
        }
        "numpy.core.multiarray.scalar" | "numpy._core.multiarray.scalar" => {
            scalar(graph, arguments).map(Made::New)
        }
        _ => None,
    };
    let made = made.unwrap_or_else(|| Made::New(opaque(graph, callee)));
    if let Made::New(Node::Bytes(bytes)) = &made {
        let length = bytes.len();
        machine.spend(length)?;
    }
    Ok(made)
}

/// A dictionary, from another or from a list of pairs.
fn dict(machine: &mut Machine<'_>, callee: Id, first: Option<Id>) -> Result<Made, InteropError> {
    let Some(first) = first else { return Ok(Made::New(Node::Dict(Vec::new()))) };
    let length = match machine.graph.get(first) {
        Node::Dict(_) => return Ok(Made::Old(first)),
        Node::List(pairs) => pairs.len(),
        _ => return Ok(Made::New(opaque(&machine.graph, callee))),
    };
    machine.spend(length)?;
    let graph = &machine.graph;
    let pairs = graph.elements(first).unwrap_or_default().iter().map(|&pair| match graph.elements(pair) {
        Some(&[key, value]) => Some((key, value)),
        _ => None,
    });
    let pairs = pairs.collect::<Option<_>>().map(Node::Dict);
    Ok(Made::New(pairs.unwrap_or_else(|| opaque(graph, callee))))
}

/// Gives an object its state. Only that of a NumPy type matters: its byte order.
pub(super) fn build(graph: &mut Graph, object: Option<Id>, state: Id) {
    let Some(object) = object else { return };
    let is_reversed =
        matches!(graph.elements(state), Some([_, order, ..]) if graph.text(*order) == Some(">"));
    if matches!(graph.get(object), Node::NumpyDtype(_)) && is_reversed {
        *graph.get_mut(object) = Node::Opaque("a NumPy type of the other byte order".into());
    }
}

/// An object that stands outside of the pickle.
pub(super) fn persistent(graph: &Graph, id: Id) -> Node {
    match Storage::read(graph, id) {
        Some(storage) => Node::Storage(storage.into()),
        None => Node::Opaque("an object outside of the pickle".into()),
    }
}

/// A number of NumPy: its type, and its bytes.
fn scalar(graph: &Graph, arguments: &[Id]) -> Option<Node> {
    let &[dtype, bytes] = arguments else { return None };
    match (graph.get(dtype), graph.get(bytes)) {
        (Node::NumpyDtype(dtype), Node::Bytes(bytes)) if bytes.len() == dtype.size() => dtype.decode(bytes),
        _ => None,
    }
}

/// The bytes that were written as characters of the same numbers.
fn latin1(text: &str) -> Option<Node> {
    let bytes: Option<Box<[u8]>> = text.chars().map(|character| u8::try_from(character).ok()).collect();
    bytes.map(Node::Bytes)
}
