//! What an English sentence says of the time to come: conditions, expectations, dates to wait for.

use telltale_observation::{Actor, Kind, Period};

use super::mood;
use super::party::parties;
use super::roles;
use super::tree::Tree;
use crate::outlook::words::{about, awaited_en, direction, speaks_of_figures};
use crate::outlook::{Coming, Condition, Expectation, Outlook};
use crate::parse::{Dep, Tag};
use crate::reader::Scene;
use crate::sighting::{Sighting, Span};
use crate::time::{self, Open, Time};

/// Words without which a sentence has no condition and tells no expectation.
const HINTS: &[&str] =
    &["if", "unless", "once", "only", "provided", "providing", "long", "should", "were"];

/// Verbs and nouns of expectation begin so.
const EXPECTING: &[&str] =
    &["expect", "forecast", "predict", "project", "anticipat", "foresee", "foresaw"];

/// Whether a sentence is worth parsing for what lies ahead.
pub(super) fn hints(scene: &Scene<'_>) -> bool {
    let dated = !scene.times.is_empty();
    scene.words().split(|letter: char| !letter.is_alphabetic()).any(|word| {
        let low = word.to_ascii_lowercase();
        HINTS.contains(&low.as_str())
            || EXPECTING.iter().any(|stem| low.starts_with(stem))
            || (dated && awaited_en(low.strip_suffix('s').unwrap_or(&low)).is_some())
    })
}

/// Adds what a parsed sentence says of the time to come.
pub(super) fn read(tree: &Tree<'_>, scene: &Scene<'_>, told: &[Sighting], out: &mut Outlook) {
    let sentence = Ahead { tree, scene };
    sentence.conditions(out);
    for token in 0..tree.len() {
        sentence.expectation(token, told, out);
    }
    sentence.calendar(out);
}

struct Ahead<'s, 't> {
    tree: &'s Tree<'t>,
    scene: &'s Scene<'t>,
}

/// Verbs that tell what somebody says.
const SAYING: &[&str] = &[
    "say", "warn", "tell", "add", "announce", "declare", "vow", "pledge", "promise", "state",
    "insist", "report", "note", "caution", "argue", "believe", "think", "suggest", "hint",
];

const MODALS: &[&str] =
    &["may", "might", "can", "could", "will", "would", "'ll", "shall", "cannot", "should"];

impl Ahead<'_, '_> {
    fn low(&self, token: usize) -> String {
        self.tree.word(token).to_ascii_lowercase()
    }

    /// Which words hang on a word, itself among them.
    fn below(&self, top: usize) -> Vec<bool> {
        let mut inside = vec![false; self.tree.len()];
        let mut open = vec![top];
        while let Some(token) = open.pop() {
            if !std::mem::replace(&mut inside[token], true) {
                open.extend(self.tree.children(token));
            }
        }
        inside
    }

    /// The bytes from a word to another, marks at the ends left out; `None` if nothing is left.
    fn bytes(&self, mut first: usize, mut last: usize) -> Option<Span> {
        let mark = |token: usize| self.tree.tag(token) == Tag::Punct;
        while first < last && (mark(first) || self.opens(first)) {
            first += 1;
        }
        while last > first && mark(last) {
            last -= 1;
        }
        (last > first || !mark(first))
            .then(|| (self.tree.tokens[first].0, self.tree.tokens[last].1))
    }

    /// Words that join a clause and are no part of it.
    fn opens(&self, token: usize) -> bool {
        matches!(self.low(token).as_str(), "that" | "and" | "but" | "yet" | "so" | "then")
    }

    /// The last word of the stretch of words that hang together, from `first` on.
    fn run_end(&self, inside: &[bool], first: usize) -> usize {
        let mut last = first;
        while last + 1 < inside.len() && inside[last + 1] {
            last += 1;
        }
        last
    }

