//! Times in Chinese, in simplified or traditional characters.
//!
//! No blanks and no particles: a time begins at a figure, in Arabic or Chinese digits, or at one of
//! a few words, and a table says what the characters behind a figure make of it.

use super::numeric::{self, Order, date_at};
use super::resolve::{
    self, Named, Part, Slot, counted, distance, part_of, plus_days, relative, run, weekend,
};
use super::{Grain, Relative, Time, TimeKind};
use jiff::civil::Date;

/// Every time of a Chinese text.
pub(super) fn find(text: &str, published: Date) -> Vec<Time> {
    let reading = Reading { text, published };
    let mut times = Vec::new();
    let mut at = 0;
    for (start, letter) in text.char_indices() {
        if start < at || !begins(letter) {
            continue;
        }
        match reading.stretch(start) {
            Some((Some(time), end)) => {
                times.push(Time { span: (start, end), ..time });
                at = end;
            }
            Some((None, end)) => at = end,
            None => {
                // A figure that is no time is passed over whole.
                let digits = reading.number(start).map_or(start, |(_, _, end)| end);
                at = digits.max(start + letter.len_utf8());
            }
        }
    }
    times
}

fn begins(letter: char) -> bool {
    letter.is_ascii_digit()
        || digit(letter).is_some()
        || "十前去今明后後昨上下本这這当當次翌同近过過未星周週礼禮每第年月元国國春夏秋冬至截自从從"
            .contains(letter)
}

fn digit(letter: char) -> Option<u32> {
    match letter {
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' | '兩' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => letter.to_digit(10),
    }
}

#[derive(Clone, Copy, Debug)]
enum Piece {
    Named(Named),
    Fixed(Time),
    Passed,
}

/// A piece and the byte after it.
type Read = Option<(Piece, usize)>;

struct Reading<'t> {
    text: &'t str,
    published: Date,
}

/// The words that stand for a period counted from the published day.
const COUNTED: &[(&str, Grain, i32)] = &[
    ("前天", Grain::Day, -2),
    ("昨天", Grain::Day, -1),
    ("昨日", Grain::Day, -1),
    ("昨晚", Grain::Day, -1),
    ("今天", Grain::Day, 0),
    ("今日", Grain::Day, 0),
    ("今晚", Grain::Day, 0),
    ("今早", Grain::Day, 0),
    ("明天", Grain::Day, 1),
    ("明日", Grain::Day, 1),
    ("后天", Grain::Day, 2),
    ("後天", Grain::Day, 2),
    ("上周", Grain::Week, -1),
    ("上週", Grain::Week, -1),
    ("上星期", Grain::Week, -1),
    ("上个星期", Grain::Week, -1),
    ("本周", Grain::Week, 0),
    ("本週", Grain::Week, 0),
    ("这周", Grain::Week, 0),
    ("這週", Grain::Week, 0),
    ("下周", Grain::Week, 1),
    ("下週", Grain::Week, 1),
    ("下星期", Grain::Week, 1),
    ("上个月", Grain::Month, -1),
    ("上個月", Grain::Month, -1),
    ("上月", Grain::Month, -1),
    ("本月", Grain::Month, 0),
    ("这个月", Grain::Month, 0),
    ("下个月", Grain::Month, 1),
    ("下個月", Grain::Month, 1),
    ("下月", Grain::Month, 1),
    ("上季度", Grain::Quarter, -1),
    ("上个季度", Grain::Quarter, -1),
    ("本季度", Grain::Quarter, 0),
    ("下季度", Grain::Quarter, 1),
    ("前年", Grain::Year, -2),
    ("去年", Grain::Year, -1),
    ("今年", Grain::Year, 0),
    ("本年", Grain::Year, 0),
    ("明年", Grain::Year, 1),
    ("后年", Grain::Year, 2),
    ("後年", Grain::Year, 2),
];

