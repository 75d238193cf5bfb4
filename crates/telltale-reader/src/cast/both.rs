//! Those who stand for two: "the two sides", "both countries", "they agreed".

use telltale_observation::Actor;

use crate::Mention;
use crate::gazetteer::Sort;
use crate::sighting::Span;

/// What two states or their people are called together.
const PAIRS: &[&str] = &[
    "sides",
    "countries",
    "nations",
    "states",
    "governments",
    "leaders",
    "presidents",
    "ministers",
    "neighbours",
    "neighbors",
    "parties",
    "delegations",
    "men",
    "officials",
    "capitals",
];

/// What "they" do together, if two were spoken of.
const TOGETHER: &[&str] = &[
    "agreed",
    "discussed",
    "signed",
    "met",
    "talked",
    "spoke",
    "exchanged",
    "concluded",
    "negotiated",
    "reached",
    "inked",
];

/// The mention of the two for whom a word stands, given the two words before it and the one after
/// it, and whom the sentence and the one before it named.
pub(super) fn both(
    span: Span,
    (word, next): (&str, &str),
    (before_that, last): (&str, &str),
    sentence: &[Mention],
    before: &[Mention],
) -> Option<Mention> {
    let paired = (matches!(last, "both" | "Both")
        || (last == "two" && matches!(before_that, "the" | "The"))
        || (word == "sides" && matches!(last, "The" | "the")))
        && PAIRS.contains(&word);
    let bare = word == "two" && matches!(last, "The" | "the") && TOGETHER.contains(&next);
    let they = matches!(word, "They" | "they") && TOGETHER.contains(&next);
    if !(paired || bare || they) {
        return None;
    }
    let earlier: Vec<&Mention> =
        sentence.iter().filter(|mention| mention.span.1 <= span.0).collect();
    let actors = two(&earlier).or_else(|| two(&before.iter().collect::<Vec<_>>()))?;
    Some(Mention { span, sort: Sort::Pair, actors, rank: None, office: "", person: 0 })
}

/// The two actors whom mentions name: all of them, or else the people among them.
fn two(mentions: &[&Mention]) -> Option<Vec<Actor>> {
    [false, true].into_iter().find_map(|people| {
        let mut actors: Vec<Actor> = Vec::new();
        let named = mentions
            .iter()
            .filter(|mention| mention.sort.acts() && (!people || mention.sort == Sort::Person));
        for actor in named.flat_map(|mention| &mention.actors) {
            if !actors.contains(actor) {
                actors.push(*actor);
            }
        }
        (actors.len() == 2).then_some(actors)
    })
}
