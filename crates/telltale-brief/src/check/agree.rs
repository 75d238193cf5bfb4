//! A text's own numbers, held against each other.

use super::{Bound, Checked, Fit, Outcome, Told};
use crate::language::{Language, grouped, percent, tell};

/// What holding a text's numbers against each other came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Confirmed, rounding, internally inconsistent, or cannot check.
    pub outcome: Outcome,
    /// The number claimed.
    pub claimed: f64,
    /// What the others make of it.
    pub found: f64,
    /// Why.
    pub because: String,
}

impl Agreement {
    /// The same of a change that the text tells as a multiple: "14 times".
    #[must_use]
    pub fn in_times(self, language: Language) -> Agreement {
        let [says, is] = [self.claimed, self.found].map(|ratio| short(1.0 + ratio));
        let because = tell!(
            language,
            "The text's two amounts make {is} times as much; it says {says} times.",
            "본문의 두 금액으로 계산하면 {is}배; 본문은 {says}배."
        );
        Agreement { because, ..self }
    }
}

impl From<Agreement> for Checked {
    fn from(agreement: Agreement) -> Checked {
        let Agreement { outcome, claimed, found, because } = agreement;
        let found = Some(found);
        Checked { outcome, found, ..Checked::cannot(Some(claimed), because, None) }
    }
}

/// By how much two units may disagree before one of the numbers is wrong, as a share.
const ROUGH: f64 = 0.03;

/// One amount in two units: `converted` is the first in the second's unit.
pub fn two_units(
    (first, in_first): (f64, &str),
    (second, in_second): (f64, &str),
    converted: f64,
    slack: f64,
    language: Language,
) -> Agreement {
    let off = (converted - second).abs();
    let outcome = match off {
        off if off <= slack => Outcome::Confirmed,
        off if off <= (2.0 * slack).max(ROUGH * converted.abs()) => Outcome::Rounding,
        _ => Outcome::Inconsistent,
    };
    let (a, b, c) = (short(first), short(second), short(converted));
    let because = tell!(
        language,
        "{a} {in_first} are {c} {in_second}; the text says {b}.",
        "{a} {in_first} = {c} {in_second}; 본문은 {b}."
    );
    Agreement { outcome, claimed: first, found: converted, because }
}

/// How long something is said to have lasted, beside its first and last day. A day less may be counted in
/// nights.
pub fn days_long(told: i32, days: i32, language: Language) -> Agreement {
    let outcome = match told {
        told if told == days => Outcome::Confirmed,
        told if told + 1 == days => Outcome::CannotCheck,
        _ => Outcome::Inconsistent,
    };
    let because = tell!(
        language,
        "From the first to the last day that the text tells it is {days} days; the text says {told}.",
        "본문의 첫날부터 마지막 날까지는 {days}일; 본문은 {told}일."
    );
    Agreement { outcome, claimed: f64::from(told), found: f64::from(days), because }
}

fn short(number: f64) -> String {
    if number.abs() < 100.0 { format!("{number:.1}") } else { grouped(number) }
}

/// An anniversary: its ordinal, the year it is kept in, and the year from which it counts.
/// `sure` says whether the year it is kept in stands in the text or can be no other.
pub fn anniversary(
    ordinal: i16,
    kept: i16,
    since: i16,
    sure: bool,
    told: bool,
    language: Language,
) -> Agreement {
    let found = kept - since;
    let outcome = match (ordinal - found).abs() {
        0 => Outcome::Confirmed,
        1 if !sure => Outcome::CannotCheck,
        _ if told => Outcome::Inconsistent,
        _ => Outcome::Contradicted,
    };
    let because = tell!(
        language,
        "From {since} to {kept} it is {found} years; the text says {ordinal}.",
        "{since}년부터 {kept}년까지는 {found}년; 본문은 {ordinal}."
    );
    Agreement { outcome, claimed: f64::from(ordinal), found: f64::from(found), because }
}

