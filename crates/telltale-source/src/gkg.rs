//! GDELT's Global Knowledge Graph 2.1: a row of 27 columns and tabs for each document that was read,
//! with what it is about and whom it names, and never who did what.
//!
//! A document is no deed and no word of a state. What it shows is that two states are spoken of
//! together, so it becomes one document counted for the pair that it names most, marked doubtful: it is
//! in the ledger, with its themes, persons, organisations, tone and counts, and in no measure. One that
//! names no state has no record. The day of the batch is its day, and the batch's instant is when it was
//! known.

use std::convert::Infallible;

use rustc_hash::FxHashMap;
use telltale_observation::{
    Actor, Channel, Detail, Digest, Draft, Dyad, Fault, KnownAt, Locator, Modality, Mode,
    Observation, Origin, Period, Quantity, Scheme,
};

use crate::raw::{Line, MAX_LINE_BYTES, each_line};
use crate::rows::{self, Tabbed};
use crate::shipped::{self, at};
use crate::{Anomaly, Cadence, Reading, Spec};
use crate::{shown, stranger};

/// What is known of the Knowledge Graph.
pub const SPEC: Spec = Spec {
    name: "gdelt_gkg",
    title: "GDELT Global Knowledge Graph 2.1",
    publisher: "The GDELT Project",
    licence: "free for any use, with citation and a link to gdeltproject.org",
    citation: "The GDELT Project. Global Knowledge Graph 2.1. https://www.gdeltproject.org",
    url: "https://www.gdeltproject.org/data.html",
    unit: "one document, counted for the two states that it names most",
    cadence: Cadence::Minutes15,
    fresh_days_max: Some(2),
    covers: "every quarter of an hour since 2015-02-18",
    limits: &[
        "a document that names two states says nothing of what either does: all rows are doubtful, \
         shown, and in no measure",
        "states are those of the places that a document names, by FIPS: a city counts for its state",
        "the order of the two is that of how often they are named, not of who acts",
        "themes, persons and organisations are found by machine; organisations err on the side of more",
        "a document that names no state has no record",
    ],
    anomalies: &[Anomaly {
        when: "2015-02-19 to 2015-03-01",
        what: "the country codes of places are wrong in some rows",
    }],
};

const COLUMNS: usize = 27;
/// Why a document has no record.
const NOWHERE: &str = "the document names no state";
/// So many themes, persons and organisations of a document are kept in words; its row has all.
const LISTED_MAX: usize = 12;
/// How much text of one list is kept, in bytes.
const TEXT_BYTES_MAX: usize = 400;

/// Reads a file of the Knowledge Graph.
pub fn read(file: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let (text, cut) = match shipped::unpacked(file, bytes) {
        Ok(unpacked) => unpacked,
        Err(fault) => {
            reading.rejects.push(fault);
            return reading;
        }
    };
    let digest = Digest::of(bytes);
    let name = shipped::file_name(file);
    let mut places = Places::default();
    let mut lines = stranger::Lines::default();
    let Ok(()) = each_line(&text, |line, _| {
        let (row, line, read) = match line {
            Line::Whole(_, []) => return Ok::<(), Infallible>(()),
            Line::Whole(row, line) => (row, line, document(line, &mut places)),
            Line::TooLong(row) => {
                let what = format!("longer than {MAX_LINE_BYTES} bytes");
                (row, &[][..], Err(flaw("", what, "a row has a line of its own")))
            }
        };
        match &read {
            Ok(_) => lines.row(),
            Err(flaw) => lines.flawed((row, line), (&flaw.column, &flaw.what, &flaw.hint)),
        }
        take((row, read), name, digest, &mut reading);
        Ok(())
    });
    if let Some(fault) = lines.fault(SPEC.name, name) {
        reading.rejects = vec![fault];
    }
    reading.rejects.extend(cut);
    reading
}

/// Takes what was read of a row.
fn take(
    (row, read): (u64, Result<Option<Draft>, Box<Fault>>),
    name: &str,
    digest: Digest,
    reading: &mut Reading,
) {
    match read {
        Ok(Some(draft)) => {
            let locator = Locator { file: name.to_owned(), row };
            let origin = Origin { digest, locator, ..draft.origin };
            let draft = Draft { origin, ..draft };
            if let Some(what) = shown::draft(&draft) {
                reading.rejects.push(at(name, Some(row), "", what, shown::TAKE_IT_OUT));
                return;
            }
            match Observation::new(draft) {
                Ok(seen) => reading.observations.push(seen),
                Err(unfit) => {
                    reading.rejects.push(at(name, Some(row), "DATE", unfit.to_string(), ""))
                }
            }
        }
        Ok(None) => {
            *reading.outside.entry(NOWHERE).or_default() += 1;
            reading.passed.push(name, row, NOWHERE);
        }
        Err(flaw) => {
            reading.rejects.push(Fault { line: Some(row), file: name.to_owned(), ..*flaw })
        }
    }
}

