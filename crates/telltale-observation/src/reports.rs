//! Many reported events of one source, as they are read a million at a time: rows of small numbers
//! with their texts beside them, and repeated reports of one event drawn together.
//!
//! Two rows report one event if they agree in actor, target, code, day and place, and became known at
//! the same instant. Rows that agree in all but the instant are vintages of one thing.

use std::collections::HashMap;
use std::hash::BuildHasher;

use jiff::civil::Date;
use rustc_hash::FxBuildHasher;
use serde::Serialize;

use crate::observation::{ReportParts, report_ids};
use crate::{
    Actor, Code, Detail, Digest, Draft, Dyad, KnownAt, Locator, Modality, Observation,
    ObservationId, Origin, Period, ThingId, Unfit,
};

/// How a source reports an event: in how many rows and with which numbers of its own.
///
/// What the source does not count is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reported {
    /// In how many rows of the source's file.
    pub rows: u32,
    /// How often it was mentioned.
    pub mentions: Option<u32>,
    /// By how many outlets.
    pub sources: Option<u32>,
    /// In how many articles.
    pub articles: Option<u32>,
    /// The source's own figure on Goldstein's scale, from −10 (conflict) to 10 (cooperation).
    pub goldstein: Option<f64>,
    /// The source's own quad class, 1 to 4.
    pub quad_class: Option<u8>,
    /// The articles' mean tone, by the source's own scale; weighted by articles.
    pub tone: Option<f64>,
    /// The state or territory in which it took place.
    pub country: Option<Actor>,
}

impl Reported {
    /// Takes another row's report of the same event in.
    fn add(&mut self, other: &Reported) {
        let sum = |a: Option<u32>, b: Option<u32>| match (a, b) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        self.tone = match (self.tone, other.tone) {
            (Some(a), Some(b)) => {
                let weight = |n: Option<u32>| f64::from(n.unwrap_or(1).max(1));
                let (m, n) = (weight(self.articles), weight(other.articles));
                Some((a * m + b * n) / (m + n))
            }
            (a, b) => a.or(b),
        };
        self.rows = self.rows.saturating_add(other.rows);
        self.mentions = sum(self.mentions, other.mentions);
        self.sources = sum(self.sources, other.sources);
        self.articles = sum(self.articles, other.articles);
    }
}

/// A row that reports an event, without its texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    /// Who did it.
    pub actor: Actor,
    /// To whom; another than the actor.
    pub target: Option<Actor>,
    /// What kind of event it is.
    pub code: &'static Code,
    /// On which day.
    pub day: Date,
    /// From when on it could be known.
    pub known_at: KnownAt,
    /// The row in its file, from 1.
    pub row: u64,
    /// The source's own numbers.
    pub reported: Reported,
}

/// The texts of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportTexts<'a> {
    /// Where it took place, in the source's words.
    pub place: &'a str,
    /// Where a reader can look it up.
    pub url: &'a str,
    /// The source's own id of the row.
    pub key: &'a str,
    /// Who published it.
    pub publisher: &'a str,
}

/// A report as it is kept: its texts by their places.
#[derive(Clone, Copy, Debug)]
struct Row {
    report: Report,
    place: u32,
    publisher: u32,
    file: u32,
    url: (u32, u32),
    key: (u32, u32),
}

/// A report with its texts; those that repeat by their places in [`Reports::words`] and
/// [`Reports::files`].
#[derive(Clone, Copy, Debug)]
pub struct ReportRow<'a> {
    /// The report.
    pub report: Report,
    /// Which word the place is.
    pub place: u32,
    /// Which word the publisher is.
    pub publisher: u32,
    /// Which file it is from.
    pub file: u32,
    /// Where a reader can look it up.
    pub url: &'a str,
    /// The source's own id of the row.
    pub key: &'a str,
}

/// What two reports of one event agree in.
type Event = (Actor, Option<Actor>, usize, Date, u32, i64);

fn event(report: &Report, place: u32) -> Event {
    let Report { actor, target, code, day, known_at, .. } = *report;
    (actor, target, std::ptr::from_ref(code) as usize, day, place, known_at.as_microsecond())
}

/// A text that fits into the table itself, its length behind it. Of a longer one the table holds only
/// where it lies, and to look there costs a miss of the cache: 3 % of taking in event files.
type Short = [u8; SHORT_BYTES + 1];
const SHORT_BYTES: usize = 55;

