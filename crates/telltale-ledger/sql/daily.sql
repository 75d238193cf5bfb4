-- What was seen of each dyad on each day, and from which day on was it known?
--
-- Reads the view `observation`. One word is replaced before the query is run:
--   :source  a condition on the source, or `true`.
-- Only what has a first day is counted, on that day: a month or a year is no day. What is announced counts as announced, on the day on
-- which it was known.
SELECT
  CASE WHEN modality = 'planned' THEN CAST(known_at AS DATE) ELSE start_date END AS day,
  CAST(known_at AS DATE) AS known,
  actor, target, channel, mode, modality = 'planned' AS planned, code, rank, count(*) AS records
FROM observation
WHERE kind = 'event' AND modality IN ('happened', 'reported', 'planned') AND NOT weak
  AND target IS NOT NULL AND (modality = 'planned' OR precision IN ('day', 'range')) AND :source
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
