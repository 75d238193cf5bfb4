//! From triggers to sightings.

pub(crate) mod again;
mod alleged;
mod around;
mod beside;
mod beyond;
mod judged;
mod last;
mod parties;
mod present;
pub(crate) mod sightings;
mod unsaid;
mod words;

use std::cell::OnceCell;

use telltale_observation::{Channel, Code, Mode, Ontology};

use super::lexicon::{Frame, Lexicon, Outer, Part, Sense, Slot};
use super::mood::{self, Mood, Setting};
use super::party::{Party, parties};
use super::roles::{doer, holds, object, passive, retained};
use super::tree::Tree;
use crate::parse::{Dep, Tag};
use crate::reader::Scene;
use crate::sighting::Sighting;
pub(super) use parties::TALKS_OVER;
use parties::{announced, between, foreign};
pub(crate) use words::menaces;

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
    /// Whether they do it to each other.
    mutual: bool,
}

struct Sweep<'s, 't> {
    lexicon: &'s Lexicon,
    tree: &'s Tree<'t>,
    scene: &'s Scene<'t>,
    /// Words that another trigger has already told of.
    taken: Vec<bool>,
    /// Whether the sentence is of games; looked up when something is told.
    plays: OnceCell<bool>,
}

/// Adds what the sentence tells.
pub(crate) fn read(
    lexicon: &Lexicon,
    tree: &Tree<'_>,
    scene: &Scene<'_>,
    found: &mut Vec<Sighting>,
) {
    if asks(tree) {
        return;
    }
    let plays = OnceCell::new();
    let mut sweep = Sweep { lexicon, tree, scene, taken: vec![false; tree.len()], plays };
    let mut order: Vec<usize> = (0..tree.len()).collect();
    order.sort_by_cached_key(|&token| (tree.up(token).count(), token));
    for token in order {
        if sweep.taken[token] {
            continue;
        }
        if sweep.again(token, found) || sweep.judges(token, found) {
            continue;
        }
        let Some((frame, trigger)) = sweep.frame_of(token) else { continue };
        let noun = part_of(tree.tag(token)) == Some(Part::Noun);
        if noun && STANDING.contains(&tree.lemmas[token].to_ascii_lowercase().as_str()) {
            continue;
        }
        sweep.tell(frame, token, trigger, found);
    }
    sweep.present(found);
    drop_bare_statements(found, scene);
}

/// "Should X sell arms to Y?", "What if X invaded Y?": nobody says that it did.
fn asks(tree: &Tree<'_>) -> bool {
    const FIRST: &[&str] = &[
        "Should", "Will", "Could", "Would", "Can", "May", "Might", "Is", "Are", "Does", "Do",
        "Did", "Has", "Have", "What", "Whether",
    ];
    let last = (0..tree.len()).rev().find(|&at| !matches!(tree.word(at), "\"" | "”" | "’" | ")"));
    last.is_some_and(|at| tree.word(at) == "?") && tree.len() > 0 && FIRST.contains(&tree.word(0))
}

/// A bare "said" is not told where the same paragraph tells more of the same two.
fn drop_bare_statements(found: &mut Vec<Sighting>, scene: &Scene<'_>) {
    let near = found.iter().rev().take(NEAR_MAX).take_while(|seen| same_paragraph(seen, scene));
    let late = found.split_off(found.len() - near.count());
    let told: Vec<_> = late
        .iter()
        .filter(|seen| !bare_statement(seen))
        .flat_map(|seen| {
            let span = Some(seen.span);
            let late = seen.because.in_passing && seen.mode == Mode::Deed;
            // What is told in passing of the other side leaves his words to be told.
            let back = if late { None } else { span };
            [(seen.actor, seen.target, span), (seen.target, seen.actor, back)]
        })
        .collect();
    // What one tells the other himself is told, if its sentence tells nothing else of them.
    let spoken_to = |seen: &Sighting| {
        let word = seen.because.trigger.and_then(|(start, end)| scene.text.get(start..end));
        word.is_some_and(|word| matches!(word, "told" | "tells" | "tell" | "reminded" | "notified"))
            && !told.contains(&(seen.actor, seen.target, Some(seen.span)))
    };
    let kept = |seen: &Sighting| {
        !bare_statement(seen)
            || spoken_to(seen)
            || !told.iter().any(|&(actor, target, _)| (actor, target) == (seen.actor, seen.target))
    };
    found.extend(late.into_iter().filter(kept));
}

