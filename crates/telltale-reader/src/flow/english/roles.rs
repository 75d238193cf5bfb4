//! Who sends and who receives, told from the names and prepositions around a word for a flow.

mod ranks;
mod sorties;

use telltale_observation::{Actor, Modality};

use super::both_ways;
use super::carried;
use super::clause;
use super::implied;
use super::lexicon::{self, Prep};
use super::marks::{Mark, Marked};
use crate::Language;
use crate::flow::{Frame, Matter, Way};
use crate::gazetteer::Sort;
use crate::number::{Measure, units};
use crate::sighting::Span;

/// A frame with where its words stand.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub frame: Frame,
    /// Its triggers, in order.
    pub triggers: Vec<usize>,
    /// Every name that was told to receive, with its word.
    pub sinks: Vec<(usize, Actor)>,
    /// Every name that was told to send, with its word.
    pub sources: Vec<(usize, Actor)>,
    /// A partner is meant that is not named: "its giant neighbour".
    pub veiled: bool,
}

#[derive(Clone, Debug, Default)]
struct Roles {
    owner: Option<(usize, Actor)>,
    partner: Option<(usize, Actor)>,
    /// Where the goods come from, which need not be who sends them: "of Russian diesel".
    origins: Vec<(usize, Actor)>,
    sources: Vec<(usize, Actor)>,
    sinks: Vec<(usize, Actor)>,
    names: Vec<Span>,
    veiled: bool,
    /// "it", "them": the other party of the flow before.
    other_is_source: bool,
    other_is_sink: bool,
}

/// The frames of a sentence, in order.
pub(super) fn frames(marked: &Marked<'_>) -> Vec<Placed> {
    let triggers: Vec<usize> = (0..marked.words.len())
        .filter(|&i| !marked.is_said(i))
        .filter(|&i| matches!(marked.marks[i], Mark::Noun(..) | Mark::Verb(..)))
        .collect();
    let mut found: Vec<Placed> = Vec::new();
    for (k, &i) in triggers.iter().enumerate() {
        let lo = k.checked_sub(1).map_or(0, |before| triggers[before] + 1);
        let hi = triggers.get(k + 1).copied().unwrap_or(marked.words.len());
        let Some(placed) = place(marked, i, lo, hi, found.last()) else { continue };
        match found.last_mut() {
            Some(before) if joins(marked, before, &placed, i) => {
                who_goes(marked, before, &placed);
                let sold = is_sale_allowed(marked, before, i);
                join(before, placed);
                if sold {
                    before.frame.matter = Matter::Goods;
                }
            }
            _ => found.push(placed),
        }
    }
    for placed in &mut found {
        finish(marked, placed);
        relied_on(marked, placed);
    }
    for index in 1..found.len() {
        let (before, now) = found.split_at_mut(index);
        same_side(marked, &before[index - 1].frame, &mut now[0]);
        same_people(marked, &before[index - 1].frame, &mut now[0]);
        as_given(&before[index - 1].frame, &mut now[0].frame);
        gapped(marked, &before[index - 1], &mut now[0]);
        its_own(marked, &before[index - 1].frame, &mut now[0]);
        carried::the_other_way(marked, &before[index - 1], &mut now[0]);
        carried::reversed(marked, &before[index - 1], &mut now[0]);
        part_of_both(marked, &before[index - 1].frame, &mut now[0]);
        ranks::told_on(marked, &before[index - 1], &mut now[0]);
    }
    found.retain(|placed| !is_mere_thought(marked, placed.triggers[0]));
    both_ways::join(marked, &mut found);
    found
}

/// "Ukraine could ship 310,000 tonnes": nothing that flows, nor is planned.
fn is_mere_thought(marked: &Marked<'_>, first: usize) -> bool {
    let verb = matches!(marked.marks[first], Mark::Verb(..));
    verb && (first.saturating_sub(3)..first).any(|i| {
        marked.marks[i] == Mark::Ahead
            && !marked.is_said(i)
            && matches!(marked.words.get(i), "could" | "might")
    })
}

/// "approved a $90 million sale": what is allowed or announced is sold, not given.
fn is_sale_allowed(marked: &Marked<'_>, before: &Placed, i: usize) -> bool {
    const ALLOWS: &[&str] = &[
        "approved",
        "announced",
        "announces",
        "announcing",
        "unveiled",
        "unveils",
        "released",
        "offered",
        "offers",
        "offer",
    ];
    before.frame.matter == Matter::Aid
        && matches!(marked.words.get(i), "sale" | "sales" | "export" | "exports")
        && before.triggers.iter().all(|&at| ALLOWS.contains(&marked.words.get(at)))
}

/// "handed Morocco a grant of $31 million": the grant goes from whom and to whom it is handed.
fn as_given(before: &Frame, now: &mut Frame) {
    let open = now.source.is_none() && now.sink.is_none();
    if now.matter == Matter::Aid && open && before.matter == Matter::Goods && before.way == Way::Out
    {
        (now.source, now.sink) = (before.source, before.sink);
    }
}

/// "India's exports to Russia shrank, while its imports grew": from the same state.
fn its_own(marked: &Marked<'_>, before: &Frame, now: &mut Placed) {
    let i = now.triggers[0];
    let noun = matches!(marked.marks[i], Mark::Noun(Matter::Goods, Way::In | Way::Out));
    let its = (i.saturating_sub(3)..i).any(|at| matches!(marked.words.get(at), "its" | "their"));
    let frame = &mut now.frame;
    let open = frame.source.is_none() && frame.sink.is_none();
    let whole = before.source.is_some() && before.sink.is_some() && before.way != Way::Both;
    if !noun || !its || !open || !whole || before.matter != Matter::Goods || before.way == frame.way
    {
        return;
    }
    (frame.source, frame.sink) = (before.sink, before.source);
}

/// "Sweden donated 18 howitzers to Ukraine, and Denmark donated 12", "…, while Iraq took $790
/// million": the other side is that of the flow before.
fn gapped(marked: &Marked<'_>, before: &Placed, now: &mut Placed) {
    let i = now.triggers[0];
    let word = marked.words.get(i);
    let last = before.triggers.last().copied().unwrap_or(0);
    let again = before.triggers.iter().any(|&at| marked.words.get(at) == word);
    let set_off = (last..i).any(|at| marked.marks[at] == Mark::Hard)
        && matches!(
            word,
            "took" | "bought" | "received" | "got" | "absorbed" | "purchased" | "sold"
        );
    let verb = matches!(marked.marks[i], Mark::Verb(..));
    if !verb || !(again || set_off) {
        return;
    }
    let (theirs, frame) = (&before.frame, &mut now.frame);
    match frame.way {
        Way::Out if frame.source.is_some() && frame.source != theirs.source => {
            let other = theirs.sink.filter(|&other| Some(other) != frame.source);
            frame.sink = frame.sink.or(other);
        }
        Way::In if frame.sink.is_some() && frame.sink != theirs.sink => {
            let other = theirs.source.filter(|&other| Some(other) != frame.sink);
            frame.source = frame.source.or(other);
        }
        _ => {}
    }
}

/// "X's exports to Y fell, while those to Z rose": those are X's too.
fn same_side(marked: &Marked<'_>, before: &Frame, now: &mut Placed) {
    let i = now.triggers[0];
    // "…, while shipments to Peru slid": those of the same state.
    let anew = before.matter == Matter::Goods
        && matches!(marked.marks[i], Mark::Noun(Matter::Goods, _))
        && !lexicon::ranks(marked.words.get(i))
        && (i.saturating_sub(4)..i).any(|at| marked.marks[at] == Mark::Hard)
        && now.sources.len() + now.sinks.len() <= 1;
    if marked.words.get(i) != "those" && !anew || now.frame.way != before.way {
        return;
    }
    let (own, theirs, other) = match before.way {
        Way::In => (&mut now.frame.sink, before.sink, now.frame.source),
        _ => (&mut now.frame.source, before.source, now.frame.sink),
    };
    if own.is_none() && other.is_some() && other != theirs {
        *own = theirs;
    }
}

/// "Thailand welcomed 4 million Chinese visitors, and Vietnam, which received 5 million": Chinese too.
fn same_people(marked: &Marked<'_>, before: &Frame, now: &mut Placed) {
    let people = before.matter == Matter::Visitors && now.frame.matter == Matter::Visitors;
    let verb = matches!(marked.marks[now.triggers[0]], Mark::Verb(_, Way::In));
    if people && verb && now.frame.source.is_none() && now.frame.sink != before.sink {
        now.frame.source = before.source;
    }
}

/// "Trade between X and Y reached $19 billion, of which X's exports were $13 billion", "China's trade
/// with X came to $3 billion, with exports of $2 billion".
fn part_of_both(marked: &Marked<'_>, before: &Frame, now: &mut Placed) {
    let noun = matches!(marked.marks[now.triggers[0]], Mark::Noun(..));
    part_of_one(marked, before, now);
    let (Some(first), Some(second)) = (before.source, before.sink) else { return };
    let (Way::Both, Matter::Goods, true) = (before.way, now.frame.matter, noun) else { return };
    let other = |known: Actor| match known {
        known if known == first => Some(second),
        known if known == second => Some(first),
        _ => None,
    };
    match (now.frame.source, now.frame.sink) {
        (Some(source), None) => now.frame.sink = other(source),
        (None, Some(sink)) => now.frame.source = other(sink),
        (None, None) => match now.frame.way {
            Way::Out => (now.frame.source, now.frame.sink) = (Some(first), Some(second)),
            Way::In => (now.frame.source, now.frame.sink) = (Some(second), Some(first)),
            Way::Both => {}
        },
        _ => {}
    }
}

