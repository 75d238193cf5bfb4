//! "China's trade with Oman grew in May. Exports came to $31 million, and imports to $20 million":
//! whose trade goes without saying, and when it was.

use super::marks::{Mark, Marked};
use super::roles::{self, Placed};
use super::{Reading, Told, echo, period, voice};
use crate::Mention;
use crate::flow::story::{self, Trade};
use crate::flow::words::Words;
use crate::flow::{Days, Matter, Way};
use crate::reader::Scene;
use crate::sighting::Unsaid;
use crate::time::{Grain, Relative};

/// Words that tell which way goods go whoever tells it.
const PLAIN: &[&str] =
    &["exports", "export", "exported", "imports", "import", "imported", "trade", "commerce"];

/// Words that tell it from the side of which the text tells.
const SIDED: &[&str] =
    &["shipments", "deliveries", "sales", "purchases", "shipped", "sold", "bought", "purchased"];

/// Words before them that keep them those between two.
const MUTUAL: &[&str] = &["bilateral", "two-way", "mutual", "reciprocal", "cross-border"];

/// Words behind them that make them those with all the world.
const ALL_TOLD: &[&str] = &[
    "overall",
    "worldwide",
    "globally",
    "as a whole",
    "in general",
    "at large",
    "in total",
    "to the world",
    "with the world",
];

/// Words before them that make them those with all the world.
const WORLDWIDE: &[&str] = &[
    "overall",
    "global",
    "world",
    "worldwide",
    "foreign",
    "external",
    "total",
    "all",
    "international",
    "outbound",
    "inbound",
];

/// Words that tell of several months together: "altogether they have come to $4 billion", "$2 million a
/// month on average".
const LENGTHS: &[&str] = &[
    "average",
    "averaged",
    "averaging",
    "cumulative",
    "cumulatively",
    "annually",
    "yearly",
    "altogether",
    "combined",
    "both",
    "date",
    "far",
    "recent",
    "past",
];

/// Gives flows whose parties go without saying those of which the text goes on to tell, and those of a pronoun
/// to whom it stands for.
pub(super) fn complete(marked: &Marked<'_>, frames: &mut [Placed]) {
    by_the_story(marked, frames);
    give_to_the_pronoun(marked, frames);
}

fn by_the_story(marked: &Marked<'_>, frames: &mut [Placed]) {
    let Some(trade) = marked.scene.cast.story().trade() else { return };
    let another = |(i, mark): (usize, &Mark)| match mark {
        Mark::Name(at) => !marked.is_said(i) && story::is_another(marked.mention(*at), trade),
        _ => false,
    };
    if marked.marks.iter().enumerate().any(another) {
        return;
    }
    for placed in frames.iter_mut().filter(|placed| placed.frame.matter == Matter::Goods) {
        if goes_without_saying(marked, placed, trade) {
            trade.complete(&mut placed.frame);
            leave_open(marked, placed);
        }
    }
}

/// "China sells the most. Its exports were $31 million": those of whom the pronoun stands for, whoever's the
/// text has told of before.
fn give_to_the_pronoun(marked: &Marked<'_>, frames: &mut [Placed]) {
    for placed in frames.iter_mut().filter(|placed| placed.frame.matter == Matter::Goods) {
        let i = placed.triggers[0];
        let its = (i.saturating_sub(3)..i).rev().find(|&at| marked.words.get(at) == "its");
        let Some(its) = its.filter(|_| matches!(marked.marks[i], Mark::Noun(..))) else { continue };
        let named = |at: usize| matches!(marked.marks[at], Mark::Name(_)) && !marked.is_said(at);
        let span = marked.words.span(its, its + 1);
        let stands = |mention: &&Mention| mention.span.0 < span.1 && span.0 < mention.span.1;
        let Some(whose) = marked.mentions.iter().find(stands).and_then(Mention::actor) else {
            continue;
        };
        let frame = &mut placed.frame;
        let (own, other) = match frame.way {
            Way::Out => (frame.source, frame.sink),
            Way::In => (frame.sink, frame.source),
            Way::Both => continue,
        };
        // "India's exports to Oman rose, and its imports fell": told of in the sentence itself.
        if own.is_none() || (0..its).any(named) {
            continue;
        }
        if other == Some(whose) {
            std::mem::swap(&mut frame.source, &mut frame.sink);
        }
        if other == Some(whose) || own == Some(whose) {
            frame.unsaid = Unsaid::Nothing;
        }
    }
}

