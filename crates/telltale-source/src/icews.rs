//! ICEWS: the yearly tab files of its publisher, and the form of entity, relation, entity and hour in
//! which it is used to test forecasts.
//!
//! Entities go by name. `China` is a state; `Citizen_(India)` is a part of one, told by its
//! parenthesis; a person acts for a state while in office there (see `icews/entity.rs`); any other
//! person or group is nobody here, and a row in which nobody acts is outside of the ledger. An event was known on its own day. In the second form an event's id is made
//! of the numbers of its row, so that the same row in two files is one.

mod entity;
mod keys;

use jiff::civil::date;
use rustc_hash::FxHashMap;
use telltale_observation::{
    Actor, Code, KnownAt, Ontology, Report, ReportTexts, Reported, Reports,
};

use self::entity::{Entity, Names, plain};
pub use self::keys::{is_of_numbers, key_faults};
use crate::rows::{self, Flaw, ReadRow, Tabbed, Taken};
use crate::shown::{self, TextColumns};
use crate::{Asked, Cadence, Spec};

/// What is known of ICEWS.
pub const SPEC: Spec = Spec {
    name: "icews",
    title: "Integrated Crisis Early Warning System, coded events",
    publisher: "Lockheed Martin; Harvard Dataverse",
    licence: "CC0 1.0, with the terms of use of Harvard Dataverse",
    citation: "Boschee, Elizabeth, et al. (2015). ICEWS Coded Event Data. Harvard Dataverse, \
               https://doi.org/10.7910/DVN/28075",
    url: "https://doi.org/10.7910/DVN/28075",
    unit: "one event as one article reports it",
    cadence: Cadence::Closed,
    fresh_days_max: None,
    covers: "1995 to April 2023",
    limits: &[
        "coded by machine: single rows may be wrong, and some ids repeat",
        "in the form of entities and hours, persons are named without their state: heads of states and \
         governments, ministers and other officials of the tables act for theirs while in office, by \
         months; party leaders only where one party rules, and bands of rebels, militants or robbers of \
         a country never; all others are nobody. With --no-persons only names of states and of their parts \
         act",
        "the same form counts hours of a year that it does not name: ingest it with --year 2014, and a copy that counts days with --times days too",
        "known_at is the day of the event, which is earlier than anybody could know it",
    ],
    anomalies: &[],
};

const EVENTS: &str = include_str!("../data/icews_events.csv");
/// The file of entities in the second form, and that of relations.
pub(crate) const KEYS: &[&str] = &["entity2id.txt", "relation2id.txt"];
/// The file that only counts the names of both.
pub const COUNTS: &str = "stat.txt";
/// What to do where rows stand apart from the names of their numbers.
pub const BESIDE: &str = "the folder that holds entity2id.txt and relation2id.txt beside its rows; of several \
                      years each by itself, with its own --year";
/// The reason of rows whose actor is no state.
const NO_ACTOR: &str = "no state or part of one acts";
/// The reason of rows whose actor is known, but has no office then.
const NO_OFFICE: &str = "whoever acts holds no office of a state on that day";

/// The columns of a yearly file that are read, and whether each must be there.
const COLUMNS: &[(&str, bool)] = &[
    ("Event ID", true),
    ("Event Date", true),
    ("Source Country", true),
    ("CAMEO Code", true),
    ("Intensity", false),
    ("Target Country", true),
    ("Publisher", false),
    ("City", false),
    ("Country", false),
];

/// The columns of the texts that are kept.
const TEXT_COLUMNS: TextColumns = ["City", "", "Event ID", "Publisher"];

/// Reads ICEWS in both forms.
pub struct Icews {
    fields: Tabbed,
    names: &'static Names,
    events: FxHashMap<&'static str, &'static Code>,
    entities: FxHashMap<u32, Entity>,
    relations: FxHashMap<u32, String>,
    year: Option<i16>,
    /// Whether times count days.
    in_days: bool,
    /// How many columns the rows of numbers of the file at hand have.
    columns: Option<usize>,
    /// The last day on which anything can have been known.
    today: Option<jiff::civil::Date>,
    /// Where the columns of the yearly file at hand are, and how many it has.
    heading: Option<(Vec<Option<usize>>, usize)>,
    quad_classes: [(u64, f64); 5],
}

