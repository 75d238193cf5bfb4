//! "오만과 인도의 교역이 지난해 늘었다. 총액은 120억 달러였다": a sentence names the flow, the next one
//! says how much.

use telltale_observation::{Actor, Channel};

use super::changes::Worded;
use super::roles::{self, Placed};
use super::{View, both_ways, lexicon};
use crate::Sighting;
use crate::flow::story::{carried_to, carry};
use crate::flow::{Days, Frame, Matter, Way, last_flow, period, told_before};
use crate::number::Measure;
use crate::reader::Scene;
use crate::sighting::Change;

/// Whether the sentence before may name a flow that this one goes on about.
pub(super) fn may_go_on(scene: &Scene<'_>) -> bool {
    let Some((from, to)) = scene.before else { return false };
    let before = &scene.text[from..to];
    !scene.cast.before().is_empty()
        && (lexicon::may_tell(before.as_bytes()) || side(before).is_some())
}

/// "10억 위안의 흑자를 냈다. 이는 전년의 8억 위안보다 늘어난 것이다": what a sentence that names no trade tells behind a
/// balance is of that, and of no flow.
pub(super) fn is_behind_a_balance(scene: &Scene<'_>) -> bool {
    let Some((from, to)) = scene.before else { return false };
    let told = |words: &str, list: &[&str]| list.iter().any(|word| words.contains(word));
    told(&scene.text[from..to], &["흑자", "적자", "무역수지", "교역수지"])
        && !told(scene.words(), lexicon::TRADE)
        && scene.mentions.is_empty()
}

/// Gives flows without parties those of the flow before, and an amount that no word for a flow stands
/// with that flow, if nobody else is named. Returns when that was, if the text says so.
pub(super) fn go_on(view: &View<'_>, frames: &mut Vec<Placed>) -> Option<Days> {
    if !view.numbers.iter().any(|number| number.measure.sizes()) {
        return None;
    }
    for placed in frames.iter_mut().filter(|placed| placed.frame.matter == Matter::Goods) {
        complete(view, placed);
    }
    let party =
        |placed: &Placed| placed.owner.or(placed.frame.source).or(placed.frame.sink).is_some();
    if frames.iter().any(party) {
        return None;
    }
    let before = flow_before(view.scene)?;
    let mut given = false;
    for placed in frames.iter_mut() {
        let fits = placed.frame.matter == before.matter
            || matches!(placed.frame.matter, Matter::Goods | Matter::Aid);
        if let Some(parties) = before.told_on(placed.frame.way).filter(|_| fits) {
            (placed.frame.source, placed.frame.sink) = parties;
            given = true;
        }
    }
    let nobody = view.scene.mentions.is_empty();
    if frames.is_empty() && nobody {
        let from = view.scene.span.0;
        let mut frame = Frame::new(before.matter, before.way, (from, from));
        (frame.source, frame.sink) = (before.source, before.sink);
        count_both_ways(view, &mut frame);
        frames.push(Placed {
            frame,
            at: from,
            noun: true,
            trade: false,
            closes: false,
            owner: before.source,
        });
        given = true;
    }
    let period = view.scene.cast.time_of_paragraph().filter(|_| given)?;
    Some((period.start(), period.end()))
}

/// "근로자 900여 명이 남아 있다. 2016년에는 4천 명이었다": a sentence that names nobody and no flow tells
/// another time's amount, in the same unit.
pub(super) fn told_again(view: &View<'_>, frames: &mut Vec<Placed>, found: &[Sighting]) {
    let dated = view.scene.times.iter().any(crate::time::Time::is_dated);
    if !frames.is_empty() || !view.names.is_empty() || !dated || !told_before(view.scene, found) {
        return;
    }
    let Some(last) = last_flow(found).map(|at| &found[at]) else { return };
    let unit = last.amount.as_ref().and_then(|amount| amount.unit.as_deref());
    let same = view.numbers.iter().any(|number| number.measure.sizes() && number.unit == unit);
    let (Some((matter, way)), true) = (told_as(last), unit.is_some() && same) else { return };
    let from = view.scene.span.0;
    let mut frame = Frame::new(matter, way, (from, from));
    let (source, sink) =
        if way == Way::In { (last.target, last.actor) } else { (last.actor, last.target) };
    (frame.source, frame.sink) = (source, sink);
    count_both_ways(view, &mut frame);
    frames.push(Placed { frame, at: from, noun: true, trade: false, closes: false, owner: source });
}

