//! The cast of a text: who was spoken of, so that "he", "the minister" and "the North" are somebody.

mod both;
mod names;
mod owned;
mod people;
mod quoted;
mod regions;

use jiff::civil::Date;
use telltale_observation::{Actor, Period, Rank};

use crate::flow::Story;
use crate::gazetteer::Sort;
use crate::sighting::Span;
use crate::time::Time;
use crate::{Document, Language, Mention};

use both::both;
use names::{Learnt, words};

/// Who was spoken of so far, the latest last.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    /// The acting mentions of the sentences read so far, the latest last.
    seen: Vec<Mention>,
    /// The acting mentions of the last sentence that had any.
    before: Vec<Mention>,
    /// Whether that sentence is of this paragraph.
    before_is_near: bool,
    /// People whom the text introduces and the gazetteer does not know.
    learnt: Vec<Learnt>,
    /// Where the sentence before was, in the same paragraph.
    place: Option<Mention>,
    /// The last date of the paragraph so far.
    told: Option<Period>,
    /// The last past time of the paragraph, however long.
    time: Option<Period>,
    /// The trade that the text goes on about.
    story: Story,
}

/// Pronouns reach back a few sentences, never through a whole book.
const SEEN_MAX: usize = 256;

/// A sentence with more names is a list, or hostile: its pronouns are nobody's.
const NAMED_MAX: usize = 200;

impl Cast {
    /// The mentions of a sentence, with pronouns, titles and second mentions among them.
    pub(crate) fn resolve(
        &mut self,
        text: &str,
        sentence: Span,
        named: &[Mention],
        document: &Document,
    ) -> Vec<Mention> {
        let mut all = named.to_vec();
        if document.language != Language::English || (named.is_empty() && self.seen.is_empty()) {
            return all;
        }
        if named.len() > NAMED_MAX {
            return all;
        }
        owned::begin_another(text, &mut all);
        owned::give_back(text, &mut all);
        owned::of_the_union(text, sentence, &mut all);
        owned::of_the_federation(text, sentence, &mut all);
        names::learn(text, sentence, named, &mut self.learnt);
        let mut previous: Option<(Span, &str)> = None;
        let mut before_that = "";
        let mut all_words = words(text, sentence).peekable();
        while let Some((span, word)) = all_words.next() {
            let last = previous.map_or("", |(_, word)| word);
            if !named.iter().any(|mention| overlap(mention.span, span)) {
                let next = all_words.peek().map_or("", |&(_, next)| next);
                let together =
                    both(text, span, (word, next), (before_that, last), &all, &self.before);
                let found = together
                    .or_else(|| we(text, sentence, (span, word), named))
                    .or_else(|| self.someone(text, (span, word, next), (before_that, last), &all));
                all.extend(found);
            }
            before_that = last;
            previous = Some((span, word));
        }
        all.sort_by_key(|mention| mention.span);
        all
    }

