//! A sighting is an observation as it was read from a text: with its passage, and why.
//!
//! It is looser than an [`telltale_observation::Observation`]: the actor, the date or the value may
//! be unknown, and a flow carries the changes, the shares and the voices that the text gives it.

use telltale_observation::{Actor, Channel, Code, Kind, Modality, Mode, Period, Rank};

/// A place in the text, in bytes: first, and one after the last.
pub type Span = (usize, usize);

/// What one passage of a text says of one ordered pair of actors.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// Event, flow or quantity.
    pub kind: Kind,
    /// Deed or word.
    pub mode: Mode,
    /// Who; `None` if the text does not say.
    pub actor: Option<Actor>,
    /// To whom.
    pub target: Option<Actor>,
    /// The channel.
    pub channel: Channel,
    /// The CAMEO code, of an event.
    pub code: Option<&'static Code>,
    /// When it held.
    pub period: Option<Period>,
    /// Happened, planned, reported, denied, conditional.
    pub modality: Modality,
    /// The highest rank of the actor's side.
    pub rank: Option<Rank>,
    /// Where, in the text's words.
    pub place: Option<String>,
    /// The amount, of a flow or a quantity.
    pub amount: Option<Amount>,
    /// The passage.
    pub span: Span,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// Why it was made.
    pub because: Because,
}

/// Why a sighting was made.
#[derive(Clone, Debug, Default)]
pub struct Because {
    /// The word that told of the deed.
    pub trigger: Option<Span>,
    /// The rule or the row of the lexicon that fired.
    pub rule: String,
    /// The names that stood for the actors.
    pub actors: Vec<Span>,
    /// Whether the text dates it; if not, its period is the day of the text.
    pub dated: bool,
    /// Whether it is told in passing: in a relative clause, a purpose, a noun.
    pub in_passing: bool,
    /// Where the next sentence tells it again, with its day: that sentence, and why.
    pub again: Option<(Span, Box<Because>)>,
}

/// An amount, and what is said of it.
#[derive(Clone, Debug, Default)]
pub struct Amount {
    /// The value in base units; of a range, the middle; `None` where only a change is told.
    pub value: Option<f64>,
    /// The lowest value of a range.
    pub low: Option<f64>,
    /// The highest value of a range.
    pub high: Option<f64>,
    /// An ISO 4217 currency, `t`, `kg`, `barrel`, `%`, `person`, `shell` …
    pub unit: Option<String>,
    /// Whether it is said to be about so much.
    pub approximate: bool,
    /// Whether it counts from the start of a year.
    pub cumulative: bool,
    /// What it changed by, and against what.
    pub changes: Vec<Change>,
    /// What was traded or sent, in the text's words.
    pub commodities: Vec<String>,
    /// Who says so.
    pub attributed_to: Option<String>,
    /// A record or a rank that is claimed: `highest since 2019-12`, `97th`.
    pub record: Option<String>,
    /// What of the two states goes without saying.
    pub unsaid: Unsaid,
}

/// What a sentence leaves to be known from those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unsaid {
    /// Nothing.
    #[default]
    Nothing,
    /// With whom it was: "China's exports" may be those to all the world.
    Partner,
    /// Whose it was: "exports", where trade between two was told.
    Owner,
}

/// What an amount is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The month before.
    Month,
    /// The same period a year before.
    Year,
    /// All of the year before.
    PreviousYearTotal,
    /// Another period, or one that is not named.
    Other,
}

impl Basis {
    /// The basis's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Month => "month",
            Basis::Year => "year",
            Basis::PreviousYearTotal => "previous year total",
            Basis::Other => "other",
        }
    }
}

/// A change of an amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Against what.
    pub basis: Basis,
    /// New over old, minus one.
    pub ratio: Option<f64>,
    /// Percentage points, of a share.
    pub points: Option<f64>,
    /// The period compared with: `2024`, `2024-09`, `2024-01/2024-08`.
    pub against: Option<String>,
    /// Whether the change is said to be about so much.
    pub approximate: bool,
    /// Where its number stands, if a sentence behind that of the amount tells it: "That was 5 percent more".
    pub at: Option<Span>,
}
