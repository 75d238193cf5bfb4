//! The words of a Korean sentence, their particles, and the noun phrases that they make.

use telltale_observation::{Actor, Rank};

use super::heads::Head;
use super::lexicon::{Frame, Hit, Lexicon, Use};
use super::mood::{self, Mood};
use super::short::Named;
use super::verb::{self, Form, Link, Voice};
use crate::gazetteer::Sort;
use crate::reader::Scene;
use crate::sighting::Span;

/// What a noun phrase is to its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// 이, 가, 께서
    Subject,
    /// 은, 는
    Topic,
    /// 을, 를
    Object,
    /// 에게, 에
    Dative,
    /// 에서
    Place,
    /// 로
    Toward,
    /// 와, 과
    With,
    /// 간
    Between,
    /// 의
    Owner,
    /// 에 대해, 에 대한, 을 상대로
    About,
    /// 로부터, 에게서
    From,
    /// 에 의해
    By,
    /// 에 따르면
    Source,
    /// 보다, 처럼, 까지
    Other,
    /// Without a particle.
    Bare,
}

/// An actor that a noun phrase stands for.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub actor: Actor,
    pub rank: Option<Rank>,
    pub name: Span,
    pub sort: Sort,
}

/// A noun phrase.
#[derive(Clone, Debug)]
pub(crate) struct Chunk<'l> {
    pub span: Span,
    pub role: Role,
    /// Whom it stands for.
    pub parties: Vec<Party>,
    /// Whether its last word is a name, or the title of a person or a body.
    pub person: bool,
    /// A word of the lexicon at its end.
    pub hit: Option<Hit<'l>>,
    /// Where that word stands.
    pub hit_span: Span,
    /// Whether a comma follows.
    pub comma: bool,
    /// Whether it ends in states that are not named: 국가들, 동맹국.
    pub others: bool,
    /// For how many of those spoken of before it stands: 양국 for two, 세 나라 for three.
    pub spoken: usize,
    /// Whether it is by somebody's good offices: 중재로.
    pub offices: bool,
}

/// A verb.
#[derive(Clone, Debug)]
pub(crate) struct Pred<'l> {
    pub span: Span,
    pub frames: &'l [Frame],
    pub form: Form,
    pub voice: Voice,
    pub mood: Mood,
    pub believed: bool,
    /// It is only claimed: 했다는 주장.
    pub claimed: bool,
    /// It is decided: 하기로 했다.
    pub decided: bool,
    /// The state that its first syllable goes to: 방중하다.
    pub inside: Vec<Party>,
    pub trigger: Span,
}

/// A noun phrase or a verb.
#[derive(Clone, Debug)]
pub(crate) enum Item<'l> {
    Chunk(Chunk<'l>),
    Pred(Pred<'l>),
}

/// A word without its punctuation.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub span: Span,
    pub text: String,
    /// The names in it.
    pub names: (usize, usize),
    /// Where the last of them ends in the cleaned text; 0 where one is only part of a word.
    pub named: usize,
    pub comma: bool,
    pub dated: bool,
}

pub(crate) fn words(scene: &Scene<'_>, names: &[Named]) -> Vec<Word> {
    let sentence = scene.words();
    let mut found = Vec::new();
    let (mut name, mut time) = (0, 0);
    for piece in sentence.split_ascii_whitespace() {
        let start = scene.span.0 + (piece.as_ptr() as usize - sentence.as_ptr() as usize);
        let end = start + piece.len();
        let first = name;
        while name < names.len() && names[name].span.0 < end {
            name += 1;
        }
        // A name of several words is told in its last one.
        let running = names.get(name.wrapping_sub(1)).is_some_and(|n| n.span.1 > end);
        while time < scene.times.len() && scene.times[time].span.1 <= start {
            time += 1;
        }
        let dated = scene.times.get(time).is_some_and(|time| time.span.0 < end);
        let before = |until: usize| clean(&scene.text[start..until.clamp(start, end)]).len();
        let first = if running { name - 1 } else { first };
        if running {
            name -= 1;
            continue;
        }
        let last = names[first..name].last();
        let named = last.filter(|n| n.prefix != Some('방')).map_or(0, |n| before(n.span.1));
        let text = clean(piece);
        let comma = piece.ends_with(',') || piece.ends_with('·');
        if !text.is_empty() {
            found.push(Word {
                span: (start, end),
                text,
                names: (first, name),
                named,
                comma,
                dated,
            });
        }
    }
    found
}

