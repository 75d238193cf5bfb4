//! How often somebody called on somebody, or launched something: counted in the lists of the ledger.

use std::collections::BTreeSet;

use jiff::civil::Date;
use telltale_brief::check::{Checked, Deed, Doubted, Likeness, Outcome, Tally};
use telltale_observation::{Channel, Kind, Modality, Month, Observation, Period};
use telltale_reader::stated::{self, Weapon};
use telltale_reader::{Document, Language, Reader, Sighting};
use telltale_source::launches;

use super::Finding;
use super::claims::{Checking, Read, Span, Stated, told};
use super::deeds::{self, DEEDS, Dated, People, meet};

/// A count of deeds that a text tells.
pub(super) struct Counted {
    pub(super) of: Dated,
    /// Over which days it may run too, where that is not sure.
    or_over: Option<Period>,
    /// When the one was that is told.
    when: Period,
    span: Span,
    n: f64,
    /// Whether it counts the one that is told, and is the first of a stretch.
    nth: bool,
    first: bool,
    /// Whether it counts missiles.
    missiles: bool,
    /// What sort of missile the count itself names, and that of its sentence.
    weapons: BTreeSet<Weapon>,
}

/// A stretch of fewer days is no time over which one counts.
const STRETCH_MIN: i32 = 28;

/// How many letters may stand between a count and a stretch that is its own: " in ".
const NEAR: usize = 12;

/// Words by which a count is of a year, which no time of the sentence names.
const OF_THE_YEAR: &[&str] = &["of the year", "this year", "올해", "올 들어", "금년"];

/// Before this day nobody counts: "its sixth test" is of all there were.
fn ever() -> Date {
    Date::constant(1900, 1, 1)
}

/// Every count of deeds in a text.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<Counted> {
    let mut all = Vec::new();
    let mut before: Option<Dated> = None;
    let dates = stated::dates(text.document);
    let people = People::of(reader, text.document);
    for &sentence in text.sentences {
        let host = host(&people, text, &dates, sentence);
        let tallies = stated::tallies(text.document, sentence);
        for tally in tallies.iter().filter(|tally| tally.n > 0) {
            let alone = |one: &&Dated| one.deed.target.is_none();
            let carried = || before.as_ref().filter(alone).filter(|_| tally.of_launches);
            let Some(deed) = host.as_ref().or_else(carried) else { continue };
            let Some(scope) = scope(text, &dates, sentence, deed, tally) else { continue };
            let words = |(from, to): Span| Weapon::of(&text.document.text[from..to]);
            let own = words(tally.span);
            let weapons = match own == Weapon::default() {
                // "Launches" may be of missiles alone, or of all that the source calls one.
                true => [own, Weapon::MISSILES, words(sentence), words(deed.sentence)].into(),
                false => [own].into(),
            };
            all.push(Counted {
                of: deed.over(scope.period, sentence),
                or_over: scope.or_over,
                when: deed.deed.period,
                span: tally.span,
                n: f64::from(tally.n),
                nth: tally.nth,
                first: tally.nth && tally.n == 1,
                missiles: false,
                weapons,
            });
        }
        let free = |seen: &&Sighting| !tallies.iter().any(|one| meet(one.span, seen.span));
        all.extend(missiles(text, sentence).filter(free).filter_map(|seen| {
            let deed = host.as_ref()?;
            let weapon = Weapon::of(&text.document.text[sentence.0..sentence.1]);
            Some(Counted {
                of: deed.over(seen.period?, sentence),
                or_over: None,
                when: deed.deed.period,
                span: seen.span,
                n: seen.amount.as_ref()?.value?,
                nth: false,
                first: false,
                missiles: true,
                weapons: [weapon].into(),
            })
        }));
        before = host;
    }
    all
}

/// How many missiles a sentence says were launched.
fn missiles<'t>(text: Read<'t>, sentence: Span) -> impl Iterator<Item = &'t Sighting> {
    text.reading.sightings.iter().filter(move |seen| {
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let valued = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
        seen.kind == Kind::Quantity
            && seen.channel == Channel::Launch
            && happened
            && valued
            && meet(sentence, seen.span)
    })
}

