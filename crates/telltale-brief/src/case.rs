//! A case is what an analyst asks, and what it takes to answer: the question, whose bearings are
//! taken and among whom, the tables and what is known of their sources, what is coming, what would
//! change the answer, and what others have claimed. It is kept in a folder, in `case.toml`.
//!
//! Every key of `case.toml` is explained in `docs/case.md`.

mod claim;
mod percent;
mod section;
mod target;
mod tripwire;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;
use telltale_observation::{Actor, Channel, Dyad, Fault, KnownAt, Month, Period, Rank, nearest};
use toml::de::DeTable;

pub use claim::{Claim, ClaimKind, Compared};
pub use target::{Target, TargetEvent};
pub use tripwire::{Condition, Side, Tripwire};

use section::{Page, Section, Wrong, mean};

/// What an analyst asks, and what it takes to answer.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its short name, which is the folder's too.
    pub name: String,
    /// What it asks, in English.
    pub question: String,
    /// What it asks, in Korean; empty where it is not translated.
    pub question_ko: String,
    /// Whose bearings are taken.
    pub subject: Actor,
    /// Among whom, in the order in which the brief speaks of them. Never empty.
    pub partners: Vec<Actor>,
    /// The last day that its facts cover. Asked about a later day, it answers as of this one.
    pub covers_until: Date,
    /// The tables of its folder.
    pub tables: Vec<Table>,
    /// Every source that a row of a table may name.
    pub sources: Vec<Source>,
    /// Periods in which too little was gathered on a dyad to read anything from its counts.
    pub thin: Vec<Thin>,
    /// How much each channel weighs. Empty where all channels weigh the same.
    pub channels: Vec<ChannelWeight>,
    /// What is announced, with the day on which it was.
    pub calendar: Vec<CalendarEntry>,
    /// What would change the answer, declared beforehand.
    pub tripwires: Vec<Tripwire>,
    /// What is to be forecast.
    pub targets: Vec<Target>,
    /// Numbers and expectations that others published.
    pub claims: Vec<Claim>,
}

/// A table of the case's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The file, below the case's folder.
    pub file: String,
    /// What its rows are.
    pub shape: TableShape,
    /// The day on which the table was made: what its rows do not date was known then.
    pub known_at: Option<KnownAt>,
    /// The line of `case.toml` that names the file.
    pub line: u64,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableShape {
    /// What states did and said.
    Events,
    /// Amounts of trade.
    Flows,
    /// Shares of documents that name a term.
    Mentions,
}

impl TableShape {
    /// The shape's name in `case.toml`.
    pub fn name(self) -> &'static str {
        match self {
            TableShape::Events => "events",
            TableShape::Flows => "flows",
            TableShape::Mentions => "mentions",
        }
    }

    fn parse(text: &str) -> Result<TableShape, ()> {
        use TableShape::{Events, Flows, Mentions};
        [Events, Flows, Mentions].into_iter().find(|shape| shape.name() == text).ok_or(())
    }
}

/// A source that rows of the tables are taken from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The short name that rows give.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// How it wants to be cited, or is.
    pub citation: String,
    /// On what terms it may be used, as it states them.
    pub licence: String,
    /// Where it is; empty if nowhere on the network.
    pub url: String,
    /// The days that it covers. `None` where it covers no day as a whole: each of its records
    /// stands for itself, and what it does not record may have happened all the same.
    pub covered: Option<Period>,
    /// The channels of which it records every case, so that their counts may be read as rates per
    /// day covered.
    pub complete: Vec<Channel>,
    /// Whether its rows grow with the curators' diligence: then counts are never read as a trend.
    pub curated: bool,
    /// Whether each of its rows cites a report of its own, by its publisher and address.
    pub by_row: bool,
    /// What a reader should know of it; may be empty.
    pub note: String,
}

impl Source {
    /// How many days of a month the source covers. None is no zero: the month is absent.
    pub fn days_covered(&self, month: Month) -> u32 {
        let Some(covered) = self.covered else { return 0 };
        let from = covered.start().max(month.first_day());
        let to = covered.end().min(month.last_day());
        let days = from.until(to).map_or(0, |span| span.get_days() + 1);
        u32::try_from(days).unwrap_or(0)
    }

