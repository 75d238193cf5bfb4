//! When a deed took place: which of the sentence's dates belongs to it.

use telltale_observation::Period;

use super::tree::Tree;
use crate::parse::Dep;
use crate::reader::Scene;
use crate::sighting::Span;
use crate::time::{self, Time, TimeKind};

/// The period of a trigger, and whether the text says it.
pub(crate) fn period(
    tree: &Tree<'_>,
    trigger: usize,
    planned: bool,
    scene: &Scene<'_>,
) -> (Option<Period>, bool) {
    period_but(tree, trigger, planned, scene, |_| false)
}

/// The period of a word of speech: what it says has dates of its own.
pub(crate) fn of_speech(tree: &Tree<'_>, verb: usize, scene: &Scene<'_>) -> (Option<Period>, bool) {
    let said = |time: &Time| {
        let token = (0..tree.len()).find(|&token| tree.tokens[token].1 > time.span.0).unwrap_or(0);
        tree.up(token).take_while(|&at| at != verb).any(|at| tree.dep(at) == Dep::Comp)
    };
    period_but(tree, verb, false, scene, said)
}

/// The period of a plan that somebody tells: the day on which he told it is another.
pub(crate) fn of_plan(
    tree: &Tree<'_>,
    trigger: usize,
    said_by: usize,
    scene: &Scene<'_>,
) -> (Option<Period>, bool) {
    let said = |time: &Time| {
        let token = (0..tree.len()).find(|&token| tree.tokens[token].1 > time.span.0).unwrap_or(0);
        let path = tree.up(token).take_while(|&at| at != said_by);
        tree.up(token).any(|at| at == said_by)
            && !time.future_form
            && path.collect::<Vec<_>>().iter().all(|&at| {
                matches!(tree.dep(at), Dep::PObj | Dep::Prep | Dep::Advmod | Dep::Compound)
                    || tree.head(at).is_some_and(|head| tree.dep(head) == Dep::PObj)
            })
    };
    period_but(tree, trigger, true, scene, said)
}

fn period_but(
    tree: &Tree<'_>,
    trigger: usize,
    planned: bool,
    scene: &Scene<'_>,
    of_another: impl Fn(&Time) -> bool,
) -> (Option<Period>, bool) {
    let chosen = scene
        .times
        .iter()
        .filter(|time| dates(time) && (planned || passed(time, scene)) && !of_another(time))
        .filter(|time| planned || !of_clause(tree, trigger, time))
        .filter(|time| planned || !is_set_for(time, scene))
        .min_by_key(|time| distance(tree, trigger, time));
    if let Some(time) = chosen {
        let time =
            if planned { time::resolve_future(time, scene.document.published) } else { *time };
        // "Has barred it since Monday": on Monday.
        let since = time.end == scene.document.published
            && (time.end - time.start).get_days() < SINCE_DAYS
            && scene.text.get(..time.span.1).is_some_and(|before| {
                let written = &before[time.span.0..];
                let since = |text: &str| text.trim_end().ends_with("since");
                (since(&before[..time.span.0]) || written.starts_with("since")) && is_a_day(written)
            });
        if since {
            return (Period::day(time.start).ok(), true);
        }
        return (Period::new(time.start, time.end).ok(), true);
    }
    let published = scene.document.published;
    let told = scene.cast.day_of_paragraph();
    let default = told.or_else(|| Period::day(published).ok());
    ((!planned).then_some(default).flatten(), told.is_some() && !planned)
}

/// How long the time is at most that a clause beside a deed lends it.
const LENT_DAYS: i32 = 31;

/// Whether a year is that of another clause: "asked for more time to repay a loan that it granted in
/// 2017".
fn of_clause(tree: &Tree<'_>, trigger: usize, time: &Time) -> bool {
    if (time.end - time.start).get_days() <= LENT_DAYS {
        return false;
    }
    let token = (0..tree.len()).find(|&token| tree.tokens[token].1 > time.span.0).unwrap_or(0);
    // "A 2013 visa accord": the year is the accord's.
    let year = tree.word(token).len() == 4 && tree.word(token).bytes().all(|b| b.is_ascii_digit());
    let named = year
        && matches!(tree.dep(token), Dep::Nummod | Dep::Compound | Dep::Amod)
        && tree
            .head(token)
            .is_some_and(|noun| noun != trigger && tree.tokens[noun].0 >= time.span.1);
    if named {
        return true;
    }
    let told = |at: usize| tree.up(trigger).any(|step| step == at);
    tree.up(token).take_while(|&at| !told(at)).any(|at| {
        matches!(tree.dep(at), Dep::RelCl | Dep::AdvCl)
            && tree.having(at, &[Dep::Subj, Dep::SubjPass]).next().is_some()
    })
}

/// The date right behind one of several names: "to X on Tuesday, Y on Wednesday and Z on Thursday".
pub(crate) fn beside(name: Span, scene: &Scene<'_>) -> Option<Period> {
    let behind = |time: &Time| {
        let between = scene.text.get(name.1..time.span.0);
        between.is_some_and(|between| matches!(between, " on " | " in " | " "))
    };
    let mut days = scene.times.iter().filter(|time| dates(time) && passed(time, scene));
    let own = days.find(|&time| behind(time))?;
    Period::new(own.start, own.end).ok()
}

/// "Postponed a visit set for Thursday": the day of what was to come, and not of what is done to it.
fn is_set_for(time: &Time, scene: &Scene<'_>) -> bool {
    const SET: &[&str] = &[
        "set for",
        "scheduled for",
        "planned for",
        "slated for",
        "due on",
        "due for",
        "due in",
        "due to begin on",
        "due to start on",
        "expected on",
        "scheduled to begin on",
        "scheduled to start on",
    ];
    let inner = scene.text.get(time.span.0..time.span.1).unwrap_or_default();
    let inner = ["on ", "for ", "in "].iter().find(|word| inner.starts_with(**word));
    let end = time.span.0 + inner.map_or(0, |word| word.len());
    let before = scene.text.get(scene.span.0..end).unwrap_or_default().trim_end();
    SET.iter().any(|words| before.ends_with(words))
}

/// How long ago a day lies at most that is named by its weekday.
const SINCE_DAYS: i32 = 8;

/// Whether a date names a day, and no week or month.
fn is_a_day(written: &str) -> bool {
    written.split_whitespace().next_back().is_some_and(|word| word.ends_with("day"))
}

/// Whether a date can be that of something that has happened.
fn passed(time: &Time, scene: &Scene<'_>) -> bool {
    !time.future_form && time.start <= scene.document.published
}

fn dates(time: &Time) -> bool {
    !matches!(time.kind, TimeKind::Duration | TimeKind::Set | TimeKind::Anniversary)
}

/// How far a date is from a trigger: by the clause first, then by words.
fn distance(tree: &Tree<'_>, trigger: usize, time: &Time) -> (usize, usize) {
    let token = (0..tree.len()).find(|&token| tree.tokens[token].1 > time.span.0).unwrap_or(0);
    let above: Vec<usize> = tree.up(trigger).collect();
    // A relative clause has a day of its own: "X and Y, whose guards fought in 2022, signed …".
    let aside = tree
        .up(token)
        .take_while(|at| !above.contains(at))
        .filter(|&at| tree.dep(at) == Dep::RelCl)
        .count();
    let steps = tree
        .up(token)
        .enumerate()
        .find_map(|(steps, at)| {
            above.iter().position(|&known| known == at).map(|height| height * 3 + steps + aside * 4)
        })
        .unwrap_or(40);
    (steps, token.abs_diff(trigger))
}
