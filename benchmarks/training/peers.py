"""One training of what `fast` is compared with, tested after each pass with the clock stopped; prints one JSON document.

    python peers.py course|course-twice|example --data-dir DIR [--passes N] [--seed 0]

`course`: the homework's network and settings, nine passes; `course-twice`: with its double division by 255. `example`: the
widely copied one, two 3×3 convolutions of 32 and 64 maps, dropout, two dense layers, Adadelta, batches of 64, the rate
times 0.7 after each of fourteen passes.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

START = time.process_time()

from torch import Tensor, nn  # noqa: E402 - the clock starts right behind `import torch`
from torch.nn import functional as F  # noqa: E402

from reference.mnist import data, evaluate  # noqa: E402
from reference.mnist.model import Course  # noqa: E402
from reference.mnist.train import Settings, batches, train  # noqa: E402

PASSES = {"course": 9.0, "course-twice": 9.0, "example": 14.0}
Test = Callable[[nn.Module], float]


class Clock:
    """CPU seconds since the start, without those of the tests: (seconds, accuracy in percent) of each in `seen`."""

    def __init__(self, test: Test) -> None:
        self.test = test
        self.stopped = 0.0
        self.seen: list[tuple[float, float]] = []

    def look(self, network: nn.Module) -> None:
        now = time.process_time()
        self.seen.append((round(now - START - self.stopped, 3), self.test(network)))
        network.train()
        self.stopped += time.process_time() - now


class Example(nn.Module):
    """Raw images uint8 [n, 28, 28] -> logits [n, 10]."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25)),
            *(nn.Flatten(), nn.Linear(9_216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10)),
        )

    def forward(self, images: Tensor) -> Tensor:
        return self.layers((images[:, None].float() / 255 - 0.1307) / 0.3081)


def train_course(images: Tensor, labels: Tensor, passes: float, clock: Clock, twice: bool) -> None:
    network = Course((1000, 100), 1, 0.0, twice)
    settings = replace(Settings(), passes=passes)
    every = max(1, round(len(images) / settings.batch / 100)) * 100  # the loop tells of every hundredth step

    def watch(step: int, steps: int, loss: float, right: float) -> None:
        if step and (step % every == 0 or step == steps - 1):
            clock.look(network)

    train(network, images, labels, settings, watch)


def train_example(images: Tensor, labels: Tensor, passes: float, clock: Clock) -> None:
    network = Example()
    optimiser = torch.optim.Adadelta(network.parameters(), lr=1.0)
    decay = torch.optim.lr_scheduler.StepLR(optimiser, step_size=1, gamma=0.7)
    each = len(images) // 64
    steps = round(passes * each)
    for step, rows in zip(range(steps), batches(len(images), 64, images.device), strict=False):
        loss = F.cross_entropy(network(images[rows]), labels[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if (step + 1) % each == 0:
            decay.step()
        if (step + 1) % each == 0 or step == steps - 1:
            clock.look(network)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("network", choices=PASSES)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--passes", type=float)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    passes = options.passes or PASSES[options.network]
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    digits = data.load(options.data_dir)
    images, labels, test_images, test_labels = (
        torch.from_numpy(array.copy())
        for array in (digits.train_images, digits.train_labels, digits.test_images, digits.test_labels)
    )
    clock = Clock(lambda network: evaluate.accuracy(evaluate.predict(network, test_images), test_labels))
    if options.network == "example":
        train_example(images, labels, passes, clock)
    else:
        train_course(images, labels, passes, clock, options.network == "course-twice")
    seconds, accuracy = clock.seen[-1]
    print(json.dumps({"accuracy": accuracy, "cpu_seconds": seconds, "seen": clock.seen}))


if __name__ == "__main__":
    main()
