//! Who is meant where a name is not said again: "she", "the visitor", "the island nation", "there".

use super::check;

#[test]
fn somebody_known_by_office_alone_is_he_or_she() {
    check(&[
        (
            "Ghana's foreign minister landed in Lima on Monday. She thanked Peru for its help.",
            &["deed GHA PER visit happened", "word GHA PER praise happened"],
        ),
        (
            "The king of Bhutan flew to Hanoi on Monday. He condemned Chad.",
            &["deed BTN VNM visit happened", "word BTN TCD criticism happened"],
        ),
        (
            "Claudia Sheinbaum met Gustavo Petro on Monday. He thanked her for the gas.",
            &["deed MEX COL meeting happened", "word COL MEX praise happened"],
        ),
    ]);
}

#[test]
fn him_is_not_the_one_who_acts() {
    check(&[
        (
            "Samoa's premier met Fiji's president on Monday and thanked him.",
            &["deed WSM FJI meeting happened", "word WSM FJI praise happened"],
        ),
        (
            "Benin's jets crossed into Togo. Togolese tanks rolled south, and Ghana's planes bombed them.",
            &["deed BEN TGO incident happened", "deed GHA TGO incident happened"],
        ),
    ]);
}

#[test]
fn visitor_and_host_are_of_the_visit_before() {
    check(&[
        (
            "Mongolia's president flew to Lima on Monday. Dina Boluarte praised the visitor.",
            &["deed MNG PER visit happened", "word PER MNG praise happened"],
        ),
        (
            "Chad's premier arrived in Quito on Monday. He thanked his hosts.",
            &["deed TCD ECU visit happened", "word TCD ECU praise happened"],
        ),
    ]);
}

#[test]
fn a_state_is_told_by_where_it_lies() {
    check(&[
        (
            "Denmark met Tonga on Monday. The island nation condemned Chad.",
            &["deed DNK TON meeting happened", "word TON TCD criticism happened"],
        ),
        (
            "Peru met Uzbekistan on Monday. The Central Asian country thanked Peru.",
            &["deed PER UZB meeting happened", "word UZB PER praise happened"],
        ),
        (
            "Bhutan met Peru on Monday. Chad condemned the kingdom.",
            &["deed BTN PER meeting happened", "word TCD BTN criticism happened"],
        ),
    ]);
}

#[test]
fn there_is_where_it_was_last() {
    check(&[(
        "Ghana's premier landed in Quito on Monday. He opened an embassy there.",
        &["deed GHA ECU visit happened", "deed GHA ECU agreement happened"],
    )]);
}

#[test]
fn what_is_done_to_the_act_is_done_to_whoever_did_it() {
    check(&[
        (
            "Ecuador expelled Cuba's ambassador. The step was condemned by Chad.",
            &["deed ECU CUB sanction happened", "word TCD ECU criticism happened"],
        ),
        (
            "Benin shelled Togo on Monday. Ghana and Chad condemned the raid; Mali's government cheered it.",
            &[
                "deed BEN TGO incident happened",
                "word GHA BEN criticism happened",
                "word TCD BEN criticism happened",
                "word MLI BEN praise happened",
            ],
        ),
        (
            "Benin shelled Togo on Monday. Togo's troops answered with shots on their own side.",
            &["deed BEN TGO incident happened", "deed TGO BEN incident happened"],
        ),
    ]);
}

#[test]
fn both_and_they_are_the_two_before() {
    check(&[
        (
            "Chad met the leaders of Peru and Cuba on Monday. He praised both of them.",
            &["deed TCD PER meeting happened", "deed TCD CUB meeting happened"],
        ),
        (
            "Peru met Cuba on Monday. They initialled a fishing accord.",
            &[
                "deed PER CUB meeting happened",
                "deed PER CUB agreement happened",
                "deed CUB PER agreement happened",
            ],
        ),
        (
            "Peru and Cuba vowed in Lima on Monday to keep the border calm.",
            &["word PER CUB promise happened", "word CUB PER promise happened"],
        ),
    ]);
}

#[test]
fn an_infinitive_behind_a_day_is_what_is_asked_or_promised() {
    check(&[
        ("Chad pressed Togo on Monday to open its border.", &["word TCD TGO appeal happened"]),
        ("Chad implored Togo on Monday to leave Mali.", &["word TCD TGO appeal happened"]),
    ]);
}

#[test]
fn an_office_named_again_is_its_holder() {
    check(&[
        (
            "Fiji received the Peruvian ambassador on Monday. The envoy condemned Chad.",
            &["deed FJI PER visit happened", "word PER TCD criticism happened"],
        ),
        (
            "Togo detained the captain of a Ghanaian trawler on Monday. He was freed a day later.",
            &["deed TGO GHA incident happened", "deed TGO GHA agreement happened"],
        ),
    ]);
}

#[test]
fn who_does_so_does_what_was_told() {
    check(&[(
        "Peru recalled its ambassador to Chad on Monday. Cuba did so a day later.",
        &["deed PER TCD sanction happened", "deed CUB TCD sanction happened"],
    )]);
}

#[test]
fn who_is_among_them_is_told() {
    check(&[(
        "Leaders gathered in Lima on Monday, among them Gustavo Petro.",
        &["deed COL PER visit happened"],
    )]);
}

#[test]
fn what_opens_a_sentence_hides_no_verb() {
    check(&[
        (
            "Emmanuel Macron left Quito on Monday. Before boarding he met Daniel Noboa.",
            &["deed FRA ECU visit happened", "deed FRA ECU meeting happened"],
        ),
        (
            "Peru said the islets were its own and demanded that Chad withdraw its ships.",
            &["word PER TCD appeal happened"],
        ),
    ]);
}

#[test]
fn a_journey_named_again_is_the_traveller_s() {
    check(&[(
        "Quito welcomed Ghana's premier on Monday. The tour continued in Lima on Tuesday.",
        &["deed ECU GHA visit happened", "deed GHA PER visit happened"],
    )]);
}

#[test]
fn it_is_no_person() {
    check(&[(
        "Peru hosted Emmanuel Macron on Monday. Chad accused it of sharing in his crimes.",
        &["deed PER FRA visit happened", "word TCD PER criticism happened"],
    )]);
}

#[test]
fn who_is_named_in_passing_is_not_he() {
    check(&[(
        "After talks with Xi Jinping, Anwar Ibrahim flew to Lima on Monday. He condemned Chad.",
        &[
            "deed MYS CHN meeting happened",
            "deed MYS PER visit happened",
            "word MYS TCD criticism happened",
        ],
    )]);
}

#[test]
fn nobody_crosses_his_own_border() {
    check(&[(
        "Peru met Chad on Monday. It said that Chadian jets had crossed its border.",
        &["deed PER TCD meeting happened", "deed TCD PER incident happened"],
    )]);
}
