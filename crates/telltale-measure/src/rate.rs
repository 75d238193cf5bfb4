//! A rate is how often something is reported in so much reporting: visits per thousand reports. Its
//! change is estimated in `state_space`.

use serde::Serialize;
use telltale_observation::Month;

/// The count of one month with its exposure. A month without a report has none of these.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MonthlyCount {
    /// The month.
    pub month: Month,
    /// How many of the kind in question.
    pub count: u64,
    /// How much was reported at all, in any unit that is the same for all months.
    pub exposure: f64,
}
