//! The forms of Korean verbs: how a stem is written, and what the ending after it says.

/// What an ending does to its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// It ends the sentence.
    Final,
    /// Another clause follows, on a par: 하고, 하며, 해.
    Join,
    /// It is a condition: 하면.
    If,
    /// It is what somebody says: 한다고, 하라고, 하자고.
    Quote,
    /// It is what a noun says: 한다는, 하라는, 하자는.
    Content,
    /// It describes the noun after it: 한, 하는, 할.
    Adnominal,
    /// It makes a noun: 하기, 함.
    Noun,
    /// It is decided: 하기로.
    Decide,
    /// It is intended: 하려, 하고자, 하러, 하도록.
    Intend,
    /// It is negated by the word after it: 하지 않다.
    Neg,
}

/// How an ending looks at its deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Past,
    Present,
    Future,
    /// 하라, 하도록
    Order,
    /// 하자
    Let,
    /// 해야
    Must,
    /// 할 수, 할지
    Open,
}

/// What an ending says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub link: Link,
    pub tone: Tone,
}

/// What a stem is joined with, as its last syllable shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    Plain,
    /// 한
    N,
    /// 할
    L,
    /// 해
    A,
    /// 했
    Past,
    /// 함
    M,
    /// 합니다
    B,
}

/// Whether a noun's verb is active (하다), passive (되다, 받다, 당하다) or causative (시키다).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Active,
    Passive,
}

const FIRST: u32 = 0xac00;
const LAST: u32 = 0xd7a3;

/// The vowel and the final consonant of a syllable, by their places in Unicode's tables.
fn parts(letter: char) -> Option<(u32, u32)> {
    let code = u32::from(letter);
    (FIRST..=LAST).contains(&code).then(|| {
        let index = code - FIRST;
        (index / 28 % 21, index % 28)
    })
}

/// Whether a syllable has a final consonant.
pub(crate) fn closed(letter: char) -> bool {
    parts(letter).is_some_and(|(_, coda)| coda != 0)
}

/// Whether a syllable may end a verb before another that it makes one with: 쏘아, 실어, 보내.
pub(crate) fn melted(letter: char) -> bool {
    // The vowels of 아, 애, 야, 어, 에, 여, 와, 워 and 왜.
    parts(letter)
        .is_some_and(|(vowel, coda)| coda == 0 && matches!(vowel, 0 | 1 | 4 | 5 | 6 | 9 | 10 | 14))
}

/// Whether a syllable ends in ㅆ.
fn past(letter: char) -> bool {
    parts(letter).is_some_and(|(_, coda)| coda == 20)
}

/// Whether a syllable ends in ㄴ.
fn nasal(letter: char) -> bool {
    parts(letter).is_some_and(|(_, coda)| coda == 4)
}

fn rebuilt(letter: char, vowel: u32, coda: u32) -> char {
    let index = u32::from(letter).saturating_sub(FIRST);
    char::from_u32(FIRST + (index / 588 * 21 + vowel) * 28 + coda).unwrap_or(letter)
}

