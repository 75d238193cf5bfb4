//! Korean amounts: names and numbers come first, the word for the flow often last.

mod both_ways;
mod carried;
mod changes;
mod context;
mod lexicon;
mod people;
mod roles;
mod shares;
#[cfg(test)]
mod tests;
mod turns;
mod yardstick;

use jiff::ToSpan;
use jiff::civil::Date;
use telltale_observation::{Actor, Modality};

pub(super) use self::carried::trade_named;
use self::changes::Worded;
pub(super) use self::lexicon::is_against;
use self::roles::Placed;
use self::turns::Turn;
use super::apiece::{self, Own, Spanned, Turned};
use super::period::{self, Base};
use super::whole;
use super::{
    Days, Frame, Matter, Size, Way, add_change, amount_of, last_flow, left_unsaid, told_before,
};
use crate::number::units::{self, Goods};
use crate::number::{self, Measure, Number};
use crate::reader::Scene;
use crate::sighting::{Amount, Span};
use crate::time::{Grain, Time, TimeKind};
use crate::{Language, Sighting};

/// Numbers in words that make a sentence without digits worth reading.
const SPELT: &[&str] = &[
    "배",
    "절반",
    "반토막",
    "한 ",
    "두 ",
    "세 ",
    "네 ",
    "다섯",
    "여섯",
    "일곱",
    "여덟",
    "아홉",
    "열 ",
];

pub(super) fn read(scene: &Scene<'_>, found: &mut Vec<Sighting>) {
    let sentence = scene.words();
    let follows = last_flow(found).is_some();
    let bytes = sentence.as_bytes();
    let people = scene.mentions.len() > 1 && sentence.contains("명");
    let counts = bytes.iter().any(u8::is_ascii_digit)
        || SPELT.iter().any(|part| memchr::memmem::find(bytes, part.as_bytes()).is_some());
    let told = told_before(scene, found);
    let goes_on = !told && context::may_go_on(scene);
    let tells = goes_on || told || people || lexicon::may_tell(bytes);
    if !counts || !tells {
        return;
    }
    if context::is_behind_a_balance(scene) {
        return;
    }
    let mut view = View::of(scene);
    let mut frames = roles::frames(&mut view);
    people::add(&view, &mut frames);
    yardstick::set_aside(&mut view, &mut frames);
    let then = if goes_on { context::go_on(&view, &mut frames) } else { None };
    context::told_again(&view, &mut frames, found);
    if lexicon::is_unreal(sentence) {
        return;
    }
    let turns = turns::find(&view, &mut frames);
    let (own, turned) = time_apiece(&mut view, &turns);
    let mut changes = changes::find(&view);
    turns::share_bases(&turns, &mut changes);
    if let Some(turned) = &turned {
        set_between(&view, turned, &mut changes);
    }
    for change in &mut changes {
        let listed = own.iter().find(|&&(number, _)| number == change.number);
        change.then = change.then.or(listed.map(|&(_, days)| days));
    }
    if context::changes_on(&view, &changes, found) || frames.is_empty() {
        return;
    }
    if follows {
        inherit(&view, &mut frames, found);
    }
    carried::part_of_both(&view, &mut frames);
    carried::complete(&view, &mut frames);
    let (frames, changes, turns) = (&frames, &changes, &turns);
    Reading { view: &view, frames, changes, turns, then, own: &own }.tell(found);
}

/// Numbers that have a time of their own.
type Apiece = Vec<(usize, Days)>;

/// Numbers with a time of their own in a list of times, or at one end of a span over which something
/// changed, and that span. A number that may be of either is left alone.
fn time_apiece(view: &mut View<'_>, turns: &[Turn]) -> (Apiece, Option<Turned>) {
    let scene = view.scene;
    let taken = |at: usize| turns.iter().any(|turn| turn.0 == at);
    let (text, times) = (scene.text, scene.times);
    let mut own = Vec::new();
    for (at, told) in apiece::of(text, scene.span, times, &view.numbers, Language::Korean, taken) {
        match told {
            Own::Of(days) => own.push((at, days)),
            Own::Unsaid => view.numbers[at].measure = Measure::Other,
        }
    }
    let Some(Spanned::Turned(turned)) = apiece::spanned(text, scene.span, times, Language::Korean)
    else {
        return (own, None);
    };
    for at in 0..view.numbers.len() {
        let number = &view.numbers[at];
        let near = apiece::is_nearest(times, turned.span, number.span);
        if !near || !matches!(number.measure, Measure::Money | Measure::Bulk) {
            continue;
        }
        let rest = view.text(number.span.1, scene.span.1);
        let rest = rest.strip_prefix("어치").unwrap_or(rest);
        match () {
            () if rest.starts_with("에서") => own.push((at, turned.first)),
            () if LAST.iter().any(|word| rest.starts_with(word)) => own.push((at, turned.last)),

            () => view.numbers[at].measure = Measure::Other,
        }
    }
    (own, Some(turned))
}

/// What follows the amount that something came to in the end.
const LAST: &[&str] =
    &["으로", "로", "이 됐", "이 되", "에 이르", "에 이른", "에 달", "을 기록", "까지", "이 됐다"];

/// A change between the ends of a span is of its last part, against the first.
fn set_between(view: &View<'_>, turned: &Turned, changes: &mut [Worded]) {
    for change in changes {
        let span = view.numbers[change.number].span;
        let own = match change.base {
            Base::Open => true,
            Base::Time(time) | Base::Whole(time) => {
                turned.span.0 <= time.span.0 && time.span.1 <= turned.span.1
            }
            _ => false,
        };
        if own && apiece::is_nearest(view.scene.times, turned.span, span) {
            change.base = Base::Time(turned.end_of(turned.first));
            change.then = Some(turned.last);
        }
    }
}

/// A word with its particles; bytes of the text.
#[derive(Clone, Copy, Debug)]
struct Eojeol {
    start: usize,
    end: usize,
}

/// Goods that a sentence names.
#[derive(Clone, Debug)]
struct Spotted {
    span: Span,
    class: Goods,
}

/// A sentence with what was found in it.
struct View<'s> {
    scene: &'s Scene<'s>,
    words: Vec<Eojeol>,
    numbers: Vec<Number>,
    goods: Vec<Spotted>,
    /// The names, by what their particles make of them.
    names: Vec<roles::Named>,
    /// Who says so, in the text's words.
    voice: Option<String>,
    /// Bytes of the words that tell who says so.
    said: Option<Span>,
    /// The state whose office says so.
    speaker: Option<Actor>,
    denied: bool,
}

