//! Files and standard input.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use glidepath_interop::{ImportOptions, Imported, InteropError, Json, LogRequest, read_log};
use glidepath_overview::{own_length, suggested_last};
use glidepath_report::{Report, ReportOptions};
use glidepath_serde::LearningRate;
use serde_json::Value;

use crate::failure::{Failure, printable};
use crate::from::FromArgument;
use crate::horizon::HorizonArguments;
use crate::steps::Span;

/// The most that is read from a pipe. A file may be larger: of an archive only what is needed is read.
const PIPE_LIMIT: u64 = 256 << 20;

/// A learning rate and the file that it is from.
pub(crate) struct Input {
    /// What the file is called in messages.
    pub(crate) file: String,
    pub(crate) imported: Imported,
    /// Which parameter group is meant.
    pub(crate) group: usize,
    /// The learning rate of that group.
    learning_rate: LearningRate,
    /// The same as JSON: a number, or a class with its parameters in order.
    pub(crate) json: Json,
}

impl Input {
    /// Reads a file, or standard input where it is `-`. Of several parameter groups the first is meant.
    pub(crate) fn read(path: &Path, options: &ImportOptions) -> Result<Self, Failure> {
        Self::read_group(path, options, 0)
    }

    /// Reads a file whose parameter group with that index is meant.
    fn read_group(path: &Path, options: &ImportOptions, group: usize) -> Result<Self, Failure> {
        let file = name(path);
        let imported = open(path, options).map_err(|error| failure(&file, &error))?;
        let learning_rate = imported.groups().nth(group).cloned();
        let learning_rate = learning_rate.ok_or_else(|| Failure::file(&file, no_group(&imported, group)))?;
        let json = Json::of(&learning_rate).map_err(|error| Failure::file(&file, error))?;
        Ok(Self { file, imported, group, learning_rate, json })
    }

    /// The rate, as a schedule.
    pub(crate) fn learning_rate(&self) -> &LearningRate {
        &self.learning_rate
    }

    /// How many parameter groups the file has.
    pub(crate) fn groups(&self) -> usize {
        self.imported.further_groups.len() + 1
    }

    /// Says on standard error that there are parameter groups with other rates, where results do not tell.
    pub(crate) fn tell_other_groups(&self) {
        if self.imported.groups().any(|group| *group != self.learning_rate) {
            let (file, groups) = (printable(&self.file), self.groups());
            eprintln!("note: {file}: these are the rates of parameter group {} of {groups}", self.group);
        }
    }

    /// The steps to show when nobody says: those of the run, or else a range that the rates suggest.
    pub(crate) fn suggested_range(&self) -> Span {
        self.run_length().map_or_else(
            || Span::all(0, suggested_last(&self.value(), &self.learning_rate)),
            |last| Span::all(0, last),
        )
    }

    /// The length that follows from the parameters of the schedule, if one does.
    pub(crate) fn own_length(&self) -> Option<u64> {
        own_length(&self.value())
    }

    /// The rate as JSON whose keys have no order.
    fn value(&self) -> Value {
        serde_json::to_value(&self.json).unwrap_or_default()
    }

    /// The length of the run, if the file has it.
    pub(crate) fn run_length(&self) -> Option<u64> {
        self.imported.total_steps.filter(|&total_steps| total_steps > 0)
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

/// Why a file could not be read as a schedule. A log of a run is not one, but other options take it.
pub(crate) fn failure(file: &str, error: &InteropError) -> Failure {
    let mut failure = Failure::import(file, error);
    if let Failure::File { problem, .. } = &mut failure
        && is_log(Path::new(file))
    {
        *problem += "; it is a log: `glidepath check FILE --log LOG` compares a schedule with it, \
                     `glidepath plot FILE --with-log LOG` draws both";
    }
    failure
}

/// The largest file that is tried as a log.
const MOST_BYTES: u64 = 64 << 20;

/// Whether a file that has no schedule is the log of a run.
fn is_log(path: &Path) -> bool {
    let is_small = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= MOST_BYTES);
    is_small
        && fs::read(path).is_ok_and(|bytes| read_log(&bytes, &LogRequest::default(), &mut |_| ()).is_ok())
}

/// Reports on a file or a folder, or on standard input where it is `-`.
pub(crate) fn report(path: &Path, options: &ReportOptions) -> Report {
    if path.is_dir() {
        return options.report_path(path);
    }
    options.report(&name(path), open(path, options.import_options()))
}

fn no_group(imported: &Imported, group: usize) -> String {
    match imported.further_groups.len() {
        0 => format!("there is no parameter group {group}: the file has one, which is 0"),
        last => format!("there is no parameter group {group}: the file has {}, 0 to {last}", last + 1),
    }
}

/// Standard input can be read once.
pub(crate) fn refuse_repeated_input<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Result<(), Failure> {
    match paths.into_iter().filter(|path| is_standard_input(path)).count() {
        0 | 1 => Ok(()),
        _ => Err(Failure::Usage("standard input can be read only once, but `-` is given twice".to_owned())),
    }
}

/// What a file is called in messages.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_input(path) { "standard input".to_owned() } else { path.display().to_string() }
}

pub(crate) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

fn open(path: &Path, options: &ImportOptions) -> Result<Imported, InteropError> {
    if is_standard_input(path) {
        return options.import(buffered(io::stdin().lock())?);
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() || metadata.is_file() {
        return options.import_path(path);
    }
    options.import(buffered(file)?)
}

/// A pipe cannot be read twice, as an archive must be.
fn buffered(reader: impl Read) -> Result<Cursor<Vec<u8>>, InteropError> {
    let mut bytes = Vec::new();
    reader.take(PIPE_LIMIT + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= PIPE_LIMIT) {
        Ok(Cursor::new(bytes))
    } else {
        let problem = format!("a pipe may have {} MiB; give the file by its name", PIPE_LIMIT >> 20);
        Err(io::Error::other(problem).into())
    }
}

/// The arguments that most commands have.
#[derive(clap::Args)]
pub(crate) struct FileArgument {
    /// A model of Keras, a checkpoint of PyTorch, of the Hugging Face Trainer or of accelerate, or JSON, YAML
    /// or TOML of a schedule, of an optimizer or of a configuration; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Which parameter group, from 0; without it the first, or all where they are written together
    #[arg(long, value_name = "INDEX", allow_hyphen_values = true)]
    pub(crate) group: Option<usize>,
    #[command(flatten)]
    from: FromArgument,
    #[command(flatten)]
    horizon: HorizonArguments,
}

impl FileArgument {
    /// The length of the run, if it was given.
    pub(crate) fn total_steps(&self) -> Option<u64> {
        self.horizon.total_steps
    }

    /// Reads the file.
    pub(crate) fn read(&self) -> Result<Input, Failure> {
        let options = self.from.options(&self.horizon)?;
        Input::read_group(&self.file, &options, self.group.unwrap_or(0))
    }
}
