-- Which observations does a panel count? Events that took place and are not weak.
--
-- Reads the view `observation`; stands behind the view `panel_row`.
SELECT
  source, actor, target, channel, mode,
  extract(year FROM start_date) AS start_year,
  extract(month FROM start_date) AS start_month,
  start_date,
  id
FROM observation
WHERE kind = 'event' AND modality IN ('happened', 'reported') AND NOT weak
