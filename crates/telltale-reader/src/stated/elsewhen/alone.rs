//! Where every time that an amount was read with leads to something else: "Unlike in June, sales were strong, at
//! 3 million", "…, after growth of 2 percent in June", "6월의 부진에서 벗어났다". Of when the amount is, the text has
//! told before.

use telltale_observation::Period;

use super::{APART_KO, BESIDE, Beside, Here, When, Whens, is_named};
use crate::Language;
use crate::sighting::Span;
use crate::time::compared::COMPARING;
use crate::time::{Relative, Time, TimeKind};

/// How surely a time is that of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leads {
    /// The words of a comparison say so.
    Surely,
    /// It may be: "… after the border opened in June".
    Perhaps,
}

/// How many sentences back the text may have told of when something was.
const SENTENCES_BACK: usize = 3;

impl Here<'_> {
    /// An amount all of whose times are told of something else is of what the text told before.
    pub(super) fn of_something_else(&self) -> Option<When> {
        let read_with = self.read_with();
        let leads: Option<Vec<Leads>> = read_with.iter().map(|time| self.leads(time)).collect();
        let leads = leads.filter(|leads| !leads.is_empty())?;
        let mut others = self.times().filter(|time| {
            let earlier = matches!(time.relative, Some(Relative::Earlier { .. }));
            let read = read_with.iter().any(|read| read.span == time.span);
            !read && !earlier && time.is_dated() && self.leads(time).is_none()
        });
        match others.next() {
            // Which of the others it is, those find who look for one.
            Some(_) => None,
            None if leads.contains(&Leads::Perhaps) => Some(When::Perhaps),
            None => Some(When::Told),
        }
    }

    /// Whether a change stands in the words of something else that one of the amount's times belongs to: "in
    /// June they had grown 2 percent".
    pub(super) fn is_of_that(&self, change: Span) -> bool {
        let joints: &[&str] = if self.english() { &[", ", "; ", " — "] } else { &[",", ";"] };
        self.read_with().into_iter().any(|time| {
            let (from, to) = (time.span.1.min(change.1), time.span.0.max(change.0));
            let between = self.text(from, to);
            let apart = self.leads(time).is_some() && !self.is_led_by_comparison(time);
            // What stands between the time and the amount in Korean was told apart by its own words.
            let behind = self.english() || self.number.1 <= time.span.0 && time.span.1 <= change.0;
            apart && behind && !joints.iter().any(|joint| between.contains(joint))
        })
    }

    fn leads(&self, time: &Time) -> Option<Leads> {
        match self.whens.document.language {
            Language::English if self.is_beside(time) == Some(Beside::Compared) => {
                Some(Leads::Surely)
            }
            Language::English if time.span.1 <= self.number.0 => self.leads_before(time),
            Language::English => self.leads_behind(time),
            Language::Korean if time.span.1 <= self.number.0 => {
                self.leads_away(time).then_some(Leads::Surely)
            }
            Language::Korean => self.leads_behind_korean(time),
            _ => None,
        }
    }

    /// "Rose 3 percent from June to 2 million".
    fn is_led_by_comparison(&self, time: &Time) -> bool {
        let said = self.said(time);
        let ahead = format!(" {}", self.text(self.sentence.0, time.span.0));
        let ahead = ahead.trim_end().trim_end_matches(" in").trim_end_matches(" the");
        time.kind != TimeKind::Range
            && (said.starts_with("from ")
                || COMPARING.iter().any(|word| ahead.ends_with(&format!(" {word}"))))
    }

    /// "Unlike in June, sales were strong, at 3 million": a time in a part that opens the sentence and ends
    /// ahead of the amount.
    fn leads_before(&self, time: &Time) -> Option<Leads> {
        // "From June's 3 million" is June's own.
        let gap = self.text(time.span.1, self.number.0);
        if self.is_led_by_comparison(time) && (gap.starts_with(" to ") || gap.contains(", ")) {
            return Some(Leads::Surely);
        }
        let ahead = self.text(self.sentence.0, time.span.0);
        let ahead = ahead.trim_start_matches(['"', '“', '\'', '‘']);
        let joined = ["but ", "and ", "yet ", "so ", "however, ", "still, "];
        let ahead = joined.iter().find_map(|word| ahead.strip_prefix(word)).unwrap_or(ahead);
        let behind = self.text(time.span.1, self.number.0);
        let (rest, _) = behind.split_once(", ")?;
        if ahead.contains(", ") {
            return None;
        }
        let part = format!("{ahead}{} {rest}", self.said(time));
        let opener = OPENERS.iter().find(|word| part.starts_with(&format!("{word} ")))?;
        let tail = part[opener.len()..].trim();
        match *opener {
            "after" | "following" if tells_growth(tail) => Some(Leads::Surely),
            "having" if !tells_growth(tail) => Some(Leads::Perhaps),
            "while" | "whereas" => {
                let at_once = ahead[opener.len()..].trim().trim_end_matches("in").is_empty();
                let before = format!(" {rest} ").contains(" had ");
                at_once.then_some(if before { Leads::Surely } else { Leads::Perhaps })
            }
            "after" => Some(Leads::Perhaps),
            _ => Some(Leads::Surely),
        }
    }

    /// "…, after growth of 2 percent in June", "…, while in June they had grown".
    fn leads_behind(&self, time: &Time) -> Option<Leads> {
        let before = self.times().filter(|other| other.span.1 <= time.span.0);
        let from = before.map(|other| other.span.1).max().unwrap_or(0).max(self.number.1);
        let said = self.said(time);
        let within = ["of ", "in ", "for ", "during "].iter().find(|word| said.starts_with(**word));
        let gap = format!("{} {}", self.text(from, time.span.0), within.unwrap_or(&""));
        let last = gap.rsplit([',', ';', '(', '—']).next().unwrap_or("");
        let words: Vec<&str> = last.split_whitespace().collect();
        let told = |at: usize| {
            let tail = words.get(at + 1..).unwrap_or(&[]);
            let plain = tail.iter().all(|word| LIGHT.contains(word));
            match plain || tells_growth(&tail.join(" ")) {
                true => Leads::Surely,
                false => Leads::Perhaps,
            }
        };
        if let Some(at) = words.iter().rposition(|word| AFTER.contains(word)) {
            return Some(told(at));
        }
        let held = words.iter().rposition(|word| HELD.contains(word));
        if held.is_some_and(|at| tells_growth(&words[at + 1..].join(" "))) {
            return Some(Leads::Surely);
        }
        let (first, rest) = words.split_first()?;
        let another = gap.contains(',') && CLAUSES.contains(first);
        let at_once = rest.iter().all(|word| LIGHT.contains(word));
        (another && at_once).then_some(Leads::Surely)
    }

    /// "300만 달러로, 6월의 부진에서 벗어났다", "300만 달러로 늘었는데, 6월에는": a Korean amount has its time ahead.
    fn leads_behind_korean(&self, time: &Time) -> Option<Leads> {
        let gap = self.text(self.number.1, time.span.0);
        let rest = self.text(time.span.1, self.sentence.1);
        let near: String = rest.chars().take(NEAR_KO).collect();
        let ranks = ["최대", "최고", "최저", "최소", "최다"];
        let ranked = ranks.iter().any(|word| near.contains(word)) && !near.starts_with("에는");
        let own = super::WHICH_KO.iter().any(|which| gap.trim_start().starts_with(which))
            || gap.trim_start().starts_with('(')
            || OWN_KO.iter().any(|word| rest.starts_with(word))
            || ranked;
        if own {
            return None;
        }
        let parted = PARTED_KO.iter().any(|joint| gap.contains(joint));
        let held = HELD_KO.iter().any(|word| rest.starts_with(word))
            || APART_KO.iter().any(|word| rest.starts_with(word));
        let topic = ["에는", "엔 ", "은 ", "는 "].iter().any(|word| rest.starts_with(word));
        match (held || topic && parted, parted) {
            (true, _) => Some(Leads::Surely),
            (false, true) => Some(Leads::Perhaps),
            (false, false) => None,
        }
    }
}

