//! An actor is who does or says it, or to whom: a state, a territory, a former state, or an
//! organisation of states.
//!
//! States and territories go by ISO 3166 alpha-3, former states by the alpha-3 code that ISO 3166-3
//! keeps for them (`SUN`, `YUG`, `DDR`), organisations by their acronym or a short code of ours
//! (`UNO`, `NATO`, `AFU`). No code of ours has two letters, so that an ISO alpha-2 code is never
//! taken for an organisation. Three codes are in no ISO list: `XKX` Kosovo (a user-assigned code in
//! wide use), `RVN` South Vietnam and `ZAN` Zanzibar (letters of the Correlates of War).
//!
//! Every other scheme is translated here, with the years in which a code held its meaning:
//! Correlates of War 365 is the Soviet Union in 1980 and Russia in 2000, and FIPS `CH` is China,
//! never Switzerland. A code without years has only ever meant one actor, and is read in any year,
//! because sources apply today's codes to the past. A year in which a code passed from one actor to
//! another is given to one of them by the table: 365 is the Soviet Union in all of 1991.
//!
//! Some translations are judgements:
//! - `DEU` is the Federal Republic before 1990 too, as in ISO; `YEM` is North Yemen before 1990;
//! - Vietnam before 1976 is two actors, `VDR` and `RVN`, except in ISO, whose `VN` is read as `VNM`;
//! - `YUG` lasts to the change of name in 2003, so the Federal Republic of 1992 is Yugoslavia;
//! - UN Comtrade's 490, "other Asia", is read as Taiwan, as trade economists do;
//! - CAMEO's `RUS` is the Soviet Union in 1922–1991, its West Bank and Gaza Strip are Palestine,
//!   and its region codes (`EUR`, `AFR`, `SEA`) are nobody.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::nearest;

/// A state, a territory, a former state or an organisation.
///
/// Actors are ordered by their code.
///
/// ```
/// use telltale_observation::{Actor, Scheme};
/// let china = Actor::parse("CHN")?;
/// assert_eq!((china.name_en(), china.name_ko()), ("China", "중국"));
/// assert_eq!(Actor::from_scheme(Scheme::Fips, "CH", 2020)?, china);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor(u16);

/// What sort of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state of today: members and observers of the United Nations, Taiwan, Kosovo.
    State,
    /// A territory with an ISO 3166 code of its own.
    Territory,
    /// A state or territory that exists no more.
    Former,
    /// An organisation, forum or court of states.
    Organisation,
}

/// A list of codes for actors, kept by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// CAMEO's actor codes; the same as ISO alpha-3 where the table has no row.
    Cameo,
    /// UN Comtrade's reporters and partners; the same as M49 where the table has no row.
    Comtrade,
    /// Correlates of War, state numbers.
    Cow,
    /// Correlates of War, state abbreviations.
    CowLetters,
    /// FIPS 10-4, which GDELT uses for places.
    Fips,
    /// Gleditsch and Ward, state numbers.
    GleditschWard,
    /// ISO 3166 alpha-2, with the withdrawn codes.
    Iso2,
    /// ISO 3166 alpha-3: the code of the actor itself, in any year. Organisations have none.
    Iso3,
    /// The United Nations' M49 numbers, which are ISO 3166 numeric; with Taiwan's 158.
    M49,
}

/// A code that no actor has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown actor: {code:?}{}", .nearest.map(|n| format!(" (nearest: {n})")).unwrap_or_default())]
pub struct UnknownActor {
    /// The code as given.
    pub code: String,
    /// The code of the actor whose code or English name is nearest to it, if one is near.
    pub nearest: Option<&'static str>,
}

/// A code that stood for no actor in that scheme and year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {scheme} code in {year}: {code:?}")]
pub struct UnknownCode {
    /// The scheme that was asked.
    pub scheme: Scheme,
    /// The code as given.
    pub code: String,
    /// The year for which it was asked.
    pub year: i16,
}

