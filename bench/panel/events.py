"""A ledger of some ten million events, made of the synthetic archive of bench/ingest.

The rows whose first actor has a country are taken once for each of so many years, with the years and
the numbers of the events moved, and ingested year by year; no raw file is kept. Nothing in it happened.

    python3 events.py CORPUS LEDGER [PATH_OF_TELLTALE] [COPIES]
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

COUNTRY_1 = 7


def rows_of_states(corpus):
    """The rows of every zip, of those that have a country."""
    for path in sorted(pathlib.Path(corpus).glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                lines = archive.read(name).split(b"\n")
                yield b"\n".join(line for line in lines if line and line.split(b"\t", 8)[COUNTRY_1])


def main():
    corpus, ledger = sys.argv[1], sys.argv[2]
    telltale = sys.argv[3] if len(sys.argv) > 3 else "target/release/telltale"
    copies = int(sys.argv[4]) if len(sys.argv) > 4 else 13
    whole = b"\n" + b"\n".join(rows_of_states(corpus)) + b"\n"
    for copy in range(copies):
        year = 2019 - copy
        moved = whole
        # From the later year to the earlier, so that none is moved twice.
        for was, now in ((2018, f"x{year - 1}"), (2019, f"x{year}")):
            moved = moved.replace(b"\t%d" % was, b"\t" + now.encode())
        moved = moved.replace(b"\tx", b"\t").replace(b"\n9", b"\n%d9" % (copy + 1))
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / f"{year}.export.CSV"
            file.write_bytes(moved[1:])
            subprocess.run([telltale, "ingest", "gdelt", file, "--ledger", ledger, "--no-archive"],
                           check=True)


if __name__ == "__main__":
    main()
