//! Who does a Korean deed, and to whom: what particles, clauses and the text before say of it.

use telltale_observation::{Actor, Channel};

use super::{EXCHANGED, RECEIVED, Sweep, others};
use crate::gazetteer::Sort;
use crate::korean::lexicon::{Frame, Outer};
use crate::korean::verb::{Link, Voice};
use crate::korean::words::{Chunk, Item, Party, Pred, Role};
use crate::reader::Scene;
use crate::sighting::Span;

/// The phrases of a sentence with those filled in that speak of others named before, and are not
/// its subject: 세 나라를, 양국에. None where there are none.
pub(super) fn spoken_of<'l>(
    scene: &Scene<'_>,
    items: &[Item<'l>],
    last: &[(Actor, Actor)],
) -> Option<Vec<Item<'l>>> {
    let open = |chunk: &Chunk<'_>| {
        chunk.spoken > 0
            && chunk.parties.is_empty()
            && matches!(chunk.role, Role::Object | Role::Dative | Role::About | Role::With)
    };
    items.iter().filter_map(Item::chunk).find(|chunk| open(chunk))?;
    let here: Vec<Actor> = items.iter().filter_map(Item::chunk).flat_map(Chunk::actors).collect();
    let mut others: Vec<Actor> = Vec::new();
    let told = last.iter().map(|&(by, _)| by).chain(scene.cast.actors());
    for actor in told.filter(|actor| !here.contains(actor)) {
        if !others.contains(&actor) {
            others.push(actor);
        }
    }
    let fill = |item: &Item<'l>| match item {
        Item::Chunk(chunk) if open(chunk) && others.len() >= chunk.spoken => {
            let party = |&actor| Party { actor, rank: None, name: chunk.span, sort: Sort::State };
            let parties = others.iter().take(chunk.spoken).map(party).collect();
            Item::Chunk(Chunk { parties, ..chunk.clone() })
        }
        item => item.clone(),
    };
    Some(items.iter().map(fill).collect())
}

/// Nouns of talks whose object is what was talked about.
const TALKS_OVER: &[&str] = &["논의", "상의", "숙의", "의논", "토의", "협의"];

impl<'l> Sweep<'_, 'l, '_> {
    pub(super) fn parties_at(&self, at: Option<usize>) -> Vec<Party> {
        let Some(chunk) = at.and_then(|at| self.clauses.chunk(at)) else { return Vec::new() };
        let mut parties = self.whom(chunk);
        let owner = at.and_then(|at| at.checked_sub(1)).and_then(|i| self.clauses.chunk(i));
        if parties.is_empty()
            && let Some(owner) = owner.filter(|owner| owner.role == Role::Owner)
        {
            parties = self.whom(owner);
        }
        // "국방장관이 이끄는 대표단이": those whom a description names.
        if parties.is_empty()
            && chunk.person
            && let Some(by) = at.and_then(|at| at.checked_sub(1))
            && self.clauses.pred(by).is_some_and(Pred::adnominal)
        {
            let own = self.clauses.own(by);
            let doer = own.iter().find(|chunk| chunk.role == Role::Subject);
            parties = doer.map_or_else(Vec::new, |chunk| chunk.parties.clone());
        }
        parties
    }

    /// Whom a phrase stands for; 양국 are the two spoken of last.
    pub(super) fn whom(&self, chunk: &Chunk<'_>) -> Vec<Party> {
        if !chunk.parties.is_empty() || chunk.spoken == 0 {
            return chunk.parties.clone();
        }
        let chunks = || self.clauses.items.iter().filter_map(Item::chunk);
        let before = chunks().filter(|other| other.span.1 <= chunk.span.0);
        // Those between whom the sentence before told a deed, if this one names nobody yet.
        let told = self.last.iter().rev().take(1).flat_map(|&(by, to)| [by, to]);
        let named = before.flat_map(Chunk::actors).chain(told).chain(self.scene.cast.actors());
        let mut actors: Vec<Actor> = Vec::new();
        for actor in named.chain(chunks().flat_map(Chunk::actors)) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
        actors.truncate(chunk.spoken);
        let party = |actor| Party { actor, rank: None, name: chunk.span, sort: Sort::State };
        actors.into_iter().map(party).collect()
    }