    /// Whom a word stands for that is no name.
    fn someone(
        &self,
        text: &str,
        (span, word, next): (Span, &str, &str),
        before: (&str, &str),
        sentence: &[Mention],
    ) -> Option<Mention> {
        let earlier = || sentence.iter().filter(|mention| mention.span.1 <= span.0);
        let found = match word {
            "he" | "He" | "she" | "She" | "his" | "His" | "her" | "Her" | "him" => {
                let word = (span, word, next);
                return people::somebody(text, word, sentence, &self.before, &self.seen);
            }
            "It" if is_cleft(text, span) => return None,
            "it" | "its" | "Its" | "It" | "they" | "They" | "their" | "Their" => {
                let acts = |mention: &&Mention| mention.sort.acts() && mention.actors.len() == 1;
                // "X's president threatened Y because it …": no person is "it".
                let thing = |mention: &&Mention| {
                    acts(mention)
                        && !matches!(mention.sort, Sort::Person | Sort::Adjective | Sort::People)
                };
                let it = matches!(word, "it" | "It" | "its" | "Its");
                let named = || if it { earlier().find(thing) } else { None };
                named()
                    .or_else(|| earlier().find(acts))
                    .or_else(|| self.before.iter().filter(acts).find(|name| !opens(text, name)))
                    .or_else(|| self.before.iter().find(acts))
            }
            "them" if !THINGS.contains(&before.1) => return self.them(text, span, sentence),
            "number" if before.1 == "opposite" => {
                return self.vis_a_vis(text, (span, "counterpart"), before.0, sentence);
            }
            "there" => return self.at_that_place(text, (span, next), before.1, sentence),
            // "a base in X, whose government …"
            "whose" => earlier().next_back().filter(|mention| mention.span.1 + 2 >= span.0),
            "neighbour" | "neighbor" | "rival" | "ally" | "foe" | "enemy" | "adversary"
            | "archenemy" | "arch-foe" | "arch-rival" | "nemesis" => {
                let next_door = self.next_door(text, span, before, sentence);
                return next_door.or_else(|| self.described((span, word), before, sentence));
            }
            "counterpart" | "counterparts" | "guest" | "host" | "guests" | "hosts" | "visitor"
            | "visitors" | "interlocutor" | "interlocutors" => {
                return self.vis_a_vis(text, (span, word), before.1, sentence);
            }
            _ if regions::is_kind(word) && !before.1.is_empty() => {
                let described = self.described((span, word), before, sentence);
                let known = matches!(before.1, "the" | "The") && ITSELF.contains(&word);
                return described.or_else(|| self.itself(span, sentence).filter(|_| known));
            }
            "ministry" => return self.ministry(text, span, before, sentence),
            _ if matches!(before.1, "the" | "The")
                && ITSELF.contains(&word)
                && !named_behind(text, span) =>
            {
                return self.itself(span, sentence);
            }
            "Korean" | "Koreans" if !matches!(next, "Peninsula" | "peninsula" | "War") => {
                return self.of_the_south(span, word, sentence);
            }
            "North" | "South" if matches!(before.1, "the" | "The") => {
                return self.half_of_korea(span, word, sentence);
            }
            _ => {
                if let Some(known) = self.learnt.iter().rev().find(|known| known.name == word) {
                    return Some(mention(span, known.actor, known.rank));
                }
                return self.titled(text, (span, word), before, sentence);
            }
        }?;
        Some(Mention { span, sort: Sort::Person, ..found.clone() })
    }

    /// "his counterpart", "their guest": the last person spoken of who is of another state.
    fn vis_a_vis(
        &self,
        text: &str,
        (span, word): (Span, &str),
        before: &str,
        sentence: &[Mention],
    ) -> Option<Mention> {
        if matches!(before, "the" | "The") && !word.starts_with("counterpart") {
            return self.of_the_visit(text, span, word, sentence);
        }
        let owned = ["his", "her", "their", "its"];
        if !owned.iter().any(|own| before.eq_ignore_ascii_case(own)) {
            return None;
        }
        let last = sentence.iter().rev().find(|mention| mention.span.1 < span.0)?;
        let owner = last.actor()?;
        let other = |mention: &&Mention| {
            mention.sort == Sort::Person && mention.actor().is_some_and(|actor| actor != owner)
        };
        let earlier = sentence.iter().rev().filter(|mention| mention.span.1 < span.0);
        let near = earlier.chain(self.before.iter().rev());
        // "He flew to X. He promised his hosts …": those of X, if nobody of another state is named.
        let found = near.chain(self.seen.iter().rev()).find(other);
        let (found, actor) = match found {
            Some(found) => (found, found.actor()?),
            None => self.counterpart(owner)?,
        };
        Some(Mention { span, actors: vec![actor], sort: Sort::Person, ..found.clone() })
    }

