//! Roll calls of the United Nations General Assembly: how each member voted on each resolution, as
//! the published table of votes ships them, one vote a row.
//!
//! [`RollCalls`] holds them in columns, which is what measures of agreement want and what a million
//! rows need; [`read`] makes observations of them.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use memchr::{memchr, memchr_iter};
use telltale_observation::{
    Actor, Channel, Detail, Digest, Draft, Dyad, Fault, KnownAt, Locator, Modality, Mode,
    Observation, Origin, Period, Precision, Scheme, nearest,
};

use crate::passed::PassedOver;
use crate::rows;
use crate::shipped::{self, at};
use crate::{ABSENT, Anomaly, Cadence, Parted, Reading, Spec};

/// What is known of the table of votes.
pub const SPEC: Spec = Spec {
    name: "un_votes",
    title: "United Nations General Assembly voting data",
    publisher: "Erik Voeten, Anton Strezhnev, Michael Bailey, at Harvard Dataverse",
    licence: "CC0 1.0, as the Dataverse states; cite the authors",
    citation: "Voeten, Erik, Anton Strezhnev and Michael Bailey. United Nations General Assembly \
               Voting Data. Harvard Dataverse. doi:10.7910/DVN/LEJUQZ; and Bailey, Michael A., Anton \
               Strezhnev and Erik Voeten (2017). Estimating dynamic state preferences from United \
               Nations voting data. Journal of Conflict Resolution 61(2): 430-456",
    url: "https://doi.org/10.7910/DVN/LEJUQZ",
    unit: "one member's choice in one roll call: yes, abstain, no, absent",
    cadence: Cadence::Yearly,
    fresh_days_max: Some(550),
    covers: "from session 1 (1946) on",
    limits: &[
        "recorded votes only: most resolutions pass without a vote, and the share that is voted on \
         changes from session to session",
        "what is put to the vote is chosen by members, so that a shift in agreement may be a shift \
         in the agenda; unanimous roll calls say nothing and are left out before agreement is told",
        "a member that is absent may be making a point, or may have lost its vote over unpaid dues",
        "the row of a state that was no member (code 9) is no observation",
        "the table names no hour: a vote is known from the start of its day",
        "countries go by numbers of the Correlates of War, translated at the year of the vote: 365 is \
         the Soviet Union to 1991, then Russia; both numbers of Germany and of Yemen are one actor",
        "the seat of China to 1971 is Taiwan's in the table (number 713), and in 1946-1948 too",
    ],
    anomalies: &[
        Anomaly {
            when: "sessions 52, 53, 56, 57, 59 to 67",
            what: "votes were corrected after 2016: measures on an older copy differ",
        },
        Anomaly {
            when: "session 19 (1964)",
            what: "a single roll call: the Assembly met without voting over the dues of members",
        },
        Anomaly {
            when: "session 59, roll call 4592",
            what: "no day and no resolution: dated to its year, and known at the end of it",
        },
        Anomaly {
            when: "sessions 47 to 54",
            what: "Yugoslavia's rows say that it was no member, while its seat was disputed",
        },
    ],
};

/// The most votes that stand on one roll call, numbers of countries being below this.
const COUNTRIES: usize = 1000;

/// A member's choice in one roll call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Choice {
    /// For it: code 1.
    Yes = 1,
    /// Neither: code 2.
    Abstain = 2,
    /// Against it: code 3.
    No = 3,
    /// A member that did not vote: code 8.
    Absent = 8,
}

impl Choice {
    /// The choice in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Choice::Yes => "yes",
            Choice::Abstain => "abstain",
            Choice::No => "no",
            Choice::Absent => "absent",
        }
    }
}

/// One roll call.
#[derive(Clone, Debug, PartialEq)]
pub struct RollCall {
    /// Its number in the table.
    pub id: u32,
    /// The session of the Assembly, from 1 in 1946.
    pub session: u16,
    /// Its day; its year where the table has no day.
    pub period: Period,
    /// From when on it could be known: its day, or the last of its year.
    pub known_at: KnownAt,
    /// The resolution, such as `R/70/235`; empty where the table has none.
    pub resolution: String,
    /// Whether the United States Department of State called it important.
    pub important: bool,
    /// What it is about, of the six topics of the table; often none.
    pub topics: Vec<&'static str>,
}