    fn has_modal(&self, from: usize, to: usize) -> bool {
        (from..to).any(|token| MODALS.contains(&self.low(token).as_str()))
    }

    fn conditions(&self, out: &mut Outlook) {
        if !self.scene.mentions.iter().any(|mention| mention.sort.acts()) {
            return;
        }
        let before = out.conditions.len();
        for verb in 0..self.tree.len() {
            for clause in mood::conditions(self.tree, verb).take(4) {
                self.condition(verb, clause, out);
            }
        }
        if out.conditions.len() == before {
            self.inverted(out);
        }
    }

    /// "B if A", "if A, B", by the tree.
    fn condition(&self, verb: usize, clause: usize, out: &mut Outlook) {
        let Some(mark) = mood::opener(self.tree, clause) else { return };
        let only = mark.checked_sub(1).is_some_and(|before| self.low(before) == "only");
        let long = self.low(mark) == "as";
        let first = if only || long { mark.saturating_sub(1 + usize::from(long)) } else { mark };
        let inside = self.below(clause);
        let last = self.run_end(&inside, mark);
        let main = self.main(verb, clause, first);
        if main >= first && main <= last {
            return;
        }
        let whole = self.below(main);
        let outside = |token: usize| whole[token] && !(first..=last).contains(&token);
        let (mut from, mut to) = (main, main);
        while from > 0 && outside(from - 1) {
            from -= 1;
        }
        while to + 1 < whole.len() && outside(to + 1) {
            to += 1;
        }
        self.put((first, last, mark), (from, to), out);
    }

    /// The verb that the condition is one of: what is said, where the tree hangs it on the saying.
    fn main(&self, verb: usize, clause: usize, first: usize) -> usize {
        let tree = self.tree;
        let mut main = verb;
        while SAYING.contains(&tree.lemmas[main].as_ref()) {
            let said = tree.having(main, &[Dep::Comp]).find(|&said| said != clause);
            match said.filter(|&said| said < first || first < main) {
                Some(said) => main = said,
                None => break,
            }
        }
        main
    }

    /// "Should A, B", "Were A to …, B", and "Only when A might B" where the tree is lost.
    fn inverted(&self, out: &mut Outlook) {
        let tree = self.tree;
        let first = (0..tree.len()).find(|&token| tree.tag(token) != Tag::Punct).unwrap_or(0);
        let count = tree.len();
        let opens = |token: usize| match self.low(token).as_str() {
            "should" | "were" => token + 3 < count,
            "only" => matches!(self.low(token + 1).as_str(), "when" | "if" | "after" | "once"),
            _ => false,
        };
        if first + 3 >= count || !opens(first) || tree.word(count - 1) == "?" {
            return;
        }
        let modal = |token: usize| MODALS.contains(&self.low(token).as_str());
        let end = if self.low(first) == "only" {
            (first + 3..count).find(|&token| modal(token))
        } else {
            (first + 3..count)
                .find(|&token| tree.word(token) == "," && self.has_modal(token, count))
        };
        if let Some(end) = end {
            self.put((first, end - 1, first), (end, count - 1), out);
        }
    }

    fn put(
        &self,
        (first, last, mark): (usize, usize, usize),
        (from, to): (usize, usize),
        out: &mut Outlook,
    ) {
        let (Some(condition), Some(mut consequence)) =
            (self.bytes(first, last), self.bytes(from, to))
        else {
            return;
        };
        let text = self.scene.text;
        consequence.1 = consequence.0 + without_speaker(&text[consequence.0..consequence.1]).len();
        let then = &text[consequence.0..consequence.1];
        // What would have been is no condition of what may come.
        let past = ["would have ", "could have ", "might have "].iter().any(|w| then.contains(w));
        if past || !then.contains(' ') {
            return;
        }
        out.conditions.push(Condition {
            condition,
            consequence,
            necessary: self.low(first) == "only",
            negated: self.low(mark) == "unless",
            of: about(self.scene, condition),
            then: about(self.scene, consequence),
            span: self.scene.span,
        });
    }

