//! What would change a verdict: the next figures of all trade together, and those of a single channel,
//! at which the direction would be another one.

use telltale_measure::state_space::yearly::of_amounts_at_once;
use telltale_measure::{Direction, Figures, Part, Pooled, THRESHOLDS, judge, pool, runs};

use super::{Measured, MeasuredChannel, NextFigure, all_evidence, direction_word};
use crate::evidence::Sentence;
use crate::language::{Language, money, percent, tell};
use crate::trade::flow_words;

/// Every figure that is tried.
const ALL: Figures = Figures { at_least: None, at_most: None };

/// The next figures of trade are tried from a tenth of those of a year before to ten times those.
const REACH: f64 = 10.0;

/// The direction of the dyad if the next figures of all its trade stood at `ratio` times those of a
/// year before.
fn direction_at(measured: &Measured, parts: &[Part], ratio: f64) -> Direction {
    let mut parts = parts.to_vec();
    for (part, channel) in parts.iter_mut().zip(&measured.channels) {
        let Some((levels, last)) = &channel.levels else { continue };
        let mut levels = levels.clone();
        let next = last.plus(1);
        let Some(before) = levels.level(next.plus(-12)) else { continue };
        levels.0.insert(next, before * ratio);
        let change = of_amounts_at_once(&levels.0, next);
        let change = change.as_ref().map_err(|reason| *reason);
        part.judgement = judge(change, channel.channel.sign(), &THRESHOLDS);
    }
    pool(&parts, &THRESHOLDS).direction
}

/// The ratios to the year before at which the next figures of all trade would end the direction that
/// is told, or tell one where none is, with the direction told then; in order.
fn joint(measured: &Measured, parts: &[Part], direction: Direction) -> Vec<(Figures, Direction)> {
    // Whatever ends a direction ends it: which other one takes its place is not told apart.
    let what = |ratio: f64| match (direction, direction_at(measured, parts, ratio)) {
        (Direction::CannotTell, then) => then,
        (told, then) if then == told => told,
        _ => Direction::CannotTell,
    };
    let mut all = runs(1.0, REACH, what);
    all.retain(|(_, then)| *then != direction);
    all
}

/// Figures in words: "−40.0 % or less", "between 2.0 and 3.0".
fn figures_words(figures: Figures, said: impl Fn(f64) -> String, language: Language) -> String {
    match (figures.at_least.map(&said), figures.at_most.map(&said)) {
        (None, None) => language.pick("whatever it is", "얼마이든").to_owned(),
        (None, Some(most)) => tell!(language, "{most} or less", "{most} 이하"),
        (Some(least), None) => tell!(language, "{least} or more", "{least} 이상"),
        (Some(least), Some(most)) => {
            tell!(language, "between {least} and {most}", "{least}에서 {most} 사이")
        }
    }
}

fn either(all: impl Iterator<Item = String>, language: Language) -> String {
    all.collect::<Vec<_>>().join(language.pick(", or ", " 또는 "))
}