    /// Whether counts of a channel may be read as rates per day covered.
    pub fn is_complete(&self, channel: Channel) -> bool {
        self.complete.contains(&channel)
    }
}

/// A period in which too little was gathered on a dyad, in either direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thin {
    /// One side.
    pub actor: Actor,
    /// The other side.
    pub target: Actor,
    /// When.
    pub period: Period,
    /// Why, in English.
    pub why: String,
    /// Why, in Korean; may be empty.
    pub why_ko: String,
}

/// How much a channel weighs in a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelWeight {
    /// The channel.
    pub channel: Channel,
    /// Its weight, above zero.
    pub weight: f64,
}

/// Something announced for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    /// Its id in the case.
    pub id: String,
    /// What, in English.
    pub what: String,
    /// What, in Korean; may be empty.
    pub what_ko: String,
    /// Who, and with whom.
    pub dyad: Dyad,
    /// In which channel it would be observed.
    pub channel: Channel,
    /// The rank that would take part, if it was said.
    pub rank: Option<Rank>,
    /// When it is to take place.
    pub period: Period,
    /// From when on it was known to be announced.
    pub said_on: KnownAt,
    /// The source that says so.
    pub source: String,
    /// Keys of the records in the tables that announce it.
    pub evidence: Vec<String>,
    /// Keys of the records that say what came of it, as whoever keeps the case judges; empty where
    /// none does.
    pub outcome: Vec<String>,
    /// The id of the entry whose date this one takes the place of, from `said_on` on.
    pub replaces: Option<String>,
}

impl Case {
    /// The source of this name.
    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// The names of all sources, in the order of the file.
    pub fn source_names(&self) -> Vec<String> {
        self.sources.iter().map(|source| source.name.clone()).collect()
    }

    /// How much a channel weighs: 1 where no channel is named, 0 where only others are.
    pub fn weight(&self, channel: Channel) -> f64 {
        if self.channels.is_empty() {
            return 1.0;
        }
        self.channels
            .iter()
            .find(|named| named.channel == channel)
            .map_or(0.0, |named| named.weight)
    }

    /// The thin periods of two actors, in either direction, that share a day with `period`.
    pub fn thin_between(&self, a: Actor, b: Actor, period: Period) -> impl Iterator<Item = &Thin> {
        self.thin.iter().filter(move |thin| {
            Dyad::new(thin.actor, thin.target).joins(a, b) && thin.period.overlaps(period)
        })
    }

    /// The day as of which the case answers if it is asked `today`: the earlier of that day and
    /// the last one that its facts cover.
    pub fn default_day(&self, today: Date) -> Date {
        today.min(self.covers_until)
    }

    /// A new case, ready to be filled in: file names and texts.
    ///
    /// `name` is kept if it is a short name as [`parse`] wants one, and becomes `new-case` if not.
    pub fn template(name: &str) -> Vec<(&'static str, String)> {
        let plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        let sound = !name.is_empty() && name.len() <= 64 && name.chars().all(plain);
        let case = include_str!("case/template/case.toml");
        vec![
            ("case.toml", case.replace("new-case", if sound { name } else { "new-case" })),
            ("events.csv", include_str!("case/template/events.csv").to_owned()),
            ("flows.csv", include_str!("case/template/flows.csv").to_owned()),
            ("mentions.csv", include_str!("case/template/mentions.csv").to_owned()),
        ]
    }
}

/// What the text of a `case.toml` says, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The case; `None` where its `[case]` cannot be read. What else is faulty is left out of it.
    pub case: Option<Case>,
    /// The tables that it names, whether there is a case or not.
    pub tables: Vec<Table>,
    /// The names of all sources, also of those of which something else is faulty: a row that names
    /// one has no fault of its own.
    pub source_names: Vec<String>,
    /// The rows of its tables that it names.
    pub rows_named: Vec<RowNamed>,
    /// The days on which it says that something was said.
    pub said_on: Vec<SaidOn>,
    /// Every fault, in the order of the text.
    pub faults: Vec<Fault>,
}

/// A day on which something is said to have been said, and where `case.toml` says so: whether it is yet
/// to come is known only to whoever has a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidOn {
    day: Date,
    file: String,
    line: u64,
    column: usize,
}

