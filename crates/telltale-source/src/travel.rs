//! Travels abroad of the Presidents and Secretaries of State of the United States, one stay in one
//! country a row, as tables made of the pages of the Office of the Historian have them.

use jiff::civil::Date;
use telltale_observation::{
    Actor, Channel, Detail, Draft, Dyad, Fault, KnownAt, Modality, Mode, Month, Period, Rank,
};

use crate::names::{Named, Names};
use crate::sheet::{self, Form, Outcome, Row, take};
use crate::shipped::{file_name, whole};
use crate::{Anomaly, Asked, Cadence, Reading, Spec};

/// What is known of these travels.
pub const SPEC: Spec = Spec {
    name: "travel",
    title: "Travels abroad of U.S. Presidents and Secretaries of State",
    publisher: "Office of the Historian, U.S. Department of State",
    licence: "a work of the United States government: public domain",
    citation: "U.S. Department of State, Office of the Historian. Travels Abroad of the President; \
               Travels Abroad of the Secretary of State, \
               https://history.state.gov/departmenthistory/travels",
    url: "https://history.state.gov/departmenthistory/travels",
    unit: "one stay of one traveller in one country",
    cadence: Cadence::Irregular,
    fresh_days_max: Some(400),
    covers: "Secretaries from 1866 on, Presidents from 1906 on; the copies at hand end in 2020",
    limits: &[
        "visits to the United States are in other lists of the Historian",
        "a stop for fuel, a holiday and a summit are each a stay",
        "a stay is known at its end: the list itself comes out months later",
        "the list names places as they were called then; Greenland and Kosovo are actors of their own",
        "which office it is, the file's name says: it has president or secretary in it",
    ],
    anomalies: &[Anomaly {
        when: "1909 to 2008",
        what: "16 travels of Presidents-elect are marked so: the rank is then official, not leader",
    }],
};

const NOBODY: &str = "a place that is no state";
const HOME: &str = "a stay at home";

/// Reads a table of stays: country, city, description, time.
pub fn read(file: &str, bytes: &[u8], _: &Asked) -> Reading {
    let folded = file_name(file).to_lowercase();
    let (office, rank) = match (folded.contains("president"), folded.contains("secretary")) {
        (true, false) => ("President", Rank::Leader),
        (false, true) => ("Secretary of State", Rank::Minister),
        _ => {
            let hint = "name it so that president or secretary stands in it, and not both";
            let fault = whole(file, "the file's name does not say whose travels these are", hint);
            return Reading { rejects: vec![fault], ..Reading::default() };
        }
    };
    let names = Names::new();
    let needed = ["destination country", "destination city", "description", "time"];
    sheet::read_headed(file, bytes, Form::default(), &needed, &mut |row, reading| {
        take(reading, (file, row.line), stay(row, &names, office, rank));
    })
}

fn stay(row: &Row<'_>, names: &Names, office: &str, rank: Rank) -> Result<Outcome, Box<Fault>> {
    let hint = "days such as January 29–February 7, 1909";
    let period = days(row.get("time")).ok_or_else(|| row.wrong("time", "no days", hint))?;
    let country = row.get("destination country");
    let target = match names.get(country) {
        Some(Named::Actor(target)) => target,
        Some(Named::Nobody) => return Ok(Outcome::Outside(NOBODY)),
        None => {
            let hint = names.nearest(country).map_or_else(
                || "a country as the Historian names it".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            return Err(row.wrong("destination country", "unknown country", hint));
        }
    };
    let actor = Actor::parse("USA").expect("an actor of ours");
    if actor == target {
        return Ok(Outcome::Outside(HOME));
    }
    // The list's own mark, of those who were not in office yet.
    let is_elect = row.get("description").contains("President-elect");
    let (office, rank) = match is_elect {
        true => ("President-elect", Rank::Official),
        false => (office, rank),
    };
    let place = row.get("destination city");
    let known_at =
        KnownAt::day(period.end()).map_err(|error| row.wrong("time", &error.to_string(), hint))?;
    let key = format!("{office}/{}/{country}/{place}", row.get("time"));
    Ok(Outcome::Seen(Box::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(actor, target),
        channel: Channel::Visit,
        period,
        known_at,
        modality: Modality::Happened,
        what: format!("the {office} of the United States travels to {}", target.name_en()),
        detail: Detail::Event { rank: Some(rank), place: place.to_owned(), code: None },
        origin: row.origin(SPEC.name, key, SPEC.publisher),
    })))
}

