//! From the values of a pickle to JSON.

use glidepath_serde::{JsonBudget, SerdeError};
use serde_json::Number;

use super::graph::{Graph, Id, Node};
use super::numbers::{Numbers, numbers};
use super::tensor::Storages;
use crate::model::InteropError;
use crate::values::{Object, Value, token};

/// The most memory that the JSON may take. Shared values count each time.
pub(crate) const MAX_MEMORY: usize = 96 << 20;

/// How deep values are looked at. Checkpoints have ten levels at most.
const MAX_DEPTH: usize = 64;

/// The value as JSON: tuples and sets as lists, keys and numbers that JSON has not as text, and what is no
/// data as a text that says so between angle brackets.
///
/// The numbers of tensors are looked up in dictionaries that have one of the `marks` for a key, and in what
/// these hold.
pub(crate) fn tree(
    graph: &Graph,
    root: Id,
    storages: &mut dyn Storages,
    marks: &[&str],
) -> Result<Value, InteropError> {
    let mut writer =
        Writer { graph, storages, marks, parents: Vec::new(), budget: JsonBudget::new(MAX_MEMORY) };
    writer.value(root, false)
}

struct Writer<'g> {
    graph: &'g Graph,
    storages: &'g mut dyn Storages,
    marks: &'g [&'g str],
    parents: Vec<Id>,
    budget: JsonBudget,
}

impl Writer<'_> {
    fn value(&mut self, id: Id, is_marked: bool) -> Result<Value, InteropError> {
        match self.graph.get(id) {
            Node::None => Ok(Value::Null),
            Node::Bool(value) => Ok(Value::Bool(*value)),
            Node::Int(number) => Ok(Value::from(*number)),
            Node::Float(number) => Ok(float(*number)),
            Node::Text(text) => self.text(text),
            Node::Bytes(bytes) => self.note(&format!("{} bytes", bytes.len())),
            Node::Global(name) => self.note(name),
            Node::Storage(_) => self.note("a storage"),
            Node::NumpyDtype(_) => self.note("a NumPy type"),
            Node::NumpyArray => self.note("a NumPy array"),
            Node::Opaque(what) => self.note(what),
            Node::Tensor(tensor) => {
                let numbers = if is_marked { numbers(tensor, self.storages) } else { None };
                match numbers {
                    Some(Numbers::One(number)) => Ok(number_value(&number)),
                    Some(Numbers::Row(numbers)) => Ok(numbers.iter().map(number_value).collect()),
                    None => self.note(&tensor.description()),
                }
            }
            Node::List(_) | Node::Dict(_) if self.parents.contains(&id) => {
                self.note("a value that holds itself")
            }
            Node::List(_) | Node::Dict(_) if self.parents.len() >= MAX_DEPTH => self.note("a value too deep"),
            Node::List(elements) => {
                self.parents.push(id);
                let list = self.list(elements, is_marked);
                self.parents.pop();
                list
            }
            Node::Dict(entries) => {
                self.parents.push(id);
                let dict = self.dict(entries, is_marked);
                self.parents.pop();
                dict
            }
        }
    }

    fn list(&mut self, elements: &[Id], is_marked: bool) -> Result<Value, InteropError> {
        let mut list = Vec::new();
        for (index, &element) in elements.iter().enumerate() {
            self.budget.element(index).map_err(too_large)?;
            list.push(self.value(element, is_marked)?);
        }
        Ok(Value::Array(list))
    }

    fn dict(&mut self, entries: &[(Id, Id)], is_marked: bool) -> Result<Value, InteropError> {
        let has_mark =
            |(key, _): &(Id, Id)| self.graph.text(*key).is_some_and(|key| self.marks.contains(&key));
        let is_marked = is_marked || entries.iter().any(has_mark);
        let mut object = Object::default();
        for (index, &(key, value)) in entries.iter().enumerate() {
            let key = match self.graph.get(key) {
                Node::Text(text) if text.len() <= JsonBudget::LONGEST_KEY => text.to_string(),
                Node::Int(number) => number.to_string(),
                Node::Float(number) => format!("{number:?}"),
                Node::Bool(value) => value.to_string(),
                Node::None => "null".to_owned(),
                _ => format!("<key {}>", object.len()),
            };
            self.budget.entry(index, &key).map_err(too_large)?;
            object.insert(key, self.value(value, is_marked)?);
        }
        Ok(Value::Object(object))
    }

    fn note(&mut self, what: &str) -> Result<Value, InteropError> {
        self.text(&format!("<{what}>"))
    }

    fn text(&mut self, text: &str) -> Result<Value, InteropError> {
        self.budget.text(text).map_err(too_large)?;
        Ok(Value::from(text))
    }
}

fn too_large(_: SerdeError) -> InteropError {
    InteropError::new(format!(
        "too large: the pickled values take more than {} MiB of memory",
        MAX_MEMORY >> 20
    ))
}

fn number_value(node: &Node) -> Value {
    match *node {
        Node::Bool(value) => Value::Bool(value),
        Node::Int(number) => Value::from(number),
        Node::Float(number) => float(number),
        _ => Value::Null,
    }
}

fn float(number: f64) -> Value {
    Number::from_f64(number).map_or_else(|| Value::String(token(number).to_owned()), Value::Number)
}
