"""The trials, and the convolution that they are held against: exact whole numbers, straight from the definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
#: Matrices of Python's own whole numbers, which never overflow.
Exact = npt.NDArray[np.object_]

SEED = 7  # the same trials for everybody and at every regrade
TRIALS = 6


@dataclass(frozen=True, slots=True)
class Sizes:
    """The six sizes of a trial, all different, and the output's, which follow."""

    n_i: int
    l_r: int
    l_c: int
    n_o: int
    f_r: int
    f_c: int

    @property
    def m_r(self) -> int:
        """Rows of the output: L_r - F_r + 1."""
        return self.l_r - self.f_r + 1

    @property
    def m_c(self) -> int:
        """Columns of the output: L_c - F_c + 1."""
        return self.l_c - self.f_c + 1

    @property
    def pairs(self) -> int:
        """How many pairs are wanted: F_r·F_c."""
        return self.f_r * self.f_c

    def __str__(self) -> str:
        return f"x {self.n_i}×{self.l_r}×{self.l_c}, h {self.n_o}×{self.n_i}×{self.f_r}×{self.f_c}"


@dataclass(frozen=True, slots=True)
class Trial:
    """One call's input: x [N_i, L_r, L_c] and h [N_o, N_i, F_r, F_c]. `second` has another x, or another h."""

    sizes: Sizes
    x: Whole
    h: Whole


def trials(seed: int = SEED) -> list[tuple[Trial, Trial, Trial]]:
    """For each choice of sizes a trial, one with another x (and the same h), and one with another h."""
    random = np.random.default_rng(seed)
    # small first, so that a student can check it by hand; then both orders of every two sizes that are easily swapped
    chosen = [Sizes(1, 5, 7, 4, 2, 3), Sizes(3, 8, 6, 2, 4, 1)]
    while len(chosen) < TRIALS:
        n_i, n_o, f_r, f_c = (int(size) for size in random.permutation(np.arange(1, 6))[:4])
        l_r, l_c = (int(size) for size in random.permutation(np.arange(6, 11))[:2])
        sizes = Sizes(n_i, l_r, l_c, n_o, f_r, f_c)
        if sizes.m_r != sizes.m_c:
            chosen.append(sizes)
    return [_trials_of(sizes, random) for sizes in chosen]


def _trials_of(sizes: Sizes, random: np.random.Generator) -> tuple[Trial, Trial, Trial]:
    def x() -> Whole:
        return random.integers(-9, 10, (sizes.n_i, sizes.l_r, sizes.l_c))

    def h() -> Whole:
        return random.integers(-9, 10, (sizes.n_o, sizes.n_i, sizes.f_r, sizes.f_c))

    first = Trial(sizes, x(), h())
    return first, Trial(sizes, x(), first.h), Trial(sizes, first.x, h())


def convolve(x: Whole, h: Whole) -> Exact:
    """The convolution as one window sum an output point: [N_o, M_r, M_c], no flip, no padding, stride 1."""
    n_o, _, f_r, f_c = h.shape
    m_r, m_c = x.shape[1] - f_r + 1, x.shape[2] - f_c + 1
    exact_x, exact_h = x.astype(object), h.astype(object)
    y = np.zeros((n_o, m_r, m_c), object)
    for o in range(n_o):
        for r in range(m_r):
            for c in range(m_c):
                y[o, r, c] = int((exact_h[o] * exact_x[:, r : r + f_r, c : c + f_c]).sum())
    return y


def total(pairs: list[tuple[Whole, Whole]]) -> Exact:
    """The sum of the products A·B in Python's whole numbers: [N_o, M_r·M_c]."""
    products: list[Any] = [a.astype(object) @ b.astype(object) for a, b in pairs]
    result: Exact = sum(products[1:], products[0])
    return result
