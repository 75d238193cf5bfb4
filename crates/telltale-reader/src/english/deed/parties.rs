//! Who acts, and on whom: the parties of a trigger, where its frame or the text around it names them.

use telltale_observation::{Actor, Channel, Code, Mode};

use super::{Deed, Sweep};
use crate::Mention;
use crate::english::lexicon::{Frame, Sense, Slot};
use crate::english::mood::{CLAIMS, Mood, Setting};
use crate::english::party::{Party, antecedent, is_fight, is_rule, parties, rank_of};
use crate::english::roles::{self, doer, in_slot, object, owners};
use crate::english::tree::{Tree, set_against};
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};

/// Verbs that answer a blow.
const REPLIES: &[&str] =
    &["answer", "respond", "retaliate", "reply", "return", "hit", "strike", "avenge", "counter"];

/// Verbs that point at what others do.
const CITES: &[&str] = &[
    "cite",
    "blame",
    "note",
    "recall",
    "mention",
    "invoke",
    "allege",
    "describe",
    "report",
    "pin",
    "attribute",
    "ascribe",
    "impute",
    "trace",
    "suffer",
    "repel",
    "repulse",
    "foil",
    "thwart",
    "avert",
    "survive",
    "detect",
    "expose",
    "uncover",
    "reveal",
    "investigate",
    "denounce",
];

/// Verbs whose object is what was talked about, and never whom one met.
pub(in crate::english) const TALKS_OVER: &[&str] =
    &["discuss", "debate", "deliberate", "negotiate", "thrash", "hash", "broach"];

/// Nouns of how somebody is made to leave a country.
const THROWN_OUT: &[&str] = &["expulsion", "deportation", "eviction", "removal", "banishment"];

/// Whether a verb answers a blow.
pub(super) fn is_reply(lemma: &str) -> bool {
    REPLIES.contains(&lemma)
}

/// What takes somebody from place to place.
const JOURNEYS: &[&str] = &[
    "tour",
    "trip",
    "journey",
    "visit",
    "swing",
    "itinerary",
    "pilgrimage",
    "stopover",
    "travels",
];