impl SaidOn {
    /// The fault of a day after `today`: nothing was said on it.
    pub fn yet_to_come(&self, today: Date) -> Option<Fault> {
        let day = self.day;
        (day > today).then(|| Fault {
            file: self.file.clone(),
            line: Some(self.line),
            column: self.column.to_string(),
            what: format!("said on a day that is yet to come: {day}"),
            hint: format!("the day on which it became known, up to {today}"),
        })
    }
}

/// A row of a table that `case.toml` names by its id, and where: whether there is one is known only to
/// whoever has read the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowNamed {
    /// The id.
    pub id: String,
    file: String,
    line: u64,
    column: usize,
}

impl RowNamed {
    /// The fault of an id that no row has; `ids` are those of all rows of the case's tables.
    pub fn unknown(&self, ids: &BTreeSet<&str>) -> Option<Fault> {
        let id = self.id.as_str();
        (!ids.contains(id)).then(|| Fault {
            file: self.file.clone(),
            line: Some(self.line),
            column: self.column.to_string(),
            what: format!("no row of the case's tables has this id: {id:?}"),
            hint: mean(nearest(id, ids.iter().copied()), "the id of a row, as its table has it"),
        })
    }
}

/// Reads the text of a `case.toml`; `file` is its name in faults. A case that is to be answered has no
/// fault.
pub fn parse(file: &str, text: &str) -> (Option<Case>, Vec<Fault>) {
    let Parsed { case, faults, .. } = parse_whole(file, text);
    (case, faults)
}

/// Reads the text of a `case.toml`, and keeps what its tables can be read by where it has faults, so
/// that theirs are found as well.
pub fn parse_whole(file: &str, text: &str) -> Parsed {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let page = Page::new(file, text);
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // After one that leaves a table open, keys of the next seem to be there twice.
        let is_first_or_own =
            |at: usize, message: &str| at == 0 || !message.contains("duplicate key");
        for (at, error) in errors.into_iter().enumerate() {
            if !is_first_or_own(at, error.message()) {
                continue;
            }
            let message = error.message().trim().replace('\n', ", ");
            let wrong = Wrong::new(format!("not TOML: {message}"), "see docs/case.md for examples");
            page.fault(error.span().map_or(0, |span| span.start), wrong);
        }
        return Parsed { faults: page.into_faults(), ..Parsed::default() };
    }
    let parsed = read_case(Section::new(&page, "the file", 0, document.get_ref()));
    Parsed { faults: page.into_faults(), ..parsed }
}

fn read_case(mut root: Section<'_>) -> Parsed {
    let head = match root.section("case", "[case]") {
        Some(section) => read_head(section),
        None => {
            let hint = "a case starts with [case]; telltale case new writes one to fill in";
            root.wrong("case", Wrong::new("missing section: [case]", hint));
            None
        }
    };
    let tables = unique(root.sections("table", "[[table]]"), "file", read_table);
    let sources = root.sections("source", "[[source]]");
    let source_names: Vec<String> =
        sources.iter().filter_map(|source| source.plain("name")).map(str::to_owned).collect();
    let sources = unique(sources, "name", read_source);
    let names: Vec<&str> = source_names.iter().map(String::as_str).collect();
    let thin = root.sections("thin", "[[thin]]").into_iter().filter_map(read_thin).collect();
    let channels = unique(root.sections("channel", "[[channel]]"), "name", read_weight);
    let calendar = root.sections("calendar", "[[calendar]]");
    let mut said_on: Vec<SaidOn> = calendar.iter().filter_map(said_on_of).collect();
    let rows_named = calendar.iter().flat_map(rows_named).collect();
    let calendar = read_calendar(calendar, &names);
    let about = About { case: head.as_ref(), channels: &channels };
    let read_tripwire = |section: Section<'_>| tripwire::read(section, &names, &about);
    let tripwires = unique(root.sections("tripwire", "[[tripwire]]"), "name", read_tripwire);
    let targets = unique(root.sections("forecast", "[[forecast]]"), "id", target::read);
    let read_claim = |section: Section<'_>| claim::read(section, &names);
    let claims = root.sections("claim", "[[claim]]");
    said_on.extend(claims.iter().filter_map(said_on_of));
    let claims = unique(claims, "id", read_claim);
    root.finish();
    let case = head.map(|head| Case {
        tables: tables.clone(),
        sources,
        thin,
        channels,
        calendar,
        tripwires,
        targets,
        claims,
        ..head
    });
    Parsed { case, tables, source_names, rows_named, said_on, faults: Vec::new() }
}

