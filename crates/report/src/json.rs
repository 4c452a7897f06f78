//! A report as JSON.

use glidepath_diagnose::{Finding, Story};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::report::Report;

impl Report {
    /// The report as a JSON object on one line:
    ///
    /// ```json
    /// {"file": "config.json", "ok": true, "class_name": "CosineDecay", "source": "…", "error": null, "findings": [
    ///     {"rule": "ends-high", "severity": "warning", "message": "…", "help": "…", "path": "config.decay_steps",
    ///      "steps": [0, 99]},
    ///     {"rule": "log-differs", "severity": "error", "message": "…", "help": "…", "path": null,
    ///      "story": "behind", "since": 120, "steps": -3, "changes": [[120, -1], [400, -3]]}]}
    /// ```
    ///
    /// `class_name` is null for a plain number and where there is an `error`, `source` where there is one.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings: Vec<_> = self.findings.iter().map(Shown).collect();
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("file", &self.file)?;
        map.serialize_entry("ok", &self.is_ok())?;
        map.serialize_entry("class_name", &self.class_name)?;
        map.serialize_entry("source", &self.imported.as_ref().map(|imported| imported.source.to_string()))?;
        map.serialize_entry("error", &self.error.as_ref().map(ToString::to_string))?;
        map.serialize_entry("findings", &findings)?;
        map.end()
    }
}

/// A finding as it is written.
struct Shown<'f>(&'f Finding);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Finding { rule, severity, message, help, path, steps, story, .. } = self.0;
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", rule)?;
        map.serialize_entry("severity", severity.as_str())?;
        map.serialize_entry("message", message)?;
        map.serialize_entry("help", &some(help))?;
        map.serialize_entry("path", &some(path))?;
        match story {
            Some(story) => numbers(&mut map, story)?,
            None => map.serialize_entry("steps", &steps.map(|(first, last)| [first, last]))?,
        }
        map.end()
    }
}

/// The name of a story and its numbers.
fn numbers<M: SerializeMap>(map: &mut M, story: &Story) -> Result<(), M::Error> {
    map.serialize_entry("story", story.name())?;
    match story {
        Story::Shifted { steps } => map.serialize_entry("steps", steps),
        Story::Faster { factor } | Story::Slower { factor } | Story::Scaled { factor, since: 0 } => {
            map.serialize_entry("factor", factor)
        }
        Story::Scaled { factor, since } => {
            map.serialize_entry("factor", factor)?;
            map.serialize_entry("since", since)
        }
        Story::Restarted { since } => map.serialize_entry("since", since),
        Story::Behind { since, steps, changes } => {
            map.serialize_entry("since", since)?;
            map.serialize_entry("steps", steps)?;
            map.serialize_entry("changes", changes)
        }
        Story::OtherGroup { group } => map.serialize_entry("group", group),
        Story::Extended { since, end } => {
            map.serialize_entry("since", since)?;
            map.serialize_entry("end", end)
        }
        Story::Unexplained { since, differing, points } => {
            map.serialize_entry("since", since)?;
            map.serialize_entry("differing", differing)?;
            map.serialize_entry("points", points)
        }
        _ => Ok(()),
    }
}
