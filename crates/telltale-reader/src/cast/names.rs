//! People whom a text introduces by state and title: "South Korean Defence Minister Shin Won-sik".

use telltale_observation::{Actor, Rank};

use crate::Mention;
use crate::document::is_on_the_calendar;
use crate::gazetteer::Sort;
use crate::sighting::Span;

/// A name that the text itself has explained.
#[derive(Clone, Debug)]
pub(crate) struct Learnt {
    pub name: String,
    pub actor: Actor,
    pub rank: Option<Rank>,
}

/// A text introduces only so many people.
const LEARNT_MAX: usize = 200;

/// The words of a sentence, without the marks around them.
pub(crate) fn words(text: &str, sentence: Span) -> impl Iterator<Item = (Span, &str)> {
    let words = text[sentence.0..sentence.1]
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .filter(|word| !word.is_empty());
    words.map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let word = word.trim_end_matches('.');
        ((start, start + word.len()), word)
    })
}

/// Learns the people whom a sentence introduces: a state, one or more words of office, a name.
pub(crate) fn learn(text: &str, sentence: Span, named: &[Mention], learnt: &mut Vec<Learnt>) {
    for (index, mention) in named.iter().enumerate() {
        let Some(actor) = mention.actor() else { continue };
        let introduces = matches!(
            mention.sort,
            Sort::Adjective | Sort::State | Sort::Organisation | Sort::Seat | Sort::Agency
        );
        if mention.sort == Sort::Person {
            continue;
        }
        apposed(text, sentence, (mention.span, actor), named, learnt);
        let until = named.get(index + 1).map_or(sentence.1, |next| next.span.0);
        let governed = || governs(text, (mention.span.1, until));
        if !(introduces || mention.sort == Sort::Place && governed()) {
            continue;
        }
        introduced(text, (mention.span.1, until), actor, learnt);
    }
    if learnt.len() > LEARNT_MAX {
        learnt.drain(..LEARNT_MAX / 2);
    }
}

/// Words of office: after them comes a name.
fn office(word: &str) -> Option<Option<Rank>> {
    Some(match word.to_ascii_lowercase().as_str() {
        "president" | "premier" | "chancellor" | "king" | "leader" => Some(Rank::Leader),
        "minister" | "secretary" | "speaker" | "adviser" | "advisor" => Some(Rank::Minister),
        "ambassador" | "envoy" | "charge" | "chargé" | "consul" => Some(Rank::Envoy),
        "spokesman" | "spokeswoman" | "spokesperson" | "official" | "lawmaker" | "director"
        | "diplomat" | "chief" | "head" | "governor" | "mayor" | "chairman" | "chairwoman"
        | "representative" | "commissioner" | "counsellor" | "negotiator" | "senator" => {
            Some(Rank::Official)
        }
        "general" | "commander" | "admiral" | "colonel" | "attaché" | "attache" => {
            Some(Rank::Military)
        }
        "d" | "affaires" | "first" | "military" | "acting" | "permanent" => None,
        "foreign" | "defence" | "defense" | "prime" | "vice" | "deputy" | "security"
        | "national" | "culture" | "trade" | "finance" | "interior" | "ministry"
        | "unification" | "s" | "senior" | "top" | "special" | "nuclear" | "party" | "affairs"
        | "council" => None,
        _ => return None,
    })
}

/// Whether a word names who holds an office: "minister", not "foreign".
pub(super) fn is_holder(word: &str) -> bool {
    const MORE: &[&str] = &[
        "queen",
        "prince",
        "princess",
        "emir",
        "sultan",
        "sheikh",
        "monarch",
        "pope",
        "pontiff",
        "ruler",
        "strongman",
        "chairwoman",
        "spokesman",
        "senator",
        "nominee",
        "captain",
        "deputy",
        "tsar",
        "czar",
    ];
    MORE.contains(&word) || matches!(office(word), Some(Some(_)))
}

