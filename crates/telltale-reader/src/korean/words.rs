//! The words of a Korean sentence, their particles, and the noun phrases that they make.

use telltale_observation::{Actor, Rank};

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
    /// Both states or sides spoken of before: 양국.
    pub both: bool,
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
    ("까지", Role::Other),
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

/// Nouns that name a person or a body, with the rank that they give.
const TITLES: &[(&str, Option<Rank>)] = &[
    ("부부장", Some(Rank::Official)),
    ("부상", Some(Rank::Official)),
    ("차관보", Some(Rank::Official)),
    ("차관", Some(Rank::Official)),
    ("국장", Some(Rank::Official)),
    ("대변인", Some(Rank::Official)),
    ("부장관", Some(Rank::Official)),
    ("부총리", Some(Rank::Minister)),
    ("부통령", Some(Rank::Leader)),
    ("대통령실", Some(Rank::Official)),
    ("대통령", Some(Rank::Leader)),
    ("국가주석", Some(Rank::Leader)),
    ("주석", Some(Rank::Leader)),
    ("총비서", Some(Rank::Leader)),
    ("총서기", Some(Rank::Leader)),
    ("국무위원장", Some(Rank::Leader)),
    ("총리", Some(Rank::Leader)),
    ("국왕", Some(Rank::Leader)),
    ("술탄", Some(Rank::Leader)),
    ("왕세자", Some(Rank::Leader)),
    ("교황", Some(Rank::Leader)),
    ("에미르", Some(Rank::Leader)),
    ("최고지도자", Some(Rank::Leader)),
    ("지도자", Some(Rank::Leader)),
    ("정상들", Some(Rank::Leader)),
    ("정상", Some(Rank::Leader)),
    ("수반", Some(Rank::Leader)),
    ("장관", Some(Rank::Minister)),
    ("외무상", Some(Rank::Minister)),
    ("국방상", Some(Rank::Minister)),
    ("외상", Some(Rank::Minister)),
    ("방위상", Some(Rank::Minister)),
    ("외교부장", Some(Rank::Minister)),
    ("국방부장", Some(Rank::Minister)),
    ("상무부장", Some(Rank::Minister)),
    ("부장", Some(Rank::Minister)),
    ("의장", Some(Rank::Minister)),
    ("위원장", Some(Rank::Minister)),
    ("서기", Some(Rank::Minister)),
    ("대사관", Some(Rank::Envoy)),
    ("대사", Some(Rank::Envoy)),
    ("특사", Some(Rank::Envoy)),
    ("총영사", Some(Rank::Envoy)),
    ("공사", Some(Rank::Envoy)),
    ("해군", Some(Rank::Military)),
    ("공군", Some(Rank::Military)),
    ("육군", Some(Rank::Military)),
    ("정부군", Some(Rank::Military)),
    ("연합군", Some(Rank::Military)),
    ("국경수비대", Some(Rank::Military)),
    ("수비대", Some(Rank::Military)),
    ("해병대", Some(Rank::Military)),
    ("경비정", Some(Rank::Military)),
    ("경비대", Some(Rank::Military)),
    ("해경", Some(Rank::Military)),
    ("병력", Some(Rank::Military)),
    ("병사", Some(Rank::Military)),
    ("군인", Some(Rank::Military)),
    ("장병", Some(Rank::Military)),
    ("전투기", Some(Rank::Military)),
    ("폭격기", Some(Rank::Military)),
    ("정찰기", Some(Rank::Military)),
    ("무인기", Some(Rank::Military)),
    ("드론", Some(Rank::Military)),
    ("군함", Some(Rank::Military)),
    ("함정", Some(Rank::Military)),
    ("구축함", Some(Rank::Military)),
    ("항공모함", Some(Rank::Military)),
    ("잠수함", Some(Rank::Military)),
    ("사령관", Some(Rank::Military)),
    ("사령부", Some(Rank::Military)),
    ("참모총장", Some(Rank::Military)),
    ("합참의장", Some(Rank::Military)),
    ("합참", Some(Rank::Military)),
    ("군부", Some(Rank::Military)),
    ("군대", Some(Rank::Military)),
    ("군", Some(Rank::Military)),
    ("외교관", Some(Rank::Official)),
    ("당국자", Some(Rank::Official)),
    ("관계자", Some(Rank::Official)),
    ("대표단", Some(Rank::Official)),
    ("사절단", Some(Rank::Official)),
    ("의원", Some(Rank::Official)),
    ("의원단", Some(Rank::Official)),
    ("관리", Some(Rank::Official)),
    ("참사관", Some(Rank::Official)),
    ("보좌관", Some(Rank::Official)),
    ("실장", Some(Rank::Official)),
    ("대표", Some(Rank::Official)),
    ("단장", Some(Rank::Official)),
    ("비서", Some(Rank::Official)),
    ("정부", None),
    ("당국", None),
    ("군정", None),
    ("정권", None),
    ("행정부", None),
    ("내각", None),
    ("외교부", None),
    ("외무부", None),
    ("외무성", None),
    ("국방부", None),
    ("국방성", None),
    ("재무부", None),
    ("상무부", None),
    ("국무부", None),
    ("법무부", None),
    ("내무부", None),
    ("보건부", None),
    ("의회", None),
    ("국회", None),
    ("하원", None),
    ("상원", None),
    ("법원", None),
    ("경찰", None),
    ("측", None),
    ("양국", None),
    ("반군", None),
    ("민병대", None),
    ("회사", None),
    ("기업", None),
    ("업체", None),
    ("은행", None),
    ("선박", None),
    ("유조선", None),
    ("화물선", None),
    ("어선", None),
    ("선원", None),
    ("국민", None),
    ("시민", None),
    ("주민", None),
    ("난민", None),
    ("노동자", None),
    ("근로자", None),
    ("기자", None),
    ("언론", None),
    ("매체", None),
    ("통신", None),
    ("단체", None),
    ("여객기", None),
    ("항공기", None),
    ("미사일", None),
    ("영공", None),
    ("영해", None),
    ("본토", None),
];

