//! From measures to the brief: verdicts, movements, numbers, claims and calendar, in sentences of
//! which each carries its evidence; and the four forms in which they are read.
//!
//! The brief computes no statistic. What it says as an estimate comes from `telltale-measure`, with
//! interval, n and method; what it says as a fact is an observation that was known on the day asked.

pub mod brief;
mod calendar;
pub mod case;
pub mod check;
mod claims;
mod compose;
mod evidence;
mod known;
mod language;
mod mentions;
mod movements;
mod realignments;
pub mod render;
#[cfg(test)]
mod sample;
mod trade;
pub mod tripwires;
mod verdict;

pub use compose::compose;
pub use evidence::{Citation, Evidence, Sentence};
pub use known::{Known, Series, SeriesName};
pub use language::{Language, odds};
pub use verdict::{Measured, judge_all, measure};
