//! Whom a name of ICEWS stands for: a state, a part of one, or a person who holds an office of one on
//! that day.
//!
//! Terms of office come from the tables of people that the reader knows, which are facts and no
//! language, and from a table of those it lacks. ICEWS writes a person's whole name in its own
//! transliteration (`Sergey Viktorovich Lavrov`, `Umar al-Bashir`), so names are compared by first and
//! last word, without accents, and with letters that are written for one another taken as one; a name
//! that then fits offices of two states on one day is nobody's.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use telltale_observation::Actor;

const NAMES: &str = include_str!("../../data/country_names.csv");
const LEADERS: &str = include_str!("../../data/leaders.csv");
const PEOPLE: [&str; 2] = [
    include_str!("../../../telltale-reader/data/people_asia.csv"),
    include_str!("../../../telltale-reader/data/people_west.csv"),
];
const BODIES: &str = include_str!("../../../telltale-reader/data/bodies.csv");

/// States that one party rules by law, so that its leader acts for the state. Elsewhere a party's leader
/// acts for it only by another office.
const PARTY_STATES: &[&str] = &["CHN", "CUB", "LAO", "PRK", "VNM"];
/// What a group of a country is called that fights or robs, and acts for no state.
const NO_STATES: &[&str] = &[
    "attacker",
    "band",
    "combatant",
    "criminal",
    "dealer",
    "extremist",
    "gang",
    "guerrilla",
    "insurgency",
    "insurgent",
    "kidnapper",
    "militant",
    "militants",
    "militia",
    "mob",
    "murderer",
    "pirate",
    "rebel",
    "separatist",
    "smuggler",
    "terrorist",
    "thief",
    "trafficker",
];
/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "sheikh",
    "shaykh",
    "shaikh",
    "gen",
    "general",
    "col",
    "lt",
    "dr",
    "sir",
    "tan",
    "sri",
    "dato",
    "datuk",
    "alhaji",
    "prince",
    "princess",
    "king",
    "queen",
    "lord",
    "haji",
    "begum",
    "sultan",
    "pope",
    "sayyed",
    "sayyid",
    "seyyed",
    "ayatollah",
    "emir",
];
/// Words within a name that some leave out.
const PARTICLES: &[&str] = &["al", "el", "bin", "ibn", "ben", "ul", "as", "de", "da"];
/// Letters that one transliteration writes where another has others.
const LIKE: &[(&str, &str)] = &[
    ("kh", "h"),
    ("ph", "f"),
    ("gh", "g"),
    ("dzh", "j"),
    ("dj", "j"),
    ("tch", "ch"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
    ("ć", "c"),
    ("č", "c"),
    ("ı", "i"),
    ("ø", "o"),
    ("ł", "l"),
];

/// Whom a name stands for, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Entity {
    /// A state, an organisation, or a part of one.
    Of(Actor),
    /// A person, or a body with years: from which month to which, and whose office it is.
    Holds(Vec<Term>),
    /// Nobody that is known here.
    #[default]
    Nobody,
}

/// A term of office, in months since the year zero; both are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    from: u32,
    to: u32,
    actor: Actor,
}

impl Entity {
    /// For whom it acts on a day.
    pub(super) fn on(&self, day: Date) -> Option<Actor> {
        let Entity::Holds(terms) = self else {
            return if let Entity::Of(actor) = self { Some(*actor) } else { None };
        };
        let month = month(i32::from(day.year()), day.month().unsigned_abs().into());
        let mut held = terms.iter().filter(|term| (term.from..=term.to).contains(&month));
        let first = held.next()?.actor;
        held.all(|term| term.actor == first).then_some(first)
    }

    /// Whether it is a person or a body that acts for somebody at times.
    pub(super) fn is_of_times(&self) -> bool {
        matches!(self, Entity::Holds(_))
    }
}

fn month(year: i32, month: u32) -> u32 {
    year.unsigned_abs() * 12 + month - 1
}

