//! Which sources a backtest rests on, and on which days they could have told of the event.

use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_ledger::Ledger;
use telltale_measure::forecast::{Coverage, Report};
use telltale_observation::AsOf;

use super::{Days, Event};
use crate::failure::Failure;

/// Sources, and what they cover.
pub(super) struct Sources {
    names: Vec<String>,
    pub(super) coverage: Coverage,
}

/// The sources of events that a ledger has as of an instant.
pub(super) fn names(ledger: &Ledger, as_of: AsOf) -> Result<Vec<String>, Failure> {
    let query = "SELECT DISTINCT source FROM panel_row ORDER BY source";
    let answer = ledger.sql(query, Some(as_of))?.to_csv()?;
    let mut reader = csv::Reader::from_reader(answer.as_bytes());
    let rows = reader.records().map(|row| Ok(row.map_err(anyhow::Error::from)?[0].to_owned()));
    rows.collect()
}

/// So many days after the first.
pub(super) fn day(first: Date, at: usize) -> Date {
    first.saturating_add(jiff::Span::new().days(i64::try_from(at).unwrap_or(i64::MAX)))
}

impl Sources {
    /// What the reports of each source show of the days of a ledger.
    pub(super) fn read(
        names: Vec<String>,
        ledger: &Ledger,
        as_of: AsOf,
        event: Event,
        days: &Days,
    ) -> Result<Sources, Failure> {
        let since = |day: Date| usize::try_from(days.first.until(day).ok()?.get_days()).ok();
        let mut reports = Vec::new();
        for (source, name) in names.iter().enumerate() {
            for row in ledger.as_of(as_of).daily(Some(name))? {
                // What is announced was said on that day, so that somebody was at work on it.
                let (Some(day), Some(target)) = (since(row.day), row.dyad.target) else { continue };
                let known = since(row.known).map_or(day, |known| known.max(day));
                let of = (row.dyad.actor, target);
                reports.push(Report { source, known, day, of, is_event: event.is(&row) });
            }
        }
        let coverage = Coverage::of(&reports, names.len(), days.count);
        Ok(Sources { names, coverage })
    }

    pub(super) fn as_json(&self, first: Date) -> Value {
        let spans = self.coverage.spans();
        let one = |(name, span): (&String, &telltale_measure::forecast::SourceSpan)| {
            let end = |at: usize| span.ends.map(|ends| day(first, ends[at]).to_string());
            json!({
                "source": name, "first_day": end(0), "last_day": end(1),
                "days_at_work": span.at_work, "tells_of_the_event": span.tells,
            })
        };
        self.names.iter().zip(&spans).map(one).collect()
    }

    pub(super) fn as_text(&self, first: Date) -> String {
        let spans = self.coverage.spans();
        let one = |(name, span): (&String, &telltale_measure::forecast::SourceSpan)| {
            let when = span.ends.map_or("no day".to_owned(), |[from, to]| {
                format!("{} to {}", day(first, from), day(first, to))
            });
            let tells = if span.tells { "" } else { ", tells of no such event" };
            format!("{name} ({when}{tells})")
        };
        let all: Vec<String> = self.names.iter().zip(&spans).map(one).collect();
        format!("Sources: {}.\n", all.join("; "))
    }
}
