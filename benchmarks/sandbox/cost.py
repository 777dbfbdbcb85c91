"""What the sandbox costs, as ratios taken in one run, and whether it leaves anything behind.

    python benchmarks/sandbox/cost.py [--jobs 300] [--json]

Start: a job that does nothing, beside a bare `python -I -c pass`, taken in turns, by the clock and in CPU time (which
busy neighbours change less). Training: the same small training of
a convolutional network in a bare process and in a job, in turns; each times itself, after `import torch`. Leftovers:
300 jobs in a row at each level; then processes, work folders, System V objects, files in /dev/shm and mounts are
compared with what was there before. Exit status 1 if anything was left.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from grader.sandbox import probe
from grader.sandbox.job import Job, Limits
from grader.sandbox.running import run_at

NOTHING = "grader_out.write(b'1')\ngrader_out.flush()\n"
TRAINING = """
import time
import torch

torch.manual_seed(1)
x, y = torch.randn(256, 1, 28, 28), torch.randint(10, (256,))
model = torch.nn.Sequential(
    torch.nn.Conv2d(1, 16, 5), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Flatten(), torch.nn.Linear(2304, 10)
)
optimizer = torch.optim.SGD(model.parameters(), 0.05)


def steps(count):
    for _ in range(count):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()


steps(5)
begin = time.process_time()
steps(60)
seconds = time.process_time() - begin
"""
SEND = "import struct\ngrader_out.write(struct.pack('<d', seconds))\ngrader_out.flush()\n"
LIMITS = Limits(wall_seconds=300, cpu_seconds=300, memory_bytes=4 << 30)


def job(level: str) -> None:
    """A job that does nothing, from its start to its proven end."""
    _, value = run_at(level, Job(NOTHING), lambda channel: channel.receive(1))
    assert value == b"1"


def start(name: str) -> tuple[float, float]:
    """Milliseconds by the clock and of CPU time for a job at level `name`, or a `bare` interpreter that does nothing."""
    cpu, begin = cpu_seconds(), time.perf_counter()
    if name == "bare":
        subprocess.run([sys.executable, "-I", "-B", "-c", "pass"], check=True)
    else:
        job(name)
    return 1000 * (time.perf_counter() - begin), 1000 * (cpu_seconds() - cpu)


def cpu_seconds() -> float:
    """CPU time of this process and of all children that were waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def training(level: str | None) -> float:
    """CPU seconds that the training itself took, in a bare process (None) or in a job."""
    if level is None:
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        line = [sys.executable, "-I", "-B", "-c", f"{TRAINING}\nprint(seconds)"]
        return float(subprocess.run(line, check=True, capture_output=True, text=True, env=environment).stdout)
    outcome, value = run_at(level, Job(TRAINING + SEND, limits=LIMITS), lambda channel: channel.receive(8))
    assert value is not None, outcome
    return float(struct.unpack("<d", value)[0])


def state(folder: str) -> dict[str, list[str]]:
    """What a job could leave behind on this machine; work folders are made in `folder`."""
    environments = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and folder.encode() in (entry / "environ").read_bytes():
                environments.append(entry.name)
        except OSError:
            continue
    sysv = [f"{path.name} {len(path.read_text().splitlines())}" for path in sorted(Path("/proc/sysvipc").iterdir())]
    return {
        "processes": environments,
        "work folders": sorted(path.name for path in Path(folder).iterdir()),
        "System V objects": sysv,
        "files in /dev/shm": sorted(path.name for path in Path("/dev/shm").iterdir()),
        "mounts": sorted(Path("/proc/self/mounts").read_text().splitlines()),
        "open descriptors": [str(len(list(Path("/proc/self/fd").iterdir())))],
    }


def median(values: list[float]) -> float:
    return statistics.median(values)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    levels = ["L0", *(level for level in ("L2", "L3") if level <= probe().level)]
    starts: dict[str, list[tuple[float, float]]] = {name: [] for name in ("bare", *levels)}
    for _ in range(20):
        for name, times in starts.items():
            times.append(start(name))
    trainings: dict[str, list[float]] = {name: [] for name in ("bare", *levels)}
    for _ in range(5):
        for name, taken in trainings.items():
            taken.append(training(None if name == "bare" else name))
    left = {}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        tempfile.tempdir = folder
        for level in levels:
            before = state(folder)
            for _ in range(options.jobs):
                job(level)
            after = state(folder)
            left[level] = {what: after[what] for what in after if after[what] != before[what]}
        tempfile.tempdir = None
    report = {
        "jobs": options.jobs,
        "start_milliseconds": {
            name: [round(median(list(column)), 1) for column in zip(*times, strict=True)]
            for name, times in starts.items()
        },
        "training_cpu_ratio": {
            name: round(median(taken) / median(trainings["bare"]), 3) for name, taken in trainings.items()
        },
        "left_behind": left,
    }
    print(json.dumps(report, indent=1) if options.json else text(report))
    sys.exit(1 if any(left.values()) else 0)


def text(report: dict) -> str:
    """The report as a table for a person."""
    starts, ratios = report["start_milliseconds"], report["training_cpu_ratio"]
    lines = ["       start, ms  (CPU ms)   added, ms  (CPU ms)   training, CPU time over a bare process"]
    for name, (wall, cpu) in starts.items():
        added = f"{wall - starts['bare'][0]:11.1f} {cpu - starts['bare'][1]:9.1f}"
        lines.append(f"{name:5} {wall:10.1f} {cpu:9.1f} {added}   {ratios[name]:.3f}")
    for level, left in report["left_behind"].items():
        lines.append(f"{level}: {report['jobs']} jobs in a row left {left or 'nothing'} behind")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
