//! What a figure is set against: "to $3 million in June from $5 million in May", "less than the
//! previous month's $5 million". The time of such a sum is its own, and no other figure's.

use super::marks::Mark;
use super::{Reading, Told, lexicon};

impl Reading<'_, '_> {
    /// "from $5 million", "compared with $5 million": what the flow was before.
    pub(super) fn is_earlier_value(&self, told: &Told) -> bool {
        let from = self.marked.numbers[told.number].words.0;
        let before = |back: usize| from.checked_sub(back).map_or("", |i| self.marked.words.get(i));
        matches!(before(1), "from" | "against" | "versus" | "than")
            || before(1) == "with" && matches!(before(2), "compared" | "comparison")
            || before(1) == "to" && before(2) == "compared"
            || matches!(before(1), "about" | "some" | "just" | "only") && before(2) == "from"
            || before(2) == "had" && before(1) == "been"
            || before(1) == "of" && matches!(before(2), "peak" | "high" | "record" | "low")
            || self.is_outdone(told)
    }

    /// "lower than the previous month's $5 million", "below the $5 million of May", "beat last May's
    /// $5 million": a sum that another is measured by, with its own time beside it.
    fn is_outdone(&self, told: &Told) -> bool {
        let (from, to) = self.marked.numbers[told.number].words;
        let word = |at: usize| self.marked.words.get(at);
        let timed = |at: usize| matches!(self.marked.marks.get(at), Some(Mark::Time(_)));
        let mut at = from;
        let mut owned = false;
        while let Some(before) = at.checked_sub(1) {
            let passed = matches!(word(before), "the" | "about" | "some" | "nearly" | "just");
            if !passed && !timed(before) {
                break;
            }
            owned |= timed(before) && self.marked.words.all[before].owns;
            at = before;
        }
        let behind = word(to) == "of" && timed(to + 1) || word(to) == "of" && timed(to + 2);
        let Some(measure) = at.checked_sub(1).filter(|_| owned || behind) else { return false };
        self.marked.marks[measure] == Mark::Than
            || lexicon::measures(word(measure))
            || lexicon::outdoes(word(measure))
    }

    /// Whether the time at a word is that of a sum which another is set against.
    pub(super) fn dates_an_earlier_value(&self, sizes: &[Told], word: usize) -> bool {
        sizes.iter().any(|told| self.is_earlier_value(told) && self.dates(told, word))
    }

    /// Whether the time at a word stands right behind a sum, or owns it: "$5 million in May", "May's
    /// $5 million".
    pub(super) fn dates(&self, told: &Told, word: usize) -> bool {
        let (from, end) = self.marked.numbers[told.number].words;
        let led = |at: usize| {
            matches!(self.marked.marks.get(at), Some(Mark::Prep(_)))
                || self.marked.words.get(at) == "the"
        };
        let behind = word >= end && word <= end + 2 && (end..word).all(led);
        behind || self.owns(word, from)
    }

    /// "May's $5 million": a time that owns the sum at `from`.
    fn owns(&self, word: usize, from: usize) -> bool {
        let last = self.marked.last(word);
        last == from && self.marked.words.all[last - 1].owns
    }

    /// "lower than in May, when they came to $5 million": the time that a clause behind it dates a sum by.
    pub(super) fn when_before(&self, start: usize, from: usize) -> Option<usize> {
        let clause = from.checked_sub(12).map_or(start, |near| near.max(start));
        (clause..from).rev().find_map(|at| {
            let Mark::Time(time) = self.marked.marks[at] else { return None };
            let next = self.marked.last(at);
            let comma = usize::from(self.marked.marks.get(next) == Some(&Mark::Comma));
            let when = self.marked.words.get(next + comma) == "when";
            (when && next + comma < from && self.marked.time(time).is_dated()).then_some(time)
        })
    }

    /// Whether a time owns a sum that stands behind it.
    pub(super) fn owns_a_sum(&self, word: usize) -> bool {
        let next = self.marked.last(word);
        matches!(self.marked.marks.get(next), Some(Mark::Number(_))) && self.owns(word, next)
    }
}
