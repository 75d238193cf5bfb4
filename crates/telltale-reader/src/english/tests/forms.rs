//! The forms in which a deed may be told: headlines, lists, what points at what was told last.

use super::check;

#[test]
fn a_headline_tells_what_it_leaves_out() {
    check(&[
        ("Peru expels Chilean envoy", &["deed PER CHL sanction happened"]),
        (
            "Chad, Niger sign water pact",
            &["deed TCD NER agreement happened", "deed NER TCD agreement happened"],
        ),
        ("Peru to send Chile tanks", &["word PER CHL arms planned"]),
        ("Chadian strikes kill six in Niger", &["deed TCD NER military happened"]),
        ("Peru shuts border with Chile; Lima recalls envoy", &["deed PER CHL sanction happened"]),
    ]);
}

#[test]
fn what_is_done_likewise_is_done_to_the_same_and_what_is_done_in_kind_to_the_doer() {
    let out: &[&str] = &["deed PER CHL sanction happened"];
    let both: &[&str] = &["deed PER CHL sanction happened", "deed CHL PER sanction happened"];
    check(&[
        ("Peru expelled two Chilean diplomats. Chile answered in kind.", both),
        ("Peru expelled two Chilean diplomats. Chile followed suit.", both),
        ("Peru expelled two Chilean diplomats, and Chile did the same a day later.", both),
        ("Peru recalled its envoy from Chile, and Chile its own from Lima.", both),
        (
            "Peru expelled two Chilean diplomats. Ecuador followed suit.",
            &["deed PER CHL sanction happened", "deed ECU CHL sanction happened"],
        ),
        // Nothing was done to Ecuador that it could answer.
        ("Peru expelled two Chilean diplomats. Ecuador answered in kind.", out),
        ("Peru expelled two Chilean diplomats. Chile might answer in kind.", out),
    ]);
}

#[test]
fn what_somebody_is_accused_of_is_only_reported() {
    check(&[
        (
            "Peru accused Chile of shelling its port.",
            &["word PER CHL criticism happened", "deed CHL PER incident reported"],
        ),
        (
            "Peru claims that Chile shelters rebels.",
            &["word PER CHL criticism happened", "deed CHL PER aid reported"],
        ),
        (
            "Peru blamed Chile, which denied responsibility, for the fire.",
            &["word PER CHL criticism happened", "word CHL PER denial happened"],
        ),
        (
            "Accused by Peru of arming rebels, Chile denied any role.",
            &["word PER CHL criticism happened", "word CHL PER denial happened"],
        ),
    ]);
}

#[test]
fn all_of_a_list_do_it() {
    let three: &[&str] = &[
        "deed PER BRA sanction happened",
        "deed CHL BRA sanction happened",
        "deed ECU BRA sanction happened",
    ];
    check(&[
        ("Peru, Chile and the Republic of Ecuador severed ties with Brazil.", three),
        ("Peru, Chile and Ecuador were among those who severed ties with Brazil.", three),
        (
            "In Peru, Chile and Ecuador severed ties with Brazil.",
            &["deed CHL BRA sanction happened", "deed ECU BRA sanction happened"],
        ),
    ]);
}

#[test]
fn what_stands_between_a_subject_and_its_verb_does_not_part_them() {
    let told: &[&str] = &["deed PER CHL sanction happened"];
    check(&[
        ("Peru – long a quiet place – closed its border with Chile.", told),
        ("It was Peru that closed its border with Chile.", told),
        ("Having closed its border with Chile, Peru fell silent.", told),
        ("Hours after a storm had hit the coast, Peru closed its border with Chile.", told),
        ("Peru's decision to close its border with Chile surprised many.", told),
        (
            "Hours after Peru had praised Chile, Ecuador closed its border with Brazil.",
            &["word PER CHL praise happened", "deed ECU BRA sanction happened"],
        ),
        (
            "The Peruvian president, who was due in Lima on Sunday, thanked Chile.",
            &["word PER CHL praise happened"],
        ),
    ]);
}

#[test]
fn the_country_is_the_one_that_was_named() {
    let told: &[&str] = &["deed PER CHL sanction happened"];
    check(&[
        ("Officials in Lima said the country had closed its border with Chile.", told),
        ("\"We have expelled the Chilean envoy,\" Peru's president said.", told),
        ("\"We have expelled the Chilean envoy,\" a farmer said.", &[]),
        ("Peru, at odds with Chile, shut its crossings with its neighbour.", told),
    ]);
}

#[test]
fn two_who_were_named_are_a_pair() {
    let met: &[&str] = &["deed PER CHL meeting happened", "deed CHL PER meeting happened"];
    let signed: &[&str] = &["deed PER CHL agreement happened", "deed CHL PER agreement happened"];
    let all = [met, signed].concat();
    check(&[
        ("Ministers of Peru and Chile met in Quito. The pair signed a protocol.", &all),
        ("Ministers of Peru and Chile met in Quito. The neighbours signed a protocol.", &all),
        ("Ministers of Peru and Chile met in Quito. The pair of shoes was red.", met),
    ]);
}

