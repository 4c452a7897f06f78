//! The command line.

use std::num::NonZero;
use std::path::PathBuf;

use lexopt::{Arg, Error, Parser, ValueExt};

pub(crate) const USAGE: &str = "\
Trains a perceptron on handwritten digits, with the learning rate of a JSON file.

Usage: digits [--schedule FILE] [--seed N] [--epochs N] [--directory DIR] [--resume]

  --schedule FILE   a schedule or a number (default: warmup_cosine.json of the examples)
  --seed N          for the first weights and the order of the images (default: 1)
  --epochs N        of 23 updates each (default: 20)
  --directory DIR   for checkpoints and logs (default: digits-run)
  --resume          goes on from the newest checkpoint in the directory
";

const DEFAULT_EPOCHS: NonZero<usize> = NonZero::new(20).unwrap();

#[derive(Clone, Debug)]
pub(crate) struct Arguments {
    pub(crate) schedule: PathBuf,
    pub(crate) seed: u64,
    pub(crate) epochs: NonZero<usize>,
    pub(crate) directory: PathBuf,
    pub(crate) resume: bool,
}

/// Nothing, if help was asked for.
pub(crate) fn parse() -> Result<Option<Arguments>, Error> {
    let mut arguments = Arguments {
        schedule: concat!(env!("CARGO_MANIFEST_DIR"), "/examples/schedules/warmup_cosine.json").into(),
        seed: 1,
        epochs: DEFAULT_EPOCHS,
        directory: "digits-run".into(),
        resume: false,
    };
    let mut parser = Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("schedule") => arguments.schedule = parser.value()?.into(),
            Arg::Long("seed") => arguments.seed = parser.value()?.parse()?,
            Arg::Long("epochs") => arguments.epochs = parser.value()?.parse()?,
            Arg::Long("directory") => arguments.directory = parser.value()?.into(),
            Arg::Long("resume") => arguments.resume = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some(arguments))
}
