"""A convolution as a sum of F_r·F_c matrix products, by running. Question 7; lecture "Linear algebra"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray


def lower(x: ndarray, h: ndarray) -> list[tuple[ndarray, ndarray]]:
    """Return the F_r·F_c pairs (A, B) whose products A · B add up to the convolution of `x` with `h`.

    `x` [N_i, L_r, L_c], `h` [N_o, N_i, F_r, F_c]; A [N_o, N_i], B [N_i, M_r·M_c] with M = L - F + 1; no flip, no
    padding, stride 1. Pair (f_r, f_c): A is the filter at that position, B the image seen from it.
    """
    maps, rows, cols = x.shape
    kernel_rows, kernel_cols = h.shape[2:]
    out_rows, out_cols = rows - kernel_rows + 1, cols - kernel_cols + 1
    return [
        (h[:, :, r, c], x[:, r : r + out_rows, c : c + out_cols].reshape(maps, out_rows * out_cols))
        for r in range(kernel_rows)
        for c in range(kernel_cols)
    ]