/// A name that is no scheme's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown scheme: {name:?}{}", .nearest.map(|n| format!(" (nearest: {n})")).unwrap_or_default())]
pub struct UnknownScheme {
    /// The name as given.
    pub name: String,
    /// The scheme nearest to it, if one is near.
    pub nearest: Option<&'static str>,
}

impl Actor {
    /// The actor with this code, in capitals.
    ///
    /// # Errors
    /// [`UnknownActor`], with the nearest code, when no actor has it.
    pub fn parse(code: &str) -> Result<Actor, UnknownActor> {
        find(code)
            .ok_or_else(|| UnknownActor { code: code.to_owned(), nearest: nearest_code(code) })
    }

    /// The actor for which `code` stood in `scheme` in `year`.
    ///
    /// Numbers may have leading zeros. Nothing else is repaired: `ch` is no code.
    ///
    /// # Errors
    /// [`UnknownCode`] when the code stood for no actor in that year.
    pub fn from_scheme(scheme: Scheme, code: &str, year: i16) -> Result<Actor, UnknownCode> {
        let plain = if scheme.is_numeric() { code.trim_start_matches('0') } else { code };
        translate(scheme, plain, year).ok_or_else(|| UnknownCode {
            scheme,
            code: code.to_owned(),
            year,
        })
    }

    /// The code that stood for this actor in `scheme` in `year`, numbers without leading zeros.
    ///
    /// Of several, the one that is the actor's own code, then the one that still holds, then the
    /// shortest.
    pub fn in_scheme(self, scheme: Scheme, year: i16) -> Option<&'static str> {
        if scheme == Scheme::Iso3 {
            return (self.kind() != ActorKind::Organisation).then(|| self.code());
        }
        let rows = &CODES.by_actor[usize::from(self.0)];
        let mut held = rows.iter().filter(|row| row.scheme == scheme && row.years.hold(year));
        if let Some(row) = held.next() {
            return Some(row.code);
        }
        let code = self.in_scheme(scheme.fallback()?, year)?;
        (translate(scheme, code, year) == Some(self)).then_some(code)
    }

    /// Every actor, in the order of codes.
    pub fn all() -> impl Iterator<Item = Actor> {
        (0..ACTORS.len()).map(Actor::at)
    }

    /// The code: ISO 3166 alpha-3, or ours.
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// The English name, as newsrooms write it: "North Korea".
    pub fn name_en(self) -> &'static str {
        self.entry().name_en
    }

    /// The Korean name, as newsrooms in Seoul write it: "북한".
    pub fn name_ko(self) -> &'static str {
        self.entry().name_ko
    }

    /// What stands before an English noun: "North Korean", "UN".
    pub fn adjective_en(self) -> &'static str {
        self.entry().adjective_en
    }

    /// What stands before a Korean noun: the name, or a shorter form of it.
    pub fn adjective_ko(self) -> &'static str {
        self.entry().adjective_ko
    }

    /// What sort of actor it is.
    pub fn kind(self) -> ActorKind {
        self.entry().kind
    }

    /// Whether the actor existed in any part of `year`, for years from 1816 on.
    ///
    /// A state exists from its independence; territories always. A state under occupation exists,
    /// one that was annexed does not.
    pub fn existed_in(self, year: i16) -> bool {
        self.entry().years.iter().any(|years| years.hold(year))
    }

    fn entry(self) -> &'static Entry {
        &ACTORS[usize::from(self.0)]
    }

    fn at(index: usize) -> Actor {
        Actor(u16::try_from(index).expect("the table has fewer than 65,536 actors"))
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Actor({})", self.code())
    }
}

impl FromStr for Actor {
    type Err = UnknownActor;

    fn from_str(code: &str) -> Result<Self, UnknownActor> {
        Actor::parse(code)
    }
}

impl Serialize for Actor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Actor::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl ActorKind {
    /// The kind's name in tables: `state`, `territory`, `former` or `organisation`.
    pub fn name(self) -> &'static str {
        match self {
            ActorKind::State => "state",
            ActorKind::Territory => "territory",
            ActorKind::Former => "former",
            ActorKind::Organisation => "organisation",
        }
    }

    fn named(name: &str) -> Option<ActorKind> {
        use ActorKind as K;
        [K::State, K::Territory, K::Former, K::Organisation].into_iter().find(|k| k.name() == name)
    }
}

