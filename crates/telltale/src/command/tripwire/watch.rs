//! `telltale tripwire watch`: judges on a ledger, after each fetch, and says each change of state once.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use telltale_brief::tripwires::{self, Notice, Was, Watched};
use telltale_ledger::Ledger;
use telltale_measure::tripwire::State;
use telltale_observation::{AsOf, Observation};
use telltale_source::fetcher::Clock as _;

use super::sinks;
use super::state::{Kept, Said};
use crate::case_folder::{self, RawCase};
use crate::cli::tripwire::Watch;
use crate::clock::Wall;
use crate::failure::Failure;
use crate::{flow, output};

pub(super) fn run(asked: &Watch) -> Result<(), Failure> {
    let hours = Hours::read(asked)?;
    let wall = Wall::new()?;
    sinks::check(asked, &wall)?;
    let raw = case_folder::open(asked.case.as_deref())?;
    // Where there is no ledger, nothing is made.
    Ledger::open(&asked.ledger)?;
    let path = match &asked.state {
        Some(path) => path.clone(),
        None => beside(asked, &raw)?,
    };
    let mut kept = Kept::open(&path)?;
    let mut round = 0;
    loop {
        let done = look(asked, &raw, &wall, &hours, &mut kept);
        round += 1;
        if !asked.follow || asked.rounds.is_some_and(|most| round >= most) {
            return done;
        }
        match done {
            Err(failure) if !wall.stopped() => output::talk(&failure.to_string()),
            _ => {}
        }
        wall.sleep(Duration::from_secs(asked.every));
        if wall.stopped() {
            return Err(Failure::Stopped);
        }
    }
}

/// Where is kept what was said, if nothing else was named: under an underscore, so that nobody who cleans
/// the ledger's Delta table takes it for a file that was left behind. What an older version kept without
/// it is moved there.
fn beside(asked: &Watch, raw: &RawCase) -> Result<PathBuf, Failure> {
    let name = format!("{}.json", raw.case.name);
    let (new, old) =
        (asked.ledger.join("_watch").join(&name), asked.ledger.join("watch").join(name));
    if !new.exists() && old.is_file() {
        fs_err::create_dir_all(asked.ledger.join("_watch"))?;
        fs_err::rename(old, &new)?;
    }
    Ok(new)
}

/// Looks once: judges, writes down what changed, and tells those who have to hear of it.
fn look(
    asked: &Watch,
    raw: &RawCase,
    wall: &Wall,
    hours: &Hours,
    kept: &mut Kept,
) -> Result<(), Failure> {
    let ledger = Ledger::open(&asked.ledger)?;
    let today = wall.now().to_zoned_datetime(TimeZone::system());
    let as_of = asked.as_of.unwrap_or_else(|| AsOf::day(today.date()).expect("today is in range"));
    kept.may_look(as_of.date(), today.date(), flow::last_known_day())?;
    let vintages = flow::vintages(&raw.case, &ledger, as_of)?;
    let watched = tripwires::watched(&raw.case, &vintages, as_of);
    let now = wall.now().to_string();
    let mut news = 0;
    let mut note = |watched: &[Watched<'_>], as_of: AsOf, kept: &mut Kept| {
        let changed = changes(asked, raw, (watched, &vintages, as_of), &kept.said);
        news += changed.len();
        kept.note(changed, &now, &sinks::names(asked));
        for one in watched {
            let state = one.replayed.now().state.name().to_owned();
            kept.said.states.insert(one.tripwire.name.clone(), state);
        }
    };
    // What changed and changed back since the last look is told too, each as of its day; not of what is
    // new, or declared anew, which nobody asked on those days.
    let is_new = |one: &Watched<'_>| {
        !kept.said.states.contains_key(&one.tripwire.name) || is_declared_anew(one, &kept.said)
    };
    let (anew, same): (Vec<&Watched<'_>>, Vec<&Watched<'_>>) =
        watched.iter().partition(|one| is_new(one));
    let anew: BTreeSet<&str> = anew.iter().map(|one| one.tripwire.name.as_str()).collect();
    for day in turned_since(&same, kept.said.looked_on, as_of.date()) {
        let then = AsOf::day(day).expect("a day of the replay");
        let mut judged = tripwires::watched(&raw.case, &vintages, then);
        judged.retain(|one| !anew.contains(one.tripwire.name.as_str()));
        note(&judged, then, kept);
    }
    note(&watched, as_of, kept);
    for one in &watched {
        let declared = tripwires::declared(one.tripwire);
        kept.said.declared.insert(one.tripwire.name.clone(), declared);
    }
    kept.said.looked_on = kept.said.looked_on.max(Some(as_of.date()));
    kept.save()?;
    let told = tell(asked, wall, hours, &today, kept);
    files(asked, raw, &ledger, as_of, &now, kept)?;
    let judged = match watched.len() {
        1 => "1 tripwire".to_owned(),
        n => format!("{n} tripwires"),
    };
    output::talk(&format!("judged {judged} as of {as_of}; {news} changed"));
    told
}