    /// "X's tanks rolled in, and Y's jets bombed them": those of another state than the one who acts.
    fn them(&self, text: &str, span: Span, sentence: &[Mention]) -> Option<Mention> {
        let earlier: Vec<&Mention> =
            sentence.iter().filter(|name| name.span.1 <= span.0 && name.sort.acts()).collect();
        let doer = people::doer_before(text, &earlier, span)?;
        let other = |name: &&Mention| {
            matches!(name.sort, Sort::Adjective | Sort::People) && name.actor() != Some(doer)
        };
        let near = self.before.iter().filter(|_| self.before_is_near);
        let found = earlier.iter().rev().copied().find(other).or_else(|| near.rev().find(other))?;
        Some(Mention { span, sort: Sort::People, ..found.clone() })
    }

    /// "He flew there", "opened an embassy there": the last place that was named as one.
    fn at_that_place(
        &self,
        text: &str,
        (span, next): (Span, &str),
        last: &str,
        sentence: &[Mention],
    ) -> Option<Mention> {
        const BEING: &[&str] = &[
            "is", "are", "was", "were", "has", "have", "had", "will", "would", "may", "might",
            "could", "can", "should", "must", "remains", "remain", "seems", "appears", "be",
            "been",
        ];
        if BEING.contains(&next) || matches!(last, "out" | "over" | "" | "that" | "said" | "if") {
            return None;
        }
        let before = sentence.iter().filter(|name| name.span.1 <= span.0);
        let here = before.rev().find(|name| is_place(text, name));
        let earlier: Vec<&Mention> =
            sentence.iter().filter(|name| name.span.1 <= span.0 && name.sort.acts()).collect();
        // "X got tents from Y, and Z's crews saved villagers there": in X.
        let doer = earlier.last().and_then(|name| name.actor());
        let whose = earlier.iter().copied().find(|name| {
            matches!(name.sort, Sort::State | Sort::Capital | Sort::Seat) && name.actor() != doer
        });
        let before = || self.place.as_ref().filter(|_| self.before_is_near);
        let found = here.or(whose).or_else(before)?;
        Some(Mention { span, ..found.clone() })
    }

    /// "the foreign ministry" of the state that acts in the sentence.
    fn ministry(
        &self,
        text: &str,
        span: Span,
        before: (&str, &str),
        sentence: &[Mention],
    ) -> Option<Mention> {
        let the = |word: &str| matches!(word, "the" | "The");
        let elsewhere = || {
            let rest = text[span.1..].trim_start();
            ["in ", "of ", "'", "’"].iter().any(|word| rest.starts_with(word))
        };
        let titled = the(before.0) && MINISTRIES.contains(&before.1) || the(before.1);
        if !titled || elsewhere() {
            return None;
        }
        let mut earlier = sentence.iter().filter(|name| name.span.1 <= span.0 && name.sort.acts());
        let found = match earlier.next() {
            Some(first) if first.actors.len() == 1 => first.clone(),
            Some(_) => return None,
            None => self.itself(span, sentence)?,
        };
        Some(Mention { span, sort: Sort::State, rank: None, ..found })
    }

    /// "The visitor", "the host": of the two whose visit the sentence before told of.
    fn of_the_visit(
        &self,
        text: &str,
        span: Span,
        word: &str,
        sentence: &[Mention],
    ) -> Option<Mention> {
        if !self.before_is_near || word.starts_with("interlocutor") {
            return None;
        }
        let doer = sentence.iter().find(|name| name.span.1 <= span.0 && name.sort.acts());
        let doer = doer.and_then(Mention::actor);
        let host = word.starts_with("host");
        let (found, actor) = people::at_the_visit(text, host, doer, &self.before)?;
        Some(Mention { span, sort: Sort::Person, actors: vec![actor], ..found.clone() })
    }

    /// "the Central Asian country", "the island nation", "the tiny kingdom".
    fn described(
        &self,
        (span, kind): (Span, &str),
        before: (&str, &str),
        sentence: &[Mention],
    ) -> Option<Mention> {
        let near: &[Mention] = if self.before_is_near { &self.before } else { &[] };
        let earlier: Vec<Mention> =
            sentence.iter().filter(|name| name.span.1 <= span.0).cloned().collect();
        if let Some((found, actor)) = regions::named(kind, before, [&earlier, near, &self.seen]) {
            return Some(Mention {
                span,
                sort: Sort::State,
                rank: None,
                actors: vec![actor],
                ..found
            });
        }
        let plain = matches!(before.0, "the" | "The") && SIZES.contains(&before.1);
        if plain { self.itself(span, sentence) } else { None }
    }

