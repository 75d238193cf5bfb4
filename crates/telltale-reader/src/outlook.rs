//! The outlook of a text: what it makes hang on what, what it says is expected, and what is to come.
//!
//! These are no observations: nothing of it has happened. They are kept apart, each with its words,
//! so that a condition can be watched, an expectation be checked when the figures come, and a date
//! be waited for.

#[cfg(test)]
mod tests;
pub(crate) mod words;

use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_observation::{Actor, Channel, Kind, Modality, Period};

use crate::json::Characters;
use crate::reader::Scene;
use crate::sighting::{Sighting, Span};

/// What lies ahead, as a text tells it.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// What hangs on what, in the order of the text.
    pub conditions: Vec<Condition>,
    /// What is expected, and by whom.
    pub expectations: Vec<Expectation>,
    /// What is announced or due.
    pub calendar: Vec<Coming>,
}

/// Which way something is said to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More, higher, faster.
    Up,
    /// Less, lower, slower.
    Down,
    /// As it was.
    Level,
}

impl Direction {
    /// The direction's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Level => "level",
        }
    }
}

/// What a clause is about, as far as its words tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The actors that it names, in the order of the text.
    pub actors: Vec<Actor>,
    /// The channels that its nouns and verbs belong to, in the order of the text.
    pub channels: Vec<Channel>,
    /// Which way it says that something goes.
    pub direction: Option<Direction>,
}

impl About {
    /// Whether trade told elsewhere may be that of which these words speak: of imports, no exports.
    pub(crate) fn may_be_of(&self, channel: Channel) -> bool {
        let mut named = self.channels.iter().filter(|channel| channel.is_trade()).peekable();
        named.peek().is_none() || named.any(|named| *named == channel)
    }
}

/// Something that a text makes hang on something else.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The words of the condition.
    pub condition: Span,
    /// The words of what hangs on it.
    pub consequence: Span,
    /// Whether nothing less will do: "only when".
    pub necessary: bool,
    /// Whether it must fail to hold: "unless".
    pub negated: bool,
    /// What the condition is about.
    pub of: About,
    /// What the consequence is about.
    pub then: About,
    /// The sentence.
    pub span: Span,
}

/// What somebody is said to expect.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Who expects it; `None` where the text does not say.
    pub who: Option<Span>,
    /// When it was said: the day of the sentence, or that of publication.
    pub said: Date,
    /// The words of what is expected.
    pub what: Span,
    /// Whose deed or trade it is.
    pub actor: Option<Actor>,
    /// With whom.
    pub target: Option<Actor>,
    /// In which channel.
    pub channel: Option<Channel>,
    /// For when.
    pub period: Option<Period>,
    /// Which way it is to go.
    pub direction: Option<Direction>,
    /// The word that tells the direction.
    pub comparison: Option<Span>,
    /// The sentence.
    pub span: Span,
}

/// Something that is announced, planned or due.
#[derive(Clone, Debug)]
pub struct Coming {
    /// The words that name it.
    pub what: Span,
    /// Who takes part: the one who acts first.
    pub actors: Vec<Actor>,
    /// The channel; `None` for elections and the like.
    pub channel: Option<Channel>,
    /// When; `None` where the text gives no date.
    pub period: Option<Period>,
    /// The sentence.
    pub span: Span,
}

/// Channels of which a plan is something to wait for.
fn is_awaited(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Visit
            | Channel::Meeting
            | Channel::Ceremony
            | Channel::Military
            | Channel::Launch
            | Channel::NuclearTest
            | Channel::Agreement
            | Channel::Vote
    )
}

/// Puts the plans that were told of a sentence on the calendar.
pub(crate) fn plans(scene: &Scene<'_>, told: &[Sighting], out: &mut Outlook) {
    let published = scene.document.published;
    let here = told.iter().rev().take_while(|seen| seen.span.0 >= scene.span.0);
    let mut planned: Vec<&Sighting> = here
        .filter(|seen| {
            seen.kind == Kind::Event
                && seen.modality == Modality::Planned
                && is_awaited(seen.channel)
                && seen.period.is_none_or(|period| period.end() >= published)
        })
        .collect();
    planned.reverse();
    for seen in planned {
        out.await_event(Coming {
            what: seen.because.trigger.unwrap_or(seen.span),
            actors: [seen.actor, seen.target].into_iter().flatten().collect(),
            channel: Some(seen.channel),
            period: seen.period,
            span: seen.span,
        });
    }
}

