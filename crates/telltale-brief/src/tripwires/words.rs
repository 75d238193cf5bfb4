//! Why a tripwire says what it says, and the smallest that would flip it, in words.

use telltale_measure::tripwire::{
    Blind, Condition as Watched, Gauge, Judged, State, Truth, Whole, Window,
};
use telltale_observation::{Month, Unit};

use super::explain::{amount, number};
use super::next::next;
use crate::brief;
use crate::case::{self, Case};
use crate::evidence::Citation;
use crate::language::{Language, tell, times};
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
    // Beside what a verdict rests on stands whose it is.
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
    let mut text = match (judged.value, judged.blind, bounds(watched, judged, language)) {
        (Some(value), ..) => {
            let value = of_value(watched, judged, value, language);
            tell!(language, "found: {value}", "값: {value}")
        }
        (None, Some(blind), bounds) => {
            let why = blind_words(blind, language);
            bounds.map_or(why.clone(), |bounds| format!("{bounds}: {why}"))
        }
        (None, None, _) => match judged.truth {
            Truth::Holds => language.pick("so it is", "그러함").to_owned(),
            _ => language.pick("it is not", "그렇지 않음").to_owned(),
        },
    };
    if let Some((source, unit)) = &judged.series {
        let window = judged.value.and(judged.window);
        let window = window.map_or(String::new(), |window| window_words(window, language));
        text += &format!(" ({source}, {}{window})", unit.code());
        text += &judged.whole.map_or(String::new(), |whole| whole_words(whole, *unit, language));
    }
    match (judged.running, judged.past_line) {
        (Some((first, figures)), _) => {
            let first = language.month(first);
            text += &tell!(
                language,
                "; past its line in figures running: {figures}, from {first} on",
                "; {first}부터 연속 {figures}회 기준을 넘음"
            );
        }
        (None, Some(since)) => {
            let since = language.day(since);
            text += &tell!(language, "; past its line since {since}", "; {since}부터 기준을 넘음");
        }
        (None, None) => {}
    }
    if let Some(day) = judged.failed_on {
        let day = language.day(day);
        text += &tell!(
            language,
            "; it was not past its line on {day}, and has not lasted since",
            "; {day}에는 기준을 넘지 않았고 그 뒤로 필요한 기간이 지나지 않음"
        );
    }
    if let (Some(_), Some(blind)) = (judged.value, judged.blind) {
        text += &format!("; {}", blind_words(blind, language));
    }
    text
}

/// A value as it is read; an amount in the unit of its series.
fn of_value(watched: &Watched, judged: &Judged, value: f64, language: Language) -> String {
    match (&watched.gauge, &judged.series) {
        (Gauge::Level(_), Some((_, unit))) => amount(value, Some(*unit), language),
        _ => number(watched, value, language),
    }
}

/// The months that were read, and those that they are compared with.
fn window_words(window: Window, language: Language) -> String {
    let now = span([window.now[0], window.now[1]], language);
    match window.before {
        None => format!(", {now}"),
        Some(before) => {
            let before = span(before, language);
            tell!(language, ", {now} against {before}", ", {now}, 비교: {before}")
        }
    }
}

/// From one month to another.
pub(super) fn span([first, last]: [Month; 2], language: Language) -> String {
    match first == last {
        true => language.month(first),
        false => format!("{} – {}", language.month(first), language.month(last)),
    }
}

/// Of what a share is a part.
fn whole_words(whole: Whole, unit: Unit, language: Language) -> String {
    let (sum, partners) = (amount(whole.sum, Some(unit), language), whole.partners);
    let months = span([whole.first, whole.last], language);
    tell!(
        language,
        "; the whole is {sum} with {partners} partners, {months}",
        "; 전체는 상대 {partners}곳 {sum}, {months}"
    )
}

