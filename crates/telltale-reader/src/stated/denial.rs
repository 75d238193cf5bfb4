//! What a text denies of a number, where that is plain: that it was so much, that it was more, or
//! that it was less.
//!
//! "Did not exceed $200 million" is a bound and can be checked; "it is not clear that exports reached
//! $200 million" says nothing. So a denial is read only where nothing but words known here stands
//! between it and the number; what else denies stays a doubt (`doubt.rs`).

use crate::sighting::Span;
use crate::{Document, Language};

/// What is denied of a number, turned round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// That it was just so much.
    So,
    /// That it was so much or more: it was less.
    Reached,
    /// That it was so much or less: it was more.
    Fallen,
}

/// A denial that is plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denial {
    /// What is denied.
    pub of: Denied,
    /// Its words, in bytes of the text.
    pub span: Span,
}

/// What denies, in front of a number; the longest first.
const NOT: &[&str] = &[
    "did not",
    "didn't",
    "didn’t",
    "does not",
    "doesn't",
    "do not",
    "don't",
    "was not",
    "wasn't",
    "wasn’t",
    "were not",
    "weren't",
    "weren’t",
    "is not",
    "isn't",
    "are not",
    "aren't",
    "failed to",
    "fails to",
    "without",
    "never",
];

/// Those of them that are a verb of how much there is.
const IS_NOT: &[&str] = &[
    "was not",
    "wasn't",
    "wasn’t",
    "were not",
    "weren't",
    "weren’t",
    "is not",
    "isn't",
    "are not",
    "aren't",
];

/// Verbs that say how much there is.
const BE: &[&str] = &[
    "",
    "be",
    "was",
    "were",
    "total",
    "totaled",
    "totalled",
    "amount to",
    "amounted to",
    "come to",
    "came to",
    "stand at",
    "stood at",
    "equal",
    "equaled",
    "worth",
    "be worth",
];

/// Verbs that say how much was reached.
const REACH: &[&str] = &[
    "reach",
    "reached",
    "reaching",
    "exceed",
    "exceeded",
    "exceeding",
    "top",
    "topped",
    "topping",
    "surpass",
    "surpassed",
    "surpassing",
    "hit",
    "hitting",
    "pass",
    "passed",
    "passing",
    "cross",
    "crossed",
    "crossing",
    "go beyond",
    "went beyond",
    "come close to",
    "even reach",
    "even exceed",
];

/// Verbs of a movement.
const RISE: &[&str] = &[
    "rise", "rose", "grow", "grew", "increase", "climb", "climbed", "jump", "go", "went", "expand",
    "gain", "surge",
];
const FALL: &[&str] = &[
    "fall", "fell", "drop", "dropped", "decline", "declined", "decrease", "dip", "dipped", "sink",
    "slip", "slipped", "shrink", "slide", "go", "went", "falling", "dropping", "dipping",
    "slipping",
];

const MORE: &[&str] = &["more than", "in excess of", "higher than", "greater than", "upwards of"];
const LESS: &[&str] = &["less than", "fewer than", "lower than", "smaller than"];
const ABOVE: &[&str] = &["above", "over", "beyond", "past"];
const BELOW: &[&str] = &["below", "under"];

/// Words that bound a number without a "not", right before it.
const SHORT: &[&str] = &[
    "fell short of",
    "falling short of",
    "came short of",
    "fall short of",
    "stayed below",
    "stayed under",
    "remained below",
    "remained under",
    "stopped short of",
    "came in below",
    "came in under",
    "stayed short of",
];

/// Words that make it unclear what is denied.
const UNCLEAR: &[&str] = &[
    "any", "each", "every", "either", "both", "alone", "until", "unless", "whether", "because",
    "merely", "only", "just", "same", "had", "have", "has", "single", "anything", "yet", "if",
];

/// The plain denial of a number; `amount` says that it is one, and no change.
pub fn denial(document: &Document, sentence: Span, number: Span, amount: bool) -> Option<Denial> {
    let end = sentence.1.max(number.1);
    let words = document.text[sentence.0..end].to_ascii_lowercase();
    let local = (number.0.checked_sub(sentence.0)?, number.1 - sentence.0);
    if words.trim_end().ends_with('?') {
        return None;
    }
    let (of, (from, to)) = match document.language {
        Language::English => english(&words, local, amount)?,
        Language::Korean => {
            korean(&words, local).filter(|(_, span)| !is_undone(&words[span.1..]))?
        }
        _ => return None,
    };
    Some(Denial { of, span: (sentence.0 + from, sentence.0 + to) })
}

