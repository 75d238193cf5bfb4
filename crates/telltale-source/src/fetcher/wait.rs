//! When to come again: what the server says, and if it says nothing, a pause that doubles, shaken by
//! a seeded die so that a hundred readers do not all come back at once.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// How long a `Retry-After` header asks to wait: seconds, or until a day and hour.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<u64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let until = http_date(value)?;
    Some(u64::try_from(until.as_second() - now.as_second()).unwrap_or(0))
}

/// An instant in one of the three forms that RFC 9110 has every reader take.
pub(crate) fn http_date(value: &str) -> Option<Timestamp> {
    if let Ok(until) = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value) {
        return Some(until);
    }
    let forms = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let read = forms.iter().find_map(|form| DateTime::strptime(form, value).ok())?;
    Some(read.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
}

/// Words of whoever asks to wait, by how they begin. A time without one of them in its sentence is
/// that of something else.
const ASKS: &[&str] =
    &["again", "available", "refill", "renew", "replenish", "reset", "restore", "retr", "wait"];

/// The words right before how long to wait.
const BEFORE: &[&str] =
    &["about", "after", "another", "approximately", "for", "in", "least", "wait", "within"];

/// How long a sentence asks to wait: "try again in 7 seconds", "replenished in 01:02:03".
pub(super) fn said_wait(text: &str) -> Option<u64> {
    text.split(['"', '{', '}', '<', '>', '\n', ';']).find_map(|piece| {
        let mut asks = false;
        let words: Vec<String> = piece.split_whitespace().map(str::to_ascii_lowercase).collect();
        words.iter().enumerate().find_map(|(at, word)| {
            let before = at.checked_sub(1).map_or("", |at| bare(&words[at]));
            let wait = (asks && BEFORE.contains(&before))
                .then(|| span(bare(word), words.get(at + 1).map_or("", |unit| bare(unit)), before))
                .flatten();
            asks |= ASKS.iter().any(|ask| bare(word).starts_with(ask));
            asks &= !word.ends_with(['.', '!', '?']);
            wait
        })
    })
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

/// The seconds of a number with its unit, or of a span of hours; "after 12:30:45" is a time of day.
fn span(word: &str, unit: &str, before: &str) -> Option<u64> {
    let seconds = match unit {
        _ if unit.starts_with("sec") => 1,
        _ if unit.starts_with("min") => 60,
        _ if unit.starts_with("hour") => 3600,
        _ if unit.starts_with("day") => 86_400,
        _ => return clock_span(word).filter(|_| before != "after"),
    };
    word.parse::<u64>().ok()?.checked_mul(seconds)
}

/// The seconds of `HH:MM:SS` or `D.HH:MM:SS`.
fn clock_span(word: &str) -> Option<u64> {
    let parts: Vec<&str> = word.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else { return None };
    let (days, hours) = hours.split_once('.').unwrap_or(("0", hours));
    let number = |text: &str| text.parse::<u64>().ok();
    let below_60 = |text: &str| number(text).filter(|number| *number < 60);
    let hours = number(days)?.checked_mul(24)?.checked_add(number(hours)?)?;
    hours.checked_mul(3600)?.checked_add(below_60(minutes)? * 60 + below_60(seconds)?)
}

/// A die: the same seed throws the same numbers.
#[derive(Clone, Debug)]
pub(super) struct Die(pub(super) u64);

impl Die {
    /// The next number, from 0 up to 1 (SplitMix64).
    fn throw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The pause before attempt `n` (the second is 1): doubled each time, half to one and a half of it.
    pub(super) fn pause(&mut self, first: Duration, n: u32) -> Duration {
        let doubled = first.saturating_mul(1u32 << (n - 1).min(10));
        doubled.mul_f64(0.5 + self.throw())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_read_from_headers_and_sentences() {
        let now: Timestamp = "2025-11-04T12:00:00Z".parse().unwrap();
        assert_eq!(retry_after("7", now), Some(7));
        assert_eq!(retry_after(" Tue, 04 Nov 2025 12:01:00 GMT", now), Some(60));
        assert_eq!(retry_after("Tue, 04 Nov 2025 11:00:00 GMT", now), Some(0));
        assert_eq!(retry_after("Tuesday, 04-Nov-25 12:01:00 GMT", now), Some(60));
        assert_eq!(retry_after("Tue Nov  4 12:01:00 2025", now), Some(60));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn a_sentence_asks_to_wait_only_where_it_says_so() {
        for (said, seconds) in [
            (r#"{"message":"Rate limit is exceeded. Try again in 4 seconds."}"#, 4),
            ("Quota will be replenished in 01:02:03.", 3723),
            ("Quota will be replenished in 2.00:00:01.", 172_801),
            ("wait 5 minutes", 300),
            ("Too many requests! Please retry after 30 sec.", 30),
            ("The limit resets in about 2 hours", 7200),
        ] {
            assert_eq!(said_wait(said), Some(seconds), "{said}");
        }
        for said in [
            "error 500 at 12:30",
            "Request at 2025-11-04 12:30:45 was denied",
            r#"{"message":"Forbidden","time":"12:30:45"}"#,
            "Denied after 12:30:45 seconds. Try again later.",
            "The request timed out after 30 seconds; please try again",
            "Try again after 12:30:45 UTC",
            "Your plan allows 5 requests in 10 seconds",
            "wait until the administrator calls. In 3 minutes this page closes.",
            "try again in 99:99:99",
        ] {
            assert_eq!(said_wait(said), None, "{said}");
        }
    }

    #[test]
    fn pauses_double_are_shaken_and_repeat_with_the_seed() {
        let pauses = |seed| {
            let mut die = Die(seed);
            [1, 2, 3].map(|n| die.pause(Duration::from_secs(1), n))
        };
        assert_eq!(pauses(1), pauses(1));
        assert_ne!(pauses(1), pauses(2));
        for seed in 0..200 {
            for (n, pause) in pauses(seed).into_iter().enumerate() {
                let doubled = f64::from(1 << n);
                let share = pause.as_secs_f64() / doubled;
                assert!((0.5..=1.5).contains(&share), "{seed}: {pause:?}");
            }
        }
    }
}
