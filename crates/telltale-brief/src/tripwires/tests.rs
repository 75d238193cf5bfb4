//! The tripwires of the embedded case, judged on what was known on a day.

use std::sync::LazyLock;

use telltale_observation::Month;

use super::*;
use crate::language::Language;
use crate::sample::{all, case};

mod fed_back;

/// On the day of the column, and on the last day of the list of launches.
static COLUMN: LazyLock<Vec<brief::Tripwire>> = LazyLock::new(|| on("2025-11-04"));
static LAST: LazyLock<Vec<brief::Tripwire>> = LazyLock::new(|| on("2026-08-20"));

fn on(day: &str) -> Vec<brief::Tripwire> {
    let case = case();
    let vintages = all(&case);
    let judged = watched(&case, &vintages, day.parse().expect("a day"));
    judged.iter().map(|one| said(&case, one, Language::English)).collect()
}

#[test]
fn the_columns_condition_is_not_met_where_trade_grows() {
    let column = COLUMN[0].clone();
    assert_eq!((column.name.as_str(), column.state), ("opening-to-washington", "quiet"));
    let trade = &column.conditions[2];
    assert_eq!(trade.holds, Some(false));
    // July to September, CNY: 3 months of 2025 against 3 of 2024.
    assert!(trade.value.is_some_and(|change| change > 0.0), "{trade:?}");
    assert_eq!(trade.evidence.len(), 6, "{trade:?}");
    assert!(
        trade.next.starts_with("CNY") && trade.next.contains(" or less for "),
        "{}",
        trade.next
    );
    assert!(column.because.contains("exports"), "{}", column.because);
}

#[test]
fn what_nobody_covers_cannot_be_told_and_it_is_said_which_days() {
    let column = COLUMN[0].clone();
    let visits = &column.conditions[1];
    assert_eq!((visits.holds, visits.value), (None, None));
    assert!(visits.next.contains("a source that covers"), "{}", visits.next);
}

#[test]
fn launches_are_counted_and_scored() {
    let series = LAST.iter().find(|one| one.name == "launches-in-series");
    let series = series.expect("the tripwire is declared");
    assert!(series.record.fired >= 20, "{:?}", series.record);
    assert!(series.record.targets >= 100 && !series.record.anecdotal, "{:?}", series.record);
    assert!(series.record.hits <= series.record.scored, "{:?}", series.record);
}

#[test]
fn a_record_of_four_tests_is_an_anecdote() {
    let salvo = LAST.iter().find(|one| one.name == "salvo-before-a-test");
    let record = salvo.expect("the tripwire is declared").record;
    assert_eq!((record.targets, record.anecdotal), (4, true));
}

#[test]
fn every_tripwire_is_explained_in_both_languages() {
    for tripwire in &case().tripwires {
        let english = explain(tripwire, Language::English);
        let korean = explain(tripwire, Language::Korean);
        let conditions = tripwire.conditions().count();
        assert_eq!(english.matches("    - ").count(), conditions, "{english}");
        assert_eq!(korean.matches("    - ").count(), conditions, "{korean}");
        let is_hangul = |c: char| ('가'..='힣').contains(&c);
        assert!(!english.contains(is_hangul), "{english}");
        assert!(korean.chars().filter(|c| is_hangul(*c)).count() > 40, "{korean}");
    }
}

#[test]
fn a_verdict_that_changed_is_read_on_the_day_on_which_it_did() {
    let cools = |all: &[brief::Tripwire]| {
        all.iter().find(|one| one.name == "beijing-cools").expect("it is declared").clone()
    };
    // The verdict of 4 November 2025 tells nothing, and so its number tells nothing either; nor did
    // that of June 2024.
    assert_eq!(cools(&COLUMN).conditions[1].holds, None);
    assert_eq!(cools(&on("2024-06-30")).conditions[1].holds, None);
}

#[test]
fn the_next_figure_is_expected_when_figures_usually_come() {
    let case = case();
    let as_of: AsOf = "2025-11-04".parse().expect("a day");
    let known: Vec<Observation> =
        all(&case).into_iter().filter(|seen| as_of.sees(seen.known_at())).collect();
    let due = releases(&case, &known, as_of, Language::English);
    assert_eq!(due[0].on.to_string(), "2025-11-20", "{due:?}");
    let file = calendar_file(&case, &due, as_of, Language::English);
    assert!(file.contains("DTSTART;VALUE=DATE:20251120\r\n"), "{file}");
    assert_eq!(file.matches("BEGIN:VEVENT").count(), file.matches("END:VEVENT").count());
    // The visit of April 2026 was announced by then; that it was put off was not.
    assert!(file.contains("pyongyang-K01@telltale") && !file.contains("K01b@"), "{file}");
}

