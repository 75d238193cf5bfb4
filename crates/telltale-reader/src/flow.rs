//! A flow is an amount that goes from one state to another: goods, money, people, arms.
//!
//! A sentence is read in three steps, the same for every language: its numbers are found
//! ([`number`](crate::number)), the words for flows tell who sends and who receives ([`Frame`]),
//! and each number becomes the size of a flow, a change of one, a share, or is left alone. A number
//! without a word for a flow and without two states is always left alone.

mod apiece;
mod cjk;
mod english;
mod excepted;
mod korean;
mod period;
mod story;
#[cfg(test)]
mod tests;
mod whole;
pub(crate) mod words;

use jiff::civil::Date;
use telltale_observation::{Actor, Channel, Kind, Modality, Mode, Period};

pub(crate) use self::story::Story;
use crate::number::units::YUAN_OR_YEN;
use crate::number::{Measure, Number};
use crate::reader::Scene;
use crate::sighting::{Amount, Because, Change, Span, Unsaid};
use crate::{Language, Sighting};

/// Reads the amounts of a sentence; returns of what trade the text goes on to tell.
pub(crate) fn read(scene: &Scene<'_>, found: &mut Vec<Sighting>) -> Story {
    let before = found.len();
    // What is longer is a table or a list without stops; its numbers have no clause to be read in.
    if scene.words().len() <= LONGEST {
        match scene.document.language {
            Language::English => english::read(scene, found),
            Language::Korean => korean::read(scene, found),
            Language::Chinese | Language::Russian => cjk::read(scene, found),
        }
        // Bounds of months that are not named are amounts of none.
        if found.len() > before && excepted::is_excepted(scene.words(), scene.document.language) {
            found.truncate(before);
        }
    }
    let mut story = scene.cast.story().clone();
    story.follow(scene, &found[before..]);
    story
}

/// The trade between two states that a sentence names which tells no amount of it.
fn trade_named(scene: &Scene<'_>) -> Option<story::Trade> {
    let sentence = scene.words();
    // An English sentence names both, or "the North"; a Korean one may name the other by a letter: "대북
    // 교역".
    let english = scene.document.language == Language::English;
    let names = if english && !sentence.contains("the North") { 2 } else { 1 };
    // "China–Russia trade": one name for two.
    let named: usize = scene.mentions.iter().map(|mention| mention.actors.len().max(1)).sum();
    if named < names || sentence.len() > LONGEST {
        return None;
    }
    let tells = |words: &[&str]| {
        words
            .iter()
            .any(|word| memchr::memmem::find(sentence.as_bytes(), word.as_bytes()).is_some())
    };
    let trade = match scene.document.language {
        Language::English
            if tells(&["rade", "ommerce", "xport", "mport", "hipments", "sold", "bought"]) =>
        {
            english::trade_named(scene)
        }
        Language::Korean if tells(&["수출", "수입", "교역", "무역"]) => {
            korean::trade_named(scene)
        }
        _ => None,
    };
    trade.filter(|&trade| !story::names_another(scene, trade))
}

/// The longest sentence that is read, in bytes.
const LONGEST: usize = 3000;

/// First and last day.
type Days = (Date, Date);

/// What flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Matter {
    /// Goods that are traded.
    Goods,
    /// Arms, whoever pays.
    Arms,
    /// Help.
    Aid,
    /// Travellers.
    Visitors,
    /// Workers.
    Workers,
    /// Soldiers.
    Soldiers,
    /// Missiles in flight.
    Launch,
    /// Trains and flights.
    Transport,
    /// Money for something.
    Payment,
    /// Money that is invested or sent home.
    Capital,
    /// Warships and warplanes near another state.
    Sortie,
}

/// From whose side a flow is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The sender's: exports.
    Out,
    /// The receiver's: imports.
    In,
    /// Both: trade.
    Both,
}

