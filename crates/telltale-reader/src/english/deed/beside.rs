//! What a sentence tells beside its deed: how another takes it, and to whom it is complained of.

use telltale_observation::Channel;

use super::parties::foreign;
use super::{Deed, Sweep};
use crate::english::mood;
use crate::english::party::{Party, parties};
use crate::english::roles::{object, owners};
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::sighting::Sighting;

impl<'s> Sweep<'s, '_> {
    /// "To the dismay of X", "to X's delight": what X thinks of whoever did it.
    pub(super) fn reaction(&self, deed: &Deed<'s>, found: &mut Vec<Sighting>) {
        let tree = self.tree;
        if tree.tag(deed.trigger) != Tag::Verb || deed.actors.is_empty() {
            return;
        }
        for noun in tree.objects_of(deed.trigger, "to") {
            let Some(code) = self.lexicon.reaction(tree.lemmas[noun].as_ref()) else { continue };
            let mut actors = owners(tree, noun, false);
            actors.retain(|party| party.sort != Sort::Place);
            let (channel, mode) = (code.channel, code.mode);
            let setting = mood::setting(self.lexicon, tree, deed.trigger);
            let targets = deed.actors.clone();
            if foreign(&actors, &targets) {
                let frame = deed.frame;
                let trigger = deed.trigger;
                self.put(
                    Deed {
                        trigger,
                        frame,
                        code,
                        channel,
                        mode,
                        actors,
                        targets,
                        setting,
                        mutual: false,
                    },
                    found,
                );
            }
        }
    }

    /// Whose doings a deed is complained of to a court or a council: the one other state that the
    /// sentence names, and not the council.
    pub(super) fn complained_of(&self, deed: &mut Deed<'_>) {
        let body = |party: &Party| party.sort == Sort::Organisation;
        let [target] = &deed.targets[..] else { return };
        let suit = matches!(deed.frame.lemma, "withdraw" | "drop" | "file" | "lodge");
        if !(suit || deed.channel == Channel::Criticism) || !body(target) {
            return;
        }
        let bases = [Some(deed.trigger), object(self.tree, deed.trigger)];
        let words = bases.into_iter().flatten().flat_map(|at| self.tree.having(at, &[Dep::Prep]));
        let to = words.into_iter().any(|word| {
            matches!(self.tree.word(word), "to" | "before" | "at" | "with")
                && self.tree.having(word, &[Dep::PObj]).any(|noun| {
                    parties(self.tree, noun).iter().any(|party| party.actor == target.actor)
                })
        });
        let mut others: Vec<Party> = Vec::new();
        for name in self.tree.mentions.iter().filter(|name| name.sort.acts()) {
            let acts = |party: &Party| name.actors.contains(&party.actor);
            if matches!(name.sort, Sort::Organisation | Sort::Place) || deed.actors.iter().any(acts)
            {
                continue;
            }
            for &actor in &name.actors {
                if !others.iter().any(|known| known.actor == actor) {
                    let (rank, name, sort) = (name.rank, name.span, name.sort);
                    others.push(Party { actor, rank, name, sort, bare_place: false });
                }
            }
        }
        if to && others.len() == 1 {
            deed.targets = others;
        }
    }

    /// "Boycotted the G20 summit that X hosted": X, and not the club.
    pub(super) fn hosts_of(&self, deed: &mut Deed<'_>) {
        const HOSTS: &[&str] =
            &["host", "hold", "open", "chair", "convene", "organise", "organize"];
        let tree = self.tree;
        let club = |party: &Party| party.sort == Sort::Organisation;
        let refused = deed.channel == Channel::Refusal;
        if !deed.targets.iter().all(club) || (deed.targets.is_empty() && !refused) {
            return;
        }
        let below = |clause: usize| {
            HOSTS.contains(&tree.lemmas[clause].as_ref())
                && tree.up(clause).any(|step| step == deed.trigger)
        };
        let clause = (deed.trigger + 1..tree.len())
            .find(|&at| matches!(tree.dep(at), Dep::RelCl | Dep::AdvCl) && below(at));
        let hosts = clause.and_then(|clause| tree.child(clause, Dep::Subj));
        let hosts = hosts.map_or_else(Vec::new, |noun| parties(tree, noun));
        if foreign(&hosts, &deed.actors) {
            deed.targets = hosts;
        }
    }

    /// Whether those who do it do nothing for their state: "tourists from X are back in Y".
    pub(super) fn of_private_people(&self, doer: usize) -> bool {
        self.tree.tag(doer) == Tag::Noun && self.lexicon.is_private(&self.tree.lemmas[doer])
    }
}
