//! The machine that a pickle is a program for.

use std::collections::HashMap;

use super::cursor::Cursor;
use super::globals;
use super::graph::{Graph, Id, Node};
use super::opcode::Op;
use super::store::{Read, Store};
use super::wanted::Wanted;
use crate::model::InteropError;

/// The most values that may be waiting, or be remembered.
const MAX_HELD: usize = 1 << 20;

/// Reads the pickle that begins at `start`: its values, the one that it stands for, and where it ends.
pub(crate) fn read(bytes: &[u8], start: usize, wanted: &Wanted) -> Result<(Graph, Id, usize), InteropError> {
    run(bytes, start, wanted, Some(read_inner))
}

/// As [`read`], of a pickle within another.
fn read_inner(bytes: &[u8], start: usize, wanted: &Wanted) -> Result<(Graph, Id, usize), InteropError> {
    run(bytes, start, wanted, None)
}

fn run(
    bytes: &[u8],
    start: usize,
    wanted: &Wanted,
    read_inner: Option<Read>,
) -> Result<(Graph, Id, usize), InteropError> {
    let mut machine = Machine {
        cursor: Cursor::new(bytes, start),
        store: Store::new(start, wanted, read_inner),
        stack: Vec::new(),
        marks: Vec::new(),
        memo: HashMap::new(),
    };
    let root = machine.run()?;
    Ok((machine.store.graph, root, machine.cursor.position()))
}

struct Machine<'b> {
    cursor: Cursor<'b>,
    store: Store<'b>,
    stack: Vec<Id>,
    /// How many values were waiting at each mark.
    marks: Vec<usize>,
    memo: HashMap<u64, Id>,
}

impl<'b> Machine<'b> {
    fn run(&mut self) -> Result<Id, InteropError> {
        loop {
            self.store.offset = self.cursor.position();
            self.store.spend(1)?;
            match Op::read(&mut self.cursor)? {
                Op::Stop => return self.pop(),
                op => self.follow(op)?,
            }
        }
    }

    fn follow(&mut self, op: Op<'b>) -> Result<(), InteropError> {
        match op {
            Op::Nothing | Op::Stop => Ok(()),
            Op::Push(node) => self.push_node(node),
            Op::Mark if self.marks.len() < MAX_HELD => {
                self.marks.push(self.stack.len());
                Ok(())
            }
            Op::Mark => Err(self.store.damaged("sets too many marks")),
            // Without a value since the mark, it is the mark that goes.
            Op::Pop if self.marks.last() == Some(&self.stack.len()) => self.since_mark().map(drop),
            Op::Pop => self.pop().map(drop),
            Op::PopMark => self.since_mark().map(drop),
            Op::Dup => self.push(self.top()?),
            Op::Append => {
                let element = self.pop()?;
                self.append(&[element])
            }
            Op::Appends => {
                let elements = self.since_mark()?;
                self.append(&elements)
            }
            Op::SetItem => {
                let value = self.pop()?;
                let key = self.pop()?;
                self.set_items(&[key, value])
            }
            Op::SetItems => {
                let entries = self.since_mark()?;
                self.set_items(&entries)
            }
            Op::ListSinceMark => {
                let elements = self.since_mark()?;
                self.push_node(Node::List(elements))
            }
            Op::Tuple(length) => {
                let mut elements = (0..length).map(|_| self.pop()).collect::<Result<Vec<_>, _>>()?;
                elements.reverse();
                self.push_node(Node::List(elements))
            }
            Op::DictSinceMark => {
                let entries = self.since_mark()?;
                self.push_node(Node::Dict(Vec::new()))?;
                self.set_items(&entries)
            }
            Op::Get(index) => match self.memo.get(&index) {
                Some(&id) => self.push(id),
                None => Err(self.store.damaged(format!("asks for value {index}, which it did not remember"))),
            },
            Op::Put(index) => self.remember(index),
            Op::Memoize => self.remember(self.memo.len() as u64),
            Op::Global { module, name } => self.push_node(globals::global(module, name)),
            Op::StackGlobal => {
                let (name, module) = (self.pop()?, self.pop()?);
                let node = match (self.store.graph.text(module), self.store.graph.text(name)) {
                    (Some(module), Some(name)) => globals::global(module.as_bytes(), name.as_bytes()),
                    _ => return Err(self.store.damaged("names a class by what is no text")),
                };
                self.push_node(node)
            }
            Op::Inst { module, name } => {
                let arguments = self.since_mark()?;
                let class = self.add(globals::global(module, name))?;
                self.call(class, &arguments)
            }
            Op::Obj => {
                let values = self.since_mark()?;
                match values.split_first() {
                    Some((&class, arguments)) => self.call(class, arguments),
                    None => Err(self.store.damaged("makes an object of no class")),
                }
            }
            Op::Call => {
                let (arguments, class) = (self.pop()?, self.pop()?);
                match self.store.graph.elements(arguments).map(<[Id]>::to_vec) {
                    Some(arguments) => self.call(class, &arguments),
                    None => Err(self.store.damaged("calls with what is no tuple")),
                }
            }
            Op::CallNamed => {
                let (_named, _arguments, class) = (self.pop()?, self.pop()?, self.pop()?);
                let made = globals::opaque(&self.store.graph, class);
                self.push_node(made)
            }
            Op::Build => {
                let state = self.pop()?;
                let object = self.top()?;
                globals::build(&mut self.store, object, state)
            }
            Op::PersistentText => self.push_node(Node::Opaque("an object outside of the pickle".into())),
            Op::Persistent => {
                let id = self.pop()?;
                let node = globals::persistent(&self.store.graph, id);
                self.push_node(node)
            }
        }
    }

