//! Which percentages are shares of a flow, and whose: "China took 27 percent of Brazil's exports,
//! Argentina 6 percent".

use telltale_observation::Actor;

use super::marks::{Mark, Marked};
use super::{Frame, Reading, Told, Way, lexicon, roles};
use crate::number::Measure;

impl Marked<'_> {
    /// Whether a percentage is a share by the words right around it, or as one of a list of shares.
    pub(super) fn is_share(&self, at: usize) -> bool {
        self.is_plainly_share(at) || self.is_next_share(at)
    }

    /// Whether it is by the words right around it.
    fn is_plainly_share(&self, at: usize) -> bool {
        let number = &self.numbers[at];
        let (from, to) = number.words;
        let next = self.words.get(to);
        // "36 percent had come from Russia"
        let come = matches!(next, "had" | "has" | "have")
            && matches!(self.words.get(to + 1), "come" | "gone" | "been" | "originated" | "ended");
        let goes = lexicon::parts(next)
            || come
            || matches!(next, "to" | "from")
                && matches!(self.marks.get(to + 1), Some(Mark::Name(_)));
        // "nine in ten", "seven out of ten"
        let counted = to >= from + 3
            && matches!(self.words.get(from + 1), "in" | "out")
            && number.measure == Measure::Percent;
        let before = (from.saturating_sub(7)..from).any(|i| lexicon::shares(self.words.get(i)));
        // "With 27 percent, Kazakhstan was the biggest supplier"
        let ahead = from == 1
            && self.words.get(0) == "with"
            && (to..self.words.len()).any(|i| {
                lexicon::ranks(self.words.get(i)) && matches!(self.marks[i], Mark::Noun(..))
            });
        // "was the biggest buyer of Romanian maize with 31 percent"
        let ranked = from > 0
            && self.words.get(from - 1) == "with"
            && (0..from).any(|i| {
                lexicon::ranks(self.words.get(i)) && matches!(self.marks[i], Mark::Noun(..))
            });
        next == "of" || goes || counted || before || ranked || ahead
    }

    /// "Russia supplied 31 percent and Belarus 9 percent of the fertiliser": one of a list, of which
    /// the last or the first is plainly a share.
    fn is_next_share(&self, at: usize) -> bool {
        let (from, to) = self.numbers[at].words;
        let ends = matches!(self.words.get(to), "," | "." | "and" | ";" | "")
            || matches!(self.marks.get(to), Some(Mark::Time(_)));
        let percent = |other: usize| {
            let measure = self.numbers[other].measure;
            matches!(measure, Measure::Percent | Measure::Part)
        };
        let of = |other: usize| self.words.get(self.numbers[other].words.1) == "of";
        let verb = from > 0 && matches!(self.marks[from - 1], Mark::Verb(..));
        let follows = |other: usize| other > at && percent(other) && of(other);
        let precedes = |other: usize| other < at && percent(other) && self.is_plainly_share(other);
        let mut all = 0..self.numbers.len();
        let led = from > 0 && matches!(self.marks[from - 1], Mark::And | Mark::Comma);
        let goes = led
            && matches!(self.words.get(to), "for" | "to" | "from" | "by" | "in")
            && matches!(self.marks.get(to + 1), Some(Mark::Name(_)));
        ends && (verb && all.clone().any(follows)
            || self.listed_party(from).is_some() && all.clone().any(precedes))
            || goes && all.any(precedes)
    }

    /// "41 percent of its crude, down from 45 percent a year before": what a share was before.
    pub(super) fn is_share_before(&self, at: usize) -> bool {
        let from = self.numbers[at].words.0;
        let word = |back: usize| from.checked_sub(back).map_or("", |i| self.words.get(i));
        let hedge = usize::from(matches!(word(1), "about" | "some" | "just" | "nearly" | "only"));
        let led = matches!(word(1 + hedge), "from" | "against" | "versus" | "after" | "than")
            || matches!((word(2 + hedge), word(1 + hedge)), ("compared", "with" | "to"));
        let Some(before) = at.checked_sub(1) else { return false };
        // "after 27 percent in the second and 47 percent in the third quarter"
        let and = word(1) == "and"
            && matches!(self.marks.get(self.numbers[at].words.1), Some(Mark::Prep(_)))
            && self.numbers[before].measure == Measure::Percent
            && at > 1
            && self.is_share_before(before);
        let led = led || and;
        let before = if and { before - 1 } else { before };
        let whole = matches!(self.numbers[before].measure, Measure::Percent | Measure::Part)
            && (self.is_share(before) || self.is_level_of_share(before));
        led && whole
    }

    /// The name that stands right before a number as the next of a list: ", Poland 310,000",
    /// "and Iraq for 11 percent", "ahead of Canada with $29 billion".
    pub(super) fn listed_party(&self, from: usize) -> Option<Actor> {
        let mut at = from.checked_sub(1)?;
        while matches!(
            self.words.get(at),
            "for"
                | "with"
                | "at"
                | "by"
                | "about"
                | "some"
                | "nearly"
                | "another"
                | "just"
                | "a"
                | "only"
        ) {
            at = at.checked_sub(1)?;
        }
        // "Russian crude for 31 percent"
        let goods = self.is_goods(at) && at > 0 && matches!(self.marks[at - 1], Mark::Name(_));
        at -= usize::from(goods);
        let Mark::Name(name) = self.marks[at] else { return None };
        let mut before = self.first(at).checked_sub(1)?;
        if self.words.get(before) == "the" {
            before = before.checked_sub(1)?;
        }
        let ahead = matches!(
            self.words.phrase(before.saturating_sub(1), before + 1),
            "ahead of" | "followed by" | "and to" | ", to" | "and from" | ", from"
        ) || matches!(self.words.get(before), "before" | "than");
        let led = matches!(self.marks[before], Mark::Comma | Mark::And | Mark::Hard) || ahead;
        led.then(|| self.mention(name).actor())?
    }
}