/// "양방향을 모두 치면 3억 위안이었다": of the goods that go both ways.
fn count_both_ways(view: &View<'_>, frame: &mut Frame) {
    if frame.matter == Matter::Goods && both_ways::is_of_both(view) {
        if frame.way == Way::In {
            std::mem::swap(&mut frame.source, &mut frame.sink);
        }
        frame.way = Way::Both;
    }
}

/// What flowed, and from whose side it was told.
fn told_as(seen: &Sighting) -> Option<(Matter, Way)> {
    Some(match seen.channel {
        Channel::TradeExports => (Matter::Goods, Way::Out),
        Channel::TradeImports => (Matter::Goods, Way::In),
        Channel::TradeTotal => (Matter::Goods, Way::Both),
        Channel::Aid => (Matter::Aid, Way::Out),
        Channel::Arms => (Matter::Arms, Way::Out),
        Channel::Visit => (Matter::Visitors, Way::Out),
        Channel::Labour => (Matter::Workers, Way::Out),
        Channel::Troops => (Matter::Soldiers, Way::Out),
        _ => return None,
    })
}

/// "11월보다 3.4%포인트 높아진 것이다": a sentence that names nobody and no amount tells how that of the
/// sentence before has changed.
pub(super) fn changes_on(view: &View<'_>, changes: &[Worded], found: &mut [Sighting]) -> bool {
    let sized =
        view.numbers.iter().any(|number| number.measure.sizes() && number.measure != Measure::Bare);
    if sized || changes.is_empty() || !view.names.is_empty() || !told_before(view.scene, found) {
        return false;
    }
    let Some(last) = carried_to(view.scene, found).map(|at| &mut found[at]) else { return false };
    let days = last.period.map(|period| (period.start(), period.end()));
    let Some(amount) = last.amount.as_mut() else { return false };
    let shared = amount.unit.as_deref() == Some("%");
    let fits = changes.iter().filter(|change| shared || change.points.is_none());
    let told = fits.map(|change| {
        let at = Some(view.numbers[change.number].span);
        let told =
            period::change(change.ratio, change.points, change.base, days, change.approximate);
        Change { at, ..told }
    });
    carry(&mut amount.changes, told.collect());
    true
}

/// "칠레가 통계를 발표했다. 중국에 대한 구리 수출은 24억 달러였다": the other party is the only one that the
/// sentence before names.
fn complete(view: &View<'_>, placed: &mut Placed) {
    let other = |of: Actor| view.scene.cast.counterpart(of).map(|found| found.1);
    let frame = &mut placed.frame;
    match (frame.source, frame.sink) {
        (Some(source), None) if frame.way == Way::In => frame.sink = other(source),
        (None, Some(sink)) if frame.way == Way::Out => frame.source = other(sink),
        _ => {}
    }
}

/// The last flow with both parties that the sentence before names.
fn flow_before(scene: &Scene<'_>) -> Option<Frame> {
    let span = scene.before?;
    let mentions = scene.cast.before();
    let scene = Scene { span, mentions, times: &[], before: None, ..*scene };
    let mut view = View::of(&scene);
    let frames = roles::frames(&mut view);
    let two = |placed: &&Placed| placed.frame.source.is_some() && placed.frame.sink.is_some();
    let named = frames.iter().rev().find(two).map(|placed| placed.frame.clone());
    named.or_else(|| {
        let (matter, way) = side(scene.words())?;
        let [first, second] = scene.cast.pair(mentions)?;
        let mut frame = Frame::new(matter, way, span);
        let (source, sink) = if way == Way::Out { (first, second) } else { (second, first) };
        (frame.source, frame.sink) = (Some(source), Some(sink));
        Some(frame)
    })
}

/// "폴란드는 독일의 최대 달걀 공급국이다": what a sentence tells of, and from whose side.
fn side(sentence: &str) -> Option<(Matter, Way)> {
    const SIDES: &[(&str, Matter, Way)] = &[
        ("공급국", Matter::Goods, Way::Out),
        ("공급처", Matter::Goods, Way::Out),
        ("공급원", Matter::Goods, Way::Out),
        ("수입국", Matter::Goods, Way::In),
        ("구매국", Matter::Goods, Way::In),
        ("구매자", Matter::Goods, Way::In),
        ("고객", Matter::Goods, Way::In),
        ("원조국", Matter::Aid, Way::Out),
        ("지원국", Matter::Aid, Way::Out),
    ];
    SIDES.iter().find(|side| sentence.contains(side.0)).map(|side| (side.1, side.2))
}
