//! What is told by pointing at what was told last: "followed suit", "did the same", "answered in
//! kind", "and Chile its own".

use telltale_observation::{Actor, Channel, Modality};

use super::Sweep;
use crate::english::mood::{self, Mood};
use crate::english::party::{Party, parties};
use crate::english::roles::{doer, passive};
use crate::english::when;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::sighting::{Because, Sighting};

/// How a deed points at an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Echo {
    /// It is done to whoever did it.
    Reply,
    /// It is done to the same one; by that one, to whoever did it.
    Same,
}

/// Phrases that point at what was told last: the words, the first one in its dictionary form.
pub(crate) struct Echoes {
    phrases: Vec<(Vec<&'static str>, Echo)>,
    /// The first letters of their verbs, by which most words are passed over at once.
    firsts: [bool; 256],
}

/// How many words may stand between the verb and the rest of a phrase: "responded at once in kind".
const GAP_MAX: usize = 3;

impl Echoes {
    pub(crate) fn load() -> Echoes {
        let rows = include_str!("../../../data/echoes_en.csv").lines().skip(1);
        let phrases = rows.filter_map(|row| {
            let (words, kind) = row.split_once(',')?;
            let kind = if kind == "reply" { Echo::Reply } else { Echo::Same };
            Some((words.split(' ').collect(), kind))
        });
        let phrases: Vec<(Vec<&'static str>, Echo)> = phrases.collect();
        let mut firsts = [false; 256];
        for (words, _) in &phrases {
            firsts[usize::from(words[0].as_bytes()[0])] = true;
        }
        Echoes { phrases, firsts }
    }

    /// The first words, by which a sentence is seen to have a phrase.
    pub(crate) fn verbs(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.phrases.iter().map(|(words, _)| words[0])
    }
}

impl Sweep<'_, '_> {
    /// Tells again what was told last, of whoever now does it; answers whether it was told.
    pub(super) fn again(&mut self, token: usize, found: &mut Vec<Sighting>) -> bool {
        let echo = self.echo_at(token);
        let Some((echo, speakers)) = echo.or_else(|| self.its_own(token)) else { return false };
        let setting = mood::setting(self.lexicon, self.tree, token);
        if setting.mood != Mood::Fact || setting.conditional {
            return false;
        }
        let told: Vec<_> = speakers
            .iter()
            .flat_map(|speaker| {
                let told = self.pointed_at(echo, speaker.actor, found).into_iter();
                told.map(|(seen, target)| self.retold(&seen, speaker, target, token))
            })
            .collect();
        let any = !told.is_empty();
        for seen in told {
            crate::told::add(seen, found);
        }
        any
    }

    fn echo_at(&self, token: usize) -> Option<(Echo, Vec<Party>)> {
        let tree = self.tree;
        let lemma = tree.lemmas[token].as_ref();
        let echoes = self.lexicon.echoes();
        let first = lemma.bytes().next().is_some_and(|first| echoes.firsts[usize::from(first)]);
        if !(first && matches!(tree.tag(token), Tag::Verb | Tag::Aux)) {
            return None;
        }
        let follows = |at: usize, rest: &[&str]| {
            rest.iter().enumerate().all(|(step, word)| {
                at + step < tree.len()
                    && (tree.word(at + step) == *word || tree.lemmas[at + step] == *word)
            })
        };
        let (_, echo) = echoes.phrases.iter().find(|(words, _)| {
            // "followed with tents", but not "following his talks with X"
            let gap = if words.get(1) == Some(&"with") { 0 } else { GAP_MAX };
            // "the first to do so" tells it of nobody else.
            let to = words[0] == "do" && words[1] == "so" && mood::infinitive(tree, token);
            words[0] == lemma
                && !to
                && (token + 1..token + 2 + gap).any(|at| follows(at, &words[1..]))
        })?;
        // "was answered in kind by X"
        let agent = || passive(tree, token).then(|| doer(tree, token)).flatten();
        let own = tree.child(token, Dep::Subj).or_else(agent);
        let doers = own.map_or_else(Vec::new, |doer| parties(tree, doer));
        let speakers = match &doers[..] {
            [one, ..] if one.sort != Sort::Place => doers,
            _ => vec![self.named_last(token)?],
        };
        Some((*echo, speakers))
    }

    /// "X withdrew its envoy from Y, and Y its own": what a name does whose verb is left out.
    fn its_own(&self, token: usize) -> Option<(Echo, Vec<Party>)> {
        let tree = self.tree;
        let own = matches!(tree.word(token), "own")
            && token > 2
            && matches!(tree.word(token - 1), "its" | "their")
            && tree.is_named(token - 2);
        let before = |at: usize| at.checked_sub(1).map_or("", |before| tree.word(before));
        if !own || !matches!(before(token - 2), "and" | "while" | ";" | ",") {
            return None;
        }
        Some((Echo::Reply, vec![self.named_last(token - 1)?]))
    }

    /// The actor that is named last before a word.
    fn named_last(&self, token: usize) -> Option<Party> {
        let end = self.tree.tokens[token].0;
        let mut before = self.tree.mentions.iter().filter(|name| name.span.1 <= end);
        let name = before.rfind(|name| name.sort.acts() && name.actors.len() == 1)?;
        Some(Party {
            actor: name.actors[0],
            rank: name.rank,
            name: name.span,
            sort: name.sort,
            bare_place: false,
        })
    }

    /// What is told again, and of whom: of all who did the last thing told, where it is a reply.
    fn pointed_at(
        &self,
        echo: Echo,
        speaker: Actor,
        found: &[Sighting],
    ) -> Vec<(Sighting, Option<Actor>)> {
        let happened = |seen: &&Sighting| {
            seen.modality == Modality::Happened && seen.actor.is_some_and(|by| by != speaker)
        };
        let mut told: Vec<(Sighting, Option<Actor>)> = Vec::new();
        for seen in self.lately(found).filter(happened) {
            let hit = seen.target == Some(speaker);
            let other = if hit { seen.actor } else { seen.target };
            let at_home = matches!(seen.channel, Channel::Launch | Channel::NuclearTest);
            let other = other.filter(|&other| other != speaker);
            if other.is_none() && !at_home {
                continue;
            }
            let fits = hit || echo == Echo::Same;
            let alike = told.first().is_none_or(|(first, _)| {
                first.channel == seen.channel && first.target == Some(speaker) && hit
            });
            if fits && alike && told.iter().all(|(_, known)| *known != other) {
                told.push((seen.clone(), other));
            }
        }
        told
    }

    fn retold(
        &self,
        seen: &Sighting,
        speaker: &Party,
        target: Option<Actor>,
        token: usize,
    ) -> Sighting {
        let (period, dated) = when::period(self.tree, token, false, self.scene);
        Sighting {
            actor: Some(speaker.actor),
            target,
            period,
            rank: speaker.rank,
            place: None,
            span: self.scene.span,
            confidence: if dated { 0.8 } else { 0.65 },
            because: Because {
                trigger: Some(self.tree.tokens[token]),
                rule: "as was told last".to_owned(),
                actors: vec![speaker.name],
                dated,
                in_passing: false,
                again: None,
            },
            ..seen.clone()
        }
    }
}
