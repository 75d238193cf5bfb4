//! When a deed took place: which of the sentence's dates belongs to it.

use telltale_observation::{Mode, Period};

use crate::reader::Scene;
use crate::sighting::Span;
use crate::time::{self, Time};

/// The date of a verb: the last one before it in its clause, else the last one in the clauses that
/// lead up to it, else the first after it, else the last before it. `clause` is where its own
/// begins, `chain` where those before do.
pub(crate) fn date<'t>(
    scene: &Scene<'t>,
    (chain, clause): (usize, usize),
    verb: Span,
    coming: bool,
) -> Option<&'t Time> {
    // "2028년까지" is how long, not when it was promised.
    let until = |time: &&Time| {
        let told = scene.text.get(time.span.0..).unwrap_or("");
        let (within, after) = told.split_at_checked(time.span.1 - time.span.0).unwrap_or_default();
        let limit = ["안에", "이내", "내에"].iter().any(|word| within.ends_with(word));
        if limit && !coming {
            return true;
        }
        let open = within.ends_with("까지") && !within.contains("부터") && !within.contains('~');
        (open || after.starts_with("까지")) && time.start != time.end
    };
    let set = |time: &&Time| !coming && is_set_for(scene, time);
    let dated = || scene.times.iter().filter(|time| time.is_dated() && !until(time) && !set(time));
    let own = dated().rfind(|time| time.span.0 >= clause && time.span.1 <= verb.1);
    let before = || dated().rfind(|time| time.span.0 >= chain && time.span.1 <= verb.1);
    own.or_else(before)
        .or_else(|| dated().find(|time| time.span.0 >= verb.0))
        .or_else(|| dated().rfind(|time| time.span.1 <= verb.1))
}

/// "10일로 예정된 방문": the day of what was to come, and not of what is done to it.
fn is_set_for(scene: &Scene<'_>, time: &Time) -> bool {
    let after = scene.text.get(time.span.1..).unwrap_or("");
    let after = ["으로", "로", "에", "쯤", "께"].iter().find_map(|end| after.strip_prefix(end));
    let after = after.unwrap_or(scene.text.get(time.span.1..).unwrap_or("")).trim_start();
    [
        "예정된",
        "예정됐던",
        "예정되어",
        "예정돼",
        "예정이던",
        "예정이었던",
        "계획된",
        "계획됐던",
        "잡혀",
        "잡힌",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}

/// How long the paragraph's time may be for a word without a date to be of it.
const SAID_DAYS: i32 = 7;

/// The period of a deed, and whether the text says it.
pub(crate) fn period(
    scene: &Scene<'_>,
    date: Option<&Time>,
    planned: bool,
    mode: Mode,
) -> (Option<Period>, bool) {
    let published = scene.document.published;
    let Some(date) = date else {
        // The month of a figure is not when something was said of it.
        let short = |period: &Period| {
            mode == Mode::Deed || (period.end() - period.start()).get_days() <= SAID_DAYS
        };
        let before = || scene.cast.day_of_paragraph().filter(short);
        let told = || before().or_else(|| Period::day(published).ok());
        return (if planned { None } else { told() }, false);
    };
    let time = if planned && !just_past(scene, date) {
        time::resolve_future(date, published)
    } else {
        *date
    };
    (Period::new(time.start, time.end).ok(), true)
}

/// How many days ago a bare day may be for the day of a decision, not of what is decided:
/// "15일 추방하기로 했다".
const DECIDED_DAYS: i32 = 10;

/// Whether a day without a month has just gone by, and nothing says that the next such is meant:
/// 오는 15일, 내달 15일.
fn just_past(scene: &Scene<'_>, date: &Time) -> bool {
    let days = date.start.until(scene.document.published).map_or(-1, |span| span.get_days());
    let before = scene.text.get(scene.span.0..date.span.0).unwrap_or("").trim_end();
    let coming = ["오는", "돌아오는", "다가오는"].iter().any(|word| before.ends_with(word));
    date.open == time::Open::Month && !coming && (0..=DECIDED_DAYS).contains(&days)
}

/// How many days ahead a bare day of the month may lie for the present tense to mean it.
const AHEAD_DAYS: i32 = 21;

/// Whether a date told in the present tense lies ahead.
pub(crate) fn ahead(scene: &Scene<'_>, date: &Time) -> bool {
    let published = scene.document.published;
    let coming = time::resolve_future(date, published).start;
    let days = published.until(coming).map_or(0, |span| span.get_days());
    date.start > published || (days > 0 && days <= AHEAD_DAYS)
}
