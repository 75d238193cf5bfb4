//! How a text states its numbers: to which digit each is written, what its words say of it (about,
//! more than), which goods it is of, and what the text says twice so that it can be held against
//! itself.
//!
//! Nothing here judges a number; it is told as it stands.

mod against;
mod ahead;
mod amounts;
mod anniversary;
mod balance;
mod base;
mod but;
mod comparison;
mod course;
mod crossed;
mod dates;
mod denial;
mod direction;
mod doubt;
mod each;
mod elsewhen;
mod expected;
mod first;
mod gap;
mod goods;
mod growth;
mod held;
mod left;
mod listed;
mod mean;
mod multiple;
mod named;
mod numerals;
mod origin;
mod own_time;
mod partner;
mod passing;
mod proportion;
mod ranking;
mod record;
mod reserve;
mod stand_in;
mod stay;
mod steady;
mod streak;
mod subject;
mod summit;
mod tally;
mod throughout;
mod twice;
mod undone;
mod unread;
mod vague;
mod vocabulary;
mod weapon;
mod words;

pub use ahead::looks_ahead;
pub use amounts::{Amount, Counts, amounts};
pub use anniversary::{Anniversary, anniversaries};
pub use balance::{Balance, balances};
pub(crate) use base::RECORDED;
pub use base::{is_base, other_period};
pub use comparison::{Comparison, comparisons, than_amount};
pub use course::{Course, Over, courses, tells_a_course};
pub use crossed::{Crossed, crossed};
pub use dates::{Dated, dates, is_of_the_calendar};
pub use denial::{Denial, Denied, denial, undenied};
pub use direction::{Before, Moved, moved, moved_against, set_out_from, speaks_of_another_level};
pub use doubt::{
    Doubt, Why, clause_names_base, doubt, names_base, names_only_the_year, running_words,
    speaks_of_same_span,
};
pub use each::{Each, denied_of_each, each, range_halves};
pub use elsewhen::{When, Whens};
pub use expected::{Expected, expected};
pub use first::{First, firsts};
pub use gap::{Gap, GapUnit, gaps};
pub use goods::{Goods, goods};
pub use growth::{Growth, growths};
pub use left::{Left, left};
pub use listed::{Listed, listed};
pub use mean::{Behind, behind_average};
pub use multiple::{counted_in, is_level, is_of_another_flow, is_of_whose};
pub use named::Named;
pub use origin::{moved_from, moved_since};
pub use own_time::{is_of_other_month, own_time};
pub use partner::{Partner, partners};
pub use passing::{in_passing, kept};
pub use proportion::{Earlier, Proportion, Whole, proportions};
pub use ranking::{Ranking, rankings};
pub use record::{Of, Record, Since, records};
pub use reserve::{is_back, is_by_phone, is_of_somebody_else, is_put_off, is_unsure};
pub use stand_in::StandIn;
pub use stay::{Stay, stays};
pub use steady::{Steady, steady, turns_again};
pub use streak::{Step, Streak, comes_after, streaks};
pub use subject::is_of_amount;
pub use tally::{Tally, tallies};
pub use twice::{Twice, twice};
pub use undone::undone;
pub use unread::{days, speaks_of_amounts};
pub use vague::vague_counts;
pub use weapon::Weapon;

use crate::sighting::Span;
use crate::{Document, Language};

/// What the small letters of each sentence say, by the language of the document; with the sentence.
fn by_sentence<T>(
    document: &Document,
    english: impl Fn(&str) -> Option<T>,
    korean: impl Fn(&str) -> Option<T>,
) -> Vec<(Span, T)> {
    let said = |sentence: Span| {
        let words = document.text[sentence.0..sentence.1].to_ascii_lowercase();
        let one = match document.language {
            Language::English => english(&words),
            Language::Korean => korean(&words),
            _ => None,
        };
        Some((sentence, one?))
    };
    document.sentences().into_iter().filter_map(said).collect()
}

