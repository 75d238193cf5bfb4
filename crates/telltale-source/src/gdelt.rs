//! GDELT's event files: 61 columns since 2015 (2.0, every quarter of an hour), 58 and 57 before (1.0,
//! by day, month and year), tab-separated, without a heading.
//!
//! Actors are read by CAMEO's country codes, which differ from FIPS; places by FIPS. A row in which no
//! state and no organisation of states acts is outside of the ledger, and counted as such; one whose
//! target is none, or the actor itself, is kept without a target. DATEADDED is when it was known.

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;
use telltale_observation::{
    Actor, Code, KnownAt, Observation, Ontology, Report, ReportTexts, Reported, Reports, Scheme,
};

use crate::rows::{self, Flaw, ReadRow, Tabbed, Taken};
use crate::shown::{self, TextColumns};
use crate::{Anomaly, Cadence, Spec};

/// What is known of GDELT's events.
pub const SPEC: Spec = Spec {
    name: "gdelt",
    title: "GDELT event database, 1.0 and 2.0",
    publisher: "The GDELT Project",
    licence: "free for any use, with citation and a link to gdeltproject.org",
    citation: "Leetaru, Kalev, and Philip A. Schrodt (2013). GDELT: Global Data on Events, Location \
               and Tone, 1979–2012. The GDELT Project, https://www.gdeltproject.org",
    url: "https://www.gdeltproject.org/data.html",
    unit: "one event as one batch of articles reports it",
    cadence: Cadence::Minutes15,
    fresh_days_max: Some(2),
    covers: "1979 to today; every quarter of an hour since 2015-02-18",
    limits: &[
        "coded by machine from news in many languages: single rows are often wrong",
        "grows with the news that is read, so that counts rise where nothing does",
        "one event is reported by many rows; those of one day, dyad, code and place are one here",
        "a report of the past is dated by the past, up to ten years before it was added",
    ],
    anomalies: &[
        Anomaly { when: "2013-04-01", what: "from here on rows name the address of an article" },
        Anomaly { when: "2015-02-18", what: "2.0 begins; event numbers jump" },
        Anomaly { when: "2020-01", what: "rows dated 1920 in place of 2020 are refused" },
    ],
};

/// GDELT's first day. What is dated before is a misprint.
const FIRST: Date = date(1979, 1, 1);
/// The reason of rows in which no state acts.
pub const NO_ACTOR: &str = "no state and no organisation of states acts";

/// The columns of the texts that are kept.
const TEXT_COLUMNS: TextColumns = ["ActionGeo_FullName", "SOURCEURL", "GLOBALEVENTID", ""];

/// Where the columns are whose places differ.
#[derive(Clone, Copy)]
struct Layout {
    place: usize,
    country: usize,
    added: usize,
    url: Option<usize>,
}

fn layout(columns: usize) -> Option<Layout> {
    let old = Layout { place: 50, country: 51, added: 56, url: None };
    match columns {
        61 => Some(Layout { place: 52, country: 53, added: 59, url: Some(60) }),
        58 => Some(Layout { url: Some(57), ..old }),
        57 => Some(old),
        _ => None,
    }
}

/// Reads GDELT's event files.
#[derive(Default)]
pub struct Gdelt {
    fields: Tabbed,
    known: Known,
    quad_classes: [(u64, f64); 5],
}

/// What fields were read as. Few of them differ from all that were before.
#[derive(Default)]
struct Known {
    /// By the letters of their codes, which fit into a number.
    actors: FxHashMap<(u64, i16, bool), Option<Actor>>,
    codes: FxHashMap<[u8; 4], Option<&'static Code>>,
    day: Option<([u8; 8], Date)>,
    added: Option<([u8; 14], KnownAt)>,
    /// The last day on which anything can have been added.
    today: Option<Date>,
}

impl Known {
    fn actor(&mut self, scheme: Scheme, code: &[u8], year: i16) -> Option<Actor> {
        if code.is_empty() || code.len() > 8 {
            return None;
        }
        let mut key = [0; 8];
        key[..code.len()].copy_from_slice(code);
        *self
            .actors
            .entry((u64::from_le_bytes(key), year, scheme == Scheme::Fips))
            .or_insert_with(|| Actor::from_scheme(scheme, str::from_utf8(code).ok()?, year).ok())
    }

