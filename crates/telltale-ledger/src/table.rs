//! Somebody else's Parquet file as a table of texts: what reads tables by a map takes them from here,
//! because nobody else knows Parquet.

use std::io;
use std::path::Path;

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::LedgerError;

/// Rows that are turned into text at a time.
const BATCH_ROWS: usize = 8192;

/// The rows of a Parquet file, each with its number, from 1, and its cells as text: days as
/// `2025-11-04`, numbers in plain notation, nothing as an empty text.
pub struct TableRows {
    heads: Vec<String>,
    reader: ParquetRecordBatchReader,
    waiting: std::vec::IntoIter<Vec<String>>,
    row: u64,
}

/// Opens a Parquet file that is no ledger's.
///
/// # Errors
/// [`LedgerError::Io`] if it cannot be opened, or is no Parquet that is read here: files are read that
/// are not packed, or packed with zstd.
///
/// ```no_run
/// let rows = telltale_ledger::table_rows(std::path::Path::new("visits.parquet"))?;
/// println!("{}", rows.heads().join(","));
/// # Ok::<(), telltale_ledger::LedgerError>(())
/// ```
pub fn table_rows(path: &Path) -> Result<TableRows, LedgerError> {
    let unreadable = |error: &dyn std::fmt::Display| invalid(path, error);
    let file = fs_err::File::open(path)?.into_parts().0;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| unreadable(&e))?;
    let heads = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let reader = builder.with_batch_size(BATCH_ROWS).build().map_err(|e| unreadable(&e))?;
    Ok(TableRows { heads, reader, waiting: Vec::new().into_iter(), row: 0 })
}

fn invalid(path: &Path, error: &dyn std::fmt::Display) -> io::Error {
    let what = format!("no Parquet that can be read: {}: {error}", path.display());
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl TableRows {
    /// The names of the columns.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }
}

impl Iterator for TableRows {
    type Item = Result<(u64, Vec<String>), LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(cells) = self.waiting.next() {
                self.row += 1;
                return Some(Ok((self.row, cells)));
            }
            match self.reader.next()?.and_then(|batch| texts(&batch)) {
                Ok(rows) => self.waiting = rows.into_iter(),
                Err(error) => {
                    let error = io::Error::new(io::ErrorKind::InvalidData, error.to_string());
                    return Some(Err(error.into()));
                }
            }
        }
    }
}

fn texts(batch: &RecordBatch) -> Result<Vec<Vec<String>>, ArrowError> {
    let options = FormatOptions::default().with_null("");
    let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options));
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let cell = |column: &ArrayFormatter<'_>, row| column.value(row).try_to_string();
    let rows =
        (0..batch.num_rows()).map(|row| columns.iter().map(|column| cell(column, row)).collect());
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Date32Array, Float64Array, StringArray};
    use parquet::arrow::ArrowWriter;

    #[test]
    fn cells_are_texts_days_are_days_and_nothing_is_empty() {
        let columns: [(&str, ArrayRef); 3] = [
            ("day", Arc::new(Date32Array::from(vec![20_396, 0]))),
            ("who", Arc::new(StringArray::from(vec![Some("CHN"), None]))),
            ("amount", Arc::new(Float64Array::from(vec![Some(1.5), Some(1e9)]))),
        ];
        let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.parquet");
        let file = fs_err::File::create(&path).expect("a file");
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
        writer.write(&batch).expect("written");
        writer.close().expect("closed");
        let rows = table_rows(&path).expect("a table");
        assert_eq!(rows.heads(), ["day", "who", "amount"]);
        let rows: Vec<_> = rows.map(|row| row.expect("a row")).collect();
        assert_eq!(rows[0], (1, ["2025-11-04", "CHN", "1.5"].map(str::to_owned).to_vec()));
        assert_eq!(
            (rows[1].0, rows[1].1[0].as_str(), rows[1].1[1].as_str()),
            (2, "1970-01-01", "")
        );
        assert_eq!(rows[1].1[2].parse(), Ok(1e9));
        fs_err::write(&path, b"PAR1 and nothing").expect("written");
        let error = table_rows(&path).err().expect("no Parquet").to_string();
        assert!(error.contains("no Parquet that can be read"), "{error}");
    }
}
