//! What is known of a source before any of its bytes are seen: who publishes it, under which
//! licence, how often, in which unit, and what is wrong with it.
//!
//! Every source is one file with three parts: its [`Spec`], a pure `plan(held, asked)` that says
//! what to fetch, and a pure reader that turns raw bytes into a [`Reading`](crate::Reading). The
//! list of sources, the pages under `docs/sources/`, `telltale source` and the test that loops over
//! all of them come from the specs, so that what is printed of a source is what its code knows.

/// What is known of a source.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its short name on the command line and in origins: `gdelt`, `comtrade`.
    pub name: &'static str,
    /// Its full name.
    pub title: &'static str,
    /// Who publishes it.
    pub publisher: &'static str,
    /// Its licence or terms, as its publisher states them.
    pub licence: &'static str,
    /// How to cite it.
    pub citation: &'static str,
    /// Where it is published.
    pub url: &'static str,
    /// What one row is, and in which unit its amounts are.
    pub unit: &'static str,
    /// How often something new comes.
    pub cadence: Cadence,
    /// How many days old the newest day that it tells of may be before it is stale; `None` if it is
    /// closed.
    pub fresh_days_max: Option<u32>,
    /// From when on it reaches, and until when if it is closed.
    pub covers: &'static str,
    /// What it cannot show.
    pub limits: &'static [&'static str],
    /// What went wrong in it, and when.
    pub anomalies: &'static [Anomaly],
}

/// How often something new comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// Every quarter of an hour.
    Minutes15,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
    /// When its keepers get to it.
    Irregular,
    /// Never again.
    Closed,
}

impl Cadence {
    /// The cadence in words.
    pub fn name(self) -> &'static str {
        match self {
            Cadence::Minutes15 => "every 15 minutes",
            Cadence::Daily => "daily",
            Cadence::Weekly => "weekly",
            Cadence::Monthly => "monthly",
            Cadence::Yearly => "yearly",
            Cadence::Irregular => "irregular",
            Cadence::Closed => "closed",
        }
    }
}

/// Something that is known to be wrong in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anomaly {
    /// When, in days or years as far as is known.
    pub when: &'static str,
    /// What.
    pub what: &'static str,
}