impl fmt::Display for ActorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Scheme {
    /// Every scheme, in the order of names.
    pub const ALL: &'static [Scheme] = &[
        Scheme::Cameo,
        Scheme::Comtrade,
        Scheme::Cow,
        Scheme::CowLetters,
        Scheme::Fips,
        Scheme::GleditschWard,
        Scheme::Iso2,
        Scheme::Iso3,
        Scheme::M49,
    ];

    /// The scheme's name in tables and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Cameo => "cameo",
            Scheme::Comtrade => "comtrade",
            Scheme::Cow => "cow",
            Scheme::CowLetters => "cowc",
            Scheme::Fips => "fips",
            Scheme::GleditschWard => "gw",
            Scheme::Iso2 => "iso2",
            Scheme::Iso3 => "iso3",
            Scheme::M49 => "m49",
        }
    }

    fn is_numeric(self) -> bool {
        matches!(self, Scheme::Comtrade | Scheme::Cow | Scheme::GleditschWard | Scheme::M49)
    }

    /// The scheme whose codes this one takes over where it has none of its own.
    fn fallback(self) -> Option<Scheme> {
        match self {
            Scheme::Comtrade => Some(Scheme::M49),
            Scheme::Cameo => Some(Scheme::Iso3),
            _ => None,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Scheme {
    type Err = UnknownScheme;

    fn from_str(text: &str) -> Result<Self, UnknownScheme> {
        Scheme::ALL.iter().copied().find(|scheme| scheme.name() == text).ok_or_else(|| {
            UnknownScheme {
                name: text.to_owned(),
                nearest: nearest(text, Scheme::ALL.iter().map(|scheme| scheme.name())),
            }
        })
    }
}

/// A row of `actors.csv`.
struct Entry {
    code: &'static str,
    kind: ActorKind,
    name_en: &'static str,
    name_ko: &'static str,
    adjective_en: &'static str,
    adjective_ko: &'static str,
    years: Vec<Years>,
}

/// A row of `actor_codes.csv`.
#[derive(Clone, Copy)]
struct CodeRow {
    scheme: Scheme,
    code: &'static str,
    actor: Actor,
    years: Years,
}

/// First and last year, both included; `None` is open.
#[derive(Clone, Copy)]
struct Years {
    first: Option<i16>,
    last: Option<i16>,
}

impl Years {
    fn hold(self, year: i16) -> bool {
        self.first.is_none_or(|first| first <= year) && self.last.is_none_or(|last| year <= last)
    }
}

/// The rows of `actor_codes.csv`, ready to be asked from either side.
struct Codes {
    /// Ordered by scheme and code.
    by_code: Vec<CodeRow>,
    /// One list per actor, the preferred code first.
    by_actor: Vec<Vec<CodeRow>>,
}

static ACTORS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut actors: Vec<Entry> = table_rows(ACTORS_CSV).map(read_actor).collect();
    actors.sort_by_key(|entry| entry.code);
    actors
});

static CODES: LazyLock<Codes> = LazyLock::new(|| {
    let mut by_code: Vec<CodeRow> = table_rows(CODES_CSV).map(read_code).collect();
    by_code.sort_by_key(|row| (row.scheme, row.code, row.years.first));
    let mut by_actor = vec![Vec::new(); ACTORS.len()];
    for row in &by_code {
        by_actor[usize::from(row.actor.0)].push(*row);
    }
    by_actor.iter_mut().for_each(|rows: &mut Vec<CodeRow>| rows.sort_by_key(preference));
    Codes { by_code, by_actor }
});

const ACTORS_CSV: &str = include_str!("../data/actors.csv");
const CODES_CSV: &str = include_str!("../data/actor_codes.csv");

