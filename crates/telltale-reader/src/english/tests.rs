//! Cases as data: a text, and what it tells, one `mode actor target channel modality` each.

mod beyond;
mod forms;
mod passing;
mod pieces;
mod scrambled;
mod second;
mod wire;

use std::sync::OnceLock;

use crate::{Document, Reader};

static READER: OnceLock<Reader> = OnceLock::new();

fn told(text: &str) -> Vec<String> {
    let published = "2025-06-12".parse().expect("a day");
    let seen = READER.get_or_init(Reader::load).read(&Document::new(text, published));
    let code = |actor: Option<telltale_observation::Actor>| {
        actor.map_or("-".to_owned(), |actor| actor.code().to_owned())
    };
    seen.iter()
        .filter(|seen| seen.kind == telltale_observation::Kind::Event)
        .map(|seen| {
            format!(
                "{} {} {} {} {}",
                seen.mode.name(),
                code(seen.actor),
                code(seen.target),
                seen.channel.name(),
                seen.modality.name(),
            )
        })
        .collect()
}

/// Fails with every case that tells something else, in any order.
fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected.to_vec(), told(text)))
        .filter(|(_, expected, found)| {
            let (mut expected, mut found) = (expected.clone(), found.iter().collect::<Vec<_>>());
            expected.sort_unstable();
            found.sort_unstable();
            expected != found
        })
        .map(|(text, expected, found)| {
            format!("{text}\n  expected {expected:?}\n  read     {found:?}")
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_reported_revealed_or_claimed_is_told() {
    check(&[
        ("Oslo reported that Chad had bombed Niger.", &["deed TCD NER incident reported"]),
        ("Oslo revealed that Chad had bombed Niger.", &["deed TCD NER incident reported"]),
        ("Oslo claimed that Chad had bombed Niger.", &["deed TCD NER incident reported"]),
        ("The claim that Chad bombed Niger was heard in Oslo.", &[]),
    ]);
}

#[test]
fn those_who_agree_agree_with_each_other() {
    let deal: &[&str] = &["deed PER CHL agreement happened", "deed CHL PER agreement happened"];
    check(&[
        ("Peru and Chile agreed in Oslo to share the water.", deal),
        ("Peru agreed with Chile to share the water.", &["word PER CHL promise happened"]),
    ]);
}

#[test]
fn the_two_sides_are_the_two_that_were_named() {
    let met: &[&str] = &["deed PER CHL meeting happened"];
    let signed: &[&str] = &["deed PER CHL agreement happened", "deed CHL PER agreement happened"];
    let both = [met, signed].concat();
    check(&[
        ("Peru's foreign minister met Chile's. The two sides signed a protocol.", both.as_slice()),
        ("Peru's foreign minister met Chile's. They signed a protocol.", both.as_slice()),
        ("Peru's foreign minister met Chile's. The sides of the house burned.", met),
    ]);
}

#[test]
fn a_war_is_nobody() {
    check(&[
        ("Chad sent troops to Niger for the Sudan war.", &["deed TCD NER troops happened"]),
        ("Chad discussed the Sudan war.", &[]),
    ]);
}

#[test]
fn whoever_is_introduced_after_his_name_is_known_by_it() {
    let text = "Juan Quiroga, deputy governor of Peru's central bank, left. Quiroga praised Chile.";
    check(&[
        (text, &["word PER CHL praise happened"]),
        ("On Monday, Peru's governor left. Monday praised Chile.", &[]),
    ]);
}

#[test]
fn an_envoy_with_a_day_to_leave_is_expelled() {
    check(&[(
        "Peru gave the Chilean ambassador 48 hours to leave.",
        &["deed PER CHL sanction happened"],
    )]);
}

#[test]
fn what_an_official_says_of_another_state_is_a_remark() {
    check(&[
        (
            "The Peruvian president said that ties with Chile were at a turning point.",
            &["word PER CHL statement happened"],
        ),
        ("The Peruvian president said that ties with Chile and Cuba were at a turning point.", &[]),
    ]);
}

#[test]
fn a_state_may_have_a_security_council_of_its_own() {
    check(&[
        (
            "The Peruvian president met the secretary of Chile's Security Council.",
            &["deed PER CHL meeting happened"],
        ),
        ("Peru praised the Security Council.", &["word PER UNSC praise happened"]),
    ]);
}

#[test]
fn an_agreement_is_told_once_a_paragraph() {
    let signed: &[&str] = &["deed PER CHL agreement happened", "deed CHL PER agreement happened"];
    check(&[
        ("Peru and Chile signed a protocol. The two sides inked it on May 3.", signed),
        (
            "Peru and Chile signed a protocol.\nPeru and Chile signed a pact on May 3.",
            &[signed[0], signed[1], signed[0], signed[1]],
        ),
    ]);
}

#[test]
fn what_tells_things_apart_is_not_told_again_but_what_came_before_is() {
    check(&[
        (
            "Peru praised Chile. The troops that Chile had sent to Peru slept.",
            &["word PER CHL praise happened"],
        ),
        (
            "Peru recalled its envoy from Chile after Chile had bombed Peru.",
            &["deed PER CHL sanction happened", "deed CHL PER incident happened"],
        ),
        (
            "Peru praised Chile, while Chile sent troops to Peru.",
            &["word PER CHL praise happened", "deed CHL PER troops happened"],
        ),
    ]);
}

#[test]
fn what_several_do_with_nobody_else_they_do_together() {
    let both: &[&str] = &["deed PER CHL economic happened", "deed CHL PER economic happened"];
    check(&[
        ("Peru and Chile reopened their border at Tacna.", both),
        ("The railway between Peru and Chile was opened.", both),
        ("Peru reopened its border with Chile.", &["deed PER CHL economic happened"]),
    ]);
}

#[test]
fn a_condition_is_no_deed() {
    check(&[
        ("Only when Macron's visits to Peru and Chile decrease will talks in Oslo resume.", &[]),
        ("Unless Chad bombs Niger the talks in Oslo go on.", &[]),
    ]);
}

#[test]
fn what_is_said_not_to_have_been_done_is_denied() {
    check(&[
        (
            "Chad said its jets had not bombed Niger.",
            &["deed TCD NER incident denied", "word TCD NER denial happened"],
        ),
        (
            "Niger said its drones had never struck Chad.",
            &["deed NER TCD incident denied", "word NER TCD denial happened"],
        ),
    ]);
}

#[test]
fn tariffs_that_are_cut_are_not_imposed() {
    check(&[
        ("Peruvian tariffs on Chilean wine were halved.", &[]),
        ("Peru cut its tariffs on Chilean wine.", &["deed PER CHL sanction happened"]),
    ]);
    let seen = READER.get_or_init(Reader::load).read(&Document::new(
        "Peru reduced its tariffs on Chilean wine.",
        "2025-06-12".parse().expect("a day"),
    ));
    let codes: Vec<_> = seen.iter().filter_map(|seen| seen.code).map(|code| code.code).collect();
    assert_eq!(codes, ["085"]);
}

#[test]
fn nobody_condemns_himself() {
    check(&[("Norway condemned the launch.", &[])]);
}

#[test]
fn announced_plans_are_planned() {
    check(&[(
        "The president of Peru has announced plans to visit Chile in August.",
        &["word PER CHL visit planned"],
    )]);
}

#[test]
fn names_stand_for_whom_they_mean() {
    check(&[
        (
            "The parliament of Norway rejected a plan by Brussels.",
            &["deed NOR EUU refusal happened"],
        ),
        ("The governor of Georgia, Brian Kemp, visited Chile.", &[]),
        ("The president of Georgia visited Chile.", &["deed GEO CHL visit happened"]),
        ("Chile criticised the ballot in Georgia.", &["word CHL GEO criticism happened"]),
        ("Chad struck a refinery in Niamey.", &["deed TCD NER incident happened"]),
    ]);
}

#[test]
fn a_verb_that_the_parser_takes_for_a_participle_tells() {
    check(&[
        ("Chilean frigates docked in Lima.", &["deed CHL PER visit happened"]),
        (
            "Chadian and Nigerien soldiers scuffled near a well.",
            &["deed TCD NER incident happened", "deed NER TCD incident happened"],
        ),
    ]);
}

#[test]
fn the_place_tells_who_received_and_nobody_needs_to_have_called_off() {
    check(&[
        (
            "The Peruvian ambassador was summoned to the ministry in Quito.",
            &["word ECU PER criticism happened"],
        ),
        ("A trip by Macron to Lima was called off.", &["deed FRA PER refusal happened"]),
        (
            "Talks between Chad and Niger were cancelled.",
            &["deed TCD NER refusal happened", "deed NER TCD refusal happened"],
        ),
    ]);
}

#[test]
fn a_statement_speaks_for_who_issued_it() {
    check(&[
        (
            "Peru's ministry issued a statement condemning Chile's decision.",
            &["word PER CHL criticism happened"],
        ),
        ("Peru responded by expelling a Chilean diplomat.", &["deed PER CHL sanction happened"]),
    ]);
}

#[test]
fn a_missile_fired_at_nobody_is_a_launch() {
    check(&[
        ("Iran fired a missile into the desert.", &["deed IRN - launch happened"]),
        ("Iran fired missiles at Iraq.", &["deed IRN IRQ incident happened"]),
    ]);
}

#[test]
fn ships_that_are_sighted_are_whose_they_are() {
    check(&[
        ("Two Chilean warships were sighted near Peru.", &["deed CHL PER military happened"]),
        ("A force was sent to guard ships against Libyan attacks.", &[]),
    ]);
}

#[test]
fn what_is_announced_for_a_month_dates_nothing_that_happened() {
    let text = "Peru's president will visit Santiago in December. Peru condemned Bolivia. Peru accused \
                Bolivia on Tuesday of smuggling. Bolivia condemned Peru.";
    let seen = READER
        .get_or_init(Reader::load)
        .read(&Document::new(text, "2025-06-12".parse().expect("a day")));
    let days: Vec<String> = seen
        .iter()
        .map(|seen| seen.period.map_or("none".to_owned(), |period| period.start().to_string()))
        .collect();
    assert_eq!(days, ["2025-12-01", "2025-06-12", "2025-06-10", "2025-06-10"]);
}

#[test]
fn envoys_are_called_in_and_home() {
    check(&[
        ("Chad called in the Nigerien ambassador.", &["word TCD NER criticism happened"]),
        ("Chad's ambassador to Niger was recalled.", &["deed TCD NER sanction happened"]),
        ("Six Chadian diplomats were ordered out of Niger.", &["deed NER TCD sanction happened"]),
    ]);
}

#[test]
fn who_condemns_the_attack_condemns_whoever_attacked() {
    check(&[(
        "Chad fired missiles at a Nigerien base. Mali condemned the attack.",
        &["deed TCD NER incident happened", "word MLI TCD criticism happened"],
    )]);
}

#[test]
fn verbs_that_the_parser_hardly_knows_are_verbs() {
    check(&[
        ("Chad froze aid to Niger.", &["deed TCD NER sanction happened"]),
        (
            "Chad and Niger plan to sign a treaty.",
            &["word TCD NER promise planned", "word NER TCD promise planned"],
        ),
    ]);
}

#[test]
fn a_question_tells_nothing() {
    check(&[("Should Chad sell tanks to Niger?", &[])]);
}

#[test]
fn what_is_talked_about_is_nobody_met() {
    check(&[
        (
            "The presidents of Peru and Chile discussed Bolivia's gas fields.",
            &["deed PER CHL meeting happened", "deed CHL PER meeting happened"],
        ),
        ("Kenya's foreign minister discussed Sudan's war.", &[]),
        (
            "The premiers of Peru and Chile exchanged views on Bolivia's debts.",
            &["deed PER CHL meeting happened", "deed CHL PER meeting happened"],
        ),
        ("Peru discussed Bolivia's gas fields with Chile.", &["deed PER CHL meeting happened"]),
    ]);
}

#[test]
fn a_denial_ends_with_its_clause() {
    check(&[
        (
            "Chad said it had not armed the rebels, and accused Sudan of lying.",
            &["word TCD SDN criticism happened"],
        ),
        ("Kenya met with nobody from Somalia.", &[]),
        ("Kenya spoke to no officials from Somalia.", &["deed KEN SOM meeting denied"]),
        (
            "Peru's decision drew criticism from Quito, but not from Bogota.",
            &["word ECU PER criticism happened"],
        ),
    ]);
}

#[test]
fn what_would_have_been_is_not_told() {
    check(&[
        ("Had Chad attacked Niger in May, Algeria would have sent soldiers.", &[]),
        ("Algeria would have sent soldiers to Niger had Chad attacked it.", &[]),
        ("Sweden is considering sending howitzers to Moldova.", &[]),
        ("Ghana called off plans to visit Togo.", &["deed GHA TGO refusal happened"]),
    ]);
}

#[test]
fn who_stands_by_or_is_set_against_takes_no_part() {
    check(&[
        (
            "Chad signed a truce with Sudan in Doha, with Qatar and Oman as next of kin.",
            &["deed TCD SDN agreement happened"],
        ),
        (
            "Chad signed a truce with Sudan in Doha, with Qatar and Oman as witnesses.",
            &["deed TCD SDN agreement happened"],
        ),
        (
            "Latvia, not Estonia, had closed the border with Belarus.",
            &["deed LVA BLR sanction happened"],
        ),
        ("Iranian missile shot down over Jordan, officials say.", &[]),
        ("France struck an Islamic State leader in Mali.", &["deed FRA MLI incident happened"]),
        (
            "Peru praised Chilean envoys. It was Bolivia that expelled them.",
            &["word PER CHL praise happened", "deed BOL CHL sanction happened"],
        ),
        (
            "Chile expels Bolivian envoy | Peru recalls ambassador from Quito",
            &["deed CHL BOL sanction happened", "deed PER ECU sanction happened"],
        ),
    ]);
}

#[test]
fn what_is_off_or_shunned_has_its_own_day() {
    let days = [
        // The next Friday, and not the last.
        ("Armenia's president will not travel to Turkey on Friday.", "2025-06-13"),
        ("Kenya postponed a visit to Sudan set for Monday.", "2025-06-12"),
        ("Kenya called off plans to visit Sudan on July 3.", "2025-06-12"),
    ];
    let published = "2025-06-12".parse().expect("a day");
    for (text, day) in days {
        let seen = READER.get_or_init(Reader::load).read(&Document::new(text, published));
        let start = seen.first().and_then(|seen| seen.period).map(|period| period.start());
        assert_eq!(start.map(|start| start.to_string()).as_deref(), Some(day), "{text}");
    }
}
