//! Dates written in figures alone: 2025-10-25, 25.10.2025, 2025. 10. 25., 10/25/2025.

use super::resolve::day_of;
use super::{Grain, Time};
use jiff::civil::Date;

/// Which of two small figures comes first where no year leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    MonthFirst,
    DayFirst,
}

/// The digits at a place: their value and how many there are, up to five.
pub(super) fn digits(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let count = bytes.get(at..)?.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let value = bytes[at..at + count].iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    (count > 0).then_some((value, count))
}

/// A separator and the blank that may follow a full stop.
fn separator(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let mark = *bytes.get(at)?;
    if !matches!(mark, b'-' | b'/' | b'.') {
        return None;
    }
    let blank = mark == b'.' && bytes.get(at + 1) == Some(&b' ');
    Some((mark, at + 1 + usize::from(blank)))
}

/// A date in figures that begins at a digit, and where it ends; no date for 2025-02-30, which is
/// to be passed over whole.
pub(super) fn date_at(bytes: &[u8], at: usize, order: Order) -> Option<(Option<Date>, usize)> {
    let glued = at > 0
        && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'.' | b'-' | b'/'));
    if glued {
        return None;
    }
    let (a, a_len) = digits(bytes, at)?;
    if a_len > 4 || a_len == 3 {
        return None;
    }
    let (mark, second) = separator(bytes, at + a_len)?;
    let (b, b_len) = digits(bytes, second)?;
    let (again, third) = separator(bytes, second + b_len)?;
    let (c, c_len) = digits(bytes, third)?;
    let end = clock_after(bytes, third + c_len, mark);
    let goes_on = bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
        || (bytes.get(end) == Some(&mark) && digits(bytes, end + 1).is_some());
    if again != mark || b_len > 2 || goes_on {
        return None;
    }
    let (year, month, day) = match (a_len, c_len, order) {
        (4, 1 | 2, _) => (a, b, c),
        (1 | 2, 4, _) if a > 12 || (mark == b'.' && b <= 12) => (c, b, a),
        (1 | 2, 4, Order::DayFirst) if b <= 12 => (c, b, a),
        (1 | 2, 4, _) => (c, a, b),
        (2, 2, Order::DayFirst) if mark == b'.' => (century(c), b, a),
        (1 | 2, 2, Order::MonthFirst) if mark == b'/' && a <= 12 => (century(c), a, b),
        _ => return None,
    };
    let year = i16::try_from(year).ok().filter(|year| (1000..=2200).contains(year))?;
    let found = day_of(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some((found, end))
}

/// Past the clock of an ISO date: `T10:15:00Z`, `T10:15+09:00`.
fn clock_after(bytes: &[u8], at: usize, mark: u8) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if mark != b'-' || bytes.get(at) != Some(&b'T') || !digit(at + 1) || !digit(at + 2) {
        return at;
    }
    let clock = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-');
    let end = at + 1 + bytes[at + 1..].iter().take(24).take_while(clock).count();
    end + usize::from(bytes.get(end) == Some(&b'Z'))
}

/// A year of two figures: up to 49 of this century, the rest of the last.
fn century(year: u32) -> u32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// The time of such a date.
pub(super) fn time(found: Date) -> Time {
    Time::of(found, found, Grain::Day)
}