/// What the words for a flow say, without its amounts.
#[derive(Clone, Debug)]
struct Frame {
    matter: Matter,
    way: Way,
    /// Who sends; of two-way trade, who is named first.
    source: Option<Actor>,
    /// Who receives; of two-way trade, the other.
    sink: Option<Actor>,
    goods: Vec<String>,
    modality: Modality,
    trigger: Span,
    names: Vec<Span>,
    /// What of the parties is told in a sentence before.
    unsaid: Unsaid,
}

/// An amount of a frame, before it is a sighting.
#[derive(Clone, Debug, Default)]
struct Size {
    amount: Amount,
    days: Option<Days>,
    share: bool,
    span: Span,
}

impl Frame {
    fn new(matter: Matter, way: Way, trigger: Span) -> Frame {
        Frame {
            matter,
            way,
            source: None,
            sink: None,
            goods: Vec::new(),
            modality: Modality::Happened,
            trigger,
            names: Vec::new(),
            unsaid: Unsaid::Nothing,
        }
    }

    /// The channel and the ordered pair.
    fn told(&self) -> (Channel, Option<Actor>, Option<Actor>) {
        let (source, sink) = (self.source, self.sink);
        match (self.matter, self.way) {
            (Matter::Goods | Matter::Payment, Way::Out) => (Channel::TradeExports, source, sink),
            (Matter::Goods | Matter::Payment, Way::In) => (Channel::TradeImports, sink, source),
            (Matter::Goods | Matter::Payment, Way::Both) => (Channel::TradeTotal, source, sink),
            (Matter::Arms, _) => (Channel::Arms, source, sink),
            (Matter::Aid, _) => (Channel::Aid, source, sink),
            (Matter::Visitors, _) => (Channel::Visit, source, sink),
            (Matter::Workers, _) => (Channel::Labour, source, sink),
            (Matter::Soldiers, _) => (Channel::Troops, source, sink),
            // What is fired at a state is no test.
            (Matter::Launch, _) if sink.is_some() => (Channel::Military, source, sink),
            (Matter::Launch, _) => (Channel::Launch, source, None),
            // "Kazakhstan received 118 trains from China"
            (Matter::Transport, Way::In) => (Channel::Economic, sink, source),
            (Matter::Transport | Matter::Capital, _) => (Channel::Economic, source, sink),
            (Matter::Sortie, _) => (Channel::Military, source, sink),
        }
    }

    /// Whether a number may be a size of this flow.
    fn takes(&self, number: &Number) -> bool {
        use Measure as M;
        let things = |names: &[&str]| number.unit.is_some_and(|unit| names.contains(&unit));
        match self.matter {
            Matter::Goods => matches!(number.measure, M::Money | M::Bulk | M::Things),
            Matter::Payment | Matter::Capital => number.measure == M::Money,
            Matter::Arms => matches!(number.measure, M::Money | M::Things | M::Bulk),
            Matter::Aid => matches!(number.measure, M::Money | M::Bulk | M::Things),
            Matter::Visitors | Matter::Workers | Matter::Soldiers => {
                number.measure == M::People || number.measure == M::Bare && number.value >= 100.0
            }
            // Korean counts missiles as it counts shells.
            Matter::Launch => {
                things(&["missile", "rocket", "satellite", "shell", "unit"])
                    || self.sink.is_some() && things(&["drone", "bomb"])
            }
            Matter::Sortie => things(FORCES),
            Matter::Transport => {
                number.measure == M::People
                    || things(&[
                        "flight",
                        "train",
                        "flight/week",
                        "train/week",
                        "sailing",
                        "sailing/week",
                        "flight/day",
                        "train/day",
                        "sailing/day",
                    ])
            }
        }
    }

