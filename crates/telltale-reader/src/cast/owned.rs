//! Names that stand for another than their namesake: "Russia's Security Council", "a proposal by
//! Brussels".

use telltale_observation::Actor;

use crate::Mention;
use crate::document::is_on_the_calendar;
use crate::gazetteer::Sort;
use crate::sighting::Span;

/// Bodies of which every state may have one.
const BODIES: &[&str] = &[
    "Security Council",
    "Congress",
    "Senate",
    "House of Representatives",
    "Supreme Court",
    "Pacific Fleet",
    "Northern Fleet",
    "Black Sea Fleet",
    "Baltic Fleet",
    "Seventh Fleet",
    "Coast Guard",
    "Revolutionary Guard",
    "National Guard",
    "Central Command",
    "State Department",
    "Foreign Office",
    "Treasury",
    "Parliament",
    "National Assembly",
];

/// Gives a state's own security council to the state.
pub(super) fn give_back(text: &str, mentions: &mut [Mention]) {
    for at in 1..mentions.len() {
        let (owner, council) = (&mentions[at - 1], &mentions[at]);
        let gap = text.get(owner.span.1..council.span.0).unwrap_or_default();
        let owned = matches!(owner.sort, Sort::State | Sort::Adjective)
            && matches!(gap, " " | "'s " | "’s ")
            && matches!(council.sort, Sort::Organisation | Sort::Agency)
            && text.get(council.span.0..council.span.1).is_some_and(|name| BODIES.contains(&name));
        if owned {
            let actors = owner.actors.clone();
            mentions[at].actors = actors;
            mentions[at].sort = Sort::Agency;
        }
    }
}

/// Words after which Brussels is a town.
const TOWN: &[&str] = &["in", "at", "to", "from", "near", "for", "outside", "across"];

/// Brussels that acts is the European Union, unless the sentence speaks of Belgium.
pub(super) fn of_the_union(text: &str, sentence: Span, mentions: &mut [Mention]) {
    let words = text.get(sentence.0..sentence.1).unwrap_or_default();
    if !words.contains("Brussels") || words.contains("Belgi") {
        return;
    }
    let Ok(union) = Actor::parse("EUU") else { return };
    for mention in mentions.iter_mut().filter(|mention| mention.sort == Sort::Capital) {
        let before = text.get(sentence.0..mention.span.0).unwrap_or_default();
        let last = before.split_whitespace().next_back().unwrap_or_default().to_ascii_lowercase();
        if text.get(mention.span.0..mention.span.1) == Some("Brussels")
            && !TOWN.contains(&last.as_str())
        {
            mention.actors = vec![union];
            mention.sort = Sort::Organisation;
        }
    }
}

/// Gives the American state that has a country's name to its nation: "the governor of Georgia".
pub(super) fn of_the_federation(text: &str, sentence: Span, mentions: &mut [Mention]) {
    // Towns of the state, and of no country of that name.
    const THERE: &[&str] = &["Atlanta", "Savannah"];
    let sentence_words = text.get(sentence.0..sentence.1).unwrap_or_default();
    const OFFICES: &[&str] = &["governor of", "senator from", "lawmaker from", "state of"];
    let (Ok(country), Ok(nation)) = (Actor::parse("GEO"), Actor::parse("USA")) else { return };
    for mention in mentions.iter_mut().filter(|mention| mention.actors == [country]) {
        let before = text.get(sentence.0..mention.span.0).unwrap_or_default().trim_end();
        let before = before.to_lowercase();
        let there =
            before.ends_with(" in") && THERE.iter().any(|word| sentence_words.contains(word));
        if there || OFFICES.iter().any(|office| before.ends_with(office)) {
            mention.actors = vec![nation];
            mention.sort = Sort::Place;
        }
    }
}

