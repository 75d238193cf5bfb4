//! The English words that times are made of, and the text cut into them.

use super::super::Grain;
use super::super::numeric::{Order, date_at};
use jiff::civil::Date;

/// A word as the grammar of times sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Beyond the end of the text.
    Nothing,
    Month(u8),
    /// "Oct", "Sept": a name only with a capital and a figure or full stop beside it.
    ShortMonth(u8),
    Weekday(u8),
    ShortWeekday(u8),
    Weekdays(u8),
    /// A figure without fraction or thousands comma.
    Figure {
        value: u32,
        digits: u8,
        ordinal: bool,
    },
    /// A date in figures alone.
    Figures(Date),
    /// "1990s"
    Decade(u32),
    /// "Q3", "3Q"
    QuarterCode(u8),
    /// "H1", "1H"
    HalfCode(u8),
    /// A spelled number.
    Count(u32),
    /// "few", "several": a number that is not told.
    Few,
    /// A spelled ordinal.
    Nth(u32),
    Unit(Grain, bool),
    DecadeUnit,
    Weekend,
    Season(u8),
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    /// "morning", "night"
    Daypart,
    Overnight,
    Last,
    Past,
    Previous,
    This,
    That,
    Next,
    Coming,
    Following,
    Same,
    Earlier,
    Later,
    Ago,
    Before,
    After,
    Early,
    Mid,
    Late,
    Start,
    End,
    Middle,
    HalfOf,
    To,
    Through,
    Until,
    From,
    Between,
    And,
    Since,
    By,
    In,
    On,
    Of,
    The,
    A,
    Every,
    During,
    Over,
    Within,
    So,
    Far,
    Date,
    Now,
    Ended,
    Period,
    Fiscal,
    Old,
    Anniversary,
    New,
    Eve,
    Christmas,
    Thanksgiving,
    /// "Good" in "Good Friday", which is no day of this week.
    Feast,
    /// "more", "fewer": before "than" and a count
    More,
    Than,
    /// "compared", "versus", "with": a comparison follows.
    Against,
    /// "about", "some": a count follows.
    About,
    /// "first", "highest" in "the highest in three years"
    Record,
    /// "soldiers", "km", "million": what stands before it is a count, never a year.
    Counted,
    /// "resolution", "no": what follows is a number of its own kind.
    Numbered,
    /// Any other short word that cannot be a noun.
    Small,
    Respectively,
    /// `'s`
    Possessive,
    Dash,
    Comma,
    Dot,
    Slash,
    Open,
    Close,
    /// `$`, `€`, `%` and the like
    Sign,
    Punctuation,
    /// A word in lower case that says nothing here.
    Plain,
    /// A word with a capital that says nothing here.
    Name,
}

use Grain::{Day, Month as MonthGrain, Quarter, Week, Year};
use Word::*;

/// A word with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) capital: bool,
}

