//! The arguments of a Trainer's run, and behind a byte that JSON never has its state.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|files: &str| {
    if let Some((arguments, state)) = files.split_once('\0') {
        glidepath_fuzz::check_run(arguments, state);
    }
});
