//! When to come again: what the server says, and if it says nothing, a pause that doubles, shaken by
//! a seeded die so that a hundred readers do not all come back at once.

use std::time::Duration;

use jiff::Timestamp;

/// How long a `Retry-After` header asks to wait: seconds, or until a day and hour.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<u64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(u64::try_from(until.as_second() - now.as_second()).unwrap_or(0))
}

/// How long a sentence asks to wait: "try again in 7 seconds", "replenished in 01:02:03".
pub(super) fn said_wait(text: &str) -> Option<u64> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | ',' | '{' | '}'))
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let word = word.trim_end_matches('.');
        let unit = words.get(at + 1).map(|unit| unit.to_ascii_lowercase());
        match (word.parse::<u64>(), unit) {
            (Ok(n), Some(unit)) if unit.starts_with("second") => Some(n),
            (Ok(n), Some(unit)) if unit.starts_with("minute") => n.checked_mul(60),
            (Ok(n), Some(unit)) if unit.starts_with("hour") => n.checked_mul(3600),
            _ => clock_span(word),
        }
    })
}

/// The seconds of `HH:MM:SS` or `D.HH:MM:SS`.
fn clock_span(word: &str) -> Option<u64> {
    let parts: Vec<&str> = word.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else { return None };
    let (days, hours) = hours.split_once('.').unwrap_or(("0", hours));
    let number = |text: &str| text.parse::<u64>().ok();
    let hours = number(days)?.checked_mul(24)?.checked_add(number(hours)?)?;
    hours.checked_mul(3600)?.checked_add(number(minutes)? * 60 + number(seconds)?)
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
        assert_eq!(retry_after("soon", now), None);
        let said =
            r#"{"statusCode":429,"message":"Rate limit is exceeded. Try again in 4 seconds."}"#;
        assert_eq!(said_wait(said), Some(4));
        assert_eq!(said_wait("Quota will be replenished in 01:02:03."), Some(3723));
        assert_eq!(said_wait("Quota will be replenished in 2.00:00:01."), Some(172_801));
        assert_eq!(said_wait("wait 5 minutes"), Some(300));
        assert_eq!(said_wait("error 500 at 12:30"), None);
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