/// The rank of a noun's bearer, if it names a person or a body.
fn title(noun: &str) -> Option<Option<Rank>> {
    let noun = noun.strip_suffix("들").unwrap_or(noun);
    let longest = TITLES
        .iter()
        .filter(|(title, _)| noun.ends_with(title))
        .max_by_key(|(title, _)| title.len())?;
    // 군 ends many words (장군, 천군만마); alone it counts, or after a name.
    (longest.0 != "군" || noun == "군").then_some(longest.1)
}

/// Heads of phrases that do not stand for the state that they name.
const NOBODY: &[&str] = &[
    "대표팀",
    "선수",
    "선수단",
    "감독",
    "공격수",
    "수비수",
    "구단",
    "축구",
    "야구",
    "농구",
    "영화",
    "배우",
    "가수",
    "음악",
    "드라마",
    "음식",
    "요리",
    "식당",
    "증시",
    "주가",
    "지수",
    "환율",
    "물가",
    "기온",
    "날씨",
    "태풍",
    "지진",
    "소설",
    "작가",
    "대학",
    "연구팀",
    "교수",
    "유학생",
    "팬",
    "문화",
    "관광지",
    "자동차",
    "시장",
    "경제",
    "여행",
    "여행객",
    "관광객",
    "맛집",
    "커피",
    "와인",
    "역사",
    "소비자",
    "투자자",
    "유가",
    "금리",
    "골목",
    "축제",
    "대회",
    "공연",
    "전시",
    "미술",
    "사람들",
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
            let word = &self.words[at];
            let named = word.names.0 < word.names.1;
            if word.dated && !named {
                at += 1;
                continue;
            }
            let hit = self.hit(at);
            if let Some(next) = self.pred(at, hit, &mut open, &mut items) {
                at = next;
                continue;
            }
            let (role, next) = self.role(at, hit);
            open.push(at);
            if role != Role::Bare || word.comma {
                let chunk = self.chunk(&open, role, hit);
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

    /// Adds a phrase, joined with the one before it where the two are on a par.
    fn close(&self, mut chunk: Chunk<'a>, items: &mut Vec<Item<'a>>) {
        let subject = items.iter().any(|item| {
            matches!(item, Item::Chunk(known) if matches!(known.role, Role::Subject | Role::Topic))
        });
        if let Some(Item::Chunk(before)) = items.last()
            && !before.parties.is_empty()
            && !chunk.parties.is_empty()
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
        let word = &self.words[at];
        let named = word.names.0 < word.names.1;
        let (frames, form, voice, stem) = match hit {
            Some(Hit { frames, used: Use::Verb(form, voice), stem }) => (frames, form, voice, stem),
            Some(_) => return None,
            None if named => return None,
            None => (&[][..], verb::unknown(&word.text)?, Voice::Active, (0, word.text.len())),
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
        let settled = mood::settle(self.words, at, form);
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
            inside,
            trigger,
        }));
        Some(settled.last + 1)
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
            Role::With if starts(&["함께", "더불어", "같이", "나란히", "관련"]) => {
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
            both: matches!(head, "양국" | "양측" | "쌍방" | "두나라" | "나라" | "양")
                || head.ends_with("양국")
                || self.paired(open, head),
        };
        chunk.parties = self.parties(open);
        let tail = last.text.get(last.named..stem).unwrap_or("");
        let bare_name = last.names.0 < last.names.1 && tail.is_empty() && last.named > 0;
        let rank = if bare_name { None } else { title(head) };
        chunk.person = bare_name || rank.is_some() || count_word(head);
        if NOBODY.iter().any(|noun| head.ends_with(noun)) {
            chunk.parties.clear();
        }
        if chunk.parties.is_empty() && rank.is_some() {
            chunk.parties = self.home(open, head);
        }
        let titled = rank.flatten().or_else(|| self.titled(open));
        for party in &mut chunk.parties {
            party.rank = titled.or(party.rank);
        }
        chunk
    }

    /// "두 정상", "양 장관": the two spoken of last.
    fn paired(&self, open: &[usize], head: &str) -> bool {
        const TWO: &[&str] = &["정상", "장관", "지도자", "총리", "대통령", "사람", "외교수장"];
        open.iter().any(|&at| matches!(self.words[at].text.as_str(), "두" | "양"))
            && TWO.iter().any(|noun| head.ends_with(noun))
    }

    /// The rank that a title within a phrase gives: "루비오 미 국무장관 일행".
    fn titled(&self, open: &[usize]) -> Option<Rank> {
        open.iter().rev().find_map(|&at| {
            let word = &self.words[at];
            title(word.text.get(word.named..)?).flatten()
        })
    }

    /// "우리 정부", "우리 군" are South Korea's.
    fn home(&self, open: &[usize], head: &str) -> Vec<Party> {
        const AT_HOME: &[&str] =
            &["정부", "군", "군당국", "대통령실", "통일부", "국방부", "외교부"];
        let ours = open.iter().any(|&at| self.words[at].text == "우리");
        // A text that opens with a government which it does not name has its own in mind.
        let opens = || {
            open.len() == 1
                && self.words[..open[0]].iter().all(|word| word.dated)
                && self.scene.cast.actors().is_empty()
                && AT_HOME.contains(&head)
        };
        if !(ours || opens()) || head.is_empty() {
            return Vec::new();
        }
        let Ok(actor) = Actor::parse("KOR") else { return Vec::new() };
        let name = self.words[open[0]].span;
        vec![Party { actor, rank: None, name, sort: Sort::State }]
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
            || (["주재", "출신", "태생"].iter().any(|word| next.starts_with(word)))
    }
}

fn parties_of(name: &Named) -> Vec<Party> {
    let party = |&actor| Party { actor, rank: name.rank, name: name.span, sort: name.sort };
    name.actors.iter().map(party).collect()
}

/// "외교관 세 명", "무인기 12대": a phrase that ends in a count.
fn count_word(head: &str) -> bool {
    ["명", "여명", "대", "척", "곳", "개", "발", "기", "인"].iter().any(|count| {
        head == *count || (head.ends_with(count) && head.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether two phrases are on a par: "중국과 러시아 해군은", "미국, 일본이".
fn joins(before: &Chunk<'_>, chunk: &Chunk<'_>, subject: bool) -> bool {
    let listed = before.role == Role::Bare && before.comma && before.person;
    let with = before.role == Role::With;
    if chunk.role == Role::Place || !(chunk.person || chunk.role == Role::Owner) {
        return false;
    }
    match chunk.role {
        Role::Owner if subject => false,
        // "한국과 미국, 일본은"
        Role::Bare => (listed || with) && chunk.comma,
        Role::Topic if listed => before.parties.len() > 1 || !before.comma,
        _ => (listed || with) && before.hit.is_none(),
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
