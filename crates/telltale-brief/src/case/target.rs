//! A target is an event to come of which a case wants to know how likely it is: a visit
//! within 90 days, exports above those of the year before.

use telltale_observation::{Actor, ActorKind, Channel, Rank};
use toml::de::DeValue;

use super::section::{self, Section, Wrong};
use super::two_actors;

/// An event to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id in the case.
    pub id: String,
    /// What is forecast, in English: "a visit from North Korea to Russia".
    pub text: String,
    /// The same in Korean; may be empty.
    pub text_ko: String,
    /// Who acts; of trade, the reporter.
    pub actor: Actor,
    /// Towards whom.
    pub target: Actor,
    /// The channel.
    pub channel: Channel,
    /// Only where this is the highest rank of those who take part, on either side.
    pub rank: Option<Rank>,
    /// What would make it true.
    pub event: TargetEvent,
}

/// What would make a target true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetEvent {
    /// That it happens.
    Happens {
        /// Within so many days.
        within_days: u32,
        /// Whether it counts the other way round too.
        either_way: bool,
    },
    /// That a month's flow is above that of a year before.
    AboveYearBefore {
        /// How many months after the last that is known.
        months_ahead: u32,
    },
}

/// So many months ahead nothing is known that the year before does not tell.
const MONTHS_AHEAD_MAX: u32 = 24;

/// A whole number of months ahead, from 1 on.
fn months_ahead(value: &DeValue<'_>) -> Result<u32, Wrong> {
    let DeValue::Integer(whole) = value else { return section::span(value) };
    let months = whole.as_str().parse().ok();
    months.filter(|months| (1..=MONTHS_AHEAD_MAX).contains(months)).ok_or_else(|| {
        let hint = format!("from 1 to {MONTHS_AHEAD_MAX}: of later months nothing is known");
        Wrong::new(format!("{} months ahead", whole.as_str()), hint)
    })
}

/// Reads one `[[forecast]]`.
pub(super) fn read(mut section: Section<'_>) -> Option<Target> {
    let id = section.need("id", section::slug);
    let text = section.need("text", section::text);
    let text_ko = section.words("text_ko");
    let actor = section.need("actor", section::actor);
    let target = section.need("target", section::actor);
    let channel = section.need("channel", section::channel);
    let rank = section.may("rank", section::rank);
    two_actors(&section, actor, target);
    for (key, who) in [("actor", actor), ("target", target)] {
        let is_organisation = |who: &Actor| who.kind() == ActorKind::Organisation;
        if let Some(who) = who.filter(is_organisation) {
            let what = format!("a forecast of an organisation: {who}");
            let hint = "name a state: no forecast is made of organisations, whose rows name a seat";
            section.wrong(key, Wrong::new(what, hint));
        }
    }
    let is_trade = channel.is_some_and(Channel::is_trade);
    let event = if is_trade {
        let months_ahead = section.need("months_ahead", months_ahead);
        months_ahead.map(|months_ahead| TargetEvent::AboveYearBefore { months_ahead })
    } else {
        let within_days = section.need("within_days", section::span);
        let either_way = section.may("either_way", section::flag);
        within_days.zip(either_way).map(|(within_days, either_way)| TargetEvent::Happens {
            within_days,
            either_way: either_way.unwrap_or(false),
        })
    };
    if is_trade && section.has("rank") {
        section.wrong("rank", Wrong::new("a rank in trade", "goods have no rank: leave it out"));
    }
    section.finish();
    Some(Target {
        id: id?,
        text: text?,
        text_ko: text_ko?,
        actor: actor?,
        target: target?,
        channel: channel?,
        rank: rank?,
        event: event?,
    })
}
