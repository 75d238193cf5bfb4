//! What stands beside the main verb or behind it: participles, passives without a subject in the
//! parse, talks and conditions told in passing.

use super::check;

#[test]
fn a_participle_beside_its_subject_is_not_the_sentence() {
    let hit: &[&str] = &["deed TCD NER incident happened"];
    check(&[
        (
            "Shells fired from Chadian hills hit a school in Niger.",
            &["deed TCD NER military happened"],
        ),
        (
            "A truce between Chad and Niger, reached in Oslo, was signed on Monday.",
            &["deed TCD NER agreement happened", "deed NER TCD agreement happened"],
        ),
        ("Chadian drones strayed into Niger.", hit),
    ]);
}

#[test]
fn a_verb_that_the_parse_loses_is_found() {
    check(&[
        (
            "Budget support of 4 million euros for Peru has been withheld by Chile, it emerged.",
            &["deed CHL PER sanction happened"],
        ),
        (
            "It was in 1992 that diplomatic relations were established between Chad and Peru.",
            &["deed TCD PER agreement happened", "deed PER TCD agreement happened"],
        ),
        (
            "Chad revoked with immediate effect on Monday a pact that let French troops stay.",
            &["deed TCD FRA refusal happened"],
        ),
        (
            "Peru was thanked by both Chad and Niger.",
            &["word TCD PER praise happened", "word NER PER praise happened"],
        ),
        (
            "Chad promised Niger tents when its president spoke to Niger's in Oslo.",
            &["word TCD NER promise happened", "deed TCD NER meeting happened"],
        ),
    ]);
}

#[test]
fn who_did_it_stands_behind_the_day_or_in_a_paper() {
    check(&[
        (
            "Chad's decision was condemned the same day by Niger's president.",
            &["word NER TCD criticism happened"],
        ),
        (
            "Citizens were warned against travel to Peru in a notice issued by the foreign ministry in Santiago.",
            &["deed CHL PER sanction happened"],
        ),
        (
            "Touching down in Lima, Emmanuel Macron was hugged by Peru's president.",
            &["deed PER FRA meeting happened", "deed FRA PER visit happened"],
        ),
    ]);
}

#[test]
fn talks_and_drills_at_which_something_else_is_done_are_told() {
    check(&[
        (
            "After talks with Chile's president in Oslo, Peru's president flew to Chad.",
            &["deed PER TCD visit happened", "deed PER CHL meeting happened"],
        ),
        (
            "Peru and its counterparts in Santiago and Quito froze Chad's assets.",
            &[
                "deed PER TCD sanction happened",
                "deed CHL TCD sanction happened",
                "deed ECU TCD sanction happened",
            ],
        ),
    ]);
}

#[test]
fn an_appeal_that_goes_unanswered_is_to_whoever_does_not_answer() {
    check(&[
        (
            "Peru's request for the return of the vases went unanswered by Chile.",
            &["word PER CHL appeal happened"],
        ),
        (
            "Chad condemned Niger, and a return to talks was urged.",
            &["word TCD NER criticism happened"],
        ),
    ]);
}

#[test]
fn a_condition_with_unless_threatens() {
    check(&[(
        "Peru will recognise Kosovo unless Serbia lifts its tariffs, Peru's president said.",
        &["word PER XKX promise conditional", "word PER SRB threat conditional"],
    )]);
}

#[test]
fn recognition_that_is_moved_is_taken_from_one_and_given_to_another() {
    check(&[(
        "Nauru transferred recognition from Taipei to Beijing.",
        &["deed NRU CHN agreement happened", "deed NRU TWN refusal happened"],
    )]);
}

#[test]
fn what_has_yet_to_be_done_or_is_only_sought_is_not_told() {
    check(&[
        ("Peru backed Chad's bid to join the African Union.", &["word PER TCD praise happened"]),
        ("Chad has yet to ratify the treaty with Niger.", &["deed TCD NER agreement denied"]),
    ]);
}

#[test]
fn a_place_that_is_left_and_one_that_is_made_for_are_both_visited() {
    check(&[(
        "Emmanuel Macron left Lima for Santiago.",
        &["deed FRA CHL visit happened", "deed FRA PER visit happened"],
    )]);
}

#[test]
fn ships_on_a_joint_patrol_hold_it_with_each_other() {
    check(&[(
        "Chadian and Nigerian jets crossed into Cameroon during a joint patrol.",
        &[
            "deed TCD CMR incident happened",
            "deed NGA CMR incident happened",
            "deed TCD NGA military happened",
            "deed NGA TCD military happened",
        ],
    )]);
}

#[test]
fn an_answer_or_a_protest_is_to_whoever_did_it() {
    check(&[
        (
            "Peru's embassy was stormed by Chilean police, relations being then severed by Peru.",
            &["deed CHL PER incident happened", "deed PER CHL sanction happened"],
        ),
        (
            "Chad bombed Niger; a protest was lodged with Chad's ambassador.",
            &["deed TCD NER incident happened", "word NER TCD criticism happened"],
        ),
        (
            "Chad bombed Niger, a step condemned by Niger's president.",
            &["deed TCD NER incident happened", "word NER TCD criticism happened"],
        ),
    ]);
}

#[test]
fn what_is_between_two_is_of_both() {
    check(&[
        (
            "Relations between Chad and Peru were broken off.",
            &["deed TCD PER sanction happened", "deed PER TCD sanction happened"],
        ),
        (
            "A hotline between the armies of Peru and Chile was set up.",
            &["deed PER CHL agreement happened", "deed CHL PER agreement happened"],
        ),
        (
            "A telephone call took place between Lula and Emmanuel Macron.",
            &["deed BRA FRA meeting happened", "deed FRA BRA meeting happened"],
        ),
    ]);
}