/// The days from that of the last look on and before `today` on which any of them changed; none before a
/// first look. The day of the last look was not over then: what it knew by its end is told as of it.
fn turned_since(watched: &[&Watched<'_>], last: Option<Date>, today: Date) -> BTreeSet<Date> {
    let Some(last) = last else { return BTreeSet::new() };
    let phases = watched.iter().flat_map(|one| &one.replayed.phases);
    phases.map(|phase| phase.from).filter(|from| last <= *from && *from < today).collect()
}

/// Whether its conditions are others than those of the last look.
fn is_declared_anew(one: &Watched<'_>, said: &Said) -> bool {
    let before = said.declared.get(&one.tripwire.name);
    before.is_some_and(|before| !tripwires::is_declared(before, one.tripwire))
}

/// What is to be told of tripwires as of a day, other than was last told.
fn changes(
    asked: &Watch,
    raw: &RawCase,
    (watched, vintages, as_of): (&[Watched<'_>], &[Observation], AsOf),
    before: &Said,
) -> Vec<Notice> {
    let mut changed = Vec::new();
    for one in watched {
        let state = one.replayed.now().state;
        let was = match before.states.get(&one.tripwire.name) {
            Some(was) if was == state.name() => continue,
            // What is not raised at the first look is no change.
            None if state != State::Raised => continue,
            was => was.map_or(tripwires::FIRST_LOOK, String::as_str),
        };
        let was = Was { state: was, declared_anew: is_declared_anew(one, before) };
        let said = tripwires::said(&raw.case, one, asked.lang);
        changed.push(tripwires::notice(&raw.case.name, was, &said, vintages, as_of, asked.lang));
    }
    changed
}

/// Tells everybody what they have not heard, unless it is not the time for it. Of whoever cannot be
/// told the others notice nothing: each has hours and a digest of its own.
fn tell(
    asked: &Watch,
    wall: &Wall,
    hours: &Hours,
    today: &jiff::ZonedDateTime,
    kept: &mut Kept,
) -> Result<(), Failure> {
    let mut failed = None;
    for sink in sinks::all(asked) {
        if !hours.may_speak(today, kept.said.digests.get(&sink).copied()) {
            continue;
        }
        match tell_one(&sink, asked, wall, hours, kept)? {
            Heard::Yes => {}
            Heard::ByOthers(failure) => failed = Some(failure),
            Heard::No(failure) => {
                output::talk(&format!("not told: {sink}; it is tried again at the next look"));
                failed = Some(failure);
                continue;
            }
        }
        if hours.digest.is_some() {
            kept.said.digests.insert(sink, today.date());
            kept.save()?;
        }
    }
    failed.map_or(Ok(()), Err)
}

/// What became of notices.
enum Heard {
    Yes,
    /// Somebody was not reached of several who are told together.
    ByOthers(Failure),
    No(Failure),
}

/// Tells one of them what it has not heard.
///
/// # Errors
/// If it cannot be written down who has heard.
fn tell_one(
    sink: &str,
    asked: &Watch,
    wall: &Wall,
    hours: &Hours,
    kept: &mut Kept,
) -> Result<Heard, Failure> {
    let pending = kept.pending(sink);
    let groups: Vec<Vec<&Notice>> = match hours.digest {
        Some(_) if pending.is_empty() => Vec::new(),
        Some(_) => vec![pending.iter().collect()],
        None => pending.iter().map(|notice| vec![notice]).collect(),
    };
    let mut heard = Heard::Yes;
    for notices in groups {
        let ids: Vec<String> = notices.iter().map(|notice| notice.id.clone()).collect();
        let missed = match sinks::tell(sink, &notices, asked, wall) {
            Ok(missed) => missed,
            Err(failure) => return Ok(Heard::No(failure)),
        };
        kept.strike_off(sink, &ids);
        for one in missed {
            let again = match one.may_pass {
                true => "it is tried again at the next look",
                false => "it is not tried again",
            };
            output::talk(&format!("{}; {again}", one.error));
            if one.may_pass {
                kept.owe(&sinks::mailbox(&one.to), &ids);
            }
            heard = Heard::ByOthers(one.error.into());
        }
        kept.save()?;
    }
    Ok(heard)
}

/// Writes the feed and the calendar.
fn files(
    asked: &Watch,
    raw: &RawCase,
    ledger: &Ledger,
    as_of: AsOf,
    now: &str,
    kept: &Kept,
) -> Result<(), Failure> {
    let case = &raw.case;
    if let Some(feed) = &asked.feed {
        let all = kept.said.notices.iter();
        let notices: Vec<(&Notice, &str)> =
            all.map(|noted| (&noted.notice, noted.at.as_str())).collect();
        let question = asked.lang.pick(&case.question, &case.question_ko);
        output::replace(feed, &tripwires::feed_file(&case.name, question, &notices, now))?;
    }
    if let Some(calendar) = &asked.calendar {
        let known = flow::vintages(case, ledger, as_of)?;
        let due = tripwires::releases(case, &known, as_of, asked.lang);
        output::replace(calendar, &tripwires::calendar_file(case, &due, as_of, asked.lang))?;
    }
    Ok(())
}

/// When notices are given.
struct Hours {
    /// Not from the first until the second.
    quiet: Option<(Time, Time)>,
    /// All together, from this hour on.
    digest: Option<Time>,
}

impl Hours {
    fn read(asked: &Watch) -> Result<Hours, Failure> {
        let quiet = match &asked.quiet {
            None => None,
            Some(text) => {
                let parts = text.split_once('-');
                let parts = parts.and_then(|(from, to)| Some((hour(from)?, hour(to)?)));
                let parts = parts.ok_or_else(|| wrong("--quiet", text, "22:00-07:00"))?;
                if parts.0 == parts.1 {
                    return Err(Failure::usage(
                        format!("no hours between an hour and itself: --quiet {text:?}"),
                        "such as 22:00-07:00; whoever wants to hear of nothing ends the watch",
                    ));
                }
                Some(parts)
            }
        };
        let digest = match &asked.digest {
            None => None,
            Some(text) => Some(hour(text).ok_or_else(|| wrong("--digest", text, "08:00"))?),
        };
        Ok(Hours { quiet, digest })
    }

    /// Whether notices are given at this time of the day.
    fn may_speak(&self, now: &jiff::ZonedDateTime, digested_on: Option<jiff::civil::Date>) -> bool {
        let time = now.time();
        let quiet = self.quiet.is_some_and(|(from, to)| match from < to {
            true => from <= time && time < to,
            // Over midnight.
            false => from <= time || time < to,
        });
        let early = self.digest.is_some_and(|from| time < from || digested_on == Some(now.date()));
        !quiet && !early
    }
}

/// An hour and a minute as a clock shows them: two digits each, or one of the hour.
fn hour(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let is_shown = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if minute.len() != 2 || !matches!(hour.len(), 1 | 2) || !is_shown(hour) || !is_shown(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn wrong(flag: &str, text: &str, example: &str) -> Failure {
    Failure::usage(format!("not hours of the day: {flag} {text:?}"), format!("such as {example}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_as_a_clock_shows_them() {
        for (text, is_one) in [
            ("08:00", true),
            ("8:05", true),
            (" 22:30 ", true),
            ("8:5", false),
            ("08:005", false),
            ("+8:00", false),
            ("24:00", false),
            ("8", false),
        ] {
            assert_eq!(hour(text).is_some(), is_one, "{text}");
        }
    }

    #[test]
    fn the_night_reaches_over_midnight_and_a_digest_comes_once_a_day() {
        let hours = |quiet: Option<&str>, digest: Option<&str>| Hours {
            quiet: quiet
                .and_then(|text| text.split_once('-'))
                .and_then(|(from, to)| Some((hour(from)?, hour(to)?))),
            digest: digest.and_then(hour),
        };
        let at = |text: &str| {
            let time: jiff::civil::DateTime = text.parse().unwrap();
            time.to_zoned_datetime(TimeZone::UTC).unwrap()
        };
        let night = hours(Some("22:00-07:00"), None);
        for (time, speaks) in [("23:30", false), ("06:59", false), ("07:00", true), ("21:59", true)]
        {
            assert_eq!(night.may_speak(&at(&format!("2025-11-04T{time}")), None), speaks, "{time}");
        }
        let digest = hours(None, Some("08:00"));
        let today = Some(at("2025-11-04T09:00").date());
        assert!(!digest.may_speak(&at("2025-11-04T07:00"), None));
        assert!(digest.may_speak(&at("2025-11-04T09:00"), None));
        assert!(!digest.may_speak(&at("2025-11-04T10:00"), today));
    }
}
