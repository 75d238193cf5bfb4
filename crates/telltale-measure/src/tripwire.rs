//! A tripwire is a condition on measures that was declared before it could be met. Here it is judged:
//! raised, quiet, or one cannot tell, on each day by what was known on that day.
//!
//! There is one way to judge, the [`replay`]: it goes through the days from the first on which
//! anything was known, and gives each day what became known on it and takes nothing back. What holds
//! today is its last day; how a tripwire would have done is all of them, scored by [`score`] against
//! the event that it is said to precede.
//!
//! | question | file |
//! |---|---|
//! | what may be declared? | `rule.rs` |
//! | which vintage of a thing holds on which days? | `alive.rs` |
//! | from which day on does a source tell of a day, and which days does nobody cover? | `coverage.rs` |
//! | what is told several times, or of a span: how many at least and at most? | `occasions.rs` |
//! | how many in the window, how many more, what part? | `counted.rs` |
//! | which figures of a flow are known, and which series is read? | `figures.rs` |
//! | what do the figures of a flow say? | `flows.rs` |
//! | what did the verdict say? | `told.rs` |
//! | how long has it held, and when does it let go? | `hold.rs` |
//! | raised since when, and what would flip it? | `replay.rs` |
//! | how would it have done? | `score.rs` |

mod alive;
mod bits;
mod counted;
mod coverage;
mod day;
mod figures;
mod flows;
mod hold;
mod occasions;
mod replay;
mod rule;
mod score;
mod stage;
mod told;

#[cfg(test)]
mod tests;

pub(crate) use coverage::AT_WORK_DAYS;
pub use coverage::{Followed, Ground, SourceDays, ThinDays};
pub use replay::{
    Blind, Judged, Next, Phase, Replayed, State, Truth, Whole, Window, freeze, replay,
};
pub use rule::{Bound, Condition, Course, Foreseen, Gauge, Lasting, Pick, Rule, Side};
pub use score::{Outcomes, Record, Scored, outcomes, score};
pub use told::{Step, Told};
