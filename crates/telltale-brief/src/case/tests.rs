//! What a case's text may say, and what it is told when it says something else.

use super::*;
use telltale_source::{Defaults, Reading, read_events, read_flows, read_mentions};

/// Reads a table as its entry in the case says.
fn read(case: &Case, table: &Table, bytes: &[u8]) -> Reading {
    let defaults = Defaults { known_at: table.known_at, sources: case.source_names() };
    match table.shape {
        TableShape::Events => read_events(&table.file, bytes, &defaults),
        TableShape::Flows => read_flows(&table.file, bytes, &defaults),
        TableShape::Mentions => read_mentions(&table.file, bytes, &defaults),
    }
}

/// The faults as they are printed, one below the other.
fn printed(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

const PYONGYANG: &str = include_str!("../../../../cases/pyongyang/case.toml");

#[test]
fn the_embedded_case_is_read_whole() {
    let (case, faults) = parse("case.toml", PYONGYANG);
    assert_eq!(printed(&faults), "");
    let case = case.unwrap();
    let tables: [&[u8]; 3] = [
        include_bytes!("../../../../cases/pyongyang/events.csv"),
        include_bytes!("../../../../cases/pyongyang/flows.csv"),
        include_bytes!("../../../../cases/pyongyang/mentions.csv"),
    ];
    let counts: Vec<_> = (case.tables.iter().zip(tables))
        .map(|(table, bytes)| {
            let reading = read(&case, table, bytes);
            assert_eq!(printed(&reading.rejects), "");
            let weak = reading.observations.iter().filter(|seen| seen.origin().weak).count();
            (table.file.as_str(), reading.observations.len(), reading.absent, weak)
        })
        .collect();
    let expected =
        [("events.csv", 793, 0, 9), ("flows.csv", 137, 2, 5), ("mentions.csv", 1554, 0, 0)];
    assert_eq!(counts, expected);
}

#[test]
fn every_date_of_the_embedded_calendar_rests_on_records_known_by_then() {
    let (case, _) = parse("case.toml", PYONGYANG);
    let case = case.unwrap();
    let events = include_bytes!("../../../../cases/pyongyang/events.csv");
    let reading = read(&case, &case.tables[0], events);
    for entry in &case.calendar {
        for key in &entry.evidence {
            let record = reading.observations.iter().find(|seen| seen.origin().key == *key);
            let record = record.unwrap_or_else(|| panic!("{}: no record {key}", entry.id));
            assert_eq!(record.known_at(), entry.said_on, "{}", entry.id);
            assert_eq!(record.origin().source, entry.source, "{}", entry.id);
        }
    }
}

#[test]
fn a_new_case_is_read_without_a_fault() {
    for (name, kept) in [("helsinki", "helsinki"), ("Côte d'Azur", "new-case")] {
        let files = Case::template(name);
        let (case, faults) = parse("case.toml", &files[0].1);
        assert_eq!(printed(&faults), "");
        let case = case.unwrap();
        assert_eq!(case.name, kept);
        for (table, (file, text)) in case.tables.iter().zip(&files[1..]) {
            assert_eq!(table.file, *file);
            assert_eq!(printed(&read(&case, table, text.as_bytes()).rejects), "");
        }
    }
}

#[test]
fn the_entries_that_a_new_case_suggests_are_read_without_a_fault() {
    let suggested = |line: &str| {
        let entry = line.strip_prefix("# ").filter(|rest| rest.contains(['=', '[']));
        let entry =
            entry.filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '['));
        entry.unwrap_or(line).to_owned()
    };
    let text = include_str!("template/case.toml");
    let text: Vec<_> = text.lines().map(suggested).collect();
    let (case, faults) = parse("case.toml", &text.join("\n"));
    assert_eq!(printed(&faults), "");
    let case = case.unwrap();
    assert_eq!((case.calendar.len(), case.tripwires.len(), case.claims.len()), (1, 1, 1));
}