impl Reading<'_, '_> {
    /// "Romania took 640,000 tonnes, Poland 310,000", "Iraq accounted for 11 percent of China's
    /// imports and Oman for 7": who stands before a later number takes the place of who did before
    /// the first.
    pub(super) fn next_in_the_list(&self, told: &Told, frame: &mut Frame) {
        let from = self.marked.numbers[told.number].words.0;
        let Some(party) = self.marked.listed_party(from) else { return };
        let same = |at: usize| self.frame_of(at) == Some((told.frame, told.share));
        let Some(first) = (0..told.number).find(|&at| same(at)) else { return };
        let first = self.marked.numbers[first].words.0;
        let leader = roles::subject(self.marked, first).map(|(_, leader)| leader);
        let placed = &self.frames[told.frame].frame;
        let verb = self.frames[told.frame].triggers.iter().any(|&trigger| {
            matches!(self.marked.marks[trigger], Mark::Verb(..))
                || lexicon::ranks(self.marked.words.get(trigger))
        });
        // "billed Japan 1.24 billion kroner …, and China 1.05 billion": who is given.
        // "provided Germany with 5.7 million and Britain with 9.1 million"
        let last =
            if first > 1 && self.marked.words.get(first - 1) == "with" { first - 1 } else { first };
        let given = last > 0
            && matches!(self.marked.marks[last - 1], Mark::Name(name)
                if self.marked.mention(name).actor().is_some_and(|actor| Some(actor) == placed.sink));
        if given && !told.share && leader.is_some() && leader == placed.source {
            frame.source = placed.source;
            frame.sink = Some(party);
            return;
        }
        let rank = self.frames[told.frame]
            .triggers
            .iter()
            .any(|&trigger| lexicon::ranks(self.marked.words.get(trigger)));
        // "India's top supplier, with 1.6 million, followed by Iraq with 850,000": a supplier, too.
        if rank {
            let holder = if placed.way == Way::In { &mut frame.sink } else { &mut frame.source };
            *holder = Some(party);
            return;
        }
        let source = if leader.is_some() && leader == placed.source {
            true
        } else if leader.is_some() && leader == placed.sink {
            false
        } else {
            told.share == (placed.way == Way::In)
        };
        if !told.share && !verb {
            return;
        }
        *(if source { &mut frame.source } else { &mut frame.sink }) = Some(party);
    }
}
