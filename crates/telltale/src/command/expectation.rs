//! What others expected, read from a text and kept in the journal: who said it and when, of which flow
//! and month, so that it is scored when the figures have come.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_brief::case::Compared;
use telltale_brief::check::{Claimed, ClaimedGoods, ClaimedUnit, States};
use telltale_ledger::Entry;
use telltale_observation::{Actor, Digest, Month, Period};

use super::witness::Witness;

/// An expectation with where it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    /// The publisher, or the name of the file.
    pub(super) said_by: String,
    /// The sentence.
    pub(super) text: String,
    /// The day on which the text was published.
    pub(super) made: Date,
    /// The month whose figures were awaited.
    pub(super) month: Month,
    /// What was expected of them.
    pub(super) claim: Claimed,
    publisher: Option<String>,
    url: Option<String>,
    digest: Digest,
}

/// A sentence of a text that expects something.
pub(super) struct Sentence<'a> {
    /// The publisher, or the name of the file.
    pub(super) said_by: &'a str,
    pub(super) text: &'a str,
    pub(super) made: Date,
    /// The text that it stands in.
    pub(super) witness: &'a Witness<'a>,
}

/// The entry of an expectation; `None` where it does not tell between whom, or of which month. One
/// that several texts of a day repeat word for word, of the same flow and month, is one.
pub(super) fn entry(
    case: &str,
    kept_at: Timestamp,
    sentence: &Sentence<'_>,
    claim: &Claimed,
) -> Option<Entry> {
    let States::Expectation { up, growth, compares } = claim.states else { return None };
    let (actor, with, month) = (claim.actor?, claim.target?, claim.period?.as_month()?);
    let Sentence { said_by, text, made, witness } = sentence;
    let flow = (actor.code(), with.code(), claim.channel.name(), month);
    let words = Digest::of(format!("{text}\n{flow:?}").as_bytes());
    let body = json!({
        "case": case, "expects": if up { "more" } else { "less" },
        "of": if growth { "growth" } else { "level" },
        "against": compares.map(|compares| match compares {
            Compared::Month => "month",
            Compared::Year => "year",
        }),
        "said_by": said_by, "text": text,
        "made": made.to_string(), "kept_at": kept_at.to_string(), "actor": actor, "with": with,
        "channel": claim.channel.name(), "month": month.to_string(),
        "publisher": witness.publisher, "url": witness.url, "digest": witness.digest.to_string(),
    });
    Some(Entry { key: format!("expectation/{case}/{made}/{words}"), body })
}

impl Kept {
    /// Whether a line of the journal is an expectation, be it one that this version can read or not.
    pub(super) fn is_kept_in(body: &Value) -> bool {
        !body["expects"].is_null()
    }

    /// Reads a line; `None` where it does not say what was expected.
    pub(super) fn read(body: &Value) -> Option<Kept> {
        let text = |key: &str| body[key].as_str();
        let owned = |key: &str| text(key).map(str::to_owned);
        let actor = |key: &str| text(key)?.parse::<Actor>().ok();
        let month: Month = text("month")?.parse().ok()?;
        let up = match text("expects")? {
            "more" => true,
            "less" => false,
            _ => return None,
        };
        let growth = match text("of")? {
            "growth" => true,
            "level" => false,
            _ => return None,
        };
        let compares = match &body["against"] {
            Value::Null => None,
            against => match against.as_str()? {
                "month" => Some(Compared::Month),
                "year" => Some(Compared::Year),
                _ => return None,
            },
        };
        let claim = Claimed {
            actor: Some(actor("actor")?),
            target: Some(actor("with")?),
            channel: text("channel")?.parse().ok()?,
            goods: ClaimedGoods::Everything,
            period: Some(Period::month(month)),
            unit: ClaimedUnit::Unsaid,
            reported_by: None,
            states: States::Expectation { up, growth, compares },
        };
        Some(Kept {
            said_by: owned("said_by")?,
            text: owned("text")?,
            made: text("made")?.parse().ok()?,
            month,
            claim,
            publisher: owned("publisher"),
            url: owned("url"),
            digest: text("digest")?.parse().ok()?,
        })
    }

    /// The text that it was read in.
    pub(super) fn witness(&self) -> Witness<'_> {
        Witness {
            publisher: self.publisher.as_deref(),
            url: self.url.as_deref(),
            digest: self.digest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_kept_and_what_cannot_be_read_is_none() {
        let digest = Digest::of(b"a text");
        let witness = Witness { publisher: None, url: Some("https://a.example"), digest };
        let sentence = Sentence {
            said_by: "a.txt",
            text: "Exports should rise in October.",
            made: "2025-11-04".parse().unwrap(),
            witness: &witness,
        };
        let claim = Claimed {
            actor: Some("CHN".parse().unwrap()),
            target: Some("PRK".parse().unwrap()),
            channel: "trade.exports".parse().unwrap(),
            goods: ClaimedGoods::Everything,
            period: Some(Period::month("2025-10".parse().unwrap())),
            unit: ClaimedUnit::Unsaid,
            reported_by: None,
            states: States::Expectation { up: true, growth: false, compares: Some(Compared::Year) },
        };
        let now = "2025-11-05T00:00:00Z".parse().unwrap();
        let entry = |claim: &Claimed| entry("a case", now, &sentence, claim);
        let body = entry(&claim).unwrap().body;
        let kept = Kept::read(&body).unwrap();
        assert_eq!((&kept.claim, kept.said_by.as_str()), (&claim, "a.txt"));
        assert_eq!(kept.witness().digest, digest);
        for (key, value) in [
            ("expects", "much"),
            ("of", "joy"),
            ("against", "ever"),
            ("month", "2025"),
            ("with", "?"),
        ] {
            let mut body = body.clone();
            body[key] = json!(value);
            assert_eq!(Kept::read(&body), None, "{key}");
        }
        // Between whom, or of which month, must be told.
        let year = Period::new("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap());
        assert!(entry(&Claimed { period: year.ok(), ..claim.clone() }).is_none());
        assert!(entry(&Claimed { target: None, ..claim }).is_none());
    }
}
