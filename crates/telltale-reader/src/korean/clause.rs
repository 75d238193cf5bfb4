//! Which noun phrases belong to which verb.

use super::verb::Link;
use super::words::{Chunk, Item, Party, Pred, Role};

/// The noun phrases and verbs of a sentence.
pub(crate) struct Clauses<'s, 'l> {
    pub items: &'s [Item<'l>],
}

/// How many clauses back a subject is looked for.
const BACK_MAX: usize = 8;

impl<'s, 'l> Clauses<'s, 'l> {
    pub(crate) fn pred(&self, at: usize) -> Option<&'s Pred<'l>> {
        match self.items.get(at) {
            Some(Item::Pred(pred)) => Some(pred),
            _ => None,
        }
    }

    pub(crate) fn chunk(&self, at: usize) -> Option<&'s Chunk<'l>> {
        match self.items.get(at) {
            Some(Item::Chunk(chunk)) => Some(chunk),
            _ => None,
        }
    }

    /// The verb of the clause before, past those that only describe a noun.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&i| self.pred(i).is_some_and(|pred| !pred.adnominal()))
    }

    /// The verb before of any kind.
    fn neighbour(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&i| self.pred(i).is_some())
    }

    /// The verb after, past those that only describe a noun.
    pub(crate) fn after(&self, at: usize) -> Option<usize> {
        (at + 1..self.items.len()).find(|&i| self.pred(i).is_some_and(|pred| !pred.adnominal()))
    }

    /// The next verb of any kind.
    pub(crate) fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.items.len()).find(|&i| self.pred(i).is_some())
    }

    /// The clause that a verb says, decides or intends.
    pub(crate) fn inner(&self, at: usize) -> Option<usize> {
        let before = self.before(at)?;
        let pred = self.pred(before).filter(|pred| pred.governed())?;
        // "…했다는 주장은 터무니없다고": the clause within tells.
        if pred.frames.is_empty()
            && let Some(deeper) = self.before(before)
            && self.pred(deeper).is_some_and(|pred| pred.governed() && !pred.frames.is_empty())
        {
            return Some(deeper);
        }
        Some(before)
    }

    /// Where a verb's own clause begins.
    pub(crate) fn floor(&self, at: usize) -> usize {
        let adnominal = self.pred(at).is_some_and(Pred::adnominal);
        let before = if adnominal { self.neighbour(at) } else { self.before(at) };
        before.map_or(0, |before| before + 1)
    }

    /// The phrases of a verb's own clause, the nearest first; those that belong to a description
    /// of a noun are left out.
    pub(crate) fn own(&self, at: usize) -> Vec<&'s Chunk<'l>> {
        let mut found = Vec::new();
        let mut described = false;
        // "카타르와 튀르키예의 중재로": those who only bring the others together.
        let mut between = false;
        for i in (self.floor(at)..at).rev() {
            match &self.items[i] {
                Item::Chunk(chunk) if chunk.offices && chunk.role == Role::Toward => between = true,
                Item::Chunk(chunk) if between && aside(chunk) => {}
                Item::Pred(_) => described = true,
                Item::Chunk(chunk) if described => {
                    if matches!(chunk.role, Role::Topic | Role::Subject | Role::Dative) {
                        found.push(chunk);
                    }
                }
                Item::Chunk(chunk) => {
                    between = false;
                    found.push(chunk);
                }
            }
        }
        found
    }

    /// The phrases before the clause that a verb governs: those of the verb itself.
    pub(crate) fn outside(&self, inner: usize) -> Vec<&'s Chunk<'l>> {
        let floor = self.floor(inner);
        (floor..inner).rev().filter_map(|i| self.chunk(i)).collect()
    }

    /// The subject of a verb.
    pub(crate) fn subject(&self, at: usize) -> Option<usize> {
        let said = self.pred(at).is_some_and(|pred| pred.form.link == Link::Quote);
        self.subject_at(at, 0, said)
    }

    /// `said`: the clause is what somebody says, whose topic is the speaker.
    fn subject_at(&self, at: usize, depth: usize, said: bool) -> Option<usize> {
        if depth > BACK_MAX {
            return None;
        }
        let pred = self.pred(at)?;
        if pred.adnominal() {
            return self.described(at);
        }
        let floor = self.floor(at);
        if let Some(own) = self.nearest(floor, at).filter(|&own| !self.within(own, at)) {
            // A topic holds for the clauses after its own too, a subject where there is none.
            let topic = (floor..own).rev().find(|&i| depth > 0 && !said && self.is(i, Role::Topic));
            return topic.or(Some(own));
        }
        // "… 데 반발해 북한은": whose clause it is comes after it.
        let about = |pred: &Pred<'_>| pred.frames.iter().any(|frame| frame.flags.outer.is_some());
        let follows = depth == 0 && pred.form.link == Link::Join && self.is(at + 1, Role::Topic);
        if follows && about(pred) && !(0..at).any(|i| self.is(i, Role::Topic)) {
            let quoted = self.before(at).and_then(|before| self.pred(before));
            if quoted.is_none_or(Pred::governed) {
                return Some(at + 1);
            }
        }
        let Some(before) = self.before(at) else {
            // "수입을 중단하겠다고 중국 정부가 밝혔다": who says it comes after what he says.
            return self.speaker(at).filter(|_| pred.governed());
        };
        let link = self.pred(before)?.form.link;
        match link {
            Link::Join if self.elder(before).is_some() => self.elder(before),
            // "그는 두 나라가 갈등을 접기로 합의했다고 알렸다": the topic is who tells it.
            Link::Decide | Link::Intend if said => {
                let own = self.nearest(self.floor(before), before);
                let held = own.filter(|&own| self.is(own, Role::Subject));
                held.or_else(|| self.outer_subject(before))
            }
            Link::Join | Link::Final | Link::Noun => {
                self.subject_at(before, depth + 1, said).filter(|_| link != Link::Final)
            }
            _ => self.outer_subject(before),
        }
    }

    /// "모여 국경이 만나는 지점을 정하는 조약을 맺었다": whether a subject is a thing in the description
    /// of a noun, while the clause before is on a par with this one.
    fn within(&self, own: usize, at: usize) -> bool {
        let nobody =
            self.chunk(own).is_some_and(|c| c.parties.is_empty() && !c.person && c.spoken == 0);
        let described = (own..at).any(|i| self.pred(i).is_some());
        let before = self.before(at).and_then(|before| self.pred(before));
        nobody && described && before.is_some_and(|pred| pred.form.link == Link::Join)
    }

    /// "두 정상이 대통령이 지켜보는 가운데 서명했다": of two subjects side by side the first is that of
    /// the verb after.
    fn elder(&self, at: usize) -> Option<usize> {
        let named = |i: usize| {
            self.is(i, Role::Subject)
                && self.chunk(i).is_some_and(|chunk| !chunk.parties.is_empty())
        };
        let floor = self.floor(at);
        let near = (floor..at).rev().find(|&i| self.is(i, Role::Subject)).filter(|&i| named(i))?;
        let first = (floor..near).find(|&i| named(i))?;
        let topic = (floor..at).any(|i| self.is(i, Role::Topic));
        (!topic && (first..near).all(|i| self.chunk(i).is_some())).then_some(first)
    }

    /// The subject of the verb after one, in its own clause.
    fn speaker(&self, at: usize) -> Option<usize> {
        let after = self.after(at)?;
        self.nearest(at + 1, after)
    }

    fn is(&self, at: usize, role: Role) -> bool {
        self.chunk(at).is_some_and(|chunk| chunk.role == role)
    }

    /// The subject within a stretch: the nearest, but not that of a description of a noun while
    /// another is left.
    fn nearest(&self, floor: usize, at: usize) -> Option<usize> {
        let mut kept = None;
        let mut topic = None;
        let mut described = false;
        for i in (floor..at).rev() {
            match &self.items[i] {
                Item::Pred(_) => described = true,
                Item::Chunk(chunk) => match chunk.role {
                    Role::Subject if !described => return Some(i),
                    Role::Subject => kept = kept.or(Some(i)),
                    Role::Topic => topic = topic.or(Some(i)),
                    _ => {}
                },
            }
        }
        // Of a topic and the subject of a description, the topic is the verb's.
        let earlier = (floor..kept.unwrap_or(floor))
            .find(|&i| self.chunk(i).is_some_and(|chunk| chunk.role == Role::Subject));
        topic.or(earlier).or(kept)
    }

    /// Who says or wills what a verb before says: the topic, or the first subject.
    fn outer_subject(&self, inner: usize) -> Option<usize> {
        let role = |i: usize| self.chunk(i).map(|chunk| chunk.role);
        let topic = (0..inner).rev().find(|&i| role(i) == Some(Role::Topic));
        let subject = |from: usize| (from..inner).find(|&i| role(i) == Some(Role::Subject));
        topic.or_else(|| subject(self.floor(inner))).or_else(|| subject(0))
    }

    /// The subject of a description: its own, unless the verb after it needs that one; else the
    /// noun that it describes.
    fn described(&self, at: usize) -> Option<usize> {
        let floor = self.floor(at);
        let own = (floor..at)
            .rev()
            .find(|&i| self.chunk(i).is_some_and(|chunk| chunk.role == Role::Subject));
        let noun = Some(at + 1).filter(|&i| self.chunk(i).is_some_and(|chunk| chunk.person));
        let lonely = own.is_some_and(|own| {
            !(0..own).any(|i| {
                self.chunk(i).is_some_and(|c| matches!(c.role, Role::Subject | Role::Topic))
            })
        });
        match (own, noun) {
            (Some(_), Some(noun)) if lonely => Some(noun),
            (Some(own), _) => Some(own),
            (None, Some(noun)) => Some(noun),
            (None, None) => self.outer_subject(at),
        }
    }

    /// The parties that one letter of a frame points to.
    pub(crate) fn slot(&self, letter: char, chunks: &[&Chunk<'l>]) -> Vec<Party> {
        let fits = |chunk: &Chunk<'l>| match letter {
            'a' => chunk.role == Role::About,
            'd' => chunk.role == Role::Dative,
            'o' => chunk.role == Role::Object && (chunk.person || chunk.hit.is_none()),
            'l' => chunk.role == Role::Toward,
            'w' => matches!(chunk.role, Role::With | Role::Between),
            'f' => matches!(chunk.role, Role::From),
            'p' => chunk.role == Role::Place,
            'g' => chunk.role == Role::Owner,
            'm' => {
                !chunk.person && !matches!(chunk.role, Role::Subject | Role::Topic | Role::Place)
            }
            _ => false,
        };
        let mut found: Vec<Party> = Vec::new();
        for chunk in chunks.iter().filter(|chunk| fits(chunk)) {
            for party in &chunk.parties {
                if !found.iter().any(|known| known.actor == party.actor) {
                    found.push(party.clone());
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        found
    }
}

/// Whether a phrase is one of those whose the noun after them is.
fn aside(chunk: &Chunk<'_>) -> bool {
    matches!(chunk.role, Role::Owner | Role::With)
}
