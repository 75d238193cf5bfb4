//! People who go from one state to another, or are in one: "한국인 61만 명이 일본을 다녀갔다".

use telltale_observation::Actor;

use super::roles::{Named, Placed};
use super::{View, lexicon};
use crate::flow::{Frame, Matter, Way};
use crate::number::Measure;

/// Adds whoever goes where, if no word for a flow of people has told both.
pub(super) fn add(view: &View<'_>, frames: &mut Vec<Placed>) {
    if !view.numbers.iter().any(|number| number.measure == Measure::People) {
        return;
    }
    let people = |placed: &Placed| {
        matches!(placed.frame.matter, Matter::Visitors | Matter::Workers | Matter::Soldiers)
    };
    let told = |placed: &Placed| {
        let (source, sink) = (placed.frame.source, placed.frame.sink);
        people(placed) && source.is_some() && sink.is_some() && source != sink
    };
    if frames.iter().any(told) {
        return;
    }
    let Some(placed) = going(view) else { return };
    let soldiers = |placed: &Placed| placed.frame.matter == Matter::Soldiers;
    if !soldiers(&placed) && frames.iter().any(soldiers) {
        return;
    }
    frames.retain(|placed| !people(placed));
    let at = frames.partition_point(|other| other.at <= placed.at);
    frames.insert(at, placed);
}

fn going(view: &View<'_>) -> Option<Placed> {
    let sentence = view.scene.words();
    let does = |stems: &[&str]| stems.iter().any(|stem| sentence.contains(stem));
    if let Some(abroad) = garrison(view) {
        return Some(abroad);
    }
    let who = view.names.iter().find(|name| is_folk(view, name));
    if let Some(left) = northerners(view).or_else(|| deported(view, who?)) {
        return Some(left);
    }
    if who.is_none()
        && let Some(sent) = sent(view)
    {
        return Some(sent);
    }
    if let Some(fighting) = fighting(view) {
        return Some(fighting);
    }
    let matter = match (does(lexicon::WORKING), does(lexicon::GOING)) {
        (true, _) => Matter::Workers,
        (false, true) => Matter::Visitors,
        _ => return None,
    };
    let whence = || view.names.iter().find(|name| name.is_left());
    let who = who.or_else(whence)?;
    let source = *who.actors.first()?;
    let other = |name: &&Named| name.actors.len() == 1 && name.actors[0] != source;
    let names = || view.names.iter().filter(other);
    // Who takes people in, or has them.
    let host = || names().find(|name| name.is_topic()).filter(|_| lexicon::takes_in(sentence));
    let where_to = names()
        .find(|name| name.is_reached())
        .or_else(|| {
            names()
                .find(|name| name.is_left())
                .filter(|name| is_folk(view, who) && stays(view, name))
        })
        .or_else(host)
        .or_else(|| names().find(|name| holds(view, name)));
    // "독일 정부는 시리아 출신 신청자가 3천 명이라고 밝혔다": who counts them has them.
    let speaker = view.speaker.filter(|&speaker| speaker != source);
    let sink: Actor = where_to.and_then(|name| name.actors.first().copied()).or(speaker)?;
    let mut frame = Frame::new(matter, Way::Out, who.span);
    (frame.source, frame.sink) = (Some(source), Some(sink));
    frame.names.push(who.span);
    frame.names.extend(where_to.map(|name| name.span));
    Some(Placed { frame, at: who.at, noun: true, trade: false, closes: false, owner: Some(source) })
}

/// "케냐는 아이티에 경찰 400명을 보냈다": whoever they are, one state sends them to another.
fn sent(view: &View<'_>) -> Option<Placed> {
    let sentence = view.scene.words();
    let does = |stems: &[&str]| stems.iter().any(|stem| sentence.contains(stem));
    if !does(lexicon::SENDING) {
        return None;
    }
    let one = |name: &&Named| name.actors.len() == 1;
    let sender =
        view.names.iter().filter(one).find(|name| name.is_topic() && !name.is_reached())?;
    let reached = || view.names.iter().filter(one).find(|name| name.is_reached());
    let through = |name: &&Named| name.at != sender.at && holds(view, name);
    let sink = reached().or_else(|| view.names.iter().filter(one).find(through))?;
    if sender.actors == sink.actors {
        return None;
    }
    let matter = if does(lexicon::ARMED) { Matter::Soldiers } else { Matter::Workers };
    let mut frame = Frame::new(matter, Way::Out, sender.span);
    (frame.source, frame.sink) = (sender.actors.first().copied(), sink.actors.first().copied());
    frame.names.extend([sender.span, sink.span]);
    Some(Placed {
        frame,
        at: sender.at,
        noun: true,
        trade: false,
        closes: false,
        owner: sender.actors.first().copied(),
    })
}

/// "아이티의 치안 임무에", "중국 동북 공장에는": a phrase that ends where something goes or is.
fn holds(view: &View<'_>, name: &Named) -> bool {
    let rest = view.text(name.span.1, view.scene.span.1);
    let phrase = rest.starts_with("의 ") || rest.starts_with(' ');
    let words = rest.trim_start_matches('의').split_ascii_whitespace().take(PHRASE_WORDS);
    let ends =
        |word: &str| word.ends_with('에') || word.ends_with("에는") || word.ends_with("에만");
    let open = |word: &&str| !word.ends_with(['은', '는', '이', '가', '을', '를', ',', '.']);
    phrase && { words }.find(|word| ends(word) || !open(word)).is_some_and(ends)
}

