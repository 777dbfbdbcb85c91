"""Matrix-matrix multiplication: C (M x N) = A (M x K) · B (K x N). Question 3; lecture "Linear algebra"."""

from __future__ import annotations

import sympy

from reference.symbols import K, M, N

#: Each of the M·N entries of C is an inner product of length K.
macs = M * N * K

#: A and B are read once and C is written once: the least traffic that any algorithm can have.
elements_moved = M * K + K * N + M * N

#: MACs per element moved (question 3).
arithmetic_intensity = macs / elements_moved

#: Other sums that may be held fixed instead of the MACs without moving the maximum.
sum_of_sizes = M + N + K

#: Where all sizes agree.
square_intensity = sympy.simplify(arithmetic_intensity.subs({M: N, K: N}))


def stationary_shapes() -> list[dict[sympy.Symbol, sympy.Expr]]:
    """Return the shapes at which the traffic is stationary while M·N·K is held fixed (Lagrange multipliers)."""
    multiplier = sympy.Symbol("multiplier", positive=True)
    lagrangian = elements_moved - multiplier * macs
    equations = [sympy.diff(lagrangian, size) for size in (M, N, K)]
    return list(sympy.solve(equations, [M, N, multiplier], dict=True))