/// "Ukraine's exports totalled 3.1 million tonnes, of which Spain took 620,000": a part of them.
fn part_of_one(marked: &Marked<'_>, before: &Frame, now: &mut Placed) {
    let trigger = now.triggers[0];
    let which =
        (trigger.saturating_sub(6)..trigger).any(|i| marked.words.phrase(i, i + 2) == "of which");
    if !which || before.matter != now.frame.matter {
        return;
    }
    let frame = &mut now.frame;
    match (before.way, frame.source, frame.sink) {
        (Way::Out, None, Some(_)) => frame.source = before.source,
        (Way::In, Some(_), None) => frame.sink = before.sink,
        _ => {}
    }
}

fn place(
    marked: &Marked<'_>,
    i: usize,
    lo: usize,
    hi: usize,
    before: Option<&Placed>,
) -> Option<Placed> {
    let (matter, way, verb) = match marked.marks[i] {
        Mark::Noun(matter, way) => (matter, way, false),
        Mark::Verb(matter, way) => (matter, way, true),
        _ => return None,
    };
    let kind = (matter, way, verb);
    if let Some(placed) = of_its_own(marked, i, (lo, hi), kind, before) {
        return Some(placed);
    }
    let mut roles = Roles::default();
    to_the_right(marked, i, hi, matter, &mut roles);
    let passive = verb && is_passive(marked, i);
    if passive && way == Way::Out && roles.sinks.is_empty() && roles.owner.is_some() {
        // "Samoa was granted $12 million by New Zealand"
        let given = owner(marked, i, lo, verb).filter(|given| {
            let paid = matter == Matter::Payment;
            (paid || !is_origin(marked, given.0)) && roles.owner.is_some_and(|by| by.1 != given.1)
        });
        roles.sinks.extend(given);
    }
    on_the_way(marked, i, lo, verb, &mut roles);
    // "exports of Iranian oil" are Iran's unless they are somebody's by name.
    let by_origin = !verb && !roles.origins.is_empty() && possessor(marked, i, lo).is_none();
    if roles.owner.is_none() && !by_origin {
        roles.owner = owner(marked, i, lo, verb).filter(|owner| {
            let taken = |list: &[(usize, Actor)]| list.iter().any(|other| other.0 == owner.0);
            !taken(&roles.sources) && !taken(&roles.sinks)
        });
        if passive {
            passive_owner(marked, matter, way, &mut roles);
        }
    }
    if way == Way::In {
        whose_goods(marked, i, passive, &mut roles);
    }
    if !verb {
        owned_by_the_taker(marked, i, matter, before, &mut roles);
    }
    if matter == Matter::Launch && roles.sinks.is_empty() {
        roles.sinks.extend(
            who_downs(marked, i)
                .filter(|downs| roles.owner.is_some_and(|owner| owner.1 != downs.1)),
        );
    }
    if way == Way::Both && roles.partner.is_none() {
        both(marked, i, verb, &mut roles);
    }
    let owned = way != Way::In && roles.owner.is_some();
    if roles.sources.is_empty() && !owned {
        roles.sources.append(&mut roles.origins);
    }
    if lo == 0 {
        before_the_clause(marked, i, lo, &mut roles);
    }
    Some(assemble(marked, i, matter, way, roles, before))
}

/// "Mexico, from which 12,000 barrels a day arrived", "Japan-bound shipments of pineapples".
fn on_the_way(marked: &Marked<'_>, i: usize, lo: usize, verb: bool, roles: &mut Roles) {
    match from_which(marked, i, lo) {
        Some((Prep::From, party)) if verb && roles.sources.is_empty() => roles.sources.push(party),
        Some((Prep::To, party)) if verb && roles.sinks.is_empty() => roles.sinks.push(party),
        _ => {}
    }
    let bound = (lo..i).rev().take(3).find(|&j| marked.words.get(j).ends_with("-bound"));
    if let Some(bound) = bound.and_then(|j| party(marked, j)).filter(|_| !verb) {
        roles.sinks.push(bound);
    }
}

/// "Five jets were sold to", "North Koreans were employed on Russian building sites": what the
/// subject of a passive is.
fn passive_owner(marked: &Marked<'_>, matter: Matter, way: Way, roles: &mut Roles) {
    let Some(owner) = roles.owner else { return };
    let origin =
        is_origin(marked, owner.0) || matter == Matter::Workers && is_at_work(marked, owner.0);
    match way {
        Way::In if origin => roles.sources.extend(roles.owner.take()),
        Way::In => roles.sinks.extend(roles.owner.take()),
        _ if !origin && roles.sinks.is_empty() => roles.sinks.extend(roles.owner.take()),
        _ => {}
    }
}

/// Nouns that belong to who takes: "wrote off $180 million of Mauritania's debt", "Cambodia's foreign
/// visitors".
fn owned_by_the_taker(
    marked: &Marked<'_>,
    i: usize,
    matter: Matter,
    before: Option<&Placed>,
    roles: &mut Roles,
) {
    let spared = before.is_some_and(|before| {
        matches!(
            marked.words.get(before.triggers[0]),
            "wrote" | "written" | "forgave" | "forgives" | "waived"
        )
    });
    let guests = matches!(
        marked.words.get(i),
        "visitors" | "arrivals" | "tourists" | "entrants" | "holidaymakers" | "travellers"
    );
    let hosts = roles.owner.is_some_and(|(at, _)| {
        let owns = marked.words.all[marked.last(at) - 1].owns;
        owns && marked.mention_sort(at) != Some(Sort::Adjective)
    });
    if spared && matter == Matter::Capital || guests && hosts && roles.sinks.is_empty() {
        roles.sinks.extend(roles.owner.take());
    }
}

/// "Mexico, from which 12,000 barrels arrived", "Chad, to which it sold": who stands before "which".
fn from_which(marked: &Marked<'_>, i: usize, lo: usize) -> Option<(Prep, Party)> {
    let which = (lo.max(i.saturating_sub(9))..i)
        .rev()
        .find(|&at| matches!(marked.words.get(at), "which" | "whom" | "where"))?;
    let Mark::Prep(prep) = marked.marks[which.checked_sub(1)?] else { return None };
    let before = which.checked_sub(2)?;
    let name = if marked.marks[before] == Mark::Comma { before.checked_sub(1)? } else { before };
    Some((prep, party(marked, name)?))
}

/// "Ukraine shot down 61 of 88 drones launched by Russia": whom they were launched at.
fn who_downs(marked: &Marked<'_>, i: usize) -> Option<Party> {
    let downs = (i.saturating_sub(12)..i).find(|&at| {
        lexicon::downs(marked.words.get(at))
            && !matches!(marked.marks[at.wrapping_sub(1).min(at)], Mark::Be)
    })?;
    let by = (i + 1..i + 3).any(|at| marked.words.get(at) == "by");
    by.then(|| subject(marked, downs)).flatten()
}

/// Words whose parties stand in places of their own: suppliers, warships, those who go home.
fn of_its_own(
    marked: &Marked<'_>,
    i: usize,
    (lo, hi): (usize, usize),
    (matter, way, verb): (Matter, Way, bool),
    before: Option<&Placed>,
) -> Option<Placed> {
    let word = marked.words.get(i);
    if !verb && lexicon::ranks(word) {
        return ranks::place(marked, i, (lo, hi), way);
    }
    if matter == Matter::Sortie {
        return sorties::place(marked, i, (lo, hi), way, before);
    }
    if !verb || way != Way::Out || !matches!(matter, Matter::Visitors | Matter::Capital) {
        return None;
    }
    let home = (i..i + 6).any(|at| marked.words.get(at) == "home");
    let mut roles = Roles::default();
    to_the_right(marked, i, hi, matter, &mut roles);
    if matter == Matter::Capital {
        let sent = home || word == "remitted";
        return sent.then(|| sent_home(marked, i, lo, roles, before));
    }
    // "411,000 Syrians had gone home"
    roles.sinks = subject(marked, i).into_iter().collect();
    (word == "home").then(|| assemble(marked, i, matter, way, roles, before))
}

/// "Indian gas landed in Italy", "Cuban nickel bought by China": whose it is, not who takes it.
fn whose_goods(marked: &Marked<'_>, i: usize, passive: bool, roles: &mut Roles) {
    if !roles.sources.is_empty() {
        return;
    }
    if matches!(marked.words.get(i), "landed" | "discharged") && !roles.sinks.is_empty() {
        roles.sources.extend(roles.owner.take());
    } else if passive && roles.origins.is_empty() {
        let bought = subject(marked, i).filter(|&(at, actor)| {
            is_origin(marked, at) && roles.owner.is_some_and(|owner| owner.1 != actor)
        });
        roles.sources.extend(bought);
    }
}

