//! A forecast as the journal keeps it. It says itself what it was of, whatever the case declares by now.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use serde_json::Value;
use telltale_brief::case::{Case, Target, TargetEvent};
use telltale_observation::{Actor, Channel, Month, Rank};

use super::Event;
use super::series::Flow;

/// One line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    /// The id of the target, as the case named it then.
    pub(super) id: String,
    /// What was forecast, in the words of then.
    pub(super) text: String,
    /// The day as of which it was made.
    pub(super) made: Date,
    /// The last day on which it can come true.
    pub(super) closes: Date,
    /// What would make it true.
    pub(super) of: Of,
    pub(super) probability: Option<f64>,
    pub(super) base: Option<f64>,
    /// Whether it was kept when that day was over everywhere.
    pub(super) is_afterwards: bool,
}

/// What was forecast.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Of {
    /// That an event comes.
    Event { event: Event, actor: Actor, target: Actor, either_way: bool, within_days: u64 },
    /// That a month's flow is above that of the year before, by this source in this unit.
    Flow { flow: Flow, month: Month, made_on: Option<(String, String)> },
}

/// Whether the case still declares a target as it was when it was forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    AsThen,
    Otherwise,
    NoMore,
}

impl Kept {
    /// Reads a line; `None` where it does not say what was forecast.
    pub(super) fn read(body: &Value) -> Option<Kept> {
        let text = |key: &str| body[key].as_str();
        let day = |key: &str| text(key)?.parse::<Date>().ok();
        let (made, closes) = (day("made")?, day("closes")?);
        Some(Kept {
            id: text("target")?.to_owned(),
            text: text("text")?.to_owned(),
            made,
            closes,
            of: Of::read(body).filter(|of| matches!(of, Of::Flow { .. }) || made < closes)?,
            probability: body["probability"].as_f64(),
            base: body["base"].as_f64(),
            is_afterwards: is_afterwards(made, text("kept_at")),
        })
    }

    /// What became of its declaration.
    pub(super) fn declared(&self, case: &Case) -> Declared {
        match case.targets.iter().find(|target| target.id == self.id) {
            None => Declared::NoMore,
            Some(target) if self.of.is_of(target) => Declared::AsThen,
            Some(_) => Declared::Otherwise,
        }
    }
}

impl Of {
    fn read(body: &Value) -> Option<Of> {
        let text = |key: &str| body[key].as_str();
        let actor = |key: &str| text(key)?.parse::<Actor>().ok();
        let (actor, target) = (actor("actor")?, actor("with")?);
        let channel: Channel = text("channel")?.parse().ok()?;
        if channel.is_trade() {
            let made_on = text("source").zip(text("unit"));
            let made_on = made_on.map(|(source, unit)| (source.to_owned(), unit.to_owned()));
            let month = text("month")?.parse().ok()?;
            return Some(Of::Flow { flow: Flow { actor, target, channel }, month, made_on });
        }
        let rank = match &body["rank"] {
            Value::Null => None,
            rank => Some(rank.as_str()?.parse::<Rank>().ok()?),
        };
        Some(Of::Event {
            event: Event { channel, rank },
            actor,
            target,
            either_way: body["either_way"].as_bool()?,
            within_days: body["within_days"].as_u64()?,
        })
    }

    /// Whether a target is of the same.
    fn is_of(&self, declared: &Target) -> bool {
        match (self, declared.event) {
            (
                Of::Event { event, actor, target, either_way, within_days },
                TargetEvent::Happens { within_days: days, either_way: either },
            ) => {
                let of = Event { channel: declared.channel, rank: declared.rank };
                (*event, *actor, *target) == (of, declared.actor, declared.target)
                    && (*either_way, *within_days) == (either, u64::from(days))
            }
            // How many months ahead it looked is in the month that it is of.
            (Of::Flow { flow, .. }, TargetEvent::AboveYearBefore { .. }) => {
                let Target { actor, target, channel, .. } = *declared;
                *flow == Flow { actor, target, channel }
            }
            _ => false,
        }
    }
}

/// Whether a forecast was kept when the day was over everywhere that it says it was made on.
fn is_afterwards(made: Date, kept_at: Option<&str>) -> bool {
    let kept = kept_at.and_then(|at| at.parse::<Timestamp>().ok());
    kept.is_some_and(|at| at.to_zoned_datetime(TimeZone::fixed(offset(-12))).date() > made)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line() -> Value {
        json!({
            "target": "visit", "text": "a visit of a leader", "made": "2025-08-20",
            "closes": "2025-11-18", "kept_at": "2025-08-20T08:00:00Z", "probability": 0.2,
            "base": 0.1, "actor": "PRK", "with": "RUS", "channel": "visit", "rank": "leader",
            "either_way": true, "within_days": 90,
        })
    }

    #[test]
    fn a_line_says_itself_what_it_is_of() {
        let kept = Kept::read(&line()).unwrap();
        let Of::Event { event, either_way, .. } = kept.of else { panic!("an event: {kept:?}") };
        assert_eq!((event.rank, either_way), (Some(Rank::Leader), true));
        assert!(!kept.is_afterwards);
        let mut flow = line();
        flow["channel"] = json!("trade.exports");
        flow["month"] = json!("2025-10");
        flow["source"] = json!("customs");
        flow["unit"] = json!("USD");
        let Some(Kept { of: Of::Flow { month, made_on, .. }, .. }) = Kept::read(&flow) else {
            panic!("a flow: {flow}")
        };
        assert_eq!(month.to_string(), "2025-10");
        assert_eq!(made_on, Some(("customs".to_owned(), "USD".to_owned())));
    }

    #[test]
    fn what_cannot_be_read_is_no_forecast_of_something_wider() {
        for (key, value) in [
            ("rank", json!("grandmaster")),
            ("channel", json!("telepathy")),
            ("actor", Value::Null),
            ("either_way", Value::Null),
            ("closes", json!("2025-08-20")),
        ] {
            let mut line = line();
            line[key] = value;
            assert_eq!(Kept::read(&line), None, "{key}");
        }
    }
}
