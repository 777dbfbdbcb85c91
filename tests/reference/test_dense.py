from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import dense

lengths = st.integers(1, 300)


@settings(deadline=None, max_examples=50)
@given(lengths, lengths)
def test_macs_and_memory_are_those_of_a_real_layer(value, macs_in_torch, inputs, outputs):
    layer = torch.nn.Linear(inputs, outputs, bias=False, device="meta")
    x = torch.zeros(1, inputs, device="meta")
    y = layer(x)
    assert value(dense.macs, N_i=inputs, N_o=outputs) == macs_in_torch(lambda: layer(x))
    assert value(dense.weight_memory, N_i=inputs, N_o=outputs) == sum(p.numel() for p in layer.parameters())
    assert value(dense.memory, N_i=inputs, N_o=outputs) == x.numel() + layer.weight.numel() + y.numel()


@pytest.mark.parametrize("image", dense.IMAGES)
def test_each_row_of_question_4_is_that_of_a_real_layer(macs_in_torch, image):
    x = torch.zeros(1, *dense.IMAGES[image], device="meta").flatten(1)
    n = x.shape[1]
    layer = torch.nn.Linear(n, n, bias=False, device="meta")
    row = dense.table[image]
    assert row["n"] == n
    assert row["macs"] == macs_in_torch(lambda: layer(x))
    assert row["memory"] == x.numel() + layer.weight.numel() + layer(x).numel()


def test_the_first_row_is_free_of_the_known_slip():
    assert dense.table["mnist"]["macs"] == sum(784 for _ in range(784))


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 40), st.integers(1, 40))
def test_a_layer_takes_a_length_exactly_if_a_real_layer_does(trained, offered):
    layer = torch.nn.Linear(trained, 3)
    try:
        layer(torch.zeros(offered))
    except RuntimeError:
        accepted = False
    else:
        accepted = True
    assert dense.accepts_length(trained, offered) == accepted


def test_a_layer_for_1024_takes_neither_2048_nor_512():
    layer = torch.nn.Linear(1024, 1024)
    for length, taken in ((2048, dense.takes_longer), (512, dense.takes_shorter)):
        assert not taken
        with pytest.raises(RuntimeError):
            layer(torch.zeros(length))