/// A month of a table: `2014`, `2014-05` or a day; a year alone begins with its first month and ends
/// with its last.
fn bound(text: &str, is_end: bool) -> Option<u32> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let within = match parts.next() {
        Some(within) => within.parse().ok()?,
        None if is_end => 12,
        None => 1,
    };
    Some(month(year, within))
}

/// Lower case, letters and digits only, one space between words.
pub(super) fn plain(name: &str) -> String {
    let letters =
        name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The states and organisations by name.
fn actors_by_name() -> FxHashMap<String, Actor> {
    let mut names: FxHashMap<String, Actor> =
        Actor::all().map(|actor| (plain(actor.name_en()), actor)).collect();
    for line in NAMES.lines().skip(1) {
        let (name, code) = line.split_once(',').expect("two columns");
        names.insert(name.to_owned(), Actor::parse(code).expect("an actor of ours"));
    }
    names
}

/// Everybody who is known by name.
pub(super) struct Names {
    states: FxHashMap<String, Actor>,
    /// Bodies of states, and organisations.
    bodies: FxHashMap<String, Vec<Term>>,
    /// Persons by the first and last word of their names; with all words.
    people: People,
}

impl Names {
    /// Those of the tables, read once.
    pub(super) fn of_tables() -> &'static Names {
        static NAMES: LazyLock<Names> = LazyLock::new(Names::load);
        &NAMES
    }

    fn load() -> Names {
        let states = actors_by_name();
        let (mut bodies, mut people) = (FxHashMap::default(), People::default());
        for row in rows(BODIES) {
            let [name, "en", actor, "agency" | "army" | "organisation", _, from, to] = row[..]
            else {
                continue;
            };
            if let Some(term) = term(actor, from, to) {
                bodies.entry(plain(name)).or_insert_with(Vec::new).push(term);
            }
        }
        for row in PEOPLE.iter().flat_map(|table| rows(table)) {
            let [actor, office, _, from, to, forms, ..] = row[..] else { continue };
            let of_party = office == "party_leader" && !PARTY_STATES.contains(&actor);
            if office == "rebel_leader" || of_party {
                continue;
            }
            if let Some(term) = term(actor, from, to) {
                forms.split('|').for_each(|form| add(&mut people, form, term));
            }
        }
        for row in rows(LEADERS) {
            let [name, actor, from, to] = row[..] else { continue };
            if let Some(term) = term(actor, from, to) {
                add(&mut people, name, term);
            }
        }
        Names { states, bodies, people }
    }

    /// Whom an entity's name stands for: by its whole name, by what stands in its last parentheses,
    /// or by the offices that a person of this name holds.
    pub(super) fn entity(&self, name: &str) -> Entity {
        let name = name.replace('_', " ");
        let simple = plain(&name);
        if let Some(actor) = self.states.get(&simple).or_else(|| self.part(&name)) {
            return Entity::Of(*actor);
        }
        if let Some(terms) = self.bodies.get(&simple) {
            return Entity::Holds(terms.clone());
        }
        let words = words(&name);
        let [first, .., last] = words.as_slice() else { return Entity::Nobody };
        let key = (first.clone(), last.clone());
        let fits = |known: &&(Vec<String>, Term)| known.0.iter().all(|word| words.contains(word));
        let fitting: Vec<&(Vec<String>, Term)> =
            self.people.get(&key).into_iter().flatten().filter(fits).collect();
        // "Hamad bin Isa Al Khalifa" is not "Hamad bin Khalifa", though all his names are in it.
        let fullest = fitting.iter().map(|known| known.0.len()).max();
        let by_full_name = |actor: Actor| {
            fitting.iter().any(|known| Some(known.0.len()) == fullest && known.1.actor == actor)
        };
        let terms = fitting.iter().map(|known| known.1).filter(|term| by_full_name(term.actor));
        let terms: Vec<Term> = terms.collect();
        if terms.is_empty() { Entity::Nobody } else { Entity::Holds(terms) }
    }

    /// The state whose part this is, by what stands in its last parentheses.
    fn part(&self, name: &str) -> Option<&Actor> {
        let part = name.trim().strip_suffix(')')?;
        let mut depth = 1;
        for (at, letter) in part.char_indices().rev() {
            match letter {
                ')' => depth += 1,
                '(' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let role = plain(&part[..at]);
                let is_state = role.split(' ').all(|word| !NO_STATES.contains(&word));
                return self.states.get(&plain(&part[at + 1..])).filter(|_| is_state);
            }
        }
        None
    }

    /// The state of this name, and no part of one.
    pub(super) fn state(&self, name: &str) -> Option<Actor> {
        self.states.get(&plain(name)).copied()
    }
}

