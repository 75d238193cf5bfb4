//! A source is where observations come from: a table that an analyst keeps by hand, a file that an
//! agency publishes, a feed. Reading one turns its bytes into observations and into faults: what a
//! row says is kept if it can be kept, and if it cannot, the fault says in which file, line and
//! column, why, and what would be right.
//!
//! What a case keeps has three shapes of table: [`read_events`], [`read_flows`] and
//! [`read_mentions`]. What others publish is in [`SOURCES`], by name. All readers are pure: bytes in,
//! [`Reading`] out. Whoever opens the file of a case asks [`check_size`] before it reads the bytes.
//!
//! What to fetch is a pure [`plan`]; how, is the business of the one [`fetcher`]; whence it came, is
//! written down beside it ([`provenance`]). This is the only crate on the network, and it goes there
//! only to fetch what was asked and to ask an [`endpoint`] that was named.

pub mod archive;
pub mod citation;
pub mod endpoint;
mod events;
pub mod feed;
pub mod fetcher;
mod field;
mod flows;
pub mod gdelt;
pub mod gkg;
mod headed;
pub mod icews;
mod mentions;
pub mod page;
pub mod phoenix;
pub mod plan;
pub mod polecat;
pub mod provenance;
pub mod raw;
pub mod rows;
mod shipped;
mod sources;
mod spec;
mod table;
pub mod un_votes;

pub use events::read_events;
pub use flows::read_flows;
pub use mentions::read_mentions;
pub use sources::{Asked, How, Rows, SOURCES, Source, nearest_source, source};
pub use spec::{Anomaly, Cadence, Spec};
pub use table::{Defaults, MAX_FIELD_BYTES, MAX_TABLE_BYTES, Reading, check_size};