/// Roll calls in columns: the vote at one index of `call`, `actor`, `choice` and `row` is one vote.
///
/// ```
/// use telltale_source::un_votes::{Choice, RollCalls};
/// let table = "rcid,session,vote,ccode,date,unres\n\
///              3,1,1,2,1/1/1946,R/1/66\n\
///              3,1,3,20,1/1/1946,R/1/66\n\
///              3,1,9,31,1/1/1946,R/1/66\n";
/// let votes = RollCalls::read("votes.csv", table.as_bytes());
/// assert_eq!(votes.calls[0].session, 1);
/// assert_eq!(votes.actor.iter().map(|a| a.code()).collect::<Vec<_>>(), ["USA", "CAN"]);
/// assert_eq!(votes.choice, [Choice::Yes, Choice::No]);
/// assert_eq!(votes.not_members, 1);
/// ```
#[derive(Clone, Debug)]
pub struct RollCalls {
    /// The name of the file, as given.
    pub file: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The roll calls, in the order of their first rows.
    pub calls: Vec<RollCall>,
    /// Of each vote, the index of its roll call in `calls`.
    pub call: Vec<u32>,
    /// Of each vote, whose it is.
    pub actor: Vec<Actor>,
    /// Of each vote, what it is.
    pub choice: Vec<Choice>,
    /// Of each vote, its line in the file, from 1.
    pub row: Vec<u32>,
    /// How many rows are of states that were no members then. They are in no column.
    pub not_members: u64,
    /// Which rows those are.
    pub passed: PassedOver,
    /// What could not be read.
    pub rejects: Vec<Fault>,
}

/// Reads the table of votes into observations. A row of a state that was no member is absent.
pub fn read(file: &str, bytes: &[u8]) -> Reading {
    let votes = RollCalls::read(file, bytes);
    let observations = votes.observations(0..votes.len()).collect();
    Reading {
        observations,
        rejects: votes.rejects,
        absent: votes.not_members,
        passed: votes.passed,
        ..Reading::default()
    }
}

/// Reads the table of votes into observations, a year at a time: a million of them take a gigabyte.
pub fn read_by_year(file: &str, bytes: &[u8]) -> Parted {
    let mut votes = RollCalls::read(file, bytes);
    let (count, absent) = (votes.len() as u64, votes.not_members);
    let rejects = std::mem::take(&mut votes.rejects);
    let passed = std::mem::take(&mut votes.passed);
    let year = |votes: &RollCalls, at: u32| {
        votes.calls[votes.call[at as usize] as usize].period.start().year()
    };
    let mut order: Vec<u32> = (0..votes.len() as u32).collect();
    order.sort_by_key(|at| year(&votes, *at));
    let ends: Vec<usize> = order
        .chunk_by(|a, b| year(&votes, *a) == year(&votes, *b))
        .scan(0, |end, part| {
            *end += part.len();
            Some(*end)
        })
        .collect();
    let mut from = 0;
    let parts = ends.into_iter().map(move |end| {
        let part = &order[std::mem::replace(&mut from, end)..end];
        part.iter().map(|at| votes.observation(*at as usize)).collect()
    });
    Parted { count, parts: Box::new(parts), rejects, absent, passed }
}

impl RollCalls {
    /// Reads the table of votes, `.gz` or not, separated by commas or tabs.
    ///
    /// The columns `rcid`, `session`, `vote` and `ccode` are needed, and one of `date`, `undate` and
    /// `year`; they stand in any order. What cannot be read is in `rejects`, row by row.
    pub fn read(file: &str, bytes: &[u8]) -> RollCalls {
        let mut votes = RollCalls {
            file: file.to_owned(),
            digest: Digest::of(bytes),
            calls: Vec::new(),
            call: Vec::new(),
            actor: Vec::new(),
            choice: Vec::new(),
            row: Vec::new(),
            not_members: 0,
            passed: PassedOver::default(),
            rejects: Vec::new(),
        };
        match shipped::unpacked(file, bytes) {
            Ok((text, cut)) => {
                match shipped::in_utf8(file, text) {
                    Ok(text) => votes.read_lines(file, &text, cut.is_some()),
                    Err(fault) => votes.rejects.push(fault),
                }
                votes.rejects.extend(cut);
            }
            Err(fault) => votes.rejects.push(fault),
        }
        votes
    }

    /// How many votes there are.
    pub fn len(&self) -> usize {
        self.call.len()
    }

    /// Whether there is no vote.
    pub fn is_empty(&self) -> bool {
        self.call.is_empty()
    }

