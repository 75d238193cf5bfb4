//! The second reader, where one is asked for: what it says is added if it holds against the text.

use telltale_reader::{Document, Reader, Sighting, second};
use telltale_source::endpoint::{self, Endpoint, PATIENCE};

use crate::failure::Failure;
use crate::output;

/// The environment variable that holds the second reader's key.
const KEY: &str = "TELLTALE_SECOND_READER_KEY";

/// How many refused observations are told one by one.
const TOLD_MAX: usize = 10;

/// Asks the second reader, and adds what holds to the sightings.
///
/// # Errors
/// If there is no answer. What the first reader found stands all the same.
pub(super) fn read(
    url: &str,
    model: &str,
    reader: &Reader,
    document: &Document,
    sightings: &mut Vec<Sighting>,
) -> Result<(), Failure> {
    let (patience, pause) = PATIENCE;
    let key = std::env::var(KEY).ok().filter(|key| !key.is_empty());
    let whom = Endpoint { url: url.to_owned(), model: model.to_owned(), key, patience, pause };
    let asked = second::prompt(document);
    if asked.cut {
        output::talk(&format!(
            "second reader: only the first {} characters are sent",
            second::MAX_SENT_CHARS
        ));
    }
    let answer = endpoint::ask(&whom, &asked.instruction, &asked.text)?;
    let accepted = second::accept(document, &answer, reader, sightings);
    output::talk(&format!(
        "second reader: {} accepted, {} known already, {} refused",
        accepted.sightings.len(),
        accepted.known,
        accepted.refused.len()
    ));
    for refused in accepted.refused.iter().take(TOLD_MAX) {
        let quote: String = refused.quote.chars().filter(|c| !c.is_control()).take(60).collect();
        output::talk(&format!("  refused: {}: {quote:?}", refused.why));
    }
    sightings.extend(accepted.sightings);
    sightings.sort_by_key(|seen| seen.span);
    Ok(())
}
