//! `telltale forecast backtest`: what would have been said, day by day, knowing no more than then, and
//! how good it was.

use std::io::IsTerminal;

use serde_json::{Map, Value, json};
use telltale_ledger::Ledger;
use telltale_measure::forecast::{
    Added, Asked, Group, OnFew, Reliability, Score, Sort, Unwalked, Walked, added, constants,
    on_few, reliability, score, walk_telling,
};
use telltale_observation::AsOf;
use telltale_source::counted;

use super::sources::{self, Sources};
use super::{Days, Event, SEED, days};
use crate::cli::{ForecastBacktest, ForecastFormat};
use crate::failure::Failure;
use crate::{flow, output};

/// All that a backtest comes to.
struct Found {
    walked: Walked,
    sources: Sources,
    /// How many forecasts are of days of which one could not tell whether it came.
    left_out: usize,
    first: jiff::civil::Date,
    both: Score,
    deeds: Score,
    words: Score,
    deeds_added: Option<Added>,
    words_added: Option<Added>,
    diagram: Vec<Reliability>,
}

pub(super) fn run(asked: &ForecastBacktest) -> Result<(), Failure> {
    if asked.event.is_trade() {
        return Err(Failure::usage(
            format!("{} is a flow, and no event that comes or does not", asked.event.name()),
            "an event such as visit or meeting; of flows, `telltale forecast record` scores what a case forecast",
        ));
    }
    let ledger = Ledger::open(&asked.ledger)?;
    let today = AsOf::day(flow::today()).expect("today is in range");
    let event = Event { channel: asked.event, rank: asked.rank };
    let as_of = asked.as_of.unwrap_or(today);
    let names = one_of(sources::names(&ledger, as_of)?, asked)?;
    let known = days(&ledger, as_of, asked.source.as_deref(), event, None)?;
    let days = known.ok_or_else(|| too_little(asked, Lack::Nothing))?;
    if !days.seen.iter().any(|seen| seen.sort == Sort::Event) {
        return Err(too_little(asked, Lack::NoEvent));
    }
    let wanted = Asked { within: asked.within as usize, directed: asked.directed };
    let on_terminal = std::io::stderr().is_terminal();
    let mut shown = 0;
    let walked = walk_telling(&days.seen, days.count, wanted, |day| {
        let percent = day.saturating_sub(days.count / 2) * 200 / days.count.max(1);
        if on_terminal && (percent > shown || shown == 0) {
            shown = percent.max(1);
            output::talk_over(&format!("forecasting on each of {} days: {percent} %", days.count));
        }
    });
    if on_terminal {
        output::talk_over("");
    }
    let mut walked = walked.map_err(|lack| too_little(asked, Lack::of(lack, &days)))?;
    let sources = Sources::read(names, &ledger, as_of, event, &days)?;
    let left_out = sources.coverage.keep_covered(&mut walked.said, wanted.within);
    if walked.said.is_empty() {
        return Err(too_little(asked, Lack::Uncovered(left_out)));
    }
    let of = |group| score(&walked.said, group, SEED);
    let (both, deeds, words) = of(Group::Both)
        .zip(of(Group::Deeds))
        .zip(of(Group::Words))
        .map(|((both, deeds), words)| (both, deeds, words))
        .ok_or_else(|| {
            let all = walked.said.iter().all(|said| said.came);
            too_little(asked, Lack::Scored { all, n: walked.said.len() })
        })?;
    let found = Found {
        deeds_added: added(&walked.said, Group::Deeds, SEED),
        words_added: added(&walked.said, Group::Words, SEED),
        diagram: reliability(&walked.said, Group::Both, SEED),
        first: days.first,
        sources,
        left_out,
        walked,
        both,
        deeds,
        words,
    };
    let text = match asked.format {
        ForecastFormat::Json => format!("{:#}\n", as_json(asked, &found)),
        ForecastFormat::Text => as_text(asked, &found),
        ForecastFormat::Svg => as_svg(asked, &found),
    };
    output::data(&text, None)
}

/// What lacks, so that nothing can be forecast and scored.
enum Lack {
    /// Nothing is held of any two states.
    Nothing,
    /// The event is not held.
    NoEvent,
    /// The second half of so many days is shorter than a window.
    Days(usize),
    /// No window of the first half in which it came.
    NoneCame,
    /// None in which it did not come.
    AllCame,
    /// Of the windows that would be scored, it came in all or in none.
    Scored { all: bool, n: usize },
    /// None of so many windows is of days on which it would be known.
    Uncovered(usize),
}

impl Lack {
    fn of(lack: Unwalked, days: &Days) -> Lack {
        match lack {
            Unwalked::TooShort => Lack::Days(days.count),
            Unwalked::NoneCame => Lack::NoneCame,
            Unwalked::AllCame => Lack::AllCame,
        }
    }
}