    /// By the country code, or else the code of an organisation.
    fn party(&mut self, (state, group): (&[u8], &[u8]), year: i16) -> Option<Actor> {
        let code = if state.is_empty() { group } else { state };
        self.actor(Scheme::Cameo, code, year)
    }

    fn code(&mut self, code: &[u8]) -> Option<&'static Code> {
        let mut key = [0; 4];
        key.get_mut(..code.len())?.copy_from_slice(code);
        *self
            .codes
            .entry(key)
            .or_insert_with(|| Code::find(Ontology::Cameo, str::from_utf8(code).ok()?))
    }

    /// A day on which an event may have been. Neighbours often have the same.
    fn day(&mut self, text: &[u8]) -> Option<Date> {
        let key: [u8; 8] = text.try_into().ok()?;
        if let Some((same, day)) = self.day
            && same == key
        {
            return Some(day);
        }
        let day = rows::day(text).filter(|day| *day >= FIRST)?;
        self.day = Some((key, day));
        Some(day)
    }

    fn is_to_come(&self, known: KnownAt) -> bool {
        self.today.is_some_and(|today| known.date() > today)
    }

    fn added(&mut self, text: &[u8]) -> Option<KnownAt> {
        let mut key = [b'0'; 14];
        if text.len() != 8 && text.len() != 14 {
            return None;
        }
        key[..text.len()].copy_from_slice(text);
        if let Some((same, known)) = self.added
            && same == key
        {
            return Some(known);
        }
        // Neighbours were added together, so that this is asked once for many rows.
        let known = rows::instant(&key).filter(|known| !self.is_to_come(*known))?;
        self.added = Some((key, known));
        Some(known)
    }
}

fn wrong(column: &'static str, field: &[u8], hint: &'static str) -> Flaw {
    let shown = String::from_utf8_lossy(&field[..field.len().min(60)]).into_owned();
    Flaw { column, what: format!("not {hint}: {shown:?}"), hint }
}

impl Gdelt {
    /// A reader that refuses what was added after a day.
    pub fn until(today: Option<Date>) -> Gdelt {
        Gdelt { known: Known { today, ..Known::default() }, ..Gdelt::default() }
    }
}

impl ReadRow for Gdelt {
    fn begin(&mut self, _: &str) -> bool {
        true
    }

    fn quad_classes(&self) -> [(u64, f64); 5] {
        self.quad_classes
    }

    fn read(&mut self, row: u64, line: &[u8], into: &mut Reports) -> Result<Taken, Flaw> {
        if line.is_empty() {
            return Ok(Taken::NoRow);
        }
        let columns = self.fields.split(line);
        let hint = "61 columns (2.0), 58 or 57 (1.0), separated by tabs";
        let whole = |what: String| Flaw { column: "", what, hint };
        let places = layout(columns).ok_or_else(|| whole(format!("{columns} columns")))?;
        let (fields, known) = (&self.fields, &mut self.known);
        let get = |at: usize| fields.get(line, at);
        let (day, known_at, code, reported) = known.numbers(&get, places)?;
        let class = usize::from(reported.quad_class.unwrap_or(0));
        self.quad_classes[class].0 += 1;
        self.quad_classes[class].1 += reported.goldstein.unwrap_or(0.0);
        let year = day.year();
        let Some(actor) = known.party((get(7), get(8)), year) else {
            return Ok(Taken::Outside(NO_ACTOR));
        };
        let target = known.party((get(17), get(18)), year).filter(|target| *target != actor);
        let country = known.actor(Scheme::Fips, get(places.country), year);
        let report = Report {
            actor,
            target,
            code,
            day,
            known_at,
            row,
            reported: Reported { country, ..reported },
        };
        let place = rows::text(get(places.place));
        let url = places.url.map_or("".into(), |at| rows::text(get(at)));
        let key = rows::text(get(0));
        let texts = ReportTexts { place: &place, url: &url, key: &key, publisher: "" };
        shown::report(&texts, TEXT_COLUMNS)?;
        match into.push(report, texts) {
            Ok(true) => Ok(Taken::New),
            Ok(false) => Ok(Taken::Repeated),
            Err(unfit) => {
                let hint = "a day not after the one on which it was added";
                Err(Flaw { column: "SQLDATE", what: unfit.to_string(), hint })
            }
        }
    }
}

