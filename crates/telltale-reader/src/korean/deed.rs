//! From words of the lexicon to sightings.

mod parties;

use telltale_observation::{Actor, Channel, Code, Kind, Modality, Mode, Ontology};

use super::clause::Clauses;
use super::lexicon::{Frame, Lexicon, Outer, Sense};
use super::mood::Mood;
use super::verb::{Link, Tone, Voice};
use super::when;
use super::words::{Chunk, Item, Party, Pred, Role};
use crate::gazetteer::Sort;
use crate::reader::Scene;
use crate::sighting::{Because, Sighting, Span};
use crate::told::add;

/// What one word of the lexicon tells.
struct Deed<'l> {
    frame: &'l Frame,
    code: &'static Code,
    channel: Channel,
    mode: Mode,
    actors: Vec<Party>,
    targets: Vec<Party>,
    mood: Mood,
    reported: bool,
    trigger: Span,
    /// The verb by which it is dated.
    at: usize,
    in_passing: bool,
}

struct Sweep<'s, 'l, 't> {
    lexicon: &'l Lexicon,
    scene: &'s Scene<'t>,
    clauses: Clauses<'s, 'l>,
    /// Items that are told of already.
    taken: Vec<bool>,
    /// The pairs of which the sentence before told, the latest last.
    last: Vec<(Actor, Actor)>,
}

/// Adds what the sentence tells.
pub(crate) fn read<'l>(
    lexicon: &'l Lexicon,
    scene: &Scene<'_>,
    items: &[Item<'l>],
    found: &mut Vec<Sighting>,
) {
    let last = told_before(scene, found);
    let filled = parties::spoken_of(scene, items, &last);
    let items = filled.as_deref().unwrap_or(items);
    let clauses = Clauses { items };
    let taken = vec![false; items.len()];
    let mut sweep = Sweep { lexicon, scene, clauses, taken, last };
    let mut told = Vec::new();
    // What governs comes after what it governs, and tells of it: so the last comes first.
    for at in (0..items.len()).rev() {
        match &items[at] {
            _ if sweep.taken[at] => {}
            Item::Pred(pred) => sweep.verb(at, pred, &mut told),
            Item::Chunk(chunk) => sweep.noun(at, chunk, &mut told),
        }
    }
    told.reverse();
    let pairs: Vec<_> = told
        .iter()
        .filter(|seen| seen.channel != Channel::Statement)
        .map(|seen| (seen.actor, seen.target))
        .collect();
    // A bare statement is not told where the sentence tells more of the same pair.
    told.retain(|seen| {
        seen.channel != Channel::Statement || !pairs.contains(&(seen.actor, seen.target))
    });
    for sighting in told {
        add(sighting, found);
    }
}

/// The pairs of which the sentence before told.
fn told_before(scene: &Scene<'_>, found: &[Sighting]) -> Vec<(Actor, Actor)> {
    let Some(before) = scene.before else { return Vec::new() };
    let near = found.iter().rev().take_while(|seen| seen.span.0 >= before.0);
    let mut pairs: Vec<_> = near.filter_map(|seen| Some((seen.actor?, seen.target?))).collect();
    pairs.reverse();
    pairs
}

impl<'l> Sweep<'_, 'l, '_> {
    /// The text of a verb's clause, in which the words that frames ask for are looked for.
    fn words_of(&self, at: usize) -> &str {
        let item = |i: usize| match &self.clauses.items[i] {
            Item::Chunk(chunk) => chunk.span,
            Item::Pred(pred) => pred.span,
        };
        let floor = self.clauses.floor(at).min(at);
        // "보낸 구호품": what is described is part of the description.
        let described = self.clauses.pred(at).is_some_and(Pred::adnominal)
            && self.clauses.chunk(at + 1).is_some();
        let last = if described { at + 1 } else { at };
        let (start, end) = (item(floor).0, item(last).1);
        self.scene.text.get(start..end).unwrap_or("")
    }

    /// The text of a verb's clause with that of the clause inside it.
    fn words_within(&self, at: usize) -> &str {
        let inner = self.clauses.inner(at).map(|inner| self.words_of(inner));
        let own = self.words_of(at);
        let end = own.as_ptr() as usize + own.len() - self.scene.text.as_ptr() as usize;
        let start = inner.map(|inner| inner.as_ptr() as usize - self.scene.text.as_ptr() as usize);
        start.and_then(|start| self.scene.text.get(start..end)).unwrap_or(own)
    }

