//! What a deed is told as: its mood, its pairs, and what is too slight to tell.

use telltale_observation::{Channel, Code, Kind, Modality, Mode, Ontology, Period};

use super::parties::{foreign, is_reply, may_be_domestic, several};
use super::words::plain;
use super::{Deed, NEAR_MAX, Sweep, same_paragraph};
use crate::english::lexicon::{Frame, Lexicon, Outer, Sense};
use crate::english::mood::{self, Mood};
use crate::english::party::{Party, parties};
use crate::english::roles::{self, doer};
use crate::english::tree::Tree;
use crate::english::when;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag, VerbForm};
use crate::sighting::{Because, Sighting};
use crate::told::add;

impl Sweep<'_, '_> {
    /// "With the support of X's air strikes": they help, whomever they hit.
    fn lends_support(&self, deed: &Deed<'_>) -> bool {
        const HELP: &[&str] = &["support", "help", "backing", "cover", "aid", "assistance"];
        let tree = self.tree;
        let of = tree.head(deed.trigger).filter(|&at| tree.word(at) == "of");
        tree.tag(deed.trigger) == Tag::Noun
            && deed.code.quad_class == Some(4)
            && of.and_then(|at| tree.head(at)).is_some_and(|noun| {
                HELP.contains(&tree.lemmas[noun].as_ref())
                    && tree.head(noun).is_some_and(|with| tree.word(with) == "with")
            })
    }

    /// Turns what a trigger tells into sightings, one for each ordered pair.
    pub(super) fn put(&self, deed: Deed<'_>, found: &mut Vec<Sighting>) {
        let passing = deed.frame.flags.weak || deed.mode == Mode::Word;
        if passing && self.in_passing(deed.trigger) && self.purpose(deed.trigger) {
            return;
        }
        if deed.frame.flags.weak && self.in_passing(deed.trigger) && !self.own_clause(deed.trigger)
        {
            return;
        }
        if self.warded_off(&deed) || self.lends_support(&deed) || (in_game(&deed) && self.plays()) {
            return;
        }
        if blames_itself(&deed) {
            return;
        }
        let mut deed = deed;
        if deed.channel == Channel::NuclearTest {
            deed.targets.clear();
        }
        self.not_itself(&mut deed);
        // "If X strikes, Y will respond, Y's president warned": X is whom he warned.
        // So with "Y asked for their release".
        let open = |code: &str| code.starts_with("13") || matches!(code, "0253" | "1053");
        // "Answered with shots on its own side": at whoever did the last thing.
        let back = deed.code.code.starts_with("19") && is_reply(deed.frame.lemma);
        let own = ((open(deed.code.code) || back) && !foreign(&deed.targets, &deed.actors))
            .then(|| std::mem::take(&mut deed.targets));
        self.intruded_on(&mut deed);
        self.of_the_like(&mut deed, found);
        self.with_the_clause(&mut deed, found);
        self.answers(&mut deed);
        if let Some(own) = own.filter(|_| deed.targets.is_empty()) {
            deed.targets = own;
        }
        self.of_the_last(&mut deed, found);
        self.complained_of(&mut deed);
        self.hosts_of(&mut deed);
        if deed.channel == Channel::Denial && !foreign(&deed.targets, &deed.actors) {
            deed.targets = self.accuser(deed.trigger, &deed.actors);
        }
        self.at_home(&mut deed);
        if self.to_come(&deed) {
            deed.setting.mood = Mood::Planned;
        }
        let Some(told) = self.told(&deed) else { return };
        let background = self.background(&deed);
        // Of a pair that does it to each other, the one half does not make the other known.
        let new: Vec<Sighting> = pairs(self.tree, &deed)
            .into_iter()
            .map(|(actor, target)| self.sighting(&deed, &told, actor, target))
            .filter(|sighting| {
                let again = background && self.spoken_of(sighting, found);
                !(again || self.same_deal(sighting, found))
            })
            .collect();
        let beside = self.told_beside(&deed, &new);
        for sighting in new.into_iter().chain(beside) {
            add(sighting, found);
        }
    }

