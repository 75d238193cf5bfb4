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
//! only to fetch what was asked, to ask an [`endpoint`] that was named, and to tell those who were
//! named of what changed ([`fetcher::Post`], [`mail`]).

pub mod archive;
pub mod china_vitae;
pub mod citation;
pub mod comtrade;
mod counted;
pub mod customs;
pub mod doubts;
pub mod endpoint;
mod events;
pub mod feed;
pub mod fetcher;
mod field;
mod flows;
pub mod gdelt;
pub mod gdelt_mentions;
pub mod gkg;
pub mod gpr;
mod headed;
pub mod icews;
pub mod launches;
mod letters;
mod likeness;
pub mod mail;
pub mod mapped;
mod mentions;
mod names;
pub mod page;
mod passed;
pub mod phoenix;
pub mod plan;
pub mod polecat;
pub mod provenance;
pub mod raw;
pub mod rows;
mod sheet;
mod shipped;
mod shown;
pub mod sipri;
mod sources;
mod spec;
mod stranger;
mod table;
pub mod travel;
pub mod un_votes;

pub use counted::counted;
pub use events::read_events;
pub use flows::read_flows;
pub use likeness::{Unlike, unlike, unlike_fault};
pub use mentions::read_mentions;
pub use passed::{Passed, PassedOver, RowRanges, rows_of};
pub use sheet::sheet_lines;
pub use sources::{
    Asked, How, Parted, ReadTogether, Rows, SOURCES, Source, is_vintage, nearest_source, source,
};
pub use spec::{Anomaly, Cadence, Spec};
pub use table::{ABSENT, Defaults, MAX_FIELD_BYTES, MAX_TABLE_BYTES, Reading, check_size};
