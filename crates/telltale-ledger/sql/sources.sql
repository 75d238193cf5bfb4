-- How many observations of each kind has each source, and over which times?
--
-- Reads the table `vintage`.
SELECT
  source, kind, count(*) AS observations,
  min(start_date) AS first_start, max(start_date) AS last_start,
  min(known_at) AS first_known, max(known_at) AS last_known
FROM vintage
GROUP BY source, kind
ORDER BY source, kind
