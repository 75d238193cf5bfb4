//! What a tripwire says, in words made from what is declared, so that a reader trusts the declaration
//! and not its title.

use serde_json::{Value, json};
use telltale_measure::tripwire::{Bound, Condition, Course, Foreseen, Gauge, Lasting, Pick, Side};
use telltale_observation::{Channel, Dimension, Kind, Modality, Rank, Unit};

use crate::case::{self, Tripwire};
use crate::language::{Language, grouped, money_in, percent, share, tell, towards_ko};
use crate::verdict::direction_word;

/// A tripwire in words.
pub fn explain(tripwire: &Tripwire, language: Language) -> String {
    let mut text = format!("{}\n", tripwire.name);
    let says = language.pick(&tripwire.says, &tripwire.says_ko);
    text += &tell!(language, "  Declared as: {says}\n", "  선언: {says}\n");
    let groups = [
        (&tripwire.all, "Raised only if all of these hold:", "다음이 모두 성립해야 걸린다:"),
        (&tripwire.any, "and at least one of these:", "그리고 다음 중 하나 이상이 성립해야 한다:"),
        (&tripwire.none, "and none of these:", "그리고 다음 중 어느 것도 성립하지 않아야 한다:"),
    ];
    for (at, (conditions, english, korean)) in groups.into_iter().enumerate() {
        if conditions.is_empty() {
            continue;
        }
        let first = at == 1 && tripwire.all.is_empty();
        let head = match first {
            true => language.pick(
                "Raised only if at least one of these holds:",
                "다음 중 하나 이상이 성립해야 걸린다:",
            ),
            false => language.pick(english, korean),
        };
        text += &format!("  {head}\n");
        for condition in conditions {
            text += &format!("    - {}\n", condition_words(condition, language));
        }
    }
    text += &match &tripwire.then {
        Some(then) => format!("  {}\n", foreseen(then, language)),
        None => language
            .pick(
                "  It is not said to precede anything, so its record has no outcome.\n",
                "  뒤따를 일을 정하지 않아 기록에 결과가 없다.\n",
            )
            .to_owned(),
    };
    text
}

/// A tripwire in words for a program: what is declared, and what it means in each language.
pub fn explained(tripwire: &Tripwire, languages: &[Language]) -> Value {
    let means = |words: &dyn Fn(Language) -> String| -> Value {
        let words = languages.iter().map(|one| (one.code().to_owned(), Value::from(words(*one))));
        Value::Object(words.collect())
    };
    let group = |conditions: &[case::Condition]| -> Vec<Value> {
        let one = |condition: &case::Condition| {
            json!({
                "says": condition.says,
                "means": means(&|language| condition_words(condition, language)),
            })
        };
        conditions.iter().map(one).collect()
    };
    json!({
        "name": tripwire.name,
        "says": tripwire.says,
        "says_ko": tripwire.says_ko,
        "all": group(&tripwire.all),
        "any": group(&tripwire.any),
        "none": group(&tripwire.none),
        "then": tripwire.then.as_ref().map(|then| means(&|language| foreseen(then, language))),
    })
}

/// A condition in words, with how long it has to hold and where it lets go.
pub(crate) fn condition_words(condition: &case::Condition, language: Language) -> String {
    let watched = &condition.watched;
    let mut text = gauge(watched, language);
    if let Some(Bound { until: Some(until), side, .. }) = watched.gauge.bound() {
        let until = number(watched, until, language);
        text += &match side {
            Side::Above => tell!(
                language,
                "; once it holds, until it falls below {until}",
                "; 한번 성립하면 {until} 아래로 내려갈 때까지"
            ),
            Side::Below => tell!(
                language,
                "; once it holds, until it rises above {until}",
                "; 한번 성립하면 {until} 위로 올라갈 때까지"
            ),
        };
    }
    text += &match watched.lasting {
        Lasting::AtOnce => String::new(),
        // One figure, or one day, is that which is judged.
        Lasting::Figures(0 | 1) | Lasting::Days(0 | 1) => String::new(),
        Lasting::Figures(n) => {
            tell!(language, "; in {n} figures running", "; {n}번의 수치에서 연속")
        }
        Lasting::Months(1) => language.pick("; for a month on end", "; 1개월 계속").to_owned(),
        Lasting::Months(n) => tell!(language, "; for {n} months on end", "; {n}개월 계속"),
        Lasting::Days(n) => tell!(language, "; for {n} days on end", "; {n}일 계속"),
    };
    text
}

