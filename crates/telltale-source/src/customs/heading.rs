//! The lines above a table of customs, and its headings: which month and unit, and what stands in
//! which column.

use telltale_observation::{Fault, Month, Unit};

use super::{Way, no_unit};
use crate::shipped::whole;

/// Over what an amount is summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// The month.
    Month,
    /// From January to the month.
    SinceJanuary,
}

/// A column of amounts.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub(super) at: usize,
    pub(super) way: Way,
    pub(super) span: Span,
    pub(super) unit: Unit,
    /// How many of the unit one printed is.
    pub(super) scale: f64,
    pub(super) heading: String,
}

/// What stands where in a table.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The columns that name the partner, the best first.
    pub(super) partners: Vec<usize>,
    pub(super) partner_heading: String,
    /// The column of months, where the table has several.
    pub(super) month_column: Option<usize>,
    /// The month of the whole table.
    pub(super) month: Option<Month>,
    /// The column that says how a figure was made.
    pub(super) how: Option<usize>,
    pub(super) amounts: Vec<Amount>,
    /// How many lines are above the first row.
    pub(super) below: usize,
}

/// One line of cells and its number.
type Line = (u64, Vec<String>);

impl Columns {
    pub(super) fn read(file: &str, lines: &[Line]) -> Result<Columns, Box<Fault>> {
        // A title names the countries too, and stands alone in its line.
        let is_head = |(_, cells): &Line| {
            cells.iter().filter(|cell| !cell.is_empty()).count() > 1
                && cells.iter().any(|cell| is_partner(cell))
        };
        let Some(top) = lines.iter().position(is_head) else {
            let hint = "a column named 国别（地区）, Country (Region) or partner";
            return Err(Box::new(whole(file, "no headings of a table by country", hint)));
        };
        let partners = partner_columns(&lines[top].1);
        let partner = partners[0];
        // The second line of headings has nothing below the country's.
        let is_second = |line: &&Line| line.1.get(partner).is_none_or(|cell| cell.is_empty());
        let below = top + 1 + lines[top + 1..].iter().take_while(is_second).count();
        let heads = headings(&lines[top..below]);
        let above: Vec<&str> =
            lines[..top].iter().flat_map(|(_, cells)| cells).map(String::as_str).collect();
        let above = above.join(" ");
        let month_column = heads.iter().position(|head| is_month_column(head));
        let of_table = unit_in(&above).or_else(|| unit_in(file));
        let amounts = amounts(&heads, &partners, of_table).ok_or_else(|| no_unit(file))?;
        if amounts.is_empty() {
            let hint = "columns named 出口 and 进口, or Exports and Imports";
            return Err(Box::new(whole(file, "no column of exports or imports", hint)));
        }
        let month = month_in(&above).or_else(|| month_in(file));
        if month_column.is_none() && month.is_none() {
            let hint =
                "a title such as 2024年4月 or 4.2024 above the headings, or in the file's name";
            return Err(Box::new(whole(file, "nothing says which month it is", hint)));
        }
        Ok(Columns {
            partner_heading: heads[partners[0]].clone(),
            partners,
            month_column,
            month,
            how: heads.iter().position(|head| head == "how"),
            amounts,
            below,
        })
    }
}

/// The headings of all columns. A cell that spans several stands in the first of them alone.
fn headings(lines: &[Line]) -> Vec<String> {
    let width = lines.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    let mut heads = vec![String::new(); width];
    for (number, (_, cells)) in lines.iter().enumerate() {
        let spans = number + 1 < lines.len();
        let mut last = "";
        for (at, head) in heads.iter_mut().enumerate() {
            let cell = cells.get(at).map_or("", |cell| cell.trim());
            if !cell.is_empty() {
                last = cell;
            }
            let said = if cell.is_empty() && spans && at > 0 { last } else { cell };
            if !said.is_empty() {
                *head = if head.is_empty() { said.to_owned() } else { format!("{head} {said}") };
            }
        }
    }
    heads
}

fn is_partner(cell: &str) -> bool {
    let cell = cell.to_lowercase();
    ["国别", "国家", "国（地", "国(地", "country", "partner"].iter().any(|word| cell.contains(word))
        && cell.chars().count() < 60
}

