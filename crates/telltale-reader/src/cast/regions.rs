//! What a state is called after where it lies or what it is: "the Central Asian country", "the island
//! nation", "the tiny kingdom".

use std::sync::LazyLock;

use telltale_observation::Actor;

use crate::Mention;

/// What lies there, and whose states those are.
static REGIONS: LazyLock<Vec<(&str, Vec<Actor>)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/regions_en.csv").lines().skip(1);
    let row = |line: &'static str| {
        let (words, states) = line.split_once(',')?;
        Some((words, states.split('|').filter_map(|code| Actor::parse(code).ok()).collect()))
    };
    rows.filter_map(row).collect()
});

/// What a state is.
const KINDS: &[&str] = &[
    "country",
    "nation",
    "state",
    "republic",
    "kingdom",
    "monarchy",
    "sultanate",
    "emirate",
    "sheikhdom",
    "neighbour",
    "neighbor",
    "power",
    "giant",
    "archipelago",
    "island",
    "principality",
];

/// Whether a word may end such a name.
pub(super) fn is_kind(word: &str) -> bool {
    KINDS.contains(&word)
}

/// The one state of the region that the words before the kind name, of those spoken of: of the
/// sentence itself, of the one before, or of any.
pub(super) fn named(
    kind: &str,
    (before_that, last): (&str, &str),
    near: [&[Mention]; 3],
) -> Option<(Mention, Actor)> {
    let fits = |words: &str| match words.split_once([' ', '-']) {
        Some((first, second)) if !words.contains('-') => first == before_that && second == last,
        // "the kingdom": what it is may tell it, too.
        _ if matches!(last, "the" | "The") => words == kind,
        _ => words == last,
    };
    let longest =
        REGIONS.iter().filter(|(words, _)| fits(words)).max_by_key(|(words, _)| words.len());
    let (_, states) = longest?;
    near.into_iter().find_map(|mentions| one_of(states, mentions))
}

/// The one of several states that the mentions name, if they name one of them only.
fn one_of(states: &[Actor], mentions: &[Mention]) -> Option<(Mention, Actor)> {
    let mut found: Option<(Mention, Actor)> = None;
    for mention in mentions.iter().filter(|mention| mention.sort.acts()) {
        let Some(actor) = mention.actor().filter(|actor| states.contains(actor)) else { continue };
        if found.as_ref().is_some_and(|&(_, known)| known != actor) {
            return None;
        }
        found = Some((mention.clone(), actor));
    }
    found
}
