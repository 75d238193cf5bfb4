//! A checked text as ClaimReview of schema.org, for search engines and fact checkers' databases.
//!
//! Each claim that could be checked is one review. What could not be checked gets none: a review
//! without a rating says nothing. Nor does an expectation: whoever did not foresee what came said
//! nothing false.

use serde_json::{Value, json};
use telltale_brief::check::Outcome;

use super::{Finding, Report};

/// All reviews, as one JSON-LD graph.
pub(super) fn reviews(report: &Report) -> Value {
    let rated = report.findings.iter().filter_map(|finding| {
        let rating = rating(finding.checked.outcome)?;
        Some(review(report, finding, rating))
    });
    json!({ "@context": "https://schema.org", "@graph": rated.collect::<Vec<_>>() })
}

fn review(report: &Report, finding: &Finding, rating: u8) -> Value {
    let document = &report.document;
    let (start, end) = finding.sentence;
    let mut appearance = json!({
        "@type": "CreativeWork",
        "datePublished": document.published.to_string(),
        "inLanguage": document.language.code(),
    });
    if let Some(title) = &document.title {
        appearance["headline"] = json!(title);
    }
    if let Some(url) = &report.url {
        appearance["url"] = json!(url);
    }
    if let Some(publisher) = &document.source {
        appearance["publisher"] = json!({ "@type": "Organization", "name": publisher });
    }
    let says = finding.checked.outcome.says(report.language);
    json!({
        "@type": "ClaimReview",
        "claimReviewed": document.text[start..end],
        "datePublished": report.as_of.date().to_string(),
        "inLanguage": report.language.code(),
        "author": { "@type": "Organization", "name": "Telltale" },
        "itemReviewed": {
            "@type": "Claim",
            "name": document.text[finding.span.0..finding.span.1],
            "datePublished": document.published.to_string(),
            "appearance": appearance,
        },
        "reviewBody": finding.checked.because,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": says,
        },
    })
}

/// From 1, false, to 5, true.
fn rating(outcome: Outcome) -> Option<u8> {
    match outcome {
        Outcome::Confirmed => Some(5),
        Outcome::Rounding => Some(4),
        Outcome::OlderVintage | Outcome::NewerVintage => Some(3),
        Outcome::Inconsistent => Some(2),
        Outcome::Contradicted => Some(1),
        Outcome::Met | Outcome::PartlyMet | Outcome::NotMet | Outcome::CannotCheck => None,
    }
}
