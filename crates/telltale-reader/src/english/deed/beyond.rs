//! Parties that a deed takes from what stands around it: who is said to be a guest, who sent the
//! words that reached somebody, who signed the accord under which something is done, who got the like
//! before.

use telltale_observation::{Channel, Modality};

use super::parties::{foreign, several};
use super::{Deed, Sweep};
use crate::english::lexicon::{Frame, Slot};
use crate::english::party::{Party, parties};
use crate::english::roles::{doer, is_it, object, passive};
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::sighting::Sighting;
use crate::time::Time;

/// What somebody is who comes to another's feast.
const GUESTS: &[&str] = &["guest", "visitor", "attendee", "participant", "dignitary"];

/// What reaches somebody from somebody.
const MESSAGES: &[&str] = &[
    "congratulation",
    "congratulations",
    "condolence",
    "condolences",
    "sympathy",
    "greeting",
    "greetings",
    "felicitation",
    "felicitations",
    "wish",
    "wishes",
    "regards",
    "message",
    "telegram",
    "cable",
    "letter",
    "word",
    "words",
    "thanks",
    "praise",
    "criticism",
    "condemnation",
    "rebuke",
    "warning",
    "threat",
    "appeal",
    "call",
    "plea",
    "train",
    "flight",
    "ferry",
    "bus",
    "freighter",
    "airliner",
    "tanker",
    "convoy",
    "lorry",
    "ship",
    "vessel",
    "boat",
    "plane",
    "shipment",
    "consignment",
    "batch",
    "cargo",
    "instalment",
    "missile",
    "rocket",
    "shell",
    "tank",
    "howitzer",
    "gun",
    "rifle",
    "ammunition",
    "munition",
    "weapon",
    "arm",
    "jet",
    "fighter",
    "helicopter",
    "drone",
    "vaccine",
    "tent",
    "blanket",
    "aid",
    "relief",
    "medicine",
    "food",
    "grain",
    "wheat",
    "rice",
    "flour",
];

/// What is laid down or handed over to honour somebody.
const TRIBUTES: &[&str] =
    &["wreath", "flower", "basket", "bouquet", "garland", "gift", "present", "tribute", "floral"];

/// How far behind a participle its date begins, in bytes.
const NEAR: usize = 24;

/// What is put into orbit for somebody.
const PAYLOADS: &[&str] =
    &["satellite", "spacecraft", "probe", "payload", "astronaut", "cosmonaut", "telescope"];

impl Sweep<'_, '_> {
    /// "X was guest of honour at the parade in Y": X.
    pub(super) fn as_guest(&self, noun: usize) -> Vec<Party> {
        let guest = GUESTS.contains(&self.tree.lemmas[noun].as_ref());
        let subject = is_it(self.tree, noun).filter(|_| guest);
        subject.map_or_else(Vec::new, |subject| parties(self.tree, subject))
    }

    /// "Condolences came from X", "the first train from X reached Y": X.
    pub(super) fn senders(&self, verb: usize, message: usize) -> Vec<Party> {
        let tree = self.tree;
        if passive(tree, verb) || !MESSAGES.contains(&tree.lemmas[message].as_ref()) {
            return Vec::new();
        }
        // "the first train in five years from X"
        let within =
            tree.having(message, &[Dep::Prep]).flat_map(|at| tree.having(at, &[Dep::PObj]));
        let bases = [message, verb].into_iter().chain(object(tree, verb)).chain(within);
        let mut found: Vec<Party> = bases
            .flat_map(|base| tree.objects_of(base, "from"))
            .flat_map(|from| parties(tree, from))
            .collect();
        for party in &mut found {
            party.bare_place = false;
            // "A ship from Karachi": from that city's state.
            if party.sort == Sort::Place {
                party.sort = Sort::State;
            }
        }
        found
    }

    /// Whether what is laid down in honour of somebody tells who brought it.
    pub(super) fn brought(&self, frame: &Frame, verb: usize) -> bool {
        let named = frame.conditions.iter().any(|condition| condition.slot == Slot::Object);
        named
            && passive(self.tree, verb)
            && object(self.tree, verb).is_some_and(|noun| {
                let of = self.tree.objects_of(noun, "of");
                let mut nouns = of.chain([noun]);
                nouns.any(|noun| TRIBUTES.contains(&self.tree.lemmas[noun].as_ref()))
            })
    }

