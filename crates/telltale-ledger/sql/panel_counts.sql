-- How many observations has each source of each dyad, channel, mode and month?
--
-- Reads the view `panel_row`; stands behind the view `panel_count`.
SELECT source, actor, target, channel, mode, start_year, start_month, count(*) AS observations
FROM panel_row
GROUP BY source, actor, target, channel, mode, start_year, start_month
