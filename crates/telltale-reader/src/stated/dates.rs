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

/// Names of months as a text writes them in full or cut short.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Words of a time that is a length, or an anniversary.
const NO_DAY: &[&str] = &["day", "week", "일간", "동안", "anniversary", "주년"];

/// Words behind a day, or right before it, of what was reported on it.
const REPORTED: &[&str] = &["보도", "밝혔", "전했", "발표", "알렸"];
const REPORTED_ON: &[&str] = &["said on", "reported on", "announced on", "said", "reported"];

/// Whether a time is named by its day or its month, and not as that of the report.
pub fn is_of_the_calendar(document: &Document, span: Span) -> bool {
    let text = &document.text;
    let words = text[span.0..span.1].to_lowercase();
    let month = MONTHS.iter().any(|month| words.contains(month));
    let named = month || words.contains(|one: char| one.is_ascii_digit());
    let behind: String = text[span.1..].chars().take(8).collect();
    let ahead = text[..span.0].trim_end().to_lowercase();
    let reported = REPORTED.iter().any(|word| behind.contains(word))
        || REPORTED_ON.iter().any(|word| ahead.ends_with(word));
    named && !reported && !NO_DAY.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_of_the_calendar_is_told_from_a_length_and_from_that_of_a_report() {
        for (text, words, expected) in [
            ("She came on 3 May.", "3 May", true),
            ("She came in June.", "June", true),
            ("She came on Tuesday.", "Tuesday", false),
            ("She stayed six days.", "six days", false),
            ("She had come, the agency said on 3 May.", "3 May", false),
            ("장관이 왔다고 통신이 4일 보도했다.", "4일", false),
            ("장관이 4일 하노이에 왔다.", "4일", true),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let at = text.find(words).unwrap();
            assert_eq!(is_of_the_calendar(&document, (at, at + words.len())), expected, "{text}");
        }
    }
}
