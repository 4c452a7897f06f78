//! How deep schedules may be nested.

use std::cell::Cell;
use std::thread::ScopedJoinHandle;

use serde_json::Value;

/// The greatest depth to which schedules can be nested in a file.
///
/// Every level of trait objects wraps the (de)serializer of the level above once more, so stack use grows
/// with the square of the depth: without a limit, a file of 2 KB aborts the thread that reads it. This many
/// levels take up to 640 KB in a debug build. [`from_json`](crate::from_json) and its like see to it that
/// they are there.
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

/// The number of levels that fit into any stack.
const SHALLOW: usize = 8;

/// A stack on which [`MAX_DEPTH`] levels have room, in a debug build too.
const ROOMY_STACK: usize = 4 * 1024 * 1024;

/// Reads schedules that are nested that deep where the stack suffices: here, or on a thread of its own.
pub(crate) fn with_room<T: Send>(depth: usize, read: impl Fn() -> T + Sync) -> T {
    if depth <= SHALLOW {
        return read();
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(ROOMY_STACK).spawn_scoped(scope, &read);
        match thread.map(ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Where there are no threads.
            Err(_) => read(),
        }
    })
}

/// How deep schedules, or what looks like them, are nested.
pub(crate) fn schedule_depth(value: &Value) -> usize {
    match value {
        Value::Array(elements) => elements.iter().map(schedule_depth).max().unwrap_or(0),
        Value::Object(object) => {
            let inside = object.values().map(schedule_depth).max().unwrap_or(0);
            inside + usize::from(object.contains_key("class_name"))
        }
        _ => 0,
    }
}
