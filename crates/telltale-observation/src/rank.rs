//! The rank of the highest person who took part, on either side.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How high the highest person involved stands. Later variants are higher.
///
/// Where nobody is named there is no rank, which is `Option::None` and below all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// A civil servant, a party official, a delegate.
    Official,
    /// A soldier of any grade below minister of defence.
    Military,
    /// An ambassador or special envoy.
    Envoy,
    /// A minister, a premier, a speaker, a party secretary.
    Minister,
    /// The head of state or of the ruling party.
    Leader,
}

/// A word that is no rank.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown rank: {0:?} (known: leader, minister, envoy, military, official; leave it empty where nobody is named)"
)]
pub struct UnknownRank(pub String);

impl Rank {
    /// Every rank, from the lowest.
    pub const ALL: [Rank; 5] =
        [Rank::Official, Rank::Military, Rank::Envoy, Rank::Minister, Rank::Leader];

    /// The rank's name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Rank::Official => "official",
            Rank::Military => "military",
            Rank::Envoy => "envoy",
            Rank::Minister => "minister",
            Rank::Leader => "leader",
        }
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Rank {
    type Err = UnknownRank;

    fn from_str(text: &str) -> Result<Self, UnknownRank> {
        let known = Rank::ALL.into_iter().find(|rank| rank.name() == text);
        known.ok_or_else(|| UnknownRank(text.to_owned()))
    }
}
