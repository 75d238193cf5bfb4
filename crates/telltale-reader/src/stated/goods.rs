//! Which goods an amount is of: all of them, some that the Harmonized System has a code for, or
//! others.

mod whole;

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
    /// All of them, or those with a code: the clause of the amount names none, another one does.
    Either {
        /// The code.
        code: &'static str,
        /// Whether the code holds just these goods, and not more or fewer.
        exact: bool,
    },
    /// Goods that another sentence names: "$3 million worth of them".
    Elsewhere,
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
    let number = seen.span.0.checked_sub(sentence.0).map(|from| (from, seen.span.1 - sentence.0));
    let inside = |at: usize| words.is_char_boundary(at);
    let number = number.filter(|&(from, to)| seen.span != sentence && inside(from) && inside(to));
    if number.is_some_and(|number| whole::is_pronouns(&words[number.1..])) {
        return Goods::Elsewhere;
    }
    let place = |name: &String| words.find(&name.to_lowercase());
    let mut places: Vec<usize> = named.iter().filter_map(place).collect();
    places.sort_unstable();
    let Some(&first) = places.first() else {
        let goes_on = named.is_empty().then(|| goes_on_about(document, sentence)).flatten();
        return goes_on.unwrap_or_else(|| told_before(document, named, sentence));
    };
    if number.is_some_and(|number| whole::is_whole(&words, number, first, document.language)) {
        return Goods::Everything;
    }
    let examples = |word: &str| {
        words.find(word).is_some_and(|at| {
            let alike = matches!(word, "such as" | "like ");
            at < first + 40 && (!alike || names_flow(&words[..at]))
        })
    };
    if named.len() > 3 || EXAMPLES.iter().any(|word| examples(word)) {
        return Goods::Everything;
    }
    let apart = number.is_some_and(|number| whole::is_apart(&words, number, first));
    let goods = match named {
        [one] => coded(one, document.language),
        _ => of_several(named, document.language),
    };
    match goods {
        Goods::Coded { code, exact } if apart => Goods::Either { code, exact },
        goods => goods,
    }
}

/// Whether words name a flow of which goods behind them may be examples: "exports, such as sugar" do, and
/// "products such as wigs" do not.
fn names_flow(words: &str) -> bool {
    const FLOWS: &[&str] = &[
        "export",
        "import",
        "trade",
        "shipment",
        "purchase",
        "sales",
        "sold",
        "bought",
        "goods worth",
    ];
    FLOWS.iter().any(|flow| words.contains(flow))
}

fn coded(name: &str, language: Language) -> Goods {
    code(name, language)
        .map_or(Goods::Others, |row| Goods::Coded { code: row.code, exact: row.exact })
}

/// Goods of the figure before, which this one goes on about: "In 2024 the figure was $3 million". What is
/// only named later in the text is no part of it.
fn told_before(document: &Document, named: &[String], sentence: Span) -> Goods {
    let [one] = named else { return Goods::Everything };
    let name = one.to_lowercase();
    let (before, after) = (&document.text[..sentence.0], &document.text[sentence.1..]);
    match (before.to_lowercase().contains(&name), after.to_lowercase().contains(&name)) {
        (true, false) => coded(one, document.language),
        // Named before and behind: "The main goods were sugar" may have told of it.
        (true, true) => match coded(one, document.language) {
            Goods::Coded { code, exact } => Goods::Either { code, exact },
            goods => goods,
        },
        _ => Goods::Everything,
    }
}

/// Within how many bytes the sentence before another one ends and tells its goods.
const NEAR: usize = 2000;

