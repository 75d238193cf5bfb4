//! The brief's JSON keeps to `schema/brief.schema.json`, and the schema refuses what is no brief.

use serde_json::{Value, json};

use crate::program::brief_json;

/// The schema that scripts rely on.
fn schema() -> Value {
    let text = include_str!("../../../../schema/brief.schema.json");
    serde_json::from_str(text).expect("the schema is JSON")
}

/// Where a brief breaks a schema, and how.
fn breaches(schema: &Value, brief: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).expect("a schema of draft 2020-12");
    validator
        .iter_errors(brief)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Every brief that is held against the schema.
fn briefs() -> impl Iterator<Item = (String, Value)> {
    let days = ["2025-11-04", "2026-08-31"];
    let both = days.into_iter().flat_map(|day| ["en", "ko"].map(|language| (day, language)));
    both.map(|(day, language)| (format!("{day} {language}"), brief_json(day, language)))
}

#[test]
fn briefs_keep_to_the_schema() {
    for (name, brief) in briefs() {
        assert_eq!(breaches(&schema(), &brief), [""; 0], "{name}");
    }
}

/// The schema with every field refused that it does not describe.
fn closed(mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        if object.contains_key("properties") {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        object.values_mut().for_each(|value| *value = closed(value.take()));
    } else if let Some(array) = schema.as_array_mut() {
        array.iter_mut().for_each(|value| *value = closed(value.take()));
    }
    schema
}

#[test]
fn every_field_of_a_brief_is_in_the_schema() {
    let closed = closed(schema());
    for (name, brief) in briefs() {
        assert_eq!(breaches(&closed, &brief), [""; 0], "{name}");
    }
}

#[test]
fn every_field_in_the_schema_is_required_and_described() {
    let schema = schema();
    let definitions = schema["$defs"].as_object().expect("definitions").values();
    for object in definitions.chain([&schema]).filter(|value| value["properties"].is_object()) {
        let properties = object["properties"].as_object().expect("properties");
        for (name, property) in properties {
            let required = object["required"].as_array().expect("a list of required fields");
            assert!(required.contains(&json!(name)), "{name} is not required");
            let described = property.get("description").or_else(|| {
                let name = property["$ref"].as_str()?.strip_prefix("#/$defs/")?;
                schema["$defs"][name].get("description")
            });
            assert!(described.is_some_and(Value::is_string), "{name} is not described");
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_brief() {
    let brief = brief_json("2025-11-04", "en");
    let schema = schema();
    for (pointer, wrong) in [
        ("/verdicts/0/sentences/0/evidence", json!([])),
        ("/verdicts/0/sentences/0/evidence/0", json!("somebody said so")),
        ("/verdicts/0/direction", json!("sideways")),
        ("/verdicts/0/probability", json!(1.2)),
        ("/verdicts/0/interval", json!([0.4, 1.2])),
        ("/verdicts/0/channels/0/evidence", json!([])),
        ("/verdicts/0/channels/0/mode", json!("thought")),
        ("/occasions/0/rank", json!("king")),
        ("/occasions/0/evidence", json!([])),
        ("/claims/0/result", json!("true")),
        ("/claims/0/evidence", json!([])),
        ("/trade/0/month", json!("2025-13")),
        ("/trade/0/channel", json!("visit")),
        ("/evidence/0/modality", json!("hoped")),
        ("/evidence/0/known_at", json!(null)),
        ("/sources/0/id", json!("column-2025-11")),
        ("/as_of", json!("today")),
    ] {
        let mut changed = brief.clone();
        *changed.pointer_mut(pointer).expect("the brief has this") = wrong;
        let breaches = breaches(&schema, &changed);
        assert!(
            breaches.iter().any(|breach| breach.starts_with(pointer)),
            "{pointer} {breaches:?}"
        );
    }
}

#[test]
fn the_schema_refuses_a_brief_that_lacks_a_field() {
    let brief = brief_json("2025-11-04", "en");
    for field in brief.as_object().expect("an object").keys() {
        let mut changed = brief.clone();
        changed.as_object_mut().expect("an object").remove(field);
        assert_ne!(breaches(&schema(), &changed), [""; 0], "{field}");
    }
}

#[test]
fn the_excerpt_in_the_documentation_is_what_the_program_prints() {
    let page = include_str!("../../../../docs/json.md");
    let excerpt = page.split("```").find_map(|part| part.strip_prefix("json\n"));
    let excerpt: Value = serde_json::from_str(excerpt.expect("an excerpt")).expect("JSON");
    let mut series = brief_json("2025-11-04", "en")["trade"][0].take();
    let last = series["months"].as_array_mut().and_then(Vec::pop);
    series["months"] = json!([last.expect("a month")]);
    assert_eq!(series, excerpt);
}
