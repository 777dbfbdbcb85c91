from __future__ import annotations

import numpy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reference.lowering import lower

sizes = st.integers(1, 4)


def convolution_by_loops(x, h):
    """Return the convolution [N_o, M_r, M_c] in Python's own integers."""
    n_o, n_i, f_r, f_c = h.shape
    rows, cols = x.shape[1] - f_r + 1, x.shape[2] - f_c + 1
    return [
        [
            [
                sum(
                    int(h[o, i, r, c]) * int(x[i, row + r, col + c])
                    for i in range(n_i)
                    for r in range(f_r)
                    for c in range(f_c)
                )
                for col in range(cols)
            ]
            for row in range(rows)
        ]
        for o in range(n_o)
    ]


@settings(deadline=None, max_examples=50)
@given(sizes, sizes, st.integers(1, 6), st.integers(1, 6), sizes, sizes, st.integers(0, 2**32 - 1))
def test_the_products_add_up_to_the_convolution_in_exact_integers(n_i, n_o, l_r, l_c, f_r, f_c, seed):
    assume(f_r <= l_r and f_c <= l_c)
    draw = numpy.random.default_rng(seed)
    x = draw.integers(-9, 10, size=(n_i, l_r, l_c))
    h = draw.integers(-9, 10, size=(n_o, n_i, f_r, f_c))
    pairs = lower(x, h)
    out = (l_r - f_r + 1, l_c - f_c + 1)
    assert len(pairs) == f_r * f_c
    assert {(a.shape, b.shape) for a, b in pairs} == {((n_o, n_i), (n_i, out[0] * out[1]))}
    assert sum(a @ b for a, b in pairs).reshape(n_o, *out).tolist() == convolution_by_loops(x, h)
