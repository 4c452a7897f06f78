//! `glidepath schema`: the JSON Schema of files.

use crate::class::parse_class;
use crate::failure::Failure;
use crate::output::write_json;

const EXAMPLES: &str = "\
Examples:
  glidepath schema > learning_rate.schema.json
  glidepath schema CosineDecay";

/// Prints the JSON Schema of a learning rate in a file, or of the `config` of a class
///
/// For editors and validators: draft 2020-12, with every class that this program knows. A `StepCount` may be
/// a text with a unit, such as "10ep".
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A class. Default: the schema of a number or a schedule of any class
    #[arg(value_name = "CLASS", value_parser = parse_class)]
    class_name: Option<&'static str>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match arguments.class_name {
        Some(class_name) => write_json(&glidepath_serde::config_schema(class_name)),
        None => write_json(&glidepath_serde::learning_rate_schema()),
    }
}
