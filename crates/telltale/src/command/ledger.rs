//! `telltale ledger`: what a ledger holds, whether every byte is whole, and its files drawn
//! together.

use serde_json::json;
use telltale_ledger::{Compacted, Damage, Ledger, LedgerError, Writer};

use crate::cli::{self, TextOrJson};
use crate::failure::Failure;
use crate::output;

pub(crate) fn run(asked: &cli::Ledger) -> Result<(), Failure> {
    match asked {
        cli::Ledger::Info(folder) => info(folder),
        cli::Ledger::Verify(folder) => verify(folder),
        cli::Ledger::Compact(folder) => compact(folder),
    }
}

fn info(asked: &cli::LedgerFolder) -> Result<(), Failure> {
    let info = Ledger::open(&asked.ledger)?.info()?;
    let value = serde_json::to_value(&info).map_err(anyhow::Error::from)?;
    let text = match asked.format {
        TextOrJson::Json => format!("{value:#}\n"),
        TextOrJson::Text => {
            let span = |span: Option<(String, String)>| {
                span.map_or("–".to_owned(), |(first, last)| format!("{first} to {last}"))
            };
            let start = info.start.map(|(a, b)| (a.to_string(), b.to_string()));
            let known = info.known_at.map(|(a, b)| (a.to_string(), b.to_string()));
            let mut out = format!(
                "version       {}\nobservations  {}\nfiles         {} ({} bytes)\n\
                 files done    {} (known by digest, and not read again)\n\
                 held          {}\nknown         {}\n",
                info.version.map_or("–".to_owned(), |version| version.to_string()),
                info.observations,
                info.files,
                info.bytes,
                info.files_read,
                span(start),
                span(known)
            );
            for source in &info.sources {
                out += &format!(
                    "  {:<24} {:<9} {:>9}\n",
                    source.source, source.kind, source.observations
                );
            }
            out
        }
    };
    output::data(&text, None)
}

fn verify(asked: &cli::LedgerFolder) -> Result<(), Failure> {
    is_there(&asked.ledger)?;
    let damage = telltale_ledger::verify(&asked.ledger);
    let text = match asked.format {
        TextOrJson::Json => {
            let rows: Vec<_> =
                damage.iter().map(|d| json!({"file": d.file, "what": d.what})).collect();
            format!("{:#}\n", json!({ "damage": rows }))
        }
        TextOrJson::Text if damage.is_empty() => "every byte is whole\n".to_owned(),
        TextOrJson::Text => damage.iter().map(line).collect(),
    };
    output::data(&text, None)?;
    match damage.into_iter().next() {
        None => Ok(()),
        Some(first) => Err(LedgerError::Damaged { file: first.file, what: first.what }.into()),
    }
}

/// That there is a ledger, whole or damaged: looking after none makes none.
fn is_there(folder: &std::path::Path) -> Result<(), Failure> {
    match Ledger::open(folder) {
        Err(fault @ LedgerError::NotALedger { .. }) => Err(fault.into()),
        _ => Ok(()),
    }
}

fn line(damage: &Damage) -> String {
    format!("{}: {}\n", damage.file, damage.what)
}

fn compact(asked: &cli::LedgerFolder) -> Result<(), Failure> {
    let Compacted { files_before, files_after, bytes_before, bytes_after, deleted, .. } =
        Writer::open_existing(&asked.ledger)?.compact(true)?;
    let text = match asked.format {
        TextOrJson::Json => format!(
            "{:#}\n",
            json!({
                "files_before": files_before, "files_after": files_after,
                "bytes_before": bytes_before, "bytes_after": bytes_after, "deleted": deleted,
            })
        ),
        TextOrJson::Text => format!(
            "{files_before} files of {bytes_before} bytes are now {files_after} of {bytes_after}; \
             {deleted} old files deleted\n"
        ),
    };
    output::data(&text, None)
}