    fn call(&mut self, class: Id, arguments: &[Id]) -> Result<(), InteropError> {
        self.store.spend(arguments.len())?;
        match globals::call(&mut self.store, class, arguments)? {
            globals::Made::Old(id) => self.push(id),
            globals::Made::New(node) => self.push_node(node),
        }
    }

    fn append(&mut self, elements: &[Id]) -> Result<(), InteropError> {
        let list = self.top()?;
        match self.store.graph.get_mut(list) {
            Node::List(list) => list.extend(elements),
            Node::Opaque(_) => {}
            _ => return Err(self.store.damaged("appends to what is no list")),
        }
        Ok(())
    }

    fn set_items(&mut self, entries: &[Id]) -> Result<(), InteropError> {
        let dict = self.top()?;
        let (pairs, []) = entries.as_chunks() else {
            return Err(self.store.damaged("sets a key without a value"));
        };
        match self.store.graph.get_mut(dict) {
            Node::Dict(entries) => entries.extend(pairs.iter().map(|&[key, value]| (key, value))),
            Node::Opaque(_) => {}
            _ => return Err(self.store.damaged("sets entries of what is no dictionary")),
        }
        Ok(())
    }

    fn remember(&mut self, index: u64) -> Result<(), InteropError> {
        let id = self.top()?;
        self.memo.insert(index, id);
        if self.memo.len() <= MAX_HELD {
            Ok(())
        } else {
            Err(self.store.damaged("remembers too many values"))
        }
    }

    fn add(&mut self, node: Node) -> Result<Id, InteropError> {
        self.store.graph.add(node, self.store.offset)
    }

    fn push_node(&mut self, node: Node) -> Result<(), InteropError> {
        let id = self.add(node)?;
        self.push(id)
    }

    fn push(&mut self, id: Id) -> Result<(), InteropError> {
        self.stack.push(id);
        if self.stack.len() <= MAX_HELD {
            Ok(())
        } else {
            Err(self.store.damaged("piles up too many values"))
        }
    }

    fn top(&self) -> Result<Id, InteropError> {
        let bottom = self.marks.last().copied().unwrap_or(0);
        let top = self.stack[bottom..].last();
        top.copied().ok_or_else(|| self.store.damaged("wants a value where there is none"))
    }

    fn pop(&mut self) -> Result<Id, InteropError> {
        let top = self.top()?;
        self.stack.pop();
        Ok(top)
    }

    /// Takes the values since the last mark, and the mark.
    fn since_mark(&mut self) -> Result<Vec<Id>, InteropError> {
        match self.marks.pop() {
            Some(mark) => Ok(self.stack.split_off(mark)),
            None => Err(self.store.damaged("wants a mark where there is none")),
        }
    }
}
