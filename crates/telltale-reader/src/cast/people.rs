//! Who is "he", "she", "him" and "her": people by name, and those whom only their office tells.

use std::collections::HashSet;
use std::sync::LazyLock;

use telltale_observation::Actor;

use super::names::{is_holder, words};
use crate::Mention;
use crate::gazetteer::{Sort, person_of};
use crate::sighting::Span;

/// The people of the gazetteer who are "she".
static WOMEN: LazyLock<HashSet<u32>> = LazyLock::new(|| {
    include_str!("../../data/women_en.csv").lines().skip(1).map(person_of).collect()
});

/// What a mention's number says of somebody without a name whom a pronoun has made a woman or a man.
const A_WOMAN: u32 = u32::MAX;
const A_MAN: u32 = u32::MAX - 1;

/// How many words may stand between a state and the office: "X's first deputy prime minister".
const TITLE_MAX: usize = 5;

/// Words that end a title before its office: "Japan's ban on the minister".
const BREAKS: &[&str] = &[
    "on", "in", "for", "to", "of", "at", "by", "from", "with", "and", "or", "the", "a", "an", "as",
    "over", "against", "that", "who", "which", "is", "was", "has", "had", "will", "said",
];

/// Whether a name is of a person, or of a state whose office-holder is meant: "Japan's foreign
/// minister", "the Uzbek leader", "the king of Bhutan".
pub(super) fn is_person(text: &str, mention: &Mention) -> bool {
    mention.sort == Sort::Person || holds_office(text, mention)
}

/// Words for the holder of an office, and what else he is called.
pub(super) fn alike(word: &str) -> &'static [&'static str] {
    const CALLED: &[&[&str]] = &[
        &["ambassador", "envoy", "diplomat", "emissary"],
        &["president", "leader"],
        &["premier", "minister"],
        &["minister", "secretary"],
        &["king", "queen", "monarch", "emir", "sultan", "ruler"],
        &["general", "commander", "chief", "admiral"],
        &["chief", "head"],
        &["lawmaker", "senator"],
        &["official", "director"],
        &["pope", "pontiff"],
    ];
    CALLED.iter().find(|words| words.contains(&word)).copied().unwrap_or_default()
}

/// By which office a state's name stands for somebody.
pub(super) fn title<'t>(text: &'t str, mention: &Mention) -> Option<&'t str> {
    office_behind(text, mention).or_else(|| office_before(text, mention))
}

/// Whether a state is named as that of a single office-holder.
pub(super) fn holds_office(text: &str, mention: &Mention) -> bool {
    let named = matches!(
        mention.sort,
        Sort::State | Sort::Adjective | Sort::Organisation | Sort::Capital | Sort::Agency
    );
    named && mention.actors.len() == 1 && title(text, mention).is_some()
}

fn office_behind<'t>(text: &'t str, mention: &Mention) -> Option<&'t str> {
    let rest = &text[mention.span.1..];
    let owned = ["'s ", "’s ", "' ", "’ "].into_iter().find_map(|mark| rest.strip_prefix(mark));
    let plain = matches!(mention.sort, Sort::Adjective | Sort::Organisation | Sort::Agency);
    let title = owned.or_else(|| rest.strip_prefix(' ').filter(|_| plain))?;
    let end = title.find([',', '.', ';', ':', '\n', '"', '(']).unwrap_or(title.len());
    for word in title[..end].split(' ').take(TITLE_MAX) {
        if is_holder(word) {
            return Some(word);
        }
        if BREAKS.contains(&word) || word.starts_with(char::is_uppercase) {
            return None;
        }
    }
    None
}

fn office_before<'t>(text: &'t str, mention: &Mention) -> Option<&'t str> {
    let before = &text[..mention.span.0];
    let article = ["the ", "a ", "an "].into_iter().find_map(|word| before.strip_suffix(word));
    let before = article.unwrap_or(before);
    let before = before.strip_suffix(" of ")?;
    before.rsplit([' ', '\n']).next().filter(|word| is_holder(word))
}

fn is_she(word: &str) -> bool {
    matches!(word, "she" | "She" | "her" | "Her")
}

/// Whether somebody may be meant by "he" or "she".
fn fits(word: &str, mention: &Mention) -> bool {
    match mention.person {
        0 => true,
        A_WOMAN => is_she(word),
        A_MAN => !is_she(word),
        person => WOMEN.contains(&person) == is_she(word),
    }
}

/// Whether "her" is an object: what follows is no noun of hers.
fn is_object(word: &str, next: &str) -> bool {
    const BEHIND: &[&str] = &[
        "", "for", "to", "as", "of", "in", "on", "at", "with", "by", "that", "and", "a", "an",
        "the", "into", "from", "over", "not", "about", "there", "back", "out", "when", "after",
        "before", "during", "off", "into",
    ];
    word == "him" || (word == "her" && BEHIND.contains(&next))
}

