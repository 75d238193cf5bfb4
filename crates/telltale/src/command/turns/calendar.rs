//! The days that dates in a file stand for, as far as they tell how the series is spaced.

use jiff::civil::Date;
use telltale_measure::turns::season_of;

/// How many values make a season of a series with these dates; `None` where they do not tell.
pub(crate) fn season(dates: &[String]) -> Option<usize> {
    let days: Option<Vec<Date>> = dates.iter().map(|date| day(date)).collect();
    season_of(&days?)
}

/// The day on which a date begins: a day with or without a time (2025-11-04), a month (2025-11), a
/// quarter (2025-Q4, 2025Q4).
fn day(date: &str) -> Option<Date> {
    let date = date.trim().replace('/', "-");
    if let Some(day) = date.get(..10) {
        return day.parse().ok();
    }
    if let Some((year, quarter)) = date.split_once(['Q', 'q']) {
        let year = year.trim_end_matches(['-', ' ']).parse().ok()?;
        let quarter: i8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        return Date::new(year, 3 * quarter - 2, 1).ok();
    }
    format!("{date}-01").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_tell_how_long_a_season_is() {
        let of = |dates: &[&str]| season(&dates.iter().map(|&d| d.to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["2024-11", "2024-12", "2025-01"]), Some(12));
        assert_eq!(of(&["2024/11/01", "2024/12/01"]), Some(12));
        assert_eq!(of(&["2024-Q4", "2025-Q1", "2025Q2"]), Some(4));
        assert_eq!(of(&["2025-02-28T09:00", "2025-03-01T09:00"]), Some(7));
        assert_eq!(of(&["2025-03-03", "2025-03-10", "2025-03-17"]), Some(52));
        for none in [&["2023", "2024"][..], &["2025-03-03", "2025-03-05"], &["2025-11"], &[]] {
            assert_eq!(of(none), None, "{none:?}");
        }
    }
}