/// The one deed of a sentence that may be counted.
pub(super) fn host(
    people: &People<'_>,
    text: Read<'_>,
    dates: &[stated::Dated],
    sentence: Span,
) -> Option<Dated> {
    let here = text.reading.sightings.iter().filter(|seen| {
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let missiles = seen.kind == Kind::Quantity && seen.channel == Channel::Launch;
        let counted = seen.kind == Kind::Event && DEEDS.contains(&seen.channel);
        happened && (counted || missiles) && meet(sentence, seen.span)
    });
    let all: Vec<Dated> = here.filter_map(|seen| deeds::of(people, text, dates, seen)).collect();
    let key = |one: &Dated| {
        let sides: BTreeSet<_> = one.actors().collect();
        (sides, one.deed.channel)
    };
    let keys: BTreeSet<_> = all.iter().map(key).collect();
    // Told last is the one that the count most often belongs to; the first has the day.
    (keys.len() == 1).then(|| all.into_iter().next()).flatten()
}

/// Every count of a text that may be of deeds, with its sentence, whether or not it could be read.
pub(super) fn all(document: &Document, told: &Stated) -> Vec<(Span, Span)> {
    let tells = |sentence: Span| {
        let deed = |seen: &Sighting| {
            seen.kind == Kind::Event && DEEDS.contains(&seen.channel) && meet(sentence, seen.span)
        };
        told.reading.sightings.iter().any(deed)
    };
    let sentences = told.sentences().iter().copied();
    let here = sentences.flat_map(|sentence| {
        let all = stated::tallies(document, sentence).into_iter();
        let of_deeds = all.filter(move |one| one.of_launches || tells(sentence));
        of_deeds.map(move |one| (sentence, one.span))
    });
    here.collect()
}

/// Over which days a count runs.
struct Scope {
    period: Period,
    /// Over which it may run too.
    or_over: Option<Period>,
}

/// Over which days a count runs.
fn scope(
    text: Read<'_>,
    dates: &[stated::Dated],
    sentence: Span,
    of: &Dated,
    tally: &stated::Tally,
) -> Option<Scope> {
    let here = dates.iter().filter(|date| meet(date.span, sentence));
    let long: Vec<&stated::Dated> = here.filter(|date| length(date) >= STRETCH_MIN).collect();
    // "His second visit in two weeks": nobody says in which.
    let behind = text.document.text.get(tally.span.1..sentence.1).unwrap_or("");
    if is_within_a_while(behind) {
        return None;
    }
    let of_its_year = || {
        let year = of.deed.period.start().year();
        (Date::constant(year, 1, 1), Date::constant(year, 12, 31))
    };
    // "In July, its fourth test of the year".
    if tally.nth && behind.trim_start().to_lowercase().starts_with("of the year") {
        let period = until(text, of, tally, Some(of_its_year()))?;
        return Some(Scope { period, or_over: None });
    }
    let own = own_stretch(text, &long, tally)?;
    let words = text.document.text[sentence.0..sentence.1].to_lowercase();
    let first = tally.nth && tally.n == 1;
    // "Their sixth summit and the first since June": the time is the other count's.
    let is_of_another = |date: &stated::Dated| {
        let between = text.document.text.get(tally.span.1..date.span.0).unwrap_or("");
        !first && between.to_lowercase().contains("first")
    };
    let own = own.filter(|one| !is_of_another(one));
    let stretch = match own {
        Some(one) => Some(match first && is_since(text, one) {
            true => (after(one)?, one.days.1),
            false => one.days,
        }),
        None if long.is_empty() => {
            OF_THE_YEAR.iter().any(|year| words.contains(year)).then(of_its_year)
        }
        None => None,
    };
    let period = until(text, of, tally, stretch)?;
    let dates_it = own.is_some_and(|one| dates_the_deed(text, one, tally));
    let or_over = if dates_it { until(text, of, tally, None) } else { None };
    Some(Scope { period, or_over })
}

fn length(date: &stated::Dated) -> i32 {
    (date.days.1 - date.days.0).get_days() + 1
}

