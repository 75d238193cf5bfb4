//! Why a tripwire says what it says, and the smallest that would flip it, in words.

use telltale_measure::tripwire::{Blind, Gauge, Judged, Lasting, Next, Side, State, Truth};
use telltale_observation::{Dimension, Unit};

use super::explain::number;
use crate::brief;
use crate::case::{self, Case};
use crate::evidence::Citation;
use crate::language::{Language, grouped, money, tell, times};
use crate::verdict::reason_words;

/// A judged condition as a brief shows it.
pub(super) fn condition(
    case: &Case,
    declared: &case::Condition,
    judged: &Judged,
    language: Language,
) -> brief::Condition {
    let ids = judged.evidence.iter().copied().map(Citation::Observation);
    let source = judged.source.and_then(|at| case.sources.get(at));
    let source = source.map(|source| Citation::Source(source.name.clone()));
    // A verdict has its evidence in its own place: here stands whose it is.
    let verdict = match (&declared.watched.gauge, declared.watched.of.dyad) {
        (Gauge::Direction(_) | Gauge::Probability(..), dyad) => {
            let partner = dyad.target.filter(|target| *target != case.subject);
            Some(Citation::Case(format!("case/partners/{}", partner.unwrap_or(dyad.actor))))
        }
        _ => None,
    };
    brief::Condition {
        says: language.pick(&declared.says, &declared.says_ko).to_owned(),
        holds: match judged.truth {
            Truth::Holds => Some(true),
            Truth::Not => Some(false),
            Truth::Unknown => None,
        },
        value: judged.value,
        since: judged.since,
        because: found(declared, judged, language),
        next: next(judged, language),
        evidence: ids.chain(source).chain(verdict).collect(),
    }
}

/// What was found of a condition.
fn found(declared: &case::Condition, judged: &Judged, language: Language) -> String {
    let watched = &declared.watched;
    let value = judged.value.map(|value| number(&watched.gauge, value, watched));
    let mut text = match (value, judged.blind, judged.at_least) {
        (Some(value), ..) => tell!(language, "found: {value}", "값: {value}"),
        (None, Some(blind), Some(least)) if blind == Blind::NotCovered => {
            let least = number(&watched.gauge, least, watched);
            let why = blind_words(blind, language);
            tell!(language, "at least {least}: {why}", "최소 {least}: {why}")
        }
        (None, Some(blind), _) => blind_words(blind, language),
        (None, None, _) => match judged.truth {
            Truth::Holds => language.pick("so it is", "그러함").to_owned(),
            _ => language.pick("it is not", "그렇지 않음").to_owned(),
        },
    };
    if let Some((since, figures)) = judged.past_line {
        let since = language.day(since);
        text += &match figures {
            _ if judged.latest.is_some() => tell!(
                language,
                "; past its line since {since}, in figures running: {figures}",
                "; {since}부터 기준을 넘음, 연속 {figures}회"
            ),
            _ => tell!(language, "; past its line since {since}", "; {since}부터 기준을 넘음"),
        };
    }
    text
}

fn blind_words(blind: Blind, language: Language) -> String {
    let (english, korean) = match blind {
        Blind::NotCovered => {
            ("there are days that no source covers", "다루는 출처가 없는 날이 있음")
        }
        Blind::NothingKnown => (
            "no source that covers its days has told of it",
            "날을 빠짐없이 다루는 출처가 전한 적 없음",
        ),
        Blind::Stale => ("the latest figure is too old", "최근 수치가 너무 오래됨"),
        Blind::NoFigure => ("a month that is compared has no figure", "비교할 달의 수치가 없음"),
        Blind::NoRatio => ("there is nothing to compare with", "비교할 대상이 없음"),
        Blind::Estimate(reason) => return reason_words(reason, language),
        Blind::Undecided => ("what is known does not decide it", "알려진 것으로는 결정되지 않음"),
    };
    language.pick(english, korean).to_owned()
}

/// The smallest that would flip a condition, and for how long; empty where there is nothing so simple.
fn next(judged: &Judged, language: Language) -> String {
    let next = once(judged, language);
    if next.is_empty() {
        return next;
    }
    match judged.next_lasts {
        None | Some(Lasting::AtOnce) => next,
        Some(Lasting::Figures(n)) => tell!(
            language,
            "{next}, as the first of {n} figures running",
            "{next}(연속 {n}회 중 첫 수치)"
        ),
        Some(Lasting::Months(n)) => {
            tell!(language, "{next}, if it lasts {n} months", "{next}({n}개월 이어질 때)")
        }
        Some(Lasting::Days(n)) => {
            tell!(language, "{next}, if it lasts {n} days", "{next}({n}일 이어질 때)")
        }
    }
}