/// `[case]`, as a case without anything else.
fn read_head(mut section: Section<'_>) -> Option<Case> {
    let name = section.need("name", section::slug);
    let question = section.need("question", section::text);
    let question_ko = section.words("question_ko");
    let subject = section.need("subject", section::actor);
    let partners = section.list("partners", section::actor);
    let covers_until = section.need("covers_until", section::day);
    if partners.as_ref().is_some_and(Vec::is_empty) {
        section.wrong("partners", Wrong::new("no partners", "partners = [\"CHN\", \"RUS\"]"));
    }
    if let (Some(subject), Some(partners)) = (subject, &partners)
        && partners.contains(&subject)
    {
        let what = format!("the subject is among the partners: {subject}");
        section.wrong("partners", Wrong::new(what, "name the others only"));
    }
    section.finish();
    Some(Case {
        name: name?,
        question: question?,
        question_ko: question_ko?,
        subject: subject?,
        partners: partners.filter(|partners| !partners.is_empty())?,
        covers_until: covers_until?,
        tables: Vec::new(),
        sources: Vec::new(),
        thin: Vec::new(),
        channels: Vec::new(),
        calendar: Vec::new(),
        tripwires: Vec::new(),
        targets: Vec::new(),
        claims: Vec::new(),
    })
}

/// Reads sections of which no two may have the same text under `key`. A second one of a name is told of
/// whatever else is faulty in either.
fn unique<'p, T>(
    sections: Vec<Section<'p>>,
    key: &'static str,
    read: impl Fn(Section<'p>) -> Option<T>,
) -> Vec<T> {
    let mut names: Vec<&str> = Vec::new();
    let mut kept: Vec<T> = Vec::new();
    for section in sections {
        let name = section.plain(key);
        let repeated = name.filter(|name| names.contains(name));
        if let Some(name) = repeated {
            let what = format!("duplicate {key}: {name:?}");
            section.wrong(key, Wrong::new(what, "give each entry a name of its own"));
        }
        names.extend(name);
        let entry = read(section);
        kept.extend(entry.filter(|_| repeated.is_none()));
    }
    kept
}

fn read_table(mut section: Section<'_>) -> Option<Table> {
    let shapes = &["events", "flows", "mentions"];
    let line = section.line("file");
    let file = section.need("file", section::file_name);
    let shape = section.need("shape", section::one_of("shape", shapes, TableShape::parse));
    let known_at = section.may("known_at", section::known_at);
    section.finish();
    Some(Table { file: file?, shape: shape?, known_at: known_at?, line })
}

fn read_source(mut section: Section<'_>) -> Option<Source> {
    let name = section.need("name", section::slug);
    let title = section.need("title", section::text);
    let publisher = section.need("publisher", section::text);
    let citation = section.need("citation", section::text);
    let licence = section.need("licence", section::text);
    let url = section.may("url", section::url);
    let covered = section.optional_period("from", "to");
    let complete = section.list("complete", section::channel);
    let curated = section.may("curated", section::flag);
    let by_row = section.may("by_row", section::flag);
    let note = section.words("note");
    if covered == Some(None) && complete.as_ref().is_some_and(|complete| !complete.is_empty()) {
        let hint = "add from and to: the days on which it records every case";
        section.wrong("complete", Wrong::new("complete without days covered", hint));
    }
    section.finish();
    Some(Source {
        name: name?,
        title: title?,
        publisher: publisher?,
        citation: citation?,
        licence: licence?,
        url: url?.unwrap_or_default(),
        covered: covered?,
        complete: complete?,
        curated: curated?.unwrap_or(false),
        by_row: by_row?.unwrap_or(false),
        note: note?,
    })
}

