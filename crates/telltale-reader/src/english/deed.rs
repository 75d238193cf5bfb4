//! From triggers to sightings.

use telltale_observation::{Channel, Code, Kind, Modality, Mode, Ontology};

use super::lexicon::{Frame, Lexicon, Outer, Part, Sense, Slot};
use super::mood::{self, CLAIMS, Mood, Setting};
use super::party::{Party, parties};
use super::roles::{self, doer, holds, in_slot, object, owners};
use super::tree::Tree;
use super::when;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::reader::Scene;
use crate::sighting::{Because, Sighting};
use crate::told::add;

/// What one trigger tells.
struct Deed<'l> {
    trigger: usize,
    frame: &'l Frame,
    code: &'static Code,
    channel: Channel,
    mode: Mode,
    actors: Vec<Party>,
    targets: Vec<Party>,
    setting: Setting,
}

struct Sweep<'s, 't> {
    lexicon: &'s Lexicon,
    tree: &'s Tree<'t>,
    scene: &'s Scene<'t>,
    /// Words that another trigger has already told of.
    taken: Vec<bool>,
}

/// Adds what the sentence tells.
pub(crate) fn read(
    lexicon: &Lexicon,
    tree: &Tree<'_>,
    scene: &Scene<'_>,
    found: &mut Vec<Sighting>,
) {
    let before = found.len();
    let mut sweep = Sweep { lexicon, tree, scene, taken: vec![false; tree.len()] };
    let mut order: Vec<usize> = (0..tree.len()).collect();
    order.sort_by_cached_key(|&token| (tree.up(token).count(), token));
    for token in order {
        if sweep.taken[token] {
            continue;
        }
        let Some((frame, trigger)) = sweep.frame_of(token) else { continue };
        let noun = part_of(tree.tag(token)) == Some(Part::Noun);
        if noun && STANDING.contains(&tree.lemmas[token].to_ascii_lowercase().as_str()) {
            continue;
        }
        sweep.tell(frame, token, trigger, found);
    }
    drop_bare_statements(found, before);
}

/// A bare "said" is not told where the same sentence tells more of the same pair.
fn drop_bare_statements(found: &mut Vec<Sighting>, before: usize) {
    let told: Vec<_> = found[before..]
        .iter()
        .filter(|seen| !bare_statement(seen))
        .map(|seen| (seen.actor, seen.target))
        .collect();
    let mut index = 0;
    found.retain(|seen| {
        index += 1;
        index <= before || !bare_statement(seen) || !told.contains(&(seen.actor, seen.target))
    });
}

fn bare_statement(seen: &Sighting) -> bool {
    seen.channel == Channel::Statement
}

fn part_of(tag: Tag) -> Option<Part> {
    match tag {
        Tag::Verb | Tag::Aux => Some(Part::Verb),
        Tag::Noun | Tag::Name => Some(Part::Noun),
        Tag::Adj => Some(Part::Adjective),
        _ => None,
    }
}

