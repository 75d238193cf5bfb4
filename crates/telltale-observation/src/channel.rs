//! A channel is the finest grouping that a verdict speaks of: visits, launches, exports, threats.
//!
//! The list is closed. A new source maps its codes to these channels (see [`crate::Code`]); a new
//! channel is a change of this list, and of every table that is checked against it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::nearest;

/// Whether an observation is of something done or of something said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Something done: a visit made, a missile launched, goods shipped.
    Deed,
    /// Something said: a promise, a threat, praise.
    Word,
}

/// A word that is neither `deed` nor `word`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown mode: {0:?} (known: deed, word)")]
pub struct UnknownMode(pub String);

impl Mode {
    /// The mode's name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Deed => "deed",
            Mode::Word => "word",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Mode {
    type Err = UnknownMode;

    fn from_str(text: &str) -> Result<Self, UnknownMode> {
        match text {
            "deed" => Ok(Mode::Deed),
            "word" => Ok(Mode::Word),
            _ => Err(UnknownMode(text.to_owned())),
        }
    }
}

/// A name that is not in the list of channels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown channel: {name:?}{}", .nearest.map(|n| format!(" (nearest: {n})")).unwrap_or_default())]
pub struct UnknownChannel {
    /// The name as given.
    pub name: String,
    /// The known channel nearest to it, if one is near.
    pub nearest: Option<&'static str>,
}

/// One line per channel: variant, name, English noun in the plural, Korean noun, usual mode.
macro_rules! channels {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $plural:literal, $korean:literal, $mode:ident;)*) => {
        /// The finest grouping that a verdict speaks of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Channel { $($(#[$doc])* $variant,)* }

        impl Channel {
            /// Every channel, in the order of the glossary.
            pub const ALL: &'static [Channel] = &[$(Channel::$variant,)*];

            /// The channel's name in tables and in JSON.
            pub fn name(self) -> &'static str {
                match self { $(Channel::$variant => $name,)* }
            }

            /// How a sentence names the channel's observations, in English.
            pub fn plural(self) -> &'static str {
                match self { $(Channel::$variant => $plural,)* }
            }

            /// How a sentence names the channel's observations, in Korean.
            pub fn korean(self) -> &'static str {
                match self { $(Channel::$variant => $korean,)* }
            }

            /// The mode in which the channel is counted by a verdict. Single observations may
            /// differ: recognising a breakaway region is a deed in the channel of statements.
            pub fn usual_mode(self) -> Mode {
                match self { $(Channel::$variant => Mode::$mode,)* }
            }
        }
    };
}

channels! {
    /// A person of the actor travels to the target.
    Visit, "visit", "visits", "방문", Deed;
    /// Persons of both meet, wherever.
    Meeting, "meeting", "meetings", "회담", Deed;
    /// A wreath, a parade, a gift, a banquet.
    Ceremony, "ceremony", "ceremonies", "의례", Deed;
    /// A missile or a space rocket flies.
    Launch, "launch", "launches", "발사", Deed;
    /// A nuclear device is exploded.
    NuclearTest, "nuclear_test", "nuclear tests", "핵실험", Deed;
    /// Exercises, inspections, movements of forces.
    Military, "military", "military activities", "군사 활동", Deed;
    /// Arms and ammunition are supplied.
    Arms, "arms", "arms transfers", "무기 이전", Deed;
    /// Soldiers are sent.
    Troops, "troops", "troop deployments", "파병", Deed;
    /// Workers are sent.
    Labour, "labour", "labour transfers", "노동자 파견", Deed;
    /// Transport, tourism, investment, trade without an amount.
    Economic, "economic", "economic dealings", "경제 협력", Deed;
    /// Know-how is shared.
    Technology, "technology", "technology transfers", "기술 협력", Deed;
    /// A treaty or an accord is made.
    Agreement, "agreement", "agreements", "합의", Deed;
    /// A meeting, a request or a mandate is declined.
    Refusal, "refusal", "refusals", "거부", Deed;
    /// A penalty is imposed.
    Sanction, "sanction", "sanctions", "제재", Deed;
    /// A clash, a crossing, an attack, a jamming.
    Incident, "incident", "incidents", "충돌", Deed;
    /// Goods from the actor, who reports them, to the target.
    TradeExports, "trade.exports", "exports", "수출", Deed;
    /// Goods to the actor, who reports them, from the target.
    TradeImports, "trade.imports", "imports", "수입", Deed;
    /// Exports and imports together, where only the sum is published.
    TradeTotal, "trade.total", "total trade", "교역액", Deed;
    /// Help in money or in kind.
    Aid, "aid", "aid", "원조", Deed;
    /// A vote in an assembly.
    Vote, "vote", "votes", "표결", Deed;
    /// Something said that is none of the following.
    Statement, "statement", "statements", "성명", Word;
    /// A commitment to act.
    Promise, "promise", "promises", "약속", Word;
    /// A request or an invitation.
    Appeal, "appeal", "appeals", "요청", Word;
    /// Thanks, congratulation, support.
    Praise, "praise", "praise", "찬사", Word;
    /// Blame or complaint.
    Criticism, "criticism", "criticism", "비난", Word;
    /// A declared intent to harm.
    Threat, "threat", "threats", "위협", Word;
    /// Something said not to be so.
    Denial, "denial", "denials", "부인", Word;
}

impl Channel {
    /// Whether the channel's observations are flows: amounts by reporter, partner and period.
    pub fn is_trade(self) -> bool {
        matches!(self, Channel::TradeExports | Channel::TradeImports | Channel::TradeTotal)
    }

    /// What more of this channel says about the dyad: `1` closer, `-1` farther, `0` neither.
    ///
    /// Launches and tests have no sign: they are addressed to nobody, or to everybody.
    pub fn sign(self) -> i8 {
        use Channel as C;
        match self {
            C::Visit | C::Meeting | C::Ceremony | C::Arms | C::Troops | C::Labour => 1,
            C::Economic | C::Technology | C::Agreement | C::Aid | C::Vote => 1,
            C::TradeExports | C::TradeImports | C::TradeTotal => 1,
            C::Promise | C::Praise => 1,
            C::Refusal | C::Sanction | C::Incident => -1,
            C::Criticism | C::Threat => -1,
            C::Launch | C::NuclearTest | C::Military => 0,
            C::Statement | C::Appeal | C::Denial => 0,
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Channel {
    type Err = UnknownChannel;

    fn from_str(text: &str) -> Result<Self, UnknownChannel> {
        Channel::ALL.iter().copied().find(|channel| channel.name() == text).ok_or_else(|| {
            UnknownChannel {
                name: text.to_owned(),
                nearest: nearest(text, Channel::ALL.iter().map(|channel| channel.name())),
            }
        })
    }
}

impl Serialize for Channel {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Channel {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        assert_eq!(Channel::ALL.len(), 27);
        for channel in Channel::ALL {
            assert_eq!(channel.name().parse(), Ok(*channel));
        }
    }

    #[test]
    fn an_unknown_channel_names_its_neighbour() {
        let fault = "visits".parse::<Channel>().unwrap_err();
        assert_eq!(fault.to_string(), "unknown channel: \"visits\" (nearest: visit)");
    }
}