/// Sorted by the word.
pub(super) const WORDS: &[(&str, Word)] = &[
    ("a", A),
    ("about", About),
    ("after", After),
    ("afternoon", Daypart),
    ("against", Against),
    ("ago", Ago),
    ("all", Small),
    ("almost", About),
    ("also", Small),
    ("among", Small),
    ("an", A),
    ("and", And),
    ("anniversary", Anniversary),
    ("approximately", About),
    ("apr", ShortMonth(4)),
    ("april", Month(4)),
    ("are", Small),
    ("around", About),
    ("article", Numbered),
    ("as", Small),
    ("ash", Feast),
    ("at", Small),
    ("aug", ShortMonth(8)),
    ("august", Month(8)),
    ("autumn", Season(3)),
    ("barrels", Counted),
    ("before", Before),
    ("beginning", Start),
    ("best", Record),
    ("between", Between),
    ("biggest", Record),
    ("billion", Counted),
    ("birthday", Anniversary),
    ("black", Feast),
    ("bloody", Feast),
    ("brought", Small),
    ("but", Small),
    ("by", By),
    ("can", Small),
    ("children", Counted),
    ("christmas", Christmas),
    ("civilians", Counted),
    ("close", End),
    ("closing", Last),
    ("coming", Coming),
    ("comparable", Same),
    ("compared", Against),
    ("containers", Counted),
    ("corresponding", Same),
    ("couple", Count(2)),
    ("current", This),
    ("date", Date),
    ("day", Unit(Day, false)),
    ("days", Unit(Day, true)),
    ("dec", ShortMonth(12)),
    ("decade", DecadeUnit),
    ("decades", DecadeUnit),
    ("december", Month(12)),
    ("did", Small),
    ("dollars", Counted),
    ("during", During),
    ("each", Every),
    ("earlier", Earlier),
    ("early", Early),
    ("easter", Feast),
    ("eight", Count(8)),
    ("eighteen", Count(18)),
    ("eighth", Nth(8)),
    ("eighty", Count(80)),
    ("eleven", Count(11)),
    ("eleventh", Nth(11)),
    ("end", End),
    ("ended", Ended),
    ("ending", Ended),
    ("engineers", Counted),
    ("equivalent", Same),
    ("euros", Counted),
    ("eve", Eve),
    ("evening", Daypart),
    ("every", Every),
    ("fall", Season(3)),
    ("far", Far),
    ("feb", ShortMonth(2)),
    ("february", Month(2)),
    ("few", Few),
    ("fewer", More),
    ("fewest", Record),
    ("fifteen", Count(15)),
    ("fifth", Nth(5)),
    ("fifty", Count(50)),
    ("final", Last),
    ("first", Nth(1)),
    ("fiscal", Fiscal),
    ("five", Count(5)),
    ("flight", Numbered),
    ("following", Following),
    ("for", Small),
    ("fortnight", Unit(Week, true)),
    ("forty", Count(40)),
    ("four", Count(4)),
    ("fourteen", Count(14)),
    ("fourth", Nth(4)),
    ("fri", ShortWeekday(5)),
    ("friday", Weekday(5)),
    ("fridays", Weekdays(5)),
    ("from", From),
    ("good", Feast),
    ("guests", Counted),
    ("had", Small),
    ("half", HalfOf),
    ("has", Small),
    ("have", Small),
    ("he", Small),
    ("highest", Record),
    ("his", Small),
    ("households", Counted),
    ("hundred", Counted),
    ("if", Small),
    ("in", In),
    ("is", Small),
    ("it", Small),
    ("its", Small),
    ("jan", ShortMonth(1)),
    ("january", Month(1)),
    ("jul", ShortMonth(7)),
    ("july", Month(7)),
    ("jun", ShortMonth(6)),
    ("june", Month(6)),
    ("kg", Counted),
    ("kilograms", Counted),
    ("kilometers", Counted),
    ("kilometres", Counted),
    ("km", Counted),
    ("largest", Record),
    ("last", Last),
    ("late", Late),
    ("later", Later),
    ("least", About),
    ("less", More),
    ("level", Small),
    ("levels", Small),
    ("like", Same),
    ("longest", Record),
    ("lowest", Record),
    ("mar", ShortMonth(3)),
    ("march", Month(3)),
    ("matching", Same),
    ("may", Month(5)),
    ("men", Counted),
    ("meters", Counted),
    ("metres", Counted),
    ("mid", Mid),
    ("middle", Middle),
    ("midnight", Daypart),
    ("miles", Counted),
    ("million", Counted),
    ("mln", Counted),
    ("mon", ShortWeekday(1)),
    ("monday", Weekday(1)),
    ("mondays", Weekdays(1)),
    ("month", Unit(MonthGrain, false)),
    ("months", Unit(MonthGrain, true)),
    ("more", More),
    ("morning", Daypart),
    ("most", Record),
    ("nearly", About),
    ("new", New),
    ("next", Next),
    ("night", Daypart),
    ("nine", Count(9)),
    ("nineteen", Count(19)),
    ("ninety", Count(90)),
    ("ninth", Nth(9)),
    ("no", Numbered),
    ("noon", Daypart),
    ("not", Small),
    ("nov", ShortMonth(11)),
    ("november", Month(11)),
    ("now", Now),
    ("oct", ShortMonth(10)),
    ("october", Month(10)),
    ("of", Of),
    ("officers", Counted),
    ("old", Old),
    ("on", On),
    ("one", Count(1)),
    ("opening", Nth(1)),
    ("or", Small),
    ("over", Over),
    ("overnight", Overnight),
    ("page", Numbered),
    ("palm", Feast),
    ("past", Past),
    ("people", Counted),
    ("percent", Counted),
    ("period", Period),
    ("persons", Counted),
    ("points", Counted),
    ("post", Mid),
    ("pounds", Counted),
    ("preceding", Previous),
    ("previous", Previous),
    ("previously", Earlier),
    ("prior", Previous),
    ("quarter", Unit(Quarter, false)),
    ("quarters", Unit(Quarter, true)),
    ("resolution", Numbered),
    ("respectively", Respectively),
    ("room", Numbered),
    ("roubles", Counted),
    ("route", Numbered),
    ("rubles", Counted),
    ("same", Same),
    ("sat", ShortWeekday(6)),
    ("saturday", Weekday(6)),
    ("saturdays", Weekdays(6)),
    ("saw", Small),
    ("second", Nth(2)),
    ("sep", ShortMonth(9)),
    ("sept", ShortMonth(9)),
    ("september", Month(9)),
    ("seven", Count(7)),
    ("seventeen", Count(17)),
    ("seventh", Nth(7)),
    ("seventy", Count(70)),
    ("several", Few),
    ("she", Small),
    ("shells", Counted),
    ("ships", Counted),
    ("since", Since),
    ("six", Count(6)),
    ("sixteen", Count(16)),
    ("sixth", Nth(6)),
    ("sixty", Count(60)),
    ("smallest", Record),
    ("so", So),
    ("soldiers", Counted),
    ("some", About),
    ("span", Period),
    ("spring", Season(1)),
    ("start", Start),
    ("steepest", Record),
    ("stretch", Period),
    ("students", Counted),
    ("summer", Season(2)),
    ("sun", ShortWeekday(7)),
    ("sunday", Weekday(7)),
    ("sundays", Weekdays(7)),
    ("tanks", Counted),
    ("ten", Count(10)),
    ("tenth", Nth(10)),
    ("than", Than),
    ("thanksgiving", Thanksgiving),
    ("that", That),
    ("the", The),
    ("their", Small),
    ("they", Small),
    ("third", Nth(3)),
    ("thirteen", Count(13)),
    ("thirty", Count(30)),
    ("this", This),
    ("thousand", Counted),
    ("three", Count(3)),
    ("through", Through),
    ("throughout", During),
    ("thu", ShortWeekday(4)),
    ("thurs", ShortWeekday(4)),
    ("thursday", Weekday(4)),
    ("thursdays", Weekdays(4)),
    ("till", Until),
    ("time", Record),
    ("to", To),
    ("today", Today),
    ("tomorrow", Tomorrow),
    ("tonight", Tonight),
    ("tonnes", Counted),
    ("tons", Counted),
    ("total", Small),
    ("troops", Counted),
    ("tue", ShortWeekday(2)),
    ("tues", ShortWeekday(2)),
    ("tuesday", Weekday(2)),
    ("tuesdays", Weekdays(2)),
    ("turn", Start),
    ("twelfth", Nth(12)),
    ("twelve", Count(12)),
    ("twenty", Count(20)),
    ("two", Count(2)),
    ("until", Until),
    ("upcoming", Coming),
    ("versus", Against),
    ("vs", Against),
    ("was", Small),
    ("we", Small),
    ("wed", ShortWeekday(3)),
    ("wednesday", Weekday(3)),
    ("wednesdays", Weekdays(3)),
    ("week", Unit(Week, false)),
    ("weekend", Weekend),
    ("weeks", Unit(Week, true)),
    ("were", Small),
    ("when", Small),
    ("where", Small),
    ("which", Small),
    ("while", Small),
    ("who", Small),
    ("will", Small),
    ("winter", Season(4)),
    ("with", Against),
    ("within", Within),
    ("women", Counted),
    ("won", Counted),
    ("workers", Counted),
    ("worst", Record),
    ("would", Small),
    ("year", Unit(Year, false)),
    ("years", Unit(Year, true)),
    ("yen", Counted),
    ("yesterday", Yesterday),
    ("yuan", Counted),
];

