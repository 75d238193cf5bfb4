//! What a checked sentence says and its claims leave out: another number, a direction, that an amount is a
//! record or the third rise in a row, or on which days somebody came. Were it passed over, it would look
//! confirmed with the rest.

use std::collections::BTreeSet;

use telltale_brief::check::Outcome;
use telltale_observation::{Channel, Period};
use telltale_reader::stated::{self, Amount, Steady, rankings};
use telltale_reader::{Document, Expectation, Sighting};

use super::claims::{Span, Stated};
use super::deeds::meet;
use super::{Finding, comparisons, deeds, tallies};

/// The words that were not checked, of sentences of which something was; in order.
pub(super) fn find(document: &Document, told: &Stated, findings: &[Finding]) -> Vec<Span> {
    let ranks = rankings(document).into_iter().filter(|ranking| {
        let here = || findings.iter().filter(|one| one.sentence == ranking.sentence);
        let hears =
            |one: &Finding| matches!(one.kind, "rank" | "change") && meet(one.span, ranking.word);
        here().next().is_some() && !here().any(hears)
    });
    let mut left: Vec<Span> = ranks.map(|ranking| ranking.span).collect();
    let heard = |words: Span| {
        let hears = |one: &Finding| matches!(one.kind, "rank" | "change") && meet(one.span, words);
        findings.iter().any(hears) || left.iter().any(|other| meet(*other, words))
    };
    let more: Vec<Span> =
        told.open.ranked.iter().filter(|words| !heard(**words)).copied().collect();
    left.extend(more);
    let judged = |seen: &Sighting| {
        // Of a month a count says more than that something was done in it.
        let whole = seen.period.is_some_and(Period::is_whole_months);
        let of = |one: &Finding| match one.kind {
            "deed" => meet(one.span, seen.because.trigger.unwrap_or(seen.span)),
            "count" => {
                let own = seen.because.trigger.is_some_and(|trigger| meet(one.span, trigger));
                (whole && meet(one.sentence, seen.span) || own) && is_of(one, seen.channel)
            }
            _ => false,
        };
        findings.iter().any(of)
    };
    let deeds = told.reading.sightings.iter();
    let deeds = deeds.map(|seen| deeds::told_again(seen).unwrap_or_else(|| seen.clone()));
    let deeds = deeds.filter(|seen| deeds::is_dated(seen) && !judged(seen));
    left.extend(deeds.filter_map(|seen| {
        let sentence = told.sentences().iter().find(|one| meet(**one, seen.span))?;
        let checked = findings.iter().any(|one| one.sentence == *sentence);
        checked.then(|| clause(document, *sentence, seen.span))
    }));
    let counts = tallies::all(document, told).into_iter().filter(|(sentence, words)| {
        let here = || findings.iter().filter(|one| one.sentence == *sentence);
        here().next().is_some() && !here().any(|one| one.kind == "count" && meet(one.span, *words))
    });
    let counts: Vec<Span> = counts
        .map(|(_, words)| words)
        .filter(|words| !left.iter().any(|other| meet(*other, *words)))
        .collect();
    left.extend(counts);
    left.extend(days_left(document, findings));
    in_passing(document, told, findings, &mut left);
    beside_deeds(document, told, findings, &mut left);
    dropped(document, told, findings, &mut left);
    unexpected(told, findings, &mut left);
    left.extend(days_beside_measures(document, told, findings));
    left.sort_unstable();
    left.dedup();
    left
}

/// Adds what sentences of deeds say besides that is no part of any: how long it lasted, how long after the one
/// before it was, how many there were in words that nobody can count, and what was not done.
fn beside_deeds(document: &Document, told: &Stated, findings: &[Finding], left: &mut Vec<Span>) {
    let of_deeds = told.sentences().iter().filter(|sentence| {
        findings.iter().any(|one| one.kind == "deed" && one.sentence == **sentence)
    });
    let held = |words: &Span, kinds: &[&str]| {
        findings.iter().any(|one| kinds.contains(&one.kind) && meet(one.span, *words))
    };
    // The words of a gap or a length that was held are no day and no movement.
    let units = ["days", "weeks", "months", "years"];
    let lasts = |one: &&Finding| {
        one.kind == "count" && one.found_in.is_some_and(|unit| units.contains(&unit))
    };
    let lengths: Vec<Span> = findings.iter().filter(lasts).map(|one| one.span).collect();
    left.retain(|words| !lengths.iter().any(|length| meet(*length, *words)));
    for sentence in of_deeds {
        let stays = stated::stays(document, *sentence).into_iter().map(|one| one.span);
        left.extend(stays.filter(|words| !held(words, &["consistency", "count"])));
        let gaps = stated::gaps(document, *sentence).into_iter().map(|one| one.span);
        let vague = stated::vague_counts(document, *sentence).into_iter();
        for words in gaps.chain(vague) {
            if !held(&words, &["count"]) && !left.iter().any(|other| meet(*other, words)) {
                left.push(words);
            }
        }
        left.extend(stated::undone(document, *sentence));
    }
}

