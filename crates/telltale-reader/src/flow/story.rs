//! The trade that a text goes on about: between whom, whose it is told to be, and when it was.
//!
//! "China's trade with Oman grew in May. Exports came to $31 million": the second sentence names
//! neither the two states nor the month. They go without saying until another state is named; the
//! month does so only as long as the text has told of one alone.

use telltale_observation::{Actor, ActorKind, Channel};

use super::{Days, Frame, Way, add_change, last_flow};
use crate::reader::Scene;
use crate::sighting::{Change, Sighting, Span, Unsaid};
use crate::time::{Grain, Time};
use crate::{Language, Mention};

/// Two states and their trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trade {
    /// Whose exports and imports are told; of trade between two, who is named first.
    pub owner: Actor,
    pub partner: Actor,
    /// Whether the text says whose they are: not of "trade between X and Y".
    pub owned: bool,
    /// From which side it was told last.
    pub way: Way,
}

impl Trade {
    /// The other of the two.
    pub(super) fn other(&self, of: Actor) -> Option<Actor> {
        match of {
            of if of == self.owner => Some(self.partner),
            of if of == self.partner => Some(self.owner),
            _ => None,
        }
    }

    /// Gives a flow whose parties go without saying those of this trade.
    pub(super) fn complete(&self, frame: &mut Frame) {
        match (frame.source, frame.sink) {
            (Some(source), None) => {
                frame.sink = self.other(source);
                frame.unsaid = if frame.way == Way::In { Unsaid::Nothing } else { Unsaid::Partner };
            }
            (None, Some(sink)) => {
                frame.source = self.other(sink);
                frame.unsaid = if frame.way == Way::In { Unsaid::Partner } else { Unsaid::Nothing };
            }
            (None, None) => {
                let (own, other) = (Some(self.owner), Some(self.partner));
                (frame.source, frame.sink) = match frame.way {
                    Way::Both => (own, other),
                    Way::Out if self.owned => (own, other),
                    Way::In if self.owned => (other, own),
                    _ => return,
                };
            }
            _ => {}
        }
    }

    pub(super) fn is_between(&self, one: Option<Actor>, two: Option<Actor>) -> bool {
        let pair = (Some(self.owner), Some(self.partner));
        pair == (one, two) || pair == (two, one)
    }
}

/// What a text has told of trade so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    trade: Option<Trade>,
    /// When it was, of what is told first.
    when: Option<Days>,
    /// Other times were told of since.
    mixed: bool,
    /// The time told of last.
    last: Option<Days>,
    /// The sentence that told of this trade last, if it told of one flow alone.
    at: Option<Span>,
}

impl Story {
    pub(super) fn trade(&self) -> Option<Trade> {
        self.trade
    }

    /// The one time that the text has told of.
    pub(super) fn when(&self) -> Option<Days> {
        self.when.filter(|_| !self.mixed)
    }

    /// Whether the text has told of several times since it began to tell of this trade.
    pub(super) fn is_mixed(&self) -> bool {
        self.mixed
    }

    /// The time that the text has told of last: of "that month".
    pub(super) fn last(&self) -> Option<Days> {
        self.last
    }

    /// The flow that the sentence or the heading right before a place is about, if it is of one alone.
    pub(super) fn right_before(&self, text: &str, place: usize) -> Option<Trade> {
        let (_, end) = self.at?;
        let between = text.get(end..place)?;
        let near = between.chars().all(|letter| letter.is_whitespace() || "-*•·–".contains(letter));
        self.trade.filter(|_| near)
    }

    /// Takes in a sentence and the amounts that it has told.
    pub(crate) fn follow(&mut self, scene: &Scene<'_>, told: &[Sighting]) {
        let whole = |seen: &&Sighting| {
            seen.channel.is_trade() && seen.actor.is_some() && seen.target.is_some()
        };
        let told: Vec<&Sighting> = told.iter().filter(whole).collect();
        let trade = match told.first() {
            Some(first) => self.trade_told(first),
            None => super::trade_named(scene),
        };
        // "X's exports to Y rose, and those to Z fell": nobody knows of which the text goes on.
        let several =
            |trade: &Trade| told.iter().any(|seen| !trade.is_between(seen.actor, seen.target));
        match trade {
            Some(trade) if several(&trade) => {
                *self = Story::default();
                return;
            }
            Some(trade) => {
                let same = self
                    .trade
                    .is_some_and(|known| known.is_between(Some(trade.owner), Some(trade.partner)));
                if !same {
                    *self = Story::default();
                }
                self.trade = Some(trade);
            }
            None if self.trade.is_some_and(|trade| names_another(scene, trade)) => {
                *self = Story::default();
            }
            None => {}
        }
        if trade.is_some() {
            let first = told.first();
            let goods = |seen: &&Sighting| {
                seen.amount.as_ref().is_some_and(|amount| !amount.commodities.is_empty())
            };
            let alone = told.iter().all(|seen| {
                let key = |seen: &Sighting| (seen.actor, seen.target, seen.channel);
                Some(key(seen)) == first.map(|first| key(first))
            });
            let plain = match told.is_empty() {
                true => is_plain_heading(scene),
                false => alone && !told.iter().any(goods),
            };
            self.at = Some(scene.span).filter(|_| plain);
        }
        if self.trade.is_some() {
            self.date(scene, &told, trade.is_some());
        }
    }