/// "Tajiks working in Russia sent home 46 billion roubles": from where they work to where they are from.
fn sent_home(
    marked: &Marked<'_>,
    i: usize,
    lo: usize,
    mut roles: Roles,
    before: Option<&Placed>,
) -> Placed {
    let home = subject(marked, i);
    let work = (lo..i).rev().find_map(|j| {
        let Mark::Name(at) = marked.marks[j] else { return None };
        let within = governor(marked, j).is_some_and(|(prep, _)| prep == Prep::In);
        within.then(|| marked.mention(at).actor()).flatten().map(|actor| (j, actor))
    });
    if roles.sinks.is_empty() {
        roles.sinks = home.into_iter().collect();
    }
    if let Some(work) = work {
        roles.sources = vec![work];
    }
    assemble(marked, i, Matter::Capital, Way::Out, roles, before)
}

/// "China-Russia trade", "China and Laos traded": both stand before the word.
fn both(marked: &Marked<'_>, i: usize, verb: bool, roles: &mut Roles) {
    const MUTUAL: &[&str] = &["bilateral", "two-way", "mutual", "two", "both", "did", "conducted"];
    let near = i.saturating_sub(3)..(i + 6).min(marked.words.len());
    // "Uruguay and Paraguay did $410 million of trade"
    let did = (i.saturating_sub(7)..i)
        .any(|at| matches!(marked.words.get(at), "did" | "conducted" | "does" | "do"));
    let pair_before = !verb && did && roles.owner.is_some();
    if !verb
        && roles.owner.is_none()
        && near.into_iter().any(|at| MUTUAL.contains(&marked.words.get(at)))
    {
        // "Bilateral trade reached $31 million, the Indian ambassador to Oman said."
        if let Some([first, second]) = marked.scene.cast.pair(marked.scene.mentions) {
            roles.owner = Some((i, first));
            roles.partner = Some((i, second));
        }
        return;
    }
    if !verb && !pair_before {
        let near = (i.saturating_sub(4)..i).rev();
        for j in near.take_while(|&j| matches!(marked.marks[j], Mark::Name(_) | Mark::Word)) {
            if let Mark::Name(at) = marked.marks[j] {
                return pair(marked, j, at, roles);
            }
        }
        return;
    }
    let Some((at, second)) = roles.owner else { return };
    let the = at > 0 && marked.words.get(at - 1) == "the";
    let and = at.checked_sub(1 + usize::from(the));
    let Some(and) = and.filter(|&and| marked.marks[and] == Mark::And) else { return };
    let Some(Mark::Name(first)) = and.checked_sub(1).map(|name| marked.marks[name]) else { return };
    if let Some(first) = marked.mention(first).actor() {
        roles.owner = Some((and - 1, first));
        roles.partner = Some((at, second));
    }
}

/// Who "it" and "them" are behind a word for a flow.
fn it_is(marked: &Marked<'_>, i: usize, roles: &Roles, before: Option<&Placed>, frame: &mut Frame) {
    if before.is_none() {
        // "Norway remains a big supplier. Poland bought 2.9 million tonnes from it."
        let spoken_of = |than: Option<Actor>| {
            let than = than?;
            named_before(marked, i, than)
                .or_else(|| marked.scene.cast.counterpart(than).map(|of| of.1))
        };
        if roles.other_is_source && frame.source.is_none() {
            frame.source = spoken_of(frame.sink);
        }
        if roles.other_is_sink && frame.sink.is_none() {
            frame.sink = spoken_of(frame.source);
        }
    }
    if let Some(before) = before {
        let parties = [before.frame.source, before.frame.sink];
        let other =
            |than: Option<Actor>| parties.into_iter().flatten().find(|&party| Some(party) != than);
        if roles.other_is_source && frame.source.is_none() {
            frame.source = other(frame.sink.or(before.frame.source));
        }
        if roles.other_is_sink && frame.sink.is_none() {
            // Who was spoken of is the one who acted before: "X bought …, whereas Y sold it …".
            let unlike = |actor: &Actor| Some(*actor) != frame.source;
            let acted = if before.frame.way == Way::In {
                before.frame.sink.or(marked.speaker).filter(unlike)
            } else {
                None
            };
            frame.sink = acted.or_else(|| other(frame.source.or(before.frame.sink)));
        }
    }
}

fn assemble(
    marked: &Marked<'_>,
    i: usize,
    matter: Matter,
    way: Way,
    mut roles: Roles,
    before: Option<&Placed>,
) -> Placed {
    let mut frame = Frame::new(matter, way, marked.words.span(i, i + 1));
    if let Some((at, owner)) = roles.owner {
        roles.names.push(marked.words.span(at, at + 1));
        match way {
            Way::Out | Way::Both => {
                let elsewhere = roles.sources.iter().any(|source| source.1 != owner);
                if way == Way::Out && elsewhere && roles.sinks.is_empty() {
                    roles.sinks.push((at, owner));
                } else {
                    roles.sources.insert(0, (at, owner));
                }
            }
            Way::In => roles.sinks.insert(0, (at, owner)),
        }
    }
    if let Some(partner) = roles.partner {
        let list = if way == Way::In { &mut roles.sources } else { &mut roles.sinks };
        list.push(partner);
    }
    frame.source = roles.sources.first().map(|source| source.1);
    frame.sink = roles.sinks.first().map(|sink| sink.1);
    it_is(marked, i, &roles, before, &mut frame);
    if let Some(before) = before.filter(|_| matter == Matter::Goods && way != Way::Both) {
        other_side(marked, i, &before.frame, &mut frame);
    }
    if frame.source == frame.sink && way != Way::Both {
        // A state does not trade with itself: the name on the far side is something else.
        if way == Way::In { frame.source = None } else { frame.sink = None }
    }
    frame.names = roles.names;
    Placed {
        frame,
        triggers: vec![i],
        sinks: roles.sinks,
        sources: roles.sources,
        veiled: roles.veiled,
    }
}

/// "France, Britain's third partner, sold it wine": the only other state that is named before.
fn named_before(marked: &Marked<'_>, i: usize, than: Actor) -> Option<Actor> {
    let mut found = None;
    for j in 0..i {
        let Mark::Name(at) = marked.marks[j] else { continue };
        let Some(actor) = marked.mention(at).actor().filter(|&actor| actor != than) else {
            continue;
        };
        if found.is_some_and(|found| found != actor) {
            return None;
        }
        found = Some(actor);
    }
    found
}

/// A flow with one party that was one of the flow before: the other party was so too.
fn other_side(marked: &Marked<'_>, i: usize, before: &Frame, frame: &mut Frame) {
    // "sent $402 million of goods to Vietnam and took in $388 million"
    let goes_on = matches!(marked.marks[i], Mark::Verb(..))
        && i > 0
        && marked.marks[i - 1] == Mark::And
        && frame.way != before.way;
    // "while imports from India fell": the other side is that of the flow before.
    let parties = [before.source, before.sink];
    let other = |known: Actor| parties.into_iter().flatten().find(|&party| party != known);
    if parties.iter().all(Option::is_some) {
        match (frame.source, frame.sink) {
            (Some(source), None) if parties.contains(&Some(source)) && goes_on => {
                frame.sink = other(source)
            }
            (None, Some(sink)) if parties.contains(&Some(sink)) && goes_on => {
                frame.source = other(sink)
            }
            (Some(source), None) if parties.contains(&Some(source)) && frame.way == Way::In => {
                frame.sink = other(source)
            }
            (None, Some(sink)) if parties.contains(&Some(sink)) && frame.way == Way::Out => {
                frame.source = other(sink)
            }
            _ => {}
        }
    }
}

/// Names behind the word, by their prepositions.
fn to_the_right(marked: &Marked<'_>, i: usize, hi: usize, matter: Matter, roles: &mut Roles) {
    let way = match marked.marks[i] {
        Mark::Noun(_, way) | Mark::Verb(_, way) => way,
        _ => return,
    };
    let verb = matches!(marked.marks[i], Mark::Verb(..));
    let mut j = i + 1;
    while j < hi {
        match marked.marks[j] {
            Mark::Hard => break,
            Mark::Word if matches!(marked.words.get(j), "it" | "them") && j > 0 => {
                match marked.marks[j - 1] {
                    // "…, whereas India sold it 310,000 tonnes"
                    Mark::Verb(..) if way == Way::Out && j == i + 1 && verb => {
                        roles.other_is_sink = true;
                    }
                    Mark::Prep(Prep::From) => roles.other_is_source = true,
                    Mark::Prep(Prep::To) => roles.other_is_sink = true,
                    _ => {}
                }
            }
            Mark::Word if marked.words.get(j) == "there" && verb => match way {
                Way::Out => roles.other_is_sink = true,
                Way::In => roles.other_is_source = true,
                Way::Both => {}
            },
            Mark::Word if is_veil(marked.words.get(j)) && !marked.is_said(j) => {
                let names = matches!(marked.marks.get(j + 1), Some(Mark::Name(_)));
                roles.veiled |= !names
                    && !matches!(governor(marked, j), None | Some((Prep::Of | Prep::Other, _)));
            }
            Mark::Name(at) if !marked.is_said(j) => {
                let last = marked.last(j);
                // Between two words for flows, a possessive belongs to the second.
                let belongs_on = verb
                    && hi < marked.words.len()
                    && is_origin(marked, j)
                    && last + 3 >= hi
                    && (last..hi).all(|k| marked.marks[k] == Mark::Word);
                if let Some(actor) = marked.mention(at).actor() {
                    if !belongs_on {
                        by_preposition(marked, (i, j), actor, (matter, way, verb), roles);
                    }
                } else if way == Way::Both || matter == Matter::Transport {
                    pair(marked, j, at, roles);
                }
                j = last;
                continue;
            }
            _ => {}
        }
        j += 1;
    }
}

