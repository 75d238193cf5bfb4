//! Where a text names a time.

use jiff::civil::Date;

use crate::Document;
use crate::sighting::Span;
use crate::time::{self, Grain};

/// A time that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its words.
    pub span: Span,
    /// Its first and its last day.
    pub days: (Date, Date),
    /// Whether it is named to the day.
    pub to_the_day: bool,
    /// Whether it is named by a year alone.
    pub of_a_year: bool,
}

/// Every time that a text names, in order.
pub fn dates(document: &Document) -> Vec<Dated> {
    let times = time::find(&document.text, document.language, document.published);
    let dated = |time: time::Time| {
        let days = (time.start, time.end);
        let (to_the_day, of_a_year) = (time.grain == Grain::Day, time.grain == Grain::Year);
        Dated { span: time.span, days, to_the_day, of_a_year }
    };
    times.into_iter().map(dated).collect()
}
