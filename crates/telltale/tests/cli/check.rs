//! `telltale check`: a text's claims in, what was found of each out.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{DONE, Folder, Ran, list, run, text};
use crate::snapshot::check as snapshot;

/// Exit status 1: a finding.
const FOUND: i32 = 1;

const STORY: &str = "\
China's exports to North Korea totaled $228.1 million in September, up 54.5 percent from August and \
30.8 percent from a year earlier, customs data showed. On Tuesday North Korea launched a missile with \
a range of 2,000 kilometers (1,242 miles). Analysts expect October's exports to show even higher \
growth.
";

fn folder_with(story: &str) -> Folder {
    let folder = Folder::new();
    folder.write("story.txt", story);
    folder
}

fn check(story: &str, args: &[&str]) -> Ran {
    let args = [&["check", "story.txt", "--published", "2025-11-04"], args].concat();
    folder_with(story).run(&args)
}

fn claims(story: &str, args: &[&str]) -> Vec<Value> {
    let whole = check(story, &[args, &["--format", "json"]].concat()).json();
    list(&whole["claims"]).to_vec()
}

/// The claim of this kind and number.
#[track_caller]
fn one<'c>(claims: &'c [Value], kind: &str, claimed: Option<f64>) -> &'c Value {
    find(claims, kind, claimed).unwrap_or_else(|| panic!("no {kind} of {claimed:?}: {claims:#?}"))
}

fn find<'c>(claims: &'c [Value], kind: &str, claimed: Option<f64>) -> Option<&'c Value> {
    claims.iter().find(|claim| {
        let same = match (claim["claimed"].as_f64(), claimed) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * b.abs().max(1e-3),
            (None, None) => true,
            _ => false,
        };
        claim["kind"] == kind && same
    })
}

#[test]
fn a_story_is_shown_with_what_was_found() {
    snapshot("check.txt", &check(STORY, &[]).done());
    snapshot("check-ko.txt", &check(STORY, &["--lang", "ko"]).done());
    snapshot("check-review.json", &check(STORY, &["--format", "claimreview"]).done());
}

/// What must hold of the story, and of the column that it is shorter than.
fn holds_of_september(claims: &[Value]) {
    let value = one(claims, "value", Some(228.1e6));
    assert_eq!(
        (&value["result"], &value["in_another_currency"]),
        (&"confirmed".into(), &true.into())
    );
    let rate = value["implied_rate"]["rate"].as_f64().expect("a rate");
    assert!((rate - 7.115).abs() < 0.005, "{rate}");
    for (ratio, in_yuan, base) in [(0.545, 0.537, 147.6e6), (0.308, 0.306, 174.4e6)] {
        let change = one(claims, "change", Some(ratio));
        assert_eq!(change["result"], "confirmed", "{change:#}");
        assert!((change["found"].as_f64().expect("a ratio") - in_yuan).abs() < 1e-3);
        assert_eq!(change["found_unit"], "CNY");
        let implied = change["implied"][0]["value"].as_f64().expect("an amount");
        assert!((implied - base).abs() < 1e5, "{implied}");
    }
    let range = one(claims, "consistency", Some(2000.0));
    assert_eq!((&range["result"], &range["found_unit"]), (&"confirmed".into(), &"mi".into()));
    assert!(claims.iter().all(|claim| claim["source"] != "column-2025-11"), "{claims:#?}");
}

#[test]
fn dollars_agree_with_yuan_and_altered_figures_do_not() {
    holds_of_september(&claims(STORY, &[]));
    let altered = claims(&STORY.replace("228.1", "328.1"), &[]);
    assert_eq!(one(&altered, "value", Some(328.1e6))["result"], "contradicted");
    let altered = claims(&STORY.replace("54.5", "45.5"), &[]);
    assert_eq!(one(&altered, "change", Some(0.455))["result"], "contradicted");
    let altered = claims(&STORY.replace("1,242", "1,442"), &[]);
    assert_eq!(one(&altered, "consistency", Some(2000.0))["result"], "internally inconsistent");
}

