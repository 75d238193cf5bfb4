//! Times in English.
//!
//! A grammar by descent over words: at each word that can begin a time, the longest time that
//! begins there is taken. "From", "since", "until" and their like are read by [`Reading::next`],
//! what stands after them by [`Reading::point`].

mod words;

use super::resolve::{
    self, Named, Part, Slot, Toward, counted, distance, moved, part_of, plus_days, relative, run,
    thanksgiving, weekend,
};
use super::{Grain, Open as Leaves, Relative, Time, TimeKind};
use jiff::civil::Date;
use std::cell::Cell;
use words::{Token, Word, Word::*, begins, tokens};

/// Every time of an English text.
pub(super) fn find(text: &str, published: Date) -> Vec<Time> {
    let tokens = tokens(text);
    if !tokens.iter().any(|token| begins(token.word)) {
        return Vec::new();
    }
    let reading = Reading { tokens: &tokens, published, depth: Cell::new(0) };
    let mut times = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((time, end)) = reading.next(at) else {
            at += 1;
            continue;
        };
        if let Some(time) = time {
            times.push(Time { span: (tokens[at].start, tokens[end - 1].end), ..time });
        }
        at = end.max(at + 1);
    }
    times
}

/// A time before it is put into the calendar, or one that is there already.
#[derive(Clone, Copy, Debug)]
enum Piece {
    Named(Named),
    Fixed(Time),
}

/// A piece and the token after it.
type Read = Option<(Piece, usize)>;

struct Reading<'t> {
    tokens: &'t [Token],
    published: Date,
    /// How many times deep the reading is: "the end of the first half of …".
    depth: Cell<u8>,
}

/// Bounds the work on "the end of the end of the end of …".
const DEEPEST: u8 = 6;

fn plain(slot: Slot) -> Piece {
    Piece::Named(Named::new(slot))
}

fn small(value: u32) -> Option<u8> {
    u8::try_from(value).ok()
}

