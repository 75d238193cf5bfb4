//! Whether the subject turned from one partner towards another: its dealings with each against those
//! with everybody else, by one source at a time.

use std::collections::{BTreeMap, BTreeSet};

use telltale_measure::{Margin, THRESHOLDS, realignments};
use telltale_observation::{Actor, Channel, Mode, Month, ObservationId, PanelRow, Period};

use crate::brief::{Estimated, Realignment};
use crate::case::{Case, Source};
use crate::evidence::{Citation, Evidence, Sentence};
use crate::known::{Known, SeriesName, amount_of};
use crate::language::{Language, odds, tell};
use crate::verdict::is_stale;

/// The fewest partners of a case among whom one can turn: two, and somebody besides.
const PARTNERS_MIN: usize = 3;

/// Every turn from one partner towards another that can be measured, the most striking first.
pub(crate) fn all(case: &Case, known: &Known) -> Vec<Realignment> {
    let mut found: Vec<Realignment> = Vec::new();
    for source in case.sources.iter().filter(|source| !source.curated) {
        found.extend(of_deeds(case, known, source));
    }
    found.extend(of_trade(case, known));
    found.sort_by(|a, b| {
        b.probability.total_cmp(&a.probability).then((a.from, a.towards).cmp(&(b.from, b.towards)))
    });
    found
}

/// The last full month before the day asked.
fn last_month(case: &Case, known: &Known) -> Month {
    let day = known.as_of.date().min(case.covers_until);
    let month = Month::of(day);
    if day == month.last_day() { month } else { month.plus(-1) }
}

/// Deeds that bring closer, as one source counts them between the subject and everybody.
fn of_deeds(case: &Case, known: &Known, source: &Source) -> Vec<Realignment> {
    let counted = |row: &PanelRow| {
        row.source == source.name
            && row.mode == Mode::Deed
            && row.channel.sign() > 0
            && row.channel != Channel::Vote
            && !row.channel.is_trade()
            && row
                .dyad
                .target
                .is_some_and(|t| (t == case.subject) != (row.dyad.actor == case.subject))
    };
    let mut margin = Margin { counts: true, ..Margin::default() };
    margin.partners = vec![BTreeMap::new(); case.partners.len()];
    let mut ids: BTreeSet<ObservationId> = BTreeSet::new();
    // A month in which nobody looked, or too little at a partner, is no month without deeds.
    let looked = |month: Month| {
        let thin = |partner: &Actor| {
            case.thin_between(case.subject, *partner, Period::month(month)).next().is_some()
        };
        source.days_covered(month) > 0 && !case.partners.iter().any(thin)
    };
    for (row, cell) in known.panel.cells().filter(|(row, _)| counted(row) && looked(row.month)) {
        *margin.all.entry(row.month).or_default() += cell.count as f64;
        let partner = case.partners.iter().position(|one| row.dyad.joins(case.subject, *one));
        if let Some(at) = partner {
            *margin.partners[at].entry(row.month).or_default() += cell.count as f64;
            ids.extend(cell.ids.iter().copied());
        }
    }
    let evidence = Evidence::of(Citation::Source(source.name.clone()))
        .and(ids.into_iter().map(Citation::Observation));
    let about = About { of: "deeds", source: &source.name, evidence, partners: &case.partners };
    about.measured(case, &margin, last_month(case, known))
}

/// What the subject reports of its trade with one partner, month by month.
struct OfPartner {
    partner: Actor,
    amounts: BTreeMap<Month, f64>,
    ids: Vec<ObservationId>,
}

/// A channel of trade, as the subject itself reports it with several partners, of whom each has a
/// figure in every month; a share is one of the trade with these partners, not of all trade.
struct Trade {
    name: SeriesName,
    partners: Vec<Actor>,
    ids: Vec<ObservationId>,
    margin: Margin,
}

impl Trade {
    fn last(&self) -> Option<Month> {
        self.margin.all.keys().next_back().copied()
    }
}

/// Every channel of trade that the subject reports with partners enough, measured or not.
fn trade(case: &Case, known: &Known) -> Vec<Trade> {
    let mut by_channel: BTreeMap<SeriesName, Vec<OfPartner>> = BTreeMap::new();
    for partner in &case.partners {
        for (name, series) in known.monthly_trade(case.subject, *partner) {
            let amounts = series.iter().map(|(month, seen)| (*month, amount_of(seen))).collect();
            let ids = series.values().map(|seen| seen.id()).collect();
            if name.actor == case.subject {
                // One channel, unit and source, whoever the partner is.
                let any = SeriesName { target: case.subject, ..name };
                by_channel.entry(any).or_default().push(OfPartner {
                    partner: *partner,
                    amounts,
                    ids,
                });
            }
        }
    }
    let enough = by_channel.into_iter().filter(|(_, all)| all.len() >= PARTNERS_MIN);
    let together = |(name, series): (SeriesName, Vec<OfPartner>)| {
        let partners: Vec<Actor> = series.iter().map(|one| one.partner).collect();
        let ids: Vec<ObservationId> = series.iter().flat_map(|one| one.ids.clone()).collect();
        let mut margin = Margin {
            partners: series.into_iter().map(|one| one.amounts).collect(),
            ..Margin::default()
        };
        let whole = |month: &&Month| margin.partners.iter().all(|one| one.contains_key(month));
        let sum = |month: &Month| (*month, margin.partners.iter().map(|one| one[month]).sum());
        margin.all = margin.partners[0].keys().filter(whole).map(sum).collect();
        Trade { name, partners, ids, margin }
    };
    enough.map(together).collect()
}

