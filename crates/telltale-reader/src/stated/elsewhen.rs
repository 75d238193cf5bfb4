//! Whether the time that an amount was read with is its own, or only one that its sentence holds it
//! against: "1.3 million, after the 1.5 million of June", "the most in 2025", "by June".

mod alone;

use telltale_observation::Period;

use crate::sighting::Span;
use crate::time::compared::COMPARING;
use crate::time::{self, Grain, Time, TimeKind};
use crate::{Document, Language};

/// Of when an amount is, as the words around it tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The time that it was read with.
    Own,
    /// Another time of the sentence.
    Other(Period),
    /// The time it was read with is another's, and its own is not told.
    Unsure,
    /// The only time of its sentence is another's: it is of what the text told before.
    Told,
    /// The only time of its sentence may be another's.
    Perhaps,
    /// A month that may be of another year, which the sentence names.
    OtherYear,
    /// Of this month, or the running sum that it was read with: "by June".
    MonthOrSum(Period),
}

/// How many times before an amount, and behind it, are looked at.
const TIMES_NEAR: usize = 12;

/// A sentence of more bytes is a list or a table, of which each amount has the time it was read with.
const SENTENCE_MAX: usize = 2000;

/// The times of a text, read once.
pub struct Whens<'d> {
    document: &'d Document,
    times: Vec<Time>,
}

impl<'d> Whens<'d> {
    /// Finds the times of a text.
    pub fn of(document: &'d Document) -> Whens<'d> {
        let times = time::find(&document.text, document.language, document.published);
        Whens { document, times }
    }

    /// Of when the amount at `number` is that was read as of `period`.
    pub fn when(&self, sentence: Span, number: Span, period: Period) -> When {
        let here = Here { whens: self, sentence, number, period };
        if here.is_endless() {
            return When::Own;
        }
        here.by_a_month()
            .or_else(|| here.of_a_level())
            .or_else(|| here.of_an_apposition())
            .or_else(|| here.of_two_ends())
            .or_else(|| here.of_a_pair())
            .or_else(|| here.beyond_an_aside())
            .or_else(|| here.of_something_else())
            .or_else(|| here.held_against())
            .or_else(|| here.unsure())
            .unwrap_or(When::Own)
    }
}

impl Whens<'_> {
    /// The words that rank an amount among those of a year or a like span: ", the most in 2025".
    pub fn ranked(&self, sentence: Span, number: Span, period: Period) -> Option<Span> {
        let here = Here { whens: self, sentence, number, period };
        if here.is_endless() {
            return None;
        }
        let time = here.times().find(|time| here.is_beside(time) == Some(Beside::Ranked))?;
        let words = self.document.text.get(number.1..time.span.0)?;
        let from = words.rfind(", ").map_or(number.1, |at| number.1 + at + ", ".len());
        Some((from, time.span.1))
    }

    /// Whether the words of a change beside an amount that was read as of `period` stand in a part of something
    /// else: "…, after falling 2 percent", "2% 감소에 이어".
    pub fn is_apart(&self, sentence: Span, number: Span, period: Period, words: Span) -> bool {
        let here = Here { whens: self, sentence, number, period };
        here.is_of_that(words) || self.follows_apart(number, words)
    }

    fn follows_apart(&self, number: Span, words: Span) -> bool {
        let gap = |from: usize, to: usize| {
            self.document.text.get(from..to).unwrap_or("").to_ascii_lowercase()
        };
        if self.document.language == Language::Korean {
            let between = gap(words.1, number.0);
            return APART_KO.iter().any(|word| between.contains(word));
        }
        let between = gap(number.1, words.0);
        let mut told = between.split(|letter: char| !letter.is_alphanumeric());
        told.any(|word| ["after", "following", "before"].contains(&word))
    }

    /// The one other time that a sentence names beside a period.
    pub fn other(&self, sentence: Span, period: Period) -> Option<Period> {
        let here = Here { whens: self, sentence, number: (sentence.0, sentence.0), period };
        let mut others = here
            .times()
            .filter(|time| is_named(time) && time.whole() != (period.start(), period.end()));
        let other = others.next().filter(|_| others.next().is_none())?;
        let (start, end) = other.whole();
        Period::new(start, end).ok()
    }
}

struct Here<'w> {
    whens: &'w Whens<'w>,
    sentence: Span,
    number: Span,
    period: Period,
}

