//! POLECAT: the weekly and yearly files of events in PLOVER's types and modes (`ngecEvents…txt`),
//! tab-separated, with a heading.
//!
//! Countries go by ISO alpha-3; a row whose actor has none is outside of the ledger. Where several are
//! named, the first is taken. The type with its mode is the code where the mode alters channel or mode,
//! else the type alone. The day of publication is when it was known.

use jiff::civil::Date;
use telltale_observation::{
    Actor, Code, KnownAt, Ontology, Report, ReportTexts, Reported, Reports,
};

use crate::headed::{self, Column, Heading, wrong};
use crate::rows::{self, Flaw, ReadRow, Taken};
use crate::shown::TextColumns;
use crate::{Anomaly, Cadence, Spec};

/// What is known of POLECAT.
pub const SPEC: Spec = Spec {
    name: "polecat",
    title: "POLECAT: POLitical Event Classification, Attributes, and Types",
    publisher: "Political Instability Task Force; Harvard Dataverse",
    licence: "CC0 1.0, with the terms of use of Harvard Dataverse",
    citation: "Halterman, Andrew, et al. (2023). POLECAT Weekly Data. Harvard Dataverse, \
               https://doi.org/10.7910/DVN/AJGVIT",
    url: "https://doi.org/10.7910/DVN/AJGVIT",
    unit: "one event as one story reports it",
    cadence: Cadence::Weekly,
    fresh_days_max: Some(30),
    covers: "from 2018 on",
    limits: &[
        "coded by machine: single rows may be wrong",
        "several actors of one event stand in one row, of which the first that is a state is taken",
        "contexts are not read; intensity stands in the place of Goldstein's scale, and is another one",
        "what is published before it takes place is refused: a report is known when it is out",
    ],
    anomalies: &[Anomaly {
        when: "2023-01",
        what: "the names of the files change; the heading is read whatever they are",
    }],
};

const COLUMNS: &[Column] = &[
    (&["event id"], true),
    (&["event date"], true),
    (&["event type"], true),
    (&["event mode"], false),
    (&["intensity", "event intensity"], false),
    (&["quad code"], false),
    (&["actor country"], true),
    (&["recipient country"], true),
    (&["placename", "raw placename"], false),
    (&["country"], false),
    (&["source"], false),
    (&["publication date"], false),
];

/// The columns of the texts that are kept.
const TEXT_COLUMNS: TextColumns = ["Placename", "", "Event ID", "Source"];

/// Reads POLECAT's files.
#[derive(Default)]
pub(crate) struct Polecat {
    heading: Option<Heading>,
    quad_classes: [(u64, f64); 5],
    /// The last day on which anything can have been known.
    today: Option<Date>,
}

impl Polecat {
    pub(crate) fn until(today: Option<Date>) -> Polecat {
        Polecat { today, ..Polecat::default() }
    }
}

/// The first state or organisation that a field names.
fn party(field: &str) -> Option<Actor> {
    let mut names = field.split([';', ',', '|']).map(str::trim);
    names.find_map(|name| Actor::parse(name).ok())
}

/// A type and a mode as PLOVER's code.
fn code(kind: &str, mode: &str) -> Option<&'static Code> {
    let kind = kind.to_ascii_uppercase();
    let mode = mode.to_ascii_lowercase().replace([' ', '_'], "-");
    Code::find(Ontology::Plover, &format!("{kind}-{mode}"))
        .or_else(|| Code::find(Ontology::Plover, &kind))
}

/// A quad class by its name or number.
fn quad_class(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    let classes = ["verbal coop", "material coop", "verbal conf", "material conf"];
    let by_name = classes.iter().position(|class| name.starts_with(class));
    let by_name = by_name.and_then(|at| u8::try_from(at + 1).ok());
    by_name.or_else(|| name.parse().ok().filter(|class| (1..=4).contains(class)))
}

impl ReadRow for Polecat {
    fn begin(&mut self, _: &str) -> bool {
        self.heading = None;
        true
    }

    fn quad_classes(&self) -> [(u64, f64); 5] {
        self.quad_classes
    }