fn gauge(condition: &Condition, language: Language) -> String {
    let what = subject(condition, language);
    let window = window(condition, language);
    let line = condition.gauge.bound().map(|bound| line(condition, bound, language));
    let line = line.unwrap_or_default();
    // In Korean what is picked may be called records already.
    let record = match what.ends_with("기록") {
        true => format!("{what}이"),
        false => format!("{what} 기록이"),
    };
    match &condition.gauge {
        Gauge::Level(_) => tell!(
            language,
            "{what} over {window} come to {line}",
            "{window}간 {what} 합계가 {line}"
        ),
        Gauge::ChangeMonth(_) => tell!(
            language,
            "the change of {what} over {window}, on as long a time before, is {line}",
            "{window}간 {what}의 직전 같은 기간 대비 변화가 {line}"
        ),
        Gauge::ChangeYear(_) => tell!(
            language,
            "the change of {what} over {window}, on a year before, is {line}",
            "{window}간 {what}의 1년 전 대비 변화가 {line}"
        ),
        Gauge::Trend(course) => {
            let word = course_word(*course, language);
            tell!(language, "{what} over {window} are {word}", "{window}간 {what} 추세가 {word}")
        }
        Gauge::Share(_) => tell!(
            language,
            "of all that the actor does there, {what} over {window} make up {line}",
            "{window}간 같은 채널 전체에서 {what}의 비중이 {line}"
        ),
        Gauge::Rank(_) | Gauge::Observed => tell!(
            language,
            "{what} came at least once within {window}",
            "{window} 안에 {record} 하나라도 있다"
        ),
        Gauge::Count(_) => tell!(
            language,
            "the number of {what} within {window} is {line}",
            "{window} 안의 {what} 건수가 {line}"
        ),
        Gauge::Absence => tell!(
            language,
            "there were no {what} within {window}, all of whose days a source covers",
            "모든 날을 다루는 출처가 있는 {window} 동안 {record} 없다"
        ),
        Gauge::Direction(direction) => {
            let word = direction_word(*direction, language);
            tell!(language, "the verdict on {what} is: {word}", "{what} 판단이 ‘{word}’")
        }
        Gauge::Probability(direction, _) => {
            let word = direction_word(*direction, language);
            tell!(
                language,
                "the probability that {what} are {word} is {line}",
                "{what}의 {word} 확률이 {line}"
            )
        }
    }
}

/// What is watched: `visits from North Korea to China in which a leader of either side took part`.
fn subject(condition: &Condition, language: Language) -> String {
    let judged = matches!(condition.gauge, Gauge::Direction(_) | Gauge::Probability(..));
    let pick = &condition.of;
    let Some(target) = pick.dyad.target.filter(|_| judged && !pick.is_of_trade()) else {
        return picked(pick, language);
    };
    // Of what is counted a verdict is drawn on both ways at once.
    let [actor, target] = [pick.dyad.actor, target].map(|one| language.name_within(one));
    match pick.channel {
        None => tell!(language, "{actor} and {target}", "{actor}–{target}"),
        Some(channel) => {
            let noun = language.pick(channel.plural(), channel.korean());
            tell!(language, "{noun} between {actor} and {target}", "{actor}–{target} {noun}")
        }
    }
}

/// What is picked, in words.
pub(super) fn picked(pick: &Pick, language: Language) -> String {
    let actor = language.name_within(pick.dyad.actor);
    let noun = match pick.channel {
        Some(channel) => language.pick(channel.plural(), channel.korean()),
        None => language.pick("observations of any kind", "모든 종류의 기록"),
    };
    let noun = match pick.modality {
        Some(modality) => {
            let (english, korean) = modality_word(modality);
            format!("{} {noun}", language.pick(english, korean))
        }
        None => noun.to_owned(),
    };
    let noun = match pick.kind {
        Some(kind) if kind != Kind::Event => {
            let kind = language.pick(kind.name(), kind_ko(kind));
            tell!(language, "{noun} (of kind {kind})", "{noun}({kind})")
        }
        _ => noun,
    };
    let mut text = match pick.dyad.target {
        Some(target) => match language {
            Language::English => {
                format!("{noun} {}", between(pick.channel, &actor, &language.name_within(target)))
            }
            Language::Korean if pick.is_of_trade() => {
                format!("{actor}의 {} {noun}", towards_ko(target))
            }
            Language::Korean => {
                let way = if is_of_both(pick.channel) { "·" } else { "→" };
                format!("{actor}{way}{} {noun}", language.name_within(target))
            }
        },
        None => tell!(language, "{noun} of {actor}", "{actor}의 {noun}"),
    };
    if let Some(rank) = pick.rank {
        let (english, korean) = rank_word(rank);
        // A record has one rank, the highest of both sides; nobody stands above a leader.
        let (or_higher, or_higher_ko) = match rank {
            Rank::Leader => ("", ""),
            _ => (" or higher", " 이상"),
        };
        text += &tell!(
            language,
            " in which {english}{or_higher} of either side took part",
            "(어느 한쪽이라도 {korean}{or_higher_ko} 참여)"
        );
    }
    if let Some(unit) = pick.unit {
        text += &format!(" ({})", unit.code());
    }
    if let Some(source) = &pick.source {
        text += &tell!(language, ", as {source} reports them", "({source} 기준)");
    }
    text
}

