//! `glidepath convert`: the same schedule in another form.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;
use glidepath_interop::{
    Approximation, Imported, InteropError, Json, Note, Written, approximate, end_with_run, to_deepspeed,
    to_glidepath, to_keras2, to_keras3, to_toml, to_torch, to_transformers, to_yaml,
};
use glidepath_serde::{IntoBoxSchedule, LearningRate};

use crate::default_range::own_length;
use crate::failure::{Failure, printable};
use crate::input::{FileArgument, Input};
use crate::output::write_file;
use crate::steps::{Span, number, parse_range};

const EXAMPLES: &str = "\
Examples:
  glidepath convert model.keras --to keras3
  glidepath convert checkpoint.pt --to transformers
  glidepath convert model.keras --to torch-python -o schedule.py
  glidepath convert checkpoint.pt --to keras3 --approximate 100";

/// Writes the learning rate of a file as another program reads it
///
/// What the other program does not have, or would compute otherwise, is refused with the reason. What is decided on the
/// way is told on standard error.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: FileArgument,
    /// For which program
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: Target,
    /// The file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// How many steps were made when the run goes on. Without it PyTorch goes on where the file was saved, and for
    /// glidepath, in JSON, YAML or TOML, only the schedule is written
    #[arg(long, value_name = "STEP", allow_hyphen_values = true, value_parser = number)]
    step: Option<u64>,
    /// Where there is no exact form, write so many constant pieces at most, and tell the largest difference
    #[arg(long, value_name = "PIECES", allow_hyphen_values = true)]
    approximate: Option<NonZeroUsize>,
    /// The steps to approximate, as `0..1000`; without it, a range that the parameters suggest
    #[arg(long, value_name = "0..B", allow_hyphen_values = true, value_parser = parse_from_zero, requires = "approximate")]
    steps: Option<Span>,
}

/// What to convert to.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// TensorFlow 2 and Keras 2: `class_name` and `config`
    Keras2,
    /// Keras 3: with `module` and `registered_name`, and with a name, so that it can be called
    Keras3,
    /// PyTorch, as JSON: class, arguments, `state_dict`, and the lines of Python that build the scheduler
    #[value(alias = "pytorch")]
    Torch,
    /// PyTorch: those lines alone
    #[value(alias = "pytorch-python")]
    TorchPython,
    /// Hugging Face transformers: what `TrainingArguments` takes
    #[value(alias = "huggingface")]
    Transformers,
    /// DeepSpeed: the `scheduler` of a configuration
    #[value(name = "deepspeed")]
    DeepSpeed,
    /// glidepath: `class_name` and `config`, every parameter written out
    Glidepath,
    /// The same in YAML
    Yaml,
    /// The same in TOML
    Toml,
}

impl Target {
    /// Who has the place in the run, if it cannot be written here.
    fn keeper_of_step(self) -> Option<&'static str> {
        match self {
            Self::Keras2 | Self::Keras3 => Some("the optimizer's `iterations`"),
            Self::Transformers => Some("the `global_step` of the checkpoint's trainer_state.json"),
            Self::DeepSpeed => Some("the engine's checkpoint"),
            Self::Torch | Self::TorchPython | Self::Glidepath | Self::Yaml | Self::Toml => None,
        }
    }

    /// Whether it has constant pieces.
    fn has_pieces(self) -> bool {
        !matches!(self, Self::Transformers | Self::DeepSpeed)
    }
}

/// A form, and what to tell about it.
struct Converted {
    text: String,
    notes: Vec<String>,
}

impl Converted {
    fn new(text: impl ToString, notes: Vec<Note>) -> Self {
        Self { text: text.to_string(), notes: notes.iter().map(ToString::to_string).collect() }
    }

    fn json(json: &Json, notes: Vec<Note>) -> Self {
        Self::new(format!("{json:#}\n"), notes)
    }

