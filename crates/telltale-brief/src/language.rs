//! The two languages that a brief is written in, and how each says numbers, dates and odds.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use telltale_observation::{Actor, Dimension, Month, Period, Quantity, Unit};

/// The language of a brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

impl Language {
    /// The language's ISO 639 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
        }
    }

    /// The text of the language, of the two.
    pub fn pick<'a>(self, english: &'a str, korean: &'a str) -> &'a str {
        match self {
            Language::English => english,
            Language::Korean if korean.is_empty() => english,
            Language::Korean => korean,
        }
    }

    /// The actor's short name.
    pub fn name(self, actor: Actor) -> &'static str {
        match self {
            Language::English => actor.name_en(),
            Language::Korean => actor.name_ko(),
        }
    }

    /// The actor's name as it stands within a sentence: `the United States`.
    pub fn name_within(self, actor: Actor) -> String {
        let name = self.name(actor);
        let plural = ["United ", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia"];
        let organisation = actor.kind() == telltale_observation::ActorKind::Organisation;
        let article = organisation || plural.iter().any(|start| name.starts_with(start));
        match self {
            Language::English if article => format!("the {name}"),
            _ => name.to_owned(),
        }
    }

    /// A month: `September 2025`, `2025년 9월`.
    pub fn month(self, month: Month) -> String {
        match self {
            Language::English => {
                format!(
                    "{} {}",
                    Month::NAMES[usize::from(month.number().unsigned_abs()) - 1],
                    month.year()
                )
            }
            Language::Korean => format!("{}년 {}월", month.year(), month.number()),
        }
    }

    /// A day: `25 October 2025`, `2025년 10월 25일`.
    pub fn day(self, day: Date) -> String {
        match self {
            Language::English => format!("{} {}", day.day(), self.month(Month::of(day))),
            Language::Korean => format!("{} {}일", self.month(Month::of(day)), day.day()),
        }
    }
}

impl Language {
    /// A period as tables write it: `2026-05-14 to 2026-05-15`, `2026-05-14~2026-05-15`.
    pub(crate) fn period(self, period: Period) -> String {
        match self {
            Language::English => period.to_string(),
            Language::Korean => period.to_string().replace(" to ", "~"),
        }
    }
}

/// How Korean names a state that trade goes to: `대북`, `대중`; `대베트남` where no short form is in use.
pub(crate) fn towards_ko(partner: Actor) -> String {
    let short = match partner.code() {
        "PRK" => "북",
        "CHN" => "중",
        "RUS" => "러",
        "USA" => "미",
        "JPN" => "일",
        "KOR" => "한",
        _ => partner.name_ko(),
    };
    format!("대{short}")
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "en" => Ok(Language::English),
            "ko" => Ok(Language::Korean),
            _ => Err(format!("unknown language: {text:?} (known: en, ko)")),
        }
    }
}

/// Says one thing in the language asked for; both texts see the same names in scope.
macro_rules! tell {
    ($language:expr, $english:literal, $korean:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $language {
            $crate::Language::English => format!($english $(, $name = $value)*),
            $crate::Language::Korean => format!($korean $(, $name = $value)*),
        }
    };
}
pub(crate) use tell;

/// A ratio as a signed percentage: `+53.7 %`.
pub(crate) fn percent(ratio: f64) -> String {
    let rounded = (ratio * 1000.0).round() / 10.0;
    // A change that rounds to nothing has no sign.
    if rounded == 0.0 { "0.0 %".to_owned() } else { format!("{rounded:+.1} %").replace('-', "−") }
}

/// How often, in English: `once`, `twice`, `3 times`.
pub(crate) fn times(n: u64) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{n} times"),
    }
}

/// A share of a whole as a percentage: `12.3 %`.
pub(crate) fn share(ratio: f64) -> String {
    format!("{:.1} %", ratio * 100.0)
}

