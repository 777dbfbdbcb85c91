"""How good a network is: accuracy and confusion matrix over images that it has not seen."""

from __future__ import annotations

import torch
from torch import Tensor, nn


@torch.inference_mode()
def predict(network: nn.Module, images: Tensor, batch: int = 1_000) -> Tensor:
    """Return the predicted classes [n] of images [n, 28, 28]; the network is left in evaluation mode."""
    network.eval()
    return torch.cat([network(part).argmax(1) for part in images.split(batch)])


def accuracy(predicted: Tensor, labels: Tensor) -> float:
    """Return the percentage of predictions [n] that equal their labels [n]."""
    return 100 * (predicted == labels).sum().item() / len(labels)


def confusion(predicted: Tensor, labels: Tensor, classes: int = 10) -> Tensor:
    """Return how often each class (row) was predicted as each class (column): int64 [classes, classes]."""
    return torch.bincount(classes * labels + predicted, minlength=classes**2).reshape(classes, classes)


def table(matrix: Tensor) -> str:
    """Return the confusion matrix as lines of text: rows are the truth, columns the prediction."""
    numbers = matrix.tolist()
    head = "truth  " + "".join(f"{column:>6}" for column in range(len(numbers)))
    lines = [f"{row:>5}  " + "".join(f"{n or '.':>6}" for n in line) for row, line in enumerate(numbers)]
    return "\n".join([head, *lines])
