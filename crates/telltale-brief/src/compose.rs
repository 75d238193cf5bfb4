//! The brief put together: verdicts, movements, numbers, words, claims and calendar, in sections,
//! with the list of all that they rest on.

use std::collections::{BTreeMap, BTreeSet};

use telltale_observation::{Month, Observation, ObservationId};

use crate::brief::{
    Brief, CalendarEntry, Claim, EvidenceRow, Mentions, Occasion, Section, SourceRow, Tripwire,
    Verdict,
};
use crate::case::Case;
use crate::evidence::{Citation, Evidence, Sentence};
use crate::known::Known;
use crate::language::{Language, tell};
use crate::{calendar, claims, mentions, movements, realignments, trade};

/// A source that ends so many months before the day asked is said to have ended.
const ENDED_MONTHS: i32 = 3;

/// How far back a verdict looks: the last twelve months, and the twelve before.
const COMPARED_MONTHS: i32 = 24;

/// Writes the brief of a case on what was known, with the verdicts drawn from it and its tripwires
/// as they were judged.
pub fn compose(
    case: &Case,
    known: &Known,
    verdicts: Vec<Verdict>,
    tripwires: Vec<Tripwire>,
    language: Language,
) -> Brief {
    let tripwires = tripwires.into_iter().map(|one| crate::tripwires::on_known(one, known));
    let tripwires: Vec<Tripwire> = tripwires.collect();
    let (subject, partners) = (case.subject, case.partners.as_slice());
    let mut brief = Brief {
        case: case.name.clone(),
        as_of: known.as_of,
        language: language.code(),
        question: language.pick(&case.question, &case.question_ko).to_owned(),
        subject,
        partners: partners.to_vec(),
        verdicts,
        realignments: realignments::all(case, known),
        trade: trade::all_series(known, subject, partners),
        occasions: movements::occasions(known, subject, partners),
        mentions: mentions::all(case, known),
        tripwires,
        claims: claims::all(case, known, language),
        calendar: calendar::all(case, known, language),
        strip: movements::strip(known, subject, partners),
        sections: Vec::new(),
        evidence: Vec::new(),
        evidence_said: 0,
        sources: Vec::new(),
    };
    brief.sections = sections(case, known, &brief, language);
    list_evidence(case, known, &mut brief);
    brief
}

fn sections(case: &Case, known: &Known, brief: &Brief, language: Language) -> Vec<Section> {
    let (subject, partners) = (brief.subject, brief.partners.as_slice());
    let trade = brief.trade.iter().flat_map(|series| trade::sentences(series, language));
    let section = |id, english, korean, sentences: Vec<Sentence>, table| Section {
        id,
        title: language.pick(english, korean).to_owned(),
        sentences,
        table,
    };
    let each = |list: &[Occasion]| -> Vec<Sentence> {
        list.iter().map(|found| movements::occasion_sentence(known, found, language)).collect()
    };
    let of_mentions = |list: &[Mentions]| -> Vec<Sentence> {
        list.iter().map(|found| mentions::sentence(found, language)).collect()
    };
    let of_claims = |list: &[Claim]| -> Vec<Sentence> {
        list.iter().map(|claim| claims::sentence(claim, language)).collect()
    };
    let of_calendar = |list: &[CalendarEntry]| -> Vec<Sentence> {
        list.iter().map(|entry| calendar::sentence(entry, language)).collect()
    };
    let movement_rows = movements::table(known, subject, partners, language);
    let launches = movements::launches(known, subject, language);
    let word_rows = movements::words(known, subject, partners, language);
    let all = vec![
        section("verdicts", "Verdicts", "판단", Vec::new(), None),
        section(
            "realignment",
            "From one partner towards another",
            "상대 사이의 이동",
            realignments::sentences(case, known, &brief.realignments, language),
            None,
        ),
        section("movements", "Movements", "움직임", launches.into_iter().collect(), movement_rows),
        section(
            "occasions",
            "The same occasion, a year before",
            "1년 전 같은 행사",
            each(&brief.occasions),
            None,
        ),
        section("numbers", "Numbers", "수치", trade.collect(), None),
        section("words", "Words", "말", of_mentions(&brief.mentions), word_rows),
        section(
            "claims",
            "What others said, held against the numbers",
            "남들이 한 말과 수치",
            of_claims(&brief.claims),
            None,
        ),
        section("calendar", "Calendar", "일정", of_calendar(&brief.calendar), None),
        section(
            "tripwires",
            "What was declared to watch",
            "미리 정한 조건",
            brief.tripwires.iter().map(|one| crate::tripwires::sentence(one, language)).collect(),
            None,
        ),
        section(
            "limits",
            "What this brief cannot see",
            "이 브리프가 보지 못하는 것",
            limits(case, known, language),
            None,
        ),
    ];
    let said = |section: &Section| {
        section.id == "verdicts" || !section.sentences.is_empty() || section.table.is_some()
    };
    all.into_iter().filter(said).collect()
}