impl<'s> View<'s> {
    fn of(scene: &'s Scene<'s>) -> View<'s> {
        let (from, to) = scene.span;
        let text = &scene.text[from..to];
        let mut words = Vec::new();
        let mut at = 0;
        for part in text.split([' ', '\u{a0}', '\t']) {
            if !part.is_empty() {
                words.push(Eojeol { start: from + at, end: from + at + part.len() });
            }
            at += part.len() + 1;
        }
        // A no-break space is two bytes long: words are then cut by their own lengths.
        if text.contains('\u{a0}') {
            words = cut(text, from);
        }
        let dated = |span: Span| {
            scene.times.iter().any(|time| time.span.0 <= span.0 && span.0 < time.span.1)
        };
        let mut numbers = number::korean::find(text, from, dated);
        // "12억 달러가 아니라 10억 달러": the one that is corrected away is told of nothing.
        numbers.retain(|number| {
            let rest = text.get(number.span.1 - from..).unwrap_or("");
            let rest = rest.strip_prefix(['이', '가']).map_or("", str::trim_start);
            !["아니라", "아니고", "아닌 "].iter().any(|word| rest.starts_with(word))
        });
        daily(&mut numbers);
        lend_money(&mut numbers, scene.text);
        let mut view = View {
            scene,
            words,
            numbers,
            goods: Vec::new(),
            names: Vec::new(),
            voice: None,
            said: None,
            speaker: None,
            denied: false,
        };
        view.goods = view.spot();
        view.set_fired_aside();
        let numbers = &view.numbers;
        view.goods.retain(|spotted| {
            !numbers
                .iter()
                .any(|number| number.span.0 <= spotted.span.0 && spotted.span.0 < number.span.1)
        });
        view
    }

    fn text(&self, from: usize, to: usize) -> &'s str {
        self.scene.text.get(from..to).unwrap_or("")
    }

    fn word(&self, at: usize) -> &'s str {
        self.words.get(at).map_or("", |word| self.text(word.start, word.end))
    }

    /// What follows a byte to the end of its word.
    fn tail(&self, byte: usize) -> &'s str {
        let end = self.words.iter().find(|word| byte <= word.end).map_or(byte, |word| word.end);
        self.text(byte, end.max(byte))
    }

    /// The index of the word that a byte lies in, or the next one.
    fn index(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.end <= byte)
    }

    fn is_said(&self, byte: usize) -> bool {
        self.said.is_some_and(|(from, to)| (from..to).contains(&byte))
    }

    fn spot(&self) -> Vec<Spotted> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let two = self
                .words
                .get(at + 1)
                .and_then(|next| self.goods_in(self.words[at].start, next.end));
            let one = || self.goods_in(self.words[at].start, self.words[at].end);
            if let Some(spotted) = two {
                found.push(spotted);
                at += 2;
            } else {
                found.extend(one());
                at += 1;
            }
        }
        found
    }

    /// "미사일을 발사한 4월", "미사일 시험": arms that fly are no part of a trade that is told beside them.
    fn set_fired_aside(&mut self) {
        let (end, text) = (self.scene.span.1, self.scene.text);
        let sentence = self.scene.words();
        if !["수출", "수입", "교역", "무역"].iter().any(|trade| sentence.contains(trade)) {
            return;
        }
        self.goods.retain(|spotted| {
            let rest = text.get(spotted.span.1..end).unwrap_or("");
            let near: String = rest.chars().take(12).collect();
            let fired =
                ["발사", "시험", "쏘아", "쏜 ", "쐈"].iter().any(|word| near.contains(word));
            spotted.class != Goods::Arms || !fired
        });
    }

    /// Goods that a word or two name, their particles aside.
    fn goods_in(&self, from: usize, to: usize) -> Option<Spotted> {
        const PARTICLES: &[&str] = &[
            "",
            "을",
            "를",
            "은",
            "는",
            "이",
            "가",
            "와",
            "과",
            "의",
            "도",
            "로",
            "으로",
            "등",
            "이나",
            "이다",
            "량",
            "산",
            "용",
            "에",
            "만",
            "과의",
            "의",
            "수출은",
            "수출이",
            "수출액은",
            "수입은",
            "수입이",
            "수입액은",
            "수출",
            "수입",
            "이었다",
            "였다",
        ];
        let text = self.text(from, to).trim_end_matches(['.', ',', ')', '·']);
        let text = text.trim_start_matches(['(', '\'', '"', '‘', '“']);
        PARTICLES.iter().find_map(|particle| {
            let name = text.strip_suffix(particle)?;
            let class = units::goods(name, Language::Korean).or_else(|| armed(name))?;
            let start = from + self.text(from, to).find(name)?;
            Some(Spotted { span: (start, start + name.len()), class })
        })
    }
}

/// "8월까지 러시아의 올해 수출": up to a month of the year that is told beside it.
fn run_up_in<'t>(year: &Time, periods: &[&'t Time]) -> Option<&'t Time> {
    let until =
        |time: &&&Time| time.kind == TimeKind::Until && time.start.year() == year.start.year();
    let whole = year.grain == Grain::Year && year.kind != TimeKind::Until;
    periods.iter().filter(|_| whole).find(until).copied()
}

/// "하루 평균 177만 배럴로 10월의 162만 배럴보다": both are of a day. What a month came to is many times a
/// day's, and is left.
fn daily(numbers: &mut [Number]) {
    for next in 1..numbers.len() {
        let (before, number) = (&numbers[next - 1], &numbers[next]);
        let alike = (0.2..5.0).contains(&(number.value / before.value));
        if before.unit == Some("barrel/day") && number.unit == Some("barrel") && alike {
            numbers[next].unit = Some("barrel/day");
        }
    }
}

/// "17억, 14억, 13억 위안": the last of a list has the unit of all.
fn lend_money(numbers: &mut [Number], text: &str) {
    for next in (1..numbers.len()).rev() {
        let (before, number) = (&numbers[next - 1], &numbers[next]);
        let gap = text.get(before.span.1..number.span.0).map(str::trim);
        let listed = matches!(gap, Some("," | "와" | "과" | "·"));
        let alike = (0.05..20.0).contains(&(number.value / before.value)) && before.value >= 1e4;
        let bare = before.measure == Measure::Bare && number.measure == Measure::Money;
        if listed && alike && bare {
            let (measure, unit) = (number.measure, number.unit);
            (numbers[next - 1].measure, numbers[next - 1].unit) = (measure, unit);
        }
    }
}

