//! Rows that were passed over: well-formed, and of which no record is made. Which rows they are is
//! kept in few bytes, so that they can be listed and not merely counted.

use std::fmt;

/// So many ranges of rows of one file and reason are kept; of what follows, only how many rows.
const RANGES_MAX: usize = 200_000;

/// Numbers of rows, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowRanges {
    ranges: Vec<(u64, u64)>,
    count: u64,
    told: u64,
}

impl RowRanges {
    /// Takes a row in. One that was taken in just before, because it has several cells, counts again
    /// and is told once.
    pub fn push(&mut self, row: u64) {
        self.count += 1;
        let kept = self.ranges.len();
        match self.ranges.last_mut() {
            Some((_, last)) if *last == row => self.told += 1,
            Some((_, last)) if *last + 1 == row => {
                *last = row;
                self.told += 1;
            }
            _ if kept < RANGES_MAX => {
                self.ranges.push((row, row));
                self.told += 1;
            }
            _ => {}
        }
    }

    /// How many were taken in.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many of them no range tells.
    pub fn untold(&self) -> u64 {
        self.count - self.told
    }
}

impl fmt::Display for RowRanges {
    /// `2-5,9`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.ranges.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            if first == last { write!(f, "{first}")? } else { write!(f, "{first}-{last}")? }
        }
        Ok(())
    }
}

/// The rows that ranges name, as [`RowRanges`] prints them; nothing of what is none.
pub fn rows_of(ranges: &str) -> impl Iterator<Item = u64> + '_ {
    ranges.split(',').filter(|range| !range.is_empty()).flat_map(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last) = (first.parse().unwrap_or(1), last.parse().unwrap_or(0));
        first..=last
    })
}

/// Rows of one file that were passed over for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The file's name, or that of a member.
    pub file: String,
    /// Why.
    pub why: String,
    /// Which rows.
    pub rows: RowRanges,
}

/// All rows that were passed over, by file and reason in the order in which the first was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOver {
    all: Vec<Passed>,
}

impl PassedOver {
    /// Takes a row in.
    pub fn push(&mut self, file: &str, row: u64, why: &str) {
        // Few reasons a file, and the last files last.
        let found = self.all.iter_mut().rev().find(|one| one.file == file && one.why == why);
        if let Some(passed) = found {
            passed.rows.push(row);
            return;
        }
        let mut rows = RowRanges::default();
        rows.push(row);
        self.all.push(Passed { file: file.to_owned(), why: why.to_owned(), rows });
    }

    /// Takes in what another file passed over.
    pub fn extend(&mut self, other: PassedOver) {
        self.all.extend(other.all);
    }

    /// Each file and reason.
    pub fn iter(&self) -> impl Iterator<Item = &Passed> {
        self.all.iter()
    }

    /// Whether no row was passed over.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_as_ranges_and_told_again_row_by_row() {
        let mut rows = RowRanges::default();
        [2, 3, 4, 9, 9, 11].iter().for_each(|row| rows.push(*row));
        assert_eq!((rows.to_string().as_str(), rows.count(), rows.untold()), ("2-4,9,11", 6, 0));
        assert_eq!(rows_of("2-4,9,11").collect::<Vec<_>>(), [2, 3, 4, 9, 11]);
        assert_eq!(rows_of("").chain(rows_of("x")).chain(rows_of("7-")).count(), 0);
    }

    #[test]
    fn beyond_the_bound_rows_are_counted_and_not_told() {
        let mut rows = RowRanges::default();
        (0..RANGES_MAX as u64 + 5).for_each(|at| rows.push(at * 2));
        assert_eq!((rows.count(), rows.untold()), (RANGES_MAX as u64 + 5, 5));
    }

    #[test]
    fn files_and_reasons_are_kept_apart() {
        let mut passed = PassedOver::default();
        for (file, row, why) in [("a", 1, "x"), ("a", 2, "y"), ("b", 1, "x"), ("a", 3, "x")] {
            passed.push(file, row, why);
        }
        let said: Vec<_> =
            passed.iter().map(|one| format!("{} {} {}", one.file, one.why, one.rows)).collect();
        assert_eq!(said, ["a x 1,3", "a y 2", "b x 1"]);
    }
}