/// The most that a round number may be off before it is no rounding any more, as a share of it.
const ROUND: f64 = 0.025;

/// What the words around a number say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// So much.
    Exactly,
    /// About so much.
    About,
    /// So much or more.
    AtLeast,
    /// So much or less.
    AtMost,
}

/// A number as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written {
    /// Its words.
    pub span: Span,
    /// Half a step of the last digit that counts, in the unit of the value.
    pub half: f64,
    /// What is said of it.
    pub bound: Bound,
}

/// How the number at a span of a text is written, whose value in base units is `value`.
pub fn written(text: &str, span: Span, value: f64) -> Written {
    let all = literals(&text[span.0..span.1]);
    // Of "162,290 x 10,000 yuan" the first numeral counts, and the second is its unit.
    let product = |pair: &&[Literal]| {
        let (number, unit) = (pair[0].value, pair[1].value);
        number > 0.0 && unit >= 1e3 && (number * unit - value.abs()).abs() <= 1e-9 * value.abs()
    };
    if let Some(pair) = all.windows(2).find(product) {
        let strict = 0.5 * 10f64.powi(-pair[0].decimals) * pair[1].value;
        let half = match pair[0].decimals {
            0 => strict.max((strict * 10f64.powi(pair[0].noughts)).min(ROUND * value.abs())),
            _ => strict,
        };
        return Written { span, half, bound: bound(text, span) };
    }
    let half = all
        .last()
        .filter(|_| value != 0.0)
        .map_or(0.05 * value.abs(), |last| half_step(&text[span.0..span.1], last, value.abs()));
    Written { span, half, bound: bound(text, span) }
}

/// How the change by `ratio` is written, which a sentence tells; `near` is where the amount stands
/// that changed, or the sentence.
pub fn written_change(text: &str, sentence: Span, near: Span, ratio: f64) -> Written {
    let words = &text[sentence.0..sentence.1];
    let mut best: Option<(usize, Written)> = None;
    for literal in literals(words) {
        let Some((end, half)) = measures(words, &literal, ratio) else { continue };
        let span = (sentence.0 + literal.at, sentence.0 + end);
        let distance = span.0.abs_diff(near.1).min(span.1.abs_diff(near.0));
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, Written { span, half, bound: bound(text, span) }));
        }
    }
    best.map_or_else(
        || {
            let spelt = spelt_change(words, ratio);
            let told = spelt.or_else(|| part_change(words, ratio));
            let span = told.map_or(near, |(at, end)| (sentence.0 + at, sentence.0 + end));
            // "A third", "a quarter": the next part that anybody would name lies five points away.
            let half = if spelt.is_some() { 0.05 } else { 0.025 };
            Written { span, half, bound: bound(text, span) }
        },
        |(_, written)| written,
    )
}

/// Words that tell a change without a numeral.
const SPELT: &[(&str, f64)] = &[
    ("doubled", 1.0),
    ("doubling", 1.0),
    ("tripling", 2.0),
    ("trebling", 2.0),
    ("quadrupling", 3.0),
    ("halving", -0.5),
    ("tripled", 2.0),
    ("trebled", 2.0),
    ("quadrupled", 3.0),
    ("halved", -0.5),
    ("doubling", 1.0),
    ("tripling", 2.0),
    ("trebling", 2.0),
    ("quadrupling", 3.0),
    ("halving", -0.5),
    ("twofold", 1.0),
    ("threefold", 2.0),
    ("twice", 1.0),
    ("double", 1.0),
    ("triple", 2.0),
    ("half of", -0.5),
    ("half the", -0.5),
    ("half that", -0.5),
    ("half as", -0.5),
    ("half those", -0.5),
    ("three times", 2.0),
    ("four times", 3.0),
    ("five times", 4.0),
    ("네 배", 3.0),
    ("다섯 배", 4.0),
    ("두 배", 1.0),
    ("세 배", 2.0),
    ("절반", -0.5),
];