const LONGEST: usize = 13;

/// The words of [`WORDS`] as numbers in the same order, which are compared in one step.
const SPELT: [u128; WORDS.len()] = {
    let mut spelt = [0; WORDS.len()];
    let mut at = 0;
    while at < spelt.len() {
        spelt[at] = number(WORDS[at].0.as_bytes());
        at += 1;
    }
    spelt
};

/// The first word of [`WORDS`] with each letter, and one after the last.
const FIRST: [usize; 27] = {
    let mut first = [WORDS.len(); 27];
    let mut at = WORDS.len();
    while at > 0 {
        at -= 1;
        first[(WORDS[at].0.as_bytes()[0] - b'a') as usize] = at;
    }
    let mut letter = 26;
    while letter > 0 {
        letter -= 1;
        if first[letter] > first[letter + 1] {
            first[letter] = first[letter + 1];
        }
    }
    first
};

/// Up to sixteen letters as a number; a letter missing is zero.
const fn number(letters: &[u8]) -> u128 {
    let mut number = [0; 16];
    let mut at = 0;
    while at < letters.len() && at < number.len() {
        number[at] = letters[at];
        at += 1;
    }
    u128::from_be_bytes(number)
}

/// The sort of a run of letters.
fn word(letters: &[u8]) -> Word {
    let other = if letters[0].is_ascii_uppercase() { Name } else { Plain };
    if letters.len() > LONGEST {
        return other;
    }
    let mut lower = [0; 16];
    for (to, from) in lower.iter_mut().zip(letters) {
        *to = from.to_ascii_lowercase();
    }
    let Some(letter) = lower[0].checked_sub(b'a').map(usize::from) else { return other };
    let (from, to) = (FIRST[letter], FIRST[letter + 1]);
    match SPELT[from..to].binary_search(&u128::from_be_bytes(lower)) {
        Ok(at) => WORDS[from + at].1,
        Err(_) => other,
    }
}

