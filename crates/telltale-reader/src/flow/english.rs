//! English amounts: each number of a sentence becomes a size, a share or a change of a flow.

mod bases;
mod beside;
mod both_ways;
mod carried;
mod changes;
mod clause;
mod context;
mod goods;
mod implied;
mod lexicon;
mod marks;
mod ratio;
mod roles;
mod rows;
mod shares;
mod turns;
mod voice;
mod yardstick;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use telltale_observation::{Actor, Modality};

pub(super) use self::carried::trade_named;
use self::changes::Worded;
use self::goods::Spotted;
use self::marks::{Mark, Marked};
use self::roles::Placed;
use self::turns::Turn;
use super::apiece::{self, Own, Spanned, Turned};
use super::period::{self, Base};
use super::story;
use super::whole;
use super::words::Words;
use super::{
    Days, Frame, Matter, Size, Way, add_change, amount_of, last_flow, left_unsaid, told_before,
};
use crate::gazetteer::Sort;
use crate::number::units::Goods;
use crate::number::{self, Measure};
use crate::reader::Scene;
use crate::sighting::{Amount, Change};
use crate::time::{Grain, Time, TimeKind};
use crate::{Language, Sighting};

/// Words that a sentence without digits needs to tell of an amount.
const SPELT: &[&str] = &[
    "oubl", "ripl", "rebl", "uadrupl", "halv", "half", "fold", "twice", "hird", "uarter", "fifth",
    "tenth", "illion", "dozen", "thousand", "hundred", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten ", "eleven", "twelve", "twenty", "thirty", "nclude", "forty",
    "fifty",
];

/// Finds any of [`SPELT`] in one pass.
static SPELT_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(SPELT)
        .expect("a few short words make a small automaton")
});

pub(super) fn read(scene: &Scene<'_>, found: &mut Vec<Sighting>) {
    let sentence = scene.words();
    let follows = last_flow(found).is_some();
    if !may_tell(sentence) {
        return;
    }
    let goes_on = context::may_go_on(scene);
    let names = !scene.mentions.is_empty() || !scene.cast.before().is_empty();
    let told_of = scene.cast.story().trade().is_some() && lexicon::may_tell(sentence);
    let row = rows::may_tell(scene);
    let tells = follows
        || goes_on
        || row
        || told_of
        || names && (lexicon::may_tell(sentence) || implied::may_tell(scene));
    if !tells {
        return;
    }
    let words = Words::of(sentence, scene.span.0);
    let mut marked = Marked::of(scene, words);
    voice::find(&mut marked);
    yardstick::set_aside(&mut marked);
    echo(&mut marked);
    let told = told_before(scene, found);
    if told {
        context::lend_unit(&mut marked, found);
    }
    let mut frames = roles::frames(&marked);
    if frames.is_empty() && scene.mentions.is_empty() && context::is_behind_a_balance(scene) {
        return;
    }
    let then = if goes_on { context::go_on(&marked, &mut frames, told) } else { None };
    if goes_on || told {
        context::part_of_it(&marked, &mut frames);
    }
    implied::add(&marked, &mut frames);
    if row {
        rows::complete(&mut marked, &mut frames, found);
    }
    if frames.is_empty() && !follows {
        return;
    }
    let mut goods = goods::spot(&marked);
    goods::set_fired_aside(&marked, &frames, &mut goods);
    if follows && goods::listed(&marked, &frames, &goods, found) {
        return;
    }
    if follows {
        inherit(&marked, &mut frames, found);
    }
    beside::complete(&marked, &mut frames);
    carried::complete(&marked, &mut frames);
    let since = if told { context::again(&marked, &mut frames, found) } else { None };
    turns::complete(&marked, &mut frames);
    let turns = turns::find(&marked, &frames);
    let (own, changes) = dated_changes(&mut marked, &turns);
    let reading = Reading {
        marked: &marked,
        frames: &frames,
        changes: &changes,
        goods: &goods,
        turns: &turns,
        then,
        since,
        own: &own,
    };
    let before = found.len();
    reading.tell(found);
    if found.len() == before && follows {
        reading.carry_on(found, before);
    }
}

/// Numbers that have a time of their own.
type Apiece = Vec<(usize, Days)>;

/// Numbers that have a time of their own, and the changes of a sentence with their times.
fn dated_changes(marked: &mut Marked<'_>, turns: &[Turn]) -> (Apiece, Vec<Worded>) {
    let (own, turned) = time_apiece(marked, turns);
    let listed = |at: usize| {
        turns.iter().any(|turn| turn.0 == at) || own.iter().any(|&(number, _)| number == at)
    };
    let mut changes = changes::find(marked, listed);
    turns::share_bases(marked, turns, &mut changes);
    if let Some(turned) = &turned {
        set_between(marked, turned, &mut changes);
    }
    date_changes(marked, &own, &mut changes);
    (own, changes)
}

/// Numbers with a time of their own in a list of times, or at one end of a span over which something
/// changed, and that span. A number that may be of either is left alone.
fn time_apiece(marked: &mut Marked<'_>, turns: &[Turn]) -> (Apiece, Option<Turned>) {
    let scene = marked.scene;
    let taken = |at: usize| turns.iter().any(|turn| turn.0 == at);
    let (text, times) = (scene.text, &scene.times);
    let listed = apiece::of(text, scene.span, times, &marked.numbers, Language::English, taken);
    let mut own = Vec::new();
    for (at, told) in listed {
        match told {
            Own::Of(days) => own.push((at, days)),
            Own::Unsaid => marked.numbers[at].measure = Measure::Other,
        }
    }
    let changes =
        marked.marks.iter().any(|mark| matches!(mark, Mark::Change(..) | Mark::Multiple(_)));
    let spanned = changes.then(|| apiece::spanned(text, scene.span, times, Language::English));
    let Some(spanned) = spanned.flatten().filter(|_| !has_another_base(marked)) else {
        return (own, None);
    };
    let (span, turned) = match spanned {
        Spanned::Turned(turned) => (turned.span, Some(turned)),
        Spanned::Unsaid(span) => (span, None),
    };
    // What is to come has not changed.
    if turned.is_some_and(|turned| turned.last.0 > scene.document.published) {
        return (own, None);
    }
    let near = |at: &usize| {
        apiece::is_nearest(times, span, marked.numbers[*at].span)
            && own.iter().all(|&(other, _)| other != *at)
    };
    let near: Vec<usize> = (0..marked.numbers.len()).filter(near).collect();
    let sized = |at: &usize| {
        matches!(marked.numbers[*at].measure, Measure::Money | Measure::Bulk | Measure::Things)
    };
    let end = |at: usize| turned.and_then(|turned| end_told(marked, &turned, at));
    // "sold 3 million tonnes between March and May, 5 percent more": told of all of it.
    let level = |at: &usize| end(*at).is_none() && !changes_before(marked, *at);
    if turned.is_some() && near.iter().copied().filter(sized).any(|at| level(&at)) {
        return (own, None);
    }
    let mut unsaid = Vec::new();
    for at in near {
        let compares = marked.numbers[at].measure.compares() && turned.is_none();
        let to = marked.words.get(marked.before_hedges(at)) == "to";
        match end(at).filter(|_| sized(&at)) {
            Some(days) => own.push((at, days)),
            None if compares || sized(&at) && (turned.is_some() || to) => unsaid.push(at),
            None => {}
        }
    }
    for at in unsaid {
        marked.numbers[at].measure = Measure::Other;
    }
    (own, turned)
}

/// Whether a sentence holds something against a time that it names otherwise.
fn has_another_base(marked: &Marked<'_>) -> bool {
    (0..marked.words.len()).any(|i| match marked.marks[i] {
        Mark::Time(at) => {
            let time = marked.time(at);
            let first = i == 0 || marked.marks[i - 1] != marked.marks[i];
            first && time.kind != TimeKind::Range && marked.is_base(i, time)
        }
        Mark::YearOnYear | Mark::MonthOnMonth | Mark::QuarterOnQuarter => true,
        _ => false,
    })
}

/// Whether something is said to change ahead of a number.
fn changes_before(marked: &Marked<'_>, at: usize) -> bool {
    let from = marked.numbers[at].words.0;
    marked.marks[..from].iter().any(|mark| matches!(mark, Mark::Change(..) | Mark::Multiple(_)))
}

/// At which end of a span over which something changed an amount stands: "from 3 to 4 million between
/// March and April", "…, when it sold 4 million".
fn end_told(marked: &Marked<'_>, turned: &Turned, at: usize) -> Option<Days> {
    let number = &marked.numbers[at];
    let (_, behind) = marked.words.within(turned.span);
    let when = (behind..number.words.0).any(|i| marked.words.get(i) == "when");
    let led = marked.before_hedges(at);
    // "up to 400 million" is a bound.
    let up_to = led > 0 && marked.words.get(led - 1) == "up";
    match marked.words.get(led) {
        _ if up_to => None,
        _ if when => Some(turned.last),
        "from" => Some(turned.first),
        "to" | "at" | "reaching" | "reached" | "hitting" | "hit" => Some(turned.last),
        _ => None,
    }
}

/// A change between the ends of a span is of its last part, against the first.
fn set_between(marked: &mut Marked<'_>, turned: &Turned, changes: &mut [Worded]) {
    let first = turned.end_of(turned.first);
    let last = marked.lend_time(turned.end_of(turned.last));
    for change in changes.iter_mut() {
        let span = marked.words.span(change.words.0, change.words.1);
        let own = match change.base {
            Base::Open => true,
            Base::Time(time) | Base::Whole(time) => {
                turned.span.0 <= time.span.0 && time.span.1 <= turned.span.1
            }
            _ => false,
        };
        if own && apiece::is_nearest(marked.scene.times, turned.span, span) {
            change.base = Base::Time(first);
            change.time = Some(last);
        }
    }
}

/// Changes of a list of times are of those that stand in their places.
fn date_changes(marked: &mut Marked<'_>, own: &[(usize, Days)], changes: &mut [Worded]) {
    for &(at, days) in own {
        let number = marked.numbers[at].clone();
        if !number.measure.compares() {
            continue;
        }
        let named = Time { span: number.span, ..Time::named(days, Grain::Month) };
        let time = marked.lend_time(named);
        for change in changes.iter_mut().filter(|change| change.words.0 == number.words.0) {
            change.time = Some(time);
        }
    }
}

