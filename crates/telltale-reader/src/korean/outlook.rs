//! What a Korean sentence says of the time to come: conditions, expectations, dates to wait for.
//!
//! It is read off endings and particles, word by word: 하면, 할 경우, 할 때에만; 할 것으로 전망한다;
//! 내년 3월 연합훈련.

use telltale_observation::{Actor, Channel, Kind, Modality, Period};

use crate::english::ahead;
use crate::outlook::words::{AWAITED_KO, about, direction, speaks_of_figures};
use crate::outlook::{Coming, Condition, Expectation, Outlook};
use crate::reader::Scene;
use crate::sighting::{Sighting, Span};
use crate::time::{self, Open, Time};

/// A word between spaces, with the marks around it left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'t> {
    pub(crate) span: Span,
    pub(crate) text: &'t str,
    /// Whether a comma or a quotation mark stands before it.
    fresh: bool,
}

/// A condition in a sentence: its words, and whether nothing less will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct If {
    last: usize,
    necessary: bool,
    negated: bool,
}

/// Words that end in 면 and are no condition.
const NO_CONDITION: &[&str] = &[
    "측면",
    "반면",
    "화면",
    "장면",
    "표면",
    "국면",
    "이면",
    "전면",
    "정면",
    "지면",
    "도면",
    "평면",
    "서면",
    "방면",
    "당면",
    "대면",
    "외면",
    "수면",
    "라면",
    "냉면",
    "그러면",
    "아니면",
    "어쩌면",
    "왜냐하면",
    "따르면",
    "의하면",
    "비하면",
    "보면",
    "하자면",
    "예컨대",
    "단면",
    "직면",
    "쌀라면",
    "해수면",
    "내면",
    "사면",
    "가면",
    "밑면",
    "옆면",
    "뒷면",
    "앞면",
];

pub(crate) fn words<'t>(scene: &Scene<'t>) -> Vec<Word<'t>> {
    let text = scene.text;
    let mut found: Vec<Word<'t>> = Vec::new();
    let mut fresh = true;
    let mut at = scene.span.0;
    for piece in text[scene.span.0..scene.span.1].split_inclusive(char::is_whitespace) {
        let start = at;
        at += piece.len();
        let mark = |letter: char| {
            letter.is_whitespace()
                || matches!(letter, ',' | '"' | '“' | '”' | '‘' | '’' | '\'' | '.' | '(' | ')')
        };
        let bare = piece.trim_matches(mark);
        if bare.is_empty() {
            continue;
        }
        let lead = piece.len() - piece.trim_start_matches(mark).len();
        fresh |= piece[..lead].contains(['"', '“', '‘', '\'']);
        let span = (start + lead, start + lead + bare.len());
        found.push(Word { span, text: bare, fresh });
        fresh = piece.trim_end().ends_with(',');
    }
    found
}

/// Whether a stretch of text, or the end of one, holds a condition.
pub(crate) fn is_conditional(text: &str) -> bool {
    let bare = |word| str::trim_matches(word, [',', '"', '“', '”', '‘', '’', '\'', '.', '(', ')']);
    text.split_whitespace().map(bare).any(|word| {
        let ends = word.ends_with('면') && word.chars().count() >= 2;
        let is_none = NO_CONDITION.iter().any(|known| word.ends_with(known));
        ends && !is_none || word.starts_with("경우") || word.starts_with("만약")
    })
}