impl<'s> Sweep<'s, '_> {
    /// The frame of a word, and the word that its parties hang on: for a light verb ("paid a
    /// visit") the frame is its object's.
    fn frame_of(&self, token: usize) -> Option<(&'s Frame, usize)> {
        let tree = self.tree;
        if tree.is_named(token) {
            return None;
        }
        let part = part_of(tree.tag(token))?;
        let lemma = tree.lemmas[token].to_ascii_lowercase();
        let frame = self.lexicon.frames(part, &lemma).iter().find(|frame| {
            self.particle_fits(token, frame) && holds(tree, token, &frame.conditions)
        })?;
        if frame.flags.light
            && let Some(noun) = object(tree, token)
            && let Some((inner, _)) = self.noun_frame(noun)
        {
            return Some((inner, noun));
        }
        Some((frame, token))
    }

    fn noun_frame(&self, noun: usize) -> Option<(&'s Frame, usize)> {
        let lemma = self.tree.lemmas[noun].to_ascii_lowercase();
        let frame = self
            .lexicon
            .frames(Part::Noun, &lemma)
            .iter()
            .find(|frame| holds(self.tree, noun, &frame.conditions))?;
        Some((frame, noun))
    }

    fn particle_fits(&self, token: usize, frame: &Frame) -> bool {
        frame.particle.is_empty()
            || self.tree.children(token).iter().any(|&child| {
                matches!(self.tree.dep(child), Dep::Prt | Dep::Prep | Dep::Advmod)
                    && self.tree.word(child).eq_ignore_ascii_case(frame.particle)
                    && !self.before_date(child)
            })
    }

    /// Whether a preposition stands before a date: "called on Friday" calls on nobody.
    fn before_date(&self, preposition: usize) -> bool {
        let Some(object) = self.tree.child(preposition, Dep::PObj) else { return false };
        let (start, end) = self.tree.tokens[object];
        self.scene.times.iter().any(|time| time.span.0 <= start && end <= time.span.1)
    }

    fn tell(&mut self, frame: &'s Frame, token: usize, trigger: usize, found: &mut Vec<Sighting>) {
        self.taken[token] = true;
        self.taken[trigger] = true;
        if self.plans(token) {
            return;
        }
        self.take_named(frame, token);
        if self.tree.lemmas[token] == "deny" && self.tree.child(token, Dep::Comp).is_some() {
            return self.denial(frame, token, found);
        }
        match frame.sense {
            Sense::Code(code) => {
                let mut channel = frame.channel.unwrap_or(code.channel);
                if channel == Channel::Visit && self.of_soldiers(token) {
                    channel = Channel::Military;
                }
                if channel.is_trade() {
                    // Trade without an amount is no flow.
                    channel = Channel::Economic;
                }
                let mode = mode_of(frame, code, channel);
                self.deed(frame, token, trigger, (code, channel, mode), found);
            }
            Sense::Outer(outer) => self.outer(frame, token, outer, found),
            Sense::Say => self.said(frame, token, found),
            Sense::Deny => self.denial(frame, token, found),
            Sense::Believe | Sense::Aspect(_) | Sense::Nothing => {}
        }
    }

    /// Whether a word says that a deed is planned, which the deed tells for itself.
    fn plans(&self, token: usize) -> bool {
        let tree = self.tree;
        let lemma = tree.lemmas[token].to_ascii_lowercase();
        PLANNERS.contains(&lemma.as_str())
            && tree
                .having(token, &[Dep::XComp, Dep::Comp, Dep::Acl])
                .any(|clause| self.frame_of(clause).is_some())
    }

    /// The words that a frame's conditions name are told of by it, and by nothing else.
    fn take_named(&mut self, frame: &Frame, token: usize) {
        for condition in &frame.conditions {
            let named: Vec<usize> = match &condition.slot {
                Slot::Object | Slot::Possessor => object(self.tree, token).into_iter().collect(),
                Slot::Preposition(word) => self.tree.objects_of(token, word).collect(),
                Slot::Complement => self.tree.having(token, &[Dep::Comp, Dep::XComp]).collect(),
                _ => Vec::new(),
            };
            for noun in named.into_iter().flat_map(|noun| self.tree.joined(noun)) {
                self.taken[noun] = true;
            }
        }
    }

    /// Who did it: the doer of the verb, or who stands behind the noun.
    fn actors(&self, frame: &Frame, token: usize, trigger: usize) -> Vec<Party> {
        let tree = self.tree;
        let verb = matches!(tree.tag(token), Tag::Verb | Tag::Aux | Tag::Adj);
        let mut found = if verb {
            doer(tree, token).map_or_else(Vec::new, |doer| parties(tree, doer))
        } else {
            let of = frame.targets.contains(&Slot::Object)
                || frame.targets.contains(&Slot::Preposition("of".to_owned()));
            let owners = owners(tree, trigger, of);
            let verb = tree.head(trigger).filter(|_| tree.dep(trigger) == Dep::Obj);
            match verb.and_then(|verb| doer(tree, verb)) {
                Some(doer) if owners.is_empty() && !frame.flags.both => parties(tree, doer),
                _ => owners,
            }
        };
        found.retain(|party| party.sort != Sort::Place);
        found
    }

    fn deed(
        &mut self,
        frame: &'s Frame,
        token: usize,
        trigger: usize,
        (code, channel, mode): (&'static Code, Channel, Mode),
        found: &mut Vec<Sighting>,
    ) {
        let mut actors = self.actors(frame, token, trigger);
        let mut targets = self.targets(frame, token, trigger, &actors);
        if frame.flags.both && actors.is_empty() {
            between(self.tree, trigger, &mut actors);
        }
        if frame.flags.both && targets.is_empty() && self.of_both(trigger) {
            actors = self.named_before(trigger);
        }
        if actors.is_empty() && moves(channel) {
            self.moved(frame, token, &mut actors, &mut targets);
        }
        if actors.is_empty() && channel == Channel::Ceremony {
            self.honoured(frame, token, &mut actors, &mut targets);
        }
        if frame.flags.swap {
            std::mem::swap(&mut actors, &mut targets);
        }
        let setting = mood::setting(self.lexicon, self.tree, token);
        let deed = Deed { trigger, frame, code, channel, mode, actors, targets, setting };
        self.put(deed, found);
    }

    /// Whether what is visited is a military unit at home: an inspection.
    fn of_soldiers(&self, verb: usize) -> bool {
        let tree = self.tree;
        let Some(noun) = object(tree, verb) else { return false };
        let soldiers =
            |noun: usize| UNITS.contains(&tree.lemmas[noun].to_ascii_lowercase().as_str());
        let own = || {
            let hosts = parties(tree, noun);
            let guests = doer(tree, verb).map_or_else(Vec::new, |doer| parties(tree, doer));
            hosts.iter().any(|host| guests.iter().any(|guest| guest.actor == host.actor))
        };
        (soldiers(noun) || tree.objects_of(noun, "of").any(soldiers)) && own()
    }

    /// Whether an event noun is "theirs".
    fn of_both(&self, noun: usize) -> bool {
        self.tree
            .child(noun, Dep::Poss)
            .is_some_and(|owner| self.tree.word(owner).eq_ignore_ascii_case("their"))
    }

    /// The people, or else the states, that the sentence names before a word.
    fn named_before(&self, token: usize) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for people in [true, false] {
            for at in 0..token {
                let named = self.tree.mentions_at(at).filter(|mention| {
                    (mention.sort == Sort::Person) == people && mention.sort.acts()
                });
                for mention in named {
                    for &actor in &mention.actors {
                        if !found.iter().any(|known| known.actor == actor) {
                            found.push(Party {
                                actor,
                                rank: mention.rank,
                                name: mention.span,
                                sort: mention.sort,
                                bare_place: false,
                            });
                        }
                    }
                }
            }
            if found.len() > 1 {
                found.truncate(2);
                return found;
            }
        }
        Vec::new()
    }

    /// "A wreath was laid at the tower in X to mark Y's …": X honours Y.
    fn honoured(
        &self,
        frame: &Frame,
        token: usize,
        actors: &mut Vec<Party>,
        targets: &mut Vec<Party>,
    ) {
        if !roles::passive(self.tree, token) || roles::object(self.tree, token).is_none() {
            return;
        }
        let hosts = ["at", "in"].into_iter().find_map(|word| {
            let there = in_slot(self.tree, token, &Slot::Preposition(word.to_owned()), frame);
            (!there.is_empty()).then_some(there)
        });
        let Some(hosts) = hosts else { return };
        let mut guests: Vec<Party> = Vec::new();
        for at in self.tree.having(token, &[Dep::AdvCl, Dep::XComp]) {
            for below in 0..self.tree.len() {
                if self.tree.is_named(below) && self.tree.up(below).any(|step| step == at) {
                    guests.extend(parties(self.tree, below));
                }
            }
        }
        prefer_others(&mut guests, &hosts);
        guests.truncate(1);
        if !guests.is_empty() && guests[0].actor != hosts[0].actor {
            *actors = hosts;
            *targets = guests;
        }
    }

    /// "Troops of X were sent to Y", with nobody who sent them: X did.
    fn moved(
        &self,
        frame: &Frame,
        token: usize,
        actors: &mut Vec<Party>,
        targets: &mut Vec<Party>,
    ) {
        if !roles::passive(self.tree, token) {
            return;
        }
        let Some(moved) = object(self.tree, token) else { return };
        *actors = parties(self.tree, moved);
        actors.retain(|party| party.sort != Sort::Place);
        for slot in frame.targets.iter().filter(|slot| **slot != Slot::Object) {
            let mut there = in_slot(self.tree, token, slot, frame);
            prefer_others(&mut there, actors);
            if !there.is_empty() {
                *targets = there;
                return;
            }
        }
        targets.retain(|party| !actors.iter().any(|actor| actor.actor == party.actor));
    }

    fn targets(&self, frame: &Frame, token: usize, trigger: usize, actors: &[Party]) -> Vec<Party> {
        for slot in &frame.targets {
            for base in [trigger, token] {
                let mut parties = in_slot(self.tree, base, slot, frame);
                prefer_others(&mut parties, actors);
                if !parties.is_empty() {
                    return parties;
                }
                if trigger == token {
                    break;
                }
            }
        }
        if frame.flags.both
            && let Some(noun) = object(self.tree, token)
        {
            // "hosted a Seoul-Beijing summit".
            let mut parties = parties(self.tree, noun);
            prefer_others(&mut parties, actors);
            return parties;
        }
        self.nearby(frame, token, actors)
    }

    /// The other party where the frame does not say: the only one that hangs on the trigger.
    fn nearby(&self, frame: &Frame, token: usize, actors: &[Party]) -> Vec<Party> {
        let sure = !frame.alone() && !frame.flags.weak && !frame.flags.both;
        if !sure || actors.is_empty() || frame.targets.is_empty() {
            return Vec::new();
        }
        let tree = self.tree;
        let mut found: Vec<Party> = Vec::new();
        for at in 0..tree.len() {
            if !tree.is_named(at) || !self.hangs_on(at, token) {
                continue;
            }
            let mut here = parties(tree, at);
            here.retain(|party| {
                party.sort != Sort::Place && !actors.iter().any(|a| a.actor == party.actor)
            });
            for party in here {
                if !found.iter().any(|known| known.actor == party.actor) {
                    found.push(party);
                }
            }
        }
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// Whether a word hangs on a trigger as part of what it tells: not as its doer, and not in a
    /// clause that is told for itself.
    fn hangs_on(&self, at: usize, trigger: usize) -> bool {
        let tree = self.tree;
        for step in tree.up(at) {
            if step == trigger {
                return true;
            }
            if matches!(tree.dep(step), Dep::Subj | Dep::Agent | Dep::AdvCl | Dep::RelCl) {
                return false;
            }
            let alone = tree.head(step) == Some(trigger)
                && matches!(tree.dep(step), Dep::Prep)
                && matches!(tree.word(step), "in" | "at" | "near" | "from" | "after" | "before");
            if alone {
                return false;
            }
        }
        false
    }

    /// A word about a deed: "promised to send", "urged X to halt", "rejected talks".
    fn outer(&mut self, frame: &'s Frame, token: usize, outer: Outer, found: &mut Vec<Sighting>) {
        if outer == Outer::Refuse && self.of_claim(token) {
            return self.denial(frame, token, found);
        }
        let inner = self.inner(token);
        let inner_code = inner.and_then(|(frame, _, _)| match frame.sense {
            Sense::Code(code) => Some(code),
            _ => frame.bare,
        });
        let composed = inner_code.and_then(|code| self.lexicon.compose(outer, code.code));
        let Some(code) = composed.or(frame.bare).or_else(|| plain(outer)) else { return };
        let actors = self.actors(frame, token, token);
        let mut targets = self.targets(frame, token, token, &actors);
        self.take_complements(token);
        if let Some((inner_frame, inner_token, inner_trigger)) = inner {
            self.taken[inner_token] = true;
            self.taken[inner_trigger] = true;
            self.take_named(inner_frame, inner_token);
            if targets.is_empty() {
                targets = self.targets(inner_frame, inner_token, inner_trigger, &actors);
            }
            if targets.is_empty() {
                targets = self.actors(inner_frame, inner_token, inner_trigger);
                prefer_others(&mut targets, &actors);
            }
        }
        let channel = frame.channel.unwrap_or(code.channel);
        let mode = mode_of(frame, code, channel);
        let setting = mood::setting(self.lexicon, self.tree, token);
        let deed = Deed { trigger: token, frame, code, channel, mode, actors, targets, setting };
        self.put(deed, found);
    }

    /// Whether what is refused is a claim: "dismissed reports that …" denies them.
    fn of_claim(&self, token: usize) -> bool {
        object(self.tree, token).is_some_and(|object| {
            let joined = self.tree.joined(object);
            joined.into_iter().any(|noun| CLAIMS.contains(&self.tree.lemmas[noun].as_ref()))
        })
    }

    /// What an outer word governs is told by it alone.
    fn take_complements(&mut self, token: usize) {
        let tree = self.tree;
        let clauses: Vec<usize> = tree.having(token, &[Dep::XComp, Dep::Comp]).collect();
        for clause in clauses.into_iter().flat_map(|clause| tree.joined(clause)) {
            self.taken[clause] = true;
            if let Some(object) = object(tree, clause) {
                self.taken[object] = true;
            }
        }
    }

    /// The deed that a word is about: in its complement, its object, or after its preposition.
    fn inner(&self, token: usize) -> Option<(&'s Frame, usize, usize)> {
        let tree = self.tree;
        let mut candidates: Vec<usize> =
            tree.having(token, &[Dep::XComp, Dep::Comp, Dep::Acl]).collect();
        candidates.extend(tree.child(token, Dep::Obj));
        if let Some(object) = tree.child(token, Dep::Obj) {
            candidates.extend(tree.having(object, &[Dep::Acl]));
            candidates.extend(tree.objects_of(object, "for"));
            candidates.extend(tree.objects_of(object, "of"));
        }
        for preposition in ["for", "on", "to", "from", "with", "of", "against"] {
            candidates.extend(tree.objects_of(token, preposition));
        }
        candidates.into_iter().find_map(|candidate| {
            let (frame, trigger) = self.frame_of(candidate)?;
            let tells = matches!(frame.sense, Sense::Code(_)) || frame.bare.is_some();
            tells.then_some((frame, candidate, trigger))
        })
    }

    /// "said that Y must …" is a demand, "should" an appeal; "said it would …" a promise.
    fn said(&mut self, frame: &'s Frame, token: usize, found: &mut Vec<Sighting>) {
        let tree = self.tree;
        let speakers = self.actors(frame, token, token);
        let clause = tree.child(token, Dep::Comp);
        let duty = clause.and_then(|clause| {
            tree.having(clause, &[Dep::Aux]).find_map(|aux| {
                match tree.word(aux).to_ascii_lowercase().as_str() {
                    "must" => Some(Outer::Demand),
                    "should" | "ought" => Some(Outer::Appeal),
                    _ => None,
                }
            })
        });
        if let (Some(outer), Some(clause)) = (duty, clause) {
            let subject = tree.child(clause, Dep::Subj).or(tree.child(clause, Dep::SubjPass));
            let targets = subject.map_or_else(Vec::new, |subject| parties(tree, subject));
            let inner = self.frame_of(clause);
            let code = inner
                .and_then(|(frame, _)| match frame.sense {
                    Sense::Code(code) => self.lexicon.compose(outer, code.code),
                    _ => None,
                })
                .or_else(|| plain(outer));
            if let Some(code) = code {
                if let Some((_, trigger)) = inner {
                    self.taken[clause] = true;
                    self.taken[trigger] = true;
                }
                let setting = mood::setting(self.lexicon, tree, token);
                let (channel, mode) = (code.channel, code.mode);
                let deed = Deed {
                    trigger: token,
                    frame,
                    code,
                    channel,
                    mode,
                    actors: speakers,
                    targets,
                    setting,
                };
                return self.put(deed, found);
            }
        }
        if let (Some(code), false) = (frame.bare, frame.targets.is_empty()) {
            let targets = self.targets(frame, token, token, &speakers);
            let inner_told = clause.is_some_and(|clause| self.frame_of(clause).is_some());
            if !targets.is_empty() && !inner_told {
                let setting = mood::setting(self.lexicon, tree, token);
                let channel = frame.channel.unwrap_or(code.channel);
                let mode = mode_of(frame, code, channel);
                let actors = speakers;
                self.put(
                    Deed { trigger: token, frame, code, channel, mode, actors, targets, setting },
                    found,
                );
            }
        }
    }

    /// "denied sending …": a denial, towards the other party of what is denied.
    fn denial(&mut self, frame: &'s Frame, token: usize, found: &mut Vec<Sighting>) {
        let Some(code) = frame.bare.or_else(|| Code::find(Ontology::Cameo, "016")) else { return };
        let actors = self.actors(frame, token, token);
        let mut targets = self.targets(frame, token, token, &actors);
        if let Some((inner, at, trigger)) = self.inner(token) {
            self.taken[at] = true;
            self.taken[trigger] = true;
            self.take_named(inner, at);
            if targets.is_empty() {
                targets = self.targets(inner, at, trigger, &actors);
            }
        }
        self.take_complements(token);
        let setting = mood::setting(self.lexicon, self.tree, token);
        let (channel, mode) = (Channel::Denial, Mode::Word);
        self.put(
            Deed { trigger: token, frame, code, channel, mode, actors, targets, setting },
            found,
        );
    }

    /// Turns what a trigger tells into sightings, one for each ordered pair.
    fn put(&self, deed: Deed<'_>, found: &mut Vec<Sighting>) {
        let passing = deed.frame.flags.weak || deed.mode == Mode::Word;
        if passing && self.in_passing(deed.trigger) && self.purpose(deed.trigger) {
            return;
        }
        if deed.frame.flags.weak && self.in_passing(deed.trigger) {
            return;
        }
        let mut deed = deed;
        self.at_home(&mut deed);
        let Some(told) = self.told(&deed) else { return };
        for (actor, target) in pairs(&deed) {
            let sighting = self.sighting(&deed, &told, actor, target);
            add(sighting, found);
        }
    }

    /// A sentence of one state only tells of its own affairs: "police broke up a rally in Lima".
    fn at_home(&self, deed: &mut Deed<'_>) {
        let lacking = deed.actors.is_empty() || deed.targets.is_empty();
        if !lacking || deed.frame.alone() || !may_be_domestic(deed.code) {
            return;
        }
        let verb = self.tree.tag(deed.trigger) == Tag::Verb && !self.in_passing(deed.trigger);
        if !verb || doer(self.tree, deed.trigger).is_none() {
            return;
        }
        let mut states = Vec::new();
        for token in 0..self.tree.len() {
            for mention in self.tree.mentions_at(token) {
                for &actor in &mention.actors {
                    if !states.iter().any(|party: &Party| party.actor == actor) {
                        states.push(Party {
                            actor,
                            rank: None,
                            name: mention.span,
                            sort: mention.sort,
                            bare_place: false,
                        });
                    }
                }
            }
        }
        if states.len() != 1 {
            return;
        }
        if deed.actors.is_empty() {
            deed.actors.clone_from(&states);
        }
        if deed.targets.is_empty() {
            deed.targets = states;
        }
    }

    /// The code, mode, channel and modality of what is told; `None` if it is not told at all.
    fn told(&self, deed: &Deed<'_>) -> Option<Told> {
        let setting = &deed.setting;
        let word = deed.mode == Mode::Word;
        let mut told = Told {
            code: deed.code,
            channel: deed.channel,
            mode: deed.mode,
            modality: Modality::Happened,
        };
        if setting.conditional && !word {
            return None;
        }
        match setting.mood {
            Mood::Fact => {}
            Mood::Denied => told.modality = Modality::Denied,
            Mood::Possible if setting.hangs && !word => told.modality = Modality::Conditional,
            Mood::Possible | Mood::Open => return None,
            Mood::Planned => plan(self.lexicon, deed, &mut told),
        }
        let vowed = matches!(told.channel, Channel::Threat | Channel::Promise)
            && told.modality == Modality::Happened;
        if setting.hangs && (told.modality == Modality::Planned || vowed) {
            told.modality = Modality::Conditional;
        }
        if told.modality == Modality::Happened && self.by_others(deed) {
            told.modality = Modality::Reported;
        }
        Some(told)
    }

    /// Whether a third party tells it.
    fn by_others(&self, deed: &Deed<'_>) -> bool {
        if matches!(deed.channel, Channel::Launch | Channel::NuclearTest) {
            return false;
        }
        if deed.setting.believed {
            return true;
        }
        let Some(verb) = deed.setting.said_by else { return false };
        let speakers =
            doer(self.tree, verb).map_or_else(Vec::new, |speaker| parties(self.tree, speaker));
        !speakers.iter().any(|speaker| {
            let is = |party: &Party| party.actor == speaker.actor;
            deed.actors.iter().any(is) || deed.targets.iter().any(is)
        })
    }

    fn sighting(
        &self,
        deed: &Deed<'_>,
        told: &Told,
        actor: &Party,
        target: Option<&Party>,
    ) -> Sighting {
        let planned = told.modality == Modality::Planned;
        let (period, dated) = when::period(self.tree, deed.trigger, planned, self.scene);
        let mut confidence = if dated { 0.85 } else { 0.7 };
        if deed.frame.flags.weak {
            confidence -= 0.2;
        }
        let mut actors = vec![actor.name];
        actors.extend(target.map(|target| target.name));
        Sighting {
            kind: Kind::Event,
            mode: told.mode,
            actor: Some(actor.actor),
            target: target.map(|target| target.actor),
            channel: told.channel,
            code: Some(told.code),
            period,
            modality: told.modality,
            rank: actor.rank,
            place: self.place(deed),
            amount: None,
            span: self.scene.span,
            confidence,
            because: Because {
                trigger: Some(self.tree.tokens[deed.trigger]),
                rule: format!("lexicon {} ({})", deed.frame.row, deed.frame.lemma),
                actors,
                dated,
                in_passing: self.in_passing(deed.trigger),
            },
        }
    }

    /// Whether a trigger is what something else is done for: "sent troops to support X".
    fn purpose(&self, trigger: usize) -> bool {
        matches!(self.tree.dep(trigger), Dep::AdvCl | Dep::Acl)
            && mood::infinitive(self.tree, trigger)
    }

    /// Whether a trigger stands in a relative clause, a purpose, a participle or a noun of its own.
    fn in_passing(&self, trigger: usize) -> bool {
        let tree = self.tree;
        if tree.tag(trigger) == Tag::Noun && !matches!(tree.dep(trigger), Dep::Obj | Dep::Subj) {
            return tree.dep(trigger) != Dep::Root && tree.dep(trigger) != Dep::SubjPass;
        }
        tree.up(trigger).any(|at| matches!(tree.dep(at), Dep::RelCl | Dep::AdvCl | Dep::Acl))
    }

    /// Where it took place: the place that "in" or "at" names.
    fn place(&self, deed: &Deed<'_>) -> Option<String> {
        let tree = self.tree;
        let verb = tree.head(deed.trigger);
        [Some(deed.trigger), verb].into_iter().flatten().find_map(|base| {
            ["in", "at"].into_iter().find_map(|preposition| {
                tree.objects_of(base, preposition).find_map(|token| {
                    tree.mentions_at(token)
                        .find(|mention| matches!(mention.sort, Sort::Place | Sort::Capital))
                        .map(|mention| tree.text[mention.span.0..mention.span.1].to_owned())
                })
            })
        })
    }
}