impl Icews {
    pub(crate) fn new(asked: &Asked) -> Icews {
        let names = Names::of_tables();
        let cameo = |code| Code::find(Ontology::Cameo, code).expect("a code of CAMEO");
        let events = EVENTS.lines().skip(1).filter_map(|line| line.split_once(','));
        let key = |name: &str| {
            let file = asked.keys.iter().find(|(file, _)| file == name);
            file.map(|(_, bytes)| keys::read(bytes)).unwrap_or_default()
        };
        let entities = key(KEYS[0]).into_iter().map(|(id, name)| {
            let entity = names.entity(&name);
            let is_left_out = asked.no_persons && entity.is_of_times();
            (id, if is_left_out { Entity::Nobody } else { entity })
        });
        Icews {
            fields: Tabbed::default(),
            entities: entities.collect(),
            relations: key(KEYS[1]),
            events: events.map(|(name, code)| (name, cameo(code))).collect(),
            names,
            year: asked.year,
            in_days: asked.in_days,
            columns: None,
            today: asked.today,
            heading: None,
            quad_classes: [(0, 0.0); 5],
        }
    }

    /// A line of numbers: entity, relation, entity, hour.
    fn hour(&mut self, row: u64, line: &[u8], into: &mut Reports) -> Result<Taken, Flaw> {
        let text = rows::text(line);
        let columns = text.split_whitespace().count();
        let numbers: Vec<Option<u32>> =
            text.split_whitespace().take(4).map(|n| n.parse().ok()).collect();
        let [Some(source), Some(relation), Some(target), Some(hour)] = numbers[..] else {
            if numbers.len() == 1 && row == 1 {
                return Ok(Taken::NoRow);
            }
            let hint =
                "entity, relation, entity and hour, each a number, or a yearly file's heading";
            return Err(Flaw { column: "", what: format!("not {hint}: {:?}", short(&text)), hint });
        };
        // A row that was cut off may end in a number that is cut off too.
        let width = *self.columns.get_or_insert(columns);
        if columns != width {
            let what = format!("{columns} columns where the rows above have {width}");
            return Err(flaw("hour", what));
        }
        let Some(year) = self.year else {
            let hint = "say from which year the hours count: --year 2014";
            return Err(Flaw { column: "hour", what: "hours without a year".to_owned(), hint });
        };
        let day = self.day(year, hour)?;
        let name = |id: u32| {
            self.entities.get(&id).ok_or_else(|| {
                let what = format!("an entity without a name in {}: {id}", KEYS[0]);
                Flaw { column: "entity", what, hint: BESIDE }
            })
        };
        let (from, to) = (name(source)?, name(target)?);
        let name = self.relations.get(&relation).ok_or_else(|| {
            let what = format!("a relation without a name in {}: {relation}", KEYS[1]);
            Flaw { column: "relation", what, hint: BESIDE }
        })?;
        let code = self
            .code(name)
            .ok_or_else(|| flaw("relation", format!("no event of CAMEO: {:?}", short(name))))?;
        let (actor, to) = (from.on(day), to.on(day));
        if actor.is_none() && from.is_of_times() {
            self.well_formed(code, code.goldstein);
            return Ok(Taken::Outside(NO_OFFICE));
        }
        let key = format!("{year}/{source}/{relation}/{target}/{hour}");
        let texts = ReportTexts { key: &key, ..ReportTexts::default() };
        self.push(actor, to, (code, day, None, None), row, texts, into)
    }

    /// The day of a time.
    fn day(&self, year: i16, time: u32) -> Result<jiff::civil::Date, Flaw> {
        let (name, days) = if self.in_days { ("day", time) } else { ("hour", time / 24) };
        let days = jiff::Span::new().try_days(i64::from(days));
        let day = days.and_then(|days| date(year, 1, 1).checked_add(days));
        let day = day.map_err(|error| flaw(name, error.to_string()))?;
        if day.year() != year {
            let what = format!("beyond the year: {name} {time} from the first of {year} on");
            let hint =
                "a time of the year that --year names; --times says whether in hours or days";
            return Err(Flaw { column: name, what, hint });
        }
        Ok(day)
    }

