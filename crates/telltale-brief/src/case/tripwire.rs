//! A tripwire is what would change the answer, declared before it happens: conditions on measures,
//! and the event that is expected to follow. How it is judged is `telltale_measure::tripwire`'s.

use telltale_measure::Direction;
pub use telltale_measure::tripwire::Side;
use telltale_measure::tripwire::{
    Bound, Condition as Watched, Course, Foreseen, Gauge, Lasting, Pick, Rule,
};
use telltale_observation::{Actor, Channel, Dyad, Kind, Modality};

use super::section::{self, Section, Wrong};
use super::{About, percent, two_actors};

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

    /// Its conditions without their words.
    pub fn rule(&self) -> Rule {
        let bare = |conditions: &[Condition]| -> Vec<Watched> {
            conditions.iter().map(|condition| condition.watched.clone()).collect()
        };
        Rule { all: bare(&self.all), any: bare(&self.any), none: bare(&self.none) }
    }
}

/// One condition of a tripwire.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What it says, in English.
    pub says: String,
    /// What it says, in Korean; may be empty.
    pub says_ko: String,
    /// What is watched.
    pub watched: Watched,
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
/// The directions whose probability is told.
const SIDES: &[&str] = &["tightening", "loosening"];
const KINDS: &[&str] = &["event", "vote", "quantity"];
const MODALITIES: &[&str] = &["happened", "planned", "reported", "denied", "conditional"];

