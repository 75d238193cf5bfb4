//! A month that names no year lies in the year that its sentence, or the one before, is about: "In March
//! 2025 they rose from February", "지난해 2월 6억 위안에서 3월 14억 위안으로". Without such a year it is
//! the last one before publication.

use jiff::civil::Date;

use super::compared::COMPARING;
use super::{Grain, NEWS_DAYS, Open, Relative, Time, TimeKind, resolve, same_sentence};
use crate::Language;

/// How many times back and forth a year is sought: keeps a text of nothing but months linear.
const TIMES_TRIED: usize = 6;

/// How many months lie at most between a month and the one whose year it takes where they are listed.
const LISTED_MONTHS_MAX: i32 = 6;

/// How many months before the one that it is compared with a month lies at most that may be news.
const COMPARED_NEWS_MAX: i32 = 3;

/// How far around a time its sentence is looked at, in bytes: keeps a text without any stop linear.
const REACH: usize = 400;

/// Gives months, quarters and halves without a year that of the time they are told beside.
pub(super) fn lend(times: &mut [Time], text: &str, (language, published): (Language, Date)) {
    let mut governing: Option<(usize, i16)> = None;
    for at in 0..times.len() {
        let time = times[at];
        let words = Words { text, language, times };
        if let Some(same) = words.of_that_year(at) {
            times[at] = same;
            continue;
        }
        if time.open != Open::Year || !is_lendable(&time) {
            continue;
        }
        governing = governing.filter(|(by, _)| same_sentence(text, times[*by].span, time.span));
        let ahead = words.governed(at, published);
        let old = is_old(&time, published);
        let lent = if let Some((by, year)) = ahead {
            governing = Some((by, year));
            Some(in_year(&time, year))
        } else if let Some((_, year)) = governing.filter(|_| old || words.goes_on(at)) {
            Some(in_year(&time, year))
        } else {
            words.beside(at, old)
        };
        if let Some(lent) = lent.filter(|lent| lent.start <= published) {
            times[at] = Time { open: Open::Nothing, ..lent };
        }
    }
}

/// Whether another year than that of the last month before publication may be meant: a year named in full
/// stands before the month, and says not surely that it is the month's.
pub(crate) fn is_open(times: &[Time], at: usize, text: &str, language: Language) -> bool {
    let time = times[at];
    let words = Words { text, language, times };
    time.open == Open::Year
        && is_lendable(&time)
        && words.before(at).any(|by| {
            let told = times[by];
            told.open == Open::Nothing
                && is_anchor(&told)
                && told.start.year() != time.start.year()
                && (told.grain != time.grain || told.start.month() != time.start.month())
                && !words.is_held_against(by)
        })
}

fn is_lendable(time: &Time) -> bool {
    let whole = matches!(time.grain, Grain::Month | Grain::Quarter | Grain::Half)
        && matches!(time.kind, TimeKind::Point | TimeKind::Range)
        || time.kind == TimeKind::Range;
    whole && time.relative.is_none() && !time.future_form
}

/// Whether a time is long enough, and sure enough, that another may be placed by it.
fn is_anchor(time: &Time) -> bool {
    let counted = matches!(time.relative, Some(Relative::Earlier { .. } | Relative::SameIn { .. }));
    matches!(time.kind, TimeKind::Point | TimeKind::Range)
        && time.grain > Grain::Week
        && !counted
        && !time.future_form
}

/// Whether a time is too long ago for news.
fn is_old(time: &Time, published: Date) -> bool {
    // What has not ended has no amount yet.
    let to_come = time.end > published && time.grain > Grain::Month;
    to_come || resolve::days_between(time.end, published) > NEWS_DAYS
}

fn months(day: Date) -> i32 {
    12 * i32::from(day.year()) + i32::from(day.month())
}

fn moved(time: &Time, by: i32) -> Time {
    let whole = time.end == time.end.last_of_month();
    let end = resolve::plus_months(time.end, by);
    let end = if whole { end.last_of_month() } else { end };
    Time { start: resolve::plus_months(time.start, by), end, ..*time }
}

/// The time with the same months in a year.
fn in_year(time: &Time, year: i16) -> Time {
    moved(time, 12 * (i32::from(year) - i32::from(time.start.year())))
}

/// The last one before another.
fn last_before(time: &Time, anchor: &Time) -> Time {
    let ahead = months(time.start) - months(anchor.start);
    moved(time, -12 * (ahead.div_euclid(12) + 1))
}

