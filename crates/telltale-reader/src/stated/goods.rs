//! Which goods an amount is of: all of them, some that the Harmonized System has a code for, or
//! others.

use std::sync::LazyLock;

use crate::sighting::{Sighting, Span};
use crate::{Document, Language};

/// The goods that an amount is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goods {
    /// All of them.
    Everything,
    /// Goods with a code.
    Coded {
        /// The code: `HS2701`.
        code: &'static str,
        /// Whether the code holds just these goods, and not more or fewer.
        exact: bool,
    },
    /// Goods of which no code is known here.
    Others,
}

struct Row {
    word: &'static str,
    language: Language,
    code: &'static str,
    exact: bool,
}

static CODES: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("../../data/hs.csv").lines().skip(1);
    let rows = lines.filter_map(|line| {
        let mut cells = line.split(',');
        let (word, language) = (cells.next()?, Language::from_code(cells.next()?)?);
        Some(Row { word, language, code: cells.next()?, exact: cells.next()? == "yes" })
    });
    rows.collect()
});

/// Words after which goods are named as examples or as causes, and not as all that is counted.
const EXAMPLES: &[&str] = &[
    "including",
    "include",
    "such as",
    "led by",
    "mainly",
    "mostly",
    "main ",
    "top ",
    "among",
    "like ",
    "driven by",
    "demand for",
    "especially",
    "particularly",
    "notably",
    "helped by",
    "주요",
    "주로",
    "특히",
    "비롯",
    "중심",
    "품목",
];

/// The goods that the amount of a sighting is of; `sentence` is where it stands.
pub fn goods(document: &Document, seen: &Sighting, sentence: Span) -> Goods {
    let named = seen.amount.as_ref().map_or(&[][..], |amount| amount.commodities.as_slice());
    let words = document.text[sentence.0..sentence.1].to_lowercase();
    let place = |name: &String| words.find(&name.to_lowercase());
    let mut places: Vec<usize> = named.iter().filter_map(place).collect();
    places.sort_unstable();
    let Some(&first) = places.first() else { return Goods::Everything };
    let examples = |word: &str| words.find(word).is_some_and(|at| at < first || at < first + 40);
    if named.len() > 3 || EXAMPLES.iter().any(|word| examples(word)) {
        return Goods::Everything;
    }
    let [one] = named else { return of_several(named, document.language) };
    code(one, document.language)
        .map_or(Goods::Others, |row| Goods::Coded { code: row.code, exact: row.exact })
}

/// Several goods have a code if it is the same one, and then it may hold more.
fn of_several(named: &[String], language: Language) -> Goods {
    let mut codes = named.iter().map(|name| code(name, language).map(|row| row.code));
    match codes.next().flatten() {
        Some(first) if codes.all(|code| code == Some(first)) => {
            Goods::Coded { code: first, exact: false }
        }
        _ => Goods::Others,
    }
}

fn code(name: &str, language: Language) -> Option<&'static Row> {
    let name = name.to_lowercase();
    let rows = CODES.iter().filter(|row| row.language == language);
    let singular = |word: &str| word.trim_end_matches('s').to_owned();
    let mut same = rows.filter(|row| row.word == name || singular(row.word) == singular(&name));
    same.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use jiff::civil::date;

    fn of(text: &str) -> Vec<Goods> {
        let document = Document::new(text, date(2025, 11, 20));
        let read = Reader::load().read(&document);
        let amounts = read.iter().filter(|seen| seen.amount.is_some());
        amounts.map(|seen| goods(&document, seen, (0, text.len()))).collect()
    }

    #[test]
    fn goods_are_all_or_have_a_code_or_are_others() {
        let coal = Goods::Coded { code: "HS2701", exact: true };
        assert_eq!(of("China imported coal worth $1.2 billion from North Korea in 2016."), [coal]);
        let all =
            "China's exports to North Korea were worth $228 million in September, led by sugar.";
        assert_eq!(of(all), [Goods::Everything]);
        let others = "China's exports of flour to North Korea were worth $2 million in September.";
        assert_eq!(of(others), [Goods::Others]);
    }
}