#[test]
fn days_covered_are_counted_within_the_month() {
    let (case, _) = parse("case.toml", PYONGYANG);
    let case = case.unwrap();
    let days = |source: &str, month: &str| {
        case.source(source).unwrap().days_covered(month.parse().unwrap())
    };
    assert_eq!(days("csis-provocations", "2012-02"), 0);
    assert_eq!(days("csis-provocations", "2012-03"), 12);
    assert_eq!(days("csis-provocations", "2024-02"), 29);
    assert_eq!(days("csis-provocations", "2026-08"), 20);
    assert_eq!(days("look-ups", "2024-02"), 0);
}

#[test]
fn thin_periods_hold_in_either_direction() {
    let (case, _) = parse("case.toml", PYONGYANG);
    let case = case.unwrap();
    let [prk, chn, rus] = ["PRK", "CHN", "RUS"].map(|code| Actor::parse(code).unwrap());
    let year = Period::parse("2021-01-01", "2021-12-31").unwrap();
    let why = |a, b| case.thin_between(a, b, year).map(|t| t.why.as_str()).collect::<Vec<_>>();
    assert_eq!(why(chn, prk), ["nothing was gathered"]);
    assert_eq!(why(prk, chn), ["nothing was gathered"]);
    assert_eq!(why(chn, rus), Vec::<&str>::new());
}

#[test]
fn channels_weigh_the_same_until_one_is_named() {
    let (mut case, _) = parse("case.toml", PYONGYANG);
    let case = case.as_mut().unwrap();
    assert_eq!(case.weight(Channel::Visit), 1.0);
    case.channels = vec![ChannelWeight { channel: Channel::Visit, weight: 2.0 }];
    assert_eq!((case.weight(Channel::Visit), case.weight(Channel::Arms)), (2.0, 0.0));
}

const HEAD: &str = "[case]\nname = \"x\"\nquestion = \"?\"\nsubject = \"PRK\"\n\
                    partners = [\"CHN\"]\ncovers_until = 2026-08-31\n";
const SOURCE: &str = "[[source]]\nname = \"press\"\ntitle = \"t\"\npublisher = \"p\"\n\
                      citation = \"c\"\nlicence = \"l\"\n";
const CLAIM: &str = "[[claim]]\nid = \"c\"\ntext = \"t\"\nsaid_by = \"press\"\n\
                     said_on = 2025-11-04\nactor = \"CHN\"\ntarget = \"PRK\"\n\
                     channel = \"trade.exports\"\nstart = 2025-09-01\nend = 2025-09-30\n";
const CONDITION: &str = "[[tripwire]]\nname = \"w\"\nsays = \"s\"\n[[tripwire.all]]\n\
                         says = \"s\"\nactor = \"PRK\"\ntarget = \"CHN\"\n";

/// The faults of a text, without the file's name.
fn check(text: &str, expected: &str) {
    let (_, faults) = parse("case.toml", text);
    assert_eq!(printed(&faults).replace("case.toml:", ""), expected, "{text}");
}

#[test]
fn the_head_is_held_against_what_it_may_say() {
    check(HEAD, "");
    check(
        "",
        "1: column 1: missing section: [case]\n  hint: a case starts with [case]; telltale case \
         new writes one to fill in",
    );
    for (from, to, expected) in [
        (
            "question = \"?\"\n",
            "",
            "1: column 1: missing key in [case]: question\n  hint: [case] needs it",
        ),
        ("\"?\"", "\" \"", "3: column 12: empty text\n  hint: say something, or leave out the key"),
        ("\"?\"", "7", "3: column 12: wrong type: a whole number\n  hint: expected text in quotes"),
        (
            "\"x\"",
            "\"A b\"",
            "2: column 8: not a short name: \"A b\"\n  hint: up to 64 small letters, digits, \
             hyphens and underscores",
        ),
        (
            "[\"CHN\"]",
            "[\"CHN\", \"CHNN\"]",
            "5: column 20: unknown actor: \"CHNN\"\n  hint: did you mean CHN?",
        ),
        ("[\"CHN\"]", "\"CHN\"", "5: column 12: wrong type: text\n  hint: expected a list"),
        (
            "[\"CHN\"]",
            "[\"CHN\", \"CHN\"]",
            "5: column 20: twice in partners\n  hint: name it once",
        ),
        ("[\"CHN\"]", "[]", "5: column 12: no partners\n  hint: partners = [\"CHN\", \"RUS\"]"),
        (
            "[\"CHN\"]",
            "[\"PRK\"]",
            "5: column 12: the subject is among the partners: PRK\n  hint: name the others only",
        ),
        (
            "2026-08-31",
            "\"2026-02-30\"",
            "6: column 16: not a date: \"2026-02-30\"\n  hint: a day of the calendar, such as \
             2025-11-04",
        ),
        (
            "question",
            "qestion",
            "1: column 1: missing key in [case]: question\n  hint: [case] needs it\n\
             3: column 1: unknown key in [case]: qestion\n  hint: did you mean question?",
        ),
    ] {
        check(&HEAD.replacen(from, to, 1), expected);
    }
}

