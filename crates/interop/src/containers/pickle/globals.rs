//! What the classes and functions that a pickle names stand for.

use super::graph::{Graph, Id, Node};
use super::machine::Machine;
use super::scalar::Dtype;
use super::tensor::{Storage, Tensor};
use super::{numpy, objects};
use crate::model::InteropError;

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
        "builtins.getattr" | "__builtin__.getattr" => attribute(graph, arguments).map(Made::New),
        class if objects::is_enum(class) => first.filter(|&value| graph.text(value).is_some()).map(Made::Old),
        "torch._utils._rebuild_tensor_v2" | "torch._utils._rebuild_tensor" => {
            Tensor::read(graph, arguments).map(|tensor| Made::New(Node::Tensor(tensor.into())))
        }
        "torch.storage._load_from_bytes" => return storage(machine, callee, first),
        "torch._utils._rebuild_parameter" => first.map(Made::Old),
        // How protocols below 3 write bytes.
        "_codecs.encode" => first.and_then(|text| graph.text(text)).and_then(latin1).map(Made::New),
        "numpy.dtype" => {
            let dtype = first.and_then(|name| graph.text(name)).and_then(Dtype::of_numpy);
            dtype.map(|dtype| Made::New(Node::NumpyDtype(dtype)))
        }
        "numpy.core.multiarray.scalar" | "numpy._core.multiarray.scalar" => {
            numpy::scalar(graph, arguments).map(Made::New)
        }
        "numpy.core.multiarray._reconstruct" | "numpy._core.multiarray._reconstruct" => {
            Some(Made::New(Node::NumpyArray))
        }
        "numpy.core.numeric._frombuffer" | "numpy._core.numeric._frombuffer" => {
            numpy::of_buffer(graph, arguments).map(Made::New)
        }
        _ => None,
    };
    let made = made.unwrap_or_else(|| Made::New(opaque(graph, callee)));
    let length = match &made {
        Made::New(Node::Bytes(bytes)) => bytes.len(),
        Made::New(Node::Text(text)) => text.len(),
        _ => 0,
    };
    machine.spend(length)?;
    Ok(made)
}

/// A storage whose bytes are a file within the pickle.
fn storage(machine: &mut Machine<'_>, callee: Id, file: Option<Id>) -> Result<Made, InteropError> {
    let bytes = match file.map(|file| machine.graph.get(file)) {
        Some(Node::Bytes(bytes)) if !machine.is_inner && bytes.len() <= Storage::LONGEST_FILE => {
            bytes.clone()
        }
        _ => return Ok(Made::New(opaque(&machine.graph, callee))),
    };
    machine.spend(bytes.len())?;
    let storage = Storage::of_file(&bytes).map(|storage| Node::Storage(storage.into()));
    Ok(Made::New(storage.unwrap_or_else(|| opaque(&machine.graph, callee))))
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

/// A member of an enum, or a method of an object, of which the name is enough.
fn attribute(graph: &Graph, arguments: &[Id]) -> Option<Node> {
    let &[owner, name] = arguments else { return None };
    let name = graph.text(name).filter(|name| name.len() <= MAX_NAME)?;
    Some(match graph.get(owner) {
        Node::Global(class) if objects::is_enum(class) => objects::member(class, name),
        _ => Node::Opaque(format!("a method {name}").into()),
    })
}

/// Gives an object its state. Only that of training arguments and of NumPy's arrays matters, and of a NumPy type its
/// byte order.
pub(super) fn build(machine: &mut Machine<'_>, object: Id, state: Id) -> Result<(), InteropError> {
    let graph = &machine.graph;
    let new = match (graph.get(object), graph.get(state)) {
        (Node::NumpyDtype(_), Node::List(state)) => {
            let is_reversed = state.get(1).and_then(|&order| graph.text(order)) == Some(">");
            is_reversed.then(|| Node::Opaque("a NumPy type of the other byte order".into()))
        }
        (Node::NumpyArray, Node::List(state)) => numpy::of_state(graph, state),
        (Node::Opaque(_), Node::Dict(entries)) => {
            let length = entries.len();
            let arguments = objects::training_arguments(graph, entries).map(Node::Dict);
            machine.spend(length)?;
            arguments
        }
        _ => None,
    };
    if let Some(new) = new {
        *machine.graph.get_mut(object) = new;
    }
    Ok(())
}

/// An object that stands outside of the pickle.
pub(super) fn persistent(graph: &Graph, id: Id) -> Node {
    match Storage::read(graph, id) {
        Some(storage) => Node::Storage(storage.into()),
        None => Node::Opaque("an object outside of the pickle".into()),
    }
}

/// The bytes that were written as characters of the same numbers.
fn latin1(text: &str) -> Option<Node> {
    let bytes: Option<Box<[u8]>> = text.chars().map(|character| u8::try_from(character).ok()).collect();
    bytes.map(Node::Bytes)
}