fn short(word: &str) -> Option<Short> {
    let mut short = [0; SHORT_BYTES + 1];
    short.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    short[SHORT_BYTES] = word.len() as u8;
    (word.len() <= SHORT_BYTES).then_some(short)
}

/// Texts that repeat, each kept once.
#[derive(Clone, Debug, Default)]
struct Words {
    short: HashMap<Short, u32, FxBuildHasher>,
    long: HashMap<Box<str>, u32, FxBuildHasher>,
    all: Vec<Box<str>>,
}

impl Words {
    fn place(&mut self, word: &str) -> u32 {
        let short = short(word);
        let known = match &short {
            Some(short) => self.short.get(short),
            None => self.long.get(word),
        };
        if let Some(at) = known {
            return *at;
        }
        let at = u32::try_from(self.all.len()).expect("fewer words than 2^32");
        match short {
            Some(short) => self.short.insert(short, at),
            None => self.long.insert(word.into(), at),
        };
        self.all.push(word.into());
        at
    }

    fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
        self.all.clear();
    }
}

/// Reports of one source, repeated ones drawn together.
#[derive(Clone, Debug)]
pub struct Reports {
    source: &'static str,
    files: Vec<(String, Digest)>,
    words: Words,
    texts: String,
    rows: Vec<Row>,
    /// The rows by the hashes of their events. A hash that another event has taken is counted on
    /// until it is free; so the table is small enough to stay near the processor.
    events: HashMap<u64, u32, FxBuildHasher>,
}

impl Reports {
    /// None yet, of this source.
    pub fn of(source: &'static str) -> Reports {
        Reports {
            source,
            files: Vec::new(),
            words: Words::default(),
            texts: String::new(),
            rows: Vec::new(),
            events: HashMap::default(),
        }
    }

    /// The reports that follow are from this file.
    pub fn begin_file(&mut self, name: &str, digest: Digest) {
        // A file whose rows all say nothing is begun anew after each of them.
        let is_same = |(last, of): &(String, Digest)| last == name && *of == digest;
        if !self.files.last().is_some_and(is_same) {
            self.files.push((name.to_owned(), digest));
        }
    }

    /// How many files were begun.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// Takes a row in; `false` if it repeats one that is here, whose numbers it then adds to.
    ///
    /// # Errors
    /// [`Unfit`] if it was known before it took place, its day lies outside of the years that are kept, or
    /// the actor is the target.
    ///
    /// # Panics
    /// If no file was begun.
    pub fn push(&mut self, report: Report, texts: ReportTexts<'_>) -> Result<bool, Unfit> {
        if report.known_at.date() < report.day {
            return Err(Unfit::KnownTooEarly { known_at: report.known_at, start: report.day });
        }
        crate::period::in_range(report.day)?;
        if report.target == Some(report.actor) {
            return Err(Unfit::SameActor(report.actor));
        }
        let place = self.words.place(texts.place);
        let event = event(&report, place);
        let mut hash = FxBuildHasher.hash_one(event);
        while let Some(at) = self.events.get(&hash) {
            let row = &mut self.rows[*at as usize];
            if self::event(&row.report, row.place) == event {
                row.report.reported.add(&report.reported);
                return Ok(false);
            }
            hash = hash.wrapping_add(1);
        }
        let next = u32::try_from(self.rows.len()).expect("fewer reports than 2^32");
        self.events.insert(hash, next);
        let publisher = self.publisher(texts.publisher);
        let file = self.files.len().checked_sub(1).expect("a file was begun");
        let (url, key) = (self.keep(texts.url), self.keep(texts.key));
        self.rows.push(Row { report, place, publisher, file: file as u32, url, key });
        Ok(true)
    }

    /// Which word the publisher is: mostly that of the row before.
    fn publisher(&mut self, name: &str) -> u32 {
        let last = self.rows.last().map(|row| row.publisher);
        // No bytes lie nowhere, and to compare what lies nowhere takes longer than to look a word up.
        let is_same = |at: &u32| {
            let last = &self.words.all[*at as usize];
            last.len() == name.len() && (name.is_empty() || **last == *name)
        };
        last.filter(is_same).unwrap_or_else(|| self.words.place(name))
    }

