//! The Korean lexicon of deeds and words: which stem, in which company, tells which code.
//!
//! A row is a frame: a noun that 하다 or 되다 make a verb (`n`), a noun alone (`o`) or a verb's stem
//! (`v`); its CAMEO code, or what it does to the deed inside its clause; the words of which one must
//! stand in the clause; and, in order, where the other party stands.

use std::collections::{HashMap, HashSet};

use telltale_observation::{Channel, Code, Ontology};

use super::heads::Heads;
use super::verb::{self, Form, Joint, Voice};

/// What an outer word does to the deed inside its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Outer {
    Intend,
    Appeal,
    Demand,
    Refuse,
    Threaten,
    Deny,
    /// It is about the inner deed, and takes its parties: 비난하다.
    About,
    /// It agrees to what the other wants: 수락하다.
    Accept,
    /// It proposes: 제안하다.
    Offer,
    /// It answers: 대응하다.
    Respond,
}

/// What a frame tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sense {
    Code(&'static Code),
    /// The inner deed is reported.
    Say,
    /// The inner deed is believed.
    Believe,
    /// The noun before it tells: 방문을 진행하다.
    Light,
    /// The noun before it is called off.
    Cancel,
    /// The noun before it is planned.
    Plan,
    /// Nothing.
    Nothing,
}

/// Flags of a frame.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Flags {
    /// Both sides do it: 회담하다.
    pub both: bool,
    /// No other party is needed.
    pub alone: bool,
    /// Who receives is the subject: 받다.
    pub swap: bool,
    /// The subject suffers it: 명단에 오르다.
    pub undergo: bool,
    /// The place in which it happens is whose it is: 영공에서.
    pub place: bool,
    pub weak: bool,
    /// It is meant only where its slots hold another party: 평양을 향해 쏘다.
    pub needs: bool,
    pub outer: Option<Outer>,
}

/// A row of the lexicon.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub stem: String,
    pub sense: Sense,
    pub channel: Option<Channel>,
    /// One of these stands in the clause.
    pub with: Vec<String>,
    /// Where the other party stands: `o` object, `d` dative, `l` direction, `w` with, `g` owner,
    /// `m` modifier, `f` from, `a` about, `c` inner clause, `n` nowhere.
    pub slots: String,
    pub flags: Flags,
    /// The row's number in the table, for explanations.
    pub row: usize,
}

impl Frame {
    pub(crate) fn code(&self) -> Option<&'static Code> {
        match self.sense {
            Sense::Code(code) => Some(code),
            _ => None,
        }
    }

    /// Whether the clause has one of the words that the frame asks for.
    pub(crate) fn fits(&self, clause: &str) -> bool {
        self.with.is_empty() || self.with.iter().any(|word| clause.contains(word.as_str()))
    }
}

/// How a word of the lexicon is used in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Verb(Form, Voice),
    Noun,
}

/// A word of the lexicon in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit<'l> {
    pub frames: &'l [Frame],
    pub used: Use,
    /// First byte of the stem within the word, and one after its last.
    pub stem: (usize, usize),
}

/// The lexicon.
pub(crate) struct Lexicon {
    nouns: HashMap<String, Vec<Frame>>,
    verbs: HashMap<String, Vec<Frame>>,
    /// How verbs are written: the stems, and what they are joined with.
    written: HashMap<String, Vec<(String, Joint)>>,
    /// First letters of everything, so that most places of a text are passed over at once.
    firsts: HashSet<char>,
    composed: HashMap<(Outer, String), &'static Code>,
    /// The nouns in which a phrase may end.
    pub(crate) heads: Heads,
    saying: Frame,
    agreeing: Frame,
}

/// The longest stem, in letters.
const STEM_MAX: usize = 9;

impl Lexicon {
    pub(crate) fn load() -> Lexicon {
        let table = include_str!("../../data/triggers_ko.csv");
        let mut all = Lexicon {
            nouns: HashMap::new(),
            verbs: HashMap::new(),
            written: HashMap::new(),
            firsts: HashSet::new(),
            composed: composed(),
            heads: Heads::load(),
            saying: unwritten(Flags::default()),
            agreeing: unwritten(Flags { both: true, ..Flags::default() }),
        };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
        for (index, row) in reader.records().enumerate() {
            let row = row.expect("the lexicon is CSV");
            let Some(frame) = frame(&row, index + 2) else { continue };
            // "억류하다" is the noun's verb, whichever way a row writes it.
            let noun = frame.stem.strip_suffix('하').filter(|noun| noun.chars().count() > 1);
            let (kind, stem) = match (row.get(0), noun) {
                (Some("v"), Some(noun)) => (&mut all.nouns, noun.to_owned()),
                (Some("v"), None) => (&mut all.verbs, frame.stem.clone()),
                _ => (&mut all.nouns, frame.stem.clone()),
            };
            kind.entry(stem).or_default().push(frame);
        }
        for frames in all.nouns.values_mut().chain(all.verbs.values_mut()) {
            frames.sort_by_key(|frame| {
                (frame.with.is_empty(), !frame.flags.needs, light(frame), frame.row)
            });
        }
        let mut stems: Vec<&String> = all.verbs.keys().collect();
        stems.sort();
        for stem in stems {
            for (form, joint) in verb::written(stem) {
                all.firsts.extend(form.chars().next());
                all.written.entry(form).or_default().push((stem.clone(), joint));
            }
        }
        all.firsts.extend(all.nouns.keys().filter_map(|noun| noun.chars().next()));
        all
    }

