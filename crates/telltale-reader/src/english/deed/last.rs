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

/// Whether a word points at what was told.
fn is_it(word: &str) -> bool {
    matches!(word, "it" | "this" | "that" | "them" | "these" | "those")
}

/// Whether what is praised or blamed was itself said.
fn is_speech(noun: &str) -> bool {
    const SPEECH: &[&str] = &[
        "statement",
        "remark",
        "comment",
        "word",
        "condemnation",
        "criticism",
        "stance",
        "call",
        "appeal",
        "position",
        "speech",
        "warning",
        "accusation",
        "charge",
        "claim",
        "denial",
        "protest",
        "complaint",
        "rebuke",
        "demand",
        "support",
        "offer",
        "proposal",
    ];
    SPEECH.contains(&noun)
}

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
            None if matches!(root, "12" | "13")
                && self.only_in_clause(deed.trigger, &deed.actors) =>
            {
                deed.trigger
            }
            // "Lodged a protest": at whoever did the last thing told.
            None if root == "11" && self.protests(deed.trigger) => deed.trigger,
            None => return,
        };
        // "Tariffs on X's wine, which X called unjustified": not its own.
        let own = self.of_it_all(deed.trigger) && !foreign(&deed.targets, &deed.actors);
        if !(deed.targets.is_empty() || own || matches!(self.tree.word(name), "it" | "them")) {
            return;
        }
        // "Accused it": no act, but whom it means.
        let party = ["accuse", "blame", "charge", "urge", "thank", "ask", "invite", "tell"];
        if !deed.targets.is_empty() && party.contains(&deed.frame.lemma) {
            return;
        }
        let mut actors = self.did_that(deed.trigger, name, &deed.actors);
        if actors.is_empty() {
            // "X condemned the raid. Y cheered it": what X condemned.
            let act = spoken.is_some_and(|noun| !is_speech(self.tree.lemmas[noun].as_ref()));
            actors = self.did_last(&deed.actors, blames || act, found);
        }
        // "X approved 3,000 homes. Y denounced the decision": of a deed that nothing told, X's.
        let only = || self.only_in_clause(deed.trigger, &deed.actors);
        if actors.is_empty() && spoken.is_some() && only() {
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

    /// "X called the raid reckless, and Y voiced alarm": at whom X spoke.
    pub(super) fn with_the_clause(&self, deed: &mut Deed<'_>, found: &[Sighting]) {
        let tree = self.tree;
        let root = deed.code.code.get(..2).unwrap_or_default();
        let joined = tree.dep(deed.trigger) == Dep::Conj
            && tree.child(deed.trigger, Dep::Subj).is_some()
            && matches!(root, "05" | "10" | "11");
        if !joined || !deed.targets.is_empty() || deed.actors.is_empty() {
            return;
        }
        let Some(seen) = found.last().filter(|seen| seen.span == self.scene.span) else { return };
        let acts = |actor: Option<Actor>| deed.actors.iter().any(|by| Some(by.actor) == actor);
        let said = seen.mode == Mode::Word && !acts(seen.actor);
        let named = |name: &crate::Mention| {
            name.sort.acts() && name.actors.iter().any(|&actor| Some(actor) == seen.target)
        };
        // Whom the sentence names is found where he stands.
        if !said || acts(seen.target) || tree.mentions.iter().any(named) {
            return;
        }
        let (name, sort) = (tree.tokens[deed.trigger], Sort::State);
        deed.targets.extend(seen.target.map(|actor| Party {
            actor,
            rank: None,
            name,
            sort,
            bare_place: false,
        }));
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

    /// "Lodged a protest", with nobody to whom: the words of a clause that names only who speaks.
    fn protests(&self, trigger: usize) -> bool {
        const PROTESTS: &[&str] = &["protest", "complaint", "objection", "demarche", "démarche"];
        let tree = self.tree;
        tree.tag(trigger) == Tag::Verb
            && object(tree, trigger)
                .is_some_and(|noun| PROTESTS.contains(&tree.lemmas[noun].as_ref()))
            && matches!(
                tree.lemmas[trigger].as_ref(),
                "lodge" | "file" | "deliver" | "make" | "issue"
            )
    }

    /// The act that a word speaks of, if it is one that was told: "the strike", "it".
    fn spoken_act(&self, trigger: usize, actors: &[Party]) -> Option<usize> {
        let tree = self.tree;
        let noun = object(tree, trigger)?;
        let known = |word: usize| {
            let word = tree.word(word);
            let known = ["the", "this", "that", "such", "his", "her", "their"];
            known.iter().any(|known| word.eq_ignore_ascii_case(known))
        };
        let told = is_it(tree.word(noun)) || tree.having(noun, &[Dep::Det, Dep::Poss]).any(known);
        // "…, a practice denounced by X"
        let again = tree.dep(noun) == Dep::Appos
            && matches!(tree.dep(trigger), Dep::Acl | Dep::RelCl)
            && tree.head(trigger) == Some(noun);
        if self.of_it_all(trigger) {
            return Some(noun);
        }
        let told = told || again;
        let lemma = tree.lemmas[noun].to_ascii_lowercase();
        (told && (ACTS.contains(lemma.as_str()) || self.only_in_clause(trigger, actors)))
            .then_some(noun)
    }

    /// Whether a verb that is its sentence's main one, or has a doer of its own, names nobody but who
    /// acts in its own clause: "Japan lodged a protest, and South Korea …".
    pub(super) fn only_in_clause(&self, verb: usize, actors: &[Party]) -> bool {
        let tree = self.tree;
        let clause = |at: usize| matches!(tree.dep(at), Dep::Root | Dep::Conj);
        let subject = |at: usize| tree.having(at, &[Dep::Subj, Dep::SubjPass]).next().is_some();
        if !(clause(verb) && tree.tag(verb) == Tag::Verb && subject(verb)) {
            return self.names_only(actors);
        }
        let acts = |other: &Actor| actors.iter().any(|party| party.actor == *other);
        let of_clause = |at: usize| {
            let mut up = tree.up(at).take_while(|&step| step != verb);
            tree.up(at).any(|step| step == verb)
                && !up.any(|step| tree.dep(step) == Dep::Conj && subject(step))
        };
        let others = |at: usize| {
            let mut names = tree.mentions_at(at).filter(|name| name.sort.acts());
            names.any(|name| !name.actors.iter().all(acts))
        };
        !(0..tree.len()).any(|at| !is_it(tree.word(at)) && others(at) && of_clause(at))
    }

    /// What the paragraph has told, the latest first.
    pub(super) fn lately<'f>(
        &'f self,
        found: &'f [Sighting],
    ) -> impl Iterator<Item = &'f Sighting> {
        let near = found.iter().rev().take(NEAR_MAX);
        near.take_while(|seen| same_paragraph(seen, self.scene))
    }

    /// "X landed in Y. The trip continues in Z": of X.
    pub(super) fn traveller(&self, verb: usize, found: &[Sighting]) -> Vec<Party> {
        const JOURNEYS: &[&str] = &["visit", "trip", "tour", "journey", "swing", "pilgrimage"];
        let tree = self.tree;
        let the = |word: usize| matches!(tree.word(word), "the" | "The" | "this" | "This");
        let journey = doer(tree, verb).filter(|&noun| {
            JOURNEYS.contains(&tree.lemmas[noun].as_ref())
                && tree.having(noun, &[Dep::Det]).any(the)
        });
        let visits = |seen: &&Sighting| seen.channel == Channel::Visit && seen.target.is_some();
        let last = journey.and_then(|_| self.lately(found).find(visits));
        let name = tree.tokens[verb];
        let party = |actor| Party { actor, rank: None, name, sort: Sort::State, bare_place: false };
        // Who receives is no traveller.
        let receives = |seen: &Sighting| seen.code.is_some_and(|code| code.code == "043");
        let by = last.and_then(|seen| if receives(seen) { seen.target } else { seen.actor });
        by.into_iter().map(party).collect()
    }

    /// "X seized Y's captain. He was freed": by X.
    pub(super) fn captor(&self, verb: usize, captives: &[Party], found: &[Sighting]) -> Vec<Party> {
        let [captive] = captives else { return Vec::new() };
        let free = matches!(self.tree.lemmas[verb].as_ref(), "free" | "release" | "liberate");
        let held = |seen: &&Sighting| {
            seen.target == Some(captive.actor)
                && seen.actor.is_some_and(|actor| actor != captive.actor)
                && matches!(seen.channel, Channel::Incident | Channel::Military)
        };
        let captor = self.lately(found).filter(|_| free).find(held).and_then(|seen| seen.actor);
        let name = self.tree.tokens[verb];
        let party = |actor| Party { actor, rank: None, name, sort: Sort::State, bare_place: false };
        captor.into_iter().map(party).collect()
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
