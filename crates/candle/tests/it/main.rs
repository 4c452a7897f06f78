//! The tests of this package: one program, which is built and linked once.

mod adamw_schedules;
mod common;
mod digits;
mod kill_and_resume;
mod parameter_groups;
mod scheduled;