fn too_little(asked: &ForecastBacktest, lack: Lack) -> Failure {
    let (events, within) = (asked.event.plural(), counted(asked.within, "day"));
    let lacks = match (&lack, asked.rank) {
        (Lack::Nothing, _) => "no event between two states is held".to_owned(),
        (Lack::NoEvent, Some(rank)) => {
            format!("of the {events} that are held none tells of somebody of rank {}", rank.name())
        }
        (Lack::NoEvent, None) => format!("no {events} are held"),
        (Lack::Days(days), _) => {
            format!("the second half of the {days} days is shorter than {within}")
        }
        (Lack::NoneCame, _) => "in no window of the first half of the days did it come".to_owned(),
        (Lack::AllCame, _) => {
            "in every window of the first half of the days it came, so that there is \
                               nothing to tell apart"
                .to_owned()
        }
        (Lack::Scored { all: true, n }, _) => {
            format!("it came in all {n} windows that would be scored")
        }
        (Lack::Scored { all: false, n }, _) => {
            format!("it came in none of the {n} windows that would be scored")
        }
        (Lack::Uncovered(n), _) => format!(
            "in none of the {n} windows that would be scored was a source at work throughout that tells of \
             such an event and of the two"
        ),
    };
    let hint = match (lack, asked.rank) {
        (Lack::NoEvent, Some(_)) => {
            "leave out --rank: sources that are coded by machine do not say who took part"
        }
        (Lack::Nothing | Lack::NoEvent, _) => "`telltale ledger info` says what there is",
        (Lack::Days(_), _) => "a shorter --within, or more days",
        (Lack::AllCame | Lack::Scored { all: true, .. }, _) => {
            "a shorter --within, in which it may come or not"
        }
        (Lack::NoneCame | Lack::Uncovered(_) | Lack::Scored { all: false, .. }, _) => {
            "a longer --within; of several sources whose days lie far apart, name one with --source: \
             `telltale ledger info` says which there are"
        }
    };
    let what = format!(
        "too little is held to forecast {events} within {within} and see what came: {lacks}"
    );
    Failure::usage(what, hint)
}

/// The sources that are taken. Refuses one that the ledger does not have, and names those that are taken
/// together.
fn one_of(names: Vec<String>, asked: &ForecastBacktest) -> Result<Vec<String>, Failure> {
    let all = names.join(", ");
    match &asked.source {
        Some(wanted) if !names.contains(wanted) => Err(Failure::usage(
            format!("the ledger has no events of this source: {wanted:?}"),
            format!("its sources of events are: {all}"),
        )),
        Some(wanted) => Ok(vec![wanted.clone()]),
        None if names.len() > 1 => {
            output::talk(&format!("note: {all} are taken together (--source takes one of them)"));
            Ok(names)
        }
        None => Ok(names),
    }
}

fn object(value: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

fn day(found: &Found, at: usize) -> String {
    sources::day(found.first, at).to_string()
}

/// The day of the first forecast that is scored.
fn first_scored(found: &Found) -> String {
    day(found, found.walked.said.first().map_or(found.walked.first_scored, |said| said.origin))
}

fn as_json(asked: &ForecastBacktest, found: &Found) -> Value {
    let mut all = object(&found.both);
    all.insert("event".to_owned(), json!(asked.event.name()));
    all.insert("within_days".to_owned(), json!(asked.within));
    all.insert("directed".to_owned(), json!(asked.directed));
    all.insert("first_day".to_owned(), json!(found.first.to_string()));
    all.insert("first_scored".to_owned(), json!(first_scored(found)));
    all.insert("last_day".to_owned(), json!(day(found, found.walked.days - 1)));
    all.insert("sources".to_owned(), found.sources.as_json(found.first));
    all.insert("left_out".to_owned(), json!(found.left_out));
    all.insert("above_even_on_few_days".to_owned(), json!(on_few(&found.walked.said, Group::Both)));
    all.insert("deeds_only".to_owned(), json!(found.deeds));
    all.insert("words_only".to_owned(), json!(found.words));
    all.insert("deeds_added".to_owned(), json!(found.deeds_added));
    all.insert("words_added".to_owned(), json!(found.words_added));
    all.insert("reliability".to_owned(), json!(found.diagram));
    Value::Object(all)
}

fn as_text(asked: &ForecastBacktest, found: &Found) -> String {
    let Score { n, dyads, events, prevalence, .. } = found.both;
    let dyad = if asked.directed { "ordered dyads" } else { "dyads, either way" };
    let mut out = format!(
        "{} within {}, {dyad}: {} of {} from {} on, {events} came ({:.1} %)\n",
        asked.event.plural(),
        counted(asked.within, "day"),
        counted(n, "forecast"),
        counted(dyads, "dyad"),
        first_scored(found),
        prevalence * 100.0
    );
    out += &found.sources.as_text(found.first);
    if found.left_out > 0 {
        out += &format!(
            "Left out: {} over days on which no source was at work throughout that tells of such an event \
             and of the two.\n",
            counted(found.left_out, "forecast")
        );
    }
    out += &scores(found);
    for (name, added) in [("deeds", found.deeds_added), ("words", found.words_added)] {
        if let Some(Added { skill, interval }) = added {
            out += &format!("{name} added {skill:.3}{} to the other\n", between(interval));
        }
    }
    if let Some(OnFew { n, said, came }) = on_few(&found.walked.said, Group::Both) {
        out += &format!(
            "Above even of dyads in which it had been seen on fewer than {} days: {}, said {:.0} %, came {:.0} \
             %\n",
            constants::FEW_DAYS,
            counted(n, "forecast"),
            said * 100.0,
            came * 100.0
        );
    }
    out += without_interval(dyads);
    let interval = if dyads < constants::DYADS_MIN { "" } else { "95 % interval; " };
    out += &format!("\nOf what was said, so much came ({interval}isotonic):\n");
    for place in &found.diagram {
        let bar = "█".repeat((place.came * 40.0).round() as usize);
        out += &format!(
            "{:>5.1} %  {:>5.1} %{}  {bar}\n",
            place.said * 100.0,
            place.came * 100.0,
            place.interval.map_or_else(String::new, |[low, high]| {
                format!(" [{:>5.1}, {:>5.1}]", low * 100.0, high * 100.0)
            })
        );
    }
    out
}

/// The scores of all three, and those of the rates that they are held against.
fn scores(found: &Found) -> String {
    let mut out =
        "\n                     Brier   skill over base        over dyad's rate     over persistence     slope\n"
            .to_owned();
    let rows = [
        ("deeds and words", &found.both),
        ("deeds only", &found.deeds),
        ("words only", &found.words),
    ];
    for (name, score) in rows {
        let with =
            |value: f64, interval: Option<[f64; 2]>| format!("{value:.3}{}", between(interval));
        out += &format!(
            "{name:<20} {:.4}  {:<22} {:<20} {:<20} {}\n",
            score.brier,
            with(score.skill_over_base, score.interval),
            with(score.skill_over_dyad_rate, score.interval_dyad_rate),
            with(score.skill_over_persistence, score.interval_persistence),
            match (score.calibration_slope, score.interval_slope) {
                (Some(slope), interval) => with(slope, interval),
                (None, _) => "–".to_owned(),
            }
        );
    }
    let both = &found.both;
    out += &format!(
        "{:<20} {:.4}\n{:<20} {:.4}\n{:<20} {:.4}\n\n",
        "base rate",
        both.brier_base,
        "dyad's own rate",
        both.brier_dyad_rate,
        "persistence",
        both.brier_persistence
    );
    out
}

/// Why so few dyads have no interval.
fn without_interval(dyads: usize) -> &'static str {
    match dyads {
        1 => "One dyad alone has no 95 % interval: dyads are drawn for it.\n",
        few if few < constants::DYADS_MIN => {
            "Fewer than ten dyads have no 95 % interval: dyads are drawn for it, and so few are drawn in \
             too few ways.\n"
        }
        _ => "",
    }
}

