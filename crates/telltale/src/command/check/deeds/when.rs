//! On which days a deed was, as its sentence tells them.

use telltale_observation::Period;
use telltale_reader::Sighting;
use telltale_reader::stated;

use super::super::claims::{Read, Span};
use super::meet;

/// When a deed was, as its sentence tells.
pub(super) struct When {
    /// Its days; none where the sentence tells none.
    pub(super) days: Option<Period>,
    /// Whether the sentence tells them as they are, and no year was guessed.
    pub(super) own: bool,
    /// Whether it names no other day.
    pub(super) alone: bool,
    /// Whether how long it lasted was told beside them, and so may be held against them.
    pub(super) stays: bool,
    /// The words of the day.
    pub(super) day: Option<Span>,
}

impl When {
    pub(super) fn of(
        text: Read<'_>,
        dates: &[stated::Dated],
        sentence: Span,
        seen: &Sighting,
    ) -> When {
        let published = text.document.published;
        let mut here = dates.iter().filter(|date| date.to_the_day && meet(date.span, sentence));
        let (first, more) = (here.next(), here.next().is_some());
        let told = seen.period.filter(|period| period.start() <= published);
        // "On 9 October", told in August, is of the year before.
        let last_year = || {
            let date = first.filter(|_| !more)?;
            let ahead = date.days.0 > published;
            Period::new(date.days.0, date.days.1).ok()?.months_earlier(12).filter(|_| ahead)
        };
        // A day that another sentence tells is too often that of something else.
        let says = |told: &Period, date: &stated::Dated| {
            meet(date.span, sentence) && date.days.0 <= told.end() && told.start() <= date.days.1
        };
        let own =
            told.filter(|told| seen.because.dated && dates.iter().any(|date| says(told, date)));
        let day = own.and_then(|own| dates.iter().find(|date| says(&own, date)));
        let mut when = When {
            days: own.or_else(last_year),
            own: own.is_some(),
            alone: !more,
            stays: true,
            day: day.map(|day| day.span),
        };
        // "From the 18th for three days": told is the first, and how many.
        let stay = stated::stays(text.document, sentence).into_iter().next();
        if let (Some(own), Some(stated::Stay { days, .. })) = (own, stay)
            && own.end() == published
            && own.days() > 1
            && own.days() != days
        {
            let last = own.start().checked_add(jiff::Span::new().days(days - 1)).ok();
            let days = last.and_then(|last| Period::new(own.start(), last).ok());
            when = When { days, stays: false, ..when };
        }
        when
    }
}