    fn form(written: Written) -> Self {
        Self::json(&written.json, written.notes)
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let keeper_of_step = arguments.to.keeper_of_step();
    if let (Some(_), Some(keeper)) = (arguments.step, keeper_of_step) {
        return Err(Failure::Usage(format!(
            "`--step` has no place in this form: the step belongs to {keeper}"
        )));
    }
    let input = arguments.input.read()?;
    let at_fault = |error: InteropError| Failure::file(&input.file, error);
    let learning_rate = input.learning_rate();
    let exact = arguments.convert(&input, learning_rate);
    let total_steps = arguments.total_steps(&input);
    let in_run = || arguments.in_run(&input, learning_rate, total_steps?);
    let mut converted = match (exact, arguments.approximate) {
        (Err(error @ InteropError::NotWritable { .. }), pieces) => match (in_run(), pieces) {
            (Some(converted), _) => Ok(converted),
            (None, Some(pieces)) if arguments.to.has_pieces() => {
                arguments.approximated(&input, learning_rate, pieces)
            }
            (None, Some(_)) => {
                let problem = format!("{error}; nor are there constant pieces to approximate it by");
                return Err(Failure::file(&input.file, problem));
            }
            (None, None) => {
                let advice = arguments.advice(&input, learning_rate).unwrap_or_default();
                return Err(Failure::file(&input.file, format!("{error}{advice}")));
            }
        },
        (converted, _) => converted,
    }
    .map_err(at_fault)?;
    if input.groups() > 1 {
        converted.notes.push(format!("parameter group {} of {} is written", input.group, input.groups()));
    }
    converted.notes.extend(arguments.note_on_step(&input.imported));
    match &arguments.output {
        Some(path) if path.as_os_str() != "-" => write_file(path, converted.text.as_bytes())?,
        _ => {
            let mut output = io::stdout().lock();
            output.write_all(converted.text.as_bytes())?;
            output.flush()?;
        }
    }
    let imported = input.imported.notes.iter().filter(|note| !note.is_about_keras()).map(ToString::to_string);
    let mut told: Vec<String> = Vec::new();
    for note in imported.chain(converted.notes) {
        if !told.contains(&note) {
            eprintln!("note: {}", printable(&note));
            told.push(note);
        }
    }
    Ok(())
}

impl Arguments {
    fn convert(&self, input: &Input, learning_rate: &LearningRate) -> Result<Converted, InteropError> {
        let step = self.step.or(input.imported.step).unwrap_or(0);
        let total_steps = self.total_steps(input);
        Ok(match self.to {
            Target::Keras2 => Converted::form(to_keras2(learning_rate)?),
            Target::Keras3 => Converted::form(to_keras3(learning_rate)?),
            Target::Torch => {
                let scheduler = to_torch(learning_rate, step)?;
                Converted::json(&scheduler.to_json(), scheduler.notes())
            }
            Target::TorchPython => {
                let scheduler = to_torch(learning_rate, step)?;
                Converted::new(&scheduler, scheduler.notes())
            }
            Target::Transformers => Converted::form(to_transformers(learning_rate, total_steps)?),
            Target::DeepSpeed => Converted::form(to_deepspeed(learning_rate)?),
            Target::Glidepath => Converted::json(&to_glidepath(learning_rate, self.step)?, vec![]),
            Target::Yaml => Converted::new(to_yaml(learning_rate, self.step)?, vec![]),
            Target::Toml => Converted::new(to_toml(learning_rate, self.step)?, vec![]),
        })
    }

    /// Which option would help where there is no exact form.
    fn advice(&self, input: &Input, learning_rate: &LearningRate) -> Option<String> {
        let length = own_length(&input.json).filter(|_| self.total_steps(input).is_none());
        if let Some(length) = length.filter(|&length| self.in_run(input, learning_rate, length).is_some()) {
            return Some(format!(
                "; `--total-steps`, as {length}, leaves out what is behind the end of the run"
            ));
        }
        self.to.has_pieces().then(|| "; `--approximate 100` writes constant pieces instead".to_owned())
    }

    /// Converts the same rates without what comes behind the run.
    fn in_run(&self, input: &Input, learning_rate: &LearningRate, total_steps: u64) -> Option<Converted> {
        let mut converted = self.convert(input, &end_with_run(learning_rate, total_steps).ok()?).ok()?;
        let note = format!(
            "the rates are the same up to step {total_steps}, where the run ends; behind it they may be others"
        );
        converted.notes.insert(0, note);
        Some(converted)
    }

    /// What to tell of the step at which the file was saved, where it is not written.
    fn note_on_step(&self, imported: &Imported) -> Option<String> {
        let step = imported.step.filter(|&step| step > 0 && self.step.is_none())?;
        let place = match (self.to, self.to.keeper_of_step()) {
            (Target::Torch | Target::TorchPython, _) => return None,
            (_, Some(keeper)) => format!("it belongs to {keeper}"),
            (_, None) => format!("`--step {step}` writes it"),
        };
        Some(format!("the file was saved at step {step}, which this form does not tell: {place}"))
    }

    /// The length of the run, if the file or the command line tells it.
    fn total_steps(&self, input: &Input) -> Option<u64> {
        self.input.total_steps().or(input.imported.total_steps)
    }

    /// Converts constant pieces instead.
    fn approximated(
        &self,
        input: &Input,
        learning_rate: &LearningRate,
        pieces: NonZeroUsize,
    ) -> Result<Converted, InteropError> {
        let range = self.steps.unwrap_or_else(|| input.suggested_range());
        let Approximation { schedule, largest_absolute, largest_relative, .. } =
            approximate(learning_rate, range.last, pieces.get())?;
        let note = format!(
            "approximated by {} constant pieces from step 0 to {}, and the last rate behind it: the largest difference is \
             {:?} at step {}, the largest relative difference {:?} at step {}",
            schedule.values().len(),
            range.last,
            largest_absolute.difference,
            largest_absolute.step,
            largest_relative.difference,
            largest_relative.step
        );
        let mut converted = self.convert(input, &schedule.boxed().into())?;
        converted.notes.insert(0, note);
        Ok(converted)
    }
}

/// A range of steps from the first on.
fn parse_from_zero(text: &str) -> Result<Span, String> {
    let span = parse_range(text)?;
    if span.first == 0 { Ok(span) } else { Err(format!("`{text}` must begin at 0")) }
}
