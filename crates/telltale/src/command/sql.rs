//! `telltale sql`: a ledger, asked in SQL.

use telltale_ledger::Ledger;

use crate::cli::{Sql, TableFormat};
use crate::failure::Failure;
use crate::output;

pub(crate) fn run(asked: &Sql) -> Result<(), Failure> {
    let ledger = Ledger::open(&asked.ledger)?;
    let answer = ledger.sql(&asked.query, asked.as_of)?;
    let text = match asked.format {
        TableFormat::Text => answer.to_text()?,
        TableFormat::Csv => answer.to_csv()?,
        TableFormat::Json => answer.to_json()?,
    };
    output::data(&text, None)
}
