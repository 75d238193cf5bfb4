//! Whoever says "we": the speaker of a quotation.

use crate::Mention;
use crate::gazetteer::Sort;
use crate::sighting::Span;

/// The one who speaks where "we" stands in quotation marks: the first acting name behind them, or
/// else the last one before.
pub(super) fn speaker<'m>(
    text: &str,
    sentence: Span,
    at: Span,
    named: &'m [Mention],
) -> Option<&'m Mention> {
    let quotes = marks(text, sentence);
    let (open, close) = quotes.iter().copied().find(|quote| quote.0 < at.0 && at.1 <= quote.1)?;
    let outside = |mention: &&Mention| {
        mention.sort.acts()
            && !matches!(mention.sort, Sort::Place | Sort::Media | Sort::People)
            && mention.actors.len() == 1
            && !quotes.iter().any(|quote| quote.0 <= mention.span.0 && mention.span.1 <= quote.1)
    };
    let behind = named.iter().filter(outside).find(|mention| mention.span.0 >= close);
    behind.or_else(|| named.iter().filter(outside).rfind(|mention| mention.span.1 <= open))
}

/// What stands in quotation marks; one that is not closed goes on to the end of the sentence.
fn marks(text: &str, sentence: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (place, mark) in text[sentence.0..sentence.1].char_indices() {
        let place = sentence.0 + place;
        match (mark, open) {
            ('“', _) | ('"', None) => open = Some(place),
            ('”' | '"', Some(start)) => {
                found.push((start, place));
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| (start, sentence.1)));
    found
}
