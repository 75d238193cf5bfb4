//! Parties that stand beyond the frame of a verb, and sentences that take up the one before.

use super::check;

#[test]
fn a_guest_of_honour_and_who_lays_a_wreath_come_from_somewhere() {
    check(&[
        (
            "Peru's president was guest of honour at Chile's parade.",
            &["deed PER CHL ceremony happened"],
        ),
        (
            "A wreath from the Peruvian embassy was laid at a memorial in Niamey.",
            &["deed PER NER ceremony happened"],
        ),
        (
            "Condolences reached Niger from Chad and Peru.",
            &["word TCD NER praise happened", "word PER NER praise happened"],
        ),
    ]);
}

#[test]
fn a_service_between_two_is_of_both() {
    check(&[(
        "Direct flights between Peru and Chile resumed.",
        &["deed PER CHL economic happened", "deed CHL PER economic happened"],
    )]);
}

#[test]
fn an_accord_under_which_something_is_done_was_signed_by_both() {
    check(&[
        (
            "Peru will sell tanks to Chad under an accord signed on Monday.",
            &[
                "word PER TCD arms planned",
                "deed PER TCD agreement happened",
                "deed TCD PER agreement happened",
            ],
        ),
        (
            "The signing of a pact by Peru and Chile was put off.",
            &["deed PER CHL refusal happened", "deed CHL PER refusal happened"],
        ),
    ]);
}

#[test]
fn the_like_is_done_to_the_same() {
    check(&[
        (
            "Peru sent Niger tents. Chile sent blankets.",
            &["deed PER NER aid happened", "deed CHL NER aid happened"],
        ),
        (
            "Peru expelled two Nigerien diplomats. Chile and Ecuador did the same.",
            &[
                "deed PER NER sanction happened",
                "deed CHL NER sanction happened",
                "deed ECU NER sanction happened",
            ],
        ),
        (
            "Chad and Niger exchanged fire. Each army accused the other of firing first.",
            &[
                "deed TCD NER incident happened",
                "deed NER TCD incident happened",
                "word TCD NER criticism happened",
                "word NER TCD criticism happened",
            ],
        ),
    ]);
}

#[test]
fn what_is_put_into_orbit_for_another_is_no_launch_of_ones_own() {
    check(&[
        ("Peru put a satellite into orbit.", &["deed PER - launch happened"]),
        ("Peru put a Chilean satellite into orbit.", &["deed PER CHL technology happened"]),
    ]);
}

#[test]
fn who_crosses_a_line_crosses_it_to_whoever_fires() {
    check(&[(
        "Chadian guards fired at Nigerien soldiers who had stepped over the border.",
        &["deed TCD NER incident happened", "deed NER TCD incident happened"],
    )]);
}

#[test]
fn a_promise_on_a_day_is_a_promise_and_what_one_will_not_do_a_refusal() {
    check(&[
        (
            "Peru promised on Monday to lift the ban on Chilean wine.",
            &["word PER CHL promise happened"],
        ),
        (
            "Peru will not return the islands to Chile, its minister said.",
            &["deed PER CHL refusal happened"],
        ),
        (
            "Two of the Chilean embassy's staff must leave Peru, Lima said.",
            &["deed PER CHL sanction happened"],
        ),
    ]);
}

#[test]
fn a_list_of_peoples_is_of_all_of_them() {
    check(&[(
        "Peruvian, Chadian and Nigerien leaders condemned Mali on Friday.",
        &[
            "word PER MLI criticism happened",
            "word TCD MLI criticism happened",
            "word NER MLI criticism happened",
        ],
    )]);
}