/// How many sightings back, and how many bytes, a paragraph is followed: one line may be a book.
const NEAR_MAX: usize = 64;
const PARAGRAPH_MAX: usize = 4096;

/// Whether something was told in the paragraph of the sentence.
pub(super) fn same_paragraph(seen: &Sighting, scene: &Scene<'_>) -> bool {
    let close = scene.span.0.saturating_sub(seen.span.0) <= PARAGRAPH_MAX;
    let between = || scene.text.get(seen.span.0..scene.span.0);
    close && between().is_none_or(|between| !between.contains('\n'))
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
        // "is to blame"
        if tree.word(token) == "blame" && mood::of_being(tree, token) {
            return None;
        }
        // "has yet to sign"
        if tree.lemmas[token] == "have" && mood::has_yet(tree, token) {
            return None;
        }
        let lemma = tree.lemmas[token].to_ascii_lowercase();
        let frame = self.lexicon.frames(part, &lemma).iter().find(|frame| {
            self.particle_fits(token, frame)
                && holds(tree, token, &frame.conditions)
                // "told parliament that it would stay" bids nobody.
                && (frame.sense != Sense::Outer(Outer::Demand)
                    || frame.lemma != "tell"
                    || self.bids(token))
        })?;
        if frame.flags.light
            && let Some(noun) = retained(tree, token).or_else(|| object(tree, token))
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
        if frame.particle.is_empty() {
            return true;
        }
        let is = |child: usize| {
            // "threw open", "set free"
            let beside = Dep::Attr == self.tree.dep(child);
            (matches!(self.tree.dep(child), Dep::Prt | Dep::Prep | Dep::Advmod | Dep::Agent)
                || beside)
                && self.tree.word(child).eq_ignore_ascii_case(frame.particle)
                && !self.before_date(child)
        };
        // "called their ambassadors home": the adverb may hang on the object.
        let beside = |object: usize| self.tree.having(object, &[Dep::Prt, Dep::Advmod]).any(&is);
        // "called for X to withdraw"
        let marks = |clause: usize| {
            let mut marks = self.tree.having(clause, &[Dep::Mark]);
            marks.any(|mark| self.tree.word(mark) == "for")
        };
        self.tree.children(token).iter().any(|&child| is(child))
            || object(self.tree, token).is_some_and(beside)
            || (frame.particle == "for"
                && self.tree.having(token, &[Dep::XComp, Dep::Comp]).any(marks))
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
        if self.plans(token) || self.is_planned(token) {
            return;
        }
        if self.decides(token) {
            return;
        }
        self.take_named(frame, token);
        if self.is_play(token) || self.told_by_its_clause(token) {
            return;
        }
        if self.tree.lemmas[token] == "deny" && self.tree.child(token, Dep::Comp).is_some() {
            return self.denial(frame, token, found);
        }
        match frame.sense {
            Sense::Code(code) => {
                let mut channel = frame.channel.unwrap_or(code.channel);
                if channel == Channel::Visit && self.of_soldiers(token) {
                    channel = Channel::Military;
                }
                if channel == Channel::Visit {
                    channel = self.of_travellers(token, trigger).unwrap_or(channel);
                }
                if channel.is_trade() {
                    // Trade without an amount is no flow.
                    channel = Channel::Economic;
                }
                let mode = mode_of(frame, code, channel);
                let before = found.len();
                self.deed(frame, token, trigger, (code, channel, mode), found);
                if found.len() > before {
                    self.take_blow(frame, token);
                }
            }
            Sense::Outer(outer) => self.outer(frame, token, outer, found),
            // "announced plans to visit X": the plan is told.
            Sense::Say if object(self.tree, token).is_some_and(|noun| self.plans(noun)) => {}
            // "told X to close its consulate"
            Sense::Say if self.bids(token) => self.outer(frame, token, Outer::Demand, found),
            Sense::Say => self.said(frame, token, found),
            Sense::Deny => self.denial(frame, token, found),
            Sense::Believe | Sense::Aspect(_) | Sense::Nothing => {}
        }
    }

    /// Whether a verb of speech tells somebody to do something.
    fn bids(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.lemmas[token] == "tell"
            && object(tree, token).is_some()
            && tree
                .having(token, &[Dep::XComp, Dep::Comp])
                .any(|clause| mood::infinitive(tree, clause))
    }

    /// Whether the sentence is of games.
    fn plays(&self) -> bool {
        let tree = self.tree;
        // "war games" are none.
        let of_war = |at: usize| {
            matches!(tree.word(at), "game" | "games" | "Games")
                && at.checked_sub(1).is_some_and(|war| tree.word(war).eq_ignore_ascii_case("war"))
        };
        let plays = |at: usize| self.lexicon.plays(tree.word(at)) && !of_war(at);
        *self.plays.get_or_init(|| (0..tree.len()).any(plays))
    }

    /// Whether those who meet are teams.
    fn is_play(&self, token: usize) -> bool {
        const SPORTS: &[&str] = &[
            "football",
            "soccer",
            "cricket",
            "rugby",
            "hockey",
            "basketball",
            "handball",
            "volleyball",
            "baseball",
            "tennis",
            "chess",
            "water-polo",
            "curling",
            "netball",
        ];
        let tree = self.tree;
        tree.tag(token) == Tag::Verb
            && doer(tree, token).is_some_and(|doer| {
                matches!(
                    tree.lemmas[doer].as_ref(),
                    "team" | "side" | "player" | "squad" | "eleven"
                ) && tree
                    .having(doer, &[Dep::Compound, Dep::Amod])
                    .any(|word| SPORTS.contains(&tree.lemmas[word].as_ref()))
            })
    }

    fn is_planner(&self, token: usize) -> bool {
        // "A hotline was set up" is no plan.
        let set_up = || {
            self.tree.lemmas[token] == "set"
                && self.tree.having(token, &[Dep::Prt]).next().is_some()
        };
        PLANNERS.contains(&self.tree.lemmas[token].to_ascii_lowercase().as_str()) && !set_up()
    }

    /// Whether a word says that a deed is planned, which the deed tells for itself.
    fn plans(&self, token: usize) -> bool {
        let tree = self.tree;
        self.is_planner(token)
            && tree
                .having(token, &[Dep::XComp, Dep::Comp, Dep::Acl])
                .any(|clause| self.frame_of(clause).is_some())
    }

    /// "X's decision to expel Y's envoy": the infinitive tells.
    fn decides(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.tag(token) == Tag::Noun
            && mood::DECISIONS.contains(&tree.lemmas[token].as_ref())
            && tree
                .having(token, &[Dep::Acl])
                .any(|clause| mood::infinitive(tree, clause) && self.frame_of(clause).is_some())
    }

    /// "A visit by X to Y is planned for May": the visit tells.
    fn is_planned(&self, token: usize) -> bool {
        self.is_planner(token)
            && self.tree.tag(token) == Tag::Verb
            && self
                .tree
                .child(token, Dep::SubjPass)
                .is_some_and(|noun| self.noun_frame(noun).is_some())
    }

    /// The words that a frame's conditions name are told of by it, and by nothing else.
    fn take_named(&mut self, frame: &Frame, token: usize) {
        for condition in &frame.conditions {
            let named: Vec<usize> = match &condition.slot {
                // "announced the expulsion of …": the noun tells.
                Slot::Object if frame.sense == Sense::Nothing && frame.lemma == "announce" => {
                    continue;
                }
                // "hosted talks between X and Y": they met.
                Slot::Object if self.between_others(token) => continue,
                Slot::Object | Slot::Possessor => object(self.tree, token).into_iter().collect(),
                // "responded by freezing …": what was done is told for itself.
                Slot::Preposition(word) if word == "by" && frame.sense == Sense::Nothing => {
                    continue;
                }
                Slot::Preposition(word) => self.tree.objects_of(token, word).collect(),
                // What is said is told for itself.
                Slot::Complement if matches!(frame.sense, Sense::Say | Sense::Believe) => continue,
                Slot::Complement => self.tree.having(token, &[Dep::Comp, Dep::XComp]).collect(),
                _ => Vec::new(),
            };
            // "protested the intrusion of X's ship": that is told, too.
            let blames = matches!(frame.sense, Sense::Code(code) if code.code.starts_with("11"));
            let blow = |noun: usize| {
                blames
                    && self.noun_frame(noun).is_some_and(|(inner, _)| {
                        matches!(inner.sense, Sense::Code(code) if code.quad_class == Some(4))
                    })
            };
            let named: Vec<usize> =
                named.into_iter().flat_map(|noun| self.tree.joined(noun)).collect();
            for noun in named.into_iter().filter(|&noun| !blow(noun)).collect::<Vec<_>>() {
                self.taken[noun] = true;
            }
        }
    }

    /// Whether what a verb is about is between others than its doer.
    fn between_others(&self, verb: usize) -> bool {
        const HOSTS: &[&str] =
            &["host", "mediate", "broker", "facilitate", "chair", "convene", "arrange", "sponsor"];
        let tree = self.tree;
        HOSTS.contains(&tree.lemmas[verb].as_ref())
            && object(tree, verb).is_some_and(|noun| {
                let mut two = tree.objects_of(noun, "between").flat_map(|at| parties(tree, at));
                two.next().is_some() && two.next().is_some()
            })
    }

    /// "X's strike killed …": the verb tells of the strike.
    fn take_blow(&mut self, frame: &Frame, token: usize) {
        let hits =
            |frame: &Frame| matches!(frame.sense, Sense::Code(code) if code.quad_class == Some(4));
        let Some(noun) = self.tree.child(token, Dep::Subj).filter(|_| hits(frame)) else { return };
        if self.noun_frame(noun).is_some_and(|(inner, _)| hits(inner)) {
            self.taken[noun] = true;
        }
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
        let (code, channel) = if flies(frame, code) && !foreign(&targets, &actors) {
            // "fired a missile into the desert", "into the sea": at nobody.
            targets.clear();
            (Code::find(Ontology::Cameo, "150").unwrap_or(code), Channel::Launch)
        } else {
            (code, channel)
        };
        if targets.is_empty() && channel == Channel::Visit && self.tree.tag(trigger) == Tag::Noun {
            targets = self.visited(trigger, &actors);
        }
        if targets.is_empty() {
            targets = self.around(frame, token, (code, channel), &actors);
        }
        if frame.flags.both {
            self.of_two([token, trigger], &mut actors, &targets);
        }
        let signed = targets.is_empty() && !actors.is_empty() && self.is_under(token);
        let lofted = targets.is_empty() && channel == Channel::Launch;
        let (code, channel) = if lofted && self.lofted(token, &actors, &mut targets) {
            (Code::find(Ontology::Cameo, "060").unwrap_or(code), Channel::Technology)
        } else {
            (code, channel)
        };
        let undone = actors.is_empty();
        let both = undone
            && channel == Channel::Refusal
            && self.called_off(token, &mut actors, &mut targets);
        let brought = channel == Channel::Ceremony && self.brought(frame, token);
        let landed = channel == Channel::Aid && LANDED.contains(&frame.lemma);
        if undone && (moves(channel) || brought || landed) && code.code != "043" {
            self.moved(frame, token, &mut actors, &mut targets);
        }
        if undone && is_hosted(frame, code, channel) {
            self.hosted([token, trigger], &mut actors, &targets);
        }
        if undone && actors.is_empty() && passive(self.tree, token) {
            self.unsaid(frame, code, token, &mut actors, &mut targets);
        }
        self.by_the_victim(frame, token, &mut actors, &targets, found);
        if actors.is_empty() && channel == Channel::Ceremony {
            self.honoured(frame, token, &mut actors, &mut targets);
        }
        if code.code.starts_with("11") && self.of_one_of_them(frame, token, &actors) {
            return;
        }
        if frame.flags.swap && (!undone || actors.is_empty()) {
            std::mem::swap(&mut actors, &mut targets);
        }
        self.by_the_main_clause(token, &mut actors, &targets);
        if undone && actors.is_empty() {
            actors = self.unnamed(code, token, &targets, found);
        }
        let setting = self.setting(token, signed);
        self.on_own_account(code, token, &setting, &mut actors, &mut targets);
        if frame.flags.lent {
            self.lent(frame, token, &actors, setting, found);
        }
        let together = self.together(frame, token, code, &mut actors, &mut targets);
        let mutual = together || both || self.mutual(token);
        let deed = Deed { trigger, frame, code, channel, mode, actors, targets, setting, mutual };
        self.accused_deed(&deed, found);
        self.given_up(&deed, found);
        self.gapped(&deed, found);
        self.reaction(&deed, found);
        self.put(deed, found);
    }

    /// Who signed what is said to be signed, who freed whom he held: those told of before.
    fn unnamed(
        &self,
        code: &Code,
        token: usize,
        targets: &[Party],
        found: &[Sighting],
    ) -> Vec<Party> {
        match code.code {
            "057" if targets.is_empty() => self.signed_by_both(token),
            "0841" => self.captor(token, targets, found),
            "042" => self.traveller(token, found),
            _ => Vec::new(),
        }
    }

    /// How what a word tells is told: as a fact, a plan, a denial. What was signed is a fact.
    fn setting(&self, token: usize, signed: bool) -> Setting {
        let mut setting = mood::setting(self.lexicon, self.tree, token);
        let planner = self.is_planner(token)
            && (self.tree.tag(token) == Tag::Adj || passive(self.tree, token));
        if planner && setting.mood == Mood::Fact {
            setting.mood = Mood::Planned;
        }
        if signed && setting.mood == Mood::Planned {
            setting.mood = Mood::Fact;
        }
        setting
    }

    /// Who the two are that do something with each other, where the frame finds no doer.
    fn of_two(&self, [token, trigger]: [usize; 2], actors: &mut Vec<Party>, targets: &[Party]) {
        if actors.is_empty() {
            between(self.tree, trigger, actors);
        }
        if targets.is_empty() && self.of_both(trigger) {
            *actors = self.named_before(trigger);
        }
        if actors.is_empty() && targets.is_empty() {
            *actors = announced(self.tree, trigger);
        }
        if actors.is_empty() && targets.is_empty() {
            *actors = self.signed_under(token);
        }
    }

    /// The other party of what a frame finds none for: whom a blow hit, on whose ground a ceremony
    /// was held, whose the firms are that are punished.
    fn around(
        &self,
        frame: &Frame,
        token: usize,
        (code, channel): (&Code, Channel),
        actors: &[Party],
    ) -> Vec<Party> {
        let verb = self.tree.tag(token) == Tag::Verb;
        let hostile = code.quad_class == Some(4);
        let mut targets = if hostile { self.of_its_verb(frame, token, actors) } else { Vec::new() };
        let struck = hostile
            && verb
            && frame.lemma != "fight"
            && (!self.in_passing(token) || self.own_clause(token));
        if targets.is_empty() && struck && !actors.is_empty() {
            targets = self.there(token, actors);
        }
        if targets.is_empty() && verb && channel == Channel::Ceremony && !actors.is_empty() {
            targets = self.ground(token, actors);
        }
        let punishes = channel == Channel::Sanction || code.code.starts_with("16");
        // "blew up the roads that join it with X"
        let cuts = hostile
            && verb
            && matches!(
                frame.lemma,
                "blow" | "dynamite" | "demolish" | "destroy" | "cut" | "sever"
            );
        if targets.is_empty() && (punishes || cuts) && !actors.is_empty() {
            targets = self.tied(token, actors);
        }
        if targets.is_empty() && !verb && !actors.is_empty() {
            targets = if hostile {
                self.somewhere_below(token, actors)
            } else {
                self.unanswered(token, actors)
            };
        }
        targets
    }

    /// "Fired North Korean missiles": who made them has armed who uses them.
    fn lent(
        &self,
        frame: &Frame,
        token: usize,
        users: &[Party],
        setting: Setting,
        found: &mut Vec<Sighting>,
    ) {
        let Some(code) = Code::find(Ontology::Cameo, "072") else { return };
        let makers =
            object(self.tree, token).map_or_else(Vec::new, |arms| parties(self.tree, arms));
        if users.is_empty() || !foreign(&makers, users) {
            return;
        }
        let (channel, mode) = (Channel::Arms, Mode::Deed);
        let deed = Deed {
            trigger: token,
            frame,
            code,
            channel,
            mode,
            actors: makers,
            targets: users.to_vec(),
            setting: Setting { believed: true, ..setting },
            mutual: false,
        };
        self.put(deed, found);
    }

    /// What the journey of those who travel is: of soldiers a deployment, of doctors aid.
    fn of_travellers(&self, token: usize, trigger: usize) -> Option<Channel> {
        let tree = self.tree;
        let of_noun = || tree.objects_of(trigger, "of").next();
        let travels = tree.tag(token) == Tag::Verb;
        // "labourers were flown to X"
        let flown = || object(tree, token).filter(|_| travels && passive(tree, token));
        let traveller = if travels { doer(tree, token).or_else(flown) } else { None };
        let traveller = traveller.or_else(of_noun)?;
        let channel = |word: usize| self.lexicon.traveller(tree.lemmas[word].as_ref());
        let officers = tree.lemmas[traveller] == "officer" || tree.lemmas[traveller] == "team";
        let of = || tree.having(traveller, &[Dep::Compound]).find_map(channel);
        channel(traveller).or_else(|| officers.then(of).flatten())
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
}

/// Verbs of which, without a doer, the place tells whose deed it is.
const HOSTS: &[&str] =
    &["greet", "welcome", "receive", "host", "summon", "fete", "honour", "honor"];

/// Whether the one at whose place it was done did it, where nobody is said to have.
fn is_hosted(frame: &Frame, code: &Code, channel: Channel) -> bool {
    HOSTS.contains(&frame.lemma)
        || code.code == "043"
        || (channel == Channel::Ceremony && matches!(frame.lemma, "give" | "accord"))
        || (code.code == "114" && frame.lemma == "call")
}

/// Verbs of how what somebody has sent comes ashore.
const LANDED: &[&str] = &["unload", "offload", "land", "discharge", "unship"];

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

/// Whether a frame tells that a missile was fired.
fn flies(frame: &Frame, code: &Code) -> bool {
    let missile = |lemma: &&str| *lemma == "missile";
    code.code == "190"
        && matches!(frame.lemma, "fire" | "shoot" | "launch" | "lob")
        && frame.conditions.iter().any(|condition| condition.lemmas.iter().any(missile))
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
