//! An answer: the rows of a query, to be shown as a table, as CSV or as JSON.

use arrow::csv;
use arrow::error::ArrowError;
use arrow::json;
use arrow::json::writer::{JsonArray, LineDelimited};
use arrow::util::pretty::pretty_format_batches_with_schema;

use crate::LedgerError;
use crate::query::Rows;

/// So many rows a table for the terminal has at most: a million would take gigabytes to draw.
pub const TEXT_ROWS_MAX: usize = 10_000;

/// The rows that answer a query.
#[derive(Clone, Debug)]
pub struct Answer {
    rows: Rows,
}

impl Answer {
    pub(crate) fn new(rows: Rows) -> Answer {
        Answer { rows }
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<String> {
        self.rows.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.batches.iter().map(|batch| batch.num_rows()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A table for the terminal, of the first [`TEXT_ROWS_MAX`] rows: its columns are as wide as their
    /// widest cell, so that it is made as a whole.
    ///
    /// # Errors
    /// [`LedgerError::Query`] if a column has a type that cannot be printed.
    pub fn to_text(&self) -> Result<String, LedgerError> {
        let mut left = TEXT_ROWS_MAX;
        let first = self.rows.batches.iter().map(|batch| {
            let rows = batch.num_rows().min(left);
            left -= rows;
            batch.slice(0, rows)
        });
        let first: Vec<_> = first.filter(|batch| batch.num_rows() > 0).collect();
        let table = pretty_format_batches_with_schema(self.rows.schema.clone(), &first);
        Ok(format!("{}\n", table.map_err(unprintable)?))
    }

    /// CSV with a header; unknown is empty.
    ///
    /// # Errors
    /// [`LedgerError::Query`] if a column has a type that CSV cannot hold, such as a list.
    pub fn to_csv(&self) -> Result<String, LedgerError> {
        let mut bytes = Vec::new();
        let mut writer = csv::WriterBuilder::new().with_header(true).build(&mut bytes);
        let empty = arrow::array::RecordBatch::new_empty(self.rows.schema.clone());
        // The empty batch brings the header where there are no rows.
        for batch in std::iter::once(&empty).chain(&self.rows.batches) {
            writer.write(batch).map_err(unprintable)?;
        }
        drop(writer);
        Ok(into_text(bytes))
    }

    /// A JSON array of objects; unknown is null.
    ///
    /// # Errors
    /// [`LedgerError::Query`] if a column has a type that JSON cannot hold.
    pub fn to_json(&self) -> Result<String, LedgerError> {
        let mut text = self.json::<JsonArray>()?;
        if text.is_empty() {
            text.push_str("[]");
        }
        text.push('\n');
        Ok(text)
    }

    /// One JSON object a line; unknown is null.
    ///
    /// # Errors
    /// [`LedgerError::Query`] if a column has a type that JSON cannot hold.
    pub fn to_json_lines(&self) -> Result<String, LedgerError> {
        self.json::<LineDelimited>()
    }

    fn json<F: json::writer::JsonFormat>(&self) -> Result<String, LedgerError> {
        let mut bytes = Vec::new();
        let builder = json::WriterBuilder::new().with_explicit_nulls(true);
        let mut writer = builder.build::<_, F>(&mut bytes);
        for batch in &self.rows.batches {
            writer.write(batch).map_err(unprintable)?;
        }
        writer.finish().map_err(unprintable)?;
        drop(writer);
        Ok(into_text(bytes))
    }
}

fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("both formats are written as text")
}

fn unprintable(fault: ArrowError) -> LedgerError {
    LedgerError::Query { what: fault.to_string() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Int64Array, RecordBatch};

    use super::*;

    #[test]
    fn a_table_for_the_terminal_has_the_first_rows_and_csv_has_all() {
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..6000));
        let batch = RecordBatch::try_from_iter([("n", numbers)]).expect("one column");
        let batches = vec![batch.clone(), batch];
        let answer = Answer::new(Rows { schema: batches[0].schema(), batches });
        assert_eq!(answer.len(), 12_000);
        // Three lines above and one line below.
        let text = answer.to_text().expect("numbers are printed");
        assert_eq!(text.lines().count(), TEXT_ROWS_MAX + 4);
        assert_eq!(answer.to_csv().expect("numbers are printed").lines().count(), 12_001);
    }
}
