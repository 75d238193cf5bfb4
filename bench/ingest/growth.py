"""What four times the rows cost: a quarter of a folder of zips, then all of it, in turns.

    python3 growth.py FOLDER_OF_ZIPS [PATH_OF_TELLTALE] [RUNS]
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile


def cost(command):
    """CPU seconds and peak megabytes of a command."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command}: {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    zips = sorted(pathlib.Path(sys.argv[1]).glob("*.zip"))
    telltale = sys.argv[2] if len(sys.argv) > 2 else "target/release/telltale"
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    costs, folders = {"a quarter": [], "all": []}, []
    for _ in range(runs):
        for name, some in (("a quarter", zips[: len(zips) // 4]), ("all", zips)):
            folder = tempfile.mkdtemp(prefix="growth-")
            costs[name].append(cost([telltale, "ingest", "gdelt", *some, "--ledger", folder]))
            folders.append(folder)
    # At the end: a file system makes new files dearer where some were just deleted.
    for folder in folders:
        shutil.rmtree(folder)
    medians = {name: [statistics.median(part) for part in zip(*all)] for name, all in costs.items()}
    for name, (cpu, peak) in medians.items():
        print(f"{name:10} {cpu:8.2f} CPU s {peak:8.0f} MB")
    (small, _), (large, _) = medians["a quarter"], medians["all"]
    print(f"four times the rows cost {large / small:.2f} times the CPU")


if __name__ == "__main__":
    main()
