-- Which vintages match, of all that were known by an instant? What a replay of the days until then
-- goes through.
--
-- Reads the table `vintage`. Two words are replaced before the query is run:
--   :as_of   the instant, as a timestamp literal in UTC;
--   :filter  a condition on actor, target, kind and channel, or `true`.
SELECT *
FROM vintage
WHERE known_at <= :as_of AND :filter
ORDER BY known_at, id