#[test]
fn an_expectation_is_scored_once_the_figures_have_come() {
    let waiting = claims(STORY, &[]);
    assert_eq!(one(&waiting, "expectation", None)["result"], "cannot check");
    let scored = claims(STORY, &["--as-of", "2026-08-31"]);
    // Of an expectation the number found is the change on the month.
    let scored = one(&scored, "expectation", None);
    assert_eq!(scored["result"], "not met");
    let because = text(&scored["because"]);
    assert!(because.contains("−13.3 % on the month and +3.4 % on the year"), "{because}");
}

#[test]
fn of_a_figure_that_was_out_nothing_was_expected() {
    let story = "Analysts expect China's exports to North Korea to rise in September 2025.\n";
    let run = |published: &str| {
        let folder = folder_with(story);
        let args = ["check", "story.txt", "--published", published, "--as-of", "2026-08-31"];
        let whole = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
        one(list(&whole["claims"]), "expectation", None).clone()
    };
    assert_eq!(run("2025-09-10")["result"], "met");
    let late = run("2026-02-10");
    assert_eq!(late["result"], "cannot check", "{late}");
    assert_eq!(late["because"], "The figure was out when it was said.");
}

#[test]
fn what_nobody_expects_is_listed_as_unread_and_never_kept() {
    let folder = folder_with(
        "No broker expects China's exports to North Korea to rise in October.\n\
         Brokers no longer expect China's imports from North Korea to fall in October.\n\
         If the border opens, China's imports from North Korea are expected to rise in October.\n",
    );
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let args = ["check", "story.txt", "--published", "2025-11-04", "--ledger", "L", "--keep"];
    let ran = folder.run(&[&args[..], &["--format", "json"]].concat());
    assert!(ran.stderr.contains("0 new expectations kept"), "{}", ran.stderr);
    let whole = ran.json();
    assert_eq!(list(&whole["claims"]).len(), 0, "{whole:#}");
    assert_eq!(list(&whole["unread"]).len(), 3, "{whole:#}");
}

