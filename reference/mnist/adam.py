"""Adam in its plainest form. Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization" (2015).

`torch.optim` has it too; its first use imports PyTorch's compiler, which costs more time than the whole fast training.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor


class Adam:
    """Divides each weight's averaged gradient by the root of its averaged square."""

    def __init__(self, weights: Iterable[Tensor], betas: tuple[float, float] = (0.8, 0.95)) -> None:
        self.weights = list(weights)
        self.betas = betas
        self.mean = [torch.zeros_like(weight) for weight in self.weights]
        self.square = [torch.zeros_like(weight) for weight in self.weights]
        self.steps = 0

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Move each weight that has a gradient, and forget the gradients; `rate` is the learning rate."""
        self.steps += 1
        first, second = self.betas
        for weight, mean, square in zip(self.weights, self.mean, self.square, strict=True):
            if weight.grad is None:
                continue
            mean.lerp_(weight.grad, 1 - first)
            square.mul_(second).addcmul_(weight.grad, weight.grad, value=1 - second)
            unbiased = (square / (1 - second**self.steps)).sqrt_().add_(1e-8)
            weight.addcdiv_(mean, unbiased, value=-rate / (1 - first**self.steps))
            weight.grad = None