    fn pred_frame(&self, at: usize) -> Option<&'l Frame> {
        let pred = self.clauses.pred(at)?;
        // What is said about is named in what is said: "배후가 미국이라고 주장했다".
        let about =
            |frame: &Frame| frame.flags.outer == Some(Outer::About) && !frame.with.is_empty();
        let within = pred.frames.iter().any(about);
        let clause = if within { self.words_within(at) } else { self.words_of(at) };
        let traveller = self
            .clauses
            .subject(at)
            .and_then(|i| self.clauses.chunk(i))
            .map_or("", |chunk| self.scene.text.get(chunk.span.0..chunk.span.1).unwrap_or(""));
        let travels = |frame: &Frame| frame.code().is_some_and(|code| code.code == "042");
        let met = |frame: &&Frame| {
            (frame.fits(clause) || (travels(frame) && frame.fits(traveller)))
                && (frame.with.is_empty()
                    || !goods(frame)
                    || self.handed(at).is_none_or(|handed| frame.fits(handed)))
                && (!frame.flags.needs || self.meets(at, frame, pred.voice))
        };
        pred.frames.iter().find(met)
    }

    /// The words of a verb's object with what stands right before them: what is handed over.
    fn handed(&self, at: usize) -> Option<&str> {
        let floor = self.clauses.floor(at);
        let object =
            |i: &usize| self.clauses.chunk(*i).is_some_and(|chunk| chunk.role == Role::Object);
        let described = || {
            let pred = self.clauses.pred(at).filter(|pred| pred.adnominal())?;
            self.clauses.chunk(at + 1).filter(|_| pred.voice == Voice::Active).map(|_| at + 1)
        };
        let last = (floor..at).rev().find(object).or_else(described)?;
        let beside = |i: &usize| {
            self.clauses
                .chunk(*i)
                .is_some_and(|chunk| matches!(chunk.role, Role::With | Role::Bare | Role::Owner))
        };
        let first = (floor..last).rev().take_while(beside).last().unwrap_or(last);
        let (start, end) = (self.clauses.chunk(first)?.span.0, self.clauses.chunk(last)?.span.1);
        self.scene.text.get(start..end)
    }

    /// Whether a frame's slots hold another party than the subject.
    fn meets(&self, at: usize, frame: &Frame, voice: Voice) -> bool {
        let own = self.clauses.own(at);
        let actors = if voice == Voice::Passive { Vec::new() } else { self.actors(at) };
        let held = |letter| !others(self.clauses.slot(letter, &own), &actors).is_empty();
        frame.slots.chars().any(held) || !self.named_place(at, frame, &actors).is_empty()
    }

    fn verb(&mut self, at: usize, pred: &Pred<'l>, found: &mut Vec<Sighting>) {
        // A verb that is in no table, after what is said, says it: 않겠다고 못 박았다.
        if pred.decided && self.pact(at, pred, found) {
            return;
        }
        let unknown = pred.frames.is_empty() && pred.form.link == Link::Final;
        let saying = unknown.then(|| self.lexicon.saying());
        let Some(frame) = self.pred_frame(at).or(saying) else { return };
        if self.rejected(at, pred) || self.carried(at, pred, frame) {
            self.taken[at] = true;
            return;
        }
        let orders = self.clauses.inner(at).is_some_and(|inner| self.ordered(inner));
        if orders || self.declares(at, frame) || self.answered(at) {
            return;
        }
        self.taken[at] = true;
        match frame.sense {
            Sense::Code(code) => {
                if let Some(outer) = frame.flags.outer
                    && (outer != Outer::About || self.clauses.inner(at).is_some())
                {
                    self.outer(at, pred, frame, code, outer, found);
                } else {
                    self.deed(at, pred, frame, code, found);
                }
            }
            Sense::Say | Sense::Believe => self.said(at, pred, frame, found),
            Sense::Cancel => {}
            Sense::Light | Sense::Plan | Sense::Nothing => {}
        }
    }

    /// "두 나라는 창구를 되살리기로 했다": what several decide together, where no row of the lexicon
    /// says what it is, is an agreement of them all; whether it was told.
    fn pact(&mut self, at: usize, pred: &Pred<'l>, found: &mut Vec<Sighting>) -> bool {
        let coded = |frame: &Frame| frame.code().is_some();
        let noun = self.inner_noun(at).and_then(|noun| self.noun_frame(noun));
        let actors = self.actors(at);
        let known = self.pred_frame(at).is_some_and(coded) || noun.is_some();
        let Some(code) = Code::find(Ontology::Cameo, "057").filter(|_| !known) else {
            return false;
        };
        if actors.len() < 2 {
            return false;
        }
        self.taken[at] = true;
        let deed = Deed {
            frame: self.lexicon.agreeing(),
            code,
            channel: Channel::Agreement,
            mode: code.mode,
            actors,
            targets: Vec::new(),
            mood: Mood::Fact,
            reported: self.reported(at),
            trigger: pred.trigger,
            at,
            in_passing: false,
        };
        self.put(deed, found);
        true
    }

    /// "애도하는 조전을 보냈다": the message is told by whoever sends it.
    fn carried(&self, at: usize, pred: &Pred<'_>, frame: &Frame) -> bool {
        let message = |chunk: &Chunk<'_>| {
            let mut frames = chunk.hit.into_iter().flat_map(|hit| hit.frames);
            frames.any(|frame| frame.channel == Some(Channel::Ceremony))
        };
        let kind = |code: &Code| matches!(code.code, "018" | "051" | "055");
        pred.adnominal()
            && frame.code().is_some_and(kind)
            && self.clauses.chunk(at + 1).is_some_and(message)
    }

    /// "규탄하는 결의안에 반대했다": a draft says it, and whoever votes against it does not.
    fn rejected(&self, at: usize, pred: &Pred<'l>) -> bool {
        let draft = |chunk: &Chunk<'_>| {
            let text = self.scene.text.get(chunk.span.0..chunk.span.1).unwrap_or("");
            ["결의안", "법안", "초안", "안건", "성명안"].iter().any(|word| text.contains(word))
        };
        let against = |next: usize| {
            let words = self.words_of(next);
            ["반대", "거부", "기권", "부결", "불참"].iter().any(|word| words.contains(word))
        };
        pred.adnominal()
            && self.clauses.chunk(at + 1).is_some_and(draft)
            && self.clauses.next(at).is_some_and(against)
    }

    /// The noun of the lexicon that a verb takes as its object or subject.
    fn inner_noun(&self, at: usize) -> Option<usize> {
        let floor = self.clauses.floor(at);
        (floor..at).rev().find(|&i| {
            self.clauses.chunk(i).is_some_and(|chunk| {
                chunk.hit.is_some()
                    && matches!(chunk.role, Role::Object | Role::About | Role::Dative)
            })
        })
    }

    /// Whether a verb says that something is answered with something: 파기로 맞받았다.
    fn answers(&self, at: usize) -> bool {
        self.begins(at, ANSWERS)
    }

    /// Whether a verb says what came of an attack: 폭격으로 숨졌다.
    fn suffers(&self, at: usize) -> bool {
        self.begins(at, SUFFERED)
    }

    /// Whether a verb begins with one of some words.
    fn begins(&self, at: usize, words: &[&str]) -> bool {
        let text = self.clauses.pred(at).and_then(|pred| self.scene.text.get(pred.span.0..));
        text.is_some_and(|text| words.iter().any(|word| text.starts_with(word)))
    }

    /// Whether the deed with which somebody answers is named.
    fn answered(&self, at: usize) -> bool {
        self.answers(at)
            && (self.clauses.floor(at)..at).any(|i| {
                self.clauses.chunk(i).is_some_and(|chunk| chunk.role == Role::Toward)
                    && self.noun_frame(i).and_then(Frame::code).is_some_and(hostile)
            })
    }

    /// "타결을 선언했다": what is declared is told, not that it is.
    fn declares(&self, at: usize, frame: &Frame) -> bool {
        let statement = frame.code().is_some_and(|code| code.code == "010");
        statement
            && self.inner_noun(at).is_some_and(|noun| {
                self.clauses.chunk(noun).is_some_and(|chunk| chunk.role == Role::Object)
                    && self.noun_frame(noun).is_some_and(|noun| noun.flags.outer.is_none())
            })
    }

    fn noun_frame(&self, at: usize) -> Option<&'l Frame> {
        let chunk = self.clauses.chunk(at)?;
        let hit = chunk.hit?;
        let mut start = chunk.span.0;
        if let Some(before) = at.checked_sub(1).and_then(|i| self.clauses.chunk(i)) {
            start = before.span.0;
        }
        // "오찬을 함께했다"
        let end = self.clauses.pred(at + 1).map_or(chunk.span.1, |pred| pred.span.1);
        let words = self.scene.text.get(start..end).unwrap_or("");
        let frame = hit.frames.iter().find(|frame| !frame.flags.needs && frame.fits(words))?;
        matches!(frame.sense, Sense::Code(_)).then_some(frame)
    }

    fn deed(
        &mut self,
        at: usize,
        pred: &Pred<'l>,
        frame: &'l Frame,
        code: &'static Code,
        found: &mut Vec<Sighting>,
    ) {
        if (pred.form.link == Link::Content && !pred.claimed) || self.object_gap(at, pred, frame) {
            return;
        }
        let undergone =
            pred.voice == Voice::Passive || frame.flags.undergo || self.made_to(at, pred);
        let by = self.clauses.after(at).filter(|_| self.ordered(at)).unwrap_or(at);
        let mut actors = if undergone { self.agents(at) } else { self.actors(by) };
        let mut targets = if undergone {
            self.undergoing(at, &mut actors)
        } else {
            let mut targets = pred.inside.clone();
            if targets.is_empty() {
                targets = self.targets(at, frame, &actors);
            }
            targets
        };
        if undergone && targets.len() > 1 && frame.flags.both {
            std::mem::swap(&mut actors, &mut targets);
        }
        if undergone && frame.flags.both && actors.len() + targets.len() < 2 {
            actors = self.everybody(at);
            targets.clear();
        }
        if undergone && frame.flags.alone && actors.is_empty() {
            actors = self.near_owner(at);
            targets.clear();
        }
        if frame.flags.swap {
            std::mem::swap(&mut actors, &mut targets);
        }
        self.take_inner(at);
        // "협력하기로 합의했다" is one deed.
        if frame.flags.both
            && let Some(inner) = self.clauses.inner(at)
            && (self.pred_frame(inner).is_some_and(|inner| inner.flags.both)
                || (frame.channel.unwrap_or(code.channel) == Channel::Agreement
                    && self.clauses.pred(inner).is_some_and(|p| p.form.link == Link::Decide)))
        {
            self.taken[inner] = true;
            self.take_inner(inner);
        }
        let mood = self.mood_of(at);
        let mut deed = Deed {
            frame,
            code,
            channel: frame.channel.unwrap_or(code.channel),
            mode: mode_of(frame, code),
            actors,
            targets,
            mood,
            reported: by == at && self.reported(at),
            trigger: pred.trigger,
            at,
            in_passing: pred.adnominal(),
        };
        if let Some(by) = self.scrapped(at, pred) {
            self.cancelled(&mut deed, None);
            (deed.mood, deed.at, deed.in_passing) = (self.mood_of(by), by, false);
        }
        if pred.decided {
            agreed(&mut deed);
            self.refused(&mut deed);
        }
        self.put(deed, found);
    }

    /// "방문하려던 계획을 취소했다": the verb by which the plan to do something is given up.
    fn scrapped(&self, at: usize, pred: &Pred<'_>) -> Option<usize> {
        const PLANS: &[&str] = &["계획", "일정", "방침", "구상", "예정"];
        let text = self.scene.text.get(pred.span.0..pred.span.1)?;
        // The noun may be part of the verb: "방문하려던 계획을".
        let noun = match text.rsplit_once(' ') {
            Some((_, last)) => last,
            None => {
                let chunk = self.clauses.chunk(at + 1).filter(|_| pred.adnominal())?;
                self.scene.text.get(chunk.span.0..chunk.span.1)?
            }
        };
        let by = self.clauses.next(at)?;
        let ends = self.pred_frame(by).is_some_and(|frame| {
            frame.sense == Sense::Cancel || frame.code().is_some_and(|code| code.code == "164")
        });
        (ends && PLANS.iter().any(|plan| noun.starts_with(plan))).then_some(by)
    }

    /// "무기를 지원하지 않기로 했다": to decide against what another would have is to refuse it.
    fn refused(&self, deed: &mut Deed<'l>) {
        let spared = hostile(deed.code) || deed.mode == Mode::Word;
        if deed.mood != Mood::Denied || spared {
            return;
        }
        if let Some(code) = self.lexicon.compose(Outer::Refuse, deed.code.code) {
            deed.code = code;
            (deed.channel, deed.mode, deed.mood) = (Channel::Refusal, Mode::Deed, Mood::Fact);
        }
    }

    /// "폴란드의 결정에 따라 문을 닫게 됐다": what the subject does at another's order.
    fn made_to(&self, at: usize, pred: &Pred<'l>) -> bool {
        let text = self.scene.text.get(pred.span.0..pred.span.1).unwrap_or("");
        ["게 됐", "게 된", "게 되"].iter().any(|word| text.contains(word))
            && self.clauses.own(at).iter().any(|chunk| chunk.role == Role::By)
    }

    /// What is swallowed by the verb that governs it.
    fn take_inner(&mut self, at: usize) {
        let floor = self.clauses.floor(at);
        for i in floor..at {
            let told = self.clauses.chunk(i).is_some_and(|chunk| chunk.role != Role::Place);
            self.taken[i] = self.taken[i] || told;
        }
    }

    /// A word about a deed: 약속했다, 촉구했다, 거부했다, 경고했다, 부인했다.
    fn outer(
        &mut self,
        at: usize,
        pred: &Pred<'l>,
        frame: &'l Frame,
        plain: &'static Code,
        outer: Outer,
        found: &mut Vec<Sighting>,
    ) {
        let inner = self.clauses.inner(at);
        let noun = self.inner_noun(at);
        let inner_frame = inner
            .and_then(|inner| self.pred_frame(inner))
            .filter(|frame| frame.code().is_some())
            .or_else(|| noun.and_then(|noun| self.noun_frame(noun)));
        if outer == Outer::Respond && self.mood_of(at) == Mood::Fact {
            return self.deed(at, pred, frame, plain, found);
        }
        let outer = self.pressed(outer, inner, inner_frame);
        let (code, channel, mood) = self.composes(at, frame, plain, (outer, inner_frame));
        let passive = pred.voice == Voice::Passive;
        let mut actors = if passive { self.agents(at) } else { self.actors(at) };
        let mut targets =
            if outer == Outer::About { Vec::new() } else { self.listeners(at, &actors) };
        if targets.is_empty() {
            targets = self.targets(at, frame, &actors);
        }
        if passive {
            targets = self.parties_at(self.clauses.subject(at));
        }
        let nameless = self.nameless(at, frame);
        if targets.is_empty()
            && !nameless
            && let Some(inner) = inner
        {
            targets = self.around(inner, inner_frame, &actors);
        }
        if targets.is_empty() && !nameless {
            targets = self.addressed(at, &actors);
        }
        if actors.is_empty() && outer == Outer::Refuse && passive {
            actors = self.agents(at);
        }
        self.take_inner(at);
        if let Some(inner) = inner.filter(|&inner| !self.background(inner, outer)) {
            self.taken[inner] = true;
            self.take_inner(inner);
            self.take_before(inner);
        }
        let mode = if channel == code.channel { code.mode } else { channel.usual_mode() };
        let reported = self.reported(at);
        let trigger = pred.trigger;
        let in_passing = pred.adnominal();
        let deed = Deed {
            frame,
            code,
            channel,
            mode,
            actors,
            targets,
            mood,
            reported,
            trigger,
            at,
            in_passing,
        };
        self.put(deed, found);
    }

    /// "발사한 데 대해 항의했다": a deed that is spoken about and took place is told besides.
    fn background(&self, inner: usize, outer: Outer) -> bool {
        let done = |pred: &Pred<'l>| {
            pred.form.link == Link::Quote
                && pred.form.tone == Tone::Past
                && pred.mood == Mood::Fact
                && !pred.claimed
        };
        let deed = |frame: &'l Frame| {
            let code = frame.code().filter(|_| frame.flags.outer.is_none());
            code.is_some_and(|code| mode_of(frame, code) == Mode::Deed)
        };
        // "두목이라 부른 데 반발했다": what was said took place no less.
        let said = |frame: &'l Frame| {
            frame.code().is_some_and(hostile)
                && self.clauses.pred(inner).is_some_and(|pred| self.granted(pred))
        };
        outer == Outer::About
            && self.clauses.pred(inner).is_some_and(done)
            && self.pred_frame(inner).is_some_and(|frame| deed(frame) || said(frame))
    }

    /// Whether a verb's clause is told as what took place: 한 데 대해.
    fn granted(&self, pred: &Pred<'_>) -> bool {
        let text = self.scene.text.get(pred.span.0..pred.span.1).unwrap_or("");
        [" 데", " 것에", " 점"].iter().any(|word| text.contains(word))
    }

    /// "관세를 물리겠다고 압박했다": to press somebody with what will be done to him is a threat.
    fn pressed(&self, outer: Outer, inner: Option<usize>, frame: Option<&Frame>) -> Outer {
        let coming = inner.and_then(|inner| self.clauses.pred(inner));
        let threat = matches!(outer, Outer::Appeal | Outer::Demand)
            && coming.is_some_and(|pred| pred.form.tone == Tone::Future)
            && frame.and_then(Frame::code).is_some_and(hostile);
        if threat { Outer::Threaten } else { outer }
    }

    /// The code, channel and mood of a word about a deed.
    fn composes(
        &self,
        at: usize,
        frame: &Frame,
        plain: &'static Code,
        (outer, inner): (Outer, Option<&Frame>),
    ) -> (&'static Code, Channel, Mood) {
        let (compose, mood) = composed(outer, self.mood_of(at));
        let known = |code: &str| Code::find(Ontology::Cameo, code).unwrap_or(plain);
        // "요청에 응하지 않았다"
        if outer == Outer::Accept && mood == Mood::Denied {
            return (known("120"), Channel::Refusal, Mood::Fact);
        }
        if outer == Outer::Respond {
            return (known("130"), Channel::Threat, Mood::Fact);
        }
        let code = inner
            .and_then(Frame::code)
            .filter(|_| outer != Outer::About)
            .and_then(|code| self.lexicon.compose(compose?, code.code))
            .unwrap_or(plain);
        let pressed = outer == Outer::Threaten && frame.flags.outer != Some(outer);
        let channel = if pressed { Some(Channel::Threat) } else { frame.channel };
        (code, channel.unwrap_or(code.channel), mood)
    }

    /// A condition or a part of a quotation is told by what governs it.
    fn take_before(&mut self, inner: usize) {
        let mut at = inner;
        while let Some(before) = self.clauses.before(at) {
            let link = self.clauses.pred(before).map(|pred| pred.form.link);
            if link != Some(Link::If) {
                break;
            }
            self.taken[before] = true;
            self.take_inner(before);
            at = before;
        }
    }

    /// "했다고 밝혔다": the clause inside tells; an order or a duty in it is an appeal.
    fn said(&mut self, at: usize, pred: &Pred<'l>, frame: &'l Frame, found: &mut Vec<Sighting>) {
        let Some(inner) = self.clauses.inner(at) else {
            let words = self.words_of(at);
            if UNBEARABLE.iter().any(|word| words.contains(word)) {
                self.accused(at, pred, frame, None, found);
            }
            return;
        };
        let Some(clause) = self.clauses.pred(inner) else { return };
        let bare = clause.frames.is_empty();
        let claimed = clause.claimed && clause.mood == Mood::Denied;
        if claimed || bare && FALSE.iter().any(|word| self.words_of(inner).contains(word)) {
            return self.disowned(at, pred, frame, inner, found);
        }
        if self.accuses(at, inner) {
            return self.accused(at, pred, frame, Some(inner), found);
        }
        let outer = match clause.form.tone {
            Tone::Order | Tone::Let => Outer::Appeal,
            Tone::Must => Outer::Demand,
            Tone::Future if clause.mood == Mood::Denied => Outer::Refuse,
            _ => return,
        };
        let inner_code = self.pred_frame(inner).and_then(Frame::code);
        // "공격하지 않겠다고 밝혔다" refuses nobody anything.
        let spared = outer == Outer::Refuse && inner_code.is_some_and(hostile);
        if frame.sense == Sense::Believe || spared {
            return;
        }
        let code = inner_code.and_then(|code| self.lexicon.compose(outer, code.code));
        let plain = match outer {
            Outer::Appeal => "020",
            Outer::Refuse => "120",
            _ => "100",
        };
        let plain = Code::find(Ontology::Cameo, plain);
        let Some(code) = code.or(plain) else { return };
        let actors = self.actors(at);
        let mut targets = others(self.parties_at(self.clauses.subject(inner)), &actors);
        if outer == Outer::Refuse && targets.is_empty() {
            targets = self.around(inner, self.pred_frame(inner), &actors);
        }
        if targets.is_empty() {
            let mut chunks = self.clauses.own(at);
            chunks.extend(self.clauses.outside(inner));
            targets = "dalwg"
                .chars()
                .map(|letter| others(self.clauses.slot(letter, &chunks), &actors))
                .find(|found| !found.is_empty())
                .unwrap_or_default();
        }
        self.taken[inner] = true;
        self.take_inner(inner);
        let deed = Deed {
            frame,
            code,
            channel: code.channel,
            mode: code.mode,
            actors,
            targets,
            mood: self.mood_of(at),
            reported: false,
            trigger: pred.trigger,
            at,
            in_passing: false,
        };
        self.put(deed, found);
    }

    /// Whether somebody is said to have done wrong: 합의를 어겼다고 주장했다, 용납할 수 없다고 밝혔다.
    fn accuses(&self, at: usize, inner: usize) -> bool {
        let said = self.words_of(inner);
        let wrong = || {
            let by = self.clauses.subject(inner);
            let doer = others(self.parties_at(by), &self.actors(at));
            let frame = self.pred_frame(inner).filter(|frame| frame.flags.outer.is_none());
            !doer.is_empty() && frame.and_then(Frame::code).is_some_and(hostile)
        };
        UNBEARABLE.iter().any(|word| said.contains(word))
            || self.begins(at, &["주장", "폭로", "몰아붙", "규정"]) && wrong()
    }

    /// What somebody is said to have done wrong is held against him.
    fn accused(
        &mut self,
        at: usize,
        pred: &Pred<'l>,
        frame: &'l Frame,
        inner: Option<usize>,
        found: &mut Vec<Sighting>,
    ) {
        let Some(code) = Code::find(Ontology::Cameo, "112") else { return };
        let actors = self.actors(at);
        let by = inner.and_then(|inner| self.clauses.subject(inner));
        let doer = others(self.parties_at(by), &actors);
        let targets = match inner {
            _ if !doer.is_empty() => doer,
            Some(inner) => self.around(inner, None, &actors),
            None => self.nearby(at, &actors),
        };
        let (channel, mode) = (Channel::Criticism, Mode::Word);
        let (mood, reported) = (self.mood_of(at), false);
        let (trigger, in_passing) = (pred.trigger, false);
        let deed = Deed {
            frame,
            code,
            channel,
            mode,
            actors,
            targets,
            mood,
            reported,
            trigger,
            at,
            in_passing,
        };
        self.put(deed, found);
    }

    /// "사실이 아니라고 말했다": a denial of what was told before.
    fn disowned(
        &mut self,
        at: usize,
        pred: &Pred<'l>,
        frame: &'l Frame,
        inner: usize,
        found: &mut Vec<Sighting>,
    ) {
        let Some(code) = Code::find(Ontology::Cameo, "016") else { return };
        let actors = self.actors(at);
        let targets = self.around(inner, None, &actors);
        if let Some(before) = self.clauses.before(inner)
            && self.clauses.pred(before).is_some_and(|pred| pred.claimed)
        {
            self.taken[before] = true;
            self.take_inner(before);
        }
        self.take_inner(inner);
        let (channel, mode) = (Channel::Denial, Mode::Word);
        let (mood, reported) = (self.mood_of(at), false);
        let (trigger, in_passing) = (pred.trigger, false);
        let deed = Deed {
            frame,
            code,
            channel,
            mode,
            actors,
            targets,
            mood,
            reported,
            trigger,
            at,
            in_passing,
        };
        self.put(deed, found);
    }

    /// An event noun, told by the light verb that governs it.
    fn noun(&mut self, at: usize, chunk: &Chunk<'l>, found: &mut Vec<Sighting>) {
        let alone = |frame: &&Frame| matches!(frame.flags.outer, None | Some(Outer::About));
        let within = |hit: &super::lexicon::Hit<'l>| {
            let mut frames = hit.frames.iter().filter(alone);
            frames.find(|frame| frame.with.is_empty() && frame.code().is_some())
        };
        // "제안을 내놓았다": the noun by itself, not as the verb that it makes.
        let frame = self.noun_frame(at).filter(alone).or_else(|| {
            let outer = self.noun_frame(at).is_some();
            chunk.hit.as_ref().filter(|_| outer).and_then(within)
        });
        let governor = self.clauses.next(at);
        let Some(frame) = frame else { return self.headlined(at, chunk, found) };
        let Some(code) = frame.code() else { return };
        let sense = governor
            .and_then(|at| self.pred_frame(at).map(|frame| frame.sense).or(Some(Sense::Light)));
        let (actors, targets) = self.noun_parties(at, chunk, frame, governor);
        let told = self.noun_told(chunk, frame, (governor, sense), pair(&actors, &targets));
        if !told || (sense == Some(Sense::Cancel) && governor.is_none()) {
            return;
        }
        self.taken[at] = true;
        let dated = governor.unwrap_or(at);
        let mut mood = governor.map_or(Mood::Fact, |at| self.mood_of(at));
        if chunk.role == Role::Place {
            mood = Mood::Fact;
        } else if sense == Some(Sense::Plan) && mood == Mood::Fact {
            mood = Mood::Planned;
        }
        let mut deed = Deed {
            frame,
            code,
            channel: frame.channel.unwrap_or(code.channel),
            mode: mode_of(frame, code),
            actors,
            targets,
            mood,
            reported: governor.is_some_and(|at| self.reported(at)),
            trigger: chunk.hit_span,
            at: dated,
            in_passing: chunk.role == Role::Place,
        };
        if sense == Some(Sense::Cancel) {
            self.cancelled(&mut deed, governor);
        }
        self.put(deed, found);
    }

    /// "일본, 북한에 사과 요구": a word about a deed as the last one of a headline.
    fn headlined(&mut self, at: usize, chunk: &Chunk<'l>, found: &mut Vec<Sighting>) {
        let last = chunk.role == Role::Bare && at + 1 == self.clauses.items.len();
        let Some(frame) = self.noun_frame(at).filter(|_| last && self.verbless()) else { return };
        let (Some(plain), Some(outer)) = (frame.code(), frame.flags.outer) else { return };
        let (actors, targets) = self.noun_parties(at, chunk, frame, None);
        // "핵시설 폐기 촉구": the noun before it is what it is about.
        let told = self.scene.text.get(chunk.span.0..chunk.hit_span.0).unwrap_or("");
        let inner = told.split_ascii_whitespace().next_back();
        let hit = inner.and_then(|word| self.lexicon.find(word, 0));
        let inner = hit.and_then(|hit| hit.frames.iter().find_map(Frame::code));
        let threat = outer == Outer::Intend && inner.is_some_and(hostile);
        let outer = if threat { Outer::Threaten } else { outer };
        let (compose, mood) = composed(outer, Mood::Fact);
        let code = inner.and_then(|code| self.lexicon.compose(compose?, code.code));
        let code = code.unwrap_or(plain);
        let own = frame.channel.filter(|_| !threat);
        let channel = own.unwrap_or(code.channel);
        let mode = if channel == code.channel { code.mode } else { channel.usual_mode() };
        self.taken[at] = true;
        let (reported, in_passing) = (false, false);
        let trigger = chunk.hit_span;
        let deed = Deed {
            frame,
            code,
            channel,
            mode,
            actors,
            targets,
            mood,
            reported,
            trigger,
            at,
            in_passing,
        };
        self.put(deed, found);
    }

    /// Whether the verb that governs a noun tells of it.
    fn noun_told(
        &self,
        chunk: &Chunk<'l>,
        frame: &Frame,
        (governor, sense): (Option<usize>, Option<Sense>),
        several: bool,
    ) -> bool {
        let subject = matches!(chunk.role, Role::Subject | Role::Topic);
        let hostile = || frame.code().is_some_and(hostile);
        match (chunk.role, sense) {
            (Role::Bare, None) => several || frame.flags.alone || self.verbless(),
            (Role::Place, _) => {
                let leaves = governor.and_then(|at| self.pred_frame(at)?.code());
                let leaves = leaves.is_some_and(|code| code.code.starts_with("16"));
                frame.flags.both && several && !leaves
            }
            (Role::Toward, _) => {
                let came =
                    || hostile() && governor.is_some_and(|at| self.answers(at) || self.suffers(at));
                let closed =
                    || frame.flags.both && governor.is_some_and(|at| self.begins(at, CLOSES));
                came() || closed()
            }
            (Role::Object, Some(Sense::Code(code))) => code.code == "010",
            (Role::Object | Role::Subject | Role::Topic, Some(sense)) => {
                matches!(sense, Sense::Light | Sense::Plan | Sense::Cancel | Sense::Say)
                    || (subject && matches!(sense, Sense::Believe))
            }
            (Role::Dative, Some(sense)) => {
                let suffered = || hostile() && governor.is_some_and(|at| self.suffers(at));
                matches!(sense, Sense::Light) || suffered()
            }
            _ => false,
        }
    }

    /// A deed that is called off is a refusal, by whoever calls it off.
    fn cancelled(&self, deed: &mut Deed<'l>, governor: Option<usize>) {
        let Some(code) = Code::find(Ontology::Cameo, "164") else { return };
        deed.code = code;
        deed.channel = Channel::Refusal;
        deed.mode = Mode::Deed;
        let Some(at) = governor else { return };
        let own = self.clauses.own(at);
        let by = own
            .iter()
            .filter(|chunk| matches!(chunk.role, Role::Toward | Role::By))
            .find_map(|chunk| chunk.parties.first().cloned());
        let Some(by) = by else { return };
        let mut all = std::mem::take(&mut deed.actors);
        all.append(&mut deed.targets);
        deed.targets = others(all, std::slice::from_ref(&by));
        deed.actors = vec![by];
    }

    /// The mood of a verb with that of the clauses that govern it.
    fn mood_of(&self, at: usize) -> Mood {
        let Some(pred) = self.clauses.pred(at) else { return Mood::Fact };
        let future = || {
            when::date(self.scene, self.clause_start(at), pred.span, true)
                .is_some_and(|time| when::ahead(self.scene, time))
        };
        match pred.mood {
            // "추방하고 불러들이기로 했다": to decide a punishment is to punish.
            _ if self.decreed(at) => Mood::Fact,
            // "추방하라고 지시했다"
            Mood::Open if self.ordered(at) => {
                if self.punishes(at) {
                    Mood::Fact
                } else {
                    Mood::Planned
                }
            }
            // "21일 방문한다": the present of a day to come.
            Mood::Fact if pred.form.tone == Tone::Present && future() => Mood::Planned,
            Mood::Fact if pred.form.link == Link::Decide || pred.form.link == Link::Intend => {
                Mood::Planned
            }
            // A clause on a par with the last one is as sure as that.
            Mood::Fact if pred.form.link == Link::Join && pred.form.tone == Tone::Past => {
                match self.clauses.after(at).and_then(|next| self.clauses.pred(next)) {
                    Some(next) if joined(pred, self.scene) => match next.mood {
                        // "만나 제공하기로 약속했다": the meeting took place.
                        Mood::Planned if next.form.link == Link::Decide => Mood::Fact,
                        // "마주 앉아 창구를 되살리기로 했다"
                        Mood::Planned if next.decided && self.meets_first(at) => Mood::Fact,
                        // "지목하고 대응하겠다고 밝혔다": it is said already.
                        Mood::Planned if next.form.link == Link::Quote && self.is_word(at) => {
                            Mood::Fact
                        }
                        Mood::Planned if next.form.link != Link::If => Mood::Planned,
                        Mood::Fact if next.form.tone == Tone::Present && future() => Mood::Planned,
                        _ => Mood::Fact,
                    },
                    _ => Mood::Fact,
                }
            }
            mood => mood,
        }
    }

    /// Whether a verb, or the one that it is on a par with, says that a punishment is decided.
    fn decreed(&self, at: usize) -> bool {
        let decided = |at: usize| {
            let pred = self.clauses.pred(at);
            pred.is_some_and(|pred| pred.decided && pred.mood != Mood::Denied)
        };
        let joined = |pred: &Pred<'_>| {
            pred.mood == Mood::Fact
                && pred.form.link == Link::Join
                && pred.form.tone == Tone::Past
                && joined(pred, self.scene)
        };
        let leads = || {
            self.clauses.pred(at).is_some_and(joined) && self.clauses.after(at).is_some_and(decided)
        };
        self.punishes(at) && (decided(at) || leads())
    }

    /// Whether a verb is one of a meeting, and the one after it is not.
    fn meets_first(&self, at: usize) -> bool {
        let met = |at: usize| {
            self.pred_frame(at)
                .and_then(Frame::code)
                .is_some_and(|code| code.code.starts_with("04"))
        };
        let noun = |at: usize| {
            let code = self.inner_noun(at).and_then(|noun| self.noun_frame(noun)?.code());
            code.is_some_and(|code| code.code.starts_with("04"))
        };
        met(at) && self.clauses.after(at).is_some_and(|next| !met(next) && !noun(next))
    }

    /// Whether a verb is one of punishment: a sanction, a refusal.
    fn punishes(&self, at: usize) -> bool {
        self.pred_frame(at).is_some_and(|frame| {
            let channel = frame.channel.or_else(|| Some(frame.code()?.channel));
            matches!(channel, Some(Channel::Sanction | Channel::Refusal))
                && frame.flags.outer.is_none()
        })
    }

    /// Whether what a verb says is an order of the subject to his own.
    fn ordered(&self, at: usize) -> bool {
        let order =
            |pred: &Pred<'_>| pred.form.link == Link::Quote && pred.form.tone == Tone::Order;
        self.clauses.pred(at).is_some_and(order)
            && self.clauses.after(at).is_some_and(|next| self.begins(next, &["지시", "명령"]))
    }

    /// Whether a verb tells of a word rather than a deed.
    fn is_word(&self, at: usize) -> bool {
        let frame = self.pred_frame(at);
        frame.and_then(|frame| Some(mode_of(frame, frame.code()?))) == Some(Mode::Word)
    }

    /// Whether somebody else tells it, or it is only believed.
    fn reported(&self, at: usize) -> bool {
        let Some(pred) = self.clauses.pred(at) else { return false };
        if pred.believed || pred.claimed {
            return true;
        }
        if self.granted(pred) {
            return false;
        }
        let mut said = self.clauses.after(at);
        if !pred.governed() {
            // A clause on a par with the one that is said.
            said = said
                .filter(|&next| {
                    joined(pred, self.scene)
                        && self
                            .clauses
                            .pred(next)
                            .is_some_and(|next| next.governed() || next.believed)
                })
                .and_then(|next| {
                    if self.clauses.pred(next).is_some_and(|pred| pred.believed) {
                        Some(next)
                    } else {
                        self.clauses.after(next)
                    }
                });
        }
        let Some(said) = said else { return self.sourced(at) };
        if let Some(frame) = self.pred_frame(said)
            && (frame.sense == Sense::Believe
                || self.clauses.pred(said).is_some_and(|p| p.believed))
        {
            return true;
        }
        let speaker = self.clauses.subject(said);
        speaker.is_some_and(|speaker| {
            let own = self.clauses.subject(at);
            own != Some(speaker) && {
                let speakers = self.parties_at(Some(speaker));
                let doers = self.parties_at(own);
                !speakers.iter().any(|s| doers.iter().any(|d| d.actor == s.actor))
            }
        })
    }

    /// "합참에 따르면": somebody is named as the source.
    fn sourced(&self, at: usize) -> bool {
        (0..at).any(|i| self.clauses.chunk(i).is_some_and(|chunk| chunk.role == Role::Source))
    }

    /// Where the clauses begin that lead up to a verb, and where its own does.
    fn clause_start(&self, at: usize) -> (usize, usize) {
        // "18일 … 했다고 비난했다고 통신이 20일 보도했다": what is said stands within.
        let ended =
            |&i: &usize| self.clauses.pred(i).is_some_and(|pred| pred.form.link == Link::Final);
        let chain = (0..at).rev().find(ended).and_then(|i| self.clauses.pred(i));
        (chain.map_or(self.scene.span.0, |pred| pred.span.1), self.own_start(at))
    }

    fn own_start(&self, at: usize) -> usize {
        let floor = self.clauses.floor(at).min(at);
        if self.clauses.before(at).is_none() {
            return self.scene.span.0;
        }
        floor.checked_sub(1).and_then(|i| self.clauses.pred(i)).map_or(0, |pred| pred.span.1)
    }

    /// Turns what is told into sightings, one for each ordered pair.
    fn put(&self, mut deed: Deed<'l>, found: &mut Vec<Sighting>) {
        let Some(modality) = self.modality(&mut deed) else { return };
        deed.actors.retain(|party| party.sort != Sort::Place);
        if !self.blamed(&mut deed) {
            return;
        }
        // "北, 미사일 발사…美 규탄"
        if deed.targets.is_empty() && deed.actors.len() == 1 && !deed.frame.flags.alone {
            deed.targets.extend(self.answered_to(&deed.actors[0]));
        }
        if deed.targets.is_empty() && deed.actors.len() == 1 && answers_back(&deed) {
            let actor = &deed.actors[0];
            let other = self.opponent(actor).filter(|other| !self.names_another(&[actor, other]));
            deed.targets.extend(other);
        }
        for (actor, target) in pairs(&deed) {
            found.push(self.sighting(&deed, modality, actor, target));
        }
    }

    /// "북한에 대한 제재에 반대했다": who speaks against a deed holds it against its doer, not against
    /// whom it is done to. Whether anybody is left to hold it against.
    fn blamed(&self, deed: &mut Deed<'l>) -> bool {
        if deed.channel != Channel::Criticism || deed.targets.is_empty() {
            return true;
        }
        if self.verbless() && deed.frame.stem == "반대" && self.spared(deed.at) {
            return false;
        }
        for i in self.clauses.floor(deed.at)..deed.at {
            let Some((doers, done_to)) = self.judged(i, &deed.actors) else { continue };
            let before = deed.targets.len();
            deed.targets = others(std::mem::take(&mut deed.targets), &done_to);
            if deed.targets.len() < before && deed.targets.is_empty() {
                deed.targets = others(doers, &done_to);
            }
        }
        !deed.targets.is_empty()
    }

    /// "가나, 말리 제재 반대": a headline that speaks for whom it would be done to.
    fn spared(&self, at: usize) -> bool {
        let told = self
            .clauses
            .chunk(at)
            .and_then(|chunk| self.scene.text.get(chunk.span.0..chunk.hit_span.0));
        told.is_some_and(|told| {
            ["제재", "압박", "봉쇄"].iter().any(|noun| told.trim_end().ends_with(noun))
        })
    }

    /// Who does the deed that a noun names, and to whom, where phrases before it say so: "이란에 대한
    /// 이스라엘의 공습", "미국의 대북 제재".
    fn judged(&self, at: usize, actors: &[Party]) -> Option<(Vec<Party>, Vec<Party>)> {
        let chunk = self.clauses.chunk(at)?;
        let frame = self.noun_frame(at).filter(|frame| frame.flags.outer.is_none());
        let code = frame.and_then(Frame::code);
        let text = self.scene.text.get(chunk.span.0..chunk.span.1).unwrap_or("");
        let harms = code.is_some_and(hostile) || HARMS.iter().any(|word| text.contains(word));
        if !harms && code.is_none() {
            return None;
        }
        let near = |role: Role| {
            (at.saturating_sub(2)..at)
                .filter_map(|i| self.clauses.chunk(i))
                .rfind(|c| c.role == role)
        };
        let of = |role| near(role).map_or_else(Vec::new, |chunk| self.whom(chunk));
        let doers = others(of(Role::Owner), actors);
        let mut done_to: Vec<Party> = Vec::new();
        if harms || !doers.is_empty() {
            done_to.extend(of(Role::About));
            done_to.extend(chunk.parties.iter().filter(|party| self.towards(party)).cloned());
        }
        if !doers.is_empty() {
            done_to.extend(others(chunk.parties.clone(), &doers));
        }
        Some((doers, done_to))
    }

    /// Whether a name is of whom a deed is done to: 대북 제재.
    fn towards(&self, party: &Party) -> bool {
        self.scene.text.get(..party.name.0).is_some_and(|before| before.ends_with('대'))
    }

    fn modality(&self, deed: &mut Deed<'l>) -> Option<Modality> {
        match deed.mood {
            Mood::Open => return None,
            Mood::Denied => return Some(Modality::Denied),
            Mood::Planned => {
                plan(self.lexicon, deed);
                return Some(Modality::Planned);
            }
            Mood::Fact => {}
        }
        let seen = matches!(deed.channel, Channel::Launch | Channel::NuclearTest);
        if deed.reported && !seen { Some(Modality::Reported) } else { Some(Modality::Happened) }
    }

    fn sighting(
        &self,
        deed: &Deed<'l>,
        modality: Modality,
        actor: &Party,
        target: Option<&Party>,
    ) -> Sighting {
        let span = match &self.clauses.items[deed.at] {
            Item::Pred(pred) => pred.span,
            Item::Chunk(chunk) => chunk.span,
        };
        let planned = modality == Modality::Planned;
        let date = when::date(self.scene, self.clause_start(deed.at), span, planned);
        // What is called off is called off now, whenever it was to be.
        let off = !planned && deed.code.code == "164";
        let date = date.filter(|time| !off || time.start <= self.scene.document.published);
        let (period, dated) = when::period(self.scene, date, planned, deed.mode);
        let mut confidence = if dated { 0.85 } else { 0.7 };
        if deed.frame.flags.weak {
            confidence -= 0.2;
        }
        let mut actors = vec![actor.name];
        actors.extend(target.map(|target| target.name));
        Sighting {
            kind: Kind::Event,
            mode: deed.mode,
            actor: Some(actor.actor),
            target: target.map(|target| target.actor),
            channel: deed.channel,
            code: Some(deed.code),
            period,
            modality,
            rank: actor.rank,
            place: self.place(deed.at),
            amount: None,
            span: self.scene.span,
            confidence,
            because: Because {
                trigger: Some(deed.trigger),
                rule: rule(deed.frame),
                actors,
                dated,
                in_passing: deed.in_passing,
                again: None,
            },
        }
    }

    /// Where it took place: what 에서 names.
    fn place(&self, at: usize) -> Option<String> {
        let own = self.clauses.own(at);
        let chunk = own.iter().find(|chunk| chunk.role == Role::Place)?;
        let mention = self.scene.mentions.iter().find(|mention| {
            chunk.span.0 <= mention.span.0
                && mention.span.1 <= chunk.span.1
                && matches!(mention.sort, Sort::Place | Sort::Capital | Sort::State)
        })?;
        Some(self.scene.text[mention.span.0..mention.span.1].to_owned())
    }
}