impl Here<'_> {
    fn english(&self) -> bool {
        self.whens.document.language == Language::English
    }

    fn text(&self, from: usize, to: usize) -> String {
        let to = to.min(self.sentence.1);
        // Places in what is returned are counted in bytes of the text: no letter may change its length.
        self.whens.document.text.get(from..to).unwrap_or("").to_ascii_lowercase()
    }

    fn said(&self, time: &Time) -> String {
        self.text(time.span.0, time.span.1)
    }

    fn is_endless(&self) -> bool {
        self.sentence.1.saturating_sub(self.sentence.0) > SENTENCE_MAX
    }

    /// The first of the times of the sentence that are near the amount.
    fn first(&self) -> usize {
        let all = &self.whens.times;
        let first = all.partition_point(|time| time.span.0 < self.sentence.0);
        let near = all.partition_point(|time| time.span.0 < self.number.0);
        first.max(near.saturating_sub(TIMES_NEAR))
    }

    /// The times of the sentence that are near the amount.
    fn times(&self) -> impl Iterator<Item = &Time> {
        let near = self.whens.times.get(self.first()..).unwrap_or(&[]).iter().take(2 * TIMES_NEAR);
        near.take_while(|time| time.span.1 <= self.sentence.1)
    }

    /// The times with the days that the amount was read with.
    fn read_with(&self) -> Vec<&Time> {
        let days = (self.period.start(), self.period.end());
        self.times().filter(|time| (time.start, time.end) == days || time.whole() == days).collect()
    }

    fn ahead(&self) -> String {
        self.text(self.sentence.0, self.number.0)
    }

    /// "By June they had risen to 3 million" is June's, or all that was sold by then: only its size tells.
    fn by_a_month(&self) -> Option<When> {
        let several = self.period.months().count() > 1 && self.period.start().month() == 1;
        if !self.english() || !several {
            return None;
        }
        let by = self.times().find(|time| {
            time.grain == Grain::Month
                && time.end == self.period.end()
                && self.said(time).starts_with("by ")
        })?;
        let sentence = self.text(self.sentence.0, self.sentence.1);
        if RUNNING.iter().any(|word| sentence.contains(word)) {
            return None;
        }
        let ahead = self.ahead();
        let ahead = ahead.trim_end().trim_end_matches(HEDGES_EN).trim_end();
        let sum = SUMS.iter().any(|word| ahead.ends_with(word));
        let level = LEVELS.iter().any(|word| ahead.ends_with(&format!(" {word}")));
        let (start, end) = by.whole();
        let month = Period::new(start, end).ok()?;
        (level && !sum).then_some(When::MonthOrSum(month))
    }

    /// "Below the June total of 3 million", "from a year-earlier total of 3 million": of the time that leads
    /// the word for an amount.
    fn of_a_level(&self) -> Option<When> {
        if !self.english() {
            return None;
        }
        let ahead = self.ahead();
        let led = before_a_level(&ahead)?;
        let end = self.sentence.0 + led.len();
        let here = |time: &&Time| time.span.1 == end && is_named(time);
        if let Some(time) = self.times().find(here) {
            return period_of(time.whole()).filter(|own| *own != When::Other(self.period));
        }
        let back = MONTHS_BACK.iter().find(|(words, _)| led.ends_with(words))?.1;
        // Read as of the time that the sentence is of, and not yet as of the earlier one.
        let of_main = self.read_with().iter().any(|time| is_named(time));
        self.period.months_earlier(back).map(When::Other).filter(|_| of_main)
    }

    /// "Those of June, which came to 3 million", "300만을 기록한 6월보다": of the time beside it.
    fn of_an_apposition(&self) -> Option<When> {
        let others: Vec<&Time> = self
            .times()
            .filter(|time| {
                is_named(time) && period_of(time.whole()) != Some(When::Other(self.period))
            })
            .collect();
        let own = others.iter().find(|time| {
            if self.english() {
                let gap = self.text(time.span.1, self.number.0);
                let gap = gap.trim_end().trim_end_matches(HEDGES_EN).trim_end();
                let told = WHICH_EN.contains(&gap) || gap == "'s" || gap == "’s";
                told || gap == ", at" && !self.is_compared_with(time)
            } else {
                let gap = self.text(self.number.1, time.span.0);
                self.number.1 <= time.span.0 && WHICH_KO.contains(&gap.trim())
            }
        })?;
        period_of(own.whole())
    }

    /// Whether something else is compared with a time: "less in July than in June".
    fn is_compared_with(&self, time: &Time) -> bool {
        let before = self.times().filter(|other| other.span.1 <= time.span.0);
        let from = before.map(|other| other.span.1).max().unwrap_or(self.sentence.0);
        let ahead = format!(" {} ", self.text(from, time.span.0));
        let said = format!(" {}", self.said(time));
        COMPARING.iter().chain(BESIDE).any(|word| {
            let word = format!(" {word} ");
            ahead.contains(&word) || said.starts_with(&word)
        })
    }

    /// "Between 2024 and 2025 they rose from 3 to 4 million": of the first and the last of the span.
    fn of_two_ends(&self) -> Option<When> {
        if !self.english() || self.period.months().count() < 2 {
            return None;
        }
        let span = self.read_with().into_iter().find(|time| {
            let said = self.said(time);
            time.kind == TimeKind::Range
                && (said.starts_with("between ") || said.starts_with("from "))
        })?;
        let sentence = self.text(self.sentence.0, self.sentence.1);
        // "From 3 million a year earlier" is of the whole span a year earlier.
        if ["year earlier", "year before", "year ago", "last year", "same period"]
            .iter()
            .any(|word| sentence.contains(word))
        {
            return None;
        }
        let ahead = self.ahead();
        let ahead = ahead.trim_end().trim_end_matches(HEDGES_EN).trim_end();
        let first = ahead.ends_with(" from") && sentence.contains(" to ");
        let last = ahead.ends_with(" to") && set_out(ahead);
        if !first && !last {
            return None;
        }
        let years = self.said(span).split(|letter: char| !letter.is_alphanumeric()).all(|word| {
            word.is_empty()
                || word.bytes().all(|byte| byte.is_ascii_digit())
                || ["between", "from", "to", "and", "until", "through"].contains(&word)
        });
        let day = if first { span.start } else { span.end };
        let days = if years {
            (day.first_of_year(), day.last_of_year())
        } else {
            (day.first_of_month(), day.last_of_month())
        };
        period_of(days)
    }

    /// "Less in July than in June (3 million, 4 million)": each in its turn.
    fn of_a_pair(&self) -> Option<When> {
        if !self.english() {
            return None;
        }
        let words = self.text(self.sentence.0, self.sentence.1);
        let number = self.number.0.checked_sub(self.sentence.0)?;
        let ahead = words.get(..number)?;
        let from = ["(", ": "].iter().filter_map(|mark| ahead.rfind(mark)).max()?;
        let amounts = amounts_in(&words[from..]);
        let times: Vec<&Time> = self.times().filter(|time| is_named(time)).collect();
        let ahead = times.iter().all(|time| time.span.1 <= self.sentence.0 + from);
        let compared = words[..from].contains(" than ") || words[..from].contains(" as it ");
        let [first, second] = times[..] else { return None };
        if !ahead || !compared || amounts.len() != 2 {
            return None;
        }
        let own = if amounts[0] + from < number { second } else { first };
        period_of(own.whole())
    }

    /// "Exports, which had plunged in May, recovered in June to 3 million, and imports to 2 million": an amount
    /// without a time of its own has none of an aside about something earlier.
    fn beyond_an_aside(&self) -> Option<When> {
        let read_with = self.read_with();
        let aside = |time: &&Time| self.is_of_what_had_been(time);
        if !self.english() || read_with.is_empty() || !read_with.iter().all(aside) {
            return None;
        }
        let mut others = self.times().filter(|time| {
            is_named(time) && time.span.1 <= self.number.0 && !self.is_of_what_had_been(time)
        });
        let other = others.next()?;
        match others.next() {
            None => period_of(other.whole()),
            Some(_) => Some(When::Unsure),
        }
    }

    /// Whether a time before the amount stands in an aside that is closed before it: ", which had plunged in
    /// May, ".
    fn is_of_what_had_been(&self, time: &Time) -> bool {
        if time.span.1 > self.number.0 {
            return false;
        }
        let ahead = self.text(self.sentence.0, time.span.0);
        let Some((_, aside)) = ahead.rsplit_once(", ") else { return false };
        let earlier = ["which had ", "which has ", "which have ", "having "];
        let closed = self.text(time.span.1, self.number.0).contains(", ");
        closed && earlier.iter().any(|word| aside.starts_with(word))
    }

    /// An amount whose time is that of a comparison, or of a year that it was the most of, has the one
    /// other time of its sentence.
    fn held_against(&self) -> Option<When> {
        match self.whens.document.language {
            Language::English => {}
            Language::Korean => return self.held_against_korean(),
            _ => return None,
        }
        let read_with = self.read_with();
        if read_with.is_empty() {
            return self.held_against_ordinal();
        }
        let beside = |time: &&&Time| self.is_beside(time);
        if !read_with.iter().all(|time| self.is_beside(time).is_some()) {
            return None;
        }
        let ranked = read_with.iter().any(|time| beside(&time) == Some(Beside::Ranked));
        let mut others = self.times().filter(|time| {
            is_named(time)
                && self.is_beside(time).is_none()
                && !read_with.iter().any(|read| read.span == time.span)
        });
        let other = others.next();
        match (other, others.next()) {
            (Some(other), None) if !ranked || other.grain < read_with[0].grain => {
                period_of(other.whole())
            }
            _ if ranked => None,
            _ => Some(When::Unsure),
        }
    }

    /// "In the third quarter it was 3 million, below the 4 million of the second": a quarter by its number
    /// alone is none of the times of the text.
    fn held_against_ordinal(&self) -> Option<When> {
        let behind = self.text(self.number.1, self.sentence.1);
        let (_, last) = behind.rsplit_once(", ")?;
        let last = last.trim_end_matches(['.', '"', '”']);
        let ordinal = ["first", "second", "third", "fourth"].iter().any(|number| {
            last.ends_with(&format!(" of the {number}"))
                || last.ends_with(&format!(" in the {number}"))
        });
        let padded = format!(" {last} ");
        let compared =
            COMPARING.iter().chain(BESIDE).any(|word| padded.contains(&format!(" {word} ")));
        let mut named = self
            .times()
            .filter(|time| is_named(time) && matches!(time.grain, Grain::Quarter | Grain::Half));
        let own = named.next().filter(|_| named.next().is_none() && ordinal && compared)?;
        period_of(own.whole())
    }

    /// "More in May than in any month since the start of 2024: 3 million": since when others are asked.
    fn is_among_all(&self, time: &Time) -> bool {
        let ahead = self.text(self.sentence.0, time.span.0);
        let ahead = ahead.trim_end();
        let ahead = ahead.strip_suffix(" since").unwrap_or(ahead);
        let all = [
            "than in any month",
            "than in any other month",
            "than any month",
            "than any other month",
        ];
        time.kind == TimeKind::Since && all.iter().any(|words| ahead.ends_with(words))
    }

    /// "In July they were 3 million, after falling 2 percent in June", "… ahead of a fair in May": a time that
    /// follows the amount in words of something else, where the amount's own stands before it.
    fn is_told_apart(&self, time: &Time) -> bool {
        let gap = self.text(self.number.1, time.span.0);
        let (_, last) = gap.rsplit_once(',').unwrap_or(("", "something"));
        // "…, after a weak spring, in July" is of July.
        let light = ["in", "for", "during", "of", "on"];
        if last.split_whitespace().all(|word| light.contains(&word)) {
            return false;
        }
        // "Since June", but neither "a year before" nor "as of June".
        let said = self.said(time);
        if said.starts_with("as of ") || gap.trim_end().ends_with(" as of") {
            return false;
        }
        let lead = said.split_whitespace().next().unwrap_or("");
        let padded = format!(" {} {lead} ", gap.replace([',', '(', ')'], " "));
        let apart = APART.iter().any(|word| padded.contains(&format!(" {word} ")));
        apart && self.times().any(|other| is_named(other) && self.is_of_the_main_clause(other))
    }

    /// Whether a time before the amount is that of what is told, and not of a clause within: "which fell in
    /// June".
    fn is_of_the_main_clause(&self, time: &Time) -> bool {
        if time.span.1 > self.number.0 || self.is_in_an_aside(time) {
            return false;
        }
        let ahead = self.text(self.sentence.0, time.span.0);
        let part = ahead.rsplit([',', ';', ':', '(']).next().unwrap_or("");
        let mut words = part.split(|letter: char| !letter.is_alphanumeric());
        let led = part.trim_end().ends_with(" from") || self.said(time).starts_with("from ");
        !led && !words.any(|word| WITHIN.contains(&word))
    }

    /// "7월 수출은 6월에 이어 줄어 300만 달러": the month before the amount is that of what it is told beside.
    fn held_against_korean(&self) -> Option<When> {
        let read_with = self.read_with();
        let beside = |time: &Time| self.leads_away(time);
        if read_with.is_empty() || !read_with.iter().all(|time| beside(time)) {
            return None;
        }
        let mut others = self
            .times()
            .filter(|time| is_named(time) && time.span.1 <= self.number.0 && !beside(time));
        match (others.next(), others.next()) {
            (Some(other), None) => period_of(other.whole()),
            _ => Some(When::Unsure),
        }
    }

    /// Whether a time before the amount is that of something else: "6월에 이어", "10월 방문 당시보다".
    fn leads_away(&self, time: &Time) -> bool {
        if time.span.1 > self.number.0 {
            return false;
        }
        let next = self.times().map(|other| other.span.0).find(|from| *from >= time.span.1);
        let gap = self.text(time.span.1, next.unwrap_or(self.number.0).min(self.number.0));
        let gap = gap.split([',', '(']).next().unwrap_or("");
        let Some(at) = APART_KO.iter().filter_map(|word| gap.find(word)).min() else {
            return false;
        };
        // "6월 수입은 작년보다 많은 300만 달러" is June's.
        let between = &gap[..at];
        let flow = ["액은", "액이", "출은", "출이", "입은", "입이", "역은", "역이"];
        // "6월 3억 위안보다" has an amount of its own.
        let sums = ["위안", "달러", "엔", "유로", "만 원", "억 원"];
        !flow.iter().chain(&sums).any(|word| between.contains(word))
    }

    /// Whether a time that follows the amount is that of what it is compared with or ranked among.
    fn is_beside(&self, time: &Time) -> Option<Beside> {
        if time.span.0 < self.number.1 {
            let aside = self.is_in_an_aside(time) || self.is_among_all(time);
            return aside.then_some(Beside::Compared);
        }
        let cut =
            self.times().filter(|other| other.span.1 <= time.span.0).map(|other| other.span.1);
        let from = cut.max().unwrap_or(0).max(self.number.1);
        let gap = self.text(from, time.span.0);
        let said = self.said(time);
        let within = ["of ", "in ", "for ", "during "].iter().find(|word| said.starts_with(**word));
        let gap = format!("{gap} {}", within.map_or("", |word| word.trim()));
        if self.is_later(&gap) {
            return Some(Beside::Compared);
        }
        let last = gap.rsplit(", ").next().unwrap_or("");
        let compared = COMPARING.iter().chain(BESIDE).any(|word| {
            let word = format!(" {word} ");
            let padded = format!(" {last} ");
            padded.rfind(&word).is_some_and(|at| is_amount_or_end(&padded[at + word.len()..]))
        });
        if compared || self.is_told_apart(time) {
            return Some(Beside::Compared);
        }
        let aside = gap.contains(", ");
        let ranks = time.grain >= Grain::Quarter
            && aside
            && RANKS.iter().any(|word| format!(" {last} ").contains(word));
        ranks.then_some(Beside::Ranked)
    }

    /// "In May they were 3 million, exceeded only once since, in July": a time at which the amount was
    /// outdone, behind one that stands before it.
    fn is_later(&self, gap: &str) -> bool {
        let padded = format!(" {} ", gap.replace(',', " ,"));
        let told = padded.contains(" , ") && LATER.iter().any(|word| padded.contains(word));
        told && self.times().any(|time| is_named(time) && time.span.1 <= self.number.0)
    }

    /// "In July, after a strong June, they came to 3 million": told before the amount between commas.
    fn is_in_an_aside(&self, time: &Time) -> bool {
        let ahead = self.text(self.sentence.0, time.span.0);
        let Some((_, aside)) = ahead.rsplit_once(", ") else { return false };
        let closed = self.text(time.span.1, self.number.0).starts_with(',');
        let said = format!("{aside}{}", self.said(time));
        closed && ASIDES.iter().any(|word| said.starts_with(&format!("{word} ")))
    }

    /// "In that month" after a sentence of two; a year in which another was told.
    fn unsure(&self) -> Option<When> {
        let both = self.english()
            && self.period.months().count() > 1
            && self.read_with().iter().any(|time| {
                let ahead = self.text(self.sentence.0, time.span.0);
                ahead.trim_end().ends_with("both") || ahead.trim_end().ends_with("in each of")
            });
        if both || self.is_as_of_a_month() || self.is_that_of_two() || self.is_year_before() {
            return Some(When::Unsure);
        }
        let first = self.first();
        let (text, language) = (&self.whens.document.text, self.whens.document.language);
        let open = self.times().enumerate().any(|(at, time)| {
            time.whole() == (self.period.start(), self.period.end())
                && time::may_be_of_another_year(&self.whens.times, first + at, text, language)
        });
        open.then_some(When::OtherYear)
    }

    /// "This year they came to 9 million as of July": the sum, or July's.
    fn is_as_of_a_month(&self) -> bool {
        self.english()
            && self.period.as_month().is_some()
            && self.read_with().iter().any(|time| {
                let ahead = self.text(self.sentence.0, time.span.0);
                self.said(time).starts_with("as of ") || ahead.trim_end().ends_with("as of")
            })
    }

    /// Whether "that month" stands behind another month than the one that it was taken for.
    fn is_that_of_two(&self) -> bool {
        let that = self.times().find(|time| THAT.iter().any(|word| self.said(time).contains(word)));
        let Some(that) =
            that.filter(|that| that.whole() == (self.period.start(), self.period.end()))
        else {
            return false;
        };
        let mut before =
            self.whens.times.iter().rev().skip_while(|time| time.span.0 >= that.span.0);
        let last = before.find(|time| time.relative.is_none() && time.grain >= Grain::Month);
        last.is_some_and(|last| last.grain == Grain::Month && last.start != that.start)
    }

    /// "The year before" a month may be its year, or the same month of the year before.
    fn is_year_before(&self) -> bool {
        let year = self.period.months().count() == 12;
        // Beside a year as a whole it is the one before.
        let beside = |time: &Time| {
            time.grain == Grain::Year
                && time.kind == TimeKind::Point
                && time.relative.is_none()
                && time.whole() == (time.start, time.end)
                && time.start.year() == self.period.start().year() + 1
        };
        let alone =
            || self.times().all(|time| time.grain >= Grain::Year || time.relative.is_some());
        let told = self.times().any(beside) && alone();
        year && !told
            && self.read_with().iter().any(|time| {
                time.relative.is_some()
                    && ["year before", "year earlier", "1년 전"]
                        .iter()
                        .any(|word| self.said(time).contains(word))
            })
    }
}

