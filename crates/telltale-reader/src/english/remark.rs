//! What an official says of another state, where the sentence tells no deed: "the minister said
//! that ties with X had reached a new level".
//!
//! It is told as a statement, or as praise or criticism where the weights are sure of it, and with
//! little confidence: the lexicon has no frame for what is said.

use telltale_observation::{Actor, Channel, Code, Kind, Modality, Mode, Ontology};

use super::deed::{menaces, same_paragraph};
use super::lexicon::{Lexicon, Part, Sense};
use super::mood::{self, Mood};
use super::party::{Party, is_fight, parties};
use super::roles::doer;
use super::tone::{self, Tone};
use super::tree::Tree;
use super::weighed::usual;
use super::when;
use crate::classify::Classes;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::reader::Scene;
use crate::sighting::{Because, Sighting, Span};

/// Verbs of speech beside those that the lexicon marks.
const REMARKS: &[&str] = &[
    "announce",
    "describe",
    "emphasise",
    "emphasize",
    "highlight",
    "mention",
    "note",
    "outline",
    "remark",
    "reveal",
    "state",
    "stress",
    "suggest",
    "tout",
    "underscore",
    "underline",
    "declare",
    "list",
    "cite",
    "express",
    "convey",
    "voice",
    "speak",
    "say",
    "retort",
    "snap",
    "fume",
    "thunder",
    "scoff",
    "sneer",
    "reply",
    "answer",
    "counter",
    "add",
    "argue",
    "complain",
    "insist",
    "repeat",
    "maintain",
    "claim",
];

/// Who speaks for nobody.
const PRESS: &[&str] = &[
    "media",
    "agency",
    "newspaper",
    "outlet",
    "report",
    "broadcaster",
    "analysis",
    "imagery",
    "carmaker",
    "maker",
    "brewer",
    "retailer",
    "airline",
    "farmer",
    "trader",
    "shareholder",
];

/// How sure the weights must be that a remark praises or blames.
const SURE: f32 = 0.6;

/// Adds what the speaker of the main clause says of the one other state that the sentence names.
pub(crate) fn read(
    classes: &Classes,
    lexicon: &Lexicon,
    tree: &Tree<'_>,
    scene: &Scene<'_>,
    found: &mut Vec<Sighting>,
) {
    let Some(verb) =
        (0..tree.len()).find(|&token| tree.dep(token) == Dep::Root && tree.tag(token) == Tag::Verb)
    else {
        return;
    };
    let Some(verb) = speaking(lexicon, tree, verb) else { return };
    let setting = mood::setting(lexicon, tree, verb);
    if setting.mood != Mood::Fact || setting.conditional {
        return;
    }
    let Some(subject) = doer(tree, verb) else { return };
    if PRESS.contains(&tree.lemmas[subject].as_ref()) || lexicon.is_private(&tree.lemmas[subject]) {
        return;
    }
    let [speaker] = &parties(tree, subject)[..] else { return };
    if matches!(speaker.sort, Sort::Media | Sort::Place | Sort::Organisation | Sort::Group) {
        return;
    }
    let Some(other) = spoken_of(tree, verb, subject, speaker) else { return };
    if told_of(found, scene, speaker, &other) {
        return;
    }
    let code = if let Some(clause) = denies(lexicon, tree, verb, speaker) {
        // "said that it would not lift the embargo"
        Code::find(Ontology::Cameo, if is_to_come(tree, clause) { "120" } else { "016" })
    } else if tree.having(verb, &[Dep::Comp]).any(|at| is_to_come(tree, at) && menaces(tree, at)) {
        Code::find(Ontology::Cameo, "130")
    } else {
        let of_words = || tone(classes, scene, speaker, &other);
        // What is said of something else is no praise or blame of the other.
        let heard = heard(tree, verb).filter(|_| is_of(tree, verb, &other)).and_then(Tone::code);
        heard.or_else(of_words).or_else(|| Code::find(Ontology::Cameo, "010"))
    };
    let Some(code) = code else { return };
    found.push(told(tree, scene, verb, (speaker, other.actor, other.name), code));
}