fn of_trade(case: &Case, known: &Known) -> Vec<Realignment> {
    let mut found = Vec::new();
    for trade in trade(case, known) {
        let Some(last) = trade.last().filter(|last| !is_stale(known, *last)) else { continue };
        let Some(evidence) = Evidence::from_ids(trade.ids) else { continue };
        let (of, source) = (trade.name.channel.name(), trade.name.source.as_str());
        let about = About { of, source, evidence, partners: &trade.partners };
        found.extend(about.measured(case, &trade.margin, last));
    }
    found
}

/// What is measured, by whom, among whom.
struct About<'a> {
    of: &'static str,
    source: &'a str,
    evidence: Evidence,
    partners: &'a [Actor],
}

impl About<'_> {
    fn measured(&self, case: &Case, margin: &Margin, until: Month) -> Vec<Realignment> {
        if self.partners.len() < 2 || margin.all.is_empty() {
            return Vec::new();
        }
        let one = |found: telltale_measure::Realignment| Realignment {
            actor: case.subject,
            from: self.partners[found.from],
            towards: self.partners[found.towards],
            of: self.of,
            source: self.source.to_owned(),
            ratio: Estimated {
                value: found.log_ratio.location.exp(),
                interval: found.log_ratio.interval().map(f64::exp),
            },
            probability: found.both,
            told: found.told,
            placebo: found.placebo,
            n: found.n,
            evidence: self.evidence.clone(),
        };
        realignments(margin, until).into_iter().map(one).collect()
    }
}

/// The turns that are told; else the most striking that is not; else why there is none.
pub(crate) fn sentences(
    case: &Case,
    known: &Known,
    found: &[Realignment],
    language: Language,
) -> Vec<Sentence> {
    if case.partners.len() < 2 {
        return Vec::new(); // from whom, towards whom?
    }
    let told: Vec<&Realignment> = found.iter().filter(|one| one.told).collect();
    if !told.is_empty() {
        return told.into_iter().map(|one| sentence(one, language)).collect();
    }
    if let Some(first) = found.first() {
        return vec![sentence(first, language)];
    }
    if let Some(short) = too_short(case, known, language) {
        return vec![short];
    }
    let subject = language.name_within(case.subject);
    let text = tell!(
        language,
        "Whether {subject} turns from one of them towards another cannot be told: that takes one source that reports its dealings with all of them, and how much it reported at all, over months enough; or its trade with three of them or more, month by month.",
        "{subject}의 방향 전환 여부는 판단할 수 없음: 모든 상대와의 관계를 보고량과 함께 여러 달 다루는 출처 하나, 또는 세 상대 이상과의 월별 교역이 필요."
    );
    let about = known.observations.iter().filter(|seen| {
        let other = |partner: &Actor| seen.dyad().joins(case.subject, *partner);
        case.partners.iter().any(other)
    });
    let names: BTreeSet<&str> = about.map(|seen| seen.origin().source.as_str()).collect();
    let declared = names.into_iter().filter(|name| case.source(name).is_some());
    let cited = declared.map(|name| Citation::Source(name.to_owned()));
    Evidence::from_all(cited).map(|evidence| Sentence::new(text, evidence)).into_iter().collect()
}

/// How many months are missing, where the subject's trade with partners enough is held month by month.
fn too_short(case: &Case, known: &Known, language: Language) -> Option<Sentence> {
    let held = trade(case, known)
        .into_iter()
        .filter(|one| one.last().is_some_and(|last| !is_stale(known, last)));
    let longest = held.max_by_key(|one| one.margin.all.len())?;
    let (n, wanted) = (longest.margin.all.len(), THRESHOLDS.history_min);
    let missing = wanted.checked_sub(n).filter(|missing| *missing > 0)?;
    let subject = language.name_within(case.subject);
    let (partners, source) = (longest.partners.len(), &longest.name.source);
    let (first, last) = (longest.margin.all.keys().next()?, longest.last()?);
    let (first, last) = (language.month(*first), language.month(last));
    let text = tell!(
        language,
        "Whether {subject} turns from one of them towards another cannot be told yet: {source} has its trade with {partners} of them for {n} months, from {first} to {last}, and it takes {wanted}: {missing} are missing.",
        "{subject}의 방향 전환 여부는 아직 판단할 수 없음: {source}에 상대 {partners}곳과의 교역이 {first}–{last} {n}개월 있으나 {wanted}개월이 필요함: {missing}개월 부족."
    );
    Some(Sentence::new(text, Evidence::of(Citation::Source(source.clone()))))
}

