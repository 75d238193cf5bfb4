"""Reads one folder of zipped event files with several programs, interleaved, and prints their costs.

Every program reads the same 21 columns of the same rows and writes Parquet packed by zstd. Telltale
does more (it checks every row, merges repeated reports, gives ids and commits to a ledger); DuckDB
cannot read zips, so it is given the unzipped files; `inflate` only inflates. CPU seconds are user and
system time of the process and its children; the peak is that of resident memory.

    pip install -r requirements.txt
    python3 compare.py FOLDER_OF_ZIPS [PATH_OF_TELLTALE] [RUNS]
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

COLUMNS = {
    "GLOBALEVENTID": 0, "SQLDATE": 1, "Actor1CountryCode": 7, "Actor1KnownGroupCode": 8,
    "Actor2CountryCode": 17, "Actor2KnownGroupCode": 18, "IsRootEvent": 25, "EventCode": 26,
    "EventRootCode": 28, "QuadClass": 29, "GoldsteinScale": 30, "NumMentions": 31, "NumSources": 32,
    "NumArticles": 33, "AvgTone": 34, "ActionGeo_FullName": 52, "ActionGeo_CountryCode": 53,
    "ActionGeo_Lat": 56, "ActionGeo_Long": 57, "DATEADDED": 59, "SOURCEURL": 60,
}
WHOLE = {"GLOBALEVENTID", "SQLDATE", "DATEADDED", "IsRootEvent", "QuadClass", "NumMentions",
         "NumSources", "NumArticles"}
REAL = {"GoldsteinScale", "AvgTone", "ActionGeo_Lat", "ActionGeo_Long"}


def members(folder):
    for path in sorted(pathlib.Path(folder).glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def inflate(folder, _):
    print(sum(len(member) for member in members(folder)))


def use_polars(folder, out):
    import polars as pl

    at = sorted(COLUMNS.values())
    name_of = {place: name for name, place in COLUMNS.items()}
    kind = lambda name: pl.Int64 if name in WHOLE else pl.Float64 if name in REAL else pl.String
    schema = {f"column_{place + 1}": kind(name_of.get(place, "")) for place in range(61)}
    frames = [
        pl.read_csv(member, separator="\t", has_header=False, quote_char=None,
                    columns=[f"column_{place + 1}" for place in at], schema=schema, encoding="utf8-lossy")
        for member in members(folder)
    ]
    pl.concat(frames).write_parquet(pathlib.Path(out) / "polars.parquet", compression="zstd")


def use_pandas(folder, out):
    import io
    import pandas as pd

    at = sorted(COLUMNS.values())
    name_of = {place: name for name, place in COLUMNS.items()}
    kind = lambda name: "Int64" if name in WHOLE else "float64" if name in REAL else "str"
    frames = [
        pd.read_csv(io.BytesIO(member), sep="\t", header=None, quoting=3, usecols=at,
                    dtype={place: kind(name_of[place]) for place in at}, encoding="utf8")
        for member in members(folder)
    ]
    frame = pd.concat(frames)
    frame.columns = [name_of[place] for place in at]
    frame.to_parquet(pathlib.Path(out) / "pandas.parquet", compression="zstd")


def use_duckdb(folder, out):
    import duckdb

    names = [f"c{place}" for place in range(61)]
    kept = ", ".join(
        f"TRY_CAST(c{place} AS {'BIGINT' if name in WHOLE else 'DOUBLE' if name in REAL else 'VARCHAR'}) AS {name}"
        for name, place in COLUMNS.items()
    )
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
    duckdb.sql(
        f"COPY (SELECT {kept} FROM read_csv('{folder}/*.CSV', delim='\t', header=false, quote='', "
        f"escape='', columns={columns})) TO '{out}/duckdb.parquet' (FORMAT parquet, COMPRESSION zstd)"
    )


def unzipped(folder):
    out = pathlib.Path(tempfile.mkdtemp(prefix="unzipped-"))
    for path in sorted(pathlib.Path(folder).glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(out)
    return out


def cost(command):
    """CPU seconds, wall seconds and peak megabytes of a command."""
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    talk = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command}: {talk.decode(errors='replace')[-2000:]}")
    return used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024


def main():
    folder = sys.argv[1]
    telltale = sys.argv[2] if len(sys.argv) > 2 else "target/release/telltale"
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    plain = unzipped(folder)
    own = [sys.executable, __file__, "--one"]
    costs, outs = {}, [plain]
    for _ in range(runs):
        for name in ("inflate", "telltale", "polars", "duckdb", "pandas"):
            out = tempfile.mkdtemp(prefix=f"{name}-")
            given = str(plain) if name == "duckdb" else folder
            if name == "telltale":
                command = [telltale, "ingest", "gdelt", folder, "--ledger", f"{out}/ledger"]
            else:
                command = [*own, name, given, out]
            costs.setdefault(name, []).append(cost(command))
            # Deleted at the end: a file system makes new files dearer where some were just deleted.
            outs.append(out)
    for out in outs:
        shutil.rmtree(out)
    medians = {name: [statistics.median(part) for part in zip(*all)] for name, all in costs.items()}
    print(f"{'':10} {'CPU s':>8} {'wall s':>8} {'peak MB':>8} {'of Polars':>10} {'of inflate':>10}")
    for name, (cpu, wall, peak) in medians.items():
        of = lambda other: cpu / medians[other][0]
        print(f"{name:10} {cpu:8.2f} {wall:8.2f} {peak:8.0f} {of('polars'):10.2f} {of('inflate'):10.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        {"inflate": inflate, "polars": use_polars, "duckdb": use_duckdb, "pandas": use_pandas}[
            sys.argv[2]](sys.argv[3], sys.argv[4])
    else:
        main()