#[test]
fn a_number_expected_of_a_month_is_of_the_month_to_come() {
    let story = "Analysts expect China's exports to North Korea to rise 10 percent in November from a \
                 year earlier.\n";
    let found = claims(story, &[]);
    let change = one(&found, "change", Some(0.1));
    assert_eq!(change["result"], "cannot check", "{change:#}");
    assert_eq!(change["start"], "2025-11-01", "{change:#}");
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn the_column_itself_is_checked_where_it_lies_beside_the_repository() {
    let column = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/cases/column-2025-11/article.txt");
    let Ok(column) = fs_err::read_to_string(&column) else {
        eprintln!("skipped: no {}", column.display());
        return;
    };
    let now = claims(&column, &[]);
    holds_of_september(&now);
    assert_eq!(one(&now, "consistency", Some(75.0))["result"], "confirmed");
    let wrong = |claim: &&Value| {
        claim["result"] == "contradicted" || claim["result"] == "internally inconsistent"
    };
    assert_eq!(now.iter().filter(wrong).count(), 0, "{now:#?}");
    let altered = claims(&column.replace("228.1", "328.1"), &[]);
    assert_eq!(one(&altered, "value", Some(328.1e6))["result"], "contradicted");
    let altered = claims(&column.replace("54.5", "45.5"), &[]);
    assert_eq!(one(&altered, "change", Some(0.455))["result"], "contradicted");
    let later = claims(&column, &["--as-of", "2026-08-31"]);
    assert_eq!(one(&later, "expectation", None)["result"], "not met");
}

#[test]
fn only_a_wrong_claim_ends_with_a_status_and_only_if_asked() {
    assert_eq!(check(STORY, &["--exit-code"]).code, DONE);
    let wrong = STORY.replace("228.1", "328.1");
    assert_eq!(check(&wrong, &[]).code, DONE);
    let ran = check(&wrong, &["--exit-code"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (FOUND, ""));
    assert!(ran.stdout.contains("contradicted"));
}

#[test]
fn a_ledger_answers_as_the_tables_do() {
    let folder = folder_with(STORY);
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let args = ["check", "story.txt", "--published", "2025-11-04", "--format", "json"];
    let tables = folder.run(&args).json();
    let ledger = folder.run(&[&args[..], &["--ledger", "L"]].concat()).json();
    assert_eq!(tables["claims"], ledger["claims"]);
    // The same text, read into the ledger, is no witness for itself.
    let published = ["--published", "2025-11-04"];
    folder
        .run(&[&["ingest", "text", "story.txt", "--ledger", "L"], &published[..]].concat())
        .done();
    let with_itself = folder.run(&[&args[..], &["--ledger", "L"]].concat()).json();
    assert_eq!(tables["claims"], with_itself["claims"]);
}

#[test]
fn a_ledger_is_asked_of_those_of_whom_no_amount_is_told() {
    for (story, kind) in [
        ("China's exports to North Korea in September were the highest since May 2024.", "rank"),
        ("China's exports to North Korea in September were the lowest since May 2024.", "rank"),
        ("China's exports to North Korea fell for a third straight month in September.", "change"),
        ("China's exports to North Korea in September were not $400 million.", "value"),
        ("China's trade surplus with North Korea came to 300 million yuan in September.", "value"),
        ("9월 중국의 대북 수출은 10개월 만에 최대였다.", "rank"),
        ("Vladimir Putin flew to Pyongyang on 18 June 2024.", "deed"),
        ("North Korea carried out 20 missile launches in 2024.", "count"),
    ] {
        let folder = folder_with(story);
        folder.run(&["ingest", "case", "--ledger", "L"]).done();
        let args = ["check", "story.txt", "--published", "2025-11-04", "--format", "json"];
        let tables = folder.run(&args).json();
        let ledger = folder.run(&[&args[..], &["--ledger", "L"]].concat()).json();
        assert_eq!(tables["claims"], ledger["claims"], "{story}");
        let told = list(&tables["claims"])
            .iter()
            .any(|claim| claim["kind"] == kind && claim["result"] != "cannot check");
        assert!(told, "{story}: {:#}", tables["claims"]);
    }
}

#[test]
fn a_day_that_machines_counted_in_reports_is_no_record() {
    let folder = folder_with("Barack Obama visited Japan on 2 January 2019.");
    fs_err::create_dir_all(folder.path("i")).expect("a folder");
    folder.write("i/entity2id.txt", "Barack Obama\t0\nUnited States\t1\nJapan\t2\n");
    folder.write("i/relation2id.txt", "Make a visit\t0\n");
    folder.write("i/train.txt", "1\t0\t2\t24\n1\t0\t2\t96\n");
    folder.run(&["ingest", "icews", "i", "--ledger", "L", "--year", "2019"]).done();
    let args = ["check", "story.txt", "--published", "2019-02-01", "--ledger", "L"];
    let json = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
    let [deed] = list(&json["claims"]) else { panic!("one claim: {json:#}") };
    assert_eq!((text(&deed["kind"]), text(&deed["result"])), ("deed", "cannot check"));
    assert_eq!(deed["because"], "No source of the ledger tells of it.");
}

#[test]
fn exports_behind_the_trade_of_two_may_be_of_either() {
    for (story, expected) in [
        ("중국 해관총서는 9월 북중 교역액 중 수출이 16억2300만 위안이라고 밝혔다.", "confirmed"),
        ("9월 북중 교역에서 북한의 수출이 16억2300만 위안이었다.", "cannot check"),
        ("North Korea-China trade in September: exports 1.623 billion yuan.", "confirmed"),
        ("North Korea-China trade in September: exports 2.623 billion yuan.", "contradicted"),
    ] {
        let found = claims(story, &[]);
        let value = found.iter().find(|claim| claim["kind"] == "value").expect(story);
        assert_eq!(text(&value["result"]), expected, "{story}: {found:#?}");
    }
}

#[test]
fn a_balance_does_not_take_the_place_of_a_flow_of_the_same_size() {
    let story = "In September China exported 1.24 billion yuan of goods to North Korea, and China's surplus \
                 with North Korea came to 1.24 billion yuan.";
    let claims = claims(story, &[]);
    let places: Vec<usize> = claims
        .iter()
        .filter(|claim| claim["kind"] == "value")
        .map(|claim| usize::try_from(claim["span"][0].as_u64().unwrap()).unwrap())
        .collect();
    let expected: Vec<usize> = story.match_indices("1.24 billion").map(|(at, _)| at).collect();
    assert_eq!(places, expected, "{claims:#?}");
}

#[test]
fn a_change_of_tonnes_is_not_judged_by_money() {
    for (story, tonnes) in [
        (
            "China sold 1,200 tonnes of goods to North Korea in September, 40 percent less than in August.",
            true,
        ),
        (
            "China sold 12,000 tractors to North Korea in September, 40 percent less than in August.",
            true,
        ),
        (
            "China sold goods worth $228.1 million to North Korea in September, 40 percent less than in August.",
            false,
        ),
    ] {
        let found = claims(story, &[]);
        let wrong = found.iter().any(|claim| claim["result"] == "contradicted");
        assert_eq!(wrong, !tonnes, "{story}: {found:#?}");
        assert!(
            !tonnes || found.iter().all(|claim| claim["result"] == "cannot check"),
            "{found:#?}"
        );
    }
}

#[test]
fn an_expectation_is_no_review_whatever_came_of_it() {
    let later = ["--as-of", "2026-08-31", "--format", "claimreview"];
    let reviews = check(STORY, &later).json();
    let names: Vec<&str> = list(&reviews["@graph"])
        .iter()
        .map(|review| text(&review["reviewRating"]["alternateName"]))
        .collect();
    assert!(!names.is_empty() && !names.contains(&"not met"), "{names:?}");
}

#[test]
fn spans_count_characters_and_quotes_are_exactly_them() {
    let story = format!("“특사” — {STORY}");
    let letters: Vec<char> = story.chars().collect();
    for claim in claims(&story, &["--lang", "en"]) {
        for (span, quote) in [("span", "quote"), ("sentence_span", "text")] {
            let at = |n: usize| claim[span][n].as_u64().expect("a number") as usize;
            let words: String = letters[at(0)..at(1)].iter().collect();
            assert_eq!(text(&claim[quote]), words);
        }
    }
}

#[test]
fn a_text_without_claims_says_so_and_a_bad_one_is_refused() {
    assert!(check("The weather was fine.", &[]).done().contains("no claim"));
    let folder = folder_with(STORY);
    let nowhere = folder.run(&["check", "nowhere.txt", "--published", "2025-11-04"]).refused();
    assert!(nowhere.contains("hint: "), "{nowhere}");
    folder.run(&["check", "story.txt", "--published", "2025-11-04", "--ledger", "no"]).refused();
    run(&["check"]).refused();
}

#[test]
fn true_sentences_of_a_tangled_build_are_not_called_false() {
    for story in [
        "China's monthly exports to North Korea averaged 1.26 billion yuan in the first half of 2025.",
        "China's trade with North Korea came to $226.6 million in October, with exports at $197.7 \
         million and imports at $28.9 million.",
        "10월 북중 무역액은 16억1293만 위안으로, 수출이 14억737만 위안, 수입이 2억555만 위안이었다.",
        "북한이 10월 중국에서 수입한 금액은 1억9770만 달러로 9월(2억2810만 달러)보다 13.3% 감소했다.",
        "9월 중국의 대북 수출액은 2억2810만달러(약 3200억원)로 8월보다 54.5% 급증했다.",
        "China's exports to North Korea were 1.41 billion yuan in October, up 3.4 percent, compared \
         with 1.62 billion yuan in September.",
    ] {
        let whole = folder_with(story)
            .run(&["check", "story.txt", "--published", "2025-11-25", "--format", "json"])
            .json();
        let claims = list(&whole["claims"]);
        let wrong = |claim: &&Value| {
            claim["result"] == "contradicted" || claim["result"] == "internally inconsistent"
        };
        assert!(claims.iter().any(|claim| claim["result"] == "confirmed"), "{story}: {claims:#?}");
        assert_eq!(claims.iter().find(wrong), None, "{story}");
    }
}

/// What comes of the claims of a text that speaks of September 2025 and is of 4 November.
fn results(story: &str) -> Vec<(String, Option<f64>, String)> {
    let told = claims(story, &[]);
    let told = told.iter().filter(|claim| claim["kind"] != "consistency");
    told.map(|claim| {
        let (kind, result) = (text(&claim["kind"]), text(&claim["result"]));
        (kind.to_owned(), claim["claimed"].as_f64(), result.to_owned())
    })
    .collect()
}

#[test]
fn what_is_denied_or_no_statement_of_fact_is_neither_right_nor_wrong() {
    for story in [
        "China's exports to North Korea did not reach $228.1 million in September.",
        "China's exports to North Korea did not rise 53.7 percent in September from August.",
        "9월 중국의 대북 수출은 2억2810만 달러가 아니었다.",
        "9월 중국의 대북 수출은 8월보다 53.7% 늘지 않았다.",
        "China's exports to North Korea averaged about $7.6 million per day in September.",
        "China's exports to North Korea in September were $80.5 million higher than in August.",
        "9월 중국의 대북 수출은 8월보다 8050만 달러 많았다.",
        "Liaoning province's exports to North Korea were $90 million in September.",
        "China's exports of services to North Korea were worth $20 million in September.",
        "China's exports to North Korea, including smuggling, reached $400 million in September.",
        "Rumors that China's exports to North Korea reached $328.1 million in September are false.",
        "Analysts had forecast that China's exports to North Korea reached $300 million in September.",
        "9월 중국의 대북 수출 목표는 3억2810만 달러였다.",
    ] {
        for (kind, number, result) in results(story) {
            let judged = matches!(result.as_str(), "confirmed" | "contradicted" | "rounding");
            assert!(!judged, "{story}: {kind} {number:?} {result}");
        }
    }
}

/// The only claim of a text.
#[track_caller]
fn only(story: &str) -> (String, Option<f64>, String) {
    let mut all = results(story);
    assert_eq!(all.len(), 1, "{story}: {all:?}");
    all.remove(0)
}

#[test]
fn a_plain_denial_is_a_bound_or_its_contrary() {
    for (story, result) in [
        (
            "China's exports to North Korea did not exceed 1.7 billion yuan in September.",
            "confirmed",
        ),
        ("China's exports to North Korea never topped $200 million in September.", "contradicted"),
        ("China's exports to North Korea fell short of $300 million in September.", "confirmed"),
        (
            "China's exports to North Korea did not fall below $300 million in September.",
            "contradicted",
        ),
        (
            "China's exports to North Korea did not reach $228.1 million in September.",
            "cannot check",
        ),
        ("9월 중국의 대북 수출은 16억2293만 위안이 아니었다.", "contradicted"),
        ("China's exports to North Korea were not 1.62 billion yuan in September.", "contradicted"),
        ("China's exports to North Korea wasn't 1.82 billion yuan in September.", "confirmed"),
        ("9월 중국의 대북 수출은 3억 달러를 넘지 않았다.", "confirmed"),
        ("9월 중국의 대북 수출은 2억 달러에 못 미쳤다.", "contradicted"),
    ] {
        assert_eq!(only(story).2, result, "{story}");
    }
}

/// The claims of a text by kind and result, those of its own numbers among them.
fn judged(story: &str) -> Vec<(String, String)> {
    let told = claims(story, &[]);
    let pair = |claim: &Value| (text(&claim["kind"]).to_owned(), text(&claim["result"]).to_owned());
    told.iter().map(pair).collect()
}

#[test]
fn a_movement_without_a_size_is_held_against_the_texts_base_or_the_figures() {
    for (story, kind, result) in [
        (
            "China's exports to North Korea dropped from 1,056 million yuan in August to 1,623 \
             million yuan in September.",
            "consistency",
            "internally inconsistent",
        ),
        (
            "China's exports to North Korea climbed from 1,056 to 1,623 million yuan in September.",
            "consistency",
            "confirmed",
        ),
        (
            "China's exports to North Korea dropped to 1,623 million yuan in September.",
            "change",
            "contradicted",
        ),
        (
            "China's exports to North Korea climbed to 1,623 million yuan in September.",
            "change",
            "confirmed",
        ),
        (
            "China's exports to North Korea dropped to 1,623 million yuan in September from their \
             peak of last May.",
            "change",
            "cannot check",
        ),
        ("9월 중국의 대북 수출은 16억2300만 위안으로 감소했다.", "change", "contradicted"),
        ("9월 중국의 대북 수출은 16억2300만 위안까지 올랐다.", "change", "confirmed"),
    ] {
        let found = judged(story);
        assert!(found.contains(&(kind.to_owned(), result.to_owned())), "{story}: {found:?}");
        assert!(found.contains(&("value".to_owned(), "confirmed".to_owned())), "{story}");
    }
}

#[test]
fn a_sign_of_two_currencies_is_wrong_only_if_it_is_so_in_both() {
    for (story, result, unit) in [
        ("China's exports to North Korea were ¥1,623 million in September.", "confirmed", "CNY"),
        ("China's exports to North Korea were ¥33.69bn in September.", "confirmed", "JPY"),
        ("China's exports to North Korea were ¥5.1bn in September.", "contradicted", "CNY"),
        ("Vietnam's exports to Laos were ¥5.1bn in September.", "cannot check", "¥"),
    ] {
        let all = claims(story, &[]);
        assert_eq!((&all[0]["result"], &all[0]["claimed_unit"]), (&result.into(), &unit.into()));
    }
}

#[test]
fn a_record_without_an_amount_is_held_against_every_month_since() {
    for (story, result) in [
        (
            "China's exports to North Korea in September were the highest since May 2024.",
            "confirmed",
        ),
        ("China's exports to North Korea reached a seven-month high in September.", "confirmed"),
        (
            "China's exports to North Korea in September were the lowest since May 2024.",
            "contradicted",
        ),
        (
            "China's exports to North Korea in September were the highest since 2013.",
            "cannot check",
        ),
        ("9월 중국의 대북 수출은 2024년 5월 이후 최저였다.", "contradicted"),
        ("North Korea was China's third-largest trading partner in September.", "cannot check"),
    ] {
        let (kind, _, found) = only(story);
        assert_eq!((kind.as_str(), found.as_str()), ("rank", result), "{story}");
    }
    let growth = "China's exports to North Korea posted their biggest increase since May 2024.";
    assert_eq!(results(growth), []);
}

#[test]
fn numbers_are_printed_without_the_dust_of_binary_fractions() {
    let whole = check(STORY, &["--format", "json"]).stdout;
    let long = |number: &&str| number.chars().filter(char::is_ascii_digit).count() > 13;
    let numbers = whole.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    let dusty: Vec<&str> = numbers.filter(|number| number.contains('.')).filter(long).collect();
    assert_eq!(dusty, [""; 0]);
}

#[test]
fn a_guessed_day_contradicts_nothing() {
    let story = "On Saturday he kept the 40th anniversary of China's entry into the Korean War.";
    let folder = folder_with(story);
    let judged = |args: &[&str]| {
        let whole =
            folder.run(&[&["check", "story.txt", "--format", "json"], args].concat()).json();
        text(&list(&whole["claims"])[0]["result"]).to_owned()
    };
    assert_eq!(judged(&[]), "cannot check");
    assert_eq!(judged(&["--published", "2025-11-04"]), "contradicted");
}

#[test]
fn the_json_keeps_to_its_schema() {
    let schema = include_str!("../../../../schema/check.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema of draft 2020-12");
    for args in [&[] as &[&str], &["--as-of", "2026-08-31"], &["--as-of", "2025-09-01"]] {
        let whole = check(STORY, &[args, &["--format", "json"]].concat()).json();
        let breaches: Vec<String> =
            validator.iter_errors(&whole).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(breaches, [""; 0]);
    }
}

fn gold() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/claims")
}

/// The result with what it is qualified by.
fn label(claim: &Value) -> String {
    let other = claim["in_another_currency"] == true && claim["result"] == "confirmed";
    let result = text(&claim["result"]).to_owned();
    if other { result + " in another currency" } else { result }
}

/// What the program makes of the text of a gold row.
fn checked(row: &Value) -> Vec<Value> {
    let folder = folder_with(text(&row["text"]));
    let mut args = vec!["check", "story.txt", "--format", "json"];
    args.extend(["--published", text(&row["published"])]);
    if let Some(day) = row["as_of"].as_str() {
        args.extend(["--as-of", day]);
    }
    let ledger = text(&row["ledger"]);
    let case = gold().join(ledger).display().to_string();
    if ledger != "pyongyang" {
        args.extend(["--case", &case]);
    }
    list(&folder.run(&args).json()["claims"]).to_vec()
}

#[test]
#[expect(clippy::print_stderr, reason = "the figures are what the test is for")]
fn claims_of_our_own_are_judged_as_a_careful_reader_does() {
    let rows = ["claims.jsonl", "bounds.jsonl", "held.jsonl", "deeds.jsonl"]
        .map(|name| fs_err::read_to_string(gold().join(name)).expect("the gold claims"))
        .concat();
    let (mut right, mut all, mut false_alarms) = (0, 0, 0);
    for row in rows.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")) {
        let found = checked(&row);
        let expected = list(&row["claims"]);
        for wanted in expected {
            all += 1;
            let claim = find(&found, text(&wanted["kind"]), wanted["claimed"].as_f64());
            let got = claim.map_or("not seen".to_owned(), label);
            if got == text(&wanted["result"]) {
                right += 1;
            } else {
                eprintln!(
                    "{}: {} {}: {got}, not {}",
                    row["id"], wanted["kind"], wanted["claimed"], wanted["result"]
                );
            }
        }
        let alarm = |claim: &&Value| {
            let wrong = ["contradicted", "internally inconsistent"];
            let listed = |wanted: &Value| {
                find(
                    std::slice::from_ref(*claim),
                    text(&wanted["kind"]),
                    wanted["claimed"].as_f64(),
                )
                .is_some_and(|_| wrong.contains(&text(&wanted["result"])))
            };
            wrong.contains(&text(&claim["result"])) && !expected.iter().any(listed)
        };
        for claim in found.iter().filter(alarm) {
            false_alarms += 1;
            eprintln!("{}: false alarm: {claim:#}", row["id"]);
        }
    }
    eprintln!("{right} of {all} claims right, {false_alarms} false alarms");
    assert!(all >= 120, "{all}");
    assert_eq!(false_alarms, 0);
    assert!(right * 100 >= all * 95, "{right} of {all}");
}