/// Adds what checked sentences say in passing of a movement, and anniversaries that nobody counted.
fn in_passing(document: &Document, told: &Stated, findings: &[Finding], left: &mut Vec<Span>) {
    let checked = told
        .sentences()
        .iter()
        .filter(|sentence| findings.iter().any(|one| one.sentence == **sentence));
    for sentence in checked {
        let heard = |words: &Span| {
            let hears = ["change", "rank", "consistency", "share", "expectation"];
            let hears = |one: &Finding| hears.contains(&one.kind) && meet(one.span, *words);
            findings.iter().any(hears)
        };
        let passing = stated::in_passing(document, *sentence);
        let kept = stated::kept(document, *sentence);
        for words in passing.into_iter().chain(kept) {
            if !heard(&words) && !left.iter().any(|other| meet(*other, words)) {
                left.push(words);
            }
        }
    }
}

fn is_of(finding: &Finding, channel: Channel) -> bool {
    finding.about.as_ref().is_some_and(|about| about.channel == channel)
}

/// Days of the calendar in sentences of deeds that no deed held is of: "on 4 and 25 June".
fn days_left(document: &Document, findings: &[Finding]) -> Vec<Span> {
    let of_deed =
        |one: &&Finding| one.kind == "deed" || one.kind == "count" && one.found_in.is_some();
    let all: Vec<&Finding> = findings.iter().filter(of_deed).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let short = |date: &stated::Dated| (date.days.1 - date.days.0).get_days() < DAYS_MAX;
    let named = |date: &stated::Dated| stated::is_of_the_calendar(document, date.span);
    let mut left = Vec::new();
    for date in stated::dates(document).into_iter().filter(|date| short(date) && named(date)) {
        let mut here = all.iter().filter(|one| meet(one.sentence, date.span)).peekable();
        if here.peek().is_none() || date.days.0 > document.published {
            continue;
        }
        let held = here.any(|one| {
            let period = one.about.as_ref().and_then(|about| about.period);
            let same = period.is_some_and(|days| (days.start(), days.end()) == date.days);
            // Of a list the year or the month may stand with another.
            let listed = period.is_some_and(|days| days.start().day() == date.days.0.day())
                && one.kind == "deed"
                && one.span.0 <= date.span.0
                && date.span.1 <= one.span.1;
            // Over which days a count runs stands beside it.
            let from = period.is_some_and(|days| days.start() == date.days.0);
            let own = if one.kind == "deed" { same } else { from && !date.to_the_day };
            let overlaps =
                period.is_some_and(|days| days.start() <= date.days.1 && date.days.0 <= days.end());
            meet(one.span, date.span) && overlaps || own || listed
        });
        if !held {
            left.push(date.span);
        }
        let listed = |words: &Span| {
            all.iter()
                .any(|one| one.kind == "deed" && one.span.0 <= words.0 && words.1 <= one.span.1)
        };
        left.extend(second_day(document, date.span).filter(|words| !listed(words)));
    }
    left
}

/// The most days of a time that may be that of a deed: a month.
const DAYS_MAX: i32 = 31;

/// A second day right behind one: "on 4 and 25 June", "June 4 and 25".
fn second_day(document: &Document, date: Span) -> Option<Span> {
    let behind = &document.text[date.1..];
    let start = [" and ", ", ", "일과 ", "·", ", and "]
        .iter()
        .find_map(|joint| Some(joint.len()).filter(|_| behind.starts_with(joint)))?;
    let digits =
        behind[start..].find(|one: char| !one.is_ascii_digit()).unwrap_or(behind.len() - start);
    let day: u8 = behind[start..start + digits].parse().ok()?;
    let next = behind[start + digits..].chars().next();
    let ends = next.is_none_or(|next| ",.;) 일".contains(next));
    ((1..=31).contains(&day) && ends).then_some((date.1 + start, date.1 + start + digits))
}

