//! Where no row of the lexicon speaks, weights may: somebody does something to somebody else, and
//! the verb is none that the lexicon knows in this company.
//!
//! Who acts and whom it concerns are read off the tree; the weights say whether anything is done
//! between the two at all, by which of them, and what. They were taught both by sentences in
//! which something is, and by those in which two states are merely named (`training/classes`).

use std::cell::{OnceCell, RefCell};

use telltale_observation::{Channel, Code, Kind, Modality, Ontology};

use super::deed::TALKS_OVER;
use super::lexicon::{Lexicon, Part, Sense};
use super::mood::{self, Mood, Setting};
use super::party::{Party, is_fight, parties};
use super::remark::told_of;
use super::roles::{doer, stands_by};
use super::tree::Tree;
use super::when;
use crate::classify::{Classes, Root, Told, Words};
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag, VerbForm};
use crate::reader::Scene;
use crate::sighting::{Because, Sighting};

/// How likely it may at most be that nothing is done, and how likely what is done must be.
struct Bound {
    nothing: f32,
    sure: f32,
}

/// For the main verb, where the other party stands below it.
const MAIN: Bound = Bound { nothing: 0.4, sure: 0.25 };
/// For the verb of a clause within.
const WITHIN: Bound = Bound { nothing: 0.1, sure: 0.5 };
/// Where the other party stands in a clause of its own, or is the one who acts.
const ELSEWHERE: Bound = Bound { nothing: 0.2, sure: 0.5 };

/// How sure the weights of roots must be to say what is done.
const ROOT_SURE: f32 = 0.8;

/// How likely it may then be that nothing is done.
const NOTHING_MAX: f32 = 0.5;

/// How many may act together: longer lists are often wrong in the parse.
const ACTORS_MAX: usize = 3;

/// Who looks on, writes, or deals on his own account.
const SPECTATORS: &[&str] = &[
    "newspaper",
    "paper",
    "daily",
    "weekly",
    "magazine",
    "media",
    "agency",
    "broadcaster",
    "outlet",
    "report",
    "article",
    "analysis",
    "imagery",
    "association",
    "society",
    "club",
    "branch",
    "circle",
    "analyst",
    "scholar",
    "historian",
    "expert",
    "researcher",
    "company",
    "firm",
    "airline",
    "maker",
    "bank",
    "investor",
    "people",
    "public",
    "economy",
    "population",
    "book",
    "film",
    "series",
    "currency",
    "market",
    "share",
    "stock",
    "export",
    "import",
    "price",
];

/// Adds what the weights make of verbs of which nothing has been told since `before`.
pub(crate) fn read(
    classes: &Classes,
    lexicon: &Lexicon,
    tree: &Tree<'_>,
    scene: &Scene<'_>,
    before: usize,
    found: &mut Vec<Sighting>,
) {
    // A headline leaves out too much.
    if tree.len() == 0 || !matches!(tree.tag(tree.len() - 1), Tag::Punct) {
        return;
    }
    let verbs: Vec<usize> = (0..tree.len()).filter(|&token| tells(tree, token)).collect();
    if verbs.is_empty() || (0..tree.len()).any(|at| lexicon.plays(tree.word(at))) {
        return;
    }
    let (words, weighed) = (OnceCell::new(), RefCell::default());
    let weighing = Weighing { classes, lexicon, tree, scene, words, weighed };
    for &verb in &verbs {
        weighing.of_verb(verb, before, found);
    }
    let main = verbs.into_iter().find(|&verb| tree.dep(verb) == Dep::Root);
    if let Some(verb) = main.filter(|_| found.len() == before) {
        weighing.by_root(verb, found);
    }
}

/// "Is considering sending X tanks", "is mulling a ban": nothing is done yet.
fn ponders(tree: &Tree<'_>, verb: usize) -> bool {
    const PONDERS: &[&str] = &[
        "consider",
        "mull",
        "weigh",
        "contemplate",
        "ponder",
        "debate",
        "envisage",
        "explore",
        "study",
        "examine",
        "eye",
    ];
    let clause = || tree.having(verb, &[Dep::XComp, Dep::Comp]).next().is_some();
    PONDERS.contains(&tree.lemmas[verb].as_ref())
        && (tree.parse.forms[verb] == VerbForm::Ing || clause())
}

