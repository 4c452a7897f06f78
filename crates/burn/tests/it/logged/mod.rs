//! What this thread logs.

use std::cell::RefCell;

use log::{LevelFilter, Log, Metadata, Record};

thread_local! {
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Lines;

impl Log for Lines {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        LINES.with_borrow_mut(|lines| lines.push(format!("{} {}", record.level(), record.args())));
    }

    fn flush(&self) {}
}

/// Runs `action` and gives the lines that it logged.
pub(crate) fn logged(action: impl FnOnce()) -> Vec<String> {
    // An error says that another test of this process was first.
    let _ = log::set_logger(&Lines);
    log::set_max_level(LevelFilter::Warn);
    LINES.take();
    action();
    LINES.take()
}
