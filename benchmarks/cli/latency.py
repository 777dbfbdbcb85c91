"""How long the command line lets people wait, as ratios and against the aims: help, check, and an answer to a save.

Run it from the checkout: `python benchmarks/cli/latency.py`. Each figure is the median of several runs on this machine.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader import catalog
from grader.demo.classroom import write_class

RUNS = 11
PROGRAM = [sys.executable, "-m", "grader"]


def seconds(command: list[str]) -> float:
    """Return the median wall time of a command, from start to end of its process."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def watch_seconds(answers: Path) -> float:
    """Return the median time from a save to the last line that answers it."""
    text = answers.read_text(encoding="utf-8")
    watching = subprocess.Popen([*PROGRAM, "check", str(answers), "--watch"], stdout=subprocess.PIPE, text=True)
    assert watching.stdout is not None
    times = []
    try:
        _read_report(watching)
        for run in range(RUNS):
            formula = f"{run + 2} N^2"
            time.sleep(0.3)
            begin = time.perf_counter()
            answers.write_text(re.sub(r"(?<=### q04.macs\n\n).*", formula, text), encoding="utf-8")
            _read_report(watching)
            times.append(time.perf_counter() - begin)
    finally:
        watching.terminate()
    return statistics.median(times)


def _read_report(watching: subprocess.Popen[str]) -> None:
    """Read up to the report's last line."""
    assert watching.stdout is not None
    while "check again" not in watching.stdout.readline():
        pass


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        write_class(catalog.load("hw01"), Path(folder))
        answers = Path(folder, "s02-slips.md")
        click, help_ = seconds([sys.executable, "-c", "import click"]), seconds([*PROGRAM, "--help"])
        print(f"grader --help        {help_ * 1000:6.0f} ms, {help_ / click:.2f} x 'import click' (aim: 2)")
        print(f"grader check FILE    {seconds([*PROGRAM, 'check', str(answers)]) * 1000:6.0f} ms (aim: 500)")
        print(f"save to answer       {watch_seconds(answers) * 1000:6.0f} ms (aim: 100)")


if __name__ == "__main__":
    main()