/// What a remark says of the one whom the sentence before spoke of: "X replied that the plan was
/// distorted".
pub(crate) fn reply(
    lexicon: &Lexicon,
    tree: &Tree<'_>,
    scene: &Scene<'_>,
    found: &mut Vec<Sighting>,
) {
    let root = |&token: &usize| tree.dep(token) == Dep::Root && tree.tag(token) == Tag::Verb;
    let Some(verb) = (0..tree.len()).find(root).filter(|&at| of_speech(lexicon, tree, at)) else {
        return;
    };
    let setting = mood::setting(lexicon, tree, verb);
    let clause = tree.child(verb, Dep::Comp);
    let (Some(subject), Some(clause)) = (doer(tree, verb), clause) else { return };
    let [speaker] = &parties(tree, subject)[..] else { return };
    let own = doer(tree, clause).map_or_else(Vec::new, |doer| parties(tree, doer));
    let quiet = setting.mood != Mood::Fact || setting.conditional || !own.is_empty();
    if quiet || matches!(speaker.sort, Sort::Media | Sort::Place | Sort::Organisation | Sort::Group)
    {
        return;
    }
    let Some(Tone::Blame) = heard(tree, verb) else { return };
    let Some(code) = Tone::Blame.code() else { return };
    let near = found.iter().rev().take_while(|seen| same_paragraph(seen, scene)).take(64);
    let other = near
        .filter(|seen| seen.target.is_some() && seen.target != seen.actor)
        .find_map(|seen| seen.actor.filter(|&actor| actor != speaker.actor));
    let first = || {
        let before = scene.cast.before().iter().find(|name| name.actors.len() == 1);
        before.map(|name| name.actors[0]).filter(|&actor| actor != speaker.actor)
    };
    let other = other.or_else(first);
    if let Some(other) = other {
        found.push(told(tree, scene, verb, (speaker, other, tree.tokens[clause]), code));
    }
}

/// Whether what is said has the other for its subject: "that X had been blind", "the remarks of X".
fn is_of(tree: &Tree<'_>, verb: usize, other: &Party) -> bool {
    let subject = tree.child(verb, Dep::Comp).and_then(|clause| doer(tree, clause));
    subject.is_some_and(|subject| {
        let below = |at: &usize| tree.is_named(*at) && tree.up(*at).any(|step| step == subject);
        (0..tree.len())
            .filter(below)
            .any(|at| tree.mentions_at(at).any(|name| name.actors.contains(&other.actor)))
    })
}

/// The tone of what is said, or of the verb that says it.
fn heard(tree: &Tree<'_>, verb: usize) -> Option<Tone> {
    const RETORTS: &[&str] = &["retort", "snap", "fume", "thunder", "rail", "sneer", "scoff"];
    if RETORTS.contains(&tree.lemmas[verb].as_ref()) {
        return Some(Tone::Blame);
    }
    let clause = tree.child(verb, Dep::Comp)?;
    let below = (0..tree.len()).filter(|&at| tree.up(at).any(|step| step == clause));
    tone::of(below.map(|at| tree.word(at)))
}

fn told(
    tree: &Tree<'_>,
    scene: &Scene<'_>,
    verb: usize,
    (speaker, other, name): (&Party, Actor, Span),
    code: &'static Code,
) -> Sighting {
    let denied = code.code == "016";
    let refused = code.code == "120";
    let (period, dated) = when::of_speech(tree, verb, scene);
    Sighting {
        kind: Kind::Event,
        mode: if refused { Mode::Deed } else { Mode::Word },
        actor: Some(speaker.actor),
        target: Some(other),
        channel: if denied { Channel::Denial } else { code.channel },
        code: Some(code),
        period,
        modality: Modality::Happened,
        rank: speaker.rank,
        place: None,
        amount: None,
        span: scene.span,
        confidence: 0.5,
        because: Because {
            trigger: Some(tree.tokens[verb]),
            rule: "a remark".to_owned(),
            actors: vec![speaker.name, name],
            dated,
            in_passing: false,
            again: None,
        },
    }
}

fn of_speech(lexicon: &Lexicon, tree: &Tree<'_>, verb: usize) -> bool {
    let lemma = tree.lemmas[verb].to_ascii_lowercase();
    REMARKS.contains(&lemma.as_str())
        || lexicon.frames(Part::Verb, &lemma).last().is_some_and(|frame| frame.sense == Sense::Say)
}