#[test]
fn what_is_not_toml_is_named_with_its_place() {
    let (case, faults) = parse("case.toml", &format!("{HEAD}[[source]\nname = \n"));
    assert!(case.is_none());
    let places: Vec<_> = faults.iter().map(|fault| (fault.line.unwrap(), &fault.column)).collect();
    assert_eq!(places.first(), Some(&(7, &"10".to_owned())), "{}", printed(&faults));
    assert!(faults.iter().all(|fault| fault.what.starts_with("not TOML: ")));
    for text in ["\u{0}", "[", "a = ", "a = 1\na = 2", "a = 2025-02-30", &"[".repeat(100_000)] {
        let (case, faults) = parse("case.toml", text);
        assert!(case.is_none() && !faults.is_empty());
    }
}

#[test]
fn what_can_never_hold_is_a_fault() {
    let below = |measure: &str, line: &str| {
        format!(
            "{HEAD}{CONDITION}measure = \"{measure}\"\nchannel = \"visit\"\nwindow_months = 1\n{line}\n"
        )
    };
    for (measure, line, is_fault) in [
        ("count", "below = 0", true),
        ("count", "below = 1", false),
        ("count", "above = 0", false),
        ("share", "above = 1", true),
        ("share", "below = 0", true),
        ("share", "above = 0", false),
        ("change_year", "below = -1", true),
        ("change_year", "below = 0", false),
    ] {
        let faults = parse("case.toml", &below(measure, line)).1;
        let told = faults.iter().any(|fault| fault.what.starts_with("can never hold"));
        assert_eq!((told, faults.len()), (is_fault, usize::from(is_fault)), "{measure} {line}");
    }
}

#[test]
fn what_was_over_is_not_announced() {
    let entry = |said_on: &str| {
        format!(
            "{HEAD}{SOURCE}[[calendar]]\nid = \"k\"\nwhat = \"w\"\nactor = \"PRK\"\n\
             channel = \"visit\"\nstart = 2026-05-14\nend = 2026-05-15\nsaid_on = {said_on}\n\
             source = \"press\"\n"
        )
    };
    check(&entry("2026-05-15"), "");
    check(
        &entry("2026-05-16"),
        "20: column 11: announced when it was over: 2026-05-16, end 2026-05-15\n  hint: the day on \
         which it became known that it is to come, on or before end",
    );
}

#[test]
fn a_percentage_is_no_ratio() {
    let claim = format!("{HEAD}{SOURCE}{CLAIM}kind = \"change\"\nbasis = \"year\"\nratio = ");
    let rose = claim.replace("text = \"t\"", "text = \"exports rose 50 %\"");
    check(&format!("{rose}0.5\n"), "");
    check(
        &format!("{rose}50\n"),
        "25: column 9: a percentage where a ratio belongs: 50\n  hint: a ratio: 0.5 for 50 %",
    );
    check(
        &format!("{claim}25\n"),
        "25: column 9: a change by 2500 %: 25\n  hint: 0.25 for 25 %; where 2500 % is meant, let the \
         words say 2500 %",
    );
}

