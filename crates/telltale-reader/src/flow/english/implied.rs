//! Flows that no word for a flow tells, but whose the goods are and where they are: "Danish pork
//! reaching Japan totalled 9,800 tonnes", "137,000 Indians were at Canadian universities".

use std::collections::HashMap;
use std::sync::LazyLock;

use telltale_observation::Actor;

use super::lexicon::{self, Prep};
use super::marks::{Mark, Marked};
use super::roles::{self, Placed};
use crate::flow::{Frame, Matter, Way};
use crate::gazetteer::Sort;
use crate::number::{Measure, units};
use crate::reader::Scene;
use crate::{Language, Mention};

/// What a word tells of the flow around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Who has goods to sell: "growers".
    Sells,
    /// Who takes goods, or where they arrive: "refiners", "ports".
    Buys,
    /// What makes another thing of the goods before it: "oil refinery".
    Head,
    /// What makes the sentence one of other things: "seized", "capsized".
    Bars,
    /// What is done with goods at home: "harvest", "refinery capacity".
    Home,
    /// Giving money: "is putting".
    Gives,
    /// Giving arms away: "parted with".
    Parts,
    /// Work that people go abroad for.
    Works,
    /// Where people of another state stay: "universities".
    Hosts,
}

impl Part {
    fn parse(text: &str) -> Option<Part> {
        Some(match text {
            "sells" => Part::Sells,
            "buys" => Part::Buys,
            "head" => Part::Head,
            "bars" => Part::Bars,
            "home" => Part::Home,
            "gives" => Part::Gives,
            "parts" => Part::Parts,
            "works" => Part::Works,
            "hosts" => Part::Hosts,
            _ => return None,
        })
    }
}

/// The parts of each word of the table.
static PARTS: LazyLock<HashMap<&'static str, Vec<Part>>> = LazyLock::new(|| {
    let mut parts: HashMap<&'static str, Vec<Part>> = HashMap::new();
    for row in include_str!("../../../data/implied_en.csv").lines().skip(1) {
        let Some((word, part)) = row.split_once(',') else { continue };
        parts.entry(word).or_default().extend(Part::parse(part));
    }
    parts
});

/// "growers flew 11,400 tonnes of roses": whether who sells goods stands a little before a word.
pub(super) fn sells_before(marked: &Marked<'_>, i: usize) -> bool {
    (i.saturating_sub(4)..i).any(|at| plays(marked.words.get(at), Part::Sells))
}

/// Verbs for giving money: "threw Sri Lanka a lifeline".
pub(super) fn gives(word: &str) -> bool {
    plays(word, Part::Gives)
}

fn plays(word: &str, part: Part) -> bool {
    PARTS.get(word).is_some_and(|parts| parts.contains(&part))
}

/// On which side of a flow a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Gives,
    Takes,
    /// A subject or an object: either.
    Open,
    /// On the way.
    Passed,
    /// What stands there is none of the goods: "palm oil futures", "Chilean ones".
    Aside,
}

/// A name with what it is told to be.
#[derive(Clone, Copy, Debug)]
struct Seen {
    word: usize,
    actor: Actor,
    side: Side,
}

/// Whether a sentence names two states, without which nothing is implied.
pub(super) fn may_tell(scene: &Scene<'_>) -> bool {
    let mut named = scene.mentions.iter().filter_map(Mention::actor);
    let first = named.next();
    first.is_some() && named.any(|other| Some(other) != first)
}

/// "Chile's cherries flew off Chinese shelves": from whom to whom goods go, whatever they amount to.
pub(super) fn goods_pair(marked: &Marked<'_>) -> Option<(Actor, Actor)> {
    let end = marked.words.len();
    let traded = (0..end).any(|i| !marked.is_said(i) && is_goods(marked, i));
    let barred = (0..end)
        .any(|i| plays(marked.words.get(i), Part::Bars) || plays(marked.words.get(i), Part::Home));
    let seen = parties(marked, 0, end, side_of_goods);
    let (gives, takes) = sides(&seen, 0).filter(|_| traded && !barred)?;
    let [(_, source)] = gives[..] else { return None };
    let [(_, sink)] = takes[..] else { return None };
    Some((source, sink))
}