/// The verb of speech of a sentence whose main verb it is, or whose main verb is of the occasion:
/// "used his address to say", "made clear that".
fn speaking(lexicon: &Lexicon, tree: &Tree<'_>, root: usize) -> Option<usize> {
    if of_speech(lexicon, tree, root) {
        return Some(root);
    }
    let clear = |at: usize| matches!(tree.word(at), "clear" | "plain" | "known");
    match tree.lemmas[root].as_ref() {
        "make" | "leave" => {
            let mut said = tree.having(root, &[Dep::Comp, Dep::XComp, Dep::Attr, Dep::Amod]);
            said.any(clear).then_some(root)
        }
        "use" | "take" | "seize" | "go" | "rise" | "continue" => {
            let mut clauses = tree.having(root, &[Dep::XComp, Dep::AdvCl]);
            clauses.find(|&at| mood::infinitive(tree, at) && of_speech(lexicon, tree, at))
        }
        _ => None,
    }
}

/// The one other state that is named below the verb and not by its doer; of several, the one of
/// which something is said.
fn spoken_of(tree: &Tree<'_>, verb: usize, subject: usize, speaker: &Party) -> Option<Party> {
    let mut found: Vec<Party> = Vec::new();
    for at in (0..tree.len()).filter(|&at| tree.is_named(at)) {
        let mut above = tree.up(at).take_while(|&step| step != verb);
        if !tree.up(at).any(|step| step == verb)
            || above.any(|step| step == subject || is_fight(tree, step))
        {
            continue;
        }
        for party in parties(tree, at) {
            let known = |other: &Party| other.actor == party.actor;
            // "The South Korea-U.S. drills" are the speaker's own.
            let own = found_in_pair(tree, at, speaker);
            if !own
                && party.sort != Sort::Place
                && party.actor != speaker.actor
                && !found.iter().any(known)
            {
                found.push(party);
            }
        }
    }
    if found.len() > 1 {
        // "X retorted that Y was blind to what happens in Z": of Y.
        let subject = tree.having(verb, &[Dep::Comp]).find_map(|clause| doer(tree, clause));
        let subjects = subject.map_or_else(Vec::new, |noun| parties(tree, noun));
        let [one] = &subjects[..] else { return None };
        found.retain(|party| party.actor == one.actor);
    }
    if found.len() == 1 { found.pop() } else { None }
}

/// Whether a name is one of several in one word, the speaker's among them.
fn found_in_pair(tree: &Tree<'_>, at: usize, speaker: &Party) -> bool {
    tree.mentions_at(at).any(|name| name.actors.len() > 1 && name.actors.contains(&speaker.actor))
        || at.checked_sub(2).is_some_and(|first| {
            matches!(tree.word(at - 1), "-" | "–")
                && tree.mentions_at(first).any(|name| name.actors.contains(&speaker.actor))
        })
}

/// Whether the paragraph has told of the two already.
pub(super) fn told_of(
    found: &[Sighting],
    scene: &Scene<'_>,
    speaker: &Party,
    other: &Party,
) -> bool {
    let two = [Some(speaker.actor), Some(other.actor)];
    found.iter().rev().take_while(|seen| same_paragraph(seen, scene)).take(64).any(|seen| {
        two.contains(&seen.actor) && two.contains(&seen.target) && seen.actor != seen.target
    })
}

/// The clause in which the speaker says that his own side did not do something, or will not.
fn denies(lexicon: &Lexicon, tree: &Tree<'_>, verb: usize, speaker: &Party) -> Option<usize> {
    let own = |clause: usize| {
        let doers = doer(tree, clause).map_or_else(Vec::new, |doer| parties(tree, doer));
        doers.iter().any(|doer| doer.actor == speaker.actor)
    };
    tree.having(verb, &[Dep::Comp])
        .find(|&clause| mood::setting(lexicon, tree, clause).mood == Mood::Denied && own(clause))
}

/// Whether a clause has a verb of the future.
fn is_to_come(tree: &Tree<'_>, clause: usize) -> bool {
    tree.having(clause, &[Dep::Aux])
        .any(|word| matches!(tree.word(word), "will" | "would" | "shall" | "wo" | "'ll" | "’ll"))
}

/// The code of praise or blame, where the weights hear it.
fn tone(
    classes: &Classes,
    scene: &Scene<'_>,
    speaker: &Party,
    other: &Party,
) -> Option<&'static Code> {
    let ranked = classes.root(scene.text, speaker.name, other.name);
    let (root, sure) = ranked.best();
    let code = usual(root).filter(|_| sure >= SURE)?;
    matches!(code.channel, Channel::Praise | Channel::Criticism).then_some(code)
}