#[test]
fn every_fault_is_told_at_once() {
    // A second entry of a name, though something else is faulty in it; and a source whose licence is
    // missing is a source all the same, so that nothing else is said of those who name it.
    let lame = SOURCE.replace("licence = \"l\"\n", "");
    let claim = CLAIM.replace("[[claim]]\n", "[[claim]]\nkind = \"value\"\nvalue = 1\n");
    let text = format!("{HEAD}{lame}{claim}{claim}");
    let faults = parse("case.toml", &text).1;
    let whats: Vec<&str> = faults.iter().map(|fault| fault.what.as_str()).collect();
    let unit = "missing key in [[claim]]: unit";
    assert_eq!(
        whats,
        ["missing key in [[source]]: licence", unit, unit, "duplicate id: \"c\""],
        "{}",
        printed(&faults)
    );
}

#[test]
fn a_table_left_open_is_one_fault() {
    let open = HEAD.replacen("[case]", "[case", 1);
    let faults = parse("case.toml", &format!("{open}{SOURCE}{SOURCE}")).1;
    assert_eq!(faults.len(), 1, "{}", printed(&faults));
    assert!(faults[0].what.starts_with("not TOML: unclosed table"), "{}", printed(&faults));
    let twice = HEAD.replacen("[case]", "[case]\nname = \"a\"", 1);
    assert!(printed(&parse("case.toml", &twice).1).contains("duplicate key"));
}

#[test]
fn text_that_a_terminal_would_obey_is_a_fault() {
    for (written, code) in [("Q\\u001b[31m?", "U+001B"), ("Q\u{202e}?", "U+202E")] {
        let text = HEAD.replacen("question = \"", &format!("question = \"{written}"), 1);
        let faults = parse("case.toml", &text).1;
        assert_eq!(faults.len(), 1, "{}", printed(&faults));
        assert_eq!(faults[0].what, format!("a control character: {code}"));
    }
}

#[test]
fn sections_are_held_against_what_they_may_say() {
    let source = SOURCE;
    for (text, expected) in [
        (
            "[[sources]]\n".to_owned(),
            "7: column 3: unknown key in the file: sources\n  hint: did you mean source?",
        ),
        (
            "[source]\nname = \"press\"\n".to_owned(),
            "7: column 1: wrong type: a table\n  hint: expected a list of tables, [[source]]",
        ),
        (
            format!("{source}{source}"),
            "14: column 8: duplicate name: \"press\"\n  hint: give each entry a name of its own",
        ),
        (
            format!("{source}url = \"example.org\"\n"),
            "13: column 7: not an address: \"example.org\"\n  hint: it starts with https:// or \
             http://",
        ),
        (
            format!("{source}from = 2025-01-01\n"),
            "7: column 1: missing key in [[source]]: to\n  hint: [[source]] needs it",
        ),
        (
            format!("{source}from = 2025-01-02\nto = 2025-01-01\n"),
            "14: column 6: period ends before it starts: 2025-01-02 to 2025-01-01\n  hint: the end \
             is the last day, not before the first",
        ),
        (
            format!("{source}complete = [\"launch\"]\n"),
            "13: column 12: complete without days covered\n  hint: add from and to: the days on \
             which it records every case",
        ),
        (
            "[[table]]\nfile = \"../x.csv\"\nshape = \"event\"\n".to_owned(),
            "8: column 8: not a file of the case: \"../x.csv\"\n  hint: a path below the folder of \
             case.toml, such as events.csv\n9: column 9: unknown shape: \"event\"\n  hint: did you \
             mean events?",
        ),
        (
            "[[channel]]\nname = \"visit\"\nweight = 0\n".to_owned(),
            "9: column 10: not above zero: 0\n  hint: more than zero; to count for nothing, leave the entry out",
        ),
        (
            "[[thin]]\nactor = \"PRK\"\ntarget = \"PRK\"\nfrom = 2020-01-01\nto = 2020-12-31\n\
             why = \"w\"\n"
                .to_owned(),
            "9: column 10: actor and target are the same: PRK\n  hint: name two, or leave the \
             target out",
        ),
        (
            "[[calendar]]\nid = \"a\"\nwhat = \"w\"\nactor = \"PRK\"\nchannel = \"visit\"\n\
             start = 2025-01-01\nend = 2025-01-01\nsaid_on = 2025-01-01\nsource = \"pres\"\n"
                .to_owned(),
            "15: column 10: undeclared source: \"pres\"\n  hint: declare it under [[source]]",
        ),
    ] {
        check(&format!("{HEAD}{text}"), expected);
    }
}