/// An interval in brackets, where there is one.
fn between(interval: Option<[f64; 2]>) -> String {
    interval.map_or_else(String::new, |[low, high]| format!(" [{low:.3}, {high:.3}]"))
}

/// The reliability diagram: what was said from left to right, what came from bottom to top.
fn as_svg(asked: &ForecastBacktest, found: &Found) -> String {
    const SIZE: f64 = 400.0;
    const EDGE: f64 = 50.0;
    let x = |share: f64| EDGE + share * SIZE;
    let y = |share: f64| EDGE + (1.0 - share) * SIZE;
    let point = |a: f64, b: f64| format!("{:.1},{:.1}", x(a), y(b));
    let ends = found.diagram.iter().filter_map(|place| Some((place.said, place.interval?)));
    let ends: Vec<(f64, [f64; 2])> = ends.collect();
    let upper = ends.iter().map(|(said, [_, high])| point(*said, *high));
    let lower = ends.iter().rev().map(|(said, [low, _])| point(*said, *low));
    let band: Vec<String> = upper.chain(lower).collect();
    let line: Vec<String> =
        found.diagram.iter().map(|place| point(place.said, place.came)).collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 500 500\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<title>{} within {} days: said and came</title>\n\
         <rect x=\"{EDGE}\" y=\"{EDGE}\" width=\"{SIZE}\" height=\"{SIZE}\" fill=\"none\" stroke=\"#999\"/>\n\
         <path d=\"M{} L{}\" stroke=\"#999\" stroke-dasharray=\"4\"/>\n\
         <polygon points=\"{}\" fill=\"#3b6ea5\" fill-opacity=\"0.2\"/>\n\
         <polyline points=\"{}\" fill=\"none\" stroke=\"#3b6ea5\" stroke-width=\"2\"/>\n",
        asked.event.plural(),
        asked.within,
        point(0.0, 0.0),
        point(1.0, 1.0),
        band.join(" "),
        line.join(" ")
    );
    for at in [0.0, 0.25, 0.5, 0.75, 1.0] {
        out += &format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0} %</text>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{:.0} %</text>\n",
            x(at),
            y(0.0) + 18.0,
            at * 100.0,
            x(0.0) - 6.0,
            y(at) + 4.0,
            at * 100.0
        );
    }
    out + "<text x=\"250\" y=\"490\" text-anchor=\"middle\">said</text>\n\
           <text x=\"14\" y=\"250\" text-anchor=\"middle\" transform=\"rotate(-90 14 250)\">came</text>\n</svg>\n"
}
