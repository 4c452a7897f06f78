//! The tests of this package: one program, which is built and linked once.

mod check;
mod classes;
mod commands;
mod common;
mod convert;
mod failures;
mod ranges;
mod rates;
mod readme;
mod show;
mod torch;
mod units;
