//! "Ghana's cocoa exports to the Netherlands fell. In the first half they were worth 410 million
//! euros": a sentence names the flow, the next one says how much.

use telltale_observation::{Actor, Channel};

use super::lexicon;
use super::marks::{Mark, Marked};
use super::roles::{self, Placed};
use super::{both_ways, echo, implied, voice};
use crate::Sighting;
use crate::flow::words::Words;
use crate::flow::{Days, Frame, Matter, Way, last_flow};
use crate::number::{Measure, Number, english};
use crate::reader::Scene;
use crate::sighting::Span;

/// What a flow is called that was named before.
const CALLED: &[&str] = &[
    "it", "they", "that", "this", "these", "total", "value", "volume", "sum", "figure", "amount",
    "tally",
];

/// What of it is told where the figure before was one of another sort.
const TONNAGES: &[&str] = &["tonnage", "quantity", "weight", "volume"];
const VALUES: &[&str] = &["value", "bill", "worth", "cost"];

/// How far into a sentence such a word may stand: behind a time.
const WITHIN: usize = 14;

/// Whether the sentence before may name a flow that this one goes on about.
pub(super) fn may_go_on(scene: &Scene<'_>) -> bool {
    let Some((from, to)) = scene.before else { return false };
    let before = &scene.text[from..to];
    !scene.cast.before().is_empty() && (lexicon::may_tell(before) || side(before).is_some())
}

/// "It ran a surplus of $3 million. That was up from $2 million": what a sentence that names no flow tells
/// behind a balance is of that, and of no flow.
pub(super) fn is_behind_a_balance(scene: &Scene<'_>) -> bool {
    let Some((from, to)) = scene.before else { return false };
    let before = scene.text[from..to].to_ascii_lowercase();
    ["surplus", "deficit", "trade gap", "trade balance", "trade shortfall"]
        .iter()
        .any(|word| before.contains(word))
}

/// Gives flows without parties those of the flow before, and one that only a pronoun stands for its
/// words. Returns when that was, if it goes on and the sentence before says when.
///
/// Where the sentence before has told an amount itself (`told`), flows without parties are of that.
pub(super) fn go_on(marked: &Marked<'_>, frames: &mut Vec<Placed>, told: bool) -> Option<Days> {
    let sized = marked.numbers.iter().any(|number| number.measure.sizes());
    if !sized {
        return None;
    }
    // "Some 808,000 cars were sold in Spain" is nobody's.
    let nobody =
        |at: usize| matches!(marked.marks[at], Mark::Verb(..)) && roles::is_passive(marked, at);
    let goods =
        |placed: &&mut Placed| placed.frame.matter == Matter::Goods && !nobody(placed.triggers[0]);
    frames.iter_mut().filter(goods).for_each(|placed| complete(marked, &mut placed.frame));
    let party = |placed: &Placed| placed.frame.source.or(placed.frame.sink).is_some();
    if pronoun_of_rank(marked, frames) {
        return None;
    }
    // "Only 96,000 barrels were shipped, and cargoes were diverted to India": the first are theirs.
    let first = frames.first().is_some_and(|placed| !party(placed) && nobody(placed.triggers[0]));
    let apart = first && frames.len() > 1;
    if told || frames.iter().any(party) && !apart {
        return None;
    }
    let before = flow_before(marked.scene)?;
    let goods =
        frames.iter_mut().filter(|placed| placed.frame.matter == before.matter && !party(placed));
    let mut given = false;
    for placed in goods {
        let frame = &mut placed.frame;
        let parties = before.told_on(frame.way)?;
        (frame.source, frame.sink) = parties;
        given = true;
    }
    let called = (0..WITHIN.min(marked.words.len())).find(|&i| {
        matches!(marked.marks[i], Mark::Word | Mark::Name(_))
            && CALLED.contains(&marked.words.get(i))
    });
    if let Some(at) = called.filter(|_| !given) {
        let mut frame = Frame::new(before.matter, before.way, marked.words.span(at, at + 1));
        (frame.source, frame.sink) = (before.source, before.sink);
        count_both_ways(marked, &mut frame);
        frames.insert(
            0,
            Placed {
                frame,
                triggers: vec![at],
                sinks: Vec::new(),
                sources: Vec::new(),
                veiled: false,
            },
        );
        given = true;
    }
    let period = marked.scene.cast.time_of_paragraph().filter(|_| given)?;
    Some((period.start(), period.end()))
}