    /// The frame of a verb that says what is in the clause inside it.
    pub(crate) fn saying(&self) -> &Frame {
        &self.saying
    }

    /// The frame of what several decide together.
    pub(crate) fn agreeing(&self) -> &Frame {
        &self.agreeing
    }

    /// The word of the lexicon that a word of the text is or ends in; `named` is where a name in
    /// it ends.
    pub(crate) fn find(&self, word: &str, named: usize) -> Option<Hit<'_>> {
        for (start, letter) in word.char_indices().filter(|&(start, _)| start >= named).take(5) {
            if !self.firsts.contains(&letter) {
                continue;
            }
            if let Some(hit) = self.at(word, start, start == named) {
                return Some(hit);
            }
        }
        None
    }

    fn at(&self, word: &str, start: usize, first: bool) -> Option<Hit<'_>> {
        let rest = &word[start..];
        let ends: Vec<usize> =
            rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(STEM_MAX).collect();
        for &end in ends.iter().rev() {
            let (stem, tail) = rest.split_at(end);
            // A noun deep in a word is the end of a compound; a verb is a word of its own.
            if first
                && start == 0
                && let Some(hit) = self.verb(stem, tail)
            {
                return Some(hit);
            }
            // "외무상의" is no consultation: 의 is a particle there.
            let genitive = tail.is_empty() && stem.ends_with('의');
            if !first && (stem.len() < 6 || genitive) {
                continue;
            }
            let Some(frames) = self.nouns.get(stem) else { continue };
            // "정부가", "총통과": the last letter is a particle of somebody's title.
            if !first && self.titled(&word[..start + end]) {
                continue;
            }
            let used = match verb::verbal(tail) {
                Some((form, voice)) => Some(Use::Verb(form, voice)),
                // One syllable alone is a particle or anything.
                None => (stem.len() > 3 && noun_tail(tail)).then_some(Use::Noun),
            };
            if let Some(used) = used {
                return Some(Hit { frames, used, stem: (start, start + end) });
            }
        }
        None
    }

    /// Whether a word is a title and a particle.
    fn titled(&self, word: &str) -> bool {
        let last = word.char_indices().next_back();
        last.is_some_and(|(at, letter)| {
            matches!(letter, '가' | '과' | '도' | '이' | '의' | '로')
                && self.heads.title(&word[..at]).is_some()
        })
    }

    fn verb(&self, stem: &str, tail: &str) -> Option<Hit<'_>> {
        let joints = self.written.get(stem)?;
        if (stem.len() <= 3 && common(stem, tail))
            || (matches!(stem, "피해" | "높이") && tail.is_empty())
        {
            return None;
        }
        for (lemma, joint) in joints {
            if let Some(form) = verb::ending(*joint, tail)
                && let Some(frames) = self.verbs.get(lemma)
            {
                let used = Use::Verb(form, Voice::Active);
                return Some(Hit { frames, used, stem: (0, stem.len()) });
            }
        }
        None
    }

    /// The code of an outer word about an inner deed: the table's longest prefix of its code.
    pub(crate) fn compose(&self, outer: Outer, inner: &str) -> Option<&'static Code> {
        (1..=inner.len())
            .rev()
            .find_map(|length| self.composed.get(&(outer, inner[..length].to_owned())).copied())
    }
}

/// A frame that stands in no table.
fn unwritten(flags: Flags) -> Frame {
    Frame {
        stem: String::new(),
        sense: Sense::Say,
        channel: None,
        with: Vec::new(),
        slots: String::new(),
        flags,
        row: 0,
    }
}

/// Frames that tell nothing by themselves come after those that do.
fn light(frame: &Frame) -> bool {
    !matches!(frame.sense, Sense::Code(_))
}

