//! Units by the names and signs that people write for them, and the unit that a mistyped code means:
//! for the hint that follows an error. Nothing is ever read as the unit that a hint names.

use super::{Dimension, UNITS};
use crate::nearest;

/// What is written, in small letters, and the code that is meant; several where it may be any of them.
const KNOWN_AS: &[(&str, &str)] = &[
    ("rmb", "CNY"),
    ("cnh", "CNY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("cn¥", "CNY"),
    ("元", "CNY"),
    ("人民币", "CNY"),
    ("위안", "CNY"),
    ("위안화", "CNY"),
    ("yen", "JPY"),
    ("jp¥", "JPY"),
    ("円", "JPY"),
    ("엔", "JPY"),
    ("엔화", "JPY"),
    ("¥", "CNY or JPY"),
    ("￥", "CNY or JPY"),
    ("won", "KRW or KPW"),
    ("₩", "KRW or KPW"),
    ("￦", "KRW or KPW"),
    ("원", "KRW or KPW"),
    ("$", "USD"),
    ("us$", "USD"),
    ("us dollar", "USD"),
    ("us dollars", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("달러", "USD"),
    ("美元", "USD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("유로", "EUR"),
    ("£", "GBP"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("sterling", "GBP"),
    ("₽", "RUB"),
    ("rur", "RUB"),
    ("rouble", "RUB"),
    ("roubles", "RUB"),
    ("ruble", "RUB"),
    ("rubles", "RUB"),
    ("루블", "RUB"),
    ("₴", "UAH"),
    ("hryvnia", "UAH"),
    ("₹", "INR"),
    ("rupee", "INR or PKR"),
    ("rupees", "INR or PKR"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("dong", "VND"),
    ("฿", "THB"),
    ("baht", "THB"),
    ("₪", "ILS"),
    ("shekel", "ILS"),
    ("shekels", "ILS"),
    ("zł", "PLN"),
    ("zloty", "PLN"),
    ("rial", "IRR"),
    ("rials", "IRR"),
    ("riyal", "SAR"),
    ("riyals", "SAR"),
    ("rand", "ZAR"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("ton", "t"),
    ("tons", "t"),
    ("톤", "t"),
    ("kilogram", "kg"),
    ("kilograms", "kg"),
    ("barrel", "bbl"),
    ("barrels", "bbl"),
    ("litre", "l"),
    ("litres", "l"),
    ("liter", "l"),
    ("liters", "l"),
    ("metre", "m"),
    ("metres", "m"),
    ("meter", "m"),
    ("meters", "m"),
    ("kilometre", "km"),
    ("kilometres", "km"),
    ("kilometer", "km"),
    ("kilometers", "km"),
    ("mile", "mi"),
    ("miles", "mi"),
    ("person", "persons"),
    ("people", "persons"),
    ("명", "persons"),
];

/// The unit that a word which is none may mean.
///
/// Every currency is one letter from another, and a wrong one makes every sentence wrong. So a word of
/// three letters points to a currency only in other letter case or with its own letters transposed, and a
/// word of one or two to no unit but in other letter case.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    let small = word.trim().to_lowercase();
    if let Some((_, code)) = KNOWN_AS.iter().find(|(name, _)| *name == small) {
        return Some(code);
    }
    let same = UNITS.iter().find(|(code, _)| code.to_lowercase() == small);
    let letters = small.chars().count();
    let may_be = |(code, dimension): &&(&'static str, Dimension)| {
        let is_code = letters == 3 && *dimension == Dimension::Money;
        !is_code || sorted(code) == sorted(&small)
    };
    let near = || {
        let codes = UNITS.iter().filter(may_be).map(|(code, _)| *code);
        nearest(&small, codes).filter(|_| letters > 2)
    };
    same.map(|(code, _)| *code).or_else(near)
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.to_lowercase().chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unit;

    #[test]
    fn every_name_points_to_units_that_there_are_and_is_none_itself() {
        for (name, codes) in KNOWN_AS {
            assert!(name.parse::<Unit>().is_err(), "{name}");
            for code in codes.split(" or ") {
                assert!(code.parse::<Unit>().is_ok(), "{name}: {code}");
            }
        }
    }

    #[test]
    fn a_name_or_a_sign_of_money_points_to_its_code() {
        for (written, code) in [
            ("RMB", "CNY"),
            ("CNH", "CNY"),
            ("Yuan", "CNY"),
            ("¥", "CNY or JPY"),
            ("YEN", "JPY"),
            ("WON", "KRW or KPW"),
            ("$", "USD"),
            ("US$", "USD"),
            ("€", "EUR"),
            ("£", "GBP"),
            ("usd", "USD"),
            ("KM", "km"),
            ("tonnes", "t"),
        ] {
            assert_eq!(meant(written), Some(code), "{written}");
        }
    }

    #[test]
    fn a_slip_points_to_its_unit_and_one_currency_never_to_another() {
        for (written, code) in
            [("USDD", "USD"), ("UDS", "USD"), ("kgs", "kg"), ("documnts", "documents")]
        {
            assert_eq!(meant(written), Some(code), "{written}");
        }
        for none in ["BGN", "QAR", "RUV", "CNR", "XAU", "x", "kl", "¤", "bushels"] {
            assert_eq!(meant(none), None, "{none}");
        }
    }
}
