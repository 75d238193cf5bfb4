//! Whether a clause says that it happened, will happen, is denied or only possible: what the words
//! after a verb make of it (하지 않았다, 할 예정이다, 한 것으로 알려졌다).

use super::verb::{self, Form, Joint, Link, Tone};
use super::words::Word;

/// What the words around a deed make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Fact,
    Planned,
    Denied,
    /// It may, can, should happen: not told.
    Open,
}

/// A verb with the words that belong to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settled {
    pub form: Form,
    pub mood: Mood,
    /// It is believed, not known: 알려졌다.
    pub believed: bool,
    /// It is a claim: 했다는 주장.
    pub claimed: bool,
    /// It is decided: 하기로 했다.
    pub decided: bool,
    /// The last word that belongs to it.
    pub last: usize,
}

impl Settled {
    /// A verb by itself.
    pub(crate) fn of(form: Form) -> Settled {
        Settled { form, mood: Mood::Fact, believed: false, claimed: false, decided: false, last: 0 }
    }
}

/// How many words may follow a verb and belong to it.
const STEPS_MAX: usize = 5;

/// Follows the words after a verb.
pub(crate) fn settle(words: &[Word], at: usize, form: Form) -> Settled {
    let mood = Mood::Fact;
    let mut now = Settled { mood, last: at, ..Settled::of(form) };
    for _ in 0..STEPS_MAX {
        let next = words.get(now.last + 1).map_or("", |word| word.text.as_str());
        let after = words.get(now.last + 2).map_or("", |word| word.text.as_str());
        let rest = words.get(now.last + 1..).unwrap_or_default();
        let moved = match now.form.link {
            _ if next.is_empty() => false,
            Link::Neg => negated(&mut now, next),
            Link::Adnominal => lacking(&mut now, rest) || described(&mut now, next, after),
            Link::Content => content(&mut now, rest),
            Link::Noun => purpose(&mut now, next),
            Link::Join => auxiliary(&mut now, next),
            Link::Decide => decided(&mut now, next, &["했", "한", "하", "결정", "결심", "확정"]),
            Link::Intend => decided(&mut now, next, &["했", "한", "하", "할"]),
            _ => false,
        };
        if !moved {
            break;
        }
    }
    now.mood = toned(&now);
    now
}

fn toned(now: &Settled) -> Mood {
    match (now.mood, now.form.tone) {
        (Mood::Fact, Tone::Future) => Mood::Planned,
        (Mood::Fact, Tone::Open | Tone::Let | Tone::Order | Tone::Must) => Mood::Open,
        (Mood::Fact, _) if matches!(now.form.link, Link::If) => Mood::Open,
        (mood, _) => mood,
    }
}

fn take(now: &mut Settled, words: usize, form: Option<Form>) -> bool {
    now.last += words;
    if let Some(form) = form {
        now.form = form;
    }
    true
}

fn plain(link: Link, tone: Tone) -> Option<Form> {
    Some(Form { link, tone })
}

/// 하지 않았다, 하지 못했다, 하지 말라고.
fn negated(now: &mut Settled, next: &str) -> bool {
    let form = if let Some(tail) = next.strip_prefix('않') {
        verb::ending(Joint::Plain, tail)
    } else if let Some(tail) = next.strip_prefix('못') {
        verb::verbal(tail).map(|(form, _)| form)
    } else if let Some(tail) = next.strip_prefix('말') {
        verb::ending(Joint::Plain, tail)
    } else {
        return false;
    };
    let order = form.is_some_and(|form| matches!(form.tone, Tone::Order | Tone::Let | Tone::Must));
    if !order {
        now.mood = Mood::Denied;
    }
    take(now, 1, form.or(plain(Link::Join, Tone::Past)))
}

/// What is said not to be there of a deed: 한 적이 없다, 할 계획이 없다.
const LACKED: &[&str] = &[
    "적", "일", "바", "사실", "기억", "전례", "예", "계획", "예정", "방침", "구상", "일정", "의도",
    "의사", "의향", "용의", "의지", "생각", "뜻", "마음", "이유", "까닭", "명분", "권한", "여력",
    "형편", "처지",
];

