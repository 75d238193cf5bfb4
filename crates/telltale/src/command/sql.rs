//! `telltale sql`: a ledger, asked in SQL.

use telltale_ledger::{Ledger, TEXT_ROWS_MAX};
use telltale_observation::printable;
use telltale_source::counted;

use crate::cli::{Sql, TableFormat};
use crate::failure::Failure;
use crate::output;

pub(crate) fn run(asked: &Sql) -> Result<(), Failure> {
    let ledger = Ledger::open(&asked.ledger)?;
    let answer = ledger.sql(&asked.query, asked.as_of)?;
    let text = match asked.format {
        TableFormat::Text => {
            if let Some(more) = answer.len().checked_sub(TEXT_ROWS_MAX).filter(|more| *more > 0) {
                output::talk(&format!(
                    "note: {} of the answer shown, and {more} not: --format csv or json has them all",
                    counted(TEXT_ROWS_MAX, "row")
                ));
            }
            printable(&answer.to_text()?).into_owned()
        }
        TableFormat::Csv => answer.to_csv()?,
        TableFormat::Json => answer.to_json()?,
    };
    output::data(&text, None)
}
