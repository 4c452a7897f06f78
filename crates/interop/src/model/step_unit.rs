//! What a step of a schedule is.

/// What a step of a schedule is, where a file may count either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUnit {
    /// An update of the optimizer, as everywhere in this library.
    Update,
    /// An epoch: the rate changes once in many updates.
    Epoch,
}