impl Whens<'_> {
    /// The month, or the span as long as `period`, that the sentences before one told of last, and whether the
    /// one right before did. It is later than what the sentence only compares with.
    pub fn told_before(
        &self,
        sentences: &[Span],
        sentence: Span,
        period: Period,
    ) -> Option<(Period, bool)> {
        let at = sentences.partition_point(|one| one.0 < sentence.0);
        for back in 1..=SENTENCES_BACK.min(at) {
            let before = sentences[at - back];
            let mut told = self.told_in(before, period.months().count());
            let Some(first) = told.next() else { continue };
            let alone = told.all(|other| other.start() == first.start());
            let later = period.start() < first.start() && first.end() < self.document.published;
            return (alone && later).then_some((first, back == 1));
        }
        None
    }

    /// The spans of so many months of which a sentence tells, and that nothing is held against.
    fn told_in(&self, sentence: Span, months: usize) -> impl Iterator<Item = Period> {
        let from = self.times.partition_point(|time| time.span.0 < sentence.0);
        let here = self.times[from..].iter().take_while(move |time| time.span.1 <= sentence.1);
        let told = here.filter(move |time| is_named(time) && !self.is_yardstick(sentence, time));
        let periods = told.filter_map(|time| {
            let (start, end) = time.whole();
            Period::new(start, end).ok()
        });
        periods.filter(move |period| period.months().count() == months)
    }

    /// Whether something is held against a time, or counts from it.
    fn is_yardstick(&self, sentence: Span, time: &Time) -> bool {
        let text = |from: usize, to: usize| self.document.text.get(from..to).unwrap_or("");
        if self.document.language == Language::Korean {
            let rest = text(time.span.1, sentence.1);
            let near: String = rest.chars().take(NEAR_KO).collect();
            let against = ["보다", "비해", "대비", "비교", "견줘", "이후", "이래", "부터", "비슷"];
            return APART_KO.iter().chain(HELD_KO).any(|word| rest.starts_with(word))
                || against.iter().any(|word| near.contains(word));
        }
        let said = text(time.span.0, time.span.1).to_ascii_lowercase();
        let ahead = text(sentence.0, time.span.0).to_ascii_lowercase();
        let bare = |word: &'_ str| word.trim_matches(|one: char| !one.is_alphanumeric()).to_owned();
        let light = |word: &&str| ["in", "of", "for", "during", "the"].contains(word);
        let near: Vec<String> =
            ahead.split_whitespace().rev().skip_while(light).take(4).map(bare).collect();
        let led = |word: &String| {
            let word = word.as_str();
            COMPARING.contains(&word)
                || BESIDE.contains(&word)
                || AFTER.contains(&word)
                || matches!(word, "since" | "until" | "before")
        };
        let right_ahead = near.first().map_or("", String::as_str);
        said.starts_with("from ")
            || said.starts_with("since ")
            || matches!(right_ahead, "with" | "as" | "to")
            || near.iter().any(led)
    }
}

