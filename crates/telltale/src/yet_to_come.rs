//! What is said to have been known on a day that is yet to come.

use jiff::civil::Date;
use telltale_observation::Fault;
use telltale_source::Reading;

/// Refuses what a row says was known on a day that is yet to come: no question would ever see it.
pub(crate) fn refuse(reading: &mut Reading, today: Date) {
    let rejects = &mut reading.rejects;
    reading.observations.retain(|seen| {
        let is_known = seen.known_at().date() <= today;
        if !is_known {
            let place = &seen.origin().locator;
            rejects.push(Fault {
                file: place.file.clone(),
                line: Some(place.row),
                column: String::new(),
                what: format!("known on a day that is yet to come: {}", seen.known_at()),
                hint: format!(
                    "the day from which on it could be known, up to {today}, which has begun \
                     somewhere"
                ),
            });
        }
        is_known
    });
}
