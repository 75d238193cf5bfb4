//! The JSON of `read` keeps to `schema/read.schema.json`, and the schema refuses what is none.

use serde_json::{Value, json};

use crate::program::Folder;

const STORY: &str = "\
Nov. 4, 2025
French Foreign Minister Jean-Noel Barrot visited Poland on Monday.
Chinese exports to North Korea in September totaled $228.1 million, up 54.5 percent from August.
Poland will send between 10 and 20 tanks to Ukraine next year, officials said.
";

fn schema() -> Value {
    let text = include_str!("../../../../schema/read.schema.json");
    serde_json::from_str(text).expect("the schema is JSON")
}

fn breaches(schema: &Value, answer: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).expect("a schema of draft 2020-12");
    validator.iter_errors(answer).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

fn reading(args: &[&str]) -> Value {
    let folder = Folder::new();
    folder.write("a.txt", STORY);
    folder.run(&[&["read", "a.txt", "--format", "json"], args].concat()).json()
}

/// The schema with every field refused that it does not describe.
fn closed(mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        // The list of observations only tells their kinds apart.
        if object.contains_key("properties") && !object.contains_key("oneOf") {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        object.values_mut().for_each(|value| *value = closed(value.take()));
    } else if let Some(array) = schema.as_array_mut() {
        array.iter_mut().for_each(|value| *value = closed(value.take()));
    }
    schema
}

#[test]
fn readings_keep_to_the_schema_and_every_field_is_in_it() {
    for args in [&[] as &[&str], &["--explain"]] {
        let reading = reading(args);
        let kinds = |kind: &str| {
            let all = reading["observations"].as_array().expect("a list");
            all.iter().filter(|seen| seen["kind"] == kind).count()
        };
        assert!(kinds("event") > 0 && kinds("flow") > 0, "{reading:#}");
        assert_eq!(breaches(&closed(schema()), &reading), [""; 0]);
    }
}

#[test]
fn lines_of_a_batch_keep_to_the_schema() {
    let mut schema = schema();
    schema["$ref"] = json!("#/$defs/line");
    for field in ["type", "required", "properties"] {
        schema.as_object_mut().expect("an object").remove(field);
    }
    let folder = Folder::new();
    let line = json!({"id": 7, "text": STORY, "date": "2025-11-04"});
    folder.write("b.jsonl", format!("{line}\nnothing\n"));
    let answers = folder.run(&["read", "--batch", "b.jsonl"]).stdout;
    assert_eq!(answers.lines().count(), 2);
    for answer in answers.lines() {
        let answer = serde_json::from_str(answer).expect("JSON");
        assert_eq!(breaches(&schema, &answer), [""; 0]);
    }
    assert_ne!(breaches(&schema, &json!({"id": 7})), [""; 0]);
}

#[test]
fn every_field_in_the_schema_is_described() {
    fn visit(schema: &Value, value: &Value) {
        for (name, property) in value["properties"].as_object().into_iter().flatten() {
            let described = property.get("description").or_else(|| {
                let name = property["$ref"].as_str()?.strip_prefix("#/$defs/")?;
                schema["$defs"][name].get("description")
            });
            assert!(described.is_some_and(Value::is_string), "{name} is not described");
        }
        let inner = value.as_object().into_iter().flat_map(|object| object.values());
        inner.chain(value.as_array().into_iter().flatten()).for_each(|inner| visit(schema, inner));
    }
    visit(&schema(), &schema());
}

#[test]
fn the_schema_refuses_what_is_no_reading() {
    let reading = reading(&["--explain"]);
    for (pointer, wrong) in [
        ("/document/published", json!("today")),
        ("/document/language", json!("tlh")),
        ("/observations/0/mode", json!("thought")),
        ("/observations/0/kind", json!("rumour")),
        ("/observations/0/channel", json!("flight")),
        ("/observations/0/start", json!("2025-13-01")),
        ("/observations/0/modality", json!("hoped")),
        ("/observations/0/rank", json!("king")),
        ("/observations/0/confidence", json!(1.2)),
        ("/observations/0/span", json!([1])),
        ("/observations/0/because/trigger", json!(7)),
    ] {
        let mut changed = reading.clone();
        *changed.pointer_mut(pointer).expect(pointer) = wrong;
        assert_ne!(breaches(&schema(), &changed), [""; 0], "{pointer}");
    }
}