    fn trade_told(&self, seen: &Sighting) -> Option<Trade> {
        let (owner, partner) = (seen.actor?, seen.target?);
        let way = match seen.channel {
            Channel::TradeExports => Way::Out,
            Channel::TradeImports => Way::In,
            _ => Way::Both,
        };
        let known = self.trade.filter(|known| known.is_between(Some(owner), Some(partner)));
        // Whose they are was not said, and is not known now either.
        let open = seen.amount.as_ref().is_some_and(|amount| amount.unsaid == Unsaid::Owner);
        Some(match known {
            Some(known) if way == Way::Both || open => Trade { way, ..known },
            _ => Trade { owner, partner, owned: way != Way::Both, way },
        })
    }

    fn date(&mut self, scene: &Scene<'_>, told: &[&Sighting], of_trade: bool) {
        let mut named: Vec<Days> = Vec::new();
        let mut add = |days: Days| {
            if !named.contains(&days) {
                named.push(days);
            }
        };
        let sized = told.iter().filter(|seen| !is_of_before(scene, seen.span));
        sized.filter_map(|seen| seen.period).for_each(|days| add((days.start(), days.end())));
        if told.is_empty() {
            let past = scene.times.iter().filter(|time| tells_when(scene, time));
            past.for_each(|time| add((time.start, time.end)));
        }
        let (&[first], anew) = (named.as_slice(), scene.before.is_none()) else {
            self.mixed |= !named.is_empty();
            self.last = self.last.filter(|_| named.is_empty());
            return;
        };
        self.last = Some(first);
        // "June itself was weak on the export side" opens a paragraph on June.
        let topic = anew && told.is_empty() && is_of_trade(scene);
        match self.when {
            _ if anew && of_trade || topic => (self.when, self.mixed) = (Some(first), false),
            Some(when) => self.mixed |= when != first,
            None if of_trade => self.when = Some(first),
            None => {}
        }
    }
}

/// Words of sentences on trade, besides the names of those who trade.
const FLOWS: &[&str] = &[
    "export",
    "import",
    "trade",
    "shipment",
    "sales",
    "purchases",
    "수출",
    "수입",
    "교역",
    "무역",
];

/// Whether a sentence without amounts speaks of trade, or of the time that it opens with.
fn is_of_trade(scene: &Scene<'_>) -> bool {
    let words = scene.words().to_lowercase();
    let opens = scene.times.first().is_some_and(|time| time.span.0 == scene.span.0);
    let named = FLOWS.iter().any(|flow| words.contains(flow));
    named || opens && scene.document.language == Language::English
}

/// Words of a heading that names a trade of all goods, beside states and times.
#[rustfmt::skip]
const HEADING: &[&str] = &[
    "trade", "exports", "export", "imports", "import", "shipments", "sales", "purchases", "goods",
    "merchandise", "two", "way", "bilateral", "total", "overall", "monthly", "quarterly", "annual", "figures",
    "customs", "data", "between", "and", "with", "to", "from", "the", "of", "in", "for", "by", "month",
    "quarter", "half", "year", "value", "s", "its",
];

/// Whether a heading names the trade of two and nothing that would make it that of some goods: "Oman's
/// exports to India", and not "Oman's coal exports to India".
fn is_plain_heading(scene: &Scene<'_>) -> bool {
    let names = scene.mentions.iter().map(|mention| mention.span);
    let spans: Vec<Span> = names.chain(scene.times.iter().map(|time| time.span)).collect();
    let inside = |at: usize| spans.iter().any(|span| (span.0..span.1).contains(&at));
    let words = scene.words();
    words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).all(
        |word| {
            let at = scene.span.0 + (word.as_ptr() as usize - words.as_ptr() as usize);
            inside(at) || HEADING.contains(&word.to_lowercase().as_str())
        },
    )
}

/// Whether a sentence names a state that is neither of the two.
pub(super) fn names_another(scene: &Scene<'_>, trade: Trade) -> bool {
    scene.mentions.iter().any(|mention| is_another(mention, trade))
}

/// Whether a name stands for a state, or a union that trades, that is neither of the two.
pub(super) fn is_another(mention: &Mention, trade: Trade) -> bool {
    mention.actors.iter().any(|&actor| {
        let trades = actor.kind() != ActorKind::Organisation || actor.code() == "EUN";
        trades && trade.other(actor).is_none()
    })
}

/// Whether an amount is what another was before: "from $5 million", "it had been $5 million".
fn is_of_before(scene: &Scene<'_>, span: Span) -> bool {
    let ahead = scene.text.get(scene.span.0..span.0).unwrap_or("");
    let rest = scene.text.get(span.1..scene.span.1).unwrap_or("");
    if scene.document.language == Language::Korean {
        return super::korean::is_against(rest);
    }
    let last = ahead.trim_end().rsplit(' ').next().unwrap_or("");
    let led = matches!(last, "from" | "against" | "versus" | "than" | "with" | "the");
    led || last.ends_with("'s") || ahead.contains(" had ")
}