    /// "its neighbour", "its northern rival": the one other state spoken of.
    fn next_door(
        &self,
        text: &str,
        span: Span,
        before: (&str, &str),
        sentence: &[Mention],
    ) -> Option<Mention> {
        let its = |word: &str| matches!(word, "its" | "their" | "Its");
        if !(its(before.1) || its(before.0)) {
            return None;
        }
        let owner = sentence.iter().rev().find(|name| its_own(name, span))?.actor()?;
        let (mut others, mut other) = (Vec::new(), None);
        // Whom the sentence before spoke of is nearer than whom this one names further on, but for
        // "its neighbour Benin".
        let known = self.counterpart(owner).is_some();
        let near = |name: &Mention| {
            let between = text.get(span.1..name.span.0);
            between.is_none_or(|between| matches!(between, " " | ", "))
        };
        for name in sentence.iter().filter(|name| name.sort.acts() && (near(name) || !known)) {
            for &actor in name.actors.iter().filter(|&&actor| actor != owner) {
                if !others.contains(&actor) {
                    others.push(actor);
                    other = Some((name, actor));
                }
            }
        }
        let (name, actor) = match &others[..] {
            [] => self.counterpart(owner)?,
            [_] => other?,
            _ => return None,
        };
        Some(Mention { span, sort: Sort::State, actors: vec![actor], ..name.clone() })
    }

    /// "the country", "the army": of the one state that the sentence, or the one before it, has
    /// named so far.
    fn itself(&self, span: Span, sentence: &[Mention]) -> Option<Mention> {
        let one = |names: &mut dyn Iterator<Item = &Mention>| {
            let mut found: Option<Mention> = None;
            for name in names.filter(|name| name.sort.acts()) {
                let known = found.as_ref().is_none_or(|known| known.actors == name.actors);
                if !known || name.actors.len() != 1 {
                    return None;
                }
                found = Some(name.clone());
            }
            found
        };
        let mut earlier = sentence.iter().filter(|name| name.span.1 <= span.0).peekable();
        let found = if earlier.peek().is_some() {
            one(&mut earlier)
        } else {
            one(&mut self.before.iter().filter(|_| self.before_is_near))
        }?;
        Some(Mention { span, sort: Sort::State, rank: None, ..found })
    }

    /// "the North" is North Korea where the text speaks of Korea.
    fn half_of_korea(&self, span: Span, word: &str, sentence: &[Mention]) -> Option<Mention> {
        let north = Actor::parse("PRK").ok()?;
        let south = Actor::parse("KOR").ok()?;
        let korean =
            |mention: &Mention| mention.actors.contains(&north) || mention.actors.contains(&south);
        let spoken_of = sentence.iter().any(korean) || self.seen.iter().any(korean);
        let actor = if word == "North" { north } else { south };
        let mut found = mention(span, actor, None);
        found.sort = Sort::State;
        spoken_of.then_some(found)
    }

    /// "Korean cars" are South Korean where the text speaks of the South, and the sentence not of the
    /// North.
    fn of_the_south(&self, span: Span, word: &str, sentence: &[Mention]) -> Option<Mention> {
        let north = Actor::parse("PRK").ok()?;
        let south = Actor::parse("KOR").ok()?;
        let names = |actor| move |mention: &Mention| mention.actors.contains(&actor);
        let spoken_of = sentence.iter().any(names(south)) || self.before().iter().any(names(south));
        let other = sentence.iter().any(names(north)) || self.before().iter().any(names(north));
        let mut found = mention(span, south, None);
        found.sort = if word == "Korean" { Sort::Adjective } else { Sort::People };
        (spoken_of && !other).then_some(found)
    }

