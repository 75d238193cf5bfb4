//! Forms of wire speech: who is meant by what a sentence leaves to the one before it, where
//! somebody is, and what is called what.

use super::check;

#[test]
fn a_journey_on_which_something_else_is_done_is_told() {
    let both: &[&str] = &["word PER BRA criticism happened", "deed PER CHL visit happened"];
    check(&[
        ("On a visit to Chile, Peru's president condemned Brazil.", both),
        ("At the end of his visit to Chile, Peru's president condemned Brazil.", both),
        ("Peru's president, in Chile since Monday, condemned Brazil.", both),
        (
            "Peru and Chile signed a pact during a visit by Peru's president.",
            &[
                "deed PER CHL agreement happened",
                "deed CHL PER agreement happened",
                "deed PER CHL visit happened",
            ],
        ),
        // Where a plane lands on its way is no visit of the one who stayed at home.
        (
            "Peru's president, in Lima since Monday, condemned Brazil.",
            &["word PER BRA criticism happened"],
        ),
    ]);
}

#[test]
fn a_date_that_opens_a_sentence_is_no_part_of_its_subject() {
    let told: &[&str] = &["deed PER CHL sanction happened"];
    check(&[
        ("On Monday Peru expelled Chile's ambassador.", told),
        ("On Monday, Peru for the first time expelled Chile's ambassador.", told),
        ("At talks in Quito on Monday Peru expelled Chile's ambassador.", told),
    ]);
}

#[test]
fn what_is_called_what_is_praise_or_blame() {
    check(&[
        (
            "Chad called Niger's claim to the well unjustified.",
            &["word TCD NER criticism happened"],
        ),
        ("Chad called Niger its greatest challenge.", &["word TCD NER criticism happened"]),
        ("Chad called Niger a trusted friend.", &["word TCD NER praise happened"]),
        (
            "Niger expelled Chad's envoy. Chad called the order \"a cruel farce\".",
            &["deed NER TCD sanction happened", "word TCD NER criticism happened"],
        ),
        (
            "Niger expelled Chad's envoy. Chad said the step was illegal.",
            &["deed NER TCD sanction happened", "word TCD NER criticism happened"],
        ),
        (
            "Chad dismissed as groundless Niger's charge that it had armed rebels.",
            &["word TCD NER denial happened"],
        ),
    ]);
}

#[test]
fn guests_hosts_and_sides_are_those_of_the_sentence_before() {
    check(&[
        (
            "A Peruvian minister flew to Chile on Monday. Peru promised its hosts a pipeline.",
            &["deed PER CHL visit happened", "word PER CHL promise happened"],
        ),
        (
            "Peru and Chile signed a truce in Brazil. Each side accused the other of lying.",
            &[
                "deed PER CHL agreement happened",
                "deed CHL PER agreement happened",
                "word PER CHL criticism happened",
                "word CHL PER criticism happened",
            ],
        ),
        (
            "Chad and Mali bombed Niger. Niger threatened to hit back.",
            &[
                "deed TCD NER incident happened",
                "deed MLI NER incident happened",
                "word NER TCD threat happened",
                "word NER MLI threat happened",
            ],
        ),
    ]);
}

#[test]
fn what_merely_sounds_like_it_is_not_told() {
    check(&[
        ("Chad's drones strayed into Niger.", &["deed TCD NER incident happened"]),
        (
            "Chad's president told parliament that his soldiers would stay in Niger.",
            &["word TCD NER statement happened"],
        ),
        ("On Monday Peru's president opened a school in Lima.", &[]),
        (
            "Chad said that special fees would be paid in Niger.",
            &["word TCD NER statement happened"],
        ),
    ]);
}