impl Outlook {
    /// Whether nothing lies ahead.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.expectations.is_empty() && self.calendar.is_empty()
    }

    /// Puts something on the calendar, unless it is there: the same channel, between the same, at
    /// the same time or at none that is told.
    pub(crate) fn await_event(&mut self, coming: Coming) {
        let same = |known: &&mut Coming| {
            let shared = known.actors.iter().any(|actor| coming.actors.contains(actor))
                || known.actors.is_empty()
                || coming.actors.is_empty();
            let together = match (known.period, coming.period) {
                (Some(a), Some(b)) => a.overlaps(b),
                _ => known.span == coming.span,
            };
            known.channel == coming.channel && shared && together
        };
        if let Some(known) = self.calendar.iter_mut().rev().take(LOOK_BACK).find(same) {
            for actor in coming.actors {
                if !known.actors.contains(&actor) {
                    known.actors.push(actor);
                }
            }
            known.period = known.period.or(coming.period);
            return;
        }
        self.calendar.push(coming);
    }

    /// The fields that the JSON of `read` gains: `conditions`, `expectations`, `calendar`.
    pub fn to_json(&self, text: &Characters<'_>) -> [(&'static str, Value); 3] {
        let all = |values: Vec<Value>| Value::Array(values);
        [
            ("conditions", all(self.conditions.iter().map(|c| c.to_json(text)).collect())),
            ("expectations", all(self.expectations.iter().map(|e| e.to_json(text)).collect())),
            ("calendar", all(self.calendar.iter().map(|c| c.to_json(text)).collect())),
        ]
    }
}

/// How many entries back one of the same is looked for.
const LOOK_BACK: usize = 64;

fn about(about: &About) -> Value {
    json!({
        "actors": about.actors.iter().map(|actor| actor.code()).collect::<Vec<_>>(),
        "channels": about.channels.iter().map(|channel| channel.name()).collect::<Vec<_>>(),
        "direction": about.direction.map(Direction::name),
    })
}

impl Condition {
    fn to_json(&self, text: &Characters<'_>) -> Value {
        json!({
            "condition": text.quote(self.condition),
            "condition_span": text.span(self.condition),
            "consequence": text.quote(self.consequence),
            "consequence_span": text.span(self.consequence),
            "necessary": self.necessary,
            "negated": self.negated,
            "if": about(&self.of),
            "then": about(&self.then),
            "quote": text.quote(self.span),
            "span": text.span(self.span),
        })
    }
}

fn put_period(object: &mut Value, period: Option<Period>) {
    object["start"] = json!(period.map(|period| period.start().to_string()));
    object["end"] = json!(period.map(|period| period.end().to_string()));
    object["precision"] = json!(period.map(|period| period.precision().name()));
}

impl Expectation {
    fn to_json(&self, text: &Characters<'_>) -> Value {
        let mut object = json!({
            "who": self.who.map(|span| text.quote(span)),
            "said": self.said.to_string(),
            "what": text.quote(self.what),
            "what_span": text.span(self.what),
            "actor": self.actor.map(|actor| actor.code()),
            "target": self.target.map(|actor| actor.code()),
            "channel": self.channel.map(|channel| channel.name()),
            "direction": self.direction.map(Direction::name),
            "comparison": self.comparison.map(|span| text.quote(span)),
            "quote": text.quote(self.span),
            "span": text.span(self.span),
        });
        put_period(&mut object, self.period);
        object
    }
}

impl Coming {
    fn to_json(&self, text: &Characters<'_>) -> Value {
        let mut object = json!({
            "what": text.quote(self.what),
            "actor": self.actors.first().map(|actor| actor.code()),
            "target": self.actors.get(1).map(|actor| actor.code()),
            "actors": self.actors.iter().map(|actor| actor.code()).collect::<Vec<_>>(),
            "channel": self.channel.map(|channel| channel.name()),
            "quote": text.quote(self.span),
            "span": text.span(self.span),
        });
        put_period(&mut object, self.period);
        object
    }
}