/// "Exports to X fell, while those to Y rose": "those" are exports.
fn echo(marked: &mut Marked<'_>) {
    for at in 1..marked.words.len().saturating_sub(1) {
        let led = matches!(marked.words.get(at + 1), "to" | "from");
        if !led || marked.words.get(at) != "those" {
            continue;
        }
        let named = |mark: &&Mark| matches!(mark, Mark::Noun(Matter::Goods, _));
        if let Some(&mark) = marked.marks[..at].iter().rev().find(named) {
            marked.marks[at] = mark;
        }
    }
}

fn may_tell(sentence: &str) -> bool {
    let bytes = sentence.as_bytes();
    bytes.iter().any(u8::is_ascii_digit) || SPELT_FINDER.is_match(bytes)
}

/// A sentence that names nobody goes on about the flow before it.
fn inherit(marked: &Marked<'_>, frames: &mut [Placed], found: &[Sighting]) {
    let scene = marked.scene;
    let Some(last) = last_flow(found).map(|at| &found[at]) else { return };
    let nobody =
        frames.iter().all(|placed| placed.frame.source.is_none() && placed.frame.sink.is_none());
    let near = scene.span.0.saturating_sub(last.span.1) < 400;
    if !nobody || !near || !last.channel.is_trade() {
        return;
    }
    let (Some(actor), Some(target)) = (last.actor, last.target) else { return };
    let theirs = |placed: &&mut Placed| {
        let elsewhere = carried::goes_elsewhere(marked, placed.triggers[0]);
        placed.frame.matter == Matter::Goods && !elsewhere
    };
    for placed in frames.iter_mut().filter(theirs) {
        let (source, sink) =
            if placed.frame.way == Way::In { (target, actor) } else { (actor, target) };
        placed.frame.source = Some(source);
        placed.frame.sink = Some(sink);
        placed.frame.unsaid = left_unsaid(placed.frame.way, last);
        carried::leave_open(marked, placed);
    }
}

/// All that is known of a sentence when its numbers are told.
struct Reading<'r, 's> {
    marked: &'r Marked<'s>,
    frames: &'r [Placed],
    changes: &'r [Worded],
    goods: &'r [Spotted],
    /// Numbers that are listed as the flows before them are.
    turns: &'r [Turn],
    /// When it was that the sentence before told of, if this one goes on about it.
    then: Option<Days>,
    /// The days of the figure told last, if another is told of the same flow.
    since: Option<Days>,
    /// Numbers that have a time of their own in a list of times, or are set between two.
    own: &'r [(usize, Days)],
}

/// Changes without a size: the frame, the time, whose they are if not the frame's, and the changes.
type Apart = (usize, Option<usize>, Option<Actor>, Vec<Change>);

/// A number that is the size of a flow or a share of it.
#[derive(Clone, Copy, Debug)]
struct Told {
    number: usize,
    frame: usize,
    share: bool,
    days: Option<Days>,
    /// Its own time stands with it.
    dated: bool,
    cumulative: bool,
}

impl Reading<'_, '_> {
    fn tell(&self, found: &mut Vec<Sighting>) {
        let mut sizes: Vec<Told> = Vec::new();
        for at in 0..self.marked.numbers.len() {
            if let Some((frame, share)) = self.frame_of(at) {
                sizes.push(Told {
                    number: at,
                    frame,
                    share,
                    days: None,
                    dated: false,
                    cumulative: false,
                });
            }
        }
        self.date(&mut sizes);
        self.date_by_the_text(&mut sizes);
        let mut amounts: Vec<Amount> = sizes.iter().map(|told| self.amount(told)).collect();
        let apart = self.attach(&sizes, &mut amounts);
        for (told, amount) in sizes.iter().zip(amounts) {
            let Some(frame) = self.frame_for(told) else { continue };
            let shelled = frame.matter == Matter::Launch
                && frame.sink.is_none()
                && !matches!(amount.unit.as_deref(), Some("missile" | "rocket" | "satellite"));
            let first =
                sizes.iter().all(|other| other.frame != told.frame || other.number >= told.number);
            let downed = frame.matter == Matter::Launch && !first && self.is_downed(told);
            if downed {
                continue;
            }
            if self.is_corrected(told) || shelled {
                continue;
            }
            let span = self.marked.numbers[told.number].span;
            let size = Size { amount, days: told.days, share: told.share, span };
            found.push(frame.sighting(size, self.marked.scene.span));
        }
        self.tell_changes(&apart, &sizes, found);
    }

    /// Gives sizes without a time of their own that of which the text tells; where the sentence names a span
    /// by its length alone, the one around it.
    fn date_by_the_text(&self, sizes: &mut [Told]) {
        let scene = self.marked.scene;
        let whole = whole::named(scene.words(), scene.document.language);
        let published = scene.document.published;
        let of = |days: Days| match whole {
            None if !self.may_be_of(days) => None,
            None => Some(days),
            Some(whole) => whole.around(days, published),
        };
        let then = self.then.or_else(|| self.overnight());
        if let Some(since) = self.since {
            let bare = |told: &&mut Told| told.share || !told.dated;
            let shares = sizes.iter_mut().filter(bare);
            shares.for_each(|told| told.days = told.days.or(of(since)));
        }
        sizes.iter_mut().for_each(|told| told.days = told.days.or(then.and_then(of)));
        let carried = self.carried_days(sizes).and_then(of);
        for told in sizes {
            let story = carried.filter(|_| self.is_of_the_story(&self.frames[told.frame]));
            told.days = told.days.or(story.filter(|_| !self.is_earlier_value(told)));
        }
    }

    /// What is told of the night is of the day on which it is told.
    fn overnight(&self) -> Option<Days> {
        let published = self.marked.scene.document.published;
        let night = (0..self.marked.words.len()).any(|i| {
            self.marked.words.get(i) == "overnight"
                || self.marked.words.phrase(i, i + 2) == "24 hours"
        });
        night.then_some((published, published))
    }

    /// "…, of which 406 drones were shot down": part of what was fired, and no more of it.
    fn is_downed(&self, told: &Told) -> bool {
        let to = self.marked.numbers[told.number].words.1;
        let end = (to + 6).min(self.marked.words.len());
        (to..end).any(|i| {
            lexicon::downs(self.marked.words.get(i))
                && i > 0
                && self.marked.marks[i - 1] == Mark::Be
        })
    }

    /// The frame that a number sizes, and whether it does so as a share.
    fn frame_of(&self, at: usize) -> Option<(usize, bool)> {
        let number = &self.marked.numbers[at];
        let (from, to) = number.words;
        // "of every ten barrels"
        // "24 of 40 tanks": of so many.
        let whole = from > 0
            && at > 0
            && self.marked.words.get(from - 1) == "of"
            && self.marked.numbers[at - 1].words.1 + 1 == from
            && number.measure == Measure::Things;
        // "once a quarter of its total", "of every ten barrels"
        let each = whole
            || from > 0 && matches!(self.marked.words.get(from - 1), "every" | "each" | "once");
        // "shot down 61 of 88 drones": what was fired, and not what came down.
        let downed = |at: usize| {
            let from = self.marked.numbers[at].words.0;
            (from.saturating_sub(3)..from).any(|i| lexicon::downs(self.marked.words.get(i)))
                && self.frames.iter().any(|placed| placed.frame.matter == Matter::Launch)
        };
        let each = each && !(whole && downed(at - 1));
        if self.marked.is_said(from) || self.marked.is_idle(at) || each || downed(at) {
            return None;
        }
        let changes =
            self.changes.iter().any(|change| change.words.0 <= from && from < change.words.1);
        if changes {
            return None;
        }
        if number.measure.compares() {
            return self.share_of(at).map(|frame| (frame, true));
        }
        let foreign = self.marked.is_foreign_sum(from, to) || self.marked.has_foreign_subject(from);
        if !number.measure.sizes() || foreign || self.is_step(from) || self.is_difference(to) {
            return None;
        }
        if self.is_of_other_things(at) || self.is_of_a_ratio(at) || self.is_of_another_way(at) {
            return None;
        }
        let part = self.part_named_behind(from, to);
        let named = match self.named_right_behind(to) {
            Some(trigger) => Some(self.frame_at(trigger)?),
            None => None,
        };
        let frame = self
            .in_turn(from)
            .or(named)
            .or(part)
            .or_else(|| self.nearest(from, |frame| frame.takes(number)))
            .or_else(|| self.sent_beside(at))?;
        let bare = number.measure == Measure::Bare;
        if bare && (self.marked.is_year(at) || !self.counts_people(from, to)) {
            return None;
        }
        Some((frame, false))
    }

    /// "saw Peru export 3 million", "and 2 million came back": the word for its flow is none that is known
    /// here, and it is of no other flow.
    fn is_of_another_way(&self, at: usize) -> bool {
        const VERBS: &[&str] = &[
            "export",
            "import",
            "exporting",
            "importing",
            "sell",
            "selling",
            "buy",
            "buying",
            "purchase",
            "purchasing",
        ];
        const BACK: &[&str] = &[
            "came back",
            "coming back",
            "come back",
            "the other way",
            "in return",
            "the opposite direction",
            "the other direction",
            "the reverse direction",
        ];
        let to = self.marked.numbers[at].words.1;
        let led = self.marked.before_hedges(at);
        let unread = VERBS.contains(&self.marked.words.get(led))
            && matches!(self.marked.marks.get(led), Some(Mark::Word));
        let end = (to..(to + 9).min(self.marked.words.len()))
            .find(|&i| matches!(self.marked.marks[i], Mark::Comma | Mark::Hard | Mark::Number(_)))
            .unwrap_or(to + 9);
        let behind = self.marked.words.phrase(to, end);
        // "… and bought 2 million in return": the verb right before tells which way.
        let told = matches!(self.marked.marks.get(led), Some(Mark::Verb(Matter::Goods, _)));
        // "3 million out, 2 million in"
        let out = matches!(self.marked.words.get(to), "out" | "in" | "inbound" | "outbound");
        let ends =
            matches!(self.marked.words.get(to + 1), "," | "." | ";" | "and" | "" | "\u{2014}");
        let back = |back: &&str| behind.contains(*back) && !(told && *back == "in return");
        unread || out && ends || BACK.iter().any(back)
    }

    /// The frame of a number that stands in a list, as the flows before it do.
    fn in_turn(&self, from: usize) -> Option<usize> {
        let here = |turn: &&Turn| self.marked.numbers[turn.0].words.0 == from;
        self.turns.iter().find(here).map(|turn| turn.1)
    }

