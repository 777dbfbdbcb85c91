from __future__ import annotations

from fractions import Fraction

import sympy
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import matmul
from reference.symbols import K, M, N

sizes = st.integers(1, 12)


@settings(deadline=None, max_examples=50)
@given(sizes, sizes, sizes)
def test_the_formulas_count_what_three_nested_loops_do(value, m, n, k):
    macs, read, written = 0, set(), set()
    for row in range(m):
        for column in range(n):
            for inner in range(k):
                macs += 1
                read |= {("A", row, inner), ("B", inner, column)}
            written.add((row, column))
    assert value(matmul.macs, M=m, N=n, K=k) == macs
    assert value(matmul.elements_moved, M=m, N=n, K=k) == len(read) + len(written)


@settings(deadline=None, max_examples=50)
@given(sizes, sizes, sizes)
def test_the_macs_are_those_of_torch(value, macs_in_torch, m, n, k):
    a, b = torch.zeros(m, k, device="meta"), torch.zeros(k, n, device="meta")
    assert value(matmul.macs, M=m, N=n, K=k) == macs_in_torch(lambda: a @ b)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 8), st.integers(1, 100), st.integers(1, 100))
def test_no_shape_with_the_same_macs_beats_the_cube(side, m, n):
    macs = side**3
    cube = Fraction(macs, 3 * side * side)
    k = Fraction(macs, m * n)  # real shapes with the same product, whole or not
    intensity = Fraction(macs) / (m * k + k * n + m * n)
    assert intensity <= cube
    assert (intensity == cube) == (m == n == k)


def test_the_only_stationary_shape_is_the_cube():
    (shape,) = matmul.stationary_shapes()
    assert {shape[M], shape[N]} == {K}


def test_the_intensity_of_a_square_product_grows_with_its_side():
    assert matmul.square_intensity == N / 3


def test_every_size_left_infinite_leaves_the_intensity_of_the_other_two():
    assert sympy.limit(matmul.arithmetic_intensity, K, sympy.oo) == sympy.simplify(M * N / (M + N))