/// Codes before names.
fn partner_columns(heads: &[String]) -> Vec<usize> {
    let named = heads.iter().enumerate().filter(|(_, head)| is_partner(head));
    let mut columns: Vec<usize> = named.map(|(at, _)| at).collect();
    columns.sort_by_key(|at| !heads[*at].to_lowercase().contains("iso"));
    columns
}

fn is_month_column(head: &str) -> bool {
    matches!(head.to_lowercase().as_str(), "month" | "period" | "date" | "月份" | "年月" | "时间")
}

/// The columns of amounts; nothing if one of them has no unit.
fn amounts(
    heads: &[String],
    partners: &[usize],
    of_table: Option<(Unit, f64)>,
) -> Option<Vec<Amount>> {
    let mut amounts = Vec::new();
    for (at, heading) in heads.iter().enumerate() {
        let folded = heading.to_lowercase();
        let is_change = ["%", "percent", "change", "同比", "比去年", "growth"];
        if is_change.iter().any(|word| folded.contains(word)) || partners.contains(&at) {
            continue;
        }
        let Some(way) = way_of(&folded) else { continue };
        let (unit, scale) = unit_in(&folded).or(of_table)?;
        let span = if is_sum(&folded) { Span::SinceJanuary } else { Span::Month };
        amounts.push(Amount { at, way, span, unit, scale, heading: heading.clone() });
    }
    Some(amounts)
}

fn way_of(folded: &str) -> Option<Way> {
    let (exports, imports) = (folded.contains("export"), folded.contains("import"));
    if folded.contains("进出口") || folded.contains("total") || (exports && imports) {
        Some(Way::Both)
    } else if folded.contains("出口") || exports {
        Some(Way::Exports)
    } else if folded.contains("进口") || imports {
        Some(Way::Imports)
    } else {
        None
    }
}

/// Whether a heading is of a sum since January: `累计`, `1至4月`, `1 to 4`, `ytd`.
fn is_sum(folded: &str) -> bool {
    let words = ["累计", "ytd", "cumul", "accum", "year to date", "year-to-date"];
    if words.iter().any(|word| folded.contains(word)) {
        return true;
    }
    numbers(folded).windows(2).any(|pair| {
        let between = folded[pair[0].end..pair[1].from].trim();
        pair[0].value == 1 && pair[1].value <= 12 && is_until(between)
    })
}

fn is_until(between: &str) -> bool {
    matches!(between, "至" | "到" | "to" | "-" | "–" | "—" | "－" | "~" | "～")
}

/// The unit that a text names, and how many of it one printed is.
fn unit_in(text: &str) -> Option<(Unit, f64)> {
    const UNITS: &[(&str, &str, f64)] = &[
        ("亿美元", "USD", 1e8),
        ("百万美元", "USD", 1e6),
        ("万美元", "USD", 1e4),
        ("千美元", "USD", 1e3),
        ("us$1,000", "USD", 1e3),
        ("us$ 1,000", "USD", 1e3),
        ("us$1000", "USD", 1e3),
        ("usd 1,000", "USD", 1e3),
        ("usd 1000", "USD", 1e3),
        ("usd1,000", "USD", 1e3),
        ("usd1000", "USD", 1e3),
        ("usd_1k", "USD", 1e3),
        ("usd_1000", "USD", 1e3),
        ("亿元", "CNY", 1e8),
        ("万元", "CNY", 1e4),
        ("cny 10,000", "CNY", 1e4),
        ("cny 10000", "CNY", 1e4),
        ("cny10,000", "CNY", 1e4),
        ("rmb 10,000", "CNY", 1e4),
        ("rmb10,000", "CNY", 1e4),
        ("rmb¥10,000", "CNY", 1e4),
        ("10,000 yuan", "CNY", 1e4),
        ("10 thousand yuan", "CNY", 1e4),
        ("rmb_10k", "CNY", 1e4),
        ("cny_10k", "CNY", 1e4),
    ];
    let folded = text.to_lowercase();
    let (_, unit, scale) = UNITS.iter().find(|(name, _, _)| folded.contains(name))?;
    Some((unit.parse().expect("a unit of ours"), *scale))
}

/// A number in a text, and where it stands.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: u32,
    digits: usize,
    from: usize,
    end: usize,
}

fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if (1..=9).contains(&digits) {
            let value = text[at..at + digits].parse().unwrap_or_default();
            numbers.push(Number { value, digits, from: at, end: at + digits });
        }
        at += digits.max(1);
    }
    numbers
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The month that a title or a cell names: `2024年1至4月` and `Jan-Apr 2024` are April's.
pub(super) fn month_in(text: &str) -> Option<Month> {
    let numbers = numbers(text);
    let is_packed =
        |number: &&Number| number.digits == 6 && (198_000..220_000).contains(&number.value);
    if let Some(packed) = numbers.iter().find(is_packed) {
        return Month::new((packed.value / 100) as i16, (packed.value % 100) as i8);
    }
    let is_year = |number: &Number| number.digits == 4 && (1980..2200).contains(&number.value);
    let place = numbers.iter().position(is_year)?;
    let year = numbers[place];
    let month = named_month(text)
        .or_else(|| after(text, &numbers[place..]))
        .or_else(|| before(text, &numbers[..=place]))?;
    Month::new(year.value as i16, i8::try_from(month).ok()?)
}

/// The number of the last English month in a text.
fn named_month(text: &str) -> Option<u32> {
    let folded = text.to_lowercase();
    let words = folded.split(|letter: char| !letter.is_ascii_alphabetic());
    let is_month = |word: &&str| word.len() >= 3 && FULL.iter().any(|full| full.starts_with(*word));
    let mut months = words
        .filter(is_month)
        .filter_map(|word| MONTHS.iter().position(|name| word.starts_with(name)));
    months.next_back().map(|at| at as u32 + 1)
}

const FULL: [&str; 13] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "sept",
    "october",
    "november",
    "december",
];

/// The month after the year: `2024年4月`, `2024-04`; of `1至4`, the last.
fn after(text: &str, numbers: &[Number]) -> Option<u32> {
    let [year, first, rest @ ..] = numbers else { return None };
    let joined = matches!(text[year.end..first.from].trim(), "年" | "-" | "/" | "." | "_" | "年度");
    if !joined || first.digits > 2 {
        return None;
    }
    let until = rest.first().filter(|last| is_until(text[first.end..last.from].trim()));
    let month = until.filter(|last| last.digits <= 2 && text.contains('月')).unwrap_or(first);
    (1..=12).contains(&month.value).then_some(month.value)
}

/// The month before the year: `12. 2019`, `4/2024`.
fn before(text: &str, numbers: &[Number]) -> Option<u32> {
    let [.., month, year] = numbers else { return None };
    let joined = matches!(text[month.end..year.from].trim(), "." | "/" | "," | "-" | "");
    (joined && month.digits <= 2 && (1..=12).contains(&month.value)).then_some(month.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_of_a_title_is_its_last() {
        for (title, expected) in [
            ("（2）2024年4月进出口商品国别（地区）总值表（人民币值）", "2024-04"),
            ("2024年1至2月进出口商品国别总值表", "2024-02"),
            ("(2) Imports and Exports by Country (Region) of Origin, 12. 2019", "2019-12"),
            ("(2)Imports and Exports by Country,1.2023", "2023-01"),
            ("Imports and Exports, Jan-Apr 2024", "2024-04"),
            ("September 2024", "2024-09"),
            ("customs-2024-07.csv", "2024-07"),
            ("202411", "2024-11"),
        ] {
            assert_eq!(
                month_in(title).map(|month| month.to_string()).as_deref(),
                Some(expected),
                "{title}"
            );
        }
        for title in ["", "220012", "2024年13月", "4 marches in 2024 rows", "2024"] {
            assert_eq!(month_in(title), None, "{title}");
        }
    }

    #[test]
    fn units_and_spans_are_told_by_their_words() {
        let unit = |text: &str| unit_in(text).map(|(unit, scale)| (unit.code(), scale));
        assert_eq!(unit("单位：万元人民币"), Some(("CNY", 1e4)));
        assert_eq!(unit("单位：千美元"), Some(("USD", 1e3)));
        assert_eq!(unit("Unit: US$1,000"), Some(("USD", 1e3)));
        assert_eq!(unit("Unit: RMB 10,000"), Some(("CNY", 1e4)));
        assert_eq!(unit("tonnes"), None);
        for (heading, expected) in [
            ("出口 1至4月", true),
            ("exports 1 to 12", true),
            ("exports 1to4", true),
            ("ytd_exports_rmb_10k", true),
            ("累计", true),
            ("出口 4月", false),
            ("china_exports_rmb_10k", false),
        ] {
            assert_eq!(is_sum(heading), expected, "{heading}");
        }
    }
}