/// The nearest one in half a year after another, or before it.
fn nearest(time: &Time, anchor: &Time) -> Option<Time> {
    let ahead = (months(time.start) - months(anchor.start)).rem_euclid(12);
    let ahead = match ahead {
        0 => return None,
        1..=LISTED_MONTHS_MAX => ahead,
        _ => ahead - 12,
    };
    Some(moved(time, months(anchor.start) + ahead - months(time.start)))
}

/// How many figures stand in some words.
fn figures(words: &str) -> usize {
    let figure = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    words.split_whitespace().filter(figure).count()
}

/// What stands around the times of a text.
#[derive(Clone, Copy)]
struct Words<'t> {
    text: &'t str,
    language: Language,
    times: &'t [Time],
}

impl Words<'_> {
    fn between(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or("")
    }

    /// What stands before a place, no farther than `reach` bytes.
    fn ahead_of(&self, place: usize, reach: usize) -> &str {
        let from = self.text.floor_char_boundary(place.saturating_sub(reach));
        self.between(from, place)
    }

    /// What stands behind a place, no farther than the reach.
    fn behind(&self, place: usize) -> &str {
        let to = self.text.floor_char_boundary(self.text.len().min(place + REACH));
        self.between(place, to)
    }

    fn in_sentence(&self, at: usize, other: usize) -> bool {
        let (one, two) = (self.times[at].span, self.times[other].span);
        let (from, to) = (one.1.min(two.1), one.0.max(two.0));
        same_sentence(self.text, one, two) && !self.between(from, to).contains('\n')
    }

    /// The times before in the same sentence, the nearest first.
    fn before(&self, at: usize) -> impl Iterator<Item = usize> {
        (0..at).rev().take(TIMES_TRIED).take_while(move |&by| self.in_sentence(at, by))
    }

    fn after(&self, at: usize) -> impl Iterator<Item = usize> {
        let all = at + 1..self.times.len();
        all.take(TIMES_TRIED).take_while(move |&by| self.in_sentence(at, by))
    }

    /// "In the first quarter of 2026 …; in that of 2024": the same quarter of that year.
    fn of_that_year(&self, at: usize) -> Option<Time> {
        let year = self.times[at];
        let whole = year.grain == Grain::Year
            && year.kind == TimeKind::Point
            && year.relative.is_none()
            && self.language == Language::English;
        if !whole {
            return None;
        }
        let (from, said) = (year.span.0, self.between(year.span.0, year.span.1));
        let words = format!("{}{said}", self.ahead_of(from, POINTING_BYTES)).to_ascii_lowercase();
        let (ahead, _) = words.rsplit_once("that of ")?;
        let led = ["in ", "during ", "for "].iter().any(|word| ahead.ends_with(word));
        let is_part = |by: &usize| {
            let other = &self.times[*by];
            // "The first seven months of 2026" is a part of a year too.
            let span = other.start.day() == 1
                && other.end == other.end.last_of_month()
                && months(other.end) - months(other.start) < 11;
            (matches!(other.grain, Grain::Month | Grain::Quarter | Grain::Half) || span)
                && is_anchor(other)
                && other.relative.is_none()
                && from - other.span.1 <= REACH
                && !self.between(other.span.1, from).contains("\n\n")
        };
        let by = (0..at).rev().take(TIMES_TRIED).find(is_part).filter(|_| led)?;
        let same = in_year(&self.times[by], year.start.year());
        Some(Time { span: year.span, open: Open::Nothing, ..same })
    }

    /// A year at the head of the sentence that the month's clause is about, with nothing told of the year
    /// itself: "In 2025 exports rose from … in February", "지난해 수출은 2월 …".
    fn governed(&self, at: usize, published: Date) -> Option<(usize, i16)> {
        let by = self.before(at).next()?;
        let year = self.times[by];
        let whole = year.grain == Grain::Year
            && year.kind == TimeKind::Point
            && year.open == Open::Nothing
            && year.relative.is_none()
            && (year.start.year() == year.end.year())
            && year.end < published;
        if !whole || !self.is_at_head(by) {
            return None;
        }
        let words = self.between(year.span.1, self.times[at].span.0);
        let words = words.trim_start_matches(',').to_ascii_lowercase();
        let told = match self.language {
            Language::English => {
                CLAUSES_EN.iter().any(|word| words.contains(word)) || figures(&words) > 1
            }
            Language::Korean => {
                words.contains(',') || words.bytes().any(|byte| byte.is_ascii_digit())
            }
            Language::Chinese | Language::Russian => true,
        };
        (!told).then_some((by, year.start.year()))
    }

    /// Whether nothing but an amount stands between a month and the one before it: "in February to 1.4 billion
    /// in March".
    fn goes_on(&self, at: usize) -> bool {
        let Some(by) = self.before(at).next() else { return false };
        let words = self.between(self.times[by].span.1, self.times[at].span.0);
        let plain =
            !words.contains([',', ';']) && words.split_whitespace().count() <= LISTED_WORDS_MAX;
        plain && figures(words) == 1 && self.times[by].open == Open::Nothing
    }

    /// Whether a time opens its sentence.
    fn is_at_head(&self, at: usize) -> bool {
        let start = self.times[at].span.0;
        let from = start.saturating_sub(HEAD_BYTES);
        let from = (from..=start).find(|&from| self.text.is_char_boundary(from)).unwrap_or(start);
        let ahead = self.between(from, start);
        let ahead = ahead.rsplit(['.', '\n', '"', '“', ';', '?', '!']).next().unwrap_or("");
        let ahead = ahead.trim().to_ascii_lowercase();
        let whole = from == 0 || ahead.len() + 2 < start - from;
        let few = ahead.split_whitespace().count() <= 3 && !ahead.contains(',');
        match self.language {
            Language::English => {
                whole
                    && few
                    && (ahead.is_empty() || HEADS.iter().any(|head| ahead.starts_with(head)))
            }
            _ => whole && !ahead.bytes().any(|byte| byte.is_ascii_digit()) && !ahead.contains(','),
        }
    }

    /// The year of a month that is compared with another, or listed beside it.
    fn beside(&self, at: usize, old: bool) -> Option<Time> {
        let time = self.times[at];
        let plain = |by: &usize| {
            let other = &self.times[*by];
            is_anchor(other)
                && other.grain == time.grain
                && !self.is_held_against(*by)
                && !self.is_compared(*by)
        };
        let told = |by: usize| self.times[by].open == Open::Nothing;
        if self.is_compared(at) {
            let main = |by: &usize| plain(by) && !self.is_listed_with(at, *by);
            let by = self.before(at).find(plain).or_else(|| self.after(at).find(main));
            if let Some(by) = by {
                let anchor = self.times[by];
                // The second half that the first is held against may be that of either year.
                let other = match time.grain {
                    Grain::Month => anchor.start.month() != time.start.month(),
                    _ => anchor.start.month() > time.start.month(),
                };
                let lent = last_before(&time, &anchor);
                // What is news is so unless it lies right before what it is compared with.
                let close = months(anchor.start) - months(lent.start) <= COMPARED_NEWS_MAX;
                return (other && told(by) && (close || old)).then_some(lent);
            }
            let by = self.of_sentence_before(at).filter(|_| old)?;
            return Some(last_before(&time, &self.times[by]));
        }
        if !old {
            return None;
        }
        if let Some(by) = self.before(at).find(plain) {
            let anchor = self.times[by];
            return told(by).then(|| nearest(&time, &anchor)).flatten();
        }
        if self.after(at).any(|by| is_anchor(&self.times[by])) || self.before(at).next().is_some() {
            return None;
        }
        nearest(&time, &self.times[self.of_sentence_before(at)?])
    }

    /// "Compared with 3 million in August and 2 million in September 2024": whether a time behind one that
    /// something is compared with is the next of a list, and held against the same.
    fn is_listed_with(&self, at: usize, by: usize) -> bool {
        let words = self.between(self.times[at].span.1, self.times[by].span.0);
        let words = words.to_ascii_lowercase();
        let listed = words.starts_with(',') || words.starts_with(" and ");
        let mut amount = words.split(|one: char| one.is_whitespace() || one == ',');
        listed
            && figures(&words) == 1
            && amount.all(|word| word.is_empty() || word == "and" || is_light(word))
    }

    /// The one month that the sentence before names with its year, where both tell of amounts.
    fn of_sentence_before(&self, at: usize) -> Option<usize> {
        let time = self.times[at];
        if self.before(at).next().is_some() {
            return None;
        }
        let by = at.checked_sub(1)?;
        let anchor = self.times[by];
        let gap = self.between(anchor.span.1, time.span.0);
        let ends = gap.matches(". ").count() + gap.matches(".\n").count();
        let fits = ends == 1
            && !gap.contains("\n\n")
            && anchor.open == Open::Nothing
            && is_anchor(&anchor)
            && anchor.grain == time.grain
            && !self.is_held_against(by)
            && !self.is_compared(by)
            && self.before(by).next().is_none();
        (fits && self.tells_amounts(anchor.span) && self.tells_amounts(time.span)).then_some(by)
    }

    /// Whether the sentence of a time tells an amount.
    fn tells_amounts(&self, span: (usize, usize)) -> bool {
        let (ahead, behind) = (self.ahead_of(span.0, REACH), self.behind(span.1));
        let from = ahead.rfind(". ").max(ahead.rfind('\n')).map_or(0, |at| at + 1);
        let to = behind.find(". ").or_else(|| behind.find(".\n")).unwrap_or(behind.len());
        let words = [&ahead[from..], &behind[..to]].map(str::to_ascii_lowercase);
        AMOUNTS.iter().any(|word| words.iter().any(|words| words.contains(word)))
    }

    /// Whether a month is what something else is held against: "than in February", "2월의 두 배".
    fn is_compared(&self, at: usize) -> bool {
        let span = self.times[at].span;
        match self.language {
            Language::English => self.is_compared_en(at, span),
            Language::Korean => self.is_compared_ko(at, span),
            Language::Chinese | Language::Russian => super::is_yardstick(self.text, span),
        }
    }

    /// What is compared with stands right behind the word that compares, with nothing but its amount
    /// between: "from the 3 million of February", and not "from Chile in July".
    fn is_compared_en(&self, at: usize, span: (usize, usize)) -> bool {
        let last = at.checked_sub(1).map_or(0, |by| self.times[by].span.1);
        let reach = COMPARED_BYTES.min(span.0.saturating_sub(last));
        let ahead = self.ahead_of(span.0, reach);
        let ahead = format!(" {} ", ahead.to_ascii_lowercase().trim());
        let right = ahead.trim_end().trim_end_matches(" the");
        let said = self.between(span.0, span.1).as_bytes();
        let compares = |word: &&str| {
            let word = format!(" {word} ");
            let behind = ahead.rfind(&word).map(|at| &ahead[at + word.len()..]);
            behind.is_some_and(|behind| behind.split_whitespace().all(is_light))
        };
        said.get(..5).is_some_and(|said| said.eq_ignore_ascii_case(b"from "))
            || COMPARING.iter().chain(MULTIPLES).any(compares)
            || RIGHT_AHEAD_EN.iter().any(|word| right.ends_with(word))
    }

    fn is_compared_ko(&self, at: usize, span: (usize, usize)) -> bool {
        let near = self.behind(span.1);
        let end = match self.times.get(at + 1) {
            Some(next) => next.span.0.saturating_sub(span.1).min(near.len()),
            None => near.len(),
        };
        let behind = near.get(..end).unwrap_or("");
        let behind = behind.split(['\n', ',', ';']).next().unwrap_or("");
        let behind = behind.split(". ").next().unwrap_or("");
        let after = behind.trim_start();
        let of = after.strip_prefix('의').unwrap_or("");
        // "7월 수입이 수출보다" compares two flows.
        let subject = |ahead: &str| SUBJECTS_KO.iter().any(|mark| ahead.contains(mark));
        RIGHT_BEHIND_KO.iter().any(|word| after.starts_with(word))
            || OF_KO.iter().any(|word| of.contains(word))
            || behind.find("보다").is_some_and(|at| !subject(&behind[..at]))
    }

    /// Whether a time is only pointed at beside what is told: "as in March 2025", "unlike in 2024".
    fn is_held_against(&self, at: usize) -> bool {
        let span = self.times[at].span;
        let ahead = self.ahead_of(span.0, POINTING_BYTES).trim_end().to_ascii_lowercase();
        let ahead = ahead.strip_suffix(" in").unwrap_or(&ahead);
        ahead.ends_with(" as")
            || ahead.ends_with("unlike")
            || ahead.ends_with("since")
            || super::is_yardstick(self.text, span)
    }
}

