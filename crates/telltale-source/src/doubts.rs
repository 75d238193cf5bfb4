//! What is well-formed and yet hardly meant: an event told twice, a flow over no whole month, an amount
//! that is thousands of times off those around it. Each is said with its row; nothing is refused.

use std::collections::BTreeMap;

use telltale_observation::{Detail, Fault, Kind, Observation, Quantity};

/// How many figures before and after one are looked at.
const AROUND: usize = 3;
/// With fewer figures around it, nothing is said of one.
const AROUND_MIN: usize = 3;
/// So many times above or below those around it, an amount is in another unit than they. Trade that
/// begins or breaks off moves a hundredfold; what is left in thousands or millions moves further.
const TIMES_OFF: f64 = 300.0;
/// Those around it, but for the oddest of them, lie so many times apart at most; else nobody knows what
/// is usual.
const TIMES_APART: f64 = 30.0;

/// All that is doubtful in the tables of a case, by file and row.
pub fn of_case(observations: &[Observation]) -> Vec<Fault> {
    let mut all = told_twice(observations);
    all.extend(of_parts_of_months(observations));
    all.extend(out_of_scale(observations));
    all.sort();
    all
}

/// Flows over some days of a month only: no sentence about a month rests on them.
pub fn of_parts_of_months(observations: &[Observation]) -> Vec<Fault> {
    let flows = observations.iter().filter(|seen| seen.kind() == Kind::Flow);
    let parts = flows.filter(|seen| !seen.period().is_whole_months());
    let fault = |seen: &Observation| {
        let what = format!("a flow over no whole month: {}", seen.period());
        let hint = "start is the first day of a month and end the last of one; a figure of other \
                    days is kept, and no month's amount, change or trend is made of it";
        doubt(seen, "end", what, hint)
    };
    parts.map(fault).collect()
}

/// Events that say the same as one above them, and differ in nothing but their id: each is counted.
fn told_twice(observations: &[Observation]) -> Vec<Fault> {
    let mut first: BTreeMap<String, &Observation> = BTreeMap::new();
    let mut all = Vec::new();
    for seen in observations.iter().filter(|seen| seen.kind() == Kind::Event) {
        match first.get(&said(seen)) {
            None => {
                first.insert(said(seen), seen);
            }
            Some(other) => {
                let (id, origin) = (&seen.origin().key, other.origin());
                let place = match origin.locator.file == seen.origin().locator.file {
                    true => format!("line {}", origin.locator.row),
                    false => format!("{}:{}", origin.locator.file, origin.locator.row),
                };
                let what =
                    format!("the same event as {:?} on {place} but for its id: {id:?}", origin.key);
                let hint = "if it is one event, keep one row: two are counted as two";
                all.push(doubt(seen, "id", what, hint));
            }
        }
    }
    all
}

/// Everything that an event says, but for its id and its place in a table.
fn said(seen: &Observation) -> String {
    let origin = seen.origin();
    let of = (seen.mode(), seen.dyad(), seen.channel(), seen.period(), seen.known_at());
    let how = (seen.modality(), seen.what(), seen.detail());
    let from = (&origin.source, &origin.publisher, &origin.url, origin.weak);
    format!("{of:?} {how:?} {from:?}")
}

/// Amounts thousands of times above or below those of the same series around them.
fn out_of_scale(observations: &[Observation]) -> Vec<Fault> {
    let mut series: BTreeMap<String, Vec<(&Observation, Quantity)>> = BTreeMap::new();
    for seen in observations {
        let Detail::Flow { quantity, commodity, .. } = seen.detail() else { continue };
        let months = seen.period().months().count();
        let (dyad, channel) = (seen.dyad(), seen.channel());
        let (unit, source) = (quantity.unit(), &seen.origin().source);
        let name = format!("{dyad} {channel} {commodity} {unit} {source} {months}");
        series.entry(name).or_default().push((seen, *quantity));
    }
    let mut all = Vec::new();
    for mut figures in series.into_values() {
        figures.retain(|(_, quantity)| quantity.amount() > 0.0);
        figures.sort_by_key(|(seen, _)| (seen.period().start(), seen.known_at()));
        for (at, (seen, quantity)) in figures.iter().enumerate() {
            let around = around(&figures, at);
            if let Some(usual) = usual(around)
                && let Some(times) = times_off(quantity.amount(), usual)
            {
                all.push(scale_doubt(seen, *quantity, usual, times));
            }
        }
    }
    all
}

/// The amounts of other times around a figure, the nearest on either side.
fn around(figures: &[(&Observation, Quantity)], at: usize) -> Vec<f64> {
    let period = figures[at].0.period();
    let is_other = |(seen, _): &&(&Observation, Quantity)| seen.period() != period;
    let before = figures[..at].iter().rev().filter(is_other).take(AROUND);
    let after = figures[at + 1..].iter().filter(is_other).take(AROUND);
    before.chain(after).map(|(_, quantity)| quantity.amount()).collect()
}

/// The amount in the middle of these, if they lie near enough to each other.
fn usual(mut amounts: Vec<f64>) -> Option<f64> {
    if amounts.len() < AROUND_MIN {
        return None;
    }
    amounts.sort_by(f64::total_cmp);
    let middle = amounts[amounts.len() / 2];
    let apart = |amount: &f64| (amount / middle).max(middle / amount);
    let mut far: Vec<f64> = amounts.iter().map(apart).collect();
    far.sort_by(f64::total_cmp);
    // The last is the oddest.
    (far[far.len() - 2] <= TIMES_APART).then_some(middle)
}

