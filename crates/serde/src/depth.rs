//! How deep schedules may be nested.

use std::cell::Cell;

/// The greatest depth to which schedules can be nested in a file.
///
/// Every level of trait objects wraps the (de)serializer of the level above once more, so stack use grows
/// with the square of the depth: without a limit, a file of 2 KB aborts the thread that reads it.
pub const MAX_DEPTH: u32 = 16;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// One level of nesting, left when dropped.
pub(crate) struct Level(());

impl Level {
    /// Goes one level deeper, or says why not.
    pub(crate) fn enter() -> Result<Self, String> {
        let depth = DEPTH.get();
        if depth >= MAX_DEPTH {
            return Err(format!("schedules must not be nested deeper than {MAX_DEPTH}"));
        }
        DEPTH.set(depth + 1);
        Ok(Self(()))
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}
