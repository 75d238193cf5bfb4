//! Who a noun phrase stands for.
//!
//! The head is a name, or is told by what hangs on it: an adjective ("Russian officers"), an owner
//! ("Mali's junta"), an apposition, or "of", "from" and "in" ("the foreign ministry in Beijing").

use telltale_observation::{Actor, Rank};

use super::tree::Tree;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::sighting::Span;

/// An actor that a noun phrase stands for.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub actor: Actor,
    pub rank: Option<Rank>,
    /// The name that told it.
    pub name: Span,
    pub sort: Sort,
    /// Whether the phrase is a bare name of a place or a capital.
    pub bare_place: bool,
}

/// Nouns that act for a state when "in", "at" or "to" names it.
const BODIES: &[&str] = &[
    "ministry",
    "government",
    "military",
    "embassy",
    "authority",
    "leadership",
    "leader",
    "regime",
    "army",
    "court",
    "parliament",
    "administration",
    "agency",
    "mission",
    "consulate",
    "official",
    "party",
    "cabinet",
    "command",
    "junta",
    "police",
    "presidency",
    "rebel",
    "insurgent",
    "editorial",
    "commentary",
    "newspaper",
    "treasury",
    "department",
    "navy",
    "coastguard",
    "customs",
    "chancellery",
    "Treasury",
    "secretariat",
];

/// Nouns of what is between two: "the treaty between X and Y" is theirs.
const TIES: &[&str] = &[
    "treaty",
    "agreement",
    "pact",
    "accord",
    "relation",
    "relationship",
    "tie",
    "cooperation",
    "partnership",
    "friendship",
    "alliance",
    "border",
    "link",
    "flight",
    "service",
    "train",
    "ferry",
    "bus",
    "traffic",
    "bridge",
    "railway",
    "crossing",
    "pipeline",
];

/// Nouns of whoever stands to somebody in some relation, who is named beside them.
const RELATIONS: &[&str] = &[
    "host",
    "guest",
    "counterpart",
    "visitor",
    "neighbour",
    "neighbor",
    "ally",
    "rival",
    "friend",
    "partner",
    "interlocutor",
    "foe",
    "colleague",
];

/// The parties of a noun phrase and of those joined to it.
pub(crate) fn parties(tree: &Tree<'_>, head: usize) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for joined in tree.joined(head) {
        for party in one(tree, joined, 0) {
            if !found.iter().any(|known| known.actor == party.actor) {
                found.push(party);
            }
        }
    }
    found
}

/// Whether a noun names a fight and not one of those who fight: "the Ukraine war".
pub(crate) fn is_fight(tree: &Tree<'_>, noun: usize) -> bool {
    const FIGHTS: &[&str] = &["war", "conflict", "invasion", "crisis"];
    let lemma = tree.lemmas[noun].as_ref();
    FIGHTS.iter().any(|fight| lemma.eq_ignore_ascii_case(fight))
}

/// Whether a noun names a rule and not those who made it: "helped X evade U.N. sanctions".
pub(crate) fn is_rule(tree: &Tree<'_>, noun: usize) -> bool {
    let lemma = tree.lemmas[noun].as_ref();
    ["sanction", "resolution", "restriction"].iter().any(|rule| lemma.eq_ignore_ascii_case(rule))
}

/// "A Swedish-born chef" is no Swede.
fn only_born(tree: &Tree<'_>, token: usize) -> bool {
    // "A Saudi-brokered truce" is not Saudi Arabia's.
    tree.mentions_at(token).any(|name| {
        let rest = &tree.text[name.span.1..];
        ["-born", "-brokered", "-mediated", "-sponsored"].iter().any(|end| rest.starts_with(end))
    })
}

/// Whose an invasion is, where it has an owner: "X's invasion of Y".
fn invader(tree: &Tree<'_>, noun: usize) -> Vec<Party> {
    if !tree.lemmas[noun].eq_ignore_ascii_case("invasion") {
        return Vec::new();
    }
    let owners = tree.having(noun, &[Dep::Poss]);
    owners.flat_map(|owner| modifier(tree, owner, None)).collect()
}

