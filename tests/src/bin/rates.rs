//! Gives the rates of schedules to programs in other languages.
//!
//! Reads lines of `{"schedule": {…}, "steps": […]}` and writes a line for each: the rates as a list, or the
//! error as a string. `tests/oracle` asks it.

use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use glidepath_core::LearningRateSchedule;
use glidepath_serde::deserialize;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Question {
    schedule: Value,
    steps: Vec<u64>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let Question { schedule, steps } = serde_json::from_str(&line?)?;
        match deserialize(&schedule) {
            Ok(schedule) => {
                let rates: Vec<f64> = steps.iter().map(|&step| schedule.learning_rate(step)).collect();
                serde_json::to_writer(&mut out, &rates)?;
            }
            Err(error) => serde_json::to_writer(&mut out, &error.to_string())?,
        }
        writeln!(out)?;
        out.flush()?;
    }
    Ok(())
}
