"""A synthetic archive of GDELT 2.0: zips as published, rows of real width.

The rows of real event files are drawn with replacement; each gets a new number, a new day, the actors
of other rows (drawn by a power law, as the world's are), and a new address. Nothing in it happened:
the files are called synthetic, and no figure about states may be made of them.

    python3 corpus.py FOLDER_OF_REAL_FILES OUT [ZIPS] [ROWS_PER_ZIP]
"""

import datetime
import pathlib
import random
import sys
import zipfile

COLUMNS = 61
ACTOR_1, ACTOR_2 = slice(5, 15), slice(15, 25)
DAY, MONTH, YEAR, FRACTION, ADDED, URL = 1, 2, 3, 4, 59, 60


def real_rows(folder):
    rows = []
    for path in sorted(pathlib.Path(folder).glob("*.export.CSV")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            fields = line.rstrip("\r").split("\t")
            if len(fields) == COLUMNS:
                rows.append(fields)
    if not rows:
        sys.exit(f"no event file of {COLUMNS} columns in {folder}")
    return rows


def main():
    folder, out = sys.argv[1], pathlib.Path(sys.argv[2])
    zips = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    rows_per_zip = int(sys.argv[4]) if len(sys.argv) > 4 else 10_000
    rows = real_rows(folder)
    chance = random.Random(20151027)
    ranks = [1 / (rank + 1) for rank in range(len(rows))]
    skewed = chance.choices(rows, weights=ranks, k=200_000)
    out.mkdir(parents=True, exist_ok=True)
    start = datetime.datetime(2019, 1, 1)
    number = 900_000_000
    for at in range(zips):
        added = start + datetime.timedelta(minutes=15 * at)
        lines = []
        for _ in range(rows_per_zip):
            number += 1
            row = list(chance.choice(rows))
            row[ACTOR_1] = chance.choice(skewed)[ACTOR_1]
            row[ACTOR_2] = chance.choice(skewed)[ACTOR_2]
            day = added - datetime.timedelta(days=chance.choice((0, 0, 0, 0, 1, 1, 7, 30)))
            row[0] = str(number)
            row[DAY], row[MONTH], row[YEAR] = f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}"
            row[FRACTION] = f"{day.year + day.timetuple().tm_yday / 365:.4f}"
            row[ADDED] = f"{added:%Y%m%d%H%M%S}"
            row[URL] = f"{row[URL]}/{number}"
            lines.append("\t".join(row))
        name = f"{added:%Y%m%d%H%M%S}.export.CSV"
        with zipfile.ZipFile(out / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