/// Whether a word is the verb of a clause.
fn tells(tree: &Tree<'_>, token: usize) -> bool {
    let finite = || {
        matches!(tree.parse.forms[token], VerbForm::Past | VerbForm::Present)
            || tree.having(token, &[Dep::Aux, Dep::AuxPass]).next().is_some()
    };
    tree.tag(token) == Tag::Verb
        && tree.lemmas[token] != "do"
        && match tree.dep(token) {
            Dep::Root => true,
            Dep::Conj | Dep::Comp | Dep::AdvCl | Dep::RelCl => finite(),
            _ => false,
        }
}

struct Weighing<'s, 't> {
    classes: &'s Classes,
    lexicon: &'s Lexicon,
    tree: &'s Tree<'t>,
    scene: &'s Scene<'t>,
    words: OnceCell<Words<'t>>,
    /// What was made of whom, by their names' places.
    weighed: RefCell<Vec<(Names, Told)>>,
}

/// Where the names of two parties stand.
type Names = ((usize, usize), (usize, usize));

/// What the weights make of two parties.
struct Guess {
    told: Told,
    /// Whether the one below the verb acts.
    turned: bool,
}

impl Weighing<'_, '_> {
    fn of_verb(&self, verb: usize, before: usize, found: &mut Vec<Sighting>) {
        let setting = mood::setting(self.lexicon, self.tree, verb);
        if !matches!(setting.mood, Mood::Fact | Mood::Planned) || setting.conditional {
            return;
        }
        let actors = self.actors(verb);
        let topic = TALKS_OVER.contains(&self.tree.lemmas[verb].as_ref());
        if topic || ponders(self.tree, verb) {
            return;
        }
        if actors.is_empty() || self.has_told(verb, &actors, &found[before.min(found.len())..]) {
            return;
        }
        let main = matches!(self.tree.dep(verb), Dep::Root | Dep::Conj);
        let below = below(self.tree, &actors, verb);
        let elsewhere = below.is_empty();
        let others = match below {
            below if !elsewhere => below,
            _ if main && !self.says(verb) => sole(self.tree, &actors, verb),
            _ => return,
        };
        let bound = match (elsewhere, main) {
            (true, _) => ELSEWHERE,
            (false, true) => MAIN,
            (false, false) => WITHIN,
        };
        for actor in &actors {
            // What is done to one of a list is done to all.
            let guesses = others.iter().filter_map(|other| self.guess(actor, other, &bound));
            let Some(guess) = guesses.max_by(|a, b| a.told.sure.total_cmp(&b.told.sure)) else {
                continue;
            };
            if !elsewhere || !guess.turned {
                for other in &others {
                    self.put(verb, &setting, (actor, other), &guess, found);
                }
            }
        }
    }

    /// Where nothing is told yet of a sentence of two: what the weights of roots are sure of.
    fn by_root(&self, verb: usize, found: &mut Vec<Sighting>) {
        let setting = mood::setting(self.lexicon, self.tree, verb);
        if setting.mood != Mood::Fact || setting.conditional || ponders(self.tree, verb) {
            return;
        }
        let (actors, root) = (self.actors(verb), self.tree.up(verb).last().unwrap_or(verb));
        let [actor] = &actors[..] else { return };
        let others = sole(self.tree, &actors, root);
        let [other] = &others[..] else { return };
        let told = self.told(actor, other);
        if told.nothing > NOTHING_MAX {
            return;
        }
        let (_, sure) = self.classes.root_in(self.words(), actor.name, other.name).best();
        if sure >= ROOT_SURE {
            let guess = Guess { told, turned: false };
            self.put(verb, &setting, (actor, other), &guess, found);
        }
    }

    /// Who acts, if it is somebody who acts for a state.
    fn actors(&self, verb: usize) -> Vec<Party> {
        let Some(subject) = doer(self.tree, verb) else { return Vec::new() };
        let lemma = self.tree.lemmas[subject].as_ref();
        if self.lexicon.is_private(lemma) || SPECTATORS.contains(&lemma) {
            return Vec::new();
        }
        let actors = parties(self.tree, subject);
        let nobody = |party: &Party| matches!(party.sort, Sort::Place | Sort::Media);
        if actors.len() > ACTORS_MAX || actors.iter().any(nobody) {
            return Vec::new();
        }
        actors
    }

