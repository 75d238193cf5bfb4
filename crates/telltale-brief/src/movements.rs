//! Movements: who went where, who met whom, what flew; and what was said beside it. They are
//! listed, never counted: what the sources list grows with their diligence.

use std::collections::BTreeSet;

use jiff::civil::Date;
use telltale_measure::occasion::{OccasionPair, Step};
use telltale_observation::{Actor, Channel, Dyad, Kind, Modality, Mode, Month, Observation, Rank};

use crate::brief::{Occasion, Strip, StripMark, Table, TableRow};
use crate::evidence::{Citation, Evidence, Sentence};
use crate::known::Known;
use crate::language::{Language, tell};

/// How many months the strip shows.
const STRIP_MONTHS: i32 = 24;

/// How many rows each partner has in the table of movements, and of words.
const ROWS_PER_PARTNER: usize = 6;

/// The channels of the table of movements: what people, arms and forces of one do towards the other.
/// Trade has its numbers, launches and tests are addressed to nobody, and votes are of an assembly.
const MOVEMENTS: [Channel; 10] = {
    use Channel::{
        Agreement, Arms, Ceremony, Incident, Meeting, Military, Refusal, Sanction, Troops, Visit,
    };
    [Visit, Meeting, Ceremony, Refusal, Agreement, Arms, Troops, Military, Sanction, Incident]
};

/// Visits, meetings and ceremonies with each partner, and the subject's launches.
pub(crate) fn strip(known: &Known, subject: Actor, partners: &[Actor]) -> Strip {
    let to = Month::of(known.as_of.date());
    let from = to.plus(1 - STRIP_MONTHS);
    let mut marks: Vec<StripMark> = Vec::new();
    for partner in partners {
        let shown = [Channel::Visit, Channel::Meeting, Channel::Ceremony];
        let deeds = known.deeds_between(subject, *partner);
        let deeds = deeds.filter(|seen| shown.contains(&seen.channel()));
        marks.extend(deeds.map(|seen| mark(seen, Some(*partner))));
    }
    let launches =
        known.observations.iter().filter(|seen| is_launch(seen, subject) && !seen.origin().weak);
    marks.extend(launches.map(|seen| mark(seen, None)));
    marks.retain(|mark| from <= Month::of(mark.date) && Month::of(mark.date) <= to);
    marks.sort_by_key(|mark| (mark.date, mark.partner, mark.evidence));
    Strip { from, to, marks }
}

fn mark(seen: &Observation, partner: Option<Actor>) -> StripMark {
    StripMark {
        date: seen.period().start(),
        partner,
        channel: seen.channel(),
        rank: seen.detail().rank(),
        what: seen.what().to_owned(),
        evidence: seen.id(),
    }
}

/// The latest movements with each partner, of the highest ranks of a year.
pub(crate) fn table(
    known: &Known,
    subject: Actor,
    partners: &[Actor],
    language: Language,
) -> Option<Table> {
    let moved = |seen: &Observation| {
        seen.mode() == Mode::Deed
            && seen.modality().took_place()
            && MOVEMENTS.contains(&seen.channel())
    };
    let name = language.name_within(subject);
    let nouns = MOVEMENTS.map(|channel| language.pick(channel.plural(), channel.korean()));
    let nouns = nouns.join(", ");
    let caption = tell!(
        language,
        "Movements between {name} and each partner in the last twelve months, by the highest rank present, of these kinds only: {nouns}",
        "최근 12개월 {name}·각 상대 사이의 움직임, 참석자 최고 직급 순, 다음 유형만: {nouns}"
    );
    listed(known, subject, partners, moved, caption, language)
}

/// The latest words between the subject and each partner, of the highest ranks of a year.
pub(crate) fn words(
    known: &Known,
    subject: Actor,
    partners: &[Actor],
    language: Language,
) -> Option<Table> {
    let name = language.name_within(subject);
    let caption = tell!(
        language,
        "Words between {name} and each partner in the last twelve months, by the highest rank of a speaker or addressee",
        "최근 12개월 {name}·각 상대 사이의 말, 최고 직급 순"
    );
    let said = |seen: &Observation| seen.mode() == Mode::Word;
    listed(known, subject, partners, said, caption, language)
}