#[test]
fn words_make_no_variant_and_another_line_does() {
    let mut case = case();
    case.tripwires.truncate(2);
    let vintages = all(&case);
    let as_of: AsOf = "2026-08-20".parse().expect("a day");
    let variant = |case: &Case| tried(&watched(case, &vintages, as_of)[1], as_of.date()).variant;
    let first = variant(&case);
    case.tripwires[1].says = "other words".into();
    assert_eq!(variant(&case), first);
    case.tripwires[1].all[0].watched.window_months = 2;
    assert_ne!(variant(&case), first);
}

#[test]
fn variants_are_counted_by_what_they_declare_under_any_name() {
    let mut case = case();
    case.tripwires.retain(|one| one.name == "launches-in-series" || one.name == "beijing-cools");
    let vintages = all(&case);
    let as_of: AsOf = "2014-01-01".parse().expect("a day");
    let judge = |case: &Case| -> Vec<Tried> {
        watched(case, &vintages, as_of).iter().map(|one| tried(one, as_of.date())).collect()
    };
    let mut log = judge(&case);
    let counts = |case: &Case, log: &[Tried]| -> Vec<u64> {
        let whole = backtest::json(&watched(case, &vintages, as_of), log, as_of.date());
        let of = |at: usize| whole["tripwires"][at]["variants"].as_u64().expect("a number");
        vec![whole["variants"].as_u64().expect("a number"), of(0), of(1)]
    };
    assert_eq!(counts(&case, &log), [2, 1, 1]);
    for window in [2, 3] {
        case.tripwires[0].all[0].watched.window_months = window;
        log.extend(judge(&case));
    }
    assert_eq!(counts(&case, &log), [4, 3, 1]);
    // Renamed, it is what was tried all the same; and what is tried from then on is added.
    case.tripwires[0].name = "series".to_owned();
    assert_eq!(counts(&case, &log), [4, 3, 1]);
    case.tripwires[0].all[0].watched.window_months = 4;
    log.extend(judge(&case));
    assert_eq!(counts(&case, &log), [5, 4, 1]);
    // A line that an older version wrote has no family, and another digest of the same variant.
    let mut older = log.clone();
    for tried in &mut older {
        tried.family.clear();
    }
    older.last_mut().expect("a line").variant = declared::older_variant(&case.tripwires[1]);
    assert_eq!(counts(&case, &older), [5, 1, 1]);
    let line = serde_json::to_string(&older[0]).expect("a line");
    assert!(!line.contains("family"), "{line}");
    assert_eq!(serde_json::from_str::<Tried>(&line).expect("the same line"), older[0]);
}

#[test]
fn words_keep_the_direction_and_ask_for_nobody_above_a_leader() {
    let case = case();
    let all: Vec<String> =
        case.tripwires.iter().map(|tripwire| explain(tripwire, Language::English)).collect();
    let all = all.join("\n");
    assert!(
        all.contains("visits from North Korea to China in which a leader of either side"),
        "{all}"
    );
    assert!(all.contains("exports of China to North Korea"), "{all}");
    assert!(all.contains("meetings of North Korea with the United States"), "{all}");
    assert!(!all.contains("leader or higher") && !all.contains("changed by less than"), "{all}");
    assert!(all.contains("a minister or higher"), "{all}");
    let korean = explain(&case.tripwires[0], Language::Korean);
    assert!(korean.contains("중국의 대북 수출") && !korean.contains("정상 이상"), "{korean}");
}

#[test]
fn a_record_says_of_what_each_number_is() {
    let record = |fired, hits, scored, targets| {
        let precedes = true;
        let record = brief::Record { precedes, fired, hits, scored, targets, ..Default::default() };
        words::record(&record, Language::English)
    };
    assert_eq!(
        record(57, 46, 57, 209),
        "Its record: raised 57 times; what it precedes followed 46 of the 57 times whose outcome is \
         known, and is recorded on 209 days in all."
    );
    assert_eq!(record(1, 0, 0, 0), "Its record: raised once, with no outcome that is known.");
    let record = brief::Record { fired: 65, ..Default::default() };
    assert_eq!(
        words::record(&record, Language::English),
        "Its record: raised 65 times; it is not said to precede anything, so it has no outcome."
    );
}

#[test]
fn what_was_never_raised_has_no_lead() {
    let mut case = case();
    case.tripwires.retain(|tripwire| tripwire.name == "launches-in-series");
    let vintages = all(&case);
    // Before the second launch that is recorded.
    let judged = watched(&case, &vintages, "2012-04-01".parse().expect("a day"));
    let (text, _) = backtest_text(&judged, &[], "2012-04-01".parse().expect("a day"));
    assert!(text.contains("lead, median   it was never raised"), "{text}");
    assert!(!text.contains("censored"), "{text}");
}