/// How many times one amount is above the other, or below it, if that is out of scale: above one, or
/// below.
fn times_off(amount: f64, usual: f64) -> Option<f64> {
    let times = amount / usual;
    (times.max(1.0 / times) >= TIMES_OFF).then_some(times)
}

fn scale_doubt(seen: &Observation, quantity: Quantity, usual: f64, times: f64) -> Fault {
    let (factor, way) = if times > 1.0 { (times, "above") } else { (1.0 / times, "below") };
    let factor = 10_f64.powf(factor.log10().round());
    let (amount, unit) = (quantity.amount(), quantity.unit());
    let what = format!(
        "about {factor:.0} times {way} the figures around it: {amount:.0} {unit} for {}, where they \
         are near {usual:.0}",
        seen.period()
    );
    doubt(
        seen,
        "value",
        what,
        "amounts are in base units: is it left in thousands, 万 or millions?",
    )
}

fn doubt(seen: &Observation, column: &str, what: String, hint: &str) -> Fault {
    let place = &seen.origin().locator;
    Fault {
        file: place.file.clone(),
        line: Some(place.row),
        column: column.to_owned(),
        what,
        hint: hint.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Defaults, read_events, read_flows};

    fn defaults() -> Defaults {
        Defaults {
            known_at: "2026-01-31".parse().ok(),
            sources: vec!["log".to_owned(), "customs".to_owned()],
        }
    }

    fn lines(doubts: &[Fault]) -> Vec<(u64, &str)> {
        doubts.iter().map(|one| (one.line.unwrap(), one.column.as_str())).collect()
    }

    /// Monthly amounts from January 2025 on, one a month.
    fn flows(amounts: &[&str]) -> Vec<Observation> {
        let head = "id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,\
                    publisher,url,weak,basis";
        let ends = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let rows = amounts.iter().zip(ends).enumerate().map(|(at, (amount, end))| {
            let month = at + 1;
            format!(
                "f{month},MNG,CHN,export,TOTAL,2025-{month:02}-01,2025-{month:02}-{end},{amount},\
                 USD,,,customs,,,,"
            )
        });
        let table = format!("{head}\n{}\n", rows.collect::<Vec<_>>().join("\n"));
        let reading = read_flows("t.csv", table.as_bytes(), &defaults());
        assert_eq!(reading.rejects, []);
        reading.observations
    }

    #[test]
    fn an_amount_left_in_another_scale_is_told_wherever_it_stands() {
        let usual = ["812000000", "640000000", "955000000", "1210000000", "703000000", "88000000"];
        assert_eq!(out_of_scale(&flows(&usual)), []);
        for at in 0..usual.len() {
            for (digits_off, way) in [(3, "below"), (4, "below"), (6, "below")] {
                let mut amounts = usual;
                let short = &usual[at][..usual[at].len() - digits_off];
                amounts[at] = short;
                let doubts = out_of_scale(&flows(&amounts));
                assert_eq!(lines(&doubts), [(at as u64 + 2, "value")], "{amounts:?}");
                assert!(doubts[0].what.contains(way), "{}", doubts[0].what);
            }
        }
        let above = ["812000000", "640000000000", "955000000", "1210000000"];
        assert_eq!(lines(&out_of_scale(&flows(&above))), [(3, "value")]);
    }

    #[test]
    fn trade_that_comes_and_goes_is_in_no_other_scale() {
        for amounts in [
            &["200", "31000", "2400000", "190", "8800000", "40000"][..],
            &["", "", "5100000", "640000", "0", "12000"],
            &["100", "100000000"],
        ] {
            assert_eq!(out_of_scale(&flows(amounts)), [], "{amounts:?}");
        }
    }

    #[test]
    fn a_flow_over_some_days_of_a_month_is_told() {
        let head = "id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,\
                    publisher,url,weak,basis";
        let row = |id: &str, start: &str, end: &str| {
            format!("{id},KOR,VNM,export,TOTAL,{start},{end},5,USD,,,customs,,,,")
        };
        let rows = [
            row("whole", "2025-03-01", "2025-03-31"),
            row("short", "2025-07-01", "2025-07-30"),
            row("quarter", "2025-04-01", "2025-06-30"),
            row("twenty-days", "2025-09-01", "2025-09-20"),
            row("late", "2025-10-02", "2025-10-31"),
        ];
        let table = format!("{head}\n{}\n", rows.join("\n"));
        let seen = read_flows("t.csv", table.as_bytes(), &defaults()).observations;
        let doubts = of_parts_of_months(&seen);
        assert_eq!(lines(&doubts), [(3, "end"), (5, "end"), (6, "end")]);
        assert_eq!(doubts[0].what, "a flow over no whole month: 2025-07-01 to 2025-07-30");
    }

    #[test]
    fn an_event_told_under_two_ids_is_told_of_and_another_is_not() {
        let head = "id,mode,actor,target,channel,start,end,rank,modality,what,place,source,publisher,\
                    url,known_at,weak,basis";
        let row = |id: &str, what: &str, day: &str| {
            format!("{id},deed,MNG,CHN,visit,{day},,minister,happened,{what},,log,,,,,")
        };
        let rows = [
            row("a", "a minister in Beijing", "2025-03-04"),
            row("b", "a minister in Beijing", "2025-03-05"),
            row("c", "another minister in Beijing", "2025-03-04"),
            row("d", "a minister in Beijing", "2025-03-04"),
        ];
        let table = format!("{head}\n{}\n", rows.join("\n"));
        let seen = read_events("t.csv", table.as_bytes(), &defaults()).observations;
        let doubts = told_twice(&seen);
        assert_eq!(lines(&doubts), [(5, "id")]);
        assert_eq!(doubts[0].what, "the same event as \"a\" on line 2 but for its id: \"d\"");
    }
}