/// Events of the last twelve months between the subject and each partner; the weak ones are marked:
/// they are shown, and in no measure.
fn listed(
    known: &Known,
    subject: Actor,
    partners: &[Actor],
    wanted: impl Fn(&Observation) -> bool,
    caption: String,
    language: Language,
) -> Option<Table> {
    let recent = |seen: &&Observation| {
        seen.kind() == Kind::Event && known.is_of_last_year(seen.period().end())
    };
    let mut rows = Vec::new();
    let mut counts = Vec::new();
    for partner in partners {
        let between = known.observations.iter().filter(|seen| seen.dyad().joins(subject, *partner));
        let mut seen: Vec<_> = between.filter(recent).filter(|seen| wanted(seen)).collect();
        tell_once(&mut seen);
        let (partner, of) = (language.name(*partner), seen.len());
        let shown = of.min(ROWS_PER_PARTNER);
        counts.push(tell!(language, "{partner} {shown} of {of}", "{partner} {of}건 중 {shown}건"));
        rows.extend(highest(seen, language));
    }
    let heads = [
        ("Date", "날짜"),
        ("Who", "주체"),
        ("Channel", "유형"),
        ("Rank", "최고 직급"),
        // What was seen stands in the words of the table, in whichever language that is kept.
        ("What", "내용(기록된 대로)"),
    ];
    let columns =
        heads.iter().map(|(english, korean)| language.pick(english, korean).to_owned()).collect();
    let caption = format!("{caption} ({})", counts.join(", "));
    (!rows.is_empty()).then_some(Table { caption, columns, rows })
}

/// The rows of the highest ranks, and of these the latest; shown from the latest back.
fn highest(mut seen: Vec<&Observation>, language: Language) -> Vec<TableRow> {
    // Rows marked weak are shown where room is left.
    seen.sort_by_key(|seen| {
        std::cmp::Reverse((!seen.origin().weak, seen.detail().rank(), seen.period().start()))
    });
    seen.truncate(ROWS_PER_PARTNER);
    seen.sort_by_key(|seen| std::cmp::Reverse((seen.period().start(), seen.id())));
    seen.into_iter().map(|seen| row(seen, language)).collect()
}

/// Leaves out what a host tells of a visit of which the guest tells too.
fn tell_once(seen: &mut Vec<&Observation>) {
    let by_guest: BTreeSet<(Dyad, Date)> = seen
        .iter()
        .filter(|seen| seen.channel() == Channel::Visit && !seen.is_told_by_host())
        .map(|seen| (seen.goes(), seen.period().start()))
        .collect();
    seen.retain(|seen| {
        !seen.is_told_by_host() || !by_guest.contains(&(seen.goes(), seen.period().start()))
    });
}

fn row(seen: &Observation, language: Language) -> TableRow {
    let goes = seen.goes();
    let target = goes.target.map_or("–", |target| language.name(target));
    let host = match seen.is_told_by_host() {
        true => language.pick("told by the host: ", "초청국 기록: "),
        false => "",
    };
    let modality = match seen.modality() {
        Modality::Happened => String::new(),
        other => format!(" ({})", modality_word(other, language)),
    };
    let weak = if seen.origin().weak { language.pick(" (weak)", " (약함)") } else { "" };
    TableRow {
        cells: vec![
            language.period(seen.period()),
            format!("{} → {target}", language.name(goes.actor)),
            format!("{}{modality}", language.pick(seen.channel().name(), seen.channel().korean())),
            seen.detail().rank().map_or("–", |rank| rank_word(Some(rank), language)).to_owned(),
            format!("{host}{}{weak}", seen.what()),
        ],
        evidence: Evidence::of(Citation::Observation(seen.id())),
    }
}

/// The same occasion in two years running, of the subject with a partner, the later one within a
/// year of the day asked.
pub(crate) fn occasions(known: &Known, subject: Actor, partners: &[Actor]) -> Vec<Occasion> {
    let mut found = Vec::new();
    for partner in partners {
        let deeds: Vec<&Observation> = known.deeds_between(subject, *partner).collect();
        let pairs = telltale_measure::occasion::pairs(&deeds);
        let recent = pairs.into_iter().filter(|pair| known.is_of_last_year(pair.day_after));
        found.extend(recent.map(|pair| occasion(subject, *partner, &pair)));
    }
    found
}