/// "Peru's biggest fishmeal customer is China. It paid $310 million for it": whoever buys or sells
/// is the one of whom the rank was told. Returns whether it is so.
fn pronoun_of_rank(marked: &Marked<'_>, frames: &mut [Placed]) -> bool {
    let starts = matches!(marked.words.get(0), "it" | "they");
    let ranked =
        marked.scene.before.is_some_and(|(from, to)| side(&marked.scene.text[from..to]).is_some());
    if !starts || !ranked {
        return false;
    }
    let Some(before) = flow_before(marked.scene) else { return false };
    let mut given = false;
    for placed in frames.iter_mut() {
        let verb = matches!(marked.marks[placed.triggers[0]], Mark::Verb(..));
        let frame = &mut placed.frame;
        let (source, sink) = match frame.matter {
            Matter::Payment => (before.sink, before.source),
            Matter::Goods if frame.way != Way::Both => (before.source, before.sink),
            _ => continue,
        };
        if verb {
            (frame.source, frame.sink) = (source, sink);
            placed.sources.clear();
            placed.sinks.clear();
            given = true;
        }
    }
    given
}

/// "Cambodia's rubber is going next door. Vietnam took 78.5 percent of it": a part of the goods of the
/// only state that the sentence before names.
pub(super) fn part_of_it(marked: &Marked<'_>, frames: &mut Vec<Placed>) {
    let whole = |placed: &Placed| placed.frame.source.is_some() && placed.frame.sink.is_some();
    if frames.iter().any(whole) {
        return;
    }
    let part = marked.numbers.iter().find(|number| {
        let to = number.words.1;
        matches!(number.measure, Measure::Percent | Measure::Part)
            && marked.words.get(to) == "of"
            && matches!(marked.words.get(to + 1), "it" | "them" | "that" | "this" | "those")
    });
    let Some(trigger) = part.map(|number| number.words.0) else { return };
    let Some((_, taker)) = roles::subject(marked, trigger) else { return };
    let Some(span) = marked.scene.before else { return };
    let mentions = marked.scene.cast.before();
    let scene = Scene { span, mentions, times: &[], before: None, ..*marked.scene };
    let before = Marked::of(&scene, Words::of(scene.words(), span.0));
    let Some(owner) = implied::owner_of_goods(&before).filter(|&owner| owner != taker) else {
        return;
    };
    let mut frame = Frame::new(Matter::Goods, Way::Out, marked.words.span(trigger, trigger + 1));
    (frame.source, frame.sink) = (Some(owner), Some(taker));
    *frames = vec![Placed {
        frame,
        triggers: vec![trigger],
        sinks: Vec::new(),
        sources: Vec::new(),
        veiled: false,
    }];
}

