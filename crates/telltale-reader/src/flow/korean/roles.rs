//! Who sends and who receives, told from the particles behind the names.

use telltale_observation::{Actor, Modality};

use super::View;
use super::both_ways;
use super::lexicon::{self, Stem};
use crate::flow::{Frame, Matter, Way};
use crate::gazetteer::Sort;
use crate::sighting::Span;

/// A frame with where its word stands.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub frame: Frame,
    /// First byte of its word.
    pub at: usize,
    /// Whether its word is a noun.
    pub noun: bool,
    /// Whether its word is one for trade: "수출".
    pub trade: bool,
    /// Its word ends a clause: later numbers are not of it.
    pub closes: bool,
    /// Who owns or does it.
    pub owner: Option<Actor>,
}

impl Placed {
    pub(super) fn is_two_sided(&self) -> bool {
        let (source, sink) = (self.frame.source, self.frame.sink);
        let partner_only = match self.frame.way {
            Way::Out => sink.is_some(),
            Way::In => source.is_some(),
            Way::Both => false,
        };
        source.is_some() && sink.is_some() && source != sink
            || self.frame.matter == Matter::Goods && self.noun && self.trade && partner_only
    }
}

/// What a name's particles make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Owner,
    Topic,
    To,
    From,
    With,
    /// With an amount of its own in brackets: "중국(110억 달러)".
    Listed,
    Object,
    People,
    Pair,
    Bare,
}

#[derive(Clone, Debug)]
pub(super) struct Named {
    pub at: usize,
    pub span: Span,
    pub actors: Vec<Actor>,
    role: Role,
}

impl Named {
    /// Whether its particle makes it the other side of a flow.
    pub(super) fn is_partner(&self, way: Way) -> bool {
        match way {
            Way::Out => self.role == Role::To,
            Way::In => self.role == Role::From,
            Way::Both => false,
        }
    }

    /// Whether its particle makes it a party to a flow.
    pub(super) fn is_party(&self) -> bool {
        matches!(self.role, Role::Topic | Role::To | Role::From | Role::With)
    }

    /// Whether another name stands in the same place of the sentence.
    pub(super) fn is_beside(&self, other: &Named) -> bool {
        self.role == Role::With || self.role == other.role && self.role != Role::Topic
    }

    /// Whether it is the subject of a clause.
    pub(super) fn is_subject(&self) -> bool {
        self.role == Role::Topic && self.actors.len() == 1
    }

    /// Whether an amount stands in brackets behind it.
    pub(super) fn is_listed(&self) -> bool {
        self.role == Role::Listed
    }

    /// Whether it is a people, or somebody of one.
    pub(super) fn is_people(&self) -> bool {
        self.role == Role::People
    }

    /// Whether it is where something goes, or what is visited.
    pub(super) fn is_reached(&self) -> bool {
        matches!(self.role, Role::To | Role::Object)
    }

    /// Whether it is where something is or comes from.
    pub(super) fn is_left(&self) -> bool {
        self.role == Role::From
    }

    /// Whether it is what the sentence, or one of its clauses, speaks of.
    pub(super) fn is_topic(&self) -> bool {
        matches!(self.role, Role::Topic | Role::To | Role::From)
    }
}

/// The frames of a sentence, in order.
pub(super) fn frames(view: &mut View<'_>) -> Vec<Placed> {
    voice(view);
    let names = names(view);
    let (from, to) = view.scene.span;
    let sentence = view.text(from, to);
    let stems: Vec<(usize, Stem)> = lexicon::find(sentence)
        .map(|(at, stem)| (from + at, stem))
        .filter(|&(at, _)| !view.is_said(at) && !inside_name(view, at))
        .collect();
    let mut found: Vec<Placed> = Vec::new();
    let mut lo = from;
    for &(at, stem) in &stems {
        match stem {
            Stem::Visit(word) => {
                if let Some(placed) = visit(view, &names, at, word) {
                    push(&mut found, placed);
                }
            }
            Stem::Flow(trigger) => {
                let rest = view.text(at + trigger.stem.len(), to);
                let shrunk = trigger.stem.trim_end() == "준" && is_less(view, at);
                let spoilt = shrunk || lexicon::is_spoilt(trigger.stem, rest);
                if spoilt || !begins(view, at, trigger.matter) {
                    continue;
                }
                let placed = flow(view, &names, at, trigger, lo, found.last());
                lo = at;
                push(&mut found, placed);
            }
        }
    }
    view.names = names;
    found.retain(|placed| {
        placed.frame.source.is_some()
            || placed.frame.sink.is_some()
            || placed.frame.matter == Matter::Goods
    });
    both_ways::join(view, &mut found);
    found
}

/// A stem begins a word, or follows a noun that it is written onto.
fn begins(view: &View<'_>, at: usize, matter: Matter) -> bool {
    let before = view.text(view.scene.span.0, at).chars().next_back();
    let free = before.is_none_or(|letter| !('\u{ac00}'..='\u{d7a3}').contains(&letter));
    let onto = matches!(
        matter,
        Matter::Goods | Matter::Workers | Matter::Visitors | Matter::Soldiers | Matter::Capital
    );
    let noun = ["지원", "원조", "투자"]
        .iter()
        .any(|noun| view.text(at, view.scene.span.1).starts_with(noun));
    let verb = lexicon::is_verb(view.text(at, view.scene.span.1));
    free || (onto && !verb || noun) && before.is_some_and(|letter| letter != '재' && letter != '미')
}