/// A word without quotation marks, brackets and what stands in them.
fn clean(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    let mut depth = 0_u32;
    for letter in word.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ',' | '.' | '!' | '?' | '…' | '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」'
            | '『' | '』' | '《' | '》' | '<' | '>' | '〈' | '〉' | '○' | '▲' | '△' | '■' =>
                {}
            _ => text.push(letter),
        }
    }
    text
}

const PARTICLES: &[(&str, Role)] = &[
    ("으로부터는", Role::From),
    ("으로부터", Role::From),
    ("로부터", Role::From),
    ("에게서", Role::From),
    ("에서는", Role::Place),
    ("에서도", Role::Place),
    ("에서의", Role::Place),
    ("에서", Role::Place),
    ("에게는", Role::Dative),
    ("에게도", Role::Dative),
    ("에게", Role::Dative),
    ("한테", Role::Dative),
    ("께서는", Role::Subject),
    ("께서", Role::Subject),
    ("께", Role::Dative),
    ("에는", Role::Dative),
    ("에도", Role::Dative),
    ("에의", Role::Dative),
    ("으로서", Role::Other),
    ("로서", Role::Other),
    ("으로는", Role::Toward),
    ("로는", Role::Toward),
    ("으로의", Role::Toward),
    ("로의", Role::Toward),
    ("으로", Role::Toward),
    ("로", Role::Toward),
    ("와의", Role::With),
    ("과의", Role::With),
    ("와는", Role::With),
    ("과는", Role::With),
    ("와도", Role::With),
    ("과도", Role::With),
    ("와", Role::With),
    ("과", Role::With),
    ("에", Role::Dative),
    ("의", Role::Owner),
    ("은", Role::Topic),
    ("는", Role::Topic),
    ("이", Role::Subject),
    ("가", Role::Subject),
    ("을", Role::Object),
    ("를", Role::Object),
    ("도", Role::Topic),
    ("만", Role::Topic),
    ("까지", Role::Toward),
    ("부터", Role::Other),
    ("보다", Role::Other),
    ("처럼", Role::Other),
    ("간의", Role::Between),
    ("간", Role::Between),
];

/// Nouns that end like a particle.
const WHOLE: &[&str] = &[
    "회의",
    "합의",
    "항의",
    "협의",
    "동의",
    "결의",
    "논의",
    "주의",
    "정의",
    "심의",
    "건의",
    "토의",
    "숙의",
    "제의",
    "예의",
    "조의",
    "사의",
    "강의",
    "결과",
    "효과",
    "성과",
    "통과",
    "초과",
    "경과",
    "사과",
    "보도",
    "태도",
    "제도",
    "정도",
    "수도",
    "속도",
    "강도",
    "지도",
    "의도",
    "시도",
    "유도",
    "궤도",
    "반도",
    "고도",
    "각도",
    "온도",
    "용도",
    "철도",
    "주도",
    "도로",
    "통로",
    "경로",
    "포로",
    "항로",
    "진로",
    "서로",
    "새로",
    "별도로",
    "그대로",
    "스스로",
    "실제로",
    "불만",
    "대만",
    "높이",
    "같이",
    "많이",
    "없이",
    "깊이",
    "굳이",
    "많은",
    "높은",
    "깊은",
    "같은",
    "짧은",
    "작은",
    "젊은",
    "낮은",
    "늦은",
    "넓은",
    "군사분계선",
    "따로",
    "홀로",
    "대로",
    "피로",
    "선로",
    "육로",
    "수로",
    "해로",
    "활로",
    "바로",
    "절대로",
    "함부로",
    "때때로",
    "남은",
    "숨은",
    "묵은",
    "밝은",
    "붉은",
    "검은",
    "좁은",
    "굳은",
    "옳은",
    "굶은",
    "또는",
    "혹은",
    "이는",
    "오는",
];

/// Words whose last two syllables look like one of the above and are not.
const PARTED: &[&str] = &["위원회의", "의회의", "사회의", "협회의", "국회의", "대회의", "총회의"];

