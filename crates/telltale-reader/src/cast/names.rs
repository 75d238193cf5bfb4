//! People whom a text introduces by state and title: "South Korean Defence Minister Shin Won-sik".

use telltale_observation::{Actor, Rank};

use crate::Mention;
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
        if !introduces {
            continue;
        }
        let until = named.get(index + 1).map_or(sentence.1, |next| next.span.0);
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
        "ambassador" | "envoy" => Some(Rank::Envoy),
        "spokesman" | "spokeswoman" | "spokesperson" | "official" | "lawmaker" | "director"
        | "diplomat" | "chief" | "head" | "governor" => Some(Rank::Official),
        "general" | "commander" | "admiral" | "colonel" => Some(Rank::Military),
        "foreign" | "defence" | "defense" | "prime" | "vice" | "deputy" | "security"
        | "national" | "culture" | "trade" | "finance" | "interior" | "ministry"
        | "unification" | "s" | "senior" | "top" | "special" | "nuclear" | "party" | "affairs"
        | "council" => None,
        _ => return None,
    })
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