    fn sighting(&self, size: Size, whole: Span) -> Sighting {
        let (channel, actor, target) = self.told();
        let counts = size.share
            || !matches!(
                self.matter,
                Matter::Goods | Matter::Aid | Matter::Payment | Matter::Capital
            );
        let mut amount = size.amount;
        amount.unsaid = self.unsaid;
        if let Some(own) = own_currency(&amount, actor, target) {
            amount.unit = Some(own.to_owned());
        }
        if amount.commodities.is_empty() {
            amount.commodities.clone_from(&self.goods);
        }
        Sighting {
            kind: if counts { Kind::Quantity } else { Kind::Flow },
            mode: Mode::Deed,
            actor,
            target,
            channel,
            code: None,
            period: size.days.and_then(|(start, end)| Period::new(start, end).ok()),
            modality: self.modality,
            rank: None,
            place: None,
            amount: Some(amount),
            span: if size.span.1 > size.span.0 { size.span } else { whole },
            confidence: if actor.is_some() && target.is_some() { 0.9 } else { 0.6 },
            because: Because {
                trigger: Some(self.trigger),
                rule: format!("flow: {}", channel.name()),
                actors: self.names.clone(),
                ..Because::default()
            },
        }
    }
}

/// Units of what is sent to show force.
const FORCES: &[&str] = &["aircraft", "helicopter", "drone", "vessel", "submarine", "balloon"];

/// Currencies that share a name: that which the name usually means, whose own it may be, and what
/// it then is.
const NAMESAKES: &[(&str, &str, &str)] = &[
    (YUAN_OR_YEN, "CHN", "CNY"),
    (YUAN_OR_YEN, "JPN", "JPY"),
    ("AED", "ARE", "AED"),
    ("NOK", "NOR", "NOK"),
    ("SEK", "SWE", "SEK"),
    ("GBP", "GBR", "GBP"),
    ("INR", "IND", "INR"),
    ("MXN", "MEX", "MXN"),
    ("KES", "KEN", "KES"),
    ("KWD", "KWT", "KWD"),
    ("IRR", "IRN", "IRR"),
    ("SAR", "SAU", "SAR"),
    ("ZMW", "ZMB", "ZMW"),
    ("CHF", "CHE", "CHF"),
    ("RON", "ROU", "RON"),
    ("KGS", "KGZ", "KGS"),
    ("AZN", "AZE", "AZN"),
    ("CZK", "CZE", "CZK"),
    ("CZK", "SWE", "SEK"),
    ("CZK", "NOR", "NOK"),
    ("CZK", "DNK", "DKK"),
    ("CZK", "ISL", "ISK"),
    ("AED", "MAR", "MAD"),
    ("NOK", "DNK", "DKK"),
    ("SEK", "ISL", "ISK"),
    ("GBP", "EGY", "EGP"),
    ("GBP", "LBN", "LBP"),
    ("GBP", "SYR", "SYP"),
    ("GBP", "SDN", "SDG"),
    ("INR", "PAK", "PKR"),
    ("INR", "LKA", "LKR"),
    ("INR", "NPL", "NPR"),
    ("INR", "MUS", "MUR"),
    ("MXN", "ARG", "ARS"),
    ("MXN", "CHL", "CLP"),
    ("MXN", "COL", "COP"),
    ("MXN", "PHL", "PHP"),
    ("MXN", "URY", "UYU"),
    ("MXN", "CUB", "CUP"),
    ("MXN", "DOM", "DOP"),
    ("KES", "UGA", "UGX"),
    ("KES", "TZA", "TZS"),
    ("KES", "SOM", "SOS"),
    ("KWD", "IRQ", "IQD"),
    ("KWD", "JOR", "JOD"),
    ("KWD", "DZA", "DZD"),
    ("KWD", "TUN", "TND"),
    ("KWD", "LBY", "LYD"),
    ("KWD", "BHR", "BHD"),
    ("KWD", "SRB", "RSD"),
    ("IRR", "OMN", "OMR"),
    ("IRR", "YEM", "YER"),
    ("SAR", "QAT", "QAR"),
    ("ZMW", "MWI", "MWK"),
    ("CHF", "RWA", "RWF"),
    ("CHF", "BDI", "BIF"),
    ("CHF", "GIN", "GNF"),
    ("CHF", "COD", "CDF"),
    ("CHF", "SEN", "XOF"),
    ("CHF", "MLI", "XOF"),
    ("CHF", "CIV", "XOF"),
    ("CHF", "BFA", "XOF"),
    ("CHF", "NER", "XOF"),
    ("CHF", "TGO", "XOF"),
    ("CHF", "BEN", "XOF"),
    ("CHF", "CMR", "XAF"),
    ("CHF", "TCD", "XAF"),
    ("CHF", "GAB", "XAF"),
    ("RON", "MDA", "MDL"),
    ("KGS", "UZB", "UZS"),
    ("AZN", "TKM", "TMT"),
];

