//! Times in Russian.
//!
//! As in English a grammar over words; the cases are told by the beginnings of words in a table,
//! so that "январь", "января" and "январе" are one month.

use super::numeric::{self, Order, date_at};
use super::resolve::{
    Named, Part, Slot, Toward, counted, distance, part_of, relative, run, weekend,
};
use super::{Grain, Relative, Time, TimeKind};
use jiff::civil::Date;
use std::cell::Cell;

/// A word as the grammar of times sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Nothing,
    Month(u8),
    Weekday(u8),
    Weekdays,
    Figure(u32, u8),
    Figures(Date),
    Count(u32),
    Nth(u32),
    Unit(Grain),
    Quarter,
    HalfYear,
    Decade,
    Weekend,
    Today(i32),
    Eve,
    Last,
    This,
    Next,
    Coming,
    Previous,
    Same,
    Period,
    Earlier,
    Ago,
    Later,
    Start,
    Middle,
    End,
    From,
    To,
    Until,
    In,
    During,
    Through,
    Every,
    And,
    Anniversary,
    Season(u8),
    Dash,
    Dot,
    Other,
}

use Word::*;

/// The beginnings of words and the most letters that may follow.
const STEMS: &[(&str, usize, Word)] = &[
    ("январ", 2, Month(1)),
    ("феврал", 2, Month(2)),
    ("март", 2, Month(3)),
    ("апрел", 2, Month(4)),
    ("мая", 0, Month(5)),
    ("мае", 0, Month(5)),
    ("май", 0, Month(5)),
    ("маю", 0, Month(5)),
    ("июн", 2, Month(6)),
    ("июл", 2, Month(7)),
    ("август", 2, Month(8)),
    ("сентябр", 2, Month(9)),
    ("октябр", 2, Month(10)),
    ("ноябр", 2, Month(11)),
    ("декабр", 2, Month(12)),
    ("понедельник", 2, Weekday(1)),
    ("вторник", 2, Weekday(2)),
    ("среду", 0, Weekday(3)),
    ("среды", 0, Weekday(3)),
    ("четверг", 1, Weekday(4)),
    ("пятниц", 1, Weekday(5)),
    ("суббот", 1, Weekday(6)),
    ("воскресень", 1, Weekday(7)),
    ("понедельникам", 0, Weekdays),
    ("пятницам", 0, Weekdays),
    ("сегодня", 0, Today(0)),
    ("вчера", 0, Today(-1)),
    ("позавчера", 0, Today(-2)),
    ("завтра", 0, Today(1)),
    ("послезавтра", 0, Today(2)),
    ("накануне", 0, Eve),
    ("прошл", 3, Last),
    ("минувш", 3, Last),
    ("последн", 3, Last),
    ("этом", 0, This),
    ("этого", 0, This),
    ("этот", 0, This),
    ("этой", 0, This),
    ("эту", 0, This),
    ("текущ", 3, This),
    ("нынешн", 3, This),
    ("следующ", 3, Next),
    ("будущ", 3, Next),
    ("ближайш", 3, Coming),
    ("предыдущ", 3, Previous),
    ("аналогичн", 3, Same),
    ("тот", 0, Same),
    ("том", 0, Same),
    ("тем", 0, Same),
    ("того", 0, Same),
    ("период", 2, Period),
    ("ранее", 0, Earlier),
    ("раньше", 0, Earlier),
    ("назад", 0, Ago),
    ("спустя", 0, Later),
    ("через", 0, Through),
    ("начал", 1, Start),
    ("середин", 1, Middle),
    ("конце", 0, End),
    ("конца", 0, End),
    ("концу", 0, End),
    ("с", 0, From),
    ("со", 0, From),
    ("от", 0, From),
    ("по", 0, To),
    ("до", 0, Until),
    ("к", 0, Until),
    ("в", 0, In),
    ("во", 0, In),
    ("на", 0, In),
    ("за", 0, During),
    ("и", 0, And),
    ("кажд", 3, Every),
    ("год", 3, Unit(Grain::Year)),
    ("лет", 0, Unit(Grain::Year)),
    ("месяц", 3, Unit(Grain::Month)),
    ("недел", 3, Unit(Grain::Week)),
    ("день", 0, Unit(Grain::Day)),
    ("дня", 0, Unit(Grain::Day)),
    ("дней", 0, Unit(Grain::Day)),
    ("сутки", 0, Unit(Grain::Day)),
    ("суток", 0, Unit(Grain::Day)),
    ("квартал", 2, Quarter),
    ("полугоди", 2, HalfYear),
    ("десятилети", 2, Decade),
    ("выходн", 2, Weekend),
    ("годовщин", 2, Anniversary),
    ("летие", 0, Anniversary),
    ("летия", 0, Anniversary),
    ("весной", 0, Season(1)),
    ("летом", 0, Season(2)),
    ("осенью", 0, Season(3)),
    ("зимой", 0, Season(4)),
    ("перв", 3, Nth(1)),
    ("втор", 3, Nth(2)),
    ("трет", 4, Nth(3)),
    ("четверт", 3, Nth(4)),
    ("четвёрт", 3, Nth(4)),
    ("i", 0, Nth(1)),
    ("ii", 0, Nth(2)),
    ("iii", 0, Nth(3)),
    ("iv", 0, Nth(4)),
    ("один", 0, Count(1)),
    ("два", 0, Count(2)),
    ("две", 0, Count(2)),
    ("двух", 0, Count(2)),
    ("три", 0, Count(3)),
    ("трех", 0, Count(3)),
    ("трёх", 0, Count(3)),
    ("четыре", 0, Count(4)),
    ("пять", 0, Count(5)),
    ("шесть", 0, Count(6)),
    ("семь", 0, Count(7)),
    ("восемь", 0, Count(8)),
    ("девять", 0, Count(9)),
    ("десять", 0, Count(10)),
    ("одиннадцать", 0, Count(11)),
    ("двенадцать", 0, Count(12)),
];

