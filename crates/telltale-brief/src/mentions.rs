//! Mentions: how much of what the subject's media publish names each partner.

use std::collections::BTreeMap;

use telltale_measure::share;
use telltale_observation::{Actor, Detail, Kind, Month, Observation};

use crate::brief::Mentions;
use crate::case::Case;
use crate::evidence::{Evidence, Sentence};
use crate::known::{Known, amount_of};
use crate::language::{Language, share as percentage, tell};

/// The longest window over which a share is taken, in months.
const WINDOW_MONTHS: i32 = 12;

/// For each partner, its share of the documents of the corpus that reaches furthest, in that
/// corpus's last months. Corpora are never spliced: headlines and texts are not comparable.
pub(crate) fn all(case: &Case, known: &Known) -> Vec<Mentions> {
    let mut found = Vec::new();
    for partner in &case.partners {
        let mut corpora: BTreeMap<&str, BTreeMap<Month, &Observation>> = BTreeMap::new();
        for seen in known.observations.iter().filter(|seen| names(seen, case.subject, *partner)) {
            let (source, month) = (&seen.origin().source, Month::of(seen.period().start()));
            // A month that the corpus does not cover is absent, whatever few items it has.
            if case.source(source).is_some_and(|source| source.days_covered(month) > 0) {
                corpora.entry(source).or_default().insert(month, seen);
            }
        }
        let latest = corpora.iter().filter_map(|(source, months)| {
            months.last_key_value().map(|(last, _)| (*last, months.len(), *source))
        });
        if let Some((last, _, source)) = latest.max() {
            found.extend(window(case.subject, *partner, source, last, &corpora[source]));
        }
    }
    found
}

fn names(seen: &Observation, subject: Actor, partner: Actor) -> bool {
    let dyad = seen.dyad();
    seen.kind() == Kind::Quantity && (dyad.actor, dyad.target) == (subject, Some(partner))
}

fn window(
    subject: Actor,
    partner: Actor,
    source: &str,
    last: Month,
    months: &BTreeMap<Month, &Observation>,
) -> Option<Mentions> {
    let counted: Vec<(Month, f64, f64, &Observation)> = months
        .range(last.plus(1 - WINDOW_MONTHS)..)
        .filter_map(|(month, seen)| match seen.detail() {
            Detail::Quantity { of: Some(of), .. } => Some((*month, amount_of(seen), *of, *seen)),
            _ => None,
        })
        .collect();
    let naming: f64 = counted.iter().map(|(_, naming, ..)| naming).sum();
    let documents: f64 = counted.iter().map(|(_, _, of, _)| of).sum();
    let estimate = share::of(naming as u64, documents as u64)?;
    Some(Mentions {
        actor: subject,
        target: partner,
        source: source.to_owned(),
        from: counted.first()?.0,
        to: last,
        documents,
        share: estimate.value,
        interval: estimate.interval,
        n: counted.len(),
        method: estimate.method,
        evidence: Evidence::from_ids(counted.iter().map(|(.., seen)| seen.id()))?,
    })
}

/// A share in words.
pub(crate) fn sentence(mentions: &Mentions, language: Language) -> Sentence {
    let (subject, partner) =
        (language.name_within(mentions.actor), language.name_within(mentions.target));
    let said = percentage(mentions.share);
    let [low, high] = mentions.interval.map(percentage);
    let (from, to) = (language.month(mentions.from), language.month(mentions.to));
    let (source, documents) = (&mentions.source, mentions.documents);
    let text = tell!(
        language,
        "{said} of {documents} items of {subject}'s media named {partner} ({source}, {from} to {to}; 90 % interval {low} to {high}).",
        "{subject} 매체 기사 {documents}건 중 {said}에서 {partner} 언급 ({source}, {from}–{to}; 90 % 구간 {low}–{high})."
    );
    Sentence::new(text, mentions.evidence.clone())
}
