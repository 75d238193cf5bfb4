//! The nouns of Telltale.
//!
//! Everything that Telltale says walks back to an [`Observation`]: something seen to have happened,
//! held or been said, between an ordered pair of actors (a [`Dyad`]), in one [`Channel`], over a
//! [`Period`], known from an instant on ([`KnownAt`]), and taken from an [`Origin`]. Observations
//! counted by dyad, channel and month make a [`Panel`].
//!
//! This crate does no I/O, reads no clock and knows no other crate of the workspace. All
//! constructors check; what they return is valid.

mod actor;
mod channel;
mod code;
mod dyad;
mod fault;
mod mention;
mod nearest;
mod observation;
mod origin;
mod panel;
mod period;
mod printable;
mod quantity;
mod rank;
mod reports;
mod seat;

pub use actor::{Actor, ActorKind, Scheme, UnknownActor, UnknownCode, UnknownScheme};
pub use channel::{Channel, Mode, UnknownChannel, UnknownMode};
pub use code::{Code, Ontology, UnknownOntology};
pub use dyad::Dyad;
pub use fault::Fault;
pub use mention::{Collection, Mention, Mentioned};
pub use nearest::nearest;
pub use observation::{
    Detail, Draft, HOST_A_VISIT, Kind, Modality, Observation, ObservationId, ThingId, Unfit,
    UnknownKind, UnknownModality,
};
pub use origin::{Digest, Digesting, Locator, MalformedDigest, Origin};
pub use panel::{Panel, PanelCell, PanelRow};
pub use period::{AsOf, ImpossibleDate, KnownAt, Month, Period, Precision, UnknownPrecision};
pub use printable::{printable, unprintable};
pub use quantity::{
    Commodity, Dimension, MalformedCommodity, Quantity, Unit, UnknownUnit, UnusableAmount,
};
pub use rank::{Rank, UnknownRank};
pub use reports::{Report, ReportRow, ReportTexts, Reported, Reports};
pub use seat::Seat;