/// Words that tell a change as a part, the longest first.
const PARTS: &[(&str, f64)] = &[
    ("half as much again", 1.0 / 2.0),
    ("half as many again", 1.0 / 2.0),
    ("three-quarters", 3.0 / 4.0),
    ("three quarters", 3.0 / 4.0),
    ("two-thirds", 2.0 / 3.0),
    ("two thirds", 2.0 / 3.0),
    ("one-third", 1.0 / 3.0),
    ("a third", 1.0 / 3.0),
    ("one third", 1.0 / 3.0),
    ("one-quarter", 1.0 / 4.0),
    ("a quarter", 1.0 / 4.0),
    ("one quarter", 1.0 / 4.0),
    ("a fifth", 1.0 / 5.0),
    ("one-fifth", 1.0 / 5.0),
    ("a sixth", 1.0 / 6.0),
    ("a tenth", 1.0 / 10.0),
    ("by half", 1.0 / 2.0),
    ("half", 1.0 / 2.0),
    ("4분의 3", 3.0 / 4.0),
    ("3분의 2", 2.0 / 3.0),
    ("3분의 1", 1.0 / 3.0),
    ("4분의 1", 1.0 / 4.0),
    ("5분의 1", 1.0 / 5.0),
];

/// Where the words of a part stand by which something changed, or to which it fell.
fn part_change(words: &str, ratio: f64) -> Option<Span> {
    let lower = words.to_ascii_lowercase();
    let same = |part: f64| [ratio.abs(), 1.0 + ratio].iter().any(|told| (told - part).abs() < 5e-3);
    let time = |end: usize| {
        let behind = lower[end..].trim_start();
        ["earlier", "before", "ago", "year", "-year", "of the year"]
            .iter()
            .any(|word| behind.starts_with(word))
    };
    let found = PARTS.iter().filter(|(_, part)| same(*part));
    let mut places = found.filter_map(|(word, _)| {
        let places = lower.match_indices(word).map(|(at, _)| (at, at + word.len()));
        let whole = |(at, end): &Span| {
            let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            let goes_on = word.is_ascii() && letter(lower[*end..].chars().next());
            !goes_on && !letter(lower[..*at].chars().next_back())
        };
        places.filter(whole).find(|(_, end)| !time(*end))
    });
    places.next()
}

fn spelt_change(words: &str, ratio: f64) -> Option<Span> {
    let found = SPELT.iter().filter(|(_, means)| (means - ratio).abs() < 1e-9);
    let mut places = found.filter_map(|(word, _)| words.find(word).map(|at| (at, at + word.len())));
    places.next()
}

/// A numeral of digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    /// First byte.
    pub(super) at: usize,
    /// One after the last.
    pub(super) end: usize,
    /// Its value.
    pub(super) value: f64,
    /// Digits after the point.
    decimals: i32,
    /// Noughts at the end of a whole number.
    noughts: i32,
}

impl Literal {
    /// Half a step of its last digit that counts: of "2,000" that may be the first.
    pub(super) fn half(&self) -> f64 {
        let last = 0.5 * 10f64.powi(-self.decimals);
        if self.decimals > 0 {
            return last;
        }
        last.max((0.5 * 10f64.powi(self.noughts)).min(ROUND * self.value))
    }
}

/// The numerals of a text, in order.
pub(super) fn literals(text: &str) -> Vec<Literal> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut end = at;
        while end < bytes.len()
            && (bytes[end].is_ascii_digit()
                || matches!(bytes[end], b',' | b'.')
                    && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        {
            end += 1;
        }
        let plain: String = text[at..end].chars().filter(|letter| *letter != ',').collect();
        if let Ok(value) = plain.parse::<f64>() {
            let decimals = plain.split_once('.').map_or(0, |(_, part)| part.len() as i32);
            let noughts = plain.bytes().rev().take_while(|byte| *byte == b'0').count() as i32;
            found.push(Literal { at, end, value, decimals, noughts });
        }
        at = end;
    }
    found
}

