//! Every vintage that was known by an instant, for those who go through the days until then.

use telltale_observation::{AsOf, Kind, Observation};

use crate::columns::decode;
use crate::ledger::condition;
use crate::query::{Seen, instant, without_comments};
use crate::{Filter, Ledger, LedgerError};

impl Ledger {
    /// All vintages that pass the filter and were known by an instant, by when they were known, then
    /// by id.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] if a row is not what its id says, and those of [`Ledger::sql`].
    pub fn vintages_about(
        &self,
        filter: &Filter,
        as_of: AsOf,
    ) -> Result<Vec<Observation>, LedgerError> {
        let kinds = filter.kinds.clone().unwrap_or_else(|| Kind::ALL.to_vec());
        let names: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.name())).collect();
        let of_kinds = if names.is_empty() { "''".to_owned() } else { names.join(", ") };
        let passes = format!("kind IN ({of_kinds}) AND {}", condition(filter));
        let sql = without_comments(include_str!("../sql/vintages.sql"))
            .replace(":as_of", &instant(as_of))
            .replace(":filter", &passes);
        let rows = self.engine.ask(&Seen::Everything, &sql)?;
        let mut observations = Vec::new();
        for batch in &rows.batches {
            let decoded = decode(batch, None);
            observations.extend(decoded.map_err(|w| LedgerError::damaged("a data file", w))?);
        }
        Ok(observations)
    }
}
