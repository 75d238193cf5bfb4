//! Balances: "North Korea's trade deficit with China came to 900 million yuan", "대중 무역적자는".
//!
//! Whose balance it is, with whom and of when a sentence says as it would of exports. So it is given
//! back with exports in the balance's place, for the reader to find the flow of.

use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// A sentence of the balance of a trade.
#[derive(Clone, Debug)]
pub struct Balance {
    /// The sentence, in bytes of the text.
    pub sentence: Span,
    /// More exports than imports, or fewer.
    pub surplus: bool,
    /// The sentence alone, as one of exports.
    pub as_exports: Document,
    /// What of the sentence other words stand for in that, in order: the place, and their length.
    edits: Vec<(Span, usize)>,
    /// That it got wider or narrower: the words, in bytes of the text, and which.
    pub moved: Option<(Span, bool)>,
    /// Whether a verb says so, which tells of the later of two times: "shrank to".
    pub goes_on: bool,
    /// The month that the sentence names as what it moved from, from 1.
    pub from: Option<i8>,
}

impl Balance {
    /// Where an amount of [`Balance::as_exports`] stands in the text itself, if it is the balance's:
    /// not in front of it, and not that of exports or imports which the sentence tells too.
    pub fn amount_in_text(&self, document: &Document, (from, to): Span) -> Option<Span> {
        // Where the words behind the edits so far stand in the one and in the other.
        let (mut own, mut other) = (0, 0);
        for ((start, end), length) in &self.edits {
            let edited = other + (start - own);
            if to <= edited {
                break;
            }
            if from < edited + length {
                return None;
            }
            (own, other) = (*end, edited + length);
        }
        let place = |at: usize| self.sentence.0 + own + (at - other);
        let noun = self.sentence.0 + self.edits.first()?.0.1;
        let between = document.text.get(noun..place(from))?;
        (!names_flow(&between.to_ascii_lowercase())).then_some((place(from), place(to)))
    }
}

/// Whether words, in small letters, name a flow of its own.
fn names_flow(words: &str) -> bool {
    let flows = ["export", "import", "shipment", "sales", "purchases", "수출", "수입"];
    flows.iter().any(|flow| words.contains(flow))
}

/// Every sentence of a document that tells of one balance, where its words are plain.
pub fn balances(document: &Document) -> Vec<Balance> {
    let one = |sentence: Span| {
        let words = document.text[sentence.0..sentence.1].to_ascii_lowercase();
        let told = match document.language {
            Language::English => english(&words),
            Language::Korean => korean(&words),
            _ => None,
        }?;
        let mut text = document.text[sentence.0..sentence.1].to_owned();
        for ((from, to), by) in told.edits.iter().rev() {
            text.replace_range(*from..*to, by);
        }
        let edits = told.edits.iter().map(|(place, by)| (*place, by.len())).collect();
        Some(Balance {
            sentence,
            surplus: told.surplus,
            as_exports: document.with_text(text),
            edits,
            moved: told.moved.map(|((from, to), up)| ((sentence.0 + from, sentence.0 + to), up)),
            goes_on: told.goes_on,
            from: told.from,
        })
    };
    document.sentences().into_iter().filter_map(one).collect()
}

