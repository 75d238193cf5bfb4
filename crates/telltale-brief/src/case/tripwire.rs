//! A tripwire is what would change the answer, declared before it happens: conditions on measures,
//! and the event that is expected to follow.
//!
//! Tripwires are read and checked here, and not judged yet.

use telltale_measure::Direction;
use telltale_observation::{Channel, Dyad, Rank, Unit};

use super::section::{self, Section, Wrong};
use super::two_actors;

/// What would change the answer.
#[derive(Clone, Debug)]
pub struct Tripwire {
    /// Its short name.
    pub name: String,
    /// What it says, in English.
    pub says: String,
    /// What it says, in Korean; may be empty.
    pub says_ko: String,
    /// Conditions that all have to hold.
    pub all: Vec<Condition>,
    /// Conditions of which one has to hold; of no meaning if empty.
    pub any: Vec<Condition>,
    /// Conditions of which none may hold.
    pub none: Vec<Condition>,
    /// What is expected to follow, against which its record is kept.
    pub then: Option<Foreseen>,
}

impl Tripwire {
    /// Every condition, in the order `all`, `any`, `none`.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.all.iter().chain(&self.any).chain(&self.none)
    }
}

/// What is expected to follow when a tripwire is raised.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// Who, and with whom.
    pub dyad: Dyad,
    /// In which channel.
    pub channel: Channel,
    /// With somebody of at least this rank.
    pub rank: Option<Rank>,
    /// Within how many days.
    pub within_days: u32,
}

/// One condition of a tripwire.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What it says, in English.
    pub says: String,
    /// What it says, in Korean; may be empty.
    pub says_ko: String,
    /// Who, and with whom.
    pub dyad: Dyad,
    /// In which channel; `None` for all of them.
    pub channel: Option<Channel>,
    /// Counting only what somebody of at least this rank took part in.
    pub rank: Option<Rank>,
    /// What is measured, and where the line is.
    pub measure: Measure,
    /// Over how many months it is measured.
    pub window_months: u32,
    /// For how many months on end it has to hold.
    pub for_months: u32,
}

/// What a condition measures, and where its line is.
#[derive(Clone, Debug)]
pub enum Measure {
    /// The amount of a flow over the window.
    Level(Bound, Unit),
    /// The change of the window against the one before it, as a ratio.
    ChangeMonth(Bound),
    /// The change of the window against the same one a year before, as a ratio.
    ChangeYear(Bound),
    /// Where the series goes over the window.
    Trend(Course),
    /// The dyad's part of all that the actor does in the channel, from 0 to 1.
    Share(Bound),
    /// Somebody of at least this rank took part within the window.
    Rank(Rank),
    /// The number of observations in the window.
    Count(Bound),
    /// There is no observation in the window, in months that a source covers.
    Absence,
    /// The verdict on the dyad, or on one channel of it.
    Direction(Direction),
    /// The probability of that verdict.
    Probability(Direction, Bound),
}

/// A line, and the side of it on which a condition holds. The line itself is on neither.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The side.
    pub side: Side,
    /// The line.
    pub value: f64,
}

/// Above or below a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Greater than.
    Above,
    /// Less than.
    Below,
}

/// Where a series goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Up.
    Rising,
    /// Down.
    Falling,
    /// Neither.
    Steady,
}

/// Which keys a measure takes beside `says`, `actor` and `target`.
struct Grammar {
    name: &'static str,
    /// `above` or `below`, and what the number is of.
    bound: Option<Line>,
    /// The words that `is` may say.
    is: &'static [&'static str],
    channel: Wanted,
    rank: Wanted,
    window: Wanted,
}

#[derive(Clone, Copy, PartialEq)]
enum Line {
    Amount,
    Ratio,
    Part,
    Number,
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Needed,
    Allowed,
    No,
}

const COURSES: &[&str] = &["rising", "falling", "steady"];
const RANKS: &[&str] = &["leader", "minister", "envoy", "military", "official"];
const DIRECTIONS: &[&str] = &["tightening", "loosening", "steady", "cannot tell"];

