//! The sources by name: what is known of each, and how its files are read.

use jiff::civil::Date;
use telltale_observation::{Fault, KnownAt, Observation, nearest};

use crate::passed::PassedOver;
use crate::rows::ReadRow;
use crate::{
    Reading, Spec, china_vitae, comtrade, customs, gdelt, gdelt_mentions, gkg, gpr, icews,
    launches, phoenix, polecat, sipri, travel, un_votes,
};

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

/// Reads files that are told from one another: each by its name and bytes, and what was read of it.
pub type ReadTogether = fn(&[(String, Vec<u8>)], &Asked) -> Vec<Reading>;

/// How a source's files are read. All are pure: bytes in, observations and faults out.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// A file at once, by its name and bytes; for files of some megabytes.
    Whole(fn(&str, &[u8], &Asked) -> Reading),
    /// A file at once, whose observations are too many to be held together.
    Parted(fn(&str, &[u8], &Asked) -> Parted),
    /// All files at once, because the figures of one are told from those of others: each by its name
    /// and bytes, and what was read of it.
    Together(ReadTogether),
    /// A row a line, of any size.
    Rows(Rows),
    /// A row a line, of any size, each a mention of an event: [`gdelt_mentions::read_rows`].
    Mentions,
}

/// What was read of a file, its observations in parts: all of them count as one reading.
pub struct Parted {
    /// How many observations there are in all parts.
    pub count: u64,
    /// The parts. Each holds what a ledger keeps together, such as a year, and comes only when asked for.
    pub parts: Box<dyn Iterator<Item = Vec<Observation>>>,
    /// The faults, in the order of lines.
    pub rejects: Vec<Fault>,
    /// How many rows state that the source holds no record.
    pub absent: u64,
    /// Which rows those are.
    pub passed: PassedOver,
}

/// How files of a row a line are read.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Begins to read.
    pub begin: fn(&Asked) -> Box<dyn ReadRow>,
    /// Names of files that the rows of others are read by; they lie beside them.
    pub keys: &'static [&'static str],
}

/// What a reader is told beforehand.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The year from whose first hour times count, where they do.
    pub year: Option<i16>,
    /// Whether those times count days instead of hours.
    pub in_days: bool,
    /// Whether persons act for nobody, though they hold an office.
    pub no_persons: bool,
    /// The key files that were found, by name.
    pub keys: Vec<(String, Vec<u8>)>,
    /// From when on a file was known whose own rows do not say: when it was released, or came.
    pub known_at: Option<KnownAt>,
    /// Whether `known_at` is the day of a release that somebody named, and holds for every row.
    pub is_release: bool,
    /// The last day on which anything can have been known: that of the clock. A row that says a later
    /// one is faulty, and would be seen by no question. Without it, none is too late.
    pub today: Option<Date>,
}

/// Every source, in the order of names.
pub const SOURCES: &[Source] = &[
    Source {
        spec: &china_vitae::SPEC,
        endings: &["csv", "xlsx"],
        how: How::Whole(china_vitae::read),
    },
    Source {
        spec: &comtrade::SPEC,
        endings: &["json", "csv", "tsv", "txt"],
        how: How::Whole(comtrade::read),
    },
    Source {
        spec: &customs::SPEC,
        endings: &["csv", "tsv", "xls", "xlsx"],
        how: How::Together(customs::read),
    },
    Source {
        spec: &gdelt::SPEC,
        endings: &["csv", "tsv", "txt"],
        how: How::Rows(Rows {
            begin: |asked| Box::new(gdelt::Gdelt::until(asked.today)),
            keys: &[],
        }),
    },
    Source {
        spec: &gkg::SPEC,
        endings: &["csv", "tsv", "txt"],
        how: How::Whole(|file, bytes, _| gkg::read(file, bytes)),
    },
    Source { spec: &gdelt_mentions::SPEC, endings: &["csv", "tsv", "txt"], how: How::Mentions },
    Source { spec: &gpr::SPEC, endings: &["csv", "xls", "xlsx"], how: How::Whole(gpr::read) },
    Source {
        spec: &icews::SPEC,
        endings: &["tab", "txt", "tsv", "csv"],
        how: How::Rows(Rows {
            begin: |asked| Box::new(icews::Icews::new(asked)),
            keys: icews::KEYS,
        }),
    },
    Source {
        spec: &launches::SPEC,
        endings: &["json", "csv", "xlsx"],
        how: How::Whole(launches::read),
    },
    Source {
        spec: &phoenix::SPEC,
        endings: &["csv", "tab", "tsv", "txt"],
        how: How::Rows(Rows {
            begin: |asked| Box::new(phoenix::Phoenix::until(asked.today)),
            keys: &[],
        }),
    },
    Source {
        spec: &polecat::SPEC,
        endings: &["txt", "tab", "tsv", "csv"],
        how: How::Rows(Rows {
            begin: |asked| Box::new(polecat::Polecat::until(asked.today)),
            keys: &[],
        }),
    },
    Source { spec: &sipri::SPEC, endings: &["csv", "xlsx"], how: How::Whole(sipri::read) },
    Source { spec: &travel::SPEC, endings: &["csv", "xlsx"], how: How::Whole(travel::read) },
    Source {
        spec: &un_votes::SPEC,
        endings: &["csv", "tab", "tsv"],
        how: How::Parted(|file, bytes, _| un_votes::read_by_year(file, bytes)),
    },
];

