-- What did the ledger know at an instant? One row per thing: its vintage known last.
--
-- Reads the table `vintage`: every observation ever appended, all vintages.
-- Two words are replaced before the query is run:
--   :as_of  the instant, as a timestamp literal in UTC;
--   :kinds  the kinds that are asked for, as a list of string literals. A thing has one kind in all
--           its vintages, so leaving out a kind never leaves out a vintage.
--
-- Most things have one vintage. Only those with several are ranked: by known_at, then by id. They
-- are few, so they stand first in both joins: an engine that keeps the first side in memory keeps
-- the small one.
WITH several AS (
  SELECT thing, max(known_at) AS known_at
  FROM vintage
  WHERE known_at <= :as_of AND kind IN (:kinds)
  GROUP BY thing
  HAVING count(*) > 1
),
latest AS (
  SELECT vintage.thing AS revised_thing, max(vintage.id) AS latest_id
  FROM several
  INNER JOIN vintage ON vintage.thing = several.thing AND vintage.known_at = several.known_at
  WHERE vintage.kind IN (:kinds)
  GROUP BY vintage.thing
)
SELECT vintage.*
FROM latest
RIGHT JOIN vintage ON vintage.thing = latest.revised_thing
WHERE vintage.known_at <= :as_of
  AND vintage.kind IN (:kinds)
  AND (latest.latest_id IS NULL OR vintage.id = latest.latest_id)