fn occasion(subject: Actor, partner: Actor, pair: &OccasionPair) -> Occasion {
    let ids = pair.after.iter().chain(&pair.before).copied();
    Occasion {
        actor: subject,
        target: partner,
        channel: Channel::Ceremony,
        day_before: pair.day_before.to_string(),
        day: pair.day_after.to_string(),
        rank_before: pair.rank_before,
        rank: pair.rank_after,
        step: match pair.step {
            Step::Higher => "higher",
            Step::Lower => "lower",
            Step::Same => "same",
        },
        evidence: Evidence::from_ids(ids).expect("an occasion has observations on both days"),
    }
}

/// An occasion in words: what was done then and now, and whether the rank rose or fell.
pub(crate) fn occasion_sentence(known: &Known, found: &Occasion, language: Language) -> Sentence {
    let what = |day: &str| {
        let on_day = found.evidence.ids().filter_map(|id| known.get(id));
        let on_day = on_day.filter(|seen| seen.period().start().to_string() == day);
        on_day.map(Observation::what).collect::<Vec<_>>().join("; ")
    };
    let (now, before) = (what(&found.day), what(&found.day_before));
    let (day, day_before) = (said_day(&found.day, language), said_day(&found.day_before, language));
    let (rank, rank_before) =
        (rank_word(found.rank, language), rank_word(found.rank_before, language));
    let step = match found.step {
        "higher" => language.pick("higher rank", "직급 상승"),
        "lower" => language.pick("lower rank", "직급 하락"),
        _ => language.pick("same rank", "직급 같음"),
    };
    let text = tell!(
        language,
        "{day} — {now} ({rank}); the same occasion a year before, {day_before} — {before} ({rank_before}): {step}.",
        "{day} — {now} ({rank}); 1년 전 같은 행사 {day_before} — {before} ({rank_before}): {step}."
    );
    Sentence::new(text, found.evidence.clone())
}

/// A modality in a word of the language.
fn modality_word(modality: Modality, language: Language) -> &'static str {
    let korean = match modality {
        Modality::Happened => "실현",
        Modality::Planned => "예정",
        Modality::Reported => "보도",
        Modality::Denied => "부인",
        Modality::Conditional => "조건부",
    };
    language.pick(modality.name(), korean)
}

/// How many of the latest launches are named.
const LAUNCHES_SHOWN: usize = 3;

/// The subject's launches of the last twelve months, which are addressed to nobody. Weak ones are told
/// of, and not counted.
pub(crate) fn launches(known: &Known, subject: Actor, language: Language) -> Option<Sentence> {
    let recent = known
        .observations
        .iter()
        .filter(|seen| is_launch(seen, subject) && known.is_of_last_year(seen.period().end()));
    let (weak, mut seen): (Vec<&Observation>, Vec<&Observation>) =
        recent.partition(|seen| seen.origin().weak);
    seen.sort_by_key(|seen| std::cmp::Reverse((seen.period().start(), seen.id())));
    let (name, n) = (language.name(subject), seen.len());
    let latest: Vec<String> = seen
        .iter()
        .take(LAUNCHES_SHOWN)
        .map(|seen| format!("{}: {}", language.period(seen.period()), seen.what()))
        .collect();
    let latest = match latest.join("; ") {
        none if none.is_empty() => none,
        latest => tell!(language, "; the latest, {latest}", "; 최근 순으로 {latest}"),
    };
    let more = match weak.len() {
        0 => String::new(),
        weak => tell!(
            language,
            "; marked weak, and not counted: {weak}",
            "; 약하다고 표시되어 세지 않은 것 {weak}건"
        ),
    };
    let text = tell!(
        language,
        "{name}'s launches recorded in the last twelve months: {n}{latest}{more}.",
        "최근 12개월 기록된 {name}의 발사 {n}건{latest}{more}."
    );
    let ids = seen.iter().chain(&weak).map(|seen| seen.id());
    Evidence::from_ids(ids).map(|ids| Sentence::new(text, ids))
}

/// Whether this is a launch of the subject that took place, weak or not.
fn is_launch(seen: &Observation, subject: Actor) -> bool {
    seen.channel() == Channel::Launch
        && seen.dyad().actor == subject
        && seen.modality().took_place()
}

fn said_day(day: &str, language: Language) -> String {
    day.parse::<Date>().map_or(day.to_owned(), |day| language.day(day))
}