/// "두 나라는 교류를 늘리기로 했다": what several decide together is an agreement of them all.
fn agreed(deed: &mut Deed<'_>) {
    let kept = matches!(deed.channel, Channel::Visit | Channel::Meeting | Channel::Military);
    let together = deed.actors.len() > 1 && deed.targets.is_empty() && deed.frame.flags.both;
    if let Some(code) = Code::find(Ontology::Cameo, "057").filter(|_| together && !kept) {
        deed.code = code;
        (deed.channel, deed.mode, deed.mood) = (Channel::Agreement, code.mode, Mood::Fact);
    }
}

/// Whether a deed without an addressee is one towards whoever was spoken of before: blame, praise,
/// an appeal, a threat, a refusal, a denial.
fn answers_back(deed: &Deed<'_>) -> bool {
    let open = matches!(
        deed.channel,
        Channel::Criticism
            | Channel::Denial
            | Channel::Threat
            | Channel::Appeal
            | Channel::Praise
            | Channel::Refusal
            | Channel::Promise
            | Channel::Sanction
    );
    open && !deed.frame.flags.alone
}

/// Verbs before which 로 says with what somebody answers.
const ANSWERS: &[&str] =
    &["맞받", "맞서", "맞섰", "맞불", "맞대응", "응수", "대응", "화답", "보복"];

