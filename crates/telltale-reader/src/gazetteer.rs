//! The gazetteer: every name that stands for an actor, with the years in which it did.
//!
//! Five tables are data: states and their adjectives, places, bodies (organisations, armed groups,
//! agencies, parties, state media), and people with their offices. A name may have several entries;
//! [`mention`](crate::mention) decides by the text's date and the words around it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, OnceLock};

use jiff::civil::Date;
use telltale_observation::{Actor, Rank};

use crate::Language;

/// What a name is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A state: France, 프랑스.
    State,
    /// Its adjective: French.
    Adjective,
    /// Its people: Frenchmen.
    People,
    /// A capital, which may stand for its government.
    Capital,
    /// A seat of power, which does: the Kremlin.
    Seat,
    /// Any other place.
    Place,
    /// An organisation of states.
    Organisation,
    /// An armed group or a movement.
    Group,
    /// A ministry, a service, a parliament, an army whose name tells the state.
    Agency,
    /// State media.
    Media,
    /// A ruling party.
    Party,
    /// A person in office.
    Person,
    /// A person's surname, which needs no first mention.
    Surname,
    /// A person's surname, after a first mention.
    Second,
    /// Two or three states in one word: 한미, Sino-Russian.
    Pair,
    /// One syllable that stands for a state in Korean compounds.
    Short,
    /// A phrase that contains a name but is not an actor.
    Elsewhere,
}

impl Sort {
    fn parse(text: &str) -> Option<Sort> {
        Some(match text {
            "name" => Sort::State,
            "adjective" => Sort::Adjective,
            "people" => Sort::People,
            "capital" => Sort::Capital,
            "seat" => Sort::Seat,
            "city" | "place" => Sort::Place,
            "organisation" => Sort::Organisation,
            "group" => Sort::Group,
            "agency" | "army" => Sort::Agency,
            "media" => Sort::Media,
            "party" => Sort::Party,
            "pair" => Sort::Pair,
            "short" => Sort::Short,
            "elsewhere" => Sort::Elsewhere,
            _ => return None,
        })
    }

    /// Whether a name of this sort is somebody who acts, rather than where it happens.
    pub fn acts(self) -> bool {
        !matches!(self, Sort::Place | Sort::Elsewhere | Sort::Short)
    }
}

/// One meaning of a name.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The actors that it stands for: none for a phrase to be left alone, several for a pair.
    pub actors: Vec<Actor>,
    /// What sort of name it is.
    pub sort: Sort,
    /// The rank of a person or a body.
    pub rank: Option<Rank>,
    /// A person's office: `foreign_minister`.
    pub office: &'static str,
    /// Which person it is; 0 for others.
    pub person: u32,
    /// First and last month (counted from year 0) in which it holds.
    from: i32,
    to: i32,
}

impl Entry {
    /// Whether the name had this meaning on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        let month = month_of(day);
        self.from <= month && month <= self.to
    }

    /// How many months lie between a day and the time of this meaning.
    pub fn months_from(&self, day: Date) -> i32 {
        let month = month_of(day);
        self.from.saturating_sub(month).max(month.saturating_sub(self.to)).max(0)
    }
}

