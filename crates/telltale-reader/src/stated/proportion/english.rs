//! Proportions in English: "more than four times as much as it bought", "81 percent of two-way trade".

use super::super::named::{self, Named};
use super::super::words::{Word, words};
use super::{Told, Whole, is_times};
use crate::sighting::Span;

/// Words of what goes out of a state, and of what comes in.
const OUT: &[&str] = &[
    "exports",
    "exported",
    "sold",
    "sells",
    "sales",
    "shipped",
    "shipments",
    "sent",
    "delivered",
    "deliveries",
    "exporting",
    "selling",
];
const INTO: &[&str] = &[
    "imports",
    "imported",
    "bought",
    "buys",
    "purchases",
    "purchased",
    "spent",
    "importing",
    "buying",
];

/// Words that may stand between a multiple and the flow that it is of.
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "as", "much", "many", "what", "it", "they", "the", "of", "that", "its", "their", "value", "amount", "worth",
    "country", "size", "level", "in", "goods", "had", "has", "combined", "total", "own", "large", "big", "high",
    "corresponding",
];

/// Words before a number that say how exactly it is meant.
#[rustfmt::skip]
const HEDGES: &[&str] = &[
    "more", "less", "fewer", "than", "over", "about", "around", "nearly", "almost", "some", "roughly",
    "approximately", "at", "least", "most", "well", "just", "only", "exactly", "under", "a", "little",
    "slightly", "close", "far", "no", "barely", "the", "not", "quite", "or",
];

/// Verbs by which a flow is so much of a whole.
const PARTS: &[&[&str]] = &[
    &["accounted", "for"],
    &["accounting", "for"],
    &["account", "for"],
    &["made", "up"],
    &["making", "up"],
    &["make", "up"],
    &["took", "up"],
    &["amounted", "to"],
    &["came", "to"],
    &["represented"],
    &["representing"],
    &["constituted"],
    &["comprised"],
    &["formed"],
    &["contributed"],
    &["equalled"],
    &["equaled"],
    &["equal", "to"],
    &["were"],
    &["was"],
    &["are"],
];

/// Words by which trade is that of two, both ways.
const BOTH: &[&str] = &["two-way", "bilateral", "mutual", "cross-border", "both"];

/// Words of a whole that is no flow one way.
#[rustfmt::skip]
const TRADE: &[&str] = &["trade", "commerce", "total", "turnover"];

/// Words that may stand before them.
#[rustfmt::skip]
const BEFORE_TRADE: &[&str] = &[
    "the", "its", "their", "all", "total", "overall", "combined", "entire", "two-way", "bilateral", "mutual",
    "cross-border", "value", "of", "that", "goods", "merchandise", "month's", "year's",
];

/// A sentence with its words.
struct Scene<'t> {
    lower: String,
    text: &'t str,
    words: Vec<(usize, usize)>,
}

impl<'t> Scene<'t> {
    fn of(text: &'t str) -> Scene<'t> {
        let lower = text.to_ascii_lowercase();
        let all =
            words(&lower, &['\'', '’', '-', '.', '%', '$'], &[',', ';', '(', ')', '—', '–', ':']);
        let places = all.iter().map(|(at, word)| (*at, at + word.trim_end_matches('.').len()));
        let words = places.filter(|(from, to)| from < to).collect();
        Scene { lower, text, words }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(from, to)| &self.lower[*from..*to])
    }

    fn back(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.word(at))
    }

    /// Whether a word is a name: it has a capital, and is no month.
    fn is_name(&self, at: usize) -> bool {
        let Some((from, to)) = self.words.get(at) else { return false };
        let capital = self.text[*from..*to].starts_with(|letter: char| letter.is_uppercase());
        capital && !crate::document::MONTHS.contains(&self.word(at))
    }

    fn end(&self, at: usize) -> usize {
        self.words.get(at).map_or(self.text.len(), |(_, to)| *to)
    }

    fn start(&self, at: usize) -> usize {
        self.words.get(at).map_or(self.text.len(), |(from, _)| *from)
    }

    /// The first word of a number with what is said of it before it.
    fn hedged(&self, number: usize) -> usize {
        let mut first = number;
        loop {
            first -= match (self.back(first, 2), self.back(first, 1)) {
                ("close" | "up", "to") => 2,
                (_, last) if first > 0 && HEDGES.contains(&last) => 1,
                _ => return first,
            };
        }
    }

    /// One after the names, or the pronoun, behind a preposition.
    fn past_partner(&self, at: usize) -> usize {
        let led = matches!(self.word(at), "from" | "to" | "with");
        let pronoun = matches!(self.word(at + 1), "it" | "them" | "there");
        let the = usize::from(self.word(at + 1) == "the");
        let country = the == 1
            && matches!(
                self.word(at + 2),
                "country" | "neighbour" | "neighbor" | "north" | "other"
            );
        match () {
            () if led && pronoun => at + 2,
            () if led && country && !self.is_name(at + 2) => at + 3,
            () if led && self.is_name(at + 1 + the) => {
                (at + 1 + the..).find(|at| !self.is_name(*at)).unwrap_or(at + 2 + the)
            }
            () if matches!(self.word(at), "there" | "back") => at + 1,
            () if (self.word(at), self.word(at + 1)) == ("in", "return") => at + 2,
            () if (self.word(at), self.word(at + 1), self.word(at + 2), self.word(at + 3))
                == ("in", "the", "other", "direction") =>
            {
                at + 4
            }
            () => at,
        }
    }
}