/// Adds the directions and numbers of checked sentences that no claim holds and nothing lists.
fn dropped(document: &Document, told: &Stated, findings: &[Finding], left: &mut Vec<Span>) {
    let ranked = left.clone();
    let checked: BTreeSet<Span> = findings.iter().map(|one| one.sentence).collect();
    let is_checked = |sentence: Span| checked.contains(&sentence);
    let directions = stated::comparisons(document).into_iter();
    left.extend(
        directions
            .filter(|one| {
                is_checked(one.sentence) && !comparisons::is_told(document, findings, one)
            })
            .map(|one| one.span)
            .filter(|span| !ranked.iter().any(|ranked| meet(*ranked, *span))),
    );
    for sentence in told.sentences().iter().filter(|one| is_checked(**one)) {
        let courses = stated::courses(document, *sentence).into_iter().map(|one| one.span);
        let hears = |one: &Finding, span: Span| {
            one.sentence == *sentence && one.kind == "change" && meet(one.span, span)
        };
        let courses: Vec<Span> = courses
            .filter(|span| !findings.iter().any(|one| hears(one, *span)))
            .filter(|span| !left.iter().any(|other| meet(*other, *span)))
            .collect();
        left.extend(courses);
        let here: Vec<&Finding> = findings.iter().filter(|one| one.sentence == *sentence).collect();
        let steady = stated::steady(document, *sentence).into_iter();
        let steady: Vec<Span> = steady
            .filter(|(span, says)| !is_borne_out(&here, *span, *says))
            .map(|(span, _)| span)
            .filter(|span| !left.iter().any(|other| meet(*other, *span)))
            .collect();
        left.extend(steady);
        let numbers = stated::amounts(document, *sentence).into_iter();
        let dropped: Vec<Span> = numbers
            .filter(|number| !is_held(findings, *sentence, number))
            .map(|number| number.span)
            .filter(|span| !left.iter().any(|other| meet(*other, *span)))
            .map(|span| with_lead(document, *sentence, span))
            .collect();
        left.extend(dropped);
    }
}

/// Adds what checked sentences expect of trade in words that no claim is made of: that nobody expects it,
/// that it hangs on a condition, or that they may mean several things.
fn unexpected(told: &Stated, findings: &[Finding], left: &mut Vec<Span>) {
    let is_trade =
        |one: &&Expectation| one.channel.is_some_and(Channel::is_trade) && one.direction.is_some();
    for one in told.reading.outlook.expectations.iter().filter(is_trade) {
        let is_checked = findings.iter().any(|finding| meet(finding.sentence, one.what));
        let is_heard = findings.iter().any(|finding| meet(finding.span, one.what))
            || left.iter().any(|other| meet(*other, one.what));
        if is_checked && !is_heard {
            left.push(one.what);
        }
    }
}

/// The days of sentences of which nothing was checked but that a measure agrees with itself: "the rocket of
/// 3 May flew 100 kilometers (62 miles)".
fn days_beside_measures(document: &Document, told: &Stated, findings: &[Finding]) -> Vec<Span> {
    let mut days = Vec::new();
    for sentence in told.sentences() {
        let mut here = findings.iter().filter(|one| one.sentence == *sentence).peekable();
        let measured = here.peek().is_some()
            && here.all(|one| one.about.is_none() && one.unit.as_deref() != Some("years"));
        if measured {
            days.extend(stated::days(document, *sentence));
        }
    }
    days
}

/// How far two amounts may lie apart that are said to be the same, as a share.
const SAME: f64 = 0.01;

/// Whether findings of a sentence say what its words of staying or turning do: one of these very words,
/// two amounts that were found right and are the same, or a change that way.
fn is_borne_out(here: &[&Finding], span: Span, says: Steady) -> bool {
    let hears = ["change", "rank", "consistency", "expectation"];
    if here.iter().any(|one| hears.contains(&one.kind) && meet(one.span, span)) {
        return true;
    }
    let right = here.iter().filter(|one| one.checked.outcome == Outcome::Confirmed);
    let claimed = |kind: &'static str| {
        let of_kind = right.clone().filter(move |one| one.kind == kind);
        of_kind.filter_map(|one| one.checked.claimed)
    };
    match says {
        Steady::Same => {
            let all: Vec<f64> = claimed("value").collect();
            let (least, most) = all
                .iter()
                .fold((f64::MAX, f64::MIN), |(least, most), one| (least.min(*one), most.max(*one)));
            all.len() > 1 && most - least <= SAME * most
        }
        Steady::Turned(up) => claimed("change").any(|change| (change > 0.0) == up),
        Steady::Otherwise => false,
    }
}