/// "The country's exports": whose they are is described and not named, and they may be those to all the
/// world.
pub(super) fn leave_open(marked: &Marked<'_>, placed: &mut Placed) {
    let i = placed.triggers[0];
    let described = (i.saturating_sub(3)..i)
        .any(|at| marked.words.all[at].owns && matches!(marked.marks[at], Mark::Word));
    if described && placed.frame.unsaid == Unsaid::Nothing {
        placed.frame.unsaid = Unsaid::Partner;
    }
}

fn goes_without_saying(marked: &Marked<'_>, placed: &Placed, trade: Trade) -> bool {
    let i = placed.triggers[0];
    let word = marked.words.get(i);
    let frame = &placed.frame;
    let known = frame.source.or(frame.sink).is_some();
    let worldwide = is_worldwide(marked, i) && (known || frame.way != Way::Both);
    let sided = SIDED.contains(&word) && (known || trade.way == frame.way);
    // "goods worth $3 million changed hands", "two-way shipments"
    let both = frame.way == Way::Both
        && (SIDED.contains(&word) || matches!(marked.marks[i], Mark::Verb(Matter::Goods, _)));
    let told = PLAIN.contains(&word) || sided || both;
    !worldwide && (placed.veiled || !goes_elsewhere(marked, i)) && told
}

/// "total exports", "overall trade", "exports as a whole": with all the world.
pub(super) fn is_worldwide(marked: &Marked<'_>, i: usize) -> bool {
    let led = is_led_by(marked, i, WORLDWIDE);
    (led || words_of_all(&marked.words, i + 1) > 0) && !is_mutual(marked, i)
}

/// "bilateral trade": between the two.
pub(super) fn is_mutual(marked: &Marked<'_>, i: usize) -> bool {
    is_led_by(marked, i, MUTUAL)
}

fn is_led_by(marked: &Marked<'_>, i: usize, words: &[&str]) -> bool {
    (i.saturating_sub(2)..i).any(|at| words.contains(&marked.words.get(at)))
}

/// How many words from one on say that all is meant: "as a whole", "overall".
pub(super) fn words_of_all(words: &Words, at: usize) -> usize {
    let says = |count: &usize| ALL_TOLD.contains(&words.phrase(at, at + count));
    (1..=3).find(says).unwrap_or(0)
}

/// "imports from the Middle East", "exports to other markets": a partner that is no state.
pub(super) fn goes_elsewhere(marked: &Marked<'_>, i: usize) -> bool {
    let near = i + 1..(i + 5).min(marked.words.len());
    let noun = |at: &usize| {
        matches!(marked.marks[*at], Mark::Word | Mark::Prep(_)) && marked.words.get(*at) != "."
    };
    let prep = near.take_while(noun).find(|&at| matches!(marked.words.get(at), "from" | "to"));
    let Some(prep) = prep else { return false };
    let light = |at: &usize| {
        matches!(marked.words.get(*at), "the" | "a" | "about" | "some" | "nearly" | "just" | "its")
    };
    let behind = (prep + 1..marked.words.len()).find(|at| !light(at));
    behind.is_some_and(|at| {
        marked.marks[at] == Mark::Word && !matches!(marked.words.get(at), "there" | "it" | "them")
    })
}

/// The trade between two states that a sentence without amounts names.
pub(in crate::flow) fn trade_named(scene: &Scene<'_>) -> Option<Trade> {
    let mut marked = Marked::of(scene, Words::of(scene.words(), scene.span.0));
    voice::find(&mut marked);
    echo(&mut marked);
    let frames = roles::frames(&marked);
    let placed = frames.iter().find(|placed| placed.frame.matter == Matter::Goods)?;
    let (source, sink) = (placed.frame.source?, placed.frame.sink?);
    let way = placed.frame.way;
    let (owner, partner) = if way == Way::In { (sink, source) } else { (source, sink) };
    let last = placed.triggers.last().copied().unwrap_or(0);
    let with = marked.words.get(last + 1) == "with";
    Some(Trade { owner, partner, owned: way != Way::Both || with, way })
}