/// An amount with thousands separators: `1,622,934,689`.
pub(crate) fn grouped(amount: f64) -> String {
    let digits = format!("{:.0}", amount.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if amount < 0.0 { format!("−{text}") } else { text }
}

/// A quantity as a newsroom prints it: `CNY 1,622.9 million`, `2,000 km`.
pub(crate) fn amount(quantity: Quantity) -> String {
    let (value, unit) = (quantity.amount(), quantity.unit());
    if unit.dimension() == Dimension::Money {
        money(value, unit.code())
    } else {
        format!("{} {unit}", grouped(value))
    }
}

/// An amount of money in millions, `CNY 1,622.9 million`; a small one in full, `CNY 40,000`; one of
/// more than a hundred thousand millions in billions, `KRW 230.0 billion`.
pub(crate) fn money(value: f64, currency: &str) -> String {
    let (unit, name) = match value.abs() {
        size if size < 1e6 => return format!("{currency} {}", grouped(value)),
        size if size < 1e11 => (1e6, "million"),
        size if size < 1e14 => (1e9, "billion"),
        _ => (1e12, "trillion"),
    };
    let tenths = (value / unit * 10.0).round();
    let whole = (tenths / 10.0).trunc();
    format!("{currency} {}.{:.0} {name}", grouped(whole), (tenths - whole * 10.0).abs())
}

/// How fine an amount of a unit is shown, as [`money`] and [`grouped`] do: to a tenth of a million, or to
/// one.
pub(crate) fn fineness(value: f64, unit: Option<Unit>) -> f64 {
    let is_money = unit.is_some_and(|unit| unit.dimension() == Dimension::Money);
    match value.abs() {
        size if !is_money || size < 1e6 => 1.0,
        size if size < 1e11 => 1e5,
        size if size < 1e14 => 1e8,
        _ => 1e11,
    }
}

/// The same in a sentence of a language: Korean counts in 만, 억 and 조, `CNY 16억 2,290만`.
pub(crate) fn money_in(value: f64, currency: &str, language: Language) -> String {
    let size = value.abs();
    if language == Language::English || size < 1e6 {
        return money(value, currency);
    }
    // As fine as in English: to a tenth of a million, of a billion, of a trillion.
    let fine = match size {
        size if size < 1e11 => 1e5,
        size if size < 1e14 => 1e8,
        _ => 1e11,
    };
    let mut left = (size / fine).round() * fine;
    let mut parts: Vec<String> = Vec::new();
    for (unit, name) in [(1e12, "조"), (1e8, "억"), (1e4, "만")] {
        let count = (left / unit).floor();
        left -= count * unit;
        if count > 0.0 {
            parts.push(format!("{}{name}", grouped(count)));
        }
    }
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{currency} {sign}{}", parts.join(" "))
}

/// A rate with four digits that count: `7.115`, `137.9`, `1,402`.
pub(crate) fn rate(value: f64) -> String {
    if value.abs() >= 999.5 {
        return grouped(value);
    }
    let digits = value.abs().max(1e-12).log10().floor();
    let decimals = (3.0 - digits).clamp(0.0, 12.0);
    format!("{value:.*}", decimals as usize)
}

/// A probability in the words of ICD 203, with its number: `very likely (87 %)`.
///
/// Intelligence Community Directive 203 (2015) gives seven terms; the bounds between them are
/// taken into the outer term.
pub fn odds(probability: f64, language: Language) -> String {
    let (english, korean) = odds_word(probability);
    let word = language.pick(english, korean);
    format!("{word} ({})", odds_number(probability))
}

/// The probability as a whole percentage; never 0 % or 100 %, which nobody can know.
pub(crate) fn odds_number(probability: f64) -> String {
    match probability * 100.0 {
        p if p < 1.0 => "< 1 %".to_owned(),
        p if p > 99.0 => "> 99 %".to_owned(),
        p => format!("{p:.0} %"),
    }
}

fn odds_word(probability: f64) -> (&'static str, &'static str) {
    match probability {
        p if p <= 0.05 => ("almost no chance", "가능성 거의 없음"),
        p if p <= 0.20 => ("very unlikely", "가능성 매우 낮음"),
        p if p < 0.45 => ("unlikely", "가능성 낮음"),
        p if p <= 0.55 => ("a roughly even chance", "반반"),
        p if p < 0.80 => ("likely", "가능성 높음"),
        p if p < 0.95 => ("very likely", "가능성 매우 높음"),
        _ => ("almost certain", "거의 확실"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_newsroom_prints_them() {
        assert_eq!(money(1_622_934_689.0, "CNY"), "CNY 1,622.9 million");
        assert_eq!(money(228_100_000.0, "USD"), "USD 228.1 million");
        assert_eq!(money(1_999_960_000.0, "USD"), "USD 2,000.0 million");
        assert_eq!(money(40_000.0, "CNY"), "CNY 40,000");
        let korean = |value: f64| money_in(value, "CNY", Language::Korean);
        assert_eq!(korean(40_000.0), "CNY 40,000");
        assert_eq!(korean(23_450_000.0), "CNY 2,350만");
        assert_eq!(korean(1_622_934_689.0), "CNY 16억 2,290만");
        assert_eq!(korean(299_320_000_000.0), "CNY 2,993억");
        assert_eq!(korean(3e9), "CNY 30억");
        assert_eq!(korean(4.05e12), "CNY 4조 500억");
        assert_eq!(money_in(228_100_000.0, "USD", Language::English), "USD 228.1 million");
        assert_eq!((percent(0.5371), percent(-0.133)), ("+53.7 %".into(), "−13.3 %".into()));
        assert_eq!(percent(-0.0001), "0.0 %");
    }

    #[test]
    fn a_span_of_days_is_written_in_the_language() {
        let span = Period::parse("2026-05-14", "2026-05-15").unwrap();
        assert_eq!(Language::English.period(span), "2026-05-14 to 2026-05-15");
        assert_eq!(Language::Korean.period(span), "2026-05-14~2026-05-15");
    }

    #[test]
    fn korean_trade_goes_to_a_partner_by_its_short_name() {
        let of = |code: &str| towards_ko(Actor::parse(code).unwrap());
        assert_eq!((of("PRK"), of("VNM")), ("대북".to_owned(), "대베트남".to_owned()));
    }

    #[test]
    fn odds_follow_icd_203() {
        for (probability, expected) in [
            (0.001, "almost no chance (< 1 %)"),
            (0.10, "very unlikely (10 %)"),
            (0.30, "unlikely (30 %)"),
            (0.50, "a roughly even chance (50 %)"),
            (0.70, "likely (70 %)"),
            (0.87, "very likely (87 %)"),
            (0.999, "almost certain (> 99 %)"),
        ] {
            assert_eq!(odds(probability, Language::English), expected);
        }
    }
}