/// A word's particle, and how long the word is without it.
pub(crate) fn particle(text: &str, named: usize) -> (Role, usize) {
    let tail = text.get(named..).unwrap_or("");
    // "시리아로 가는 무기"
    if text == "가는" {
        return (Role::Bare, text.len());
    }
    if text.starts_with(|letter: char| letter.is_ascii_digit()) && text.ends_with('만') {
        return (Role::Bare, text.len());
    }
    let whole = named == 0 || tail.chars().count() > 3;
    if whole
        && WHOLE.iter().any(|noun| text.ends_with(noun))
        && !PARTED.iter().any(|noun| text.ends_with(noun))
    {
        return (Role::Bare, text.len());
    }
    for &(particle, role) in PARTICLES {
        let Some(stem) = tail.strip_suffix(particle) else { continue };
        let stem_end = named + stem.len();
        let Some(before) = text[..stem_end].chars().next_back() else { continue };
        let closed = verb::closed(before);
        let hangul = ('\u{ac00}'..='\u{d7a3}').contains(&before);
        let fits = match particle {
            "은" | "이" | "을" | "과" | "과의" | "과는" | "과도" => closed,
            "는" | "가" | "를" | "와" | "와의" | "와는" | "와도" => !closed,
            _ => true,
        };
        let verbal = particle == "는"
            && stem.len() == text[..stem_end].len()
            && before_verbal(before)
            && stem_end > 0;
        if (fits || !hangul) && !verbal {
            return (role, stem_end);
        }
    }
    (Role::Bare, text.len())
}

/// Whether 는 after a syllable is a verb's ending: 하는, 되는.
fn before_verbal(letter: char) -> bool {
    matches!(letter, '하' | '되' | '키' | '히' | '르' | '으' | '려' | '치')
}

/// What a third party does that two come together.
const OFFICES: &[&str] = &["중재", "주선", "알선", "중개", "입회"];

/// What opens and closes the name of a drill or a missile.
const OPENING: [char; 6] = ['\'', '"', '‘', '“', '「', '<'];
const CLOSING: [char; 6] = ['\'', '"', '’', '”', '」', '>'];

/// Of how many words such a name may be.
const NAME_WORDS: usize = 5;

/// States that are not named.
const OTHERS: &[&str] = &["국가들", "나라들", "동맹국", "동맹국들", "우방국", "회원국", "회원국들"];

/// What after a name makes it where somebody is, whence he comes or what is spoken about.
const ASIDE: &[&str] = &["주재", "출신", "태생", "관련"];

/// Nouns of which those spoken of before are two or three: 두 정상, 세 나라.
const SHARED: &[&str] = &[
    "나라",
    "정상",
    "지도자",
    "장관",
    "외교장관",
    "외무장관",
    "국방장관",
    "외교부장",
    "외무상",
    "총리",
    "대통령",
    "대표",
    "대표단",
    "정부",
    "사람",
    "측",
    "당국",
    "군",
    "수뇌",
    "정상들",
    "장관들",
    "외교수장",
    "국방수장",
    "안보수장",
    "수장",
    "국방상",
    "외상",
    "외교부장",
    "국방부장",
    "합참의장",
    "주석",
    "국가주석",
    "국왕",
    "왕세자",
    "서기장",
    "총비서",
    "위원장",
    "총통",
    "당사자",
    "당사국",
    "이웃",
    "이웃나라",
    "맹방",
    "동맹",
    "동맹국",
    "앙숙",
    "숙적",
    "강대국",
    "대국",
    "진영",
    "군대",
    "공군",
    "해군",
    "육군",
    "함대",
    "국회",
    "의회",
    "협상팀",
    "협상단",
    "외교당국",
    "국방당국",
    "군사당국",
    "특사",
    "대사",
    "차관",
    "의장",
];

/// What the noun phrases and verbs of a sentence are made from.
pub(crate) struct Maker<'a, 't> {
    pub lexicon: &'a Lexicon,
    pub scene: &'a Scene<'t>,
    pub names: &'a [Named],
    pub words: &'a [Word],
}