    /// "the president", "the foreign minister": the last person spoken of who holds that office.
    fn titled(
        &self,
        text: &str,
        (span, word): (Span, &str),
        before: (&str, &str),
        sentence: &[Mention],
    ) -> Option<Mention> {
        let offices: &[&str] = match (word, before.1) {
            ("president", _) => &["head_of_state"],
            ("leader", _) => &["head_of_state", "supreme_leader", "party_leader", "rebel_leader"],
            ("premier", _) | ("minister", "prime") => &["head_of_government"],
            ("minister", "foreign") => &["foreign_minister"],
            ("minister", "defence" | "defense") => &["defence_minister"],
            ("minister", "the" | "The") => {
                &["foreign_minister", "defence_minister", "other_minister"]
            }
            ("king" | "queen" | "monarch" | "emir" | "sultan", _) => &["monarch"],
            ("ambassador", _) => &["ambassador"],
            ("envoy", _) => &["envoy", "ambassador"],
            ("spokesman" | "spokeswoman" | "spokesperson", _) => &["spokesperson"],
            _ if people::alike(word).len() > 1 => &[],
            _ => return None,
        };
        let the = |word: &str| matches!(word, "the" | "The");
        if !(the(before.1) || the(before.0)) {
            return None;
        }
        // "the Ukrainian leader" is no other state's.
        let owner = sentence.iter().find(|name| name.span.1 + 1 == span.0);
        let own = |name: &Mention| owner.is_none_or(|owner| owner.actors == name.actors);
        let holds = |name: &&Mention| offices.contains(&name.office) && own(name);
        if let Some(found) = self.seen.iter().rev().find(holds) {
            return Some(Mention { span, ..found.clone() });
        }
        // "X received Y's ambassador. The envoy …": whoever was named by such an office only.
        let near = self.before.iter().filter(|_| self.before_is_near && the(before.1));
        let held = |name: &&Mention| {
            let title = people::title(text, name);
            title.is_some_and(|title| people::alike(word).contains(&title))
        };
        if let Some(found) = near.clone().find(held) {
            return Some(Mention { span, sort: Sort::Person, ..found.clone() });
        }
        // "The king received him": of the one monarchy that is spoken of.
        let crowned = matches!(word, "king" | "queen" | "monarch" | "emir" | "sultan");
        if !(crowned && the(before.1)) {
            return None;
        }
        let near = if self.before_is_near { &self.before[..] } else { &[] };
        let (found, actor) = regions::named("monarchy", ("", "the"), [sentence, near, &self.seen])?;
        let rank = Some(Rank::Leader);
        Some(Mention { span, sort: Sort::Person, actors: vec![actor], rank, ..found })
    }

    /// The trade that the text goes on about.
    pub(crate) fn story(&self) -> &Story {
        &self.story
    }

    /// Keeps of what trade the text has told with a sentence.
    pub(crate) fn goes_on(&mut self, story: Story) {
        self.story = story;
    }

    /// When the paragraph is, for a sentence in it that gives no date.
    pub(crate) fn day_of_paragraph(&self) -> Option<Period> {
        self.told
    }

    /// The last past time that the paragraph names, be it a year.
    pub(crate) fn time_of_paragraph(&self) -> Option<Period> {
        self.time
    }

    /// Keeps the first past date of a sentence for those after it in the paragraph; a new paragraph
    /// starts without one.
    pub(crate) fn date(&mut self, new_paragraph: bool, times: &[Time], published: Date) {
        if new_paragraph {
            self.place = None;
            self.before_is_near = false;
            self.told = None;
            self.time = None;
        }
        let past = times
            .iter()
            .filter(|time| time.is_dated() && time.relative.is_none() && time.end <= published);
        let period = |time: &Time| Period::new(time.start, time.end).ok();
        self.time = past.clone().next().and_then(period).or(self.time);
        let narrow = |time: &&Time| (time.end - time.start).get_days() <= 92;
        let first = { past }.find(narrow);
        self.told = first.and_then(period).or(self.told);
    }