/// "전달보다 12% 준 2억 위안": less than before, and nothing that is given.
fn is_less(view: &View<'_>, at: usize) -> bool {
    let before = view.text(view.scene.span.0, at);
    let clause = before.rsplit([',', ';']).next().unwrap_or(before);
    let percent = view.numbers.iter().any(|number| {
        let gap = view.text(number.span.1, at);
        number.measure.compares() && number.span.1 <= at && gap.chars().count() <= 6
    });
    percent || ["보다 ", "대비 ", "비해 ", "비하면 "].iter().any(|word| clause.contains(word))
}

fn inside_name(view: &View<'_>, at: usize) -> bool {
    view.scene.mentions.iter().any(|mention| mention.span.0 < at && at < mention.span.1)
}

fn push(found: &mut Vec<Placed>, placed: Placed) {
    if let Some(before) = found.last_mut() {
        let unlike = |a: Option<Actor>, b: Option<Actor>| a.is_some() && b.is_some() && a != b;
        let (a, b) = (&before.frame, &placed.frame);
        let like = !unlike(a.source, b.source) && !unlike(a.sink, b.sink);
        let people = |matter: Matter| {
            matches!(matter, Matter::Visitors | Matter::Workers | Matter::Soldiers)
        };
        let same_people = people(a.matter) && (people(b.matter) || b.matter == Matter::Goods)
            || people(b.matter) && a.matter == Matter::Goods && !before.noun;
        let aided = matches!(
            (a.matter, b.matter),
            (Matter::Aid, Matter::Goods | Matter::Aid) | (Matter::Goods, Matter::Aid)
        ) && a.way == b.way
            && !before.closes;
        let ways = a.way == b.way || a.matter == Matter::Transport;
        let again = a.matter == b.matter && ways && !before.closes;
        if like && (same_people || aided || again) {
            let keep =
                if people(a.matter) || b.matter == Matter::Goods { a.matter } else { b.matter };
            let keep = if a.matter == Matter::Soldiers || b.matter == Matter::Soldiers {
                Matter::Soldiers
            } else {
                keep
            };
            before.frame.matter = keep;
            before.frame.source = before.frame.source.or(placed.frame.source);
            before.frame.sink = before.frame.sink.or(placed.frame.sink);
            before.closes = placed.closes;
            before.noun |= placed.noun;
            return;
        }
    }
    found.push(placed);
}

/// "방일 한국인", "한국을 찾은 중국인 관광객".
fn visit(view: &View<'_>, names: &[Named], at: usize, word: &str) -> Option<Placed> {
    let end = at + word.len();
    let sink = if word.starts_with('방') && word != "방문한" {
        lexicon::short(word.chars().nth(1)?)?
    } else {
        let before = names
            .iter()
            .rev()
            .find(|name| name.at < at && matches!(name.role, Role::Object | Role::To))?;
        *before.actors.first()?
    };
    let people = names
        .iter()
        .find(|name| name.at >= end && name.at < end + 24 && name.role != Role::To)
        .or_else(|| names.iter().rev().find(|name| name.at < at && name.role == Role::People))?;
    let source = *people.actors.first()?;
    let mut frame = Frame::new(Matter::Visitors, Way::Out, (at, end));
    frame.source = Some(source);
    frame.sink = Some(sink);
    frame.names.push(people.span);
    let _ = view;
    (source != sink).then_some(Placed {
        frame,
        at,
        noun: true,
        trade: false,
        closes: false,
        owner: Some(source),
    })
}

/// The owner and the partner that the names before a word for a flow make, by their particles; who
/// sends and receives goes into the frame.
fn around(
    view: &View<'_>,
    names: &[Named],
    (lo, at): Span,
    (trigger, noun): (lexicon::Trigger, bool),
    frame: &mut Frame,
) -> (Option<Actor>, Option<Actor>) {
    let mut owner = None;
    let mut partner = None;
    let near = names.iter().filter(|name| (lo..at).contains(&name.at) && !view.is_said(name.at));
    for name in near {
        let first = name.actors.first().copied();
        frame.names.push(name.span);
        match name.role {
            // "한국과 칠레의 교역액": who is named first comes first.
            Role::Owner | Role::Topic
                if partner.is_some() && trigger.way == Way::Both && owner.is_none() =>
            {
                owner = partner;
                partner = first;
            }
            // "정부는 튀르키예 피해 주민의 주택용으로 1천만 달러를 지원": whose need it is.
            Role::Owner
                if trigger.matter == Matter::Aid
                    && trigger.way == Way::Out
                    && owner.is_some()
                    && owner != first
                    && frame.sink.is_none() =>
            {
                frame.sink = first;
            }
            // "베트남의 모로코 수출", "관세청은 모로코 수출이": to whom, not whose.
            Role::Owner
                if trigger.matter == Matter::Goods
                    && noun
                    && owner.is_some()
                    && owner != first
                    && !view.tail(name.span.1).starts_with('의') =>
            {
                match trigger.way {
                    Way::Out if frame.sink.is_none() => frame.sink = first,
                    Way::In if frame.source.is_none() => frame.source = first,
                    Way::Both if partner.is_none() => partner = first,
                    _ => {}
                }
            }
            // "중국 항공사들의 북한 노선"
            Role::Owner | Role::Topic | Role::Bare
                if trigger.matter == Matter::Transport && owner.is_some() && owner != first =>
            {
                partner = first;
            }
            Role::Owner | Role::Topic | Role::People => owner = first,
            Role::Bare if owner.is_none() => owner = first,
            // "인도네시아는 프랑스 전투기 42대를 주문했다"
            Role::Bare if !noun && trigger.way == Way::In && frame.source.is_none() => {
                frame.source = first;
            }
            Role::Bare => {}
            Role::To => frame.sink = first,
            Role::From => frame.source = first,
            Role::With => partner = first,
            Role::Pair => {
                owner = first;
                partner = name.actors.get(1).copied();
            }
            // "중국과 몽골을 오가는"
            Role::Object
                if trigger.matter == Matter::Transport
                    && owner.is_none()
                    && frame.way == Way::Both =>
            {
                owner = partner;
                partner = first;
            }
            Role::Object | Role::Listed => {}
        }
    }
    (owner, partner)
}

