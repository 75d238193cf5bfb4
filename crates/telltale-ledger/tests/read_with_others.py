"""Reads a ledger as the Delta table that it is, with every engine that is installed.

Prints one line for each: engine, rows, distinct ids, sum of value. Engines that are not installed
print "skipped". Usage: read_with_others.py LEDGER
"""

import importlib.util
import sys


def with_deltalake(path):
    from deltalake import DeltaTable

    table = DeltaTable(path).to_pyarrow_table() if has("pyarrow") else None
    if table is None:
        # Without pyarrow the library still resolves the files; polars reads them.
        import polars

        table = polars.read_parquet(DeltaTable(path).file_uris(), hive_partitioning=True)
        return table.height, table["id"].n_unique(), table["value"].sum()
    import pyarrow.compute as compute

    values = compute.sum(table["value"]).as_py()
    return table.num_rows, compute.count_distinct(table["id"]).as_py(), values


def with_polars(path):
    import polars

    frame = polars.scan_delta(path)
    asked = frame.select(polars.len(), polars.col("id").n_unique(), polars.col("value").sum())
    return asked.collect().row(0)


def with_duckdb(path):
    import duckdb

    asked = f"SELECT count(*), count(DISTINCT id), sum(value) FROM delta_scan('{path}')"
    return duckdb.sql(asked).fetchone()


def has(module):
    return importlib.util.find_spec(module) is not None


ENGINES = [
    ("deltalake", ["deltalake", "polars"], with_deltalake),
    ("polars", ["deltalake", "polars"], with_polars),
    ("duckdb", ["duckdb"], with_duckdb),
]

for name, needed, read in ENGINES:
    if not all(has(module) for module in needed):
        print(name, "skipped: not installed")
        continue
    try:
        rows, ids, value = read(sys.argv[1])
    except Exception as fault:
        # DuckDB fetches its Delta extension over the network when it is first used.
        if name == "duckdb" and "xtension" in str(fault):
            print(name, "skipped: extension delta not installed")
            continue
        raise
    print(name, rows, ids, repr(float(value or 0.0)))
