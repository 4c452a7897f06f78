//! `glidepath eval`: rates as numbers.

use std::io::{self, BufWriter, Write};
use std::iter;

use clap::ValueEnum;
use glidepath_core::LearningRateSchedule;

use crate::failure::Failure;
use crate::input::FileArgument;
use crate::steps::{STEPS_HELP, Span, Steps};

/// Prints the learning rate at given steps
#[derive(clap::Args)]
#[command(after_help = STEPS_HELP)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: FileArgument,
    /// The steps, such as `0..1000:10`, `0,5,10` or both. Default: 21 steps over the range that `show` uses
    #[arg(long, value_name = "STEPS", allow_hyphen_values = true)]
    steps: Option<Steps>,
    /// Output format; numbers have enough digits to be read back exactly
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How the rates are printed.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Aligned columns
    Table,
    /// A header and one line per step
    Csv,
    /// `{"steps": […], "learning_rates": […]}`
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let input = arguments.input.read()?;
    input.tell_other_groups();
    let schedule = input.learning_rate();
    let steps = match &arguments.steps {
        Some(steps) => steps.clone(),
        None => overview(input.suggested_range()),
    };
    let mut output = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Table => table(&mut output, schedule, &steps)?,
        Format::Csv => csv(&mut output, schedule, &steps)?,
        Format::Json => json(&mut output, schedule, &steps)?,
    }
    Ok(output.flush()?)
}

/// Some steps of a range, its end among them.
fn overview(range: Span) -> Steps {
    let stride = (range.length() - 1).div_ceil(20).max(1);
    Steps::from(Span { stride, ..range })
}

fn table(output: &mut impl Write, schedule: &dyn LearningRateSchedule, steps: &Steps) -> io::Result<()> {
    let width = steps.max().to_string().len().max("step".len());
    writeln!(output, "{:>width$}  learning_rate", "step")?;
    each(schedule, steps, |step, rate| writeln!(output, "{step:width$}  {rate:?}"))
}

fn csv(output: &mut impl Write, schedule: &dyn LearningRateSchedule, steps: &Steps) -> io::Result<()> {
    writeln!(output, "step,learning_rate")?;
    each(schedule, steps, |step, rate| writeln!(output, "{step},{rate:?}"))
}

fn json(output: &mut impl Write, schedule: &dyn LearningRateSchedule, steps: &Steps) -> io::Result<()> {
    write!(output, "{{\"steps\":[")?;
    let commas = || iter::once("").chain(iter::repeat(","));
    for (step, comma) in steps.iter().zip(commas()) {
        write!(output, "{comma}{step}")?;
    }
    write!(output, "],\"learning_rates\":[")?;
    let mut commas = commas();
    each(schedule, steps, |_, rate| write!(output, "{}{rate:?}", commas.next().unwrap_or_default()))?;
    writeln!(output, "]}}")
}

/// Hands over every step and its rate. Nothing is kept, so a range may be as long as one likes.
fn each(
    schedule: &dyn LearningRateSchedule,
    steps: &Steps,
    mut take: impl FnMut(u64, f64) -> io::Result<()>,
) -> io::Result<()> {
    steps.iter().try_for_each(|step| take(step, schedule.learning_rate(step)))
}
