//! Where no row of the lexicon speaks, weights may: a sentence of two states, one of which does
//! something to the other.

use telltale_observation::{Channel, Code, Kind, Modality, Ontology};

use super::lexicon::Lexicon;
use super::mood::{self, Mood};
use super::party::{Party, is_fight, parties};
use super::roles::doer;
use super::tree::Tree;
use super::when;
use crate::classify::{Classes, Root};
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::reader::Scene;
use crate::sighting::{Because, Sighting};

/// How sure the weights must be of a root before it is told.
const SURE: f32 = 0.8;

/// Adds what the weights make of the main verb, if its doer is one state and the rest names one.
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
    let setting = mood::setting(lexicon, tree, verb);
    if setting.mood != Mood::Fact || setting.conditional {
        return;
    }
    let Some(subject) = doer(tree, verb) else { return };
    if lexicon.is_private(&tree.lemmas[subject]) {
        return;
    }
    let [actor] = &parties(tree, subject)[..] else { return };
    if actor.sort == Sort::Place {
        return;
    }
    let Some(target) = other(tree, actor) else { return };
    let ranked = classes.root(scene.text, actor.name, target.name);
    let (root, sure) = ranked.best();
    if sure < SURE {
        return;
    }
    let Some(code) = usual(root) else { return };
    if (0..tree.len()).any(|at| lexicon.plays(tree.word(at))) {
        return;
    }
    let vowed = matches!(code.channel, Channel::Threat | Channel::Promise);
    let (period, dated) = when::period(tree, verb, false, scene);
    found.push(Sighting {
        kind: Kind::Event,
        mode: code.mode,
        actor: Some(actor.actor),
        target: Some(target.actor),
        channel: code.channel,
        code: Some(code),
        period,
        modality: if vowed && setting.hangs { Modality::Conditional } else { Modality::Happened },
        rank: actor.rank,
        place: None,
        amount: None,
        span: scene.span,
        confidence: sure * 0.6,
        because: Because {
            trigger: Some(tree.tokens[verb]),
            rule: format!("weights: {} {sure:.2}", root.name()),
            actors: vec![actor.name, target.name],
            dated,
            in_passing: false,
        },
    });
}

/// The only other party of the sentence.
fn other(tree: &Tree<'_>, actor: &Party) -> Option<Party> {
    let mut found: Option<Party> = None;
    for token in 0..tree.len() {
        if !tree.is_named(token) || tree.up(token).any(|step| is_fight(tree, step)) {
            continue;
        }
        for party in parties(tree, token) {
            if party.actor == actor.actor || party.sort == Sort::Place {
                continue;
            }
            if found.as_ref().is_some_and(|known| known.actor != party.actor) {
                return None;
            }
            found = Some(party);
        }
    }
    found
}

/// The code of a root of which no more is known.
pub(crate) fn usual(root: Root) -> Option<&'static Code> {
    let code = match root.name() {
        "STATEMENT" => "010",
        "REQUEST" => "020",
        "AGREE" => "030",
        "CONSULT" => "040",
        "SUPPORT" => "050",
        "COOPERATE" => "060",
        "AID" => "070",
        "YIELD" => "080",
        "ACCUSE" => "110",
        "REJECT" => "120",
        "THREATEN" => "130",
        "PROTEST" => "140",
        "MOBILIZE" => "150",
        "SANCTION" => "160",
        "COERCE" => "170",
        "ASSAULT" => "190",
        _ => return None,
    };
    Code::find(Ontology::Cameo, code)
}
