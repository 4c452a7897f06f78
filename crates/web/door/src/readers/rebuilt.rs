//! What a file held, built anew from what the page kept of it.

use glidepath_interop::Imported;

use crate::answer::Problem;
use crate::rate::Rate;

/// The rates of parameter groups as if they had just been read from a file.
pub(super) fn rebuilt(
    groups: &[String],
    step: Option<&str>,
    total_steps: Option<&str>,
) -> Result<Imported, Problem> {
    let mut rates = groups.iter().map(|text| Ok(Rate::parse(text)?.learning_rate));
    let first = rates.next().ok_or_else(|| Problem::new("there is no schedule"))??;
    let text = groups.first().map(String::as_str).unwrap_or_default();
    let mut imported = glidepath_interop::import_bytes(text.as_bytes()).map_err(Problem::new)?;
    imported.learning_rate = first;
    imported.further_groups = rates.collect::<Result<_, Problem>>()?;
    imported.step = whole(step)?;
    imported.total_steps = whole(total_steps)?;
    Ok(imported)
}

/// A number of steps.
fn whole(text: Option<&str>) -> Result<Option<u64>, Problem> {
    text.map(|text| text.parse().map_err(|_| Problem::new(format!("`{text}` is not a number of steps"))))
        .transpose()
}
