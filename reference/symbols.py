"""The sizes that the formulas speak of. All are positive integers."""

from __future__ import annotations

import sympy


def size(name: str) -> sympy.Symbol:
    """Return the positive integer symbol called `name`."""
    return sympy.Symbol(name, integer=True, positive=True)


# Matrix-matrix multiplication in BLAS letters: C (M x N) = A (M x K) · B (K x N).
M = size("M")
N = size("N")
K = size("K")

# Layers: feature maps in and out; for a dense layer the lengths of its input and output vectors.
N_i = size("N_i")
N_o = size("N_o")

# Images: rows and columns of an input feature map.
L_r = size("L_r")
L_c = size("L_c")

# Filters: rows and columns of the kernel, or of a pooling window.
F_r = size("F_r")
F_c = size("F_c")

# Outputs: rows and columns of an output feature map.
M_r = size("M_r")
M_c = size("M_c")