/// With fewer months on either side no trend is told from noise.
const TREND_MONTHS_MIN: u32 = 9;
/// With fewer months of trade nobody sees how long its noise lasts, and no trend of it is ever told: of
/// so many, three are Januaries, and a January is one period with its February.
const TREND_OF_TRADE_MONTHS_MIN: u32 = 39;

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
        row("observed", None, &[], [Allowed, Allowed, Needed]),
        row("direction", None, DIRECTIONS, [Allowed, No, No]),
        row("probability", Some(Part), SIDES, [Allowed, No, No]),
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
pub(super) fn read(
    mut section: Section<'_>,
    sources: &[&str],
    about: &About<'_>,
) -> Option<Tripwire> {
    let name = section.need("name", section::slug);
    let says = section.need("says", section::text);
    let says_ko = section.words("says_ko");
    let all = read_conditions(&mut section, "all", sources, about);
    let any = read_conditions(&mut section, "any", sources, about);
    let none = read_conditions(&mut section, "none", sources, about);
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
fn read_conditions(
    section: &mut Section<'_>,
    key: &'static str,
    sources: &[&str],
    about: &About<'_>,
) -> Option<Vec<Condition>> {
    let conditions = section.sections(key, "a condition");
    let read: Vec<_> =
        conditions.into_iter().map(|one| read_condition(one, sources, about)).collect();
    read.into_iter().collect()
}

fn read_then(mut section: Section<'_>) -> Option<Foreseen> {
    let actor = section.need("actor", section::actor);
    let target = section.may("target", section::actor);
    let channel = section.need("channel", section::channel);
    let rank = section.may("rank", section::rank);
    let within_days = section.need("within_days", section::span);
    two_actors(&section, actor, target.flatten());
    if channel.is_some_and(telltale_observation::Channel::is_trade) {
        let hint = "an event follows or does not: name a channel of events";
        section.wrong("channel", Wrong::new("a flow is no event", hint));
    }
    section.finish();
    let of = Pick::new(Dyad { actor: actor?, target: target? }, Some(channel?));
    Some(Foreseen { of: Pick { rank: rank?, ..of }, within_days: within_days? })
}

fn read_condition(
    mut section: Section<'_>,
    sources: &[&str],
    about: &About<'_>,
) -> Option<Condition> {
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
    let is_of_trade = matches!(channel, Some(Some(channel)) if channel.is_trade());
    let (gauge, unit) = read_gauge(&mut section, grammar, is_of_trade);
    if let Some(Gauge::ChangeMonth(bound) | Gauge::ChangeYear(bound)) = &gauge {
        let words = [says.as_deref(), says_ko.as_deref()].map(Option::unwrap_or_default);
        if let Some(wrong) = percent::instead_of_ratio(bound.value, &words) {
            section.wrong(side_key(bound.side), wrong);
        }
    }
    fits_channel(&section, grammar, channel.flatten().is_some(), is_of_trade);
    has_target(&section, grammar, is_of_trade);
    if grammar.window == Wanted::No {
        has_verdict(&section, (actor, target.flatten()), channel.flatten(), about);
    }
    let rank = match grammar.rank == Wanted::Allowed && !is_of_trade {
        true => section.may("rank", section::rank),
        false => Some(None),
    };
    let window_months = read_window(&mut section, grammar, is_of_trade);
    let lasting = read_lasting(&mut section, grammar, is_of_trade);
    let source = match grammar.window {
        Wanted::No => Some(None),
        Wanted::Needed | Wanted::Allowed => {
            section.may("source", |value| section::declared(value, sources))
        }
    };
    let (kind, modality) = match grammar.name {
        "observed" => read_of_which(&mut section, channel.flatten()),
        _ => (Some(None), Some(None)),
    };
    section.finish();
    let gauge = gauge?;
    let rank = match gauge {
        Gauge::Rank(rank) => Some(rank),
        _ => rank?,
    };
    let of = Pick {
        dyad: Dyad { actor: actor?, target: target? },
        channel: channel?,
        rank,
        source: source?,
        kind: kind?,
        modality: modality?,
        unit: unit?,
    };
    let (window_months, lasting) = (window_months?, lasting?);
    let watched = Watched { of, gauge, window_months, lasting };
    Some(Condition { says: says?, says_ko: says_ko?, watched })
}

/// Which observations alone, of which one is enough.
fn read_of_which(
    section: &mut Section<'_>,
    channel: Option<Channel>,
) -> (Option<Option<Kind>>, Option<Option<Modality>>) {
    let kind = section.may("kind", section::one_of("kind", KINDS, str::parse::<Kind>));
    let known = section::one_of("modality", MODALITIES, str::parse::<Modality>);
    let modality = section.may("modality", known);
    if let (Some(Some(Kind::Vote)), Some(channel)) = (kind, channel)
        && channel != Channel::Vote
    {
        let hint = "votes are in the channel vote; of another channel, leave the kind out";
        section.wrong("kind", Wrong::new(format!("a vote in the channel {channel}"), hint));
    }
    (kind, modality)
}

/// A level is of trade, and what happens is counted.
fn fits_channel(section: &Section<'_>, grammar: &Grammar, named: bool, is_of_trade: bool) {
    let counted = ["rank", "count", "absence", "observed"].contains(&grammar.name);
    let wrong = match (grammar.name, is_of_trade) {
        ("level", false) if named => Wrong::new(
            "a level of events",
            "a level is an amount of trade; of events, ask for the count",
        ),
        (name, true) if counted => {
            let hint = "of trade, ask for level, change_month, change_year, trend or share";
            Wrong::new(format!("no measure of trade: {name}"), hint)
        }
        _ => return,
    };
    section.wrong("channel", wrong);
}

/// A part of a whole is somebody's, and a flow goes to somebody.
fn has_target(section: &Section<'_>, grammar: &Grammar, is_of_trade: bool) {
    if section.has("target") {
        return;
    }
    let wrong = match grammar.name {
        "share" => Wrong::new(
            "a share without a target",
            "name whose part it is as target: with everybody it is always the whole",
        ),
        "direction" | "probability" => Wrong::new(
            format!("a {} without a target", grammar.name),
            "a verdict is drawn on two: name the partner as target",
        ),
        _ if is_of_trade => Wrong::new("a flow without a target", "name the partner as target"),
        _ => return,
    };
    section.wrong("measure", wrong);
}

/// A verdict is drawn on the subject and a partner, in channels that bring two closer or farther apart
/// and that are weighed.
fn has_verdict(
    section: &Section<'_>,
    (actor, target): (Option<Actor>, Option<Actor>),
    channel: Option<Channel>,
    about: &About<'_>,
) {
    if let (Some(case), Some(actor), Some(target)) = (about.case, actor, target)
        && actor != target
    {
        let dyad = Dyad::new(actor, target);
        if !case.partners.iter().any(|partner| dyad.joins(case.subject, *partner)) {
            let what = format!("no verdict is drawn on {actor} and {target}");
            let hint = format!("name the subject, {}, and one of its partners", case.subject);
            section.wrong("target", Wrong::new(what, hint));
        }
    }
    let Some(channel) = channel else { return };
    let is_weighed = about.channels.is_empty()
        || about.channels.iter().any(|weighed| weighed.channel == channel);
    let hint = match (channel.sign(), is_weighed) {
        (0, _) => "more of it brings the two neither closer nor farther apart",
        (_, false) => "name it as a [[channel]] too: only those that are named are weighed",
        _ => return,
    };
    section.wrong("channel", Wrong::new(format!("no verdict is drawn on {channel}"), hint));
}

fn read_window(section: &mut Section<'_>, grammar: &Grammar, is_of_trade: bool) -> Option<u32> {
    let window = match grammar.window {
        Wanted::Needed => section.need("window_months", section::span),
        Wanted::Allowed => section.may("window_months", section::span).map(|n| n.unwrap_or(1)),
        Wanted::No => Some(1),
    };
    let (least, of, why) = match is_of_trade {
        true => (
            TREND_OF_TRADE_MONTHS_MIN,
            " of trade",
            "fewer cannot show how long noise lasts, and are never told; 40 are told in every month",
        ),
        false => (TREND_MONTHS_MIN, "", "fewer are noise"),
    };
    if let Some(months) = window.filter(|months| grammar.name == "trend" && *months < least) {
        let what = format!("a trend{of} over {months} months");
        let hint = format!("{least} months or more: {why}");
        section.wrong("window_months", Wrong::new(what, hint));
        return None;
    }
    window
}

/// `for_months = 2` or `for_days = 10`.
fn read_lasting(
    section: &mut Section<'_>,
    grammar: &Grammar,
    is_of_trade: bool,
) -> Option<Lasting> {
    let months = section.may("for_months", section::span)?;
    let days = section.may("for_days", section::span)?;
    let figures = is_of_trade && grammar.window != Wanted::No;
    match (months, days) {
        (Some(_), Some(_)) => {
            let wrong = Wrong::new("for_months and for_days at once", "keep one of them");
            section.wrong("for_days", wrong);
            None
        }
        (Some(months), None) if figures => Some(Lasting::Figures(months)),
        (Some(months), None) => Some(Lasting::Months(months)),
        (None, Some(days)) => Some(Lasting::Days(days)),
        (None, None) => Some(Lasting::AtOnce),
    }
}

fn grammar(name: &str) -> Result<&'static Grammar, ()> {
    GRAMMAR.iter().find(|grammar| grammar.name == name).ok_or(())
}

