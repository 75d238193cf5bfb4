//! What did not come: a visit, a meeting, a ceremony or a greeting, against how often it came before
//! and how much was looked at. Never a zero: where nobody looked, nothing is said of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use telltale_measure::absence::{self, Stretch};
use telltale_measure::missed::{Missed, missed};
use telltale_observation::{Actor, Channel, Kind, Month, Observation, PanelRow, Period, Precision};

use super::{Window, is_of};
use crate::brief::Absence;
use crate::case::{Case, Source};
use crate::evidence::{Citation, Evidence, Sentence};
use crate::known::Known;
use crate::language::{Language, odds, tell};

/// What is missed when it does not come.
const WATCHED: [Channel; 4] =
    [Channel::Visit, Channel::Meeting, Channel::Ceremony, Channel::Praise];

/// The last full months that are looked at: a window that is the same for all, so that none is
/// chosen by its being empty.
const MONTHS: i32 = 3;

/// Why an absence has no probability.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Silent {
    NotCovered,
    Curated,
    TooFew,
}

impl Silent {
    /// The reason that these are the words of.
    fn of(words: &str, language: Language) -> Option<Silent> {
        let all = [Silent::NotCovered, Silent::Curated, Silent::TooFew];
        all.into_iter().find(|one| one.words(language) == words)
    }

    fn words(self, language: Language) -> &'static str {
        match self {
            Silent::NotCovered => language.pick(
                "no source that records them covers this time as a whole, so that it says nothing of them",
                "이를 기록하는 출처 가운데 그 기간을 온전히 다루는 곳이 없어 아무 뜻도 없음",
            ),
            Silent::Curated => language.pick(
                "the sources were picked by hand, so that a gap in them may be the pickers' own",
                "사람이 고른 출처라 빈 곳이 기록자 탓일 수 있음",
            ),
            Silent::TooFew => language.pick(
                "too few were seen before to know how often they come",
                "이전 기록이 너무 적어 얼마나 잦은지 알 수 없음",
            ),
        }
    }
}

/// One channel between the subject and a partner, with all that was seen of it.
struct Looked<'a> {
    case: &'a Case,
    known: &'a Known<'a>,
    partner: Actor,
    channel: Channel,
    seen: Vec<&'a Observation>,
    sources: Vec<&'a Source>,
}

/// Everything watched that did not come between the subject and a partner.
pub(super) fn all(case: &Case, known: &Known, partner: Actor, language: Language) -> Vec<Absence> {
    let of_channel = |channel: &Channel| {
        let looked = Looked::at(case, known, partner, *channel);
        looked.map_or(Vec::new(), |looked| {
            let mut found = looked.missed_occasions(language);
            found.extend(looked.empty_window(language));
            found
        })
    };
    WATCHED.iter().flat_map(of_channel).collect()
}