/// "They had been $171 million a year earlier", "Rubber made up 17 percent of it": another size of
/// the flow that was told last. Returns its days.
pub(super) fn again(
    marked: &Marked<'_>,
    frames: &mut Vec<Placed>,
    found: &[Sighting],
) -> Option<Days> {
    let last = &found[last_flow(found)?];
    let amount = last.amount.as_ref()?;
    let named = |(i, mark): (usize, &Mark)| {
        let pronoun = CALLED.contains(&marked.words.get(i));
        matches!(mark, Mark::Name(_)) && !pronoun && !marked.is_said(i)
    };
    if !frames.is_empty() || marked.marks.iter().enumerate().any(named) {
        return None;
    }
    let at = subject_again(marked)?;
    let called = marked.words.get(at);
    let sized = |number: &Number| {
        let people = amount.unit.as_deref() == Some("person");
        let otherwise = TONNAGES.contains(&called) && number.measure == Measure::Bulk
            || VALUES.contains(&called) && number.measure == Measure::Money;
        if otherwise && last.channel.is_trade() {
            return true;
        }
        number.measure.sizes() && number.unit.is_some() && number.unit == amount.unit.as_deref()
            || people && number.measure == Measure::Bare && number.value >= 100.0
    };
    let shared = (0..marked.numbers.len()).any(|at| marked.is_share(at));
    if !marked.numbers.iter().any(sized) && !shared {
        return None;
    }
    let mut frame = frame_of(last, marked.words.span(at, at + 1))?;
    count_both_ways(marked, &mut frame);
    // "In 2017 the figure was $3 million" is of the same goods; "the total" may be of all.
    if matches!(called, "figure" | "it" | "they" | "that" | "this" | "these" | "tally") {
        frame.goods.clone_from(&amount.commodities);
    }
    frames.push(Placed {
        frame,
        triggers: vec![at],
        sinks: Vec::new(),
        sources: Vec::new(),
        veiled: false,
    });
    last.period.map(|period| (period.start(), period.end()))
}

/// "The volume was $3 million when both directions are counted": of the goods that go both ways.
fn count_both_ways(marked: &Marked<'_>, frame: &mut Frame) {
    if frame.matter == Matter::Goods && both_ways::is_of_both(marked) {
        if frame.way == Way::In {
            std::mem::swap(&mut frame.source, &mut frame.sink);
        }
        frame.way = Way::Both;
    }
}

/// The word that stands for the figure told last: "that", "the total", "17 percent of it".
fn subject_again(marked: &Marked<'_>) -> Option<usize> {
    let said = |i: usize| marked.is_said(i);
    let verb = |i: usize| {
        marked.marks.get(i) == Some(&Mark::Be)
            || matches!(marked.marks.get(i), Some(Mark::Change(..)))
            || lexicon::equals(marked.words.get(i))
    };
    // "The tonnage, 7.6 million tonnes, was a record"
    let aside = |i: usize| {
        marked.marks.get(i + 1) == Some(&Mark::Comma)
            && matches!(marked.marks.get(i + 2), Some(Mark::Number(_)))
    };
    let start = (0..WITHIN.min(marked.words.len())).find(|&i| {
        let word = marked.words.get(i);
        let named = TONNAGES.contains(&word) || VALUES.contains(&word);
        if named && aside(i) {
            return true;
        }
        (CALLED.contains(&word) || named)
            && matches!(marked.marks[i], Mark::Word | Mark::Name(_))
            && !said(i)
            && (verb(i + 1) || verb(i + 2))
    });
    let behind = || {
        (1..marked.words.len()).find(|&i| {
            marked.words.get(i - 1) == "of"
                && matches!(marked.words.get(i), "it" | "them" | "that" | "this" | "those")
        })
    };
    let total = || {
        (1..marked.words.len()).find(|&i| {
            matches!(marked.words.get(i), "total" | "sum" | "figure")
                && matches!(marked.words.get(i - 1), "the" | "that" | "this")
        })
    };
    start.or_else(behind).or_else(total)
}

/// What flows in an observation, and between whom.
fn frame_of(seen: &Sighting, trigger: Span) -> Option<Frame> {
    let (matter, way) = match seen.channel {
        Channel::TradeExports => (Matter::Goods, Way::Out),
        Channel::TradeImports => (Matter::Goods, Way::In),
        Channel::TradeTotal => (Matter::Goods, Way::Both),
        Channel::Visit => (Matter::Visitors, Way::Out),
        Channel::Labour => (Matter::Workers, Way::Out),
        Channel::Troops => (Matter::Soldiers, Way::Out),
        Channel::Arms => (Matter::Arms, Way::Out),
        Channel::Aid => (Matter::Aid, Way::Out),
        _ => return None,
    };
    let mut frame = Frame::new(matter, way, trigger);
    (frame.source, frame.sink) = match way {
        Way::In => (seen.target, seen.actor),
        _ => (seen.actor, seen.target),
    };
    // "Wig sales to X were $18 million. A year before, the figure was $16 million": of wigs as well.
    frame.goods = seen.amount.as_ref().map_or_else(Vec::new, |amount| amount.commodities.clone());
    Some(frame)
}