/// "대공미사일", "중거리로켓": a compound whose last part is an arm.
fn armed(name: &str) -> Option<Goods> {
    // "싱크탱크", "연료탱크": no arms.
    const OTHERS: &[&str] = &["싱크탱크", "물탱크", "연료탱크", "기름탱크", "저장탱크"];
    if name.contains(' ') || OTHERS.contains(&name) {
        return None;
    }
    let starts = name.char_indices().map(|(at, _)| at).filter(|&at| at > 0);
    let mut parts = starts.filter(|&at| name.len() - at >= 6).map(|at| &name[at..]);
    parts
        .any(|part| units::goods(part, Language::Korean) == Some(Goods::Arms))
        .then_some(Goods::Arms)
}

fn cut(text: &str, from: usize) -> Vec<Eojeol> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_whitespace(), start) {
            (true, Some(begin)) => {
                words.push(Eojeol { start: from + begin, end: from + at });
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(begin) = start {
        words.push(Eojeol { start: from + begin, end: from + text.len() });
    }
    words
}

/// A sentence that names nobody goes on about the flow before it.
fn inherit(view: &View<'_>, frames: &mut [Placed], found: &[Sighting]) {
    let Some(last) = last_flow(found).map(|at| &found[at]) else { return };
    let nobody = frames.iter().all(|placed| {
        placed.owner.is_none() && placed.frame.source.is_none() && placed.frame.sink.is_none()
    });
    let near = view.scene.span.0.saturating_sub(last.span.1) < 600;
    if near && last.channel.is_trade() {
        owned_before(view, frames, last);
    }
    if !nobody || !near || !last.channel.is_trade() {
        return;
    }
    let (Some(actor), Some(target)) = (last.actor, last.target) else { return };
    for placed in frames.iter_mut().filter(|placed| placed.frame.matter == Matter::Goods) {
        let (source, sink) =
            if placed.frame.way == Way::In { (target, actor) } else { (actor, target) };
        placed.frame.source = Some(source);
        placed.frame.sink = Some(sink);
        placed.frame.unsaid = left_unsaid(placed.frame.way, last);
    }
}

/// "21억 달러였다. 반면 대중 수출은 27억 달러였다": whose trade was told before, if this sentence names the
/// other side alone.
fn owned_before(view: &View<'_>, frames: &mut [Placed], last: &Sighting) {
    let plain = |placed: &&mut Placed| placed.frame.matter == Matter::Goods && placed.noun;
    let one = view.names.iter().flat_map(|name| &name.actors);
    for placed in frames.iter_mut().filter(plain) {
        let frame = &mut placed.frame;
        let known = frame.source.xor(frame.sink);
        let own = last.actor.filter(|_| one.clone().all(|&actor| Some(actor) == known));
        match frame.way {
            Way::Out if frame.sink.is_some() && known != own => frame.source = frame.source.or(own),
            Way::In if frame.source.is_some() && known != own => frame.sink = frame.sink.or(own),
            _ => {}
        }
    }
}

struct Reading<'r, 's> {
    view: &'r View<'s>,
    frames: &'r [Placed],
    changes: &'r [Worded],
    /// Numbers that are listed as the flows before them are.
    turns: &'r [Turn],
    /// When it was that the sentence before told of, if this one goes on about it.
    then: Option<Days>,
    /// Numbers that have a time of their own in a list of times, or are set between two.
    own: &'r [(usize, Days)],
}

#[derive(Clone, Copy, Debug)]
struct Told {
    number: usize,
    frame: usize,
    share: bool,
    days: Option<Days>,
    cumulative: bool,
}

impl Reading<'_, '_> {
    fn tell(&self, found: &mut Vec<Sighting>) {
        let mut sizes: Vec<Told> = Vec::new();
        for at in 0..self.view.numbers.len() {
            if let Some((frame, share)) = self.frame_of(at) {
                sizes.push(Told { number: at, frame, share, days: None, cumulative: false });
            }
        }
        self.date(&mut sizes);
        self.date_by_the_text(&mut sizes, found);
        let mut amounts: Vec<Amount> = sizes.iter().map(|told| self.amount(told)).collect();
        let mut apart = Vec::new();
        for change in self.changes {
            match self.host(change, &sizes) {
                Some(host) => add_change(
                    &mut amounts[host].changes,
                    worded(change, sizes[host].days, self.published()),
                ),
                None => apart.push(change),
            }
        }
        for (told, amount) in sizes.iter().zip(amounts) {
            let Some(frame) = self.frame_for(told) else { continue };
            let fired = matches!(amount.unit.as_deref(), Some("missile" | "rocket" | "satellite"));
            if frame.matter == Matter::Launch && !fired {
                continue;
            }
            let span = self.view.numbers[told.number].span;
            found.push(
                frame.sighting(Size { amount, days: told.days, share: told.share, span }, span),
            );
        }
        self.tell_changes(&apart, found);
    }

    /// Gives sizes without a time of their own that of which the text tells; where the sentence names a span
    /// by its length alone, the one around it.
    fn date_by_the_text(&self, sizes: &mut [Told], found: &[Sighting]) {
        let scene = self.view.scene;
        let whole = whole::named(scene.words(), Language::Korean);
        let of = |days: Days| match whole {
            None => Some(days),
            Some(whole) => whole.around(days, self.published()),
        };
        let then = self.told_beside_a_base(found).or(self.then).and_then(of);
        sizes.iter_mut().for_each(|told| told.days = told.days.or(then));
        // "반면 일본을 찾은 한국인은 30만 명이었다": of the same days as what was told before it.
        let unmixed = !scene.cast.story().is_mixed();
        let last = self.before(found).filter(|last| unmixed && !self.was_base(&found[*last]));
        if let Some(last) = last {
            let days = found[last].period.map(|period| (period.start(), period.end()));
            let days = days.and_then(of);
            sizes.iter_mut().for_each(|told| told.days = told.days.or(days));
        }
        for told in sizes.iter_mut().filter(|told| told.days.is_none()) {
            told.days = self.carried_days(told.frame).and_then(of);
        }
    }

    /// "8월 수출은 3억 위안으로 7월 4억 위안보다 줄었다. 수입은 1억 위안이었다": the days of what the sentence before
    /// told, and not of what it held that against; if this one tells no time.
    fn told_beside_a_base(&self, found: &[Sighting]) -> Option<Days> {
        let scene = self.view.scene;
        let (from, _) = scene.before?;
        self.before(found)?;
        let told = found.iter().filter(|seen| seen.amount.is_some() && seen.span.0 >= from);
        let (bases, told): (Vec<&Sighting>, Vec<&Sighting>) =
            told.partition(|seen| self.was_base(seen));
        let last = told.last().filter(|_| !bases.is_empty())?;
        last.period.map(|period| (period.start(), period.end()))
    }

    /// Whether the sentence before told an amount only to hold another against it.
    fn was_base(&self, seen: &Sighting) -> bool {
        let scene = self.view.scene;
        scene
            .before
            .is_some_and(|(_, to)| lexicon::is_against(&scene.text[seen.span.1.min(to)..to]))
    }

    fn published(&self) -> Date {
        self.view.scene.document.published
    }

    /// The amount that the sentence before told, if this one tells no time at all.
    fn before(&self, found: &[Sighting]) -> Option<usize> {
        let scene = self.view.scene;
        let timeless = scene.times.iter().all(|time| !time.is_dated());
        (timeless && told_before(scene, found)).then(|| last_flow(found)).flatten()
    }

    fn frame_of(&self, at: usize) -> Option<(usize, bool)> {
        let number = &self.view.numbers[at];
        if self.view.is_said(number.span.0) {
            return None;
        }
        if self.changes.iter().any(|change| change.number == at) {
            return None;
        }
        if number.measure.compares() {
            return self.share_of(at).map(|frame| (frame, true));
        }
        let none = number.measure == Measure::Bare || self.is_difference(number);
        if !number.measure.sizes() || none || self.is_limit(number) || self.is_of_a_ratio(number) {
            return None;
        }
        let frame =
            self.in_turn(at).or_else(|| self.nearest(number.span, |frame| frame.takes(number)))?;
        if self.passes_by(&self.frames[frame], number) {
            return None;
        }
        let capital = self.frames[frame].frame.matter == Matter::Capital;
        (capital || !self.is_foreign_sum(number)).then_some((frame, false))
    }

    /// The frame of a number that stands in a list, as the flows before it do.
    fn in_turn(&self, number: usize) -> Option<usize> {
        self.turns.iter().find(|turn| turn.0 == number).map(|turn| turn.1)
    }

    fn nearest(&self, span: Span, takes: impl Fn(&Frame) -> bool) -> Option<usize> {
        let fits = |placed: &&Placed| takes(&placed.frame);
        let index =
            |wanted: &Placed| self.frames.iter().position(|placed| std::ptr::eq(placed, wanted));
        let before = self
            .frames
            .iter()
            .rev()
            .filter(fits)
            .find(|placed| placed.at < span.0 && !placed.closes);
        let after = || self.frames.iter().filter(fits).filter(|placed| placed.at >= span.1);
        let after = after().find(|placed| placed.is_two_sided()).or_else(|| after().next());
        let last = || self.frames.iter().rev().filter(fits).find(|placed| placed.at < span.0);
        before.or(after).or_else(last).and_then(index)
    }

    /// Aircraft and warships that enter or leave, and what nobody calls goods, are moved by nobody.
    fn passes_by(&self, placed: &Placed, number: &Number) -> bool {
        let (from, to) = placed.frame.trigger;
        if !lexicon::moves(self.view.text(from, to)) {
            return false;
        }
        let sentence = self.view.scene.words();
        match number.unit {
            Some("vehicle" | "aircraft" | "vessel" | "drone" | "helicopter" | "unit") => {
                let goods = !self.view.goods.is_empty()
                    || lexicon::CARRIERS.iter().any(|word| sentence.contains(word));
                !goods || lexicon::CRAFT.iter().any(|word| sentence.contains(word))
            }
            _ => false,
        }
    }

    /// "한도인 50만 배럴": what may flow, and not what does.
    fn is_limit(&self, number: &Number) -> bool {
        let before = self.view.text(self.view.scene.span.0, number.span.0).trim_end();
        let word = before.rsplit(' ').next().unwrap_or("");
        ["한도", "상한", "목표", "할당", "쿼터", "기준치", "정원"]
            .iter()
            .any(|noun| word.contains(noun))
    }

    /// "1위안어치를 살 때마다 3위안어치를 팔았다", "1위안당 3위안": how much of one for so much of another.
    fn is_of_a_ratio(&self, number: &Number) -> bool {
        // From how much on a sum beside a ratio is an amount of its own.
        const SUM: f64 = 1000.0;
        let each = |one: &Number| {
            let rest = self.view.text(one.span.1, self.view.scene.span.1);
            let near: String = rest.chars().take(24).collect();
            let whole = one.measure == Measure::Money && one.value < SUM;
            let every = ["때마다", " 때 ", "때는", "때면"].iter().any(|word| near.contains(word));
            whole && (rest.starts_with('당') || rest.starts_with("마다") || every)
        };
        let small = number.measure == Measure::Money && number.value < SUM;
        small && self.view.numbers.iter().any(each)
    }

    /// "20만 배럴 늘었다": by how much, and not how much.
    fn is_difference(&self, number: &Number) -> bool {
        let rest = self.view.text(number.span.1, self.view.scene.span.1);
        let rest = rest.strip_prefix("어치").or(rest.strip_prefix("가량")).unwrap_or(rest);
        let rest = rest.strip_prefix(['이', '가']).unwrap_or(rest).trim_start();
        lexicon::DIFFERS.iter().any(|stem| rest.starts_with(stem))
    }

    /// A surplus, a profit or a price is no flow.
    fn is_foreign_sum(&self, number: &Number) -> bool {
        let first = self.view.index(number.span.0);
        let near = first.saturating_sub(2)..(first + 4).min(self.view.words.len());
        near.into_iter().any(|at| {
            let word = self.view.word(at);
            let own = self.view.words[at].end > number.span.1 || at < first;
            own && lexicon::FOREIGN_SUMS
                .iter()
                .any(|sum| word.starts_with(sum) && !word.contains("수출"))
        })
    }

    fn date(&self, sizes: &mut [Told]) {
        let periods: Vec<&Time> = self.periods();
        let main = periods
            .iter()
            .find(|time| time.relative.is_none())
            .map(|time| period::covered(time, self.view.scene.document.published, None));
        for index in 0..sizes.len() {
            let told = sizes[index];
            let span = self.view.numbers[told.number].span;
            if let Some(&(_, days)) = self.own.iter().find(|&&(number, _)| number == told.number) {
                sizes[index].days = Some(days);
                continue;
            }
            let before =
                index.checked_sub(1).map_or(0, |i| self.view.numbers[sizes[i].number].span.1);
            let own = periods.iter().rev().find(|time| (before..span.0).contains(&time.span.0));
            let chosen = own.or_else(|| {
                let free = || periods.iter().filter(|time| !self.dates_a_base(time));
                let ahead = free().find(|time| time.span.0 < span.0);
                ahead.or_else(|| free().find(|time| time.span.0 > span.0))
            });
            let Some(time) = chosen.filter(|time| self.fits(told.frame, time)) else { continue };
            let time = run_up_in(time, &periods).unwrap_or(time);
            let same = self.same_time(time).filter(|_| main.is_none());
            let Some(days) = same.unwrap_or_else(|| Some(self.days(time, main))) else { continue };
            let days = self.running((before, span.0), days, &periods).unwrap_or(days);
            sizes[index].days = Some(days);
            sizes[index].cumulative = time.kind == TimeKind::Since
                || days.0.month() == 1
                    && days.0.day() == 1
                    && !period::is_month(days)
                    && !period::is_year(days);
        }
    }

    /// "11월 수출은 3억 위안이며 누계로는 30억 위안": a running total goes from the first month of the year to
    /// the month that is told.
    fn running(&self, (from, to): Span, days: Days, periods: &[&Time]) -> Option<Days> {
        let said = self.view.text(from.max(self.view.scene.span.0), to);
        let total = ["누계", "누적"].iter().any(|word| said.contains(word));
        let whole = period::is_year(days) && days.1 >= self.published();
        if !total || !period::is_month(days) && !whole {
            return None;
        }
        let month = |time: &&&Time| {
            let of = (time.start, time.end);
            time.relative.is_none() && period::is_month(of) && of.1 < self.published()
        };
        let (_, end) = match whole {
            true => periods.iter().find(month).map(|time| (time.start, time.end))?,
            false => days,
        };
        let begins = Date::new(end.year(), 1, 1).ok()?;
        (end < self.published()).then_some((begins, end))
    }

    /// "6월의 5억 위안에서 4억 위안으로", "6월(5억 위안)보다": the time of a sum that another is held against.
    fn dates_a_base(&self, time: &Time) -> bool {
        self.view.numbers.iter().any(|number| {
            let gap = self.view.text(time.span.1, number.span.0);
            let own = time.span.1 <= number.span.0
                && matches!(gap.trim(), "" | "의" | "(" | "에" | "에는" | "당시" | "당시의");
            let rest = self.view.text(number.span.1, self.view.scene.span.1);
            own && number.measure.sizes() && lexicon::is_against(rest)
        })
    }

    fn days(&self, time: &Time, main: Option<Days>) -> Days {
        if let Some(days) = period::run_up(time, self.view.scene.document.published) {
            return days;
        }
        if let Some(days) = self.month_after(time, main) {
            return days;
        }
        // "이달 들어 20일까지"
        if time.kind == TimeKind::Until && time.grain == Grain::Day {
            return (time.end.first_of_month(), time.end);
        }
        match (time.relative, main) {
            (Some(_), Some(main)) => period::related(time, main),
            _ => period::covered(time, self.view.scene.document.published, None),
        }
    }

    fn fits(&self, frame: usize, time: &Time) -> bool {
        time.grain != Grain::Day
            || time.start != time.end
            || time.kind == TimeKind::Until
            || !self.frames[frame].noun
            || self.frames[frame].frame.matter != Matter::Goods
    }

    /// The times that tell when something flowed.
    fn periods(&self) -> Vec<&Time> {
        self.view.scene.times.iter().filter(|time| self.is_period(time)).collect()
    }

    fn is_period(&self, time: &Time) -> bool {
        if !time.is_dated() || self.view.is_said(time.span.0) || changes::is_base(self.view, time) {
            return false;
        }
        let rest = self.view.text(time.span.1, self.view.scene.span.1);
        let since = time.kind == TimeKind::Since
            || rest.trim_start().starts_with("이후")
            || rest.trim_start().starts_with("이래");
        if since && lexicon::RECORDS.iter().any(|word| rest.contains(word)) {
            return false;
        }
        let at = self.view.index(time.span.1);
        let next = self.view.word(
            at + usize::from(self.view.words.get(at).is_some_and(|word| word.start < time.span.1)),
        );
        !(time.grain == Grain::Day && lexicon::is_saying(next))
    }

    fn amount(&self, told: &Told) -> Amount {
        let number = &self.view.numbers[told.number];
        let mut amount = amount_of(number);
        if told.share {
            amount.unit = Some("%".to_owned());
            if number.measure == Measure::Part {
                amount.value = Some(number.value * 100.0);
            }
        }
        amount.cumulative = told.cumulative;
        amount.attributed_to.clone_from(&self.view.voice);
        amount.commodities = self.goods_of(told, number);
        if matches!(number.unit, Some("unit" | "vehicle"))
            && let Some(unit) = self.counted(number)
        {
            amount.unit = Some(unit.to_owned());
        }
        if number.unit == Some("unit") && self.boxed(number) {
            amount.unit = Some("container".to_owned());
        }
        if let Some(unit) = number.unit.filter(|unit| unit.starts_with("flight"))
            && lexicon::TRAINS.iter().any(|train| self.view.scene.words().contains(train))
        {
            amount.unit = Some(unit.replace("flight", "train"));
        }
        if matches!(number.unit, Some("shell" | "unit")) && self.names_any(&["미사일", "로켓"])
        {
            amount.unit = Some("missile".to_owned());
        }
        amount.record = self.record();
        amount
    }

    /// What a counter counts: "컨테이너가 2만 개", "전차 24대".
    fn counted(&self, number: &Number) -> Option<&'static str> {
        let at = self.view.index(number.span.0);
        let word = self.view.word(at.checked_sub(1)?);
        let noun = ["은", "는", "이", "가", "을", "를", ""].iter().find_map(|end| {
            word.strip_suffix(end).and_then(|noun| units::unit(noun, Language::Korean))
        })?;
        (noun.measure == Measure::Things).then_some(noun.name).flatten()
    }

    /// "컨테이너는 3월에만 1만 개였다": the nearest thing that is counted by the piece.
    fn boxed(&self, number: &Number) -> bool {
        let before = self.view.text(self.view.scene.span.0, number.span.0);
        let own = self.view.text(number.span.0, number.span.1);
        own.ends_with('개') && before.contains("컨테이너")
    }

    fn names_any(&self, names: &[&str]) -> bool {
        let sentence = self.view.scene.words();
        names.iter().any(|name| sentence.contains(name)) && !sentence.contains("포탄")
    }

    /// "2019년 11월 이후 최대", "사상 최대", "97위".
    fn record(&self) -> Option<String> {
        let sentence = self.view.scene.words();
        let most = lexicon::RECORDS.iter().find(|word| sentence.contains(*word))?;
        let word = if most.contains("저") || most.contains("소") { "lowest" } else { "highest" };
        let since = self.view.scene.times.iter().find(|time| {
            time.kind == TimeKind::Since || self.view.tail(time.span.1).contains("이후")
        });
        Some(match since {
            Some(time) => {
                format!("{word} since {}", period::text((time.start, time.start.last_of_month())))
            }
            None => format!("record {}", if word == "lowest" { "low" } else { "high" }),
        })
    }

    /// The goods right before a number, else those of the flow.
    fn goods_of(&self, told: &Told, number: &Number) -> Vec<String> {
        let claimed = |spotted: &Spotted| {
            self.view.numbers.iter().any(|number| {
                number.measure.sizes() && {
                    let gap = self.view.text(spotted.span.1, number.span.0);
                    spotted.span.1 <= number.span.0
                        && gap.chars().count() <= 3
                        && !gap.contains(['은', '는'])
                }
            })
        };
        let near = |spotted: &&Spotted| {
            let reach = if told.share { 5 } else { 3 };
            let gap = self.view.text(spotted.span.1, number.span.0);
            spotted.span.1 <= number.span.0 && gap.chars().count() <= reach
        };
        let name = |spotted: &Spotted| self.view.text(spotted.span.0, spotted.span.1).to_owned();
        if let Some(own) = self.view.goods.iter().rev().find(near) {
            return vec![name(own)];
        }
        if let Some(own) = self.unlisted(number) {
            return vec![own];
        }
        let mut names: Vec<String> = Vec::new();
        for spotted in self
            .view
            .goods
            .iter()
            .filter(|spotted| !claimed(spotted) && !self.is_share_good(spotted))
        {
            if !names.contains(&name(spotted)) {
                names.push(name(spotted));
            }
        }
        names
    }

    /// "3억 달러어치의 그림이", "3억 달러 상당의 시계 부품을": goods that no list knows, by the word that so much
    /// of them is told of. They limit the amount all the same.
    fn unlisted(&self, number: &Number) -> Option<String> {
        const GENERAL: &[&str] = &[
            "상품", "제품", "물품", "물자", "재화", "화물", "수출", "수입", "교역", "무역", "물건",
            "거래", "흑자", "적자", "규모", "품목", "실적", "대북", "대중", "중국", "북한",
        ];
        const PARTICLES: &[&str] = &[
            "들을", "들이", "을", "를", "은", "는", "이", "가", "와", "과", "도", "만", "등을",
            "등이",
        ];
        let rest = self.view.text(number.span.1, self.view.scene.span.1);
        let of = ["어치의 ", "어치 의 ", " 상당의 ", " 어치의 "].iter();
        let mut behind = of.filter_map(|of| rest.strip_prefix(of));
        let word = behind.next()?.split(' ').next()?.trim_end_matches(['.', ',']);
        let named = GENERAL.iter().any(|general| word.starts_with(general));
        let noun =
            PARTICLES.iter().find_map(|particle| word.strip_suffix(particle)).unwrap_or(word);
        // "3억 달러어치의 네 배", "의 2.5배", "의 절반": how many times as much.
        const MULTIPLES: &[&str] = &[
            "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "몇", "절반", "반",
            "약", "거의",
        ];
        let multiple = MULTIPLES.contains(&word)
            || word.starts_with("절반")
            || word.starts_with(|letter: char| letter.is_ascii_digit());
        (!named && !multiple && !noun.is_empty()).then(|| noun.to_owned())
    }

    /// Goods that a share speaks of: "식용유가 6%".
    fn is_share_good(&self, spotted: &Spotted) -> bool {
        self.view.numbers.iter().any(|number| {
            let gap = self.view.text(spotted.span.1, number.span.0);
            number.measure.compares() && spotted.span.1 <= number.span.0 && gap.chars().count() <= 5
        })
    }

    fn host(&self, change: &Worded, sizes: &[Told]) -> Option<usize> {
        if let Some(frame) = self.in_turn(change.number) {
            return sizes.iter().position(|told| told.frame == frame && !told.share);
        }
        let at = |told: &Told| self.view.numbers[told.number].span.0;
        let fits = |told: &Told| told.share || change.points.is_none();
        let dated = change.time.and_then(|time| self.view.scene.times.get(time));
        // "9억 달러보다 25% 늘었다": the sum that another is held against has not changed.
        let against = |told: &Told| {
            let end = self.view.numbers[told.number].span.1;
            lexicon::is_against(self.view.text(end, self.view.scene.span.1))
        };
        let ahead = |told: &Told| at(told) < change.at && fits(told);
        let before = sizes
            .iter()
            .rposition(|told| ahead(told) && !against(told))
            .or_else(|| sizes.iter().rposition(ahead));
        let after = || sizes.iter().position(|told| at(told) > change.at && fits(told));
        let host = after().filter(|&next| self.qualifies(change, &sizes[next]));
        let host = host.or(before).or_else(after)?;
        if self.is_of_another_clause(change, &sizes[host]) {
            return None;
        }
        // A change of one time of a list is of no other.
        if change.then.is_some_and(|then| sizes[host].days != Some(then)) {
            return None;
        }
        let elsewhere = dated.is_some_and(|time| {
            let days = self.days(time, sizes[host].days);
            at(&sizes[host]) < change.at
                && sizes[host].days.is_some_and(|main| main != days)
                && time.span.0 > at(&sizes[host])
        });
        let earlier = dated.is_some_and(|time| {
            let days = self.days(time, sizes[host].days);
            let own = self.view.numbers[change.number].span.1;
            at(&sizes[host]) > change.at
                && sizes[host].days.is_some_and(|main| main != days)
                && self.periods().iter().any(|time| (own..at(&sizes[host])).contains(&time.span.0))
        });
        (!elsewhere && !earlier).then_some(host)
    }

    /// "수출은 3억 위안이었고 수입은 5% 늘었다": whether the subject of a change is another flow than that of a
    /// size, and stands before the change on its own side of the size.
    fn is_of_another_clause(&self, change: &Worded, told: &Told) -> bool {
        let span = self.view.numbers[change.number].span;
        let other = &self.frames[told.frame];
        let goods = |frame: &Frame| frame.matter == Matter::Goods;
        if !goods(&other.frame) || self.leads_a_flow(span) {
            return false;
        }
        let size = self.view.numbers[told.number].span;
        let own = self.frames.iter().rev().find(|placed| {
            placed.at < span.0 && placed.trade && goods(&placed.frame) && self.is_subject(placed)
        });
        own.is_some_and(|own| {
            let between = match size.0 < span.0 {
                true => size.1 <= own.at,
                false => other.at > span.0,
            };
            between && own.frame.way != other.frame.way
        })
    }

    /// "5% 늘어난 수출은": whether a change stands right before the flow that it is of.
    fn leads_a_flow(&self, (_, end): Span) -> bool {
        let behind = self.view.text(end, self.view.scene.span.1);
        let mut words = behind.split(' ').filter(|word| !word.is_empty());
        let verb = words.next().unwrap_or_default();
        let next = words.next().unwrap_or_default();
        let attributive = ["한", "든", "난", "된", "진", "른", "뛴", "인", "던"];
        attributive.iter().any(|end| verb.ends_with(end))
            && ["수출", "수입", "교역", "무역", "대북", "대중"]
                .iter()
                .any(|flow| next.starts_with(flow))
    }

    /// Whether the word for a flow, or the one behind it, has the particle of a subject: "수입은", "수입 규모는".
    fn is_subject(&self, placed: &Placed) -> bool {
        let behind = self.view.text(placed.at, self.view.scene.span.1);
        let mut words = behind.split([' ', ',']).filter(|word| !word.is_empty());
        let subject =
            |word: &str| ["은", "는", "이", "가", "도"].iter().any(|end| word.ends_with(end));
        let noun = |word: &str| ["액", "규모", "총액", "금액"].iter().any(|end| word.contains(end));
        words.next().is_some_and(subject)
            || words.next().is_some_and(|word| noun(word) && subject(word))
    }

    /// "5% 줄어든 3억 위안": a change that stands right before the sum which it is of.
    fn qualifies(&self, change: &Worded, told: &Told) -> bool {
        const ENDS: &[char] =
            &['한', '든', '은', '는', '난', '준', '된', '진', '른', '뛴', '친', '인', '큰', '던'];
        let end = self.view.numbers[change.number].span.1;
        let gap = self.view.text(end, self.view.numbers[told.number].span.0).trim_end();
        let gap = gap.trim_end_matches('약').trim_end();
        gap.ends_with(ENDS) && gap.chars().count() <= 10 && !gap.contains([',', '·'])
    }

    fn tell_changes(&self, apart: &[&Worded], found: &mut Vec<Sighting>) {
        let periods = self.periods();
        let mut told: Vec<(usize, Option<Days>, Vec<crate::sighting::Change>)> = Vec::new();
        for change in apart {
            let span = self.view.numbers[change.number].span;
            let near = || self.nearest(span, |frame| frame.matter != Matter::Launch);
            let Some(frame) = self.in_turn(change.number).or_else(near) else { continue };
            let time =
                periods.iter().rev().find(|time| time.span.0 < change.at).or(periods.first());
            let time = time.filter(|time| self.fits(frame, time));
            let days = change.then.or_else(|| time.map(|time| self.days(time, None)));
            let days = days.or_else(|| self.carried_days(frame));
            let worded = worded(change, days, self.published());
            match told.iter_mut().find(|other| other.0 == frame && other.1 == days) {
                Some(other) => add_change(&mut other.2, worded),
                None => told.push((frame, days, vec![worded])),
            }
        }
        for (at, days, changes) in told {
            let placed = &self.frames[at];
            if !placed.is_two_sided() {
                continue;
            }
            let span = self.view.scene.span;
            let names = self
                .view
                .goods
                .iter()
                .map(|spotted| self.view.text(spotted.span.0, spotted.span.1).to_owned());
            let amount = Amount {
                changes,
                attributed_to: self.view.voice.clone(),
                commodities: names.collect(),
                ..Amount::default()
            };
            let mut frame = placed.frame.clone();
            self.arm(&mut frame, None);
            found.push(frame.sighting(Size { amount, days, share: false, span }, span));
        }
    }

    fn frame_for(&self, told: &Told) -> Option<Frame> {
        let placed = &self.frames[told.frame];
        let mut frame = placed.frame.clone();
        if self.view.denied {
            frame.modality = Modality::Denied;
        }
        self.arm(&mut frame, Some(&self.view.numbers[told.number]));
        self.own_partner(&mut frame, told.number, placed.at);
        self.own_folk(&mut frame, told.number);
        if told.share {
            self.share_party(&mut frame, told.number, placed.at);
        }
        let whole = self.is_whole(told.number);
        if whole {
            self.part_from(&mut frame, told.number);
        }
        let people = matches!(frame.matter, Matter::Visitors | Matter::Workers | Matter::Soldiers);
        let sentence = self.view.scene.words();
        if people && lexicon::LOSSES.iter().any(|word| sentence.contains(word)) {
            return None;
        }
        let launch = frame.matter == Matter::Launch && frame.source.is_some();
        let two = frame.source.is_some() && frame.sink.is_some() && frame.source != frame.sink;
        let whole = whole && (frame.source.is_some() || frame.sink.is_some());
        let itself = frame.source.is_some() && frame.source == frame.sink;
        let owned = frame.told().1.is_some() || !told.share;
        (!itself && owned && (launch || two || whole || placed.is_two_sided())).then_some(frame)
    }

    /// "스페인은 밀 6천 톤을, 모로코는 귤 2천 톤을 수입했다": each clause of one verb has its own subject.
    fn own_subject(&self, frame: &mut Frame, (before, start): Span, at: usize) {
        let until = if frame.matter == Matter::Aid { usize::MAX } else { at };
        let subjects =
            || self.view.names.iter().filter(|name| name.at < until && name.is_subject());
        if subjects().count() < 2 {
            return;
        }
        let own = subjects().rfind(|name| before <= name.at && name.at < start);
        let Some(&own) = own.and_then(|name| name.actors.first()) else { return };
        match frame.way {
            Way::Out if frame.sink != Some(own) => frame.source = Some(own),
            Way::In if frame.source != Some(own) => frame.sink = Some(own),
            _ => {}
        }
    }

    /// "수출은 미국이 1억8천만 달러로 가장 많고": a partner right before its amount, where the owner is known
    /// or several are listed so.
    fn beside(&self, frame: &Frame, (before, start): Span, at: usize) -> Option<&roles::Named> {
        let (owner, partner) = match frame.way {
            Way::Out => (frame.source, frame.sink),
            Way::In => (frame.sink, frame.source),
            Way::Both => return None,
        };
        if frame.matter != Matter::Goods || partner.is_some() {
            return None;
        }
        let right_before = |name: &&roles::Named, number: usize| {
            let gap = self.view.text(name.span.1, number);
            name.span.1 < number && matches!(gap, " " | "이 " | "가 " | "은 " | "는 ")
        };
        let listed = || {
            let numbers = self.view.numbers.iter().filter(|number| number.measure.sizes());
            numbers.filter(|number| {
                self.view.names.iter().any(|name| right_before(&name, number.span.0))
            })
        };
        let mut names = self.view.names.iter();
        let name = names.find(|name| name.at >= before && right_before(name, start))?;
        let known = owner.is_some() || listed().count() > 1;
        (known && name.at > at && name.actors.first().copied() != owner).then_some(name)
    }

    /// "중국과 일본이 각각 34%, 13%": the first number is of the first, the second of the second.
    fn respective(&self, number: usize, shares: bool) -> Option<&roles::Named> {
        let start = self.view.numbers[number].span.0;
        let before = self.view.text(self.view.scene.span.0, start);
        let each = self.view.scene.span.0 + before.rfind("각각")?;
        let counts = |number: &&Number| {
            number.span.0 > each
                && if shares { number.measure.compares() } else { number.measure.sizes() }
        };
        let numbers: Vec<usize> =
            self.view.numbers.iter().filter(counts).map(|number| number.span.0).collect();
        let place = numbers.iter().position(|&at| at == start)?;
        let names: Vec<&roles::Named> =
            self.view.names.iter().filter(|name| name.at < each).collect();
        let names = &names[names.len().checked_sub(numbers.len())?..];
        let alike = names.windows(2).all(|two| two[0].is_beside(two[1]));
        (names.len() > 1 && alike).then(|| names[place])
    }

    /// "중국인 60만 명, 일본인 38만 명이": each number has the people before it.
    fn own_folk(&self, frame: &mut Frame, number: usize) {
        if !matches!(frame.matter, Matter::Visitors | Matter::Workers) {
            return;
        }
        let start = self.view.numbers[number].span.0;
        let before =
            number.checked_sub(1).map_or(self.view.scene.span.0, |n| self.view.numbers[n].span.1);
        let own = self.view.names.iter().rfind(|name| {
            (before..start).contains(&name.at) && name.is_people() && name.actors.len() == 1
        });
        if let Some(own) = own.map(|name| name.actors[0]).filter(|&own| frame.sink != Some(own)) {
            frame.source = Some(own);
        }
    }

    /// "중국(110억 달러)": whose amount stands in brackets.
    fn listed(&self, start: usize) -> Option<&roles::Named> {
        let mut names = self.view.names.iter();
        names.find(|name| name.is_listed() && self.view.text(name.span.1, start) == "(")
    }

    /// "인도네시아에 96만 달러, 이라크에 71만 달러를 수출했다": each sum has the partner before it.
    fn own_partner(&self, frame: &mut Frame, number: usize, at: usize) {
        let start = self.view.numbers[number].span.0;
        let before =
            number.checked_sub(1).map_or(self.view.scene.span.0, |n| self.view.numbers[n].span.1);
        let own = self.listed(start).or_else(|| self.respective(number, false)).or_else(|| {
            let names = self.view.names.iter();
            let partners = || names.clone().filter(|name| name.is_partner(frame.way));
            let many = partners().filter(|name| name.at < at).count() > 1;
            partners().rfind(|name| before <= name.at && name.at < start && (many || name.at > at))
        });
        let own = own.or_else(|| self.beside(frame, (before, start), at));
        let partner = own.and_then(|name| name.actors.first()).copied();
        if let Some(partner) = partner {
            match frame.way {
                Way::Out => frame.sink = Some(partner),
                _ => frame.source = Some(partner),
            }
        }
        self.own_subject(frame, (before, start), at);
        if partner.is_none() {
            return;
        }
        roles::at_home(self.view, frame);
    }

    fn arm(&self, frame: &mut Frame, number: Option<&Number>) {
        let unit = number.and_then(|number| number.unit);
        // "요소수 2만 리터가 수송기로": what is weighed is what stands right before.
        let plain = number.filter(|number| number.measure == Measure::Bulk).is_some_and(|number| {
            let before = |spotted: &&Spotted| spotted.span.1 <= number.span.0;
            let last = self.view.goods.iter().rfind(before);
            last.is_some_and(|spotted| spotted.class == Goods::Plain)
        });
        let armed = matches!(unit, Some("shell" | "missile" | "tank" | "howitzer" | "gun"))
            || !plain && self.view.goods.iter().any(|spotted| spotted.class == Goods::Arms);
        if frame.matter == Matter::Goods && armed {
            frame.matter = Matter::Arms;
        }
        // What a government sends to the needy, or for nothing, is help.
        let sentence = self.view.scene.words();
        let verb = self.view.text(frame.trigger.0, frame.trigger.1);
        let gives = ["보냈", "보낸", "보내", "제공", "전달", "실어", "공급"].contains(&verb);
        let needy = [
            "지진",
            "홍수",
            "수해",
            "태풍",
            "가뭄",
            "기근",
            "재해",
            "재난",
            "난민",
            "구호",
            "인도적",
            "무상",
            "이재민",
        ];
        // Money that is provided pays for nothing.
        let money = unit.is_some_and(|unit| {
            unit.len() == 3 && unit.bytes().all(|letter| letter.is_ascii_uppercase())
        });
        if frame.matter == Matter::Goods && money && matches!(verb, "제공" | "건넸" | "건넨")
        {
            frame.matter = Matter::Aid;
        }
        let state = sentence.starts_with("정부") || sentence.starts_with("우리 정부");
        if frame.matter == Matter::Goods
            && frame.way == Way::Out
            && gives
            && (state || needy.iter().any(|word| sentence.contains(word)))
        {
            frame.matter = Matter::Aid;
        }
    }
}

/// A change as it is told of an amount of some days; a base so many years ago is so many before a
/// whole year that is told.
fn worded(change: &Worded, of: Option<Days>, published: Date) -> crate::sighting::Change {
    let year = of.filter(|&days| change.ago && period::is_year(days)).map(|days| days.0.year());
    let base = match (change.base, year) {
        (Base::Time(time), Some(year)) if time.grain == Grain::Year => {
            let years = (i64::from(year) - i64::from(published.year())).years();
            let (start, end) = (time.start.saturating_add(years), time.end.saturating_add(years));
            Base::Time(Time { start, end, ..time })
        }
        (base, _) => base,
    };
    period::change(change.ratio, change.points, base, of, change.approximate)
}
