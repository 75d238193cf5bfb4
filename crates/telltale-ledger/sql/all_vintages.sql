-- What was ever appended? Every vintage of every thing.
--
-- Reads the table `vintage`; stands behind the view `observation` where no instant is given.
SELECT * FROM vintage