/// What is measured, and of a flow the unit.
fn read_gauge(
    section: &mut Section<'_>,
    grammar: &Grammar,
    is_of_trade: bool,
) -> (Option<Gauge>, Option<Option<telltale_observation::Unit>>) {
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
        _ if is_of_trade && grammar.window != Wanted::No => section.may("unit", section::unit),
        _ => Some(None),
    };
    let gauge = bound.zip(word).and_then(|(bound, word)| gauge(grammar, bound, word.as_deref()));
    (gauge, unit)
}

fn gauge(grammar: &Grammar, bound: Option<Bound>, word: Option<&str>) -> Option<Gauge> {
    Some(match grammar.name {
        "level" => Gauge::Level(bound?),
        "change_month" => Gauge::ChangeMonth(bound?),
        "change_year" => Gauge::ChangeYear(bound?),
        "trend" => Gauge::Trend(course(word?)?),
        "share" => Gauge::Share(bound?),
        "rank" => Gauge::Rank(word?.parse().ok()?),
        "count" => Gauge::Count(bound?),
        "absence" => Gauge::Absence,
        "observed" => Gauge::Observed,
        "direction" => Gauge::Direction(direction(word?)?),
        "probability" => Gauge::Probability(direction(word?)?, bound?),
        other => unreachable!("no measure of the grammar: {other}"),
    })
}

