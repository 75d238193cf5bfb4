//! Countries by the names that tables give them: what the table of actors calls them, and what else
//! they go by in the tables that are read here.

use rustc_hash::FxHashMap;
use telltale_observation::Actor;

const NAMES: &str = include_str!("../data/table_names.csv");

/// Whom a name of a table stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// An actor.
    Actor(Actor),
    /// A sum, a region, or somebody of whom nothing is known.
    Nobody,
}

/// The actors by name, folded by [`folded`].
#[derive(Clone, Debug)]
pub(crate) struct Names(FxHashMap<String, Named>);

/// A name in lower case, letters and digits only, one space between words, without accents that
/// tables leave out.
pub(crate) fn folded(name: &str) -> String {
    let letters = name.chars().map(|letter| match letter {
        '’' | '\'' => '\u{0}',
        'ô' => 'o',
        'é' | 'è' => 'e',
        'ã' | 'á' => 'a',
        'í' => 'i',
        'ç' => 'c',
        'ü' => 'u',
        letter if letter.is_alphanumeric() => letter.to_ascii_lowercase(),
        _ => ' ',
    });
    let letters: String = letters.filter(|letter| *letter != '\u{0}').collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Names {
    pub(crate) fn new() -> Names {
        let mut names = FxHashMap::default();
        for actor in Actor::all() {
            names.insert(folded(actor.name_en()), Named::Actor(actor));
        }
        for line in NAMES.lines().skip(1) {
            let (name, code) = line.rsplit_once(',').expect("two columns");
            let named = match code {
                "-" => Named::Nobody,
                code => Named::Actor(Actor::parse(code).expect("an actor of ours")),
            };
            names.insert(folded(name), named);
        }
        Names(names)
    }

    /// Whom a name stands for; nothing if it is in no list.
    pub(crate) fn get(&self, name: &str) -> Option<Named> {
        self.0.get(&folded(name)).copied()
    }

    /// The actor of a name.
    pub(crate) fn actor(&self, name: &str) -> Option<Actor> {
        match self.get(name)? {
            Named::Actor(actor) => Some(actor),
            Named::Nobody => None,
        }
    }

    /// The name that is nearest to this one and begins as it does: a slip is seldom in the first letter,
    /// and short names of countries are near to each other.
    pub(crate) fn nearest(&self, name: &str) -> Option<String> {
        let name = folded(name);
        let begins = |other: &&str| other.chars().next() == name.chars().next();
        let mut names: Vec<&str> = self.0.keys().map(String::as_str).filter(begins).collect();
        names.sort_unstable();
        telltale_observation::nearest(&name, names).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_goes_by_every_name_that_a_table_gives_it() {
        let names = Names::new();
        for (name, code) in [
            ("China, People’s Republic of", "CHN"),
            ("Korea, North", "PRK"),
            ("朝鲜", "PRK"),
            ("韩国", "KOR"),
            ("U.S.S.R.", "SUN"),
            ("Viet Nam", "VNM"),
            ("Cote d'Ivoire", "CIV"),
            ("Germany, Federal Republic of", "DEU"),
        ] {
            assert_eq!(names.actor(name).map(|actor| actor.code()), Some(code), "{name}");
        }
        assert_eq!(names.get("Atlantis"), None);
        assert_eq!(names.get("总值"), Some(Named::Nobody));
        assert_eq!(names.nearest("Frence").as_deref(), Some("france"));
        for other in ["Persia", "Tustria", "Ooland"] {
            assert_eq!(names.nearest(other), None, "{other}");
        }
    }

    #[test]
    fn no_name_is_there_twice() {
        let mut seen = std::collections::HashSet::new();
        for line in NAMES.lines().skip(1) {
            let name = line.rsplit_once(',').expect("two columns").0;
            assert!(seen.insert(folded(name)), "{name}");
        }
    }
}
