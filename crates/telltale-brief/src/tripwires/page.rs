//! Judged tripwires on a terminal or in a file.

use crate::brief;
use crate::language::{Language, tell};

use super::state_word;

/// Judged tripwires in words: each with its conditions, their evidence and what would flip them.
pub fn test_text(tripwires: &[brief::Tripwire], language: Language) -> String {
    let one = |tripwire: &brief::Tripwire| {
        let state = state_word(tripwire.state, language);
        let (name, since) = (&tripwire.name, language.day(tripwire.since));
        let mut text =
            tell!(language, "{name}: {state}, since {since}\n", "{name}: {since}부터 {state}\n");
        text += &format!("  {}\n", tripwire.says);
        tripwire.conditions.iter().for_each(|one| text += &condition(one, language));
        text + &format!("  {}\n", super::words::record(&tripwire.record, language))
    };
    tripwires.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn condition(condition: &brief::Condition, language: Language) -> String {
    let word = match condition.holds {
        Some(true) => language.pick("holds", "성립"),
        Some(false) => language.pick("does not hold", "불성립"),
        None => language.pick("cannot tell", "판단 불가"),
    };
    let (says, because) = (&condition.says, &condition.because);
    let since = language.day(condition.since);
    let mut text = tell!(
        language,
        "  - {says}: {word} since {since}; {because}\n",
        "  - {says}: {since}부터 {word}; {because}\n"
    );
    if !condition.next.is_empty() {
        let next = &condition.next;
        text += &tell!(language, "      flips if: {next}\n", "      바뀌려면: {next}\n");
    }
    if !condition.evidence.is_empty() {
        let cited: Vec<String> = condition.evidence.iter().map(short).collect();
        text += &format!("      [{}]\n", cited.join(", "));
    }
    text
}

/// A citation as short as it is still found again.
pub(super) fn short(citation: &crate::evidence::Citation) -> String {
    match citation {
        crate::evidence::Citation::Observation(id) => id.short(),
        other => other.to_string(),
    }
}