/// What leads the word for an amount, where that stands right before it: "the June" of "the June total of
/// about".
fn before_a_level(ahead: &str) -> Option<&str> {
    let mut ahead = ahead.trim_end().trim_end_matches(HEDGES_EN).trim_end();
    for hedge in
        ["about", "around", "roughly", "nearly", "almost", "some", "just over", "just under"]
    {
        let shorter = ahead.strip_suffix(hedge).filter(|rest| rest.ends_with(' '));
        ahead = shorter.unwrap_or(ahead).trim_end();
    }
    let words = ahead.strip_suffix(" of")?;
    let (led, noun) = words.rsplit_once(' ')?;
    if !AMOUNTS.contains(&noun) {
        return None;
    }
    let led = match led.rsplit_once(' ') {
        Some((rest, kind)) if KINDS.contains(&kind) => rest,
        _ => led,
    };
    Some(led.strip_suffix("'s").or_else(|| led.strip_suffix("’s")).unwrap_or(led))
}

/// Where the figures begin in some words.
fn amounts_in(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut inside = false;
    for (at, letter) in words.char_indices() {
        let figure = letter.is_ascii_digit() || inside && ['.', ','].contains(&letter);
        if figure && !inside {
            found.push(at);
        }
        inside = figure;
    }
    found
}