/// Every measure of a condition, one a line: name, bound, words, channel, rank, window.
const GRAMMAR: &[Grammar] = {
    use Line::{Amount, Number, Part, Ratio};
    use Wanted::{Allowed, Needed, No};
    &[
        row("level", Some(Amount), &[], [Needed, No, Allowed]),
        row("change_month", Some(Ratio), &[], [Needed, Allowed, Allowed]),
        row("change_year", Some(Ratio), &[], [Needed, Allowed, Allowed]),
        row("trend", None, COURSES, [Needed, Allowed, Needed]),
        row("share", Some(Part), &[], [Needed, Allowed, Needed]),
        row("rank", None, RANKS, [Allowed, No, Needed]),
        row("count", Some(Number), &[], [Allowed, Allowed, Needed]),
        row("absence", None, &[], [Allowed, Allowed, Needed]),
        row("direction", None, DIRECTIONS, [Allowed, No, No]),
        row("probability", Some(Part), DIRECTIONS, [Allowed, No, No]),
    ]
};

const fn row(
    name: &'static str,
    bound: Option<Line>,
    is: &'static [&'static str],
    [channel, rank, window]: [Wanted; 3],
) -> Grammar {
    Grammar { name, bound, is, channel, rank, window }
}

/// The names of the grammar's rows.
const MEASURES: &[&str] = &{
    let mut names = [""; GRAMMAR.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = GRAMMAR[at].name;
        at += 1;
    }
    names
};

/// Reads one `[[tripwire]]`.
pub(super) fn read(mut section: Section<'_>) -> Option<Tripwire> {
    let name = section.need("name", section::slug);
    let says = section.need("says", section::text);
    let says_ko = section.words("says_ko");
    let all = read_conditions(&mut section, "all");
    let any = read_conditions(&mut section, "any");
    let none = read_conditions(&mut section, "none");
    let then = section.section("then", "then").map(read_then);
    let asks = ["all", "any"].iter().any(|key| section.has(key));
    if !asks {
        let hint = "name what has to hold under all or any";
        section.wrong("name", Wrong::new("a tripwire without conditions", hint));
    }
    section.finish();
    Some(Tripwire {
        name: name?,
        says: says?,
        says_ko: says_ko?,
        all: all?,
        any: any?,
        none: none?,
        then: match then {
            Some(then) => Some(then?),
            None => None,
        },
    })
}

/// The conditions under a key; nothing if one of them is faulty, for a tripwire with a condition
/// less is another tripwire.
fn read_conditions(section: &mut Section<'_>, key: &'static str) -> Option<Vec<Condition>> {
    let conditions = section.sections(key, "a condition");
    let read: Vec<_> = conditions.into_iter().map(read_condition).collect();
    read.into_iter().collect()
}

fn read_then(mut section: Section<'_>) -> Option<Foreseen> {
    let actor = section.need("actor", section::actor);
    let target = section.may("target", section::actor);
    let channel = section.need("channel", section::channel);
    let rank = section.may("rank", section::rank);
    let within_days = section.need("within_days", section::span);
    two_actors(&section, actor, target.flatten());
    section.finish();
    Some(Foreseen {
        dyad: Dyad { actor: actor?, target: target? },
        channel: channel?,
        rank: rank?,
        within_days: within_days?,
    })
}

fn read_condition(mut section: Section<'_>) -> Option<Condition> {
    let says = section.need("says", section::text);
    let says_ko = section.words("says_ko");
    let actor = section.need("actor", section::actor);
    let target = section.may("target", section::actor);
    two_actors(&section, actor, target.flatten());
    let known = section::one_of("measure", MEASURES, grammar);
    let grammar = section.need("measure", known)?;
    let channel = match grammar.channel {
        Wanted::Needed => section.need("channel", section::channel).map(Some),
        Wanted::Allowed | Wanted::No => section.may("channel", section::channel),
    };
    let measure = read_measure(&mut section, grammar);
    let is_of_trade = matches!(channel, Some(Some(channel)) if channel.is_trade());
    if grammar.name == "level" && channel.is_some() && !is_of_trade {
        let hint = "a level is an amount of trade; of events, ask for the count";
        section.wrong("channel", Wrong::new("a level of events", hint));
    }
    let rank = match grammar.rank == Wanted::Allowed && !is_of_trade {
        true => section.may("rank", section::rank),
        false => Some(None),
    };
    let window_months = match grammar.window {
        Wanted::Needed => section.need("window_months", section::span),
        Wanted::Allowed => section.may("window_months", section::span).map(|n| n.unwrap_or(1)),
        Wanted::No => Some(1),
    };
    let for_months = section.may("for_months", section::span).map(|months| months.unwrap_or(1));
    section.finish();
    Some(Condition {
        says: says?,
        says_ko: says_ko?,
        dyad: Dyad { actor: actor?, target: target? },
        channel: channel?,
        rank: rank?,
        measure: measure?,
        window_months: window_months?,
        for_months: for_months?,
    })
}