/// "Cambodia's rubber is going next door": the only state of a sentence, if the goods are its own.
pub(super) fn owner_of_goods(marked: &Marked<'_>) -> Option<Actor> {
    let seen = parties(marked, 0, marked.words.len(), side_of_goods);
    let first = seen.first()?;
    let alone = seen.iter().all(|other| other.actor == first.actor);
    (alone && first.side == Side::Gives).then_some(first.actor)
}

/// Who gives, and who takes, with their words.
type Both = (Vec<(usize, Actor)>, Vec<(usize, Actor)>);

/// Adds the flows that are only implied, clause by clause, and the party that a flow lacks.
pub(super) fn add(marked: &Marked<'_>, frames: &mut Vec<Placed>) {
    if marked.numbers.is_empty() || !may_tell(marked.scene) {
        return;
    }
    let mut from = 0;
    while from < marked.words.len() {
        let to = (from..marked.words.len())
            .find(|&i| marked.marks[i] == Mark::Hard)
            .unwrap_or(marked.words.len());
        clause(marked, from, to, frames);
        from = to + 1;
    }
}

fn clause(marked: &Marked<'_>, from: usize, to: usize, frames: &mut Vec<Placed>) {
    let within = |placed: &Placed| (from..to).contains(&placed.triggers[0]);
    let whole = |placed: &Placed| placed.frame.source.is_some() && placed.frame.sink.is_some();
    let told = frames.iter().any(|placed| within(placed) && (whole(placed) || placed.veiled));
    let speaks = |part| (from..to).any(|i| !marked.is_said(i) && plays(marked.words.get(i), part));
    let permitted = |word: &str| matches!(word, "permits" | "permit" | "visas" | "asylum");
    let permits = (from..to).any(|i| permitted(marked.words.get(i)));
    let thought = (from..to).any(|i| {
        matches!(marked.words.get(i), "could" | "might") && marked.marks[i] == Mark::Ahead
    });
    if told && !permits || thought || speaks(Part::Bars) {
        return;
    }
    let abroad = !speaks(Part::Home);
    let found = people(marked, from, to)
        .or_else(|| goods(marked, from, to).filter(|_| abroad))
        .or_else(|| gift(marked, from, to, frames));
    let Some(found) = found else { return };
    let permitted = |word: &str| matches!(word, "permits" | "permit" | "visas" | "asylum");
    let admitted =
        roles::is_people(found.frame.matter) && (from..to).any(|i| permitted(marked.words.get(i)));
    // "will spend 650 million kroner on mine clearance in Ukraine"
    let given = found.frame.matter == Matter::Aid;
    let opposed = |placed: &Placed| {
        let spent = given && marked.words.get(placed.triggers[0]).starts_with("spen");
        within(placed) && !spent && opposes(&placed.frame, &found.frame)
    };
    if frames.iter().any(opposed) && !admitted {
        return;
    }
    frames.retain(|placed| !within(placed) || placed.frame.matter == Matter::Launch);
    let at = frames.partition_point(|placed| placed.triggers[0] < found.triggers[0]);
    frames.insert(at, found);
}

/// Whether a flow that was told in part is another one, or goes the other way.
fn opposes(told: &Frame, implied: &Frame) -> bool {
    let unlike = |a: Option<Actor>, b: Option<Actor>| a.is_some() && a != b;
    // Who pays is sent the goods.
    let (source, sink) = match told.matter {
        Matter::Payment => (told.sink, told.source),
        _ => (told.source, told.sink),
    };
    let kind = roles::is_people(told.matter) == roles::is_people(implied.matter);
    kind && (unlike(source, implied.source) || unlike(sink, implied.sink))
        || told.way == Way::Both
        || matches!(told.matter, Matter::Launch | Matter::Sortie | Matter::Capital)
}

/// The only number of a clause that may size a flow, by what it measures: its first word.
fn sized(
    marked: &Marked<'_>,
    from: usize,
    to: usize,
    fits: impl Fn(Measure) -> bool,
) -> Option<usize> {
    let number = marked.numbers.iter().find(|number| {
        (from..to).contains(&number.words.0)
            && !marked.is_said(number.words.0)
            && fits(number.measure)
    })?;
    Some(number.words.0)
}