/// The smallest that has to happen for it.
fn once(judged: &Judged, language: Language) -> String {
    match judged.next {
        Next::More { count: 1 } => {
            language.pick("one more observation would", "한 건이 더 있으면").to_owned()
        }
        Next::More { count } => {
            tell!(language, "{count} more observations would", "{count}건이 더 있으면")
        }
        Next::Passing { on } => {
            let day = language.day(on);
            tell!(
                language,
                "nothing more until {day}, by a source that covers those days, would",
                "{day}까지의 날을 다루는 출처에 더 없으면"
            )
        }
        Next::Staying { until } => {
            let day = language.day(until);
            tell!(language, "it holds on {day} if nothing changes", "변화가 없으면 {day}에 성립")
        }
        Next::Amount { first, last, beyond, unit } => {
            let months = match first == last {
                true => language.month(first),
                false => format!("{} – {}", language.month(first), language.month(last)),
            };
            let value = amount(beyond.value, unit);
            match beyond.side {
                Side::Above => tell!(
                    language,
                    "more than {value} for {months} would",
                    "{months} 수치가 {value}보다 많으면"
                ),
                Side::Below => tell!(
                    language,
                    "less than {value} for {months} would",
                    "{months} 수치가 {value}보다 적으면"
                ),
            }
        }
        Next::Figure => language
            .pick("the figure that is missing could decide it", "빠진 수치가 나오면 판단 가능")
            .to_owned(),
        Next::Coverage { from, to, days } => {
            let (from, to) = (language.day(from), language.day(to));
            tell!(
                language,
                "a source that covers {days} days between {from} and {to} could decide it",
                "{from}–{to} 사이 {days}일을 다루는 출처가 있으면 판단 가능"
            )
        }
        Next::Unsaid => String::new(),
    }
}

fn amount(value: f64, unit: Option<Unit>) -> String {
    match unit {
        Some(unit) if unit.dimension() == Dimension::Money => money(value, unit.code()),
        Some(unit) => format!("{} {unit}", grouped(value)),
        None => grouped(value),
    }
}

/// Which conditions decide the state.
pub(super) fn because(
    tripwire: &case::Tripwire,
    conditions: &[brief::Condition],
    state: State,
    language: Language,
) -> String {
    let (all, rest) = conditions.split_at(tripwire.all.len());
    let (any, none) = rest.split_at(tripwire.any.len());
    let is = |wanted: Option<bool>| move |one: &&brief::Condition| one.holds == wanted;
    let deciding: Vec<&brief::Condition> = match state {
        State::Raised => all.iter().chain(any.iter().filter(is(Some(true)))).collect(),
        State::Quiet => {
            let unmet = any.iter().all(|one| one.holds == Some(false));
            let any = any.iter().filter(|_| unmet);
            all.iter().filter(is(Some(false))).chain(any).collect()
        }
        State::CannotTell => conditions.iter().filter(is(None)).collect(),
    };
    let against = none.iter().filter(|_| state == State::Quiet).filter(is(Some(true)));
    let said = |list: Vec<&brief::Condition>| -> Option<String> {
        let one = |one: &&brief::Condition| format!("{} ({})", one.says, one.because);
        let said: Vec<String> = list.iter().map(one).collect();
        (!said.is_empty()).then(|| said.join("; "))
    };
    let head = match state {
        State::Raised => language.pick("met", "성립"),
        State::Quiet => language.pick("not met", "불성립"),
        State::CannotTell => language.pick("cannot tell of", "판단 불가"),
    };
    let against = said(against.collect())
        .map(|text| format!("{}: {text}", language.pick("stands against it", "막는 조건")));
    let deciding = said(deciding).map(|text| format!("{head}: {text}"));
    Vec::from_iter(deciding.into_iter().chain(against)).join("; ")
}

/// A record in a sentence.
pub(super) fn record(record: &brief::Record, language: Language) -> String {
    let brief::Record { fired, hits, scored, targets, anecdotal, .. } = record;
    let kind = match anecdotal {
        true => language
            .pick(" (anecdotal: fewer than ten such events)", " (일화 수준: 해당 사건 10건 미만)"),
        false => "",
    };
    let raised = times(*fired);
    if *scored == 0 {
        return tell!(
            language,
            "Its record: raised {raised}, with no outcome that is known.",
            "기록: {fired}번 걸림, 결과가 알려진 경우 없음."
        );
    }
    let known = match scored {
        1 => "the one time whose outcome is known".to_owned(),
        _ => format!("the {scored} times whose outcome is known"),
    };
    let days = if *targets == 1 { "day" } else { "days" };
    tell!(
        language,
        "Its record: raised {raised}; what it precedes followed {hits} of {known}, and is recorded on {targets} {days} in all{kind}.",
        "기록: {fired}번 걸림, 결과가 알려진 {scored}번 중 {hits}번 뒤따름, 해당 사건이 기록된 날은 모두 {targets}일{kind}."
    )
}