fn grammar(name: &str) -> Result<&'static Grammar, ()> {
    GRAMMAR.iter().find(|grammar| grammar.name == name).ok_or(())
}

fn read_measure(section: &mut Section<'_>, grammar: &Grammar) -> Option<Measure> {
    let bound = match grammar.bound {
        Some(line) => read_bound(section, line).map(Some),
        None => Some(None),
    };
    let word = match grammar.is {
        [] => Some(None),
        words => section.need("is", section::one_of("word", words, in_list(words))).map(Some),
    };
    let unit = match grammar.bound {
        Some(Line::Amount) => section.need("unit", section::unit).map(Some),
        _ => Some(None),
    };
    let (bound, word, unit) = (bound?, word?, unit?);
    let word = word.as_deref();
    Some(match grammar.name {
        "level" => Measure::Level(bound?, unit?),
        "change_month" => Measure::ChangeMonth(bound?),
        "change_year" => Measure::ChangeYear(bound?),
        "trend" => Measure::Trend(course(word?)?),
        "share" => Measure::Share(bound?),
        "rank" => Measure::Rank(word?.parse().ok()?),
        "count" => Measure::Count(bound?),
        "absence" => Measure::Absence,
        "direction" => Measure::Direction(direction(word?)?),
        "probability" => Measure::Probability(direction(word?)?, bound?),
        other => unreachable!("no measure of the grammar: {other}"),
    })
}

/// `above = 0.8` or `below = 0.8`.
fn read_bound(section: &mut Section<'_>, line: Line) -> Option<Bound> {
    let above = section.may("above", section::number)?;
    let below = section.may("below", section::number)?;
    let (side, key, value) = match (above, below) {
        (Some(value), None) => (Side::Above, "above", value),
        (None, Some(value)) => (Side::Below, "below", value),
        (None, None) => {
            let hint = "where is the line? above = … or below = …";
            section.wrong("measure", Wrong::new("missing key in a condition: above", hint));
            return None;
        }
        (Some(_), Some(_)) => {
            section.wrong("below", Wrong::new("above and below at once", "keep one of them"));
            return None;
        }
    };
    let (fits, hint) = match line {
        Line::Amount => (value >= 0.0, "an amount from zero up, in base units"),
        Line::Number => (value >= 0.0, "a number from zero up"),
        Line::Part => ((0.0..=1.0).contains(&value), "a part of the whole, from 0 to 1"),
        Line::Ratio => (value >= -1.0, "a ratio from -1 up: 0.1 for +10 %"),
    };
    if !fits {
        section.wrong(key, Wrong::new(format!("out of range: {value}"), hint));
        return None;
    }
    Some(Bound { side, value })
}

fn in_list(words: &'static [&'static str]) -> impl Fn(&str) -> Result<String, ()> {
    move |word| words.contains(&word).then(|| word.to_owned()).ok_or(())
}

fn course(word: &str) -> Option<Course> {
    match word {
        "rising" => Some(Course::Rising),
        "falling" => Some(Course::Falling),
        "steady" => Some(Course::Steady),
        _ => None,
    }
}

fn direction(word: &str) -> Option<Direction> {
    match word {
        "tightening" => Some(Direction::Tightening),
        "loosening" => Some(Direction::Loosening),
        "steady" => Some(Direction::Steady),
        "cannot tell" => Some(Direction::CannotTell),
        _ => None,
    }
}
