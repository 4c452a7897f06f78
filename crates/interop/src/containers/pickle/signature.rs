//! How files of pickles begin, and how long they may be.

use super::opcode::{PROTO, STOP};

/// The most bytes that pickles in a file may have. Their tensors are elsewhere.
pub(crate) const LIMIT: u64 = 32 << 20;

/// Whether a file that begins so is a pickle of protocol 2 or later.
pub(crate) fn is_pickle(start: &[u8]) -> bool {
    matches!(start, [PROTO, 2..=5, ..])
}

/// Whether a file may be a pickle of the protocols 0 and 1, which have no signature: it begins with what
/// makes a container or names a class, as no JSON does.
pub(crate) fn is_old_pickle(bytes: &[u8]) -> bool {
    let begins = match bytes {
        [b'(' | b']' | b'}', ..] => true,
        [b'c', names @ ..] => {
            let mut lines = names.splitn(3, |&byte| byte == b'\n');
            let mut is_name =
                || lines.next().is_some_and(|line| !line.is_empty() && line.iter().all(is_of_name));
            is_name() && is_name() && lines.next().is_some()
        }
        _ => false,
    };
    begins && bytes.ends_with(&[STOP])
}

fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}