/// "튀르키예로 건너간 조지아 전력", "미국이 사 간 한국 물건": whose the goods are stands behind.
fn led(names: &[Named], (at, end): Span, way: Way, owner: &mut Option<Actor>, frame: &mut Frame) {
    let behind = |name: &&Named| {
        let whose = matches!(name.role, Role::Bare | Role::Topic | Role::Owner | Role::From);
        name.at > at && name.at <= end + 8 && whose
    };
    let Some(next) = names.iter().find(behind).filter(|next| next.actors.len() == 1) else {
        return;
    };
    let whose = next.actors.first().copied();
    match way {
        Way::Out if owner.is_none() => *owner = whose,
        Way::In if frame.source.is_none() && *owner != whose => frame.source = whose,
        _ => {}
    }
}

fn flow(
    view: &View<'_>,
    names: &[Named],
    at: usize,
    trigger: lexicon::Trigger,
    lo: usize,
    before: Option<&Placed>,
) -> Placed {
    let end = at + trigger.stem.len();
    let tail = view.tail(end);
    // The noun that ends a headline is its verb.
    let closing = view.text(end, view.scene.span.1).trim_matches(['.', '"', '”', '’', '\'', ' ']);
    let named = trade_noun(&trigger) || !closing.is_empty();
    let noun = named && is_noun(tail, trigger.matter);
    let mut frame = Frame::new(trigger.matter, trigger.way, (at, end));
    if matches!(trigger.way, Way::Out)
        && (tail.starts_with("받")
            || tail.starts_with("을 받")
            || view.text(end, view.scene.span.1).starts_with("을 받"))
    {
        frame.way = Way::In;
    }
    let (mut owner, mut partner) = around(view, names, (lo, at), (trigger, noun), &mut frame);
    // "러시아는 시리아 주둔군을 줄였다"
    if trigger.stem == "주둔군"
        && let Some(ground) = names.iter().rfind(|name| name.span.1 + 1 == at)
        && let Some(army) = names.iter().find(|name| name.at < at && name.role == Role::Topic)
    {
        (frame.source, frame.sink) = (army.actors.first().copied(), ground.actors.first().copied());
        let owner = frame.source;
        return Placed { frame, at, noun: true, trade: false, closes: false, owner };
    }
    if trigger.stem == "주둔"
        && tail.is_empty()
        && let Some((ground, army)) = stationed(names, (at, end))
    {
        frame.sink = ground;
        frame.source = army;
        return Placed { frame, at, noun: true, trade: false, closes: false, owner: army };
    }
    let people = matches!(trigger.matter, Matter::Workers | Matter::Soldiers | Matter::Visitors);
    if matches!(trigger.matter, Matter::Goods | Matter::Launch) && lexicon::leads(tail) {
        led(names, (at, end), trigger.way, &mut owner, &mut frame);
    }
    if people {
        owner = whose_people(names, (at, end), tail, owner);
        if frame.sink.is_none() {
            frame.sink = whither(view, names, (lo, at));
            frame.source = None;
        }
    }
    let mutual = ["양국", "두 나라", "양자", "두나라", "쌍방"];
    let open = owner.is_none() && partner.is_none() && frame.source.is_none();
    if trigger.way == Way::Both
        && open
        && mutual.iter().any(|word| view.text(lo, at).contains(word))
        && let Some([first, second]) = view.scene.cast.pair(view.scene.mentions)
    {
        (owner, partner) = (Some(first), Some(second));
    }
    if trigger.matter == Matter::Goods && noun {
        also_to(view, before, &mut owner, &mut frame);
    }
    let whose = owner.or(before.and_then(|placed| placed.owner));
    if earned(trigger.stem, view.text(lo, at), whose, &mut frame) {
        owner = None;
    }
    place(&mut frame, noun && trigger.matter == Matter::Goods, owner, partner);
    complete(view, &mut frame, noun, before, owner.is_none() && partner.is_none());
    only_other(view, names, &mut frame, noun);
    frame.modality = modality(view, end);
    // "296억 달러를 팔고": the stem itself may end the clause.
    let ended = tail.is_empty() && trigger.stem.ends_with(['고', '며']);
    let closes = ended || !noun && closes(tail);
    let trade = lexicon::TRADE.contains(&trigger.stem);
    Placed { frame, at, noun, trade, closes, owner }
}