    /// Whether the lexicon has told already what they did by this verb.
    fn has_told(&self, verb: usize, actors: &[Party], told: &[Sighting]) -> bool {
        told.iter().any(|seen| {
            let tokens = &self.tree.tokens;
            let trigger = seen.because.trigger;
            actors.iter().any(|actor| Some(actor.actor) == seen.actor)
                && trigger
                    .and_then(|trigger| tokens.iter().position(|&token| token == trigger))
                    .is_some_and(|at| steps_below(self.tree, verb, at).is_some())
        })
    }

    /// Whether a verb is one of speech or belief: what is said stands in its own clause.
    fn says(&self, verb: usize) -> bool {
        let frames = self.lexicon.frames(Part::Verb, &self.tree.lemmas[verb]);
        frames.last().is_some_and(|frame| matches!(frame.sense, Sense::Say | Sense::Believe))
    }

    fn words(&self) -> &Words<'_> {
        self.words.get_or_init(|| Words::around(self.scene.text, self.scene.span))
    }

    /// What the weights make of the two; weighed once, whichever verb asks.
    fn told(&self, who: &Party, whom: &Party) -> Told {
        let names = (who.name, whom.name);
        if let Some((_, told)) = self.weighed.borrow().iter().find(|(known, _)| *known == names) {
            return *told;
        }
        let told = self.classes.told(self.words(), who.name, whom.name);
        self.weighed.borrow_mut().push((names, told));
        told
    }

    fn guess(&self, actor: &Party, other: &Party, bound: &Bound) -> Option<Guess> {
        let weigh = |who: &Party, whom: &Party, bound: &Bound| {
            let told = self.told(who, whom);
            (told.nothing <= bound.nothing && told.sure >= bound.sure).then_some(told)
        };
        let straight = weigh(actor, other, bound).map(|told| Guess { told, turned: false });
        straight
            .or_else(|| weigh(other, actor, &ELSEWHERE).map(|told| Guess { told, turned: true }))
    }

    /// The code of what is told: that of the root, where the weights of roots are sure of one.
    fn code(&self, guess: &Guess, actor: &Party, other: &Party) -> Option<&'static Code> {
        let (who, whom) = if guess.turned { (other, actor) } else { (actor, other) };
        let (root, sure) = self.classes.root_in(self.words(), who.name, whom.name).best();
        let of_root = usual(root).filter(|_| sure >= ROOT_SURE);
        of_root.or_else(|| Code::find(Ontology::Cameo, guess.told.code))
    }

    fn put(
        &self,
        verb: usize,
        setting: &Setting,
        (actor, other): (&Party, &Party),
        guess: &Guess,
        found: &mut Vec<Sighting>,
    ) {
        let Some(code) = self.code(guess, actor, other) else { return };
        if told_of(found, self.scene, actor, other) {
            return;
        }
        let (who, whom) = if guess.turned { (other, actor) } else { (actor, other) };
        let planned = setting.mood == Mood::Planned;
        let vowed = matches!(code.channel, Channel::Threat | Channel::Promise);
        let (period, dated) = when::period(self.tree, verb, planned, self.scene);
        found.push(Sighting {
            kind: Kind::Event,
            mode: code.mode,
            actor: Some(who.actor),
            target: Some(whom.actor),
            channel: code.channel,
            code: Some(code),
            period,
            modality: match (planned, vowed && setting.hangs) {
                (true, _) => Modality::Planned,
                (_, true) => Modality::Conditional,
                _ => Modality::Happened,
            },
            rank: who.rank,
            place: None,
            amount: None,
            span: self.scene.span,
            confidence: 0.5,
            because: Because {
                trigger: Some(self.tree.tokens[verb]),
                rule: format!("weights: {} {:.2}", code.channel.name(), guess.told.sure),
                actors: vec![who.name, whom.name],
                dated,
                in_passing: false,
                again: None,
            },
        });
    }
}

/// Prepositions behind which stands when it was, or who is like whom, and not whom it concerns.
const ASIDE: &[&str] = &[
    "after",
    "before",
    "since",
    "during",
    "amid",
    "following",
    "despite",
    "by",
    "until",
    "because",
    "ahead",
    "alongside",
    "like",
    "unlike",
    "than",
    "as",
    "including",
];

/// What hangs deeper below a verb is told in passing.
const STEPS_MAX: usize = 8;