/// Own code first, then what still holds, then what always did, then short before long.
fn preference(row: &CodeRow) -> (bool, bool, bool, usize, &'static str) {
    let Years { first, last } = row.years;
    (row.code != row.actor.code(), last.is_some(), first.is_some(), row.code.len(), row.code)
}

fn find(code: &str) -> Option<Actor> {
    ACTORS.binary_search_by_key(&code, |entry| entry.code).ok().map(Actor::at)
}

fn translate(scheme: Scheme, code: &str, year: i16) -> Option<Actor> {
    if scheme == Scheme::Iso3 {
        return find(code).filter(|actor| actor.kind() != ActorKind::Organisation);
    }
    let rows = &CODES.by_code;
    let start = rows.partition_point(|row| (row.scheme, row.code) < (scheme, code));
    let mut same =
        rows[start..].iter().take_while(|row| (row.scheme, row.code) == (scheme, code)).peekable();
    if same.peek().is_none() {
        return translate(scheme.fallback()?, code, year);
    }
    same.find(|row| row.years.hold(year)).map(|row| row.actor)
}

fn nearest_code(given: &str) -> Option<&'static str> {
    let is_state = |entry: &&Entry| entry.kind == ActorKind::State;
    let states_first = ACTORS.iter().filter(is_state).chain(ACTORS.iter());
    let hit = nearest(given, states_first.flat_map(|entry| [entry.code, entry.name_en]))?;
    ACTORS.iter().find(|entry| entry.code == hit || entry.name_en == hit).map(|entry| entry.code)
}

/// The fields of each row after the head. No field of these tables has a comma or a quote.
fn table_rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

fn read_actor(row: Vec<&'static str>) -> Entry {
    let [code, kind, name_en, name_ko, adjective_en, adjective_ko, from, to] = row[..] else {
        panic!("actors.csv has eight columns: {row:?}");
    };
    let kind =
        ActorKind::named(kind).unwrap_or_else(|| panic!("actors.csv, unknown kind: {row:?}"));
    let years = from.split(';').zip(to.split(';')).map(|(first, last)| read_years(first, last));
    let years = years.collect();
    Entry { code, kind, name_en, name_ko, adjective_en, adjective_ko, years }
}

fn read_code(row: Vec<&'static str>) -> CodeRow {
    let [scheme, code, actor, from, to] = row[..] else {
        panic!("actor_codes.csv has five columns: {row:?}");
    };
    let scheme = scheme.parse().unwrap_or_else(|fault| panic!("actor_codes.csv: {fault}"));
    let actor = Actor::parse(actor).unwrap_or_else(|fault| panic!("actor_codes.csv: {fault}"));
    CodeRow { scheme, code, actor, years: read_years(from, to) }
}

