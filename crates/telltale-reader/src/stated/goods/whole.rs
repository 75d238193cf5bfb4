//! Whether an amount is a whole, of which the goods that its sentence names are a part.

use crate::{Language, sighting::Span};

/// Parts of a whole.
const PARTS: &[&str] = &[
    "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "percent",
    "cent", "part", "share", "most", "bulk", "majority", "rest", "%",
];

/// Words between "half of" and an amount.
const LIGHT: &[&str] = &[
    "the",
    "its",
    "all",
    "total",
    "that",
    "about",
    "roughly",
    "some",
    "us",
    "nearly",
    "china's",
    "beijing's",
    "a",
];

const FLOWS: &[&str] = &["imports", "exports", "trade", "purchases", "shipments", "sales"];

/// Words for all of a flow.
const ALL: &[&str] = &["all", "total", "overall", "entire"];

/// Whether the amount at `number` is a whole; the goods are first named at `goods`.
pub(super) fn is_whole(words: &str, number: Span, goods: usize, language: Language) -> bool {
    match language {
        Language::English => {
            is_parted(&words[..number.0])
                || is_parted_behind(&words[number.1..], goods.checked_sub(number.1))
                || is_of_all(words, number, goods)
        }
        Language::Korean => is_korean_whole(words, number, goods),
        _ => false,
    }
}

/// Units of an amount that is a part of another: "$1 million of the $3 million".
const UNITS: &[&str] = &["million", "billion", "trillion", "yuan", "dollars"];

/// "Wigs made up half of the $3 million", "54 percent of its $3 million".
fn is_parted(ahead: &str) -> bool {
    let ahead = ahead.trim_end_matches(['$', '€', '¥', ' ']);
    let mut words = ahead.rsplit([' ', '\u{a0}']).filter(|word| !word.is_empty());
    let of = words.by_ref().find(|word| !LIGHT.contains(word));
    let part = words.next().unwrap_or_default();
    let amount = ahead.ends_with(" of the") && UNITS.contains(&part);
    of == Some("of") && (amount || PARTS.contains(&part) || part.ends_with('%'))
}

/// "$3 million in 2024, of which wigs were half", "the $3 million of all its imports".
fn is_parted_behind(behind: &str, goods: Option<usize>) -> bool {
    let all =
        ["of all ", "for all ", "in all "].iter().any(|of| behind.trim_start().starts_with(of));
    let between = goods.and_then(|goods| behind.get(..goods)).unwrap_or_default();
    let which = ["of which", "of that", "of it", "of them"];
    let which = which.iter().filter_map(|of| between.rfind(of)).max();
    let near = which.is_some_and(|at| !between[..at].contains(['$', '€', '¥']));
    near || all && goods.is_none()
}

/// "All Chinese imports from there were worth $3 million": all of a flow in the number's own clause, and
/// not "total coal imports" or "total imports of coal".
fn is_of_all(words: &str, number: Span, goods: usize) -> bool {
    let (from, to) = clause(words, number);
    let own = &words[from..to];
    let list: Vec<&str> = own.split(' ').collect();
    let local = goods.checked_sub(from).filter(|_| goods < to);
    let inside = local.is_some_and(|at| own[..at].split(' ').count() < list.len());
    let place = |at: usize| list[..at].iter().map(|word| word.len() + 1).sum::<usize>();
    (0..list.len()).filter(|&at| ALL.contains(&list[at])).any(|at| {
        let flow =
            (at + 1..list.len().min(at + 4)).find(|&i| FLOWS.contains(&list[i].trim_matches(',')));
        flow.is_some_and(|flow| {
            let (start, end) = (place(at), place(flow) + list[flow].len());
            let within = inside && local.is_some_and(|at| (start..end + 24).contains(&at));
            !within
        })
    })
}

/// "수입 3억 달러의 절반", "3억 달러 가운데 가발이", "전체 대중 수출 3억 달러".
fn is_korean_whole(words: &str, number: Span, goods: usize) -> bool {
    let behind = words[number.1..].trim_start();
    if behind.starts_with("가운데") || behind.starts_with("중 ") {
        return goods > number.1;
    }
    if let Some(part) = behind.strip_prefix('의').map(str::trim_start) {
        let hedges = ["약 ", "거의 ", "무려 "];
        let part = hedges.iter().find_map(|hedge| part.strip_prefix(hedge)).unwrap_or(part);
        let digits =
            part.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        let share = digits.len() < part.len()
            && ["%", "퍼센트", "분의"].iter().any(|sign| digits.starts_with(sign));
        let named = ["절반", "대부분", "과반", "대다수"].iter().any(|word| part.starts_with(word));
        return share || named;
    }
    let (from, _) = clause(words, number);
    let ahead = &words[from..number.0];
    let all = ["전체 ", "총 "].iter().filter_map(|word| ahead.rfind(word)).max();
    all.is_some_and(|at| {
        let between = &ahead[at..];
        let flow = ["수출", "수입", "교역"].iter().any(|flow| between.contains(flow));
        flow && !(from + at..number.0).contains(&goods)
    })
}

/// Whether the goods stand in another clause than the amount, which has its own word for a flow, and
/// have an amount or a share there.
pub(super) fn is_apart(words: &str, number: Span, goods: usize) -> bool {
    let (from, to) = clause(words, number);
    if (from..to).contains(&goods) {
        return false;
    }
    let own = &words[from..to];
    let flow = FLOWS.iter().chain(&["수출", "수입", "교역"]).any(|flow| own.contains(flow));
    let again = ["these", "those", "such ", "them", "this ", "이들", "이런"];
    let theirs = clause(words, (goods, goods));
    let other = &words[theirs.0..theirs.1];
    let sized = other.bytes().any(|byte| byte.is_ascii_digit())
        && ["$", "yuan", "dollar", "달러", "위안", "%"].iter().any(|unit| other.contains(unit));
    let shares = ["made up", "makes up", "accounted for", "accounting for", "alone", "차지"];
    let shared = shares.iter().any(|verb| other.contains(verb));
    flow && (sized || shared) && !again.iter().any(|word| own.contains(word))
}

/// "$3 million worth of them".
pub(super) fn is_pronouns(behind: &str) -> bool {
    let behind = behind.trim_start().trim_start_matches("worth ");
    let mut words = behind.split([' ', ',', '.']);
    words.next() == Some("of") && matches!(words.next(), Some("them" | "these" | "those" | "it"))
}

/// The clause of a number, cut at "when" and "so that" besides.
fn clause(words: &str, number: Span) -> Span {
    let (mut from, mut to) = super::super::doubt::clause(words, number);
    for joint in [" when ", " so that ", " as "] {
        if let Some(at) = words[from..number.0].rfind(joint) {
            from += at + joint.len();
        }
        if let Some(at) = words[number.1..to].find(joint) {
            to = number.1 + at;
        }
    }
    (from, to)
}
