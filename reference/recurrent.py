"""Recurrent layers: y_t = f(H · x_t + G · y_(t-1) + v), with the previous output as the state. Question 13.

`python -m reference.recurrent` shows what a diagonal state matrix does.
"""

from __future__ import annotations

import sympy

FEATURES = 3  # the smallest number that shows more than one neighbour


def influence(state_matrix: sympy.Matrix) -> sympy.Matrix:
    """Return the Jacobian of the pre-activation G·y_(t-1) in the previous state: entry (m, k) is how k reaches m.

    H·x_t + v does not hold the previous state, and f acts on each feature alone, so zeros here stay zeros in y_t.
    """
    previous = sympy.Matrix(sympy.symbols(f"y:{state_matrix.cols}"))
    return (state_matrix * previous).jacobian(previous)


def mixes(state_matrix: sympy.Matrix) -> bool:
    """Say whether any feature of the previous state reaches another feature of the output."""
    reach = influence(state_matrix)
    return any(reach[m, k] != 0 for m in range(reach.rows) for k in range(reach.cols) if m != k)


full_state_matrix = sympy.Matrix(FEATURES, FEATURES, lambda m, k: sympy.Symbol(f"g_{m}{k}"))
diagonal_state_matrix = sympy.diag(*sympy.symbols(f"g:{FEATURES}"))

full_mixing = mixes(full_state_matrix)

#: Question 13: with a diagonal G, do other features of the previous state reach y_t(m)?
diagonal_mixing = mixes(diagonal_state_matrix)


def demonstrate(seed: int = 0) -> dict[str, float]:
    """Run the layer with numbers: move feature 0 of the previous state, and see how far the other features move.

    Returns the largest change of any other feature for a full and for a diagonal state matrix.
    """
    import numpy

    draw = numpy.random.default_rng(seed)
    h, g, v = draw.normal(size=(4, 6)), draw.normal(size=(4, 4)), draw.normal(size=4)
    x, before = draw.normal(size=6), draw.normal(size=4)
    moved = before + numpy.array([1.0, 0.0, 0.0, 0.0])

    def other_features_move(state_matrix: numpy.ndarray) -> float:
        change = numpy.tanh(h @ x + state_matrix @ moved + v) - numpy.tanh(h @ x + state_matrix @ before + v)
        return float(numpy.abs(change[1:]).max())

    return {"full": other_features_move(g), "diagonal": other_features_move(numpy.diag(numpy.diag(g)))}


if __name__ == "__main__":
    for kind, change in demonstrate().items():
        print(f"{kind} state matrix: feature 0 of the state moved by 1, another output by up to {change:.3f}")