fn month_of(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// All names, by script; each script's are read when a text first needs them.
#[derive(Debug, Default)]
pub struct Gazetteer {
    scripts: [OnceLock<Names>; 4],
}

const TABLES: &[&str] = &[
    include_str!("../data/states.csv"),
    include_str!("../data/places.csv"),
    include_str!("../data/bodies.csv"),
];
const PEOPLE: &[&str] =
    &[include_str!("../data/people_asia.csv"), include_str!("../data/people_west.csv")];

impl Gazetteer {
    /// An empty gazetteer, which reads its tables when they are needed.
    pub fn load() -> Gazetteer {
        Gazetteer::default()
    }

    fn names(&self, language: Language) -> &Names {
        self.scripts[language as usize].get_or_init(|| Names::read(language))
    }

    /// The longest name at a place of the text that `fits` (its first byte, and one after its
    /// last), with its meanings.
    pub(crate) fn longest_at<'g>(
        &'g self,
        text: &str,
        start: usize,
        fits: impl Fn(usize, usize) -> bool,
    ) -> Option<(usize, &'g [Entry])> {
        let rest = &text[start..];
        let language = script(rest.chars().next()?)?;
        self.names(language)
            .longest(rest, |length| fits(start, start + length))
            .map(|(length, meanings)| (start + length, meanings))
    }

    /// Who was a state's head on a day, where the tables know one.
    pub(crate) fn head_of_state(&self, actor: Actor, day: Date) -> Option<u32> {
        let names = self.names(Language::English);
        let is = |entry: &&Entry| {
            entry.office == "head_of_state" && entry.actors == [actor] && entry.holds_on(day)
        };
        // Within the month of a change the one who came holds the office.
        names.entries.iter().filter(is).max_by_key(|entry| entry.from).map(|entry| entry.person)
    }

    /// Those who hold an office of a state on a day.
    pub(crate) fn in_office(
        &self,
        actor: Actor,
        day: Date,
        is: impl Fn(&str, Option<Rank>) -> bool,
    ) -> Vec<u32> {
        let entries = self.names(Language::English).entries.iter();
        let held =
            |entry: &&Entry| entry.person != 0 && entry.actors == [actor] && entry.holds_on(day);
        let held = entries.filter(held).filter(|entry| is(entry.office, entry.rank));
        held.map(|entry| entry.person).collect()
    }

    /// Whether a person holds any office on a day.
    pub(crate) fn is_in_office(&self, person: u32, day: Date) -> bool {
        let entries = self.names(Language::English).entries.iter();
        entries.into_iter().any(|entry| entry.person == person && entry.holds_on(day))
    }

    /// Whether a surname alone means this person among those of the same state in office on a day: nobody
    /// else of the name is of their rank or above.
    pub(crate) fn bears(&self, surname: &str, person: u32, day: Date) -> bool {
        let names = self.names(Language::English);
        let Some((length, meanings)) = names.longest(surname, |length| length == surname.len())
        else {
            return false;
        };
        let held = || meanings.iter().filter(|entry| entry.holds_on(day) && entry.person != 0);
        let own = held().filter(|entry| entry.person == person);
        let Some(own) = own.max_by_key(|entry| entry.rank) else { return false };
        let rival = |entry: &&Entry| {
            entry.person != person && entry.actors == own.actors && entry.rank >= own.rank
        };
        length == surname.len() && !held().any(|entry| rival(&entry))
    }

    /// How many meanings there are of the names in a language's script.
    pub fn count(&self, language: Language) -> usize {
        self.names(language).entries.len()
    }
}

/// The language whose table holds names that begin with a letter.
fn script(letter: char) -> Option<Language> {
    match letter {
        '\u{ac00}'..='\u{d7a3}' => Some(Language::Korean),
        '\u{4e00}'..='\u{9fff}' => Some(Language::Chinese),
        '\u{400}'..='\u{4ff}' => Some(Language::Russian),
        letter if letter.is_alphanumeric() => Some(Language::English),
        _ => None,
    }
}

/// The names of one script, sorted, so that the longest that begins a text is found by halving.
#[derive(Debug)]
struct Names {
    /// All names, one after the other.
    letters: String,
    names: Vec<Name>,
    /// Of each name its [`first_letters`]: most comparisons need no more, and these lie together.
    firsts: Vec<u64>,
    /// For each pair of first bytes, the first name that begins with them.
    starts: Vec<u32>,
    /// The meanings, those of one name together.
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Name {
    start: u32,
    length: u16,
    /// The longest other name that this one begins with.
    shorter: u32,
    /// Its first meaning, and one after its last.
    meanings: (u32, u32),
}

const NONE: u32 = u32::MAX;

impl Names {
    fn read(language: Language) -> Names {
        let mut collected = Collected { language, found: Vec::with_capacity(24_000) };
        for table in TABLES {
            collected.table(table);
        }
        for table in PEOPLE {
            collected.people(table);
        }
        collected.sorted()
    }

    fn text(&self, name: &Name) -> &str {
        &self.letters[name.start as usize..name.start as usize + usize::from(name.length)]
    }

    fn longest(&self, text: &str, fits: impl Fn(usize) -> bool) -> Option<(usize, &[Entry])> {
        let (&[first, second], _) = text.as_bytes().split_first_chunk::<2>()?;
        let bucket = usize::from(first) * 256 + usize::from(second);
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let (firsts, first) = (&self.firsts[from..to], first_letters(text));
        let alike = firsts.partition_point(|&own| own < first);
        let same = firsts[alike..].partition_point(|&own| own == first);
        let names = &self.names[from + alike..from + alike + same];
        // Any name that begins the text begins its predecessor in the order too.
        let after = alike + names.partition_point(|name| self.text(name) <= text);
        let mut at = (from + after).checked_sub(1)? as u32;
        if after == 0 {
            return None;
        }
        while at != NONE {
            let name = &self.names[at as usize];
            let length = usize::from(name.length);
            if text.starts_with(self.text(name)) && fits(length) {
                let (first, last) = name.meanings;
                return Some((length, &self.entries[first as usize..last as usize]));
            }
            at = name.shorter;
        }
        None
    }
}

/// Names of one language as they are read.
struct Collected {
    language: Language,
    found: Vec<(Cow<'static, str>, Entry)>,
}

impl Collected {
    fn add(&mut self, name: Cow<'static, str>, entry: Entry) {
        if name.len() < 2 || name.len() > usize::from(u16::MAX) {
            return;
        }
        // A dateline is set in capitals.
        let dateline = matches!(entry.sort, Sort::Capital | Sort::State | Sort::Adjective);
        if dateline && name.is_ascii() && name.len() > 4 {
            self.found.push((Cow::Owned(name.to_ascii_uppercase()), entry.clone()));
        }
        if name.contains('\'') {
            self.found.push((Cow::Owned(name.replace('\'', "\u{2019}")), entry.clone()));
        }
        self.found.push((name, entry));
    }