/// Whether words tell of something that grew or shrank, or was weak.
fn tells_growth(words: &str) -> bool {
    let mut told = words.split(|letter: char| !letter.is_alphanumeric() && letter != '%');
    told.any(|word| {
        word.ends_with('%') || GROWTH.iter().any(|stem| !word.is_empty() && word.starts_with(stem))
    })
}

/// Words that open a part of a sentence in which something else is told.
const OPENERS: &[&str] = &[
    "unlike",
    "after",
    "following",
    "compared with",
    "compared to",
    "in contrast to",
    "in contrast with",
    "by contrast with",
    "as opposed to",
    "contrary to",
    "having",
    "while",
    "whereas",
];

/// Words of what came before.
const AFTER: &[&str] = &["after", "following", "unlike"];

/// The last words of those that hold something against what follows.
const HELD: &[&str] = &["with", "to", "against", "versus", "from", "than", "despite"];

/// Words that open a clause about another time.
const CLAUSES: &[&str] = &["while", "whereas", "but", "though", "although", "and"];

/// Words between such a word and its time.
const LIGHT: &[&str] = &[
    "in", "the", "a", "that", "of", "for", "during", "back", "those", "only", "just", "even",
    "also",
];

/// How words begin that tell of growth, the lack of it, and a weak or a strong time.
const GROWTH: &[&str] = &[
    "percent", "million", "billion", "trillion", "fall", "fell", "ris", "rose", "grow", "grew",
    "climb", "drop", "declin", "decreas", "increas", "shrink", "shrank", "shrunk", "plung",
    "plummet", "slump", "surg", "jump", "gain", "slid", "slow", "weak", "strong", "poor", "slack",
    "tumbl", "rebound", "recover", "halv", "doubl", "tripl", "expan", "contract", "dip", "slip",
    "soft", "sluggish", "dismal", "subdued", "sag", "spike", "leap", "soar", "sank", "sink",
];