/// Half a step of the last digit of a number whose words these are.
fn half_step(words: &str, last: &Literal, value: f64) -> f64 {
    let several = literals(words).len() > 1;
    let scale = match () {
        () if several => korean_scale(words[last.end..].trim_start()),
        () if last.value > 0.0 => value / last.value,
        () => 1.0,
    };
    // Of "16억2300만" the noughts of the last part count against the whole.
    let strict = 0.5 * 10f64.powi(-last.decimals) * scale;
    if last.decimals > 0 {
        return strict;
    }
    strict.max((0.5 * 10f64.powi(last.noughts) * scale).min(ROUND * value))
}

/// What the powers of ten that words begin with make together: of "천만" ten million.
fn korean_scale(words: &str) -> f64 {
    let power = |letter: char| match letter {
        '십' => Some(1e1),
        '백' => Some(1e2),
        '천' => Some(1e3),
        '만' => Some(1e4),
        '억' => Some(1e8),
        '조' => Some(1e12),
        _ => None,
    };
    words.chars().map_while(power).product()
}

/// Where the words of a change end and half a step of it, if a numeral tells this ratio.
fn measures(words: &str, literal: &Literal, ratio: f64) -> Option<(usize, f64)> {
    let behind = &words[literal.end..];
    let rest = behind.trim_start();
    let gap = behind.len() - rest.len();
    let lower: String = rest.chars().take(14).collect::<String>().to_lowercase();
    let percent = ["%", "percent", "per cent", "퍼센트", "％", "pct"];
    let same = |a: f64| (a - ratio.abs()).abs() < 1e-6;
    let sign = percent.iter().find(|sign| lower.starts_with(**sign));
    if sign.is_some() || is_listed_before_percent(&lower, &percent) {
        let end = sign.map_or(literal.end, |sign| literal.end + gap + sign.len());
        let half = literal.half().max(0.5 * 10f64.powi(-literal.decimals)) / 100.0;
        return same(literal.value / 100.0).then_some((end, half));
    }
    let times = ["times", "-fold", "fold", "배"];
    let sign = times.iter().find(|sign| lower.starts_with(**sign))?;
    let half = 0.5 * 10f64.powi(-literal.decimals);
    let told = same((literal.value - 1.0).abs()) || same(literal.value);
    told.then_some((literal.end + gap + sign.len(), half))
}

/// "27.4 and 25.8 percent": the sign of the second is that of the first too.
fn is_listed_before_percent(behind: &str, percent: &[&str]) -> bool {
    let joint =
        [", and ", "and ", ", ", "와 ", "과 "].iter().find_map(|joint| behind.strip_prefix(joint));
    let Some(second) = joint.filter(|rest| rest.starts_with(|l: char| l.is_ascii_digit())) else {
        return false;
    };
    let sign = second.trim_start_matches(|l: char| l.is_ascii_digit() || l == '.').trim_start();
    !sign.is_empty() && percent.iter().any(|word| sign.starts_with(word) || word.starts_with(sign))
}