    /// Keeps the mentions of a sentence for those after it.
    pub(crate) fn remember(&mut self, text: &str, mentions: &[Mention]) {
        let mut acting: Vec<Mention> = Vec::new();
        for mention in mentions.iter().filter(|mention| mention.sort.acts()) {
            acting.push(mention.clone());
            // "Japan's foreign minister" may be "she" in the next sentence.
            if people::holds_office(text, mention) {
                acting.push(Mention { sort: Sort::Person, ..mention.clone() });
            }
        }
        let place = mentions.iter().rev().find(|mention| is_place(text, mention));
        self.place = place.cloned().or(self.place.take());
        if acting.is_empty() {
            return;
        }
        self.seen.extend(acting.iter().cloned());
        if self.seen.len() > SEEN_MAX {
            self.seen.drain(..SEEN_MAX / 2);
        }
        self.before = acting;
        self.before_is_near = true;
    }

    /// Whether the sentence before, in the same paragraph, names somebody else.
    pub(crate) fn speaks_of_another(&self, actor: Actor) -> bool {
        self.before_is_near
            && self.before.iter().any(|mention| mention.actors.iter().any(|&other| other != actor))
    }

    /// The one other actor of the sentence before, in the same paragraph: whom a demand or a reply
    /// that names nobody is meant for.
    pub(crate) fn counterpart(&self, actor: Actor) -> Option<(&Mention, Actor)> {
        let mut found: Option<(&Mention, Actor)> = None;
        for mention in self.before.iter().filter(|_| self.before_is_near) {
            for &other in mention.actors.iter().filter(|&&other| other != actor) {
                if found.is_some_and(|(_, known)| known != other) {
                    return None;
                }
                found = Some((mention, other));
            }
        }
        found
    }

    /// Who acts in the sentence before, in the same paragraph.
    pub(crate) fn before(&self) -> &[Mention] {
        if self.before_is_near { &self.before } else { &[] }
    }

    /// The two of whom a sentence speaks as a pair: those that it names, or that the one before does.
    pub(crate) fn pair(&self, here: &[Mention]) -> Option<[Actor; 2]> {
        let two = |mentions: &[Mention]| {
            let mut found: Vec<Actor> = Vec::new();
            for &actor in mentions.iter().flat_map(|mention| &mention.actors) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
            found.try_into().ok()
        };
        two(here).or_else(|| two(self.before()))
    }