    /// The subject's parties, or the text's last actor where a sentence has no subject at all.
    pub(super) fn actors(&self, at: usize) -> Vec<Party> {
        if let Some(doer) = self.afterthought(at) {
            return vec![doer];
        }
        let subject = self.clauses.subject(at);
        if let Some(subject) = subject {
            let parties = self.parties_at(Some(subject));
            let person = self.clauses.chunk(subject).is_some_and(|chunk| chunk.person);
            // "두 나라는 국교가 끊어졌다": the topic, where the subject is a thing.
            let topic = |chunk: &&&Chunk<'l>| chunk.role == Role::Topic;
            return match self.clauses.own(at).iter().find(topic) {
                Some(topic) if parties.is_empty() && !person => self.whom(topic),
                _ => parties,
            };
        }
        // "브라질과 칠레, 국교를 수립했다"
        let opening = self.clauses.chunk(0).filter(|chunk| chunk.role == Role::Bare && chunk.comma);
        if let Some(chunk) = opening.filter(|chunk| !chunk.parties.is_empty()) {
            return chunk.parties.clone();
        }
        let last = self.scene.cast.actors().first().copied();
        let span = self.scene.span;
        let party = |actor| Party { actor, rank: None, name: span, sort: Sort::State };
        last.map(party).into_iter().collect()
    }

    /// "… 비난하면서다.": a sentence that only says on what ground the deed before was done.
    fn afterthought(&self, at: usize) -> Option<Party> {
        let span = self.clauses.pred(at)?.span;
        let text = self.scene.text.get(span.0..span.1)?.trim_end_matches('.');
        let &(actor, _) = self.last.last().filter(|_| text.ends_with("면서다"))?;
        Some(Party { actor, rank: None, name: span, sort: Sort::State })
    }

