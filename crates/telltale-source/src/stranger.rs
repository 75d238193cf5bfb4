//! A stranger among the files of a source: text of whose lines none has the form of a row at all. It is
//! refused as a whole, with what was seen of it, and not line by line.
//!
//! Whether a line has the form of a row is said by what is wrong with it: the line itself, or a field in
//! a column. A file is judged once it was read to its end, since a row may come after any number of
//! lines that are none, and costs no reader of good files more than a glance.

use telltale_observation::Fault;

use crate::shipped::whole;

/// A line that is no row may stand in any file. From so many on, and with no row beside them, it is the
/// file that is no file of its source.
const LINES_MIN: u64 = 2;
/// So much of a file's first line is shown, in characters.
const SHOWN_CHARS: usize = 80;

/// What the lines of a file came to until now.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    has_row: bool,
    /// How many lines are no row.
    others: u64,
    /// The first of them.
    first: Option<First>,
}

#[derive(Debug)]
struct First {
    number: u64,
    begin: String,
    what: String,
    hint: String,
}

impl Lines {
    /// Takes in that a line has the form of a row, whatever its fields say.
    pub(crate) fn row(&mut self) {
        self.has_row = true;
    }

    /// Takes in that something is wrong with a line: with `column`, or with the line itself, where
    /// that is empty.
    pub(crate) fn flawed(
        &mut self,
        (number, line): (u64, &[u8]),
        (column, what, hint): (&str, &str, &str),
    ) {
        self.has_row |= !column.is_empty();
        self.others += 1;
        if !self.has_row && self.first.is_none() {
            let begin = String::from_utf8_lossy(&line[..line.len().min(4 * SHOWN_CHARS)]);
            let begin = begin.trim_start_matches('\u{feff}').chars().take(SHOWN_CHARS).collect();
            self.first =
                Some(First { number, begin, what: what.to_owned(), hint: hint.to_owned() });
        }
    }

    /// The fault of a file that has no row and was given as one of this source.
    pub(crate) fn fault(&self, source: &str, file: &str) -> Option<Fault> {
        let first = self.first.as_ref().filter(|_| !self.has_row && self.others >= LINES_MIN)?;
        let First { number, begin, what, hint } = first;
        let what = format!(
            "none of its {} lines has the form of a row of {source}: line {number} is {begin:?}, {what}",
            self.others
        );
        let other = "a table of another kind: telltale ingest table FILE --map MAP.toml";
        Some(whole(file, what, format!("{hint}; {other}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(lines: &[(&str, &str)]) -> Option<String> {
        let mut seen = Lines::default();
        for ((line, column), number) in lines.iter().zip(1..) {
            match *column {
                "row" => seen.row(),
                column => {
                    seen.flawed((number, line.as_bytes()), (column, "1 columns", "61 columns"))
                }
            }
        }
        seen.fault("gdelt", "x.csv").map(|fault| fault.to_string())
    }

    #[test]
    fn a_file_of_which_no_line_is_a_row_is_told_with_its_first_line() {
        assert_eq!(
            judged(&[("\u{feff}date,a,b", ""), ("20180101,PRK,CHN", "")]).unwrap(),
            "x.csv: none of its 2 lines has the form of a row of gdelt: line 1 is \"date,a,b\", 1 \
             columns\n  hint: 61 columns; a table of another kind: telltale ingest table FILE --map \
             MAP.toml"
        );
        let long = "é".repeat(1000);
        assert!(judged(&[(&long, ""), ("", "")]).unwrap().len() < 500);
    }

    #[test]
    fn one_row_among_others_lines_makes_it_a_file_of_its_source() {
        let mut lines = vec![("a,b", ""); 5000];
        assert!(judged(&lines).is_some());
        for row in [("1\t2", "row"), ("1\t2", "SQLDATE")] {
            lines[4000] = row;
            assert_eq!(judged(&lines), None, "{row:?}");
        }
    }

    #[test]
    fn one_line_says_nothing_of_a_file() {
        assert_eq!(judged(&[]), None);
        assert_eq!(judged(&[("a,b", "")]), None);
    }
}