/// Whose people they are: "북한 노동자", "파병된 북한군".
fn whose_people(
    names: &[Named],
    (at, end): Span,
    tail: &str,
    owner: Option<Actor>,
) -> Option<Actor> {
    let ahead = names.iter().rev().find(|name| {
        name.at < at
            && at - name.span.1 <= 7
            && matches!(name.role, Role::People | Role::Bare | Role::Owner)
    });
    let behind =
        || names.iter().find(|name| name.at > at && name.at <= end + 16 && name.role != Role::To);
    let own = |name: &Named| name.actors.first().copied();
    let led = || behind().filter(|_| !noun_follows(tail)).and_then(own);
    ahead.and_then(own).or(owner).or_else(led)
}

/// Where people go, or who takes them in.
fn whither(view: &View<'_>, names: &[Named], (lo, at): Span) -> Option<Actor> {
    let goes = |name: &&Named| matches!(name.role, Role::To | Role::From);
    let earlier = names.iter().rev().filter(|name| name.at < at).find(goes);
    let later = || names.iter().filter(|name| name.at > at).find(goes);
    let taker = || {
        let topic = names.iter().find(|name| name.at < at && name.role == Role::Topic);
        topic.filter(|_| lexicon::takes_in(view.text(lo, view.scene.span.1)))
    };
    let sink = earlier.or_else(later).or_else(taker)?;
    sink.actors.first().copied()
}

/// Money that comes the other way: "중국에서 벌어들인" is for goods that have gone there, "일본에서 고국에
/// 보낸 돈" goes to the home of whoever sends it. Whether it goes home.
fn earned(stem: &str, ahead: &str, whose: Option<Actor>, frame: &mut Frame) -> bool {
    let market = stem.starts_with(['팔', '판']) && ahead.contains("시장에서");
    if (stem.starts_with('벌') || market) && frame.sink.is_none() {
        frame.sink = frame.source.take();
    }
    let home = ["고국", "본국", "모국"].iter().any(|word| ahead.contains(word));
    let goes = home && frame.source.is_some() && whose.is_some() && whose != frame.source;
    if goes {
        frame.sink = whose;
        frame.matter = Matter::Capital;
    }
    goes
}

fn trade_noun(trigger: &lexicon::Trigger) -> bool {
    trigger.matter != Matter::Goods || lexicon::TRADE.contains(&trigger.stem)
}

/// "한국의 대일 수출은 24억 달러, 중국 수출은 110억 달러": to another, and not another's.
fn also_to(view: &View<'_>, before: Option<&Placed>, owner: &mut Option<Actor>, frame: &mut Frame) {
    let Some(before) = before.filter(|before| before.trade && before.frame.way == frame.way) else {
        return;
    };
    let (source, sink) = (before.frame.source, before.frame.sink);
    let name = frame.names.last().filter(|_| frame.names.len() == 1);
    let bare = name.is_some_and(|&(_, end)| {
        end + 1 == frame.trigger.0 && view.text(end, frame.trigger.0) == " "
    });
    let open = frame.source.is_none() && frame.sink.is_none() && source.is_some() && sink.is_some();
    if !bare || !open || *owner == source || *owner == sink {
        return;
    }
    match frame.way {
        Way::Out => (frame.source, frame.sink) = (source, owner.take()),
        Way::In => (frame.sink, frame.source) = (sink, owner.take()),
        Way::Both => {}
    }
}

/// "루마니아 주둔 미군": the ground, and whose army.
fn stationed(names: &[Named], (at, end): Span) -> Option<(Option<Actor>, Option<Actor>)> {
    let ground = names.iter().rev().find(|name| name.span.1 <= at && at - name.span.1 <= 1)?;
    let army = names.iter().find(|name| name.at >= end && name.at <= end + 2)?;
    Some((ground.actors.first().copied(), army.actors.first().copied()))
}

/// Puts the owner and the partner on their sides.
fn place(frame: &mut Frame, noun: bool, owner: Option<Actor>, partner: Option<Actor>) {
    match frame.way {
        Way::Out => {
            if frame.source.is_none() {
                frame.source = owner.filter(|&owner| Some(owner) != frame.sink);
            }
            // "태국산 두리안의 중국 수출": whose goods they are stands first.
            let whither = owner.filter(|_| noun).filter(|&owner| Some(owner) != frame.source);
            frame.sink = frame.sink.or(partner).or(whither);
        }
        Way::In => {
            // "대일 수입": what is imported comes from there.
            if frame.source.is_none() && frame.sink.is_some() && frame.sink != owner {
                frame.source = frame.sink.take();
            }
            frame.sink = owner
                .filter(|&owner| Some(owner) != frame.source)
                .or(frame.sink.filter(|&sink| Some(sink) != frame.source));
            frame.source = frame.source.or(partner);
        }
        Way::Both => {
            let other = frame.sink.or(frame.source).or(partner);
            frame.source = owner;
            frame.sink = other.filter(|&other| Some(other) != owner);
        }
    }
}