/// Whether a word may stand between one that compares and the month: an amount, or a word without weight.
fn is_light(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '"', '“', '”', '~']);
    let figure = word.bytes().any(|byte| byte.is_ascii_digit());
    figure && !word.ends_with(['.', ',', ';', ':']) || LIGHT_EN.contains(&word)
}

/// How far before a month the word stands at most that compares, in bytes.
const COMPARED_BYTES: usize = 120;

/// How far before a time the words stand that only point at it, in bytes.
const POINTING_BYTES: usize = 16;

/// How many words stand at most between two listed months.
const LISTED_WORDS_MAX: usize = 6;

/// How far into a sentence a time is that opens it, in bytes.
const HEAD_BYTES: usize = 60;

/// Words at the head of a sentence before its year.
const HEADS: &[&str] =
    &["in", "during", "throughout", "of the months", "over", "for", "among the months", "back in"];

/// Words that open another clause, in which the year may be another.
const CLAUSES_EN: &[&str] =
    &[", ", ";", " but ", " while ", " whereas ", " though ", " before ", " after ", " and "];

/// Words of multiples, which compare with a month as well: "twice the 3 million of June".
const MULTIPLES: &[&str] = &["vs.", "twice", "times", "double", "half"];

/// Words without weight between those and the month, and those of its amount.
#[rustfmt::skip]
const LIGHT_EN: &[&str] = &[
    "in", "of", "the", "a", "an", "as", "much", "many", "high", "low", "large", "what", "those", "that",
    "they", "it", "its", "their", "had", "been", "was", "were", "did", "all", "for", "about", "around",
    "nearly", "almost", "roughly", "some", "just", "only", "over", "under", "level", "levels", "figure",
    "total", "value", "amount", "seen", "recorded", "posted", "registered", "reached", "reported",
    "million", "billion", "trillion", "thousand", "mn", "bn", "m", "yuan", "dollars", "dollar", "us",
    "us$", "$", "€", "£", "¥", "euros", "won", "rmb", "cny", "usd", "eur", "krw", "renminbi", "percent",
    "tonnes", "tons", "barrels", "worth", "back",
];

