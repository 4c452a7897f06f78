//! What schedules of several families are made of.

pub(crate) mod fill;
pub(crate) mod moment;
pub(crate) mod restart_periods;
pub(crate) mod search_index;