impl<'a> Maker<'a, '_> {
    /// The noun phrases and verbs of the sentence, in order.
    pub(crate) fn items(&self) -> Vec<Item<'a>> {
        let mut items = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            if let Some(end) = self.christening(at, &open) {
                open.extend(at..end);
                at = end;
            }
            let word = &self.words[at];
            let named = word.names.0 < word.names.1;
            let within = open.last().is_some_and(|&last| last + 1 == at && self.quoted(last));
            if (word.dated || lasting(&word.text)) && !named && !within {
                at += 1;
                continue;
            }
            let hit = self.hit(at);
            if let Some((hit, apart)) = self.apart(at, hit) {
                let next = self.pred_of(at, Some(hit), apart, &mut open, &mut items);
                at = next.unwrap_or(apart + 1);
                continue;
            }
            if let Some(next) = self.pred(at, hit, &mut open, &mut items) {
                at = next;
                continue;
            }
            let (role, next) = self.role(at, hit);
            open.push(at);
            if role != Role::Bare || word.comma {
                let mut chunk = self.chunk(&open, role, hit.or_else(|| self.christened(&open)));
                // "중국과 함께": the phrase is at its end.
                chunk.comma |= role == Role::With && next > at + 1;
                self.close(chunk, &mut items);
                open.clear();
            }
            at = next;
        }
        if let Some(&last) = open.last() {
            let hit = self.hit(last);
            let chunk = self.chunk(&open, Role::Bare, hit);
            self.close(chunk, &mut items);
        }
        items
    }

    /// The word of the lexicon at a word; "한" is a verb only after an object.
    fn hit(&self, at: usize) -> Option<Hit<'a>> {
        let word = &self.words[at];
        if matches!(word.text.as_str(), "한" | "할" | "된" | "될") {
            let before = at.checked_sub(1).map(|before| self.words[before].text.as_str())?;
            if !before.ends_with(['을', '를', '이', '가']) {
                return None;
            }
        }
        self.lexicon.find(&word.text, word.named)
    }

    /// "쏘아 올린", "실어 날랐다": a verb of two that is written apart, and the index of its last word.
    fn apart(&self, at: usize, hit: Option<Hit<'a>>) -> Option<(Hit<'a>, usize)> {
        let (word, next) = (&self.words[at], self.words.get(at + 1)?);
        let bare = match hit {
            None => word.names.0 == word.names.1,
            Some(hit) => matches!(hit.used, Use::Verb(form, _) if form.link == Link::Join),
        };
        let melted = word.text.chars().next_back().is_some_and(verb::melted);
        if !bare || !melted || word.comma || word.text.chars().count() > 3 {
            return None;
        }
        let whole = self.lexicon.find(&format!("{}{}", word.text, next.text), 0)?;
        let verb = matches!(whole.used, Use::Verb(..)) && whole.stem.0 == 0;
        (verb && whole.stem.1 > word.text.len()).then_some((whole, at + 1))
    }

    fn raw(&self, at: usize) -> &str {
        let (start, end) = self.words[at].span;
        &self.scene.text[start..end]
    }

    /// Whether a word opens a quotation that it does not close.
    fn quoted(&self, at: usize) -> bool {
        let mut rest = self.raw(at).chars();
        rest.next().is_some_and(|letter| OPENING.contains(&letter))
            && !rest.any(|letter| CLOSING.contains(&letter))
    }

    /// Where a name of several words in quotation marks ends that follows a noun of the lexicon.
    fn christening(&self, at: usize, open: &[usize]) -> Option<usize> {
        let before = *open.last().filter(|&&last| last + 1 == at && self.quoted(at))?;
        self.hit(before).filter(|hit| hit.used == Use::Noun)?;
        let last = (at + NAME_WORDS).min(self.words.len());
        (at + 1..last).find(|&i| self.raw(i).contains(CLOSING))
    }

    /// "연합훈련 '유드 아비아스'를": the noun before a name in quotation marks tells what it is.
    fn christened(&self, open: &[usize]) -> Option<Hit<'a>> {
        let (&last, before) = open.split_last()?;
        if !self.raw(last).contains(CLOSING) {
            return None;
        }
        let opened = open.iter().rposition(|&at| self.raw(at).starts_with(OPENING))?;
        let &noun = before.get(opened.checked_sub(1)?)?;
        let hit = self.hit(noun)?;
        // Its stem is told as that of the last word, which it does not stand in.
        (hit.used == Use::Noun).then(|| Hit { stem: (0, self.bare(last)), ..hit })
    }

    /// How long a word is without its particle.
    fn bare(&self, at: usize) -> usize {
        particle(&self.words[at].text, self.words[at].named).1
    }

    /// Adds a phrase, joined with the one before it where the two are on a par.
    fn close(&self, mut chunk: Chunk<'a>, items: &mut Vec<Item<'a>>) {
        let subject = items.iter().any(|item| {
            matches!(item, Item::Chunk(known) if matches!(known.role, Role::Subject | Role::Topic))
        });
        // "미국과 유럽 국가들은": the others are not named.
        let unnamed = chunk.parties.is_empty() && chunk.others && !subject;
        if let Some(Item::Chunk(before)) = items.last()
            && !before.parties.is_empty()
            && (!chunk.parties.is_empty() || unnamed)
            && !(items.len() == 1 && headline(before, &chunk))
            && joins(before, &chunk, subject)
        {
            let mut parties = before.parties.clone();
            for party in chunk.parties {
                if !parties.iter().any(|known| known.actor == party.actor) {
                    parties.push(party);
                }
            }
            // "중국과 러시아 해군": a title after several holds for all.
            let rank = parties.last().and_then(|party| party.rank);
            for party in &mut parties {
                party.rank = party.rank.or(rank);
            }
            chunk.parties = parties;
            chunk.span.0 = before.span.0;
            items.pop();
        }
        items.push(Item::Chunk(chunk));
    }

    /// A verb at a word, with the words that belong to it; the index of the word after them.
    fn pred(
        &self,
        at: usize,
        hit: Option<Hit<'a>>,
        open: &mut Vec<usize>,
        items: &mut Vec<Item<'a>>,
    ) -> Option<usize> {
        self.pred_of(at, hit, at, open, items)
    }

    /// The same of a verb whose last word is another: 쏘아 올리다.
    fn pred_of(
        &self,
        at: usize,
        hit: Option<Hit<'a>>,
        last: usize,
        open: &mut Vec<usize>,
        items: &mut Vec<Item<'a>>,
    ) -> Option<usize> {
        let word = &self.words[at];
        let named = word.names.0 < word.names.1;
        let mut nominal = None;
        let (frames, form, voice, stem) = match hit {
            Some(Hit { frames, used: Use::Verb(form, voice), stem }) => (frames, form, voice, stem),
            Some(Hit { frames, used: Use::Noun, stem }) => {
                let whole = word.text.len() == stem.1 && !word.comma;
                let rest = self.words.get(at + 1..).filter(|_| whole);
                nominal = rest.and_then(mood::nominal);
                (frames, nominal?.0, Voice::Active, stem)
            }
            None if named => return self.named_quote(at, open, items),
            None => {
                let text = |at: Option<usize>| {
                    at.and_then(|at| self.words.get(at)).map_or("", |word| word.text.as_str())
                };
                let (before, next) = (text(at.checked_sub(1)), text(Some(at + 1)));
                let (form, voice) = verb::unknown(&word.text, before, next)?;
                (&[][..], form, voice, (0, word.text.len()))
            }
        };
        let inside: Vec<Party> = self
            .named(word)
            .iter()
            .filter(|n| n.prefix == Some('방'))
            .flat_map(parties_of)
            .collect();
        if named && inside.is_empty() {
            open.push(at);
        }
        if !open.is_empty() {
            let chunk = self.chunk(open, Role::Bare, None);
            self.close(chunk, items);
            open.clear();
        }
        let settled = match nominal {
            Some((form, mood, words)) => {
                mood::Settled { mood, last: at + words, ..mood::Settled::of(form) }
            }
            None => mood::settle(self.words, last, form),
        };
        let start = word.span.0;
        let trigger = self.stem_span(word, stem);
        items.push(Item::Pred(Pred {
            span: (start, self.words[settled.last].span.1),
            frames,
            form: settled.form,
            voice,
            mood: settled.mood,
            believed: settled.believed,
            claimed: settled.claimed,
            decided: settled.decided,
            inside,
            trigger,
        }));
        Some(settled.last + 1)
    }

    /// "배후가 미국이라고": what is said of somebody is that it is a state.
    fn named_quote(
        &self,
        at: usize,
        open: &mut Vec<usize>,
        items: &mut Vec<Item<'a>>,
    ) -> Option<usize> {
        let word = &self.words[at];
        let tail = word.text.get(word.named..)?;
        if !["이라고", "라고", "이라며", "라며", "이라면서"].contains(&tail) {
            return None;
        }
        open.push(at);
        let chunk = self.chunk(open, Role::Bare, None);
        self.close(chunk, items);
        open.clear();
        items.push(Item::Pred(Pred {
            span: word.span,
            frames: &[],
            form: Form { link: Link::Quote, tone: verb::Tone::Past },
            voice: Voice::Active,
            mood: Mood::Fact,
            believed: false,
            claimed: false,
            decided: false,
            inside: Vec::new(),
            trigger: word.span,
        }));
        Some(at + 1)
    }

    /// Where a stem stands in the text: the word was cleaned of marks before it was looked up.
    fn stem_span(&self, word: &Word, stem: (usize, usize)) -> Span {
        let written = &self.scene.text[word.span.0..word.span.1];
        match word.text.get(stem.0..stem.1).and_then(|stem| Some((written.find(stem)?, stem.len())))
        {
            Some((at, length)) => (word.span.0 + at, word.span.0 + at + length),
            None => word.span,
        }
    }

    fn named(&self, word: &Word) -> &'a [Named] {
        &self.names[word.names.0..word.names.1]
    }

    /// What a noun is to its verb, and the index of the word after it and its postposition.
    fn role(&self, at: usize, hit: Option<Hit<'a>>) -> (Role, usize) {
        let word = &self.words[at];
        let (role, _) = match hit {
            Some(hit) => particle(&word.text, hit.stem.1),
            None => particle(&word.text, word.named),
        };
        let next = self.words.get(at + 1).map_or("", |word| word.text.as_str());
        let starts = |words: &[&str]| words.iter().any(|word| next.starts_with(word));
        match role {
            Role::Dative
                if starts(&["대한", "대해", "맞서", "맞선", "대응", "대항", "관한", "관해"]) =>
            {
                (Role::About, at + 2)
            }
            Role::Dative if starts(&["의해", "의한"]) => (Role::By, at + 2),
            Role::Dative if starts(&["따라", "따른"]) && ordered(&word.text) => {
                (Role::By, at + 2)
            }
            Role::Dative if starts(&["따르면"]) => (Role::Source, at + 2),
            Role::Object
                if starts(&[
                    "상대로",
                    "향해",
                    "향한",
                    "겨냥",
                    "대상으로",
                    "놓고",
                    "두고",
                    "둘러싸",
                    "둘러싼",
                ]) =>
            {
                (Role::About, at + 2)
            }
            Role::Object if starts(&["비롯한", "포함한"]) => (Role::Bare, at + 2),
            Role::With if starts(&["관련", "달리", "무관"]) => (Role::Other, at + 2),
            Role::With if starts(&["함께", "더불어", "같이", "나란히"]) => {
                (Role::With, at + 2)
            }
            Role::With if starts(&["가진", "연", "한", "맺은"]) && next.chars().count() <= 2 => {
                (Role::With, at + 2)
            }
            Role::Bare if next == "간" || next == "간의" || starts(&["사이의", "사이에"]) => {
                (Role::Between, at + 2)
            }
            Role::Bare if starts(&["대상"]) => (Role::About, at + 2),
            role => (role, at + 1),
        }
    }

    fn chunk(&self, open: &[usize], role: Role, hit: Option<Hit<'a>>) -> Chunk<'a> {
        let first = &self.words[open[0]];
        let last = &self.words[open[open.len() - 1]];
        let hit = hit.filter(|hit| hit.used == Use::Noun);
        let stem = match hit {
            Some(hit) => hit.stem.1,
            None => particle(&last.text, last.named).1,
        };
        let head = last.text.get(..stem).unwrap_or(&last.text);
        let mut chunk = Chunk {
            span: (first.span.0, last.span.1),
            role,
            parties: Vec::new(),
            person: false,
            hit,
            hit_span: last.span,
            comma: last.comma,
            others: OTHERS.iter().any(|noun| head.ends_with(noun)),
            spoken: self.spoken(open, head),
            offices: OFFICES.iter().any(|noun| head.ends_with(noun)),
        };
        chunk.parties = self.parties(open);
        let tail = last.text.get(last.named..stem).unwrap_or("");
        let bare_name = last.names.0 < last.names.1 && tail.is_empty() && last.named > 0;
        let heads = &self.lexicon.heads;
        let rank = if bare_name { None } else { heads.title(head).or_else(|| heads.title(tail)) };
        chunk.person = bare_name || rank.is_some() || count_word(head);
        let sort = heads.of(head);
        let people = || open.iter().flat_map(|&at| self.named(&self.words[at]));
        let goods = !matches!(role, Role::Subject | Role::Topic) && self.made(open)
            || role == Role::Owner && people().any(|name| name.sort == Sort::People);
        if sort == Some(Head::Nobody) && !goods {
            chunk.parties.clear();
        }
        // "일본 애니메이션이": what is of a state does not act for it.
        let thing = matches!(role, Role::Subject | Role::Topic) && sort.is_none() && hit.is_none();
        if thing && !chunk.person && !self.somebody(open) {
            chunk.parties.clear();
        }
        if chunk.parties.is_empty() && chunk.spoken == 0 && rank.is_some() {
            chunk.parties = self.home(open, sort);
        }
        if open.len() == 1 && matches!(head, "그" | "그녀") && role != Role::Bare {
            chunk.parties = self.referred(open[0], role);
            chunk.person = true;
        }
        if hit.is_some_and(|hit| held(&hit)) {
            self.at_home(&mut chunk.parties);
        }
        let titled = rank.flatten().or_else(|| self.titled(open));
        for party in &mut chunk.parties {
            party.rank = titled.or(party.rank);
        }
        chunk
    }

    /// "워싱턴 회동": where something is held says nothing of who takes part.
    fn at_home(&self, parties: &mut Vec<Party>) {
        let place = |party: &Party| matches!(party.sort, Sort::Capital | Sort::Seat);
        if parties.len() == 1 && parties.iter().all(place) {
            parties.clear();
        }
    }

    /// Whether a phrase is of what a state makes: 쿠바산 와인.
    fn made(&self, open: &[usize]) -> bool {
        let tail = |at: &usize| self.words[*at].text.get(self.words[*at].named..).unwrap_or("");
        open.iter().any(|at| self.words[*at].named > 0 && matches!(tail(at), "산" | "제"))
    }

    /// Whether a phrase names a person or has a title in it: "대학생 웜비어가".
    fn somebody(&self, open: &[usize]) -> bool {
        open.iter().any(|&at| {
            let word = &self.words[at];
            let titled = || self.lexicon.heads.title(word.text.get(word.named..).unwrap_or(""));
            self.named(word).iter().any(|name| name.sort == Sort::Person) || titled().is_some()
        })
    }

    /// The rank that a title within a phrase gives: "루비오 미 국무장관 일행".
    fn titled(&self, open: &[usize]) -> Option<Rank> {
        open.iter().rev().find_map(|&at| {
            let word = &self.words[at];
            self.lexicon.heads.title(word.text.get(word.named..)?).flatten()
        })
    }

    /// "우리 군" is South Korea's, and so is "정부" where a text has spoken of no state but others
    /// along with it.
    fn home(&self, open: &[usize], head: Option<Head>) -> Vec<Party> {
        let ours = open.iter().any(|&at| self.words[at].text == "우리");
        let named = |&at: &usize| self.words[at].names.0 < self.words[at].names.1;
        let Ok(actor) = Actor::parse("KOR") else { return Vec::new() };
        // "일본의 합참의장": whose it is stands before it.
        let owned = open[0]
            .checked_sub(1)
            .is_some_and(|at| self.words[at].text.ends_with('의') && self.words[at].named > 0);
        let own = head == Some(Head::Home) && !owned && !open.iter().any(named) && {
            let before = self.scene.cast.actors();
            before.is_empty() || before.contains(&actor)
        };
        if !(ours || own) {
            return Vec::new();
        }
        let name = self.words[open[0]].span;
        vec![Party { actor, rank: None, name, sort: Sort::State }]
    }

    /// 그는 is who acted in the sentence before; 그와, 그를 whoever in it is not of those named here.
    fn referred(&self, at: usize, role: Role) -> Vec<Party> {
        let before = || self.scene.cast.before().iter().filter(|who| who.actors.len() == 1);
        let named = before().any(|who| who.sort == Sort::Person);
        let people = || before().filter(|who| !named || who.sort == Sort::Person);
        let here = &self.names[..self.words[at].names.0];
        let named = |actor: Actor| here.iter().any(|name| name.actors.contains(&actor));
        let found = if matches!(role, Role::Subject | Role::Topic) {
            people().next()
        } else {
            people().find(|who| who.actor().is_some_and(|actor| !named(actor)))
        };
        // "룰라 대통령이 비난하자 이스라엘은 그를 …"
        if found.is_none() && !matches!(role, Role::Subject | Role::Topic) {
            return here
                .iter()
                .find(|name| name.sort == Sort::Person)
                .map_or_else(Vec::new, parties_of);
        }
        let name = self.words[at].span;
        let party = |actor| Party { actor, rank: None, name, sort: Sort::Person };
        let found = found.and_then(|who| Some(Party { rank: who.rank, ..party(who.actor()?) }));
        found.into_iter().collect()
    }

    /// For how many of those spoken of before a phrase stands: 양국, 두 정상, 세 나라.
    fn spoken(&self, open: &[usize], head: &str) -> usize {
        if matches!(head, "양국" | "양측" | "쌍방" | "두나라" | "양" | "양자" | "이들")
            || head.ends_with("양국")
        {
            return 2;
        }
        let before = open.len().checked_sub(2).map(|at| self.words[open[at]].text.as_str());
        match before {
            Some("두" | "양" | "양국" | "양측") if SHARED.contains(&head) => 2,
            Some("세") if SHARED.contains(&head) => 3,
            _ => 0,
        }
    }

    /// Whom the names of a phrase stand for: the last one, unless several stand side by side.
    fn parties(&self, open: &[usize]) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        let mut listed = false;
        for &at in open {
            let word = &self.words[at];
            for (order, name) in self.named(word).iter().enumerate() {
                if name.sort == Sort::Place || self.aside(name, at) {
                    continue;
                }
                let here = parties_of(name);
                let same = found.iter().any(|known| here.iter().any(|p| p.actor == known.actor));
                if same {
                    let rank = name.rank;
                    found.iter_mut().for_each(|party| party.rank = party.rank.or(rank));
                    continue;
                }
                // "칠레 대통령실": a body without a name of its own is whose it stands behind.
                let text = self.scene.text.get(name.span.0..name.span.1).unwrap_or("");
                if !found.is_empty() && !listed && self.lexicon.heads.title(text).is_some() {
                    continue;
                }
                if !listed && order == 0 {
                    found.clear();
                }
                found.extend(here);
                listed = order + 1 < self.named(word).len();
            }
            listed = word.comma || (listed && word.text.ends_with('·'));
        }
        found
    }

    /// Whether a name only says where or whose enemy somebody is: 주한, 반미, "중국 주재".
    fn aside(&self, name: &Named, at: usize) -> bool {
        let next = self.words.get(at + 1).map_or("", |word| word.text.as_str());
        let tail = self.scene.text.get(name.span.1..).unwrap_or("");
        matches!(name.prefix, Some('주' | '친' | '반' | '재' | '탈'))
            || tail.starts_with("계 ")
            || ASIDE.iter().any(|word| next.starts_with(word))
    }
}