    /// The actors of the sentences so far, the latest first, each once.
    pub(crate) fn actors(&self) -> Vec<Actor> {
        let mut found: Vec<Actor> = Vec::new();
        for mention in self.seen.iter().rev() {
            for &actor in &mention.actors {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
        }
        found
    }
}

/// What a state is called that was named before.
const ITSELF: &[&str] = &[
    "country",
    "nation",
    "kingdom",
    "republic",
    "emirate",
    "sultanate",
    "government",
    "army",
    "military",
    "navy",
    "junta",
    "regime",
    "authorities",
];

/// Words before "them" behind which things are meant, or only some of them.
const THINGS: &[&str] = &[
    "of",
    "on",
    "to",
    "for",
    "with",
    "from",
    "about",
    "in",
    "by",
    "ordered",
    "bought",
    "sold",
    "sent",
    "shipped",
    "imported",
    "fired",
    "brought",
    "delivered",
    "handed",
    "returned",
    "needed",
    "supplied",
    "used",
    "signed",
    "approved",
    "made",
    "took",
    "built",
    "gave",
    "put",
    "at",
    "lifted",
    "called",
];

/// What a ministry may be of.
const MINISTRIES: &[&str] = &[
    "foreign",
    "defence",
    "defense",
    "trade",
    "commerce",
    "interior",
    "finance",
    "unification",
    "health",
    "culture",
    "transport",
    "economy",
    "agriculture",
    "energy",
];

/// Whether a name is of a place where something is, or whither somebody goes.
fn is_place(text: &str, mention: &Mention) -> bool {
    const WHERE: &[&str] = &["in", "to", "at", "into", "near", "of", "on", "visited"];
    if !matches!(mention.sort, Sort::Place | Sort::Capital | Sort::State | Sort::Seat) {
        return false;
    }
    let before = text[..mention.span.0].trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    let word = before.rsplit([' ', '\n']).next().unwrap_or_default();
    let owns = text[mention.span.1..].starts_with(['\'', '’']);
    !owns && WHERE.iter().any(|place| place.eq_ignore_ascii_case(word))
}

/// What is said of a state beside what it is.
const SIZES: &[&str] = &[
    "small",
    "tiny",
    "large",
    "vast",
    "little",
    "poor",
    "impoverished",
    "poorest",
    "rich",
    "wealthy",
    "oil-rich",
    "gas-rich",
    "cash-strapped",
    "debt-ridden",
    "war-torn",
    "flood-hit",
    "quake-hit",
    "drought-hit",
    "storm-battered",
    "mountainous",
    "mainly-Muslim",
    "Muslim",
    "Buddhist",
    "Catholic",
    "self-ruled",
    "democratic",
    "young",
    "populous",
    "nuclear-armed",
    "military-ruled",
    "junta-ruled",
    "ex-Soviet",
    "former",
    "whole",
];

/// Whether a name stands in what opens its sentence: "In a letter to X, Y protested …".
fn opens(text: &str, name: &Mention) -> bool {
    const OPENINGS: &[&str] =
        &["In", "At", "On", "During", "After", "From", "With", "Before", "Under", "Despite"];
    let before = text.get(..name.span.0).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b'.' | b'\n');
    let back = before.bytes().rev().take(OPENING_MAX).position(|byte| ends(&byte));
    let start = back.map_or(before.len().saturating_sub(OPENING_MAX), |back| before.len() - back);
    let opening = before.get(start..).unwrap_or_default().trim_start();
    let first = opening.split(' ').next().unwrap_or_default();
    let behind = text.get(name.span.1..).unwrap_or_default();
    let comma = behind.bytes().take(OPENING_MAX).find(|byte| matches!(byte, b',' | b'.' | b'\n'));
    OPENINGS.contains(&first) && !opening.contains(", ") && comma == Some(b',')
}

/// How far the beginning of a sentence is looked for, in bytes.
const OPENING_MAX: usize = 200;

/// Whom "we" stands for, in quotation marks.
fn we(
    text: &str,
    sentence: Span,
    (span, word): (Span, &str),
    named: &[Mention],
) -> Option<Mention> {
    if !matches!(word, "we" | "We" | "our" | "Our" | "us") {
        return None;
    }
    let speaker = quoted::speaker(text, sentence, span, named)?;
    Some(Mention { span, ..speaker.clone() })
}

/// Whether a name behind a word says whose it is: "the government in Lima".
fn named_behind(text: &str, span: Span) -> bool {
    let rest = &text[span.1..];
    let rest = [" in ", " of "].into_iter().find_map(|word| rest.strip_prefix(word));
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// "It was X that expelled them": this "it" stands for nobody.
fn is_cleft(text: &str, it: Span) -> bool {
    let rest = text.get(it.1..).unwrap_or_default();
    let Some(rest) = rest.strip_prefix(" was ").or_else(|| rest.strip_prefix(" is ")) else {
        return false;
    };
    let name = ["not ", "only ", "the "]
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let mut words = rest.split(' ').take(CLEFT_MAX).take_while(|word| !word.contains(['.', ';']));
    name.starts_with(char::is_uppercase) && words.any(|word| matches!(word, "that" | "who"))
}

/// How many words may stand before the "that" of a cleft sentence.
const CLEFT_MAX: usize = 8;

/// Whether a mention is the word "its" right before another word, or before the one before it.
fn its_own(mention: &Mention, span: Span) -> bool {
    mention.span.1 <= span.0 && span.0 - mention.span.1 <= 16
}

fn mention(span: Span, actor: Actor, rank: Option<Rank>) -> Mention {
    Mention { span, sort: Sort::Person, actors: vec![actor], rank, office: "", person: 0 }
}

fn overlap(a: Span, b: Span) -> bool {
    a.0 < b.1 && b.0 < a.1
}
