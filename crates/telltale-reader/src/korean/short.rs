//! One syllable that stands for a state: 미 국무장관, 방중, 대북, 주한.

use telltale_observation::{Actor, Rank};

use crate::Mention;
use crate::gazetteer::Sort;
use crate::reader::Scene;
use crate::sighting::Span;

/// A name in a sentence: a mention, or a syllable that stands for a state.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub span: Span,
    pub actors: Vec<Actor>,
    pub rank: Option<Rank>,
    pub sort: Sort,
    /// The syllable before it that says how it is meant: 대, 방, 주, 친, 반, 재, 탈.
    pub prefix: Option<char>,
}

impl Named {
    /// A state that is named by a letter of its own, as a name.
    pub(crate) fn spelt_short(&self) -> Option<Mention> {
        let alone = self.sort == Sort::Short && self.prefix.is_none();
        let (span, actors) = (self.span, self.actors.clone());
        let sort = Sort::State;
        alone.then_some(Mention { span, sort, actors, rank: None, office: "", person: 0 })
    }
}

const SHORTS: &[(char, &str)] = &[
    ('북', "PRK"),
    ('남', "KOR"),
    ('미', "USA"),
    ('중', "CHN"),
    ('러', "RUS"),
    ('일', "JPN"),
    ('영', "GBR"),
    ('독', "DEU"),
    ('불', "FRA"),
    ('프', "FRA"),
    ('한', "KOR"),
    ('美', "USA"),
    ('中', "CHN"),
    ('日', "JPN"),
    ('北', "PRK"),
    ('南', "KOR"),
    ('韓', "KOR"),
    ('英', "GBR"),
    ('佛', "FRA"),
    ('獨', "DEU"),
    ('露', "RUS"),
];

/// Nouns of office, before which one syllable is a state.
const OFFICES: &[&str] = &[
    "국무",
    "외무",
    "외교",
    "국방",
    "재무",
    "상무",
    "대통령",
    "총리",
    "정부",
    "의회",
    "하원",
    "상원",
    "대사",
    "당국",
    "해군",
    "공군",
    "육군",
    "해병",
    "해경",
    "합참",
    "특사",
    "중앙",
    "연방",
    "대표단",
    "고위",
    "장관",
    "외상",
    "국가",
    "언론",
    "법무",
    "부통령",
    "무역대표",
    "관영",
    "주석",
    "사령부",
    "전투기",
    "항모",
    "항공모함",
    "법원",
    "정찰",
    "폭격기",
    "의원",
    "매체",
    "백악관",
    "군 ",
    "측",
    "국토안보",
    "에너지부",
    "농무",
    "정보",
    "해안경비",
    "전략",
    "본토",
    "행정부",
    "정상",
    "내각",
    "이민",
    "출입국",
    "세관",
    "검찰",
    "수사",
    "무역",
    "통상",
];

/// What a headline says of a state of one syllable behind the one that opens it: "日, 러 추가 제재".
const STRUCK: &[&str] = &[
    "추가",
    "제재",
    "공습",
    "공격",
    "침공",
    "위협",
    "규탄",
    "비난",
    "선박",
    "유조선",
    "그림자",
    "드론",
    "무인기",
    "미사일",
    "석유",
    "원유",
    "가스",
    "은행",
    "자산",
    "에너지",
    "관세",
    "반도체",
    "수출",
    "수입",
    "기업",
    "선단",
    "잠수함",
    "군함",
    "함정",
];

/// The names of a sentence, in order.
pub(crate) fn names(scene: &Scene<'_>) -> Vec<Named> {
    let mut found: Vec<Named> = scene
        .mentions
        .iter()
        .map(|mention| Named {
            span: mention.span,
            actors: mention.actors.clone(),
            rank: mention.rank,
            sort: mention.sort,
            prefix: prefix_before(scene.text, mention.span.0),
        })
        .collect();
    let sentence = scene.words();
    let mut previous = "";
    let mut known = 0;
    for word in sentence.split_ascii_whitespace() {
        let start = scene.span.0 + (word.as_ptr() as usize - sentence.as_ptr() as usize);
        let quoted = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let start = start + word.len() - quoted.len();
        while known < scene.mentions.len() && scene.mentions[known].span.1 <= start {
            known += 1;
        }
        let taken =
            |end: usize| scene.mentions.get(known).is_some_and(|mention| mention.span.0 < end);
        let rest = &scene.text[start..scene.span.1];
        if let Some((from, to, actor, prefix)) = short(quoted, rest, previous)
            && !taken(start + to)
        {
            found.push(Named {
                span: (start + from, start + to),
                actors: vec![actor],
                rank: None,
                sort: Sort::Short,
                prefix,
            });
        }
        previous = word;
    }
    found.sort_by_key(|named| named.span);
    found
}