/// Whether nothing can pass the line at which a condition lets go.
fn never_lets_go(side: Side, line: Line, until: f64) -> bool {
    let (least, most) = ends(line);
    match side {
        Side::Above => until <= least,
        Side::Below => until >= most,
    }
}

/// The least and the most that a measure can be.
fn ends(line: Line) -> (f64, f64) {
    match line {
        Line::Amount | Line::Number => (0.0, f64::INFINITY),
        Line::Part => (0.0, 1.0),
        Line::Ratio => (-1.0, f64::INFINITY),
    }
}

/// `above = 0.8` or `below = 0.8`, and where it lets go: `until = 0.7`.
fn read_bound(section: &mut Section<'_>, line: Line) -> Option<Bound> {
    let above = section.may("above", section::number)?;
    let below = section.may("below", section::number)?;
    let until = section.may("until", section::number)?;
    let (side, value) = match (above, below) {
        (Some(value), None) => (Side::Above, value),
        (None, Some(value)) => (Side::Below, value),
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
    let key = side_key(side);
    for (key, value) in [Some((key, value)), until.map(|until| ("until", until))].iter().flatten() {
        let (fits, hint) = match line {
            Line::Amount => (*value >= 0.0, "an amount from zero up, in base units"),
            Line::Number => (*value >= 0.0, "a number from zero up"),
            Line::Part => ((0.0..=1.0).contains(value), "a part of the whole, from 0 to 1"),
            Line::Ratio => (*value >= -1.0, "a ratio from -1 up: 0.1 for +10 %"),
        };
        if !fits {
            section.wrong(key, Wrong::new(format!("out of range: {value}"), hint));
            return None;
        }
    }
    if let Some(wrong) = never_holds(side, line, value) {
        section.wrong(key, wrong);
        return None;
    }
    let (wrong_side, hint) = match side {
        Side::Above => (until.is_some_and(|until| until > value), "it lets go at a lower line"),
        Side::Below => (until.is_some_and(|until| until < value), "it lets go at a higher line"),
    };
    if wrong_side {
        let what = format!("until is beyond the line: {}", until.unwrap_or(value));
        section.wrong("until", Wrong::new(what, hint));
        return None;
    }
    if let Some(until) = until.filter(|until| never_lets_go(side, line, *until)) {
        let hint = match line {
            Line::Number => "nothing falls below none; until = 1 lets go when there is none",
            _ => "nothing lies beyond it; name a line that can be passed",
        };
        section.wrong("until", Wrong::new(format!("it would never let go: {until}"), hint));
        return None;
    }
    Some(Bound { side, value, until })
}

fn side_key(side: Side) -> &'static str {
    match side {
        Side::Above => "above",
        Side::Below => "below",
    }
}

/// What is wrong with a line beyond which nothing can be: it is on neither side of itself.
fn never_holds(side: Side, line: Line, value: f64) -> Option<Wrong> {
    let (least, most) = ends(line);
    let never = match side {
        Side::Above => value >= most,
        Side::Below => value <= least,
    };
    let hint = match line {
        Line::Number => "below = 1 asks that there is none, as measure = \"absence\" does",
        Line::Amount | Line::Part | Line::Ratio => "a line that can be crossed",
    };
    let key = side_key(side);
    never.then(|| Wrong::new(format!("can never hold: nothing is {key} {value}"), hint))
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