/// The words that count from another time: the unit, how many back, and whether the whole unit.
const RELATIVE: &[(&str, Grain, i32, bool)] = &[
    ("前一天", Grain::Day, 1, false),
    ("次日", Grain::Day, -1, false),
    ("翌日", Grain::Day, -1, false),
    ("第二天", Grain::Day, -1, false),
    ("当天", Grain::Day, 0, false),
    ("當天", Grain::Day, 0, false),
    ("当日", Grain::Day, 0, false),
    ("當日", Grain::Day, 0, false),
    ("同日", Grain::Day, 0, false),
    ("当月", Grain::Month, 0, true),
    ("當月", Grain::Month, 0, true),
    ("前一个月", Grain::Month, 1, true),
    ("次月", Grain::Month, -1, true),
    ("上年同期", Grain::Year, 1, false),
    ("上年同月", Grain::Year, 1, false),
    ("上年", Grain::Year, 1, true),
    ("前一年", Grain::Year, 1, true),
    ("同年", Grain::Year, 0, true),
    ("当年", Grain::Year, 0, true),
    ("當年", Grain::Year, 0, true),
    ("次年", Grain::Year, -1, true),
    ("翌年", Grain::Year, -1, true),
];

const PARTS: &[(&str, Part)] = &[
    ("上旬", Part::Early),
    ("中旬", Part::Mid),
    ("下旬", Part::Late),
    ("初", Part::Early),
    ("底", Part::Late),
    ("末", Part::Late),
    ("中", Part::Mid),
];

const DASHES: &[&str] = &["至", "到", "—", "－", "-", "~", "～", "–", "、"];

