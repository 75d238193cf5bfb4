//! Words about what the text told last: "condemned the attack", "demanded his release".

use std::collections::HashSet;
use std::sync::LazyLock;

use telltale_observation::{Actor, Channel, Mode};

use super::parties::{foreign, several};
use super::{Deed, NEAR_MAX, Sweep, same_paragraph};
use crate::english::party::{Party, parties};
use crate::english::roles::{doer, object};
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::sighting::Sighting;

/// What is condemned, welcomed or denied without saying whose it is.
static ACTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../../data/acts_en.csv").lines().skip(1).collect());

impl Sweep<'_, '_> {
    /// "Condemned the attack", "called it piracy": whoever did what the text told last.
    pub(super) fn of_the_last(&self, deed: &mut Deed<'_>, found: &[Sighting]) {
        let code = deed.code.code;
        if code == "1053" && self.of_its_captive(deed, found) {
            return;
        }
        let root = code.get(..2).unwrap_or_default();
        let speaks = matches!(root, "05" | "10" | "11" | "12" | "13") || code == "016";
        let blames = matches!(root, "10" | "11");
        if !speaks || deed.actors.is_empty() || (several(&deed.actors) && !blames) {
            return;
        }
        let spoken = self.spoken_act(deed.trigger, &deed.actors);
        let name = match spoken {
            Some(noun) => noun,
            // "Vowed to hit back": at whoever did the last thing told.
            None if matches!(root, "12" | "13") && self.names_only(&deed.actors) => deed.trigger,
            None => return,
        };
        // "Tariffs on X's wine, which X called unjustified": not its own.
        let own = self.of_it_all(deed.trigger) && !foreign(&deed.targets, &deed.actors);
        if !(deed.targets.is_empty() || own || matches!(self.tree.word(name), "it" | "them")) {
            return;
        }
        let mut actors = self.did_that(deed.trigger, name, &deed.actors);
        if actors.is_empty() {
            actors = self.did_last(&deed.actors, blames, found);
        }
        // "X approved 3,000 homes. Y denounced the decision": of a deed that nothing told, X's.
        if actors.is_empty() && spoken.is_some() && self.names_only(&deed.actors) {
            let before = self.scene.cast.before().iter();
            let first = before.filter(|name| name.actors.len() == 1).map(|name| name.actors[0]);
            actors.extend(first.take(1));
            let acts = |other: &Actor| deed.actors.iter().any(|party| party.actor == *other);
            actors.retain(|actor| !acts(actor));
        }
        if actors.is_empty() || (spoken.is_none() && self.in_passing(deed.trigger)) {
            return;
        }
        let name = self.tree.tokens[name];
        let party = |actor| Party { actor, rank: None, name, sort: Sort::State, bare_place: false };
        deed.targets = actors.into_iter().map(party).collect();
    }

    /// "…, which X called unjustified": a clause about all that the sentence tells.
    fn of_it_all(&self, trigger: usize) -> bool {
        let tree = self.tree;
        tree.dep(trigger) == Dep::RelCl
            && tree
                .having(trigger, &[Dep::Obj])
                .any(|at| at > 0 && tree.word(at) == "which" && tree.word(at - 1) == ",")
    }

    /// "X closed its border, a step that Y condemned": X, of whose deed the step is an apposition.
    fn did_that(&self, trigger: usize, noun: usize, speakers: &[Party]) -> Vec<Actor> {
        let tree = self.tree;
        let verb = tree.head(noun).filter(|_| tree.dep(noun) == Dep::Appos);
        let above = || tree.up(noun).find(|&at| tree.tag(at) == Tag::Verb);
        let verb = if self.of_it_all(trigger) { above() } else { verb };
        let verb = verb.filter(|&at| tree.tag(at) == Tag::Verb);
        let doers =
            verb.and_then(|at| doer(tree, at)).map_or_else(Vec::new, |at| parties(tree, at));
        let other = |actor: &Actor| speakers.iter().all(|speaker| speaker.actor != *actor);
        doers.into_iter().map(|party| party.actor).filter(other).collect()
    }