/// What the sentence leaves out: the reporting state, or the parties of the flow before.
fn complete(
    view: &View<'_>,
    frame: &mut Frame,
    noun: bool,
    before: Option<&Placed>,
    unowned: bool,
) {
    if let Some(before) = before.map(|placed| &placed.frame)
        && unowned
    {
        let (mut source, mut sink) = (before.source, before.sink);
        if (before.way == Way::In) != (frame.way == Way::In) {
            std::mem::swap(&mut source, &mut sink);
        }
        let own = frame.source.is_some() || frame.sink.is_some();
        if !own {
            frame.source = source;
            frame.sink = sink;
        } else if frame.sink.is_some() && frame.source.is_none() && source != frame.sink {
            frame.source = source;
        } else if frame.source.is_some() && frame.sink.is_none() && sink != frame.source {
            frame.sink = sink;
        }
    }
    // "칠레의 체리 수출 33억 달러 중 일본이 사 간 몫": of the sender's goods the buyer's part.
    if let Some(before) = before.filter(|before| before.noun).map(|placed| &placed.frame)
        && before.matter == Matter::Goods
        && frame.matter == Matter::Goods
    {
        match (frame.way, before.source, before.sink) {
            (Way::In, Some(source), None)
                if frame.source.is_none() && frame.sink.is_some_and(|sink| sink != source) =>
            {
                frame.source = Some(source);
            }
            (Way::Out, None, Some(sink))
                if frame.sink.is_none() && frame.source.is_some_and(|source| source != sink) =>
            {
                frame.sink = Some(sink);
            }
            _ => {}
        }
    }
    if let Some(speaker) = view.speaker
        && (!noun || matches!(frame.matter, Matter::Goods | Matter::Aid | Matter::Capital))
    {
        let alone = noun && before.is_none() && frame.source.is_none() && frame.sink.is_none();
        match frame.way {
            // "산업부는 수출 733억 달러 중 대만으로 간 물량이 …라고 밝혔다"
            Way::Out if alone && frame.matter == Matter::Goods => frame.source = Some(speaker),
            Way::In if alone && frame.matter == Matter::Goods => frame.sink = Some(speaker),
            // "중앙은행은 사우디에서 온 송금이 …라고 밝혔다"
            Way::Out
                if frame.sink.is_none()
                    && frame.source.is_some_and(|source| source != speaker)
                    && lexicon::arrives(view.text(frame.trigger.0, frame.trigger.1)) =>
            {
                frame.sink = Some(speaker);
            }
            Way::Out
                if frame.source.is_none() && frame.sink.is_some_and(|sink| sink != speaker) =>
            {
                frame.source = Some(speaker)
            }
            Way::In
                if frame.sink.is_none() && frame.source.is_some_and(|source| source != speaker) =>
            {
                frame.sink = Some(speaker)
            }
            _ => {}
        }
    }
}

/// A flow of goods with one side told: the other is the only other state that the sentence names;
/// in a text that names nobody else, a Korean paper's own ("10월 대미 수출은 87억 달러").
fn only_other(view: &View<'_>, names: &[Named], frame: &mut Frame, noun: bool) {
    let known = match (frame.way, frame.source, frame.sink) {
        (Way::Out | Way::Both, None, Some(known)) | (Way::In, Some(known), None) => known,
        _ => return,
    };
    if frame.matter != Matter::Goods {
        return;
    }
    let mut others = names.iter().filter(|name| {
        let beside = noun && matches!(name.role, Role::To | Role::Listed);
        name.actors.first() != Some(&known) && !beside
    });
    let other = match (others.next(), others.next()) {
        (Some(name), None) => {
            let plain = matches!(name.role, Role::Bare | Role::With | Role::From | Role::Owner);
            name.actors.first().copied().filter(|_| noun || plain)
        }
        // "같은 달 대북 수출은": of the two whose trade the text goes on about.
        (None, _) if noun => {
            let told = view.scene.cast.story().trade().and_then(|trade| trade.other(known));
            let home = || Actor::parse("KOR").ok().filter(|_| is_home_text(view, frame.trigger.0));
            told.or_else(home)
        }
        _ => None,
    };
    let other = other.filter(|&other| other != known);
    if frame.way == Way::In { frame.sink = other } else { frame.source = other }
}

/// "수출은 미국(87억 달러), 중국(110억 달러) 순": where only partners are named, whose paper it is.
pub(super) fn at_home(view: &View<'_>, frame: &mut Frame) {
    let beside = |name: &Named| {
        let counted = |number: &crate::number::Number| {
            matches!(view.text(name.span.1, number.span.0), " " | "이 " | "가 ")
        };
        view.numbers.iter().any(counted)
    };
    let partner = |name: &Named| matches!(name.role, Role::Listed | Role::To) || beside(name);
    let noun = view.names.iter().any(|name| name.role == Role::Listed || beside(name));
    if frame.matter != Matter::Goods
        || !noun
        || !view.names.iter().all(partner)
        || !is_home_text(view, view.scene.span.1)
    {
        return;
    }
    let home = Actor::parse("KOR").ok();
    match frame.way {
        Way::Out if frame.source.is_none() && frame.sink != home => frame.source = home,
        Way::In if frame.sink.is_none() && frame.source != home => frame.sink = home,
        _ => {}
    }
}