/// "Chile published its figures. Copper exports to China came to $2.4 billion": the other party is
/// the only one that the sentence before names.
fn complete(marked: &Marked<'_>, frame: &mut Frame) {
    let other = |of: Actor| marked.scene.cast.counterpart(of).map(|found| found.1);
    match (frame.source, frame.sink) {
        (Some(source), None) => frame.sink = other(source),
        (None, Some(sink)) => frame.source = other(sink),
        _ => {}
    }
}

/// The last flow with both parties that the sentence before names.
fn flow_before(scene: &Scene<'_>) -> Option<Frame> {
    let span = scene.before?;
    let mentions = scene.cast.before();
    let scene = Scene { span, mentions, times: &[], before: None, ..*scene };
    let words = Words::of(scene.words(), span.0);
    let mut marked = Marked::of(&scene, words);
    voice::find(&mut marked);
    echo(&mut marked);
    let frames = roles::frames(&marked);
    let two = |placed: &&Placed| placed.frame.source.is_some() && placed.frame.sink.is_some();
    let named = frames.iter().rev().find(two).map(|placed| placed.frame.clone());
    let named = named.or_else(|| {
        let mut frame = Frame::new(Matter::Goods, Way::Out, span);
        let (source, sink) = implied::goods_pair(&marked)?;
        (frame.source, frame.sink) = (Some(source), Some(sink));
        Some(frame)
    });
    named.or_else(|| {
        let way = side(scene.words())?;
        let [first, second] = scene.cast.pair(mentions)?;
        let mut frame = Frame::new(Matter::Goods, way, span);
        // "Peru's biggest customer is China": whose it is stands first.
        let owned = marked.marks.iter().position(|mark| matches!(mark, Mark::Name(_)));
        let owned = owned.is_some_and(|at| marked.words.all[marked.last(at) - 1].owns);
        let (source, sink) =
            if (way == Way::Out) != owned { (first, second) } else { (second, first) };
        (frame.source, frame.sink) = (Some(source), Some(sink));
        Some(frame)
    })
}

/// "Poland is Germany's main supplier of eggs", "Iraq is the biggest buyer of Turkish flour": from
/// whose side a sentence tells of trade.
fn side(sentence: &str) -> Option<Way> {
    const SENDERS: &[&str] = &["supplier", "exporter", "seller"];
    const RECEIVERS: &[&str] = &["buyer", "importer", "customer", "purchaser", "market for"];
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    match (has(SENDERS), has(RECEIVERS)) {
        (true, false) => Some(Way::Out),
        (false, true) => Some(Way::In),
        _ => None,
    }
}

/// "Russia sold Turkey 1.9 billion cubic metres in June. A year earlier it had sold 2.2 billion": a
/// bare figure like the one before has its unit.
pub(super) fn lend_unit(marked: &mut Marked<'_>, found: &[Sighting]) {
    let Some(amount) = last_flow(found).and_then(|at| found[at].amount.as_ref()) else { return };
    let (Some(unit), Some(value)) = (amount.unit.as_deref(), amount.value) else { return };
    let Some((name, measure)) = english::known(unit) else { return };
    for at in 0..marked.numbers.len() {
        let number = &marked.numbers[at];
        let (from, to) = number.words;
        let verb = from > 0 && english::amounts_to(marked.words.get(from - 1));
        let like = (0.02..50.0).contains(&(number.value / value)) && number.value >= 2200.0;
        if number.measure == Measure::Bare
            && verb
            && like
            && english::stands_alone(&marked.words, to)
        {
            marked.numbers[at].measure = measure;
            marked.numbers[at].unit = Some(name);
        }
    }
}
