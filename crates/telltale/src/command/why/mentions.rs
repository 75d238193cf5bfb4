//! Who mentions an event of a ledger: counted, and listed from the first.

use std::path::Path;

use serde_json::{Value, json};
use telltale_ledger::Ledger;
use telltale_observation::{AsOf, Kind, Mention, Mentioned, Observation};
use telltale_source::gdelt;

use crate::failure::Failure;
use crate::output;

/// So many mentions are listed for people.
const LISTED_MAX: usize = 20;
/// A packed file beyond this is not read again in search of the other rows of an event.
const REREAD_BYTES_MAX: u64 = 64 << 20;

/// The mentions of an event, by the numbers of the rows that it was collapsed from.
pub(super) struct Mentions {
    events: Vec<String>,
    all: Vec<Mention>,
    /// Whether the ledger holds the mentions of any event.
    has_any: bool,
    as_of: Option<AsOf>,
}

impl Mentions {
    /// Of an event of GDELT, as far as they were known; nothing for any other observation.
    pub(super) fn of(
        seen: &Observation,
        ledger: &Ledger,
        archived: Option<&Path>,
        as_of: Option<AsOf>,
    ) -> Result<Option<Mentions>, Failure> {
        let origin = seen.origin();
        if origin.source != gdelt::SPEC.name || seen.kind() != Kind::Event {
            return Ok(None);
        }
        let has_any = ledger.has_mentions();
        let mut events = vec![origin.key.clone()];
        let collapsed = seen.report().is_some_and(|report| report.rows > 1);
        let small = |path: &&Path| {
            fs_err::metadata(path).is_ok_and(|about| about.len() <= REREAD_BYTES_MAX)
        };
        if let Some(path) = archived.filter(small).filter(|_| has_any && collapsed) {
            for number in gdelt::numbers_of(path, seen) {
                if !events.contains(&number) {
                    events.push(number);
                }
            }
        }
        let all = ledger.mentions(gdelt::SPEC.name, &events, as_of)?;
        Ok(Some(Mentions { events, all, has_any, as_of }))
    }

    /// A line of counts, and a line each of the first mentions of this ledger.
    pub(super) fn text(&self, ledger: &Path) -> String {
        let Some(counted) = Mentioned::of(&self.all) else {
            return match self.has_any {
                true => "none known\n".to_owned(),
                false => {
                    format!(
                        "none in this ledger: telltale ingest gdelt_mentions FILE --ledger {} reads \
                         them\n",
                        output::pasted(ledger)
                    )
                }
            };
        };
        let tone = counted.tone_mean.map_or(String::new(), |tone| format!(", tone mean {tone:.2}"));
        let mut out = format!(
            "{} in {} documents of {} outlets, confidence mean {:.0} %{tone}, known from {} to {}\n",
            counted.mentions,
            counted.documents,
            counted.outlets,
            counted.confidence_mean_percent,
            counted.first,
            counted.last
        );
        for one in self.all.iter().take(LISTED_MAX) {
            let tone = one.tone.map_or(String::new(), |tone| format!(", tone {tone:.2}"));
            out += &format!(
                "  known {}: {} {} (sentence {}, confidence {} %{tone})\n",
                one.known_at, one.outlet, one.document, one.sentence, one.confidence_percent
            );
        }
        if self.all.len() > LISTED_MAX {
            let rest = self.all.len() - LISTED_MAX;
            out += &format!("  and {rest} more: {}\n", self.query(ledger));
        }
        out
    }

    /// The command that lists all of them, to be pasted.
    fn query(&self, ledger: &Path) -> String {
        let events: Vec<String> = self.events.iter().map(|event| format!("'{event}'")).collect();
        let source = gdelt::SPEC.name;
        let query = format!(
            "SELECT * FROM mention WHERE source = '{source}' AND event IN ({}) ORDER BY known_at",
            events.join(", ")
        );
        let as_of = self.as_of.map_or(String::new(), |as_of| format!(" --as-of {as_of}"));
        format!("telltale sql \"{query}\" --ledger {}{as_of}", output::pasted(ledger))
    }

    pub(super) fn json(&self) -> Value {
        json!({"events": self.events, "counted": Mentioned::of(&self.all), "list": self.all})
    }
}