/// How a sentence of a balance becomes one of exports.
struct Told {
    surplus: bool,
    /// Places in their order, and what stands there instead.
    edits: Vec<(Span, &'static str)>,
    moved: Option<(Span, bool)>,
    goes_on: bool,
    from: Option<i8>,
}

/// Verbs of whose balance it is: "ran a deficit of".
const RUNS: &[&str] = &[
    "ran",
    "runs",
    "posted",
    "posts",
    "recorded",
    "records",
    "had",
    "registered",
    "logged",
    "reported",
    "booked",
    "incurred",
    "racked up",
];

/// Words before the noun that are a part of it.
const KINDS: &[&str] = &["bilateral ", "merchandise ", "goods ", "trade "];

/// Words before the partner.
const WITH: &[&str] = &[
    " in its goods trade with ",
    " in its trade with ",
    " in goods trade with ",
    " in trade with ",
    " in its commerce with ",
    " with ",
];

/// What gets wider or narrower, and what it does.
const MOVES: &[(&str, bool)] = &[
    ("widened to", true),
    ("grew to", true),
    ("rose to", true),
    ("expanded to", true),
    ("increased to", true),
    ("climbed to", true),
    ("swelled to", true),
    ("ballooned to", true),
    ("jumped to", true),
    ("narrowed to", false),
    ("shrank to", false),
    ("fell to", false),
    ("declined to", false),
    ("dropped to", false),
    ("eased to", false),
    ("up from", true),
    ("down from", false),
    ("wider than", true),
    ("larger than", true),
    ("more than the", true),
    ("narrower than", false),
    ("smaller than", false),
    ("less than the", false),
];

/// Words beside which it is no balance of trade, or something more is told of it than is checked.
const OTHERS: &[&str] = &[
    "budget",
    "fiscal",
    "current account",
    "current-account",
    "services",
    "percent",
    "per cent",
    "%",
    "doubled",
    "halved",
    "tripled",
];

fn english(words: &str) -> Option<Told> {
    let nouns: Vec<(usize, &str)> =
        words.match_indices("deficit").chain(words.match_indices("surplus")).collect();
    let [(at, noun)] = nouns[..] else { return None };
    if OTHERS.iter().any(|word| words.contains(word)) {
        return None;
    }
    let mut start = at;
    while let Some(kind) = KINDS.iter().find(|kind| words[..start].ends_with(**kind)) {
        start -= kind.len();
    }
    let (head, end) = (words[..start].trim_end(), at + noun.len());
    let mut edits = match head.ends_with("'s") || head.ends_with("’s") {
        true => vec![((start, partner(words, end, true)?.1), "exports to ")],
        false => run(words, head, end)?,
    };
    let moves: Vec<(Span, bool)> = MOVES
        .iter()
        .filter_map(|(word, up)| Some((words[end..].find(word)? + end, word.len(), *up)))
        .filter(|(at, ..)| !names_flow(&words[end..*at]))
        .map(|(at, long, up)| ((at, at + long), up))
        .collect();
    let alone = || moves_alone(words, end);
    let goes_on = moves.is_empty();
    let moved = match moves[..] {
        [] => alone(),
        [one] => Some(one),
        _ => return None,
    };
    let goes_on = goes_on && moved.is_some();
    if let Some(((from, to), up)) = moved.filter(|(span, _)| words[span.0..span.1].ends_with(" to"))
    {
        edits.push(((from, to), if up { "rose to" } else { "fell to" }));
    }
    edits.sort_by_key(|(place, _)| *place);
    let goes_on = goes_on || moved.is_some_and(|(span, _)| words[span.0..span.1].ends_with(" to"));
    let from = moved.and_then(|(span, _)| from_month(&words[span.1..]));
    Some(Told { surplus: noun == "surplus", edits, moved, goes_on, from })
}

/// What a balance does in so many words before its amount: "widened in May, to", "grew from April to".
const VERBS: &[(&str, bool)] = &[
    ("widened", true),
    ("grew", true),
    ("rose", true),
    ("expanded", true),
    ("increased", true),
    ("climbed", true),
    ("swelled", true),
    ("ballooned", true),
    ("jumped", true),
    ("surged", true),
    ("widening", true),
    ("narrowed", false),
    ("shrank", false),
    ("fell", false),
    ("declined", false),
    ("decreased", false),
    ("dropped", false),
    ("eased", false),
    ("slipped", false),
    ("plunged", false),
    ("shrunk", false),
    ("narrowing", false),
    ("shrinking", false),
];

/// Words behind which another clause has another subject, or a movement is not told as a fact.
const ELSEWHERE: &[&str] = &[
    "as", "while", "after", "when", "because", "since", "though", "although", "where", "would",
    "could", "might", "will", "if", "unless", "not", "never", "expected", "forecast", "whose",
];

/// The one verb that says behind the noun which way the balance went, if it is the balance's own.
fn moves_alone(words: &str, end: usize) -> Option<(Span, bool)> {
    let bare = |(at, word): (usize, &str)| {
        let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        VERBS.iter().find(|(verb, _)| *verb == plain).map(|(verb, up)| ((at, at + verb.len()), *up))
    };
    let places = words[end..].match_indices(' ').map(|(at, _)| {
        let from = end + at + 1;
        (from, words[from..].split(' ').next().unwrap_or_default())
    });
    let all: Vec<(Span, bool)> = places.filter_map(bare).collect();
    let [(span, up)] = all[..] else { return None };
    let between = &words[end..span.0];
    // "Fell short of" is a level.
    let level = words[span.1..].starts_with(" short");
    let own = !level && between.split([' ', ',']).all(|word| !ELSEWHERE.contains(&word));
    // Behind "and" and "but" the verb itself goes on: "and narrowed".
    let joined = [" and ", " but ", "; "].iter().any(|joint| {
        between.rfind(joint).is_some_and(|at| {
            !matches!(between[at + joint.len()..].trim(), "" | "then" | "has" | "had")
        })
    });
    (own && !joined && !names_flow(between)).then_some((span, up))
}

/// The words before the partner, of a balance whose noun ends at `end`.
fn partner(words: &str, end: usize, right_behind: bool) -> Option<Span> {
    let found = WITH.iter().filter_map(|with| {
        let at = end + words[end..].find(with)?;
        Some((at, at + with.len()))
    });
    let first = found.min_by_key(|(at, to)| (*at, usize::MAX - *to))?;
    (!right_behind || first.0 == end).then_some(first)
}

/// "Ran a deficit of 5 million with", "ran a deficit with … of 5 million".
fn run(words: &str, head: &str, end: usize) -> Option<Vec<(Span, &'static str)>> {
    let head = head.strip_suffix(" a")?;
    let verb = RUNS.iter().find(|verb| head.ends_with(**verb))?;
    let from = head.len() - verb.len();
    if !head[..from].ends_with(' ') {
        return None;
    }
    let with = partner(words, end, false)?;
    if words[end..].starts_with(" of ") {
        return Some(vec![
            ((from, end + " of ".len()), "exported "),
            (with, " worth of goods to "),
        ]);
    }
    let of = words[with.1..].find(" of ").map(|at| with.1 + at)?;
    let right = with.0 == end;
    right.then(|| vec![((from, with.1), "exported to "), ((of, of + 4), " goods worth ")])
}

/// The month behind a "from" without an amount: "from June".
fn from_month(rest: &str) -> Option<i8> {
    let at = rest.find("from ")? + "from ".len();
    let word = rest[at..].split(|letter: char| !letter.is_alphabetic()).next()?;
    let month = MONTHS.iter().position(|month| *month == word)?;
    i8::try_from(month + 1).ok()
}

const KOREAN: &[(&str, bool)] = &[
    ("무역수지 적자", false),
    ("무역수지 흑자", true),
    ("무역 적자", false),
    ("무역 흑자", true),
    ("무역적자", false),
    ("무역흑자", true),
    ("교역 적자", false),
    ("교역 흑자", true),
];

/// Stems by which more is told of it than is checked.
const KOREAN_OTHERS: &[&str] = &[
    "늘",
    "줄",
    "증가",
    "감소",
    "확대",
    "축소",
    "%",
    "퍼센트",
    "배로",
    "전환",
    "돌아",
    "넘",
    "절반",
];

fn korean(words: &str) -> Option<Told> {
    let all = words.matches("적자").count() + words.matches("흑자").count();
    if all != 1 || KOREAN_OTHERS.iter().any(|word| words.contains(word)) {
        return None;
    }
    let told =
        |surplus, edits| Some(Told { surplus, edits, moved: None, goes_on: false, from: None });
    if let Some((noun, surplus)) = KOREAN.iter().find(|(noun, _)| words.contains(noun)) {
        let from = words.find(noun)?;
        let mut to = from + noun.len();
        for kind in ["액", "규모", "폭"] {
            to += if words[to..].starts_with(kind) { kind.len() } else { 0 };
        }
        // The particle is that of another noun.
        let particles = [("는", "수출은"), ("은", "수출은"), ("가", "수출이"), ("이", "수출이")];
        let (particle, by) = particles.iter().find(|(word, _)| words[to..].starts_with(word))?;
        return told(*surplus, vec![((from, to + particle.len()), *by)]);
    }
    // "대중 무역에서 5억 위안의 흑자를 냈다".
    let place = ["무역에서", "교역에서"].iter().find_map(|word| Some((words.find(word)?, word)))?;
    let from = place.0 + place.1.len();
    for (noun, surplus) in [("의 적자를 ", false), ("의 흑자를 ", true)] {
        let Some(at) = words[from..].find(noun).map(|at| from + at) else { continue };
        let verb = at + noun.len();
        let done = ["기록했", "냈", "봤", "거뒀", "올렸", "보였"];
        let done = done.iter().find(|done| words[verb..].starts_with(**done))?;
        let edits = vec![((place.0, from), "수출이"), ((at, verb + done.len()), "이었")];
        return told(surplus, edits);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Option<(String, bool, Option<bool>, Option<i8>)> {
        let one = balances(&Document::new(text, date(2026, 8, 24))).pop()?;
        Some((one.as_exports.text, one.surplus, one.moved.map(|one| one.1), one.from))
    }

    /// A text, the sentence of exports that it becomes, whether it is of a surplus, whether that rose or
    /// fell, and since which month.
    type Case<'t> = (&'t str, &'t str, bool, Option<bool>, Option<i8>);

    fn check(cases: &[Case<'_>]) {
        for (text, exports, surplus, moved, from) in cases {
            let expected = Some(((*exports).to_owned(), *surplus, *moved, *from));
            let expected = expected.filter(|_| !exports.is_empty());
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_of_a_balance_becomes_one_of_exports() {
        check(&[
            (
                "Peru's trade deficit with Chile came to $3 million in May.",
                "Peru's exports to Chile came to $3 million in May.",
                false,
                None,
                None,
            ),
            (
                "Peru's surplus with Chile widened to $3 million in May from March.",
                "Peru's exports to Chile rose to $3 million in May from March.",
                true,
                Some(true),
                Some(3),
            ),
            (
                "Peru ran a deficit of $3 million in its trade with Chile in May.",
                "Peru exported $3 million worth of goods to Chile in May.",
                false,
                None,
                None,
            ),
            (
                "Peru posted a trade surplus with Chile of $3 million in May.",
                "Peru exported to Chile goods worth $3 million in May.",
                true,
                None,
                None,
            ),
        ]);
    }

    #[test]
    fn a_balance_that_moved_tells_which_way_and_since_when() {
        check(&[
            (
                "Peru's deficit with Chile was $3 million, down from $4 million in March.",
                "Peru's exports to Chile was $3 million, down from $4 million in March.",
                false,
                Some(false),
                None,
            ),
            (
                "Peru's surplus with Chile widened in May, to $3 million from $4 million in March.",
                "Peru's exports to Chile widened in May, to $3 million from $4 million in March.",
                true,
                Some(true),
                None,
            ),
            (
                "Peru's deficit with Chile shrank from March to $3 million in May.",
                "Peru's exports to Chile shrank from March to $3 million in May.",
                false,
                Some(false),
                Some(3),
            ),
            (
                "Peru's surplus with Chile was $3 million in May and narrowed in June.",
                "Peru's exports to Chile was $3 million in May and narrowed in June.",
                true,
                Some(false),
                None,
            ),
            // What another subject does, or what is awaited.
            (
                "Peru's surplus with Chile was $3 million in May as prices fell.",
                "Peru's exports to Chile was $3 million in May as prices fell.",
                true,
                None,
                None,
            ),
        ]);
    }

    #[test]
    fn a_korean_balance_becomes_a_sentence_of_exports() {
        check(&[
            (
                "5월 북한의 대중 무역적자는 3억 위안이었다.",
                "5월 북한의 대중 수출은 3억 위안이었다.",
                false,
                None,
                None,
            ),
            ("5월 중국의 대북 무역 흑자 규모는 3억 위안이었다.", "", true, None, None),
            (
                "5월 북한은 대중 무역에서 3억 위안의 적자를 냈다.",
                "5월 북한은 대중 수출이 3억 위안이었다.",
                false,
                None,
                None,
            ),
        ]);
    }

    #[test]
    fn an_amount_is_found_where_the_balance_tells_it() {
        // The amount as it stands in the sentence of exports, how many such stand before it, and how many
        // stand before that of the balance in the text; none where it is of another flow.
        for (text, amount, nth, expected) in [
            ("Peru's deficit with Chile came to $3 million in May.", "$3 million", 0, Some(0)),
            (
                "Peru sold $3 million of tin, and Peru's surplus with Chile was $3 million.",
                "$3 million",
                1,
                Some(1),
            ),
            (
                "Peru sold $3 million of tin, and Peru's surplus with Chile was $3 million.",
                "$3 million",
                0,
                None,
            ),
            (
                "Peru ran a surplus of $2 million with Chile, with exports of $5 million.",
                "$5 million",
                0,
                None,
            ),
            ("수출은 3억 위안, 북한의 대중 무역흑자는 3억 위안이었다.", "3억 위안", 1, Some(1)),
            ("수출은 3억 위안, 북한의 대중 무역흑자는 3억 위안이었다.", "3억 위안", 0, None),
        ] {
            let text = format!("Before it. {text}");
            let document = Document::new(text.as_str(), date(2026, 8, 24));
            let balance = balances(&document).pop().unwrap();
            let place = |text: &str, nth: usize| {
                let at = text.match_indices(amount).nth(nth).unwrap().0;
                (at, at + amount.len())
            };
            let found = balance.amount_in_text(&document, place(&balance.as_exports.text, nth));
            assert_eq!(found, expected.map(|nth| place(&text, nth)), "{text}");
        }
        let grew = "Peru's surplus with Chile was $2 million, as exports climbed to $5 million.";
        let document = Document::new(grew, date(2026, 8, 24));
        assert_eq!(balances(&document)[0].moved, None);
        for (text, goes_on) in [
            ("China's surplus with Peru, $9 million in May, shrank to $7 million in June.", true),
            ("China's surplus with Peru was $7 million in June, down from $9 million.", false),
        ] {
            let document = Document::new(text, jiff::civil::date(2026, 8, 24));
            assert_eq!(balances(&document)[0].goes_on, goes_on, "{text}");
        }
    }

    #[test]
    fn of_other_balances_nothing_is_told() {
        for text in [
            "Peru's budget deficit came to $3 million in May.",
            "Peru's trade deficit came to $3 million in May.",
            "Peru's trade deficit with Chile rose 4 percent to $3 million in May.",
            "Peru's surplus with Chile turned to a deficit of $3 million.",
            "5월 북한의 대중 무역적자는 3억 위안으로 늘었다.",
            "5월 무역적자가 흑자로 돌아섰다.",
        ] {
            assert!(told(text).is_none(), "{text}");
        }
    }
}
