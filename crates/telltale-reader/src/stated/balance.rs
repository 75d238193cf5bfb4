//! Balances: "North Korea's trade deficit with China came to 900 million yuan", "대중 무역적자는".
//!
//! Whose balance it is, with whom and of when a sentence says as it would of exports. So it is given
//! back with exports in the balance's place, for the reader to find the flow of.

use super::record::{self, Since};
use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// A sentence of the balance of a trade.
#[derive(Clone, Debug)]
pub struct Balance {
    /// The sentence, in bytes of the text.
    pub sentence: Span,
    /// More exports than imports, or fewer.
    pub surplus: bool,
    /// The sentence alone, as one of exports.
    pub as_exports: Document,
    /// What of the sentence other words stand for in that, in order: the place, and their length.
    edits: Vec<(Span, usize)>,
    /// That it got wider or narrower: the words, in bytes of the text, and which.
    pub moved: Option<(Span, bool)>,
    /// Whether a verb says so, which tells of the later of two times: "shrank to".
    pub goes_on: bool,
    /// The month that the sentence names as what it moved from, from 1.
    pub from: Option<i8>,
    /// Or how many months before.
    pub back: Option<i32>,
    /// By how much it moved, in percent: its number, in bytes of the text.
    pub percent: Option<Span>,
    /// Words that say that it stayed as it was in that month.
    pub kept: Option<Span>,
    /// Words that say that it was the widest, or the narrowest, and since when.
    pub record: Option<(Span, bool, Since)>,
}

impl Balance {
    /// Where an amount of [`Balance::as_exports`] stands in the text itself, if it is the balance's:
    /// not in front of it, and not that of exports or imports which the sentence tells too.
    pub fn amount_in_text(&self, document: &Document, (from, to): Span) -> Option<Span> {
        // Where the words behind the edits so far stand in the one and in the other.
        let (mut own, mut other) = (0, 0);
        for ((start, end), length) in &self.edits {
            let edited = other + (start - own);
            if to <= edited {
                break;
            }
            if from < edited + length {
                return None;
            }
            (own, other) = (*end, edited + length);
        }
        let place = |at: usize| self.sentence.0 + own + (at - other);
        let noun = self.sentence.0 + self.edits.first()?.0.1;
        let between = document.text.get(noun..place(from))?;
        (!names_flow(&between.to_ascii_lowercase())).then_some((place(from), place(to)))
    }
}

/// Whether words, in small letters, name a flow of its own.
fn names_flow(words: &str) -> bool {
    let flows = ["export", "import", "shipment", "sales", "purchases", "수출", "수입"];
    flows.iter().any(|flow| words.contains(flow))
}

/// Every sentence of a document that tells of one balance, where its words are plain.
pub fn balances(document: &Document) -> Vec<Balance> {
    let one = |sentence: Span| {
        let words = document.text[sentence.0..sentence.1].to_ascii_lowercase();
        let told = match document.language {
            Language::English => english(&words),
            Language::Korean => korean(&words),
            _ => None,
        }?;
        let mut text = document.text[sentence.0..sentence.1].to_owned();
        for ((from, to), by) in told.edits.iter().rev() {
            text.replace_range(*from..*to, by);
        }
        let edits = told.edits.iter().map(|(place, by)| (*place, by.len())).collect();
        let placed = |(from, to): Span| (sentence.0 + from, sentence.0 + to);
        Some(Balance {
            sentence,
            surplus: told.surplus,
            as_exports: document.with_text(text),
            edits,
            moved: told.moved.map(|(span, up)| (placed(span), up)),
            goes_on: told.goes_on,
            from: told.from,
            back: told.back,
            percent: told.percent.map(placed),
            kept: told.kept.map(placed),
            record: told.record.map(|(span, highest, since)| (placed(span), highest, since)),
        })
    };
    let told = |sentence: Span| {
        let balance = one(sentence)?;
        // With whom it was, only a sentence before can have said.
        let first = document.text[..sentence.0].trim().is_empty();
        let open = first && document.language == Language::English;
        let exports = &balance.as_exports.text;
        let with = ["exports to ", "exported to ", "goods to "];
        (!open || with.iter().any(|with| exports.contains(with))).then_some(balance)
    };
    document.sentences().into_iter().filter_map(told).collect()
}