#[test]
fn a_notice_carries_its_evidence_and_its_id_is_that_of_the_change() {
    let mut case = case();
    case.tripwires.truncate(1);
    let vintages = all(&case);
    let as_of: AsOf = "2025-11-04".parse().expect("a day");
    let judged = watched(&case, &vintages, as_of);
    let column = said(&case, &judged[0], Language::English);
    let made = |state| {
        let was = Was { state, declared_anew: false };
        notice(&case.name, was, &column, &vintages, as_of, Language::English)
    };
    let first = made("cannot tell");
    assert_eq!(first, made("cannot tell"));
    assert_ne!(first.id, made("raised").id);
    assert!(first.title.contains("(was: cannot tell)"), "{}", first.title);
    let new = made(FIRST_LOOK);
    assert!(new.title.ends_with("(first look)"), "{}", new.title);
    let mut untold = column.clone();
    untold.state = "cannot tell";
    let was = Was { state: "raised", declared_anew: false };
    let untold = notice(&case.name, was, &untold, &vintages, as_of, Language::English);
    assert!(untold.title.contains("cannot be told (was: raised)"), "{}", untold.title);
    // Of a figure its month and its amount are told.
    assert!(
        first.text.contains("2025-09 PRK→CHN trade.")
            || first.text.contains("2025-09 CHN→PRK trade."),
        "{}",
        first.text
    );
    assert!(first.text.contains(": CNY "), "{}", first.text);
    let was = Was { state: "cannot tell", declared_anew: true };
    let anew = notice(&case.name, was, &column, &vintages, as_of, Language::English);
    assert!(anew.title.ends_with("(declared anew; was: cannot tell)"), "{}", anew.title);
    assert!(anew.text.contains("nothing need have happened") && anew.id != first.id);
    assert!(first.evidence.len() >= 6 && first.text.contains("[china-customs]"), "{}", first.text);
    let feed = feed_file("pyongyang", "?", &[(&first, "2025-11-04T00:00:00Z")], "x");
    assert!(feed.contains(&first.id) && feed.matches("<entry>").count() == 1);
}

#[test]
fn what_is_declared_is_told_from_what_is_said_of_it() {
    let mut case = case();
    let before = declared(&case.tripwires[0]);
    case.tripwires[0].says = "other words".to_owned();
    assert_eq!(declared(&case.tripwires[0]), before);
    case.tripwires[0].all[0].watched.window_months += 1;
    assert_ne!(declared(&case.tripwires[0]), before);
}

#[test]
fn one_figure_is_expected_once_however_it_is_named() {
    let mut case = case();
    case.tripwires.truncate(1);
    let mut named = case.tripwires[0].clone();
    for condition in named.all.iter_mut().filter(|one| one.watched.of.is_of_trade()) {
        condition.watched.of.unit = Some("CNY".parse().expect("a unit"));
        condition.watched.of.source = Some("china-customs".to_owned());
    }
    let known = all(&case);
    let as_of: AsOf = "2026-08-31".parse().expect("a day");
    let once = releases(&case, &known, as_of, Language::English);
    assert!(once.iter().any(|one| one.what.ends_with("(china-customs, CNY)")), "{once:?}");
    case.tripwires.push(named);
    assert_eq!(releases(&case, &known, as_of, Language::English), once);
}

#[test]
fn the_figure_of_a_series_that_still_comes_in_is_expected_not_that_of_a_longer_one_that_ended() {
    let mut case = case();
    case.tripwires.truncate(1);
    let as_of: AsOf = "2026-08-31".parse().expect("a day");
    let before = releases(&case, &all(&case), as_of, Language::English);
    // Five years that ended in 2015, and as many of weak figures that still come in: no tripwire reads
    // either.
    let mut table =
        "id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,\
                     publisher,url,weak,basis\n"
            .to_owned();
    for (first, unit, weak) in [("2011-01", "EUR", ""), ("2021-08", "KRW", "yes")] {
        let first: Month = first.parse().expect("a month");
        for n in 0..60 {
            let month = first.plus(n);
            let (start, end) = (month.first_day(), month.last_day());
            let known = end.saturating_add(jiff::Span::new().days(20));
            table += &format!(
                "{unit}{n},CHN,PRK,export,TOTAL,{start},{end},5,{unit},{known},,csis-nkrus,,,{weak},\n"
            );
        }
    }
    let defaults = telltale_source::Defaults { known_at: None, sources: case.source_names() };
    let more = telltale_source::read_flows("more.csv", table.as_bytes(), &defaults);
    assert_eq!(more.observations.len(), 120, "{:?}", more.rejects);
    let known: Vec<Observation> = all(&case).into_iter().chain(more.observations).collect();
    assert_eq!(releases(&case, &known, as_of, Language::English), before);
}

