//! Who is where: "X's minister, in Y since Monday, …", "X, in Y for talks, …".

use telltale_observation::{Channel, Code, Mode, Ontology, Rank};

use super::{Deed, Sweep};
use crate::english::lexicon::Part;
use crate::english::mood;
use crate::english::party::{Party, parties, rank_of};
use crate::gazetteer::Sort;
use crate::parse::Dep;
use crate::sighting::Sighting;

/// What follows a place where somebody is for a while.
const STAYS: &[&str] = &["since", "for", "on", "until", "till", "to", "as"];

impl<'s> Sweep<'s, '_> {
    /// Tells the visits of those who are named beside the place where they are.
    pub(super) fn present(&self, found: &mut Vec<Sighting>) {
        let tree = self.tree;
        for at in 1..tree.len().saturating_sub(3) {
            if !(tree.word(at) == "," && matches!(tree.word(at + 1), "in" | "visiting")) {
                continue;
            }
            let person = |token: usize| {
                rank_of(&tree.lemmas[token]).is_some_and(|rank| rank != Rank::Military)
                    || tree.mentions_at(token).any(|name| name.sort == Sort::Person)
            };
            let Some(place) = self.place_behind(at + 2) else { continue };
            let Some(next) = (place + 1 < tree.len()).then(|| tree.word(place + 1)) else {
                continue;
            };
            let stays = STAYS.contains(&next) || (tree.word(at + 1) == "visiting" && next == ",");
            if person(at - 1) && stays {
                self.visit(at - 1, place, found);
            }
        }
    }

    /// The last word of the name of a place that begins at a word.
    fn place_behind(&self, from: usize) -> Option<usize> {
        let tree = self.tree;
        let from = if tree.word(from) == "the" { from + 1 } else { from };
        let is_place = |sort| matches!(sort, Sort::Capital | Sort::State | Sort::Place);
        let name = tree.mentions_at(from).find(|name| is_place(name.sort))?;
        (from..tree.len()).take_while(|&at| tree.tokens[at].0 < name.span.1).last()
    }

    fn visit(&self, person: usize, place: usize, found: &mut Vec<Sighting>) {
        let tree = self.tree;
        let Some(code) = Code::find(Ontology::Cameo, "042") else { return };
        let Some(frame) = self.lexicon.frames(Part::Verb, "visit").last() else { return };
        let head = |at: usize| {
            tree.up(at).take_while(|&step| tree.is_named(step) || step == at).last().unwrap_or(at)
        };
        let mut actors: Vec<Party> = if tree.is_named(person) {
            parties(tree, head(person)).into_iter().filter(|it| it.sort == Sort::Person).collect()
        } else {
            parties(tree, person)
        };
        actors.truncate(1);
        let targets: Vec<Party> = tree
            .mentions_at(place)
            .flat_map(|name| {
                name.actors.iter().map(|&actor| Party {
                    actor,
                    rank: None,
                    name: name.span,
                    sort: name.sort,
                    bare_place: true,
                })
            })
            .collect();
        let own = |party: &Party| targets.iter().any(|host| host.actor == party.actor);
        let verb = tree.up(person).find(|&at| tree.dep(at) == Dep::Root).unwrap_or(person);
        if actors.is_empty() || actors.iter().any(own) {
            return;
        }
        let setting = mood::setting(self.lexicon, tree, verb);
        let setting = mood::Setting { mood: mood::Mood::Fact, said_by: None, ..setting };
        let (channel, mode, mutual) = (Channel::Visit, Mode::Deed, false);
        let trigger = place;
        self.put(
            Deed { trigger, frame, code, channel, mode, actors, targets, setting, mutual },
            found,
        );
    }
}