    /// The votes of these indexes as observations.
    ///
    /// # Panics
    /// If the range reaches beyond the last vote.
    pub fn observations(&self, range: Range<usize>) -> impl Iterator<Item = Observation> + '_ {
        assert!(range.end <= self.len(), "{range:?} of {} votes", self.len());
        range.map(|index| self.observation(index))
    }

    fn observation(&self, index: usize) -> Observation {
        let call = &self.calls[self.call[index] as usize];
        let (actor, choice) = (self.actor[index], self.choice[index].name());
        let draft = Draft {
            mode: Mode::Deed,
            dyad: Dyad { actor, target: None },
            channel: Channel::Vote,
            period: call.period,
            known_at: call.known_at,
            modality: Modality::Happened,
            what: call.says(choice),
            detail: Detail::Vote { resolution: call.id.to_string(), choice: choice.to_owned() },
            origin: Origin {
                source: SPEC.name.to_owned(),
                key: format!("{}/{actor}", call.id),
                publisher: "United Nations".to_owned(),
                url: String::new(),
                digest: self.digest,
                locator: Locator {
                    file: shipped::file_name(&self.file).to_owned(),
                    row: u64::from(self.row[index]),
                },
                basis: String::new(),
                weak: false,
            },
        };
        Observation::new(draft).expect("a vote is known on its day, and is addressed to nobody")
    }

    fn reserve(&mut self, rows: usize) {
        self.call.reserve(rows);
        self.actor.reserve(rows);
        self.choice.reserve(rows);
        self.row.reserve(rows);
    }

    /// Reads the head and the rows. Of a file that was cut off, the last row is not whole.
    fn read_lines(&mut self, file: &str, text: &[u8], cut: bool) {
        let mut lines = Lines::of(text);
        let Some((_, head)) = lines.next() else { return };
        let head = match Head::read(file, head) {
            Ok(head) => head,
            Err(faults) => return self.rejects.extend(faults),
        };
        self.reserve(text.len() / 50);
        let mut state = State::default();
        let (mut undated, mut fields) = (Vec::new(), Vec::with_capacity(head.width));
        let whole = lines.take_while(|(line, _)| !(cut && line.end == text.len()));
        for (line, row) in whole.filter(|(_, row)| !row.is_empty()) {
            match self.read_line((file, line, row), &head, &mut fields, &mut state) {
                Ok(()) => {}
                Err(Refused { is_undated: true, .. }) => undated.push((line, row)),
                Err(refused) => self.rejects.push(*refused.fault),
            }
        }
        // A later row may have told the day of their roll call.
        for (line, row) in undated {
            if let Err(refused) = self.read_line((file, line, row), &head, &mut fields, &mut state)
            {
                self.rejects.push(*refused.fault);
            }
        }
        self.rejects.sort_by_key(|fault| fault.line);
    }

    fn read_line<'b>(
        &mut self,
        (file, line, row): (&str, Line, &'b [u8]),
        head: &Head,
        fields: &mut Vec<&'b [u8]>,
        state: &mut State,
    ) -> Result<(), Refused> {
        let row = Row::split(file, line.number, head, row, fields);
        let row = row.map_err(|fault| Refused { fault, is_undated: false })?;
        self.read_row(&row, state).map_err(|fault| Refused { fault, is_undated: row.is_undated() })
    }

    fn read_row(&mut self, row: &Row<'_>, state: &mut State) -> Result<(), Box<Fault>> {
        let head = row.head;
        let choice = match row.field(head.vote) {
            b"1" => Choice::Yes,
            b"2" => Choice::Abstain,
            b"3" => Choice::No,
            b"8" => Choice::Absent,
            b"9" => {
                self.not_members += 1;
                self.passed.push(row.file, u64::from(row.line), ABSENT);
                return Ok(());
            }
            _ => {
                let hint = "1 yes, 2 abstain, 3 no, 8 absent, 9 not a member";
                return Err(row.wrong(head.vote, "unknown vote", hint));
            }
        };
        let index = self.call_of(row, state)?;
        self.same_day(row, index, state)?;
        let number: usize = row.number(head.ccode, "a state's number in the Correlates of War")?;
        let actor = state.actor(number, self.calls[index].period.start().year());
        let actor = actor.ok_or_else(|| {
            let hint = "a number that the Correlates of War gave to a state in that year";
            row.wrong(head.ccode, "unknown country", hint)
        })?;
        if !state.first_of(index, number) {
            let what = "a second vote of one country in one roll call";
            return Err(row.wrong(head.ccode, what, "keep the row that holds"));
        }
        self.call.push(index as u32);
        self.actor.push(actor);
        self.choice.push(choice);
        self.row.push(row.line);
        Ok(())
    }

    /// That the day in a row is the roll call's, which the first row with a day told. One that is empty
    /// says nothing.
    fn same_day(
        &mut self,
        row: &Row<'_>,
        index: usize,
        state: &mut State,
    ) -> Result<(), Box<Fault>> {
        let Some(column) = row.head.date else { return Ok(()) };
        let text = row.field(column);
        if text.is_empty() || (state.day.0 == index && state.day.1 == text) {
            return Ok(());
        }
        let (period, known_at) = row.when(row.head)?;
        let call = &mut self.calls[index];
        if call.period.precision() == Precision::Year && call.period.overlaps(period) {
            (call.period, call.known_at) = (period, known_at);
        }
        if period != call.period {
            let what = format!("another day than {} in an earlier row", call.period);
            return Err(row.wrong(column, &what, "a roll call is of one day"));
        }
        state.day = (index, text.to_owned());
        Ok(())
    }

    /// The index of the row's roll call, whose particulars but the day are taken from its first row.
    fn call_of(&mut self, row: &Row<'_>, state: &mut State) -> Result<usize, Box<Fault>> {
        let head = row.head;
        let id: u32 = row.number(head.rcid, "the number of the roll call")?;
        let session: u16 = row.number(head.session, "the number of the session, from 1")?;
        if let Some(index) = state.last.filter(|(last, _)| *last == id).map(|(_, index)| index)
            && self.calls[index].session == session
        {
            return Ok(index);
        }
        if let Some(index) = state.indexes.get(&id).copied() {
            let first = self.calls[index].session;
            if first != session {
                let what = format!("roll call {id} is of session {first} in an earlier row");
                return Err(row.wrong(head.session, &what, "a roll call is of one session"));
            }
            state.last = Some((id, index));
            return Ok(index);
        }
        let (period, known_at) = row.when(head)?;
        let index = self.calls.len();
        self.calls.push(RollCall {
            id,
            session,
            period,
            known_at,
            resolution: row.text(head.unres),
            important: row.text(head.important) == "1",
            topics: head.topics_of(row),
        });
        state.indexes.insert(id, index);
        state.last = Some((id, index));
        Ok(index)
    }
}