fn read_thin(mut section: Section<'_>) -> Option<Thin> {
    let actor = section.need("actor", section::actor);
    let target = section.need("target", section::actor);
    let period = section.period("from", "to");
    let why = section.need("why", section::text);
    let why_ko = section.words("why_ko");
    two_actors(&section, actor, target);
    section.finish();
    Some(Thin { actor: actor?, target: target?, period: period?, why: why?, why_ko: why_ko? })
}

fn read_weight(mut section: Section<'_>) -> Option<ChannelWeight> {
    let channel = section.need("name", section::channel);
    let weight = section.may("weight", section::positive);
    section.finish();
    Some(ChannelWeight { channel: channel?, weight: weight?.unwrap_or(1.0) })
}

/// What else a case says that a tripwire is held against.
struct About<'c> {
    /// Its head; `None` where that cannot be read.
    case: Option<&'c Case>,
    /// The channels that it weighs.
    channels: &'c [ChannelWeight],
}

/// The day on which an entry says that something was said.
fn said_on_of(entry: &Section<'_>) -> Option<SaidOn> {
    let day = entry.plain_day("said_on")?;
    let spot = entry.spot("said_on");
    let (line, column) = spot.place();
    Some(SaidOn { day, file: spot.file().to_owned(), line, column })
}

/// The rows that an entry of the calendar names: those that announce it, and those that say what came of
/// it.
fn rows_named(entry: &Section<'_>) -> Vec<RowNamed> {
    let named = ["evidence", "outcome"].into_iter().flat_map(|key| entry.plain_list(key));
    let row = |(id, spot): (&str, section::Spot<'_>)| {
        let (line, column) = spot.place();
        RowNamed { id: id.to_owned(), file: spot.file().to_owned(), line, column }
    };
    named.filter(|(id, _)| !id.trim().is_empty()).map(row).collect()
}

/// The calendar. An entry that replaces another names one that stands before it.
fn read_calendar(sections: Vec<Section<'_>>, sources: &[&str]) -> Vec<CalendarEntry> {
    let mut above: Vec<&str> = Vec::new();
    for section in &sections {
        let earlier = section.plain("replaces");
        if let Some(earlier) = earlier.filter(|earlier| !above.contains(earlier)) {
            let near = nearest(earlier, above.iter().copied());
            let hint = mean(near, "the id of an entry above this one");
            section.wrong("replaces", Wrong::new(format!("unknown entry: {earlier:?}"), hint));
        }
        above.extend(section.plain("id"));
    }
    unique(sections, "id", |section| read_calendar_entry(section, sources))
}

fn read_calendar_entry(mut section: Section<'_>, sources: &[&str]) -> Option<CalendarEntry> {
    let id = section.need("id", section::text);
    let what = section.need("what", section::text);
    let what_ko = section.words("what_ko");
    let actor = section.need("actor", section::actor);
    let target = section.may("target", section::actor);
    let channel = section.need("channel", section::channel);
    let rank = section.may("rank", section::rank);
    let period = section.period("start", "end");
    let said_on = section.need("said_on", section::known_at);
    let source = section.need("source", |value| section::declared(value, sources));
    let evidence = section.list("evidence", section::text);
    let outcome = section.list("outcome", section::text);
    let replaces = section.may("replaces", section::text);
    two_actors(&section, actor, target.flatten());
    if let (Some(said_on), Some(period)) = (said_on, period)
        && said_on.date() > period.end()
    {
        let what = format!("announced when it was over: {said_on}, end {}", period.end());
        let hint = "the day on which it became known that it is to come, on or before end";
        section.wrong("said_on", Wrong::new(what, hint));
    }
    section.finish();
    Some(CalendarEntry {
        id: id?,
        what: what?,
        what_ko: what_ko?,
        dyad: Dyad { actor: actor?, target: target? },
        channel: channel?,
        rank: rank?,
        period: period?,
        said_on: said_on?,
        source: source?,
        evidence: evidence?,
        outcome: outcome?,
        replaces: replaces?,
    })
}

/// Nobody is their own partner.
fn two_actors(section: &Section<'_>, actor: Option<Actor>, target: Option<Actor>) {
    if let Some(actor) = actor
        && target == Some(actor)
    {
        let what = format!("actor and target are the same: {actor}");
        section.wrong("target", Wrong::new(what, "name two, or leave the target out"));
    }
}
