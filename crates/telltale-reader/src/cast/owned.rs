//! Councils that have a namesake at the United Nations: "Russia's Security Council".

use crate::Mention;
use crate::gazetteer::Sort;

/// Gives a state's own security council to the state.
pub(super) fn give_back(text: &str, mentions: &mut [Mention]) {
    for at in 1..mentions.len() {
        let (owner, council) = (&mentions[at - 1], &mentions[at]);
        let gap = text.get(owner.span.1..council.span.0).unwrap_or_default();
        let owned = matches!(owner.sort, Sort::State | Sort::Adjective)
            && matches!(gap, " " | "'s " | "’s ")
            && council.sort == Sort::Organisation
            && text.get(council.span.0..council.span.1) == Some("Security Council");
        if owned {
            let actors = owner.actors.clone();
            mentions[at].actors = actors;
            mentions[at].sort = Sort::Agency;
        }
    }
}