#[test]
fn what_could_not_be_read_as_a_claim_is_listed_and_not_passed_over() {
    let story = "China's exports to North Korea totaled $228.1 million in September. Iron ore \
                 exports were zero. Kim Jong Un toured a farm. Coal exports were zero.";
    let unread = ["Iron ore exports were zero.", "Coal exports were zero."];
    let json = check(story, &["--format", "json"]).json();
    let told: Vec<&str> = list(&json["unread"]).iter().map(|one| text(&one["text"])).collect();
    assert_eq!(told, unread);
    let page = check(story, &[]).done();
    let (_, after) =
        page.split_once("no claim could be read from these 2 sentences:").expect(&page);
    assert!(unread.iter().all(|sentence| after.contains(sentence)) && !after.contains("farm"));
    let page = check(story, &["--lang", "ko"]).done();
    assert!(page.contains("확인하지 않은 문장 2개:"), "{page}");
    assert!(page.contains("금액: $228.1 million") && !page.contains("value:"), "{page}");
    let twice = "China's exports to North Korea totaled $228.1 million in September.\n\n".repeat(2);
    let json = check(&twice, &["--format", "json"]).json();
    assert_eq!((list(&json["claims"]).len(), list(&json["unread"]).len()), (1, 0), "{json}");
    let many: String = (2..=14).map(|n| format!("Their trade doubled {n} times over. ")).collect();
    assert!(check(&many, &[]).done().contains("more (--format json lists all)"));
}

