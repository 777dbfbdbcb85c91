"""Muon: momentum whose step is made orthogonal, so that no direction of a weight matrix is trained more than another.

Source: K. Jordan and others, "Muon: an optimizer for hidden layers in neural networks" (2024).
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

#: The quintic a·x + b·x³ + c·x⁵ of the Newton–Schulz iteration: it drives singular values towards 1 fast, not exactly.
_A, _B, _C = 3.4445, -4.7750, 2.0315


def orthogonalised(matrix: Tensor, rounds: int = 3) -> Tensor:
    """Return a matrix [m, n] with the same singular vectors and singular values near 1, by Newton–Schulz."""
    wide = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix  # [m, n] with m <= n
    x = wide / (wide.norm() + 1e-7)
    for _ in range(rounds):
        gram = x @ x.T  # [m, m]
        x = _A * x + (_B * gram + _C * gram @ gram) @ x
    return x.T if matrix.shape[0] > matrix.shape[1] else x


class Muon:
    """Updates weights of two or more dimensions, taken as matrices [first, rest]."""

    def __init__(self, weights: Iterable[Tensor], momentum: float = 0.6) -> None:
        self.weights = list(weights)
        self.momentum = momentum
        self.velocity = [torch.zeros_like(weight) for weight in self.weights]

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Move each weight against its gradient, with Nesterov's momentum; `rate` is the learning rate."""
        for weight, velocity in zip(self.weights, self.velocity, strict=True):
            if weight.grad is None:
                continue
            velocity.mul_(self.momentum).add_(weight.grad)
            ahead = weight.grad + self.momentum * velocity
            update = orthogonalised(ahead.reshape(len(ahead), -1)).reshape(weight.shape)
            scale = max(1.0, len(weight) / weight[0].numel()) ** 0.5  # tall matrices need larger steps
            weight.add_(update, alpha=-rate * scale)
            weight.grad = None