/// Words before a number, the longest first.
const BEFORE: &[(&str, Bound)] = &[
    ("no more than", Bound::AtMost),
    ("no less than", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
    ("no higher than", Bound::AtMost),
    ("no lower than", Bound::AtLeast),
    ("not exceeding", Bound::AtMost),
    ("higher than", Bound::AtLeast),
    ("greater than", Bound::AtLeast),
    ("lower than", Bound::AtMost),
    ("beyond", Bound::AtLeast),
    ("a maximum of", Bound::AtMost),
    ("a minimum of", Bound::AtLeast),
    ("more than", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("in excess of", Bound::AtLeast),
    ("upwards of", Bound::AtLeast),
    ("north of", Bound::AtLeast),
    ("over", Bound::AtLeast),
    ("above", Bound::AtLeast),
    ("exceeding", Bound::AtLeast),
    ("exceeded", Bound::AtLeast),
    ("topped", Bound::AtLeast),
    ("topping", Bound::AtLeast),
    ("surpassed", Bound::AtLeast),
    ("surpassing", Bound::AtLeast),
    ("passed", Bound::AtLeast),
    ("passing", Bound::AtLeast),
    ("crossed", Bound::AtLeast),
    ("crossing", Bound::AtLeast),
    ("broke through", Bound::AtLeast),
    ("breaking through", Bound::AtLeast),
    ("broken through", Bound::AtLeast),
    ("breached", Bound::AtLeast),
    ("smaller than", Bound::AtMost),
    ("bigger than", Bound::AtLeast),
    ("larger than", Bound::AtLeast),
    ("less than", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("under", Bound::AtMost),
    ("below", Bound::AtMost),
    ("about", Bound::About),
    ("around", Bound::About),
    ("some", Bound::About),
    ("roughly", Bound::About),
    ("approximately", Bound::About),
    ("nearly", Bound::About),
    ("almost", Bound::About),
    ("close to", Bound::About),
    ("estimated", Bound::About),
    ("approaching", Bound::About),
    ("near", Bound::About),
    ("약", Bound::About),
    ("대략", Bound::About),
    ("거의", Bound::About),
    ("무려", Bound::Exactly),
    ("최소", Bound::AtLeast),
    ("적어도", Bound::AtLeast),
    ("최대", Bound::AtMost),
];

/// Words after a number, of Korean; their particles left out.
const BEHIND: &[(&str, Bound)] = &[
    ("이상", Bound::AtLeast),
    ("넘", Bound::AtLeast),
    ("웃돌", Bound::AtLeast),
    ("초과", Bound::AtLeast),
    ("돌파", Bound::AtLeast),
    ("상회", Bound::AtLeast),
    ("고지", Bound::AtLeast),
    ("선을 넘", Bound::AtLeast),
    ("선을 돌파", Bound::AtLeast),
    ("벽을 넘", Bound::AtLeast),
    ("문턱을 넘", Bound::AtLeast),
    ("미만", Bound::AtMost),
    ("이하", Bound::AtMost),
    ("밑돌", Bound::AtMost),
    ("못 미", Bound::AtMost),
    ("가량", Bound::About),
    ("정도", Bound::About),
    ("안팎", Bound::About),
    ("내외", Bound::About),
    ("남짓", Bound::About),
    ("육박", Bound::About),
    ("가까", Bound::About),
];

/// How many bytes before a number are looked at: room for any words that say something of it.
const LOOK_BACK: usize = 256;

/// The small letters of the words that a text ends with.
fn last_words(text: &str) -> String {
    let text = text.trim_end();
    text[text.floor_char_boundary(text.len().saturating_sub(LOOK_BACK))..].to_lowercase()
}

fn bound(text: &str, (start, end): Span) -> Bound {
    let before = last_words(&text[..start]);
    let before = before.trim_end_matches(" a").trim_end_matches(" the").trim_end();
    for (word, bound) in BEFORE {
        let Some(rest) = before.strip_suffix(word) else { continue };
        if !rest.ends_with(|letter: char| letter.is_alphanumeric()) && !is_of_verb(word, rest) {
            return *bound;
        }
    }
    let behind: String = text[end..].chars().take(8).collect();
    let past = behind.trim_start_matches(|letter: char| "을를이가에은는의 여".contains(letter));
    // "이상" begins as a particle does.
    let told = [behind.trim_start(), past]
        .iter()
        .find_map(|behind| BEHIND.iter().find(|(word, _)| behind.starts_with(word)));
    told.map_or(Bound::Exactly, |(_, bound)| *bound)
}

/// Whether words that else set a bound belong to the verb before them: "went up to", "pushed exports up
/// to" tell where it came, "handed over" that it was given.
fn is_of_verb(word: &str, before: &str) -> bool {
    let clause = before.rsplit([',', ';', '.', '(']).next().unwrap_or_default();
    let mut back = clause.rsplit(' ').filter(|word| !word.is_empty());
    match word {
        "up to" => {
            let last = back.next().unwrap_or_default();
            CAME.contains(&last)
                || last == "back"
                || back.take(3).any(|word| BROUGHT.contains(&word))
        }
        "over" => back.next().is_some_and(|last| HANDED.contains(&last)),
        _ => false,
    }
}

/// Verbs of what comes, or is, up to a level.
#[rustfmt::skip]
const CAME: &[&str] = &[
    "add", "adds", "added", "adding",
    "go", "goes", "went", "gone", "going", "come", "comes", "came", "coming", "shoot", "shoots", "shot",
    "shooting", "edge", "edges", "edged", "edging", "creep", "creeps", "crept", "creeping", "climb",
    "climbs", "climbed", "climbing", "inch", "inches", "inched", "inching", "tick", "ticks", "ticked",
    "ticking", "jump", "jumps", "jumped", "jumping", "move", "moves", "moved", "moving", "swing",
    "swings", "swung", "swinging", "leap", "leaps", "leapt", "leaped", "leaping", "pick", "picks",
    "picked", "nudged", "nudges", "crawled", "crawls", "drifted", "drifts", "ran", "shuffled", "soared",
    "spiked", "surged", "rocketed", "sprang", "bounced", "pushed", "pushes", "adds", "added", "add",
    "is", "are", "was", "were", "be", "been", "being", "it's", "now", "still",
];

/// Verbs of who brings something up to a level.
#[rustfmt::skip]
const BROUGHT: &[&str] = &[
    "bring", "brings", "brought", "bringing", "take", "takes", "took", "taken", "taking", "push",
    "pushes", "pushed", "pushing", "drive", "drives", "drove", "driven", "driving", "lift", "lifts",
    "lifted", "lifting", "send", "sends", "sent", "sending", "nudge", "nudges", "nudged", "nudging",
    "bump", "bumps", "bumped", "bumping", "haul", "hauled", "ratchet", "ratcheted", "pull", "pulled",
    "pulling",
];

/// Verbs that "over" makes to mean that something is given.
const HANDED: &[&str] =
    &["hand", "hands", "handed", "handing", "turn", "turns", "turned", "turning"];

/// Whether words give an average of several months.
pub fn speaks_of_average(words: &str) -> bool {
    let lower = words.to_lowercase();
    let told =
        ["averag", "per month", "monthly mean", "월평균", "월 평균", "매달 평균", "한 달 평균"];
    // "$190 million a month", and not "a month earlier".
    let each = lower.match_indices(" a month").any(|(at, word)| {
        let behind = lower[at + word.len()..].trim_start();
        let compares = ["earlier", "before", "ago", "later", "prior", "previous"];
        !compares.iter().any(|word| behind.starts_with(word))
    });
    each || told.iter().any(|word| lower.contains(word))
}

/// Whether words call an amount an average, and not just so much a month.
pub fn names_average(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["averag", "monthly mean", "평균"].iter().any(|word| lower.contains(word))
}

/// Whether a text says of an amount that something changed from it: "from $147.6 million",
/// "10억 위안에서".
pub fn is_start(text: &str, span: Span) -> bool {
    let before = last_words(&text[..span.0]);
    let words: Vec<&str> = before.rsplit(' ').take(2).collect();
    words.contains(&"from") || text[span.1..].starts_with("에서")
}

/// The rows of a table of words: the language, what a word is, and the word.
fn rows(table: &'static str) -> impl Iterator<Item = (Language, &'static str, &'static str)> {
    table.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(3, ',');
        Some((Language::from_code(cells.next()?)?, cells.next()?, cells.next()?))
    })
}

/// News agencies whose name tells that two texts pass on one report.
const AGENCIES: &[(&str, &[&str])] = &[
    ("Reuters", &["reuters", "로이터"]),
    ("Yonhap", &["yonhap", "연합뉴스"]),
    ("KCNA", &["kcna", "korean central news agency", "조선중앙통신"]),
    ("TASS", &["tass", "타스"]),
    ("Xinhua", &["xinhua", "신화통신", "신화사"]),
    ("AFP", &["afp", "agence france-presse"]),
    ("Associated Press", &["associated press"]),
    ("Bloomberg", &["bloomberg", "블룸버그"]),
    ("Kyodo", &["kyodo", "교도통신"]),
    ("NK News", &["nk news", "nknews"]),
    ("38 North", &["38 north"]),
];

/// The news agencies that a text names, by the name they are best known by.
pub fn agencies(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    let named = |names: &&[&str]| names.iter().any(|name| has_word(&lower, name));
    AGENCIES.iter().filter(|(_, names)| named(names)).map(|(name, _)| *name).collect()
}

/// Whether a sentence is the dateline of the one behind it: "SEOUL, June 19 (Agency) —".
pub fn is_dateline(document: &Document, sentence: Span) -> bool {
    crate::sentence::is_dateline(&document.text, sentence)
}

fn has_word(text: &str, word: &str) -> bool {
    let latin = word.is_ascii();
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        let within = |letter: Option<char>| letter.is_some_and(|l| l.is_ascii_alphanumeric());
        !latin || !within(before) && !within(behind)
    })
}