#[test]
fn a_calendar_entry_replaces_one_above_it() {
    let entry = |id: &str, more: &str| {
        format!(
            "[[calendar]]\nid = \"{id}\"\nwhat = \"w\"\nactor = \"PRK\"\nchannel = \"visit\"\n\
             start = 2025-01-01\nend = 2025-01-01\nsaid_on = 2025-01-01\nsource = \"press\"\n{more}"
        )
    };
    let head = format!("{HEAD}{SOURCE}");
    check(&format!("{head}{}{}", entry("k1", ""), entry("k2", "replaces = \"k1\"\n")), "");
    check(
        &format!("{head}{}", entry("k2", "replaces = \"k1\"\n")),
        "22: column 12: unknown entry: \"k1\"\n  hint: the id of an entry above this one",
    );
}

#[test]
fn claims_are_held_against_their_kind() {
    for (more, expected) in [
        ("kind = \"value\"\nvalue = 1\nunit = \"USD\"\n", ""),
        ("kind = \"change\"\nbasis = \"month\"\nratio = -0.5\nrounded_to = 0.001\n", ""),
        ("kind = \"expectation\"\ncompares = \"change_year\"\nbelow = \"2025-08\"\n", ""),
        ("kind = \"change\"\nbasis = \"year\"\nratio = -0.5\n", ""),
        (
            "kind = \"valeu\"\n",
            "23: column 8: unknown kind: \"valeu\"\n  hint: did you mean value?",
        ),
        (
            "kind = \"value\"\nvalue = 228.1\nunit = \"USD million\"\n",
            "25: column 8: unknown unit: \"USD million\"\n  hint: a base unit: money by its ISO \
             4217 code, km, t, persons",
        ),
        (
            "kind = \"change\"\nbasis = \"year\"\nratio = 0.1\nunit = \"USD\"\n",
            "26: column 1: unknown key in [[claim]]: unit\n  hint: known: id, text, text_ko, \
             said_by, said_on, actor, target, channel, commodity, start, end, kind, basis, ratio, \
             rounded_to",
        ),
        (
            "kind = \"expectation\"\ncompares = \"change_year\"\n",
            "13: column 1: missing key in [[claim]]: above\n  hint: above or below: a month",
        ),
        (
            "kind = \"expectation\"\ncompares = \"change_year\"\nabove = \"2025-13\"\n",
            "25: column 9: not a month: \"2025-13\"\n  hint: a month of the calendar, such as \
             \"2025-09\"",
        ),
    ] {
        check(&format!("{HEAD}{SOURCE}{CLAIM}{more}"), expected);
    }
    let quarter = CLAIM.replace("2025-09-01", "2025-07-01");
    check(
        &format!("{HEAD}{SOURCE}{quarter}kind = \"change\"\nbasis = \"year\"\nratio = -0.5\n"),
        "",
    );
    check(
        &format!("{HEAD}{SOURCE}{quarter}kind = \"change\"\nbasis = \"month\"\nratio = -0.5\n"),
        "24: column 9: a change on the month of 3 months\n  hint: basis = \"year\", or the month \
         itself as start and end",
    );
    let lonely = CLAIM.replace("target = \"PRK\"\n", "");
    check(
        &format!("{HEAD}{SOURCE}{lonely}kind = \"value\"\nvalue = 1\nunit = \"USD\"\n"),
        "19: column 11: trade.exports without a target\n  hint: name the partner as target",
    );
}