    fn keep(&mut self, text: &str) -> (u32, u32) {
        let from = self.texts.len() as u32;
        self.texts.push_str(text);
        (from, self.texts.len() as u32)
    }

    /// How many events.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many bytes the texts take that do not repeat.
    pub fn text_bytes(&self) -> usize {
        self.texts.len()
    }

    /// Forgets all reports and files; memory is kept for the next.
    pub fn clear(&mut self) {
        self.files.clear();
        self.words.clear();
        self.texts.clear();
        self.rows.clear();
        self.events.clear();
    }

    /// The source's short name.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The report at this place.
    pub fn report(&self, at: usize) -> &Report {
        &self.rows[at].report
    }

    /// Its texts.
    pub fn texts(&self, at: usize) -> ReportTexts<'_> {
        let row = &self.rows[at];
        let part = |(from, to): (u32, u32)| &self.texts[from as usize..to as usize];
        ReportTexts {
            place: &self.words.all[row.place as usize],
            url: part(row.url),
            key: part(row.key),
            publisher: &self.words.all[row.publisher as usize],
        }
    }

    /// The report at this place with its texts.
    pub fn row(&self, at: usize) -> ReportRow<'_> {
        let Row { report, place, publisher, file, url, key } = self.rows[at];
        let part = |(from, to): (u32, u32)| &self.texts[from as usize..to as usize];
        ReportRow { report, place, publisher, file, url: part(url), key: part(key) }
    }

    /// The places and publishers, each once.
    pub fn words(&self) -> &[Box<str>] {
        &self.words.all
    }

    /// The files.
    pub fn files(&self) -> &[(String, Digest)] {
        &self.files
    }

    /// The file that it is from.
    pub fn file(&self, at: usize) -> &(String, Digest) {
        &self.files[self.rows[at].file as usize]
    }

    /// The ids that [`Reports::observation`] would have; `buffer` is room to work in.
    pub fn ids(&self, at: usize, buffer: &mut Vec<u8>) -> (ObservationId, ThingId) {
        let (report, texts) = (self.report(at), self.texts(at));
        let code = report.code;
        let parts = ReportParts {
            source: self.source,
            mode: code.mode,
            dyad: Dyad { actor: report.actor, target: report.target },
            channel: code.channel,
            days: (report.day, report.day),
            place: texts.place,
            code: Some((code.ontology, code.code)),
            key: texts.key,
            known_at: report.known_at,
            modality: Modality::Happened,
            weak: false,
            what: code.label,
            rank: "",
            reported: &report.reported,
        };
        report_ids(&parts, buffer)
    }

    /// The report at this place as an observation.
    pub fn observation(&self, at: usize) -> Observation {
        let (report, texts, (file, digest)) = (self.report(at), self.texts(at), self.file(at));
        let code = report.code;
        let draft = Draft {
            mode: code.mode,
            dyad: Dyad { actor: report.actor, target: report.target },
            channel: code.channel,
            period: Period::day(report.day).expect("known_at is in range, and not before it"),
            known_at: report.known_at,
            modality: Modality::Happened,
            what: code.label.to_owned(),
            detail: Detail::Event {
                rank: None,
                place: texts.place.to_owned(),
                code: Some((code.ontology, code.code.to_owned())),
            },
            origin: Origin {
                source: self.source.to_owned(),
                key: texts.key.to_owned(),
                publisher: texts.publisher.to_owned(),
                url: texts.url.to_owned(),
                digest: *digest,
                locator: Locator { file: file.clone(), row: report.row },
                basis: String::new(),
                weak: false,
            },
        };
        Observation::reported(draft, report.reported)
            .expect("a report is checked when it is pushed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ontology;

    #[test]
    fn words_of_every_length_are_kept_apart() {
        let mut words = Words::default();
        let lengths = [0, 1, 2, SHORT_BYTES - 1, SHORT_BYTES, SHORT_BYTES + 1, 300];
        let mut all: Vec<String> = lengths.map(|length| "x".repeat(length)).to_vec();
        all.extend(["x\0".to_owned(), "\0".to_owned(), "수도".to_owned()]);
        for _ in 0..2 {
            for (at, word) in all.iter().enumerate() {
                assert_eq!(words.place(word), at as u32, "{word:?}");
            }
        }
        assert!(words.all.iter().map(AsRef::as_ref).eq(all.iter().map(String::as_str)));
    }

    fn report(day: &str, known_at: &str, articles: u32) -> Report {
        Report {
            actor: Actor::parse("PRK").unwrap(),
            target: Actor::parse("CHN").ok(),
            code: Code::find(Ontology::Cameo, "042").unwrap(),
            day: day.parse().unwrap(),
            known_at: known_at.parse().unwrap(),
            row: 7,
            reported: Reported {
                rows: 1,
                mentions: Some(4),
                sources: Some(1),
                articles: Some(articles),
                goldstein: Some(1.9),
                quad_class: Some(1),
                tone: Some(f64::from(articles)),
                country: Actor::parse("CHN").ok(),
            },
        }
    }

    fn texts(place: &'static str, key: &'static str) -> ReportTexts<'static> {
        ReportTexts { place, url: "https://example.org", key, publisher: "" }
    }

    fn reports() -> Reports {
        let mut reports = Reports::of("gdelt");
        reports.begin_file("a.csv", Digest::of(b"a"));
        reports.begin_file("a.csv", Digest::of(b"a"));
        assert_eq!(reports.files.len(), 1, "begun twice, kept once");
        reports
    }

    #[test]
    fn a_day_that_no_observation_may_have_is_refused() {
        let mut reports = reports();
        let ancient =
            Report { day: jiff::civil::date(1, 1, 1), ..report("2025-09-02", "2025-09-03", 1) };
        let unfit = reports.push(ancient, texts("Beijing", "1")).unwrap_err();
        assert_eq!(unfit.to_string(), "year out of range: 1 (expected 1800 to 2200)");
        assert!(reports.is_empty());
    }

    #[test]
    fn repeated_reports_are_one_event_with_their_numbers_added() {
        let mut reports = reports();
        assert_eq!(
            reports.push(report("2025-09-02", "2025-09-03", 1), texts("Beijing", "1")),
            Ok(true)
        );
        assert_eq!(
            reports.push(report("2025-09-02", "2025-09-03", 3), texts("Beijing", "2")),
            Ok(false)
        );
        let one = reports.report(0).reported;
        assert_eq!((one.rows, one.mentions, one.articles), (2, Some(8), Some(4)));
        assert_eq!(one.tone, Some(2.5), "(1 × 1 + 3 × 3) / 4");
        assert_eq!(reports.texts(0).key, "1", "the first row's");
        for (day, known, place) in [
            ("2025-09-01", "2025-09-03", "Beijing"),
            ("2025-09-02", "2025-09-04", "Beijing"),
            ("2025-09-02", "2025-09-03", "Dalian"),
        ] {
            assert_eq!(reports.push(report(day, known, 1), texts(place, "3")), Ok(true));
        }
        assert_eq!(reports.len(), 4);
    }

    #[test]
    fn a_later_report_is_a_vintage_of_the_same_thing() {
        let mut reports = reports();
        let mut buffer = Vec::new();
        for known in ["2025-09-03", "2025-09-04"] {
            reports.push(report("2025-09-02", known, 1), texts("Beijing", known)).unwrap();
        }
        reports.push(report("2025-09-02", "2025-09-04", 1), texts("Dalian", "d")).unwrap();
        let ids: Vec<_> = (0..3).map(|at| reports.ids(at, &mut buffer)).collect();
        assert!(ids[0].0 != ids[1].0 && ids[0].1 == ids[1].1, "{ids:?}");
        assert_ne!(ids[1].1, ids[2].1, "another place");
    }

    #[test]
    fn the_ids_are_those_of_the_observation() {
        let mut reports = reports();
        let mut buffer = vec![1, 2, 3];
        reports.push(report("2025-09-02", "2025-09-03", 5), texts("Beijing", "9")).unwrap();
        let observation = reports.observation(0);
        assert_eq!(reports.ids(0, &mut buffer), (observation.id(), observation.thing()));
        assert_eq!(observation.report(), Some(&reports.report(0).reported));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut reports = reports();
        assert!(reports.push(report("2025-09-04", "2025-09-03", 1), texts("", "")).is_err());
        let itself =
            Report { target: Actor::parse("PRK").ok(), ..report("2025-09-02", "2025-09-03", 1) };
        assert!(reports.push(itself, texts("", "")).is_err());
        assert!(reports.is_empty());
    }
}