/// The rows of a table of our own, which has no quotes.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

fn term(actor: &str, from: &str, to: &str) -> Option<Term> {
    let actor = Actor::parse(actor).ok()?;
    let from = if from.is_empty() { 0 } else { bound(from, false)? };
    let to = if to.is_empty() { u32::MAX } else { bound(to, true)? };
    Some(Term { from, to, actor })
}

type People = FxHashMap<(String, String), Vec<(Vec<String>, Term)>>;

fn add(people: &mut People, name: &str, term: Term) {
    let words = words(name);
    if let [first, .., last] = words.as_slice() {
        let key = (first.clone(), last.clone());
        people.entry(key).or_default().push((words, term));
    }
}

/// The words of a person's name by which it is compared.
fn words(name: &str) -> Vec<String> {
    let name = name.replace(['\'', '’', 'ʻ'], "");
    let all = name.split([' ', '-', '_', '.', ',']).filter(|word| !word.is_empty());
    let mut all: Vec<String> = all.map(str::to_lowercase).collect();
    while all.len() > 2 && TITLES.contains(&all[0].as_str()) {
        all.remove(0);
    }
    let is_word = |word: &String| word.len() > 1 && !PARTICLES.contains(&word.as_str());
    all.retain(is_word);
    all.iter().map(|word| folded(word)).collect()
}

/// A word as it sounds: without accents, with like letters as one, and none doubled.
fn folded(word: &str) -> String {
    let mut plain: String = word.chars().flat_map(unaccented).collect();
    for (from, to) in LIKE {
        plain = plain.replace(from, to);
    }
    let mut out = String::with_capacity(plain.len());
    let mut letters = plain.chars().peekable();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            'c' if letters.peek() != Some(&'h') => 'k',
            'e' | 'y' | 'j' => 'i',
            'o' => 'u',
            letter => letter,
        };
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
    // "Khalifa", "Khalifah".
    if out.len() > 3 && out.ends_with("ah") {
        out.pop();
    }
    out
}