const NOUN_TAILS: &[&str] = &[
    "",
    "을",
    "를",
    "이",
    "가",
    "은",
    "는",
    "에",
    "의",
    "로",
    "으로",
    "에서",
    "에서는",
    "에서도",
    "와",
    "과",
    "도",
    "만",
    "까지",
    "부터",
    "차",
    "길",
    "에는",
    "에도",
    "과의",
    "와의",
    "에서의",
    "이라고",
    "라고",
    "이라며",
    "라며",
    "이다",
    "이었다",
    "였다",
    "이라는",
    "라는",
    "에의",
    "시",
    "들을",
    "들이",
    "들은",
    "마저",
    "조차",
    "으로써",
    "로써",
    "이나",
    "나",
    "보다",
    "이자",
    "중",
    "중인",
    "중이다",
    "길에",
    "차례",
    "간",
    "건",
    "껏",
    "엔",
    "인",
    "이며",
];

/// Nouns and adverbs that look like a form of a verb of one syllable.
const COMMON: &[&str] = &[
    "사고",
    "사면",
    "사기",
    "사자",
    "사도",
    "타자",
    "타지",
    "보고",
    "보도",
    "보기",
    "보다",
    "적도",
    "적자",
    "적기",
    "적은",
    "주도",
    "주자",
    "주지",
    "주기",
    "열기",
    "열도",
    "여러",
    "여기",
    "가지",
    "서기",
    "서기장",
    "서기국",
    "서면",
    "하나",
    "하지만",
    "무기",
    "파기",
    "파고",
    "타도",
    "돼지",
    "잡지",
    "하자",
    "막대",
    "내지",
    "내도",
    "주러",
    "이기",
    "대지",
    "대로",
    "대기",
    "나라",
    "찬성",
    "풀이",
    "들이",
    "가도",
    "되레",
    "해도",
    "팔기",
    "열다",
    "막다",
    "물론",
    "주며",
    "쓰기",
    "이란",
    "섬",
    "심야",
    "한",
    "할",
    "된",
    "될",
];

/// Whether a stem of one syllable and its tail are a common word.
fn common(stem: &str, tail: &str) -> bool {
    let same = |word: &&&str| {
        word.strip_prefix(stem).is_some_and(|rest| tail.strip_prefix(rest).is_some_and(noun_tail))
    };
    // "회담을 한 뒤": left to the words around it.
    !(tail.is_empty() && matches!(stem, "한" | "할" | "된" | "될"))
        && COMMON.iter().any(|word| same(&word))
}

fn noun_tail(tail: &str) -> bool {
    NOUN_TAILS.contains(&tail)
}

fn composed() -> HashMap<(Outer, String), &'static Code> {
    let table = include_str!("../../data/compose.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let outer = outer(row.get(0)?)?;
        Some(((outer, row.get(1)?.to_owned()), Code::find(Ontology::Cameo, row.get(2)?)?))
    })
    .collect()
}

fn frame(row: &csv::StringRecord, number: usize) -> Option<Frame> {
    let cell = |index: usize| row.get(index).unwrap_or("").trim();
    let words = cell(4).split('|').filter(|word| !word.is_empty());
    Some(Frame {
        stem: cell(1).to_owned(),
        sense: sense(cell(2))?,
        channel: cell(3).parse().ok(),
        with: words.map(str::to_owned).collect(),
        slots: cell(5).to_owned(),
        flags: flags(cell(6)),
        row: number,
    })
}

fn sense(text: &str) -> Option<Sense> {
    Some(match text {
        "say" => Sense::Say,
        "believe" => Sense::Believe,
        "light" => Sense::Light,
        "cancel" => Sense::Cancel,
        "plan" => Sense::Plan,
        "nothing" => Sense::Nothing,
        code => Sense::Code(Code::find(Ontology::Cameo, code)?),
    })
}

fn outer(text: &str) -> Option<Outer> {
    Some(match text {
        "intend" => Outer::Intend,
        "appeal" => Outer::Appeal,
        "demand" => Outer::Demand,
        "refuse" => Outer::Refuse,
        "threaten" => Outer::Threaten,
        "deny" => Outer::Deny,
        "about" => Outer::About,
        "accept" => Outer::Accept,
        "offer" => Outer::Offer,
        "respond" => Outer::Respond,
        _ => return None,
    })
}

fn flags(text: &str) -> Flags {
    let mut flags = Flags::default();
    for flag in text.split(';').map(str::trim) {
        match flag {
            "both" => flags.both = true,
            "alone" => flags.alone = true,
            "swap" => flags.swap = true,
            "undergo" => flags.undergo = true,
            "place" => flags.place = true,
            "weak" => flags.weak = true,
            "needs" => flags.needs = true,
            other => flags.outer = other.strip_prefix("outer=").and_then(outer).or(flags.outer),
        }
    }
    flags
}