/// What the next figures of all trade would have to be for the verdict to be another one.
pub(super) fn joint_sentence(
    measured: &Measured,
    parts: &[Part],
    pooled: &Pooled,
    language: Language,
) -> Sentence {
    let found = joint(measured, parts, pooled.direction);
    let word = direction_word(pooled.direction, language);
    let ratios = |then: Direction| {
        let such = found.iter().filter(move |(_, other)| *other == then);
        let said = |(figures, _): &(Figures, Direction)| {
            figures_words(*figures, |ratio| percent(ratio - 1.0), language)
        };
        either(such.map(said), language)
    };
    let whatever = matches!(&found[..], [(figures, _)] if *figures == ALL);
    let mut text = match (pooled.direction, found.is_empty()) {
        (_, false) if whatever => {
            let then = direction_word(found[0].1, language);
            match pooled.direction {
                Direction::CannotTell => tell!(
                    language,
                    "The next figures of every measured trade channel will tell {then}, whatever they are between a tenth and ten times those of a year before.",
                    "측정된 모든 교역의 다음 수치가 전년의 10분의 1에서 10배 사이 얼마이든 판단은 ‘{then}’."
                ),
                _ => tell!(
                    language,
                    "The verdict of {word} will end with the next figures of every measured trade channel, whatever they are between a tenth and ten times those of a year before.",
                    "측정된 모든 교역의 다음 수치가 전년의 10분의 1에서 10배 사이 얼마이든 ‘{word}’ 판단은 바뀜."
                ),
            }
        }
        _ if measured.channels.iter().all(|channel| channel.levels.is_none()) => language
            .pick(
                "No month by itself would change this: the verdict rests on the rates of twelve months.",
                "한 달만으로는 바뀌지 않음: 판단은 열두 달의 비율에 근거.",
            )
            .to_owned(),
        (Direction::CannotTell, true) => tell!(
            language,
            "No single month's trade between a tenth and ten times that of a year before would by itself decide it: the verdict rests on twelve.",
            "전년의 10분의 1에서 10배 사이라면 한 달의 교역 수치만으로는 결정되지 않음: 판단은 열두 달에 근거."
        ),
        (_, true) => tell!(
            language,
            "No single month's trade between a tenth and ten times that of a year before would by itself end the verdict of {word}: it rests on twelve.",
            "전년의 10분의 1에서 10배 사이라면 한 달의 교역 수치만으로는 ‘{word}’ 판단이 바뀌지 않음: 열두 달에 근거."
        ),
        (Direction::CannotTell, false) => {
            let told = [Direction::Tightening, Direction::Loosening, Direction::Steady];
            let told = told.into_iter().filter(|then| found.iter().any(|(_, to)| to == then));
            let told = told.map(|then| {
                let (ratios, word) = (ratios(then), direction_word(then, language));
                tell!(language, "{word} at {ratios}", "{ratios}이면 ‘{word}’")
            });
            let told = told.collect::<Vec<_>>().join("; ");
            tell!(
                language,
                "A direction would be told if the next figures of every measured trade channel stood, on the year, so: {told}.",
                "측정된 모든 교역의 다음 수치가 전년 대비 다음과 같으면 방향을 말함: {told}."
            )
        }
        (_, false) => {
            let ratios = ratios(Direction::CannotTell);
            tell!(
                language,
                "The verdict would no longer be {word} if the next figures of every measured trade channel stood, on the year, at {ratios}.",
                "측정된 모든 교역의 다음 수치가 전년 대비 {ratios}이면 ‘{word}’ 판단은 바뀜."
            )
        }
    };
    text += &notes(measured, &found, pooled.direction, language);
    Sentence::new(text, all_evidence(measured, true))
}

/// What has to be said of figures far out.
fn notes(
    measured: &Measured,
    found: &[(Figures, Direction)],
    direction: Direction,
    language: Language,
) -> String {
    let mut said = String::new();
    let expected = expected_ratio(measured);
    let further = |figures| is_further_that_way(figures, direction, expected);
    if found.iter().any(|(figures, _)| further(*figures)) {
        said += language.pick(
            " A figure that far on the verdict's own side would show more noise than was known.",
            " 판단과 같은 쪽으로 그만큼 벗어난 수치는 변동이 알려진 것보다 크다는 뜻.",
        );
    }
    if found.iter().any(|(figures, _)| outliers_lie_beyond(*figures)) {
        said += language.pick(
            " One further out, taken for an outlier, would not do so by itself.",
            " 그보다 더 벗어난 수치 하나는 이상치로 보아 그것만으로는 바뀌지 않음.",
        );
    }
    said
}

/// The ratio to the year before that the changes so far let one expect of all trade.
fn expected_ratio(measured: &Measured) -> f64 {
    let trade = measured.channels.iter().filter(|channel| channel.levels.is_some());
    let changes: Vec<f64> =
        trade.filter_map(|channel| Some(channel.judgement.change?.log_ratio_mean)).collect();
    (changes.iter().sum::<f64>() / (changes.len().max(1)) as f64).exp()
}

/// Whether these figures lie further out than expected on the side of the direction that they end.
fn is_further_that_way(figures: Figures, direction: Direction, expected: f64) -> bool {
    match direction {
        Direction::Tightening => figures.at_least.is_some_and(|least| least > expected.max(1.0)),
        Direction::Loosening => figures.at_most.is_some_and(|most| most < expected.min(1.0)),
        Direction::Steady | Direction::CannotTell => false,
    }
}

