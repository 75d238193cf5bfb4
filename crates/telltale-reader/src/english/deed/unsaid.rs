//! Deeds without a doer: who did what the passive leaves unsaid.

use telltale_observation::Code;

use super::Sweep;
use super::parties::{foreign, prefer_others, several};
use crate::english::lexicon::Frame;
use crate::english::party::{Party, parties};
use crate::english::roles::{object, owners, retained};
use crate::gazetteer::Sort;

/// Who did it, and to whom.
type Sides = Option<(Vec<Party>, Vec<Party>)>;

/// Verbs whose object leaves a country.
const OUT: &[&str] = &[
    "expel", "deport", "order", "throw", "kick", "evict", "ban", "bar", "remove", "drive", "chase",
];

/// Verbs of what courts and police do where they are.
const HELD: &[&str] = &[
    "arrest", "detain", "jail", "imprison", "sentence", "convict", "charge", "seize", "impound",
    "turn", "refuse", "deny", "stop", "hold",
];

/// Verbs of how somebody becomes a member.
const JOINED: &[&str] = &["admit", "induct", "accept", "welcome", "elect"];

/// Verbs of what happens to envoys.
const CALLED: &[&str] = &["summon", "call", "haul", "recall", "withdraw"];

/// Nouns of attacks in which people are killed.
const STRIKES: &[&str] = &[
    "strike",
    "strikes",
    "attack",
    "raid",
    "bombardment",
    "airstrike",
    "air-strike",
    "shelling",
    "bombing",
    "offensive",
    "operation",
    "barrage",
    "fire",
    "ambush",
    "assault",
];

impl Sweep<'_, '_> {
    /// "Six diplomats were expelled from X", "X's ambassador in Y was recalled", "three generals
    /// were put under X's sanctions", "five accords were signed during X's visit to Y".
    pub(super) fn unsaid(
        &self,
        frame: &Frame,
        code: &Code,
        token: usize,
        actors: &mut Vec<Party>,
        targets: &mut Vec<Party>,
    ) {
        let Some(noun) = object(self.tree, token) else { return };
        // "Relations between X and Y were cut": by both.
        if code.code == "161" {
            let two = self.behind(noun, &["between"]);
            if !two.is_empty() && several(&two) {
                (*actors, *targets) = (two, Vec::new());
                return;
            }
        }
        if let Some(sides) = self.on_orders(token, noun, targets) {
            (*actors, *targets) = sides;
            return;
        }
        let found = if OUT.contains(&frame.lemma) {
            self.by_the_place(token, noun, &["from", "of", "out"])
        } else if HELD.contains(&frame.lemma) {
            self.by_the_place(token, noun, &["in", "at", "by"])
        } else if code.code == "051" || code.code.starts_with("11") && code.code != "114" {
            // "was denounced in Lima as a provocation": in a capital, by its government.
            self.by_the_place(token, noun, &["in"])
                .filter(|(hosts, _)| hosts.iter().all(|host| host.sort == Sort::Capital))
        } else if JOINED.contains(&frame.lemma) && code.code.starts_with("05") {
            self.by_the_place(token, noun, &["as", "to", "into"])
        } else if CALLED.contains(&frame.lemma) || code.code == "114" {
            self.envoy(noun, code)
        } else if frame.lemma == "notify" {
            // "X's withdrawal from the pact was notified to Y"
            let own = owners(self.tree, noun, true);
            (!own.is_empty() && foreign(targets, &own)).then(|| (own, targets.clone()))
        } else if code.code.starts_with("16") {
            self.punished(token, noun, targets)
        } else if code.quad_class == Some(4) {
            self.killed(token, noun)
        } else if frame.flags.both && targets.is_empty() {
            *actors = self.occasion(token);
            None
        } else {
            None
        };
        if let Some(sides) = found {
            (*actors, *targets) = sides;
        }
    }

    /// "Was closed on X's orders", "at X's behest": X did it.
    fn on_orders(&self, token: usize, noun: usize, targets: &[Party]) -> Sides {
        const ORDERS: &[&str] = &[
            "order",
            "behest",
            "instruction",
            "command",
            "orders",
            "instance",
            "insistence",
            "urging",
            "request",
        ];
        let tree = self.tree;
        let given = ["on", "at", "by", "under"].into_iter().flat_map(|w| tree.objects_of(token, w));
        let order = given.into_iter().find(|&at| ORDERS.contains(&tree.lemmas[at].as_ref()))?;
        let by = owners(tree, order, false);
        let hit = if foreign(targets, &by) { targets.to_vec() } else { parties(tree, noun) };
        (!by.is_empty() && foreign(&hit, &by)).then_some((by, hit))
    }

