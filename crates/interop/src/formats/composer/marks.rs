//! Recognizes files of Composer and llm-foundry.

use super::classes;
use crate::containers::Document;

/// Parameters of schedulers that only Composer has.
const PARAMETERS: [&str; 4] = ["t_warmup", "alpha_f", "t_cooldown", "t_scale"];

/// The mark of a document: a scheduler by its name, beside the length of the run as Composer writes it, or
/// with parameters that only Composer has.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    let scheduler = root.get("scheduler")?;
    let name = scheduler.get("name")?.as_str()?;
    if scheduler.get("type").is_some() {
        return None;
    }
    if root.get("max_duration").is_some() {
        return Some("`scheduler.name` and `max_duration`".to_owned());
    }
    let parameter = PARAMETERS.into_iter().find(|&key| scheduler.get(key).is_some());
    let has_parameter = parameter.is_some_and(|_| classes::find(name).is_some());
    has_parameter.then(|| format!("`scheduler.name` and `scheduler.{}`", parameter.unwrap_or_default()))
}
