//! The English lexicon of deeds and words: which word, in which company, tells which code.
//!
//! A row is a frame: a verb, event noun or adjective, conditions on the words that hang on it, its
//! CAMEO code or what it does to a deed that it takes as its complement (promise, ask, demand,
//! refuse, threaten, deny, report), and where the other party stands.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use telltale_observation::{Channel, Code, Mode, Ontology};

use super::deed::again::Echoes;
use crate::spelt::{Forms, Itself, SPELT, spelt};

/// Which words a frame is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Verb,
    Noun,
    Adjective,
}

/// What an outer word does to the deed inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Outer {
    Intend,
    Appeal,
    Demand,
    Refuse,
    Threaten,
}

/// What a frame tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sense {
    /// A deed or a word of this code.
    Code(&'static Code),
    /// A word about an inner deed.
    Outer(Outer),
    /// The inner deed is reported.
    Say,
    /// The inner deed is denied.
    Deny,
    /// The inner deed is believed.
    Believe,
    /// The inner deed begins, goes on or ends.
    Aspect(bool),
    /// Nothing: the row keeps a more general one from telling something.
    Nothing,
}

/// Where a party stands in relation to the trigger.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Slot {
    Object,
    Indirect,
    Possessor,
    Complement,
    /// An adjective or noun before the object, or before the noun itself.
    Modifier,
    /// The grammatical subject; only in conditions.
    Subject,
    None,
    Preposition(String),
}

/// A condition on a word that hangs on the trigger.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub slot: Slot,
    pub lemmas: Vec<&'static str>,
}

/// Flags of a frame.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Flags {
    pub both: bool,
    pub plural: bool,
    pub place: bool,
    pub swap: bool,
    pub light: bool,
    pub weak: bool,
    /// What is used may be another's, who gave it: "fired North Korean missiles".
    pub lent: bool,
    /// The parties of all places are meant: "left X for Y".
    pub each: bool,
    pub mode: Option<Mode>,
}

/// One row of the lexicon.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub lemma: &'static str,
    pub particle: &'static str,
    pub conditions: Vec<Condition>,
    pub sense: Sense,
    pub channel: Option<Channel>,
    pub targets: Vec<Slot>,
    pub flags: Flags,
    /// The code of an outer word without an inner deed.
    pub bare: Option<&'static Code>,
    /// The row's number in the table, for explanations.
    pub row: usize,
}

impl Frame {
    /// Whether no other party is needed.
    pub(crate) fn alone(&self) -> bool {
        self.targets.contains(&Slot::None)
    }

    /// Whether the frame itself says that such people do it.
    pub(crate) fn names_doer(&self, lemma: &str) -> bool {
        let subjects = self.conditions.iter().filter(|condition| condition.slot == Slot::Subject);
        subjects.flat_map(|condition| &condition.lemmas).any(|known| *known == lemma)
    }
}

/// The lexicon.
pub(crate) struct Lexicon {
    frames: Frames,
    composed: HashMap<(Outer, String), &'static Code>,
    echoes: Echoes,
    /// What the journey of those who travel is.
    travellers: Vec<(&'static str, Channel)>,
    /// Words of games.
    sports: Forms,
    /// People who do nothing for their state.
    private: Forms,
    /// What a deed is done to whose dismay, with what that says.
    reactions: Vec<(&'static str, &'static Code)>,
    /// All words of the lexicon, in all their forms.
    forms: Forms,
    /// The words of [`ALONE`], in all their forms.
    alone: Forms,
    /// What a state may say or do to the one that the sentence before spoke of, without naming it.
    replies: Forms,
}

impl Lexicon {
    pub(crate) fn load() -> Lexicon {
        let mut frames = Frames::default();
        for (index, line) in include_str!("../../data/triggers_en.csv").lines().enumerate().skip(1)
        {
            assert!(!line.contains('"'), "the lexicon has no quoted cells: line {}", index + 1);
            if let Some((part, frame)) = frame(line, index + 1) {
                frames.entry(frame.lemma).or_default()[part as usize].push(frame);
            }
        }
        for list in frames.values_mut().flatten() {
            list.sort_by_key(|f| {
                std::cmp::Reverse((f.conditions.len(), usize::from(!f.particle.is_empty())))
            });
        }
        let mut all = forms(&frames);
        let echoes = Echoes::load();
        let mut replies = listed(include_str!("../../data/replies_en.csv"));
        for verb in echoes.verbs().filter(|&verb| verb != "do") {
            inflect(verb, Part::Verb, &mut all);
            inflect(verb, Part::Verb, &mut replies);
        }
        for word in ["likewise", "same", "so", "own"] {
            replies.insert(spelt(SPELT, word.bytes()));
        }
        Lexicon {
            frames,
            composed: composed(),
            forms: all,
            alone: inflected(ALONE),
            replies,
            echoes,
            travellers: travellers(),
            sports: listed(include_str!("../../data/sports_en.csv")),
            private: listed(include_str!("../../data/private_en.csv")),
            reactions: reactions(),
        }
    }

