//! The four forms of a brief: terminal, Markdown, HTML and JSON. None of them knows a number that
//! the brief does not hold.

mod chart;
mod html;
mod markdown;
mod text;

use std::collections::BTreeMap;

pub use html::html;
pub use markdown::markdown;
pub use text::text;

use crate::brief::Brief;
use crate::evidence::{Citation, Evidence};

/// The brief as JSON, indented, with a final line end.
///
/// # Errors
/// Those of `serde_json`, which none of a brief's types raises.
pub fn json(brief: &Brief) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(brief).map(|text| text + "\n")
}

/// The marks by which sentences point to the list of evidence: `1`, `2`, … for observations,
/// `S1`, `S2`, … for sources, and the entry's name for entries of the case.
struct Marks(BTreeMap<Citation, Mark>);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Observation(usize),
    Source(usize),
    Case(String),
}

/// A run of marks: `3`, or `3–9`.
struct Run {
    first: Mark,
    last: Mark,
}

impl Marks {
    fn of(brief: &Brief) -> Marks {
        let observations = brief
            .evidence
            .iter()
            .enumerate()
            .map(|(at, row)| (Citation::Observation(row.id), Mark::Observation(at + 1)));
        let sources = brief.sources.iter().enumerate().filter_map(|(at, row)| {
            let name = row.id.strip_prefix("source:")?;
            Some((Citation::Source(name.to_owned()), Mark::Source(at + 1)))
        });
        Marks(observations.chain(sources).collect())
    }

    /// The marks of this evidence in order, neighbours drawn together.
    fn runs(&self, evidence: &Evidence) -> Vec<Run> {
        let mut marks: Vec<Mark> = evidence.iter().map(|citation| self.mark(citation)).collect();
        marks.sort();
        marks.dedup();
        let mut runs: Vec<Run> = Vec::new();
        for mark in marks {
            match runs.last_mut() {
                Some(run) if follows(&run.last, &mark) => run.last = mark,
                _ => runs.push(Run { first: mark.clone(), last: mark }),
            }
        }
        runs
    }

    fn mark(&self, citation: &Citation) -> Mark {
        match (self.0.get(citation), citation) {
            (Some(mark), _) => mark.clone(),
            (None, Citation::Case(entry)) => Mark::Case(entry.clone()),
            (None, other) => panic!("cited, and not in the list of evidence: {other}"),
        }
    }

    /// `[1, 4–9, S2]`.
    fn brackets(&self, evidence: &Evidence) -> String {
        let runs: Vec<String> = self.runs(evidence).iter().map(Run::to_string).collect();
        format!("[{}]", runs.join(", "))
    }
}

fn follows(mark: &Mark, next: &Mark) -> bool {
    match (mark, next) {
        (Mark::Observation(a), Mark::Observation(b)) => a + 1 == *b,
        (Mark::Source(a), Mark::Source(b)) => a + 1 == *b,
        _ => false,
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Mark::Observation(number) => write!(f, "{number}"),
            Mark::Source(number) => write!(f, "S{number}"),
            Mark::Case(entry) => f.write_str(entry),
        }
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.first == self.last {
            true => write!(f, "{}", self.first),
            false => write!(f, "{}–{}", self.first, self.last),
        }
    }
}
