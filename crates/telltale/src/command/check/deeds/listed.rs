//! Days or months that a sentence lists of one deed: each of them must have been.

use telltale_brief::check::Deed;
use telltale_observation::{Channel, Period};
use telltale_reader::stated::{self, Listed};
use telltale_reader::{Document, Language};

use super::{Dated, meet};

/// The deed on each day or in each month of the list that its own is one of; else as it is.
pub(super) fn each(document: &Document, dated: Dated) -> Vec<Dated> {
    let lists = stated::listed(document, dated.sentence);
    let Some(list) = lists.into_iter().find(|list| is_of(list, &dated)) else { return vec![dated] };
    let days = |at: usize| {
        let (first, last) = list.items[at].1;
        Period::new(first, last).ok().filter(|days| days.start() <= document.published)
    };
    // "On 7 and 8 October" somebody came and stayed.
    if list.runs && dated.deed.channel == Channel::Visit {
        let (first, last) = (list.items[0].1.0, list.items[list.items.len() - 1].1.1);
        let period = Period::new(first, last).unwrap_or(dated.deed.period);
        return vec![Dated { deed: Deed { period, ..dated.deed }, ..dated }];
    }
    let mut all = Vec::new();
    for (at, (span, _)) in list.items.iter().enumerate() {
        let Some(period) = days(at) else { continue };
        let mut one = dated.over(period, dated.sentence);
        // One of several days is no single visit whose record another may refute.
        one.deed.by_name = false;
        one.day = Some(*span);
        one.dated = true;
        one.span = match (at, document.language) {
            (0, Language::Korean) => dated.span,
            (0, _) => (dated.span.0, own_end(&dated, &list)),
            _ => *span,
        };
        all.push(one);
    }
    if all.is_empty() { vec![dated] } else { all }
}

/// Where the words of a deed end with the first of its days.
fn own_end(dated: &Dated, list: &Listed) -> usize {
    let (first, last) = (list.items[0].0, list.items[list.items.len() - 1].0);
    if meet(dated.span, list.span) && dated.span.1 <= last.1 { first.1 } else { dated.span.1 }
}

/// Whether the day of a deed is one of a list, or all of it.
fn is_of(list: &Listed, dated: &Dated) -> bool {
    let (start, end) = (dated.deed.period.start(), dated.deed.period.end());
    let (first, last) = (list.items[0].1.0, list.items[list.items.len() - 1].1.1);
    let one = list.items.iter().any(|(_, days)| *days == (start, end));
    let here = dated.day.is_some_and(|day| meet(day, list.span));
    dated.dated && (one || here || (start <= first && last <= end))
}
