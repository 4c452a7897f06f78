//! Names that may have been meant.

use crate::foreign_names::plain;

/// Those of the names that someone who wrote `wanted` may have meant, the nearest first. Case and underscores
/// do not matter.
///
/// ```
/// assert_eq!(glidepath_serde::nearest_of("warmupsteps", ["warmup_steps", "max_steps"]), ["warmup_steps"]);
/// ```
pub fn nearest_of<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    if wanted.len() > LONGEST_NAME {
        return Vec::new();
    }
    let wanted = plain(wanted);
    let mut near: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&wanted, &plain(name)), name))
        .filter(|&(similarity, _)| similarity > 0.9)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.dedup_by_key(|&mut (_, name)| name);
    near.into_iter().map(|(_, name)| name).collect()
}

/// The longest name that is compared with others, in bytes.
const LONGEST_NAME: usize = 256;

/// The question for the known names that may have been meant, three at most; empty if none is near.
///
/// ```
/// use glidepath_serde::did_you_mean;
///
/// assert_eq!(did_you_mean("cosin", ["linear", "cosine"]), "; did you mean `cosine`?");
/// assert_eq!(did_you_mean("alpha", ["alpha_i", "alpha_f"]), "; did you mean `alpha_i` or `alpha_f`?");
/// assert_eq!(did_you_mean("step", ["linear", "cosine"]), "");
/// ```
pub fn did_you_mean<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let mut near = nearest_of(wanted, known);
    near.truncate(3);
    question(&near)
}

/// The same for names that are near.
pub(crate) fn question(near: &[&str]) -> String {
    let near: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
    if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) }
}

/// What to say after the name of an unknown field, variant or function: the known name that may have been
/// meant, or else all of them.
///
/// ```
/// use glidepath_serde::instead_of;
///
/// let known = ["decay_steps", "alpha"];
/// assert_eq!(instead_of("decay_stps", known), "; did you mean `decay_steps`?");
/// assert_eq!(instead_of("gamma", known), ", expected `decay_steps` or `alpha`");
/// ```
pub fn instead_of<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let known: Vec<_> = known.into_iter().collect();
    let meant = did_you_mean(wanted, known.iter().copied());
    if !meant.is_empty() {
        return meant;
    }
    let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    match known.as_slice() {
        [] => ", expected none".to_owned(),
        [only] => format!(", expected {only}"),
        [first, second] => format!(", expected {first} or {second}"),
        all => format!(", expected one of {}", all.join(", ")),
    }
}