impl Reading<'_, '_> {
    /// When it was where the sentence names no time of its own: what the text has told of, if that was
    /// one time alone, or "that month".
    pub(super) fn carried_days(&self, sizes: &[Told]) -> Option<Days> {
        let story = self.marked.scene.cast.story();
        let own = |(word, _): (usize, usize)| !self.dates_an_earlier_value(sizes, word);
        let words = &self.marked.words;
        let lasts = self.marked.scene.times.iter().any(|time| !time.is_dated())
            || (0..words.len()).any(|i| LENGTHS.contains(&words.get(i)));
        let ahead = self.marked.marks.contains(&Mark::Ahead);
        if lasts || ahead || self.periods().into_iter().any(own) {
            return None;
        }
        let that = (1..words.len()).find_map(|i| {
            let led = matches!(words.get(i - 1), "that" | "same");
            match words.get(i) {
                "month" if led => Some(period::is_month as fn(Days) -> bool),
                "year" if led => Some(period::is_year as fn(Days) -> bool),
                _ => None,
            }
        });
        match that {
            Some(fits) => story.last().filter(|&days| fits(days)),
            None => story.when().filter(|&days| self.may_be_of(days)),
        }
    }

    /// "Shipments fell 3 percent from a month earlier" is told of no whole year.
    pub(super) fn may_be_of(&self, days: Days) -> bool {
        days.0.first_of_month() == days.1.first_of_month() || !self.is_monthly()
    }

    /// Whether a sentence holds something against another month.
    fn is_monthly(&self) -> bool {
        (0..self.marked.words.len()).any(|i| match self.marked.marks[i] {
            Mark::MonthOnMonth => true,
            Mark::Time(at) => {
                let time = self.marked.time(at);
                let earlier =
                    matches!(time.relative, Some(Relative::Earlier { years: 0, months: 1, .. }));
                (earlier || time.grain == Grain::Month) && self.marked.is_base(i, time)
            }
            _ => false,
        })
    }

    /// Of what time a "month before" is counted where the sentence names none.
    pub(super) fn told_before(&self) -> Option<Days> {
        let of_it = |placed: &Placed| self.is_of_the_story(placed);
        self.marked.scene.cast.story().when().filter(|_| self.frames.iter().any(of_it))
    }

    /// When a change was that stands alone, where the sentence names no time of its own.
    pub(super) fn carried_days_of(&self, frame: usize, sizes: &[Told]) -> Option<Days> {
        self.carried_days(sizes).filter(|_| self.is_of_the_story(&self.frames[frame]))
    }

    /// Whether a flow is of the trade that the text goes on about.
    pub(super) fn is_of_the_story(&self, placed: &Placed) -> bool {
        let frame = &placed.frame;
        let trade = self.marked.scene.cast.story().trade();
        frame.matter == Matter::Goods
            && trade.is_some_and(|trade| trade.is_between(frame.source, frame.sink))
    }
}

/// Where the words lie of a sentence that sets out with what it compares: "Compared with a year
/// earlier, they were up 3 percent".
pub(super) fn after_comparison(marked: &Marked<'_>) -> usize {
    if !matches!(marked.words.get(0), "compared" | "measured" | "against") {
        return 0;
    }
    let comma = (1..marked.words.len().min(10)).find(|&i| marked.marks[i] == Mark::Comma);
    comma.map_or(0, |comma| comma + 1)
}