/// How a time stands beside an amount that is not of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Compared,
    Ranked,
}

fn period_of(days: (jiff::civil::Date, jiff::civil::Date)) -> Option<When> {
    Period::new(days.0, days.1).ok().map(When::Other)
}

/// Whether a time is named by itself and is long enough to have an amount of trade.
fn is_named(time: &Time) -> bool {
    time.is_dated()
        && time.relative.is_none()
        && matches!(time.kind, TimeKind::Point | TimeKind::Range)
        && time.grain > Grain::Week
}

/// Whether words that compare are followed by an amount, by "those of", or by the time itself.
fn is_amount_or_end(behind: &str) -> bool {
    let light =
        ["the", "a", "an", "about", "nearly", "roughly", "some", "around", "what", "was", "in"];
    let mut words = behind.split_whitespace().skip_while(|word| light.contains(word));
    let Some(first) = words.next() else { return true };
    first.starts_with(|letter: char| letter.is_ascii_digit() || "$€¥£".contains(letter))
        || ["those", "that", "most", "monthly", "average", "level", "levels", "of", "yuan", "cny"]
            .contains(&first)
}

/// Whether what stands before the second amount names the first: "from 3 million to".
fn set_out(ahead: &str) -> bool {
    ahead.rfind(" from ").is_some_and(|at| {
        let rest = ahead[at + " from ".len()..].trim_start();
        rest.trim_start_matches(['$', '€', '¥']).starts_with(|letter: char| letter.is_ascii_digit())
    })
}

