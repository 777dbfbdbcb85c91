from __future__ import annotations

import math

import pytest
import sympy

from reference import conv2d, scaling
from reference.symbols import L_r, N_i

HUGE = 10**9
BASE = {"N_i": 64, "N_o": 64, "L_r": HUGE, "L_c": HUGE, "F_r": 9, "F_c": 9}


def measured_slope(value, cost, group) -> float:
    """Return the log-log slope of a cost between a product and 16 times that product, counted in exact integers."""
    grown = {name: size * 4 if name in group else size for name, size in BASE.items()}
    before, after = value(cost, **BASE), value(cost, **grown)
    return math.log(after / before) / math.log(16)


@pytest.mark.parametrize("row", scaling.GROUPS)
@pytest.mark.parametrize("column", scaling.COSTS)
def test_each_exponent_is_the_slope_between_two_large_layers(value, row, column):
    group = [symbol.name for symbol in scaling.GROUPS[row]]
    slope = measured_slope(value, scaling.COSTS[column], group)
    derived = scaling.exponent(scaling.COSTS[column], scaling.GROUPS[row])
    assert slope == pytest.approx(float(derived), abs=1e-6)
    assert scaling.table[row][column] == scaling.WORDS[derived]


def test_one_growing_number_of_maps_moves_the_filter_alone_in_proportion():
    assert scaling.exponent(conv2d.filter_memory, [N_i]) == 1


def test_an_exponent_is_not_limited_to_the_words_of_the_table():
    assert scaling.exponent(conv2d.macs**3, scaling.GROUPS["image"]) == 3
    assert scaling.exponent(sympy.Integer(5), [L_r]) == 0
