//! A mention: that a document speaks of an event which a source reports.
//!
//! The event is named by the source's own id of it, which an observation of that event holds as the
//! key of its origin. A mention is known when the document was read, which may be long after the
//! event was: mentions are counted as of an instant, and never into the observation, which stays as
//! it was.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{Digest, KnownAt, Locator};

/// Where a document lies that mentions an event, and so how [`Mention::document`] is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Collection {
    /// On the open web; the document is an address.
    Web,
    /// In print or on the air; the document is a citation.
    Citation,
    /// In the archive CORE; the document is a DOI.
    Core,
    /// In the archive DTIC; the document is a DOI.
    Dtic,
    /// In the archive JSTOR; the document is a DOI.
    Jstor,
    /// What is no text itself, such as television; the document is an address.
    Broadcast,
}

impl Collection {
    /// Every collection.
    pub const ALL: [Collection; 6] = [
        Collection::Web,
        Collection::Citation,
        Collection::Core,
        Collection::Dtic,
        Collection::Jstor,
        Collection::Broadcast,
    ];

    /// The collection's name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Collection::Web => "web",
            Collection::Citation => "citation",
            Collection::Core => "core",
            Collection::Dtic => "dtic",
            Collection::Jstor => "jstor",
            Collection::Broadcast => "broadcast",
        }
    }
}

/// That a document speaks of an event which a source reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// The short name of the source whose event it is.
    pub source: String,
    /// That source's own id of the event.
    pub event: String,
    /// When the event was first reported there.
    pub event_known_at: KnownAt,
    /// From when on the mention could be known.
    pub known_at: KnownAt,
    /// Where the document lies.
    pub collection: Collection,
    /// Who published the document: an outlet's domain or name.
    pub outlet: String,
    /// The document, by address, citation or DOI.
    pub document: String,
    /// In which of the document's sentences, from 1.
    pub sentence: u32,
    /// Where in the document the deed itself is told, in characters; `None` if that is not known.
    pub action_offset: Option<u32>,
    /// Whether it was found in the text as it stands, and not only once pronouns were resolved.
    pub verbatim: bool,
    /// How sure the source is that it read the event there, in percent.
    pub confidence_percent: u8,
    /// How long the document is, in characters.
    pub document_chars: u32,
    /// The document's tone by the source's own scale.
    pub tone: Option<f64>,
    /// The language it was translated from, by three letters; empty if it was read as it stands.
    pub translated_from: String,
    /// Digest of the raw bytes.
    pub digest: Digest,
    /// Place in the raw bytes.
    pub locator: Locator,
}

impl Mention {
    /// What two copies of one mention agree in, and no two mentions.
    pub fn identity(&self) -> (KnownAt, &str, &str, &str, u32, Option<u32>) {
        let Mention { known_at, source, event, document, sentence, action_offset, .. } = self;
        (*known_at, source, event, document, *sentence, *action_offset)
    }
}

/// How often, where and how an event is mentioned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mentioned {
    /// How many mentions.
    pub mentions: usize,
    /// In how many documents.
    pub documents: usize,
    /// By how many outlets.
    pub outlets: usize,
    /// The mean of the source's confidence, in percent.
    pub confidence_mean_percent: f64,
    /// The mean tone over mentions whose document has one, by the source's own scale.
    pub tone_mean: Option<f64>,
    /// When the first was known.
    pub first: KnownAt,
    /// When the last was known.
    pub last: KnownAt,
}

impl Mentioned {
    /// Of these mentions; nothing if there are none.
    ///
    /// ```
    /// assert_eq!(telltale_observation::Mentioned::of(&[]), None);
    /// ```
    pub fn of(mentions: &[Mention]) -> Option<Mentioned> {
        let mean = |numbers: Vec<f64>| {
            (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
        };
        let different =
            |of: fn(&Mention) -> &str| mentions.iter().map(of).collect::<BTreeSet<_>>().len();
        let known = || mentions.iter().map(|one| one.known_at);
        Some(Mentioned {
            mentions: mentions.len(),
            documents: different(|one| &one.document),
            outlets: different(|one| &one.outlet),
            confidence_mean_percent: mean(
                mentions.iter().map(|one| f64::from(one.confidence_percent)).collect(),
            )?,
            tone_mean: mean(mentions.iter().filter_map(|one| one.tone).collect()),
            first: known().min()?,
            last: known().max()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(document: &str, outlet: &str, known_at: &str, tone: Option<f64>) -> Mention {
        Mention {
            source: "gdelt".into(),
            event: "7".into(),
            event_known_at: "2018-03-26T04:45Z".parse().unwrap(),
            known_at: known_at.parse().unwrap(),
            collection: Collection::Web,
            outlet: outlet.into(),
            document: document.into(),
            sentence: 1,
            action_offset: Some(9),
            verbatim: true,
            confidence_percent: if tone.is_some() { 100 } else { 40 },
            document_chars: 900,
            tone,
            translated_from: String::new(),
            digest: Digest::of(b""),
            locator: Locator { file: "m.csv".into(), row: 1 },
        }
    }

    #[test]
    fn documents_and_outlets_count_once_and_what_has_no_tone_is_in_no_mean() {
        let all = [
            mention("a", "x", "2018-03-26T05:00Z", Some(-2.0)),
            mention("a", "x", "2018-03-26T04:45Z", Some(-4.0)),
            mention("b", "x", "2018-04-01T00:00Z", None),
        ];
        let counted = Mentioned::of(&all).unwrap();
        assert_eq!((counted.mentions, counted.documents, counted.outlets), (3, 2, 1));
        assert_eq!((counted.confidence_mean_percent, counted.tone_mean), (80.0, Some(-3.0)));
        assert_eq!((counted.first, counted.last), (all[1].known_at, all[2].known_at));
        assert_eq!(Mentioned::of(&all[2..]).unwrap().tone_mean, None);
    }

    #[test]
    fn a_mention_is_the_same_whichever_file_it_came_in() {
        let one = mention("a", "x", "2018-03-26T05:00Z", None);
        let copy = Mention { digest: Digest::of(b"zip"), ..one.clone() };
        let later = mention("a", "x", "2018-03-27T05:00Z", None);
        assert_eq!(one.identity(), copy.identity());
        assert_ne!(one.identity(), later.identity());
    }
}