/// What the number of a sentence is a proportion of.
pub(super) fn read(text: &str, number: Span) -> Option<Told> {
    let scene = Scene::of(text);
    let first = scene.words.iter().position(|(_, to)| *to > number.0)?;
    let behind = scene.words.iter().position(|(from, _)| *from >= number.1)?;
    of_other_way(&scene, (first, behind), number).or_else(|| of_both(&scene, (first, behind)))
}

/// "Four times as much as it bought", "a quarter of its exports".
fn of_other_way(scene: &Scene<'_>, (number, behind): Span, span: Span) -> Option<Told> {
    let times = is_times(&scene.text[span.0..span.1]);
    let OtherFlow { whole, end, partner } = other_flow(scene, behind, times)?;
    let first = scene.hedged(number);
    // "As much as it bought" has a verb before it that takes goods, and the rest a flow.
    let as_much = scene.word(behind) == "as" && matches!(scene.word(behind + 1), "much" | "many");
    let verb = scene.back(first, 1);
    let subject = matches!(
        verb,
        "were" | "was" | "to" | "are" | "is" | "equalled" | "equaled" | "at" | "made"
    );
    let behind_amount = matches!(verb, "," | "—" | "–" | "(") || scene.back(first + 1, 1) == "or";
    if !as_much && !subject && !behind_amount {
        return None;
    }
    let place = (scene.start(first), scene.end(end - 1));
    let goods = if as_much && !subject { " worth of goods" } else { "" };
    let with = partner.map(|(from, to)| &scene.text[scene.start(from) - 1..scene.end(to - 1)]);
    Some(Told {
        whole,
        base: (scene.start(behind), scene.end(end - 1)),
        almost: is_almost(scene, first, number),
        behind_amount,
        trade: None,
        before: None,
        edit: (place, format!("$7 million{goods}{}", with.unwrap_or_default())),
    })
}

/// A flow that another is a multiple or a part of.
struct OtherFlow {
    whole: Whole,
    /// One after its last word.
    end: usize,
    /// Words of with whom the first flow was: "as much from Peru as it sold to it".
    partner: Option<Span>,
}

fn other_flow(scene: &Scene<'_>, behind: usize, times: bool) -> Option<OtherFlow> {
    // "Four times more than" may be five times as much.
    if !times && scene.word(behind) != "of" && scene.word(behind) != "as" {
        return None;
    }
    let much = scene.word(behind) == "as" && matches!(scene.word(behind + 1), "much" | "many");
    let partner = (much && matches!(scene.word(behind + 2), "from" | "to"))
        .then(|| (behind + 2, scene.past_partner(behind + 2)))
        .filter(|(from, to)| from < to);
    let mut at = partner.map_or(behind, |(_, to)| to);
    while LIGHT.contains(&scene.word(at)) || scene.is_name(at) {
        at += 1;
    }
    let whole = match scene.word(at) {
        word if OUT.contains(&word) => Whole::Exports,
        word if INTO.contains(&word) => Whole::Imports,
        _ => return None,
    };
    // "Of its total exports" is of those to everybody; "of all imports" too.
    let light = |word: &str| (behind..at).any(|at| scene.word(at) == word);
    if !times && (light("total") || light("combined")) {
        return None;
    }
    let goods = usize::from(scene.word(at + 1) == "goods");
    let end = scene.past_partner(at + 1 + goods);
    (scene.word(end) != "of").then_some(OtherFlow { whole, end, partner })
}

fn is_almost(scene: &Scene<'_>, first: usize, number: usize) -> bool {
    (first..number)
        .any(|at| matches!(scene.word(at), "nearly" | "almost" | "barely" | "close" | "quite"))
}