fn one(tree: &Tree<'_>, head: usize, depth: usize) -> Vec<Party> {
    if depth > 4 || only_born(tree, head) {
        return Vec::new();
    }
    if is_fight(tree, head) {
        return invader(tree, head);
    }
    if tree.is_named(head) {
        // "The government in Khartoum": that one, whoever was spoken of before.
        let body = tree.tag(head) == Tag::Noun && BODIES.contains(&tree.lemmas[head].as_ref());
        let there = tree.objects_of(head, "in").find(|&at| body && tree.is_named(at));
        return there.map_or_else(
            || named(tree, head, depth),
            |at| ranked(one(tree, at, depth + 1), rank_of(&tree.lemmas[head])),
        );
    }
    if let Some(antecedent) = antecedent(tree, head) {
        // "X and Y were among those who …": both.
        let those = tree.head(antecedent).is_some_and(|verb| {
            tree.up(head).any(|step| step == verb) && tree.dep(antecedent) == Dep::Subj
        });
        let nouns = if those { tree.joined(antecedent) } else { vec![antecedent] };
        return nouns.into_iter().flat_map(|noun| one(tree, noun, depth + 1)).collect();
    }
    let rank = rank_of(&tree.lemmas[head]);
    // "X and Y, whose guards fought …": both.
    if let Some(owners) = of_whose(tree, head, depth) {
        return ranked(owners, rank);
    }
    // "Their host, X": X, and not they.
    if RELATIONS.contains(&tree.lemmas[head].as_ref()) {
        for child in tree.having(head, &[Dep::Appos]) {
            let found = ranked(one(tree, child, depth + 1), rank);
            if !found.is_empty() {
                return found;
            }
        }
    }
    // "Its counterparts in X and Y": theirs, and not its.
    if matches!(tree.lemmas[head].as_ref(), "counterpart" | "colleague") {
        let places = ["in", "of", "from"].into_iter().flat_map(|word| tree.objects_of(head, word));
        let places = places.flat_map(|place| tree.joined(place));
        let mut found: Vec<Party> =
            places.flat_map(|place| ranked(one(tree, place, depth + 1), rank)).collect();
        if !found.is_empty() {
            found.iter_mut().for_each(|party| party.bare_place = false);
            return found;
        }
    }
    // "The expulsion by X of two Y diplomats", "a decision by X": X's.
    let next = head + 1 < tree.len() && tree.word(head + 1) == "by" && rank.is_none();
    let by = tree.objects_of(head, "by").filter(|_| next);
    let doers: Vec<Party> =
        by.flat_map(|at| tree.joined(at)).flat_map(|at| one(tree, at, depth + 1)).collect();
    if !doers.is_empty() {
        return doers;
    }
    if let Some(there) = of_no_country(tree, head, depth) {
        return ranked(there, rank);
    }
    for deps in [&[Dep::Amod, Dep::Compound][..], &[Dep::Poss]] {
        let mut found = Vec::new();
        for child in tree.having(head, deps) {
            for joined in tree.joined(child) {
                found.extend(modifier(tree, joined, rank));
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    below(tree, head, depth, rank)
}

/// Whose it is, by a "whose" that stands for several.
fn of_whose(tree: &Tree<'_>, head: usize, depth: usize) -> Option<Vec<Party>> {
    let whose = tree.having(head, &[Dep::Poss]).find(|&at| tree.word(at) == "whose")?;
    let clause = tree.up(whose).find(|&at| tree.dep(at) == Dep::RelCl)?;
    let nouns = tree.joined(tree.head(clause)?);
    let found: Vec<Party> = nouns.into_iter().flat_map(|noun| one(tree, noun, depth + 1)).collect();
    (!found.is_empty()).then_some(found)
}

/// "An Islamic State leader in Syria": of a group that is at home in several countries, the one that
/// is named.
fn of_no_country(tree: &Tree<'_>, head: usize, depth: usize) -> Option<Vec<Party>> {
    const ROVING: &[&str] = &["Islamic State", "Islamic State group", "ISIS", "ISIL", "Daesh"];
    let roves = |child: usize| {
        tree.mentions_at(child).any(|name| ROVING.contains(&&tree.text[name.span.0..name.span.1]))
    };
    if !tree.having(head, &[Dep::Amod, Dep::Compound]).any(roves) {
        return None;
    }
    let mut found: Vec<Party> =
        tree.objects_of(head, "in").flat_map(|place| one(tree, place, depth + 1)).collect();
    found.iter_mut().for_each(|party| party.bare_place = false);
    (!found.is_empty()).then_some(found)
}

/// The parties that an apposition or a prepositional phrase names.
fn below(tree: &Tree<'_>, head: usize, depth: usize, rank: Option<Rank>) -> Vec<Party> {
    for child in tree.having(head, &[Dep::Appos, Dep::Poss, Dep::Amod, Dep::Compound]) {
        let found = ranked(one(tree, child, depth + 1), rank);
        if !found.is_empty() {
            return found;
        }
    }
    // "A delegation led by X's deputy premier".
    for child in tree.having(head, &[Dep::Acl, Dep::RelCl]) {
        let relative = tree.dep(child) == Dep::RelCl;
        if relative && tree.having(child, &[Dep::Subj, Dep::SubjPass]).next().is_some() {
            continue;
        }
        let of_whom = [
            "lead", "head", "chair", "launch", "fire", "fly", "operate", "own", "crew", "promise",
            "pledge", "give", "deliver", "dispatch", "transfer", "donate", "supply", "provide",
            "offer", "gift", "send", "lend", "ship", "loose",
        ];
        // "The road linking X with Y".
        if matches!(tree.word(child), "linking" | "connecting" | "joining") {
            let ends = ["with", "to", "and"].into_iter().flat_map(|to| tree.objects_of(child, to));
            let ends = tree.having(child, &[Dep::Obj]).chain(ends);
            let found: Vec<Party> = ends
                .flat_map(|end| tree.joined(end))
                .flat_map(|end| one(tree, end, depth + 1))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        if !of_whom.contains(&tree.lemmas[child].as_ref()) {
            continue;
        }
        // "Rockets fired from X", "balloons sent from the North"
        let thrown = matches!(
            tree.lemmas[child].as_ref(),
            "launch" | "fire" | "fly" | "dispatch" | "send" | "loose" | "ship"
        );
        let from = tree.objects_of(child, "from").filter(|_| thrown);
        let by = tree.objects_of(child, "by").chain(from);
        let leaders = by.flat_map(|leader| tree.joined(leader));
        let found: Vec<Party> =
            leaders.flat_map(|leader| ranked(one(tree, leader, depth + 1), rank)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let body = BODIES.contains(&tree.lemmas[head].as_ref())
        || matches!(tree.lemmas[head].as_ref(), "counterpart" | "colleague")
        || rank.is_some();
    for child in tree.having(head, &[Dep::Prep]) {
        let preposition = tree.word(child);
        let fits = match preposition {
            "of" | "from" => true,
            "in" | "for" | "at" => body,
            "between" | "with" => TIES.contains(&tree.lemmas[head].as_ref()),
            _ => false,
        };
        if !fits {
            continue;
        }
        let objects: Vec<usize> = tree.having(child, &[Dep::PObj]).collect();
        let mut found = Vec::new();
        for object in objects.into_iter().flat_map(|object| tree.joined(object)) {
            found.extend(ranked(one(tree, object, depth + 1), rank));
        }
        if preposition != "of" {
            found.iter_mut().for_each(|party| party.bare_place = false);
        }
        if !found.is_empty() {
            return found;
        }
    }
    author(tree, head, depth)
}

/// "A letter in which X offered talks", "a speech that X gave": X.
fn author(tree: &Tree<'_>, head: usize, depth: usize) -> Vec<Party> {
    const WORKS: &[&str] = &[
        "letter",
        "speech",
        "message",
        "statement",
        "post",
        "remark",
        "interview",
        "article",
        "address",
        "video",
        "note",
        "declaration",
    ];
    if !WORKS.contains(&tree.lemmas[head].as_ref()) {
        return Vec::new();
    }
    let clauses = tree.having(head, &[Dep::RelCl]);
    let who = clauses.filter_map(|clause| tree.child(clause, Dep::Subj));
    who.filter(|&who| who > head).flat_map(|who| one(tree, who, depth + 1)).collect()
}

fn ranked(mut parties: Vec<Party>, rank: Option<Rank>) -> Vec<Party> {
    for party in &mut parties {
        party.rank = rank.or(party.rank);
        party.bare_place = party.bare_place && rank.is_none();
    }
    parties
}

/// The parties of a head that is itself a name.
fn named(tree: &Tree<'_>, head: usize, depth: usize) -> Vec<Party> {
    let mut found = Vec::new();
    for mention in tree.mentions_at(head) {
        // "Russian Foreign Minister": the name of a body or person beside its state's adjective.
        for &actor in &mention.actors {
            found.push(Party {
                actor,
                rank: mention.rank,
                name: mention.span,
                sort: mention.sort,
                bare_place: matches!(mention.sort, Sort::Capital | Sort::Place | Sort::State),
            });
        }
    }
    // A name that is no actor (a city) yields to its owner: "Ukraine's Odesa".
    if found.iter().all(|party| party.sort == Sort::Place) {
        for child in tree.having(head, &[Dep::Poss, Dep::Appos]) {
            let owner = one(tree, child, depth + 1);
            if !owner.is_empty() {
                return owner;
            }
        }
    }
    if let Some(title) = found.first().filter(|party| party.rank.is_none()).and(title(tree, head)) {
        found = ranked(found, Some(title));
    }
    found
}

/// The rank that the words before a name give it: "Premier Li Qiang".
fn title(tree: &Tree<'_>, head: usize) -> Option<Rank> {
    tree.having(head, &[Dep::Compound, Dep::Appos]).find_map(|child| rank_of(&tree.lemmas[child]))
}

fn modifier(tree: &Tree<'_>, token: usize, rank: Option<Rank>) -> Vec<Party> {
    let mut found = Vec::new();
    if only_born(tree, token) {
        return found;
    }
    for mention in tree.mentions_at(token) {
        for &actor in &mention.actors {
            found.push(Party {
                actor,
                rank: rank.or(mention.rank),
                name: mention.span,
                // "the Kursk governor" is somebody, though Kursk is a place.
                sort: if mention.sort == Sort::Place { Sort::Adjective } else { mention.sort },
                bare_place: false,
            });
        }
    }
    found
}

/// The noun that a relative pronoun stands for.
pub(crate) fn antecedent(tree: &Tree<'_>, token: usize) -> Option<usize> {
    if !matches!(tree.word(token), "who" | "which" | "that" | "whom" | "where") {
        return None;
    }
    let clause = tree.up(token).find(|&at| tree.dep(at) == Dep::RelCl)?;
    let noun = tree.head(clause)?;
    // "X was among those who …"
    Some(super::roles::one_of_those(tree, noun).unwrap_or(noun))
}

/// The rank that a noun gives to whom it names.
pub(crate) fn rank_of(lemma: &str) -> Option<Rank> {
    Some(match lemma.to_ascii_lowercase().as_str() {
        "president" | "premier" | "leader" | "king" | "queen" | "emir" | "sultan"
        | "chancellor" | "ruler" | "monarch" | "pope" => Rank::Leader,
        "minister" | "secretary" | "speaker" => Rank::Minister,
        "ambassador" | "envoy" | "consul" => Rank::Envoy,
        "soldier" | "troop" | "troops" | "army" | "military" | "general" | "admiral" | "navy"
        | "commander" | "warplane" | "warship" | "force" | "forces" | "marine" | "officer" => {
            Rank::Military
        }
        "spokesman" | "spokeswoman" | "spokesperson" | "diplomat" | "official" | "delegate"
        | "lawmaker" | "attaché" | "delegation" | "aide" => Rank::Official,
        _ => return None,
    })
}
