from __future__ import annotations

import numpy
import pytest
import torch

from reference import attention


def test_the_layer_is_torchs_scaled_dot_product_attention():
    draw = numpy.random.default_rng(5)
    x, w_q, w_k, w_v = draw.normal(size=(6, 4)), *draw.normal(size=(2, 4, 3)), draw.normal(size=(4, 4))
    expected = torch.nn.functional.scaled_dot_product_attention(
        *(torch.from_numpy(matrix)[None] for matrix in (x @ w_q, x @ w_k, x @ w_v))
    )
    ours = attention.attend(attention.attention_matrix(x, w_q, w_k), x, w_v)
    assert numpy.allclose(ours, expected[0].numpy())


def test_large_scores_do_not_overflow():
    big = 1e4 * numpy.eye(3)
    assert numpy.allclose(attention.attention_matrix(big, numpy.eye(3), numpy.eye(3)), numpy.eye(3))


def test_the_attention_matrix_is_not_reusable_since_the_input_occurs_in_it():
    assert not attention.reusable
    assert not (attention.W_q * attention.W_k.T).has(attention.X)


@pytest.mark.parametrize("seed", range(3))
def test_the_demonstration_shows_the_three_facts(seed):
    shown = attention.demonstrate(seed)
    assert shown["reuse"] > 0.01
    assert shown["identity_attention"] == 0
    assert shown["identity_value"] == pytest.approx(0, abs=1e-12)