const HEDGES_EN: &[char] = &['$', '€', '¥', '£'];

/// Words of an amount that runs from the start of the year.
const RUNNING: &[&str] = &[
    "total",
    "cumulative",
    "so far",
    "combined",
    "altogether",
    "year to date",
    "year-to-date",
    "in the year to",
];

/// Words before a level, and words that end alike before what may be a sum.
const LEVELS: &[&str] =
    &["to", "stood at", "back at", "were at", "was at", "standing at", "were", "was", "been"];
const SUMS: &[&str] =
    &["came to", "come to", "amounted to", "added up to", "ran to", "summed to", "adds up to"];

/// Words for an amount, which "of" leads to.
pub(super) const AMOUNTS: &[&str] = &[
    "total", "figure", "level", "tally", "sum", "value", "amount", "volume", "reading", "peak",
    "high", "low", "record", "number", "haul", "print",
];

/// Words that may stand before such a word.
pub(super) const KINDS: &[&str] = &["monthly", "export", "import", "trade", "record", "revised"];

/// Words for an earlier time before such a word, and how many months back it is.
pub(super) const MONTHS_BACK: &[(&str, i32)] = &[
    (" year-earlier", 12),
    (" year-ago", 12),
    (" year-before", 12),
    (" prior-year", 12),
    (" month-earlier", 1),
    (" month-ago", 1),
    (" prior-month", 1),
];