/// What is wrong with a row.
fn flaw(column: &str, what: String, hint: &str) -> Box<Fault> {
    Box::new(at("", None, column, what, hint))
}

/// The states that places are in, by FIPS and year.
#[derive(Default)]
struct Places {
    fields: Tabbed,
    known: FxHashMap<([u8; 2], i16), Option<Actor>>,
}

impl Places {
    fn state(&mut self, fips: &[u8], year: i16) -> Option<Actor> {
        let key: [u8; 2] = fips.try_into().ok()?;
        *self.known.entry((key, year)).or_insert_with(|| {
            Actor::from_scheme(Scheme::Fips, str::from_utf8(fips).ok()?, year).ok()
        })
    }

    /// The states of a list of places, from the one that is named most; of equals the first.
    fn most_named(&mut self, list: &[u8], year: i16) -> Vec<Actor> {
        let mut times: Vec<(Actor, usize)> = Vec::new();
        for place in list.split(|byte| *byte == b';').filter(|place| !place.is_empty()) {
            let Some(fips) = place.split(|byte| *byte == b'#').nth(2) else { continue };
            let Some(state) = self.state(fips, year) else { continue };
            match times.iter_mut().find(|(known, _)| *known == state) {
                Some((_, n)) => *n += 1,
                None => times.push((state, 1)),
            }
        }
        times.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        times.into_iter().map(|(state, _)| state).collect()
    }
}

/// The observation that a row is, without its file; nothing if the document names no state.
fn document(line: &[u8], places: &mut Places) -> Result<Option<Draft>, Box<Fault>> {
    if memchr::memchr(0, line).is_some() {
        return Err(flaw("", "a NUL byte".to_owned(), "a row of text"));
    }
    let fields = &mut Tabbed::default();
    std::mem::swap(fields, &mut places.fields);
    let columns = fields.split(line);
    let read = of_fields(&|index| fields.get(line, index), columns, places);
    std::mem::swap(fields, &mut places.fields);
    read
}

fn of_fields<'l>(
    get: &impl Fn(usize) -> &'l [u8],
    columns: usize,
    places: &mut Places,
) -> Result<Option<Draft>, Box<Fault>> {
    if columns != COLUMNS {
        let hint = "27 columns, separated by tabs: the Knowledge Graph 2.1";
        return Err(flaw("", format!("{columns} columns"), hint));
    }
    let shown = |index: usize| rows::text(&get(index)[..get(index).len().min(60)]).into_owned();
    let hint = "an instant, as YYYYMMDDhhmmss";
    let known_at = rows::instant(get(1));
    let known_at: KnownAt =
        known_at.ok_or_else(|| flaw("DATE", format!("not {hint}: {:?}", shown(1)), hint))?;
    let tone = get(15).split(|byte| *byte == b',').next().unwrap_or_default();
    let tone = match tone {
        [] => None,
        text => Some(rows::number(text).ok_or_else(|| {
            flaw("V2Tone", format!("not a number: {:?}", shown(15)), "numbers, separated by commas")
        })?),
    };
    let day = known_at.date();
    let list = if get(10).is_empty() { get(9) } else { get(10) };
    let states = places.most_named(list, day.year());
    let [actor, rest @ ..] = states.as_slice() else { return Ok(None) };
    Ok(Some(Draft {
        mode: Mode::Word,
        dyad: Dyad { actor: *actor, target: rest.first().copied() },
        channel: Channel::Statement,
        period: Period::day(day).map_err(|error| flaw("DATE", error.to_string(), hint))?,
        known_at,
        modality: Modality::Reported,
        what: says(get, tone),
        detail: Detail::Quantity {
            quantity: Quantity::new(1.0, "documents".parse().expect("a unit of ours"))
                .expect("one is finite"),
            of: None,
            topic: names(get(7)),
        },
        origin: Origin {
            source: SPEC.name.to_owned(),
            key: rows::text(get(0)).into_owned(),
            publisher: rows::text(get(3)).into_owned(),
            url: rows::text(get(4)).into_owned(),
            digest: Digest::of(b""),
            locator: Locator { file: String::new(), row: 0 },
            basis: String::new(),
            weak: true,
        },
    }))
}

/// Tone, persons, organisations and counts, in a few words.
fn says<'l>(get: &impl Fn(usize) -> &'l [u8], tone: Option<f64>) -> String {
    let mut parts = Vec::new();
    parts.extend(tone.map(|tone| format!("tone {tone:.2}")));
    let lists = [("persons", names(get(11))), ("organisations", names(get(13)))];
    for (name, listed) in lists.iter().filter(|(_, listed)| !listed.is_empty()) {
        parts.push(format!("{name}: {listed}"));
    }
    let counts: Vec<String> = get(5).split(|byte| *byte == b';').filter_map(count).collect();
    if !counts.is_empty() {
        parts.push(format!("counts: {}", short(&counts)));
    }
    parts.join("; ")
}

