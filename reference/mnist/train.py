"""The training loop: forward path, loss, backward path, weight update."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from reference.mnist.evaluate import accuracy

#: Called with the step, the number of steps, the loss of the step's batch and the percent of it that was right.
Watch = Callable[[int, int, float, float], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. The defaults are the homework's own."""

    passes: float = 9.0  # over the training images
    batch: int = 32
    rate: float = 1e-3  # learning rate at its peak
    optimiser: str = "adam"
    warm_up: float = 0.1  # share of the steps
    smoothing: float = 0.0  # of the labels


OPTIMISERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "sgd": lambda parameters, lr: torch.optim.SGD(parameters, lr, momentum=0.9, nesterov=True),
    "adadelta": torch.optim.Adadelta,
}


def train(network: nn.Module, images: Tensor, labels: Tensor, settings: Settings, watch: Watch | None = None) -> None:
    """Fit the network to images uint8 [n, 28, 28] and labels int64 [n] in place."""
    optimiser = OPTIMISERS[settings.optimiser](network.parameters(), lr=settings.rate)
    steps = max(1, round(settings.passes * len(images) / settings.batch))
    network.train()
    for step, rows in zip(range(steps), batches(len(images), settings.batch, images.device), strict=False):
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * schedule(step / steps, settings.warm_up)
        logits = network(images.index_select(0, rows))  # forward path: [b, 28, 28] -> [b, 10]
        loss = F.cross_entropy(logits, labels.index_select(0, rows), label_smoothing=settings.smoothing)
        optimiser.zero_grad()
        loss.backward()  # backward path: the gradient of the loss by each weight
        optimiser.step()  # weight update
        if watch is not None and (step % 100 == 0 or step == steps - 1):
            watch(step, steps, loss.item(), accuracy(logits.argmax(1), labels.index_select(0, rows)))


def schedule(done: float, warm_up: float) -> float:
    """Return the factor of the learning rate when the share `done` of the steps is over: warm-up, then a cosine."""
    if done < warm_up:
        return (done + 1e-3) / (warm_up + 1e-3)
    return 0.5 * (1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up)))


def batches(count: int, batch: int, device: torch.device) -> Iterator[Tensor]:
    """Yield the rows of one batch after another, for ever: a new order in each pass over the `count` images."""
    batch = min(batch, count)
    while True:
        order = torch.randperm(count).to(device)
        for start in range(0, count - batch + 1, batch):
            yield order[start : start + batch]  # [b]