/// What stands between a time and an amount that is its own.
const WHICH_EN: &[&str] = &[
    ", which came to",
    ", which were",
    ", which was",
    ", which had been",
    ", which totalled",
    ", which totaled",
    ", which amounted to",
    ", which stood at",
    ", which reached",
    ", when they were",
    ", when it was",
    ", when they came to",
    ", when they totalled",
    ", when they stood at",
    ", when they had been",
];

/// What stands between an amount and the time that it is of.
const WHICH_KO: &[&str] = &[
    "을 기록한",
    "를 기록한",
    "을 나타낸",
    "을 보인",
    "이었던",
    "였던",
    "이던",
    "을 기록했던",
    "에 달한",
    "에 달했던",
    "에 그친",
    "에 그쳤던",
];

/// Words that hold an amount against that of a time where it stands in a sentence that tells of another.
const BESIDE: &[&str] =
    &["after", "following", "under", "down on", "up on", "back at", "in line with", "and not"];

/// Words behind an amount that lead to something else, which has its own time.
#[rustfmt::skip]
const APART: &[&str] = &[
    "after", "following", "from", "ahead of", "before", "as", "amid", "despite", "since", "when", "while",
    "until", "having", "extending", "reversing", "recovering", "rebounding", "unlike", "where", "whereas",
    "than", "building on", "adding to", "continuing",
];

/// Words of a clause within another.
#[rustfmt::skip]
const WITHIN: &[&str] = &[
    "which", "who", "whose", "after", "following", "since", "despite", "when", "while", "until", "before",
    "than", "unlike", "as", "amid",
];

/// The same in Korean, behind a time.
#[rustfmt::skip]
const APART_KO: &[&str] = &[
    "에 이어", "에 이은", " 이후", "보다", "에 비해", "에 견줘", "에서 벗어", "을 앞두고", "를 앞두고",
    " 직후", " 직전", "과 달리", "와 달리", "의 부진", "줄어든 뒤", "줄어든 후", "감소한 뒤", "감소한 후",
    "늘어난 뒤", "늘어난 후", "증가한 뒤", "증가한 후", "급감한 뒤", "급증한 뒤", "주춤한 뒤", "부진한 뒤",
    "주춤했다가", "부진했다가", "줄었다가", "늘었다가", "감소했다가", "증가했다가",
];

/// Words that lead to a later time at which an amount was outdone, or reached again.
const LATER: &[&str] = &[
    " since , ",
    " since then ",
    " once since ",
    " just once ",
    " only once ",
    " but once ",
    " only twice ",
    " just twice ",
    " once more ",
    " not until ",
    " once again ",
    " one other time ",
    " only other time ",
];

/// Words that open an aside about another time.
const ASIDES: &[&str] =
    &["after", "following", "despite", "unlike", "compared with", "compared to", "against"];

/// Words that rank an amount among those of a time.
const RANKS: &[&str] = &[
    " most ",
    " least ",
    "highest",
    "lowest",
    "largest",
    "smallest",
    "biggest",
    "best",
    "worst",
    "strongest",
    "weakest",
    " peak ",
    " low ",
    " high ",
    " record ",
    "average",
    " levels ",
    " level ",
];