/// Sources of which a file is a vintage of the whole: it says nothing of when it was known, and was
/// so from its release on, or from when it came.
const VINTAGES: &[&str] = &["comtrade", "gpr", "sipri"];

/// Whether each file of a source is a vintage, known from when it was released or came.
pub fn is_vintage(name: &str) -> bool {
    VINTAGES.contains(&name)
}

/// The source of this name.
pub fn source(name: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.spec.name == name)
}

/// The name of a source, or of what else is read, that is nearest to this one.
pub fn nearest_source(name: &str) -> Option<&'static str> {
    nearest(name, SOURCES.iter().map(|source| source.spec.name).chain(["case", "table", "text"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_differ() {
        let names: Vec<_> = SOURCES.iter().map(|source| source.spec.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }

    /// Words that stand in the files of all sources, to make files of that no one shipped.
    const WORDS: &[&str] = &[
        "month,",
        "国别（地区）,",
        "出口,",
        "1至4月,",
        "单位：万元人民币,",
        "2024年4月",
        "\n",
        ",",
        "\"",
        "朝鲜,",
        "1.2.3",
        "-",
        "\t",
        "period",
        "{\"data\":[{",
        "\"period\":\"202413\"",
        "}]}",
        "é",
        "\u{0}",
        "\r",
        "supplier,recipient,year,value\n",
        "date,country,leader,text\n",
        "PK\u{3}\u{4}",
        "Xi Jinping travelled to ",
    ];

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        #[test]
        fn no_file_makes_a_reader_panic(words in proptest::collection::vec(0..WORDS.len(), 0..40)) {
            let text: String = words.iter().map(|at| WORDS[*at]).collect();
            let asked = Asked { known_at: Some("2025-12-01".parse().unwrap()), ..Asked::default() };
            for source in SOURCES {
                match source.how {
                    How::Whole(read) => drop(read("president-2024-04.csv", text.as_bytes(), &asked)),
                    How::Parted(read) => {
                        let read = read("votes.csv", text.as_bytes(), &asked);
                        assert_eq!(read.parts.flatten().count() as u64, read.count);
                    }
                    How::Together(read) => {
                        let file = ("t.csv".to_owned(), text.clone().into_bytes());
                        drop(read(&[file.clone(), file], &asked));
                    }
                    How::Rows(_) | How::Mentions => {}
                }
            }
            let _ = crate::mapped::parse("map.toml", &text);
        }
    }

    #[test]
    fn vintages_are_sources() {
        assert!(VINTAGES.iter().all(|name| source(name).is_some()));
    }

    #[test]
    fn endings_are_lower_case_and_no_packing() {
        for ending in SOURCES.iter().flat_map(|source| source.endings) {
            assert_eq!(*ending, ending.to_lowercase());
            assert!(!["zip", "gz"].contains(ending) && !ending.starts_with('.'), "{ending}");
        }
    }
}
