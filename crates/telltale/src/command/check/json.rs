//! The JSON of a checked text.

use serde_json::{Value, json};
use telltale_reader::Characters;

use super::{Finding, Report};

/// The document and its claims.
pub(super) fn answer(report: &Report) -> Value {
    let document = &report.document;
    let text = Characters::of(&document.text);
    let claims: Vec<Value> =
        report.findings.iter().map(|finding| claim(&document.text, &text, finding)).collect();
    let mut left: Vec<(usize, usize)> = [&report.unread[..], &report.unheard].concat();
    left.sort_unstable();
    let unread: Vec<Value> = left
        .iter()
        .map(|(start, end)| {
            let span = [text.before(*start), text.before(*end)];
            json!({"text": document.text[*start..*end], "span": span})
        })
        .collect();
    json!({
        "document": {
            "title": document.title,
            "published": document.published.to_string(),
            "language": document.language.code(),
            "source": document.source,
            "url": report.url,
        },
        "as_of": report.as_of.to_string(),
        "against": report.against,
        "claims": claims,
        "unread": unread,
    })
}

fn claim(text: &str, characters: &Characters<'_>, finding: &Finding) -> Value {
    let checked = &finding.checked;
    let span = |(start, end): (usize, usize)| [characters.before(start), characters.before(end)];
    let words = |(start, end): (usize, usize)| text[start..end].to_owned();
    let about = finding.about.as_ref();
    let period = about.and_then(|about| about.period);
    json!({
        "kind": finding.kind,
        "text": words(finding.sentence),
        "quote": words(finding.span),
        "span": span(finding.span),
        "sentence_span": span(finding.sentence),
        "actor": about.and_then(|about| about.actor).map(|actor| actor.code()),
        "target": about.and_then(|about| about.target).map(|actor| actor.code()),
        "channel": about.map(|about| about.channel.name()),
        "commodity": about.and_then(|about| about.commodity.clone()),
        "start": period.map(|period| period.start().to_string()),
        "end": period.map(|period| period.end().to_string()),
        "result": checked.outcome.name(),
        "in_another_currency": checked.another_currency,
        "claimed": checked.claimed.map(tidy),
        "claimed_unit": finding.unit,
        "found": checked.found.map(tidy),
        "found_unit": finding.found_in.or(checked.found_unit.map(|unit| unit.code())),
        "implied_rate": checked.rate.map(|rate| json!({
            "rate": tidy(rate.rate),
            "low": rate.bounds.map(|bounds| tidy(bounds.certain.0)),
            "high": rate.bounds.map(|bounds| tidy(bounds.certain.1)),
            "lowest": rate.bounds.map(|bounds| tidy(bounds.possible.0)),
            "highest": rate.bounds.map(|bounds| tidy(bounds.possible.1)),
            "market": rate.market.map(tidy), "n": rate.n,
            "of": rate.here.code(), "per": rate.there.code(),
        })),
        "implied": checked.implied.iter().map(|implied| json!({
            "start": implied.period.start().to_string(), "end": implied.period.end().to_string(),
            "value": tidy(implied.value), "unit": implied.unit.map(|unit| unit.code()),
        })).collect::<Vec<_>>(),
        "source": checked.source,
        "vintage": checked.vintage.map(|known| known.date().to_string()),
        "because": checked.because,
        "would_tell": checked.would_tell,
        "evidence": checked.evidence.iter().map(|id| id.to_string()).collect::<Vec<_>>(),
    })
}

/// A number without the dust of binary fractions: twelve digits are more than any figure has.
fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}
