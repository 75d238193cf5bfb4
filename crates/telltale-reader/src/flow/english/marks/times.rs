//! Times that only the amounts of a sentence need: quarters that are told without their noun, and
//! fractions that look like times.

use jiff::civil::Date;

use super::Mark;
use crate::flow::words::Words;
use crate::reader::Scene;
use crate::time::{Grain, Time, TimeKind};

/// "three quarters of its exports", "one quarter more": a part, and no time.
pub(super) fn is_fraction(words: &Words, (from, to): (usize, usize)) -> bool {
    let quarters = to > from && matches!(words.get(to - 1), "quarter" | "quarters");
    let counted =
        matches!(words.get(from), "a" | "one" | "three" | "one-quarter" | "three-quarters");
    // "down by a quarter on the year"
    let before = from.checked_sub(1).map_or("", |at| words.get(at));
    let changed = matches!(before, "by" | "down" | "up")
        && matches!(
            words.get(to),
            "on" | "over" | "from" | "to" | "in" | "year-on-year" | "against"
        );
    let part = changed
        || matches!(
            words.get(to),
            "of" | "more"
                | "less"
                | "lower"
                | "higher"
                | "fewer"
                | "as"
                | "up"
                | "down"
                | "below"
                | "above"
                | "larger"
                | "smaller"
        );
    let dated = words.get(to) == "of"
        && words.get(to + 1).starts_with(|letter: char| letter.is_ascii_digit());
    quarters && counted && part && !dated && to - from <= 2
}

/// "$6.3 billion in the fourth quarter from $7.1 billion in the third": the quarters whose noun goes
/// without saying.
pub(super) fn unsaid(scene: &Scene<'_>, words: &Words, marks: &[Mark]) -> Vec<Time> {
    let mut found = Vec::new();
    for i in 2..words.len() {
        let Some(order) = order(words.get(i)) else { continue };
        let alone =
            matches!(words.get(i + 1), "" | "." | "," | ";" | "and" | ")" | "but" | "by" | "to");
        let led = words.get(i - 1) == "the"
            && matches!(
                words.get(i - 2),
                "in" | "from" | "for" | "of" | "during" | "than" | "over"
            );
        if !alone || !led || marks[i] != Mark::Word {
            continue;
        }
        let time = known(scene, words, marks, i)
            .and_then(|(known, compared)| quarter(scene, known, order, compared));
        if let Some((start, end)) = time {
            found.push(Time {
                span: words.span(i - 1, i + 1),
                start,
                end,
                grain: Grain::Quarter,
                kind: TimeKind::Point,
                relative: None,
                future_form: false,
                open: crate::time::Open::Nothing,
            });
        }
    }
    found
}

fn order(word: &str) -> Option<i8> {
    Some(match word {
        "first" => 0,
        "second" => 1,
        "third" => 2,
        "fourth" => 3,
        _ => return None,
    })
}

/// The first day of the quarter that is named before, and whether the unsaid one is what it is
/// compared with.
fn known(scene: &Scene<'_>, words: &Words, marks: &[Mark], i: usize) -> Option<(Date, bool)> {
    let named = (0..i).rev().find_map(|at| match marks[at] {
        Mark::Time(time) => scene
            .times
            .get(time)
            .filter(|time| time.grain == Grain::Quarter && time.relative.is_none())
            .map(|time| (time.start, at)),
        _ => None,
    });
    if let Some((start, at)) = named {
        let compared = (at..i).any(|at| {
            matches!(words.get(at), "from" | "against" | "than" | "compared" | "versus" | "after")
        });
        return Some((start, compared));
    }
    let period = scene.cast.time_of_paragraph()?;
    let months = (period.end().year() - period.start().year()) * 12
        + i16::from(period.end().month() - period.start().month());
    (months == 2 && period.start().month() % 3 == 1).then(|| (period.start(), true))
}

/// The days of a quarter by its number: that year's, or the one's before if it is not over or what
/// comes later is what something is compared with.
fn quarter(scene: &Scene<'_>, known: Date, order: i8, compared: bool) -> Option<(Date, Date)> {
    let days = |year: i16| {
        let start = Date::new(year, order * 3 + 1, 1).ok()?;
        let end = Date::new(year, order * 3 + 3, 1).ok()?.last_of_month();
        Some((start, end))
    };
    let now = (known.month() - 1) / 3;
    let same = days(known.year())?;
    let later = order >= now && compared || same.1 > scene.document.published;
    if later { days(known.year() - 1) } else { Some(same) }
}