fn parties_of(name: &Named) -> Vec<Party> {
    let party = |&actor| Party { actor, rank: name.rank, name: name.span, sort: name.sort };
    name.actors.iter().map(party).collect()
}

/// "이틀째", "100일째": whether a word tells for how long.
fn lasting(word: &str) -> bool {
    let Some(length) = word.strip_suffix('째') else { return false };
    let days = ["이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘", "보름"];
    days.contains(&length)
        || length.starts_with(|letter: char| letter.is_ascii_digit())
            && length.ends_with(['일', '주', '월', '년', '간'])
}

/// "결정에 따라": whether a word is somebody's order.
fn ordered(word: &str) -> bool {
    ["결정에", "명령에", "지시에", "조치에", "통보에", "요구에"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// Whether a noun is one of something held in a place: a meeting, talks, a drill.
fn held(hit: &Hit<'_>) -> bool {
    let code = hit.frames.iter().find_map(Frame::code);
    code.is_some_and(|code| matches!(code.code, "040" | "046" | "057" | "062"))
}

/// "외교관 세 명", "무인기 12대": a phrase that ends in a count.
fn count_word(head: &str) -> bool {
    ["명", "여명", "대", "척", "곳", "개", "발", "기", "인"].iter().any(|count| {
        head == *count || (head.ends_with(count) && head.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// "시진핑, 김정은에 친서": who opens a headline is not on a par with what follows.
fn headline(before: &Chunk<'_>, chunk: &Chunk<'_>) -> bool {
    before.role == Role::Bare
        && before.comma
        && matches!(
            chunk.role,
            Role::Dative | Role::With | Role::Object | Role::About | Role::Toward
        )
}

/// Whether two phrases are on a par: "중국과 러시아 해군은", "미국, 일본이".
fn joins(before: &Chunk<'_>, chunk: &Chunk<'_>, subject: bool) -> bool {
    let listed = before.role == Role::Bare && before.comma && before.person;
    let with = before.role == Role::With && !before.comma;
    if chunk.role == Role::Place || !(chunk.person || chunk.role == Role::Owner) {
        return false;
    }
    match chunk.role {
        Role::Owner if subject => false,
        Role::Bare => (listed || with) && chunk.comma,
        Role::Topic if listed => before.parties.len() > 1 || !before.comma,
        _ => (listed || with) && before.hit.is_none(),
    }
}

impl<'l> Item<'l> {
    pub(crate) fn chunk(&self) -> Option<&Chunk<'l>> {
        match self {
            Item::Chunk(chunk) => Some(chunk),
            Item::Pred(_) => None,
        }
    }
}

impl Chunk<'_> {
    pub(crate) fn actors(&self) -> impl Iterator<Item = Actor> + '_ {
        self.parties.iter().map(|party| party.actor)
    }
}

impl Pred<'_> {
    /// Whether it only describes a noun.
    pub(crate) fn adnominal(&self) -> bool {
        matches!(self.form.link, Link::Adnominal | Link::Content)
    }

    /// Whether what it says is said, decided or intended by the verb after it.
    pub(crate) fn governed(&self) -> bool {
        matches!(self.form.link, Link::Quote | Link::Decide | Link::Intend)
    }
}