    /// "X put Y's satellite into orbit": Y, for whom it was; answers whether there is one.
    pub(super) fn lofted(&self, verb: usize, actors: &[Party], targets: &mut Vec<Party>) -> bool {
        let tree = self.tree;
        let payload = object(tree, verb).filter(|&it| PAYLOADS.contains(&tree.lemmas[it].as_ref()));
        let Some(payload) = payload.filter(|_| tree.tag(verb) == Tag::Verb) else { return false };
        let mut found = parties(tree, payload);
        if !foreign(&found, actors) {
            let bases = [verb, payload].into_iter();
            let whom = bases.flat_map(|base| tree.objects_of(base, "for"));
            found = whom.flat_map(|whom| parties(tree, whom)).collect();
        }
        found.retain(|party| party.sort != Sort::Place);
        let others = !actors.is_empty() && foreign(&found, actors);
        if others {
            *targets = found;
        }
        others
    }

    /// "X will sell Y gas under an accord signed on Friday": X and Y signed it.
    pub(super) fn signed_under(&self, verb: usize) -> Vec<Party> {
        let tree = self.tree;
        if !self.is_under(verb) {
            return Vec::new();
        }
        let mut found: Vec<Party> = Vec::new();
        for name in tree.mentions.iter().filter(|name| name.sort.acts()) {
            for &actor in &name.actors {
                if !found.iter().any(|known| known.actor == actor) {
                    let (rank, sort, name) = (name.rank, name.sort, name.span);
                    found.push(Party { actor, rank, name, sort, bare_place: false });
                }
            }
        }
        if found.len() == 2 { found } else { Vec::new() }
    }

    /// Whether a participle is of an accord under which something else is done.
    pub(super) fn is_under(&self, verb: usize) -> bool {
        const UNDER: &[&str] = &["under", "Under", "by", "through", "in", "with"];
        let tree = self.tree;
        let deal = tree.head(verb).filter(|_| tree.dep(verb) == Dep::Acl);
        let under = deal.and_then(|deal| tree.head(deal));
        // It is told if it has a day of its own: "signed on Friday".
        let from = tree.tokens[verb].1;
        let dated = |time: &Time| (from..from + NEAR).contains(&time.span.0);
        under.is_some_and(|word| UNDER.contains(&tree.word(word)))
            && self.scene.times.iter().any(dated)
    }

    /// "X fired at soldiers of Y who had crossed the line": Y's soldiers crossed it to X.
    pub(super) fn intruded_on(&self, deed: &mut Deed<'_>) {
        let tree = self.tree;
        let open = deed.targets.is_empty() && !deed.actors.is_empty() && !deed.frame.alone();
        let when = || {
            let mut marks = tree.having(deed.trigger, &[Dep::Mark, Dep::Prep]);
            marks.any(|mark| matches!(tree.word(mark), "after" | "when" | "once" | "as"))
        };
        let hurts = match tree.dep(deed.trigger) {
            Dep::RelCl => {
                matches!(deed.channel, Channel::Incident | Channel::Military | Channel::Troops)
            }
            Dep::AdvCl => deed.channel == Channel::Incident && when(),
            _ => false,
        };
        if !(hurts && open) {
            return;
        }
        let above = tree.head(deed.trigger);
        let verb = above.and_then(|above| {
            std::iter::once(above).chain(tree.up(above)).find(|&at| tree.tag(at) == Tag::Verb)
        });
        let host = verb.and_then(|verb| doer(tree, verb));
        let host = host.map_or_else(Vec::new, |host| parties(tree, host));
        if !host.is_empty() && foreign(&host, &deed.actors) {
            deed.targets = host;
        }
    }

    /// "X sent Z tents. Y sent blankets": to Z, as what was told last.
    pub(super) fn of_the_like(&self, deed: &mut Deed<'_>, found: &[Sighting]) {
        let [actor, ..] = &deed.actors[..] else { return };
        let verb = self.tree.tag(deed.trigger) == Tag::Verb && !self.in_passing(deed.trigger);
        let open = deed.targets.is_empty() && !deed.frame.alone();
        let only = || self.only_in_clause(deed.trigger, std::slice::from_ref(actor));
        if !verb || !open || several(&deed.actors) || !only() {
            return;
        }
        let Some(kind) = kind(deed.channel) else { return };
        let mut told = self.lately(found).filter(|seen| seen.target.is_some());
        let Some(last) = told.next() else { return };
        let like = last.modality == Modality::Happened
            && self::kind(last.channel) == Some(kind)
            && last.actor != Some(actor.actor)
            && last.target != Some(actor.actor)
            && last.actor != last.target;
        if let Some(other) = last.target.filter(|_| like) {
            deed.targets = vec![Party { actor: other, ..actor.clone() }];
        }
    }
}

/// Deeds that several do to the same one.
fn kind(channel: Channel) -> Option<u8> {
    match channel {
        Channel::Aid | Channel::Arms => Some(0),
        Channel::Sanction | Channel::Refusal => Some(1),
        Channel::Military | Channel::Troops => Some(2),
        _ => None,
    }
}
