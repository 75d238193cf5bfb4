//! Words about deeds: promises, appeals, demands, refusals, denials, and what is said to somebody.

use telltale_observation::{Channel, Code, Mode, Ontology};

use super::parties::{foreign, prefer_others, several};
use super::{Deed, Sweep, mode_of};
use crate::english::lexicon::{Frame, Outer, Sense, Slot};
use crate::english::mood::{self, CLAIMS, Mood};
use crate::english::party::{Party, parties};
use crate::english::roles::{doer, in_slot, object, owners, passive};
use crate::english::tone;
use crate::english::tree::Tree;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag};
use crate::sighting::Sighting;

/// Whom one tells what is meant for others.
const AUDIENCE: &[&str] = &[
    "reporter",
    "journalist",
    "ally",
    "lawmaker",
    "parliament",
    "broadcaster",
    "newspaper",
    "crowd",
    "audience",
    "supporter",
    "student",
    "delegate",
    "colleague",
    "counterpart",
    "conference",
    "forum",
    "rally",
];

impl<'s> Sweep<'s, '_> {
    /// A word about a deed: "promised to send", "urged X to halt", "rejected talks".
    pub(super) fn outer(
        &mut self,
        frame: &'s Frame,
        token: usize,
        outer: Outer,
        found: &mut Vec<Sighting>,
    ) {
        if outer == Outer::Refuse && (self.of_claim(token) || self.of_claim_before(token)) {
            return self.denial(frame, token, found);
        }
        let inner = self.inner(token);
        let outer = if self.proposes(frame, token) { Outer::Intend } else { outer };
        let inner_code = inner.and_then(|(frame, _, _)| match frame.sense {
            Sense::Code(code) => Some(code),
            _ => frame.bare,
        });
        let composed = inner_code.and_then(|code| self.lexicon.compose(outer, code.code));
        // "told X to drop the plan" is more than speech.
        let bare = frame.bare.filter(|_| frame.lemma != "tell");
        let Some(mut code) = composed.or(bare).or_else(|| plain(outer)) else { return };
        let actors = self.givers(frame, token);
        code = self.in_other_words(frame, token, outer, code, &actors);
        let him = self.the_other_person(token, &actors);
        let told = |him: &Vec<Party>| !him.is_empty();
        let him = Some(him).filter(told);
        let mut targets = him.unwrap_or_else(|| self.targets(frame, token, token, &actors));
        if !foreign(&targets, &actors) {
            let silent = self.unanswered(token, &actors);
            targets = if silent.is_empty() { targets } else { silent };
        }
        if code.code == "113" && foreign(&targets, &actors) {
            // "urged X to punish Y": it is X who is asked.
            code = plain(outer).unwrap_or(code);
        }
        self.take_complements(token);
        if let Some((inner_frame, inner_token, inner_trigger)) = inner {
            self.taken[inner_token] = true;
            self.taken[inner_trigger] = true;
            self.take_named(inner_frame, inner_token);
            if !foreign(&targets, &actors) {
                targets = self.targets(inner_frame, inner_token, inner_trigger, &actors);
            }
            if !foreign(&targets, &actors) {
                targets = self.actors(inner_frame, inner_token, inner_trigger);
                prefer_others(&mut targets, &actors);
            }
        }
        let mut channel = frame.channel.unwrap_or(code.channel);
        let mut mode = mode_of(frame, code, channel);
        let deal = joint_deal(frame, &actors);
        if deal {
            targets.clear();
            (channel, mode) = (Channel::Agreement, Mode::Deed);
        }
        let mut setting = mood::setting(self.lexicon, self.tree, token);
        // "plans sanctions on X"
        let plans = outer == Outer::Intend && matches!(frame.lemma, "plan" | "prepare" | "intend");
        if plans && setting.mood == Mood::Fact {
            setting.mood = Mood::Planned;
        }
        let both = self.vow_together(frame, token, &actors);
        let mutual = deal || self.mutual(token) || (both && !foreign(&targets, &actors));
        if both && mutual {
            targets.clear();
        }
        let deed =
            Deed { trigger: token, frame, code, channel, mode, actors, targets, setting, mutual };
        self.put(deed, found);
    }

    /// "Wants X to return the paintings" asks it of X; "an offer to jail X's convicts" is no threat; a vow
    /// to hit back is one.
    fn in_other_words(
        &self,
        frame: &Frame,
        token: usize,
        outer: Outer,
        code: &'static Code,
        actors: &[Party],
    ) -> &'static Code {
        let wants = frame.lemma == "want"
            && foreign(&in_slot(self.tree, token, &Slot::Complement, frame), actors);
        let offers = frame.lemma == "offer" && code.code.starts_with("13");
        let other = if outer == Outer::Intend && menaces(self.tree, token) {
            plain(Outer::Threaten)
        } else if wants {
            plain(Outer::Appeal)
        } else if offers {
            plain(Outer::Intend)
        } else {
            None
        };
        other.unwrap_or(code)
    }

    /// Who speaks; of a gift that was promised, whose it is: "a Swedish gift of guns to X, promised in
    /// March".
    fn givers(&self, frame: &Frame, token: usize) -> Vec<Party> {
        let actors = self.actors(frame, token, token);
        let gives = matches!(frame.lemma, "promise" | "pledge" | "offer" | "vow");
        if !actors.is_empty() || !gives || !passive(self.tree, token) {
            return actors;
        }
        let gift = object(self.tree, token).filter(|&noun| !self.tree.is_named(noun));
        gift.map_or_else(Vec::new, |noun| owners(self.tree, noun, true))
    }

    /// "Both pledged to keep up the talks", "X and Y vowed to stay friends": to each other.
    fn vow_together(&self, frame: &Frame, token: usize, actors: &[Party]) -> bool {
        let vows = ["pledge", "vow", "promise", "undertake", "commit", "swear"];
        let pair = |party: &Party| party.sort == Sort::Pair;
        let alone = || (2..=4).contains(&actors.len()) && self.names_only(actors);
        vows.contains(&frame.lemma)
            && self.tree.dep(token) == Dep::Root
            && (actors.len() == 2
                && (actors.iter().all(pair) || matches!(frame.lemma, "undertake" | "commit"))
                || alone())
    }

    /// Whether what is refused is a claim: "dismissed reports that …" denies them.
    fn of_claim(&self, token: usize) -> bool {
        const TOLD: &[&str] = &["account", "version", "narrative", "article", "theory"];
        object(self.tree, token).is_some_and(|object| {
            let joined = self.tree.joined(object);
            joined.into_iter().any(|noun| {
                let lemma = self.tree.lemmas[noun].as_ref();
                CLAIMS.contains(&lemma) || TOLD.contains(&lemma)
            })
        }) || self.groundless(token)
    }

    /// "Dismissed as groundless X's charge that …": what is said of a claim stands before it.
    pub(super) fn groundless(&self, token: usize) -> bool {
        const FALSE: &[&str] = &[
            "groundless",
            "baseless",
            "false",
            "unfounded",
            "untrue",
            "absurd",
            "fabricated",
            "nonsense",
            "ridiculous",
            "fiction",
            "lies",
            "invented",
            "preposterous",
            "fake",
            "speculative",
            "fantasy",
            "slander",
            "propaganda",
            "misleading",
        ];
        let tree = self.tree;
        let near = token + 1..tree.len().min(token + 12);
        let mut said = near.clone().take(3).filter(|&at| FALSE.contains(&tree.word(at)));
        said.next().is_some_and(|word| {
            near.filter(|&at| at > word).any(|at| CLAIMS.contains(&tree.lemmas[at].as_ref()))
        })
    }

    /// What an outer word governs is told by it alone.
    fn take_complements(&mut self, token: usize) {
        let tree = self.tree;
        let mut clauses: Vec<usize> = tree.having(token, &[Dep::XComp, Dep::Comp]).collect();
        clauses.extend(self.that_clauses(token));
        clauses.extend(self.promised(token));
        for clause in clauses.into_iter().flat_map(|clause| tree.joined(clause)) {
            self.taken[clause] = true;
            if let Some(object) = object(tree, clause) {
                self.taken[object] = true;
            }
        }
    }

    /// Clauses with "that" which the parse takes for adverbial: "dismissed allegations that …".
    fn that_clauses(&self, token: usize) -> Vec<usize> {
        let tree = self.tree;
        let marked = |clause: &usize| {
            tree.having(*clause, &[Dep::Mark])
                .any(|mark| tree.word(mark).eq_ignore_ascii_case("that"))
        };
        tree.having(token, &[Dep::AdvCl]).filter(marked).collect()
    }

    /// "Promised in X on Friday to lift the ban": the parse takes the infinitive for a purpose.
    fn promised(&self, token: usize) -> Vec<usize> {
        const WORDS: &[&str] = &[
            "promise",
            "pledge",
            "vow",
            "swear",
            "offer",
            "propose",
            "threaten",
            "agree",
            "refuse",
            "decline",
            "undertake",
            "commit",
            "volunteer",
            "vote",
        ];
        let tree = self.tree;
        let bare = tree.having(token, &[Dep::XComp, Dep::Comp]).next().is_none()
            && object(tree, token).is_none();
        if !bare || !WORDS.contains(&tree.lemmas[token].as_ref()) {
            return Vec::new();
        }
        let to = |&at: &usize| at > token && mood::infinitive(tree, at);
        tree.having(token, &[Dep::AdvCl]).filter(to).collect()
    }

    /// "Proposed to strip X of …" is what somebody means to do himself.
    fn proposes(&self, frame: &Frame, token: usize) -> bool {
        let to = |clause: usize| mood::infinitive(self.tree, clause);
        frame.lemma == "propose"
            && self.tree.tag(token) == Tag::Verb
            && self.tree.having(token, &[Dep::XComp, Dep::Comp, Dep::AdvCl]).any(to)
    }

    /// The deed that a word is about: in its complement, its object, or after its preposition.
    fn inner(&self, token: usize) -> Option<(&'s Frame, usize, usize)> {
        let tree = self.tree;
        let mut candidates: Vec<usize> =
            tree.having(token, &[Dep::XComp, Dep::Comp, Dep::Acl]).collect();
        candidates.extend(self.that_clauses(token));
        candidates.extend(self.promised(token));
        // "stands ready to help"
        let ready = tree.having(token, &[Dep::Attr]);
        candidates.extend(ready.flat_map(|at| tree.having(at, &[Dep::XComp, Dep::Comp])));
        candidates.extend(tree.child(token, Dep::Obj));
        if let Some(object) = tree.child(token, Dep::Obj) {
            candidates.extend(tree.having(object, &[Dep::Acl]));
            candidates.extend(tree.objects_of(object, "for"));
            candidates.extend(tree.objects_of(object, "of"));
        }
        for preposition in ["for", "on", "to", "from", "with", "of", "against"] {
            // "On his visit to X, Y urged …": he does not urge a visit.
            candidates.extend(tree.objects_of(token, preposition).filter(|&noun| noun > token));
        }
        candidates.into_iter().find_map(|candidate| {
            let (frame, trigger) = self.frame_of(candidate)?;
            let tells = matches!(frame.sense, Sense::Code(_)) || frame.bare.is_some();
            tells.then_some((frame, candidate, trigger))
        })
    }

    /// "said that Y must …" is a demand, "should" an appeal; "said it would …" a promise.
    pub(super) fn said(&mut self, frame: &'s Frame, token: usize, found: &mut Vec<Sighting>) {
        let tree = self.tree;
        let speakers = self.actors(frame, token, token);
        let clause = tree.child(token, Dep::Comp);
        if let Some((code, mut targets)) = clause.and_then(|clause| self.duty(clause)) {
            // "told X that dialogue must come first"
            if !foreign(&targets, &speakers) && frame.targets.first() == Some(&Slot::Object) {
                targets = self.targets(frame, token, token, &speakers);
            }
            let told = (code, code.channel, code.mode);
            return self.word(frame, token, told, (speakers, targets), found);
        }
        let accused = self.laid_at(token, &speakers);
        if let (Some(code), false) = (Code::find(Ontology::Cameo, "112"), accused.is_empty()) {
            let told = (code, code.channel, code.mode);
            return self.word(frame, token, told, (speakers, accused), found);
        }
        // "the first tourists admitted since the war"
        if frame.lemma == "admit" && clause.is_none() && passive(tree, token) {
            return;
        }
        let (Some(code), Some(first)) = (frame.bare, frame.targets.first()) else { return };
        let mut targets = self.targets(frame, token, token, &speakers);
        if object(tree, token).is_some_and(|noun| AUDIENCE.contains(&tree.lemmas[noun].as_ref())) {
            // "told allies in Brussels": not Belgium.
            targets.retain(|party| !party.bare_place);
        }
        // "told X that …" is speech to X, whatever else is told; "said of X that …" is not.
        let addressed = *first == Slot::Object && frame.targets.contains(&Slot::Indirect);
        // Of whom somebody speaks in a clause is told by the clause, or as a remark.
        if !targets.is_empty() && (addressed || clause.is_none()) {
            let heard = clause.and_then(|clause| self.tone(clause, &targets));
            let mut targets = targets;
            // "told the council that X had breached the accord": it blames X.
            let council = targets.iter().all(|party| party.sort == Sort::Organisation);
            if let (Some(clause), Some(_), true) = (clause, heard, council) {
                let blamed = doer(tree, clause).map_or_else(Vec::new, |noun| parties(tree, noun));
                if foreign(&blamed, &speakers) {
                    targets = blamed;
                }
            }
            let code = heard.unwrap_or(code);
            let channel = frame.channel.unwrap_or(code.channel);
            let mode = mode_of(frame, code, channel);
            self.word(frame, token, (code, channel, mode), (speakers, targets), found);
        }
    }

    /// The code of what praises or blames in a clause.
    fn tone(&self, clause: usize, targets: &[Party]) -> Option<&'static Code> {
        let tree = self.tree;
        let below = (0..tree.len()).filter(|&at| tree.up(at).any(|step| step == clause));
        let heard = tone::of(below.map(|at| tree.word(at)));
        let subject = doer(tree, clause).map_or_else(Vec::new, |noun| parties(tree, noun));
        let of_them = !subject.is_empty() && !foreign(&subject, targets);
        heard.filter(|&heard| heard == tone::Tone::Blame || of_them)?.code()
    }

    /// What somebody must or should do, and who: then the clause is told by that alone.
    fn duty(&mut self, clause: usize) -> Option<(&'static Code, Vec<Party>)> {
        let tree = self.tree;
        let outer = tree.having(clause, &[Dep::Aux]).find_map(|aux| {
            match tree.word(aux).to_ascii_lowercase().as_str() {
                "must" => Some(Outer::Demand),
                "should" | "ought" => Some(Outer::Appeal),
                _ => None,
            }
        })?;
        let subject = tree.child(clause, Dep::Subj).or(tree.child(clause, Dep::SubjPass));
        let targets = subject.map_or_else(Vec::new, |subject| parties(tree, subject));
        let inner = self.frame_of(clause);
        let composed = inner.and_then(|(frame, _)| match frame.sense {
            Sense::Code(code) => self.lexicon.compose(outer, code.code),
            _ => None,
        });
        // "Two of the embassy's staff must leave X, Y said": Y expels them.
        let sent_away = outer == Outer::Demand
            && matches!(tree.lemmas[clause].as_ref(), "leave" | "quit" | "depart" | "go")
            && subject.is_some_and(|noun| self.of_an_embassy(noun));
        let expulsion = if sent_away { Code::find(Ontology::Cameo, "161") } else { None };
        let code = expulsion.or(composed).or_else(|| plain(outer))?;
        if let Some((_, trigger)) = inner {
            self.taken[clause] = true;
            self.taken[trigger] = true;
        }
        Some((code, targets))
    }

    /// Whether a noun is of those whom an embassy sends.
    fn of_an_embassy(&self, noun: usize) -> bool {
        const SENT: &[&str] = &[
            "diplomat",
            "envoy",
            "ambassador",
            "attache",
            "attaché",
            "consul",
            "embassy",
            "consulate",
            "mission",
            "staff",
            "charge",
        ];
        let tree = self.tree;
        let is = |noun: usize| SENT.contains(&tree.lemmas[noun].as_ref());
        let of = || tree.objects_of(noun, "of").chain(tree.objects_of(noun, "from"));
        is(noun)
            || of().any(|of| is(of) || tree.having(of, &[Dep::Poss, Dep::Compound]).any(is))
            || tree.having(noun, &[Dep::Poss, Dep::Compound]).any(is)
    }

    /// A word of somebody to or of somebody.
    fn word(
        &self,
        frame: &'s Frame,
        token: usize,
        (code, channel, mode): (&'static Code, Channel, Mode),
        (actors, targets): (Vec<Party>, Vec<Party>),
        found: &mut Vec<Sighting>,
    ) {
        let setting = mood::setting(self.lexicon, self.tree, token);
        let (trigger, mutual) = (token, false);
        let deed = Deed { trigger, frame, code, channel, mode, actors, targets, setting, mutual };
        self.put(deed, found);
    }

    /// "denied sending …": a denial, towards the other party of what is denied.
    pub(super) fn denial(&mut self, frame: &'s Frame, token: usize, found: &mut Vec<Sighting>) {
        let Some(code) = frame.bare.or_else(|| Code::find(Ontology::Cameo, "016")) else { return };
        let actors = self.actors(frame, token, token);
        let mut targets = self.targets(frame, token, token, &actors);
        if let Some((inner, at, trigger)) = self.inner(token) {
            self.taken[at] = true;
            self.taken[trigger] = true;
            self.take_named(inner, at);
            if !foreign(&targets, &actors) {
                targets = self.targets(inner, at, trigger, &actors);
            }
        }
        if !foreign(&targets, &actors) || self.groundless(token) {
            let claimant = self.claimant(token, &actors);
            targets = if claimant.is_empty() { targets } else { claimant };
        }
        if !foreign(&targets, &actors) {
            targets = self.only_other(token, &actors);
        }
        if !foreign(&targets, &actors) {
            targets = self.accuser(token, &actors);
        }
        self.take_complements(token);
        let setting = mood::setting(self.lexicon, self.tree, token);
        let (channel, mode) = (Channel::Denial, Mode::Word);
        self.put(
            Deed {
                trigger: token,
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

/// What two agree to do is a deal between them, whatever it is about.
fn joint_deal(frame: &Frame, actors: &[Party]) -> bool {
    frame.lemma == "agree" && !actors.is_empty() && several(actors)
}

/// The code of an outer word alone.
pub(super) fn plain(outer: Outer) -> Option<&'static Code> {
    let code = match outer {
        Outer::Intend => "030",
        Outer::Appeal => "020",
        Outer::Demand => "100",
        Outer::Refuse => "120",
        Outer::Threaten => "130",
    };
    Code::find(Ontology::Cameo, code)
}

/// Whether what is vowed is a reply that hurts: "vowed that it would not go unanswered".
pub(crate) fn menaces(tree: &Tree<'_>, token: usize) -> bool {
    const MENACES: &[&str] = &[
        "unanswered",
        "unpunished",
        "retaliate",
        "retaliation",
        "revenge",
        "avenge",
        "consequence",
        "countermeasure",
        "counter-measure",
        "reciprocate",
        "punish",
        "annihilate",
        "crush",
        "obliterate",
        "reprisal",
        "retribution",
        "tit-for-tat",
    ];
    (token + 1..tree.len()).any(|at| {
        let menace = MENACES.contains(&tree.lemmas[at].as_ref());
        // "to respond in kind"
        let kind = tree.word(at) == "kind" && tree.word(at - 1) == "in";
        // "to hit back"
        let back = tree.word(at) == "back"
            && matches!(tree.lemmas[at - 1].as_ref(), "hit" | "strike" | "fire" | "fight");
        (menace || kind || back) && tree.up(at).any(|step| step == token)
    })
}
