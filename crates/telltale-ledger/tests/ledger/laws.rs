//! The laws of a ledger, over made observations.

use proptest::prelude::*;
use telltale_ledger::{Batch, Filter, Ledger, WithIds, Writer, verify};
use telltale_observation::{Observation, Panel};

use crate::made::{Dice, ask, instants, observations, seen, the_end};

fn append(dir: &std::path::Path, observations: &[Observation]) -> usize {
    let batch = Batch { observations: observations.to_vec(), file: None };
    Writer::open(dir).unwrap().append(&batch).unwrap().appended
}

/// A folder with a ledger of these observations, appended in one batch.
fn ledger_of(observations: &[Observation]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    append(dir.path(), observations);
    dir
}

fn shuffled(observations: &[Observation], dice: &mut Dice) -> Vec<Observation> {
    let mut shuffled = observations.to_vec();
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, dice.below(at as u64 + 1) as usize);
    }
    shuffled
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn appending_twice_is_appending_once(all in observations(40)) {
        let dir = ledger_of(&all);
        let once = ask(&Ledger::open(dir.path()).unwrap(), the_end());
        prop_assert_eq!(append(dir.path(), &all), 0);
        prop_assert_eq!(ask(&Ledger::open(dir.path()).unwrap(), the_end()), once);
    }

    #[test]
    fn as_of_sees_the_last_vintage_known_by_then_and_nothing_later(
        all in observations(60), as_of in instants(),
    ) {
        let dir = ledger_of(&all);
        let folder = Ledger::open(dir.path()).unwrap();
        let memory = Ledger::in_memory(all.clone()).unwrap();
        let expected = seen(&all, as_of);
        for ledger in [folder, memory] {
            let found = ledger.as_of(as_of).observations(&Filter::default()).unwrap();
            prop_assert!(found.iter().all(|one| as_of.sees(one.known_at())));
            // Equal in every field: the round trip through the columns is exact.
            prop_assert_eq!(&found, &expected);
        }
    }

    #[test]
    fn the_panel_in_sql_is_the_panel_counted_by_hand(all in observations(60), as_of in instants()) {
        let ledger = Ledger::in_memory(all).unwrap();
        let snapshot = ledger.as_of(as_of);
        let by_hand =
            Panel::of_events(as_of, &snapshot.observations(&Filter::default()).unwrap());
        let with_ids = snapshot.panel(WithIds::Yes).unwrap();
        prop_assert_eq!(&with_ids, &by_hand);
        let counts = snapshot.panel(WithIds::No).unwrap();
        prop_assert!(counts.cells().all(|(_, cell)| cell.ids.is_empty()));
        prop_assert!(counts.cells().map(|(row, cell)| (row, cell.count))
            .eq(by_hand.cells().map(|(row, cell)| (row, cell.count))));
        // The view that users ask shows the same exposure.
        let view = ledger.sql("SELECT sum(exposure * observations) AS x FROM panel", Some(as_of));
        let expected: u64 = by_hand.cells()
            .map(|(row, cell)| cell.count * by_hand.exposure(&row.source, row.month).unwrap()).sum();
        let expected = if expected == 0 { String::new() } else { expected.to_string() };
        let shown = view.unwrap().to_csv().unwrap();
        prop_assert_eq!(shown.replace("\"\"", ""), format!("x\n{expected}\n"));
    }

    #[test]
    fn the_order_of_arrival_is_irrelevant_to_every_answer(
        all in observations(40), as_of in instants(), seed in any::<u64>(),
    ) {
        let together = ask(&Ledger::open(ledger_of(&all).path()).unwrap(), as_of);
        let mut dice = Dice(seed);
        let shuffled = shuffled(&all, &mut dice);
        let dir = tempfile::tempdir().unwrap();
        let mut rest = &shuffled[..];
        while !rest.is_empty() {
            let (batch, later) = rest.split_at(1 + dice.below(rest.len() as u64) as usize);
            append(dir.path(), batch);
            rest = later;
        }
        append(dir.path(), &[]);
        prop_assert_eq!(ask(&Ledger::open(dir.path()).unwrap(), as_of), together);
    }

    #[test]
    fn compacting_changes_no_answer(all in observations(60), as_of in instants()) {
        let dir = tempfile::tempdir().unwrap();
        all.chunks(9).for_each(|batch| { append(dir.path(), batch); });
        append(dir.path(), &[]);
        let before = Ledger::open(dir.path()).unwrap();
        let answers = ask(&before, as_of);
        let compacted = Writer::open(dir.path()).unwrap().compact(true).unwrap();
        prop_assert!(compacted.files_after <= compacted.files_before);
        let after = Ledger::open(dir.path()).unwrap();
        prop_assert_eq!(&ask(&after, as_of), &answers);
        // A reader that was there before keeps its version.
        prop_assert_eq!(&ask(&before, as_of), &answers);
        prop_assert_eq!(verify(dir.path()), vec![]);
        let again = Writer::open(dir.path()).unwrap().compact(false).unwrap();
        prop_assert_eq!(again.version, None);
    }
}
