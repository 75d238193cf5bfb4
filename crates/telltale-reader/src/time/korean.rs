//! Times in Korean, of either state.
//!
//! Korean writes a time without blanks between its parts or with them, and hangs particles on its
//! end; so the text is read by characters. A time begins at a figure or at one of a few words at
//! the start of a phrase; what a figure means is told by the letters after it ("15일" is a day,
//! "15일간" a duration, "76년째" none).

use super::numeric::{self, Order, date_at, digits};
use super::resolve::{
    self, Named, Part, Slot, Toward, counted, distance, part_of, plus_days, relative, run, weekend,
};
use super::{Grain, Relative, Time, TimeKind};
use jiff::civil::Date;

/// Every time of a Korean text.
pub(super) fn find(text: &str, published: Date) -> Vec<Time> {
    let reading = Reading { text, published };
    let bytes = text.as_bytes();
    let mut times: Vec<Time> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let step = length(bytes[at]);
        let begins = bytes[at].is_ascii_digit() || bytes[at] >= 0xe0;
        if !begins {
            at += step;
            continue;
        }
        match reading.stretch(at) {
            Some((Some(time), end, named)) => {
                let time = Time { span: (at, end), ..time };
                match named.and_then(|named| reading.of_relative(&times, named, &time)) {
                    Some(joined) => times[joined.0] = joined.1,
                    None => times.push(time),
                }
                at = end;
            }
            Some((None, end, _)) => at = end,
            None => at = reading.past_word(at),
        }
    }
    times
}