/// How much behind a Korean time tells what it is, in letters.
const NEAR_KO: usize = 14;

/// What follows a Korean time that is told of the amount ahead of it, or counts from there.
const OWN_KO: &[&str] =
    &["이후", "이래", "부터", "까지", " 이후", " 이래", " 기준", "로는", "으로는", " 들어"];

/// What parts a Korean clause from the next one.
const PARTED_KO: &[&str] =
    &[",", "는데", "지만", "으나", "으며", "면서", "반면", "했고", "었고", "였고", "이고"];

/// What follows a Korean time that something is held against, or of which a rate is told.
const HELD_KO: &[&str] = &[
    "의",
    "보다",
    "에 비",
    "에 견",
    "과 비",
    "와 비",
    "과 달",
    "와 달",
    "과는 달",
    "와는 달",
    "과 대조",
    "와 대조",
    "에서 벗",
    " 대비",
    " 증감률",
    " 증가율",
    " 감소율",
    " 성장률",
    " 증가폭",
    " 감소폭",
    " 상승률",
    " 부진",
    " 급감",
    " 급증",
    " 감소",
    " 증가",
    "에 이어",
    "에 이은",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use jiff::civil::date;

    /// Of when the first `number` of a text is that was read as of a month of 2026, and what its text told
    /// before.
    fn when(text: &str, number: &str, month: i8) -> (When, Option<(Period, bool)>) {
        let document = Document::new(text, date(2026, 8, 22));
        let at = text.rfind(number).unwrap();
        let number = (at, at + number.len());
        let sentences = document.sentences();
        let sentence = *sentences.iter().find(|one| (one.0..one.1).contains(&at)).unwrap();
        let whens = Whens::of(&document);
        let told = whens.told_before(&sentences, sentence, of(month));
        (whens.when(sentence, number, of(month)), told)
    }

    fn of(month: i8) -> Period {
        let first = date(2026, month, 1);
        Period::new(first, first.last_of_month()).unwrap()
    }

    #[test]
    fn an_amount_beside_another_months_story_is_of_what_the_text_told() {
        for text in [
            "Sales came to $3 million, up 5 percent on the year, after growth of 2 percent in June.",
            "Sales came to $3 million, compared with growth of just 2 percent in June.",
            "Sales came to $3 million, while in June they had grown 2 percent.",
            "Sales rose 5 percent from June to $3 million, after a 2 percent drop in June.",
            "Unlike in June, sales were strong, at $3 million.",
            "After a weak June, sales came to $3 million.",
            "But following growth of 2 percent in June, sales came to $3 million.",
            "판매액은 $3 million로, 6월의 부진에서 벗어났다.",
            "판매액은 $3 million로 5% 늘었는데, 6월에는 2% 증가에 그쳤다.",
            "판매액은 $3 million로 5% 늘었는데, 6월 증감률은 2%였다.",
            "판매액은 6월보다 5% 늘어난 $3 million로, 6월의 2% 감소에서 반등했다.",
            "판매액은 6월 2% 줄어든 뒤 5% 늘어 $3 million였다.",
        ] {
            assert_eq!(when(text, "$3 million", 6), (When::Told, None), "{text}");
            let english = "These are the figures for July.";
            let before = if text.is_ascii() { english } else { "7월 통계가 나왔다." };
            let text = format!("{before} {text}");
            assert_eq!(when(&text, "$3 million", 6).1, Some((of(7), true)), "{text}");
        }
    }

    #[test]
    fn an_amount_whose_time_is_told_of_it_keeps_it() {
        for (text, expected) in [
            ("Sales came to $3 million, after a weak spring, in June.", When::Own),
            ("After a weak spring, sales came to $3 million in June.", When::Own),
            ("Sales came to $3 million as trade recovered in June.", When::Own),
            ("Sales came to $3 million, and purchases fell in June.", When::Own),
            ("Sales came to $3 million after the port opened in June.", When::Perhaps),
            ("판매액은 $3 million로 6월 기준 최대였다.", When::Own),
            ("판매액은 $3 million를 기록한 6월에 가장 많았다.", When::Own),
            ("판매액은 $3 million(6월)였다.", When::Own),
            ("판매액은 $3 million로, 6월 통계에 나왔다.", When::Perhaps),
            ("6월 판매액은 $3 million로 늘었다.", When::Own),
        ] {
            assert_eq!(when(text, "$3 million", 6).0, expected, "{text}");
        }
    }

    #[test]
    fn what_the_text_told_before_is_later_than_what_is_compared_with() {
        let alone = "Unlike in June, sales were strong, at $3 million.";
        for (before, expected) in [
            ("Sales fell in July.", Some((of(7), true))),
            ("Sales fell in July. The port was full.", Some((of(7), false))),
            ("Sales fell in May.", None),
            ("Sales fell in June.", None),
            ("Sales fell in July after May.", Some((of(7), true))),
            ("Sales fell in July and in August 2025.", None),
            ("Sales have fallen since July.", None),
            ("Lima sold goods to Chile in July.", Some((of(7), true))),
            ("Sales grew in July, slowing from 7 percent growth in June.", Some((of(7), true))),
        ] {
            let text = format!("{before} {alone}");
            assert_eq!(when(&text, "$3 million", 6).1, expected, "{text}");
        }
    }

    #[test]
    fn a_change_in_those_words_stands_apart() {
        for (text, change, expected) in [
            (
                "Sales came to $3 million, while in June they had grown 2 percent.",
                "2 percent",
                true,
            ),
            (
                "Unlike in June, when they grew 2 percent, sales were $3 million.",
                "2 percent",
                false,
            ),
            (
                "Sales rose 5 percent from June to $3 million, after a drop in June.",
                "5 percent",
                false,
            ),
            ("판매액은 $3 million로 5% 늘었는데, 6월에는 2% 증가에 그쳤다.", "2%", true),
            ("판매액은 $3 million로 5% 늘었는데, 6월에는 2% 증가에 그쳤다.", "5%", false),
        ] {
            let document = Document::new(text, date(2026, 8, 22));
            let place = |words: &str| {
                let at = text.find(words).unwrap();
                (at, at + words.len())
            };
            let whens = Whens::of(&document);
            let (number, change) = (place("$3 million"), place(change));
            assert_eq!(whens.is_apart((0, text.len()), number, of(6), change), expected, "{text}");
        }
    }
}