/// What of a text is not right: its claims that are not confirmed, and what is listed as unread.
fn left_open(story: &str) -> Vec<String> {
    let whole = check(story, &["--format", "json"]).json();
    let claims = list(&whole["claims"]).iter().filter(|claim| claim["result"] != "confirmed");
    let claims =
        claims.map(|claim| format!("{}: {}", text(&claim["quote"]), text(&claim["result"])));
    let unread = list(&whole["unread"]).iter().map(|one| format!("unread: {}", text(&one["text"])));
    claims.chain(unread).collect()
}

#[test]
fn a_change_in_the_next_sentence_is_held_to_its_own_digits() {
    let english = "China's exports to North Korea came to 1.62 billion yuan in September. That was 30.6 percent \
                   more than a year earlier.";
    let korean =
        "중국의 9월 대북 수출은 16억2천300만 위안이었다. 이는 1년 전보다 30.6% 많은 것이다.";
    for story in [english, korean] {
        assert_eq!(left_open(story), [""; 0], "{story}");
        for altered in ["30.2", "31.0", "28.6", "53.7"] {
            let claims = claims(&story.replace("30.6", altered), &[]);
            let ratio = altered.parse::<f64>().expect("a number") / 100.0;
            let change = one(&claims, "change", Some(ratio));
            assert_eq!(change["result"], "contradicted", "{change:#}");
            assert!(text(&change["quote"]).starts_with(altered), "{change:#}");
        }
    }
}