    /// "A expects B to …", "B is expected to …", "a forecast of …".
    fn expectation(&self, token: usize, told: &[Sighting], out: &mut Outlook) {
        let tree = self.tree;
        let lemma = tree.lemmas[token].to_ascii_lowercase();
        let expects = EXPECTING.iter().any(|stem| lemma.starts_with(stem));
        let last = self.run_end(&self.below(token), token);
        let found = match tree.tag(token) {
            Tag::Verb if expects => self.expected(token, last),
            Tag::Noun if expects && tree.dep(token) != Dep::Compound => self.forecast(token, last),
            _ => None,
        };
        let Some((who, what)) = found else { return };
        let told_of = self.trade(what, told);
        let of = about(self.scene, what);
        let own = (of.actors.first().copied(), of.actors.get(1).copied());
        let (actor, target, channel) = told_of.unwrap_or((own.0, own.1, None));
        let (direction, comparison) = direction(self.scene.text, what).unzip();
        out.expectations.push(Expectation {
            who,
            said: self.said(what),
            what,
            actor,
            target,
            channel: channel.or(of.channels.first().copied()),
            period: self.period(what, channel.is_some()),
            direction,
            comparison,
            span: self.scene.span,
        });
    }

    fn expected(&self, verb: usize, last: usize) -> Option<(Option<Span>, Span)> {
        let tree = self.tree;
        let before = verb.checked_sub(1).map_or(String::new(), |before| self.low(before));
        let had = tree.having(verb, &[Dep::Aux]).any(|aux| self.low(aux) == "had");
        if matches!(before.as_str(), "than" | "as") || had || tree.child(verb, Dep::Neg).is_some() {
            return None;
        }
        let content = |token: usize| tree.having(token, &[Dep::Comp, Dep::XComp, Dep::Obj]).next();
        if roles::passive(tree, verb) {
            content(verb)?;
            let subject = tree.child(verb, Dep::SubjPass)?;
            let inside = self.below(subject);
            let first = inside.iter().position(|&inside| inside)?;
            let who = tree.having(verb, &[Dep::Agent]).find_map(|by| tree.child(by, Dep::PObj));
            let end =
                tree.child(verb, Dep::Agent).map_or(last, |by| by.saturating_sub(1)).max(verb);
            return Some((who.and_then(|who| self.phrase(who)), self.bytes(first, end)?));
        }
        let subject = tree.child(verb, Dep::Subj)?;
        content(verb)?;
        Some((self.phrase(subject), self.bytes(verb + 1, last.max(verb + 1).min(tree.len() - 1))?))
    }

    fn forecast(&self, noun: usize, last: usize) -> Option<(Option<Span>, Span)> {
        let tree = self.tree;
        let content = tree.having(noun, &[Dep::Prep, Dep::Comp, Dep::Acl]).next()?;
        if content <= noun || matches!(self.low(content).as_str(), "by" | "from" | "in" | "on") {
            return None;
        }
        let plain = matches!(tree.lemmas[noun].as_ref(), "expectation" | "forecast" | "prediction");
        let who = tree.child(noun, Dep::Poss).and_then(|owner| self.phrase(owner));
        plain.then_some((who, self.bytes(noun + 1, last)?))
    }

    /// The words of a noun phrase.
    fn phrase(&self, head: usize) -> Option<Span> {
        let inside = self.below(head);
        let first = inside.iter().position(|&inside| inside)?;
        let last = inside.iter().rposition(|&inside| inside)?;
        self.bytes(first, last.min(head + 12))
    }

