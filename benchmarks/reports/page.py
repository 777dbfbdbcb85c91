"""Time and size of each report: python benchmarks/reports/page.py [RESULTS.json] [--runs N]

Each writer runs in a process of its own: `first` is the first report there, imports and typesetting included, `next` the
median of those that follow (a batch writes many in one process). RESULTS.json is what `grader grade` writes;
without one the demo's class is graded, and its fullest submission taken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

CHILD = """
import gzip, json, statistics, sys, time
from pathlib import Path
from grader import catalog
from grader.results import from_json
report = from_json(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
assignment = catalog.load(report.assignment)
times = []
for _ in range(int(sys.argv[3]) + 1):
    start = time.perf_counter()
    from grader.reports import WRITERS
    text = WRITERS[sys.argv[2]](report, assignment)
    times.append(time.perf_counter() - start)
data = text.encode()
print(json.dumps([times[0], statistics.median(times[1:]), len(data), len(gzip.compress(data))]))
"""


def demo_results(folder: str) -> Path:
    """Grade the demo's class in `folder`; return the results.json of the submission with every answer in it."""
    command = [sys.executable, "-m", "grader", "demo", f"{folder}/demo"]
    subprocess.run(command, capture_output=True, text=True, check=True)
    return next(Path(folder).glob("demo/results/reports/*everything*/results.json"))


def main() -> None:
    """Time every writer on one results.json and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, nargs="?", help="a results.json [the demo's fullest one]")
    parser.add_argument("--runs", type=int, default=20, help="reports after the first one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table(options.results or demo_results(folder), options.runs)


def table(results: Path, runs: int) -> None:
    """Print a row for each format."""
    print(f"{'format':10} {'first ms':>9} {'next ms':>9} {'KiB':>8} {'gzip KiB':>9}")
    for name in ("text", "json", "markdown", "html"):
        command = [sys.executable, "-c", CHILD, str(results), name, str(runs)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        first, following, size, packed = json.loads(done.stdout)
        print(f"{name:10} {first * 1e3:9.1f} {following * 1e3:9.1f} {size / 1024:8.1f} {packed / 1024:9.1f}")


if __name__ == "__main__":
    main()
