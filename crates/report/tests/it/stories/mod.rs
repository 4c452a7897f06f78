//! Random schedules, random stories, random logs: is the story told that made the log?

mod accidents;
mod ends;
mod log;
mod random;
mod schedules;
mod table;
mod truth;