/// How many steps a word hangs below a verb in the verb's own clause; `None` for its subject, and
/// for what stands in another clause or aside.
fn steps_below(tree: &Tree<'_>, verb: usize, token: usize) -> Option<usize> {
    for (steps, at) in tree.up(token).take(STEPS_MAX).enumerate() {
        if at == verb {
            return Some(steps);
        }
        let within = match tree.dep(at) {
            Dep::Obj
            | Dep::Iobj
            | Dep::PObj
            | Dep::Poss
            | Dep::Amod
            | Dep::Compound
            | Dep::XComp
            | Dep::Attr
            | Dep::Appos
            | Dep::Acl => true,
            Dep::Conj => !matches!(tree.tag(at), Tag::Verb | Tag::Aux),
            Dep::Prep => !ASIDE.iter().any(|word| tree.word(at).eq_ignore_ascii_case(word)),
            _ => false,
        };
        if !within {
            return None;
        }
    }
    None
}

/// Whether a name stands for somebody: not in "the Ukraine war", nor in "anti-Japanese".
fn stands(tree: &Tree<'_>, token: usize) -> bool {
    tree.is_named(token)
        && !tree.up(token).any(|step| is_fight(tree, step))
        && !tree.text[..tree.tokens[token].0].ends_with('-')
        && !beside(tree, token)
}

/// "…, with X and Y as guarantors"
fn beside(tree: &Tree<'_>, token: usize) -> bool {
    let led = tree.up(token).take(BESIDE_MAX).find(|&at| tree.dep(at) == Dep::PObj);
    led.is_some_and(|noun| {
        tree.head(noun).is_some_and(|at| tree.word(at) == "with") && stands_by(tree, noun)
    })
}

/// How far below its preposition one of a list of names may hang.
const BESIDE_MAX: usize = 5;

/// Whether a party is a capital that only says where something is done.
fn is_where(tree: &Tree<'_>, token: usize, party: &Party) -> bool {
    const WHERE: &[&str] = &["in", "at", "near", "from"];
    let here = tree.dep(token) == Dep::PObj
        && tree
            .head(token)
            .is_some_and(|at| WHERE.iter().any(|word| tree.word(at).eq_ignore_ascii_case(word)));
    here && party.bare_place && party.sort == Sort::Capital
}

/// The other parties that stand nearest below a verb: one, or a list.
fn below(tree: &Tree<'_>, actors: &[Party], verb: usize) -> Vec<Party> {
    let mut found: Option<(usize, Vec<Party>)> = None;
    for token in (0..tree.len()).filter(|&token| stands(tree, token)) {
        let Some(steps) = steps_below(tree, verb, token) else { continue };
        if found.as_ref().is_some_and(|(least, _)| steps >= *least) {
            continue;
        }
        let mut here = parties(tree, token);
        here.retain(|party| {
            !actors.iter().any(|actor| party.actor == actor.actor)
                && party.sort != Sort::Place
                && !is_where(tree, token, party)
        });
        if !here.is_empty() {
            found = Some((steps, here));
        }
    }
    found.map_or_else(Vec::new, |(_, parties)| parties)
}

/// The only other party under a verb, in whatever clause it stands but one that is joined to it.
fn sole(tree: &Tree<'_>, actors: &[Party], verb: usize) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for token in (0..tree.len()).filter(|&token| stands(tree, token)) {
        let joined = |step: usize| {
            tree.dep(step) == Dep::Conj && matches!(tree.tag(step), Tag::Verb | Tag::Aux)
        };
        let mut above = tree.up(token).take_while(|&step| step != verb);
        if !tree.up(token).any(|step| step == verb) || above.any(joined) {
            continue;
        }
        for party in parties(tree, token) {
            let known = |other: &Party| other.actor == party.actor;
            if party.sort == Sort::Place || actors.iter().chain(&found).any(known) {
                continue;
            }
            if is_where(tree, token, &party) || !found.is_empty() {
                return Vec::new();
            }
            found.push(party);
        }
    }
    found
}

/// The code of a root of which no more is known.
pub(crate) fn usual(root: Root) -> Option<&'static Code> {
    let code = match root.name() {
        "STATEMENT" => "010",
        "REQUEST" => "020",
        "AGREE" => "030",
        "CONSULT" => "040",
        "SUPPORT" => "050",
        "COOPERATE" => "060",
        "AID" => "070",
        "YIELD" => "080",
        "ACCUSE" => "110",
        "REJECT" => "120",
        "THREATEN" => "130",
        "PROTEST" => "140",
        "MOBILIZE" => "150",
        "SANCTION" => "160",
        "COERCE" => "170",
        "ASSAULT" => "190",
        _ => return None,
    };
    Code::find(Ontology::Cameo, code)
}