/// Every way in which a stem is written, with what it is joined with.
pub(crate) fn written(stem: &str) -> Vec<(String, Joint)> {
    let Some(last) = stem.chars().next_back() else { return Vec::new() };
    let Some((vowel, coda)) = parts(last) else { return Vec::new() };
    let head = &stem[..stem.len() - last.len_utf8()];
    let with = |vowel, coda| format!("{head}{}", rebuilt(last, vowel, coda));
    let mut found = vec![(stem.to_owned(), Joint::Plain)];
    match (stem, coda) {
        ("돕", _) => {
            for (form, joint) in [("도와", Joint::A), ("도왔", Joint::Past), ("도운", Joint::N)]
            {
                found.push((form.to_owned(), joint));
            }
            found.push(("도울".to_owned(), Joint::L));
        }
        // "물은", "물을" and "실은" are other words.
        ("묻" | "싣", _) => {
            let open = with(vowel, 8);
            found.push((format!("{open}어"), Joint::A));
            found.push((format!("{open}었"), Joint::Past));
        }
        ("놓", _) => {
            found.push(("놔".to_owned(), Joint::A));
            found.push(("놨".to_owned(), Joint::Past));
        }
        ("긋" | "잇" | "붓" | "퍼붓" | "쏟아붓" | "매듭짓" | "마무리짓", _) => {
            let open = with(vowel, 0);
            found.push((format!("{open}어"), Joint::A));
            found.push((format!("{open}었"), Joint::Past));
            found.push((format!("{open}은"), Joint::N));
            found.push((format!("{open}을"), Joint::L));
        }
        (_, 8) => {
            found.push((with(vowel, 0), Joint::Plain));
            found.push((with(vowel, 4), Joint::N));
            found.push((stem.to_owned(), Joint::L));
        }
        (_, 0) => open_stem(head, last, vowel, &mut found),
        _ => {}
    }
    found
}

fn open_stem(head: &str, last: char, vowel: u32, found: &mut Vec<(String, Joint)>) {
    let with = |vowel, coda| format!("{head}{}", rebuilt(last, vowel, coda));
    let codas = [(4, Joint::N), (8, Joint::L), (16, Joint::M), (17, Joint::B)];
    found.extend(codas.into_iter().map(|(coda, joint)| (with(vowel, coda), joint)));
    if last == '르' && !matches!(head, "치" | "따" | "들" | "이") {
        return doubled(head, found);
    }
    // The vowel with which 아 or 어 melts into one syllable.
    let melted = match (last, vowel) {
        ('하', _) => 1,
        (_, 0 | 1 | 4 | 5 | 6) => vowel,
        (_, 8) => 9,
        (_, 13) => 14,
        (_, 20) => 6,
        (_, 11) => 10,
        (_, 18) if bright(head) => 0,
        (_, 18) => 4,
        _ => return,
    };
    if melted != vowel {
        found.push((with(melted, 0), Joint::A));
    }
    found.push((with(melted, 20), Joint::Past));
}

/// Whether the vowel before 으 is one after which it becomes 아: 모으, 잠그.
fn bright(head: &str) -> bool {
    head.chars().next_back().and_then(parts).is_some_and(|(vowel, _)| matches!(vowel, 0 | 8))
}

/// 오르: 올라, 올랐.
fn doubled(head: &str, found: &mut Vec<(String, Joint)>) {
    let Some(before) = head.chars().next_back() else { return };
    let Some((vowel, _)) = parts(before) else { return };
    let start = &head[..head.len() - before.len_utf8()];
    let closed = rebuilt(before, vowel, 8);
    let bright = matches!(vowel, 0 | 8);
    let (a, past) = if bright { ('라', '랐') } else { ('러', '렀') };
    found.push((format!("{start}{closed}{a}"), Joint::A));
    found.push((format!("{start}{closed}{past}"), Joint::Past));
}

