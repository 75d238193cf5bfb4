//! One file per command: what was asked, done through the flow, and said on standard output.

pub(crate) mod brief;
pub(crate) mod case;
pub(crate) mod check;
pub(crate) mod cite;
pub(crate) mod codes;
pub(crate) mod doctor;
mod expectation;
pub(crate) mod fetch;
pub(crate) mod forecast;
pub(crate) mod ingest;
pub(crate) mod ledger;
pub(crate) mod read;
pub(crate) mod rejects;
pub(crate) mod scan;
pub(crate) mod series;
pub(crate) mod source;
pub(crate) mod sql;
pub(crate) mod tripwire;
pub(crate) mod turns;
pub(crate) mod votes;
pub(crate) mod why;
mod witness;