impl Reading<'_> {
    fn has(&self, at: usize, word: &str) -> Option<usize> {
        self.text.get(at..).filter(|rest| rest.starts_with(word)).map(|_| at + word.len())
    }

    fn one_of(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.has(at, word))
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

    fn fix(&self, piece: Piece) -> Option<Time> {
        match piece {
            Piece::Fixed(time) => Some(time),
            Piece::Named(named) => named.resolve(self.published),
            Piece::Passed => None,
        }
    }

    /// A number in either sort of digits: value, how many digits, and the byte after it.
    fn number(&self, at: usize) -> Option<(u32, usize, usize)> {
        let (mut value, mut count, mut end) = (0u32, 0, at);
        let mut tens = None;
        for letter in self.text.get(at..)?.chars().take(6) {
            match digit(letter) {
                Some(digit) if tens.is_none() => {
                    value = value.checked_mul(10)?.checked_add(digit)?
                }
                Some(digit) => value = digit,
                None if letter == '十' && tens.is_none() => {
                    tens = Some(if count == 0 { 1 } else { value });
                    value = 0;
                }
                None => break,
            }
            count += 1;
            end += letter.len_utf8();
        }
        (count > 0).then(|| (tens.map_or(value, |tens: u32| tens * 10 + value), count, end))
    }

    fn stretch(&self, at: usize) -> Option<(Option<Time>, usize)> {
        if let Some(next) = self.one_of(at, &["截至", "至"]) {
            let time = self.fix(self.point(next)?.0).filter(Time::is_dated)?;
            let end = self.point(next)?.1;
            let start = if time.end >= self.published { self.published } else { time.start };
            let future_form = time.end > self.published;
            return Some((Some(Time { start, kind: TimeKind::Until, future_form, ..time }), end));
        }
        let since = self.one_of(at, &["自从", "自從", "自", "从", "從"]);
        let (from, middle) = self.point(since.unwrap_or(at))?;
        if matches!(from, Piece::Passed) {
            return Some((None, middle));
        }
        for mark in DASHES {
            let Some(next) = self.has(middle, mark) else { continue };
            let Some((to, end)) = self.point(next) else { break };
            if let Some(time) = self.join(from, to, *mark == "、") {
                return Some((Some(time), end));
            }
            break;
        }
        let Some(time) = self.fix(from) else { return Some((None, middle)) };
        let after = self.one_of(middle, &["以来", "以來", "起"]);
        if (after.is_some() || since.is_some()) && time.is_dated() && time.relative.is_none() {
            let last = time.since_end(self.published);
            let end = after.unwrap_or(middle);
            return Some((Some(Time { end: last, kind: TimeKind::Since, ..time }), end));
        }
        Some((Some(time), middle))
    }

    fn join(&self, from: Piece, to: Piece, and: bool) -> Option<Time> {
        if let (Piece::Named(from), Piece::Named(to)) = (from, to) {
            let adjacent = match (from.slot, to.slot) {
                (Slot::BareDay(a) | Slot::Day(_, a), Slot::BareDay(b)) => b == a + 1,
                (Slot::Months(_, a), Slot::Months(b, _)) => b == a % 12 + 1,
                _ => false,
            };
            return if and && !adjacent { None } else { from.through(to, self.published) };
        }
        let (from, to) = (self.fix(from)?, self.fix(to)?);
        let dated = !and
            && from.is_dated()
            && to.is_dated()
            && from.relative.is_none()
            && to.relative.is_none();
        (dated && from.start <= to.end).then_some(Time {
            start: from.start,
            kind: TimeKind::Range,
            grain: from.grain.max(to.grain),
            ..to
        })
    }

    fn point(&self, at: usize) -> Read {
        if self.text.as_bytes().get(at)?.is_ascii_digit() {
            let glued = at > 0 && self.text.as_bytes()[at - 1].is_ascii_alphanumeric();
            if glued {
                return None;
            }
            if let Some((date, end)) = date_at(self.text.as_bytes(), at, Order::DayFirst) {
                let Some(date) = date else { return Some((Piece::Passed, end)) };
                return self.fixed(numeric::time(date), end);
            }
        }
        self.counted_word(at)
            .or_else(|| self.relative_word(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.first_months(at))
            .or_else(|| self.half_or_quarter(at))
            .or_else(|| self.run(at))
            .or_else(|| self.figure(at))
            .or_else(|| self.word(at))
    }

    fn counted_word(&self, at: usize) -> Read {
        let (word, grain, shift) =
            COUNTED.iter().find(|(word, ..)| self.has(at, word).is_some())?;
        let end = at + word.len();
        let time = counted(self.published, *grain, *shift);
        match grain {
            Grain::Year => {
                if let Some(end) = self.one_of(end, &["同期", "同月", "同季"]) {
                    return self.relative(distance(Grain::Year, -*shift, None), end);
                }
                let year = self.published.year().checked_add(i16::try_from(*shift).ok()?)?;
                let (piece, last) = self.within_year(Some(year), end)?;
                let time = self.fix(piece)?;
                self.fixed(Time { future_form: *shift > 0, ..time }, last)
            }
            Grain::Month => self.within_month(time, end),
            Grain::Week => {
                let Some((weekday, end)) = self.weekday_figure(end) else {
                    return self.fixed(time, end);
                };
                let day = plus_days(time.start, i32::from(weekday) - 1);
                let future_form = day > self.published;
                self.fixed(Time { future_form, ..Time::of(day, day, Grain::Day) }, end)
            }
            _ => self.fixed(time, end),
        }
    }

    fn within_month(&self, month: Time, at: usize) -> Read {
        if let Some((value, _, end)) = self.number(at)
            && let Some(end) = self.one_of(end, &["日", "号", "號"])
            && let Some(value) = small(value, 31)
        {
            let month_number = u8::try_from(month.start.month()).ok()?;
            let day = resolve::day_of(month.start.year(), month_number, value)?;
            let future_form = day > self.published;
            return self.fixed(Time { future_form, ..Time::of(day, day, Grain::Day) }, end);
        }
        let Some((part, end)) = self.part(at) else { return self.fixed(month, at) };
        let (start, last) = part_of(month.start, month.end, part);
        self.fixed(Time { start, end: last, ..month }, end)
    }

    fn part(&self, at: usize) -> Option<(Part, usize)> {
        let (part, end) =
            PARTS.iter().find_map(|(word, part)| Some((*part, self.has(at, word)?)))?;
        // "3月中国…", "去年初中生…": the character belongs to the next word.
        let other = self.one_of(
            end,
            &[
                "国", "國", "方", "美", "俄", "朝", "韩", "日", "东", "央", "期货", "学", "生",
                "级", "次",
            ],
        );
        other.is_none().then_some((part, end))
    }

    fn relative_word(&self, at: usize) -> Read {
        let (word, grain, back, whole) =
            RELATIVE.iter().find(|(word, ..)| self.has(at, word).is_some())?;
        self.relative(distance(*grain, *back, whole.then_some(*grain)), at + word.len())
    }

    fn weekday_figure(&self, at: usize) -> Option<(u8, usize)> {
        let names = ["一", "二", "三", "四", "五", "六", "日"];
        let found = (1..).zip(names).find_map(|(n, name)| Some((n, self.has(at, name)?)));
        found.or_else(|| Some((7, self.has(at, "天")?)))
    }

    fn weekday(&self, at: usize) -> Read {
        if let Some(end) = self.one_of(at, &["每周", "每月", "每年", "每天", "每日", "每季度"])
        {
            return self.fixed(Time::without_days(self.published, TimeKind::Set), end);
        }
        if let Some(end) = self.one_of(at, &["周末", "週末"]) {
            return self.fixed(weekend(self.published, 0), end);
        }
        let next = self.one_of(at, &["星期", "礼拜", "禮拜", "周", "週"])?;
        let (weekday, end) = self.weekday_figure(next)?;
        // "周三百": a surname or a number, not a day.
        let other = self.one_of(end, &["年", "百", "千", "万", "本", "报"]).is_some();
        (!other).then_some(())?;
        self.named(Named::new(Slot::Weekday(weekday)), end)
    }

    /// "前三季度", "前10个月", "头两个月".
    fn first_months(&self, at: usize) -> Read {
        let next = self.one_of(at, &["前", "首", "头"])?;
        let (value, _, end) = self.number(next)?;
        if let Some(end) = self.has(end, "季度") {
            return self.named(Named::new(Slot::Months(1, small(value, 4)? * 3)), end);
        }
        let end = self.one_of(end, &["个月", "個月"])?;
        self.named(Named::new(Slot::Months(1, small(value, 12)?)), end)
    }

    fn half_or_quarter(&self, at: usize) -> Read {
        for (word, half) in [("上半年", 1), ("下半年", 2)] {
            if let Some(end) = self.has(at, word) {
                return self.named(Named::new(Slot::Half(half)), end);
            }
        }
        let (value, _, end) = self.number(self.has(at, "第").unwrap_or(at))?;
        let end = self.one_of(end, &["季度", "季"])?;
        self.named(Named::new(Slot::Quarter(small(value, 4)?)), end)
    }

    /// "近三年", "过去五年", "过去一个月".
    fn run(&self, at: usize) -> Read {
        let ahead = self.one_of(at, &["未来", "未來", "今后", "今後"]);
        let next = ahead.or_else(|| self.one_of(at, &["近", "过去", "過去"]))?;
        let (value, _, end) = self.number(next)?;
        let (grain, end) = self.unit(end)?;
        self.fixed(run(self.published, grain, i32::try_from(value).ok()?, ahead.is_some()), end)
    }

    fn unit(&self, at: usize) -> Option<(Grain, usize)> {
        let units = [
            ("个月", Grain::Month),
            ("個月", Grain::Month),
            ("周年", Grain::Span),
            ("星期", Grain::Week),
            ("个星期", Grain::Week),
            ("周", Grain::Week),
            ("天", Grain::Day),
            ("年", Grain::Year),
        ];
        units.iter().find_map(|(word, grain)| Some((*grain, self.has(at, word)?)))
    }

    fn figure(&self, at: usize) -> Read {
        let (value, count, next) = self.number(at)?;
        if let Some(end) = self.one_of(next, &["年代"]) {
            let value = if (10..100).contains(&value) { 1900 + value } else { value };
            let first = i16::try_from(value).ok().filter(|year| (1800..2100).contains(year))?;
            return self
                .fixed(Named::year(first).through(Named::year(first + 9), self.published)?, end);
        }
        if self.one_of(next, &["周年", "週年"]).is_some() {
            let end = next + "周年".len();
            return self.fixed(Time::without_days(self.published, TimeKind::Anniversary), end);
        }
        if count == 4
            && (1000..2200).contains(&value)
            && let Some(end) = self.has(next, "年")
        {
            return self.within_year(i16::try_from(value).ok(), end);
        }
        if let Some(end) = self.has(next, "月") {
            let end = self.has(end, "份").unwrap_or(end);
            return self.month(None, small(value, 12)?, end);
        }
        if let Some(end) = self.one_of(next, &["日", "号", "號"])
            && self.one_of(end, &["元", "均", "本", "线", "文"]).is_none()
            && let Some(day) = small(value, 31)
        {
            return self.named(Named::new(Slot::BareDay(day)), end);
        }
        self.pair(value, next).or_else(|| self.amount(value, next))
    }

    /// "1至9月", "15-17日", "2020-2024年": the unit stands behind the second figure.
    fn pair(&self, value: u32, at: usize) -> Read {
        let next = self.one_of(at, DASHES)?;
        let (second, _, unit) = self.number(next)?;
        let slot = if self.has(unit, "月").is_some() {
            small(second, 12)?;
            let month = small(value, 12)?;
            Slot::Months(month, month)
        } else if self.one_of(unit, &["日", "号", "號"]).is_some() {
            small(second, 31)?;
            Slot::BareDay(small(value, 31)?)
        } else if self.has(unit, "年").is_some() && (1800..2200).contains(&value) && second > value
        {
            return self.named(Named::year(i16::try_from(value).ok()?), at);
        } else {
            return None;
        };
        self.named(Named::new(slot), at)
    }

    fn amount(&self, value: u32, at: usize) -> Read {
        let (grain, end) = self.unit(at)?;
        let count = i32::try_from(value).ok()?;
        if let Some(end) = self.one_of(end, &["以前", "之前", "前"]) {
            if grain == Grain::Year && count == 1 {
                return self.relative(distance(grain, 1, None), end);
            }
            return self.fixed(counted(self.published, grain, -count), end);
        }
        if let Some(end) = self.one_of(end, &["以后", "之后", "以後", "之後", "后", "後"])
        {
            return self.relative(distance(grain, -count, None), end);
        }
        if self.one_of(end, &["级", "龄", "期"]).is_some() {
            return Some((Piece::Passed, end));
        }
        self.fixed(Time::without_days(self.published, TimeKind::Duration), end)
    }

    fn within_year(&self, year: Option<i16>, at: usize) -> Read {
        if let Some((Piece::Named(named), end)) =
            self.first_months(at).or_else(|| self.half_or_quarter(at)).or_else(|| self.season(at))
        {
            return self.named(named.in_year(year), end);
        }
        if let Some((value, _, next)) = self.number(at) {
            if let Some(end) = self.has(next, "月") {
                let end = self.has(end, "份").unwrap_or(end);
                return self.month(year, small(value, 12)?, end);
            }
            if let Some((Piece::Named(named @ Named { slot: Slot::Months(..), .. }), end)) =
                self.pair(value, next)
            {
                return self.named(named.in_year(year), end);
            }
        }
        let whole = Named::new(Slot::Year).in_year(year);
        match self.part(at) {
            Some((part, end)) => self.named(whole.with_part(Some(part)), end),
            None => self.named(whole, at),
        }
    }

    fn season(&self, at: usize) -> Read {
        let seasons = [("春", 1), ("夏", 2), ("秋", 3), ("冬", 4)];
        let (season, next) =
            seasons.iter().find_map(|(word, n)| Some((*n, self.has(at, word)?)))?;
        let end = self.one_of(next, &["天", "季"])?;
        self.named(Named::new(Slot::Season(season)), end)
    }

    fn month(&self, year: Option<i16>, month: u8, at: usize) -> Read {
        let named = Named::month(month).in_year(year);
        if let Some((value, _, next)) = self.number(at) {
            if let Some(end) = self.one_of(next, &["日", "号", "號"])
                && let Some(day) = small(value, 31)
            {
                return self.named(Named { slot: Slot::Day(month, day), ..named }, end);
            }
            if let Some((Piece::Named(Named { slot: Slot::BareDay(day), .. }), end)) =
                self.pair(value, next)
            {
                return self.named(Named { slot: Slot::Day(month, day), ..named }, end);
            }
        }
        match self.part(at) {
            Some((part, end)) => self.named(named.with_part(Some(part)), end),
            None => self.named(named, at),
        }
    }

    /// "元旦", "国庆节", "年底", "月初".
    fn word(&self, at: usize) -> Read {
        let holidays = [("元旦", 1, 1), ("国庆节", 10, 1), ("國慶節", 10, 1), ("圣诞节", 12, 25)];
        for (word, month, day) in holidays {
            if let Some(end) = self.has(at, word) {
                return self.named(Named::new(Slot::Day(month, day)), end);
            }
        }
        for (word, grain, part) in [
            ("年初", Grain::Year, Part::Start),
            ("年底", Grain::Year, Part::End),
            ("年末", Grain::Year, Part::End),
            ("月初", Grain::Month, Part::Early),
            ("月底", Grain::Month, Part::Late),
        ] {
            if let Some(end) = self.has(at, word) {
                let whole = counted(self.published, grain, 0);
                let (start, last) = part_of(whole.start, whole.end, part);
                return self.fixed(Time { start, end: last, ..whole }, end);
            }
        }
        None
    }
}

fn small(value: u32, most: u8) -> Option<u8> {
    u8::try_from(value).ok().filter(|value| (1..=most).contains(value))
}