    /// "억류 중이던 기자": the noun that is described is whom it is done to, and nobody says by whom.
    pub(super) fn object_gap(&self, at: usize, pred: &Pred<'l>, frame: &Frame) -> bool {
        let whole = |chunk: &&Chunk<'l>| {
            matches!(
                chunk.role,
                Role::Object
                    | Role::Dative
                    | Role::Toward
                    | Role::With
                    | Role::About
                    | Role::Subject
            )
        };
        pred.adnominal()
            && pred.voice == Voice::Active
            && pred.inside.is_empty()
            && frame.slots.starts_with('o')
            && !frame.flags.both
            && !frame.code().is_some_and(|code| code.code.starts_with("04"))
            && !self.clauses.own(at).iter().any(whole)
    }

    /// Who undergoes a passive: its subject; of an event noun, those who take part in it.
    pub(super) fn undergoing(&self, at: usize, actors: &mut Vec<Party>) -> Vec<Party> {
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
        let owners = self.owner(event);
        if !by.is_empty() {
            *actors = by;
        } else if owners.len() > 1 {
            // "미국과 캐나다의 협상이 중단됐다"
            *actors = owners;
            return all;
        } else if actors.is_empty() || others(all.clone(), actors).is_empty() {
            *actors = all.first().cloned().into_iter().collect();
        }
        others(all, actors)
    }

    /// Who stands behind a passive: 에 의해, 에서, 로부터, 측 통보로.
    pub(super) fn agents(&self, at: usize) -> Vec<Party> {
        let own = self.clauses.own(at);
        // "중국에서 금지됐다", but not "파리에서 암살됐다".
        let root = self.pred_frame(at).and_then(Frame::code).map_or("", |code| &code.code[..2]);
        let placed = !matches!(root, "18" | "19");
        let pick = |roles: &[Role]| {
            own.iter()
                .filter(|chunk| roles.contains(&chunk.role))
                .find_map(|chunk| Some(chunk.parties.clone()).filter(|p| !p.is_empty()))
        };
        pick(&[Role::By])
            .or_else(|| pick(&[Role::From]))
            .or_else(|| pick(&[Role::Toward, Role::Dative]))
            .or_else(|| pick(&[Role::Owner]))
            .or_else(|| if placed { pick(&[Role::Place]) } else { None })
            .unwrap_or_default()
    }

    /// All that a clause names.
    pub(super) fn everybody(&self, at: usize) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for i in self.clauses.floor(at)..at {
            let Some(chunk) = self.clauses.chunk(i) else { continue };
            if chunk.role != Role::Place && !self.mediates(i) {
                let new = others(self.whom(chunk), &found);
                found.extend(new);
            }
        }
        found
    }

    pub(super) fn near_owner(&self, at: usize) -> Vec<Party> {
        let own = self.clauses.own(at);
        own.iter().map(|chunk| chunk.parties.clone()).find(|p| !p.is_empty()).unwrap_or_default()
    }

    /// The other party of a verb: where its frame says, then in the clauses around it.
    pub(super) fn targets(&self, at: usize, frame: &Frame, actors: &[Party]) -> Vec<Party> {
        let own = self.clauses.own(at);
        // Of what is said about a deed, the doer comes before whom the deed is done to.
        if frame.flags.outer == Some(Outer::About)
            && let Some(inner) = self.clauses.inner(at)
        {
            let held = |letter| others(self.clauses.slot(letter, &own), actors);
            let named = frame.slots.chars().map(held).find(|found| !found.is_empty());
            let doer = || others(self.parties_at(self.clauses.subject(inner)), actors);
            let found = named.unwrap_or_else(doer);
            if !found.is_empty() {
                return found;
            }
        }
        // "미국이 무기를 보내는 것은 도발이라고 비난했다"
        if frame.flags.outer == Some(Outer::About)
            && let Some(before) = self.clauses.before(at)
            && self.clauses.pred(before).is_some_and(|pred| pred.form.link == Link::Noun)
        {
            let doer = others(self.parties_at(self.clauses.subject(before)), actors);
            if !doer.is_empty() {
                return doer;
            }
        }
        let mut around: Vec<Vec<&Chunk<'l>>> = vec![own];
        if let Some(inner) = self.clauses.inner(at) {
            around.push(self.clauses.outside(inner));
        }
        let together = frame.flags.both && actors.len() > 1;
        let talks = TALKS_OVER.contains(&frame.stem.as_str());
        if self.nameless(at, frame) {
            return Vec::new();
        }
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
                let mut found = others(self.clauses.slot(letter, chunks), actors);
                if talks {
                    found.retain(|party| !self.is_of_topic(party, chunks));
                }
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // "북한 문제를 논의했다": what was talked about is no partner, whom they met before is.
        if talks {
            return if together { Vec::new() } else { self.near(at, actors, true) };
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
        self.elsewhere(at, frame, actors, together)
    }

    /// "러시아와의 협상을 논의했다": who is named to say what was talked about.
    fn is_of_topic(&self, party: &Party, chunks: &[&Chunk<'l>]) -> bool {
        let holds =
            |chunk: &&&Chunk<'l>| chunk.span.0 <= party.name.0 && party.name.1 <= chunk.span.1;
        let text = |chunk: &&Chunk<'l>| self.scene.text.get(chunk.span.0..chunk.span.1);
        let own = chunks.iter().find(holds).and_then(text);
        own.is_some_and(|text| text.ends_with("와의") || text.ends_with("과의"))
    }

    /// The other party where no slot of the frame holds one.
    fn elsewhere(&self, at: usize, frame: &Frame, actors: &[Party], together: bool) -> Vec<Party> {
        let host = self.posted(at, frame, actors);
        if !host.is_empty() {
            return host;
        }
        let own_land = self.own_land(at, actors);
        if !own_land.is_empty() {
            return own_land;
        }
        let told = self.notified(at, actors);
        if !told.is_empty() {
            return told;
        }
        // Several who do it together need no other.
        if together { Vec::new() } else { self.nearby(at, actors) }
    }

    /// "페루가 자국 영공을 침범했다고 칠레가 밝혔다": 자국 is the speaker's, where it is not the doer's.
    fn own_land(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        let said = self
            .clauses
            .after(at)
            .filter(|_| self.clauses.pred(at).is_some_and(|pred| pred.form.link == Link::Quote));
        let own = |chunk: &&Chunk<'l>| {
            let text = self.scene.text.get(chunk.span.0..chunk.span.1).unwrap_or("");
            chunk.role != Role::Place && text.starts_with("자국")
        };
        let speaker = said.filter(|_| self.clauses.own(at).iter().any(own));
        others(speaker.map_or_else(Vec::new, |said| self.actors(said)), actors)
    }

    /// "수입을 중단하겠다고 페루에 통보했다": whom the verb that says it addresses.
    fn notified(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        let governed = self.clauses.pred(at).is_some_and(|pred| pred.form.link == Link::Quote);
        let said = self.clauses.after(at).filter(|_| governed);
        let own = said.map_or_else(Vec::new, |said| self.clauses.own(said));
        others(self.clauses.slot('d', &own), actors)
    }

    /// "쿠바 주재 대사를 소환했다": where whoever is recalled is posted.
    fn posted(&self, at: usize, frame: &Frame, actors: &[Party]) -> Vec<Party> {
        if !frame.code().is_some_and(|code| code.code.starts_with("16")) {
            return Vec::new();
        }
        let own = self.clauses.own(at);
        let object = |chunk: &&&Chunk<'l>| chunk.role == Role::Object;
        let within = |chunk: &&Chunk<'l>| {
            let (start, end) = chunk.span;
            let inside = |span: Span| start <= span.0 && span.1 <= end;
            let mut names = self.scene.mentions.iter().filter(|name| inside(name.span));
            let name = names.find(|name| {
                let after = self.scene.text.get(name.span.1..end).unwrap_or("");
                after.starts_with(" 주재")
            })?;
            Some(Party { actor: name.actor()?, rank: None, name: name.span, sort: name.sort })
        };
        let found = own.iter().filter(object).find_map(within);
        let found = found.or_else(|| self.stationed(at));
        others(found.into_iter().collect(), actors)
    }

    /// "마드리드에 주재하던 무관을": where a description says that they are posted.
    fn stationed(&self, at: usize) -> Option<Party> {
        let by = (self.clauses.floor(at)..at).find(|&i| {
            self.clauses.pred(i).is_some() && self.begins(i, &["주재", "머물", "있던"])
        })?;
        let chunk = self.clauses.chunk(by.checked_sub(1)?)?;
        let mut names = self.scene.mentions.iter();
        let name = names.find(|name| chunk.span.0 <= name.span.0 && name.span.1 <= chunk.span.1)?;
        Some(Party { actor: name.actor()?, rank: None, name: name.span, sort: name.sort })
    }

    /// "회원국들에 권고했다": those who are addressed are not named.
    pub(super) fn nameless(&self, at: usize, frame: &Frame) -> bool {
        let asked = matches!(frame.flags.outer, Some(Outer::Appeal | Outer::Demand));
        let addressed = |chunk: &&Chunk<'l>| {
            chunk.role == Role::Dative && chunk.others && chunk.parties.is_empty()
        };
        asked && self.clauses.own(at).iter().any(addressed)
    }

    /// Whose the town is that is visited or attacked.
    pub(super) fn named_place(&self, at: usize, frame: &Frame, actors: &[Party]) -> Vec<Party> {
        let root = frame.code().and_then(|code| code.code.get(..2));
        let sent = frame.channel == Some(Channel::Troops);
        if !sent && !matches!(root, Some("04" | "17" | "18" | "19")) {
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

    /// The two between whom the place lies in which something happens.
    fn border(&self, at: usize) -> Option<Vec<Party>> {
        let own = self.clauses.own(at);
        let two = |chunk: &&&Chunk<'l>| chunk.role == Role::Place && chunk.parties.len() == 2;
        own.iter().find(two).map(|chunk| chunk.parties.clone())
    }

    /// Whose the place is in which it happens.
    pub(super) fn place_party(&self, at: usize, actors: &[Party]) -> Option<Party> {
        let own = self.clauses.own(at);
        let chunk =
            own.iter().find(|chunk| chunk.role == Role::Place && !chunk.parties.is_empty())?;
        others(chunk.parties.clone(), actors).into_iter().next()
    }

    /// The only other party of the clause, or of the one before it that shares its subject.
    pub(super) fn nearby(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        self.near(at, actors, false)
    }

    /// `talks`: the verb's own clause holds what was talked about.
    fn near(&self, at: usize, actors: &[Party], talks: bool) -> Vec<Party> {
        if actors.is_empty() {
            return Vec::new();
        }
        let describes = self.clauses.pred(at).is_some_and(Pred::adnominal);
        let mut clause = Some(at);
        for _ in 0..4 {
            let Some(here) = clause else { break };
            let topic = talks && here == at;
            let mut found: Vec<Party> = Vec::new();
            // "중국에 대응하기로 뜻을 모았다": with whom is not told by what is decided.
            let decided = |pred: &Pred<'l>| here != at && pred.form.link == Link::Decide;
            let what = self.clauses.pred(here).is_some_and(decided);
            for chunk in self.clauses.own(here).into_iter().filter(|_| !what) {
                let outer = describes && chunk.role == Role::Topic;
                if outer || matches!(chunk.role, Role::Place | Role::Source | Role::Other) {
                    continue;
                }
                if topic && !matches!(chunk.role, Role::Subject | Role::Topic) {
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
            // Whom the object names is meant, were it the doer's own.
            let own = self.clauses.own(here);
            let named =
                |chunk: &&Chunk<'l>| chunk.role == Role::Object && !chunk.parties.is_empty();
            if !topic && own.iter().any(named) {
                break;
            }
            if clause == Some(at) && !topic {
                let described = self.described(at, actors);
                if !described.is_empty() {
                    return described;
                }
            }
            // What describes a noun is told by itself.
            if describes {
                break;
            }
            clause = self.clauses.before(here).filter(|&before| {
                self.clauses.pred(before).is_some_and(|pred| pred.form.link != Link::Final)
            });
        }
        Vec::new()
    }

    /// The only other party in the descriptions of a clause's nouns.
    pub(super) fn described(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        let describes = self.clauses.pred(at).is_some_and(Pred::adnominal);
        let mut found: Vec<Party> = Vec::new();
        for i in self.clauses.floor(at)..at {
            let Some(chunk) = self.clauses.chunk(i) else { continue };
            let outer = describes && chunk.role == Role::Topic;
            if outer || self.mediates(i) || matches!(chunk.role, Role::Place | Role::Source) {
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

    /// Those to whom something is said in talks with them, where no other is addressed.
    pub(super) fn listeners(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        let own = self.clauses.own(at);
        let addressed = |chunk: &&Chunk<'l>| {
            matches!(chunk.role, Role::Dative | Role::About) && !chunk.parties.is_empty()
        };
        let named = own.iter().any(addressed);
        if named { Vec::new() } else { self.addressed(at, actors) }
    }

    /// "의회 연설에서 호소했다": those before whom it is said.
    pub(super) fn addressed(&self, at: usize, actors: &[Party]) -> Vec<Party> {
        let before = |chunk: &&&Chunk<'l>| {
            let text = self.scene.text.get(chunk.span.0..chunk.span.1).unwrap_or("");
            let said = ["연설", "회담", "통화", "면담", "회동", "만찬", "오찬"];
            chunk.role == Role::Place && said.iter().any(|word| text.contains(word))
        };
        let mut own = self.clauses.own(at);
        if let Some(inner) = self.clauses.inner(at) {
            own.extend(self.clauses.outside(inner));
            own.extend(self.clauses.own(inner));
        }
        let Some(place) = own.iter().position(|chunk| before(&chunk)) else { return Vec::new() };
        // "독일 총리와의 통화에서"
        let with = own.get(place + 1).filter(|chunk| chunk.role == Role::With);
        let within = others(own[place].parties.clone(), actors);
        match with {
            Some(with) if within.is_empty() => others(with.parties.clone(), actors),
            _ => within,
        }
    }

    /// The other party of an inner clause: where its frame says, its subject, or whoever else is
    /// in it or in the condition before it.
    pub(super) fn around(
        &self,
        inner: usize,
        frame: Option<&Frame>,
        actors: &[Party],
    ) -> Vec<Party> {
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
        let chain = std::iter::successors(Some(inner), |&here| self.clauses.before(here)).take(3);
        let clauses: Vec<Vec<&Chunk<'l>>> = chain.map(|here| self.clauses.own(here)).collect();
        let named = |fits: &dyn Fn(&Chunk<'l>) -> bool| {
            let chunks = clauses.iter().flatten().filter(|chunk| fits(chunk));
            chunks
                .map(|chunk| others(chunk.parties.clone(), actors))
                .find(|parties| !parties.is_empty())
        };
        // "미국이 … 한다면": who is to be moved comes before what is spoken of.
        named(&|chunk| chunk.role == Role::Subject)
            .or_else(|| named(&|chunk| chunk.role != Role::Place))
            .unwrap_or_default()
    }

    /// The parties of a noun's deed.
    pub(super) fn noun_parties(
        &self,
        at: usize,
        chunk: &Chunk<'l>,
        frame: &'l Frame,
        governor: Option<usize>,
    ) -> (Vec<Party>, Vec<Party>) {
        let (mut actors, mut targets) = self.named_parties(at, chunk, frame, governor);
        let Some(by) = governor else { return (actors, targets) };
        // "포격을 주고받았다": each does it to the other.
        if self.begins(by, EXCHANGED) {
            actors.extend(others(targets, &actors));
            return (actors.clone(), actors);
        }
        if let Some(doers) = self.received(at, by, frame) {
            targets = others(actors, &doers);
            actors = doers;
        }
        (actors, targets)
    }

    fn named_parties(
        &self,
        at: usize,
        chunk: &Chunk<'l>,
        frame: &'l Frame,
        governor: Option<usize>,
    ) -> (Vec<Party>, Vec<Party>) {
        let subject = matches!(chunk.role, Role::Subject | Role::Topic);
        let owner = self.owner(at);
        // "북한군의 사격으로 고속정이 침몰했다"
        let suffered = matches!(chunk.role, Role::Toward | Role::Dative);
        if let Some(governor) = governor.filter(|&at| suffered && self.suffers(at)) {
            let within = others(chunk.parties.clone(), &owner);
            let suffers = others(self.parties_at(self.clauses.subject(governor)), &owner);
            let doers = if owner.is_empty() { chunk.parties.clone() } else { owner };
            return (doers, if within.is_empty() { suffers } else { within });
        }
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
        let mut within = chunk.parties.clone();
        let partners = self.partners(at, governor);
        // "美 규탄": who does it, where the part before says to whom.
        if actors.is_empty() && chunk.role == Role::Bare && owner.is_empty() && self.verbless() {
            actors = std::mem::take(&mut within);
        }
        if frame.flags.both {
            let lonely = actors.len() + owner.len() + within.len() + partners.len() < 2;
            // "칠레-페루 국경에서 교전이 벌어졌다"
            if lonely && let Some(border) = governor.and_then(|by| self.border(by)) {
                return (border, Vec::new());
            }
            if lonely && chunk.role == Role::Place {
                return (Vec::new(), Vec::new());
            }
            // "평양에 들어가 협상을 벌였다"
            if lonely && let Some(governor) = governor {
                let near = self.nearby(governor, &actors);
                return (actors, near);
            }
            let apart = others(partners.clone(), &actors);
            let each = actors.len() > 1 && !apart.is_empty() && self.each(governor);
            return if each {
                (actors, apart)
            } else {
                both_parties(actors, owner, within, partners)
            };
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
        if targets.is_empty() && governor.is_none() {
            targets = self.headline_slot(at, frame, &actors);
        }
        if frame.flags.swap {
            std::mem::swap(&mut actors, &mut targets);
        }
        (actors, targets)
    }

    /// "인도의 공격을 받았다", "인도로부터 지원을 받았다": who did it to the subject.
    pub(super) fn received(&self, at: usize, by: usize, frame: &Frame) -> Option<Vec<Party>> {
        let met = frame.code().is_some_and(|code| code.code.starts_with("04"));
        let swapped = met || frame.flags.both || frame.flags.swap || frame.flags.undergo;
        if swapped || !self.begins(by, RECEIVED) {
            return None;
        }
        let within = self.clauses.chunk(at).map_or_else(Vec::new, |chunk| chunk.parties.clone());
        let own = self.clauses.own(by);
        let held = ['f', 'p', 'd', 'l'].into_iter().map(|letter| self.clauses.slot(letter, &own));
        let found = [self.owner(at), within].into_iter().chain(held);
        { found }.find(|parties| !parties.is_empty())
    }

    /// "시진핑, 김정은에 친서": whom a headline's phrases hold.
    fn headline_slot(&self, at: usize, frame: &Frame, actors: &[Party]) -> Vec<Party> {
        let chunks: Vec<&Chunk<'l>> = (0..at).rev().filter_map(|i| self.clauses.chunk(i)).collect();
        let held = |letter| others(self.clauses.slot(letter, &chunks), actors);
        frame.slots.chars().map(held).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Whether it is a headline: no verb in it.
    pub(super) fn verbless(&self) -> bool {
        self.clauses.items.iter().all(|item| item.chunk().is_some())
    }

    /// "北, 미사일 발사…美 규탄": whom the part of a headline before this one is about.
    pub(super) fn answered_to(&self, actor: &Party) -> Option<Party> {
        let other = self.verbless().then(|| self.scene.cast.counterpart(actor.actor));
        let (_, other) = other.flatten()?;
        Some(Party { actor: other, rank: None, name: self.scene.span, sort: Sort::State })
    }

    /// Whether the sentence names another than these.
    pub(super) fn names_another(&self, parties: &[&Party]) -> bool {
        let known = |actor: Actor| parties.iter().any(|party| party.actor == actor);
        let mut named = self.scene.mentions.iter().filter(|mention| mention.sort.acts());
        named.any(|mention| !mention.actors.iter().all(|&actor| known(actor)))
    }

    /// Towards whom a word without an addressee is said: whoever did the last deed told to the
    /// speaker, or whom he did one to, else the only other one of the sentence before.
    pub(super) fn opponent(&self, actor: &Party) -> Option<Party> {
        let doer = |&&(_, to): &&(Actor, Actor)| to == actor.actor;
        let done = |&&(by, _): &&(Actor, Actor)| by == actor.actor;
        let doers = self.last.iter().rev().find(doer).map(|&(by, _)| by);
        let other = doers.or_else(|| self.last.iter().rev().find(done).map(|&(_, to)| to));
        let other = other.or_else(|| Some(self.scene.cast.counterpart(actor.actor)?.1))?;
        Some(Party { actor: other, rank: None, name: self.scene.span, sort: Sort::State })
    }

    /// "각각 회담했다": one after the other, not all together.
    pub(super) fn each(&self, at: Option<usize>) -> bool {
        let apart = ["각각", "따로", "차례로", "잇달아", "잇따라", "연쇄", "개별"];
        at.is_some_and(|at| apart.iter().any(|word| self.words_of(at).contains(word)))
    }

    pub(super) fn owner(&self, at: usize) -> Vec<Party> {
        let before = at.checked_sub(1).and_then(|i| self.clauses.chunk(i));
        let owner = before.filter(|chunk| matches!(chunk.role, Role::Owner | Role::Between));
        owner.map_or_else(Vec::new, |chunk| self.whom(chunk))
    }

    /// Whom the clause names with 와, 과 or 간.
    pub(super) fn partners(&self, at: usize, governor: Option<usize>) -> Vec<Party> {
        let floor = governor.map_or(0, |governor| self.clauses.floor(governor));
        (floor..at)
            .rev()
            .filter(|&i| !self.mediates(i))
            .filter_map(|i| self.clauses.chunk(i))
            .filter(|chunk| matches!(chunk.role, Role::With | Role::Between))
            .find_map(|chunk| Some(self.whom(chunk)).filter(|p| !p.is_empty()))
            .unwrap_or_default()
    }

    /// "카타르와 튀르키예의 중재로": whether a phrase tells who only brings the others together.
    fn mediates(&self, at: usize) -> bool {
        let role = |i: usize| self.clauses.chunk(i).map(|chunk| chunk.role);
        let next = if role(at + 1) == Some(Role::Owner) { at + 2 } else { at + 1 };
        self.clauses.chunk(next).is_some_and(|chunk| chunk.offices && chunk.role == Role::Toward)
    }

    /// "북한, …": who opens a headline.
    pub(super) fn headline(&self, at: usize) -> Vec<Party> {
        (0..at)
            .filter_map(|i| self.clauses.chunk(i))
            .find(|chunk| {
                matches!(chunk.role, Role::Bare | Role::Subject | Role::Topic)
                    && !chunk.parties.is_empty()
            })
            .map_or_else(Vec::new, |chunk| chunk.parties.clone())
    }
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
