//! What a watch has said, and what it still has to say: kept in a file, so that one that is ended and
//! started again neither misses a change nor says it twice.
//!
//! A change is written down, with everybody who is to hear of it, before anybody does; and each is
//! struck off when told. Whoever is being told while the program dies is told again: by the notice's
//! id they know it as the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use telltale_brief::tripwires::Notice;

use crate::failure::Failure;
use crate::output;

/// How many notices are kept for the feed.
const KEPT: usize = 200;

/// What was said, and what has to be.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Said {
    /// The state of each tripwire that was last looked at.
    pub(super) states: BTreeMap<String, String>,
    /// The digest of its conditions; none in the file of an older version.
    #[serde(default)]
    pub(super) declared: BTreeMap<String, String>,
    /// The latest day that was looked at; none in the file of an older version.
    #[serde(default)]
    pub(super) looked_on: Option<Date>,
    /// The notices, in the order in which they were made.
    pub(super) notices: Vec<Noted>,
    /// The day on which each of those who hear was last given a digest.
    #[serde(default)]
    pub(super) digests: BTreeMap<String, Date>,
}

/// A notice with those who have not heard of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Noted {
    pub(super) notice: Notice,
    /// When it was made, in RFC 3339.
    pub(super) at: String,
    /// Who has to hear of it.
    pub(super) pending: Vec<String>,
}

/// The file of a watch, held so that no other watch writes to it.
pub(super) struct Kept {
    path: PathBuf,
    /// Let go when the watch ends.
    _lock: std::fs::File,
    pub(super) said: Said,
}

impl Kept {
    /// Opens the file, or begins one.
    pub(super) fn open(path: &Path) -> Result<Kept, Failure> {
        let beside = ["lock", "new"].map(|ending| path.with_extension(ending));
        if beside.iter().any(|other| other == path) {
            return Err(Failure::usage(
                format!("not a name for the file of a watch: {}", path.display()),
                "its lock and its draft lie beside it under names that end so: end it in .json",
            ));
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs_err::create_dir_all(folder)?;
        }
        let lock = fs_err::File::create(path.with_extension("lock"))?.into_file();
        if lock.try_lock().is_err() {
            return Err(Failure::usage(
                format!("another watch is at work: {}", path.display()),
                "wait until it ends, or name another file with --state",
            ));
        }
        let said = match fs_err::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text).map_err(|error| {
                let what = format!("not the file of a watch: {}: {error}", path.display());
                Failure::usage(what, "name another file with --state")
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Said::default(),
            Err(error) => return Err(error.into()),
        };
        Ok(Kept { path: path.to_owned(), _lock: lock, said })
    }

    /// Whether a look as of a day may follow the last one. `today` is the day where the program runs; the
    /// last look may have been made where it was already `begun`, the last day that has begun anywhere.
    pub(super) fn may_look(&self, on: Date, today: Date, begun: Date) -> Result<(), Failure> {
        if on > today {
            return Err(Failure::usage(
                format!("nothing is known yet of {on}, a day that is yet to come"),
                format!("look as of {today} or before: a watch keeps what it was told"),
            ));
        }
        let Some(last) = self.said.looked_on.filter(|last| on < *last) else { return Ok(()) };
        if last > begun {
            let path = self.path.display();
            return Err(Failure::usage(
                format!("the last look was as of {last}, a day that is yet to come: {path}"),
                "take that file away, or name another with --state: the next look is then a first \
                 one, which says what is raised",
            ));
        }
        Err(Failure::usage(
            format!("the last look was as of {last}: one as of {on} would tell what was told"),
            "`telltale tripwire test --as-of` judges an earlier day and tells nobody",
        ))
    }

    /// Writes it down: the whole new file, or the whole old one.
    pub(super) fn save(&mut self) -> Result<(), Failure> {
        let told = self.said.notices.iter().filter(|noted| noted.pending.is_empty()).count();
        let mut over = told.saturating_sub(KEPT);
        self.said.notices.retain(|noted| {
            let drop = over > 0 && noted.pending.is_empty();
            over -= usize::from(drop);
            !drop
        });
        let text = serde_json::to_string_pretty(&self.said).map_err(anyhow::Error::from)?;
        output::replace(&self.path, &text)
    }

    /// Writes a change down before anybody hears of it.
    pub(super) fn note(&mut self, notices: Vec<Notice>, at: &str, sinks: &[String]) {
        for notice in notices {
            self.said.states.insert(notice.tripwire.clone(), notice.state.clone());
            let pending = sinks.to_vec();
            self.said.notices.push(Noted { notice, at: at.to_owned(), pending });
        }
    }

    /// The notices of which somebody has to hear.
    pub(super) fn pending(&self, sink: &str) -> Vec<Notice> {
        let wanted =
            self.said.notices.iter().filter(|noted| noted.pending.iter().any(|one| one == sink));
        wanted.map(|noted| noted.notice.clone()).collect()
    }

    /// Notes, until it is saved, that somebody has to hear of these who was not told with the others.
    pub(super) fn owe(&mut self, sink: &str, ids: &[String]) {
        for noted in self.said.notices.iter_mut().filter(|noted| ids.contains(&noted.notice.id)) {
            if !noted.pending.iter().any(|one| one == sink) {
                noted.pending.push(sink.to_owned());
            }
        }
    }

    /// Strikes off, until it is saved, who has heard of these, or never will.
    pub(super) fn strike_off(&mut self, sink: &str, ids: &[String]) {
        for noted in self.said.notices.iter_mut().filter(|noted| ids.contains(&noted.notice.id)) {
            noted.pending.retain(|one| one != sink);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn tomorrow_is_not_looked_at_though_it_has_begun_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::open(&folder.path().join("watch.json")).unwrap();
        let (today, tomorrow) = (date(2026, 11, 28), date(2026, 11, 29));
        let refused = |kept: &Kept, on: Date| {
            kept.may_look(on, today, tomorrow).err().map(|failure| failure.to_string())
        };
        assert_eq!(refused(&kept, today), None);
        let why = refused(&kept, tomorrow).unwrap();
        assert!(why.contains("2026-11-29, a day that is yet to come"), "{why}");
        // Whoever looked last where the next day had begun looks again when it has begun here.
        kept.said.looked_on = Some(tomorrow);
        let why = refused(&kept, today).unwrap();
        assert!(why.contains("would tell what was told"), "{why}");
        kept.said.looked_on = Some(date(2026, 12, 9));
        let why = refused(&kept, today).unwrap();
        assert!(why.contains("the last look was as of 2026-12-09, a day that is yet"), "{why}");
    }
}