/// The conditions among words.
fn conditions(words: &[Word<'_>]) -> Vec<If> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |before| words[before].text);
        let condition = |necessary, negated| If { last: at, necessary, negated };
        let text = word.text;
        if text.starts_with("경우") && describes(before) {
            found.push(condition(text.contains("에만") || text.contains("에 한"), false));
        } else if matches!(text, "때만" | "때에만" | "때라야" | "때에야" | "때야") {
            found.push(condition(true, false));
        } else if text.ends_with("없이는") || text.ends_with("않고는") || text.ends_with("않고서는")
        {
            found.push(condition(true, true));
        } else if text == "한" && before.ends_with('는') {
            found.push(condition(false, before == "않는"));
        } else if text.ends_with("야만") || (text.ends_with("야") && enables(words, at)) {
            found.push(condition(true, false));
        } else if text.ends_with('면')
            && text.chars().count() >= 2
            && !NO_CONDITION.iter().any(|known| text.ends_with(known))
        {
            let negated = matches!(text, "않으면" | "않는다면" | "못하면" | "않다면");
            found.push(condition(false, negated));
        }
    }
    found
}

/// Whether a word describes the one after it: 하는, 한, 할.
fn describes(word: &str) -> bool {
    let Some(last) = word.chars().next_back().filter(|letter| ('가'..='힣').contains(letter))
    else {
        return false;
    };
    // The last consonant is ㄴ or ㄹ.
    matches!((last as u32 - 0xac00) % 28, 4 | 8)
}