#[test]
fn conditions_say_how_long_they_hold_and_where_they_let_go() {
    for (more, expected) in [
        ("measure = \"probability\"\nis = \"loosening\"\nabove = 0.5\nuntil = 0.4\n", ""),
        (
            "measure = \"observed\"\nkind = \"event\"\nmodality = \"planned\"\nwindow_months = 3\n\
             for_days = 10\n",
            "",
        ),
        (
            "measure = \"absence\"\nwindow_months = 3\nsource = \"pres\"\n",
            "16: column 10: undeclared source: \"pres\"\n  hint: declare it under [[source]]",
        ),
        (
            "measure = \"observed\"\nmodality = \"planed\"\nwindow_months = 3\n",
            "15: column 12: unknown modality: \"planed\"\n  hint: did you mean planned?",
        ),
        (
            "measure = \"count\"\nabove = 1\nuntil = 0\nwindow_months = 3\n",
            "16: column 9: it would never let go: 0\n  hint: nothing falls below none; until = 1 lets go when there is none",
        ),
        (
            "measure = \"count\"\nabove = 5\nuntil = 6\nwindow_months = 3\n",
            "16: column 9: until is beyond the line: 6\n  hint: it lets go at a lower line",
        ),
        (
            "measure = \"trend\"\nchannel = \"visit\"\nis = \"falling\"\nwindow_months = 3\n",
            "17: column 17: a trend over 3 months\n  hint: 9 months or more: fewer are noise",
        ),
        (
            "measure = \"trend\"\nchannel = \"trade.imports\"\nis = \"rising\"\nwindow_months = 38\n",
            "17: column 17: a trend of trade over 38 months\n  hint: 39 months or more: fewer cannot \
             show how long noise lasts, and are never told; 40 are told in every month",
        ),
        (
            "measure = \"observed\"\nchannel = \"trade.total\"\nwindow_months = 3\n",
            "15: column 11: no measure of trade: observed\n  hint: of trade, ask for level, \
             change_month, change_year, trend or share",
        ),
        (
            "measure = \"count\"\nchannel = \"trade.exports\"\nabove = 5\nwindow_months = 3\n",
            "15: column 11: no measure of trade: count\n  hint: of trade, ask for level, change_month, \
             change_year, trend or share",
        ),
        (
            "measure = \"absence\"\nwindow_months = 3\nfor_months = 2\nfor_days = 2\n",
            "17: column 12: for_months and for_days at once\n  hint: keep one of them",
        ),
    ] {
        check(&format!("{HEAD}{CONDITION}{more}"), expected);
    }
}

#[test]
fn what_can_never_be_told_is_a_fault() {
    let lone = CONDITION.replace("target = \"CHN\"\n", "");
    let others = CONDITION.replace("\"CHN\"", "\"RUS\"");
    let turned = CONDITION.replace("\"PRK\"", "\"X\"").replace("\"CHN\"", "\"PRK\"");
    let turned = turned.replace("\"X\"", "\"CHN\"");
    let closer = "measure = \"direction\"\nis = \"tightening\"\n";
    let weighs = "[[channel]]\nname = \"aid\"\n";
    for (text, expected) in [
        (format!("{CONDITION}{closer}"), ""),
        (format!("{turned}{closer}channel = \"trade.exports\"\n"), ""),
        (format!("{weighs}{CONDITION}{closer}channel = \"aid\"\n"), ""),
        (
            format!("{others}{closer}"),
            "13: column 10: no verdict is drawn on PRK and RUS\n  hint: name the subject, PRK, and one \
             of its partners",
        ),
        (
            format!("{lone}measure = \"probability\"\nis = \"loosening\"\nabove = 0.5\n"),
            "13: column 11: a probability without a target\n  hint: a verdict is drawn on two: name \
             the partner as target",
        ),
        (
            format!("{CONDITION}{closer}channel = \"launch\"\n"),
            "16: column 11: no verdict is drawn on launch\n  hint: more of it brings the two neither \
             closer nor farther apart",
        ),
        (
            format!("{weighs}{CONDITION}{closer}channel = \"visit\"\n"),
            "18: column 11: no verdict is drawn on visit\n  hint: name it as a [[channel]] too: only \
             those that are named are weighed",
        ),
        (
            format!(
                "{lone}measure = \"share\"\nchannel = \"visit\"\nabove = 0.5\nwindow_months = 3\n"
            ),
            "13: column 11: a share without a target\n  hint: name whose part it is as target: with \
             everybody it is always the whole",
        ),
        (
            format!(
                "{lone}measure = \"level\"\nchannel = \"trade.imports\"\nabove = 5\nunit = \"USD\"\n"
            ),
            "13: column 11: a flow without a target\n  hint: name the partner as target",
        ),
        (
            format!(
                "{CONDITION}measure = \"observed\"\nchannel = \"vote\"\nkind = \"vote\"\nwindow_months = 3\n"
            ),
            "",
        ),
        (
            format!(
                "{CONDITION}measure = \"observed\"\nchannel = \"aid\"\nkind = \"vote\"\nwindow_months = 3\n"
            ),
            "16: column 8: a vote in the channel aid\n  hint: votes are in the channel vote; of \
             another channel, leave the kind out",
        ),
    ] {
        check(&format!("{HEAD}{text}"), expected);
    }
}