/// Words that say that something is planned.
const PLANNERS: &[&str] =
    &["plan", "schedule", "intend", "expect", "due", "set", "slate", "prepare", "decide"];

/// What a leader inspects.
const UNITS: &[&str] = &[
    "corps",
    "division",
    "brigade",
    "regiment",
    "battalion",
    "unit",
    "base",
    "troop",
    "troops",
    "fleet",
    "squadron",
    "garrison",
    "airbase",
    "command",
    "destroyer",
    "submarine",
    "warship",
    "army",
    "navy",
    "force",
    "forces",
    "headquarters",
];

/// Nouns that name a standing state of affairs rather than a deed, unless a verb tells one of them.
const STANDING: &[&str] = &[
    "treaty",
    "pact",
    "agreement",
    "deal",
    "accord",
    "alliance",
    "partnership",
    "cooperation",
    "co-operation",
    "relation",
    "relations",
    "tie",
    "ties",
    "trade",
    "war",
    "conflict",
    "dispute",
    "friendship",
    "protocol",
    "memorandum",
    "support",
    "policy",
    "mission",
    "project",
    "occupation",
];

/// Leaves out the doers, unless nobody else is left.
fn prefer_others(parties: &mut Vec<Party>, actors: &[Party]) {
    parties.retain(|party| !actors.iter().any(|actor| actor.name == party.name));
    let other = |party: &Party| !actors.iter().any(|actor| actor.actor == party.actor);
    if parties.iter().any(other) {
        parties.retain(other);
    }
}