/// The stretch that a count is of, as far as one of the times of its sentence is; nothing where several may be.
fn own_stretch<'d>(
    text: Read<'_>,
    long: &[&'d stated::Dated],
    tally: &stated::Tally,
) -> Option<Option<&'d stated::Dated>> {
    // Of several stretches the one right beside the count is its own: "four in April and three in August",
    // "이달 세 번째, 올해 16번째".
    let behind = match text.document.language {
        Language::Korean => long.iter().rfind(|date| date.span.1 <= tally.span.0),
        _ => long.iter().find(|date| date.span.0 >= tally.span.1),
    };
    let near = behind.is_some_and(|date| {
        let apart = date.span.0.saturating_sub(tally.span.1);
        apart.max(tally.span.0.saturating_sub(date.span.1)) <= NEAR
            || text.document.language == Language::Korean
    });
    match (long, behind) {
        ([one], _) => Some(Some(*one)),
        (_, Some(one)) if near => Some(Some(*one)),
        ([], _) => Some(None),
        _ => None,
    }
}

/// Whether a time may only say when the one that is counted was, and not over how long: "in May, their first
/// meeting", "지난달 처음으로".
fn dates_the_deed(text: Read<'_>, date: &stated::Dated, tally: &stated::Tally) -> bool {
    if !tally.nth || is_since(text, date) {
        return false;
    }
    let first = tally.n == 1;
    let short = length(date) < YEAR_DAYS;
    let said = text.document.text[date.span.0..date.span.1].to_lowercase();
    let running = ["this ", "so far", "올해", "올 들어", "이달", "이번 달", "금년"];
    if running.iter().any(|word| said.contains(word)) {
        return false;
    }
    let between = text.document.text.get(date.span.1..tally.span.0).unwrap_or("");
    let ahead = date.span.1 <= tally.span.0;
    let beside = text.document.language == Language::Korean
        && (between.contains("들어") || !first && between.chars().count() <= BESIDE);
    // "Its second visit in May" is of May; "its first" of May or of all there were, as behind "in 2019".
    let either_side = text.document.language == Language::English && first && short;
    either_side || ahead && !beside && (short || first)
}

/// A time of fewer days is shorter than a year.
const YEAR_DAYS: i32 = 360;

/// How many letters stand at most between a time and a count of it in Korean: "에 ".
const BESIDE: usize = 2;

/// The days over which a count runs that is of a stretch, or, where it is of none, of all there ever were.
fn until(
    text: Read<'_>,
    of: &Dated,
    tally: &stated::Tally,
    stretch: Option<(Date, Date)>,
) -> Option<Period> {
    let published = text.document.published;
    let last = |end: Date| end.min(published);
    let (start, end) = match (stretch, tally.nth) {
        (Some((start, end)), true) => {
            let day = of.deed.period.end().min(published);
            let within = start <= day && day <= end && of.dated;
            (start, if within { day } else { last(end) })
        }
        (Some((start, end)), false) => (start, last(end)),
        (None, true) => (ever(), last(of.deed.period.end())),
        (None, false) if of.dated => (of.deed.period.start(), last(of.deed.period.end())),
        (None, false) => return None,
    };
    Period::new(start, end).ok()
}

/// Whether words go on with a length of time that nobody dates: "in two weeks", "within six months".
fn is_within_a_while(behind: &str) -> bool {
    let mut words = behind.split_whitespace();
    let within =
        words.next().is_some_and(|word| matches!(word, "in" | "within" | "over" | "inside"));
    const LENGTHS: &[&str] =
        &["day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades"];
    let length = |word: &str| LENGTHS.contains(&word.trim_end_matches(['.', ',', ';']));
    within && words.take(4).any(length)
}

/// Whether a time is the beginning of a stretch: "since December 2023", "12월 이후".
fn is_since(text: Read<'_>, date: &stated::Dated) -> bool {
    let whole = &text.document.text;
    let own = whole[date.span.0..date.span.1].to_lowercase();
    let ahead = whole[..date.span.0].trim_end().to_lowercase();
    let behind = whole[date.span.1..].trim_start();
    let since = |words: &str| words.contains("since") || words.contains("이후");
    since(&own)
        || ahead.ends_with("since")
        || ahead.ends_with("since at least")
        || behind.starts_with("이후")
}