fn pair(marked: &Marked<'_>, j: usize, at: usize, roles: &mut Roles) {
    if let [first, second] = marked.mention(at).actors[..] {
        roles.owner.get_or_insert((j, first));
        roles.partner.get_or_insert((j, second));
    }
}

fn by_preposition(
    marked: &Marked<'_>,
    (i, j): (usize, usize),
    actor: Actor,
    (matter, way, verb): (Matter, Way, bool),
    roles: &mut Roles,
) {
    let here = (j, actor);
    let people = matches!(matter, Matter::Visitors | Matter::Workers | Matter::Soldiers);
    let Some((prep, at)) = governor(marked, j).or_else(|| of_so_many(marked, j)) else {
        let counted = is_counted(marked, i, j);
        if verb && (j <= i + if way == Way::Both { 5 } else { 3 } || counted) {
            bare_object(marked, (i, j), here, (matter, way), roles);
        }
        return;
    };
    let prep = if prep == Prep::Of && verb { around(marked, at).unwrap_or(prep) } else { prep };
    if at < i && !matches!(prep, Prep::Between) {
        return;
    }
    roles.names.push(marked.mention_span(j));
    if by_special_preposition(marked, (i, j, at), here, (matter, way, verb), (prep, roles)) {
        return;
    }
    match prep {
        Prep::To if matter == Matter::Launch => {}
        // "lent Kenya $850 million for a road to the Ugandan border"
        Prep::To if verb && roles.sinks.iter().any(|sink| is_given(marked, i, sink.0)) => {}
        Prep::To => roles.sinks.push(here),
        Prep::From => roles.sources.push(here),
        // "…, and was overtaken by Vietnam"
        Prep::By if is_of_another_clause(marked, i, at) || is_left_by(marked, i, at) => {}
        Prep::By => roles.owner = roles.owner.or(Some(here)),
        // "put 310 million euros into dykes after talks with Belgian experts"
        Prep::With if verb && lexicon::puts(marked.words.get(i)) => {}
        Prep::With => roles.partner = roles.partner.or(Some(here)),
        Prep::Between if roles.owner.is_none() => roles.owner = Some(here),
        Prep::Between => roles.partner = roles.partner.or(Some(here)),
        Prep::Of if way == Way::Both && !verb && roles.owner.is_some() => {
            roles.partner = roles.partner.or(Some(here));
        }
        Prep::Of if is_origin(marked, j) => roles.origins.push(here),
        Prep::Of if j <= i + 4 && !verb => roles.owner = roles.owner.or(Some(here)),
        // "spent 138 million francs on Swiss watches"
        Prep::Other if way == Way::In && verb && is_origin(marked, j) => {
            roles.origins.push(here);
        }
        Prep::In
            if people
                || matter == Matter::Capital
                || matter == Matter::Aid && (verb || marked.words.get(i) == "relief")
                || lands(marked, at)
                || way == Way::Out
                    && matches!(marked.words.get(i), "sales" | "sold" | "sell" | "sells") =>
        {
            roles.sinks.push(here);
        }
        _ => {}
    }
}

/// "deported more than 800,000 Afghans", "bought a fifth less Australian coal": whether a name stands
/// behind a count that follows a verb.
fn is_counted(marked: &Marked<'_>, i: usize, j: usize) -> bool {
    let contract = matches!(marked.words.get(i), "signed" | "contracted");
    let sized = |k: usize| {
        matches!(marked.marks[k], Mark::Number(_) | Mark::Change(..))
            || contract && matches!(marked.marks[k], Mark::Time(_) | Mark::Prep(_))
    };
    j > 0 && sized(j - 1) && (i + 1..j).all(|k| sized(k) || lexicon::hedges(marked.words.get(k)))
}

/// What a preposition makes of a name behind some words: whether it was told.
fn by_special_preposition(
    marked: &Marked<'_>,
    (i, j, at): (usize, usize, usize),
    here: (usize, Actor),
    (matter, way, verb): (Matter, Way, bool),
    (prep, roles): (Prep, &mut Roles),
) -> bool {
    let capital = matter == Matter::Capital;
    match prep {
        Prep::Other if matter == Matter::Launch && sorties::aims(marked.words.get(at)) => {
            roles.sinks.push(here);
        }
        // "Turkey's gas bill to Russia"
        Prep::To | Prep::With if way == Way::In && marked.words.get(i) == "bill" => {
            roles.sources.push(here);
        }
        Prep::From | Prep::In if way == Way::Out && is_paid(marked, i, verb) => {
            roles.sinks.push(here);
        }
        // "Poland's purchases in Germany"
        Prep::In
            if way == Way::In
                && !verb
                && matches!(marked.words.get(i), "purchases" | "buying" | "procurement") =>
        {
            roles.sources.push(here);
        }
        // "moved 7 million tonnes of coal over the Chinese border"
        Prep::Other if matter == Matter::Goods && way == Way::Out && is_border(marked, at, j) => {
            roles.sinks.push(here);
        }
        // "was landed at Chinese ports"
        Prep::Other if marked.words.get(at) == "at" && lands(marked, at) => {
            roles.sinks.push(here);
        }
        // "discharged 3 million barrels of crude at the Syrian port of Baniyas"
        Prep::Other | Prep::In
            if way == Way::Out
                && lexicon::unloads(marked.words.get(i))
                && (prep == Prep::In || marked.words.get(at) == "at") =>
        {
            roles.sinks.push(here);
        }
        // "North Koreans were employed on Russian building sites"
        Prep::Other | Prep::In
            if matter == Matter::Workers
                && way == Way::In
                && (prep == Prep::In || matches!(marked.words.get(at), "on" | "at")) =>
        {
            roles.sinks.push(here);
        }
        // "remittances from Tajik workers in Russia"
        Prep::From if capital && is_at_work(marked, j) => roles.sinks.push(here),
        Prep::In if capital && sent_by_workers(marked, i, at) => roles.sources.push(here),
        // "received 18 tanks made in Italy"
        Prep::In
            if way == Way::In
                && matches!(
                    marked.words.get(at.wrapping_sub(1)),
                    "made" | "built" | "produced"
                ) =>
        {
            roles.sources.push(here);
        }
        _ => return false,
    }
    true
}

/// "over the Chinese border", "across the frontier with Chad".
fn is_border(marked: &Marked<'_>, at: usize, j: usize) -> bool {
    let border = |i: usize| matches!(marked.words.get(i), "border" | "frontier" | "boundary");
    let last = marked.last(j);
    matches!(marked.words.get(at), "over" | "across") && (border(last) || border(last + 1))
}

/// "earned $3 million from Germany", "coffee earnings from Germany": who stands behind pays.
fn is_paid(marked: &Marked<'_>, i: usize, verb: bool) -> bool {
    let word = marked.words.get(i);
    if verb {
        return lexicon::earns(word) || marked.is_got_for(i);
    }
    lexicon::is_takings(word)
        || matches!(word, "export" | "exports" | "sales")
            && lexicon::is_takings(marked.words.get(i + 1))
}

/// "Tajik workers", "Nepalis": people who are abroad.
fn is_at_work(marked: &Marked<'_>, j: usize) -> bool {
    let Mark::Name(at) = marked.marks[j] else { return false };
    let sort = marked.mention(at).sort;
    let next = marked.words.get(marked.last(j));
    let abroad = matches!(next, "in" | "working" | "living" | "abroad" | "employed" | "overseas");
    sort == Sort::People
        || sort == Sort::Adjective && abroad
        || matches!(
            next,
            "workers"
                | "migrants"
                | "labourers"
                | "laborers"
                | "nationals"
                | "citizens"
                | "expatriates"
                | "emigrants"
                | "families"
                | "diaspora"
                | "seafarers"
                | "nurses"
                | "migrant"
        )
}

/// "… from Tajik workers in Russia": where the workers are.
fn sent_by_workers(marked: &Marked<'_>, i: usize, at: usize) -> bool {
    (i + 1..at).any(|j| {
        matches!(marked.marks[j], Mark::Name(_))
            && governor(marked, j)
                .is_some_and(|(prep, _)| matches!(prep, Prep::From | Prep::By | Prep::Of))
            && is_at_work(marked, j)
    })
}

/// "…, and was overtaken by": a verb of its own stands before the preposition.
fn is_of_another_clause(marked: &Marked<'_>, i: usize, at: usize) -> bool {
    let Some(be) = (i + 1..at).find(|&k| marked.marks[k] == Mark::Be) else { return false };
    matches!(marked.marks[i], Mark::Verb(..))
        || (i + 1..be).any(|k| matches!(marked.marks[k], Mark::Comma | Mark::And))
}

