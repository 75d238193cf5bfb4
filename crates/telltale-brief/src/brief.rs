//! The brief: what is said, each sentence on its evidence, and the numbers behind it.
//!
//! Its JSON is the stable interface for scripts (`schema/brief.schema.json`). Fields may be added;
//! those that are there keep their meaning.

use serde::Serialize;
use telltale_measure::Direction;
use telltale_observation::{
    Actor, AsOf, Channel, KnownAt, Modality, Mode, Month, ObservationId, Period, Rank, Unit,
};

use crate::evidence::{Citation, Evidence, Sentence};

mod measured;

pub use measured::{Absence, Estimated, Gap, IndexChannel, Realignment, SideIndex, TurningPoint};

/// Everything that a brief says.
#[derive(Clone, Debug, Serialize)]
pub struct Brief {
    /// The case's name.
    pub case: String,
    /// The day as of which it is written: nothing known later is in it.
    pub as_of: AsOf,
    /// ISO 639 code of the language of its sentences.
    pub language: &'static str,
    /// What the case asks.
    pub question: String,
    /// Whose bearings are taken.
    pub subject: Actor,
    /// Among whom.
    pub partners: Vec<Actor>,
    /// One verdict per partner.
    pub verdicts: Vec<Verdict>,
    /// Turns of the subject from one partner towards another, the most striking first; empty where
    /// no source shows its dealings with all of them.
    pub realignments: Vec<Realignment>,
    /// Monthly trade, one entry per reporter, direction, unit and source; never spliced.
    pub trade: Vec<TradeSeries>,
    /// The same occasion, a year before.
    pub occasions: Vec<Occasion>,
    /// How much of what the subject's media publish names each partner.
    pub mentions: Vec<Mentions>,
    /// Declared conditions. This version parses them and does not judge them.
    pub tripwires: Vec<Tripwire>,
    /// Numbers and expectations that others published, held against the ledger.
    pub claims: Vec<Claim>,
    /// What is coming, and what came of what was announced.
    pub calendar: Vec<CalendarEntry>,
    /// Visits, meetings, ceremonies and launches through time.
    pub strip: Strip,
    /// The brief as it is read, section by section.
    pub sections: Vec<Section>,
    /// Every observation that the brief rests on.
    pub evidence: Vec<EvidenceRow>,
    /// How many of these the sentences and tables rest on; charts alone show the rest.
    #[serde(skip)]
    pub evidence_said: usize,
    /// Every source that the brief rests on.
    pub sources: Vec<SourceRow>,
}

/// Whether the actor moves towards the target.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// The subject.
    pub actor: Actor,
    /// The partner.
    pub target: Actor,
    /// Tightening, loosening, steady or cannot tell.
    pub direction: Direction,
    /// Probability that the dyad is tightening; absent where no channel can be measured.
    pub probability: Option<f64>,
    /// Between which bounds that probability moves when any one channel or month is left out.
    pub interval: Option<[f64; 2]>,
    /// High, moderate or low: how much of the world the measured channels cover.
    pub confidence: Confidence,
    /// How many of the measured channels point the same way, of how many.
    pub channels_agree: [usize; 2],
    /// Each channel on its own.
    pub channels: Vec<ChannelVerdict>,
    /// Deeds, and words, each in one number; a side without a measured channel is not in it.
    pub indices: Vec<SideIndex>,
    /// Deeds minus words, over a year; absent where either has no measure.
    pub gap: Option<Gap>,
    /// Dates around which deeds or words turned.
    pub turning_points: Vec<TurningPoint>,
    /// What did not come: visits, meetings, ceremonies and greetings.
    pub absences: Vec<Absence>,
    /// What would change the verdict, in words.
    pub would_change: Vec<String>,
    /// The verdict in sentences.
    pub sentences: Vec<Sentence>,
}

impl Verdict {
    /// The probability that a chart may show: none where the direction cannot be told, whose sentence
    /// says what its number is worth.
    pub(crate) fn told_probability(&self) -> Option<f64> {
        self.probability.filter(|_| self.direction != Direction::CannotTell)
    }
}

/// Confidence in a verdict, from coverage and agreement; not a probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Fewer than three measured channels, or all from one source, or they disagree.
    Low,
    /// Three or more measured channels from two or more sources, most of them agreeing.
    Moderate,
    /// Four or more measured channels from three or more sources, all agreeing.
    High,
}

