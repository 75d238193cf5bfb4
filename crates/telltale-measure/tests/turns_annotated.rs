//! Turning points on series that people annotated: F1 with a margin of 5 and cover, after van den
//! Burg and Williams (2020, arXiv:2003.06222), with the one configuration.

#![expect(clippy::print_stdout, reason = "the scores are read by people, and copied to the docs")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use telltale_measure::turns::{CONFIG, turns};

const MARGIN: usize = 5;

/// How many dates of `truth` have a date of `told` within the margin, each told one used once.
fn matched(truth: &BTreeSet<usize>, told: &BTreeSet<usize>) -> f64 {
    let mut left = told.clone();
    let mut count = 0.0;
    for date in truth {
        let near = left.iter().copied().filter(|other| other.abs_diff(*date) <= MARGIN);
        if let Some(nearest) = near.min_by_key(|other| other.abs_diff(*date)) {
            left.remove(&nearest);
            count += 1.0;
        }
    }
    count
}

/// Precision against what any annotator saw, recall as the mean over annotators; the first value
/// counts as a date for all.
fn f1(annotators: &[Vec<usize>], told: &[usize]) -> f64 {
    let with_first = |dates: &[usize]| dates.iter().copied().chain([0]).collect::<BTreeSet<_>>();
    let told = with_first(told);
    let each: Vec<_> = annotators.iter().map(|dates| with_first(dates)).collect();
    let any: BTreeSet<usize> = each.iter().flatten().copied().collect();
    let precision = matched(&any, &told) / told.len() as f64;
    let recall = each.iter().map(|truth| matched(truth, &told) / truth.len() as f64).sum::<f64>()
        / each.len() as f64;
    2.0 * precision * recall / (precision + recall)
}

fn stretches(dates: &[usize], n: usize) -> Vec<(usize, usize)> {
    let ends: BTreeSet<usize> = dates.iter().copied().chain([0, n]).collect();
    let ends: Vec<usize> = ends.into_iter().collect();
    ends.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// For each stretch of an annotator the best Jaccard index with one told, weighted by its length.
fn cover(annotators: &[Vec<usize>], told: &[usize], n: usize) -> f64 {
    let told = stretches(told, n);
    let of = |dates: &Vec<usize>| {
        let best = |(from, to): (usize, usize)| {
            let jaccard = |(a, b): &(usize, usize)| {
                let both = to.min(*b).saturating_sub(from.max(*a)) as f64;
                both / ((to - from) as f64 + (b - a) as f64 - both)
            };
            (to - from) as f64 * told.iter().map(jaccard).fold(0.0, f64::max)
        };
        stretches(dates, n).into_iter().map(best).sum::<f64>() / n as f64
    };
    annotators.iter().map(of).sum::<f64>() / annotators.len() as f64
}

#[test]
fn the_scores_are_those_of_the_definition() {
    let annotators = [vec![30, 60], vec![], vec![62]];
    // Precision: 0 and 60 of {0, 30, 60, 62}; recall (2/3 + 1 + 1)/3.
    let recall = (2.0 / 3.0 + 2.0) / 3.0;
    assert!((f1(&annotators, &[60]) - 2.0 * recall / (1.0 + recall)).abs() < 1e-12);
    assert_eq!(f1(&annotators[1..2], &[]), 1.0);
    assert_eq!(f1(&annotators[1..2], &[50]), 2.0 * 0.5 / 1.5);
    // One told date meets one annotated date only.
    assert_eq!(matched(&BTreeSet::from([58, 62]), &BTreeSet::from([60])), 1.0);
    assert_eq!(cover(&[vec![50]], &[], 100), 0.5);
    assert_eq!(cover(&[vec![50]], &[50], 100), 1.0);
    assert!((cover(&[vec![]], &[25], 100) - 0.75).abs() < 1e-12);
}

fn series(value: &Value) -> Vec<Option<f64>> {
    let raw = value["raw"].as_array().expect("values");
    raw.iter().map(Value::as_f64).collect()
}

/// As the program does: every column, and each date once.
fn told(columns: &[Vec<Option<f64>>]) -> Vec<usize> {
    let each = columns.iter().flat_map(|values| turns(values, &CONFIG, 1));
    let mut dates: Vec<usize> = each.map(|turn| turn.index).collect();
    dates.sort_unstable();
    dates.dedup_by(|later, earlier| later.abs_diff(*earlier) <= MARGIN);
    dates
}

#[test]
fn annotated_series_are_turned_where_people_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/change_points");
    let read = |name: &str| std::fs::File::open(folder.join(name)).map(serde_json::from_reader);
    let Ok(Ok(Value::Object(annotations))) = read("annotations.json") else {
        println!("skipped: no annotated series beside the repository");
        return;
    };
    let mut scores: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for (name, annotators) in annotations {
        let by_person: BTreeMap<String, Vec<usize>> =
            serde_json::from_value(annotators).expect("dates by annotator");
        let annotators: Vec<Vec<usize>> = by_person.into_values().collect();
        let Ok(Ok(file)) = read(&format!("{name}.json")) else { continue };
        let file: Value = file;
        let columns: Vec<_> = file["series"].as_array().unwrap().iter().map(series).collect();
        let dates = told(&columns);
        let score = [f1(&annotators, &dates), cover(&annotators, &dates, columns[0].len())];
        println!("| {name} | {:.3} | {:.3} | {dates:?} |", score[0], score[1]);
        scores.insert(name, score);
    }
    let default = |name: &str| name != "run_log" && name != "uk_coal_employ";
    let mean = |at: usize, wanted: &dyn Fn(&str) -> bool| {
        let picked: Vec<f64> =
            scores.iter().filter(|(name, _)| wanted(name)).map(|(_, score)| score[at]).collect();
        picked.iter().sum::<f64>() / picked.len() as f64
    };
    let (ten, all) =
        ([mean(0, &default), mean(1, &default)], [mean(0, &|_| true), mean(1, &|_| true)]);
    println!("| mean of ten | {:.3} | {:.3} | | all: {:.3} {:.3}", ten[0], ten[1], all[0], all[1]);
    assert!(ten[0] >= 0.85 && ten[1] >= 0.78, "{ten:?}");
}