/// What is told, once the clauses around it are weighed.
struct Told {
    code: &'static Code,
    channel: Channel,
    mode: Mode,
    modality: Modality,
}

/// A planned deed is a word: a promise, or a threat.
fn plan(lexicon: &Lexicon, deed: &Deed<'_>, told: &mut Told) {
    told.modality = Modality::Planned;
    if deed.mode == Mode::Word {
        return;
    }
    let hostile = deed.code.quad_class.is_some_and(|class| class >= 3);
    let outer = if hostile { Outer::Threaten } else { Outer::Intend };
    if let Some(code) = lexicon.compose(outer, deed.code.code).or_else(|| plain(outer)) {
        told.code = code;
    }
    told.mode = Mode::Word;
    let kept = matches!(
        deed.channel,
        Channel::Visit
            | Channel::Meeting
            | Channel::Ceremony
            | Channel::Military
            | Channel::Launch
            | Channel::Troops
            | Channel::Arms
            | Channel::NuclearTest
            | Channel::Labour
    );
    if !kept {
        told.channel = if hostile { Channel::Threat } else { Channel::Promise };
    }
}

/// The code of an outer word alone.
fn plain(outer: Outer) -> Option<&'static Code> {
    let code = match outer {
        Outer::Intend => "030",
        Outer::Appeal => "020",
        Outer::Demand => "100",
        Outer::Refuse => "120",
        Outer::Threaten => "130",
    };
    Code::find(Ontology::Cameo, code)
}