/// Of how many words behind a name such a phrase may be.
const PHRASE_WORDS: usize = 4;

/// "한국에 들어온 탈북민": whose people they are goes without saying.
fn northerners(view: &View<'_>) -> Option<Placed> {
    let sentence = view.scene.words();
    let word = lexicon::NORTHERNERS.iter().find(|word| sentence.contains(**word))?;
    let came = ["들어온", "들어왔", "입국", "도착", "넘어온", "넘어왔", "정착", "귀순", "건너온"];
    came.iter().find(|stem| sentence.contains(**stem))?;
    let home = Actor::parse("PRK").ok()?;
    let reached = |name: &&Named| name.actors.len() == 1 && name.is_reached();
    let place = view.names.iter().filter(reached).find(|name| name.actors[0] != home)?;
    let at = view.scene.span.0 + sentence.find(word)?;
    let mut frame = Frame::new(Matter::Visitors, Way::Out, (at, at + word.len()));
    (frame.source, frame.sink) = (Some(home), place.actors.first().copied());
    frame.names.push(place.span);
    Some(Placed { frame, at, noun: true, trade: false, closes: false, owner: Some(home) })
}

/// "미국이 돌려보낸 과테말라인": who makes them leave, and whose they are.
fn deported(view: &View<'_>, who: &Named) -> Option<Placed> {
    let sentence = view.scene.words();
    if !lexicon::DEPORTING.iter().any(|stem| sentence.contains(stem)) {
        return None;
    }
    let doer = |name: &&Named| name.actors.len() == 1 && name.actors != who.actors;
    let by = view.names.iter().filter(doer).find(|name| name.is_subject())?;
    let workers = ["노동자", "근로자", "노무자"].iter().any(|noun| sentence.contains(noun));
    let matter = if workers { Matter::Workers } else { Matter::Visitors };
    let mut frame = Frame::new(matter, Way::Out, who.span);
    (frame.source, frame.sink) = (by.actors.first().copied(), who.actors.first().copied());
    frame.names.extend([by.span, who.span]);
    let owner = by.actors.first().copied();
    Some(Placed { frame, at: who.at, noun: true, trade: false, closes: false, owner })
}

/// "주한미군 2만8천500명".
fn garrison(view: &View<'_>) -> Option<Placed> {
    let (at, ground) = view.words.iter().find_map(|word| {
        let mut letters = view.text(word.start, word.end).strip_prefix('주')?.chars();
        let ground = lexicon::short(letters.next()?)?;
        letters.as_str().starts_with("미군").then_some((word.start, ground))
    })?;
    let army = Actor::parse("USA").ok()?;
    let mut frame = Frame::new(Matter::Soldiers, Way::Out, (at, at));
    (frame.source, frame.sink) = (Some(army), Some(ground));
    Some(Placed { frame, at, noun: true, trade: false, closes: false, owner: Some(army) })
}

/// "북한군 1만 명이 쿠르스크에서 싸우고 있다": an army on the ground of another state.
fn fighting(view: &View<'_>) -> Option<Placed> {
    let sentence = view.scene.words();
    if !lexicon::FIGHTING.iter().any(|stem| sentence.contains(stem)) {
        return None;
    }
    let one = |name: &&Named| name.actors.len() == 1;
    let army = view.names.iter().filter(one).find(|name| {
        let rest = view.text(name.span.1, view.scene.span.1).trim_start();
        lexicon::TROOPS.iter().any(|troops| rest.starts_with(troops))
            || view.text(name.span.0, name.span.1).ends_with('군')
    })?;
    let ground = view
        .names
        .iter()
        .filter(one)
        .find(|name| name.actors != army.actors && (name.is_left() || name.is_reached()))?;
    let mut frame = Frame::new(Matter::Soldiers, Way::Out, army.span);
    (frame.source, frame.sink) = (army.actors.first().copied(), ground.actors.first().copied());
    frame.names.extend([army.span, ground.span]);
    Some(Placed {
        frame,
        at: army.at,
        noun: true,
        trade: false,
        closes: false,
        owner: army.actors.first().copied(),
    })
}

/// "카타르에서 일하는": where somebody is, and not whence he comes.
fn stays(view: &View<'_>, name: &Named) -> bool {
    let rest = view.text(name.span.1, view.scene.span.1);
    let come = ["에서 온", "에서 들어온", "에서 입국", "에서 돌아온", "에서 건너온", "에서 넘어온"];
    !come.iter().any(|word| rest.starts_with(word))
}

/// "한국인", "우리 국민", "이스라엘 국적자".
fn is_folk(view: &View<'_>, name: &Named) -> bool {
    if name.actors.len() != 1 {
        return false;
    }
    let rest = view.text(name.span.1, view.scene.span.1);
    let rest = rest.strip_prefix('의').unwrap_or(rest).trim_start();
    name.is_people() && !rest.starts_with("인이 운영")
        || lexicon::FOLK.iter().any(|folk| rest.starts_with(folk))
}