/// One channel of a dyad.
#[derive(Clone, Debug, Serialize)]
pub struct ChannelVerdict {
    /// The channel.
    pub channel: Channel,
    /// Deed or word.
    pub mode: Mode,
    /// Who reports it, for trade; the subject otherwise, with both directions counted together.
    pub actor: Actor,
    /// The other side.
    pub target: Actor,
    /// The channel's own direction.
    pub direction: Direction,
    /// Probability that it is tightening.
    pub probability: Option<f64>,
    /// 90 % interval of the change over twelve months, as a ratio minus one.
    pub interval: Option<[f64; 2]>,
    /// The latest twelve months (a count), or the latest month (an amount).
    pub latest: Option<f64>,
    /// The twelve months before, or the same month a year before.
    pub year_before: Option<f64>,
    /// What those two count.
    pub unit: String,
    /// How many months, or pairs of months, the estimate rests on.
    pub n: usize,
    /// How it was estimated, or why it was not.
    pub method: String,
    /// What it rests on: observations, and sources where it rests on their coverage.
    pub evidence: Evidence,
}

/// Monthly trade as one reporter published it in one unit.
#[derive(Clone, Debug, Serialize)]
pub struct TradeSeries {
    /// Who reports.
    pub actor: Actor,
    /// The partner.
    pub target: Actor,
    /// Exports or imports of the reporter.
    pub channel: Channel,
    /// The currency.
    pub unit: Unit,
    /// The source.
    pub source: String,
    /// The latest month known.
    pub month: Month,
    /// Its amount.
    pub latest: f64,
    /// Change on the month before; absent for January and February.
    pub change_on_month: Option<f64>,
    /// Change on the same month a year before; absent for January and February.
    pub change_on_year: Option<f64>,
    /// The sum since January.
    pub year_to_date: Option<f64>,
    /// Its change on the same months a year before.
    pub year_to_date_change: Option<f64>,
    /// What others printed for the same month, in their own unit; never mixed with the series.
    pub printed_elsewhere: Vec<Printed>,
    /// Every month of the series.
    pub months: Vec<TradeMonth>,
}

/// One month of a trade series.
#[derive(Clone, Debug, Serialize)]
pub struct TradeMonth {
    /// The month.
    pub month: Month,
    /// The amount.
    pub value: f64,
    /// Whether it was computed from printed figures.
    pub derived: bool,
    /// The observation.
    pub evidence: ObservationId,
}

/// The same month's figure from somewhere else.
#[derive(Clone, Debug, Serialize)]
pub struct Printed {
    /// The amount.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
    /// The source.
    pub source: String,
    /// Units of the series per unit printed: an exchange rate, if both are right.
    pub implied_rate: f64,
    /// The observation.
    pub evidence: ObservationId,
}

/// One occasion in two years running.
#[derive(Clone, Debug, Serialize)]
pub struct Occasion {
    /// Who.
    pub actor: Actor,
    /// To whom.
    pub target: Actor,
    /// The channel.
    pub channel: Channel,
    /// The day of the earlier one.
    pub day_before: String,
    /// The day of the later one.
    pub day: String,
    /// The highest rank the year before; absent where nobody is named.
    pub rank_before: Option<Rank>,
    /// The highest rank now.
    pub rank: Option<Rank>,
    /// `higher`, `lower` or `same`.
    pub step: &'static str,
    /// The observations of both days.
    pub evidence: Evidence,
}

/// The share of published items that name a partner.
#[derive(Clone, Debug, Serialize)]
pub struct Mentions {
    /// Whose media.
    pub actor: Actor,
    /// Who is named.
    pub target: Actor,
    /// The corpus.
    pub source: String,
    /// First month of the window.
    pub from: Month,
    /// Last month of the window.
    pub to: Month,
    /// Items in all.
    pub documents: f64,
    /// Share that name the partner.
    pub share: f64,
    /// 90 % interval of the share.
    pub interval: [f64; 2],
    /// How many months.
    pub n: usize,
    /// How it was estimated.
    pub method: &'static str,
    /// What it rests on.
    pub evidence: Evidence,
}

/// A declared condition.
#[derive(Clone, Debug, Serialize)]
pub struct Tripwire {
    /// Its name.
    pub name: String,
    /// What it says.
    pub says: String,
    /// `quiet`, `raised` or `cannot tell`.
    pub state: &'static str,
    /// Since which day.
    pub since: jiff::civil::Date,
    /// Which conditions decide it.
    pub because: String,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// How it did in the past.
    pub record: Record,
    /// The case's entry, and what its conditions rest on.
    pub evidence: Evidence,
}

/// One condition of a tripwire.
#[derive(Clone, Debug, Serialize)]
pub struct Condition {
    /// What it says.
    pub says: String,
    /// Whether it holds; absent where one cannot tell.
    pub holds: Option<bool>,
    /// The value of its measure, where it is known.
    pub value: Option<f64>,
    /// Since which day it holds, or does not, or one cannot tell.
    pub since: jiff::civil::Date,
    /// What was found, or why one cannot tell.
    pub because: String,
    /// The smallest that would flip it; empty where there is nothing so simple.
    pub next: String,
    /// What it rests on.
    pub evidence: Vec<Citation>,
}