/// The day after the month or the year that a stretch begins with; the stretch itself runs on.
fn after(date: &stated::Dated) -> Option<Date> {
    let start = date.days.0;
    if date.to_the_day || start.day() != 1 {
        return start.tomorrow().ok();
    }
    let named = Month::of(start);
    Some(if date.of_a_year {
        Date::new(start.year() + 1, 1, 1).ok()?
    } else {
        named.plus(1).first_day()
    })
}

/// Holds every count against the lists, in place of what else was made of its number.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for counted in &text.stated.tallies {
        // The count of a month says that something was done in it, and more.
        let of_the_month = |one: &Finding| {
            let days = one.about.as_ref().and_then(|about| about.period);
            let whole = days.is_some_and(Period::is_whole_months);
            one.kind == "deed" && one.sentence == counted.of.sentence && whole && !counted.nth
        };
        findings.retain(|one| {
            let same = one.kind == "count" && meet(one.span, counted.span);
            !same && !of_the_month(one)
        });
        let channel = counted.of.deed.channel;
        findings.push(Finding {
            kind: "count",
            sentence: counted.of.sentence,
            span: counted.span,
            unit: Some(if counted.missiles { "missile" } else { channel.name() }.to_owned()),
            found_in: Some(channel.name()),
            about: Some(counted.of.about()),
            checked: check(text, counted),
        });
    }
}

/// A count that may be of either of two stretches is right or wrong where it is so of both.
fn check(text: &Checking<'_, '_>, counted: &Counted) -> Checked {
    let checked = over(text, counted, counted.of.deed.period);
    let Some(other) = counted.or_over.filter(|other| *other != counted.of.deed.period) else {
        return checked;
    };
    let other = over(text, counted, other);
    match checked.outcome == other.outcome {
        true => checked,
        false => checked.doubted(Doubted::OwnTime, "", true, text.language),
    }
}

/// Of the sorts that may be meant, one that agrees confirms; only all together speak against it. A list
/// counts as a whole, whoever first told of each of its rows: none of them tells how many there are.
fn over(text: &Checking<'_, '_>, counted: &Counted, period: Period) -> Checked {
    let written = stated::written(&text.document.text, counted.span, counted.n);
    let by_name = !counted.of.people.is_empty();
    let deed = Deed { by_name, period, ..counted.of.deed };
    let tally = Tally {
        deed,
        told: told(counted.n, written),
        missiles: counted.missiles,
        ever: period.start() == ever(),
        first: counted.first,
    };
    let bench = text.bench_without(&[]);
    let mut all: Vec<Checked> = Vec::new();
    for weapon in &counted.weapons {
        let likeness = |record: &Observation| match deed.target {
            None => deeds::of_weapon(*weapon, record),
            Some(_) => counted.of.likeness(text.reader, record),
        };
        let likeness: &dyn Fn(&Observation) -> Likeness = &likeness;
        let checked = bench.check_tally(&tally, text.lists, launches::SPEC.name, likeness);
        all.push(of_a_month(text, counted, (checked, &tally), likeness));
    }
    let right = all.iter().position(|one| one.outcome == Outcome::Confirmed);
    let open = all.iter().position(|one| one.outcome != Outcome::Contradicted);
    all.swap_remove(right.or(open).unwrap_or(0))
}

/// "In March, its second launch of the year": which of March's it is, nobody says; too low is only what was
/// reached before.
fn of_a_month(
    text: &Checking<'_, '_>,
    counted: &Counted,
    (checked, tally): (Checked, &Tally),
    likeness: &dyn Fn(&Observation) -> Likeness,
) -> Checked {
    let told = counted.when;
    let low = checked.found.is_some_and(|found| found > counted.n);
    let single = told.start() == told.end();
    if checked.outcome != Outcome::Contradicted || !counted.nth || !low || single {
        return checked;
    }
    let before = told.start().yesterday().ok().filter(|end| tally.deed.period.start() <= *end);
    let before = before.and_then(|end| Period::new(tally.deed.period.start(), end).ok());
    let reached = before.map(|period| {
        let earlier = Tally { deed: Deed { period, ..tally.deed }, ..*tally };
        let bench = text.bench_without(&[]);
        bench.check_tally(&earlier, text.lists, launches::SPEC.name, likeness).found
    });
    match reached {
        Some(Some(reached)) if reached >= counted.n => checked,
        _ => checked.doubted(Doubted::OwnTime, "", true, text.language),
    }
}
