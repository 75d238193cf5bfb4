//! Times that count from another event of the text: "on the day before the envoy arrived",
//! "two weeks after the launch", 정상회담 이틀 뒤.
//!
//! Such a time has no days of its own. Where the text dates the event that it counts from, the
//! deed's days are counted from there, once the whole text is read. Where it does not, the deed has
//! no date: the day of publication would be a wrong one.

mod english;
mod korean;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use telltale_observation::{Actor, Channel, Kind, Period, Precision};

use crate::Language;
use crate::outlook::words::{channels, each_word};
use crate::reader::Scene;
use crate::sighting::{Sighting, Span};
use crate::time::{Grain, Time};

/// A unit in which a text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// How far a deed lies from an event: before it where the number is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offset {
    count: i32,
    unit: Unit,
    /// The whole week or month ("the week before"), rather than the day that far away.
    whole: bool,
}

/// A time that counts from an event, as it stands in a sentence.
#[derive(Clone, Copy, Debug)]
struct Phrase {
    /// The whole of it, the event's words included.
    span: Span,
    /// The event's words.
    event: Span,
    /// `None` where it is told only roughly: "about two weeks after".
    offset: Option<Offset>,
}

/// A phrase that waits for the text to be read.
#[derive(Debug)]
pub(crate) struct Pending {
    sentence: Span,
    phrase: Phrase,
    actors: Vec<Actor>,
    channels: Vec<Channel>,
    /// The day that the event's own words give.
    own: Option<Period>,
    /// The day of what the sentence tells, where the event is to be dated from it: "struck on
    /// Thursday, two days after raids by Y".
    day: Option<Date>,
}

/// The most sentences of a text whose times are counted from events: a text of nothing else is
/// hostile.
const PENDING_MAX: usize = 512;

/// Notes the times of a sentence that count from an event.
pub(crate) fn note(scene: &Scene<'_>, pending: &mut Vec<Pending>) {
    let phrase = match scene.document.language {
        Language::English => english::find(scene),
        Language::Korean => korean::find(scene),
        Language::Chinese | Language::Russian => None,
    };
    let Some(phrase) = phrase.filter(|_| pending.len() < PENDING_MAX) else { return };
    let within = |span: Span, of: Span| of.0 <= span.0 && span.1 <= of.1;
    // Another date of the sentence is the deed's own.
    let dated = || scene.times.iter().filter(|time| time.is_dated());
    let mut others = dated().filter(|time| !within(time.span, phrase.span));
    if let Some(first) = others.next() {
        let bare = dated().all(|time| !within(time.span, phrase.event));
        let day = first.grain == Grain::Day && first.start == first.end;
        if others.next().is_none() && day && bare && phrase.offset.is_some() {
            let (actors, channels, own) = (Vec::new(), Vec::new(), None);
            let (sentence, day) = (scene.span, Some(first.start));
            pending.push(Pending { sentence, phrase, actors, channels, own, day });
        }
        return;
    }
    let mut actors = Vec::new();
    for mention in scene.mentions.iter().filter(|mention| within(mention.span, phrase.event)) {
        for &actor in mention.actors.iter().filter(|_| mention.sort.acts()) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
    }
    let own = dated().find(|time| within(time.span, phrase.event));
    let own = own.and_then(|time| Period::new(time.start, time.end).ok());
    let channels = channels(scene.text, phrase.event);
    if own.is_some() || !channels.is_empty() {
        let (sentence, day) = (scene.span, None);
        pending.push(Pending { sentence, phrase, actors, channels, own, day });
    }
}

/// Dates the deeds of the sentences that wait, from the events that they count from.
pub(crate) fn settle(
    pending: &[Pending],
    text: &str,
    (sentences, times): (&[Span], &[Time]),
    found: &mut [Sighting],
) {
    for waits in pending {
        if let Some(day) = waits.day {
            back(waits, day, found);
            continue;
        }
        let anchor = waits
            .own
            .or_else(|| told(waits, found))
            .or_else(|| named(waits, text, sentences, times));
        let offset = waits.phrase.offset;
        let period = anchor.zip(offset).and_then(|(anchor, offset)| counted(anchor, offset));
        for seen in found.iter_mut().filter(|seen| belongs(seen, waits)) {
            seen.period = period;
            seen.because.dated = period.is_some();
            seen.confidence = seen.confidence.min(if period.is_some() { 0.8 } else { 0.7 });
        }
    }
}