/// The longest that the words of a claim are beside those of its number; longer ones are a whole clause.
const WORDS_MAX: usize = 40;

/// Whether a finding is of this number, and not only of words around it.
pub(super) fn is_held(findings: &[Finding], sentence: Span, number: &Amount) -> bool {
    let length = number.span.1 - number.span.0;
    findings.iter().filter(|one| one.sentence == sentence && meet(one.span, number.span)).any(
        |one| {
            match (one.kind, one.checked.claimed) {
                // A direction is of no number.
                ("change", None) => false,
                ("value" | "count" | "share" | "change", Some(claimed)) => {
                    let tight = one.span.1 - one.span.0 <= length + WORDS_MAX;
                    let told = [number.value, number.value / 100.0, number.value - 1.0];
                    let same =
                        |told: &f64| (told.abs() - claimed.abs()).abs() <= 1e-6 * claimed.abs();
                    tight || told.iter().any(same)
                }
                _ => true,
            }
        },
    )
}

/// A number with up to two words before it, of its own clause.
fn with_lead(document: &Document, sentence: Span, span: Span) -> Span {
    let ahead = &document.text[sentence.0..span.0];
    let joint = |(_, letter): &(usize, char)| [',', ';', '(', '—'].contains(letter);
    let joint = ahead.char_indices().rev().find(joint);
    let from = joint.map_or(0, |(at, letter)| at + letter.len_utf8());
    let words =
        ahead[from..].trim_end().rmatch_indices(' ').nth(1).map_or(from, |(at, _)| from + at);
    let lead = ahead[words..].len() - ahead[words..].trim_start().len();
    (sentence.0 + words + lead, span.1)
}

/// Sentences of which nothing may be checked, and that say more than nothing: that something lay above or
/// below another time's, on which days one of two states called on the other or something was launched,
/// what is expected of trade, in words that may mean several things, or that an amount of the sentence
/// before was the lowest or the third rise in a row.
pub(super) fn silent(document: &Document, told: &Stated) -> BTreeSet<Span> {
    let compared = stated::comparisons(document).into_iter().map(|one| one.sentence);
    let alone = |seen: &Sighting| matches!(seen.channel, Channel::Launch | Channel::NuclearTest);
    let deeds = told
        .reading
        .sightings
        .iter()
        .filter(|seen| deeds::is_dated(seen) && (seen.target.is_some() || alone(seen)));
    let deeds = deeds.filter_map(|seen| {
        let span = seen.because.again.as_ref().map_or(seen.span, |again| again.0);
        told.sentences().iter().find(|one| meet(**one, span)).copied()
    });
    let ahead = |one: &&Span| stated::looks_ahead(document, **one);
    let expected = told.sentences().iter().filter(ahead).copied();
    let counted = tallies::all(document, told).into_iter().map(|(sentence, _)| sentence);
    let dated = told.dated.iter().copied();
    let apart = told.gaps.iter().map(|one| one.of.sentence);
    let ranked = rankings(document).into_iter().map(|one| one.sentence);
    let ranked = ranked.filter(|sentence| follows_an_amount(told, *sentence));
    compared
        .chain(deeds)
        .chain(expected)
        .chain(counted)
        .chain(dated)
        .chain(apart)
        .chain(ranked)
        .collect()
}

/// Whether the sentence before tells an amount of trade.
fn follows_an_amount(told: &Stated, sentence: Span) -> bool {
    let at = told.sentences().partition_point(|one| one.0 < sentence.0);
    let before = at.checked_sub(1).and_then(|at| told.sentences().get(at));
    let is_amount = |seen: &Sighting| seen.channel.is_trade() && seen.amount.is_some();
    let amounts = told.reading.sightings.iter().filter(|seen| is_amount(seen));
    before.is_some_and(|before| amounts.into_iter().any(|seen| meet(*before, seen.span)))
}

/// The clause around some words, between commas and the like.
fn clause(document: &Document, (from, to): Span, span: Span) -> Span {
    let joint = [", ", "; ", " — "];
    let (head, tail) = (&document.text[from..span.0.max(from)], &document.text[span.1.min(to)..to]);
    let start = joint.iter().filter_map(|joint| Some(head.rfind(joint)? + joint.len())).max();
    let end = joint.iter().filter_map(|joint| tail.find(joint)).min();
    (from + start.unwrap_or(0), end.map_or(to, |end| span.1 + end))
}