impl Reading<'_> {
    fn word(&self, at: usize) -> Word {
        self.tokens.get(at).map_or(Nothing, |token| token.word)
    }

    fn back(&self, at: usize, by: usize) -> Word {
        at.checked_sub(by).map_or(Nothing, |at| self.word(at))
    }

    fn skip(&self, at: usize, word: Word) -> usize {
        at + usize::from(self.word(at) == word)
    }

    /// No blank between a token and the one before it.
    fn touches(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| token.start == self.tokens[at - 1].end)
    }

    /// The next time at a token, if one begins there: none inside where the words are to be
    /// passed over ("41 years old").
    fn next(&self, at: usize) -> Option<(Option<Time>, usize)> {
        let (time, end) = match self.word(at) {
            From | Between => self.stretch(at + 1)?,
            Since => self.since(at + 1)?,
            Until | By | Through => self.until(at)?,
            // "38,000 tonnes this year to the end of August"
            To if matches!(self.word(self.skip(at + 1, The)), End | Middle) => self.until(at)?,
            Within => self.within(at + 1)?,
            Every => self.every(at + 1)?,
            Weekdays(_) => (self.without_days(TimeKind::Set), at + 1),
            So => self.so_far(at)?,
            Unit(Grain::Year, false) if self.word(at + 1) == To && self.word(at + 2) == Date => {
                (self.up_to_now(counted(self.published, Grain::Year, 0))?, at + 3)
            }
            Overnight => self.overnight(at + 1)?,
            Nth(_) | Figure { ordinal: true, .. } if self.anniversary(at).is_some() => {
                (self.without_days(TimeKind::Anniversary), self.anniversary(at)?)
            }
            Anniversary if self.back(at, 1) != New => {
                (self.without_days(TimeKind::Anniversary), at + 1)
            }
            Count(_) | Few | Figure { .. } | A => {
                return self.amount(at).or_else(|| self.plain(at));
            }
            _ => return self.plain(at),
        };
        Some((Some(time), end))
    }

    fn plain(&self, at: usize) -> Option<(Option<Time>, usize)> {
        if let Some((time, end)) = self.stretch(at) {
            return Some((Some(time), end));
        }
        // "June 31" is passed over whole, or June would be left of it.
        let (_, end) = self.point(at)?;
        Some((None, end))
    }

    fn without_days(&self, kind: TimeKind) -> Time {
        Time::without_days(self.published, kind)
    }

    fn fix(&self, piece: Piece) -> Option<Time> {
        match piece {
            Piece::Fixed(time) => Some(time),
            Piece::Named(named) => named.resolve(self.published),
        }
    }

    /// A point, or a range of two: "March 9 to 19", "January-August", "Saturday and Sunday".
    fn stretch(&self, at: usize) -> Option<(Time, usize)> {
        let years = || self.years(self.skip(at, The));
        if let Some(found) = self.days_of_month(at).or_else(years).or_else(|| self.quarters(at)) {
            return Some(found);
        }
        let (from, middle) = self.point(at)?;
        let joined = self.connector(at, middle).and_then(|(next, and)| {
            let (to, end) = self.point(next).or_else(|| self.day_after(from, next))?;
            Some((self.join(from, to, and, end)?, end))
        });
        let (time, end) = match joined {
            Some(found) => found,
            None => (self.fix(from)?, middle),
        };
        if self.word(end) == So && self.word(end + 1) == Far {
            return Some((self.up_to_now(time)?, end + 2));
        }
        Some((time, end))
    }

    /// Where the second end of a range may begin, and whether it was only "and".
    fn connector(&self, from: usize, at: usize) -> Option<(usize, bool)> {
        match self.word(at) {
            To | Through | Until => Some((at + 1, false)),
            Dash if self.word(at + 1) != Dash => Some((at + 1, false)),
            And => Some((at + 1, self.back(from, 1) != Between)),
            _ => None,
        }
    }

    fn join(&self, from: Piece, to: Piece, and: bool, end: usize) -> Option<Time> {
        let time = match (from, to) {
            (Piece::Named(from), Piece::Named(to)) => {
                if and && !self.adjacent(from, to, end) {
                    return None;
                }
                from.through(to, self.published)?
            }
            _ => {
                let (from, to) = (self.fix(from)?, self.fix(to)?);
                let dated = from.relative.is_none() && to.relative.is_none() && from.is_dated();
                if and || !dated || !to.is_dated() || from.start > to.end {
                    return None;
                }
                Time {
                    start: from.start,
                    kind: TimeKind::Range,
                    grain: from.grain.max(to.grain),
                    ..to
                }
            }
        };
        Some(time)
    }

    /// "Saturday and Sunday" is one stretch; "in May and June, respectively" is two times.
    fn adjacent(&self, from: Named, to: Named, end: usize) -> bool {
        let next = match (from.slot, to.slot) {
            (Slot::Weekday(a), Slot::Weekday(b)) => b == a % 7 + 1,
            (Slot::Day(m, a), Slot::Day(n, b)) => m == n && b == a + 1,
            (Slot::Day(_, a), Slot::BareDay(b)) => b == a + 1,
            (Slot::Months(_, a), Slot::Months(b, _)) => b == a % 12 + 1,
            _ => false,
        };
        let far = self.tokens.len().min(end + 40);
        next && from.toward == to.toward
            && !self.tokens[end..far].iter().any(|token| token.word == Respectively)
    }

    /// The bare day of "Oct. 25-27, 2025" after "Oct. 25".
    fn day_after(&self, from: Piece, at: usize) -> Read {
        let Piece::Named(Named { slot: Slot::Day(..), year: None, .. }) = from else { return None };
        let (day, end) = self.day_figure(at)?;
        let named = Named::new(Slot::BareDay(day));
        let (year, end) = self.year_after(end, true);
        Some((Piece::Named(named.in_year(year)), end))
    }

    fn day_figure(&self, at: usize) -> Option<(u8, usize)> {
        match self.word(at) {
            Figure { value, digits, .. } if digits <= 2 && (1..=31).contains(&value) => {
                let counted = matches!(self.word(at + 1), Counted | Sign);
                (!counted).then_some((small(value)?, at + 1))
            }
            _ => None,
        }
    }

    /// "25-27 October 2025", "25 and 26 October".
    fn days_of_month(&self, at: usize) -> Option<(Time, usize)> {
        let (day, middle) = self.day_figure(at)?;
        let (next, and) = self.connector(at, middle)?;
        let (to, end) = self.day_first(next)?;
        let from = Named::new(Slot::BareDay(day));
        let Piece::Named(Named { slot: Slot::Day(_, last), .. }) = to else { return None };
        if and && last != day + 1 {
            return None;
        }
        let Piece::Named(to) = to else { return None };
        Some((from.through(to, self.published)?, end))
    }

    /// "2020-24", "2015-2019", where a year would be one.
    fn years(&self, at: usize) -> Option<(Time, usize)> {
        let (from, _) = self.year_figure(at)?;
        if !matches!(self.word(at + 1), Dash | Slash)
            || !self.touches(at + 1)
            || !self.touches(at + 2)
        {
            return None;
        }
        let to = match self.word(at + 2) {
            Figure { value, digits: 2, .. } => from - from % 100 + i16::try_from(value).ok()?,
            Figure { value, digits: 4, .. } => i16::try_from(value).ok()?,
            _ => return None,
        };
        if to <= from || to - from > 60 || matches!(self.word(at + 3), Counted | Sign) {
            return None;
        }
        Some((Named::year(from).through(Named::year(to), self.published)?, at + 3))
    }

    /// "the third and fourth quarters of 2025"
    fn quarters(&self, at: usize) -> Option<(Time, usize)> {
        let at = self.skip(at, The);
        let (Nth(first), And, Nth(second), Unit(Grain::Quarter, _)) =
            (self.word(at), self.word(at + 1), self.word(at + 2), self.word(at + 3))
        else {
            return None;
        };
        let first = small(first).filter(|_| second == first + 1 && second <= 4)?;
        let (year, end) = self.year_after(at + 4, false);
        let months = Named::new(Slot::Months(first * 3 - 2, first * 3 + 3)).in_year(year);
        Some((Time { kind: TimeKind::Range, ..months.resolve(self.published)? }, end))
    }

    /// One time without its preposition; none where it nests deeper than anybody writes.
    fn point(&self, at: usize) -> Read {
        if self.depth.get() >= DEEPEST {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let read = self.point_within(at);
        self.depth.set(self.depth.get() - 1);
        read
    }

    fn point_within(&self, at: usize) -> Read {
        match self.word(at) {
            The => self.after_article(at + 1),
            Figures(date) => Some((Piece::Fixed(super::numeric::time(date)), at + 1)),
            Month(last @ (3 | 6 | 9 | 12)) if self.word(at + 1) == Unit(Grain::Quarter, false) => {
                self.with_year(Named::new(Slot::Quarter(last / 3)), at + 2)
            }
            HalfOf
                if (self.word(at + 1), self.word(at + 2)) == (A, Unit(Grain::Year, false))
                    && matches!(self.word(at + 3), Ago | Earlier) =>
            {
                self.counted(Grain::Month, -6, at + 4)
            }
            Month(_) | ShortMonth(_) => self.month_first(at),
            Figure { .. } => self.day_first(at).or_else(|| self.year(at)),
            Count(19) => self.spelled_year(at),
            Decade(first) => self.decade(at, first),
            Weekday(day) => self.weekday(at, day),
            ShortWeekday(day) => self.short_weekday(at, day),
            Today | Tonight => self.fixed(counted(self.published, Grain::Day, 0), at + 1),
            Yesterday => self.fixed(counted(self.published, Grain::Day, -1), self.daypart(at + 1)),
            Tomorrow => self.fixed(counted(self.published, Grain::Day, 1), self.daypart(at + 1)),
            Last | Past | This | Next | Coming => self.directed(at, false),
            Previous | Following => self.neighbour(at),
            Same => self.same(at + 1),
            That => self.that(at + 1),
            Early | Mid | Late => self.parted(at),
            Earlier | Later => self.within_current(at),
            Start | End | Middle => self.edge(at),
            Nth(_) | HalfOf | Unit(..) => self.ordinal(at, false),
            QuarterCode(n) => self.with_year(Named::new(Slot::Quarter(n)), at + 1),
            HalfCode(n) => self.with_year(Named::new(Slot::Half(n)), at + 1),
            Season(n) => self.season(at, n),
            // "the fiscal year that ended in June"
            Fiscal => self
                .months_to(at + 1)
                .or_else(|| self.point(at + 1).filter(|(_, end)| *end > at + 1)),
            Count(_) | A => self.distant(at),
            Christmas | New | Thanksgiving => self.holiday(at),
            _ => None,
        }
    }

    fn fixed(&self, time: Time, end: usize) -> Read {
        Some((Piece::Fixed(time), end))
    }

    fn counted(&self, grain: Grain, shift: i32, end: usize) -> Read {
        self.fixed(counted(self.published, grain, shift), end)
    }

    fn relative(&self, of: Relative, end: usize) -> Read {
        self.fixed(relative(self.published, of), end)
    }

    fn daypart(&self, at: usize) -> usize {
        at + usize::from(matches!(self.word(at), Daypart))
    }

    // Years.

    /// A figure that is a year where it stands, judged by its neighbours.
    fn year_figure(&self, at: usize) -> Option<(i16, usize)> {
        let Figure { value, digits: 4, ordinal: false } = self.word(at) else { return None };
        if !(1800..2100).contains(&value) {
            return None;
        }
        let year = i16::try_from(value).ok()?;
        let after = self.word(at + 1);
        if matches!(after, Counted | Sign | Unit(..) | Figure { .. }) {
            return None;
        }
        let glued = after == Dash
            && self.touches(at + 1)
            && self.touches(at + 2)
            && matches!(self.word(at + 2), Plain | Name | Counted | Small);
        let mut before = self.back(at, 1);
        if before == Dash {
            before = self.back(at, 2);
            if !matches!(before, Mid | Early | Late | Figure { .. } | Before) {
                return None;
            }
        }
        let accepted = match before {
            In | Since | Until | During | Early | Mid | Late | Fiscal | Through | Unit(..) => true,
            Sign | About | Numbered | Slash | More | Count(_) => false,
            To | Than | Over if matches!(self.back(at, 2), More | Plain) => !self.counts(at),
            Plain | Name if value < 1900 => false,
            Plain | Name | Nothing | Dot | Comma | Punctuation => self.ends_phrase(at + 1),
            Open => matches!(after, Close | Comma | Dash | Punctuation),
            _ => value >= 1900 && !self.counts(at),
        };
        (accepted && !glued).then_some((year, at + 1))
    }

    /// A plural noun follows, in small letters: "2000 villages".
    fn counts(&self, at: usize) -> bool {
        self.word(at + 1) == Plain
            && !matches!(self.back(at, 1), The | A | Possessive)
            && !matches!(self.word(at + 2), Small | Of)
            || self.word(at + 1) == More
    }

    /// What follows cannot be a noun that a number before it counts.
    fn ends_phrase(&self, at: usize) -> bool {
        !matches!(self.word(at), Plain | Counted | Sign | Unit(..) | Figure { .. } | Dash | Slash)
    }

    fn year(&self, at: usize) -> Read {
        let (year, end) = self.year_figure(at)?;
        if let QuarterCode(quarter) = self.word(self.skip(end, Dash)) {
            let named = Named::new(Slot::Quarter(quarter)).in_year(Some(year));
            return Some((Piece::Named(named), self.skip(end, Dash) + 1));
        }
        Some((Piece::Named(Named::year(year)), end))
    }

    /// "nineteen ninety-six"
    fn spelled_year(&self, at: usize) -> Read {
        let Count(tens @ (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90)) = self.word(at + 1) else {
            return self.distant(at);
        };
        let dash = self.skip(at + 2, Dash);
        let (ones, end) = match self.word(dash) {
            Count(ones @ 1..=9) => (ones, dash + 1),
            _ => (0, at + 2),
        };
        let year = i16::try_from(1900 + tens + ones).ok()?;
        Some((Piece::Named(Named::year(year)), end))
    }

    fn decade(&self, at: usize, first: u32) -> Read {
        let first = i16::try_from(first).ok()?;
        let span = Named::year(first).through(Named::year(first + 9), self.published)?;
        self.fixed(span, at + 1)
    }

    /// The year after a month, day or quarter: "2025", ", 2025", "of last year", "this year".
    fn year_after(&self, at: usize, comma: bool) -> (Option<i16>, usize) {
        let mut next = if comma { self.skip(at, Comma) } else { at };
        next = self.skip(self.skip(next, Of), In);
        if let Figure { value, digits: 4, ordinal: false } = self.word(next)
            && (1800..2100).contains(&value)
            && !matches!(self.word(next + 1), Counted | Sign | Unit(..))
            && (next == at || self.word(at) != In)
        {
            return (i16::try_from(value).ok(), next + 1);
        }
        if let Count(19) = self.word(next)
            && let Some((Piece::Named(Named { slot: Slot::Year, year, .. }), end)) =
                self.spelled_year(next)
        {
            return (year, end);
        }
        if self.word(at) == Comma {
            return (None, at);
        }
        let now = self.published.year();
        let article = self.skip(next, The);
        let of = self.word(at) == Of;
        let shift = match (self.word(article), self.word(article + 1)) {
            (Last, Unit(Grain::Year, false)) => -1,
            (This, Unit(Grain::Year, false)) => 0,
            (Next, Unit(Grain::Year, false)) => 1,
            (Same, Unit(Grain::Year, false)) if of => 0,
            _ => return (None, at),
        };
        (now.checked_add(shift), article + 2)
    }

    /// "of the year" says nothing that was not open.
    fn with_year(&self, named: Named, at: usize) -> Read {
        let (year, end) = self.year_after(at, false);
        if year.is_some() {
            return Some((Piece::Named(named.in_year(year)), end));
        }
        let next = self.skip(self.skip(at, Of), The);
        let open = next > at
            && self.word(at) == Of
            && matches!(self.word(next), Unit(Grain::Year, false))
            && !matches!(self.word(next + 1), Before | Earlier);
        Some((Piece::Named(named), if open { next + 1 } else { at }))
    }

    // Months and days.

    /// The month at a token, and whether it needs a full stop or figure to be one.
    fn month_name(&self, at: usize) -> Option<(u8, usize)> {
        let token = self.tokens.get(at)?;
        let after = self.word(at + 1);
        match token.word {
            Month(month @ (3 | 5)) => {
                (token.capital && self.is_month(at)).then_some((month, at + 1))
            }
            Month(month) => Some((month, at + 1)),
            ShortMonth(month) if token.capital => {
                let dot = after == Dot;
                let figure = matches!(self.word(at + 1 + usize::from(dot)), Figure { .. })
                    || matches!(self.back(at, 1), Figure { .. });
                let range = after == Dash && matches!(self.word(at + 2), Month(_) | ShortMonth(_));
                (dot || figure || range || matches!(self.back(at, 1), In | Dash))
                    .then_some((month, at + 1 + usize::from(dot)))
            }
            _ => None,
        }
    }

    /// "May" and "March" are also a verb and names.
    fn is_month(&self, at: usize) -> bool {
        match (self.back(at, 1), self.word(at + 1)) {
            (_, Figure { .. }) => true,
            (Name, _) => false,
            (
                In
                | Of
                | Since
                | Until
                | By
                | From
                | To
                | Between
                | And
                | Through
                | Early
                | Mid
                | Late
                | Last
                | Next
                | This
                | Dash
                | Figure { .. }
                | During
                | Than
                | Against
                | End,
                _,
            ) => true,
            (Nothing | Dot | Punctuation, Plain | Possessive) => true,
            (Nothing | Dot | Punctuation, _) => false,
            _ => true,
        }
    }

    /// "October", "Oct. 25", "October 25th, 2025", "October 2025", "October last year".
    fn month_first(&self, at: usize) -> Read {
        let (month, next) = self.month_name(at)?;
        if month == 5 && self.feast(next) {
            let (year, end) = self.year_after(next + 1, false);
            return Some((Piece::Named(Named::new(Slot::Day(5, 1)).in_year(year)), end));
        }
        let figure = self.skip(next, The);
        if let Some((day, end)) = self.day_figure(figure)
            && !self.count_after_month(at, end)
        {
            let (year, end) = self.year_after(end, true);
            return Some((Piece::Named(Named::new(Slot::Day(month, day)).in_year(year)), end));
        }
        let (year, end) = self.year_after(next, self.comma_year(next));
        Some((Piece::Named(Named::month(month).in_year(year)), end))
    }

    /// "May Day" is the first of May.
    fn feast(&self, at: usize) -> bool {
        matches!(self.word(at), Unit(Grain::Day, _))
            && self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// "October, 2025" but not "in October, 2000 men": the year ends its phrase.
    fn comma_year(&self, at: usize) -> bool {
        self.word(at) == Comma && self.ends_phrase(at + 2)
    }

    /// "in October 12 ships": nobody is "in" a day.
    fn count_after_month(&self, at: usize, end: usize) -> bool {
        let year = matches!(self.word(self.skip(end, Comma)), Figure { digits: 4, .. });
        self.back(at, 1) == In && !year && self.word(end) == Plain
    }

    /// "25 October 2025", "the 25th of October".
    fn day_first(&self, at: usize) -> Read {
        let (day, next) = self.day_figure(at)?;
        let ordinal = matches!(self.word(at), Figure { ordinal: true, .. });
        if matches!(self.back(at, 1), Sign) {
            return None;
        }
        let month = if ordinal { self.skip(next, Of) } else { next };
        if let Some((month, end)) = self.month_name(month) {
            let (year, end) = self.year_after(end, true);
            return Some((Piece::Named(Named::new(Slot::Day(month, day)).in_year(year)), end));
        }
        None
    }

    fn weekday(&self, at: usize, day: u8) -> Read {
        if self.names_something(at) {
            return None;
        }
        let mut end = self.daypart(self.skip(at + 1, Possessive));
        // "Thursday, April 9", "Monday 5 May"
        let date = self.skip(end, Comma);
        let dated = self.month_first(date).or_else(|| self.day_first(date));
        if let Some((Piece::Named(Named { slot: Slot::Day(..), .. }), _)) = dated {
            return dated;
        }
        let mut named = Named::new(Slot::Weekday(day));
        let of = self.skip(end, Of);
        if let (Last | This | Next, Unit(Grain::Week, false)) = (self.word(of), self.word(of + 1)) {
            let shift = match self.word(of) {
                Last => -1,
                This => 0,
                _ => 1,
            };
            let monday = counted(self.published, Grain::Week, shift);
            let date = plus_days(monday.start, i32::from(day) - 1);
            let time =
                Time { future_form: date > self.published, ..Time::of(date, date, Grain::Day) };
            return self.fixed(time, of + 2);
        }
        if self.word(end) == Last {
            named = named.toward(Toward::Last);
            end += 1;
        }
        Some((Piece::Named(named), end))
    }

    /// "Black Friday", "Good Friday" and the "Sunday Times" are no days of this week.
    fn names_something(&self, at: usize) -> bool {
        let after =
            self.word(at + 1) == Name && self.word(at + 2) != Name && self.back(at, 1) == The;
        after || self.back(at, 1) == Feast
    }

    fn short_weekday(&self, at: usize, _day: u8) -> Read {
        if !self.tokens[at].capital {
            return None;
        }
        let next = self.skip(self.skip(at + 1, Dot), Comma);
        let dated = self.month_first(next).or_else(|| self.day_first(next));
        dated.filter(|(piece, _)| matches!(piece, Piece::Named(Named { slot: Slot::Day(..), .. })))
    }

    // Units.

    /// What stands after "the".
    fn after_article(&self, at: usize) -> Read {
        match self.word(at) {
            Figure { value, ordinal: true, .. } => {
                let bare = || {
                    let on = self.back(at, 2) == On && self.ends_phrase(at + 1);
                    let day = small(value).filter(|day| (1..=31).contains(day) && on)?;
                    Some((plain(Slot::BareDay(day)), at + 1))
                };
                self.day_first(at).or_else(|| self.ordinal(at, true)).or_else(bare)
            }
            Last | Past | Next | Coming | This => self.directed(at, true),
            Unit(grain, false) => self.unit_alone(at, grain),
            Weekend => self.fixed(weekend(self.published, 0), at + 1),
            Season(season) if self.word(at + 1) == Of => self
                .with_year(Named::new(Slot::Season(season)), at + 1)
                .filter(|read| read.1 > at + 1),
            Season(season) if self.back(at, 2) == In && self.ends_phrase(at + 1) => {
                Some((plain(Slot::Season(season)), at + 1))
            }
            Nth(_) | HalfOf => self.ordinal(at, true),
            Count(_) => self.months_to(at),
            Month(3 | 6 | 9 | 12) if self.word(at + 1) == Unit(Grain::Quarter, false) => {
                self.point(at)
            }
            Month(_) => self.month_span(at),
            _ => self.point(at),
        }
    }

    /// "the January-August period"
    fn month_span(&self, at: usize) -> Read {
        let (from, middle) = self.month_first(at)?;
        if self.word(middle) != Dash {
            return Some((from, middle));
        }
        let (to, end) = self.month_first(middle + 1)?;
        self.fixed(self.join(from, to, false, end)?, self.skip(end, Period))
    }

    /// "the day before yesterday", "the year before", "the year to March", "the month of May".
    fn unit_alone(&self, at: usize, grain: Grain) -> Read {
        match self.word(at + 1) {
            Before if self.word(at + 2) == Yesterday => self.counted(Grain::Day, -2, at + 3),
            After if self.word(at + 2) == Tomorrow => self.counted(Grain::Day, 2, at + 3),
            Before if self.word(at + 2) == Last => self.counted(grain, -2, at + 3),
            Before | Earlier => self.unit_before(at, grain),
            After if self.ends_phrase(at + 2) => self.relative(self.step(grain, -1), at + 2),
            Dash if matches!(self.word(at + 2), Earlier | Ago) => {
                self.relative(distance(grain, 1, None), at + 3)
            }
            To | Ended | Through => self.months_to(at),
            That if self.word(at + 2) == Ended => self.months_to(at),
            Of if grain == Grain::Week => self.week_of(at + 2),
            Of if matches!(self.word(at + 2), Month(_)) => self.month_first(at + 2),
            Of if grain == Grain::Year => self.year(at + 2),
            _ if grain == Grain::Year => self.year(at + 1),
            _ => None,
        }
    }

    /// "the week of March 2"
    fn week_of(&self, at: usize) -> Read {
        let (piece, end) = self.point(at)?;
        let day = self.fix(piece).filter(|time| time.grain == Grain::Day && time.is_dated())?;
        let (start, last) = resolve::around(day.start, Grain::Week, 0);
        self.fixed(Time { open: day.open, ..Time::of(start, last, Grain::Week) }, end)
    }

    fn step(&self, grain: Grain, count: i32) -> Relative {
        distance(grain, count, (grain != Grain::Day).then_some(grain))
    }

    fn unit_before(&self, at: usize, grain: Grain) -> Read {
        if grain == Grain::Day
            && let Some((piece, end)) = self.point(at + 2)
            && let Some(time) = self.fix(piece)
        {
            let day = plus_days(time.start, -1);
            return self.fixed(Time::of(day, day, Grain::Day), end);
        }
        if let Some(before) = self.before_named(at + 2, grain) {
            return Some(before);
        }
        let alone = self.ends_phrase(at + 2) && !matches!(self.word(at + 2), The | A | Name | That);
        if !alone {
            return None;
        }
        self.relative(self.step(grain, 1), at + 2)
    }

    /// "the month before the June summit", "the year before 2024": the one before that which is named.
    fn before_named(&self, at: usize, grain: Grain) -> Read {
        let next = self.skip(at, The);
        // "the month before the trade summit in May"
        let event = (next..next + 3).take_while(|&word| self.word(word) == Plain).count();
        let next = match event {
            0 => next,
            _ if next > at && self.word(next + event) == In => next + event + 1,
            _ => return None,
        };
        let (piece, end) = self.point(next)?;
        let time = self
            .fix(piece)
            .filter(|time| time.grain == grain && time.is_dated() && time.relative.is_none())?;
        let (start, last) = resolve::around(time.start, grain, -1);
        matches!(grain, Grain::Month | Grain::Quarter | Grain::Year)
            .then(|| self.fixed(Time::of(start, last, grain), end))
            .flatten()
    }

    /// "the 12 months to March", "the quarter ended Sept. 30", "the year to March 2025".
    fn months_to(&self, at: usize) -> Read {
        let (count, unit) = match self.word(at) {
            Unit(..) => (1, at),
            _ => self.number(at)?,
        };
        let Unit(grain, _) = self.word(unit) else { return None };
        let verb = self.skip(unit + 1, That);
        let next = match self.word(verb) {
            Ended => self.skip(self.skip(verb + 1, In), On),
            To | Through if verb == unit + 1 => self.skip(self.skip(verb + 1, In), On),
            _ => return None,
        };
        let (piece, end) = self.point(next)?;
        let last = self.fix(piece).filter(|time| time.is_dated() && time.relative.is_none())?;
        let months = match grain {
            Grain::Month => count,
            Grain::Quarter => count.saturating_mul(3),
            Grain::Half => count.saturating_mul(6),
            Grain::Year => count.saturating_mul(12),
            // "the week ending April 12"
            Grain::Week if last.grain == Grain::Day => {
                let start = plus_days(last.end, 1 - count.saturating_mul(7));
                let week = Time::of(start, last.end, Grain::Span);
                return self.fixed(Time { kind: TimeKind::Range, ..week }, end);
            }
            _ => return None,
        };
        let start = if last.end == last.end.last_of_month() {
            resolve::plus_months(last.end.first_of_month(), 1 - months)
        } else {
            plus_days(resolve::plus_months(last.end, -months), 1)
        };
        self.fixed(Time { kind: TimeKind::Range, ..Time::of(start, last.end, Grain::Span) }, end)
    }

    /// A number in figures or letters and the token after it.
    fn number(&self, at: usize) -> Option<(i32, usize)> {
        match self.word(at) {
            Figure { value, ordinal: false, .. } | Count(value) => {
                let of = usize::from(value == 2 && self.word(at + 1) == Of);
                Some((i32::try_from(value).ok()?, at + 1 + of))
            }
            Few => Some((3, at + 1)),
            A if matches!(self.word(at + 1), Few | Count(2)) => self.number(at + 1),
            A => Some((1, at + 1)),
            _ => None,
        }
    }

    /// "last week", "this Friday", "next month", "the past three years".
    fn directed(&self, at: usize, article: bool) -> Read {
        let (toward, shift) = match self.word(at) {
            Last => (Toward::Last, -1),
            This => (Toward::This, 0),
            Next => (Toward::Next, 1),
            Coming => (Toward::Coming, 1),
            _ => (Toward::Last, -1),
        };
        let next = self.skip(at + 1, Fiscal);
        match self.word(next) {
            Unit(grain, false) => self.directed_unit(at, next, grain, shift, article),
            DecadeUnit if shift != 0 => {
                self.fixed(run(self.published, Grain::Year, 10, shift > 0), next + 1)
            }
            Weekend => self.fixed(weekend(self.published, shift + i32::from(shift < 0)), next + 1),
            Weekday(day) => {
                let end = self.daypart(next + 1);
                Some((Piece::Named(Named::new(Slot::Weekday(day)).toward(toward)), end))
            }
            Month(_) | ShortMonth(_) => {
                let (Piece::Named(named), end) = self.month_first(next)? else { return None };
                // The month just gone is "last month": "last February" is then the one before.
                let gone = i32::from(self.published.month()) - 1;
                let year = match named.slot {
                    Slot::Months(month, _)
                        if toward == Toward::Last && i32::from(month) == gone =>
                    {
                        self.published.year().checked_sub(1)
                    }
                    _ => None,
                };
                Some((Piece::Named(named.toward(toward).in_year(year)), end))
            }
            Season(season) => {
                Some((Piece::Named(Named::new(Slot::Season(season)).toward(toward)), next + 1))
            }
            Daypart if shift == 0 => self.counted(Grain::Day, 0, next + 1),
            Daypart if shift > 0 => self.relative(self.step(Grain::Day, -1), next + 1),
            Daypart if self.word(at) == Last => self.counted(Grain::Day, -1, next + 1),
            Christmas | Thanksgiving => self.holiday_toward(next, toward),
            HalfOf if self.word(at) == Last => self.ordinal(at, article),
            Figure { .. } | Count(_) | Few | A if shift != 0 => self.directed_run(at, next, shift),
            _ => None,
        }
    }

    fn directed_unit(
        &self,
        at: usize,
        next: usize,
        grain: Grain,
        shift: i32,
        article: bool,
    ) -> Read {
        if self.word(at) == Last && self.word(next + 1) == Of {
            return self.ordinal(at, article);
        }
        match self.word(at) {
            Past => self.fixed(run(self.published, grain, 1, false), next + 1),
            Last if article && grain != Grain::Day => {
                self.fixed(run(self.published, grain, 1, false), next + 1)
            }
            This if grain == Grain::Day => None,
            Next if grain == Grain::Day => self.relative(self.step(grain, -1), next + 1),
            Next if article && matches!(self.back(at, 2), Over | In | During | Within) => {
                self.fixed(run(self.published, grain, 1, true), next + 1)
            }
            _ => self.counted(grain, shift, next + 1),
        }
    }

    fn directed_run(&self, at: usize, next: usize, shift: i32) -> Read {
        let (count, unit) = self.number(next)?;
        match self.word(unit) {
            Unit(Grain::Month, _) if self.word(at) == Last && self.word(unit + 1) == Of => {
                let months = small(count.unsigned_abs()).filter(|n| (1..=12).contains(n))?;
                self.with_year(Named::new(Slot::Months(13 - months, 12)), unit + 1)
            }
            Unit(grain, _) => self.fixed(run(self.published, grain, count, shift > 0), unit + 1),
            DecadeUnit => {
                let years = count.saturating_mul(10);
                self.fixed(run(self.published, Grain::Year, years, shift > 0), unit + 1)
            }
            _ => None,
        }
    }

    /// "the previous month", "the following day"
    fn neighbour(&self, at: usize) -> Read {
        let count = if self.word(at) == Previous { 1 } else { -1 };
        // "the preceding twelve months"
        if let Some((many, unit)) = self.number(at + 1)
            && let Unit(grain @ (Grain::Month | Grain::Year), true) = self.word(unit)
            && count > 0
            && self.ends_phrase(unit + 1)
        {
            let (grain, many) = match (grain, many) {
                (Grain::Month, 12) => (Grain::Year, 1),
                whole => whole,
            };
            return self.relative(distance(grain, many, None), unit + 1);
        }
        match self.word(at + 1) {
            Unit(grain, false) => self.relative(self.step(grain, count), at + 2),
            Daypart if count < 0 => self.relative(self.step(Grain::Day, count), at + 2),
            Weekday(day) => {
                let toward = if count > 0 { Toward::Last } else { Toward::Coming };
                Some((Piece::Named(Named::new(Slot::Weekday(day)).toward(toward)), at + 2))
            }
            _ => None,
        }
    }

    /// "that year", "that day"
    fn that(&self, at: usize) -> Read {
        match self.word(at) {
            Unit(grain, false) => self.relative(self.step(grain, 0), at + 1),
            _ => None,
        }
    }

    /// After "same": "month of 2024", "period last year", "quarter a year earlier".
    fn same(&self, at: usize) -> Read {
        // "the same five months of 2024"
        let mut at = match self.number(at) {
            Some((_, unit)) if matches!(self.word(unit), Unit(_, true)) => unit,
            _ => at,
        };
        let grain = match self.word(at) {
            Unit(grain, false) => Some(grain),
            Unit(Grain::Month | Grain::Quarter | Grain::Week, true) => None,
            HalfOf if self.word(at + 1) == Dash => {
                at += 2;
                None
            }
            Period | HalfOf => None,
            Month(_) => return None,
            _ => return None,
        };
        let next = self.skip(self.skip(self.skip(at + 1, Of), In), From);
        if let Figure { value, digits: 4, .. } = self.word(next)
            && (1800..2100).contains(&value)
        {
            return self.relative(Relative::SameIn { year: i16::try_from(value).ok()? }, next + 1);
        }
        let article = self.skip(next, The);
        let years = |count, end| self.relative(distance(Grain::Year, count, None), end);
        match (self.word(article), self.word(article + 1)) {
            (Last | Previous | Past, Unit(Grain::Year, false)) => return years(1, article + 2),
            // "the same two months of this one"
            (This, Unit(Grain::Year, false) | Count(1)) => {
                return self
                    .relative(Relative::SameIn { year: self.published.year() }, article + 2);
            }
            (Unit(Grain::Year, false), Before | Earlier) => return years(1, article + 2),
            _ => {}
        }
        if let Some((count, unit)) = self.number(next)
            && matches!(self.word(unit), Unit(Grain::Year, _))
            && matches!(self.word(unit + 1), Ago | Earlier | Before)
        {
            return years(count, unit + 2);
        }
        self.relative(distance(Grain::Day, 0, grain.filter(|grain| *grain != Grain::Day)), at + 1)
    }

    // Parts of a period.

    /// "early October", "mid-2025", "late last month", "early in the year".
    fn parted(&self, at: usize) -> Read {
        let part = match self.word(at) {
            Early => Part::Early,
            Late => Part::Late,
            _ => Part::Mid,
        };
        let next = self.skip(self.skip(self.skip(at + 1, Dash), In), On);
        if self.word(next) == The
            && let Unit(grain @ (Grain::Month | Grain::Year | Grain::Week), false) =
                self.word(next + 1)
        {
            return self.part_of_current(grain, part, next + 2);
        }
        let (piece, end) = self.point(next)?;
        self.with_part(piece, part, end)
    }

    fn part_of_current(&self, grain: Grain, part: Part, end: usize) -> Read {
        self.with_part(Piece::Fixed(counted(self.published, grain, 0)), part, end)
    }

    fn with_part(&self, piece: Piece, part: Part, end: usize) -> Read {
        match piece {
            Piece::Named(named) => Some((Piece::Named(named.with_part(Some(part))), end)),
            Piece::Fixed(time) if time.relative.is_none() && time.is_dated() => {
                let (start, last) = part_of(time.start, time.end, part);
                self.fixed(Time { start, end: last, ..time }, end)
            }
            Piece::Fixed(_) => Some((piece, end)),
        }
    }

    /// "earlier this month", "later in the year": that month, that year.
    fn within_current(&self, at: usize) -> Read {
        let later = self.word(at) == Later;
        let next = self.skip(self.skip(at + 1, In), On);
        let (piece, end) = match (self.word(next), self.word(next + 1)) {
            (The, Unit(grain, false)) if next > at + 1 => self.counted(grain, 0, next + 2)?,
            (This | Last | Next | Today | Yesterday | Month(_) | Weekday(_) | Figure { .. }, _) => {
                self.point(next)?
            }
            _ => return None,
        };
        match piece {
            Piece::Fixed(time) => {
                let ahead = later && time.end > self.published;
                self.fixed(Time { future_form: time.future_form || ahead, ..time }, end)
            }
            Piece::Named(_) => Some((piece, end)),
        }
    }

    /// "the beginning of the month", "the end of 2027", "year's end" is in [`Self::ordinal`].
    fn edge(&self, at: usize) -> Read {
        let part = match self.word(at) {
            Start => Part::Start,
            End => Part::End,
            _ => Part::Mid,
        };
        if self.word(at + 1) != Of {
            return None;
        }
        let next = self.skip(at + 2, The);
        if let Unit(grain, false) = self.word(next) {
            if let Some((piece, end)) = self.unit_alone(next, grain) {
                return self.with_part(piece, part, end);
            }
            return self.part_of_current(grain, part, next + 1);
        }
        let (piece, end) = self.point(at + 2)?;
        self.with_part(piece, part, end)
    }

    /// "third quarter", "first half of 2026", "first ten months", "last week of October",
    /// "year-end".
    fn ordinal(&self, at: usize, article: bool) -> Read {
        let (n, next) = match self.word(at) {
            Nth(n) | Figure { value: n, ordinal: true, .. } => {
                (i32::try_from(n).ok()?, self.skip(at + 1, Dash))
            }
            Last => (-1, at + 1),
            Unit(grain, false) => return self.unit_end(at, grain),
            _ => return None,
        };
        let next = self.skip(next, Fiscal);
        match self.word(next) {
            Unit(Grain::Quarter, false) => {
                let quarter =
                    small(if n < 0 { 4 } else { n.unsigned_abs() }).filter(|q| *q <= 4)?;
                self.with_year(Named::new(Slot::Quarter(quarter)), next + 1)
            }
            HalfOf => self.half(n, next + 1),
            Unit(grain @ (Grain::Day | Grain::Week | Grain::Month), false)
                if self.word(next + 1) == Of =>
            {
                self.nth_of(n, grain, next + 2)
            }
            Figure { .. } | Count(_) if n == 1 => self.first_months(next, article),
            _ => None,
        }
    }

    fn half(&self, n: i32, at: usize) -> Read {
        let half = if n < 0 { 2 } else { small(n.unsigned_abs()).filter(|half| *half <= 2)? };
        if self.word(at) == Of
            && let Some((Piece::Named(named), end)) = self.point(self.skip(at + 1, The))
            && matches!(named.slot, Slot::Months(..))
        {
            let part = if half == 1 { Part::FirstHalf } else { Part::SecondHalf };
            return Some((Piece::Named(named.with_part(Some(part))), end));
        }
        let read = self.with_year(Named::new(Slot::Half(half)), at)?;
        // The first half of a match is none of a year.
        (read.1 > at || self.word(at) != Of).then_some(read)
    }

    /// "year-end", "year's end", "the year-earlier quarter"
    fn unit_end(&self, at: usize, grain: Grain) -> Read {
        let next = self.skip(self.skip(at + 1, Possessive), Dash);
        match self.word(next) {
            End => self.part_of_current(grain, Part::End, next + 1),
            // "the year's first five months"
            Nth(_) if grain == Grain::Year && next > at + 1 => self.ordinal(next, true),
            Earlier | Ago if self.word(at + 1) == Dash => {
                self.relative(distance(grain, 1, None), next + 1)
            }
            _ => None,
        }
    }

    /// "first ten months of 2025", "first three quarters", "first 20 days of October".
    fn first_months(&self, at: usize, article: bool) -> Read {
        let (count, unit) = self.number(at)?;
        let count = small(count.unsigned_abs())?;
        let months = match self.word(unit) {
            Unit(Grain::Month, _) => count,
            Unit(Grain::Quarter, _) => count.checked_mul(3)?,
            Unit(Grain::Day, _) if self.word(unit + 1) == Of => {
                let (Piece::Named(named), end) = self.month_first(unit + 2)? else { return None };
                let Slot::Months(month, _) = named.slot else { return None };
                let from = Named { slot: Slot::Day(month, 1), ..named };
                let to = Named { slot: Slot::Day(month, count), ..named };
                return self.fixed(from.through(to, self.published)?, end);
            }
            _ => return None,
        };
        let allowed = article || self.word(unit + 1) == Of;
        if !(1..=12).contains(&months) || !allowed || matches!(self.word(unit + 1), After | Since) {
            return None;
        }
        let read = self.with_year(Named::new(Slot::Months(1, months)), unit + 1)?;
        // "the first two months of the war"
        (read.1 > unit + 1 || self.word(unit + 1) != Of).then_some(read)
    }

    /// "first week of October", "last day of 2025", "first month of the year".
    fn nth_of(&self, n: i32, grain: Grain, at: usize) -> Read {
        let article = self.skip(at, The);
        let (whole, end) = match self.word(article) {
            Unit(unit @ (Grain::Month | Grain::Quarter | Grain::Year), false) => {
                (counted(self.published, unit, 0), article + 1)
            }
            _ => {
                let (piece, end) = self.point(at)?;
                (self.fix(piece).filter(|time| time.is_dated() && time.relative.is_none())?, end)
            }
        };
        let first = if n < 0 { whole.end } else { whole.start };
        let (start, last) = match grain {
            Grain::Month => resolve::around(first, Grain::Month, if n < 0 { 0 } else { n - 1 }),
            _ => {
                let length = if grain == Grain::Week { 7 } else { 1 };
                let from = if n < 0 {
                    plus_days(first, 1 - length)
                } else {
                    plus_days(first, (n - 1).saturating_mul(length))
                };
                (from, plus_days(from, length - 1))
            }
        };
        if start < whole.start || start > whole.end {
            return None;
        }
        self.fixed(Time { open: whole.open, ..Time::of(start, last.min(whole.end), grain) }, end)
    }

    /// A season needs a year beside it, or "in" or "last" before it.
    fn season(&self, at: usize, season: u8) -> Read {
        let named = Named::new(Slot::Season(season));
        let (year, end) = self.year_after(at + 1, false);
        if year.is_some() {
            return Some((Piece::Named(named.in_year(year)), end));
        }
        let said = match season {
            3 => matches!(self.tokens[at].end - self.tokens[at].start, 6),
            _ => true,
        };
        let alone = said
            && matches!(self.back(at, 1), In | Early | Mid | Late | Dash | Since | By | Until)
            && self.ends_phrase(at + 1)
            && self.word(at + 1) != Name;
        alone.then_some((Piece::Named(named), at + 1))
    }

    fn holiday(&self, at: usize) -> Read {
        self.holiday_toward(at, Toward::Open)
    }

    fn holiday_toward(&self, at: usize, toward: Toward) -> Read {
        let (slot, next) =
            match (self.word(at), self.word(at + 1), self.word(at + 2), self.word(at + 3)) {
                (New, Unit(Grain::Year, false), Possessive, Unit(Grain::Day, false)) => {
                    (Slot::Day(1, 1), at + 4)
                }
                (New, Unit(Grain::Year, false), Possessive, Eve) => (Slot::Day(12, 31), at + 4),
                (Christmas, Eve, ..) => (Slot::Day(12, 24), at + 2),
                (Christmas, Unit(Grain::Day, false), ..) => (Slot::Day(12, 25), at + 2),
                (Christmas, after, ..) if after != Plain && after != Name => {
                    (Slot::Day(12, 25), at + 1)
                }
                (Thanksgiving, after, ..) if after != Plain => {
                    return self.thanksgiving(self.skip(at + 1, Unit(Grain::Day, false)));
                }
                _ => return None,
            };
        let (year, end) = self.year_after(next, true);
        Some((Piece::Named(Named::new(slot).in_year(year).toward(toward)), end))
    }

    fn thanksgiving(&self, at: usize) -> Read {
        let (year, end) = self.year_after(at, true);
        let now = self.published.year();
        let past = |year: &i16| thanksgiving(*year) <= self.published;
        let year = year.or_else(|| [now, now - 1].into_iter().find(past))?;
        let day = thanksgiving(year);
        self.fixed(Time::of(day, day, Grain::Day), end)
    }

    // Numbers of units.

    /// "three days ago", "a year earlier", "two weeks later", as a point.
    fn distant(&self, at: usize) -> Read {
        let (count, unit) = self.number(at)?;
        let (grain, count) = match self.word(unit) {
            Unit(grain, _) => (grain, count),
            DecadeUnit => (Grain::Year, count.saturating_mul(10)),
            _ => return None,
        };
        let compared = matches!(self.back(at, 1), Than | From | Against | Over | Of | To | On);
        match self.word(unit + 1) {
            Ago if compared || (grain == Grain::Year && count == 1) => {
                self.relative(distance(grain, count, None), unit + 2)
            }
            Ago => self.counted(grain, -count, unit + 2),
            Earlier | Later if self.word(unit + 2) == Than => None,
            Earlier => self.relative(distance(grain, count, None), unit + 2),
            Later => self.relative(distance(grain, -count, None), unit + 2),
            From if self.word(unit + 2) == Now => self.counted(grain, count, unit + 3),
            Before | After => self.before_or_after(unit + 1, grain, count),
            _ => None,
        }
    }

    /// "a year before", "two days before Christmas".
    fn before_or_after(&self, at: usize, grain: Grain, count: i32) -> Read {
        let count = if self.word(at) == Before { count } else { -count };
        if let Some((piece, end)) = self.point(at + 1)
            && let Some(time) = self.fix(piece)
            && time.grain == Grain::Day
            && time.relative.is_none()
        {
            let day = moved(time.start, grain, -count);
            return self.fixed(Time::of(day, day, Grain::Day), end);
        }
        let alone = matches!(
            self.word(at + 1),
            Nothing | Dot | Comma | Punctuation | Close | And | To | In | Small | Possessive | Dash
        );
        (alone && count > 0)
            .then_some(())
            .and_then(|()| self.relative(distance(grain, count, None), at + 1))
    }

    /// A number of units: a point, a duration, or an age that is no time.
    fn amount(&self, at: usize) -> Option<(Option<Time>, usize)> {
        if let Some((piece, end)) = self.distant(at) {
            return Some((Some(self.fix(piece)?), end));
        }
        let (count, unit) = self.number(at)?;
        let unit = self.skip(unit, Dash);
        let (grain, plural) = match self.word(unit) {
            Unit(grain, plural) => (grain, plural),
            DecadeUnit => (Grain::Year, true),
            _ => return None,
        };
        let end = unit + 1;
        if self.word(self.skip(end, Dash)) == Old {
            return Some((None, self.skip(end, Dash) + 1));
        }
        if let Some((piece, end)) = self.months_to(at) {
            return Some((Some(self.fix(piece)?), end));
        }
        if self.word(at) == A || count < 1 {
            return None;
        }
        if matches!(grain, Grain::Quarter | Grain::Half) && self.word(at) != A && !plural {
            return None;
        }
        // "nine months of 2025"
        if self.back(at, 1) == In
            && plural
            && !self.after_record(at)
            && !matches!(self.word(end), Of)
        {
            return Some((Some(counted(self.published, grain, count)), end));
        }
        Some((Some(self.without_days(TimeKind::Duration)), end))
    }

    /// "the highest in three years" looks back.
    fn after_record(&self, at: usize) -> bool {
        (2..6).any(|by| matches!(self.back(at, by), Record | Nth(_)))
    }

    // What stands around a point.

    fn since(&self, at: usize) -> Option<(Time, usize)> {
        let (time, end) = self.stretch(at)?;
        if time.relative.is_some() || !time.is_dated() {
            return Some((time, end));
        }
        let last = time.since_end(self.published);
        Some((Time { end: last, kind: TimeKind::Since, ..time }, end))
    }

    fn until(&self, at: usize) -> Option<(Time, usize)> {
        // "up to", "from May through August" are read elsewhere.
        let (time, end) = self.stretch(at + 1)?;
        if time.relative.is_some() || !time.is_dated() || time.kind == TimeKind::Range {
            return Some((time, end));
        }
        let time = if time.open == Leaves::Week && self.word(at) == Until {
            resolve::forward(&time, self.published)
        } else {
            time
        };
        let start = if time.end >= self.published { self.published } else { time.start };
        let future_form = time.future_form || time.end > self.published;
        Some((Time { start, kind: TimeKind::Until, future_form, ..time }, end))
    }

    fn within(&self, at: usize) -> Option<(Time, usize)> {
        let (count, unit) = self.number(at)?;
        let Unit(grain, _) = self.word(unit) else { return None };
        if matches!(self.word(unit + 1), Of | After) {
            return Some((self.without_days(TimeKind::Duration), unit + 1));
        }
        Some((Time { kind: TimeKind::Until, ..run(self.published, grain, count, true) }, unit + 1))
    }

    fn every(&self, at: usize) -> Option<(Time, usize)> {
        let end = match self.word(at) {
            Unit(..) | Weekday(_) | Weekend | Season(_) | Month(_) => at + 1,
            _ => {
                let (_, unit) = self.number(at)?;
                matches!(self.word(unit), Unit(..)).then_some(unit + 1)?
            }
        };
        Some((self.without_days(TimeKind::Set), end))
    }

    /// "so far this year", "so far in October".
    fn so_far(&self, at: usize) -> Option<(Time, usize)> {
        if self.word(at + 1) != Far {
            return None;
        }
        let (piece, end) = self.point(self.skip(at + 2, In))?;
        Some((self.up_to_now(self.fix(piece)?)?, end))
    }

    fn up_to_now(&self, time: Time) -> Option<Time> {
        let now = time.start <= self.published && time.end >= self.published;
        now.then_some(Time { end: self.published, kind: TimeKind::Since, ..time })
    }

    /// "overnight to Sunday", "overnight from Saturday to Sunday".
    fn overnight(&self, at: usize) -> Option<(Time, usize)> {
        if self.word(at) == From {
            return self.stretch(at + 1);
        }
        let next = match self.word(at) {
            To => at + 1,
            In | Plain if matches!(self.word(at + 1), Weekday(_)) => at + 1,
            _ => return None,
        };
        let (piece, end) = self.point(next)?;
        let time = self.fix(piece).filter(|time| time.grain == Grain::Day && time.is_dated())?;
        Some((Time { start: plus_days(time.start, -1), kind: TimeKind::Range, ..time }, end))
    }

    /// "75th founding anniversary": the token after it.
    fn anniversary(&self, at: usize) -> Option<usize> {
        let near = (1..4).find(|n| self.word(at + n) == Anniversary)?;
        (1..near).all(|n| matches!(self.word(at + n), Plain | Name)).then_some(at + near + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirtieth_of_february_is_no_day() {
        assert!(find("It met on February 30.", jiff::civil::date(2025, 3, 1)).is_empty());
    }
}