/// How a sentence of a balance becomes one of exports.
#[derive(Default)]
struct Told {
    surplus: bool,
    /// Places in their order, and what stands there instead.
    edits: Vec<(Span, &'static str)>,
    moved: Option<(Span, bool)>,
    goes_on: bool,
    from: Option<i8>,
    back: Option<i32>,
    percent: Option<Span>,
    kept: Option<Span>,
    record: Option<(Span, bool, Since)>,
}

/// Verbs of whose balance it is: "ran a deficit of".
const RUNS: &[&str] = &[
    "ran",
    "runs",
    "posted",
    "posts",
    "recorded",
    "records",
    "had",
    "registered",
    "logged",
    "reported",
    "booked",
    "incurred",
    "racked up",
];

/// Words before the noun that are a part of it.
const KINDS: &[&str] = &["bilateral ", "merchandise ", "goods ", "trade ", "monthly ", "overall "];

/// Words before the noun by which whose balance it is, or of which trade, is known from the text.
const KNOWN: &[&str] = &[" its", " their", " the", " this", " that", " his"];

/// Words before the partner.
const WITH: &[&str] = &[
    " in its goods trade with ",
    " in its trade with ",
    " in goods trade with ",
    " in trade with ",
    " in its commerce with ",
    " with ",
];

/// What gets wider or narrower, and what it does.
const MOVES: &[(&str, bool)] = &[
    ("widened to", true),
    ("grew to", true),
    ("rose to", true),
    ("expanded to", true),
    ("increased to", true),
    ("climbed to", true),
    ("swelled to", true),
    ("ballooned to", true),
    ("jumped to", true),
    ("narrowed to", false),
    ("shrank to", false),
    ("fell to", false),
    ("declined to", false),
    ("dropped to", false),
    ("eased to", false),
    ("up from", true),
    ("down from", false),
    ("wider than", true),
    ("larger than", true),
    ("more than the", true),
    ("narrower than", false),
    ("smaller than", false),
    ("less than the", false),
];

/// Words beside which it is no balance of trade, or something more is told of it than is checked.
const OTHERS: &[&str] = &[
    "budget",
    "fiscal",
    "current account",
    "current-account",
    "services",
    "percent",
    "per cent",
    "%",
    "doubled",
    "halved",
    "tripled",
];

fn english(words: &str) -> Option<Told> {
    let nouns: Vec<(usize, &str)> =
        words.match_indices("deficit").chain(words.match_indices("surplus")).collect();
    let [(at, noun)] = nouns[..] else { return None };
    let own = own_clause(words, at);
    if OTHERS.iter().any(|word| own.contains(word)) {
        return None;
    }
    let mut start = at;
    while let Some(kind) = KINDS.iter().find(|kind| words[..start].ends_with(**kind)) {
        start -= kind.len();
    }
    let (head, end) = (words[..start].trim_end(), at + noun.len());
    let owned = head.ends_with("'s") || head.ends_with("’s");
    let led = format!(" {head}");
    let known = KNOWN.iter().any(|word| led.ends_with(word));
    let mut edits = match (owned || known, partner(words, end, true)) {
        (true, Some(with)) => vec![((start, with.1), "exports to ")],
        // With whom, the text says elsewhere: "China's surplus came to 2 million".
        (true, None) => vec![((start, end), "exports")],
        (false, _) => run(words, head, end)?,
    };
    let moves: Vec<(Span, bool)> = MOVES
        .iter()
        .filter_map(|(word, up)| Some((words[end..].find(word)? + end, word.len(), *up)))
        .filter(|(at, ..)| !names_flow(&words[end..*at]))
        .map(|(at, long, up)| ((at, at + long), up))
        .collect();
    let alone = || moves_alone(words, end);
    let goes_on = moves.is_empty();
    let moved = match moves[..] {
        [] => alone(),
        [one] => Some(one),
        _ => return None,
    };
    let goes_on = goes_on && moved.is_some();
    if let Some(((from, to), up)) = moved.filter(|(span, _)| words[span.0..span.1].ends_with(" to"))
    {
        edits.push(((from, to), if up { "rose to" } else { "fell to" }));
    }
    edits.sort_by_key(|(place, _)| *place);
    let goes_on = goes_on || moved.is_some_and(|(span, _)| words[span.0..span.1].ends_with(" to"));
    let kept = KEPT.iter().find_map(|kept| own.find(kept).map(|at| (at, at + kept.len())));
    let kept = kept.filter(|(at, _)| *at > end && moved.is_none());
    let base = moved.map(|(span, _)| span).or(kept).map(|span| &words[span.1..]);
    let from = match kept {
        // The month stands right behind "unchanged from".
        Some((_, to)) => month_of(words[to..].trim_start()),
        None => base.and_then(from_month),
    };
    let back = base.filter(|_| from.is_none()).and_then(months_back);
    let record = record::of_balance(own, end);
    let surplus = noun == "surplus";
    Some(Told { surplus, edits, moved, goes_on, from, back, percent: None, kept, record })
}

/// The words of a balance up to where another clause has its own: ", even as imports rose 4 percent".
fn own_clause(words: &str, noun: usize) -> &str {
    let joints = [
        ", even as ",
        ", even though ",
        ", while ",
        ", as ",
        ", although ",
        ", though ",
        ", whereas ",
    ];
    let ends = joints.iter().filter_map(|joint| words[noun..].find(joint));
    ends.min().map_or(words, |end| &words[..noun + end])
}

/// Words of a balance that stays as it was in the month behind them.
const KEPT: &[&str] = &[
    "virtually unchanged from",
    "almost unchanged from",
    "practically unchanged from",
    "essentially unchanged from",
    "little changed from",
    "barely changed from",
    "hardly changed from",
    "unchanged from",
];

/// How many months before words name: "a month earlier", "the year before".
fn months_back(words: &str) -> Option<i32> {
    let behind = words.trim_start();
    let behind = behind.strip_prefix("from ").unwrap_or(behind);
    let month = [
        "a month earlier",
        "a month before",
        "the month before",
        "the previous month",
        "one month earlier",
    ];
    let year = [
        "a year earlier",
        "a year before",
        "the year before",
        "the same month a year earlier",
        "a year ago",
    ];
    let told = |list: &[&str]| list.iter().any(|one| behind.starts_with(one));
    match (told(&month), told(&year)) {
        (true, false) => Some(1),
        (false, true) => Some(12),
        _ => None,
    }
}

/// What a balance does in so many words before its amount: "widened in May, to", "grew from April to".
const VERBS: &[(&str, bool)] = &[
    ("widened", true),
    ("grew", true),
    ("rose", true),
    ("expanded", true),
    ("increased", true),
    ("climbed", true),
    ("swelled", true),
    ("ballooned", true),
    ("jumped", true),
    ("surged", true),
    ("widening", true),
    ("narrowed", false),
    ("shrank", false),
    ("fell", false),
    ("declined", false),
    ("decreased", false),
    ("dropped", false),
    ("eased", false),
    ("slipped", false),
    ("plunged", false),
    ("shrunk", false),
    ("narrowing", false),
    ("shrinking", false),
];

/// Words behind which another clause has another subject, or a movement is not told as a fact.
const ELSEWHERE: &[&str] = &[
    "as", "while", "after", "when", "because", "since", "though", "although", "where", "would",
    "could", "might", "will", "if", "unless", "not", "never", "expected", "forecast", "whose",
];

/// The one verb that says behind the noun which way the balance went, if it is the balance's own.
fn moves_alone(words: &str, end: usize) -> Option<(Span, bool)> {
    let bare = |(at, word): (usize, &str)| {
        let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        VERBS.iter().find(|(verb, _)| *verb == plain).map(|(verb, up)| ((at, at + verb.len()), *up))
    };
    let places = words[end..].match_indices(' ').map(|(at, _)| {
        let from = end + at + 1;
        (from, words[from..].split(' ').next().unwrap_or_default())
    });
    let all: Vec<(Span, bool)> = places.filter_map(bare).collect();
    let [(span, up)] = all[..] else { return None };
    let between = &words[end..span.0];
    // "Fell short of" is a level.
    let level = words[span.1..].starts_with(" short");
    let own = !level && between.split([' ', ',']).all(|word| !ELSEWHERE.contains(&word));
    // Behind "and" and "but" the verb itself goes on: "and narrowed".
    let joined = [" and ", " but ", "; "].iter().any(|joint| {
        between.rfind(joint).is_some_and(|at| {
            !matches!(between[at + joint.len()..].trim(), "" | "then" | "has" | "had")
        })
    });
    (own && !joined && !names_flow(between)).then_some((span, up))
}

/// The words before the partner, of a balance whose noun ends at `end`.
fn partner(words: &str, end: usize, right_behind: bool) -> Option<Span> {
    let found = WITH.iter().filter_map(|with| {
        let at = end + words[end..].find(with)?;
        Some((at, at + with.len()))
    });
    let first = found.min_by_key(|(at, to)| (*at, usize::MAX - *to))?;
    (!right_behind || first.0 == end).then_some(first)
}

/// "Ran a deficit of 5 million with", "ran a deficit with … of 5 million".
fn run(words: &str, head: &str, end: usize) -> Option<Vec<(Span, &'static str)>> {
    let head = head.strip_suffix(" a")?;
    let verb = RUNS.iter().find(|verb| head.ends_with(**verb))?;
    let from = head.len() - verb.len();
    if !head[..from].ends_with(' ') {
        return None;
    }
    let of = words[end..].starts_with(" of ");
    let Some(with) = partner(words, end, false) else {
        return of.then(|| vec![((from, end + " of ".len()), "exported goods worth ")]);
    };
    if of {
        return Some(vec![
            ((from, end + " of ".len()), "exported "),
            (with, " worth of goods to "),
        ]);
    }
    let of = words[with.1..].find(" of ").map(|at| with.1 + at)?;
    let right = with.0 == end;
    right.then(|| vec![((from, with.1), "exported to "), ((of, of + 4), " goods worth ")])
}

/// The month behind a "from" without an amount: "from June".
fn from_month(rest: &str) -> Option<i8> {
    let at = rest.find("from ")? + "from ".len();
    month_of(&rest[at..])
}

/// The month that words begin with.
fn month_of(words: &str) -> Option<i8> {
    let word = words.split(|letter: char| !letter.is_alphabetic()).next()?;
    let month = MONTHS.iter().position(|month| *month == word)?;
    i8::try_from(month + 1).ok()
}

const KOREAN: &[(&str, bool)] = &[
    ("무역수지 적자", false),
    ("무역수지 흑자", true),
    ("무역 적자", false),
    ("무역 흑자", true),
    ("무역적자", false),
    ("무역흑자", true),
    ("교역 적자", false),
    ("교역 흑자", true),
];

/// Stems by which more is told of it than is checked.
const KOREAN_OTHERS: &[&str] = &[
    "늘",
    "줄",
    "증가",
    "감소",
    "확대",
    "축소",
    "%",
    "퍼센트",
    "배로",
    "전환",
    "돌아",
    "넘",
    "절반",
];

/// Verbs by which a Korean balance is held against another, which stands before them.
const KOREAN_MOVES: &[(&str, bool)] = &[
    ("늘었", true),
    ("늘어", true),
    ("증가했", true),
    ("확대됐", true),
    ("확대되", true),
    ("커졌", true),
    ("많았", true),
    ("불어났", true),
    ("웃돌았", true),
    ("줄었", false),
    ("줄어", false),
    ("감소했", false),
    ("축소됐", false),
    ("축소되", false),
    ("작아졌", false),
    ("작았", false),
    ("적었", false),
    ("못 미쳤", false),
    ("밑돌았", false),
];

/// How a Korean balance moved, and against what.
struct Moved {
    span: Span,
    up: bool,
    from: Option<i8>,
    back: Option<i32>,
    percent: Option<Span>,
}

/// "6월(12억 위안)보다 21% 줄었다", "한 달 전보다 축소됐다", "작년 상반기 60억 위안에 못 미쳤다".
fn korean_moved(words: &str) -> Option<Moved> {
    let verbs =
        KOREAN_MOVES.iter().filter_map(|(verb, up)| Some((words.rfind(verb)?, verb.len(), *up)));
    let (at, long, up) = verbs.max_by_key(|(at, ..)| *at)?;
    let ahead = &words[..at];
    let than = ["보다", " 대비", "에 비해"]
        .iter()
        .filter_map(|than| ahead.rfind(than).map(|at| (at, than.len())));
    let level = ["에 ", "에도 ", "를 ", "을 "].iter().find_map(|mark| {
        let head = ahead.strip_suffix(mark)?;
        (["미쳤", "밑돌", "웃돌"].iter().any(|verb| words[at..at + long].contains(verb)))
            .then_some((head.len(), mark.len()))
    });
    let (end, mark) = than.max().or(level)?;
    let between = words[end + mark..at].trim();
    let percent = match between.strip_suffix('%') {
        Some(digits) => {
            let start =
                digits.trim_end_matches(|one: char| one.is_ascii_digit() || one == '.').len();
            let bare = digits[..start].trim();
            (start < digits.len() && matches!(bare, "" | "약" | "무려")).then_some(())?;
            let from = end + mark + words[end + mark..at].find(&digits[start..])?;
            Some((from, from + digits.len() - start + 1))
        }
        None if matches!(between, "" | "크게" | "소폭" | "다소" | "더" | "못") => None,
        None => return None,
    };
    let base = words[..end].trim_end();
    let inner =
        base.strip_suffix(')').and_then(|inner| Some(inner[..inner.rfind('(')?].trim_end()));
    let base = inner.unwrap_or(base);
    let ends = |list: &[&str]| list.iter().any(|word| base.ends_with(word));
    let back = match () {
        () if ends(&["한 달 전", "전달", "전월", "직전 달", "전월의", "전달의"]) => {
            Some(1)
        }
        () if ends(&[
            "1년 전",
            "지난해 같은 달",
            "작년 같은 달",
            "전년 동월",
            "지난해 같은 기간",
            "작년 같은 기간",
        ]) =>
        {
            Some(12)
        }
        () => None,
    };
    let from = base.strip_suffix('월').and_then(|head| {
        let digits = head.trim_end_matches(|one: char| one.is_ascii_digit()).len();
        let year = ["년", "해"].iter().any(|year| head[..digits].trim_end().ends_with(year));
        head[digits..].parse().ok().filter(|month| (1..=12).contains(month) && !year)
    });
    let amount = base.ends_with("위안") || base.ends_with("달러");
    let known = back.is_some() || from.is_some() || amount;
    known.then_some(Moved { span: (at, at + long), up, from, back, percent })
}

/// A Korean balance and how it moved.
fn told(moved: Option<&Moved>, surplus: bool, edits: Vec<(Span, &'static str)>) -> Option<Told> {
    let told = Told { surplus, edits, ..Told::default() };
    Some(match moved {
        Some(Moved { span, up, from, back, percent }) => {
            Told { moved: Some((*span, *up)), from: *from, back: *back, percent: *percent, ..told }
        }
        None => told,
    })
}

/// "무역수지는 5억 위안 흑자였다".
fn korean_account(words: &str) -> Option<(bool, Vec<(Span, &'static str)>)> {
    let accounts = ["무역수지는", "교역수지는", "무역수지가", "무역 수지는", "상품수지는"];
    let (from, account) =
        accounts.iter().find_map(|account| Some((words.find(account)?, *account)))?;
    let to = from + account.len();
    let (at, noun) =
        ["흑자", "적자"].iter().find_map(|noun| Some((words[to..].find(noun)? + to, *noun)))?;
    let ahead = words[..at].trim_end();
    let ahead = ahead.strip_suffix('의').unwrap_or(ahead);
    let verb = at + noun.len();
    let done = [
        ("를 기록했", "이었"),
        ("를 냈", "이었"),
        ("를 보였", "이었"),
        ("를 나타냈", "이었"),
        ("였", "이었"),
        ("이었", "이었"),
        ("로 집계됐", "이었"),
        ("로 나타났", "이었"),
        ("다", "이다"),
    ];
    let (done, by) = done.iter().find(|(done, _)| words[verb..].starts_with(done))?;
    let money = ahead.ends_with("위안") || ahead.ends_with("달러");
    let edits = vec![((from, to), "수출은"), ((ahead.len(), verb + done.len()), *by)];
    money.then_some((noun == "흑자", edits))
}

fn korean(words: &str) -> Option<Told> {
    let all = words.matches("적자").count() + words.matches("흑자").count();
    // "…흑자는 9억 위안이었고 수출은 줄었다": what another subject does.
    let noun = words.find("적자").or_else(|| words.find("흑자"))?;
    let moved = korean_moved(words).filter(|moved| {
        let between = words.get(noun..moved.span.0).unwrap_or("수출");
        !names_flow(between)
            && !["교역액", "무역액", "교역은", "교역이"].iter().any(|flow| between.contains(flow))
    });
    // What the movement says is no other word of one.
    let rest = match &moved {
        Some(moved) => {
            let mut rest = words.to_owned();
            let spans = [Some(moved.span), moved.percent];
            let mut spans: Vec<Span> = spans.into_iter().flatten().collect();
            spans.sort_unstable();
            spans.iter().rev().for_each(|(from, to)| rest.replace_range(*from..*to, ""));
            rest
        }
        None => words.to_owned(),
    };
    if all != 1 || KOREAN_OTHERS.iter().any(|word| rest.contains(word)) {
        return None;
    }
    let told = |surplus, edits| told(moved.as_ref(), surplus, edits);
    if let Some((noun, surplus)) = KOREAN.iter().find(|(noun, _)| words.contains(noun)) {
        let from = words.find(noun)?;
        let mut to = from + noun.len();
        for kind in ["액", "규모", "폭"] {
            to += if words[to..].starts_with(kind) { kind.len() } else { 0 };
        }
        // The particle is that of another noun.
        let particles = [("는", "수출은"), ("은", "수출은"), ("가", "수출이"), ("이", "수출이")];
        let (particle, by) = particles.iter().find(|(word, _)| words[to..].starts_with(word))?;
        return told(*surplus, vec![((from, to + particle.len()), *by)]);
    }
    if let Some((surplus, edits)) = korean_account(words) {
        return told(surplus, edits);
    }
    // "대중 무역에서 5억 위안의 흑자를 냈다".
    let place = ["무역에서", "교역에서"].iter().find_map(|word| Some((words.find(word)?, word)))?;
    let from = place.0 + place.1.len();
    for (noun, surplus) in [("의 적자를 ", false), ("의 흑자를 ", true)] {
        let Some(at) = words[from..].find(noun).map(|at| from + at) else { continue };
        let verb = at + noun.len();
        let done = ["기록했", "냈", "봤", "거뒀", "올렸", "보였"];
        let done = done.iter().find(|done| words[verb..].starts_with(**done))?;
        let edits = vec![((place.0, from), "수출이"), ((at, verb + done.len()), "이었")];
        return told(surplus, edits);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Option<(String, bool, Option<bool>, Option<i8>)> {
        let one = balances(&Document::new(text, date(2026, 8, 24))).pop()?;
        Some((one.as_exports.text, one.surplus, one.moved.map(|one| one.1), one.from))
    }

    /// A text, the sentence of exports that it becomes, whether it is of a surplus, whether that rose or
    /// fell, and since which month.
    type Case<'t> = (&'t str, &'t str, bool, Option<bool>, Option<i8>);

    fn check(cases: &[Case<'_>]) {
        for (text, exports, surplus, moved, from) in cases {
            let expected = Some(((*exports).to_owned(), *surplus, *moved, *from));
            let expected = expected.filter(|_| !exports.is_empty());
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_of_a_balance_becomes_one_of_exports() {
        check(&[
            (
                "Peru's trade deficit with Chile came to $3 million in May.",
                "Peru's exports to Chile came to $3 million in May.",
                false,
                None,
                None,
            ),
            (
                "Peru's surplus with Chile widened to $3 million in May from March.",
                "Peru's exports to Chile rose to $3 million in May from March.",
                true,
                Some(true),
                Some(3),
            ),
            (
                "Peru ran a deficit of $3 million in its trade with Chile in May.",
                "Peru exported $3 million worth of goods to Chile in May.",
                false,
                None,
                None,
            ),
            (
                "Peru posted a trade surplus with Chile of $3 million in May.",
                "Peru exported to Chile goods worth $3 million in May.",
                true,
                None,
                None,
            ),
        ]);
    }

    #[test]
    fn a_balance_that_moved_tells_which_way_and_since_when() {
        check(&[
            (
                "Peru's deficit with Chile was $3 million, down from $4 million in March.",
                "Peru's exports to Chile was $3 million, down from $4 million in March.",
                false,
                Some(false),
                None,
            ),
            (
                "Peru's surplus with Chile widened in May, to $3 million from $4 million in March.",
                "Peru's exports to Chile widened in May, to $3 million from $4 million in March.",
                true,
                Some(true),
                None,
            ),
            (
                "Peru's deficit with Chile shrank from March to $3 million in May.",
                "Peru's exports to Chile shrank from March to $3 million in May.",
                false,
                Some(false),
                Some(3),
            ),
            (
                "Peru's surplus with Chile was $3 million in May and narrowed in June.",
                "Peru's exports to Chile was $3 million in May and narrowed in June.",
                true,
                Some(false),
                None,
            ),
            // What another subject does, or what is awaited.
            (
                "Peru's surplus with Chile was $3 million in May as prices fell.",
                "Peru's exports to Chile was $3 million in May as prices fell.",
                true,
                None,
                None,
            ),
        ]);
    }

    #[test]
    fn a_korean_balance_becomes_a_sentence_of_exports() {
        check(&[
            (
                "5월 북한의 대중 무역적자는 3억 위안이었다.",
                "5월 북한의 대중 수출은 3억 위안이었다.",
                false,
                None,
                None,
            ),
            ("5월 중국의 대북 무역 흑자 규모는 3억 위안이었다.", "", true, None, None),
            (
                "5월 북한은 대중 무역에서 3억 위안의 적자를 냈다.",
                "5월 북한은 대중 수출이 3억 위안이었다.",
                false,
                None,
                None,
            ),
        ]);
    }

    #[test]
    fn a_balance_is_held_against_another_or_stays_or_is_the_widest() {
        let one = |text: &str| balances(&Document::new(text, date(2026, 8, 24))).pop().unwrap();
        let told = one("5월 중국의 대북 무역흑자는 9억 위안으로, 3월(12억 위안)보다 25% 줄었다.");
        assert_eq!((told.moved.unwrap().1, told.from, told.back), (false, Some(3), None));
        assert!(told.percent.is_some());
        let told = one("북한의 대중 무역적자는 5월 9억 위안으로 1년 전보다 커졌다.");
        assert_eq!((told.moved.unwrap().1, told.from, told.back), (true, None, Some(12)));
        let told =
            one("올해 5월 중국의 대북 무역흑자는 9억 위안으로 작년 5월 12억 위안에 못 미쳤다.");
        assert_eq!((told.moved.unwrap().1, told.from, told.back), (false, None, None));
        let text = "Peru's surplus with Chile was $3 million in May, little changed from April, even as imports rose 4 percent.";
        let told = one(text);
        assert_eq!((told.moved, told.from), (None, Some(4)));
        let (from, to) = told.kept.unwrap();
        assert_eq!(&text[from..to], "little changed from");
        let text = "5월 중국의 대북 무역흑자는 9억 위안이었고 수출은 4월보다 3% 줄었다.";
        assert!(balances(&Document::new(text, date(2026, 8, 24))).is_empty());
        let told =
            one("Peru ran a deficit of $3 million with Chile in May, its widest since March 2025.");
        assert!(told.record.unwrap().1);
    }

    #[test]
    fn an_amount_is_found_where_the_balance_tells_it() {
        // The amount as it stands in the sentence of exports, how many such stand before it, and how many
        // stand before that of the balance in the text; none where it is of another flow.
        for (text, amount, nth, expected) in [
            ("Peru's deficit with Chile came to $3 million in May.", "$3 million", 0, Some(0)),
            (
                "Peru sold $3 million of tin, and Peru's surplus with Chile was $3 million.",
                "$3 million",
                1,
                Some(1),
            ),
            (
                "Peru sold $3 million of tin, and Peru's surplus with Chile was $3 million.",
                "$3 million",
                0,
                None,
            ),
            (
                "Peru ran a surplus of $2 million with Chile, with exports of $5 million.",
                "$5 million",
                0,
                None,
            ),
            ("수출은 3억 위안, 북한의 대중 무역흑자는 3억 위안이었다.", "3억 위안", 1, Some(1)),
            ("수출은 3억 위안, 북한의 대중 무역흑자는 3억 위안이었다.", "3억 위안", 0, None),
        ] {
            let text = format!("Before it. {text}");
            let document = Document::new(text.as_str(), date(2026, 8, 24));
            let balance = balances(&document).pop().unwrap();
            let place = |text: &str, nth: usize| {
                let at = text.match_indices(amount).nth(nth).unwrap().0;
                (at, at + amount.len())
            };
            let found = balance.amount_in_text(&document, place(&balance.as_exports.text, nth));
            assert_eq!(found, expected.map(|nth| place(&text, nth)), "{text}");
        }
        let grew = "Peru's surplus with Chile was $2 million, as exports climbed to $5 million.";
        let document = Document::new(grew, date(2026, 8, 24));
        assert_eq!(balances(&document)[0].moved, None);
        for (text, goes_on) in [
            ("China's surplus with Peru, $9 million in May, shrank to $7 million in June.", true),
            ("China's surplus with Peru was $7 million in June, down from $9 million.", false),
        ] {
            let document = Document::new(text, jiff::civil::date(2026, 8, 24));
            assert_eq!(balances(&document)[0].goes_on, goes_on, "{text}");
        }
    }

    #[test]
    fn whose_a_balance_is_or_with_whom_a_sentence_before_may_have_said() {
        check(&[
            (
                "Peru trades with Chile. Peru's surplus came to $3 million in May.",
                "Peru's exports came to $3 million in May.",
                true,
                None,
                None,
            ),
            (
                "Peru trades with Chile. Its deficit widened to $3 million in May.",
                "Its exports rose to $3 million in May.",
                false,
                Some(true),
                None,
            ),
            (
                "Peru trades with Chile. Peru posted a surplus of $3 million in May.",
                "Peru exported goods worth $3 million in May.",
                true,
                None,
                None,
            ),
            ("무역수지는 3억 위안 흑자를 기록했다.", "수출은 3억 위안이었다.", true, None, None),
            ("무역수지는 3억 위안의 적자였다.", "수출은 3억 위안이었다.", false, None, None),
        ]);
    }

    #[test]
    fn of_other_balances_nothing_is_told() {
        for text in [
            "Peru's budget deficit came to $3 million in May.",
            "Peru's trade deficit came to $3 million in May.",
            "Peru's trade deficit with Chile rose 4 percent to $3 million in May.",
            "Peru's surplus with Chile turned to a deficit of $3 million.",
            "5월 북한의 대중 무역적자는 3억 위안으로 늘었다.",
            "5월 무역적자가 흑자로 돌아섰다.",
        ] {
            assert!(told(text).is_none(), "{text}");
        }
    }
}