/// Words that compare where they stand right before the month.
const RIGHT_AHEAD_EN: &[&str] = &[" on", " over", " level of", " those of", " that of"];

/// Words that compare where they stand right behind the month.
const RIGHT_BEHIND_KO: &[&str] =
    &["보다", "대비", "에 비해", "에 비하면", "과 비교", "에 견줘", "에 견주어", "과 견줘"];

/// Marks of what a clause is about, behind which something else is compared.
const SUBJECTS_KO: &[&str] = &["은 ", "는 ", "이 ", "가 "];

/// What is told of a month's own amount: "2월의 두 배".
const OF_KO: &[&str] = &["배", "보다", "대비", "에 비해", "비교", "절반", "분의", "수준", "%"];

/// Words of an amount.
const AMOUNTS: &[&str] = &[
    "yuan",
    "dollar",
    "$",
    "percent",
    "per cent",
    "%",
    "million",
    "billion",
    "위안",
    "달러",
    "%",
    "퍼센트",
];

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::Language;

    /// The months that a text names, read on 22 August 2026.
    fn months(text: &str, language: Language) -> Vec<String> {
        let times = super::super::find(text, language, date(2026, 8, 22));
        let months = times.iter().filter(|time| time.grain == super::Grain::Month);
        months.map(|time| time.start.strftime("%Y-%m").to_string()).collect()
    }

    #[test]
    fn a_month_is_compared_with_the_one_before_it() {
        for (text, expected) in [
            ("In March 2025 sales rose 4 percent from February.", ["2025-03", "2025-02"]),
            ("Sales in March 2025 were twice those of February.", ["2025-03", "2025-02"]),
            ("Sales in July 2024 were lower than in June.", ["2024-07", "2024-06"]),
            (
                "Sales in July 2024 were down a tenth from June's $3 million.",
                ["2024-07", "2024-06"],
            ),
            (
                "Sales rose from $2 million in February to $3 million in March 2025.",
                ["2025-02", "2025-03"],
            ),
            ("Sales in January 2026 were below those of December.", ["2026-01", "2025-12"]),
            ("In July, as in March 2025, sales fell.", ["2026-07", "2025-03"]),
        ] {
            assert_eq!(months(text, Language::English), expected, "{text}");
        }
        for (text, expected) in [
            ("2025년 3월 판매는 2월보다 4% 늘었다.", ["2025-03", "2025-02"]),
            ("2025년 3월 판매는 2월의 두 배였다.", ["2025-03", "2025-02"]),
            ("지난해 3월 판매는 2월 대비 4% 늘었다.", ["2025-03", "2025-02"]),
        ] {
            assert_eq!(months(text, Language::Korean), expected, "{text}");
        }
    }

    #[test]
    fn listed_months_lie_in_the_year_that_is_named() {
        for (text, expected) in [
            (
                "Sales were $2 million in February 2025 and $3 million in March.",
                ["2025-02", "2025-03"],
            ),
            (
                "Last year sales rose from $2 million in February to $3 million in March.",
                ["2025-02", "2025-03"],
            ),
            (
                "In 2025 sales came to $2 million in February and $3 million in March.",
                ["2025-02", "2025-03"],
            ),
            (
                "Sales came to $3 million in March 2025. In February they were $2 million.",
                ["2025-03", "2025-02"],
            ),
            (
                "Sales were $2 million in December 2025 and $3 million in January.",
                ["2025-12", "2026-01"],
            ),
            // What is news may be of this year.
            (
                "Sales were $2 million in March 2025. In July they were $3 million.",
                ["2025-03", "2026-07"],
            ),
            (
                "Sales had grown since March 2025; in February they were $2 million.",
                ["2025-03", "2026-02"],
            ),
            ("She left in March 2025. In February he came.", ["2025-03", "2026-02"]),
            // What is news is of this year, whatever another flow of the sentence is compared with.
            (
                "In March 2025 sales were $3 million, while purchases from Chile in July were $2 million.",
                ["2025-03", "2026-07"],
            ),
            (
                "In March 2025 sales rose above plan, and $2 million of it came in July.",
                ["2025-03", "2026-07"],
            ),
            ("Sales in March 2025 were twice those of July.", ["2025-03", "2026-07"]),
            // Of two that something is held against the last alone has the year.
            (
                "Sales came to $3 million, against $2 million in February and $1 million in March 2025.",
                ["2026-02", "2025-03"],
            ),
            (
                "Sales came to $3 million, compared with $2 million in July and $1 million in August 2025.",
                ["2026-07", "2025-08"],
            ),
            (
                "Sales rose from $2 million in February and hit $3 million in March 2025.",
                ["2025-02", "2025-03"],
            ),
        ] {
            assert_eq!(months(text, Language::English), expected, "{text}");
        }
        for (text, expected) in [
            ("지난해 판매는 2월 2억 위안에서 3월 3억 위안으로 늘었다.", ["2025-02", "2025-03"]),
            ("2025년 2월 판매는 2억 위안, 3월은 3억 위안이었다.", ["2025-02", "2025-03"]),
        ] {
            assert_eq!(months(text, Language::Korean), expected, "{text}");
        }
    }

    #[test]
    fn that_of_another_year_is_the_same_part_of_it() {
        for (text, expected) in [
            (
                "In the first quarter of 2026 sales were $3 million; in that of 2024, $2 million.",
                (date(2024, 1, 1), date(2024, 3, 31)),
            ),
            (
                "Sales in June 2026 were $3 million. In that of 2024 they had been $2 million.",
                (date(2024, 6, 1), date(2024, 6, 30)),
            ),
            (
                "Sales came to $9 million in the first five months of 2026, up from $8 million in the \
                 same stretch of 2025 and $7 million in that of 2024.",
                (date(2024, 1, 1), date(2024, 5, 31)),
            ),
            (
                "Sales in June 2026 were $3 million; in 2024 they had been $20 million.",
                (date(2024, 1, 1), date(2024, 12, 31)),
            ),
        ] {
            let times = super::super::find(text, Language::English, date(2026, 8, 22));
            let last = times.last().map(|time| (time.start, time.end));
            assert_eq!(last, Some(expected), "{text}");
        }
    }

    #[test]
    fn a_text_without_a_stop_is_read_in_time() {
        let line = "Sales to Chile in June were higher than in January; ";
        let text = line.repeat(4000);
        let start = std::time::Instant::now();
        let times = super::super::find(&text, Language::English, date(2026, 8, 22));
        assert_eq!(times.len(), 8000);
        assert!(start.elapsed().as_secs() < 10);
    }

    #[test]
    fn a_half_that_has_not_ended_is_of_the_year_that_is_named() {
        let text =
            "In the first half of 2024 sales were $2 million; in the second half $3 million.";
        let times = super::super::find(text, Language::English, date(2026, 8, 22));
        assert_eq!(times.last().map(|time| time.start), Some(date(2024, 7, 1)));
    }
}
