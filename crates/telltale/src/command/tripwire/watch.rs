//! `telltale tripwire watch`: judges on a ledger, after each fetch, and says each change of state once.

use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use telltale_brief::tripwires::{self, Notice};
use telltale_ledger::Ledger;
use telltale_observation::AsOf;
use telltale_source::fetcher::Clock as _;

use super::sinks;
use super::state::Kept;
use crate::case_folder::{self, RawCase};
use crate::cli::tripwire::Watch;
use crate::clock::Wall;
use crate::failure::Failure;
use crate::{flow, output};

pub(super) fn run(asked: &Watch) -> Result<(), Failure> {
    let hours = Hours::read(asked)?;
    let wall = Wall::new()?;
    let raw = case_folder::open(asked.case.as_deref())?;
    let path = match &asked.state {
        Some(path) => path.clone(),
        None => beside(asked, &raw)?,
    };
    let mut kept = Kept::open(&path)?;
    let mut round = 0;
    loop {
        let done = look(asked, &raw, &wall, &hours, &mut kept);
        round += 1;
        if !asked.follow || asked.rounds.is_some_and(|most| round >= most) || wall.stopped() {
            return done;
        }
        if let Err(failure) = done {
            output::talk(&failure.to_string());
        }
        wall.sleep(Duration::from_secs(asked.every));
        if wall.stopped() {
            return Ok(());
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
    let vintages = flow::vintages(&raw.case, &ledger, as_of)?;
    let watched = tripwires::watched(&raw.case, &vintages, as_of);
    let mut changed: Vec<Notice> = Vec::new();
    for one in &watched {
        let said = tripwires::said(&raw.case, one, asked.lang);
        let was = kept.said.states.get(&said.name).cloned();
        match &was {
            Some(was) if was == said.state => {}
            // What is not raised at the first look is no change.
            None if said.state != "raised" => {
                kept.said.states.insert(said.name.clone(), said.state.to_owned());
            }
            _ => {
                let was = was.as_deref().unwrap_or(tripwires::FIRST_LOOK);
                let name = &raw.case.name;
                changed.push(tripwires::notice(name, was, &said, &vintages, as_of, asked.lang));
            }
        }
    }
    let (now, news) = (wall.now().to_string(), changed.len());
    kept.note(changed, &now, &sinks::names(asked));
    kept.save()?;
    let told = tell(asked, wall, hours, &today, kept);
    files(asked, raw, &ledger, as_of, &now, kept)?;
    output::talk(&format!("judged {} tripwires as of {as_of}; {news} changed", watched.len()));
    told
}

/// Tells everybody what they have not heard, unless it is not the time for it.
fn tell(
    asked: &Watch,
    wall: &Wall,
    hours: &Hours,
    today: &jiff::ZonedDateTime,
    kept: &mut Kept,
) -> Result<(), Failure> {
    if !hours.may_speak(today, kept.said.digested_on) {
        return Ok(());
    }
    let mut failed = None;
    for sink in sinks::names(asked) {
        let pending = kept.pending(&sink);
        let groups: Vec<Vec<&Notice>> = match hours.digest {
            Some(_) if pending.is_empty() => Vec::new(),
            Some(_) => vec![pending.iter().collect()],
            None => pending.iter().map(|notice| vec![notice]).collect(),
        };
        for notices in groups {
            let ids: Vec<String> = notices.iter().map(|notice| notice.id.clone()).collect();
            match sinks::tell(&sink, &notices, asked, wall) {
                Ok(()) => kept.told(&sink, &ids)?,
                Err(failure) => {
                    output::talk(&format!("not told: {sink}; it is tried again at the next look"));
                    failed = Some(failure);
                    break;
                }
            }
        }
    }
    if hours.digest.is_some() && failed.is_none() {
        kept.said.digested_on = Some(today.date());
        kept.save()?;
    }
    failed.map_or(Ok(()), Err)
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
        fs_err::write(feed, tripwires::feed_file(&case.name, question, &notices, now))?;
    }
    if let Some(calendar) = &asked.calendar {
        let known = flow::vintages(case, ledger, as_of)?;
        let due = tripwires::releases(case, &known, asked.lang);
        fs_err::write(calendar, tripwires::calendar_file(case, &due, as_of, asked.lang))?;
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
                Some(parts.ok_or_else(|| wrong("--quiet", text, "22:00-07:00"))?)
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
            // Over midnight; from an hour to the same hour is all day.
            false => from <= time || time < to,
        });
        let early = self.digest.is_some_and(|from| time < from || digested_on == Some(now.date()));
        !quiet && !early
    }
}

fn hour(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn wrong(flag: &str, text: &str, example: &str) -> Failure {
    Failure::usage(format!("not hours of the day: {flag} {text:?}"), format!("such as {example}"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