    /// Adds every name of a list in one cell.
    fn add_all(&mut self, names: Cow<'static, str>, entry: impl Fn() -> Entry) {
        match names {
            Cow::Borrowed(names) => {
                for name in names.split('|') {
                    self.add(Cow::Borrowed(name.trim()), entry());
                }
            }
            Cow::Owned(names) => {
                for name in names.split('|') {
                    self.add(Cow::Owned(name.trim().to_owned()), entry());
                }
            }
        }
    }

    /// `name,lang,actor,sort,[rank,]from,to`
    fn table(&mut self, table: &'static str) {
        let language = self.language.code();
        let ranked = table.starts_with("name,lang,actor,sort,rank");
        rows(table, |row| {
            if row[1] != language {
                return;
            }
            let Some(sort) = Sort::parse(&row[3]) else { return };
            let codes = row[2].split('+').map(str::trim).filter(|code| !code.is_empty());
            let actors: Vec<Actor> = codes.filter_map(|code| Actor::parse(code).ok()).collect();
            if actors.is_empty() && sort != Sort::Elsewhere {
                return;
            }
            let (from, to) = if ranked { (&row[5], &row[6]) } else { (&row[4], &row[5]) };
            let rank = if ranked { rank_of(&row[4]) } else { None };
            let (from, to) = (first_month(from), last_month(to));
            let entry = Entry { actors, sort, rank, office: "", person: 0, from, to };
            self.add(row[0].clone(), entry);
        });
    }

    /// `actor,office,rank,from,to,en,short,ko,zh,ru`
    fn people(&mut self, table: &'static str) {
        let column = match self.language {
            Language::English => 5,
            Language::Korean => 7,
            Language::Chinese => 8,
            Language::Russian => 9,
        };
        rows(table, |row| {
            let Ok(actor) = Actor::parse(&row[0]) else { return };
            let person = person_of(row[5].split('|').next().unwrap_or(""));
            let entry = |sort| Entry {
                actors: vec![actor],
                sort,
                rank: rank_of(&row[2]),
                office: office_of(&row[1]),
                person,
                from: first_month(&row[3]),
                to: last_month(&row[4]),
            };
            self.add_all(row[column].clone(), || entry(Sort::Person));
            if self.language == Language::English {
                let alone = |short: &str| short.ends_with('*');
                for short in row[6].split('|') {
                    let sort = if alone(short) { Sort::Surname } else { Sort::Second };
                    let short = short.trim_end_matches('*').trim();
                    self.add(Cow::Owned(short.to_owned()), entry(sort));
                }
            }
        });
    }

    /// The names in their order, those that are alike in the order in which they were read.
    fn sorted(self) -> Names {
        // Most names differ in their first eight letters, which are compared as one number.
        let mut order: Vec<(u64, u32)> = Vec::with_capacity(self.found.len());
        for (index, (name, _)) in (0..).zip(&self.found) {
            order.push((first_letters(name), index));
        }
        let name_at = |index: u32| self.found[index as usize].0.as_bytes();
        order.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| name_at(a.1).cmp(name_at(b.1))).then(a.1.cmp(&b.1))
        });
        let letters = self.found.iter().map(|(name, _)| name.len()).sum();
        let mut all = Names {
            letters: String::with_capacity(letters),
            names: Vec::with_capacity(self.found.len()),
            firsts: Vec::with_capacity(self.found.len()),
            starts: vec![0; 256 * 256 + 1],
            entries: Vec::with_capacity(self.found.len()),
        };
        let mut open: Vec<u32> = Vec::new();
        let mut found: Vec<_> = self.found.into_iter().map(Some).collect();
        for (first, index) in order {
            let Some((name, entry)) = found[index as usize].take() else { continue };
            let meaning = all.entries.len() as u32;
            all.entries.push(entry);
            if let Some(known) = all.names.last()
                && all.text(known) == name
            {
                if let Some(known) = all.names.last_mut() {
                    known.meanings.1 = meaning + 1;
                }
                continue;
            }
            while open
                .last()
                .is_some_and(|&top| !name.starts_with(all.text(&all.names[top as usize])))
            {
                open.pop();
            }
            let shorter = open.last().copied().unwrap_or(NONE);
            open.push(all.names.len() as u32);
            let start = all.letters.len() as u32;
            all.letters.push_str(&name);
            let length = name.len() as u16;
            all.firsts.push(first);
            all.names.push(Name { start, length, shorter, meanings: (meaning, meaning + 1) });
        }
        all.index();
        all
    }
}