#[test]
fn a_particle_makes_a_verb_mean_something_else() {
    check(&[
        ("Peru brushed aside Chilean protests.", &["deed PER CHL refusal happened"]),
        ("Peru called its envoy in Santiago home.", &["deed PER CHL sanction happened"]),
        ("Peru shelved its talks with Chile.", &["deed PER CHL refusal happened"]),
        ("Peru dismissed Chilean claims that it had spied.", &["word PER CHL denial happened"]),
    ]);
}

#[test]
fn what_is_said_beside_a_deed_is_told_beside_it() {
    check(&[
        (
            "Peru cut its ties with Chile, accusing Santiago of piracy.",
            &["deed PER CHL sanction happened", "word PER CHL criticism happened"],
        ),
        ("Chilean envoys were barred from entering Peru.", &["deed PER CHL sanction happened"]),
        ("Chilean F-16s intercepted two Peruvian bombers.", &["deed CHL PER incident happened"]),
    ]);
}

#[test]
fn another_may_be_dismayed() {
    check(&[
        (
            "Peru's president flew to Quito, to the dismay of Chile.",
            &["deed PER ECU visit happened", "word CHL PER criticism happened"],
        ),
        (
            "Peru's president flew to Quito, to the edge of the crater.",
            &["deed PER ECU visit happened"],
        ),
    ]);
}

#[test]
fn games_and_private_people_are_no_affair_of_states() {
    check(&[
        ("Peru crushed Chile 4-0.", &[]),
        ("Peru crushed Chile in the semi-final.", &[]),
        ("A pianist from Peru came to Chile.", &[]),
        ("India Arie sang in Dublin.", &[]),
        ("A Chilean-born chef opened a restaurant in Lima.", &[]),
        ("A minister from Peru came to Chile.", &["deed PER CHL visit happened"]),
    ]);
}

#[test]
fn who_travels_tells_what_the_journey_is() {
    check(&[
        ("Peruvian doctors flew to Chile.", &["deed PER CHL aid happened"]),
        ("Peruvian marines flew to Chile.", &["deed PER CHL troops happened"]),
        ("Peruvian ministers flew to Chile.", &["deed PER CHL visit happened"]),
    ]);
}

#[test]
fn the_halves_of_a_sentence_are_read_each_for_itself() {
    check(&[(
        "The Peruvian fleet lay idle in port; the Chilean ministry demands that Ecuador free a crew.",
        &["word CHL ECU appeal happened"],
    )]);
}

#[test]
fn those_who_do_the_same_beside_somebody_are_told_too() {
    check(&[
        (
            "Chile, together with Peru, condemned Ecuador on Monday.",
            &["word CHL ECU criticism happened", "word PER ECU criticism happened"],
        ),
        (
            "Like Peru before it, Chile sanctioned Ecuador on Monday.",
            &["deed CHL ECU sanction happened", "deed PER ECU sanction happened"],
        ),
        (
            "Chile joined Peru in condemning Ecuador on Monday.",
            &["word CHL ECU criticism happened", "word PER ECU criticism happened"],
        ),
        (
            "Chile, followed by Peru, praised Ecuador on Monday.",
            &["word CHL ECU praise happened", "word PER ECU praise happened"],
        ),
        ("Chile met Peru together with aides on Monday.", &["deed CHL PER meeting happened"]),
    ]);
}

#[test]
fn who_was_the_first_or_lost_no_time_did_it() {
    check(&[
        ("Chile was the first to condemn Peru.", &["word CHL PER criticism happened"]),
        ("Chile lost no time in condemning Peru.", &["word CHL PER criticism happened"]),
        ("Chile did not hesitate to condemn Peru.", &["word CHL PER criticism happened"]),
    ]);
}

#[test]
fn a_verb_behind_a_long_subject_is_found() {
    check(&[
        (
            "Chile's ban on Peruvian wine angered Brazil.",
            &["deed CHL PER sanction happened", "word BRA CHL criticism happened"],
        ),
        (
            "Chile's invasion of Peru drew criticism from Brazil.",
            &["deed CHL PER incident happened", "word BRA CHL criticism happened"],
        ),
    ]);
}

#[test]
fn weights_tell_what_no_row_does() {
    check(&[
        ("Chile took the occasion to flatter Peru on Monday.", &["word CHL PER praise happened"]),
        ("Chile grew more apples than Peru last year.", &[]),
        ("A Chilean brewer opened a pub in Peru.", &[]),
    ]);
}

#[test]
fn what_is_ruled_out_decided_against_or_set_against_another_was_not_done() {
    check(&[
        ("Chad has ruled out sending tanks to Niger.", &["deed TCD NER refusal happened"]),
        ("Chad decided against sending envoys to Niger.", &["deed TCD NER refusal happened"]),
        ("Niger rejected claims that it had invaded Chad.", &["word NER TCD denial happened"]),
        ("It was not Chad that attacked Niger.", &["deed TCD NER incident denied"]),
        ("It was Peru, not Chile, that attacked Niger.", &["deed PER NER incident happened"]),
    ]);
}