/// A day, or the days from one to another: what the second leaves out, it has of the first, and the
/// year of the first is that of the second.
fn days(text: &str) -> Option<Period> {
    let (first, last) = text.split_once(['–', '—', '-']).unwrap_or((text, text));
    let (first, last) = (Parts::of(first)?, Parts::of(last)?);
    let year = last.year?;
    let end = Date::new(year, last.month.or(first.month)?, last.day?).ok()?;
    let start = Date::new(first.year.unwrap_or(year), first.month?, first.day?).ok()?;
    Period::new(start, end).ok()
}

/// What one side of a span says: `January 29`, `February 7, 1909`, `13, 1912`.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    month: Option<i8>,
    day: Option<i8>,
    year: Option<i16>,
}

impl Parts {
    fn of(text: &str) -> Option<Parts> {
        let mut parts = Parts::default();
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            if let Some(month) = Month::NAMES.iter().position(|month| *month == word) {
                parts.month = Some(month as i8 + 1);
            } else if word.len() == 4 {
                parts.year = Some(word.parse().ok()?);
            } else {
                parts.day = Some(word.parse().ok()?);
            }
        }
        Some(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_rows(name: &str, rows: &str) -> Reading {
        let head = "destination country,destination city,description,time,year";
        read(name, format!("{head}\n{rows}").as_bytes(), &Asked::default())
    }

    #[test]
    fn spans_of_days_are_read_as_they_are_written() {
        for (text, expected) in [
            ("December 14–25, 1918", "1918-12-14 to 1918-12-25"),
            ("January 29–February 7, 1909", "1909-01-29 to 1909-02-07"),
            ("December 31, 1962–January 2, 1963", "1962-12-31 to 1963-01-02"),
            ("May 4, 2010", "2010-05-04"),
        ] {
            assert_eq!(
                days(text).map(|days| days.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in ["", "May 2010", "Mai 4, 2010", "May 32, 2010", "May 9–4, 2010", "4, 2010"] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn a_stay_is_a_visit_of_the_rank_of_the_office() {
        let rows = "\"Korea, Republic of\",Seoul,Summit.,\"May 20–22, 2022\",2022\n\
                    Panama,Colon,Look. [Visit made as President-elect.],\"May 4, 1928\",1928\n\
                    Antarctica,,,\"May 4, 1999\",1999\nAtlantis,,,\"May 4, 1999\",1999\n\
                    Japan,,,soon,1999\n";
        let reading = read_rows("ThePresident.csv", rows);
        let said: Vec<_> = reading
            .observations
            .iter()
            .map(|seen| {
                let rank = seen.detail().rank().unwrap().name();
                format!("{} {} {rank} {}", seen.dyad(), seen.period(), seen.known_at())
            })
            .collect();
        assert_eq!(
            said,
            [
                "USA→KOR 2022-05-20 to 2022-05-22 leader 2022-05-22",
                "USA→PAN 1928-05-04 official 1928-05-04",
            ]
        );
        assert_eq!((reading.outside[NOBODY], reading.rejects.len()), (1, 2));
        let faults: Vec<_> = reading.rejects.iter().map(Fault::to_string).collect();
        assert!(
            faults[0].starts_with("ThePresident.csv:5: column destination country: unknown"),
            "{faults:?}"
        );
        assert!(
            faults[1].starts_with("ThePresident.csv:6: column time: no days: \"soon\""),
            "{faults:?}"
        );
        let minister = read_rows("secretary.csv", "Japan,,,\"May 4, 1999\",1999\n");
        assert_eq!(minister.observations[0].detail().rank(), Some(Rank::Minister));
        let whose = read_rows("visits.csv", "Japan,,,\"May 4, 1999\",1999\n");
        assert!(whose.rejects[0].to_string().contains("whose travels"), "{}", whose.rejects[0]);
    }
}