    /// Whether some word could be one of the lexicon's: a quick test before a sentence is parsed.
    /// Of a sentence that names a single state, only some words could tell anything, and some
    /// more if it may answer another one.
    pub(crate) fn speaks(&self, words: &[&str], single: bool, answers: bool) -> bool {
        let known = if single { &self.alone } else { &self.forms };
        let more = if answers { &self.replies } else { known };
        words.iter().any(|word| {
            let word = spelt(SPELT, word.bytes().map(|letter| letter.to_ascii_lowercase()));
            known.contains(&word) || more.contains(&word)
        })
    }

    /// The frames of a word, the most specific first.
    pub(crate) fn frames(&self, part: Part, lemma: &str) -> &[Frame] {
        self.frames.get(lemma).map_or(&[], |frames| frames[part as usize].as_slice())
    }

    /// What the journey of such people is, if it is no visit.
    pub(crate) fn traveller(&self, lemma: &str) -> Option<Channel> {
        let found = self.travellers.iter().find(|(word, _)| *word == lemma);
        found.map(|&(_, channel)| channel)
    }

    /// Whether a word is one of games: those who beat each other there are no enemies.
    pub(crate) fn plays(&self, word: &str) -> bool {
        scores(word) || self.sports.contains(&spelt(SPELT, word.bytes()))
    }

    /// Whether a noun names people who do nothing for their state: tourists, singers.
    pub(crate) fn is_private(&self, lemma: &str) -> bool {
        self.private.contains(&spelt(SPELT, lemma.bytes()))
    }

    /// What a feeling says that a deed gives to somebody: "to the dismay of X".
    pub(crate) fn reaction(&self, lemma: &str) -> Option<&'static Code> {
        self.reactions.iter().find(|(word, _)| *word == lemma).map(|&(_, code)| code)
    }

    /// The phrases that point at what was told last.
    pub(crate) fn echoes(&self) -> &Echoes {
        &self.echoes
    }

    /// Whether a word has frames as a verb.
    pub(crate) fn is_verb(&self, lemma: &str) -> bool {
        !self.frames(Part::Verb, lemma).is_empty()
    }

    /// The code of an outer word about an inner deed: the table's longest prefix of its code.
    pub(crate) fn compose(&self, outer: Outer, inner: &str) -> Option<&'static Code> {
        (1..=inner.len())
            .rev()
            .find_map(|length| self.composed.get(&(outer, inner[..length].to_owned())).copied())
    }
}

/// Words without one of which a sentence that names a single state tells nothing between states
/// and little at home: launches and tests, units that are inspected, and those who stand against
/// or for a government.
const ALONE: &[&str] = &[
    "missile",
    "drone",
    "rocket",
    "satellite",
    "warhead",
    "nuclear",
    "torpedo",
    "icbm",
    "projectile",
    "launch",
    "test-fire",
    "artillery",
    "corps",
    "division",
    "brigade",
    "regiment",
    "battalion",
    "squadron",
    "warship",
    "destroyer",
    "submarine",
    "airbase",
    "opposition",
    "rebel",
    "insurgent",
    "guerrilla",
    "militant",
    "militia",
    "protest",
    "protester",
    "demonstrator",
    "demonstrate",
    "demonstration",
    "riot",
    "rally",
    "strike",
    "striker",
    "curfew",
    "police",
    "court",
    "tribunal",
    "judge",
    "parliament",
    "lawmaker",
    "senator",
    "prison",
    "prisoner",
    "detainee",
    "detain",
    "arrest",
    "jail",
    "torture",
    "coup",
    "election",
    "referendum",
    "candidate",
    "activist",
    "dissident",
    "journalist",
    "union",
    "supporter",
    "resign",
    "resignation",
    "amnesty",
    "ban",
    "crackdown",
    "bomb",
    "bomber",
    "bombing",
    "gunman",
    "assassinate",
    "assassination",
    "kidnap",
    "hostage",
    "refugee",
    "separatist",
    "ceasefire",
    "cease-fire",
    "truce",
    "emergency",
    "siege",
    "martial",
    "tear",
    "blockade",
    "roadblock",
    "minority",
    "tribe",
    "cleric",
    "villager",
];

