//! A fault in data is a value: which file, which line, which column, what is wrong, and what would
//! be right. One fault never stops the reading of what stands beside it.

use std::fmt;

use serde::Serialize;

/// Something wrong in a file that a person wrote or a source shipped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, counted from 1; `None` where the fault is the whole file's.
    pub line: Option<u64>,
    /// The column: its heading in a table, its number in a text; empty where it is the whole
    /// line's.
    pub column: String,
    /// What is wrong, with the offending value.
    pub what: String,
    /// What would be right.
    pub hint: String,
}

impl fmt::Display for Fault {
    /// `file:line: column NAME: what`, and the hint on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.column.is_empty() {
            write!(f, ": column {}", self.column)?;
        }
        write!(f, ": {}", self.what)?;
        if !self.hint.is_empty() {
            write!(f, "\n  hint: {}", self.hint)?;
        }
        Ok(())
    }
}
