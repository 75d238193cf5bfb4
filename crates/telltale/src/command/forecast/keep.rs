//! Which forecasts a ledger keeps of a day: of each target the first, and beside it each that is of something
//! else under the same id. None is dropped in silence.

use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_brief::case::Target;
use telltale_ledger::Entry;
use telltale_observation::Digest;

use super::kept::{Kept, Of};

/// What becomes of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the first of its day.
    First,
    /// It is of something else than the one that was kept under its id on its day: both stay.
    Beside,
    /// One of the same was kept on its day: that one stays.
    Already,
}

impl Place {
    /// Its name in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Place::First => "new",
            Place::Beside => "new, beside another of the day",
            Place::Already => "before",
        }
    }
}

/// Forecasts with what becomes of them.
pub(super) struct Placed(Vec<(Entry, Place)>);

impl Placed {
    /// Places new entries, whose keys name case, target and day, among those of a journal.
    pub(super) fn of(targets: &[Target], journal: &[Entry], new: Vec<Entry>) -> Placed {
        let place = |entry: Entry| {
            let target = targets.iter().find(|one| entry.body["target"] == json!(one.id));
            let behind = format!("{}/", entry.key);
            let mut of_day =
                journal.iter().filter(|one| one.key == entry.key || one.key.starts_with(&behind));
            let is_same = |one: &Entry| is_of_the_same(&one.body, &entry.body, target);
            match (of_day.clone().next().is_some(), of_day.any(is_same)) {
                (false, _) => (entry, Place::First),
                (true, true) => (entry, Place::Already),
                (true, false) => {
                    let key = format!("{behind}{}", what(&entry.body, target));
                    (Entry { key, ..entry }, Place::Beside)
                }
            }
        };
        Placed(new.into_iter().map(place).collect())
    }

    /// Those that are to be kept.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let new = self.0.iter().filter(|(_, place)| *place != Place::Already);
        new.map(|(entry, _)| entry.clone()).collect()
    }

    /// What becomes of the forecast of a target.
    pub(super) fn of_target(&self, id: &str) -> Option<Place> {
        let of = |one: &&(Entry, Place)| one.0.body["target"] == json!(id);
        self.0.iter().find(of).map(|(_, place)| *place)
    }

    /// What is to be said of those that are not the first of their day.
    pub(super) fn notes(&self, day: Date) -> Vec<String> {
        let of = |wanted: Place| -> Vec<&str> {
            let such = self.0.iter().filter(|(_, place)| *place == wanted);
            such.filter_map(|(entry, _)| entry.body["target"].as_str()).collect()
        };
        let already = match of(Place::Already)[..] {
            [] => None,
            ref ids => Some(format!(
                "kept for {day} before, and not again: {}; of one target the first of a day stays",
                ids.join(", ")
            )),
        };
        let beside = of(Place::Beside).into_iter().map(|id| {
            format!(
                "note: {id} is of another event, horizon, month or wording than the forecast that was kept \
                 under this id for {day}: this one is kept beside it, and both stay and are scored\n  \
                 hint: another id keeps two questions apart in the record too"
            )
        });
        already.into_iter().chain(beside).collect()
    }
}

/// Whether two lines are of the same, in either language of the target.
fn is_of_the_same(kept: &Value, new: &Value, target: Option<&Target>) -> bool {
    let (Some(kept), Some(new)) = (Kept::read(kept), Kept::read(new)) else { return false };
    let is_same = match (&kept.of, &new.of) {
        // By whichever source and unit it was made.
        (Of::Flow { flow, month, .. }, Of::Flow { flow: of, month: on, .. }) => {
            (flow, month) == (of, on)
        }
        (kept, new) => kept == new,
    };
    let words = target
        .map_or([new.text.as_str(); 2], |target| [target.text.as_str(), target.text_ko.as_str()]);
    is_same && words.contains(&kept.text.as_str())
}

/// The digest of what a forecast is of, short.
fn what(body: &Value, target: Option<&Target>) -> String {
    let of = ["actor", "with", "channel", "rank", "either_way", "within_days", "month"];
    let of = of.map(|key| &body[key]);
    let text = target.map_or(body["text"].clone(), |target| json!(target.text));
    Digest::of(json!([of, text]).to_string().as_bytes()).to_string()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use telltale_brief::case::TargetEvent;
    use telltale_observation::{Actor, Channel};

    use super::*;

    fn target(text: &str, within_days: u32) -> Target {
        Target {
            id: "visit".to_owned(),
            text: text.to_owned(),
            text_ko: "방문".to_owned(),
            actor: Actor::parse("PRK").unwrap(),
            target: Actor::parse("RUS").unwrap(),
            channel: Channel::Visit,
            rank: None,
            event: TargetEvent::Happens { within_days, either_way: false },
        }
    }

    fn entry(text: &str, within_days: u32, probability: f64) -> Entry {
        let body = json!({
            "case": "c", "target": "visit", "text": text, "made": "2026-11-28", "closes": "2027-02-26",
            "actor": "PRK", "with": "RUS", "channel": "visit", "rank": null, "either_way": false,
            "within_days": within_days, "probability": probability,
        });
        Entry { key: "forecast/c/visit/2026-11-28".to_owned(), body }
    }

    #[test]
    fn a_target_declared_otherwise_on_the_same_day_is_kept_beside_the_first() {
        let mut journal: Vec<Entry> = Vec::new();
        let mut say = |text: &str, declared: &str, days: u32| {
            let targets = [target(declared, days)];
            let placed = Placed::of(&targets, &journal, vec![entry(text, days, 0.2)]);
            journal.extend(placed.entries());
            let notes = placed.notes("2026-11-28".parse().unwrap());
            (placed.of_target("visit").unwrap(), notes, journal.len())
        };
        assert_eq!(say("a visit", "a visit", 90), (Place::First, Vec::new(), 1));
        // The same once more, in whichever language: the first stays, and that is said.
        for text in ["a visit", "방문"] {
            let (place, notes, kept) = say(text, "a visit", 90);
            assert_eq!((place, kept), (Place::Already, 1));
            assert!(notes[0].contains("not again: visit"), "{notes:?}");
        }
        // Another horizon, other words: each beside it, once.
        for (text, days, so_far) in [("a visit", 60, 2), ("any visit", 90, 3)] {
            let (place, notes, kept) = say(text, text, days);
            assert_eq!((place, kept), (Place::Beside, so_far));
            assert!(notes[0].contains("kept beside it, and both stay"), "{notes:?}");
            assert_eq!(say(text, text, days).0, Place::Already);
        }
        // And back to the first.
        assert_eq!(say("a visit", "a visit", 90).0, Place::Already);
        let mut keys: Vec<&str> = journal.iter().map(|entry| entry.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 3);
    }

    #[test]
    fn another_target_whose_id_begins_alike_is_another() {
        let mut other = entry("a visit", 90, 0.2);
        other.key = "forecast/c/visit/2026-11-280".to_owned();
        let placed =
            Placed::of(&[target("a visit", 90)], &[other], vec![entry("a visit", 90, 0.2)]);
        assert_eq!(placed.of_target("visit"), Some(Place::First));
    }
}