/// Whether a word is one of office.
pub(super) fn is_office(word: &str) -> bool {
    office(word).is_some()
}

fn introduced(text: &str, span: Span, actor: Actor, learnt: &mut Vec<Learnt>) {
    let mut rank = None;
    let mut titled = false;
    let mut names: Vec<&str> = Vec::new();
    for (at, (_, word)) in words(text, span).enumerate().take(9) {
        match office(word) {
            Some(found) if names.is_empty() => {
                rank = rank.max(found);
                titled = titled || found.is_some();
            }
            _ if titled && word.chars().next().is_some_and(char::is_uppercase) => names.push(word),
            _ if names.is_empty() && at < 5 && !titled => {}
            _ => break,
        }
    }
    if !titled || names.is_empty() || names.len() > 3 {
        return;
    }
    let ends = [names.first(), names.last()];
    for name in ends.into_iter().flatten().filter(|name| name.len() > 2) {
        learnt.push(Learnt { name: (*name).to_owned(), actor, rank });
    }
}

/// Whether the word after a place is an office that only a place has: "the Kursk governor".
fn governs(text: &str, after: Span) -> bool {
    words(text, after)
        .next()
        .is_some_and(|(_, word)| matches!(word, "Governor" | "governor" | "Mayor" | "mayor"))
}

/// How many words of office may stand between a name and its state: "X, first deputy head of …".
const APPOSED_MAX: usize = 9;

/// Learns whom an apposition introduces: "Vladimir Dzhabarov, deputy chairman of the Federation
/// Council", "Alexander Kozlov, Russia's minister of natural resources".
fn apposed(
    text: &str,
    sentence: Span,
    (span, actor): (Span, Actor),
    named: &[Mention],
    learnt: &mut Vec<Learnt>,
) {
    let Some(comma) = text[sentence.0..span.0].rfind(", ").map(|at| at + sentence.0) else {
        return;
    };
    // Most commas have no name before them: that is seen first.
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|letter| letter.is_alphabetic() || letter == '-')
    };
    let names: Vec<&str> =
        text[sentence.0..comma].rsplit(' ').take(3).take_while(capital).collect();
    let length: usize = names.iter().map(|name| name.len() + 1).sum();
    let place = ((comma + 1).saturating_sub(length), comma);
    let known = named.iter().any(|mention| mention.span.0 < place.1 && place.0 < mention.span.1);
    if names.len() < 2 || known || names.iter().any(|name| nobody(name)) {
        return;
    }
    let held = |span: Span, most: usize| {
        words(text, span).take(most).filter_map(|(_, word)| office(word)).flatten().max()
    };
    if words(text, (comma, span.0)).take(APPOSED_MAX + 1).count() > APPOSED_MAX {
        return;
    }
    let between = held((comma, span.0), APPOSED_MAX);
    let owns = || matches!(text[comma + 2..span.0].trim(), "" | "the");
    let rank = between.or_else(|| owns().then(|| held((span.1, sentence.1), 4)).flatten());
    if rank.is_none() {
        return;
    }
    let korean = names[0].contains('-');
    let surnames = if korean { names.last() } else { None };
    for name in names.first().into_iter().chain(surnames).filter(|name| name.len() > 2) {
        learnt.push(Learnt { name: (*name).to_owned(), actor, rank });
    }
}

/// Whether a word with a capital is no part of a person's name: "On Monday, Russia's minister …".
fn nobody(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "On",
        "In",
        "At",
        "By",
        "For",
        "Last",
        "This",
        "The",
        "After",
        "Since",
        "Late",
        "Early",
        "Meanwhile",
        "And",
        "But",
        "Also",
        "Ministry",
        "Party",
        "University",
        "Committee",
        "Agency",
        "Service",
        "Bank",
        "Group",
        "Company",
        "Republic",
        "Assembly",
        "Union",
        "Army",
        "Office",
        "Department",
        "Federation",
        "House",
    ];
    WORDS.contains(&word) || is_on_the_calendar(word) || office(word).is_some()
}
