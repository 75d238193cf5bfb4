//! An amount that stands in for other words: "exports were the highest since May" is of the flow that
//! "exports were $5 million" would be of, and that the reader finds.

use crate::sighting::Span;
use crate::{Document, Sighting};

/// How many sentences before one are read with it. Whoever and whatever is spoken of was named nearer
/// than that; were all of a long text read again for each of its records, it would never end.
const BEFORE: usize = 40;

/// A sentence in which an amount stands in for other words, with those before it.
#[derive(Clone, Debug)]
pub struct StandIn {
    /// The sentences.
    pub document: Document,
    /// Where the amount stands in them.
    pub amount: Span,
    /// Where in the whole text they begin.
    from: usize,
}

impl StandIn {
    /// The text up to the end of a sentence, in which `words` stand in the place of others; the amount
    /// is a part of them. `sentences` are those of the document.
    pub(super) fn new(
        (document, sentences): (&Document, &[Span]),
        sentence: Span,
        place: Span,
        (words, amount): (&str, &str),
    ) -> StandIn {
        let at = sentences.partition_point(|one| one.0 < sentence.0);
        let from = sentences.get(at.saturating_sub(BEFORE)).map_or(0, |first| first.0);
        let from = if at <= BEFORE { 0 } else { from.min(sentence.0) };
        let text = &document.text;
        let text = format!("{}{words}{}", &text[from..place.0], &text[place.1..sentence.1]);
        let first = place.0 - from + words.find(amount).unwrap_or_default();
        let amount = (first, first + amount.len());
        StandIn { document: document.with_text(text), amount, from }
    }

    /// A sighting of these sentences, as one of the whole text.
    #[must_use]
    pub fn in_text(&self, mut seen: Sighting) -> Sighting {
        let placed = |(start, end): Span| (self.from + start, self.from + end);
        seen.span = placed(seen.span);
        seen.because.trigger = seen.because.trigger.map(placed);
        seen.because.actors.iter_mut().for_each(|span| *span = placed(*span));
        seen
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The sentences that stand in for the last one of a text of `n`, and the place of its amount.
    fn stand_in(n: usize) -> (StandIn, usize) {
        let text = "Für Tee. ".repeat(n - 1) + "It fell for a third month. Then it rose.";
        let document = Document::new(text.as_str(), date(2026, 8, 24));
        let sentences = document.sentences();
        let place = text.find("for a third month").unwrap();
        let end = place + "for a third month".len();
        let words = ("to $7 million", "$7 million");
        (StandIn::new((&document, &sentences), sentences[n - 1], (place, end), words), place)
    }

    #[test]
    fn of_a_long_text_only_the_sentences_before_are_read_again() {
        let (whole, place) = stand_in(3);
        assert_eq!(whole.document.text, "Für Tee. Für Tee. It fell to $7 million.");
        assert_eq!((whole.from, whole.amount.0), (0, place + "to ".len()));
        let (part, place) = stand_in(5000);
        assert_eq!(part.document.sentences().len(), BEFORE + 1);
        let (from, to) = part.amount;
        assert_eq!(&part.document.text[from..to], "$7 million");
        assert_eq!(part.from + from, place + "to ".len());
    }
}