/// A count of the document: what, how many of whom.
fn count(text: &[u8]) -> Option<String> {
    let fields: Vec<_> = text.split(|byte| *byte == b'#').map(rows::text).collect();
    let [kind, number, of, ..] = fields.as_slice() else { return None };
    let said = format!("{kind} {number} {of}");
    Some(said.trim_end().to_owned())
}

/// The first different names of a list.
fn names(list: &[u8]) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in list.split(|byte| *byte == b';') {
        let name = rows::text(name.trim_ascii()).into_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        if names.len() == LISTED_MAX {
            break;
        }
    }
    short(&names)
}

fn short(names: &[String]) -> String {
    let mut out = String::new();
    for name in names.iter().take(LISTED_MAX) {
        if out.len() + name.len() > TEXT_BYTES_MAX {
            break;
        }
        if !out.is_empty() {
            out += ", ";
        }
        out += name;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, places: &str, tone: &str) -> String {
        let mut fields = vec![""; COLUMNS];
        for (at, text) in [
            (0, id),
            (1, "20180326044500"),
            (3, "example.org"),
            (4, "https://example.org/a"),
            (5, "KILL#4#soldiers#1#Syria#SY#SY#35#38#SY;"),
            (7, "ARMEDCONFLICT;TAX_FNCACT;ARMEDCONFLICT;"),
            (9, places),
            (11, "vladimir putin;xi jinping"),
            (13, "united nations"),
            (15, tone),
        ] {
            fields[at] = text;
        }
        fields.join("\t") + "\n"
    }

    #[test]
    fn a_document_counts_for_the_two_states_that_it_names_most() {
        let text = row(
            "1",
            "4#Beijing#CH#CH22#39#116#-1;1#Russia#RS#RS#60#100#RS;4#Moscow#RS#RS48#55#37#-2",
            "-2.5,1,3",
        ) + &row("2", "", "1,1,1")
            + &row("3", "1#Syria#SY#SY#35#38#SY", "");
        let reading = read("x.gkg.csv", text.as_bytes());
        assert_eq!(
            (reading.observations.len(), reading.outside[NOWHERE], reading.rejects.len()),
            (2, 1, 0)
        );
        let first = &reading.observations[0];
        assert_eq!(first.dyad().to_string(), "RUS→CHN");
        assert!(first.origin().weak && first.mode() == Mode::Word);
        assert_eq!(
            first.what(),
            "tone -2.50; persons: vladimir putin, xi jinping; organisations: united nations; \
             counts: KILL 4 soldiers"
        );
        let Detail::Quantity { topic, .. } = first.detail() else { panic!("a quantity") };
        assert_eq!(topic, "ARMEDCONFLICT, TAX_FNCACT");
        assert_eq!(reading.observations[1].dyad().target, None);
        assert_eq!(reading.observations[1].origin().locator.row, 3);
    }

    #[test]
    fn lines_end_as_they_like() {
        let text = row("1", "", "1") + &row("2", "", "1");
        for end in ["\r\n", "\r"] {
            let reading = read("x.gkg.csv", text.replace('\n', end).as_bytes());
            let told = (reading.observations.len(), reading.outside[NOWHERE], reading.rejects);
            assert_eq!(told, (0, 2, vec![]), "{end:?}");
        }
    }

    #[test]
    fn a_document_whose_names_a_terminal_would_obey_is_refused() {
        let text = row("1", "1#Syria#SY#SY#35#38#SY", "").replace("united", "un\u{1b}ited")
            + &row("2", "1#Syria#SY#SY#35#38#SY", "");
        let reading = read("x.gkg.csv", text.as_bytes());
        assert_eq!(reading.observations.len(), 1);
        let said = reading.rejects[0].to_string();
        assert!(said.starts_with("x.gkg.csv:1: a control character: U+001B in the text"), "{said}");
    }

    #[test]
    fn bad_rows_are_told() {
        let text =
            row("1", "", "1.2.3,4") + "a\tb\n" + &row("2", "", "").replace("20180326", "20181332");
        let reading = read("x.gkg.csv", text.as_bytes());
        let said: Vec<String> = reading.rejects.iter().map(ToString::to_string).collect();
        assert!(said[0].contains("V2Tone") && said[1].contains("2 columns"), "{said:?}");
        assert!(said[2].contains("20181332044500"), "{said:?}");
        assert_eq!(read("x.csv", b"").rejects.len(), 1);
    }
}
