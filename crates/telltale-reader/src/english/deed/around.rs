//! What stands around a deed and tells more of it: talks at which something else is done, an appeal
//! that goes unanswered, a condition that is a threat, whose recognition is given up.

use telltale_observation::{Channel, Code, Modality, Mode, Ontology};

use super::parties::{foreign, prefer_others, several};
use super::{Deed, Sweep};
use crate::english::lexicon::{Frame, Sense};
use crate::english::mood;
use crate::english::party::{Party, parties};
use crate::english::roles::{doer, object, passive};
use crate::english::when;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag, VerbForm};
use crate::sighting::Sighting;

/// Nouns of what two hold with each other.
const TALKS: &[&str] = &[
    "talk",
    "talks",
    "meeting",
    "summit",
    "call",
    "conversation",
    "lunch",
    "dinner",
    "breakfast",
    "negotiation",
    "discussion",
    "consultation",
];

/// How deep below a noun the place of a blow is looked for.
const DEPTH_MAX: usize = 4;

impl<'s> Sweep<'s, '_> {
    /// "After talks with X, Y flew to Z", "in a call with X, Y urged …": Y talked with X.
    pub(super) fn at_talks(&self, noun: usize) -> Vec<Party> {
        const WHEN: &[&str] = &["After", "after", "During", "during", "Following", "following"];
        let tree = self.tree;
        let with = || tree.objects_of(noun, "with").any(|who| !parties(tree, who).is_empty());
        let word = tree.head(noun).filter(|_| tree.dep(noun) == Dep::PObj);
        let Some(word) = word.filter(|&at| WHEN.contains(&tree.word(at))) else {
            return Vec::new();
        };
        if !TALKS.contains(&tree.lemmas[noun].as_ref()) || !with() {
            return Vec::new();
        }
        let verb = tree.up(word).find(|&at| tree.tag(at) == Tag::Verb);
        let main = verb.filter(|&verb| matches!(tree.dep(verb), Dep::Root | Dep::Conj));
        let active = main.filter(|&verb| !passive(tree, verb));
        active.and_then(|verb| doer(tree, verb)).map_or_else(Vec::new, |who| parties(tree, who))
    }

    /// "X's and Y's ships entered the strait in the course of a joint patrol": X and Y held it.
    pub(super) fn at_drill(&self, noun: usize) -> Vec<Party> {
        const DRILLS: &[&str] =
            &["patrol", "drill", "exercise", "manoeuvre", "maneuver", "flight", "sortie"];
        let tree = self.tree;
        let joint = || {
            let mut words = tree.having(noun, &[Dep::Amod]);
            words.any(|word| matches!(tree.word(word), "joint" | "combined"))
        };
        if !DRILLS.contains(&tree.lemmas[noun].as_ref()) || !joint() {
            return Vec::new();
        }
        let word = tree.head(noun).filter(|&at| {
            matches!(
                tree.word(at),
                "on" | "during" | "in" | "of" | "On" | "During" | "In" | "after"
            )
        });
        let verb = word.and_then(|word| {
            tree.up(word).find(|&at| matches!(tree.tag(at), Tag::Verb) && tree.dep(at) != Dep::Acl)
        });
        let found = verb
            .filter(|&verb| !passive(tree, verb))
            .and_then(|verb| doer(tree, verb))
            .map_or_else(Vec::new, |who| parties(tree, who));
        if !found.is_empty() && several(&found) { found } else { Vec::new() }
    }

    /// "Six of X's envoys were expelled by Y, and as many of Y's by X": the second half.
    pub(super) fn gapped(&self, deed: &Deed<'s>, found: &mut Vec<Sighting>) {
        let tree = self.tree;
        let verb = deed.trigger;
        let mut agents = tree.having(verb, &[Dep::Agent]).skip(1);
        let Some(by) = agents.next().filter(|_| passive(tree, verb)) else { return };
        let and = (verb..by).rev().find(|&at| matches!(tree.word(at), "and" | "while"));
        let Some(and) = and else { return };
        let who = tree.child(by, Dep::PObj).map_or_else(Vec::new, |who| parties(tree, who));
        let named = (and..by).filter(|&at| tree.is_named(at));
        let whom: Vec<Party> = named.flat_map(|at| parties(tree, at)).collect();
        if who.is_empty() || !foreign(&whom, &who) {
            return;
        }
        let (trigger, frame, setting, mutual) = (verb, deed.frame, deed.setting, false);
        let (code, channel, mode) = (deed.code, deed.channel, deed.mode);
        let (actors, targets) = (who, whom);
        let half = Deed { trigger, frame, code, channel, mode, actors, targets, setting, mutual };
        self.put(half, found);
    }

    /// "An offer of rice extended by X": X.
    pub(super) fn made_by(&self, noun: usize) -> Vec<Party> {
        const MADE: &[&str] = &[
            "extend", "make", "send", "issue", "deliver", "offer", "submit", "voice", "launch",
            "sign", "put", "present", "tender", "address",
        ];
        let tree = self.tree;
        let nouns = std::iter::once(noun).chain(tree.objects_of(noun, "of"));
        let made = nouns.flat_map(|noun| tree.having(noun, &[Dep::Acl]));
        let mut made = made.filter(|&at| MADE.contains(&tree.lemmas[at].as_ref()));
        made.find_map(|at| tree.objects_of(at, "by").next())
            .map_or_else(Vec::new, |who| parties(tree, who))
    }

    /// "X's appeal went unanswered by Y", "an offer remained without reply from Y": it was to Y.
    pub(super) fn unanswered(&self, noun: usize, actors: &[Party]) -> Vec<Party> {
        const LEFT: &[&str] = &["unanswered", "unheeded", "ignored", "unacknowledged", "spurned"];
        const ANSWERS: &[&str] = &["reply", "response", "answer", "reaction", "silence"];
        let tree = self.tree;
        let subject = matches!(tree.dep(noun), Dep::Subj | Dep::SubjPass);
        let Some(verb) = tree.head(noun).filter(|_| subject && tree.tag(noun) == Tag::Noun) else {
            return Vec::new();
        };
        let mut bases: Vec<usize> = vec![verb];
        bases.extend(
            tree.children(verb).iter().copied().filter(|&at| LEFT.contains(&tree.word(at))),
        );
        let replies = ["without", "with"].into_iter().flat_map(|word| tree.objects_of(verb, word));
        bases.extend(replies.filter(|&at| ANSWERS.contains(&tree.lemmas[at].as_ref())));
        if bases.len() < 2 {
            return Vec::new();
        }
        let words = ["by", "from", "in"];
        let by = bases.iter().flat_map(|&base| words.into_iter().map(move |word| (base, word)));
        let mut found: Vec<Party> = by
            .flat_map(|(base, word)| tree.objects_of(base, word))
            .flat_map(|who| parties(tree, who))
            .collect();
        prefer_others(&mut found, actors);
        if foreign(&found, actors) { found } else { Vec::new() }
    }

    /// "The intrusion of X's ship among rigs in Y's waters": Y, on whose ground it was.
    pub(super) fn somewhere_below(&self, noun: usize, actors: &[Party]) -> Vec<Party> {
        const WHERE: &[&str] = &[
            "in", "on", "at", "near", "off", "inside", "over", "among", "into", "around", "along",
            "against", "across",
        ];
        let tree = self.tree;
        let mut nouns = vec![noun];
        for _ in 0..DEPTH_MAX {
            let words = nouns.iter().flat_map(|&noun| tree.having(noun, &[Dep::Prep]));
            let words: Vec<usize> = words.collect();
            let inner = |of: bool| {
                let fits = move |word: &str| (of && word == "of") || WHERE.contains(&word);
                let words = words.iter().filter(move |&&at| fits(tree.word(at)));
                words.flat_map(|&at| tree.having(at, &[Dep::PObj]))
            };
            for place in inner(false) {
                let mut found = parties(tree, place);
                found.retain(|party| party.sort != Sort::Person);
                prefer_others(&mut found, actors);
                if foreign(&found, actors) {
                    return found;
                }
            }
            nouns = inner(true).collect();
        }
        Vec::new()
    }

    /// "A protest was lodged with X's envoy", "led to the summoning of X's envoy": by whom X did the
    /// last thing told to.
    pub(super) fn by_the_victim(
        &self,
        frame: &Frame,
        token: usize,
        actors: &mut Vec<Party>,
        targets: &[Party],
        found: &[Sighting],
    ) {
        let complains = matches!(frame.sense, Sense::Code(code) if code.code.starts_with("11"));
        let summons = matches!(frame.lemma, "summoning" | "summons");
        let open = summons || (complains && passive(self.tree, token));
        let [culprit] = targets else { return };
        if !open || !actors.is_empty() {
            return;
        }
        let did = |seen: &&Sighting| seen.actor == Some(culprit.actor) && seen.mode == Mode::Deed;
        let victim = self.lately(found).find(did).and_then(|seen| seen.target);
        if let Some(victim) = victim.filter(|&victim| victim != culprit.actor) {
            let (rank, sort) = (None, Sort::State);
            *actors = vec![Party { actor: victim, rank, sort, ..culprit.clone() }];
        }
    }

    /// "Switched recognition from X to Y": a break with X.
    pub(super) fn given_up(&self, deed: &Deed<'s>, found: &mut Vec<Sighting>) {
        const MOVED: &[&str] = &["recognition", "allegiance", "ties", "tie", "relations"];
        let tree = self.tree;
        let moves = matches!(deed.frame.lemma, "switch" | "transfer" | "shift" | "move" | "swap");
        let Some(code) = Code::find(Ontology::Cameo, "161") else { return };
        let noun = object(tree, deed.trigger).filter(|_| moves && deed.channel != Channel::Refusal);
        let Some(noun) = noun.filter(|&noun| {
            MOVED.iter().any(|moved| tree.lemmas[noun].eq_ignore_ascii_case(moved))
        }) else {
            return;
        };
        let bases = [deed.trigger, noun].into_iter();
        let from = bases.flat_map(|base| tree.objects_of(base, "from"));
        let targets: Vec<Party> = from.flat_map(|at| parties(tree, at)).collect();
        if !foreign(&targets, &deed.actors) || deed.actors.is_empty() {
            return;
        }
        let actors = deed.actors.clone();
        let (trigger, frame, setting) = (deed.trigger, deed.frame, deed.setting);
        let (channel, mode) = (Channel::Refusal, Mode::Deed);
        let broken =
            Deed { trigger, frame, code, channel, mode, actors, targets, setting, mutual: false };
        self.put(broken, found);
    }

    /// "Will recognise X unless Y relents": a threat to Y.
    pub(super) fn unless(&self, deed: &Deed<'_>, told: &Sighting) -> Option<Sighting> {
        let tree = self.tree;
        if told.modality != Modality::Conditional || deed.mode == Mode::Word {
            return None;
        }
        let unless = |clause: usize| {
            let opener = mood::opener(tree, clause);
            opener.is_some_and(|at| tree.word(at).eq_ignore_ascii_case("unless"))
        };
        let clause = mood::conditions(tree, deed.trigger).find(|&clause| unless(clause))?;
        let who = doer(tree, clause).map_or_else(Vec::new, |who| parties(tree, who));
        let [party] = &who[..] else { return None };
        if Some(party.actor) == told.actor || Some(party.actor) == told.target {
            return None;
        }
        let code = Code::find(Ontology::Cameo, "130")?;
        let spoken = deed.setting.said_by.map(|verb| when::of_speech(tree, verb, self.scene));
        let (period, dated) = spoken.unwrap_or((None, false));
        let mut threat = told.clone();
        (threat.code, threat.channel, threat.mode) = (Some(code), Channel::Threat, Mode::Word);
        (threat.target, threat.period) = (Some(party.actor), period);
        threat.because.dated = dated;
        Some(threat)
    }

    /// "Pressed him to leave": him who was named last beside the speaker.
    pub(super) fn the_other_person(&self, verb: usize, actors: &[Party]) -> Vec<Party> {
        let tree = self.tree;
        let him = object(tree, verb)
            .filter(|&at| matches!(tree.word(at), "him" | "her") && parties(tree, at).is_empty());
        let Some(him) = him else { return Vec::new() };
        let end = tree.tokens[him].0;
        let before = tree.mentions.iter().filter(|name| name.span.1 <= end);
        let other = before.rev().find(|name| {
            name.sort == Sort::Person
                && name.actors.len() == 1
                && !actors.iter().any(|actor| name.actors.contains(&actor.actor))
        });
        let party = |name: &crate::Mention| Party {
            actor: name.actors[0],
            rank: name.rank,
            name: name.span,
            sort: name.sort,
            bare_place: false,
        };
        other.map(party).into_iter().collect()
    }

    /// Whether a participle stands behind a comma: "toasted X, calling the bond unbreakable".
    pub(super) fn follows_a_comma(&self, verb: usize) -> bool {
        let tree = self.tree;
        tree.parse.forms[verb] == VerbForm::Ing
            && tree.dep(verb) == Dep::AdvCl
            && tree.head(verb).is_some_and(|head| head < verb)
            && verb.checked_sub(1).is_some_and(|before| tree.word(before) == ",")
    }

    /// "Hit back, ordering a stop to visas": what is ordered tells how.
    pub(super) fn told_by_its_clause(&self, verb: usize) -> bool {
        const REPLIES: &[&str] = &["retaliate", "respond", "reply", "reciprocate", "react"];
        let tree = self.tree;
        let hostile = |clause: usize| {
            self.follows_a_comma(clause)
                && self.frame_of(clause).is_some_and(|(frame, _)| {
                    matches!(frame.sense, Sense::Code(code) if code.quad_class == Some(4))
                })
        };
        REPLIES.contains(&tree.lemmas[verb].as_ref())
            && tree.having(verb, &[Dep::AdvCl]).any(hostile)
    }

    /// Whether several are angered by what was done to one of them: no blame of that one.
    pub(super) fn of_one_of_them(&self, frame: &Frame, verb: usize, culprits: &[Party]) -> bool {
        let all = object(self.tree, verb).filter(|_| frame.flags.swap);
        let all = all.map_or_else(Vec::new, |noun| parties(self.tree, noun));
        all.len() > 1 && culprits.iter().any(|one| all.iter().any(|party| party.actor == one.actor))
    }

    /// Whether planes that are shot down are those of an attacker: "downed five of the raiding jets".
    pub(super) fn of_attackers(&self, verb: usize) -> bool {
        const COMING: &[&str] = &[
            "attacking",
            "raiding",
            "intruding",
            "invading",
            "incoming",
            "enemy",
            "hostile",
            "approaching",
            "marauding",
        ];
        let tree = self.tree;
        let Some(noun) = object(tree, verb) else { return false };
        let nouns = std::iter::once(noun).chain(tree.objects_of(noun, "of"));
        let mut words = nouns.flat_map(|noun| tree.children(noun).iter().copied());
        words.any(|at| COMING.contains(&tree.word(at)))
    }
}