/// Whether nobody else was spoken of before, nor does anybody without a state act before a byte, so that
/// what a sentence tells of trade is its paper's own state's.
fn is_home_text(view: &View<'_>, until: usize) -> bool {
    let home = Actor::parse("KOR").ok();
    let mut before = view.scene.cast.before().iter().flat_map(|mention| &mention.actors);
    let stranger = |word: &super::Eojeol| {
        let text = view.text(word.start, word.end);
        let named = view.names.iter().any(|name| word.start <= name.at && name.at < word.end);
        let timed =
            view.scene.times.iter().any(|time| time.span.0 < word.end && word.start < time.span.1);
        let acts = ["은", "는", "이", "가"].iter().any(|end| text.ends_with(end));
        let plain = lexicon::TOWARDS_NOUNS.iter().any(|noun| text.contains(noun))
            || text.ends_with("별로는");
        word.end <= until
            && acts
            && !text.contains(')')
            && !named
            && !timed
            && !plain
            && !view.is_said(word.start)
    };
    before.all(|&actor| Some(actor) == home) && !view.words.iter().any(stranger)
}

/// Whether a particle closes the phrase, so that what follows is another.
fn noun_follows(tail: &str) -> bool {
    ["은", "는", "이 ", "가 ", "을", "를"].iter().any(|particle| tail == particle.trim_end())
}

fn is_noun(tail: &str, matter: Matter) -> bool {
    if !matches!(matter, Matter::Goods | Matter::Aid) {
        return true;
    }
    const NOUN: &[&str] = &[
        "은", "는", "이", "가", "액", "량", "도", "의", "을", "를", "에", "규모", "총액", "과",
        ",", "로",
    ];
    tail.is_empty() || NOUN.iter().any(|word| tail.starts_with(word))
}

fn closes(tail: &str) -> bool {
    let tail = tail.trim_end_matches([',', '.']);
    ["고", "며", "으나", "지만", "다", "는데", "면서", "반면"].iter().any(|end| tail.ends_with(end))
}

fn modality(view: &View<'_>, end: usize) -> Modality {
    if view.denied {
        return Modality::Denied;
    }
    let rest = view.text(end, view.scene.span.1);
    let near: String = rest.chars().take(12).collect();
    let ahead = ["할 계획", "할 예정", "할 방침", "하기로", "할 것", "키로", "겠다", "하겠"];
    if ahead.iter().any(|word| near.contains(word)) {
        Modality::Planned
    } else {
        Modality::Happened
    }
}

/// The names of a sentence, compounds such as 대북 among them.
fn names(view: &View<'_>) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for mention in view.scene.mentions {
        let counted = view
            .numbers
            .iter()
            .any(|number| number.span.0 <= mention.span.0 && mention.span.1 <= number.span.1);
        if view.is_said(mention.span.0) || mention.actors.is_empty() || counted {
            continue;
        }
        let bracketed = view.text(view.scene.span.0, mention.span.0).ends_with('(');
        if bracketed && found.last().is_some_and(|name| name.actors == mention.actors) {
            continue;
        }
        let role = role_of(view, mention.span, mention.sort, mention.actors.len());
        found.push(Named {
            at: mention.span.0,
            span: mention.span,
            actors: mention.actors.clone(),
            role,
        });
    }
    for at in 0..view.words.len() {
        if let Some(named) = compound(view, at) {
            let taken =
                found.iter().any(|name| name.span.0 < named.span.1 && named.span.0 < name.span.1);
            if !taken {
                found.push(named);
            }
        }
    }
    found.sort_by_key(|name| name.at);
    found
}

/// 대북, 대중: towards a state; 정부, 우리나라: the text's own.
fn compound(view: &View<'_>, at: usize) -> Option<Named> {
    let word = view.word(at);
    let start = view.words[at].start;
    let mut letters = word.chars();
    let (first, second) = (letters.next()?, letters.next());
    if first == '대'
        && let Some(actor) = second.and_then(lexicon::short)
    {
        let rest = letters.as_str();
        let trade = lexicon::TOWARDS_NOUNS;
        let joined = trade.iter().any(|noun| rest.starts_with(noun));
        // "프랑스에 대한 수출" is towards France, "대한 수출" towards Korea.
        if second == Some('한') && at > 0 && view.word(at - 1).ends_with('에') {
            return None;
        }
        let near = (at + 1..(at + 5).min(view.words.len()))
            .any(|next| trade.iter().any(|noun| view.word(next).contains(noun)));
        let listed = rest.starts_with('(');
        let ahead = || {
            (at.saturating_sub(3)..at)
                .any(|last| trade.iter().any(|noun| view.word(last).contains(noun)))
        };
        if joined || rest.is_empty() && near || listed && (near || ahead()) {
            let span = (start, start + 6);
            let role = if listed { Role::Listed } else { Role::To };
            return Some(Named { at: start, span, actors: vec![actor], role });
        }
    }
    if let Some(named) = spelt_in_hanja(word, start) {
        return Some(named);
    }
    // "미 농무부는"
    if second.is_none()
        && let Some(actor) = lexicon::short(first)
        && lexicon::is_ministry(view.word(at + 1))
    {
        let role = by_ending(view.word(at + 1)).unwrap_or(Role::Owner);
        return Some(Named { at: start, span: (start, start + 3), actors: vec![actor], role });
    }
    let own = lexicon::is_home(word);
    let named_before = at > 0
        && view
            .scene
            .mentions
            .iter()
            .any(|m| m.span.1 >= view.words[at - 1].start && m.span.0 < view.words[at - 1].end);
    if own && !named_before && (at < 4 || word.starts_with("우리나라")) {
        let rest = lexicon::beside_home(word);
        let role = by_particle(rest).filter(|_| !rest.is_empty()).unwrap_or(Role::Owner);
        let actor = Actor::parse("KOR").ok()?;
        return Some(Named { at: start, span: (start, start + 6), actors: vec![actor], role });
    }
    None
}