/// Verbs of what each does to the other.
const EXCHANGED: &[&str] = &["주고받", "맞교환", "오갔", "오가"];

/// Verbs whose subject is done to what their object names: 공격을 받았다.
const RECEIVED: &[&str] = &[
    "받",
    "당하",
    "당했",
    "당한",
    "당해",
    "얻어맞",
    "입었",
    "입은",
    "입고",
    "샀다",
    "사고 있",
    "샀고",
    "산 ",
];

/// Verbs before which 로 says in what a meeting ended: 서명으로 마무리됐다.
const CLOSES: &[&str] =
    &["마무리", "이어지", "이어졌", "이어져", "끝나", "끝났", "막을", "귀결", "결실"];

/// Verbs before which 로 says what they suffered from.
const SUFFERED: &[&str] = &[
    "숨지", "숨졌", "숨진", "사망", "다치", "다쳤", "다친", "부상", "침몰", "희생", "파괴", "무너",
    "불탔", "불타", "폭발", "파손", "전사", "목숨", "격침", "죽", "파묻", "붕괴", "실종",
];

/// What told of a deed, for explanations.
fn rule(frame: &Frame) -> String {
    if frame.row == 0 {
        return "what is said or decided".to_owned();
    }
    format!("lexicon {} ({})", frame.row, frame.stem)
}