    /// The trade that "the figures" are of: that of the last amount between two.
    fn trade(&self, what: Span, told: &[Sighting]) -> Option<Told> {
        let of = about(self.scene, what);
        let trade = of.channels.iter().any(|channel| channel.is_trade());
        if !(trade || speaks_of_figures(self.scene.text, what)) {
            return None;
        }
        let flow = told.iter().rev().take(16).find(|seen| {
            let between = [seen.actor, seen.target];
            seen.kind == Kind::Flow
                && seen.channel.is_trade()
                && of.may_be_of(seen.channel)
                && of.actors.iter().all(|actor| between.contains(&Some(*actor)))
        })?;
        Some((flow.actor, flow.target, Some(flow.channel)))
    }

    /// The day on which it was said: of a date outside of what was said, else of publication.
    fn said(&self, what: Span) -> jiff::civil::Date {
        let published = self.scene.document.published;
        let outside = |time: &&Time| {
            (time.span.1 <= what.0 || what.1 <= time.span.0)
                && time.start == time.end
                && time.start <= published
                && time.is_dated()
        };
        self.scene.times.iter().find(outside).map_or(published, |time| time.start)
    }

    /// For when it is expected; figures of a month that is just over are still to come.
    fn period(&self, what: Span, figures: bool) -> Option<Period> {
        let inside = |time: &&Time| what.0 <= time.span.0 && time.span.1 <= what.1;
        let time = self.scene.times.iter().filter(inside).find(|time| time.is_dated())?;
        let time = ahead(time, self.scene, figures);
        Period::new(time.start, time.end).ok()
    }

    fn calendar(&self, out: &mut Outlook) {
        let published = self.scene.document.published;
        for time in self.scene.times.iter().filter(|time| time.is_dated()).take(16) {
            let Some(noun) = self.dated_noun(time) else { continue };
            let lemma = self.tree.lemmas[noun].to_ascii_lowercase();
            let Some(channel) = awaited_en(&lemma) else { continue };
            let known = time.future_form || time.start > published;
            if !known && (time.open == Open::Nothing || !self.looks_ahead(noun)) {
                continue;
            }
            let time = if known { *time } else { time::resolve_future(time, published) };
            if time.start <= published || self.called_off(noun) {
                continue;
            }
            let actors = self.participants(noun);
            let what = self.name(noun);
            let period = Period::new(time.start, time.end).ok();
            out.await_event(Coming { what, actors, channel, period, span: self.scene.span });
        }
    }

    /// The noun of an event that a date belongs to.
    fn dated_noun(&self, time: &Time) -> Option<usize> {
        let tree = self.tree;
        let token = (0..tree.len()).find(|&token| tree.tokens[token].1 > time.span.0)?;
        let awaited = |token: usize| {
            matches!(tree.tag(token), Tag::Noun | Tag::Name)
                && awaited_en(&tree.lemmas[token].to_ascii_lowercase()).is_some()
        };
        for step in tree.up(token).skip(1).take(4) {
            if awaited(step) {
                return Some(step);
            }
            if tree.tag(step) == Tag::Verb {
                let own = tree.having(step, &[Dep::Obj, Dep::Subj, Dep::SubjPass, Dep::Attr]);
                return own.into_iter().find(|&noun| awaited(noun));
            }
        }
        None
    }

    /// Whether what governs a noun looks ahead: the first finite verb above it decides.
    fn looks_ahead(&self, noun: usize) -> bool {
        let tree = self.tree;
        for step in tree.up(noun).skip(1) {
            if !matches!(tree.tag(step), Tag::Verb | Tag::Aux) {
                continue;
            }
            let modal =
                tree.having(step, &[Dep::Aux]).any(|aux| MODALS.contains(&self.low(aux).as_str()));
            let plans = matches!(
                tree.lemmas[step].as_ref(),
                "plan" | "schedule" | "expect" | "prepare" | "set" | "intend" | "slate" | "await"
            );
            if modal || plans {
                return true;
            }
            if !mood::infinitive(tree, step) && tree.child(step, Dep::Subj).is_some() {
                return false;
            }
        }
        false
    }

