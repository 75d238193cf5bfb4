//! The walls of the house: which crate may know which, and who alone holds what is heavy.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// For each crate of ours, the crates of ours that it may know.
const EDGES: &[(&str, &[&str])] = &[
    ("telltale-observation", &[]),
    ("telltale-source", &["telltale-observation"]),
    ("telltale-reader", &["telltale-observation"]),
    ("telltale-ledger", &["telltale-observation"]),
    ("telltale-measure", &["telltale-observation"]),
    ("telltale-brief", &["telltale-observation", "telltale-measure"]),
    (
        "telltale",
        &[
            "telltale-observation",
            "telltale-source",
            "telltale-reader",
            "telltale-ledger",
            "telltale-measure",
            "telltale-brief",
        ],
    ),
];

/// For each heavy or dangerous dependency (by how its name starts), the only crate that has it.
const HOLDERS: &[(&str, &str)] = &[
    ("arrow", "telltale-ledger"),
    ("parquet", "telltale-ledger"),
    ("datafusion", "telltale-ledger"),
    ("deltalake", "telltale-ledger"),
    ("tokio", "telltale-ledger"),
    ("reqwest", "telltale-source"),
    ("ureq", "telltale-source"),
    ("hyper", "telltale-source"),
    ("rustls", "telltale-source"),
    ("dom_smoothie", "telltale-reader"),
    ("html5ever", "telltale-reader"),
    ("clap", "telltale"),
    ("axum", "telltale"),
    ("anyhow", "telltale"),
];

/// The dependencies of each crate of the workspace, without those of its tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a name").to_owned();
    packages
        .iter()
        .map(|package| {
            let all = package["dependencies"].as_array().expect("a list of dependencies");
            let own = all.iter().filter(|dependency| dependency["kind"] != "dev");
            (name(package), own.map(name).collect())
        })
        .collect()
}

#[test]
fn crates_know_only_whom_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    for (package, dependencies) in dependencies() {
        let allowed = allowed.get(package.as_str());
        let allowed = allowed.unwrap_or_else(|| panic!("{package} has no place in the house"));
        for ours in dependencies.iter().filter(|name| name.starts_with("telltale")) {
            assert!(allowed.contains(&ours.as_str()), "{package} must not know {ours}");
        }
    }
}

#[test]
fn heavy_crates_have_one_holder() {
    for (package, dependencies) in dependencies() {
        for dependency in dependencies {
            for (heavy, holder) in HOLDERS.iter().filter(|(heavy, _)| dependency.starts_with(heavy))
            {
                assert_eq!(package, *holder, "only {holder} may have {heavy}, for {dependency}");
            }
        }
    }
}

#[test]
fn the_nouns_and_the_measures_read_no_clock_and_do_no_io() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let forbidden = ["std::fs", "fs_err", "std::net", "std::env", "SystemTime", "Instant::now"];
    for package in ["telltale-observation", "telltale-measure"] {
        let folder = root.join(package).join("src");
        let files = sources(&folder);
        assert!(!files.is_empty(), "{}", folder.display());
        for path in files {
            let text = fs_err::read_to_string(&path).expect("sources are text");
            for word in forbidden {
                assert!(!text.contains(word), "{} has {word}", path.display());
            }
        }
    }
}

/// Every Rust file of a folder and of those in it.
fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).expect("the crate has sources") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
