//! Archives of PyTorch: a pickle, which does not look at what is behind its end, and of it all the storages.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|pickle: &[u8]| {
    let storage = &pickle[pickle.len().saturating_sub(16)..];
    let order: &[u8] = if storage.ends_with(b"big") { b"big" } else { b"little" };
    let members =
        [("a/data.pkl", pickle), ("a/byteorder", order), ("a/data/0", storage), ("a/data/1", storage)];
    glidepath_fuzz::check(&glidepath_fuzz::archive(&members));
});
