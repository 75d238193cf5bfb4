//! Sentences of several deeds: clauses set off by commas, participles, appositions that take the
//! sentence up, speakers behind it, deeds in nouns.

use super::check;

#[test]
fn a_clause_set_off_from_its_noun_leaves_the_sentence_its_verb() {
    let guards: &[&str] = &[
        "deed PER CHL incident happened",
        "deed CHL PER incident happened",
        "deed PER CHL agreement happened",
        "deed CHL PER agreement happened",
    ];
    check(&[
        ("Peru and Chile, whose guards fought a battle in 2019, signed a pact on Monday.", guards),
        (
            "Peru's president, having flown to Santiago on Monday, thanked Ecuador.",
            &["word PER ECU praise happened", "deed PER CHL visit happened"],
        ),
        (
            "Peru's president, who had met Chile's premier in Oslo, thanked Ecuador.",
            &["word PER ECU praise happened", "deed PER CHL meeting happened"],
        ),
        (
            "Peru, which had demanded that Chile free a trawler, recalled its envoy from Santiago.",
            &["word PER CHL appeal happened", "deed PER CHL sanction happened"],
        ),
    ]);
}

#[test]
fn who_says_it_may_stand_behind_the_sentence() {
    check(&[
        (
            "A delegation led by Peru's trade minister left for Santiago on Monday, state radio reported.",
            &["deed PER CHL visit reported"],
        ),
        (
            "Peru said its troops had left, and Chile said it had shot down two Peruvian drones.",
            &["deed CHL PER incident happened"],
        ),
    ]);
}

#[test]
fn a_participle_tells_what_is_said_or_done_beside() {
    check(&[
        (
            "Blaming Chile for a fire, Peru doubled its levy on Ecuadorean rice.",
            &["word PER CHL criticism happened", "deed PER ECU sanction happened"],
        ),
        (
            "Accusing Chile of plotting, Peru recalled its envoy from Santiago, as did Ecuador.",
            &[
                "deed PER CHL sanction happened",
                "deed ECU CHL sanction happened",
                "word PER CHL criticism happened",
            ],
        ),
        (
            "Pressed by Chile to open the border, Peru on Monday thanked Ecuador.",
            &["word CHL PER appeal happened", "word PER ECU praise happened"],
        ),
        (
            "Peru shut its border with Chile on Monday, its premier accusing Santiago of theft.",
            &["deed PER CHL sanction happened", "word PER CHL criticism happened"],
        ),
    ]);
}

#[test]
fn an_apposition_takes_up_what_was_told() {
    check(&[
        (
            "Peru shut its border with Chile, a closure that Santiago derided as a farce.",
            &["deed PER CHL sanction happened", "word CHL PER criticism happened"],
        ),
        (
            "Peru and Ecuador shut their borders with Chile, a step Santiago condemned.",
            &[
                "deed PER CHL sanction happened",
                "deed ECU CHL sanction happened",
                "word CHL PER criticism happened",
                "word CHL ECU criticism happened",
            ],
        ),
        (
            "Peru announced tariffs on Chilean wine, which Santiago called unjustified.",
            &["deed PER CHL sanction happened", "word CHL PER criticism happened"],
        ),
        (
            "Peru accused Chile of arming rebels, which Santiago denies.",
            &["word PER CHL criticism happened", "word CHL PER denial happened"],
        ),
    ]);
}

#[test]
fn a_noun_may_tell_a_deed_of_its_own() {
    check(&[
        (
            "Peru's freezing of Chilean accounts has been assailed in Santiago as piracy.",
            &["deed PER CHL sanction happened", "word CHL PER criticism happened"],
        ),
        (
            "The decision by Peru to expel a Chilean diplomat was hailed in Quito as brave.",
            &["deed PER CHL sanction happened", "word ECU PER praise happened"],
        ),
        (
            "Norway hosted talks between Peru and Chile in Oslo on Monday.",
            &[
                "deed NOR PER meeting happened",
                "deed NOR CHL meeting happened",
                "deed PER CHL meeting happened",
                "deed CHL PER meeting happened",
            ],
        ),
        (
            "Answering an appeal from Peru, Chile flew tents to Lima.",
            &["word PER CHL appeal happened", "deed CHL PER aid happened"],
        ),
    ]);
}

#[test]
fn each_verb_of_a_series_is_told() {
    check(&[
        (
            "Peru's leader flew to Santiago on Monday, laid flowers at a monument and thanked Chile.",
            &[
                "deed PER CHL visit happened",
                "deed PER CHL ceremony happened",
                "word PER CHL praise happened",
            ],
        ),
        (
            "Peru's premier said Chile and Chad had accepted the plan, and thanked Ecuador.",
            &["word PER ECU praise happened"],
        ),
        (
            "After Chile's navy had chased a Peruvian speedboat, Lima recalled its envoy from Santiago.",
            &["deed CHL PER incident happened", "deed PER CHL sanction happened"],
        ),
    ]);
}

#[test]
fn a_verb_behind_a_clause_is_its_subjects() {
    check(&[
        (
            "Peru waited as Chilean boats rammed a Peruvian trawler, and lodged a protest with Santiago.",
            &["word PER CHL criticism happened", "deed CHL PER incident happened"],
        ),
        (
            "Peru thanked Ecuador after Chilean boats had rammed a Peruvian trawler.",
            &["word PER ECU praise happened", "deed CHL PER incident happened"],
        ),
        (
            "Peru pressed Chile on Monday to speed up the transit of grain.",
            &["word PER CHL appeal happened"],
        ),
        (
            "Peru's premier and Chile's president, meeting in Oslo on Monday, praised Ecuador.",
            &[
                "word PER ECU praise happened",
                "word CHL ECU praise happened",
                "deed PER CHL meeting happened",
                "deed CHL PER meeting happened",
            ],
        ),
        (
            "Peru's trade envoy and Chile's Gabriel Boric initialled a pact in Oslo.",
            &["deed PER CHL agreement happened", "deed CHL PER agreement happened"],
        ),
    ]);
}

#[test]
fn what_has_not_come_yet_is_no_deed() {
    check(&[
        (
            "Peru will not talk to Chile until Santiago scraps a pact with Ecuador.",
            &["deed PER CHL refusal happened"],
        ),
        (
            "A telephone call between Peru and Chile on Monday yielded no progress, Lima said.",
            &["deed PER CHL meeting happened", "deed CHL PER meeting happened"],
        ),
    ]);
}
