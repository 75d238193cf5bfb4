//! The ledger: what was observed, kept so that nothing is lost and any past can be asked.
//!
//! A ledger is a folder of Parquet files, partitioned by kind and year, under the log of a Delta
//! Lake table. [`Writer`] appends [`Observation`](telltale_observation::Observation)s, each batch
//! whole or not at all, and the same one any number of times to the same end. [`Ledger`] answers:
//! as of an instant it shows one vintage of each thing, the one known last, and nothing that was
//! known later.
//!
//! This is the only crate of the workspace that knows Arrow, Parquet, DataFusion and Delta Lake,
//! and no type of theirs leaves it. Every question is SQL in the part that DataFusion and Spark
//! share; the queries are the files in `sql/`.

mod answer;
mod bulk;
mod checked;
mod chunk;
mod columns;
mod counted;
mod daily;
mod error;
mod file;
mod info;
mod journal;
mod ledger;
mod lock;
mod log;
mod mentions;
mod provider;
mod query;
mod table;
mod verify;
mod vintages;
mod writer;

pub use answer::{Answer, TEXT_ROWS_MAX};
pub use bulk::{Drafted, Drafts};
pub use daily::Daily;
pub use error::LedgerError;
pub use info::{Info, SourceInfo};
pub use journal::{Entry, Journal};
pub use ledger::{Filter, Ledger, Snapshot, WithIds};
pub use lock::Holder;
pub use query::Limits;
pub use table::{TableRows, table_rows};
pub use verify::{Damage, verify};
pub use writer::{Appended, Batch, Compacted, GRACE, Writer};
