//! No crate has a circle of files: a file that another one uses does not use that one, be it on a way round.
//!
//! One file uses another if it names something that is defined there: in a `use`, in a path, or in a macro. A
//! file that only hands on the names of another one (`pub(crate) use a::B;`) uses nothing. Tests within the
//! crates do not count.

mod circle;
mod made_up;
mod names;
mod tree;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use circle::smallest_circles;
use names::arrows;
use tree::Tree;

#[test]
fn no_crate_has_a_circle_of_files() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut found = String::new();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&crates).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().map(|folder| folder.join("src")).filter(|folder| folder.is_dir()) {
        let name = folder.strip_prefix(&crates).unwrap().to_str().unwrap();
        let root = ["lib.rs", "main.rs"].into_iter().find(|root| folder.join(root).is_file()).unwrap();
        let tree = Tree::read(root, &|path| fs::read_to_string(folder.join(path)).ok());
        assert!(!tree.modules.is_empty(), "{name}");
        for circle in circles(&tree) {
            writeln!(found, "crates/{name}:\n{circle}").unwrap();
        }
    }
    assert!(found.is_empty(), "circles of files:\n{found}");
}

/// The smallest circle of each group of files that use each other.
fn circles(tree: &Tree) -> Vec<String> {
    let arrows = arrows(tree);
    let circles = smallest_circles(&arrows);
    let describe = |group: circle::Group| {
        let mut text = format!("  a group of {} files; its smallest circle:\n", group.files);
        for (from, to) in group.circle {
            let names: Vec<_> = arrows[&(from.clone(), to.clone())].iter().cloned().collect();
            writeln!(text, "    {from} -> {to}: {}", names.join(", ")).unwrap();
        }
        text
    };
    circles.into_iter().map(describe).collect()
}