/// Dates what the event's words tell from the day of the rest of the sentence.
fn back(waits: &Pending, day: Date, found: &mut [Sighting]) {
    let event = waits.phrase.event;
    let Some(offset) = waits.phrase.offset else { return };
    let from = Period::day(day).ok();
    let turned = Offset { count: -offset.count, ..offset };
    let Some(period) = from.and_then(|from| counted(from, turned)) else { return };
    let within =
        |seen: &Sighting| seen.because.trigger.is_some_and(|at| event.0 <= at.0 && at.1 <= event.1);
    for seen in found.iter_mut() {
        if seen.kind == Kind::Event && seen.span == waits.sentence && within(seen) {
            seen.period = Some(period);
        }
    }
}

/// Whether a sighting is what the phrase dates: told in its sentence, outside of the event's words.
fn belongs(seen: &Sighting, waits: &Pending) -> bool {
    let event = waits.phrase.event;
    seen.kind == Kind::Event
        && seen.span == waits.sentence
        && seen.because.trigger.is_some_and(|at| at.1 <= event.0 || event.1 <= at.0)
}

/// The day of the event where the text tells it with a date: the last such before, else the first
/// after.
fn told(waits: &Pending, found: &[Sighting]) -> Option<Period> {
    let fits = |seen: &&Sighting| {
        let between = [seen.actor, seen.target];
        seen.kind == Kind::Event
            && seen.because.dated
            && !belongs(seen, waits)
            && waits.channels.contains(&seen.channel)
            && waits.actors.iter().all(|actor| between.contains(&Some(*actor)))
    };
    let before = found.iter().rev().filter(|seen| seen.span.0 < waits.sentence.0).find(fits);
    let after = || found.iter().filter(|seen| seen.span.0 > waits.sentence.0).find(fits);
    before.or_else(after).and_then(|seen| seen.period)
}

/// The day of the event where another sentence names it and one day alone.
fn named(waits: &Pending, text: &str, sentences: &[Span], times: &[Time]) -> Option<Period> {
    let channel = *waits.channels.first()?;
    let place = sentences.iter().position(|&span| span == waits.sentence)?;
    let before = sentences[..place].iter().rev().take(SENTENCES_MAX);
    let after = sentences[place + 1..].iter().take(SENTENCES_MAX);
    before.chain(after).find_map(|&span| {
        let from = times.partition_point(|time| time.span.0 < span.0);
        let mut days = times[from..]
            .iter()
            .take_while(|time| time.span.1 <= span.1)
            .filter(|time| time.is_dated() && time.relative.is_none());
        let (only, more) = (days.next()?, days.next());
        let speaks = more.is_none()
            && only.grain == Grain::Day
            && only.start == only.end
            && channels(text, span) == [channel]
            && shares_a_name(text, waits.phrase.event, span);
        speaks.then(|| Period::day(only.start).ok()).flatten()
    })
}

/// How many sentences around are looked through.
const SENTENCES_MAX: usize = 8;

/// Whether all words with a capital in the event's words stand in the sentence, too.
fn shares_a_name(text: &str, event: Span, sentence: Span) -> bool {
    let there: Vec<&str> = each_word(text, sentence).map(|(_, word)| word).collect();
    each_word(text, event)
        .filter(|(_, word)| word.starts_with(char::is_uppercase))
        .all(|(_, word)| there.contains(&word))
}

/// So far from a period; a count of days needs a day.
fn counted(anchor: Period, offset: Offset) -> Option<Period> {
    let (start, end) = (anchor.start(), anchor.end());
    let day = anchor.precision() == Precision::Day;
    let month = anchor.precision() == Precision::Month;
    let count = i64::from(offset.count);
    let length: Length = match offset.unit {
        Unit::Day if day => count.days(),
        Unit::Week if day => count.weeks(),
        Unit::Month if day || month => count.months(),
        Unit::Year => count.years(),
        _ => return None,
    };
    let (from, to) = (start.checked_add(length).ok()?, end.checked_add(length).ok()?);
    let (from, to) = match offset.unit {
        Unit::Week if offset.whole => week(from)?,
        Unit::Month if offset.whole || month => (from.first_of_month(), from.last_of_month()),
        Unit::Year if offset.whole => (from.first_of_year(), from.last_of_year()),
        _ => (from, to),
    };
    Period::new(from, to).ok()
}

/// Monday to Sunday.
fn week(day: Date) -> Option<(Date, Date)> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}