    fn called_off(&self, noun: usize) -> bool {
        const OFF: &[&str] = &[
            "cancel", "postpone", "scrap", "suspend", "call", "shelve", "delay", "skip", "abandon",
            "drop", "axe", "scrub", "ditch",
        ];
        let tree = self.tree;
        tree.head(noun).is_some_and(|verb| {
            let off = OFF.contains(&tree.lemmas[verb].as_ref())
                && (tree.lemmas[verb] != "call" || tree.having(verb, &[Dep::Prt]).next().is_some());
            // "will not host the summit"
            let held = matches!(tree.dep(noun), Dep::Obj | Dep::Subj | Dep::SubjPass);
            off || held && tree.child(verb, Dep::Neg).is_some()
        })
    }

    /// Who takes part: whom the phrase names, else whoever does it.
    fn participants(&self, noun: usize) -> Vec<Actor> {
        let tree = self.tree;
        let mut found: Vec<Actor> = Vec::new();
        let mut add = |actor: Actor| {
            if !found.contains(&actor) {
                found.push(actor);
            }
        };
        let inside = self.below(noun);
        let name = self.name_start(noun)..noun;
        for token in (0..tree.len()).filter(|token| inside[*token] || name.contains(token)) {
            let apart = tree
                .up(token)
                .take_while(|&step| step != noun)
                .any(|step| matches!(tree.dep(step), Dep::RelCl | Dep::AdvCl));
            if !apart {
                tree.mentions_at(token)
                    .filter(|m| m.sort.acts())
                    .flat_map(|m| m.actors.iter().copied())
                    .for_each(&mut add);
            }
        }
        if found.len() < 2
            && let Some(verb) = tree.up(noun).skip(1).find(|&at| tree.tag(at) == Tag::Verb)
            && matches!(tree.dep(noun), Dep::Obj)
            && let Some(doer) = roles::doer(tree, verb)
        {
            let others = std::mem::take(&mut found);
            let doers = parties(tree, doer).into_iter().map(|party| party.actor);
            for actor in doers.chain(others) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
        }
        found
    }

    /// A noun with the words right before it that describe it.
    fn name(&self, noun: usize) -> Span {
        self.bytes(self.name_start(noun), noun).unwrap_or(self.tree.tokens[noun])
    }

    /// The first of the words right before a noun that describe it, or name somebody.
    fn name_start(&self, noun: usize) -> usize {
        let inside = self.below(noun);
        let describes = |token: usize| {
            (inside[token] && self.tree.tag(token) != Tag::Det && self.tree.word(token) != ",")
                || self.tree.is_named(token)
                || matches!(self.tree.word(token), "-" | "–" | "'s" | "’s")
        };
        (0..noun).rev().take_while(|&token| describes(token)).last().unwrap_or(noun)
    }
}

type Told = (Option<Actor>, Option<Actor>, Option<telltale_observation::Channel>);

/// Figures come a month or two after what they are of.
const FIGURES_DAYS: i32 = 75;

/// A time as an expectation means it: ahead, but for figures of a month that is just over.
pub(crate) fn ahead(time: &Time, scene: &Scene<'_>, figures: bool) -> Time {
    let published = scene.document.published;
    let old = (published - time.end).get_days();
    if time.open == Open::Nothing || (figures && (0..=FIGURES_DAYS).contains(&old)) {
        return *time;
    }
    time::resolve_future(time, published)
}

/// A clause without the speaker at its end: ", the minister said".
fn without_speaker(clause: &str) -> &str {
    let Some(at) = clause.rfind(',') else { return clause };
    let tail = clause[at + 1..].trim();
    let says = ["said", "says", "warned", "added", "told", "reported", "stated", "insisted"];
    let speaks = tail.split(' ').any(|word| says.contains(&word.trim_end_matches('.')));
    let short = tail.split(' ').count() <= 8;
    if speaks && short { clause[..at].trim_end_matches(['"', '”', ',']) } else { clause }
}