/// The text with each "not" blotted out that stands between a form of "be" and a number, and where these
/// numbers begin; `None` if there is none. No flow is read of an amount that it was not; what it is said
/// of, the text without the "not" tells.
pub fn undenied(document: &Document) -> Option<(Document, Vec<usize>)> {
    if document.language != Language::English {
        return None;
    }
    let lower = document.text.to_ascii_lowercase();
    let mut text = document.text.clone();
    let mut numbers = Vec::new();
    for not in IS_NOT {
        for (at, _) in lower.match_indices(not) {
            let end = at + not.len();
            let rest = lower[end..].trim_start_matches(' ');
            let sign = rest.strip_prefix("us").unwrap_or(rest).strip_prefix(['$', '€', '£', '¥']);
            let number = sign.unwrap_or(rest).starts_with(|letter: char| letter.is_ascii_digit());
            if !is_end(&lower[..at]) || rest.len() == lower.len() - end || !number {
                continue;
            }
            let from = ["not", "n't", "n’t"].iter().find_map(|not_| not.find(not_));
            let from = at + from.unwrap_or_default();
            text.replace_range(from..end, &" ".repeat(end - from));
            numbers.push(lower.len() - rest.len());
        }
    }
    (!numbers.is_empty()).then(|| (document.with_text(text), numbers))
}

pub(super) fn english(words: &str, number: Span, amount: bool) -> Option<(Denied, Span)> {
    let clause = super::doubt::clause(words, number);
    let ahead = words[clause.0..number.0].trim_end();
    let ahead = ahead.trim_end_matches("us").trim_end();
    let unclear = |part: &str| UNCLEAR.iter().any(|word| has_word(part, word));
    if unclear(&words[number.1..clause.1]) {
        return None;
    }
    // "Fell short of the $3 million of May"
    let led = ahead.strip_suffix(" the").unwrap_or(ahead);
    for short in SHORT {
        let Some(rest) = led.strip_suffix(short).filter(|rest| is_end(rest)) else { continue };
        let denies = NOT.iter().any(|not| has_word(rest, not)) || has_word(rest, "not");
        if denies || unclear(rest) {
            return None;
        }
        return Some((Denied::Reached, (clause.0 + rest.len(), number.0)));
    }
    let (at, not) = NOT
        .iter()
        .filter_map(|not| Some((last_word(ahead, not)?, *not)))
        .max_by_key(|(at, not)| (at + not.len(), not.len()))?;
    let said = ahead[at + not.len()..].trim();
    let before = &ahead[..at];
    if unclear(before) || has_word(before, "not") || NOT.iter().any(|not| has_word(before, not)) {
        return None;
    }
    let of = denied(not, said, amount)?;
    Some((of, (clause.0 + at, number.0)))
}

/// What is denied of an amount where a "not" stands apart from the verb that leads to it.
pub(super) fn denied_by(said: &str) -> Option<Denied> {
    denied("did not", said, true).filter(|of| *of != Denied::So)
}

/// What is denied by the words between "not" and the number.
fn denied(not: &str, said: &str, amount: bool) -> Option<Denied> {
    let said = said.trim_end_matches(" the").trim_end_matches(" a").trim_end_matches(" by").trim();
    if REACH.contains(&said) {
        return Some(Denied::Reached);
    }
    let split = |ends: &[&str]| {
        ends.iter().find_map(|end| {
            let head = said.strip_suffix(end)?;
            (head.is_empty() || head.ends_with(' '))
                .then(|| head.trim().trim_end_matches(" by").to_owned())
        })
    };
    let moves = |verbs: &[&str], head: &str| verbs.contains(&head);
    if let Some(head) = split(MORE) {
        let fits =
            BE.contains(&head.as_str()) || !amount && (moves(RISE, &head) || moves(FALL, &head));
        return fits.then_some(Denied::Reached);
    }
    if let Some(head) = split(LESS) {
        let fits =
            BE.contains(&head.as_str()) || !amount && (moves(RISE, &head) || moves(FALL, &head));
        return fits.then_some(Denied::Fallen);
    }
    if let Some(head) = split(ABOVE) {
        return (BE.contains(&head.as_str()) || moves(RISE, &head)).then_some(Denied::Reached);
    }
    if let Some(head) = split(BELOW) {
        return (BE.contains(&head.as_str()) || moves(FALL, &head)).then_some(Denied::Fallen);
    }
    // "Without 200 million of rice": only a form of "be" denies a number that follows right upon it.
    if said.is_empty() && !IS_NOT.contains(&not) {
        return None;
    }
    let so = BE.contains(&said) || !amount && (moves(RISE, said) || moves(FALL, said));
    so.then_some(Denied::So)
}