/// Between what the value is, where it is not known; nothing that is so of any value.
fn bounds(watched: &Watched, judged: &Judged, language: Language) -> Option<String> {
    let floor = match watched.gauge {
        // Nothing falls by more than all of it.
        Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) => -1.0,
        Gauge::Share(_) => 0.0,
        _ => f64::NEG_INFINITY,
    };
    let say = |value: f64| number(watched, value, language);
    let least = judged.at_least.filter(|least| *least > floor).map(say);
    let most = judged.at_most.map(say);
    Some(match (least, most) {
        (Some(least), Some(most)) => {
            tell!(language, "at least {least} and at most {most}", "최소 {least}, 최대 {most}")
        }
        (Some(least), None) => tell!(language, "at least {least}", "최소 {least}"),
        (None, Some(most)) => tell!(language, "at most {most}", "최대 {most}"),
        (None, None) => return None,
    })
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
        Blind::Imprecise => (
            "of some it is not known on which day of a span they were, or whether two sources tell of one",
            "기간 중 어느 날인지, 또는 두 출처가 같은 일을 전하는지 알 수 없는 것이 있음",
        ),
        Blind::Estimate(reason) => return reason_words(reason, language),
        Blind::Undecided => ("what is known does not decide it", "알려진 것으로는 결정되지 않음"),
        Blind::Earlier => (
            "whether it was on some of the days before cannot be told",
            "그 전 며칠 동안도 그랬는지 알 수 없음",
        ),
        Blind::EarlierFigure => (
            "whether the figure before was past it too is not known",
            "그 앞의 수치도 기준을 넘었는지 알 수 없음",
        ),
    };
    language.pick(english, korean).to_owned()
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
    let brief::Record { precedes, fired, hits, scored, targets, anecdotal, .. } = record;
    let kind = match anecdotal {
        true => language
            .pick(" (anecdotal: fewer than ten such events)", " (일화 수준: 해당 사건 10건 미만)"),
        false => "",
    };
    let raised = times(*fired);
    if !precedes {
        return tell!(
            language,
            "Its record: raised {raised}; it is not said to precede anything, so it has no outcome.",
            "기록: {fired}번 걸림, 뒤따를 일을 정하지 않아 결과가 없음."
        );
    }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use telltale_measure::tripwire::{Bound, Lasting, Next, Pick, Side};
    use telltale_observation::{Actor, Channel, Dyad, Month};

    use super::*;

    fn judged(value: Option<f64>, (least, most): (f64, f64), blind: Option<Blind>) -> Judged {
        let known = |value: f64| value.is_finite().then_some(value);
        Judged {
            truth: Truth::Not,
            since: date(2023, 5, 3),
            value,
            at_least: known(least),
            at_most: known(most),
            blind,
            past_line: None,
            failed_on: None,
            running: None,
            series: None,
            whole: None,
            window: None,
            evidence: Vec::new(),
            source: None,
            latest: None,
            next: Next::Unsaid,
            next_lasts: None,
        }
    }

    fn said(channel: Channel, gauge: Gauge, judged: &Judged) -> String {
        let actor = |code: &str| Actor::parse(code).expect("an actor");
        let of = Pick::new(Dyad::new(actor("PRK"), actor("CHN")), Some(channel));
        let lasting = Lasting::AtOnce;
        let watched = Watched { of, gauge, window_months: 3, lasting };
        let declared = case::Condition { says: String::new(), says_ko: String::new(), watched };
        found(&declared, judged, Language::English)
    }

    fn above(value: f64) -> Bound {
        Bound { side: Side::Above, value, until: None }
    }

    #[test]
    fn a_bound_is_said_where_it_says_something() {
        let not_covered = Some(Blind::NotCovered);
        let why = "there are days that no source covers";
        let change = |range| {
            let judged = judged(None, range, not_covered);
            said(Channel::Visit, Gauge::ChangeYear(above(0.5)), &judged)
        };
        let endless = f64::INFINITY;
        assert_eq!(change((-1.0, 0.25)), format!("at most +25.0 %: {why}"));
        assert_eq!(change((0.5, endless)), format!("at least +50.0 %: {why}"));
        assert_eq!(change((0.5, 1.0)), format!("at least +50.0 % and at most +100.0 %: {why}"));
        assert_eq!(change((-1.0, endless)), why);
        let counted = judged(None, (2.0, endless), not_covered);
        let counted = said(Channel::Visit, Gauge::Count(above(1.0)), &counted);
        assert_eq!(counted, format!("at least 2: {why}"));
    }

    #[test]
    fn of_a_flow_the_source_the_unit_the_figures_and_the_whole_are_said() {
        let unit: Unit = "USD".parse().expect("a unit");
        let month = |n: i8| Month::new(2023, n).expect("a month");
        let mut level = judged(Some(8e7), (8e7, 8e7), None);
        level.series = Some(("customs".to_owned(), unit));
        level.running = Some((month(10), 2));
        level.window = Some(Window { now: [month(11), month(11)], before: None });
        let gauge = Gauge::Level(Bound { side: Side::Below, value: 9e7, until: None });
        assert_eq!(
            said(Channel::TradeExports, gauge, &level),
            "found: USD 80.0 million (customs, USD, November 2023); past its line in figures running: 2, from \
             October 2023 on"
        );
        let mut change = judged(Some(0.1), (0.1, 0.1), None);
        change.series = Some(("customs".to_owned(), unit));
        let years_before = [month(1), month(3)];
        change.window = Some(Window { now: [month(10), month(12)], before: Some(years_before) });
        assert_eq!(
            said(Channel::TradeExports, Gauge::ChangeYear(above(0.5)), &change),
            "found: +10.0 % (customs, USD, October 2023 – December 2023 against January 2023 – March \
             2023)"
        );
        let mut share = judged(Some(0.4), (0.4, 0.4), None);
        share.series = Some(("customs".to_owned(), unit));
        share.whole = Some(Whole { partners: 3, sum: 2e8, first: month(5), last: month(10) });
        let text = said(Channel::TradeExports, Gauge::Share(above(0.5)), &share);
        assert_eq!(
            text,
            "found: 40.0 % (customs, USD); the whole is USD 200.0 million with 3 partners, May 2023 \
             – October 2023"
        );
    }
}