fn length(lead: u8) -> usize {
    match lead {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

#[derive(Clone, Copy, Debug)]
enum Piece {
    Named(Named),
    Fixed(Time),
    /// Words that look like a time and are none.
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
    ("그저께", Grain::Day, -2),
    ("그제", Grain::Day, -2),
    ("엊그제", Grain::Day, -2),
    ("어제", Grain::Day, -1),
    ("오늘", Grain::Day, 0),
    ("금일", Grain::Day, 0),
    ("내일", Grain::Day, 1),
    ("모레", Grain::Day, 2),
    ("글피", Grain::Day, 3),
    ("지난주", Grain::Week, -1),
    ("지난 주", Grain::Week, -1),
    ("지난번 주", Grain::Week, -1),
    ("이번 주", Grain::Week, 0),
    ("이번주", Grain::Week, 0),
    ("금주", Grain::Week, 0),
    ("다음 주", Grain::Week, 1),
    ("다음주", Grain::Week, 1),
    ("내주", Grain::Week, 1),
    ("지난달", Grain::Month, -1),
    ("지난 달", Grain::Month, -1),
    ("지지난달", Grain::Month, -2),
    ("이번 달", Grain::Month, 0),
    ("이번달", Grain::Month, 0),
    ("이달", Grain::Month, 0),
    ("금월", Grain::Month, 0),
    ("다음 달", Grain::Month, 1),
    ("다음달", Grain::Month, 1),
    ("내달", Grain::Month, 1),
    ("지난 분기", Grain::Quarter, -1),
    ("이번 분기", Grain::Quarter, 0),
    ("다음 분기", Grain::Quarter, 1),
    ("재작년", Grain::Year, -2),
    ("지지난해", Grain::Year, -2),
    ("작년", Grain::Year, -1),
    ("지난해", Grain::Year, -1),
    ("지난 해", Grain::Year, -1),
    ("올해", Grain::Year, 0),
    ("금년", Grain::Year, 0),
    ("내년도", Grain::Year, 1),
    ("내년", Grain::Year, 1),
    ("다음 해", Grain::Year, 1),
    ("내후년", Grain::Year, 2),
];

/// The words that count from another time: the unit, how many back, and whether the whole unit.
const RELATIVE: &[(&str, Grain, i32, bool)] = &[
    ("전날", Grain::Day, 1, false),
    ("이튿날", Grain::Day, -1, false),
    ("다음 날", Grain::Day, -1, false),
    ("다음날", Grain::Day, -1, false),
    ("이날", Grain::Day, 0, false),
    ("같은 날", Grain::Day, 0, false),
    ("당일", Grain::Day, 0, false),
    ("전년 동기", Grain::Year, 1, false),
    ("전년동기", Grain::Year, 1, false),
    ("전년 동월", Grain::Year, 1, false),
    ("전년동월", Grain::Year, 1, false),
    ("전년 같은 기간", Grain::Year, 1, false),
    ("전년 같은 달", Grain::Year, 1, false),
    ("전년 같은 분기", Grain::Year, 1, false),
    ("전년 동 기간", Grain::Year, 1, false),
    ("전년도", Grain::Year, 1, true),
    ("전년", Grain::Year, 1, true),
    ("전해", Grain::Year, 1, true),
    ("이듬해", Grain::Year, -1, true),
    ("그해", Grain::Year, 0, true),
    ("같은 해", Grain::Year, 0, true),
    ("전월", Grain::Month, 1, true),
    ("같은 달", Grain::Month, 0, true),
    ("전분기", Grain::Quarter, 1, true),
    ("전 분기", Grain::Quarter, 1, true),
    ("직전 분기", Grain::Quarter, 1, true),
    ("전주", Grain::Week, 1, true),
];

const HOLIDAYS: &[(&str, u8, u8)] = &[
    ("새해 첫날", 1, 1),
    ("신정", 1, 1),
    ("광명성절", 2, 16),
    ("3·1절", 3, 1),
    ("삼일절", 3, 1),
    ("태양절", 4, 15),
    ("현충일", 6, 6),
    ("제헌절", 7, 17),
    ("전승절", 7, 27),
    ("광복절", 8, 15),
    ("조국해방의 날", 8, 15),
    ("개천절", 10, 3),
    ("한글날", 10, 9),
    ("성탄절", 12, 25),
    ("크리스마스이브", 12, 24),
    ("크리스마스", 12, 25),
];

/// What is named after a holiday and need not be held on it.
const OCCASIONS: &[&str] = &[
    "열병식",
    "행사",
    "기념",
    "경축",
    "축사",
    "연설",
    "행진",
    "참석",
    "무도회",
    "공연",
    "메시지",
    "인사",
    "축전",
    "특별",
    "연휴",
    "대사면",
    "특사",
    "사면",
    "카드",
    "선물",
    "휴전",
];

const WEEKDAYS: &[&str] = &["월", "화", "수", "목", "금", "토", "일"];

/// Native numerals of days, and of months with "달".
pub(crate) const DAYS: &[(&str, i32)] = &[
    ("하루", 1),
    ("이틀", 2),
    ("사흘", 3),
    ("나흘", 4),
    ("닷새", 5),
    ("엿새", 6),
    ("이레", 7),
    ("여드레", 8),
    ("아흐레", 9),
    ("열흘", 10),
    ("보름", 15),
];

const NUMERALS: &[(&str, i32)] = &[
    ("한", 1),
    ("두", 2),
    ("석", 3),
    ("세", 3),
    ("넉", 4),
    ("네", 4),
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
    ("열", 10),
    ("몇", 3),
    ("수", 3),
];

/// Parts of a month or year, longer words first.
const PARTS: &[(&str, Part)] = &[
    ("초순", Part::Early),
    ("상순", Part::Early),
    ("초반", Part::Early),
    ("초", Part::Early),
    ("중순", Part::Mid),
    ("중반", Part::Mid),
    ("하순", Part::Late),
    ("후반", Part::Late),
    ("말", Part::Late),
];

/// Weeks of a month, by how many come before; none for the last.
const WEEKS: &[(&str, Option<i32>)] = &[
    ("첫째 주", Some(0)),
    ("첫 주", Some(0)),
    ("첫째주", Some(0)),
    ("1주차", Some(0)),
    ("둘째 주", Some(1)),
    ("둘째주", Some(1)),
    ("2주차", Some(1)),
    ("셋째 주", Some(2)),
    ("셋째주", Some(2)),
    ("3주차", Some(2)),
    ("넷째 주", Some(3)),
    ("넷째주", Some(3)),
    ("4주차", Some(3)),
    ("다섯째 주", Some(4)),
    ("마지막 주", None),
    ("마지막주", None),
];

const DAYPARTS: &[&str] = &["오전", "오후", "새벽", "아침", "저녁", "밤", "낮", "정오", "심야"];

/// Letters after "일" by which it counts days or is part of another word.
const NOT_A_DAY: &[&str] =
    &["간", "째", "치", "분", "만", "씩", "차", "장", "천하", "당", "평균", "생", "관", "정"];

/// Words after "1일" that make it "a day": production and rations go by the day.
const PER_DAY: &[&str] = &[
    "생산",
    "평균",
    "최대",
    "처리",
    "소비",
    "수송",
    "권장",
    "이용",
    "산출",
    "섭취",
    "공급",
    "배급",
    "유동",
    "방문객",
    "사용",
    "통행",
    "수출량",
    "생산량",
];

/// Letters after "년" or "월" by which it is a count.
const NOT_A_YEAR: &[&str] = &["째", "차", "간", "산", "생", "만", "근속", "형", "짜리", "여"];

impl Reading<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or("")
    }

    fn has(&self, at: usize, word: &str) -> Option<usize> {
        self.rest(at).starts_with(word).then_some(at + word.len())
    }

    /// After a word that may stand behind a blank.
    fn has_near(&self, at: usize, word: &str) -> Option<usize> {
        self.has(at, word).or_else(|| self.has(self.blank(at), word))
    }

    fn any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(at, word).is_some())
    }

    fn blank(&self, at: usize) -> usize {
        at + usize::from(self.rest(at).starts_with(' '))
    }

    /// The rest of a run of letters or digits in which no time began.
    fn past_word(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes[at].is_ascii_digit() {
            let figures =
                bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b',');
            return at + figures.count();
        }
        let letters = |c: &char| ('\u{ac00}'..='\u{d7a3}').contains(c);
        let run: usize = self.rest(at).chars().take_while(letters).map(char::len_utf8).sum();
        at + run.max(length(bytes[at]))
    }

    /// A time with the particles that make it a range, a beginning or an end.
    fn stretch(&self, at: usize) -> Option<(Option<Time>, usize, Option<Named>)> {
        let (from, middle) = self.point(at)?;
        let named = match from {
            Piece::Passed => return Some((None, middle, None)),
            Piece::Named(named) => Some(named),
            Piece::Fixed(_) => None,
        };
        if let Some((to, end)) = self.other_end(from, middle)
            && let Some(time) = self.join(from, to)
        {
            let end = self.has(end, "까지").unwrap_or(end);
            return Some((Some(time), end, None));
        }
        let Some(time) = self.fix(from) else { return Some((None, middle, None)) };
        if let Some((to, end)) = self.up_to_month(&time, middle) {
            return Some((Some(to), end, None));
        }
        let (time, end) = self.particles(time, middle);
        Some((Some(time), end, named))
    }

    /// "같은 해 8월", "이듬해 3월 2일", "같은 달 15일": the month or day lies in what the words before
    /// it count from an anchor. Gives the place of those words among the times.
    fn of_relative(&self, times: &[Time], named: Named, time: &Time) -> Option<(usize, Time)> {
        let (at, before) = (times.len().checked_sub(1)?, times.last()?);
        let Some(Relative::Earlier { whole: Some(whole), .. }) = before.relative else {
            return None;
        };
        let gap = self.text.get(before.span.1..time.span.0)?;
        if !matches!(gap, " " | "" | "의 ") || named.year.is_some() {
            return None;
        }
        let anchor = times[..at]
            .iter()
            .rev()
            .take(8)
            .find(|time| time.is_dated() && time.relative.is_none());
        let anchor = anchor.map_or((self.published, self.published), |time| (time.start, time.end));
        let within = before.anchored(anchor.0, anchor.1, whole).start;
        let slot = match (whole, named.slot) {
            (Grain::Month, Slot::BareDay(day)) => Slot::Day(month_of(within), day),
            (Grain::Year, Slot::BareDay(_) | Slot::Weekday(_)) | (Grain::Month, _) => return None,
            (_, slot) => slot,
        };
        let found = Named { slot, ..named }.in_year(Some(within.year())).resolve(self.published)?;
        let last =
            if time.kind == TimeKind::Since { found.since_end(self.published) } else { found.end };
        let span = (before.span.0, time.span.1);
        Some((at, Time { span, end: last, kind: time.kind, ..found }))
    }

    fn fix(&self, piece: Piece) -> Option<Time> {
        match piece {
            Piece::Fixed(time) => Some(time),
            Piece::Named(named) => named.resolve(self.published),
            Piece::Passed => None,
        }
    }

    /// The other end of "1~9월", "27일부터 30일까지", "9월과 10월".
    fn other_end(&self, from: Piece, at: usize) -> Read {
        let at = self.past_weekday(at);
        for mark in ["부터", "에서", "~", "∼", "〜", "～", "-", "–", "—"] {
            let Some(next) = self.has_near(at, mark) else { continue };
            let read = self.point(self.blank(next));
            return read.filter(|(piece, end)| {
                !matches!(piece, Piece::Passed)
                    && (mark != "에서" || self.has(*end, "까지").is_some())
            });
        }
        for mark in ["·", "ㆍ", "과 ", "와 ", ", "] {
            let Some(next) = self.has(at, mark) else { continue };
            let (piece, end) = self.point(next)?;
            let (Piece::Named(a), Piece::Named(b)) = (from, piece) else { return None };
            let adjacent = match (a.slot, b.slot) {
                (Slot::BareDay(a) | Slot::Day(_, a), Slot::BareDay(b)) => b == a + 1,
                (Slot::Months(_, a), Slot::Months(b, _)) => b == a % 12 + 1,
                _ => false,
            };
            return (adjacent && mark != ", ").then_some((piece, end));
        }
        None
    }

    fn join(&self, from: Piece, to: Piece) -> Option<Time> {
        if let (Piece::Named(from), Piece::Named(to)) = (from, to) {
            return from.through(to, self.published);
        }
        let from = self.fix(from)?;
        // "지난달 27일부터 이달 3일까지"; the end may be a day of the same month.
        let to = match to {
            Piece::Named(named @ Named { slot: Slot::BareDay(day), .. })
                if from.grain == Grain::Day =>
            {
                let same = resolve::day_of(from.start.year(), month_of(from.start), day);
                let day = same.filter(|day| *day >= from.start);
                day.map(|day| Time::of(day, day, Grain::Day))
                    .or_else(|| named.resolve(self.published))?
            }
            to => self.fix(to)?,
        };
        let dated =
            from.relative.is_none() && to.relative.is_none() && from.is_dated() && to.is_dated();
        (dated && from.start <= to.end).then_some(Time {
            start: from.start,
            kind: TimeKind::Range,
            grain: from.grain.max(to.grain),
            future_form: from.future_form || to.future_form,
            ..to
        })
    }

    /// "올해 들어 7월까지", "올 들어".
    fn up_to_month(&self, time: &Time, at: usize) -> Option<(Time, usize)> {
        if time.grain != Grain::Year || time.relative.is_some() {
            return None;
        }
        let next = self.has_near(at, "들어")?;
        let since = Time { end: self.published.max(time.start), kind: TimeKind::Since, ..*time };
        let inner = self.blank(self.has(next, "서").unwrap_or(next));
        let inner = self.has(inner, "지난 ").unwrap_or(inner);
        if let Some((Piece::Named(to), end)) = self.point(inner)
            && let Some(end) = self.has(end, "까지")
            && let Some(to) = to.in_year(Some(time.start.year())).resolve(self.published)
        {
            let range = Time { start: time.start, kind: TimeKind::Range, grain: Grain::Span, ..to };
            return Some((range, end));
        }
        Some((since, next))
    }

    /// "부터", "까지", "이후", "이래" behind a point.
    fn particles(&self, time: Time, at: usize) -> (Time, usize) {
        if !time.is_dated() || time.relative.is_some() || time.kind == TimeKind::Range {
            return (time, at);
        }
        for mark in ["부터", "이후", "이래", "이후로"] {
            if let Some(end) = self.has_near(at, mark) {
                let last = time.since_end(self.published);
                return (Time { end: last, kind: TimeKind::Since, ..time }, end);
            }
        }
        for mark in ["까지", "전까지", "이전"] {
            if let Some(end) = self.has_near(at, mark) {
                let ahead = time.end >= self.published;
                let start = if ahead { self.published.min(time.end) } else { time.start };
                let future_form = time.future_form || time.end > self.published;
                return (Time { start, kind: TimeKind::Until, future_form, ..time }, end);
            }
        }
        (time, at)
    }

    /// "(월)" or "월요일" behind a date.
    fn past_weekday(&self, at: usize) -> usize {
        let inside = self.has(at, "(").and_then(|inner| {
            let day = WEEKDAYS.iter().find_map(|day| self.has(inner, day))?;
            self.has(self.has(day, "요일").unwrap_or(day), ")")
        });
        inside.unwrap_or(at)
    }

    // One time.

    fn point(&self, at: usize) -> Read {
        let bytes = self.text.as_bytes();
        match *bytes.get(at)? {
            byte if byte.is_ascii_digit() => self.figure(at),
            0xe2.. if self.begins_phrase(at) => self.word(at),
            _ => None,
        }
    }

    /// No letter stands directly before.
    fn begins_phrase(&self, at: usize) -> bool {
        let before = self.text.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric())
    }

    fn named(&self, named: Named, end: usize) -> Read {
        Some((Piece::Named(named), end))
    }

    fn fixed(&self, time: Time, end: usize) -> Read {
        Some((Piece::Fixed(time), end))
    }

    fn relative(&self, of: Relative, end: usize) -> Read {
        self.fixed(relative(self.published, of), end)
    }

    /// A figure and what the letters behind it make of it.
    fn figure(&self, at: usize) -> Read {
        let bytes = self.text.as_bytes();
        if at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
            return None;
        }
        if let Some((date, end)) = date_at(bytes, at, Order::DayFirst) {
            let Some(date) = date else { return Some((Piece::Passed, end)) };
            return self.fixed(numeric::time(date), end);
        }
        let (value, count) = digits(bytes, at)?;
        let next = at + count;
        if let Some(end) = self.juche(at, next) {
            return Some(end);
        }
        let next = self.blank_before_unit(next);
        if at > 0
            && matches!(bytes[at - 1], b'.' | b',')
            && at > 1
            && bytes[at - 2].is_ascii_digit()
        {
            return None;
        }
        if let Some(end) = self.has(next, "년대") {
            return self.decade(value, end);
        }
        if let Some(end) = self.has(next, "년") {
            return self.years(value, count, end);
        }
        if let Some(end) = self.has(next, "월") {
            return self.month(None, Toward::Open, value, end);
        }
        if let Some(end) = self.has(next, "일") {
            // "제15일" numbers days, it names none.
            let numbered = self.text.get(..at).is_some_and(|before| before.ends_with('제'));
            return if numbered { Some((Piece::Passed, end)) } else { self.day(value, end) };
        }
        if let Some(end) = self.has(next, "분기") {
            return self.quarters(None, value, end);
        }
        let round = self.has(next, "돌").filter(|end| value >= 10 && self.ends_word(*end));
        if let Some(end) = self.has(next, "주년").or(round) {
            return self.fixed(Time::without_days(self.published, TimeKind::Anniversary), end);
        }
        for (unit, grain) in [
            ("개월", Grain::Month),
            ("달", Grain::Month),
            ("주일", Grain::Week),
            ("주", Grain::Week),
        ] {
            if let Some(end) = self.has(next, unit) {
                return self.amount(i32::try_from(value).ok()?, grain, end);
            }
        }
        self.first_of_pair(at, value, next)
    }

    /// "1~9월", "15∼17일", "2020~2024년": the unit stands behind the second figure.
    fn first_of_pair(&self, _at: usize, value: u32, at: usize) -> Read {
        let marks = ["~", "∼", "〜", "～", "-", "–", "·", "ㆍ"];
        let next = marks.iter().find_map(|mark| self.has(at, mark))?;
        if let Some(read) = self.short_years(value, next) {
            return Some(read);
        }
        let (second, count) = digits(self.text.as_bytes(), next)?;
        let unit = self.blank_before_unit(next + count);
        let slot = if self.has(unit, "월").is_some_and(|end| !self.any(end, &["간", "호", "령"]))
        {
            let month = small(value, 12)?;
            small(second, 12)?;
            Slot::Months(month, month)
        } else if self.has(unit, "일").is_some_and(|end| !self.any(end, NOT_A_DAY)) {
            small(second, 31)?;
            Slot::BareDay(small(value, 31)?)
        } else if self.has(unit, "분기").is_some() {
            small(second, 4)?;
            Slot::Quarter(small(value, 4)?)
        } else if self.has(unit, "년").is_some() && (1800..2200).contains(&value) && second > value
        {
            return self.named(Named::year(i16::try_from(value).ok()?), at);
        } else {
            return None;
        };
        self.named(Named::new(slot), at)
    }

    /// "2015∼19년"
    fn short_years(&self, value: u32, at: usize) -> Read {
        let (second, 2) = digits(self.text.as_bytes(), at)? else { return None };
        let end = self.has(at + 2, "년")?;
        let to = value - value % 100 + second;
        if !(1800..2200).contains(&value) || to <= value {
            return None;
        }
        let (from, to) = (i16::try_from(value).ok()?, i16::try_from(to).ok()?);
        self.fixed(Named::year(from).through(Named::year(to), self.published)?, end)
    }

    fn blank_before_unit(&self, at: usize) -> usize {
        let next = self.blank(at);
        if next > at && self.any(next, &["개월"]) { next } else { at }
    }

    /// "주체114(2025)년"
    fn juche(&self, at: usize, next: usize) -> Read {
        let inner = self.has(next, "(")?;
        self.text.get(..at)?.ends_with("주체").then_some(())?;
        let (value, count) = digits(self.text.as_bytes(), inner)?;
        let end = self.has(self.has(inner + count, ")")?, "년")?;
        self.years(value, count, end)
    }

    fn decade(&self, value: u32, end: usize) -> Read {
        let first = match value {
            1800..2100 if value.is_multiple_of(10) => i16::try_from(value).ok()?,
            10..100 if value.is_multiple_of(10) => i16::try_from(1900 + value).ok()?,
            _ => return Some((Piece::Passed, end)),
        };
        self.fixed(Named::year(first).through(Named::year(first + 9), self.published)?, end)
    }

    /// A year, or a number of years.
    fn years(&self, value: u32, count: usize, end: usize) -> Read {
        if count == 4 && (1000..2200).contains(&value) && !self.any(end, &["째", "간", "여"]) {
            let year = i16::try_from(value).ok()?;
            let end =
                self.has(end, "도").filter(|end| self.has(*end, "로").is_none()).unwrap_or(end);
            return self.within_year(Some(year), Toward::Open, end);
        }
        // "'25년 3월"
        if count == 2 && value < 50 && self.month_follows(end) {
            return self.within_year(Some(i16::try_from(2000 + value).ok()?), Toward::Open, end);
        }
        self.amount(i32::try_from(value).ok()?, Grain::Year, end)
    }

    fn month_follows(&self, at: usize) -> bool {
        let next = self.blank(at);
        digits(self.text.as_bytes(), next)
            .is_some_and(|(_, count)| self.has(next + count, "월").is_some())
    }

    /// What stands behind a year: month and day, quarter, half, season, part.
    fn within_year(&self, year: Option<i16>, toward: Toward, at: usize) -> Read {
        let next = self.blank(self.has(at, "의").unwrap_or(at));
        if let Some((value, count)) = digits(self.text.as_bytes(), next) {
            let unit = next + count;
            if let Some(end) = self.has(unit, "월") {
                return self.month(year, toward, value, end);
            }
            if let Some(end) = self.has(unit, "분기") {
                return self.quarters(year, value, end);
            }
            if let Some((Piece::Named(named), end)) = self.first_of_pair(next, value, unit)
                && !matches!(named.slot, Slot::BareDay(_) | Slot::Year)
            {
                return self.named(named.in_year(year), end);
            }
        }
        if let Some((slot, end)) = self.slot_of_year(next) {
            return self.named(Named::new(slot).in_year(year), end);
        }
        if let Some(first) = self.has(next, "첫 ")
            && let Some((Piece::Named(named), end)) = self.first_months(first)
        {
            return self.named(named.in_year(year), end);
        }
        for (word, part) in [("연말", Part::End), ("연초", Part::Start)] {
            if let Some(end) = self.has(next, word).filter(|end| self.ends_word(*end)) {
                return self.named(Named::new(Slot::Year).in_year(year).with_part(Some(part)), end);
            }
        }
        if let Some((part, end)) = self.part(at) {
            return self.named(Named::new(Slot::Year).in_year(year).with_part(Some(part)), end);
        }
        let end = self.has(next, "한 해").or_else(|| self.has(next, "한해")).unwrap_or(at);
        self.named(Named::new(Slot::Year).in_year(year), end)
    }

    fn slot_of_year(&self, at: usize) -> Option<(Slot, usize)> {
        let slots = [
            ("상반기", Slot::Half(1)),
            ("하반기", Slot::Half(2)),
            ("전반기", Slot::Half(1)),
            ("후반기", Slot::Half(2)),
            ("봄", Slot::Season(1)),
            ("여름", Slot::Season(2)),
            ("가을", Slot::Season(3)),
            ("겨울", Slot::Season(4)),
        ];
        slots.iter().find_map(|(word, slot)| Some((*slot, self.has(at, word)?)))
    }

    fn part(&self, at: usize) -> Option<(Part, usize)> {
        let next = self.blank(at);
        PARTS.iter().find_map(|(word, part)| {
            let end = self.has(next, word)?;
            // "초" must end its word, or "초과", "말레이시아" would be parts.
            self.ends_word(end).then_some((*part, end))
        })
    }

    /// A particle, a mark or a blank follows, no further noun.
    fn ends_word(&self, at: usize) -> bool {
        let particles = [
            "에", "까지", "부터", "의", "은", "는", "을", "를", "이", "가", "과", "와", "쯤", "께",
            "로", "경", "보다", "도", "만", "이나", "기준",
        ];
        let next = self.rest(at).chars().next();
        !next.is_some_and(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)) || self.any(at, &particles)
    }

    fn month(&self, year: Option<i16>, toward: Toward, value: u32, end: usize) -> Read {
        let Some(month) = small(value, 12) else { return Some((Piece::Passed, end)) };
        if self.any(end, &["호", "령", "세", "셋", "생"]) {
            return Some((Piece::Passed, end));
        }
        let named = Named::month(month).in_year(year).toward(toward);
        let next = self.blank(end);
        if let Some((day, count)) = digits(self.text.as_bytes(), next) {
            if let Some(last) = self.has(next + count, "일")
                && !self.any(last, NOT_A_DAY)
                && let Some(day) = small(day, 31)
            {
                return self
                    .named(Named { slot: Slot::Day(month, day), ..named }, self.after_day(last));
            }
            // "10월 1~20일"
            if let Some((Piece::Named(Named { slot: Slot::BareDay(day), .. }), last)) =
                self.first_of_pair(next, day, next + count)
            {
                return self.named(Named { slot: Slot::Day(month, day), ..named }, last);
            }
        }
        if let Some(week) = self.week_of(named, end) {
            return Some(week);
        }
        match self.part(end) {
            Some((part, end)) => self.named(named.with_part(Some(part)), end),
            None => self.named(named, end),
        }
    }

    /// "12월 둘째 주", "3월 2주차": weeks from Monday to Sunday, the first with most of its days in the
    /// month.
    fn week_of(&self, month: Named, at: usize) -> Option<(Piece, usize)> {
        let next = self.blank(at);
        let (nth, end) =
            WEEKS.iter().find_map(|(word, nth)| Some((*nth, self.has(next, word)?)))?;
        // "첫 주말", "첫 주한 대사": no week.
        let letter = self.rest(end).chars().next().filter(|letter| letter.is_alphanumeric());
        if letter.is_some_and(|letter| !"에의는은동간부까".contains(letter)) {
            return None;
        }
        let whole = month.resolve(self.published)?;
        // The week of the month's fourth day has four of its days at least.
        let first = resolve::monday(resolve::plus_days(whole.start, 3));
        let last = resolve::monday(resolve::plus_days(whole.end, -3));
        let monday = nth.map_or(last, |nth| resolve::plus_days(first, 7 * nth));
        let time = Time::of(monday, resolve::plus_days(monday, 6), Grain::Week);
        self.fixed(Time { open: whole.open, ..time }, end)
    }

    /// Over "(현지시간)" and the part of the day.
    fn after_day(&self, at: usize) -> usize {
        let at = self.past_weekday(at);
        let place =
            self.has(at, "(현지시간)").or_else(|| self.has(at, "(현지 시간)")).unwrap_or(at);
        let next = self.blank(place);
        let part = DAYPARTS.iter().find_map(|part| self.has(next, part));
        part.unwrap_or(place)
    }

    /// A day of the month, or a number of days.
    fn day(&self, value: u32, end: usize) -> Read {
        let next = self.blank(end);
        let a_day = value == 1 && next > end && (self.any(next, PER_DAY) || self.digit_at(next));
        if a_day {
            return Some((Piece::Passed, end));
        }
        if self.counts_days(end) {
            return self.amount(i32::try_from(value).ok()?, Grain::Day, end);
        }
        let Some(day) = small(value, 31) else { return Some((Piece::Passed, end)) };
        if self.any(end, NOT_A_DAY) {
            return Some((Piece::Passed, end));
        }
        self.named(Named::new(Slot::BareDay(day)), self.after_day(end))
    }

    fn digit_at(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }

    /// "3일간", "3일 전", "3일 만에", "3일 동안"
    fn counts_days(&self, at: usize) -> bool {
        let next = self.blank(at);
        self.any(at, &["간", "째", "동안"])
            || self.any(next, &["만에", "만의", "만이", "만인"])
            || (next > at
                && self.any(
                    next,
                    &[
                        "전 ",
                        "전에",
                        "전의",
                        "전인",
                        "전까지",
                        "전부터",
                        "전보다",
                        "전,",
                        "동안",
                        "이내",
                        "안에",
                        "연속",
                        "넘게",
                        "가까이",
                        "이상",
                    ],
                ))
            || (next > at && self.follows(next))
    }

    /// "3일 뒤", but not "3일 뒤셀도르프", "3일 후지모리".
    fn follows(&self, at: usize) -> bool {
        let ends = ["뒤", "후", "앞"].iter().filter_map(|word| self.has(at, word));
        { ends }.any(|end| self.ends_word(end))
    }

    fn quarters(&self, year: Option<i16>, value: u32, end: usize) -> Read {
        let Some(quarter) = small(value, 4) else { return Some((Piece::Passed, end)) };
        let next = self.blank(end);
        if self.any(end, &["째", "만에"])
            || (next > end && self.any(next, &["연속", "만에", "동안", "째"]))
        {
            return Some((Piece::Passed, end));
        }
        self.named(Named::new(Slot::Quarter(quarter)).in_year(year), end)
    }

    /// A number of units: "3일 전", "1년 전보다", "석 달 만에", "5년간".
    fn amount(&self, count: i32, grain: Grain, at: usize) -> Read {
        if self.any(at, NOT_A_YEAR) && !self.any(at, &["간", "여 ", "만에"]) {
            return Some((Piece::Passed, at));
        }
        let next = self.blank(self.has(at, "여").unwrap_or(at));
        let ago = self
            .has(next, "전")
            .filter(|end| self.ends_word(*end) && !self.any(*end, &["은 ", "쟁", "략"]));
        if let Some(end) = ago {
            // "1년 전 같은 달보다"
            if grain == Grain::Year
                && let Some(end) = self.same(end)
            {
                return self.relative(distance(grain, count, None), end);
            }
            if grain == Grain::Year && count == 1
                || self.any(end, &["보다", "에 비해", "과 비교", " 대비", "에 견줘"])
            {
                return self.relative(distance(grain, count, None), end);
            }
            return self.fixed(counted(self.published, grain, -count), end);
        }
        let later = self
            .has(next, "뒤")
            .or_else(|| self.has(next, "후"))
            .filter(|end| self.ends_word(*end));
        if let Some(end) = later {
            return self.relative(distance(grain, -count, None), end);
        }
        let within = self.has(next, "이내").or_else(|| self.has(next, "안에"));
        if let Some(end) = within {
            let time = run(self.published, grain, count, true);
            return self.fixed(Time { kind: TimeKind::Until, ..time }, end);
        }
        let end = self.has(at, "간").or_else(|| self.has(next, "동안")).unwrap_or(at);
        self.fixed(Time::without_days(self.published, TimeKind::Duration), end)
    }

    // Words.

    fn word(&self, at: usize) -> Read {
        self.directed(at)
            .or_else(|| self.same_last_year(at))
            .or_else(|| self.counted_word(at))
            .or_else(|| self.relative_word(at))
            .or_else(|| self.weekday(at, Toward::Open))
            .or_else(|| self.holiday(at))
            .or_else(|| self.half(at))
            .or_else(|| self.native(at))
            .or_else(|| self.set(at))
    }

    /// "지난 15일", "오는 10월", "지난 화요일", "지난 3년간", "최근 6개월", "올 상반기".
    fn directed(&self, at: usize) -> Read {
        let heads = [
            ("지난 ", Toward::Last),
            ("오는 ", Toward::Coming),
            ("이번 ", Toward::This),
            ("다음 ", Toward::Next),
            ("최근 ", Toward::Last),
            ("향후 ", Toward::Coming),
            ("앞으로 ", Toward::Coming),
            ("올 ", Toward::This),
            ("첫 ", Toward::Open),
        ];
        let (head, toward) = heads.iter().find(|(head, _)| self.has(at, head).is_some())?;
        let next = at + head.len();
        if *head == "올 " {
            return self.this_year(next);
        }
        if *head == "첫 " {
            return self.first_months(next);
        }
        if let Some(read) = self.weekday(next, *toward) {
            return Some(read);
        }
        if let Some(end) = self.has(next, "주말") {
            let shift = i32::from(matches!(toward, Toward::Coming | Toward::Next | Toward::This));
            return self.fixed(weekend(self.published, shift), end);
        }
        if let Some((slot, end)) = self.slot_of_year(next) {
            return self.named(Named::new(slot).toward(*toward), end);
        }
        let read = if self.digit_at(next) { self.figure(next) } else { self.native(next) };
        match read? {
            (Piece::Named(named), end) => self.named(self.aimed(named, *toward), end),
            (Piece::Fixed(time), end) if time.kind == TimeKind::Duration => {
                self.run_behind(next, end, *toward)
            }
            (Piece::Fixed(time), end) if time.grain == Grain::Day => self.fixed(time, end),
            _ => None,
        }
    }

    /// "지난 10월" on 20 October is this month's: the most recent, the published day included.
    fn aimed(&self, named: Named, toward: Toward) -> Named {
        match (named.slot, toward) {
            (Slot::Weekday(_) | Slot::Season(_) | Slot::Half(_), _) => named.toward(toward),
            (_, Toward::Last) if named.year.is_none() => {
                let past =
                    named.resolve(self.published).is_some_and(|time| time.start <= self.published);
                if past { named.fixed_past(self.published) } else { named.toward(Toward::Last) }
            }
            (_, Toward::This) => named,
            _ => named.toward(toward),
        }
    }

    /// "지난 3년간": so many units up to now.
    fn run_behind(&self, at: usize, end: usize, toward: Toward) -> Read {
        let (count, grain) = self.quantity(at)?;
        let time =
            run(self.published, grain, count, matches!(toward, Toward::Coming | Toward::Next));
        self.fixed(time, end)
    }

    fn quantity(&self, at: usize) -> Option<(i32, Grain)> {
        if let Some((value, count)) = digits(self.text.as_bytes(), at) {
            let next = self.blank_before_unit(at + count);
            return Some((i32::try_from(value).ok()?, self.unit(next)?.0));
        }
        self.native_quantity(at).map(|(count, grain, _)| (count, grain))
    }

    fn unit(&self, at: usize) -> Option<(Grain, usize)> {
        let units = [
            ("개월", Grain::Month),
            ("달", Grain::Month),
            ("주일", Grain::Week),
            ("주", Grain::Week),
            ("년", Grain::Year),
            ("해", Grain::Year),
            ("일", Grain::Day),
        ];
        units.iter().find_map(|(word, grain)| Some((*grain, self.has(at, word)?)))
    }

    /// "올 상반기", "올 1분기", "올 들어", "올 3월", "올여름".
    fn this_year(&self, at: usize) -> Read {
        let year = Some(self.published.year());
        let (piece, end) = self.within_year(year, Toward::Open, at)?;
        let whole = matches!(piece, Piece::Named(Named { slot: Slot::Year, part: None, .. }));
        if whole && end == at && self.has(at, "들어").is_none() {
            return None;
        }
        Some((piece, end))
    }

    /// "첫 10개월", "첫 두 달".
    fn first_months(&self, at: usize) -> Read {
        if let Some((count, Grain::Month, end)) = self.native_quantity(at) {
            let count = small(u32::try_from(count).ok()?, 12)?;
            return self.named(Named::new(Slot::Months(1, count)), end);
        }
        let (value, count) = digits(self.text.as_bytes(), at)?;
        let end = self.has(self.blank(at + count), "개월")?;
        self.named(Named::new(Slot::Months(1, small(value, 12)?)), end)
    }

    /// "지난해 같은 기간", "작년 동기", "재작년 같은 달", "2024년 같은 기간" begins at a figure.
    fn same_last_year(&self, at: usize) -> Read {
        let years = [("지난해", 1), ("작년", 1), ("재작년", 2), ("지난 해", 1), ("올해", 0)];
        let (next, back) =
            years.iter().find_map(|(word, back)| Some((self.has(at, word)?, *back)))?;
        let end = self.same(next)?;
        if back == 0 {
            return self.relative(Relative::SameIn { year: self.published.year() }, end);
        }
        self.relative(distance(Grain::Year, back, None), end)
    }

    fn same(&self, at: usize) -> Option<usize> {
        let next = self.blank(self.has(at, "의").unwrap_or(at));
        [
            "같은 기간",
            "같은 달",
            "같은 분기",
            "같은 시기",
            "같은 날",
            "동기간",
            "동기",
            "동월",
            "동 기간",
            "동분기",
        ]
        .iter()
        .find_map(|word| self.has(next, word))
    }

    fn counted_word(&self, at: usize) -> Read {
        let (word, grain, shift) =
            COUNTED.iter().find(|(word, ..)| self.has(at, word).is_some())?;
        let end = at + word.len();
        match grain {
            Grain::Day if self.any(end, &["날", "모레", "의 날씨"]) => {
                Some((Piece::Passed, end))
            }
            Grain::Day => self.fixed(counted(self.published, *grain, *shift), self.after_day(end)),
            Grain::Year => {
                let year = self.published.year().checked_add(i16::try_from(*shift).ok()?)?;
                let (piece, end) = self.within_year(Some(year), Toward::Open, end)?;
                match piece {
                    Piece::Named(Named { slot: Slot::Year, part: None, .. }) => {
                        self.fixed(counted(self.published, Grain::Year, *shift), end)
                    }
                    Piece::Named(named) if *shift > 0 => {
                        let time = named.resolve(self.published)?;
                        self.fixed(Time { future_form: true, ..time }, end)
                    }
                    _ => Some((piece, end)),
                }
            }
            Grain::Month => self.within_month(counted(self.published, *grain, *shift), end),
            Grain::Week => self.within_week(counted(self.published, *grain, *shift), end),
            _ => self.fixed(counted(self.published, *grain, *shift), end),
        }
    }

    /// "지난달 15일", "이달 초", "다음 달 1~3일".
    fn within_month(&self, month: Time, at: usize) -> Read {
        let next = self.blank(at);
        if let Some((value, count)) = digits(self.text.as_bytes(), next) {
            let of_pair = self.first_of_pair(next, value, next + count);
            let end = match of_pair {
                Some((Piece::Named(Named { slot: Slot::BareDay(_), .. }), end)) => Some(end),
                _ => self
                    .has(next + count, "일")
                    .filter(|end| !self.any(*end, NOT_A_DAY))
                    .map(|end| self.after_day(end)),
            };
            if let Some(end) = end
                && let Some(day) = small(value, 31)
                && let Some(day) = resolve::day_of(month.start.year(), month_of(month.start), day)
            {
                let time = Time { start: day, end: day, grain: Grain::Day, ..month };
                return self.fixed(Time { future_form: day > self.published, ..time }, end);
            }
        }
        match self.part(at) {
            Some((part, end)) => {
                let (start, last) = part_of(month.start, month.end, part);
                self.fixed(Time { start, end: last, ..month }, end)
            }
            None => self.fixed(month, at),
        }
    }

    /// "지난주 화요일"
    fn within_week(&self, week: Time, at: usize) -> Read {
        let next = self.blank(at);
        if let Some((weekday, end)) = self.weekday_name(next) {
            let day = plus_days(week.start, i32::from(weekday) - 1);
            let time = Time { future_form: day > self.published, ..Time::of(day, day, Grain::Day) };
            return self.fixed(time, self.after_day(end));
        }
        if let Some(end) = self
            .has(next, "주말")
            .or_else(|| self.has_near(at, "말").filter(|end| self.ends_word(*end)))
        {
            let time = Time::of(plus_days(week.start, 5), week.end, Grain::Span);
            return self.fixed(Time { future_form: time.start > self.published, ..time }, end);
        }
        self.fixed(week, at)
    }

    fn weekday_name(&self, at: usize) -> Option<(u8, usize)> {
        (1..).zip(WEEKDAYS).find_map(|(n, day)| Some((n, self.has(self.has(at, day)?, "요일")?)))
    }

    fn weekday(&self, at: usize, toward: Toward) -> Read {
        let (weekday, end) = self.weekday_name(at)?;
        if self.has(end, "마다").is_some() {
            return self.fixed(Time::without_days(self.published, TimeKind::Set), end);
        }
        self.named(Named::new(Slot::Weekday(weekday)).toward(toward), self.after_day(end))
    }

    fn relative_word(&self, at: usize) -> Read {
        // "전달" is also delivery: only a comparison makes it the month before.
        if let Some(end) = self.has(at, "전달") {
            let compared =
                ["보다", "에 비해", "에 견줘", "에 비하면", " 대비", "과 비교", "과 비슷", "의 "];
            return self
                .any(end, &compared)
                .then(|| self.relative(distance(Grain::Month, 1, Some(Grain::Month)), end))?;
        }
        let (word, grain, back, whole) =
            RELATIVE.iter().find(|(word, ..)| self.has(at, word).is_some())?;
        let end = at + word.len();
        if !self.ends_word(end) && self.has(end, "대비").is_none() {
            return None;
        }
        if *grain == Grain::Week && !self.any(end, &["보다", "에 비해", " 대비", "대비"]) {
            return None;
        }
        if *whole
            && *grain == Grain::Year
            && let Some(end) = self.same(end)
        {
            return self.relative(distance(Grain::Year, *back, None), end);
        }
        let relative = distance(*grain, *back, whole.then_some(*grain));
        let end = if *grain == Grain::Day { self.after_day(end) } else { end };
        // "같은 달 15일"
        self.relative(relative, end)
    }

    fn holiday(&self, at: usize) -> Read {
        let (word, month, day) = HOLIDAYS.iter().find(|(word, ..)| self.has(at, word).is_some())?;
        let end = at + word.len();
        // "전승절 열병식", "광복절 경축사": the name of an occasion, whenever it is.
        let next = self.blank(end);
        let occasion = OCCASIONS.iter().any(|word| self.rest(next).starts_with(word));
        if occasion || self.rest(next).starts_with(|letter: char| letter.is_ascii_digit()) {
            return Some((Piece::Passed, end));
        }
        self.named(Named::new(Slot::Day(*month, *day)), end)
    }

    /// "상반기", "연말", "올여름", "이달" with nothing before it.
    fn half(&self, at: usize) -> Read {
        if let Some(next) = self.has(at, "올")
            && let Some((slot @ Slot::Season(_), end)) = self.slot_of_year(next)
        {
            return self.named(Named::new(slot).in_year(Some(self.published.year())), end);
        }
        if let Some(next) = self.has(at, "지난")
            && let Some((slot @ Slot::Season(_), end)) = self.slot_of_year(next)
        {
            return self.named(Named::new(slot).toward(Toward::Last), end);
        }
        if let Some((slot @ Slot::Half(_), end)) = self.slot_of_year(at) {
            return self.named(Named::new(slot), end);
        }
        for (word, part) in [("연말", Part::End), ("연초", Part::Start)] {
            if let Some(end) = self.has(at, word).filter(|end| self.ends_word(*end)) {
                let year = Named::new(Slot::Year).in_year(Some(self.published.year()));
                return self.named(year.with_part(Some(part)), end);
            }
        }
        for (word, part) in [("월말", Part::Late), ("월초", Part::Early)] {
            if let Some(end) = self.has(at, word).filter(|end| self.ends_word(*end)) {
                let month = counted(self.published, Grain::Month, 0);
                let (start, last) = part_of(month.start, month.end, part);
                return self.fixed(Time { start, end: last, ..month }, end);
            }
        }
        let end = self.has(at, "주말").filter(|end| self.ends_word(*end))?;
        self.fixed(weekend(self.published, 0), end)
    }

    fn native_quantity(&self, at: usize) -> Option<(i32, Grain, usize)> {
        if let Some(end) = self.has(at, "일주일") {
            return Some((1, Grain::Week, end));
        }
        if let Some((end, days)) =
            DAYS.iter().find_map(|(word, days)| Some((self.has(at, word)?, *days)))
        {
            return Some((days, Grain::Day, end));
        }
        let (next, count) =
            NUMERALS.iter().find_map(|(word, n)| Some((self.has(at, word)?, *n)))?;
        let unit = self.blank(next);
        let spaced =
            ["달", "해", "주"].iter().any(|word| self.has(unit, word).is_some()) && unit > next;
        let glued = ["개월", "년"].iter().any(|word| self.has(next, word).is_some()) && count == 3;
        if !spaced && !glued {
            return None;
        }
        let (grain, end) = self.unit(unit)?;
        Some((count, grain, end))
    }

    /// "사흘 전", "석 달 만에", "한 달 뒤".
    fn native(&self, at: usize) -> Read {
        let (count, grain, end) = self.native_quantity(at)?;
        let next = self.blank(end);
        let told = self.any(next, &["전", "뒤", "후", "동안", "만에", "이내", "안에"])
            || self.has(end, "간").is_some();
        if !told {
            // "하루 평균", "한 해"
            return (count > 1).then(|| self.amount(count, grain, end))?;
        }
        self.amount(count, grain, end)
    }

    fn set(&self, at: usize) -> Read {
        let end = ["매년", "매달", "매월", "매주", "매일", "해마다", "날마다", "주마다", "달마다"]
            .iter()
            .find_map(|word| self.has(at, word))?;
        self.fixed(Time::without_days(self.published, TimeKind::Set), end)
    }
}

fn month_of(day: Date) -> u8 {
    u8::try_from(day.month()).unwrap_or(1)
}

fn small(value: u32, most: u8) -> Option<u8> {
    u8::try_from(value).ok().filter(|value| (1..=most).contains(value))
}
