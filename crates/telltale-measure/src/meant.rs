//! Which of several series of one flow is meant where nobody says so.

use std::collections::BTreeMap;

use telltale_observation::Month;

/// A series whose last figure lies further back no longer comes in: customs publish within two months.
pub const STALE_MONTHS: i32 = 4;

/// Whether a series whose last figure is of this month no longer comes in.
pub fn is_stale(last: Month, now: Month) -> bool {
    now.since(last) > STALE_MONTHS
}

/// The series of a flow that is meant in a month: of those that still come in the longest, the first of
/// several; of none that does, the longest that ever came in. Weak figures make no series: leave them out.
///
/// Its length leaves out the latest months, whose figures come from one source sooner than from another:
/// else the series would change with each release.
///
/// ```
/// use std::collections::BTreeMap;
/// use telltale_measure::meant;
/// use telltale_observation::Month;
///
/// let months = |first: &str, n: i32| -> BTreeMap<Month, f64> {
///     let first: Month = first.parse().unwrap();
///     (0..n).map(|at| (first.plus(at), 1.0)).collect()
/// };
/// let (ended, live) = (months("2001-01", 180), months("2020-01", 60));
/// let now = "2025-02".parse().unwrap();
/// assert_eq!(meant([("ended", &ended), ("live", &live)], now).unwrap().0, "live");
/// assert_eq!(meant([("ended", &ended)], now).unwrap().0, "ended");
/// ```
pub fn meant<'s, N, V>(
    series: impl IntoIterator<Item = (N, &'s BTreeMap<Month, V>)>,
    now: Month,
) -> Option<(N, &'s BTreeMap<Month, V>)> {
    let rank = |months: &BTreeMap<Month, V>| {
        let (last, _) = months.last_key_value()?;
        let settled = months.range(..now.plus(-STALE_MONTHS)).count();
        Some((!is_stale(*last, now), settled))
    };
    let mut best: Option<(_, (N, _))> = None;
    for (name, months) in series {
        let Some(rank) = rank(months) else { continue };
        if best.as_ref().is_none_or(|(highest, _)| rank > *highest) {
            best = Some((rank, (name, months)));
        }
    }
    best.map(|(_, series)| series)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(first: &str, n: i32) -> BTreeMap<Month, f64> {
        let first: Month = first.parse().unwrap();
        (0..n).map(|at| (first.plus(at), 1.0)).collect()
    }

    fn of<'a>(series: &[(&'a str, BTreeMap<Month, f64>)], now: &str) -> Option<&'a str> {
        let series = series.iter().map(|(name, months)| (*name, months));
        meant(series, now.parse().unwrap()).map(|(name, _)| name)
    }

    #[test]
    fn what_still_comes_in_goes_before_what_is_longer_and_has_ended() {
        let both = [("ended", months("2001-01", 180)), ("live", months("2020-01", 60))];
        assert_eq!(of(&both, "2025-02"), Some("live"));
        // While both came in, the longer one was meant; when neither does, it is again.
        assert_eq!(of(&both, "2016-02"), Some("ended"));
        assert_eq!(of(&both, "2030-01"), Some("ended"));
        assert_eq!(of(&[("none", BTreeMap::new())], "2025-02"), None);
    }

    #[test]
    fn a_release_that_comes_sooner_does_not_change_which_is_meant() {
        let sooner = [("a", months("2020-01", 59)), ("b", months("2020-01", 60))];
        assert_eq!(of(&sooner, "2025-01"), Some("a"));
    }
}
