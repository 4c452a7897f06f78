//! Writes a scheduler of burn.
