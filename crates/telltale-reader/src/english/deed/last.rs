//! Words about what the text told last: "condemned the attack", "demanded his release".

use telltale_observation::{Channel, Mode};

use super::parties::several;
use super::{Deed, NEAR_MAX, Sweep, same_paragraph};
use crate::english::party::Party;
use crate::english::roles::object;
use crate::gazetteer::Sort;
use crate::parse::Dep;
use crate::sighting::Sighting;

/// What is condemned, welcomed or denied without saying whose it is.
const ACTS: &[&str] = &[
    "attack",
    "strike",
    "raid",
    "move",
    "step",
    "decision",
    "act",
    "action",
    "assault",
    "invasion",
    "incursion",
    "operation",
    "bombardment",
    "killing",
    "measure",
    "measures",
    "plan",
    "announcement",
    "launch",
    "test",
    "seizure",
    "arrest",
    "expulsion",
    "closure",
    "ban",
    "violation",
    "intrusion",
    "incident",
    "sanction",
    "tariff",
    "duty",
    "levy",
    "it",
    "charge",
    "accusation",
    "allegation",
    "claim",
    "remark",
    "comment",
    "drill",
    "release",
    "provocation",
    "bombing",
    "shelling",
    "threat",
    "demand",
    "offer",
    "proposal",
    "invitation",
];

impl Sweep<'_, '_> {
    /// "Condemned the attack", "called it piracy": whoever did what the text told last.
    pub(super) fn of_the_last(&self, deed: &mut Deed<'_>, found: &[Sighting]) {
        let code = deed.code.code;
        if code == "1053" && self.of_its_captive(deed, found) {
            return;
        }
        let speaks =
            matches!(code.get(..2), Some("10" | "11" | "12")) || code == "016" || code == "051";
        if !speaks || deed.actors.is_empty() || several(&deed.actors) {
            return;
        }
        let Some(noun) = self.spoken_act(deed.trigger) else { return };
        if !(deed.targets.is_empty() || self.tree.word(noun) == "it") {
            return;
        }
        let speaker = deed.actors[0].actor;
        let blames = matches!(code.get(..2), Some("10" | "11"));
        let last = self.lately(found).find_map(|seen| {
            // Whoever condemns what was condemned before condemns the same.
            let said = seen.mode == Mode::Word
                && matches!(seen.channel, Channel::Criticism | Channel::Denial | Channel::Appeal);
            let other = if said && blames { seen.target } else { seen.target.and(seen.actor) };
            other.filter(|&other| other != speaker)
        });
        let Some(actor) = last else { return };
        let name = self.tree.tokens[noun];
        deed.targets =
            vec![Party { actor, rank: None, name, sort: Sort::State, bare_place: false }];
    }

    /// The act that a word speaks of, if it is one that was told: "the strike", "it".
    fn spoken_act(&self, trigger: usize) -> Option<usize> {
        let tree = self.tree;
        let noun = object(tree, trigger)?;
        let known =
            |word: usize| matches!(tree.word(word), "the" | "this" | "his" | "her" | "their");
        let told = tree.word(noun) == "it" || tree.having(noun, &[Dep::Det, Dep::Poss]).any(known);
        let lemma = tree.lemmas[noun].to_ascii_lowercase();
        (told && ACTS.contains(&lemma.as_str())).then_some(noun)
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
