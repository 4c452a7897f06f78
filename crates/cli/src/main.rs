//! The program `glidepath`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(glidepath_cli::run(std::env::args_os()))
}