impl RollCall {
    /// What a member did, in a few words: "votes yes on R/70/235 (disarmament)".
    fn says(&self, choice: &str) -> String {
        let verb = match choice {
            "abstain" => "abstains".to_owned(),
            "absent" => "is absent".to_owned(),
            choice => format!("votes {choice}"),
        };
        let on = match self.resolution.as_str() {
            "" => format!("roll call {}", self.id),
            resolution => resolution.to_owned(),
        };
        match self.topics.as_slice() {
            [] => format!("{verb} on {on}"),
            topics => format!("{verb} on {on} ({})", topics.join(", ")),
        }
    }
}

/// Why a row was not taken.
struct Refused {
    fault: Box<Fault>,
    /// Whether it tells neither day nor year, which another row of its roll call may.
    is_undated: bool,
}

/// What the rows so far have told.
#[derive(Default)]
struct State {
    /// The roll call of the row before, and its index.
    last: Option<(u32, usize)>,
    indexes: HashMap<u32, usize>,
    /// The roll call and the day, as written, of the row whose day was read last.
    day: (usize, Vec<u8>),
    /// By roll call, a bit for each number of a country that has voted.
    voted: Vec<[u64; COUNTRIES.div_ceil(64)]>,
    /// The actors by number in the year asked for last, as far as they were asked for.
    year: i16,
    actors: Vec<Option<Option<Actor>>>,
}

impl State {
    /// The actor that a number of the Correlates of War stood for in a year.
    fn actor(&mut self, number: usize, year: i16) -> Option<Actor> {
        if self.year != year {
            self.year = year;
            self.actors = vec![None; COUNTRIES];
        }
        *self.actors.get_mut(number)?.get_or_insert_with(|| {
            // The table gives China's seat to Taiwan from the first session on.
            let year = if number == 713 { year.max(1949) } else { year };
            Actor::from_scheme(Scheme::Cow, &number.to_string(), year).ok()
        })
    }