#[test]
fn what_is_forecast_is_of_states_and_not_too_far() {
    let entry = "[[forecast]]\nid = \"f\"\ntext = \"t\"\nactor = \"CHN\"\ntarget = \"PRK\"\n";
    for (text, expected) in [
        (format!("{entry}channel = \"trade.exports\"\nmonths_ahead = 24\n"), ""),
        (
            format!("{entry}channel = \"trade.exports\"\nmonths_ahead = 25\n"),
            "13: column 16: 25 months ahead\n  hint: from 1 to 24: of later months nothing is known",
        ),
        (
            format!("{entry}channel = \"trade.exports\"\nmonths_ahead = 0\n"),
            "13: column 16: 0 months ahead\n  hint: from 1 to 24: of later months nothing is known",
        ),
        (
            format!("{entry}channel = \"visit\"\nwithin_days = 30\n").replace("CHN", "ASEAN"),
            "10: column 9: a forecast of an organisation: ASEAN\n  hint: name a state: no forecast is \
             made of organisations, whose rows name a seat",
        ),
    ] {
        check(&format!("{HEAD}{text}"), expected);
    }
}

#[test]
fn nothing_was_said_on_a_day_to_come_and_no_flow_is_less_than_nothing() {
    let claim = format!("{HEAD}{SOURCE}{CLAIM}kind = \"value\"\nunit = \"USD\"\nvalue = ");
    check(&format!("{claim}0\n"), "");
    check(
        &format!("{claim}-5\n"),
        "25: column 9: less than nothing: -5\n  hint: goods traded come to nothing or more; of a \
         fall, kind = \"change\"",
    );
    let said_on = parse_whole("case.toml", &format!("{claim}5\n")).said_on;
    let told = |today: &str| {
        let today = today.parse().expect("a day");
        said_on.iter().filter_map(|one| one.yet_to_come(today)).collect::<Vec<_>>()
    };
    assert_eq!(printed(&told("2025-11-04")), "");
    assert_eq!(
        printed(&told("2025-11-03")),
        "case.toml:17: column 11: said on a day that is yet to come: 2025-11-04\n  hint: the day on \
         which it became known, up to 2025-11-03"
    );
}

