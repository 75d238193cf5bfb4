//! A claim is a number or an expectation that somebody published, in our words, to be held against
//! what the tables hold.

use telltale_observation::{Channel, Commodity, Dyad, KnownAt, Period, Quantity};

use super::section::{self, Section, Wrong};
use super::tripwire::Side;
use super::{percent, two_actors};

/// A number or an expectation that somebody published.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its id in the case.
    pub id: String,
    /// What is claimed, in our words, in English.
    pub text: String,
    /// What is claimed, in our words, in Korean; may be empty.
    pub text_ko: String,
    /// The source that says so.
    pub said_by: String,
    /// From when on it was known to be claimed.
    pub said_on: KnownAt,
    /// Who, and with whom; for trade, reporter and partner.
    pub dyad: Dyad,
    /// The channel of the number.
    pub channel: Channel,
    /// What was traded; everything where nothing is said. Of no meaning outside trade.
    pub commodity: Commodity,
    /// The period of the number.
    pub period: Period,
    /// The number itself.
    pub kind: ClaimKind,
}

/// What a claim states of its period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClaimKind {
    /// An amount.
    Value {
        /// The amount, in base units.
        quantity: Quantity,
        /// To what it is rounded, in the same unit: 100,000 for "228.1 million". `None` where that
        /// is not known.
        rounded_to: Option<f64>,
    },
    /// A change, as a ratio: 0.545 for +54.5 %.
    Change {
        /// Against which earlier period.
        against: Compared,
        /// The change.
        ratio: f64,
        /// To what it is rounded: 0.001 for a percentage with one decimal.
        rounded_to: Option<f64>,
    },
    /// That the change of this period will lie above, or below, that of another.
    Expectation {
        /// Which change.
        compares: Compared,
        /// On which side of the other period's it is expected.
        side: Side,
        /// The other period.
        than: Period,
    },
}

impl ClaimKind {
    /// The kind's name in `case.toml` and in JSON: `value`, `change` or `expectation`.
    pub fn name(self) -> &'static str {
        match self {
            ClaimKind::Value { .. } => "value",
            ClaimKind::Change { .. } => "change",
            ClaimKind::Expectation { .. } => "expectation",
        }
    }
}

/// Against which earlier period a change is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The month before.
    Month,
    /// The same period of the year before.
    Year,
}

impl Compared {
    /// How many months lie between the two.
    pub fn months(self) -> i32 {
        match self {
            Compared::Month => 1,
            Compared::Year => 12,
        }
    }
}

/// Reads one `[[claim]]`.
pub(super) fn read(mut section: Section<'_>, sources: &[&str]) -> Option<Claim> {
    let id = section.need("id", section::slug);
    let text = section.need("text", section::text);
    let text_ko = section.words("text_ko");
    let said_by = section.need("said_by", |value| section::declared(value, sources));
    let said_on = section.need("said_on", section::known_at);
    let actor = section.need("actor", section::actor);
    let target = section.may("target", section::actor);
    let channel = section.need("channel", section::channel);
    let commodity = section.may("commodity", section::commodity);
    let period = section.period("start", "end");
    two_actors(&section, actor, target.flatten());
    check_trade(&section, channel);
    let kind = read_kind(&mut section);
    check_basis(&section, kind, period);
    if let Some(ClaimKind::Change { ratio, .. }) = kind {
        let words = [text.as_deref(), text_ko.as_deref()].map(Option::unwrap_or_default);
        if let Some(wrong) = percent::instead_of_ratio(ratio, &words) {
            section.wrong("ratio", wrong);
        }
    }
    // Which keys belong here hangs on the kind: where that is unknown, no key is.
    if kind.is_some() {
        section.finish();
    }
    Some(Claim {
        id: id?,
        text: text?,
        text_ko: text_ko?,
        said_by: said_by?,
        said_on: said_on?,
        dyad: Dyad { actor: actor?, target: target? },
        channel: channel?,
        commodity: commodity?.unwrap_or_else(Commodity::total),
        period: period?,
        kind: kind?,
    })
}