/// The first eight bytes of a name as a number in the same order.
fn first_letters(name: &str) -> u64 {
    let mut first = [0; 8];
    let bytes = name.as_bytes();
    match bytes.first_chunk() {
        Some(&whole) => first = whole,
        None => first[..bytes.len()].copy_from_slice(bytes),
    }
    u64::from_be_bytes(first)
}

impl Names {
    fn index(&mut self) {
        for name in &self.names {
            let bytes = self.letters.as_bytes();
            let start = name.start as usize;
            let bucket = usize::from(bytes[start]) * 256 + usize::from(bytes[start + 1]);
            self.starts[bucket + 1] += 1;
        }
        for bucket in 1..self.starts.len() {
            self.starts[bucket] += self.starts[bucket - 1];
        }
    }
}

/// A person's number: the same for every term and every spelling.
pub(crate) fn person_of(name: &str) -> u32 {
    name.bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
        | 1
}

/// The surnames of the tables, by person.
static SURNAMES: LazyLock<HashMap<u32, BTreeSet<String>>> = LazyLock::new(|| {
    let mut found: HashMap<u32, BTreeSet<String>> = HashMap::new();
    for table in PEOPLE {
        rows(table, |row| {
            let person = person_of(row[5].split('|').next().unwrap_or(""));
            let short = row[6].split('|').map(|short| short.trim_end_matches('*').trim());
            let short = short.filter(|short| !short.is_empty()).map(str::to_owned);
            found.entry(person).or_default().extend(short);
        });
    }
    found
});

/// The surnames by which a person is known in English.
pub(crate) fn surnames(person: u32) -> impl Iterator<Item = &'static str> {
    SURNAMES.get(&person).into_iter().flatten().map(String::as_str)
}

/// The most cells that a row has.
const CELLS_MAX: usize = 10;

/// Calls `each` with the cells of every row but the first; a cell that is not there is empty.
///
/// Few rows have quotation marks, and only those are left to the CSV reader: these tables are read
/// at every start.
fn rows(table: &'static str, mut each: impl FnMut(&[Cow<'static, str>; CELLS_MAX])) {
    for line in table.lines().skip(1) {
        let mut cells = [const { Cow::Borrowed("") }; CELLS_MAX];
        if line.contains('"') {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let row = reader.records().next().expect("a row is a row");
            let row = row.expect("a table of the gazetteer is CSV");
            for (cell, text) in cells.iter_mut().zip(&row) {
                *cell = Cow::Owned(text.trim().to_owned());
            }
        } else {
            for (cell, text) in cells.iter_mut().zip(line.split(',')) {
                *cell = Cow::Borrowed(text.trim());
            }
        }
        each(&cells);
    }
}

fn rank_of(text: &str) -> Option<Rank> {
    match text {
        "" => None,
        "spokesperson" => Some(Rank::Official),
        _ => text.parse().ok(),
    }
}

/// Offices are few: each name is kept once for the life of the program.
fn office_of(text: &str) -> &'static str {
    const OFFICES: &[&str] = &[
        "head_of_state",
        "head_of_government",
        "party_leader",
        "supreme_leader",
        "foreign_minister",
        "defence_minister",
        "other_minister",
        "security_adviser",
        "speaker",
        "ambassador",
        "envoy",
        "spokesperson",
        "army_chief",
        "intelligence_chief",
        "organisation_head",
        "rebel_leader",
        "vice_president",
        "monarch",
        "heir",
        "deputy",
    ];
    OFFICES.iter().find(|&&office| office == text).copied().unwrap_or("")
}

fn first_month(text: &str) -> i32 {
    year_and_month(text).map_or(i32::MIN, |(year, month)| year * 12 + month.unwrap_or(1) - 1)
}

fn last_month(text: &str) -> i32 {
    year_and_month(text).map_or(i32::MAX, |(year, month)| year * 12 + month.unwrap_or(12) - 1)
}

fn year_and_month(text: &str) -> Option<(i32, Option<i32>)> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    Some((year, parts.next().and_then(|month| month.parse().ok())))
}