/// Whether a code is of a hostile deed or word.
fn hostile(code: &Code) -> bool {
    code.quad_class.is_some_and(|class| class >= 3)
}

/// What is done to somebody, in words that are no deed by themselves.
const HARMS: &[&str] = &[
    "무력",
    "군사행동",
    "군사 행동",
    "군사작전",
    "군사 작전",
    "군사 개입",
    "군사개입",
    "간섭",
    "압박",
    "전쟁",
    "침략",
    "봉쇄",
];

/// Words by which a deed is called wrong.
const UNBEARABLE: &[&str] = &[
    "용납할 수 없",
    "묵과할 수 없",
    "받아들일 수 없",
    "좌시할 수 없",
    "간과할 수 없",
    "용납될 수 없",
    "있을 수 없는 일",
    "국제법 위반",
];

/// Words by which a claim is called false.
const FALSE: &[&str] =
    &["사실이 아니", "사실무근", "근거 없", "근거가 없", "터무니", "날조", "거짓", "허위"];

/// Whether a clause ends in 해, 하고, 하며 rather than in 지만, 는데, 자, 뒤.
fn joined(pred: &Pred<'_>, scene: &Scene<'_>) -> bool {
    let text = scene.text.get(pred.span.0..pred.span.1).unwrap_or("");
    let text = text.trim_end_matches(',');
    !text.contains(' ')
        && !["지만", "으나", "는데", "자", "자마자"].iter().any(|end| text.ends_with(end))
}