    /// The denial of what is said not to have been done, and the threat in "unless".
    fn told_beside(&self, deed: &Deed<'_>, new: &[Sighting]) -> Vec<Sighting> {
        if self.denies(deed, &deed.actors) {
            return new.iter().map(denial).collect();
        }
        if self.denies(deed, &deed.targets) {
            // "No troops of X are in our country, said Y's minister."
            let turned = |seen: &Sighting| Sighting {
                actor: seen.target,
                target: seen.actor,
                ..denial(seen)
            };
            return new.iter().map(turned).collect();
        }
        new.iter().filter_map(|seen| self.unless(deed, seen)).take(1).collect()
    }

    /// "Flies to X on Friday", "is leaving for X on Friday": with a day to come, a plan.
    fn to_come(&self, deed: &Deed<'_>) -> bool {
        let (tree, at) = (self.tree, deed.trigger);
        let meets = matches!(
            deed.channel,
            Channel::Visit | Channel::Meeting | Channel::Agreement | Channel::Ceremony
        );
        let now = || {
            let is = |word: usize| matches!(tree.word(word), "is" | "are" | "'s" | "’s");
            match tree.parse.forms[at] {
                VerbForm::Present => true,
                VerbForm::Ing => tree.having(at, &[Dep::Aux]).any(is),
                _ => false,
            }
        };
        if deed.setting.mood != Mood::Fact || !meets || tree.tag(at) != Tag::Verb || !now() {
            return false;
        }
        let (period, dated) = when::period(tree, at, true, self.scene);
        let published = self.scene.document.published;
        dated && period.is_some_and(|period| period.start() > published)
    }

    /// "X has never sold arms to Y, its minister said": X denies it. What it will not do is
    /// no denial.
    fn denies(&self, deed: &Deed<'_>, side: &[Party]) -> bool {
        let tree = self.tree;
        let Some(verb) = deed.setting.said_by else { return false };
        if deed.setting.mood != Mood::Denied || deed.mode == Mode::Word {
            return false;
        }
        let to_come = tree.having(deed.trigger, &[Dep::Aux]).any(|word| {
            matches!(tree.word(word), "will" | "would" | "wo" | "shall" | "could" | "can" | "ca")
        });
        let speakers = doer(tree, verb).map_or_else(Vec::new, |speaker| parties(tree, speaker));
        !to_come
            && speakers.iter().any(|speaker| side.iter().any(|actor| actor.actor == speaker.actor))
    }

    /// Whether a hostile noun names what somebody guards against: "a force against X's attacks".
    fn warded_off(&self, deed: &Deed<'_>) -> bool {
        let at = deed.trigger;
        self.tree.tag(at) == Tag::Noun
            && deed.code.quad_class == Some(4)
            && self.tree.dep(at) == Dep::PObj
            && self.tree.head(at).is_some_and(|word| self.tree.word(word) == "against")
    }