/// How a tripwire did in the past.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Record {
    /// Whether it is said to precede anything; else there is no outcome.
    pub precedes: bool,
    /// How often it fired.
    pub fired: u64,
    /// After how many of those the target event came in time.
    pub hits: u64,
    /// Of how many of those the outcome is known.
    pub scored: u64,
    /// How many target events there were.
    pub targets: u64,
    /// Median number of days between.
    pub lead_days_median: Option<f64>,
    /// Whether there are fewer than ten target events: then the record is an anecdote.
    pub anecdotal: bool,
}

/// A number or an expectation that somebody published, held against the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// The case's entry.
    pub id: String,
    /// What is claimed.
    pub text: String,
    /// `value`, `change` or `expectation`.
    pub kind: &'static str,
    /// Who claims it.
    pub said_by: String,
    /// When it was said.
    pub said_on: KnownAt,
    /// `confirmed`, `contradicted`, `rounding`, `older vintage` or `cannot check`.
    pub result: &'static str,
    /// The number claimed, in base units.
    pub claimed: Option<f64>,
    /// The number found, in base units.
    pub found: Option<f64>,
    /// What was found, in words.
    pub because: String,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Something announced for a time, and what came of it.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarEntry {
    /// The case's entry.
    pub id: String,
    /// Who.
    pub actor: Actor,
    /// With whom.
    pub target: Option<Actor>,
    /// What.
    pub what: String,
    /// When.
    pub period: Period,
    /// `ahead`, `open`, `moved`, `took place`, `took place later`, `reported`, `reported later` or
    /// `not seen`.
    pub state: &'static str,
    /// What came of it, in words.
    pub because: String,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Visits, meetings and ceremonies with each partner, and launches, through time.
#[derive(Clone, Debug, Serialize)]
pub struct Strip {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Each of them, by date.
    pub marks: Vec<StripMark>,
}

/// One observation on the strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripMark {
    /// The first day.
    pub date: jiff::civil::Date,
    /// With whom; absent for a launch, which is addressed to nobody.
    pub partner: Option<Actor>,
    /// Visit, meeting, ceremony or launch.
    pub channel: Channel,
    /// The highest rank involved, where somebody is named.
    pub rank: Option<Rank>,
    /// What was seen.
    pub what: String,
    /// The observation.
    pub evidence: ObservationId,
}

/// A section of the brief.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// A name for links: `verdicts`, `numbers`, …
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its table, if it has one.
    pub table: Option<Table>,
}

/// A table, each row on its evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its headings.
    pub columns: Vec<String>,
    /// Its rows, with as many cells as there are headings.
    pub rows: Vec<TableRow>,
}

/// One row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct TableRow {
    /// Its cells.
    pub cells: Vec<String>,
    /// What it rests on.
    pub evidence: Evidence,
}

/// An observation as the brief's list of evidence shows it.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceRow {
    /// Its content id.
    pub id: ObservationId,
    /// When it held.
    pub date: String,
    /// Who.
    pub actor: Actor,
    /// To whom; absent where it was addressed to nobody.
    pub target: Option<Actor>,
    /// The channel.
    pub channel: Channel,
    /// Deed or word.
    pub mode: Mode,
    /// Happened, planned, reported, denied, conditional.
    pub modality: Modality,
    /// What was seen.
    pub what: String,
    /// The amount, where there is one.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: Option<Unit>,
    /// The highest rank involved, where somebody is named.
    pub rank: Option<Rank>,
    /// The source.
    pub source: String,
    /// Who published it there.
    pub publisher: String,
    /// Where to look it up; empty if nowhere on the network.
    pub url: String,
    /// From when on it could be known.
    pub known_at: KnownAt,
    /// Whether whoever coded it called it weak.
    pub weak: bool,
}

/// A source as the brief's list shows it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRow {
    /// Its id as a citation.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// How to cite it.
    pub citation: String,
    /// Its terms.
    pub licence: String,
    /// Where it is.
    pub url: String,
    /// Whether each of its rows cites a report of its own.
    pub by_row: bool,
}

impl SourceRow {
    /// Its short name.
    pub fn name(&self) -> &str {
        self.id.strip_prefix("source:").unwrap_or(&self.id)
    }
}

impl EvidenceRow {
    /// Who published it; the source where nobody else is named.
    pub fn published_by(&self) -> &str {
        if self.publisher.is_empty() { &self.source } else { &self.publisher }
    }
}
