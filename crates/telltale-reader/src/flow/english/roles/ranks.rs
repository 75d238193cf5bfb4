//! Who sends or receives by rank: "Mexico was the largest supplier of the United States".

use super::{Party, Placed, governor, is_origin, party, possessor, subject};
use crate::flow::english::lexicon::{self, Prep};
use crate::flow::english::marks::{Mark, Marked};
use crate::flow::{Frame, Matter, Way};

/// The flow of a word such as "supplier" at `i`, between the words for flows around it.
pub(super) fn place(
    marked: &Marked<'_>,
    i: usize,
    (lo, hi): (usize, usize),
    way: Way,
) -> Option<Placed> {
    let owned = possessor(marked, i, lo).filter(|owned| is_origin(marked, owned.0));
    let holder = holder(marked, i, hi, owned);
    let other = owned
        .filter(|owned| holder.is_none_or(|holder| holder.1 != owned.1))
        .or_else(|| partner(marked, i, hi, holder))
        .or_else(|| market_for(marked, i, lo, holder));
    let mut frame = Frame::new(Matter::Goods, way, marked.words.span(i, i + 1));
    let (sources, sinks) = if way == Way::Out { (holder, other) } else { (other, holder) };
    frame.source = sources.map(|party| party.1);
    frame.sink = sinks.map(|party| party.1);
    frame.names.extend(holder.iter().chain(&other).map(|party| marked.mention_span(party.0)));
    Some(Placed {
        frame,
        triggers: vec![i],
        sinks: sinks.into_iter().collect(),
        sources: sources.into_iter().collect(),
        veiled: false,
    })
}

/// "Germany remained Poland's biggest customer, buying goods worth 93 billion euros".
pub(super) fn told_on(marked: &Marked<'_>, before: &Placed, now: &mut Placed) {
    let (old, new) = (&before.frame, &mut now.frame);
    let word = marked.words.get(now.triggers[0]);
    let participle = word.ends_with("ing");
    let whole = old.source.is_some() && old.sink.is_some();
    let ranked = lexicon::ranks(marked.words.get(before.triggers[0]));
    // "South Korea was India's 7th largest supplier in May with sales of $1.7 billion"
    let with = now.triggers[0] > 0
        && marked.words.get(now.triggers[0] - 1) == "with"
        && (new.source.is_none() || new.sink.is_none());
    if with && whole && ranked {
        let way = if matches!(old.way, Way::In) == matches!(new.way, Way::In) {
            old.way
        } else {
            new.way
        };
        new.way = way;
        (new.source, new.sink) = (old.source, old.sink);
        now.sources.clone_from(&before.sources);
        now.sinks.clone_from(&before.sinks);
        return;
    }
    if participle && whole && ranked && new.way == old.way {
        (new.source, new.sink) = (old.source, old.sink);
        now.sources.clone_from(&before.sources);
        now.sinks.clone_from(&before.sinks);
    }
}

/// Who is the supplier: before the word, or behind "was".
fn holder(marked: &Marked<'_>, i: usize, hi: usize, owned: Option<Party>) -> Option<Party> {
    let behind = || {
        let be = (i + 1..hi.min(i + 10)).find(|&j| marked.marks[j] == Mark::Be)?;
        let name = (be + 1..hi.min(be + 3)).find(|&j| matches!(marked.marks[j], Mark::Name(_)))?;
        party(marked, name)
    };
    let mut j = i;
    let mut found = None;
    while j > 0 {
        j -= 1;
        if marked.is_said(j) || marked.marks[j] == Mark::Hard {
            break;
        }
        let Mark::Name(_) = marked.marks[j] else {
            if lexicon::overtakes(marked.words.get(j)) {
                return subject(marked, j);
            }
            continue;
        };
        let first = marked.first(j);
        let own = owned.is_some_and(|owned| owned.0 == first) || is_origin(marked, j);
        if found.is_none() && !own && governor(marked, first).is_none() {
            found = party(marked, first);
        }
        j = first;
    }
    found.or_else(behind)
}

/// "supplier of the United States", "buyer of Norwegian salmon", "source of crude for India".
fn partner(marked: &Marked<'_>, i: usize, hi: usize, holder: Option<Party>) -> Option<Party> {
    let mut j = i + 1;
    while j < hi {
        if matches!(marked.marks[j], Mark::Hard | Mark::Comma | Mark::Be) {
            return None;
        }
        let led = governor(marked, j).is_some_and(|(prep, at)| {
            at > i && matches!(prep, Prep::Of | Prep::To | Prep::From | Prep::Other)
        });
        if let Some(party) = party(marked, j).filter(|party| {
            led && !marked.is_said(j) && holder.is_none_or(|holder| holder.1 != party.1)
        }) {
            return Some(party);
        }
        j += 1;
    }
    None
}

/// "For Australian beef, Indonesia was a market of 6,940 tonnes".
fn market_for(marked: &Marked<'_>, i: usize, lo: usize, holder: Option<Party>) -> Option<Party> {
    (lo..i).find_map(|j| {
        let led = governor(marked, j).is_some_and(|(_, at)| marked.words.get(at) == "for");
        party(marked, j).filter(|party| led && holder.is_none_or(|holder| holder.1 != party.1))
    })
}
