//! A source is where observations come from: a table that an analyst keeps by hand, a file that an
//! agency publishes, a feed. Reading one turns its bytes into observations and into faults: what a
//! row says is kept if it can be kept, and if it cannot, the fault says in which file, line and
//! column, why, and what would be right.
//!
//! For now the only sources are the three shapes of table that a case keeps: [`read_events`],
//! [`read_flows`] and [`read_mentions`]. All three are pure: bytes in, [`Reading`] out. Whoever
//! opens the file asks [`check_size`] before it reads the bytes.
//!
//! This is the only crate on the network. So far it goes there only to ask an [`endpoint`], and only
//! when it is told which.

pub mod archive;
pub mod endpoint;
mod events;
pub mod fetcher;
mod field;
mod flows;
mod mentions;
pub mod plan;
pub mod provenance;
mod spec;
mod table;

pub use events::read_events;
pub use flows::read_flows;
pub use mentions::read_mentions;
pub use spec::{Anomaly, Cadence, Spec};
pub use table::{Defaults, MAX_FIELD_BYTES, MAX_TABLE_BYTES, Reading, check_size};
