//! How long after the one before something was launched or tested: held against the lists that record every
//! case.

use std::collections::BTreeSet;

use telltale_brief::check::{Checked, Gap, Likeness, Outcome, Step};
use telltale_observation::{Channel, Observation};
use telltale_reader::stated::{self, GapUnit, Weapon};
use telltale_reader::{Document, Language, Reader};

use super::Finding;
use super::claims::{self, Checking, Read, Span};
use super::deeds::{self, Dated, People, meet};
use super::tallies;

/// A gap that a text tells of a launch or a test.
pub(super) struct Apart {
    pub(super) of: Dated,
    told: stated::Gap,
    /// The sorts of missile that the gap's own words may mean.
    own: BTreeSet<Weapon>,
    /// All that may be meant.
    weapons: BTreeSet<Weapon>,
}

/// Every gap of a text that is told of a launch or a test on a day.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<Apart> {
    let mut all = Vec::new();
    let mut before: Option<Dated> = None;
    let dates = stated::dates(text.document);
    let people = People::of(reader, text.document);
    for &sentence in text.sentences {
        let here = tallies::host(&people, text, &dates, sentence);
        let on_a_day = |one: &&Dated| one.dated && one.deed.period.days() == 1;
        let alone = |one: &&Dated| one.deed.target.is_none() && on_a_day(one);
        // "It was the first launch in two months", of what the sentence before told.
        let host = here.as_ref().filter(alone).or_else(|| {
            let undated = here.as_ref().is_none_or(|one| !one.dated && one.deed.target.is_none());
            before.as_ref().filter(alone).filter(|_| undated)
        });
        if let Some(host) = host {
            let told = stated::gaps(text.document, sentence).into_iter();
            let told = told.filter(|gap| gap.of_launches);
            all.extend(told.filter_map(|gap| of(text.document, sentence, host, gap)));
        }
        before = here;
    }
    all
}

fn of(document: &Document, sentence: Span, host: &Dated, told: stated::Gap) -> Option<Apart> {
    let words = |(from, to): Span| &document.text[from..to];
    // In Korean what was done stands behind.
    let end = match document.language {
        Language::Korean => {
            let rest = words((told.span.1, sentence.1));
            told.span.1 + rest.find([',', '.']).unwrap_or(rest.len())
        }
        _ => told.span.1,
    };
    let named = words((told.span.0, end));
    let nuclear = named.to_lowercase().contains("nuclear") || named.contains("핵실험");
    if nuclear != (host.deed.channel == Channel::NuclearTest) && names_sort(named) {
        return None;
    }
    let own = Weapon::of(named);
    let here = [Weapon::of(words(sentence)), Weapon::of(words(host.sentence))];
    let any: BTreeSet<Weapon> = match host.deed.channel {
        Channel::Launch => {
            let flown = here.into_iter().map(Weapon::flown);
            flown.chain([Weapon::default(), Weapon::MISSILES]).collect()
        }
        _ => [Weapon::default()].into(),
    };
    let named: BTreeSet<Weapon> = match own == Weapon::default() {
        true => any.iter().copied().chain(here).collect(),
        false => [own].into(),
    };
    let of = host.over(host.deed.period, sentence);
    Some(Apart { of, told, own: named, weapons: any.into_iter().chain([own]).collect() })
}

/// Whether words say of a test what was tested.
fn names_sort(words: &str) -> bool {
    let lower = words.to_lowercase();
    let sorts = ["nuclear", "missile", "launch", "rocket", "핵실험", "미사일", "발사", "로켓"];
    sorts.iter().any(|sort| lower.contains(sort))
}

/// Holds every gap against the lists.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for apart in &text.stated.gaps {
        let known = |one: &Finding| one.kind == "count" && meet(one.span, apart.told.span);
        if findings.iter().any(known) {
            continue;
        }
        let Some(checked) = check(text, apart) else { continue };
        let unit = apart.told.unit.plural();
        findings.push(Finding {
            kind: "count",
            sentence: apart.of.sentence,
            span: apart.told.span,
            unit: Some(unit.to_owned()),
            found_in: Some(unit),
            about: Some(apart.of.about()),
            checked,
        });
    }
}

/// Of the sorts that its own words may mean, one that agrees confirms; only all that may be meant together
/// speak against it.
fn check(text: &Checking<'_, '_>, apart: &Apart) -> Option<Checked> {
    let gap = Gap {
        deed: apart.of.deed,
        n: f64::from(apart.told.n),
        step: match apart.told.unit {
            GapUnit::Day => Step::Day,
            GapUnit::Week => Step::Week,
            GapUnit::Month => Step::Month,
            GapUnit::Year => Step::Year,
        },
        bound: claims::bound_of(apart.told.bound),
        first: apart.told.first,
    };
    let bench = text.bench_without(&deeds::agencies(text, apart.of.sentence));
    let of = |weapon: Weapon| {
        let likeness = |record: &Observation| deeds::of_weapon(weapon, record);
        let likeness: &dyn Fn(&Observation) -> Likeness = &likeness;
        bench.check_gap(&gap, text.lists, likeness)
    };
    let own: Vec<Checked> = apart.own.iter().filter_map(|weapon| of(*weapon)).collect();
    if let Some(right) = own.iter().find(|one| one.outcome == Outcome::Confirmed) {
        return Some(right.clone());
    }
    let all: Option<Vec<Checked>> = apart.weapons.iter().map(|weapon| of(*weapon)).collect();
    let wrong = |all: Vec<Checked>| all.iter().all(|one| one.outcome == Outcome::Contradicted);
    let mut first = own.into_iter().next()?;
    first.outcome = match all.is_some_and(wrong) {
        true => Outcome::Contradicted,
        false => Outcome::CannotCheck,
    };
    Some(first)
}