/// Trade has a partner, and nothing else has a commodity.
fn check_trade(section: &Section<'_>, channel: Option<Channel>) {
    let Some(channel) = channel else { return };
    if channel.is_trade() && !section.has("target") {
        let what = format!("{channel} without a target");
        section.wrong("channel", Wrong::new(what, "name the partner as target"));
    }
    if !channel.is_trade() && section.has("commodity") {
        let what = format!("a commodity in the channel {channel}");
        section.wrong("commodity", Wrong::new(what, "only trade has commodities"));
    }
}

/// "On the month" says of a quarter or a year neither whether its last month is meant nor against what.
fn check_basis(section: &Section<'_>, kind: Option<ClaimKind>, period: Option<Period>) {
    let on_month = matches!(kind, Some(ClaimKind::Change { against: Compared::Month, .. }));
    let months = period.map_or(1, |period| period.months().count());
    if on_month && months > 1 {
        let what = format!("a change on the month of {months} months");
        let hint = "basis = \"year\", or the month itself as start and end";
        section.wrong("basis", Wrong::new(what, hint));
    }
}

fn read_kind(section: &mut Section<'_>) -> Option<ClaimKind> {
    let kinds = &["value", "change", "expectation"];
    let kind = section.need("kind", section::one_of("kind", kinds, known(kinds)))?;
    match kind.as_str() {
        "value" => {
            let amount = section.need("value", section::number);
            let of_trade = section.plain("channel").and_then(|name| name.parse::<Channel>().ok());
            if let Some(amount) = amount.filter(|amount| *amount < 0.0)
                && of_trade.is_some_and(Channel::is_trade)
            {
                let hint = "goods traded come to nothing or more; of a fall, kind = \"change\"";
                section.wrong("value", Wrong::new(format!("less than nothing: {amount}"), hint));
            }
            let unit = section.need("unit", section::unit);
            let rounded_to = section.may("rounded_to", section::positive);
            let quantity = Quantity::new(amount?, unit?).ok()?;
            Some(ClaimKind::Value { quantity, rounded_to: rounded_to? })
        }
        "change" => {
            let against = section.need("basis", section::one_of("basis", BASES, compared));
            let ratio = section.need("ratio", section::number);
            let rounded_to = section.may("rounded_to", section::positive);
            Some(ClaimKind::Change { against: against?, ratio: ratio?, rounded_to: rounded_to? })
        }
        _ => {
            let compares = section.need("compares", section::one_of("change", CHANGES, change));
            let (side, than) = read_side(section)?;
            Some(ClaimKind::Expectation { compares: compares?, side, than })
        }
    }
}

/// `above = "2025-09"` or `below = "2025-09"`: the month with whose change it is compared.
fn read_side(section: &mut Section<'_>) -> Option<(Side, Period)> {
    let above = section.may("above", section::month)?;
    let below = section.may("below", section::month)?;
    match (above, below) {
        (Some(month), None) => Some((Side::Above, Period::month(month))),
        (None, Some(month)) => Some((Side::Below, Period::month(month))),
        (None, None) => {
            section.wrong(
                "",
                Wrong::new("missing key in [[claim]]: above", "above or below: a month"),
            );
            None
        }
        (Some(_), Some(_)) => {
            section.wrong("below", Wrong::new("above and below at once", "keep one of them"));
            None
        }
    }
}

const BASES: &[&str] = &["month", "year"];
const CHANGES: &[&str] = &["change_month", "change_year"];

fn known(words: &'static [&'static str]) -> impl Fn(&str) -> Result<String, ()> {
    move |word| words.contains(&word).then(|| word.to_owned()).ok_or(())
}

fn compared(word: &str) -> Result<Compared, ()> {
    match word {
        "month" => Ok(Compared::Month),
        "year" => Ok(Compared::Year),
        _ => Err(()),
    }
}

fn change(word: &str) -> Result<Compared, ()> {
    word.strip_prefix("change_").map_or(Err(()), compared)
}