#[derive(Clone, Copy, Debug)]
struct Token {
    word: Word,
    start: usize,
    end: usize,
}

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

/// Every time of a Russian text.
pub(super) fn find(text: &str, published: Date) -> Vec<Time> {
    let tokens = tokens(text);
    let reading = Reading { tokens: &tokens, published, depth: Cell::new(0) };
    let mut times = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((time, end)) = reading.next(at) else {
            // "30 февраля" is passed over whole.
            at = reading.point(at).map_or(at + 1, |(_, end)| end.max(at + 1));
            continue;
        };
        times.push(Time { span: (tokens[at].start, tokens[end - 1].end), ..time });
        at = end.max(at + 1);
    }
    times
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 8 + 4);
    let mut letters = text.char_indices().peekable();
    let mut lower = String::new();
    while let Some((start, letter)) = letters.next() {
        let mut end = start + letter.len_utf8();
        let word = if letter.is_ascii_digit() {
            if let Some((date, last)) = date_at(bytes, start, Order::DayFirst) {
                end = last;
                while letters.next_if(|(at, _)| *at < end).is_some() {}
                date.map_or(Other, Figures)
            } else {
                let (mut value, mut count) = (letter.to_digit(10).unwrap_or(0), 1u8);
                while let Some((at, digit)) = letters.next_if(|(_, letter)| letter.is_ascii_digit())
                {
                    end = at + 1;
                    value =
                        value.saturating_mul(10).saturating_add(digit.to_digit(10).unwrap_or(0));
                    count = count.saturating_add(1);
                }
                Figure(value, count)
            }
        } else if letter.is_alphabetic() {
            lower.clear();
            lower.extend(letter.to_lowercase());
            while let Some((at, letter)) = letters.next_if(|(_, letter)| letter.is_alphabetic()) {
                end = at + letter.len_utf8();
                // No word of a time is longer.
                if lower.len() < 48 {
                    lower.extend(letter.to_lowercase());
                }
            }
            meaning(&lower)
        } else if letter.is_whitespace() {
            continue;
        } else {
            match letter {
                '-' | '–' | '—' | '‑' => Dash,
                '.' => Dot,
                _ => Other,
            }
        };
        tokens.push(Token { word, start, end });
    }
    tokens
}

