//! Which classes there are.

use crate::foreign_names;

/// The entry of one class. A second list beside typetag's own, which cannot be read.
#[derive(Debug)]
pub struct ClassName(pub &'static str);

inventory::collect!(ClassName);

/// The names of all classes that this program can read, sorted. A name that two classes claim stands twice.
///
/// ```
/// assert!(glidepath_serde::class_names().contains(&"CosineDecay"));
/// ```
pub fn class_names() -> Vec<&'static str> {
    let mut names: Vec<_> = inventory::iter::<ClassName>().map(|class| class.0).collect();
    names.sort_unstable();
    names
}

/// Whether this program can read a class of that name.
pub fn is_registered(class_name: &str) -> bool {
    inventory::iter::<ClassName>().any(|class| class.0 == class_name)
}

/// The registered names that someone who wrote `class_name` may have meant, the nearest first; before all others that
/// of the class which another framework calls so.
///
/// ```
/// assert_eq!(glidepath_serde::near_names("cosine_decay")[0], "CosineDecay");
/// assert_eq!(glidepath_serde::near_names("StepLR")[0], "ExponentialDecay"); // what PyTorch calls its staircase
/// ```
pub fn near_names(class_name: &str) -> Vec<&'static str> {
    let wanted = plain(class_name);
    let mut near: Vec<(f64, &str)> = class_names()
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&wanted, &plain(name)), name))
        .filter(|&(similarity, _)| similarity > 0.9)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.dedup_by_key(|&mut (_, name)| name);
    let elsewhere = foreign_names::class_of(&wanted, plain);
    let others = near.into_iter().map(|(_, name)| name).filter(|&name| Some(name) != elsewhere);
    elsewhere.into_iter().chain(others).take(3).collect()
}

/// The name without package, case and underscores, which people get wrong.
fn plain(class_name: &str) -> String {
    let name = class_name.rsplit('>').next().unwrap_or(class_name);
    name.chars().filter(|&letter| letter != '_').flat_map(char::to_lowercase).collect()
}
