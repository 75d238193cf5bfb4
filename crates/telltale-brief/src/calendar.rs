//! The calendar: what is announced, and what came of what was announced before. Whether a record
//! is what was announced is a judgement, which the case states; no rule here guesses it.

use jiff::ToSpan;
use telltale_observation::{Modality, Observation};

use crate::brief;
use crate::case::{CalendarEntry, Case};
use crate::evidence::{Citation, Evidence, Sentence};
use crate::known::Known;
use crate::language::{Language, tell};

/// Every entry announced by the day asked.
pub(crate) fn all(case: &Case, known: &Known, language: Language) -> Vec<brief::CalendarEntry> {
    let announced: Vec<&CalendarEntry> =
        case.calendar.iter().filter(|entry| known.as_of.sees(entry.said_on)).collect();
    let replaced = |entry: &CalendarEntry| {
        announced.iter().find(|other| other.replaces.as_ref() == Some(&entry.id)).copied()
    };
    announced.iter().map(|entry| one(entry, replaced(entry), known, language)).collect()
}

fn one(
    entry: &CalendarEntry,
    replacement: Option<&CalendarEntry>,
    known: &Known,
    language: Language,
) -> brief::CalendarEntry {
    let came = came_of(entry, known);
    let (state, because) = state(entry, replacement, came, known, language);
    let announced = known.observations.iter().filter(|seen| {
        entry.evidence.contains(&seen.origin().key) && known.as_of.sees(seen.known_at())
    });
    let seen = announced.chain(came).map(|seen| Citation::Observation(seen.id()));
    let own =
        [Citation::Case(format!("calendar/{}", entry.id)), Citation::Source(entry.source.clone())];
    brief::CalendarEntry {
        id: entry.id.clone(),
        actor: entry.dyad.actor,
        target: entry.dyad.target,
        what: language.pick(&entry.what, &entry.what_ko).to_owned(),
        period: entry.period,
        state,
        because,
        evidence: Evidence::from_all(own).expect("two citations").and(seen),
    }
}

/// The first record known by then that the case names as what came of an entry.
fn came_of<'a>(entry: &CalendarEntry, known: &Known<'a>) -> Option<&'a Observation> {
    let named = known.observations.iter().filter(|seen| {
        entry.outcome.contains(&seen.origin().key)
            && seen.modality().took_place()
            && !seen.origin().weak
            && seen.period().end() >= entry.said_on.date()
    });
    named.min_by_key(|seen| (seen.period().start(), seen.id()))
}

fn state(
    entry: &CalendarEntry,
    replacement: Option<&CalendarEntry>,
    came: Option<&Observation>,
    known: &Known,
    language: Language,
) -> (&'static str, String) {
    let today = known.as_of.date();
    match (came, replacement) {
        (_, Some(other)) => {
            let period = language.period(other.period);
            // A particle after it would hang on how the number is read.
            ("moved", tell!(language, "Moved to {period}.", "바뀐 날짜: {period}."))
        }
        (Some(seen), None) => {
            // What sets out on its day may arrive after midnight.
            let one_day = entry.period.start() == entry.period.end();
            let due = entry.period.end().saturating_add(i64::from(one_day).days());
            let late = seen.period().start() > due;
            let (when, what) = (language.period(seen.period()), seen.what());
            let text = tell!(language, "Recorded for {when}: {what}.", "{when} 기록: {what}.");
            let state = match (seen.modality(), late) {
                (Modality::Happened, false) => "took place",
                (Modality::Happened, true) => "took place later",
                (_, false) => "reported",
                (_, true) => "reported later",
            };
            (state, text)
        }
        (None, None) if today < entry.period.start() => ("ahead", String::new()),
        (None, None) if today <= entry.period.end() => ("open", String::new()),
        (None, None) => {
            let text = language.pick(
                "The case names no record as what came of it; that is no proof that it did not take place.",
                "그 결과로 지정된 기록이 사례에 없음. 없었다는 증거는 아님.",
            );
            ("not seen", text.to_owned())
        }
    }
}

/// An entry in words.
pub(crate) fn sentence(entry: &brief::CalendarEntry, language: Language) -> Sentence {
    let state = match entry.state {
        "ahead" => language.pick("ahead", "예정"),
        "open" => language.pick("open", "진행 중"),
        "took place" => language.pick("took place", "성사"),
        "took place later" => language.pick("took place later", "늦게 성사"),
        "reported" => language.pick("reported by a third party", "제3자 보도"),
        "reported later" => language.pick("reported by a third party, later", "제3자 보도, 늦게"),
        "moved" => language.pick("moved", "변경"),
        _ => language.pick("not seen", "기록 없음"),
    };
    let (period, what, because) = (language.period(entry.period), &entry.what, &entry.because);
    let text = format!("{period}: {what} — {state}. {because}");
    Sentence::new(text.trim_end(), entry.evidence.clone())
}
