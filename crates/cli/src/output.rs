//! Standard output and files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use crate::failure::Failure;
use crate::input;

/// The form in which the results are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The width to write for: the terminal's, or 80.
pub(crate) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let of_terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(of_terminal).filter(|&width| width > 0).unwrap_or(80)
}

/// Writes a value for programs.
pub(crate) fn write_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    serde_json::to_writer_pretty(&mut output, value)?;
    writeln!(output)?;
    Ok(output.flush()?)
}

/// Writes lines for people.
pub(crate) fn write_lines(
    output: &mut impl Write,
    lines: impl IntoIterator<Item = String>,
) -> Result<(), Failure> {
    lines.into_iter().try_for_each(|line| writeln!(output, "{line}"))?;
    Ok(())
}

/// Writes a file in one go: it is either as it was, or complete.
pub(crate) fn write_file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let failure = |error: io::Error| Failure::file(&input::name(path), format!("cannot be written: {error}"));
    match fs::metadata(path) {
        // A device or a pipe, which must not be replaced by a file.
        Ok(metadata) if !metadata.is_file() => fs::write(path, content).map_err(failure),
        Ok(_) => replace(&fs::canonicalize(path).map_err(failure)?, content).map_err(failure),
        Err(_) => replace(path, content).map_err(failure),
    }
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = beside(path);
    let written = write_new(&temporary, content).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A name in the same directory, so that renaming does not copy.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    file.sync_all()
}