/// Whether both sides do it alike: people meet each other, and so do those who agree; of all else the
/// direction counts.
fn is_of_both(channel: Option<Channel>) -> bool {
    matches!(channel, Some(Channel::Meeting | Channel::Agreement))
}

fn kind_ko(kind: Kind) -> &'static str {
    match kind {
        Kind::Event => "사건",
        Kind::Flow => "교역",
        Kind::Vote => "표결",
        Kind::Quantity => "수량",
    }
}

/// Who does it and towards whom, as English has it of a channel.
fn between(channel: Option<Channel>, actor: &str, target: &str) -> String {
    match channel {
        channel if is_of_both(channel) => format!("of {actor} with {target}"),
        Some(Channel::TradeImports) => format!("of {actor} from {target}"),
        Some(Channel::TradeTotal) => format!("of {actor} with {target}"),
        Some(Channel::TradeExports) => format!("of {actor} to {target}"),
        Some(Channel::Visit) => format!("from {actor} to {target}"),
        _ => format!("by {actor} towards {target}"),
    }
}

fn rank_word(rank: Rank) -> (&'static str, &'static str) {
    match rank {
        Rank::Leader => ("a leader", "정상"),
        Rank::Minister => ("a minister", "장관급"),
        Rank::Envoy => ("an envoy", "특사"),
        Rank::Military => ("a soldier", "군인"),
        Rank::Official => ("an official", "관리"),
    }
}

fn modality_word(modality: Modality) -> (&'static str, &'static str) {
    match modality {
        Modality::Happened => ("confirmed", "확인된"),
        Modality::Planned => ("announced", "예고된"),
        Modality::Reported => ("reported", "보도된"),
        Modality::Denied => ("denied", "부인된"),
        Modality::Conditional => ("conditional", "조건부"),
    }
}

fn course_word(course: Course, language: Language) -> &'static str {
    match course {
        Course::Rising => language.pick("rising", "상승"),
        Course::Falling => language.pick("falling", "하락"),
        Course::Steady => language.pick("steady", "변화 없음"),
    }
}

fn window(condition: &Condition, language: Language) -> String {
    let n = condition.window_months;
    match n {
        1 => tell!(language, "a month", "1개월"),
        _ => tell!(language, "{n} months", "{n}개월"),
    }
}

fn line(condition: &Condition, bound: Bound, language: Language) -> String {
    let value = number(condition, bound.value, language);
    match bound.side {
        Side::Above => tell!(language, "more than {value}", "{value} 초과"),
        Side::Below => tell!(language, "less than {value}", "{value} 미만"),
    }
}

/// A value of a gauge, as it is read.
pub(super) fn number(condition: &Condition, value: f64, language: Language) -> String {
    match condition.gauge {
        Gauge::Level(_) => amount(value, condition.of.unit, language),
        Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) => percent(value),
        Gauge::Share(_) | Gauge::Probability(..) => share(value),
        _ if value.fract() == 0.0 => grouped(value),
        _ => format!("{value}"),
    }
}

/// An amount in a unit.
pub(super) fn amount(value: f64, unit: Option<Unit>, language: Language) -> String {
    match unit {
        Some(unit) if unit.dimension() == Dimension::Money => {
            money_in(value, unit.code(), language)
        }
        Some(unit) => format!("{} {unit}", grouped(value)),
        None => grouped(value),
    }
}

/// What is said to follow.
pub(super) fn foreseen(then: &Foreseen, language: Language) -> String {
    let (what, days) = (picked(&then.of, language), then.within_days);
    tell!(
        language,
        "It is said to precede, within {days} days: {what}.",
        "{days}일 안에 뒤따를 것으로 정한 일: {what}."
    )
}