/// "Its coal imports fell in 2017. Imports were worth $3 million": a bare word for a flow may go on about
/// the goods whose flow the sentence before told of.
fn goes_on_about(document: &Document, sentence: Span) -> Option<Goods> {
    let flows: &[&str] = match document.language {
        Language::English => &["imports", "exports", "shipments", "purchases", "sales"],
        Language::Korean => &["수입", "수출"],
        _ => return None,
    };
    let own = document.text[sentence.0..sentence.1].to_lowercase();
    if !flows.iter().any(|flow| own.starts_with(flow)) {
        return None;
    }
    let text = &document.text[..sentence.0];
    let near = &text[text.floor_char_boundary(text.len().saturating_sub(NEAR))..];
    let before = crate::sentence::split(near).pop()?;
    let before = near[before.0..before.1].to_lowercase();
    let mut rows = CODES.iter().filter(|row| row.language == document.language);
    let told = |row: &&Row| {
        flows.iter().any(|flow| {
            before.contains(&format!("{} {flow}", row.word))
                || before.contains(&format!("{flow} of {}", row.word))
        })
    };
    rows.find(told).map(|row| Goods::Either { code: row.code, exact: row.exact })
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
        let sentences = document.sentences();
        let sentence = |seen: &Sighting| {
            let within = sentences.iter().find(|span| (span.0..span.1).contains(&seen.span.0));
            *within.expect("an amount stands in a sentence")
        };
        let amounts = read.iter().filter(|seen| seen.amount.is_some());
        amounts.map(|seen| goods(&document, seen, sentence(seen))).collect()
    }

    #[test]
    fn goods_are_all_or_have_a_code_or_are_others() {
        let coal = Goods::Coded { code: "HS2701", exact: true };
        let of_coal = of("China imported coal worth $1.2 billion from North Korea in 2016.");
        assert_eq!(of_coal, std::slice::from_ref(&coal));
        let all =
            "China's exports to North Korea were worth $228 million in September, led by sugar.";
        assert_eq!(of(all), [Goods::Everything]);
        let others = "China's exports of flour to North Korea were worth $2 million in September.";
        assert_eq!(of(others), [Goods::Others]);
        let on = "China's coal imports from North Korea were worth $1.2 billion in 2016. A year \
                  before, the figure was $1 billion.";
        assert_eq!(of(on), [coal.clone(), coal]);
    }

    #[test]
    fn examples_are_of_a_whole_that_is_named() {
        let products = "Products such as coal worth $9 million went from Laos to China in 2024.";
        assert_ne!(of(products), [Goods::Everything]);
        let exports = "Exports from Laos to China, such as coal, were $90 million in 2024.";
        assert_eq!(of(exports), [Goods::Everything]);
    }

    #[test]
    fn an_amount_of_which_goods_are_a_part_is_of_all() {
        let coal = Goods::Coded { code: "HS2701", exact: true };
        let either = Goods::Either { code: "HS2701", exact: true };
        for (text, expected) in [
            (
                "All Chinese imports from North Korea were worth $9 million, so that coal made up a third.",
                Goods::Everything,
            ),
            (
                "China's imports from North Korea were worth $9 million in 2016, of which coal was a third.",
                Goods::Everything,
            ),
            (
                "Coal was more than half of the $9 million that China imported from North Korea in 2016.",
                Goods::Everything,
            ),
            (
                "China's imports from North Korea came to $9 million in 2016, half of it coal.",
                Goods::Everything,
            ),
            (
                "Coal was $4 million of the $9 million that China imported from North Korea in 2016.",
                Goods::Everything,
            ),
            ("China's coal imports from North Korea were worth $9 million in 2016.", coal.clone()),
            ("China's total coal imports from North Korea were $9 million in 2016.", coal.clone()),
            ("2016년 중국의 대북 수입 9억 달러의 절반은 석탄이었다.", Goods::Everything),
            ("2016년 중국의 대북 석탄 수입은 9억 달러였다.", coal.clone()),
        ] {
            let found = of(text);
            // A share is of the goods; the amount is of all.
            assert!(found.contains(&expected), "{text}: {found:?}");
        }
        let two = "China bought coal for $4 million from North Korea in 2016, when its imports came to \
                   $9 million.";
        assert_eq!(of(two), [coal, either]);
    }

    #[test]
    fn a_figure_that_goes_on_about_another_is_of_the_same_goods() {
        let text = "In 2016 China imported coal worth $4 million from North Korea. In 2017 the figure was \
                    $3 million. China bought $2 million worth of it from Mongolia.";
        let document = Document::new(text, date(2025, 11, 20));
        let read = Reader::load().read(&document);
        let sentences = document.sentences();
        let around =
            |at: usize| *sentences.iter().find(|one| (one.0..one.1).contains(&at)).unwrap();
        let amounts = read.iter().filter(|seen| seen.amount.is_some());
        let all: Vec<Goods> =
            amounts.map(|seen| goods(&document, seen, around(seen.span.0))).collect();
        let coal = Goods::Coded { code: "HS2701", exact: true };
        assert_eq!(all, [coal.clone(), coal, Goods::Elsewhere]);
    }

    #[test]
    fn a_bare_flow_behind_that_of_some_goods_may_be_of_them() {
        let text =
            "China's coal imports from North Korea fell in 2017. Imports were worth $3 million.";
        let document = Document::new(text, date(2025, 11, 20));
        let sentence = document.sentences()[1];
        let either = Goods::Either { code: "HS2701", exact: true };
        assert_eq!(goes_on_about(&document, sentence), Some(either));
        let text = "China's imports from North Korea fell in 2017. Imports were worth $3 million.";
        let document = Document::new(text, date(2025, 11, 20));
        assert_eq!(goes_on_about(&document, document.sentences()[1]), None);
    }
}
