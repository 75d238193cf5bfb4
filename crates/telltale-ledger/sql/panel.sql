-- The panel: the counts, each with its exposure, which is how much the source reported at all in
-- that month.
--
-- Reads the view `panel_count`; stands behind the view `panel`.
SELECT
  source, actor, target, channel, mode, start_year AS year, start_month AS month, observations,
  sum(observations) OVER (PARTITION BY source, start_year, start_month) AS exposure
FROM panel_count
