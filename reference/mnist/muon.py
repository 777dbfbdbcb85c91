"""Muon: momentum whose step is made orthogonal, so that no direction of a weight matrix is trained more than another.

Source: K. Jordan and others, "Muon: an optimizer for hidden layers in neural networks" (2024).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
from torch import Tensor

#: The quintic a·x + b·x³ + c·x⁵ of the Newton–Schulz iteration: it drives singular values towards 1 fast, not exactly.
_A, _B, _C = 3.4445, -4.7750, 2.0315
ROWS = 32  # of a matrix that are made orthogonal together: all 128 at once cost three times as much and gained nothing


def orthogonalised(matrices: Tensor, rounds: int = 3) -> Tensor:
    """Return matrices [k, m, n] with the same singular vectors and singular values near 1, by Newton–Schulz."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.mT if tall else matrices  # [k, m, n] with m <= n
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(rounds):
        gram = x @ x.mT  # [k, m, m]
        gram = torch.baddbmm(gram, gram, gram, beta=_B, alpha=_C)  # b·gram + c·gram²
        x = torch.baddbmm(x, gram, x, beta=_A)  # a·x + gram·x
    return x.mT if tall else x


class Muon:
    """Updates weights of two or more dimensions, taken as matrices [first, rest] in blocks of rows."""

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
            ahead = torch.add(weight.grad, velocity, alpha=self.momentum)
            blocks = ahead.reshape(-1, math.gcd(len(weight), ROWS), weight[0].numel())  # [blocks, rows, rest]
            weight.add_(orthogonalised(blocks).reshape(weight.shape), alpha=-rate)
            weight.grad = None
