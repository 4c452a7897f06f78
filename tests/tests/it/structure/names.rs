//! Which file defines what a path names.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::circle::Arrows;
use super::tree::{Module, Tree};

/// How many times a name may be handed on.
const MOST_HANDS: usize = 16;

/// What each file takes from each other one.
pub(crate) fn arrows(tree: &Tree) -> Arrows {
    let mut arrows = Arrows::new();
    for (path, module) in &tree.modules {
        let mut written = Written::default();
        module.code.iter().for_each(|code| written.read(code.clone()));
        let mut draw = |names: &[String]| {
            for (file, name) in tree.defined_in(path, names, MOST_HANDS) {
                if file != module.file {
                    arrows.entry((module.file.clone(), file)).or_default().insert(name);
                }
            }
        };
        written.paths.iter().for_each(|names| draw(names));
        for used in &module.uses {
            match &used.name {
                // Its names count where they are written.
                None => written.words.iter().for_each(|word| {
                    draw(&[used.path.as_slice(), std::slice::from_ref(word)].concat());
                }),
                // A module and an item may have one name: the one is meant where a path begins with it.
                Some(name) if written.begins_path(name) && tree.is_module(path, &used.path) => {}
                Some(name) if !used.is_handed_on || written.words.contains(name) => draw(&used.path),
                Some(_) => {}
            }
        }
    }
    arrows
}

impl Tree {
    /// The files in which what a path names is defined, and its name; none for a module, and for what other
    /// crates define.
    fn defined_in(&self, from: &[String], names: &[String], hands: usize) -> Vec<(String, String)> {
        let Some((first, rest)) = names.split_first() else { return Vec::new() };
        match first.as_str() {
            "crate" => self.in_module(&[], rest, hands),
            "self" => self.in_module(from, rest, hands),
            "super" => match from.split_last() {
                Some((_, parent)) if rest.first().is_some_and(|next| next == "super") => {
                    self.defined_in(parent, rest, hands)
                }
                Some((_, parent)) => self.in_module(parent, rest, hands),
                None => Vec::new(),
            },
            _ => self.in_module(from, names, hands),
        }
    }

    /// The same, of a path within a module.
    fn in_module(&self, path: &[String], names: &[String], hands: usize) -> Vec<(String, String)> {
        let (Some((first, rest)), Some(module)) = (names.split_first(), self.modules.get(path)) else {
            return Vec::new();
        };
        let child = [path, std::slice::from_ref(first)].concat();
        if self.modules.contains_key(&child) && !rest.is_empty() {
            return self.in_module(&child, rest, hands);
        }
        if module.items.contains(first) {
            return vec![(module.file.clone(), first.clone())];
        }
        let Some(hands) = hands.checked_sub(1) else { return Vec::new() };
        self.handed_on(path, module, first, rest, hands)
    }

    /// Follows a name to where a module has it from.
    fn handed_on(
        &self,
        path: &[String],
        module: &Module,
        name: &String,
        rest: &[String],
        hands: usize,
    ) -> Vec<(String, String)> {
        let by_name = module.uses.iter().filter(|used| used.name.as_ref() == Some(name));
        let named: Vec<_> = by_name.map(|used| [used.path.as_slice(), rest].concat()).collect();
        let paths = if named.is_empty() {
            let globs = module.uses.iter().filter(|used| used.name.is_none());
            globs.map(|used| [used.path.as_slice(), std::slice::from_ref(name), rest].concat()).collect()
        } else {
            named
        };
        // Without a word before it, it is another crate's, or a module here.
        let is_own = |names: &Vec<String>| names.first() != Some(name) || self.has_child(path, name);
        paths
            .iter()
            .filter(|names| is_own(names))
            .flat_map(|names| self.defined_in(path, names, hands))
            .collect()
    }

    /// Whether a path leads to a module, perhaps beside an item of the same name.
    fn is_module(&self, from: &[String], names: &[String]) -> bool {
        let Some((first, rest)) = names.split_first() else { return self.modules.contains_key(from) };
        match first.as_str() {
            "crate" => self.modules.contains_key(rest),
            "self" => self.is_module(from, rest),
            "super" => from.split_last().is_some_and(|(_, parent)| self.is_module(parent, rest)),
            _ => self.modules.contains_key(&[from, names].concat()),
        }
    }

    fn has_child(&self, path: &[String], name: &String) -> bool {
        self.modules.contains_key(&[path, std::slice::from_ref(name)].concat())
    }
}

/// What stands in code.
#[derive(Default)]
struct Written {
    /// Every path of two names or more, and every name.
    paths: BTreeSet<Vec<String>>,
    words: BTreeSet<String>,
}

impl Written {
    fn begins_path(&self, name: &String) -> bool {
        self.paths.iter().any(|path| path.first() == Some(name))
    }

    /// Reads tokens, of which some may be in macros, and so be no syntax of Rust.
    fn read(&mut self, tokens: TokenStream) {
        self.read_after(&[], tokens);
    }

    /// The same, of the group after `prefix::`.
    fn read_after(&mut self, prefix: &[String], tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut path = prefix.to_vec();
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            index += 1;
            match token {
                TokenTree::Punct(punct)
                    if punct.as_char() == '#' && tokens.get(index).is_some_and(is_test) =>
                {
                    index = after_item(&tokens, index + 1);
                }
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    path.push(word.clone());
                    self.words.insert(word);
                }
                // Who may see something is a module.
                TokenTree::Group(group) if begins_with_in(group) => {}
                TokenTree::Group(group) => self.read_after(&[], group.stream()),
                _ => {}
            }
            if !matches!(token, TokenTree::Ident(_)) {
                path = prefix.to_vec();
                continue;
            }
            if is_colons(&tokens[index..]) {
                index += 2;
                if let Some(TokenTree::Group(group)) = tokens.get(index)
                    && group.delimiter() == Delimiter::Brace
                {
                    self.read_after(&path, group.stream());
                    index += 1;
                } else if matches!(tokens.get(index), Some(TokenTree::Ident(_))) {
                    continue;
                }
            }
            if path.len() > 1 {
                self.paths.insert(path);
            }
            path = prefix.to_vec();
        }
    }
}

/// Whether a group is that of `pub(in a::b)`.
fn begins_with_in(group: &Group) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "in")
}

fn is_colons(tokens: &[TokenTree]) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    matches!(tokens, [first, second, ..] if is_colon(first) && is_colon(second))
}

fn is_test(attribute: &TokenTree) -> bool {
    match attribute {
        TokenTree::Group(group) => group.stream().to_string().replace(' ', "") == "cfg(test)",
        _ => false,
    }
}

/// Where the item ends that begins there: after its block or its semicolon.
fn after_item(tokens: &[TokenTree], begin: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    };
    tokens[begin..].iter().position(is_end).map_or(tokens.len(), |length| begin + length + 1)
}
