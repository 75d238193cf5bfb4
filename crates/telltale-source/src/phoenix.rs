//! Phoenix: events in CAMEO's codes as PETRARCH and its successors write them, with a heading
//! (comma-separated, the historical collections) or without one (26 columns and tabs, the daily files).
//!
//! Actors go by CAMEO's country codes. The day of the story is both the day of the event and when it was
//! known: the coder has no other.

use jiff::civil::Date;
use telltale_observation::{
    Actor, Code, KnownAt, Ontology, Report, ReportTexts, Reported, Reports, Scheme,
};

use crate::headed::{self, Column, Heading, wrong};
use crate::rows::{self, Flaw, ReadRow, Taken};
use crate::shown::TextColumns;
use crate::{Cadence, Spec};

/// What is known of Phoenix.
pub const SPEC: Spec = Spec {
    name: "phoenix",
    title: "Phoenix event data, historical and daily",
    publisher: "Cline Center for Advanced Social Research; Open Event Data Alliance",
    licence: "by collection: the historical one CC BY 4.0; cite the collection you use",
    citation: "Althaus, Scott, et al. Cline Center Historical Phoenix Event Data. Cline Center for \
               Advanced Social Research, University of Illinois",
    url: "https://clinecenter.illinois.edu/project/machine-generated-event-data-projects/phoenix-data",
    unit: "one event as one story reports it",
    cadence: Cadence::Irregular,
    fresh_days_max: Some(3650),
    covers: "1945 to 2019, by collection",
    limits: &[
        "coded by machine from single papers and broadcasts: what they do not print is not there",
        "the day is that of the story: an event of the past is dated by its retelling",
        "known_at is the day of the story, which is earlier than the table could be had",
    ],
    anomalies: &[],
};

const COLUMNS: &[Column] = &[
    (&["eid", "event id", "eventid"], true),
    (&["year"], true),
    (&["month"], true),
    (&["day"], true),
    (&["source root", "sourceactorentity", "source country"], true),
    (&["target root", "targetactorentity", "target country"], true),
    (&["code", "event code", "eventcode", "cameo code"], true),
    (&["goldstein", "goldsteinscore", "goldstein score"], false),
    (&["placename", "location name", "locationname"], false),
    (&["url", "urls"], false),
    (&["process", "news sources", "newssources"], false),
];

/// The columns of the texts that are kept.
const TEXT_COLUMNS: TextColumns = ["placename", "url", "eid", "process"];

/// Where these are in the daily files, which have no heading.
const DAILY: &[Option<usize>] = &[
    Some(0),
    Some(2),
    Some(3),
    Some(4),
    Some(6),
    Some(10),
    Some(13),
    Some(16),
    Some(20),
    Some(24),
    Some(25),
];
const DAILY_WIDTH: usize = 26;
const UNHEADED: &str = "a first line that names the columns, as eid, year, month, day and code, or 26 columns between tabs";

/// Reads Phoenix tables.
#[derive(Default)]
pub(crate) struct Phoenix {
    heading: Option<Heading>,
    quad_classes: [(u64, f64); 5],
    /// The last day on which anything can have been known.
    today: Option<Date>,
}

impl Phoenix {
    pub(crate) fn until(today: Option<Date>) -> Phoenix {
        Phoenix { today, ..Phoenix::default() }
    }
}

fn party(code: &str, year: i16) -> Option<Actor> {
    let root = code.get(..3).unwrap_or(code);
    Actor::from_scheme(Scheme::Cameo, root, year).ok()
}

/// The day in three fields.
fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Some writers drop the zero in front.
fn code(text: &str) -> Option<&'static Code> {
    let find = |text: &str| Code::find(Ontology::Cameo, text);
    find(text).or_else(|| find(&format!("0{text}")))
}