impl Known {
    fn numbers<'l>(
        &mut self,
        get: &impl Fn(usize) -> &'l [u8],
        places: Layout,
    ) -> Result<(Date, KnownAt, &'static Code, Reported), Flaw> {
        if rows::count(get(0)).is_none() && get(0).parse_digits().is_none() {
            return Err(wrong(
                "GLOBALEVENTID",
                get(0),
                "a number; a heading belongs in no such file",
            ));
        }
        let day = self.day(get(1));
        let day = day.ok_or_else(|| wrong("SQLDATE", get(1), "a day since 1979, as YYYYMMDD"))?;
        let known_at = self.added(get(places.added));
        let hint = match self.today {
            Some(_) => "a day or an instant up to now, as YYYYMMDD or YYYYMMDDhhmmss",
            None => "a day or an instant, as YYYYMMDD or YYYYMMDDhhmmss",
        };
        let known_at = known_at.ok_or_else(|| wrong("DATEADDED", get(places.added), hint))?;
        let code = self.code(get(26));
        let code = code.ok_or_else(|| wrong("EventCode", get(26), "a code of CAMEO"))?;
        let class = rows::count(get(29)).filter(|class| (1..=4).contains(class));
        let class = class.ok_or_else(|| wrong("QuadClass", get(29), "a quad class from 1 to 4"))?;
        let count = |at: usize, column| {
            rows::count(get(at)).ok_or_else(|| wrong(column, get(at), "a whole number"))
        };
        let number = |at: usize, column| match get(at) {
            [] => Ok(None),
            text => rows::number(text).map(Some).ok_or_else(|| wrong(column, text, "a number")),
        };
        let goldstein = number(30, "GoldsteinScale")?;
        if goldstein.is_some_and(|scale| !(-10.0..=10.0).contains(&scale)) {
            return Err(wrong("GoldsteinScale", get(30), "a number from -10 to 10"));
        }
        Ok((
            day,
            known_at,
            code,
            Reported {
                rows: 1,
                mentions: Some(count(31, "NumMentions")?),
                sources: Some(count(32, "NumSources")?),
                articles: Some(count(33, "NumArticles")?),
                goldstein,
                quad_class: Some(class as u8),
                tone: number(34, "AvgTone")?,
                country: None,
            },
        ))
    }
}

/// The numbers of all rows of a raw file that report this event, known at the same time: those of its
/// own row, and of the rows that were collapsed into it. A file that cannot be read tells none.
pub fn numbers_of(path: &std::path::Path, event: &Observation) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut reports = Reports::of(SPEC.name);
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let read = rows::read_rows(
        (path, &name, event.origin().digest),
        &mut Gdelt::default(),
        &|_| true,
        &mut reports,
        &mut |reports| {
            if !reports.is_empty() {
                let (seen, number) = (reports.observation(0), reports.texts(0).key.to_owned());
                if (seen.thing(), seen.known_at()) == (event.thing(), event.known_at()) {
                    numbers.push(number);
                }
                reports.clear();
            }
            Ok::<(), std::convert::Infallible>(())
        },
    );
    let Ok(_) = read;
    numbers
}

/// Numbers of more than nine digits.
trait ParseDigits {
    fn parse_digits(&self) -> Option<u64>;
}

impl ParseDigits for [u8] {
    fn parse_digits(&self) -> Option<u64> {
        let digits = !self.is_empty() && self.len() < 20 && self.iter().all(u8::is_ascii_digit);
        digits.then(|| self.iter().fold(0, |n, digit| n * 10 + u64::from(digit - b'0')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_was_added_after_the_day_of_the_clock() {
        let mut known = Known { today: Some(date(2026, 11, 27)), ..Known::default() };
        for (text, is_read) in [
            ("20261127234500", true),
            ("20261128000000", false),
            ("20990101", false),
            ("20261127", true),
        ] {
            assert_eq!(known.added(text.as_bytes()).is_some(), is_read, "{text}");
        }
        assert!(Known::default().added(b"20990101").is_some(), "without a clock none is too late");
    }
}
