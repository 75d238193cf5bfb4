//! A scan as a table: what moved, by how much, how sure that is, and which channels it shows in.

use telltale_measure::{Moved, TestedBy};

use super::Report;
use crate::cli::Step;

/// How many channels are named as reasons.
const REASONS: usize = 3;

pub(super) fn text(report: &Report<'_>, top: usize) -> String {
    let by_chance = (report.q * report.found as f64).ceil();
    let mut out = format!(
        "{}: {} to {} against {} on, by {}; as of {}\n{} dyads tested, {} moved (of which about \
         {by_chance} by chance), {} too thin to test; bulk: middle {:.2}, sd {:.2}\n",
        report.source,
        report.since,
        report.until,
        report.from,
        steps(report.step),
        report.as_of,
        report.tested,
        report.found,
        report.too_thin,
        report.null.middle,
        report.null.sd
    );
    let found: Vec<&Moved> = report.dyads.iter().filter(|moved| moved.found).collect();
    if report.tested == 0 {
        return out + "cannot tell: no dyad could be tested\n";
    }
    if found.is_empty() {
        return out + "nothing moved that chance would not move among so many\n";
    }
    out += &format!(
        "\n{:<11} {:<10} {:>6}  {:<12} {:>15}  {:>18} {:>7}  what changed\n",
        "dyad", "direction", "effect", "tested by", "before → last", "change, 90 %", "q"
    );
    for moved in found.iter().take(top) {
        let dyad = moved.dyad.to_string();
        let level = format!("{} → {}", level(moved.by, moved.before), level(moved.by, moved.last));
        let change = moved.interval.map(|end| signed(moved.by, end)).join(" to ");
        out += &format!(
            "{dyad:<11} {:<10} {:>+6.2}  {:<12} {level:>15}  {change:>18} {:>7.4}  {}\n",
            moved.direction,
            moved.effect,
            moved.by.name(),
            moved.q,
            reasons(moved)
        );
    }
    if found.len() > top {
        out += &format!("{} more: --top {}\n", found.len() - top, found.len());
    }
    out
}

fn steps(step: Step) -> &'static str {
    match step {
        Step::Month => "months",
        Step::Week => "weeks",
    }
}

/// A share in per cent; a rate in events a step.
fn level(by: TestedBy, level: f64) -> String {
    match by {
        TestedBy::ShareCloser => format!("{:.0} %", 100.0 * level),
        TestedBy::RateCloser | TestedBy::RateFarther => format!("{level:.1}"),
    }
}

fn signed(by: TestedBy, change: f64) -> String {
    match by {
        TestedBy::ShareCloser => format!("{:+.0}", 100.0 * change),
        TestedBy::RateCloser | TestedBy::RateFarther => format!("{change:+.1}"),
    }
}

fn reasons(moved: &Moved) -> String {
    let said = moved.channels.iter().take(REASONS).map(|counts| {
        format!("{} {:.0} → {}", counts.channel.name(), counts.before_as_long, counts.last)
    });
    said.collect::<Vec<_>>().join(", ")
}

pub(super) fn csv(report: &Report<'_>) -> String {
    let mut out =
        "actor,target,found,direction,tested_by,before,last,change,change_low,change_high,\
                   effect,z,p,q,n,reasons\n"
            .to_owned();
    for moved in report.dyads {
        let target = moved.dyad.target.map_or("", |target| target.code());
        let [low, high] = moved.interval;
        out += &format!(
            "{},{target},{},{},{},{:.6},{:.6},{:.6},{low:.6},{high:.6},{:.4},{:.4},{:.3e},{:.6},{},\"{}\"\n",
            moved.dyad.actor,
            moved.found,
            moved.direction,
            moved.by.name(),
            moved.before,
            moved.last,
            moved.change,
            moved.effect,
            moved.z,
            moved.p,
            moved.q,
            moved.n,
            reasons(moved)
        );
    }
    out
}