const PREFIXES: &[char] = &['대', '방', '주', '친', '반', '재', '탈'];

fn prefix_before(text: &str, start: usize) -> Option<char> {
    let mut before = text[..start].chars().rev();
    let letter = before.next()?;
    let alone = !before.next().is_some_and(char::is_alphanumeric);
    (alone && PREFIXES.contains(&letter)).then_some(letter)
}

fn state(letter: char) -> Option<Actor> {
    let &(_, code) = SHORTS.iter().find(|(short, _)| *short == letter)?;
    Actor::parse(code).ok()
}

/// The syllable in a word that stands for a state: where in the word, for whom, after what.
fn short(word: &str, rest: &str, previous: &str) -> Option<(usize, usize, Actor, Option<char>)> {
    let mut letters = word.char_indices();
    let (_, first) = letters.next()?;
    let second = letters.next();
    let third = letters.next();
    let length = first.len_utf8();
    if let Some((at, letter)) = second
        && PREFIXES.contains(&first)
        && let Some(actor) = state(letter)
    {
        let end = at + letter.len_utf8();
        let after = rest.get(end..).unwrap_or("");
        return prefixed(first, letter, after).then_some((at, end, actor, Some(first)));
    }
    let actor = state(first)?;
    let hanja = ('\u{4e00}'..='\u{9fff}').contains(&first);
    let after = rest[length..].trim_start();
    let fits = match second {
        // "北, …", "美 국무부", "中외교부".
        _ if hanja => !second.is_some_and(|(_, next)| ('\u{4e00}'..='\u{9fff}').contains(&next)),
        // "북, …" opens a headline.
        Some((_, ',')) => previous.is_empty() && first != '한' && third.is_none(),
        Some(_) => false,
        None => {
            let office = OFFICES.iter().any(|office| after.starts_with(office));
            // 중 is "during" after a noun, 한 is "one".
            let clear = first != '중' || previous.is_empty() || particle_ends(previous);
            let opened = previous.ends_with(',') && !matches!(first, '중' | '한' | '일' | '불');
            let next = after.trim_start_matches(['\'', '"', '‘', '“']);
            let struck = opened && STRUCK.iter().any(|noun| next.starts_with(noun));
            (office && clear && first != '한') || struck
        }
    };
    fits.then_some((0, length, actor, None))
}

fn particle_ends(word: &str) -> bool {
    word.ends_with([
        ',', '은', '는', '이', '가', '을', '를', '에', '의', '과', '와', '서', '로', '일', '해',
        '고',
    ])
}

/// Whether a prefix and a syllable are a state, and no common word of the same letters.
fn prefixed(prefix: char, letter: char, after: &str) -> bool {
    let next = after.trim_start();
    let starts = |words: &[&str]| words.iter().any(|word| next.starts_with(word));
    match (prefix, letter) {
        ('대', '한' | '영' | '독' | '불' | '프') => false,
        ('대', '중') => starts(&[
            "제재",
            "수출",
            "수입",
            "무역",
            "관세",
            "정책",
            "외교",
            "관계",
            "압박",
            "견제",
            "의존",
            "투자",
            "교역",
            "규제",
            "강경",
            "전략",
            "통상",
            "특사",
            "반도체",
            "봉쇄",
            "협상",
        ]),
        ('대', '미' | '일' | '남' | '북' | '러') => !after.starts_with(['를', '을']),
        ('주', '한' | '중' | '일' | '미' | '러' | '영' | '독' | '불' | '북') => {
            starts(&[
                "대사",
                "공사",
                "미국",
                "중국",
                "러시아",
                "일본",
                "한국",
                "북한",
                "총영사",
                "무관",
                "외국",
            ]) || starts(&[
                "영국",
                "프랑스",
                "독일",
                "이란",
                "우크라이나",
                "캐나다",
                "호주",
                "인도",
            ])
        }
        ('주' | '방', '프') => false,
        ('방', '한') => !starts(&["복", "용품", "의류", "화", "대책"]),
        ('방', '일') => !after.starts_with(['반', '하']) || after.starts_with("하"),
        ('재', '미' | '한') => starts(&["동포", "교포", "한인"]),
        ('재', _) => starts(&["동포", "교포", "한인", "조선인"]),
        ('반', '일') => {
            !starts(&["치", "제", "근무"]) && starts(&["감정", "시위", "정책", "불매", "선동"])
        }
        ('반', '영' | '독' | '불' | '프' | '남' | '북') => false,
        ('친', '한' | '영' | '독' | '불' | '프' | '남') => false,
        ('탈', letter) => letter == '북',
        _ => true,
    }
}