/// Whether a word can begin a time.
pub(super) fn begins(word: Word) -> bool {
    matches!(
        word,
        Month(_)
            | ShortMonth(_)
            | Weekday(_)
            | ShortWeekday(_)
            | Weekdays(_)
            | Figure { .. }
            | Figures(_)
            | Decade(_)
            | QuarterCode(_)
            | HalfCode(_)
            | HalfOf
            | Unit(..)
            | DecadeUnit
            | Weekend
            | Season(_)
            | Today
            | Yesterday
            | Tomorrow
            | Tonight
            | Daypart
            | Anniversary
            | Christmas
            | Thanksgiving
            | New
            | Period
            | Count(19)
    )
}

/// A text in words.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 5 + 4);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let start = at;
        let word = if byte.is_ascii_alphabetic() {
            at = run(bytes, at, |byte| byte.is_ascii_alphanumeric());
            letters(&bytes[start..at])
        } else if byte.is_ascii_digit() {
            let (word, end) = figure(bytes, at);
            at = end;
            word
        } else if byte == b' ' {
            at += 1;
            continue;
        } else {
            let (word, length) = mark(&bytes[at..]);
            at += length;
            match word {
                Some(word) => word,
                None => continue,
            }
        };
        tokens.push(Token { word, start, end: at, capital: byte.is_ascii_uppercase() });
    }
    tokens
}

fn run(bytes: &[u8], from: usize, inside: impl Fn(u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|byte| inside(**byte)).count()
}

/// A word, or a code such as Q3.
fn letters(letters: &[u8]) -> Word {
    match letters {
        [b'Q', n @ b'1'..=b'4'] => QuarterCode(n - b'0'),
        [b'H', n @ b'1'..=b'2'] => HalfCode(n - b'0'),
        _ => word(letters),
    }
}

