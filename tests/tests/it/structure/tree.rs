//! The modules of a crate: what each defines, and which names it takes from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Item, ItemMod, UseTree, Visibility};

/// A crate.
#[derive(Default)]
pub(crate) struct Tree {
    /// By their paths, as `["a", "b"]` for `crate::a::b`.
    pub(crate) modules: BTreeMap<Vec<String>, Module>,
}

/// A module, in a file of its own or within another.
#[derive(Default)]
pub(crate) struct Module {
    pub(crate) file: String,
    /// What is defined here.
    pub(crate) items: BTreeSet<String>,
    pub(crate) uses: Vec<Use>,
    /// Everything but `use` and `mod`.
    pub(crate) code: Vec<TokenStream>,
}

/// A name from elsewhere.
pub(crate) struct Use {
    /// What it is called here; `None` for all names of a module, as `use a::*`.
    pub(crate) name: Option<String>,
    pub(crate) path: Vec<String>,
    /// Whether others can take it from here.
    pub(crate) is_handed_on: bool,
}

/// Reads the text of a file, by its path in the folder of the crate's root.
type ReadFile<'r> = &'r dyn Fn(&str) -> Option<String>;

impl Tree {
    /// Reads a crate from its root, `lib.rs` or `main.rs`.
    pub(crate) fn read(root: &str, read: ReadFile<'_>) -> Self {
        let mut tree = Self::default();
        tree.add_file(Vec::new(), root, "", read);
        tree
    }

    /// `folder` is where the files of the modules in this file are.
    fn add_file(&mut self, path: Vec<String>, file: &str, folder: &str, read: ReadFile<'_>) {
        let text = read(file).unwrap_or_else(|| panic!("{file} is not there"));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        if !is_test(&parsed.attrs) {
            self.add(path, file, folder, parsed.items, read);
        }
    }

    fn add(&mut self, path: Vec<String>, file: &str, folder: &str, items: Vec<Item>, read: ReadFile<'_>) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items.into_iter().filter(|item| !is_test(attributes(item))) {
            module.items.extend(name(&item));
            match item {
                Item::Use(item) => {
                    let is_handed_on = !matches!(item.vis, Visibility::Inherited);
                    add_uses(&item.tree, &mut Vec::new(), is_handed_on, &mut module.uses);
                }
                Item::Mod(item) => self.add_module(&path, file, folder, item, read),
                item => module.code.push(item.into_token_stream()),
            }
        }
        self.modules.insert(path, module);
    }

    fn add_module(&mut self, parent: &[String], file: &str, folder: &str, item: ItemMod, read: ReadFile<'_>) {
        let name = item.ident.to_string();
        let path = [parent, std::slice::from_ref(&name)].concat();
        let inner = format!("{folder}{name}/");
        if let Some((_, items)) = item.content {
            return self.add(path, file, &inner, items, read);
        }
        let is_elsewhere = item.attrs.iter().any(|attribute| attribute.path().is_ident("path"));
        assert!(!is_elsewhere, "{file}: the file of `mod {name}` is told by an attribute");
        let own = format!("{folder}{name}.rs");
        let file = if read(&own).is_some() { own } else { format!("{inner}mod.rs") };
        self.add_file(path, &file, &inner, read);
    }
}

/// Whether something is there in tests only.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_in = |name| attribute.path().is_ident(name);
        is_in("test") || is_in("cfg") && attribute.meta.to_token_stream().to_string() == "cfg (test)"
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// What an item is called, where that can be named from elsewhere.
fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn add_uses(tree: &UseTree, path: &mut Vec<String>, is_handed_on: bool, uses: &mut Vec<Use>) {
    let before = path.len();
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            add_uses(&tree.tree, path, is_handed_on, uses);
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| add_uses(tree, path, is_handed_on, uses));
        }
        UseTree::Glob(_) => uses.push(Use { name: None, path: path.clone(), is_handed_on }),
        UseTree::Name(tree) if tree.ident == "self" => {
            uses.push(Use { name: path.last().cloned(), path: path.clone(), is_handed_on });
        }
        UseTree::Name(tree) => {
            path.push(tree.ident.to_string());
            uses.push(Use { name: path.last().cloned(), path: path.clone(), is_handed_on });
        }
        UseTree::Rename(tree) => {
            if tree.ident != "self" {
                path.push(tree.ident.to_string());
            }
            uses.push(Use { name: Some(tree.rename.to_string()), path: path.clone(), is_handed_on });
        }
    }
    path.truncate(before);
}