impl<'a> Looked<'a> {
    /// `None` where none was ever seen: what never came cannot be missing.
    fn at(
        case: &'a Case,
        known: &'a Known<'a>,
        partner: Actor,
        channel: Channel,
    ) -> Option<Looked<'a>> {
        let is_one = |seen: &&Observation| {
            seen.kind() == Kind::Event
                && seen.channel() == channel
                && seen.modality().took_place()
                && !seen.origin().weak
                && seen.dyad().joins(case.subject, partner)
        };
        let seen: Vec<&Observation> = known.observations.iter().filter(is_one).collect();
        let names: BTreeSet<&str> = seen.iter().map(|one| one.origin().source.as_str()).collect();
        let sources = names.into_iter().filter_map(|name| case.source(name)).collect();
        (!seen.is_empty()).then_some(Looked { case, known, partner, channel, seen, sources })
    }

    /// The last of those seen by a day.
    fn last_by(&self, day: Date) -> Option<&Observation> {
        let before = self.seen.iter().copied().filter(|one| one.period().start() <= day);
        before.max_by_key(|one| (one.period().end(), one.id()))
    }

    fn is_thin(&self, period: Period) -> bool {
        self.case.thin_between(self.case.subject, self.partner, period).count() > 0
    }

    fn evidence(&self, of: impl IntoIterator<Item = Citation>) -> Evidence {
        let sources = self.sources.iter().map(|source| Citation::Source(source.name.clone()));
        let partner = Citation::Case(format!("case/partners/{}", self.partner));
        let all = Evidence::from_all(of.into_iter().chain(sources));
        all.unwrap_or_else(|| Evidence::of(partner))
    }

    /// That none was seen in the last full months, if so.
    fn empty_window(&self, language: Language) -> Option<Absence> {
        let mut window = Window::of(self.case, self.known, self.partner);
        let from = window.end.plus(1 - MONTHS);
        let came = |one: &&&Observation| one.period().end() >= from.first_day();
        if self.seen.iter().any(|one| came(&one)) {
            return None;
        }
        let of_channel = |row: &PanelRow| is_of(row, self.case.subject, self.partner, self.channel);
        for source in self.sources.iter().filter(|source| !source.curated) {
            window.add(self.case, self.known, source, self.channel, &of_channel);
        }
        let (before, exposure) = stretches(&window.counts, from, window.end);
        // A month of it that nobody looked at may have had one.
        let covered = from.through(window.end).all(|month| window.counts.contains_key(&month));
        let found = absence::of_rate(&before, exposure).filter(|_| covered);
        let silent = match covered {
            true => Silent::TooFew,
            false if self.picked_by_hand(from, window.end) => Silent::Curated,
            false => Silent::NotCovered,
        };
        let last = self.last_by(window.end.last_day())?;
        Some(Absence {
            channel: self.channel,
            from: from.first_day(),
            to: window.end.last_day(),
            last: Some(last.period().end()),
            probability: found.map(|found| found.probability),
            expected: found.map(|found| found.expected),
            seen: found.map_or(0, |found| found.seen),
            of: found.map_or(0, |found| found.of),
            because: found.map_or(silent.words(language), |found| found.method).to_owned(),
            evidence: self.evidence([Citation::Observation(last.id())]),
        })
    }

    /// Whether a hand-picked source covers all these months, and none of them is thin.
    fn picked_by_hand(&self, from: Month, to: Month) -> bool {
        let whole = |source: &&&Source| {
            let period = source.covered;
            period.is_some_and(|p| p.start() <= from.first_day() && to.last_day() <= p.end())
        };
        let thin = from.through(to).any(|month| self.is_thin(Period::month(month)));
        !thin && self.sources.iter().filter(|source| source.curated).any(|source| whole(&source))
    }

    /// Occasions of every year that were not marked when they were last due.
    fn missed_occasions(&self, language: Language) -> Vec<Absence> {
        if !matches!(self.channel, Channel::Ceremony | Channel::Praise) {
            return Vec::new();
        }
        let exact = self.seen.iter().filter(|one| one.period().precision() == Precision::Day);
        let days: Vec<Date> = exact.clone().map(|one| one.period().start()).collect();
        let until = self.known.as_of.date().min(self.case.covers_until);
        let covered = |day: Date| {
            let looked = self.sources.iter().filter_map(|source| source.covered);
            let looked = looked.into_iter().any(|p| p.start() <= day && day <= p.end());
            looked && Period::day(day).is_ok_and(|day| !self.is_thin(day))
        };
        let occasion = |found: Missed| {
            let marked = exact.clone().filter(|one| found.marked.contains(&one.period().start()));
            let cited = marked.map(|one| Citation::Observation(one.id()));
            let silent = Silent::NotCovered.words(language);
            Absence {
                channel: self.channel,
                from: found.day,
                to: found.day,
                last: found.marked.last().copied(),
                probability: found.absence.map(|one| one.probability),
                expected: found.absence.map(|one| one.expected),
                seen: found.marked.len() as u64,
                of: found.absence.map_or(0, |one| one.of),
                because: found.absence.map_or(silent, |one| one.method).to_owned(),
                evidence: self.evidence(cited),
            }
        };
        missed(&days, until, covered).into_iter().map(occasion).collect()
    }
}

/// The months before the window in stretches of its length, the nearest first, and the exposure of the
/// window itself.
fn stretches(counts: &BTreeMap<Month, (u64, f64)>, from: Month, to: Month) -> (Vec<Stretch>, f64) {
    let sum = |from: Month, to: Month| {
        let months = counts.range(from..=to).map(|(_, month)| *month);
        months.fold((0, 0.0), |(count, exposure), (n, e)| (count + n, exposure + e))
    };
    let first = counts.keys().next().copied().unwrap_or(from);
    let mut before = Vec::new();
    let mut end = from.plus(-1);
    while first <= end {
        let (count, exposure) = sum(end.plus(1 - MONTHS), end);
        before.push(Stretch { exposure, count });
        end = end.plus(-MONTHS);
    }
    (before, sum(from, to).1)
}

