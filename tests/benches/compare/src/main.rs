//! Measures one participant: `compare library | by-hand | burn`.
//!
//! For each line that comes in, it measures everything once and writes a line of JSON: the name of what was
//! measured, and the time in nanoseconds. So the rounds of several programs can take turns.

#[cfg(feature = "burn")]
mod burn;
mod by_hand;
mod library;
mod measure;

use std::error::Error;
use std::io::{Write, stdin, stdout};

use measure::Measurements;

fn main() -> Result<(), Box<dyn Error>> {
    let participant = std::env::args().nth(1).unwrap_or_default();
    let mut round: Box<dyn FnMut(&mut Measurements)> = match participant.as_str() {
        "library" => Box::new(library::round()?),
        "by-hand" => Box::new(by_hand::round()),
        #[cfg(feature = "burn")]
        "burn" => Box::new(burn::round()?),
        other => return Err(format!("no participant `{other}`").into()),
    };
    for line in stdin().lines() {
        line?;
        let mut measurements = Measurements::default();
        round(&mut measurements);
        println!("{}", serde_json::to_string(&measurements.0)?);
        stdout().flush()?;
    }
    Ok(())
}