    fn code(&self, name: &str) -> Option<&'static Code> {
        Code::find(Ontology::Cameo, name).or_else(|| self.events.get(plain(name).as_str()).copied())
    }

    /// A line of a yearly file.
    fn line(&mut self, row: u64, line: &[u8], into: &mut Reports) -> Result<Taken, Flaw> {
        let (heading, width) = self.heading.take().expect("a heading was read");
        let read = self.under((&heading, width), row, line, into);
        self.heading = Some((heading, width));
        read
    }

    fn under(
        &mut self,
        (heading, width): (&[Option<usize>], usize),
        row: u64,
        line: &[u8],
        into: &mut Reports,
    ) -> Result<Taken, Flaw> {
        let columns = self.fields.split(line);
        let get = |at: usize| match heading[at] {
            Some(column) => rows::text(self.fields.get(line, column)),
            None => "".into(),
        };
        if columns != width {
            let what = format!("{columns} columns where the heading has {width}");
            return Err(flaw("", what));
        }
        let day = rows::day(get(1).as_bytes());
        let day =
            day.ok_or_else(|| flaw("Event Date", format!("not a day: {:?}", short(&get(1)))))?;
        let code = Code::find(Ontology::Cameo, &get(3));
        // Older files drop the zero in front.
        let code = code.or_else(|| Code::find(Ontology::Cameo, &format!("0{}", get(3))));
        let code = code
            .ok_or_else(|| flaw("CAMEO Code", format!("no code of CAMEO: {:?}", short(&get(3)))))?;
        let scale =
            match get(4) {
                text if text.is_empty() => None,
                text => Some(rows::number(text.as_bytes()).ok_or_else(|| {
                    flaw("Intensity", format!("not a number: {:?}", short(&text)))
                })?),
            };
        let actor = |name: &str| self.names.state(name);
        let (from, to, country) = (actor(&get(2)), actor(&get(5)), actor(&get(8)));
        let (key, place, publisher) = (get(0), get(7), get(6));
        let texts = ReportTexts { key: &key, place: &place, publisher: &publisher, url: "" };
        let (key, place, publisher) =
            (texts.key.to_owned(), texts.place.to_owned(), texts.publisher.to_owned());
        let texts = ReportTexts { key: &key, place: &place, publisher: &publisher, url: "" };
        self.push(from, to, (code, day, scale, country), row, texts, into)
    }

    /// Counts a well-formed row by its quad class.
    fn well_formed(&mut self, code: &Code, goldstein: Option<f64>) {
        let class = usize::from(code.quad_class.unwrap_or(0));
        self.quad_classes[class].0 += 1;
        self.quad_classes[class].1 += goldstein.unwrap_or(0.0);
    }

    fn push(
        &mut self,
        actor: Option<Actor>,
        target: Option<Actor>,
        (code, day, scale, country): (&'static Code, jiff::civil::Date, Option<f64>, Option<Actor>),
        row: u64,
        texts: ReportTexts<'_>,
        into: &mut Reports,
    ) -> Result<Taken, Flaw> {
        let reported = Reported {
            rows: 1,
            mentions: None,
            sources: None,
            articles: None,
            goldstein: scale.or(code.goldstein),
            quad_class: code.quad_class,
            tone: None,
            country,
        };
        self.well_formed(code, reported.goldstein);
        let Some(actor) = actor else { return Ok(Taken::Outside(NO_ACTOR)) };
        let target = target.filter(|target| *target != actor);
        let known_at = KnownAt::day(day).map_err(|error| flaw("Event Date", error.to_string()))?;
        rows::yet_to_come(known_at, self.today, "Event Date")?;
        shown::report(&texts, TEXT_COLUMNS)?;
        let report = Report { actor, target, code, day, known_at, row, reported };
        match into.push(report, texts) {
            Ok(true) => Ok(Taken::New),
            Ok(false) => Ok(Taken::Repeated),
            Err(unfit) => Err(flaw("Event Date", unfit.to_string())),
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

fn flaw(column: &'static str, what: String) -> Flaw {
    Flaw { column, what, hint: "a row as the publisher ships it" }
}

/// Fewer rows than these say nothing of what their times count.
const ROWS_MIN: usize = 20;
/// No time that counts the days of a year is beyond this.
const DAYS_MAX: u32 = 366;

/// Whether the times of a file of numbers look like days: none is beyond a year's last, and some begin no
/// day if they are hours. Read as hours, such a file tells of a year in a fortnight.
///
/// # Errors
/// If the file cannot be read.
pub fn looks_like_days(file: impl std::io::BufRead) -> std::io::Result<bool> {
    let (mut rows, mut begins_none) = (0, false);
    for line in file.split(b'\n') {
        let line = line?;
        let numbers: Option<Vec<u32>> =
            rows::text(&line).split_whitespace().take(4).map(|n| n.parse().ok()).collect();
        let Some([_, _, _, time]) = numbers.as_deref() else { continue };
        if *time > DAYS_MAX {
            return Ok(false);
        }
        rows += 1;
        begins_none |= !time.is_multiple_of(24);
    }
    Ok(begins_none && rows >= ROWS_MIN)
}

impl ReadRow for Icews {
    fn begin(&mut self, name: &str) -> bool {
        self.heading = None;
        self.columns = None;
        let name = name.rsplit('/').next().unwrap_or(name);
        !KEYS.contains(&name) && name != COUNTS
    }

    fn quad_classes(&self) -> [(u64, f64); 5] {
        self.quad_classes
    }

    fn read(&mut self, row: u64, line: &[u8], into: &mut Reports) -> Result<Taken, Flaw> {
        if line.trim_ascii().is_empty() {
            return Ok(Taken::NoRow);
        }
        if row == 1 && memchr::memmem::find(line, b"Event Date").is_some() {
            let text = rows::text(line);
            let names: Vec<&str> = text.split('\t').map(str::trim).collect();
            let place = |name: &str| names.iter().position(|found| found.trim_matches('"') == name);
            if let Some((missing, _)) =
                COLUMNS.iter().find(|(name, must)| *must && place(name).is_none())
            {
                return Err(flaw("", format!("no column {missing}")));
            }
            let places = COLUMNS.iter().map(|(name, _)| place(name)).collect();
            self.heading = Some((places, names.len()));
            return Ok(Taken::NoRow);
        }
        if self.heading.is_some() { self.line(row, line, into) } else { self.hour(row, line, into) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use telltale_observation::Digest;

    #[test]
    fn a_row_of_a_yearly_file_has_as_many_columns_as_its_heading() {
        let mut reader = Icews::new(&Asked::default());
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let heading =
            "Event ID\tEvent Date\tSource Country\tCAMEO Code\tIntensity\tTarget Country\tCity";
        let row = "1\t2014-01-02\tChina\t042\t1.9\tJapan\tTokyo";
        let mut read = |at: u64, line: &str| reader.read(at, line.as_bytes(), &mut into);
        assert_eq!(read(1, heading), Ok(Taken::NoRow));
        assert_eq!(read(2, row), Ok(Taken::New));
        for (line, columns) in [(row.replace("\tTokyo", ""), 6), (format!("{row}\tx"), 8)] {
            let flaw = read(3, &line).unwrap_err();
            assert_eq!(flaw.what, format!("{columns} columns where the heading has 7"));
        }
    }

    #[test]
    fn a_name_that_a_terminal_would_obey_is_refused() {
        let mut reader = Icews::new(&Asked::default());
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let heading = "Event ID\tEvent Date\tSource Country\tCAMEO Code\tIntensity\t\
                       Target Country\tPublisher\tCity";
        let row = |publisher: &str, city: &str| {
            format!("1\t2014-01-02\tChina\t042\t1.9\tJapan\t{publisher}\t{city}")
        };
        let mut read = |at: u64, line: &str| reader.read(at, line.as_bytes(), &mut into);
        assert_eq!(read(1, heading), Ok(Taken::NoRow));
        for (line, column) in
            [(row("Wire\u{7}", "Kobe"), "Publisher"), (row("Wire", "Ko\u{1b}[1mbe"), "City")]
        {
            assert_eq!(read(2, &line).unwrap_err().column, column, "{line:?}");
        }
        assert_eq!(read(3, &row("Wire", "Kōbe")), Ok(Taken::New));
    }

    #[test]
    fn nothing_is_known_on_a_day_that_is_yet_to_come() {
        let today = Some(date(2014, 1, 2));
        let mut reader = Icews::new(&Asked { today, ..Asked::default() });
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let mut read = |at: u64, line: &str| reader.read(at, line.as_bytes(), &mut into);
        read(1, "Event ID\tEvent Date\tSource Country\tCAMEO Code\tIntensity\tTarget Country")
            .unwrap();
        let row = |day: u8| format!("{day}\t2014-01-0{day}\tChina\t042\t1.9\tJapan");
        assert_eq!(read(2, &row(2)), Ok(Taken::New));
        assert!(read(3, &row(3)).unwrap_err().what.contains("yet to come: 2014-01-03"));
    }

    #[test]
    fn an_hour_beyond_the_calendar_is_a_flaw() {
        let keys = [(KEYS[0], "China\t0\nJapan\t1\n"), (KEYS[1], "Consult\t0\n")];
        let keys = keys.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let mut reader =
            Icews::new(&Asked { year: Some(2014), keys: keys.to_vec(), ..Asked::default() });
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let mut read = |line: &str| reader.read(1, line.as_bytes(), &mut into);
        assert_eq!(read("0\t0\t1\t24").ok(), Some(Taken::New));
        assert_eq!(read("0\t0\t1\t8759").ok(), Some(Taken::New));
        for hour in ["8760", "4294967295", "70000000", "99999999999"] {
            assert!(read(&format!("0\t0\t1\t{hour}")).is_err(), "{hour}");
        }
    }

    /// A reader of rows of numbers of 2018, whose entities are two states.
    fn numbers(in_days: bool) -> Icews {
        let keys = [(KEYS[0], "China\t0\nJapan\t1\n"), (KEYS[1], "Consult\t0\n")];
        let keys = keys.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let year = Some(2018);
        Icews::new(&Asked { year, keys: keys.to_vec(), in_days, ..Asked::default() })
    }

    #[test]
    fn times_that_count_days_are_not_taken_for_hours() {
        let rows = |times: &[u32]| {
            let rows: String = times.iter().map(|time| format!("0\t0\t1\t{time}\t0\r\n")).collect();
            looks_like_days(rows.as_bytes()).unwrap()
        };
        let days: Vec<u32> = (0..365).collect();
        assert!(rows(&days));
        // Hours, of days and within them; and too few to tell.
        assert!(!rows(&days.iter().map(|day| 24 * day).collect::<Vec<_>>()));
        assert!(!rows(&days.iter().map(|day| 24 * day + day % 24).collect::<Vec<_>>()));
        assert!(!rows(&days[..10]));
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let mut read = |in_days: bool, time: u32| {
            numbers(in_days).read(1, format!("0\t0\t1\t{time}").as_bytes(), &mut into)
        };
        assert_eq!(read(false, 47), Ok(Taken::New));
        assert_eq!(read(true, 1), Ok(Taken::Repeated), "the same day of the same two");
        assert_eq!(read(true, 364), Ok(Taken::New));
        assert!(read(true, 365).unwrap_err().what.contains("beyond the year"));
    }

    #[test]
    fn a_row_that_was_cut_off_is_no_row() {
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let mut reader = numbers(false);
        assert_eq!(reader.read(1, b"0\t0\t1\t648\t0", &mut into), Ok(Taken::New));
        let flaw = reader.read(2, b"1\t0\t0\t24", &mut into).unwrap_err();
        assert_eq!(flaw.what, "4 columns where the rows above have 5");
    }

    #[test]
    fn a_person_in_office_acts_unless_none_is_asked_for() {
        let keys = [(KEYS[0], "China\t0\nBarack_Obama\t1\n"), (KEYS[1], "Make_a_visit\t0\n")];
        let keys = keys.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let asked = Asked { year: Some(2014), keys: keys.to_vec(), ..Asked::default() };
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let visit = b"1\t0\t0\t24";
        assert_eq!(Icews::new(&asked).read(1, visit, &mut into), Ok(Taken::New));
        let mut states = Icews::new(&Asked { no_persons: true, ..asked });
        assert_eq!(states.read(1, visit, &mut into), Ok(Taken::Outside(NO_ACTOR)));
    }

    #[test]
    fn numbers_without_names_say_where_the_names_should_be() {
        let mut into = Reports::of("icews");
        into.begin_file("f", Digest::of(b""));
        let flaw = numbers(false).read(1, b"7\t0\t1\t24", &mut into).unwrap_err();
        assert!(flaw.hint.contains("entity2id.txt"), "{flaw:?}");
        let flaw = numbers(false).read(1, b"0\t9\t1\t24", &mut into).unwrap_err();
        assert!(flaw.hint.contains("each by itself"), "{flaw:?}");
    }

    #[test]
    fn the_names_of_events_of_other_years_are_known() {
        let reader = Icews::new(&Asked::default());
        for (name, code) in [
            ("Threaten_with_restrictions_on_political_freedoms", "1321"),
            ("Express_intent_to_allow_international_involvement_(non-mediation)", "0355"),
            ("Express_intent_to_allow_international_involvement_(not_mediation)", "0355"),
        ] {
            assert_eq!(reader.code(name).map(|code| code.code), Some(code), "{name}");
        }
    }
}