/// Whether figures further out than these would do less than they do.
fn outliers_lie_beyond(figures: Figures) -> bool {
    let below = figures.at_most.is_some_and(|most| most < 1.0) && figures.at_least.is_some();
    let above = figures.at_least.is_some_and(|least| least > 1.0) && figures.at_most.is_some();
    below || above
}

/// What the next figure of a channel, taken alone, would have to be.
pub(super) fn channel_words(
    channel: &MeasuredChannel,
    next: &NextFigure,
    language: Language,
) -> String {
    let month = language.month(next.flip.month);
    let word = direction_word(channel.judgement.direction, language);
    let said = |level: f64| money(level, next.currency);
    let figures = next.flip.ends.iter().map(|figures| figures_words(*figures, said, language));
    let figures = either(figures, language);
    let flow = flow_words(channel.actor, channel.target, channel.channel, language);
    tell!(
        language,
        "Taken alone, {flow} would no longer count as {word} if those of {month} came to {figures}.",
        "따로 보면, {month} {flow} 수치가 {figures}이면 더는 ‘{word}’ 판정이 아님."
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{long, parts};
    use super::*;

    fn holds(figures: Figures, ratio: f64) -> bool {
        figures.at_least.is_none_or(|least| least <= ratio)
            && figures.at_most.is_none_or(|most| ratio <= most)
    }

    #[test]
    fn the_dyad_turns_at_the_figures_that_are_said_and_at_no_other() {
        let mut found = 0;
        for (times, noise) in
            [(1.12, 0.2), (1.2, 0.2), (1.25, 0.3), (1.3, 0.3), (0.8, 0.2), (0.75, 0.3)]
        {
            let china = long(times, noise);
            let parts = parts(&china);
            let told = pool(&parts, &THRESHOLDS).direction;
            let all = joint(&china, &parts, told);
            found += all.len();
            for step in -9..=9 {
                let ratio = 10f64.powf(f64::from(step) / 9.0);
                let [lower, then, higher] =
                    [0.9, 1.0, 1.1].map(|near| direction_at(&china, &parts, near * ratio));
                if lower != then || then != higher {
                    continue; // so near to a turn that the step may miss it
                }
                let said = all.iter().any(|(figures, _)| holds(*figures, ratio));
                assert_eq!(said, then != told, "{times} {noise} {ratio} {all:?}");
            }
        }
        assert!(found > 0, "some figure ends some verdict");
    }

    /// A collapse of all trade, taken for outliers that leave the other months less noisy, would else
    /// make a rise surer.
    #[test]
    fn no_figure_below_the_year_before_tells_that_two_come_closer() {
        let mut found = 0;
        for (times, noise) in [(1.05, 0.3), (1.1, 0.3), (1.15, 0.4), (1.2, 0.4)] {
            let china = long(times, noise);
            let parts = parts(&china);
            if pool(&parts, &THRESHOLDS).direction != Direction::CannotTell {
                continue;
            }
            for (figures, then) in joint(&china, &parts, Direction::CannotTell) {
                if then == Direction::Tightening {
                    found += 1;
                    assert!(figures.at_least > Some(1.0), "{times} {noise} {figures:?}");
                }
            }
        }
        assert!(found > 0, "some figure tells it");
    }

    #[test]
    fn figures_are_said_with_both_their_ends() {
        let said = |at_least, at_most| {
            let figures = Figures { at_least, at_most };
            figures_words(figures, |ratio| percent(ratio - 1.0), Language::English)
        };
        assert_eq!(said(None, Some(0.6)), "−40.0 % or less");
        assert_eq!(said(Some(1.7), None), "+70.0 % or more");
        assert_eq!(said(Some(0.3), Some(0.6)), "between −70.0 % and −40.0 %");
        let figures = |at_least, at_most| Figures { at_least, at_most };
        assert!(outliers_lie_beyond(figures(Some(0.3), Some(0.6))));
        assert!(outliers_lie_beyond(figures(Some(1.3), Some(1.6))));
        assert!(!outliers_lie_beyond(figures(None, Some(0.6))));
        assert!(!outliers_lie_beyond(figures(Some(0.9), Some(1.1))));
        let jump = figures(Some(1.7), None);
        assert!(is_further_that_way(jump, Direction::Tightening, 1.2));
        assert!(!is_further_that_way(jump, Direction::Tightening, 2.0));
        assert!(!is_further_that_way(jump, Direction::Loosening, 0.8));
    }
}
