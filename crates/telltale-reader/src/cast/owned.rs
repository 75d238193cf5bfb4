//! Names that stand for another than their namesake: "Russia's Security Council", "a proposal by
//! Brussels".

use telltale_observation::Actor;

use crate::Mention;
use crate::gazetteer::Sort;
use crate::sighting::Span;

/// Gives a state's own security council to the state.
pub(super) fn give_back(text: &str, mentions: &mut [Mention]) {
    for at in 1..mentions.len() {
        let (owner, council) = (&mentions[at - 1], &mentions[at]);
        let gap = text.get(owner.span.1..council.span.0).unwrap_or_default();
        let owned = matches!(owner.sort, Sort::State | Sort::Adjective)
            && matches!(gap, " " | "'s " | "’s ")
            && council.sort == Sort::Organisation
            && text.get(council.span.0..council.span.1) == Some("Security Council");
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
    const OFFICES: &[&str] = &["governor of", "senator from", "lawmaker from", "state of"];
    let (Ok(country), Ok(nation)) = (Actor::parse("GEO"), Actor::parse("USA")) else { return };
    for mention in mentions.iter_mut().filter(|mention| mention.actors == [country]) {
        let before = text.get(sentence.0..mention.span.0).unwrap_or_default().trim_end();
        let before = before.to_lowercase();
        if OFFICES.iter().any(|office| before.ends_with(office)) {
            mention.actors = vec![nation];
            mention.sort = Sort::Place;
        }
    }
}