/// The absences in words: each with a probability by itself, the others together by their reason.
pub(super) fn sentences(found: &[Absence], language: Language) -> Vec<Sentence> {
    let mut said: Vec<Sentence> = Vec::new();
    let mut silent: BTreeMap<Untold, Vec<&Absence>> = BTreeMap::new();
    for one in found {
        match one.probability.zip(one.expected) {
            Some((probability, expected)) => {
                said.push(sentence(one, probability, expected, language));
            }
            None => {
                let window = (one.from != one.to).then_some((one.from, one.to));
                let reason = Silent::of(&one.because, language);
                silent.entry((window, reason)).or_default().push(one);
            }
        }
    }
    for ((window, _), all) in silent {
        let text = untold_words(window, &all[0].because, &all, language);
        let cited = all.iter().flat_map(|one| one.evidence.iter().cloned());
        said.push(Sentence::new(text, Evidence::from_all(cited).expect("an absence has evidence")));
    }
    said
}

/// The window, if it is one and not a day on which something was due, and why nothing is told: the
/// reason, not its words, so that every language tells them in one order.
type Untold = (Option<(Date, Date)>, Option<Silent>);

/// Absences of which nothing is told, for one reason.
fn untold_words(
    window: Option<(Date, Date)>,
    because: &str,
    all: &[&Absence],
    language: Language,
) -> String {
    let Some((from, to)) = window else {
        let due = |one: &&Absence| {
            let (day, noun) = (language.day(one.from), with_last(one, language));
            tell!(language, "{day}, {noun}", "{day} {noun}")
        };
        let list = all.iter().map(due).collect::<Vec<_>>().join("; ");
        return tell!(
            language,
            "Marked in years before and not recorded when last due: {list}; {because}.",
            "예년에 기념되었으나 이번에 기록되지 않은 날: {list}. {because}."
        );
    };
    let (from, to) = (language.month(Month::of(from)), language.month(Month::of(to)));
    let list: Vec<String> = all.iter().map(|one| with_last(one, language)).collect();
    let list = list.join(", ");
    tell!(
        language,
        "None recorded from {from} to {to}: {list}; {because}.",
        "{from}–{to} 기록 없음: {list}. {because}."
    )
}

fn with_last(one: &Absence, language: Language) -> String {
    let noun = language.pick(one.channel.plural(), one.channel.korean());
    match one.last.map(|day| language.day(day)) {
        Some(day) => tell!(language, "{noun} (the last on {day})", "{noun}(마지막 {day})"),
        None => noun.to_owned(),
    }
}

fn sentence(one: &Absence, probability: f64, expected: f64, language: Language) -> Sentence {
    let said = odds(probability, language);
    let (seen, of) = (one.seen, one.of);
    let noun = with_last(one, language);
    let text = if one.from == one.to {
        let day = language.day(one.from);
        tell!(
            language,
            "Not marked on {day}: {noun}, {seen} times in {of} years before; had nothing changed, that it is missing would be {said}.",
            "{day} 기념 없음: {noun}, 이전 {of}년 중 {seen}번; 달라진 것이 없다면 빠질 가능성: {said}."
        )
    } else {
        let (from, to) = (language.month(Month::of(one.from)), language.month(Month::of(one.to)));
        let expected = format!("{expected:.1}");
        tell!(
            language,
            "None from {from} to {to}: {noun}; had nothing changed, that none comes would be {said} ({expected} expected; {seen} in {of} such stretches before).",
            "{from}–{to} 없음: {noun}; 달라진 것이 없다면 하나도 없을 가능성: {said} (기대 {expected}건, 이전 같은 길이 {of}개 구간에 {seen}건)."
        )
    };
    Sentence::new(text, one.evidence.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::known_on;

    #[test]
    fn absences_are_told_in_one_order_in_every_language() {
        for day in ["2024-10-25", "2025-11-04"] {
            known_on(day, |case, known| {
                for partner in &case.partners {
                    let cited = |language| -> Vec<Evidence> {
                        let told = sentences(&all(case, known, *partner, language), language);
                        told.iter().map(|sentence| sentence.evidence().clone()).collect()
                    };
                    assert_eq!(
                        cited(Language::English),
                        cited(Language::Korean),
                        "{partner} {day}"
                    );
                }
            });
        }
    }
}