impl<'s> Sweep<'s, '_> {
    /// "A tour that took him to X", "his trip will take him to Y": him.
    fn taken_along(&self, verb: usize) -> Vec<Party> {
        const TAKES: &[&str] = &["take", "bring", "carry", "lead"];
        let tree = self.tree;
        if !TAKES.contains(&tree.lemmas[verb].as_ref()) {
            return Vec::new();
        }
        let journey = doer(tree, verb).map(|noun| antecedent(tree, noun).unwrap_or(noun));
        let travels = journey.is_some_and(|noun| JOURNEYS.contains(&tree.lemmas[noun].as_ref()));
        let whom = object(tree, verb).filter(|_| travels);
        whom.map_or_else(Vec::new, |whom| parties(tree, whom))
    }

    /// "Leaders gathered in Z, among them X and Y": X and Y.
    fn among_them(&self, verb: usize) -> Vec<Party> {
        let tree = self.tree;
        let them = |prep: usize| {
            let of_all = tree.having(prep, &[Dep::PObj]).find(|&at| tree.word(at) == "them");
            of_all.filter(|_| matches!(tree.word(prep), "among" | "including"))
        };
        let prep = tree.having(verb, &[Dep::Prep]).find_map(them);
        let names = prep.map(|them| {
            tree.having(verb, &[Dep::Obj, Dep::Appos, Dep::Conj, Dep::Advmod])
                .filter(move |&at| at > them && at <= them + 3)
        });
        names.into_iter().flatten().flat_map(|noun| parties(tree, noun)).collect()
    }

    /// "X hit Y as Z's ship came near, and lodged a complaint with Z": what is joined to the clause of
    /// Z and done to Z is done by whoever acts in the main clause.
    pub(super) fn by_the_main_clause(
        &self,
        verb: usize,
        actors: &mut Vec<Party>,
        others: &[Party],
    ) {
        let tree = self.tree;
        let joined = tree.dep(verb) == Dep::Conj && tree.child(verb, Dep::Subj).is_none();
        if !joined || actors.is_empty() || others.is_empty() || foreign(others, actors) {
            return;
        }
        let clause = tree.head(verb).filter(|&at| matches!(tree.dep(at), Dep::AdvCl | Dep::RelCl));
        let main =
            clause.and_then(|clause| tree.up(clause).skip(1).find(|&at| tree.tag(at) == Tag::Verb));
        let by =
            main.and_then(|main| doer(tree, main)).map_or_else(Vec::new, |by| parties(tree, by));
        if !by.is_empty() && foreign(&by, actors) {
            *actors = by;
        }
    }

    /// "The document will be signed on Friday": by the two of whom the paragraph speaks.
    pub(super) fn signed_by_both(&self, verb: usize) -> Vec<Party> {
        let tree = self.tree;
        let the = |word: usize| matches!(tree.word(word), "the" | "The" | "this" | "This");
        // "X and Y announced that a treaty was settled": by both.
        let said = tree.head(verb).filter(|_| tree.dep(verb) == Dep::Comp);
        let speakers = said.and_then(|verb| doer(tree, verb));
        let speakers = speakers.map_or_else(Vec::new, |noun| parties(tree, noun));
        if roles::passive(tree, verb) && speakers.len() == 2 && several(&speakers) {
            return speakers;
        }
        let known = object(tree, verb).is_some_and(|noun| {
            tree.having(noun, &[Dep::Det]).any(the) && parties(tree, noun).is_empty()
        });
        if !known || !roles::passive(tree, verb) || self.in_passing(verb) {
            return Vec::new();
        }
        let pair = self.scene.cast.pair(self.scene.mentions);
        let name = tree.tokens[verb];
        let party = |actor| Party { actor, rank: None, name, sort: Sort::Pair, bare_place: false };
        pair.map_or_else(Vec::new, |two| two.into_iter().map(party).collect())
    }

    /// Who did it: the doer of the verb, or who stands behind the noun.
    pub(super) fn actors(&self, frame: &Frame, token: usize, trigger: usize) -> Vec<Party> {
        let tree = self.tree;
        let verb = matches!(tree.tag(token), Tag::Verb | Tag::Aux | Tag::Adj);
        let mut found = if verb {
            let punishes = matches!(frame.sense, Sense::Code(code) if code.code.starts_with("16"));
            let hostile = matches!(frame.sense, Sense::Code(code) if code.quad_class == Some(4));
            let doer = doer(tree, token).filter(|&doer| punishes || !is_rule(tree, doer)).filter(
                |&doer| {
                    hostile || frame.names_doer(&tree.lemmas[doer]) || !self.of_private_people(doer)
                },
            );
            let mut found = doer.map_or_else(Vec::new, |doer| parties(tree, doer));
            if let Some(message) = doer.filter(|_| found.is_empty()) {
                found = self.senders(token, message);
            }
            let taken = self.taken_along(token);
            if found.is_empty() {
                found = self.among_them(token);
            }
            if taken.is_empty() { found } else { taken }
        } else {
            let of = (frame.targets.contains(&Slot::Object)
                || frame.targets.contains(&Slot::Preposition("of".to_owned())))
                && !self.led_elsewhere(frame, trigger);
            let owners = owners(tree, trigger, of);
            // "Citing X's refusals": no refusal of whoever cites them.
            let verb = roles::governor(tree, trigger)
                .filter(|&verb| !CITES.contains(&tree.lemmas[verb].as_ref()));
            match verb.and_then(|verb| doer(tree, verb)) {
                Some(doer)
                    if owners.is_empty()
                        && (!frame.flags.both || tree.dep(trigger) == Dep::PObj) =>
                {
                    parties(tree, doer)
                }
                _ if owners.is_empty() && THROWN_OUT.contains(&frame.lemma) => {
                    // "The expulsion of X's envoys from Y": by Y.
                    tree.objects_of(trigger, "from").flat_map(|at| parties(tree, at)).collect()
                }
                _ if owners.is_empty() => {
                    let found = self.on_journey(trigger);
                    let guest = if found.is_empty() { self.as_guest(trigger) } else { found };
                    let talks = if guest.is_empty() { self.at_talks(trigger) } else { guest };
                    let drill = if talks.is_empty() { self.at_drill(trigger) } else { talks };
                    if drill.is_empty() { self.made_by(trigger) } else { drill }
                }
                _ => owners,
            }
        };
        found.retain(|party| party.sort != Sort::Place);
        if verb && !found.is_empty() {
            self.as_did(token, &mut found);
            self.beside(frame, token, &mut found);
        }
        found
    }

    /// "X, together with Z, condemned Y", "like Z, X condemned Y", "X, followed by Z, expelled …",
    /// "X joined Z in condemning Y": Z too.
    fn beside(&self, frame: &Frame, verb: usize, found: &mut Vec<Party>) {
        let tree = self.tree;
        let subject = doer(tree, verb);
        let mut nouns: Vec<usize> = Vec::new();
        for base in std::iter::once(verb).chain(subject) {
            for prep in tree.having(base, &[Dep::Prep]) {
                let word = tree.word(prep);
                let before = prep.checked_sub(1).map_or("", |at| tree.word(at));
                let along = word == "with" && matches!(before, "along" | "together" | "Together");
                let like = word == "Like" && prep == 0;
                if (along || word == "alongside" || like) && !frame.flags.both {
                    nouns.extend(tree.having(prep, &[Dep::PObj]));
                }
                if word == "along" && !frame.flags.both {
                    let with = tree.having(prep, &[Dep::Prep]);
                    nouns.extend(with.flat_map(|at| tree.having(at, &[Dep::PObj])));
                }
            }
        }
        let followed = subject.into_iter().flat_map(|noun| tree.having(noun, &[Dep::Acl]));
        for acl in followed.filter(|&at| matches!(tree.word(at), "followed" | "joined")) {
            nouns.extend(tree.objects_of(acl, "by"));
        }
        // "Joining X, Y blacklisted …"
        let joining = tree.having(verb, &[Dep::AdvCl]).filter(|&at| {
            at < verb && matches!(tree.word(at), "Joining" | "Echoing" | "Matching" | "Mirroring")
        });
        nouns.extend(
            joining.filter_map(|at| tree.child(at, Dep::Obj)).filter(|&at| tree.is_named(at)),
        );
        let in_doing = tree.head(verb).filter(|&at| tree.word(at) == "in");
        let leader = in_doing.and_then(|at| tree.head(at));
        let leader =
            leader.filter(|&at| matches!(tree.lemmas[at].as_ref(), "join" | "follow" | "echo"));
        nouns.extend(leader.and_then(|at| object(tree, at)));
        for party in nouns.into_iter().flat_map(|noun| parties(tree, noun)) {
            if party.sort != Sort::Place && !found.iter().any(|known| known.actor == party.actor) {
                found.push(party);
            }
        }
    }

    /// "X's president, on a visit to Y", "during a tour of Y, X promised": whose journey it is.
    fn on_journey(&self, noun: usize) -> Vec<Party> {
        let tree = self.tree;
        let journeys =
            ["visit", "trip", "tour", "stop", "stopover", "stay", "swing", "journey", "pilgrimage"];
        if !journeys.contains(&tree.lemmas[noun].as_ref()) {
            return Vec::new();
        }
        let Some(above) = self.occasion_of(noun) else { return Vec::new() };
        if matches!(tree.tag(above), Tag::Noun | Tag::Name) {
            return parties(tree, above);
        }
        doer(tree, above).map_or_else(Vec::new, |doer| parties(tree, doer))
    }

    /// What a journey is the occasion of: "on a visit to X, …", "at the end of his tour of X, …",
    /// "ending his stay in X, …".
    pub(super) fn occasion_of(&self, noun: usize) -> Option<usize> {
        const PARTS: &[&str] =
            &["end", "start", "beginning", "day", "leg", "close", "outset", "eve", "part", "stop"];
        let tree = self.tree;
        let on = tree.head(noun)?;
        let part = tree.head(on).filter(|&part| PARTS.contains(&tree.lemmas[part].as_ref()));
        match tree.word(on) {
            "of" => {
                let at = tree.head(part?)?;
                let word = tree.word(at).to_ascii_lowercase();
                matches!(word.as_str(), "on" | "at" | "during" | "in").then(|| tree.head(at))?
            }
            "on" | "On" | "during" | "During" => tree.head(on),
            _ if tree.dep(noun) == Dep::Obj && tree.dep(on) == Dep::AdvCl => tree.head(on),
            _ => None,
        }
    }

    /// "X and Y signed an accord during a visit by X's president": he visited Y.
    pub(super) fn visited(&self, noun: usize, guests: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let above = self.occasion_of(noun);
        let clause = above.and_then(|at| tree.up(at).find(|&at| tree.tag(at) == Tag::Verb));
        let hosts = clause.and_then(|verb| doer(tree, verb));
        let mut hosts = hosts.map_or_else(Vec::new, |doer| parties(tree, doer));
        prefer_others(&mut hosts, guests);
        hosts.retain(|party| party.sort != Sort::Place);
        if hosts.len() == 1 && foreign(&hosts, guests) { hosts } else { Vec::new() }
    }

    /// "X condemned Y, and so did Z", "as did Z": Z too.
    fn as_did(&self, verb: usize, found: &mut Vec<Party>) {
        let tree = self.tree;
        // "Accusing X of plotting, Y recalled its envoy, as did Z": Z accuses nobody.
        if tree.dep(verb) == Dep::AdvCl && tree.child(verb, Dep::Subj).is_none() {
            return;
        }
        for at in verb + 1..tree.len().saturating_sub(1) {
            if matches!(tree.word(at), "did" | "has" | "have" | "had")
                && matches!(tree.word(at - 1), "so" | "as")
                && tree.mentions_at(at + 1).any(|mention| mention.sort.acts())
            {
                let head = tree
                    .up(at + 1)
                    .take_while(|&step| step > at && tree.is_named(step))
                    .last()
                    .unwrap_or(at + 1);
                for party in parties(tree, head) {
                    if !found.iter().any(|known| known.actor == party.actor) {
                        found.push(party);
                    }
                }
            }
        }
    }

    /// Whether another preposition than "of" names the other party: "the visit of X to Y".
    fn led_elsewhere(&self, frame: &Frame, noun: usize) -> bool {
        frame.targets.iter().any(|slot| match slot {
            Slot::Preposition(word) if word != "of" && word != "by" => {
                !in_slot(self.tree, noun, slot, frame).is_empty()
            }
            _ => false,
        })
    }

    /// Who speaks may be who acts ("diplomats were told to leave, Prague said"), or who suffers
    /// ("Juba said that Sudanese planes had bombed a town").
    pub(super) fn on_own_account(
        &self,
        code: &Code,
        token: usize,
        setting: &Setting,
        actors: &mut Vec<Party>,
        targets: &mut Vec<Party>,
    ) {
        if actors.is_empty() && code.code.starts_with("16") && roles::passive(self.tree, token) {
            *actors = self.left(token);
        }
        let Some(verb) = setting.said_by.or_else(|| self.said_of_clause(code, token)) else {
            return;
        };
        let undone = setting.mood == Mood::Denied && roles::passive(self.tree, token);
        let speakers = || {
            let mut found =
                doer(self.tree, verb).map_or_else(Vec::new, |speaker| parties(self.tree, speaker));
            found.retain(|party| party.sort != Sort::Place);
            found
        };
        let root = code.code.get(..2).unwrap_or_default();
        if actors.is_empty() && (undone || root == "16" && roles::passive(self.tree, token)) {
            let found = speakers();
            if foreign(&found, targets) {
                *actors = found;
            }
        } else if matches!(root, "17" | "18" | "19" | "20")
            // "X said that Y's jets had crossed its border": no one crosses his own.
            && !foreign(targets, actors)
            && self.tree.dep(token) != Dep::Obj
        {
            let found = speakers();
            if !actors.is_empty() && foreign(&found, actors) {
                *targets = found;
            }
        }
    }

    /// "X said that two men died when Y's drone hit a car": X, on whose ground it was.
    fn said_of_clause(&self, code: &Code, token: usize) -> Option<usize> {
        let tree = self.tree;
        if code.quad_class != Some(4) || tree.dep(token) != Dep::AdvCl {
            return None;
        }
        let clause = tree.head(token).filter(|&at| tree.dep(at) == Dep::Comp)?;
        let verb = tree.head(clause)?;
        let (frame, _) = self.frame_of(verb)?;
        (frame.sense == Sense::Say).then_some(verb)
    }

    /// "The envoy was told to leave X": X told him.
    fn left(&self, verb: usize) -> Vec<Party> {
        let leaves = |clause: &usize| {
            matches!(
                self.tree.lemmas[*clause].as_ref(),
                "leave" | "quit" | "depart" | "go" | "get" | "pack" | "exit"
            )
        };
        let clauses: Vec<usize> =
            roles::to_leave(self.tree, verb).into_iter().filter(leaves).collect();
        let country = clauses.iter().find_map(|&clause| object(self.tree, clause));
        // "X's ambassador to Y was given a week to leave": by Y.
        let host = || {
            let envoy = object(self.tree, verb).filter(|_| !clauses.is_empty())?;
            ["to", "in"].iter().find_map(|word| self.tree.objects_of(envoy, word).next())
        };
        country.or_else(host).map_or_else(Vec::new, |country| parties(self.tree, country))
    }

    /// Whether a word's company says "each other" or "one another".
    pub(super) fn mutual(&self, token: usize) -> bool {
        let tree = self.tree;
        // "each side accused the other"
        let each = || (0..token).any(|at| matches!(tree.word(at), "each" | "Each"));
        let the_other = tree.having(token, &[Dep::Obj, Dep::Attr]).any(|noun| {
            tree.word(noun) == "other"
                && tree.having(noun, &[Dep::Det]).any(|word| tree.word(word) == "the")
        });
        if the_other && each() {
            return true;
        }
        (token + 1..tree.len()).any(|at| {
            tree.word(at).eq_ignore_ascii_case("other")
                && matches!(tree.word(at - 1), "each" | "another")
                && tree.up(at).any(|step| step == token)
        }) || (token + 1..tree.len()).any(|at| {
            tree.word(at) == "another"
                && tree.word(at - 1) == "one"
                && tree.up(at).any(|step| step == token)
        })
    }

    /// Whether several do with each other what names no other party: "X and Y reopened their
    /// border", "the bridge between X and Y was opened".
    pub(super) fn together(
        &self,
        frame: &Frame,
        token: usize,
        code: &Code,
        actors: &mut Vec<Party>,
        targets: &mut Vec<Party>,
    ) -> bool {
        let drill = frame.flags.both && code.code == "150";
        // "X and Y began their talks": with each other.
        if (frame.flags.both || frame.flags.plural)
            && !actors.is_empty()
            && several(actors)
            && !targets.is_empty()
            && !foreign(targets, actors)
        {
            targets.clear();
            return true;
        }
        // "X and Y accepted a ceasefire in Z": with each other.
        let settled = matches!(code.code, "0871" | "057" | "0251" | "027")
            && targets.iter().all(|party| party.bare_place)
            && self.only_near(token, frame);
        if settled && !actors.is_empty() && several(actors) && self.tree.tag(token) == Tag::Verb {
            targets.clear();
            return true;
        }
        let unveiled = code.code == "017"
            && self.tree.tag(token) == Tag::Verb
            && !roles::passive(self.tree, token)
            && targets.is_empty();
        let fought = code.code.starts_with("19")
            && targets.is_empty()
            && matches!(frame.lemma, "fight" | "battle" | "skirmish" | "clash");
        let shared = drill
            || fought
            || unveiled
            || code.code.starts_with("06")
            // "a truce between X and Y was agreed"
            || (frame.flags.both && actors.is_empty() && roles::passive(self.tree, token))
            // "flights between X and Y were halted"
            || (matches!(code.code, "160" | "161") && roles::passive(self.tree, token))
            || matches!(code.code, "050" | "054" | "057");
        if !shared {
            return false;
        }
        if actors.is_empty() && several(targets) && roles::passive(self.tree, token) {
            std::mem::swap(actors, targets);
            return true;
        }
        // "X and Y drilled near Z": with each other.
        let alone = targets.is_empty()
            || (drill && (!foreign(targets, actors) || self.only_near(token, frame)));
        if several(actors) && alone {
            targets.clear();
            return true;
        }
        false
    }

    /// Whether a drill has no party beside those who hold it: nothing says with whom or against.
    fn only_near(&self, token: usize, frame: &Frame) -> bool {
        let named = |word: &str| {
            let slot = Slot::Preposition(word.to_owned());
            !in_slot(self.tree, token, &slot, frame).is_empty()
        };
        !named("with") && !named("against")
    }

    /// Whether an event noun is "theirs".
    pub(super) fn of_both(&self, noun: usize) -> bool {
        self.tree
            .child(noun, Dep::Poss)
            .is_some_and(|owner| self.tree.word(owner).eq_ignore_ascii_case("their"))
    }

    /// The people, or else the states, that the sentence names before a word.
    pub(super) fn named_before(&self, token: usize) -> Vec<Party> {
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
    pub(super) fn honoured(
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

    /// "X's visit to Y was called off", with nobody who called it off: X did, who was to come.
    /// Of talks between two, both; then it answers yes.
    pub(super) fn called_off(
        &self,
        verb: usize,
        actors: &mut Vec<Party>,
        others: &mut Vec<Party>,
    ) -> bool {
        const ENDS: &[&str] = &[
            "cancel", "call", "postpone", "scrap", "shelve", "delay", "abandon", "axe", "ditch",
            "scratch", "defer", "suspend", "put", "drop", "scuttle", "scrub",
        ];
        let tree = self.tree;
        if !roles::passive(tree, verb) || !ENDS.contains(&tree.lemmas[verb].as_ref()) {
            return false;
        }
        let Some(noun) = object(tree, verb) else { return false };
        let Some((inner, noun)) = self.noun_frame(noun) else { return false };
        let mut guests = self.actors(inner, noun, noun);
        if guests.is_empty() {
            between(tree, noun, &mut guests);
        }
        let hosts = self.targets(inner, noun, noun, &guests);

        if !guests.is_empty() && several(&guests) {
            (*actors, *others) = (guests, Vec::new());
            return true;
        }
        if !guests.is_empty() && foreign(&hosts, &guests) {
            (*actors, *others) = (guests, hosts);
        }
        false
    }

    /// "X's attack set a depot ablaze in Y", "X's strikes killed nine in Y": whom it hit.
    pub(super) fn of_its_verb(&self, frame: &Frame, noun: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let verb = tree
            .head(noun)
            .filter(|&verb| matches!(tree.dep(noun), Dep::Subj) && tree.tag(verb) == Tag::Verb);
        let Some(verb) = verb.filter(|_| tree.tag(noun) == Tag::Noun && !actors.is_empty()) else {
            return Vec::new();
        };
        let slots = ["", "in", "on", "near", "of"].map(|word| match word {
            "" => Slot::Object,
            word => Slot::Preposition(word.to_owned()),
        });
        for slot in slots {
            let mut hit = if let Slot::Preposition(word) = &slot {
                let mut bases = vec![verb];
                bases.extend(object(tree, verb));
                bases
                    .iter()
                    .flat_map(|&base| tree.objects_of(base, word))
                    .flat_map(|token| parties(tree, token))
                    .collect()
            } else {
                in_slot(tree, verb, &slot, frame)
            };
            prefer_others(&mut hit, actors);
            if foreign(&hit, actors) {
                return hit;
            }
        }
        Vec::new()
    }

    /// Whom "it" or "them" means where it cannot mean who acts: "cut ties with X, calling it an
    /// aggressor".
    pub(super) fn not_itself(&self, deed: &mut Deed<'_>) {
        let tree = self.tree;
        // "denounced its arrival": nobody blames himself.
        let struck = deed.code.quad_class == Some(4) && tree.tag(deed.trigger) == Tag::Noun;
        let blames = is_blame(deed.code) || struck;
        let pronoun = |party: &Party| {
            let word = &tree.text[party.name.0..party.name.1];
            matches!(word, "it" | "him" | "her" | "them")
                || (blames && matches!(word, "its" | "his" | "their"))
        };
        let own = |party: &Party| deed.actors.iter().any(|actor| actor.actor == party.actor);
        if !deed.targets.iter().any(|party| pronoun(party) && own(party)) {
            return;
        }
        // Nobody is "it" who is "he" beside it: "accused it of sharing in his crimes".
        let it = deed.targets.iter().any(|party| &tree.text[party.name.0..party.name.1] == "it");
        let thing = |mention: &&Mention| !(it && mention.sort == Sort::Person);
        let named = tree.mentions.iter().filter(|mention| mention.sort.acts());
        let mut others: Vec<Party> = Vec::new();
        let there = |mention: &&Mention| thing(mention) && !set_against(tree.text, mention);
        for mention in named.filter(there) {
            for &other in &mention.actors {
                let known = |party: &Party| party.actor == other;
                if !deed.actors.iter().any(known) && !others.iter().any(known) {
                    others.push(stand_in(mention, other));
                }
            }
        }
        if let [actor] = &deed.actors[..]
            && others.is_empty()
        {
            let other = self.scene.cast.counterpart(actor.actor);
            others.extend(other.map(|(mention, other)| stand_in(mention, other)));
            // "Mongolia let Putin go. Ukraine accused it …": what was spoken of first.
            let thing = |mention: &&Mention| {
                !matches!(mention.sort, Sort::Person | Sort::Adjective | Sort::People)
                    && mention.actors.len() == 1
                    && mention.actors[0] != actor.actor
            };
            let it = |party: &Party| &tree.text[party.name.0..party.name.1] == "it";
            if others.is_empty()
                && deed.targets.iter().any(it)
                && let Some(first) = self.scene.cast.before().iter().find(thing)
            {
                others.push(stand_in(first, first.actors[0]));
            }
        }
        deed.targets = if others.len() == 1 { others } else { Vec::new() };
    }

    /// "Was greeted in Hanoi", "was summoned to the ministry in Moscow": whose place it is did it.
    pub(super) fn hosted(&self, at: [usize; 2], actors: &mut Vec<Party>, guests: &[Party]) {
        if !roles::passive(self.tree, at[0]) {
            return;
        }
        for word in ["in", "at", "to"] {
            let given = roles::retained(self.tree, at[0]);
            let given = given.into_iter().flat_map(|noun| self.tree.joined(noun));
            let bases = at.iter().copied().chain(given);
            for place in bases.flat_map(|at| self.tree.objects_of(at, word)) {
                let mut hosts = parties(self.tree, place);
                if hosts.is_empty() {
                    hosts = roles::beneath(self.tree, place);
                }
                hosts.retain(|host| host.sort != Sort::Person);
                if !hosts.is_empty() && foreign(&hosts, guests) {
                    *actors = hosts;
                    return;
                }
            }
        }
    }

    /// "Troops of X were sent to Y", with nobody who sent them: X did.
    pub(super) fn moved(
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
        if actors.is_empty() {
            // "Tents were flown to X from Y": by Y.
            actors
                .extend(self.tree.objects_of(token, "from").flat_map(|at| parties(self.tree, at)));
        }
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

    pub(super) fn targets(
        &self,
        frame: &Frame,
        token: usize,
        trigger: usize,
        actors: &[Party],
    ) -> Vec<Party> {
        // "Will lend X money for a railway to Y": to X.
        if frame.targets.contains(&Slot::Indirect) && self.tree.child(trigger, Dep::Iobj).is_some()
        {
            let mut given = in_slot(self.tree, trigger, &Slot::Indirect, frame);
            prefer_others(&mut given, actors);
            if foreign(&given, actors) {
                return given;
            }
        }
        let mut bases = vec![vec![trigger, token]];
        bases[0].dedup();
        if frame.conditions.iter().any(|condition| condition.slot == Slot::Complement) {
            bases.push(self.tree.having(token, &[Dep::Comp, Dep::XComp]).collect());
        }
        if frame.flags.each {
            return self.each_slot(frame, token, actors);
        }
        // "denied that it had shelled X": who is the doer again may still be the other party of
        // what is done at home, if nobody else is named.
        let mut own = Vec::new();
        for bases in &bases {
            for (slot, &base) in
                frame.targets.iter().flat_map(|slot| bases.iter().map(move |base| (slot, base)))
            {
                let mut parties = in_slot(self.tree, base, slot, frame);
                prefer_others(&mut parties, actors);
                if foreign(&parties, actors) {
                    return parties;
                }
                if own.is_empty() {
                    own = parties;
                }
            }
        }
        if !own.is_empty() {
            let near = self.nearby(frame, token, actors);
            return if near.is_empty() { own } else { near };
        }
        if frame.flags.both
            && !TALKS_OVER.contains(&frame.lemma)
            && let Some(noun) = object(self.tree, token)
        {
            // "hosted a Seoul-Beijing summit".
            let mut parties = parties(self.tree, noun);
            prefer_others(&mut parties, actors);
            return parties;
        }
        self.nearby(frame, token, actors)
    }

    /// "Left X for Y": the parties of all the places that a frame names.
    fn each_slot(&self, frame: &Frame, token: usize, actors: &[Party]) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for slot in &frame.targets {
            let mut here = in_slot(self.tree, token, slot, frame);
            prefer_others(&mut here, actors);
            if foreign(&here, actors) {
                found.extend(here);
            }
        }
        found
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
            // "with the support of X's jets"
            let helps = matches!(
                tree.lemmas[step].as_ref(),
                "support" | "help" | "backing" | "cover" | "aid" | "assistance"
            ) && tree.head(step).is_some_and(|at| tree.word(at) == "with");
            if helps {
                return false;
            }
            if matches!(tree.dep(step), Dep::Subj | Dep::Agent | Dep::AdvCl | Dep::RelCl)
                || is_fight(tree, step)
                || is_rule(tree, step)
            {
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

    /// Whose the firms are that are punished: "sanctions on companies tied to X".
    pub(super) fn tied(&self, token: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let mut nouns: Vec<usize> = object(tree, token).into_iter().collect();
        for base in [Some(token), nouns.first().copied()].into_iter().flatten() {
            nouns
                .extend(["on", "against"].into_iter().flat_map(|word| tree.objects_of(base, word)));
        }
        let nouns = nouns.into_iter().flat_map(|noun| tree.joined(noun));
        let clauses = nouns.flat_map(|noun| {
            tree.children(noun).iter().copied().filter(move |&child| {
                matches!(tree.dep(child), Dep::Acl | Dep::RelCl | Dep::Prep | Dep::Amod)
            })
        });
        for clause in clauses {
            let below = (clause..tree.len())
                .filter(|&at| tree.is_named(at) && tree.up(at).any(|step| step == clause));
            for at in below {
                let mut found = parties(tree, at);
                found.retain(|party| {
                    party.sort != Sort::Place && !actors.iter().any(|a| a.actor == party.actor)
                });
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// The only other party that the clauses below a word name.
    pub(super) fn only_other(&self, token: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let mut found: Vec<Party> = Vec::new();
        for at in (token + 1)..tree.len() {
            if !tree.is_named(at) || !tree.up(at).any(|step| step == token) {
                continue;
            }
            for party in parties(tree, at) {
                let known = |other: &Party| other.actor == party.actor;
                if party.sort != Sort::Place
                    && !actors.iter().any(known)
                    && !found.iter().any(known)
                {
                    found.push(party);
                }
            }
        }
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// Whose claim is denied: "denied American claims that …".
    pub(super) fn claimant(&self, token: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let owner = |claim: usize| {
            let before = claim.checked_sub(1)?;
            let owned = matches!(tree.word(before), "'s" | "’s" | "'" | "’");
            let name = if owned { before.checked_sub(1)? } else { before };
            tree.is_named(name).then_some(name)
        };
        let owner = (token + 1..tree.len())
            .filter(|&at| CLAIMS.contains(&tree.lemmas[at].as_ref()))
            .find_map(owner);
        let Some(owner) = owner else { return Vec::new() };
        let mut found = Vec::new();
        for mention in tree.mentions_at(owner).filter(|mention| mention.sort != Sort::Place) {
            found.extend(mention.actors.iter().map(|&actor| stand_in(mention, actor)));
        }
        found.retain(|party| !actors.iter().any(|actor| actor.actor == party.actor));
        found
    }

    /// On whose ground a ceremony is held: "laid flowers at the tomb of the poet in X".
    pub(super) fn ground(&self, token: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        for at in token + 1..tree.len() {
            let place = tree.is_named(at)
                && tree.dep(at) == Dep::PObj
                && tree
                    .head(at)
                    .is_some_and(|word| matches!(tree.word(word), "in" | "at" | "near"))
                && tree.up(at).any(|step| step == token);
            let found = if place { parties(tree, at) } else { Vec::new() };
            if foreign(&found, actors) {
                return found;
            }
        }
        Vec::new()
    }

    /// Where it struck, if nobody says whom: "struck a radar near Isfahan".
    pub(super) fn there(&self, token: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        // "dropped bombs on a depot in X"
        let hit = ["on", "at", "against"].into_iter().find_map(|word| {
            let bases = [Some(token), object(tree, token)];
            bases.into_iter().flatten().find_map(|base| tree.objects_of(base, word).next())
        });
        let bases = [Some(token), object(tree, token), hit];
        for word in ["in", "on", "near", "at", "over", "outside", "around", "against"] {
            for base in bases.into_iter().flatten() {
                let mut hit: Vec<Party> =
                    tree.objects_of(base, word).flat_map(|at| parties(tree, at)).collect();
                hit.retain(|party| party.sort != Sort::Person);
                prefer_others(&mut hit, actors);
                if foreign(&hit, actors) {
                    return hit;
                }
            }
        }
        Vec::new()
    }

    /// "X fired warning shots after Y's boat came near"
    fn fires_warning(&self, deed: &Deed<'_>) -> bool {
        deed.frame.lemma == "fire"
            && object(self.tree, deed.trigger).is_some_and(|shot| {
                matches!(self.tree.lemmas[shot].as_ref(), "shot" | "flare" | "round")
            })
    }

    /// Whether a deed without another party may be one against whoever was told of last.
    fn may_answer(&self, deed: &Deed<'_>) -> bool {
        let code = deed.code.code;
        let root = code.get(..2).unwrap_or_default();
        let open = ["03", "05", "06", "07", "08", "10", "11", "12", "13", "16"].contains(&root)
            && !code.starts_with("083");
        // "Laid a wreath at the tomb": of those who received him.
        let laid = || matches!(deed.frame.lemma, "lay" | "plant" | "place" | "deposit");
        open || code == "016"
            || deed.frame.lemma == "scramble"
            || (deed.channel == Channel::Ceremony && laid())
            || (root == "19" && REPLIES.contains(&deed.frame.lemma))
            || (deed.frame.particle == "down" && self.of_attackers(deed.trigger))
    }

    /// "… Kyiv demanded an apology": a demand, a refusal or a reply without an addressee is to the
    /// one other state that was spoken of, earlier in the sentence or in the one before.
    pub(super) fn answers(&self, deed: &mut Deed<'_>) {
        let code = deed.code.code;
        let warns = self.fires_warning(deed);
        let open = self.may_answer(deed) || (code.starts_with("19") && warns);
        let [actor, ..] = &deed.actors[..] else { return };
        let side = || {
            let doer = doer(self.tree, deed.trigger);
            doer.is_some_and(|doer| {
                let word = self.tree.word(doer);
                matches!(word, "side" | "government" | "ministry" | "authorities" | "guest")
                    || matches!(word, "visitor" | "host" | "delegation" | "team")
                    || rank_of(word).is_some()
            })
        };
        let governs =
            !matches!(actor.sort, Sort::Place | Sort::People | Sort::Adjective | Sort::Group)
                || (actor.sort == Sort::Adjective && side());
        let open =
            open || (code.starts_with("02") && roles::undergone_too(self.tree, deed.trigger));
        let governs = governs || deed.channel == Channel::Troops;
        if !open || !governs || !deed.targets.is_empty() || several(&deed.actors) {
            return;
        }
        // "…, calling the bond remarkable": of whom the sentence speaks.
        let beside = deed.mode == Mode::Word && self.follows_a_comma(deed.trigger);
        if self.tree.tag(deed.trigger) != Tag::Verb || (self.in_passing(deed.trigger) && !beside) {
            return;
        }
        let mut others: Vec<Party> = Vec::new();
        let mut later: Vec<Party> = Vec::new();
        let mut named = false;
        let there =
            |mention: &&Mention| mention.sort.acts() && !set_against(self.tree.text, mention);
        for mention in self.tree.mentions.iter().filter(there) {
            for &other in mention.actors.iter().filter(|&&other| other != actor.actor) {
                named = true;
                let before = mention.span.1 <= self.tree.tokens[deed.trigger].0;
                if !before && !later.iter().any(|known| known.actor == other) {
                    later.push(stand_in(mention, other));
                }
                if before && !others.iter().any(|known| known.actor == other) {
                    others.push(stand_in(mention, other));
                }
            }
        }
        // "X warned of a response if Y went further".
        let answered = code.starts_with("13")
            || code.starts_with("16")
            || deed.frame.lemma == "scramble"
            || warns;
        if others.is_empty() && later.len() == 1 && answered {
            others = later;
        }
        if !named {
            others.extend(
                self.scene
                    .cast
                    .counterpart(actor.actor)
                    .map(|(mention, other)| stand_in(mention, other)),
            );
        }
        if others.len() == 1 {
            deed.targets = others;
        }
    }

    /// A sentence of one state only tells of its own affairs: "police broke up a rally in Lima".
    pub(super) fn at_home(&self, deed: &mut Deed<'_>) {
        let lacking = deed.actors.is_empty() || deed.targets.is_empty();
        let down = deed.frame.particle == "down";
        if !lacking || deed.frame.alone() || down || !may_be_domestic(deed.code) {
            return;
        }
        // "expelled them": others, whoever they are.
        let others = object(self.tree, deed.trigger)
            .is_some_and(|noun| matches!(self.tree.word(noun), "them" | "him" | "her"));
        let verb = self.tree.tag(deed.trigger) == Tag::Verb && !self.in_passing(deed.trigger);
        if !verb || others || doer(self.tree, deed.trigger).is_none() {
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
        // "X condemned the launch": not its own.
        let itself = deed.actors.iter().any(|actor| actor.name == states[0].name);
        if itself && is_blame(deed.code) {
            return;
        }
        if deed.actors.is_empty() {
            deed.actors.clone_from(&states);
        }
        if deed.targets.is_empty() {
            deed.targets = states;
        }
    }
}

/// Leaves out the doers, unless nobody else is left.
pub(super) fn prefer_others(parties: &mut Vec<Party>, actors: &[Party]) {
    parties.retain(|party| !actors.iter().any(|actor| actor.name == party.name));
    let other = |party: &Party| !actors.iter().any(|actor| actor.actor == party.actor);
    if parties.iter().any(other) {
        parties.retain(other);
    }
}

/// A party for whom an earlier mention stands.
fn stand_in(mention: &Mention, actor: Actor) -> Party {
    Party { actor, rank: mention.rank, name: mention.span, sort: mention.sort, bare_place: false }
}

/// Whether some party is another than the doers.
pub(super) fn foreign(parties: &[Party], actors: &[Party]) -> bool {
    parties.iter().any(|party| !actors.iter().any(|actor| actor.actor == party.actor))
}

/// "X and Y announced the resumption of flights": both are who resume them.
pub(super) fn announced(tree: &Tree<'_>, noun: usize) -> Vec<Party> {
    let verb = tree.head(noun).filter(|_| tree.dep(noun) == Dep::Obj);
    let doers = verb.and_then(|verb| doer(tree, verb)).map_or_else(Vec::new, |d| parties(tree, d));
    if !doers.is_empty() && several(&doers) { doers } else { Vec::new() }
}

/// "talks between X and Y": both are actors.
pub(super) fn between(tree: &Tree<'_>, trigger: usize, actors: &mut Vec<Party>) {
    for preposition in ["between", "of", "among", "with", "by"] {
        for token in tree.objects_of(trigger, preposition) {
            actors.extend(parties(tree, token));
        }
        if !actors.is_empty() {
            return;
        }
    }
    // "a call took place on Friday between X and Y"
    if let Some(verb) = tree.head(trigger).filter(|_| tree.dep(trigger) == Dep::Subj) {
        actors.extend(tree.objects_of(verb, "between").flat_map(|token| parties(tree, token)));
        if !actors.is_empty() {
            return;
        }
    }
    // "the signing of an accord by X and Y"
    for of in tree.objects_of(trigger, "of") {
        for preposition in ["between", "by", "with"] {
            let found = tree.objects_of(of, preposition).flat_map(|at| parties(tree, at));
            actors.extend(found);
        }
    }
}

/// Whether a code may be told of a state and its own people: protests, arrests, demands, reforms.
pub(super) fn may_be_domestic(code: &Code) -> bool {
    code.code.get(..2).is_some_and(|root| {
        matches!(
            root,
            "03" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "17" | "18" | "19" | "20"
        )
    })
}

/// Whether a code blames somebody else.
fn is_blame(code: &Code) -> bool {
    code.code.starts_with("11")
}

/// Whether the parties are of more than one state.
pub(super) fn several(parties: &[Party]) -> bool {
    parties.iter().any(|party| party.actor != parties[0].actor)
}
