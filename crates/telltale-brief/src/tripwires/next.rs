//! The smallest that would flip a tripwire's condition, in words. What is shown flips it itself: amounts
//! are rounded away from the line, never towards it.

use telltale_measure::Figures;
use telltale_measure::tripwire::{Judged, Lasting, Next, Truth};
use telltale_observation::Unit;

use super::explain::amount;
use super::words::span;
use crate::language::{Language, fineness, grouped, tell};

/// The smallest that would flip a condition, and for how long; empty where there is nothing so simple.
pub(super) fn next(judged: &Judged, language: Language) -> String {
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
        Some(Lasting::Months(1)) => {
            tell!(language, "{next}, if it lasts a month", "{next}(1개월 이어질 때)")
        }
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
        Next::MoreElsewhere { count: 1 } => {
            language.pick("one more with others would", "다른 상대와 한 건이 더 있으면").to_owned()
        }
        Next::MoreElsewhere { count } => {
            tell!(language, "{count} more with others would", "다른 상대와 {count}건이 더 있으면")
        }
        Next::Amount { first, last, figures, unit, then } => {
            let would = would(judged.truth, then, language);
            next_amount(span([first, last], language), (figures, unit), would, language)
        }
        Next::InMonth { month, figures, then } => {
            let would = would(judged.truth, then, language);
            next_number(language.month(month), figures, would, language)
        }
        Next::NoAmount { first, last } => {
            let months = span([first, last], language);
            tell!(
                language,
                "nothing of {months} alone would, however much or little",
                "{months} 하나만으로는 많든 적든 바뀌지 않음"
            )
        }
        Next::Figure => language
            .pick("the figure that is missing could decide it", "빠진 수치가 나오면 판단 가능")
            .to_owned(),
        Next::Coverage { from, to, days } => {
            let (from, to) = (language.day(from), language.day(to));
            match days {
                1 => tell!(
                    language,
                    "a source that covers {from} could decide it",
                    "{from}을 다루는 출처가 있으면 판단 가능"
                ),
                _ => tell!(
                    language,
                    "a source that covers {days} days between {from} and {to} could decide it",
                    "{from}–{to} 사이 {days}일을 다루는 출처가 있으면 판단 가능"
                ),
            }
        }
        Next::Unsaid => String::new(),
    }
}

/// Which figure of some months would, and what.
fn next_amount(
    months: String,
    (figures, unit): (Figures, Unit),
    would: &str,
    language: Language,
) -> String {
    let (figures, fine) = outward(figures, unit);
    let figures = figures_words(figures, language, |value| match fine {
        Fine::AsUsual => amount(value, Some(unit), language),
        Fine::Whole => format!("{} {}", unit.code(), grouped(value)),
        Fine::Exact => format!("{} {value}", unit.code()),
    });
    let any = || language.pick("any figure", "나오기만 하").to_owned();
    let figures = figures.unwrap_or_else(any);
    tell!(language, "{figures} for {months} {would}", "{months} 수치가 {figures}{would}")
}

/// Which number in a month would, and what.
fn next_number(month: String, figures: Figures, would: &str, language: Language) -> String {
    let figures = figures_words(figures, language, |value| match language {
        Language::English => grouped(value),
        Language::Korean => format!("{}건", grouped(value)),
    });
    let any = || language.pick("any number of", "있기만 하").to_owned();
    let figures = figures.unwrap_or_else(any);
    tell!(language, "{figures} observations in {month} {would}", "{month} 건수가 {figures}{would}")
}

/// These figures, each end included, in words; `None` where any would do.
fn figures_words(
    figures: Figures,
    language: Language,
    say: impl Fn(f64) -> String,
) -> Option<String> {
    let least = figures.at_least.filter(|least| *least > 0.0).map(&say);
    Some(match (least, figures.at_most.map(&say)) {
        (Some(least), None) => tell!(language, "{least} or more", "{least} 이상이"),
        (None, Some(most)) => tell!(language, "{most} or less", "{most} 이하이"),
        (Some(least), Some(most)) if least == most => tell!(language, "{least}", "{least}이"),
        (Some(least), Some(most)) => {
            tell!(language, "from {least} to {most}", "{least} 이상 {most} 이하이")
        }
        (None, None) => return None,
    })
}

/// What would become of a condition of which one could tell before, or could not.
fn would(now: Truth, then: Truth, language: Language) -> &'static str {
    match (now, then) {
        (_, Truth::Unknown) => language.pick("would leave it open", "면 판단할 수 없게 됨"),
        (Truth::Unknown, Truth::Holds) => language.pick("would make it hold", "면 성립"),
        (Truth::Unknown, Truth::Not) => language.pick("would make it fail", "면 불성립"),
        _ => language.pick("would", "면"),
    }
}

/// How finely an amount is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fine {
    /// As everywhere else.
    AsUsual,
    /// To the last unit.
    Whole,
    /// To the last digit.
    Exact,
}

/// The figures as they are shown, each rounded away from what does not flip; more finely than usual where
/// two ends would be rounded past each other.
fn outward(figures: Figures, unit: Unit) -> (Figures, Fine) {
    let up = |value: f64, fine: f64| {
        let rounded = (value / fine).ceil() * fine;
        if rounded < value { rounded + fine } else { rounded }
    };
    let down = |value: f64, fine: f64| {
        let rounded = (value / fine).floor() * fine;
        if rounded > value { rounded - fine } else { rounded }
    };
    for fine in [Fine::AsUsual, Fine::Whole] {
        let to = |value: f64| if fine == Fine::Whole { 1.0 } else { fineness(value, Some(unit)) };
        let at_least = figures.at_least.map(|value| up(value, to(value)));
        let at_most = figures.at_most.map(|value| down(value, to(value)).max(0.0));
        if at_least.zip(at_most).is_none_or(|(least, most)| least <= most) {
            return (Figures { at_least, at_most }, fine);
        }
    }
    (figures, Fine::Exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(at_least: Option<f64>, at_most: Option<f64>) -> Figures {
        let figures = Figures { at_least, at_most };
        outward(figures, "USD".parse().expect("a unit")).0
    }

    #[test]
    fn an_amount_is_rounded_away_from_its_line() {
        let all = [
            (104_912_345.6, 104_900_000.0, 105_000_000.0),
            (104_900_000.0, 104_900_000.0, 104_900_000.0),
            (104_900_000.000_001_5, 104_900_000.0, 105_000_000.0),
            (12_345.2, 12_345.0, 12_346.0),
            (999_999.5, 999_999.0, 1_000_000.0),
            (230.04e9, 230.0e9, 230.1e9),
        ];
        for (exact, down, up) in all {
            assert_eq!(shown(Some(exact), None).at_least, Some(up), "{exact}");
            assert_eq!(shown(None, Some(exact)).at_most, Some(down), "{exact}");
            assert!(up >= exact && down <= exact);
        }
        // Where both ends would be rounded past each other they are shown more finely.
        let narrow = shown(Some(104_912_345.6), Some(104_950_000.0));
        assert_eq!((narrow.at_least, narrow.at_most), (Some(104_912_346.0), Some(104_950_000.0)));
        let narrower = shown(Some(12.25), Some(12.5));
        assert_eq!((narrower.at_least, narrower.at_most), (Some(12.25), Some(12.5)));
    }
}