    /// Whether a deed is named only to date, to place or to tell apart something else: "since his
    /// visit in June", "the soldiers sent to Mali".
    fn background(&self, deed: &Deed<'_>) -> bool {
        let at = deed.trigger;
        if deed.channel == Channel::Agreement && self.is_under(at) {
            return false;
        }
        if self.tree.tag(at) == Tag::Noun {
            if deed.channel == Channel::Visit && self.on_its_occasion(at) {
                return false;
            }
            return friendly(deed.channel) && self.in_passing(at);
        }
        let clause = self.tree.up(at).find_map(|step| match self.tree.dep(step) {
            // "who urged him to …" is another deed than the one that named him.
            Dep::RelCl if !friendly(deed.channel) && deed.channel != Channel::Statement => {
                Some(false)
            }
            // "X, who landed in Y on Wednesday, …", "X and Y, whose guards fought in 2022, …"
            Dep::RelCl if self.goes_on(step) || self.dated_aside(step) => Some(false),
            // "where he met X", "a contract that X and Y signed" have doers of their own.
            Dep::RelCl => Some(!(self.has_own_doer(step) || self.is_object_clause(step))),
            // "a statement condemning X" tells that X was condemned.
            Dep::Acl if self.tree.head(step).is_some_and(|noun| roles::says(self.tree, noun)) => {
                Some(false)
            }
            // "…, a step condemned by X"
            Dep::Acl
                if deed.mode == Mode::Word
                    && self.tree.head(step).is_some_and(|at| self.tree.dep(at) == Dep::Appos) =>
            {
                Some(false)
            }
            // "X's decision to recall its envoy" tells that it did.
            Dep::Acl if self.is_decided(step) => Some(false),
            // "X's chiefs, meeting in Y on Thursday, …"
            Dep::Acl => Some(!self.dated_aside(step)),
            // "after X had crossed the border": that is told.
            // "are to meet" is what the sentence says.
            Dep::AdvCl if mood::of_being(self.tree, step) => None,
            // "Visiting X, he praised it", "Rebuffed by X, he turned to Y": that is told.
            Dep::AdvCl if self.comes_first(step) || self.says_beside(step) => Some(false),
            // "…, shutting the border", "…, calling off the talks"
            Dep::AdvCl
                if !friendly(deed.channel)
                    && self.tree.joined(step).contains(&at)
                    && self.does_beside(step) =>
            {
                Some(false)
            }
            // "as agreed by X and Y in May"
            Dep::AdvCl => {
                let by = self.tree.child(step, Dep::Agent).is_some();
                Some(!(self.has_subject(step) || by))
            }
            _ => None,
        });
        clause.unwrap_or(false)
    }

    /// "On his first visit to X, Y urged …", "ending his stay in X, Y …": a journey on which
    /// something else is done is told.
    fn on_its_occasion(&self, noun: usize) -> bool {
        let tree = self.tree;
        let of_now = tree
            .having(noun, &[Dep::Det, Dep::Poss])
            .any(|word| matches!(tree.word(word), "a" | "an" | "his" | "her" | "their" | "its"));
        // "during his visit two weeks ago": another time's.
        if (noun..tree.len()).any(|at| matches!(tree.word(at), "ago" | "earlier")) {
            return false;
        }
        let clause = self.occasion_of(noun);
        let main = |verb: usize| {
            tree.up(verb).all(|step| !matches!(tree.dep(step), Dep::RelCl | Dep::Acl | Dep::AdvCl))
        };
        of_now && clause.is_some_and(main)
    }

    /// "…, accusing X of plotting": what somebody says while he does something.
    fn says_beside(&self, verb: usize) -> bool {
        const SAYS: &[&str] = &["11", "10", "13", "05", "03", "12"];
        let words = |frame: &Frame| match frame.sense {
            Sense::Code(code) => SAYS.iter().any(|root| code.code.starts_with(root)),
            Sense::Outer(_) | Sense::Deny => true,
            _ => false,
        };
        let apart = verb.checked_sub(1).is_none_or(|before| self.tree.word(before) == ",");
        self.tree.parse.forms[verb] == VerbForm::Ing
            && apart
            && self.tree.having(verb, &[Dep::Obj, Dep::Comp, Dep::XComp]).next().is_some()
            && self.tree.having(verb, &[Dep::Mark]).next().is_none()
            && self.frame_of(verb).is_some_and(|(frame, _)| words(frame))
    }