/// "exports to Oman came to $31 million, and imports to $20 million", "sold Oman $31 million worth of
/// goods and bought $20 million worth": the other way, between the same two.
pub(super) fn the_other_way(marked: &Marked<'_>, before: &Placed, now: &mut Placed) {
    let i = now.triggers[0];
    let word = marked.words.get(i);
    let last = before.triggers.last().copied().unwrap_or(0);
    let worldwide = is_worldwide(marked, i);
    let plain = PLAIN.contains(&word)
        || matches!(word, "bought" | "sold" | "purchased")
        || matches!(word, "purchases" | "sales") && is_bare(marked, i);
    let frame = &now.frame;
    let theirs = (before.frame.sink, before.frame.source);
    let goods = before.frame.matter == Matter::Goods && frame.matter == Matter::Goods;
    let opposite =
        matches!((before.frame.way, frame.way), (Way::Out, Way::In) | (Way::In, Way::Out));
    let whole = theirs.0.is_some() && theirs.1.is_some();
    let fits = |own: Option<_>, theirs: Option<_>| own.is_none() || own == theirs;
    let named = (last..marked.words.len()).any(|at| match marked.marks[at] {
        Mark::Name(name) => marked
            .mention(name)
            .actors
            .iter()
            .any(|&actor| ![theirs.0, theirs.1].contains(&Some(actor)) && !marked.is_said(at)),
        _ => false,
    });
    // "X and Y came to $3 million and $2 million, respectively" is a list.
    let listed = (0..marked.words.len()).any(|at| marked.words.get(at) == "respectively");
    let elsewhere =
        worldwide || listed || goes_elsewhere(marked, i) && !goes_to_the_country(marked, i);
    if !goods || !opposite || !whole || !plain || elsewhere || named || last >= i {
        return;
    }
    if fits(frame.source, theirs.0) && fits(frame.sink, theirs.1) {
        (now.frame.source, now.frame.sink) = theirs;
    }
}

/// "customs put purchases at", and not "retail sales", "bond purchases".
fn is_bare(marked: &Marked<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).map_or("", |at| marked.words.get(at));
    matches!(before, "" | "put" | "and" | "while" | "its" | "but" | "whereas" | "with" | ";" | ",")
}

/// "exports to the country", "imports from its neighbour": to one that was named before.
fn goes_to_the_country(marked: &Marked<'_>, i: usize) -> bool {
    let word = |at: usize| marked.words.get(at);
    matches!(word(i + 1), "to" | "from")
        && matches!(word(i + 2), "the" | "its" | "that")
        && matches!(word(i + 3), "country" | "neighbour" | "neighbor")
}

/// "shipments in the other direction": whether a flow goes the other way than the one before.
pub(super) fn goes_back(marked: &Marked<'_>, i: usize) -> bool {
    (i + 1..i + 4).any(|at| {
        matches!(
            marked.words.phrase(at, at + 4),
            "in the other direction" | "in the opposite direction" | "in the reverse direction"
        ) || marked.words.phrase(at, at + 3) == "the other way"
    })
}

/// "…, and shipments in the other direction were worth $20 million".
pub(super) fn reversed(marked: &Marked<'_>, before: &Placed, now: &mut Placed) {
    let back = goes_back(marked, now.triggers[0]);
    let (source, sink) = (before.frame.source, before.frame.sink);
    if back && source.is_some() && sink.is_some() && now.frame.matter == Matter::Goods {
        (now.frame.source, now.frame.sink) = (sink, source);
        (now.sources, now.sinks) = (Vec::new(), Vec::new());
    }
}

/// Whether a time behind a figure leads what is told next: "$5 million, and in May $6 million"; where the
/// figure has a time before it (`dated`), "…, and in May it rose to $6 million" as well.
pub(super) fn leads_another(
    marked: &Marked<'_>,
    (to, word): (usize, usize),
    next: Option<(usize, usize)>,
    dated: bool,
) -> bool {
    let Some((next, _)) = next else { return false };
    let led = (to..word).rev().take_while(|&i| matches!(marked.marks[i], Mark::Prep(_))).count();
    let apart = |at: usize| matches!(marked.marks[at], Mark::Comma | Mark::And | Mark::Hard);
    let opens = (word - led).checked_sub(1).is_some_and(|at| at >= to && apart(at));
    let last = marked.last(word);
    opens
        && last <= next
        && (dated || (last..next).all(|i| matches!(marked.marks[i], Mark::Prep(_))))
}
