//! Deeds by word order: what a Chinese or a Russian sentence tells where it is plain.
//!
//! There is no parse. A clause runs from comma to comma. Who acts stands before the word that
//! tells, or before the comma; whom it meets stands after it, or behind a preposition. A clause
//! with a condition, a wish or a doubt, with two names that nothing joins, or with a party missing
//! tells nothing: it is better left out than told the wrong way round.

mod clause;
mod lexicon;
#[cfg(test)]
mod tests;

use telltale_observation::{Actor, Channel, Kind, Modality, Mode, Period};

use crate::reader::Scene;
use crate::sighting::{Because, Sighting};
use crate::time::{self, Time};
use crate::told::add;
use crate::{Language, Mention};

use clause::{Clause, Mood};
use lexicon::{Lexicon, Row, Side, Trigger};

/// What reading one of these languages needs.
pub(crate) struct Order {
    lexicon: Lexicon,
}

/// Longer sentences are lists or tables.
const BYTES_MAX: usize = 2400;

/// Who was said to act, kept from clause to clause.
#[derive(Default)]
struct Carried<'s> {
    doers: Vec<&'s Mention>,
    /// Who says what follows, where somebody does.
    voice: Option<Vec<Actor>>,
}

impl Order {
    pub(crate) fn load(language: Language) -> Order {
        Order { lexicon: Lexicon::load(language) }
    }

    /// Adds what a sentence tells.
    pub(crate) fn read(&self, scene: &Scene<'_>, found: &mut Vec<Sighting>) {
        if scene.words().len() > BYTES_MAX || !scene.mentions.iter().any(|name| name.sort.acts()) {
            return;
        }
        let mut carried = Carried::default();
        for clause in clause::cut(scene) {
            self.tell(scene, &clause, &mut carried, found);
        }
    }

    fn tell<'s>(
        &self,
        scene: &Scene<'s>,
        clause: &Clause<'s>,
        carried: &mut Carried<'s>,
        found: &mut Vec<Sighting>,
    ) {
        let mut spoken = false;
        for trigger in self.lexicon.triggers(clause) {
            if spoken {
                // What a word is about is told by it alone.
                break;
            }
            let Some(mut doers) = clause.doers(trigger.at) else { return };
            if doers.is_empty() && !trigger.row.noun {
                doers.clone_from(&carried.doers);
            }
            let (mood, open) = clause.mood(&trigger);
            if !open {
                self.put(scene, clause, (&trigger, mood), (&doers, carried), found);
            }
            spoken |= trigger.row.word;
            if !doers.is_empty() {
                carried.doers = doers;
            }
        }
        if let Some(speakers) = clause.speakers() {
            carried.voice = Some(speakers);
        }
        if let Some(doers) = clause.doers(clause.span.1).filter(|doers| !doers.is_empty()) {
            carried.doers = doers;
        }
    }

    fn put(
        &self,
        scene: &Scene<'_>,
        clause: &Clause<'_>,
        (trigger, mood): (&Trigger<'_>, Mood),
        (doers, carried): (&[&Mention], &Carried<'_>),
        found: &mut Vec<Sighting>,
    ) {
        for (actor, target) in pairs(clause, trigger, doers) {
            let planned = mood == Mood::Planned;
            let (period, dated) = period(scene, trigger.at, planned);
            let (channel, mode) = (trigger.row.channel, trigger.row.channel.usual_mode());
            let launch = matches!(channel, Channel::Launch | Channel::NuclearTest);
            let stranger = carried.voice.as_ref().is_some_and(|speakers| {
                !launch
                    && !speakers.contains(&actor.0)
                    && !target.is_some_and(|to| speakers.contains(&to.0))
            });
            let modality = match mood {
                Mood::Planned => Modality::Planned,
                Mood::Denied => Modality::Denied,
                Mood::Fact if stranger => Modality::Reported,
                Mood::Fact => Modality::Happened,
            };
            let names = [Some(actor.1), target.map(|to| to.1)];
            add(
                Sighting {
                    kind: Kind::Event,
                    mode: if planned { Mode::Word } else { mode },
                    actor: Some(actor.0),
                    target: target.map(|to| to.0),
                    channel,
                    code: Some(trigger.row.code),
                    period,
                    modality,
                    rank: actor.1.rank,
                    place: None,
                    amount: None,
                    span: scene.span,
                    confidence: if dated { 0.75 } else { 0.65 },
                    because: Because {
                        trigger: Some((trigger.at, trigger.end)),
                        rule: format!("word order: {}", trigger.row.text),
                        actors: names.into_iter().flatten().map(|name| name.span).collect(),
                        dated,
                        in_passing: false,
                        again: None,
                    },
                },
                found,
            );
        }
    }
}

/// An actor, and the name that told it.
type Named<'s> = (Actor, &'s Mention);

/// The ordered pairs that a trigger joins; nothing where a party is missing.
fn pairs<'s>(
    clause: &Clause<'s>,
    trigger: &Trigger<'_>,
    doers: &[&'s Mention],
) -> Vec<(Named<'s>, Option<Named<'s>>)> {
    let row: &Row = trigger.row;
    let actors = sides(doers);
    if row.alone {
        return match actors[..] {
            [one] => vec![(one, None)],
            _ => Vec::new(),
        };
    }
    let mut others = Vec::new();
    for &side in &row.sides {
        others = match side {
            Side::After => sides(&clause.after(trigger, row.place)),
            Side::Behind => sides(&clause.behind(trigger, row.place)),
        };
        others.retain(|other| !actors.iter().any(|actor| actor.0 == other.0));
        if !others.is_empty() {
            break;
        }
    }
    let joined = row.both && others.is_empty();
    if joined && actors.is_empty() {
        let beside = sides(&clause.after(trigger, false));
        return each_other(&beside);
    }
    if joined {
        return each_other(&actors);
    }
    actors.iter().flat_map(|&actor| others.iter().map(move |&other| (actor, Some(other)))).collect()
}

fn each_other<'s>(actors: &[Named<'s>]) -> Vec<(Named<'s>, Option<Named<'s>>)> {
    let pair = |a: &Named<'s>, b: &Named<'s>| (a.0 != b.0).then_some((*a, Some(*b)));
    actors.iter().flat_map(|a| actors.iter().filter_map(move |b| pair(a, b))).collect()
}

fn sides<'s>(names: &[&'s Mention]) -> Vec<Named<'s>> {
    let mut found: Vec<Named<'s>> = Vec::new();
    for &name in names {
        for &actor in &name.actors {
            match found.iter_mut().find(|known| known.0 == actor) {
                // "俄罗斯总统普京": the person's rank is the actor's.
                Some(known) if name.rank.is_some() => known.1 = name,
                Some(_) => {}
                None => found.push((actor, name)),
            }
        }
    }
    found
}

/// The date nearest to a word that may be its own; else the day of publication.
fn period(scene: &Scene<'_>, at: usize, planned: bool) -> (Option<Period>, bool) {
    let published = scene.document.published;
    let own = |time: &&Time| {
        time.is_dated() && (planned || (!time.future_form && time.start <= published))
    };
    let distance =
        |time: &&Time| if time.span.1 <= at { at - time.span.1 } else { time.span.0.abs_diff(at) };
    match scene.times.iter().filter(own).min_by_key(distance) {
        Some(time) => {
            let time = if planned { time::resolve_future(time, published) } else { *time };
            (Period::new(time.start, time.end).ok(), true)
        }
        None => ((!planned).then(|| Period::day(published).ok()).flatten(), false),
    }
}
