//! What is known of a source, as a page: the same words for the documentation, the terminal and JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::plan::{Way, fetched_as, way};
use crate::{Source, Spec};

/// The page of a source in Markdown, as it stands in `docs/sources/`.
pub fn markdown(source: &Source) -> String {
    let spec = source.spec;
    let mut page = format!("# {}\n\n", spec.title);
    let mut row = |name: &str, value: &str| {
        // Writing to a text cannot fail.
        let _ = writeln!(page, "- **{name}**: {value}");
    };
    row("name", &format!("`{}`", spec.name));
    row("publisher", spec.publisher);
    row("where", &format!("<{}>", spec.url));
    row("licence", spec.licence);
    row("cite", spec.citation);
    row("a row", spec.unit);
    row("covers", spec.covers);
    row("new", spec.cadence.name());
    row("stale", &stale(spec));
    row("files", &endings(source));
    page += "\n## How to get it\n\n";
    match way(spec.name) {
        Way::Fetch => {
            page += &format!(
                "`telltale fetch {} --ledger DIR` prints what it would fetch; with `--go` it does.\n\
                 `telltale ingest {} PATH… --ledger DIR` reads files that are here already.\n",
                fetched_as(spec.name).unwrap_or(spec.name),
                spec.name
            );
        }
        Way::ByHand { url, how } => {
            page += &format!(
                "A person fetches it, at <{url}>: {how}.\nThen: `telltale ingest {} PATH… --ledger DIR`.\n",
                spec.name
            );
        }
        Way::Here => {
            page += &format!("`telltale ingest {} PATH… --ledger DIR`\n", spec.name);
        }
    }
    page += "\n## What it cannot show\n\n";
    spec.limits.iter().for_each(|limit| page += &format!("- {limit}\n"));
    if !spec.anomalies.is_empty() {
        page += "\n## What went wrong in it\n\n| when | what |\n|---|---|\n";
        let cell = |text: &str| text.replace('|', "\\|");
        for anomaly in spec.anomalies {
            page += &format!("| {} | {} |\n", cell(anomaly.when), cell(anomaly.what));
        }
    }
    page
}

fn stale(spec: &Spec) -> String {
    match spec.fresh_days_max {
        Some(days) => format!("once the newest day that it tells of is more than {days} days old"),
        None => "never: it is closed".to_owned(),
    }
}

fn endings(source: &Source) -> String {
    let endings: Vec<String> = source.endings.iter().map(|ending| format!("`.{ending}`")).collect();
    format!("{}, also in `.zip` and `.gz`", endings.join(", "))
}

/// What is known of a source, as JSON.
pub fn json(source: &Source) -> Value {
    let spec = source.spec;
    let anomalies = spec.anomalies.iter();
    let anomalies: Vec<_> =
        anomalies.map(|one| json!({"when": one.when, "what": one.what})).collect();
    let (way, by_hand) = match way(spec.name) {
        Way::Fetch => ("fetch", Value::Null),
        Way::ByHand { url, how } => ("by hand", json!({"url": url, "how": how})),
        Way::Here => ("ingest", Value::Null),
    };
    json!({
        "name": spec.name, "title": spec.title, "publisher": spec.publisher,
        "licence": spec.licence, "citation": spec.citation, "url": spec.url, "unit": spec.unit,
        "cadence": spec.cadence.name(), "fresh_days_max": spec.fresh_days_max,
        "covers": spec.covers, "limits": spec.limits, "anomalies": anomalies,
        "endings": source.endings, "way": way, "by_hand": by_hand,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cadence, SOURCES};

    #[test]
    fn every_source_says_what_a_reader_must_know_of_it() {
        for source in SOURCES {
            let spec = source.spec;
            let texts = [
                spec.name,
                spec.title,
                spec.publisher,
                spec.licence,
                spec.citation,
                spec.unit,
                spec.covers,
            ];
            for text in texts {
                assert!(!text.trim().is_empty() && text.trim() == text, "{}: {text:?}", spec.name);
            }
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
            assert!(spec.name.chars().all(plain), "{}", spec.name);
            assert!(spec.url.starts_with("http"), "{}: {}", spec.name, spec.url);
            assert!(!spec.limits.is_empty(), "{} has no limits?", spec.name);
            assert!(!source.endings.is_empty(), "{}", spec.name);
            let closed = spec.cadence == Cadence::Closed;
            assert_eq!(closed, spec.fresh_days_max.is_none(), "{}: stale when?", spec.name);
            let page = markdown(source);
            for limit in spec.limits {
                assert!(page.contains(limit), "{}: {limit}", spec.name);
            }
            assert_eq!(json(source)["name"], spec.name);
        }
    }
}
