//! The sources by name: what is known of each, and how its files are read.

use telltale_observation::nearest;

use crate::{Reading, Spec};

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
}

/// Every source, in the order of names.
pub const SOURCES: &[Source] = &[];

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
