//! An amount behind an average: "In 2024 the figure was 2 million" is another average, or else a sum.

use telltale_brief::check::{Checked, Claimed, Doubted, Told};
use telltale_reader::Sighting;
use telltale_reader::stated::Behind;

use super::claims::Checking;

/// Holds an amount against what it goes on from; what is right of the other alone cannot be told.
pub(super) fn hold(
    text: &Checking<'_, '_>,
    claim: &Claimed,
    told: Told,
    (behind, seen): (Behind, &Sighting),
) -> Checked {
    let mean = text.bench_of(seen).check_mean(claim, told);
    let sum = text.run(claim, seen);
    let (first, second) = match behind {
        Behind::Mean => (mean, sum),
        Behind::Either => (sum, mean),
    };
    match second.outcome.agrees() && !first.outcome.agrees() {
        true => first.doubted(Doubted::Mean, "", true, text.language),
        false => first,
    }
}