/// Words that may stand before 없다: 적이 한 번도 없다.
const NEVER: &[&str] = &[
    "전혀",
    "결코",
    "절대",
    "한",
    "단",
    "번도",
    "차례도",
    "한번도",
    "현재",
    "현재로선",
    "현재로서는",
    "지금은",
    "지금까지",
    "당장은",
    "당분간",
    "아직",
    "아무런",
    "더는",
];

/// 한 적이 없다, 할 계획은 전혀 없다고, 한 것이 아니라고: what was not done, nor will be.
fn lacking(now: &mut Settled, rest: &[Word]) -> bool {
    let Some((noun, after)) = rest.split_first() else { return false };
    let never = after.iter().take_while(|word| NEVER.contains(&word.text.as_str())).count();
    let Some(last) = after.get(never).filter(|_| never <= 3) else { return false };
    let without = |noun: &str| {
        let bare = ["이", "가", "은", "는", "도", "조차", ""];
        let bare = bare.iter().filter_map(|particle| noun.strip_suffix(particle));
        { bare }.any(|noun| LACKED.contains(&noun))
    };
    let thing = matches!(noun.text.as_str(), "것이" | "것은" | "게" | "건");
    let tail = match () {
        () if thing => last.text.strip_prefix("아니"),
        () if without(&noun.text) => last.text.strip_prefix('없'),
        () => None,
    };
    let Some(form) = tail.and_then(|tail| verb::ending(Joint::Plain, tail)) else { return false };
    now.mood = Mood::Denied;
    take(now, never + 2, Some(Form { tone: Tone::Present, ..form }))
}

const PLANS: &[&str] =
    &["예정", "계획", "방침", "전망", "작정", "참이", "태세", "준비", "구상", "일정"];
const WILLS: &[&str] = &["뜻", "의향", "의사", "입장", "생각", "용의", "의지"];
const POSSIBLE: &[&str] = &[
    "가능성",
    "우려",
    "필요",
    "위험",
    "리가",
    "만한",
    "지도",
    "뻔",
    "공산",
    "여지",
    "조짐",
    "움직임",
];
const AFTER: &[&str] = &[
    "뒤",
    "후",
    "직후",
    "이후",
    "다음",
    "가운데",
    "상황",
    "적이",
    "채",
    "이래",
    "바",
    "만큼",
    "끝에",
    "때",
    "시점",
    "사이",
    "동안",
];
const HEARSAY: &[&str] = &[
    "알려", "전해", "보", "추정", "파악", "관측", "전망", "예상", "나타", "드러", "분석", "여겨",
    "추측", "판단", "의심", "추산", "간주",
];