fn rank_word(rank: Option<Rank>, language: Language) -> &'static str {
    match (rank, language) {
        (None, _) => language.pick("nobody named", "인물 미상"),
        (Some(rank), Language::English) => rank.name(),
        (Some(Rank::Leader), Language::Korean) => "정상",
        (Some(Rank::Minister), Language::Korean) => "장관급",
        (Some(Rank::Envoy), Language::Korean) => "대사·특사",
        (Some(Rank::Military), Language::Korean) => "군인",
        (Some(Rank::Official), Language::Korean) => "관리",
    }
}

#[cfg(test)]
mod tests {
    use telltale_observation::{
        AsOf, Detail, Digest, Draft, KnownAt, Locator, Ontology, Origin, Panel, Period,
    };

    use super::*;
    use crate::sample::known_on;

    fn rows(day: &str, partner: &str) -> Table {
        let partner = Actor::parse(partner).unwrap();
        let made = |known: &Known, subject| table(known, subject, &[partner], Language::English);
        known_on(day, |case, known| made(known, case.subject)).expect("there are movements")
    }

    #[test]
    fn incidents_are_movements_and_the_caption_names_every_kind() {
        let south = rows("2025-11-04", "KOR");
        assert!(south.rows.iter().any(|row| row.cells[2].starts_with("incident")), "{south:?}");
        assert!(!south.caption.contains("0 of 0"), "{}", south.caption);
        for channel in MOVEMENTS {
            assert!(south.caption.contains(channel.plural()), "{}", south.caption);
        }
    }

    #[test]
    fn a_visit_is_shown_as_the_guests_and_once() {
        let known = AsOf::day(jiff::civil::date(2025, 11, 4)).unwrap();
        let told = |key: &str, code: &str, (actor, target): (&str, &str), day: i8| {
            let of = |code: &str| Actor::parse(code).unwrap();
            Observation::new(Draft {
                mode: Mode::Deed,
                dyad: Dyad::new(of(actor), of(target)),
                channel: Channel::Visit,
                period: Period::day(jiff::civil::date(2025, 10, day)).unwrap(),
                known_at: KnownAt::day(jiff::civil::date(2025, 11, 1)).unwrap(),
                modality: Modality::Happened,
                what: "a visit".into(),
                detail: Detail::Event {
                    rank: None,
                    place: String::new(),
                    code: Some((Ontology::Cameo, code.into())),
                },
                origin: Origin {
                    source: "wire".into(),
                    key: key.into(),
                    publisher: String::new(),
                    url: String::new(),
                    digest: Digest::of(b""),
                    locator: Locator { file: "t.csv".into(), row: 2 },
                    basis: String::new(),
                    weak: false,
                },
            })
            .unwrap()
        };
        let seen = [
            told("1", "042", ("RUS", "PRK"), 3),
            told("2", "043", ("PRK", "RUS"), 3),
            told("3", "043", ("PRK", "RUS"), 9),
        ];
        let panel = Panel::of_events(known, &seen);
        let [subject, partner] = ["PRK", "RUS"].map(|code| Actor::parse(code).unwrap());
        let known = Known::new(known, &seen, &panel);
        let shown = table(&known, subject, &[partner], Language::English).unwrap();
        let cells =
            |at: usize| shown.rows.iter().map(|row| row.cells[at].as_str()).collect::<Vec<_>>();
        assert_eq!(cells(1), ["Russia → North Korea"; 2]);
        assert_eq!(cells(4), ["told by the host: a visit", "a visit"]);
    }

    #[test]
    fn launches_are_counted_over_the_days_of_a_tripwires_window() {
        // One of 19 April 2024 is a day more than a year back on the first of these, two days on the next.
        let told = |day: &str| {
            known_on(day, |case, known| launches(known, case.subject, Language::English))
                .map(|sentence| sentence.text().to_owned())
        };
        for day in ["2025-04-19", "2025-04-20"] {
            let told = told(day).expect("there were launches");
            assert!(told.contains("in the last twelve months: 18;"), "{told}");
        }
    }

    #[test]
    fn a_weak_row_is_shown_and_marked() {
        // Nine rows of 2012 to 2016 stand in one copy only.
        let south = rows("2012-12-31", "KOR");
        assert!(south.rows.iter().any(|row| row.cells[4].ends_with(" (weak)")), "{south:?}");
    }
}