/// Words with a capital that stand behind a state's name and are of its government.
const OF_STATE: &[&str] = &[
    "Army",
    "Navy",
    "Air",
    "Force",
    "Forces",
    "Coast",
    "Guard",
    "Marine",
    "Marines",
    "Police",
    "Court",
    "Supreme",
    "Ministry",
    "Cabinet",
    "Government",
    "Council",
    "Central",
    "Bank",
    "Embassy",
    "Treasury",
    "Department",
    "Senate",
    "Congress",
    "House",
    "Parliament",
    "Special",
    "National",
    "Security",
    "Intelligence",
    "Consulate",
    "Mission",
    "Command",
    "State",
    "Justice",
    "Defence",
    "Defense",
    "Foreign",
    "Prime",
    "Vice",
    "Deputy",
    "Crown",
    "Prince",
    "Princess",
    "Queen",
    "Trade",
    "Exports",
    "Imports",
    "Shipments",
    "Sales",
    "Purchases",
    "Finance",
    "Energy",
    "Interior",
    "Commerce",
    "Customs",
    "Republic",
    "Federal",
    "Presidential",
    "People",
    "Workers",
    "Military",
    "First",
    "Chief",
    "Pope",
    "Emir",
    "Sultan",
    "Imam",
    "Ayatollah",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Sir",
    "Lord",
    "Sheikh",
];

/// Takes out a state's or a city's name that begins another: "India Arie", "Paris Jackson",
/// "Beijing Games".
pub(super) fn begin_another(text: &str, mentions: &mut Vec<Mention>) {
    let mut at = 0;
    while at < mentions.len() {
        if begins(text, &mentions[at], mentions.get(at + 1)) {
            mentions.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Verbs of what goes up and down.
#[rustfmt::skip]
const MOVES: &[&str] = &[
    "Fall", "Falls", "Fell", "Rise", "Rises", "Rose", "Drop", "Drops", "Dropped", "Jump", "Jumps", "Jumped",
    "Surge", "Surges", "Surged", "Soar", "Soars", "Soared", "Slump", "Slumps", "Slumped", "Plunge",
    "Plunges", "Plunged", "Slide", "Slides", "Slid", "Slip", "Slips", "Slipped", "Shrink", "Shrinks",
    "Shrank", "Grow", "Grows", "Grew", "Climb", "Climbs", "Climbed", "Double", "Doubles", "Doubled",
    "Triple", "Triples", "Tripled", "Decline", "Declines", "Declined", "Increase", "Increases", "Increased",
    "Decrease", "Decreases", "Decreased", "Rebound", "Rebounds", "Rebounded", "Sink", "Sinks", "Sank",
    "Tumble", "Tumbles", "Tumbled", "Dip", "Dips", "Dipped", "Ease", "Eases", "Eased", "Hit", "Hits", "Top",
    "Tops", "Topped", "Reach", "Reaches", "Reached", "Total", "Totaled", "Totalled", "Halve", "Halved",
];

/// "Exports to North Korea Jump 54 Pct", "… Fall for a Third Month": a verb in the capitals of a headline.
fn moves_in_a_headline(word: &str, follows: &str) -> bool {
    let next = follows.split(' ').next().unwrap_or_default();
    let led = next.starts_with(|letter: char| letter.is_ascii_digit() || "$€¥".contains(letter))
        || ["to", "by", "for", "in", "on", "from", "nearly", "almost", "about", "more", "again"]
            .contains(&next);
    MOVES.contains(&word) && led
}

fn begins(text: &str, mention: &Mention, next: Option<&Mention>) -> bool {
    let name = &text[mention.span.0..mention.span.1];
    if !matches!(mention.sort, Sort::State | Sort::Capital)
        || !name.bytes().any(|letter| letter.is_ascii_lowercase())
    {
        return false;
    }
    let Some(rest) = text[mention.span.1..].strip_prefix(' ') else { return false };
    let ends = |letter: char| !(letter.is_alphanumeric() || letter == '-');
    let word = rest.split(ends).next().unwrap_or_default();
    let follows = rest[word.len()..].trim_start_matches(' ');
    let named = next.is_some_and(|next| next.span.0 == mention.span.1 + 1);
    word.starts_with(char::is_uppercase)
        && word.bytes().skip(1).any(|letter| letter.is_ascii_lowercase())
        && !follows.starts_with(char::is_uppercase)
        && !named
        && !OF_STATE.contains(&word)
        && !moves_in_a_headline(word, follows)
        && !super::names::is_office(word)
        && !is_on_the_calendar(word)
}