#[test]
fn a_change_in_the_next_sentence_is_of_the_main_amount() {
    for story in [
        "China's exports to North Korea rose to 1.62 billion yuan in September from 1.24 billion yuan a year \
         earlier. It was 53.7 percent more than in August.",
        "중국의 9월 대북 수출은 16억2천300만 위안으로 1년 전의 12억4천200만 위안보다 많았다. 이는 8월보다 53.7% 많은 것이다.",
    ] {
        let claims = claims(story, &[]);
        assert_eq!(one(&claims, "change", Some(0.537))["result"], "confirmed", "{claims:#?}");
    }
}

#[test]
fn an_amount_is_not_of_the_month_that_its_sentence_only_compares_with() {
    const ENGLISH: &str = "Chinese customs released its figures for September.";
    const KOREAN: &str = "중국 해관총서가 9월 통계를 발표했다.";
    for (before, story, amount, of_august) in [
        (
            ENGLISH,
            "China's exports to North Korea were 1.62 billion yuan, up 30.6 percent on the year, after growth \
             of 0.2 percent in August.",
            "1.62 billion",
            "1.06 billion",
        ),
        (
            ENGLISH,
            "Unlike in August, China's exports to North Korea were strong, at 1.62 billion yuan.",
            "1.62 billion",
            "1.06 billion",
        ),
        (
            KOREAN,
            "중국의 대북 수출액은 16억2천300만 위안으로, 8월의 부진에서 벗어났다.",
            "16억2천300만",
            "10억5천600만",
        ),
        (
            KOREAN,
            "중국의 대북 수출액은 16억2천300만 위안으로 1년 전보다 30.6% 늘었는데, 8월 증감률은 0.2%였다.",
            "16억2천300만",
            "10억5천600만",
        ),
    ] {
        let result = |story: &str| {
            let claims = claims(story, &[]);
            let right =
                |claim: &&Value| claim["kind"] != "value" && claim["result"] == "contradicted";
            assert!(!claims.iter().any(|claim| right(&claim)), "{claims:#?}");
            let value = claims.iter().find(|claim| claim["kind"] == "value").expect("an amount");
            text(&value["result"]).to_owned()
        };
        assert_eq!(result(&format!("{before} {story}")), "confirmed", "{story}");
        assert_eq!(result(story), "cannot check", "{story}");
        let altered = story.replace(amount, of_august);
        assert_eq!(result(&format!("{before} {altered}")), "contradicted", "{altered}");
        assert_eq!(result(&altered), "cannot check", "{altered}");
    }
}

#[test]
fn nothing_changes_against_its_own_month() {
    for story in [
        "China's exports to North Korea rebounded 53.7% from August to 1.62 billion yuan, after a 13.5% drop \
         in August.",
        "중국의 대북 수출은 8월보다 53.7% 늘어난 16억2천300만 위안으로, 8월의 13.5% 감소에서 반등했다.",
    ] {
        let claims = claims(story, &[]);
        assert!(claims.iter().all(|claim| claim["result"] != "contradicted"), "{claims:#?}");
        let of_amount = claims.iter().filter(|claim| claim["kind"] == "value");
        assert!(
            of_amount.into_iter().all(|claim| claim["result"] == "cannot check"),
            "{claims:#?}"
        );
    }
}