    /// "X, who thanked him, …": a clause that goes on to tell what its noun does.
    fn goes_on(&self, clause: usize) -> bool {
        let tree = self.tree;
        // "…, an account that X disputed", "…, which X denies"
        let taken_up = tree.head(clause).is_some_and(|noun| tree.dep(noun) == Dep::Appos);
        let which = tree.having(clause, &[Dep::Obj]).any(|at| {
            tree.word(at) == "which"
                && at.checked_sub(1).is_some_and(|comma| tree.word(comma) == ",")
        });
        if (taken_up || which) && self.has_subject(clause) {
            return true;
        }
        let state = tree.head(clause).is_some_and(|noun| {
            tree.mentions_at(noun).any(|name| name.sort != Sort::Place && name.sort.acts())
        });
        let past = tree.parse.forms[clause] == VerbForm::Past
            || tree.having(clause, &[Dep::Aux]).any(|at| matches!(tree.word(at), "had" | "has"));
        let who = tree
            .child(clause, Dep::Subj)
            .filter(|&at| tree.word(at) == "who" || (state && past && tree.word(at) == "which"));
        who.and_then(|at| at.checked_sub(1)).is_some_and(|before| tree.word(before) == ",")
    }

    /// "Having summoned X's envoy, Y demanded …", "X, having met Y, flew …": what came first.
    fn before_that(&self, verb: usize) -> bool {
        let tree = self.tree;
        tree.having(verb, &[Dep::Aux]).any(|at| tree.word(at).eq_ignore_ascii_case("having"))
    }

    /// Whether a clause that its noun is set off from by a comma has a day of its own.
    fn dated_aside(&self, clause: usize) -> bool {
        let tree = self.tree;
        let pronoun = tree
            .children(clause)
            .iter()
            .flat_map(|&at| std::iter::once(at).chain(tree.having(at, &[Dep::Poss])));
        let mut pronoun = pronoun.filter(|&at| matches!(tree.word(at), "who" | "which" | "whose"));
        let participle = clause > 0 && tree.dep(clause) == Dep::Acl && tree.word(clause - 1) == ",";
        let set_off = participle || pronoun.any(|at| at > 0 && tree.word(at - 1) == ",");
        let below = |at: usize| {
            let inner = |step: &usize| *step != clause;
            tree.up(at).any(|step| step == clause)
                && tree.up(at).take_while(inner).all(|step| {
                    !matches!(tree.dep(step), Dep::RelCl | Dep::Acl | Dep::AdvCl | Dep::Comp)
                })
        };
        set_off
            && self.scene.times.iter().any(|time| {
                let at = tree.tokens.partition_point(|token| token.1 <= time.span.0);
                at < tree.len() && at > clause && below(at)
            })
    }

    /// "…, shutting the border": what somebody does with what he did.
    fn does_beside(&self, verb: usize) -> bool {
        self.tree.parse.forms[verb] == VerbForm::Ing
            && self.tree.head(verb).is_some_and(|head| head < verb)
            && verb.checked_sub(1).is_some_and(|before| self.tree.word(before) == ",")
            && self.tree.having(verb, &[Dep::Mark]).next().is_none()
    }

    /// Whether a participle stands before its sentence.
    fn comes_first(&self, verb: usize) -> bool {
        let participle = matches!(self.tree.parse.forms[verb], VerbForm::Ing | VerbForm::PastPart);
        participle
            && self.tree.head(verb).is_some_and(|head| verb < head)
            && self.tree.having(verb, &[Dep::Mark]).next().is_none()
    }

    /// Whether an infinitive says what was decided.
    fn is_decided(&self, clause: usize) -> bool {
        let tree = self.tree;
        mood::infinitive(tree, clause)
            && tree
                .head(clause)
                .is_some_and(|noun| mood::DECISIONS.contains(&tree.lemmas[noun].as_ref()))
    }

    /// "When he came to X": a clause of its own, with its own doer.
    pub(super) fn own_clause(&self, verb: usize) -> bool {
        self.tree.tag(verb) == Tag::Verb
            && self.tree.dep(verb) == Dep::AdvCl
            && self.tree.child(verb, Dep::Subj).is_some()
            && !mood::infinitive(self.tree, verb)
    }

