//! Units that go without saying where amounts are told in a list of partners: "318,000 tonnes to
//! Kenya, 96,000 to Sudan", "Poland hosted 969,000 refugees, Slovakia 138,000".

use super::super::lexicon;
use super::{Mark, Marked};
use crate::number::{self, Measure};

/// How far the amounts of a list may stand apart, in words.
const APART: usize = 14;

impl Marked<'_> {
    /// Gives bare numbers of a list the unit of the one before them.
    pub(super) fn lend_in_lists(&mut self) {
        self.lend_respectively();
        let mut lender = None;
        for at in 0..self.numbers.len() {
            if self.numbers[at].measure == Measure::Bare
                && let Some(lender) = lender.filter(|&lender| self.is_listed_after(lender, at))
            {
                let (measure, unit) = (self.numbers[lender].measure, self.numbers[lender].unit);
                (self.numbers[at].measure, self.numbers[at].unit) = (measure, unit);
            }
            let measure = self.numbers[at].measure;
            if measure != Measure::Bare && measure.sizes() || measure == Measure::Percent {
                lender = Some(at);
            }
        }
    }

    /// "31,000, 4,100 and 6,200 tonnes respectively", "9.1 and 3.2 million euros respectively": the
    /// last has the unit of all.
    fn lend_respectively(&mut self) {
        let respectively = (0..self.words.len()).any(|i| self.words.get(i) == "respectively");
        if !respectively && !self.lists_times() {
            return;
        }
        let mut scale = None;
        for at in (1..self.numbers.len()).rev() {
            let (end, from) = (self.numbers[at - 1].words.1, self.numbers[at].words.0);
            let listed = end < from
                && (end..from).all(|i| matches!(self.words.get(i), "," | "and"))
                && self.numbers[at].measure != Measure::Bare;
            if self.numbers[at - 1].measure != Measure::Bare || !listed {
                continue;
            }
            let (from, to) = self.numbers[at].words;
            scale = ["million", "billion", "trillion"]
                .iter()
                .position(|scale| (from..to).any(|i| self.words.get(i) == *scale))
                .or(scale);
            let last = &self.numbers[at];
            let (measure, unit, small) =
                (last.measure, last.unit, self.numbers[at - 1].value < 1000.0);
            let before = &mut self.numbers[at - 1];
            (before.measure, before.unit) = (measure, unit);
            if let Some(power) = scale.filter(|_| small) {
                before.value = number::scaled(before.value, [1e6, 1e9, 1e12][power]);
            }
        }
    }

    /// "in May, June and July", "the first and second quarters".
    fn lists_times(&self) -> bool {
        let time = |i: usize| match self.marks.get(i) {
            Some(Mark::Time(at)) => Some(*at),
            _ => None,
        };
        (1..self.words.len().saturating_sub(1)).any(|i| {
            let joint = matches!(self.words.get(i), "and" | ",");
            let inside = self.words.get(i) == "and" && time(i).is_some();
            inside || joint && time(i - 1).is_some() && time(i + 1).is_some()
        })
    }

    /// "3 million yuan (May), 4 million (June) and 5 million (July)": each with its time right behind.
    fn is_next_dated(&self, lender: usize, at: usize) -> bool {
        let timed = |i: usize| matches!(self.marks.get(i), Some(Mark::Time(_)));
        let dated = |to: usize| {
            timed(to) || matches!(self.words.get(to), "(" | "in" | "for") && timed(to + 1)
        };
        let (before, (from, to)) = (self.numbers[lender].words.1, self.numbers[at].words);
        let money = self.numbers[lender].measure == Measure::Money;
        money && dated(before) && dated(to) && self.is_scaled(from, to)
    }

    /// Whether a bare number goes on a list in which another one was told before.
    fn is_listed_after(&self, lender: usize, at: usize) -> bool {
        let (before, number) = (&self.numbers[lender], &self.numbers[at]);
        let (from, to) = number.words;
        let near = from.saturating_sub(before.words.1) <= APART;
        let percent = before.measure == Measure::Percent;
        let like = if percent {
            number.value <= 100.0
        } else {
            (0.001..1000.0).contains(&(number.value / before.value))
        };
        if self.is_told_again(lender, at) {
            return true;
        }
        if !near {
            return false;
        }
        let ended = (before.words.1..from).any(|i| matches!(self.words.get(i), ";" | "."));
        // "10,400 troops, 2,100 of them from India"
        let part = matches!(self.words.phrase(to, to + 2), "of them" | "of whom" | "of which")
            && before.measure != Measure::Money
            && number.value < before.value;
        if part && !ended && !percent {
            return true;
        }
        like && !ended
            && !self.is_year(at)
            && (self.is_next_dated(lender, at)
                || self.is_next_of_named(from, to)
                || self.is_next_of_prepositions(before.words.1, from, to, percent)
                || self.is_next_compared(from, to, percent)
                || self.is_next_of_goods(before.words.1, from, to))
    }

    /// "1,912 Guatemalans were flown home; in April it had been 1,455", "…; this year 2.5 million are
    /// planned".
    fn is_told_again(&self, lender: usize, at: usize) -> bool {
        let (before, number) = (&self.numbers[lender], &self.numbers[at]);
        let (from, to) = number.words;
        let word = |back: usize| from.checked_sub(back).map_or("", |i| self.words.get(i));
        let like = (0.02..50.0).contains(&(number.value / before.value)) && number.value >= 100.0;
        let near = from.saturating_sub(before.words.1) <= 2 * APART;
        let had = matches!((word(2), word(1)), ("had", "been"))
            || matches!(word(1), "was" | "were" | "saw" | "numbered" | "reached")
                && matches!(word(2), "it" | "they" | "year" | "month" | "quarter" | "week");
        let people = before.measure == Measure::People && had && self.ends_here(to);
        let planned = matches!(before.measure, Measure::Bulk | Measure::Money | Measure::People)
            && matches!(self.words.get(to), "are" | "is" | "were")
            && lexicon::is_awaited(self.words.get(to + 1));
        like && near && !self.is_year(at) && (people || planned && self.is_scaled(from, to))
    }

    /// "2025" is a year where nothing else is said.
    pub(in crate::flow::english) fn is_year(&self, at: usize) -> bool {
        let number = &self.numbers[at];
        let plain = number.span.1 - number.span.0 == 4;
        plain && (1900.0..2100.0).contains(&number.value)
    }

    /// ", Slovakia 138,000", "and Britain with 9.1 million", "Germany of 12", "for Qatar 9,012".
    fn is_next_of_named(&self, from: usize, to: usize) -> bool {
        let Some(mut at) = from.checked_sub(1) else { return false };
        while matches!(
            self.words.get(at),
            "with"
                | "of"
                | "for"
                | "at"
                | "by"
                | "some"
                | "about"
                | "nearly"
                | "another"
                | "just"
                | ","
                | "took"
                | "bought"
                | "received"
                | "got"
                | "imported"
                | "purchased"
        ) {
            let Some(before) = at.checked_sub(1) else { return false };
            at = before;
        }
        if !matches!(self.marks[at], Mark::Name(_)) {
            return false;
        }
        let Some(mut led) = self.first(at).checked_sub(1) else { return false };
        if matches!(self.words.get(led), "the" | "to" | "for" | "from") && led > 0 {
            led -= 1;
        }
        let listed = matches!(self.words.get(led), "," | "and" | ";" | "while" | "but")
            || led > 0
                && matches!(
                    self.words.phrase(led - 1, led + 1),
                    "ahead of" | "followed by" | ", to"
                );
        listed && self.ends_here(to)
    }

    /// "318,000 megawatt-hours to Djibouti, 96,000 to Sudan and 402,000 to Kenya".
    fn is_next_of_prepositions(&self, end: usize, from: usize, to: usize, percent: bool) -> bool {
        let last = from.checked_sub(1).map_or("", |at| self.words.get(at));
        let led = matches!(last, "," | "and" | "including");
        let prep = self.words.get(to);
        let leads = matches!(prep, "to" | "for" | "from" | "in" | "with")
            && (matches!(self.marks.get(to + 1), Some(Mark::Name(_)))
                || self.words.get(to + 1) == "the"
                    && matches!(self.marks.get(to + 2), Some(Mark::Name(_))));
        let same = (end..from).any(|i| self.words.get(i) == prep);
        led && leads && (same || last == "including") && !percent
    }

    /// "against 6.9 million in September and 7.4 million in October 2024".
    fn is_next_compared(&self, from: usize, to: usize, percent: bool) -> bool {
        let and = from > 0 && self.words.get(from - 1) == "and";
        let timed = |i: usize| matches!(self.marks.get(i), Some(Mark::Time(_)));
        let dated = timed(to) || self.words.get(to) == "in" && timed(to + 1);
        let beside = (from.saturating_sub(9)..from)
            .any(|i| matches!(self.words.get(i), "against" | "from" | "after" | "versus" | "with"));
        and && dated && beside && (percent || self.is_scaled(from, to))
    }

    /// "of which crude was 318 billion and coal 41 billion".
    fn is_next_of_goods(&self, end: usize, from: usize, to: usize) -> bool {
        let which = (end..from).any(|i| self.words.phrase(i, i + 2) == "of which")
            || end >= 10 && (end - 10..end).any(|i| self.words.phrase(i, i + 2) == "of which");
        let goods = (from.saturating_sub(3)..from).any(|i| self.is_goods(i));
        which && goods && self.is_scaled(from, to) && self.ends_here(to)
    }

    fn is_scaled(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| {
            matches!(
                self.words.get(i),
                "million" | "billion" | "trillion" | "thousand" | "bn" | "mn"
            )
        })
    }

    /// Whether no noun of its own follows a number.
    fn ends_here(&self, to: usize) -> bool {
        matches!(self.marks.get(to), Some(Mark::Time(_)) | None)
            || matches!(
                self.words.get(to),
                "," | "."
                    | ";"
                    | "and"
                    | ""
                    | "in"
                    | "during"
                    | "while"
                    | ")"
                    | "percent"
                    | "for"
                    | "to"
            )
    }
}