type Row = (&'static str, Link, Tone);

const AFTER_PAST: &[Row] = &[
    ("다는", Link::Content, Tone::Past),
    ("다던", Link::Content, Tone::Past),
    ("다면서", Link::Quote, Tone::Past),
    ("다면", Link::If, Tone::Past),
    ("다며", Link::Quote, Tone::Past),
    ("다고", Link::Quote, Tone::Past),
    ("다", Link::Final, Tone::Past),
    ("던", Link::Adnominal, Tone::Past),
    ("을", Link::Adnominal, Tone::Open),
    ("으면", Link::If, Tone::Past),
    ("음", Link::Noun, Tone::Past),
    ("기", Link::Noun, Tone::Past),
    ("습니다", Link::Final, Tone::Past),
];

const AFTER_N: &[Row] = &[
    ("다는", Link::Content, Tone::Present),
    ("다면서", Link::Quote, Tone::Present),
    ("다면", Link::If, Tone::Present),
    ("다며", Link::Quote, Tone::Present),
    ("다고", Link::Quote, Tone::Present),
    ("다", Link::Final, Tone::Present),
    ("데", Link::Join, Tone::Past),
];

const AFTER_A: &[Row] = &[
    ("야", Link::Join, Tone::Must),
    ("달라고", Link::Quote, Tone::Order),
    ("달라는", Link::Content, Tone::Order),
    ("줄", Link::Adnominal, Tone::Future),
    ("온", Link::Adnominal, Tone::Past),
    ("왔다", Link::Final, Tone::Past),
    ("준", Link::Adnominal, Tone::Past),
    ("지", Link::Join, Tone::Past),
    ("졌", Link::Join, Tone::Past),
];

const AFTER_PLAIN: &[Row] = &[
    ("겠다는", Link::Content, Tone::Future),
    ("겠다고", Link::Quote, Tone::Future),
    ("겠다면", Link::If, Tone::Future),
    ("겠다며", Link::Quote, Tone::Future),
    ("겠", Link::Final, Tone::Future),
    ("라고", Link::Quote, Tone::Order),
    ("라며", Link::Quote, Tone::Order),
    ("라는", Link::Content, Tone::Order),
    ("라", Link::Final, Tone::Order),
    ("자마자", Link::Join, Tone::Past),
    ("자고", Link::Quote, Tone::Let),
    ("자며", Link::Quote, Tone::Let),
    ("자는", Link::Content, Tone::Let),
    ("자", Link::Join, Tone::Past),
    ("면서", Link::Join, Tone::Past),
    ("면", Link::If, Tone::Present),
    ("려는", Link::Adnominal, Tone::Future),
    ("려던", Link::Adnominal, Tone::Open),
    ("려", Link::Intend, Tone::Future),
    ("고자", Link::Intend, Tone::Future),
    ("러", Link::Intend, Tone::Past),
    ("도록", Link::Intend, Tone::Order),
    ("게", Link::Join, Tone::Past),
    ("기로", Link::Decide, Tone::Future),
    ("기", Link::Noun, Tone::Open),
    ("지", Link::Neg, Tone::Past),
    ("는데", Link::Join, Tone::Past),
    ("는", Link::Adnominal, Tone::Present),
    ("던", Link::Adnominal, Tone::Past),
    ("느냐", Link::Quote, Tone::Open),
    ("고", Link::Join, Tone::Past),
    ("며", Link::Join, Tone::Past),
    ("거나", Link::Join, Tone::Open),
    ("나", Link::Join, Tone::Past),
    ("다고", Link::Quote, Tone::Present),
    ("다며", Link::Quote, Tone::Present),
    ("다면서", Link::Quote, Tone::Present),
    ("다는", Link::Content, Tone::Present),
    ("다면", Link::If, Tone::Present),
    ("다", Link::Final, Tone::Present),
    ("시", Link::Join, Tone::Past),
];

fn row(table: &[Row], tail: &str) -> Option<Form> {
    let &(_, link, tone) = table.iter().find(|(ending, _, _)| tail.starts_with(ending))?;
    Some(Form { link, tone })
}

/// What the ending after a stem says; `None` if it is no ending.
pub(crate) fn ending(joint: Joint, tail: &str) -> Option<Form> {
    let join = Form { link: Link::Join, tone: Tone::Past };
    match joint {
        Joint::Past => row(AFTER_PAST, tail).or_else(|| goes_on(tail).then_some(join)),
        Joint::N if tail.is_empty() => Some(Form { link: Link::Adnominal, tone: Tone::Past }),
        Joint::N => row(AFTER_N, tail),
        Joint::L if tail.is_empty() => Some(Form { link: Link::Adnominal, tone: Tone::Future }),
        Joint::L if tail.starts_with(['지', '까', '수']) => {
            Some(Form { link: Link::If, tone: Tone::Open })
        }
        Joint::L => None,
        Joint::A => row(AFTER_A, tail)
            .or_else(|| (tail.is_empty() || tail.starts_with(['서', '도'])).then_some(join)),
        // "수송함을" is a ship.
        Joint::M => (tail.is_empty() || tail.starts_with("으로"))
            .then_some(Form { link: Link::Noun, tone: Tone::Past }),
        Joint::B => tail.starts_with("니").then_some(Form { link: Link::Final, tone: Tone::Past }),
        Joint::Plain => plain(tail),
    }
}

/// 했고, 했으며, 했지만 …
fn goes_on(tail: &str) -> bool {
    ["고", "으며", "으나", "지만", "는데", "으니", "거나", "어", "자", "느"]
        .iter()
        .any(|ending| tail.starts_with(ending))
}

fn plain(tail: &str) -> Option<Form> {
    if tail.is_empty() {
        return Some(Form { link: Link::Join, tone: Tone::Past });
    }
    if let Some(rest) = tail.strip_prefix(['었', '았', '였']) {
        return ending(Joint::Past, rest);
    }
    if let Some(rest) = tail.strip_prefix("는다") {
        return row(AFTER_N, &format!("다{rest}"));
    }
    for (vowel, joint) in [("은", Joint::N), ("을", Joint::L), ("어", Joint::A), ("아", Joint::A)]
    {
        if let Some(rest) = tail.strip_prefix(vowel) {
            return ending(joint, rest);
        }
    }
    if tail.starts_with("여") {
        return Some(Form { link: Link::Join, tone: Tone::Past });
    }
    row(AFTER_PLAIN, tail.strip_prefix('으').unwrap_or(tail)).or_else(|| {
        // 서, 도, 야 after a stem whose vowel has swallowed 아 or 어.
        tail.starts_with(['서', '도', '야'])
            .then(|| row(AFTER_A, tail))
            .map(|form| form.unwrap_or(Form { link: Link::Join, tone: Tone::Past }))
    })
}

const SUFFIXES: &[(&str, Joint, Voice)] = &[
    ("하", Joint::Plain, Voice::Active),
    ("한", Joint::N, Voice::Active),
    ("할", Joint::L, Voice::Active),
    ("해", Joint::A, Voice::Active),
    ("했", Joint::Past, Voice::Active),
    ("함", Joint::M, Voice::Active),
    ("합", Joint::B, Voice::Active),
    ("시키", Joint::Plain, Voice::Active),
    ("시킨", Joint::N, Voice::Active),
    ("시킬", Joint::L, Voice::Active),
    ("시켜", Joint::A, Voice::Active),
    ("시켰", Joint::Past, Voice::Active),
    ("되", Joint::Plain, Voice::Passive),
    ("된", Joint::N, Voice::Passive),
    ("될", Joint::L, Voice::Passive),
    ("돼", Joint::A, Voice::Passive),
    ("됐", Joint::Past, Voice::Passive),
    ("됨", Joint::M, Voice::Passive),
    ("됩", Joint::B, Voice::Passive),
    ("받", Joint::Plain, Voice::Passive),
    ("당하", Joint::Plain, Voice::Passive),
    ("당한", Joint::N, Voice::Passive),
    ("당할", Joint::L, Voice::Passive),
    ("당해", Joint::A, Voice::Passive),
    ("당했", Joint::Past, Voice::Passive),
    ("드리", Joint::Plain, Voice::Active),
    ("드렸", Joint::Past, Voice::Active),
];

/// What the letters after a noun make of it, if they make it a verb.
pub(crate) fn verbal(tail: &str) -> Option<(Form, Voice)> {
    let &(suffix, joint, voice) =
        SUFFIXES.iter().find(|(suffix, _, _)| tail.starts_with(suffix))?;
    Some((ending(joint, &tail[suffix.len()..])?, voice))
}

const ENDS: &[Row] = &[
    ("다고", Link::Quote, Tone::Past),
    ("다며", Link::Quote, Tone::Past),
    ("다면서", Link::Quote, Tone::Past),
    ("라고", Link::Quote, Tone::Past),
    ("라며", Link::Quote, Tone::Past),
    ("라면서", Link::Quote, Tone::Past),
    ("자고", Link::Quote, Tone::Let),
    ("하고", Link::Join, Tone::Past),
    ("되고", Link::Join, Tone::Past),
    ("으며", Link::Join, Tone::Past),
    ("하며", Link::Join, Tone::Past),
    ("되며", Link::Join, Tone::Past),
    ("면서", Link::Join, Tone::Past),
    ("지만", Link::Join, Tone::Past),
    ("으나", Link::Join, Tone::Past),
    ("는데", Link::Join, Tone::Past),
    ("해서", Link::Join, Tone::Past),
    ("하여", Link::Join, Tone::Past),
    ("하자", Link::Join, Tone::Past),
    ("이며", Link::Join, Tone::Past),
    ("않고", Link::Join, Tone::Past),
];

/// What a word that is in no lexicon says by its ending, if it looks like a verb, given the words
/// before and after it.
pub(crate) fn unknown(word: &str, before: &str, next: &str) -> Option<(Form, Voice)> {
    finite(word).map(|form| (form, Voice::Active)).or_else(|| adnominal(word, before, next))
}

/// What a verb that ends its clause says by its ending.
pub(crate) fn finite(word: &str) -> Option<Form> {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    if last == '다' && (past(before) || nasal(before) || before == '이' || before == '니') {
        return Some(Form { link: Link::Final, tone: Tone::Past });
    }
    let join = Form { link: Link::Join, tone: Tone::Past };
    if last == '고' && past(before) {
        return Some(join);
    }
    let long = letters.next().is_some();
    // "무너지자", "나서자", but not 기자, 당국자, 투자.
    if last == '자'
        && (long || before == '나')
        && matches!(before, '하' | '되' | '지' | '오' | '나' | '서' | '들' | '받')
    {
        return Some(join);
    }
    if long && (last == '해' || last == '돼') && !HAE_NOUNS.iter().any(|noun| word.ends_with(noun))
    {
        return Some(join);
    }
    let &(_, link, tone) =
        ENDS.iter().find(|(end, _, _)| word.ends_with(end) && word.len() > end.len())?;
    Some(Form { link, tone })
}

/// Nouns that end in 해.
const HAE_NOUNS: &[&str] = &[
    "피해",
    "지난해",
    "새해",
    "올해",
    "이해",
    "오해",
    "방해",
    "침해",
    "재해",
    "동해",
    "서해",
    "남해",
    "국해",
    "북해",
    "국해",
    "흑해",
    "홍해",
    "중해",
    "공해",
    "영해",
    "황해",
    "상해",
    "근해",
    "연해",
    "저해",
    "유해",
    "살해",
    "박해",
    "음해",
    "폐해",
    "견해",
    "양해",
];

/// Verbs that describe a noun, by their last letters.
const DESCRIBING: &[(&str, Voice)] = &[
    ("시킨", Voice::Active),
    ("하는", Voice::Active),
    ("하던", Voice::Active),
    ("되는", Voice::Passive),
    ("되던", Voice::Passive),
    ("받은", Voice::Passive),
    ("당한", Voice::Passive),
    ("된", Voice::Passive),
];

/// What stands after a verb that describes it: "끊긴 뒤", "숨진 데".
const AFTER_VERB: &[&str] = &["뒤", "후", "직후", "이후", "데", "채", "가운데", "것", "바", "적"];

/// Words that end like a verb that describes a noun, and stand after an object.
const NO_VERB: &[&str] = &[
    "전면",
    "조만간",
    "당분간",
    "최근",
    "일단",
    "우선",
    "전원",
    "모든",
    "다른",
    "어떤",
    "그런",
    "이런",
    "국빈",
    "년간",
    "일간",
    "개월간",
    "시간",
    "또는",
    "혹은",
    "단번",
    "이번",
    "매년",
    "한",
    "여러번",
    "공산",
    "본",
    "연간",
    "주간",
    "수천",
    "수만",
    "공안",
    "정전",
    "두번",
];

/// "X를 이끈", "X가 끊긴 뒤", "X가 발부된": a verb that describes a noun.
fn adnominal(word: &str, before: &str, next: &str) -> Option<(Form, Voice)> {
    let past = Form { link: Link::Adnominal, tone: Tone::Past };
    let describing = |&&(end, _): &&(&str, Voice)| word.ends_with(end) && word.len() > end.len();
    if let Some(&(end, voice)) = DESCRIBING.iter().find(describing) {
        let tone = if end.ends_with('는') { Tone::Present } else { Tone::Past };
        return Some((Form { link: Link::Adnominal, tone }, voice));
    }
    let last = word.chars().next_back()?;
    if !nasal(last) || word.starts_with(|c: char| c.is_ascii_digit()) || NO_VERB.contains(&word) {
        return None;
    }
    let after = AFTER_VERB
        .iter()
        .any(|after| next.strip_prefix(after).is_some_and(|rest| rest.chars().count() <= 1));
    let object = before.ends_with(['을', '를']);
    if after || object {
        let tone = if last == '는' { Tone::Present } else { Tone::Past };
        return Some((Form { tone, ..past }, Voice::Active));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stem: &str, word: &str) -> Option<Form> {
        let mut forms = written(stem);
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        forms
            .iter()
            .filter_map(|(form, joint)| ending(*joint, word.strip_prefix(form.as_str())?))
            .next()
    }

    #[test]
    fn a_stem_is_known_in_its_forms() {
        let check = |stem, word, link, tone| {
            assert_eq!(read(stem, word), Some(Form { link, tone }), "{word}");
        };
        check("만나", "만났다", Link::Final, Tone::Past);
        check("만나", "만난", Link::Adnominal, Tone::Past);
        check("쏘", "쐈다고", Link::Quote, Tone::Past);
        check("오르", "올랐다", Link::Final, Tone::Past);
        check("보내", "보낼", Link::Adnominal, Tone::Future);
        check("돕", "돕겠다고", Link::Quote, Tone::Future);
        check("맺", "맺었다", Link::Final, Tone::Past);
        check("맺", "맺자고", Link::Quote, Tone::Let);
        check("열", "여는", Link::Adnominal, Tone::Present);
        check("끊", "끊으면", Link::If, Tone::Present);
        check("받아들이", "받아들였다", Link::Final, Tone::Past);
        check("긋", "그었다", Link::Final, Tone::Past);
        check("놓", "놨다", Link::Final, Tone::Past);
        check("묻", "물었다", Link::Final, Tone::Past);
        check("모으", "모았다", Link::Final, Tone::Past);
        check("걸어잠그", "걸어잠갔다", Link::Final, Tone::Past);
        check("끄", "껐다", Link::Final, Tone::Past);
    }

    #[test]
    fn a_noun_is_made_a_verb() {
        let of = |tail| verbal(tail).map(|(form, voice)| (form.link, form.tone, voice));
        assert_eq!(of("했다"), Some((Link::Final, Tone::Past, Voice::Active)));
        assert_eq!(of("될"), Some((Link::Adnominal, Tone::Future, Voice::Passive)));
        assert_eq!(of("하라고"), Some((Link::Quote, Tone::Order, Voice::Active)));
        assert_eq!(of("당했다"), Some((Link::Final, Tone::Past, Voice::Passive)));
        assert_eq!(of("하기로"), Some((Link::Decide, Tone::Future, Voice::Active)));
        assert_eq!(of("단을"), None);
    }
}