/// Whether a word is how a game ended: "4-0".
fn scores(word: &str) -> bool {
    let points =
        |side: &str| matches!(side.len(), 1 | 2) && side.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(ours, theirs)| points(ours) && points(theirs))
}

/// The words of a table of one column, in all their forms.
fn listed(table: &'static str) -> Forms {
    inflected(&table.lines().skip(1).collect::<Vec<_>>())
}

fn reactions() -> Vec<(&'static str, &'static Code)> {
    let rows = include_str!("../../data/reactions_en.csv").lines().skip(1);
    rows.filter_map(|row| {
        let (word, code) = row.split_once(',')?;
        Some((word, Code::find(Ontology::Cameo, code)?))
    })
    .collect()
}

fn travellers() -> Vec<(&'static str, Channel)> {
    let rows = include_str!("../../data/travellers_en.csv").lines().skip(1);
    rows.filter_map(|row| {
        let (word, channel) = row.split_once(',')?;
        Some((word, channel.parse().ok()?))
    })
    .collect()
}

fn inflected(words: &[&str]) -> Forms {
    let mut forms = Forms::default();
    for word in words {
        inflect(word, Part::Verb, &mut forms);
    }
    forms
}

/// The frames of each word: as a verb, a noun, an adjective.
type Frames = HashMap<&'static str, [Vec<Frame>; 3], BuildHasherDefault<Itself>>;

/// The words of the frames, in all forms in which a text may have them.
fn forms(frames: &Frames) -> Forms {
    let mut found =
        Forms::with_capacity_and_hasher(12 * frames.len(), BuildHasherDefault::default());
    let mut verbs = Forms::default();
    for (&lemma, frames) in frames {
        if !frames[Part::Verb as usize].is_empty() {
            verbs.insert(spelt(SPELT, lemma.bytes()));
        }
        for part in [Part::Verb, Part::Noun, Part::Adjective] {
            if !frames[part as usize].is_empty() {
                inflect(lemma, part, &mut found);
            }
        }
    }
    for row in include_str!("../../data/irregular_en.csv").lines().skip(1) {
        let mut cells = row.split(',');
        if let (Some(form), Some(lemma)) = (cells.next(), cells.next()) {
            let lemma = spelt(SPELT, lemma.bytes());
            if verbs.contains(&lemma) || found.contains(&lemma) {
                found.insert(spelt(SPELT, form.bytes()));
            }
        }
    }
    found
}

/// The regular forms of a word; one too many does no harm.
fn inflect(lemma: &str, part: Part, found: &mut Forms) {
    let number = |stem: &str| spelt(SPELT, stem.bytes());
    let (whole, stem) = (number(lemma), number(lemma.strip_suffix('y').unwrap_or(lemma)));
    let mut add = |stem: u64, ending: &str| found.insert(spelt(stem, ending.bytes()));
    add(whole, "");
    add(whole, "s");
    add(whole, "es");
    add(stem, "ies");
    if part != Part::Verb {
        return;
    }
    let bare = number(lemma.strip_suffix('e').unwrap_or(lemma));
    add(bare, "ed");
    add(bare, "ing");
    add(whole, "ing");
    add(stem, "ied");
    if let Some(last) = lemma.get(lemma.len().saturating_sub(1)..) {
        let doubled = spelt(whole, last.bytes());
        add(doubled, "ed");
        add(doubled, "ing");
    }
}

