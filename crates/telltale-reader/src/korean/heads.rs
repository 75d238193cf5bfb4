//! The nouns in which a phrase may end, and what they make of the state that it names: a person or
//! a body acts for it, a film or a football team does not.

use std::collections::HashMap;

use telltale_observation::Rank;

/// What a noun at the end of a phrase makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A person, a body or a thing of the state that the phrase names, with the rank it gives.
    Title(Option<Rank>),
    /// A body that a Korean paper names without saying whose it is: its own state's.
    Home,
    /// It does not stand for the state that the phrase names.
    Nobody,
}

/// The nouns, by their letters.
#[derive(Debug)]
pub(crate) struct Heads {
    nouns: HashMap<&'static str, Head>,
}

/// The longest noun of the table, in letters.
const LETTERS_MAX: usize = 8;

/// A noun that ends many other words: it counts alone only, or after a name.
const SHORT: &str = "군";

impl Heads {
    pub(crate) fn load() -> Heads {
        let table = include_str!("../../data/heads_ko.csv");
        let nouns = table.lines().skip(1).filter_map(row).collect();
        Heads { nouns }
    }

    /// What the longest noun that a word ends in makes of its phrase.
    pub(crate) fn of(&self, word: &str) -> Option<Head> {
        let word = word.strip_suffix("들").unwrap_or(word);
        let starts = word.char_indices().rev().take(LETTERS_MAX).map(|(at, _)| at);
        let longest = starts.filter_map(|at| self.nouns.get(&word[at..]).map(|head| (at, *head)));
        let (at, head) = longest.last()?;
        (at == 0 || &word[at..] != SHORT).then_some(head)
    }

    /// The rank of a noun's bearer, if it names a person or a body.
    pub(crate) fn title(&self, word: &str) -> Option<Option<Rank>> {
        match self.of(word)? {
            Head::Title(rank) => Some(rank),
            Head::Home => Some(None),
            Head::Nobody => None,
        }
    }
}

fn row(line: &'static str) -> Option<(&'static str, Head)> {
    let mut cells = line.split(',');
    let word = cells.next()?;
    let head = match (cells.next()?, cells.next()?) {
        ("home", _) => Head::Home,
        ("nobody", _) => Head::Nobody,
        (_, rank) => Head::Title(rank.parse().ok()),
    };
    Some((word, head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_noun_at_the_end_of_a_word_counts() {
        let heads = Heads::load();
        assert_eq!(heads.of("부부장"), Some(Head::Title(Some(Rank::Official))));
        assert_eq!(heads.of("인민무력부장"), Some(Head::Title(Some(Rank::Minister))));
        assert_eq!(heads.of("정부"), Some(Head::Home));
        assert_eq!(heads.of("과도정부"), Some(Head::Title(None)));
        assert_eq!(heads.of("영화"), Some(Head::Nobody));
        assert_eq!(heads.of("당국자들"), Some(Head::Title(Some(Rank::Official))));
        assert_eq!(heads.of("천군만마군"), None);
        assert_eq!(heads.of("군"), Some(Head::Title(Some(Rank::Military))));
        assert_eq!(heads.of(""), None);
    }
}
