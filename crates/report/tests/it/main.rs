//! The tests of reports, from outside.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "small numbers"
)]

mod common;
mod contract;
mod counting;
mod evidence;
mod logs;
mod long_logs;
mod rules;
mod stories;
mod threads;
