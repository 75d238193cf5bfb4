"""The dyad-month panel by quad class, from the ledger by Telltale and from the same files by DuckDB.

Both ask the same SQL of the same Parquet files, the ledger's, and write the answer as CSV; the answers
must be the same. They take turns; CPU seconds are user and system time of the process, and the peak is
that of resident memory. DuckDB is also asked nothing, for what its start costs.

    python3 compare.py LEDGER [PATH_OF_TELLTALE] [RUNS]
"""

import csv
import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PANEL = """
SELECT actor, target, quad_class, extract(year FROM start_date) AS y, extract(month FROM start_date) AS m,
  count(*) AS n, sum(count(*)) OVER (PARTITION BY extract(year FROM start_date), extract(month FROM start_date))
  AS exposure, avg(goldstein) AS goldstein, sum(mentions) AS mentions
FROM {table} WHERE kind = 'event'
GROUP BY actor, target, quad_class, extract(year FROM start_date), extract(month FROM start_date)
"""
START = "duckdb's start"
AS_OF = "2019-06-30"
LATEST = """(
  WITH several AS (
    SELECT thing, max(known_at) AS known_at FROM vintage
    WHERE known_at <= TIMESTAMPTZ '2019-06-30 23:59:59.999999+00' GROUP BY thing HAVING count(*) > 1),
  latest AS (
    SELECT vintage.thing AS revised_thing, max(vintage.id) AS latest_id FROM several
    JOIN vintage ON vintage.thing = several.thing AND vintage.known_at = several.known_at
    GROUP BY vintage.thing)
  SELECT vintage.* FROM latest RIGHT JOIN vintage ON vintage.thing = latest.revised_thing
  WHERE vintage.known_at <= TIMESTAMPTZ '2019-06-30 23:59:59.999999+00'
    AND (latest.latest_id IS NULL OR vintage.id = latest.latest_id)) AS seen"""


def files(ledger):
    """The data files of the newest version, by the ledger's log."""
    named = {}
    for commit in sorted(pathlib.Path(ledger, "_delta_log").glob("*.json")):
        for line in commit.read_text().splitlines():
            action = json.loads(line)
            if "add" in action:
                named[action["add"]["path"]] = None
            if "remove" in action:
                named.pop(action["remove"]["path"], None)
    return [f"{ledger}/{path.replace('%3D', '=')}" for path in named]


def use_duckdb(ledger, out, which):
    import duckdb

    if which == "nothing":
        return
    duckdb.sql("SET TimeZone = 'UTC'")
    duckdb.sql("SET VARIABLE files = $1", params=[files(ledger)])
    duckdb.sql("CREATE VIEW vintage AS SELECT * FROM read_parquet(getvariable('files'), hive_partitioning=true)")
    table = LATEST if which == "as of" else "vintage"
    duckdb.sql(f"COPY ({PANEL.format(table=table)}) TO '{out}' (FORMAT csv, HEADER)")


def cost(command, out):
    began = time.monotonic()
    with open(out, "wb") as to:
        child = subprocess.Popen(command, stdout=to, stderr=subprocess.PIPE)
    talk = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command}: {talk.decode(errors='replace')[-2000:]}")
    return used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024


def answer(path):
    """The rows of an answer by what they are of."""
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {tuple(row[:5]): [float(cell) if cell else None for cell in row[5:]] for row in rows}


def same(one, other):
    if one.keys() != other.keys():
        return False
    near = lambda a, b: a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12))
    return all(near(a, b) for key, row in one.items() for a, b in zip(row, other[key]))


def main():
    ledger = sys.argv[1]
    telltale = sys.argv[2] if len(sys.argv) > 2 else "target/release/telltale"
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    all_costs, answers = {}, {}
    # The answers are looked at last: a child begins with its parent's memory.
    folder = tempfile.mkdtemp()
    for _ in range(runs):
        for which, asked in (("every vintage", []), ("as of", ["--as-of", AS_OF])):
            costs = all_costs.setdefault(which, {})
            ours, theirs = answers[which] = [f"{folder}/{which}-{name}.csv" for name in ("ours", "theirs")]
            query = PANEL.format(table="observation")
            command = [telltale, "sql", query, "--ledger", ledger, "--format", "csv", *asked]
            costs.setdefault("telltale", []).append(cost(command, ours))
            own = [sys.executable, __file__, "--one", ledger, theirs]
            costs.setdefault("duckdb", []).append(cost([*own, which], f"{folder}/talk"))
            costs.setdefault(START, []).append(cost([*own, "nothing"], f"{folder}/talk"))
    print(f"{'':22} {'CPU s':>8} {'wall s':>8} {'peak MB':>8}")
    for which, costs in all_costs.items():
        one, other = map(answer, answers[which])
        rows = int(sum(row[0] for row in one.values()))
        print(f"{which}: {rows} events in {len(one)} cells; the answers are "
              f"{'the same' if same(one, other) else 'NOT THE SAME'}")
        medians = {name: [statistics.median(part) for part in zip(*all)] for name, all in costs.items()}
        for name, (cpu, wall, peak) in medians.items():
            print(f"{name:22} {cpu:8.2f} {wall:8.2f} {peak:8.0f}")
        cpu = {name: part[0] for name, part in medians.items()}
        print(f"of duckdb {cpu['telltale'] / cpu['duckdb']:.2f}; without its start "
              f"{cpu['telltale'] / (cpu['duckdb'] - cpu[START]):.2f}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        use_duckdb(*sys.argv[2:5])
    else:
        main()
