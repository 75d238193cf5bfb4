//! Turning points on series that people annotated, with the one configuration.

#![expect(clippy::print_stdout, reason = "the scores are read by people, and copied to the docs")]

use std::collections::BTreeSet;

mod annotated;

use annotated::{cover, f1, matched, mean};

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

#[test]
fn annotated_series_are_turned_where_people_say() {
    let Some(all) = annotated::beside() else {
        println!("skipped: no annotated series beside the repository");
        return;
    };
    let mut ten = Vec::new();
    let mut each = Vec::new();
    for series in &all {
        let told = series.told(1);
        let [f1, cover] = series.scores(&told);
        println!("| {} | {f1:.3} | {cover:.3} | {told:?} |", series.name);
        each.push([f1, cover]);
        if series.has_default() {
            ten.push([f1, cover]);
        }
    }
    let (ten, all) = (mean(&ten), mean(&each));
    println!("| mean of ten | {:.3} | {:.3} | | all: {:.3} {:.3}", ten[0], ten[1], all[0], all[1]);
    assert!(ten[0] >= 0.859 && ten[1] >= 0.797, "{ten:?}");
    assert!(all[0] >= 0.83 && all[1] >= 0.764, "{all:?}");
}