/// What a currency's name means between two states: the one who tells comes first. A name that is
/// the usual one's own, or nobody's of the two, stays.
fn own_currency(
    amount: &Amount,
    actor: Option<Actor>,
    target: Option<Actor>,
) -> Option<&'static str> {
    let unit = amount.unit.as_deref()?;
    let of = |state: Actor| {
        let its = |row: &&(&str, &str, &str)| row.0 == unit && row.1 == state.code();
        NAMESAKES.iter().find(its).map(|row| row.2)
    };
    [actor, target].into_iter().flatten().find_map(of)
}

/// An amount with nothing but the number in it.
fn amount_of(number: &Number) -> Amount {
    Amount {
        value: Some(number.value),
        low: number.range.map(|range| range.0),
        high: number.range.map(|range| range.1),
        unit: number.unit.map(str::to_owned),
        approximate: number.approximate,
        ..Amount::default()
    }
}

/// The last amount of a document that was read, if it is a flow's.
fn last_flow(found: &[Sighting]) -> Option<usize> {
    let at = found.iter().rposition(|seen| seen.kind != Kind::Event)?;
    (found[at].amount.is_some()).then_some(at)
}

impl Frame {
    /// Who sends and who receives where this flow is told on in another word: whose side it was told
    /// from stays so. Which way goods go cannot be told from two-way trade.
    fn told_on(&self, way: Way) -> Option<(Option<Actor>, Option<Actor>)> {
        match (self.way, way) {
            (Way::Both, Way::Out | Way::In) => None,
            (Way::Out, Way::In) | (Way::In, Way::Out) => Some((self.sink, self.source)),
            _ => Some((self.source, self.sink)),
        }
    }

    /// Whose this flow and another one are, and with whom; nothing where they name others.
    fn parties_with(&self, other: &Frame) -> Option<(Option<Actor>, Option<Actor>)> {
        let parties = |frame: &Frame| match frame.way {
            Way::In => (frame.sink, frame.source),
            _ => (frame.source, frame.sink),
        };
        let agreed = |one: Option<Actor>, other: Option<Actor>| match (one, other) {
            (Some(one), Some(other)) if one != other => None,
            _ => Some(one.or(other)),
        };
        let ((owner, partner), (another, with)) = (parties(self), parties(other));
        let (owner, partner) = (agreed(owner, another)?, agreed(partner, with)?);
        Some((owner, partner.filter(|_| owner != partner)))
    }
}

/// What a flow leaves unsaid that takes its parties from the last one told: of trade between two, whose
/// exports they are; and whose imports those are that follow.
fn left_unsaid(way: Way, last: &Sighting) -> Unsaid {
    let open = last.amount.as_ref().is_some_and(|amount| amount.unsaid == Unsaid::Owner);
    match last.channel {
        _ if way == Way::Both => Unsaid::Nothing,
        Channel::TradeTotal => Unsaid::Owner,
        _ if open => Unsaid::Owner,
        _ => Unsaid::Nothing,
    }
}

/// Whether an amount was told of the sentence before.
fn told_before(scene: &Scene<'_>, found: &[Sighting]) -> bool {
    let told = last_flow(found).map(|at| found[at].span.0);
    told.zip(scene.before).is_some_and(|(told, before)| told >= before.0)
}

/// Adds a change unless it is there.
fn add_change(changes: &mut Vec<Change>, change: Change) {
    if !changes.contains(&change) {
        changes.push(change);
    }
}
