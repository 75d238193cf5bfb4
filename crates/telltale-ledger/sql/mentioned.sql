-- How often, where and how is each event mentioned?
--
-- Reads the view `mention`: every mention or, as of an instant, those known then. An observation of the
-- same source whose `source_key` is the event's number is of that event.
SELECT
  source, event,
  count(*) AS mentions,
  count(DISTINCT document) AS documents,
  count(DISTINCT outlet) AS outlets,
  avg(confidence_percent) AS confidence_mean_percent,
  avg(tone) AS tone_mean,
  min(known_at) AS first_known_at,
  max(known_at) AS last_known_at
FROM mention
GROUP BY source, event
