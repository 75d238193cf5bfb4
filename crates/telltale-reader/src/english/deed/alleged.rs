//! What somebody lays at another's door: the deed that is alleged, and who denies it.

use super::parties::{foreign, prefer_others};
use super::{Deed, Sweep, mode_of};
use crate::english::lexicon::{Frame, Sense};
use crate::english::mood::{self, CLAIMS, Mood, Setting};
use crate::english::party::{Party, parties};
use crate::english::roles::{doer, object};
use crate::parse::{Dep, Tag};
use crate::sighting::Sighting;

/// Verbs by which one says of another what he would deny.
const ALLEGES: &[&str] = &["claim", "allege", "charge", "contend", "maintain", "assert", "insist"];

/// What is laid at another's door though it does good to somebody: "claims that X shelters rebels".
const HELPS: &[&str] =
    &["arm", "fund", "finance", "back", "support", "supply", "equip", "aid", "protect", "host"];

/// What is always laid at somebody's door.
const HIDES: &[&str] = &["shelter", "harbour", "harbor", "train", "sponsor", "abet", "shield"];

/// What is done to whoever complains of it.
const BREACHES: &[&str] = &["violate", "breach", "break", "cross", "intrude", "infringe"];

impl<'s> Sweep<'s, '_> {
    /// The deed of which somebody is accused, on the accuser's word: "accused X of bombing Y".
    pub(super) fn accused_deed(&self, deed: &Deed<'s>, found: &mut Vec<Sighting>) {
        if !deed.code.code.starts_with("112") || self.tree.tag(deed.trigger) != Tag::Verb {
            return;
        }
        let at = deed.trigger;
        let mut clauses: Vec<usize> = self.tree.having(at, &[Dep::Comp, Dep::XComp]).collect();
        for word in ["of", "for"] {
            clauses.extend(self.tree.objects_of(at, word));
        }
        let told = clauses.into_iter().filter(|&at| self.tree.tag(at) == Tag::Verb);
        for clause in told.flat_map(|clause| self.tree.joined(clause)) {
            let Some((frame, trigger)) = self.frame_of(clause) else { continue };
            let Sense::Code(code) = frame.sense else { continue };
            if code.quad_class != Some(4) {
                continue;
            }
            let actors = deed.targets.clone();
            let mut targets = self.targets(frame, clause, trigger, &actors);
            prefer_others(&mut targets, &actors);
            if !foreign(&targets, &actors) && BREACHES.contains(&frame.lemma) {
                targets.clone_from(&deed.actors);
            }
            if !foreign(&targets, &actors) {
                continue;
            }
            let channel = frame.channel.unwrap_or(code.channel);
            let setting = Setting { believed: true, said_by: None, ..deed.setting };
            let mode = mode_of(frame, code, channel);
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

    /// Whether a saying lays something at another's door: who, if so.
    pub(super) fn laid_at(&self, token: usize, speakers: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let clause = tree.child(token, Dep::Comp);
        let Some(clause) = clause.filter(|_| ALLEGES.contains(&tree.lemmas[token].as_ref())) else {
            return Vec::new();
        };
        // "insisted that no soldier of X was there": X is not accused.
        if mood::setting(self.lexicon, tree, clause).mood == Mood::Denied {
            return Vec::new();
        }
        let hostile = |frame: &'s Frame| match frame.sense {
            Sense::Code(_) if HIDES.contains(&tree.lemmas[clause].as_ref()) => true,
            // Whoever is attacked, or helped against the speaker, is no third state.
            Sense::Code(code) => {
                (code.quad_class == Some(4) || HELPS.contains(&tree.lemmas[clause].as_ref()))
                    && !foreign(&self.targets(frame, clause, clause, &[]), speakers)
            }
            _ => false,
        };
        if !self.frame_of(clause).is_some_and(|(frame, _)| hostile(frame)) {
            return Vec::new();
        }
        let accused = doer(tree, clause).map_or_else(Vec::new, |noun| parties(tree, noun));
        if foreign(&accused, speakers) { accused } else { Vec::new() }
    }

    /// Whom a denial answers that stands in a clause beside another's words: "blamed X, which denied
    /// it", "an accusation that X denied".
    pub(super) fn accuser(&self, token: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let clause = tree.up(token).find(|&at| {
            matches!(tree.dep(at), Dep::RelCl | Dep::AdvCl | Dep::Conj | Dep::Appos | Dep::Acl)
        });
        let above = clause.and_then(|clause| tree.head(clause));
        let verb = above.and_then(|above| tree.up(above).find(|&at| tree.tag(at) == Tag::Verb));
        let mut verb = verb;
        for _ in 0..3 {
            let Some(at) = verb else { break };
            let speakers = doer(tree, at).map_or_else(Vec::new, |noun| parties(tree, noun));
            if foreign(&speakers, actors) {
                return speakers;
            }
            let heard = object(tree, at).map_or_else(Vec::new, |noun| parties(tree, noun));
            if foreign(&heard, actors) {
                return heard;
            }
            verb = tree.head(at).filter(|&above| tree.tag(above) == Tag::Verb);
        }
        Vec::new()
    }

    /// "…, a charge X rejected": whether the noun before a verb and its doer is a claim.
    pub(super) fn of_claim_before(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.having(token, &[Dep::Subj, Dep::Obj, Dep::Advmod])
            .any(|noun| noun < token && CLAIMS.contains(&tree.lemmas[noun].as_ref()))
            && tree.having(token, &[Dep::Subj]).count() > 1
    }

    /// Whether a saying is of something that others would deny: then it is only reported.
    pub(super) fn only_alleged(&self, setting: &Setting) -> bool {
        setting.mood == Mood::Fact
            && setting
                .said_by
                .is_some_and(|verb| ALLEGES[..4].contains(&self.tree.lemmas[verb].as_ref()))
    }
}
