-- Which observations match? In the order of their first days, then of their ids.
--
-- Reads the view `observation`. One word is replaced before the query is run:
--   :filter  a condition on actor, target, kind and channel, or `true`.
SELECT *
FROM observation
WHERE :filter
ORDER BY start_date, id