fn sentence(one: &Realignment, language: Language) -> Sentence {
    let [actor, from, towards] =
        [one.actor, one.from, one.towards].map(|actor| language.name_within(actor));
    let times = |value: f64| format!("{value:.2}");
    let (ratio, [low, high]) = (times(one.ratio.value), one.ratio.interval.map(times));
    let (said, [rank, of], n) = (odds(one.probability, language), one.placebo, one.n);
    let (what, source) = (one.of, &one.source);
    let text = match one.told {
        true => tell!(
            language,
            "{actor} turned from {from} towards {towards} ({what}, {source}): the ratio of the two shares grew {ratio} times within twelve months (90 % interval {low} to {high}, n = {n} months); less with the one and more with the other is {said}; number {rank} of {of} pairs.",
            "{actor}: {from}에서 {towards} 쪽으로 전환({what}, {source}): 두 몫의 비율 열두 달 사이 {ratio}배 (90 % 구간 {low}에서 {high}까지, n = {n}개월); 한쪽은 줄고 한쪽은 늘었을 가능성: {said}; {of}개 쌍 중 {rank}위."
        ),
        false => tell!(
            language,
            "No turn of {actor} from one partner towards another can be told; nearest is from {from} towards {towards} ({what}, {source}): the ratio of the two shares grew {ratio} times within twelve months (90 % interval {low} to {high}, n = {n} months); less with the one and more with the other is {said}.",
            "{actor}의 방향 전환은 판단할 수 없음; 가장 가까운 것은 {from}에서 {towards} 쪽({what}, {source}): 두 몫의 비율 열두 달 사이 {ratio}배 (90 % 구간 {low}에서 {high}까지, n = {n}개월); 한쪽은 줄고 한쪽은 늘었을 가능성: {said}."
        ),
    };
    Sentence::new(text, one.evidence.clone())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use telltale_observation::{AsOf, Observation, Panel};
    use telltale_source::{Defaults, read_flows};

    use super::*;

    const CASE: &str = r#"
[case]
name = "steppe"
question = "Towards whom does Mongolia turn?"
subject = "MNG"
partners = ["CHN", "RUS", "KAZ"]
covers_until = 2026-12-31

[[source]]
name = "mng-customs"
title = "Trade by country"
publisher = "customs of Mongolia"
citation = "customs of Mongolia"
licence = "facts"
"#;

    /// So many months of imports from each partner, from January 2023 on.
    fn months(n: i32) -> Vec<Observation> {
        let mut table =
            "id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,\
                         publisher,url,weak,basis\n"
                .to_owned();
        for at in 0..n {
            let month = Month::new(2023, 1).unwrap().plus(at);
            let (start, end) = (month.first_day(), month.last_day());
            for (partner, amount) in [("CHN", 900), ("RUS", 500), ("KAZ", 40)] {
                let amount = amount + 7 * ((at * at) % 11);
                writeln!(
                    table,
                    "{partner}{at},MNG,{partner},import,TOTAL,{start},{end},{amount},USD,{end},,\
                     mng-customs,,,,"
                )
                .unwrap();
            }
        }
        let defaults = Defaults { known_at: None, sources: vec!["mng-customs".to_owned()] };
        let reading = read_flows("flows.csv", table.as_bytes(), &defaults);
        assert_eq!(reading.rejects, []);
        reading.observations
    }

    fn said(n: i32, language: Language) -> String {
        let (case, faults) = crate::case::parse("case.toml", CASE);
        assert_eq!(faults, []);
        let case = case.unwrap();
        let last = Month::new(2023, 1).unwrap().plus(n - 1).last_day();
        let as_of = AsOf::day(last).unwrap();
        let seen = months(n);
        let panel = Panel::of_events(as_of, &seen);
        let known = Known::new(as_of, &seen, &panel);
        let found = all(&case, &known);
        let said = sentences(&case, &known, &found, language);
        said.iter().map(Sentence::text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn where_trade_with_three_is_held_what_is_missing_is_months() {
        let short = said(31, Language::English);
        assert!(short.contains("for 31 months, from January 2023 to July 2025"), "{short}");
        assert!(short.ends_with("it takes 36: 5 are missing."), "{short}");
        assert!(said(31, Language::Korean).ends_with("5개월 부족."));
        let long = said(44, Language::English);
        assert!(!long.contains("missing"), "{long}");
    }
}