/// Whether a frame is told by what is handed over.
fn goods(frame: &Frame) -> bool {
    let eased = |code: &Code| code.code.starts_with("085");
    let sent = ["보내", "급파", "파견"].contains(&frame.stem.as_str());
    matches!(frame.channel, Some(Channel::Arms | Channel::Aid | Channel::Labour))
        || sent
        || frame.code().is_some_and(eased)
}

fn pair(actors: &[Party], targets: &[Party]) -> bool {
    actors.len() + targets.len() > 1
}

/// Leaves out the doers.
fn others(parties: Vec<Party>, actors: &[Party]) -> Vec<Party> {
    let other = |party: &Party| !actors.iter().any(|actor| actor.actor == party.actor);
    parties.into_iter().filter(other).collect()
}

/// How an outer word composes the code of what is inside it, and its mood.
fn composed(outer: Outer, mood: Mood) -> (Option<Outer>, Mood) {
    match outer {
        Outer::Offer => (Some(Outer::Intend), mood),
        Outer::Accept => (Some(Outer::Intend), mood),
        Outer::Deny | Outer::About | Outer::Respond => (None, mood),
        outer => (Some(outer), mood),
    }
}

fn mode_of(frame: &Frame, code: &Code) -> Mode {
    // Greetings and condolences are words, whatever brings them.
    if frame.channel == Some(Channel::Ceremony) && matches!(code.code, "018" | "051") {
        return code.mode;
    }
    frame.channel.map_or(code.mode, Channel::usual_mode)
}