    /// Whether a number counts what does not flow: what carries the goods, what is made at home, the
    /// sick, what was smuggled, a price.
    fn is_of_other_things(&self, at: usize) -> bool {
        let number = &self.marked.numbers[at];
        let (from, to) = number.words;
        let word = |i: usize| self.marked.words.get(i);
        // "two freighters carrying wheat": what carries is not what goes, where that is counted too.
        let carries = matches!(
            word(to),
            "carrying" | "loaded" | "laden" | "full" | "packed" | "transporting"
        );
        let carried = self.marked.numbers.iter().enumerate().any(|(other, sized)| {
            other != at
                && !self.marked.is_said(sized.words.0)
                && matches!(sized.measure, Measure::Money | Measure::Bulk | Measure::Things)
        });
        let carrier = carries && carried && number.measure == Measure::Things;
        // "after 12 cases of swine fever"
        let sick = word(to.saturating_sub(1)) == "cases"
            && word(to) == "of"
            && !(to + 1..to + 4).any(|i| self.marked.is_goods(i));
        let made = from > 0 && lexicon::produces(word(from - 1));
        // "seized 4.1 tonnes of cocaine bound for Belgium"
        let seized = (from.saturating_sub(4)..from).any(|i| lexicon::seizes(word(i)));
        // "the first train, with 50 wagons": what it is made of.
        let made_of = from > 0
            && word(from - 1) == "with"
            && number.unit == Some("wagon")
            && (0..from).any(|i| word(i) == "train");
        // "has risen to $71 a barrel from $68"
        let priced = at > 0
            && self.marked.numbers[at - 1].measure == Measure::Money
            && self.is_price(self.marked.numbers[at - 1].words.1)
            && matches!(word(from.wrapping_sub(1)), "from" | "against" | "to");
        let price = number.measure == Measure::Money && (priced || self.is_price(to));
        carrier || sick || made || seized || made_of || price
    }

    /// "$640 a tonne", "90 euros per megawatt-hour": what one of them costs.
    fn is_price(&self, to: usize) -> bool {
        let unit = number::units::unit(self.marked.words.get(to + 1), Language::English);
        matches!(self.marked.words.get(to), "a" | "per" | "each" | "an")
            && unit.is_some_and(|unit| {
                matches!(unit.measure, Measure::Bulk | Measure::Things | Measure::People)
            })
    }

    /// "flew 80 rescuers and 15 tonnes of relief goods to Nepal": people who are sent with goods.
    fn sent_beside(&self, at: usize) -> Option<usize> {
        let number = &self.marked.numbers[at];
        let from = number.words.0;
        let sends = |placed: &Placed| {
            let trigger = placed.triggers[0];
            let word = self.marked.words.get(trigger);
            matches!(placed.frame.matter, Matter::Goods | Matter::Aid | Matter::Arms)
                && (lexicon::carries(word) || lexicon::sends(word))
                && trigger < from
                && from <= trigger + 9
        };
        let people = number.measure == Measure::People && number.value < 10_000.0;
        people.then(|| self.frames.iter().position(sends)).flatten()
    }

    /// "rose by $2 billion": how much was added, not how much there is.
    fn is_step(&self, from: usize) -> bool {
        let before = |back: usize| from.checked_sub(back).map_or("", |i| self.marked.words.get(i));
        let by = before(1) == "by"
            || before(2) == "by"
                && matches!(before(1), "about" | "some" | "nearly" | "almost" | "around");
        by && changes::before_sign(self.marked, from).is_some()
    }

    /// "3 million of exports and 2 million of imports", "3 million exported to Peru and 2 million imported
    /// from it": the word for the flow of an amount, where the sentence tells of both ways.
    fn named_right_behind(&self, to: usize) -> Option<usize> {
        let goods = |at: usize| match self.marked.marks.get(at) {
            Some(Mark::Noun(Matter::Goods, way) | Mark::Verb(Matter::Goods, way)) => Some(*way),
            _ => None,
        };
        let noun = |at: usize| {
            matches!(self.marked.marks.get(at), Some(Mark::Noun(Matter::Goods, Way::Out | Way::In)))
        };
        let of = matches!(self.marked.words.get(to), "of" | "in");
        let worth = usize::from(self.marked.words.phrase(to, to + 2) == "worth of");
        let start = to + usize::from(of) + 2 * worth;
        let light = |at: usize| {
            matches!(self.marked.words.get(at), "total" | "its" | "the" | "their" | "goods")
        };
        let mut at = if light(start) { start + 1 } else { start };
        // "$3 million of Peruvian exports", "$3 million was Peruvian exports"
        let be = self.marked.marks.get(to) == Some(&Mark::Be);
        if be {
            at = to + 1;
        }
        let named = matches!(self.marked.marks.get(at), Some(Mark::Name(name))
            if self.marked.mention(*name).sort == Sort::Adjective || self.marked.words.all[at].owns);
        if named {
            at += 1;
        }
        let verb = matches!(
            self.marked.words.get(to),
            "exported" | "imported" | "sold" | "bought" | "purchased"
        );
        let found = match () {
            () if (of || worth > 0 || be && named) && noun(at) => at,
            () if verb && goods(to).is_some() => to,
            () => return None,
        };
        let other =
            |at: usize| goods(at).is_some_and(|way| way != Way::Both && Some(way) != goods(found));
        let whole = |at: usize| named && goods(at) == Some(Way::Both);
        (0..self.marked.words.len()).any(|at| other(at) || whole(at)).then_some(found)
    }

    fn frame_at(&self, trigger: usize) -> Option<usize> {
        self.frames.iter().position(|placed| placed.triggers.contains(&trigger))
    }

    /// "…, of which $1.7 billion were Turkish exports": the flow that is named behind its size.
    fn part_named_behind(&self, from: usize, to: usize) -> Option<usize> {
        let which = from.checked_sub(1).is_some_and(|i| self.marked.words.get(i) == "which");
        let verb = matches!(
            self.marked.words.get(to),
            "were" | "was" | "are" | "is" | "came" | "represented" | "in" | "of"
        );
        // "…, of which $3.2 billion went to China"
        let went = (to..to + 2)
            .find(|&i| matches!(self.marked.marks.get(i), Some(Mark::Verb(Matter::Goods, _))));
        let whole = |placed: &Placed| placed.frame.source.is_some() && placed.frame.sink.is_some();
        if let Some(went) = went.filter(|_| which) {
            return self
                .frames
                .iter()
                .position(|placed| placed.triggers[0] == went && whole(placed));
        }
        let noun = (to + 1..to + 5).find(|&i| {
            matches!(self.marked.marks.get(i), Some(Mark::Noun(Matter::Goods, Way::Out | Way::In)))
        })?;
        let alone = !(to..noun).any(|i| matches!(self.marked.marks[i], Mark::Number(_)));
        let frame = self.frames.iter().position(|placed| placed.triggers[0] == noun)?;
        (which && verb && alone).then_some(frame)
    }

    /// "$0.4 billion less than the year before": by how much, not how much.
    fn is_difference(&self, to: usize) -> bool {
        matches!(self.marked.words.get(to), "less" | "more" | "fewer" | "lower" | "higher")
            && matches!(self.marked.words.get(to + 1), "than" | "from" | "on" | "," | "of")
    }

