//! The sources by name: what is known of each, and how its files are read.

use telltale_observation::nearest;

use crate::rows::ReadRow;
use crate::{Reading, Spec, gdelt, gkg, icews, phoenix, polecat, un_votes};

/// A source that files can be read from.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// What is known of it.
    pub spec: &'static Spec,
    /// How the names of its files end, in lower case and without the packing (`.zip`, `.gz`). In a
    /// folder and in a zip only these are read.
    pub endings: &'static [&'static str],
    /// How its files are read.
    pub how: How,
}

/// How a source's files are read. Both are pure: bytes in, observations and faults out.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// A file at once, by its name and bytes; for files of some megabytes.
    Whole(fn(&str, &[u8]) -> Reading),
    /// A row a line, of any size.
    Rows(Rows),
}

/// How files of a row a line are read.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Begins to read.
    pub begin: fn(&Asked) -> Box<dyn ReadRow>,
    /// Names of files that the rows of others are read by; they lie beside them.
    pub keys: &'static [&'static str],
}

/// What a reader of rows is told beforehand.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The year from whose first hour times count, where they do.
    pub year: Option<i16>,
    /// The key files that were found, by name.
    pub keys: Vec<(String, Vec<u8>)>,
}

/// Every source, in the order of names.
pub const SOURCES: &[Source] = &[
    Source {
        spec: &gdelt::SPEC,
        endings: &["csv", "tsv", "txt"],
        how: How::Rows(Rows { begin: |_| Box::new(gdelt::Gdelt::default()), keys: &[] }),
    },
    Source { spec: &gkg::SPEC, endings: &["csv", "tsv", "txt"], how: How::Whole(gkg::read) },
    Source {
        spec: &icews::SPEC,
        endings: &["tab", "txt", "tsv", "csv"],
        how: How::Rows(Rows {
            begin: |asked| Box::new(icews::Icews::new(asked)),
            keys: icews::KEYS,
        }),
    },
    Source {
        spec: &phoenix::SPEC,
        endings: &["csv", "tab", "tsv", "txt"],
        how: How::Rows(Rows { begin: |_| Box::new(phoenix::Phoenix::default()), keys: &[] }),
    },
    Source {
        spec: &polecat::SPEC,
        endings: &["txt", "tab", "tsv", "csv"],
        how: How::Rows(Rows { begin: |_| Box::new(polecat::Polecat::default()), keys: &[] }),
    },
    Source {
        spec: &un_votes::SPEC,
        endings: &["csv", "tab", "tsv"],
        how: How::Whole(un_votes::read),
    },
];

/// The source of this name.
pub fn source(name: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.spec.name == name)
}

/// The name of a source, or of what else is read, that is nearest to this one.
pub fn nearest_source(name: &str) -> Option<&'static str> {
    nearest(name, SOURCES.iter().map(|source| source.spec.name).chain(["case", "text"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_differ() {
        let names: Vec<_> = SOURCES.iter().map(|source| source.spec.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }

    #[test]
    fn endings_are_lower_case_and_no_packing() {
        for ending in SOURCES.iter().flat_map(|source| source.endings) {
            assert_eq!(*ending, ending.to_lowercase());
            assert!(!["zip", "gz"].contains(ending) && !ending.starts_with('.'), "{ending}");
        }
    }
}
