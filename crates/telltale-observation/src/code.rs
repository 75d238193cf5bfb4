//! A code is an ontology's number or name for a kind of event: CAMEO 042 is a visit made.
//!
//! One table says, for every code of CAMEO and every type of PLOVER, to which channel it belongs
//! and whether it is a deed or a word. The table is an opinion, and here are its reasons:
//!
//! - **Deed or word** is ours, and is not the line between verbal and material in the quad classes.
//!   A visit is "verbal cooperation" there, and a deed here.
//! - **Refusals** (CAMEO 12) are words where a proposal or a request is turned down, since the
//!   answer is all that happens. They are deeds where the actor withholds what is in its own hands:
//!   a meeting (125), a person, access or a concession (124x), a veto (129), obedience to law
//!   (128). Breaking off talks (164, 165) is a refusal too, and a deed.
//! - **Demands** (10) are appeals, as requests (02) are: they differ in tone, which Goldstein's
//!   scale holds.
//! - **Yielding** (08) is an agreement, unless it moves forces (military) or goods (economic). It
//!   is never counted as less of a sanction, because a count cannot be negative.
//! - **Investigating** and **suing** (09, 115) are criticism by deed; a conviction (116) is a
//!   sanction.
//! - **Aid in arms** (072) is arms, **protection and peacekeepers** (074) are troops, shared
//!   **intelligence** (064) is technology, cooperation of **courts** (063) is an agreement.
//! - **Apologies** and **forgiveness** (055, 056) are praise: friendly words about the other.
//!   **Recognition** (054) is an agreement, since a government does it and cannot easily undo it.
//! - **Administrative restrictions** and **deportation** (172x, 174) are sanctions; every other
//!   coercion, protest, assault and fight (14, 17–20) is an incident. Using a nuclear weapon (2042)
//!   is no test.
//!
//! PLOVER's modes have rows of their own where they alter channel or mode, as `CONSULT-visit`; for
//! any other mode, ask for the type alone. PLOVER's contexts are not read. Its conversion table
//! lists CAMEO 08 both as CONCEDE and as RETREAT; here it is CONCEDE, as 080 is. CAMEO 01 and 02
//! have no PLOVER type. CAMEO 101 and 105–108 mean what the manual 1.1b3 says, not what the list of
//! names says that GDELT hands out.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::nearest;
use crate::{Channel, Mode};

/// A vocabulary of event types, kept by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ontology {
    /// Conflict and Mediation Event Observations, 1.1b3: two to four digits.
    Cameo,
    /// The successor of CAMEO, draft 0.8: a type in capitals, with a mode after a hyphen.
    Plover,
}

/// A name that is no ontology's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown ontology: {name:?}{}", .nearest.map(|n| format!(" (nearest: {n})")).unwrap_or_default())]
pub struct UnknownOntology {
    /// The name as given.
    pub name: String,
    /// The ontology nearest to it, if one is near.
    pub nearest: Option<&'static str>,
}

impl Ontology {
    /// Every ontology, in the order of names.
    pub const ALL: &'static [Ontology] = &[Ontology::Cameo, Ontology::Plover];

    /// The ontology's name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Ontology::Cameo => "CAMEO",
            Ontology::Plover => "PLOVER",
        }
    }
}

impl fmt::Display for Ontology {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Ontology {
    type Err = UnknownOntology;