/// "…해야 …할 수 있다": what must be, so that something can be. "해야 한다" is a duty.
fn enables(words: &[Word<'_>], at: usize) -> bool {
    let duty = words.get(at + 1).is_some_and(|next| {
        ["한", "할", "하", "했", "합", "된", "될"].iter().any(|stem| next.text.starts_with(stem))
            && next.text.chars().count() <= 4
    });
    let can = words[at + 1..].windows(2).any(|pair| {
        (pair[0].text == "수" && pair[1].text.starts_with('있')) || pair[0].text == "비로소"
    });
    !duty && can && words[at].text.chars().count() >= 2
}

/// Where the clause that ends with a word begins: after a comma, a quotation mark, or a topic that
/// is the main clause's.
pub(crate) fn clause_start(words: &[Word<'_>], last: usize) -> usize {
    let mut first = (0..=last).rev().find(|&at| words[at].fresh).unwrap_or(0);
    let subject = |word: &Word<'_>| word.text.ends_with('이') || word.text.ends_with('가');
    let topic = (first..last).find(|&at| is_topic(words[at].text));
    if let Some(topic) = topic.filter(|&topic| topic < first + 5)
        && words[topic + 1..last].iter().any(subject)
    {
        first = topic + 1;
    }
    first
}

fn is_topic(word: &str) -> bool {
    word.chars().count() >= 2
        && (word.ends_with('은') || word.ends_with('는') || word.ends_with("측은"))
        && !["있는", "없는", "하는", "되는", "라는", "다는", "려는", "않는", "에는", "에서는"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// The last word of what is said: that before the one who says it, if somebody does.
fn quotation_end(words: &[Word<'_>], first: usize) -> usize {
    const QUOTING: &[&str] = &["다고", "라고", "다며", "라며", "다면서", "라면서", "자고", "다는"];
    let quoted =
        (first..words.len()).find(|&at| QUOTING.iter().any(|end| words[at].text.ends_with(end)));
    quoted.unwrap_or(words.len() - 1)
}

/// Marks what hangs on a condition of its sentence: threats, promises and plans after it.
pub(super) fn hang(scene: &Scene<'_>, seen: &mut [Sighting]) {
    if seen.is_empty() {
        return;
    }
    let words = words(scene);
    let Some(first) = conditions(&words).first().map(|condition| words[condition.last].span.1)
    else {
        return;
    };
    for sighting in seen {
        let after = sighting.because.trigger.is_some_and(|trigger| trigger.0 >= first);
        let vowed = matches!(sighting.channel, Channel::Threat | Channel::Promise)
            && sighting.modality == Modality::Happened;
        if after && (vowed || sighting.modality == Modality::Planned) {
            sighting.modality = Modality::Conditional;
        }
    }
}

/// Adds what a sentence says of the time to come.
pub(super) fn read(scene: &Scene<'_>, told: &[Sighting], out: &mut Outlook) {
    let acts =
        scene.mentions.iter().any(|mention| mention.sort.acts() || !mention.actors.is_empty());
    let words = words(scene);
    if words.len() < 3 || words.len() > super::WORDS_MAX {
        return;
    }
    if acts {
        for condition in conditions(&words) {
            put(scene, &words, condition, out);
        }
    }
    expectation(scene, &words, told, out);
    calendar(scene, &words, out);
}

fn put(scene: &Scene<'_>, words: &[Word<'_>], found: If, out: &mut Outlook) {
    let first = clause_start(words, found.last);
    if found.last + 2 > words.len() - 1 && found.last + 1 >= words.len() {
        return;
    }
    let then = found.last + 1;
    let end = quotation_end(words, then);
    let condition = (words[first].span.0, words[found.last].span.1);
    let consequence = (words[then].span.0, words[end].span.1);
    out.conditions.push(Condition {
        condition,
        consequence,
        necessary: found.necessary,
        negated: found.negated,
        of: about(scene, condition),
        then: about(scene, consequence),
        span: scene.span,
    });
}

/// Words that tell an expectation, and whether they leave open whose it is.
fn expecting(word: &str) -> Option<bool> {
    for stem in ["전망", "예상", "예측", "관측", "기대"] {
        let Some(tail) = word.strip_prefix(stem) else { continue };
        return match tail.chars().next() {
            Some('된' | '됐' | '되' | '이' | '도') => Some(true),
            Some('한' | '했' | '하') => Some(false),
            _ => None,
        };
    }
    let saw = ["내다봤", "내다본", "내다보", "점쳤", "점친", "점치"];
    saw.iter().any(|stem| word.starts_with(stem)).then_some(false)
}

fn expectation(scene: &Scene<'_>, words: &[Word<'_>], told: &[Sighting], out: &mut Outlook) {
    let Some((verb, open)) =
        words.iter().enumerate().skip(1).find_map(|(at, w)| Some((at, expecting(w.text)?)))
    else {
        return;
    };
    let last = verb - 1;
    const SAID: &[&str] = &["것으로", "거라고", "다고", "라고", "을", "를", "것이라는", "로"];
    let says = SAID.iter().any(|end| words[last].text.ends_with(end));
    let leads = says || open && describes(words[last].text);
    if !leads {
        return;
    }
    let mut first = (0..last).rev().find(|&at| words[at].fresh).unwrap_or(0);
    let mut who = None;
    let speaker = (0..last.min(6)).find(|&at| {
        is_topic(words[at].text) && !words[at].text.contains(|c: char| c.is_ascii_digit())
    });
    if let (Some(at), false) = (speaker, open) {
        let end = words[at].span.1 - '은'.len_utf8();
        who = Some((words[0].span.0, end));
        first = first.max(at + 1);
    }
    if first > last {
        return;
    }
    let what = (words[first].span.0, words[last].span.1);
    let of = about(scene, what);
    let flow = trade(scene, what, told);
    let own = (of.actors.first().copied(), of.actors.get(1).copied(), None);
    let (actor, target, channel) = flow.unwrap_or(own);
    let (direction, comparison) = direction(scene.text, what).unzip();
    let inside = |time: &&Time| what.0 <= time.span.0 && time.span.1 <= what.1 && time.is_dated();
    let period = scene.times.iter().find(inside).map(|time| ahead(time, scene, channel.is_some()));
    out.expectations.push(Expectation {
        who,
        said: scene.document.published,
        what,
        actor,
        target,
        channel: channel.or(of.channels.first().copied()),
        period: period.and_then(|time| Period::new(time.start, time.end).ok()),
        direction,
        comparison,
        span: scene.span,
    });
}

type Told = (Option<Actor>, Option<Actor>, Option<Channel>);

/// The trade that 수치 is of: that of the last amount between two.
fn trade(scene: &Scene<'_>, what: Span, told: &[Sighting]) -> Option<Told> {
    let of = about(scene, what);
    if !(of.channels.iter().any(|channel| channel.is_trade())
        || speaks_of_figures(scene.text, what))
    {
        return None;
    }
    let flow = told.iter().rev().take(16).find(|seen| {
        let between = [seen.actor, seen.target];
        seen.kind == Kind::Flow
            && seen.channel.is_trade()
            && of.may_be_of(seen.channel)
            && of.actors.iter().all(|actor| between.contains(&Some(*actor)))
    })?;
    Some((flow.actor, flow.target, Some(flow.channel)))
}

/// Words by which a sentence looks ahead.
const AHEAD: &[&str] = &[
    "예정",
    "계획",
    "앞두",
    "앞둔",
    "수 있",
    "전망",
    "겠다",
    "열린다",
    "열릴",
    "방침",
    "할 것",
    "예고",
    "준비",
    "예상",
    "오는",
];

/// How many words may stand between a date and the event that it dates.
const REACH: usize = 7;

fn calendar(scene: &Scene<'_>, words: &[Word<'_>], out: &mut Outlook) {
    let published = scene.document.published;
    let looks_ahead = AHEAD.iter().any(|word| scene.words().contains(word));
    for time in scene.times.iter().filter(|time| time.is_dated()).take(16) {
        let known = time.future_form || time.start > published;
        if !known && (time.open == Open::Nothing || !looks_ahead) {
            continue;
        }
        let time = if known { *time } else { time::resolve_future(time, published) };
        if time.start <= published {
            continue;
        }
        let after = words.iter().position(|word| word.span.1 > time.span.0).unwrap_or(0);
        let Some((at, (noun, channel))) = (after..words.len().min(after + REACH))
            .find_map(|at| Some((at, awaited(words[at].text)?)))
        else {
            continue;
        };
        if is_called_off(words, at) {
            continue;
        }
        let end = words[at].span.0 + noun;
        let from = words.get(after + 1).map_or(end, |word| word.span.0).min(words[at].span.0);
        let from = from.max(time.span.1.min(words[at].span.0));
        let rest = &scene.text[from..end];
        let what = (end - rest.trim_start().len(), end);
        let actors = participants(scene, (words[0].span.0, end), what);
        let period = Period::new(time.start, time.end).ok();
        out.await_event(Coming { what, actors, channel, period, span: scene.span });
    }
}

/// Whether what a word names is called off by one of the next words: 방문을 취소했다, 방문하려던 계획을
/// 접었다.
fn is_called_off(words: &[Word<'_>], at: usize) -> bool {
    const ENDS: &[&str] = &[
        "취소",
        "철회",
        "백지화",
        "무산",
        "불발",
        "보류",
        "연기",
        "순연",
        "미뤘",
        "미뤄",
        "접었",
        "포기",
        "중단",
    ];
    const NEAR: usize = 3;
    let mut next = words.iter().skip(at + 1).take(NEAR).enumerate();
    next.any(|(step, word)| {
        let denied = words.get(at + 2 + step).is_some_and(|next| next.text.starts_with('않'));
        ENDS.iter().any(|end| word.text.starts_with(end)) && !denied
    })
}

/// Who takes part: whom the name of the event names, else the first whom the sentence does.
fn participants(scene: &Scene<'_>, before: Span, what: Span) -> Vec<Actor> {
    let within = |span: Span| about(scene, span).actors;
    let mut found = within(what);
    if found.len() < 2 {
        for actor in within(before) {
            if !found.contains(&actor) {
                found.push(actor);
            }
        }
        found.truncate(2);
    }
    found
}

/// The end of an awaited event's noun within a word, and its channel.
fn awaited(word: &str) -> Option<(usize, Option<Channel>)> {
    AWAITED_KO.iter().find_map(|&(noun, channel)| {
        let at = word.find(noun)?;
        let tail = &word[at + noun.len()..];
        let particle = tail.chars().count() <= 3 && !tail.starts_with(['했', '한']);
        particle.then_some((at + noun.len(), channel))
    })
}