/// "to fill the gap left by Palestinians": who does what a participle of its own says.
fn is_left_by(marked: &Marked<'_>, i: usize, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&before| before != i) else { return false };
    let word = marked.words.get(before);
    marked.marks[before] == Mark::Word
        && (word.len() > 4 && word.ends_with("ed")
            || matches!(word, "left" | "made" | "built" | "held" | "led" | "set" | "run" | "won"))
}

/// "from the gas fields of Bolivia": what the phrase with "of" stands behind.
fn around(marked: &Marked<'_>, of: usize) -> Option<Prep> {
    let words = (of.saturating_sub(5)..of).rev();
    let found = words.into_iter().find(|&i| marked.marks[i] != Mark::Word)?;
    match marked.marks[found] {
        Mark::Prep(prep @ (Prep::From | Prep::To)) => Some(prep),
        _ => None,
    }
}

/// A name right behind a verb: "sent Nepal 3,000 tonnes", "imported Russian oil", "visited Japan".
fn bare_object(
    marked: &Marked<'_>,
    (i, j): (usize, usize),
    here: (usize, Actor),
    (matter, way): (Matter, Way),
    roles: &mut Roles,
) {
    let origin = is_origin(marked, j);
    match way {
        // "brought Russia $4 billion": who earns.
        _ if lexicon::earns(marked.words.get(i)) => roles.sources.push(here),
        // "flew 29 Colombian migrants home": to where they are from.
        _ if lexicon::carries(marked.words.get(i))
            && matter == Matter::Visitors
            && (j + 1..j + 4).any(|at| matches!(marked.words.get(at), "home" | "back")) =>
        {
            roles.sinks.push(here);
        }
        // "flew 238 Venezuelans to El Salvador": who, not where.
        _ if lexicon::carries(marked.words.get(i))
            && j > i + 1
            && matter == Matter::Visitors
            && to_a_name(marked, j) => {}
        // "hit Syria with 14 missiles"
        _ if matter == Matter::Launch && lexicon::strikes(marked.words.get(i)) => {
            roles.sinks.push(here);
        }
        // "deported 200 Indian workers": home.
        _ if lexicon::expels(marked.words.get(i)) => roles.sinks.push(here),
        // "left Sudan for Chad"
        _ if matches!(marked.words.get(i), "left" | "departed" | "fled" | "escaped") => {
            roles.sources.push(here);
        }
        // "flights connect Seoul and Hanoi"
        Way::Both if roles.owner.is_none() => roles.owner = Some(here),
        Way::Both => roles.partner = roles.partner.or(Some(here)),
        Way::In if origin || matter == Matter::Workers => roles.sources.push(here),
        // "hosted about 1.1 million Syrians"
        Way::In if is_people(matter) && matches!(marked.marks[j - 1], Mark::Number(_)) => {
            roles.sources.push(here);
        }
        // "sold Russian oil to India": whose it is shows only where nobody else sells it.
        _ if origin && owner(marked, i, 0, true).is_none() => roles.sources.push(here),
        _ if origin => {}
        Way::Out if matter != Matter::Launch => roles.sinks.push(here),
        _ => {}
    }
}

/// "of 12 Turkish helicopters": the preposition before a number.
fn of_so_many(marked: &Marked<'_>, j: usize) -> Option<(Prep, usize)> {
    let mut at = marked.first(j).checked_sub(1)?;
    let Mark::Number(number) = marked.marks[at] else { return None };
    while marked.marks[at] == Mark::Number(number) {
        at = at.checked_sub(1)?;
    }
    (is_origin(marked, j) && marked.words.get(at) == "of").then_some((Prep::Of, at))
}

/// "Kenya relies on Egypt for 14 percent of its gas imports": the other party.
fn relied_on(marked: &Marked<'_>, placed: &mut Placed) {
    let noun = matches!(marked.marks[placed.triggers[0]], Mark::Noun(Matter::Goods, _));
    let Some(on) = (0..marked.words.len()).find(|&i| {
        let next = marked.words.get(i + 1);
        lexicon::relies(marked.words.get(i)) && next == "on"
            || matches!(marked.words.get(i), "turned" | "turns" | "looked" | "looks" | "looking")
                && next == "to"
    }) else {
        return;
    };
    let named = (on + 2..(on + 5).min(marked.words.len())).find_map(|i| match marked.marks[i] {
        Mark::Name(name) => marked.mention(name).actor(),
        _ => None,
    });
    let frame = &mut placed.frame;
    let (own, other) = match frame.way {
        Way::In => (frame.sink, &mut frame.source),
        _ => (frame.source, &mut frame.sink),
    };
    if noun && own.is_some() && other.is_none() && own != named {
        *other = named;
    }
}

/// Whether "to" and a name follow.
fn to_a_name(marked: &Marked<'_>, j: usize) -> bool {
    let end = (j + 6).min(marked.words.len());
    (j + 1..end).any(|k| {
        marked.words.get(k) == "to"
            && (k + 1..(k + 3).min(marked.words.len()))
                .any(|n| matches!(marked.marks[n], Mark::Name(_)))
    })
}

/// "lent Kenya $850 million": a name between a verb and what is given.
fn is_given(marked: &Marked<'_>, i: usize, j: usize) -> bool {
    let after = marked.last(j);
    j <= i + 3
        && governor(marked, j).is_none_or(|(_, at)| at < i)
        && matches!(marked.marks.get(after), Some(Mark::Number(_)))
}

/// Whether a name tells where goods come from: "Chinese fertiliser", "Brazil's beef".
pub(super) fn is_origin(marked: &Marked<'_>, j: usize) -> bool {
    let Mark::Name(at) = marked.marks[j] else { return false };
    let last = marked.last(j);
    let adjective = marked.mention(at).sort == Sort::Adjective || is_short(marked, j, last);
    let followed = last < marked.words.len()
        && matches!(marked.marks[last], Mark::Word | Mark::Noun(..) | Mark::Verb(..))
        && marked.words.get(last).starts_with(char::is_alphanumeric);
    (adjective || marked.words.all[last - 1].owns) && followed
}

/// "US gas", "EU butter": a short name that stands for the adjective too.
fn is_short(marked: &Marked<'_>, j: usize, last: usize) -> bool {
    // These have no adjective: "New Zealand butter".
    const BARE: &[&str] = &[
        "new zealand",
        "hong kong",
        "ivory coast",
        "papua new guinea",
        "sierra leone",
        "burkina faso",
        "solomon islands",
        "el salvador",
        "south sudan",
    ];
    let short = matches!(marked.words.get(j), "us" | "u.s" | "u.s." | "uk" | "eu" | "uae")
        || BARE.contains(&marked.words.phrase(marked.first(j), last))
            && !is_object(marked, marked.first(j));
    let next = marked.words.get(last);
    short
        && matches!(marked.marks.get(last), Some(Mark::Word | Mark::Noun(..)))
        && (matches!(marked.marks.get(last), Some(Mark::Noun(..)))
            || units::goods(next, Language::English)
                .or_else(|| units::goods(marked.words.get(last + 1), Language::English))
                .or_else(|| units::goods(marked.words.get(last + 2), Language::English))
                .is_some())
}

/// "ended up in", "landed in", "went to".
fn lands(marked: &Marked<'_>, at: usize) -> bool {
    let from = at.saturating_sub(2);
    matches!(
        marked.words.phrase(from, at),
        "ended up"
            | "wound up"
            | "finished up"
            | "was sold"
            | "were sold"
            | "was unloaded"
            | "were unloaded"
    ) || matches!(
        marked.words.get(at.wrapping_sub(1)),
        "landed" | "arrived" | "unloaded" | "docked" | "discharged" | "berthed"
    )
}

