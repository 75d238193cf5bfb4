//! A sentence of a brief carries what it rests on. One that rests on nothing cannot be built.

use std::fmt;

use serde::{Serialize, Serializer};
use telltale_observation::ObservationId;

/// One thing that a sentence rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Citation {
    /// An observation.
    Observation(ObservationId),
    /// A source's coverage: what it records, and over which days. Says why something is absent.
    Source(String),
    /// An entry of the case: a claim, a date of the calendar, a tripwire, the question itself.
    Case(String),
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Citation::Observation(id) => write!(f, "{id}"),
            Citation::Source(name) => write!(f, "source:{name}"),
            Citation::Case(entry) => write!(f, "case:{entry}"),
        }
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One or more citations, each once, in the order given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Evidence(Vec<Citation>);

impl Evidence {
    /// This citation, and no other yet.
    pub fn of(citation: Citation) -> Evidence {
        Evidence(vec![citation])
    }

    /// These citations; `None` if there are none.
    pub fn from_all(citations: impl IntoIterator<Item = Citation>) -> Option<Evidence> {
        let mut citations = citations.into_iter();
        let first = Evidence::of(citations.next()?);
        Some(first.and(citations))
    }

    /// These observations; `None` if there are none.
    pub fn from_ids(ids: impl IntoIterator<Item = ObservationId>) -> Option<Evidence> {
        Evidence::from_all(ids.into_iter().map(Citation::Observation))
    }

    /// The same, and these.
    #[must_use]
    pub fn and(mut self, citations: impl IntoIterator<Item = Citation>) -> Evidence {
        for citation in citations {
            if !self.0.contains(&citation) {
                self.0.push(citation);
            }
        }
        self
    }

    /// Every citation, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Citation> {
        self.0.iter()
    }

    /// The observations among the citations.
    pub fn ids(&self) -> impl Iterator<Item = ObservationId> + '_ {
        self.0.iter().filter_map(|citation| match citation {
            Citation::Observation(id) => Some(*id),
            Citation::Source(_) | Citation::Case(_) => None,
        })
    }
}

/// A sentence with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    text: String,
    evidence: Evidence,
}

impl Sentence {
    /// The sentence that says `text` on this evidence.
    pub fn new(text: impl Into<String>, evidence: Evidence) -> Sentence {
        Sentence { text: text.into(), evidence }
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it rests on.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_never_empty_and_never_doubled() {
        assert_eq!(Evidence::from_all([]), None);
        let source = || Citation::Source("customs".into());
        let evidence = Evidence::of(source()).and([source(), Citation::Case("claim/x".into())]);
        let shown: Vec<_> = evidence.iter().map(Citation::to_string).collect();
        assert_eq!(shown, ["source:customs", "case:claim/x"]);
    }
}
