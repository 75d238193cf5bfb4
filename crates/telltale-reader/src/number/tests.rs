use super::{Measure, Number, english, korean};
use crate::flow::words::Words;

fn one(number: &Number) -> String {
    let range = number.range.map_or(String::new(), |(low, high)| format!(" ({low}..{high})"));
    let about = if number.approximate { "~" } else { "" };
    let unit = match (number.unit, number.measure) {
        (Some(unit), Measure::Points) => format!("{unit} points"),
        (Some(unit), _) => unit.to_owned(),
        (None, measure) => format!("{measure:?}").to_lowercase(),
    };
    format!("{about}{} {unit}{range}", (number.value * 1e4).round() / 1e4)
}

fn in_english(text: &str) -> String {
    let words = Words::of(text, 0);
    let numbers = english::find(&words, |_| false);
    numbers.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn in_korean(text: &str) -> String {
    korean::find(text, 0, |_| false).iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn english_numbers_are_read_with_their_units() {
    for (text, expected) in [
        ("worth $3.07 billion", "3070000000 USD"),
        ("16.4 billion yuan", "16400000000 CNY"),
        ("past the 3-billion-yuan mark", "3000000000 CNY"),
        ("a 40-million-dollar deal", "40000000 USD"),
        ("some US$12m in goods", "~12000000 USD"),
        ("C$88.5 million", "88500000 CAD"),
        ("€2.4bn and £900,000", "2400000000 EUR; 900000 GBP"),
        ("a million barrels of crude", "1000000 barrel"),
        ("half a million tonnes", "500000 t"),
        ("10.2 million tonnes, against 8.1 million before", "10200000 t; 8100000 t"),
        ("1.15 billion cubic feet a day", "1150000000 ft3/day"),
        ("two dozen howitzers", "24 howitzer"),
        ("nearly 7 to 8 billion yuan", "~7500000000 CNY (7000000000..8000000000)"),
        ("$3-4 billion", "3500000000 USD (3000000000..4000000000)"),
        ("between 40 and 45 tanks", "42.5 tank (40..45)"),
        ("from $5 million to $6 million", "5000000 USD; 6000000 USD"),
        ("six in ten cars", "60 %"),
        ("three-quarters of exports", "0.75 part"),
        ("by two fifths to", "0.4 part"),
        ("a third consecutive month", ""),
        ("1.7 percentage points", "1.7 % points"),
        ("at least 1,200 Nepalese workers", "~1200 person"),
        ("11 weekly flights", "11 flight/week"),
        ("260,000 barrels a day", "260000 barrel/day"),
        ("tens of thousands of shells", ""),
        ("480 megawatt hours", "480 MWh"),
        ("3 gigawatt hours", "3000 MWh"),
        ("a 14-year-old girl", "14 other"),
        ("¥3bn, CN¥4bn and ¥5 billion yuan", "3000000000 ¥; 4000000000 CNY; 5000000000 CNY"),
        ("1.4 milliard euros", "1400000000 EUR"),
        ("from 1,155.8 to 1,722.9 million yuan", "1155800000 CNY; 1722900000 CNY"),
        ("from 900,000 to 1.2 million tonnes", "900000 t; 1200000 t"),
    ] {
        assert_eq!(in_english(text), expected, "{text}");
    }
}

#[test]
fn korean_numbers_are_read_with_their_units() {
    for (text, expected) in [
        ("3억 4,560만 달러", "345600000 USD"),
        ("2조 7천억 원을", "2700000000000 KRW"),
        ("약 12만 톤의 쌀", "~120000 t"),
        ("3만7천여 명", "~37000 person"),
        ("41만 5천 명으로", "415000 person"),
        ("5분의 2로", "0.4 part"),
        ("두 배로", "2 times"),
        ("1.8배", "1.8 times"),
        ("절반으로", "0.5 part"),
        ("17.3% 늘어", "17.3 %"),
        ("2.6%포인트", "2.6 % points"),
        ("800만 캐나다 달러", "8000000 CAD"),
        ("20~25억 엔", "2250000000 JPY (2000000000..2500000000)"),
        ("1,300톤가량", "~1300 t"),
        ("세 척을", "3 vessel"),
        ("12개국 가운데", "12 other"),
    ] {
        assert_eq!(in_korean(text), expected, "{text}");
    }
}

#[test]
fn numbers_in_the_units_of_a_table_are_read_whole() {
    for (text, expected) in [
        ("came to 81,450 ten thousand yuan in May", "814500000 CNY"),
        ("came to 81,450 x 10,000 yuan", "814500000 CNY"),
        ("came to 81,450 (10,000 yuan) in May", "814500000 CNY"),
        ("came to 81,450 (unit: 10,000 yuan)", "814500000 CNY"),
        ("came to 81,450 in units of 10,000 yuan", "814500000 CNY"),
        ("81,450 (in $1,000)", "81450000 USD"),
        ("In units of 10,000 yuan, exports came to 81,450", "10000 CNY; 814500000 CNY"),
        ("a fee of 10,000 yuan and 500 (10,000 dollars a head)", "10000 CNY; 500 bare; 10000 USD"),
    ] {
        assert_eq!(in_english(text), expected, "{text}");
    }
    for (text, expected) in [
        ("81,450(만 위안)이었다", "814500000 CNY"),
        ("81,450(단위: 1만 위안)", "814500000 CNY"),
        ("81,450 × 1만 위안", "814500000 CNY"),
        ("1,200(백만 달러)", "1200000000 USD"),
    ] {
        assert_eq!(in_korean(text), expected, "{text}");
    }
}

#[test]
fn any_text_is_read_without_harm() {
    for text in [
        "9".repeat(400),
        "$".repeat(50),
        "1-".repeat(300),
        "억".repeat(300),
        "3분의".repeat(99),
        "한 ".repeat(300),
        "1억 ".repeat(300),
    ] {
        let _ = (in_english(&text), in_korean(&text));
    }
}

#[test]
fn the_number_of_a_model_is_no_amount() {
    assert_eq!(in_korean("F-16 전투기 24대"), "24 vehicle");
}