    /// Who did what the text told last, of whom a speaker then speaks: all who did it together, if
    /// it was done to him.
    fn did_last(&self, speakers: &[Party], blames: bool, found: &[Sighting]) -> Vec<Actor> {
        let speaker = speakers[0].actor;
        let speaks = |actor: Actor| speakers.iter().any(|party| party.actor == actor);
        let mut told: Option<&Sighting> = None;
        let mut actors: Vec<Actor> = Vec::new();
        for seen in self.lately(found) {
            if let Some(told) = told {
                let alike = told.target == Some(speaker)
                    && (seen.target, seen.channel, seen.span)
                        == (told.target, told.channel, told.span);
                let Some(actor) = seen.actor.filter(|_| alike) else { break };
                if !actors.contains(&actor) {
                    actors.push(actor);
                }
                continue;
            }
            // Whoever condemns what was condemned before condemns the same.
            let said = seen.mode == Mode::Word
                && matches!(seen.channel, Channel::Criticism | Channel::Denial | Channel::Appeal);
            let flown = matches!(seen.channel, Channel::Launch | Channel::NuclearTest);
            // Those who cut ties together and accuse "it" accuse whom they cut ties with.
            let together = speakers.len() > 1 && seen.actor.is_some_and(speaks);
            let other = if (said && blames) || together {
                seen.target
            } else if flown {
                seen.actor
            } else {
                seen.target.and(seen.actor)
            };
            if let Some(other) = other.filter(|&other| !speaks(other)) {
                (told, actors) = (Some(seen), vec![other]);
            }
        }
        actors
    }

    /// Whether the sentence names nobody but who acts, and so speaks of another than it names.
    pub(super) fn names_only(&self, actors: &[Party]) -> bool {
        let acts = |other: &Actor| actors.iter().any(|party| party.actor == *other);
        let mut names = self.tree.mentions.iter().filter(|name| name.sort.acts());
        names.all(|name| name.actors.iter().all(acts))
    }

    /// The act that a word speaks of, if it is one that was told: "the strike", "it".
    fn spoken_act(&self, trigger: usize, actors: &[Party]) -> Option<usize> {
        let tree = self.tree;
        let noun = object(tree, trigger)?;
        let known = |word: usize| {
            matches!(tree.word(word), "the" | "this" | "that" | "such" | "his" | "her" | "their")
        };
        let told = matches!(tree.word(noun), "it" | "this" | "that" | "them" | "these" | "those")
            || tree.having(noun, &[Dep::Det, Dep::Poss]).any(known);
        // "…, a practice denounced by X"
        let again = tree.dep(noun) == Dep::Appos
            && matches!(tree.dep(trigger), Dep::Acl | Dep::RelCl)
            && tree.head(trigger) == Some(noun);
        if self.of_it_all(trigger) {
            return Some(noun);
        }
        let told = told || again;
        let lemma = tree.lemmas[noun].to_ascii_lowercase();
        (told && (ACTS.contains(lemma.as_str()) || self.names_only(actors))).then_some(noun)
    }

    /// What the paragraph has told, the latest first.
    pub(super) fn lately<'f>(
        &'f self,
        found: &'f [Sighting],
    ) -> impl Iterator<Item = &'f Sighting> {
        let near = found.iter().rev().take(NEAR_MAX);
        near.take_while(|seen| same_paragraph(seen, self.scene))
    }

    /// "X seized Y's captain. Z demanded his release": of X.
    fn of_its_captive(&self, deed: &mut Deed<'_>, found: &[Sighting]) -> bool {
        let ([actor, ..], [captive]) = (&deed.actors[..], &deed.targets[..]) else { return false };
        let captor = self.lately(found).find_map(|seen| {
            let held = seen.target == Some(captive.actor)
                && matches!(seen.channel, Channel::Incident | Channel::Military);
            seen.actor.filter(|&captor| held && captor != actor.actor)
        });
        if let Some(captor) = captor {
            deed.targets[0].actor = captor;
        }
        captor.is_some()
    }
}
