//! Collects the examples in the comments of the crates that the umbrella re-exports into one page.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The crates below `crates/`.
const CRATES: [&str; 3] = ["core", "schedules", "serde"];

/// What glidepath-serde has for other crates, and the umbrella does not re-export.
const NOT_IN_THE_UMBRELLA: [&str; 6] =
    ["JsonBudget", "did_you_mean", "instead_of", "join_path", "near_names", "nearest_of"];

fn main() -> Result<(), Box<dyn Error>> {
    let crates = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../../crates");
    let mut page = String::new();
    let mut count = 0;
    for name in CRATES {
        let folder = crates.join(name).join("src");
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        rust_files(&folder, &mut files)?;
        files.sort();
        for file in files {
            for example in examples(&fs::read_to_string(&file)?) {
                if NOT_IN_THE_UMBRELLA.iter().any(|name| example.contains(name)) {
                    continue;
                }
                page.push_str(&format!("From `{}`:\n\n{example}\n", file.display()));
                count += 1;
            }
        }
    }
    // There are some 70. If they are no longer found, nothing would be tested.
    assert!(count > 50, "only {count} examples were found");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("examples.md"), page)?;
    Ok(())
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// The blocks of Rust in the comments of a file.
fn examples(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in source.lines().map(str::trim_start) {
        let Some(text) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else { continue };
        let text = text.strip_prefix(' ').unwrap_or(text);
        match &mut open {
            Some(block) => {
                block.push_str(text);
                block.push('\n');
                if text.starts_with("```") {
                    found.extend(open.take());
                }
            }
            None if text == "```" => open = Some("```rust\n".to_owned()),
            None => {}
        }
    }
    found
}