/// A figure and where it ends.
fn figure(bytes: &[u8], from: usize) -> (Word, usize) {
    if let Some((date, end)) = date_at(bytes, from, Order::MonthFirst) {
        return (date.map_or(Counted, Figures), end);
    }
    let digits = run(bytes, from, |byte| byte.is_ascii_digit());
    let mut end = digits;
    let mut broken = false;
    while matches!(bytes.get(end), Some(b',' | b'.'))
        && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
        && (bytes[end] == b'.' || thousands(bytes, end + 1))
    {
        broken = true;
        end = run(bytes, end + 1, |byte| byte.is_ascii_digit());
    }
    let suffix = run(bytes, end, |byte| byte.is_ascii_alphanumeric());
    let count = digits - from;
    if broken || count > 4 {
        return (Counted, suffix);
    }
    let value = bytes[from..digits].iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    let small = u8::try_from(value).unwrap_or(0);
    let word = match &bytes[end..suffix] {
        b"" => Figure { value, digits: u8::try_from(count).unwrap_or(9), ordinal: false },
        b"st" | b"nd" | b"rd" | b"th" => {
            Figure { value, digits: u8::try_from(count).unwrap_or(9), ordinal: true }
        }
        b"s" if count == 4 && value % 10 == 0 && (1800..2100).contains(&value) => Decade(value),
        b"Q" if (1..=4).contains(&small) => QuarterCode(small),
        b"H" if (1..=2).contains(&small) => HalfCode(small),
        _ => Counted,
    };
    (word, suffix)
}

/// Three digits after a comma belong to the number before it.
fn thousands(bytes: &[u8], from: usize) -> bool {
    run(bytes, from, |byte| byte.is_ascii_digit()) == from + 3
}

/// A mark of punctuation and its length in bytes.
fn mark(bytes: &[u8]) -> (Option<Word>, usize) {
    let word = match bytes {
        [b'\'', b's', rest @ ..] if !rest.first().is_some_and(u8::is_ascii_alphanumeric) => {
            return (Some(Possessive), 2);
        }
        [0xe2, 0x80, 0x99, b's', rest @ ..]
            if !rest.first().is_some_and(u8::is_ascii_alphanumeric) =>
        {
            return (Some(Possessive), 4);
        }
        [b'-', ..] => Dash,
        // En dash, hyphen, non-breaking hyphen.
        [0xe2, 0x80, 0x90 | 0x91 | 0x93, ..] => return (Some(Dash), 3),
        [0xe2, 0x80, _, ..] => return (Some(Punctuation), 3),
        [b'~', ..] => Dash,
        [b',', ..] => Comma,
        [b'.', ..] => Dot,
        [b'/', ..] => Slash,
        [b'(', ..] => Open,
        [b')', ..] => Close,
        [b'$' | b'%' | b'#', ..] => Sign,
        [0xc2, 0xa0, ..] => return (None, 2),
        [0xc2, 0xa3 | 0xa5, ..] => return (Some(Sign), 2),
        [0xe2, 0x82, _, ..] => return (Some(Sign), 3),
        [b'\n', b'\n', ..] => Punctuation,
        [b'\t' | b'\r' | b'\n', ..] => return (None, 1),
        [byte, ..] if byte.is_ascii() => Punctuation,
        [lead, ..] => {
            let length = match lead {
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            };
            return (Some(Plain), length.min(bytes.len()));
        }
        [] => return (None, 1),
    };
    (Some(word), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_short_enough_to_be_found() {
        for pair in WORDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} is not before {}", pair[0].0, pair[1].0);
        }
        for (spelled, meaning) in WORDS {
            assert_eq!(word(spelled.as_bytes()), *meaning, "{spelled}");
        }
    }

    #[test]
    fn a_figure_with_a_thousands_comma_is_no_year() {
        let words: Vec<Word> = tokens("2,019 in 2019, 5").iter().map(|token| token.word).collect();
        assert_eq!(words[0], Counted);
        assert_eq!(words[2], Figure { value: 2019, digits: 4, ordinal: false });
        assert_eq!(words[3], Comma);
    }
}