    fn has_own_doer(&self, verb: usize) -> bool {
        let relative = |word: usize| matches!(self.tree.word(word), "who" | "which" | "that");
        let mut subjects = self.tree.having(verb, &[Dep::Subj, Dep::SubjPass]);
        subjects.next().is_some_and(|subject| !relative(subject))
            && self.tree.having(verb, &[Dep::Advmod]).any(|at| self.tree.word(at) == "where")
    }

    fn is_object_clause(&self, verb: usize) -> bool {
        let relative = |word: usize| matches!(self.tree.word(word), "who" | "which" | "that");
        // "the talks it held with X": the pronoun may be left out.
        let bare = || self.tree.having(verb, &[Dep::Obj, Dep::Advmod]).next().is_none();
        // "The troops that X had sent" tells the troops apart.
        let before = self.tree.having(verb, &[Dep::Aux]).any(|at| self.tree.word(at) == "had");
        self.tree.child(verb, Dep::Subj).is_some_and(|subject| !relative(subject))
            && !before
            && (self.tree.having(verb, &[Dep::Obj]).any(relative) || bare())
    }

    fn has_subject(&self, verb: usize) -> bool {
        self.tree.having(verb, &[Dep::Subj, Dep::SubjPass]).next().is_some()
    }

    /// Whether the paragraph has told of an agreement of the same two: it goes on about that one.
    fn same_deal(&self, sighting: &Sighting, found: &[Sighting]) -> bool {
        let near = found.iter().rev().take(NEAR_MAX);
        sighting.channel == Channel::Agreement
            && near.take_while(|seen| same_paragraph(seen, self.scene)).any(|seen| {
                seen.channel == Channel::Agreement
                    && seen.span != sighting.span
                    && (seen.actor, seen.target) == (sighting.actor, sighting.target)
                    && seen.modality == sighting.modality
            })
    }

