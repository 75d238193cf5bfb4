//! A text that claims something is no witness for itself: which figures may be asked.

use std::collections::BTreeSet;

use telltale_brief::case::Case;
use telltale_observation::{Digest, Observation};
use telltale_reader::stated::agencies;

use super::ingest;

/// The text that is checked, as far as it may stand in the ledger itself.
pub(super) struct Witness<'a> {
    /// Who published it.
    pub(super) publisher: Option<&'a str>,
    /// Where it stands.
    pub(super) url: Option<&'a str>,
    /// Its bytes.
    pub(super) digest: Digest,
}

impl Witness<'_> {
    /// Whether an observation neither is of this text nor repeats it: no figure that was read from a
    /// text, none of a source whose figures the case itself holds as claims, none from the same page,
    /// publisher or news agency.
    pub(super) fn is_independent(
        &self,
        case: &Case,
        agencies_told: &[&str],
        seen: &Observation,
    ) -> bool {
        let origin = seen.origin();
        let claimant = case.claims.iter().any(|claim| claim.said_by == origin.source);
        let same_page = !origin.url.is_empty() && self.url == Some(origin.url.as_str());
        let same_publisher = self.publisher.is_some_and(|name| {
            !origin.publisher.is_empty() && name.eq_ignore_ascii_case(&origin.publisher)
        });
        let own = self.publisher.map(agencies).unwrap_or_default();
        let theirs: BTreeSet<&str> = agencies(&origin.publisher).into_iter().collect();
        let same_agency = own.iter().chain(agencies_told).any(|name| theirs.contains(name));
        origin.source != ingest::text::SOURCE
            && origin.digest != self.digest
            && !(claimant || same_page || same_publisher || same_agency)
    }
}
