//! From words of the lexicon to sightings.

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
    /// The verbs that only say that somebody answered: 맞대응했다.
    replies: Vec<Span>,
}

/// Adds what the sentence tells.
pub(crate) fn read<'l>(
    lexicon: &'l Lexicon,
    scene: &Scene<'_>,
    items: &[Item<'l>],
    found: &mut Vec<Sighting>,
) {
    let clauses = Clauses { items };
    let mut sweep =
        Sweep { lexicon, scene, clauses, taken: vec![false; items.len()], replies: Vec::new() };
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
    in_kind(&sweep.replies, scene, &mut told, found);
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

/// "독일도 맞대응했다": what is done to whoever did it first.
fn in_kind(replies: &[Span], scene: &Scene<'_>, told: &mut [Sighting], found: &[Sighting]) {
    for at in 0..told.len() {
        let reply = told[at].because.trigger.is_some_and(|trigger| replies.contains(&trigger));
        let (actor, target) = (told[at].actor, told[at].target);
        let near = found.iter().rev().take(NEAR_MAX);
        let near = near.take_while(|seen| scene.span.0.saturating_sub(seen.span.0) <= NEAR_BYTES);
        let first = told[..at].iter().rev().chain(near).find(|seen| {
            seen.mode == Mode::Deed
                && seen.target == actor
                && seen.actor != actor
                && target.is_none_or(|target| seen.actor == Some(target))
        });
        if let Some(first) = first.filter(|_| reply) {
            let (code, channel, target) = (first.code, first.channel, first.actor);
            (told[at].code, told[at].channel, told[at].target) = (code, channel, target);
        }
    }
}

/// How many sightings and bytes back a reply may point.
const NEAR_MAX: usize = 16;
const NEAR_BYTES: usize = 1024;

impl<'l> Sweep<'_, 'l, '_> {
    /// The text of a verb's clause, in which the words that frames ask for are looked for.
    fn words_of(&self, at: usize) -> &str {
        let item = |i: usize| match &self.clauses.items[i] {
            Item::Chunk(chunk) => chunk.span,
            Item::Pred(pred) => pred.span,
        };
        let floor = self.clauses.floor(at).min(at);
        let (start, end) = (item(floor).0, item(at).1);
        self.scene.text.get(start..end).unwrap_or("")
    }

    fn frame(&self, frames: &'l [Frame], clause: &str) -> Option<&'l Frame> {
        frames.iter().find(|frame| frame.fits(clause))
    }

    fn pred_frame(&self, at: usize) -> Option<&'l Frame> {
        let pred = self.clauses.pred(at)?;
        self.frame(pred.frames, self.words_of(at))
    }

    fn verb(&mut self, at: usize, pred: &Pred<'l>, found: &mut Vec<Sighting>) {
        let Some(frame) = self.pred_frame(at) else { return };
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

    fn noun_frame(&self, at: usize) -> Option<&'l Frame> {
        let chunk = self.clauses.chunk(at)?;
        let hit = chunk.hit?;
        let mut start = chunk.span.0;
        if let Some(before) = at.checked_sub(1).and_then(|i| self.clauses.chunk(i)) {
            start = before.span.0;
        }
        let words = self.scene.text.get(start..chunk.span.1).unwrap_or("");
        let frame = self.frame(hit.frames, words)?;
        matches!(frame.sense, Sense::Code(_)).then_some(frame)
    }

    fn parties_at(&self, at: Option<usize>) -> Vec<Party> {
        let Some(chunk) = at.and_then(|at| self.clauses.chunk(at)) else { return Vec::new() };
        let mut parties = self.whom(chunk);
        let owner = at.and_then(|at| at.checked_sub(1)).and_then(|i| self.clauses.chunk(i));
        if parties.is_empty()
            && let Some(owner) = owner.filter(|owner| owner.role == Role::Owner)
        {
            parties = self.whom(owner);
        }
        parties
    }

    /// Whom a phrase stands for; 양국 are the two spoken of last.
    fn whom(&self, chunk: &Chunk<'_>) -> Vec<Party> {
        if !chunk.parties.is_empty() || !chunk.both {
            return chunk.parties.clone();
        }
        let mut actors: Vec<Actor> = Vec::new();
        for item in self.clauses.items {
            if let Item::Chunk(other) = item {
                for party in &other.parties {
                    if !actors.contains(&party.actor) {
                        actors.push(party.actor);
                    }
                }
            }
        }
        if actors.len() < 2 {
            for actor in self.scene.cast.actors() {
                if !actors.contains(&actor) {
                    actors.push(actor);
                }
            }
        }
        actors.truncate(2);
        let party = |actor| Party { actor, rank: None, name: chunk.span, sort: Sort::State };
        actors.into_iter().map(party).collect()
    }

    /// The subject's parties, or the text's last actor where a sentence has no subject at all.
    fn actors(&self, at: usize) -> Vec<Party> {
        let subject = self.clauses.subject(at);
        if subject.is_some() {
            return self.parties_at(subject);
        }
        let last = self.scene.cast.actors().first().copied();
        let span = self.scene.span;
        let party = |actor| Party { actor, rank: None, name: span, sort: Sort::State };
        last.map(party).into_iter().collect()
    }

    fn deed(
        &mut self,
        at: usize,
        pred: &Pred<'l>,
        frame: &'l Frame,
        code: &'static Code,
        found: &mut Vec<Sighting>,
    ) {
        if (pred.form.link == Link::Content && !pred.claimed) || self.of_a_draft(at, pred) {
            return;
        }
        let undergone = pred.voice == Voice::Passive || frame.flags.undergo;
        let mut actors = if undergone { self.agents(at) } else { self.actors(at) };
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
            && self.pred_frame(inner).is_some_and(|inner| inner.flags.both)
        {
            self.taken[inner] = true;
            self.take_inner(inner);
        }
        let mood = self.mood_of(at);
        let deed = Deed {
            frame,
            code,
            channel: frame.channel.unwrap_or(code.channel),
            mode: mode_of(frame, code),
            actors,
            targets,
            mood,
            reported: self.reported(at),
            trigger: pred.trigger,
            at,
            in_passing: pred.adnominal(),
        };
        self.put(deed, found);
    }

    /// "규탄하는 결의안": the draft condemns, and nobody has yet.
    fn of_a_draft(&self, at: usize, pred: &Pred<'l>) -> bool {
        let noun = self.clauses.chunk(at + 1).filter(|_| pred.adnominal());
        let text = noun.and_then(|noun| self.scene.text.get(noun.span.0..noun.span.1));
        text.is_some_and(|text| ["결의안", "법안", "안건", "초안"].iter().any(|n| text.contains(n)))
    }

    /// Who undergoes a passive: its subject; of an event noun, those who take part in it.
    fn undergoing(&self, at: usize, actors: &mut Vec<Party>) -> Vec<Party> {
        let subject = self.clauses.subject(at);
        let event = subject.filter(|&i| self.clauses.chunk(i).is_some_and(|c| c.hit.is_some()));
        let Some(event) = event else { return self.parties_at(subject) };
        let within = self.clauses.chunk(event).map_or_else(Vec::new, |c| c.parties.clone());
        let mut all = self.owner(event);
        all.extend(others(within, &all.clone()));
        all.extend(others(self.partners(event, Some(at)), &all.clone()));
        let by: Vec<Party> = self
            .clauses
            .own(at)
            .iter()
            .filter(|chunk| matches!(chunk.role, Role::Toward | Role::By | Role::From))
            .find_map(|chunk| Some(chunk.parties.clone()).filter(|p| !p.is_empty()))
            .unwrap_or_default();
        *actors = if by.is_empty() { all.first().cloned().into_iter().collect() } else { by };
        others(all, actors)
    }

    /// Who stands behind a passive: 에 의해, 에서, 로부터, 측 통보로.
    fn agents(&self, at: usize) -> Vec<Party> {
        let own = self.clauses.own(at);
        let pick = |roles: &[Role]| {
            own.iter()
                .filter(|chunk| roles.contains(&chunk.role))
                .find_map(|chunk| Some(chunk.parties.clone()).filter(|p| !p.is_empty()))
        };
        pick(&[Role::By])
            .or_else(|| pick(&[Role::From]))
            .or_else(|| pick(&[Role::Toward, Role::Dative]))
            .or_else(|| pick(&[Role::Owner]))
            .or_else(|| pick(&[Role::Place]))
            .unwrap_or_default()
    }

    /// All that a clause names.
    fn everybody(&self, at: usize) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for i in self.clauses.floor(at)..at {
            let Some(chunk) = self.clauses.chunk(i) else { continue };
            if chunk.role != Role::Place {
                let new = others(self.whom(chunk), &found);
                found.extend(new);
            }
        }
        found
    }

    fn near_owner(&self, at: usize) -> Vec<Party> {
        let own = self.clauses.own(at);
        own.iter().map(|chunk| chunk.parties.clone()).find(|p| !p.is_empty()).unwrap_or_default()
    }

    /// What is swallowed by the verb that governs it.
    fn take_inner(&mut self, at: usize) {
        let floor = self.clauses.floor(at);
        for i in floor..at {
            let told = self.clauses.chunk(i).is_some_and(|chunk| chunk.role != Role::Place);
            self.taken[i] = self.taken[i] || told;
        }
    }

    /// The other party of a verb: where its frame says, then in the clauses around it.
    fn targets(&self, at: usize, frame: &Frame, actors: &[Party]) -> Vec<Party> {
        let own = self.clauses.own(at);
        let mut around: Vec<Vec<&Chunk<'l>>> = vec![own];
        if let Some(inner) = self.clauses.inner(at) {
            around.push(self.clauses.outside(inner));
        }
        let together = frame.flags.both && actors.len() > 1;
        for letter in frame.slots.chars().filter(|&letter| !together || letter == 'w') {
            if letter == 'n' {
                return Vec::new();
            }
            if letter == 'c'
                && let Some(inner) = self.clauses.inner(at)
            {
                let subject = self.parties_at(self.clauses.subject(inner));
                let subject = others(subject, actors);
                if !subject.is_empty() {
                    return subject;
                }
            }
            for chunks in &around {
                let found = others(self.clauses.slot(letter, chunks), actors);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        if frame.flags.place
            && let Some(place) = self.place_party(at, actors)
        {
            return vec![place];
        }
        let place = self.named_place(at, frame, actors);
        if !place.is_empty() {
            return place;
        }
        // Several who do it together need no other.
        if together { Vec::new() } else { self.nearby(at, actors) }
    }

    /// Whose the town is that is visited or attacked.
    fn named_place(&self, at: usize, frame: &Frame, actors: &[Party]) -> Vec<Party> {
        let root = frame.code().and_then(|code| code.code.get(..2));
        if !matches!(root, Some("04" | "17" | "18" | "19")) {
            return Vec::new();
        }
        let goal =
            |chunk: &&&Chunk<'l>| matches!(chunk.role, Role::Object | Role::Dative | Role::Toward);
        let own = self.clauses.own(at);
        for chunk in own.iter().filter(goal) {
            let within = self.scene.mentions.iter().filter(|mention| {
                mention.sort == Sort::Place
                    && chunk.span.0 <= mention.span.0
                    && mention.span.1 <= chunk.span.1
            });
            for mention in within {
                let party =
                    |&actor| Party { actor, rank: None, name: mention.span, sort: Sort::Capital };
                let found = others(mention.actors.iter().map(party).collect(), actors);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// Whose the place is in which it happens.
    fn place_party(&self, at: usize, actors: &[Party]) -> Option<Party> {
        let own = self.clauses.own(at);
        let chunk =
            own.iter().find(|chunk| chunk.role == Role::Place && !chunk.parties.is_empty())?;
        others(chunk.parties.clone(), actors).into_iter().next()
    }

    /// The only other party of the clause, or of the one before it that shares its subject.
    fn nearby(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        if actors.is_empty() {
            return Vec::new();
        }
        let mut clause = Some(at);
        for _ in 0..4 {
            let Some(here) = clause else { break };
            let mut found: Vec<Party> = Vec::new();
            for chunk in self.clauses.own(here) {
                if matches!(chunk.role, Role::Place | Role::Source | Role::Other) {
                    continue;
                }
                for party in others(chunk.parties.clone(), actors) {
                    if !found.iter().any(|known| known.actor == party.actor) {
                        found.push(party);
                    }
                }
            }
            match found.len() {
                0 => {}
                1 => return found,
                _ => return Vec::new(),
            }
            if clause == Some(at) {
                let described = self.described(at, actors);
                if !described.is_empty() {
                    return described;
                }
            }
            clause = self.clauses.before(here).filter(|&before| {
                self.clauses.pred(before).is_some_and(|pred| pred.form.link != Link::Final)
            });
        }
        Vec::new()
    }

    /// The only other party in the descriptions of a clause's nouns.
    fn described(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for i in self.clauses.floor(at)..at {
            let Some(chunk) = self.clauses.chunk(i) else { continue };
            if matches!(chunk.role, Role::Place | Role::Source) {
                continue;
            }
            for party in others(chunk.parties.clone(), actors) {
                if !found.iter().any(|known| known.actor == party.actor) {
                    found.push(party);
                }
            }
        }
        if found.len() == 1 { found } else { Vec::new() }
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
        if self.of_a_draft(at, pred) {
            return;
        }
        let inner = self.clauses.inner(at);
        let noun = self.inner_noun(at);
        let inner_frame = inner
            .and_then(|inner| self.pred_frame(inner))
            .filter(|frame| frame.code().is_some())
            .or_else(|| noun.and_then(|noun| self.noun_frame(noun)));
        if outer == Outer::Respond && self.mood_of(at) == Mood::Fact {
            self.replies.push(pred.trigger);
            return self.deed(at, pred, frame, plain, found);
        }
        let (compose, mut mood) = composed(outer, self.mood_of(at));
        let code = inner_frame
            .and_then(Frame::code)
            .filter(|_| outer != Outer::About)
            .and_then(|code| self.lexicon.compose(compose?, code.code));
        let mut code = code.unwrap_or(plain);
        let mut channel = frame.channel.unwrap_or(code.channel);
        if outer == Outer::Respond {
            code = Code::find(Ontology::Cameo, "130").unwrap_or(plain);
            channel = Channel::Threat;
            mood = Mood::Fact;
        }
        let passive = pred.voice == Voice::Passive;
        let mut actors = if passive { self.agents(at) } else { self.actors(at) };
        let mut targets = self.targets(at, frame, &actors);
        if passive {
            targets = self.parties_at(self.clauses.subject(at));
        }
        if targets.is_empty()
            && let Some(inner) = inner
        {
            targets = self.around(inner, inner_frame, &actors);
        }
        if actors.is_empty() && outer == Outer::Refuse && passive {
            actors = self.agents(at);
        }
        self.take_inner(at);
        if let Some(inner) = inner {
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

    /// The other party of an inner clause: where its frame says, its subject, or whoever else is
    /// in it or in the condition before it.
    fn around(&self, inner: usize, frame: Option<&Frame>, actors: &[Party]) -> Vec<Party> {
        if let Some(frame) = frame {
            let found = self.targets(inner, frame, actors);
            if !found.is_empty() {
                return found;
            }
        }
        let subject = others(self.parties_at(self.clauses.subject(inner)), actors);
        if !subject.is_empty() {
            return subject;
        }
        let mut clause = Some(inner);
        for _ in 0..3 {
            let Some(here) = clause else { break };
            let own = self.clauses.own(here);
            let first = own
                .iter()
                .filter(|chunk| chunk.role != Role::Place)
                .map(|chunk| others(chunk.parties.clone(), actors))
                .find(|parties| !parties.is_empty());
            if let Some(found) = first {
                return found;
            }
            clause = self.clauses.before(here);
        }
        Vec::new()
    }

    /// "했다고 밝혔다": the clause inside tells; an order or a duty in it is an appeal.
    fn said(&mut self, at: usize, pred: &Pred<'l>, frame: &'l Frame, found: &mut Vec<Sighting>) {
        let Some(inner) = self.clauses.inner(at) else { return };
        let Some(clause) = self.clauses.pred(inner) else { return };
        if clause.frames.is_empty() && FALSE.iter().any(|word| self.words_of(inner).contains(word))
        {
            return self.disowned(at, pred, frame, inner, found);
        }
        let outer = match clause.form.tone {
            Tone::Order | Tone::Let => Outer::Appeal,
            Tone::Must => Outer::Demand,
            _ => return,
        };
        if frame.sense == Sense::Believe {
            return;
        }
        let inner_code = self.pred_frame(inner).and_then(Frame::code);
        let code = inner_code.and_then(|code| self.lexicon.compose(outer, code.code));
        let plain = Code::find(Ontology::Cameo, if outer == Outer::Appeal { "020" } else { "100" });
        let Some(code) = code.or(plain) else { return };
        let actors = self.actors(at);
        let mut targets = others(self.parties_at(self.clauses.subject(inner)), &actors);
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
        let Some(frame) = self.noun_frame(at) else { return };
        let Some(code) = frame.code() else { return };
        if frame.flags.outer.is_some() && frame.flags.outer != Some(Outer::About) {
            return;
        }
        let governor = self.clauses.next(at);
        let sense = governor
            .and_then(|at| self.pred_frame(at).map(|frame| frame.sense).or(Some(Sense::Light)));
        let subject = matches!(chunk.role, Role::Subject | Role::Topic);
        let (actors, targets) = self.noun_parties(at, chunk, frame, governor);
        let told = match (chunk.role, sense) {
            (Role::Bare, None) => actors.len() + targets.len() > 1 || frame.flags.alone,
            (Role::Place, _) => frame.flags.both && pair(&actors, &targets),
            (Role::Object | Role::Subject | Role::Topic, Some(sense)) => {
                matches!(sense, Sense::Light | Sense::Plan | Sense::Cancel | Sense::Say)
                    || (subject && matches!(sense, Sense::Believe))
            }
            (Role::Dative, Some(sense)) => matches!(sense, Sense::Light),
            _ => false,
        };
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

    fn noun_parties(
        &self,
        at: usize,
        chunk: &Chunk<'l>,
        frame: &'l Frame,
        governor: Option<usize>,
    ) -> (Vec<Party>, Vec<Party>) {
        let subject = matches!(chunk.role, Role::Subject | Role::Topic);
        let owner = self.owner(at);
        let mut actors = Vec::new();
        if !subject
            && let Some(governor) = governor
            && self.clauses.subject(governor) != Some(at)
        {
            actors = self.parties_at(self.clauses.subject(governor));
        }
        if actors.is_empty() && chunk.role == Role::Bare {
            actors = self.headline(at);
        }
        let within = chunk.parties.clone();
        let partners = self.partners(at, governor);
        if frame.flags.both {
            return both_parties(actors, owner, within, partners);
        }
        if actors.is_empty() {
            actors =
                if owner.is_empty() && frame.flags.alone { within.clone() } else { owner.clone() };
        }
        let mut targets = others(within, &actors);
        if targets.is_empty()
            && let Some(governor) = governor
        {
            targets = self.targets(governor, frame, &actors);
        }
        if targets.is_empty() {
            targets = others(owner, &actors);
        }
        if targets.is_empty() {
            targets = others(partners, &actors);
        }
        if frame.flags.swap {
            std::mem::swap(&mut actors, &mut targets);
        }
        (actors, targets)
    }

    fn owner(&self, at: usize) -> Vec<Party> {
        let before = at.checked_sub(1).and_then(|i| self.clauses.chunk(i));
        let owner = before.filter(|chunk| matches!(chunk.role, Role::Owner | Role::Between));
        owner.map_or_else(Vec::new, |chunk| self.whom(chunk))
    }

    /// Whom the clause names with 와, 과 or 간.
    fn partners(&self, at: usize, governor: Option<usize>) -> Vec<Party> {
        let floor = governor.map_or(0, |governor| self.clauses.floor(governor));
        (floor..at)
            .rev()
            .filter_map(|i| self.clauses.chunk(i))
            .filter(|chunk| matches!(chunk.role, Role::With | Role::Between))
            .find_map(|chunk| Some(self.whom(chunk)).filter(|p| !p.is_empty()))
            .unwrap_or_default()
    }

    /// "북한, …": who opens a headline.
    fn headline(&self, at: usize) -> Vec<Party> {
        (0..at)
            .filter_map(|i| self.clauses.chunk(i))
            .find(|chunk| {
                matches!(chunk.role, Role::Bare | Role::Subject | Role::Topic)
                    && !chunk.parties.is_empty()
            })
            .map_or_else(Vec::new, |chunk| chunk.parties.clone())
    }

    /// The mood of a verb with that of the clauses that govern it.
    fn mood_of(&self, at: usize) -> Mood {
        let Some(pred) = self.clauses.pred(at) else { return Mood::Fact };
        let future = || {
            let clause = self.clause_start(at);
            when::date(self.scene, clause, pred.span)
                .is_some_and(|time| when::ahead(self.scene, time))
        };
        match pred.mood {
            // "21일 방문한다": the present of a day to come.
            Mood::Fact if pred.form.tone == Tone::Present && future() => Mood::Planned,
            Mood::Fact if pred.form.link == Link::Decide || pred.form.link == Link::Intend => {
                Mood::Planned
            }
            // A clause on a par with the last one is as sure as that.
            Mood::Fact if pred.form.link == Link::Join && pred.form.tone == Tone::Past => {
                match self.clauses.after(at).and_then(|next| self.clauses.pred(next)) {
                    Some(next) if joined(pred, self.scene) => match next.mood {
                        Mood::Planned if !matches!(next.form.link, Link::If | Link::Decide) => {
                            Mood::Planned
                        }
                        Mood::Fact if next.form.tone == Tone::Present && future() => Mood::Planned,
                        _ => Mood::Fact,
                    },
                    _ => Mood::Fact,
                }
            }
            mood => mood,
        }
    }

    /// Whether somebody else tells it, or it is only believed.
    fn reported(&self, at: usize) -> bool {
        let Some(pred) = self.clauses.pred(at) else { return false };
        if pred.believed || pred.claimed {
            return true;
        }
        let mut said = self.clauses.after(at);
        if !pred.governed() {
            // A clause on a par with the one that is said.
            said = said
                .filter(|&next| {
                    self.clauses.pred(next).is_some_and(|pred| pred.governed() || pred.believed)
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

    fn clause_start(&self, at: usize) -> usize {
        let floor = self.clauses.floor(at).min(at);
        if self.clauses.before(at).is_none() {
            return self.scene.span.0;
        }
        floor.checked_sub(1).and_then(|i| self.clauses.pred(i)).map_or(0, |pred| pred.span.1)
    }

    /// Turns what is told into sightings, one for each ordered pair.
    fn put(&self, mut deed: Deed<'l>, found: &mut Vec<Sighting>) {
        // "비판하면서 … 취하겠다고": what is said beside a plan is said.
        let beside = self.clauses.pred(deed.at).is_some_and(|pred| pred.form.link == Link::Join);
        if beside && deed.mode == Mode::Word && deed.mood == Mood::Planned {
            deed.mood = Mood::Fact;
        }
        let Some(modality) = self.modality(&mut deed) else { return };
        deed.actors.retain(|party| party.sort != Sort::Place);
        self.answers(&mut deed);
        for (actor, target) in pairs(&deed) {
            found.push(self.sighting(&deed, modality, actor, target));
        }
    }

    /// "국경을 닫았다", "대사를 불러들였다": to the one other state that the sentence, or the one
    /// before it, names.
    fn answers(&self, deed: &mut Deed<'l>) {
        let open = deed
            .code
            .code
            .get(..2)
            .is_some_and(|root| matches!(root, "08" | "10" | "11" | "12" | "13" | "16" | "19"));
        let [actor] = &deed.actors[..] else { return };
        let vote = deed.channel == Channel::Vote;
        if !open || vote || !deed.targets.is_empty() || deed.frame.flags.alone || deed.in_passing {
            return;
        }
        let by = actor.actor;
        let mut others: Vec<Party> = Vec::new();
        for item in self.clauses.items {
            let Item::Chunk(chunk) = item else { continue };
            for party in &chunk.parties {
                let known = others.iter().any(|other| other.actor == party.actor);
                if party.actor != by && !known && party.sort != Sort::Place {
                    others.push(party.clone());
                }
            }
        }
        if others.is_empty()
            && let Some((mention, actor)) = self.scene.cast.counterpart(by)
        {
            others.push(Party { actor, rank: None, name: mention.span, sort: mention.sort });
        }
        if others.len() == 1 {
            deed.targets = others;
        }
    }

    /// Whether somebody will not do what would be friendly.
    fn declines(&self, deed: &Deed<'l>) -> bool {
        let will = self.clauses.pred(deed.at).is_some_and(|pred| pred.form.tone == Tone::Future);
        will && deed.code.quad_class.is_some_and(|class| class <= 2)
            && !matches!(deed.channel, Channel::Denial | Channel::Appeal)
    }

    fn modality(&self, deed: &mut Deed<'l>) -> Option<Modality> {
        match deed.mood {
            Mood::Open => return None,
            // "만나지 않겠다": to refuse is to do something.
            Mood::Denied if self.declines(deed) => {
                deed.code = Code::find(Ontology::Cameo, "120").unwrap_or(deed.code);
                deed.channel = Channel::Refusal;
                deed.mode = Mode::Deed;
                return Some(Modality::Happened);
            }
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
        let date = when::date(self.scene, self.clause_start(deed.at), span);
        let planned = modality == Modality::Planned;
        let (period, dated) = when::period(self.scene, date, planned);
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
                rule: format!("lexicon {} ({})", deed.frame.row, deed.frame.stem),
                actors,
                dated,
                in_passing: deed.in_passing,
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

/// Words by which a claim is called false.
const FALSE: &[&str] =
    &["사실이 아니", "사실무근", "근거 없", "근거가 없", "터무니", "날조", "거짓", "허위"];

/// Whether a clause ends in 해, 하고, 하며 rather than in 지만, 는데, 뒤.
fn joined(pred: &Pred<'_>, scene: &Scene<'_>) -> bool {
    let text = scene.text.get(pred.span.0..pred.span.1).unwrap_or("");
    let text = text.trim_end_matches(',');
    !text.ends_with("지만") && !text.contains(' ') && !text.ends_with("는데")
}

/// The parties of a deed that both sides do.
fn both_parties(
    actors: Vec<Party>,
    owner: Vec<Party>,
    within: Vec<Party>,
    partners: Vec<Party>,
) -> (Vec<Party>, Vec<Party>) {
    let mut all: Vec<Party> = Vec::new();
    for party in actors.iter().chain(&owner).chain(&partners).chain(&within) {
        if !all.iter().any(|known| known.actor == party.actor) {
            all.push(party.clone());
        }
    }
    if actors.is_empty() || actors.len() > 1 {
        return (all, Vec::new());
    }
    let mut targets = others(partners, &actors);
    if targets.is_empty() {
        targets = others(all, &actors);
    }
    (actors, targets)
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
    frame.channel.map_or(code.mode, Channel::usual_mode)
}

/// A planned deed is a word: a promise, or a threat.
fn plan(lexicon: &Lexicon, deed: &mut Deed<'_>) {
    if deed.mode == Mode::Word {
        return;
    }
    let hostile = deed.code.quad_class.is_some_and(|class| class >= 3);
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

/// The ordered pairs that a deed joins.
fn pairs<'d>(deed: &'d Deed<'_>) -> Vec<(&'d Party, Option<&'d Party>)> {
    let mut found: Vec<(&Party, Option<&Party>)> = Vec::new();
    for actor in &deed.actors {
        for target in deed.targets.iter().filter(|target| target.actor != actor.actor) {
            found.push((actor, Some(target)));
        }
    }
    let drill = deed.channel == Channel::Military && deed.code.code == "150";
    let plural = deed.frame.flags.both || deed.channel == Channel::Meeting || drill;
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
