"""How the costs of a convolution layer grow, for images much larger than filters. Question 9.

A cost grows with exponent e in a group of sizes if multiplying the group's product by t multiplies the cost by t**e.
The exponent is derived: the limit of the ratio for ever larger images, then its slope on log-log axes.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from reference import conv2d
from reference.symbols import F_c, F_r, L_c, L_r, N_i, N_o

_growth = sympy.Symbol("t", positive=True)
_zoom = sympy.Symbol("zoom", positive=True)

#: What the exponents are called.
WORDS = {
    sympy.Integer(0): "independent",
    sympy.Integer(1): "proportional",
    sympy.Rational(1, 2): "square_root",
}


def exponent(cost: sympy.Expr, group: Sequence[sympy.Symbol]) -> sympy.Expr:
    """Return the log-log slope of `cost` against the product of `group`, as L_r and L_c go to infinity.

    All sizes of the group grow by the same factor, t**(1/len(group)).
    """
    large = cost.subs({L_r: _zoom * L_r, L_c: _zoom * L_c}, simultaneous=True)
    factor = _growth ** sympy.Rational(1, len(group))
    grown = large.subs({name: factor * name for name in group}, simultaneous=True)
    ratio = _leading(grown) / _leading(large)  # limit for zoom -> infinity
    return sympy.simplify(_growth * sympy.diff(sympy.log(ratio), _growth))


def _leading(cost: sympy.Expr) -> sympy.Expr:
    """Return the term of `cost`, a polynomial in the zoom, that rules as the zoom goes to infinity."""
    return sympy.Poly(sympy.expand(cost), _zoom).LT()[1] * _zoom ** sympy.degree(sympy.expand(cost), _zoom)


COSTS = {
    "macs": conv2d.macs,
    "filter_memory": conv2d.filter_memory,
    "feature_memory": conv2d.feature_memory,
}
GROUPS = {"image": (L_r, L_c), "filter": (F_r, F_c), "maps": (N_i, N_o)}

#: The table of question 9.
table = {row: {column: WORDS[exponent(cost, group)] for column, cost in COSTS.items()} for row, group in GROUPS.items()}
