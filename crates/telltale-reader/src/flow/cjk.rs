//! Chinese and Russian amounts, where one clause names a trade, its two sides and its size.

use telltale_observation::Actor;

use super::period::{self, Base};
use super::{Days, Frame, Matter, Size, Way, add_change, amount_of};
use crate::number::{self, Measure};
use crate::reader::Scene;
use crate::sighting::{Amount, Span};
use crate::{Language, Sighting};

/// Words for a flow, by their beginning.
const CHINESE: &[(&str, Way)] = &[
    ("进出口", Way::Both),
    ("贸易额", Way::Both),
    ("贸易总额", Way::Both),
    ("出口", Way::Out),
    ("进口", Way::In),
    ("购买", Way::In),
    ("采购", Way::In),
];
const RUSSIAN: &[(&str, Way)] = &[
    ("товарооборот", Way::Both),
    ("торговл", Way::Both),
    ("экспорт", Way::Out),
    ("поставк", Way::Out),
    ("поставил", Way::Out),
    ("импорт", Way::In),
    ("закупил", Way::In),
    ("закупк", Way::In),
];

/// Words for more and less, by their beginning.
const RISES: &[&str] =
    &["增长", "上升", "增加", "上涨", "增幅", "вырос", "увелич", "рост", "выше", "больше", "подня"];
const FALLS: &[&str] =
    &["下降", "减少", "下跌", "降幅", "сниз", "упал", "сократ", "паден", "ниже", "меньше", "сниж"];

pub(super) fn read(scene: &Scene<'_>, found: &mut Vec<Sighting>) {
    let sentence = scene.words();
    if scene.mentions.is_empty() || !sentence.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let lower = sentence.to_lowercase();
    // A letter whose lower case is of another length would move the bytes.
    let lower = if lower.len() == sentence.len() { lower } else { sentence.to_owned() };
    let words = if scene.document.language == Language::Chinese { CHINESE } else { RUSSIAN };
    let first = words
        .iter()
        .filter_map(|&(word, way)| Some((lower.find(word)?, word, way)))
        .min_by_key(|hit| (hit.0, std::cmp::Reverse(hit.1.len())));
    let Some((at, word, way)) = first else { return };
    let trigger = (scene.span.0 + at, scene.span.0 + at + word.len());
    let Some(frame) = frame(scene, trigger, way) else { return };
    let dated =
        |span: Span| scene.times.iter().any(|time| time.span.0 <= span.0 && span.0 < time.span.1);
    let numbers = number::cjk::find(&lower, scene.span.0, scene.document.language, dated);
    let days = days(scene);
    let mut amount: Option<(Amount, Span)> = None;
    let mut changes = Vec::new();
    for number in &numbers {
        if number.measure == Measure::Percent {
            if let Some(change) = change(scene, &lower, number, days) {
                add_change(&mut changes, change);
            }
        } else if frame.takes(number) && amount.is_none() {
            amount = Some((amount_of(number), number.span));
        }
    }
    if amount.is_none() && changes.is_empty() {
        return;
    }
    let (mut amount, span) = amount.unwrap_or((Amount::default(), scene.span));
    amount.changes = changes;
    found.push(frame.sighting(Size { amount, days, share: false, span }, scene.span));
}

fn days(scene: &Scene<'_>) -> Option<Days> {
    let time = scene.times.iter().find(|time| time.is_dated() && time.relative.is_none())?;
    Some(period::covered(time, scene.document.published, None))
}

/// Both sides, by the words before their names.
fn frame(scene: &Scene<'_>, trigger: Span, way: Way) -> Option<Frame> {
    let mut frame = Frame::new(Matter::Goods, way, trigger);
    let mut owner: Option<Actor> = None;
    let mut partner = None;
    for mention in scene.mentions {
        if let [first, second] = mention.actors[..] {
            owner = owner.or(Some(first));
            partner = partner.or(Some(second));
            continue;
        }
        let Some(actor) = mention.actor() else { continue };
        frame.names.push(mention.span);
        let before = scene.text[scene.span.0..mention.span.0].trim_end();
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        if ends(&["从", "自", "由", " из", "Из"]) {
            frame.source = frame.source.or(Some(actor));
        } else if ends(&["对", "向", "往", "至", " в", " во", " на", "В"]) {
            frame.sink = frame.sink.or(Some(actor));
        } else if ends(&["与", "同", "和", "及", " с", " со", " и", " между"]) && owner.is_some()
        {
            partner = partner.or(Some(actor));
        } else if owner.is_none() {
            owner = Some(actor);
        } else if partner.is_none() {
            partner = Some(actor);
        }
    }
    match way {
        Way::Out => {
            frame.source = frame.source.or(owner);
            frame.sink = frame.sink.or(partner);
        }
        Way::In => {
            if frame.source.is_none() {
                frame.source = frame.sink.take().or(partner);
            }
            frame.sink = owner.or(frame.sink);
        }
        Way::Both => {
            frame.sink = frame.sink.or(frame.source).or(partner);
            frame.source = owner;
        }
    }
    let two = frame.source.is_some() && frame.sink.is_some() && frame.source != frame.sink;
    two.then_some(frame)
}

/// A percentage beside a word for more or less; 同比 is year on year, 环比 month on month.
fn change(
    scene: &Scene<'_>,
    lower: &str,
    number: &number::Number,
    days: Option<Days>,
) -> Option<crate::sighting::Change> {
    let (from, to) = (number.span.0 - scene.span.0, number.span.1 - scene.span.0);
    let before = &lower[..from];
    let clause = before.rfind(['，', '。', ';', '；']).unwrap_or(0);
    let near = |words: &[&str], text: &str| words.iter().filter_map(|word| text.rfind(word)).max();
    let (rise, fall) = (near(RISES, &before[clause..]), near(FALLS, &before[clause..]));
    let after = &lower[to..];
    let sign = match (rise, fall) {
        (Some(rise), Some(fall)) if fall > rise => -1.0,
        (Some(_), _) => 1.0,
        (None, Some(_)) => -1.0,
        (None, None) if RISES.iter().any(|word| after.trim_start().starts_with(word)) => 1.0,
        (None, None) if FALLS.iter().any(|word| after.trim_start().starts_with(word)) => -1.0,
        (None, None) => return None,
    };
    let base = if before[clause..].contains("环比") || lower.contains("месяц к месяцу")
    {
        Base::Month
    } else if before[clause..].contains("同比")
        || lower.contains("год к году")
        || lower.contains("в годовом выражении")
    {
        Base::Year
    } else {
        scene
            .times
            .iter()
            .find(|time| time.relative.is_some() && time.span.0 > number.span.0)
            .map_or(Base::Open, |time| Base::Time(*time))
    };
    Some(period::change(Some(sign * number.value / 100.0), None, base, days, false))
}
