//! `telltale ingest case`: a case's tables into a ledger, each file once.

use std::time::Instant;

use serde_json::json;
use telltale_ledger::{Batch, Writer};
use telltale_observation::Digest;

use crate::cli::{Ingest, IngestSource, TextOrJson};
use crate::failure::Failure;
use crate::{case_folder, output};

/// What an ingest came to. Rows are observations, rows collapsed into them, and rejects.
#[derive(Default)]
struct Tally {
    files: usize,
    files_already_read: usize,
    rows: u64,
    observations: usize,
    collapsed: u64,
    bytes: usize,
}

pub(crate) fn run(asked: &Ingest) -> Result<(), Failure> {
    let IngestSource::Case = asked.source;
    let started = Instant::now();
    let raw = case_folder::open(asked.path.as_deref())?;
    // A case with a fault leaves the ledger as it was: all tables are read before any is written.
    raw.observations()?;
    let mut writer = Writer::open(&asked.ledger)?;
    let mut tally = Tally::default();
    for table in &raw.tables {
        let reading = table.read();
        let read = reading.observations.len();
        let file = Some((table.file.clone(), Digest::of(&table.bytes)));
        let appended = writer.append(&Batch { observations: reading.observations, file })?;
        tally.files += 1;
        tally.files_already_read += usize::from(appended.file_already_read);
        tally.rows += read as u64 + reading.absent;
        tally.observations += appended.appended;
        tally.collapsed += (read - appended.appended) as u64 + reading.absent;
        tally.bytes += table.bytes.len();
        if appended.file_already_read {
            output::talk(&format!("{}: already in the ledger, nothing appended", table.file));
        }
    }
    report(&tally, started.elapsed().as_secs_f64(), asked.format)
}

fn report(tally: &Tally, seconds: f64, format: TextOrJson) -> Result<(), Failure> {
    let text = match format {
        TextOrJson::Json => format!(
            "{:#}\n",
            json!({
                "source": "case", "files": tally.files,
                "files_already_read": tally.files_already_read, "rows": tally.rows,
                "observations": tally.observations, "collapsed": tally.collapsed, "rejects": 0,
                "seconds": seconds, "bytes": tally.bytes,
            })
        ),
        TextOrJson::Text => format!(
            "{} rows = {} observations appended + {} already there or without a record + 0 rejects\n",
            tally.rows, tally.observations, tally.collapsed
        ),
    };
    output::data(&text, None)
}