    /// Whether this is the first vote of a country in a roll call.
    fn first_of(&mut self, call: usize, number: usize) -> bool {
        if self.voted.len() <= call {
            self.voted.resize(call + 1, [0; COUNTRIES.div_ceil(64)]);
        }
        let (word, bit) = (&mut self.voted[call][number / 64], 1 << (number % 64));
        let first = *word & bit == 0;
        *word |= bit;
        first
    }
}

/// The head of the table: where each column stands.
struct Head {
    names: Vec<String>,
    width: usize,
    separator: u8,
    rcid: usize,
    session: usize,
    vote: usize,
    ccode: usize,
    /// The column of days; of years.
    date: Option<usize>,
    year: Option<usize>,
    unres: Option<usize>,
    important: Option<usize>,
    topics: Vec<(usize, &'static str)>,
}

/// The columns that mark what a roll call is about.
const TOPICS: &[(&str, &str)] = &[
    ("me", "Middle East"),
    ("nu", "nuclear"),
    ("di", "disarmament"),
    ("hr", "human rights"),
    ("co", "colonialism"),
    ("ec", "economy"),
];

impl Head {
    fn read(file: &str, head: &[u8]) -> Result<Head, Vec<Fault>> {
        let text = String::from_utf8_lossy(head).to_ascii_lowercase();
        let separator = if text.contains('\t') { '\t' } else { ',' };
        let names: Vec<String> =
            text.split(separator).map(|name| name.trim().trim_matches('"').to_owned()).collect();
        let find = |wanted: &str| names.iter().position(|name| name == wanted);
        let missing = |wanted: &str| {
            let near = nearest(wanted, names.iter().map(String::as_str));
            let hint = near.map_or_else(
                || "a table of votes has the columns rcid, session, vote, ccode, date".to_owned(),
                |near| format!("is it the column {near:?}? rename that to {wanted}"),
            );
            let shown = text.chars().take(200);
            let shown: String =
                shown.map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect();
            at(file, None, wanted, format!("missing column; present: {shown}"), hint)
        };
        let date = find("date").or_else(|| find("undate"));
        let year = find("year");
        let needed = ["rcid", "session", "vote", "ccode"];
        let mut faults: Vec<_> =
            needed.iter().filter(|name| find(name).is_none()).map(|name| missing(name)).collect();
        if date.is_none() && year.is_none() {
            faults.push(missing("date"));
        }
        match needed.map(find) {
            [Some(rcid), Some(session), Some(vote), Some(ccode)] if faults.is_empty() => Ok(Head {
                width: names.len(),
                separator: separator as u8,
                rcid,
                session,
                vote,
                ccode,
                date,
                year,
                unres: find("unres"),
                important: find("importantvote"),
                topics: TOPICS.iter().filter_map(|(n, t)| Some((find(n)?, *t))).collect(),
                names,
            }),
            _ => Err(faults),
        }
    }

    fn topics_of(&self, row: &Row<'_>) -> Vec<&'static str> {
        let is_marked = |(column, _): &&(usize, _)| row.field(*column) == b"1";
        self.topics.iter().filter(is_marked).map(|(_, topic)| *topic).collect()
    }
}

/// One row: its fields as bytes.
struct Row<'a> {
    file: &'a str,
    line: u32,
    head: &'a Head,
    fields: &'a [&'a [u8]],
}