    fn behind(&self, base: usize, words: &[&str]) -> Vec<Party> {
        let places = words.iter().flat_map(|word| self.tree.objects_of(base, word));
        places.flat_map(|place| parties(self.tree, place)).collect()
    }

    /// "Was arrested in X", "was ordered out of X": by X.
    fn by_the_place(&self, token: usize, noun: usize, words: &[&str]) -> Sides {
        let mut hosts = self.behind(token, words);
        if let Some(denied) = retained(self.tree, token).filter(|_| hosts.is_empty()) {
            // "was refused entry at X's airports"
            hosts = self.behind(denied, words);
        }
        if hosts.is_empty() {
            // "barred from entering X"
            let entered =
                self.tree.objects_of(token, "from").filter_map(|at| object(self.tree, at));
            hosts = entered.flat_map(|place| parties(self.tree, place)).collect();
        }
        let guests = parties(self.tree, noun);
        (!hosts.is_empty() && foreign(&hosts, &guests)).then_some((hosts, guests))
    }

    /// An envoy is summoned by his host, and recalled by his own.
    fn envoy(&self, noun: usize, code: &Code) -> Sides {
        let own = owners(self.tree, noun, true);
        let hosts = self.behind(noun, &["to", "in", "at"]);
        if own.is_empty() || !foreign(&hosts, &own) {
            return None;
        }
        Some(if code.code.starts_with("16") { (own, hosts) } else { (hosts, own) })
    }

    /// "Were put under X's sanctions", "X's embargo on Y was extended".
    fn punished(&self, token: usize, noun: usize, targets: &[Party]) -> Sides {
        // "X's airspace was closed to Y's airlines": by X.
        let (own, out) = (owners(self.tree, noun, false), self.behind(token, &["to"]));
        if matches!(self.tree.lemmas[token].as_ref(), "close" | "shut" | "bar" | "seal")
            && foreign(&out, &own)
            && !own.is_empty()
        {
            return Some((own, out));
        }
        let rulers = self.behind(token, &["under", "by", "to", "on"]);
        let hit = parties(self.tree, noun);
        if !rulers.is_empty() && foreign(&rulers, &hit) {
            return Some((rulers, hit));
        }
        let own = owners(self.tree, noun, true);
        (!targets.is_empty() && foreign(&own, targets)).then(|| (own, targets.to_vec()))
    }

    /// "Were killed in X's air strikes on Y".
    fn killed(&self, token: usize, noun: usize) -> Sides {
        let tree = self.tree;
        let nouns =
            ["in", "by", "during"].into_iter().flat_map(|word| tree.objects_of(token, word));
        for strike in nouns.filter(|&at| STRIKES.contains(&tree.lemmas[at].as_ref())) {
            let own = owners(tree, strike, true);
            let on = ["on", "in", "against", "at", "near"];
            let mut hit = self.behind(strike, &on);
            hit.extend(self.behind(token, &on));
            if !foreign(&hit, &own) {
                hit = parties(tree, noun);
            }
            prefer_others(&mut hit, &own);
            if !own.is_empty() && foreign(&hit, &own) {
                return Some((own, hit));
            }
        }
        None
    }

    /// The two whose visit or talks are the occasion of something: "signed during X's trip to Y".
    fn occasion(&self, token: usize) -> Vec<Party> {
        let tree = self.tree;
        let nouns = ["during", "after", "at", "on", "following"]
            .into_iter()
            .flat_map(|word| tree.objects_of(token, word));
        for noun in nouns {
            let mut found = owners(tree, noun, false);
            for word in ["to", "in", "with", "between", "of"] {
                for party in tree.objects_of(noun, word).flat_map(|at| parties(tree, at)) {
                    if party.sort != Sort::Place && !found.iter().any(|p| p.actor == party.actor) {
                        found.push(party);
                    }
                }
            }
            if found.len() == 2 {
                return found;
            }
        }
        Vec::new()
    }
}
