//! A notice is what is said once when a tripwire changes its state: what changed, since when, and the
//! evidence.

use serde::{Deserialize, Serialize};
use telltale_observation::{AsOf, Detail, Digest, Observation, ObservationId, Quantity, printable};

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
    /// Whether its conditions were declared anew since: then nothing need have happened.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declared_anew: bool,
}

/// What a tripwire was at the last look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Was<'s> {
    /// Its state, or [`FIRST_LOOK`].
    pub state: &'s str,
    /// Whether its conditions were others.
    pub declared_anew: bool,
}

/// The state before of a tripwire that was not looked at before.
pub const FIRST_LOOK: &str = "not watched";

/// The notice of a tripwire whose state was another before.
pub fn notice(
    case: &str,
    was: Was<'_>,
    tripwire: &brief::Tripwire,
    known: &[Observation],
    as_of: AsOf,
    language: Language,
) -> Notice {
    let (name, state) = (&tripwire.name, state_word(tripwire.state, language));
    let Was { state: was, declared_anew } = was;
    let before = state_word(was, language);
    let before = match (was, declared_anew) {
        (FIRST_LOOK, _) => language.pick("first look", "첫 확인").to_owned(),
        (_, false) => tell!(language, "was: {before}", "이전: {before}"),
        (_, true) => {
            tell!(language, "declared anew; was: {before}", "선언이 바뀜; 이전: {before}")
        }
    };
    // Nobody is cannot tell.
    let is = match tripwire.state {
        "cannot tell" => "cannot be told".to_owned(),
        _ => format!("is {state}"),
    };
    let title =
        tell!(language, "{case}: {name} {is} ({before})", "{case}: {name} {state} ({before})");
    let mut text = super::test_text(std::slice::from_ref(tripwire), language);
    if declared_anew {
        text += language.pick(
            "\nIts conditions were declared anew since the last look: another question is answered, and nothing need have happened.\n",
            "\n지난 확인 이후 조건이 새로 선언됨: 다른 물음에 대한 답이며, 새로 일어난 일이 없을 수 있음.\n",
        );
    }
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
            told(seen, language),
            origin.source,
            origin.url,
        );
    }
    let evidence: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let anew = if declared_anew { format!(" declared anew, {as_of}") } else { String::new() };
    let key = format!("{case} {name} {was} {} {}{anew}", tripwire.state, tripwire.since);
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
        declared_anew,
    }
}

/// What an observation tells: of a flow the amount, and whatever words there are.
fn told(seen: &Observation, language: Language) -> String {
    let what = seen.what().trim();
    let say = |of: Quantity| super::explain::amount(of.amount(), Some(of.unit()), language);
    match seen.detail() {
        Detail::Flow { quantity, .. } if what.is_empty() => say(*quantity),
        Detail::Flow { quantity, .. } => format!("{}; {what}", say(*quantity)),
        _ => what.to_owned(),
    }
}

/// Several notices in one text, with nothing in it that a terminal obeys.
pub fn digest_text(notices: &[&Notice]) -> String {
    let one = |notice: &&Notice| format!("{}\n\n{}", notice.title, notice.text);
    printable(&notices.iter().map(one).collect::<Vec<_>>().join("\n")).into_owned()
}