/// "中 7월 대북 수출", "北, 대중 수출", "美의 수출", "러 수입": a state by one letter of its own.
fn spelt_in_hanja(word: &str, start: usize) -> Option<Named> {
    let opened = word.trim_start_matches(['"', '\'', '“', '‘', '[', '(']);
    let mut letters = opened.chars();
    let actor = letters.next().and_then(lexicon::hanja)?;
    let rest = letters.as_str();
    let marks = rest.chars().all(|letter| !letter.is_alphanumeric());
    let role = if marks { Some(Role::Bare) } else { by_particle(rest) };
    let start = start + word.len() - opened.len();
    role.map(|role| Named { at: start, span: (start, start + 3), actors: vec![actor], role })
}

fn role_of(view: &View<'_>, span: Span, sort: Sort, count: usize) -> Role {
    let before = view.text(view.scene.span.0, span.0);
    if count > 1 {
        return Role::Pair;
    }
    let rest = view.text(span.1, view.scene.span.1);
    let listed =
        rest.strip_prefix('(').is_some_and(|rest| rest.starts_with(|l: char| l.is_ascii_digit()));
    if listed && !before.ends_with('(') {
        return Role::Listed;
    }
    // "러시아, 북한에 석유 제공": a headline's subject, or one of a list.
    if rest.starts_with(',') {
        let first = before.trim_matches(['"', '“', '‘', '\'', ' ']).is_empty();
        return if first { Role::Topic } else { Role::Bare };
    }
    if lexicon::TOWARDS.iter().any(|towards| before.ends_with(towards)) {
        return Role::To;
    }
    let tail = beside_brackets(view.tail(span.1));
    if let Some(rest) = tail.strip_prefix(['인', '군']) {
        let goes = by_particle(rest).filter(|role| matches!(role, Role::To | Role::From));
        return goes.unwrap_or(Role::People);
    }
    if sort == Sort::People {
        return Role::People;
    }
    if let Some(role) = by_particle(tail) {
        let next = view.index(span.1.saturating_sub(1)) + 1;
        let helped = role == Role::Object && lexicon::is_for(view.word(next));
        // "가장 많이 산 나라는 중국으로": that is who has bought.
        let ahead = next.checked_sub(2).map_or("", |at| view.word(at));
        let is = role == Role::To && (ahead.ends_with("나라는") || ahead.ends_with("국가는"));
        return match (helped, is) {
            (true, _) => Role::To,
            (_, true) => Role::Topic,
            _ => role,
        };
    }
    if lexicon::OWNED.iter().any(|noun| tail.starts_with(noun)) {
        return Role::Owner;
    }
    if tail.starts_with('산') || tail.starts_with("제 ") || tail == "제" {
        return Role::From;
    }
    if tail.starts_with('행') || tail.starts_with('향') {
        return Role::To;
    }
    // "베트남정부가": the noun that is written onto the name bears the particle.
    if tail.chars().count() > 1
        && let Some(role) = by_ending(tail)
    {
        return if role == Role::Object { Role::Bare } else { role };
    }
    by_phrase(view, span)
}

/// What the last word of the phrase that a name heads makes of it.
fn by_phrase(view: &View<'_>, span: Span) -> Role {
    // "아프가니스탄 지진 피해 지역에": the phrase's last word bears the particle.
    let first = view.index(span.1.saturating_sub(1)) + 1;
    for at in first..(first + 4).min(view.words.len()) {
        let word = view.word(at);
        if word.ends_with(',') || word.starts_with(|l: char| l.is_ascii_digit()) {
            break;
        }
        if word.starts_with("대한") && word.len() > 6 {
            break;
        }
        // "중국 석탄 수입에서": whose imports they are.
        if lexicon::OWNED.iter().any(|noun| word.starts_with(noun)) {
            return Role::Owner;
        }
        if let Some(role) = by_ending(word) {
            let helped = role == Role::Object && lexicon::is_for(view.word(at + 1));
            let visited = VISITED.iter().any(|stem| view.word(at + 1).starts_with(stem));
            return match role {
                Role::Object if visited => Role::Object,
                Role::Object if helped => Role::To,
                Role::Object => Role::Bare,
                role => role,
            };
        }
    }
    Role::Bare
}

/// What is done to a place that is visited: "원산 해안지구를 찾은".
const VISITED: &[&str] = &["찾", "방문", "다녀", "여행"];

/// "유럽연합(EU)의": what follows a name, the name's other form in brackets aside.
fn beside_brackets(tail: &str) -> &str {
    let inner = tail.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inner.map_or(tail, |(_, behind)| behind)
}