    /// Whether the paragraph has told of the same two before.
    fn spoken_of(&self, sighting: &Sighting, found: &[Sighting]) -> bool {
        let two = (sighting.actor, sighting.target);
        let near = found.iter().rev().take(NEAR_MAX);
        near.take_while(|seen| same_paragraph(seen, self.scene)).any(|seen| {
            seen.kind == Kind::Event
                && ((seen.actor, seen.target) == two || (seen.target, seen.actor) == two)
        })
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
        // "X would protest, analysts believe"
        if setting.mood != Mood::Fact && self.guessed(setting) {
            return None;
        }
        match setting.mood {
            Mood::Planned if self.scraps(deed) => {
                told.code = Code::find(Ontology::Cameo, "120")?;
                (told.channel, told.mode) = (told.code.channel, Mode::Deed);
                return Some(told);
            }
            Mood::Fact => {}
            Mood::Denied if self.will_not(deed) => {
                told.code = Code::find(Ontology::Cameo, "120")?;
                (told.channel, told.mode) = (told.code.channel, Mode::Deed);
            }
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

    /// "X will not cede the island to Y, its president said", "X would not let Y land": X refuses.
    fn will_not(&self, deed: &Deed<'_>) -> bool {
        let (tree, at) = (self.tree, deed.trigger);
        let own = deed.setting.said_by.is_none_or(|verb| {
            let speakers = doer(tree, verb).map_or_else(Vec::new, |noun| parties(tree, noun));
            speakers.iter().any(|by| deed.actors.iter().any(|actor| actor.actor == by.actor))
        });
        let will = |word: usize| matches!(tree.word(word), "will" | "would" | "wo" | "shall");
        tree.tag(at) == Tag::Verb
            && deed.mode == Mode::Deed
            && deed.code.quad_class.is_some_and(|class| class <= 2)
            && own
            && foreign(&deed.targets, &deed.actors)
            && tree.having(at, &[Dep::Aux]).any(will)
            && tree.having(at, &[Dep::Neg]).next().is_some()
    }

    /// "X called off plans to visit Y", "a plan to send Y arms was scrapped": X will not.
    fn scraps(&self, deed: &Deed<'_>) -> bool {
        const PLANS: &[&str] = &["plan", "intention", "scheme", "proposal", "offer"];
        const ENDS: &[&str] = &[
            "cancel", "call", "scrap", "shelve", "abandon", "axe", "ditch", "drop", "scrub",
            "scuttle", "postpone", "suspend", "withdraw",
        ];
        let (tree, at) = (self.tree, deed.trigger);
        let clause = tree.up(at).find(|&step| tree.dep(step) == Dep::Acl);
        let plan = clause.and_then(|clause| tree.head(clause));
        let plan = plan.filter(|&noun| PLANS.contains(&tree.lemmas[noun].as_ref()));
        let Some(plan) = plan.filter(|&noun| {
            deed.mode == Mode::Deed && matches!(tree.dep(noun), Dep::Obj | Dep::SubjPass)
        }) else {
            return false;
        };
        let off = |verb: usize| tree.having(verb, &[Dep::Prt]).any(|at| tree.word(at) == "off");
        tree.head(plan).is_some_and(|verb| {
            let lemma = tree.lemmas[verb].as_ref();
            ENDS.contains(&lemma) && (lemma != "call" || off(verb))
        })
    }

    /// Whether only people of learning say so.
    fn guessed(&self, setting: &mood::Setting) -> bool {
        let speaker = setting.said_by.and_then(|verb| doer(self.tree, verb));
        speaker.is_some_and(|noun| self.of_private_people(noun))
    }

    /// Whether a third party tells it.
    fn by_others(&self, deed: &Deed<'_>) -> bool {
        if matches!(deed.channel, Channel::Launch | Channel::NuclearTest) {
            return false;
        }
        if deed.setting.believed || self.only_alleged(&deed.setting) {
            return true;
        }
        let Some(verb) = deed.setting.said_by else { return self.by_account(deed) };
        let speaker = doer(self.tree, verb);
        let speakers = speaker.map_or_else(Vec::new, |speaker| parties(self.tree, speaker));
        // "his office said", "state media reported": of the side that acts.
        if speakers.is_empty()
            && speaker.is_some_and(|noun| OFFICES.contains(&self.tree.lemmas[noun].as_ref()))
        {
            return false;
        }
        !speakers.iter().any(|speaker| {
            let is = |party: &Party| party.actor == speaker.actor;
            deed.actors.iter().any(is) || deed.targets.iter().any(is)
        })
    }

    /// "…, according to a newspaper": where neither side gives the account.
    fn by_account(&self, deed: &Deed<'_>) -> bool {
        let tree = self.tree;
        let Some(at) = (0..tree.len()).find(|&at| tree.word(at).eq_ignore_ascii_case("according"))
        else {
            return false;
        };
        let above = tree.head(at);
        let of_it = tree.up(deed.trigger).any(|step| above == Some(step));
        let source = tree.objects_of(at, "to").next();
        let Some(source) = source.filter(|_| of_it) else { return false };
        let speakers = parties(tree, source);
        if speakers.is_empty() {
            return !OFFICES.contains(&tree.lemmas[source].as_ref());
        }
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
        let of_plan = || match deed.setting.said_by {
            Some(verb) => when::of_plan(self.tree, deed.trigger, verb, self.scene),
            None => when::period(self.tree, deed.trigger, true, self.scene),
        };
        // What will be done if something happens has the day that it names, else that of the word.
        let will = told.modality == Modality::Conditional && deed.setting.mood == Mood::Planned;
        // "will not travel to X on Friday": on the next.
        let shunned = deed.setting.mood == Mood::Denied && self.will_not(deed);
        let ahead = if planned || will || shunned { of_plan() } else { (None, false) };
        let (period, dated) = if planned || ahead.0.is_some() {
            ahead
        } else {
            when::period(self.tree, deed.trigger, false, self.scene)
        };
        // What is called off is so today, whenever it was to be.
        let today = || (Period::day(self.scene.document.published).ok(), false);
        let scrapped = deed.setting.mood == Mood::Planned && self.scraps(deed);
        let (period, dated) = if scrapped { today() } else { (period, dated) };
        let own = target.filter(|_| !planned && deed.targets.len() > 1);
        let own = own.and_then(|target| when::beside(target.name, self.scene));
        let (period, dated) = own.map_or((period, dated), |own| (Some(own), true));
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
                again: None,
            },
        }
    }