/// The states of a clause, with their sides.
fn parties(
    marked: &Marked<'_>,
    from: usize,
    to: usize,
    side: impl Fn(&Marked<'_>, usize) -> Side,
) -> Vec<Seen> {
    let mut found = Vec::new();
    let mut i = from;
    while i < to {
        let Mark::Name(at) = marked.marks[i] else {
            i += 1;
            continue;
        };
        let last = marked.last(i);
        if let Some(actor) = marked.mention(at).actor().filter(|_| !marked.is_said(i)) {
            found.push(Seen { word: i, actor, side: side(marked, i) });
        }
        i = last;
    }
    found.retain(|seen: &Seen| seen.side != Side::Passed);
    found
}

/// Who gives and who takes, if the sides of all names agree: the one on one side, one or more on the
/// other. `counted` is how many numbers there are for several.
fn sides(seen: &[Seen], counted: usize) -> Option<Both> {
    let of = |side: Side| -> Vec<(usize, Actor)> {
        let mut list: Vec<(usize, Actor)> = Vec::new();
        for party in seen.iter().filter(|party| party.side == side) {
            if !list.iter().any(|other| other.1 == party.actor) {
                list.push((party.word, party.actor));
            }
        }
        list
    };
    let (mut gives, mut takes, mut open) = (of(Side::Gives), of(Side::Takes), of(Side::Open));
    open.retain(|party| !gives.iter().chain(&takes).any(|other| other.1 == party.1));
    match (gives.len(), takes.len(), open.len()) {
        (1, 0, 1) => takes.append(&mut open),
        (0, 1, 1) => gives.append(&mut open),
        // "Of Zambia's copper, Switzerland took 38 percent, China 27 percent"
        (1, 0, many) if many <= counted => takes.append(&mut open),
        _ => {}
    }
    if seen.iter().any(|party| party.side == Side::Aside) {
        return None;
    }
    let apart = !gives.iter().any(|party| takes.iter().any(|other| other.1 == party.1));
    let plain = gives.len() == 1 && !takes.is_empty() || takes.len() == 1 && !gives.is_empty();
    (open.is_empty() && apart && plain).then_some((gives, takes))
}

fn placed(marked: &Marked<'_>, matter: Matter, trigger: usize, (sources, sinks): Both) -> Placed {
    let mut frame = Frame::new(matter, Way::Out, marked.words.span(trigger, trigger + 1));
    frame.source = sources.first().map(|party| party.1);
    frame.sink = sinks.first().map(|party| party.1);
    frame.names = sources.iter().chain(&sinks).map(|party| marked.mention_span(party.0)).collect();
    frame.modality = roles::modality(marked, trigger);
    Placed { frame, triggers: vec![trigger], sinks, sources, veiled: false }
}

/// "Danish pork reaching Japan", "Korean refiners lifted 7 million barrels of Kazakh crude".
fn goods(marked: &Marked<'_>, from: usize, to: usize) -> Option<Placed> {
    // "Five cruise ships sailed from Greece": what carries goods is none.
    const CARRIERS: &[&str] = &["vessel", "aircraft", "vehicle", "train", "wagon"];
    let carrier = |i: usize| {
        units::unit(marked.words.get(i), Language::English)
            .and_then(|unit| unit.name)
            .is_some_and(|name| CARRIERS.contains(&name))
    };
    let named = |i: usize| is_goods(marked, i) && !marked.is_said(i) && !carrier(i);
    let traded = (from..to).any(named);
    let weighed = |measure| matches!(measure, Measure::Bulk | Measure::Things);
    let part = |measure| matches!(measure, Measure::Percent | Measure::Part);
    let trigger = sized(marked, from, to, weighed)
        .or_else(|| {
            sized(marked, from, to, |measure| measure == Measure::Money)
                .filter(|_| (from..to).any(|i| is_paid(marked.words.get(i))))
        })
        .or_else(|| sized(marked, from, to, part))?;
    let shares = (marked.numbers.iter())
        .filter(|number| (from..to).contains(&number.words.0) && part(number.measure))
        .count();
    let both = sides(&parties(marked, from, to, side_of_goods), shares).filter(|_| traded)?;
    Some(placed(marked, Matter::Goods, trigger, both))
}

/// Whether goods are named at a word: in one word or two, in the singular or the plural.
fn is_goods(marked: &Marked<'_>, i: usize) -> bool {
    let known = |name: &str| units::goods(name, Language::English).is_some();
    let word = marked.words.get(i);
    known(word)
        || word.strip_suffix('s').is_some_and(known)
        || known(marked.words.phrase(i, i + 2))
        || matches!(word, "goods" | "products" | "cargo" | "cargoes" | "freight" | "supplies")
}

/// Words by which a sum is what goods are worth or cost.
fn is_paid(word: &str) -> bool {
    matches!(
        word,
        "worth"
            | "value"
            | "valued"
            | "cost"
            | "costs"
            | "costing"
            | "paid"
            | "pay"
            | "pays"
            | "bill"
            | "spent"
            | "spend"
            | "totalled"
            | "totaled"
            | "amounted"
            | "came"
            | "comes"
            | "reached"
            | "sold"
            | "buyers"
            | "customers"
            | "bought"
    ) || lexicon::earns(word)
}

/// What stands around a name tells of the goods: whose they are, or where they go.
fn side_of_goods(marked: &Marked<'_>, i: usize) -> Side {
    let first = marked.first(i);
    let before = first.checked_sub(1).map_or("", |at| marked.words.get(at));
    let word = marked.words.get(i);
    if word.ends_with("-bound") {
        return Side::Takes;
    }
    if ["-grown", "-made", "-origin", "-built", "-mined"].iter().any(|end| word.ends_with(end)) {
        return Side::Gives;
    }
    if let Some(side) = whose(marked, i) {
        return side;
    }
    let article = usize::from(before == "the");
    let lead = first.checked_sub(1 + article).map_or("", |at| marked.words.get(at));
    match lead {
        "cost" | "costs" | "costing" | "reaching" | "entering" | "reached" | "entered"
        | "reach" | "reaches" | "enter" | "enters" => {
            return Side::Takes;
        }
        "leaving" | "left" => return Side::Gives,
        word if lexicon::earns(word) => return Side::Gives,
        _ => {}
    }
    // "Scallops brought Japan 37 billion yen from the United States", "what Sweden earns from
    // Norway": who pays.
    let earned = || {
        (0..first).any(|at| {
            lexicon::earns(marked.words.get(at))
                && (matches!(marked.marks[at + 1], Mark::Name(_))
                    || marked.words.get(at + 1) == "from")
        })
    };
    match roles::governor(marked, i) {
        Some((Prep::From, _)) if earned() => Side::Takes,
        Some((Prep::From, _)) => Side::Gives,
        Some((Prep::To | Prep::In, _)) => Side::Takes,
        Some((Prep::Of, at)) if at > 0 && is_goods(marked, at - 1) => Side::Gives,
        Some((Prep::Other, at)) => match marked.words.get(at) {
            "at" => Side::Takes,
            "via" | "through" | "across" | "over" => Side::Passed,
            _ => Side::Open,
        },
        _ => Side::Open,
    }
}

/// Firms may sell or buy.
fn is_firm(word: &str) -> bool {
    matches!(
        word,
        "company" | "companies" | "firm" | "firms" | "giant" | "group" | "industry" | "sector"
    )
}

/// "Danish pork", "Burundi's coffee growers", "Chinese ports": what the phrase behind a name ends in.
fn whose(marked: &Marked<'_>, i: usize) -> Option<Side> {
    let Mark::Name(at) = marked.marks[i] else { return None };
    let last = marked.last(i);
    let adjective = marked.mention(at).sort == Sort::Adjective;
    if !adjective && !marked.words.all[last - 1].owns && !roles::is_origin(marked, i) {
        return None;
    }
    let mut side = None;
    for at in last..(last + 5).min(marked.words.len()) {
        let word = marked.words.get(at);
        if !matches!(marked.marks[at], Mark::Word | Mark::Noun(..) | Mark::Verb(..))
            || matches!(word, "is" | "that" | "which" | "who" | "had" | "has")
        {
            break;
        }
        // "Australia's slice of South Korea's coal market"
        if word == "market" && marked.share_before(i).is_some() {
            side = Some(Side::Takes);
            break;
        }
        if lexicon::spoils(word) || is_firm(word) {
            return None;
        }
        // "palm oil futures", but "pipeline gas"
        if plays(word, Part::Head) {
            side = Some(Side::Aside);
            continue;
        }
        if plays(word, Part::Sells) {
            side = Some(Side::Gives);
        } else if plays(word, Part::Buys) {
            side = Some(Side::Takes);
        } else if is_goods(marked, at) {
            side = side.filter(|&side| side != Side::Aside).or(Some(Side::Gives));
        }
    }
    // "More than half of the avocados eaten in Japan were Mexican".
    let be = i.checked_sub(1).is_some_and(|at| marked.marks[at] == Mark::Be);
    let ends = matches!(marked.words.get(last), "" | "." | "," | ";");
    side.or((adjective && be && ends).then_some(Side::Gives))
}

/// "Chad has taken in 860,000 Sudanese", "Indians at Canadian universities numbered 137,000".
fn people(marked: &Marked<'_>, from: usize, to: usize) -> Option<Placed> {
    let counted = |number: &crate::number::Number| {
        let (from, to) = number.words;
        let permits = (to..to + 3).any(|at| matches!(marked.words.get(at), "permits" | "visas"));
        let led = permits
            || from > 0
                && matches!(
                    marked.words.get(from - 1),
                    "numbered"
                        | "number"
                        | "totalled"
                        | "totaled"
                        | "reached"
                        | "numbering"
                        | "to"
                        | "at"
                        | "were"
                        | "was"
                );
        number.measure == Measure::People
            || number.measure == Measure::Bare && number.value >= 100.0 && led
    };
    let number = marked.numbers.iter().find(|number| {
        (from..to).contains(&number.words.0) && !marked.is_said(number.words.0) && counted(number)
    })?;
    let seen = parties(marked, from, to, side_of_people);
    if !seen.iter().any(|party| party.side == Side::Gives) {
        return None;
    }
    let staying = (from..to).any(|i| {
        let word = marked.words.get(i);
        let numbered = word == "numbered"
            || word == "of" && matches!(marked.words.get(i.wrapping_sub(1)), "number" | "numbers");
        let hosts = plays(word, Part::Hosts) || lexicon::is_work(word) || numbered;
        !marked.is_said(i) && (hosts || admits(marked, i))
    });
    let both = sides(&seen, 1).filter(|_| staying)?;
    let works = (from..to).any(|i| plays(marked.words.get(i), Part::Works));
    let matter = if works { Matter::Workers } else { Matter::Visitors };
    Some(placed(marked, matter, number.words.0, both))
}

/// "has taken in", "let in", "admitted".
fn admits(marked: &Marked<'_>, i: usize) -> bool {
    matches!(
        marked.words.get(i),
        "admitted"
            | "admits"
            | "accepted"
            | "accepts"
            | "granted"
            | "grants"
            | "hosts"
            | "hosted"
            | "shelters"
            | "sheltered"
            | "houses"
            | "housed"
            | "harbours"
            | "accommodates"
            | "accommodated"
            | "absorbed"
            | "naturalised"
            | "naturalized"
            | "registered"
            | "enrolled"
            | "studying"
            | "employed"
            | "serving"
            | "living"
            | "residing"
            | "staying"
            | "settled"
            | "working"
    ) || matches!(
        marked.words.phrase(i, i + 2),
        "taken in"
            | "took in"
            | "takes in"
            | "taking in"
            | "let in"
            | "lets in"
            | "letting in"
            | "took on"
            | "taken on"
            | "takes on"
            | "taking on"
            | "home to"
    )
}

/// A people is who goes; a state, or a place of its own, where they are.
fn side_of_people(marked: &Marked<'_>, i: usize) -> Side {
    let Mark::Name(at) = marked.marks[i] else { return Side::Open };
    let last = marked.last(i);
    let sort = marked.mention(at).sort;
    let next = (last..(last + 5).min(marked.words.len()))
        .take_while(|&at| matches!(marked.marks[at], Mark::Word | Mark::Noun(..) | Mark::Verb(..)));
    let mut side = match sort {
        Sort::People => Some(Side::Gives),
        Sort::Adjective if counts(marked, i) => Some(Side::Gives),
        _ => None,
    };
    for at in next {
        let word = marked.words.get(at);
        let person = units::unit(word, Language::English)
            .is_some_and(|unit| unit.measure == Measure::People);
        // "Thailand's foreign guests"
        let host = marked.words.all[last - 1].owns && sort != Sort::Adjective;
        if host && matches!(word, "visitors" | "guests" | "tourists" | "arrivals") {
            side = Some(Side::Takes);
            break;
        }
        if person {
            side = Some(Side::Gives);
            break;
        }
        if side.is_none()
            && (sort == Sort::Adjective || marked.words.all[last - 1].owns)
            && plays(word, Part::Hosts)
        {
            side = Some(Side::Takes);
        }
    }
    side.unwrap_or_else(|| match roles::governor(marked, i) {
        Some((Prep::From, _)) => Side::Gives,
        Some((Prep::To | Prep::In, _)) => Side::Takes,
        Some((Prep::Other, at)) if matches!(marked.words.get(at), "at" | "on") => Side::Takes,
        Some((Prep::Other, _)) => Side::Passed,
        _ => Side::Open,
    })
}

/// "860,000 Sudanese since", "Vietnamese enrolled at": an adjective that stands for people.
fn counts(marked: &Marked<'_>, i: usize) -> bool {
    let last = marked.last(i);
    let counted = i > 0 && matches!(marked.marks[i - 1], Mark::Number(_));
    let opens = i == 0 || matches!(marked.marks[i - 1], Mark::Comma);
    let next = marked.words.get(last);
    let alone = !matches!(marked.marks.get(last), Some(Mark::Word | Mark::Noun(..)));
    let acts = matches!(
        next,
        "enrolled"
            | "made"
            | "accounted"
            | "were"
            | "remained"
            | "topped"
            | "led"
            | "formed"
            | "numbered"
    );
    counted && alone || opens && (lexicon::stays(next) || acts)
}

/// "Canberra is putting A$190 million into the police of Solomon Islands": a sum for another state,
/// and for no goods of its own.
fn gift(marked: &Marked<'_>, from: usize, to: usize, frames: &[Placed]) -> Option<Placed> {
    let arms = |measure| measure == Measure::Things;
    let (trigger, part) = match sized(marked, from, to, |measure| measure == Measure::Money) {
        Some(trigger) => (trigger, Part::Gives),
        None => (sized(marked, from, to, arms)?, Part::Parts),
    };
    if let Some(found) = grant(marked, (from, to), trigger, frames) {
        return Some(found);
    }
    let verb = (from..trigger).rev().find(|&i| {
        let came = marked.words.phrase(i + 1, i + 3) == "up with" && part == Part::Gives;
        !marked.is_said(i) && (plays(marked.words.get(i), part) || came)
    })?;
    let (_, giver) = roles::subject(marked, verb)?;
    let mut takes: Vec<(usize, Actor)> = Vec::new();
    for seen in parties(marked, from, to, |marked, i| side_of_help(marked, i, verb)) {
        if seen.actor != giver && seen.side == Side::Takes {
            takes.push((seen.word, seen.actor));
        } else if seen.actor != giver {
            return None;
        }
    }
    let one = takes.first()?.1;
    if takes.iter().any(|other| other.1 != one) {
        return None;
    }
    let matter = if part == Part::Parts { Matter::Arms } else { Matter::Aid };
    Some(placed(marked, matter, trigger, (vec![(verb, giver)], takes)))
}

/// "A Qatari grant of $61 million will pay teachers in Yemen": help whose taker stands further on.
fn grant(
    marked: &Marked<'_>,
    (from, to): (usize, usize),
    trigger: usize,
    frames: &[Placed],
) -> Option<Placed> {
    let given = frames.iter().find(|placed| {
        let noun = matches!(marked.marks[placed.triggers[0]], Mark::Noun(Matter::Aid, _));
        noun && (from..to).contains(&placed.triggers[0]) && placed.frame.sink.is_none()
    })?;
    let giver = given.frame.source?;
    let behind = trigger.max(given.triggers[0]);
    let mut takes = parties(marked, behind, to, |marked, i| side_of_help(marked, i, behind));
    takes.retain(|seen| seen.actor != giver);
    let [taker] = takes[..] else { return None };
    let both = (vec![(given.triggers[0], giver)], vec![(taker.word, taker.actor)]);
    (taker.side == Side::Takes).then(|| placed(marked, Matter::Aid, trigger, both))
}

/// Behind the verb: for whom the help is, or where.
fn side_of_help(marked: &Marked<'_>, i: usize, verb: usize) -> Side {
    if i < verb {
        return Side::Open;
    }
    match roles::governor(marked, i) {
        Some((Prep::To | Prep::In | Prep::Of, at)) if at > verb => Side::Takes,
        None if i == verb + 1 => Side::Takes,
        _ => Side::Open,
    }
}
