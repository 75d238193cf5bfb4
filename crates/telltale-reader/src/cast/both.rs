//! Those who stand for two: "the two sides", "both countries", "they agreed".

use telltale_observation::Actor;

use super::people::following;
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

/// What each of two is.
const EACH: &[&str] = &[
    "side",
    "country",
    "capital",
    "army",
    "military",
    "government",
    "nation",
    "state",
    "party",
    "ministry",
    "navy",
    "camp",
    "leader",
    "neighbour",
    "neighbor",
    "delegation",
    "regime",
    "foe",
    "rival",
];

/// Words that stand for two by themselves.
const COUPLES: &[&str] = &[
    "pair",
    "duo",
    "neighbours",
    "neighbors",
    "rivals",
    "allies",
    "foes",
    "sides",
    "countries",
    "leaders",
    "ministers",
    "presidents",
    "delegations",
];

/// What stands before what they do.
const HELPERS: &[&str] = &["have", "had", "will", "also", "are", "were", "then"];

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
    "held",
    "announced",
    "pledged",
    "vowed",
    "launched",
    "issued",
    "established",
    "set",
    "shook",
    "initialled",
    "initialed",
    "resumed",
    "inaugurated",
    "toasted",
    "embraced",
    "hugged",
    "clinched",
    "sealed",
    "settled",
    "ratified",
    "swapped",
    "traded",
    "renewed",
    "restored",
    "finalised",
    "finalized",
    "unveiled",
    "reaffirmed",
    "affirmed",
    "decided",
    "dined",
    "upgraded",
    "elevated",
    "delimited",
    "demarcated",
    "plan",
    "opened",
    "struck",
    "witnessed",
    "promised",
    "undertook",
    "swore",
    "oversaw",
];

/// What "they" do or will do together, behind a helper: "they have agreed", "they will sign".
const TO_COME: &[&str] = &[
    "agreed",
    "discussed",
    "signed",
    "met",
    "talked",
    "spoken",
    "exchanged",
    "negotiated",
    "reached",
    "agree",
    "discuss",
    "sign",
    "meet",
    "talk",
    "speak",
    "exchange",
    "negotiate",
    "hold",
    "resume",
    "resumed",
    "meeting",
    "signing",
    "holding",
    "initialled",
    "inaugurated",
    "open",
    "settled",
];

/// Whether "they" did something together, or will: "met", "have agreed", "will sign".
fn they_do(text: &str, span: Span, next: &str) -> bool {
    if TOGETHER.contains(&next) {
        return true;
    }
    const HELPED: &[&str] = &[
        "have", "had", "will", "also", "are", "were", "then", "to", "later", "both", "would", "be",
    ];
    let behind = following(text, span.1);
    let verb = behind.iter().find(|word| !HELPED.contains(word));
    HELPED.contains(&next) && verb.is_some_and(|verb| TO_COME.contains(verb))
}

/// The mention of the two for whom a word stands, given the two words before it and the one after
/// it, and whom the sentence and the one before it named.
pub(super) fn both(
    text: &str,
    span: Span,
    (word, next): (&str, &str),
    (before_that, last): (&str, &str),
    sentence: &[Mention],
    before: &[Mention],
) -> Option<Mention> {
    // "each side accused the other"
    let each = (matches!(last, "each" | "Each") && EACH.contains(&word))
        || (matches!(word, "each" | "Each") && (next.ends_with("ed") || next == "of"));
    const OF_WHAT: &[&str] =
        &["foreign", "defence", "defense", "finance", "trade", "interior", "prime", "culture"];
    let theirs = matches!(before_that, "their" | "Their") && OF_WHAT.contains(&last);
    let paired = (theirs
        || matches!(last, "both" | "Both" | "their" | "Their")
        || (last == "two" && matches!(before_that, "the" | "The"))
        || (word == "sides" && matches!(last, "The" | "the")))
        && PAIRS.contains(&word);
    let article = matches!(last, "The" | "the");
    let does = || TOGETHER.contains(&next) || (next.ends_with("ed") && next.len() > 4);
    let bare = word == "two" && article && does();
    let couple = article && COUPLES.contains(&word) && (does() || HELPERS.contains(&next));
    let of_them = || next == "of" && following(text, span.1).get(1) == Some(&"them");
    let both = matches!(word, "Both" | "both") && (does() || of_them());
    let they = matches!(word, "They" | "they") && they_do(text, span, next);
    if !(each || paired || bare || couple || both || they) {
        return None;
    }
    let earlier: Vec<&Mention> =
        sentence.iter().filter(|mention| mention.span.1 <= span.0).collect();
    let late = || before.iter().collect::<Vec<_>>();
    // "He praised both of them": the two others.
    let others = || {
        let doer = earlier.first()?.actor()?;
        let other = |mention: &&Mention| !mention.actors.contains(&doer);
        two(text, &before.iter().filter(other).collect::<Vec<_>>())
    };
    let actors = two(text, &earlier)
        .or_else(|| if of_them() { others() } else { None })
        .or_else(|| two(text, &late()))?;
    Some(Mention { span, sort: Sort::Pair, actors, rank: None, office: "", person: 0 })
}

/// The two actors whom mentions name: all of them, or those among them who are no place where it
/// was, or the people.
fn two(text: &str, mentions: &[&Mention]) -> Option<Vec<Actor>> {
    let there = |mention: &Mention| {
        let before = text.get(..mention.span.0).unwrap_or_default();
        mention.sort == Sort::Capital
            && [" in ", "In ", " at ", " near "].iter().any(|word| before.ends_with(word))
    };
    let fits: [&dyn Fn(&Mention) -> bool; 3] =
        [&|_| true, &|mention| !there(mention), &|mention| mention.sort == Sort::Person];
    let all = fits.into_iter().find_map(|fits| {
        let mut actors: Vec<Actor> = Vec::new();
        let named = mentions.iter().filter(|mention| mention.sort.acts() && fits(mention));
        for actor in named.flat_map(|mention| &mention.actors) {
            if !actors.contains(actor) {
                actors.push(*actor);
            }
        }
        (actors.len() == 2).then_some(actors)
    });
    all.or_else(|| named_together(text, mentions))
}

/// The two that "and" joins, of several who are named: "X and Y met in Z".
fn named_together(text: &str, mentions: &[&Mention]) -> Option<Vec<Actor>> {
    mentions.windows(2).find_map(|two| {
        let ([first], [second]) = (&two[0].actors[..], &two[1].actors[..]) else { return None };
        let between = text.get(two[0].span.1..two[1].span.0)?;
        let joined = between == " and " || (between.len() < 40 && between.ends_with(" and "));
        let acts = two.iter().all(|mention| mention.sort.acts());
        (joined && acts && first != second).then(|| vec![*first, *second])
    })
}