/// What the case's sources cannot show: hand-picked rows, thin periods, sources that ended, weak
/// rows.
fn limits(case: &Case, known: &Known, language: Language) -> Vec<Sentence> {
    let mut said: Vec<Sentence> = Vec::new();
    let cite = |names: &[&str]| {
        Evidence::from_all(names.iter().map(|name| Citation::Source((*name).to_owned())))
    };
    let recorded: BTreeSet<&str> =
        known.observations.iter().map(|seen| seen.origin().source.as_str()).collect();
    let used = || case.sources.iter().filter(|source| recorded.contains(source.name.as_str()));
    let curated: Vec<&str> = used().filter(|s| s.curated).map(|s| s.name.as_str()).collect();
    if let Some(evidence) = cite(&curated) {
        let names = curated.join(", ");
        let text = tell!(
            language,
            "Rows of {names} were picked by hand and grow with their curators' diligence: they are listed as evidence, and no trend is read off their number.",
            "{names}의 기록은 사람이 고른 것으로 기록자의 노력에 따라 늘어남: 근거로 제시할 뿐 건수로 추세를 읽지 않음."
        );
        said.push(Sentence::new(text, evidence));
    }
    let today = Month::of(known.as_of.date());
    let ended: Vec<(&str, Month)> = used()
        .filter_map(|source| Some((source.name.as_str(), Month::of(source.covered?.end()))))
        .filter(|(_, end)| today.since(*end) > ENDED_MONTHS)
        .collect();
    let names: Vec<&str> = ended.iter().map(|(name, _)| *name).collect();
    if let Some(evidence) = cite(&names) {
        let list: Vec<String> = ended.iter().map(|(name, end)| format!("{name} ({end})")).collect();
        let list = list.join(", ");
        let text = tell!(
            language,
            "These sources end before the day asked: {list}. What they do not record after their last month may have happened all the same.",
            "다음 출처는 기준일 전에 끝남: {list}. 그 뒤의 공백은 일이 없었다는 뜻이 아님."
        );
        said.push(Sentence::new(text, evidence));
    }
    said.extend(covers_sentence(case, known, language));
    said.extend(thin_sentences(case, known, language));
    said.extend(weak_sentence(known, language));
    said
}

/// That the case ends before the day asked, if it does.
fn covers_sentence(case: &Case, known: &Known, language: Language) -> Option<Sentence> {
    let day = language.day(case.covers_until);
    let text = tell!(
        language,
        "The case's facts end on {day}: later days are not covered, whatever the calendar says.",
        "이 사례의 기록은 {day}에 끝남: 그 뒤의 날은 다루지 않음."
    );
    let cited = Evidence::of(Citation::Case("case/covers_until".to_owned()));
    (known.as_of.date() > case.covers_until).then(|| Sentence::new(text, cited))
}

fn thin_sentences(case: &Case, known: &Known, language: Language) -> Vec<Sentence> {
    let today = Month::of(known.as_of.date());
    let matters = |thin: &crate::case::Thin| {
        let (start, end) = (thin.period.start(), thin.period.end());
        start <= known.as_of.date() && today.since(Month::of(end)) <= COMPARED_MONTHS
    };
    case.thin
        .iter()
        .enumerate()
        .filter(|(_, thin)| matters(thin))
        .map(|(index, thin)| {
            let (actor, target) =
                (language.name_within(thin.actor), language.name_within(thin.target));
            let (start, end) = (thin.period.start(), thin.period.end().min(known.as_of.date()));
            let why = language.pick(&thin.why, &thin.why_ko);
            let text = tell!(
                language,
                "{actor} – {target}, {start} to {end}: {why}.",
                "{actor}–{target}, {start}–{end}: {why}."
            );
            let entry = format!("thin/{}-{}-{index}", thin.actor, thin.target);
            Sentence::new(text, Evidence::of(Citation::Case(entry)))
        })
        .collect()
}

fn weak_sentence(known: &Known, language: Language) -> Option<Sentence> {
    let weak: Vec<&Observation> =
        known.observations.iter().filter(|seen| seen.origin().weak).collect();
    let n = weak.len();
    let text = tell!(
        language,
        "{n} observations are marked weak by whoever coded them and are left out of every measure.",
        "관측 {n}건은 기록자가 약하다고 표시한 것으로 모든 측정에서 제외됨."
    );
    let sources: BTreeSet<&str> = weak.iter().map(|seen| seen.origin().source.as_str()).collect();
    let cited = sources.into_iter().map(|name| Citation::Source(name.to_owned()));
    Evidence::from_all(cited).map(|evidence| Sentence::new(text, evidence))
}