/// An amount, the amount it is compared with, and the change that is claimed between the two.
pub fn three_numbers(value: Told, base: Told, ratio: Told, language: Language) -> Agreement {
    let found = value.number / base.number - 1.0;
    let lowest = (value.number - value.slack()) / (base.number + base.slack()) - 1.0;
    let highest = (value.number + value.slack()) / (base.number - base.slack()) - 1.0;
    let (low, high) = (ratio.number - ratio.slack(), ratio.number + ratio.slack());
    let wide = 2.0 * (highest - lowest) + 2.0 * ratio.slack();
    // What is said to be at least so much is kept by all that lies beyond it.
    let keeps = |found: f64| ratio.fit(found) == Fit::Fits;
    let outcome = match () {
        () if keeps(lowest) || keeps(found) || keeps(highest) => Outcome::Confirmed,
        () if low <= highest && lowest <= high => Outcome::Confirmed,
        () if (found - ratio.number).abs() <= wide => Outcome::Rounding,
        () => Outcome::Inconsistent,
    };
    let (claimed, is) = (percent(ratio.number), percent(found));
    let because = tell!(
        language,
        "The text's two amounts make {is}; it says {claimed}.",
        "본문의 두 금액으로 계산하면 {is}; 본문은 {claimed}."
    );
    Agreement { outcome, claimed: ratio.number, found, because }
}

/// Two rates of growth, and by how many points the text says that they differ; all as ratios.
pub fn two_rates(now: Told, then: Told, points: Told, language: Language) -> Agreement {
    let found = (now.number - then.number).abs();
    let slack = (now.half + then.half + points.half) * (1.0 + 1e-9);
    let outcome = match (found - points.number.abs()).abs() {
        off if off <= slack => Outcome::Confirmed,
        off if off <= 2.0 * slack => Outcome::Rounding,
        _ => Outcome::Inconsistent,
    };
    let [is, says] = [found, points.number.abs()].map(|ratio| short(100.0 * ratio));
    let because = tell!(
        language,
        "The text's two rates lie {is} points apart; it says {says}.",
        "본문의 두 비율은 {is}%포인트 차이; 본문은 {says}%포인트."
    );
    Agreement { outcome, claimed: points.number.abs(), found, because }
}

/// By how much two rates of growth must differ for the way between them to be clear.
const CLEAR_RATES: f64 = 0.003;

/// Which way growth went between two rates that were recomputed from figures.
pub fn rates_moved(now: &Checked, then: &Checked, up: bool, language: Language) -> Checked {
    let (Some(new), Some(old)) = (now.found, then.found) else {
        return Checked::cannot(None, now.because.clone(), None);
    };
    let way = if up { new - old } else { old - new };
    let outcome = match way {
        way if way > 0.0 && !now.another_currency && !then.another_currency => Outcome::Confirmed,
        way if -way > CLEAR_RATES && !now.another_currency && !then.another_currency => {
            Outcome::Contradicted
        }
        _ => Outcome::CannotCheck,
    };
    let [new, old] = [new, old].map(percent);
    let because = tell!(
        language,
        "The figures give {new} after {old} on the year.",
        "수치로 계산한 전년 대비 증가율은 {old}에서 {new}."
    );
    let evidence = now.evidence.iter().chain(&then.evidence).copied().collect();
    let source = now.source.clone();
    Checked { outcome, source, evidence, ..Checked::cannot(None, because, None) }
}

/// An amount, the amount it came from, and whether the text says that it rose or fell.
pub fn two_amounts(value: Told, base: Told, up: bool, language: Language) -> Checked {
    let (rose, fell) = (value.number - base.number, base.number - value.number);
    let slack = (value.slack() + base.slack()) * (1.0 + 1e-9);
    // What is said to be at least so much may be any more.
    let exact = |told: Told| matches!(told.bound, Bound::Exactly | Bound::About);
    let outcome = match if up { rose } else { fell } {
        way if way > 0.0 => Outcome::Confirmed,
        way if way < -slack && exact(value) && exact(base) => Outcome::Inconsistent,
        _ => Outcome::CannotCheck,
    };
    let is = percent(value.number / base.number - 1.0);
    let (says, korean) = if up { ("a rise", "늘었다고") } else { ("a fall", "줄었다고") };
    let because = tell!(
        language,
        "The text's two amounts make {is}; it says {says}.",
        "본문의 두 금액으로 계산하면 {is}; 본문은 {korean} 함."
    );
    let found = Some(value.number / base.number - 1.0);
    Checked { outcome, found, ..Checked::cannot(None, because, None) }
}
