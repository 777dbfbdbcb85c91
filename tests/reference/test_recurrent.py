from __future__ import annotations

import sympy
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import recurrent


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.integers(-2, 2), min_size=3, max_size=3), min_size=3, max_size=3))
def test_features_mix_exactly_where_the_gradient_of_a_real_layer_says_so(rows):
    state_matrix = torch.tensor(rows, dtype=torch.float64)
    jacobian = torch.autograd.functional.jacobian(
        lambda previous: torch.tanh(0.01 * (state_matrix @ previous) + 0.1), torch.zeros(3, dtype=torch.float64)
    )
    off_diagonal = jacobian - torch.diag(torch.diag(jacobian))
    assert recurrent.mixes(sympy.Matrix(rows)) == bool((off_diagonal != 0).any())


def test_a_full_state_matrix_mixes_and_a_diagonal_one_does_not():
    assert recurrent.full_mixing
    assert not recurrent.diagonal_mixing


def test_the_demonstration_shows_it_with_numbers():
    moved = recurrent.demonstrate(seed=3)
    assert moved["diagonal"] == 0
    assert moved["full"] > 0
