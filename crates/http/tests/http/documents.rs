//! The generated and the written descriptions agree with the program.

use std::{collections::BTreeSet, path::Path};

use serde_json::Value;
use zvonilka_protocol::socket::ClientFrame;

fn document() -> Value {
    serde_json::from_str(&zvonilka_http::openapi()).expect("the document is JSON")
}

fn repository_file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn server_event_types() -> Vec<String> {
    let schema = &document()["components"]["schemas"]["ServerEvent"]["oneOf"];
    let variants = schema.as_array().expect("an enum");
    variants
        .iter()
        .map(|variant| variant["properties"]["type"]["enum"][0].as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn the_committed_document_is_up_to_date() {
    assert!(
        repository_file("web/src/api/openapi.json") == zvonilka_http::openapi(),
        "run `cargo run -p zvonilka-cli -- openapi > web/src/api/openapi.json` and generate the page's types again"
    );
}

#[test]
fn every_reference_leads_somewhere() {
    let text = zvonilka_http::openapi();
    let document = document();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let named: BTreeSet<&str> =
        text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let dangling: Vec<_> = named.into_iter().filter(|name| !schemas.contains_key(*name)).collect();
    assert!(dangling.is_empty(), "{dangling:?}");
}

#[test]
fn every_property_is_camel_case() {
    fn look(value: &Value, wrong: &mut Vec<String>) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            wrong.extend(properties.keys().filter(|name| name.contains('_')).cloned());
        }
        match value {
            Value::Object(map) => map.values().for_each(|inner| look(inner, wrong)),
            Value::Array(list) => list.iter().for_each(|inner| look(inner, wrong)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut wrong = Vec::new();
    look(&document(), &mut wrong);
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn client_frames_have_their_wire_names_in_the_document() {
    let document = document();
    let variants = document["components"]["schemas"]["ClientFrame"]["oneOf"].as_array().expect("an enum");
    let names: Vec<_> =
        variants.iter().map(|variant| variant["properties"]["type"]["enum"][0].as_str()).collect();
    assert_eq!(names, ClientFrame::TYPES.iter().copied().map(Some).collect::<Vec<_>>());
}

#[test]
fn every_frame_is_explained() {
    let reference = repository_file("docs/socket-events.md");
    let events = server_event_types();
    let all = ClientFrame::TYPES.iter().copied().chain(events.iter().map(String::as_str));
    let missing: Vec<_> = all.filter(|name| !reference.contains(&format!("| `{name}` |"))).collect();
    assert!(missing.is_empty(), "not in docs/socket-events.md: {missing:?}");
}