/// 한 것으로, 할 예정이다, 할 수, 한 뒤.
fn described(now: &mut Settled, next: &str, after: &str) -> bool {
    let starts = |words: &[&'static str]| -> Option<&'static str> {
        words.iter().find(|word| next.starts_with(**word)).copied()
    };
    if let Some(plan) = starts(PLANS) {
        now.mood = Mood::Planned;
        return take(now, 1, copula(&next[plan.len()..]));
    }
    if let Some(will) = starts(WILLS)
        && matches!(now.form.tone, Tone::Future | Tone::Present)
    {
        now.mood = if after.starts_with('없') { Mood::Denied } else { Mood::Planned };
        return take(now, 1, copula(&next[will.len()..]));
    }
    if next.starts_with("것") || next.starts_with("거") {
        return thing(now, &next["것".len()..], after);
    }
    if matches!(next, "데" | "데에" | "데도") {
        let about = ["대해", "대한", "대하", "관해", "관련", "반발", "항의", "유감", "맞서"];
        let about = about.iter().any(|word| after.starts_with(word));
        let link = if about { Link::Quote } else { Link::Join };
        let postposition = about && after.starts_with(['대', '관']);
        return take(now, if postposition { 2 } else { 1 }, plain(link, Tone::Past));
    }
    if next.starts_with("경우") {
        return take(now, 1, plain(Link::If, Tone::Present));
    }
    if matches!(now.form.tone, Tone::Future | Tone::Open | Tone::Present) {
        if next.starts_with('수') && next.chars().count() <= 2 {
            now.mood = if after.starts_with('없') { Mood::Denied } else { Mood::Open };
            let form = after.strip_prefix(['있', '없']).and_then(|t| verb::ending(Joint::Plain, t));
            return take(
                now,
                if form.is_some() { 2 } else { 1 },
                form.or(plain(Link::Join, Tone::Past)),
            );
        }
        if starts(POSSIBLE).is_some() {
            now.mood = Mood::Open;
            return take(now, 1, plain(Link::Join, Tone::Past));
        }
    }
    if starts(AFTER).is_some() && next.chars().count() <= 4 {
        return take(now, 1, plain(Link::Join, Tone::Past));
    }
    false
}

/// 것으로 알려졌다, 것이라고, 것을 요구했다.
fn thing(now: &mut Settled, rest: &str, after: &str) -> bool {
    if rest.starts_with("으로") || rest.starts_with('로') {
        if HEARSAY.iter().any(|word| after.starts_with(word)) {
            now.believed = true;
            let form = verb::finite(after).or(plain(Link::Final, Tone::Past));
            if now.form.tone == Tone::Future {
                now.mood = Mood::Planned;
            }
            return take(now, 2, form);
        }
        return take(now, 1, plain(Link::Join, now.form.tone));
    }
    let ordered =
        ["요구", "촉구", "요청", "주문", "제안", "권고", "당부", "호소", "지시", "명령", "종용"]
            .iter()
            .any(|word| after.starts_with(word));
    if ordered {
        return take(now, 1, plain(Link::Quote, Tone::Order));
    }
    let vowed = ["다짐", "약속", "결의", "맹세", "공언", "합의", "동의", "경고", "위협", "선언"]
        .iter()
        .any(|word| after.starts_with(word));
    if vowed {
        return take(now, 1, plain(Link::Quote, now.form.tone));
    }
    if matches!(rest, "에" | "에도" | "과") {
        let about = ["대해", "대한", "대하", "관해"].iter().any(|word| after.starts_with(word));
        return take(now, if about { 2 } else { 1 }, plain(Link::Quote, now.form.tone));
    }
    if rest.starts_with(['을', '은']) && !rest.starts_with("이라") {
        return take(now, 1, plain(Link::Noun, now.form.tone));
    }
    if now.form.tone == Tone::Future {
        let guessed =
            rest.starts_with("이라는") && GUESSES.iter().any(|word| after.starts_with(word));
        // "하지 않을 것이라고" is not to come.
        if now.mood == Mood::Fact || guessed {
            now.mood = if guessed { Mood::Open } else { Mood::Planned };
        }
    }
    take(now, 1, copula(rest))
}

/// What only guesses at what is to come: "것이라는 전망이 나온다".
const GUESSES: &[&str] =
    &["전망", "관측", "우려", "분석", "예상", "예측", "기대", "추측", "해석", "시각"];

const CLAIMS: &[&str] = &[
    "주장", "보도", "소문", "의혹", "설은", "설을", "설이", "관측", "추측", "혐의", "첩보", "비판",
    "비난", "지적", "의심", "루머",
];

/// How what is claimed is called untrue: 사실이 아니다, 터무니없다, 부인했다.
const UNTRUE: &[&str] = &[
    "사실무근",
    "거짓",
    "허위",
    "날조",
    "조작",
    "터무니",
    "근거없",
    "사실과",
    "부인",
    "부정",
    "일축",
    "낭설",
    "가짜",
    "오보",
    "왜곡",
    "음해",
    "모략",
    "중상",
    "억측",
];

/// How many words of a claim may stand before what calls it untrue.
const CLAIM_WORDS: usize = 3;

/// Whether what follows a claim calls it untrue: "보도는 전혀 사실이 아니라고".
fn rebutted(after: &[Word]) -> bool {
    let near = after.iter().take(CLAIM_WORDS).enumerate();
    { near }.any(|(at, word)| {
        let next = after.get(at + 1).map_or("", |word| word.text.as_str());
        let untrue = UNTRUE.iter().any(|known| word.text.starts_with(known));
        let baseless = word.text.starts_with("근거") && next.starts_with('없');
        let not = word.text.starts_with("사실이") && next.starts_with("아니");
        untrue || baseless || not
    })
}

/// 했다는 주장, 한다는 방침, 하자는 제안.
fn content(now: &mut Settled, rest: &[Word]) -> bool {
    let Some((next, after)) = rest.split_first() else { return false };
    let next = next.text.as_str();
    let starts = |words: &[&str]| words.iter().any(|word| next.starts_with(word));
    if starts(&["이유", "명목", "구실", "명분"]) {
        now.mood = Mood::Open;
        return take(now, 1, plain(Link::Join, Tone::Past));
    }
    if matches!(next, "데" | "데에") {
        return take(now, 1, plain(Link::Quote, now.form.tone));
    }
    if starts(CLAIMS) {
        now.claimed = true;
        if now.mood == Mood::Fact && rebutted(after) {
            now.mood = Mood::Denied;
        }
        return take(now, 1, plain(Link::Quote, now.form.tone));
    }
    if starts(PLANS) || starts(WILLS) {
        if !matches!(now.form.tone, Tone::Past) {
            now.mood = Mood::Planned;
        }
        return take(now, 1, plain(Link::Quote, now.form.tone));
    }
    if starts(&[
        "점",
        "사실",
        "내용",
        "의견",
        "취지",
        "정보",
        "성명",
        "메시지",
        "입장",
        "담화",
        "발표",
        "서한",
        "편지",
        "통보",
        "통지",
        "경고",
        "결정",
        "공문",
        "발언",
        "행정명령",
        "문서",
        "선언",
        "결의",
    ]) {
        return take(now, 1, plain(Link::Quote, now.form.tone));
    }
    false
}

/// 하기 위해, 하기 전, 하기 시작했다.
fn purpose(now: &mut Settled, next: &str) -> bool {
    let starts = |words: &[&str]| words.iter().any(|word| next.starts_with(word));
    if starts(&["위해", "위한", "위하"]) {
        now.mood = Mood::Open;
        return take(now, 1, plain(Link::Join, Tone::Past));
    }
    if starts(&["시작", "때문", "직전", "전"]) {
        let form = verb::finite(next).or(plain(Link::Join, Tone::Past));
        return take(now, 1, form);
    }
    false
}

/// 하고 있다, 해 왔다, 해야 한다, 해 달라고.
fn auxiliary(now: &mut Settled, next: &str) -> bool {
    if now.form.tone == Tone::Must {
        let form = next.strip_prefix('한').map(|tail| verb::ending(Joint::N, tail));
        let form = form.or_else(|| verb::verbal(next).map(|(form, _)| Some(form))).flatten();
        let Some(form) = form else { return false };
        return take(now, 1, plain(form.link, Tone::Must));
    }
    for stem in ["있", "왔", "갔", "줬", "냈", "뒀", "놨"] {
        if let Some(tail) = next.strip_prefix(stem) {
            let joint = if stem == "있" { Joint::Plain } else { Joint::Past };
            let form = verb::ending(joint, tail);
            return form.is_some() && take(now, 1, form);
        }
    }
    // 해 주지 않다, 해 나가기로, 해 두겠다고.
    for stem in ["주", "나가", "오", "가", "두", "내", "버리", "보"] {
        if let Some(tail) = next.strip_prefix(stem).filter(|tail| !tail.is_empty())
            && let Some(form) = verb::ending(Joint::Plain, tail)
            && matches!(form.link, Link::Neg | Link::Quote | Link::Decide | Link::Content)
        {
            return take(now, 1, Some(form));
        }
    }
    if let Some(tail) = next.strip_prefix("달라") {
        let link = if tail.starts_with('는') { Link::Content } else { Link::Quote };
        return take(now, 1, plain(link, Tone::Order));
    }
    match next {
        "온" | "준" | "간" | "있던" => take(now, 1, plain(Link::Adnominal, Tone::Past)),
        "줄" => take(now, 1, plain(Link::Adnominal, Tone::Future)),
        "싶다" | "싶다고" | "싶다며" => {
            now.mood = Mood::Open;
            let link = if next == "싶다" { Link::Final } else { Link::Quote };
            take(now, 1, plain(link, Tone::Past))
        }
        _ => false,
    }
}

fn decided(now: &mut Settled, next: &str, stems: &[&str]) -> bool {
    if !stems.iter().any(|stem| next.starts_with(stem)) {
        return false;
    }
    let form = verb::verbal(next)
        .or_else(|| next.char_indices().nth(2).and_then(|(at, _)| verb::verbal(&next[at..])))
        .map(|(form, _)| form);
    let Some(form) = form else { return false };
    // "지원하지 않기로 했다" is a decision against it.
    if now.mood != Mood::Denied {
        now.mood = Mood::Planned;
    }
    // "열기로 했던 회의": it has not come to it.
    if form.link == Link::Adnominal && next.ends_with("했던") {
        now.mood = Mood::Open;
    }
    now.decided = now.form.link == Link::Decide && form.tone == Tone::Past;
    take(now, 1, Some(Form { tone: Tone::Past, ..form }))
}

/// "이동 중이다", "방문 예정이라고", "파병 계획이 없다": what follows the noun of a deed that goes on, is
/// to come or is not, and of how many words it is.
pub(crate) fn nominal(rest: &[Word]) -> Option<(Form, Mood, usize)> {
    let mut none = Settled::of(Form { link: Link::Adnominal, tone: Tone::Past });
    let without = rest.first().is_some_and(|next| !next.text.starts_with(['적', '일', '바', '예']));
    if without && lacking(&mut none, rest) {
        return Some((none.form, none.mood, none.last));
    }
    let (form, mood) = goes_on(&rest.first()?.text)?;
    Some((form, mood, 1))
}

fn goes_on(next: &str) -> Option<(Form, Mood)> {
    if let Some(rest) = next.strip_prefix('중')
        && (rest.is_empty()
            || ["이", "인", "에", "임", "."].iter().any(|end| rest.starts_with(end)))
    {
        let form = copula(rest)?;
        return Some((Form { tone: Tone::Present, ..form }, Mood::Fact));
    }
    let plan = ["예정", "계획", "방침"].into_iter().find(|plan| next.starts_with(plan))?;
    let rest = &next[plan.len()..];
    let ends =
        ["이", "임", "인"].iter().any(|end| rest.starts_with(end)) && !rest.starts_with("이 ");
    // "방한 예정이던" came to nothing, or is not known to have.
    let past = ["이던", "이었"].iter().any(|end| rest.starts_with(end));
    let mood = if past { Mood::Open } else { Mood::Planned };
    ends.then(|| copula(rest)).flatten().map(|form| (form, mood))
}

/// What follows a noun that says how a deed stands: 예정이다, 계획이라고, 방침을.
fn copula(rest: &str) -> Option<Form> {
    let rest = rest.strip_prefix(['이', '임']).unwrap_or(rest);
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    let (link, tone) = if starts(&["라고", "라며", "라면서", "라는", "란", "을", "를"])
    {
        (Link::Quote, Tone::Future)
    } else if starts(&["며", "고", "지만", "나", "으로", "로", "어서"]) {
        (Link::Join, Tone::Past)
    } else if starts(&["던", "었던"]) || rest == "인" {
        (Link::Adnominal, Tone::Past)
    } else {
        (Link::Final, Tone::Past)
    };
    Some(Form { link, tone })
}
