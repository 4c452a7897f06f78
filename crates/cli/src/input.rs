//! Files and standard input.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use glidepath_interop::{Imported, InteropError, Json, import_for, import_path_for};
use glidepath_serde::{Horizon, LearningRate};

use crate::failure::{Failure, printable};
use crate::horizon::HorizonArguments;

/// The most that is read from a pipe. A file may be larger: of an archive only what is needed is read.
const PIPE_LIMIT: u64 = 256 << 20;

/// A learning rate and the file that it is from.
pub(crate) struct Input {
    /// What the file is called in messages.
    pub(crate) file: String,
    pub(crate) imported: Imported,
    /// The learning rate as JSON: a number, or a class with its parameters in order.
    pub(crate) json: Json,
}

impl Input {
    /// Reads a file, or standard input where it is `-`, for a run of that length.
    pub(crate) fn read(path: &Path, horizon: &Horizon) -> Result<Self, Failure> {
        let file = name(path);
        let imported = open(path, horizon).map_err(|error| Failure::file(&file, error))?;
        let json = Json::of(&imported.learning_rate).map_err(|error| Failure::file(&file, error))?;
        Ok(Self { file, imported, json })
    }

    /// The rate, as a schedule.
    pub(crate) fn learning_rate(&self) -> &LearningRate {
        &self.imported.learning_rate
    }

    /// The class of the schedule; a plain number has none.
    pub(crate) fn class_name(&self) -> Option<&str> {
        self.json.as_schedule().map(|(class_name, _)| class_name)
    }

    /// What it is, for a headline.
    pub(crate) fn title(&self) -> String {
        printable(self.class_name().unwrap_or("constant rate"))
    }

    /// What a picture calls it: its name, or else the file's.
    pub(crate) fn label(&self) -> String {
        let name = self.json.as_schedule().and_then(|_| self.json.get("config")?.get("name")?.as_str());
        let stem = Path::new(&self.file).file_name().map(|file| file.to_string_lossy().into_owned());
        name.map(str::to_owned).or(stem).unwrap_or_else(|| self.file.clone())
    }

    /// Where it was found, for a headline.
    pub(crate) fn origin(&self) -> String {
        let Imported { source, path, .. } = &self.imported;
        let at = if path.is_empty() { String::new() } else { format!(": {path}") };
        printable(&format!("{source}{at}"))
    }
}

/// What a file is called in messages.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_input(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

fn open(path: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    if is_standard_input(path) {
        return import_for(buffered(io::stdin().lock())?, horizon);
    }
    let file = File::open(path).map_err(InteropError::Io)?;
    let metadata = file.metadata().map_err(InteropError::Io)?;
    if metadata.is_dir() {
        return import_path_for(path, horizon);
    }
    if metadata.is_file() { import_for(file, horizon) } else { import_for(buffered(file)?, horizon) }
}

/// A pipe cannot be read twice, as an archive must be.
fn buffered(reader: impl Read) -> Result<Cursor<Vec<u8>>, InteropError> {
    let mut bytes = Vec::new();
    reader.take(PIPE_LIMIT + 1).read_to_end(&mut bytes).map_err(InteropError::Io)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= PIPE_LIMIT) {
        Ok(Cursor::new(bytes))
    } else {
        let problem = format!("a pipe may have {} MiB; give the file by its name", PIPE_LIMIT >> 20);
        Err(InteropError::Io(io::Error::other(problem)))
    }
}

/// The arguments that most commands have.
#[derive(clap::Args)]
pub(crate) struct FileArgument {
    /// A model of Keras, a checkpoint of PyTorch or of the Hugging Face Trainer, or JSON, YAML or TOML of a schedule, of
    /// an optimizer or of a configuration; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    horizon: HorizonArguments,
}

impl FileArgument {
    /// The length of the run, if it was told.
    pub(crate) fn total_steps(&self) -> Option<u64> {
        self.horizon.total_steps
    }

    /// Reads the file.
    pub(crate) fn read(&self) -> Result<Input, Failure> {
        Input::read(&self.file, &self.horizon.horizon()?)
    }
}