fn is_end(rest: &str) -> bool {
    !rest.ends_with(|letter: char| letter.is_alphanumeric())
}

fn last_word(text: &str, word: &str) -> Option<usize> {
    let whole = |at: &usize| {
        is_end(&text[..*at]) && !text[at + word.len()..].starts_with(|l: char| l.is_alphanumeric())
    };
    text.match_indices(word).map(|(at, _)| at).filter(whole).last()
}

fn has_word(text: &str, word: &str) -> bool {
    last_word(text, word).is_some()
}

/// Stems behind a number that say it was reached, fallen below, or risen and fallen by it.
const STEMS: &[(&str, Denied)] = &[
    ("넘기", Denied::Reached),
    ("넘어서", Denied::Reached),
    ("넘", Denied::Reached),
    ("초과하", Denied::Reached),
    ("웃돌", Denied::Reached),
    ("상회하", Denied::Reached),
    ("돌파하", Denied::Reached),
    ("이르", Denied::Reached),
    ("도달하", Denied::Reached),
    ("미치", Denied::Reached),
    ("달하", Denied::Reached),
    ("밑돌", Denied::Fallen),
    ("하회하", Denied::Fallen),
];

const MOVES: &[&str] = &[
    "늘어나",
    "늘",
    "증가하",
    "줄어들",
    "줄",
    "감소하",
    "오르",
    "상승하",
    "하락하",
    "급증하",
    "급감하",
];

/// Endings that deny what the stem says.
const KOREAN_NOT: &[&str] = &[
    "지 않았",
    "지 않은 ",
    "지 않고",
    "지 못했",
    "지 못한 ",
    "지 못하고",
    "지는 않았",
    "지는 못했",
    "지 않으며",
    "지 못하며",
    "지 못하는 데",
];

/// Whether what follows a denial denies it: "넘지 않은 적이 없다".
fn is_undone(behind: &str) -> bool {
    ["적이 없", "적은 없", "아니", "없었", "않"].iter().any(|word| behind.contains(word))
}

