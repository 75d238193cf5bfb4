//! A notice is what is said once when a tripwire changes its state: what changed, since when, and the
//! evidence.

use serde::{Deserialize, Serialize};
use telltale_observation::{AsOf, Digest, Observation, ObservationId};

use crate::brief;
use crate::language::{Language, tell};

use super::state_word;

/// What is said of one change of state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id: the same change has the same id, however often it is said.
    pub id: String,
    /// The case.
    pub case: String,
    /// The tripwire's name.
    pub tripwire: String,
    /// The state before: `quiet`, `raised`, `cannot tell`, or `not watched`.
    pub was: String,
    /// The state now.
    pub state: String,
    /// Since which day.
    pub since: jiff::civil::Date,
    /// As of which instant it was judged.
    pub as_of: String,
    /// One line.
    pub title: String,
    /// All that there is to say, with the evidence.
    pub text: String,
    /// The ids of the observations that it rests on.
    pub evidence: Vec<String>,
}

/// The state before of a tripwire that was not looked at before.
pub const FIRST_LOOK: &str = "not watched";

/// The notice of a tripwire whose state was another before, or [`FIRST_LOOK`].
pub fn notice(
    case: &str,
    was: &str,
    tripwire: &brief::Tripwire,
    known: &[Observation],
    as_of: AsOf,
    language: Language,
) -> Notice {
    let (name, state) = (&tripwire.name, state_word(tripwire.state, language));
    let before = match was {
        FIRST_LOOK => language.pick("first look", "첫 확인"),
        was => state_word(was, language),
    };
    let before = match was {
        FIRST_LOOK => before.to_owned(),
        _ => tell!(language, "was: {before}", "이전: {before}"),
    };
    let title = tell!(
        language,
        "{case}: {name} is {state} ({before})",
        "{case}: {name} {state} ({before})"
    );
    let mut text = super::test_text(std::slice::from_ref(tripwire), language);
    let ids: Vec<ObservationId> = tripwire.evidence.ids().collect();
    let heading = language.pick("Evidence", "근거");
    text += &format!("\n{heading}:\n");
    for seen in known.iter().filter(|seen| ids.contains(&seen.id())) {
        let (dyad, origin) = (seen.dyad(), seen.origin());
        text += &format!(
            "  {} {} {dyad} {}: {} [{}] {}\n",
            seen.id().short(),
            seen.period(),
            seen.channel(),
            seen.what(),
            origin.source,
            origin.url,
        );
    }
    let evidence: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let key = format!("{case} {name} {was} {} {}", tripwire.state, tripwire.since);
    Notice {
        id: Digest::of(key.as_bytes()).to_string()[..32].to_owned(),
        case: case.to_owned(),
        tripwire: name.clone(),
        was: was.to_owned(),
        state: tripwire.state.to_owned(),
        since: tripwire.since,
        as_of: as_of.to_string(),
        title,
        text,
        evidence,
    }
}

/// Several notices in one text.
pub fn digest_text(notices: &[&Notice]) -> String {
    let one = |notice: &&Notice| format!("{}\n\n{}", notice.title, notice.text);
    notices.iter().map(one).collect::<Vec<_>>().join("\n")
}