impl<'a> Row<'a> {
    /// Splits a row at the separators. Only a field in quotes needs more than that.
    fn split<'b>(
        file: &'a str,
        line: u32,
        head: &'a Head,
        row: &'b [u8],
        fields: &'a mut Vec<&'b [u8]>,
    ) -> Result<Row<'a>, Box<Fault>>
    where
        'b: 'a,
    {
        fields.clear();
        let quoted = memchr(b'"', row).is_some();
        let mut from = 0;
        let mut open = false;
        for end in memchr_iter(head.separator, row) {
            if quoted {
                open ^= memchr_iter(b'"', &row[from..end]).count() % 2 == 1;
                if open {
                    continue;
                }
            }
            fields.push(unquoted(&row[from..end]));
            from = end + 1;
        }
        fields.push(unquoted(&row[from..]));
        if memchr(0, row).is_some() {
            return Err(Box::new(at(file, Some(line.into()), "", "a NUL byte", "a row of text")));
        }
        let row = Row { file, line, head, fields };
        if row.fields.len() != head.width {
            let what = crate::sheet::fields_and_columns(row.fields.len(), head.width);
            let hint = "the row is cut off, or a separator stands inside a field";
            return Err(Box::new(at(file, Some(line.into()), "", what, hint)));
        }
        Ok(row)
    }

    fn field(&self, column: usize) -> &'a [u8] {
        self.fields[column]
    }

    /// The text in a column that the table may lack.
    fn text(&self, column: Option<usize>) -> String {
        column.map_or(String::new(), |at| rows::text(self.field(at)).into_owned())
    }

    /// A whole number, as statistics programs write it too: `1946.0`.
    fn number<T: TryFrom<u32>>(&self, column: usize, hint: &str) -> Result<T, Box<Fault>> {
        let field = self.field(column);
        let digits = field.strip_suffix(b".0").unwrap_or(field);
        let mut number = (!digits.is_empty() && digits.len() <= 9).then_some(0u32);
        for byte in digits {
            number =
                number.filter(|_| byte.is_ascii_digit()).map(|n| n * 10 + u32::from(byte - b'0'));
        }
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| self.wrong(column, "not a number", hint))
    }

    /// Whether it tells neither day nor year.
    fn is_undated(&self) -> bool {
        [self.head.date, self.head.year].into_iter().flatten().all(|at| self.field(at).is_empty())
    }

    /// When the vote was, and from when on it was known.
    fn when(&self, head: &Head) -> Result<(Period, KnownAt), Box<Fault>> {
        let hint = "a day such as 12/23/2015 or 2015-12-23, of 1946 or later";
        if let Some(column) = head.date.filter(|date| !self.field(*date).is_empty()) {
            let read = day(&self.text(Some(column)));
            let read = read
                .filter(|day| day.year() >= 1946)
                .and_then(|day| Some((Period::day(day).ok()?, KnownAt::day(day).ok()?)));
            return read.ok_or_else(|| self.wrong(column, "not a day of the Assembly", hint));
        }
        let Some(column) = head.year else {
            return Err(self.wrong(head.date.unwrap_or_default(), "no day", hint));
        };
        let year: i16 = self.number(column, "a year such as 2015")?;
        let first = Date::new(year, 1, 1).ok().filter(|first| first.year() >= 1946);
        let read = first.and_then(|first| {
            let last = first.last_of_year();
            Some((Period::new(first, last).ok()?, KnownAt::day(last).ok()?))
        });
        read.ok_or_else(|| self.wrong(column, "not a year of the Assembly", hint))
    }

    fn wrong(&self, column: usize, what: &str, hint: &str) -> Box<Fault> {
        let name = self.head.names.get(column).map_or("", String::as_str);
        let shown: String = self.text(Some(column)).chars().take(40).collect();
        Box::new(at(self.file, Some(self.line.into()), name, format!("{what}: {shown:?}"), hint))
    }
}

fn unquoted(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    field.strip_prefix(b"\"").and_then(|f| f.strip_suffix(b"\"")).unwrap_or(field)
}

/// A day as the two kinds of copies write it: `12/23/2015`, `2015-12-23`.
fn day(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse::<Date>() {
        return Some(day);
    }
    let mut parts = text.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct Line {
    number: u32,
    /// The offset of the byte after it, its end of line not counted.
    end: usize,
}

/// The lines of a text, whatever ends them: LF, CR LF, or CR alone.
struct Lines<'a> {
    text: &'a [u8],
    from: usize,
    number: u32,
    end_of_line: u8,
}

impl<'a> Lines<'a> {
    fn of(text: &'a [u8]) -> Lines<'a> {
        let end_of_line = if memchr(b'\n', text).is_some() { b'\n' } else { b'\r' };
        Lines { text, from: 0, number: 0, end_of_line }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (Line, &'a [u8]);

    fn next(&mut self) -> Option<(Line, &'a [u8])> {
        let rest = self.text.get(self.from..).filter(|rest| !rest.is_empty())?;
        let len = memchr(self.end_of_line, rest).unwrap_or(rest.len());
        let end = self.from + len;
        self.from = end + 1;
        self.number = self.number.saturating_add(1);
        let line = &rest[..len];
        Some((Line { number: self.number, end }, line.strip_suffix(b"\r").unwrap_or(line)))
    }
}

#[cfg(test)]
mod tests;