fn mode_of(frame: &Frame, code: &Code, channel: Channel) -> Mode {
    if channel == Channel::Refusal {
        // To refuse is to do something, whether it is said or shown.
        return Mode::Deed;
    }
    frame.flags.mode.unwrap_or(if frame.channel.is_some() {
        channel.usual_mode()
    } else {
        code.mode
    })
}

/// Channels in which people and goods move: whose they are is who sends them.
fn moves(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Troops
            | Channel::Labour
            | Channel::Arms
            | Channel::Military
            | Channel::Visit
            | Channel::Economic
            | Channel::TradeExports
            | Channel::Technology
    )
}

/// "talks between X and Y": both are actors.
fn between(tree: &Tree<'_>, trigger: usize, actors: &mut Vec<Party>) {
    for preposition in ["between", "of", "among", "with", "by"] {
        for token in tree.objects_of(trigger, preposition) {
            actors.extend(parties(tree, token));
        }
        if !actors.is_empty() {
            return;
        }
    }
}

/// The ordered pairs that a deed joins.
fn pairs<'d>(deed: &'d Deed<'_>) -> Vec<(&'d Party, Option<&'d Party>)> {
    let mut found: Vec<(&Party, Option<&Party>)> = Vec::new();
    let flags = deed.frame.flags;
    let mut add = |actor: &'d Party, target: Option<&'d Party>| {
        let same = |known: &(&Party, Option<&Party>)| {
            known.0.actor == actor.actor
                && known.1.map(|target| target.actor) == target.map(|target| target.actor)
        };
        if !found.iter().any(same) {
            found.push((actor, target));
        }
    };
    let together = flags.plural && several(&deed.actors);
    for actor in &deed.actors {
        for target in deed.targets.iter().filter(|target| !(together && target.bare_place)) {
            if actor.actor == target.actor
                && !may_be_domestic(deed.code)
                && deed.channel != Channel::Military
            {
                continue;
            }
            // "A met B" tells of A; "A and B met" of both.
            add(actor, Some(target));
        }
    }
    if (flags.plural || flags.both) && (deed.targets.is_empty() || together) {
        for actor in &deed.actors {
            for other in deed.actors.iter().filter(|other| other.actor != actor.actor) {
                add(actor, Some(other));
            }
        }
    }
    if found.is_empty() && deed.frame.alone() {
        found.extend(deed.actors.iter().map(|actor| (actor, None)));
    }
    found
}

/// Whether a code may be told of a state and its own people: protests, arrests, demands, reforms.
fn may_be_domestic(code: &Code) -> bool {
    code.code.get(..2).is_some_and(|root| {
        matches!(
            root,
            "03" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "17" | "18" | "19" | "20"
        )
    })
}

/// Whether the parties are of more than one state.
fn several(parties: &[Party]) -> bool {
    parties.iter().any(|party| party.actor != parties[0].actor)
}
