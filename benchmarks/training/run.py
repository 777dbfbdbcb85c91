"""CPU seconds to an accuracy on real MNIST, side by side in one run: `fast`, the PyTorch example's network, the course's.

    python benchmarks/training/run.py [--data-dir DIR] [--seeds 5] [--first-seed 0] [--only NAME] [--passes N]

Each run is a process of its own on one thread; seconds are CPU seconds from right after `import torch`, our imports and
the reading of the data included. `fast` has settings for each accuracy and is tested once, at its end, on the clock; the
others are tested after each pass with the clock stopped. "to 98 %" and so on: the median and the worst seed's seconds until
all 10,000 test images gave that accuracy, and how many seeds got there. `ratio`: the median of seconds by those of a fixed
piece of work timed before and after, which hardly depends on how busy the machine is. `--passes` shortens the others.
All rows with five seeds took nearly two hours of CPU time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from fixed_work import fixed_work

REPOSITORY = Path(__file__).resolve().parents[2]

TARGETS = ("98", "99", "99.4")
PEERS = {
    "example": "two convolutions, Adadelta (the PyTorch example)",
    "course": "course",
    "course-twice": "course, divided by 255 twice",
}


def once(command: list[str]) -> dict[str, Any]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=REPOSITORY, check=False)
    if not done.stdout.strip():
        raise SystemExit(done.stderr[-2000:])
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def row(name: str, command: list[str], seeds: range) -> str:
    """Run the command once a seed; return the table's row."""
    runs, ratios = [], []
    for seed in seeds:
        before = fixed_work()
        runs.append(once([*command, "--seed", str(seed)]))
        ratios.append(2 * runs[-1]["cpu_seconds"] / (before + fixed_work()))
    accuracy = [run["accuracy"] for run in runs]
    seconds = [run["cpu_seconds"] for run in runs]
    return (
        f"| {name} | {len(runs)} | {statistics.mean(accuracy):.2f} | {min(accuracy):.2f} "
        f"| {shown(statistics.median(seconds))} | {statistics.median(ratios):,.0f} "
        + "".join(f"| {reached(runs, float(target))} " for target in TARGETS)
        + "|"
    )


def reached(runs: list[dict[str, Any]], target: float) -> str:
    """Median and worst CPU seconds to the accuracy, of the runs that reached it."""
    times = []
    for run in runs:
        seen = run.get("seen", [(run["cpu_seconds"], run["accuracy"])])
        times += [seconds for seconds, accuracy in seen if accuracy >= target][:1]
    if not times:
        return "—"
    some = "" if len(times) == len(runs) else f" ({len(times)} of {len(runs)})"
    return f"{shown(statistics.median(times))}, worst {shown(max(times))}{some}"


def shown(seconds: float) -> str:
    """Three digits, whole seconds from a hundred on."""
    return f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:.3g}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, default=os.environ.get("MNIST_DIR"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--only", action="append", choices=["fast", *PEERS], help="these rows; all unless given")
    parser.add_argument("--passes", type=float, help="of the example's and the course's networks, instead of their own")
    options = parser.parse_args()
    if not options.data_dir:
        print("training: set MNIST_DIR to measure on real MNIST; nothing was measured")
        return
    folder = ["--data-dir", str(options.data_dir)]
    head = ("what", "seeds", "mean %", "worst %", "CPU s", "ratio", *(f"CPU s to {target} %" for target in TARGETS))
    print("| " + " | ".join(head) + " |\n" + "| --- " * len(head) + "|")
    chosen = options.only or ["fast", *PEERS]
    fast = [sys.executable, "-m", "reference.mnist", "--json", *folder, "--network", "fast", "--target"]
    rows = {f"fast, for {target} %": [*fast, target] for target in TARGETS} if "fast" in chosen else {}
    passes = ["--passes", str(options.passes)] if options.passes else []
    peers = [sys.executable, str(Path(__file__).with_name("peers.py"))]
    rows |= {what: [*peers, name, *folder, *passes] for name, what in PEERS.items() if name in chosen}
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    for name, command in rows.items():
        print(row(name, command, seeds), flush=True)


if __name__ == "__main__":
    main()
