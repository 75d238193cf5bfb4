//! A deed that a text dates: a visit, a meeting, a launch. It is held against what sources tell of the
//! same two on the same days. That none tells of it says nothing against it: no list is without gaps.

use telltale_observation::{Actor, Channel, Detail, Mode, Observation, Period};

use super::figures::latest;
use super::{Bench, Checked, Outcome, reasons};

/// A deed that a text dates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deed {
    /// Who did it; of a visit the guest.
    pub actor: Actor,
    /// To whom; of a visit the host. None for what nobody is done to, as a launch.
    pub target: Option<Actor>,
    /// What sort of deed.
    pub channel: Channel,
    /// The days on which it was, as the text tells.
    pub period: Period,
    /// Whether the text names the people, so that a record of the same ones a few days off is of the same
    /// deed.
    pub by_name: bool,
}

/// Whether a record is of the deed that a text tells, but for its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same sort of deed, by the same people.
    Same,
    /// It may be; the record or the text does not say enough.
    Unsaid,
    /// Another.
    Other,
}

/// Beyond how many days a record of the same people is of another visit.
pub(super) const SAME_VISIT: i32 = 10;

/// How many days two accounts of one visit may lie apart: by the hour of day, or by what counts as its
/// beginning.
const LOOSE: i32 = 1;

/// A record of more days is dated roughly, and tells no day.
const ROUGH: i32 = 14;

/// How far away the nearest record may be that is told where none agrees.
const NEAR: i32 = 45;

/// How the days of a record lie to those that a text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// They bear them out.
    Agree,
    /// They overlap, or lie a day apart.
    Close,
    /// They lie apart by so many days.
    Apart(i32),
}

impl Bench<'_> {
    /// Holds a dated deed against the records of the ledger; `likeness` says of each whether it may be of
    /// the same deed.
    pub fn check_deed(&self, deed: &Deed, likeness: &dyn Fn(&Observation) -> Likeness) -> Checked {
        let language = self.language;
        let records = self.deeds(&self.all, *deed);
        let records = records.map(|seen| (days(deed, seen), likeness(seen), seen));
        let (others, mut like): (Vec<_>, Vec<(Days, Likeness, &Observation)>) =
            records.partition(|(_, likeness, _)| *likeness == Likeness::Other);
        like.sort_by_key(|(days, likeness, seen)| {
            let apart = match days {
                Days::Agree => 0,
                Days::Close => 1,
                Days::Apart(days) => *days,
            };
            (apart, *likeness == Likeness::Unsaid, seen.id())
        });
        let is = |days: Days, sort: Likeness| {
            like.iter().find(|one| (one.0, one.1) == (days, sort)).map(|one| one.2)
        };
        let of = |outcome: Outcome, seen: &Observation, because: String| Checked {
            outcome,
            source: Some(seen.origin().source.clone()),
            evidence: vec![seen.id()],
            ..Checked::cannot(None, because, None)
        };
        if let Some(seen) = is(Days::Agree, Likeness::Same) {
            return of(Outcome::Confirmed, seen, reasons::deeds::deed(seen, language));
        }
        if let Some(seen) = is(Days::Close, Likeness::Same) {
            return of(Outcome::CannotCheck, seen, reasons::deeds::close(seen, language));
        }
        if let Some(seen) = is(Days::Agree, Likeness::Unsaid) {
            return of(Outcome::CannotCheck, seen, reasons::deeds::unsaid(seen, language));
        }
        let mut same = like.iter().filter(|one| one.1 == Likeness::Same);
        let nearest = same.find(|one| matches!(one.0, Days::Apart(days) if days <= NEAR));
        if let Some((Days::Apart(days), _, seen)) = nearest
            && is_refuted(deed, seen, *days)
        {
            return of(Outcome::Contradicted, seen, reasons::deeds::deed(seen, language));
        }
        if let Some(seen) = is(Days::Close, Likeness::Unsaid) {
            return of(Outcome::CannotCheck, seen, reasons::deeds::unsaid(seen, language));
        }
        if let Some((.., seen)) = nearest {
            return of(Outcome::CannotCheck, seen, reasons::deeds::elsewhen(seen, language));
        }
        let mut others = others.iter();
        match others.find(|one| one.0 == Days::Agree && one.2.channel() == deed.channel) {
            Some((.., seen)) => {
                of(Outcome::CannotCheck, seen, reasons::deeds::another(seen, language))
            }
            None => self.no_deed(deed, likeness),
        }
    }

    /// Nothing tells of the deed, or nothing but what the text itself told.
    fn no_deed(&self, deed: &Deed, likeness: &dyn Fn(&Observation) -> Likeness) -> Checked {
        let echo = self
            .deeds(&self.echoes, *deed)
            .find(|seen| likeness(seen) == Likeness::Same && days(deed, seen) == Days::Agree);
        let because = match echo {
            Some(seen) => reasons::deeds::echo(seen, self.language),
            None => reasons::deeds::nothing(self.language),
        };
        let who = reasons::deeds::would_list(deed, self.language);
        Checked::cannot(None, because, Some(who))
    }

    /// Deeds between the two, as they were known on the day asked: none that machines counted in many
    /// reports, of which each may be a misreading.
    pub(super) fn deeds<'s>(
        &'s self,
        all: &'s [&Observation],
        deed: Deed,
    ) -> impl Iterator<Item = &'s Observation> {
        let between = move |seen: &&Observation| match deed.target {
            Some(target) => seen.dyad().joins(deed.actor, target),
            None => seen.dyad().actor == deed.actor && seen.channel() == deed.channel,
        };
        // Of a large ledger only what is between the two is gone through for its vintages.
        let event = |seen: &&&Observation| matches!(seen.detail(), Detail::Event { .. });
        let near: Vec<&Observation> =
            all.iter().filter(event).filter(|seen| between(seen)).copied().collect();
        let held: Vec<&Observation> = latest(&near, self.as_of).collect();
        held.into_iter().filter(|seen| {
            seen.mode() == Mode::Deed && seen.modality().took_place() && seen.report().is_none()
        })
    }
}

/// Days between two periods that do not overlap.
fn gap(one: Period, other: Period) -> i32 {
    let after = (one.start() - other.end()).get_days();
    after.max((other.start() - one.end()).get_days())
}

fn days(deed: &Deed, seen: &Observation) -> Days {
    let (told, held) = (deed.period, seen.period());
    let rough = held.days() > ROUGH;
    let apart = gap(told, held);
    if apart > 0 {
        return if apart <= LOOSE { Days::Close } else { Days::Apart(apart) };
    }
    let within =
        |inner: Period, outer: Period| outer.start() <= inner.start() && inner.end() <= outer.end();
    let whole_month = told.is_whole_months();
    let agrees = match told.days() {
        _ if whole_month => within(held, told) || !rough,
        1 => !rough && within(told, held),
        _ => told == held,
    };
    if agrees { Days::Agree } else { Days::Close }
}

/// Whether a record of the same people on other days leaves no room for the days that the text tells: it
/// tells when the visit began and ended, or is of a meeting, and lies too near for another.
fn is_refuted(deed: &Deed, seen: &Observation, apart: i32) -> bool {
    let told = deed.period.days() <= SAME_VISIT && !deed.period.is_whole_months();
    let bounded = match deed.channel {
        Channel::Visit => (2..=SAME_VISIT).contains(&seen.period().days()),
        Channel::Meeting => seen.period().days() == 1 && seen.channel() == Channel::Meeting,
        _ => false,
    };
    deed.by_name && told && bounded && (LOOSE + 1..=SAME_VISIT).contains(&apart)
}