/// Times that point at one told before.
const THAT: &[&str] = &["that month", "그달", "그 달"];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Of when the first `number` of a text is, read as of the days that `time` names.
    fn when(text: &str, number: &str, read_with: (i16, i8, i16, i8)) -> When {
        let document = Document::new(text, date(2026, 8, 22));
        let at = text.find(number).unwrap();
        let number = (at, at + number.len());
        let sentences = document.sentences();
        let sentence = *sentences.iter().find(|one| (one.0..one.1).contains(&at)).unwrap();
        let (from, first, to, last) = read_with;
        let end = date(to, last, 1).last_of_month();
        let period = Period::new(date(from, first, 1), end).unwrap();
        Whens::of(&document).when(sentence, number, period)
    }

    fn of(from: (i16, i8), to: (i16, i8)) -> When {
        let end = date(to.0, to.1, 1).last_of_month();
        When::Other(Period::new(date(from.0, from.1, 1), end).unwrap())
    }

    #[test]
    fn an_amount_is_not_of_the_month_that_it_is_compared_with() {
        let june = (2026, 6, 2026, 6);
        for (text, number, expected) in [
            ("Sales in July came to $3 million, after the $4 million seen in June.", "$3", 7),
            ("In July sales were $3 million, following $4 million in June.", "$3", 7),
            ("In July sales were $3 million, compared to the $4 million of June.", "$3", 7),
            ("Sales in July stood at $3 million, under the $4 million posted in June.", "$3", 7),
            ("Sales in May beat those of June, which came to $4 million.", "$4", 0),
            ("Sales in July were $3 million, after the $4 million seen in June.", "$4", 0),
            ("In July, after a weak June, sales came to $3 million.", "$3", 7),
            ("Sales from Lima came to $3 million in June.", "$3", 0),
        ] {
            let expected = if expected == 0 { When::Own } else { of((2026, 7), (2026, 7)) };
            let told = when(text, number, june);
            let same =
                told == expected || told == of((2026, 6), (2026, 6)) && expected == When::Own;
            assert!(same, "{text}: {told:?}");
        }
        let told =
            when("At $3 million, sales were a third down on the $4 million of June.", "$3", june);
        assert_eq!(told, When::Told);
        let korean = "7월 판매는 300만 달러를 기록한 6월보다 적었다.";
        assert_eq!(when(korean, "300만 달러", (2026, 7, 2026, 7)), of((2026, 6), (2026, 6)));
    }

    #[test]
    fn an_amount_is_of_the_time_that_leads_the_word_for_it() {
        let july = (2026, 7, 2026, 7);
        let of_june = of((2026, 6), (2026, 6));
        let of_a_year_before = of((2025, 7), (2025, 7));
        for (text, expected) in [
            ("Sales fell in July from June's total of $4 million.", of_june),
            ("Sales in July were down on the June figure of about $4 million.", of_june),
            ("In July sales missed the June export total of $4 million.", of_june),
            ("July sales beat a year-earlier total of $4 million.", of_a_year_before),
            ("July sales were up from the month-ago level of $4 million.", of_june),
            ("Sales rose in July to a total of $4 million.", When::Own),
            ("The July total of $4 million was above that of June.", When::Own),
            ("Sales that in June were weak rose in July to a record of $4 million.", When::Own),
        ] {
            assert_eq!(when(text, "$4 million", july), expected, "{text}");
        }
    }

    #[test]
    fn an_amount_is_not_of_the_month_of_an_aside_before_it() {
        let may = (2026, 5, 2026, 5);
        for (text, expected) in [
            (
                "Sales, which had sunk in May, rose in June to $3 million, while purchases were $2 million.",
                of((2026, 6), (2026, 6)),
            ),
            ("Sales, which in May had come to $2 million, rose in June.", When::Own),
            ("Sales, which had sunk in May, came to $2 million.", When::Own),
            ("Sales sank in May, rose in June and then came to $2 million.", When::Own),
        ] {
            assert_eq!(when(text, "$2 million", may), expected, "{text}");
        }
    }

    #[test]
    fn an_amount_is_not_of_the_month_of_what_is_told_behind_it() {
        let (july, june) = (of((2026, 7), (2026, 7)), of((2026, 6), (2026, 6)));
        for (text, expected) in [
            ("Sales in July were $3 million, after sinking 2 percent in June.", july),
            ("In July, sales sank to $3 million from June.", july),
            ("Sales sank in July to $3 million, ahead of a fair held in June.", july),
            ("Sales rose last month to $3 million as a fair opened in June.", july),
            ("July sales came to $3 million, having peaked in June.", july),
            ("Sales, which sank in May, came to $3 million after a fair in June.", When::Own),
            ("In July, after a weak spring, sales were $3 million.", When::Own),
            ("Sales came to $3 million, after a weak spring, in June.", When::Own),
            ("In 2026 sales rose to $3 million in June.", When::Own),
            ("Sales this year were $3 million as of June.", When::Unsure),
        ] {
            assert_eq!(when(text, "$3 million", (2026, 6, 2026, 6)), expected, "{text}");
        }
        let text = "Sales in July were $4 million, and $3 million a year before.";
        assert_eq!(when(text, "$3 million", (2025, 7, 2025, 7)), When::Own);
        for (text, expected) in [
            ("7월 판매는 6월에 이어 줄며 300만 달러를 기록했다.", july),
            ("7월 판매는 6월 박람회 당시보다 적은 300만 달러였다.", july),
            ("7월 판매는 6월 정점 이후 줄어 300만 달러였다.", july),
            ("7월 판매는 6월 2% 감소에 이어 4% 줄어든 300만 달러였다.", july),
            ("판매는 6월에 이어 줄어 300만 달러였다.", When::Told),
            ("7월 판매액은 줄었고 6월 수입은 작년보다 많은 300만 달러였다.", When::Own),
            ("7월 판매는 6월의 300만 달러보다 많았다.", When::Own),
        ] {
            assert_eq!(when(text, "300만 달러", (2026, 6, 2026, 6)), expected, "{text}");
        }
        let own = when(
            "In July sales were $3 million, after $4 million in June.",
            "$4",
            (2026, 6, 2026, 6),
        );
        assert!(own == When::Own || own == june, "{own:?}");
    }

    #[test]
    fn a_change_of_what_is_told_beside_an_amount_stands_apart() {
        for (text, number, change, expected) in [
            ("In May it was $3 million, after falling 2% in April.", "$3 million", "2%", true),
            ("In May it was $3 million, up 2% from April.", "$3 million", "2%", false),
            ("5월은 4월 2% 감소에 이어 줄어 300만 달러였다.", "300만 달러", "2%", true),
            ("5월은 전월보다 2% 줄어든 300만 달러였다.", "300만 달러", "2%", false),
        ] {
            let document = Document::new(text, date(2026, 8, 22));
            let place = |words: &str| {
                let at = text.find(words).unwrap();
                (at, at + words.len())
            };
            let april = Period::new(date(2026, 4, 1), date(2026, 4, 30)).unwrap();
            let whens = Whens::of(&document);
            let apart = whens.is_apart((0, text.len()), place(number), april, place(change));
            assert_eq!(apart, expected, "{text}");
        }
    }

    #[test]
    fn the_year_of_a_rank_is_not_that_of_the_amount() {
        let year = (2025, 1, 2025, 12);
        let december = of((2025, 12), (2025, 12));
        for (text, expected) in [
            ("In December sales came to $3 million, the most in 2025.", december),
            ("In December sales came to $3 million, the best month of 2025.", december),
            ("In December sales came to $3 million, above the monthly average of 2025.", december),
            ("Sales came to $3 million in 2025.", When::Own),
            ("Sales came to $3 million, the most ever, in 2025.", When::Own),
        ] {
            assert_eq!(when(text, "$3 million", year), expected, "{text}");
        }
    }

    #[test]
    fn a_quarter_by_its_number_alone_is_only_compared_with() {
        let text = "In the third quarter of 2025 sales were $3 million, below the $4 million of the second.";
        let third = of((2025, 7), (2025, 9));
        assert_eq!(when(text, "$3 million", (2025, 4, 2025, 6)), third);
    }

    #[test]
    fn an_amount_by_a_month_is_its_level_or_the_sum_and_a_total_is_the_sum() {
        let half = (2026, 1, 2026, 6);
        let june = Period::new(date(2026, 6, 1), date(2026, 6, 30)).unwrap();
        for (text, expected) in [
            ("By June sales had fallen to $3 million.", When::MonthOrSum(june)),
            ("Sales had recovered to $3 million by June.", When::MonthOrSum(june)),
            ("By June sales were $3 million.", When::MonthOrSum(june)),
            ("By June sales had come to $3 million in total.", When::Own),
            ("By June sales had amounted to $3 million.", When::Own),
        ] {
            assert_eq!(when(text, "$3 million", half), expected, "{text}");
        }
    }

    #[test]
    fn an_amount_outdone_later_is_of_the_month_before_it() {
        let july = (2026, 7, 2026, 7);
        for text in [
            "In May sales hit $3 million, a mark they have passed only once since, in July.",
            "In May sales hit $3 million, which was topped just once, in July.",
            "Sales in May came to $3 million, not reached since then except in July.",
        ] {
            assert_eq!(when(text, "$3 million", july), of((2026, 5), (2026, 5)), "{text}");
        }
        let text = "Sales came to $3 million, a mark passed only once since 2019, in July.";
        assert_eq!(when(text, "$3 million", july), When::Own);
    }

    #[test]
    fn places_hold_where_letters_change_their_length() {
        let text = "Sales by İİ Co. fell more in July than in June (“$3 million”, “$4 million”).";
        assert_eq!(when(text, "$4 million", (2026, 7, 2026, 7)), of((2026, 6), (2026, 6)));
    }

    #[test]
    fn a_sentence_of_many_times_is_read_in_time() {
        let text = "Sales came to $3 million in June, ".repeat(2000);
        let document = Document::new(&text, date(2026, 8, 22));
        let whens = Whens::of(&document);
        let june = Period::new(date(2026, 6, 1), date(2026, 6, 30)).unwrap();
        let start = std::time::Instant::now();
        for (at, _) in text.match_indices("$3 million") {
            whens.when((0, text.len()), (at, at + 10), june);
        }
        assert!(start.elapsed().as_secs() < 10);
    }

    #[test]
    fn the_ends_of_a_span_have_an_amount_each() {
        let text = "Between 2024 and 2025, sales went from $3 million to $4 million.";
        let span = (2024, 1, 2025, 12);
        assert_eq!(when(text, "$3 million", span), of((2024, 1), (2024, 12)));
        assert_eq!(when(text, "$4 million", span), of((2025, 1), (2025, 12)));
        let text =
            "Between January and July, sales grew from $3 million a year earlier to $4 million.";
        assert_eq!(when(text, "$4 million", (2026, 1, 2026, 7)), When::Own);
        let text = "Less was sold in July than in June ($3 million, $4 million).";
        assert_eq!(when(text, "3 million", (2026, 6, 2026, 6)), of((2026, 7), (2026, 7)));
        assert_eq!(when(text, "4 million", (2026, 7, 2026, 7)), of((2026, 6), (2026, 6)));
    }

    #[test]
    fn of_what_is_open_nothing_is_sure() {
        let text = "Sales hit $3 million in both March and April.";
        assert_eq!(when(text, "$3 million", (2026, 3, 2026, 4)), When::Unsure);
        let text = "Sales of 2025 were high, but in March they were $3 million.";
        assert_eq!(when(text, "$3 million", (2026, 3, 2026, 3)), When::OtherYear);
    }
}