/// A planned deed is a word: a promise, or a threat.
fn plan(lexicon: &Lexicon, deed: &mut Deed<'_>) {
    if deed.mode == Mode::Word {
        return;
    }
    let hostile = hostile(deed.code);
    let outer = if hostile { Outer::Threaten } else { Outer::Intend };
    if let Some(code) = lexicon.compose(outer, deed.code.code) {
        deed.code = code;
    }
    deed.mode = Mode::Word;
    let kept = matches!(
        deed.channel,
        Channel::Visit
            | Channel::Meeting
            | Channel::Ceremony
            | Channel::Military
            | Channel::Launch
            | Channel::Troops
            | Channel::Arms
            | Channel::NuclearTest
            | Channel::Labour
            | Channel::Sanction
            | Channel::Agreement
            | Channel::Refusal
    );
    if !kept {
        deed.channel = if hostile { Channel::Threat } else { Channel::Promise };
    }
}

/// Whether what one side does the other does too: 회담하다, 체결하다.
fn mutual(deed: &Deed<'_>) -> bool {
    let met = deed.channel == Channel::Meeting && matches!(deed.code.code, "040" | "041" | "046");
    // Who plans, promises or does not do it speaks for himself.
    let refuses = deed.channel == Channel::Refusal && deed.code.code.starts_with("12");
    let unmet = refuses || matches!(deed.mood, Mood::Planned | Mood::Denied);
    let alone = unmet && deed.actors.len() == 1;
    (deed.frame.flags.both || met) && !alone
}

/// The ordered pairs that a deed joins.
fn pairs<'d>(deed: &'d Deed<'_>) -> Vec<(&'d Party, Option<&'d Party>)> {
    let mut found: Vec<(&Party, Option<&Party>)> = Vec::new();
    let mutual = mutual(deed);
    for actor in &deed.actors {
        for target in deed.targets.iter().filter(|target| target.actor != actor.actor) {
            found.push((actor, Some(target)));
            if mutual && !deed.actors.iter().any(|known| known.actor == target.actor) {
                found.push((target, Some(actor)));
            }
        }
    }
    let plural = mutual || deed.channel == Channel::Meeting;
    if plural && deed.targets.is_empty() {
        for actor in &deed.actors {
            for other in deed.actors.iter().filter(|other| other.actor != actor.actor) {
                found.push((actor, Some(other)));
            }
        }
    }
    if found.is_empty() && deed.frame.flags.alone {
        found.extend(deed.actors.iter().map(|actor| (actor, None)));
    }
    found
}