#[test]
fn conditions_are_held_against_their_measure() {
    for (more, expected) in [
        ("measure = \"level\"\nchannel = \"trade.exports\"\nbelow = 1e8\nunit = \"USD\"\n", ""),
        ("measure = \"trend\"\nchannel = \"visit\"\nis = \"falling\"\nwindow_months = 12\n", ""),
        (
            "measure = \"trend\"\nchannel = \"trade.total\"\nis = \"steady\"\nwindow_months = 39\n",
            "",
        ),
        ("measure = \"share\"\nchannel = \"visit\"\nabove = 0.5\nwindow_months = 12\n", ""),
        ("measure = \"rank\"\nchannel = \"visit\"\nis = \"leader\"\nwindow_months = 3\n", ""),
        ("measure = \"count\"\nrank = \"leader\"\nbelow = 2\nwindow_months = 3\n", ""),
        ("measure = \"absence\"\nwindow_months = 3\n", ""),
        ("measure = \"direction\"\nis = \"loosening\"\nfor_months = 3\n", ""),
        (
            "measure = \"change_year\"\nchannel = \"visitt\"\nbelow = 0\n",
            "15: column 11: unknown channel: \"visitt\"\n  hint: did you mean visit?",
        ),
        (
            "measure = \"change\"\n",
            "14: column 11: unknown measure: \"change\"\n  hint: known: level, change_month, \
             change_year, trend, share, rank, count, absence, observed, direction, probability",
        ),
        (
            "measure = \"level\"\nchannel = \"visit\"\nabove = 1\nunit = \"USD\"\n",
            "15: column 11: a level of events\n  hint: a level is an amount of trade; of events, ask \
             for the count",
        ),
        (
            "measure = \"change_year\"\nchannel = \"visit\"\n",
            "14: column 11: missing key in a condition: above\n  hint: where is the line? above = … \
             or below = …",
        ),
        (
            "measure = \"count\"\nabove = 1\nbelow = 2\nwindow_months = 3\n",
            "16: column 9: above and below at once\n  hint: keep one of them",
        ),
        (
            "measure = \"probability\"\nis = \"tightening\"\nabove = 80\n",
            "16: column 9: out of range: 80\n  hint: a part of the whole, from 0 to 1",
        ),
        (
            "measure = \"absence\"\nwindow_months = 0\n",
            "15: column 17: out of range: 0\n  hint: from 1 to 1200",
        ),
        (
            "measure = \"direction\"\nis = \"loosening\"\nwindow_months = 3\n",
            "16: column 1: unknown key in a condition: window_months\n  hint: known: says, \
 says_ko, actor, target, measure, channel, is, for_months, for_days",
        ),
    ] {
        check(&format!("{HEAD}{CONDITION}{more}"), expected);
    }
    check(
        &format!("{HEAD}[[tripwire]]\nname = \"w\"\nsays = \"s\"\n"),
        "8: column 8: a tripwire without conditions\n  hint: name what has to hold under all or any",
    );
}

#[test]
fn what_is_faulty_is_left_out_and_the_rest_is_kept() {
    let (case, faults) = parse("case.toml", &format!("{HEAD}{SOURCE}[[source]]\nname = \"b\"\n"));
    assert_eq!((case.unwrap().source_names(), faults.len()), (vec!["press".to_owned()], 4));
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_text() {
    let text = HEAD.replace("PRK", "PRKK").replace("CHN", "CHNN").replace("\"x\"", "1");
    let (case, faults) = parse("case.toml", &text);
    assert!(case.is_none());
    let lines: Vec<_> = faults.iter().filter_map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 4, 5]);
}

#[test]
fn the_examples_of_the_documentation_are_one_valid_case() {
    let page = include_str!("../../../../docs/case.md");
    let examples: Vec<_> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let (case, faults) = parse("case.md", &examples.concat());
    assert_eq!(printed(&faults), "");
    let case = case.unwrap();
    assert_eq!((case.sources.len(), case.tripwires[0].conditions().count()), (4, 3));
}

#[test]
fn a_row_that_the_calendar_names_is_one_of_the_tables() {
    let entry = "[[calendar]]\nid = \"K1\"\nwhat = \"a visit\"\nactor = \"PRK\"\nchannel = \"visit\"\n\
                 start = 2025-11-01\nend = 2025-11-02\nsaid_on = 2025-10-01\nsource = \"press\"\n\
                 evidence = [\"o0692\"]\noutcome = [\"o0693\", \"o069\", \"xyz\"]\n";
    let Parsed { rows_named, .. } = parse_whole("case.toml", entry);
    let ids = BTreeSet::from(["o0692", "o0690", "o0693"]);
    let faults: Vec<Fault> = rows_named.iter().filter_map(|row| row.unknown(&ids)).collect();
    assert_eq!(
        printed(&faults),
        "case.toml:11: column 21: no row of the case's tables has this id: \"o069\"\n  \
         hint: did you mean o0690?\n\
         case.toml:11: column 29: no row of the case's tables has this id: \"xyz\"\n  \
         hint: the id of a row, as its table has it"
    );
}