/// A letter without its accent.
fn unaccented(letter: char) -> std::iter::Once<char> {
    const ACCENTED: &[(char, &str)] = &[
        ('a', "áàâãäåāăąạảấầẩẫậắằẳẵặ"),
        ('c', "çćčĉċ"),
        ('d', "ďđ"),
        ('e', "éèêëēĕėęěẹẻẽếềểễệ"),
        ('g', "ğĝġģ"),
        ('h', "ĥħḥḩ"),
        ('i', "íìîïĩīĭįıịỉ"),
        ('k', "ķ"),
        ('l', "łĺļľ"),
        ('n', "ñńņňǹ"),
        ('o', "óòôõöøōŏőọỏốồổỗộớờởỡợơ"),
        ('r', "ŕŗřṛ"),
        ('s', "śŝşšșṣ"),
        ('t', "ţťŧțṭ"),
        ('u', "úùûüũūŭůűųụủứừửữựư"),
        ('w', "ŵ"),
        ('y', "ýÿŷỳỵỷỹ"),
        ('z', "źżžẓ"),
    ];
    let plain = ACCENTED.iter().find(|(_, all)| all.contains(letter)).map(|(plain, _)| *plain);
    std::iter::once(plain.unwrap_or(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn who(name: &str, day: Date) -> Option<&'static str> {
        Names::of_tables().entity(name).on(day).map(Actor::code)
    }

    #[test]
    fn a_person_acts_for_a_state_in_office_and_for_nobody_else() {
        assert_eq!(who("Barack_Obama", date(2014, 5, 1)), Some("USA"));
        assert_eq!(who("Barack_Obama", date(2018, 5, 1)), None);
        assert_eq!(who("Xi_Jinping", date(2018, 5, 1)), Some("CHN"));
        assert_eq!(who("Sergey_Viktorovich_Lavrov", date(1993, 5, 1)), None);
        assert_eq!(who("Sergey_Viktorovich_Lavrov", date(2018, 5, 1)), Some("RUS"));
        assert_eq!(who("Joseph_Robinette_Biden", date(2018, 5, 1)), None);
        assert_eq!(who("Joseph_Robinette_Biden", date(2022, 5, 1)), Some("USA"));
        assert_eq!(who("Umar_al_Bashir", date(2005, 5, 1)), Some("SDN"));
        assert_eq!(who("Tsakhiagiyn_Elbegdorj", date(2012, 5, 1)), Some("MNG"));
        assert_eq!(who("Ban_Ki-Moon", date(2012, 5, 1)), Some("UNO"));
        assert_eq!(who("Sheikh_Hamad_bin_Isa_al_Khalifah", date(2012, 5, 1)), Some("BHR"));
        assert_eq!(who("Muhammad_VI", date(2012, 5, 1)), Some("MAR"));
        assert_eq!(who("Sayyed_Ali_Khamenei", date(2012, 5, 1)), Some("IRN"));
    }

    #[test]
    fn who_leads_a_party_or_a_band_acts_for_no_state() {
        // In opposition then, and prime minister later.
        assert_eq!(who("Imran_Khan", date(2014, 6, 13)), None);
        assert_eq!(who("Imran_Khan", date(2019, 6, 13)), Some("PAK"));
        assert_eq!(who("Nguyen_Phu_Trong", date(2014, 6, 13)), Some("VNM"));
        assert_eq!(who("Armed_Rebel_(Syria)", date(2014, 6, 13)), None);
        assert_eq!(who("Drug_Gang_(Mexico)", date(2014, 6, 13)), None);
        assert_eq!(who("Attack_Helicopter_(Syria)", date(2014, 6, 13)), Some("SYR"));
    }

    #[test]
    fn parts_of_states_are_told_by_their_parentheses() {
        let day = date(2011, 1, 1);
        assert_eq!(who("Foreign_Affairs_(France)", day), Some("FRA"));
        assert_eq!(who("Police_(Nigeria)", day), Some("NGA"));
        assert_eq!(who("Citizen_(Palestinian_Territory,_Occupied)", day), Some("PSE"));
        assert_eq!(who("Militant_(Boko_Haram)", day), None);
        assert_eq!(who("Media_(Africa)", day), None);
    }

    #[test]
    fn a_like_name_is_not_enough() {
        let day = date(2014, 5, 1);
        // A king, and a minister who has his names for first names.
        assert_eq!(who("Juan_Carlos_Eguren", day), None);
        assert_eq!(who("Mohamed_Said_Fofana", day), None);
        assert_eq!(who("Obama", day), None);
        assert_eq!(who("Vladimir_Petrov_Petrovich", day), None);
        assert_eq!(who("", day), None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        for row in rows(LEADERS) {
            let [name, actor, from, to] = row[..] else { panic!("{row:?}") };
            assert!(term(actor, from, to).is_some_and(|term| term.from <= term.to), "{row:?}");
            assert!(words(name).len() >= 2 || name.is_empty(), "{row:?}");
        }
    }
}
