//! Which states words name.

use telltale_observation::Actor;

/// Whether words name a state: "China's customs", "한국무역협회". A name that is a part of another state's
/// there, as Niger's of Nigeria's, names only that one.
pub(super) fn is_named(actor: Actor, words: &str) -> bool {
    let places = places_of(actor, words);
    let within = |(from, to): (usize, usize)| {
        let others = Actor::all().filter(|other| *other != actor);
        others
            .flat_map(|other| places_of(other, words))
            .any(|(start, end)| start <= from && to <= end && to - from < end - start)
    };
    places.into_iter().any(|place| !within(place))
}

/// Where words name a state. In English a name is a word; in Korean other words may go on from it.
fn places_of(actor: Actor, words: &str) -> Vec<(usize, usize)> {
    let names = [actor.name_en(), actor.adjective_en(), actor.name_ko(), actor.adjective_ko()];
    let found = names
        .into_iter()
        .filter(|name| !name.is_empty())
        .flat_map(|name| words.match_indices(name).map(move |(at, _)| (at, at + name.len())));
    let is_letter =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let whole = |&(from, to): &(usize, usize)| {
        let latin = words[from..to].starts_with(|letter: char| letter.is_ascii_alphabetic());
        let before = words[..from].chars().next_back();
        !latin || !is_letter(before) && !is_letter(words[to..].chars().next())
    };
    found.filter(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_named_by_its_own_name_only() {
        for (words, code, expected) in [
            ("Niger's customs", "NER", true),
            ("Nigeria's customs", "NER", false),
            ("Nigeria's customs", "NGA", true),
            ("customs of Guinea-Bissau", "GIN", false),
            ("customs of Guinea-Bissau and Guinea", "GIN", true),
            ("Somalia's ministry of trade", "MLI", false),
            ("the Romanian statistics office", "OMN", false),
            ("Chinese customs data", "CHN", true),
            ("한국무역협회", "KOR", true),
            ("인도네시아 통계청", "IND", false),
            ("인도 통계청", "IND", true),
            ("남수단 세관", "SDN", false),
        ] {
            assert_eq!(is_named(Actor::parse(code).unwrap(), words), expected, "{words} {code}");
        }
    }
}
