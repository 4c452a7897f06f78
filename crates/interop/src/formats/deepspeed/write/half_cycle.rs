//! One half of a cycle.

/// The rise or, in reverse, the fall of a cycle.
#[derive(Clone, Copy)]
pub(super) struct HalfCycle {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) steps: u64,
    /// 0 if it is linear.
    pub(super) stairs: u32,
}