/// "Accounted for 19 percent of the two-way total".
fn of_both(scene: &Scene<'_>, (number, behind): Span) -> Option<Told> {
    let end = trade_of_both(scene, behind)?;
    let first = scene.hedged(number);
    let verb = PARTS.iter().find(|verb| {
        first >= verb.len()
            && verb.iter().rev().enumerate().all(|(on, word)| scene.back(first, on + 1) == *word)
    });
    let from = verb.map_or(first, |verb| first - verb.len());
    // ", accounting for 19 percent": of the amount before it.
    let participle = verb.is_some_and(|verb| verb[0].ends_with("ing") || verb[0] == "equal");
    let behind_amount = participle || verb.is_none();
    let set_off =
        matches!(scene.back(from, 1), "," | "—" | "–" | "(") || scene.back(first + 1, 1) == "or";
    if behind_amount && !set_off {
        return None;
    }
    let before = share_before(scene, end);
    let total = scene.end(end - 1);
    let amount = if behind_amount { "$7 million" } else { "came to $7 million" };
    // The time of the share may stand between it and what it was before.
    let (last, edit) = match before {
        Some((_, _, _, (from, to))) => (to, format!("{amount}{}", &scene.text[total..from])),
        None => (total, amount.to_owned()),
    };
    Some(Told {
        whole: Whole::Both,
        base: (scene.start(behind), total),
        almost: is_almost(scene, first, number),
        behind_amount,
        trade: None,
        before: before.map(|(span, up, when, _)| (span, up, when)),
        edit: ((scene.start(from), last), edit),
    })
}

/// One after the words for the trade of two both ways: "of two-way trade", "of its trade with Peru".
fn trade_of_both(scene: &Scene<'_>, behind: usize) -> Option<usize> {
    if scene.word(behind) != "of" {
        return None;
    }
    let noun = (behind + 1..behind + 8)
        .find(|at| TRADE.contains(&scene.word(*at)) && !TRADE.contains(&scene.word(*at + 1)))?;
    let known = |at: usize| BEFORE_TRADE.contains(&scene.word(at)) || scene.is_name(at);
    if !(behind + 1..noun).all(known) {
        return None;
    }
    let both = (behind + 1..noun).any(|at| BOTH.contains(&scene.word(at)));
    let mut end = noun + 1;
    let between = scene.word(end) == "between";
    let with = scene.word(end) == "with"
        && (scene.is_name(end + 1) || scene.word(end + 1) == "it" || scene.word(end + 1) == "the");
    if between {
        let them = scene.word(end + 1) == "them";
        let two = (scene.word(end + 1), scene.word(end + 2)) == ("the", "two");
        end = match () {
            () if them => end + 2,
            () if two => end + 3 + usize::from(is_side(scene.word(end + 3))),
            () => past_pair(scene, end + 1)?,
        };
    } else if with {
        end = scene.past_partner(end).max(end + 2);
    }
    (both || between || with).then_some(end)
}

fn is_side(word: &str) -> bool {
    ["countries", "neighbours", "neighbors", "sides", "states", "allies", "nations", "economies"]
        .contains(&word)
}

/// One after "China and North Korea".
fn past_pair(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let name = |from: usize| {
        (from..)
            .find(|at| !scene.is_name(*at) && scene.word(*at) != "the")
            .filter(|end| *end > from)
    };
    let first = name(at)?;
    (scene.word(first) == "and").then(|| name(first + 1)).flatten()
}

/// "…, up from 14 percent a year before": the number, whether it rose, of when it was, and the words.
fn share_before(scene: &Scene<'_>, from: usize) -> Option<(Span, bool, Named, Span)> {
    let at = (from..from + 7)
        .find(|at| matches!(scene.word(*at), "up" | "down") && scene.word(at + 1) == "from")?;
    let (up, start) = (
        scene.word(at) == "up",
        scene.start(at.saturating_sub(usize::from(scene.back(at, 1) == ","))),
    );
    let number = (at + 2..at + 5)
        .find(|at| scene.word(*at).starts_with(|one: char| one.is_ascii_digit()))?;
    let mut end = number + 1;
    end += match (scene.word(end), scene.word(end + 1)) {
        _ if scene.word(number).ends_with('%') => 0,
        ("percent" | "pct" | "%", _) => 1,
        ("per", "cent") => 2,
        _ => return None,
    };
    let at = end + usize::from(matches!(scene.word(end), "in" | "of"));
    let words: Vec<Word<'_>> =
        scene.words.iter().map(|(from, to)| (*from, &scene.lower[*from..*to])).collect();
    let (when, last) = named::english(&words, at)?;
    Some(((scene.start(number), scene.end(end - 1)), up, when, (start, scene.end(last - 1))))
}