/// The preposition before a name, and its word.
pub(super) fn governor(marked: &Marked<'_>, j: usize) -> Option<(Prep, usize)> {
    let mut i = marked.first(j);
    for _ in 0..8 {
        i = i.checked_sub(1)?;
        match marked.marks[i] {
            // "the Baltic state of Latvia"
            Mark::Prep(Prep::Of) if is_titled(marked, i) => i -= 1,
            Mark::Prep(prep) => return Some((prep, i)),
            // "to Japan ($210 million), Korea ($96 million) and Germany ($41 million)"
            Mark::Comma if marked.words.get(i) == ")" => {
                i = (i.saturating_sub(7)..i).rev().find(|&at| marked.words.get(at) == "(")?;
            }
            Mark::Comma if i > 0 && marked.words.get(i - 1) == ")" && lists(marked, i) => {}
            Mark::Change(..) if marked.words.get(i) == "over" => return Some((Prep::Other, i)),
            Mark::Name(_) | Mark::And => {
                // "to Japan and Korea", "to Japan, Korea and Taiwan"
            }
            Mark::Comma if i > 0 && matches!(marked.marks[i - 1], Mark::Name(_)) => {
                let listed = (i + 1..marked.words.len().min(i + 8))
                    .any(|k| marked.marks[k] == Mark::And)
                    && (matches!(marked.marks.get(i + 1), Some(Mark::Name(_)))
                        || marked.words.get(i + 1) == "the"
                            && matches!(marked.marks.get(i + 2), Some(Mark::Name(_))));
                if !listed {
                    return None;
                }
            }
            Mark::Word if marked.words.get(i).starts_with(char::is_alphabetic) => {
                if matches!(
                    marked.words.get(i),
                    "that" | "which" | "who" | "had" | "has" | "have" | "when" | "what"
                ) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    None
}

/// Whether a name stands behind a comma in a list that ends in "and".
fn lists(marked: &Marked<'_>, comma: usize) -> bool {
    matches!(marked.marks.get(comma + 1), Some(Mark::Name(_)))
        && (comma + 1..marked.words.len().min(comma + 16)).any(|k| marked.marks[k] == Mark::And)
}

/// "the state of Qatar", "the island of Taiwan": a title, and nothing that is of it.
fn is_titled(marked: &Marked<'_>, of: usize) -> bool {
    of > 0
        && matches!(
            marked.words.get(of - 1),
            "state"
                | "republic"
                | "kingdom"
                | "nation"
                | "emirate"
                | "island"
                | "sultanate"
                | "archipelago"
                | "country"
        )
}

fn is_veil(word: &str) -> bool {
    const VEILS: &[&str] = &[
        "neighbour",
        "neighbor",
        "ally",
        "allies",
        "patron",
        "partner",
        "benefactor",
        "europe",
        "asia",
        "africa",
        "neighbours",
        "neighbors",
        "partners",
    ];
    VEILS.contains(&word)
}

/// Whose exports they are, or who exports.
fn owner(marked: &Marked<'_>, i: usize, lo: usize, verb: bool) -> Option<(usize, Actor)> {
    if !verb && let Some(found) = possessor(marked, i, lo) {
        return Some(found);
    }
    // "The central bank put remittances from Qatar at 21 billion rupees"
    let put = i > 0 && matches!(marked.words.get(i - 1), "put" | "puts" | "estimated");
    if matches!(marked.marks[i], Mark::Noun(Matter::Capital, _)) && !put {
        return None;
    }
    if let Some(found) = antecedent(marked, i).filter(|_| verb) {
        return Some(found);
    }
    if verb
        && i > 0
        && let Mark::Name(at) = marked.marks[i - 1]
        && !marked.is_said(i - 1)
    {
        let actor = marked.mention(at).actor()?;
        let first = marked.first(i - 1);
        let clause = first > 0 && begins_clause(marked.words.get(first - 1));
        let whole = clause
            || governor(marked, first).is_none_or(|(prep, at)| {
                // "the number of Britons moving to Australia"
                let number = at > 0 && matches!(marked.words.get(at - 1), "number" | "numbers");
                prep == Prep::Of && (number || marked.words.all[i - 1].owns)
            });
        if whole {
            return Some((first, actor));
        }
    }
    subject(marked, i).or_else(|| behind_a_phrase(marked, i, verb))
}

/// "Under an import ban the Philippines bought …": a name right before a verb, which only seems to
/// hang on the preposition that opens the sentence.
fn behind_a_phrase(marked: &Marked<'_>, i: usize, verb: bool) -> Option<(usize, Actor)> {
    let has = i > 0 && matches!(marked.words.get(i - 1), "has" | "have" | "had");
    let last = i.checked_sub(1 + usize::from(has)).filter(|_| verb && !is_passive(marked, i))?;
    let Mark::Name(at) = marked.marks[last] else { return None };
    let first = marked.first(last);
    let the = usize::from(first > 0 && marked.words.get(first - 1) == "the");
    let led = first
        .checked_sub(1 + the)
        .is_some_and(|at| matches!(marked.marks[at], Mark::Prep(_) | Mark::And | Mark::Verb(..)));
    let opens = matches!(marked.marks[0], Mark::Prep(_)) && !led;
    let apart = first >= 3 && !marked.words.all[last].owns;
    (opens && apart && !marked.is_said(last))
        .then(|| marked.mention(at).actor())?
        .map(|actor| (first, actor))
}

/// "…, overtaken by Vietnam, which received 5 million": who the relative pronoun before a verb is.
fn antecedent(marked: &Marked<'_>, i: usize) -> Option<(usize, Actor)> {
    let mut at = i.checked_sub(1)?;
    // "Turkey, which last year still bought 41,000 tonnes"
    while matches!(
        marked.words.get(at),
        "has" | "had" | "have" | "itself" | "also" | "still" | "once" | "now" | "then" | "alone"
    ) || matches!(marked.marks[at], Mark::Time(_))
    {
        at = at.checked_sub(1)?;
    }
    if !matches!(marked.words.get(at), "which" | "who") {
        return None;
    }
    at = at.checked_sub(1)?;
    if marked.marks[at] == Mark::Comma {
        at = at.checked_sub(1)?;
    }
    let Mark::Name(name) = marked.marks[at] else { return None };
    Some((marked.first(at), marked.mention(name).actor()?))
}

/// "the goods China sent", "what Japan bought".
fn begins_clause(word: &str) -> bool {
    let goods = [
        "goods",
        "products",
        "items",
        "cargo",
        "amount",
        "value",
        "volume",
        "what",
        "that",
        "which",
        "shipments",
        "when",
        "as",
        "if",
    ];
    goods.contains(&word) || units::goods(word, Language::English).is_some()
}

/// The name within the noun's own phrase: "China's June coal exports".
fn possessor(marked: &Marked<'_>, i: usize, lo: usize) -> Option<(usize, Actor)> {
    let mut j = i;
    let mut article = false;
    for step in 0..9 {
        j = j.checked_sub(1)?;
        if j < lo || marked.is_said(j) {
            return None;
        }
        article |= matches!(marked.words.get(j), "a" | "an" | "another");
        match marked.marks[j] {
            Mark::Name(at) => {
                let mention = marked.mention(at);
                let owns = marked.words.all[j].owns || mention.sort == Sort::Adjective;
                // "threw Lebanon a lifeline": to whom, not whose.
                if article && !owns {
                    return None;
                }
                // "gave Lebanon a grant": to whom, not whose.
                let first = marked.first(j);
                let given = is_object(marked, first);
                if given && !owns && step > 0 {
                    return None;
                }
                let held = governor(marked, j).is_some();
                if owns || step == 0 || !held {
                    return Some((marked.first(j), mention.actor()?));
                }
                return None;
            }
            Mark::Word
            | Mark::Time(_)
            | Mark::And
            | Mark::Change(..)
            | Mark::Number(_)
            | Mark::YearOnYear => {
                if matches!(
                    marked.words.get(j),
                    "that" | "which" | "who" | "had" | "has" | "have" | "when"
                ) {
                    return None;
                }
            }
            Mark::Noun(..) if j + 3 >= i => {}
            _ => return None,
        }
    }
    None
}

/// "France, Britain's third largest partner, sold it wine": the word behind the name that is told
/// more of, if such a phrase stands right before a verb.
fn before_apposition(marked: &Marked<'_>, i: usize) -> Option<usize> {
    let end = i.checked_sub(1).filter(|&end| marked.marks[end] == Mark::Comma)?;
    let start = (end.saturating_sub(14)..end).rev().find(|&at| marked.marks[at] == Mark::Comma)?;
    let plain = |at: usize| {
        !matches!(
            marked.marks[at],
            Mark::Verb(..) | Mark::Hard | Mark::Be | Mark::Number(_) | Mark::Time(_)
        ) && !matches!(marked.words.get(at), "which" | "who" | "said" | "and")
    };
    let phrase = start + 1 < end && (start + 1..end).all(plain);
    let named =
        start > 0 && matches!(marked.marks[start - 1], Mark::Name(_)) && !marked.is_said(start);
    (phrase && named).then_some(start)
}

/// The subject of the clause: the nearest name before the verb without a preposition.
pub(super) fn subject(marked: &Marked<'_>, i: usize) -> Option<(usize, Actor)> {
    let mut j = before_apposition(marked, i).unwrap_or(i);
    let mut fallback = None;
    while j > 0 {
        j -= 1;
        if let Some((from, _)) = marked.said.filter(|_| marked.is_said(j)) {
            // "China, according to its customs office, sent …"
            if from == 0 {
                break;
            }
            j = from;
            continue;
        }
        match marked.marks[j] {
            Mark::Hard => break,
            Mark::Name(at) => {
                let first = marked.first(j);
                let mention = marked.mention(at);
                // "sold China goods and bought …": China is no subject.
                let object = is_object(marked, first);
                if let Some(actor) = mention.actor().filter(|_| !object) {
                    match governor(marked, first) {
                        None if mention.sort == Sort::Place => {}
                        None => return Some((first, actor)),
                        Some((Prep::Of, _)) if is_origin(marked, j) && fallback.is_none() => {
                            fallback = Some((first, actor));
                        }
                        _ => {}
                    }
                }
                j = first;
            }
            _ => {}
        }
    }
    fallback
}

/// A name with its preposition ahead of the verb: "From Russia, Egypt bought …", "From Dandong".
fn before_the_clause(marked: &Marked<'_>, i: usize, lo: usize, roles: &mut Roles) {
    // "Iraq, which turned to Iran for gas, bought": who buys is told.
    let taker = matches!(marked.marks[i], Mark::Verb(_, Way::In)) && roles.owner.is_some();
    let shuttles = matches!(marked.marks[i], Mark::Noun(Matter::Transport, _));
    let mut j = lo;
    while j < i {
        if let Mark::Name(at) = marked.marks[j]
            && !marked.is_said(j)
            && let Some(actor) = marked.mention(at).actor()
        {
            let taken = roles.owner.is_some_and(|owner| owner.0 == j);
            let place = governor(marked, j).filter(|&(_, at)| at >= lo);
            match place {
                Some((Prep::From, _)) if !taken && roles.sources.is_empty() => {
                    roles.sources.push((j, actor));
                }
                Some((Prep::To, _)) if !taken && !taker && roles.sinks.is_empty() => {
                    roles.sinks.push((j, actor));
                }
                // "Between Peru and Spain 21 flights a week are offered"
                Some((Prep::Between, _)) if !taken && shuttles => {
                    if roles.sources.is_empty() {
                        roles.sources.push((j, actor));
                    } else if roles.sinks.is_empty() {
                        roles.sinks.push((j, actor));
                    }
                }
                // "To Russia went 63 percent of exports, to the EU 3 percent"
                Some((Prep::To, 0)) if !taken && j <= 4 => roles.sinks.insert(0, (j, actor)),
                // "In Jamaica, Cuba keeps 277 doctors", "For civilians in Sudan, Britain gave …"
                Some((Prep::In, at))
                    if !taken && roles.sinks.is_empty() && is_for(marked, at, j) =>
                {
                    roles.sinks.push((j, actor));
                }
                _ => {}
            }
            j = marked.last(j);
        } else {
            j += 1;
        }
    }
}

/// "For civilians in Sudan,", or "In Jamaica," of people: who is helped, where they are.
fn is_for(marked: &Marked<'_>, at: usize, j: usize) -> bool {
    let comma = marked.words.get(marked.last(j)) == ",";
    let people = marked
        .marks
        .iter()
        .any(|mark| matches!(mark, Mark::Noun(Matter::Workers | Matter::Soldiers, _)));
    comma && (at > 0 && at <= 4 && marked.words.get(0) == "for" || at == 0 && people)
}

/// Whether a name stands right behind a verb: "sold China", "offered the Philippines".
fn is_object(marked: &Marked<'_>, first: usize) -> bool {
    let the = first > 0 && marked.words.get(first - 1) == "the";
    first.checked_sub(1 + usize::from(the)).is_some_and(|at| {
        matches!(marked.marks[at], Mark::Verb(..)) || implied::gives(marked.words.get(at))
    })
}

pub(super) fn is_passive(marked: &Marked<'_>, i: usize) -> bool {
    let participle = {
        let word = marked.words.get(i);
        word.ends_with("ed")
            || matches!(
                word,
                "sold"
                    | "sent"
                    | "bought"
                    | "paid"
                    | "given"
                    | "lent"
                    | "brought"
                    | "taken"
                    | "flown"
            )
    };
    if !participle {
        return false;
    }
    let be = (i.saturating_sub(2)..i).any(|j| marked.marks[j] == Mark::Be);
    let reduced = i > 0
        && marked.marks[i - 1] == Mark::Word
        && matches!(marked.words.get(i + 1), "to" | "by" | "from" | "in" | "into" | "for")
        // "Czech refiners bought in 385,000 tonnes"
        && !matches!(marked.marks.get(i + 2), Some(Mark::Number(_)))
        && subject(marked, i).is_some_and(|(at, _)| is_origin(marked, at))
        && !matches!(
            marked.words.get(i - 1),
            "has" | "have" | "had" | "government" | "army" | "ministry" | "authorities"
        );
    be || reduced
}

/// Whether two words for flows tell of the same one.
fn joins(marked: &Marked<'_>, before: &Placed, now: &Placed, i: usize) -> bool {
    let (a, b) = (&before.frame, &now.frame);
    let between = before.triggers.last().copied().unwrap_or(0)..i;
    if between.clone().any(|j| marked.marks[j] == Mark::Hard) && now.frame.source.is_some() {
        return false;
    }
    // "…, but total exports fell": those to all the world.
    if carried::goes_back(marked, i) || carried::is_worldwide(marked, i) && clause::opens(marked, i)
    {
        return false;
    }
    // "To Russia went 63 percent of Belarusian exports, to the EU 3 percent"
    let went = matches!(marked.words.get(before.triggers[0]), "went" | "goes" | "go")
        && i <= before.triggers[0] + 7
        && a.source.is_none()
        && matches!(marked.marks[i], Mark::Noun(Matter::Goods, Way::Out));
    if went && a.sink.is_some() {
        return true;
    }
    // "imports and exports between Oman and India": two, whatever is told of them together.
    if both_ways::are_two(marked, before, now) {
        return false;
    }
    let unlike = |x: Option<Actor>, y: Option<Actor>| x.is_some() && y.is_some() && x != y;
    let crossed =
        a.source.is_some() && a.source == b.sink || a.sink.is_some() && a.sink == b.source;
    if unlike(a.source, b.source) || unlike(a.sink, b.sink) || crossed {
        return false;
    }
    let opposed = a.way != b.way
        && a.way != Way::Both
        && b.way != Way::Both
        && matches!(marked.marks[i], Mark::Noun(..))
        // "exported goods worth $3 million, while imports rose"
        && (matches!(marked.marks[before.triggers[0]], Mark::Noun(..)) || clause::opens(marked, i));
    // "trade reached $5 billion, with exports accounting for $3 billion"
    if a.way == Way::Both
        && a.matter == Matter::Goods
        && matches!(b.way, Way::Out | Way::In)
        && matches!(marked.marks[i], Mark::Noun(Matter::Goods, _))
        && between.clone().any(|j| matches!(marked.marks[j], Mark::Comma | Mark::Number(_)))
    {
        return false;
    }
    // "exports rose 5 percent, and trade between the two rose 7 percent"
    if b.way == Way::Both && a.way != Way::Both && clause::opens(marked, i) {
        return false;
    }
    // "Japan's overall exports grew, but those to the United States declined"
    if marked.words.get(i) == "those" && b.sink.or(b.source).is_some() {
        return false;
    }
    // "…, of which Spain took 620,000 tonnes"
    let aside = i > 1 && marked.marks[i - 1] == Mark::Be && marked.marks[i - 2] == Mark::Comma;
    if !aside && between.clone().any(|j| marked.words.phrase(j, j + 2) == "of which") {
        return false;
    }
    // "its exports came to $3 billion and its investment to $1 billion"
    let noun = |at: usize| matches!(marked.marks[at], Mark::Noun(..));
    if (a.matter == Matter::Capital) != (b.matter == Matter::Capital)
        && noun(i) == noun(before.triggers[0])
    {
        return false;
    }
    // "gave Moldova 15 million euros to house refugees": a sum, and no people.
    let summed = matches!(a.matter, Matter::Goods | Matter::Aid | Matter::Payment);
    if summed && is_people(b.matter) && !marked.counts_people() {
        return false;
    }
    if noun(i) && b.source.or(b.sink).is_some() && is_second_passive(marked, before, i) {
        return false;
    }
    let roleless = b.source.is_none() && b.sink.is_none();
    let both_ways_beside_one =
        b.way == Way::Both && a.way != Way::Both && matches!(a.matter, Matter::Goods);
    if roleless { !opposed } else { !both_ways_beside_one }
}

/// "Only 96,000 barrels were shipped, and cargoes were diverted to India".
fn is_second_passive(marked: &Marked<'_>, before: &Placed, i: usize) -> bool {
    let between = before.triggers.last().copied().unwrap_or(0)..i;
    marked.marks.get(i + 1) == Some(&Mark::Be)
        && between.into_iter().any(|j| marked.marks[j] == Mark::And)
        && is_passive(marked, before.triggers[0])
}

/// A party and the word that names it.
type Party = (usize, Actor);

/// The party that a word names.
fn party(marked: &Marked<'_>, j: usize) -> Option<Party> {
    let Mark::Name(at) = marked.marks[j] else { return None };
    Some((j, marked.mention(at).actor()?))
}

pub(super) fn is_people(matter: Matter) -> bool {
    matches!(matter, Matter::Visitors | Matter::Workers | Matter::Soldiers)
}

fn weight(matter: Matter) -> u8 {
    match matter {
        Matter::Launch | Matter::Transport | Matter::Sortie => 6,
        Matter::Capital => 7,
        Matter::Visitors | Matter::Workers | Matter::Soldiers => 5,
        Matter::Aid => 4,
        Matter::Arms => 3,
        Matter::Payment => 2,
        Matter::Goods => 1,
    }
}

/// "took 200 soldiers to Mali", "welcomed 300 nurses": the noun says who they are.
fn who_goes(marked: &Marked<'_>, before: &mut Placed, now: &Placed) {
    let verb = matches!(marked.marks[before.triggers[0]], Mark::Verb(..));
    let people = matches!(now.frame.matter, Matter::Workers | Matter::Soldiers);
    if verb && before.frame.matter == Matter::Visitors && people {
        before.frame.matter = now.frame.matter;
    }
}

fn join(before: &mut Placed, now: Placed) {
    let roleless = before.frame.source.is_none() && before.frame.sink.is_none();
    let verb_first =
        before.frame.matter == Matter::Visitors && now.frame.matter == Matter::Visitors;
    before.frame.source = before.frame.source.or(now.frame.source);
    before.frame.sink = before.frame.sink.or(now.frame.sink);
    if weight(now.frame.matter) > weight(before.frame.matter) {
        before.frame.matter = now.frame.matter;
        if now.frame.matter != Matter::Aid {
            before.frame.trigger = now.frame.trigger;
        }
    }
    if roleless && !verb_first {
        before.frame.way = now.frame.way;
    }
    before.frame.names.extend(now.frame.names);
    before.triggers.extend(now.triggers);
    before.sinks.extend(now.sinks);
    before.sources.extend(now.sources);
    before.veiled |= now.veiled;
}

/// What only the whole sentence tells: who reports, and whether it happened.
fn finish(marked: &Marked<'_>, placed: &mut Placed) {
    let first = placed.triggers[0];
    let frame = &mut placed.frame;
    let noun = matches!(marked.marks[first], Mark::Noun(..));
    // "Estonia said it had handed over 36 howitzers to Ukraine"
    if let Some(speaker) = marked.speaker
        && !noun
        && (marked.said.is_some_and(|said| said.0 == 0)
            || marked.denied
            || is_passive(marked, first)
            || matches!(marked.words.get(first), "go" | "goes" | "went" | "gone"))
    {
        let (own, other) = match frame.way {
            Way::In => (&mut frame.sink, frame.source),
            _ => (&mut frame.source, frame.sink),
        };
        if own.is_none() && other.is_some_and(|other| other != speaker) {
            *own = Some(speaker);
        }
    }
    if let Some(speaker) = marked.speaker
        && noun
        && matches!(frame.matter, Matter::Goods | Matter::Capital | Matter::Aid)
        && !placed.veiled
    {
        match (frame.source, frame.sink) {
            (None, Some(sink)) if sink != speaker => frame.source = Some(speaker),
            (Some(source), None)
                if source != speaker
                    && (frame.way == Way::In || frame.matter == Matter::Capital) =>
            {
                frame.sink = Some(speaker)
            }
            _ => {}
        }
    }
    frame.modality = modality(marked, first);
}

pub(super) fn modality(marked: &Marked<'_>, first: usize) -> Modality {
    if matches!(marked.words.get(first), "pledged" | "pledges" | "promised" | "promises") {
        return Modality::Planned;
    }
    // "No North Korean coal, let alone 30,000 tonnes of it, was unloaded": none did.
    let none = matches!(marked.words.phrase(0, 2), "not a" | "not one" | "none of")
        || matches!(marked.words.get(0), "no" | "neither");
    if none
        && (1..9).any(|i| {
            matches!(marked.words.phrase(i, i + 2), "let alone" | "much less" | "still less")
        })
    {
        return Modality::Denied;
    }
    let untrue = (0..marked.words.len()).any(|i| {
        let word = marked.words.get(i);
        let called = matches!(
            word,
            "describe"
                | "described"
                | "call"
                | "called"
                | "label"
                | "labelled"
                | "brand"
                | "branded"
                | "dismiss"
                | "dismissed"
                | "reject"
                | "rejected"
        );
        marked.marks[i] == Mark::Be && lexicon::is_untrue(marked.words.get(i + 1))
            || called
                && (i.saturating_sub(4)..(i + 5).min(marked.words.len()))
                    .any(|at| lexicon::is_untrue(marked.words.get(at)))
    });
    if marked.denied || untrue {
        return Modality::Denied;
    }
    let ahead = (first.saturating_sub(6)..first)
        .any(|i| marked.marks[i] == Mark::Ahead && !marked.is_said(i));
    let expected = (first..(first + 12).min(marked.words.len())).any(|i| {
        marked.marks[i] == Mark::Be
            && matches!(
                marked.words.get(i + 1),
                "expected" | "forecast" | "projected" | "set" | "due" | "planned" | "likely"
            )
            || marked.marks[i] == Mark::Ahead && matches!(marked.words.get(i), "will" | "would")
    });
    if ahead || expected { Modality::Planned } else { Modality::Happened }
}

impl Marked<'_> {
    /// Whether any number may be one of people.
    fn counts_people(&self) -> bool {
        self.numbers.iter().any(|number| {
            number.measure == Measure::People
                || number.measure == Measure::Bare && number.value >= 100.0
        })
    }

    /// The sort of the name at a word.
    fn mention_sort(&self, j: usize) -> Option<Sort> {
        match self.marks[j] {
            Mark::Name(at) => Some(self.mention(at).sort),
            _ => None,
        }
    }

    /// The bytes of the name at a word.
    pub(super) fn mention_span(&self, j: usize) -> Span {
        match self.marks[j] {
            Mark::Name(at) => self.mention(at).span,
            _ => self.words.span(j, j + 1),
        }
    }

    /// Whether a sum near these words is a surplus, a profit or a fine.
    pub(super) fn is_foreign_sum(&self, from: usize, to: usize) -> bool {
        let near = from.saturating_sub(5)..from;
        let mut foreign = false;
        for i in near {
            match self.marks[i] {
                Mark::Noun(..) | Mark::Verb(..) | Mark::Hard => foreign = false,
                Mark::Number(at) if self.numbers[at].measure.sizes() => foreign = false,
                Mark::Word if self.is_foreign_word(i) => foreign = true,
                _ => {}
            }
        }
        // "a $30 billion deficit", "$5 million in fines"
        let behind = (to..(to + 3).min(self.words.len())).take_while(|&i| {
            !matches!(self.marks[i], Mark::Comma | Mark::Hard | Mark::Noun(..) | Mark::Number(_))
        });
        foreign
            || behind.into_iter().any(|i| match self.words.get(i) {
                "costing" | "cost" => self.is_foreign_word(i),
                word => lexicon::is_foreign_sum(word),
            })
    }

    /// Whether the clause before a word speaks of a profit or a price rather than of a flow.
    pub(super) fn has_foreign_subject(&self, from: usize) -> bool {
        for i in (0..from).rev() {
            match self.marks[i] {
                Mark::Noun(..) | Mark::Verb(..) | Mark::Hard => return false,
                Mark::Word if self.is_foreign_word(i) => return true,
                _ => {}
            }
        }
        false
    }

    /// A word that makes another thing of a sum: not "imports cost 11 billion lira", "ordered 12
    /// jets at a price of $3 billion".
    fn is_foreign_word(&self, i: usize) -> bool {
        let word = |back: usize| i.checked_sub(back).map_or("", |at| self.words.get(at));
        match self.words.get(i) {
            "costing" => !(i.saturating_sub(5)..i).any(|at| self.is_counted_thing(at)),
            "cost" | "price" if matches!((word(2), word(1)), ("at" | "for", "a")) => false,
            "cost" => {
                let noun = matches!(self.marks.get(i.wrapping_sub(1)), Some(Mark::Prep(_)))
                    || matches!(
                        word(1),
                        "the" | "a" | "its" | "their" | "total" | "whose" | "estimated" | "at"
                    );
                noun || self.words.get(i + 1) == "of"
                    || !self.tells_imports(i) && !self.costs_a_state(i)
            }
            word => lexicon::is_foreign_sum(word),
        }
    }

    /// "Russian sunflower oil cost Armenia 1.1 billion roubles": goods before, who pays behind.
    fn costs_a_state(&self, i: usize) -> bool {
        (i.saturating_sub(4)..i).any(|at| self.is_goods(at))
            && (i + 1..i + 3).any(|at| matches!(self.marks.get(at), Some(Mark::Name(_))))
    }

    fn is_counted_thing(&self, at: usize) -> bool {
        matches!(self.marks[at], Mark::Number(number)
            if matches!(self.numbers[number].measure, Measure::Things | Measure::Bulk))
    }

    fn tells_imports(&self, i: usize) -> bool {
        self.marks[..i]
            .iter()
            .any(|mark| matches!(mark, Mark::Noun(Matter::Goods, _) | Mark::Verb(Matter::Goods, _)))
    }

    /// "X's share rose to 31.7 percent from 29.4 percent": what a share reached or left.
    pub(super) fn is_level_of_share(&self, at: usize) -> bool {
        let number = &self.numbers[at];
        let from = number.words.0;
        let percent = matches!(number.measure, Measure::Percent | Measure::Part);
        percent
            && (matches!(
                self.words.get(from.saturating_sub(1)),
                "to" | "at" | "from" | "was" | "is" | "now" | "reached" | "hit"
            ) && self.share_before(from).is_some()
                || self.is_share_before(at))
    }

    /// The word "share" before a word in its clause.
    pub(super) fn share_before(&self, from: usize) -> Option<usize> {
        let clause =
            (from.saturating_sub(20)..from).rev().take_while(|&i| self.marks[i] != Mark::Hard);
        clause.into_iter().find(|&i| lexicon::is_share(self.words.get(i)))
    }

    /// Whether a number is small talk: an age, a rank.
    pub(super) fn is_idle(&self, at: usize) -> bool {
        let number = &self.numbers[at];
        matches!(number.measure, Measure::Other | Measure::Length)
    }
}
