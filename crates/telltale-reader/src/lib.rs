//! Text to observations: who did or said what to whom, when, and which amounts are claimed.
//!
//! A [`Document`] is cut into sentences. In each, the [`Gazetteer`] finds the actors, `time` the
//! dates and `flow` the amounts; the `cast` of the text says who "he", "the minister" and
//! "the North" are. Where an actor meets a word for a deed, the sentence is parsed and read, and
//! what is found is a [`Sighting`]: an observation with the exact passage that it was read from,
//! and why. Nothing here guesses: what is not in the text is `None`.
//!
//! This crate knows only the nouns of `telltale-observation`, and is the only one that knows
//! language. It does no I/O and reads no clock.

mod cast;
mod classify;
mod document;
mod english;
mod flow;
mod gazetteer;
mod json;
mod korean;
mod language;
mod mention;
mod number;
mod order;
mod outlook;
mod pair;
mod parse;
mod people;
mod reader;
mod relative;
pub mod second;
mod sentence;
mod sighting;
mod spelt;
pub mod stated;
mod time;
mod titles;
mod told;

pub use classify::{Classes, Ranked, Root};
pub use document::{
    Document, DocumentError, MAX_DOCUMENT_BYTES, Page, PageEnds, is_pdf, pdf_pages,
};
pub use gazetteer::{Entry, Gazetteer, Sort};
pub use json::Characters;
pub use language::Language;
pub use mention::Mention;
pub use outlook::{About, Coming, Condition, Direction, Expectation, Outlook};
pub use pair::NoPair;
pub use people::{Holder, Place, PlaceSort};
pub use reader::{Reader, Reading, Stage};
pub use sighting::{Amount, Basis, Because, Change, Sighting, Span, Unsaid};