#[test]
fn the_verdict_on_a_flow_is_on_that_of_the_reporter_who_is_named() {
    use telltale_measure::Direction;
    use telltale_measure::tripwire::{Condition, Gauge, Lasting, Pick, Rule};
    use telltale_observation::{Actor, Channel, Dyad};
    let [north, china] = ["PRK", "CHN"].map(|code| Actor::parse(code).unwrap());
    let mut case = case();
    let condition = |dyad: Dyad, channel: Channel, lasting: Lasting| Condition {
        of: Pick::new(dyad, Some(channel)),
        gauge: Gauge::Direction(Direction::Tightening),
        window_months: 1,
        lasting,
    };
    let probability = |dyad: Dyad| {
        let asked = condition(dyad, Channel::TradeExports, Lasting::AtOnce);
        let rules = [Rule { all: vec![asked], ..Rule::default() }];
        let told = verdicts::told(&case, &all(&case), &rules, "2026-08-20".parse().unwrap());
        told[0].steps.last().and_then(|step| step.probability)
    };
    // China's customs tell of China's exports, and nobody of North Korea's.
    assert!(probability(Dyad::new(china, north)).is_some());
    assert_eq!(probability(Dyad::new(north, china)), None);
    // Of what is counted the verdict is on both ways, and so are its words.
    let mut words = |channel: Channel, lasting: Lasting, language: Language| {
        case.tripwires.truncate(1);
        case.tripwires[0].all.truncate(1);
        case.tripwires[0].all[0].watched = condition(Dyad::new(north, china), channel, lasting);
        explain::condition_words(&case.tripwires[0].all[0], language)
    };
    assert_eq!(
        words(Channel::Visit, Lasting::Days(1), Language::English),
        "the verdict on visits between North Korea and China is: tightening"
    );
    assert_eq!(
        words(Channel::TradeExports, Lasting::Months(1), Language::English),
        "the verdict on exports of North Korea to China is: tightening; for a month on end"
    );
    assert!(words(Channel::Visit, Lasting::Days(3), Language::Korean).contains("북한–중국 방문"));
}

#[test]
fn what_one_could_never_tell_is_untold_since_anything_of_it_is_known() {
    let mut case = case();
    case.tripwires.retain(|one| one.name == "beijing-cools");
    let exports = case.tripwires[0].any.swap_remove(0);
    case.tripwires[0].any = vec![exports];
    let pick = case.tripwires[0].any[0].watched.of.clone();
    // The total of a month; what is told of a year is no figure that is compared.
    let is_of_it = |seen: &Observation| {
        let is_total = matches!(
            seen.detail(),
            telltale_observation::Detail::Flow { commodity, .. } if commodity.is_total()
        );
        (seen.dyad(), Some(seen.channel())) == (pick.dyad, pick.channel)
            && is_total
            && seen.period().as_month().is_some()
            && !seen.origin().weak
    };
    let figures = all(&case).into_iter().filter(is_of_it);
    let first = figures.map(|seen| seen.known_at().date()).min().expect("a figure");
    // Before a year of figures is known no change can be told.
    let day: AsOf =
        first.checked_add(jiff::Span::new().days(40)).unwrap().to_string().parse().unwrap();
    let vintages = all(&case);
    assert!(vintages.iter().any(|seen| seen.known_at().date() < first));
    let judged = watched(&case, &vintages, day);
    let said = said(&case, &judged[0], Language::English);
    assert_eq!((said.state, said.conditions[0].holds), ("cannot tell", None));
    assert!(said.since >= first && said.conditions[0].since >= first, "{said:?}");
}

#[test]
fn korean_says_both_ways_of_what_both_sides_do_and_names_every_kind() {
    use telltale_measure::tripwire::Pick;
    use telltale_observation::{Actor, Channel, Dyad, Kind};
    let [north, russia] = ["PRK", "RUS"].map(|code| Actor::parse(code).unwrap());
    let picked = |channel, kind| {
        let pick = Pick::new(Dyad::new(north, russia), channel);
        explain::picked(&Pick { kind, ..pick }, Language::Korean)
    };
    assert_eq!(picked(Some(Channel::Meeting), None), "북한·러시아 회담");
    assert_eq!(picked(Some(Channel::Agreement), None), "북한·러시아 합의");
    assert_eq!(picked(Some(Channel::Visit), None), "북한→러시아 방문");
    assert_eq!(picked(Some(Channel::Troops), Some(Kind::Quantity)), "북한→러시아 파병(수량)");
    assert!(picked(Some(Channel::Vote), Some(Kind::Vote)).ends_with("(표결)"));
}
