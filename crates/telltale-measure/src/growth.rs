//! Growth is how a monthly flow moves: the levels that one reporter publishes, in one unit, of one
//! partner and commodity. Printed figures are compared exactly and have no interval; what is
//! estimated from them is in `state_space`.

use std::collections::BTreeMap;

use serde::Serialize;
use telltale_observation::Month;

/// The monthly levels of one flow: one reporter, one source, one unit, never spliced.
///
/// A month that was not published is absent. January and February are published together, or
/// depend on the day of the lunar new year, and are compared only as a sum.
///
/// ```
/// use std::collections::BTreeMap;
/// use telltale_measure::Levels;
/// let month = |text: &str| text.parse::<telltale_observation::Month>();
/// let levels = Levels(BTreeMap::from([
///     (month("2024-09")?, 174.4), (month("2025-08")?, 147.6), (month("2025-09")?, 228.1),
/// ]));
/// let september = month("2025-09")?;
/// assert_eq!(levels.change_on_month(september).map(|c| (c * 1000.0).round()), Some(545.0));
/// assert_eq!(levels.change_on_year(september).map(|c| (c * 1000.0).round()), Some(308.0));
/// # Ok::<(), telltale_observation::ImpossibleDate>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Levels(pub BTreeMap<Month, f64>);

/// The sum of a year's months so far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct YearToDate {
    /// The sum from January on.
    pub sum: f64,
    /// Its change on the same months of the year before, as a share of them; `None` where one of
    /// those is missing, or their sum is not above zero.
    pub change: Option<f64>,
}

impl Levels {
    /// The level of a month.
    pub fn level(&self, month: Month) -> Option<f64> {
        self.0.get(&month).copied()
    }

    /// The change on the month before, as a share of it; `None` for January and February.
    pub fn change_on_month(&self, month: Month) -> Option<f64> {
        if is_new_year(month) {
            return None;
        }
        ratio(self.level(month)?, self.level(month.plus(-1))?)
    }

    /// The change on the same month of the year before, as a share of it; `None` for January and
    /// February.
    pub fn change_on_year(&self, month: Month) -> Option<f64> {
        if is_new_year(month) {
            return None;
        }
        ratio(self.level(month)?, self.level(month.plus(-12))?)
    }

    /// January and February of a year together.
    pub fn january_february(&self, year: i16) -> Option<f64> {
        self.sum(Month::new(year, 1)?, Month::new(year, 2)?)
    }

    /// The change of January and February together on the year before.
    pub fn january_february_change(&self, year: i16) -> Option<f64> {
        ratio(self.january_february(year)?, self.january_february(year.checked_sub(1)?)?)
    }

    /// The sum from January to this month; `None` where a month is missing.
    pub fn year_to_date(&self, month: Month) -> Option<YearToDate> {
        let january = Month::new(month.year(), 1)?;
        let sum = self.sum(january, month)?;
        let before = self.sum(january.plus(-12), month.plus(-12));
        // January alone is not compared.
        let change = before.filter(|_| month != january).and_then(|before| ratio(sum, before));
        Some(YearToDate { sum, change })
    }

    pub(crate) fn sum(&self, first: Month, last: Month) -> Option<f64> {
        first.through(last).map(|month| self.level(month)).sum()
    }
}

fn is_new_year(month: Month) -> bool {
    month.number() <= 2
}

/// The change from `before` to `level` as a share of `before`, where that is above zero.
fn ratio(level: f64, before: f64) -> Option<f64> {
    (before > 0.0).then(|| level / before - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn levels(first: &str, level: impl Fn(i32) -> f64, months: i32) -> Levels {
        let first = month(first);
        Levels((0..months).map(|at| (first.plus(at), level(at))).collect())
    }

    #[test]
    fn a_linear_series_by_hand() {
        // 100, 101, … : July 2025 (118) on June (117) and on July 2024 (106).
        let linear = levels("2024-01", |at| 100.0 + f64::from(at), 24);
        let july = month("2025-07");
        assert_eq!(linear.change_on_month(july), Some(118.0 / 117.0 - 1.0));
        assert_eq!(linear.change_on_year(july), Some(118.0 / 106.0 - 1.0));
        let sum = (112..=118).sum::<i32>() as f64;
        let before = (100..=106).sum::<i32>() as f64;
        let expected = YearToDate { sum, change: Some(sum / before - 1.0) };
        assert_eq!(linear.year_to_date(july), Some(expected));
    }

    #[test]
    fn january_and_february_are_compared_together_only() {
        let lunar =
            levels("2024-01", |at| [60.0, 140.0, 100.0][at.rem_euclid(12).min(2) as usize], 24);
        for text in ["2025-01", "2025-02"] {
            assert_eq!(lunar.change_on_month(month(text)), None);
            assert_eq!(lunar.change_on_year(month(text)), None);
        }
        assert_eq!(lunar.january_february(2025), Some(200.0));
        assert_eq!(lunar.january_february_change(2025), Some(0.0));
        assert_eq!(lunar.year_to_date(month("2025-01")).unwrap().change, None);
        assert_eq!(lunar.year_to_date(month("2025-02")).unwrap().change, Some(0.0));
    }

    #[test]
    fn a_missing_month_is_absent_and_a_zero_has_no_ratio() {
        let mut some = levels("2024-01", |at| 100.0 + f64::from(at % 3), 24);
        some.0.remove(&month("2025-05"));
        assert_eq!(some.year_to_date(month("2025-12")), None);
        assert_eq!(some.change_on_month(month("2025-06")), None);
        let mut closed = levels("2024-01", |_| 100.0, 24);
        closed.0.insert(month("2025-06"), 0.0);
        assert_eq!(closed.change_on_month(month("2025-07")), None);
        assert_eq!(closed.change_on_month(month("2025-06")), Some(-1.0));
    }
}
