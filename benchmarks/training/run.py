"""CPU seconds to an accuracy on real MNIST, side by side in one run: course, a common convolutional example, `fast`.

    python benchmarks/training/run.py [--data-dir DIR] [--seeds 5] [--first-seed 0] [--fast-only]
                                      [--course-passes 9] [--example-passes 1]

Each run is a process of its own on one thread; seconds are CPU seconds from right after `import torch` to the accuracy
over all 10,000 test images, our imports and the reading of the data included. `ratio` is their median ratio to a fixed
piece of work timed before and after each run, which hardly depends on how busy the machine is. `--seeds` counts for
every row.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from fixed_work import fixed_work

REPOSITORY = Path(__file__).resolve().parents[2]

#: The widely copied shape: two 3×3 convolutions of 32 and 64 maps, two dense layers, Adadelta, batches of 64.
EXAMPLE = """
import json, sys, time
import torch
from torch import nn
start = time.process_time()
torch.set_num_threads(1)
from pathlib import Path
from reference.mnist import data, evaluate
from reference.mnist.train import batches
passes, folder, seed = float(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[4])
torch.manual_seed(seed)
digits = data.load(folder)
images, labels, test_images, test_labels = (torch.from_numpy(a.copy()) for a in
    (digits.train_images, digits.train_labels, digits.test_images, digits.test_labels))
class Scaled(nn.Module):
    def forward(self, x):
        return (x.reshape(-1, 1, 28, 28).float() / 255 - 0.1307) / 0.3081
network = nn.Sequential(Scaled(), nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Dropout(0.25), nn.Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))
optimiser = torch.optim.Adadelta(network.parameters(), lr=1.0)
for _, rows in zip(range(round(passes * len(images) / 64)), batches(len(images), 64, images.device)):
    loss = nn.functional.cross_entropy(network(images[rows]), labels[rows])
    optimiser.zero_grad(); loss.backward(); optimiser.step()
accuracy = evaluate.accuracy(evaluate.predict(network, test_images), test_labels)
print(json.dumps({"accuracy": accuracy, "cpu_seconds": time.process_time() - start}))
"""


def once(command: list[str]) -> dict[str, float]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=REPOSITORY, check=False)
    if not done.stdout.strip():
        raise SystemExit(done.stderr[-2000:])
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
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
        f"| {statistics.median(seconds):.3f} | {max(seconds):.3f} | {statistics.median(ratios):.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, default=os.environ.get("MNIST_DIR"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--fast-only", action="store_true")
    parser.add_argument("--course-passes", type=float, default=9.0)
    parser.add_argument("--example-passes", type=float, default=1.0)
    options = parser.parse_args()
    if not options.data_dir:
        print("training: set MNIST_DIR to measure on real MNIST; nothing was measured")
        return
    pipeline = [sys.executable, "-m", "reference.mnist", "--json", "--data-dir", str(options.data_dir)]
    print(
        "| what | seeds | mean % | worst % | CPU s | worst CPU s | ratio |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    course = [*pipeline, "--network", "course", "--passes", str(options.course_passes)]
    fast = [*pipeline, "--network", "fast", "--target"]
    rows = {
        **{f"fast, to {target} %": [*fast, target] for target in ("98", "99", "99.4")},
        f"two convolutions, Adadelta, {options.example_passes:g} pass": [
            *(sys.executable, "-c", EXAMPLE, str(options.example_passes), str(options.data_dir))
        ],
        f"course, {options.course_passes:g} passes": course,
        "course, divided by 255 twice": [*course, "--double-division"],
    }
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    for name, command in rows.items():
        if name.startswith("fast") or not options.fast_only:
            print(row(name, command, seeds), flush=True)


if __name__ == "__main__":
    main()