    fn read(&mut self, row: u64, line: &[u8], into: &mut Reports) -> Result<Taken, Flaw> {
        if line.trim_ascii().is_empty() {
            return Ok(Taken::NoRow);
        }
        if let Some(heading) = Heading::of(line, COLUMNS).filter(|_| row == 1) {
            self.heading = Some(heading?);
            return Ok(Taken::NoRow);
        }
        let hint = "a row below a heading with Event ID, Event Date, Event Type and the countries";
        let heading = self.heading.as_ref();
        let missing = || Flaw { column: "", what: "a row without a heading".to_owned(), hint };
        let fields = heading.ok_or_else(missing)?.fields(line)?;
        let get = |at: usize| fields[at].as_ref();
        let when = |at: usize| {
            let text = get(at).as_bytes();
            rows::day(&text[..text.len().min(10)])
        };
        let day = when(1).ok_or_else(|| wrong("Event Date", get(1), "a day, as YYYY-MM-DD"))?;
        let known = if get(11).is_empty() { Some(day) } else { when(11) };
        let known =
            known.ok_or_else(|| wrong("Publication Date", get(11), "a day, as YYYY-MM-DD"))?;
        let code = code(get(2), get(3));
        let code = code.ok_or_else(|| wrong("Event Type", get(2), "a type of PLOVER"))?;
        let scale = match get(4) {
            "" | "None" | "nan" => None,
            text => {
                let number = rows::number(text.as_bytes());
                Some(number.ok_or_else(|| wrong("Intensity", text, "a number"))?)
            }
        };
        let class = quad_class(get(5)).or(code.quad_class);
        let tally = &mut self.quad_classes[usize::from(class.unwrap_or(0))];
        *tally = (tally.0 + 1, tally.1 + scale.unwrap_or(0.0));
        let known_at = KnownAt::day(known);
        let known_at =
            known_at.map_err(|_| wrong("Publication Date", get(11), "a day since 1800"))?;
        rows::yet_to_come(known_at, self.today, "Publication Date")?;
        let reported = Reported {
            rows: 1,
            mentions: None,
            sources: None,
            articles: None,
            goldstein: scale,
            quad_class: class,
            tone: None,
            country: party(get(9)),
        };
        let report = party(get(6)).map(|actor| {
            let target = party(get(7));
            Report { actor, target, code, day, known_at, row, reported }
        });
        let texts = ReportTexts { place: get(8), url: "", key: get(0), publisher: get(10) };
        headed::push(report, (texts, TEXT_COLUMNS), "Event Date", into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use telltale_observation::{Channel, Digest};

    const HEADING: &str = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\t\
                           Actor Country\tRecipient Country\tPlacename\tCountry\tSource\tPublication Date";

    fn read(rows: &[&str]) -> (Vec<Result<Taken, String>>, Reports) {
        let mut reader = Polecat::default();
        let mut into = Reports::of("polecat");
        into.begin_file("f", Digest::of(b""));
        reader.begin("f");
        let lines = std::iter::once(HEADING).chain(rows.iter().copied());
        let taken = lines.enumerate().map(|(at, line)| {
            let taken = reader.read(at as u64 + 1, line.as_bytes(), &mut into);
            taken.map_err(|flaw| format!("{}: {}: {}", flaw.column, flaw.what, flaw.hint))
        });
        (taken.collect(), into)
    }

    #[test]
    fn a_row_is_an_event_of_the_first_state_that_acts() {
        let visit = "E1\t2023-05-02\tCONSULT\tvisit\t4.0\tVERBAL COOPERATION\tdiplomatic\tNone; RUS\tCHN\t\
                     Moscow\tRUS\tWire\t2023-05-03";
        let (taken, into) = read(&[visit, visit]);
        assert_eq!(taken, [Ok(Taken::NoRow), Ok(Taken::New), Ok(Taken::Repeated)]);
        let report = into.report(0);
        assert_eq!((report.actor.code(), report.target.map(Actor::code)), ("RUS", Some("CHN")));
        assert_eq!((report.code.channel, report.code.code), (Channel::Visit, "CONSULT-visit"));
        assert_eq!(report.known_at.to_string(), "2023-05-03");
        assert_eq!((report.reported.quad_class, report.reported.goldstein), (Some(1), Some(4.0)));
    }

    #[test]
    fn bad_rows_are_told() {
        let (taken, _) = read(&[
            "E1\t2023-13-02\tCONSULT\t\t\t\t\tRUS\tCHN\t\t\t\t2023-05-03",
            "E1\t2023-05-02\tDANCE\t\t\t\t\tRUS\tCHN\t\t\t\t2023-05-03",
            "E1\t2023-05-02\tCONSULT\t\t1.2.3\t\t\tRUS\tCHN\t\t\t\t2023-05-03",
            "E1\t2023-05-02\tCONSULT\t\t\t\t\t\tCHN\t\t\t\t2023-05-03",
            "E1\t2023-05-02\tCONSULT",
            "E1\t2023-05-09\tCONSULT\t\t\t\t\tRUS\tCHN\t\t\t\t2023-05-03",
            "E1\t0001-01-01\tCONSULT\t\t\t\t\tRUS\tCHN\t\t\t\t2023-05-03",
        ]);
        let said = taken[1..].iter().map(|taken| match taken {
            Ok(taken) => format!("{taken:?}"),
            Err(what) => what.clone(),
        });
        let said: Vec<_> = said.collect();
        assert!(said[0].starts_with("Event Date: not a day"), "{said:?}");
        assert!(said[1].starts_with("Event Type: not a type"), "{said:?}");
        assert!(said[2].starts_with("Intensity: not a number"), "{said:?}");
        assert!(said[3].contains("Outside"), "{said:?}");
        assert!(said[4].contains("3 columns where the heading has 13"), "{said:?}");
        assert!(said[5].starts_with("Event Date: "), "{said:?}");
        assert!(said[6].starts_with("Event Date: year out of range: 1"), "{said:?}");
        assert!(said[6].ends_with("a day of the years from 1800 to 2200"), "{said:?}");
    }
}