impl ReadRow for Phoenix {
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
        let is_daily = self.heading.is_none();
        let heading = self.heading.get_or_insert_with(|| Heading::fixed(DAILY, DAILY_WIDTH));
        let fields = heading.fields(line);
        if is_daily && fields.is_err() {
            // No row of the daily files comes first, and no heading of the others.
            self.heading = None;
            return Err(Flaw {
                column: "",
                what: "a row without a heading".to_owned(),
                hint: UNHEADED,
            });
        }
        let fields = fields?;
        let get = |at: usize| fields[at].as_ref();
        let day = date(get(1), get(2), get(3));
        let day = day.ok_or_else(|| {
            let written = format!("{}-{}-{}", get(1), get(2), get(3));
            wrong("Year, Month, Day", &written, "a day of the calendar")
        })?;
        let code = code(get(6)).ok_or_else(|| wrong("EventCode", get(6), "a code of CAMEO"))?;
        let scale = match get(7) {
            "" => None,
            text => {
                let number = rows::number(text.as_bytes());
                Some(number.ok_or_else(|| wrong("GoldsteinScore", text, "a number"))?)
            }
        };
        let scale = scale.or(code.goldstein);
        let tally = &mut self.quad_classes[usize::from(code.quad_class.unwrap_or(0))];
        *tally = (tally.0 + 1, tally.1 + scale.unwrap_or(0.0));
        let known_at = KnownAt::day(day);
        let known_at = known_at.map_err(|_| wrong("Year", get(1), "a day since 1800"))?;
        rows::yet_to_come(known_at, self.today, "Year, Month, Day")?;
        let reported = Reported {
            rows: 1,
            mentions: None,
            sources: None,
            articles: None,
            goldstein: scale,
            quad_class: code.quad_class,
            tone: None,
            country: None,
        };
        let report = party(get(4), day.year()).map(|actor| {
            let target = party(get(5), day.year());
            Report { actor, target, code, day, known_at, row, reported }
        });
        let texts = ReportTexts { place: get(8), url: get(9), key: get(0), publisher: get(10) };
        headed::push(report, (texts, TEXT_COLUMNS), "Year, Month, Day", into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use telltale_observation::Digest;

    fn read(lines: &[&str]) -> (Vec<Result<Taken, String>>, Reports) {
        let mut reader = Phoenix::default();
        let mut into = Reports::of("phoenix");
        into.begin_file("f", Digest::of(b""));
        reader.begin("f");
        let lines = lines.iter().enumerate();
        let taken = lines.map(|(at, line)| {
            reader.read(at as u64 + 1, line.as_bytes(), &mut into).map_err(|flaw| flaw.what)
        });
        (taken.collect(), into)
    }

    #[test]
    fn both_forms_are_read() {
        let (taken, into) = read(&[
            "eid,story_date,year,month,day,source,source_root,target,target_root,code,goldstein,placename",
            "P1,3/25/1998,1998,3,25,USAGOV,USA,IRQ,IRQ,173,-5.0,\"Baghdad, Iraq\"",
            "P2,3/25/1998,1998,3,25,REB,REB,IRQ,IRQ,190,-10.0,",
            "P3,3/25/1998,1998,2,30,USAGOV,USA,IRQ,IRQ,173,-5.0,",
        ]);
        assert_eq!(
            taken[..3],
            [Ok(Taken::NoRow), Ok(Taken::New), Ok(Taken::Outside(headed::NO_ACTOR))]
        );
        assert!(taken[3].as_ref().is_err_and(|what| what.contains("1998-2-30")), "{taken:?}");
        assert_eq!(into.texts(0).place, "Baghdad, Iraq");
        let mut daily = vec![""; DAILY_WIDTH];
        for (at, text) in
            [(0, "7"), (2, "2015"), (3, "07"), (4, "02"), (6, "RUS"), (10, "UKR"), (13, "42")]
        {
            daily[at] = text;
        }
        let (taken, into) = read(&[&daily.join("\t"), "1\t2"]);
        assert_eq!(taken[0], Ok(Taken::New));
        assert!(taken[1].is_err());
        let report = into.report(0);
        assert_eq!(
            (report.actor.code(), report.code.code, report.day),
            ("RUS", "042", jiff::civil::date(2015, 7, 2))
        );
    }
}
