//! What the classes and functions that a pickle names stand for.

use super::dtype::Dtype;
use super::graph::{Graph, Id, Node};
use super::store::Store;
use super::{numpy, rebuild};
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
pub(super) fn call(store: &mut Store<'_>, callee: Id, arguments: &[Id]) -> Result<Made, InteropError> {
    let graph = &store.graph;
    let Node::Global(name) = graph.get(callee) else { return Ok(Made::New(opaque(graph, callee))) };
    let first = arguments.first().copied();
    let made = match &**name {
        "collections.OrderedDict" | "collections.Counter" | "builtins.dict" | "__builtin__.dict" => {
            return dict(store, callee, first);
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
        "builtins.getattr" | "__builtin__.getattr" => attribute(store, arguments).map(Made::New),
        class if store.wanted.enumeration(class).is_some() => {
            first.filter(|&value| graph.text(value).is_some()).map(Made::Old)
        }
        "torch._utils._rebuild_tensor_v2" | "torch._utils._rebuild_tensor" => {
            rebuild::tensor(graph, arguments).map(|tensor| Made::New(Node::Tensor(tensor.into())))
        }
        "torch.storage._load_from_bytes" => return storage(store, callee, first),
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
    store.spend(length)?;
    Ok(made)
}

/// A storage whose bytes are a file within the pickle.
fn storage(store: &mut Store<'_>, callee: Id, file: Option<Id>) -> Result<Made, InteropError> {
    let (bytes, read) = match (file.map(|file| store.graph.get(file)), store.read_inner) {
        (Some(Node::Bytes(bytes)), Some(read)) if bytes.len() <= rebuild::LONGEST_FILE => {
            (bytes.clone(), read)
        }
        _ => return Ok(Made::New(opaque(&store.graph, callee))),
    };
    store.spend(bytes.len())?;
    let wanted = store.wanted;
    let storage = rebuild::storage_of_file(&bytes, &|bytes, start| read(bytes, start, wanted));
    let storage = storage.map(|storage| Node::Storage(storage.into()));
    Ok(Made::New(storage.unwrap_or_else(|| opaque(&store.graph, callee))))
}

/// A dictionary, from another or from a list of pairs.
fn dict(store: &mut Store<'_>, callee: Id, first: Option<Id>) -> Result<Made, InteropError> {
    let Some(first) = first else { return Ok(Made::New(Node::Dict(Vec::new()))) };
    let length = match store.graph.get(first) {
        Node::Dict(_) => return Ok(Made::Old(first)),
        Node::List(pairs) => pairs.len(),
        _ => return Ok(Made::New(opaque(&store.graph, callee))),
    };
    store.spend(length)?;
    let graph = &store.graph;
    let pairs = graph.elements(first).unwrap_or_default().iter().map(|&pair| match graph.elements(pair) {
        Some(&[key, value]) => Some((key, value)),
        _ => None,
    });
    let pairs = pairs.collect::<Option<_>>().map(Node::Dict);
    Ok(Made::New(pairs.unwrap_or_else(|| opaque(graph, callee))))
}

/// A member of an enum, or a method of an object, of which the name is enough.
fn attribute(store: &Store<'_>, arguments: &[Id]) -> Option<Node> {
    let graph = &store.graph;
    let &[owner, name] = arguments else { return None };
    let name = graph.text(name).filter(|name| name.len() <= MAX_NAME)?;
    let enumeration = match graph.get(owner) {
        Node::Global(class) => store.wanted.enumeration(class),
        _ => None,
    };
    let method = || Node::Opaque(format!("a method {name}").into());
    Some(enumeration.map_or_else(method, |enumeration| enumeration.member(name)))
}

/// Gives an object its state. Only that of objects that are wanted and of NumPy's arrays matters, and of a
/// NumPy type its byte order.
pub(super) fn build(store: &mut Store<'_>, object: Id, state: Id) -> Result<(), InteropError> {
    let graph = &store.graph;
    let new = match (graph.get(object), graph.get(state)) {
        (Node::NumpyDtype(_), Node::List(state)) => {
            let is_reversed = state.get(1).and_then(|&order| graph.text(order)) == Some(">");
            is_reversed.then(|| Node::Opaque("a NumPy type of the other byte order".into()))
        }
        (Node::NumpyArray, Node::List(state)) => numpy::of_state(graph, state),
        (Node::Opaque(_), Node::Dict(entries)) => {
            let length = entries.len();
            let kept = store.wanted.state(graph, entries).map(Node::Dict);
            store.spend(length)?;
            kept
        }
        _ => None,
    };
    if let Some(new) = new {
        *store.graph.get_mut(object) = new;
    }
    Ok(())
}

/// An object that stands outside of the pickle.
pub(super) fn persistent(graph: &Graph, id: Id) -> Node {
    match rebuild::storage(graph, id) {
        Some(storage) => Node::Storage(storage.into()),
        None => Node::Opaque("an object outside of the pickle".into()),
    }
}

/// The bytes that were written as characters of the same numbers.
fn latin1(text: &str) -> Option<Node> {
    let bytes: Option<Box<[u8]>> = text.chars().map(|character| u8::try_from(character).ok()).collect();
    bytes.map(Node::Bytes)
}