fn read_years(first: &str, last: &str) -> Years {
    let year = |text: &str| -> Option<i16> {
        let parsed = (!text.is_empty()).then(|| text.parse())?;
        Some(parsed.unwrap_or_else(|_| panic!("table of actors, not a year: {text:?}")))
    };
    Years { first: year(first), last: year(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scheme: Scheme, code: &str, year: i16, expected: Option<&str>) {
        let found = Actor::from_scheme(scheme, code, year).ok().map(Actor::code);
        assert_eq!(found, expected, "{scheme} {code} in {year}");
    }

    fn actor(code: &str) -> Actor {
        Actor::parse(code).unwrap()
    }

    /// Scheme, code, year, and the actor that the code meant then.
    const TRANSLATED: &[(Scheme, &str, i16, Option<&str>)] = &[
        (Scheme::Fips, "CH", 2020, Some("CHN")),
        (Scheme::Fips, "SZ", 2020, Some("CHE")),
        (Scheme::Fips, "KS", 2020, Some("KOR")),
        (Scheme::Fips, "KN", 2020, Some("PRK")),
        (Scheme::Fips, "GM", 2020, Some("DEU")),
        (Scheme::Fips, "AS", 2020, Some("AUS")),
        (Scheme::Fips, "AU", 2020, Some("AUT")),
        (Scheme::Fips, "SG", 2020, Some("SEN")),
        (Scheme::Fips, "SN", 2020, Some("SGP")),
        (Scheme::Fips, "RS", 2020, Some("RUS")),
        (Scheme::Fips, "RI", 2020, Some("SRB")),
        (Scheme::Fips, "YI", 1995, Some("YUG")),
        (Scheme::Fips, "YI", 2005, Some("SCG")),
        (Scheme::Fips, "YI", 2020, None),
        (Scheme::Fips, "KV", 2020, Some("XKX")),
        (Scheme::Fips, "GZ", 2020, Some("PSE")),
        (Scheme::Fips, "CE", 2020, Some("LKA")),
        (Scheme::Iso2, "CH", 2020, Some("CHE")),
        (Scheme::Iso2, "CS", 1980, Some("CSK")),
        (Scheme::Iso2, "CS", 2004, Some("SCG")),
        (Scheme::Iso2, "SU", 1980, Some("SUN")),
        (Scheme::Iso3, "SUN", 1980, Some("SUN")),
        (Scheme::Iso3, "NATO", 1980, None),
        (Scheme::Cow, "365", 1900, Some("RUS")),
        (Scheme::Cow, "365", 1980, Some("SUN")),
        (Scheme::Cow, "365", 2000, Some("RUS")),
        (Scheme::Cow, "2", 2000, Some("USA")),
        (Scheme::Cow, "002", 2000, Some("USA")),
        (Scheme::Cow, "710", 2000, Some("CHN")),
        (Scheme::Cow, "713", 2000, Some("TWN")),
        (Scheme::Cow, "731", 2000, Some("PRK")),
        (Scheme::Cow, "732", 2000, Some("KOR")),
        (Scheme::Cow, "255", 1910, Some("DEU")),
        (Scheme::Cow, "255", 1970, None),
        (Scheme::Cow, "260", 1970, Some("DEU")),
        (Scheme::Cow, "265", 1970, Some("DDR")),
        (Scheme::Cow, "255", 2000, Some("DEU")),
        (Scheme::Cow, "345", 1910, Some("SRB")),
        (Scheme::Cow, "345", 1970, Some("YUG")),
        (Scheme::Cow, "345", 2004, Some("SCG")),
        (Scheme::Cow, "345", 2010, Some("SRB")),
        (Scheme::Cow, "626", 2005, None),
        (Scheme::Cow, "626", 2011, Some("SSD")),
        (Scheme::Cow, "816", 1965, Some("VDR")),
        (Scheme::Cow, "817", 1965, Some("RVN")),
        (Scheme::Cow, "816", 2000, Some("VNM")),
        (Scheme::Cow, "678", 1980, Some("YEM")),
        (Scheme::Cow, "679", 2000, Some("YEM")),
        (Scheme::Cow, "680", 1980, Some("YMD")),
        (Scheme::CowLetters, "PRK", 2000, Some("PRK")),
        (Scheme::CowLetters, "ROK", 2000, Some("KOR")),
        (Scheme::CowLetters, "UKG", 2000, Some("GBR")),
        (Scheme::CowLetters, "SWZ", 2000, Some("CHE")),
        (Scheme::CowLetters, "AUS", 2000, Some("AUT")),
        (Scheme::GleditschWard, "260", 2010, Some("DEU")),
        (Scheme::GleditschWard, "678", 2010, Some("YEM")),
        (Scheme::GleditschWard, "680", 1980, Some("YMD")),
        (Scheme::GleditschWard, "340", 2010, Some("SRB")),
        (Scheme::GleditschWard, "816", 2010, Some("VNM")),
        (Scheme::GleditschWard, "817", 2010, None),
        (Scheme::M49, "408", 2020, Some("PRK")),
        (Scheme::M49, "410", 2020, Some("KOR")),
        (Scheme::M49, "004", 2020, Some("AFG")),
        (Scheme::M49, "736", 2000, Some("SDN")),
        (Scheme::M49, "729", 2020, Some("SDN")),
        (Scheme::M49, "728", 2005, None),
        (Scheme::M49, "810", 1980, Some("SUN")),
        (Scheme::M49, "280", 1980, Some("DEU")),
        (Scheme::M49, "891", 1995, Some("YUG")),
        (Scheme::M49, "891", 2005, Some("SCG")),
        (Scheme::Comtrade, "842", 2020, Some("USA")),
        (Scheme::Comtrade, "840", 2020, Some("USA")),
        (Scheme::Comtrade, "251", 2020, Some("FRA")),
        (Scheme::Comtrade, "699", 2020, Some("IND")),
        (Scheme::Comtrade, "156", 2020, Some("CHN")),
        (Scheme::Comtrade, "490", 2020, Some("TWN")),
        (Scheme::Comtrade, "0", 2020, None),
        (Scheme::Cameo, "ROM", 2020, Some("ROU")),
        (Scheme::Cameo, "ROU", 2020, Some("ROU")),
        (Scheme::Cameo, "CHN", 2020, Some("CHN")),
        (Scheme::Cameo, "IGOUNO", 2020, Some("UNO")),
        (Scheme::Cameo, "NAT", 2020, Some("NATO")),
        (Scheme::Cameo, "EEC", 2020, Some("EUU")),
        (Scheme::Cameo, "RUS", 1985, Some("SUN")),
        (Scheme::Cameo, "EUR", 2020, None),
    ];

    #[test]
    fn codes_are_translated_for_their_year() {
        for (scheme, code, year, expected) in TRANSLATED {
            check(*scheme, code, *year, *expected);
        }
    }

    #[test]
    fn the_preferred_code_is_the_one_in_use() {
        for (code, scheme, year, expected) in [
            ("USA", Scheme::Comtrade, 1970, Some("841")),
            ("USA", Scheme::Comtrade, 2020, Some("842")),
            ("CHN", Scheme::Comtrade, 2020, Some("156")),
            ("DEU", Scheme::Cow, 1980, Some("260")),
            ("DEU", Scheme::Cow, 1990, Some("255")),
            ("SRB", Scheme::Fips, 2020, Some("RI")),
            ("PSE", Scheme::Cameo, 2020, Some("PSE")),
            ("UNO", Scheme::Cameo, 2020, Some("UNO")),
            ("UNO", Scheme::Iso3, 2020, None),
            ("RUS", Scheme::Cow, 1980, None),
        ] {
            assert_eq!(actor(code).in_scheme(scheme, year), expected, "{code} {scheme} {year}");
        }
    }

    #[test]
    fn every_code_comes_back_to_its_actor() {
        for year in (1816..=2030).step_by(2).chain([1991, 1993, 2003, 2005, 2011]) {
            for row in &CODES.by_code {
                let held = row.years.hold(year).then_some(row.actor);
                let found = Actor::from_scheme(row.scheme, row.code, year).ok();
                assert!(held.is_none() || held == found, "{} {} {year}", row.scheme, row.code);
            }
            for actor in Actor::all() {
                for scheme in Scheme::ALL {
                    let Some(code) = actor.in_scheme(*scheme, year) else { continue };
                    assert_eq!(Actor::from_scheme(*scheme, code, year), Ok(actor));
                }
            }
        }
    }

    #[test]
    fn no_code_stands_for_two_actors_in_one_year() {
        for pair in CODES.by_code.windows(2) {
            if (pair[0].scheme, pair[0].code) != (pair[1].scheme, pair[1].code) {
                continue;
            }
            let (earlier, later) = (pair[0].years.last, pair[1].years.first);
            assert!(earlier.is_some() && earlier < later, "{} {}", pair[0].scheme, pair[0].code);
        }
    }

    #[test]
    fn every_state_has_codes_and_names_in_both_languages() {
        let states: Vec<_> = Actor::all().filter(|a| a.kind() == ActorKind::State).collect();
        assert_eq!(states.len(), 193 + 2 + 2, "members, observers, Taiwan and Kosovo");
        for state in states {
            assert!(state.existed_in(2020), "{state}");
            assert!(state.in_scheme(Scheme::Iso2, 2020).is_some(), "{state}");
            assert!(state.in_scheme(Scheme::Fips, 2020).is_some(), "{state}");
            assert!(state.in_scheme(Scheme::Comtrade, 2020).is_some(), "{state}");
            assert_eq!(state.in_scheme(Scheme::M49, 2020).is_none(), state.code() == "XKX");
            assert_eq!(state.in_scheme(Scheme::Cow, 2020).is_none(), state.code() == "PSE");
        }
    }

    #[test]
    fn every_actor_is_named_and_its_code_is_well_formed() {
        let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
        for actor in Actor::all() {
            let code = actor.code();
            let organisation = actor.kind() == ActorKind::Organisation;
            assert!(code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()), "{code}");
            assert!(organisation || code.len() == 3, "{code}");
            assert!(code.len() > 2 || code.ends_with(|c: char| c.is_ascii_digit()), "{code}");
            assert!(organisation || hangul(actor.name_ko()), "{code}");
            for text in [actor.name_en(), actor.name_ko(), actor.adjective_en()] {
                assert!(!text.is_empty() && text.trim() == text, "{code}");
            }
            assert!(!actor.adjective_ko().is_empty(), "{code}");
        }
    }

    #[test]
    fn tables_are_sorted_and_need_no_quotes() {
        let codes: Vec<_> = table_rows(ACTORS_CSV).map(|row| row[0]).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        let keys: Vec<_> = table_rows(CODES_CSV).map(|row| (row[0], row[1], row[3])).collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert!(!ACTORS_CSV.contains('"') && !CODES_CSV.contains('"'));
        assert!(table_rows(ACTORS_CSV).all(|row| row.len() == 8));
        assert!(
            table_rows(ACTORS_CSV)
                .all(|row| row[6].split(';').count() == row[7].split(';').count())
        );
    }

    #[test]
    fn an_actor_exists_in_its_years_only() {
        for (code, year, expected) in [
            ("SUN", 1980, true),
            ("SUN", 1992, false),
            ("RUS", 1900, true),
            ("RUS", 1980, false),
            ("SSD", 2010, false),
            ("SSD", 2011, true),
            ("EST", 1930, true),
            ("EST", 1960, false),
            ("CHN", 1816, true),
            ("NATO", 1948, false),
        ] {
            assert_eq!(actor(code).existed_in(year), expected, "{code} {year}");
        }
    }

    #[test]
    fn an_unknown_code_names_its_neighbour() {
        let nearest = |code: &str| Actor::parse(code).unwrap_err().nearest;
        assert_eq!(nearest("NATOO"), Some("NATO"));
        assert_eq!(nearest("chn"), Some("CHN"));
        assert_eq!(nearest("North Korea"), Some("PRK"));
        assert_eq!(nearest("qqqqqqqq"), None);
        let fault = Actor::parse("PRKK").unwrap_err().to_string();
        assert_eq!(fault, "unknown actor: \"PRKK\" (nearest: PRK)");
        let fault = Actor::from_scheme(Scheme::Cow, "626", 2005).unwrap_err().to_string();
        assert_eq!(fault, "unknown cow code in 2005: \"626\"");
    }

    #[test]
    fn actors_are_ordered_and_written_by_code() {
        assert!(Actor::all().is_sorted_by(|a, b| a < b && a.code() < b.code()));
        let written = serde_json::to_string(&actor("PRK")).unwrap();
        assert_eq!(written, "\"PRK\"");
        assert_eq!(serde_json::from_str::<Actor>(&written).unwrap(), actor("PRK"));
        assert!(serde_json::from_str::<Actor>("\"XXX\"").is_err());
        assert_eq!(format!("{:<5}|{:?}", actor("PRK"), actor("PRK")), "PRK  |Actor(PRK)");
    }

    #[test]
    fn every_scheme_reads_back() {
        for scheme in Scheme::ALL {
            assert_eq!(scheme.name().parse(), Ok(*scheme));
        }
        assert_eq!("fibs".parse::<Scheme>().unwrap_err().nearest, Some("fips"));
    }
}