    fn from_str(text: &str) -> Result<Self, UnknownOntology> {
        Ontology::ALL.iter().copied().find(|ontology| ontology.name() == text).ok_or_else(|| {
            UnknownOntology {
                name: text.to_owned(),
                nearest: nearest(text, Ontology::ALL.iter().map(|ontology| ontology.name())),
            }
        })
    }
}

impl serde::Serialize for Ontology {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Ontology {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <String as serde::Deserialize>::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A kind of event in an ontology, and where it belongs among the channels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Code {
    /// Whose code it is.
    pub ontology: Ontology,
    /// The code itself: `042`, `CONSULT-visit`.
    pub code: &'static str,
    /// What the actor does, in our words: "travels to the other".
    pub label: &'static str,
    /// The channel in which such an event is counted.
    pub channel: Channel,
    /// Whether it is done or said.
    pub mode: Mode,
    /// The type in PLOVER; `None` where PLOVER has none.
    pub plover: Option<&'static str>,
    /// Goldstein's scale as GDELT publishes it, from −10 (conflict) to 10 (cooperation).
    ///
    /// `None` for CAMEO 1213 and 1214, which GDELT does not list, and for PLOVER.
    pub goldstein: Option<f64>,
    /// The quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
    ///
    /// For a CAMEO code GDELT's, by root; for a PLOVER type PLOVER's own.
    pub quad_class: Option<u8>,
}

impl Code {
    /// The row of this code, written exactly as in the ontology.
    ///
    /// ```
    /// use telltale_observation::{Channel, Code, Mode, Ontology};
    /// let visit = Code::find(Ontology::Cameo, "042").expect("CAMEO has visits");
    /// assert_eq!((visit.channel, visit.mode), (Channel::Visit, Mode::Deed));
    /// assert_eq!(Code::find(Ontology::Cameo, "42"), None);
    /// ```
    pub fn find(ontology: Ontology, code: &str) -> Option<&'static Code> {
        let codes = Code::all();
        let at = codes.binary_search_by_key(&(ontology, code), |row| (row.ontology, row.code));
        at.ok().map(|index| &codes[index])
    }

