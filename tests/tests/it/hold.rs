//! Files that tests write.

use std::fs;

use glidepath_tests::data_dir;

/// Compares a file with what it should be, or writes it if `GLIDEPATH_BLESS` is set. `filter` selects the
/// tests that write it.
#[track_caller]
pub(crate) fn hold(file: &str, now: &str, filter: &str) {
    let path = data_dir().join("../..").join(file);
    if std::env::var_os("GLIDEPATH_BLESS").is_some() {
        return fs::write(&path, now).expect("a writable file");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    if stored == now {
        return;
    }
    let line = stored.lines().zip(now.lines()).take_while(|(stored, now)| stored == now).count();
    let at = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
    panic!(
        "`GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it {filter}` updates {file}, which differs from line {} \
         on:\n- {}\n+ {}",
        line + 1,
        at(&stored),
        at(now)
    );
}