    /// Whether a trigger is what something else is done for: "sent troops to support X".
    fn purpose(&self, trigger: usize) -> bool {
        // "The decision to condemn X", "became the third to thank X" tell what was done.
        let decided = self.tree.head(trigger).is_some_and(|above| {
            mood::DECISIONS.contains(&self.tree.lemmas[above].as_ref())
                || mood::first_to(self.tree, above)
        });
        matches!(self.tree.dep(trigger), Dep::AdvCl | Dep::Acl)
            && mood::infinitive(self.tree, trigger)
            && !decided
            && !self.tree.head(trigger).is_some_and(|above| self.calls(above))
    }

    /// "Rang X to thank him", "wrote to X to apologise": what is said in it is told.
    fn calls(&self, verb: usize) -> bool {
        const CALLS: &[&str] = &["ring", "telephone", "phone", "call", "write", "cable", "text"];
        CALLS.contains(&self.tree.lemmas[verb].as_ref())
    }

    /// Whether a trigger stands in a relative clause, a purpose, a participle or a noun of its own.
    pub(super) fn in_passing(&self, trigger: usize) -> bool {
        let tree = self.tree;
        if tree.tag(trigger) == Tag::Noun && !matches!(tree.dep(trigger), Dep::Obj | Dep::Subj) {
            return tree.dep(trigger) != Dep::Root && tree.dep(trigger) != Dep::SubjPass;
        }
        // What one does while another does something else is told beside it.
        let opposed = |at: usize| {
            tree.having(at, &[Dep::Mark]).any(|mark| {
                matches!(tree.word(mark), "while" | "While" | "whereas" | "though" | "although")
            })
        };
        let said = |at: usize| tree.head(at).is_some_and(|noun| roles::says(tree, noun));
        tree.up(trigger).any(|at| match tree.dep(at) {
            Dep::Acl if said(at) => false,
            Dep::RelCl => !self.goes_on(at),
            // "…, a claim dismissed by X"
            Dep::Acl => {
                let a = |noun: usize| {
                    let mut articles = tree.having(noun, &[Dep::Det]);
                    articles.any(|word| matches!(tree.word(word), "a" | "an"))
                };
                let taken_up =
                    tree.head(at).is_some_and(|noun| tree.dep(noun) == Dep::Appos && a(noun));
                !(taken_up && doer(tree, at).is_some())
            }
            // "rang X to thank him"
            Dep::AdvCl if mood::infinitive(tree, at) => {
                !tree.head(at).is_some_and(|above| self.calls(above))
            }
            Dep::AdvCl => !(opposed(at) || self.says_beside(at) || self.before_that(at)),
            _ => false,
        })
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

/// Who speaks for the side that acts, where no state is named.
const OFFICES: &[&str] = &[
    "office",
    "presidency",
    "palace",
    "ministry",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "media",
    "broadcaster",
    "government",
    "army",
    "navy",
    "military",
    "command",
    "statement",
    "minister",
    "president",
    "premier",
    "chancellery",
    "cabinet",
];

/// Whether several blame one of themselves: the parse has joined the wrong ones.
fn blames_itself(deed: &Deed<'_>) -> bool {
    let own = |party: &Party| deed.actors.iter().any(|actor| actor.actor == party.actor);
    deed.code.code.starts_with("11")
        && deed.actors.len() > 1
        && several(&deed.actors)
        && deed.targets.iter().any(own)
        && !deed.mutual
}

/// The denial of a deed that is said not to have been done.
fn denial(undone: &Sighting) -> Sighting {
    let code = Code::find(Ontology::Cameo, "016");
    Sighting {
        mode: Mode::Word,
        channel: Channel::Denial,
        code: code.or(undone.code),
        modality: Modality::Happened,
        ..undone.clone()
    }
}

/// Whether a deed may be a move in a game: all but journeys, meetings, deals and words.
fn in_game(deed: &Deed<'_>) -> bool {
    // "Chad meet Niger": the eleven of Chad, and not its president.
    let teams = deed.actors.iter().all(|actor| actor.sort == Sort::State);
    let kept = match deed.channel {
        Channel::Visit | Channel::Meeting => !teams,
        Channel::Agreement | Channel::Refusal | Channel::Sanction => true,
        _ => false,
    };
    deed.mode == Mode::Deed && !kept
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

/// The ordered pairs that a deed joins.
fn pairs<'d>(tree: &Tree<'_>, deed: &'d Deed<'_>) -> Vec<(&'d Party, Option<&'d Party>)> {
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
    let together = (flags.plural || deed.mutual) && several(&deed.actors);
    let joins = flags.plural || flags.both || deed.mutual;
    for actor in &deed.actors {
        for target in deed.targets.iter().filter(|target| !(together && target.bare_place)) {
            // An armed group that attacks a state by name is not of it, though it goes under its
            // code; its quarrels with parties and armies at home are told.
            if actor.actor == target.actor && actor.sort == Sort::Group && target.bare_place {
                continue;
            }
            if actor.actor == target.actor
                && !may_be_domestic(deed.code)
                && deed.channel != Channel::Military
            {
                continue;
            }
            if !(joins || together) && coordinated(tree, actor, target) {
                continue;
            }
            // "A met B" tells of A; "A and B met" of both.
            add(actor, Some(target));
        }
    }
    if joins && (deed.targets.is_empty() || together) {
        for actor in &deed.actors {
            for other in deed.actors.iter().filter(|other| other.actor != actor.actor) {
                add(actor, Some(other));
            }
        }
    }
    let alone = deed.frame.alone()
        || deed.channel == Channel::Denial
        || (deed.channel == Channel::NuclearTest && tree.tag(deed.trigger) == Tag::Verb)
        // "fired a missile into the desert"
        || (deed.channel == Channel::Launch && tree.tag(deed.trigger) == Tag::Verb)
        // "shot down 40 drones", whosever they were.
        || deed.frame.particle == "down" && names_nobody_else(tree, deed);
    if found.is_empty() && alone {
        found.extend(deed.actors.iter().map(|actor| (actor, None)));
    }
    found
}

fn names_nobody_else(tree: &Tree<'_>, deed: &Deed<'_>) -> bool {
    let own =
        |actor: &telltale_observation::Actor| deed.actors.iter().any(|party| party.actor == *actor);
    tree.mentions.iter().all(|mention| mention.actors.iter().all(own))
}

/// Whether two are objects of one preposition: "visits to X and Y" are no visit of X to Y.
fn coordinated(tree: &Tree<'_>, actor: &Party, target: &Party) -> bool {
    let at = |party: &Party| {
        (0..tree.len()).find(|&token| {
            let (start, end) = tree.tokens[token];
            party.name.0 <= start && end <= party.name.1
        })
    };
    let (Some(actor), Some(target)) = (at(actor), at(target)) else { return false };
    let (first, second) = (actor.min(target), actor.max(target));
    first != second
        && tree.dep(first) == Dep::PObj
        && tree.dep(second) == Dep::Conj
        && tree.joined(first).contains(&second)
}

/// Channels of what a noun may name to place something else. An attack in a noun is told.
fn friendly(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Visit
            | Channel::Meeting
            | Channel::Economic
            | Channel::Troops
            | Channel::Labour
            | Channel::Aid
            | Channel::Agreement
    )
}