/// The amount that a sentence goes on about which only says how it has changed: of the last sentence that told
/// one, the last that nothing is only held against, or one of the same flow and a later time. "It rose to $5
/// million from $4 million in May. That was 8 percent more than in April": of the five.
pub(super) fn carried_to(scene: &Scene<'_>, found: &[Sighting]) -> Option<usize> {
    let last = last_flow(found)?;
    let start = start_of_sentence(scene, found[last].span.0);
    let flow = |seen: &Sighting| {
        let unit = seen.amount.as_ref().and_then(|amount| amount.unit.clone());
        (seen.actor, seen.target, seen.channel, unit)
    };
    let own = flow(&found[last]);
    let valued =
        |seen: &Sighting| seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
    let near = (0..=last).rev().take_while(|at| start <= found[*at].span.0);
    let mut told: Vec<usize> =
        near.filter(|&at| valued(&found[at]) && flow(&found[at]) == own).collect();
    told.reverse();
    if told.is_empty() {
        return Some(last);
    }
    told.retain(|&at| !is_only_held_against(scene, &found[at]));
    let length = |at: usize| found[at].period.map(|period| period.months().count());
    let tail = *told.last()?;
    let alike = told.into_iter().filter(|&at| length(at) == length(tail));
    // Of one time the last is meant.
    alike.max_by_key(|&at| (found[at].period.map(|period| period.start()), at))
}

/// Adds the changes that a sentence tells of the amount before it. Several against one base, "3, 5 and 8 percent,
/// respectively", are of as many amounts, and nobody knows of which.
pub(super) fn carry(changes: &mut Vec<Change>, told: Vec<Change>) {
    let base = |change: &Change| (change.basis, change.against.clone());
    let twin = |one: &Change| {
        told.iter().any(|other| other.ratio != one.ratio && base(other) == base(one))
    };
    if !told.iter().any(twin) {
        told.into_iter().for_each(|change| add_change(changes, change));
    }
}

/// How far back the sentence of an amount may begin, in bytes.
const SENTENCE_MAX: usize = 1000;

/// Where the sentence of an amount begins that stands before this one.
fn start_of_sentence(scene: &Scene<'_>, amount: usize) -> usize {
    if let Some((from, _)) = scene.before.filter(|before| (before.0..before.1).contains(&amount)) {
        return from;
    }
    let from = scene.text.floor_char_boundary(amount.saturating_sub(SENTENCE_MAX));
    let ahead = scene.text.get(from..scene.span.0).unwrap_or("");
    let mut sentences = crate::sentence::split(ahead).into_iter();
    let own = sentences.find(|one| amount - from < one.1);
    own.map_or(amount, |one| from + one.0)
}

/// Whether an amount is one that another of its sentence is held against: "up from $4 million".
fn is_only_held_against(scene: &Scene<'_>, seen: &Sighting) -> bool {
    let from = start_of_sentence(scene, seen.span.0);
    let ahead = scene.text.get(from..seen.span.0).unwrap_or("").to_ascii_lowercase();
    if scene.document.language == Language::Korean {
        return super::korean::is_against(scene.text.get(seen.span.1..scene.span.0).unwrap_or(""));
    }
    const LIGHT: &[&str] =
        &["about", "around", "some", "nearly", "almost", "roughly", "just", "only", "the", "a"];
    let mut words = ahead.split_whitespace().rev().skip_while(|word| LIGHT.contains(word));
    let last = words.next().unwrap_or("");
    let led = ["from", "against", "versus", "than", "with", "double", "twice", "above", "below"];
    led.contains(&last) || last.ends_with("'s") || last.ends_with("’s")
}

/// Whether a time that a sentence names is that of which it tells: a past month, quarter or year that
/// nothing is measured against.
fn tells_when(scene: &Scene<'_>, time: &Time) -> bool {
    // "The largest since last December" is of another time.
    let past =
        time.is_dated() && time.relative.is_none() && time.kind != crate::time::TimeKind::Since;
    if !past || time.grain == Grain::Day || time.end > scene.document.published {
        return false;
    }
    let ahead = scene.text.get(scene.span.0..time.span.0).unwrap_or("");
    let rest = scene.text.get(time.span.1..scene.span.1).unwrap_or("");
    if scene.document.language == Language::Korean {
        const AGAINST: &[&str] = &["보다", "비해", "대비", "비교", "이후", "이래", "비슷", "부터"];
        let near: String = rest.chars().take(16).collect();
        return !AGAINST.iter().any(|word| near.contains(word));
    }
    const AFTER: &[&str] = &[
        "after",
        "since",
        "from",
        "than",
        "against",
        "unlike",
        "following",
        "despite",
        "until",
        "before",
        "to",
        "with",
        "as",
        "like",
    ];
    !ahead.split_whitespace().rev().take(3).any(|word| AFTER.contains(&word))
}