    /// The nearest frame before a word that will have a number, else the next one.
    fn nearest(&self, word: usize, takes: impl Fn(&Frame) -> bool) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (index, placed) in self.frames.iter().enumerate() {
            if !takes(&placed.frame) {
                continue;
            }
            for &trigger in &placed.triggers {
                let distance = if trigger <= word { word - trigger } else { 60 + trigger - word };
                let crosses = (trigger.min(word)..trigger.max(word))
                    .any(|i| self.marked.marks[i] == Mark::Hard);
                let distance = distance + if crosses { 200 } else { 0 };
                if best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, index));
                }
            }
        }
        best.map(|(_, index)| index)
    }

    /// "Arrivals reached 824,500": a bare number is people only behind such a verb.
    fn counts_people(&self, from: usize, to: usize) -> bool {
        let before = (from.saturating_sub(4)..from).rev().any(|i| {
            matches!(
                self.marked.words.get(i),
                "reached"
                    | "numbered"
                    | "totalled"
                    | "totaled"
                    | "hit"
                    | "were"
                    | "was"
                    | "to"
                    | "at"
                    | "exceeded"
                    | "with"
                    | "against"
                    | "from"
                    | "topped"
                    | "surpassed"
                    | "stood"
                    | "about"
                    | "came"
                    | "reach"
                    | "numbering"
                    | "total"
                    | "counted"
                    | "number"
                    | "reaching"
                    | "totalling"
            )
        });
        // "made 6 million visits in 2024; the year before, 4.2 million"
        let known = self.marked.numbers.iter().any(|number| {
            let next = self.marked.words.get(number.words.1);
            let people = number.measure == Measure::People || matches!(next, "visits" | "trips");
            number.words.1 < from && people
        });
        let timed = from > 1
            && self.marked.marks[from - 1] == Mark::Comma
            && matches!(self.marked.marks[from - 2], Mark::Time(_));
        let ends = matches!(self.marked.words.get(to), "." | "," | ";" | "");
        if known && timed && ends {
            return true;
        }
        // "issued 18,000 work permits to Nepalis"
        if (to..to + 3).any(|at| matches!(self.marked.words.get(at), "permits" | "visas")) {
            return true;
        }
        // "made 6 million visits to Japan"
        let before = before || matches!(self.marked.words.get(to), "visits" | "trips");
        let name = matches!(self.marked.marks.get(to), Some(Mark::Name(_) | Mark::Word))
            && !matches!(self.marked.words.get(to), "." | "per");
        before && !name
    }

    /// Whether a percentage is a share of a flow, and of which.
    fn share_of(&self, at: usize) -> Option<usize> {
        let number = &self.marked.numbers[at];
        if number.measure == Measure::Points || number.measure == Measure::Times {
            return None;
        }
        let (from, _) = number.words;
        let frame =
            self.nearest(from, |frame| matches!(frame.matter, Matter::Goods | Matter::Arms))?;
        // "Exports account for 45 percent of Slovakia's economy"
        let to = number.words.1;
        let of = self.marked.words.get(to) == "of";
        let home = of && (to + 1..to + 6).any(|i| lexicon::is_of_home(self.marked.words.get(i)));
        // "61 percent of Swedes back arms for Ukraine"
        let asked = of
            && matches!(self.marked.marks.get(to + 1), Some(Mark::Name(name))
                if self.marked.mention(*name).sort == Sort::People);
        if home || asked {
            return None;
        }
        // "X's share of Y's exports slipped 1.7 points to 19.3 percent".
        let share = self.marked.is_share(at) || self.marked.is_level_of_share(at);
        share.then_some(frame)
    }

    /// "…, bringing the total for the year so far to $3 million": where the words of the running total begin
    /// that is told as the number at a word.
    fn runs_from(&self, from: usize) -> Option<usize> {
        let words = &self.marked.words;
        let hedge = |i: usize| {
            matches!(
                words.get(i),
                "about" | "around" | "some" | "nearly" | "almost" | "over" | "roughly"
            )
        };
        let to = (from.saturating_sub(3)..from).rev().find(|&i| !hedge(i))?;
        let start = (to.saturating_sub(14)..to).rev().find(|&i| lexicon::brings(words.get(i)))?;
        let said = words.phrase(start, to);
        let total = (start..to).any(|i| {
            matches!(
                words.get(i),
                "total" | "totals" | "tally" | "figure" | "sum" | "value" | "amount"
            )
        });
        let told =
            ["so far", "since january", "for the year", "cumulative", "year-to-date", "to date"]
                .iter()
                .any(|cue| said.contains(cue));
        let this_year = said.contains("this year") || said.contains("the year's");
        (words.get(to) == "to" && total && (told || this_year)).then_some(start)
    }

    /// The days of a running total: from the first month of the year to the month that is told.
    fn running(&self, main: Option<Days>) -> Option<Days> {
        let (_, end) = main.or(self.since).or(self.then)?;
        let begins = jiff::civil::Date::new(end.year(), 1, 1).ok()?;
        let over = end == end.last_of_month() && end < self.marked.scene.document.published;
        over.then_some((begins, end))
    }

    /// From which word a running total is told, up to its amount, of each size that is one.
    fn totals(&self, sizes: &[Told]) -> Vec<(usize, usize)> {
        let total = |told: &Told| {
            let from = self.marked.numbers[told.number].words.0;
            Some((self.runs_from(from)?, from))
        };
        sizes.iter().filter_map(total).collect()
    }

    /// Gives each size the time that it is told of.
    fn date(&self, sizes: &mut [Told]) {
        let every = self.periods();
        let totals = self.totals(sizes);
        let within = |word: usize| totals.iter().any(|&(start, end)| (start..end).contains(&word));
        let periods: Vec<(usize, usize)> =
            every.iter().copied().filter(|&(word, _)| !within(word)).collect();
        let main = self.main_days(&periods);
        for index in 0..sizes.len() {
            let told = sizes[index];
            let (from, to) = self.marked.numbers[told.number].words;
            if self.date_apart(&mut sizes[index], &totals, main) {
                continue;
            }
            let before =
                index.checked_sub(1).map_or(0, |i| self.marked.numbers[sizes[i].number].words.1);
            let after = sizes
                .get(index + 1)
                .map_or(self.marked.words.len(), |next| self.marked.numbers[next.number].words.0);
            let precedes = periods
                .iter()
                .rev()
                .find(|&&(word, _)| (before..from).contains(&word))
                .filter(|&&(word, _)| !self.is_of_the_last(index, sizes, word));
            let next = sizes.get(index + 1).map(|next| self.marked.numbers[next.number].words);
            let follows = periods
                .iter()
                .find(|&&(word, _)| (to..after).contains(&word) && self.reaches(to, word))
                .filter(|&&(word, _)| {
                    let led = precedes.is_some();
                    !self.owns_a_sum(word)
                        && !carried::leads_another(self.marked, (to, word), next, led)
                });
            let led = from > 0 && self.marked.words.get(from - 1) == "from";
            let chosen = match (follows, precedes) {
                // "in May $5 million and in June $6 million": what stands before is nearer.
                (Some(_), Some(&(word, time)))
                    if self.leads(word, from) && self.has_leads(sizes, &periods) =>
                {
                    Some(time)
                }
                (Some(&(_, time)), _) => Some(time),
                (None, Some(&(_, time))) if !led || index == 0 => Some(time),
                (None, _) if led => None,
                (None, _) => self
                    .first_plain(&sizes[index + 1..], &periods)
                    .filter(|&&(word, _)| !self.is_of_an_earlier_value(&sizes[index + 1..], word))
                    .filter(|&&(word, _)| !self.dates_an_earlier_value(sizes, word))
                    .map(|&(_, time)| time),
            };
            let alike = self.dated_alike(index, sizes).filter(|_| follows.is_none());
            if let Some(alike) = alike {
                sizes[index].days = sizes[alike].days;
                continue;
            }
            let chosen = self.when_before(before, from).or(chosen);
            let chosen = chosen.or_else(|| self.first_of_all(index, sizes, &periods));
            let chosen = chosen.map(|time| self.narrowed(time, &periods));
            let fits = chosen.filter(|&time| self.fits(told.frame, time));
            let days = fits.map(|time| self.stock(told.frame, time, main));
            sizes[index].dated = follows.is_some() || precedes.is_some();
            sizes[index].days = days;
            sizes[index].cumulative = fits.is_some_and(|time| self.is_cumulative(time, days));
        }
    }

    /// Dates a number of a list of times, and a running total; says whether it is one of them.
    fn date_apart(&self, told: &mut Told, totals: &[(usize, usize)], main: Option<Days>) -> bool {
        let from = self.marked.numbers[told.number].words.0;
        let own = self.own.iter().find(|own| own.0 == told.number).map(|own| own.1);
        let total = own.is_none() && totals.iter().any(|&(_, end)| end == from);
        if own.is_none() && !total {
            return false;
        }
        told.days = own.or_else(|| self.running(main));
        told.dated = true;
        told.cumulative = total;
        true
    }

    /// "2.9 million Russians against 3.1 million a year before, and 2.6 million Germans against 2.5 million":
    /// the last one is of the time of the second.
    fn dated_alike(&self, index: usize, sizes: &[Told]) -> Option<usize> {
        let from = self.marked.numbers[sizes[index].number].words.0;
        let owned = from > 0 && self.marked.words.all[from - 1].owns;
        let earlier = |at: usize| self.is_earlier_value(&sizes[at]);
        if owned || !earlier(index) {
            return None;
        }
        (0..index).rev().find(|&at| earlier(at) && sizes[at].days.is_some())
    }

    /// "2.9 million Russians against 3.1 million a year before, and 2.6 million Germans": a time that is
    /// told of the figure before, which was set against another.
    fn is_of_the_last(&self, index: usize, sizes: &[Told], word: usize) -> bool {
        let Some(last) = index.checked_sub(1).map(|last| sizes[last]) else { return false };
        let earlier = self.is_earlier_value(&last) && !self.is_earlier_value(&sizes[index]);
        earlier && self.dates(&last, word)
    }

    /// "to $3 million from $6 million a year earlier in May": the first time, unless that is of the
    /// figure before and one that is told for itself follows.
    fn first_plain<'p>(
        &self,
        later: &[Told],
        periods: &'p [(usize, usize)],
    ) -> Option<&'p (usize, usize)> {
        let plain = |&&(_, time): &&(usize, usize)| self.marked.time(time).relative.is_none();
        let first = periods.first()?;
        let of_base = later.iter().any(|told| {
            self.is_earlier_value(told) && self.marked.numbers[told.number].words.1 == first.0
        });
        let next = periods.iter().find(plain).filter(|_| of_base && !plain(&first));
        next.or(Some(first))
    }

    /// The first time of the sentence, for a figure behind one that was set against another.
    fn first_of_all(
        &self,
        index: usize,
        sizes: &[Told],
        periods: &[(usize, usize)],
    ) -> Option<usize> {
        let last = sizes[index.checked_sub(1)?];
        let told = self.is_earlier_value(&last) && !self.is_earlier_value(&sizes[index]);
        let own = |&&(word, _): &&(usize, usize)| !self.dates_an_earlier_value(sizes, word);
        told.then(|| periods.iter().find(own).map(|&(_, time)| time)).flatten()
    }

    /// "Kenya had by June sent 734 police officers": so many are there then, and come every month.
    fn stock(&self, frame: usize, time: usize, main: Option<Days>) -> Days {
        let matter = self.frames[frame].frame.matter;
        let people = matches!(matter, Matter::Soldiers | Matter::Workers);
        let told = self.marked.time(time);
        // "at the end of 2025 about 15,000 were employed"
        let end = told.grain == Grain::Year
            && told.kind == TimeKind::Point
            && told.relative.is_none()
            && told.end == told.whole().1
            && told.start > told.whole().0;
        if end && (people || matter == Matter::Visitors) {
            return (told.end.first_of_month(), told.end);
        }
        if people && told.kind == TimeKind::Until && told.relative.is_none() {
            return told.whole();
        }
        self.days(time, main)
    }

    /// "By the end of August it had bought 1.9 million tonnes this year": of a year, what is over.
    fn narrowed(&self, at: usize, periods: &[(usize, usize)]) -> usize {
        let whole = self.marked.time(at);
        if whole.grain != Grain::Year || whole.kind == TimeKind::Until {
            return at;
        }
        let until = |other: usize| {
            let time = self.marked.time(other);
            time.kind == TimeKind::Until
                && time.relative.is_none()
                && whole.start <= time.end
                && time.end < whole.end
        };
        periods.iter().map(|&(_, other)| other).find(|&other| until(other)).unwrap_or(at)
    }

    /// Whether the time at `word` dates the number right behind it.
    fn leads(&self, word: usize, from: usize) -> bool {
        let last = self.marked.last(word);
        last <= from
            && (last..from).all(|i| {
                matches!(self.marked.marks[i], Mark::Comma | Mark::Prep(_))
                    || self.marked.words.get(i) == "about"
            })
    }

    fn has_leads(&self, sizes: &[Told], periods: &[(usize, usize)]) -> bool {
        sizes.len() > 1
            && sizes.iter().all(|told| {
                let from = self.marked.numbers[told.number].words.0;
                periods.iter().any(|&(word, _)| self.leads(word, from))
            })
    }

    /// Whether a time behind a number still belongs to it: no verb of a new flow lies between.
    fn reaches(&self, to: usize, word: usize) -> bool {
        !(to..word).any(|i| {
            self.marked.marks[i] == Mark::Hard
                || matches!(self.marked.marks[i], Mark::Number(at) if self.marked.numbers[at].measure.compares() && self.is_change(at))
                    && (i..word).any(|j| matches!(self.marked.words.get(j), "after" | "following"))
        })
    }

    fn is_change(&self, at: usize) -> bool {
        let from = self.marked.numbers[at].words.0;
        self.changes.iter().any(|change| change.words.0 <= from && from < change.words.1)
    }

    fn fits(&self, frame: usize, time: usize) -> bool {
        let placed = &self.frames[frame];
        let time = self.marked.time(time);
        // A flow that is only implied stands with its number.
        let verb = placed
            .triggers
            .iter()
            .any(|&i| matches!(self.marked.marks[i], Mark::Verb(..) | Mark::Number(_)));
        // "on Monday approved the sale of missiles to Australia"
        let first = placed.triggers[0];
        let approved = self.marked.words.get(first) == "sale"
            && (first.saturating_sub(4)..first).any(|i| {
                matches!(
                    self.marked.words.get(i),
                    "approved" | "cleared" | "authorised" | "authorized" | "agreed" | "signed"
                )
            });
        // "Spain's fourth consignment of vehicles reached Ukraine on Sunday"
        let arrived = (0..self.marked.words.len()).any(|i| {
            matches!(
                self.marked.words.get(i),
                "reached" | "arrived" | "landed" | "docked" | "delivered" | "unloaded" | "left"
            )
        });
        time.grain != Grain::Day
            || verb
            || approved
            || arrived
            || placed.frame.matter != Matter::Goods
    }

    fn is_cumulative(&self, time: usize, days: Option<Days>) -> bool {
        let since = self.marked.time(time).kind == TimeKind::Since;
        since
            || days.is_some_and(|days| {
                days.0.month() == 1
                    && days.0.day() == 1
                    && !period::is_month(days)
                    && !period::is_year(days)
            })
    }

    /// The times that tell when something flowed, with their first words.
    fn periods(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.marked.words.len() {
            if let Mark::Time(at) = self.marked.marks[i] {
                if self.is_period(i, at) {
                    found.push((i, at));
                }
                i = self.marked.last(i);
            } else {
                i += 1;
            }
        }
        found
    }

    /// "twice February's", "above June's": a time that only owns what something is held against.
    fn is_yardstick(&self, i: usize) -> bool {
        const BESIDE: &[&str] = &[
            "twice",
            "double",
            "triple",
            "than",
            "above",
            "below",
            "over",
            "under",
            "beyond",
            "exceeding",
            "topping",
            "surpassing",
            "beating",
            "exceeded",
            "topped",
            "surpassed",
            "beat",
        ];
        let owns = self.marked.words.all[self.marked.last(i) - 1].owns;
        let beside = i.checked_sub(1).is_some_and(|before| {
            matches!(self.marked.marks[before], Mark::Multiple(_))
                || BESIDE.contains(&self.marked.words.get(before))
        });
        owns && beside
    }

    fn is_period(&self, i: usize, at: usize) -> bool {
        let time = self.marked.time(at);
        if self.marked.is_said(i) || !time.is_dated() {
            return false;
        }
        // "has tripled in three years" looks back.
        if self.marked.is_stretch(i, time) {
            return false;
        }
        let ahead = time.start > self.marked.scene.document.published;
        if ahead && !self.marked.marks.contains(&Mark::Ahead) && self.is_change_before(i) {
            return false;
        }
        let last = self.marked.last(i);
        // "Britain on Tuesday announced 120 million pounds in aid": what is announced is given.
        let gives =
            |j| lexicon::announces(self.marked.words.get(j)) && self.marked.is_sum_behind(j);
        let says = |j: usize| {
            matches!(self.marked.marks.get(j), Some(Mark::Says | Mark::Denies)) && !gives(j)
        };
        let spoken = time.grain == Grain::Day
            && (says(i.wrapping_sub(1))
                || i >= 2 && self.marked.words.get(i - 1) == "on" && says(i - 2)
                || says(last));
        if spoken {
            return false;
        }
        // "up 30 percent since 2019"
        let since = time.kind == TimeKind::Since
            && time.grain == Grain::Year
            && self.marked.words.get(i) == "since"
            && i > 0
            && match self.marked.marks[i - 1] {
                Mark::Number(at) => self.marked.numbers[at].measure.compares(),
                Mark::Multiple(_) => true,
                _ => false,
            };
        if since {
            return false;
        }
        // "the highest since December 2019", "the most in a year", "the first fall since May 2025"
        let since = self.marked.words.phrase(i.saturating_sub(3), i).contains("since")
            || time.kind == TimeKind::Since;
        let record = since && (i.saturating_sub(9)..i).any(|j| outranks(self.marked.words.get(j)));
        // "the largest this year"
        let best = i > 0 && is_superlative(self.marked.words.get(i - 1));
        if record || best {
            return false;
        }
        if time.relative.is_none() && self.is_yardstick(i) {
            return false;
        }
        // "up from $1.2 billion a year earlier" is the time of that sum, not a base.
        let sized = |at: usize| {
            matches!(self.marked.marks.get(at), Some(Mark::Number(n))
                if self.marked.numbers[*n].measure.sizes() || self.marked.is_share_before(*n))
        };
        // "the $1.3 billion of 2023", "the $1.3 billion recorded in all of 2023", "from May's 3,710 kg"
        let of = self.led_by(i).is_some_and(sized);
        let own = self.marked.words.all[last - 1].owns && sized(last);
        let dates_a_sum = i > 0 && sized(i - 1) || of || own;
        dates_a_sum || !self.marked.is_base(i, time)
    }

    /// The word before those that lead from an amount to its time: "… of 2023", "… recorded in 2023".
    fn led_by(&self, i: usize) -> Option<usize> {
        let word = |at: usize| self.marked.words.get(at);
        let mut at = i.checked_sub(1)?;
        while matches!(word(at), "all" | "the" | "whole" | "entire" | "full") {
            at = at.checked_sub(1)?;
        }
        let of = word(at) == "of";
        let led = of || matches!(word(at), "in" | "for" | "during");
        if led {
            at = at.checked_sub(1)?;
        }
        // "recorded in all of 2023"
        while led && matches!(word(at), "all" | "of" | "in" | "for" | "the" | "whole") {
            at = at.checked_sub(1)?;
        }
        let recorded = crate::stated::RECORDED.contains(&word(at));
        match recorded {
            true => at.checked_sub(1),
            false => of.then_some(at),
        }
    }

    /// "tripled in", "rose 5 percent in": a change right before a time.
    fn is_change_before(&self, i: usize) -> bool {
        (i.saturating_sub(3)..i).any(|at| match self.marked.marks[at] {
            Mark::Multiple(_) | Mark::Change(..) => true,
            Mark::Number(number) => self.marked.numbers[number].measure.compares(),
            _ => false,
        })
    }

    /// The days of the sentence's first plain time.
    fn main_days(&self, periods: &[(usize, usize)]) -> Option<Days> {
        let published = self.marked.scene.document.published;
        periods
            .iter()
            .map(|&(_, at)| self.marked.time(at))
            .find(|time| time.relative.is_none())
            .map(|time| period::covered(time, published, None))
            .or(self.since)
            .or_else(|| self.told_before())
    }

    fn days(&self, at: usize, main: Option<Days>) -> Days {
        let published = self.marked.scene.document.published;
        let time = self.marked.time(at);
        if let Some(days) = period::run_up(time, published) {
            return days;
        }
        // "since fighting broke out in April 2023"
        if self.opens_since(time) && time.relative.is_none() && time.end < published {
            return (time.start, published);
        }
        let latest = (self.marked.scene.times.iter())
            .filter(|other| {
                other.relative.is_none() && other.grain == Grain::Month && other.end < published
            })
            .map(|other| other.end)
            .max();
        match (time.relative, main) {
            (Some(_), Some(main)) => period::related(time, main),
            _ => period::covered(time, published, latest),
        }
    }

    /// Whether a time stands in a clause that "since" leads.
    fn opens_since(&self, time: &crate::time::Time) -> bool {
        let first = self.marked.words.within(time.span).0;
        let clause = (first.saturating_sub(9)..first).rev().take_while(|&i| {
            !matches!(
                self.marked.marks[i],
                Mark::Comma | Mark::Hard | Mark::Number(_) | Mark::Time(_)
            )
        });
        time.kind != TimeKind::Since
            && clause.into_iter().any(|i| i + 2 < first && self.marked.words.get(i) == "since")
    }

    fn amount(&self, told: &Told) -> Amount {
        let number = &self.marked.numbers[told.number];
        let mut amount = amount_of(number);
        if told.share {
            amount.unit = Some("%".to_owned());
            if number.measure == Measure::Part {
                amount.value = Some((number.value * 1e8).round() / 1e6);
            }
        }
        if number.measure == Measure::Bare {
            amount.unit = Some("person".to_owned());
        }
        amount.cumulative = told.cumulative;
        amount.attributed_to.clone_from(&self.marked.voice);
        amount.commodities = goods::of_number(self.marked, self.goods, number.words);
        if amount.commodities.is_empty() {
            amount.commodities = goods::unclaimed(self.marked, self.goods);
        }
        if amount.commodities.is_empty() && number.measure != Measure::People {
            amount.commodities = goods::only(self.goods);
        }
        amount.record = self.record(number.words);
        amount
    }

    /// "a record", "the highest since December 2019".
    fn record(&self, (from, to): (usize, usize)) -> Option<String> {
        let near = from.saturating_sub(4)..(to + 14).min(self.marked.words.len());
        for i in near {
            let word = self.marked.words.get(i);
            if word == "record" {
                return Some("record high".to_owned());
            }
            if is_superlative(word) && i > to.saturating_sub(1) {
                let reach = i..(i + 8).min(self.marked.words.len());
                // "the lowest in nine months" names no month.
                let Some(since) = reach.clone().find(|&j| self.marked.words.get(j) == "since")
                else {
                    continue;
                };
                for j in since..reach.end {
                    if let Mark::Time(at) = self.marked.marks[j] {
                        let time = self.marked.time(at);
                        return Some(format!(
                            "{word} since {}",
                            period::text((time.start, time.start.last_of_month()))
                        ));
                    }
                }
            }
        }
        None
    }

    /// Puts each change to the size that it is a change of; returns those that stand alone.
    fn attach(&self, sizes: &[Told], amounts: &mut [Amount]) -> Vec<(usize, usize)> {
        let mut apart = Vec::new();
        for (index, change) in self.changes.iter().enumerate() {
            if self.marked.has_foreign_subject(change.words.0) {
                continue;
            }
            let owner = self.owner_of(change);
            let turn = self.in_turn(change.words.0);
            let near = || self.nearest(change.words.0, |frame| frame.matter != Matter::Launch);
            let Some(frame) = turn.or_else(near) else { continue };
            let host = match turn {
                Some(turn) => sizes.iter().position(|told| told.frame == turn && !told.share),
                None => self.host(change, sizes),
            };
            match host.filter(|_| owner.is_none()) {
                Some(host) => {
                    let told = self.worded(change, sizes[host].days);
                    add_change(&mut amounts[host].changes, told);
                }
                None => apart.push((index, frame)),
            }
        }
        apart
    }

    /// "…, and Slovakia's tripled": whose flow changes, where a clause of its own names another.
    fn owner_of(&self, change: &Worded) -> Option<Actor> {
        // "Slovakia's rose 5 percent": the verb may stand before what is counted.
        let moves = |i: &usize| {
            matches!(self.marked.marks[*i], Mark::Change(..))
                || self.marked.marks[*i] == Mark::Word && self.marked.words.get(*i).ends_with("ly")
        };
        let end = change.words.0;
        let from = (end.saturating_sub(3)..end).rev().take_while(moves).last().unwrap_or(end);
        let at = from.checked_sub(1)?;
        let Mark::Name(name) = self.marked.marks[at] else { return None };
        let opens = self.marked.first(at).checked_sub(1).is_some_and(|before| {
            matches!(self.marked.marks[before], Mark::And | Mark::Comma | Mark::Hard)
        });
        (self.marked.words.all[at].owns && opens).then(|| self.marked.mention(name).actor())?
    }

    /// The size that a change is of: the last one before it, else the first one after it.
    fn host(&self, change: &Worded, sizes: &[Told]) -> Option<usize> {
        let word = |told: &Told| self.marked.numbers[told.number].words.0;
        let earlier = |told: &Told| self.is_earlier_value(told);
        let points = change.points.is_some();
        let fits = |told: &Told| (told.share || !points) && !earlier(told);
        let before = sizes.iter().rposition(|told| word(told) < change.words.0 && fits(told));
        // "rice at 18,200 tonnes and flour at 9,600, the former up 31 percent"
        let former = (change.words.0.saturating_sub(4)..change.words.0)
            .any(|at| self.marked.words.get(at) == "former");
        let before = before.map(|at| if former { at.saturating_sub(1) } else { at });
        let after = || sizes.iter().position(|told| word(told) > change.words.0 && fits(told));
        let after = || after().filter(|&host| !self.is_of_the_flow_before(change, &sizes[host]));
        let host = before.filter(|&host| !self.is_anew(&sizes[host], change)).or_else(after)?;
        // "rose 5 percent, bringing the total since January to $3 million": no change of the total.
        let total = self.runs_from(word(&sizes[host]));
        if total.is_some_and(|start| change.words.0 < start) {
            return None;
        }
        // "… after dropping 7.3 percent in September" is of another month.
        let told = &sizes[host];
        let elsewhere = change.time.is_some_and(|time| {
            let main = told.days;
            let days = self.days(time, main);
            // "fivefold in March and have since come back to 4.1 billion euros in May"
            let anew = word(told) > change.words.0 && self.dates_before(time, word(told));
            told.dated
                && main.is_some_and(|main| main != days)
                && (word(told) < change.words.0 || anew)
        });
        (!elsewhere).then_some(host)
    }

    /// "Imports rose 5 percent, while exports came to $3 million": whether a change is of the flow named
    /// before it, and the size behind it of another one.
    fn is_of_the_flow_before(&self, change: &Worded, told: &Told) -> bool {
        let Some(own) = self.nearest(change.words.0, |frame| frame.matter == Matter::Goods) else {
            return false;
        };
        let (own, other) = (&self.frames[own], &self.frames[told.frame]);
        own.frame.way != other.frame.way
            && other.frame.matter == Matter::Goods
            && own.triggers.iter().any(|&at| at < change.words.0)
            && other.triggers.iter().all(|&at| at > change.words.0)
    }

    /// "…, while those to X rose 5 percent to $11 million", "…, but its imports grew 3 percent": whether a
    /// change is of another flow than the size before it.
    fn is_anew(&self, told: &Told, change: &Worded) -> bool {
        let marked = self.marked;
        let between = self.marked.numbers[told.number].words.0..change.words.0;
        let noun = |at: usize| matches!(marked.marks[at], Mark::Noun(..));
        let own = &self.frames[told.frame].triggers;
        let hard = between.clone().find(|&at| marked.marks[at] == Mark::Hard);
        hard.is_some_and(|hard| (hard + 1..change.words.0).any(noun))
            || between.into_iter().any(|at| {
                marked.words.get(at) == "those" && noun(at)
                    || !own.contains(&at) && clause::opens(marked, at)
            })
    }

    /// "It was $58.7 billion, against $66.2 billion in 2024": the time is that of the second.
    fn is_of_an_earlier_value(&self, later: &[Told], word: usize) -> bool {
        let earlier = |told: &&Told| self.is_earlier_value(told);
        // "Turkey hosts 2.9 million Syrians, down from a peak of 3.7 million in 2021"
        let now = (0..word).any(|i| {
            let verb = matches!(self.marked.marks[i], Mark::Verb(..));
            verb && self.marked.words.get(i).ends_with('s')
                || matches!(self.marked.words.get(i), "now" | "currently" | "today")
        });
        (now || self.then.or(self.since).is_some())
            && later
                .iter()
                .find(earlier)
                .is_some_and(|told| self.marked.numbers[told.number].words.1 <= word)
    }

    /// Whether a time stands before a word.
    fn dates_before(&self, time: usize, word: usize) -> bool {
        let at = self.marked.words.within(self.marked.time(time).span).0;
        at < word
    }

    /// "from the 618 billion first published": a figure that no longer holds.
    fn is_corrected(&self, told: &Told) -> bool {
        let (from, to) = self.marked.numbers[told.number].words;
        let after = (to..(to + 4).min(self.marked.words.len())).map(|i| self.marked.words.get(i));
        let published =
            ["published", "reported", "announced", "given", "estimated", "stated", "thought"];
        let mut last = "";
        for word in after.take_while(|word| !matches!(*word, "from" | "against" | "after" | "than"))
        {
            if matches!(
                last,
                "first" | "initially" | "previously" | "originally" | "earlier" | "already"
            ) && published.contains(&word)
            {
                return true;
            }
            last = word;
        }
        // "corrected July's exports, from $212 million to $221 million"
        let mended = (0..from).any(|i| {
            let figure = || {
                (i + 1..i + 4).any(|at| {
                    matches!(self.marked.words.get(at), "figure" | "figures" | "estimate" | "count")
                })
            };
            match self.marked.words.get(i) {
                "revised" | "corrected" | "amended" | "restated" => true,
                "lowered" | "raised" | "cut" | "trimmed" | "upped" | "adjusted" | "changed" => {
                    figure()
                }
                _ => false,
            }
        });
        // "a month ago it had put them at $6.3 billion"
        let put = (from.saturating_sub(5)..from).any(|i| {
            self.marked.words.get(i) == "had"
                && matches!(
                    self.marked.words.get(i + 1),
                    "put"
                        | "given"
                        | "reported"
                        | "estimated"
                        | "placed"
                        | "announced"
                        | "published"
                )
        });
        if mended && put {
            return true;
        }
        if mended && from > 0 && self.marked.words.get(from - 1) == "from" {
            return true;
        }
        let before = self.marked.words.phrase(from.saturating_sub(4), from);
        [
            "rather than",
            "instead of",
            "not the",
            "a figure of",
            "the figure of",
            "an earlier figure of",
            "an estimate of",
            "previously",
            "originally",
            "initial estimate",
            "not",
        ]
        .iter()
        .any(|word| before.ends_with(word))
    }

    fn worded(&self, change: &Worded, of: Option<Days>) -> Change {
        period::change(change.ratio, change.points, change.base, of, change.approximate)
    }

    /// Changes without a value: a flow of its own for each time they are told of.
    fn tell_changes(&self, apart: &[(usize, usize)], sizes: &[Told], found: &mut Vec<Sighting>) {
        let mut periods = self.periods();
        periods.retain(|&(word, _)| !self.dates_an_earlier_value(sizes, word));
        let main = self.main_days(&periods);
        let mut told: Vec<Apart> = Vec::new();
        for &(index, frame) in apart {
            let change = &self.changes[index];
            let time = change.time.or_else(|| {
                let before = periods.iter().rev().find(|&&(word, _)| word < change.words.0);
                before.or(periods.first()).map(|&(_, time)| time)
            });
            let days =
                time.filter(|&time| self.fits(frame, time)).map(|time| self.days(time, main));
            let days = days.or_else(|| self.carried_days_of(frame, sizes));
            let worded = self.worded(change, days);
            let owner = self.owner_of(change);
            let alike = |other: &&mut Apart| (other.0, other.1, other.2) == (frame, time, owner);
            match told.iter_mut().find(alike) {
                Some(other) => add_change(&mut other.3, worded),
                None => told.push((frame, time, owner, vec![worded])),
            }
        }
        for (at, time, owner, changes) in told {
            let placed = &self.frames[at];
            if !self.is_two_sided(placed) {
                continue;
            }
            let fits = time.filter(|&time| self.fits(at, time));
            let days = fits.map(|time| self.days(time, main));
            let days = days.or_else(|| self.carried_days_of(at, sizes));
            let amount = Amount {
                changes,
                attributed_to: self.marked.voice.clone(),
                commodities: goods::unclaimed(self.marked, self.goods),
                cumulative: fits.is_some_and(|time| self.is_cumulative(time, days)),
                ..Amount::default()
            };
            let span = self.marked.scene.span;
            let mut frame = placed.frame.clone();
            match frame.way {
                _ if owner.is_none() => {}
                Way::In => frame.sink = owner,
                _ => frame.source = owner,
            }
            if owner.is_some() && frame.source == frame.sink {
                continue;
            }
            self.arm(&mut frame, None);
            found.push(frame.sighting(Size { amount, days, share: false, span }, span));
        }
    }

    /// The frame of a size, with the parties that stand nearest to it; none if it is nobody's.
    fn frame_for(&self, told: &Told) -> Option<Frame> {
        let placed = &self.frames[told.frame];
        let mut frame = placed.frame.clone();
        let number = &self.marked.numbers[told.number];
        let (from, to) = number.words;
        let next = self
            .marked
            .numbers
            .iter()
            .map(|other| other.words.0)
            .find(|&word| word > from && self.is_told(word));
        let next = next.unwrap_or(self.marked.words.len());
        frame.sink = self
            .in_order(told, &placed.sinks)
            .or_else(|| nearest_party(&placed.sinks, frame.sink, from, to, next));
        frame.source = self
            .in_order(told, &placed.sources)
            .or_else(|| nearest_party(&placed.sources, frame.source, from, to, next));
        // "Brazil accounted for 9.1 million tonnes of the soybeans that China imported"
        let before = |back: usize| from.checked_sub(back).map_or("", |i| self.marked.words.get(i));
        let accounts =
            before(1) == "for" && matches!(before(2), "accounted" | "accounts" | "accounting");
        if told.share || accounts {
            self.share_party(&mut frame, from);
        }
        // "Of the 7,200 tonnes that Malawi exported, 2,900 went to South Africa": all went nowhere.
        let accounted_for = next > 1 && self.marked.words.get(next - 1) == "for";
        let of_all = matches!(self.marked.words.get(0), "of" | "out") && from < 5 && !told.share;
        let comma = (to..next).find(|&i| self.marked.marks[i] == Mark::Comma).unwrap_or(next);
        if of_all && placed.sinks.iter().any(|sink| sink.0 >= comma) {
            frame.sink = None;
        }
        if self.is_whole(told) {
            *(if frame.way == Way::In { &mut frame.source } else { &mut frame.sink }) = None;
        }
        if of_all && accounted_for {
            frame.source = None;
        }
        let goods = matches!(frame.matter, Matter::Goods | Matter::Aid | Matter::Arms);
        if number.measure == Measure::People && goods {
            frame.matter = Matter::Visitors;
        }
        // "for this year 2.5 million are planned"
        let planned = matches!(self.marked.words.get(to), "are" | "is")
            && lexicon::is_awaited(self.marked.words.get(to + 1));
        if planned && frame.modality == Modality::Happened {
            frame.modality = Modality::Planned;
        }
        self.unpart(told, &mut frame);
        self.next_in_the_list(told, &mut frame);
        self.their_own(told, &mut frame);
        let whole = self.frames.len() == 1 && told.frame == 0 && self.has_shares();
        self.arm(&mut frame, number.unit);
        if frame.source.is_some() && frame.source == frame.sink || self.is_loss(&frame, from) {
            return None;
        }
        self.fund(&mut frame, number.measure, to);
        let two = frame.source.is_some() && frame.sink.is_some();
        let launch =
            frame.matter == Matter::Launch && frame.source.is_some() && frame.sink.is_none();
        let one = self.is_two_sided(placed)
            || whole && frame.source.is_some()
            || self.is_to_all(placed, number.measure);
        (two || launch || frame.matter == Matter::Goods && one).then_some(frame)
    }

    /// "imported 84,000 cars, of which 33,500 came from Indonesia", "sent 412 million tonnes abroad;
    /// China received 47 percent of it": who stands behind the part takes no part in the whole.
    fn unpart(&self, told: &Told, frame: &mut Frame) {
        let placed = &self.frames[told.frame];
        let to = self.marked.numbers[told.number].words.1;
        let parted = (to..self.marked.words.len()).find(|&i| {
            let phrase = self.marked.words.phrase(i, i + 2);
            let part = i > to && matches!(self.marked.marks[i - 1], Mark::Number(_));
            phrase == "of which"
                || part && matches!(phrase, "of them" | "of whom")
                || matches!(
                    self.marked.words.phrase(i, i + 2),
                    "abroad in" | "abroad ;" | "abroad ,"
                )
                || self.marked.words.get(i) == "including"
                    && matches!(self.marked.marks.get(i + 1), Some(Mark::Number(_)))
        });
        // "270 million euros, of which 19 million in advance, was paid to Moldova": an aside.
        let aside = |from: usize| {
            (from + 2..self.marked.words.len())
                .find(|&i| self.marked.words.get(i) == ",")
                .is_some_and(|i| self.marked.marks.get(i + 1) == Some(&Mark::Be))
        };
        let parted = parted.filter(|&from| !told.share && !aside(from));
        let Some(parted) = parted else { return };
        let behind = |parties: &[(usize, Actor)]| {
            !parties.is_empty() && parties.iter().all(|party| party.0 > parted)
        };
        if frame.way == Way::Out && behind(&placed.sinks) {
            frame.sink = None;
        }
        let people = matches!(frame.matter, Matter::Visitors | Matter::Workers | Matter::Soldiers);
        if (frame.way == Way::In || people) && behind(&placed.sources) {
            frame.source = None;
        }
    }

    /// "19.1 million British tourists and 12.1 million Germans": each count has its own people.
    fn their_own(&self, told: &Told, frame: &mut Frame) {
        let number = &self.marked.numbers[told.number];
        let visits = matches!(frame.matter, Matter::Visitors | Matter::Workers);
        if number.measure != Measure::People || !visits {
            return;
        }
        let (from, to) = number.words;
        let sort = |name: usize| self.marked.mention(name).sort;
        let people = (from..to + 1).find_map(|at| match self.marked.marks.get(at)? {
            Mark::Name(name) if matches!(sort(*name), Sort::People | Sort::Adjective) => {
                self.marked.mention(*name).actor()
            }
            _ => None,
        });
        let people = people.or_else(|| {
            let last = told.number.checked_sub(1)?;
            let (from, to) = self.marked.numbers[last].words;
            let named =
                self.is_earlier_value(told) && self.marked.numbers[last].measure == Measure::People;
            (from..to + 1).filter(|_| named).find_map(|at| match self.marked.marks.get(at)? {
                Mark::Name(name) => self.marked.mention(*name).actor(),
                _ => None,
            })
        });
        let expelled =
            lexicon::expels(self.marked.words.get(self.marked.words.within(frame.trigger).0));
        let several =
            self.marked.numbers.iter().filter(|other| other.measure == Measure::People).count() > 1;
        let known = frame.source.is_some() && frame.sink.is_some() && several && !expelled;
        if let Some(people) = people.filter(|&people| known && Some(people) != frame.sink) {
            frame.source = Some(people);
        }
    }

    /// "exported 410,000 tonnes, a third of it to Peru": all of it went to nobody in particular.
    fn is_whole(&self, told: &Told) -> bool {
        let placed = &self.frames[told.frame];
        let partners = if placed.frame.way == Way::In { &placed.sources } else { &placed.sinks };
        let part = |at: usize| {
            let to = self.marked.numbers[at].words.1;
            self.frame_of(at) == Some((told.frame, true))
                && self.marked.words.get(to) == "of"
                && matches!(self.marked.words.get(to + 1), "it" | "them" | "which" | "that")
                && partners.iter().all(|partner| partner.0 > to)
        };
        !told.share
            && !partners.is_empty()
            && (told.number + 1..self.marked.numbers.len()).any(part)
    }

    /// "$35 million and $9 million to Kenya and Uganda": as many sums as parties, in their order.
    fn in_order(&self, told: &Told, parties: &[(usize, Actor)]) -> Option<Actor> {
        if parties.len() < 2 {
            return None;
        }
        let frame = |at: usize| {
            self.frame_of(at)
                .is_some_and(|(frame, share)| frame == told.frame && share == told.share)
        };
        let place = |at: usize| self.marked.numbers[at].words.0;
        let sizes: Vec<usize> = (0..self.marked.numbers.len()).filter(|&at| frame(at)).collect();
        let last = self.marked.numbers[*sizes.last()?].words.1;
        let first = self.marked.numbers[*sizes.first()?].words.0;
        let behind = parties.iter().all(|party| party.0 >= last);
        let ahead = parties.iter().all(|party| party.0 < first);
        // "To Russia went 63 percent of exports, to the EU 3.1 percent"
        let in_turn = sizes.len() == parties.len()
            && sizes.iter().zip(parties).enumerate().all(|(index, (&size, party))| {
                let last = index.checked_sub(1).map_or(0, |last| place(sizes[last]));
                (last..place(size)).contains(&party.0)
            });
        if sizes.len() != parties.len() || !behind && !ahead && !in_turn {
            return None;
        }
        let index = sizes.iter().position(|&at| at == told.number)?;
        parties.get(index).map(|party| party.1)
    }

    /// "withdrew 200 peacekeepers", "15 workers were kidnapped": nobody is sent there.
    fn is_loss(&self, frame: &Frame, from: usize) -> bool {
        let people = matches!(frame.matter, Matter::Visitors | Matter::Workers | Matter::Soldiers);
        let near = from.saturating_sub(7)..(from + 9).min(self.marked.words.len());
        let expels = |i: &usize| lexicon::expels(self.marked.words.get(*i));
        let expelled = self.marked.words.within(frame.trigger).0;
        let grounded = |i: usize| {
            matches!(
                self.marked.words.get(i),
                "cancelled"
                    | "canceled"
                    | "grounded"
                    | "scrapped"
                    | "axed"
                    | "suspended"
                    | "delayed"
            )
        };
        if frame.matter == Matter::Transport {
            return near.clone().any(grounded);
        }
        people
            && !expels(&expelled)
            && near.into_iter().any(|i| lexicon::is_loss(self.marked.words.get(i)))
    }

    /// "provided $400 million to": money that is given is help.
    fn fund(&self, frame: &mut Frame, measure: Measure, to: usize) {
        let trigger = self.marked.words.within(frame.trigger).0;
        let gives = lexicon::funds(self.marked.words.get(trigger));
        let promised = lexicon::promises(self.marked.words.get(trigger));
        let got = matches!(
            self.marked.words.get(trigger),
            "received" | "receives" | "receive" | "got" | "obtained"
        );
        // "Kyiv received 1.8 billion euros from the EU": for nothing that is named.
        if frame.matter == Matter::Goods
            && frame.way == Way::In
            && got
            && measure == Measure::Money
            && self.goods.is_empty()
            && !(0..self.marked.words.len()).any(|i| {
                matches!(
                    self.marked.words.get(i),
                    "worth" | "goods" | "products" | "imports" | "exports"
                )
            })
        {
            frame.matter = Matter::Aid;
        }
        // "A$600 million is to go from Canberra to Papua New Guinea": for nothing that is named.
        let goes = matches!(self.marked.words.get(trigger), "go" | "goes" | "went" | "gone");
        let traded =
            self.marked.marks.iter().any(|mark| matches!(mark, Mark::Noun(Matter::Goods, _)));
        let gives = gives || goes && !traded && self.goods.is_empty() && frame.source.is_some();
        if frame.matter == Matter::Goods
            && frame.way == Way::Out
            && gives
            && (measure == Measure::Money || promised)
        {
            let worth = (0..self.marked.words.len()).any(|i| self.marked.words.get(i) == "worth");
            // "sent $402 million of goods"
            let goods = self.marked.words.phrase(to, to + 2) == "of goods";
            if !worth && !goods {
                frame.matter = Matter::Aid;
            }
        }
    }

    fn is_told(&self, word: usize) -> bool {
        self.marked
            .numbers
            .iter()
            .enumerate()
            .any(|(at, number)| number.words.0 == word && self.frame_of(at).is_some())
    }

    fn has_shares(&self) -> bool {
        (0..self.marked.numbers.len()).any(|at| self.frame_of(at).is_some_and(|(_, share)| share))
    }

    /// "China took 26.8 percent of Brazilian exports": the subject is the partner.
    fn share_party(&self, frame: &mut Frame, from: usize) {
        let missing =
            if frame.way == Way::In { frame.source.is_none() } else { frame.sink.is_none() };
        // "…, while Canada's share was 22 percent"
        let own = self.marked.share_before(from).and_then(|share| share.checked_sub(1));
        if let Some(at) = own
            && let Mark::Name(name) = self.marked.marks[at]
            && self.marked.words.all[at].owns
            && let Some(sharer) = self.marked.mention(name).actor()
            && ![frame.source, frame.sink].contains(&Some(sharer))
        {
            *(if frame.way == Way::In { &mut frame.source } else { &mut frame.sink }) =
                Some(sharer);
        }
        if !missing {
            return;
        }
        let owner = if frame.way == Way::In { frame.sink } else { frame.source };
        // "the share of China in Myanmar's exports", "China's share of Myanmar's exports"
        let sharer = self.marked.share_before(from).and_then(|share| {
            let named = [share + 2, share.saturating_sub(1)].into_iter();
            let of = self.marked.words.get(share + 1) == "of";
            named.skip(usize::from(!of)).find_map(|at| match self.marked.marks.get(at)? {
                Mark::Name(name) => self.marked.mention(*name).actor(),
                _ => None,
            })
        });
        let sharer = sharer.filter(|sharer| Some(*sharer) != owner);
        let subject = || roles::subject(self.marked, from).map(|(_, subject)| subject);
        let Some(subject) = sharer.or_else(subject) else { return };
        if Some(subject) == owner {
            return;
        }
        if frame.way == Way::In { frame.source = Some(subject) } else { frame.sink = Some(subject) }
    }

    /// A flow of arms is one whoever pays; what is sent after a disaster is help.
    fn arm(&self, frame: &mut Frame, unit: Option<&str>) {
        let money = number::units::printed(unit.unwrap_or(""))
            .is_some_and(|(_, measure)| measure == Measure::Money);
        let sent = self.marked.words.within(frame.trigger).0;
        let gives = matches!(
            self.marked.words.get(sent),
            "sent"
                | "send"
                | "sends"
                | "provided"
                | "delivered"
                | "dispatched"
                | "shipped"
                | "airlifted"
                | "handed"
                | "supplied"
                | "unloaded"
                | "discharged"
                | "offloaded"
                | "brought"
        );
        let needy = (0..self.marked.words.len())
            .any(|i| lexicon::is_need(self.marked.words.get(i)))
            || (0..self.marked.words.len()).any(|i| {
                matches!(
                    self.marked.words.phrase(i, i + 2),
                    "food programme" | "food program" | "red cross" | "red crescent"
                )
            });
        if frame.matter == Matter::Goods && frame.way == Way::Out && gives && needy {
            frame.matter = Matter::Aid;
        }
        const ARMS: &[&str] = &[
            "missile",
            "shell",
            "rocket",
            "bomb",
            "mine",
            "torpedo",
            "tank",
            "howitzer",
            "launcher",
            "gun",
            "submarine",
        ];
        let armed = unit.is_some_and(|unit| ARMS.contains(&unit))
            || self
                .goods
                .iter()
                .any(|goods| goods.class == Goods::Arms && !self.marked.is_said(goods.words.0));
        // "lent the Philippines 64 billion yen for five patrol ships": the money is a loan.
        let lent =
            matches!(self.marked.words.get(sent), "lent" | "lend" | "lends" | "lending" | "loaned")
                && money;
        let armed = armed && !lent;
        if matches!(frame.matter, Matter::Goods | Matter::Payment) && armed {
            if frame.matter == Matter::Payment {
                // Who pays is sent them.
                std::mem::swap(&mut frame.source, &mut frame.sink);
            }
            frame.matter = Matter::Arms;
        } else if frame.matter == Matter::Payment && self.supports() {
            frame.matter = Matter::Aid;
        } else if frame.matter == Matter::Payment {
            frame.matter = Matter::Goods;
            frame.way = Way::In;
            std::mem::swap(&mut frame.source, &mut frame.sink);
        }
    }

    /// "paid out 150 million euros of budget support"
    fn supports(&self) -> bool {
        const HELP: &[&str] = &["support", "aid", "assistance", "relief", "grants", "credit"];
        (0..self.marked.words.len()).any(|i| HELP.contains(&self.marked.words.get(i)))
    }

    /// Whether two parties take part, of which one may be left unnamed.
    fn is_two_sided(&self, placed: &Placed) -> bool {
        let frame = &placed.frame;
        let (source, sink) = (frame.source.is_some(), frame.sink.is_some());
        let partner_only = match frame.way {
            Way::Out => sink && !source,
            Way::In => source && !sink,
            Way::Both => false,
        };
        let noun = placed.triggers.iter().any(|&i| matches!(self.marked.marks[i], Mark::Noun(..)));
        let traded = matches!(frame.matter, Matter::Goods | Matter::Arms);
        if self.is_overall(placed) {
            return true;
        }
        source && sink || traded && noun && (partner_only || placed.veiled && (source || sink))
    }

    /// "Japan's overall exports grew, but those to the United States declined": all beside a part.
    fn is_overall(&self, placed: &Placed) -> bool {
        let frame = &placed.frame;
        let owner = if frame.way == Way::In { frame.sink } else { frame.source };
        let part = self.frames.iter().any(|other| {
            let frame = &other.frame;
            frame.source.is_some() && frame.sink.is_some()
        });
        let at = placed.triggers[0];
        let whole = at > 0 && self.marked.words.get(at - 1) == "whole";
        let all = whole || carried::is_worldwide(self.marked, at);
        frame.matter == Matter::Goods && owner.is_some() && part && all
    }

    /// "Malaysia exported 1.26 million tonnes of palm oil": to all the world.
    fn is_to_all(&self, placed: &Placed, measure: Measure) -> bool {
        let frame = &placed.frame;
        let word = self.marked.words.get(placed.triggers[0]);
        let own = match frame.way {
            Way::Out => {
                let abroad = (placed.triggers[0]..placed.triggers[0] + 10).any(|i| {
                    matches!(self.marked.words.get(i), "abroad" | "overseas" | "worldwide")
                });
                frame.source.is_some() && (abroad || matches!(word, "exported" | "exports"))
            }
            Way::In => frame.sink.is_some() && matches!(word, "imported" | "imports"),
            Way::Both => false,
        };
        own && !placed.veiled && matches!(measure, Measure::Bulk | Measure::Money | Measure::Things)
    }

    /// A sentence that only tells a change carries on the flow before it.
    fn carry_on(&self, found: &mut [Sighting], before: usize) {
        let Some(at) = story::carried_to(self.marked.scene, &found[..before]) else { return };
        let first = carried::after_comparison(self.marked);
        let starts = matches!(
            self.marked.words.get(first),
            "that" | "this" | "it" | "they" | "the" | "both" | "those" | "these"
        );
        let named = self.marked.marks.iter().enumerate().any(|(i, mark)| {
            let pronoun = matches!(self.marked.words.get(i), "it" | "they");
            matches!(mark, Mark::Name(_)) && !pronoun && !self.marked.is_said(i)
        });
        let near = self.marked.scene.span.0.saturating_sub(found[at].span.1) < 400;
        let sums = self
            .marked
            .numbers
            .iter()
            .any(|number| number.measure.sizes() && number.measure != Measure::Bare);
        if !starts
            || named
            || !near
            || sums
            || self.frames.iter().any(|placed| placed.frame.matter != Matter::Goods)
        {
            return;
        }
        let days = found[at].period.map(|period| (period.start(), period.end()));
        let Some(amount) = &mut found[at].amount else { return };
        let own = |change: &&Worded| {
            self.is_about_the_figure(change) && !changes::is_of_growth(self.marked, change)
        };
        let told = self.changes.iter().filter(own).map(|change| {
            let from = change.words.0;
            let number = self.marked.numbers.iter().find(|number| number.words.0 == from);
            let words = || self.marked.words.span(from, from + 1);
            let at = Some(number.map_or_else(words, |number| number.span));
            Change { at, ..self.worded(change, days) }
        });
        story::carry(&mut amount.changes, told.collect());
    }

    /// "That was 5 percent more", "The sum is a third larger": not "The won lost 5 percent".
    fn is_about_the_figure(&self, change: &Worded) -> bool {
        let until = change.words.0.min(9);
        let figure = (0..until).any(|i| {
            matches!(
                self.marked.words.get(i),
                "sum"
                    | "figure"
                    | "total"
                    | "amount"
                    | "tally"
                    | "value"
                    | "volume"
                    | "increase"
                    | "result"
                    | "number"
                    | "rise"
                    | "decline"
                    | "drop"
                    | "fall"
                    | "shipments"
                    | "exports"
                    | "imports"
                    | "count"
                    | "reading"
            )
        });
        let first = carried::after_comparison(self.marked);
        let pronoun = matches!(self.marked.words.get(first), "that" | "this" | "it" | "they")
            && matches!(
                self.marked.words.get(first + 1),
                "is" | "was"
                    | "were"
                    | "represents"
                    | "represented"
                    | "marked"
                    | "compares"
                    | "compared"
                    | "rose"
                    | "fell"
                    | "had"
                    | "amounts"
                    | "amounted"
                    | "are"
            );
        (figure || pronoun) && !matches!(change.base, Base::Open)
    }
}

/// Words that set what happened now above all that did since another time.
fn outranks(word: &str) -> bool {
    is_superlative(word)
        || matches!(
            word,
            "first"
                | "only"
                | "sharpest"
                | "slowest"
                | "worst"
                | "deepest"
                | "longest"
                | "heaviest"
                | "quickest"
        )
}

fn is_superlative(word: &str) -> bool {
    matches!(
        word,
        "highest"
            | "lowest"
            | "largest"
            | "biggest"
            | "smallest"
            | "most"
            | "best"
            | "strongest"
            | "weakest"
            | "fewest"
            | "steepest"
            | "fastest"
    )
}

/// The party that stands nearest to a number: behind it before the next one, else before it.
fn nearest_party(
    parties: &[(usize, Actor)],
    first: Option<Actor>,
    from: usize,
    to: usize,
    next: usize,
) -> Option<Actor> {
    let mut kinds: Vec<Actor> = parties.iter().map(|party| party.1).collect();
    kinds.dedup();
    if kinds.len() < 2 {
        return first;
    }
    let behind = parties.iter().find(|party| (to..next).contains(&party.0));
    let ahead = parties.iter().rev().find(|party| party.0 < from);
    behind.or(ahead).map(|party| party.1)
}