/// Whom "he", "she", "his", "him" or "her" stands for, given whom the sentence has named before it,
/// whom the sentence before named, and everybody so far.
pub(super) fn somebody(
    text: &str,
    (span, word, next): (Span, &str, &str),
    sentence: &[Mention],
    before: &[Mention],
    seen: &[Mention],
) -> Option<Mention> {
    let person = |mention: &&Mention| is_person(text, mention) && fits(word, mention);
    let earlier: Vec<&Mention> =
        sentence.iter().filter(|mention| mention.span.1 <= span.0).collect();
    let people = || earlier.iter().copied().filter(person);
    let upright = |mention: &&Mention| !stands_behind(text, mention);
    // Who is known to be a woman is "she" before anybody else may be.
    let woman = |mention: &&Mention| {
        is_she(word) && (WOMEN.contains(&mention.person) || mention.person == A_WOMAN)
    };
    let object = is_object(word, next);
    let found = if object {
        let doer = doer_before(text, &earlier, span);
        let other = |mention: &&Mention| mention.actor().is_some_and(|actor| Some(actor) != doer);
        let last = || seen.iter().rev().filter(person).find(other);
        people()
            .rfind(other)
            .or_else(|| before.iter().filter(person).filter(other).find(upright))
            .or_else(|| before.iter().filter(person).find(other))
            .or_else(last)
            // "Summoned the ambassador and accused him": the one of the other side.
            .or_else(|| only_other(before, doer))
            .or_else(|| people().next())
    } else if matches!(word, "he" | "He" | "she" | "She") {
        // A subject is taken up by "he", whoever was named last by "his".
        people().find(woman).or_else(|| people().next())
    } else {
        people().next_back()
    };
    // "A Chadian guard … his boat"
    let one_of_them =
        |mention: &&Mention| matches!(mention.sort, Sort::Adjective) && mention.actors.len() == 1;
    let found = found
        .or_else(|| before.iter().filter(person).find(woman))
        .or_else(|| before.iter().filter(person).find(upright))
        .or_else(|| before.iter().find(person))
        .or_else(|| seen.iter().rev().find(person))
        .or_else(|| earlier.iter().copied().find(one_of_them))?;
    let unnamed = if is_she(word) { A_WOMAN } else { A_MAN };
    let number = if found.person == 0 { unnamed } else { found.person };
    Some(Mention { span, sort: Sort::Person, person: number, ..found.clone() })
}

/// How many words of a title are stepped over: "with the Chinese foreign minister Wang Yi".
const STEPS_MAX: usize = 6;

/// Whether somebody is named behind a preposition: "after talks with X", which no "he" takes up where
/// another is named.
fn stands_behind(text: &str, mention: &Mention) -> bool {
    const BEHIND: &[&str] =
        &["with", "to", "from", "for", "against", "between", "about", "over", "of"];
    let start = mention.span.0.saturating_sub(BACK_MAX);
    let start = (start..=mention.span.0).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let back = text[start..mention.span.0].trim_end().rsplit(' ').take(STEPS_MAX);
    for word in back {
        if BEHIND.contains(&word) {
            return true;
        }
        let titled = word.starts_with(char::is_uppercase) || super::names::is_office(word);
        let known = matches!(word, "the" | "his" | "her" | "their" | "its") || is_holder(word);
        if !(titled || known) || word.ends_with([',', '.', ';', ':']) {
            return false;
        }
    }
    false
}

/// How many bytes back a title is looked for.
const BACK_MAX: usize = 80;

/// The mention of the only actor beside the doer that the sentence before names.
fn only_other(before: &[Mention], doer: Option<Actor>) -> Option<&Mention> {
    let mut others = before.iter().filter(|mention| mention.actor() != doer);
    let found = others.next().filter(|found| found.actor().is_some() && doer.is_some())?;
    others.all(|mention| mention.actor() == found.actor()).then_some(found)
}

/// How many words stand between a subject and the one whom it addresses: "Xi warmly thanked him".
const CLOSE: usize = 4;

/// Whose deed a word stands in as object: the first one named, or the last one where a clause of his
/// own begins with him.
pub(super) fn doer_before(text: &str, earlier: &[&Mention], span: Span) -> Option<Actor> {
    let acting = || earlier.iter().filter(|mention| mention.sort.acts());
    let (first, last) = (acting().next()?, acting().next_back()?);
    let between = text.get(last.span.1..span.0).unwrap_or_default();
    let goes_on = between.trim_start_matches([',', ' ']).starts_with("and ");
    let close = between.split_whitespace().count() <= CLOSE;
    let owned = between.starts_with(['\'', '’']);
    let doer =
        if goes_on || !close || (owned && first.actor() == last.actor()) { first } else { last };
    doer.actor()
}

/// What a host does.
const RECEIVES: &[&str] = &[
    "received",
    "hosted",
    "welcomed",
    "greeted",
    "entertained",
    "feted",
    "invited",
    "hosts",
    "receives",
];

/// Who is "the visitor", "the guest" or "the host" of the one who acts, or of the sentence before.
pub(super) fn at_the_visit<'m>(
    text: &str,
    host: bool,
    doer: Option<Actor>,
    before: &'m [Mention],
) -> Option<(&'m Mention, Actor)> {
    let people = || before.iter().filter(|mention| is_person(text, mention));
    let first = people().next()?;
    let second = people().find(|person| person.actor() != first.actor());
    // "X received Y": Y is the guest.
    let received = |second: &&Mention| {
        let between = text.get(first.span.1..second.span.0).unwrap_or_default();
        between.split(' ').any(|word| RECEIVES.contains(&word))
    };
    let guest = second.filter(received).unwrap_or(first);
    let guest_actor = guest.actor()?;
    let mut others = before.iter().filter_map(|mention| Some((mention, mention.actor()?)));
    let (found, actor) =
        if host { others.find(|&(_, actor)| actor != guest_actor)? } else { (guest, guest_actor) };
    if doer != Some(actor) {
        return Some((found, actor));
    }
    let mut others = before.iter().filter_map(|mention| Some((mention, mention.actor()?)));
    others.find(|&(_, other)| Some(other) != doer)
}

/// The words behind a place in a text, at most three of the same sentence.
pub(super) fn following(text: &str, at: usize) -> Vec<&str> {
    let rest = &text[at..];
    let end = rest.find(['.', ',', ';', '\n']).unwrap_or(rest.len());
    words(text, (at, at + end)).take(3).map(|(_, word)| word).collect()
}
