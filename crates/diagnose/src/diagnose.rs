//! Checks a schedule against all rules.

use glidepath_core::LearningRateSchedule;

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::table::RULES;

/// Checks a schedule against every rule, in the order of [`RULES`].
///
/// ```
/// use glidepath_core::schedule_fn;
/// use glidepath_diagnose::{Facts, diagnose};
///
/// let linear = schedule_fn(|step| 0.1 * 1_000_u64.saturating_sub(step) as f64 / 1_000.0);
/// assert_eq!(diagnose(&linear, &Facts::new().with_total_steps(1_000)), []);
/// let findings = diagnose(&linear, &Facts::new().with_total_steps(10_000));
/// assert_eq!(findings[0].rule, "ends-early");
/// assert_eq!(findings[0].steps, Some((1_000, 9_999)));
/// ```
pub fn diagnose(schedule: &dyn LearningRateSchedule, facts: &Facts) -> Vec<Finding> {
    let course = Course::new(schedule, facts);
    RULES.iter().flat_map(|rule| (rule.check)(&course, facts)).collect()
}