fn korean(words: &str, number: Span) -> Option<(Denied, Span)> {
    let behind = &words[number.1..];
    let mut rest = behind.trim_start();
    for light in ["가량", "정도"] {
        rest = rest.strip_prefix(light).unwrap_or(rest).trim_start();
    }
    let bounds = [
        ("이상", Denied::Reached),
        ("초과", Denied::Reached),
        ("이하", Denied::Fallen),
        ("미만", Denied::Fallen),
    ];
    let bound = bounds.iter().find_map(|(word, of)| Some((rest.strip_prefix(word)?, *of)));
    let bounded = bound.map(|(_, of)| of);
    rest = bound.map_or(rest, |(rest, _)| rest);
    for particle in ["에는", "에도", "까지", "을", "를", "에", "도", "은", "는", "이", "가"]
    {
        if let Some(cut) = rest.strip_prefix(particle) {
            rest = cut;
            break;
        }
    }
    let rest = rest.trim_start();
    let end = |rest: &str| (number.1, words.len() - rest.len());
    for short in ["못 미쳤", "못미쳤", "못 미치는", "못미치는", "못 미친", "못미친"]
    {
        if let Some(cut) = rest.strip_prefix(short).filter(|_| bounded.is_none()) {
            return Some((Denied::Reached, end(cut)));
        }
    }
    for so in ["아니었다", "아니었으", "아니었고", "아니라 ", "아니다", "아니며"]
    {
        if let Some(cut) = rest.strip_prefix(so) {
            return Some((bounded.unwrap_or(Denied::So), end(cut)));
        }
    }
    let denied = |stem: &str| {
        let cut = rest.strip_prefix(stem)?;
        KOREAN_NOT.iter().find_map(|not| cut.strip_prefix(not))
    };
    for (stem, of) in STEMS.iter().filter(|_| bounded.is_none()) {
        if let Some(cut) = denied(stem) {
            return Some((*of, end(cut)));
        }
    }
    let down = |rest: &str| {
        ["로 떨어지", "로 내려가", "로 줄어들"]
            .iter()
            .find_map(|d| rest.strip_prefix(d))
            .map(str::to_owned)
    };
    if let (Some(Denied::Fallen), Some(cut)) = (bounded, down(rest)) {
        let not = KOREAN_NOT.iter().any(|not| cut.starts_with(not));
        return not.then_some((Denied::Fallen, (number.1, words.len())));
    }
    for stem in MOVES {
        if let Some(cut) = denied(stem) {
            return Some((bounded.unwrap_or(Denied::So), end(cut)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str, number: &str) -> Option<Denied> {
        let document = Document::new(text, date(2025, 11, 4));
        let at = text.find(number).unwrap();
        let amount = !number.contains(['%', 'p']);
        denial(&document, (0, text.len()), (at, at + number.len()), amount).map(|one| one.of)
    }

    #[test]
    fn a_plain_denial_is_a_bound_or_its_contrary() {
        for (text, number, of) in [
            ("Exports did not exceed $200 million in May.", "$200 million", Denied::Reached),
            ("Exports never topped $200 million in May.", "$200 million", Denied::Reached),
            ("Exports fell short of $200 million.", "$200 million", Denied::Reached),
            ("Exports fell short of the $200 million of May.", "$200 million", Denied::Reached),
            ("It rose, never falling below $200 million.", "$200 million", Denied::Fallen),
            ("Exports failed to reach the $200 million mark.", "$200 million", Denied::Reached),
            ("Exports were not more than $200 million.", "$200 million", Denied::Reached),
            ("Exports did not rise above $200 million.", "$200 million", Denied::Reached),
            ("Exports did not fall below $200 million.", "$200 million", Denied::Fallen),
            ("Exports were not less than $200 million.", "$200 million", Denied::Fallen),
            ("Exports were not $200 million in May.", "$200 million", Denied::So),
            ("Exports did not rise 54.5 percent from May.", "54.5 percent", Denied::So),
            ("Exports did not fall by more than 5 percent.", "5 percent", Denied::Reached),
            ("수출은 3억 달러를 넘지 않았다.", "3억 달러", Denied::Reached),
            ("수출은 3억 달러에 못 미쳤다.", "3억 달러", Denied::Reached),
            ("수출은 3억 달러에도 못 미쳤다.", "3억 달러", Denied::Reached),
            ("수출은 전달의 절반에도 못 미쳤다.", "절반", Denied::Reached),
            ("수출은 3억 달러에 이르지 못했다.", "3억 달러", Denied::Reached),
            ("수출은 2억 달러를 밑돌지 않았다.", "2억 달러", Denied::Fallen),
            ("수출은 2억 달러 이하로 떨어지지 않았다.", "2억 달러", Denied::Fallen),
            ("수출은 3억 달러 이상이 아니었다.", "3억 달러", Denied::Reached),
            ("수출은 2억2810만 달러가 아니었다.", "2억2810만 달러", Denied::So),
            ("수출은 8월보다 53.7% 늘지 않았다.", "53.7%", Denied::So),
            ("수출은 8월보다 60% 이상 증가하지 않았다.", "60%", Denied::Reached),
        ] {
            assert_eq!(told(text, number), Some(of), "{text}");
        }
    }

    #[test]
    fn an_amount_that_it_was_not_is_read_without_the_not() {
        let undenied = |text: &str| undenied(&Document::new(text, date(2025, 11, 4)));
        let (document, numbers) =
            undenied("Exports were not $5 billion; aid wasn't 7 tonnes.").unwrap();
        assert_eq!(document.text, "Exports were     $5 billion; aid was    7 tonnes.");
        let told: Vec<&str> = numbers.iter().map(|at| &document.text[*at..at + 2]).collect();
        assert_eq!((told.len(), told.contains(&"$5"), told.contains(&"7 ")), (2, true, true));
        assert!(
            undenied("Exports were not large. They were $5 billion, not $6 billion.").is_none()
        );
    }

    #[test]
    fn what_is_not_plain_is_left_alone() {
        for (text, number) in [
            ("Exports exceeded $200 million in May.", "$200 million"),
            ("It is not clear that exports reached $200 million.", "$200 million"),
            ("Exports did not exceed $200 million until May.", "$200 million"),
            ("Exports did not only reach $200 million.", "$200 million"),
            ("Exports had not exceeded $200 million in any month.", "$200 million"),
            ("Exports did not rise $80 million.", "$80 million"),
            ("Did exports not exceed $200 million?", "$200 million"),
            ("They did not deny that exports did not exceed $200 million.", "$200 million"),
            ("Exports came to $1 billion without $200 million of rice.", "$200 million"),
            ("Exports were not about rice worth $200 million.", "$200 million"),
            ("수출은 3억 달러를 넘지 않을 전망이다.", "3억 달러"),
            ("수출은 3억 달러에 그치지 않았다.", "3억 달러"),
            ("수출은 3억 달러를 넘었다.", "3억 달러"),
            ("수출은 3억 달러를 넘지 않은 적이 없다.", "3억 달러"),
        ] {
            assert_eq!(told(text, number), None, "{text}");
        }
    }
}