    /// Every code, by ontology and code.
    pub fn all() -> &'static [Code] {
        &CODES
    }
}

static CODES: LazyLock<Vec<Code>> = LazyLock::new(|| {
    let mut codes: Vec<Code> = TABLE.lines().skip(1).map(read_code).collect();
    codes.sort_by_key(|row| (row.ontology, row.code));
    codes
});

const TABLE: &str = include_str!("../data/channels.csv");

/// Reads a row of the table. No field has a comma or a quote.
fn read_code(line: &'static str) -> Code {
    let row: Vec<&str> = line.split(',').collect();
    let [ontology, code, label, channel, mode, plover, goldstein, quad_class] = row[..] else {
        panic!("channels.csv has eight columns: {line:?}");
    };
    Code {
        ontology: field(ontology, line),
        code,
        label,
        channel: field(channel, line),
        mode: field(mode, line),
        plover: (!plover.is_empty()).then_some(plover),
        goldstein: (!goldstein.is_empty()).then(|| field(goldstein, line)),
        quad_class: (!quad_class.is_empty()).then(|| field(quad_class, line)),
    }
}

fn field<T: FromStr<Err: fmt::Display>>(text: &str, line: &str) -> T {
    text.parse().unwrap_or_else(|fault| panic!("channels.csv: {fault} in {line:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn of(ontology: Ontology) -> impl Iterator<Item = &'static Code> {
        Code::all().iter().filter(move |row| row.ontology == ontology)
    }

    #[test]
    fn codes_belong_to_their_channels() {
        use Channel as C;
        use Ontology::{Cameo, Plover};
        for (ontology, code, channel, mode) in [
            (Cameo, "010", C::Statement, Mode::Word),
            (Cameo, "016", C::Denial, Mode::Word),
            (Cameo, "017", C::Ceremony, Mode::Deed),
            (Cameo, "0231", C::Appeal, Mode::Word),
            (Cameo, "036", C::Promise, Mode::Word),
            (Cameo, "041", C::Meeting, Mode::Deed),
            (Cameo, "043", C::Visit, Mode::Deed),
            (Cameo, "051", C::Praise, Mode::Word),
            (Cameo, "057", C::Agreement, Mode::Deed),
            (Cameo, "064", C::Technology, Mode::Deed),
            (Cameo, "072", C::Arms, Mode::Deed),
            (Cameo, "074", C::Troops, Mode::Deed),
            (Cameo, "085", C::Economic, Mode::Deed),
            (Cameo, "111", C::Criticism, Mode::Word),
            (Cameo, "121", C::Refusal, Mode::Word),
            (Cameo, "125", C::Refusal, Mode::Deed),
            (Cameo, "129", C::Refusal, Mode::Deed),
            (Cameo, "138", C::Threat, Mode::Word),
            (Cameo, "154", C::Military, Mode::Deed),
            (Cameo, "163", C::Sanction, Mode::Deed),
            (Cameo, "190", C::Incident, Mode::Deed),
            (Plover, "CONSULT", C::Meeting, Mode::Deed),
            (Plover, "CONSULT-visit", C::Visit, Mode::Deed),
            (Plover, "ACCUSE", C::Criticism, Mode::Word),
        ] {
            let row = Code::find(ontology, code).unwrap();
            assert_eq!((row.channel, row.mode), (channel, mode), "{ontology} {code}");
        }
    }

    #[test]
    fn cameo_is_whole_and_every_code_has_its_root() {
        let codes: BTreeSet<_> = of(Ontology::Cameo).map(|row| row.code).collect();
        assert_eq!(codes.len(), 313);
        for root in 1..=20 {
            assert!(codes.contains(format!("{root:02}").as_str()), "root {root:02}");
        }
        for code in &codes {
            assert!((2..=4).contains(&code.len()) && code.chars().all(|c| c.is_ascii_digit()));
            for parent in (2..code.len()).map(|n| &code[..n]) {
                assert!(codes.contains(parent), "{code} without {parent}");
            }
        }
    }

    #[test]
    fn the_quad_class_follows_the_root() {
        for row in of(Ontology::Cameo) {
            let expected = match row.code[..2].parse().unwrap() {
                1..=5 => 1,
                6..=9 => 2,
                10..=14 => 3,
                15..=20 => 4,
                root => panic!("no such root: {root}"),
            };
            assert_eq!(row.quad_class, Some(expected), "{}", row.code);
        }
    }

    #[test]
    fn goldstein_stays_on_its_scale_and_lacks_two_codes() {
        for row in Code::all() {
            assert!(row.goldstein.is_none_or(|g| (-10.0..=10.0).contains(&g)), "{}", row.code);
        }
        let without: Vec<_> = of(Ontology::Cameo).filter(|row| row.goldstein.is_none()).collect();
        assert_eq!(without.iter().map(|row| row.code).collect::<Vec<_>>(), ["1213", "1214"]);
    }

    #[test]
    fn every_plover_type_that_is_named_has_a_row() {
        for row in Code::all() {
            let Some(plover) = row.plover else {
                assert!(["01", "02"].contains(&&row.code[..2]), "{} has no PLOVER type", row.code);
                continue;
            };
            assert!(Code::find(Ontology::Plover, plover).is_some(), "{plover}");
        }
        assert_eq!(of(Ontology::Plover).filter(|row| !row.code.contains('-')).count(), 16);
    }

    #[test]
    fn a_plover_mode_has_a_row_only_where_it_alters_something() {
        for row in of(Ontology::Plover) {
            let Some((root, _)) = row.code.split_once('-') else { continue };
            let root = Code::find(Ontology::Plover, root).unwrap();
            assert_eq!(row.plover, Some(root.code));
            assert_ne!((row.channel, row.mode), (root.channel, root.mode), "{}", row.code);
        }
    }

    /// What no ontology can say: a launch and a test are deeds without a target, workers and votes
    /// are not CAMEO's subject, and trade comes as flows.
    #[test]
    fn every_other_channel_is_reached() {
        use Channel as C;
        let unreached = [C::Launch, C::NuclearTest, C::Labour, C::Vote];
        for channel in Channel::ALL {
            let reached = Code::all().iter().any(|row| row.channel == *channel);
            assert_eq!(reached, !channel.is_trade() && !unreached.contains(channel), "{channel}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_has_no_code_twice() {
        let keys: Vec<_> = TABLE.lines().skip(1).map(|l| l.split(',').take(2).collect()).collect();
        assert!(keys.is_sorted_by(|a: &Vec<&str>, b| a < b));
        assert!(Code::all().iter().all(|row| !row.label.is_empty() && !TABLE.contains('"')));
    }
}
