//! State space: a level that moves, readings of it that are noisy, months that are missing.
//!
//! | question | file |
//! |---|---|
//! | where is the level, as known then and with all that is known now? | [`levels`] |
//! | by how much have the last twelve months changed? | [`yearly`] |
//! | where will it stand in a month to come? | `ahead.rs` |
//! | where does a channel stand, in units of its own scatter? | [`standing`] |
//! | how is the filter run, and backwards? | `kalman.rs` |
//! | what do season, calendar and step explain? | `regression.rs` |
//! | how are counts and outliers met? | `fit.rs` |
//! | how are the other parameters weighed? | `grid.rs`, `mixture.rs` |

pub(crate) mod ahead;
mod fit;
mod grid;
mod kalman;
pub mod levels;
pub mod lunar;
pub(crate) mod mixture;
mod regression;
pub mod standing;
pub mod yearly;

pub use kalman::Motion;
