//! What may be declared: which observations, what is measured of them, where the line is, and for
//! how long it has to hold.

use telltale_observation::{Actor, Channel, Dyad, Kind, Modality, Month, Observation, Rank, Unit};

use crate::Direction;

/// Conditions, and how they are joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rule {
    /// Conditions that all have to hold.
    pub all: Vec<Condition>,
    /// Conditions of which one has to hold; of no meaning if empty.
    pub any: Vec<Condition>,
    /// Conditions of which none may hold.
    pub none: Vec<Condition>,
}

impl Rule {
    /// Every condition, in the order `all`, `any`, `none`.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.all.iter().chain(&self.any).chain(&self.none)
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Of which observations.
    pub of: Pick,
    /// What is measured, and where the line is.
    pub gauge: Gauge,
    /// Over how many months it is measured.
    pub window_months: u32,
    /// For how long it has to hold.
    pub lasting: Lasting,
}

/// Which observations a condition is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// Who, and with whom; without a target, whoever that is.
    pub dyad: Dyad,
    /// In which channel; `None` for all of them but trade.
    pub channel: Option<Channel>,
    /// Only what somebody of at least this rank took part in.
    pub rank: Option<Rank>,
    /// Only of this source.
    pub source: Option<String>,
    /// Only of this kind; `None` for events, or flows in a channel of trade.
    pub kind: Option<Kind>,
    /// Only in this modality; `None` for what took place.
    pub modality: Option<Modality>,
    /// Of a flow, only in this unit.
    pub unit: Option<Unit>,
}

impl Pick {
    /// All of a dyad in a channel.
    pub fn new(dyad: Dyad, channel: Option<Channel>) -> Pick {
        Pick { dyad, channel, rank: None, source: None, kind: None, modality: None, unit: None }
    }

    /// Whether the amounts of a flow are picked.
    pub fn is_of_trade(&self) -> bool {
        self.channel.is_some_and(Channel::is_trade)
    }

    /// Whether the pair is this one. People meet each other: a meeting and an agreement are of both; a
    /// visit is the guest's, also where the host tells of it.
    pub(crate) fn has_pair(&self, seen: &Observation) -> bool {
        let (dyad, with) = (seen.goes(), self.dyad.target);
        if is_of_a_guest_unnamed(seen) {
            return false;
        }
        if dyad.actor == self.dyad.actor && (with.is_none() || dyad.target == with) {
            return true;
        }
        is_mutual(seen)
            && dyad.target == Some(self.dyad.actor)
            && with.is_none_or(|with| with == dyad.actor)
    }

    /// Whether the actor is of it, with whomever.
    pub(crate) fn has_actor(&self, seen: &Observation) -> bool {
        let (dyad, actor) = (seen.goes(), self.dyad.actor);
        let acts = dyad.actor == actor || is_mutual(seen) && dyad.target == Some(actor);
        acts && !is_of_a_guest_unnamed(seen)
    }

    /// Whether an observation is of the channel and kind, whoever acts.
    pub(crate) fn has_kind(&self, seen: &Observation) -> bool {
        let kind = self.kind.unwrap_or(if self.is_of_trade() { Kind::Flow } else { Kind::Event });
        let modality = seen.modality();
        !seen.origin().weak
            && seen.kind() == kind
            && self.channel.is_none_or(|channel| channel == seen.channel())
            && self.modality.map_or(modality.took_place(), |wanted| wanted == modality)
    }

    /// Whether an observation is picked.
    pub(crate) fn takes(&self, seen: &Observation) -> bool {
        self.has_kind(seen)
            && self.has_pair(seen)
            && self.rank.is_none_or(|rank| seen.detail().rank() >= Some(rank))
            && self.source.as_ref().is_none_or(|source| *source == seen.origin().source)
    }

    /// The two actors, where there are two.
    pub(crate) fn actors(&self) -> (Actor, Option<Actor>) {
        (self.dyad.actor, self.dyad.target)
    }
}

/// Whether it is of both sides alike.
pub(crate) fn is_mutual(seen: &Observation) -> bool {
    matches!(seen.channel(), Channel::Meeting | Channel::Agreement)
}

/// Whether it is a visit whose host tells of it without naming the guest: it is somebody's trip, and not
/// the host's.
fn is_of_a_guest_unnamed(seen: &Observation) -> bool {
    seen.is_hosting() && seen.dyad().target.is_none()
}

/// What is measured, and where its line is.
#[derive(Clone, Debug, PartialEq)]
pub enum Gauge {
    /// The amount of a flow over the window.
    Level(Bound),
    /// The change of the window against the one before it, as a ratio less one.
    ChangeMonth(Bound),
    /// The change of the window against the same one a year before, as a ratio less one.
    ChangeYear(Bound),
    /// Where the series goes over the window.
    Trend(Course),
    /// The dyad's part of all that the actor does in the channel, from 0 to 1.
    Share(Bound),
    /// Somebody of at least this rank took part within the window.
    Rank(Rank),
    /// The number of observations in the window.
    Count(Bound),
    /// There is no observation in the window, in days that a source covers.
    Absence,
    /// There is an observation in the window.
    Observed,
    /// The verdict on the dyad, or on one channel of it.
    Direction(Direction),
    /// The probability of that verdict.
    Probability(Direction, Bound),
}

impl Gauge {
    /// The line, where the gauge is a number.
    pub fn bound(&self) -> Option<Bound> {
        let counted = |side, value| Some(Bound { side, value, until: None });
        match self {
            Gauge::Level(bound)
            | Gauge::ChangeMonth(bound)
            | Gauge::ChangeYear(bound)
            | Gauge::Share(bound)
            | Gauge::Count(bound)
            | Gauge::Probability(_, bound) => Some(*bound),
            Gauge::Absence => counted(Side::Below, 1.0),
            Gauge::Rank(_) | Gauge::Observed => counted(Side::Above, 0.0),
            Gauge::Trend(_) | Gauge::Direction(_) => None,
        }
    }
}

/// A line, and the side of it on which a condition holds. The line itself is on neither.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The side.
    pub side: Side,
    /// The line.
    pub value: f64,
    /// Where a condition that holds lets go, if that is another line: on the other side of `value`.
    pub until: Option<f64>,
}

/// Above or below a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Greater than.
    Above,
    /// Less than.
    Below,
}

/// Where a series goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Up.
    Rising,
    /// Down.
    Falling,
    /// Neither.
    Steady,
}

/// For how long a condition has to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lasting {
    /// As soon as it does.
    #[default]
    AtOnce,
    /// In so many figures of a flow running.
    Figures(u32),
    /// Since so many months.
    Months(u32),
    /// Since so many days.
    Days(u32),
}

/// What is expected to follow when a tripwire is raised.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreseen {
    /// Which observations are such events.
    pub of: Pick,
    /// Within how many days.
    pub within_days: u32,
}

/// The month of a flow's figure, if it is one that is compared: the total of a whole month.
pub(crate) fn monthly_total(seen: &Observation) -> Option<(Month, Unit, f64)> {
    use telltale_observation::Detail;
    match seen.detail() {
        Detail::Flow { quantity, commodity, .. } if commodity.is_total() => {
            Some((seen.period().as_month()?, quantity.unit(), quantity.amount()))
        }
        _ => None,
    }
}