fn by_particle(tail: &str) -> Option<Role> {
    let tail = tail.trim_end_matches([',', '.']);
    Some(match tail {
        "의" | "측의" => Role::Owner,
        "은" | "는" | "이" | "가" | "측은" | "측이" | "도" => Role::Topic,
        "에" | "에게" | "로" | "으로" | "로의" | "으로의" | "에의" | "측에" | "에도" | "으로는"
        | "에는" | "로는" | "행" => Role::To,
        "에서" | "로부터" | "으로부터" | "에서의" | "로부터의" | "으로부터의" | "발" | "산"
        | "에서는" => Role::From,
        "과" | "와" | "과의" | "와의" | "하고" => Role::With,
        "을" | "를" => Role::Object,
        _ => return None,
    })
}

/// The role that a phrase's last word gives to the name at its head.
fn by_ending(word: &str) -> Option<Role> {
    let word = word.trim_end_matches([',', '.']);
    let ends =
        |endings: &[&str]| endings.iter().any(|end| word.ends_with(end) && word.len() > end.len());
    if ends(&["에서", "로부터", "에서는", "에서도"]) {
        Some(Role::From)
    } else if ends(&["에", "에게", "으로", "로", "에는", "에게는", "으로는"]) {
        Some(Role::To)
    } else if ends(&["은", "는", "이", "가"]) {
        Some(Role::Topic)
    } else if ends(&["을", "를"]) {
        Some(Role::Object)
    } else if ends(&["의"]) {
        Some(Role::Owner)
    } else {
        None
    }
}

/// Finds who says so: "해관총서에 따르면", "…다고 통계청은 밝혔다".
fn voice(view: &mut View<'_>) {
    let sentence = view.scene.words();
    view.denied = ["부인했", "부인하", "사실이 아니", "사실무근", "일축", "반박했", "아니라고"]
        .iter()
        .any(|word| sentence.contains(word));
    let span = according(view).or_else(|| sayer(view));
    let Some((from, to)) = span else { return };
    let words = view.text(from, to);
    let bare = ["에 따르면", "에 의하면", "은", "는", "이", "가", "에"]
        .iter()
        .find_map(|end| words.strip_suffix(end))
        .unwrap_or(words);
    view.voice = Some(bare.trim().to_owned());
    let mentions = view.scene.mentions.iter().filter(|m| (from..to).contains(&m.span.0));
    view.speaker = mentions.filter_map(crate::Mention::actor).next();
    let ministry = words.split_once(' ').filter(|(_, body)| lexicon::is_ministry(body));
    if let Some((state, _)) = ministry
        && view.speaker.is_none()
        && state.chars().count() == 1
    {
        view.speaker = state.chars().next().and_then(lexicon::short);
    }
    if view.speaker.is_none() && lexicon::is_home(words) {
        view.speaker = Actor::parse("KOR").ok();
    }
    // Who denies it is a party to it all the same.
    if !view.denied {
        view.said = Some((from, to));
    }
}

fn according(view: &View<'_>) -> Option<Span> {
    let by = |word: &str| word.starts_with("따르면") || word.starts_with("의하면");
    let told = (0..view.words.len()).find(|&at| {
        by(view.word(at)) || at < 8 && lexicon::is_source(view.word(at), view.word(at + 1))
    })?;
    let at = if by(view.word(told)) { told } else { told + 1 };
    let last = view.words[at.checked_sub(1)?].end;
    let mut first = at - 1;
    while first > 0 && at - first < 6 {
        let word = view.word(first - 1);
        let ends = word.ends_with(',') || by_ending(word).is_some_and(|role| role != Role::Owner);
        let dated = view.scene.times.iter().any(|time| {
            time.span.0 < view.words[first - 1].end && view.words[first - 1].start < time.span.1
        });
        if ends || dated {
            break;
        }
        first -= 1;
    }
    let text = view.text(view.words[first].start, last);
    (text.ends_with('에') || at > told).then_some((view.words[first].start, last))
}

/// Who is the subject of the saying verb at the end.
fn sayer(view: &View<'_>) -> Option<Span> {
    let last = view.words.len().checked_sub(1)?;
    let agentless =
        |word: &str| ["됐", "된다", "되고", "졌", "진다"].iter().any(|mark| word.contains(mark));
    let ends = (last.saturating_sub(1)..=last)
        .find(|&at| lexicon::is_saying(view.word(at)) && !agentless(view.word(at)))?;
    let quoted = (0..ends).rev().find(|&at| {
        let word = view.word(at).trim_end_matches([',', '"', '”', '\'']);
        word.ends_with("다고")
            || word.ends_with("라고")
            || word == "것으로"
            || word.ends_with("다며")
            || word.ends_with("고")
    })?;
    let topic = |at: &usize| {
        let word = view.word(*at);
        word.ends_with('은') || word.ends_with('는') || word.ends_with('이') || word.ends_with('가')
    };
    // "…했다고 통계청은 밝혔다"
    if let Some(at) = (quoted + 1..ends).find(topic) {
        return Some((view.words[quoted + 1].start, view.words[at].end));
    }
    let at = (0..quoted.min(5)).find(|at| {
        let word = view.word(*at);
        word.ends_with('은') || word.ends_with('는')
    })?;
    let sized = view
        .numbers
        .iter()
        .any(|number| number.measure.sizes() && number.span.0 < view.words[at].end);
    let flows = lexicon::find(view.text(view.words[0].start, view.words[at].end)).next().is_some();
    (!sized && !flows).then_some((view.words[0].start, view.words[at].end))
}
