//! When the period that was read is right.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

/// How much wider than the gold a period may be before it says nothing, in days.
const WIDER_DAYS_MAX: i32 = 31;

fn period(observation: &Value) -> Option<(Date, Date)> {
    let day = |name: &str| observation[name].as_str().and_then(|day| day.parse::<Date>().ok());
    let (start, end) = (day("start"), day("end"));
    Some((start.or(end)?, end.or(start)?))
}

fn days((start, end): (Date, Date)) -> i32 {
    (end - start).get_days()
}

fn tolerance(gold: &Value) -> i64 {
    gold["tolerance_days"].as_i64().unwrap_or(0)
}

/// Gold of one day asks for that day; longer gold for an overlap by a period not much wider. Gold
/// without a date takes any.
pub(crate) fn overlap(gold: &Value, read: &Value) -> bool {
    let Some(asked) = period(gold) else { return true };
    let Some(found) = period(read) else { return false };
    let slack = tolerance(gold);
    if asked.0 == asked.1 && slack == 0 {
        return found == asked;
    }
    let (first, last) = (asked.0 - slack.days(), asked.1 + slack.days());
    let wide = days(asked) + 2 * i32::try_from(slack).unwrap_or(0) + WIDER_DAYS_MAX;
    found.0 <= last && found.1 >= first && days(found) <= wide
}

/// The same first and the same last day.
pub(crate) fn same(gold: &Value, read: &Value) -> bool {
    let Some(asked) = period(gold) else { return true };
    let Some(found) = period(read) else { return false };
    let near = |a: Date, b: Date| i64::from((a - b).get_days()).abs() <= tolerance(gold);
    near(asked.0, found.0) && near(asked.1, found.1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(start: &str, end: &str) -> Value {
        json!({"start": start, "end": end})
    }

    #[test]
    fn a_month_is_no_answer_to_a_day() {
        let day = of("2011-03-04", "2011-03-04");
        assert!(overlap(&day, &day));
        assert!(!overlap(&day, &of("2011-03-01", "2011-03-31")));
        assert!(!overlap(&day, &of("2011-03-05", "2011-03-05")));
    }

    #[test]
    fn a_day_of_it_answers_a_month_but_a_year_does_not() {
        let month = of("2011-03-01", "2011-03-31");
        assert!(overlap(&month, &of("2011-03-09", "2011-03-09")));
        assert!(!overlap(&month, &of("2011-01-01", "2011-12-31")));
    }

    #[test]
    fn gold_without_a_date_takes_any() {
        let none = json!({"start": null, "end": null});
        assert!(overlap(&none, &of("2011-03-09", "2011-03-09")) && overlap(&none, &none));
        assert!(!overlap(&of("2011-03-09", "2011-03-09"), &none));
    }

    #[test]
    fn the_same_period_has_both_ends() {
        let month = of("2011-03-01", "2011-03-31");
        assert!(same(&month, &month) && !same(&month, &of("2011-03-01", "2011-03-30")));
    }
}