/// The words that a rule finds in a text of one sentence.
#[cfg(test)]
fn found_in(text: &str, rule: impl Fn(&Document, Span) -> Vec<Span>) -> Vec<&str> {
    let document = Document::new(text, jiff::civil::Date::constant(2026, 8, 24));
    let found = rule(&document, (0, text.len())).into_iter();
    found.map(|(from, to)| &text[from..to]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half(text: &str, value: f64) -> f64 {
        written(text, (0, text.len()), value).half
    }

    #[test]
    fn a_number_is_as_exact_as_it_is_written() {
        for (text, value, expected) in [
            ("$228.1 million", 228.1e6, 5e4),
            ("1,623.0 million yuan", 1623e6, 5e4),
            ("$228 million", 228e6, 5e5),
            ("$230 million", 230e6, 5e6),
            ("$200 million", 200e6, 5e6),
            ("16억2293만 위안", 1_622_930_000.0, 5e3),
            ("16억2300만 위안", 1_623_000_000.0, 5e5),
            ("9억3천만 위안", 930_000_000.0, 5e6),
            ("21억7천4백만 위안", 2_174_000_000.0, 5e5),
            ("3조 5천억 원", 3.5e12, 5e10),
            ("164억 위안", 16.4e9, 5e7),
            ("2,000 kilometers", 2000.0, 50.0),
        ] {
            assert!(
                (half(text, value) - expected).abs() < 1e-6 * expected,
                "{text}: {}",
                half(text, value)
            );
        }
    }

    #[test]
    fn a_change_is_found_where_it_stands() {
        let text = "Exports rose 54.5 percent to $228.1 million, and 30.8% on the year; 30 percent doubled.";
        let whole = (0, text.len());
        for (ratio, words, half) in [
            (0.545, "54.5 percent", 5e-4),
            (0.308, "30.8%", 5e-4),
            (0.3, "30 percent", 7.5e-3),
            (1.0, "doubled", 0.05),
        ] {
            let written = written_change(text, whole, whole, ratio);
            assert_eq!(&text[written.span.0..written.span.1], words);
            assert!((written.half - half).abs() < 1e-9, "{words}: {}", written.half);
        }
        for (text, ratio, words) in [
            ("Sales of $3 million were a third lower.", -1.0 / 3.0, "a third"),
            ("Sales, almost tripling, came to $3 million.", 2.0, "tripling"),
            ("Sales to us and to Peru rose 2.4 and 3.1 percent.", 0.024, "2.4"),
            ("판매는 4분의 1 줄었다.", -0.25, "4분의 1"),
        ] {
            let written = written_change(text, (0, text.len()), (0, text.len()), ratio);
            assert_eq!(&text[written.span.0..written.span.1], words, "{text}");
        }
        let text = "Exports in May were three times the April level.";
        let written = written_change(text, (0, text.len()), (0, text.len()), 2.0);
        assert_eq!(&text[written.span.0..written.span.1], "three times");
    }

    #[test]
    fn a_number_in_units_of_a_table_is_as_exact_as_its_own_last_digit() {
        for (text, value, expected) in [
            ("81,457 x 10,000 yuan", 814_570_000.0, 5e3),
            ("81,450 (10,000 yuan)", 814_500_000.0, 5e4),
            ("81,457 ten thousand yuan", 814_570_000.0, 5e3),
        ] {
            let half = half(text, value);
            assert!((half - expected).abs() < 1e-6 * expected, "{text}: {half}");
        }
    }

    #[test]
    fn words_around_a_number_set_a_bound() {
        for (text, number, expected) in [
            ("more than $220 million", "$220 million", Bound::AtLeast),
            ("at just under 3 percent", "3 percent", Bound::AtMost),
            ("nearly a 31 percent rise", "31 percent", Bound::About),
            ("moreover $3", "$3", Bound::Exactly),
            ("sales of up to $3 million", "$3 million", Bound::AtMost),
            ("it may buy up to $3 million", "$3 million", Bound::AtMost),
            ("imports crept up to $3 million", "$3 million", Bound::Exactly),
            ("sales were up to $3 million", "$3 million", Bound::Exactly),
            ("which took its sales back up to $3 million", "$3 million", Bound::Exactly),
            ("handed over 40 tanks", "40 tanks", Bound::Exactly),
            ("sold over 40 tanks", "40 tanks", Bound::AtLeast),
            ("약 19억 위안", "19억 위안", Bound::About),
            ("2억 달러를 넘었다", "2억 달러", Bound::AtLeast),
            ("2억 달러 이상을 유지했다", "2억 달러", Bound::AtLeast),
            ("2억 달러 이하였다", "2억 달러", Bound::AtMost),
            ("2억 달러 고지에 올랐다", "2억 달러", Bound::AtLeast),
            ("2억 달러에 육박했다", "2억 달러", Bound::About),
            ("2억 달러였다", "2억 달러", Bound::Exactly),
        ] {
            let at = text.find(number).unwrap();
            assert_eq!(bound(text, (at, at + number.len())), expected, "{text}");
        }
    }

    #[test]
    fn words_far_before_a_number_say_nothing_of_it() {
        let long = format!("more than {} $3 million", "ü".repeat(LOOK_BACK));
        let at = long.find('$').unwrap();
        assert_eq!(bound(&long, (at, long.len())), Bound::Exactly);
        let near = format!("{}more than $3 million", "ü ".repeat(LOOK_BACK));
        let at = near.find('$').unwrap();
        assert_eq!(bound(&near, (at, near.len())), Bound::AtLeast);
    }

    #[test]
    fn averages_and_starts_are_told_by_their_words() {
        assert!(speaks_of_average("It sold $190 million a month this year."));
        assert!(speaks_of_average("대북 수출은 월평균 13억 위안이었다."));
        assert!(speaks_of_average("대북 수출은 매달 평균 13억 위안이었다."));
        assert!(!speaks_of_average("It fell 3 percent from a month earlier."));
        let text = "rose to $5 million from about $4 million";
        assert!(is_start(text, (text.len() - 10, text.len())));
        assert!(!is_start(text, (8, 18)));
    }

    #[test]
    fn an_agency_is_known_by_its_names_in_whole_words() {
        assert_eq!(agencies("press report: Reuters via a blog"), ["Reuters"]);
        assert_eq!(agencies("연합뉴스가 로이터를 인용해"), ["Reuters", "Yonhap"]);
        assert_eq!(agencies("statass and tasseled"), [""; 0]);
    }
}