fn composed() -> HashMap<(Outer, String), &'static Code> {
    let table = include_str!("../../data/compose.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let Some(Sense::Outer(outer)) = sense(row.get(0)?) else { return None };
        Some(((outer, row.get(1)?.to_owned()), Code::find(Ontology::Cameo, row.get(2)?)?))
    })
    .collect()
}

fn frame(line: &'static str, number: usize) -> Option<(Part, Frame)> {
    let mut cells = [""; 8];
    for (cell, text) in cells.iter_mut().zip(line.split(',')) {
        *cell = text.trim();
    }
    let cell = |index: usize| cells[index];
    let part = match cell(0) {
        "v" => Part::Verb,
        "n" => Part::Noun,
        "a" => Part::Adjective,
        _ => return None,
    };
    let conditions = cell(3).split('+').filter_map(condition).collect();
    let targets = cell(6).split('|').filter_map(slot).collect();
    let (flags, bare) = flags(cell(7));
    // A light verb has no code of its own: its object tells.
    let sense = if flags.light { Sense::Aspect(true) } else { sense(cell(4))? };
    let channel = if cell(5).is_empty() { None } else { cell(5).parse().ok() };
    let frame = Frame {
        lemma: cell(1),
        particle: cell(2),
        conditions,
        sense,
        channel,
        targets,
        flags,
        bare,
        row: number,
    };
    Some((part, frame))
}

fn sense(text: &str) -> Option<Sense> {
    let code = |code| Code::find(Ontology::Cameo, code).map(Sense::Code);
    match text {
        "intend" => Some(Sense::Outer(Outer::Intend)),
        "appeal" => Some(Sense::Outer(Outer::Appeal)),
        "demand" => Some(Sense::Outer(Outer::Demand)),
        "refuse" => Some(Sense::Outer(Outer::Refuse)),
        "threaten" => Some(Sense::Outer(Outer::Threaten)),
        "deny" => Some(Sense::Deny),
        "say" => Some(Sense::Say),
        "believe" => Some(Sense::Believe),
        "begin" | "continue" => Some(Sense::Aspect(true)),
        "end" => Some(Sense::Aspect(false)),
        "" => Some(Sense::Nothing),
        "accuse" => code("112"),
        "praise" => code("051"),
        "criticise" => code("111"),
        other => code(other),
    }
}

fn slot(text: &str) -> Option<Slot> {
    match text.trim() {
        "" => None,
        "obj" => Some(Slot::Object),
        "iobj" => Some(Slot::Indirect),
        "poss" => Some(Slot::Possessor),
        "comp" => Some(Slot::Complement),
        "mod" => Some(Slot::Modifier),
        "subj" => Some(Slot::Subject),
        "none" => Some(Slot::None),
        preposition => Some(Slot::Preposition(preposition.to_owned())),
    }
}

fn condition(text: &'static str) -> Option<Condition> {
    let (place, lemmas) = text.split_once(':')?;
    Some(Condition { slot: slot(place)?, lemmas: split(lemmas) })
}

/// The words of a list, cut byte by byte: they are short, and there are a hundred thousand.
fn split(list: &'static str) -> Vec<&'static str> {
    let bars = || list.bytes().enumerate().filter(|&(_, byte)| byte == b'|').map(|(at, _)| at);
    let mut words = Vec::with_capacity(bars().count() + 1);
    let mut start = 0;
    for bar in bars() {
        words.push(&list[start..bar]);
        start = bar + 1;
    }
    words.push(&list[start..]);
    words
}

fn flags(text: &str) -> (Flags, Option<&'static Code>) {
    let mut flags = Flags::default();
    let mut bare = None;
    for flag in text.split(';').map(str::trim) {
        match flag {
            "both" => flags.both = true,
            "plural" => flags.plural = true,
            "place" => flags.place = true,
            "swap" => flags.swap = true,
            "light" => flags.light = true,
            "weak" => flags.weak = true,
            "lent" => flags.lent = true,
            "each" => flags.each = true,
            "deed" => flags.mode = Some(Mode::Deed),
            "word" => flags.mode = Some(Mode::Word),
            other => {
                if let Some(code) = other.strip_prefix("bare=") {
                    bare = Code::find(Ontology::Cameo, code);
                }
            }
        }
    }
    (flags, bare)
}