fn meaning(word: &str) -> Word {
    let told = |(stem, most, meaning): &(&str, usize, Word)| {
        let ending = word.strip_prefix(stem)?;
        (ending.len() <= most * 2).then_some(*meaning)
    };
    STEMS.iter().find_map(told).unwrap_or(Other)
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

    fn fix(&self, piece: Piece) -> Option<Time> {
        match piece {
            Piece::Fixed(time) => Some(time),
            Piece::Named(named) => named.resolve(self.published),
        }
    }

    fn fixed(&self, time: Time, end: usize) -> Read {
        Some((Piece::Fixed(time), end))
    }

    fn named(&self, named: Named, end: usize) -> Read {
        Some((Piece::Named(named), end))
    }

    fn relative(&self, of: Relative, end: usize) -> Read {
        self.fixed(relative(self.published, of), end)
    }

    fn without_days(&self, kind: TimeKind) -> Time {
        Time::without_days(self.published, kind)
    }

    fn next(&self, at: usize) -> Option<(Time, usize)> {
        match self.word(at) {
            From => self.since(at + 1),
            Until => self.until(at + 1),
            Every if matches!(self.word(at + 1), Unit(_) | Weekday(_)) => {
                Some((self.without_days(TimeKind::Set), at + 2))
            }
            Weekdays => Some((self.without_days(TimeKind::Set), at + 1)),
            Through => {
                let (count, unit) = self.number(at + 1)?;
                let grain = self.unit(unit)?;
                let compared = self.back(at, 1) == Other && self.word(unit + 1) == Earlier;
                (!compared).then(|| (counted(self.published, grain, count), unit + 1))
            }
            _ => self.stretch(at),
        }
    }

    /// "с 14 по 18 апреля", "с января по сентябрь", else since.
    fn since(&self, at: usize) -> Option<(Time, usize)> {
        let (time, end) = self.stretch(at)?;
        let open = !time.is_dated() || time.relative.is_some() || time.kind == TimeKind::Range;
        if open {
            return Some((time, end));
        }
        let last = time.since_end(self.published);
        Some((Time { end: last, kind: TimeKind::Since, ..time }, end))
    }

    fn until(&self, at: usize) -> Option<(Time, usize)> {
        let (time, end) = self.stretch(at)?;
        if !time.is_dated() || time.relative.is_some() || time.kind == TimeKind::Range {
            return Some((time, end));
        }
        let start = if time.end >= self.published { self.published } else { time.start };
        let future_form = time.future_form || time.end > self.published;
        Some((Time { start, kind: TimeKind::Until, future_form, ..time }, end))
    }

    fn stretch(&self, at: usize) -> Option<(Time, usize)> {
        if let Some(found) = self.days_of_month(at) {
            return Some(found);
        }
        let (from, middle) = self.point(at)?;
        if matches!(self.word(middle), To | Dash | Until | And)
            && let Some((to, end)) = self.point(middle + 1)
            && let (Piece::Named(from), Piece::Named(to)) = (from, to)
            && (self.word(middle) != And || adjacent(from, to))
            && let Some(time) = from.through(to, self.published)
        {
            return Some((time, end));
        }
        Some((self.fix(from)?, middle))
    }

    /// "14 по 18 апреля", "27–30 октября", "25 и 26 мая".
    fn days_of_month(&self, at: usize) -> Option<(Time, usize)> {
        let Figure(first, 1 | 2) = self.word(at) else { return None };
        let and = self.word(at + 1) == And;
        if !matches!(self.word(at + 1), To | Dash | Until | And) {
            return None;
        }
        let (Piece::Named(to), end) = self.point(at + 2)? else { return None };
        let Slot::Day(_, last) = to.slot else { return None };
        let first = small(first, 31)?;
        if and && last != first + 1 {
            return None;
        }
        Some((Named::new(Slot::BareDay(first)).through(to, self.published)?, end))
    }

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
            Figures(date) => self.fixed(numeric::time(date), at + 1),
            Figure(value, count) => self.figure(at, value, count),
            Month(month) => {
                let (year, end) = self.year_after(at + 1);
                self.named(Named::month(month).in_year(year), end)
            }
            Weekday(day) => self.weekday(at, day),
            Today(shift) => self.fixed(counted(self.published, Grain::Day, shift), at + 1),
            Eve => self.relative(distance(Grain::Day, 1, None), at + 1),
            Last | This | Next | Coming => self.directed(at),
            Previous => {
                let grain = self.unit(at + 1)?;
                self.relative(distance(grain, 1, Some(grain)), at + 2)
            }
            Same => self.same(at),
            Start | Middle | End => self.part(at),
            Nth(n) => self.nth(at, n),
            Count(_) => self.amount(at),
            Unit(grain) => self.unit_alone(at, grain),
            Season(season) => {
                let (year, end) = self.year_after(at + 1);
                self.named(Named::new(Slot::Season(season)).in_year(year), end)
            }
            Weekend if self.back(at, 1) == In => self.fixed(weekend(self.published, 0), at + 1),
            Anniversary => self.fixed(self.without_days(TimeKind::Anniversary), at + 1),
            _ => None,
        }
    }

    fn unit(&self, at: usize) -> Option<Grain> {
        match self.word(at) {
            Unit(grain) => Some(grain),
            Quarter => Some(Grain::Quarter),
            HalfYear => Some(Grain::Half),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<(i32, usize)> {
        match self.word(at) {
            Figure(value, _) | Count(value) => Some((i32::try_from(value).ok()?, at + 1)),
            Unit(_) => Some((1, at)),
            _ => None,
        }
    }

    /// "25 октября 2025 года", "2024 года", "75-летие", "3 дня назад".
    fn figure(&self, at: usize, value: u32, count: u8) -> Read {
        if let (Month(month), 1 | 2) = (self.word(at + 1), count)
            && let Some(day) = small(value, 31)
        {
            let (year, end) = self.year_after(at + 2);
            return self.named(Named::new(Slot::Day(month, day)).in_year(year), end);
        }
        if self.word(at + 1) == Dash && self.word(at + 2) == Anniversary {
            return self.fixed(self.without_days(TimeKind::Anniversary), at + 3);
        }
        if self.word(at + 1) == Dash
            && matches!(self.word(at + 2), Other)
            && self.unit(at + 3).is_some()
        {
            return self.decade(at, value);
        }
        if count == 4 && (1800..2200).contains(&value) {
            let year = i16::try_from(value).ok()?;
            if matches!(self.word(at + 1), Dash | To)
                && let Figure(to, 4) = self.word(at + 2)
                && let Unit(Grain::Year) = self.word(at + 3)
            {
                let to = Named::year(i16::try_from(to).ok()?);
                return self.fixed(Named::year(year).through(to, self.published)?, at + 4);
            }
            if let Unit(Grain::Year) = self.word(at + 1) {
                return self.named(Named::year(year), at + 2);
            }
        }
        self.amount(at)
    }

    /// "1990-х годах"
    fn decade(&self, at: usize, value: u32) -> Read {
        let first = i16::try_from(value)
            .ok()
            .filter(|year| year % 10 == 0 && (1800..2100).contains(year))?;
        self.fixed(Named::year(first).through(Named::year(first + 9), self.published)?, at + 4)
    }

    /// "2025 года", "2025", "прошлого года", "этого года".
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        if let Figure(value @ 1800..2200, 4) = self.word(at) {
            return (i16::try_from(value).ok(), self.skip(at + 1, Unit(Grain::Year)));
        }
        let shift = match self.word(at) {
            Last => -1,
            This => 0,
            Next => 1,
            _ => return (None, at),
        };
        match self.word(at + 1) {
            Unit(Grain::Year) => (self.published.year().checked_add(shift), at + 2),
            _ => (None, at),
        }
    }

    fn weekday(&self, at: usize, day: u8) -> Read {
        // "в четверг, 5 июня"
        let next = at
            + 1
            + usize::from(
                self.word(at + 1) == Other && matches!(self.word(at + 2), Figure(_, 1 | 2)),
            );
        if let Figure(value, count @ 1..=2) = self.word(next)
            && let Some((Piece::Named(named @ Named { slot: Slot::Day(..), .. }), end)) =
                self.figure(next, value, count)
        {
            return self.named(named, end);
        }
        self.named(Named::new(Slot::Weekday(day)), at + 1)
    }

    fn directed(&self, at: usize) -> Read {
        let (toward, shift) = match self.word(at) {
            Last => (Toward::Last, -1),
            This => (Toward::This, 0),
            Next => (Toward::Next, 1),
            _ => (Toward::Coming, 1),
        };
        match self.word(at + 1) {
            Weekday(day) => self.named(Named::new(Slot::Weekday(day)).toward(toward), at + 2),
            Month(month) => self.named(Named::month(month).toward(toward), at + 2),
            Weekend => self.fixed(weekend(self.published, shift + i32::from(shift < 0)), at + 2),
            Unit(Grain::Day) if shift > 0 => self.relative(distance(Grain::Day, -1, None), at + 2),
            Unit(Grain::Day) => None,
            Figure(..) | Count(_) if shift != 0 => {
                let (count, unit) = self.number(at + 1)?;
                let grain = self.unit(unit)?;
                self.fixed(run(self.published, grain, count, shift > 0), unit + 1)
            }
            _ => self.fixed(counted(self.published, self.unit(at + 1)?, shift), at + 2),
        }
    }

    /// "тот же период прошлого года", "аналогичный период 2024 года", "том же месяце".
    fn same(&self, at: usize) -> Read {
        // "же"
        let next = if self.word(at + 1) == Other { at + 2 } else { at + 1 };
        let grain = match self.word(next) {
            Period => None,
            _ => Some(self.unit(next)?),
        };
        let after = next + 1;
        if let Figure(value @ 1800..2200, 4) = self.word(after) {
            let year = i16::try_from(value).ok()?;
            return self
                .relative(Relative::SameIn { year }, self.skip(after + 1, Unit(Grain::Year)));
        }
        if matches!(self.word(after), Last | Previous) && self.word(after + 1) == Unit(Grain::Year)
        {
            return self.relative(distance(Grain::Year, 1, None), after + 2);
        }
        if self.word(after) == Unit(Grain::Year) && self.word(after + 1) == Earlier {
            return self.relative(distance(Grain::Year, 1, None), after + 2);
        }
        if next == at + 1 && self.word(at) != Same {
            return None;
        }
        self.relative(distance(Grain::Day, 0, grain.filter(|grain| *grain != Grain::Day)), after)
    }

    /// "начале октября", "конца года", "середине прошлого месяца".
    fn part(&self, at: usize) -> Read {
        let part = match self.word(at) {
            Start => Part::Start,
            End => Part::End,
            _ => Part::Mid,
        };
        if let Unit(grain @ (Grain::Year | Grain::Month | Grain::Week)) = self.word(at + 1) {
            let whole = counted(self.published, grain, 0);
            let (start, end) = part_of(whole.start, whole.end, part);
            return self.fixed(Time { start, end, ..whole }, at + 2);
        }
        match self.point(at + 1)? {
            (Piece::Named(named), end) => self.named(named.with_part(Some(part)), end),
            (Piece::Fixed(time), end) if time.is_dated() && time.relative.is_none() => {
                let (start, last) = part_of(time.start, time.end, part);
                self.fixed(Time { start, end: last, ..time }, end)
            }
            _ => None,
        }
    }

    /// "третьем квартале", "первом полугодии 2025 года", "первые девять месяцев".
    fn nth(&self, at: usize, n: u32) -> Read {
        let (slot, next) = match self.word(at + 1) {
            Quarter => (Slot::Quarter(small(n, 4)?), at + 2),
            HalfYear => (Slot::Half(small(n, 2)?), at + 2),
            Figure(count, _) | Count(count) if n == 1 => {
                (self.word(at + 2) == Unit(Grain::Month)).then_some(())?;
                (Slot::Months(1, small(count, 12)?), at + 3)
            }
            _ => return None,
        };
        let (year, end) = self.year_after(next);
        self.named(Named::new(slot).in_year(year), end)
    }

    /// "три дня назад", "двумя неделями ранее", "за девять месяцев 2025 года", "3 квартал".
    fn amount(&self, at: usize) -> Read {
        let (count, unit) = self.number(at)?;
        let positive = small(u32::try_from(count).ok()?, 12);
        let during = self.back(at, 1) == During;
        let (slot, whole) = match self.word(unit) {
            Quarter => (Slot::Quarter(positive.filter(|n| *n <= 4)?), true),
            HalfYear => (Slot::Half(positive.filter(|n| *n <= 2)?), true),
            Unit(Grain::Month) => (Slot::Months(1, positive.unwrap_or(1)), false),
            Unit(_) => (Slot::Year, false),
            _ => return None,
        };
        let (year, end) = self.year_after(unit + 1);
        if whole
            || (during
                && positive.is_some_and(|n| n > 1)
                && slot != Slot::Year
                && self.word(unit + 1) != Ago)
        {
            return self.named(Named::new(slot).in_year(year), end);
        }
        let grain = self.unit(unit)?;
        match self.word(unit + 1) {
            Ago => self.ago(grain, count, unit + 2),
            Earlier => self.relative(distance(grain, count, None), unit + 2),
            Later => self.relative(distance(grain, -count, None), unit + 2),
            _ => self.fixed(self.without_days(TimeKind::Duration), unit + 1),
        }
    }

    fn ago(&self, grain: Grain, count: i32, end: usize) -> Read {
        if grain == Grain::Year && count == 1 {
            return self.relative(distance(grain, 1, None), end);
        }
        self.fixed(counted(self.published, grain, -count), end)
    }

    /// "год назад", "месяцем ранее", "годом ранее".
    fn unit_alone(&self, at: usize, grain: Grain) -> Read {
        match self.word(at + 1) {
            Ago => self.ago(grain, 1, at + 2),
            Earlier => self.relative(distance(grain, 1, None), at + 2),
            Later => self.relative(distance(grain, -1, None), at + 2),
            _ => None,
        }
    }
}

fn adjacent(from: Named, to: Named) -> bool {
    match (from.slot, to.slot) {
        (Slot::Weekday(a), Slot::Weekday(b)) => b == a % 7 + 1,
        (Slot::Months(_, a), Slot::Months(b, _)) => b == a % 12 + 1,
        _ => false,
    }
}

fn small(value: u32, most: u8) -> Option<u8> {
    u8::try_from(value).ok().filter(|value| (1..=most).contains(value))
}