/// Lists all that is cited: what sentences cite first, in their order, then what charts show.
fn list_evidence(case: &Case, known: &Known, brief: &mut Brief) {
    let by_id: BTreeMap<ObservationId, &Observation> =
        known.observations.iter().chain(known.vintages).map(|seen| (seen.id(), seen)).collect();
    let mut cited = Cited::default();
    for section in &brief.sections {
        if section.id == "verdicts" {
            let said = brief.verdicts.iter().flat_map(|verdict| &verdict.sentences);
            said.for_each(|sentence| cited.add(sentence.evidence()));
        }
        section.sentences.iter().for_each(|sentence| cited.add(sentence.evidence()));
        let rows = section.table.iter().flat_map(|table| &table.rows);
        rows.for_each(|row| cited.add(&row.evidence));
    }
    brief.evidence_said = cited.ids.len();
    let channels = brief.verdicts.iter().flat_map(|verdict| &verdict.channels);
    channels.for_each(|channel| cited.add(&channel.evidence));
    for verdict in &brief.verdicts {
        verdict.indices.iter().for_each(|index| cited.add(&index.evidence));
        verdict.turning_points.iter().for_each(|turn| cited.add(&turn.evidence));
        verdict.absences.iter().for_each(|absence| cited.add(&absence.evidence));
    }
    brief.realignments.iter().for_each(|one| cited.add(&one.evidence));
    let months = brief.trade.iter().flat_map(|series| &series.months);
    months.for_each(|month| cited.id(month.evidence));
    brief.strip.marks.iter().for_each(|mark| cited.id(mark.evidence));
    let row = |id: &ObservationId| {
        let seen = by_id.get(id).unwrap_or_else(|| panic!("cited, and not known: {id}"));
        evidence_row(seen)
    };
    brief.evidence = cited.ids.iter().map(row).collect();
    for row in &brief.evidence {
        cited.source(&row.source);
    }
    let market = crate::check::market();
    let source =
        |name: &String| case.source(name).or_else(|| (market.name == *name).then_some(market));
    brief.sources = cited
        .sources
        .iter()
        .filter_map(source)
        .map(|source| SourceRow {
            id: Citation::Source(source.name.clone()).to_string(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            citation: source.citation.clone(),
            licence: source.licence.clone(),
            url: source.url.clone(),
            by_row: source.by_row,
        })
        .collect();
}

/// What is cited, each once, in the order of its first citation.
#[derive(Default)]
struct Cited {
    ids: Vec<ObservationId>,
    seen: BTreeSet<ObservationId>,
    sources: Vec<String>,
}

impl Cited {
    fn add(&mut self, evidence: &Evidence) {
        for citation in evidence.iter() {
            match citation {
                Citation::Observation(id) => self.id(*id),
                Citation::Source(name) => self.source(name),
                Citation::Case(_) => {}
            }
        }
    }

    fn id(&mut self, id: ObservationId) {
        if self.seen.insert(id) {
            self.ids.push(id);
        }
    }

    fn source(&mut self, name: &str) {
        if !self.sources.iter().any(|known| known == name) {
            self.sources.push(name.to_owned());
        }
    }
}

fn evidence_row(seen: &Observation) -> EvidenceRow {
    let quantity = seen.detail().quantity();
    EvidenceRow {
        id: seen.id(),
        date: seen.period().to_string(),
        actor: seen.dyad().actor,
        target: seen.dyad().target,
        channel: seen.channel(),
        mode: seen.mode(),
        modality: seen.modality(),
        what: what(seen),
        value: quantity.map(|quantity| quantity.amount()),
        unit: quantity.map(|quantity| quantity.unit()),
        rank: seen.detail().rank(),
        source: seen.origin().source.clone(),
        publisher: seen.origin().publisher.clone(),
        url: seen.origin().url.clone(),
        known_at: seen.known_at(),
        weak: seen.origin().weak,
    }
}

/// What was seen; for an amount, the amount.
fn what(seen: &Observation) -> String {
    use telltale_observation::Detail;
    match seen.detail() {
        Detail::Flow { quantity, commodity, .. } => {
            let amount = crate::language::amount(*quantity);
            if commodity.is_total() { amount } else { format!("{amount} of {commodity}") }
        }
        Detail::Quantity { quantity, of: Some(of), topic } => {
            format!("{topic}: {} of {of} {}", quantity.amount(), quantity.unit())
        }
        Detail::Quantity { quantity, topic, .. } => {
            format!("{topic}: {}", crate::language::amount(*quantity))
        }
        Detail::Event { .. } | Detail::Vote { .. } => seen.what().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{case, known_on};

    #[test]
    fn a_thin_time_that_runs_is_cut_at_the_day_asked_and_a_later_one_is_not_told() {
        let said =
            known_on("2025-03-01", |case, known| thin_sentences(case, known, Language::English));
        let said: Vec<&str> = said.iter().map(Sentence::text).collect();
        let china = "North Korea – China, 2024-12-01 to 2025-03-01: nothing was gathered.";
        assert!(said.contains(&china), "{said:?}");
        assert!(!said.iter().any(|text| text.contains("2025-11")), "{said:?}");
    }

    #[test]
    fn the_reason_of_a_thin_time_tells_of_no_other_days() {
        // Whatever names a year, or what came before and after, may tell of what was not known yet.
        let of_other_days =
            ["19", "20", "before", "after", "between", "이전", "이후", "뒤", "전의"];
        for thin in case().thin {
            let told = |why: &str| of_other_days.iter().any(|other| why.contains(other));
            assert!(!told(&thin.why) && !told(&thin.why_ko), "{thin:?}");
        }
    }
}
